//! A question as a row of word classes, one letter a word, as seen from one speech.

use crate::corpus::Speech;
use crate::search::is_called;
use crate::text::lists::holds;
use crate::text::titles::is_title;
use crate::text::{Role, Slice, lower_words, plain_words, stem};

const BEFORE: &str = "hey hi hello so ok okay and but can could would will you u tell show remind \
                      me us do does anyone know i we want need like to wonder wondering remember";

/// Say nothing, wherever they stand; “s” is the rest of “what’s” and “Truman’s”.
const EMPTY: &str = "s please pls plz thanks thx lol lmao btw bro yo even actually really exactly \
                     exact just again though there here do you loaded available";

/// By letter; capitals name what is asked for.
const CLASSES: &[(char, &str)] = &[
    ('w', "when whens"),
    ('r', "where wheres"),
    ('o', "who whos"),
    ('l', "whom"),
    ('z', "whose"),
    ('q', "what which whats"),
    ('d', "the this that a an these those all each both every two three four five six"),
    ('j', "his her their"),
    ('h', "he she they"),
    ('p', "in at to before from into under"),
    ('a', "about on of for with"),
    ('y', "by"),
    ('i', "is are has have be being"),
    ('x', "was were had been"),
    // “Where did he talk about it” does not ask for the talk.
    ('u', "did"),
    ('g', "originally first"),
    ('f', "famous historic whole full entire"),
    ('c', "called titled entitled named"),
    ('n', SPEECHES),
    ('e', "text transcript article document"),
    ('D', "date day year month"),
    ('L', "place venue location city town building"),
    ('O', "occasion event"),
    ('I', "title"),
    ('M', "name"),
    ('P', "speaker speakers"),
    ('U', "source publisher publication journal newspaper magazine"),
    (
        'v',
        "gave given give giving delivered deliver delivering announced announce presented present \
         proclaimed proclaim",
    ),
    ('m', "held hold made make making happened happen occurred occur"),
    ('S', "spoke speak spoken speaking speaks"),
    ('b', "published publish printed issued appeared appear released"),
];

const SPEECHES: &str = "speech speeches address talk remarks lecture oration sermon keynote";

/// Speeches only where the title or the id says so.
const SOMETIMES_SPEECHES: &str = "message statement letter declaration proclamation report eulogy \
                                  homily testimony toast tribute";

#[derive(Default)]
pub(super) struct Row {
    pub(super) letters: String,
    pub(super) names_speech: bool,
}

/// None where a word belongs to no class: the question is about something else. `others` are names
/// of other speakers.
pub(super) fn row(question: &str, speech: &Speech, others: &[String]) -> Option<Row> {
    let typed: Vec<&str> = plain_words(question).collect();
    let lower = lower_words(question);
    let wraps = |word: &String| holds(BEFORE, word) || holds(EMPTY, word);
    let mut at = lower.iter().position(|word| !wraps(word))?;
    let known = Known::new(speech);
    let is_of = |names: &[String], word: &str| names.iter().any(|name| is_called(word, name));
    let is_other = |word: &String| is_of(others, word) && !is_of(&known.speaker, word);
    let mut row = Row::default();
    while let Some(word) = lower.get(at) {
        let two = lower.slice(at..at + 2);
        let title = known.title_at(lower.slice(at..), typed.slice(at..));
        let (class, length) = match title.or_else(|| pair(two)) {
            Some(found) => found,
            None if holds(EMPTY, word) => (' ', 1),
            None if word == "it" && is_given(lower.slice(..at)) => ('n', 1),
            None if is_and(word) && asks_on(lower.slice(at + 1..)) => ('+', 1),
            None if is_beside(two, is_other) => (' ', 2),
            None => (known.class(word, row.letters.ends_with('q'))?, 1),
        };
        // “Which speech was given on the Fourth of July?” asks for no title.
        if class == 'k' && row.letters.starts_with("qn") && !known.setting.contains(&stem(word)) {
            return None;
        }
        row.names_speech |= matches!(class, 's' | 'k' | 'T' | 'N');
        row.letters.extend(match class {
            'N' => Some('n'),
            ' ' => None,
            class => Some(class),
        });
        at += length;
    }
    Some(row)
}

/// Of two words that mean something together; and how many of them it takes.
fn pair(two: &[String]) -> Option<(char, usize)> {
    let [one, next] = two else { return None };
    match (one.as_str(), next.as_str()) {
        (take, "place") if stem(take) == "take" => Some(('m', 2)),
        // “When did he say this” asks for the speech, “… say that bread is good” does not.
        ("say" | "said", "this" | "that" | "it") => Some(('S', 2)),
        ("it", "given" | "delivered" | "held" | "published") => Some(('n', 1)),
        _ => None,
    }
}

