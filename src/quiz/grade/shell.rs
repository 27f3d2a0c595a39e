//! What people put around an answer: “I think it is …”, “in …”, “…, maybe”.

use crate::text::terms::Term;
use crate::text::tokenize::plain_words;

/// How much of what says nothing is dropped before and behind an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shell {
    Whole,
    Leads,
    Nothing,
}

/// Before an answer, where it is typed; they say nothing.
const OPENINGS: &str = "i think it is, i think, id say, i would say, the answer is, it is, it was, \
    this is, that is, they are, they were, he is, she is, about, around, approximately, roughly, \
    circa, what is, what are, what was, what were, who is, who are, who was, where is, is it, \
    maybe, perhaps, probably, possibly, i guess, i believe, my answer is, must be, hmm, hm, um, uh";

/// Before an accepted answer, too; the question asks for a place or a time.
const PLACES: &str = "in, on, at, during, in the year, the year, year";

const CLOSINGS: &str =
    "i think, i guess, i believe, i suppose, maybe, perhaps, probably, possibly, lol";

/// Prepositions. The question mostly says it, so they may be left out or added,
/// but two that differ make two answers.
const LEADS: &str = "as of, from, since, until, till, by, for, of, with, through, to";

/// Whether its first words belong to a name: “About Schmidt”.
pub(super) fn is_title(text: &str) -> bool {
    let mut words = plain_words(text);
    let is_capital =
        |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
    let first = words.next();
    is_capital(first)
        && is_capital(words.last().or(first))
        && !text.contains(|c: char| c.is_ascii_digit())
}

pub(super) fn closed(terms: &mut Vec<Term>) {
    let said: Vec<&str> = terms.iter().map(Term::word).collect();
    let closings = CLOSINGS.split(", ").map(|closing| closing.split(' ').collect::<Vec<_>>());
    let mut ends = closings.filter(|closing| said.len() > closing.len() && said.ends_with(closing));
    if let Some(closing) = ends.next() {
        terms.truncate(terms.len() - closing.len());
    }
}

/// Drops what says nothing, or only what the question says; returns the latter.
pub(super) fn opened(terms: &mut Vec<Term>, shell: Shell) -> Option<&'static str> {
    let mut lead = None;
    if shell == Shell::Whole {
        return lead;
    }
    loop {
        let said: Vec<&str> = terms.iter().map(Term::word).collect();
        let begins = |opening: &str| {
            let opening: Vec<&str> = opening.split(' ').collect();
            said.len() > opening.len() && said.starts_with(&opening)
        };
        // “to 50” may be where a rise ends, “by 50” its amount.
        let figures = terms.iter().any(|term| term.number().is_some());
        let mut leads = LEADS.split(", ").filter(|_| lead.is_none());
        let preposition = leads.find(|lead| begins(lead) && !(figures && *lead == "to"));
        if let Some(preposition) = preposition {
            lead = Some(match preposition {
                "as of" | "from" => "since",
                "till" => "until",
                itself => itself,
            });
        }
        let openings = OPENINGS.split(", ").filter(|_| shell == Shell::Nothing);
        let mut others = openings.chain(PLACES.split(", "));
        let opening = preposition.or_else(|| others.find(|opening| begins(opening)));
        let Some(opening) = opening else { return lead };
        terms.drain(..opening.split(' ').count());
    }
}
