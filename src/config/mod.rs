//! The settings: built-in defaults, `config/default.toml`, `config/local.toml`, `--config FILE`,
//! environment; later ones win.
//!
//! Unknown keys stop the start.

mod error;
mod load;
mod secrets;
mod sections;
#[cfg(test)]
mod tests;
mod values;

pub use error::SettingsError;
pub use load::DEFAULTS;
pub use sections::{
    AnswerSettings, CorpusSettings, DiscordSettings, HealthSettings, LimitSettings, LogSettings,
    SearchSettings, Settings, ShutdownSettings, StoreSettings, TerminalSettings, WebSettings,
};
pub use values::{EncoderKind, LogFormat, Networks};
