//! The settings: built-in defaults, `config/default.toml`, `config/local.toml`, `--config FILE`,
//! environment; later ones win.
//!
//! The built-in defaults are `config/default.toml` itself, so that file, manual and program agree.
//! Unknown keys stop the start. Secrets come from the environment only.

mod web;

use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroU64};
use std::path::{Path, PathBuf};
use std::time::Duration;

use config::{Config, ConfigError, Environment, File, FileFormat};
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;

pub use web::{Networks, WebSettings};

pub const DEFAULTS: &str = include_str!("../../config/default.toml");

/// Optional; in this order, from the working directory.
const FILES: [&str; 2] = ["config/default.toml", "config/local.toml"];

/// Secrets and their files, which no settings file may hold.
const SECRETS: [&str; 3] = [TOKEN, "discord.token_file", "store.url_file"];

const PREFIX: &str = "VERBATIM";

const TOKEN: &str = "discord.token";

/// May hold a password.
const ADDRESS: &str = "store.url";

/// In milliseconds: Discord waits three seconds.
const LATEST_ACKNOWLEDGEMENT: u64 = 2_000;

/// `config/default.toml` explains each.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub corpus: CorpusSettings,
    pub index: IndexSettings,
    pub search: SearchSettings,
    pub answer: AnswerSettings,
    pub store: StoreSettings,
    pub limits: LimitSettings,
    pub discord: DiscordSettings,
    pub health: HealthSettings,
    pub web: WebSettings,
    pub shutdown: ShutdownSettings,
    pub log: LogSettings,
    pub terminal: TerminalSettings,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CorpusSettings {
    /// Holds a folder for each speech.
    pub dir: PathBuf,
    /// Whether the running bot reads it anew when a file in it changes.
    pub watch: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IndexSettings {
    /// The index's folder; empty for memory.
    pub path: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchSettings {
    pub encoder: EncoderKind,
    /// Holds the encoder's files.
    pub model: PathBuf,
    /// Holds the reader's file.
    pub reader: PathBuf,
    /// The folder for vectors; empty for the system's cache folder.
    pub cache: PathBuf,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum EncoderKind {
    /// all-MiniLM-L6-v2.
    Minilm,
    /// Compares words only.
    None,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSettings {
    /// How many an answer ranks.
    pub passages: u8,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct StoreSettings {
    /// A file's path, a server's address, which may hold a password, or `none`.
    pub url: SecretString,
    pub url_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LimitSettings {
    /// Questions and presses in quick succession.
    pub burst: NonZeroU32,
    /// Questions and presses in the long run.
    pub per_minute: NonZeroU32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscordSettings {
    /// Discord's address, without a path.
    pub api_base: String,
    /// The gateway's address; empty for the one that Discord names.
    pub gateway: String,
    pub shards: Shards,
    pub shard_range: ShardRange,
    /// Silence after which a shard is made anew.
    pub deaf_after_seconds: NonZeroU64,
    /// When an unfinished answer is acknowledged.
    pub acknowledge_after_ms: u64,
    /// Whether Discord gives the bot the words of all messages.
    pub message_content: bool,
    /// From the environment only.
    pub token: Option<SecretString>,
    pub token_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum Shards {
    /// As many as Discord recommends.
    Auto,
    Count(NonZeroU32),
}

/// The first and the last shard of this process; none for all.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct ShardRange(pub Option<(u32, u32)>);

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HealthSettings {
    /// Where health and figures are served; empty for nowhere.
    pub listen: Listen,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Listen(pub Option<SocketAddr>);

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShutdownSettings {
    pub grace_seconds: u64,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    pub level: LogLevel,
    pub format: LogFormat,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogLevel {
    Error,
    Warn,
    Info,
    Debug,
    Trace,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TerminalSettings {
    /// Where typed lines are kept; empty for nowhere.
    pub history: PathBuf,
}

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

impl TryFrom<String> for Shards {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Shards, Self::Error> {
        match text.as_str() {
            "auto" => Ok(Shards::Auto),
            number => number
                .parse()
                .map(Shards::Count)
                .map_err(|_| "discord.shards must be \"auto\" or a number from 1 on"),
        }
    }
}

impl TryFrom<String> for ShardRange {
    type Error = &'static str;

    fn try_from(text: String) -> Result<ShardRange, Self::Error> {
        if text.is_empty() {
            return Ok(ShardRange(None));
        }
        let (first, last) = text.split_once('-').unwrap_or((&text, &text));
        match (first.trim().parse::<u32>(), last.trim().parse::<u32>()) {
            (Ok(first), Ok(last)) if first <= last => Ok(ShardRange(Some((first, last)))),
            _ => Err("discord.shard_range must be like \"0-3\", the first and the last shard"),
        }
    }
}

impl TryFrom<String> for Listen {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Listen, Self::Error> {
        match text.as_str() {
            "" => Ok(Listen(None)),
            address => address
                .parse()
                .map(|address| Listen(Some(address)))
                .map_err(|_| "health.listen must be an address with a port, like 127.0.0.1:9095"),
        }
    }
}

impl Settings {
    pub fn load(named: Option<&Path>) -> Result<Settings, SettingsError> {
        Settings::from_sources(named, environment())
    }

    pub fn built_in() -> Result<Settings, SettingsError> {
        Ok(Config::builder()
            .add_source(File::from_str(DEFAULTS, FileFormat::Toml))
            .build()?
            .try_deserialize()?)
    }

    fn from_sources(
        named: Option<&Path>,
        environment: Environment,
    ) -> Result<Settings, SettingsError> {
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        let files =
            FILES.iter().map(|file| (Path::new(file), false)).chain(named.map(|file| (file, true)));
        for (path, required) in files {
            let source = File::from(path).format(FileFormat::Toml).required(required);
            let file = Config::builder().add_source(source.clone()).build()?;
            let secret =
                SECRETS.into_iter().find(|secret| file.get::<config::Value>(secret).is_ok());
            let address = file
                .get::<String>(ADDRESS)
                .is_ok_and(|url| holds_password(&url))
                .then_some(ADDRESS);
            if let Some(key) = secret.or(address) {
                return Err(SettingsError::SecretInFile {
                    path: path.to_owned(),
                    key: key.trim_end_matches("_file"),
                });
            }
            builder = builder.add_source(source);
        }
        let settings: Settings = builder.add_source(environment).build()?.try_deserialize()?;
        let must = |holds, rule| if holds { Ok(()) } else { Err(SettingsError::Value(rule)) };
        let DiscordSettings { api_base, gateway, shards, shard_range, .. } = &settings.discord;
        let begins =
            |text: &str, with: [&str; 2]| with.iter().any(|beginning| text.starts_with(beginning));
        must((1..=5).contains(&settings.answer.passages), "answer.passages must be from 1 to 5")?;
        must(
            begins(api_base, ["http://", "https://"]),
            "discord.api_base must begin with https:// or http://",
        )?;
        must(
            gateway.is_empty() || begins(gateway, ["ws://", "wss://"]),
            "discord.gateway must begin with wss:// or ws://, or be empty",
        )?;
        must(
            shard_range.0.is_none() || *shards != Shards::Auto,
            "discord.shard_range needs discord.shards to be a number, the same for all processes",
        )?;
        // It goes into a header beside other rules.
        let frames = &settings.web.frame_ancestors;
        must(
            frames.is_ascii() && !frames.contains([';', ',']),
            "web.frame_ancestors must be sites with spaces between, such as https://school.example",
        )?;
        must(
            settings.discord.acknowledge_after_ms <= LATEST_ACKNOWLEDGEMENT,
            "discord.acknowledge_after_ms must be from 0 to 2000, for Discord waits three seconds",
        )?;
        Ok(settings)
    }
}

impl DiscordSettings {
    pub fn deaf_after(&self) -> Duration {
        Duration::from_secs(self.deaf_after_seconds.get())
    }

    pub fn token(&self) -> Result<SecretString, SettingsError> {
        if let Some(token) = &self.token {
            return well_formed(token.expose_secret());
        }
        let path = self.token_file.as_ref().ok_or(SettingsError::NoToken)?;
        match read_secret(path, TOKEN)?.expose_secret() {
            "" => Err(SettingsError::NoToken),
            token => well_formed(token),
        }
    }
}

impl StoreSettings {
    pub fn database_url(&self) -> Result<SecretString, SettingsError> {
        self.url_file
            .as_ref()
            .map_or_else(|| Ok(self.url.clone()), |path| read_secret(path, ADDRESS))
    }
}

fn environment() -> Environment {
    Environment::with_prefix(PREFIX).prefix_separator("__").separator("__").ignore_empty(true)
}

/// Without surrounding white space.
fn read_secret(path: &Path, key: &'static str) -> Result<SecretString, SettingsError> {
    let text = std::fs::read_to_string(path).map_err(|source| SettingsError::SecretFile {
        path: path.to_owned(),
        key,
        source,
    })?;
    Ok(text.trim().into())
}

/// Looks for `user:password@` or `password=`.
fn holds_password(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or("", |(_, rest)| rest);
    let user = after_scheme.rsplit_once('@').map_or("", |(user, _)| user);
    user.contains(':') || after_scheme.contains("password=")
}

fn variable(key: &str) -> String {
    format!("{PREFIX}__{}", key.replace('.', "__").to_uppercase())
}

/// Allows only what a request's header can hold.
fn well_formed(token: &str) -> Result<SecretString, SettingsError> {
    match token.chars().find(|c| !c.is_ascii_graphic()) {
        None => Ok(token.into()),
        Some('\n' | '\r') => Err(SettingsError::TokenText("a line break")),
        Some(' ' | '\t') => Err(SettingsError::TokenText("a blank")),
        Some(_) => {
            Err(SettingsError::TokenText("a character that is no plain letter, digit or sign"))
        }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn load(file: Option<&str>, variables: &[(&str, &str)]) -> Result<Settings, String> {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("named.toml");
        if let Some(text) = file {
            std::fs::write(&path, text).unwrap();
        }
        let variables: HashMap<String, String> =
            variables.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect();
        let environment = environment().source(Some(variables));
        Settings::from_sources(file.map(|_| path.as_path()), environment)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn later_sources_win() {
        assert_eq!(load(None, &[]).unwrap().answer.passages, 3);
        assert_eq!(load(Some("[answer]\npassages = 2"), &[]).unwrap().answer.passages, 2);
        assert_eq!(
            load(Some("[answer]\npassages = 2"), &[("VERBATIM__ANSWER__PASSAGES", "4")])
                .unwrap()
                .answer
                .passages,
            4
        );
    }

    #[test]
    fn shards_and_addresses_are_read_from_files_and_variables() {
        let file = Some("[discord]\nshards = 8\nshard_range = \"4-7\"");
        let settings = load(file, &[("VERBATIM__HEALTH__LISTEN", "127.0.0.1:9095")]).unwrap();
        assert_eq!(settings.discord.shards, Shards::Count(NonZeroU32::new(8).unwrap()));
        assert_eq!(settings.discord.shard_range, ShardRange(Some((4, 7))));
        assert_eq!(settings.health.listen.0.unwrap().port(), 9095);
        let settings = load(None, &[("VERBATIM__DISCORD__SHARDS", "2")]).unwrap();
        assert_eq!(settings.discord.shards, Shards::Count(NonZeroU32::new(2).unwrap()));
        assert_eq!(settings.discord.shard_range, ShardRange(None));
    }

    #[test]
    fn what_is_wrong_is_named() {
        for (file, variables, words) in [
            (Some("[answer]\npasages = 2"), &[][..], "unknown field `pasages`"),
            (None, &[("VERBATIM__LOG__LEVLE", "debug")], "unknown field `levle`"),
            (None, &[("VERBATIM__LOG__LEVEL", "loud")], "loud"),
            (None, &[("VERBATIM__ANSWER__PASSAGES", "9")], "answer.passages must be from 1 to 5"),
            (
                None,
                &[("VERBATIM__DISCORD__API_BASE", "discord.com")],
                "discord.api_base must begin with",
            ),
            (None, &[("VERBATIM__LIMITS__BURST", "0")], "limits.burst"),
            (
                None,
                &[("VERBATIM__DISCORD__ACKNOWLEDGE_AFTER_MS", "2500")],
                "discord.acknowledge_after_ms must be",
            ),
            (Some("[discord]\ngateway = \"discord.gg\""), &[], "discord.gateway must begin with"),
            (Some("[discord]\nshards = 0"), &[], "discord.shards must be"),
            (Some("[discord]\nshards = \"many\""), &[], "discord.shards must be"),
            (Some("[discord]\nshards = 4\nshard_range = \"3-1\""), &[], "discord.shard_range must"),
            (Some("[discord]\nshard_range = \"0-1\""), &[], "needs discord.shards to be a number"),
            (Some("[health]\nlisten = \"9095\""), &[], "health.listen must be an address"),
            (Some("[discord]\ntoken = \"hidden\""), &[], "discord.token may not stand in a file"),
            (
                Some("[store]\nurl = \"postgres://me:hidden@host/db\""),
                &[],
                "store.url may not stand in a file of settings. Set VERBATIM__STORE__URL, or",
            ),
            (
                Some("[store]\nurl = \"postgres://host/db?password=hidden\""),
                &[],
                "store.url may not stand",
            ),
            (Some("[store]\nurl_file = \"hidden\""), &[], "store.url may not stand"),
        ] {
            let error = load(file, variables).unwrap_err();
            assert!(
                error.contains(words) && !error.contains("hidden"),
                "{file:?} {variables:?} gave {error}"
            );
        }
    }

    #[test]
    fn the_token_comes_from_the_environment_or_its_file_and_is_never_shown() {
        let settings = load(None, &[("VERBATIM__DISCORD__TOKEN", "123.abc")]).unwrap();
        assert_eq!(settings.discord.token().unwrap().expose_secret(), "123.abc");
        assert!(!format!("{settings:?}").contains("abc"));
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("token");
        std::fs::write(&path, "456.def\n").unwrap();
        let settings =
            load(None, &[("VERBATIM__DISCORD__TOKEN_FILE", path.to_str().unwrap())]).unwrap();
        assert_eq!(settings.discord.token().unwrap().expose_secret(), "456.def");
        std::fs::write(&path, " \n").unwrap();
        assert!(matches!(settings.discord.token(), Err(SettingsError::NoToken)));
        std::fs::remove_file(&path).unwrap();
        assert!(matches!(settings.discord.token(), Err(SettingsError::SecretFile { .. })));
    }

    #[test]
    fn the_stores_address_is_a_secret_where_it_holds_one() {
        let address =
            |settings: &Settings| settings.store.database_url().unwrap().expose_secret().to_owned();
        let settings = load(Some("[store]\nurl = \"postgres://me@host/db\""), &[]).unwrap();
        assert_eq!(address(&settings), "postgres://me@host/db");
        let settings =
            load(None, &[("VERBATIM__STORE__URL", "postgres://me:hidden@host/db")]).unwrap();
        assert!(
            address(&settings).contains("hidden") && !format!("{settings:?}").contains("hidden")
        );
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("address");
        std::fs::write(&path, "postgres://me:other@host/db\n").unwrap();
        let settings =
            load(None, &[("VERBATIM__STORE__URL_FILE", path.to_str().unwrap())]).unwrap();
        assert_eq!(address(&settings), "postgres://me:other@host/db");
        std::fs::remove_file(&path).unwrap();
        assert!(
            settings
                .store
                .database_url()
                .unwrap_err()
                .to_string()
                .contains("VERBATIM__STORE__URL_FILE must name a file")
        );
    }

    #[test]
    fn a_token_that_no_header_can_hold_is_named_as_such_and_not_shown() {
        for (token, what) in [
            ("12.ab\ncd", "a line break"),
            ("12.ab cd", "a blank"),
            ("12.äb", "no plain letter"),
            ("a\u{0}", "no plain"),
        ] {
            let error = load(None, &[("VERBATIM__DISCORD__TOKEN", token)])
                .unwrap()
                .discord
                .token()
                .unwrap_err()
                .to_string();
            assert!(error.contains(what) && !error.contains("12.a"), "{error}");
        }
    }
}
