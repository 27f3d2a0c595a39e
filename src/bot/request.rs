//! What a person asks of the bot, as plain data.

use serde::Deserialize;

use super::actor::Actor;
use super::daily::DailyCommand;
use super::leaderboard::LeaderboardCommand;
use super::lessons::LessonCommand;
use super::privacy::PrivacyCommand;
use super::quiz::QuizCommand;
use crate::quiz::Millis;
use crate::reply::{Action, Level, QuizAction, QuizButton};

#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub actor: Actor,
    pub origin: Origin,
    pub visibility: Visibility,
    pub kind: RequestKind,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The id of the interaction or message.
    pub event: u64,
    pub made: Millis,
    /// Of the message with the pressed button: the question asked.
    pub heading: Option<String>,
    /// Nobody else reads along.
    pub direct: bool,
    /// Including those not addressed to the bot.
    pub reads_all_messages: bool,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Visibility {
    #[default]
    Public,
    Private,
    AsPreferred,
    /// The message with the pressed button.
    Replace,
}

impl Visibility {
    /// `alone`: nobody reads along, so pages turn in place.
    pub(crate) fn for_press(action: &Action, direct: bool, alone: bool) -> Visibility {
        match action {
            Action::Set(_) => Visibility::Replace,
            Action::Quiz(QuizAction { button: QuizButton::Again, .. }) => Visibility::Public,
            Action::Quiz(_) | Action::AddLesson => Visibility::Private,
            action if alone && action.turns_the_page() => Visibility::Replace,
            action if direct || action.shares() => Visibility::Public,
            _ => Visibility::Private,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RequestKind {
    /// A question or a reference.
    Ask {
        question: String,
    },
    Message(Message),
    /// Not addressed to the bot.
    Overheard(Message),
    Find {
        text: String,
    },
    Cite {
        reference: String,
    },
    Verify {
        text: String,
    },
    CheckMessage {
        text: String,
    },
    /// An empty id is that of no speech in particular.
    Mentions {
        words: String,
        speech: String,
    },
    Outline {
        speech: String,
    },
    About,
    Help,
    Privacy(PrivacyCommand),
    Daily(DailyCommand),
    Lessons(LessonCommand),
    Settings(Level),
    /// Such as `quote sentence`; empty shows the settings.
    SetInWords {
        line: String,
    },
    Leaderboard(LeaderboardCommand),
    Quiz(QuizCommand),
    /// Or a choice in a menu.
    Press {
        action: Action,
        values: Vec<String>,
    },
    /// Texts by field name.
    Submit {
        action: Action,
        fields: Vec<(String, String)>,
    },
    Unknown(UnknownControl),
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub struct Message {
    pub content: String,
    pub has_markup: bool,
    /// The question of the answer that this replies to.
    pub earlier: Option<String>,
    /// Of the forum post that this opens.
    pub title: Option<String>,
    pub opens_post: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnknownControl {
    Button,
    Form,
    Command,
}
