//! Signs that carry a meaning: C++, 10², ≤ 5.

const SIGNS: &str = "≤≥≠±×÷√∞";

/// The text without its signs, and those with a meaning: of relations before a number, of powers
/// behind one, `+` beside a letter or figure.
pub(super) fn signs(text: &str) -> (String, Vec<char>) {
    let text = text.replace(">=", "≥").replace("<=", "≤").replace("!=", "≠");
    let chars: Vec<char> = text.chars().collect();
    let at = |index: usize| chars.get(index).copied();
    let next_seen = |from: usize| chars.iter().skip(from).find(|c| !c.is_whitespace());
    let (mut plain, mut signs) = (String::with_capacity(text.len()), Vec::new());
    for (index, c) in chars.iter().copied().enumerate() {
        let before = index.checked_sub(1).and_then(at);
        let beside = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '+');
        let is_power = superscript(c).is_some();
        let is_caret = before == Some('^') && c.is_ascii_digit();
        match c {
            '+' if beside(before) || beside(at(index + 1)) => signs.push(c),
            '<' | '>' if next_seen(index + 1).is_some_and(char::is_ascii_digit) => signs.push(c),
            _ if SIGNS.contains(c) => signs.push(c),
            _ if is_power => signs.extend(superscript(c)),
            _ if is_caret => signs.push(c),
            '^' => {}
            _ => {
                plain.push(c);
                continue;
            }
        }
        plain.push(' ');
    }
    (plain, signs)
}

fn superscript(c: char) -> Option<char> {
    "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().position(|power| power == c).and_then(|at| char::from_digit(at as u32, 10))
}
