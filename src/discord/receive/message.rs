//! Messages: which are addressed to the bot, and what they ask.

use serenity::all::{Message, MessageType, UserId};

use super::options::words_of;
use super::origin;
use crate::bot::{self, Request, RequestKind, Visibility};

/// A reply without a ping arrives without its words, unless they mention the bot, and stays
/// unanswered.
pub(crate) fn addressed(message: &Message, me: UserId, by_role: bool) -> Option<Request> {
    if !is_from_a_person(message) {
        return None;
    }
    let answered = message.referenced_message.as_deref().filter(|answer| answer.author.id == me);
    let mentions = [format!("<@{me}>"), format!("<@!{me}>")];
    let in_words = mentions.iter().any(|mention| message.content.contains(mention));
    let mentioned = by_role || in_words || message.mentions.iter().any(|user| user.id == me);
    let direct = message.guild_id.is_none();
    if !(direct || mentioned || answered.is_some() && !message.content.is_empty()) {
        return None;
    }
    let earlier = answered.and_then(origin::heading);
    let kind = |words| RequestKind::Message(bot::Message { earlier, ..words });
    Some(request(message, words_of(message), kind))
}

/// `None` unless a person wrote it in a server. The title of a forum post is not in its message.
pub(crate) fn overheard(message: &Message) -> Option<Request> {
    if message.guild_id.is_none() || !is_from_a_person(message) {
        return None;
    }
    // A forum post's first message bears its thread's id.
    let opens_post = message.id.get() == message.channel_id.get();
    let kind = |words| RequestKind::Overheard(bot::Message { opens_post, ..words });
    Some(request(message, message.content.clone(), kind))
}

fn request(
    message: &Message,
    content: String,
    kind: impl FnOnce(bot::Message) -> RequestKind,
) -> Request {
    let (actor, origin) = origin::of_message(message);
    let words = bot::Message { content, has_markup: true, ..bot::Message::default() };
    Request { actor, origin, visibility: Visibility::Public, kind: kind(words) }
}

fn is_from_a_person(message: &Message) -> bool {
    let regular = matches!(message.kind, MessageType::Regular | MessageType::InlineReply);
    regular && !message.author.bot && message.webhook_id.is_none()
}
