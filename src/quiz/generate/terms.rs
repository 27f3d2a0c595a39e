//! Which words of a sentence are a name or a term, learnt from how the corpus uses them.
//!
//! Without a dictionary, a term is a run of content words where English puts a noun phrase, between
//! an article, preposition or comma and a preposition, mark or auxiliary. Else its head's use
//! elsewhere decides.

use std::collections::HashMap;
use std::ops::Range;

use crate::text::inflection::is_irregular_form;
use crate::text::lexicon::is_modal;
use crate::text::lists::{ends_with, holds, listed};
use crate::text::number_words::small_number;
use crate::text::vocabulary::is_english;
use crate::text::{Role, Slice, Word, near};

#[derive(Debug, Default)]
pub(super) struct Usage {
    words: HashMap<String, Uses>,
}

/// How the corpus uses a word.
#[derive(Clone, Copy, Debug, Default)]
struct Uses {
    /// Follows “to” or “should”.
    verb: bool,
    /// How often it ends a phrase after an article or owner, twice where that is right before.
    noun: usize,
    /// How often it stands before another word of content, as adjectives do.
    modifier: usize,
    small: bool,
    capital: bool,
    /// Follows an article or preposition.
    led: bool,
    /// Capitalised after “in”.
    place: bool,
}

impl Usage {
    pub(super) fn learn(&mut self, words: &[Word<'_>]) {
        for (at, word) in words.iter().enumerate() {
            if word.role != Role::Content {
                continue;
            }
            let uses = self.words.entry(word.lower.clone()).or_default();
            uses.small |= !word.capital;
            let (before, next) = (near(words, at, -1), near(words, at, 1));
            let (is_to, preposed) = (before.lower == "to", before.role == Role::Preposition);
            uses.capital |= word.capital && !matches!(before.role, Role::Mark | Role::Edge);
            uses.led |= before.role == Role::Determiner || preposed && !is_to;
            uses.place |= word.capital && before.lower == "in";
            uses.verb |= is_to || is_modal(&before.lower);
            uses.modifier += usize::from(next.role == Role::Content && !next.capital);
            let ends = matches!(next.role, Role::Preposition | Role::Auxiliary | Role::Edge)
                || next.is(".");
            let mut back = words.slice(..at).iter().rev();
            let run = back.clone().take_while(|word| word.role == Role::Content).count();
            let led = back
                .nth(run)
                .is_some_and(|lead| matches!(lead.role, Role::Determiner | Role::Owner));
            if ends && led && run < LONGEST_TERM && !is_verb_form(&word.lower) {
                uses.noun += if run == 0 { 2 } else { 1 };
            }
        }
    }

    fn uses(&self, lower: &str) -> Uses {
        self.words.get(lower).copied().unwrap_or_default()
    }

    pub(super) fn is_verb(&self, word: &Word<'_>) -> bool {
        let bases = [
            Some(word.lower.as_str()),
            word.lower.strip_suffix('s'),
            word.lower.strip_suffix("es"),
        ];
        bases.into_iter().flatten().any(|base| self.uses(base).verb)
            && self.uses(&word.lower).noun == 0
    }

    fn is_noun(&self, word: &Word<'_>) -> bool {
        self.uses(&word.lower).noun > 0 || ends_as_noun(&word.lower)
    }

    /// One phrase may end otherwise: “the sections look at”.
    fn is_surely_noun(&self, word: &Word<'_>) -> bool {
        let one = word.lower.strip_suffix('s').unwrap_or(&word.lower);
        let forms: [&str; 3] = [&word.lower, one, &format!("{one}s")];
        ends_as_noun(&word.lower) || forms.iter().any(|form| self.uses(form).noun > 1)
    }

    fn is_doubtful_noun(&self, word: &Word<'_>) -> bool {
        let Uses { verb, noun, modifier, .. } = self.uses(&word.lower);
        (verb && noun < SURELY_NO_VERB || modifier > noun || noun == 0)
            && !ends_as_noun(&word.lower)
    }

    /// Whether the name is somewhere a place, and whether it is a word like others.
    pub(super) fn place_and_word(&self, name: &[Word<'_>]) -> (bool, bool) {
        let place = name.iter().any(|word| self.uses(&word.lower).place);
        (place, name.iter().all(|word| self.uses(&word.lower).small))
    }
}

fn ends_as_noun(word: &str) -> bool {
    listed(NOUN_ENDINGS).any(|ending| word.ends_with(ending) && word.len() > ending.len() + 2)
}

/// A word that is somewhere a verb ends so many phrases where it is a noun, too.
const SURELY_NO_VERB: usize = 4;

/// In words.
const LONGEST_TERM: usize = 3;

const NOUN_ENDINGS: &str =
    "tion tions sion ment ments ness ity ities ship ships ism ance ence ers ors ology";

/// Adjectives may stand where a noun was left out: “its centralized, unified leadership”.
const ADJECTIVE_ENDINGS: &str = "ive ous ful able ible less ic al ary ern";

/// Further forms of verbs, and words that name nothing.
const NO_HEADS: &str = "born shown left found put set cut run become became come quit none aboard \
                        best worst last";

const EMPTY: &str = "way ways part parts number numbers time times year years thing things case \
                     cases use lot rest end side fact kind kinds type example result results same \
                     latter former following ones well term terms form forms day days month \
                     months need care lead outset most more particular \
                     general order addition view course means majority variety series range set \
                     group groups member members percent century centuries decade decades hand \
                     instance amount amounts level levels area areas name names people person \
                     citation needed beginning middle start much less least little few half \
                     million millions billion hundred hundreds thousand thousands dozen dozens \
                     today tonight tomorrow yesterday very";

fn is_verb_form(word: &str) -> bool {
    word.len() > 4 && (word.ends_with("ed") || word.ends_with("ing") || word.ends_with("ly"))
}

/// A sentence's first word may be any; “Chinese workers” needs more than its capitals.
pub(super) fn is_name(words: &[Word<'_>], range: &Range<usize>, usage: &Usage) -> bool {
    let inside = words.slice(range.clone());
    let (before, after) = (near(words, range.start, -1), near(words, range.end, 0));
    let opens = matches!(before.text, "" | "." | ":" | "“" | "\"" | "(");
    let any_word = |word: &Word<'_>| {
        let uses = usage.uses(&word.lower);
        uses.small || !uses.capital
    };
    let letters: usize = inside.iter().map(|word| word.text.chars().count()).sum();
    let glue =
        |word: &Word<'_>| matches!(word.text, "-" | "–" | "’" | "'" | "/" | "&" | "“" | "\"");
    let inner =
        |word: &Word<'_>| matches!(word.lower.as_str(), "on" | "with" | "for" | "and" | "of");
    let beyond = near(words, range.end, 1);
    let longer =
        inner(after) && beyond.capital || inner(before) && near(words, range.start, -2).capital;
    let people = inside.len() == 1
        && inside.iter().any(|word| ends_with(&word.lower, "ese ish ian ean man ic ch"));
    // In “Europe-particularly” the hyphen is a dash.
    let runs_on = |word: &Word<'_>| {
        word.text.split('-').skip(1).any(|part| part.starts_with(char::is_lowercase))
    };
    // “Every section and State of America”: two things have one article.
    let is_half = matches!(inside, [first, of, ..] if of.lower == "of" && usage.uses(&first.lower).small)
        && before.role != Role::Determiner;
    let clean = !inside
        .iter()
        .any(|word| word.role == Role::Determiner && word.capital || word.is(".") || runs_on(word));
    // “Cotulla, Tex., in a small town”: nobody would type it so.
    let is_abbreviated =
        after.is(".") && (beyond.is(",") || !matches!(beyond.role, Role::Mark | Role::Edge));
    letters > 2
        && inside.len() <= 6
        && clean
        && !is_abbreviated
        && !is_half
        && !after.has_content()
        && !longer
        && !people
        && !glue(before)
        && !glue(after)
        && !(opens && inside.first().is_some_and(any_word))
}

