//! A quiz for one player without Discord or a store: lines and the time go in, replies come out.
//!
//! Without a time limit the clock stands still while a question is open: answers are in time but
//! earn no bonus for speed.

use super::apply_error::ApplyError;
use super::presenter::{Audience, Presenter};
use crate::bot::messages::quiz as messages;
use crate::quiz::{
    AnswerKey, Deck, Effect, Entry, Event, Filter, Grade, Item, Millis, Pace, Phase, Rejection,
    Rules, Session, SessionQuestion, Setup, UserId,
};
use crate::reply::Reply;

/// Discord gives this id to nobody.
const PLAYER: UserId = 1;

const STOP: Event = Event::StopAsked { user: PLAYER, moderator: false };

#[derive(Clone, Debug, Default)]
pub struct SoloOptions {
    pub count: usize,
    pub seed: u64,
    pub filter: Filter,
    /// Per question; none for no limit.
    pub seconds: Option<u16>,
}

pub struct Solo<'a> {
    deck: &'a Deck,
    session: Session,
    timed: bool,
    /// By skipped pauses.
    ahead: Millis,
    missed: Vec<usize>,
}

impl<'a> Solo<'a> {
    /// # Errors
    ///
    /// What to say when there is nothing to ask.
    pub fn begin(
        deck: &'a Deck,
        options: SoloOptions,
        now: Millis,
    ) -> Result<(Solo<'a>, Vec<Reply>), String> {
        let items = deck.draw(options.seed, options.count, &options.filter);
        let rules = Rules { grace: 0, ..Rules::new(Pace::Calm, options.seconds, true) };
        let questions = items.into_iter().map(SessionQuestion::from).collect();
        let setup = Setup::new(PLAYER, rules, questions).ok_or(messages::NOTHING_TO_ASK)?;
        let mut solo = Solo {
            deck,
            session: Session::new(setup),
            timed: options.seconds.is_some(),
            ahead: 0,
            missed: Vec::new(),
        };
        let replies = solo.step(Event::Started, now).unwrap_or_default();
        Ok((solo, replies))
    }

    pub fn is_over(&self) -> bool {
        *self.session.phase() == Phase::Finished
    }

    pub fn typed(&mut self, line: &str, now: Millis) -> Vec<Reply> {
        let asked = self.session.open_question().and_then(|(open, asked)| {
            Some((open.number, open.closes, self.deck.get(&asked.item)?))
        });
        let Some((number, closes, item)) = asked else { return Vec::new() };
        let (line, user, moderator) = (line.trim(), PLAYER, false);
        let is_late = self.timed && self.clock(now) > closes;
        let lower = line.to_lowercase();
        let mut answers = item.answer.choices().iter().chain(item.answer.accepted());
        // An answer may be called as a command is.
        let is_answer = !is_late && answers.any(|answer| answer.to_lowercase() == lower);
        let event = match lower.trim_start_matches("/quiz ").trim_start_matches([' ', '/']) {
            "q" | "stop" | "quit" if !is_answer => STOP,
            _ if is_late => {
                let mut replies = vec![Reply::text(messages::TIME_WAS_OVER)];
                replies.extend(self.step(Event::TimePassed, now).unwrap_or_default());
                return replies;
            }
            "?" | "hint" if !is_answer => Event::HintAsked { user, number, moderator },
            "s" | "skip" if !is_answer => Event::SkipAsked { user, number, moderator },
            _ => match self.answer(number, item, line) {
                Some(event) => event,
                None => {
                    return self
                        .presenter()
                        .how_to_type(number)
                        .into_iter()
                        .map(Reply::text)
                        .collect();
                }
            },
        };
        let is_unclear = matches!(event, Event::Typed { grade: Grade::Unclear, .. });
        match self.step(event, now) {
            // Nothing else leaves the question open in silence.
            Ok(replies) if replies.is_empty() => {
                vec![Reply::text(messages::try_again(is_unclear, self.tries_left()))]
            }
            Ok(replies) => replies,
            Err(why) => vec![Reply::from(ApplyError::from(why))],
        }
    }

