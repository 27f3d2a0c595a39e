//! Interactions: commands, pressed buttons, chosen menu entries, forms.

use serenity::all::{
    ActionRow, ActionRowComponent, ComponentInteraction, ComponentInteractionDataKind, Interaction,
    InteractionContext, Message, MessageFlags,
};

use super::{commands, origin};
use crate::bot::{Request, RequestKind, UnknownControl, Visibility};
use crate::reply::Action;
use crate::text::markup;

/// None where nothing is asked for.
pub(crate) fn requested(interaction: &Interaction) -> Option<Request> {
    let (actor, mut origin) = origin::of_interaction(interaction)?;
    let (kind, visibility) = match interaction {
        Interaction::Command(command) => commands::parse(command),
        Interaction::Component(button) => {
            origin.heading = origin::heading(&button.message);
            origin.direct = button.context == Some(InteractionContext::BotDm);
            press(button, origin.direct)
        }
        Interaction::Modal(form) => {
            let kind = match Action::try_from(form.data.custom_id.clone()) {
                Ok(action) => RequestKind::Submit { action, fields: fields(&form.data.components) },
                Err(_) => RequestKind::Unknown(UnknownControl::Form),
            };
            (kind, Visibility::Private)
        }
        _ => return None,
    };
    Some(Request { actor, origin, visibility, kind })
}

fn press(button: &ComponentInteraction, direct: bool) -> (RequestKind, Visibility) {
    match Action::try_from(button.data.custom_id.clone()) {
        Ok(action) => {
            let alone = direct || is_private(&button.message);
            let visibility = Visibility::for_press(&action, direct, alone);
            (RequestKind::Press { action, values: values(button) }, visibility)
        }
        Err(_) => (RequestKind::Unknown(UnknownControl::Button), Visibility::Private),
    }
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
