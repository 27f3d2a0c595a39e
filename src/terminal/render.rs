//! A reply as text for a terminal: key words in bold, passages behind `>`, buttons with numbers.

use std::io::{self, IsTerminal, Write};

use anstyle::Style;

use crate::reply::{Action, Excerpt, Menu, Part, Reply, Span};

/// In columns; longer lines are tiring to read.
const WIDEST: usize = 100;

const BOLD: Style = Style::new().bold();
const FAINT: Style = Style::new().dimmed();

pub(super) fn show(replies: &[Reply]) -> io::Result<()> {
    let mut out = anstream::stdout();
    replies.iter().try_for_each(|reply| writeln!(out, "{}\n", render(reply)))
}

/// The writer leaves styles out where they are not shown.
pub fn render(reply: &Reply) -> String {
    let mut lines: Vec<String> = Vec::new();
    if let Some(heading) = &reply.heading {
        lines.push(wrapped(&bold(heading)));
    }
    let shared_credit = reply.credit();
    for part in &reply.parts {
        match part {
            Part::Text(text) => lines.push(wrapped(text)),
            Part::Lines(all) => lines.extend(all.iter().map(|spans| line(spans, ""))),
            Part::Difference(spans) => lines.push(line(spans, "- ")),
            Part::Passage(excerpt) => lines.push(passage(excerpt, shared_credit)),
            Part::Copyable { label, text } => {
                let text: String = text.iter().map(Span::words).collect();
                lines.push(format!("{}\n{text}\n", bold(label)));
            }
        }
    }
    if let Some(file) = &reply.file {
        let text = String::from_utf8_lossy(&file.bytes);
        lines.push(format!("{}\n{}", bold(file.name), text.trim_end()));
    }
    if let Some(credit) = shared_credit {
        lines.push(wrapped(&format!("{FAINT}{credit}{FAINT:#}")));
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
    for menu in listed_menus(reply) {
        if !buttons.is_empty() {
            lines.push(format!("{}:", menu.label));
        }
        lines.extend(menu.choices().iter().map(|choice| wrapped(&numbered(&choice.label))));
    }
    lines.join("\n")
}

/// Settings are set in words.
pub(super) fn listed_menus(reply: &Reply) -> impl Iterator<Item = &Menu> {
    reply.menus.iter().filter(|menu| !matches!(menu.action, Action::Set(_)))
}

/// What stands below an example is indented.
fn line(spans: &[Span], before: &str) -> String {
    let text: String = spans.iter().map(span).collect();
    let indent = if let Some(Span::Code(_)) = spans.first() { "    " } else { "" };
    indented(&text, before, indent)
}

fn span(span: &Span) -> String {
    match span {
        Span::Text(_) | Span::Quoted { focus: false, .. } => span.words().to_owned(),
        Span::Strong(_) | Span::Code(_) | Span::Quoted { .. } => bold(span.words()),
        Span::Person { name: Some(name), .. } => name.clone(),
        Span::Person { id, name: None } => format!("person {id}"),
        Span::Channel(id) => format!("channel {id}"),
        Span::Role(id) => format!("the role {id}"),
        Span::Moment(moment) => moment.to_string(),
        Span::Until(time) => match jiff::Timestamp::from_second(time.cast_signed()) {
            Ok(time) => format!("until {time}"),
            Err(_) => String::new(),
        },
    }
}

fn passage(excerpt: &Excerpt, shared_credit: Option<&str>) -> String {
    let text: String = excerpt.text.iter().map(span).collect();
    let own = excerpt.credit().filter(|_| shared_credit.is_none());
    let credit = own.map(|credit| format!(" · {FAINT}{credit}{FAINT:#}")).unwrap_or_default();
    let place = wrapped(&format!("{}{credit}", excerpt.reference));
    format!("{}\n{place}", indented(text.trim_end(), "> ", "> "))
}

/// Word by word, so that line beginnings stay plain when the text is wrapped.
fn bold(text: &str) -> String {
    let words = text.split_inclusive(' ').map(|word| {
        let bare = word.trim_end_matches(' ');
        format!("{BOLD}{bare}{BOLD:#}{}", word.get(bare.len()..).unwrap_or_default())
    });
    words.collect()
}

fn wrapped(text: &str) -> String {
    indented(text, "", "")
}

fn indented(text: &str, first: &str, others: &str) -> String {
    // A pipe's reader may search lines: they stay whole.
    let width =
        if io::stdout().is_terminal() { textwrap::termwidth().min(WIDEST) } else { usize::MAX };
    let options = textwrap::Options::new(width)
        .initial_indent(first)
        .subsequent_indent(others)
        .break_words(false);
    textwrap::fill(text, options)
}
