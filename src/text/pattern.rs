//! Patterns of the program's own, each compiled at its first use.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::OnceLock;

use regex::Regex;

pub(crate) struct Pattern {
    source: Cow<'static, str>,
    compiled: OnceLock<Regex>,
}

impl Pattern {
    pub(crate) const fn new(source: &'static str) -> Pattern {
        Pattern { source: Cow::Borrowed(source), compiled: OnceLock::new() }
    }
}

impl From<String> for Pattern {
    fn from(source: String) -> Pattern {
        Pattern { source: Cow::Owned(source), compiled: OnceLock::new() }
    }
}

impl Deref for Pattern {
    type Target = Regex;

    fn deref(&self) -> &Regex {
        self.compiled.get_or_init(|| pattern(&self.source))
    }
}

pub(super) fn replaced(text: &str, rules: &[(Pattern, &str)]) -> String {
    rules.iter().fold(text.to_owned(), |text, (pattern, stays)| {
        pattern.replace_all(&text, *stays).into_owned()
    })
}

/// With its meaning in place of each part's name.
pub(crate) fn pattern_of_parts(text: &str, parts: &[(&str, &str)]) -> Regex {
    let put = |text: String, (name, meaning): &(&str, &str)| text.replace(name, meaning);
    pattern(&parts.iter().fold(text.to_owned(), put))
}

pub(super) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("the program's patterns are well formed")
}
