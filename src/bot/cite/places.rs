//! Looking passages up by their place, and reading on in either direction.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::Arc;

use super::completion::Completion;
use crate::bot::ask::Ask;
use crate::bot::excerpt::{self, BESIDE, PAGE};
use crate::bot::messages;
use crate::bot::settings::QuoteLength;
use crate::corpus::{
    Location, Mentioned, Quote, ReferenceError, SharedCorpus, UnitId, UnitKind, Voice,
};
use crate::reply::{Action, Button, Part, PassageKey, Reply};
use crate::text::Slice;

/// In bytes; fits one message.
const ROOM: usize = 3_000;

const BETWEEN: &str = " – ";

/// Sentence numbers of a unit.
type Stretch = (UnitId, Range<usize>);

#[derive(Clone)]
pub struct CiteService {
    pub(super) corpus: SharedCorpus,
    pub(super) completion: Arc<Completion>,
}

impl CiteService {
    pub(crate) fn new(corpus: SharedCorpus) -> Self {
        CiteService { completion: Arc::new(Completion::new(&corpus)), corpus }
    }

    pub fn reply(&self, typed: &str) -> Reply {
        self.reply_as(typed, Ask::default())
    }

    pub fn reply_as(&self, typed: &str, ask: Ask<'_>) -> Reply {
        match self.look_up(typed, ask.speeches()) {
            Ok(places) => self.reply_at(&places, ask),
            Err(error) => Reply::ephemeral(error.to_string()),
        }
    }

    /// A section alone begins with its heading.
    pub(crate) fn reply_at(&self, places: &[Location], ask: Ask<'_>) -> Reply {
        let units: Vec<UnitId> = places.iter().map(|place| place.unit).collect();
        let reply = match places {
            [Location { unit, sentence: Some(number) }] => {
                self.around_sentence(*unit, *number, ask.length())
            }
            [Location { unit, .. }] if self.is_heading(*unit) => {
                let section = self.corpus.rest_of_section(*unit);
                self.page(self.fill(section.map(|unit| self.all_of(unit)), PAGE, false), None)
            }
            _ => return self.listed(&units),
        };
        Reply { heading: Some(self.named(&units)), ..reply }
    }

    /// More reads on from the last that is shown: what it does not lead to is named.
    fn listed(&self, units: &[UnitId]) -> Reply {
        let page = self.fill(units.iter().map(|unit| self.all_of(*unit)), ROOM, false);
        let shown = page.len();
        let reply = self.page(page, None);
        let onward = units.slice(shown.saturating_sub(1)..);
        if self.runs(onward).count() <= 1 {
            return Reply { heading: Some(self.named(units)), ..reply };
        }
        let left = messages::quotes::not_shown(&self.named(units.slice(shown..)));
        let parts = reply.parts.into_iter().chain([Part::text(left)]).collect();
        Reply { heading: Some(self.named(units.slice(..shown))), parts, ..reply }
    }

    /// What leads nowhere is tried again in the only speech that is chosen or may be meant.
    pub(crate) fn look_up(
        &self,
        typed: &str,
        speeches: &[String],
    ) -> Result<Vec<Location>, ReferenceError> {
        let found = self.corpus.look_up(typed);
        let only = match (&found, speeches) {
            (Err(_), [only]) => Some(only.as_str()),
            // Its first word is the only speech that has it.
            (Err(ReferenceError::WhichSpeech { examples }), []) if !examples.contains(", ") => {
                examples.split(' ').next()
            }
            _ => None,
        };
        let again = only.map(|only| self.corpus.look_up(&format!("{only} {typed}")));
        let found = again.and_then(Result::ok).map_or(found, Ok);
        found.or_else(|error| {
            let mentioned = self.corpus.mentioned(typed, speeches).filter(Mentioned::stands_alone);
            mentioned.and_then(|mentioned| mentioned.found.ok()).ok_or(error)
        })
    }

    /// Of any length; a section with everything in it.
    ///
    /// # Errors
    ///
    /// A sentence for whoever typed it.
    pub fn whole(&self, typed: &str) -> Result<Reply, ReferenceError> {
        let places = self.look_up(typed, &[])?;
        let units: Vec<UnitId> = places.iter().map(|place| place.unit).collect();
        let places = self.with_sections(places);
        let excerpt = |place: &Location| {
            let (unit, all) = self.all_of(place.unit);
            Part::Passage(excerpt::stretch(&self.corpus, unit, all, place.sentence))
        };
        let parts = places.iter().map(excerpt).collect();
        Ok(Reply { heading: Some(self.named(&units)), parts, ..Reply::default() })
    }

