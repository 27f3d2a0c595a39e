//! What copies bring along beside the words, such as footnote marks.

use std::ops::Range;

use encoding_rs::WINDOWS_1252;
use regex::Captures;

use super::lexicon::weighs;
use super::pattern::{Pattern, replaced};
use super::tokenize::lower_words;

/// Each with what stays; the order matters.
static MARKUP: [(Pattern, &str); 9] = [
    (Pattern::new(r"(?is)<(?:del|s|strike)\b[^<>]*>.*?</(?:del|s|strike)>"), ""),
    (Pattern::new(r"(?i)<sup\b[^<>]*>[^<>]{0,8}</sup>"), ""),
    (Pattern::new(r"(?i)</?(?:br|p|div|li|tr|td|h[1-6])\b[^<>]*>"), " "),
    (Pattern::new(r"<https?://[^<>|\s]+\|([^<>]*)>"), "$1"),
    (Pattern::new(r"\[(?:\[?\^?\d+\]?|\*)\]\([^()\s]*\)"), ""),
    (Pattern::new(r"!\[[^\[\]]*\]\([^()]*\)"), ""),
    (Pattern::new(r#"\[([^\[\]]+)\]\(<?\w[^()\s]*>?(?:\s+"[^"]*")?\)"#), "$1"),
    (Pattern::new(r"\bhttps?://[^\s<>\x22]+"), ""),
    (Pattern::new(r"\[\^[^\[\]\s]+\]:?"), ""),
];

/// A bare time or a number in brackets may be a claim (“We lost (20) men”): they are marks only
/// where marks stand, as a line, behind a sentence, or right behind a word. Groups stay.
static MARKS: [Pattern; 21] = [
    // Time stamps.
    Pattern::new(r"\d{1,2}:\d{2}:\d{2}[.,]\d{3}\s*-->\s*\d{1,2}:\d{2}:\d{2}[.,]\d{3}"),
    Pattern::new(
        r"\s*[\[{<]\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?(?:\s?[AaPp][Mm])?\s*[\]}>]",
    ),
    Pattern::new(r"(?m)((?:^|[.!?…”])\s*)\(\d{1,2}:\d{2}(?:\s?[AaPp][Mm])?\)"),
    Pattern::new(r"\(\d{1,2}:\d{2}:\d{2}(?:[.,]\d{1,3})?\)"),
    Pattern::new(r"(?m)^\s*\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,3})?\s*[–-]?\s+(\p{Lu})"),
    Pattern::new(r"\b(?:\d{1,2}:\d{2}:\d{2}|\d{1,2}m\d{2}s)\b"),
    Pattern::new(r"(?m)^\s*\d{1,2}:\d{2}(?:\s?[AaPp][Mm])?\s*$"),
    // Pages and lines.
    Pattern::new(
        r"(?i)(^|\s)(?:[|/–—-]+\s*)?(?:pgs?|pp?|page)\b\.?\s*\d{1,4}(?:\s*(?:of|[–-])\s*\d+)?(?:\s*[|/–—-]+)?(\s|$)",
    ),
    Pattern::new(
        r"(?i)\s*[\[({]+\s*(?:see\s+)?(?:pgs?|pp?|pages?|lines?|ll?|fols?|cols?|notes?)\b\.?\s*\d+[rv]?(?:\s*[–-]\s*\d+)?\s*[\])}]+",
    ),
    Pattern::new(r"\s*(?:\{\d{1,4}\}|\|\s?\d{1,4}\s?\|)"),
    Pattern::new(r"(^|\s)[–—-]\d{1,4}[–—-](\s|$)"),
    Pattern::new(r"(?m)^\s*[–—-]\s?\d{1,4}\s?[–—-]\s*$"),
    Pattern::new(r"(?im)^\s*(?:page\s+\d+(?:\s+of\s+\d+)?|\d{1,4})\s*$"),
    // Footnotes and sources.
    Pattern::new(r"(?i)\s*\[\s*(?:notes?|nb|fn|refs?)\.?\s*\d+(?:\s*[,;–—-]\s*\d+)*\s*\]"),
    Pattern::new(
        r"(\p{L}|[,;:’\x22]|[.!?…”]\s*)(?:\[\s*\d+(?:\s*[,;–—-]\s*\d+)*\s*\]|\(\d{1,3}\))+",
    ),
    Pattern::new(r"(?m)\s*(?:\[\s*\d+(?:\s*[,;–—-]\s*\d+)*\s*\]|\(\d{1,3}\))+([.!?…”\x22]|\s*$)"),
    Pattern::new(r"(?m)^\s*[\[(]\d{1,3}[\])]\s+(\p{Lu})"),
    Pattern::new(r"(?i)\s*\[\s*(?:citation needed|note|[a-z]|\*+|[†‡])\s*\]([\s.,;:!?”’)]|$)"),
    Pattern::new(r"(\p{L}{3}|[.,;:!?”’)\]\x22])\s?⁽?[¹²³⁰⁴-⁹]+(?:[,⁻˒–][¹²³⁰⁴-⁹]+)*⁾?([^\p{L}]|$)"),
    Pattern::new(
        r#"((?:\p{L}{3}[.,;:!?]?|\b(?:1[5-9]|20)\d{2}[.,;])["”’)]{0,2})\d{1,3}(?:[,–-]\d{1,3})*([\s.,;:!?”’)"]|$)"#,
    ),
    // Notes.
    Pattern::new(
        r"(?i)\s*[\[(](?:sic|emphasis|italics|applause|laughter|cheers|cheering|inaudible|crosstalk)\b[^\[\]()]*[\])]",
    ),
];

/// May take away too much: look for the text as it stands first.
pub(crate) fn words_only(text: &str) -> String {
    words_and(text, &|_, _| false).0
}

/// The words, and those marks that belong to them: `belongs` gets a text and a mark's place in it.
/// Beside them the words in an editor's brackets that were taken away.
pub(crate) fn words_and(
    text: &str,
    belongs: &dyn Fn(&str, Range<usize>) -> bool,
) -> (String, Vec<String>) {
    let plain = without_escapes(&repaired(&html_escape::decode_html_entities(text)));
    let words = without_marks(without_markup(&plain), belongs);
    let (words, remarks) = without_remarks(&words, belongs);
    (without_counting(&words), remarks)
}

pub(crate) fn without_markup(text: &str) -> String {
    static TAG: Pattern = Pattern::new(r"<(/?)([a-zA-Z][a-zA-Z0-9]*)\b([^<>]*)>");
    let text = replaced(&without_struck(text), &MARKUP);
    // “<not>” is a word in odd brackets: nothing closes it.
    let is_tag = |found: &Captures<'_>| {
        !found[1].is_empty()
            || found[3].contains('=')
            || found[3].ends_with('/')
            || text.contains(&format!("</{}", &found[2]))
    };
    let taken =
        |found: &Captures<'_>| if is_tag(found) { String::new() } else { found[0].to_owned() };
    TAG.replace_all(&text, taken).into_owned()
}

pub(crate) fn without_struck(text: &str) -> String {
    static STRUCK: Pattern = Pattern::new("~~[^~]+~~");
    STRUCK.replace_all(text, " ").into_owned()
}

fn without_marks(mut text: String, belongs: &dyn Fn(&str, Range<usize>) -> bool) -> String {
    for mark in &MARKS {
        if mark.is_match(&text) {
            let taken = |found: &Captures<'_>| {
                let mut groups = found.iter().flatten();
                match groups.next() {
                    Some(mark) if belongs(&text, mark.range()) => mark.as_str().to_owned(),
                    _ => groups.map(|stays| stays.as_str()).collect(),
                }
            };
            text = mark.replace_all(&text, taken).into_owned();
        }
    }
    text
}

