//! Patterns of what a page leaves in a text that was copied from it.

use std::sync::LazyLock;

use regex::Regex;

use crate::text::tokenize::pattern;

pub(super) struct LeftOver {
    pub(super) mark: Regex,
    /// `None` for what is meant to be there.
    pub(super) problem: Option<&'static str>,
    /// Without a full stop.
    pub(super) remedy: &'static str,
}

const REMOVE_UNSAID: &str = "Remove it if the speaker did not say it";

/// An earlier one takes what a later one would match, too.
const MARKS: &[(&str, &str, &str)] = &[
    // A caption: what stands in its brackets is no remark.
    (r"(?m)^[ \t]*!\[[^\n]*\]\([^)\n]*\)[ \t\r]*$", "", ""),
    (
        r"!\[[^\]\n]*\]\([^)\n]*\)",
        "a photo within a paragraph, which is shown as it stands",
        "Put it into a paragraph of its own, or remove it",
    ),
    (
        r"\[[^\]\n]+\]\([^)\n]*\)",
        "a link, which is shown as it stands",
        "Keep its words, and remove the brackets and the address",
    ),
    (r"(?m)^[\[(]?\d{1,2}:\d{2}(?::\d{2})?\b[\])]?|-->", "a time stamp", "Remove it"),
    (
        r"(?i)[\[({]\s*(?:pgs?|pp?|pages?)\.?\s*\d+[^\[\](){}]*[\])}]|\{\s*\d+\s*\}|(?m:^[ \t]*page \d+(?: of \d+)?[ \t\r]*$)",
        "a page mark",
        "Remove it",
    ),
    (r"\[\s*(?:\d{1,4}|\p{Ll}|[*†‡])\s*\]", "a footnote or page mark", "Remove it"),
    // No speaker says brackets.
    (
        r"(?m)\[[^\[\]]{1,90}\]|\{[^{}]{1,90}\}|(?:^|[.!?…”\x22][ \t]+)[(*]\p{Lu}[\p{L} ]{2,30}[)*]",
        "a stage direction, a mark or a remark",
        REMOVE_UNSAID,
    ),
    // What somebody does or has done: “(laughs)”, “(holding up a loaf)”.
    (
        r"(?i)\((?:laughter|applause|cheers|inaudible|crosstalk|music)[^\[\]()]*\)|\(\p{L}{2,}[^s\W](?:s|ed|ing)(?: [\p{L}’'-]+){0,5}[.]?\)",
        "a stage direction",
        REMOVE_UNSAID,
    ),
    (r"(?m)^[ \t]*[–—-]?[ ]?\d{1,4}[ ]?[–—-]?[ \t\r]*$", "a page mark", "Remove it"),
    (
        r"\*{1,3}[^*\s][^*\n]*\*{1,3}|~~[^~\n]+~~|(?:^|\s)_{1,2}[^_\s][^_\n]*_{1,2}",
        "a mark of Markdown, which is shown as it stands",
        "Keep the words and remove the marks",
    ),
    (
        r"(?:(?:\p{L}{3}|\d{4})[.,;:!?”’\x22)]*|[.,;:!?”’\x22)])[ ]?[¹²³⁰⁴-⁹₀-₉]|(?:\p{L}{1,3}[.,;:!?”’\x22)]*|\p{P})[ ]?[†‡]|\^\d{1,3}\b",
        "a footnote mark",
        "Remove it",
    ),
    (r"\p{L}[.,;:!?”’\x22)]*\*+(?:\s|$)", "a footnote mark", "Remove it"),
    (
        r"(?m)\p{L}{3}[.,;!?][”’\x22]?\d{1,2}(?:\s|$)|(?:\p{L}|\d{4})[.!?][”’\x22]?\d{1,2}(?:\s+\p{Lu}|[ \t\r]*$)",
        "a footnote mark",
        "Remove it",
    ),
    (
        r"\p{Ll}{2}[.!?][”’\x22]?\p{Lu}\p{Ll}",
        "two sentences without a space between them",
        "Write the space",
    ),
    (r"\p{L} [,;:!?](?:\s|$)", "a mark behind a space", "Remove the space"),
    (r"(?m)^#{1,6}[^#\s]", "a heading without a space", "Write the space behind #"),
    (
        r"\n[ \t\r]*\n\d{1,3} \p{Lu}\p{L}+",
        "a note's number",
        "Put notes below a line --- and without their numbers, or remove them",
    ),
    (
        r"(?m)^(?:\p{Lu}\p{L}*\.? ){0,2}\p{Lu}{2}[\p{Lu} .’'-]*:\s|^(?:\p{Lu}\p{L}*\.? ){0,2}\p{Lu}{3,}\.\s",
        "a speaker's label",
        REMOVE_UNSAID,
    ),
    (r"</?[a-zA-Z][^<>:]*>|<!--", "an HTML tag, which is shown as it stands", "Remove it"),
    (
        r"\b(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)]|\b[\w.+-]+@[\w-]+\.[\w.-]*\w",
        "an address",
        REMOVE_UNSAID,
    ),
    (r"(?i)(?:©|\(c\))[ ]*(?:\d{4})?|\ball rights reserved\b", "a copyright line", REMOVE_UNSAID),
    (r"(?m)^[ \t]*\|.*\|[ \t]*$", "a table, which is shown as it stands", "Write it as sentences"),
    (
        r"\p{L}+[-‐¬\u{ad}][ \t\r]*\n\s*\p{L}",
        "a word that is cut at the end of its line",
        "Join its parts, and keep the hyphen if the word has one",
    ),
    (
        r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8}\d{0,2});",
        "an HTML entity",
        "Write the character itself",
    ),
    (
        r"â€.?|Ã.|\u{fffd}|\p{L}\?\p{Ll}",
        "a character in a broken encoding",
        "Write the character itself",
    ),
];

pub(super) fn left_overs() -> &'static [LeftOver] {
    static ALL: LazyLock<Vec<LeftOver>> = LazyLock::new(|| {
        let made = |(mark, problem, remedy): &(&str, &'static str, &'static str)| LeftOver {
            mark: pattern(mark),
            problem: Some(*problem).filter(|problem| !problem.is_empty()),
            remedy,
        };
        MARKS.iter().map(made).collect()
    });
    &ALL
}
