//! What a text may say and hardly means to: left-overs of a page, and what is missing. Each with its
//! line and a remedy.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex::Regex;

use super::error::{CorpusError, line_at};
use super::load::SPEECH_FILE;
use super::speech::{Speech, UnitKind};
use super::speeches::Corpus;
use crate::text::number_words::roman;
use crate::text::tokenize::pattern;

/// Accepted, but worth a look.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Doubt {
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// Both without a full stop.
    pub problem: String,
    pub remedy: &'static str,
}

impl std::fmt::Display for Doubt {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}:{}: {}. {}", self.path.display(), self.line, self.problem, self.remedy)
    }
}

/// In characters; a longer one hardly fits a message.
const LONGEST_PARAGRAPH: usize = 5_000;

/// In words; shorter ones say nothing as the passage of the day.
const SHORTEST_PARAGRAPH: usize = 3;

const MARKS: &[(&str, &str, &str)] = &[
    (
        r"(?i)[\[(](?:laughter|applause|cheers|cheering|inaudible|crosstalk|music)[^\[\]()]*[\])]",
        "a stage direction",
        "Remove it if the speaker did not say it",
    ),
    (r"(?i)[\[(]\s*(?:pgs?|pp?|pages?)\.?\s*\d+[^\[\]()]*[\])]", "a page mark", "Remove it"),
    (r"\p{L}{3}[.,;:!?”’]?[¹²³⁰⁴-⁹]|\p{L}[.,;:!?”’]?\[\d{1,3}\]", "a footnote mark", "Remove it"),
    (r"</?[a-zA-Z][^<>]*>", "an HTML tag, which is shown as it stands", "Remove it"),
    (r"(?m)^[ \t]*\|.*\|[ \t]*$", "a table, which is shown as it stands", "Write it as sentences"),
    (r"\p{Ll}[-‐¬]\n\p{Ll}", "a word that is cut at the end of its line", "Join its parts"),
    (r"&(?:#\d+|#x[0-9a-fA-F]+|[a-zA-Z]{2,8});", "an HTML entity", "Write the character itself"),
];

impl Corpus {
    /// Of all speeches in a folder that can be read.
    pub fn doubts(&self, dir: &Path) -> Result<Vec<Doubt>, CorpusError> {
        let mut doubts = Vec::new();
        for speech in self.speeches() {
            let path = dir.join(speech.id()).join(SPEECH_FILE);
            let source = std::fs::read_to_string(&path)
                .map_err(|source| CorpusError::Io { path: path.clone(), source })?;
            doubts.extend(doubts_of(speech, &path, &source));
        }
        Ok(doubts)
    }
}

fn doubts_of(speech: &Speech, path: &Path, source: &str) -> Vec<Doubt> {
    static RULES: LazyLock<Vec<(Regex, &str, &str)>> = LazyLock::new(|| {
        let rule = |(mark, problem, remedy): &(&str, &'static str, &'static str)| {
            (pattern(mark), *problem, *remedy)
        };
        MARKS.iter().map(rule).collect()
    });
    let doubt = |at: usize, problem: String, remedy| Doubt {
        path: path.to_owned(),
        line: line_at(source, at),
        problem,
        remedy,
    };
    let body = source.match_indices("+++").nth(1).map_or(0, |(at, _)| at);
    let mut doubts = Vec::new();
    for (mark, problem, remedy) in RULES.iter() {
        let found = mark.find_iter(source.get(body..).unwrap_or_default());
        doubts.extend(found.map(|found| {
            // The first line of a word that is cut.
            let shown = found.as_str().split('\n').next().unwrap_or_default().trim();
            doubt(body + found.start(), format!("“{shown}” looks like {problem}"), *remedy)
        }));
    }
    let units = speech.units();
    let text = |range: std::ops::Range<usize>| speech.text().get(range).unwrap_or_default();
    let of_kind = |kind: UnitKind| units.iter().filter(move |unit| unit.kind == kind);
    if of_kind(UnitKind::Paragraph).next().is_none() {
        doubts.push(doubt(
            0,
            "the text has no paragraph".to_owned(),
            "Write the speech below its title",
        ));
    }
    if of_kind(UnitKind::Heading).next().is_none() {
        let problem = "the text has no headings, so its paragraphs are numbered ¶1, ¶2 and on";
        let remedy = "Write ## before each section's heading if it has sections";
        doubts.push(doubt(0, problem.to_owned(), remedy));
    }
    if let Some(title) = of_kind(UnitKind::Title).next().map(|unit| text(unit.range.clone()))
        && !title.eq_ignore_ascii_case(speech.front().title.trim())
    {
        let problem = format!("the title “{title}” is another in the front matter");
        doubts.push(doubt(
            body,
            problem,
            "Write the same title in both, unless one is meant to be shorter",
        ));
    }
    for (at, unit) in of_kind(UnitKind::Heading).enumerate() {
        let heading = text(unit.range.clone());
        let own = heading.split([' ', '.', ':', ')']).next().and_then(numeral);
        if let Some(own) = own.filter(|own| *own as usize != at + 1) {
            let problem = format!("the heading “{heading}” is §{}, and not §{own}", at + 1);
            let remedy = "Check whether a heading before it is missing or is none";
            doubts.push(doubt(place(source, body, heading), problem, remedy));
        }
    }
    for unit in of_kind(UnitKind::Paragraph) {
        let words = text(unit.range.clone());
        let at = || place(source, body, words);
        let count = words.split_whitespace().count();
        if numeral(words.trim_end_matches(['.', ')'])).is_some() {
            let problem = format!("the paragraph “{words}” is only a number");
            doubts.push(doubt(
                at(),
                problem,
                "Write ## before it if it is a heading, or remove it",
            ));
        } else if count < SHORTEST_PARAGRAPH {
            let problem = format!("the paragraph “{words}” is very short");
            doubts.push(doubt(at(), problem, "Join it to another if it says nothing alone"));
        }
        if words.chars().count() > LONGEST_PARAGRAPH {
            let problem = format!("a paragraph of {} characters", words.chars().count());
            doubts.push(doubt(at(), problem, "Put an empty line where a new paragraph begins"));
        }
    }
    doubts.sort_by_key(|doubt| doubt.line);
    doubts
}

