//! Looking passages up by their place, and reading on from there in either direction.

use std::ops::Range;

use super::{Ask, Bot, QuoteLength, excerpt};
use crate::corpus::{Corpus, Locator, LookupError, Numbers, Place, Quote, Reference, UnitId, UnitKind};
use crate::reply::{Action, Button, Part, PassageKey, Reply, SentenceKey};

/// How many bytes what was asked for may fill: what one message holds with room to spare.
const ROOM: usize = 3_000;

/// How many bytes a page fills that was not asked for sentence by sentence: some screens of a phone.
const PAGE: usize = 1_800;

/// What a reference below a passage takes beside its own bytes.
const BESIDE: usize = 24;

/// What stands between the references of a page's first and last passage.
const BETWEEN: &str = " – ";

/// A stretch of a unit: its sentences by their numbers.
type Stretch = (UnitId, Range<usize>);

impl Bot {
    /// Shows what a reference or a permalink names: a section from its heading on.
    pub fn cite(&self, typed: &str, private: bool) -> Reply {
        self.cite_as(typed, Ask { private, ..Ask::default() })
    }

    /// As [`Bot::cite`], for somebody who prefers a length of quotes, or one of several speeches.
    pub fn cite_as(&self, typed: &str, ask: Ask<'_>) -> Reply {
        let places = match self.look_up(typed, ask.speeches()) {
            Ok(places) => places,
            Err(error) => return Reply::refusal(error.to_string()),
        };
        let units: Vec<UnitId> = places.iter().map(|place| place.unit).collect();
        let reply = match places.as_slice() {
            [Place { unit, sentence: Some(number) }] => self.around_sentence(*unit, *number, ask.length()),
            [Place { unit, .. }] if self.is_heading(*unit) => self.page(fill(self.corpus(), self.section(*unit), PAGE), None),
            _ => self.page(fill(self.corpus(), units.iter().map(|unit| self.all_of(*unit)), ROOM), None),
        };
        Reply { private: ask.private, heading: Some(self.named(&units)), ..reply }
    }

    /// The places that a reference or a permalink names. Where one speech was chosen of several, a reference that names none
    /// is one of that.
    pub(super) fn look_up(&self, typed: &str, speeches: &[String]) -> Result<Vec<Place>, LookupError> {
        let found = self.corpus().look_up(typed);
        match (&found, speeches) {
            (Err(_), [only]) => self.corpus().look_up(&format!("{only} {typed}")).or(found),
            _ => found,
        }
    }

    /// All that a reference or a permalink names, however long: of a section, everything in it.
    ///
    /// # Errors
    /// When it cannot be read or names nothing; the error is a sentence for the person who typed it.
    pub fn cite_whole(&self, typed: &str) -> Result<Reply, LookupError> {
        let places = self.passages(typed)?;
        let excerpt = |place: &Place| {
            let (unit, all) = self.all_of(place.unit);
            Part::Passage(excerpt::stretch(self.corpus(), unit, all, place.sentence))
        };
        let source = places.first().map(|place| Bot::source_line(self.corpus().unit(place.unit).0));
        let units: Vec<UnitId> = self.corpus().look_up(typed)?.iter().map(|place| place.unit).collect();
        let parts = places.iter().map(excerpt).collect();
        Ok(Reply { heading: Some(self.named(&units)), parts, source, ..Reply::default() })
    }

    /// The places that a reference or a permalink names; a section stands for everything in it.
    ///
    /// # Errors
    /// As [`Bot::cite_whole`].
    pub fn passages(&self, typed: &str) -> Result<Vec<Place>, LookupError> {
        let places = self.corpus().look_up(typed)?;
        Ok(match places.as_slice() {
            [Place { unit, sentence: None }] if self.is_heading(*unit) => {
                self.section(*unit).map(|(unit, _)| Place::from(unit)).collect()
            }
            _ => places,
        })
    }

    /// The words of what a reference or a permalink names, each with its permalink.
    ///
    /// # Errors
    /// As [`Bot::cite_whole`].
    pub fn quotes_at(&self, typed: &str) -> Result<Vec<(Quote, String)>, LookupError> {
        let corpus = self.corpus();
        let quoted = |place: &Place| (corpus.quote_place(*place), corpus.permalink(*place).to_string());
        Ok(self.passages(typed)?.iter().map(quoted).collect())
    }

