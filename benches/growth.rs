//! How start, requests and memory grow with the corpus, by words alone: a thousand, ten thousand and
//! a hundred thousand short paragraphs, or as many as the arguments say.
//!
//! The paragraphs are made up: function words of English around nouns, verbs, names and years, some
//! common and most rare, so that the vocabulary grows as in real texts. Two thousand paragraphs are
//! a speech, fifty a section.

use std::hint::black_box;
use std::sync::Arc;
use std::time::{Duration, Instant};

use rand::{RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use verbatim::bot::Bot;
use verbatim::corpus::Corpus;
use verbatim::quiz::Filter;
use verbatim::search::Engine;
use verbatim::search::index::PassageIndex;

const SIZES: [usize; 3] = [1_000, 10_000, 100_000];

const OF_SPEECH: usize = 2_000;
const OF_SECTION: usize = 50;

/// Of each request, in turn over what is typed.
const TIMES: usize = 40;

const QUESTIONS: [&str; 4] = [
    "When did the farmers of the valley build a bridge?",
    "Who governs the old town?",
    "What did the councl promise to the workers of the harbour?",
    "Which planet has the most moons?",
];
const TYPED: [&str; 8] = ["", "t", "th", "the ol", "§2 ¶", "speech-00 3", "12", "xyzzy"];
const QUOTED: [&str; 3] = [
    "The workers of the town asked for the bread of the valley.",
    "In the harbour of the old town the farmers and the workers of the valley built, in 1848, a \
     bridge for the children, and the council of the town did not pay for it.",
    "Nobody ever said these seven words here.",
];

const NOUNS: [&str; 16] = [
    "workers", "farmers", "bridge", "harbour", "council", "valley", "bread", "children", "school",
    "strike", "union", "market", "road", "mill", "letter", "winter",
];
const VERBS: [&str; 8] =
    ["built", "promised", "opened", "carried", "defended", "asked", "repaired", "remembered"];
const SYLLABLES: [&str; 16] = [
    "ba", "cor", "den", "fal", "gri", "hon", "jul", "ker", "lam", "mor", "nes", "pol", "rin",
    "sta", "tur", "vel",
];

/// Numbers as by chance, the same for the same seed.
struct Chance(ChaCha8Rng);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0.random_range(0..most.max(1))
    }

    /// Small numbers far more often than large ones.
    fn rank(&mut self, most: usize) -> usize {
        let most = self.below(most) + 1;
        let most = self.below(most) + 1;
        self.below(most)
    }

    fn noun(&mut self, words: usize) -> String {
        let rank = self.rank(words);
        NOUNS.get(rank).map_or_else(|| made_up(rank), |noun| (*noun).to_owned())
    }

    fn name(&mut self, words: usize) -> String {
        let name = made_up(self.rank(words / 4) + 300);
        let (first, rest) = name.split_at(1);
        format!("{}{rest}", first.to_uppercase())
    }

    fn sentence(&mut self, words: usize) -> String {
        let [one, two, three] = [0; 3].map(|_| self.noun(words));
        let (name, verb) = (self.name(words), VERBS[self.below(VERBS.len())]);
        let year = 1_700 + self.below(320);
        match self.below(4) {
            0 => format!("In {year} the {one} of {name} {verb} a new {two} for the {three}."),
            1 => format!("The {one} and the {two} of the town {verb} the old {three} of {name}."),
            2 => format!(
                "With the {one}, {name} {verb} {} of the {two} in the {three}.",
                self.below(90) + 3
            ),
            _ => {
                format!("The {one} should not forget that {name} {verb} the {two} by the {three}.")
            }
        }
    }
}

fn made_up(mut number: usize) -> String {
    let mut word = String::new();
    while number > 0 || word.is_empty() {
        word.push_str(SYLLABLES[number % SYLLABLES.len()]);
        number /= SYLLABLES.len();
    }
    word + "e"
}

fn corpus(paragraphs: usize) -> Corpus {
    let mut chance = Chance(ChaCha8Rng::seed_from_u64(20_261_126));
    let words = 400 + 40 * (paragraphs as f64).sqrt() as usize;
    let mut sources: Vec<(String, String)> = Vec::new();
    for number in 0..paragraphs {
        if number % OF_SPEECH == 0 {
            let id = format!("speech-{:03}", sources.len());
            sources.push((id, "+++\ntitle = \"Grown\"\n+++\n\n# Grown\n\n".to_owned()));
        }
        let Some((_, text)) = sources.last_mut() else { continue };
        if number % OF_SECTION == 0 {
            text.push_str(&format!("## About the {}\n\n", chance.noun(words)));
        }
        text.push_str(&chance.sentence(words));
        if chance.below(2) == 0 {
            text.push(' ');
            text.push_str(&chance.sentence(words));
        }
        text.push_str("\n\n");
    }
    let sources: Vec<(&str, &str)> =
        sources.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    Corpus::from_sources(&sources).expect("plain paragraphs are understood")
}

/// The mean and the longest, once the program's patterns are compiled.
fn each<T>(typed: &[&str], mut request: impl FnMut(&str) -> T) -> String {
    for typed in typed {
        black_box(request(typed));
    }
    let mut taken: Vec<Duration> = Vec::new();
    for typed in typed.iter().cycle().take(TIMES) {
        let begun = Instant::now();
        black_box(request(typed));
        taken.push(begun.elapsed());
    }
    let ms = |time: Duration| time.as_secs_f64() * 1_000.0;
    let mean = taken.iter().sum::<Duration>() / TIMES as u32;
    format!("{:.2} / {:.2}", ms(mean), ms(taken.into_iter().max().unwrap_or_default()))
}

/// In megabytes; nothing where the system does not tell.
fn resident() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes = line.and_then(|line| line.split_whitespace().next()?.parse::<u64>().ok());
    kilobytes.map_or_else(String::new, |kilobytes| (kilobytes / 1_000).to_string())
}

fn seconds(begun: Instant) -> String {
    format!("{:.2}", begun.elapsed().as_secs_f64())
}

#[allow(clippy::print_stdout, reason = "the figures are what it is run for")]
fn main() {
    let asked = std::env::args().filter_map(|argument| argument.parse().ok());
    let mut sizes: Vec<usize> = asked.collect();
    if sizes.is_empty() {
        sizes = SIZES.to_vec();
    }
    println!(
        "| paragraphs | start s | MB | question ms | keystroke ms | check index s | check ms | quiz items s | draw ms | MB at the end |"
    );
    println!("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |");
    for size in sizes {
        let corpus = Arc::new(corpus(size));
        let begun = Instant::now();
        let index = PassageIndex::build(&corpus).expect("the index is built in memory");
        let bot = Bot::new(Engine::new(corpus, index), 3);
        let mut row = vec![size.to_string(), seconds(begun), resident()];
        row.push(each(&QUESTIONS, |typed| bot.ask.answer(typed)));
        row.push(each(&TYPED, |typed| bot.complete("reference", typed, 25)));
        let begun = Instant::now();
        bot.verify.reply("bread");
        row.push(seconds(begun));
        row.push(each(&QUOTED, |typed| bot.verify.reply(typed)));
        let runtime = tokio::runtime::Runtime::new().expect("the system grants threads");
        let begun = Instant::now();
        let deck = runtime.block_on(bot.quiz.deck()).expect("the items are made");
        row.push(seconds(begun));
        let mut seed = 0;
        row.push(each(&[""], |_| {
            seed += 1;
            deck.draw(seed, 10, &Filter::default()).len()
        }));
        row.push(resident());
        println!("| {} |", row.join(" | "));
    }
}
