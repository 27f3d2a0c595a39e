//! Parses `speech.md`: TOML front matter, then a small part of Markdown.
//!
//! Inline marks are not interpreted, since a text may hold `*`, `_` or `<`: a paragraph is its
//! source lines joined by spaces. Any unknown block is an error, as is text that Markdown would
//! swallow.

use std::ops::Range;

use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};

use super::error::Fault;
use super::front_matter::{self, FrontMatter};
use super::source_file::SourceFile;
use super::unit_kind::UnitKind;
use crate::text::{Slice, moved};

/// Opens the line below the title that says where the text was published.
pub(super) const PUBLICATION_LINE: &str = "Source:";

#[derive(Debug)]
pub(super) struct Block {
    pub(super) kind: UnitKind,
    pub(super) text: String,
    /// In bytes of the source.
    pub(super) range: Range<usize>,
}

pub(super) fn parse(file: SourceFile<'_>) -> (FrontMatter, Vec<Block>, Vec<Fault>) {
    let (front, covered, faults) = front_matter::parse(file);
    let mut reader = Reader { file, blocks: Vec::new(), notes: false, covered, faults };
    reader.read();
    let mut faults = reader.faults;
    if reader.blocks.is_empty() {
        let remedy = "Write the speech below the front matter";
        faults.push(file.fault(0, "the file holds no text", remedy));
    }
    (front, reader.blocks, faults)
}

