//! Words that a reader takes for the answer although the sentence says that they are none.

use std::ops::Range;

use sentencex::get_sentence_boundaries;

use crate::text::lexicon::{QUESTION_WORDS, any_denies, are_opposite};
use crate::text::lists::holds;
use crate::text::number_words::{ordinal, small_number};
use crate::text::spelling::negated;
use crate::text::titles::is_title;
use crate::text::vocabulary::is_english;
use crate::text::{Pattern, Role, Word, dates, stem, tokenize};

struct Span<'a> {
    words: &'a [Word<'a>],
    inside: Range<usize>,
}

impl<'a> Span<'a> {
    fn new(words: &'a [Word<'a>], bytes: &Range<usize>) -> Span<'a> {
        let end = words.iter().take_while(|word| word.range.start < bytes.end).count();
        let start = words.iter().take_while(|word| word.range.end <= bytes.start).count();
        Span { words, inside: start.min(end)..end }
    }

    fn inside(&self) -> &'a [Word<'a>] {
        self.words.get(self.inside.clone()).unwrap_or_default()
    }

    fn before(&self) -> &'a [Word<'a>] {
        self.words.get(..self.inside.start).unwrap_or_default()
    }

    fn after(&self) -> &'a [Word<'a>] {
        self.words.get(self.inside.end..).unwrap_or_default()
    }
}

/// `before` and `after`: the rest of the passage.
pub(super) fn is_unfit(
    question: &str,
    [before, sentence, after]: [&str; 3],
    bytes: &Range<usize>,
) -> bool {
    let (asked, words) = (tokenize(question), tokenize(sentence));
    let span = Span::new(&words, bytes);
    let sentences = |text| get_sentence_boundaries("en", text).into_iter();
    let next = || sentences(after.trim()).next();
    let denied = || is_denied(&span) || next().is_some_and(|next| only_denies(next.text));
    // Who somebody is stays true, whatever he did not do.
    let asks_for_denied = asked.iter().any(|word| {
        holds("name names called", &word.lower) || any_denies(std::slice::from_ref(&word.lower))
    });
    let ranks = || {
        let last = sentences(before.trim()).next_back().map_or("", |last| last.text);
        lacks_rank(&asked, &[tokenize(last), words.clone()].concat())
    };
    !asks_for_denied && denied()
        || is_hearsay(&asked, sentence.get(..bytes.start).unwrap_or_default())
        || ranks()
        || is_other_measure(&asked, &span)
        || is_other_person(&asked, &span)
        || is_no_phrase(&asked, &span)
        || is_said_by_nobody(&asked, &span)
}

fn is_denied(span: &Span<'_>) -> bool {
    let (before, after) = (span.before(), span.after());
    let is_new = |at: usize, word: &Word<'_>| {
        // “nor will it”, “recommend that we” go on.
        let goes_on = |word: &Word<'_>| matches!(word.role, Role::Auxiliary | Role::Clause);
        let before = at.checked_sub(1).and_then(|at| before.get(at));
        holds("i he she we they it", &word.lower) && !before.is_some_and(goes_on)
    };
    let ends = |word: &Word<'_>| match word.role {
        Role::Mark => true,
        Role::Clause => word.lower != "that",
        _ => false,
    };
    let from = before.iter().enumerate().rposition(|(at, word)| ends(word) || is_new(at, word));
    let clause = before.get(from.unwrap_or_default()..).unwrap_or_default();
    // “not as Ann came” denies another thing than that she came.
    let compares = matches!(clause, [.., not, like] if not.lower == "not" && like.lower == "as")
        && after.first().is_some_and(|word| word.role != Role::Mark && !ends(word));
    // Behind “In 1940,” the clause goes on.
    let small = |word: &Word<'_>| matches!(word.role, Role::Preposition | Role::Determiner);
    let opens = usize::from(before.iter().all(small));
    let comma = after.first().filter(|word| word.is(",")).map_or(0, |_| opens);
    let rest = after.get(comma..).unwrap_or_default();
    let rest = rest
        .get(..rest.iter().take_while(|word| !ends(word) && word.lower != "that").count())
        .unwrap_or_default();
    let any = |words: &[Word<'_>]| (0..words.len()).any(|at| denies_at(words, at));
    !compares && any(clause) || any(rest)
}

