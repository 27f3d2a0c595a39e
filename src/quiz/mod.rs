//! Quizzes: items that carry the words which prove their answer, the deck that they are drawn from,
//! grading what is typed, the session as a state machine, and what answers are worth.
//!
//! Everything here is computed from the corpus and from what is passed in: the same seed draws the
//! same items.

mod deck;
mod generate;
mod grade;
mod item;
mod scoring;
mod season;
mod session;

pub use deck::{Deck, Filter};
pub use grade::{Distractors, Grade, LONGEST_TYPED, grade_answer};
pub use item::{AnswerKey, Item, Kind};
pub use scoring::{
    CLAIM_WINDOW, Points, RightAnswer, Standing, Tally, UserId, podium, points, ranked,
};
pub use season::Season;
pub use session::{
    Ballot, CloseReason, Effect, EndReason, Entry, Event, Gain, Hint, Millis, OpenQuestion,
    Outcome, Pace, Phase, Rejection, Response, Rules, Session, SessionQuestion, Setup, SetupError,
    Solution, Submission,
};
