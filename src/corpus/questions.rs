//! `questions.toml`: readers' questions that lead to a passage, and those left open.
//!
//! A passage is named by its words, which must stand in the speech.

use std::path::Path;

use serde::Deserialize;
use toml::Spanned;

use super::companion_file::CompanionFile;
use super::error::CorpusError;
use super::quote::Quote;
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

pub(super) fn parse(
    speech: &Speech,
    path: &Path,
    source: &str,
) -> Result<QuestionFile, CorpusError> {
    let file = CompanionFile { path, source };
    let mut faults = Vec::new();
    let (raw, rest): (Vec<RawPassage>, Rest) = file.parse("passage", &mut faults);
    let passage = |RawPassage { quote, questions }| {
        let quote = file.quote(speech, &quote).map_err(|fault| faults.push(fault)).ok()?;
        Some(AskedPassage { quote, questions })
    };
    let passages = raw.into_iter().filter_map(passage).collect();
    let file = QuestionFile { passages, not_covered: rest.not_covered.questions };
    CorpusError::gathered(faults).map_or(Ok(file), Err)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_file(source: &str) -> Result<QuestionFile, String> {
        let speech = Speech::parse(
            "tiny",
            Path::new("speech.md"),
            "+++\ntitle = \"T\"\n+++\nOne loaf. Two loaves.\n\nNo more.\n",
        )
        .unwrap();
        parse(&speech, Path::new("questions.toml"), source).map_err(|error| error.to_string())
    }

    #[test]
    fn questions_stand_with_the_words_that_answer_them() {
        let file = parse_file(
            "[[passage]]\nquote = \"Two loaves\"\nquestions = [\"how \
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
             [[passage]]\nquote = \"Seven\"\nquestions = []\n[other]\n",
        )
        .unwrap_err();
        for expected in ["“Five”", "unknown field `qoute`", "“Seven”", "unknown field `other`"]
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
        assert!(
            parse_file("[[passage]]\nqoute = \"\"\n")
                .unwrap_err()
                .contains("unknown field `qoute`")
        );
    }
}
