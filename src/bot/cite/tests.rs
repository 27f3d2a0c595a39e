//! Passages by their place: which are shown, how they are named, and reading on.

use std::ops::Range;

use proptest::prelude::*;

use crate::bot::Ask;
use crate::bot::settings::Preferences;
use crate::bot::tests::{
    BOT, ODD, assert_verbatim, baker_and_miller, bot_over, first_text, press, references,
};
use crate::corpus::{Quote, UnitId, UnitKind, names_places};
use crate::reply::{Part, Reply};

fn press_button(custom_id: &str) -> Reply {
    press(&BOT, custom_id, Ask::default())
}

fn labels(reply: &Reply) -> Vec<&str> {
    reply.buttons.iter().map(|button| button.label).collect()
}

/// The bytes of the speech that a reply shows, in order.
fn shown(reply: &Reply) -> Vec<Range<usize>> {
    reply.quotes().map(Quote::range).collect()
}

#[test]
fn every_place_that_is_shown_can_be_pasted_back() {
    let text = |title: &str, headings: bool| {
        let heading = if headings { "## One\n\n" } else { "" };
        format!(
            "+++\ntitle = \"{title}\"\n+++\n# {title}\n\n{heading}Bread is good.\n\n![A loaf](a)\n\n\
             Butter is better.\n\n---\n\nThe first note.\n\nThe other note.\n"
        )
    };
    let (plain, parted) = (text("Plain", false), text("Parted", true));
    let sources = [("plain-talk", plain.as_str()), ("parted-talk", parted.as_str())];
    for bot in [&*BOT, &bot_over(&sources[..1]), &bot_over(&sources)] {
        let corpus = bot.corpus();
        let all: Vec<UnitId> = corpus.unit_ids().collect();
        for (from, to) in
            (0..all.len()).flat_map(|from| (from..all.len()).map(move |to| (from, to)))
        {
            let (first, last) = (all[from], all[to]);
            if corpus.unit(first).0.id() != corpus.unit(last).0.id() {
                continue;
            }
            let heading = bot.cite.named(&all[from..=to]);
            let places = corpus.look_up(&heading);
            let places = places.unwrap_or_else(|error| panic!("{heading:?}: {error}"));
            assert_eq!(places[0].unit, first, "{heading:?}");
            let sections =
                [first, last].iter().all(|unit| corpus.unit(*unit).1.kind == UnitKind::Heading);
            assert!(sections || places.last().unwrap().unit == last, "{heading:?}");
            assert!(names_places(&heading));
            let around =
                [heading.to_lowercase(), format!("<{heading}>"), format!("see {heading}?")];
            for typed in around {
                assert_eq!(corpus.look_up(&typed).as_ref(), Ok(&places), "{typed:?}");
            }
        }
        for unit in all {
            let permalink = corpus.permalink(unit.into()).to_string();
            assert_eq!(corpus.look_up(&permalink), Ok(vec![unit.into()]));
        }
    }
}

#[test]
fn reading_on_shows_every_sentence_once_and_reading_back_the_same() {
    let mut reply = BOT.cite.reply("title");
    let mut forward = shown(&reply);
    while let Some(more) = reply.buttons.iter().find(|button| button.label == "More") {
        reply = press_button(&more.action.to_string());
        forward.extend(shown(&reply));
    }
    let all: Vec<Range<usize>> =
        BOT.corpus().speeches()[0].units().iter().map(|unit| unit.range.clone()).collect();
    let joined = |ranges: &[Range<usize>]| {
        let text = BOT.corpus().speeches()[0].text();
        ranges
            .iter()
            .flat_map(|range| text.get(range.clone()).unwrap().split_whitespace())
            .collect::<Vec<_>>()
            .join(" ")
    };
    assert_eq!(joined(&forward), joined(&all));
    assert!(forward.windows(2).all(|pair| pair[0].end <= pair[1].start));
    let mut backward = shown(&reply);
    while let Some(before) = reply.buttons.iter().find(|button| button.label == "Before") {
        reply = press_button(&before.action.to_string());
        backward = [shown(&reply), backward].concat();
    }
    assert_eq!(joined(&backward), joined(&all));
}

