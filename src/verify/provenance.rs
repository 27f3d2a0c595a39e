//! Whether the place and the person named beside a quote are its own.
//!
//! A place is what `/cite` and questions read as one; a person a loaded speech's speaker, or a name
//! that can be nothing else.

use std::collections::BTreeSet;

use super::attribution::{ATTRIBUTION_OPENS, says};
use super::index::QuoteIndex;
use super::submitted::SubmittedQuote;
use super::verdict::{Checked, Verdict, Warning};
use crate::corpus::{Location, Mentioned, ReferenceError, Speech, Unit, UnitKind, Voice};
use crate::text::dates::is_year;
use crate::text::lexicon::any_denies;
use crate::text::lists::holds;
use crate::text::number_words::roman;
use crate::text::spelling::one_form;
use crate::text::titles::{is_title, is_written_like_name};
use crate::text::tokenize::{before, plain_words};
use crate::text::vocabulary::is_english;
use crate::text::{Slice, find_names, lower_words, tokenize};

/// In words.
const LONGEST_NAME: usize = 5;

/// In letters; shorter ones are everywhere by chance.
const FEWEST_INITIALS: usize = 3;

/// Of a title, in words.
const SHORTEST_TITLE: usize = 2;

const AROUND: &[char] =
    &['—', '–', '-', '~', '(', ')', '[', ']', '*', '_', ',', '.', ' ', '\n', '\t'];

const COMPARES: &str = "cf see unlike";

enum Claim {
    True,
    False(String),
}

/// `text` was looked for; of `beside`, the first that names a place counts, and the first that
/// names a person.
pub(super) fn placed(
    texts: &QuoteIndex,
    mut checked: Checked,
    text: &str,
    beside: &[&str],
) -> Checked {
    let claims = |beside: &&str| !beside.trim().is_empty() && !is_set_apart(beside);
    let beside: Vec<&str> = beside.iter().copied().filter(claims).collect();
    let is_near = checked.verdict == Verdict::Near;
    if !(checked.verdict.is_verbatim() || is_near) || beside.is_empty() {
        return checked;
    }
    let units = every_place(texts, &checked, text);
    let place = beside.iter().find_map(|beside| claimed_place(texts, &units, beside));
    let person = beside.iter().find_map(|beside| claimed_person(texts, &units, beside));
    let (verdict, named) = match (place, person) {
        (Some(Claim::False(named)), _) => (Verdict::Misplaced, named),
        (_, Some(Claim::False(named))) => (Verdict::Misattributed, named),
        _ => return checked,
    };
    if is_near {
        checked.warnings.push(Warning::Claimed(verdict, named));
        return checked;
    }
    Checked { verdict, named: Some(named), ..checked }
}

fn every_place<'a>(
    texts: &'a QuoteIndex,
    checked: &Checked,
    text: &str,
) -> Vec<(&'a Speech, &'a Unit)> {
    let given = SubmittedQuote::new(texts, text);
    let run = texts.longest(&given.numbers);
    if run.length == given.len() {
        let spans = run.places.into_iter().flat_map(|place| texts.spans(place..place + run.length));
        return spans.map(|span| (span.speech, span.unit)).collect();
    }
    checked.quotes.iter().filter_map(|quote| texts.corpus.unit_of(quote)).collect()
}

fn is_set_apart(beside: &str) -> bool {
    let words = lower_words(beside);
    any_denies(&words) || words.iter().any(|word| holds(COMPARES, word))
}

fn claimed_place(texts: &QuoteIndex, units: &[(&Speech, &Unit)], beside: &str) -> Option<Claim> {
    let corpus = &texts.corpus;
    let mentioned = corpus.mentioned(beside, &[])?;
    let readings = match &mentioned.found {
        // Then the quote's own is meant.
        Err(ReferenceError::WhichSpeech { .. }) => {
            let ids: BTreeSet<&str> = units.iter().map(|(speech, _)| speech.id()).collect();
            let in_speech = |id: &str| corpus.mentioned(beside, &[id.to_owned()]);
            ids.into_iter().filter_map(in_speech).collect()
        }
        _ => vec![mentioned],
    };
    let holds_the_quote = |place: &Location| {
        let (speech, named) = corpus.unit(place.unit);
        units.iter().any(|(of, unit)| {
            let in_section = named.kind == UnitKind::Heading
                && named.locator.section() == unit.locator.section();
            of.id() == speech.id() && (in_section || named.locator == unit.locator)
        })
    };
    let mut wrong = None;
    for Mentioned { found, is_signed, .. } in readings {
        match found {
            Ok(places) if places.iter().any(holds_the_quote) => return Some(Claim::True),
            Ok(places) => {
                let named = places.first().map(|place| {
                    let (speech, unit) = corpus.unit(place.unit);
                    speech.reference(unit).to_string()
                });
                wrong = wrong.or(named);
            }
            Err(ReferenceError::NotThere { given, .. }) if is_signed => {
                wrong = wrong.or(Some(given));
            }
            Err(_) => {}
        }
    }
    wrong.map(Claim::False)
}