/// UTF-8 that was read as Windows-1252: “workersâ€™”.
fn repaired(text: &str) -> String {
    static ODD: Pattern = Pattern::new(r"[^\x00-\x7f]{2,}");
    let whole = |found: &Captures<'_>| {
        let (bytes, _, is_lossy) = WINDOWS_1252.encode(&found[0]);
        let read = (!is_lossy).then(|| std::str::from_utf8(&bytes).ok()).flatten();
        read.map_or_else(|| found[0].to_owned(), str::to_owned)
    };
    ODD.replace_all(text, whole).into_owned()
}

fn without_escapes(text: &str) -> String {
    static ESCAPES: [(Pattern, &str); 2] =
        [(Pattern::new(r"\\[nrt]([^a-z]|$)"), " $1"), (Pattern::new(r"\\([!-/:-@\[-`{-~])"), "$1")];
    static CODED: Pattern = Pattern::new(r"\\u\{?([0-9a-fA-F]{4})\}?");
    let decoded = CODED.replace_all(text, |found: &Captures<'_>| {
        let code = u32::from_str_radix(&found[1], 16).ok().and_then(char::from_u32);
        code.map_or_else(|| found[0].to_owned(), String::from)
    });
    replaced(&decoded, &ESCAPES)
}

/// Whole words in an editor's brackets, unless they would change the meaning.
fn without_remarks(
    text: &str,
    belongs: &dyn Fn(&str, Range<usize>) -> bool,
) -> (String, Vec<String>) {
    static REMARK: Pattern = Pattern::new(r"(^|\s)\[([^\[\]]*\p{L}[^\[\]]*)\]([\s.,;:!?”’)]|$)");
    let mut remarks = Vec::new();
    let remark = |found: &Captures<'_>| {
        let matters = found[2].chars().any(|c| c.is_uppercase() || c.is_numeric())
            || lower_words(&found[2]).iter().any(|word| weighs(word))
            || found.get(0).is_some_and(|remark| belongs(text, remark.range()));
        if matters {
            return found[0].to_owned();
        }
        remarks.push(found[2].to_owned());
        found[3].to_owned()
    };
    (REMARK.replace_all(text, remark).into_owned(), remarks)
}

