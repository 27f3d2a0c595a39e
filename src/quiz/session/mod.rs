//! A session of questions as a pure state machine: a state and an event give a state and at most
//! one effect: of several, a crash could lose one.
//!
//! ```text
//! Waiting ──Started──→ OpenQuestion ──time, all done, skip──→ Revealed ──time──→ OpenQuestion …
//!    └──────StopAsked──────┴───────────StopAsked───────────┴──time, last, idle──→ Finished
//! ```
//!
//! - Stepping through the log of events makes the same state. [`Session::due`] says when to bring
//!   [`Event::TimePassed`].
//! - Time never goes back: an older time is taken as the latest. What counts is when a person
//!   acted, not when it arrived: a question stays open for `grace` after its time.
//! - Typed answers: each person's first right one counts, within `tries`. It closes nothing, as
//!   nobody sees the others'.
//! - When all (two at least) who answered the previous question have answered, a question closes
//!   `settle` later. A solo question closes with the host's answer.
//! - A hint or skip takes the host, a moderator, or more than half, and at least two, of those who
//!   answered this question or the one before.
//! - An event's id is remembered while its question is open, so that repeats change nothing; later
//!   the question's number tells them.

mod effect;
mod event;
mod hint;
mod reveal;
mod rules;
mod state;
mod step;
#[cfg(test)]
mod tests;

pub use effect::{Ballot, CloseReason, Effect, EndReason, Gain, Outcome};
pub use event::{Entry, Event, Rejection};
pub use hint::Hint;
pub use rules::{Millis, Pace, Rules, SessionQuestion, Setup, Solution, millis};
pub use state::{OpenQuestion, Phase, Response, Session, Submission};
