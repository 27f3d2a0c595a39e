//! Which speech a question asks about: it names the speaker, the title, the year or the id.

use std::collections::HashSet;
use std::ops::Range;

use super::cleaning::is_common;
use crate::corpus::{Corpus, Speech};
use crate::text::dates::is_year;
use crate::text::lexicon::is_speech_noun;
use crate::text::lists::holds;
use crate::text::{Role, lower_words};

/// Before a name, these make it the subject.
const SPOKEN_OF: &str = "about of on regarding concerning toward towards against with to from for \
                         mention mentions mentioned mentioning";

const BEFORE_NAME: &str = "president chairman chairwoman prime minister secretary general senator \
                           governor king queen pope dr mr mrs ms sir";

/// Right before a year no text holds, these make it that of a speech.
const SAID: &str = "say said mention mentioned speak spoke spoken talk talked";

const SPEECH: &str = "speech speeches address message talk remarks text lecture sermon statement";

/// Other words for the speech, for whoever holds it, and for nobody in particular.
const ITSELF: &str = "passage speaker author writer orator narrator people anybody somebody \
                      everybody";

/// In questions about a speech, but nothing that it would have to contain.
const ASKING: &str = "write writes wrote written writing give gives gave given often time times \
                      day date month year place";

const SAYING: &str = "say says said think thinks thought mention mentions mentioned talk talks \
                      talked speak speaks spoke believe believes believed want wants wanted call \
                      calls called claim claims claimed argue argues argued promise promises \
                      promised propose proposes proposed describe describes described warn warns \
                      warned tell tells told pledge pledges pledged";

/// In letters.
const INITIALS: usize = 3;

/// In letters, for a name to be found although misspelt.
const LONG: usize = 5;

pub(super) struct Routing {
    speeches: Vec<Names>,
}

