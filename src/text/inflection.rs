//! The forms of one English word: spellings, irregular forms, and regular ones that are no other
//! word.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use super::lists::{ends_with, holds, listed};
use super::number_words::spelled_otherwise;
use super::spelling;

/// Verbs, beside [`spelling::PLURALS`]; “found” and “bore” have forms of their own.
const IRREGULAR: &str = "am/are/be/been/is/was/were arise/arisen/arose awake/awoke/awoken \
    bear/borne beat/beaten become/became befall/befallen/befell begin/began/begun \
    behold/beheld bend/bent bind/bound bite/bit/bitten bleed/bled blow/blew/blown \
    break/broke/broken breed/bred bring/brought build/built burn/burnt buy/bought catch/caught \
    choose/chose/chosen cling/clung come/came creep/crept deal/dealt dig/dug do/did/does/done \
    draw/drawn/drew dream/dreamt drink/drank/drunk drive/driven/drove dwell/dwelt eat/ate/eaten \
    fall/fallen/fell feed/fed feel/felt fight/fought flee/fled fly/flew/flown \
    forbid/forbade/forbidden foresee/foresaw/foreseen foretell/foretold forget/forgot/forgotten \
    forgive/forgave/forgiven forsake/forsaken/forsook freeze/froze/frozen get/got/gotten \
    give/gave/given go/goes/gone/went grow/grew/grown hang/hung have/had/has hear/heard \
    hide/hid/hidden hold/held keep/kept kneel/knelt know/knew/known lay/laid lead/led lean/leant \
    leap/leapt learn/learnt leave/left lend/lent light/lit lose/lost make/made mean/meant meet/met \
    mislead/misled mistake/mistaken/mistook misunderstand/misunderstood outgrow/outgrew/outgrown \
    overcome/overcame override/overridden/overrode oversee/oversaw/overseen \
    overtake/overtaken/overtook overthrow/overthrew/overthrown partake/partaken/partook pay/paid \
    rebuild/rebuilt repay/repaid retell/retold rewrite/rewritten/rewrote ride/ridden/rode \
    ring/rang/rung rise/risen/rose run/ran say/said see/saw/seen seek/sought sell/sold send/sent \
    shake/shaken/shook shine/shone shoot/shot shrink/shrank/shrunk sing/sang/sung sink/sank/sunk \
    sit/sat slay/slain/slew sleep/slept slide/slid sling/slung smell/smelt sow/sown \
    speak/spoke/spoken spell/spelt spend/spent spill/spilt spin/spun spit/spat spoil/spoilt \
    spring/sprang/sprung stand/stood steal/stole/stolen stick/stuck sting/stung \
    strike/striking/struck strive/striven/strove swear/swore/sworn sweep/swept swell/swollen \
    swim/swam/swum swing/swung take/taken/took teach/taught tear/tore/torn tell/told think/thought \
    throw/threw/thrown tread/trod/trodden undergo/undergoes/undergone/underwent \
    understand/understood undertake/undertaken/undertook undo/undid/undone uphold/upheld \
    wake/woke/woken wear/wore/worn weave/wove/woven weep/wept win/won withdraw/withdrawn/withdrew \
    withhold/withheld withstand/withstood wring/wrung write/written/wrote";

/// Without their ending they are other words.
const NO_PLURALS: &str = "customs goods news";

const SHORTEST_BASE: usize = 3;

/// By each form, those of its groups.
static FORMS: LazyLock<HashMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let mut all: HashMap<&str, Vec<&str>> = HashMap::new();
    for group in listed(IRREGULAR).chain(listed(spelling::PLURALS)) {
        for form in group.split(['/', '=']) {
            all.entry(form).or_default().extend(group.split(['/', '=']));
        }
    }
    all
});

pub(crate) fn variants(lower: &str) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    for spelled in spellings(lower) {
        let bases = bases(&spelled);
        let begins = |base: &String, forms: &[&str]| base == lower || forms[0] == base;
        let irregular = bases
            .iter()
            .filter_map(|base| FORMS.get(base.as_str()).filter(|forms| begins(base, forms)));
        all.extend(irregular.flatten().map(|form| (*form).to_owned()));
        all.insert(spelled);
    }
    all
}

/// Groups begin with what stands behind “to”.
pub(crate) fn is_irregular_form(lower: &str) -> bool {
    listed(IRREGULAR).any(|group| group.split('/').skip(1).any(|form| form == lower))
}

/// A word one of whose [`bases`] is among these is a form of `lower`.
pub(crate) fn all_bases(lower: &str) -> BTreeSet<String> {
    let regular = spellings(lower).flat_map(|spelled| bases(&spelled));
    regular.chain(variants(lower)).collect()
}

