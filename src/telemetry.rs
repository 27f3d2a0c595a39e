//! Tracing: lines for people on a terminal, or JSON for machines, always on standard error.
//!
//! `log.level` is for the bot's own lines. Libraries stay at warnings: their debug lines hold whole
//! requests, with interaction tokens and what people wrote.

use std::io::IsTerminal;

use crate::config::{LogFormat, LogSettings};

/// Serenity's HTTP client warns with an interaction's address, which holds its token. The
/// database's connections log each try; what became of them, the bot says itself.
const LIBRARIES: &str = "warn,serenity::http=error,sqlx_core::pool=off";

/// A second start in one process changes nothing.
pub fn start(settings: LogSettings) {
    let builder = tracing_subscriber::fmt()
        .with_env_filter(format!("{LIBRARIES},verbatim={}", settings.level))
        .with_ansi(std::io::stderr().is_terminal())
        .with_writer(std::io::stderr);
    let _ = match settings.format {
        LogFormat::Text => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
}