    fn with_sections(&self, places: Vec<Location>) -> Vec<Location> {
        match places.as_slice() {
            [Location { unit, sentence: None }] if self.is_heading(*unit) => {
                self.corpus.rest_of_section(*unit).map(Location::from).collect()
            }
            _ => places,
        }
    }

    pub(crate) fn units_at(&self, places: &[Location]) -> Vec<UnitId> {
        // In a span, what is meant of a section follows its heading.
        let goes_on = |at: usize, unit: UnitId| {
            let next = places.get(at + 1).map(|place| place.unit);
            next.is_some_and(|next| self.corpus.neighbour(unit, 1) == Some(next))
        };
        let all = |(at, Location { unit, .. }): (usize, &Location)| match self.is_heading(*unit)
            && !goes_on(at, *unit)
        {
            true => self.corpus.rest_of_section(*unit).collect(),
            false => vec![*unit],
        };
        let mut seen = HashSet::new();
        places.iter().enumerate().flat_map(all).filter(|unit| seen.insert(*unit)).collect()
    }

    pub fn quotes_at(&self, typed: &str) -> Result<Vec<(Quote, String)>, ReferenceError> {
        let corpus = &*self.corpus;
        let quoted =
            |place: &Location| (corpus.quote_place(*place), corpus.permalink(*place).to_string());
        let places = self.with_sections(self.look_up(typed, &[])?);
        Ok(places.iter().map(quoted).collect())
    }

    pub(crate) fn more(&self, from: &PassageKey) -> Option<Reply> {
        let (unit, number) = self.find_sentence(from)?;
        let (_, all) = self.all_of(unit);
        self.turned((unit, number..all.end), false)
    }

    pub(crate) fn before(&self, until: &PassageKey) -> Option<Reply> {
        let (unit, number) = self.find_sentence(until)?;
        self.turned((unit, 0..number), true)
    }

    /// None where the speech ends.
    fn turned(&self, first: Stretch, back: bool) -> Option<Reply> {
        let others = self.corpus.beyond(first.0, if back { -1 } else { 1 });
        let stretches = std::iter::once(first).chain(others.map(|unit| self.all_of(unit)));
        let page = self.fill(stretches, PAGE, back);
        let units: Vec<UnitId> = page.iter().map(|(unit, _)| *unit).collect();
        (!units.is_empty())
            .then(|| Reply { heading: Some(self.named(&units)), ..self.page(page, None) })
    }

    /// From the unit's beginning, if there is room.
    fn around_sentence(&self, unit: UnitId, number: usize, length: QuoteLength) -> Reply {
        let (_, all) = self.all_of(unit);
        let whole = self.corpus.unit(unit).1.range.len() <= ROOM;
        let shown = match length {
            QuoteLength::Sentence => number..number + 1,
            _ if whole => all,
            _ => number..all.end,
        };
        self.page(self.fill(std::iter::once((unit, shown)), ROOM, false), Some(number))
    }

    /// Cites the sentence `focus` if one was asked for, else the first passage that is no heading.
    fn page(&self, page: Vec<Stretch>, focus: Option<usize>) -> Reply {
        let corpus = &*self.corpus;
        let (Some((first, from)), Some((last, to))) = (page.first(), page.last()) else {
            return Reply::default();
        };
        let parts = page
            .iter()
            .map(|(unit, shown)| {
                Part::Passage(excerpt::stretch(corpus, *unit, shown.clone(), focus))
            })
            .collect();
        let mut buttons = Vec::new();
        let mut push = |label, action| buttons.push(Button { label, action });
        let key = |unit: UnitId, number: usize| PassageKey::new(corpus.unit(unit).1, [number]);
        if from.start > 0 || corpus.neighbour(*first, -1).is_some() {
            push(messages::quotes::BEFORE, Action::Before { until: key(*first, from.start) });
        }
        let onward = match to.end < self.all_of(*last).1.end {
            true => Some((*last, to.end)),
            false => corpus.neighbour(*last, 1).map(|unit| (unit, 0)),
        };
        if let Some((unit, number)) = onward {
            push(messages::quotes::MORE, Action::More { from: key(unit, number) });
        }
        let cited = page
            .iter()
            .map(|(unit, _)| *unit)
            .find(|unit| !self.is_heading(*unit))
            .unwrap_or(*first);
        let passage = PassageKey::new(corpus.unit(cited).1, focus);
        push(messages::quotes::COPY, Action::Copy { passage });
        Reply { parts, buttons, ..Reply::default() }
    }

