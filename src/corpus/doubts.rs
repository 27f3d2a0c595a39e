//! What a text may say and hardly means to: left-overs of a page, and what is missing. Each with its
//! line and a remedy.

use std::path::{Path, PathBuf};

use super::error::{CorpusError, line_at};
use super::heading_number::own_number;
use super::left_over::{LeftOver, left_overs};
use super::load::{SPEECH_FILE, folders, read_text};
use super::speech::{Speech, UnitKind};

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

/// In words; a longer paragraph without a full stop may be a verse.
const LONGEST_HEADING: usize = 8;

/// Of one kind in one text; the rest is counted.
const MOST_OF_A_KIND: usize = 12;

/// Of all texts in a folder, also of those that cannot be read whole.
pub fn doubts(dir: &Path) -> Result<Vec<Doubt>, CorpusError> {
    let mut doubts = Vec::new();
    for folder in folders(dir)? {
        let path = folder.join(SPEECH_FILE);
        let Ok(source) = read_text(&path) else { continue };
        let id = folder.file_name().unwrap_or_default().to_string_lossy();
        let (speech, faults) = Speech::parse_all(&id, &path, &source);
        let is_faulty = |doubt: &Doubt| {
            let stands_there = |fault: &CorpusError| matches!(fault, CorpusError::Malformed { line, .. } if *line == doubt.line);
            doubt.line > 1 && faults.iter().any(stands_there)
        };
        doubts.extend(doubts_of(&speech, &path, &source).into_iter().filter(|one| !is_faulty(one)));
    }
    Ok(doubts)
}

fn doubts_of(speech: &Speech, path: &Path, source: &str) -> Vec<Doubt> {
    let doubt = |at: usize, problem: String, remedy| Doubt {
        path: path.to_owned(),
        line: line_at(source, at),
        problem,
        remedy,
    };
    let body = speech.body_start();
    let mut doubts = Vec::new();
    let mut seen: Vec<std::ops::Range<usize>> = Vec::new();
    for LeftOver { mark, problem, remedy } in left_overs() {
        let mut found: Vec<_> = mark.find_iter(source.get(body..).unwrap_or_default()).collect();
        found.retain(|one| {
            !seen.iter().any(|seen| one.start() < seen.end && seen.start < one.end())
        });
        seen.extend(found.iter().map(regex::Match::range));
        let Some(problem) = problem else { continue };
        let (first, more) = found.split_at(found.len().min(MOST_OF_A_KIND));
        doubts.extend(first.iter().map(|found| {
            // The first line of a word that is cut.
            let shown = found.as_str().trim().split('\n').next().unwrap_or_default().trim();
            let words = found.as_str().len() - found.as_str().trim_start().len();
            doubt(body + found.start() + words, format!("“{shown}” looks like {problem}"), *remedy)
        }));
        doubts.extend(more.first().map(|next| {
            let problem = format!("from here on, {} more look like {problem}", more.len());
            doubt(body + next.start(), problem, *remedy)
        }));
    }
    let of_structure = of_structure(speech, source, body).into_iter();
    doubts.extend(of_structure.map(|(at, problem, remedy)| doubt(at, problem, remedy)));
    doubts.sort_by_key(|doubt| doubt.line);
    doubts
}

/// Each with its place in the source.
fn of_structure(speech: &Speech, source: &str, body: usize) -> Vec<(usize, String, &'static str)> {
    let mut doubts = Vec::new();
    let units = speech.units();
    let text = |range: std::ops::Range<usize>| speech.text().get(range).unwrap_or_default();
    let of_kind = |kind: UnitKind| units.iter().filter(move |unit| unit.kind == kind);
    if of_kind(UnitKind::Paragraph).next().is_none() {
        let problem = "the text has no paragraph".to_owned();
        doubts.push((0, problem, "Write the speech below its title"));
    }
    if let Some(title) = of_kind(UnitKind::Title).next().map(|unit| text(unit.range.clone()))
        && !speech.front().title.is_empty()
        && !title.eq_ignore_ascii_case(speech.front().title.trim())
    {
        let problem = format!("the title “{title}” is another in the front matter");
        let remedy = "Write the same title in both, unless one is meant to be shorter";
        doubts.push((body, problem, remedy));
    }
    let mut before = 0;
    for unit in of_kind(UnitKind::Heading) {
        let heading = text(unit.range.clone());
        let number = unit.locator.section().unwrap_or_default();
        let own = own_number(heading).unwrap_or(number);
        let problem = match own == number {
            true => format!("the heading “{heading}” follows on §{before}"),
            false => format!("the heading “{heading}” is §{number}, and not §{own}"),
        };
        if own != number || number != before + 1 {
            let remedy = "Check whether a heading before it is missing or is none";
            doubts.push((place(source, body, heading, true), problem, remedy));
        }
        before = number;
    }
    for unit in of_kind(UnitKind::Caption) {
        let caption = text(unit.range.clone());
        if caption.split_whitespace().count() < SHORTEST_PARAGRAPH {
            let at = source.find(&format!("![{caption}]")).unwrap_or(body);
            let problem = format!("the photo's caption “{caption}” is very short");
            doubts.push((at, problem, "Write what stands under the photo, or remove the line"));
        }
    }
    for unit in of_kind(UnitKind::Paragraph) {
        let words = text(unit.range.clone());
        let at = || place(source, body, words, false);
        let has_letters = |word: &&str| word.contains(char::is_alphanumeric);
        let count = words.split_whitespace().filter(has_letters).count();
        if own_number(words).is_some() && count < SHORTEST_PARAGRAPH {
            let problem = format!("the paragraph “{words}” is only a number");
            doubts.push((at(), problem, "Write ## before it if it is a heading, or remove it"));
        } else if count < SHORTEST_PARAGRAPH {
            let problem = format!("the paragraph “{words}” is very short");
            doubts.push((at(), problem, "Remove it if nobody said it, or join it to another"));
        } else if count <= LONGEST_HEADING && !ends(words) {
            let problem = format!("the paragraph “{words}” does not end as a sentence does");
            let remedy = "Write ## before it if it is a heading, or remove it if nobody said it";
            doubts.push((at(), problem, remedy));
        }
        if words.chars().count() > LONGEST_PARAGRAPH {
            let problem = format!("a paragraph of {} characters", words.chars().count());
            doubts.push((at(), problem, "Put an empty line where a new paragraph begins"));
        }
    }
    doubts
}

