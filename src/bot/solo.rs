//! A quiz session of one player without Discord and without a store, line by line: what was typed
//! and the time go in, replies come out.
//!
//! Without a time limit the session's clock stands still while a question is open: every answer is
//! made in time and none is quick, so that there is no bonus for speed. With one, the clock is the
//! one that is passed in. The pause after an answer is skipped.

use super::messages;
use crate::quiz::{
    AnswerKey, CloseReason, Deck, Distractors, Effect, EndReason, Entry, Event, Filter, Grade,
    Hint, Item, Millis, Outcome, Pace, Phase, Rejection, Rules, Session, SessionQuestion, Setup,
    UserId, grade,
};
use crate::reply::{Excerpt, Part, Piece, Reply};

/// Who plays: an id that Discord gives to nobody.
const PLAYER: UserId = 1;

/// Response when nothing fits what is wanted.
const NOTHING: &str = "There is no question of that kind. Leave out the kind, the difficulty or \
                       the speech to have more to choose from.";

/// How a choice and how a text is answered, and what else can be typed.
const CHOOSE: &str = "Type a letter. ? gives a hint, s skips the question, q ends the round.";
const TYPE: &str = "Type the answer. ? gives a hint, s skips the question, q ends the round.";

/// A session that is wanted.
#[derive(Clone, Copy, Debug, Default)]
pub struct SoloOptions<'a> {
    /// How many questions.
    pub count: usize,
    /// Chooses them: the same number, the same questions.
    pub seed: u64,
    /// Which ones.
    pub filter: Filter<'a>,
    /// How many seconds each is open for; as long as it takes when there are none.
    pub seconds: Option<u64>,
}

/// A session of one player.
pub struct Solo<'a> {
    items: Vec<&'a Item>,
    distractors: Distractors,
    session: Session,
    timed: bool,
    /// How far the session's clock is ahead, for the pauses that were skipped.
    ahead: Millis,
    /// The numbers of the questions that were asked and not had right.
    missed: Vec<usize>,
}

/// What a typed line wants.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Typed<'a> {
    Hint,
    Skip,
    Stop,
    Answer(&'a str),
}

fn read(line: &str) -> Typed<'_> {
    let line = line.trim();
    match line.to_lowercase().as_str() {
        "?" | "hint" | "/hint" => Typed::Hint,
        "s" | "skip" | "/skip" => Typed::Skip,
        "q" | "stop" | "/stop" | "quit" | "/quit" => Typed::Stop,
        _ => Typed::Answer(line),
    }
}

impl<'a> Solo<'a> {
    /// Begins a session, with its first question.
    ///
    /// # Errors
    /// What to say when there is nothing to ask.
    pub fn begin(
        deck: &'a Deck,
        options: SoloOptions<'_>,
        now: Millis,
    ) -> Result<(Solo<'a>, Vec<Reply>), String> {
        let items = deck.draw(options.seed, options.count, options.filter);
        let time = options.seconds.map(|seconds| seconds.saturating_mul(1_000));
        let rules = Rules { solo: true, grace: 0, ..Rules::from_pace(Pace::Calm) };
        let rules = Rules { time: time.unwrap_or(rules.time), ..rules };
        let Ok(setup) = Setup::new(
            PLAYER,
            rules,
            items.iter().map(|item| SessionQuestion::from(*item)).collect(),
        ) else {
            return Err(NOTHING.to_owned());
        };
        let texts = deck
            .items()
            .filter(|item| matches!(item.answer, AnswerKey::Text { .. }))
            .map(|item| item.answer.answer());
        let distractors = Distractors::new(texts);
        let (timed, missed) = (time.is_some(), Vec::new());
        let mut solo =
            Solo { items, distractors, session: Session::new(setup), timed, ahead: 0, missed };
        let replies = solo.step(Event::Started, now).unwrap_or_default();
        Ok((solo, replies))
    }

    /// Whether the session is over.
    pub fn is_over(&self) -> bool {
        matches!(self.session.phase(), Phase::Finished(_))
    }

    /// What a typed line brings.
    pub fn typed(&mut self, line: &str, now: Millis) -> Vec<Reply> {
        let Some((number, closes)) =
            self.session.open_question().map(|(open, _)| (open.number(), open.closes()))
        else {
            return Vec::new();
        };
        let typed = read(line);
        if self.timed && self.clock(now) > closes && typed != Typed::Stop {
            let mut replies = vec![Reply::text("The time for this question was over.")];
            replies.extend(self.step(Event::TimePassed, now).unwrap_or_default());
            return replies;
        }
        let event = match typed {
            Typed::Hint => Event::HintAsked { user: PLAYER, number, moderator: false },
            Typed::Skip => Event::SkipAsked { user: PLAYER, number, moderator: false },
            Typed::Stop => Event::StopAsked { user: PLAYER, moderator: false },
            Typed::Answer(answer) => match self.answer(number, answer) {
                Ok(event) => event,
                Err(said) => return vec![Reply::text(said)],
            },
        };
        let unclear = matches!(event, Event::Typed { grade: Grade::Unclear, .. });
        match self.step(event, now) {
            // Nothing else leaves the question open without a word.
            Ok(replies) if replies.is_empty() => vec![Reply::text(self.not_right(unclear))],
            Ok(replies) => replies,
            Err(Rejection::NoMoreHints) => vec![Reply::text("There is no further hint.")],
            Err(refused) => vec![Reply::text(format!("Not now: {refused}."))],
        }
    }

