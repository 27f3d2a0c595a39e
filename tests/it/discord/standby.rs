//! Two processes of one bot: one is connected, the other stands by and takes over, and what Discord
//! refuses or leaves unread in a round ends no round.

use std::time::{Duration, Instant};

use serde_json::json;
use verbatim::store::Store;

use super::gateway::{ready, watched};
use super::hall::{Hall, sections};
use super::{DATE, sent, settings, start_bot, with_store};
use crate::eventually;
use crate::fake_discord::{ALICE, BOT, FakeDiscord, Fault, GENERAL, STUDY_HALL, World};
use crate::store::Database;

const MESSAGES: &str = "/channels/*/messages";

fn process(discord: &FakeDiscord, store: Store) -> super::Running {
    start_bot(settings(discord), with_store(Some(store)))
}

#[tokio::test]
async fn second_process_stands_by_and_takes_over_at_once_after_a_stop() {
    for database in Database::each().await {
        let discord = FakeDiscord::start(World::study_channel()).await;
        let first = process(&discord, database.store());
        discord.ready().await;
        let (settings, page) = watched(&discord);
        let second = start_bot(settings, with_store(Some(database.store())));
        tokio::time::sleep(Duration::from_millis(1_500)).await;
        assert_eq!(discord.sessions(), (1, 0), "{:?}: one connection only", database.kind);
        assert!(ready(&page, 503).await.contains("standing by"));
        let began = Instant::now();
        first.stop().await;
        discord.identified(2).await;
        assert!(began.elapsed() < Duration::from_secs(8), "{:?}", began.elapsed());
        assert_eq!(ready(&page, 200).await, "ready\n");
        discord.slash(ALICE, GENERAL, "help", []).await;
        second.finish(discord).await;
    }
}

#[tokio::test]
async fn lease_is_held_while_session_starts_are_waited_for_and_given_back_at_a_stop() {
    let database = Database::sqlite();
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.allow_starts(0, Duration::from_secs(60));
    let bot = process(&discord, database.store());
    tokio::time::sleep(Duration::from_secs(12)).await;
    let other = database.store();
    assert!(!other.hold_gateway(BOT.0, "all", "another", 10).await.unwrap(), "renewed meanwhile");
    bot.stop().await;
    assert!(other.hold_gateway(BOT.0, "all", "another", 10).await.unwrap());
    discord.finish().await;
}

#[tokio::test]
async fn standby_takes_over_from_a_killed_process_within_15_seconds() {
    let takeovers = Database::each().await.into_iter().map(async |database| {
        let discord = FakeDiscord::start(World::study_channel()).await;
        let first = process(&discord, database.store());
        discord.ready().await;
        let second = process(&discord, database.store());
        first.kill();
        let began = Instant::now();
        discord.drop_gateway();
        discord.identified(2).await;
        let taken = began.elapsed();
        assert!(taken < Duration::from_secs(15), "{:?}: {taken:?}", database.kind);
        let shown = discord.ask(ALICE, GENERAL, DATE).await;
        shown.says("October 23, 2023");
        second.finish(discord).await;
    });
    futures_util::future::join_all(takeovers).await;
}

#[tokio::test]
async fn process_that_was_overtaken_ends_instead_of_answering_twice() {
    let database = Database::sqlite();
    let discord = FakeDiscord::start(World::study_channel()).await;
    let bot = process(&discord, database.store());
    discord.ready().await;
    // As if it had slept while its lease ran out.
    let store = database.store();
    let holder = "SELECT holder FROM gateway_leases";
    let mut connection = database.connect().await;
    let row = sqlx::query(holder).fetch_one(&mut connection).await.unwrap();
    let name: String = sqlx::Row::get(&row, "holder");
    store.release_gateway(BOT.0, &name).await.unwrap();
    assert!(store.hold_gateway(BOT.0, "all", "another", 60).await.unwrap());
    let error = bot.ended().await.unwrap_err();
    assert!(!error.is_permanent() && error.to_string().contains("took over"), "{error}");
    discord.finish().await;
}

#[tokio::test]
async fn lease_is_by_the_databases_clock_and_renewed_by_its_holder_only() {
    for database in Database::each().await {
        let (one, two) = (database.store(), database.store());
        assert!(one.hold_gateway(7, "all", "one", 60).await.unwrap());
        assert!(!two.hold_gateway(7, "all", "two", 60).await.unwrap());
        assert!(two.hold_gateway(8, "all", "two", 60).await.unwrap(), "of another bot");
        assert!(two.hold_gateway(7, "2-3", "two", 60).await.unwrap(), "of other shards");
        assert!(one.hold_gateway(7, "all", "one", 1).await.unwrap());
        tokio::time::sleep(Duration::from_millis(2_100)).await;
        assert!(two.hold_gateway(7, "all", "two", 60).await.unwrap());
        assert!(!one.hold_gateway(7, "all", "one", 60).await.unwrap());
        assert!(two.hold_gateway(7, "all", "two", 3_600).await.unwrap());
        assert!(one.hold_gateway(7, "all", "one", 60).await.unwrap(), "of a clock that was ahead");
        let host = jiff::Timestamp::now().as_second();
        assert!((one.time().await.unwrap() - host).abs() <= 2, "{:?}", database.kind);
    }
}

