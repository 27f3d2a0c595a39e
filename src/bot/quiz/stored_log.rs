//! Stored sessions: JSON without people, whose ids stand in columns so that they can be deleted.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::apply_error::ApplyError;
use super::options::QuizOptions;
use crate::quiz::{Effect, Entry, Session, Setup};
use crate::store::{LogRow, Store, StoredSession};

#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct StoredSetup {
    pub(super) setup: Setup,
    #[serde(rename = "wish")]
    pub(super) options: QuizOptions,
}

pub(super) fn parse(stored: &StoredSession) -> Result<StoredSetup, serde_json::Error> {
    let mut parsed: StoredSetup = serde_json::from_str(&stored.setup)?;
    parsed.setup.host = stored.host;
    Ok(parsed)
}

pub(super) fn row(entry: &Entry) -> Result<LogRow, serde_json::Error> {
    let mut value = serde_json::to_value(entry)?;
    let player = person_in(&mut value)
        .and_then(|fields| fields.remove("user"))
        .and_then(|user| user.as_u64());
    Ok(LogRow { event: entry.id, player, entry: value.to_string() })
}

fn entry(row: &LogRow) -> Result<Entry, serde_json::Error> {
    let mut value: Value = serde_json::from_str(&row.entry)?;
    if let (Some(fields), Some(player)) = (person_in(&mut value), row.player) {
        fields.insert("user".to_owned(), player.into());
    }
    Ok(Entry { id: row.event, ..serde_json::from_value(value)? })
}

/// With one field for the person's id.
fn person_in(entry: &mut Value) -> Option<&mut serde_json::Map<String, Value>> {
    entry.get_mut("event")?.as_object_mut()?.values_mut().next()?.as_object_mut()
}

/// With the length of its log, and the effects not shown yet, by entry number.
pub(super) async fn replayed(
    store: &Store,
    stored: &StoredSession,
) -> Result<(Session, u64, BTreeMap<u64, Effect>), ApplyError> {
    let mut session = Session::new(parse(stored)?.setup);
    let log = store.session_log(&stored.id).await?;
    let mut effects = BTreeMap::new();
    for (number, row) in (0..).zip(&log) {
        let effect = session.step(&entry(row)?).map_err(ApplyError::Log)?;
        if number >= stored.shown {
            effects.extend(effect.map(|effect| (number, effect)));
        }
    }
    Ok((session, log.len() as u64, effects))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::{Event, Grade, Pace, Rules, SessionQuestion, Solution};

    #[test]
    fn stored_sessions_name_no_person_and_come_back_unchanged() {
        let person = 819_273_645_546_372_819;
        let number = 3;
        let events = [
            Event::Started,
            Event::Voted { user: person, number, choice: 2, counts: true },
            Event::Typed { user: person, number, grade: Grade::Unclear, counts: false },
            Event::HintAsked { user: person, number, moderator: true },
            Event::SkipAsked { user: person, number, moderator: false },
            Event::StopAsked { user: person, moderator: false },
            Event::Forgotten { user: person },
            Event::TimePassed,
        ];
        for (at, event) in (0..).zip(events) {
            let event = Entry { id: (at > 0).then_some(at), made: 5, now: 7, event };
            let row = row(&event).unwrap();
            assert!(!row.entry.contains(&person.to_string()), "{}", row.entry);
            let of_a_person = !matches!(event.event, Event::Started | Event::TimePassed);
            assert_eq!(row.player, of_a_person.then_some(person));
            assert_eq!(entry(&row).unwrap(), event);
        }
        let questions = vec![SessionQuestion {
            item: "a".into(),
            solution: Solution::Choice { count: 4, right: 2 },
            difficulty: 1,
            hints: None,
        }];
        let setup = Setup::new(person, Rules::new(Pace::Calm, None, false), questions).unwrap();
        let options = QuizOptions { questions: Some(3), solo: true, ..QuizOptions::default() };
        let whole = StoredSetup { setup, options };
        let text = serde_json::to_string(&whole).unwrap();
        assert!(!text.contains(&person.to_string()), "{text}");
        let stored = StoredSession {
            id: "a".into(),
            channel: 1,
            place: 1,
            server: None,
            host: person,
            setup: text,
            owner: String::new(),
            entries: 0,
            shown: 0,
            ended: false,
        };
        assert_eq!(parse(&stored).unwrap(), whole);
    }
}
