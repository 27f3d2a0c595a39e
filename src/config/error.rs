//! What can be wrong with the settings.

use std::path::PathBuf;

use config::ConfigError;

pub(super) const PREFIX: &str = "VERBATIM";

/// No message holds a secret.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    #[error("the settings are wrong: {0}. config/default.toml lists every key")]
    Wrong(#[from] ConfigError),
    #[error("the settings are wrong: {0}")]
    Value(&'static str),
    #[error("{path}: {key} may not stand in a file of settings. Set {variable}, or \
             {variable}_FILE to a file that holds it", path = path.display(), variable = variable(key))]
    SecretInFile { path: PathBuf, key: &'static str },
    #[error("{path}: {source}. {variable}_FILE must name a file that holds {key}", path = path.display(), variable = variable(key))]
    SecretFile { path: PathBuf, key: &'static str, source: std::io::Error },
    #[error(
        "no token: set {PREFIX}__DISCORD__TOKEN to the bot's token (docs/operator/installing.md says where \
         Discord shows it), or {PREFIX}__DISCORD__TOKEN_FILE to a file that holds it"
    )]
    NoToken,
    #[error(
        "the token holds {0}, which no token does: copy it again from the Developer Portal, and \
         set nothing but the token in {PREFIX}__DISCORD__TOKEN or its file"
    )]
    TokenText(&'static str),
}

fn variable(key: &str) -> String {
    format!("{PREFIX}__{}", key.replace('.', "__").to_uppercase())
}
