//! Reads the settings from all sources, and checks them.

use std::ops::RangeInclusive;
use std::path::Path;

use config::{Config, Environment, File, FileFormat};
use reqwest::Url;

use super::error::{PREFIX, SettingsError};
use super::secrets::secret_in;
use super::sections::{DiscordSettings, Settings};

pub const DEFAULTS: &str = include_str!("../../config/default.toml");

/// Optional; in this order, from the working directory.
const FILES: [&str; 2] = ["config/default.toml", "config/local.toml"];

/// A heartbeat's answer comes every 41 seconds, and half of this time already counts as silence.
const DEAF_AFTER: RangeInclusive<u64> = 90..=86_400;

/// In milliseconds: Discord waits three seconds.
const LATEST_ACKNOWLEDGEMENT: u64 = 2_000;

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

    pub(super) fn from_sources(
        named: Option<&Path>,
        environment: Environment,
    ) -> Result<Settings, SettingsError> {
        let mut builder = Config::builder().add_source(File::from_str(DEFAULTS, FileFormat::Toml));
        let files =
            FILES.iter().map(|file| (Path::new(file), false)).chain(named.map(|file| (file, true)));
        for (path, is_named) in files {
            if !is_named && !path.exists() {
                continue;
            }
            std::fs::read_to_string(path)
                .map_err(|source| SettingsError::File { path: path.to_owned(), source })?;
            let source = File::from(path).format(FileFormat::Toml);
            let alone = Config::builder().add_source(source.clone()).build()?;
            if let Some(secret) = secret_in(&alone, path) {
                return Err(secret);
            }
            builder = builder.add_source(source);
        }
        let settings: Settings = builder.add_source(environment).build()?.try_deserialize()?;
        match settings.rules().into_iter().find(|(holds, _)| !holds) {
            Some((_, rule)) => Err(SettingsError::Value(rule)),
            None => Ok(settings),
        }
    }

    fn rules(&self) -> [(bool, &'static str); 8] {
        let DiscordSettings { api_base, gateway, shards, shard_range, .. } = &self.discord;
        // It goes into a header beside other rules.
        let frames = &self.web.frame_ancestors;
        [
            (
                self.index.values().all(String::is_empty),
                "index.path is no longer used, as the index is held in memory: leave it out, and \
                 delete verbatim-index in its folder. If search.cache is not set, set it to \
                 vectors in that folder, where the encoder's vectors are",
            ),
            ((1..=5).contains(&self.answer.passages), "answer.passages must be from 1 to 5"),
            (
                is_address(api_base, ["http", "https"]),
                "discord.api_base must be an address that begins with https:// or http://",
            ),
            (
                gateway.is_empty() || is_address(gateway, ["ws", "wss"]),
                "discord.gateway must be an address that begins with wss:// or ws://, or be empty",
            ),
            (
                DEAF_AFTER.contains(&self.discord.deaf_after_seconds.get()),
                "discord.deaf_after_seconds must be from 90 to 86400, for a heartbeat's answer \
                 comes every 41 seconds",
            ),
            (
                shard_range.is_none_or(|(_, last)| shards.is_some_and(|all| last < all.get())),
                "discord.shard_range needs discord.shards to be a number, the same for all \
                 processes and larger than the last shard's, as the first shard is 0",
            ),
            (
                frames.chars().all(|c| matches!(c, ' ' | '!'..='~') && !matches!(c, ';' | ',')),
                "web.frame_ancestors must be sites with spaces between, such as \
                 https://school.example",
            ),
            (
                self.discord.acknowledge_after_ms <= LATEST_ACKNOWLEDGEMENT,
                "discord.acknowledge_after_ms must be from 0 to 2000, for Discord waits three \
                 seconds",
            ),
        ]
    }
}

fn is_address(text: &str, schemes: [&str; 2]) -> bool {
    Url::parse(text).is_ok_and(|url| schemes.contains(&url.scheme()) && url.has_host())
}

pub(super) fn environment() -> Environment {
    Environment::with_prefix(PREFIX).prefix_separator("__").separator("__").ignore_empty(true)
}
