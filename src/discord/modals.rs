//! Forms as Discord's modals: opened in answer to a press, read when they are sent.
//!
//! A modal can only be the first answer to an interaction, so what it needs is found out before
//! anything is promised. Its `custom_id` is the form's action, so that one that was opened before a
//! restart can still be sent.

use serenity::all::{
    ActionRowComponent, Context, CreateActionRow, CreateInputText, CreateInteractionResponse,
    CreateModal, Error, InputTextStyle, ModalInteraction,
};

use super::events::{Handler, too_many};
use super::respond::{Responder, Target};
use super::{commands, markdown};
use crate::bot::{Bot, TYPED_ANSWER};
use crate::reply::{Action, Field, Form, Reply};

/// Said when a form was never made by the bot.
const FORM_UNKNOWN: &str = "I do not know this form. Please begin again with the command.";

/// Opens a form for the person who pressed something.
pub(super) async fn open(reached: Responder<'_>, form: &Form) -> Result<(), Error> {
    reached.first(CreateInteractionResponse::Modal(modal(form))).await
}

fn modal(form: &Form) -> CreateModal {
    let rows = form.fields.iter().map(|field| CreateActionRow::InputText(input(field)));
    CreateModal::new(form.action.to_string(), form.title.as_str()).components(rows.collect())
}

fn input(field: &Field) -> CreateInputText {
    let style = if field.lines { InputTextStyle::Paragraph } else { InputTextStyle::Short };
    let input = CreateInputText::new(style, field.label, field.name).max_length(field.longest);
    let input =
        if field.example.is_empty() { input } else { input.placeholder(field.example.as_str()) };
    if field.filled.is_empty() { input } else { input.value(&field.filled) }
}

/// The text of a field, without what only Discord's clients show; empty when it is not there.
fn filled(sent: &ModalInteraction, name: &str) -> String {
    let mut fields = sent.data.components.iter().flat_map(|row| &row.components);
    let text = fields.find_map(|field| match field {
        ActionRowComponent::InputText(text) if text.custom_id == name => text.value.as_deref(),
        _ => None,
    });
    markdown::plain(text.unwrap_or_default())
}

impl Handler {
    /// Answers a form that was filled in.
    pub(super) async fn submit(&self, ctx: &Context, sent: &ModalInteraction) -> Result<(), Error> {
        let reached = self.reached(ctx, sent.id, &sent.token);
        // Answers in a session count with the presses that open their forms, not with questions.
        if let Ok(Action::Quiz(action)) = sent.data.custom_id.parse() {
            return self.answer_typed(ctx, sent, &action, &filled(sent, TYPED_ANSWER)).await;
        }
        let refusal =
            match (self.flood().count(sent.user.id.get()), sent.data.custom_id.parse::<Action>()) {
                (Err(wait), _) => too_many(wait),
                (Ok(()), Ok(Action::AddLesson)) => {
                    let actor = commands::actor_of(
                        &sent.user,
                        sent.guild_id,
                        sent.channel_id,
                        sent.member.as_ref(),
                    );
                    let roles = commands::roles(sent.member.as_ref());
                    let work =
                        self.bot().teach(Bot::filled_in(|name| filled(sent, name)), actor, &roles);
                    return reached.answer(Target::New { private: true }, work).await;
                }
                (Ok(()), _) => Reply::ephemeral(FORM_UNKNOWN),
            };
        reached.answer(Target::New { private: true }, async { refusal }).await
    }
}
