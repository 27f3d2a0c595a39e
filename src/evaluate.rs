//! Measures answers on questions whose right passages are known; see
//! `docs/developer/evaluation.md`.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Passage, Signals, Verdict};
use crate::text::lower_words;
use crate::text::normalize::straighten;

const FOREIGN: [&str; 2] = ["chinese", "spanish"];

#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    pub id: String,
    pub kind: String,
    pub question: String,
    pub before: Option<String>,
    speech: Option<String>,
    #[serde(default)]
    evidence: Vec<String>,
    passage: Option<String>,
    #[serde(default)]
    answers: Vec<String>,
    answer: Option<String>,
}

/// Shares from 0 to 1, except for numbers and the mean.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    pub questions: usize,
    pub unit_at_1: f64,
    pub unit_at_3: f64,
    pub sentence_at_1: f64,
    pub quoted: f64,
    pub quoted_right: f64,
    pub not_covered: f64,
    pub denied: f64,
    pub other_speech: f64,
    pub answers: usize,
    pub answer_shown: f64,
    pub answer_found: f64,
    /// The shares of right ones (F1 of at least .5) and of exact ones among those shown.
    pub answer_right: f64,
    pub answer_exact: f64,
    pub focus_words: f64,
}

/// By kind; with a right passage `answerable`, without one `unanswerable`, except for other
/// languages.
pub type Report = BTreeMap<String, Figures>;

/// Least values by kind and JSON name in [`Figures`]; most values after a minus.
pub type Floor = BTreeMap<String, BTreeMap<String, f64>>;

/// Missing figures count as below.
pub fn below(report: &Report, floor: &Floor) -> Vec<String> {
    let mut below = Vec::new();
    for (kind, wanted) in floor {
        let figures = report.get(kind).and_then(|figures| serde_json::to_value(figures).ok());
        for (name, bound) in wanted {
            let (name, most) = name.strip_prefix('-').map_or((name.as_str(), false), |n| (n, true));
            let found = figures.as_ref().and_then(|figures| figures.get(name)?.as_f64());
            let found = found.unwrap_or(if most { f64::INFINITY } else { f64::NEG_INFINITY });
            if most && found > *bound {
                below.push(format!("{kind} {name} is {found:.3}, above {bound:.3}"));
            } else if !most && found < *bound {
                below.push(format!("{kind} {name} is {found:.3}, below {bound:.3}"));
            }
        }
    }
    below
}

/// `models/confidence` is fitted to these.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct Outcome {
    pub answerable: bool,
    /// A sentence put forward in the first passage is right.
    pub right: bool,
    #[serde(skip)]
    sentence: bool,
    #[serde(skip)]
    rank: Option<usize>,
    #[serde(skip)]
    verdict: Verdict,
    #[serde(skip)]
    denied: bool,
    #[serde(skip)]
    other_speech: bool,
    #[serde(skip)]
    focus_words: usize,
    #[serde(skip)]
    asks_for_words: bool,
    /// The F1 of the few words shown; negative where none are.
    pub overlap: f64,
    #[serde(flatten)]
    pub signals: Signals,
}

pub fn report<'a>(scored: impl IntoIterator<Item = (&'a Case, Outcome)>) -> Report {
    let mut groups: BTreeMap<String, Vec<Outcome>> = BTreeMap::new();
    for (case, outcome) in scored {
        let all = match outcome.answerable {
            _ if FOREIGN.contains(&case.kind.as_str()) => "foreign",
            true => "answerable",
            false => "unanswerable",
        };
        for group in BTreeSet::from([case.kind.as_str(), all]) {
            groups.entry(group.to_owned()).or_default().push(outcome);
        }
    }
    groups.into_iter().map(|(kind, outcomes)| (kind, Figures::new(&outcomes))).collect()
}

impl Figures {
    fn new(outcomes: &[Outcome]) -> Figures {
        let count = |is: &dyn Fn(&Outcome) -> bool| outcomes.iter().filter(|one| is(one)).count();
        let of = |part: usize, all: usize| if all > 0 { part as f64 / all as f64 } else { 0.0 };
        let all = outcomes.len();
        let quoted = |one: &Outcome| one.verdict == Verdict::Quoted;
        let plain = count(&quoted);
        let answers = count(&|one| one.asks_for_words);
        let with = |least: f64| count(&|one| one.asks_for_words && one.overlap >= least);
        let (shown, right, exact) = (with(0.0), with(0.5), with(1.0));
        Figures {
            questions: all,
            unit_at_1: of(count(&|one| one.rank == Some(0)), all),
            unit_at_3: of(count(&|one| one.rank.is_some_and(|rank| rank < 3)), all),
            sentence_at_1: of(count(&|one| one.sentence), all),
            quoted: of(plain, all),
            quoted_right: of(count(&|one| quoted(one) && one.right), plain),
            not_covered: of(count(&|one| one.verdict == Verdict::NotCovered), all),
            denied: of(count(&|one| one.denied), all),
            other_speech: of(count(&|one| quoted(one) && one.other_speech), plain),
            answers,
            answer_shown: of(shown, answers),
            answer_found: of(right, answers),
            answer_right: of(right, shown),
            answer_exact: of(exact, shown),
            focus_words: of(outcomes.iter().map(|one| one.focus_words).sum(), all),
        }
    }
}

