//! How long a question, a start and a keystroke take: over the shipped speech, and over ten
//! thousand and a hundred thousand paragraphs.
//!
//! The large corpora are the shipped speech's sentences in another order, two a paragraph, or those
//! of the folder that `VERBATIM_BENCH_CORPUS` names. Each sentence stands there many times and is
//! encoded seldom, so that preparing takes a minute and not hours; all its vectors are kept
//! nevertheless (3 GB in the build's folder at a hundred thousand paragraphs, removed at the end),
//! so a question reads as much as it would from as large a corpus of different sentences, in a file
//! of the same size. Words, too, stand in more paragraphs than in texts that differ: finding
//! candidates takes longer here than there.

use std::hint::black_box;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion};
use verbatim::bot::Bot;
use verbatim::corpus::{Corpus, SentenceId};
use verbatim::search::index::PassageIndex;
use verbatim::search::{Encoder, Engine, Semantic};

/// What is asked, in turn.
const QUESTIONS: [&str; 4] = [
    "When was the speech given?",
    "Who are the main creators of social wealth?",
    "What does the speech say about workers in new forms of employment?",
    "Which planet has the most moons?",
];

/// What is typed, in turn.
const TYPED: [&str; 4] = ["", "w", "how do wor", "which planet has the"];

/// The large corpora, in paragraphs.
const SIZES: [usize; 2] = [10_000, 100_000];

fn here(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(folder)
}

fn shipped() -> Corpus {
    Corpus::load(&here("corpus")).expect("the shipped corpus is whole")
}

/// The sentences that large corpora are made of.
fn sentences() -> Vec<String> {
    let folder =
        std::env::var_os("VERBATIM_BENCH_CORPUS").map_or_else(|| here("corpus"), PathBuf::from);
    let corpus = Corpus::load(&folder).expect("the corpus for the benchmark is whole");
    let sentences = (0..corpus.sentence_count())
        .filter_map(|number| u32::try_from(number).ok())
        .map(SentenceId);
    let sentences = sentences.map(|sentence| corpus.quote_sentence(sentence).text().to_owned());
    sentences.filter(|sentence| sentence.starts_with(|c: char| c.is_ascii_uppercase())).collect()
}

/// A corpus of this many paragraphs, each of two sentences that follow no order.
fn grown(paragraphs: usize) -> Corpus {
    let sentences = sentences();
    let one = |number: usize| sentences[number % sentences.len()].as_str();
    let paragraph = |number: usize| {
        format!("{} {}", one(number * 7), one(number * 3 + number / sentences.len() + 1))
    };
    let text: Vec<String> = (0..paragraphs).map(paragraph).collect();
    let source = format!("+++\ntitle = \"Grown\"\n+++\n\n{}\n", text.join("\n\n"));
    Corpus::from_sources(&[("grown", &source)]).expect("plain paragraphs are understood")
}

/// The shipped speech with this many readers' questions.
fn asked(questions: usize, folder: &Path) -> Corpus {
    let speech = folder.join("asked");
    std::fs::create_dir_all(&speech).expect("the folder can be written");
    std::fs::write(speech.join("speech.md"), "+++\ntitle = \"Asked\"\n+++\n\nBread is good.\n")
        .expect("the file can be written");
    let known = shipped();
    let known: Vec<&str> =
        known.questions().iter().map(|question| question.text.as_str()).collect();
    let question =
        |number: usize| format!("{:?}", format!("{} ({number})", known[number % known.len()]));
    let list = (0..questions).map(question).collect::<Vec<_>>().join(",\n");
    let file = format!("[[passage]]\nquote = \"Bread\"\nquestions = [\n{list}\n]\n");
    std::fs::write(speech.join("questions.toml"), file).expect("the file can be written");
    Corpus::load(folder).expect("what was just written is understood")
}

fn engine(corpus: &Arc<Corpus>) -> Engine {
    let index = PassageIndex::build(corpus).expect("the index is built in memory");
    Engine::new(Arc::clone(corpus), index)
}

fn semantic(corpus: &Corpus, folder: &Path) -> Semantic {
    let encoder =
        Encoder::load(&here("models/all-minilm-l6-v2")).expect("the encoder's files are whole");
    Semantic::prepare(encoder, corpus, Some(folder), &mut |_, _| {})
        .expect("the texts can be encoded")
}

/// Questions over one corpus, by words and by meaning.
fn questions(criterion: &mut Criterion, name: &str, corpus: Corpus, folder: &Path) {
    let corpus = Arc::new(corpus);
    let mut group = criterion.benchmark_group("question");
    let mut ask = |how: &str, bot: Bot| {
        let mut asked = QUESTIONS.iter().cycle();
        group.bench_function(BenchmarkId::new(how, name), |bencher| {
            bencher.iter(|| asked.next().map(|question| black_box(bot.ask.answer(question))));
        });
    };
    ask("by words", Bot::new(engine(&corpus), 3));
    ask("by meaning", Bot::new(engine(&corpus).with_encoder(semantic(&corpus, folder)), 3));
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    let folder = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))
        .expect("the build's folder can be written");
    questions(&mut criterion, "shipped", shipped(), folder.path());
    for size in SIZES {
        questions(&mut criterion, &format!("{size} paragraphs"), grown(size), folder.path());
    }

    let mut group = criterion.benchmark_group("start");
    group.sample_size(10);
    group.bench_function("by words", |bencher| {
        bencher.iter(|| black_box(engine(&Arc::new(shipped()))))
    });
    group.bench_function("by meaning, vectors kept", |bencher| {
        bencher.iter(|| {
            let corpus = Arc::new(shipped());
            black_box(engine(&corpus).with_encoder(semantic(&corpus, folder.path())))
        });
    });
    group.finish();

    let mut group = criterion.benchmark_group("completion");
    for (name, corpus) in
        [("shipped", shipped()), ("100000 questions", asked(100_000, folder.path()))]
    {
        let bot = Bot::new(engine(&Arc::new(corpus)), 3);
        let mut typed = TYPED.iter().cycle();
        group.bench_function(name, |bencher| {
            bencher.iter(|| typed.next().map(|typed| black_box(bot.ask.suggest(typed, 25).len())))
        });
    }
    group.finish();
    criterion.final_summary();
}
