//! The panel without a surface: who may, what is offered, what is refused, what a question then
//! sees.

use std::time::Duration;

use super::preferences::{LEVELS, UNSET, scope, scopes};
use super::*;
use crate::bot::tests::{bot_over, press, references, said};
use crate::bot::{Actor, Ask, Bot, messages};
use crate::reply::{Action, Level, MAX_ACTION, Menu, Offer, Reply};
use crate::store::{Scope, Setting, Store};

fn manager() -> Actor {
    Actor {
        person: 1,
        server: Some(3),
        channel: Some(2),
        settings_channel: Some(2),
        can_manage_server: true,
        ..Actor::default()
    }
}

fn member() -> Actor {
    Actor { person: 9, can_manage_server: false, ..manager() }
}

const BREAD: &str = "+++\ntitle = \"Bread\"\n+++\n# Bread\n\n## Baking\n\nBread is baked at noon. \
                     It rests for an hour. Then it is sold.\n";
const WATER: &str = "+++\ntitle = \"Water\"\n+++\n# Water\n\n## Wells\n\nWater is drawn at noon. \
                     Wells are deep. Bread needs water.\n";

/// A bot over two speeches, with a memory.
fn baker() -> (Bot, tempfile::TempDir) {
    let dir = tempfile::tempdir().unwrap();
    let bot = bot_over(&[("bread", BREAD), ("water", WATER)]);
    let store = Store::from_url(&dir.path().join("kept.db").to_str().unwrap().into()).unwrap();
    (bot.with_store(store).with_patience(Duration::from_secs(20)), dir)
}

/// What is said, whether it is what was asked for or why not.
fn either(done: Result<Reply, Reply>) -> Reply {
    done.unwrap_or_else(|instead| instead)
}

async fn is_private(bot: &Bot, actor: &Actor) -> bool {
    bot.settings.preferences(actor).await.private
}

async fn stored(bot: &Bot, scopes: &[Scope]) -> Vec<Setting> {
    bot.store().unwrap().settings(scopes).await.unwrap()
}

fn values(menu: &Menu) -> Vec<String> {
    match &menu.offer {
        Offer::Choices { choices, .. } => {
            choices.iter().map(|choice| choice.value.clone()).collect()
        }
        Offer::Roles => vec!["77".to_owned()],
    }
}

async fn choose(bot: &Bot, menu: &str, values: &[&str], actor: &Actor) -> Reply {
    let values: Vec<String> = values.iter().map(|value| (*value).to_owned()).collect();
    match menu.parse() {
        Ok(Action::Set(menu)) => either(bot.settings.choose(menu, &values, actor, true).await),
        _ => Reply::error(messages::BUTTON_UNKNOWN),
    }
}

#[tokio::test]
async fn every_choice_that_the_panel_offers_can_be_set() {
    let (bot, _dir) = baker();
    for level in LEVELS {
        let scope = scope(level, &manager()).unwrap();
        let panel = either(bot.settings.show(level, &manager(), false).await);
        assert!(panel.private && panel.menus.len() == 1);
        assert_eq!(said(&panel).contains("discord.message_content"), level != Level::User);
        for key in values(&panel.menus[0]) {
            let opened =
                choose(&bot, &panel.menus[0].action.to_string(), &[&key], &manager()).await;
            for menu in &opened.menus[1..] {
                assert!(menu.action.to_string().len() <= MAX_ACTION);
                for value in values(menu) {
                    let done = choose(&bot, &menu.action.to_string(), &[&value], &manager()).await;
                    assert!(
                        said(&done).contains("This holds now:"),
                        "{} {value}: {}",
                        menu.action,
                        said(&done)
                    );
                    let kept = stored(&bot, &[scope]).await;
                    let kept =
                        kept.iter().find(|one| one.name == key).map(|one| one.value.as_str());
                    assert_eq!(
                        kept,
                        Some(value.as_str()).filter(|value| *value != UNSET),
                        "{} {value}",
                        menu.action
                    );
                }
            }
            let all = opened.menus[1].action.to_string();
            choose(&bot, &all, &[UNSET], &manager()).await;
        }
        assert_eq!(stored(&bot, &[scope]).await, []);
    }
}