fn claimed_person(texts: &QuoteIndex, units: &[(&Speech, &Unit)], beside: &str) -> Option<Claim> {
    let has_no_speaker = |(speech, _): &(&Speech, &Unit)| speech.front().speaker.is_none();
    if units.is_empty() || units.iter().any(has_no_speaker) {
        return None;
    }
    let own: Vec<(&str, UnitKind)> = (units.iter())
        .filter_map(|(speech, unit)| Some((speaker_in(speech, beside)?, unit.kind)))
        .collect();
    // A title is named with its author.
    let is_editors = |kind: UnitKind| kind.voice() == Voice::Editor && kind != UnitKind::Title;
    if let Some((name, _)) = own.first() {
        let is_false = own.iter().all(|(_, kind)| is_editors(*kind));
        return Some(if is_false { Claim::False((*name).to_owned()) } else { Claim::True });
    }
    // “Washington” may be the place; “George Washington” is somebody.
    let known: Vec<String> = units.iter().flat_map(|(speech, _)| known_words(speech)).collect();
    let is_known = |name: &str| lower_words(name).iter().all(|word| known.contains(word));
    let is_strange = |name: &&str| {
        lower_words(name).iter().any(|word| is_foreign(word) && !known.contains(word))
    };
    let is_another = |speech: &&Speech| units.iter().all(|(own, _)| own.id() != speech.id());
    let others = texts.corpus.speeches().iter().filter(is_another);
    let mut named = others.filter_map(|speech| {
        speaker_in(speech, beside)
            .or_else(|| title_in(speech, beside))
            .filter(|name| !is_known(name))
    });
    let named = named.next().or_else(|| somebody(beside).filter(is_strange));
    named.map(|name| Claim::False(name.to_owned()))
}

fn known_words(speech: &Speech) -> Vec<String> {
    let front = speech.front();
    let facts = [
        &front.speaker,
        &front.family_name,
        &front.source,
        &front.occasion,
        &front.venue,
        &front.original,
    ];
    let facts = facts.into_iter().flatten().chain([&front.title]);
    facts.flat_map(|fact| lower_words(fact)).collect()
}

/// The speaker's family name without another's first name, or the initials, as they stand in the
/// text.
fn speaker_in<'a>(speech: &Speech, beside: &'a str) -> Option<&'a str> {
    let front = speech.front();
    let speaker: Vec<&str> = plain_words(front.speaker.as_ref()?).collect();
    let last = front.family_name.as_deref().and_then(|family| plain_words(family).last());
    let family = last.or(speaker.last().copied())?;
    let initials: String = speaker.iter().filter_map(|word| word.chars().next()).collect();
    let comes_first = speaker.len() > 1 && speaker.first() == Some(&family);
    let own: Vec<&str> = speaker.iter().copied().filter(|word| *word != family).collect();
    let is_own = |word: &&str| own.iter().any(|own| own.to_lowercase() == word.to_lowercase());
    // “XI JINPING” and “KENNEDY”, but “XI” alone is the number.
    let is_family = |words: &[&str], at: usize, word: &str| {
        let lower = word.to_lowercase();
        let is_beside =
            || before(words, at).is_some_and(is_own) || words.get(at + 1).is_some_and(is_own);
        let is_shouted = || word.chars().all(char::is_uppercase) && roman(&lower).is_none();
        word == family || lower == family.to_lowercase() && (is_shouted() || is_beside())
    };
    let is_speakers = |words: &[&str], at: usize, word: &str| {
        if !is_family(words, at, word) {
            return word == initials && word.chars().count() >= FEWEST_INITIALS;
        }
        let begins =
            |word: &&&str| word.starts_with(char::is_uppercase) && !is_title(&word.to_lowercase());
        let (before, behind) = (words.slice(..at).iter(), words.slice(at + 1..).iter());
        let given: Vec<&str> = match comes_first {
            true => behind.take_while(begins).copied().collect(),
            false => before.rev().take_while(begins).copied().collect(),
        };
        agree(&given, &own)
    };
    beside.split([',', ';', ':', '(', ')', '\n']).find_map(|part| {
        let words: Vec<&str> = plain_words(part).collect();
        let mut numbered = words.iter().copied().enumerate();
        numbered.find(|(at, word)| is_speakers(&words, *at, word)).map(|(_, word)| word)
    })
}