fn ends(words: &str) -> bool {
    let last = words.chars().rev().find(|c| !"”’\"')]*".contains(*c));
    last.is_some_and(|last| !last.is_alphanumeric())
}

/// Where a heading's or paragraph's first words stand; lines may be broken otherwise.
fn place(source: &str, body: usize, text: &str, is_heading: bool) -> usize {
    let mut at = body;
    for line in source.get(body..).unwrap_or_default().split_inclusive('\n') {
        let rest = source.get(at..).unwrap_or_default().trim_start_matches(['#', ' ']);
        let mut both = rest.split_whitespace().zip(text.split_whitespace()).take(8);
        let is_of_kind =
            !line.trim().is_empty() && line.trim_start().starts_with('#') == is_heading;
        if is_of_kind && both.all(|(one, other)| one == other) {
            return at;
        }
        at += line.len();
    }
    body
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_left_of_a_page_is_named_with_its_line() {
        let source = "+++\ntitle = \"On Bread\"\n+++\n# On Butter\n\nII\n\nBread is good.¹ We eat \
                      (Pg. 635) it.\n\nThe work-\ners [laughter] are <b>here</b> &amp; there.\n\n\
                      Thank you.\n\n| a | b |\n\nTHE BAKER: We bake bread. (Pause) [Stamping]\n\n\
                      [00:12] It’s all bread, and\r\nit â€™ is well-\r\nknown.† See \
                      https://e.org/x now.\n\n— 637 —\n";
        let (speech, _) = Speech::parse_all("talk", Path::new("talk/speech.md"), source);
        let found = doubts_of(&speech, Path::new("talk/speech.md"), source);
        let found: Vec<String> =
            found.iter().map(|doubt| format!("{}: {}", doubt.line, doubt.problem)).collect();
        for expected in [
            "the title “On Butter” is another",
            "6: the paragraph “II” is only a number",
            "8: “ood.¹” looks like a footnote mark",
            "8: “(Pg. 635)” looks like a page mark",
            "10: “work-” looks like a word that is cut",
            "11: “[laughter]” looks like a stage direction",
            "11: “<b>” looks like an HTML tag",
            "11: “&amp;” looks like an HTML entity",
            "13: the paragraph “Thank you.” is very short",
            "15: “| a | b |” looks like a table",
            "17: “THE BAKER:” looks like a speaker's label",
            "17: “. (Pause)” looks like a stage direction",
            "17: “[Stamping]” looks like a stage direction",
            "19: “[00:12]” looks like a time stamp",
            "20: “â€™” looks like a character in a broken encoding",
            "20: “well-” looks like a word that is cut",
            "21: “own.†” looks like a footnote mark",
            "21: “https://e.org/x” looks like an address",
            "23: “— 637 —” looks like a page mark",
        ] {
            let is_there = found.iter().any(|line| line.contains(expected));
            assert!(is_there, "{expected}: {found:#?}");
        }
    }

    #[test]
    fn what_a_copy_runs_together_or_apart_is_named() {
        let source = "+++\ntitle = \"T\"\n+++\n# T\n\nIt was World War II.3 This we know in \
                      1945.7 We go on.\n\nWe start from here.We go , and rest.\n\n(Pause) And we \
                      went on with all of it.\n\n[Applause.\nThe audience rose.] So it was in the \
                      U.S. in the year of our Lord 1945. We go on.\n";
        let (speech, _) = Speech::parse_all("talk", Path::new("t"), source);
        let found = doubts_of(&speech, Path::new("t"), source);
        let found: Vec<String> =
            (found.iter()).map(|doubt| format!("{}: {}", doubt.line, doubt.problem)).collect();
        assert_eq!(
            found,
            [
                "6: “I.3 T” looks like a footnote mark",
                "6: “1945.7 W” looks like a footnote mark",
                "8: “re.We” looks like two sentences without a space between them",
                "8: “o ,” looks like a mark behind a space",
                "10: “(Pause)” looks like a stage direction, a mark or a remark",
                "12: “[Applause.” looks like a stage direction, a mark or a remark",
            ]
        );
    }

    #[test]
    fn a_heading_with_another_number_is_named() {
        let source = "+++\ntitle = \"T\"\n+++\n# T\n\n## Opening\n\nWe all begin here.\n\n## II\n\n\
                      We go on here.\n\n## V\n\nWe end right here.\n";
        let (speech, _) = Speech::parse_all("talk", Path::new("t"), source);
        let found = doubts_of(&speech, Path::new("t"), source);
        let found: Vec<String> = found.iter().map(|doubt| doubt.problem.clone()).collect();
        assert_eq!(found, ["the heading “V” follows on §2"]);
    }

    #[test]
    fn a_text_that_cannot_be_read_whole_has_doubts_all_the_same() {
        let dir = tempfile::tempdir().unwrap();
        let folder = dir.path().join("talk");
        std::fs::create_dir(&folder).unwrap();
        let text = "+++\ntitle = \"T\"\n+++\n# T\n\nWe bake. [Applause.]\n\n- one\n- two\n";
        std::fs::write(folder.join(SPEECH_FILE), text).unwrap();
        let found = doubts(dir.path()).unwrap();
        assert!(found.len() == 1 && found[0].line == 6, "{found:?}");
        let text = "+++\ntitle = \"T\"\ndeliverd = \"1999\"\n+++\n# Other\n\nII\n\n- one\n";
        std::fs::write(folder.join(SPEECH_FILE), text).unwrap();
        let lines: Vec<usize> = doubts(dir.path()).unwrap().iter().map(|one| one.line).collect();
        assert_eq!(lines, [5, 7]);
    }

    #[test]
    fn each_left_over_is_named_for_what_it_is() {
        for (line, problem) in [
            ("That is so (laughs) and right.", "“(laughs)” looks like a stage direction"),
            ("Mr. Speaker (interrupted by applause), we bake.", "a stage direction"),
            ("— III —", "the paragraph “— III —” is only a number"),
            (
                "THE CHAIRMAN. The gentleman may bake.",
                "“THE CHAIRMAN.” looks like a speaker's label",
            ),
            ("Mr. SMITH: We all bake bread.", "“Mr. SMITH:” looks like a speaker's label"),
            ("It is so† and we bake.", "a footnote mark"),
            ("Really.* We all bake bread.", "a footnote mark"),
            ("1 See the book on bread.", "“1 See” looks like a note's number"),
            ("^1 See the book on bread.", "“^1” looks like a footnote mark"),
            ("Read www.example.org for more.", "“www.example.org” looks like an address"),
            ("Share on Facebook Tweet", "does not end as a sentence does"),
            ("© 2020 The Baker's Daily.", "“© 2020” looks like a copyright line"),
            ("We eat ~~struck~~ bread.", "“~~struck~~” looks like a mark of Markdown"),
            ("We don?t eat any bread.", "“n?t” looks like a character in a broken encoding"),
            ("See ![photo](x.jpg) over there.", "looks like a photo within a paragraph"),
            ("![photo](x.jpg)", "the photo's caption “photo” is very short"),
            ("Read [text](https://e.org/x) over there.", "looks like a link"),
            ("We bake [Pg 12] bread.", "“[Pg 12]” looks like a page mark"),
            ("We bake {12} bread.", "“{12}” looks like a page mark"),
            ("We bake bread [12] here.", "“[12]” looks like a footnote or page mark"),
            ("We bake bread [a] here.", "“[a]” looks like a footnote"),
        ] {
            let source = format!("+++\ntitle = \"T\"\n+++\n# T\n\nBread is good.\n\n{line}\n");
            let (speech, faults) = Speech::parse_all("talk", Path::new("t"), &source);
            assert!(faults.is_empty(), "{faults:?}");
            let found = doubts_of(&speech, Path::new("t"), &source);
            assert!(found.len() == 1 && found[0].problem.contains(problem), "{line}: {found:#?}");
            assert_eq!(found[0].line, 8, "{line}");
        }
        for line in [
            "We (the bakers) eat bread (CPC leadership groups) in 2012 (or so).",
            "![Ann Baker at her oven](x.jpg)",
            "Ladies and gentlemen,",
            "In the U.S. We all eat bread.",
        ] {
            let source = format!("+++\ntitle = \"T\"\n+++\n# T\n\nBread is good.\n\n{line}\n");
            let (speech, _) = Speech::parse_all("talk", Path::new("t"), &source);
            assert_eq!(doubts_of(&speech, Path::new("t"), &source), [], "{line}");
        }
    }
}
