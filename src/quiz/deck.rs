//! All items of a corpus, and drawing some of them for a session.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::generate::{self, order, stems};
use super::grade::{Distractors, Grade};
use super::in_prompt::grade_in_prompt;
use super::item::{Item, Kind};
use crate::corpus::{Corpus, Quote, Speech};
use crate::text::{Role, lower_words, plain_words, tokenize};

/// Cards that each drawn one is chosen among, and all of them at least: in a large deck, comparing
/// all would keep whoever starts a quiz waiting.
const CHOSEN_AMONG: usize = 50;
const LEAST_CHOSEN_AMONG: usize = 2_000;

/// Questions until the next one on the same sentence: players remember it.
const APART: usize = 20;

/// `None` draws from all.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Filter {
    pub kind: Option<Kind>,
    pub difficulty: Option<u8>,
    /// The id of the only one.
    pub speech: Option<String>,
}

impl Filter {
    fn takes(&self, item: &Item) -> bool {
        self.kind.is_none_or(|kind| kind == item.kind)
            && self.difficulty.is_none_or(|difficulty| difficulty == item.difficulty)
            && self.speech.as_deref().is_none_or(|speech| speech == item.evidence.speech())
    }
}

#[derive(Debug)]
struct Card {
    item: Item,
    sentence: usize,
    section: Option<String>,
    /// Answers that other items could give away, [`spaced`].
    answers: Vec<String>,
}

/// A card that may still be drawn, and what it has in common with those that were.
struct Undrawn<'a> {
    card: &'a Card,
    /// The draws that asked about its sentence.
    asked: Vec<usize>,
    shown: bool,
    /// How often its section was asked about, and a question of its kind asked.
    alike: usize,
}

impl Undrawn<'_> {
    /// `text`: what is shown with the drawn one, [`spaced`].
    fn count(&mut self, drawn: &Card, number: usize, text: &str) {
        let (own, other) = (&self.card.item, &drawn.item);
        let same_speech = own.evidence.speech() == other.evidence.speech();
        let section = |item: &Item| item.evidence.reference().locator.section();
        if same_speech && self.card.sentence == drawn.sentence {
            self.asked.push(number);
        }
        self.shown = self.shown || self.card.answers.iter().any(|answer| text.contains(answer));
        self.alike += usize::from(same_speech && section(own) == section(other))
            + usize::from(own.kind == other.kind);
    }
}

/// How prompts name each of several speeches, by its id: by its title, with its id where titles are
/// alike.
fn names(corpus: &Corpus) -> HashMap<&str, String> {
    let all = corpus.speeches();
    let name = |speech: &Speech| {
        let title = &speech.front().title;
        match all.iter().filter(|other| other.front().title == *title).count() {
            1 => format!("“{title}”"),
            _ => format!("“{title}” ({})", speech.id()),
        }
    };
    let named = all.iter().filter(|_| all.len() > 1);
    named.map(|speech| (speech.id(), name(speech))).collect()
}

/// What tells the answer: of two versions of a sentence, the words that only the real one has. A
/// section's name tells nothing.
fn asked_words(item: &Item) -> Vec<String> {
    let key = &item.answer;
    match item.kind {
        Kind::Section => return Vec::new(),
        Kind::Altered => {}
        _ => return key.accepted().to_vec(),
    }
    let wrong = key.choices().iter().filter(|choice| *choice != key.answer());
    let wrong: Vec<String> = wrong.flat_map(|choice| lower_words(choice)).collect();
    let real = plain_words(key.answer()).filter(|word| !wrong.contains(&word.to_lowercase()));
    vec![real.collect::<Vec<_>>().join(" ")]
}

fn gives_away(name: &str, item: &Item) -> bool {
    let (whole, named) = (spaced(name), stems(&tokenize(name)));
    asked_words(item).iter().any(|answer| {
        whole.contains(&spaced(answer))
            || item.kind != Kind::Written && !stems(&tokenize(answer)).is_disjoint(&named)
    })
}

#[derive(Debug, Default)]
pub struct Deck {
    cards: Vec<Card>,
    places: HashMap<String, usize>,
    distractors: Distractors,
}

impl Deck {
    pub fn new(corpus: &Corpus) -> Deck {
        let names = names(corpus);
        let units = corpus.unit_ids().map(|unit| {
            let (speech, unit) = corpus.unit(unit);
            speech.words(unit)
        });
        let mut deck = Deck { distractors: Distractors::new(units), ..Deck::default() };
        for mut item in generate::items(corpus) {
            let name = names.get(item.evidence.speech());
            if deck.places.contains_key(&item.id)
                || name.is_some_and(|name| gives_away(name, &item))
            {
                continue;
            }
            if let Some(name) = name {
                item.prompt = format!("From {name}: {}", item.prompt);
            }
            deck.places.insert(item.id.clone(), deck.cards.len());
            let sentence = sentence_of(corpus, &item.evidence);
            let answers = telling_answers(&item);
            let section = item.evidence.reference().locator.section();
            let speech = corpus.speech_of(&item.evidence);
            let section = speech.and_then(|speech| speech.section_key(section?));
            let section = section.map(str::to_owned);
            deck.cards.push(Card { item, sentence, section, answers });
        }
        deck
    }

