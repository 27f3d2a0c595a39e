//! What a look-up proves: where words stand, and that they stand nowhere. The functions take what
//! it found, so that nothing is said without having looked.

use std::collections::BTreeSet;

use super::count;
use crate::bot::help::MOST_LISTED;
use crate::search::{Occurrence, Occurrences};

const MOST_FORMS: usize = 4;

/// Speeches; more are not listed.
const FEW: usize = 2;

pub(crate) const NOTHING_TO_LOOK_UP: &str = "Please give words to look up, such as `workers`.";

pub(crate) const EARLIER_PLACES: &str = "Previous places";
pub(crate) const LATER_PLACES: &str = "Next places";

/// None where there were no words to look up.
pub(crate) fn said(found: &[Occurrences]) -> Option<String> {
    if found.iter().all(|found| found.is_empty() && found.related.is_empty()) {
        return all_absent(found);
    }
    let end = if found.len() > 1 { '.' } else { ':' };
    let each = found.iter().filter_map(|found| present(found, end).or_else(|| absent(found)));
    Some(each.collect::<Vec<_>>().join(" ")).filter(|said| !said.is_empty())
}

fn absent(found: &Occurrences) -> Option<String> {
    let said = all_absent(std::slice::from_ref(found))?;
    let related = forms(&found.words, &found.related, &[]);
    match related.is_empty() {
        true => Some(said),
        false => Some(format!("{said} Related words in it: {}.", listed(&related, "and"))),
    }
}

/// All looked up in the same speeches.
pub(crate) fn all_absent(found: &[Occurrences]) -> Option<String> {
    let absent = found.iter().filter(|found| found.is_empty() && !found.words.is_empty());
    let absent: Vec<&str> = absent.map(|found| found.words.as_str()).collect();
    let words: Vec<String> = match absent.as_slice() {
        [one] => vec![format!("the {} “{one}”", kind(one))],
        several => several.iter().map(|words| format!("“{words}”")).collect(),
    };
    let nowhere = found.first().filter(|_| !words.is_empty()).and_then(nowhere)?;
    Some(format!("{nowhere} {}.", listed(&words, "or")))
}

/// Of the speeches that were searched.
fn nowhere(found: &Occurrences) -> Option<String> {
    let ids: Vec<&str> = found.by_speech.iter().map(|(id, _)| id.as_str()).collect();
    Some(match ids.as_slice() {
        _ if found.searched_all && ids.len() == 1 => "The speech does not contain".to_owned(),
        [] => return None,
        [one] => format!("The speech {one} does not contain"),
        all if found.searched_all && all.len() > FEW => {
            format!("None of the {} speeches contains", all.len())
        }
        some if some.len() > MOST_LISTED => format!("None of {} speeches contains", some.len()),
        some => format!("None of the speeches {} contains", listed(some, "and")),
    })
}

pub(crate) fn mentioned(where_or_how_often: &str, words: &str) -> String {
    format!("{where_or_how_often} does it mention {words}")
}

fn present(found: &Occurrences, end: char) -> Option<String> {
    let times = match found.places.len() {
        0 => return None,
        1 => "once".to_owned(),
        many => format!("{many} times in {}", count(found.passages, "passage")),
    };
    let mut by_speech = String::new();
    if found.by_speech.len() > 1 {
        // Whoever asks for some wants to know of each, and of all, which few have none.
        let without = found.by_speech.iter().filter(|(_, count)| *count == 0).count();
        let all = found.by_speech.len();
        let each = all <= MOST_LISTED && (!found.searched_all || 2 * without < all);
        let with: Vec<String> = (found.by_speech.iter())
            .filter(|(_, count)| each || *count > 0)
            .map(|(id, count)| format!("{id} {count}"))
            .collect();
        let listed = with.get(..MOST_LISTED).unwrap_or(&with);
        let more = match with.len() - listed.len() {
            0 => String::new(),
            more => format!(" and in {more} more"),
        };
        by_speech = format!(" ({}{more})", listed.join(", "));
    }
    let asked = found.words.to_lowercase();
    let others = forms(&found.words, &found.places, &[&asked]);
    let differs = |place: &Occurrence| place.quote.text().to_lowercase() != asked;
    let forms = match (others.is_empty(), found.places.iter().all(differs)) {
        (true, _) => String::new(),
        (false, true) => format!(", as {}", listed(&others, "and")),
        (false, false) => format!(", also as {}", listed(&others, "and")),
    };
    let edition = match (found.of_edition(), found.places.len()) {
        (0, _) => String::new(),
        (1, 1) => "; these are the edition's words, not the speaker's".to_owned(),
        (some, all) if some == all => "; all are the edition's words, not the speaker's".to_owned(),
        (1, _) => "; once in the edition's words, not the speaker's".to_owned(),
        (some, _) => format!("; {some} times in the edition's words, not the speaker's"),
    };
    Some(format!("“{}” occurs {times}{by_speech}{forms}{edition}{end}", found.words))
}

