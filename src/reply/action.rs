//! What buttons do, in the few characters that Discord keeps with them.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Serialize, Serializer};

use super::mentions_page::MentionsPage;
use super::parse::{NotAnAction, number};
use super::passage_key::PassageKey;
use super::quiz_action::{QuizAction, QuizButton};
use super::settings_menu::SettingsMenu;

/// Carries all it needs, so that a button works after a restart.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Action {
    /// `at` counts from 0.
    Show {
        passages: Vec<PassageKey>,
        at: usize,
    },
    Around {
        passage: PassageKey,
    },
    /// Shows a private passage to everybody.
    Share {
        passages: Vec<PassageKey>,
        at: usize,
    },
    /// Why a passage answers the question in the message's heading.
    Why {
        passage: PassageKey,
    },
    ShareAll {
        passages: Vec<PassageKey>,
    },
    ShareAround {
        passage: PassageKey,
    },
    Forget {
        person: u64,
    },
    /// From one sentence on.
    More {
        from: PassageKey,
    },
    Before {
        until: PassageKey,
    },
    Copy {
        passage: PassageKey,
    },
    Quiz(QuizAction),
    /// For the question in the message's heading.
    AddLesson,
    ListLessons {
        /// From 0.
        page: u32,
    },
    WithdrawLesson {
        id: i64,
    },
    /// Without a fault, asks for it.
    Report {
        item: String,
        fault: Option<Fault>,
    },
    ResetBoard {
        server: u64,
    },
    Mentions(MentionsPage),
    AskRelated,
    OpenPlace {
        /// From 0.
        menu: u8,
    },
    Set(SettingsMenu),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    WrongAnswer,
    SeveralRight,
    Unclear,
    Other,
}

impl Fault {
    pub const ALL: [Fault; 4] =
        [Fault::WrongAnswer, Fault::SeveralRight, Fault::Unclear, Fault::Other];

    pub fn name(self) -> &'static str {
        match self {
            Fault::WrongAnswer => "The answer is wrong",
            Fault::SeveralRight => "More than one is right",
            Fault::Unclear => "It is unclear",
            Fault::Other => "Something else",
        }
    }

    fn letter(self) -> char {
        match self {
            Fault::WrongAnswer => 'w',
            Fault::SeveralRight => 's',
            Fault::Unclear => 'u',
            Fault::Other => 'o',
        }
    }
}

/// Five keys with two focus sentences each stay within [`MAX_ACTION`].
pub const MOST_PASSAGES: usize = 5;

const LONGEST_ITEM: usize = 64;

/// Ids of menus from before actions had versions.
const RELATED: &str = "related";
const PLACES: &str = "places";

/// In characters: Discord's limit for a button's id.
pub const MAX_ACTION: usize = 100;

fn report(typed: &str) -> Result<Action, NotAnAction> {
    let (item, letter) =
        typed.split_once('.').map_or((typed, None), |(item, letter)| (item, Some(letter)));
    let of_letter = |letter: &str| {
        Fault::ALL.into_iter().find(|fault| fault.letter().to_string() == letter).ok_or(NotAnAction)
    };
    let fault = letter.map(of_letter).transpose()?;
    match (1..=LONGEST_ITEM).contains(&item.len())
        && item.bytes().all(|byte| byte.is_ascii_alphanumeric())
    {
        true => Ok(Action::Report { item: item.to_owned(), fault }),
        false => Err(NotAnAction),
    }
}

/// `letter version`; of several passages, the index of the one meant; then the passages.
impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let several = |passages: &[PassageKey]| {
            passages.iter().map(PassageKey::to_string).collect::<Vec<_>>().join(",")
        };
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
            Action::AddLesson => f.write_str("teach1:"),
            Action::ListLessons { page } => write!(f, "taught1:{page}"),
            Action::WithdrawLesson { id } => write!(f, "withdraw1:{id}"),
            Action::Report { item, fault: None } => write!(f, "r1:{item}"),
            Action::Report { item, fault: Some(fault) } => {
                write!(f, "r1:{item}.{}", fault.letter())
            }
            Action::ResetBoard { server } => write!(f, "z1:{server}"),
            Action::Quiz(quiz) => write!(f, "q1:{quiz}"),
            Action::Mentions(page) => write!(f, "o1:{page}"),
            Action::AskRelated => f.write_str(RELATED),
            Action::OpenPlace { menu } => write!(f, "{PLACES}{menu}"),
            Action::Set(menu) => write!(f, "set1:{menu}"),
        }
    }
}

impl Serialize for Action {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

impl TryFrom<String> for Action {
    type Error = NotAnAction;

    fn try_from(typed: String) -> Result<Action, NotAnAction> {
        typed.parse()
    }
}

impl FromStr for Action {
    type Err = NotAnAction;

