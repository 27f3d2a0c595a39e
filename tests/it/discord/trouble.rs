//! When Discord or the network fails: nothing is lost that can be saved, nothing is answered twice,
//! no token is logged.

use std::time::Duration;

use serde_json::Value;
use verbatim::config::Settings;

use super::{DATE, connected, sent, study_channel, with_store};
use crate::fake_discord::{ALICE, BOB, BOT, Fault, GENERAL, World};

const CALLBACK: &str = "/interactions/*/*/callback";
const MESSAGES: &str = "/channels/*/messages";

#[tokio::test]
async fn failed_first_response_is_retried_once() {
    let (discord, bot) = study_channel().await;
    for fault in [
        Fault::on("POST", CALLBACK).status(500),
        Fault::on("POST", CALLBACK).rate_limited(Duration::from_millis(300)),
        Fault::on("POST", CALLBACK).drop_connection(),
        Fault::on("POST", CALLBACK).lose_answer(),
    ] {
        discord.fault(fault);
        let shown = discord.ask(ALICE, GENERAL, DATE).await;
        shown.says("October 23, 2023");
    }
    // The lost answer had been taken, so the second one is refused by Discord and must not be told
    // as a failure.
    discord.forgive("40060");
    assert!(
        !discord.logs().iter().any(|line| line.contains("could not be sent")),
        "{:?}",
        discord.logs()
    );
    bot.finish(discord).await;
}

#[tokio::test]
async fn hanging_first_response_is_retried_within_the_deadline() {
    let (discord, bot) = study_channel().await;
    discord.fault(Fault::on("POST", CALLBACK).delay(Duration::from_secs(4)));
    let shown = discord.ask(ALICE, GENERAL, DATE).await;
    shown.says("October 23, 2023");
    bot.finish(discord).await;
}

#[tokio::test]
async fn message_gets_one_reply_when_discord_fails_or_drops_the_response() {
    let (discord, bot) = study_channel().await;
    discord.fault(Fault::on("POST", MESSAGES).status(502));
    discord.mention(ALICE, GENERAL, DATE).await.says("October 23, 2023");
    discord.fault(Fault::on("POST", MESSAGES).lose_answer());
    discord.mention(ALICE, GENERAL, DATE).await.says("October 23, 2023");
    discord.stays_silent(Duration::from_millis(1_200)).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn persistent_failure_is_logged_in_one_line_without_token() {
    let (discord, bot) = study_channel().await;
    discord.fault(Fault::on("POST", CALLBACK).status(500).times(2));
    let lost = discord.start_ask(ALICE, GENERAL, DATE);
    assert!(discord.outcome(lost).await.is_none());
    discord.fault(Fault::on("POST", CALLBACK).error(404, 10062, "Unknown interaction"));
    let late = discord.start_ask(ALICE, GENERAL, DATE);
    assert!(discord.outcome(late).await.is_none());
    let logs = discord.logs();
    assert_eq!(
        logs.iter().filter(|line| line.contains("an answer could not be sent")).count(),
        1,
        "{logs:?}"
    );
    assert_eq!(
        logs.iter().filter(|line| line.contains("an answer came too late")).count(),
        1,
        "{logs:?}"
    );
    assert!(!logs.iter().any(|line| line.contains(DATE)), "no question is logged");
    let shown = discord.ask(ALICE, GENERAL, DATE).await;
    assert!(shown.text().contains("October 23, 2023"), "the bot goes on");
    bot.finish(discord).await;
}

#[tokio::test]
async fn event_delivered_twice_gets_one_reply() {
    let (discord, bot) = study_channel().await;
    let id = discord.start_ask(ALICE, GENERAL, DATE);
    discord.redeliver(id.0);
    discord.shown(id).await.says("October 23, 2023");
    let said =
        discord.say(ALICE, GENERAL, &format!("{} {}", crate::fake_discord::BOT.mention(), DATE));
    discord.redeliver(said);
    discord.answer_to(said).await.says("October 23, 2023");
    discord.stays_silent(Duration::from_millis(300)).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn rate_limited_person_is_asked_to_wait_and_delays_nobody_else() {
    let seldom = |settings: &mut Settings| {
        settings.limits.burst = 2.try_into().unwrap();
        settings.limits.per_minute = 1.try_into().unwrap();
    };
    let (discord, bot) = connected(World::study_channel(), with_store(None), seldom).await;
    for _ in 0..2 {
        assert!(!discord.ask(ALICE, GENERAL, DATE).await.is_private());
    }
    let put_off = discord.ask(ALICE, GENERAL, DATE).await;
    put_off.privately().says("Please ask again in ");
    discord.mention(ALICE, GENERAL, DATE).await.says("Please ask again in ");
    discord.say(ALICE, GENERAL, &format!("{} {}", crate::fake_discord::BOT.mention(), DATE));
    discord.stays_silent(Duration::from_millis(200)).await;
    discord.ask(BOB, GENERAL, DATE).await.says("October 23, 2023");
    bot.finish(discord).await;
}

#[tokio::test]
async fn partial_event_is_ignored() {
    let (discord, bot) = study_channel().await;
    discord.ask(ALICE, GENERAL, DATE).await;
    discord.dispatch_half("INTERACTION_CREATE", "attachment_size_limit");
    discord.dispatch_raw("SOMETHING_NEW", serde_json::json!({"a": 1}));
    let shown = discord.ask(ALICE, GENERAL, DATE).await;
    shown.says("October 23, 2023");
    let unreadable = discord
        .logs()
        .iter()
        .filter(|line| line.contains("could not be read") && line.contains("INTERACTION_CREATE"))
        .count();
    assert_eq!(unreadable, 1, "{:?}", discord.logs());
    bot.finish(discord).await;
}

#[tokio::test]
async fn a_mention_is_answered_where_the_bot_may_not_read_the_history() {
    let (discord, bot) = study_channel().await;
    let refusal = "Cannot reply without permission to read message history";
    discord.fault(Fault::on("POST", MESSAGES).error(403, 160_002, refusal));
    discord.say(ALICE, GENERAL, &format!("{} {DATE}", BOT.mention()));
    tokio::time::sleep(Duration::from_secs(2)).await;
    let tried = sent(&discord);
    let anew = tried.iter().any(|(_, body)| body["message_reference"].is_null());
    assert!(anew, "one try, then silence: {}", tried.len());
    discord.next_shown().await.says("October 23, 2023");
    bot.finish(discord).await;
}

#[tokio::test]
async fn a_mention_is_not_met_with_silence_where_embeds_are_not_allowed() {
    let (discord, bot) = study_channel().await;
    discord.fault(Fault::on("POST", MESSAGES).error(403, 50013, "Missing Permissions").times(2));
    discord.say(ALICE, GENERAL, &format!("{} {DATE}", BOT.mention()));
    tokio::time::sleep(Duration::from_secs(2)).await;
    let tried = sent(&discord);
    let plain = |(_, body): &(u16, Value)| {
        body["content"].as_str().is_some_and(|said| !said.is_empty())
            && body["embeds"] == serde_json::json!([])
    };
    assert!(tried.iter().any(plain), "{tried:#?}");
    discord.leave();
    drop(bot);
}
