//! The TOML between `+++` lines at the head of `speech.md`: what the edition says about the speech.

use std::path::Path;

use serde::de::Error;
use serde::{Deserialize, Deserializer};

use super::error::{CorpusError, line_at};

const FENCE: &str = "+++";

/// All values are shown as written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    pub title: String,
    pub speaker: Option<String>,
    /// Bibliographies sort by it.
    pub family_name: Option<String>,
    #[serde(default, deserialize_with = "date")]
    pub delivered: Option<String>,
    pub venue: Option<String>,
    pub occasion: Option<String>,
    /// Who published this text.
    pub source: Option<String>,
    #[serde(default, deserialize_with = "date")]
    pub published: Option<String>,
    /// Where it first appeared.
    pub original: Option<String>,
    /// A BCP 47 tag; `en` when absent.
    pub language: Option<String>,
}

/// In quotation marks, or as a date of TOML.
fn date<'de, D: Deserializer<'de>>(value: D) -> Result<Option<String>, D::Error> {
    match toml::Value::deserialize(value)? {
        toml::Value::String(text) => Ok(Some(text)),
        toml::Value::Datetime(date) => Ok(Some(date.to_string())),
        toml::Value::Integer(year) => Ok(Some(year.to_string())),
        other => Err(D::Error::custom(format!(
            "a date in quotation marks is expected, not {}",
            other.type_str()
        ))),
    }
}

/// Also gives the byte where the text begins.
pub(super) fn parse(path: &Path, source: &str) -> Result<(FrontMatter, usize), CorpusError> {
    let missing = |line, problem: &str| {
        CorpusError::malformed(
            path,
            line,
            problem,
            "Begin the file with a line +++, the line title = \"…\" and a line +++",
        )
    };
    let mut lines = source.split_inclusive('\n');
    let first = lines.next().unwrap_or_default();
    if first.trim_start_matches('\u{feff}').trim() != FENCE {
        return Err(missing(1, "the front matter is missing"));
    }
    let start = first.len();
    let mut end = start;
    for line in lines {
        if line.trim() == FENCE {
            let toml = source.get(start..end).unwrap_or_default();
            let front: FrontMatter = toml::from_str(toml).map_err(|fault| {
                let line = 1 + line_at(toml, fault.span().map_or(0, |span| span.start));
                let problem = fault.message().replace('\n', ", ");
                CorpusError::malformed(
                    path,
                    line,
                    problem,
                    "The README lists what the front matter may say",
                )
            })?;
            if front.title.trim().is_empty() {
                return Err(missing(2, "the title is empty"));
            }
            return Ok((front, end + line.len()));
        }
        end += line.len();
    }
    Err(missing(1, "the front matter does not end"))
}
