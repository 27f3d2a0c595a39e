//! The passage of the day: what people set, and what is due when.

mod commands;
mod due;
mod service;
#[cfg(test)]
mod tests;

pub use commands::{ChosenRole, DailyCommand, DailyOptions};
pub use due::{DailyPost, DueDaily, DuePassages};
pub use service::DailyService;