struct Reader<'a> {
    file: SourceFile<'a>,
    blocks: Vec<Block>,
    notes: bool,
    /// All visible text before this byte stands in a block.
    covered: usize,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn read(&mut self) {
        let body_start = self.covered;
        let body = self.file.source.slice(body_start..);
        let mut depth = 0_usize;
        // Of a paragraph that holds nothing else.
        let mut images: Option<Vec<Range<usize>>> = None;
        let mut in_link = false;
        for (event, range) in Parser::new(body).into_offset_iter() {
            let range = moved(&range, body_start);
            let read = match event {
                Event::Start(tag) => {
                    depth += 1;
                    match (depth, &tag) {
                        (1, Tag::Paragraph) => images = Some(Vec::new()),
                        (2, Tag::Link { .. }) => in_link = true,
                        (_, Tag::Image { .. }) if depth == 2 + usize::from(in_link) => {
                            images.iter_mut().for_each(|images| images.push(range.clone()));
                        }
                        (2, _) => images = None,
                        (3, _) if in_link => images = None,
                        _ => {}
                    }
                    if depth == 1 { self.begin(&tag, range.clone()) } else { Ok(()) }
                }
                Event::End(tag) => {
                    depth -= 1;
                    in_link = in_link && depth > 1;
                    match images.as_deref() {
                        _ if depth > 0 || tag != TagEnd::Paragraph => Ok(()),
                        None | Some([]) => self.paragraph(range.clone()),
                        Some(images) => self.captions(range.clone(), images),
                    }
                }
                Event::Rule => self.rule(range.clone()),
                Event::SoftBreak | Event::HardBreak => Ok(()),
                Event::Text(text) if text.trim().is_empty() => Ok(()),
                _ => {
                    images = images.filter(|_| depth > 1 + usize::from(in_link));
                    Ok(())
                }
            };
            self.note(read, &range);
        }
        let end = self.file.source.len()..self.file.source.len();
        let read = self.cover(end.clone());
        self.note(read, &end);
    }

    fn note(&mut self, read: Result<(), Fault>, range: &Range<usize>) {
        if let Err(fault) = read {
            self.faults.push(fault);
            self.covered = range.end.max(self.covered);
            // A quote of these words shall not be called wrong as well.
            let text = joined(self.slice(range));
            if text.contains(char::is_alphanumeric) {
                let range = range.clone();
                self.blocks.push(Block { kind: UnitKind::Paragraph, text, range });
            }
        }
    }

    /// A block; a paragraph is read where it ends.
    fn begin(&mut self, tag: &Tag, range: Range<usize>) -> Result<(), Fault> {
        let (problem, remedy) = match tag {
            Tag::Paragraph => return Ok(()),
            Tag::Heading { level, .. } => return self.heading(*level, range),
            Tag::HtmlBlock => return self.html(range),
            Tag::List(_) => (
                "Markdown reads this line as a list",
                "Write each point as a paragraph that begins with a word, or with its number in \
                 brackets: (1); or remove it, if it is a page's mark; a note goes below ---",
            ),
            Tag::CodeBlock(_) => (
                "Markdown reads this line as program text",
                "Take away the spaces or marks at its beginning",
            ),
            Tag::BlockQuote(_) => {
                ("Markdown reads this line as a block quote", "Take away the > at its beginning")
            }
            _ => (
                "a block that a speech does not have",
                "Write headings, paragraphs and photo captions",
            ),
        };
        Err(self.file.fault(range.start, problem, remedy))
    }

    fn heading(&mut self, level: HeadingLevel, range: Range<usize>) -> Result<(), Fault> {
        let line = self.slice(&range).trim();
        if !line.starts_with('#') {
            return Err(self.file.fault(
                range.start,
                "Markdown reads these lines as a heading",
                "Write ## before the heading and remove the line under it; or, where notes follow, \
                 put an empty line before ---",
            ));
        }
        let text = line.trim_start_matches('#').trim_start();
        let unclosed = text.trim_end_matches('#');
        let text = if unclosed.is_empty() || unclosed.ends_with(char::is_whitespace) {
            unclosed.trim_end()
        } else {
            text
        };
        let (problem, remedy) = match level {
            HeadingLevel::H1 if !self.blocks.is_empty() => (
                "a title that does not stand first",
                "Write `# ` once, above the text, and `## ` for a section",
            ),
            HeadingLevel::H2 if self.notes => (
                "a section among the notes",
                "Move it above the line ---, or remove that line if no notes follow",
            ),
            HeadingLevel::H1 | HeadingLevel::H2 if text.is_empty() => {
                ("a heading without words", "Write the heading behind the #")
            }
            HeadingLevel::H1 => return self.push(UnitKind::Title, text.to_owned(), range),
            HeadingLevel::H2 => return self.push(UnitKind::Heading, text.to_owned(), range),
            _ => ("a heading below a section's", "Use `## ` for every section"),
        };
        Err(self.file.fault(range.start, problem, remedy))
    }

    fn paragraph(&mut self, range: Range<usize>) -> Result<(), Fault> {
        let text = joined(self.slice(&range));
        let under_title =
            matches!(self.blocks.as_slice(), [title] if title.kind == UnitKind::Title);
        let kind = match () {
            () if self.notes => UnitKind::Note,
            () if under_title && text.starts_with(PUBLICATION_LINE) => UnitKind::Source,
            () => UnitKind::Paragraph,
        };
        self.push(kind, text, range)
    }

    /// A paragraph may begin with `<`, but an HTML block may not run past an empty line.
    fn html(&mut self, range: Range<usize>) -> Result<(), Fault> {
        if self.slice(&range).trim().lines().any(|line| line.trim().is_empty()) {
            return Err(self.file.fault(
                range.start,
                "HTML over several paragraphs",
                "Write text, and nothing that only a browser reads",
            ));
        }
        self.paragraph(range)
    }

    fn captions(&mut self, range: Range<usize>, images: &[Range<usize>]) -> Result<(), Fault> {
        self.cover(range.clone())?;
        for image in images {
            let source = self.slice(image);
            let caption = source
                .strip_prefix("![")
                .and_then(|rest| rest.rsplit_once("]("))
                .map_or("", |(caption, _)| caption);
            let text = joined(caption);
            if text.is_empty() {
                return Err(self.file.fault(
                    image.start,
                    "a photo without a caption",
                    "Write it as ![caption](photo)",
                ));
            }
            let start = image.start + "![".len();
            let kind = if self.notes { UnitKind::Note } else { UnitKind::Caption };
            self.push(kind, text, start..start + caption.len())?;
        }
        Ok(())
    }

    fn rule(&mut self, range: Range<usize>) -> Result<(), Fault> {
        if self.notes || !self.slice(&range).trim_start().starts_with('-') {
            return Err(self.file.fault(
                range.start,
                "a line that parts nothing",
                "Remove it; only notes are parted from the text, by one line ---",
            ));
        }
        self.notes = true;
        self.cover(range)
    }

    fn push(&mut self, kind: UnitKind, text: String, range: Range<usize>) -> Result<(), Fault> {
        self.cover(range.clone())?;
        self.blocks.push(Block { kind, text, range });
        Ok(())
    }

    /// Marks `range` as read; fails when text before it was skipped.
    fn cover(&mut self, range: Range<usize>) -> Result<(), Fault> {
        let skipped = self.file.source.slice(self.covered..range.start);
        let lost = skipped.trim_start();
        if !lost.is_empty() {
            let at = range.start - lost.len();
            return Err(self.file.fault(
                at,
                "Markdown reads this line as the target of a link and would not show it",
                "Begin the paragraph with another character than [",
            ));
        }
        self.covered = range.end.max(self.covered);
        Ok(())
    }

    fn slice(&self, range: &Range<usize>) -> &str {
        self.file.source.slice(range.clone())
    }
}

/// Pages put them, unseen, where a word may be broken.
const OF_PAGES: [char; 4] = ['\u{ad}', '\u{200b}', '\u{2060}', '\u{feff}'];

