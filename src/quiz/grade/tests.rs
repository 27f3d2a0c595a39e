//! Grading is held to a table that was written by hand, and to what must hold whatever is typed.

use std::collections::HashSet;

use proptest::prelude::*;

use super::*;
use crate::text::lexicon::NEGATIONS;
use crate::text::lists::listed;

const TABLE: &str = include_str!("../../../tests/data/judge.tsv");

/// The rows of the table: the grade, accepted answers, distractors, what was typed.
fn rows() -> Vec<(&'static str, Vec<String>, Vec<&'static str>, &'static str)> {
    let rows = TABLE.lines().filter(|line| !line.starts_with('#')).map(|line| {
        let columns: Vec<&str> = line.split('\t').collect();
        let [verdict, accepted, distractors, typed] = columns[..] else {
            panic!("not four columns: {line:?}")
        };
        let distractors =
            distractors.split('|').filter(|distractor| !distractor.is_empty()).collect();
        (verdict, accepted.split('|').map(str::to_owned).collect(), distractors, typed)
    });
    rows.collect()
}

fn verdict(accepted: &[String], distractors: &[&str], typed: &str) -> String {
    format!("{:?}", grade_answer(accepted, &Distractors::new(distractors.iter().copied()), typed))
        .to_lowercase()
}

#[test]
fn the_table_is_decided_as_it_is_written() {
    let rows = rows();
    let different: HashSet<_> = rows
        .iter()
        .map(|(_, accepted, distractors, typed)| (accepted, distractors, typed))
        .collect();
    assert!(
        different.len() >= 450 && different.len() == rows.len(),
        "{} of {}",
        different.len(),
        rows.len()
    );
    let wrong: Vec<String> = (rows.iter())
        .filter(|(expected, accepted, distractors, typed)| {
            verdict(accepted, distractors, typed) != *expected
        })
        .map(|(expected, accepted, distractors, typed)| {
            format!(
                "{typed:?} for {accepted:?} against {distractors:?} is {}, not {expected}",
                verdict(accepted, distractors, typed)
            )
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}: {wrong:#?}", wrong.len(), rows.len());
}

#[test]
fn what_nobody_sees_does_not_matter() {
    let accepted = ["trade unions".to_owned()];
    for typed in [
        "tra\u{200b}de uni\u{ad}ons",
        "\u{feff}trade\u{a0}unions\u{0}",
        "trade\u{7}unions\n",
        "\u{202e}trade\u{2003}unions",
    ] {
        assert_eq!(verdict(&accepted, &[], typed), "right", "{typed:?}");
    }
    assert_eq!(verdict(&["a\u{30a}ngstrom".into()], &[], "Ångstrom"), "right");
    assert_eq!(verdict(&accepted, &[], "\u{200b}\u{200d}\u{feff}"), "blank");
    assert_eq!(verdict(&accepted, &[], &"trade unions ".repeat(10_000)), "wrong");
    assert_eq!(
        verdict(&accepted, &[], &format!("{}trade unions", " ".repeat(LONGEST_TYPED))),
        "blank",
        "what is read has an end"
    );
}

#[test]
fn a_corpus_full_of_distractors_refuses_its_own_words_only() {
    let speech = include_str!("../../../corpus/acftu-2023/speech.md");
    let distractors = Distractors::new(speech.lines());
    let graded = |accepted: &str, typed| grade_answer(&[accepted.to_owned()], &distractors, typed);
    assert_eq!(graded("workers", "wrokers"), Grade::Right);
    assert_eq!(graded("principle", "princple"), Grade::Right);
    assert_eq!(graded("structural", "cultural"), Grade::Wrong);
    assert_eq!(graded("working", "workers"), Grade::Wrong);
}

/// Without distractors.
fn grade(accepted: &str, typed: &str) -> Grade {
    grade_answer(&[accepted.to_owned()], &Distractors::default(), typed)
}

/// A word of small letters that no table of spellings touches.
fn word() -> impl Strategy<Value = String> {
    "[bcdfghjklmpqrtvwz][bcdfghjklmpqrtvwz]{4,12}"
}

proptest! {
    #[test]
    fn whatever_is_typed_is_graded(accepted in prop::collection::vec(any::<String>(), 0..3), distractor: String, typed: String) {
        grade_answer(&accepted, &Distractors::new([distractor.as_str()]), &typed);
    }

    #[test]
    fn numbers_and_marks_of_all_kinds_are_graded(accepted in "[0-9ivx½%$.,/ \
        -]{0,30}|(hundred|million|five|second|half|twenty|and|[0-9]{1,40}| ){0,9}", typed in "[0-9ivx½%$.,/ \
            -]{0,30}|((hundred|million|trillion|dozen|five|second|half|twenty|and|[0-9]{1,40}) \
            ){0,60}") {
        grade(&accepted, &typed);
        prop_assume!(accepted.chars().any(|c| c.is_ascii_alphanumeric()));
        prop_assert_ne!(grade(&accepted, &accepted), Grade::Wrong);
    }

    #[test]
    fn an_answer_is_right_as_it_stands_and_in_capitals(answer in "[A-Za-z0-9'é -]{0,40}[A-Za-z0-9]") {
        prop_assert_eq!(grade(&answer, &answer), Grade::Right);
        prop_assert_eq!(grade(&answer, &answer.to_uppercase()), Grade::Right);
        prop_assert_eq!(grade(&answer, &format!("  “{answer}”! ")), Grade::Right);
    }

    #[test]
    fn one_letter_left_out_is_forgiven_and_a_distractor_is_not(word in word(), at in 1..5_usize) {
        let mut typed: Vec<char> = word.chars().collect();
        typed.remove(at);
        let typed: String = typed.into_iter().collect();
        prop_assert_eq!(grade(&word, &typed), Grade::Right);
        prop_assert_eq!(grade_answer(std::slice::from_ref(&word), &Distractors::new([typed.as_str()]), &typed), Grade::Wrong);
    }

    #[test]
    fn another_number_is_never_right(words in prop::collection::vec(word(), 0..4), right in 0..100_000_u32, other in 0..100_000_u32) {
        prop_assume!(right != other);
        let say = |number: u32| format!("{} {number}", words.join(" "));
        prop_assert_eq!(grade(&say(right), &say(other)), Grade::Wrong);
    }

    #[test]
    fn the_ends_of_a_span_are_never_exchanged(from in 1..29_u32, days in 1..20_u32, dash in prop::sample::select(&["-", " - \
        ", "–", "—", " to ", " until "][..])) {
        let to = from + days;
        prop_assume!(to < 32);
        let accepted = format!("April {from} to {to}");
        prop_assert_eq!(grade(&accepted, &format!("from April {from}{dash}{to}")), Grade::Right);
        prop_assert_eq!(grade(&accepted, &format!("{from} April{dash}{to} April")), Grade::Right);
        prop_assert_eq!(grade(&accepted, &format!("April {to}{dash}{from}")), Grade::Wrong);
        prop_assert_eq!(grade(&accepted, &format!("April {from}{dash}{}", to + 1)), Grade::Wrong);
    }

    #[test]
    fn a_negation_more_or_less_is_never_right(words in prop::collection::vec(word(), 1..6), at: prop::sample::Index, negation in prop::sample::select(listed(NEGATIONS).collect::<Vec<_>>())) {
        let mut denied = words.clone();
        denied.insert(at.index(words.len() + 1), negation.to_owned());
        let (plain, denied) = (words.join(" "), denied.join(" "));
        prop_assert_eq!(grade(&plain, &denied), Grade::Wrong);
        prop_assert_eq!(grade(&denied, &plain), Grade::Wrong);
    }
}
