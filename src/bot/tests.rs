//! The bot without a front end, on the shipped speech: what is asked, what is pressed, what is
//! quoted.

use std::path::Path;
use std::sync::{Arc, LazyLock};

use proptest::prelude::*;

use super::*;
use crate::answer::Verdict;
use crate::reply::{Action, Excerpt, Part, Reply, Span};
use crate::search::index::PassageIndex;

pub(crate) static BOT: LazyLock<Bot> = LazyLock::new(|| {
    bot(Corpus::load(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/corpus"))).unwrap())
});

fn bot(corpus: Corpus) -> Bot {
    let index = PassageIndex::build(&corpus).unwrap();
    Bot::new(Engine::new(Arc::new(corpus), index), 3)
}

/// A bot over these speeches, each an id and a text.
pub(crate) fn bot_over(sources: &[(&str, &str)]) -> Bot {
    bot(Corpus::from_sources(sources).unwrap())
}

/// A bot over two speeches, by Ann Baker and by Ed Miller.
pub(crate) fn baker_and_miller(baker: &str, miller: &str) -> Bot {
    let [one, other] = [("Ann Baker", baker), ("Ed Miller", miller)].map(|(speaker, words)| {
        format!("+++\ntitle = \"T\"\nspeaker = \"{speaker}\"\n+++\n{words}\n")
    });
    bot_over(&[("a-1", &one), ("b-2", &other)])
}

pub(crate) fn ask_bot(bot: &Bot, question: &str) -> Reply {
    bot.ask.reply(Ask { question, ..Ask::default() }).addressed(false)
}

fn ask(question: &str) -> Reply {
    ask_bot(&BOT, question)
}

fn press_as_ann(custom_id: &str) -> Reply {
    press(&BOT, custom_id, Ask::default())
}

/// What a button shows Ann, as the dispatch answers what no service knows.
pub(crate) fn press(bot: &Bot, custom_id: &str, ask: Ask<'_>) -> Reply {
    let pressed =
        |action: Action| Some(bot.ask.press(&action, "Ann", ask)?.addressed(!action.shares()));
    let reply = Action::try_from(custom_id.to_owned()).ok().and_then(pressed);
    reply.unwrap_or_else(|| Reply::error(messages::BUTTON_UNKNOWN))
}

/// As a terminal shows it, without colours.
pub(crate) fn said(reply: &Reply) -> String {
    anstream::adapter::strip_str(&crate::terminal::render(reply)).to_string()
}

pub(crate) fn texts(reply: &Reply) -> Vec<&str> {
    reply
        .parts
        .iter()
        .filter_map(|part| if let Part::Text(text) = part { Some(text.as_str()) } else { None })
        .collect()
}

/// The text that a reply begins with.
pub(crate) fn first_text(reply: &Reply) -> &str {
    let Part::Text(text) = &reply.parts[0] else { panic!("{reply:?}") };
    text
}

fn excerpts(reply: &Reply) -> impl Iterator<Item = &Excerpt> {
    reply
        .parts
        .iter()
        .filter_map(|part| if let Part::Passage(excerpt) = part { Some(excerpt) } else { None })
}

pub(crate) fn references(reply: &Reply) -> Vec<String> {
    excerpts(reply).map(|excerpt| excerpt.reference.clone()).collect()
}

/// The words that stand out.
pub(crate) fn focus(reply: &Reply) -> Vec<&str> {
    excerpts(reply)
        .flat_map(|excerpt| &excerpt.text)
        .filter_map(|span| match span {
            Span::Quoted { quote, focus: true } => Some(quote.text()),
            _ => None,
        })
        .collect()
}

pub(crate) fn button(reply: &Reply, label: &str) -> String {
    reply
        .buttons
        .iter()
        .find(|button| button.label == label)
        .unwrap_or_else(|| panic!("no button {label}"))
        .action
        .to_string()
}

/// Every quote of a reply is cut from the corpus again, and must be the same words.
pub(crate) fn assert_verbatim(bot: &Bot, reply: &Reply) {
    for quote in reply.quotes() {
        let speech = bot.corpus().speech_of(quote).unwrap();
        assert_eq!(speech.text().get(quote.range()), Some(quote.text()));
    }
}

#[test]
fn what_the_edition_says_of_the_speech_stands_below_a_quote_that_says_it_too() {
    let data = |value: &str| Part::Text(format!("{value} (from the edition's data)"));
    let reply = ask("When was the speech given?");
    assert_eq!(references(&reply), ["Note 1"]);
    assert_eq!(reply.parts[1..], [data("October 23, 2023")]);
    assert_eq!(reply.credit(), Some("Note, English Edition of Qiushi Journal, 2024"));
    let source = "+++\ntitle = \"On Bread\"\ndelivered = \"May 1, 1999\"\n+++\nBread is good.\n";
    let bread = bot_over(&[("talk", source)]);
    let reply = ask_bot(&bread, "When was the speech given?");
    assert_eq!(reply.parts, [data("May 1, 1999")]);
    let answer = bread.ask.answer("When was the bread baked?").unwrap();
    assert_eq!(answer.short(), None);
}

#[test]
fn a_year_is_no_reference_and_a_reference_no_question() {
    assert_ne!(references(&ask("2012")), ["§2012"]);
    let reply = BOT.ask.reply(Ask { question: "why?", earlier: Some("§1 ¶1"), ..Ask::default() });
    assert_eq!(reply.heading.as_deref(), Some("why?"), "a citation is no question to ask on about");
}

#[test]
fn a_follow_up_without_content_is_not_read_with_the_next_one() {
    let asked = "Who creates the wealth?";
    let mut earlier = asked.to_owned();
    for question in ["when?", "how?", "and why?", "the second one"] {
        let reply = BOT.ask.reply(Ask { question, earlier: Some(&earlier), ..Ask::default() });
        earlier = reply.heading.unwrap();
        assert_eq!(earlier, format!("{question} (on: {asked})"));
    }
    let ask = Ask { question: "who said that?", earlier: Some(&earlier), ..Ask::default() };
    let answer = BOT.ask.answer_as(ask).unwrap();
    assert_eq!(answer.front_matter.as_deref(), Some("Xi Jinping"));
}

#[test]
fn a_question_that_was_cut_is_not_asked_again_to_say_why() {
    let long = format!("Who creates the wealth{}?", " of all the people".repeat(20));
    for (question, cut) in [("Who creates the wealth?", false), (long.as_str(), true)] {
        let heading = ask(question).heading.unwrap();
        let asked = Ask { question: &heading, ..Ask::default() };
        let why = press(&BOT, "w1:0f1spvz2z7.1", asked);
        assert_eq!(first_text(&why) == messages::answers::QUESTION_CUT, cut, "{heading}");
    }
}

#[test]
fn a_button_of_another_text_or_a_forged_one_is_refused() {
    let key = &BOT.corpus().speeches()[0].units()[0].key;
    for (custom_id, words) in [
        ("n1:0:0000000000.1", "text was changed"),
        ("m1:0000000000.0", "text was changed"),
        ("c1:0000000000", "text was changed"),
        ("m1:KEY.999", "text was changed"),
        ("b1:KEY.0", "text was changed"),
        ("c1:KEY.999", "text was changed"),
        ("m1:KEY", "do not know"),
        ("m1:KEY.0.0", "do not know"),
        ("b1:KEY.01", "do not know"),
        ("n1:9:0000000000", "do not know"),
        ("", "do not know"),
        ("x", "do not know"),
    ] {
        let reply = press_as_ann(&custom_id.replace("KEY", key));
        assert!(reply.private && first_text(&reply).contains(words), "{custom_id}: {reply:?}");
    }
    let around = button(&ask("Who creates the wealth?"), "Around it");
    let reply = press_as_ann(&around.replace(".1", ".999"));
    assert_verbatim(&BOT, &reply);
}

fn odd_corpora() -> [Bot; 3] {
    let long = "word and ".repeat(7_000);
    let sources = [
        format!("+++\ntitle = \"Long\"\n+++\n{long}\n"),
        "+++\ntitle = \"عنوان\"\nlanguage = \"ar\"\n+++\n# عنوان\n\nهذه جملة. وهذه أخرى \
         🎉🎉.\n\n***x** _y_ ~~z~~ `w` @everyone <@1> [a](http://b.c)\n"
            .to_owned(),
        format!(
            "+++\ntitle = \"{}\"\n+++\n# {}\n\nA. B. C. D. E. 1. 2.\n",
            "T".repeat(3_000),
            "T".repeat(3_000)
        ),
    ];
    sources.map(|source| bot_over(&[("odd", &source)]))
}

pub(crate) static ODD: LazyLock<[Bot; 3]> = LazyLock::new(odd_corpora);

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn every_quote_of_every_reply_is_verbatim(
        typed in r#"(?s).{0,200}|([a-z]{1,9} ){1,12}|(trade|union|word|A|هذه|the|workers?|["*:()\[\]~^+-]|AND|OR|NOT| ){1,20}"#,
        which in 0..4_usize,
    ) {
        let bot = if which == 3 { &*BOT } else { &ODD[which] };
        let reply = ask_bot(bot, &typed);
        assert_verbatim(bot, &reply);
        for button in &reply.buttons {
            let written = button.action.to_string();
            prop_assert!(written.len() <= crate::reply::MAX_ACTION);
            prop_assert_eq!(Action::try_from(written.clone()), Ok(button.action.clone()));
            assert_verbatim(bot, &press(bot, &written, Ask::default()));
        }
        assert_verbatim(bot, &bot.verify.reply(&typed));
    }
}

/// Over two speeches, both on bread.
fn two_speakers() -> Bot {
    baker_and_miller(
        "The price of bread is too high. Salt is cheap.",
        "The price of bread is fair. Water comes first.",
    )
}

#[test]
fn a_named_speaker_is_quoted_and_no_other_plainly() {
    let bot = two_speakers();
    for (question, speech) in [
        ("What did Baker say about the price of bread?", "a-1"),
        ("What did Miller say about the price of bread?", "b-2"),
        ("What did Miller say about salt?", "b-2"),
    ] {
        let answer = bot.ask.answer(question).unwrap();
        let speeches = answer.passages.iter().map(|passage| passage.text.speech());
        assert!(speeches.clone().all(|quoted| quoted == speech), "{question}");
    }
    for stranger in ["What did Lincoln say about the price of bread?", "does lincoln mention salt"]
    {
        assert_ne!(bot.ask.answer(stranger).unwrap().verdict, Verdict::Quoted, "{stranger}");
    }
}

#[test]
fn a_year_a_title_or_an_id_names_the_speech_and_is_not_searched() {
    let source = |title: &str, year, words| {
        format!("+++\ntitle = \"{title}\"\ndelivered = \"May 1, {year}\"\n+++\n{words}\n")
    };
    let one = source("Harvest Address", "1911", "Salt is cheap.");
    let other = source("On Water", "1950", "Salt is dear.");
    let bot = bot_over(&[("one-1911", &one), ("two-1950", &other)]);
    for question in [
        "what did the 1911 speech say about salt",
        "what did the harvest address say about salt",
        "in one-1911 what is said about salt",
        "what was said about salt in the speech from 1911",
    ] {
        let answer = bot.ask.answer(question).unwrap();
        let quoted = answer.passages.iter().map(|passage| passage.text.text());
        assert_eq!(quoted.collect::<Vec<_>>(), ["Salt is cheap."], "{question}");
        assert_eq!((answer.verdict, answer.note), (Verdict::Quoted, None), "{question}");
    }
}

#[test]
fn a_caption_says_where_but_not_why() {
    let source =
        "+++\ntitle = \"T\"\n+++\nSalt is cheap.\n\n![Bakers walked to Rome in May.](a.jpg)\n";
    let bot = bot_over(&[("one", source)]);
    for (question, plain) in
        [("Where did bakers walk to in May?", true), ("Why did bakers walk to Rome in May?", false)]
    {
        let answer = bot.ask.answer(question).unwrap();
        assert_eq!(answer.passages[0].text.text(), "Bakers walked to Rome in May.");
        assert_eq!(answer.verdict == Verdict::Quoted, plain, "{question}");
    }
    let (walk, why) = ("Where did bakers walk to in May?", "Why did bakers walk to Rome in May?");
    for (earlier, question, plain) in
        [(walk, "Why?", false), (why, "And where?", true), (why, "And bakers?", false)]
    {
        let ask = Ask { question, earlier: Some(earlier), ..Ask::default() };
        let answer = bot.ask.answer_as(ask).unwrap();
        assert_eq!(answer.passages[0].text.text(), "Bakers walked to Rome in May.");
        assert_eq!(answer.verdict == Verdict::Quoted, plain, "{earlier} {question}");
    }
}

#[test]
fn nothing_found_is_said_of_the_speech_that_was_searched() {
    let bot = two_speakers();
    let reply = ask_bot(&bot, "What did Miller say about volcanoes?");
    let said = Part::text("I found nothing about this in the speech b-2.");
    assert_eq!(reply.parts.first(), Some(&said));
    assert!(!references(&reply).iter().any(|place| place.starts_with("a-1")), "{reply:?}");
}

#[test]
fn a_paragraph_that_leads_to_others_is_shown_with_three_of_them() {
    let things = "First, bread for all.\n\nSecond, water for all.\n\nThird, salt for all.\n\n\
                  Fourth, oil for all.";
    for (lead, question, shown) in [
        ("Our national policy is this:", "What is our national policy?", 4),
        ("Our national policy is this,", "What is our national policy?", 4),
        ("Our national policy is this.", "What is our national policy?", 1),
        // It answers before it leads to others.
        ("Wheat is from the north. Our policy is this:", "Where is the wheat from?", 1),
    ] {
        let bot = bot_over(&[("talk", &format!("+++\ntitle = \"T\"\n+++\n{lead}\n\n{things}\n"))]);
        let reply = ask_bot(&bot, question);
        assert_eq!(references(&reply), ["¶1", "¶2", "¶3", "¶4"][..shown], "{lead}");
        let more = reply.buttons.iter().any(|button| button.label == "Next passage");
        assert!(more || shown < 4, "{lead}");
    }
}

#[test]
fn strangers_are_said_to_be_absent_but_neither_the_speaker_nor_the_speech_itself() {
    let source = "+++\ntitle = \"T\"\nspeaker = \"Ann Baker\"\n+++\nBread is good. \
                  One hundred and thirty million of us paid $400,000,000 to five bakers.\n";
    let bot = bot_over(&[("talk", source)]);
    for (question, expected) in [
        ("Who are the 130 million Martians?", &["Martians"][..]),
        ("Why did Martians pay $400 million?", &["Martians"]),
        ("Who met Baker and Miller?", &["Miller"]),
        ("Who wrote this Speech?", &[]),
        ("When did Bakker see Volcanoes?", &["Volcanoes"]),
        ("what did lincoln say", &["lincoln"]),
        ("does lincoln mention bread", &["lincoln"]),
    ] {
        let absent = bot.ask.answer(question).unwrap().absent;
        let words: Vec<&str> = absent.iter().map(|found| found.words.as_str()).collect();
        assert_eq!(words, expected, "{question}");
    }
}

#[test]
fn what_does_not_occur_is_said_before_the_closest_passage() {
    let question = "Did the workers of Chernobyl create the wealth?";
    assert_eq!(BOT.ask.answer(question).unwrap().verdict, Verdict::Closest);
    let absent = "The speech does not contain the word “Chernobyl”.";
    assert_eq!(texts(&ask(question)), [absent, "The closest passage I found:"]);
}

#[test]
fn a_name_by_its_initials_is_not_said_to_be_absent() {
    let question = "Where was the meeting with the new ACFTU leadership held?";
    assert!(BOT.ask.answer(question).unwrap().absent.is_empty());
}

#[test]
fn a_question_in_another_language_is_answered_in_it() {
    let reply = ask("工会最根本的任务是什么?");
    let said = "我看不懂这种语言。\nI can't read this. Please ask in English.";
    assert_eq!(reply.parts, [Part::text(said)]);
    assert_eq!(BOT.ask.answer("工会最根本的任务是什么?").unwrap().verdict.name(), "not_read");
}

/// By another method than the look-up's: the text cut at whatever is no letter or digit.
#[test]
fn whatever_is_said_not_to_occur_does_not() {
    let text = BOT.corpus().speeches()[0].text().to_lowercase();
    let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
    let recorded = include_str!("../../tests/data/recorded/ask.in").lines().map(str::to_owned);
    let places = ["Chernobyl", "Qiushi", "Lenin", "1949", "2023", "Beijing", "Zhongnanhai"];
    let others = ["strike", "women", "China", "worker", "robots", "hope"];
    let made = places.iter().chain(&others).flat_map(|word| {
        [format!("What happened in {word} then?"), format!("Is {word} mentioned?")]
    });
    let mut denied = 0;
    for question in recorded.chain(made) {
        let answer = BOT.ask.answer(&question).unwrap();
        let note = answer.note.unwrap_or_default();
        assert!(answer.absent.iter().all(|found| found.is_empty()), "{question}");
        // What is denied stands between quotation marks; related words follow the full stop.
        let denial = note.split("does not contain").nth(1).unwrap_or_default();
        let denial = denial.split('.').next().unwrap_or_default();
        for word in denial.split(['“', '”']).skip(1).step_by(2) {
            denied += 1;
            let single = !word.contains(|c: char| !c.is_alphanumeric());
            assert!(
                !single || !words.contains(&word.to_lowercase().as_str()),
                "{question}: {note}"
            );
            assert!(single || !text.contains(&word.to_lowercase()), "{question}: {note}");
        }
    }
    assert!(denied > 3, "{denied}");
}
