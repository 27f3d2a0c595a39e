//! A reply's buttons, menus and form, and what completes an option.

use serenity::all::{
    AutocompleteChoice, ButtonStyle, CreateActionRow, CreateAutocompleteResponse, CreateButton,
    CreateInputText, CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
    InputTextStyle,
};

use crate::discord::limits;
use crate::reply::{Button, Choice, Field, Form, MOST_CHOICES, Menu, Offer, Reply};

/// Discord's limits of buttons: in a row, and rows.
const ROW: usize = 5;

const ROWS: usize = 5;

pub(super) fn rows(reply: &Reply) -> Vec<CreateActionRow> {
    let button = |button: &Button| {
        CreateButton::new(button.action.to_string())
            .label(button.label)
            .style(ButtonStyle::Secondary)
    };
    // Six as three and three, not five and one.
    let even = reply.buttons.len().div_ceil(reply.buttons.len().div_ceil(ROW).max(1)).max(1);
    let mut rows: Vec<CreateActionRow> = reply
        .buttons
        .chunks(even)
        .map(|row| CreateActionRow::Buttons(row.iter().map(button).collect()))
        .collect();
    rows.extend(reply.menus.iter().map(menu));
    rows.truncate(ROWS);
    rows
}

fn menu(menu: &Menu) -> CreateActionRow {
    let (kind, most) = match &menu.offer {
        Offer::Choices { choices, chosen, most } => {
            let option = |choice: &Choice| {
                let texts = [&choice.label, &choice.value];
                let [label, value] = texts.map(|text| limits::cut(text, limits::CHOICE));
                let option = CreateSelectMenuOption::new(label, value);
                match chosen.contains(&choice.value) {
                    true => option.default_selection(true),
                    false => option,
                }
            };
            let options = choices.iter().take(MOST_CHOICES).map(option).collect();
            (CreateSelectMenuKind::String { options }, *most)
        }
        // A chosen role would go out as a number, which Discord does not allow.
        Offer::Roles => (CreateSelectMenuKind::Role { default_roles: None }, 1),
    };
    let select = CreateSelectMenu::new(menu.action.to_string(), kind)
        .placeholder(limits::cut(&menu.label, limits::CHOICE));
    CreateActionRow::SelectMenu(match u8::try_from(most.min(MOST_CHOICES)) {
        Ok(most @ 2..) => select.max_values(most),
        _ => select,
    })
}

pub(crate) fn suggestions(choices: &[Choice]) -> CreateAutocompleteResponse {
    let choices = choices.iter().take(MOST_CHOICES).map(|choice| {
        AutocompleteChoice::new(
            limits::cut(&choice.label, limits::CHOICE),
            limits::cut(&choice.value, limits::CHOICE),
        )
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

/// The `custom_id` is the form's action, which outlasts a restart.
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
