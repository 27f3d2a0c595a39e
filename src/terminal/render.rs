//! A reply as text for a terminal: key words in bold, passages behind `>`, buttons with numbers.

use std::io::IsTerminal;

use anstyle::Style;

use crate::reply::{Entry, Excerpt, Part, Piece, Reply, Span};

/// In columns; longer lines are tiring to read.
const WIDEST: usize = 100;

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

/// The writer leaves styles out where they are not shown.
pub fn render(reply: &Reply) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(heading) = &reply.heading {
        lines.push(wrapped(&bold(heading), ""));
    }
    let shared_credit = reply.credit();
    for part in &reply.parts {
        match part {
            Part::Text(text) => lines.push(wrapped(text, "")),
            Part::Settings(values) => {
                lines.extend(values.iter().map(|values| wrapped(&values.to_string(), "")))
            }
            Part::Line(spans) => {
                lines.push(wrapped(&spans.iter().map(span).collect::<String>(), ""))
            }
            Part::Difference(difference) => lines.push(wrapped(&format!("- {difference}"), "")),
            Part::Fact(quote) => lines.push(wrapped(&bold(quote.text()), "")),
            Part::Passage(excerpt) => lines.push(passage(excerpt, shared_credit)),
            Part::Ranking(places) => {
                lines.extend(places.iter().map(|place| {
                    format!("{}. player {}: {}", place.rank, place.person, place.points)
                }));
            }
            Part::Contents(entries) => lines.extend(entries.iter().map(contents)),
            Part::Copyable(copyable) => {
                lines.push(format!("{}\n{copyable}\n", bold(copyable.label)))
            }
            Part::Examples(examples) => {
                lines.extend(
                    examples
                        .iter()
                        .map(|(typed, does)| format!("{}\n{}", bold(typed), wrapped(does, "    "))),
                );
            }
        }
    }
    if let Some(file) = &reply.file {
        let text = String::from_utf8_lossy(&file.bytes);
        lines.push(format!("{}\n{}", bold(file.name), text.trim_end()));
    }
    if let Some(credit) = shared_credit {
        lines.push(wrapped(&format!("{FAINT}{credit}{FAINT:#}"), ""));
    }
    let mut number = 0;
    let mut numbered = |label: &str| {
        number += 1;
        format!("[{number}] {label}")
    };
    let buttons: Vec<String> = reply.buttons.iter().map(|button| numbered(button.label)).collect();
    if !buttons.is_empty() {
        lines.push(buttons.join("  "));
    }
    if !reply.related.is_empty() {
        lines.push("Related questions:".to_owned());
    }
    let places = reply.places.iter().map(|place| &place.label);
    let others = reply.related.iter().chain(places).map(|label| numbered(label));
    lines.extend(others.map(|line| wrapped(&line, "")));
    lines.join("\n")
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(text) => text.clone(),
        Span::Person { name: Some(name), .. } => name.clone(),
        Span::Person { id, name: None } => format!("person {id}"),
        Span::Channel(id) => format!("channel {id}"),
        Span::Role(id) => format!("role {id}"),
        Span::Moment(moment) => moment.to_string(),
        Span::Until(time) => match jiff::Timestamp::from_second(time.cast_signed()) {
            Ok(time) => format!("until {time}"),
            Err(_) => String::new(),
        },
    }
}

fn contents(entry: &Entry) -> String {
    let heading =
        entry.heading.as_ref().map(|quote| format!("{}\n", quote.text())).unwrap_or_default();
    wrapped(&format!("{} {heading}{}", bold(&entry.reference), entry.holds), "")
}

fn passage(excerpt: &Excerpt, shared_credit: Option<&str>) -> String {
    let mut text = String::new();
    for piece in &excerpt.pieces {
        match piece {
            Piece::Gap if text.is_empty() => text.push_str("… "),
            Piece::Gap => text.push_str(" … "),
            Piece::Words { quote, focus: true } => text.push_str(&bold(quote.text())),
            Piece::Words { quote, focus: false } => text.push_str(quote.text()),
        }
    }
    let own = excerpt.credit().filter(|_| shared_credit.is_none());
    let credit = own.map(|credit| format!(" · {FAINT}{credit}{FAINT:#}")).unwrap_or_default();
    let place = wrapped(&format!("{}{credit}", excerpt.reference), "");
    format!("{}\n{place}", wrapped(text.trim_end(), "> "))
}

/// Word by word, so that line beginnings stay plain when the text is wrapped.
fn bold(text: &str) -> String {
    let words = text.split_inclusive(' ').map(|word| {
        let bare = word.trim_end_matches(' ');
        format!("{BOLD}{bare}{BOLD:#}{}", word.get(bare.len()..).unwrap_or_default())
    });
    words.collect()
}

fn wrapped(text: &str, before: &str) -> String {
    // A pipe's reader may search lines: they stay whole.
    let width = if std::io::stdout().is_terminal() {
        textwrap::termwidth().min(WIDEST)
    } else {
        usize::MAX
    };
    let options = textwrap::Options::new(width)
        .initial_indent(before)
        .subsequent_indent(before)
        .break_words(false);
    textwrap::fill(text, options)
}
