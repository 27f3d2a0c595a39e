//! Words in their order, found in any spelling and form, hyphenated, joined or apart.

use std::collections::BTreeSet;
use std::ops::Range;

use super::text::{POSSESSIVE, Words, is_dotted, is_function_word, is_in_capitals};
use super::values::{Value, Values};
use crate::corpus::SentenceId;
use crate::search::index::{IndexError, IndexedWord, PassageIndex};
use crate::text::Role;
use crate::text::inflection::{all_bases, bases, roots, variants};
use crate::text::normalize::fold;
use crate::text::number_words::begins_with_digit;

/// In letters: half of a word that the text writes apart.
const SHORTEST_HALF: usize = 3;

/// In letters, of a name with others derived from it.
const SHORTEST_NAME: usize = 4;
const MOST_DERIVED: usize = 20;

/// In letters.
const LONGEST_ABBREVIATION: usize = 5;

/// Letters that stand alone in most texts: “a”, “I”, and behind apostrophes.
const COMMON_ALONE: &str = "adimst";

fn is_name(typed: &str) -> bool {
    typed.starts_with(char::is_uppercase)
}

struct Word {
    folded: String,
    stems: BTreeSet<String>,
    bases: BTreeSet<String>,
    /// Of a name, stems that it begins: “America” and “American”.
    derived: BTreeSet<String>,
    /// And stems that one of them begins; none where words of its family do not count.
    roots: BTreeSet<String>,
    of_roots: BTreeSet<String>,
    /// Other stems of a sentence that may hold it: the index cuts figures and abbreviations up.
    cut: BTreeSet<String>,
    is_possessive: bool,
    is_figure: bool,
    /// “US” is no “us”.
    needs_capitals: bool,
}

impl Word {
    fn new(
        index: &PassageIndex,
        word: &IndexedWord,
        with_family: bool,
    ) -> Result<Word, IndexError> {
        let typed = word.typed.as_str();
        let is_possessive = typed == POSSESSIVE;
        let folded = if is_possessive { "s".to_owned() } else { fold(typed) };
        let mut stems: BTreeSet<String> = BTreeSet::from([word.stem.clone()]);
        let mut cut = BTreeSet::new();
        if begins_with_digit(typed) && word.stem.contains(['.', '/']) {
            cut.extend(index.stems(typed).next());
        } else {
            stems.extend(variants(&folded).iter().flat_map(|form| index.stems(form)));
        }
        let is_word = !is_in_capitals(typed) && Role::of_closed_class(&folded).is_some();
        let may_have_dots = !is_word && typed.len() <= LONGEST_ABBREVIATION;
        if is_dotted(word) || may_have_dots && typed.chars().all(char::is_alphabetic) {
            let letters: Vec<String> = folded.chars().map(String::from).collect();
            let rare = letters.iter().find(|letter| !COMMON_ALONE.contains(letter.as_str()));
            cut.extend(rare.or(letters.first()).cloned());
            stems.insert(letters.join("."));
        }
        let derives = is_name(typed) && folded.chars().count() >= SHORTEST_NAME;
        let derived = derives.then(|| index.sentences.stems_beginning(&folded, MOST_DERIVED));
        let roots = if with_family { roots(&folded) } else { BTreeSet::new() };
        let mut of_roots = BTreeSet::new();
        let begins = |root: &&String| {
            !roots.iter().any(|other| *other != **root && root.starts_with(other.as_str()))
        };
        // What begins with a longer one begins with a shorter one, too.
        for root in roots.iter().filter(begins) {
            of_roots.extend(index.sentences.stems_beginning(root, MOST_DERIVED)?);
        }
        let is_abbreviation = is_dotted(word) || is_in_capitals(typed) && typed.len() > 1;
        Ok(Word {
            stems,
            bases: all_bases(&folded),
            derived: derived.transpose()?.into_iter().flatten().collect(),
            roots,
            of_roots,
            cut,
            is_possessive,
            is_figure: begins_with_digit(typed),
            needs_capitals: is_abbreviation && Role::of_closed_class(&folded).is_some(),
            folded,
        })
    }

    fn must_stand(&self) -> bool {
        !self.is_possessive && !is_function_word(&self.folded)
    }

    fn may_be(&self, here: &IndexedWord) -> bool {
        !self.needs_capitals || is_dotted(here) || is_in_capitals(&here.typed)
    }

    /// `None` where it is not even related.
    fn fits(&self, here: &IndexedWord) -> Option<bool> {
        let (stem, typed) = (&here.stem, &here.typed);
        // A number in another notation is found by its value.
        if self.is_figure != begins_with_digit(typed) || !self.may_be(here) {
            return None;
        }
        match self.stems.contains(stem) {
            true => Some(!self.bases.is_disjoint(&bases(&fold(typed)))),
            false => {
                let of_name = is_name(typed) && self.derived.contains(stem);
                let is_kin = || !self.roots.is_disjoint(&roots(&fold(typed)));
                (of_name || self.of_roots.contains(stem) && is_kin()).then_some(false)
            }
        }
    }

    fn fits_apart(&self, words: &Words<'_>, at: usize) -> Option<bool> {
        let halves = words.all.get(at..at + 2)?;
        let are_long = halves.iter().all(|half| half.typed.len() >= SHORTEST_HALF);
        if !are_long || !self.folded.starts_with(&fold(&halves[0].typed)) {
            return None;
        }
        self.fits(&words.written_as_one(at)?)
    }

