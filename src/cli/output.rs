//! What the one-shot commands print: for people, or one JSON object a line.

use std::io::{self, Write};

use serde::Serialize;

use crate::answer::{Answer, Reason};
use crate::bot::{Ask, Bot, Contents, messages};
use crate::corpus::{Quote, Reference, UnitKind, Voice};
use crate::reply::Reply;
use crate::terminal;
use crate::verify::{Checked, Verdict};

#[derive(Serialize)]
struct AnswerLine<'a> {
    question: &'a str,
    verdict: &'static str,
    answer: Option<&'a str>,
    answer_from: Option<&'static str>,
    quotes: Vec<QuoteLine<'a>>,
    shown: usize,
    note: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<&'a Reason>,
}

#[derive(Serialize)]
struct QuoteLine<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    focus: Option<Vec<&'a str>>,
    reference: &'a Reference,
    kind: UnitKind,
    voice: Voice,
    credit: &'a str,
    speech: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permalink: Option<&'a str>,
}

impl<'a> QuoteLine<'a> {
    fn new(quote: &'a Quote) -> QuoteLine<'a> {
        QuoteLine {
            text: quote.text(),
            focus: None,
            reference: quote.reference(),
            kind: quote.kind(),
            voice: quote.kind().voice(),
            credit: quote.credit(),
            speech: quote.speech(),
            score: None,
            permalink: None,
        }
    }
}

#[derive(Serialize)]
struct CheckedLine<'a> {
    given: &'a str,
    verdict: Verdict,
    quotes: Vec<QuoteLine<'a>>,
    changes: Vec<ChangeLine<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    named: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    warnings: Vec<String>,
}

#[derive(Serialize)]
struct ChangeLine<'a> {
    kind: &'static str,
    given: &'a str,
    speech: &'a str,
    #[serde(rename = "severe")]
    severity: bool,
}

impl<'a> CheckedLine<'a> {
    fn new(checked: &'a Checked, closest: Option<&'a Quote>) -> CheckedLine<'a> {
        let changes = checked.changes.iter().map(|change| ChangeLine {
            kind: change.kind(),
            given: &change.given,
            speech: change.speech.as_ref().map_or("", Quote::text),
            severity: change.severity,
        });
        CheckedLine {
            given: &checked.given,
            verdict: checked.verdict,
            quotes: checked.quotes.iter().chain(closest).map(QuoteLine::new).collect(),
            changes: changes.collect(),
            named: checked.named.as_deref(),
            warnings: checked.warnings.iter().map(messages::quotes::warning).collect(),
        }
    }
}

impl<'a> AnswerLine<'a> {
    fn new(answer: &'a Answer, explain: bool) -> AnswerLine<'a> {
        let short = answer.short();
        let quotes = answer.passages.iter().map(|passage| QuoteLine {
            focus: Some(passage.focus.iter().map(Quote::text).collect()),
            score: Some(passage.score),
            ..QuoteLine::new(&passage.text)
        });
        AnswerLine {
            question: &answer.question,
            verdict: answer.verdict.name(),
            answer: short.map(|(text, _)| text),
            answer_from: short.map(|(_, from)| from),
            quotes: quotes.collect(),
            shown: answer.shown,
            note: answer.note.as_deref(),
            reason: answer.reason.as_ref().filter(|_| explain),
        }
    }
}

pub(super) fn answer(bot: &Bot, question: &str, json: bool, explain: bool) -> anyhow::Result<()> {
    if json {
        return print_line(&AnswerLine::new(&bot.ask.answer(question)?, explain));
    }
    let mut reply = bot.ask.reply(Ask { question, ..Ask::default() });
    if explain {
        reply.parts.extend(bot.ask.explain(question));
    }
    print(reply)
}

pub(super) fn each(
    words: &[String],
    stdin: bool,
    json: bool,
    print: impl Fn(&str) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    if !stdin {
        return print(&words.join(" "));
    }
    let mut input = io::stdin().lock();
    while let Some(line) = terminal::read_line(&mut input)? {
        print(&line)?;
        if !json {
            writeln!(anstream::stdout())?;
        }
    }
    Ok(())
}

pub(super) fn print_line(line: &impl Serialize) -> anyhow::Result<()> {
    Ok(writeln!(anstream::stdout(), "{}", serde_json::to_string(line)?)?)
}

/// Without buttons and menus: printed ones cannot be pressed.
fn print(mut reply: Reply) -> anyhow::Result<()> {
    reply.buttons.clear();
    reply.menus.clear();
    Ok(writeln!(anstream::stdout(), "{}", terminal::render(&reply))?)
}

pub(super) fn cite(bot: &Bot, reference: &str, json: bool) -> anyhow::Result<()> {
    if !json {
        return print(bot.cite.whole(reference)?);
    }
    for (quote, permalink) in bot.cite.quotes_at(reference)? {
        print_line(&QuoteLine { permalink: Some(&permalink), ..QuoteLine::new(&quote) })?;
    }
    Ok(())
}

pub(super) fn mentions(bot: &Bot, words: &str, speech: &str, json: bool) -> anyhow::Result<()> {
    let found = bot.mentions.look_up(words, speech).map_err(anyhow::Error::msg)?;
    if !json {
        return print(bot.mentions.whole(&found));
    }
    for place in &found.places {
        let sentence = bot.corpus().quote_sentence(place.sentence);
        let focus = Some(vec![place.quote.text()]);
        print_line(&QuoteLine { focus, ..QuoteLine::new(&sentence) })?;
    }
    Ok(())
}

/// Where there are no words, one object says so.
pub(super) fn verify(bot: &Bot, text: &str, json: bool) -> anyhow::Result<()> {
    if !json {
        return print(bot.verify.reply(text));
    }
    let mut checked = bot.verify.check(text, &[]);
    if checked.is_empty() {
        checked.push(Checked::nothing(text));
    }
    for one in &checked {
        let is_absent = one.verdict == Verdict::Absent;
        let closest = is_absent.then(|| bot.verify.closest_to(&one.given, &[])).flatten();
        print_line(&CheckedLine::new(one, closest.as_ref()))?;
    }
    Ok(())
}

pub(super) fn outline(bot: &Bot, speech: &str, json: bool) -> anyhow::Result<()> {
    let found = bot.cite.speech(speech).map_err(anyhow::Error::msg)?;
    if !json {
        return print(bot.cite.outline(speech));
    }
    for part in bot.cite.contents(found) {
        let Contents { reference, heading, paragraphs, photos, notes } = part;
        let heading = heading.as_ref().map(Quote::text);
        let speech = found.id();
        print_line(&ContentsLine { speech, reference, heading, paragraphs, photos, notes })?;
    }
    Ok(())
}

#[derive(Serialize)]
struct ContentsLine<'a> {
    speech: &'a str,
    reference: String,
    heading: Option<&'a str>,
    paragraphs: usize,
    photos: usize,
    notes: usize,
}