#[test]
fn a_list_says_which_places_it_has_no_room_for() {
    let reply = BOT.cite.reply("1.1, 1.2, 1.3, 2.1, 2.3, note 2");
    assert_eq!(references(&reply), ["§1 ¶1", "§1 ¶2", "§1 ¶3", "§2 ¶1", "§2 ¶3"]);
    assert_eq!(reply.heading.as_deref(), Some("§1 ¶1–3, §2 ¶1, §2 ¶3"));
    assert_eq!(reply.parts.last(), Some(&Part::text("No room here for Note 2.")));
    let span = BOT.cite.reply("§1 ¶1 – §3 ¶3");
    assert_eq!(span.heading.as_deref(), Some("§1 ¶1 – §3 ¶3"), "More leads to the rest");
    assert!(matches!(span.parts.last(), Some(Part::Passage(_))));
}

#[test]
fn the_end_of_a_speech_and_another_speech_are_no_span() {
    let bot = baker_and_miller("Bread is good.", "Flour.\n\nMore flour.");
    let reply = bot.cite.reply("a-1 ¶1, b-2 ¶2");
    assert_eq!(reply.heading.as_deref(), Some("a-1 ¶1, b-2 ¶2"));
}

#[test]
fn several_speeches_are_cited_and_read_apart() {
    let source = |word: &str| {
        format!("+++\ntitle = \"T\"\n+++\n# T\n\n{word} one.\n\n## {word}\n\n{word} two.\n")
    };
    let (first, second) = (source("Bread"), source("Water"));
    let bot = bot_over(&[("first-talk", &first), ("second-talk", &second)]);
    let page = bot.cite.reply("first-talk §1");
    assert_eq!(
        (references(&page), labels(&page)),
        (
            vec!["first-talk §1".to_owned(), "first-talk §1 ¶1".to_owned()],
            vec!["Before", "Copy citation"]
        )
    );
    let (which, outline) = (bot.cite.reply("1.1"), bot.cite.outline(""));
    assert!(first_text(&which).contains("first-talk §1 ¶1, second-talk §1 ¶1"));
    assert!(first_text(&outline).contains("first-talk, second-talk"));
    assert_eq!(bot.cite.outline("second-talk").menus[0].choices()[1].value, "second-talk §1");
    assert_eq!(bot.cite.complete_reference("water", 25)[0].value, "second-talk §1");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_button_of_every_page_leads_somewhere(typed in r"(§|¶|intro|note|title|[0-9.:# -]|[a-z]){0,12}|(?s).{0,30}", which in 0..4_usize, turns in proptest::collection::vec(0..3_usize, 0..6)) {
        let bot = if which == 3 { &*BOT } else { &ODD[which] };
        let mut reply = bot.cite.reply(&typed);
        assert_verbatim(bot, &reply);
        for turn in turns {
            let Some(button) = reply.buttons.get(turn) else { break };
            let written = button.action.to_string();
            prop_assert!(written.len() <= crate::reply::MAX_ACTION);
            let next = press(bot, &written, Ask::default());
            prop_assert!(next.quotes().next().is_some());
            assert_verbatim(bot, &next);
            if !next.buttons.is_empty() {
                reply = next;
            }
        }
    }
}

#[test]
fn what_only_one_speech_has_is_shown_without_its_name() {
    let notes = "Bread.\n\n---\n\nThe first note.\n\nThe other note.";
    let bot = baker_and_miller("Flour.", notes);
    for typed in ["note 1", "notes", "note 1 and note 2"] {
        let places = references(&bot.cite.reply(typed));
        assert!(!places.is_empty() && places.iter().all(|it| it.starts_with("b-2 ")), "{typed}");
    }
    assert!(bot.cite.reply("¶1").quotes().next().is_none());
    let chosen = Preferences { speeches: vec!["a-1".to_owned()], ..Preferences::default() };
    let ask = Ask { preferences: Some(&chosen), ..Ask::default() };
    assert!(bot.cite.reply_as("note 1", ask).quotes().next().is_none());
}