    /// The page from a sentence on.
    pub(super) fn more(&self, from: &SentenceKey) -> Option<Reply> {
        let (unit, number) = self.find_sentence(from)?;
        let (_, all) = self.all_of(unit);
        let rest = std::iter::once((unit, number..all.end)).chain(self.after(unit).map(|unit| self.all_of(unit)));
        self.turned(fill(self.corpus(), rest, PAGE))
    }

    /// The page that ends before a sentence.
    pub(super) fn before(&self, until: &SentenceKey) -> Option<Reply> {
        let (unit, number) = self.find_sentence(until)?;
        let earlier = std::iter::successors(self.corpus().neighbour(unit, -1), |unit| self.corpus().neighbour(*unit, -1));
        let stretches = std::iter::once((unit, 0..number)).chain(earlier.map(|unit| self.all_of(unit)));
        self.turned(fill_backwards(self.corpus(), stretches, PAGE))
    }

    /// A page without a reference that was asked for; nothing when the speech ends here.
    fn turned(&self, page: Vec<Stretch>) -> Option<Reply> {
        let units: Vec<UnitId> = page.iter().map(|(unit, _)| *unit).collect();
        (!units.is_empty()).then(|| Reply { heading: Some(self.named(&units)), ..self.page(page, None) })
    }

    /// A sentence in its unit, from the unit's beginning where there is room for that.
    fn around_sentence(&self, unit: UnitId, number: usize, length: QuoteLength) -> Reply {
        let (_, all) = self.all_of(unit);
        let whole = self.corpus().unit(unit).1.range.len() <= ROOM;
        let shown = match length {
            QuoteLength::Sentence => number..number + 1,
            _ if whole => all,
            _ => number..all.end,
        };
        self.page(fill(self.corpus(), std::iter::once((unit, shown)), ROOM), Some(Place { unit, sentence: Some(number) }))
    }

    /// Passages with the buttons that lead on from them. One sentence may be what was asked for; else the first passage that
    /// is not a heading is what a citation is made of.
    pub(super) fn page(&self, page: Vec<Stretch>, asked: Option<Place>) -> Reply {
        let corpus = self.corpus();
        let (Some((first, from)), Some((last, to))) = (page.first(), page.last()) else { return Reply::default() };
        let focus = asked.and_then(|place| place.sentence);
        let parts =
            page.iter().map(|(unit, shown)| Part::Passage(excerpt::stretch(corpus, *unit, shown.clone(), focus))).collect();
        let mut buttons = Vec::new();
        let key = |unit: UnitId, number: usize| {
            Some(SentenceKey { unit: corpus.unit(unit).1.key.clone(), number: u16::try_from(number).ok()? })
        };
        if from.start > 0 || corpus.neighbour(*first, -1).is_some() {
            buttons.extend(key(*first, from.start).map(|until| Button { label: "Before", action: Action::Before { until } }));
        }
        let onward = match to.end < self.all_of(*last).1.end {
            true => Some((*last, to.end)),
            false => corpus.neighbour(*last, 1).map(|unit| (unit, 0)),
        };
        let from = onward.and_then(|(unit, number)| key(unit, number));
        buttons.extend(from.map(|from| Button { label: "More", action: Action::More { from } }));
        let cited = page.iter().map(|(unit, _)| *unit).find(|unit| !self.is_heading(*unit)).unwrap_or(*first);
        let focus = focus.and_then(|number| u16::try_from(number).ok()).into_iter().collect();
        let passage = PassageKey { unit: corpus.unit(cited).1.key.clone(), focus };
        buttons.push(Button { label: super::words::COPY, action: Action::Copy { passage } });
        let source = Some(Bot::source_line(corpus.unit(*first).0));
        Reply { parts, source, buttons, ..Reply::default() }
    }

