//! Every sentence of a corpus, changed in every way in which people change quotes: each change has
//! its verdict, and none that changes the meaning passes for the speech's words.
//!
//! With `MUTATED_CORPUS` naming a folder of speeches, those are changed instead of the shipped one.

use std::collections::BTreeMap;
use std::path::PathBuf;

use rand::{Rng, RngExt, SeedableRng};
use rand_chacha::ChaCha8Rng;
use verbatim::corpus::{Corpus, SentenceId, SharedCorpus};
use verbatim::verify::{QuoteIndex, Verdict};

use crate::corpus::shipped;

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

impl Mutation {
    fn new(kind: &'static str, text: String, expected: &'static [Verdict]) -> Mutation {
        Mutation { kind, text, expected, severity: false }
    }
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

fn corpus() -> (SharedCorpus, QuoteIndex) {
    let shipped = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("corpus");
    let folder = std::env::var_os("MUTATED_CORPUS").map_or(shipped, PathBuf::from);
    let corpus = SharedCorpus::new(Corpus::load(&folder).unwrap());
    (corpus.clone(), QuoteIndex::new(corpus))
}

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
    let mut all = vec![Mutation::new("as it stands", text.clone(), EXACT)];
    for which in 0..7 {
        let twin = twin(&text, which);
        let expected: &[Verdict] =
            if words(&twin) == words(&text) { EXACT } else { &[Verdict::Typographic] };
        all.push(Mutation::new("typographic twin", twin, expected));
    }
    let unrelated = UNRELATED[number as usize % UNRELATED.len()].to_owned();
    all.push(Mutation::new("unrelated", unrelated.clone(), &[Verdict::Absent]));
    if count < FEWEST_WORDS || own.iter().any(|word| bare(word).is_empty()) {
        return all;
    }
    let inner = |chance: &mut dyn FnMut(usize) -> usize| 1 + chance(count - 2);
    let mut below = |most: usize| chance.random_range(0..most);
    let mut change = |kind, severity, at: usize, with: &dyn Fn(&mut Vec<String>, usize)| {
        let mut changed = own.clone();
        with(&mut changed, at);
        all.push(Mutation { kind, text: changed.join(" "), expected: NEAR, severity });
    };
    change("dropped", false, inner(&mut below), &|words, at| drop(words.remove(at)));
    change("doubled", false, inner(&mut below), &|words, at| {
        let bare: String = words[at].chars().filter(|c| c.is_alphanumeric() || *c == '-').collect();
        words.insert(at, bare);
    });
    let swappable: Vec<usize> =
        (0..count - 1).filter(|at| bare(&own[*at]) != bare(&own[at + 1])).collect();
    // “22 April” says what “April 22” does.
    let is_date = |at: &usize| {
        let months = "January February March April May June July August September October November \
                      December";
        let is_month = |word: &str| months.split_whitespace().any(|month| month == word);
        let is_day = |word: &str| word.starts_with(|c: char| c.is_ascii_digit());
        let (one, next) = (own[*at].as_str(), own[at + 1].as_str());
        is_month(one) && is_day(next) || is_day(one) && is_month(next)
    };
    let swappable: Vec<usize> = swappable.into_iter().filter(|at| !is_date(at)).collect();
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
    all.push(Mutation::new("cut", own[from..to].join(" "), EXACT));
    let last = u32::try_from(corpus.sentence_count()).unwrap();
    let other = (number + 2 + u32::try_from(below(last as usize - 4)).unwrap()) % last;
    if words(&sentence(other)).len() >= FEWEST_WORDS {
        let stitched: &[Verdict] = &[Verdict::Stitched];
        all.push(Mutation::new("joined", format!("{text} {}", sentence(other)), stitched));
        let (one, two) = (text.trim_end_matches('.'), sentence(other));
        all.push(Mutation::new("elided", format!("{one} … {two}"), stitched));
    }
    let partial: &[Verdict] =
        if count > 8 { &[Verdict::Partial] } else { &[Verdict::Partial, Verdict::Absent] };
    all.push(Mutation::new("half of it", format!("{text} {unrelated}"), partial));
    all
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are what the test is run by hand for")]
fn every_kind_of_changed_quote_gets_its_verdict() {
    let (corpus, index) = corpus();
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
            let found = index.check(&mutation.text);
            let verdict = found.first().map_or(Verdict::Absent, |checked| checked.verdict);
            let called_out =
                found.iter().any(|checked| checked.changes.iter().any(|change| change.severity));
            let right = found.len() <= 1
                && mutation.expected.contains(&verdict)
                && (called_out || !mutation.severity);
            let (of_kind, all) = figures.entry(mutation.kind).or_default();
            *all += 1;
            *of_kind += usize::from(right);
            let told =
                format!("{} is {verdict:?} ({called_out}): {}", mutation.kind, mutation.text);
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

#[test]
fn numbers_and_dates_in_another_form_are_the_same_words() {
    let index = QuoteIndex::new(shipped().into());
    let congress = "The @ National Congress of Chinese Trade Unions has adopted guidelines";
    let years = "Over the past @ years, Chinese workers, closely following our Party’s leadership";
    let place = "at Zhongnanhai, Beijing, @ 2023";
    for (text, same, other) in [
        (congress, "eighteenth", "nineteenth"),
        (years, "5", "6"),
        (place, "October 23rd,", "October 24th,"),
        (place, "23 October", "24 October"),
        (
            "Since the 18th National Congress of the Communist Party of China in @",
            "twenty twelve",
            "twenty eleven",
        ),
    ] {
        let check = |written: &str| index.check(&text.replace('@', written)).remove(0);
        assert_eq!(check(same).verdict, Verdict::Typographic, "{same}");
        let near = check(other);
        assert_eq!(near.verdict, Verdict::Near, "{other}");
        assert!(near.changes.iter().any(|change| change.severity), "{other}");
    }
}

/// What copying, printing or quoting does to words without changing them.
fn harmless(text: &str, chance: &mut impl Rng) -> Vec<(&'static str, String)> {
    let own = words(text);
    let count = own.len();
    let mut at = |from: usize| chance.random_range(from..count.max(from + 1));
    let with = |at: usize, change: &dyn Fn(&str) -> String| {
        let word = |(place, word): (usize, &&str)| match place == at {
            true => change(word),
            false => (*word).to_owned(),
        };
        own.iter().enumerate().map(word).collect::<Vec<_>>().join(" ")
    };
    let inside = |word: &str| word.chars().all(char::is_alphabetic) && word.chars().count() > 3;
    let long: Vec<usize> = (0..count).filter(|at| inside(own[*at])).collect();
    let mut changes = vec![
        ("footnote", format!("{text}1")),
        ("footnote", format!("{text}[38, 39]")),
        ("page mark", with(at(0), &|word| format!("{word} (Pg. 635)"))),
        ("time stamp", format!("[00:12] {text}")),
        ("tag", with(at(0), &|word| format!("<b>{word}</b>"))),
        ("link", with(at(0), &|word| format!("[{word}](https://example.org/a_b)"))),
        ("note", format!("{text} [emphasis added]")),
        ("entity", text.replace('’', "&rsquo;").replace('“', "&ldquo;").replace('”', "&rdquo;")),
        ("encoding", text.replace('’', "â€™").replace('—', "â€”")),
        ("attribution", format!("“{text}” — Somebody")),
        ("attribution", format!("{text} (ibid., 2023)")),
        (
            "line numbers",
            own.chunks(6)
                .enumerate()
                .map(|(line, words)| format!("{} {}", line + 1, words.join(" ")))
                .collect::<Vec<_>>()
                .join("\n"),
        ),
    ];
    if let Some(at) = long.get(at(0) % long.len().max(1)).copied() {
        changes.push(("footnote", with(at, &|word| format!("{word}[1]"))));
        changes.push(("footnote", with(at, &|word| format!("{word}¹²"))));
        changes.push((
            "hyphen",
            with(at, &|word| {
                let half = word.char_indices().nth(2).map_or(0, |(half, _)| half);
                let (one, rest) = word.split_at(half);
                format!("{one}-\n{rest}")
            }),
        ));
        changes.push((
            "bracket",
            with(at, &|word| {
                let first: String = word.chars().take(1).collect();
                format!("[{first}]{}", word.chars().skip(1).collect::<String>())
            }),
        ));
    }
    let numbers = [
        ("two", "2"),
        ("five", "5"),
        ("eighteenth", "18th"),
        ("18th", "eighteenth"),
        ("three", "3"),
        ("twenty", "20"),
        ("19th", "nineteenth"),
    ];
    for (words_form, figure) in numbers {
        if own.contains(&words_form) {
            let place = own.iter().position(|word| *word == words_form).unwrap_or_default();
            changes.push(("number", with(place, &|_| figure.to_owned())));
        }
    }
    changes
}

#[test]
#[allow(clippy::print_stdout, reason = "the figures are what the test is run by hand for")]
fn harmless_changes_raise_no_alarm() {
    let (corpus, index) = corpus();
    let mut chance = ChaCha8Rng::seed_from_u64(13);
    let mut figures: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    let mut alarms = Vec::new();
    for number in 0..u32::try_from(corpus.sentence_count()).unwrap() {
        let text = corpus.quote_sentence(SentenceId(number)).text().to_owned();
        if words(&text).len() < FEWEST_WORDS {
            continue;
        }
        for (kind, changed) in harmless(&text, &mut chance) {
            let found = index.check(&changed);
            let passes = |verdict| matches!(verdict, Verdict::Exact | Verdict::Typographic);
            let passed = found.iter().all(|checked| passes(checked.verdict)) && !found.is_empty();
            let (of_kind, all) = figures.entry(kind).or_default();
            *all += 1;
            *of_kind += usize::from(!passed);
            if !passed {
                let verdicts: Vec<Verdict> = found.iter().map(|one| one.verdict).collect();
                alarms.push(format!("{kind} {verdicts:?}: {changed}"));
            }
        }
    }
    let all: usize = figures.values().map(|(_, all)| all).sum();
    println!("{} alarms of {all}: {figures:?}\n{}", alarms.len(), alarms.join("\n"));
    assert!(alarms.len() * 100 <= all, "{} of {all}", alarms.len());
}
