//! What a speech consists of, and completing references and speeches.

use super::places::CiteService;
use crate::bot::help::MOST_LISTED;
use crate::bot::{excerpt, messages};
use crate::corpus::{Quote, REFERENCE_END, ReferenceError, Speech, UnitId, UnitKind};
use crate::reply::{Action, Choice, MOST_CHOICES, Menu, Part, Reply, Span};

/// In characters: what Discord shows of a choice.
const LONGEST_CHOICE: usize = 100;

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
    pub fn outline(&self, id: &str) -> Reply {
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
        let choices: Vec<Choice> = contents.iter().map(label).collect();
        let menu = |(menu, choices): (u8, &[Choice])| {
            let first = choices.first().filter(|_| menu > 0).map(|choice| choice.value.as_str());
            let label = messages::quotes::open_section(first);
            Menu::of_choices(Action::OpenPlace { menu }, label, choices.to_vec())
        };
        let menus = (0..=u8::MAX).zip(choices.chunks(MOST_CHOICES)).map(menu).collect();
        let line = |part: Contents| {
            let holds = Span::Text(part.holds());
            let heading = part.heading.map(|heading| [Span::quote(heading), Span::text("\n")]);
            let reference = [Span::Strong(part.reference), Span::text(" ")].into_iter();
            reference.chain(heading.into_iter().flatten()).chain([holds]).collect()
        };
        let parts = vec![Part::Lines(contents.into_iter().map(line).collect())];
        let heading = excerpt::cut(&speech.front().title, 2 * excerpt::TITLE_LENGTH);
        Reply { menus, ..Reply::titled(heading, parts) }
    }

    /// By its id or its speaker; without, the only speech.
    ///
    /// # Errors
    ///
    /// What to tell whoever gave an unknown id, or no id of several.
    pub fn speech(&self, id: &str) -> Result<&Speech, String> {
        let speeches = self.corpus.speeches();
        let named = id.split_once(REFERENCE_END).map_or(id, |(id, _)| id).trim().to_lowercase();
        match (speeches, excerpt::cut(&named, excerpt::TITLE_LENGTH).as_str()) {
            ([only], "") => Ok(only),
            (several, "") => {
                let ids: Vec<_> = several.iter().take(MOST_LISTED).map(Speech::id).collect();
                Err(ReferenceError::WhichSpeech { examples: ids.join(", ") })
            }
            (several, named) => self.corpus.speech_called(named).map(|at| &several[at]),
        }
        .map_err(|error| error.to_string())
    }

    pub fn contents(&self, speech: &Speech) -> Vec<Contents> {
        let corpus = &self.corpus;
        let of_speech = |id: &UnitId| corpus.unit(*id).0.id() == speech.id();
        let ids: Vec<UnitId> = corpus.unit_ids().filter(of_speech).collect();
        let is_note = |id: &&UnitId| corpus.unit(**id).1.kind == UnitKind::Note;
        let notes: Vec<UnitId> = ids.iter().filter(is_note).copied().collect();
        let sections = speech.sections().into_iter();
        let parts = sections.filter_map(|section| ids.get(section.units)).chain([&*notes]);
        parts.filter(|ids| !ids.is_empty()).map(|ids| Contents::new(self, ids)).collect()
    }

    pub fn complete_reference(&self, typed: &str, limit: usize) -> Vec<Choice> {
        let choice = |id: UnitId| {
            let quote = self.corpus.quote_unit(id);
            let reference = quote.reference().to_string();
            Choice { label: line(&reference, quote.text()), value: reference }
        };
        let units = self.completion.units(&self.corpus, typed, limit);
        units.into_iter().map(choice).collect()
    }

    pub fn complete_speech(&self, typed: &str, limit: usize) -> Vec<Choice> {
        let choice = |speech: &Speech| Choice {
            label: line(speech.id(), &speech.front().title),
            value: speech.id().to_owned(),
        };
        let found = self.completion.speeches(typed);
        let speeches = found.filter_map(|at| self.corpus.speeches().get(at));
        speeches.take(limit).map(choice).collect()
    }
}

