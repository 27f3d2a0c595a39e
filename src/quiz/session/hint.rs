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
    /// Two choices always stay, and half of the letters.
    pub(super) fn hints(&self) -> usize {
        match &self.solution {
            Solution::Choice { count, .. } => count.saturating_sub(2),
            Solution::Text { .. } => LETTER_HINTS,
        }
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
                let answer = accepted.iter().find(|answer| !answer.trim().is_empty());
                Hint::Letters(masked(answer.map(String::as_str).unwrap_or_default(), given))
            }
        }
    }
}

/// The first letter of each word, from the second hint every second; no digits.
fn masked(answer: &str, given: usize) -> String {
    let mut within = 0;
    let letter = |c: char| {
        within = if c.is_alphanumeric() { within + 1 } else { 0 };
        let shown = within == 0
            || (within == 1 && !c.is_ascii_digit())
            || (given > 1 && within % 2 == 1 && !c.is_ascii_digit());
        if shown { c } else { '_' }
    };
    answer.chars().map(letter).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_show_letters_but_no_digits() {
        assert_eq!(masked("trade unions’ 18th", 1), "t____ u_____’ ____");
        assert_eq!(masked("trade unions’ 18th", 2), "t_a_e u_i_n_’ __t_");
        assert_eq!(masked("", 1), "");
    }

    #[test]
    fn hints_never_strike_out_the_right_choice() {
        for right in 0..4 {
            let asked = SessionQuestion {
                item: "cloze-7".into(),
                solution: Solution::Choice { count: 4, right },
                difficulty: 1,
            };
            let Hint::Wrong(two) = asked.hint(asked.hints()) else { panic!() };
            let Hint::Wrong(one) = asked.hint(1) else { panic!() };
            assert_eq!((two.len(), one.len()), (2, 1));
            assert!(!two.contains(&right) && two.contains(&one[0]), "{right} {two:?} {one:?}");
        }
    }
}
