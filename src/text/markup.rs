//! Chat messages without the marks of chat: mentions, server emoji, emphasis, links' addresses.

use std::sync::LazyLock;

use regex::Regex;

use super::ranges::Slice;
use super::tokenize::pattern;

pub(crate) fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('<') {
        let (before, tag) = rest.split_at(at);
        out.push_str(before);
        let end = tag.find('>').filter(|end| is_tag(tag.slice(1..*end)));
        rest = match end {
            Some(end) => {
                out.push(' ');
                tag.slice(end + 1..)
            }
            None => {
                out.push('<');
                tag.slice(1..)
            }
        };
    }
    out.push_str(rest);
    let out = without_links(&out);
    let words = out.split_whitespace();
    let words: Vec<String> = words.map(|word| word.replace(['`', '|'], "")).collect();
    let words = words.join(" ").replace("**", "").replace("__", "").replace("~~", "");
    without_emphasis(&without_emphasis(&words, '*'), '_')
}

fn without_links(text: &str) -> String {
    static LINKS: LazyLock<[(Regex, &str); 2]> = LazyLock::new(|| {
        let masked = pattern(r#"!?\[([^\[\]]*)\]\(<?\w+://[^()\s]*(?:\s+"[^"]*")?\)"#);
        [(masked, "$1"), (pattern(r"<?\b\w+://\S+"), "")]
    });
    LINKS
        .iter()
        .fold(text.to_owned(), |text, (link, stays)| link.replace_all(&text, *stays).into_owned())
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

/// Discord's `@1`, `@!1`, `@&1`, `#1`, `:name:1`, `a:name:1`, `/name:1`, `t:1:R`.
fn is_tag(inside: &str) -> bool {
    let number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    match inside.as_bytes() {
        [b'@', ..] => number(inside.trim_start_matches(['@', '!', '&'])),
        [b'#', ..] => number(inside.trim_start_matches('#')),
        [b':' | b'/', ..] | [b'a', b':', ..] => inside.rsplit(':').next().is_some_and(number),
        [b't', b':', ..] => inside.split(':').nth(1).is_some_and(number),
        _ => false,
    }
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
            ("`code` ||spoiler||", "code spoiler"),
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
