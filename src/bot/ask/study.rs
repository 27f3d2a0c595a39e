//! Study channels: which messages are questions, and which of these are answered.
//!
//! Nobody asked the bot there, so it speaks only where it is sure of the question and the speech
//! answers it plainly.

use super::answers::AskService;
use super::inline;
use super::meant::Meant;
use super::question::Ask;
use crate::answer::Verdict;
use crate::bot::request::Message;
use crate::bot::settings::Preferences;
use crate::reply::Reply;
use crate::text::lexicon::{QUESTION_WORDS, is_general};
use crate::text::lists::holds;
use crate::text::{lower_words, markup};

/// For a question without a question mark.
const FEWEST_WORDS: usize = 4;

/// Share of the content words that no speech has.
const MOST_MISSING: f32 = 0.5;

/// Words that a question must share with a speech, as one is shared by chance. More are needed
/// where the question is to somebody in the channel.
const SHARED: usize = 2;
const SHARED_IN_TALK: usize = 3;

/// Words for the speech itself, and those that then stand before them.
const ABOUT_THE_SPEECH: &str = "speech address speaker transcript";
const THIS: &str = "the this";

const TO_SOMEBODY: &str = "you your yours u ur i me my mine im anyone anybody someone guys yall";

const COMMAND_MARKS: [char; 12] = ['/', '!', '.', '$', ';', '?', '-', '+', '=', '%', '&', '~'];

fn own_words(message: &str) -> String {
    let plain = inline::without_code_and_quotes(message);
    markup::plain(&plain)
}

/// Without a question mark, it begins with a question word and does not end like another sentence.
fn is_question(said: &str) -> bool {
    let said = said.trim();
    let is_command =
        said.starts_with(COMMAND_MARKS) && said.chars().nth(1).is_some_and(char::is_alphanumeric);
    let said_words = || said.split_whitespace().filter(|word| word.contains(char::is_alphanumeric));
    let Some(first) = said_words().next().filter(|_| !is_command) else { return false };
    // A smiley or a second mark may follow.
    let end = said.trim_end_matches(|c: char| {
        !c.is_alphanumeric() && !matches!(c, '?' | '？' | '؟' | '.' | '…' | ':' | ',')
    });
    if end.ends_with(['?', '？', '؟']) {
        return true;
    }
    let mut parts = first.split(|c: char| !c.is_alphabetic()).filter(|part| !part.is_empty());
    let begins = parts.next().unwrap_or_default();
    let ends_otherwise = said.ends_with(['.', '!', '…', ':', ',', ';']);
    holds(QUESTION_WORDS, &begins.to_lowercase())
        && said_words().count() >= FEWEST_WORDS
        && !ends_otherwise
}

pub struct Overheard {
    references: Vec<String>,
    rest: String,
    /// What may be answered; a post's title is often the question itself.
    questions: Vec<String>,
    thread: Option<String>,
}

impl Overheard {
    /// Of it, what is switched on.
    pub fn wanted(mut self, preferences: &Preferences) -> Option<Overheard> {
        if !preferences.inline {
            self.references.clear();
        }
        if !preferences.study {
            self.questions.clear();
        }
        self.thread = self.thread.filter(|_| preferences.study && preferences.threads);
        self.if_any()
    }

    fn if_any(self) -> Option<Overheard> {
        (!self.references.is_empty() || !self.questions.is_empty()).then_some(self)
    }
}

impl AskService {
    pub fn overhear(&self, message: Message, in_thread: bool) -> Option<Overheard> {
        let (references, rest) = self.inline(&message.content);
        let said = own_words(&rest);
        let is_question = is_question(&said);
        let thread = (is_question && !in_thread).then(|| said.clone());
        let mut questions: Vec<String> =
            message.title.as_deref().map(markup::plain).into_iter().collect();
        questions.extend((is_question || message.title.is_some()).then_some(said));
        let rest = markup::plain(&rest);
        Overheard { references, rest, questions, thread }.if_any()
    }

