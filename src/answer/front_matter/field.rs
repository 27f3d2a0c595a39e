//! What of the front matter a question can ask for.

use crate::corpus::FrontMatter;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum FrontMatterField {
    Title,
    Speaker,
    Delivered,
    Venue,
    Occasion,
    Source,
    Published,
    Original,
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
