//! Patterns of what a page leaves in a text that was copied from it.

use std::ops::Range;

use super::front_matter::FrontMatter;
use super::unit_kind::UnitKind;
use crate::text::{Pattern, plain_words};

pub(super) struct LeftOver {
    mark: Pattern,
    pub(super) problem: &'static str,
    /// Without a full stop.
    pub(super) remedy: &'static str,
    only_in_speech: bool,
}

impl LeftOver {
    pub(super) fn may_stand_in(&self, kind: UnitKind) -> bool {
        match kind {
            UnitKind::Title | UnitKind::Heading | UnitKind::Paragraph => true,
            // Nobody says these.
            UnitKind::Source | UnitKind::Note => !self.only_in_speech,
            // What stands in brackets or begins with a figure is meant to.
            UnitKind::Caption => false,
        }
    }

    /// Of its pattern's last group, or else of all that it matches.
    pub(super) fn places(&self, unit: &str) -> Vec<Range<usize>> {
        let found = self.mark.captures_iter(unit);
        found.filter_map(|found| found.iter().flatten().last().map(|mark| mark.range())).collect()
    }
}

const fn anywhere(mark: &'static str, problem: &'static str, remedy: &'static str) -> LeftOver {
    LeftOver { mark: Pattern::new(mark), problem, remedy, only_in_speech: false }
}

const fn in_speech(mark: &'static str, problem: &'static str, remedy: &'static str) -> LeftOver {
    LeftOver { mark: Pattern::new(mark), problem, remedy, only_in_speech: true }
}

const REMOVE_UNSAID: &str = "Remove it if the speaker did not say it";

const LABEL: &str = "a speaker's label";

