//! What a surface shows: plain data without any Discord type, so that Discord and the terminal show the same.

use std::fmt;
use std::str::FromStr;

use crate::corpus::Quote;

/// One reply.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Reply {
    /// Shown to the person who asked only.
    pub private: bool,
    /// The question as asked, or the reply's subject.
    pub heading: Option<String>,
    /// What is said and quoted, in order.
    pub parts: Vec<Part>,
    /// Where the words are from: speaker, date, title.
    pub source: Option<String>,
    /// What can be pressed.
    pub buttons: Vec<Button>,
    /// Questions that can be chosen to be asked next.
    pub related: Vec<String>,
    /// Places of a speech that can be chosen to be shown; each value is what looks the place up.
    pub places: Vec<Choice>,
    /// A file to take away.
    pub file: Option<TextFile>,
}

/// Something that can be chosen: in a menu, or to complete what is being typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is shown.
    pub label: String,
    /// What it stands for.
    pub value: String,
}

/// A file of text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextFile {
    /// Its name.
    pub name: &'static str,
    /// What it holds.
    pub text: String,
}

/// A part of a reply.
#[derive(Clone, Debug, PartialEq)]
pub enum Part {
    /// The bot's own words.
    Text(String),
    /// A short answer in the speech's words.
    Fact(Quote),
    /// A passage of the speech.
    Passage(Excerpt),
    /// What differs between given words and the speech's.
    Difference(Difference),
    /// Things to type, each with what it does.
    Examples(Vec<(String, String)>),
    /// What a speech consists of, in reading order.
    Contents(Vec<Entry>),
    /// Text to copy elsewhere.
    Copyable(Copyable),
}

/// A part of a speech, as its outline shows it.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// The reference as shown.
    pub reference: String,
    /// The heading, where it has one.
    pub heading: Option<Quote>,
    /// What it holds.
    pub holds: String,
}

/// Text to copy elsewhere, character by character.
#[derive(Clone, Debug, PartialEq)]
pub struct Copyable {
    /// What form it has.
    pub label: &'static str,
    /// The text, in order.
    pub text: Vec<Run>,
}

/// A run of a text that is copied.
#[derive(Clone, Debug, PartialEq)]
pub enum Run {
    /// The bot's own words.
    Own(String),
    /// Quoted words.
    Quoted(Quote),
}

/// Words of a quote that somebody gives, and the speech's words that they stand for.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The given words; empty where some were left out.
    pub given: String,
    /// The speech's words; none where some were added.
    pub speech: Option<Quote>,
    /// Whether it changes the meaning.
    pub severe: bool,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Difference { given, speech, severe } = self;
        f.write_str(if *severe { "This changes the meaning: the quote " } else { "The quote " })?;
        match speech.as_ref().map(Quote::text) {
            None => write!(f, "adds “{given}”."),
            Some(speech) if given.is_empty() => write!(f, "leaves out “{speech}”."),
            Some(speech) => write!(f, "has “{given}”; the speech says “{speech}”."),
        }
    }
}

/// A passage as it is shown: quoted pieces of one unit in reading order, and where they stand.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The quoted pieces and the gaps between them.
    pub pieces: Vec<Piece>,
    /// The reference as shown.
    pub reference: String,
}

/// A piece of an excerpt.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Quoted words; `focus` when they are what to read first.
    Words {
        /// The words.
        quote: Quote,
        /// Whether they stand out.
        focus: bool,
    },
    /// Words of the unit that are left out.
    Gap,
}

/// A button.
#[derive(Clone, Debug, PartialEq)]
pub struct Button {
    /// What it says.
    pub label: &'static str,
    /// What it does.
    pub action: Action,
}

/// A passage as a button carries it: the unit's key and the numbers of its focus sentences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageKey {
    /// See [`crate::corpus::Unit::key`].
    pub unit: String,
    /// The focus sentences, from 0, best first.
    pub focus: Vec<u16>,
}

