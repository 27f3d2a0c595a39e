//! Chat messages without the marks of chat: mentions, server emoji, emphasis, links' addresses.

use super::pattern::{Pattern, replaced};

/// Discord's `@1`, `:name:1`, `t:1:R` and the like.
const TAG: &str =
    r"<(?:@[@!&]*[0-9]+|#+[0-9]+|(?:a?:|/[^>]*:)(?:[^>]*:)?[0-9]+|t:[0-9]+(?::[^>]*)?)>";

pub(crate) fn plain(text: &str) -> String {
    static MARKS: [(Pattern, &str); 3] = [
        (Pattern::new(TAG), " "),
        (Pattern::new(r#"!?\[([^\[\]]*)\]\(<?\w+://[^()\s]*(?:\s+"[^"]*")?\)"#), "$1"),
        (Pattern::new(r"<?\b\w+://\S+"), ""),
    ];
    let plain = replaced(text, &MARKS);
    let words = plain.split_whitespace();
    let words = words.map(|word| word.replace('`', "")).collect::<Vec<_>>().join(" ");
    let words = ["||", "**", "__", "~~"].iter().fold(words, |text, mark| text.replace(mark, ""));
    without_emphasis(&without_emphasis(&words, '*'), '_')
}

/// So that quoted lines can be told.
pub(crate) fn plain_lines(text: &str) -> String {
    text.lines().map(plain).collect::<Vec<_>>().join("\n")
}

/// Only in pairs around words: a mark alone or within a word is none.
fn without_emphasis(text: &str, mark: char) -> String {
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied();
    let in_word = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let before = |index: usize| index.checked_sub(1).and_then(at);
    let mut marks = Vec::new();
    let mut opened = None;
    for index in (0..chars.len()).filter(|index| at(*index) == Some(mark)) {
        match opened {
            Some(open) if !blank(before(index)) && !in_word(at(index + 1)) => {
                marks.extend([open, index]);
                opened = None;
            }
            _ => opened = Some(index).filter(|_| !in_word(before(index)) && !blank(at(index + 1))),
        }
    }
    chars.iter().enumerate().filter(|(index, _)| !marks.contains(index)).map(|(_, c)| c).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_and_marks_of_the_chat_are_no_words() {
        for (typed, expected) in [
            ("<@123> who **really** pays?", "who really pays?"),
            ("<@!1> <@&2> <#3> <:a:4> <a:b:5> </ask:6> <t:7:R> bread", "bread"),
            ("a < b > c <3", "a < b > c <3"),
            ("see https://example.org/x now", "see now"),
            (
                "main [creators](https://e.org/a) of [wealth](<https://e.org> \"so\").",
                "main creators of wealth.",
            ),
            ("`code` ||spoiler|| workers|peasants", "code spoiler workers|peasants"),
            ("<@", "<@"),
            ("*wealth*, _social wealth_; ***both*** ~~no~~", "wealth, social wealth; both no"),
            (
                "(*so*) *“well”*? 2*3*4 a * b snake_case_name *",
                "(so) “well”? 2*3*4 a * b snake_case_name *",
            ),
        ] {
            assert_eq!(plain(typed), expected, "{typed:?}");
        }
    }
}
