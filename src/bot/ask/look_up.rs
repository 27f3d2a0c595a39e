//! Questions that a look-up answers: whether, how often and where words occur, and what a speech
//! consists of.

use std::collections::BTreeSet;

use super::answers::AskService;
use super::meant::Meant;
use super::question::Ask;
use super::related;
use crate::answer::{Answer, AskedFor, Passage, Verdict, asked};
use crate::bot::messages::{self, look_ups};
use crate::corpus::{Corpus, Speech, UnitId, UnitKind};
use crate::reply::{Part, Reply};
use crate::search::{Occurrences, Question, SearchError, is_of_asking};
use crate::text::normalize::straighten;
use crate::text::{Role, Slice, lower_words};

impl AskService {
    /// None where the search shall answer.
    pub(super) fn look_up(
        &self,
        ask: Ask<'_>,
        asked: AskedFor,
    ) -> Result<Option<Meant>, SearchError> {
        let is_quotation = matches!(asked, AskedFor::Quotation(_));
        let is_mention = matches!(asked, AskedFor::Mention(_));
        let question = ask.question.to_owned();
        let Some(words) = asked.words() else {
            let speech = match self.corpus().speeches() {
                [only] => Some(only.id().to_owned()),
                _ => only(self.named_speeches(ask.question)?),
            };
            return Ok(Some(Meant::Outline(question, speech)));
        };
        // Whom the words name is looked for, and says nothing of where.
        let mut within = self.named_speeches(&with_object(ask.question, &words, "it"))?;
        if within.is_empty() {
            within = ask.speeches().to_vec();
        }
        let is_marked = straighten(ask.question).contains(&format!("\"{words}\""));
        let words = if is_marked { format!("“{words}”") } else { words };
        let whole = self.engine.occurrences(&words, &within)?;
        if whole.words.is_empty() || whole.is_empty() && whole.together && is_mention {
            return Ok(None);
        }
        let found = match is_quotation {
            true => vec![whole],
            false => self.mentions.listed(whole, &within)?,
        };
        if !found.iter().all(Occurrences::is_empty) {
            return Ok(Some(Meant::Words { question, words, found }));
        }
        let looked_for = Question { named: within, stranger: None, ..self.engine.parse(&words)? };
        let closest = self.searched(ask, looked_for)?;
        let verdict = match closest.verdict {
            Verdict::Quoted => Verdict::Closest,
            unsure => unsure,
        };
        let note = look_ups::said(&found);
        Ok(Some(Meant::Question(Answer { question, verdict, fact: None, note, ..closest }.into())))
    }

    pub(super) fn asked(&self, question: &str) -> Option<AskedFor> {
        let asked = |typed: &str| asked(typed, |word| self.is_speaker(word));
        let is_titles = |found: &AskedFor| {
            let words = found.clone().words();
            words.is_some_and(|words| lower_words(&words).iter().all(|word| is_small(word)))
        };
        let untitled = self.engine.without_titles(question);
        asked(&untitled).filter(|found| !is_titles(found)).or_else(|| asked(question))
    }

    /// In small letters.
    pub(super) fn is_speaker(&self, word: &str) -> bool {
        self.engine.speeches_of(word).next().is_some()
    }

    pub(super) fn answer_by_places(&self, question: &str, found: &[Occurrences]) -> Answer {
        let passages = places(self.corpus(), found, self.passages);
        let note = look_ups::said(found);
        Answer { note, ..Answer::showing(question, Verdict::Quoted, passages) }
    }

    pub(super) fn answer_by_outline(&self, question: &str, speech: Option<&str>) -> Answer {
        let Some(id) = speech else {
            return Answer { note: Some(self.which_speech()), ..Answer::nothing(question) };
        };
        let (passages, said) = outline(self.corpus(), id);
        let note = Some(said.to_owned());
        Answer { note, ..Answer::showing(question, Verdict::Quoted, passages) }
    }

    pub(super) fn reply_with_outline(&self, question: String, speech: Option<&str>) -> Reply {
        let mut reply = match speech {
            Some(id) => {
                let mut reply = self.cite.outline(id);
                reply.parts.insert(0, Part::text(outline(self.corpus(), id).1));
                reply
            }
            None => {
                let ids = self.corpus().speeches().iter().map(Speech::id);
                let menus = related::menu(ids.map(messages::answers::about_speech).collect());
                Reply { menus, ..Reply::text(self.which_speech()) }
            }
        };
        reply.heading = Some(question);
        reply
    }

    fn named_speeches(&self, question: &str) -> Result<Vec<String>, SearchError> {
        let named = self.engine.parse(question)?.named;
        if !named.is_empty() || self.corpus().speeches().len() == 1 {
            return Ok(named);
        }
        // “Does Ann mention bread?” asks a speaker, too.
        let words = lower_words(question);
        let words = words.iter().filter(|word| word.chars().count() > 1 && !is_small(word));
        let named: BTreeSet<&str> = words.flat_map(|word| self.engine.speeches_of(word)).collect();
        Ok(named.into_iter().map(str::to_owned).collect())
    }