fn is_and(word: &str) -> bool {
    holds("and n", word)
}

fn is_given(before: &[String]) -> bool {
    let verbs = "gave give delivered deliver published publish printed print";
    before.last().is_some_and(|verb| holds(verbs, verb))
}

fn asks_on(words: &[String]) -> bool {
    words.iter().take(2).any(|word| holds("when where who whom what which", word))
}

/// “Baker and (Miller)”, or the other way round.
fn is_beside(words: &[String], is_other: impl Fn(&String) -> bool) -> bool {
    matches!(words, [one, two] if is_and(one) && is_other(two) || is_other(one) && is_and(two))
}

fn is_content(lower: &str) -> bool {
    Role::of_closed_class(lower).is_none() && lower != "s"
}

struct Known {
    title: Vec<String>,
    id: Vec<String>,
    /// Those on both sides of a colon, or inside brackets.
    title_parts: Vec<Vec<String>>,
    speaker: Vec<String>,
    /// Stems.
    others: Vec<String>,
    /// Stems of where, when and at what occasion.
    setting: Vec<String>,
    /// That say nothing alone.
    small: Vec<String>,
}

impl Known {
    fn new(speech: &Speech) -> Known {
        let front = speech.front();
        let words = |text: &Option<String>| lower_words(text.as_deref().unwrap_or_default());
        let speaker = speech.speaker_words();
        let title = lower_words(&front.title);
        let elsewhere = [&front.occasion, &front.venue, &front.delivered].map(words).concat();
        let setting = elsewhere.iter().map(|word| stem(word)).collect();
        let (others, small): (Vec<String>, Vec<String>) =
            title.iter().chain(&elsewhere).cloned().partition(|word| is_content(word));
        let title_parts = front.title.split([':', '(', ')', '–', '—']).map(without_article);
        Known {
            others: others.iter().map(|word| stem(word)).collect(),
            setting,
            small,
            title_parts: title_parts.collect(),
            id: lower_words(speech.id()),
            title,
            speaker,
        }
    }

    /// The title or a part of it: `N` where it calls itself a speech, else `T`. A part must be
    /// written as a name, for its words can mean themselves, unless it was given.
    fn title_at(&self, lower: &[String], typed: &[&str]) -> Option<(char, usize)> {
        let class = |words: &[String]| match words.iter().any(|word| self.is_speech(word)) {
            true => 'N',
            false => 'T',
        };
        let several = |words: &[String]| words.iter().filter(|word| is_content(word)).count() > 1;
        if lower.starts_with(&self.title) && several(&self.title) {
            return Some((class(&self.title), self.title.len()));
        }
        let part = self.title_parts.iter().filter(|part| lower.starts_with(part));
        let part = part.max_by_key(|part| part.len())?;
        let is_name = (typed.iter().zip(part))
            .all(|(typed, word)| !is_content(word) || typed.starts_with(char::is_uppercase));
        let is_given = || lower.iter().any(|word| holds("given delivered", word));
        (several(part) && (is_name || is_given())).then(|| (class(part), part.len()))
    }

    fn is_speech(&self, lower: &str) -> bool {
        holds(SPEECHES, lower)
            || holds(SOMETIMES_SPEECHES, lower)
                && self.title.iter().chain(&self.id).any(|word| word == lower)
    }

    /// “Which city” asks for one, “Quebec City” does not.
    fn class(&self, lower: &str, after_which: bool) -> Option<char> {
        let listed = CLASSES.iter().find(|(_, list)| holds(list, lower));
        let is_known = || self.others.contains(&stem(lower));
        match listed {
            Some((class, _)) if class.is_lowercase() || after_which || !is_known() => Some(*class),
            _ if self.is_speech(lower) => Some('n'),
            _ if self.speaker.iter().any(|name| name == lower) => Some('s'),
            _ if is_title(lower) => Some('t'),
            _ if is_known() => Some('k'),
            _ if self.speaker.iter().any(|name| is_called(lower, name)) => Some('s'),
            _ => self.small.iter().any(|word| word == lower).then_some('f'),
        }
    }
}

fn without_article(part: &str) -> Vec<String> {
    lower_words(part).into_iter().skip_while(|word| holds("the a an", word)).collect()
}
