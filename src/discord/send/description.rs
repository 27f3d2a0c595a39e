//! The parts of a [`Reply`] as the text of an embed, cut to Discord's length.

use crate::discord::limits::{self, ELLIPSIS};
use crate::discord::markdown;
use crate::reply::{Copyable, Entry, Excerpt, Part, Piece, Place, Reply, SettingValue, Span};

/// Characters in an outline.
const HEADING: usize = 200;

/// Characters kept for a passage's reference.
const REFERENCE: usize = 60;

/// Characters kept for the mark of a quotation, a gap and an ellipsis.
const BESIDE_PASSAGE: usize = 10;

const LEFT_OUT: &str = "\n\n…";

pub(crate) fn description(reply: &Reply) -> String {
    let shared_credit = reply.credit();
    let mut out = String::new();
    let mut all = true;
    for part in &reply.parts {
        let between = if out.is_empty() { "" } else { "\n\n" };
        let kept = if all { limits::length(LEFT_OUT) } else { 0 };
        let used = limits::length(&out) + limits::length(between) + kept;
        let room = limits::DESCRIPTION.saturating_sub(used);
        match described(part, shared_credit, room).filter(|it| limits::length(it) <= room) {
            Some(shown) => out.extend([between, &shown]),
            None if all => {
                out.push_str(LEFT_OUT);
                all = false;
            }
            None => {}
        }
    }
    out
}

/// `None`, or more than the room, where there is not enough of it.
fn described(part: &Part, shared_credit: Option<&str>, room: usize) -> Option<String> {
    Some(match part {
        Part::Text(text) => limits::cut_escaped(text, room),
        Part::Line(spans) => within(spans.iter().map(span), room),
        Part::Difference(difference) => limits::cut_escaped(&difference.to_string(), room),
        Part::Fact(quote) => {
            format!("**{}**", limits::cut_escaped(quote.text(), room.saturating_sub(4)))
        }
        Part::Passage(excerpt) => {
            passage(excerpt, excerpt.credit().filter(|_| shared_credit.is_none()), room)?
        }
        Part::Contents(entries) => lines(entries.iter().map(contents), room),
        Part::Copyable(text) => copyable(text, room)?,
        Part::Ranking(places) => lines(places.iter().map(ranked), room),
        Part::Settings(values) => lines(values.iter().map(setting), room),
        Part::Examples(examples) => lines(examples.iter().map(example), room),
    })
}

/// A role shows by name, for an embed pings nobody.
fn setting(values: &SettingValue) -> String {
    let role = values.role.map(|role| format!("<@&{role}>")).unwrap_or_default();
    format!(
        "**{}**: {}{role} ({})",
        values.name,
        markdown::escape(&values.value),
        markdown::escape(&values.source)
    )
}

fn example((typed, does): &(String, String)) -> String {
    format!("`{}`\n{}", typed.replace('`', "'"), markdown::escape(does))
}

fn ranked(place: &Place) -> String {
    format!("**{}.** <@{}>: {}", place.rank, place.person, place.points)
}

/// Discord shows people, places and times each reader's way.
fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => markdown::escape(text),
        Span::Person { name: Some(name), .. } => markdown::escape(name),
        Span::Person { id, name: None } => format!("<@{id}>"),
        Span::Channel(id) => format!("<#{id}>"),
        Span::Role(id) => format!("<@&{id}>"),
        Span::Moment(moment) => format!("<t:{}:F>", moment.as_second()),
        Span::Until(time) => format!("<t:{time}:R>"),
    }
}

fn contents(entry: &Entry) -> String {
    let heading = entry
        .heading
        .as_ref()
        .map(|quote| format!("{}\n", limits::cut_escaped(quote.text(), HEADING)));
    let reference = markdown::escape(&limits::cut(&entry.reference, REFERENCE));
    format!("**{reference}** {}{}", heading.unwrap_or_default(), markdown::escape(&entry.holds))
}

fn lines(lines: impl Iterator<Item = String>, room: usize) -> String {
    within(lines.map(|line| line + "\n"), room).trim_end().to_owned()
}

fn within(pieces: impl Iterator<Item = String>, room: usize) -> String {
    let mut out = String::new();
    let mut room = room.saturating_sub(limits::length(ELLIPSIS));
    for piece in pieces {
        match room.checked_sub(limits::length(&piece)) {
            Some(left) => room = left,
            None => return out + ELLIPSIS,
        }
        out.push_str(&piece);
    }
    out
}

/// Phones copy a code block at a touch. Text that holds its end stands without one.
fn copyable(copyable: &Copyable, room: usize) -> Option<String> {
    let text = copyable.to_string();
    let frame = format!("**{}**\n```\n\n```", copyable.label);
    let room = room.saturating_sub(limits::length(&frame));
    let shown = match text.contains("```") {
        true => limits::cut_escaped(&text, room),
        false if room > limits::length(ELLIPSIS) => {
            format!("```\n{}\n```", limits::cut(&text, room))
        }
        false => return None,
    };
    Some(format!("**{}**\n{shown}", copyable.label))
}

fn passage(excerpt: &Excerpt, credit: Option<&str>, room: usize) -> Option<String> {
    let reference = limits::cut(&excerpt.reference, REFERENCE);
    let place = [Some(reference.as_str()), credit].into_iter().flatten().collect::<Vec<_>>();
    let reference = format!("\n— {}", markdown::escape(&place.join(" · ")));
    let room = room.checked_sub(limits::length(&reference) + BESIDE_PASSAGE)?;
    let mut out = String::new();
    for (at, piece) in excerpt.pieces.iter().enumerate() {
        let left = room.saturating_sub(limits::length(&out));
        let whole = match piece {
            Piece::Gap => {
                out.push_str(if at > 0 { " … " } else { "… " });
                true
            }
            Piece::Words { quote, focus } => {
                // Discord shows stars, not bold, around leading white space.
                let words = quote.text().trim_start();
                out.push_str(
                    quote.text().get(..quote.text().len() - words.len()).unwrap_or_default(),
                );
                let (escaped, whole) =
                    limits::escaped_beginning(words, at == 0, left.saturating_sub(10));
                if !escaped.is_empty() {
                    let star = if *focus { "**" } else { "" };
                    out.push_str(&format!("{star}{escaped}{star}"));
                }
                whole
            }
        };
        if !whole {
            out.push_str(ELLIPSIS);
            break;
        }
    }
    Some(format!("> {out}").trim_end().to_owned() + &reference)
}
