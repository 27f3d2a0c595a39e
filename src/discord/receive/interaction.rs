//! Interactions: commands, pressed buttons, chosen menu entries, forms.

use serenity::all::{
    ActionRow, ActionRowComponent, CommandInteraction, ComponentInteraction,
    ComponentInteractionDataKind, InteractionContext, Message, MessageFlags, ModalInteraction,
};

use super::commands;
use super::origin::Interacted;
use crate::bot::{Origin, Request, RequestKind, UnknownControl, Visibility};
use crate::discord::markdown;
use crate::reply::Action;
use crate::text::markup;

pub(crate) fn command(interaction: &CommandInteraction) -> Request {
    let (kind, visibility) = commands::parse(interaction);
    let from = Interacted::from(interaction);
    Request { actor: from.actor(), origin: from.origin(), visibility, kind }
}

pub(crate) fn press(interaction: &ComponentInteraction) -> Request {
    let from = Interacted::from(interaction);
    let title = interaction.message.embeds.first().and_then(|embed| embed.title.as_deref());
    let direct = interaction.context == Some(InteractionContext::BotDm);
    let origin = Origin { heading: title.map(markdown::unescape), direct, ..from.origin() };
    let (visibility, kind) = match interaction.data.custom_id.parse::<Action>() {
        Ok(action) => {
            let alone = direct || is_private(&interaction.message);
            (
                Visibility::for_press(&action, direct, alone),
                RequestKind::Press { action, values: values(interaction) },
            )
        }
        Err(_) => (Visibility::Private, RequestKind::Unknown(UnknownControl::Button)),
    };
    Request { actor: from.actor(), origin, visibility, kind }
}

pub(crate) fn form(interaction: &ModalInteraction) -> Request {
    let from = Interacted::from(interaction);
    let kind = match interaction.data.custom_id.parse() {
        Ok(action) => RequestKind::Submit { action, fields: fields(&interaction.data.components) },
        Err(_) => RequestKind::Unknown(UnknownControl::Form),
    };
    let (actor, origin) = (from.actor(), from.origin());
    Request { actor, origin, visibility: Visibility::Private, kind }
}

fn is_private(message: &Message) -> bool {
    message.flags.is_some_and(|flags| flags.contains(MessageFlags::EPHEMERAL))
}

fn values(interaction: &ComponentInteraction) -> Vec<String> {
    match &interaction.data.kind {
        ComponentInteractionDataKind::StringSelect { values } => values.clone(),
        ComponentInteractionDataKind::RoleSelect { values } => {
            values.iter().map(ToString::to_string).collect()
        }
        _ => Vec::new(),
    }
}

/// Without what only Discord's clients show.
fn fields(rows: &[ActionRow]) -> Vec<(String, String)> {
    let components = rows.iter().flat_map(|row| &row.components);
    let texts = components.filter_map(|component| match component {
        ActionRowComponent::InputText(text) => {
            let value = text.value.as_deref().unwrap_or_default();
            Some((text.custom_id.clone(), markup::plain(value)))
        }
        _ => None,
    });
    texts.collect()
}
