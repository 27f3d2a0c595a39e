//! Citing and reading on: what a page holds, where its buttons lead, and that nothing of the speech is passed over.

use proptest::prelude::*;

use super::*;
use crate::bot::Press;
use crate::bot::tests::{BOT, ODD, assert_verbatim, bot, button, references};
use crate::reply::{Excerpt, Piece};

fn press(custom_id: &str) -> Reply {
    BOT.press(custom_id, Press { heading: Some("§2"), by: "Ann", private: true, ..Press::default() })
}

fn labels(reply: &Reply) -> Vec<&str> {
    reply.buttons.iter().map(|button| button.label).collect()
}

fn excerpts(reply: &Reply) -> impl Iterator<Item = &Excerpt> {
    reply.parts.iter().filter_map(|part| if let Part::Passage(excerpt) = part { Some(excerpt) } else { None })
}

/// The bytes of the speech that a reply shows, in order.
fn shown(reply: &Reply) -> Vec<Range<usize>> {
    reply.quotes().map(Quote::range).collect()
}

#[test]
fn a_section_is_its_heading_and_what_follows_with_more() {
    let section = BOT.cite("§2", false);
    assert_eq!(
        (section.heading.as_deref(), &references(&section)[..2]),
        (Some("§2"), &["§2".to_owned(), "§2 ¶1".to_owned()][..])
    );
    assert_eq!(labels(&section), ["Before", "More", "Copy citation"]);
    let more = press(&button(&section, "More"));
    let (last, next) = (references(&section), references(&more));
    assert!(last.last().is_some_and(|last| last.starts_with("§2 ¶")) && next[0] == "§3", "{last:?} {next:?}");
    assert_eq!(more.heading.as_deref(), Some("§3 – §3 ¶2"), "the heading names what is shown now");
    let before = press(&button(&section, "Before"));
    assert_eq!(references(&before).last().map(String::as_str), Some("§1 photo 2"));
    assert_eq!(press(&button(&before, "More")).parts, press(&button(&before, "More")).parts);
}

#[test]
fn a_paragraph_and_a_range_are_shown_whole_where_there_is_room() {
    for (typed, expected) in
        [("§2 ¶3", vec!["§2 ¶3"]), ("2.1-2", vec!["§2 ¶1", "§2 ¶2"]), ("notes 1-2", vec!["Note 1", "Note 2"])]
    {
        let reply = BOT.cite(typed, false);
        assert_eq!(references(&reply), expected);
        assert!(!excerpts(&reply).any(|excerpt| excerpt.pieces.contains(&Piece::Gap)), "{typed}");
    }
    assert_eq!(labels(&BOT.cite("title", false)), ["More", "Copy citation"]);
    assert_eq!(labels(&BOT.cite("note 2", false)), ["Before", "Copy citation"]);
}

#[test]
fn a_permalink_shows_its_passage_and_a_sentence_stands_out() {
    let unit = BOT.corpus().look_up("3.1").unwrap()[0].unit;
    let whole = BOT.corpus().permalink(unit.into()).to_string();
    assert_eq!(BOT.cite(&whole, false).parts, BOT.cite("3.1", false).parts);
    let sentence = BOT.corpus().permalink(Place { unit, sentence: Some(1) }).to_string();
    let reply = BOT.cite(&sentence, false);
    let focus: Vec<&Piece> = excerpts(&reply)
        .flat_map(|excerpt| &excerpt.pieces)
        .filter(|piece| matches!(piece, Piece::Words { focus: true, .. }))
        .collect();
    assert!(matches!(focus.as_slice(), [Piece::Words { quote, .. }]
        if quote.text().trim() == "The working class and workers are the main creators of social wealth."));
    assert_eq!(reply.heading.as_deref(), Some("§3 ¶1"));
    let gone = BOT.cite("acftu-2023#zzzzzzzzzz", false);
    assert!(gone.private && matches!(&gone.parts[0], Part::Text(text) if text.contains("No words have the permalink")));
}

#[test]
fn reading_on_shows_every_sentence_once_and_reading_back_the_same() {
    let mut reply = BOT.cite("title", false);
    let mut forward = shown(&reply);
    while let Some(more) = reply.buttons.iter().find(|button| button.label == "More") {
        reply = press(&more.action.to_string());
        forward.extend(shown(&reply));
    }
    let all: Vec<Range<usize>> = BOT.corpus().speeches()[0].units().iter().map(|unit| unit.range.clone()).collect();
    let joined = |ranges: &[Range<usize>]| {
        let text = BOT.corpus().speeches()[0].text();
        ranges.iter().flat_map(|range| text.get(range.clone()).unwrap().split_whitespace()).collect::<Vec<_>>().join(" ")
    };
    assert_eq!(joined(&forward), joined(&all));
    assert!(forward.windows(2).all(|pair| pair[0].end <= pair[1].start));
    let mut backward = shown(&reply);
    while let Some(before) = reply.buttons.iter().find(|button| button.label == "Before") {
        reply = press(&before.action.to_string());
        backward = [shown(&reply), backward].concat();
    }
    assert_eq!(joined(&backward), joined(&all));
}

