//! How long a question and a start take, over the shipped speech and over one made of many like it.

use std::hint::black_box;
use std::path::Path;
use std::sync::Arc;

use criterion::{BenchmarkId, Criterion};
use verbatim::bot::Bot;
use verbatim::corpus::{Corpus, Speech};
use verbatim::index::PassageIndex;
use verbatim::search::Engine;

/// What is asked, in turn.
const QUESTIONS: [&str; 4] = [
    "When was the speech given?",
    "Who are the main creators of social wealth?",
    "What does the speech say about workers in new forms of employment?",
    "Which planet has the most moons?",
];

fn shipped() -> Corpus {
    Corpus::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).expect("the shipped corpus is whole")
}

/// A corpus of at least `paragraphs` paragraphs: the shipped ones, with their words turned around so that they differ.
fn grown(paragraphs: usize) -> Corpus {
    let shipped = shipped();
    let words: Vec<&str> = shipped.speeches()[0].text().split_whitespace().collect();
    let paragraph = |number: usize| {
        let turned = (0..120).map(|at| words[(number * 37 + at * (1 + number % 11)) % words.len()]);
        format!("Paragraph {number} speaks. {}.", turned.collect::<Vec<_>>().join(" "))
    };
    let text: Vec<String> = (0..paragraphs).map(paragraph).collect();
    let source = format!("+++\ntitle = \"Grown\"\n+++\n\n{}\n", text.join("\n\n"));
    let speech = Speech::parse("grown", Path::new("speech.md"), &source).expect("plain paragraphs are understood");
    Corpus::new(vec![speech])
}

fn bot(corpus: Corpus) -> Bot {
    let index = PassageIndex::build(&corpus).expect("the index is built in memory");
    Bot::new(Engine::new(Arc::new(corpus), index), 3)
}

fn main() {
    let mut criterion = Criterion::default().configure_from_args();
    criterion.bench_function("start", |bencher| bencher.iter(|| black_box(bot(shipped()))));
    let mut group = criterion.benchmark_group("question");
    for (name, corpus) in [("shipped", shipped()), ("10,000 paragraphs", grown(10_000))] {
        let bot = bot(corpus);
        let mut asked = QUESTIONS.iter().cycle();
        group.bench_function(BenchmarkId::from_parameter(name), |bencher| {
            bencher.iter(|| asked.next().map(|question| black_box(bot.answer(question))));
        });
    }
    group.finish();
    criterion.final_summary();
}
