//! A reply's buttons, menus and form, and what completes an option.

use serenity::all::{
    AutocompleteChoice, ButtonStyle, CreateActionRow, CreateAutocompleteResponse, CreateButton,
    CreateInputText, CreateModal, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption,
    InputTextStyle,
};

use crate::discord::limits;
use crate::reply::{Action, Button, Choice, Field, Form, Menu, Offer, Reply};

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
    if !reply.related.is_empty() {
        let options = reply.related.iter().take(limits::CHOICES).map(|question| {
            let shown = limits::cut(question, limits::CHOICE);
            CreateSelectMenuOption::new(shown.clone(), shown)
        });
        let menu = CreateSelectMenu::new(
            Action::AskRelated.to_string(),
            CreateSelectMenuKind::String { options: options.collect() },
        );
        rows.push(CreateActionRow::SelectMenu(menu.placeholder("Related questions")));
    }
    rows.extend(reply.menus.iter().map(menu));
    let free = ROWS.saturating_sub(rows.len());
    for (number, places) in reply.places.chunks(limits::CHOICES).take(free).enumerate() {
        let kind = CreateSelectMenuKind::String { options: places.iter().map(option).collect() };
        let action = Action::OpenPlace { menu: u8::try_from(number).unwrap_or(u8::MAX) };
        let menu = CreateSelectMenu::new(action.to_string(), kind);
        let first = places.first().map_or("", |place| place.value.as_str());
        let placeholder = if number == 0 {
            "Open a section".to_owned()
        } else {
            format!("Open a section from {first} on")
        };
        rows.push(CreateActionRow::SelectMenu(
            menu.placeholder(limits::cut(&placeholder, limits::CHOICE)),
        ));
    }
    rows
}

fn menu(menu: &Menu) -> CreateActionRow {
    let (kind, most) = match &menu.offer {
        Offer::Choices { choices, chosen, most } => {
            let marked =
                |choice: &Choice| option(choice).default_selection(chosen.contains(&choice.value));
            let options = choices.iter().take(limits::CHOICES).map(marked).collect();
            (CreateSelectMenuKind::String { options }, *most)
        }
        // A chosen role would go out as a number, which Discord does not allow.
        Offer::Roles => (CreateSelectMenuKind::Role { default_roles: None }, 1),
    };
    let most = u8::try_from(most.clamp(1, limits::CHOICES)).unwrap_or(1);
    CreateActionRow::SelectMenu(
        CreateSelectMenu::new(menu.action.to_string(), kind)
            .placeholder(&menu.label)
            .max_values(most),
    )
}

fn option(choice: &Choice) -> CreateSelectMenuOption {
    let value = limits::cut(&choice.value, limits::CHOICE);
    CreateSelectMenuOption::new(limits::cut(&choice.label, limits::CHOICE), value)
}

pub(crate) fn suggestions(choices: &[Choice]) -> CreateAutocompleteResponse {
    let choices = choices.iter().take(limits::CHOICES).map(|choice| {
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
