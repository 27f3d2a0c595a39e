//! Which speech a question asks about: it names the speaker, the title, the year or the id.
//!
//! “What did Baker say about bread?” asks Baker's speech, “who spoke about Baker?” does not.

use std::collections::HashSet;

use crate::corpus::{Corpus, Speech};
use crate::text::lists::holds;

/// Before a name, these make it the subject.
const SPOKEN_OF: &str = "about of on regarding concerning toward towards against with to from for \
                         mention mentions mentioned mentioning";

const BEFORE_NAME: &str = "president chairman chairwoman prime minister secretary general senator \
                           governor king queen pope dr mr mrs ms sir";

const SPEECH: &str = "speech speeches address message talk remarks text lecture sermon statement";

const SAYING: &str = "say says said think thinks thought mention mentions mentioned talk talks \
                      talked speak speaks spoke believe believes believed want wants wanted call \
                      calls called claim claims claimed argue argues argued promise promises \
                      promised propose proposes proposed describe describes described warn warns \
                      warned tell tells told pledge pledges pledged";

/// In letters: those of a speaker, by which one is called.
const INITIALS: usize = 3;

/// In letters, for a name to be found although misspelt.
const LONG: usize = 5;

pub(super) struct Routing {
    speeches: Vec<Names>,
}

struct Names {
    id: String,
    family: Option<String>,
    speaker: HashSet<String>,
    title: Vec<String>,
    year: Option<String>,
}

pub(super) struct Named {
    /// Ids, if any.
    pub(super) speeches: Vec<String>,
    /// In small letters.
    pub(super) speakers: HashSet<String>,
    /// Who is asked about as a speaker and is none, as typed.
    pub(super) stranger: Option<String>,
}

impl Names {
    fn new(speech: &Speech) -> Names {
        let front = speech.front();
        let speaker = words(front.speaker.as_deref().unwrap_or_default());
        let family = front.family_name.as_deref().map(str::to_lowercase);
        let family = family.or_else(|| speaker.last().cloned());
        let initials = speaker.iter().filter_map(|word| word.chars().next()).collect::<String>();
        let year = front.delivered.as_deref().map(words).unwrap_or_default().into_iter();
        Names {
            id: speech.id().to_lowercase(),
            family,
            speaker: speaker
                .into_iter()
                .chain((initials.chars().count() >= INITIALS).then_some(initials))
                .filter(|word| word.chars().count() > 1)
                .collect(),
            title: words(&front.title),
            year: year.rev().find(|word| is_year(word)),
        }
    }

    fn is_called(&self, word: &str) -> bool {
        let Some(family) = &self.family else { return false };
        let letters = word.chars().count();
        let by_initials = letters == INITIALS && self.speaker.contains(word);
        let misspelt = || letters >= LONG && strsim::osa_distance(word, family) == 1;
        word == family || by_initials || misspelt()
    }

    /// Two or more words of the title in a row, or its year, right beside a word for a speech.
    fn is_titled(&self, asked: &[String]) -> bool {
        let is_speech = |at: usize| asked.get(at).is_some_and(|word| holds(SPEECH, word));
        asked.iter().enumerate().any(|(at, word)| {
            let follows = |by: usize| at.checked_sub(by).is_some_and(is_speech);
            let in_title = |pair: &[String]| self.title.windows(2).any(|two| two == pair);
            let is_pair = asked.get(at..at + 2).is_some_and(in_title);
            let of_year = follows(2) && asked[at - 1] == "of";
            Some(word) == self.year.as_ref() && (is_speech(at + 1) || of_year)
                || is_pair && (follows(1) || is_speech(at + 1) || is_speech(at + 2))
        })
    }
}

impl Routing {
    pub(super) fn new(corpus: &Corpus) -> Routing {
        Routing { speeches: corpus.speeches().iter().map(Names::new).collect() }
    }

