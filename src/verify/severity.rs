//! Which changed words change the meaning: negations, numbers and amounts, names and terms, what
//! must and what may be, opposites.

use super::index::WordIndex;
use crate::answer::facts::stem;

/// Words that deny, in the languages that speeches are most often in.
const NEGATIONS: &str = "not no never none neither nor nothing nobody nowhere cannot without \
                         hardly scarcely barely unless except lack lacks lacked fail fails failed \
                         refuse refuses refused deny denies denied ain't nicht nichts kein keine \
                         keinen keiner keinem nie niemals niemand ohne ne pas jamais rien aucun \
                         aucune sans nunca nada ningún ninguna sin não nem não mai senza не нет \
                         ни никогда без 不 没 沒 無 无 非 勿 未 别 ない ません";

/// What stands for every negation when words are weighed.
const NOT: &str = "not";

/// Words that take back the one behind them.
const REVOKING: &str = "non anti ex former formerly pseudo";

/// Words for how binding or certain something is.
const MODALS: &str = "must may might can could should shall will would ought need needs needn't \
                      required require requires imperative optional perhaps maybe possibly \
                      probably certainly surely muss müssen soll sollen darf dürfen kann können \
                      doit doivent peut peuvent debe deben puede pueden";

/// Numbers in words, and amounts. Words that mostly do other work (“one” as a pronoun, “first of
/// all”) count, too: a changed one is worth a second look.
const AMOUNTS: &str = "zero one two three four five six seven eight nine ten eleven twelve \
                       thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty \
                       thirty forty fifty sixty seventy eighty ninety hundred hundreds thousand \
                       thousands million millions billion billions trillion trillions dozen \
                       dozens half third quarter first second fourth fifth sixth seventh eighth \
                       ninth tenth once twice thrice double triple all every each any some few \
                       many much most more less least fewer only both either always often \
                       sometimes seldom rarely everyone everything everybody anyone someone \
                       entire whole partly fully almost % ‰ < > ≤ ≥ ≠ ± ~ ≈ + × ÷ ° $ € £ ¥ ₹ ¢";

/// Words that mean the opposite of each other.
const OPPOSITES: &str = "increase=decrease rise=fall grow=shrink strengthen=weaken strong=weak \
                         support=oppose accept=reject before=after above=below over=under up=down \
                         with=against for=against good=bad better=worse best=worst high=low \
                         higher=lower large=small big=small long=short right=wrong true=false \
                         begin=end start=stop open=close win=lose success=failure succeed=fail \
                         rich=poor wealth=poverty war=peace friend=enemy ally=enemy \
                         public=private old=new early=late earlier=later include=exclude \
                         allow=forbid permit=forbid encourage=discourage protect=harm \
                         unite=divide unity=division love=hate right=left north=south east=west \
                         import=export buy=sell employer=employee advance=retreat expand=reduce \
                         expand=limit deepen=reduce give=take day=night man=woman men=women \
                         same=different possible=impossible victory=defeat lead=follow \
                         leader=follower and=or to=from more=less most=least former=latter \
                         positive=negative maximum=minimum safe=dangerous free=bound \
                         important=trivial promote=hinder promote=hamper improve=worsen \
                         improve=harm create=destroy build=destroy continue=stop maintain=abandon \
                         uphold=abandon";

/// Beginnings that turn a word into its opposite.
const TURNING: &[&str] =
    &["un", "in", "im", "il", "ir", "dis", "non", "mis", "anti", "counter", "de"];

/// Fewer letters than this do not tell that two words are forms of one.
const SHORTEST_KIN: usize = 4;

/// A word on one side of a change.
#[derive(Clone, Copy, Debug)]
pub(super) struct Weighed<'a> {
    /// The form that is compared.
    pub(super) form: &'a str,
    /// Its number in the index.
    pub(super) number: u32,
    /// Whether it is written with a capital where words are written small.
    pub(super) capital: bool,
}

/// Whether replacing the speech's words by the given ones changes the meaning. Either side may be
/// empty.
pub(super) fn is_severe(index: &WordIndex, speech: &[Weighed<'_>], given: &[Weighed<'_>]) -> bool {
    outweighs(index, speech, given)
        || outweighs(index, given, speech)
        || speech.iter().any(|one| given.iter().any(|other| are_opposite(one.form, other.form)))
}

/// Whether something weighs in `one` that is not in `other`.
fn outweighs(index: &WordIndex, one: &[Weighed<'_>], other: &[Weighed<'_>]) -> bool {
    let mut rest: Vec<String> = other
        .iter()
        .flat_map(|word| {
            contracted(word.form).map_or_else(|| vec![same_root(word.form)], |both| both.to_vec())
        })
        .collect();
    weights(index, one).iter().any(|weight| {
        match rest.iter().position(|same_root| same_root == weight) {
            Some(at) => {
                rest.swap_remove(at);
                false
            }
            None => true,
        }
    })
}

