//! Messages that are addressed to the bot: mentions, replies to its answers, direct messages.

use serenity::all::{Message, MessageType, UserId};

use super::markdown;
use crate::bot::{Ask, Bot, Inline, Lessons, Preferences};
use crate::reply::Reply;

/// A message that is addressed to the bot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Addressed {
    /// What was typed, marks and all.
    pub(super) content: String,
    /// The question of the answer that it replies to.
    pub(super) earlier: Option<String>,
}

impl Addressed {
    /// The bot's reply: what the references in the message name, and the answer to what is asked
    /// beside them.
    pub(super) fn reply(
        &self,
        bot: &Bot,
        preferences: &Preferences,
        taught: Option<&Lessons>,
    ) -> Reply {
        let references = bot.inline(&self.content);
        let question = markdown::plain(&Inline::rest(&self.content, &references));
        let preferences = Some(preferences);
        let ask = Ask {
            question: &question,
            earlier: self.earlier.as_deref(),
            private: false,
            taught,
            preferences,
        };
        match references.is_empty() {
            true => bot.ask(ask),
            false => bot.cite_inline(&references, ask),
        }
    }
}

/// What a message asks of the bot; `None` when it is not addressed to it.
///
/// A reply without a ping arrives without its words, unless it mentions the bot in them: such a one
/// stays unanswered.
pub(super) fn addressed(message: &Message, me: UserId) -> Option<Addressed> {
    if !is_from_a_person(message) {
        return None;
    }
    let answered = message.referenced_message.as_deref().filter(|answer| answer.author.id == me);
    let in_words = [format!("<@{me}>"), format!("<@!{me}>")]
        .iter()
        .any(|mention| message.content.contains(mention));
    let mentioned = in_words || message.mentions.iter().any(|user| user.id == me);
    let direct = message.guild_id.is_none();
    if !(direct || mentioned || answered.is_some() && !message.content.is_empty()) {
        return None;
    }
    let earlier =
        answered.and_then(|answer| answer.embeds.first()?.title.as_deref().map(markdown::unescape));
    Some(Addressed { content: message.content.clone(), earlier })
}

/// Whether a person wrote the message, and no bot, webhook or Discord itself.
pub(super) fn is_from_a_person(message: &Message) -> bool {
    let regular = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    regular && !message.author.bot && message.webhook_id.is_none()
}
