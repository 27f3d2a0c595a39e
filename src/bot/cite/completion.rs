//! Completing a reference or a speech's id while it is typed.

use std::collections::HashSet;
use std::ops::Range;

use super::outline::line;
use super::places::CiteService;
use crate::corpus::{Corpus, Locator, Speech, Unit, UnitId};
use crate::reply::Choice;
use crate::text::{Prefixes, lower_words};

/// At a unit's beginning.
const FIRST_WORDS: usize = 12;

/// Made once for a corpus, as it is used at every key. Its texts are the units, or the headings, or
/// the speeches, in reading order.
pub(super) struct Completion {
    beginnings: Prefixes,
    references: Prefixes,
    /// References as numbers.
    numbers: Prefixes,
    headings: Prefixes,
    /// Each heading with the units under it.
    sections: Vec<Range<u32>>,
    /// Id and title.
    speeches: Prefixes,
}

impl Completion {
    pub(super) fn new(corpus: &Corpus) -> Completion {
        let units = || corpus.unit_ids().map(|id| corpus.unit(id));
        let text = |(speech, unit): (&Speech, &Unit)| {
            speech.text().get(unit.range.clone()).unwrap_or_default().to_owned()
        };
        let beginning = |text: String| {
            let words: Vec<&str> = text.split_whitespace().take(FIRST_WORDS).collect();
            lower_words(&words.join(" "))
        };
        let sections = sections(corpus);
        let heading = |section: &Range<u32>| lower_words(&text(corpus.unit(UnitId(section.start))));
        Completion {
            beginnings: Prefixes::new(units().map(|unit| beginning(text(unit)))),
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
}

impl CiteService {
    /// Matches the reference, a unit's first words, or its section's heading.
    pub fn complete_reference(&self, typed: &str, limit: usize) -> Vec<Choice> {
        let (corpus, completion) = (&*self.corpus, &*self.completion);
        let exact = corpus.look_up(typed).unwrap_or_default().into_iter().map(|place| place.unit);
        let (wanted, bare) = (lower_words(typed), numbers_of(typed));
        let unit = |at: usize| UnitId(u32::try_from(at).unwrap_or(u32::MAX));
        let numbered = (!bare.is_empty()).then(|| completion.numbers.beginning_with(&bare));
        let mut met = HashSet::new();
        let by_reference = exact.chain(numbered.into_iter().flatten().map(unit));
        let mut found: Vec<UnitId> =
            by_reference.filter(|id| met.insert(*id)).take(limit).collect();
        // Numbers that begin a reference are hardly meant as words.
        if found.is_empty() || bare.is_empty() {
            let sections = || {
                let headings = completion.headings.holding(&wanted);
                headings.filter_map(|heading| completion.sections.get(heading))
            };
            let by_words = sections()
                .map(|section| UnitId(section.start))
                .chain(completion.beginnings.holding(&wanted).map(unit))
                .chain(completion.references.holding(&wanted).map(unit))
                .chain(sections().flat_map(Range::clone).map(UnitId));
            let left = limit.saturating_sub(found.len());
            found.extend(by_words.filter(|id| met.insert(*id)).take(left));
        }
        let choice = |id: UnitId| {
            let quote = corpus.quote_unit(id);
            let reference = quote.reference().to_string();
            Choice { label: line(&reference, quote.text()), value: reference }
        };
        found.into_iter().map(choice).collect()
    }

    /// Matches id or title.
    pub fn complete_speech(&self, typed: &str, limit: usize) -> Vec<Choice> {
        let choice = |speech: &Speech| Choice {
            label: line(speech.id(), &speech.front().title),
            value: speech.id().to_owned(),
        };
        let found = self.completion.speeches.holding(&lower_words(typed));
        let speeches = found.filter_map(|at| self.corpus.speeches().get(at));
        speeches.take(limit).map(choice).collect()
    }
}

fn sections(corpus: &Corpus) -> Vec<Range<u32>> {
    let mut sections: Vec<Range<u32>> = Vec::new();
    let mut open = false;
    for id in corpus.unit_ids() {
        match corpus.unit(id).1.locator {
            Locator::Heading { .. } => {
                sections.push(id.0..id.0 + 1);
                open = true;
            }
            Locator::Title
            | Locator::Source
            | Locator::Note { .. }
            | Locator::Plain { .. }
            | Locator::Paragraph { section: 0, .. } => open = false,
            _ => {
                if let Some(section) = sections.last_mut().filter(|_| open) {
                    section.end = id.0 + 1;
                }
            }
        }
    }
    sections
}

/// `§2 ¶`, `sec. 2 par` and `2.` all begin with 2.
fn numbers_of(reference: &str) -> Vec<String> {
    const PARTS: &[&str] =
        &["section", "paragraph", "intro", "introduction", "photo", "note", "title", "source"];
    let words = lower_words(reference);
    let is_number = |word: &String| word.bytes().all(|byte| byte.is_ascii_digit());
    let part = |word: &String| PARTS.iter().find(|part| part.starts_with(word.as_str())).copied();
    if !words.iter().all(|word| is_number(word) || part(word).is_some()) {
        return Vec::new();
    }
    let kept = words.iter().filter_map(|word| match part(word) {
        Some("section" | "paragraph") => None,
        Some(part) => Some(part.get(..2).unwrap_or(part).to_owned()),
        None => Some(word.clone()),
    });
    kept.collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::bot::tests::{BOT, ODD, assert_verbatim};

    fn values(typed: &str) -> Vec<String> {
        BOT.cite.complete_reference(typed, 25).into_iter().map(|choice| choice.value).collect()
    }

    #[test]
    fn a_reference_is_completed_by_its_place_its_heading_and_its_first_words() {
        for typed in ["2", "§2", "sec 2", "section two", "2."] {
            assert_eq!(values(typed)[0], "§2", "{typed}");
        }
        for typed in ["2.3", "§2 ¶3", "2:3", "section 2 paragraph 3"] {
            assert_eq!(values(typed)[0], "§2 ¶3", "{typed}");
        }
        assert_eq!(values("§2 ¶"), ["§2", "§2 ¶1", "§2 ¶2", "§2 ¶3"]);
        assert_eq!(values("intro"), ["Intro ¶1", "Intro ¶2"]);
        assert_eq!(values("among the many tasks"), ["§2 ¶1"]);
        assert_eq!(values("wholeheartedly PROTECT"), ["§3", "§3 ¶1", "§3 ¶2", "§3 ¶3"]);
        assert_eq!(values("xyzzy"), Vec::<String>::new());
        assert_eq!(values("").len(), 20, "where there is room, all is offered");
        assert_eq!(
            BOT.cite
                .complete_reference("", 3)
                .iter()
                .map(|choice| choice.value.as_str())
                .collect::<Vec<_>>(),
            ["§1", "§2", "§3"]
        );
        assert_eq!(BOT.cite.complete_speech("rejuven", 25)[0].value, "acftu-2023");
    }

    proptest! {
        #[test]
        fn whatever_completes_can_be_sent_back_by_name_or_value(typed in r"(?s).{0,20}|[§¶0-9.: a-z]{0,8}", which in 0..4_usize) {
            let bot = if which == 3 { &*BOT } else { &ODD[which] };
            let choices = bot.cite.complete_reference(&typed, 25);
            prop_assert!(choices.len() <= 25);
            for choice in choices {
                prop_assert!(choice.label.chars().count() <= 100 && choice.value.chars().count() <= 100);
                let by_value = bot.cite.reply(&choice.value, false);
                assert_verbatim(bot, &by_value);
                prop_assert!(by_value.quotes().next().is_some());
                prop_assert_eq!(bot.cite.reply(&choice.label, false), by_value);
            }
        }
    }
}