#[tokio::test]
async fn the_panel_says_what_holds_and_where_it_comes_from() {
    let (bot, _dir) = baker();
    choose(&bot, "set1:u:private", &["yes"], &member()).await;
    choose(&bot, "set1:c:speeches", &["water"], &manager()).await;
    choose(&bot, "set1:s:private", &["no"], &manager()).await;
    choose(&bot, "set1:s:curators.role", &["77"], &manager()).await;
    let panels = [
        said(&either(bot.settings.show(Level::User, &member(), false).await)),
        said(&either(bot.settings.show(Level::Channel, &manager(), true).await)),
        said(&choose(&bot, "set1:s:quiz.role", &["88"], &manager()).await),
    ];
    insta::assert_snapshot!(panels.join("\n======\n"));
}

#[tokio::test]
async fn forged_menus_change_nothing() {
    let (bot, _dir) = baker();
    for (menu, values) in [
        ("set1:u:study", &["yes"][..]),
        ("set1:u:curators.role", &["7"]),
        ("set1:c:curators", &["unset"]),
        ("set1:s:private.role", &["7"]),
        ("set1:s:quiz", &["7"]),
        ("set1:s:quiz.role", &["everyone"]),
        ("set1:s:quiz.role", &["0"]),
        ("set1:s:quiz.role", &["7", "8"]),
        ("set1:s:quiz.role", &[]),
        ("set1:s:private", &["maybe"]),
        ("set1:s:private", &["yes", "no"]),
        ("set1:s:private", &[]),
        ("set1:s:speeches", &["bread", "gone"]),
        ("set1:s:which", &["nothing"]),
        ("set1:u:which", &["study"]),
        ("set1:x:private", &["yes"]),
        ("set1:s", &["yes"]),
        ("set2:s:private", &["yes"]),
        ("", &["yes"]),
    ] {
        let reply = choose(&bot, menu, values, &manager()).await;
        assert_eq!(reply, Reply::error(messages::BUTTON_UNKNOWN), "{menu} {values:?}");
    }
    let scopes = [Scope::Server(3), Scope::Channel(2), Scope::User(1), Scope::User(9)];
    assert_eq!(stored(&bot, &scopes).await, []);
}

#[tokio::test]
async fn a_persons_choice_holds_outside_the_server_that_overrules_it_until_it_is_deleted() {
    let (bot, _dir) = baker();
    let elsewhere = Actor { server: None, ..member() };
    choose(&bot, "set1:u:private", &["yes"], &member()).await;
    choose(&bot, "set1:s:private", &["no"], &manager()).await;
    assert!(!is_private(&bot, &member()).await && is_private(&bot, &elsewhere).await);
    bot.privacy.forget(member().person, &member()).await.unwrap();
    assert!(!is_private(&bot, &elsewhere).await);
}

#[tokio::test]
async fn quotes_are_as_long_and_from_the_speeches_that_are_preferred() {
    let (bot, _dir) = baker();
    let ask = |question, preferences: &Preferences| {
        bot.ask.reply(Ask { question, preferences: Some(preferences), ..Ask::default() })
    };
    let of = |speeches: &[&str], quote| Preferences {
        speeches: speeches.iter().map(|id| (*id).to_owned()).collect(),
        quote,
        ..Preferences::default()
    };
    let quoted =
        |reply: &Reply| reply.quotes().map(|quote| quote.text().to_owned()).collect::<Vec<_>>();
    let water = of(&["water"], QuoteLength::Sentence);
    assert_eq!(quoted(&ask("bread", &water)), ["Bread needs water."]);
    assert_eq!(
        quoted(&ask("what is at noon", &of(&["bread"], QuoteLength::Sentence))),
        ["Bread is baked at noon."]
    );
    let paragraph = ask("bread", &of(&["water"], QuoteLength::Paragraph));
    assert_eq!(
        quoted(&paragraph).concat(),
        "Water is drawn at noon. Wells are deep. Bread needs water."
    );
    for speeches in [&["bread"][..], &["water"], &["bread", "water"], &[]] {
        for question in [
            "what happens at noon?",
            "bread and water",
            "when is bread baked and how deep are wells",
        ] {
            let reply = ask(question, &of(speeches, QuoteLength::Excerpt));
            let of_others = |quote: &&crate::corpus::Quote| {
                !speeches.is_empty() && !speeches.contains(&quote.speech())
            };
            assert_eq!(reply.quotes().find(of_others), None, "{speeches:?} {question}");
            for button in &reply.buttons {
                let pressed = Ask { preferences: Some(&water), ..Ask::default() };
                let shown = press(&bot, &button.action.to_string(), pressed);
                assert!(shown.quotes().next().is_some());
            }
        }
    }
    assert_eq!(references(&ask("1.1", &water)), ["water §1 ¶1"]);
    assert_eq!(references(&ask("bread 1.1", &water)), ["bread §1 ¶1"], "what is named holds");
}