pub(super) fn is_term(words: &[Word<'_>], run: &Range<usize>, usage: &Usage) -> bool {
    let within = words.slice(run.clone());
    let ([first, ..], [.., head]) = (within, within) else { return false };
    let (before, after) = (near(words, run.start, -1), near(words, run.end, 0));
    let owner = matches!(before.text, "’" | "'") || before.role == Role::Owner;
    let definite = before.role == Role::Determiner && before.lower != "both" || owner;
    let placed = definite
        || before.role == Role::Preposition
            && !matches!(before.lower.as_str(), "to" | "than" | "as")
        || before.is(",")
        || before.role == Role::And
        || before.lower == "as" && near(words, run.start, -2).lower == "such";
    let ended = matches!(after.role, Role::Preposition | Role::Auxiliary | Role::And | Role::Edge)
        || matches!(after.text, "," | "." | ";" | ":" | ")" | "”");
    // The phrase goes on: “leadership, organizational, and service capabilities”.
    let is_adjective = |word: &Word<'_>| {
        ends_with(&word.lower, ADJECTIVE_ENDINGS) && usage.uses(&word.lower).noun == 0
    };
    let joins = |word: &Word<'_>| word.role == Role::And || word.is(",");
    let back = words.slice(..run.start).iter().rev().find(|word| !joins(word));
    let on = words.slice(run.end..).iter().find(|word| !joins(word));
    let paired = joins(before)
        && (back.is_some_and(|word| is_adjective(word) || is_verb_form(&word.lower))
            || run.len() > 1 && !usage.uses(&first.lower).led)
        || joins(after) && on.is_some_and(is_adjective);
    // A verb makes it no term: “by embracing the plan”.
    let verbal = !definite
        && (usage.is_verb(first)
            || first.lower.ends_with("ing") && run.len() == 1
            || is_verb_form(&first.lower)
            || after.lower == "to" && !ends_as_noun(&head.lower))
        || within.iter().skip(1).any(|word| {
            is_verb_form(&word.lower)
                && (word.lower.ends_with("ed") || word.lower.ends_with("ing"))
                && word.lower != head.lower
        })
        || within.iter().any(|word| word.lower.ends_with("ly") && word.lower.len() > 5)
        || holds(NO_HEADS, &head.lower)
        || is_irregular_form(&head.lower)
        // “The meeting”, but not “the city seeking”.
        || is_verb_form(&head.lower) && !(definite && head.lower.ends_with("ing") && run.len() == 1);
    // “Cheaper” tells “cheapest” from “forest”; “conquest” is a noun.
    let superlative = head
        .lower
        .strip_suffix("est")
        .is_some_and(|base| !base.ends_with('u') && is_english(&format!("{base}er")));
    let hollow = superlative
        || holds(EMPTY, &head.lower)
        || small_number(&head.lower).is_some()
        || head.text.chars().count() < 4
        || holds(EMPTY, &first.lower);
    // Behind a plural follows no noun, and behind another a verb is as likely.
    let mut others = within.iter().rev().skip(1);
    let behind_plural = others
        .clone()
        .any(|word| word.lower.ends_with('s') && !ends_with(&word.lower, "ss ous us is"));
    let behind_noun = others.any(|word| usage.is_noun(word));
    let surely = usage.is_surely_noun(head) && !usage.uses(&head.lower).verb;
    // In “emergency-almost” the hyphen is a dash.
    let runs_on = head
        .lower
        .rsplit_once('-')
        .is_some_and(|(_, part)| usage.uses(part).noun == 0 && !ends_as_noun(part));
    placed
        && ended
        && !paired
        && !is_adjective(head)
        && !verbal
        && !hollow
        && !behind_plural
        && !runs_on
        && (surely || !behind_noun)
        && !usage.is_doubtful_noun(head)
        && run.len() <= LONGEST_TERM
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::tokenize;

    #[test]
    fn half_a_word_and_two_words_are_no_name() {
        for (text, name, expected) in [
            ("We saw it in Europe-particularly the north.", "Europe-particularly", false),
            ("We met them in Aix-Marseille.", "Aix-Marseille", true),
            ("I was in Cotulla, Tex., in a small school.", "Tex", false),
            ("I was in Cotulla, Texas, in a small school.", "Texas", true),
            ("We came from Texas.", "Texas", true),
            ("It reached every section and State of America.", "State of America", false),
            ("It reached the State of America.", "State of America", true),
            ("It reached Ann of America.", "Ann of America", true),
        ] {
            let words = tokenize(text);
            assert_eq!(is_name(&words, &range(&words, name), &used(&words)), expected, "{text}");
        }
    }

    #[test]
    fn verbs_and_adverbs_behind_nouns_are_no_terms() {
        for (text, term, expected) in [
            ("It carries your minds back to the day.", "minds back", false),
            ("It is on the back of it.", "back", true),
            ("The things of our economy call for help.", "economy call", false),
            ("We heard the call for help.", "call", true),
            ("We met the emergency-almost as grave as war.", "emergency-almost", false),
            ("We met the self-government of it.", "self-government", true),
            ("We can not, must not, refuse to help.", "refuse", false),
            ("We saw hope in it, resistance to it.", "resistance", true),
            ("I am ashamed that no professor thought of it.", "professor thought", false),
            ("We met the cheapest of them.", "cheapest", false),
            ("We met the conquest of it.", "conquest", true),
        ] {
            let words = tokenize(text);
            assert_eq!(is_term(&words, &range(&words, term), &used(&words)), expected, "{text}");
        }
    }

    fn range(words: &[Word<'_>], text: &str) -> Range<usize> {
        let length = text.split(' ').count();
        let is_it = |run: &[Word<'_>]| run.iter().map(|word| word.text).eq(text.split(' '));
        let start = words.windows(length).position(is_it).unwrap();
        start..start + length
    }

    fn used(words: &[Word<'_>]) -> Usage {
        let mut usage = Usage::default();
        for text in [
            "He rode the back of it on the back of it.",
            "The call of it is the call of the economy to call for it.",
            "The state of it is the refuse of it.",
        ] {
            usage.learn(&tokenize(text));
        }
        usage.learn(words);
        usage
    }
}
