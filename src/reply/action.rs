//! What buttons do, in the few characters that Discord keeps with them.

use parse_display::{Display, FromStr};
use serde::{Deserialize, Serialize, Serializer};

use super::carried::{List, MentionsPage, PassageKey, QuizAction, QuizButton};
use super::settings_menu::SettingsMenu;

/// Carries all it needs, so that a button works after a restart. Letters and a version come first,
/// save in ids from before versions. Read by `try_from`: `parse` also takes what is never written.
#[derive(Clone, Debug, PartialEq, Eq, Display, FromStr, Deserialize)]
#[serde(try_from = "String")]
pub enum Action {
    /// `at` counts from 0.
    #[display("n1:{at}:{passages}")]
    #[from_str(new = (at < passages.len()).then_some(Action::Show { passages, at }))]
    Show {
        #[display(with = PASSAGES)]
        passages: Vec<PassageKey>,
        at: usize,
    },
    #[display("a1:{passage}")]
    Around { passage: PassageKey },
    /// Shows a private passage to everybody.
    #[display("s1:{at}:{passages}")]
    #[from_str(new = (at < passages.len()).then_some(Action::Share { passages, at }))]
    Share {
        #[display(with = PASSAGES)]
        passages: Vec<PassageKey>,
        at: usize,
    },
    /// Why a passage answers the question in the message's heading.
    #[display("w1:{passage}")]
    Why { passage: PassageKey },
    #[display("u1:{passages}")]
    ShareAll {
        #[display(with = PASSAGES)]
        passages: Vec<PassageKey>,
    },
    #[display("t1:{passage}")]
    ShareAround { passage: PassageKey },
    #[display("f1:{person}")]
    Forget { person: u64 },
    /// From one sentence on.
    #[display("m1:{from}")]
    #[from_str(new = PassageKey::is_one_sentence(&from).then_some(Action::More { from }))]
    More { from: PassageKey },
    #[display("b1:{until}")]
    #[from_str(new = PassageKey::is_one_sentence(&until).then_some(Action::Before { until }))]
    Before { until: PassageKey },
    #[display("c1:{passage}")]
    Copy { passage: PassageKey },
    #[display("q1:{0}")]
    Quiz(QuizAction),
    /// For the question in the message's heading.
    #[display("teach1:")]
    AddLesson,
    #[display("taught1:{page}")]
    ListLessons {
        /// From 0.
        page: u32,
    },
    #[display("withdraw1:{id}")]
    WithdrawLesson { id: i64 },
    /// Without a fault, asks for it.
    #[display("r1:{item}{fault}")]
    Report {
        #[from_str(regex = "[0-9A-Za-z]{1,64}")]
        item: String,
        #[display(".{}", opt)]
        fault: Option<Fault>,
    },
    #[display("z1:{server}")]
    ResetBoard { server: u64 },
    #[display("o1:{0}")]
    Mentions(MentionsPage),
    #[display("related")]
    AskRelated,
    #[display("places{menu}")]
    OpenPlace {
        /// From 0.
        menu: u8,
    },
    #[display("set1:{0}")]
    Set(SettingsMenu),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Display, FromStr)]
pub enum Fault {
    #[display("w")]
    WrongAnswer,
    #[display("s")]
    SeveralRight,
    #[display("u")]
    Unclear,
    #[display("o")]
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
}

/// Five keys with two focus sentences each stay within [`MAX_ACTION`].
pub const MOST_PASSAGES: usize = 5;

const PASSAGES: List = List { between: ',', leads: false, most: MOST_PASSAGES };

/// In characters: Discord's limit for a button's id.
pub const MAX_ACTION: usize = 100;

impl Serialize for Action {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(self)
    }
}

/// Only as it is written: no `+1`, no `01`.
impl TryFrom<String> for Action {
    type Error = &'static str;

