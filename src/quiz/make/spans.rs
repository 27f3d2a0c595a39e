//! The words of a sentence that can be asked for: dates, numbers, names and terms, and what each is like.
//!
//! There is no dictionary of parts of speech. A term is a run of words with content in a place where English puts a noun
//! phrase: after an article, a preposition or a comma, before a preposition, a mark or an auxiliary. What its head is
//! elsewhere in the corpus decides where the place alone does not.

use std::collections::HashSet;
use std::ops::Range;

use crate::answer::facts::{self, Look, Role, Word};

/// What a span is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Sort {
    /// A date or number, by its shape: digits are `9`, words keep only what they are.
    Figure(String),
    /// A name.
    Name(Look),
    /// A term.
    Term,
}

/// What words have to have in common to stand in one another's place.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Class {
    pub(super) sort: Sort,
    plural: bool,
    lead: Lead,
    before_of: bool,
    capitals: bool,
    people: bool,
    /// Whether the first letter is a capital, and whether there is a digit.
    look: (bool, bool),
    /// For names: the preposition before.
    after: String,
    words: usize,
}

impl Class {
    /// The class that fits nearly as well, for where there are too few of this one; terms alone have one.
    pub(super) fn less_alike(&self) -> Class {
        match self.sort {
            Sort::Term => Class { before_of: !self.before_of, ..self.clone() },
            Sort::Name(_) => Class { after: String::new(), ..self.clone() },
            Sort::Figure(_) => Class { words: usize::MAX, ..self.clone() },
        }
    }
}

/// What stands before a noun phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Lead {
    /// “a”, “an”.
    Indefinite,
    /// “the”, “their”, “workers’”.
    Definite,
    /// Nothing of the kind.
    Bare,
}

/// Words that can be asked for.
#[derive(Clone, Debug)]
pub(super) struct Span {
    /// Their places among the sentence's words.
    pub(super) words: Range<usize>,
    pub(super) class: Class,
}

/// What the corpus shows words to be.
#[derive(Debug, Default)]
pub(super) struct Usage {
    /// Words that follow “to” or “should”.
    verbs: HashSet<String>,
    /// Words that end a phrase that begins with an article.
    nouns: HashSet<String>,
    /// Words that stand with a small letter.
    small: HashSet<String>,
    /// Words that stand with a capital inside a sentence.
    capital: HashSet<String>,
    /// Words that follow an article or a preposition.
    led: HashSet<String>,
}

