//! Titles before a person's name, and the small words inside names.

use super::lists::{holds, paired};
use super::ranges::Slice;
use super::spelling::one_form;

const TITLES: &str = "president premier chancellor minister secretary general captain \
    colonel major lieutenant admiral governor senator king queen prince \
    princess duke count emperor pope bishop archbishop reporter \
    photographer professor doctor sir lord lady chairman marshal comrade \
    judge";

/// In running text, too: forms with dots, callings and kin.
const BEFORE_NAMES: &str = "correspondent dr. mr. mrs. ms. gen. col. prof. saint abbot director \
    marquis leader commander architect brother sister son daughter wife \
    husband poet author writer painter astronomer physicist theologian \
    named ruler founder historian geographer surveyor";

/// In typed answers, too. “Vice”, “former” and the like claim another office.
const IN_ANSWERS: &str = "mrs ms miss mister dame madam chairwoman chairperson mayor \
    ambassador justice empress duchess countess cardinal reverend sergeant \
    journalist";

const PHRASES: &[&str] = &[
    "his excellency",
    "her excellency",
    "prime minister",
    "general secretary",
    "secretary general",
    "party leader",
];

/// Of a man or a woman: “President Gorbachev” is “Mr. Gorbachev”, “King Pell” not “Mrs. Pell”.
const OFFICES: &str = "president premier prime chancellor minister secretary governor senator";

/// Titles before a name.
const MOST: usize = 2;

pub(crate) const PARTICLES: &str = "of the de del la le du da di van von der den bin ibn al el";

const SHORTENED: &str = "dr=doctor mr=mister prof=professor gen=general col=colonel capt=captain \
    lt=lieutenant adm=admiral gov=governor sen=senator rev=reverend sgt=sergeant \
    pres=president st=saint jr=junior sr=senior rep=representative maj=major \
    cmdr=commander amb=ambassador dept=department govt=government";

/// “doctor” for “dr”.
pub(crate) fn in_full(lower: &str) -> Option<&'static str> {
    paired(SHORTENED, lower)
}

pub(crate) fn is_title(lower: &str) -> bool {
    holds(TITLES, lower) || holds(BEFORE_NAMES, lower)
}

pub(crate) fn is_typed_title(word: &str) -> bool {
    let lower = word.to_lowercase();
    let bare = lower.trim_end_matches('.');
    is_title(&lower) || holds(IN_ANSWERS, bare) || in_full(bare).is_some()
}

/// Of `right` and `typed`, in [`one_form`]. Titles stay if the right answer has one.
pub(crate) fn without_titles<'a, 'b>(
    right: &'a [&'b str],
    typed: &'a [&'b str],
) -> (&'a [&'b str], &'a [&'b str]) {
    let may_be = leading(typed) == 0 || typed.first().is_some_and(|word| holds(OFFICES, word));
    let right = match right {
        ["mister" | "mrs" | "ms" | "miss", _, ..] | ["sir" | "dame", _, _, ..] if may_be => {
            right.slice(1..)
        }
        _ => right,
    };
    if leading(right) > 0 {
        return (right, typed);
    }
    let mut rest = typed;
    for _ in 0..MOST {
        match rest.get(leading(rest)..) {
            Some(name) if !name.is_empty() => rest = name,
            _ => break,
        }
    }
    (right, rest)
}

fn leading(words: &[&str]) -> usize {
    let single = [TITLES, IN_ANSWERS].into_iter().flat_map(str::split_ascii_whitespace);
    let begins = |title: &&str| {
        let title = title.split(' ');
        words.len() >= title.clone().count()
            && title.zip(words).all(|(one, word)| *word == one_form(one))
    };
    let titles = single.chain(PHRASES.iter().copied()).filter(begins);
    titles.map(|title| title.split(' ').count()).max().unwrap_or_default()
}

pub(crate) fn is_written_like_name(text: &str) -> bool {
    let capital =
        |word: &str| word.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_uppercase);
    let mut words = text.split_whitespace();
    words.next().is_some_and(capital) && words.all(|word| capital(word) || holds(PARTICLES, word))
}
