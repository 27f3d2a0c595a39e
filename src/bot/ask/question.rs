//! What a person asks, and what holds for them.

use crate::bot::lessons::Lessons;
use crate::bot::settings::{Preferences, QuoteLength};

#[derive(Clone, Copy, Debug, Default)]
pub struct Ask<'a> {
    /// As typed.
    pub question: &'a str,
    /// The question of the answer that is replied to.
    pub earlier: Option<&'a str>,
    pub private: bool,
    pub lessons: Option<&'a Lessons>,
    /// What else holds for the actor; without it the defaults.
    pub preferences: Option<&'a Preferences>,
}

impl<'a> Ask<'a> {
    /// What else holds for somebody who asks.
    pub(in crate::bot) fn for_reader(private: bool, preferences: &'a Preferences) -> Ask<'a> {
        Ask { private, preferences: Some(preferences), ..Ask::default() }
    }

    pub(in crate::bot) fn length(&self) -> QuoteLength {
        self.preferences.map(|preferences| preferences.quote).unwrap_or_default()
    }

    pub(in crate::bot) fn speeches(&self) -> &[String] {
        self.preferences.map_or(&[], |preferences| &preferences.speeches)
    }
}
