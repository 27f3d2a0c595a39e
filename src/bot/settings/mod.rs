//! Settings: what applies to whoever asks, and the panel where people, channels and servers set it.

mod commands;
mod panel;
pub(super) mod preferences;
mod preferences_cache;
mod service;
#[cfg(test)]
mod tests;

pub use preferences::{Preferences, QuizStarters, QuoteLength};
pub use service::SettingsService;
