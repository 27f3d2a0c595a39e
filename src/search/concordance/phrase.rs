//! Words in their order, found in any spelling and form, hyphenated, joined or apart.

use std::collections::BTreeSet;
use std::ops::Range;

use crate::corpus::SentenceId;
use crate::search::index::{IndexError, IndexedWord, PassageIndex};
use crate::text::Role;
use crate::text::inflection::{all_bases, bases, roots, variants};
use crate::text::normalize::fold;

/// In letters: half of a word that the text writes apart.
const SHORTEST_HALF: usize = 3;

/// In letters, of a name with others derived from it.
const SHORTEST_NAME: usize = 4;
const MOST_DERIVED: usize = 20;

/// A word of its own in the index. Without it the word is the same one: “worker's”, “workers”.
const POSSESSIVE: &str = "'s";

/// An `s` behind an apostrophe becomes [`POSSESSIVE`].
pub(super) fn with_possessives(mut words: Vec<IndexedWord>, text: &str) -> Vec<IndexedWord> {
    let mut end = None;
    for word in &mut words {
        let between = end.and_then(|end: usize| text.get(end..word.range.start));
        if word.typed == "s" && matches!(between, Some("'" | "’")) {
            POSSESSIVE.clone_into(&mut word.typed);
        }
        end = Some(word.range.end);
    }
    words
}

fn is_name(typed: &str) -> bool {
    typed.starts_with(char::is_uppercase)
}

/// Without auxiliaries and pronouns, which are often meant themselves: “political will”, “we”.
pub(super) fn is_function_word(lower: &str) -> bool {
    use Role::{And, Clause, Determiner, Preposition};
    matches!(Role::of_closed_class(lower), Some(And | Clause | Determiner | Preposition))
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
    is_possessive: bool,
}

impl Word {
    fn new(index: &PassageIndex, typed: &str, with_family: bool) -> Result<Word, IndexError> {
        let is_possessive = typed == POSSESSIVE;
        let folded = if is_possessive { "s".to_owned() } else { fold(typed) };
        let stems = |form: String| index.words(&form).into_iter().map(|word| word.stem);
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
        Ok(Word {
            stems: variants(&folded).into_iter().flat_map(stems).collect(),
            bases: all_bases(&folded),
            derived: derived.transpose()?.into_iter().flatten().collect(),
            roots,
            of_roots,
            is_possessive,
            folded,
        })
    }

    fn must_stand(&self) -> bool {
        !self.is_possessive && !is_function_word(&self.folded)
    }

    /// `None` where it is not even related.
    fn fits(&self, stem: &str, typed: &str) -> Option<bool> {
        match self.stems.contains(stem) {
            true => Some(!self.bases.is_disjoint(&bases(&fold(typed)))),
            false => {
                let of_name = is_name(typed) && self.derived.contains(stem);
                let is_kin = || !self.roots.is_disjoint(&roots(&fold(typed)));
                (of_name || self.of_roots.contains(stem) && is_kin()).then_some(false)
            }
        }
    }

    /// Where the text writes it as two words.
    fn fits_apart(
        &self,
        index: &PassageIndex,
        half: &IndexedWord,
        next: &IndexedWord,
    ) -> Option<bool> {
        let long = [half, next].iter().all(|half| half.typed.len() >= SHORTEST_HALF);
        if !long || !self.folded.starts_with(&fold(&half.typed)) {
            return None;
        }
        let both = format!("{}{}", half.typed, next.typed);
        let stem = index.words(&both).into_iter().next()?.stem;
        self.fits(&stem, &both)
    }

    /// The stems with which it may begin where the text writes it apart.
    fn beginnings(&self, index: &PassageIndex) -> Vec<String> {
        let letters = self.folded.chars().count();
        let cuts = self.folded.char_indices().skip(SHORTEST_HALF);
        let cuts = cuts.take((letters + 1).saturating_sub(2 * SHORTEST_HALF));
        let halves = cuts.filter_map(|(at, _)| self.folded.get(..at));
        halves.flat_map(|half| index.words(half)).map(|word| word.stem).collect()
    }
}