#[tokio::test]
async fn round_survives_a_refused_token_and_an_unreadable_answer() {
    let hall =
        Hall::open_with(FakeDiscord::start(World::study_channel()).await, Database::sqlite()).await;
    hall.begin(ALICE, &sections(2)).await;
    hall.discord.fault(Fault::on("POST", MESSAGES).error(401, 0, "401: Unauthorized"));
    let answer = hall.after(30).await;
    answer.says("The answer: ");
    // Discord takes the next message, but its answer is no message.
    hall.discord.fault(Fault::on("POST", MESSAGES).well_with(204));
    let question = hall.after(9).await;
    question.begins_with("Question 2 of 2");
    hall.discord.stays_silent(Duration::from_millis(1_500)).await;
    assert!(hall.discord.logs().iter().any(|line| line.contains("it counts as sent")));
    hall.close().await;
}

#[tokio::test]
async fn question_that_discord_refused_for_its_whole_time_is_asked_anew() {
    let hall =
        Hall::open_with(FakeDiscord::start(World::study_channel()).await, Database::sqlite()).await;
    hall.begin(ALICE, &sections(2)).await;
    hall.after(30).await;
    hall.discord.fault(Fault::on("POST", MESSAGES).status(503).times(2));
    hall.ahead.by(9);
    tokio::time::sleep(Duration::from_millis(700)).await;
    hall.ahead.by(60);
    let question = hall.discord.next_shown().await;
    question.begins_with("Question 2 of 2");
    hall.discord.stays_silent(Duration::from_millis(800)).await;
    let answer = hall.after(30).await;
    answer.says("The answer: ");
    hall.close().await;
}

#[tokio::test]
async fn settings_of_a_server_that_was_left_are_deleted_after_30_days() {
    for database in Database::each().await {
        let discord = FakeDiscord::start(World::study_channel()).await;
        let store = database.store();
        let scope = verbatim::store::Scope::Server;
        for server in [STUDY_HALL.0, 99 << 22] {
            store.set_setting(scope(server), None, "private", "yes").await.unwrap();
        }
        let channel = verbatim::store::Scope::Channel(GENERAL.0);
        store.set_setting(channel, Some(STUDY_HALL.0), "private", "yes").await.unwrap();
        let elsewhere = verbatim::store::Scope::Channel(5);
        store.set_setting(elsewhere, Some(98 << 22), "private", "yes").await.unwrap();
        let bot = process(&discord, database.store());
        discord.ready().await;
        let left = store.left_servers(BOT.0).await.unwrap();
        assert_eq!(left, [99 << 22], "unknown to Discord");
        discord.dispatch_raw(
            "GUILD_DELETE",
            json!({"id": STUDY_HALL.0.to_string(), "unavailable": true}),
        );
        discord.dispatch_raw("GUILD_DELETE", json!({"id": STUDY_HALL.0.to_string()}));
        eventually(async || store.left_servers(BOT.0).await.unwrap().len() == 2).await;
        bot.stop().await;
        let now = jiff::Timestamp::now().as_second();
        store.delete_outdated(BOT.0, now + 29 * 86_400).await.unwrap();
        assert_eq!(store.settings(&[scope(STUDY_HALL.0), channel]).await.unwrap().len(), 2);
        store.delete_outdated(BOT.0, now + 31 * 86_400).await.unwrap();
        assert_eq!(store.settings(&[scope(STUDY_HALL.0), channel]).await.unwrap(), []);
        assert_eq!(store.known_servers().await.unwrap(), [0_u64; 0]);
        let kept = store.settings(&[elsewhere]).await.unwrap();
        assert_eq!(kept.len(), 1, "people may use the bot where it is no member");
        discord.finish().await;
    }
}

/// Discord locks an address out after 10,000 refused requests in ten minutes: 17 rounds that knock
/// once a second get there.
#[tokio::test]
async fn a_round_whose_messages_are_refused_knocks_ever_less_often() {
    let hall = Hall::open(World::study_channel()).await;
    hall.discord.fault(Fault::on("POST", MESSAGES).status(401).times(1_000));
    let begun = hall.discord.slash(ALICE, GENERAL, "quiz start", sections(1)).await;
    begun.says("The first question follows.");
    tokio::time::sleep(Duration::from_secs(16)).await;
    let tried = sent(&hall.discord).len();
    hall.discord.leave();
    assert!(tried <= 6, "{tried} tries in 16 seconds");
}
