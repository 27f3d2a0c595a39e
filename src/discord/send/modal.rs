//! A form as Discord's modal. Its `custom_id` is the form's action, which outlasts a restart.

use serenity::all::{CreateActionRow, CreateInputText, CreateModal, InputTextStyle};

use crate::reply::{Field, Form};

pub(super) fn modal(form: &Form) -> CreateModal {
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
