//! A question and what applies to whoever asks it.

use crate::bot::lessons::Lessons;
use crate::bot::settings::{Preferences, QuoteLength};

/// In characters, of a question above its answer.
pub(in crate::bot) const HEADING_LENGTH: usize = 240;

#[derive(Clone, Copy, Debug, Default)]
pub struct Ask<'a> {
    pub question: &'a str,
    pub earlier: Option<&'a str>,
    pub lessons: Option<&'a Lessons>,
    pub preferences: Option<&'a Preferences>,
}

impl<'a> Ask<'a> {
    /// That follows no other.
    pub(super) fn with(self, question: &'a str) -> Ask<'a> {
        Ask { question, earlier: None, ..self }
    }

    pub(in crate::bot) fn length(&self) -> QuoteLength {
        self.preferences.map(|preferences| preferences.quote).unwrap_or_default()
    }

    pub(in crate::bot) fn speeches(&self) -> &[String] {
        self.preferences.map_or(&[], |preferences| &preferences.speeches)
    }
}