/// Words of the question, and what to read in their place.
type Place = (Range<usize>, &'static str);

struct Names {
    id: String,
    /// The family name and its parts.
    family: Vec<String>,
    speaker: HashSet<String>,
    title: Vec<String>,
    year: Option<String>,
    /// So the year can mean nothing but the speech.
    year_is_unheld: bool,
}

pub(super) struct Named {
    /// Ids, if any.
    pub(super) speeches: Vec<String>,
    /// In small letters.
    pub(super) speakers: HashSet<String>,
    /// Who is asked about as a speaker and is none, as typed.
    pub(super) stranger: Option<String>,
    /// The question without ids, titles and years that only name the speech.
    pub(super) rest: String,
}

impl Names {
    fn new(speech: &Speech, corpus: &Corpus) -> Names {
        let front = speech.front();
        let speaker = words(front.speaker.as_deref().unwrap_or_default());
        let family = front.family_name.as_deref().map(str::to_lowercase);
        let family = family.or_else(|| speaker.last().cloned()).unwrap_or_default();
        let parts = family.split(|c: char| !c.is_alphanumeric());
        let parts = parts.filter(|part| part.chars().count() > INITIALS).map(str::to_owned);
        let delivered = front.delivered.as_deref().unwrap_or_default();
        let mut numbers = delivered.rsplit(|c: char| !c.is_alphanumeric());
        let year = numbers.find(|word| is_year(word)).map(str::to_owned);
        let holds_year = |speech: &Speech| year.as_ref().is_some_and(|y| speech.text().contains(y));
        Names {
            id: speech.id().to_owned(),
            family: parts.chain((!family.is_empty()).then(|| family.clone())).collect(),
            speaker: speaker.into_iter().chain(speech.speaker_words()).collect(),
            title: words(&front.title),
            year_is_unheld: !corpus.speeches().iter().any(holds_year),
            year,
        }
    }

    fn is_called(&self, word: &str) -> bool {
        word.chars().count() == INITIALS && self.speaker.contains(word)
            || self.family.iter().any(|family| is_called(word, family))
    }

    /// Also by another of the speaker's names.
    fn is_known_as(&self, word: &str) -> bool {
        self.is_called(word) || self.speaker.contains(word)
    }

    /// Where its id stands, or its title or year beside a word for a speech; and what to say there.
    fn places(&self, asked: &[String]) -> Vec<Place> {
        let is = |at: Option<usize>, list: &str| {
            at.and_then(|at| asked.get(at)).is_some_and(|word| holds(list, word))
        };
        let place = |at: usize| {
            let (word, before) = (asked.get(at)?, at.checked_sub(1));
            let title = self.title_length(asked.get(at..)?);
            let of_speech = is(before, "of from in") && is(at.checked_sub(2), SPEECH);
            let was_said = is(before, "in") && is(at.checked_sub(2), SAID) && self.year_is_unheld;
            let by_year = Some(word) == self.year.as_ref();
            let whole = at..at + title;
            let instead = if word == "the" { "the speech" } else { "speech" };
            match () {
                () if self.id.contains('-') && *word == self.id => Some((at..at + 1, "it")),
                () if by_year && is(Some(at + 1), SPEECH) => Some((at..at + 1, "")),
                () if by_year && (of_speech || was_said) => Some((at - 1..at + 1, "")),
                () if title == 0 => None,
                () if is(before, SPEECH) || is(Some(at + title), SPEECH) => Some((whole, "")),
                () if whole.clone().any(|at| is(Some(at), SPEECH)) => Some((whole, instead)),
                () => None,
            }
        };
        (0..asked.len()).filter_map(place).collect()
    }

    /// How many words of the title these begin with: two or more in a row, not all of them common.
    fn title_length(&self, asked: &[String]) -> usize {
        let alike = |from: usize| {
            let pairs = self.title.iter().skip(from).zip(asked);
            pairs.take_while(|(word, typed)| word == typed).count()
        };
        let length = (0..self.title.len()).map(alike).max().unwrap_or_default();
        let tells = |word: &String| !is_common(word) && !holds(SPEECH, word);
        let is_telling = length > 1 && asked.iter().take(length).any(tells);
        if is_telling { length } else { 0 }
    }
}

impl Routing {
    pub(super) fn new(corpus: &Corpus) -> Routing {
        Routing { speeches: corpus.speeches().iter().map(|one| Names::new(one, corpus)).collect() }
    }

    pub(super) fn named(&self, typed: &str) -> Named {
        let asked = words(typed);
        let lower = typed.to_lowercase();
        // “the name of Baker's dog” is no question about Baker.
        let owns = |name: &str| ["'s", "’s"].iter().any(|s| lower.contains(&format!("{name}{s}")));
        let is_asked = |names: &Names| {
            asked.iter().enumerate().any(|(at, word)| {
                let is_meant = || owns(word) || !is_spoken_of(&asked, at, &names.speaker);
                names.is_called(word) && is_meant()
            })
        };
        let mut places = Vec::new();
        let mut named = Vec::new();
        for names in &self.speeches {
            let of_speech = names.places(&asked);
            if !of_speech.is_empty() || is_asked(names) {
                named.push(names);
            }
            places.extend(of_speech);
        }
        let is_named = |word: &&String| named.iter().any(|names| names.is_called(word));
        let speakers = named.iter().flat_map(|names| &names.speaker);
        let speakers = speakers.chain(asked.iter().filter(is_named));
        Named {
            speakers: speakers.filter(|word| word.chars().count() > 1).cloned().collect(),
            stranger: self.stranger(typed),
            rest: without(typed, &places),
            speeches: named.into_iter().map(|names| names.id.clone()).collect(),
        }
    }

    /// The last word of a name before a verb of saying that is no speaker's.
    fn stranger(&self, typed: &str) -> Option<String> {
        let words: Vec<&str> = typed.split_whitespace().map(bare).collect();
        let verb = words.iter().position(|word| holds(SAYING, &word.to_lowercase()))?;
        let before = words.get(..verb)?;
        let has_capital = |word: &&str| word.starts_with(char::is_uppercase);
        let begins = before.iter().all(has_capital);
        let name = before.last().filter(|word| has_capital(word) && !begins);
        let last = name.copied().or_else(|| subject(before))?;
        let lower = last.to_lowercase();
        let is_known = self.speeches.iter().any(|names| names.is_known_as(&lower));
        (!is_known).then(|| last.to_owned())
    }

    pub(super) fn speeches_of<'a>(&'a self, word: &'a str) -> impl Iterator<Item = &'a str> {
        let is_in_id = move |id: &str| lower_words(id).iter().any(|part| part == word);
        let known = move |names: &&Names| names.is_known_as(word) || is_in_id(&names.id);
        self.speeches.iter().filter(known).map(|names| names.id.as_str())
    }
}

/// `word` is in small letters and may be misspelt.
pub fn is_called(word: &str, name: &str) -> bool {
    let misspelt = || word.chars().count() >= LONG && strsim::osa_distance(word, name) == 1;
    word == name || misspelt()
}

pub fn is_of_asking(word: &str) -> bool {
    let lower = word.to_lowercase();
    is_speech_noun(&lower) || [SPEECH, ITSELF, ASKING].into_iter().any(|list| holds(list, &lower))
}

/// What stands alone between “did” and the verb, as a name does: the last word of it.
fn subject<'a>(before: &[&'a str]) -> Option<&'a str> {
    let helps = |word: &&str| holds("did does", &word.to_lowercase());
    let name = before.get(before.iter().rposition(helps)? + 1..)?;
    let is_small = |lower: &str| is_common(lower) || Role::of_closed_class(lower).is_some();
    let last = name.last()?;
    let is_no_name = holds(BEFORE_NAME, &last.to_lowercase()) || is_of_asking(last);
    let any_small = name.iter().any(|word| word.is_empty() || is_small(&word.to_lowercase()));
    (!is_no_name && !any_small).then_some(*last)
}

fn is_spoken_of(asked: &[String], at: usize, speaker: &HashSet<String>) -> bool {
    let before = asked.get(..at).unwrap_or_default().iter().rev();
    let part =
        |word: &&String| speaker.contains(*word) || holds(BEFORE_NAME, word) || word.len() == 1;
    let mut before = before.skip_while(part);
    match before.next().map(String::as_str) {
        Some("to") => before.next().is_none_or(|word| word != "according"),
        Some(word) => holds(SPOKEN_OF, word),
        None => false,
    }
}

