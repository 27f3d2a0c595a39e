//! A value of the front matter that a question asks for.

use crate::corpus::FrontMatter;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FrontMatterField {
    Title,
    Speaker,
    Delivered,
    Venue,
    Occasion,
    Source,
    Published,
    Original,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FrontMatterFact {
    pub field: FrontMatterField,
    pub value: String,
}

impl FrontMatterField {
    pub(super) fn value(self, front: &FrontMatter) -> Option<&str> {
        match self {
            FrontMatterField::Title => Some(&front.title),
            FrontMatterField::Speaker => front.speaker.as_ref(),
            FrontMatterField::Delivered => front.delivered.as_ref(),
            FrontMatterField::Venue => front.venue.as_ref(),
            FrontMatterField::Occasion => front.occasion.as_ref(),
            FrontMatterField::Source => front.source.as_ref(),
            FrontMatterField::Published => front.published.as_ref(),
            FrontMatterField::Original => front.original.as_ref(),
        }
        .map(|value| value.trim())
        .filter(|value| !value.is_empty())
    }
}
