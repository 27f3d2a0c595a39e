//! Lists of words by what they do to the meaning.

use std::collections::HashSet;
use std::sync::LazyLock;

use super::lists::{holds, pairs};
use super::number_words::small_number;
use super::roles::Role;
use super::spelling::negated;
use super::stem::stem;

pub(crate) static STOP_WORDS: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| stop_words::get("en").iter().copied().collect());

pub(crate) const QUESTION_WORDS: &str = "who whom whose what when where which why how";

/// A part of patterns.
pub(crate) const SPEECH_NOUNS: &str =
    "speech|text|talk|address|article|document|piece|page|transcript|remarks";

pub(crate) fn is_speech_noun(lower: &str) -> bool {
    SPEECH_NOUNS.split('|').any(|noun| noun == lower)
}

pub(crate) const NEGATIONS: &str =
    "not no never none nor neither without nothing nobody nowhere hardly";

/// Also in the other most frequent languages of speeches.
const DENIALS: &str = "cannot scarcely barely unless except lack lacks lacked fail fails \
    failed refuse refuses refused deny denies denied ain't nicht nichts \
    kein keine keinen keiner keinem nie niemals niemand ohne ne pas jamais \
    rien aucun aucune sans nunca nada ningún ninguna sin não nem não mai \
    senza не нет ни никогда без 不 没 沒 無 无 非 勿 未 别 ない ません";

const REVOKING: &str = "non anti ex former formerly pseudo";

const MODALS: &str = "should must can could will would shall may might cannot";

const BINDING: &str = "ought need needs needn't required require requires imperative optional \
    perhaps maybe possibly probably certainly surely muss müssen soll \
    sollen darf dürfen kann können doit doivent peut peuvent debe deben \
    puede pueden";

/// Words that mostly do other work (“one”, “first”) count, too: a changed one is worth a second
/// look.
const AMOUNTS: &str = "hundred hundreds thousand thousands million millions billion billions \
    trillion trillions dozen dozens half quarter once twice thrice double \
    triple all every each any some few many much most more less least \
    fewer only both either always often sometimes seldom rarely everyone \
    everything everybody anyone someone entire whole partly fully almost % \
    ‰ < > ≤ ≥ ≠ ± ~ ≈ + × ÷ ° $ € £ ¥ ₹ ¢";

const OPPOSITES: &str = "increase=decrease rise=fall grow=shrink strengthen=weaken strong=weak \
    support=oppose accept=reject before=after above=below over=under \
    up=down with=against for=against good=bad better=worse best=worst \
    high=low higher=lower large=small big=small long=short right=wrong \
    true=false begin=end start=stop open=close win=lose success=failure \
    succeed=fail rich=poor wealth=poverty war=peace friend=enemy \
    ally=enemy public=private old=new early=late earlier=later \
    include=exclude allow=forbid permit=forbid encourage=discourage \
    protect=harm unite=divide unity=division love=hate right=left \
    north=south east=west import=export buy=sell employer=employee \
    advance=retreat expand=reduce expand=limit deepen=reduce give=take \
    day=night man=woman men=women same=different possible=impossible \
    victory=defeat lead=follow leader=follower and=or to=from more=less \
    most=least former=latter positive=negative maximum=minimum \
    safe=dangerous free=bound important=trivial promote=hinder \
    promote=hamper improve=worsen improve=harm create=destroy \
    build=destroy continue=stop maintain=abandon uphold=abandon";

const TURNING: &[&str] =
    &["un", "in", "im", "il", "ir", "dis", "non", "mis", "anti", "counter", "de"];

/// Shorter words that begin alike need not share a root.
const SHORTEST_ROOT: usize = 4;

pub(crate) fn is_negation(lower: &str) -> bool {
    holds(NEGATIONS, lower)
}

pub(crate) fn denies(lower: &str) -> bool {
    negated(lower).is_some() || is_negation(lower) || holds(DENIALS, lower)
}

/// “No. 9” does not deny.
pub(crate) fn any_denies(lower: &[String]) -> bool {
    let is_number =
        |word: Option<&String>| word.is_some_and(|word| word.starts_with(|c: char| c.is_numeric()));
    (lower.iter().enumerate())
        .any(|(at, word)| denies(word) && !(word == "no" && is_number(lower.get(at + 1))))
}

pub(crate) fn is_modal(lower: &str) -> bool {
    holds(MODALS, lower)
}

pub(crate) fn binds(lower: &str) -> bool {
    is_modal(lower) || holds(BINDING, lower)
}

/// Words of any chat, which say nothing of what a question is about.
const GENERAL: &str = "meet make do get go come start begin end happen know think say tell mean see \
    look find give take use need want like help try ask call keep let put seem feel leave \
    read write talk speak play show watch eat buy send join love hear miss bring stay run set turn \
    thing something anything nothing everything people person everyone everybody someone anyone \
    one time times day days week month year hour minute today tomorrow yesterday tonight now \
    morning evening night place way lot kind sort part number first last next new old good \
    better best bad right wrong true real sure same other great big small long much many more \
    most here there guys friend home name question answer message chat channel server bot link \
    done going able possible work working";

pub(crate) fn is_general(lower: &str) -> bool {
    static STEMS: LazyLock<HashSet<String>> =
        LazyLock::new(|| GENERAL.split_ascii_whitespace().map(stem).collect());
    STEMS.contains(&stem(lower)) || Role::of_closed_class(lower).is_some()
}

const CONDITIONS: &str =
    "if unless whether lest suppose supposing provided providing wenn falls si";

pub(crate) fn conditions(lower: &str) -> bool {
    holds(CONDITIONS, lower)
}

/// Whether leaving it out may change what is said.
pub(crate) fn weighs(lower: &str) -> bool {
    denies(lower) || binds(lower) || is_amount(lower) || holds(REVOKING, lower)
}

pub(crate) fn is_amount(lower: &str) -> bool {
    small_number(lower).is_some() || holds(AMOUNTS, lower)
}

pub(crate) fn are_opposite(one: &str, other: &str) -> bool {
    static PAIRS: LazyLock<Vec<(String, String)>> =
        LazyLock::new(|| pairs(OPPOSITES).map(|(left, right)| (stem(left), stem(right))).collect());
    let turned = |long: &str, short: &str| {
        short.len() >= SHORTEST_ROOT
            && TURNING.iter().any(|turning| long.strip_prefix(turning) == Some(short))
    };
    let without = |long: &str, short: &str| {
        long.strip_suffix("less").is_some_and(|root| short.trim_end_matches("ful") == root)
    };
    let contrary = |one: &str, other: &str| {
        turned(one, other)
            || without(one, other)
            || PAIRS.iter().any(|(left, right)| left == one && right == other)
    };
    // Stems of two opposites may be cut apart: “illeg” for illegal, “legal” for legal.
    let (stem_of_one, stem_of_other) = (stem(one), stem(other));
    [(one, other), (stem_of_one.as_str(), stem_of_other.as_str())]
        .into_iter()
        .any(|(one, other)| contrary(one, other) || contrary(other, one))
}
