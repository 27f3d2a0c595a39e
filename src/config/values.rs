//! Values that are written as text.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;

use ipnet::IpNet;
use serde::de::Error;
use serde::{Deserialize, Deserializer};
use tracing::Level;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum EncoderKind {
    /// all-MiniLM-L6-v2.
    Minilm,
    None,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub enum LogFormat {
    Text,
    /// One JSON object a line.
    Json,
}

/// More than the largest bots have; each takes memory.
const MOST_SHARDS: u32 = 65_536;

#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub struct Networks(Vec<IpNet>);

impl Networks {
    pub fn contain(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

impl TryFrom<String> for EncoderKind {
    type Error = &'static str;

    fn try_from(text: String) -> Result<EncoderKind, Self::Error> {
        match text.to_lowercase().as_str() {
            "minilm" => Ok(EncoderKind::Minilm),
            "none" => Ok(EncoderKind::None),
            _ => Err("search.encoder must be \"minilm\" or \"none\""),
        }
    }
}

impl TryFrom<String> for LogFormat {
    type Error = &'static str;

    fn try_from(text: String) -> Result<LogFormat, Self::Error> {
        match text.to_lowercase().as_str() {
            "text" => Ok(LogFormat::Text),
            "json" => Ok(LogFormat::Json),
            _ => Err("log.format must be \"text\" or \"json\""),
        }
    }
}

pub(super) fn level<'de, D: Deserializer<'de>>(written: D) -> Result<Level, D::Error> {
    let text = String::deserialize(written)?;
    // The library also reads numbers.
    match text.parse() {
        Ok(level) if text.chars().all(char::is_alphabetic) => Ok(level),
        _ => Err(D::Error::custom(
            "log.level must be \"error\", \"warn\", \"info\", \"debug\" or \"trace\"",
        )),
    }
}

pub(super) fn shards<'de, D: Deserializer<'de>>(
    written: D,
) -> Result<Option<NonZeroU32>, D::Error> {
    match String::deserialize(written)?.as_str() {
        "auto" => Ok(None),
        number => match number.parse::<NonZeroU32>() {
            Ok(count) if count.get() <= MOST_SHARDS => Ok(Some(count)),
            _ => {
                Err(D::Error::custom("discord.shards must be \"auto\" or a number from 1 to 65536"))
            }
        },
    }
}

pub(super) fn shard_range<'de, D: Deserializer<'de>>(
    written: D,
) -> Result<Option<(u32, u32)>, D::Error> {
    let text = String::deserialize(written)?;
    if text.is_empty() {
        return Ok(None);
    }
    let (first, last) = text.split_once('-').unwrap_or((&text, &text));
    match (first.trim().parse::<u32>(), last.trim().parse::<u32>()) {
        (Ok(first), Ok(last)) if first <= last => Ok(Some((first, last))),
        _ => Err(D::Error::custom(
            "discord.shard_range must be like \"0-3\", the first and the last shard",
        )),
    }
}

pub(super) fn listen<'de, D: Deserializer<'de>>(
    written: D,
) -> Result<Option<SocketAddr>, D::Error> {
    match String::deserialize(written)?.as_str() {
        "" => Ok(None),
        address => address.parse().map(Some).map_err(|_| {
            D::Error::custom("health.listen must be an address with a port, like 127.0.0.1:9095")
        }),
    }
}

impl TryFrom<String> for Networks {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Networks, Self::Error> {
        let parse = |one: &str| {
            let address = one.parse::<IpAddr>().map(IpNet::from);
            address.or_else(|_| one.parse::<IpNet>()).map_err(
                |_| "web.trusted_proxies must be addresses or networks, like 127.0.0.1, 10.0.0.0/8",
            )
        };
        let typed = text.split(',').map(str::trim).filter(|one| !one.is_empty());
        typed.map(parse).collect::<Result<_, _>>().map(Networks)
    }
}