    pub fn leave(&mut self, now: Millis) -> Vec<Reply> {
        self.step(STOP, now).unwrap_or_default()
    }

    fn clock(&self, now: Millis) -> Millis {
        match (self.timed, self.session.open_question()) {
            (true, _) => now.saturating_add(self.ahead),
            // In time, but as late as possible.
            (false, Some((asking, _))) => asking.closes,
            (false, None) => 0,
        }
    }

    fn step(&mut self, event: Event, now: Millis) -> Result<Vec<Reply>, Rejection> {
        let now = self.clock(now);
        let mut effects: Vec<Effect> = self.apply(event, now)?.into_iter().collect();
        if let (Phase::Revealed { .. }, Some(due)) = (self.session.phase(), self.session.due()) {
            self.ahead = self.ahead.saturating_add(due.saturating_sub(now));
            effects.extend(self.apply(Event::TimePassed, due)?);
        }
        let missed = effects.iter().filter_map(|effect| match effect {
            Effect::Reveal(outcome) if outcome.gains.is_empty() => Some(outcome.number),
            _ => None,
        });
        self.missed.extend(missed);
        let presenter = self.presenter();
        Ok(effects.iter().filter_map(|effect| presenter.reply(effect)).collect())
    }

    fn presenter(&self) -> Presenter<'_> {
        let audience = Audience::Terminal { timed: self.timed, missed: &self.missed };
        Presenter { session: &self.session, deck: self.deck, audience }
    }

    fn apply(&mut self, event: Event, now: Millis) -> Result<Option<Effect>, Rejection> {
        self.session.step(&Entry { id: None, made: now, now, event })
    }

    /// None for what is no answer, such as the conversation's commands.
    fn answer(&self, number: usize, item: &Item, typed: &str) -> Option<Event> {
        let (user, counts) = (PLAYER, true);
        match &item.answer {
            AnswerKey::Choice { choices, .. } => {
                chosen(choices, typed).map(|choice| Event::Voted { user, number, choice, counts })
            }
            AnswerKey::Text { accepted } => match self.deck.grade(&item.id, accepted, typed) {
                Grade::Blank => None,
                Grade::Wrong if typed.starts_with(['/', '>']) => None,
                grade => Some(Event::Typed { user, number, grade, counts }),
            },
        }
    }

    fn tries_left(&self) -> u32 {
        let open = self.session.open_question().and_then(|(open, _)| open.submissions.get(&PLAYER));
        let tries = open.map_or(0, |given| given.tries);
        self.session.setup().rules.tries.saturating_sub(tries)
    }
}

/// By its text, letter or number, or as it is shown.
fn chosen(choices: &[String], typed: &str) -> Option<usize> {
    const LEADS: [&str; 6] = ["the answer is ", "answer: ", "i think ", "it is ", "it's ", "it’s "];
    // “%” and “§” belong to a choice.
    let is_mark = |c: char| c.is_whitespace() || "()[].,:;!?\"'“”‘’".contains(c);
    let bare = |text: &str| text.trim_matches(is_mark).to_lowercase();
    let alone = |typed: &str| {
        let places = 0..choices.len();
        let written = choices.iter().position(|choice| bare(choice) == typed);
        let lettered = || places.clone().find(|at| messages::letter(*at).to_lowercase() == typed);
        let numbered = || places.clone().find(|at| typed.parse() == Ok(at + 1));
        written.or_else(lettered).or_else(numbered).filter(|_| !typed.is_empty())
    };
    let both = |typed: &str| {
        let (mark, text) = typed.split_once([')', '.', ':'])?;
        let choice = alone(&bare(mark))?;
        choices.get(choice).filter(|written| bare(written) == bare(text)).map(|_| choice)
    };
    let read = |typed: &str| alone(typed).or_else(|| both(typed));
    let typed = bare(typed);
    let mut without_lead = typed.as_str();
    while let Some(rest) = LEADS.iter().find_map(|lead| without_lead.strip_prefix(lead)) {
        without_lead = rest.trim_start();
    }
    read(&typed).or_else(|| read(&bare(without_lead)))
}