    fn from_str(typed: &str) -> Result<Action, NotAnAction> {
        if typed == RELATED {
            return Ok(Action::AskRelated);
        }
        if let Some(menu) = typed.strip_prefix(PLACES) {
            return Ok(Action::OpenPlace { menu: number(menu)? });
        }
        let (kind, rest) = typed.split_once(':').ok_or(NotAnAction)?;
        let several = |keys: &str| -> Result<Vec<PassageKey>, NotAnAction> {
            let keys: Vec<PassageKey> =
                keys.split(',').map(str::parse).collect::<Result<_, _>>()?;
            if keys.len() <= MOST_PASSAGES { Ok(keys) } else { Err(NotAnAction) }
        };
        let one_of = || {
            let (at, passages) = rest.split_once(':').ok_or(NotAnAction)?;
            let (at, passages) = (number::<usize>(at)?, several(passages)?);
            if at < passages.len() { Ok((passages, at)) } else { Err(NotAnAction) }
        };
        Ok(match kind {
            "n1" => {
                let (passages, at) = one_of()?;
                Action::Show { passages, at }
            }
            "s1" => {
                let (passages, at) = one_of()?;
                Action::Share { passages, at }
            }
            "a1" => Action::Around { passage: rest.parse()? },
            "t1" => Action::ShareAround { passage: rest.parse()? },
            "w1" => Action::Why { passage: rest.parse()? },
            "u1" => Action::ShareAll { passages: several(rest)? },
            "f1" => Action::Forget { person: number(rest)? },
            "m1" => Action::More { from: PassageKey::of_one_sentence(rest)? },
            "b1" => Action::Before { until: PassageKey::of_one_sentence(rest)? },
            "c1" => Action::Copy { passage: rest.parse()? },
            "teach1" if rest.is_empty() => Action::AddLesson,
            "taught1" => Action::ListLessons { page: number(rest)? },
            "withdraw1" => Action::WithdrawLesson { id: number(rest)? },
            "r1" => report(rest)?,
            "z1" => Action::ResetBoard { server: number(rest)? },
            "q1" => Action::Quiz(rest.parse()?),
            "set1" => Action::Set(rest.parse()?),
            "o1" => Action::Mentions(rest.parse()?),
            _ => return Err(NotAnAction),
        })
    }
}

impl Action {
    pub fn shares(&self) -> bool {
        matches!(self, Action::Share { .. } | Action::ShareAround { .. } | Action::ShareAll { .. })
    }

    /// A form can only be the first answer to a press.
    pub fn opens_form(&self) -> bool {
        matches!(
            self,
            Action::AddLesson | Action::Quiz(QuizAction { button: QuizButton::Type { .. }, .. })
        )
    }

    pub fn turns_the_page(&self) -> bool {
        matches!(
            self,
            Action::Show { .. } | Action::More { .. } | Action::Before { .. } | Action::Mentions(_)
        )
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::passage_key::MOST_FOCUS;
    use super::*;
    use crate::reply::QuizButton;

    fn passages() -> impl Strategy<Value = PassageKey> {
        ("[0-9a-z]{10}", proptest::collection::vec(0..1000_u16, 0..=MOST_FOCUS))
            .prop_map(|(unit, focus)| PassageKey { unit, focus })
    }

    proptest! {
        #[test]
        fn actions_are_parsed_as_they_are_written(many in proptest::collection::vec(passages(), 1..=MOST_PASSAGES), person: u64, id: i64, at in 0..MOST_PASSAGES) {
            let (passage, at) = (many[0].clone(), at % many.len());
            let (unit, number) = (passage.unit.clone(), person as u16);
            let button = QuizButton::Vote { number, choice: at as u8 };
            let (speech, words) = ("acftu-2023".to_owned(), "common: prosperity".to_owned());
            for action in [
                Action::Show { passages: many.clone(), at },
                Action::Share { passages: many.clone(), at },
                Action::ShareAll { passages: many },
                Action::Around { passage },
                Action::More { from: PassageKey { unit: unit.clone(), focus: vec![number] } },
                Action::Report { item: unit.clone(), fault: Fault::ALL.get(at).copied() },
                Action::Quiz(QuizAction { session: unit, button }),
                Action::Forget { person },
                Action::WithdrawLesson { id },
                Action::Mentions(MentionsPage { number, speech, words }),
            ] {
                let written = action.to_string();
                prop_assert!(written.len() <= MAX_ACTION, "{} characters", written.len());
                prop_assert_eq!(written.parse::<Action>(), Ok(action));
            }
        }

        #[test]
        fn forged_text_is_refused_or_written_the_same_way(typed in "([nsatwumbcfrzqo]|teach|taught|withdraw)[01]:?[-0-9:.,a-z]{0,40}|set1:[ucsx]:(which|quote|study|quiz|curators|other)([.]role)?|q1:[a-z0-9]{0,3}[.][vthsma]([.][0-9]{0,6}){0,3}|(?s).{0,120}") {
            if let Ok(action) = typed.parse::<Action>() {
                prop_assert_eq!(action.to_string(), typed);
            }
        }
    }
}