pub(crate) fn more_places(more: usize) -> String {
    match more {
        1 => "… and once more.".to_owned(),
        more => format!("… and {more} more times."),
    }
}

pub(crate) fn page_of(at: usize, pages: usize) -> String {
    format!("Page {} of {pages}", at + 1)
}

fn kind(words: &str) -> &'static str {
    match words {
        words if words.chars().all(|c| c.is_ascii_digit() || "$€£.,%".contains(c)) => "number",
        words if words.contains(' ') => "phrase",
        _ => "word",
    }
}

/// As they stand if a name was asked for, else in small letters.
fn forms(asked: &str, places: &[Occurrence], without: &[&str]) -> Vec<String> {
    let is_name = asked.starts_with(char::is_uppercase);
    let form = |text: &str| if is_name { text.to_owned() } else { text.to_lowercase() };
    let all: BTreeSet<String> = (places.iter())
        .map(|place| form(place.quote.text()))
        .filter(|form| !without.contains(&form.to_lowercase().as_str()))
        .collect();
    let more = (all.len() > MOST_FORMS).then(|| "other forms".to_owned());
    all.into_iter().take(MOST_FORMS).map(|form| format!("“{form}”")).chain(more).collect()
}

pub(super) fn listed(all: &[impl AsRef<str>], and: &str) -> String {
    let all: Vec<&str> = all.iter().map(AsRef::as_ref).collect();
    match all.as_slice() {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [others @ .., last] => format!("{} {and} {last}", others.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::tests::bot_over;

    #[test]
    fn a_sentence_is_only_said_of_what_was_looked_up() {
        let source = |words| format!("+++\ntitle = \"T\"\n+++\n{words}\n");
        let (one, other) = (
            source("Bread and bread. It is important to Breadians."),
            source("Breads and the minimum wage."),
        );
        let sources: [(&str, &str); 3] = [("a", &one), ("b", &other), ("c", &one)];
        let [alone, both, three] = [1, 2, 3].map(|count| bot_over(&sources[..count]));
        let titled = "+++\ntitle = \"Salt\"\n+++\n# Salt\n\nSalt.\n\n![Salt and dough](photo)\n";
        let titled = bot_over(&[("talk", titled)]);
        let some = ["a", "b"].map(str::to_owned);
        for (bot, words, within, expected) in [
            (&alone, "breads", &[][..], "“breads” occurs 2 times in 1 passage, as “bread”:"),
            (
                &alone,
                "Breadia",
                &[],
                "The speech does not contain the word “Breadia”. Related words in it: \
                 “Breadians”.",
            ),
            (&alone, "important", &[], "“important” occurs once:"),
            (&alone, "$1,984.5", &[], "The speech does not contain the number “$1,984.5”."),
            (
                &alone,
                "import",
                &[],
                "The speech does not contain the word “import”. Related words in it: “important”.",
            ),
            (
                &both,
                "bread",
                &[],
                "“bread” occurs 3 times in 2 passages (a 2, b 1), also as “breads”:",
            ),
            (
                &titled,
                "salt",
                &[],
                "“salt” occurs 3 times in 3 passages; 2 times in the edition's words, not the \
                 speaker's:",
            ),
            (
                &titled,
                "dough",
                &[],
                "“dough” occurs once; these are the edition's words, not the speaker's:",
            ),
            (&three, "wage", &some, "“wage” occurs once (a 0, b 1):"),
            (&three, "important", &[], "“important” occurs 2 times in 2 passages (a 1, b 0, c 1):"),
            (&three, "strike", &[], "None of the 3 speeches contains the word “strike”."),
        ] {
            let found = bot.ask.engine.occurrences(words, within).unwrap();
            assert_eq!(said(&[found]).unwrap(), expected, "{words}");
        }
        let many: Vec<String> = (0..10).map(|at| format!("talk-{at}")).collect();
        let many: Vec<(&str, &str)> = many.iter().map(|id| (id.as_str(), one.as_str())).collect();
        let found = bot_over(&many).ask.engine.occurrences("important", &[]).unwrap();
        assert!(said(&[found]).unwrap().ends_with("talk-7 1 and in 2 more):"));
        let forms = "+++\ntitle = \"T\"\n+++\nPlan, plans, planned, planning, Plan's, plans'.\n\
                     5 and five, five, 5th, $5, 5%, €5, £5, 5 dollars.\n";
        let found = bot_over(&[("f", forms)]).ask.engine.occurrences("5", &[]).unwrap();
        assert!(said(&[found]).unwrap().ends_with("“five”, “£5” and other forms:"));
        let all = ["strike", "bread", "1984", "2001", "bread wages"]
            .map(|words| alone.ask.engine.occurrences(words, &[]));
        assert_eq!(
            all_absent(&all.map(Result::unwrap)).unwrap(),
            "The speech does not contain “strike”, “1984”, “2001” or “bread wages”."
        );
        let nothing = alone.ask.engine.occurrences("", &[]).unwrap();
        assert_eq!(said(&[nothing]), None);
    }
}
