//! `verbatim quiz`: a session in the terminal, items as data, or reports for whoever runs the bot.

use std::io::Write;

use anyhow::bail;
use clap::builder::PossibleValuesParser;
use clap::{Args, Subcommand};
use serde::Serialize;
use serde_json::Value;

use super::open::block_on;
use super::output::print_line;
use super::store;
use crate::bot::{Solo, SoloOptions};
use crate::config::Settings;
use crate::corpus::{Corpus, Reference, Speech, Voice};
use crate::quiz::{AnswerKey, Deck, Filter, Item, Kind};
use crate::store::{Report, Store};
use crate::terminal;

/// Questions asked, items printed by default.
const ASKED: usize = 5;
const PRINTED: usize = 10;

/// What `verbatim quiz` takes.
#[derive(Debug, Args)]
#[command(args_conflicts_with_subcommands = true)]
pub(super) struct QuizArgs {
    #[command(subcommand)]
    command: Option<QuizCommand>,
    /// Print items, one JSON object a line, instead of playing.
    #[arg(long)]
    json: bool,
    /// Chooses the items: the same number, the same items [default: another one each time; 0 with
    /// --json].
    #[arg(long, value_name = "N")]
    seed: Option<u64>,
    /// How many items; fewer where there are not so many [default: 5; 10 with --json].
    #[arg(long, value_name = "M", value_parser = clap::value_parser!(u32).range(1..))]
    count: Option<u32>,
    /// For how many seconds a question is open, 5 to 300 [default: as long as it takes].
    #[arg(long, value_name = "S", conflicts_with = "json")]
    #[arg(value_parser = clap::value_parser!(u16).range(5..=300))]
    seconds: Option<u16>,
    /// Only items of this kind.
    #[arg(long, value_parser = PossibleValuesParser::new(Kind::ALL.map(Kind::name)))]
    kind: Option<String>,
    /// Only items of this difficulty, 1 (easy) to 3.
    #[arg(long, value_name = "D", value_parser = clap::value_parser!(u8).range(1..=3))]
    difficulty: Option<u8>,
    /// Only items of the speech with this id.
    #[arg(long, value_name = "ID")]
    speech: Option<String>,
}

#[derive(Debug, Subcommand)]
enum QuizCommand {
    /// Print the questions that somebody found wrong, with their answer and its proof.
    Reports {
        /// Delete the reports of the item with this id instead.
        #[arg(long, value_name = "ID")]
        clear: Option<String>,
    },
}

#[derive(Serialize)]
struct ItemLine<'a> {
    id: &'a str,
    kind: &'static str,
    prompt: &'a str,
    choices: &'a [String],
    /// The right choice's place from 0, or what to type.
    answer: Value,
    #[serde(rename = "proof")]
    evidence: EvidenceLine<'a>,
    difficulty: u8,
}

#[derive(Serialize)]
struct EvidenceLine<'a> {
    text: &'a str,
    reference: &'a Reference,
    voice: Voice,
    credit: &'a str,
}

impl<'a> ItemLine<'a> {
    fn new(item: &'a Item) -> ItemLine<'a> {
        let answer = match &item.answer {
            AnswerKey::Choice { right, .. } => Value::from(*right),
            AnswerKey::Text { .. } => Value::from(item.answer.answer()),
        };
        let evidence = EvidenceLine {
            text: item.evidence.text(),
            reference: item.evidence.reference(),
            voice: item.evidence.kind().voice(),
            credit: item.evidence.credit(),
        };
        ItemLine {
            id: &item.id,
            kind: item.kind.name(),
            prompt: &item.prompt,
            choices: item.answer.choices(),
            answer,
            evidence,
            difficulty: item.difficulty,
        }
    }
}

pub(super) fn run(settings: &Settings, args: &QuizArgs) -> anyhow::Result<()> {
    let corpus = Corpus::load(&settings.corpus.dir)?;
    if let Some(QuizCommand::Reports { clear }) = &args.command {
        return reports(store::kept(settings)?.as_ref(), &corpus, clear.as_deref());
    }
    let loaded: Vec<&str> = corpus.speeches().iter().map(Speech::id).collect();
    if let Some(id) = args.speech.as_deref().filter(|id| !loaded.contains(id)) {
        bail!("no speech is named {id}. Loaded: {}", loaded.join(", "));
    }
    let kind = args.kind.as_deref().and_then(Kind::from_name);
    let filter = Filter { kind, difficulty: args.difficulty, speech: args.speech.clone() };
    let deck = Deck::new(&corpus);
    let count = args.count.map(|count| count as usize);
    if !args.json {
        let seed = args.seed.unwrap_or_else(terminal::now);
        let options =
            SoloOptions { count: count.unwrap_or(ASKED), seed, filter, seconds: args.seconds };
        return Ok(terminal::play(Solo::begin(&deck, options, terminal::now()))?);
    }
    let drawn = deck.draw(args.seed.unwrap_or_default(), count.unwrap_or(PRINTED), &filter);
    drawn.into_iter().try_for_each(|item| print_line(&ItemLine::new(item)))
}

fn reports(store: Option<&Store>, corpus: &Corpus, clear: Option<&str>) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    if let Some(item) = clear {
        let deleted = match store {
            Some(store) => block_on(store.clear_reports(item))??,
            None => 0,
        };
        return match deleted {
            0 => bail!("nobody reported an item with the id {item}"),
            count => Ok(writeln!(
                out,
                "Deleted {count} report{} of {item}.",
                if count == 1 { "" } else { "s" }
            )?),
        };
    }
    let reports = match store {
        Some(store) => block_on(store.reports())??,
        None => Vec::new(),
    };
    if reports.is_empty() {
        return Ok(writeln!(out, "No question was reported.")?);
    }
    let deck = Deck::new(corpus);
    for of_item in reports.chunk_by(|one, other| one.item == other.item) {
        writeln!(out, "{}\n", reported(&deck, of_item))?;
    }
    writeln!(out, "When a question is mended: verbatim quiz reports --clear ID")?;
    Ok(())
}

fn reported(deck: &Deck, reports: &[Report]) -> String {
    let Some(first) = reports.first() else { return String::new() };
    let mut lines = vec![match deck.get(&first.item) {
        None => format!("{}: no longer in the quiz", first.item),
        Some(item) => {
            let (kind, answer) = (item.kind.name(), item.answer.answer());
            let choices = item.answer.choices().iter().map(String::as_str);
            let wrong: Vec<&str> = choices.filter(|choice| *choice != answer).collect();
            let wrong = match wrong.as_slice() {
                [] => String::new(),
                wrong => format!("\n  Wrong choices: {}", wrong.join("; ")),
            };
            format!(
                "{} ({kind})\n  Question: {}\n  Answer: {answer}{wrong}\n  Proof: {}\n  {}",
                item.id,
                item.prompt.replace('\n', "\n  "),
                item.evidence.text(),
                item.evidence.reference()
            )
        }
    }];
    for report in reports {
        let server = report.server.map_or_else(
            || "in direct messages".to_owned(),
            |server| format!("in server {server}"),
        );
        lines.push(format!("  {}: {}, {server}", report.at, report.fault));
    }
    lines.join("\n")
}
