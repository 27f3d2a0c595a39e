//! Passages by their place, and what was found for quotes.

use super::count;
use crate::reply::{Line, Span};
use crate::verify::{Change, Checked, Verdict, Warning};

pub(crate) const BEFORE: &str = "Before";
pub(crate) const MORE: &str = "More";
pub(crate) const COPY: &str = "Copy citation";

pub(crate) fn citation_heading(reference: &str) -> String {
    format!("Citation of {reference}")
}

pub(crate) fn not_shown(places: &str) -> String {
    format!("No room here for {places}.")
}

/// Their own words stand in `cite/citation.rs`.
pub(crate) const CITATION_FORMS: [&str; 4] = ["Plain", "Markdown", "APA", "MLA"];

pub(crate) fn more_references(references: usize) -> String {
    format!(
        "{} in that message: write fewer at a time to see what they name.",
        count(references, "more reference")
    )
}

pub(crate) fn holds(paragraphs: usize, photos: usize, notes: usize) -> String {
    let counts = [(paragraphs, "paragraph"), (photos, "photo"), (notes, "note")];
    let counts = counts.into_iter().filter(|(number, _)| *number > 0);
    let counts: Vec<String> = counts.map(|(number, thing)| count(number, thing)).collect();
    if counts.is_empty() { "a heading only".to_owned() } else { counts.join(", ") }
}

pub(crate) fn open_section(from: Option<&str>) -> String {
    let from = from.map(|section| format!(" from {section} on")).unwrap_or_default();
    format!("Open a section{from}")
}

pub(crate) const NO_WORDS: &str =
    "There are no words to check. Please give the words that are said to stand in the speech.";

pub(crate) const NOTHING_TO_CHECK: &str = "That message holds no words that I could look for in \
     the speech. Please choose one with words in it.";

pub(crate) fn quotes_checked(quotes: usize) -> String {
    format!("{quotes} quotes checked")
}

pub(crate) fn verdict(checked: &Checked) -> String {
    let named = checked.named.as_deref().unwrap_or_default();
    match checked.verdict {
        Verdict::Exact => "Exact: these words stand in the speech.".to_owned(),
        Verdict::Typographic => {
            "The same words: only capitals, punctuation, spacing or the form of letters or \
             numbers differ from the speech."
                .to_owned()
        }
        Verdict::Near => match checked.changes.len() {
            1 => "Not exact: the speech has these words but for one difference.".to_owned(),
            many => format!("Not exact: the speech has these words but for {many} differences."),
        },
        Verdict::Stitched if checked.quotes.len() == 1 => {
            "Shortened: one sentence of the speech has these words, with others between.".to_owned()
        }
        Verdict::Stitched => format!(
            "Put together: these words are in the speech, but not in one piece. In the order of \
             the quote, they stand in {} places:",
            checked.quotes.len()
        ),
        Verdict::Partial => "In part: only some of these words are in the speech.".to_owned(),
        Verdict::Misplaced => format!(
            "The words are the speech's, but they do not stand at {named}: the place is another."
        ),
        Verdict::Misattributed => {
            format!("The words are in the speech, but they are not credited to {named}.")
        }
        Verdict::Absent => {
            "Not in the speech: no passage has these words in this order.".to_owned()
        }
    }
}

pub(crate) fn warning(warning: &Warning) -> String {
    match warning {
        Warning::Before(words) => {
            format!("Mind the cut: right before these words the speech says “{}”.", words.text())
        }
        Warning::Behind(words) => {
            format!("Mind the cut: right behind these words the speech says “{}”.", words.text())
        }
        Warning::Question => "Mind the cut: in the speech this is part of a question.".to_owned(),
        Warning::Claimed(Verdict::Misplaced, place) => {
            format!("The passage does not stand at {place}.")
        }
        Warning::Claimed(_, person) => format!("The passage is not credited to {person}."),
        Warning::Aside(words) => format!("Not checked, as it stands in brackets: “{words}”."),
    }
}

pub(crate) fn difference(given: &str, change: &Change) -> Line {
    let quote = match change.severity {
        true => "This changes the meaning: the quote",
        false => "The quote",
    };
    let Some(speech) = &change.speech else {
        return vec![Span::Text(format!("{quote} adds “{given}”."))];
    };
    let before = match given {
        "" => format!("{quote} leaves out “"),
        given => format!("{quote} has “{given}”; the speech says “"),
    };
    vec![Span::Text(before), Span::quote(speech.clone()), Span::text("”.")]
}

pub(crate) const CLOSEST_TO_QUOTE: &str = "The closest passage:";

pub(crate) fn quote_in_another_language(languages: &str) -> String {
    format!("I can only compare with the words of the text itself, which is in {languages}.")
}

pub(crate) fn more_differences(more: usize) -> String {
    format!("… and {}.", count(more, "more difference"))
}

pub(crate) fn more_places(more: usize) -> String {
    format!("… and {}.", count(more, "more place"))
}

pub(crate) fn not_checked(named: &[String], more: usize) -> String {
    let named: Vec<String> = named.iter().map(|quote| format!("“{quote}”")).collect();
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("Not checked: {}{more}. Please check them in a text of their own.", named.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_more_is_said_as_one() {
        assert_eq!(more_differences(1), "… and 1 more difference.");
        assert_eq!(more_places(1), "… and 1 more place.");
        assert_eq!(more_places(2), "… and 2 more places.");
    }
}
