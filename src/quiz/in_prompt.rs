//! Typed answers beside their prompt: words of its sentence say nothing new, and the initials of a
//! name say the name, unless the prompt has them.

use std::ops::Range;

use super::generate::BLANK;
use super::grade::{Distractors, Grade, grade_answer};
use crate::text::titles::is_written_like_name;
use crate::text::{Slice, tokenize};

/// Fewer are another name's as well.
const FEWEST_INITIALS: usize = 3;

/// As `grade_answer`, also without words that repeat those beside the prompt's blank.
pub(super) fn grade_in_prompt(
    prompt: &str,
    accepted: &[String],
    distractors: &Distractors,
    typed: &str,
) -> Grade {
    let shortened = accepted.iter().filter_map(|answer| {
        let short = initials(answer).filter(|short| !prompt.contains(short))?;
        Some([format!("{answer} {short}"), short])
    });
    let accepted: Vec<String> = accepted.iter().cloned().chain(shortened.flatten()).collect();
    let whole = grade_answer(&accepted, distractors, typed);
    match (whole, without_neighbours(prompt, typed)) {
        (Grade::Unclear | Grade::Wrong, Some(within)) => {
            whole.min(grade_answer(&accepted, distractors, within))
        }
        _ => whole,
    }
}

fn initials(answer: &str) -> Option<String> {
    let before = ["the ", "The ", "Mr. ", "Mrs. ", "Ms. ", "Miss "];
    let name = before.iter().find_map(|word| answer.strip_prefix(word)).unwrap_or(answer);
    let parts = name.split(|c: char| c.is_whitespace() || c == '-');
    // “WWII” for “World War II”: “WWI” is another war.
    let initials: String = parts
        .flat_map(|part| {
            let letters = part.chars().filter(|c| c.is_alphanumeric());
            let whole = letters.clone().all(char::is_uppercase);
            letters.take(if whole { part.len() } else { 1 }).filter(|c| c.is_uppercase())
        })
        .collect();
    let is_name = is_written_like_name(name) && name.contains(char::is_lowercase);
    (is_name && initials.chars().count() >= FEWEST_INITIALS).then_some(initials)
}

/// “past five years” as “five years” in “Over the past ____, …”; `None` where nothing repeats.
fn without_neighbours<'a>(prompt: &str, typed: &'a str) -> Option<&'a str> {
    let (before, behind) = prompt.split_once(BLANK)?;
    let ((before, _), (behind, _), (all, places)) = (words(before), words(behind), words(typed));
    let from = (1..all.len()).rev().find(|count| before.ends_with(all.slice(..*count)));
    let from = from.unwrap_or_default();
    let to = (from + 1..all.len()).find(|to| behind.starts_with(all.slice(*to..)));
    let kept = places.get(from..to.unwrap_or(all.len())).filter(|kept| kept.len() < all.len())?;
    typed.get(kept.first()?.start..kept.last()?.end)
}

fn words(text: &str) -> (Vec<String>, Vec<Range<usize>>) {
    let words = tokenize(text).into_iter();
    let words = words.filter(|word| word.text.contains(char::is_alphanumeric));
    words.map(|word| (word.lower, word.range)).unzip()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn right(prompt: &str, answer: &str, typed: &str) -> bool {
        let accepted = [answer.to_owned()];
        grade_in_prompt(prompt, &accepted, &Distractors::default(), typed) == Grade::Right
    }

    #[test]
    fn a_name_may_be_shortened_to_initials_that_the_prompt_has_not() {
        let federation = "the All-China Federation of Trade Unions";
        for (prompt, answer, typed, expected) in [
            ("Who?", federation, "ACFTU", true),
            ("Who?", federation, "the acftu", true),
            ("Who?", federation, "All-China Federation of Trade Unions (ACFTU)", true),
            ("Who?", federation, "ACFTA", false),
            ("Who?", federation, "Federation ACFTU", false),
            ("Who?", "The United Nations Organization", "UNO", true),
            ("What does ACFTU stand for?", federation, "ACFTU", false),
            ("Who?", "John F. Kennedy", "JFK", true),
            ("Which?", "World War II", "WWII", true),
            ("Which?", "World War II", "WWI", false),
            ("Who?", "National Congress", "NC", false),
            ("What?", "five long years", "fly", false),
            ("Who?", "WORLD TRADE REPORT", "WTR", false),
        ] {
            assert_eq!(right(prompt, answer, typed), expected, "{typed}: {prompt}");
        }
    }

    #[test]
    fn words_beside_the_blank_may_be_repeated() {
        let (past, congress) =
            ("“Over the past [blank], workers …”", "“The [blank] National Congress”");
        for (prompt, answer, typed, expected) in [
            (past, "five years", "past five years", true),
            (past, "five years", "Over the past five years, workers", true),
            (past, "five years", "past six years", false),
            (past, "five years", "the past", false),
            (past, "five years", "past", false),
            (past, "five years", "over five years", false),
            (congress, "18th", "18th National Congress", true),
            (congress, "18th", "the 18th national", true),
            (congress, "18th", "19th National Congress", false),
            (congress, "18th", "National Congress", false),
            (congress, "18th", "18th Congress", false),
            ("“at [blank], Beijing”", "Zhongnanhai", "Zhongnanhai, Beijing", true),
            ("“at [blank], Beijing”", "Zhongnanhai", "Beijing", false),
            ("In which city is the past?", "five years", "past five years", false),
            ("“It is not [blank].”", "five", "not five", true),
            ("“It is [blank].”", "five", "not five", false),
        ] {
            assert_eq!(right(prompt, answer, typed), expected, "{typed}: {prompt}");
        }
    }
}
