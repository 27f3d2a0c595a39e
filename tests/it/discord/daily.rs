//! The passage of the day: set by server managers, posted once on time, found again after a lost
//! answer, and its fate where the channel is deleted or forbidden.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use jiff::civil::time;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use serde_json::{Value, json};
use verbatim::bot::{Actor, Clock, DailyCommand};
use verbatim::store::{Daily, PostFailure};

use super::{Running, connected, settings, start_bot, with_store};
use crate::eventually;
use crate::fake_discord::{
    ALICE, CAROL, CURATORS, FakeDiscord, Fault, GENERAL, Message, READERS, READING, Recorded,
    STUDY_HALL, World,
};
use crate::store::Database;

const MESSAGES: &str = "/channels/*/messages";

/// A clock that says it is soon half past seven in Shanghai, and goes on from there.
fn soon(seconds: i64) -> Clock {
    let due: Timestamp = "2026-11-22T23:30:00Z".parse().unwrap();
    let ahead = due.duration_since(Timestamp::now()) - SignedDuration::from_secs(seconds);
    Arc::new(move || Timestamp::now() + ahead)
}

/// What is due at half past seven in Shanghai.
fn at_half_past_seven() -> Daily {
    Daily {
        channel: GENERAL.0,
        server: STUDY_HALL.0,
        at: time(7, 30, 0, 0),
        zone: "Asia/Shanghai".to_owned(),
        shuffled: false,
        role: None,
        speech: None,
        seed: 1,
        position: 0,
        set_at: Timestamp::from_second(1).unwrap(),
    }
}

fn started(discord: &FakeDiscord, database: &Database, clock: Clock) -> Running {
    let bot = with_store(Some(database.store())).with_clock(clock);
    let mut settings = settings(discord);
    settings.limits.burst = NonZeroU32::new(50).unwrap();
    start_bot(settings, bot)
}

/// The posts of the bot's own accord.
fn posts(discord: &FakeDiscord) -> Vec<Recorded> {
    let is_post = |one: &Recorded| one.method == "POST" && one.path.ends_with("/messages");
    discord.requests().into_iter().filter(is_post).collect()
}

