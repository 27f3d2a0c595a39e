//! The parts of a [`Reply`] as the text of an embed, cut to Discord's length.

use crate::discord::limits::{self, ELLIPSIS};
use crate::discord::markdown;
use crate::reply::{Excerpt, Line, Part, Reply, Span};

/// Characters of a quote in a line.
const QUOTED: usize = 200;

/// Characters kept for a passage's reference, and for what stands out in a line.
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
        Part::Lines(all) => lines(all, room),
        Part::Difference(line) => lines(std::slice::from_ref(line), room),
        Part::Passage(excerpt) => {
            passage(excerpt, excerpt.credit().filter(|_| shared_credit.is_none()), room)?
        }
        Part::Copyable { label, text } => copyable(label, text, room)?,
    })
}

/// Discord shows people, places and times each reader's way; an embed pings nobody.
fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => markdown::escape(text),
        Span::Strong(text) => format!("**{}**", limits::cut_escaped(text, REFERENCE)),
        Span::Code(text) => format!("`{}`", text.replace('`', "'")),
        Span::Quoted { quote, focus } => {
            let star = if *focus { "**" } else { "" };
            format!("{star}{}{star}", limits::cut_escaped(quote.text(), QUOTED))
        }
        Span::Person { name: Some(name), .. } => markdown::escape(name),
        Span::Person { id, name: None } => format!("<@{id}>"),
        Span::Channel(id) => format!("<#{id}>"),
        Span::Role(id) => format!("<@&{id}>"),
        Span::Moment(moment) => format!("<t:{}:F>", moment.as_second()),
        Span::Until(time) => format!("<t:{time}:R>"),
    }
}

fn lines(lines: &[Line], room: usize) -> String {
    let mut out = String::new();
    let mut room = room.saturating_sub(limits::length(ELLIPSIS));
    for line in lines {
        let line = line.iter().map(span).collect::<String>() + "\n";
        match room.checked_sub(limits::length(&line)) {
            Some(left) => room = left,
            None => return out + ELLIPSIS,
        }
        out.push_str(&line);
    }
    out.trim_end().to_owned()
}

/// Phones copy a code block at a touch. Text that holds its end stands without one.
fn copyable(label: &str, text: &[Span], room: usize) -> Option<String> {
    let text: String = text.iter().map(Span::words).collect();
    let frame = format!("**{label}**\n```\n\n```");
    let room = room.saturating_sub(limits::length(&frame));
    let shown = match text.contains("```") {
        true => limits::cut_escaped(&text, room),
        false if room > limits::length(ELLIPSIS) => {
            format!("```\n{}\n```", limits::cut(&text, room))
        }
        false => return None,
    };
    Some(format!("**{label}**\n{shown}"))
}

fn passage(excerpt: &Excerpt, credit: Option<&str>, room: usize) -> Option<String> {
    let reference = limits::cut(&excerpt.reference, REFERENCE);
    let place = [Some(reference.as_str()), credit].into_iter().flatten().collect::<Vec<_>>();
    let reference = format!("\n— {}", markdown::escape(&place.join(" · ")));
    let room = room.checked_sub(limits::length(&reference) + BESIDE_PASSAGE)?;
    let mut out = String::new();
    for (at, span) in excerpt.text.iter().enumerate() {
        let left = room.saturating_sub(limits::length(&out));
        // Discord shows stars, not bold, around leading white space.
        let words = span.words().trim_start();
        let (escaped, whole) = limits::escaped_beginning(words, at == 0, left.saturating_sub(10));
        if !escaped.is_empty() {
            let space = span.words().strip_suffix(words).unwrap_or_default();
            let star = if let Span::Quoted { focus: true, .. } = span { "**" } else { "" };
            out.push_str(&format!("{space}{star}{escaped}{star}"));
        }
        if !whole {
            out.push_str(ELLIPSIS);
            break;
        }
    }
    Some(format!("> {out}").trim_end().to_owned() + &reference)
}