    fn which_speech(&self) -> String {
        self.cite.speech("").err().unwrap_or_default()
    }
}

fn is_small(lower: &str) -> bool {
    is_of_asking(lower) || Role::of_closed_class(lower).is_some()
}

fn only(mut speeches: Vec<String>) -> Option<String> {
    speeches.pop().filter(|_| speeches.is_empty())
}

/// The question with other words in place of those that it looks for.
pub(super) fn with_object(question: &str, object: &str, other: &str) -> String {
    let straight = straighten(question);
    // “war” is no part of “Warren”.
    let parts = |at: usize| (straight.slice(..at), straight.slice(at + object.len()..));
    let is_whole = |(before, after): &(&str, &str)| {
        !before.ends_with(char::is_alphanumeric) && !after.starts_with(char::is_alphanumeric)
    };
    let mut places = straight.rmatch_indices(object).map(|(at, _)| parts(at));
    match places.find(is_whole) {
        Some((before, after)) => format!("{before}{other}{after}"),
        None => straight,
    }
}

/// One a passage, in the text's order.
fn places(corpus: &Corpus, found: &[Occurrences], limit: usize) -> Vec<Passage> {
    let mut sentences: Vec<_> =
        found.iter().flat_map(|found| &found.places).map(|place| place.sentence).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let units = sentences.chunk_by(|one, next| corpus.place(*one).0 == corpus.place(*next).0);
    let passage = |sentences: &[_]| {
        let (unit, _) = corpus.place(*sentences.first()?);
        let focus = sentences.iter().map(|sentence| corpus.quote_sentence(*sentence)).collect();
        Some(Passage::new(corpus, unit, focus, 1.0))
    };
    units.filter_map(passage).take(limit).collect()
}

