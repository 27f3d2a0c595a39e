//! Patterns of what a page leaves in a text that was copied from it.

use std::ops::Range;

use super::front_matter::FrontMatter;
use super::unit_kind::UnitKind;
use crate::text::{Pattern, overlap, plain_words};

/// What it looks like, and its marks: each is its pattern's last group, or else all that matches.
pub(super) type LeftOver = (&'static str, Pattern);

/// Without a full stop.
pub(super) const REMEDY: &str = "Write it as the speaker said it, or remove it";

pub(super) const LABEL: &str = "a speaker's label";

/// An earlier one takes what a later one would match.
static ANYWHERE: [LeftOver; 7] = [
    (
        "markup, which is shown as it stands",
        Pattern::new(
            r"(?mx) !?\[[^\]\n]*\]\([^)\n]*\) | \*{1,3}[^*\s][^*\n]*\*{1,3} | ~~[^~\n]+~~
              | (?:^|\s)_{1,2}[^_\s][^_\n]*_{1,2} | </?[a-zA-Z][^<>:]*>
              | <!--(?s:.*?-->)? | \\[\x21-\x2f\x3a-\x40\x5b-\x60\x7b-\x7e] | `[^`\n]+` | ^[\ \t]*•
              | ^[\ \t]*\|.*\|[\ \t]*$",
        ),
    ),
    ("a time stamp", Pattern::new(r"(?m)^[\[(]?\d{1,2}:\d{2}(?::\d{2})?\b[\])]?|-->")),
    (
        "a page mark",
        Pattern::new(
            r"(?imx) [\[({]\s*(?:pgs?|pp?|pages?)\.?\s*\d+[^\[\](){}]*[\])}] | \{\s*\d+\s*\}
              | ^[\ \t]*(?:page\ \d+(?:\ of\ \d+)? | [–—-]?\ ?\d{1,4}\ ?[–—-]?)[\ \t]*$",
        ),
    ),
    (
        "a footnote mark",
        Pattern::new(
            r"(?mx) \A(?:\d{1,3}\ \p{Lu}\p{L}+ | [\^*†‡¹²³⁰⁴-⁹₀-₉]+\ ?\p{Lu}\p{L}*)
              | \[\s*(?:\d{1,4}|\p{Ll}|[*†‡])\s*\] | \^\d{1,3}\b
              | (?:(?:\p{L}{3,}|\d{4,})[.,;:!?”’\x22)]* | [.,;:!?”’\x22)])\ ?[¹²³⁰⁴-⁹₀-₉]
              | [\p{L}\d]+[.,;:!?”’\x22)]*(?:\*+(?:\s|$) | \ ?[†‡])
              | \p{L}{3,}[.,;!?][”’\x22]?\d{1,2}(?:\s|$)
              | (?:\p{L}+|\d{4,})[.!?][”’\x22]?\d{1,2}(?:\s+\p{Lu}\p{L}* | [\ \t]*$)",
        ),
    ),
    // Lines are joined with a space, also beside a dash.
    (
        "a space too few or too many",
        Pattern::new(
            r"(?mx) \p{L}*\p{Ll}{2}[.!?][”’\x22]?\p{Lu}\p{Ll}+ | \p{L}+\ [,;:!?](?:\s|$)
              | ([^\s–—-]+(?:--|[–—]))[\ \t]*\n\s*\S | \p{L}[\ \t]*\n[\ \t]*((?:--|[–—])\p{L}+)",
        ),
    ),
    (
        "a word that is cut at the end of its line",
        Pattern::new(r"\p{L}+[-‐¬\u{ad}]\s*(?:\n\s*\p{L}|\z)"),
    ),
    (
        "a character that was not decoded",
        Pattern::new(
            r"(?x) &(?:\#\d+|\#x[0-9a-fA-F]+|[a-zA-Z]{2,8}\d{0,2}); | â€.? | Ã. | \u{fffd}
              | \p{L}+\?\p{Ll}+ | \S*[[\p{Cc}\u{202a}-\u{202e}\u{2066}-\u{2069}]&&[^\n\t]]\S*",
        ),
    ),
];

/// Nobody says these.
static UNSAID: [LeftOver; 4] = [
    // No speaker says brackets. Round ones may hold an aside, but hardly a sentence, nor what
    // somebody does or has done: “(laughs)”, “(holding up a loaf)”.
    (
        "a stage direction, a mark or a remark",
        Pattern::new(
            r"(?x) \[[^\[\]]{1,90}\] | \{[^{}]{1,90}\}
              | (?:\A|[.!?…”\x22]\s+)
                ([(*]\p{Lu}[\p{L}\ ]{2,30}[)*] | \(\p{Lu}[^()]{2,60}[.!?][”’\x22]?\))
              | (?i:\((?:music|[^\[\]()]{0,60}\b
                (?:laughter|applause|cheer(?:s|ing)?|inaudible|crosstalk))\b[^\[\]()]{0,60}\))
              | \(\p{Ll}{2,}[^s\W](?:s|ed|ing)(?:\ [\p{L}’'-]+){0,5}[.]?\)",
        ),
    ),
    ("a note", Pattern::new(r"(?i)\A(?:\p{L}+['’]s )?(?:foot)?notes?(?: \d+[.:]|:)")),
    // Behind the colon of a heading in capitals no sentence stands.
    (
        LABEL,
        Pattern::new(
            r"(?mx) ^((?:\p{Lu}\p{L}*\.?\ ){0,2}\p{Lu}{2}[\p{Lu}\ .’'-]*:)\s+[^\n]*?[\p{Ll}.!?]
              | \A((?:\p{Lu}\p{L}*\.?\ ){0,2}\p{Lu}{3,}\.)\s+[^\n]*?\p{Ll}
              | \A(The\ \p{Lu}[\p{L}’'-]+[.:])\s+\S",
        ),
    ),
    (
        "an address or a copyright line",
        Pattern::new(
            r"(?x) \b(?:https?://|www\.)[^\s<>]*[^\s<>.,;:!?)] | \b[\w.+-]+@[\w-]+\.[\w.-]*\w
              | (?i:©|\(c\)\ *\d)(?:\ *\d{3,4})? | (?i:\ball\ rights\ reserved\b)",
        ),
    ),
];

/// In a unit; each with what it looks like.
pub(super) fn left_overs(
    unit: &str,
    kind: UnitKind,
    own_label: Option<&LeftOver>,
) -> Vec<(&'static str, Range<usize>)> {
    let mut found = Vec::new();
    let unsaid = own_label.into_iter().chain(&UNSAID);
    let unsaid = unsaid.filter(|_| !matches!(kind, UnitKind::Source | UnitKind::Note));
    // What stands in brackets or begins with a figure is meant to in a caption.
    let left_overs = ANYWHERE.iter().chain(unsaid).filter(|_| kind != UnitKind::Caption);
    for (name, mark) in left_overs {
        for matched in mark.captures_iter(unit).filter_map(|groups| groups.iter().flatten().last())
        {
            let place = matched.range();
            if !found.iter().any(|(_, taken)| overlap(&place, taken)) {
                found.push((*name, place));
            }
        }
    }
    found
}

pub(super) fn own_label(front: &FrontMatter) -> Option<LeftOver> {
    let names = front.speaker.iter().chain(&front.family_name);
    let words = names.flat_map(|name| plain_words(name));
    // An initial is no name.
    let words: Vec<&str> = words.filter(|word| word.chars().nth(1).is_some()).collect();
    let words = Some(words.join("|")).filter(|words| !words.is_empty())?;
    let mark = format!(r"(?m)^(?:\p{{Lu}}[\p{{L}}.’'-]*[ -]){{0,3}}(?i:{words}):(?:\s|$)").into();
    Some((LABEL, mark))
}