    fn try_from(typed: String) -> Result<Action, Self::Error> {
        let action = typed.parse().ok().filter(|action: &Action| action.to_string() == typed);
        action.ok_or("no button of this bot")
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

    use super::super::carried::MOST_FOCUS;
    use super::*;
    use crate::reply::{Level, MenuTarget, SettingKey};

    fn passages() -> impl Strategy<Value = PassageKey> {
        ("[0-9a-z]{10}", proptest::collection::vec(0..1000_u16, 0..=MOST_FOCUS))
            .prop_map(|(unit, focus)| PassageKey { unit, focus })
    }

    proptest! {
        #[test]
        fn actions_are_parsed_as_they_are_written(many in proptest::collection::vec(passages(), 1..=MOST_PASSAGES), person: u64, id: i64, at in 0..MOST_PASSAGES) {
            let (passage, at) = (many[0].clone(), at % many.len());
            let (unit, number) = (passage.unit.clone(), person as u16);
            let sentence = PassageKey { unit: unit.clone(), focus: vec![number] };
            let (page, menu) = (person as u32, at as u8);
            let (speech, words) = ("acftu-2023".to_owned(), "common: prosperity".to_owned());
            let quiz = [
                QuizButton::Vote { number, choice: menu },
                QuizButton::Type { number },
                QuizButton::Hint { number },
                QuizButton::Skip { number },
                QuizButton::Missed,
                QuizButton::Again,
            ];
            let quiz = quiz.map(|button| Action::Quiz(QuizAction { session: unit.clone(), button }));
            let sets = SettingKey::ALL.map(MenuTarget::Value).into_iter();
            let sets = sets.chain([MenuTarget::Shown, MenuTarget::Role(SettingKey::Curators)]);
            let menus = sets.map(|sets| Action::Set(SettingsMenu { level: Level::Server, sets }));
            let others = [
                Action::Show { passages: many.clone(), at },
                Action::Share { passages: many.clone(), at },
                Action::ShareAll { passages: many },
                Action::Around { passage: passage.clone() },
                Action::ShareAround { passage: passage.clone() },
                Action::Why { passage: passage.clone() },
                Action::Copy { passage },
                Action::More { from: sentence.clone() },
                Action::Before { until: sentence },
                Action::Report { item: unit.clone(), fault: Fault::ALL.get(at).copied() },
                Action::AddLesson,
                Action::ListLessons { page },
                Action::ResetBoard { server: person },
                Action::AskRelated,
                Action::OpenPlace { menu },
                Action::Forget { person },
                Action::WithdrawLesson { id },
                Action::Mentions(MentionsPage { number, speech, words }),
            ];
            for action in others.into_iter().chain(quiz).chain(menus) {
                let written = action.to_string();
                prop_assert!(written.len() <= MAX_ACTION, "{} characters", written.len());
                prop_assert_eq!(Action::try_from(written), Ok(action));
            }
        }

        #[test]
        fn forged_text_is_refused_or_written_the_same_way(typed in "([nsatwumbcfrzqo]|teach|taught|withdraw)[01]:?[-0-9:.,a-z]{0,40}|set1:[ucsx]:(which|quote|study|quiz|curators|other)([.]role)?|q1:[a-z0-9]{0,3}[.][vthsma]([.][0-9]{0,6}){0,3}|(related|places)[-+0-9]{0,4}|(?s).{0,120}") {
            if let Ok(action) = Action::try_from(typed.clone()) {
                prop_assert_eq!(action.to_string(), typed);
            }
        }
    }

    #[test]
    fn damaged_ids_are_refused() {
        let damaged = "n1 n1: n1:a n1:0: n1:2:a,b n1:00:a n1:+0:a s1:1:a s1:0:a, N1:0:a n2:0:a u1: \
            u1:a,b,c,d,e,f a1: a1:a. a1:a.01 a1:a-b a1:é a1:a.65536 a1:a.1.2.3 m1:a m1:a.1.2 b1:a \
            f1:-1 f1:18446744073709551616 teach1 teach1:x taught1:-1 withdraw1:-0 r1: r1:a. r1:a.x \
            r1:a.ww q1:.m q1:A.m q1:a.v.1 q1:a.v.1.256 q1:a.t q1:a.m.1 q1:a.x o1:0:: o1:0:a \
            o1:00::a related1 places places256 places-1 set1:x:which set1:u:quiz set1:c:curators \
            set1:u:Quote set1:s:quote.role set1:s:which.role set1:c:curators.role";
        let (item, session) = ("a".repeat(65), "a".repeat(25));
        let long = [format!("r1:{item}"), format!("q1:{session}.m")];
        let spaced = ["", " n1:0:a", "n1:0:a\n", "r1:a b"].map(str::to_owned);
        for typed in damaged.split(' ').map(str::to_owned).chain(long).chain(spaced) {
            assert!(Action::try_from(typed.clone()).is_err(), "{typed:?}");
        }
    }
}