pub(super) struct Phrase {
    words: Vec<Word>,
    /// Each word and the next, written as one.
    joined: Vec<Word>,
}

impl Phrase {
    /// `with_family`: words derived from the same root are related.
    pub(super) fn new(
        index: &PassageIndex,
        typed: &[IndexedWord],
        with_family: bool,
    ) -> Result<Phrase, IndexError> {
        let joined = typed.windows(2).filter_map(|pair| match pair {
            [one, next] => {
                let joined = format!("{}{}", one.typed, next.typed);
                Some(Word::new(index, &joined.replace(POSSESSIVE, ""), false))
            }
            _ => None,
        });
        let words = typed.iter().map(|word| Word::new(index, &word.typed, with_family));
        Ok(Phrase {
            words: words.collect::<Result<_, _>>()?,
            joined: joined.collect::<Result<_, _>>()?,
        })
    }

    pub(super) fn candidates(&self, index: &PassageIndex) -> Result<Vec<SentenceId>, IndexError> {
        let any_content = self.words.iter().any(Word::must_stand);
        let stems: Vec<BTreeSet<String>> = (self.words.iter().enumerate())
            .filter(|(_, word)| !any_content || word.must_stand())
            .map(|(at, word)| {
                let before = at.checked_sub(1).and_then(|before| self.joined.get(before));
                let joined = before.into_iter().chain(self.joined.get(at));
                let joined = joined.flat_map(|word| word.stems.iter().cloned());
                let own = word.stems.iter().cloned();
                let derived = word.derived.union(&word.of_roots).cloned();
                own.chain(derived).chain(joined).chain(word.beginnings(index)).collect()
            })
            .collect();
        let found = if stems.is_empty() { Vec::new() } else { index.sentences.with_all(&stems)? };
        Ok(found.into_iter().map(SentenceId).collect())
    }

    /// Function words aside.
    pub(super) fn has_all(&self, words: &[IndexedWord]) -> bool {
        let has = |word: &Word| words.iter().any(|here| word.stems.contains(&here.stem));
        self.words.iter().all(|word| !word.must_stand() || has(word))
    }

    /// In bytes of the text that `words` were cut from; each with whether all are its own forms.
    pub(super) fn ranges(
        &self,
        index: &PassageIndex,
        words: &[IndexedWord],
    ) -> Vec<(Range<usize>, bool)> {
        let mut found = Vec::new();
        let mut rest = words;
        while let Some((first, others)) = rest.split_first() {
            rest = match self.begins(index, rest) {
                Some((length, is_form)) => {
                    let last = rest.get(length - 1).unwrap_or(first);
                    found.push((first.range.start..last.range.end, is_form));
                    rest.get(length..).unwrap_or_default()
                }
                None => others,
            };
        }
        found
    }

    /// How many of `words` the phrase takes, and whether all are its own forms.
    fn begins(&self, index: &PassageIndex, words: &[IndexedWord]) -> Option<(usize, bool)> {
        let (mut wanted, mut at, mut all_forms) = (0, 0, true);
        while let Some(word) = self.words.get(wanted) {
            let here = words.get(at);
            let fits = |word: &Word| here.and_then(|here| word.fits(&here.stem, &here.typed));
            let own = fits(word).map(|is_form| (1, 1, is_form));
            let joined = || Some((2, 1, self.joined.get(wanted).and_then(fits)?));
            let apart = || Some((1, 2, word.fits_apart(index, here?, words.get(at + 1)?)?));
            let left_out = || (word.is_possessive && wanted > 0).then_some((1, 0, true));
            let step = own.or_else(joined).or_else(apart).or_else(left_out);
            let (took, given, is_form) = step?;
            (wanted, at, all_forms) = (wanted + took, at + given, all_forms && is_form);
        }
        Some((at, all_forms))
    }
}