impl Usage {
    /// Learns from a sentence.
    pub(super) fn learn(&mut self, words: &[Word<'_>]) {
        for (at, word) in words.iter().enumerate() {
            if word.role != Role::Content {
                continue;
            }
            let before = at.checked_sub(1).and_then(|before| words.get(before));
            if !word.capital {
                self.small.insert(word.lower.clone());
            } else if before.is_some_and(|before| before.role != Role::Mark) {
                self.capital.insert(word.lower.clone());
            }
            if before
                .is_some_and(|before| before.role == Role::Determiner || before.role == Role::Preposition && before.lower != "to")
            {
                self.led.insert(word.lower.clone());
            }
            if before.is_some_and(|before| before.lower == "to" || facts_modal(&before.lower)) {
                self.verbs.insert(word.lower.clone());
            }
            let ends =
                words.get(at + 1).is_none_or(|next| matches!(next.role, Role::Preposition | Role::Auxiliary) || next.is("."));
            let run = words.get(..at).unwrap_or_default().iter().rev().take_while(|word| word.role == Role::Content).count();
            let led = at.checked_sub(run + 1).and_then(|lead| words.get(lead)).is_some_and(|lead| lead.role == Role::Determiner);
            if ends && led && run < LONGEST_TERM && !is_verb_form(&word.lower) {
                self.nouns.insert(word.lower.clone());
            }
        }
    }

    /// Whether the word is known to follow “to” or “should”, and is no noun.
    pub(super) fn is_verb(&self, word: &Word<'_>) -> bool {
        let base = word.lower.strip_suffix('s').unwrap_or(&word.lower);
        (self.verbs.contains(&word.lower) || self.verbs.contains(base)) && !self.nouns.contains(&word.lower)
    }

    fn is_noun(&self, word: &Word<'_>) -> bool {
        let suffix = |ending: &&str| word.lower.ends_with(ending) && word.lower.len() > ending.len() + 2;
        self.nouns.contains(&word.lower) || NOUN_ENDINGS.iter().any(|ending| suffix(&ending))
    }
}

/// A term has at most this many words.
const LONGEST_TERM: usize = 3;

const NOUN_ENDINGS: [&str; 16] = [
    "tion", "tions", "sion", "ment", "ments", "ness", "ity", "ities", "ship", "ships", "ism", "ance", "ence", "ers", "ors",
    "ology",
];

/// Endings of adjectives, which may stand where a noun was left out: “its centralized, unified leadership”.
const ADJECTIVE_ENDINGS: [&str; 10] = ["ive", "ous", "ful", "able", "ible", "less", "ic", "al", "ary", "ern"];

/// Participles that no ending shows.
const PARTICIPLES: &str = "made given taken held known seen led built done written born shown drawn sold sent spent won lost left found \
     brought bought taught kept met paid put set cut run begun become gone come grown fought";

/// Heads that say nothing alone.
const EMPTY: &str = "way ways part parts number numbers time times year years thing things case cases use lot rest end side fact \
     kind kinds type example result results same latter former following ones well term terms form forms day days month months \
     need care lead outset many most more other others example particular general order addition view course means majority variety series range set \
     group groups member members percent century centuries decade decades hand instance amount amounts level levels area areas \
     name names people person citation needed beginning middle start much less least little few half side \
     million millions billion hundred hundreds thousand thousands dozen dozens today";

fn facts_modal(word: &str) -> bool {
    matches!(word, "should" | "must" | "can" | "could" | "will" | "would" | "shall" | "may" | "might" | "cannot")
}

fn is_verb_form(word: &str) -> bool {
    word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly"))
}

/// All spans of a sentence, in reading order; no two overlap.
pub(super) fn found(text: &str, words: &[Word<'_>], usage: &Usage) -> Vec<Span> {
    let mut spans: Vec<Span> = figures(text, words);
    let free = |spans: &[Span], range: &Range<usize>| {
        !spans.iter().any(|span| span.words.start < range.end && range.start < span.words.end)
    };
    for name in facts::names_in(words) {
        if free(&spans, &name.words) && is_name(words, &name.words, usage) {
            let class = class(Sort::Name(name.look), words, &name.words);
            spans.push(Span { words: name.words, class });
        }
    }
    let mut at = 0;
    while at < words.len() {
        let length =
            words.get(at..).unwrap_or_default().iter().take_while(|word| word.role == Role::Content && !word.capital).count();
        let run = at..at + length;
        at += length.max(1);
        if length > 0
            && free(&spans, &run)
            && let Some(term) = term(words, run, usage)
        {
            let class = class(Sort::Term, words, &term);
            spans.push(Span { words: term, class });
        }
    }
    spans.sort_by_key(|span| span.words.start);
    spans
}

fn figures(text: &str, words: &[Word<'_>]) -> Vec<Span> {
    let mut ranges: Vec<Range<usize>> =
        facts::shapes_in(text).into_iter().filter(|(_, kinds)| !kinds.is_empty()).map(|(range, _)| range).collect();
    let shaped = ranges.clone();
    let ordinal = |word: &&Word<'_>| {
        word.role == Role::Number
            && word.text.ends_with(|c: char| c.is_alphabetic())
            && !shaped.iter().any(|range| range.start < word.range.end && word.range.start < range.end)
    };
    ranges.extend(words.iter().filter(ordinal).map(|word| word.range.clone()));
    let span = |range: Range<usize>| {
        let first = words.iter().position(|word| word.range.start == range.start)?;
        let last = words.iter().rposition(|word| word.range.end == range.end)?;
        let figure = text.get(range)?;
        let telling = !matches!(
            figure.to_lowercase().as_str(),
            "one" | "first" | "second" | "two" | "hundreds" | "thousands" | "millions" | "dozens"
        );
        // The number of a heading is no figure of its text.
        let numbers = first == 0 && words.get(last + 1).is_some_and(|next| next.is("."));
        // “page 12–13” is one figure, not two; a figure in a name belongs to it.
        let marks = |at: Option<&Word<'_>>| at.is_none_or(|word| !matches!(word.text, "-" | "–" | "/" | "$" | "%"));
        let alone = marks(first.checked_sub(1).and_then(|before| words.get(before))) && marks(words.get(last + 1));
        let class = Class {
            sort: Sort::Figure(shape(figure)),
            plural: false,
            lead: Lead::Bare,
            before_of: false,
            capitals: false,
            people: false,
            look: (false, false),
            after: String::new(),
            words: 0,
        };
        // “Seven” in “Seven Years’ War” is part of a name.
        let small = !figure.starts_with(char::is_uppercase) || figure.contains(|c: char| c.is_ascii_digit());
        (telling && alone && small && !numbers && first <= last).then_some(Span { words: first..last + 1, class })
    };
    ranges.into_iter().filter_map(span).collect()
}

/// “October 23, 2023” and “May 4, 1919” have one shape; so have “1066” and “1850”, but not “1066” and “12”.
fn shape(figure: &str) -> String {
    let words = figure.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let sign = |word: &str| match word {
        _ if word.chars().all(|c| c.is_ascii_digit()) && word.len() == 4 => "Y".to_owned(),
        _ if word.chars().all(|c| c.is_ascii_digit()) => "9".to_owned(),
        _ if word.ends_with(|c: char| c.is_alphabetic()) && word.starts_with(|c: char| c.is_ascii_digit()) => {
            if word.ends_with('s') { "9s".to_owned() } else { "9th".to_owned() }
        }
        _ if MONTHS.contains(&word) => "M".to_owned(),
        _ if facts::shapes_in(word).iter().any(|(range, _)| *range == (0..word.len())) => "w".to_owned(),
        _ => word.to_lowercase(),
    };
    let marks: String = figure.chars().filter(|c| matches!(c, '-' | '–' | '%' | '$' | '£' | '€' | '.')).collect();
    words.map(sign).collect::<Vec<_>>().join(" ") + &marks
}

const MONTHS: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// Whether these capitals name something, and all of it: a word that begins a sentence may be any word, and “Chinese
/// workers” or “the Thought on Socialism” are more than their capitals.
fn is_name(words: &[Word<'_>], range: &Range<usize>, usage: &Usage) -> bool {
    let inside = words.get(range.clone()).unwrap_or_default();
    let before = range.start.checked_sub(1).and_then(|before| words.get(before));
    let after = words.get(range.end);
    let opens = before.is_none_or(|before| matches!(before.text, "." | ":" | "“" | "\"" | "("));
    let any_word = |word: &Word<'_>| usage.small.contains(&word.lower) || !usage.capital.contains(&word.lower);
    let letters: usize = inside.iter().map(|word| word.text.chars().count()).sum();
    let glue =
        |word: Option<&Word<'_>>| word.is_some_and(|word| matches!(word.text, "-" | "–" | "’" | "'" | "/" | "&" | "“" | "\""));
    let small_noun = after.is_some_and(|after| after.has_content());
    let inner =
        |word: Option<&Word<'_>>| word.is_some_and(|word| matches!(word.lower.as_str(), "on" | "with" | "for" | "and" | "of"));
    let longer = inner(after) && words.get(range.end + 1).is_some_and(|next| next.capital)
        || inner(before) && range.start > 1 && words.get(range.start - 2).is_some_and(|word| word.capital);
    let people = inside.len() == 1
        && inside
            .iter()
            .any(|word| ["ese", "ish", "ian", "ean", "man", "ic", "ch"].iter().any(|ending| word.lower.ends_with(ending)));
    let clean = !inside.iter().any(|word| word.role == Role::Determiner && word.capital || word.is("."));
    letters > 2
        && inside.len() <= 6
        && clean
        && !small_noun
        && !longer
        && !people
        && !glue(before)
        && !glue(after)
        && !(opens && inside.first().is_some_and(any_word))
}

/// The term in a run of small words with content, if its place shows that it is one.
fn term(words: &[Word<'_>], run: Range<usize>, usage: &Usage) -> Option<Range<usize>> {
    let before = run.start.checked_sub(1).and_then(|before| words.get(before))?;
    let after = words.get(run.end);
    let head = words.get(run.end - 1)?;
    let first = words.get(run.start)?;
    let owner = matches!(before.text, "’" | "'") || before.role == Role::Owner;
    let definite = before.role == Role::Determiner && before.lower != "both" || owner;
    let placed = definite
        || before.role == Role::Preposition && !matches!(before.lower.as_str(), "to" | "than" | "as")
        || before.is(",")
        || before.role == Role::And
        || before.lower == "as" && run.start > 1 && words.get(run.start - 2).is_some_and(|word| word.lower == "such");
    let ended = after.is_none_or(|next| {
        matches!(next.role, Role::Preposition | Role::Auxiliary | Role::And)
            || matches!(next.text, "," | "." | ";" | ":" | ")" | "”")
    });
    let listed = before.is(",") || before.role == Role::And || after.is_some_and(|next| next.role == Role::And || next.is(","));
    // “vocational and skill competitions”, “leadership, organizational, and service capabilities”: the phrase goes on.
    let is_adjective = |word: Option<&Word<'_>>| {
        word.is_some_and(|word| {
            ADJECTIVE_ENDINGS.iter().any(|ending| word.lower.ends_with(ending)) && !usage.nouns.contains(&word.lower)
        })
    };
    let joins = |word: &Word<'_>| word.role == Role::And || word.is(",");
    let back = words.get(..run.start)?.iter().rev().find(|word| !joins(word));
    let on = words.get(run.end..)?.iter().find(|word| !joins(word));
    let paired = joins(before)
        && (is_adjective(back)
            || back.is_some_and(|word| is_verb_form(&word.lower))
            || run.len() > 1 && !usage.led.contains(&first.lower))
        || after.is_some_and(joins) && is_adjective(on);
    let adjective = ADJECTIVE_ENDINGS.iter().any(|ending| head.lower.ends_with(ending)) && !usage.nouns.contains(&head.lower);
    let within = words.get(run.clone())?;
    // “the workers voice their demands”, “by embracing the plan”: a verb among the words says that they are no term.
    let verbal = !definite
        && (usage.is_verb(first) || first.lower.ends_with("ing") && run.len() == 1 || is_verb_form(&first.lower))
        || within.iter().skip(1).any(|word| {
            is_verb_form(&word.lower) && (word.lower.ends_with("ed") || word.lower.ends_with("ing")) && word.lower != head.lower
        })
        || within.iter().any(|word| word.lower.ends_with("ly") && word.lower.len() > 5)
        || PARTICIPLES.split_ascii_whitespace().any(|participle| participle == head.lower)
        || is_verb_form(&head.lower) && !(definite && head.lower.ends_with("ing"))
        || run.len() > 1 && usage.is_verb(head);
    let hollow = EMPTY.split_ascii_whitespace().any(|empty| empty == head.lower)
        || head.text.chars().count() < 4
        || EMPTY.split_ascii_whitespace().any(|empty| empty == first.lower);
    let noun = usage.is_noun(head) || !listed && definite;
    (placed && ended && !paired && !adjective && !verbal && !hollow && noun && run.len() <= LONGEST_TERM).then_some(run)
}

fn class(sort: Sort, words: &[Word<'_>], range: &Range<usize>) -> Class {
    let before = range.start.checked_sub(1).and_then(|before| words.get(before));
    let lead = match before {
        Some(word) if matches!(word.lower.as_str(), "a" | "an") => Lead::Indefinite,
        Some(word) if word.role == Role::Determiner || word.role == Role::Owner || matches!(word.text, "’" | "'") => {
            Lead::Definite
        }
        _ => Lead::Bare,
    };
    let inside = words.get(range.clone()).unwrap_or_default();
    let capitals = inside.iter().all(|word| word.text.chars().count() > 1 && !word.text.chars().any(char::is_lowercase));
    let before_of = words.get(range.end).is_some_and(|next| next.lower == "of");
    let plural = inside.last().is_some_and(|head| is_plural(&head.lower));
    let named = matches!(sort, Sort::Name(_));
    // “the workers” and “workers” may stand in one place; “the duty” and “duty” may not.
    let lead = if plural && !named { Lead::Bare } else { lead };
    let people = !named && inside.last().is_some_and(|head| is_people(&head.lower));
    let words = if named { inside.len().min(2) } else { inside.len() };
    let text: String = inside.iter().map(|word| word.text).collect();
    let look = (text.starts_with(char::is_uppercase), text.contains(|c: char| c.is_ascii_digit()));
    let after =
        before.filter(|before| named && before.role == Role::Preposition).map_or_else(String::new, |before| before.lower.clone());
    Class { sort, plural, lead, before_of: before_of && !named, capitals, people, look, after, words }
}

/// Whether a noun is one for people: “rally our [blank]” asks for no thing.
fn is_people(word: &str) -> bool {
    let endings = ["ers", "ors", "ists", "ians", "men", "eers", "ants", "er", "or", "ist", "ian", "man"];
    let known =
        ["people", "officials", "official", "children", "staff", "personnel", "troops", "nobles", "kings", "king", "monks"];
    let things = [
        "number",
        "power",
        "order",
        "manner",
        "matter",
        "matters",
        "numbers",
        "powers",
        "orders",
        "letter",
        "letters",
        "paper",
        "papers",
        "border",
        "borders",
        "centers",
        "center",
        "chapter",
        "computer",
        "computers",
        "corner",
        "disaster",
        "factor",
        "factors",
        "labor",
        "layer",
        "layers",
        "river",
        "rivers",
        "sector",
        "sectors",
        "water",
        "waters",
        "winter",
        "summer",
        "weather",
        "character",
        "colors",
        "harbor",
        "favor",
        "war",
        "error",
        "errors",
        "server",
        "servers",
        "router",
        "routers",
        "header",
        "packer",
        "routers",
        "quarters",
        "quarter",
        "tower",
        "towers",
        "charter",
    ];
    known.contains(&word)
        || word.ends_with("people")
        || !things.contains(&word) && endings.iter().any(|ending| word.ends_with(ending))
}

/// Whether a noun's form is that of several.
fn is_plural(word: &str) -> bool {
    let endings = word.ends_with('s') && !["ss", "us", "is", "ics", "news"].iter().any(|ending| word.ends_with(ending));
    let irregular = ["men", "people", "children", "data", "media", "personnel", "staff"];
    endings || irregular.iter().any(|ending| word.ends_with(ending))
}