impl Case {
    pub fn score(&self, answer: &Answer) -> Outcome {
        let shown = answer.passages.iter().take(answer.shown);
        let focus = shown.flat_map(|passage| &passage.focus);
        let first = answer.passages.first();
        let of_asked = |passage: &Passage| {
            self.speech.as_ref().is_none_or(|asked| asked == passage.text.speech())
        };
        let keys = || self.answer.iter().filter(|key| !key.is_empty()).chain(&self.answers);
        let overlap = |given: &str| keys().map(|key| f1(key, given)).fold(0.0, f64::max);
        Outcome {
            answerable: !self.evidence.is_empty() || !self.answers.is_empty(),
            right: first.is_some_and(|passage| self.accepts_focus(passage, usize::MAX)),
            sentence: first.is_some_and(|passage| self.accepts_focus(passage, 1)),
            rank: answer.passages.iter().position(|passage| self.accepts_unit(passage)),
            verdict: answer.verdict,
            denied: answer.note.is_some(),
            other_speech: first.is_some_and(|passage| !of_asked(passage)),
            focus_words: focus.map(|focus| focus.text().split_whitespace().count()).sum(),
            asks_for_words: keys().next().is_some(),
            overlap: answer.short().map_or(-1.0, |(words, _)| overlap(words)),
            signals: answer.signals,
        }
    }

    fn accepts_unit(&self, passage: &Passage) -> bool {
        let text = straighten(passage.text.text());
        match &self.passage {
            Some(right) => !self.answers.is_empty() && text == straighten(right),
            None => self.evidence.iter().any(|words| text.contains(&straighten(words))),
        }
    }

    fn accepts_focus(&self, passage: &Passage, most: usize) -> bool {
        passage.focus.iter().take(most).any(|focus| {
            let focus = straighten(focus.text());
            if self.passage.is_some() {
                return self.accepts_unit(passage)
                    && self.answers.iter().any(|span| focus.contains(&straighten(span)));
            }
            let mut evidence = self.evidence.iter().map(|words| straighten(words));
            evidence.any(|words| focus.contains(&words) || words.contains(&focus))
        })
    }
}

/// The harmonic mean of the shares of common words, without articles, as for SQuAD.
fn f1(key: &str, given: &str) -> f64 {
    let words = |text: &str| -> Vec<String> {
        let words = lower_words(text).into_iter();
        words.filter(|word| !matches!(word.as_str(), "a" | "an" | "the")).collect()
    };
    let (key, mut given) = (words(key), words(given));
    let all = key.len() + given.len();
    let common = key.iter().filter(|word| {
        let at = given.iter().position(|known| known == *word);
        at.map(|at| given.swap_remove(at)).is_some()
    });
    if all > 0 { 2.0 * common.count() as f64 / all as f64 } else { 0.0 }
}

pub fn table(report: &Report) -> String {
    let mut lines = vec![
        "kind             n  unit@1  unit@3  sent@1  plain  right  refused  denied  other  | \
         asked  shown  found  right  exact | words"
            .to_owned(),
    ];
    for (kind, of) in report {
        lines.push(format!(
            "{kind:<14}{:>4}{:>8.3}{:>8.3}{:>8.3}{:>7.3}{:>7.3}{:>9.3}{:>8.3}{:>7.3}  \
             |{:>6}{:>7.3}{:>7.3}{:>7.3}{:>7.3} |{:>6.1}",
            of.questions,
            of.unit_at_1,
            of.unit_at_3,
            of.sentence_at_1,
            of.quoted,
            of.quoted_right,
            of.not_covered,
            of.denied,
            of.other_speech,
            of.answers,
            of.answer_shown,
            of.answer_found,
            of.answer_right,
            of.answer_exact,
            of.focus_words
        ));
    }
    lines.join("\n")
}
