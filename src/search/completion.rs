//! Completes what is being typed with readers' questions. It runs at every key, so all is prepared
//! at the start.

use std::collections::HashSet;

use crate::corpus::Corpus;
use crate::text::{Prefixes, lower_words};

pub(super) struct Completion {
    /// Places in [`Corpus::questions`].
    questions: Vec<usize>,
    words: Prefixes,
}

impl Completion {
    pub(super) fn new(corpus: &Corpus) -> Completion {
        let questions = corpus.questions();
        let mut order: Vec<usize> = (0..questions.len()).collect();
        order.sort_by_key(|number| (questions[*number].text.len(), &questions[*number].text));
        order.dedup_by_key(|number| &questions[*number].text);
        let words = Prefixes::new(order.iter().map(|number| lower_words(&questions[*number].text)));
        Completion { questions: order, words }
    }

    pub(super) fn complete(&self, typed: &str) -> impl Iterator<Item = usize> {
        let typed = lower_words(typed);
        let mut begun = HashSet::new();
        let first = self.words.beginning_with(&typed);
        let others = self.words.holding(&typed);
        first
            .chain(others)
            .filter(move |question| begun.insert(*question))
            .filter_map(|question| self.questions.get(question).copied())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_alike_comes_first_and_every_word_must_begin_one() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("tiny");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("speech.md"), "+++\ntitle = \"T\"\n+++\nBread is good.\n")
            .unwrap();
        let questions =
            r#"["Is bread good?", "Good bread, is it?", "good bread", "Is bread good?"]"#;
        std::fs::write(
            folder.join("questions.toml"),
            format!("[[passage]]\nquote = \"Bread\"\nquestions = {questions}\n"),
        )
        .unwrap();
        let corpus = Corpus::load(dir.path()).unwrap();
        let completion = Completion::new(&corpus);
        let of = |typed: &str| {
            completion
                .complete(typed)
                .map(|number| corpus.questions()[number].text.as_str())
                .collect::<Vec<_>>()
        };
        assert_eq!(of("good br"), ["good bread", "Good bread, is it?", "Is bread good?"]);
        assert_eq!(of("IS b"), ["Is bread good?", "Good bread, is it?"]);
        assert_eq!(of(""), ["good bread", "Is bread good?", "Good bread, is it?"]);
        assert!(of("read").is_empty() && of("bread water").is_empty());
    }
}
