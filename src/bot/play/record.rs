//! Rounds as the store keeps them: JSON without people, whose ids stand in columns of their own so that they can be deleted.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Wish;
use crate::quiz::{Entry, Refused, Round, Setup};
use crate::store::{LogRow, StoredRound};

/// Why a kept round cannot go on.
#[derive(Debug, thiserror::Error)]
pub(super) enum Unreadable {
    /// It was written by another version.
    #[error("a kept round cannot be read: {0}")]
    Json(#[from] serde_json::Error),
    /// Its log does not lead anywhere.
    #[error("a kept round's log is not of this version: {0}")]
    Log(#[from] Refused),
}

/// What a round is made from, without its host.
#[derive(Serialize, Deserialize)]
struct Made {
    setup: Value,
    wish: Wish,
}

/// What is kept of a round's making.
pub(super) fn made(setup: &Setup, wish: &Wish) -> Result<String, serde_json::Error> {
    let mut setup = serde_json::to_value(setup)?;
    if let Some(fields) = setup.as_object_mut() {
        fields.remove("host");
    }
    serde_json::to_string(&Made { setup, wish: wish.clone() })
}

/// What a kept round was made from.
pub(super) fn read(stored: &StoredRound) -> Result<(Setup, Wish), Unreadable> {
    let Made { mut setup, wish } = serde_json::from_str(&stored.setup)?;
    if let Some(fields) = setup.as_object_mut() {
        fields.insert("host".to_owned(), stored.host.into());
    }
    Ok((serde_json::from_value(setup)?, wish))
}

/// An entry as it is kept.
pub(super) fn row(entry: &Entry) -> Result<LogRow, serde_json::Error> {
    let mut value = serde_json::to_value(entry)?;
    if let Some(fields) = value.as_object_mut() {
        fields.remove("id");
    }
    let player = person_in(&mut value).and_then(|fields| fields.remove("user")).and_then(|user| user.as_u64());
    Ok(LogRow { event: entry.id, player, entry: value.to_string() })
}

/// A kept entry.
pub(super) fn entry(row: &LogRow) -> Result<Entry, Unreadable> {
    let mut value: Value = serde_json::from_str(&row.entry)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("id".to_owned(), row.event.into());
    }
    if let (Some(fields), Some(player)) = (person_in(&mut value), row.player) {
        fields.insert("user".to_owned(), player.into());
    }
    Ok(serde_json::from_value(value)?)
}

/// The fields of an entry's event, one of which is the person; none for what no person does.
fn person_in(entry: &mut Value) -> Option<&mut serde_json::Map<String, Value>> {
    entry.get_mut("event")?.as_object_mut()?.values_mut().next()?.as_object_mut()
}

/// A kept round as it stands, with the effects of its entries from number `shown` on.
pub(super) fn replayed(setup: Setup, log: &[LogRow], shown: u64) -> Result<(Round, Vec<(u64, crate::quiz::Effect)>), Unreadable> {
    let mut round = Round::new(setup);
    let mut effects = Vec::new();
    for (number, row) in (0..).zip(log) {
        let (next, came) = round.step(&entry(row)?)?;
        round = next;
        if number >= shown {
            effects.extend(came.into_iter().map(|effect| (number, effect)));
        }
    }
    Ok((round, effects))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::{Asked, Event, Judged, Pace, Rules, Solution};

    #[test]
    fn what_is_kept_holds_no_person_and_comes_back_as_it_was() {
        let person = 819_273_645_546_372_819;
        let number = 3;
        let events = [
            Event::Started,
            Event::Voted { user: person, number, choice: 2, counts: true },
            Event::Typed { user: person, number, judged: Judged::Unclear, counts: false },
            Event::HintAsked { user: person, number, moderator: true },
            Event::SkipAsked { user: person, number, moderator: false },
            Event::StopAsked { user: person, moderator: false },
            Event::Forgotten { user: person },
            Event::TimePassed,
        ];
        for (at, event) in (0..).zip(events) {
            let kept = Entry { id: (at > 0).then_some(at), made: 5, now: 7, event };
            let row = row(&kept).unwrap();
            assert!(!row.entry.contains(&person.to_string()), "{}", row.entry);
            let of_a_person = !matches!(kept.event, Event::Started | Event::TimePassed);
            assert_eq!(row.player, of_a_person.then_some(person));
            assert_eq!(entry(&row).unwrap(), kept);
        }
        let questions = vec![Asked { item: "a".into(), solution: Solution::Choice { count: 4, right: 2 }, difficulty: 1 }];
        let setup = Setup::new(person, Rules::of(Pace::Calm), questions).unwrap();
        let wish = Wish { questions: Some(3), solo: true, ..Wish::default() };
        let text = made(&setup, &wish).unwrap();
        assert!(!text.contains(&person.to_string()), "{text}");
        let stored = StoredRound {
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
        assert_eq!(read(&stored).unwrap(), (setup, wish));
    }
}