/// Numbers of lines or verses, which rise by one or by five.
fn without_counting(text: &str) -> String {
    static COUNTED: Pattern = Pattern::new(r"(^|\s)(\d{1,4})[.)]?(\s+|$)");
    static OPENING: Pattern = Pattern::new(r"(?m)(^[ \t]*)(\d{1,4})[.):]?([ \t]+)");
    for (numbers, fewest) in [(&*OPENING, 2), (&*COUNTED, 3)] {
        let found: Vec<u32> =
            numbers.captures_iter(text).filter_map(|found| found[2].parse().ok()).collect();
        let step = found.first().zip(found.get(1)).and_then(|(one, next)| next.checked_sub(*one));
        let counts = found.len() >= fewest
            && matches!(step, Some(1 | 5))
            && found.windows(2).all(|two| two[1].checked_sub(two[0]) == step);
        if counts {
            return numbers.replace_all(text, "$1").into_owned();
        }
    }
    text.to_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_copies_bring_along_is_taken_away() {
        for (copied, words) in [
            ("of social wealth.1", "of social wealth."),
            ("of social wealth.[38, 39]", "of social wealth."),
            ("social wealth¹ and ²more", "social wealth and ²more"),
            ("the workers[1] are [note 2] main", "the workers are main"),
            ("[00:12] The working (1:02:03) class", "The working class"),
            ("1\n00:00:01,000 --> 00:00:02,500\nThe working\nclass", "The working class"),
            ("00:12 The working\n00:15 Class", "The working Class"),
            ("[12:04 PM] The working\n12:04 pm\nclass. (1:02) And", "The working class. And"),
            (
                "The working | 45 | class -46- and\n— 47 —\nworkers⁽¹⁾",
                "The working class and workers",
            ),
            ("(1) The main(2) creators [3]. Of,[4] so (5)", "The main creators. Of, so"),
            ("workers (Pg. 635) are [p. 12] the", "workers are the"),
            ("the &ldquo;main&rdquo; &amp; only", "the “main” & only"),
            ("the workersâ€™ rights", "the workers’ rights"),
            ("the <b>main</b><br>creators<sup>3</sup>", "the main creators"),
            (r"the \*main\* creators\nOf\u2014it", "the *main* creators Of—it"),
            ("main [creators](https://e.org/x) of", "main creators of"),
            ("main creators [sic] of (emphasis added)", "main creators of"),
            ("main creators [so to speak] of", "main creators of"),
            (
                "are <not> the ~~worst~~ main <b>creators</b> <del>x y</del> of",
                "are <not> the main creators of",
            ),
            (
                "the <a href=\"https://e.org/x\">main</a> <i class=\"y\"/>creators",
                "the main creators",
            ),
            (
                "p. 12 The working class | Page 4 of 12 | and workers --635--",
                "The working class and workers --635--",
            ),
            ("1 The working class\n2 and workers", "The working class and workers"),
            ("1 The working 2 class and 3 workers", "The working class and workers"),
            ("the working\n635\nclass", "the working class"),
            (
                "are [not] the 5 main [Biden] 10² creators",
                "are [not] the 5 main [Biden] 10² creators",
            ),
            (
                "at 10:30 (9:15) — 3 — *4* (20) or [20] men",
                "at 10:30 (9:15) — 3 — *4* (20) or [20] men",
            ),
            ("on 9 or 10 of 12 km² [T]hey", "on 9 or 10 of 12 km² [T]hey"),
        ] {
            let found = words_only(copied);
            let found: Vec<&str> = found.split_whitespace().collect();
            assert_eq!(found.join(" "), words, "{copied:?}");
        }
    }

    proptest! {
        #[test]
        fn no_text_is_too_odd(text in "(?s).{0,80}|[\\[\\](){}<>0-9a-z&;#\\\\.:’â€ \n-]{0,60}") {
            words_only(&text);
        }
    }
}
