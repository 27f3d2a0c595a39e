//! Looking passages up by their place, and reading on in either direction.

use std::ops::Range;
use std::sync::Arc;

use super::completion::Completion;
use crate::bot::ask::Ask;
use crate::bot::excerpt::{self, BESIDE, PAGE};
use crate::bot::messages;
use crate::bot::settings::QuoteLength;
use crate::corpus::{
    Location, Locator, LookupError, Mentioned, Quote, SharedCorpus, UnitId, UnitKind, Voice,
};
use crate::reply::{Action, Button, Part, PassageKey, Reply, SentenceKey};

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

    pub fn reply(&self, typed: &str, private: bool) -> Reply {
        self.reply_as(typed, Ask { private, ..Ask::default() })
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
                self.page(self.fill(self.section(*unit), PAGE, false), None)
            }
            _ => {
                let stretches = units.iter().map(|unit| self.all_of(*unit));
                self.page(self.fill(stretches, ROOM, false), None)
            }
        };
        Reply { private: ask.private, heading: Some(self.named(&units)), ..reply }
    }

    /// What leads nowhere is tried again in the only chosen speech.
    pub(crate) fn look_up(
        &self,
        typed: &str,
        speeches: &[String],
    ) -> Result<Vec<Location>, LookupError> {
        let found = self.corpus.look_up(typed);
        let found = match (&found, speeches) {
            (Err(_), [only]) => self.corpus.look_up(&format!("{only} {typed}")).or(found),
            _ => found,
        };
        found.or_else(|error| {
            let mentioned = self.corpus.mentioned(typed).filter(Mentioned::stands_alone);
            mentioned.and_then(|mentioned| mentioned.found.ok()).ok_or(error)
        })
    }

    /// Of any length; a section with everything in it.
    ///
    /// # Errors
    ///
    /// A sentence for whoever typed it.
    pub fn whole(&self, typed: &str) -> Result<Reply, LookupError> {
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
                self.section(*unit).map(|(unit, _)| Location::from(unit)).collect()
            }
            _ => places,
        }
    }

    pub(crate) fn units_at(&self, places: &[Location]) -> Vec<UnitId> {
        let all = |place: &Location| match self.is_heading(place.unit) {
            true => self.section(place.unit).map(|(unit, _)| unit).collect(),
            false => vec![place.unit],
        };
        places.iter().flat_map(all).collect()
    }

    /// Each with its permalink, as [`CiteService::whole`].
    pub fn quotes_at(&self, typed: &str) -> Result<Vec<(Quote, String)>, LookupError> {
        let corpus = &*self.corpus;
        let quoted =
            |place: &Location| (corpus.quote_place(*place), corpus.permalink(*place).to_string());
        let places = self.with_sections(self.look_up(typed, &[])?);
        Ok(places.iter().map(quoted).collect())
    }

    pub(crate) fn more(&self, from: &SentenceKey) -> Option<Reply> {
        let (unit, number) = self.find_sentence(from)?;
        let (_, all) = self.all_of(unit);
        self.turned((unit, number..all.end), false)
    }

    pub(crate) fn before(&self, until: &SentenceKey) -> Option<Reply> {
        let (unit, number) = self.find_sentence(until)?;
        self.turned((unit, 0..number), true)
    }

    /// None where the speech ends.
    fn turned(&self, first: Stretch, back: bool) -> Option<Reply> {
        let others = self.beyond(first.0, if back { -1 } else { 1 });
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
    pub(crate) fn page(&self, page: Vec<Stretch>, focus: Option<usize>) -> Reply {
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
        let key = |unit: UnitId, number: usize| {
            Some(SentenceKey {
                unit: corpus.unit(unit).1.key.clone(),
                number: u16::try_from(number).ok()?,
            })
        };
        if (from.start > 0 || corpus.neighbour(*first, -1).is_some())
            && let Some(until) = key(*first, from.start)
        {
            push(messages::quotes::BEFORE, Action::Before { until });
        }
        let onward = match to.end < self.all_of(*last).1.end {
            true => Some((*last, to.end)),
            false => corpus.neighbour(*last, 1).map(|unit| (unit, 0)),
        };
        if let Some(from) = onward.and_then(|(unit, number)| key(unit, number)) {
            push(messages::quotes::MORE, Action::More { from });
        }
        let cited = page
            .iter()
            .map(|(unit, _)| *unit)
            .find(|unit| !self.is_heading(*unit))
            .unwrap_or(*first);
        let focus = focus.and_then(|number| u16::try_from(number).ok()).into_iter().collect();
        let passage = PassageKey { unit: corpus.unit(cited).1.key.clone(), focus };
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

    fn section(&self, heading: UnitId) -> impl Iterator<Item = Stretch> + '_ {
        let of = |unit: UnitId| self.corpus.unit(unit).1.locator.section();
        let within = move |unit: &UnitId| of(*unit) == of(heading);
        std::iter::once(heading)
            .chain(self.beyond(heading, 1).take_while(within))
            .map(|unit| self.all_of(unit))
    }

    /// All units before (`-1`) or after (`1`), the nearest first.
    fn beyond(&self, unit: UnitId, step: i32) -> impl Iterator<Item = UnitId> + '_ {
        let next = move |unit: &UnitId| self.corpus.neighbour(*unit, step);
        std::iter::successors(next(&unit), next)
    }

    pub(crate) fn all_of(&self, unit: UnitId) -> Stretch {
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

    fn find_sentence(&self, key: &SentenceKey) -> Option<(UnitId, usize)> {
        let unit = self.corpus.unit_with_key(&key.unit)?;
        let number = usize::from(key.number);
        (number < self.all_of(unit).1.end).then_some((unit, number))
    }

    /// A reference for each run without a gap: the only one, or the first and the last.
    pub(super) fn named(&self, units: &[UnitId]) -> String {
        // Photos stand between paragraphs that are counted on.
        let follows = |one: &UnitId, next: &UnitId| {
            let mut between = self.beyond(*one, 1).take_while(|unit| unit != next);
            one.0 < next.0 && between.all(|unit| self.corpus.unit(unit).1.kind == UnitKind::Caption)
        };
        let runs = units.chunk_by(follows);
        runs.map(|run| self.run_named(run)).collect::<Vec<_>>().join(", ")
    }

    fn run_named(&self, units: &[UnitId]) -> String {
        let (Some(first), Some(last)) = (units.first(), units.last()) else { return String::new() };
        let (speech, from) = self.corpus.unit(*first);
        let (_, to) = self.corpus.unit(*last);
        let (mut start, end) = (speech.reference(from), speech.reference(to));
        match (&mut start.locator, &end.locator) {
            (
                Locator::Paragraph { section, numbers },
                Locator::Paragraph { section: other, numbers: end },
            ) if *section == *other => numbers.last = end.last,
            (Locator::Plain { numbers }, Locator::Plain { numbers: end })
            | (Locator::Note { numbers }, Locator::Note { numbers: end }) => {
                numbers.last = end.last
            }
            (start, end) if *start == *end => {}
            _ => return format!("{start}{BETWEEN}{end}"),
        }
        start.to_string()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::bot::tests::{
        BOT, ODD, WEALTH, assert_verbatim, bot_over, button, excerpts, first_text, focus, press,
        references,
    };
    use crate::corpus::names_places;
    use crate::reply::Piece;

    fn press_button(custom_id: &str) -> Reply {
        press(&BOT, custom_id, Ask { question: "§2", private: true, ..Ask::default() })
    }

    fn labels(reply: &Reply) -> Vec<&str> {
        reply.buttons.iter().map(|button| button.label).collect()
    }

    /// The bytes of the speech that a reply shows, in order.
    fn shown(reply: &Reply) -> Vec<Range<usize>> {
        reply.quotes().map(Quote::range).collect()
    }

    #[test]
    fn a_section_is_its_heading_and_what_follows_with_more() {
        let section = BOT.cite.reply("§2", false);
        assert_eq!(
            (section.heading.as_deref(), &references(&section)[..2]),
            (Some("§2"), &["§2".to_owned(), "§2 ¶1".to_owned()][..])
        );
        assert_eq!(labels(&section), ["Before", "More", "Copy citation"]);
        let more = press_button(&button(&section, "More"));
        let (last, next) = (references(&section), references(&more));
        assert!(
            last.last().is_some_and(|last| last.starts_with("§2 ¶")) && next[0] == "§3",
            "{last:?} {next:?}"
        );
        assert_eq!(
            more.heading.as_deref(),
            Some("§3 – §3 ¶2"),
            "the heading names what is shown now"
        );
        let before = press_button(&button(&section, "Before"));
        assert_eq!(references(&before).last().map(String::as_str), Some("§1 photo 2"));
        assert_eq!(
            press_button(&button(&before, "More")).parts,
            press_button(&button(&before, "More")).parts
        );
    }

    #[test]
    fn a_paragraph_and_a_range_are_shown_whole_where_there_is_room() {
        for (typed, expected) in [
            ("§2 ¶3", vec!["§2 ¶3"]),
            ("2.1-2", vec!["§2 ¶1", "§2 ¶2"]),
            ("notes 1-2", vec!["Note 1", "Note 2"]),
        ] {
            let reply = BOT.cite.reply(typed, false);
            assert_eq!(references(&reply), expected);
            assert!(
                !excerpts(&reply).any(|excerpt| excerpt.pieces.contains(&Piece::Gap)),
                "{typed}"
            );
        }
        assert_eq!(labels(&BOT.cite.reply("title", false)), ["More", "Copy citation"]);
        assert_eq!(labels(&BOT.cite.reply("note 2", false)), ["Before", "Copy citation"]);
    }

    #[test]
    fn every_place_that_is_shown_can_be_pasted_back() {
        let text = |title: &str, headings: bool| {
            let heading = if headings { "## One\n\n" } else { "" };
            format!(
                "+++\ntitle = \"{title}\"\n+++\n# {title}\n\n{heading}Bread is good.\n\n![A loaf](a)\n\n\
                 Butter is better.\n\n---\n\nThe first note.\n\nThe other note.\n"
            )
        };
        let (plain, parted) = (text("Plain", false), text("Parted", true));
        let sources = [("plain-talk", plain.as_str()), ("parted-talk", parted.as_str())];
        for bot in [&*BOT, &bot_over(&sources[..1]), &bot_over(&sources)] {
            let corpus = bot.corpus();
            let all: Vec<UnitId> = corpus.unit_ids().collect();
            for (from, to) in
                (0..all.len()).flat_map(|from| (from..all.len()).map(move |to| (from, to)))
            {
                let (first, last) = (all[from], all[to]);
                if corpus.unit(first).0.id() != corpus.unit(last).0.id() {
                    continue;
                }
                let heading = bot.cite.named(&all[from..=to]);
                let places = corpus.look_up(&heading);
                let places = places.unwrap_or_else(|error| panic!("{heading:?}: {error}"));
                assert_eq!(places[0].unit, first, "{heading:?}");
                let sections = bot.cite.is_heading(first) && bot.cite.is_heading(last);
                assert!(sections || places.last().unwrap().unit == last, "{heading:?}");
                assert!(names_places(&heading));
                let around =
                    [heading.to_lowercase(), format!("<{heading}>"), format!("see {heading}?")];
                for typed in around {
                    assert_eq!(corpus.look_up(&typed).as_ref(), Ok(&places), "{typed:?}");
                }
            }
            for unit in all {
                let permalink = corpus.permalink(unit.into()).to_string();
                assert_eq!(corpus.look_up(&permalink), Ok(vec![unit.into()]));
            }
        }
    }

    #[test]
    fn a_permalink_shows_its_passage_and_a_sentence_stands_out() {
        let unit = BOT.corpus().look_up("3.1").unwrap()[0].unit;
        let whole = BOT.corpus().permalink(unit.into()).to_string();
        assert_eq!(BOT.cite.reply(&whole, false).parts, BOT.cite.reply("3.1", false).parts);
        let sentence = BOT.corpus().permalink(Location { unit, sentence: Some(1) }).to_string();
        let reply = BOT.cite.reply(&sentence, false);
        assert!(matches!(focus(&reply)[..], [words] if words.trim() == WEALTH));
        assert_eq!(reply.heading.as_deref(), Some("§3 ¶1"));
        let gone = BOT.cite.reply("acftu-2023#zzzzzzzzzz", false);
        assert!(gone.private && first_text(&gone).contains("No words have the permalink"));
    }

    #[test]
    fn reading_on_shows_every_sentence_once_and_reading_back_the_same() {
        let mut reply = BOT.cite.reply("title", false);
        let mut forward = shown(&reply);
        while let Some(more) = reply.buttons.iter().find(|button| button.label == "More") {
            reply = press_button(&more.action.to_string());
            forward.extend(shown(&reply));
        }
        let all: Vec<Range<usize>> =
            BOT.corpus().speeches()[0].units().iter().map(|unit| unit.range.clone()).collect();
        let joined = |ranges: &[Range<usize>]| {
            let text = BOT.corpus().speeches()[0].text();
            ranges
                .iter()
                .flat_map(|range| text.get(range.clone()).unwrap().split_whitespace())
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(joined(&forward), joined(&all));
        assert!(forward.windows(2).all(|pair| pair[0].end <= pair[1].start));
        let mut backward = shown(&reply);
        while let Some(before) = reply.buttons.iter().find(|button| button.label == "Before") {
            reply = press_button(&before.action.to_string());
            backward = [shown(&reply), backward].concat();
        }
        assert_eq!(joined(&backward), joined(&all));
    }

    #[test]
    fn a_whole_section_has_all_its_units() {
        let quotes = BOT.cite.quotes_at("§1").unwrap();
        let cited: Vec<String> =
            quotes.iter().map(|(quote, _)| quote.reference().to_string()).collect();
        assert_eq!(cited, ["§1", "§1 ¶1", "§1 photo 1", "§1 ¶2", "§1 ¶3", "§1 photo 2"]);
        for (quote, permalink) in &quotes {
            assert_eq!(BOT.cite.quotes_at(permalink).unwrap()[0].0, *quote);
        }
        assert_eq!(references(&BOT.cite.whole("§1").unwrap()), cited);
    }

    #[test]
    fn several_speeches_are_cited_and_read_apart() {
        let source = |word: &str| {
            format!("+++\ntitle = \"T\"\n+++\n# T\n\n{word} one.\n\n## {word}\n\n{word} two.\n")
        };
        let (first, second) = (source("Bread"), source("Water"));
        let bot = bot_over(&[("first-talk", &first), ("second-talk", &second)]);
        let page = bot.cite.reply("first-talk §1", false);
        assert_eq!(
            (references(&page), labels(&page)),
            (
                vec!["first-talk §1".to_owned(), "first-talk §1 ¶1".to_owned()],
                vec!["Before", "Copy citation"]
            )
        );
        let (which, outline) = (bot.cite.reply("1.1", false), bot.cite.outline("", false));
        assert!(first_text(&which).contains("first-talk §1 ¶1, second-talk §1 ¶1"));
        assert!(first_text(&outline).contains("first-talk, second-talk"));
        assert_eq!(bot.cite.outline("second-talk", false).places[1].value, "second-talk §1");
        assert_eq!(bot.cite.complete_reference("water", 25)[0].value, "second-talk §1");
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn every_button_of_every_page_leads_somewhere(typed in r"(§|¶|intro|note|title|[0-9.:# -]|[a-z]){0,12}|(?s).{0,30}", which in 0..4_usize, turns in proptest::collection::vec(0..3_usize, 0..6)) {
            let bot = if which == 3 { &*BOT } else { &ODD[which] };
            let mut reply = bot.cite.reply(&typed, false);
            assert_verbatim(bot, &reply);
            for turn in turns {
                let Some(button) = reply.buttons.get(turn) else { break };
                let written = button.action.to_string();
                prop_assert!(written.len() <= crate::reply::MAX_ACTION);
                let next = press(bot, &written, Ask::default());
                prop_assert!(next.quotes().next().is_some());
                assert_verbatim(bot, &next);
                if !next.buttons.is_empty() {
                    reply = next;
                }
            }
        }
    }
}
