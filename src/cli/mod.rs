//! The command line: what can be typed, and which part of the bot does it.
//!
//! Exit status 0: done; 1: failed, with one line that says why and what to do; 2: wrong command
//! line; 78: failed, and starting again changes nothing.

mod check;
mod evaluation;
mod open;
mod output;
mod questions;
mod quiz;
mod serve;
mod store;

use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use tracing::Level;

use crate::config::{Settings, SettingsError};
use crate::discord::{self, DiscordError};
use crate::reply::MOST_PASSAGES;
use crate::signals::Signals;
use crate::store::StoreError;
use crate::{telemetry, terminal};
use open::{open, open_with_store, reloadable};

/// Answers questions about a speech in the speech's own words.
#[derive(Debug, Parser)]
#[command(
    name = "verbatim",
    version,
    after_help = "Try: verbatim ask \"When was the speech given?\"\nOr talk to it: verbatim chat"
)]
struct Cli {
    #[command(subcommand)]
    command: Command,
    /// The folder that holds one folder for each speech.
    #[arg(long, global = true, value_name = "DIR")]
    corpus: Option<PathBuf>,
    /// A file of settings that adds to config/default.toml and config/local.toml.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Run the Discord bot (needs VERBATIM__DISCORD__TOKEN).
    Run {
        /// Register the commands in this server only, where they appear at once: for trying.
        #[arg(long, value_name = "ID")]
        guild: Option<std::num::NonZeroU64>,
    },
    /// Talk to the bot in the terminal; no token needed.
    Chat,
    /// Serve a page to try the bot in a browser (web.listen); no token needed.
    Serve,
    /// Answer a question.
    #[command(after_help = "Example: verbatim ask \"Who creates the wealth?\" --json")]
    Ask {
        /// The question.
        #[arg(required_unless_present = "stdin", conflicts_with = "stdin")]
        question: Vec<String>,
        /// Read one question a line from standard input and answer each, in order.
        #[arg(long)]
        stdin: bool,
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
        /// Say why the first passage was found.
        #[arg(long)]
        explain: bool,
        /// How many passages to rank, 1 to 5.
        #[arg(long, value_name = "N", value_parser = clap::value_parser!(u8).range(1..=MOST_PASSAGES as i64))]
        limit: Option<u8>,
    },
    /// Show what a reference or a permalink names.
    #[command(
        after_help = "Examples: verbatim cite \"§2 ¶1\"    (2.1 and \"section 2 paragraph 1\" \
                      name the same)\n          verbatim cite 2.1-3      (a range)\n          \
                      verbatim cite §2         (a whole section)\n          verbatim cite \
                      acftu-2023#k7f3    (a permalink, or the beginning of one)"
    )]
    Cite {
        /// The reference or permalink.
        #[arg(required = true)]
        reference: Vec<String>,
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Show every place where words stand, in any form, and how often.
    #[command(after_help = "Example: verbatim mentions trade unions")]
    Mentions {
        /// The words.
        #[arg(required = true)]
        words: Vec<String>,
        /// The speech's id; without it, in all speeches.
        #[arg(long, value_name = "ID")]
        speech: Option<String>,
        /// Print one JSON object for each place.
        #[arg(long)]
        json: bool,
    },
    /// Check whether words are a quote from the speech, and what differs.
    ///
    /// The verdicts: exact; typographic (case, punctuation, spacing); misplaced or misattributed
    /// (exact, but not where or by whom the text says); near (words differ); stitched (from several
    /// places); partial; absent (the quote is then the closest sentence). A text with quotation
    /// marks in it is checked quote by quote.
    #[command(
        after_help = "Example: verbatim verify \"workers are the main creators of wealth\" --json"
    )]
    Verify {
        /// The words.
        #[arg(required_unless_present = "stdin", conflicts_with = "stdin")]
        quote: Vec<String>,
        /// Read one quote a line from standard input and check each, in order.
        #[arg(long)]
        stdin: bool,
        /// Print one JSON object a line, one for each quote.
        #[arg(long)]
        json: bool,
    },
    /// Show what a speech consists of: its parts, their headings, how many paragraphs they have.
    Outline {
        /// The speech's id, where there are several.
        speech: Option<String>,
        /// Print one JSON object a line.
        #[arg(long)]
        json: bool,
    },
    /// Play a quiz on the speeches in the terminal, or print its items, each with the words that
    /// prove it.
    #[command(
        after_help = "Examples: verbatim quiz\n          verbatim quiz --count 10 --difficulty \
                      3\n          verbatim quiz --json --seed 7 --count 3    (the same seed \
                      prints the same items)"
    )]
    Quiz(quiz::QuizArgs),
    /// Measure the answers on a file of questions whose right passages are known.
    Eval(evaluation::EvalArgs),
    /// Check the settings and the corpus, and with --online that Discord is set up.
    Check {
        /// Ask Discord who the token is and whether all is set up.
        #[arg(long)]
        online: bool,
    },
    /// Ask the running bot whether it hears Discord (health.listen); for a container's check.
    Health,
    /// Let the running bot read the corpus anew (health.listen); SIGHUP does the same.
    Reload,
    /// Print the link that adds the bot to a server or to yourself.
    Invite,
    /// Look after what is kept: settings, taught questions, passages of the day.
    Store {
        #[command(subcommand)]
        command: store::StoreCommand,
    },
    /// Take what curators taught over into the corpus.
    Questions {
        #[command(subcommand)]
        command: questions::QuestionsCommand,
    },
}

