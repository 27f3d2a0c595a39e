//! What references and speeches are completed from.

use std::collections::HashSet;
use std::ops::Range;

use crate::corpus::{Corpus, Speech, Unit, UnitId};
use crate::text::number_words::is_digits;
use crate::text::{Prefixes, lower_words, moved, number};

/// At a unit's beginning.
const FIRST_WORDS: usize = 12;

/// The texts are units, headings or speeches, in reading order.
pub(super) struct Completion {
    beginnings: Prefixes,
    references: Prefixes,
    numbers: Prefixes,
    headings: Prefixes,
    sections: Vec<Range<u32>>,
    /// Id and title.
    speeches: Prefixes,
}

impl Completion {
    pub(super) fn new(corpus: &Corpus) -> Completion {
        let units = || corpus.unit_ids().map(|id| corpus.unit(id));
        let beginning = |(speech, unit): (&Speech, &Unit)| {
            let words: Vec<&str> =
                speech.words(unit).split_whitespace().take(FIRST_WORDS).collect();
            lower_words(&words.join(" "))
        };
        let sections = sections(corpus);
        let heading = |section: &Range<u32>| {
            let (speech, unit) = corpus.unit(UnitId(section.start));
            lower_words(speech.words(unit))
        };
        Completion {
            beginnings: Prefixes::new(units().map(beginning)),
            references: Prefixes::new(
                units().map(|(speech, unit)| lower_words(&speech.reference(unit).to_string())),
            ),
            numbers: Prefixes::new(units().map(|(_, unit)| numbers_of(&unit.locator.to_string()))),
            headings: Prefixes::new(sections.iter().map(heading)),
            speeches: Prefixes::new(
                corpus.speeches().iter().map(|speech| {
                    lower_words(&format!("{} {}", speech.id(), speech.front().title))
                }),
            ),
            sections,
        }
    }

    /// By the reference, a unit's first words, or its section's heading.
    pub(super) fn units(&self, corpus: &Corpus, typed: &str, limit: usize) -> Vec<UnitId> {
        let exact = corpus.look_up(typed).unwrap_or_default().into_iter().map(|place| place.unit);
        let (wanted, bare) = (lower_words(typed), numbers_of(typed));
        let unit = |at: usize| UnitId(number(at));
        let numbered = (!bare.is_empty()).then(|| self.numbers.beginning_with(&bare));
        let mut met = HashSet::new();
        let by_reference = exact.chain(numbered.into_iter().flatten().map(unit));
        // Numbers that begin a reference hardly mean words; the letters of “in” or “no” may.
        let may_be_words = !bare.iter().any(|part| is_digits(part));
        let most = if may_be_words && !bare.is_empty() { limit.div_ceil(2) } else { limit };
        let mut found: Vec<UnitId> = by_reference.filter(|id| met.insert(*id)).take(most).collect();
        if found.is_empty() || may_be_words {
            let sections = || {
                let headings = self.headings.holding(&wanted);
                headings.filter_map(|heading| self.sections.get(heading))
            };
            let by_words = sections()
                .map(|section| UnitId(section.start))
                .chain(self.beginnings.holding(&wanted).map(unit))
                .chain(self.references.holding(&wanted).map(unit))
                .chain(sections().flat_map(Range::clone).map(UnitId));
            let left = limit.saturating_sub(found.len());
            found.extend(by_words.filter(|id| met.insert(*id)).take(left));
        }
        found
    }

    pub(super) fn speeches(&self, typed: &str) -> impl Iterator<Item = usize> {
        self.speeches.holding(&lower_words(typed))
    }
}

fn sections(corpus: &Corpus) -> Vec<Range<u32>> {
    let mut sections = Vec::new();
    let mut before = 0;
    for speech in corpus.speeches() {
        let with_heading = speech.sections().into_iter().filter(|section| section.number > 0);
        let units = with_heading.map(|section| moved(&section.units, before));
        sections.extend(units.map(|units| number(units.start)..number(units.end)));
        before += speech.units().len();
    }
    sections
}

/// `§2 ¶`, `sec. 2 par` and `2.` all begin with 2.
fn numbers_of(reference: &str) -> Vec<String> {
    const PARTS: &[&str] =
        &["section", "paragraph", "intro", "introduction", "photo", "note", "title", "source"];
    let words = lower_words(reference);
    let part = |word: &String| PARTS.iter().find(|part| part.starts_with(word.as_str())).copied();
    if !words.iter().all(|word| is_digits(word) || part(word).is_some()) {
        return Vec::new();
    }
    let kept = words.iter().filter_map(|word| match part(word) {
        Some("section" | "paragraph") => None,
        Some(part) => Some(part.get(..2).unwrap_or(part).to_owned()),
        None => Some(word.clone()),
    });
    kept.collect()
}
