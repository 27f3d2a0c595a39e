//! What can be wrong with the settings.

use std::path::PathBuf;

use config::ConfigError;

pub(super) const PREFIX: &str = "VERBATIM";

pub(super) const TOKEN: &str = "discord.token";

pub(super) const ADDRESS: &str = "store.url";

/// No message holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("the settings are wrong: {0}. config/default.toml lists every key")]
    Wrong(String),
    #[error("the settings are wrong: {0}")]
    Value(&'static str),
    #[error(
        "{path}: {key}{with} may not stand in a file of settings. Set {variable}",
        path = path.display(), variable = variable(key)
    )]
    SecretInFile { path: PathBuf, key: &'static str, with: &'static str },
    #[error("{path}: {source}. Make it readable, or remove it", path = path.display())]
    File { path: PathBuf, source: std::io::Error },
    #[error(
        "{path}: {source}. {variable}_FILE must name a file that holds {key}",
        path = path.display(), variable = variable(key)
    )]
    SecretFile { path: PathBuf, key: &'static str, source: std::io::Error },
    #[error(
        "no token: set {PREFIX}__DISCORD__TOKEN to the bot's token (docs/operator/installing.md says \
         where Discord shows it), or {PREFIX}__DISCORD__TOKEN_FILE to a file that holds it"
    )]
    NoToken,
    #[error(
        "the token holds {0}, which no token does: copy it again from the Developer Portal, and \
         set nothing but the token in {PREFIX}__DISCORD__TOKEN or its file"
    )]
    TokenText(&'static str),
}

impl From<ConfigError> for SettingsError {
    /// Errors show the line or the text at fault, which may be a secret.
    fn from(error: ConfigError) -> SettingsError {
        let ConfigError::FileParse { uri, cause } = &error else {
            return SettingsError::Wrong(without_text(error.to_string()));
        };
        let said = match cause.downcast_ref::<toml::de::Error>() {
            Some(cause) => {
                let place = cause.to_string();
                format!("{}: {}", place.lines().next().unwrap_or_default(), cause.message())
            }
            None => "a value cannot be read".to_owned(),
        };
        let file = uri.as_ref().map(|uri| format!(" in {uri}")).unwrap_or_default();
        SettingsError::Wrong(format!("{said}{file}"))
    }
}

/// After these, `config` shows a text as it was given.
const BEFORE_TEXT: [&str; 2] = ["string \"", "data: \""];

fn without_text(said: String) -> String {
    let found = BEFORE_TEXT.iter().find_map(|mark| {
        let (before, text) = said.split_once(mark)?;
        let (_, after) = text.rsplit_once('"')?;
        Some(format!("{before}{}…{after}", mark.trim_end_matches('"')))
    });
    found.unwrap_or(said)
}

fn variable(key: &str) -> String {
    format!("{PREFIX}__{}", key.replace('.', "__").to_uppercase())
}
