//! `verbatim questions`: what servers taught, as readers' questions for the corpus.

use std::collections::BTreeMap;
use std::io::Write;

use anyhow::bail;
use clap::Subcommand;
use serde::Serialize;

use super::open::block_on;
use super::store;
use crate::config::Settings;
use crate::corpus::{Corpus, Location};
use crate::store::StoredLesson;
use crate::text::normalize::one_line;

#[derive(Debug, Subcommand)]
pub(super) enum QuestionsCommand {
    /// Print the questions that servers were taught, in the form of a speech's questions.toml.
    #[command(after_help = "Example: verbatim questions export >>corpus/acftu-2023/questions.toml")]
    Export {
        /// Only what this server was taught.
        #[arg(long, value_name = "ID")]
        server: Option<u64>,
        /// The speech's id, where there are several.
        #[arg(long, value_name = "ID")]
        speech: Option<String>,
    },
}

#[derive(Debug, Default, Serialize)]
struct File {
    passage: Vec<Passage>,
}

#[derive(Debug, Serialize)]
struct Passage {
    quote: String,
    questions: Vec<String>,
}

pub(super) fn run(settings: &Settings, command: QuestionsCommand) -> anyhow::Result<()> {
    let QuestionsCommand::Export { server, speech } = command;
    let store = store::kept(settings)?;
    let corpus = Corpus::load(&settings.corpus.dir)?;
    let known: Vec<&str> = corpus.speeches().iter().map(|speech| speech.id()).collect();
    let speech = match (speech.as_deref(), known.as_slice()) {
        (Some(id), _) if known.contains(&id) => id,
        (Some(id), _) => bail!("there is no speech {id}; there is {}", known.join(", ")),
        (None, [only]) => only,
        (None, _) => bail!(
            "a file of questions belongs to one speech: choose it with --speech ({})",
            known.join(", ")
        ),
    };
    let lessons = block_on(async {
        match (store, server) {
            (None, _) => Ok(Vec::new()),
            (Some(store), Some(server)) => store.lessons_in(server).await,
            (Some(store), None) => store.lessons().await,
        }
    })??;
    let (file, gone) = collected(&corpus, speech, &lessons);
    let mut out = anstream::stdout();
    writeln!(out, "# Questions that were taught, for corpus/{speech}/questions.toml")?;
    for lesson in gone {
        // A question is one line, so it cannot leave the comment.
        writeln!(
            out,
            "# Left out, because its words are no longer in the text ({}): {}",
            lesson.passage,
            one_line(&lesson.question)
        )?;
    }
    if !file.passage.is_empty() {
        write!(out, "\n{}", toml::to_string(&file)?)?;
    }
    Ok(())
}

/// In reading order, each question once; then what leads to words that are gone.
fn collected<'a>(
    corpus: &Corpus,
    speech: &str,
    lessons: &'a [StoredLesson],
) -> (File, Vec<&'a StoredLesson>) {
    let mut passages: BTreeMap<(u32, Option<usize>), Passage> = BTreeMap::new();
    let mut gone = Vec::new();
    for lesson in lessons {
        let Some(place) = corpus.place_with_permalink(&lesson.passage) else {
            // A permalink begins with the id of its speech.
            if lesson.passage.starts_with(&format!("{speech}#")) {
                gone.push(lesson);
            }
            continue;
        };
        let Location { unit, sentence } = place;
        if corpus.unit(unit).0.id() != speech {
            continue;
        }
        let new = || Passage {
            quote: corpus.quote_place(place).text().to_owned(),
            questions: Vec::new(),
        };
        let passage = passages.entry((unit.0, sentence)).or_insert_with(new);
        if !passage.questions.contains(&lesson.question) {
            passage.questions.push(lesson.question.clone());
        }
    }
    (File { passage: passages.into_values().collect() }, gone)
}
