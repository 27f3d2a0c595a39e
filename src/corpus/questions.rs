//! `questions.toml`: readers' questions that lead to a passage, and those left open.

use serde::Deserialize;
use toml::Spanned;

use super::error::Fault;
use super::quote::Quote;
use super::source_file::SourceFile;
use super::speech::Speech;

#[derive(Clone, Debug)]
pub struct AskedPassage {
    pub quote: Quote,
    pub questions: Vec<String>,
}

#[derive(Clone, Debug, Default)]
pub(super) struct QuestionFile {
    pub(super) passages: Vec<AskedPassage>,
    pub(super) not_covered: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct Rest {
    #[serde(default)]
    not_covered: RawNotCovered,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RawPassage {
    quote: Spanned<String>,
    questions: Vec<String>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct RawNotCovered {
    #[serde(default)]
    questions: Vec<String>,
}

pub(super) fn parse(speech: &Speech, file: SourceFile<'_>) -> (QuestionFile, Vec<Fault>) {
    // Blank ones are as good as absent: in a completion, Discord would refuse them.
    let written = |mut questions: Vec<String>| {
        questions.retain(|question| !question.trim().is_empty());
        questions
    };
    let passage = |RawPassage { quote, questions }| {
        Ok(AskedPassage { quote: file.quote(speech, &quote)?, questions: written(questions) })
    };
    let (passages, rest, faults): (_, Rest, _) = file.parse("passage", passage);
    (QuestionFile { passages, not_covered: written(rest.not_covered.questions) }, faults)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::{Corpus, CorpusError};

    fn parse_file(source: &str) -> Result<QuestionFile, String> {
        let speech = "+++\ntitle = \"T\"\n+++\nOne loaf. Two loaves.\n\nNo more.\n";
        let corpus = Corpus::from_source("tiny", speech).unwrap();
        let file = SourceFile { path: Path::new("questions.toml"), source };
        let (questions, faults) = parse(&corpus.speeches()[0], file);
        CorpusError::gathered(faults).map_err(|error| error.to_string())?;
        Ok(questions)
    }

    #[test]
    fn questions_stand_with_the_words_that_answer_them() {
        let file = parse_file(
            "[[passage]]\nquote = \"Two loaves\"\nquestions = [\" \", \"how \
             many?\"]\n\n[not_covered]\nquestions = [\"why?\"]\n",
        )
        .unwrap();
        assert_eq!(file.passages[0].quote.text(), "Two loaves");
        assert_eq!(
            (file.passages[0].questions.as_slice(), file.not_covered.as_slice()),
            (&["how many?".to_owned()][..], &["why?".to_owned()][..])
        );
        assert!(parse_file("").unwrap().passages.is_empty());
    }

    #[test]
    fn every_wrong_entry_is_named() {
        let error = parse_file(
            "[[passage]]\nquote = \"Five\"\nquestions = []\n[[passage]]\nqoute = \"Six\"\n\
             [[passage]]\nquote = \"Seven\"\nquestions = []\n[[passages]]\n",
        )
        .unwrap_err();
        for expected in ["“Five”", "unknown field `qoute`", "“Seven”", "below a line [[passage]]"]
        {
            assert!(error.contains(expected), "{expected}: {error}");
        }
        assert_eq!(error.lines().count(), 4, "{error}");
    }

    #[test]
    fn words_that_do_not_stand_in_the_speech_are_an_error() {
        for quote in ["Three loaves", "loaves.\\n\\nNo", ""] {
            let error =
                parse_file(&format!("\n[[passage]]\nquote = \"{quote}\"\nquestions = []\n"))
                    .expect_err(quote);
            assert!(error.starts_with("questions.toml:3: the speech does not hold"), "{error}");
        }
    }
}
