//! Quizzes: judging what is typed, the round as a state machine, and what answers are worth.

mod board;
mod judge;
mod round;
mod score;

pub use board::{CLAIM_WINDOW, Claim, Row, Scope, Season, board, counts};
pub use judge::{Judged, LONGEST_TYPED, Rivals, judge};
pub use round::{
    Asked, Asking, Effect, Ended, Entry, Event, Gain, Given, Hint, Millis, Outcome, Pace, Phase, Refused, Round, Rules, Said,
    Setup, SetupError, Solution, UserId, Wanted, Why,
};
pub use score::{Points, RightAnswer, Standing, Tally, podium, points, ranked};