fn bare(word: &str) -> &str {
    let word = word.trim_matches(|c: char| !c.is_alphanumeric());
    word.strip_suffix("'s").or_else(|| word.strip_suffix("’s")).unwrap_or(word)
}

fn words(text: &str) -> Vec<String> {
    pieces(text).filter(|piece| is_word(piece)).map(|piece| bare(piece).to_lowercase()).collect()
}

fn pieces(text: &str) -> impl Iterator<Item = &str> {
    let cut = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '(' | ')' | '/');
    text.split_inclusive(cut)
}

fn is_word(piece: &str) -> bool {
    piece.contains(char::is_alphanumeric)
}

fn without(text: &str, places: &[Place]) -> String {
    let mut at = 0;
    let mut kept = String::new();
    for piece in pieces(text) {
        let place = places.iter().find(|(place, _)| is_word(piece) && place.contains(&at));
        kept += match place {
            Some((place, instead)) if place.start == at => instead,
            Some(_) => "",
            None => piece,
        };
        let mark = place.and_then(|_| piece.rsplit_once(char::is_alphanumeric));
        kept += mark.map_or("", |(_, mark)| mark);
        at += usize::from(is_word(piece));
    }
    kept.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn routing() -> Routing {
        let source = |title, speaker, date| {
            format!(
                "+++\ntitle = \"{title}\"\nspeaker = \"{speaker}\"\ndelivered = \"{date}\"\n+++\n\
                 Bread.\n"
            )
        };
        let baker = source("On the Price of Bread", "Ann Lee Baker", "1911-05-01");
        let miller = source("Opening Address", "John Miller", "2 June 1950");
        let farmer = source("Of Milk", "Eve Farmer-Stone", "1970");
        let sources = [
            ("baker-1911", baker.as_str()),
            ("miller-1950", miller.as_str()),
            ("milk", farmer.as_str()),
        ];
        Routing::new(&Corpus::from_sources(&sources).unwrap())
    }

    #[test]
    fn a_speech_is_named_by_its_speaker() {
        let routing = routing();
        for (question, id) in [
            ("What did Baker say about bread?", "baker-1911"),
            ("what does ann baker think of water", "baker-1911"),
            ("according to Miller, who eats?", "miller-1950"),
            ("What did Milller want?", "miller-1950"),
            ("What is ALB's view of salt?", "baker-1911"),
            ("does farmer say how long it took", "milk"),
            ("what did Farmer-Stonne say", "milk"),
            ("What was the name of Baker's dog?", "baker-1911"),
            ("Does President Miller's speech speak of salt?", "miller-1950"),
        ] {
            assert_eq!(routing.named(question).speeches, [id], "{question}");
        }
        assert!(routing.named("What did Milller want?").speakers.contains("milller"));
        for question in [
            "Who spoke about Baker?",
            "What is said of President Miller?",
            "What happened in 1911?",
            "what is the price of bread",
            "What does the speech on the salt say?",
            "Who eats?",
        ] {
            assert!(routing.named(question).speeches.is_empty(), "{question}");
        }
    }

    #[test]
    fn title_year_and_id_name_a_speech_and_are_not_searched() {
        let routing = routing();
        let (baker, miller) = ("baker-1911", "miller-1950");
        for (question, id, rest) in [
            ("What did the 1911 speech say?", baker, "What did the speech say?"),
            ("who eats in the speech of 1950?", miller, "who eats in the speech ?"),
            ("what did the speech from 1911 say", baker, "what did the speech say"),
            ("what was said in 1911 about salt", baker, "what was said about salt"),
            ("Who is thanked in the Opening Address?", miller, "Who is thanked in the speech ?"),
            ("the talk On the Price of Bread is long", baker, "the talk is long"),
            ("in miller-1950, who eats?", miller, "in it, who eats?"),
        ] {
            let named = routing.named(question);
            assert_eq!((named.speeches, named.rest.as_str()), (vec![id.to_owned()], rest));
        }
        for question in ["What did Baker say in the 1998 speech?", "Who ate in 1911?"] {
            assert_eq!(routing.named(question).rest, question);
        }
    }

    #[test]
    fn somebody_who_gave_no_speech_is_a_stranger() {
        let routing = routing();
        let stranger = |question| routing.named(question).stranger;
        assert_eq!(stranger("What did Abraham Lincoln say about God?").as_deref(), Some("Lincoln"));
        assert_eq!(stranger("how often does martin luther say god").as_deref(), Some("luther"));
        assert_eq!(stranger("Did Lincoln mention God?").as_deref(), Some("Lincoln"));
        for question in [
            "What did Baker say?",
            "what did milller say",
            "What did he say?",
            "Who said so?",
            "Workers say what?",
            "does the baker mention salt",
            "does anybody mention salt",
            "what did president say",
            "does speech mention salt",
        ] {
            assert_eq!(stranger(question), None, "{question}");
        }
    }
}
