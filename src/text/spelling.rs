//! Words in the one form in which they are compared: American, singular, without contractions.

use super::lists::{ends_with, holds, paired, pairs};

/// Verbs before “n't”, and written out.
const BEFORE_NOT: &str = "ca=can wo=will sha=shall is=is are=are was=was were=were do=do \
    does=does did=did has=has have=have had=had should=should would=would \
    could=could must=must need=need might=might may=may ought=ought";

/// British and American.
const BEGINNINGS: &str = "aluminium=aluminum analogue=analog armour=armor artefact=artifact \
    behaviour=behavior calibre=caliber catalogue=catalog \
    centimetre=centimeter centre=center clamour=clamor \
    colour=color cosy=cozy defence=defense dialogue=dialog \
    endeavour=endeavor enrolment=enrollment favour=favor fervour=fervor \
    fibre=fiber flavour=flavor fulfil=fulfill grey=gray harbour=harbor \
    honour=honor humour=humor instalment=installment jewellery=jewelry \
    judgement=judgment kilometre=kilometer labour=labor licence=license \
    litre=liter manoeuvre=maneuver metre=meter millimetre=millimeter \
    mould=mold neighbour=neighbor offence=offense parlour=parlor \
    plough=plow practise=practice pretence=pretense programme=program \
    rigour=rigor rumour=rumor savour=savor sceptic=skeptic \
    skilful=skillful splendour=splendor sulphur=sulfur \
    theatre=theater travell=travel tumour=tumor \
    valour=valor vapour=vapor vigour=vigor whisky=whiskey wilful=willful";

/// The same, but what is American means something else, too.
const AMBIGUOUS_BEGINNINGS: &str = "cheque=check storey=story tonne=ton tyre=tire";

/// British and American, after [`SHORTEST_STEM`] letters. Words with one spelling change, too
/// (“exercize”), but alike on both sides.
const ENDINGS: &str = "isation=ization ising=izing ised=ized iser=izer ise=ize ysing=yzing \
    ysed=yzed yse=yze elled=eled elling=eling eller=eler";
const SHORTEST_STEM: usize = 4;

pub(crate) const NO_PLURALS: &str = "goods means customs works news";

const ENDING_IN_OE: &str = "canoes oboes horseshoes snowshoes tiptoes throes";

/// Plurals that no rule gives.
pub(super) const PLURALS: &str = "mice=mouse lice=louse feet=foot teeth=tooth geese=goose men=man \
    women=woman children=child oxen=ox lives=life wives=wife knives=knife wolves=wolf leaves=leaf \
    halves=half shelves=shelf thieves=thief loaves=loaf selves=self calves=calf \
    crises=crisis analyses=analysis theses=thesis hypotheses=hypothesis bases=basis \
    criteria=criterion phenomena=phenomenon bacteria=bacterium \
    cacti=cactus fungi=fungus nuclei=nucleus stimuli=stimulus alumni=alumnus \
    indices=index matrices=matrix vertices=vertex appendices=appendix curricula=curriculum \
    memoranda=memorandum referenda=referendum strata=stratum formulae=formula larvae=larva \
    radii=radius syllabi=syllabus oases=oasis syntheses=synthesis diagnoses=diagnosis \
    parentheses=parenthesis hooves=hoof scarves=scarf dwarves=dwarf elves=elf \
    potatoes=potato tomatoes=tomato heroes=hero echoes=echo vetoes=veto";

/// Singular, though they end like “businessmen”.
const NO_MEN: &str = "abdomen acumen regimen specimen";

/// “can” for “can't” and “cant”.
pub(crate) fn negated(word: &str) -> Option<&'static str> {
    paired(BEFORE_NOT, word.strip_suffix("n't").or_else(|| word.strip_suffix("nt"))?)
}

pub(crate) fn written_out(word: &str) -> Vec<String> {
    match word {
        "it's" | "its" => return vec!["it".to_owned(), "is".to_owned()],
        "cannot" => return vec!["can".to_owned(), "not".to_owned()],
        _ => {}
    }
    if let Some(verb) = negated(word) {
        return vec![verb.to_owned(), "not".to_owned()];
    }
    vec![word.strip_suffix("'s").unwrap_or(word).replace('\'', "")]
}

pub(crate) fn one_form(word: &str) -> String {
    let mut word = paired(PLURALS, word).map_or_else(|| singular(word), str::to_owned);
    let mut begins = pairs(BEGINNINGS).chain(pairs(AMBIGUOUS_BEGINNINGS));
    if let Some((british, american)) = begins.find(|(british, _)| word.starts_with(british)) {
        let rest = word.strip_prefix(british).unwrap_or_default();
        // “fulfilled” has both letters already.
        let rest =
            if american.ends_with("ll") { rest.strip_prefix('l').unwrap_or(rest) } else { rest };
        word = format!("{american}{rest}");
    }
    let mut endings = pairs(ENDINGS);
    let word = endings
        .find_map(|(british, american)| with_ending(&word, british, american))
        .unwrap_or(word);
    // “Encyclopaedia”, “archaeology”, German umlauts without dots.
    if word.chars().count() > 6 { word.replace("ae", "e").replace("oe", "e") } else { word }
}

pub(crate) fn other_spellings(lower: &str) -> Vec<String> {
    let other_beginning = |from: &str, to: &str| {
        let rest =
            lower.strip_prefix(from).filter(|_| !lower.starts_with(to) || from.len() > to.len());
        rest.map(|rest| format!("{to}{rest}"))
    };
    let beginnings = pairs(BEGINNINGS).flat_map(|(british, american)| {
        [other_beginning(british, american), other_beginning(american, british)]
    });
    let endings = pairs(ENDINGS).flat_map(|(british, american)| {
        [with_ending(lower, british, american), with_ending(lower, american, british)]
    });
    beginnings.chain(endings).flatten().collect()
}

fn with_ending(word: &str, from: &str, to: &str) -> Option<String> {
    let stem = word.strip_suffix(from)?;
    (stem.chars().count() >= SHORTEST_STEM).then(|| format!("{stem}{to}"))
}

/// “craftsman” for “craftsmen”.
pub(super) fn of_men(word: &str) -> Option<String> {
    let stem = word.strip_suffix("men").filter(|stem| stem.len() > 1 && !holds(NO_MEN, word))?;
    Some(format!("{stem}man"))
}

/// From five letters on: “workers” is “worker”, “news” stays.
fn singular(word: &str) -> String {
    if word.chars().count() < 5 || holds(NO_PLURALS, word) || ends_with(word, "ss us is") {
        return word.to_owned();
    }
    if let Some(one) = of_men(word) {
        return one;
    }
    if let Some(stem) = word.strip_suffix("ies") {
        return format!("{stem}y");
    }
    let stem =
        word.strip_suffix("oes").filter(|stem| stem.len() >= 3 && !holds(ENDING_IN_OE, word));
    if let Some(stem) = stem {
        return format!("{stem}o");
    }
    let stem = word.strip_suffix("es").filter(|stem| ends_with(stem, "ss sh ch x"));
    stem.or_else(|| word.strip_suffix('s')).unwrap_or(word).to_owned()
}

pub(crate) fn sorted_letters(word: &str) -> Vec<char> {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters
}
