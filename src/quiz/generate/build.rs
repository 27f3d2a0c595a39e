//! Building an item from its parts: id, key, order of choices.

use crate::corpus::{Quote, Speech};
use crate::quiz::item::{AnswerKey, Item, Kind};

/// Where the corpus offers so many.
pub(super) const CHOICES: usize = 4;

const ID_LENGTH: usize = 12;

pub(super) fn item(
    kind: Kind,
    prompt: String,
    answer: AnswerKey,
    evidence: Quote,
    difficulty: u8,
) -> Item {
    // Two alterations of a sentence share prompt, answer and evidence.
    let asked = match &answer {
        AnswerKey::Choice { choices, .. } if kind == Kind::Altered => choices.join("\n"),
        _ => prompt.clone(),
    };
    let of = [kind.name(), &asked, evidence.speech(), evidence.text(), answer.answer()];
    let id = hash(&of).to_hex().chars().take(ID_LENGTH).collect();
    Item { id, kind, prompt, answer, evidence, difficulty }
}

/// The speaker's family name is enough, unless the prompt shows it.
pub(super) fn typed(answer: &str, prompt: &str, speech: &Speech) -> AnswerKey {
    let front = speech.front();
    let family = front.family_name.as_deref().filter(|_| front.speaker.as_deref() == Some(answer));
    let shown = |family: &&str| prompt.to_lowercase().contains(&family.to_lowercase());
    let accepted = std::iter::once(answer).chain(family.filter(|family| !shown(family)));
    AnswerKey::Text { accepted: accepted.map(str::to_owned).collect() }
}

/// The order says nothing about which choice is right.
pub(super) fn choice(right: &str, mut choices: Vec<String>, salt: &str) -> AnswerKey {
    choices.push(right.to_owned());
    choices.sort_by_key(|choice| order(&[salt, choice]));
    let right = choices.iter().position(|choice| choice == right).unwrap_or_default();
    AnswerKey::Choice { choices, right }
}

/// As by chance, but always alike for the same texts.
pub(crate) fn order(of: &[&str]) -> u64 {
    hash(of).as_bytes().first_chunk().map_or(0, |first| u64::from_be_bytes(*first))
}

fn hash(of: &[&str]) -> blake3::Hash {
    let mut hasher = blake3::Hasher::new();
    for part in of {
        hasher.update(part.as_bytes());
        hasher.update(&[0]);
    }
    hasher.finalize()
}