    /// Written ones first, then by kind, in reading order.
    pub fn items(&self) -> impl Iterator<Item = &Item> {
        self.cards.iter().map(|card| &card.item)
    }

    pub fn get(&self, id: &str) -> Option<&Item> {
        self.card(id).map(|card| &card.item)
    }

    /// The speech's id, and the key of the section's first words.
    pub fn section_of(&self, id: &str) -> Option<(&str, &str)> {
        let card = self.card(id)?;
        Some((card.item.evidence.speech(), card.section.as_deref()?))
    }

    fn card(&self, id: &str) -> Option<&Card> {
        self.cards.get(*self.places.get(id)?)
    }

    /// `accepted` as the item had it when it was asked.
    pub fn grade(&self, id: &str, accepted: &[String], typed: &str) -> Grade {
        let prompt = self.get(id).map_or("", |item| &item.prompt);
        grade_in_prompt(prompt, accepted, &self.distractors, typed)
    }

    /// At most `count` different items; the same seed and filter draw the same.
    ///
    /// Each is on the sentence, kind and section asked about least, and no sentence repeats soon:
    /// rather, there are fewer items. Among equals, those whose answer was already shown come last.
    pub fn draw(&self, seed: u64, count: usize, filter: &Filter) -> Vec<&Item> {
        let seed = seed.to_string();
        let mut cards: Vec<&Card> =
            self.cards.iter().filter(|card| filter.takes(&card.item)).collect();
        cards.sort_by_cached_key(|card| (order(&[&seed, &card.item.id]), &card.item.id));
        cards.truncate(count.saturating_mul(CHOSEN_AMONG).max(LEAST_CHOSEN_AMONG));
        let undrawn = |card| Undrawn { card, asked: Vec::new(), shown: false, alike: 0 };
        let mut left: Vec<Undrawn<'_>> = cards.into_iter().map(undrawn).collect();
        let mut drawn: Vec<&Item> = Vec::with_capacity(count.min(left.len()));
        while drawn.len() < count {
            let number = drawn.len();
            let best = left
                .iter()
                .enumerate()
                .filter(|(_, one)| one.asked.last().is_none_or(|last| last + APART <= number))
                .min_by_key(|(_, one)| (one.asked.len(), one.shown, one.alike));
            let Some((at, _)) = best else { break };
            let card = left.remove(at).card;
            let text = shown_with(&card.item);
            left.iter_mut().for_each(|other| other.count(card, number, &text));
            drawn.push(&card.item);
        }
        drawn
    }
}

/// With one space around each word, so that a text contains another one only where it has the same
/// words in the same order. Two spaces part texts that follow one another.
fn spaced(text: &str) -> String {
    format!(" {} ", lower_words(text).join(" "))
}

fn shown_with(item: &Item) -> String {
    let shown = [item.prompt.as_str(), item.evidence.text()].into_iter();
    let answers = item.answer.choices().iter().chain(item.answer.accepted());
    shown.chain(answers.map(String::as_str)).map(spaced).collect()
}

/// Answers that give themselves away: names, figures, phrases. A small word (“role”) stands in too
/// many places alone.
fn telling_answers(item: &Item) -> Vec<String> {
    let words = lower_words(item.evidence.text());
    let rare = |word: &&String| Role::of_closed_class(word).is_none();
    let telling = |answer: String| {
        if answer.contains(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == ' ') {
            return vec![spaced(&answer)];
        }
        let around = words.windows(3).filter(|three| three.contains(&answer));
        let around = around.filter(|three| three.iter().filter(rare).count() > 1);
        around.map(|three| spaced(&three.join(" "))).collect()
    };
    asked_words(item).into_iter().flat_map(telling).collect()
}

