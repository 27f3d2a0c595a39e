//! What typed words are taken for: one way to an answer and to the reply that shows it.

use tracing::error;

use super::answers::AskService;
use super::question::Ask;
use super::talk::is_talk;
use crate::answer::{Answer, Verdict};
use crate::bot::{help, messages};
use crate::corpus::{Location, names_places};
use crate::reply::{Part, Reply};
use crate::search::{Occurrences, SearchError};

pub(super) enum Meant {
    Talk,
    /// Closest where nothing was found in them.
    Places(Vec<Location>, Verdict),
    /// Why it is no reference.
    Unread(String),
    /// Which stand somewhere.
    Words {
        question: String,
        words: String,
        found: Vec<Occurrences>,
    },
    /// With the question for it, and the speech; none where it is still to be said which.
    Outline(String, Option<String>),
    /// As the search answers it.
    Question(Box<Answer>),
}

impl AskService {
    pub fn reply(&self, ask: Ask<'_>) -> Reply {
        let ask = Ask { question: ask.question.trim(), ..ask };
        self.replied(ask).unwrap_or_else(|failure| {
            error!(error = %failure, "the search failed");
            Reply::ephemeral(messages::answers::SEARCH_FAILED)
        })
    }

    fn replied(&self, ask: Ask<'_>) -> Result<Reply, SearchError> {
        Ok(match self.meant(ask)? {
            Meant::Talk => Reply { parts: self.talk().map(Part::Text).into(), ..Reply::default() },
            Meant::Places(places, verdict) => {
                let mut reply = self.cite.reply_at(&places, ask);
                if verdict == Verdict::Closest {
                    reply.parts.insert(0, Part::text(messages::answers::NOTHING_THERE));
                }
                reply
            }
            Meant::Unread(why) => Reply::ephemeral(why),
            Meant::Words { question, words, found } => {
                let first = self.mentions.show(&found, &words, 0, ask.with(&question));
                first.unwrap_or_default()
            }
            Meant::Outline(question, speech) => {
                self.reply_with_outline(question, speech.as_deref())
            }
            Meant::Question(answer) => self.reply_to(&answer, ask),
        })
    }

    pub fn answer(&self, typed: &str) -> Result<Answer, SearchError> {
        self.answer_as(Ask { question: typed, ..Ask::default() })
    }

    pub fn answer_as(&self, ask: Ask<'_>) -> Result<Answer, SearchError> {
        self.answer_to(self.meant(ask)?, ask)
    }

    pub(super) fn answer_to(&self, meant: Meant, ask: Ask<'_>) -> Result<Answer, SearchError> {
        let typed = ask.question;
        Ok(match meant {
            Meant::Talk => {
                let note = Some(self.talk().join(" "));
                Answer { note, ..Answer::nothing(typed.trim()) }
            }
            Meant::Places(places, verdict) => {
                Answer::showing(typed, verdict, self.passages_at(&places))
            }
            Meant::Unread(why) => {
                let (verdict, note) = (Verdict::NotRead, Some(why));
                Answer { verdict, note, ..Answer::nothing(typed) }
            }
            Meant::Words { question, found, .. } => self.answer_by_places(&question, &found),
            Meant::Outline(question, speech) => {
                self.answer_by_outline(&question, speech.as_deref())
            }
            Meant::Question(answer) => *answer,
        })
    }

    /// Talk, or what names a place: no lesson can lead it elsewhere.
    pub(in crate::bot) fn takes_no_lesson(&self, typed: &str) -> bool {
        let place = || self.place(Ask { question: typed, ..Ask::default() });
        self.is_talk(typed) || !matches!(place(), Ok(None))
    }

    fn is_talk(&self, typed: &str) -> bool {
        is_talk(typed) && self.asked(typed).is_none()
    }

    pub(super) fn meant(&self, ask: Ask<'_>) -> Result<Meant, SearchError> {
        if self.is_talk(ask.question) {
            return Ok(Meant::Talk);
        }
        if let Some(meant) = self.place(ask)? {
            return Ok(meant);
        }
        // Other headings are nothing to follow up on.
        let is_question =
            |heading: &&str| !names_places(heading) && !messages::quiz::OWN.is_match(heading);
        let earlier = ask.earlier.filter(is_question);
        let earlier = earlier.map(|heading| self.earlier_of(heading));
        let ask = Ask { earlier: earlier.as_deref(), ..ask };
        let in_place = self.in_place(ask);
        self.looked_up(in_place.as_deref().map_or(ask, |question| ask.with(question)))
    }

    /// Or else searched.
    fn looked_up(&self, ask: Ask<'_>) -> Result<Meant, SearchError> {
        let search = || self.searched(ask, self.parsed(ask)?).map(Box::new);
        let Some(asked) = self.asked(ask.question) else { return Ok(Meant::Question(search()?)) };
        // A lesson knows better than any grammar what is asked for.
        let searched = match ask.lessons.map(|_| search()).transpose()? {
            Some(answer) if answer.follows_lesson() => return Ok(Meant::Question(answer)),
            searched => searched,
        };
        match self.look_up(ask, asked)? {
            Some(found) => Ok(found),
            None => Ok(Meant::Question(searched.map_or_else(search, Ok)?)),
        }
    }

    fn talk(&self) -> [String; 2] {
        let example = help::example_question(self.corpus());
        [messages::help::PURPOSE.to_owned(), messages::help::how_to_ask(example)]
    }
}
