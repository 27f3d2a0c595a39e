//! The replies about the passage of the day, and which passages come.

use std::collections::BTreeSet;

use jiff::Timestamp;
use jiff::civil::time;

use super::*;
use crate::bot::Actor;
use crate::bot::messages::daily as messages;
use crate::bot::tests::{BOT, bot_over, references};
use crate::corpus::UnitId;
use crate::reply::Reply;
use crate::store::Daily;

fn daily(shuffled: bool) -> Daily {
    Daily {
        channel: 3,
        server: 2,
        at: time(7, 30, 0, 0),
        zone: "Asia/Shanghai".to_owned(),
        shuffled,
        role: None,
        speech: None,
        seed: 5,
        position: 0,
        set_at: Timestamp::UNIX_EPOCH,
    }
}

#[test]
fn every_paragraph_comes_once_in_a_round_and_nothing_else_does() {
    let paragraphs = BOT.daily.passages(None);
    let count = u64::try_from(paragraphs.len()).unwrap();
    let place = |unit: &UnitId| BOT.corpus().quote_unit(*unit).reference().to_string();
    let all: Vec<String> = paragraphs.iter().map(place).collect();
    let round = |shuffled, round: u64| -> Vec<String> {
        let reply =
            |position| BOT.daily.passage(&daily(shuffled), round * count + position).unwrap();
        (0..count).flat_map(|position| references(&reply(position))).collect()
    };
    assert_eq!(round(false, 0), all);
    assert_eq!(round(false, 1), all, "it begins anew");
    let shuffled = round(true, 0);
    assert!(shuffled != all && shuffled != round(true, 1));
    assert_eq!(shuffled.iter().collect::<BTreeSet<_>>(), all.iter().collect());
}

#[test]
fn a_speech_without_paragraphs_has_none() {
    let heading = bot_over(&[("test", "+++\ntitle = \"T\"\n+++\n\n# T\n\n## One\n")]);
    assert_eq!(heading.daily.passage(&daily(true), 0), None);
    assert_eq!(heading.daily.passage(&daily(false), 0), None);
    assert!(BOT.daily.passages(Some("other")).is_empty());
    let choice = DailyOptions {
        time: "7:30".to_owned(),
        zone: "Asia/Shanghai".to_owned(),
        ..DailyOptions::default()
    };
    assert_eq!(heading.daily.chosen(&choice, 2, 3), Err(messages::NO_PASSAGES.to_owned()));
    for speech in ["acftu-2023", " ACFTU-2023", "acftu-2023 · Mobilizing …"] {
        let choice = DailyOptions { speech: speech.to_owned(), ..choice.clone() };
        let chosen = BOT.daily.chosen(&choice, 2, 3).map(|daily| daily.speech);
        assert_eq!(chosen, Ok(Some("acftu-2023".to_owned())), "{speech}");
    }
}

#[test]
fn a_long_passage_can_be_read_on() {
    let text = format!("+++\ntitle = \"T\"\n+++\n{}\n", "Bread is good. ".repeat(400));
    let reply = bot_over(&[("test", &text)]).daily.passage(&daily(false), 0).unwrap();
    let shown: usize = reply.quotes().map(|quote| quote.text().len()).sum();
    assert!((2_000..4_000).contains(&shown), "{shown}");
    assert!(reply.buttons.iter().any(|button| button.label == "More"));
    assert_eq!(reply.heading.as_deref(), Some(messages::HEADING));
}

#[tokio::test]
async fn without_a_database_there_is_no_passage_of_the_day() {
    let manager = Actor { server: Some(2), can_manage_server: true, ..Actor::default() };
    let reply = BOT.daily.command(DailyCommand::Show, &manager).await;
    assert_eq!(reply, Err(Reply::error(messages::NEEDS_STORE)));
    assert!(BOT.daily.due_passages().await.unwrap().due.is_empty());
}

#[test]
fn a_posts_nonce_is_short_enough_for_discord() {
    let day = jiff::civil::date(2026, 11, 22);
    let post = DailyPost {
        channel: u64::MAX,
        server: 1,
        role: None,
        reply: Reply::default(),
        earlier: None,
        day,
    };
    assert_eq!(post.nonce(), "ffffffffffffffff.20261122");
    assert_eq!(post.nonce().len(), 25);
}