/// Where the text's first words stand; lines may be broken otherwise.
fn place(source: &str, body: usize, text: &str) -> usize {
    let first: String = text.chars().take_while(|c| !c.is_whitespace()).collect();
    let lines = source.get(body..).unwrap_or_default();
    let is_there = |at: &usize| {
        let rest = lines.get(*at..).unwrap_or_default().split_whitespace();
        rest.zip(text.split_whitespace()).take(8).all(|(one, other)| one == other)
    };
    body + lines.match_indices(&first).map(|(at, _)| at).find(is_there).unwrap_or_default()
}

fn numeral(word: &str) -> Option<u32> {
    let is_upper = word.chars().all(|c| c.is_ascii_uppercase());
    word.parse().ok().or_else(|| roman(&word.to_lowercase()).filter(|_| is_upper))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_page_is_named_with_its_line() {
        let source = "+++\ntitle = \"On Bread\"\n+++\n# On Butter\n\nII\n\nBread is good.¹ We eat \
                      (Pg. 635) it.\n\nThe work-\ners [laughter] are <b>here</b> &amp; there.\n\n\
                      Thank you.\n\n| a | b |\n";
        let speech = Speech::parse("talk", Path::new("talk/speech.md"), source).unwrap();
        let found = doubts_of(&speech, Path::new("talk/speech.md"), source);
        let found: Vec<String> =
            found.iter().map(|doubt| format!("{}: {}", doubt.line, doubt.problem)).collect();
        for expected in [
            "1: the text has no headings",
            "the title “On Butter” is another",
            "6: the paragraph “II” is only a number",
            "8: “ood.¹” looks like a footnote mark",
            "8: “(Pg. 635)” looks like a page mark",
            "10: “k-” looks like a word that is cut",
            "11: “[laughter]” looks like a stage direction",
            "11: “<b>” looks like an HTML tag",
            "11: “&amp;” looks like an HTML entity",
            "13: the paragraph “Thank you.” is very short",
            "15: “| a | b |” looks like a table",
        ] {
            let is_there = found.iter().any(|line| line.contains(expected));
            assert!(is_there, "{expected}: {found:#?}");
        }
    }

    #[test]
    fn a_heading_with_another_number_is_named() {
        let source = "+++\ntitle = \"T\"\n+++\n# T\n\n## Opening\n\nWe all begin here.\n\n## II\n\n\
                      We go on here.\n\n## V\n\nWe end right here.\n";
        let speech = Speech::parse("talk", Path::new("t"), source).unwrap();
        let found = doubts_of(&speech, Path::new("t"), source);
        let found: Vec<String> = found.iter().map(|doubt| doubt.problem.clone()).collect();
        assert_eq!(found, ["the heading “V” is §3, and not §5"]);
    }
}
