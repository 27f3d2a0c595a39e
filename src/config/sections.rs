//! The keys, section by section.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::num::{NonZeroU32, NonZeroU64};
use std::path::PathBuf;
use std::time::Duration;

use secrecy::SecretString;
use serde::Deserialize;
use tracing::Level;

use super::values::{self, EncoderKind, LogFormat, Networks};

/// `config/default.toml` explains each key.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Settings {
    pub corpus: CorpusSettings,
    /// A former section; its keys may stand in older files, but empty.
    #[serde(default)]
    pub(super) index: HashMap<String, String>,
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
    pub dir: PathBuf,
    pub watch: bool,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SearchSettings {
    pub encoder: EncoderKind,
    pub model: PathBuf,
    pub reader: PathBuf,
    pub cache: PathBuf,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct AnswerSettings {
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
    pub burst: NonZeroU32,
    pub per_minute: NonZeroU32,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiscordSettings {
    /// Discord's address, without a path.
    pub api_base: String,
    /// Empty for the one that Discord names.
    pub gateway: String,
    /// None for as many as Discord recommends.
    #[serde(deserialize_with = "values::shards")]
    pub shards: Option<NonZeroU32>,
    /// The first and the last shard of this process; none for all.
    #[serde(deserialize_with = "values::shard_range")]
    pub shard_range: Option<(u32, u32)>,
    pub deaf_after_seconds: NonZeroU64,
    pub acknowledge_after_ms: u64,
    pub message_content: bool,
    pub token: Option<SecretString>,
    pub token_file: Option<PathBuf>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HealthSettings {
    #[serde(deserialize_with = "values::listen")]
    pub listen: Option<SocketAddr>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WebSettings {
    pub listen: SocketAddr,
    pub trusted_proxies: Networks,
    /// As a policy lists them; empty for none.
    pub frame_ancestors: String,
    /// A file's path; empty for a file that goes with the program.
    pub store: PathBuf,
    pub burst: NonZeroU32,
    pub per_minute: NonZeroU32,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShutdownSettings {
    pub grace_seconds: u64,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LogSettings {
    #[serde(deserialize_with = "values::level")]
    pub level: Level,
    pub format: LogFormat,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TerminalSettings {
    pub history: PathBuf,
}

impl DiscordSettings {
    pub fn deaf_after(&self) -> Duration {
        Duration::from_secs(self.deaf_after_seconds.get())
    }
}
