//! What of the front matter a question can ask for, and which rows of word classes ask for it.
//!
//! The letters stand in `words.rs`. Capitals in braces are parts of a sentence: `{N}` the speech
//! (“Kennedy’s famous speech to the Congress”), `{E}` also its text, `{T}` its title alone, `{J}`
//! whoever held it, `{Q}` what may follow the verb.

use std::sync::LazyLock;

use regex::Regex;

use crate::corpus::FrontMatter;
use crate::text::pattern_of_parts;
use FrontMatterField::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrontMatterField {
    Title,
    Speaker,
    Delivered,
    Venue,
    Occasion,
    Source,
    Published,
    Original,
}

impl FrontMatterField {
    pub(super) fn value(self, front: &FrontMatter) -> Option<&str> {
        match self {
            Title => Some(&front.title),
            Speaker => front.speaker.as_ref(),
            Delivered => front.delivered.as_ref(),
            Venue => front.venue.as_ref(),
            Occasion => front.occasion.as_ref(),
            Source => front.source.as_ref(),
            Published => front.published.as_ref(),
            Original => front.original.as_ref(),
        }
        .map(|value| value.trim())
        .filter(|value| !value.is_empty())
    }
}

const PARTS: &[(&str, &str)] = &[
    // The last two are behind “who”: “who gave the speech and where”.
    ("{GIVEN}", "{WAS_GIVEN}|{GAVE}|[vm]{N}|v{T}"),
    ("{WAS_GIVEN}", "[xiu]*{N}[xi]*[vm]{Q}|[xi]*{T}[xi]*v{Q}"),
    ("{GAVE}", "[xiu]*{J}[xi]*(?:[vm]{N}|v{T}|S(?:p[dfkst]+)*)"),
    ("{WHEN}", "(?:w|[pa]?qf?D)"),
    ("{WHERE}", "(?:r|[pa]?qf?L)"),
    ("{WHAT}", "(?:q[xi]?)?d?f?"),
    ("{N}", "(?:[djfkstT]*n[Tkn]*{OF})"),
    ("{E}", "(?:[djfkstT]*[ne][Tkn]*{OF})"),
    ("{T}", "(?:[dfst]*T)"),
    ("{J}", "(?:[dft]*(?:s+|h|P))"),
    ("{OF}", "(?:[payc][dfkstT]+)*"),
    ("{Q}", "(?:[pay][dfkst]+|s+)*[pa]?"),
];

const PATTERNS: &[(FrontMatterField, &str)] = &[
    (Delivered, "{WHEN}(?:{GIVEN}|[xi]*{N})"),
    (Delivered, "{WHAT}Da{N}"),
    (Delivered, "(?:q[xi])?{N}D"),
    (Venue, "{WHERE}(?:{GIVEN}|x{N})"),
    (Venue, "{WHAT}La(?:{N}|{T})"),
    (Venue, "(?:q[xi])?{N}L"),
    (Occasion, "[pa]?qf?O(?:{GIVEN}|[xi]+{N})"),
    (Occasion, "q[xi]?dO(?:{GIVEN})?"),
    (Occasion, "{WHAT}Oa(?:{N}|{T})"),
    (Occasion, "(?:q[xi])?{N}O"),
    (Speaker, "o[vm]{N}"),
    (Speaker, "ov{T}"),
    (Speaker, "qt[vm]{N}"),
    (Speaker, "y[ol]x{N}x*[vm]{Q}"),
    (Speaker, "ox{N}[vm]y?|lx{N}[vm]y"),
    (Speaker, "o[xi]*S(?:p[dfk]+)?"),
    (Speaker, "zn[xi]d?n?"),
    (Speaker, "(?:o[xi]?)?d?P(?:a(?:{E}|{T}))?"),
    (Speaker, "{WHAT}(?:Mad)?Pa(?:{E}|{T})"),
    (Title, "{WHAT}[IM]a{E}"),
    (Title, "(?:q[xi]?)?{E}[IM]"),
    (Title, "q[xi]?{E}c"),
    (Title, "q[xi]?dI"),
    (Title, "q(?:ad)?n(?:[xi]*(?:[vm]{Q}|p[dfkst]+)|i|u{J}v)"),
    (Published, "{WHEN}[xiu]+(?:{E}|{T})[xi]*b[pa]?"),
    (Published, "{WHEN}b{E}"),
    (Source, "{WHERE}[xiu]+(?:{E}|{T})bp?"),
    (Source, "[pa]?qU[xiu]+(?:{E}|{T})bp?"),
    (Source, "(?:o|qU)b{E}"),
    (Source, "y[ol][xi]{E}b"),
    (Source, "[ol][xi]{E}by"),
    (Source, "o[xi]dU(?:a{E})?"),
    (Source, "{WHAT}Ua{E}"),
    (Original, "(?:{WHERE}|[pa]?qU)[xiu]+(?:{E}|{T})gbp?"),
];

/// The question word, which may stand alone beside a whole question.
static QUESTION_WORD: LazyLock<Regex> =
    LazyLock::new(|| pattern_of_parts("^(?:{WHEN}|{WHERE}|[pa]?qf?O|q[xi]?dO|y?o|yl)", PARTS));

/// Each of several questions must be read; one that is but a question word borrows the rest from
/// another, or from an `earlier` one.
pub(super) fn asked(letters: &str, earlier: &str) -> Vec<FrontMatterField> {
    let parts: Vec<&str> = letters.split('+').filter(|part| !part.is_empty()).collect();
    let cut = |part: &'_ str| QUESTION_WORD.find(part).map_or(0, |word| word.end());
    let all = parts.iter().copied().chain(earlier.split('+'));
    let mut rests = all.filter_map(|part| part.get(cut(part)..));
    let rest = rests.find(|rest| !rest.is_empty()).unwrap_or_default();
    let field = |part: &&str| match cut(part) == part.len() {
        true => asked_once(&format!("{part}{rest}")),
        false => asked_once(part),
    };
    parts.iter().map(field).collect::<Option<Vec<_>>>().unwrap_or_default()
}

fn asked_once(letters: &str) -> Option<FrontMatterField> {
    static COMPILED: LazyLock<Vec<(FrontMatterField, Regex)>> = LazyLock::new(|| {
        let whole = |row: &str| pattern_of_parts(&format!("^(?:{row})$"), PARTS);
        PATTERNS.iter().map(|(field, row)| (*field, whole(row))).collect()
    });
    COMPILED.iter().find(|(_, pattern)| pattern.is_match(letters)).map(|(field, _)| *field)
}
