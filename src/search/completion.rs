//! Completes what is being typed with readers' questions; everything is prepared at the start
//! because it runs at every key.

use crate::corpus::Corpus;
use crate::text::plain_words;

/// The distinct questions in one text, shorter ones first.
///
/// One long text is searched many times faster than a hundred thousand short ones.
pub(super) struct Completion {
    /// For each question a line break, then its lower-case words, each after a space: `" wo"` finds
    /// a word that begins with “wo”.
    text: String,
    /// Where each question begins, and its place in [`Corpus::questions`].
    entries: Vec<(usize, usize)>,
}

impl Completion {
    pub(super) fn new(corpus: &Corpus) -> Completion {
        let questions = corpus.questions();
        let mut order: Vec<usize> = (0..questions.len()).collect();
        order.sort_by_key(|number| (questions[*number].text.len(), &questions[*number].text));
        order.dedup_by_key(|number| &questions[*number].text);
        let mut completion =
            Completion { text: String::new(), entries: Vec::with_capacity(order.len()) };
        for number in order {
            completion.entries.push((completion.text.len(), number));
            completion.text.push('\n');
            completion.text.extend(spaced(&questions[number].text));
        }
        completion
    }

    /// Each typed word begins a word of the question; questions that begin with the whole input
    /// come first.
    pub(super) fn complete(&self, typed: &str) -> impl Iterator<Item = usize> {
        let words = spaced(typed);
        let typed = format!("\n{}", words.concat());
        let begins = move |entry: &usize| self.words(*entry).starts_with(&typed);
        let longest =
            words.iter().max_by_key(|word| word.len()).cloned().unwrap_or_else(|| "\n".to_owned());
        let holds = move |entry: &usize| {
            words.iter().all(|word| self.words(*entry).contains(word.as_str()))
        };
        let others = self.holding(longest).filter(holds).filter({
            let begins = begins.clone();
            move |entry| !begins(entry)
        });
        (0..self.entries.len())
            .filter(begins)
            .chain(others)
            .filter_map(|entry| Some(self.entries.get(entry)?.1))
    }

    fn holding(&self, letters: String) -> impl Iterator<Item = usize> {
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = from + self.text.get(from..)?.find(&letters)?;
            let entry =
                self.entries.partition_point(|(start, _)| *start <= found).checked_sub(1)?;
            from = self.end(entry);
            Some(entry)
        })
    }

    fn words(&self, entry: usize) -> &str {
        let start = self.entries.get(entry).map_or(self.text.len(), |(start, _)| *start);
        self.text.get(start..self.end(entry)).unwrap_or_default()
    }

    fn end(&self, entry: usize) -> usize {
        self.entries.get(entry + 1).map_or(self.text.len(), |(start, _)| *start)
    }
}

fn spaced(text: &str) -> Vec<String> {
    plain_words(text).map(|word| format!(" {}", word.to_lowercase())).collect()
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
