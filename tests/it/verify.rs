//! Every sentence of a corpus, changed in every way in which people change quotes: each change has
//! its verdict, and none that changes the meaning passes for the speech's words.
//!
//! With `MUTATED_CORPUS` naming a folder of speeches, those are changed instead of the shipped one.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use verbatim::corpus::{Corpus, SentenceId};
use verbatim::verify::{QuoteIndex, Verdict};

/// Sentences with fewer words hold too little to be told from others by what is changed.
const FEWEST_WORDS: usize = 5;

/// The share of verdicts that must be right.
const FLOOR: f64 = 0.98;

/// A changed sentence.
struct Mutation {
    kind: &'static str,
    text: String,
    expected: &'static [Verdict],
    /// Whether a change must be called out as one of meaning.
    severity: bool,
}

const NEAR: &[Verdict] = &[Verdict::Near];
const EXACT: &[Verdict] = &[Verdict::Exact];

const UNRELATED: &[&str] = &[
    "My grandmother's cat sleeps on the warm radiator from October until the first swallows return.",
    "Bring an umbrella tomorrow, because the forecast promises hail and a very grumpy wind.",
    "The recipe needs three ripe bananas, a spoonful of cinnamon and plenty of patience.",
    "Nobody at the chess club expected that the youngest girl would win with a rook sacrifice.",
    "Her guitar had only five strings left, yet the song sounded better than ever.",
    "If the train is late again, we will simply walk along the canal and buy ice cream.",
    "Octopuses have three hearts and taste with their arms, which still makes me giggle.",
    "He painted the fence green, regretted it at once, and painted it green again.",
    "I have to finish my homework before dinner, otherwise I can't play with you tonight.",
    "Who ate the last slice of pizza without even asking whether anybody else was hungry?",
];

fn words(text: &str) -> Vec<&str> {
    text.split_whitespace().collect()
}

/// A word without its marks, in small letters.
fn bare(word: &str) -> String {
    word.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase()
}

/// A text's bare words in one line, to find others in it.
fn line(text: &str) -> String {
    let words: Vec<String> = text
        .split(|c: char| !c.is_alphanumeric())
        .map(bare)
        .filter(|word| !word.is_empty())
        .collect();
    format!(" {} ", words.join(" "))
}

fn joined(words: &[String]) -> String {
    words.join(" ")
}

/// The typographic twin that was chosen; the text itself where it has nothing to change.
fn twin(text: &str, which: usize) -> String {
    match which {
        0 => text.to_uppercase(),
        1 => text.replace('’', "'").replace(['“', '”'], "\""),
        2 => text.replace('-', "\u{2011}").replace('—', " - ").replace('–', "-"),
        3 => text.replace(' ', "\u{a0}\n"),
        4 => text.replace("fi", "\u{fb01}").replace("fl", "\u{fb02}"),
        5 => text.replace(", ", " , ").replace(". ", " . "),
        _ => text.chars().flat_map(|c| [c, '\u{ad}']).collect(),
    }
}

