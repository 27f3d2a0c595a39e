//! A [`Reply`] as Discord's message: one embed that reads well on a phone, buttons below it, nobody pinged.

use serenity::all::{
    AutocompleteChoice, ButtonStyle, CreateActionRow, CreateAllowedMentions, CreateAttachment, CreateAutocompleteResponse,
    CreateButton, CreateEmbed, CreateEmbedFooter, CreateInteractionResponseFollowup, CreateInteractionResponseMessage,
    CreateMessage, CreateSelectMenu, CreateSelectMenuKind, CreateSelectMenuOption, EditInteractionResponse,
};

use super::limits::{self, ELLIPSIS};
use super::markdown;
use crate::reply::{Button, Excerpt, Part, Piece, Reply};

/// The colour of the embed's edge: a calm blue that means nothing.
const COLOUR: u32 = 0x4f_6d_8f;

/// How many buttons stand in a row.
const ROW: usize = 5;

/// The name of the menu of related questions; the chosen value is the question itself.
pub(super) const RELATED: &str = "related";

/// Room that is kept for a passage's reference, in characters.
const REFERENCE: usize = 120;

/// The reply as a first answer to an interaction, or in the place of the message that a button stands under.
pub(super) fn response(reply: &Reply) -> CreateInteractionResponseMessage {
    CreateInteractionResponseMessage::new()
        .embed(embed(reply))
        .components(rows(reply))
        .add_files(file(reply))
        .ephemeral(reply.private)
        .allowed_mentions(CreateAllowedMentions::new())
}

/// The reply as the answer that was promised by an acknowledgement.
pub(super) fn edit(reply: &Reply) -> EditInteractionResponse {
    let edit =
        EditInteractionResponse::new().embed(embed(reply)).components(rows(reply)).allowed_mentions(CreateAllowedMentions::new());
    match file(reply) {
        Some(file) => edit.new_attachment(file),
        None => edit,
    }
}

/// The reply as a further answer, beside what was promised.
pub(super) fn follow_up(reply: &Reply) -> CreateInteractionResponseFollowup {
    CreateInteractionResponseFollowup::new()
        .embed(embed(reply))
        .components(rows(reply))
        .add_files(file(reply))
        .ephemeral(reply.private)
        .allowed_mentions(CreateAllowedMentions::new())
}

/// The reply as a message of its own.
pub(super) fn message(reply: &Reply) -> CreateMessage {
    CreateMessage::new()
        .embed(embed(reply))
        .components(rows(reply))
        .add_files(file(reply))
        .allowed_mentions(CreateAllowedMentions::new().replied_user(false))
}

fn file(reply: &Reply) -> Option<CreateAttachment> {
    reply.file.as_ref().map(|file| CreateAttachment::bytes(file.text.as_bytes(), file.name))
}

fn embed(reply: &Reply) -> CreateEmbed {
    let mut embed = CreateEmbed::new().colour(COLOUR).description(description(&reply.parts));
    if let Some(heading) = &reply.heading {
        embed = embed.title(heading_text(heading));
    }
    if let Some(source) = &reply.source {
        embed = embed.footer(CreateEmbedFooter::new(limits::cut(source, limits::FOOTER)));
    }
    embed
}

/// A heading that [`markdown::unescape`] gives back, cut where it would be too long.
fn heading_text(heading: &str) -> String {
    let mut out = String::new();
    let taken = markdown::escape_into(&mut out, heading, true, limits::TITLE - limits::length(ELLIPSIS));
    if taken < heading.len() {
        out.push_str(ELLIPSIS);
    }
    out
}