fn line(reference: &str, text: &str) -> String {
    // The cut mark takes two characters.
    excerpt::cut(&format!("{reference}{REFERENCE_END}{text}"), LONGEST_CHOICE - 2)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use crate::bot::tests::{BOT, ODD, assert_verbatim, baker_and_miller};
    use crate::reply::Menu;

    #[test]
    fn an_outline_leads_to_its_parts_and_the_speech_is_named_in_any_way() {
        let reply = BOT.cite.outline("");
        for place in reply.menus.iter().flat_map(Menu::choices) {
            assert!(BOT.cite.reply(&place.value).quotes().next().is_some(), "{place:?}");
        }
        for named in ["acftu-2023", "ACFTU-2023 ", "acftu-2023 · Mobilizing …"] {
            assert_eq!(BOT.cite.outline(named).parts, reply.parts, "{named}");
        }
    }

    #[test]
    fn a_speech_is_named_by_its_speaker() {
        let bot = baker_and_miller("Bread.", "Flour.");
        for named in ["Baker", "a-1", "President Baker"] {
            assert_eq!(bot.cite.speech(named).unwrap().id(), "a-1", "{named}");
        }
        for named in ["Farmer", "Baker and Miller", "Baker's bread"] {
            assert!(bot.cite.speech(named).is_err(), "{named}");
        }
    }

    fn values(typed: &str) -> Vec<String> {
        BOT.cite.complete_reference(typed, 25).into_iter().map(|choice| choice.value).collect()
    }

    #[test]
    fn a_reference_is_completed_by_its_place_its_heading_and_its_first_words() {
        for typed in ["2", "§2", "sec 2", "section two", "2."] {
            assert_eq!(values(typed)[0], "§2", "{typed}");
        }
        for typed in ["2.3", "§2 ¶3", "2:3", "section 2 paragraph 3"] {
            assert_eq!(values(typed)[0], "§2 ¶3", "{typed}");
        }
        assert_eq!(values("§2 ¶"), ["§2", "§2 ¶1", "§2 ¶2", "§2 ¶3"]);
        assert_eq!(values("intro"), ["Intro ¶1", "Intro ¶2"]);
        assert_eq!(values("among the many tasks"), ["§2 ¶1"]);
        assert_eq!(values("wholeheartedly PROTECT"), ["§3", "§3 ¶1", "§3 ¶2", "§3 ¶3"]);
        let of_letters = values("in");
        assert!(of_letters.starts_with(&["Intro ¶1".to_owned(), "Intro ¶2".to_owned()]));
        assert!(of_letters.len() > 2, "words begin with “in”, too");
        assert_eq!(values("xyzzy"), Vec::<String>::new());
        assert_eq!(values("").len(), 20, "where there is room, all is offered");
        assert_eq!(
            BOT.cite
                .complete_reference("", 3)
                .iter()
                .map(|choice| choice.value.as_str())
                .collect::<Vec<_>>(),
            ["§1", "§2", "§3"]
        );
        assert_eq!(BOT.cite.complete_speech("rejuven", 25)[0].value, "acftu-2023");
    }

    proptest! {
        #[test]
        fn whatever_completes_can_be_sent_back_by_name_or_value(typed in r"(?s).{0,20}|[§¶0-9.: a-z]{0,8}", which in 0..4_usize) {
            let bot = if which == 3 { &*BOT } else { &ODD[which] };
            let choices = bot.cite.complete_reference(&typed, 25);
            prop_assert!(choices.len() <= 25);
            for choice in choices {
                prop_assert!(choice.label.chars().count() <= 100 && choice.value.chars().count() <= 100);
                let by_value = bot.cite.reply(&choice.value);
                assert_verbatim(bot, &by_value);
                prop_assert!(by_value.quotes().next().is_some());
                prop_assert_eq!(bot.cite.reply(&choice.label), by_value);
            }
        }
    }
}
