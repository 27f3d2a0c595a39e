//! How sure an answer is, judged by the words that question and passage share.

use crate::search::{Engine, Match, Question};

/// Below this share of the question's content words in the quoted sentence, the passage is only the closest one.
const PLAIN_COVERAGE: f32 = 0.5;

/// Below this share there is not enough in common to call it close. Measured: turns down what has nothing to do with the
/// speech, and hardly anything else.
const ANY_COVERAGE: f32 = 0.25;

/// How sure the bot is of an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// The passage answers the question.
    Quoted,
    /// The passage comes closest, but does not answer directly.
    Closest,
    /// The speech does not speak of it.
    NotCovered,
}

impl Verdict {
    /// The verdict's name, as `--json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Verdict::Quoted => "quoted",
            Verdict::Closest => "closest",
            Verdict::NotCovered => "not_covered",
        }
    }
}

/// How many missing words a note names.
const MOST_NAMED: usize = 3;

/// Judges the best sentence that was found for a question, and says which of the question's words no speech holds.
pub(super) fn judge(engine: &Engine, question: &Question, best: Option<Match>) -> (Verdict, Option<String>) {
    match best.map_or(0.0, |best| engine.coverage(question, best)) {
        coverage if coverage < ANY_COVERAGE => return (Verdict::NotCovered, None),
        coverage if coverage >= PLAIN_COVERAGE => return (Verdict::Quoted, None),
        _ => {}
    }
    let missing: Vec<String> = (question.content())
        .filter(|word| word.sentences == 0)
        .take(MOST_NAMED)
        .map(|word| format!("“{}”", word.typed))
        .collect();
    let note = match missing.as_slice() {
        [] => None,
        [one] => Some(format!("The text does not mention {one}.")),
        [others @ .., last] => Some(format!("The text does not mention {} or {last}.", others.join(", "))),
    };
    (Verdict::Closest, note)
}
