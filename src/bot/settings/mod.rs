//! Settings: what applies to whoever asks, and the panel where it is set.

mod panel;
pub(super) mod preferences;
mod service;
#[cfg(test)]
mod tests;

pub use preferences::{Preferences, QuizStarters, QuoteLength};
pub(super) use service::PATIENCE;
pub use service::SettingsService;