/// “no longer”, “not only” and “failed twice” deny nothing that stands beside them.
fn denies_at(words: &[Word<'_>], at: usize) -> bool {
    let lower = |at: usize| words.get(at).map_or("", |word| word.lower.as_str());
    let (word, next) = (lower(at), lower(at + 1));
    match word {
        "no" => !holds("further more longer less fewer later doubt", next),
        "not" => !holds("only just merely", next),
        "refuse" | "refuses" | "refused" | "fail" | "fails" | "failed" => next == "to",
        _ => {
            negated(word).is_some()
                || holds("cannot never none nor neither nobody nothing nowhere hardly", word)
        }
    }
}

fn only_denies(sentence: &str) -> bool {
    let words = tokenize(sentence);
    let denies = |at: usize| denies_at(&words, at);
    let small = |(at, word): (usize, &Word<'_>)| {
        !word.has_content() || denies(at) || holds("true right", &word.lower)
    };
    (0..words.len()).any(denies) && words.iter().enumerate().all(small)
}

fn is_hearsay(asked: &[Word<'_>], before: &str) -> bool {
    static HEARSAY: Pattern = Pattern::new(concat!(
        r"(?i)\bit (?:is|was|has been) (?:\w+ )?(?:said|believed|thought|claimed|rumou?red|",
        r"alleged)\b|\b(?:some|many|others|people) (?:people )?(?:say|said|think|thought|",
        r"believed?|claim|claimed)\b",
    ));
    HEARSAY.is_match(before) && !asked.iter().any(|word| holds(SAYING, &word.lower))
}

const SAYING: &str = "say says said saying tell tells told think thinks thought believe believes \
    believed claim claims claimed hold holds held write writes wrote warn warned declare declared \
    ask asks asked call called argue argued reply replied answer answered teach taught";

/// A superlative or an ordinal of the question must stand in the text, as must no opposite of it.
fn lacks_rank(asked: &[Word<'_>], text: &[Word<'_>]) -> bool {
    let is_numbered = |at: usize, word: &Word<'_>| {
        let before = at.checked_sub(1).and_then(|at| asked.get(at));
        let counts = before.is_some_and(|one| matches!(one.role, Role::Determiner | Role::Owner));
        ordinal(&word.lower).filter(|_| counts)
    };
    let is_here = |number: u32| {
        let number_of = |word: &Word<'_>| ordinal(&word.lower).or_else(|| word.lower.parse().ok());
        text.iter().any(|word| number_of(word) == Some(number))
    };
    let alike =
        |rank: &str| text.iter().filter_map(superlative).any(|other| !are_opposite(rank, &other));
    asked.iter().enumerate().any(|(at, word)| {
        is_numbered(at, word).is_some_and(|number| !is_here(number))
            || superlative(word).is_some_and(|rank| !alike(&rank))
    })
}

/// “small” for “smallest”.
fn superlative(word: &Word<'_>) -> Option<String> {
    const NONE: &str = "forest interest earnest honest harvest modest digest tempest priest \
        request protest contest everest";
    let lower = word.lower.as_str();
    match lower {
        "most" | "least" => return Some(lower.to_owned()),
        "best" => return Some("good".to_owned()),
        "worst" => return Some("bad".to_owned()),
        _ => {}
    }
    let root = lower.strip_suffix("est").filter(|root| root.len() > 2 && !holds(NONE, lower))?;
    let mut letters = root.chars();
    letters.next_back();
    let (shorter, last) = (letters.as_str(), root.chars().next_back()?);
    let doubled = shorter.ends_with(last).then(|| shorter.to_owned());
    let y = (last == 'i').then(|| format!("{shorter}y"));
    let roots = [Some(root.to_owned()), Some(format!("{root}e")), doubled, y];
    roots.into_iter().flatten().find(|root| root.len() > 2 && is_english(root))
}

fn is_other_measure(asked: &[Word<'_>], span: &Span<'_>) -> bool {
    let how = |measure: &str| {
        let pair = asked.windows(2).position(
            |pair| matches!(pair, [how, next] if how.lower == "how" && next.lower == measure),
        );
        pair.and_then(|at| asked.get(at + 2..))
    };
    let inside = span.inside();
    let any = |list: &str| inside.iter().any(|word| holds(list, &word.lower));
    let is_date = |word: &Word<'_>| {
        word.capital && dates::month(word.text).is_some()
            || dates::year(word.text).is_some()
            || holds("spring summer autumn winter", &word.lower)
    };
    let since = span.before().last().is_some_and(|word| holds("since until till", &word.lower));
    let lasts = any("since until till to through – second seconds minute minutes hour hours day \
        days week weeks month months year years decade decades century centuries generation \
        generations");
    let bare = matches!(inside, [.., that, _] if holds("that those same", &that.lower))
        && asked.iter().any(|word| word.lower == "when");
    bare || how("long").is_some() && inside.iter().any(is_date) && !since && !lasts
        || how("many").is_some_and(|rest| is_other_count(rest, span))
}

const PERSONS: &str = "people persons men women";

/// Of sea captains, where founders are asked for. “Three of them” are of those that the sentence
/// names in the question's words.
fn is_other_count(rest: &[Word<'_>], span: &Span<'_>) -> bool {
    let at =
        span.inside.start + span.inside().iter().take_while(|word| !tells_amount(word)).count();
    let counted = span.words.get(at..).unwrap_or_default();
    let is_amount = |word: &&Word<'_>| tells_amount(word) || word.lower == "and";
    let behind = counted.get(counted.iter().take_while(is_amount).count()..).unwrap_or_default();
    let is_asked =
        |word: &Word<'_>| word.has_content() && rest.iter().any(|one| one.stem == word.stem);
    if let [of, those, ..] = behind
        && of.lower == "of"
        && holds("them these those", &those.lower)
    {
        return !span.words.iter().any(is_asked);
    }
    let own: Vec<_> = behind.iter().take_while(|word| word.has_content()).collect();
    let of_things = rest.first().is_some_and(|word| word.has_content());
    let persons = |word: &Word<'_>| holds(PERSONS, &word.lower);
    of_things
        && !own.is_empty()
        && !rest.first().is_some_and(persons)
        && !own.iter().any(|word| is_asked(word) || persons(word))
}

/// One addressed, a title without its name, or who is only mentioned.
fn is_other_person(asked: &[Word<'_>], span: &Span<'_>) -> bool {
    let address = span.words.iter().take_while(|word| !word.is(":")).count();
    let addressed = span.inside.start < address
        && address < span.words.len()
        && is_address(span.words.get(..address).unwrap_or_default());
    let who = asked.iter().any(|word| holds("who whom whose", &word.lower));
    let bare = span.inside().iter().all(|word| is_title(&word.lower));
    let aside = matches!(span.before(), [.., mark, like] if mark.is(",") && like.lower == "as")
        && {
            let rest = span.after().iter().take_while(|word| word.role != Role::Mark);
            let is_asked = |word: &Word<'_>| asked.iter().any(|one| one.stem == word.stem);
            !rest.filter(|word| word.has_content()).any(is_asked)
        };
    addressed || who && (bare || aside)
}

/// Titles, names and plurals without any verb.
fn is_address(words: &[Word<'_>]) -> bool {
    const FELLOWS: &str = "fellow friends ladies comrades guests citizens";
    let is_name = |word: &Word<'_>| word.capital || word.lower.ends_with('s');
    let is_part = |(at, word): (usize, &Word<'_>)| match word.role {
        Role::Auxiliary => false,
        Role::Pronoun => word.lower == "you",
        Role::Content => is_name(word) || words.get(at + 1).is_some_and(is_name),
        _ => true,
    };
    words.iter().any(|word| is_title(&word.lower) || holds(FELLOWS, &word.lower))
        && words.iter().enumerate().all(is_part)
}

/// Of several phrases with their verb, where a name, a time or a thing is asked for.
fn is_no_phrase(asked: &[Word<'_>], span: &Span<'_>) -> bool {
    let inside = span.inside();
    let word = asked.iter().position(|word| holds(QUESTION_WORDS, &word.lower));
    let word = word.and_then(|at| asked.get(at..)).unwrap_or_default();
    let names = word.first().is_some_and(|word| holds("who whom whose where when", &word.lower));
    let is = matches!(word, [what, is, ..]
        if what.lower == "what" && holds("is are was were r", &is.lower));
    let behind_preposition =
        span.before().last().is_some_and(|word| word.role == Role::Preposition);
    let begins = matches!(inside, [one, verb, ..]
        if verb.role == Role::Auxiliary
            && (one.lower == "there" || is && one.role == Role::Pronoun));
    begins || has_verb(inside) && (names || behind_preposition)
}

/// Not counting those of a clause inside.
pub(super) fn has_verb(words: &[Word<'_>]) -> bool {
    let mut main = words.iter().take_while(|word| word.role != Role::Clause);
    let is_verb = |word: &Word<'_>| {
        word.role == Role::Auxiliary && !word.capital && !holds("be been being having", &word.lower)
    };
    main.any(is_verb)
}

/// “Who said …?” is answered by who stands beside a verb of saying or outside of the quoted words.
fn is_said_by_nobody(asked: &[Word<'_>], span: &Span<'_>) -> bool {
    let said = asked.windows(2).position(|pair| {
        matches!(pair, [who, said]
            if who.lower == "who" && holds("said says say wrote writes", &said.lower))
    });
    let Some(words) = said.and_then(|at| asked.get(at + 2..)) else { return false };
    let says = |word: &Word<'_>| {
        holds(SAYING, &word.lower) && !words.iter().any(|asked| asked.lower == word.lower)
    };
    let quotes = |words: &[Word<'_>]| {
        words.iter().filter(|word| matches!(word.text, "\"" | "“" | "”")).count()
    };
    let (before, after) = (quotes(span.before()), quotes(span.after()));
    let outside = before.is_multiple_of(2) && before + after > 0;
    !outside && !span.before().iter().chain(span.after()).any(says)
}

pub(super) fn asks_for_number(question: &[Word<'_>]) -> bool {
    question.windows(2).any(|pair| match pair {
        [one, next] if one.lower == "how" => holds("many old", &next.lower),
        [one, next] => {
            holds("what which", &one.lower) && holds("year date decade century", &next.lower)
        }
        _ => false,
    })
}

pub(super) fn tells_amount(word: &Word<'_>) -> bool {
    let is_number = |part: &str| small_number(part).is_some() || holds(AMOUNTS, &stem(part));
    word.role == Role::Number || word.lower.split('-').any(is_number)
}

/// Stems.
const AMOUNTS: &str = "few several mani most half all none no dozen hundr thousand million billion";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_text_denies_or_tells_of_another_thing_is_unfit() {
        for (question, passage, unfit) in [
            ("Who baked it?", "It is said that |Ann| baked it.", true),
            ("Who baked it?", "We know that |Ann| baked it.", false),
            ("Who baked it?", "The books say |Ann| baked it. She did not. It was Tom.", true),
            ("Who baked it?", "Then |Ann| baked it. Tom could not bake.", false),
            ("Who can bake?", "They know that |Ann| cannot bake.", true),
            ("Which is best?", "There, |bread| is the best food that does not cost much.", false),
            ("What is her brother's name?", "Her brother |Tom| did not speak.", false),
            ("Who can not bake?", "They know that |Ann| cannot bake.", false),
            ("When was it sold?", "Nor was it sold in |1940|, but later.", true),
            ("When was it sold?", "In |1940|, it was not sold.", true),
            ("When was it sold?", "It was sold, not in May but in |June|.", false),
            ("Who taught him?", "He failed twice, and |Ann|, his nurse, could not bear it.", false),
            ("Who paid?", "I do not recommend that |we| pay.", true),
            ("When does it end?", "We can give no further bread after |March 31|.", false),
            ("Who came to bake?", "I came, not as |Tom Lee| came to bake.", false),
            ("What is the smallest town?", "Four towns: |Loafham|, Oslo. Oslo is small.", true),
            ("What is the smallest town?", "The largest town is |Loafham|.", true),
            ("What is the greatest town?", "The largest town is |Loafham|.", false),
            ("What is the fourth town?", "Our towns are |Loafham| and Oslo.", true),
            ("Who baked the first loaf?", "The first loaf was good. |Ann| baked it.", false),
            ("What is in the interest of Ann?", "She is for |bread|.", false),
            ("How long did it last?", "It was opened in |the winter of 2003|.", true),
            ("How long did it last?", "It was open |from 1901 to 1944|.", false),
            ("How long did it last?", "It was open for |two winters and a year|.", false),
            ("How many founders were there?", "The founders were |four| sea captains.", true),
            ("How many founders were there?", "It was founded by |seven people|.", false),
            ("How many bakers?", "There are |sixty-three of them| in towns.", true),
            ("How many laws did he help make?", "I helped make |three of them|.", false),
            ("When was she chosen?", "We chose her in |that year|.", true),
            ("Who is President Lee?", "President Lee, teachers, and |graduates|: hello.", true),
            ("Who warned us?", "The auditor, |Mr. Lee|, warned us: pay.", false),
            ("Who is Ann Lee?", "Our president, |Dr.| Ann Lee, came.", true),
            ("Who forbade it?", "In the end |the president| forbade it.", false),
            ("Who was wrong?", "Both were wrong, as |Ann| had shown: it fell.", true),
            ("Who had shown it?", "Both were wrong, as |Ann| had shown: it fell.", false),
            ("Who was kept out?", "She was kept out because |she was a woman|.", true),
            ("Who is Ann?", "It is |the one who was kept out|.", false),
            ("When was it?", "It was on |May 21|, they say.", false),
            ("What was his first job?", "My first job after |school was as a baker|.", true),
            ("What are the enemies?", "Now |They are the enemies|.", true),
            ("What did Ann say?", "Ann held that |it was the wind|.", false),
            ("Who said the torch is passed?", "See, the torch is passed to |Americans|.", true),
            ("Who said the torch is passed?", "|Ann| told us that the torch is passed.", false),
            ("Who said let them go?", "Heed the words of |Isaiah|: \"let them go\".", false),
            ("Who said let them go?", "Heed the words: \"let |them| go\".", true),
        ] {
            let parts: Vec<&str> = passage.split('|').collect();
            let [start, inside, _] = parts[..] else { panic!("{passage}") };
            let text = passage.replace('|', "");
            let sentences = get_sentence_boundaries("en", &text);
            let here = sentences.iter().find(|one| one.end_byte > start.len()).unwrap();
            let (from, to) = (here.start_byte, here.end_byte);
            let part = |range: Range<usize>| text.get(range).unwrap();
            let places = [part(0..from), part(from..to), part(to..text.len())];
            let bytes = start.len() - from..start.len() - from + inside.len();
            assert_eq!(is_unfit(question, places, &bytes), unfit, "{question} {passage}");
        }
    }
}
