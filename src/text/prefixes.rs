//! Finds texts by beginnings of their words: every keystroke reads them all.

use std::collections::BTreeSet;

use memchr::memmem::Finder;

/// A line for each text, with a blank before each word: strings of their own would be far apart.
pub(crate) struct Prefixes(String);

impl Prefixes {
    pub(crate) fn new(texts: impl IntoIterator<Item = Vec<String>>) -> Prefixes {
        Prefixes(texts.into_iter().map(|words| after_blanks(&words) + "\n").collect())
    }

    /// Each typed word begins a word of the text; in the texts' order, all where nothing is typed.
    pub(crate) fn holding<'a>(&'a self, typed: &[String]) -> impl Iterator<Item = usize> + use<'a> {
        // Typed a thousand times, a word is looked for once.
        let wanted: BTreeSet<&String> = typed.iter().collect();
        let wanted: Vec<Finder<'_>> = (wanted.into_iter())
            .map(|word| Finder::new(&format!(" {word}")).into_owned())
            .collect();
        self.which(move |text| wanted.iter().all(|word| word.find(text.as_bytes()).is_some()))
    }

    /// As [`Prefixes::holding`], but the typed words open the text, the last maybe incomplete.
    pub(crate) fn beginning_with<'a>(
        &'a self,
        typed: &[String],
    ) -> impl Iterator<Item = usize> + use<'a> {
        let wanted = after_blanks(typed);
        self.which(move |text| text.starts_with(&wanted))
    }

    fn which(&self, is_wanted: impl Fn(&str) -> bool) -> impl Iterator<Item = usize> {
        let texts = self.0.lines().enumerate();
        texts.filter(move |(_, text)| is_wanted(text)).map(|(place, _)| place)
    }
}

fn after_blanks(words: &[String]) -> String {
    words.iter().flat_map(|word| [" ", word]).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(text: &str) -> Vec<String> {
        text.split_whitespace().map(str::to_owned).collect()
    }

    fn prefixes(texts: &[String]) -> Prefixes {
        Prefixes::new(texts.iter().map(|text| words(text)))
    }

    proptest! {
        #[test]
        fn texts_are_found_as_by_reading_all(
            texts in proptest::collection::vec("[ab ]{0,8}", 0..12),
            typed in "[abc ]{0,5}",
        ) {
            let (prefixes, typed) = (prefixes(&texts), words(&typed));
            let of = |kept: &dyn Fn(&[String]) -> bool| -> Vec<usize> {
                (0..texts.len()).filter(|text| kept(&words(&texts[*text]))).collect()
            };
            let holding = of(&|text| {
                typed.iter().all(|typed| text.iter().any(|word| word.starts_with(typed.as_str())))
            });
            prop_assert_eq!(prefixes.holding(&typed).collect::<Vec<_>>(), holding);
            let beginning = of(&|text| match typed.split_last() {
                None => true,
                Some((last, whole)) => {
                    let next = text.strip_prefix(whole).and_then(|rest| rest.first());
                    next.is_some_and(|next| next.starts_with(last.as_str()))
                }
            });
            prop_assert_eq!(prefixes.beginning_with(&typed).collect::<Vec<_>>(), beginning);
        }
    }
}
