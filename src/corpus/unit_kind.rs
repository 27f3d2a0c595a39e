//! The kinds of units that a speech has, and whose words they are.

use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    Title,
    /// The publication line.
    Source,
    Heading,
    Paragraph,
    Caption,
    Note,
}

impl UnitKind {
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

    pub fn voice(self) -> Voice {
        match self {
            UnitKind::Heading | UnitKind::Paragraph => Voice::Speaker,
            UnitKind::Title | UnitKind::Source | UnitKind::Caption | UnitKind::Note => {
                Voice::Editor
            }
        }
    }

    pub fn label(self) -> &'static str {
        match self {
            UnitKind::Title => "Title",
            UnitKind::Source => "Publication line",
            UnitKind::Heading => "Heading",
            UnitKind::Paragraph => "Paragraph",
            UnitKind::Caption => "Photo caption",
            UnitKind::Note => "Note",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Voice {
    Speaker,
    Editor,
}

impl Voice {
    /// As `--json` prints it.
    pub fn name(self) -> &'static str {
        match self {
            Voice::Speaker => "speaker",
            Voice::Editor => "editor",
        }
    }
}
