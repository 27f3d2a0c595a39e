//! A place named within a question: “what does §2 ¶1 say?” shows it, “what does §2 say about
//! bread?” is searched in it.

use super::answers::AskService;
use super::meant::Meant;
use super::question::Ask;
use crate::answer::{self, Answer, Passage, Verdict};
use crate::corpus::{Location, Mentioned, UnitId, has_place_sign};
use crate::search::SearchError;
use crate::text::Pattern;

/// Passages searched for those of the place.
const MOST_SEARCHED: usize = 60;

/// Content words from which on a question asks for more than the place.
const QUESTION: usize = 2;

impl AskService {
    /// None where it names no place.
    pub(super) fn place(&self, ask: Ask<'_>) -> Result<Option<Meant>, SearchError> {
        let error = match self.cite.look_up(ask.question, ask.speeches()) {
            Ok(places) => return Ok(Some(Meant::Places(places, Verdict::Quoted))),
            Err(error) => error,
        };
        let Some(mentioned) = self.corpus().mentioned(ask.question, ask.speeches()) else {
            let is_signed = has_place_sign(ask.question);
            return Ok(is_signed.then(|| Meant::Unread(error.to_string())));
        };
        let asks = self.asks_for_more(&mentioned);
        Ok(match mentioned.found {
            Ok(_) if mentioned.is_bare && asks => None,
            Ok(places) if asks => Some(self.searched_in(places, &mentioned.rest, ask.question)?),
            Ok(places) => Some(Meant::Places(places, Verdict::Quoted)),
            // Another text's section may be meant.
            Err(_) if asks && !mentioned.is_signed => None,
            Err(error) => Some(Meant::Unread(error.to_string())),
        })
    }

    pub(super) fn passages_at(&self, places: &[Location]) -> Vec<Passage> {
        let units = self.cite.units_at(places).into_iter().take(MOST_SEARCHED);
        units.map(|unit| Passage::new(self.corpus(), unit, Vec::new(), 0.0)).collect()
    }

    /// “read me section 2” does not, “what does it say about bread?” does.
    fn asks_for_more(&self, mentioned: &Mentioned) -> bool {
        static ASKING: Pattern = Pattern::new(
            r"(?i)^(?:who|whom|whose|why|when|where|how|which|is|are|was|does|do|did|can)\b|\b(?:about|on|regarding|concerning|mentions?|mentioned)\s+\pL",
        );
        let beside = mentioned.beside.join(" ");
        let content = self.engine.parse(&beside).map_or(0, |read| read.content().count());
        content >= QUESTION || content > 0 && !mentioned.is_bare && ASKING.is_match(&beside)
    }

