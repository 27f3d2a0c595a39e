//! `verbatim check` and `invite`, before the bot runs; `health` and `reload`, while it does.

use std::collections::HashMap;
use std::io::Write;
use std::time::Duration;

use anyhow::{Context, bail};
use reqwest::Method;

use super::open::block_on;
use crate::config::{EncoderKind, Settings, SettingsError};
use crate::corpus::{AskedPassage, Corpus, Quote, Speech, Unit, UnreadFile, doubts};
use crate::discord;
use crate::health::RELOAD_HEADER;
use crate::quiz::Deck;
use crate::search::{Encoder, Reader};

const HEALTH_TIME: Duration = Duration::from_secs(5);

/// A large corpus is encoded anew.
const RELOAD_TIME: Duration = Duration::from_secs(60 * 60);

pub(super) fn check(settings: &Settings, online: bool) -> anyhow::Result<()> {
    let mut out = anstream::stdout();
    writeln!(out, "The settings are right.")?;
    let corpus = Corpus::load(&settings.corpus.dir);
    // Also where a text cannot be read whole: one run names all.
    for doubt in doubts(&settings.corpus.dir).unwrap_or_default() {
        writeln!(out, "Doubtful: {doubt}.")?;
    }
    if corpus.is_err() {
        write_unread(&mut out, settings)?;
    }
    let corpus = corpus?;
    let deck = Deck::new(&corpus);
    for speech in corpus.speeches() {
        let sentences: usize = speech.units().iter().map(|unit| unit.sentences.len()).sum();
        let questions: usize =
            corpus.asked_passages(speech).iter().map(|passage| passage.questions.len()).sum();
        let items = deck.items().filter(|item| item.evidence.speech() == speech.id()).count();
        let written =
            corpus.written_items().filter(|item| item.quote.speech() == speech.id()).count();
        let sections = speech.sections().iter().filter(|section| section.number > 0).count();
        writeln!(
            out,
            "{}: “{}”, {sections} sections, {} units, {sentences} sentences, {questions} readers' \
             questions, {items} quiz items, {written} of them written by hand.",
            speech.id(),
            speech.front().title,
            speech.units().len()
        )?;
    }
    for speech in corpus.speeches() {
        if speech.sections().iter().all(|section| section.number == 0) {
            writeln!(
                out,
                "{} has no headings, so its paragraphs are numbered ¶1, ¶2 and on. If it has \
                 sections, write ## before each one's heading.",
                speech.id()
            )?;
        }
        for line in gaps(speech, corpus.asked_passages(speech)) {
            writeln!(out, "{line}")?;
        }
    }
    write_unread(&mut out, settings)?;
    match settings.search.encoder {
        EncoderKind::None => writeln!(out, "Words only are compared (search.encoder = \"none\").")?,
        EncoderKind::Minilm => {
            let encoder = Encoder::load(&settings.search.model)?;
            Reader::load(&settings.search.reader, &encoder)?;
            writeln!(
                out,
                "Meanings are compared, too; the encoder's files are in {}, the reader's in {}.",
                settings.search.model.display(),
                settings.search.reader.display()
            )?;
        }
    }
    writeln!(out, "{}", super::store::state(settings)?)?;
    let nothing_is_set = settings.discord.token.is_none() && settings.discord.token_file.is_none();
    match settings.discord.token() {
        Ok(_) => writeln!(out, "There is a token for Discord.")?,
        Err(SettingsError::NoToken) if nothing_is_set && !online => {
            writeln!(out, "There is no token for Discord: only `run` needs one.")?;
        }
        // Not as an error of the settings: it stops `run`, and here it is what was found.
        Err(error) => bail!("{error}"),
    }
    if !online {
        return Ok(());
    }
    let findings = block_on(discord::checked_online(settings))??;
    for line in &findings {
        writeln!(out, "{line}")?;
    }
    match findings.iter().filter(|line| line.starts_with('!')).count() {
        0 => Ok(()),
        1 => bail!("one thing is left to do"),
        count => bail!("{count} things are left to do"),
    }
}

fn write_unread(out: &mut impl Write, settings: &Settings) -> anyhow::Result<()> {
    // The corpus itself names a missing folder.
    for UnreadFile { path, why } in UnreadFile::within(&settings.corpus.dir).unwrap_or_default() {
        writeln!(out, "Not read: {} ({why}).", path.display())?;
    }
    Ok(())
}

fn gaps(speech: &Speech, passages: &[AskedPassage]) -> Vec<String> {
    let mut lines = Vec::new();
    let mut known: HashMap<String, &Quote> = HashMap::new();
    for passage in passages {
        for question in &passage.questions {
            let first = *known.entry(question.to_lowercase()).or_insert(&passage.quote);
            if first.range() != passage.quote.range() {
                let (one, other) = (first.reference(), passage.quote.reference());
                lines.push(format!(
                    "The question “{question}” stands under two passages: {one} and {other}."
                ));
            }
        }
    }
    let has_questions = |unit: &&Unit| {
        passages.iter().any(|passage| unit.range.contains(&passage.quote.range().start))
    };
    let without_questions = speech.units().iter().filter(|unit| !has_questions(unit));
    let without_questions: Vec<String> = without_questions
        .filter_map(|unit| Some(speech.quote(unit.range.clone())?.reference().to_string()))
        .collect();
    if !passages.is_empty() && !without_questions.is_empty() {
        lines.push(format!("No reader's question leads to {}.", without_questions.join(", ")));
    }
    lines
}

pub(super) fn health(settings: &Settings) -> anyhow::Result<()> {
    ask_running(settings, Method::GET, "ready", HEALTH_TIME)
}

pub(super) fn reload(settings: &Settings) -> anyhow::Result<()> {
    ask_running(settings, Method::POST, "reload", RELOAD_TIME)
}

/// Fails where the running bot says that something is wrong.
fn ask_running(
    settings: &Settings,
    method: Method,
    path: &str,
    limit: Duration,
) -> anyhow::Result<()> {
    let address = settings
        .health
        .listen
        .context("health.listen is empty, so the running bot cannot be asked")?;
    let answer = block_on(async {
        let client = reqwest::Client::builder().timeout(limit).no_proxy().build()?;
        let request = client.request(method, format!("http://{address}/{path}"));
        let answer = request.header(RELOAD_HEADER, "yes").send().await?;
        Ok::<_, reqwest::Error>((answer.status().is_success(), answer.text().await?))
    })?;
    let (well, said) = answer.context("the bot does not answer")?;
    anyhow::ensure!(well, "{}", said.trim());
    writeln!(anstream::stdout(), "{}", said.trim())?;
    Ok(())
}

pub(super) fn invite(settings: &Settings) -> anyhow::Result<()> {
    let link = block_on(discord::invite_link(settings))??;
    Ok(writeln!(anstream::stdout(), "{link}")?)
}