/// First names, the nearest to the family name first. Short forms and middle names are not known,
/// so one initial is enough; two letters are no name.
fn agree(given: &[&str], own: &[&str]) -> bool {
    let is_name = |word: &&&str| match word.chars().count() {
        1 => true,
        length => length > 2 && is_foreign(&word.to_lowercase()),
    };
    let initial = |name: &str| name.chars().next();
    let is_own = |first: &&str| {
        own.iter().any(|name| {
            initial(name) == initial(first) || name.chars().count() > 1 && given.contains(name)
        })
    };
    own.is_empty() || given.iter().rev().find(is_name).is_none_or(is_own)
}

fn title_in<'a>(speech: &'a Speech, beside: &str) -> Option<&'a str> {
    let title = lower_words(&speech.front().title);
    let lower = lower_words(beside);
    (title.len() >= SHORTEST_TITLE && lower.windows(title.len()).any(|words| words == title))
        .then_some(speech.front().title.as_str())
}

/// Not other words in capitals: “Key Quote”, “Section II”.
fn somebody(beside: &str) -> Option<&str> {
    let opens = beside.trim_start().starts_with(ATTRIBUTION_OPENS);
    let introduces = beside.trim_end().ends_with(':');
    let name = beside.trim_matches(AROUND);
    let name = name.strip_prefix("by ").unwrap_or(name);
    let first = name.split([',', '(', ')', '\n', '[', ']', ':', ';', '*', '_']).next()?.trim();
    let dated = plain_words(name).last().is_some_and(is_year);
    if (opens || introduces) && is_name(first, if dated { 1 } else { 2 }) {
        return Some(first);
    }
    let words = tokenize(beside);
    let mut names = find_names(&words).into_iter().filter_map(|name| {
        let (first, last) = (words.get(name.words.start)?, words.get(name.words.end - 1)?);
        beside.get(first.range.start..last.range.end)
    });
    names.find(|name| says(beside) && is_name(name, 1))
}

fn is_name(name: &str, fewest: usize) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (fewest..=LONGEST_NAME).contains(&words.len())
        && is_written_like_name(name)
        && name.chars().all(|c| c.is_alphabetic() || " .-'’".contains(c))
        && words.iter().any(|word| is_foreign(&word.trim_matches(AROUND).to_lowercase()))
}

fn is_foreign(lower: &str) -> bool {
    lower.chars().count() > 1
        && !is_title(lower)
        && !is_english(&one_form(lower))
        && roman(lower).is_none()
}

#[cfg(test)]
mod tests {
    use super::super::Verdict::*;
    use super::super::Warning;
    use super::super::tests::{WEALTH, indexed, one};
    use crate::corpus::Corpus;

    #[test]
    fn a_wrong_place_or_person_beside_exact_words_is_named() {
        for (text, verdict, named) in [
            ("“@” (§1 ¶1)", Misplaced, Some("§1 ¶1")),
            ("“@” — Mao Zedong", Misattributed, Some("Mao Zedong")),
            ("@ (§2 ¶9)", Misplaced, Some("§2 ¶9")),
            ("@ — John F. Kennedy, 1963", Misattributed, Some("John F. Kennedy")),
            ("As Lenin wrote, “@”", Misattributed, Some("Lenin")),
            ("Joe Biden: @", Misattributed, Some("Joe Biden")),
            ("Yesterday she said: “@”", Exact, None),
            ("“@” (§3 ¶1)", Exact, None),
            ("“@” (§3)", Exact, None),
            ("“@” — President Xi, Qiushi", Exact, None),
            ("“@”, see page 5", Exact, None),
        ] {
            let found = one(&text.replace('@', "the main creators of social wealth"));
            assert_eq!((found.verdict, found.named.as_deref()), (verdict, named), "{text:?}");
        }
    }

    #[test]
    fn a_wrong_place_or_person_beside_words_that_are_near_is_told_as_well() {
        for (text, claim) in [
            ("“@” (§1 ¶1)", Some((Misplaced, "§1 ¶1"))),
            ("Mao Zedong: “@”", Some((Misattributed, "Mao Zedong"))),
            ("“@” — Xi Jinping, §3 ¶1", None),
        ] {
            let found = one(&text.replace('@', "the main creators of human wealth"));
            assert_eq!(found.verdict, Near, "{text:?}");
            let claim = claim.map(|(verdict, named)| Warning::Claimed(verdict, named.to_owned()));
            assert_eq!(found.warnings, Vec::from_iter(claim), "{text:?}");
        }
    }