    fn beginnings(&self, index: &PassageIndex) -> Vec<String> {
        let letters = self.folded.chars().count();
        let cuts = self.folded.char_indices().skip(SHORTEST_HALF);
        let cuts = cuts.take((letters + 1).saturating_sub(2 * SHORTEST_HALF));
        let halves = cuts.filter_map(|(at, _)| self.folded.get(..at));
        halves.flat_map(|half| index.stems(half)).collect()
    }
}

struct PhraseWord {
    word: Word,
    /// It and the next, written as one; and whether that is the same.
    joined: Option<(Word, bool)>,
    /// What begins here, and how many words it takes.
    value: Option<(Value, usize)>,
    is_signed: bool,
}

pub(super) struct Phrase(Vec<PhraseWord>);

impl Phrase {
    /// `with_family`: words derived from the same root are related.
    pub(super) fn new(typed: &Words<'_>, with_family: bool) -> Result<Phrase, IndexError> {
        let values = Values::new(typed);
        let is_shouted = typed.all.len() > 1 && !typed.text.chars().any(char::is_lowercase);
        let mut all: Vec<PhraseWord> = Vec::new();
        for (at, here) in typed.all.iter().enumerate() {
            let mut word = Word::new(typed.index, here, with_family)?;
            let before = all.last().map_or("", |before| before.word.folded.as_str());
            let contracts = before == "let" || Role::of_closed_class(before).is_some();
            word.is_possessive &= !contracts;
            word.needs_capitals &= !is_shouted || is_dotted(here);
            let joined = |one: IndexedWord| {
                let word = Word::new(typed.index, &one, false)?;
                Ok::<_, IndexError>((word, typed.is_same_as_one(at)))
            };
            all.push(PhraseWord {
                word,
                joined: typed.written_as_one(at).map(joined).transpose()?,
                value: values.at(at).into_iter().next(),
                is_signed: values.sign(at).is_some(),
            });
        }
        Ok(Phrase(all))
    }

    pub(super) fn candidates(&self, index: &PassageIndex) -> Result<Vec<SentenceId>, IndexError> {
        let any_content = self.0.iter().any(|wanted| wanted.word.must_stand());
        let mut stems: Vec<BTreeSet<String>> = Vec::new();
        let mut value_end = 0;
        for (at, PhraseWord { word, value, .. }) in self.0.iter().enumerate() {
            if let Some((value, length)) = value.filter(|_| at >= value_end) {
                value_end = at + length;
                let own = self.0.get(at..value_end).unwrap_or_default().iter();
                let own = own.flat_map(|one| one.word.stems.union(&one.word.cut).cloned());
                stems.push(own.chain(value.stems(index)).collect());
            }
            if at < value_end || any_content && !word.must_stand() {
                continue;
            }
            let joined = [at.checked_sub(1), Some(at)].into_iter().flatten();
            let joined = joined.filter_map(|at| self.0.get(at)?.joined.as_ref());
            let joined = joined.flat_map(|(word, _)| word.stems.iter().cloned());
            let own = word.stems.union(&word.cut).cloned();
            let derived = word.derived.union(&word.of_roots).cloned();
            stems.push(own.chain(derived).chain(joined).chain(word.beginnings(index)).collect());
        }
        let found = if stems.is_empty() { Vec::new() } else { index.sentences.with_all(&stems)? };
        Ok(found.into_iter().map(SentenceId).collect())
    }

    /// Function words aside.
    pub(super) fn has_all(&self, words: &Words<'_>) -> bool {
        let is_of = |word: &Word, here| word.may_be(here) && word.stems.contains(&here.stem);
        let has = |word: &Word| words.all.iter().any(|here| is_of(word, here));
        self.0.iter().all(|one| !one.word.must_stand() || !one.is_signed && has(&one.word))
    }

    /// In bytes of the text; each with whether all are its own forms.
    pub(super) fn ranges(&self, words: &Words<'_>) -> Vec<(Range<usize>, bool)> {
        let has_values = self.0.iter().any(|wanted| wanted.value.is_some());
        let values = has_values.then(|| Values::new(words));
        let mut found = Vec::new();
        let mut at = 0;
        while let Some(first) = words.all.get(at) {
            let here = self.begins(words, values.as_ref(), at);
            if let Some((length, is_form)) = here {
                let last = words.all.get(at + length - 1).unwrap_or(first);
                found.push((first.range.start..last.range.end, is_form));
            }
            at += here.map_or(1, |(length, _)| length);
        }
        found
    }

    /// How many of `words` from this on the phrase takes, and whether all are its own forms.
    fn begins(
        &self,
        words: &Words<'_>,
        values: Option<&Values<'_>>,
        first: usize,
    ) -> Option<(usize, bool)> {
        let (mut wanted, mut at, mut all_forms) = (0, first, true);
        while let Some(PhraseWord { word, joined, value, is_signed }) = self.0.get(wanted) {
            let here = words.all.get(at);
            let value = || {
                let (value, took) = (*value)?;
                let given = values?.at(at).into_iter().find(|(here, _)| here.equals(value))?.1;
                Some((took, given, true))
            };
            let own = || Some((1, 1, word.fits(here?).filter(|_| !*is_signed)?));
            let joined = || {
                let (joined, is_same) = joined.as_ref()?;
                Some((2, 1, joined.fits(here?)? && *is_same))
            };
            let apart = || {
                let is_form = word.fits_apart(words, at)?;
                Some((1, 2, is_form && words.is_same_as_one(at)))
            };
            let left_out = || (word.is_possessive && wanted > 0).then_some((1, 0, true));
            let step = value().or_else(own).or_else(joined).or_else(apart).or_else(left_out);
            let (took, given, is_form) = step?;
            (wanted, at, all_forms) = (wanted + took, at + given, all_forms && is_form);
        }
        Some((at - first, all_forms))
    }
}