/// What a button does. It carries all it needs in the few characters that Discord keeps with a button, so that it works
/// after a restart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Action {
    /// Show the passage with this number (from 0) of an answer's passages.
    Show {
        /// The answer's passages, best first.
        passages: Vec<PassageKey>,
        /// The number.
        at: usize,
    },
    /// Show a passage whole, with the paragraphs around it.
    Around {
        /// The passage.
        passage: PassageKey,
    },
    /// Show a private passage to everybody.
    Share {
        /// The answer's passages.
        passages: Vec<PassageKey>,
        /// The one that is shared.
        at: usize,
    },
    /// Say why a passage was found for the question in the message's heading.
    Why {
        /// The passage.
        passage: PassageKey,
    },
    /// Show several private passages to everybody.
    ShareAll {
        /// The passages.
        passages: Vec<PassageKey>,
    },
    /// Show what [`Action::Around`] shows to everybody.
    ShareAround {
        /// The passage.
        passage: PassageKey,
    },
    /// Delete what is kept of a person.
    Forget {
        /// The person's id.
        person: u64,
    },
    /// Read on from a sentence.
    More {
        /// The sentence.
        from: SentenceKey,
    },
    /// Read what stands before a sentence.
    Before {
        /// The sentence.
        until: SentenceKey,
    },
    /// Give a passage's citation, to copy it.
    Copy {
        /// The passage.
        passage: PassageKey,
    },
}

/// A sentence as a button carries it: its unit's key and its number there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SentenceKey {
    /// See [`crate::corpus::Unit::key`].
    pub unit: String,
    /// The sentence's number, from 0.
    pub number: u16,
}

/// The most passages that a button carries; five keys with two focus sentences each stay within [`MAX_ACTION`].
pub const MOST_PASSAGES: usize = 5;

/// The most focus sentences that a button carries for a passage.
const MOST_FOCUS: usize = 2;

/// The longest action in characters: what Discord keeps with a button.
pub const MAX_ACTION: usize = 100;

impl fmt::Display for PassageKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.unit)?;
        self.focus.iter().take(MOST_FOCUS).try_for_each(|number| write!(f, ".{number}"))
    }
}

impl FromStr for PassageKey {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<PassageKey, NotAnAction> {
        let mut fields = typed.split('.');
        let unit = fields.next().filter(|key| !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        let focus = fields.map(number).collect::<Result<Vec<u16>, _>>()?;
        match unit {
            Some(unit) if focus.len() <= MOST_FOCUS => Ok(PassageKey { unit: unit.to_owned(), focus }),
            _ => Err(NotAnAction),
        }
    }
}

impl fmt::Display for SentenceKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.unit, self.number)
    }
}

impl FromStr for SentenceKey {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<SentenceKey, NotAnAction> {
        let PassageKey { unit, focus } = typed.parse()?;
        match focus.as_slice() {
            [number] => Ok(SentenceKey { unit, number: *number }),
            _ => Err(NotAnAction),
        }
    }
}

/// Reads a number in the one form that it is written in.
fn number<T: FromStr + ToString>(typed: &str) -> Result<T, NotAnAction> {
    typed.parse().ok().filter(|number: &T| number.to_string() == typed).ok_or(NotAnAction)
}

/// Text that no button of this bot carries.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("no button of this bot")]
pub struct NotAnAction;

/// `letter version`, then for several passages the number of the one that is meant, then the passages.
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let several = |passages: &[PassageKey]| passages.iter().map(PassageKey::to_string).collect::<Vec<_>>().join(",");
        match self {
            Action::Show { passages, at } => write!(f, "n1:{at}:{}", several(passages)),
            Action::Share { passages, at } => write!(f, "s1:{at}:{}", several(passages)),
            Action::Around { passage } => write!(f, "a1:{passage}"),
            Action::ShareAround { passage } => write!(f, "t1:{passage}"),
            Action::Why { passage } => write!(f, "w1:{passage}"),
            Action::ShareAll { passages } => write!(f, "u1:{}", several(passages)),
            Action::Forget { person } => write!(f, "f1:{person}"),
            Action::More { from } => write!(f, "m1:{from}"),
            Action::Before { until } => write!(f, "b1:{until}"),
            Action::Copy { passage } => write!(f, "c1:{passage}"),
        }
    }
}

impl FromStr for Action {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<Action, NotAnAction> {
        let (kind, rest) = typed.split_once(':').ok_or(NotAnAction)?;
        let several = |keys: &str| -> Result<Vec<PassageKey>, NotAnAction> {
            let keys: Vec<PassageKey> = keys.split(',').map(str::parse).collect::<Result<_, _>>()?;
            if keys.len() <= MOST_PASSAGES { Ok(keys) } else { Err(NotAnAction) }
        };
        match kind {
            "a1" => return Ok(Action::Around { passage: rest.parse()? }),
            "t1" => return Ok(Action::ShareAround { passage: rest.parse()? }),
            "w1" => return Ok(Action::Why { passage: rest.parse()? }),
            "u1" => return Ok(Action::ShareAll { passages: several(rest)? }),
            "f1" => return Ok(Action::Forget { person: number(rest)? }),
            "m1" => return Ok(Action::More { from: rest.parse()? }),
            "b1" => return Ok(Action::Before { until: rest.parse()? }),
            "c1" => return Ok(Action::Copy { passage: rest.parse()? }),
            _ => {}
        }
        let (at, passages) = rest.split_once(':').ok_or(NotAnAction)?;
        let (at, passages) = (number::<usize>(at)?, several(passages)?);
        if at >= passages.len() {
            return Err(NotAnAction);
        }
        match kind {
            "n1" => Ok(Action::Show { passages, at }),
            "s1" => Ok(Action::Share { passages, at }),
            _ => Err(NotAnAction),
        }
    }
}

