//! Putting the bot together: corpus, index, encoder, reader.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

use anyhow::Context;
use directories::ProjectDirs;
use indicatif::{ProgressBar, ProgressStyle};

use crate::bot::{Bot, CurrentBot};
use crate::config::{EncoderKind, Settings};
use crate::corpus::Corpus;
use crate::search::index::PassageIndex;
use crate::search::{Encoder, Engine, Reader, Semantic};
use crate::store::Store;

/// Before a progress bar appears.
const PATIENCE: Duration = Duration::from_secs(2);

pub(super) fn open(settings: &Settings) -> anyhow::Result<Bot> {
    Ok(Bot::new(open_engine(settings)?, usize::from(settings.answer.passages)))
}

fn open_engine(settings: &Settings) -> anyhow::Result<Engine> {
    let corpus = Arc::new(Corpus::load(&settings.corpus.dir)?);
    let index = PassageIndex::build(&corpus).context("the index could not be built")?;
    let engine = Engine::new(Arc::clone(&corpus), index);
    Ok(match settings.search.encoder {
        EncoderKind::None => engine,
        EncoderKind::Minilm => {
            let encoder = Encoder::load(&settings.search.model)?;
            let reader = Reader::load(&settings.search.reader, &encoder)?;
            engine.with_encoder(prepare(settings, &corpus, encoder)?.with_reader(reader))
        }
    })
}

pub(super) fn reloadable(settings: &Settings, bot: Bot) -> CurrentBot {
    let again = settings.clone();
    CurrentBot::new(bot, move || open_engine(&again).map_err(Into::into))
}

/// For commands that make no sense without a store.
pub(super) fn open_store(settings: &Settings) -> anyhow::Result<Store> {
    Store::from_url(&settings.store.database_url()?)?
        .context("nothing is kept (store.url = \"none\")")
}

pub(super) fn block_on<T>(work: impl Future<Output = T>) -> anyhow::Result<T> {
    Ok(tokio::runtime::Builder::new_current_thread().enable_all().build()?.block_on(work))
}

pub(super) fn open_with_store(settings: &Settings) -> anyhow::Result<Bot> {
    let store = Store::from_url(&settings.store.database_url()?)?;
    Ok(open(settings)?.with_store(store))
}

fn prepare(settings: &Settings, corpus: &Corpus, encoder: Encoder) -> anyhow::Result<Semantic> {
    let started = Instant::now();
    let mut bar: Option<ProgressBar> = None;
    let mut progress = |done: usize, all: usize| {
        if started.elapsed() > PATIENCE {
            bar.get_or_insert_with(|| bar_of(all)).set_position(done as u64);
        }
    };
    let semantic = Semantic::prepare(encoder, corpus, cache(settings).as_deref(), &mut progress)?;
    if let Some(bar) = bar {
        bar.finish_and_clear();
    }
    tracing::info!(
        ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        "encoder ready"
    );
    Ok(semantic)
}

fn bar_of(all: usize) -> ProgressBar {
    let bar = ProgressBar::new(all as u64).with_message("reading the speech (only this once)");
    match ProgressStyle::with_template("{msg} {wide_bar} {percent} %, {eta} left") {
        Ok(style) => bar.with_style(style),
        Err(_) => bar,
    }
}

fn cache(settings: &Settings) -> Option<PathBuf> {
    let cache = &settings.search.cache;
    if cache.as_os_str().is_empty() {
        ProjectDirs::from("", "", "verbatim").map(|dirs| dirs.cache_dir().to_owned())
    } else {
        Some(cache.clone())
    }
}
