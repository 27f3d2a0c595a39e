//! Completing what is being typed with readers' questions: asked at every key, so everything is made ready at the start.

use crate::corpus::Corpus;

/// The different readers' questions, the shorter ones first.
pub(super) struct Completion {
    entries: Vec<Entry>,
}

struct Entry {
    /// The words in small letters, each behind one space, so that `" wo"` finds a word that begins with “wo”.
    words: String,
    /// The question's place in [`Corpus::questions`].
    number: usize,
}

impl Completion {
    pub(super) fn new(corpus: &Corpus) -> Completion {
        let questions = corpus.questions();
        let mut order: Vec<usize> = (0..questions.len()).collect();
        order.sort_by_key(|number| (questions[*number].text.len(), &questions[*number].text));
        order.dedup_by_key(|number| &questions[*number].text);
        let entry = |number: usize| Entry { words: spaced(&questions[number].text).concat(), number };
        Completion { entries: order.into_iter().map(entry).collect() }
    }

    /// The places of the questions of which each typed word begins a word; those that begin with all that was typed come first.
    pub(super) fn of(&self, typed: &str) -> impl Iterator<Item = usize> {
        let words = spaced(typed);
        let typed = words.concat();
        let others = {
            let typed = typed.clone();
            let fits = move |entry: &&Entry| words.iter().all(|word| entry.words.contains(word.as_str()));
            self.entries.iter().filter(fits).filter(move |entry| !entry.words.starts_with(&typed))
        };
        self.entries.iter().filter(move |entry| entry.words.starts_with(&typed)).chain(others).map(|entry| entry.number)
    }
}

/// The words in small letters, each behind a space.
fn spaced(text: &str) -> Vec<String> {
    let text = text.to_lowercase();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| format!(" {word}")).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_begins_alike_comes_first_and_every_word_must_begin_one() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("tiny");
        std::fs::create_dir(&folder).unwrap();
        std::fs::write(folder.join("speech.md"), "+++\ntitle = \"T\"\n+++\nBread is good.\n").unwrap();
        let questions = r#"["Is bread good?", "Good bread, is it?", "good bread", "Is bread good?"]"#;
        std::fs::write(folder.join("questions.toml"), format!("[[passage]]\nquote = \"Bread\"\nquestions = {questions}\n"))
            .unwrap();
        let corpus = Corpus::load(dir.path()).unwrap();
        let completion = Completion::new(&corpus);
        let of = |typed: &str| completion.of(typed).map(|number| corpus.questions()[number].text.as_str()).collect::<Vec<_>>();
        assert_eq!(of("good br"), ["good bread", "Good bread, is it?", "Is bread good?"]);
        assert_eq!(of("IS b"), ["Is bread good?", "Good bread, is it?"]);
        assert_eq!(of(""), ["good bread", "Is bread good?", "Good bread, is it?"]);
        assert!(of("read").is_empty() && of("bread water").is_empty());
    }
}