    /// The units of the section that begins with a heading.
    fn section(&self, heading: UnitId) -> impl Iterator<Item = Stretch> + '_ {
        let of = |unit: UnitId| self.corpus().unit(unit).1.locator.section();
        let within = move |unit: &UnitId| of(*unit) == of(heading);
        std::iter::once(heading).chain(self.after(heading).take_while(within)).map(|unit| self.all_of(unit))
    }

    fn after(&self, unit: UnitId) -> impl Iterator<Item = UnitId> + '_ {
        std::iter::successors(self.corpus().neighbour(unit, 1), |unit| self.corpus().neighbour(*unit, 1))
    }

    pub(super) fn all_of(&self, unit: UnitId) -> Stretch {
        (unit, 0..self.corpus().unit(unit).1.sentences.len())
    }

    fn is_heading(&self, unit: UnitId) -> bool {
        self.corpus().unit(unit).1.kind == UnitKind::Heading
    }

    fn find_sentence(&self, key: &SentenceKey) -> Option<(UnitId, usize)> {
        let unit = self.corpus().unit_with_key(&key.unit)?;
        let number = usize::from(key.number);
        (number < self.all_of(unit).1.end).then_some((unit, number))
    }

    /// The reference of a run of units: one where one is enough, else those of the first and the last.
    pub(super) fn named(&self, units: &[UnitId]) -> String {
        let (Some(first), Some(last)) = (units.first(), units.last()) else { return String::new() };
        let (speech, from) = self.corpus().unit(*first);
        let (_, to) = self.corpus().unit(*last);
        let (start, end) = (speech.reference(from), speech.reference(to));
        let joined = match (&start.locator, &end.locator) {
            (Locator::Paragraph { section, numbers: a }, Locator::Paragraph { section: other, numbers: b })
                if section == other =>
            {
                Some(Locator::Paragraph { section: *section, numbers: Numbers { first: a.first, last: b.last } })
            }
            (Locator::Note { numbers: a }, Locator::Note { numbers: b }) => {
                Some(Locator::Note { numbers: Numbers { first: a.first, last: b.last } })
            }
            (a, b) => (a == b).then(|| a.clone()),
        };
        match joined {
            Some(locator) => Reference { locator, ..start }.to_string(),
            None => format!("{start}{BETWEEN}{end}"),
        }
    }
}

/// Whether a heading names what was looked up, and is no question.
pub(super) fn is_citation(heading: &str) -> bool {
    heading.split(BETWEEN).all(|reference| reference.parse::<Reference>().is_ok())
}

/// The beginning of some stretches that there is room for, in whole sentences, one at least. A heading does not end it when
/// its section follows.
fn fill(corpus: &Corpus, stretches: impl Iterator<Item = Stretch>, room: usize) -> Vec<Stretch> {
    let mut page: Vec<Stretch> = Vec::new();
    let mut used = 0;
    for (unit, all) in stretches.filter(|(_, all)| !all.is_empty()) {
        used += beside(corpus, unit);
        let mut end = all.start;
        for number in all.clone() {
            used += corpus.unit(unit).1.sentences.get(number).map_or(0, |range| range.len() + 1);
            if used > room && (!page.is_empty() || number > all.start) {
                break;
            }
            end = number + 1;
        }
        if end > all.start {
            page.push((unit, all.start..end));
        }
        if end < all.end {
            let heading_last = |(unit, _): &Stretch| corpus.unit(*unit).1.kind == UnitKind::Heading;
            if page.len() > 1 && page.last().is_some_and(heading_last) {
                page.pop();
            }
            break;
        }
    }
    page
}

/// As [`fill`], from the end: the stretches come last one first.
fn fill_backwards(corpus: &Corpus, stretches: impl Iterator<Item = Stretch>, room: usize) -> Vec<Stretch> {
    let mut page: Vec<Stretch> = Vec::new();
    let mut used = 0;
    for (unit, all) in stretches.filter(|(_, all)| !all.is_empty()) {
        used += beside(corpus, unit);
        let mut start = all.end;
        for number in all.clone().rev() {
            used += corpus.unit(unit).1.sentences.get(number).map_or(0, |range| range.len() + 1);
            if used > room && (!page.is_empty() || number + 1 < all.end) {
                break;
            }
            start = number;
        }
        if start < all.end {
            page.push((unit, start..all.end));
        }
        if start > all.start {
            break;
        }
    }
    page.reverse();
    page
}

fn beside(corpus: &Corpus, unit: UnitId) -> usize {
    let (speech, of) = corpus.unit(unit);
    BESIDE + speech.reference(of).to_string().len()
}

#[cfg(test)]
mod tests;