#[tokio::test]
async fn quotes_are_checked_against_the_speeches_that_are_preferred() {
    let (bot, _dir) = baker();
    let verdict = |quote, speeches: &[&str]| {
        let speeches = speeches.iter().map(|id| (*id).to_owned()).collect();
        let preferences = Preferences { speeches, ..Preferences::default() };
        said(&bot.verify.reply_as(quote, Ask { preferences: Some(&preferences), ..Ask::default() }))
    };
    for (quote, of, other) in
        [("Wells are deep.", "water", "bread"), ("It rests for an hour", "bread", "water")]
    {
        for speeches in [&[of][..], &[of, other], &[]] {
            let text = verdict(quote, speeches);
            assert!(
                text.contains("Exact") && text.contains(&format!("{of} §1 ¶1")),
                "{quote} {speeches:?}: {text}"
            );
        }
        let text = verdict(quote, &[other]);
        assert!(text.contains("Not in the speech") && !text.contains(of), "{quote}: {text}");
    }
}

#[tokio::test]
async fn settings_are_typed_where_there_are_no_menus() {
    let (bot, _dir) = baker();
    let you = Actor { server: None, channel: None, settings_channel: None, ..manager() };
    let set = async |words| said(&either(bot.settings.set_in_words(words, &you).await));
    let text = set("").await;
    assert!(
        text.contains("/settings private yes")
            && !text.contains("Nothing was set")
            && text.contains("Length of quotes: sentence, excerpt, paragraph or unset"),
        "{text}"
    );
    let text = set("quote sentence").await;
    assert!(text.contains("Length of quotes: the sentence alone (set by you)"), "{text}");
    set("speeches water bread").await;
    assert_eq!(bot.settings.preferences(&you).await.speeches, ["bread", "water"]);
    set("speeches unset").await;
    for wrong in ["speeches", "quote", "quote long", "study yes", "nothing at all"] {
        let text = set(wrong).await;
        assert!(text.contains("Nothing was set: "), "{text}");
        assert!(text.contains("/settings private yes"), "{text}");
    }
    assert_eq!(
        *bot.settings.preferences(&you).await,
        Preferences { quote: QuoteLength::Sentence, ..Preferences::default() }
    );
}

#[tokio::test]
async fn a_slow_or_missing_database_delays_no_question() {
    let (bot, dir) = baker();
    choose(&bot, "set1:u:private", &["yes"], &member()).await;
    assert!(is_private(&bot, &member()).await);
    std::fs::remove_file(dir.path().join("kept.db")).unwrap();
    let scopes = scopes(Level::User, &member());
    assert!(bot.store().unwrap().settings(&scopes).await.is_err());
    assert!(is_private(&bot, &member()).await, "what was known a moment ago still holds");
    assert_eq!(
        *bot.settings.preferences(&manager()).await,
        Preferences::default(),
        "else the defaults"
    );
    let refused = choose(&bot, "set1:u:private", &["no"], &member()).await;
    assert!(
        refused.private && said(&refused).contains("Questions are answered all the same"),
        "{}",
        said(&refused)
    );
    assert!(
        is_private(&bot, &member()).await,
        "a change that fails takes nothing from what is known"
    );

    // A server that takes the connection and never speaks.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("postgres://me@{}/db", silent.local_addr().unwrap());
    let bot = bot
        .with_store(Store::from_url(&address.into()).unwrap())
        .with_patience(Duration::from_millis(20));
    let times = async {
        for person in 1_000..1_200 {
            assert_eq!(
                *bot.settings.preferences(&Actor { person, ..member() }).await,
                Preferences::default()
            );
        }
    };
    // One of them waits for the store; were it each one, this would take four seconds, and with its
    // own limit a thousand.
    tokio::time::timeout(Duration::from_secs(60), times).await.unwrap();
}