/// All changes of the sentence with this number.
fn mutations(corpus: &Corpus, number: u32, chance: &mut impl Rng) -> Vec<Mutation> {
    let sentence = |number: u32| corpus.quote_sentence(SentenceId(number)).text().to_owned();
    let text = sentence(number);
    let own: Vec<String> = words(&text).into_iter().map(str::to_owned).collect();
    let count = own.len();
    let mut all = vec![Mutation {
        kind: "as it stands",
        text: text.clone(),
        expected: EXACT,
        severity: false,
    }];
    for which in 0..7 {
        let twin = twin(&text, which);
        let expected: &[Verdict] =
            if words(&twin) == words(&text) { EXACT } else { &[Verdict::Typographic] };
        all.push(Mutation { kind: "typographic twin", text: twin, expected, severity: false });
    }
    let unrelated = UNRELATED[number as usize % UNRELATED.len()].to_owned();
    all.push(Mutation {
        kind: "unrelated",
        text: unrelated.clone(),
        expected: &[Verdict::Absent],
        severity: false,
    });
    if count < FEWEST_WORDS || own.iter().any(|word| bare(word).is_empty()) {
        return all;
    }
    let inner = |chance: &mut dyn FnMut(usize) -> usize| 1 + chance(count - 2);
    let mut below = |most: usize| chance.random_range(0..most);
    let mut change = |kind, severity, at: usize, with: &dyn Fn(&mut Vec<String>, usize)| {
        let mut changed = own.clone();
        with(&mut changed, at);
        all.push(Mutation { kind, text: joined(&changed), expected: NEAR, severity });
    };
    change("dropped", false, inner(&mut below), &|words, at| drop(words.remove(at)));
    change("doubled", false, inner(&mut below), &|words, at| {
        let bare: String = words[at].chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
        words.insert(at, bare);
    });
    let swappable: Vec<usize> =
        (0..count - 1).filter(|at| bare(&own[*at]) != bare(&own[at + 1])).collect();
    change("swapped", false, swappable[below(swappable.len())], &|words, at| {
        words.swap(at, at + 1)
    });
    change("negated", true, inner(&mut below), &|words, at| words.insert(at, "not".to_owned()));
    change("other word", false, inner(&mut below), &|words, at| words[at] = "zebra".to_owned());
    let places = |fits: &dyn Fn(&str) -> bool| {
        (1..count - 1).filter(|at| fits(&own[*at])).collect::<Vec<_>>()
    };
    for at in places(&|word| ["not", "no", "never", "nor"].contains(&word)) {
        change("affirmed", true, at, &|words, at| drop(words.remove(at)));
    }
    for at in places(&|word| ["must", "should", "may", "can", "will"].contains(&word)) {
        change("modal", true, at, &|words, at| {
            words[at] = if words[at] == "may" { "must" } else { "may" }.to_owned()
        });
    }
    for at in places(&|word| word.chars().any(|c| c.is_ascii_digit())) {
        change("number", true, at, &|words, at| {
            let digit = |c: char| {
                c.to_digit(10)
                    .map_or(c, |digit| char::from_digit((digit + 1) % 10, 10).unwrap_or(c))
            };
            words[at] = words[at].chars().map(digit).collect();
        });
    }
    for at in places(&|word| word.starts_with(char::is_uppercase) && word.chars().count() > 3)
        .into_iter()
        .take(3)
    {
        change("name", true, at, &|words, at| words[at] = "Gwendolyn".to_owned());
    }
    let (from, length) = (below(count - 3), 3);
    let to = (from + length + below(count - 2)).min(count);
    all.push(Mutation {
        kind: "cut",
        text: joined(&own[from..to]),
        expected: EXACT,
        severity: false,
    });
    let last = u32::try_from(corpus.sentence_count()).unwrap();
    let other = (number + 2 + u32::try_from(below(last as usize - 4)).unwrap()) % last;
    if words(&sentence(other)).len() >= FEWEST_WORDS {
        let stitched: &[Verdict] = &[Verdict::Stitched];
        all.push(Mutation {
            kind: "joined",
            text: format!("{text} {}", sentence(other)),
            expected: stitched,
            severity: false,
        });
        let (one, two) = (text.trim_end_matches('.'), sentence(other));
        all.push(Mutation {
            kind: "elided",
            text: format!("{one} … {two}"),
            expected: stitched,
            severity: false,
        });
    }
    all.push(Mutation {
        kind: "half of it",
        text: format!("{text} {unrelated}"),
        expected: if count > 8 {
            &[Verdict::Partial]
        } else {
            &[Verdict::Partial, Verdict::Absent]
        },
        severity: false,
    });
    all
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are what the test is run by hand for")]
fn every_kind_of_changed_quote_gets_its_verdict() {
    let shipped = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let corpus =
        Corpus::load(&std::env::var_os("MUTATED_CORPUS").map_or(shipped, PathBuf::from)).unwrap();
    let index = QuoteIndex::new(&corpus);
    let everything: String = corpus.speeches().iter().map(|speech| line(speech.text())).collect();
    let mut chance = ChaCha8Rng::seed_from_u64(20_231_023);
    let mut figures: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let (mut wrong, mut passed) = (Vec::new(), Vec::new());
    for number in 0..u32::try_from(corpus.sentence_count()).unwrap() {
        for mutation in mutations(&corpus, number, &mut chance) {
            let stands_there =
                mutation.expected == EXACT || mutation.expected == [Verdict::Typographic];
            if !stands_there && everything.contains(&line(&mutation.text)) {
                continue;
            }
            let found = index.check(&corpus, &mutation.text);
            let verdict = found.first().map_or(Verdict::Absent, |checked| checked.verdict);
            let called_out =
                found.iter().any(|checked| checked.changes.iter().any(|change| change.severity));
            let right = found.len() <= 1
                && mutation.expected.contains(&verdict)
                && (called_out || !mutation.severity);
            let (of_kind, all) = figures.entry(mutation.kind).or_default();
            *all += 1;
            *of_kind += usize::from(right);
            let told = format!(
                "{} is {} ({called_out}): {}",
                mutation.kind,
                verdict.name(),
                mutation.text
            );
            if !stands_there && matches!(verdict, Verdict::Exact | Verdict::Typographic) {
                passed.push(told.clone());
            }
            if !right {
                wrong.push(told);
            }
        }
    }
    let (right, all) =
        figures.values().fold((0, 0), |sum, (right, all)| (sum.0 + right, sum.1 + all));
    let share = right as f64 / all as f64;
    println!("{right} of {all} = {share:.4}: {figures:?}\n{}", wrong.join("\n"));
    assert!(passed.is_empty(), "passed for the speech's words:\n{}", passed.join("\n"));
    assert!(share >= FLOOR, "{share:.4}");
}