    pub(super) fn named(&self, typed: &str) -> Named {
        let asked = words(typed);
        let lower = typed.to_lowercase();
        // “the name of Baker's dog” is no question about Baker.
        let owns = |name: &str| ["'s", "’s"].iter().any(|s| lower.contains(&format!("{name}{s}")));
        let has_id = |names: &Names| {
            let id = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()) == names.id;
            names.id.contains('-') && lower.split_whitespace().any(id)
        };
        let is_asked = |names: &Names| {
            asked.iter().enumerate().any(|(at, word)| {
                let is_meant = || owns(word) || !is_spoken_of(&asked, at, &names.speaker);
                names.is_called(word) && is_meant()
            })
        };
        let named = self.speeches.iter();
        let named: Vec<&Names> = named
            .filter(|names| has_id(names) || names.is_titled(&asked) || is_asked(names))
            .collect();
        Named {
            speakers: named.iter().flat_map(|names| &names.speaker).cloned().collect(),
            stranger: self.stranger(typed),
            speeches: named.into_iter().map(|names| names.id.clone()).collect(),
        }
    }

    /// Capitalised words before a verb of saying that name no speaker.
    fn stranger(&self, typed: &str) -> Option<String> {
        let words: Vec<&str> = typed.split_whitespace().map(bare).collect();
        let verb = words.iter().position(|word| holds(SAYING, &word.to_lowercase()))?;
        let before = words.get(..verb)?;
        let name = before.iter().rev().take_while(|word| word.starts_with(char::is_uppercase));
        let name: Vec<&str> = name.copied().collect();
        let begins = name.len() == before.len();
        let last = name.first().filter(|_| !begins)?;
        let known = |names: &Names| {
            let lower = last.to_lowercase();
            names.is_called(&lower) || names.speaker.contains(&lower)
        };
        (!self.speeches.iter().any(known)).then(|| (*last).to_owned())
    }
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
    let cut = |c: char| c.is_whitespace() || matches!(c, ',' | '.' | ':' | ';' | '(' | ')' | '/');
    text.split(cut).map(|word| bare(word).to_lowercase()).filter(|word| !word.is_empty()).collect()
}

fn is_year(word: &str) -> bool {
    word.len() == 4 && word.chars().all(|c| c.is_ascii_digit())
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
        let baker = source("On the Price of Bread", "Ann Lee Baker", "May 1, 1911");
        let miller = source("Opening Address", "John Miller", "2 June 1950");
        let sources = [("baker-1911", baker.as_str()), ("miller-1950", miller.as_str())];
        Routing::new(&Corpus::from_sources(&sources).unwrap())
    }

    #[test]
    fn a_speech_is_named_by_speaker_title_year_or_id() {
        let routing = routing();
        for (question, id) in [
            ("What did Baker say about bread?", "baker-1911"),
            ("what does ann baker think of water", "baker-1911"),
            ("according to Miller, who eats?", "miller-1950"),
            ("What did Milller want?", "miller-1950"),
            ("What is ALB's view of salt?", "baker-1911"),
            ("Who is thanked in the opening address?", "miller-1950"),
            ("What does the 1911 speech ask for?", "baker-1911"),
            ("who eats in the speech of 1950", "miller-1950"),
            ("miller-1950: who eats?", "miller-1950"),
            ("What was the name of Baker's dog?", "baker-1911"),
            ("Does President Miller's speech speak of salt?", "miller-1950"),
        ] {
            assert_eq!(routing.named(question).speeches, [id], "{question}");
        }
        for question in [
            "Who spoke about Baker?",
            "What is said of President Miller?",
            "What happened in 1911?",
            "what is the price of bread",
            "Who eats?",
        ] {
            assert!(routing.named(question).speeches.is_empty(), "{question}");
        }
    }

    #[test]
    fn somebody_who_gave_no_speech_is_a_stranger() {
        let routing = routing();
        let stranger = |question| routing.named(question).stranger;
        assert_eq!(stranger("What did Abraham Lincoln say about God?").as_deref(), Some("Lincoln"));
        for question in
            ["What did Baker say?", "What did he say?", "Who said so?", "Workers say what?"]
        {
            assert_eq!(stranger(question), None, "{question}");
        }
    }
}