/// `EX_CONFIG` of sysexits.h: the unit file does not restart the bot after it.
const PERMANENT: u8 = 78;

pub fn main() -> ExitCode {
    let cli = Cli::parse();
    match Settings::load(cli.config.as_deref())
        .map_err(Into::into)
        .and_then(|settings| run(cli, settings))
    {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            // Where standard error is closed there is nobody to tell.
            let _ = writeln!(io::stderr(), "verbatim: {}", error_message(&error));
            match is_permanent(&error) {
                true => ExitCode::from(PERMANENT),
                false => ExitCode::FAILURE,
            }
        }
    }
}

fn is_permanent(error: &anyhow::Error) -> bool {
    error.is::<SettingsError>()
        || error.downcast_ref::<DiscordError>().is_some_and(DiscordError::is_permanent)
        || error.downcast_ref::<StoreError>().is_some_and(StoreError::is_permanent)
}

fn run(cli: Cli, mut settings: Settings) -> anyhow::Result<()> {
    if let Some(dir) = cli.corpus {
        settings.corpus.dir = dir;
    }
    if !matches!(cli.command, Command::Run { .. }) && settings.log.level == Level::INFO {
        // Standard output has what was asked for; log lines would be in the way.
        settings.log.level = Level::WARN;
    }
    telemetry::start(settings.log);
    match cli.command {
        Command::Run { guild } => {
            // Whoever forgot the token need not wait for the encoder.
            settings.discord.token().map_err(DiscordError::from)?;
            let known = settings.clone();
            let loaded = Signals::while_loading(move || open_with_store(&known))?;
            let Some((signals, bot)) = loaded else { return Ok(()) };
            Ok(discord::run(&settings, reloadable(&settings, bot?), guild, signals)?)
        }
        Command::Chat => {
            Ok(terminal::chat(&open_with_store(&settings)?, &settings.terminal.history)?)
        }
        Command::Serve => serve::serve(settings),
        Command::Ask { question, stdin, json, explain, limit } => {
            settings.answer.passages = limit.unwrap_or(settings.answer.passages);
            let bot = open(&settings)?;
            output::each(&question, stdin, json, |text| output::answer(&bot, text, json, explain))
        }
        Command::Cite { reference, json } => {
            output::cite(&open(&settings)?, &reference.join(" "), json)
        }
        Command::Mentions { words, speech, json } => {
            let speech = speech.unwrap_or_default();
            output::mentions(&open(&settings)?, &words.join(" "), &speech, json)
        }
        Command::Verify { quote, stdin, json } => {
            let bot = open(&settings)?;
            output::each(&quote, stdin, json, |text| output::verify(&bot, text, json))
        }
        Command::Outline { speech, json } => {
            output::outline(&open(&settings)?, &speech.unwrap_or_default(), json)
        }
        Command::Quiz(args) => quiz::run(&settings, &args),
        Command::Eval(args) => evaluation::evaluate(&open(&settings)?, &args),
        Command::Check { online } => check::check(&settings, online),
        Command::Health => check::health(&settings),
        Command::Reload => check::reload(&settings),
        Command::Invite => check::invite(&settings),
        Command::Store { command } => store::run(&settings, command),
        Command::Questions { command } => questions::run(&settings, command),
    }
}

/// In one line, with those causes that the error does not name itself.
fn error_message(error: &anyhow::Error) -> String {
    error.chain().map(ToString::to_string).fold(String::new(), |line, cause| match line.as_str() {
        "" => cause,
        said if said.contains(&cause) => line,
        said => format!("{said}: {cause}"),
    })
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory;

    use super::*;

    #[test]
    fn the_command_line_is_well_formed() {
        Cli::command().debug_assert();
    }

    #[test]
    fn a_cause_is_told_once() {
        let cause = || io::Error::other("the disk is full");
        let named = crate::config::SettingsError::SecretFile {
            path: PathBuf::from("token"),
            key: "discord.token",
            source: cause(),
        };
        let line = error_message(&anyhow::Error::from(named));
        assert!(
            line.starts_with("token: the disk is full. ")
                && line.matches("the disk is full").count() == 1,
            "{line}"
        );
        assert_eq!(
            error_message(&anyhow::Error::from(cause()).context("no answer")),
            "no answer: the disk is full"
        );
    }

    #[test]
    fn common_options_stand_before_or_after_the_subcommand() {
        for line in [["verbatim", "--corpus", "x", "chat"], ["verbatim", "chat", "--corpus", "x"]] {
            assert_eq!(Cli::try_parse_from(line).unwrap().corpus, Some(PathBuf::from("x")));
        }
    }
}