/// Whether words deny or count, so that even saying them twice matters.
pub(super) fn denies_or_counts(words: &[Weighed<'_>]) -> bool {
    words.iter().any(|word| is_negation(word.form) || is_number(word.form))
}

/// What weighs in some words, in a form in which it can be compared.
fn weights(index: &WordIndex, words: &[Weighed<'_>]) -> Vec<String> {
    words
        .iter()
        .flat_map(|word| {
            contracted(word.form).map_or_else(|| weight(index, word), |both| both.to_vec())
        })
        .collect()
}

fn weight(index: &WordIndex, word: &Weighed<'_>) -> Vec<String> {
    let form = word.form;
    let always = is_negation(form)
        || is_number(form)
        || [AMOUNTS, MODALS, REVOKING].iter().any(|list| listed(list, form));
    let named = word.capital && !index.knows(word.number) || index.is_name(word.number);
    let term = index.is_term(word.number) && is_telling(form);
    if always || named || term { vec![same_root(form)] } else { Vec::new() }
}

/// What the forms of a word have in common; one word for all that deny, and for each amount and
/// modal itself.
fn same_root(form: &str) -> String {
    match form {
        _ if is_negation(form) => NOT.to_owned(),
        _ if is_number(form) || listed(AMOUNTS, form) || listed(MODALS, form) => form.to_owned(),
        _ => stem(form.strip_suffix("'s").unwrap_or(form)),
    }
}

/// What weighs in “cannot” and “shouldn't”: the modal and the “not”.
fn contracted(form: &str) -> Option<[String; 2]> {
    let modal = match form {
        "cannot" | "can't" => "can",
        "won't" => "will",
        "shan't" => "shall",
        _ => form.strip_suffix("n't").filter(|modal| listed(MODALS, modal))?,
    };
    Some([modal.to_owned(), NOT.to_owned()])
}

/// Whether a word denies.
pub(super) fn is_negation(form: &str) -> bool {
    form.ends_with("n't") || listed(NEGATIONS, form)
}

fn is_number(form: &str) -> bool {
    form.chars().any(char::is_numeric)
}

/// Whether a word says something of its own, unlike “the” and “of”.
pub(super) fn is_telling(form: &str) -> bool {
    !stop_words::get("en").contains(&form)
}

fn are_opposite(one: &str, other: &str) -> bool {
    let (one, other) = (stem(one), stem(other));
    let pairs = OPPOSITES.split_ascii_whitespace().filter_map(|pair| pair.split_once('='));
    let (first, second) = (one.as_str(), other.as_str());
    let mut pairs = pairs.map(|(left, right)| (stem(left), stem(right)));
    let turned = |long: &str, short: &str| {
        short.len() >= SHORTEST_KIN
            && TURNING.iter().any(|turning| long.strip_prefix(turning) == Some(short))
    };
    let ending = |long: &str, short: &str| {
        long.strip_suffix("less").is_some_and(|kept| short.trim_end_matches("ful") == kept)
    };
    turned(first, second)
        || turned(second, first)
        || ending(first, second)
        || ending(second, first)
        || pairs.any(|(left, right)| {
            (left == first && right == second) || (left == second && right == first)
        })
}

fn listed(list: &str, form: &str) -> bool {
    list.split_ascii_whitespace().any(|known| known == form)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::corpus::Corpus;
    use crate::verify::words;

    fn severity(speech: &str, given: &str) -> bool {
        let text = "+++\ntitle = \"T\"\n+++\nThe old unions of Norway met Ann Lee. The unions, \
                    the unions and the unions agreed. They saw Norway and Ann.\n";
        let index = WordIndex::new(&Corpus::from_source("t", text).unwrap(), |_| true);
        let (one, other) = (words::read(speech), words::read(given));
        is_severe(&index, &weighed(&index, speech, &one), &weighed(&index, given, &other))
    }

    fn weighed<'a>(index: &WordIndex, text: &str, words: &'a [words::Word]) -> Vec<Weighed<'a>> {
        let word = |word: &'a words::Word| {
            let capital = text.get(word.range.clone()).unwrap().starts_with(char::is_uppercase);
            Weighed { form: &word.form, number: index.number(&word.form), capital }
        };
        words.iter().map(word).collect()
    }

    #[test]
    fn what_changes_the_meaning_is_told_from_what_does_not() {
        for (speech, given) in [
            ("", "not"),
            ("never", ""),
            ("must", "may"),
            ("18th", "19th"),
            ("million", "billion"),
            ("Norway", "Sweden"),
            ("Ann", "Bob"),
            ("unions", "employers"),
            ("increased", "decreased"),
            ("happy", "unhappy"),
            ("all", "some"),
            ("can", "can't"),
            ("harmless", "harmful"),
            ("minister", "former minister"),
            ("members", "non-members"),
            ("5", "~5"),
            ("5", "< 5"),
            ("$5", "5"),
        ] {
            assert!(severity(speech, given) && severity(given, speech), "{speech} → {given}");
        }
        for (speech, given) in [
            ("the", "a"),
            ("quick", "rapid"),
            ("unions", "union"),
            ("Norway’s", "Norway"),
            ("cannot", "can not"),
            ("", "really"),
            ("met", "meets"),
        ] {
            assert!(!severity(speech, given), "{speech} → {given}");
        }
    }
}
