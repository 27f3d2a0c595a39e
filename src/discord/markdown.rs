//! Text into Discord's markdown and back: marks and mentions are escaped and show as written.

use crate::text::Pattern;

/// Interpreted anywhere.
const MARKS: &[char] = &['\\', '*', '_', '~', '`', '|', '<', '['];

const LINE_MARKS: &[char] = &['#', '-', '>'];

/// As far as Discord reads no marks in it, and would take a backslash for a part of it.
static ADDRESS: Pattern = Pattern::new(r"\bhttps?://[^\s\\<>()\[*`|]+");

/// What fits in `room` characters, with how many bytes of `text` that was.
pub(super) fn escaped(text: &str, line_start: bool, room: usize) -> (String, usize) {
    let mut out = String::with_capacity(text.len().min(room));
    let addresses: Vec<_> = ADDRESS.find_iter(text).map(|it| it.range()).collect();
    let (mut used, mut at_line_start, mut in_number) = (0, line_start, false);
    for (at, c) in text.char_indices() {
        // Discord counts the lines of a list anew.
        let marked = in_number && c == '.'
            || at_line_start && LINE_MARKS.contains(&c)
            || MARKS.contains(&c) && !addresses.iter().any(|address| address.contains(&at));
        used += 1 + usize::from(marked);
        if used > room {
            return (out, at);
        }
        if marked {
            out.push('\\');
        }
        out.push(c);
        in_number = c.is_ascii_digit() && (at_line_start || in_number);
        at_line_start = c == '\n' || (at_line_start && c == ' ');
    }
    (out, text.len())
}

pub(super) fn escape(text: &str) -> String {
    escaped(text, true, usize::MAX).0
}

pub(super) fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        let escaped = chars.next_if(|next| c == '\\' && next.is_ascii_punctuation());
        out.push(escaped.unwrap_or(c));
    }
    out
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn what_was_written_is_shown_as_written() {
        assert_eq!(
            escape("# *a* _b_ <@1> [c](d) - e\n- f"),
            "\\# \\*a\\* \\_b\\_ \\<@1> \\[c](d) - e\n\\- f"
        );
        assert_eq!(escape("1. a\n 12. b_c\nd 3. e"), "1\\. a\n 12\\. b\\_c\nd 3. e");
        assert_eq!(escape("(https://e.org/a_b~c) _d"), "(https://e.org/a_b~c) \\_d");
    }

    proptest! {
        #[test]
        fn escaping_is_undone(text in "(?s).{0,80}|([\\\\*_~a1.#<>\\[ -]|https://){0,40}") {
            prop_assert_eq!(unescape(&escape(&text)), text);
        }

        #[test]
        fn escaping_stays_within_its_room(text in "[\\\\*_a ż🎉]{0,60}", room in 0..80_usize) {
            let (out, taken) = escaped(&text, false, room);
            prop_assert!(out.chars().count() <= room);
            prop_assert_eq!(unescape(&out), text.get(..taken).unwrap());
        }
    }
}