/// An earlier one takes what a later one would match. `\A` is where a title, a paragraph or a
/// note begins.
pub(super) static LEFT_OVERS: [LeftOver; 28] = [
    anywhere(
        r"!\[[^\]\n]*\]\([^)\n]*\)",
        "a photo within a paragraph, which is shown as it stands",
        "Put it into a paragraph of its own, or remove it",
    ),
    anywhere(
        r"\[[^\]\n]+\]\([^)\n]*\)",
        "a link, which is shown as it stands",
        "Keep its words, and remove the brackets and the address",
    ),
    anywhere(r"(?m)^[\[(]?\d{1,2}:\d{2}(?::\d{2})?\b[\])]?|-->", "a time stamp", "Remove it"),
    anywhere(
        r"(?i)[\[({]\s*(?:pgs?|pp?|pages?)\.?\s*\d+[^\[\](){}]*[\])}]|\{\s*\d+\s*\}|(?m:^[ \t]*page \d+(?: of \d+)?[ \t\r]*$)",
        "a page mark",
        "Remove it",
    ),
    anywhere(r"\[\s*(?:\d{1,4}|\p{Ll}|[*†‡])\s*\]", "a footnote or page mark", "Remove it"),
    // No speaker says brackets. Round ones may hold an aside, but hardly a sentence.
    in_speech(
        r"\[[^\[\]]{1,90}\]|\{[^{}]{1,90}\}|(?:\A|[.!?…”\x22]\s+)([(*]\p{Lu}[\p{L} ]{2,30}[)*]|\(\p{Lu}[^()]{2,60}[.!?][”’\x22]?\))",
        "a stage direction, a mark or a remark",
        REMOVE_UNSAID,
    ),
    // What somebody does or has done: “(laughs)”, “(holding up a loaf)”.
    in_speech(
        r"(?i:\((?:music|[^\[\]()]{0,60}\b(?:laughter|applause|cheer(?:s|ing)?|inaudible|crosstalk))\b[^\[\]()]{0,60}\))|\(\p{Ll}{2,}[^s\W](?:s|ed|ing)(?: [\p{L}’'-]+){0,5}[.]?\)",
        "a stage direction",
        REMOVE_UNSAID,
    ),
    anywhere(r"(?m)^[ \t]*[–—-]?[ ]?\d{1,4}[ ]?[–—-]?[ \t\r]*$", "a page mark", "Remove it"),
    anywhere(
        r"\*{1,3}[^*\s][^*\n]*\*{1,3}|~~[^~\n]+~~|(?:^|\s)_{1,2}[^_\s][^_\n]*_{1,2}",
        "a mark of Markdown, which is shown as it stands",
        "Keep the words and remove the marks",
    ),
    anywhere(
        r"(?:(?:\p{L}{3}|\d{4})[.,;:!?”’\x22)]*|[.,;:!?”’\x22)])[ ]?[¹²³⁰⁴-⁹₀-₉]|(?:(?:\p{L}{1,3}|\d{1,4})[.,;:!?”’\x22)]*|\p{P})[ ]?[†‡]|\^\d{1,3}\b",
        "a footnote mark",
        "Remove it",
    ),
    anywhere(r"[\p{L}\d][.,;:!?”’\x22)]*\*+(?:\s|$)", "a footnote mark", "Remove it"),
    anywhere(
        r"(?m)\p{L}{3}[.,;!?][”’\x22]?\d{1,2}(?:\s|$)|(?:\p{L}|\d{4})[.!?][”’\x22]?\d{1,2}(?:\s+\p{Lu}|[ \t\r]*$)",
        "a footnote mark",
        "Remove it",
    ),
    anywhere(
        r"\p{Ll}{2}[.!?][”’\x22]?\p{Lu}\p{Ll}",
        "two sentences without a space between them",
        "Write the space",
    ),
    anywhere(r"\p{L} [,;:!?](?:\s|$)", "a mark behind a space", "Remove the space"),
    anywhere(
        r"([^\s–—-]+(?:--|[–—]))[ \t\r]*\n\s*\S|\p{L}[ \t\r]*\n[ \t]*((?:--|[–—])\p{L}+)",
        "a dash that gets a space beside it when lines are joined",
        "Write the dash and the words around it in one line",
    ),
    anywhere(r"(?m)^#{1,6}[^#\s]", "a heading without a space", "Write the space behind #"),
    anywhere(
        r"\A(?:\d{1,3} \p{Lu}\p{L}+|[\^*†‡¹²³⁰⁴-⁹₀-₉]+ ?\p{Lu}\p{L}*)",
        "a note's number",
        "Put notes below a line --- and without their numbers, or remove them",
    ),
    in_speech(
        r"(?i)\A(?:\p{L}+['’]s )?(?:foot)?notes?(?: \d+[.:]|:)",
        "a note",
        "Put it below a line ---, or remove it",
    ),
    in_speech(
        r"\A((?:(?i:part|section|chapter) (?:\p{L}+|\d+)|\p{Lu}\p{L}*\.? [IVX]+|[IVX]{2,})[.:])\s+\S",
        "a heading's number",
        "Write ## before it if it is a heading",
    ),
    // Behind the colon of a heading in capitals no sentence stands.
    in_speech(
        r"(?m)^((?:\p{Lu}\p{L}*\.? ){0,2}\p{Lu}{2}[\p{Lu} .’'-]*:)\s+[^\n]*?[\p{Ll}.!?]",
        LABEL,
        REMOVE_UNSAID,
    ),
    in_speech(
        r"\A((?:\p{Lu}\p{L}*\.? ){0,2}\p{Lu}{3,}\.)\s+[^\n]*?\p{Ll}|\A(The \p{Lu}[\p{L}’'-]+[.:])\s+\S",
        LABEL,
        REMOVE_UNSAID,
    ),
    anywhere(r"</?[a-zA-Z][^<>:]*>|<!--", "an HTML tag, which is shown as it stands", "Remove it"),
    in_speech(
        r"\b(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)]|\b[\w.+-]+@[\w-]+\.[\w.-]*\w",
        "an address",
        "Remove it and the line it stands in if the speaker did not say it",
    ),
    in_speech(
        r"(?i)(?:©|\(c\)[ ]*\d)(?:[ ]*\d{3,4})?|\ball rights reserved\b",
        "a copyright line",
        REMOVE_UNSAID,
    ),
    anywhere(
        r"(?m)^[ \t]*\|.*\|[ \t]*$",
        "a table, which is shown as it stands",
        "Write it as sentences",
    ),
    anywhere(
        r"\p{L}+[-‐¬\u{ad}]\s*(?:\n\s*\p{L}|\z)",
        "a word that is cut at the end of its line",
        "Join its parts, and keep the hyphen if the word has one",
    ),
    anywhere(
        r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8}\d{0,2});",
        "an HTML entity",
        "Write the character itself",
    ),
    anywhere(
        r"â€.?|Ã.|\u{fffd}|\p{L}\?\p{Ll}",
        "a character in a broken encoding",
        "Write the character itself",
    ),
];

pub(super) fn own_label(front: &FrontMatter) -> Option<LeftOver> {
    let names = front.speaker.iter().chain(&front.family_name);
    let words = names.flat_map(|name| plain_words(name));
    // An initial is no name.
    let words: Vec<&str> = words.filter(|word| word.chars().nth(1).is_some()).collect();
    if words.is_empty() {
        return None;
    }
    let words = words.join("|");
    let mark = format!(r"(?m)^(?:\p{{Lu}}[\p{{L}}.’'-]*[ -]){{0,3}}(?i:{words}):(?:\s|$)").into();
    Some(LeftOver { mark, problem: LABEL, remedy: REMOVE_UNSAID, only_in_speech: true })
}
