//! Outlines, and completing references: by place, by heading, by first words.

use proptest::prelude::*;

use super::*;
use crate::bot::tests::{BOT, ODD, assert_verbatim};

fn values(typed: &str) -> Vec<String> {
    BOT.complete_reference(typed, 25).into_iter().map(|choice| choice.value).collect()
}

#[test]
fn an_outline_names_the_parts_and_what_they_hold() {
    let reply = BOT.outline("", false);
    let Part::Contents(entries) = &reply.parts[0] else { panic!("{reply:?}") };
    let lines: Vec<(&str, &str)> = entries.iter().map(|entry| (entry.reference.as_str(), entry.holds.as_str())).collect();
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
        assert!(BOT.cite(&place.value, false).quotes().next().is_some(), "{place:?}");
    }
    let refused = BOT.outline("nowhere", false);
    assert!(refused.private && refused.parts == [Part::Text("No speech is called “nowhere”. There is: acftu-2023.".to_owned())]);
    for named in ["acftu-2023", "ACFTU-2023 ", "acftu-2023 · Mobilizing …"] {
        assert_eq!(BOT.outline(named, false).parts, reply.parts, "{named}");
    }
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
    assert_eq!(values("xyzzy"), Vec::<String>::new());
    assert_eq!(values("").len(), 20, "where there is room, all is offered");
    assert_eq!(BOT.complete_reference("", 3).iter().map(|choice| choice.value.as_str()).collect::<Vec<_>>(), ["§1", "§2", "§3"]);
    assert_eq!(BOT.complete_speech("rejuven", 25)[0].value, "acftu-2023");
}

proptest! {
    #[test]
    fn whatever_completes_can_be_sent_back_by_name_or_value(typed in r"(?s).{0,20}|[§¶0-9.: a-z]{0,8}", which in 0..4_usize) {
        let bot = if which == 3 { &*BOT } else { &ODD[which] };
        let choices = bot.complete_reference(&typed, 25);
        prop_assert!(choices.len() <= 25);
        for choice in choices {
            prop_assert!(choice.label.chars().count() <= 100 && choice.value.chars().count() <= 100);
            let by_value = bot.cite(&choice.value, false);
            assert_verbatim(bot, &by_value);
            prop_assert!(by_value.quotes().next().is_some());
            prop_assert_eq!(bot.cite(&choice.label, false), by_value);
        }
    }
}
