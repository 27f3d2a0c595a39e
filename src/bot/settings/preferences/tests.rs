//! Precedence: a table over all combinations for each setting, and properties of all of them.

use proptest::prelude::*;

use super::*;

const SPEECHES: [&str; 3] = ["one", "two", "three"];

const WHERE: Asker = Asker { person: 1, server: Some(3), channel: Some(2), manages: false };

/// Two values of each setting that differ from each other, as they are kept.
fn values(key: Key) -> [&'static str; 2] {
    match key {
        Key::Private | Key::Study | Key::Threads | Key::Inline => ["yes", "no"],
        Key::Quote => ["sentence", "paragraph"],
        Key::Speeches => ["two", "three,one"],
        Key::Quiz => ["managers", "77"],
        Key::Curators => ["88", "99"],
    }
}

fn set(level: Level, key: Key, value: &str) -> Setting {
    Setting { scope: level.scope(WHERE).unwrap(), name: key.name().to_owned(), value: value.to_owned() }
}

fn alone(key: Key, value: &str) -> Preferences {
    let mut preferences = Preferences::default();
    assert!(preferences.take(key, value, &SPEECHES), "{key:?} {value}");
    preferences
}

#[test]
fn the_server_holds_over_the_channel_and_this_over_the_person() {
    for key in Key::ALL {
        let [a, b] = values(key);
        assert_ne!(alone(key, a), alone(key, b));
        // Each of the three sets nothing, something unreadable, or one of two values.
        let choices = [None, Some("?"), Some(a), Some(b)];
        for number in 0..choices.len().pow(3) {
            let chosen = [choices[number % 4], choices[number / 4 % 4], choices[number / 16]];
            let settings: Vec<Setting> =
                Level::ALL.into_iter().zip(chosen).filter_map(|(level, value)| Some(set(level, key, value?))).collect();
            let [server, channel, user] = Level::ALL;
            let counts = |level, value: Option<&'static str>| {
                value.filter(|value| *value != "?" && key.levels().contains(&level)).map(|value| (level, value))
            };
            let holds = counts(server, chosen[0]).or(counts(channel, chosen[1])).or(counts(user, chosen[2]));
            let resolved = Resolved::of(&settings, &SPEECHES);
            let expected = holds.map_or_else(Preferences::default, |(_, value)| alone(key, value));
            assert_eq!(resolved.preferences, expected, "{key:?} {chosen:?}");
            assert_eq!(resolved.from.get(&key).copied(), holds.map(|(level, _)| level), "{key:?} {chosen:?}");
        }
    }
}

#[test]
fn each_setting_is_read_as_it_is_kept() {
    for (key, value, expected) in [
        (Key::Private, "yes", Preferences { private: true, ..Preferences::default() }),
        (Key::Quote, "sentence", Preferences { quote: QuoteLength::Sentence, ..Preferences::default() }),
        (Key::Quote, "excerpt", Preferences::default()),
        (Key::Speeches, "three,gone,one", Preferences { speeches: vec!["one".into(), "three".into()], ..Preferences::default() }),
        (Key::Speeches, "*", Preferences::default()),
        (Key::Quiz, "7", Preferences { quiz_starters: QuizStarters::Role(7), ..Preferences::default() }),
        (Key::Curators, "7", Preferences { curator_role: Some(7), ..Preferences::default() }),
    ] {
        assert_eq!(alone(key, value), expected);
    }
    for (key, value) in [
        (Key::Private, "YES"),
        (Key::Private, ""),
        (Key::Quote, "long"),
        (Key::Speeches, "gone"),
        (Key::Speeches, ""),
        (Key::Quiz, "07"),
        (Key::Quiz, "0"),
        (Key::Curators, "-1"),
        (Key::Curators, "99999999999999999999"),
    ] {
        let mut preferences = Preferences::default();
        assert!(!preferences.take(key, value, &SPEECHES), "{key:?} {value}");
        assert_eq!(preferences, Preferences::default());
    }
}

#[test]
fn where_nobody_asks_in_a_server_only_the_persons_settings_count() {
    let direct = Asker { server: None, ..WHERE };
    let scopes: Vec<_> = Level::ALL.into_iter().filter_map(|level| level.scope(direct)).collect();
    assert_eq!(scopes, [Scope::User(1)]);
}

fn any_setting() -> impl Strategy<Value = Setting> {
    let level = prop::sample::select(Level::ALL.to_vec());
    let key = prop::sample::select(Key::ALL.to_vec());
    (level, key, any::<bool>(), "yes|no|[a-z*,0-9]{0,8}").prop_map(|(level, key, usual, other)| {
        let value = if usual { values(key)[other.len() % 2] } else { &other };
        set(level, key, value)
    })
}

proptest! {
    #[test]
    fn what_a_greater_level_sets_holds_whatever_the_others_set(settings in proptest::collection::vec(any_setting(), 0..12), key in prop::sample::select(Key::ALL.to_vec()), which in 0..2_usize) {
        let value = values(key)[which];
        let strongest = *key.levels().last().unwrap();
        let mut settings: Vec<Setting> =
            settings.into_iter().filter(|one| Level::of(one.scope) != strongest || one.name != key.name()).collect();
        settings.push(set(strongest, key, value));
        let resolved = Resolved::of(&settings, &SPEECHES);
        prop_assert_eq!(resolved.from.get(&key), Some(&strongest));
        let mut same = resolved.preferences.clone();
        prop_assert!(same.take(key, value, &SPEECHES));
        prop_assert_eq!(same, resolved.preferences);
    }

    #[test]
    fn the_order_in_which_settings_are_read_does_not_matter(mut settings in proptest::collection::vec(any_setting(), 0..12)) {
        settings.sort_by_key(|one| (Level::of(one.scope), one.name.clone()));
        settings.dedup_by_key(|one| (one.scope, one.name.clone()));
        let there = Resolved::of(&settings, &SPEECHES);
        settings.reverse();
        prop_assert_eq!(there, Resolved::of(&settings, &SPEECHES));
    }

    #[test]
    fn the_persons_settings_never_change_what_only_a_server_or_channel_can(settings in proptest::collection::vec(any_setting(), 0..12)) {
        let of_person: Vec<Setting> = settings.into_iter().filter(|one| Level::of(one.scope) == Level::User).collect();
        let Preferences { private, quote, speeches, .. } = Resolved::of(&of_person, &SPEECHES).preferences;
        let expected = Preferences { private, quote, speeches, ..Preferences::default() };
        prop_assert_eq!(Resolved::of(&of_person, &SPEECHES).preferences, expected);
    }
}
