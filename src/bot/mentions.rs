//! Every place where given words stand, in order, page by page.

use std::sync::Arc;

use tracing::error;

use super::ask::{Ask, HEADING_LENGTH};
use super::cite::CiteService;
use super::excerpt::{self, BESIDE, PAGE};
use super::messages;
use crate::reply::{Action, Button, MAX_ACTION, MentionsPage, Part, Reply};
use crate::search::{Engine, Occurrence, Occurrences, SearchError};
use crate::text::{Slice, overlap};

/// In what a button carries.
const BETWEEN_SPEECHES: &str = ",";

const MOST_ALTERNATIVES: usize = 4;

#[derive(Clone)]
pub struct MentionsService {
    engine: Arc<Engine>,
    cite: CiteService,
}

impl MentionsService {
    pub(crate) fn new(engine: Arc<Engine>, cite: CiteService) -> Self {
        MentionsService { engine, cite }
    }

    pub fn reply(&self, words: &str, speech: &str, ask: Ask<'_>) -> Reply {
        let nothing = || Reply::error(messages::look_ups::NOTHING_TO_LOOK_UP);
        self.at(0, words, speech, ask.speeches(), ask).unwrap_or_else(nothing)
    }

    /// In the first page's speeches, whatever the reader prefers.
    pub fn page(&self, page: &MentionsPage, ask: Ask<'_>) -> Option<Reply> {
        self.at(page.number, &page.words, &page.speech, &[], ask)
    }

    /// In the speeches `preferred` where none is named.
    fn at(
        &self,
        number: u16,
        words: &str,
        speech: &str,
        preferred: &[String],
        ask: Ask<'_>,
    ) -> Option<Reply> {
        let named = match self.named(speech) {
            Ok(named) => named,
            Err(error) => return Some(Reply::error(error)),
        };
        let within = if named.is_empty() { preferred } else { &named };
        let whole = self.engine.occurrences(words, within);
        match whole.and_then(|whole| self.listed(whole, within)) {
            Ok(found) => self.show(&found, words, number, ask),
            Err(failure) => {
                error!(error = %failure, "the look-up failed");
                Some(Reply::ephemeral(messages::answers::SEARCH_FAILED))
            }
        }
    }

    /// Ids of the speeches between commas.
    fn named(&self, speeches: &str) -> Result<Vec<String>, String> {
        let ids = speeches.split(BETWEEN_SPEECHES).filter(|id| !id.trim().is_empty());
        ids.map(|id| self.cite.speech(id).map(|speech| speech.id().to_owned())).collect()
    }

    /// The phrase, or the parts of a list that stands nowhere as it is.
    pub(super) fn listed(
        &self,
        whole: Occurrences,
        within: &[String],
    ) -> Result<Vec<Occurrences>, SearchError> {
        let parts = alternatives(&whole.words);
        match whole.is_empty() && parts.len() > 1 {
            true => parts.iter().map(|part| self.engine.occurrences(part, within)).collect(),
            false => Ok(vec![whole]),
        }
    }

    /// For a terminal; the error is what to say instead.
    pub fn look_up(&self, words: &str, speech: &str) -> Result<Occurrences, String> {
        let within = self.named(speech)?;
        self.engine.occurrences(words, &within).map_err(|error| error.to_string())
    }

    pub fn whole(&self, found: &Occurrences) -> Reply {
        let excerpts = by_sentence(&found.places).map(|places| self.excerpt(places));
        let line = messages::look_ups::said(std::slice::from_ref(found));
        let line = line.unwrap_or_else(|| messages::look_ups::NOTHING_TO_LOOK_UP.to_owned());
        Reply {
            parts: std::iter::once(Part::Text(line)).chain(excerpts).collect(),
            ..Reply::default()
        }
    }