#[cfg(test)]
mod tests {
    use std::sync::LazyLock;

    use proptest::prelude::*;

    use super::super::presenter::is_choice;
    use super::*;
    use crate::bot::tests::{BOT, texts};
    use crate::corpus::Corpus;
    use crate::quiz::Kind;

    static DECK: LazyLock<Deck> = LazyLock::new(|| Deck::new(BOT.corpus()));

    const OPTIONS: SoloOptions = SoloOptions {
        count: 4,
        seed: 3,
        filter: Filter { kind: None, difficulty: None, speech: None },
        seconds: None,
    };

    fn text(replies: &[Reply]) -> String {
        let of = |reply: &Reply| {
            let said = reply.heading.as_deref().into_iter().chain(texts(reply));
            let quoted = reply.quotes().map(|quote| quote.text());
            said.chain(quoted).collect::<Vec<_>>().join("\n")
        };
        replies.iter().map(of).collect::<Vec<_>>().join("\n---\n")
    }

    fn item<'a>(solo: &Solo<'a>, number: usize) -> &'a Item {
        solo.deck.get(&solo.session.question(number).unwrap().item).unwrap()
    }

    fn right(solo: &Solo<'_>, number: usize) -> String {
        match &item(solo, number).answer {
            AnswerKey::Choice { right, .. } => messages::letter(*right).to_owned(),
            AnswerKey::Text { accepted } => accepted[0].clone(),
        }
    }

    fn wrong(solo: &Solo<'_>, number: usize) -> String {
        match &item(solo, number).answer {
            AnswerKey::Choice { right, choices } => ((right + 1) % choices.len() + 1).to_string(),
            AnswerKey::Text { .. } => "wheelbarrow".to_owned(),
        }
    }

    #[test]
    fn all_answers_right_make_a_full_score() {
        let (mut solo, first) = Solo::begin(&DECK, OPTIONS, 0).unwrap();
        assert!(text(&first).starts_with("Question 1 of 4"), "{}", text(&first));
        let mut last = Vec::new();
        for number in 0..4 {
            assert!(!solo.is_over());
            last = solo.typed(&right(&solo, number), 0);
            let said = text(&last);
            assert!(
                said.starts_with("Right: ") && said.contains(item(&solo, number).evidence.text()),
                "{said}"
            );
            assert_eq!(last[0].credit(), None, "it may answer another question");
        }
        assert!(solo.is_over());
        let end = text(&last);
        assert!(
            end.contains("4 of 4 right")
                && end.contains("The questions are from:")
                && end.contains("4 right in a row")
                && !end.contains("To look at again"),
            "{end}"
        );
        assert_eq!(solo.typed("a", 0), []);
    }

    #[test]
    fn only_sources_of_questions_that_were_asked_are_named() {
        let (mut solo, _) = Solo::begin(&DECK, SoloOptions { count: 60, ..OPTIONS }, 0).unwrap();
        let credit = item(&solo, 0).evidence.credit().to_owned();
        let end = text(&solo.typed("q", 0));
        assert!(end.ends_with(&format!("The questions are from:\n{credit}")), "{end}");
    }

    #[test]
    fn missed_and_skipped_questions_are_listed_at_the_end() {
        let filter = Filter { kind: Some(Kind::Section), ..OPTIONS.filter };
        let (mut solo, _) =
            Solo::begin(&DECK, SoloOptions { filter, count: 2, ..OPTIONS }, 0).unwrap();
        assert!(text(&solo.typed(&wrong(&solo, 0), 0)).starts_with("Not right. The answer: "));
        let end = text(&solo.typed("s", 0));
        assert!(
            end.contains("Skipped. The answer: ") && end.contains("0 of 2 right, 0 points."),
            "{end}"
        );
        let review = end.split_once("To look at again:").unwrap().1;
        for number in 0..2 {
            let reference = item(&solo, number).evidence.reference().to_string();
            assert!(review.contains(&reference), "{review}");
        }
    }

    #[test]
    fn typed_answers_have_three_tries_and_hints_cost_points() {
        let filter = Filter { kind: Some(Kind::Written), ..OPTIONS.filter };
        let (mut solo, _) = (0..500)
            .map(|seed| {
                Solo::begin(&DECK, SoloOptions { filter: filter.clone(), seed, ..OPTIONS }, 0)
                    .unwrap()
            })
            .find(|(solo, _)| {
                let first = item(solo, 0);
                !is_choice(first) && !first.answer.answer().contains(|c: char| c.is_ascii_digit())
            })
            .unwrap();
        let keys = messages::how_to_type(0, true);
        for typed in ["  ", "/help", "> who was she?", "/quiz score"] {
            assert_eq!(text(&solo.typed(typed, 0)), keys, "{typed}");
        }
        assert_eq!(text(&solo.typed("wheelbarrow", 0)), "That is not it. 2 tries left.");
        assert!(text(&solo.typed("?", 0)).starts_with("Hint: "));
        assert!(text(&solo.typed("hint", 0)).starts_with("Hint: "));
        assert_eq!(text(&solo.typed("?", 0)), "This question has no more hints.");
        assert_eq!(text(&solo.typed("handcart", 0)), "That is not it. 1 try left.");
        let points = u32::from(item(&solo, 0).difficulty) * 10 / 2;
        let said = text(&solo.typed(&right(&solo, 0), 0));
        assert!(
            said.contains(&format!("({points} points)")),
            "half is left after two hints, with nothing for speed: {said}"
        );
    }

    #[test]
    fn hints_are_offered_only_where_there_are_some() {
        for (kind, keys) in [
            (Kind::Section, "Type A, B, C or D. ? gives a hint, s skips the question"),
            (Kind::Altered, "Type A or B. s skips the question"),
        ] {
            let filter = Filter { kind: Some(kind), ..OPTIONS.filter };
            let (mut solo, first) =
                Solo::begin(&DECK, SoloOptions { filter, ..OPTIONS }, 0).unwrap();
            assert!(text(&first).contains(keys), "{}", text(&first));
            assert!(text(&solo.typed("/help", 0)).starts_with(keys));
        }
    }

    #[test]
    fn a_time_limit_holds_and_three_unanswered_questions_end_the_round() {
        let (mut solo, first) =
            Solo::begin(&DECK, SoloOptions { seconds: Some(10), ..OPTIONS }, 1_000_000).unwrap();
        assert!(text(&first).contains("open for 10 seconds"));
        let mut now = 1_000_000;
        now += 9_000;
        assert!(text(&solo.typed(&right(&solo, 0), now)).starts_with("Right: "));
        // The pause is skipped: the next question is open from now on.
        now += 9_900;
        assert!(text(&solo.typed(&right(&solo, 1), now)).starts_with("Right: "));
        now += 10_100;
        let late = text(&solo.typed(&right(&solo, 2), now));
        assert!(
            late.starts_with("The time for this question was over.\n---\nThe answer: "),
            "{late}"
        );

        let (mut solo, _) =
            Solo::begin(&DECK, SoloOptions { seconds: Some(10), ..OPTIONS }, 0).unwrap();
        let said: Vec<String> = (1..=3).map(|time| text(&solo.typed("a", time * 60_000))).collect();
        let end = said.last().unwrap();
        assert!(solo.is_over() && end.contains("nobody answered in time"), "{end}");
    }

    /// Asks for one word of a speech.
    fn deck_of_one(words: &str, answer: &str) -> Deck {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("t");
        std::fs::create_dir_all(&folder).unwrap();
        let speech = format!("+++\ntitle = \"T\"\n+++\n{words}\n");
        let items = format!(
            "[[item]]\nprompt = \"What?\"\nanswers = [\"{answer}\"]\nquote = \"{words}\"\n"
        );
        std::fs::write(folder.join("speech.md"), speech).unwrap();
        std::fs::write(folder.join("quiz.toml"), items).unwrap();
        Deck::new(&Corpus::load(dir.path()).unwrap())
    }

    #[test]
    fn a_typing_error_as_near_to_another_word_of_the_speech_is_not_right() {
        let deck = deck_of_one("Their glimmerwork is no glimmerwark.", "glimmerwork");
        for (typed, expected) in [
            ("glimmerwirk", "That could be the answer, or another one"),
            ("glimmerwrok", "Right: "),
        ] {
            let (mut solo, _) = Solo::begin(&deck, OPTIONS, 0).unwrap();
            assert!(text(&solo.typed(typed, 0)).starts_with(expected), "{typed}");
        }
    }

    #[test]
    fn an_answer_called_as_a_command_can_be_typed() {
        let deck = deck_of_one("They called out to the men: stop!", "stop");
        let begin = |seconds| Solo::begin(&deck, SoloOptions { seconds, ..OPTIONS }, 0).unwrap().0;
        for (seconds, now, typed, expected) in [
            (None, 0, "Stop", "Right: "),
            (None, 0, "/stop", "The end of the round"),
            (None, 0, "/quiz stop", "The end of the round"),
            (None, 0, "/quiz skip", "Skipped. "),
            (Some(10), 60_000, "stop", "The end of the round"),
        ] {
            let mut solo = begin(seconds);
            assert!(text(&solo.typed(typed, now)).starts_with(expected), "{typed}");
        }
    }

    #[test]
    fn leaving_ends_the_round() {
        let (mut solo, _) = Solo::begin(&DECK, OPTIONS, 0).unwrap();
        assert!(text(&solo.leave(0)).contains("No question was finished."));
        assert!(solo.is_over());
    }

    #[test]
    fn choices_are_typed_by_letter_number_or_words() {
        let choices = ["seven", "3", "1", "two words"].map(str::to_owned);
        for (typed, expected) in [
            ("a", Some(0)),
            ("D)", Some(3)),
            ("4.", Some(3)),
            ("Two Words", Some(3)),
            ("“two words”!", Some(3)),
            ("D) two words", Some(3)),
            ("(d) two words.", Some(3)),
            ("4. Two words", Some(3)),
            ("(D)", Some(3)),
            ("D!", Some(3)),
            ("The answer is D.", Some(3)),
            ("I think it's two words", Some(3)),
            // Letter and text of two choices.
            ("A) two words", None),
            ("D) three words", None),
            ("words", None),
            ("...", None),
            // A choice that is written so comes before its number.
            ("3", Some(1)),
            ("1", Some(2)),
            ("2", Some(1)),
            ("e", None),
            ("5", None),
            ("0", None),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(chosen(&choices, typed), expected, "{typed}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_typed_the_round_goes_on_or_ends(
            lines in proptest::collection::vec("[a-e1-5?sq]|skip|(?s).{0,12}", 0..40), timed: bool, step in 0..20_000_u64
        ) {
            let (mut solo, _) = Solo::begin(&DECK, SoloOptions { seconds: timed.then_some(10), ..OPTIONS }, 5).unwrap();
            let mut now = 5;
            for line in lines {
                let over = solo.is_over();
                let replies = solo.typed(&line, now);
                prop_assert_eq!(replies.is_empty(), over, "{:?}", line);
                now += step;
            }
            let ends = !solo.is_over();
            prop_assert_eq!(solo.leave(now).is_empty(), !ends);
            prop_assert!(solo.is_over());
        }
    }
}
