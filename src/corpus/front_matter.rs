//! The TOML between `+++` lines at the head of `speech.md`: what the edition says about the speech.

use std::ops::Range;

use toml::de::{DeTable, DeValue};

use super::error::Fault;
use super::source_file::SourceFile;
use crate::text::Slice;

const FENCE: &str = "+++";

/// Between such lines other programs expect YAML.
const YAML_FENCE: &str = "---";

const FIELDS: &str = "docs/operator/adding-a-speech.md lists what the front matter may say";

const BEGINNING: &str = "Begin the file with a line +++, the line title = \"…\" and a line +++";

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FrontMatter {
    pub title: String,
    pub speaker: Option<String>,
    /// Bibliographies sort by it.
    pub family_name: Option<String>,
    pub delivered: Option<String>,
    pub venue: Option<String>,
    pub occasion: Option<String>,
    pub source: Option<String>,
    pub published: Option<String>,
    pub original: Option<String>,
    /// A BCP 47 tag in small letters; `en` when absent.
    pub language: Option<String>,
}

/// What could be read, at which byte the text begins, and all that is wrong with the rest.
pub(super) fn parse(file: SourceFile<'_>) -> (FrontMatter, usize, Vec<Fault>) {
    let missing = |problem: &str, remedy| vec![file.fault(0, problem, remedy)];
    let source = file.source;
    let first = source.split_inclusive('\n').next().unwrap_or_default();
    let fence = first.trim_start_matches('\u{feff}').trim();
    let front = FrontMatter::default();
    if fence != FENCE && fence != YAML_FENCE {
        return (front, 0, missing("the front matter is missing", BEGINNING));
    }
    let start = first.len();
    let (end, body_start) = end(source, start, fence);
    if fence == YAML_FENCE {
        let faults = missing(
            "the front matter is YAML",
            "Write it as TOML: lines +++ in place of ---, and title = \"…\" in place of title: …",
        );
        return (front, body_start, faults);
    }
    let (front, mut faults) = fields(file, start..end);
    if end == body_start {
        faults.extend(missing("the front matter does not end", BEGINNING));
    }
    (front, body_start, faults)
}

/// Of the front matter, and where the text begins. Without a closing line both are the first line
/// that is empty or a heading.
fn end(source: &str, start: usize, fence: &str) -> (usize, usize) {
    let mut at = start;
    let mut first_of_text = None;
    for line in source.slice(start..).split_inclusive('\n') {
        if line.trim() == fence {
            return (at, at + line.len());
        }
        if line.trim().is_empty() || line.starts_with('#') {
            first_of_text = first_of_text.or(Some(at));
        }
        at += line.len();
    }
    let end = first_of_text.unwrap_or(at);
    (end, end)
}

/// Key by key, so that all faults are named.
fn fields(file: SourceFile<'_>, toml: Range<usize>) -> (FrontMatter, Vec<Fault>) {
    let (table, errors) = DeTable::parse_recoverable(file.source.slice(toml.clone()));
    let (mut front, mut title) = (FrontMatter::default(), None);
    let mut faults: Vec<Fault> = Vec::new();
    let fault = |span: Range<usize>, problem| file.fault(toml.start + span.start, problem, FIELDS);
    for error in &errors {
        faults.push(fault(error.span().unwrap_or(0..0), error.message().replace('\n', ", ")));
    }
    for (key, value) in table.get_ref() {
        let name: &str = key.get_ref();
        let read = match (name, value.get_ref()) {
            ("delivered" | "published", value) => date(value),
            (_, DeValue::String(text)) => Ok(text.to_string()),
            (_, other) => {
                Err(format!("{name} is text in quotation marks, not {}", other.type_str()))
            }
        };
        let field = match name {
            "title" => &mut title,
            "speaker" => &mut front.speaker,
            "family_name" => &mut front.family_name,
            "delivered" => &mut front.delivered,
            "venue" => &mut front.venue,
            "occasion" => &mut front.occasion,
            "source" => &mut front.source,
            "published" => &mut front.published,
            "original" => &mut front.original,
            "language" => &mut front.language,
            _ => {
                faults.push(fault(key.span(), format!("unknown field `{name}`")));
                continue;
            }
        };
        match read {
            Ok(text) if name == "title" && text.trim().is_empty() => {
                faults.push(fault(key.span(), "the title is empty".to_owned()));
            }
            // As good as absent: shown, it would leave a gap.
            Ok(text) if text.trim().is_empty() => {}
            Ok(text) if name == "language" => *field = Some(text.trim().to_lowercase()),
            Ok(text) => *field = Some(text),
            Err(problem) => faults.push(fault(key.span(), problem)),
        }
    }
    if errors.is_empty() && !table.get_ref().contains_key("title") {
        faults.push(fault(0..0, "missing field `title`".to_owned()));
    }
    front.title = title.unwrap_or_default();
    faults.sort_by_key(|fault| fault.line);
    // What is broken is often of a wrong kind, too.
    faults.dedup_by_key(|fault| fault.line);
    (front, faults)
}

/// In quotation marks, or as a date of TOML.
fn date(value: &DeValue) -> Result<String, String> {
    match value {
        DeValue::String(text) => Ok(text.to_string()),
        DeValue::Datetime(date) => Ok(date.to_string()),
        DeValue::Integer(year) => Ok(year.as_str().to_owned()),
        other => Err(format!("a date in quotation marks is expected, not {}", other.type_str())),
    }
}
