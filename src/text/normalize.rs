//! Characters written in several ways and read as one.

use unicode_normalization::UnicodeNormalization;

/// Marks of no width or of direction, copied along or put in to evade word filters; they separate
/// no words.
pub(crate) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// With variation selectors, which displayed text keeps: they say how the character before looks.
pub(crate) fn is_unseen(c: char) -> bool {
    is_invisible(c) || matches!(c, '\u{fe00}'..='\u{fe0f}')
}

/// Of scripts that put no spaces between words.
pub(crate) fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}'
        | '\u{20000}'..='\u{3ffff}')
}

/// With accents in one character with their letters, as words are cut and compared.
pub(crate) fn composed(text: &str) -> String {
    text.nfc().collect()
}

pub(crate) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '´' | '`' | '′' | '＇')
}

pub(crate) const CURLY_SINGLE: [char; 2] = ['’', '‘'];

pub(crate) fn straighten(text: &str) -> String {
    let straight = text.replace(CURLY_SINGLE, "'").replace(['“', '”'], "\"");
    straight.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Letters that Unicode does not decompose.
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

/// Small letters on one line, without accents and compatibility forms.
pub(crate) fn fold(text: &str) -> String {
    let mut plain = String::new();
    for c in text.chars().filter(|c| !is_invisible(*c)).flat_map(char::to_lowercase) {
        // Most text: the steps below take several times as long.
        if c.is_ascii_alphanumeric() {
            plain.push(c);
            continue;
        }
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
    // Hangul and the like are put together again: typing errors are counted by letter.
    one_line(&plain.nfc().collect::<String>())
}

pub(crate) fn one_line(text: &str) -> String {
    let words = text.split(|c: char| c.is_whitespace() || c.is_control());
    words.filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
