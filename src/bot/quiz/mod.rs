//! Quiz sessions between the rules, the items and the database: what players do goes in, what
//! everybody sees comes out by a [`Channel`].
//!
//! A session is run by one process, which holds a lease on it in the database. What happens is stored
//! before anybody sees it, and each message goes out under a name made from the session and the entry
//! that it shows, so that it can be sent again after a crash without being seen twice. A
//! process that starts takes over what another one left.

mod actions;
mod active;
mod apply;
pub(super) mod apply_error;
mod channel;
mod items;
mod lifecycle;
mod options;
mod players;
mod presenter;
mod reports;
mod review;
mod runner;
mod service;
mod sessions;
mod solo;
mod stored_log;
mod write_batcher;

pub(super) use actions::TYPED_ANSWER;
pub use channel::{Channel, OutgoingMessage, SendError};
pub use items::QuizItems;
pub use options::{Player, QuizCommand, QuizOptions};
pub use service::QuizService;
pub use solo::{Solo, SoloOptions};
