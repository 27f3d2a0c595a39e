//! `verbatim eval`: asks the questions of a file and prints how good the answers were.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use anyhow::Context;
use clap::{Args, ValueEnum};
use serde::Serialize;

use super::output::print_line;
use crate::bot::{Ask, Bot};
use crate::evaluate::{self, Case, Floor, Outcome};

/// What `verbatim eval` takes.
#[derive(Debug, Args)]
pub(super) struct EvalArgs {
    /// The file, one JSON object a line.
    file: PathBuf,
    /// Print the figures as one JSON object.
    #[arg(long)]
    json: bool,
    /// Fail when a figure is below that of this file: {"kind": {"figure": 0.9}}.
    #[arg(long, value_name = "FILE")]
    floor: Option<PathBuf>,
    /// Take only every second question, from the first (tune) or the second (report).
    #[arg(long)]
    half: Option<Half>,
    /// Print each answer's signals instead, one JSON object a line (see models/confidence).
    #[arg(long)]
    signals: bool,
}

/// Choices are made on one half of a file and reported on the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum Half {
    Tune,
    Report,
}

#[derive(Serialize)]
struct Report {
    #[serde(flatten)]
    kinds: evaluate::Report,
    time_ms: TimeFigures,
}

#[derive(Serialize)]
struct TimeFigures {
    p50: f64,
    p95: f64,
    p99: f64,
}

pub(super) fn evaluate(bot: &Bot, options: &EvalArgs) -> anyhow::Result<()> {
    let cases = cases(&options.file, options.half)?;
    let mut scored: Vec<(&Case, Outcome)> = Vec::with_capacity(cases.len());
    let mut times = Vec::with_capacity(cases.len());
    for case in &cases {
        let started = Instant::now();
        let earlier = case.before.as_deref();
        let answer =
            bot.ask.answer_as(Ask { question: &case.question, earlier, ..Ask::default() })?;
        times.push(started.elapsed());
        let outcome = case.score(&answer);
        if options.signals {
            print_line(&outcome)?;
        }
        scored.push((case, outcome));
    }
    let report = Report { kinds: evaluate::report(scored), time_ms: TimeFigures::new(times) };
    match (options.signals, options.json) {
        (true, _) => {}
        (_, true) => print_line(&report)?,
        (_, false) => {
            let TimeFigures { p50, p95, p99 } = &report.time_ms;
            writeln!(
                anstream::stdout(),
                "{}\n\nTime a question: {p50:.2} ms (median), {p95:.2} ms (95 of 100), \
                 {p99:.2} ms (99 of 100)",
                evaluate::table(&report.kinds)
            )?;
        }
    }
    let Some(floor) = &options.floor else { return Ok(()) };
    let floor: Floor = serde_json::from_str(&read(floor)?)
        .with_context(|| format!("{} is no floor", floor.display()))?;
    let below = evaluate::below(&report.kinds, &floor);
    anyhow::ensure!(below.is_empty(), "the figures fell: {}", below.join("; "));
    Ok(())
}

fn cases(file: &Path, half: Option<Half>) -> anyhow::Result<Vec<Case>> {
    let text = read(file)?;
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let chosen = lines.enumerate().filter(|(question, _)| {
        half.is_none_or(|half| question.is_multiple_of(2) == (half == Half::Tune))
    });
    let parsed = |(_, (number, line))| {
        serde_json::from_str::<Case>(line)
            .with_context(|| format!("{}:{number} is no question", file.display()))
    };
    chosen.map(parsed).collect()
}

fn read(file: &Path) -> anyhow::Result<String> {
    std::fs::read_to_string(file).with_context(|| format!("{} could not be read", file.display()))
}

impl TimeFigures {
    fn new(mut times: Vec<Duration>) -> TimeFigures {
        times.sort_unstable();
        let at = |share: f64| {
            let place = ((times.len() as f64 - 1.0) * share).round().max(0.0) as usize;
            times.get(place).map_or(0.0, |time| time.as_secs_f64() * 1_000.0)
        };
        TimeFigures { p50: at(0.5), p95: at(0.95), p99: at(0.99) }
    }
}
