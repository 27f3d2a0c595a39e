//! One speech: what its front matter says, its units in reading order, and their sentences.

use std::ops::Range;
use std::path::Path;

use serde::Deserialize;

use super::error::CorpusError;
use super::markdown::{self, Block, BlockKind};
use super::permalink::Names;
use super::questions::{self, QuestionFile};
use super::quiz::{self, WrittenItem};
use super::reference::{self, Locator, Numbers, Reference};
use super::sentences;

/// The longest speech id in bytes.
const MAX_ID: usize = 48;

/// What the front matter of `speech.md` may say. The words are shown as they stand.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FrontMatter {
    /// The speech's title.
    pub title: String,
    /// Who spoke.
    pub speaker: Option<String>,
    /// The part of the speaker's name under which bibliographies sort it.
    pub family_name: Option<String>,
    /// When it was spoken.
    pub delivered: Option<String>,
    /// Where it was spoken.
    pub venue: Option<String>,
    /// On what occasion it was spoken.
    pub occasion: Option<String>,
    /// Who published this text.
    pub source: Option<String>,
    /// When this text was published.
    pub published: Option<String>,
    /// Where it first appeared.
    pub original: Option<String>,
    /// The language of the text as a BCP 47 tag; `en` when absent.
    pub language: Option<String>,
}

/// What a unit is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum UnitKind {
    /// The speech's title.
    Title,
    /// The line that says where the text was published.
    Source,
    /// A section's heading.
    Heading,
    /// A paragraph, of the introduction or of a section.
    Paragraph,
    /// A photo's caption.
    Caption,
    /// A note after the text.
    Note,
}

impl UnitKind {
    /// The kind's name, as `--json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            UnitKind::Title => "title",
            UnitKind::Source => "source",
            UnitKind::Heading => "heading",
            UnitKind::Paragraph => "paragraph",
            UnitKind::Caption => "caption",
            UnitKind::Note => "note",
        }
    }
}

/// A part of a speech that can be cited: a title, heading, paragraph, caption or note.
#[derive(Clone, Debug)]
pub struct Unit {
    /// What it is.
    pub kind: UnitKind,
    /// Where it stands.
    pub locator: Locator,
    /// Its bytes in [`Speech::text`].
    pub range: Range<usize>,
    /// Its sentences' bytes in [`Speech::text`]; at least one.
    pub sentences: Vec<Range<usize>>,
    /// A short name made from the speech's id and the unit's words: it stays the same while the
    /// words do. See [`super::Permalink`].
    pub key: String,
    /// The names of its sentences, made in the same way; the only sentence of a unit has the unit's
    /// name.
    pub sentence_keys: Vec<String>,
}

/// A heading with what stands under it, or the part before the first heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Section {
    /// The section's number from 1; 0 is the introduction.
    pub number: u32,
    /// Its units as numbers in [`Speech::units`], the heading first where there is one.
    pub units: Range<usize>,
}

/// One loaded speech.
#[derive(Clone, Debug)]
pub struct Speech {
    id: String,
    front: FrontMatter,
    text: String,
    units: Vec<Unit>,
    cites_with_id: bool,
    questions: QuestionFile,
    written_items: Vec<WrittenItem>,
}

impl Speech {
    /// Reads a `speech.md`. `path` is only named in errors.
    ///
    /// # Errors
    /// [`CorpusError::Malformed`] at the first line that is not understood.
    pub fn parse(id: &str, path: &Path, source: &str) -> Result<Speech, CorpusError> {
        let plain = !id.is_empty()
            && id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-');
        if !plain || id.len() > MAX_ID || !reference::reads_as_speech_id(id) {
            return Err(CorpusError::malformed(
                path,
                1,
                format!("the folder's name {id:?} cannot stand in a reference"),
                "Name it with small letters, digits and hyphens, 48 at most, and with a word that \
                 is not \"section\", \"p\" or alike",
            ));
        }
        let document = markdown::read(path, source)?;
        let language = document.front.language.clone().unwrap_or_else(|| "en".to_owned());
        let mut speech = Speech {
            id: id.to_owned(),
            front: document.front,
            text: String::new(),
            units: Vec::new(),
            cites_with_id: false,
            questions: QuestionFile::default(),
            written_items: Vec::new(),
        };
        let mut counter = Counter::default();
        for block in document.blocks {
            speech.push(&language, block, &mut counter);
        }
        speech.name_units();
        Ok(speech)
    }