fn spellings(lower: &str) -> impl Iterator<Item = String> {
    let others = bases(lower).into_iter().flat_map(|base| spelling::other_spellings(&base));
    let men = lower.strip_suffix("man").filter(|stem| stem.len() > 1);
    let man_or_men = men.map(|stem| format!("{stem}men")).or_else(|| spelling::of_men(lower));
    std::iter::once(lower.to_owned())
        .chain(others)
        .chain(man_or_men)
        .chain(spelled_otherwise(lower))
}

/// Every word of which `lower` may be a regular form, itself included.
pub(crate) fn bases(lower: &str) -> BTreeSet<String> {
    let mut bases = BTreeSet::from([lower.to_owned()]);
    if holds(NO_PLURALS, lower) {
        return bases;
    }
    let mut add = |base: String| {
        if base.chars().count() >= SHORTEST_BASE {
            bases.insert(base);
        }
    };
    if !ends_with(lower, "ss us is") {
        lower.strip_suffix('s').into_iter().for_each(|base| add(base.to_owned()));
    }
    for ending in ["ies", "ied"] {
        lower.strip_suffix(ending).into_iter().for_each(|base| add(format!("{base}y")));
    }
    for ending in ["es", "ed", "ing"] {
        let Some(base) = lower.strip_suffix(ending).filter(|base| base.contains(is_vowel)) else {
            continue;
        };
        add(base.to_owned());
        add(format!("{base}e"));
        let mut letters = base.chars().rev();
        if let Some(last) = letters.next().filter(|last| letters.next() == Some(*last)) {
            add(base.strip_suffix(last).unwrap_or(base).to_owned());
        }
    }
    bases
}

/// Endings, each with what stands in its place.
const DERIVING: &[(&str, &str)] = &[
    ("acy", ""),
    ("ain", ""),
    ("an", ""),
    ("at", ""),
    ("atic", ""),
    ("ery", ""),
    ("ery", "e"),
    ("ese", ""),
    ("ey", ""),
    ("a", ""),
    ("ia", ""),
    ("ian", ""),
    ("ish", ""),
    ("ism", ""),
    ("ist", ""),
];

pub(crate) const SHORTEST_ROOT: usize = 4;

/// What `lower` may be derived from, itself included.
pub(crate) fn roots(lower: &str) -> BTreeSet<String> {
    let bases = bases(lower);
    let derived = bases.iter().flat_map(|base| {
        let ending = |(ending, instead): &(&str, &str)| {
            base.strip_suffix(ending).map(|root| format!("{root}{instead}"))
        };
        DERIVING.iter().filter_map(ending)
    });
    let derived: Vec<String> = derived.collect();
    let all = bases.into_iter().chain(derived);
    all.filter(|root| root.chars().count() >= SHORTEST_ROOT).collect()
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u' | 'y')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn same(one: &str, other: &str) -> bool {
        !all_bases(one).is_disjoint(&bases(other))
    }

    #[test]
    fn words_of_one_family_share_a_root() {
        for (one, other, are_kin) in [
            ("slavery", "slaves", true),
            ("communism", "Communists", true),
            ("democracy", "democratic", true),
            ("china", "chinese", true),
            ("britain", "british", true),
            ("turkish", "turkey", true),
            ("community", "communism", false),
            ("party", "part", false),
            ("plane", "plan", false),
        ] {
            let other = other.to_lowercase();
            assert_eq!(!roots(one).is_disjoint(&roots(&other)), are_kin, "{one} {other}");
        }
    }

    #[test]
    fn what_only_ends_like_a_past_form_has_no_irregular_forms() {
        assert!(variants("bit").contains("bite"));
        assert!(!variants("bits").contains("bite"));
        assert!(variants("becoming").contains("became"));
    }

    #[test]
    fn forms_of_one_word_are_told_from_other_words() {
        for (one, other) in [
            ("worker", "workers"),
            ("labour", "labor"),
            ("labor", "labours"),
            ("organise", "organizing"),
            ("organisations", "organization"),
            ("recognises", "recognized"),
            ("craftsman", "craftsmen"),
            ("modernization", "modernisation"),
            ("woman", "women"),
            ("gave", "giving"),
            ("create", "creating"),
            ("plan", "planned"),
            ("policy", "policies"),
            ("class", "classes"),
            ("call", "called"),
            ("strive", "strove"),
            ("becoming", "became"),
            ("lives", "life"),
            ("eighteenth", "18th"),
            ("3", "three"),
        ] {
            assert!(same(one, other) && same(other, one), "{one} {other}");
        }
        for (one, other) in [
            ("import", "important"),
            ("university", "universal"),
            ("capital", "capitalism"),
            ("organ", "organize"),
            ("good", "goods"),
            ("new", "news"),
            ("person", "people"),
            ("plan", "plane"),
            ("work", "worker"),
            ("check", "cheque"),
            ("thing", "the"),
            ("bored", "bear"),
            ("live", "life"),
            ("omen", "oman"),
        ] {
            assert!(!same(one, other) && !same(other, one), "{one} {other}");
        }
    }
}