#[test]
fn a_page_button_of_another_text_or_a_forged_one_is_refused() {
    let key = BOT.corpus().unit(UnitId(0)).1.key.clone();
    for (custom_id, words) in [
        ("m1:0000000000.0".to_owned(), "text was changed"),
        (format!("m1:{key}.999"), "text was changed"),
        (format!("b1:{key}.0"), "text was changed"),
        (format!("m1:{key}"), "do not know"),
        (format!("m1:{key}.0.0"), "do not know"),
        (format!("b1:{key}.01"), "do not know"),
        ("c1:0000000000".to_owned(), "text was changed"),
        (format!("c1:{key}.999"), "text was changed"),
    ] {
        let reply = press(&custom_id);
        assert!(reply.private && matches!(&reply.parts[0], Part::Text(text) if text.contains(words)), "{custom_id}: {reply:?}");
    }
}

#[test]
fn what_was_looked_up_is_no_question_to_ask_on_about() {
    for typed in ["§2", "§2 ¶1–2", "acftu-2023 §1 ¶2"] {
        assert!(is_citation(typed));
    }
    let page = press(&button(&BOT.cite("§2", false), "Before"));
    assert!(is_citation(page.heading.as_deref().unwrap()), "{:?}", page.heading);
    assert!(!is_citation("Who creates the wealth?"));
}

#[test]
fn a_whole_section_has_all_its_units() {
    let quotes = BOT.quotes_at("§1").unwrap();
    let cited: Vec<String> = quotes.iter().map(|(quote, _)| quote.reference().to_string()).collect();
    assert_eq!(cited, ["§1", "§1 ¶1", "§1 photo 1", "§1 ¶2", "§1 ¶3", "§1 photo 2"]);
    for (quote, permalink) in &quotes {
        assert_eq!(BOT.quotes_at(permalink).unwrap()[0].0, *quote);
    }
    assert_eq!(references(&BOT.cite_whole("§1").unwrap()), cited);
}

#[test]
fn several_speeches_are_cited_and_read_apart() {
    let source = |word: &str| format!("+++\ntitle = \"T\"\n+++\n# T\n\n{word} one.\n\n## {word}\n\n{word} two.\n");
    let speech = |id: &str, word: &str| crate::corpus::Speech::parse(id, std::path::Path::new(id), &source(word)).unwrap();
    let bot = bot(Corpus::new(vec![speech("first-talk", "Bread"), speech("second-talk", "Water")]));
    let page = bot.cite("first-talk §1", false);
    assert_eq!(
        (references(&page), labels(&page)),
        (vec!["first-talk §1".to_owned(), "first-talk §1 ¶1".to_owned()], vec!["Before", "Copy citation"])
    );
    assert!(matches!(&bot.cite("1.1", false).parts[0], Part::Text(text) if text.contains("first-talk §1 ¶1, second-talk §1 ¶1")));
    assert!(matches!(&bot.outline("", false).parts[0], Part::Text(text) if text.contains("first-talk, second-talk")));
    assert_eq!(bot.outline("second-talk", false).places[1].value, "second-talk §1");
    assert_eq!(bot.complete_reference("water", 25)[0].value, "second-talk §1");
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn every_button_of_every_page_leads_somewhere(typed in r"(§|¶|intro|note|title|[0-9.:# -]|[a-z]){0,12}|(?s).{0,30}", which in 0..4_usize, turns in proptest::collection::vec(0..3_usize, 0..6)) {
        let bot = if which == 3 { &*BOT } else { &ODD[which] };
        let mut reply = bot.cite(&typed, false);
        assert_verbatim(bot, &reply);
        for turn in turns {
            let Some(button) = reply.buttons.get(turn) else { break };
            let written = button.action.to_string();
            prop_assert!(written.len() <= crate::reply::MAX_ACTION);
            let next = bot.press(&written, Press::default());
            prop_assert!(next.quotes().next().is_some());
            assert_verbatim(bot, &next);
            if !next.buttons.is_empty() {
                reply = next;
            }
        }
    }
}