    #[test]
    fn place_or_person_is_looked_for_before_and_behind_the_words() {
        let other = "+++\ntitle = \"Doctrine of the Town\"\nspeaker = \"Harold S. Tallman\"\n+++\n\
                     The mill shall be free. Bread is for all of us here.\n";
        let shipped = std::fs::read_to_string(concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/corpus/acftu-2023/speech.md"
        ))
        .unwrap();
        let both = [("acftu-2023", shipped.as_str()), ("tallman-1947", other)];
        let index = indexed(Corpus::from_sources(&both).unwrap());
        for (text, verdict) in [
            ("§2 ¶1: “@”", Misplaced),
            ("In section 1 he says “@”", Misplaced),
            ("“@” (2.1)", Misplaced),
            ("“@” (Introduction)", Misplaced),
            ("“@” (section two)", Misplaced),
            ("“@” (tallman-1947 ¶1)", Misplaced),
            ("“@” — Tallman", Misattributed),
            ("Harold Tallman: “@”", Misattributed),
            ("“@” (Doctrine of the Town, 1947)", Misattributed),
            ("“@,” HST said", Misattributed),
            ("§3 ¶1: “@”", Exact),
            ("“@” (3.1)", Exact),
            ("See §2 ¶1 for more, but “@” is in §3 ¶1.", Exact),
            ("“@” (cf. §2 ¶1)", Exact),
            ("“@” Not in §2 ¶1!", Exact),
            ("“@” (Section III, Paragraph 1)", Exact),
            ("“@” — Emphasis Added", Exact),
            ("“@” (General Secretary)", Exact),
            ("“@” — Key Quote", Exact),
            ("Karl Marx once said, “@”", Misattributed),
            ("“@” (Marx, 1867)", Misattributed),
            ("“@” (Opening Line)", Exact),
            ("“@” — Anna Lee, quoting Xi Jinping", Exact),
            ("“@” (2023)", Exact),
            ("“@” (p. 12)", Exact),
            ("“@” — Hu Jintao, Beijing", Misattributed),
            ("“@” — Xi Zhongxun", Misattributed),
            ("“@” — General Secretary Xi Jinping", Exact),
            ("“@” — Qiushi Magazine", Exact),
            (
                "“@”\n— Xi Jinping, Mobilizing …, October 23, 2023, §3 ¶1 (acftu-2023#88dwgcdy0z)",
                Exact,
            ),
            ("“@” (§3 ¶1, 23 October 2023)", Exact),
            ("“@” (§3 ¶1, 2023)", Exact),
            ("“@” — Xi Jinping, October 23, 2023, §2 ¶1", Misplaced),
            ("Mao Zedong once wrote that “@”", Misattributed),
            ("Lenin once told Congress “@”", Misattributed),
            ("@ - Tallman", Misattributed),
            ("% - Marx", Exact),
            ("Lenin wrote “@” in Beijing.", Misattributed),
            ("Xi: “He toured Chongqing from April 22 to 24.”", Misattributed),
            ("“He toured Chongqing from April 22 to 24.” — XI JINPING", Misattributed),
            ("“He toured Chongqing from April 22 to 24.” — xi jinping", Misattributed),
            ("“He toured Chongqing from April 22 to 24.” (Qiushi XI, 2024)", Exact),
            ("“He toured Chongqing from April 22 to 24.” (Qiushi, 2024)", Exact),
            ("“@” — XI JINPING", Exact),
            ("“@” — TALLMAN", Misattributed),
            ("“%” (acftu-2023 §1 ¶1)", Misplaced),
            ("“%” — Xi", Misattributed),
            ("“%” — HST", Exact),
            ("“%” — H. S. Tallman", Exact),
            ("“%” — Harry Tallman, 1947", Exact),
            ("“%” — Harold Simon Tallman", Exact),
            ("“%” — US President Tallman", Exact),
            ("“%” — Mr Tallman", Exact),
            ("“%” — HAROLD TALLMAN", Exact),
            ("“%” — ROBERT TALLMAN", Misattributed),
            ("“%” — Robert S. Tallman", Misattributed),
            ("“%” — President Reagan, Doctrine of the Town", Misattributed),
        ] {
            let text = text.replace('@', WEALTH).replace('%', "Bread is for all of us here.");
            let found = index.check(&text);
            let verdicts = (found.len(), found[0].verdict);
            assert_eq!(verdicts, (1, verdict), "{text:?}: {:?}", found[0].named);
        }
    }
}