fn joined(source: &str) -> String {
    let source: String = source.chars().filter(|c| !OF_PAGES.contains(c)).collect();
    source.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::corpus::CorpusError;

    fn parse_file(path: &str, source: &str) -> (FrontMatter, Vec<Block>, Vec<Fault>) {
        parse(SourceFile { path: Path::new(path), source })
    }

    fn read_body(body: &str) -> Result<Vec<String>, String> {
        let source = format!("+++\ntitle = \"T\"\n+++\n{body}");
        let (_, blocks, faults) = parse_file("t/speech.md", &source);
        let line = |block: &Block| format!("{:?}: {}", block.kind, block.text);
        CorpusError::gathered(faults).map_err(|error| error.to_string())?;
        Ok(blocks.iter().map(line).collect())
    }

    #[test]
    fn each_block_is_understood_and_inline_marks_stay() {
        let body = "# T *one*\n\nSource: here\n\nA *b* _c_ <d> [e](f) & `g`\nnext line  \
                    \nthird\n\n## 1. Head #2 ##\n\n![a [b] c](photo)\n![d](photo)  \n![e](photo) \
                    ![f](photo)\n\n[![g](photo)](link)\n\n[h](link)\n\n<b>bold</b> \
                    text\n\n---\n\nnote\n\n![e](photo)\n";
        assert_eq!(
            read_body(body).unwrap(),
            [
                "Title: T *one*",
                "Source: Source: here",
                "Paragraph: A *b* _c_ <d> [e](f) & `g` next line third",
                "Heading: 1. Head #2",
                "Caption: a [b] c",
                "Caption: d",
                "Caption: e",
                "Caption: f",
                "Caption: g",
                "Paragraph: [h](link)",
                "Paragraph: <b>bold</b> text",
                "Note: note",
                "Note: e",
            ]
        );
        assert_eq!(
            read_body("Only a paragraph\nin two lines\n").unwrap(),
            ["Paragraph: Only a paragraph in two lines"]
        );
        assert_eq!(read_body("See ![x](y) here").unwrap(), ["Paragraph: See ![x](y) here"]);
    }

    #[test]
    fn what_is_not_understood_is_named_with_its_line() {
        for (body, line, words) in [
            ("one\n\n- a list\n", 6, "a list"),
            ("one\n\n* a note\n", 6, "or remove it, if it is a page's mark; a note goes below ---"),
            ("one\n\n1. a list\n", 6, "a list"),
            ("> quoted\n", 4, "block quote"),
            ("one\n\n    indented\n", 6, "program text"),
            ("one\n---\n", 4, "as a heading"),
            ("# A\n\n# B\n", 6, "does not stand first"),
            ("one\n\n### deep\n", 6, "below a section's"),
            ("## \n", 4, "without words"),
            ("one\n\n[a]: lost\n\ntwo\n", 6, "would not show it"),
            ("one\n\n[a]: lost\n", 6, "would not show it"),
            ("![](photo)\n", 4, "without a caption"),
            ("one\n\n---\n\ntwo\n\n---\n", 10, "parts nothing"),
            ("one\n\n---\n\n## two\n", 8, "among the notes"),
            ("one\n\n***\n", 6, "parts nothing"),
            ("\n\n", 1, "no text"),
        ] {
            let error = read_body(body).expect_err(body);
            assert!(
                error.starts_with(&format!("t/speech.md:{line}: ")) && error.contains(words),
                "{body:?} gave {error}"
            );
        }
        for (source, words) in [
            ("# T\n", "t/speech.md:1: the front matter is missing"),
            ("+++\ntitle = \"T\"\n", "t/speech.md:1: the front matter does not end"),
            ("+++\ntitle = \" \"\n+++\nx", "the title is empty"),
        ] {
            let (.., faults) = parse_file("t/speech.md", source);
            let error = CorpusError::gathered(faults).expect_err(source).to_string();
            assert!(error.contains(words), "{source:?} gave {error}");
        }
    }

    #[test]
    fn a_fault_of_the_front_matter_hides_no_other() {
        for (source, expected) in [
            (
                "+++\ntitle = \"T\"\ndeliverd = \"1999\"\npublished = 2024-13-40\nvenue = 3\n+++\n\
                 - one\n",
                [3, 4, 5, 7].as_slice(),
            ),
            ("---\ntitle: T\n---\n# T\n\n### deep\n", &[1, 6]),
            ("+++\ntitle = \"T\"\n\n# T\n\n> quoted\n", &[1, 6]),
            ("# T\n\n> quoted\n", &[1, 3]),
        ] {
            let (.., faults) = parse_file("t", source);
            let lines: Vec<usize> = faults.iter().map(|fault| fault.line).collect();
            assert_eq!(lines, expected, "{source:?}: {faults:#?}");
        }
        let (.., faults) = parse_file("t", "---\ntitle: T\n---\n# T\n\nText.\n");
        assert!(faults[0].to_string().contains("the front matter is YAML. Write it as TOML"));
    }
}