/// All headings, or else how the speech begins; and what is said above them.
fn outline(corpus: &Corpus, id: &str) -> (Vec<Passage>, &'static str) {
    let is_of_speech = |unit: &UnitId| corpus.unit(*unit).0.id() == id;
    let of_kind = |kind| corpus.units_of_kind(kind).filter(is_of_speech);
    let mut units: Vec<UnitId> = of_kind(UnitKind::Heading).collect();
    let said = messages::answers::outline(!units.is_empty());
    if units.is_empty() {
        units = of_kind(UnitKind::Title).chain(of_kind(UnitKind::Paragraph).take(1)).collect();
    }
    let passage = |unit: UnitId| {
        let focus = vec![corpus.quote_sentence(corpus.sentence(unit, 0))];
        Passage::new(corpus, unit, focus, 1.0)
    };
    (units.into_iter().map(passage).collect(), said)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::Bot;
    use crate::bot::tests::{
        BOT, ask_bot, assert_verbatim, baker_and_miller, bot_over, first_text,
    };

    fn verdict(bot: &Bot, question: &str) -> (Verdict, String) {
        let answer = bot.ask.answer(question).unwrap();
        (answer.verdict, answer.note.unwrap_or_default())
    }

    fn two() -> Bot {
        baker_and_miller(
            "Bread is good. We want bread and salt.",
            "Flour comes first. Then comes water.",
        )
    }

    #[test]
    fn a_question_for_words_is_answered_by_their_places_or_by_saying_that_there_are_none() {
        let (verdict_of_yes, note) = verdict(&BOT, "Does it mention science and education?");
        assert!(
            verdict_of_yes == Verdict::Quoted && note.starts_with("“science and education” occurs")
        );
        let (verdict_of_no, note) = verdict(&BOT, "How often does he say “minimum wage”?");
        assert!(verdict_of_no != Verdict::Quoted);
        assert_eq!(note, "The speech does not contain the phrase “minimum wage”.");
        let (verdict_of_apart, note) =
            verdict(&BOT, "Does he say our workers create social wealth?");
        assert!(verdict_of_apart != Verdict::Quoted);
        assert_eq!(note, "The speech does not contain the phrase “workers create social wealth”.");
        let (_, note) = verdict(&BOT, "Did he say \"of the people\"?");
        assert_eq!(note, "The speech does not contain the phrase “of the people”.");
        let (_, note) = verdict(&BOT, "Did he say “under the leadership of”?");
        assert_eq!(note, "“under the leadership of” occurs once:");
        let like_talk = "who said “So did you”?";
        let (_, note) = verdict(&BOT, like_talk);
        assert_eq!(note, "The speech does not contain the phrase “So did you”.");
        assert!(!BOT.ask.takes_no_lesson(like_talk));
        let (_, note) = verdict(&BOT, "Where did Elvis sing in Pearl Harbor?");
        let absent = "The speech does not contain “Elvis” or “Pearl Harbor”.";
        assert_eq!(note, absent);
        let (_, note) = verdict(&BOT, "Did Vladimir Putin and Donald Trump meet in Helsinki?");
        assert!(note.contains("“Vladimir Putin”, “Donald Trump” or"), "{note}");
        let (_, note) = verdict(&BOT, "What does he say about Nikita Khrushchev's Soviet Union?");
        assert!(note.contains("“Nikita Khrushchev” or “Soviet Union”"), "{note}");
        let (_, note) = verdict(&BOT, "What does he ask of the Republican Party?");
        assert_eq!(note, "The speech does not contain the phrase “Republican Party”.");
        let text = "+++\ntitle = \"T\"\n+++\nIn the United States they feed us. We like the \
                    United States.\n";
        let (_, note) = verdict(&bot_over(&[("a", text)]), "Does he mention the US?");
        assert!(note.ends_with("“United States”."), "{note}");
        let (_, note) = verdict(&BOT, "DID ELVIS SING ROCK IN BERLIN");
        assert!(note.starts_with("The speech does not contain “ELVIS”, “"), "{note}");
        let reply = ask_bot(&BOT, "Where does he mention the workers?");
        assert_verbatim(&BOT, &reply);
        assert_eq!(reply.heading.as_deref(), Some("Where does he mention the workers?"));
        assert!(reply.buttons.iter().any(|button| button.label == "Next places"));
    }

    #[test]
    fn with_several_speeches_places_are_counted_by_speech_unless_one_is_named() {
        let bot = two();
        for (question, expected) in [
            ("Does anyone mention bread?", "“bread” occurs 2 times in 1 passage (a-1 2):"),
            ("does he mention 1%?", "None of the speeches a-1 and b-2 contains the number “1%”."),
            (
                "who says “bread is salt”",
                "None of the speeches a-1 and b-2 contains the phrase “bread is salt”.",
            ),
            ("Who mentions bread?", "“bread” occurs 2 times in 1 passage (a-1 2):"),
            ("Which speech mentions water?", "“water” occurs once (b-2 1):"),
            ("Does Miller mention bread?", "The speech b-2 does not contain the word “bread”."),
            ("Does Miller mention Baker?", "The speech b-2 does not contain the word “Baker”."),
            ("does ed mention bread", "The speech b-2 does not contain the word “bread”."),
            ("did bakker mention flour", "The speech a-1 does not contain the word “flour”."),
            ("is bread mentioned by Miller", "The speech b-2 does not contain the word “bread”."),
            (
                "is flour mentioned in the Baker speech",
                "The speech a-1 does not contain the word “flour”.",
            ),
            ("Do Miller and Baker mention bread?", "“bread” occurs 2 times in 1 passage (a-1 2):"),
            (
                "who mentions oil more, baker or miller",
                "None of the speeches a-1 and b-2 contains the word “oil”.",
            ),
            ("how often is flour mentioned in each speech", "“flour” occurs once (b-2 1):"),
            (
                "does Miller mention Baker or salt",
                "The speech b-2 does not contain “Baker” or “salt”.",
            ),
            (
                "Is Miller mentioned?",
                "None of the speeches a-1 and b-2 contains the word “Miller”.",
            ),
            ("Does it mention oil?", "None of the speeches a-1 and b-2 contains the word “oil”."),
            (
                "Does he mention salt or oil?",
                "“salt” occurs once (a-1 1). None of the speeches a-1 and b-2 contains the word \
                 “oil”.",
            ),
        ] {
            assert_eq!(verdict(&bot, question).1, expected, "{question}");
        }
        let reply = ask_bot(&bot, "Do Miller and Baker mention bread?");
        assert_eq!(first_text(&reply), "“bread” occurs 2 times in 1 passage (a-1 2):");
        for question in ["Does Miller mention good Baker?", "Does Miller mention Baker?"] {
            assert_eq!(bot.ask.answer(question).unwrap().searched, ["b-2"], "{question}");
        }
    }

    #[test]
    fn in_place_of_a_summary_stand_the_headings_or_the_beginning() {
        let answer = BOT.ask.answer("What are the main points?").unwrap();
        assert_eq!(answer.passages.len(), 3);
        assert!(ask_bot(&BOT, "summarise it").menus[0].choices().len() > 3);
        let bot = two();
        let reply = ask_bot(&bot, "What is it about?");
        let [first, second] = reply.menus[0].choices() else { panic!("{reply:?}") };
        assert_eq!(first.value, "What is a-1 about?");
        let reply = ask_bot(&bot, &second.value);
        assert!(first_text(&reply).contains("no headings"));
        let quoted = bot.ask.answer("What is b-2 about?").unwrap().passages;
        assert_eq!(quoted[0].focus[0].text(), "Flour comes first.");
    }
}