    /// References, else a plain answer.
    pub fn reply_to_overheard(&self, overheard: &Overheard, reader: Ask<'_>) -> Option<Reply> {
        let thread = overheard.thread.clone();
        if !overheard.references.is_empty() {
            let rest = Ask { question: &overheard.rest, ..reader };
            let shown = self.cite_inline(&overheard.references, rest);
            if !shown.private && shown.quotes().next().is_some() {
                return Some(Reply { thread, ..shown });
            }
        }
        let answer = |question: &String| self.answer_unasked(Ask { question, ..reader });
        Some(Reply { thread, ..overheard.questions.iter().find_map(answer)? })
    }

    pub fn answer_unasked(&self, ask: Ask<'_>) -> Option<Reply> {
        if !self.is_about_the_speech(ask.question) {
            return None;
        }
        let meant = match self.meant(ask).ok()? {
            Meant::Outline(..) => return None,
            Meant::Words { question, words, found } => {
                return self.mentions.show(&found, &words, 0, ask.with(&question));
            }
            meant => meant,
        };
        let answer = self.answer_to(meant, ask).ok()?;
        (answer.verdict == Verdict::Quoted).then(|| self.reply_to(&answer, ask))
    }

    fn is_about_the_speech(&self, question: &str) -> bool {
        let Ok(read) = self.engine.parse(question) else { return false };
        let said = lower_words(question);
        let telling = read.content().filter(|word| !is_general(&word.typed.to_lowercase()));
        let (known, unknown): (Vec<_>, Vec<_>) = telling.partition(|word| word.sentences > 0);
        let names_the_speech = said
            .windows(2)
            .any(|words| holds(THIS, &words[0]) && holds(ABOUT_THE_SPEECH, &words[1]));
        let is_talk = said.iter().any(|word| holds(TO_SOMEBODY, word));
        let enough = if is_talk { SHARED_IN_TALK } else { SHARED };
        names_the_speech && unknown.is_empty()
            || known.len() >= enough && read.missing_share() <= MOST_MISSING
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::tests::{BOT, assert_verbatim};

    fn asks(message: &str) -> bool {
        is_question(&own_words(message))
    }

    #[test]
    fn questions_are_recognised_in_other_chat() {
        for question in [
            "Who creates the wealth?",
            "who creates the wealth",
            "I wonder: is this in the speech?",
            "What's this about?!",
            "“When was it given?”",
            "so … really? 😂",
            "How many members does it have",
            "¿Cuándo fue?",
            "这是什么？",
            "see https://example.org/x what does it mean?",
        ] {
            assert!(asks(question), "{question}");
        }
        for other in [
            "",
            "???",
            "I like it.",
            "What a day!",
            "How nice",
            "When I was young, I read it.",
            "!play what is love?",
            "/ask who?",
            "?help",
            "`is this code?`",
            "```\nwho wrote this?\n```",
            "> who wrote this?\nI did.",
            "https://example.org/?q=who?",
            "whoever wants to come",
            "who knows …",
            "a ? b : c",
        ] {
            assert!(!asks(other), "{other}");
        }
    }

    /// Chatter and questions about other things; below an empty line, questions about the speech.
    const ASKED: &str = include_str!("../../../tests/data/study.txt");

    #[test]
    fn in_a_study_channel_only_questions_about_the_speech_are_answered() {
        let (others, of_speech) = ASKED.split_once("\n\n").unwrap();
        assert!(ASKED.lines().count() > 60);
        let answer = |question: &str| BOT.ask.answer_unasked(Ask { question, ..Ask::default() });
        let answered = |message: &str| asks(message) && answer(message).is_some();
        let loud: Vec<_> = others.lines().filter(|message| answered(message)).collect();
        assert!(loud.is_empty(), "{loud:?}");
        let silent: Vec<_> = of_speech.lines().filter(|message| !answered(message)).collect();
        assert!(silent.len() * 10 <= of_speech.lines().count(), "{silent:?}");
        let reply = answer("Who are the main creators of social wealth?").unwrap();
        assert_verbatim(&BOT, &reply);
        assert!(!reply.private && reply.quotes().next().is_some());
        let in_place = "Where does the speech mention wealth in §3?";
        let asked = BOT.ask.reply(Ask { question: in_place, ..Ask::default() });
        assert_eq!(answer(in_place), Some(asked), "a place is read first, as elsewhere");
        for talk in ["hello?", "how are you?", "?", ""] {
            assert_eq!(answer(talk), None, "{talk}");
        }
    }
}