fn description(parts: &[Part]) -> String {
    let mut out = String::new();
    for part in parts {
        if !out.is_empty() {
            out.push_str("\n\n");
        }
        let room = limits::DESCRIPTION.saturating_sub(limits::length(&out));
        match part {
            Part::Text(text) => out.push_str(&limits::cut_escaped(text, room)),
            Part::Difference(difference) => out.push_str(&limits::cut_escaped(&difference.to_string(), room)),
            Part::Fact(quote) => out.push_str(&format!("**{}**", limits::cut_escaped(quote.text(), room.saturating_sub(4)))),
            Part::Passage(excerpt) => passage(&mut out, excerpt, room),
            Part::Examples(examples) => {
                let lines =
                    examples.iter().map(|(typed, does)| format!("`{}`\n{}", typed.replace('`', "'"), markdown::escape(does)));
                out.push_str(&limits::cut(&lines.collect::<Vec<_>>().join("\n"), room));
            }
        }
    }
    out
}

/// The passage behind Discord's `>`, its reference below. What does not fit is cut at a sentence.
fn passage(out: &mut String, excerpt: &Excerpt, room: usize) {
    let reference = format!("\n— {}", markdown::escape(&limits::cut(&excerpt.reference, REFERENCE / 2)));
    let Some(mut room) = room.checked_sub(limits::length(&reference) + 2) else { return };
    out.push_str("> ");
    let mut begun = false;
    for piece in &excerpt.pieces {
        let before = out.len();
        let whole = match piece {
            Piece::Gap => {
                out.push_str(if begun { " … " } else { "… " });
                true
            }
            Piece::Words { quote, focus } => {
                // Discord shows stars instead of bold where white space stands inside of them.
                let words = quote.text().trim_start();
                out.push_str(quote.text().get(..quote.text().len() - words.len()).unwrap_or_default());
                words_within(out, words, *focus, !begun, room.saturating_sub(10))
            }
        };
        begun = true;
        room = room.saturating_sub(limits::length(out.get(before..).unwrap_or_default()));
        if !whole {
            out.push_str(ELLIPSIS);
            break;
        }
    }
    out.truncate(out.trim_end().len());
    out.push_str(&reference);
}

/// Adds quoted words, cut at a sentence where there is no room for all. Tells whether all were added.
fn words_within(out: &mut String, words: &str, bold: bool, line_start: bool, room: usize) -> bool {
    let mut escaped = String::new();
    let mut taken = markdown::escape_into(&mut escaped, words, line_start, room);
    let whole = taken == words.len();
    if !whole {
        escaped.clear();
        let kept = limits::readable_beginning(words, taken);
        taken = markdown::escape_into(&mut escaped, kept, line_start, room);
    }
    if taken > 0 && !escaped.is_empty() {
        let star = if bold { "**" } else { "" };
        out.push_str(&format!("{star}{escaped}{star}"));
    }
    whole
}

fn rows(reply: &Reply) -> Vec<CreateActionRow> {
    let button = |button: &Button| CreateButton::new(button.action.to_string()).label(button.label).style(ButtonStyle::Secondary);
    let mut rows: Vec<CreateActionRow> =
        reply.buttons.chunks(ROW).map(|row| CreateActionRow::Buttons(row.iter().map(button).collect())).collect();
    if !reply.related.is_empty() {
        let options = reply.related.iter().take(limits::CHOICES).map(|question| {
            let shown = limits::cut(question, limits::CHOICE);
            CreateSelectMenuOption::new(shown.clone(), shown)
        });
        let menu = CreateSelectMenu::new(RELATED, CreateSelectMenuKind::String { options: options.collect() });
        rows.push(CreateActionRow::SelectMenu(menu.placeholder("Related questions")));
    }
    rows
}

/// Questions that complete what is being typed.
pub(super) fn suggestions(questions: &[String]) -> CreateAutocompleteResponse {
    let choices = questions.iter().take(limits::CHOICES).map(|question| {
        let shown = limits::cut(question, limits::CHOICE);
        AutocompleteChoice::new(shown.clone(), shown)
    });
    CreateAutocompleteResponse::new().set_choices(choices.collect())
}

#[cfg(test)]
mod tests;