    /// Below the question, if any.
    pub(super) fn show(
        &self,
        found: &[Occurrences],
        words: &str,
        number: u16,
        ask: Ask<'_>,
    ) -> Option<Reply> {
        let said = messages::look_ups::said(found)?;
        let words = words.trim();
        let heading = match ask.question {
            "" => format!("“{}”", if let [found] = found { &found.words } else { words }),
            question => question.to_owned(),
        };
        let titled = |parts| Reply::titled(excerpt::cut(&heading, HEADING_LENGTH), parts);
        let mut all: Vec<_> = found.iter().flat_map(|found| found.places.clone()).collect();
        if all.is_empty() {
            return Some(titled(vec![Part::Text(said)]));
        }
        all.sort_by_key(|place| (place.sentence, place.quote.range().start));
        all.dedup_by(|next, one| {
            next.sentence == one.sentence && overlap(&next.quote.range(), &one.quote.range())
        });
        let pages = self.pages(&all);
        let number = usize::from(number);
        let (page, rest) = (pages.get(number)?, pages.slice(number + 1..));
        let chosen = all.iter().filter(|_| !found.iter().all(|found| found.searched_all));
        let mut with: Vec<&str> = chosen.map(|place| place.quote.speech()).collect();
        with.dedup();
        let speech = with.join(BETWEEN_SPEECHES);
        let turn = |label, page: usize| {
            let number = u16::try_from(page).ok().filter(|_| page < pages.len())?;
            let (speech, words) = (speech.clone(), words.to_owned());
            let action = Action::Mentions(MentionsPage { number, speech, words });
            (action.to_string().len() <= MAX_ACTION).then_some(Button { label, action })
        };
        let before =
            number.checked_sub(1).and_then(|page| turn(messages::look_ups::EARLIER_PLACES, page));
        let after = turn(messages::look_ups::LATER_PLACES, number + 1);
        let mut parts = vec![Part::Text(said)];
        parts.extend(page.iter().map(|places| self.excerpt(places)));
        let more: usize = rest.iter().flatten().map(|places| places.len()).sum();
        parts.extend(
            match (&after, pages.len()) {
                (None, _) if more > 0 => Some(messages::look_ups::more_places(more)),
                (_, 1) => None,
                (_, pages) => Some(messages::look_ups::page_of(number, pages)),
            }
            .map(Part::Text),
        );
        let buttons = before.into_iter().chain(after).collect();
        Some(Reply { buttons, ..titled(parts) })
    }

    fn pages<'a>(&self, places: &'a [Occurrence]) -> Vec<Vec<&'a [Occurrence]>> {
        let mut pages: Vec<Vec<&[Occurrence]>> = Vec::new();
        let mut used = 0;
        for places in by_sentence(places) {
            let sentence = self.engine.corpus().quote_sentence(places[0].sentence);
            let length = sentence.range().len() + BESIDE;
            used += length;
            match pages.last_mut().filter(|_| used <= PAGE) {
                Some(page) => page.push(places),
                None => {
                    used = length;
                    pages.push(vec![places]);
                }
            }
        }
        pages
    }

    fn excerpt(&self, places: &[Occurrence]) -> Part {
        let (corpus, sentence) = (self.engine.corpus(), places[0].sentence);
        let unit = corpus.unit(corpus.place(sentence).0);
        let whole = corpus.quote_sentence(sentence).range();
        let quotes = places.iter().map(|place| &place.quote);
        Part::Passage(excerpt::with_quotes(unit, whole, quotes, true))
    }
}

