//! What English words do in a sentence. Only closed classes are listed, all other words are
//! content, so no dictionary is needed.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::lists::listed;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    Content,
    Number,
    Determiner,
    Preposition,
    And,
    /// Begins a clause: “because”.
    Clause,
    Auxiliary,
    Pronoun,
    Adverb,
    /// The possessive “’s”.
    Owner,
    Mark,
    /// Before the first word, behind the last.
    Edge,
}

const CLOSED: &[(Role, &str)] = &[
    (
        Role::Determiner,
        "the a an this these those my our your his her its their some any each every all both \
         several many such no another other",
    ),
    (
        Role::Preposition,
        "of in on at by to from with for into onto through during after before since until under \
         over between among against about around near within without across along as toward \
         towards throughout upon via behind beyond above below despite than per including like \
         outside inside amid besides except",
    ),
    (Role::And, "and or nor &"),
    (
        Role::Clause,
        "that which who whom whose what where when while whilst because although though if but so \
         whether why how unless whereas",
    ),
    (
        Role::Auxiliary,
        "is are was were be been being am has have had having do does did will would shall should \
         can could may might must cannot",
    ),
    (
        Role::Pronoun,
        "i you he she it we they me him us them himself herself itself themselves there here one \
         others mine ours theirs everyone someone anyone nobody",
    ),
    (
        Role::Adverb,
        "also often not never always first once soon then thus however only even just still \
         already later now again too ever usually sometimes instead yet eventually finally \
         initially originally generally typically currently formally officially fully famously \
         subsequently quickly immediately recently previously actually really",
    ),
];

/// Of two classes the first counts.
static ROLE_OF: LazyLock<HashMap<&str, Role>> = LazyLock::new(|| {
    CLOSED.iter().rev().flat_map(|(role, list)| listed(list).map(|word| (word, *role))).collect()
});

impl Role {
    pub(crate) fn of_closed_class(lower: &str) -> Option<Role> {
        ROLE_OF.get(lower).copied()
    }
}