    fn push(&mut self, language: &str, block: Block, counter: &mut Counter) {
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let start = self.text.len();
        let sentences = sentences::split(language, &block.text)
            .into_iter()
            .map(|range| start + range.start..start + range.end)
            .collect();
        let (kind, locator) = counter.place(block.kind);
        self.text.push_str(&block.text);
        self.units.push(Unit {
            kind,
            locator,
            range: start..self.text.len(),
            sentences,
            key: String::new(),
            sentence_keys: Vec::new(),
        });
    }

    /// Gives each unit and each sentence its name.
    fn name_units(&mut self) {
        let mut names = Names::of(&self.id);
        let words = |range: &Range<usize>| self.text.get(range.clone()).unwrap_or_default();
        for unit in &mut self.units {
            unit.key = names.next(words(&unit.range));
            unit.sentence_keys = match unit.sentences.as_slice() {
                [only] if *only == unit.range => vec![unit.key.clone()],
                sentences => sentences.iter().map(|sentence| names.next(words(sentence))).collect(),
            };
        }
    }

    /// The folder's name.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// What the front matter says.
    pub fn front(&self) -> &FrontMatter {
        &self.front
    }

    /// All units' words, an empty line between two.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The units in reading order.
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The language of the text as a BCP 47 tag.
    pub fn language(&self) -> &str {
        self.front.language.as_deref().unwrap_or("en")
    }

    /// The introduction (number 0, without title and publication line) and the sections, in reading
    /// order. Notes belong to none.
    pub fn sections(&self) -> Vec<Section> {
        let mut sections: Vec<Section> = Vec::new();
        for (at, unit) in self.units.iter().enumerate() {
            let Some(number) = unit.locator.section() else { continue };
            match sections.last_mut() {
                Some(section) if section.number == number => section.units.end = at + 1,
                _ => sections.push(Section { number, units: at..at + 1 }),
            }
        }
        sections
    }

    /// How a unit is cited.
    pub fn reference(&self, unit: &Unit) -> Reference {
        Reference {
            speech: self.cites_with_id.then(|| self.id.clone()),
            locator: unit.locator.clone(),
        }
    }

    /// The readers' questions.
    pub fn questions(&self) -> &QuestionFile {
        &self.questions
    }

    pub(super) fn add_questions(&mut self, path: &Path, source: &str) -> Result<(), CorpusError> {
        self.questions = questions::read(self, path, source)?;
        Ok(())
    }

    /// The quiz items that were written by hand.
    pub fn written_items(&self) -> &[WrittenItem] {
        &self.written_items
    }

    pub(super) fn add_written_items(
        &mut self,
        path: &Path,
        source: &str,
    ) -> Result<(), CorpusError> {
        self.written_items = quiz::read(self, path, source)?;
        Ok(())
    }

    /// Whether references carry the speech's id. Quotes that were cut before are cut again, since
    /// they hold their reference.
    pub(super) fn cite_with_id(&mut self, yes: bool) {
        self.cites_with_id = yes;
        let mut questions = std::mem::take(&mut self.questions);
        let mut items = std::mem::take(&mut self.written_items);
        let passages = questions.passages.iter_mut().map(|passage| &mut passage.quote);
        for quote in passages.chain(items.iter_mut().map(|item| &mut item.quote)) {
            if let Some(again) = self.quote(quote.range()) {
                *quote = again;
            }
        }
        (self.questions, self.written_items) = (questions, items);
    }
}

/// Counts sections, paragraphs, photos and notes while a text is read.
#[derive(Default)]
struct Counter {
    section: u32,
    paragraph: u32,
    photo: u32,
    note: u32,
}

impl Counter {
    fn place(&mut self, kind: BlockKind) -> (UnitKind, Locator) {
        match kind {
            BlockKind::Title => (UnitKind::Title, Locator::Title),
            BlockKind::Source => (UnitKind::Source, Locator::Source),
            BlockKind::Heading => {
                self.section += 1;
                (self.paragraph, self.photo) = (0, 0);
                (UnitKind::Heading, Locator::Heading { section: self.section })
            }
            BlockKind::Paragraph => {
                self.paragraph += 1;
                (
                    UnitKind::Paragraph,
                    Locator::Paragraph {
                        section: self.section,
                        numbers: Numbers::one(self.paragraph),
                    },
                )
            }
            BlockKind::Caption => {
                self.photo += 1;
                (UnitKind::Caption, Locator::Photo { section: self.section, number: self.photo })
            }
            BlockKind::Note => {
                self.note += 1;
                (UnitKind::Note, Locator::Note { numbers: Numbers::one(self.note) })
            }
        }
    }
}