    fn searched_in(
        &self,
        places: Vec<Location>,
        rest: &str,
        typed: &str,
    ) -> Result<Meant, SearchError> {
        let units = self.cite.units_at(&places);
        let mut question = self.engine.parse(rest)?;
        let speeches = units.iter().map(|unit| self.corpus().unit(*unit).0.id().to_owned());
        question.within = speeches.collect();
        question.within.dedup();
        let answer = answer::answer(&self.engine, &question, &[], MOST_SEARCHED)?;
        let is_in = |unit: &UnitId| units.contains(unit);
        let leads = answer.passages.first().is_some_and(|best| is_in(&best.unit));
        let (shown, question) = (answer.shown, typed.to_owned());
        let mut passages = answer.passages;
        passages.retain(|passage| is_in(&passage.unit));
        passages.truncate(self.passages);
        if passages.is_empty() {
            return Ok(Meant::Places(places, Verdict::Closest));
        }
        let shown = shown.min(passages.len());
        let answer = match leads {
            true => Answer { question, passages, shown, ..answer },
            false => {
                Answer { verdict: Verdict::Closest, passages, shown, ..Answer::nothing(typed) }
            }
        };
        Ok(Meant::Question(answer.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::messages;
    use crate::bot::settings::Preferences;
    use crate::bot::tests::{BOT, ask_bot, baker_and_miller, first_text, references};

    #[test]
    fn a_place_within_a_question_is_shown() {
        for (question, expected) in [
            ("what does §2 ¶1 say?", vec!["§2 ¶1"]),
            ("show me §3 ¶2", vec!["§3 ¶2"]),
            ("2.1?", vec!["§2 ¶1"]),
            ("the first paragraph of section 3 please", vec!["§3 ¶1"]),
            ("could you read section 2, paragraph 1 to us", vec!["§2 ¶1"]),
            ("<§2 ¶1>", vec!["§2 ¶1"]),
            ("see §2 ¶1", vec!["§2 ¶1"]),
            ("3.2 pls", vec!["§3 ¶2"]),
            ("can you quote 3.2 for me", vec!["§3 ¶2"]),
            ("gimme 2.1-3", vec!["§2 ¶1", "§2 ¶2", "§2 ¶3"]),
            ("what is said in 2.1 and 2.2?", vec!["§2 ¶1", "§2 ¶2"]),
            ("read me the last paragraph of section 2", vec!["§2 ¶3"]),
            ("whats the second note say", vec!["Note 2"]),
            ("what do notes 1 and 2 say?", vec!["Note 1", "Note 2"]),
            ("show me the introduction", vec!["Intro ¶1", "Intro ¶2"]),
            ("quote me the intro", vec!["Intro ¶1", "Intro ¶2"]),
            ("paragraphs 1 and 2 of section 3", vec!["§3 ¶1", "§3 ¶2"]),
            ("section 3, first two paragraphs", vec!["§3 ¶1", "§3 ¶2"]),
            ("compare §2 ¶1 with §3 ¶1", vec!["§2 ¶1", "§3 ¶1"]),
            ("§2 ¶1 vs §3 ¶1", vec!["§2 ¶1", "§3 ¶1"]),
            ("next paragraph after §2 ¶1", vec!["§2 ¶2"]),
            ("read the paragraph before §2 ¶1", vec!["§1 ¶3"]),
            ("what does acftu-2023 §2 ¶1 say?", vec!["§2 ¶1"]),
            ("the last two paragraphs of section 3 please", vec!["§3 ¶2", "§3 ¶3"]),
        ] {
            assert_eq!(references(&ask_bot(&BOT, question)), expected, "{question:?}");
        }
        let between = references(&ask_bot(&BOT, "what's between 1.1 and 1.3?"));
        assert_eq!(
            between.first().zip(between.last()).unwrap(),
            (&"§1 ¶1".into(), &"§1 ¶3".into())
        );
        assert_eq!(references(&ask_bot(&BOT, "2.1ff")), ["§2 ¶1", "§2 ¶2", "§2 ¶3"]);
        for question in ["what does §2 ¶99 say?", "show me §§ab¶x now"] {
            let reply = ask_bot(&BOT, question);
            assert!(reply.private && references(&reply).is_empty(), "{question:?}: {reply:?}");
        }
        for question in [
            "which section is about trade unions?",
            "who are the workers of 2 unions?",
            "What does section 230 say about platforms?",
            "He notes that workers built it, when?",
            "He notes 2 things: which?",
            "Xi notes two things: which?",
            "It parts 2 ways, how?",
            "did it grow by 2.3 percent in every single year?",
        ] {
            let ask = Ask { question, ..Ask::default() };
            assert!(matches!(BOT.ask.place(ask), Ok(None)), "{question:?}");
        }
    }

    #[test]
    fn a_question_about_a_place_is_searched_in_it() {
        for question in [
            "In §3, who creates wealth?",
            "§3: who creates wealth",
            "who are the creators of wealth (§3)?",
            "who creates the wealth in section 3?",
        ] {
            let reply = ask_bot(&BOT, question);
            assert_eq!(references(&reply), ["§3 ¶1"], "{question:?}");
            assert_eq!(reply.heading.as_deref(), Some(question));
        }
        let answer = BOT.ask.answer("2.1?").unwrap();
        assert_eq!(answer.passages.len(), 1);
        assert_eq!(BOT.corpus().unit(answer.passages[0].unit).1.locator.to_string(), "§2 ¶1");
        let unread = BOT.ask.answer("show me §§ab¶x now").unwrap();
        assert_eq!((unread.verdict, unread.passages.len()), (Verdict::NotRead, 0));
        let found = references(&ask_bot(&BOT, "What does §1 say about formality?"));
        assert!(found.iter().all(|place| place.starts_with("§1")) && found != ["§1"], "{found:?}");
    }

    #[test]
    fn a_question_about_a_span_does_not_leave_it() {
        for question in [
            "What does §1 ¶1 – §2 ¶1 say about the ethos of model workers?",
            "What do §1 ¶1 – §2 ¶2 say about the ethos of craftsmanship?",
        ] {
            let answer = BOT.ask.answer(question).unwrap();
            let outside = |passage: &Passage| {
                let locator = &BOT.corpus().unit(passage.unit).1.locator;
                ["§2 ¶3", "§3"].iter().any(|place| locator.to_string().starts_with(place))
            };
            assert!(!answer.passages.iter().any(outside), "{question}: {:?}", answer.passages);
        }
    }

    #[test]
    fn a_place_in_which_nothing_was_found_is_shown_as_such() {
        let question = "Which planets does §3 ¶1 say orbit Jupiter and Saturn?";
        let reply = ask_bot(&BOT, question);
        assert_eq!(first_text(&reply), messages::answers::NOTHING_THERE);
        assert_eq!(references(&reply), ["§3 ¶1"]);
        assert_eq!(BOT.ask.answer(question).unwrap().verdict, Verdict::Closest);
    }

    #[test]
    fn a_speech_named_elsewhere_in_the_question_is_the_one_that_is_read() {
        let bot = baker_and_miller("Bread is good.", "Flour.");
        assert_eq!(references(&ask_bot(&bot, "what does Miller say in ¶1?")), ["b-2 ¶1"]);
        let chosen = Preferences { speeches: vec!["a-1".to_owned()], ..Preferences::default() };
        for (question, expected) in
            [("what does ¶1 say?", "a-1 ¶1"), ("what does Miller say in ¶1?", "b-2 ¶1")]
        {
            let ask = Ask { question, preferences: Some(&chosen), ..Ask::default() };
            assert_eq!(references(&bot.ask.reply(ask)), [expected], "{question}");
        }
        let ask = Ask { question: "what is in ¶1?", preferences: Some(&chosen), ..Ask::default() };
        assert_eq!(references(&bot.cite.reply_as(ask.question, ask)), ["a-1 ¶1"]);
    }
}
