//! Hints: a wrong choice less, or some of the letters.

use super::rules::{SessionQuestion, Solution};

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Wrong choices, from 0.
    Wrong(Vec<usize>),
    /// `_` for each hidden letter.
    Letters(String),
}

const LETTER_HINTS: usize = 2;

impl SessionQuestion {
    /// Two choices always stay, and half of the letters. Rounds stored by earlier versions had the
    /// same number of hints on every text, and their logs may hold them.
    pub fn hints(&self) -> usize {
        self.hints.unwrap_or(match &self.solution {
            Solution::Text { .. } => LETTER_HINTS,
            solution @ Solution::Choice { .. } => solution.telling_hints(),
        })
    }

    /// Depends on the item alone, so players can conclude nothing.
    pub(super) fn hint(&self, given: usize) -> Hint {
        match &self.solution {
            Solution::Choice { count, right } => {
                let mut wrong: Vec<usize> = (0..*count).filter(|choice| choice != right).collect();
                wrong.sort_by_key(|choice| {
                    *blake3::hash(format!("{} {choice}", self.item).as_bytes()).as_bytes()
                });
                wrong.truncate(given);
                wrong.sort_unstable();
                Hint::Wrong(wrong)
            }
            Solution::Text { accepted } => {
                let mut masks = masks(accepted);
                masks.truncate(given);
                Hint::Letters(masks.pop().unwrap_or_default())
            }
        }
    }
}

impl Solution {
    pub(super) fn telling_hints(&self) -> usize {
        match self {
            Solution::Choice { count, .. } => count.saturating_sub(2),
            Solution::Text { accepted } => masks(accepted).len(),
        }
    }
}

/// Each shows more than the one before: a figure alone has none.
fn masks(accepted: &[String]) -> Vec<String> {
    let answer = accepted.iter().find(|answer| !answer.trim().is_empty());
    let answer = answer.map_or("", String::as_str);
    let mut masks: Vec<String> = (1..=LETTER_HINTS).map(|given| masked(answer, given)).collect();
    masks.retain(|mask| mask.contains(char::is_alphanumeric));
    masks.dedup();
    masks
}

/// The first letter of each word, from the second hint every second; no digits.
fn masked(answer: &str, given: usize) -> String {
    let mut within = 0;
    let letter = |c: char| {
        within = if c.is_alphanumeric() { within + 1 } else { 0 };
        let is_given = within == 1 || given > 1 && within % 2 == 1;
        if within == 0 || is_given && !c.is_ascii_digit() { c } else { '_' }
    };
    answer.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_hint_shows_more_letters_than_the_one_before_and_no_digits() {
        for (answer, hints) in [
            ("2012", &[][..]),
            ("18th", &["__t_"]),
            ("US", &["U_"]),
            ("trade unions’ 18th", &["t____ u_____’ ____", "t_a_e u_i_n_’ __t_"]),
        ] {
            let accepted = vec![" ".to_owned(), answer.to_owned()];
            let solution = Solution::Text { accepted };
            let telling = Some(solution.telling_hints());
            let asked =
                SessionQuestion { item: "7".into(), solution, difficulty: 1, hints: telling };
            let given: Vec<Hint> = (1..=asked.hints()).map(|given| asked.hint(given)).collect();
            let shown = hints.iter().map(|hint| Hint::Letters((*hint).to_owned()));
            assert_eq!(given, shown.collect::<Vec<_>>(), "{answer}");
            let earlier = SessionQuestion { hints: None, ..asked };
            assert_eq!(earlier.hints(), LETTER_HINTS, "{answer}: its log can be replayed");
            let _ = earlier.hint(LETTER_HINTS);
        }
    }

    #[test]
    fn hints_never_strike_out_the_right_choice() {
        for right in 0..4 {
            let asked = SessionQuestion {
                item: "cloze-7".into(),
                solution: Solution::Choice { count: 4, right },
                difficulty: 1,
                hints: None,
            };
            let Hint::Wrong(two) = asked.hint(asked.hints()) else { panic!() };
            let Hint::Wrong(one) = asked.hint(1) else { panic!() };
            assert_eq!((two.len(), one.len()), (2, 1));
            assert!(!two.contains(&right) && two.contains(&one[0]), "{right} {two:?} {one:?}");
        }
    }
}
