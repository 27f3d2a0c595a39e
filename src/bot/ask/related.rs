//! What is offered beside an answer: related questions, and topics.

use std::collections::HashSet;

use crate::answer::Answer;
use crate::bot::{excerpt, messages};
use crate::corpus::{Corpus, UnitKind};
use crate::reply::{Action, Choice, Excerpt, Menu};

/// In characters: what Discord shows of a choice.
pub(super) const LONGEST_SUGGESTION: usize = 100;

const MOST_RELATED: usize = 5;

const TOPICS: usize = 3;

/// One per sentence of the answer's passages, none like the one asked.
pub(super) fn questions(corpus: &Corpus, answer: &Answer) -> Vec<String> {
    let asked = answer.question.to_lowercase();
    let led_here = answer.reason.as_ref().and_then(|reason| reason.question.as_deref());
    let fits = |text: &str| text.ends_with('?') && text.chars().count() <= LONGEST_SUGGESTION;
    let is_other = |text: &str| Some(text) != led_here && text.to_lowercase() != asked;
    let mut sentences = HashSet::new();
    let shown = answer.passages.iter().take(answer.shown);
    let shown: HashSet<&str> = shown.map(|passage| passage.text.speech()).collect();
    let beside = answer.passages.iter().filter(|passage| shown.contains(passage.text.speech()));
    let of_passages = beside.flat_map(|passage| corpus.questions_of(passage.unit));
    let related = of_passages.filter(|question| {
        fits(&question.text) && is_other(&question.text) && sentences.insert(question.sentence)
    });
    related.take(MOST_RELATED).map(|question| question.text.clone()).collect()
}

pub(super) fn menu(questions: Vec<String>) -> Vec<Menu> {
    if questions.is_empty() {
        return Vec::new();
    }
    let choices = questions.into_iter().map(Choice::from).collect();
    vec![Menu::of_choices(Action::AskRelated, messages::answers::RELATED, choices)]
}

/// Of the speeches with these ids.
pub(super) fn topics(corpus: &Corpus, searched: &[&str]) -> Vec<Excerpt> {
    let kind = if searched.len() == 1 { UnitKind::Heading } else { UnitKind::Title };
    let units = corpus.units_of_kind(kind);
    let units = units.filter(|unit| searched.contains(&corpus.unit(*unit).0.id()));
    units.take(TOPICS).map(|unit| excerpt::beginning(corpus, unit, excerpt::ANSWER)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{Passage, Verdict};

    #[test]
    fn questions_of_another_speech_than_those_shown_are_not_offered() {
        let folder = tempfile::tempdir().unwrap();
        for id in ["bread", "salt"] {
            let file = |name: &str| folder.path().join(id).join(name);
            std::fs::create_dir(folder.path().join(id)).unwrap();
            let speech = format!("+++\ntitle = \"T\"\n+++\nOf {id}.\n");
            std::fs::write(file("speech.md"), speech).unwrap();
            let asks = format!("[[passage]]\nquote = \"Of {id}.\"\nquestions = [\"Why {id}?\"]\n");
            std::fs::write(file("questions.toml"), asks).unwrap();
        }
        let corpus = Corpus::load(folder.path()).unwrap();
        let passage = |unit| Passage::new(&corpus, unit, Vec::new(), 1.0);
        let passages: Vec<Passage> = corpus.unit_ids().map(passage).collect();
        let answer = Answer::showing("What?", Verdict::Quoted, passages);
        assert_eq!(questions(&corpus, &answer), ["Why bread?", "Why salt?"]);
        assert_eq!(questions(&corpus, &Answer { shown: 1, ..answer }), ["Why bread?"]);
    }
}
