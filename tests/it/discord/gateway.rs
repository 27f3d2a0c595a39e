//! The gateway: closes that heal and closes that do not, hosts that take a connection and stay
//! silent, shards of which one is deaf, and what the health page says meanwhile.

use std::net::TcpListener;
use std::num::{NonZeroU32, NonZeroU64};
use std::time::{Duration, Instant};

use verbatim::config::Settings;

use super::{DATE, settings, start, study_channel};
use crate::fake_discord::{ALICE, FakeDiscord, GENERAL, World};

/// Settings with a health page, and a shard that counts as deaf after a second.
pub(super) fn watched(discord: &FakeDiscord) -> (Settings, String) {
    let mut settings = settings(discord);
    let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    settings.health.listen = Some(free);
    settings.discord.deaf_after_seconds = NonZeroU64::MIN;
    (settings, format!("http://{free}"))
}

async fn look(page: &str, path: &str) -> (u16, String) {
    match reqwest::get(format!("{page}{path}")).await {
        Ok(answer) => (answer.status().as_u16(), answer.text().await.unwrap()),
        Err(_) => (0, String::new()),
    }
}

/// Waits until `/ready` gives this status, and returns what it says.
pub(super) async fn ready(page: &str, status: u16) -> String {
    let began = Instant::now();
    loop {
        let (given, text) = look(page, "/ready").await;
        if given == status {
            return text;
        }
        assert!(began.elapsed() < Duration::from_secs(30), "/ready: {given} {text}");
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

#[tokio::test]
async fn breaks_that_can_heal_are_followed_by_a_connection_that_hears() {
    let (discord, bot) = study_channel().await;
    discord.drop_gateway();
    discord.resumed(1).await;
    discord.ask_reconnect();
    discord.resumed(2).await;
    for (times, code) in (3..).zip([4000, 4003, 4008]) {
        discord.close_gateway(code);
        discord.resumed(times).await;
        let shown = discord.ask(ALICE, GENERAL, DATE).await;
        assert!(shown.text().contains("October 23, 2023"), "{code}");
    }
    discord.close_gateway(4009);
    discord.settle().await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn closes_that_cannot_heal_end_the_bot_with_what_to_do() {
    for (code, words) in [
        (4004, "refused the token"),
        (4010, "discord.shard_range"),
        (4011, "set discord.shards to \"auto\" or to a larger number"),
        (4012, "a newer version"),
        (4013, "Privileged Gateway Intents"),
        (4014, "Message Content Intent"),
    ] {
        let discord = FakeDiscord::start(World::study_channel()).await;
        discord.close_sessions(Some(code));
        let began = Instant::now();
        let error = start(settings(&discord)).ended().await.unwrap_err();
        assert!(error.is_permanent() && error.to_string().contains(words), "{code}: {error}");
        assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
        assert_eq!(discord.sessions(), (0, 0), "it does not try again and again");
        discord.finish().await;
    }
}

#[tokio::test]
async fn silent_host_at_connecting_is_tried_anew_and_then_ends_the_bot() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.hang_gateway(true);
    let (settings, page) = watched(&discord);
    let began = Instant::now();
    let bot = start(settings);
    assert!(ready(&page, 503).await.contains("not connected to Discord"));
    let error = bot.ended().await.unwrap_err();
    assert!(!error.is_permanent() && error.to_string().contains("shard 0"), "{error}");
    let time = began.elapsed();
    // Three tries of a second; a busy host may take longer over each.
    assert!(time > Duration::from_secs(3) && time < Duration::from_secs(30), "{time:?}");
    discord.finish().await;
}

#[tokio::test]
async fn silent_host_at_resuming_is_noticed_and_hears_again() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.heartbeat_every(Duration::from_millis(200));
    let (settings, page) = watched(&discord);
    let bot = start(settings);
    discord.ready().await;
    ready(&page, 200).await;
    discord.hang_gateway(true);
    discord.drop_gateway();
    assert!(ready(&page, 503).await.contains("shard 0 "));
    assert_eq!(look(&page, "/live").await.0, 200);
    let asked = discord.start_slash(ALICE, GENERAL, "help", []);
    tokio::time::sleep(Duration::from_millis(1_300)).await;
    discord.hang_gateway(false);
    ready(&page, 200).await;
    assert_eq!(discord.sessions(), (1, 1), "what came meanwhile is not lost");
    discord.shown(asked).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn lost_connection_is_known_long_before_its_silence_counts() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let (mut settings, page) = watched(&discord);
    settings.discord.deaf_after_seconds = NonZeroU64::new(120).unwrap();
    let bot = start(settings);
    discord.ready().await;
    ready(&page, 200).await;
    discord.hang_gateway(true);
    discord.drop_gateway();
    assert!(ready(&page, 503).await.contains("shard 0 is not connected"));
    discord.hang_gateway(false);
    bot.finish(discord).await;
}

#[tokio::test]
async fn deaf_shard_among_three_is_told_apart_and_restarted() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.recommend_shards(3);
    discord.heartbeat_every(Duration::from_millis(200));
    let (settings, page) = watched(&discord);
    let bot = start(settings);
    discord.ready().await;
    ready(&page, 200).await;
    discord.mute_shard(1, true);
    let why = ready(&page, 503).await;
    assert!(why.starts_with("deaf: shard 1 "), "{why}");
    discord.mute_shard(1, false);
    ready(&page, 200).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn exhausted_session_starts_are_waited_for() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.allow_starts(0, Duration::from_secs(4));
    let (settings, page) = watched(&discord);
    let bot = start(settings);
    let began = Instant::now();
    loop {
        let why = ready(&page, 503).await;
        if why.contains("no further session starts") {
            break;
        }
        assert!(began.elapsed() < Duration::from_secs(4), "{why}");
    }
    assert_eq!(discord.sessions(), (0, 0));
    discord.allow_starts(10, Duration::from_secs(60));
    discord.ready().await;
    assert!(began.elapsed() > Duration::from_millis(3_500), "{:?}", began.elapsed());
    assert!(discord.logs().iter().any(|line| line.contains("too few session starts")));
    bot.finish(discord).await;
}