fn alternatives(words: &str) -> Vec<String> {
    let spaced = words.replace([',', '/', ';'], " or ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let parts = |word: &&str| matches!(word.to_lowercase().as_str(), "or" | "and" | "nor");
    let alternatives = words.split(parts).filter(|part| !part.is_empty());
    alternatives.take(MOST_ALTERNATIVES).map(|part| part.join(" ")).collect()
}

fn by_sentence(places: &[Occurrence]) -> impl Iterator<Item = &[Occurrence]> {
    places.chunk_by(|one, next| one.sentence == next.sentence)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::settings::Preferences;
    use crate::bot::tests::{BOT, assert_verbatim, bot_over, focus, texts};

    #[test]
    fn pages_hold_every_place_once() {
        let found = BOT.mentions.look_up("workers", "").unwrap();
        let mut reply = BOT.mentions.reply("the workers", "", Ask::default());
        let mut places = 0;
        for page in 0.. {
            assert_verbatim(&BOT, &reply);
            places += focus(&reply).len();
            assert_eq!(reply.heading.as_deref(), Some("“workers”"), "page {page}");
            let next = reply.buttons.iter().find(|button| button.label == "Next places");
            let Some(Button { action: Action::Mentions(next), .. }) = next else { break };
            let next = next.clone();
            reply = BOT.mentions.page(&next, Ask::default()).unwrap();
            assert_eq!(reply.buttons[0].label, "Previous places");
        }
        assert_eq!(places, found.places.len());
        assert_eq!(focus(&BOT.mentions.whole(&found)).len(), found.places.len());
        let beyond =
            MentionsPage { number: 99, speech: String::new(), words: "workers".to_owned() };
        assert_eq!(BOT.mentions.page(&beyond, Ask::default()), None);
    }

    #[test]
    fn the_next_places_stand_in_the_speeches_of_the_first() {
        let words = "long ".repeat(24);
        let source =
            format!("+++\ntitle = \"T\"\n+++\n{}", format!("A {words} well.\n\n").repeat(40));
        let bot = bot_over(&["one", "two", "three"].map(|id| (id, source.as_str())));
        let of = |ids: &[&str]| Preferences {
            speeches: ids.iter().map(|id| (*id).to_owned()).collect(),
            ..Preferences::default()
        };
        let all = [of(&[]), of(&["one"]), of(&["two", "three"])];
        for asker in &all {
            let ask = Ask { preferences: Some(asker), ..Ask::default() };
            let first = bot.mentions.reply("well", "", ask);
            let Some(Action::Mentions(next)) = first.buttons.last().map(|one| one.action.clone())
            else {
                panic!("{first:?}")
            };
            let said = bot.mentions.page(&next, ask).unwrap();
            for presser in &all {
                let ask = Ask { preferences: Some(presser), ..Ask::default() };
                let pressed = bot.mentions.page(&next, ask).unwrap();
                assert_eq!(texts(&pressed), texts(&said));
                assert_eq!(texts(&pressed)[0], texts(&first)[0]);
            }
        }
    }

    #[test]
    fn a_list_that_stands_nowhere_is_looked_up_part_by_part() {
        let words = "long ".repeat(24);
        let source = format!(
            "+++\ntitle = \"T\"\n+++\n{}",
            format!("A {words} well and old well.\n\n").repeat(40)
        );
        let bot = bot_over(&[("long", &source)]);
        for list in ["well, fire", "old well / well or fire"] {
            let reply = bot.mentions.reply(list, "", Ask::default());
            let said = &texts(&reply)[0];
            assert!(said.contains("“well” occurs 80 times") && said.ends_with("the word “fire”."));
            assert_eq!(reply.heading, Some(format!("“{list}”")));
            let Some(Button { action: Action::Mentions(next), .. }) = reply.buttons.last() else {
                panic!("{reply:?}")
            };
            let next = bot.mentions.page(next, Ask::default()).unwrap();
            assert_verbatim(&bot, &next);
            assert_eq!(&texts(&next)[0], said);
        }
        let apart = bot.mentions.reply("well fire", "", Ask::default());
        assert_eq!(texts(&apart), ["The speech does not contain the phrase “well fire”."]);
    }

    #[test]
    fn words_too_long_for_a_button_have_one_page() {
        let words = "long ".repeat(24);
        let source = format!("+++\ntitle = \"T\"\n+++\n{}", format!("A {words} z.\n\n").repeat(40));
        let bot = bot_over(&[("long", &source)]);
        let reply = bot.mentions.reply(&words, "", Ask::default());
        assert!(reply.buttons.is_empty() && texts(&reply)[1].starts_with("… and "), "{reply:?}");
    }

    #[test]
    fn what_is_not_there_is_an_answer_and_nothing_to_look_up_an_error() {
        let reply = |words| BOT.mentions.reply(words, "", Ask::default());
        assert!(!reply("strikes").private && reply(" ?! ").private);
        assert!(BOT.mentions.reply("workers", "nowhere", Ask::default()).private);
    }
}