    /// The end of a session that the player leaves.
    pub fn leave(&mut self, now: Millis) -> Vec<Reply> {
        self.step(Event::StopAsked { user: PLAYER, moderator: false }, now).unwrap_or_default()
    }

    /// The session's time.
    fn clock(&self, now: Millis) -> Millis {
        match (self.timed, self.session.open_question()) {
            (true, _) => now.saturating_add(self.ahead),
            // In time, and as late as can be.
            (false, Some((open, _))) => open.closes(),
            (false, None) => 0,
        }
    }

    /// Takes an event, and goes on to the next question where one ended.
    fn step(&mut self, event: Event, now: Millis) -> Result<Vec<Reply>, Rejection> {
        let now = self.clock(now);
        let (session, mut effects) =
            self.session.step(&Entry { id: None, made: now, now, event })?;
        self.session = session;
        if let (Phase::Revealed { .. }, Some(due)) = (self.session.phase(), self.session.due()) {
            self.ahead = self.ahead.saturating_add(due.saturating_sub(now));
            let (session, further) = self.session.step(&Entry {
                id: None,
                made: due,
                now: due,
                event: Event::TimePassed,
            })?;
            self.session = session;
            effects.extend(further);
        }
        Ok(effects.iter().filter_map(|effect| self.shown(effect)).collect())
    }

    /// What an answer means for the session, or why it means nothing.
    fn answer(&self, number: usize, typed: &str) -> Result<Event, String> {
        let Some(item) = self.items.get(number) else { return Err(CHOOSE.to_owned()) };
        match &item.answer {
            AnswerKey::Choice { choices, .. } => match chosen(choices, typed) {
                Some(choice) => Ok(Event::Voted { user: PLAYER, number, choice, counts: true }),
                None => Err(format!(
                    "Please type a letter from A to {}. {}",
                    letter(choices.len() - 1),
                    SHORT_KEYS
                )),
            },
            AnswerKey::Text { accepted } => match grade(accepted, &self.distractors, typed) {
                Grade::Blank => Err(TYPE.to_owned()),
                grade => Ok(Event::Typed { user: PLAYER, number, grade, counts: true }),
            },
        }
    }

    /// What is said to a wrong answer that is not the last one.
    fn not_right(&self, unclear: bool) -> String {
        let tries = self
            .session
            .open_question()
            .and_then(|(open, _)| open.submissions().get(&PLAYER))
            .map_or(0, |given| given.tries);
        let left = self.session.setup().rules().tries.saturating_sub(tries);
        let why = if unclear {
            "That could be the answer, or another one: please spell it out."
        } else {
            "That is not it."
        };
        format!(
            "{why} {} left.",
            if left == 1 { "1 try".to_owned() } else { format!("{left} tries") }
        )
    }

    fn shown(&mut self, effect: &Effect) -> Option<Reply> {
        match effect {
            Effect::Ask { number, .. } => self.question(*number),
            Effect::Hint { number, hint } => Some(self.hint(*number, hint)),
            Effect::Reveal(outcome) => self.revealed(outcome),
            Effect::Finish { reason, .. } => Some(self.finished(*reason)),
            Effect::ClosesEarly { .. } | Effect::BallotCount { .. } => None,
        }
    }

    fn question(&self, number: usize) -> Option<Reply> {
        let item = self.items.get(number)?;
        let mut parts = vec![Part::Text(item.prompt.clone())];
        let keys = match &item.answer {
            AnswerKey::Choice { choices, .. } => {
                let lines = choices
                    .iter()
                    .enumerate()
                    .map(|(at, choice)| format!("{}) {choice}", letter(at)));
                parts.push(Part::Text(lines.collect::<Vec<_>>().join("\n")));
                CHOOSE
            }
            AnswerKey::Text { .. } => TYPE,
        };
        if number == 0
            || self.items.get(number - 1).is_some_and(|before| is_choice(before) != is_choice(item))
        {
            parts.push(Part::Text(keys.to_owned()));
        }
        if self.timed && number == 0 {
            let seconds = self.session.setup().rules().time / 1_000;
            parts.push(Part::Text(format!("Each question is open for {seconds} seconds.")));
        }
        let level = ["easy", "medium", "hard"]
            .get(usize::from(item.difficulty.saturating_sub(1)))
            .copied()
            .unwrap_or_default();
        let heading = format!("Question {} of {} ({level})", number + 1, self.items.len());
        Some(Reply { heading: Some(heading), parts, ..Reply::default() })
    }

