//! Quiz sessions between rules, items and database: actions come in, public messages go out through
//! a [`Channel`]. Messages are named by session and entry, so that none sent again after a crash
//! appears twice.

mod actions;
mod active;
mod apply;
pub(super) mod apply_error;
mod channel;
mod lifecycle;
mod options;
mod players;
mod presenter;
mod reports;
mod results;
mod review;
mod runner;
mod service;
mod sessions;
mod solo;
mod stored_log;
mod write_batcher;

pub(super) use actions::TYPED_ANSWER;
pub use channel::{Channel, OutgoingMessage, SendError};
pub use options::{Player, QuizCommand, QuizOptions};
pub use service::QuizService;
pub use solo::{Solo, SoloOptions};