impl Action {
    /// Whether it shows to everybody what one person saw.
    pub fn shares(&self) -> bool {
        matches!(self, Action::Share { .. } | Action::ShareAround { .. } | Action::ShareAll { .. })
    }

    /// Whether it shows another page of what it stands under.
    pub fn turns_the_page(&self) -> bool {
        matches!(self, Action::Show { .. } | Action::More { .. } | Action::Before { .. })
    }
}

impl Reply {
    /// A reply of the bot's own words.
    pub fn text(text: impl Into<String>) -> Reply {
        Reply { parts: vec![Part::Text(text.into())], ..Reply::default() }
    }

    /// A reply of the bot's own words that only the person who asked sees: what they did wrong and what to do.
    pub fn refusal(text: impl Into<String>) -> Reply {
        Reply { private: true, ..Reply::text(text) }
    }

    /// The reply, without the buttons that share it when everybody sees it anyway.
    #[must_use]
    pub fn without_needless_share(mut self) -> Reply {
        self.buttons.retain(|button| self.private || !button.action.shares());
        self
    }

    /// All quotes of the reply, in order.
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.parts.iter().flat_map(|part| match part {
            Part::Fact(quote) => vec![quote],
            Part::Passage(excerpt) => excerpt.quotes().collect(),
            Part::Difference(difference) => difference.speech.iter().collect(),
            Part::Contents(entries) => entries.iter().filter_map(|entry| entry.heading.as_ref()).collect(),
            Part::Copyable(copyable) => copyable.quotes().collect(),
            Part::Text(_) | Part::Examples(_) => Vec::new(),
        })
    }
}

impl Excerpt {
    /// The quoted pieces, in order.
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.pieces.iter().filter_map(|piece| match piece {
            Piece::Words { quote, .. } => Some(quote),
            Piece::Gap => None,
        })
    }
}

impl Copyable {
    /// The quoted runs, in order.
    pub fn quotes(&self) -> impl Iterator<Item = &Quote> {
        self.text.iter().filter_map(|run| match run {
            Run::Quoted(quote) => Some(quote),
            Run::Own(_) => None,
        })
    }
}

impl fmt::Display for Copyable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.text.iter().try_for_each(|run| match run {
            Run::Own(text) => f.write_str(text),
            Run::Quoted(quote) => f.write_str(quote.text()),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn passages() -> impl Strategy<Value = PassageKey> {
        ("[0-9a-z]{10}", proptest::collection::vec(0..1000_u16, 0..=MOST_FOCUS))
            .prop_map(|(unit, focus)| PassageKey { unit, focus })
    }

    proptest! {
        #[test]
        fn an_action_survives_its_button(many in proptest::collection::vec(passages(), 1..=MOST_PASSAGES), which in 0..10, person: u64, at in 0..MOST_PASSAGES) {
            let (passage, at) = (many[0].clone(), at % many.len());
            let sentence = SentenceKey { unit: passage.unit.clone(), number: passage.focus.first().copied().unwrap_or(0) };
            let action = match which {
                0 => Action::Show { passages: many, at },
                1 => Action::Share { passages: many, at },
                2 => Action::Around { passage },
                3 => Action::Why { passage },
                4 => Action::ShareAll { passages: many },
                8 => Action::Forget { person },
                5 => Action::More { from: sentence },
                6 => Action::Before { until: sentence },
                7 => Action::Copy { passage },
                _ => Action::ShareAround { passage },
            };
            let written = action.to_string();
            prop_assert!(written.len() <= MAX_ACTION, "{} characters", written.len());
            prop_assert_eq!(written.parse::<Action>(), Ok(action));
        }

        #[test]
        fn forged_text_is_refused_or_written_the_same_way(typed in "[nsatwumbcf][01]:?[0-9:.,a-z]{0,40}|(?s).{0,120}") {
            if let Ok(action) = typed.parse::<Action>() {
                prop_assert_eq!(action.to_string(), typed);
            }
        }
    }
}