#[tokio::test]
async fn processes_share_the_shards() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    discord.recommend_shards(4);
    let part = |first, last| {
        let mut settings = settings(&discord);
        settings.discord.shards = NonZeroU32::new(4);
        settings.discord.shard_range = Some((first, last));
        start(settings)
    };
    let bots = [part(0, 1), part(2, 3)];
    discord.ready().await;
    discord.identified(4).await;
    discord.slash(ALICE, GENERAL, "help", []).await;
    for bot in bots {
        bot.stop().await;
    }
    discord.finish().await;
}

/// The exit status of `verbatim health`.
fn health_of(listen: &str) -> Option<i32> {
    let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_verbatim"));
    let output = command.arg("health").env("VERBATIM__HEALTH__LISTEN", listen).output().unwrap();
    output.status.code()
}

#[tokio::test]
async fn health_page_tells_figures_and_no_words_or_ids() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let (settings, page) = watched(&discord);
    let bot = start(settings);
    discord.ready().await;
    discord.ask(ALICE, GENERAL, DATE).await;
    // On a busy host a second without a sign passes now and then.
    let (mut status, mut figures) = look(&page, "/metrics").await;
    while status == 200 && !figures.contains("verbatim_connected 1") {
        tokio::time::sleep(Duration::from_millis(100)).await;
        (status, figures) = look(&page, "/metrics").await;
    }
    assert_eq!(status, 200);
    for name in [
        "verbatim_build_info{version=",
        "verbatim_connected 1",
        "verbatim_shard_silence_seconds{shard=\"0\"}",
        "verbatim_interactions_total{kind=\"command\",outcome=\"answered\"}",
        "verbatim_acknowledge_seconds_bucket{",
        "verbatim_answer_seconds_bucket{",
        "verbatim_answers_total{verdict=",
        "process_resident_memory_bytes",
    ] {
        assert!(figures.contains(name), "{name} is missing in\n{figures}");
    }
    assert!(!figures.contains(&GENERAL.0.to_string()) && !figures.contains("given"), "{figures}");
    assert_eq!(look(&page, "/").await.0, 404);
    let asked = tokio::task::spawn_blocking({
        let listen = page.trim_start_matches("http://").to_owned();
        move || health_of(&listen)
    });
    assert_eq!(asked.await.unwrap(), Some(0));
    bot.stop().await;
    assert_eq!(look(&page, "/live").await.0, 0);
    assert_eq!(health_of(page.trim_start_matches("http://")), Some(1));
    discord.finish().await;
}

#[tokio::test]
async fn event_at_which_the_library_panics_stops_no_shard() {
    let (discord, bot) = study_channel().await;
    discord.mention(ALICE, GENERAL, "Who creates the wealth?").await;
    let mut event = discord.last_event("MESSAGE_CREATE").unwrap();
    event["author"]["avatar"] = format!("a{}b", "é".repeat(15)).into();
    discord.dispatch_raw("MESSAGE_CREATE", event);
    discord.slash(ALICE, GENERAL, "help", []).await;
    bot.finish(discord).await;
}
