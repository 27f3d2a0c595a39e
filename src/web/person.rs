//! Who asks: an id that only the holder of a tab's secret has, and the name that they chose.

use serde::Deserialize;

use crate::bot::Actor;

/// In characters.
const LONGEST_NAME: usize = 32;

/// In bytes: shorter ones could be guessed, longer ones are nobody's.
const SECRET: std::ops::RangeInclusive<usize> = 16..=64;

/// JavaScript counts exactly up to here.
pub(super) const GREATEST_ID: u64 = (1 << 53) - 1;

#[derive(Deserialize)]
#[serde(try_from = "String")]
pub(super) struct Secret(String);

impl TryFrom<String> for Secret {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Secret, Self::Error> {
        let is_plain = text.bytes().all(|byte| byte.is_ascii_alphanumeric());
        match is_plain && SECRET.contains(&text.len()) {
            true => Ok(Secret(text)),
            false => Err("16 to 64 letters and digits make a tab's secret"),
        }
    }
}

impl Secret {
    pub(super) fn person(&self) -> u64 {
        let hash = blake3::hash(self.0.as_bytes());
        hash.as_bytes().first_chunk().map_or(0, |id| u64::from_be_bytes(*id)) & GREATEST_ID
    }
}

/// Nobody manages anything here: settings other than one's own are made on Discord.
pub(super) fn actor(secret: &Secret, name: &str, room: Option<u64>) -> Actor {
    Actor {
        person: secret.person(),
        name: name.chars().filter(|c| !c.is_control()).take(LONGEST_NAME).collect(),
        channel: room,
        settings_channel: room,
        ..Actor::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_secret_always_gives_the_same_person_and_another_gives_another() {
        let person = |secret: &str| Secret::try_from(secret.to_owned()).map(|one| one.person());
        let (one, other) = ("0123456789abcdef", "0123456789abcdeg");
        assert_eq!(person(one), person(one));
        assert_ne!(person(one), person(other));
        assert!(person(one).unwrap() <= GREATEST_ID);
        for wrong in ["", "short", "0123456789abcdef ", &"x".repeat(65)] {
            assert!(person(wrong).is_err(), "{wrong:?}");
        }
    }
}
