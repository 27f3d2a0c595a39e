//! What each kind of quote is called.

use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::Verdict::*;
use super::*;
use crate::corpus::{Corpus, Quote};
use crate::text::apparatus::words_only;
use crate::text::typography::tokens;

static CORPUS: LazyLock<QuoteIndex> = LazyLock::new(|| {
    indexed(Corpus::load(&Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus")).unwrap())
});

pub(super) fn indexed(corpus: Corpus) -> QuoteIndex {
    QuoteIndex::new(corpus.into())
}

pub(super) fn of_text(source: &str) -> QuoteIndex {
    indexed(Corpus::from_source("t", source).unwrap())
}

fn check(text: &str) -> Vec<Checked> {
    CORPUS.check(text)
}

pub(super) fn one(text: &str) -> Checked {
    let mut found = check(text);
    assert_eq!(found.len(), 1, "{text:?}");
    found.remove(0)
}

fn changes(checked: &Checked) -> String {
    let change = |change: &Change| {
        let speech = change.speech.as_ref().map_or("", Quote::text);
        format!(
            "{} [{}|{speech}]{}",
            change.kind(),
            change.given,
            if change.severity { "!" } else { "" }
        )
    };
    checked.changes.iter().map(change).collect::<Vec<_>>().join(" ")
}

fn references(checked: &Checked) -> String {
    checked.quotes.iter().map(|quote| quote.reference().to_string()).collect::<Vec<_>>().join(", ")
}

pub(super) const WEALTH: &str =
    "The working class and workers are the main creators of social wealth.";

#[test]
fn words_that_stand_there_are_exact() {
    for text in [
        WEALTH,
        "  The working class\nand workers are the\tmain creators of social wealth.  ",
        "“The working class and workers are the main creators of social wealth.”",
        "\"The working class and workers are the main creators of social wealth\"",
        "… the main creators of social wealth…",
        "the main creators of social wealth,",
        "working class",
        "workers’ rights and interests",
        "wealth",
        "(Originally appeared in Qiushi Journal, Chinese edition, No. 9, 2024)",
        "> The working class and workers are\n> the main creators of social wealth.",
        "The working class and workers are the main creators of social wealth. — Xi Jinping",
        "I would like to emphasize a few points here.\n\n1. It is imperative that trade unions \
         uphold",
    ] {
        assert_eq!(one(text).verdict, Exact, "{text:?}");
    }
    assert_eq!(one(WEALTH).quotes[0].text(), WEALTH);
    assert_eq!(
        references(&one("emphasize a few points here. 1. It is imperative")),
        "Intro ¶2, §1"
    );
}

#[test]
fn the_same_words_written_otherwise_are_typographic() {
    for text in [
        "the WORKING class and workers are the main creators of social wealth.",
        "The working-class and workers are the main creators of social wealth.",
        "safeguarded workers' rights and interests",
        "all around progress has been achieved",
        "The working class, and workers, are the main creators of social wealth.",
        "The working class and workers are the main creators of social wealth?",
        "follow our Party's leadership",
        "The working class … and workers are",
    ] {
        assert_eq!(one(text).verdict, Typographic, "{text:?}");
    }
}

#[test]
fn changed_words_are_named_and_weighed() {
    for (text, expected) in [
        ("The working class and workers are the creators of social wealth.", "delete [|main]"),
        (
            "The working class and workers are not the main creators of social wealth.",
            "insert [not|]!",
        ),
        (
            "The working class and workers are the the main creators of social wealth.",
            "insert [the|]",
        ),
        (
            "The working class and employers are the main creators of social wealth.",
            "replace [employers|workers]!",
        ),
        ("a principle that we must waver or deviate from", "delete [|not]!"),
        ("should be reduced to a mere formality", "delete [|not]!"),
        ("a principle that we may not waver or deviate from", "replace [may|must]!"),
        (
            "Since the 19th National Congress of the Communist Party of China in 2012",
            "replace [19th|18th]!",
        ),
        (
            "President Joe Biden delivers a keynote speech during a meeting",
            "replace [Joe Biden|Xi Jinping]!",
        ),
        ("trade unions are the homes of workers in hundreds of billions", ""),
        ("to the hundreds of billions of workers", "replace [billions|millions]!"),
        ("a principle that we must … waver or deviate from", "delete [|not]!"),
        ("trade unions should hold big vocational and skill competitions", "insert [big|]"),
    ] {
        let found = one(text);
        let verdict = if expected.is_empty() { Absent } else { Near };
        assert_eq!((found.verdict, changes(&found).as_str()), (verdict, expected), "{text:?}");
    }
}

#[test]
fn passages_put_together_are_each_cited() {
    for (text, expected) in [
        ("The working class … the main creators of social wealth", "§3 ¶1"),
        ("Facing difficulties head-on [...] rally our workers around our Party", "Intro ¶1, §2 ¶1"),
        (
            "We are pursuing Chinese modernization to create prosperity for all. Trade unions \
             should stay true to the fundamental principle",
            "§3 ¶1, §2 ¶1",
        ),
        (
            "They should work hard to solve practical problems. We are pursuing Chinese \
             modernization to create prosperity for all.",
            "§3 ¶1, §3 ¶1",
        ),
        ("The working class … wealth", "§3 ¶1"),
    ] {
        let found = one(text);
        assert_eq!((found.verdict, references(&found).as_str()), (Stitched, expected), "{text:?}");
    }
}

#[test]
fn what_lies_between_parts_of_one_sentence_is_named() {
    for (text, verdict, expected) in [
        (
            "We are pursuing Chinese modernization to create prosperity for all. Upholding our \
             Party’s leadership is something abstract or vague.",
            Stitched,
            "delete [|not]!",
        ),
        (
            "The working class [...] are the main creators of social wealth.",
            Stitched,
            "delete [|and workers]",
        ),
        (
            "Upholding our Party’s leadership … something abstract or vague … reduced to a mere \
             formality",
            Near,
            "delete [|is not]! delete [|and should not be]!",
        ),
    ] {
        let found = one(text);
        assert_eq!((found.verdict, changes(&found).as_str()), (verdict, expected), "{text:?}");
    }
}

#[test]
fn at_the_edge_of_a_quote_numbers_are_read_and_what_is_left_out_is_named() {
    let source = "+++\ntitle = \"T\"\n+++\nEighty-five per cent of the children were ill. Today \
                  one hundred and thirty million bakers, in forty-eight towns, met. All this is \
                  not done in the first one hundred days. I saw the Members of the Seventy-seventh \
                  Council. They met in Ulm on October 23, 2023, at noon. And so, my friends, ask \
                  not what your town can do for you. They should select and appoint able people to \
                  bake for the town.\n";
    let index = of_text(source);
    for (text, verdict, expected) in [
        ("85% of the children were ill", Typographic, ""),
        ("85 per cent of the children were ill", Typographic, ""),
        ("130 million bakers", Typographic, ""),
        ("130 million bakers, in 48 towns", Typographic, ""),
        ("100 days", Typographic, ""),
        ("the 77th Council", Typographic, ""),
        ("23 October 2023", Typographic, ""),
        ("on 23 October 2023 at noon", Typographic, ""),
        ("200 days", Absent, ""),
        ("86 per cent of the children were ill", Near, "replace [86|five]!"),
        ("ask what your town can do for you", Near, "delete [|not]!"),
        (
            "We should hire able people to bake for the town",
            Near,
            "replace [We|They] replace [hire|select and appoint]",
        ),
    ] {
        let found = &index.check(text)[0];
        assert_eq!((found.verdict, changes(found).as_str()), (verdict, expected), "{text:?}");
    }
}

#[test]
fn a_part_of_a_quote_is_found() {
    let found = one(
        "We are pursuing Chinese modernization to create prosperity for all, and everybody gets a \
         free bicycle by next summer",
    );
    assert_eq!((found.verdict, references(&found).as_str()), (Partial, "§3 ¶1"));
    assert!(changes(&found).starts_with("insert [and everybody"), "{}", changes(&found));
}

#[test]
fn what_nobody_said_is_absent() {
    for text in [
        "Ask not what your country can do for you",
        "Die Arbeiterklasse schafft den Reichtum der Gesellschaft",
        "工人阶级是社会财富的主要创造者",
        "bicycle",
        "free bicycle",
        "ok … so … well",
    ] {
        let found = one(text);
        assert_eq!((found.verdict, found.quotes.len()), (Absent, 0), "{text:?}");
    }
    for text in ["", " \n", "🎉🎉", "“”", "\u{200b}", "...", "\"\""] {
        assert!(check(text).is_empty(), "{text:?}");
    }
}

#[test]
fn ordinary_chat_is_no_quote() {
    for line in [
        "I think we should go to the beach on Saturday",
        "does anyone know what time the meeting is?",
        "lol that is the funniest thing I have seen in a long time",
        "so what do you all think about the reading for this week",
        "it is important to me that everybody gets a say in this",
        "we have to work on our English before the exam",
        "In particular I liked the part about the trade unions and the workers",
        "can someone send me the link to the doc please",
        "at the end of the day it's up to all of us",
        "the first thing that we should do is to read the text again",
    ] {
        assert_eq!(one(line).verdict, Absent, "{line:?}");
    }
}

#[test]
fn each_quote_of_a_message_has_a_verdict() {
    let verdicts = |text: &str| -> Vec<Verdict> {
        check(text).iter().map(|checked| checked.verdict).collect()
    };
    let message = format!(
        "He said “{WEALTH}” and \"workers are not the creators of social wealth\", or was it \
         'free bicycles'?"
    );
    assert_eq!(verdicts(&message), [Exact, Near, Absent]);
    assert_eq!(
        verdicts(
            "> the main creators of social wealth\nsays who?\n> the minor creators of social wealth"
        ),
        [Exact, Near]
    );
    let adjacent = "\"We are pursuing Chinese modernization to create prosperity for all.\" \"The \
                    working class and workers are\"";
    assert_eq!(verdicts(adjacent), [Exact, Exact]);
}

#[test]
fn marks_of_the_speech_itself_mark_no_quotes() {
    let source = "+++\ntitle = \"T\"\n+++\nThey named it “packet switching” because small blocks \
                  of data travel alone. He said \"well done\" to all of them. They sang \"joy in \
                  hope\"--a song of old.\n";
    let index = of_text(source);
    for (text, verdict) in [
        ("They named it “packet switching” because small blocks of data travel alone.", Exact),
        (
            "They named it \"packet switching\" because small blocks of data travel alone.",
            Typographic,
        ),
        ("They named it “packet switching” because big blocks of data travel alone.", Near),
        ("“They named it “packet switching” because small blocks of data travel alone.”", Exact),
        ("I like the words “packet switching”", Exact),
        ("Lee said “packet switching”", Exact),
        ("Lee: “well done”", Exact),
        ("He said “well done” to some of them.", Near),
        ("\"joy in hope\" (Kennedy)", Exact),
        ("\"joy in hope\" — Thomas Jefferson", Exact),
    ] {
        let found = index.check(text);
        assert_eq!((found.len(), found[0].verdict), (1, verdict), "{text:?}");
    }
}

static ODD: LazyLock<[QuoteIndex; 3]> = LazyLock::new(|| {
    let long = format!("+++\ntitle = \"Long\"\n+++\n{}\n", "word and ".repeat(7_000));
    [
        long.as_str(),
        "+++\ntitle = \"عنوان\"\nlanguage = \"ar\"\n+++\n# عنوان\n\nهذه جملة. وهذه أخرى \
         🎉🎉.\n\n🎉🎉\n\n我们不是。“你好”。\n",
        "+++\ntitle = \"T\"\n+++\n# T\n\nA. B. C. 1. 2. “…” -5 10² U.S. o’clock.\n\n—\n\nA.\n",
    ]
    .map(of_text)
});

proptest! {
    #[test]
    fn every_quote_is_verbatim_whatever_is_typed(
        text in r#"(?s).{0,200}|((the|working|class|and|not|workers|are|main|word|A|B|5|هذه|أخرى|不|我们|“|”|"|'|…|> |\n|, |\. )[ ]?){0,40}"#,
        which in 0..4_usize,
    ) {
        let index = if which == 3 { &*CORPUS } else { &ODD[which] };
        for checked in index.check(&text) {
            let shown = checked.quotes.iter().chain(checked.changes.iter().filter_map(|change| change.speech.as_ref()));
            for quote in shown {
                let speech = index.corpus.speech_of(quote).unwrap();
                prop_assert_eq!(speech.text().get(quote.range()), Some(quote.text()));
            }
            prop_assert_eq!(checked.quotes.is_empty(), checked.verdict == Absent);
            for change in &checked.changes {
                // Marks that the texts have, too, stay: some of it may be taken away.
                let typed: Vec<String> = [&text, &words_only(&text)]
                    .iter()
                    .flat_map(|text| tokens(text))
                    .map(|word| word.form)
                    .collect();
                prop_assert!(tokens(&change.given).iter().all(|word| typed.contains(&word.form)), "{:?}", change);
                prop_assert!(!change.given.is_empty() || change.speech.is_some(), "{:?}", change);
            }
        }
    }

    #[test]
    fn every_run_of_words_is_exact(unit in 0..20_usize, from in 0..200_usize, length in 1..60_usize) {
        let speech = &CORPUS.corpus.speeches()[0];
        let unit = &speech.units()[unit];
        let text = speech.text().get(unit.range.clone()).unwrap();
        let words: Vec<&str> = text.split_whitespace().collect();
        let from = from % words.len();
        let quote = words[from..(from + length).min(words.len())].join("\n");
        prop_assume!(!tokens(&quote).is_empty());
        let found = check(&format!("“{quote}”"));
        prop_assert_eq!((found.len(), found[0].verdict), (1, Exact), "{}", quote);
    }
}

#[test]
fn what_is_not_part_of_the_words_does_not_count() {
    for (text, verdict) in [
        ("The working class and workers are the main creators of social wealth.1", Exact),
        ("the main creators of social wealth.[38, 39]", Exact),
        ("the main creators of social wealth¹", Exact),
        ("The working class and workers[1] are the main creators", Exact),
        ("The working class and workers are the main creators of social wealth. 86", Typographic),
        ("86 The working class and workers are the main creators", Typographic),
        ("[00:12] The working class and workers are", Exact),
        ("The working class (Pg. 635) and workers are the main creators", Exact),
        ("The working class and work-\ners are the main creators", Typographic),
        ("The working class and work- ers are", Typographic),
        ("the main creators of social wealth — Xi Jinping", Exact),
        ("the main creators of social wealth (Xi, 2023)", Exact),
        ("the main creators of social wealth (§3 ¶1)", Exact),
        ("As Xi Jinping said, the working class and workers are the main", Typographic),
        ("the main [creators](https://e.org) of social wealth", Exact),
        ("workers&rsquo; rights and &lt;b&gt;interests&lt;/b&gt;", Exact),
        ("the <i>main</i> creators of social wealth [emphasis added]", Exact),
        ("safeguarded workersâ€™ rights and interests", Exact),
        ("p. 12 The working class and\n12:05\nworkers are | Page 4 of 12 | the main", Exact),
        ("Xi said that the working class and workers are the main", Typographic),
        ("Xi once said the working class and workers are the main", Typographic),
        ("As Xi once said, the working class and workers are the main", Typographic),
        ("Since the eighteenth National Congress of the Communist Party", Typographic),
        (
            "> the main creators of social wealth\n>\n> — Xi Jinping, *On wealth*, §3 ¶1 (`a#b`)",
            Exact,
        ),
    ] {
        let found = one(text);
        assert_eq!((found.verdict, changes(&found).as_str()), (verdict, ""), "{text:?}");
    }
    for text in [
        "The 86 working class and workers are the main creators of social wealth.",
        "The working class and workers are [not] the main creators of social wealth.",
        "Since the 19th National Congress of the Communist Party of China (2012)",
        "The working class and 5 workers are the main creators",
        "The working class (20) and workers are the main creators",
        "The working class and [20] workers are the main creators",
        "The working class and workers are 10:30 the main creators",
        "The working class and workers are (10:30) the main creators",
        "The working class and — 20 — workers are the main creators",
        "The working class and *20* workers are the main creators",
    ] {
        let found = one(text);
        assert!(!found.verdict.is_verbatim(), "{text:?}");
    }
}

#[test]
fn marks_that_the_text_has_itself_stay_where_others_go() {
    let source = "+++\ntitle = \"T\"\n+++\nThe founders of Net2 came, with their sons,[citation \
                  needed] to the valley. It was crushed by the Crown.[citation needed] The law \
                  501(c)(3) says of course [the price of oil] is rising. It cost 30 [thousand] \
                  then.\n";
    let index = of_text(source);
    for (text, verbatim) in [
        ("The founders of Net2 came[1], with their sons,[citation needed] to the valley.", true),
        ("It was crushed by the Crown. [emphasis added]", true),
        ("The law 501(c)(3) <b>says</b> of course [the price of oil] is rising.[12]", true),
        ("The law 501(c)(4) says of course [the price of oil] is rising.", false),
        ("The founders of Net3 came, with their sons,[citation needed] to the valley.", false),
        ("The law 501(c)(3) says of course [the price of bread] is rising.", false),
        ("It cost 30 [hundred]", false),
    ] {
        let found = index.check(text);
        assert_eq!((found.len(), found[0].verdict.is_verbatim()), (1, verbatim), "{text:?}");
    }
}

#[test]
fn words_that_somebody_put_in_are_not_taken_for_marks() {
    for (text, verbatim, aside) in [
        ("The working class <not> and workers are the main creators", false, ""),
        ("The working class and workers are <only> the main creators", false, ""),
        ("The working ~~class and~~ workers are the main creators", false, ""),
        ("The working <del>class and</del> workers are the main creators", false, ""),
        ("The working class and workers [and others] are the main creators", true, "and others"),
        ("The working class and workers [sic] are the main creators", true, ""),
        ("<p class=\"x\">The working class and workers are the main creators</p>", true, ""),
        ("the main [creators](https://e.org \"Speech\") of social wealth", true, ""),
    ] {
        let found = one(text);
        let named = found.warnings.iter().find_map(|warning| match warning {
            Warning::Aside(words) => Some(words.as_str()),
            _ => None,
        });
        let told = (found.verdict.is_verbatim(), named.unwrap_or_default());
        assert_eq!(told, (verbatim, aside), "{text:?}");
        assert!(aside.is_empty() || found.verdict == Typographic, "{text:?}");
    }
}

#[test]
fn a_short_year_is_read_in_full() {
    let index =
        of_text("+++\ntitle = \"T\"\n+++\nWe began to bake bread in this town in 1961 for all.");
    for year in ["'61", "’61", "1961"] {
        let given = format!("We began to bake bread in this town in {year} for all.");
        let found = index.check(&given);
        assert!(found.len() == 1 && found[0].verdict.is_verbatim(), "{found:?}");
    }
}
