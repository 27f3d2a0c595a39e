//! `verbatim quiz --json`: items as data, one object a line.

use std::io::Write;

use anyhow::bail;
use clap::Args;
use clap::builder::PossibleValuesParser;
use serde::Serialize;

use crate::config::Settings;
use crate::corpus::{Corpus, Speech};
use crate::quiz::{Deck, Filter, Item, Key, Kind};

/// What `verbatim quiz` takes.
#[derive(Debug, Args)]
pub(super) struct QuizArgs {
    /// Print one JSON object a line.
    #[arg(long, required = true)]
    json: bool,
    /// Chooses the items: the same number, the same items.
    #[arg(long, value_name = "N", default_value_t = 0)]
    seed: u64,
    /// How many items to print; fewer where there are not so many.
    #[arg(long, value_name = "M", default_value_t = 10)]
    count: usize,
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

/// An item as `--json` prints it.
#[derive(Serialize)]
struct ItemLine<'a> {
    id: &'a str,
    kind: &'static str,
    prompt: &'a str,
    choices: &'a [String],
    answer: AnswerField<'a>,
    proof: ProofLine<'a>,
    difficulty: u8,
}

/// The place of the right choice from 0, or what is to be typed.
#[derive(Serialize)]
#[serde(untagged)]
enum AnswerField<'a> {
    Place(usize),
    Text(&'a str),
}

#[derive(Serialize)]
struct ProofLine<'a> {
    text: &'a str,
    reference: String,
}

impl<'a> ItemLine<'a> {
    fn new(item: &'a Item) -> ItemLine<'a> {
        let (choices, answer) = match &item.answer {
            Key::Choice { choices, right } => (choices.as_slice(), AnswerField::Place(*right)),
            Key::Text { .. } => (&[] as &[String], AnswerField::Text(item.answer.answer())),
        };
        let proof = ProofLine { text: item.proof.text(), reference: item.proof.reference().to_string() };
        ItemLine {
            id: &item.id,
            kind: item.kind.name(),
            prompt: &item.prompt,
            choices,
            answer,
            proof,
            difficulty: item.difficulty,
        }
    }
}

/// Prints the items that a seed draws.
pub(super) fn print(settings: &Settings, args: &QuizArgs) -> anyhow::Result<()> {
    let corpus = Corpus::load(&settings.corpus.dir)?;
    if let Some(id) = args.speech.as_deref().filter(|id| !corpus.speeches().iter().any(|speech| speech.id() == *id)) {
        let loaded: Vec<&str> = corpus.speeches().iter().map(Speech::id).collect();
        bail!("no speech is named {id}. Loaded: {}", loaded.join(", "));
    }
    let kind = args.kind.as_deref().and_then(|name| Kind::ALL.into_iter().find(|kind| kind.name() == name));
    let deck = Deck::of(&corpus);
    let mut out = anstream::stdout();
    for item in deck.draw(args.seed, args.count, Filter { kind, difficulty: args.difficulty, speech: args.speech.as_deref() }) {
        writeln!(out, "{}", serde_json::to_string(&ItemLine::new(item))?)?;
    }
    Ok(())
}
