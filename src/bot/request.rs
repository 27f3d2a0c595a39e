//! What a person asks of the bot, as plain data: a surface builds a [`Request`],
//! [`Bot::handle`](super::Bot::handle) answers it.

use super::actor::{Actor, ChannelAccess};
use super::daily::DailyCommand;
use super::leaderboard::LeaderboardCommand;
use super::lessons::LessonCommand;
use super::privacy::PrivacyCommand;
use super::quiz::QuizCommand;
use crate::quiz::Millis;
use crate::reply::{Action, Level};

#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    pub actor: Actor,
    pub origin: Origin,
    pub visibility: Visibility,
    pub kind: RequestKind,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// What tells this request from all others: the id of an interaction or message.
    pub event: u64,
    pub made: Millis,
    /// The heading of the message that a pressed button stands under, which is the question that
    /// was asked.
    pub heading: Option<String>,
    /// Whether only the actor and the bot read along.
    pub direct: bool,
    /// Whether the bot is given the words of messages that are not addressed to it.
    pub reads_all_messages: bool,
    pub access: ChannelAccess,
}

/// Who is to see the reply.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Visibility {
    #[default]
    Public,
    Private,
    /// As the server, the channel or the person set it.
    AsPreferred,
    /// In the place of the message that a pressed button stands under.
    Replace,
}

#[derive(Clone, Debug, PartialEq)]
pub enum RequestKind {
    /// A question or a reference.
    Ask {
        question: String,
    },
    /// A message to the bot: references in brackets, and what is asked beside them. `earlier` is
    /// the question of the answer that it replies to.
    Message(Message),
    /// A message that is not addressed to the bot.
    Overheard(Message),
    /// Somebody's message that is to be looked up.
    Find {
        text: String,
    },
    Cite {
        reference: String,
    },
    Verify {
        text: String,
    },
    /// Somebody's message whose quotes are to be checked.
    CheckMessage {
        text: String,
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
    /// A person's setting in words, such as `quote sentence`; what holds when there are none.
    SetInWords {
        line: String,
    },
    Leaderboard(LeaderboardCommand),
    Quiz(QuizCommand),
    /// A pressed button, or what was chosen in a menu.
    Press {
        action: Action,
        values: Vec<String>,
    },
    /// A form that was filled in: the texts of its fields by their names.
    Submit {
        action: Action,
        fields: Vec<(String, String)>,
    },
    /// A button, menu or form that the bot does not know.
    Unknown(UnknownControl),
}

/// A message as it was typed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Message {
    pub content: String,
    /// Whether it holds the marks that only chat clients show, such as `**` and `<@1>`.
    pub has_markup: bool,
    /// The question of the answer that the message replies to.
    pub earlier: Option<String>,
    /// The title of the forum post that the message opens.
    pub title: Option<String>,
    /// Whether the message stands in a thread or opens one.
    pub in_thread: bool,
}

/// What came back to the bot without having been made by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnknownControl {
    Button,
    Form,
    Command,
}