    /// At least one sentence; `back`: from the end, last stretch first. A heading does not end the
    /// page if its section follows.
    fn fill(
        &self,
        stretches: impl Iterator<Item = Stretch>,
        room: usize,
        back: bool,
    ) -> Vec<Stretch> {
        let mut page: Vec<Stretch> = Vec::new();
        let mut used = 0;
        for (unit, all) in stretches.filter(|(_, all)| !all.is_empty()) {
            used += self.beside(unit);
            let mut shown = if back { all.end..all.end } else { all.start..all.start };
            while shown.len() < all.len() {
                let number = if back { shown.start - 1 } else { shown.end };
                let sentence = self.corpus.unit(unit).1.sentences.get(number);
                used += sentence.map_or(0, |range| range.len() + 1);
                if used > room && !(page.is_empty() && shown.is_empty()) {
                    break;
                }
                shown = if back { number..all.end } else { all.start..number + 1 };
            }
            let is_cut = shown != all;
            page.extend((!shown.is_empty()).then_some((unit, shown)));
            if is_cut {
                let heading_last = page.last().is_some_and(|(unit, _)| self.is_heading(*unit));
                if !back && page.len() > 1 && heading_last {
                    page.pop();
                }
                break;
            }
        }
        if back {
            page.reverse();
        }
        page
    }

    /// In bytes.
    fn beside(&self, unit: UnitId) -> usize {
        let quote = self.corpus.quote_unit(unit);
        let credit = match quote.kind().voice() {
            Voice::Speaker => 0,
            Voice::Editor => quote.credit().len(),
        };
        BESIDE + quote.reference().to_string().len() + credit
    }

    fn all_of(&self, unit: UnitId) -> Stretch {
        (unit, 0..self.corpus.unit(unit).1.sentences.len())
    }

    fn is_heading(&self, unit: UnitId) -> bool {
        self.corpus.unit(unit).1.kind == UnitKind::Heading
    }

    /// None when the words are gone.
    pub(crate) fn find_passage(&self, passage: &PassageKey) -> Option<(UnitId, Vec<usize>)> {
        let unit = self.corpus.unit_with_key(&passage.unit)?;
        Some((unit, passage.focus.iter().map(|number| usize::from(*number)).collect()))
    }

    fn find_sentence(&self, key: &PassageKey) -> Option<(UnitId, usize)> {
        let (unit, focus) = self.find_passage(key)?;
        let number = *focus.first()?;
        (number < self.all_of(unit).1.end).then_some((unit, number))
    }

    /// A reference for each run without a gap: the only one, or the first and the last.
    pub(super) fn named(&self, units: &[UnitId]) -> String {
        self.runs(units).map(|run| self.run_named(run)).collect::<Vec<_>>().join(", ")
    }

    /// Photos stand between paragraphs that are counted on.
    fn runs<'a>(&'a self, units: &'a [UnitId]) -> impl Iterator<Item = &'a [UnitId]> {
        let is_caption = move |unit: &UnitId| self.corpus.unit(*unit).1.kind == UnitKind::Caption;
        units.chunk_by(move |one, next| {
            let mut others = self.corpus.beyond(*one, 1);
            others.find(|unit| unit == next || !is_caption(unit)) == Some(*next)
        })
    }

    fn run_named(&self, units: &[UnitId]) -> String {
        let (Some(first), Some(last)) = (units.first(), units.last()) else { return String::new() };
        let (speech, from) = self.corpus.unit(*first);
        let (_, to) = self.corpus.unit(*last);
        let (mut start, end) = (speech.reference(from), speech.reference(to));
        let is_counted_on = matches!(from.kind, UnitKind::Paragraph | UnitKind::Note)
            && from.kind == to.kind
            && from.locator.section() == to.locator.section();
        if is_counted_on {
            start.locator.numbers.last = end.locator.numbers.last;
        }
        if is_counted_on || start == end {
            start.to_string()
        } else {
            format!("{start}{BETWEEN}{end}")
        }
    }
}