async fn set(discord: &FakeDiscord, options: &[(&'static str, Value)]) -> Message {
    let usual = [("time", json!("07:30")), ("zone", json!("asia/shanghai"))];
    let given = |name: &str| options.iter().any(|(given, _)| *given == name);
    let usual = usual.into_iter().filter(|(name, _)| !given(name));
    let shown =
        discord.slash(CAROL, GENERAL, "daily set", usual.chain(options.iter().cloned())).await;
    assert!(shown.is_private(), "{}", shown.text());
    shown
}

#[tokio::test]
async fn daily_passage_is_posted_once_across_a_restart() {
    for database in Database::each().await {
        let discord = FakeDiscord::start(World::study_channel().pinging(READERS)).await;
        let clock = soon(5);
        let bot = started(&discord, &database, Arc::clone(&clock));
        discord.ready().await;
        let said = set(&discord, &[("role", READERS.to_string().into())]).await.text();
        let next: Timestamp = "2026-11-22T23:30:00Z".parse().unwrap();
        for words in [
            "<#",
            "at 07:30 (Asia/Shanghai), in sequence, for <@&",
            &format!("<t:{}:F>", next.as_second()),
        ] {
            assert!(said.contains(words), "{words:?} is missing in {said}");
        }

        let post = discord.next_shown().await;
        assert_eq!(post.place, GENERAL);
        assert_eq!(post.content, format!("<@&{READERS}>"));
        post.says("Passage of the day").says("— Intro ¶1");
        assert_eq!(post.labels(), ["Before", "More", "Copy citation"]);
        let sent = posts(&discord).remove(0).body;
        assert_eq!(
            sent["allowed_mentions"],
            json!({"parse": [], "users": [], "roles": [READERS.to_string()]})
        );
        assert_eq!(sent["enforce_nonce"], true);
        let more = discord.click(ALICE, &post, "More").await;
        assert!(more.is_private() && !more.content.contains("<@&"), "reading on mentions nobody");

        // Two more programs on the same database, one after the other, on the same day.
        bot.stop().await;
        let bot = started(&discord, &database, Arc::clone(&clock));
        discord.identified(2).await;
        discord.stays_silent(Duration::from_millis(500)).await;
        // Setting it again, a moment later, brings the next one tomorrow.
        let said = set(&discord, &[("time", json!("07:31"))]).await.text();
        assert!(said.contains(&format!("<t:{}:F>", next.as_second() + 86_400 + 60)), "{said}");
        discord.stays_silent(Duration::from_millis(300)).await;
        assert_eq!(posts(&discord).len(), 1);
        bot.finish(discord).await;
    }
}

#[tokio::test]
async fn daily_command_refuses_non_managers_and_unknown_values() {
    let database = Database::sqlite();
    let discord = FakeDiscord::start(World::study_channel()).await;
    let bot = started(&discord, &database, soon(3_600));
    discord.ready().await;
    for (options, words) in [
        (
            ("zone", json!("Asia/Shangai")),
            "There is no time zone “Asia/Shangai”. Did you mean Asia/Shanghai",
        ),
        (("zone", json!("Nowhere/Nothing")), "There is no time zone “Nowhere/Nothing”."),
        (("time", json!("25:00")), "There is no time “25:00”. Write it as 07:30 or 7:30 pm."),
        (("speech", json!("other")), "No speech is called “other”. There is: acftu-2023."),
        (("role", json!(STUDY_HALL.0.to_string())), "never everyone"),
    ] {
        let said = set(&discord, &[options]).await.text();
        assert!(said.contains(words), "{words:?} is missing in {said}");
    }
    assert_eq!(database.store().dailies().await.unwrap(), []);
    let choices =
        discord.autocomplete(CAROL, GENERAL, "daily set", [("zone", "new y".into())]).await;
    assert_eq!(
        choices.iter().map(|choice| choice.name.as_str()).collect::<Vec<_>>(),
        ["America/New_York"]
    );
    assert_eq!(
        discord.autocomplete(CAROL, GENERAL, "daily set", [("zone", "".into())]).await.len(),
        25
    );

    let shown = |part: &'static str| discord.slash(CAROL, GENERAL, part, []);
    shown("daily show").await.says("No passage of the day is set in this server.");
    shown("daily stop").await.says("No passage of the day is set in");
    let said = set(
        &discord,
        &[("role", json!(CURATORS.to_string())), ("channel", json!(READING.0.to_string()))],
    )
    .await
    .text();
    assert!(
        said.contains("allow anyone to @mention this role")
            && said.contains(&READING.0.to_string()),
        "{said}"
    );
    set(&discord, &[("order", json!("shuffled")), ("speech", json!("acftu-2023"))]).await;
    let said = shown("daily show").await.text();
    for words in [
        format!("<#{}>", GENERAL.0),
        format!("<#{}>", READING.0),
        "shuffled, from acftu-2023".to_owned(),
    ] {
        assert!(said.contains(&words), "{words:?} is missing in {said}");
    }
    let said = shown("daily stop").await.text();
    assert!(said.contains("comes any more in"), "{said}");
    assert_eq!(database.store().dailies().await.unwrap().len(), 1);
    bot.finish(discord).await;

    // Discord's clients do not offer it to others; whoever gets past them is refused here.
    let bot = with_store(Some(database.store()));
    let stop = || DailyCommand::Stop { channel: Some(READING.0) };
    let actor = Actor {
        person: ALICE.0,
        server: Some(STUDY_HALL.0),
        channel: Some(READING.0),
        ..Actor::default()
    };
    assert!(format!("{:?}", bot.daily.command(stop(), &actor).await).contains("Manage Server"));
    let direct = Actor { server: None, can_manage_server: true, ..actor.clone() };
    assert!(format!("{:?}", bot.daily.command(stop(), &direct).await).contains("server's channel"));
    let other = Actor { server: Some(7), can_manage_server: true, ..actor };
    assert!(
        format!("{:?}", bot.daily.command(stop(), &other).await)
            .contains("No passage of the day is set")
    );
    assert_eq!(database.store().dailies().await.unwrap().len(), 1);
}

#[tokio::test]
async fn deleted_channel_ends_the_daily_passage_and_forbidden_channel_is_reported() {
    for (status, code, trouble, told) in [
        (404, 10003, PostFailure::Gone, "The channel is gone"),
        (403, 50013, PostFailure::Forbidden, "I lack permissions in the channel"),
        (400, 50035, PostFailure::Rejected, "Discord refused it"),
    ] {
        let database = Database::sqlite();
        let store = database.store();
        store.set_daily(&at_half_past_seven()).await.unwrap();
        let discord = FakeDiscord::start(World::study_channel()).await;
        discord.fault(Fault::on("POST", MESSAGES).error(status, code, "ordered"));
        let bot = started(&discord, &database, soon(-60));
        discord.ready().await;
        eventually(async || store.daily(GENERAL.0).await.unwrap().unwrap().trouble.is_some()).await;
        assert_eq!(store.daily(GENERAL.0).await.unwrap().unwrap().trouble, Some(trouble));
        let said = discord.slash(CAROL, GENERAL, "daily show", []).await.text();
        assert!(said.contains(told), "{said}");
        assert_eq!(said.contains("The next one comes"), trouble != PostFailure::Gone, "{said}");
        bot.stop().await;

        // After a while it is tried again, except where there is no channel.
        let bot = started(&discord, &database, soon(-3_600));
        discord.identified(2).await;
        match trouble {
            PostFailure::Gone => discord.stays_silent(Duration::from_millis(500)).await,
            _ => assert!(discord.next_shown().await.text().contains("Passage of the day")),
        }
        bot.finish(discord).await;
    }
}

#[tokio::test]
async fn daily_post_sent_before_a_crash_is_found_and_not_repeated() {
    let database = Database::sqlite();
    let (store, due) = (database.store(), at_half_past_seven());
    store.set_daily(&due).await.unwrap();
    let discord = FakeDiscord::start(World::study_channel()).await;
    let bot = started(&discord, &database, soon(-60));
    let post = discord.next_shown().await;
    post.says("Passage of the day");
    bot.stop().await;
    // As if the program had died before it could write that down.
    let (day, _) = store.daily(GENERAL.0).await.unwrap().unwrap().last.unwrap();
    let another = Database::sqlite();
    let lost = another.store();
    lost.set_daily(&due).await.unwrap();
    let begun = "2026-11-22T23:31:00Z".parse().unwrap();
    assert!(
        lost.claim_day(&due, day, begun, begun + SignedDuration::from_secs(90))
            .await
            .unwrap()
            .is_some()
    );
    let bot = started(&discord, &another, soon(-600));
    eventually(async || lost.daily(GENERAL.0).await.unwrap().unwrap().last.is_some()).await;
    assert_eq!(posts(&discord).len(), 1);
    assert!(
        discord.requests().iter().any(|one| one.method == "GET" && one.path.ends_with("/messages"))
    );
    assert_eq!(lost.daily(GENERAL.0).await.unwrap().unwrap().daily.position, 1);
    discord.ready().await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn daily_passage_is_posted_once_after_a_short_discord_failure() {
    for fault in
        [Fault::on("POST", MESSAGES).status(502), Fault::on("POST", MESSAGES).lose_answer()]
    {
        let database = Database::sqlite();
        database.store().set_daily(&at_half_past_seven()).await.unwrap();
        let discord = FakeDiscord::start(World::study_channel()).await;
        discord.fault(fault);
        let bot = started(&discord, &database, soon(-60));
        discord.next_shown().await.says("Passage of the day");
        discord.ready().await;
        discord.stays_silent(Duration::from_millis(1_000)).await;
        bot.stop().await;
        let last = database.store().daily(GENERAL.0).await.unwrap().unwrap().last;
        let due = TimeZone::get("Asia/Shanghai")
            .unwrap()
            .to_datetime("2026-11-22T23:30:00Z".parse().unwrap());
        assert_eq!(last.map(|(day, _)| day), Some(due.date()));
        discord.finish().await;
    }
}

#[tokio::test]
async fn passages_of_the_day_are_not_promised_where_the_bot_may_not_write() {
    let database = Database::sqlite();
    let mut world = World::study_channel();
    world.bot_permissions &= !(1 << 11);
    let (discord, bot) = connected(world, with_store(Some(database.store())), |_| {}).await;
    let options = [("time", "07:30".into()), ("zone", "asia/shanghai".into())];
    let said = discord.slash(CAROL, GENERAL, "daily set", options).await;
    let text = said.text();
    assert!(text.contains("I lack permissions in the channel"), "{text}");
    bot.finish(discord).await;
}

/// Its heading is no question.
#[tokio::test]
async fn a_reply_to_a_passage_of_the_day_is_no_follow_up_to_its_heading() {
    let (discord, database) =
        (FakeDiscord::start(World::study_channel()).await, Database::sqlite());
    database.store().set_daily(&at_half_past_seven()).await.unwrap();
    let bot = started(&discord, &database, soon(1));
    let post = discord.next_shown().await;
    post.begins_with("Passage of the day");
    let said = discord.reply_to(ALICE, &post, "what about trade unions?").await.text();
    assert!(!said.contains("Passage of the day"), "{said}");
    let said = discord.reply_to(ALICE, &post, "which day?").await.text();
    assert!(!said.contains("Passage of the day"), "{said}");
    bot.finish(discord).await;
}
