//! What a speech consists of.

use super::places::CiteService;
use crate::bot::help::MOST_LISTED;
use crate::bot::{excerpt, messages};
use crate::corpus::{Quote, REFERENCE_END, Section, Speech, Unit, UnitId, UnitKind};
use crate::reply::{Choice, Entry, Part, Reply};

/// In characters: what Discord shows of a choice.
const LONGEST_CHOICE: usize = 100;

/// A section, the introduction, or all notes.
#[derive(Clone, Debug)]
pub struct Contents {
    pub reference: String,
    pub heading: Option<Quote>,
    pub paragraphs: usize,
    pub photos: usize,
    pub notes: usize,
}

impl Contents {
    fn new(cite: &CiteService, ids: &[UnitId]) -> Contents {
        let corpus = &cite.corpus;
        let count =
            |kind: UnitKind| ids.iter().filter(|id| corpus.unit(**id).1.kind == kind).count();
        let heading = ids.iter().copied().find(|id| corpus.unit(*id).1.kind == UnitKind::Heading);
        let paragraphs: Vec<UnitId> =
            ids.iter().copied().filter(|id| corpus.unit(*id).1.kind != UnitKind::Caption).collect();
        let named: Vec<UnitId> = heading.map_or(paragraphs, |heading| vec![heading]);
        Contents {
            reference: cite.named(if named.is_empty() {
                ids.get(..1).unwrap_or_default()
            } else {
                &named
            }),
            heading: heading.map(|heading| corpus.quote_unit(heading)),
            paragraphs: count(UnitKind::Paragraph),
            photos: count(UnitKind::Caption),
            notes: count(UnitKind::Note),
        }
    }

    fn holds(&self) -> String {
        messages::quotes::holds(self.paragraphs, self.photos, self.notes)
    }
}

impl CiteService {
    /// Without an id, of the only speech.
    pub fn outline(&self, id: &str, private: bool) -> Reply {
        let speech = match self.speech(id) {
            Ok(speech) => speech,
            Err(error) => return Reply::error(error),
        };
        let contents = self.contents(speech);
        let label = |part: &Contents| {
            let said = part
                .heading
                .as_ref()
                .map_or_else(|| part.holds(), |heading| heading.text().to_owned());
            Choice { label: line(&part.reference, &said), value: part.reference.clone() }
        };
        let places = contents.iter().map(label).collect();
        let entry = |part: Contents| Entry {
            holds: part.holds(),
            reference: part.reference,
            heading: part.heading,
        };
        let parts = vec![Part::Contents(contents.into_iter().map(entry).collect())];
        let heading = Some(excerpt::cut(&speech.front().title, 2 * excerpt::TITLE_LENGTH));
        Reply { private, heading, parts, places, ..Reply::default() }
    }

    /// Without an id, the only speech.
    ///
    /// # Errors
    ///
    /// What to tell whoever gave an unknown id, or none where there are several.
    pub fn speech(&self, id: &str) -> Result<&Speech, String> {
        let speeches = self.corpus.speeches();
        let named = id.split_once(REFERENCE_END).map_or(id, |(id, _)| id).trim().to_lowercase();
        let ids =
            || speeches.iter().take(MOST_LISTED).map(Speech::id).collect::<Vec<_>>().join(", ");
        match (speeches, named.as_str()) {
            ([only], "") => Ok(only),
            (_, "") => Err(messages::quotes::which_speech(&ids())),
            (several, named) => {
                several.iter().find(|speech| speech.id() == named).ok_or_else(|| {
                    let named = excerpt::cut(named, excerpt::TITLE_LENGTH);
                    messages::quotes::no_such_speech(&named, &ids())
                })
            }
        }
    }

    /// In reading order: introduction, sections, notes.
    pub fn contents(&self, speech: &Speech) -> Vec<Contents> {
        let first = self.corpus.unit_ids().find(|id| self.corpus.unit(*id).0.id() == speech.id());
        let id = |at: usize| {
            UnitId(
                first
                    .map_or(0, |first| first.0)
                    .saturating_add(u32::try_from(at).unwrap_or(u32::MAX)),
            )
        };
        let ids = |section: &Section| section.units.clone().map(id).collect::<Vec<_>>();
        let is_note = |unit: &Unit| unit.kind == UnitKind::Note;
        let notes: Vec<UnitId> = (0..)
            .zip(speech.units())
            .filter(|(_, unit)| is_note(unit))
            .map(|(at, _)| id(at))
            .collect();
        let parts = speech.sections().iter().map(ids).chain([notes]).collect::<Vec<_>>();
        parts.iter().filter(|ids| !ids.is_empty()).map(|ids| Contents::new(self, ids)).collect()
    }
}

/// On one line.
pub(super) fn line(reference: &str, text: &str) -> String {
    // The cut mark takes two characters.
    excerpt::cut(&format!("{reference}{REFERENCE_END}{text}"), LONGEST_CHOICE - 2)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bot::tests::BOT;

    #[test]
    fn an_outline_names_the_parts_and_what_they_hold() {
        let reply = BOT.cite.outline("", false);
        let Part::Contents(entries) = &reply.parts[0] else { panic!("{reply:?}") };
        let lines: Vec<(&str, &str)> =
            entries.iter().map(|entry| (entry.reference.as_str(), entry.holds.as_str())).collect();
        assert_eq!(
            lines,
            [
                ("Intro ¶1–2", "2 paragraphs"),
                ("§1", "3 paragraphs, 2 photos"),
                ("§2", "3 paragraphs"),
                ("§3", "3 paragraphs"),
                ("Note 1–2", "2 notes"),
            ]
        );
        assert!(entries[1].heading.as_ref().unwrap().text().starts_with("1. It is imperative"));
        for place in &reply.places {
            assert!(BOT.cite.reply(&place.value, false).quotes().next().is_some(), "{place:?}");
        }
        let refused = BOT.cite.outline("nowhere", false);
        assert!(
            refused.private
                && refused.parts
                    == [Part::Text(
                        "No speech is called “nowhere”. There is: acftu-2023.".to_owned()
                    )]
        );
        for named in ["acftu-2023", "ACFTU-2023 ", "acftu-2023 · Mobilizing …"] {
            assert_eq!(BOT.cite.outline(named, false).parts, reply.parts, "{named}");
        }
    }
}
