//! Text into Discord's markdown and back: marks and mentions are escaped and show as written.

/// Interpreted anywhere.
const MARKS: &[char] = &['\\', '*', '_', '~', '`', '|', '<', '['];

const LINE_MARKS: &[char] = &['#', '-', '>'];

/// What fits in `room` characters, with how many bytes of `text` that was.
pub(super) fn escaped(text: &str, line_start: bool, room: usize) -> (String, usize) {
    let mut out = String::with_capacity(text.len().min(room));
    let (mut used, mut at_line_start) = (0, line_start);
    for (at, c) in text.char_indices() {
        let marked = MARKS.contains(&c) || (at_line_start && LINE_MARKS.contains(&c));
        used += 1 + usize::from(marked);
        if used > room {
            return (out, at);
        }
        if marked {
            out.push('\\');
        }
        out.push(c);
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
    }

    proptest! {
        #[test]
        fn escaping_is_undone(text in "(?s).{0,80}|[\\\\*_~a#<>\\[ -]{0,40}") {
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
