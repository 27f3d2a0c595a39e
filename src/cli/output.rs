//! What the one-shot commands print: a reply for people, or one JSON object a line.

use std::io::{self, Write};

use serde::Serialize;

use crate::answer::Answer;
use crate::bot::{Ask, Bot, Contents};
use crate::corpus::Quote;
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
    reason: Option<ReasonLine<'a>>,
}

#[derive(Serialize)]
struct ReasonLine<'a> {
    words: &'a [String],
    question: Option<&'a str>,
    score: f32,
}

#[derive(Serialize)]
struct QuoteLine<'a> {
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    focus: Option<Vec<&'a str>>,
    reference: String,
    kind: &'static str,
    voice: &'static str,
    credit: &'a str,
    speech: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    score: Option<f32>,
    #[serde(skip_serializing_if = "Option::is_none")]
    permalink: Option<&'a str>,
}

impl<'a> QuoteLine<'a> {
    fn new(quote: &'a Quote) -> QuoteLine<'a> {
        let (reference, kind) = (quote.reference().to_string(), quote.kind().name());
        QuoteLine {
            text: quote.text(),
            focus: None,
            reference,
            kind,
            voice: quote.kind().voice().name(),
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
    verdict: &'static str,
    quotes: Vec<QuoteLine<'a>>,
    changes: Vec<ChangeLine<'a>>,
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
            kind: change.kind.name(),
            given: &change.given,
            speech: change.speech.as_ref().map_or("", Quote::text),
            severity: change.severity,
        });
        CheckedLine {
            given: &checked.given,
            verdict: checked.verdict.name(),
            quotes: checked.quotes.iter().chain(closest).map(QuoteLine::new).collect(),
            changes: changes.collect(),
        }
    }
}

impl<'a> AnswerLine<'a> {
    fn new(answer: &'a Answer, explain: bool) -> AnswerLine<'a> {
        let short = answer.short();
        let reason = answer.reason.as_ref().filter(|_| explain);
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
            reason: reason.map(|reason| ReasonLine {
                words: &reason.words,
                question: reason.question.as_deref(),
                score: reason.score,
            }),
        }
    }
}

pub(super) fn answer(bot: &Bot, question: &str, json: bool, explain: bool) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    match json {
        true => writeln!(
            out,
            "{}",
            serde_json::to_string(&AnswerLine::new(&bot.ask.answer(question)?, explain))?
        )?,
        false => {
            let mut reply = without_buttons(bot.ask.reply(Ask { question, ..Ask::default() }));
            if explain {
                reply.parts.extend(bot.ask.explain(question));
            }
            writeln!(out, "{}", terminal::render(&reply))?;
        }
    }
    Ok(())
}

/// A blank line is a question, too.
pub(super) fn answer_lines(bot: &Bot, json: bool, explain: bool) -> anyhow::Result<()> {
    let mut input = io::stdin().lock();
    while let Some(line) = terminal::read_line(&mut input)? {
        answer(bot, &line, json, explain)?;
        if !json {
            writeln!(anstream::stdout())?;
        }
    }
    Ok(())
}

/// Printed buttons cannot be pressed.
fn without_buttons(mut reply: crate::reply::Reply) -> crate::reply::Reply {
    reply.buttons.clear();
    reply.related.clear();
    reply.places.clear();
    reply
}

pub(super) fn cite(bot: &Bot, reference: &str, json: bool) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    if !json {
        writeln!(out, "{}", terminal::render(&bot.cite.whole(reference)?))?;
        return Ok(());
    }
    for (quote, permalink) in bot.cite.quotes_at(reference)? {
        let line = QuoteLine { permalink: Some(&permalink), ..QuoteLine::new(&quote) };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}

pub(super) fn mentions(bot: &Bot, words: &str, speech: &str, json: bool) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    let found = bot.mentions.look_up(words, speech).map_err(anyhow::Error::msg)?;
    if !json {
        writeln!(out, "{}", terminal::render(&bot.mentions.whole(&found)))?;
        return Ok(());
    }
    for place in found.places() {
        let sentence = bot.corpus().quote_sentence(place.sentence);
        let line = QuoteLine { focus: Some(vec![place.quote.text()]), ..QuoteLine::new(&sentence) };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}

/// Without words, one object says so.
pub(super) fn verify(bot: &Bot, text: &str, json: bool) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    if !json {
        writeln!(out, "{}", terminal::render(&without_buttons(bot.verify.reply(text, false))))?;
        return Ok(());
    }
    let mut checked = bot.verify.check(text);
    if checked.is_empty() {
        checked.push(Checked::nothing(text));
    }
    for one in &checked {
        let closest =
            if one.verdict == Verdict::Absent { bot.verify.closest_to(&one.given) } else { None };
        writeln!(out, "{}", serde_json::to_string(&CheckedLine::new(one, closest.as_ref()))?)?;
    }
    Ok(())
}

pub(super) fn outline(bot: &Bot, speech: &str, json: bool) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    let found = bot.cite.speech(speech).map_err(anyhow::Error::msg)?;
    if !json {
        writeln!(out, "{}", terminal::render(&without_buttons(bot.cite.outline(speech, false))))?;
        return Ok(());
    }
    for part in bot.cite.contents(found) {
        let Contents { reference, heading, paragraphs, photos, notes } = part;
        let heading = heading.as_ref().map(Quote::text);
        let line =
            ContentsLine { speech: found.id(), reference, heading, paragraphs, photos, notes };
        writeln!(out, "{}", serde_json::to_string(&line)?)?;
    }
    Ok(())
}

pub(super) fn verify_lines(bot: &Bot, json: bool) -> anyhow::Result<()> {
    let mut input = io::stdin().lock();
    while let Some(line) = terminal::read_line(&mut input)? {
        verify(bot, &line, json)?;
        if !json {
            writeln!(anstream::stdout())?;
        }
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