    fn hint(&self, number: usize, hint: &Hint) -> Reply {
        Reply::text(match hint {
            Hint::Letters(letters) => format!("Hint: {letters}"),
            Hint::Wrong(wrong) => {
                let choices = match self.items.get(number).map(|item| &item.answer) {
                    Some(AnswerKey::Choice { choices, .. }) => choices.as_slice(),
                    _ => &[],
                };
                let left = (0..choices.len())
                    .filter(|at| !wrong.contains(at))
                    .map(|at| letter(at).to_string());
                format!("Hint: it is one of {}.", left.collect::<Vec<_>>().join(", "))
            }
        })
    }

    /// The right answer with the words that prove it.
    fn revealed(&mut self, outcome: &Outcome) -> Option<Reply> {
        let item = *self.items.get(outcome.number)?;
        let gain = outcome.gains.first().map(|gain| gain.points.total());
        if gain.is_none() {
            self.missed.push(outcome.number);
        }
        let answer = told(item);
        let said = match (gain, outcome.reason, outcome.answered) {
            (Some(points), ..) => {
                format!("Right: {answer} ({})", messages::count(points as usize, "point"))
            }
            (None, CloseReason::Skipped, _) => format!("Skipped. The answer: {answer}"),
            (None, CloseReason::Answered, 0) => format!("The answer: {answer}"),
            (None, CloseReason::Answered, _) => format!("Not right. The answer: {answer}"),
        };
        let words = Piece::Words { quote: item.evidence.clone(), focus: false };
        let evidence =
            Excerpt { pieces: vec![words], reference: item.evidence.reference().to_string() };
        Some(Reply { parts: vec![Part::Text(said), Part::Passage(evidence)], ..Reply::default() })
    }

    fn finished(&self, why: EndReason) -> Reply {
        let tally = self.session.players().get(&PLAYER).cloned().unwrap_or_default();
        let played = tally.right as usize + self.missed.len();
        let mut parts = vec![Part::Text(match played {
            0 => "No question was finished.".to_owned(),
            _ => format!(
                "{} of {played} right, {}.",
                tally.right,
                messages::count(tally.points as usize, "point")
            ),
        })];
        if tally.best_streak > 2 {
            parts.push(Part::Text(format!(
                "The longest streak: {} right in a row.",
                tally.best_streak
            )));
        }
        if why == EndReason::Idle {
            parts.push(Part::Text("The round ended because nobody answered in time.".to_owned()));
        }
        let line = |number: &usize| {
            let item = self.items.get(*number)?;
            let prompt = item.prompt.split("\n\n").next().unwrap_or_default();
            // Of two versions of a sentence, the real one says all.
            let asked = if item.answer.answer() == item.evidence.text() {
                String::new()
            } else {
                format!("{prompt}\n   ")
            };
            Some(format!("{}. {asked}{} ({})", number + 1, told(item), item.evidence.reference()))
        };
        let review: Vec<String> = self.missed.iter().filter_map(line).collect();
        if !review.is_empty() {
            parts.push(Part::Text("To look at again:".to_owned()));
            parts.extend(review.into_iter().map(Part::Text));
        }
        Reply { heading: Some("The end of the round".to_owned()), parts, ..Reply::default() }
    }
}

/// What else can be typed, in short.
const SHORT_KEYS: &str = "? gives a hint, s skips, q ends.";

fn is_choice(item: &Item) -> bool {
    matches!(item.answer, AnswerKey::Choice { .. })
}

/// The answer as it is told: a choice with its letter.
fn told(item: &Item) -> String {
    match &item.answer {
        AnswerKey::Choice { right, .. } => format!("{}) {}", letter(*right), item.answer.answer()),
        AnswerKey::Text { .. } => item.answer.answer().to_owned(),
    }
}

/// The letter of a choice.
fn letter(at: usize) -> char {
    u8::try_from(at).ok().and_then(|at| b'A'.checked_add(at)).map_or('?', char::from)
}

/// The choice that was typed: as it stands there, by its letter or by its number.
fn chosen(choices: &[String], typed: &str) -> Option<usize> {
    let typed = typed.trim_end_matches([')', '.']).to_lowercase();
    let written = choices.iter().position(|choice| choice.to_lowercase() == typed);
    let lettered = || (0..choices.len()).find(|at| letter(*at).to_lowercase().to_string() == typed);
    let numbered = || typed.parse::<usize>().ok()?.checked_sub(1).filter(|at| *at < choices.len());
    written.or_else(lettered).or_else(numbered)
}

#[cfg(test)]
mod tests;
