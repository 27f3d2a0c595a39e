//! Measures answers on questions whose right passages are known.
//!
//! The file has one JSON object a line: `evidence` (verbatim words, any of which is enough; all of
//! them for the kind `multi`), or `passage` with `answers` (the paragraph, and spans of which the
//! sentence must hold one).

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::answer::{Answer, Passage, Verdict};
use crate::text::normalize::straighten;

#[derive(Clone, Debug, Deserialize)]
pub struct Case {
    pub id: String,
    /// `out_of_scope` has no right passage, `multi` several.
    pub kind: String,
    pub question: String,
    #[serde(default)]
    evidence: Vec<String>,
    #[serde(default)]
    passage: Option<String>,
    #[serde(default)]
    answers: Vec<String>,
    #[serde(default)]
    answer: Option<String>,
}

/// Shares from 0 to 1, but for the means.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Figures {
    pub questions: usize,
    /// The first quoted unit is right.
    pub unit_at_1: f64,
    pub unit_at_3: f64,
    /// Mean reciprocal rank.
    pub mrr: f64,
    /// The first focus sentence is right.
    pub sentence_at_1: f64,
    /// The share of right facts among the questions that expect one.
    pub answer_exact: f64,
    /// The share of right facts among those given.
    pub answer_right: f64,
    pub quoted: f64,
    pub not_covered: f64,
    /// The share of right first sentences among those quoted plainly.
    pub quoted_right: f64,
    /// Mean number of words in the focus sentences shown.
    pub focus_words: f64,
}

/// By kind, `answerable` for all with a right passage.
pub type Report = BTreeMap<String, Figures>;

/// Least values by kind and by JSON name in [`Figures`].
pub type Floor = BTreeMap<String, BTreeMap<String, f64>>;

/// What is below the floor, in words; missing figures count as below.
pub fn below(report: &Report, floor: &Floor) -> Vec<String> {
    let mut below = Vec::new();
    for (kind, wanted) in floor {
        let figures = report
            .get(kind)
            .and_then(|figures| serde_json::to_value(figures).ok())
            .unwrap_or_default();
        for (name, least) in wanted {
            let found =
                figures.get(name).and_then(serde_json::Value::as_f64).unwrap_or(f64::NEG_INFINITY);
            if found < *least {
                below.push(format!("{kind} {name} is {found:.3}, below {least:.3}"));
            }
        }
    }
    below
}

#[derive(Default)]
struct Tally {
    sums: Figures,
    facts_expected: f64,
    facts_given: f64,
}

pub const OUT_OF_SCOPE: &str = "out_of_scope";

pub fn score<'a>(answered: impl IntoIterator<Item = (&'a Case, &'a Answer)>) -> Report {
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    for (case, answer) in answered {
        tallies.entry(case.kind.clone()).or_default().add(case, answer);
        if case.kind != OUT_OF_SCOPE {
            tallies.entry("answerable".to_owned()).or_default().add(case, answer);
        }
    }
    tallies.into_iter().map(|(kind, tally)| (kind, tally.figures())).collect()
}

impl Tally {
    fn add(&mut self, case: &Case, answer: &Answer) {
        let one = |yes: bool| f64::from(u8::from(yes));
        let rank = answer.passages.iter().position(|passage| case.accepts_unit(passage));
        let sentence = case.sentence_right(answer);
        let fact = answer.fact.as_ref();
        let quoted = answer.verdict == Verdict::Quoted;
        let shown = answer.passages.iter().take(answer.shown);
        let focus = shown.flat_map(|passage| &passage.focus);
        let sums = &mut self.sums;
        sums.questions += 1;
        sums.unit_at_1 += one(rank == Some(0));
        sums.unit_at_3 += one(rank.is_some_and(|rank| rank < 3));
        sums.mrr += rank.map_or(0.0, |rank| 1.0 / (rank as f64 + 1.0));
        sums.sentence_at_1 += one(sentence);
        sums.quoted += one(quoted);
        sums.quoted_right += one(quoted && sentence);
        sums.not_covered += one(answer.verdict == Verdict::NotCovered);
        sums.answer_right += one(fact.is_some_and(|fact| case.accepts_fact(fact.text())));
        sums.focus_words +=
            focus.map(|focus| focus.text().split_whitespace().count()).sum::<usize>() as f64;
        self.facts_expected += one(case.answer.is_some() || !case.answers.is_empty());
        self.facts_given += one(fact.is_some());
    }

    fn figures(self) -> Figures {
        let Tally { sums, facts_expected, facts_given } = self;
        let of = |count: f64, all: f64| if all > 0.0 { count / all } else { 0.0 };
        let share = |count: f64| of(count, sums.questions as f64);
        Figures {
            questions: sums.questions,
            unit_at_1: share(sums.unit_at_1),
            unit_at_3: share(sums.unit_at_3),
            mrr: share(sums.mrr),
            sentence_at_1: share(sums.sentence_at_1),
            answer_exact: of(sums.answer_right, facts_expected),
            answer_right: of(sums.answer_right, facts_given),
            quoted: share(sums.quoted),
            not_covered: share(sums.not_covered),
            quoted_right: of(sums.quoted_right, sums.quoted),
            focus_words: share(sums.focus_words),
        }
    }
}

impl Case {
    pub fn sentence_right(&self, answer: &Answer) -> bool {
        answer.passages.first().is_some_and(|passage| self.accepts_sentence(passage))
    }

    fn accepts_fact(&self, fact: &str) -> bool {
        self.answer
            .iter()
            .chain(&self.answers)
            .any(|expected| straighten(expected) == straighten(fact))
    }

    fn accepts_unit(&self, passage: &Passage) -> bool {
        let text = straighten(passage.text.text());
        match &self.passage {
            Some(right) => self.kind != OUT_OF_SCOPE && text == straighten(right),
            None => self.evidence.iter().any(|words| text.contains(&straighten(words))),
        }
    }

    fn accepts_sentence(&self, passage: &Passage) -> bool {
        let Some(focus) = passage.focus.first().map(|focus| straighten(focus.text())) else {
            return false;
        };
        match &self.passage {
            Some(_) => {
                self.accepts_unit(passage)
                    && self.answers.iter().any(|span| focus.contains(&straighten(span)))
            }
            None => self
                .evidence
                .iter()
                .map(|words| straighten(words))
                .any(|words| focus.contains(&words) || words.contains(&focus)),
        }
    }
}

pub fn table(report: &Report) -> String {
    let mut lines = vec![format!(
        "{:<14}{:>5}{:>8}{:>8}{:>7}{:>10}{:>8}{:>7}{:>8}{:>9}{:>13}{:>7}",
        "kind",
        "n",
        "unit@1",
        "unit@3",
        "mrr",
        "sentence@1",
        "answer",
        "right",
        "quoted",
        "refused",
        "quoted right",
        "words"
    )];
    for (kind, figures) in report {
        lines.push(format!(
            "{:<14}{:>5}{:>8.3}{:>8.3}{:>7.3}{:>10.3}{:>8.3}{:>7.3}{:>8.3}{:>9.3}{:>13.3}{:>7.1}",
            kind,
            figures.questions,
            figures.unit_at_1,
            figures.unit_at_3,
            figures.mrr,
            figures.sentence_at_1,
            figures.answer_exact,
            figures.answer_right,
            figures.quoted,
            figures.not_covered,
            figures.quoted_right,
            figures.focus_words
        ));
    }
    lines.join("\n")
}
