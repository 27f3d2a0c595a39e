//! Secrets: the token and the database's address, from the environment or a file of their own.

use std::path::Path;

use config::Config;
use secrecy::{ExposeSecret, SecretString};

use super::error::{ADDRESS, SettingsError, TOKEN};
use super::sections::{DiscordSettings, StoreSettings};

/// Secrets and their files, which no settings file may hold.
const SECRETS: [&str; 3] = [TOKEN, "discord.token_file", "store.url_file"];

/// May hold a password.
const ADDRESSES: [&str; 4] = [ADDRESS, "web.store", "discord.api_base", "discord.gateway"];

impl DiscordSettings {
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

fn read_secret(path: &Path, key: &'static str) -> Result<SecretString, SettingsError> {
    let text = std::fs::read_to_string(path).map_err(|source| SettingsError::SecretFile {
        path: path.to_owned(),
        key,
        source,
    })?;
    Ok(text.trim().into())
}

pub(super) fn secret_in(file: &Config, path: &Path) -> Option<SettingsError> {
    let is_set = |key: &&str| file.get::<config::Value>(key).is_ok();
    let is_secret = |key: &&str| file.get::<String>(key).is_ok_and(|url| holds_password(&url));
    let secret = SECRETS.into_iter().find(is_set).map(|key| (key, ""));
    let address = ADDRESSES.into_iter().find(is_secret).map(|key| (key, " with a password"));
    let path = path.to_owned();
    secret.or(address).map(|(key, with)| SettingsError::SecretInFile { path, key, with })
}

fn holds_password(url: &str) -> bool {
    let after_scheme = url.split_once("://").map_or("", |(_, rest)| rest);
    let user = after_scheme.rsplit_once('@').map_or("", |(user, _)| user);
    user.contains(':') || after_scheme.contains("password=")
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
