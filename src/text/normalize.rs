//! Characters that are written in several ways and read as one: what is not seen, apostrophes,
//! quotation marks, and the forms that Unicode has for one letter.

use unicode_normalization::UnicodeNormalization;

/// Whether a character is a zero-width or direction mark, which is used to write around word
/// filters or comes along with copied text; it parts no words.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Whether a character is not seen itself; besides the invisible ones that is a variation selector,
/// which says how the one before it looks, so that a text that is shown keeps it.
pub(crate) fn is_unseen(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{fe00}'..='\u{fe0f}')
}

/// Whether a character looks like an apostrophe.
pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '′' | '＇')
}

/// Single quotation marks as they are typeset.
pub(crate) const CURLY_SINGLE: [char; 2] = ['’', '‘'];

/// The text with straight quotation marks and one space for any white space.
pub(crate) fn straighten(text: &str) -> String {
    let straight = text.replace(CURLY_SINGLE, "'").replace(['“', '”'], "\"");
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that Unicode does not take apart, as they are written without them.
const LETTERS: &[(char, &str)] = &[
    ('ß', "ss"),
    ('æ', "ae"),
    ('œ', "oe"),
    ('ø', "o"),
    ('ł', "l"),
    ('đ', "d"),
    ('ð', "d"),
    ('þ', "th"),
    ('ı', "i"),
    ('&', " and "),
    ('%', " percent "),
    ('$', " dollar "),
    ('€', " euro "),
    ('£', " pound "),
    ('№', " no "),
    ('#', " number "),
];

/// The text in small letters, compatibility forms and accents resolved, as one line.
pub(crate) fn fold(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase) {
        if is_apostrophe(c) {
            plain.push('\'');
            continue;
        }
        if let Some((_, instead)) = LETTERS.iter().find(|(letter, _)| *letter == c) {
            plain.push_str(instead);
            continue;
        }
        let parts: String = std::iter::once(c).nfkd().collect();
        // “1½” is not “11/2”.
        plain.push_str(if parts.contains('⁄') { " " } else { "" });
        plain.extend(
            parts
                .chars()
                .filter(|part| !('\u{300}'..='\u{36f}').contains(part))
                .flat_map(char::to_lowercase),
        );
    }
    // Hangul and the like are put together again, so that a letter is a letter when typing errors
    // are counted.
    let whole: String = plain.nfc().collect();
    whole
        .split(|c: char| c.is_whitespace() || c.is_control())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}
