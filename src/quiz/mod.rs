//! Quizzes: items, the deck, grading, sessions and scores.

mod deck;
mod generate;
mod grade;
mod in_prompt;
mod item;
mod scoring;
mod season;
mod session;

pub use deck::{Deck, Filter};
pub use grade::{Grade, LONGEST_TYPED};
pub use item::{AnswerKey, Item, Kind};
pub use scoring::{
    CLAIM_WINDOW, Points, RightAnswer, Standing, Tally, UserId, podium, points, ranked,
};
pub use season::Season;
pub use session::{
    Ballot, CloseReason, Effect, EndReason, Entry, Event, Gain, Hint, Millis, OpenQuestion,
    Outcome, Pace, Phase, Rejection, Response, Rules, Session, SessionQuestion, Setup, Solution,
    Submission, millis,
};
