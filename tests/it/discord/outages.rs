//! Without its database the bot answers questions all the same, and says of everything else that it
//! has to wait.

use std::time::Duration;

use verbatim::config::Settings;
use verbatim::store::Store;

use super::{DATE, connected, with_store};
use crate::fake_discord::{ALICE, BOT, CAROL, GENERAL, World};
use crate::store::{Database, store_at};

/// A bot with this store, of which nothing can be had once `breaks` was called; returns the log.
async fn outage(store: Store, breaks: impl FnOnce()) -> Vec<String> {
    let often = |settings: &mut Settings| settings.limits.burst = 50.try_into().unwrap();
    let bot = with_store(Some(store));
    let (discord, bot) = connected(World::study_channel(), bot, often).await;
    breaks();
    for _ in 0..3 {
        discord.ask(ALICE, GENERAL, DATE).await.publicly().says("October 23, 2023");
    }
    let shown = discord.mention(ALICE, GENERAL, DATE).await;
    shown.says("October 23, 2023");
    assert!(!shown.content.contains(&BOT.mention()), "{}", shown.content);
    for command in ["settings server", "teach list", "privacy export", "privacy delete"] {
        let refused = discord.slash(CAROL, GENERAL, command, []).await;
        refused.privately().says("Questions are answered all the same. Please try again");
    }
    let daily = [("time", "07:30".into()), ("zone", "asia/shanghai".into())];
    let refused = discord.slash(CAROL, GENERAL, "daily set", daily).await;
    refused.privately().says("Please try again");
    let shown = discord.slash(CAROL, GENERAL, "privacy show", []).await;
    shown.privately().says("So I cannot tell whether anything is of you.");
    let logs = discord.logs();
    assert!(!logs.iter().any(|line| line.contains("hidden-password")), "{logs:?}");
    bot.finish(discord).await;
    logs
}

#[tokio::test]
async fn store_with_no_place_for_its_file_is_reported_once() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("no-folder");
    std::fs::write(&file, "a file where a folder would have to be").unwrap();
    let store = store_at(file.join("a.db").to_str().unwrap());
    let logs = outage(store, || {}).await;
    let told = logs.iter().filter(|line| line.contains("passages of the day wait")).count();
    assert_eq!(told, 1, "{logs:?}");
}

#[tokio::test]
async fn store_whose_folder_vanishes_is_an_outage() {
    let database = Database::sqlite();
    let folder = std::path::Path::new(&database.url).parent().unwrap();
    let store = database.store();
    store.open().await.unwrap();
    outage(store, || std::fs::remove_dir_all(folder).unwrap()).await;
}

#[tokio::test]
async fn server_that_is_away_or_silent_is_an_outage() {
    // Takes the connection and never speaks.
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    for address in ["127.0.0.1:1".to_owned(), silent.local_addr().unwrap().to_string()] {
        let url = format!("postgres://me:hidden-password@{address}/db");
        outage(store_at(&url).with_limit(Duration::from_millis(500)), || {}).await;
    }
}

/// A form cannot be put off, so nothing may make it late.
#[tokio::test]
async fn a_quiz_form_is_refused_in_time_while_the_database_is_silent() {
    let silent = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("postgres://me@{}/db", silent.local_addr().unwrap());
    let bot = with_store(Some(store_at(&url)));
    let (discord, bot) = connected(World::study_channel(), bot, |_| {}).await;
    let shown = discord.ask(ALICE, GENERAL, DATE).await;
    let told = discord.click_forged(ALICE, &shown, "Why this?", "q1:abcdefghij.t.0").await;
    told.privately().says("That took too long. Please try again");
    bot.finish(discord).await;
}
