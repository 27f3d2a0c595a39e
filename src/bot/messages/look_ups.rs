//! What a look-up proves: where words stand, and that they stand nowhere.

use crate::search::Occurrences;

pub(crate) fn all_absent(absent: &[Occurrences]) -> Option<String> {
    let absent = absent.iter().filter(|found| found.is_empty());
    let words: Vec<String> = absent.map(|found| format!("“{}”", found.words())).collect();
    match words.as_slice() {
        [] => None,
        [one] => Some(format!("The speech does not contain the word {one}.")),
        [others @ .., last] => {
            Some(format!("The speech contains neither {} nor {last}.", others.join(", ")))
        }
    }
}
