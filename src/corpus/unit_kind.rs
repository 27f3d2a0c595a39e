//! The kinds of units that a speech has, and whose words they are.

use serde::Serialize;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitKind {
    Title,
    Source,
    Heading,
    Paragraph,
    Caption,
    Note,
}

impl UnitKind {
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

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    Speaker,
    Editor,
}
