//! A session of questions as a pure state machine: a state and an event give a state and what to
//! show.
//!
//! ```text
//! Waiting ──Started──→ OpenQuestion ──time, all done, skip──→ Revealed ──time──→ OpenQuestion …
//!    └──────StopAsked──────┴───────────StopAsked───────────┴──time, last, idle──→ Finished
//! ```
//!
//! - The log of accepted events is the truth: stepping through it makes the same state again.
//!   Whoever runs a session writes an event down first and shows its effects then;
//!   [`Session::due`] says when to come back with [`Event::TimePassed`].
//! - Time never goes back: what arrives with an older time is taken at the latest one. What counts
//!   for a person is when they acted, not when it arrived, and so long as the question is open; it
//!   stays open for `grace` after its time, for answers that are on their way.
//! - Choices: one vote a person; it can be changed until time is up, and the one made last stands.
//! - Typed answers: the first right one of each person counts, up to `tries` tries. Nobody sees the
//!   others' answers, so a right one closes nothing: whoever types slowly may be right, too, and
//!   only gets less for speed.
//! - A question closes early when everybody who answered the one before has answered (two people at
//!   least), and `settle` later, so that a vote can still be changed; the first one never does. In
//!   a solo session it closes with the host's answer.
//! - A hint or the next question comes when the host or a moderator asks, or more than half of the
//!   players; players are who answered this question or the one before, and two at least must ask.
//!   A skipped question gives nothing to anybody.
//! - What comes a second time changes nothing: an event's id is remembered while its question is
//!   open, and its question's number tells it later.

mod effect;
mod event;
mod hint;
mod open_question;
mod reveal;
mod rules;
mod state;
mod step;
#[cfg(test)]
mod tests;

pub use effect::{Ballot, CloseReason, Effect, EndReason, Gain, Outcome};
pub use event::{Entry, Event, Rejection};
pub use hint::Hint;
pub use open_question::{OpenQuestion, Response, Submission};
pub use rules::{Millis, Pace, Rules, SessionQuestion, Setup, SetupError, Solution};
pub use state::{Phase, Session};