fn sentence_of(corpus: &Corpus, quote: &Quote) -> usize {
    let start = quote.range().start;
    let mut sentences = corpus.unit_of(quote).into_iter().flat_map(|(_, unit)| &unit.sentences);
    sentences.find(|range| start < range.end).map_or(start, |range| range.start)
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::path::Path;

    use proptest::prelude::*;

    use super::*;

    fn shipped() -> Deck {
        let dir = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"));
        Deck::new(&Corpus::load(dir).unwrap())
    }

    #[test]
    fn where_there_are_several_speeches_prompts_name_theirs_and_no_name_is_the_answer() {
        let dir = tempfile::tempdir().unwrap();
        for (id, sown) in [("east", "rice"), ("west", "rye")] {
            let folder = dir.path().join(id);
            std::fs::create_dir_all(&folder).unwrap();
            let speech = format!(
                "+++\ntitle = \"The Bells of Oak\"\n+++\n\n# T\n\nThe farmers sowed {sown}. All the \
                 bells of {id} rang.\n"
            );
            std::fs::write(folder.join("speech.md"), speech).unwrap();
            let items = format!(
                "[[item]]\nprompt = \"What was sown?\"\nanswers = [\"{sown}\"]\nquote = \"The \
                 farmers sowed {sown}.\"\n\n[[item]]\nprompt = \"What rang?\"\nanswers = [\"the \
                 bells\"]\nquote = \"All the bells of {id} rang.\"\n"
            );
            std::fs::write(folder.join("quiz.toml"), items).unwrap();
        }
        let deck = Deck::new(&Corpus::load(dir.path()).unwrap());
        let written: Vec<&str> = deck
            .items()
            .filter(|item| item.kind == Kind::Written)
            .map(|item| item.prompt.as_str())
            .collect();
        assert_eq!(
            written,
            [
                "From “The Bells of Oak” (east): What was sown?",
                "From “The Bells of Oak” (west): What was sown?"
            ]
        );
    }

    #[test]
    fn no_title_tells_which_of_two_versions_is_real() {
        let altered = |title: &str| {
            let source = format!(
                "+++\ntitle = \"{title}\"\n+++\n\n# T\n\nThe council of the old town declared \
                 four freedoms of its miners.\n"
            );
            let other = "+++\ntitle = \"Other\"\n+++\nNo.\n";
            let corpus = Corpus::from_sources(&[("one", &source), ("two", other)]).unwrap();
            Deck::new(&corpus).items().filter(|item| item.kind == Kind::Altered).count()
        };
        assert_eq!(altered("On Freedoms"), 1);
        assert_eq!(altered("The Four Freedoms"), 0);
    }

    fn ids(items: &[&Item]) -> Vec<String> {
        items.iter().map(|item| item.id.clone()).collect()
    }

    fn sentences(deck: &Deck, items: &[&Item]) -> Vec<usize> {
        items.iter().map(|item| deck.cards[deck.places[&item.id]].sentence).collect()
    }

    #[test]
    fn a_deck_is_the_same_each_time_and_finds_its_items() {
        let (deck, again) = (shipped(), shipped());
        let all: Vec<&Item> = deck.items().collect();
        assert_eq!(ids(&all), ids(&again.items().collect::<Vec<_>>()));
        for item in all {
            assert_eq!(deck.get(&item.id).unwrap().prompt, item.prompt);
            assert_eq!(again.get(&item.id).unwrap().answer, item.answer);
        }
        assert!(deck.get("no such id").is_none());
    }

    #[test]
    fn draws_keep_to_their_promises() {
        let deck = shipped();
        proptest!(ProptestConfig::with_cases(24), |(seed: u64, count in 0_usize..60, kind in 0_usize..7, difficulty in 0_u8..4)| {
            let filter = Filter {
                kind: Kind::ALL.get(kind).copied(),
                difficulty: (difficulty > 0).then_some(difficulty),
                speech: None,
            };
            let drawn = deck.draw(seed, count, &filter);
            prop_assert_eq!(ids(&drawn), ids(&deck.draw(seed, count, &filter)));
            prop_assert!(drawn.len() <= count && drawn.iter().all(|item| filter.takes(item)));
            let different: HashSet<String> = ids(&drawn).into_iter().collect();
            prop_assert_eq!(different.len(), drawn.len());
            let possible: Vec<&Item> = deck.items().filter(|item| filter.takes(item)).collect();
            let possible: HashSet<usize> = sentences(&deck, &possible).into_iter().collect();
            prop_assert!(drawn.len() >= count.min(possible.len()));
            let first = sentences(&deck, &drawn).into_iter().take(possible.len());
            let first: HashSet<usize> = first.collect();
            prop_assert_eq!(first.len(), drawn.len().min(possible.len()), "a sentence came twice \
                before all came once");
        });
    }

    #[test]
    fn no_sentence_comes_again_within_twenty_questions() {
        let source = "+++\ntitle = \"T\"\n+++\n\n# T\n\nIn Ulm the farmers of the old valley \
                      sowed rye and barley in 1848.\n\nThe old farmers of the green valley built \
                      a mill and a bridge in 1848.\n";
        let deck = Deck::new(&Corpus::from_source("t", source).unwrap());
        assert!(deck.items().count() >= 3);
        assert_eq!(
            deck.draw(1, 50, &Filter::default()).len(),
            2,
            "all answers were shown after one"
        );
        let deck = shipped();
        let sentences = sentences(&deck, &deck.draw(5, 150, &Filter::default()));
        assert!(sentences.len() > 100, "{}", sentences.len());
        for twenty in sentences.windows(APART) {
            let different: HashSet<&usize> = twenty.iter().collect();
            assert_eq!(different.len(), APART);
        }
    }

    #[test]
    fn a_draw_holds_every_kind_and_many_sections() {
        let deck = shipped();
        for seed in 0..50 {
            let drawn = deck.draw(seed, 12, &Filter::default());
            let kinds: HashSet<Kind> = drawn.iter().map(|item| item.kind).collect();
            assert_eq!(kinds.len(), Kind::ALL.len(), "seed {seed}: {kinds:?}");
            let section = |item: &&Item| item.evidence.reference().locator.section();
            let sections: HashSet<Option<u32>> = drawn.iter().take(10).map(section).collect();
            assert!(sections.len() >= 4, "seed {seed}: {sections:?}");
        }
    }
}
