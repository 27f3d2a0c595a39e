//! The settings panel: who may open and use it, how it affects the next question, that a forged
//! choice has no effect.

use std::time::Duration;

use serde_json::json;
use verbatim::config::Settings;
use verbatim::store::{Scope, Store};

use super::{DATE, Running, answer_to_raw, by_alice, connected, with_store};
use crate::fake_discord::{
    ALICE, BOB, BOT, CAROL, ELSEWHERE, FakeDiscord, GENERAL, Message, Place, READERS, READING,
    STUDY_HALL, THREAD, World,
};
use crate::store::Database;

const PRIVATE: &str = "Private replies to commands";

/// The bot with this store, which a loaded machine may take its time to read.
async fn patient(store: Store) -> (FakeDiscord, Running) {
    let bot = with_store(Some(store)).with_patience(Duration::from_secs(4));
    // The tests choose more in a row than a person does.
    let often = |settings: &mut Settings| settings.limits.burst = 100.try_into().unwrap();
    connected(World::study_channel(), bot, often).await
}

async fn ask(discord: &FakeDiscord, place: Place) -> Message {
    let shown = discord.ask(BOB, place, DATE).await;
    shown.says("October 23, 2023");
    shown
}

#[tokio::test]
async fn server_setting_is_confirmed_and_applies_to_the_next_question() {
    for database in Database::each().await {
        let (discord, bot) = patient(database.store()).await;
        assert!(!ask(&discord, GENERAL).await.is_private());
        let panel = discord.slash(CAROL, GENERAL, "settings server", []).await;
        panel.privately().says("**Private replies to commands**: no (the default)");
        panel.says("discord.message\\_content = true, which is off here");
        let panel = discord.select(CAROL, &panel, "Choose what to set", &["private"]).await;
        let panel = discord.select(CAROL, &panel, PRIVATE, &["yes"]).await;
        panel.says("This holds now:\n\n**Private replies to commands**: yes (set by the server)");
        assert!(
            ask(&discord, GENERAL).await.is_private() && ask(&discord, READING).await.is_private()
        );
        let public = discord.ask_private(BOB, DATE, false).await;
        assert!(!public.is_private(), "what is typed holds over what was set");
        assert!(!discord.mention(BOB, GENERAL, DATE).await.is_private());
        for (command, option, value) in
            [("cite", "reference", "2.1"), ("verify", "quote", "social wealth")]
        {
            assert!(
                discord.slash(BOB, GENERAL, command, [(option, value.into())]).await.is_private()
            );
        }

        let panel = discord.select(CAROL, &panel, "Choose what to set", &["curators"]).await;
        let panel = discord.select(CAROL, &panel, "… or a role", &[&READERS.to_string()]).await;
        panel.says(&format!("<@&{READERS}> (set by the server)"));
        let everyone =
            discord.select(CAROL, &panel, "… or a role", &[&STUDY_HALL.0.to_string()]).await;
        everyone.privately().says("everyone has this role");
        let panel = discord.select(CAROL, &panel, "Choose what to set", &["private"]).await;
        discord.select(CAROL, &panel, PRIVATE, &["unset"]).await;
        assert!(!ask(&discord, GENERAL).await.is_private());
        bot.finish(discord).await;
    }
}

#[tokio::test]
async fn channel_setting_applies_to_the_channel_and_its_threads() {
    let database = Database::sqlite();
    let (discord, bot) = patient(database.store()).await;
    let panel = discord.slash(CAROL, THREAD, "settings channel", []).await;
    let panel = discord.select(CAROL, &panel, "Choose what to set", &["private"]).await;
    let panel = discord.select(CAROL, &panel, PRIVATE, &["yes"]).await;
    panel.says("yes (set for this channel)");
    for (place, private) in [(GENERAL, true), (THREAD, true), (READING, false)] {
        assert_eq!(ask(&discord, place).await.is_private(), private, "{place:?}");
    }
    let own = discord.slash(BOB, GENERAL, "settings me", []).await;
    own.says("yes (set for this channel)");
    bot.finish(discord).await;
}

#[tokio::test]
async fn member_changes_only_personal_settings() {
    let database = Database::sqlite();
    let (discord, bot) = patient(database.store()).await;
    for part in ["server", "channel"] {
        let refused = discord.slash(ALICE, GENERAL, &format!("settings {part}"), []).await;
        refused.privately().says("permission Manage Server");
        let nowhere = discord.slash(CAROL, CAROL.dm(), &format!("settings {part}"), []).await;
        nowhere.says("This needs a server");
    }
    let panel = discord.slash(ALICE, GENERAL, "settings me", []).await;
    assert!(
        !panel.text().contains("Curators") && !panel.text().contains("study channel"),
        "{}",
        panel.text()
    );
    let panel = discord.select(ALICE, &panel, "Choose what to set", &["quote"]).await;
    discord.select(ALICE, &panel, "Length of quotes", &["sentence"]).await;
    let shown = discord.dm(ALICE, "Who creates the wealth?").await;
    shown
        .says("> … **The working class and workers are the main creators of social wealth.** …\n—");
    let other = discord.dm(BOB, "Who creates the wealth?").await;
    other.says("bringing prosperity to all");

    // A panel of the server, forged from one's own.
    let store = database.store();
    let panel = discord.slash(ALICE, GENERAL, "settings me", []).await;
    let panel = discord.select(ALICE, &panel, "Choose what to set", &["quote"]).await;
    let forged = discord.rewrite_components(&panel, |json| json.replace("\"set1:u:", "\"set1:s:"));
    let refused = discord.select(ALICE, &forged, "set1:s:quote", &["sentence"]).await;
    assert!(refused.is_private() && refused.id != panel.id, "{}", refused.text());
    assert!(!refused.text().contains("This holds now"), "{}", refused.text());
    let kept = store
        .settings(&[Scope::Server(STUDY_HALL.0), Scope::Channel(GENERAL.0), Scope::User(ALICE.0)])
        .await
        .unwrap();
    assert_eq!(kept.len(), 1, "{kept:?}");
    assert_eq!((kept[0].scope, kept[0].value.as_str()), (Scope::User(ALICE.0), "sentence"));

    store.opt_out(ALICE.0, jiff::Timestamp::UNIX_EPOCH).await.unwrap();
    let panel = discord.slash(ALICE, GENERAL, "settings me", []).await;
    let panel = discord.select(ALICE, &panel, "Choose what to set", &["private"]).await;
    let refused = discord.select(ALICE, &panel, PRIVATE, &["yes"]).await;
    refused.says("you opted out");
    bot.finish(discord).await;
}

#[tokio::test]
async fn a_channels_setting_holds_in_threads_that_discord_lists_later() {
    let database = Database::sqlite();
    let store = database.store();
    store
        .set_setting(Scope::Channel(GENERAL.0), Some(STUDY_HALL.0), "quote", "sentence")
        .await
        .unwrap();
    let (discord, bot) = patient(store).await;
    let question = "Who creates the wealth?";
    let created = discord.last_event("GUILD_CREATE").unwrap();
    discord.mention(ALICE, GENERAL, question).await.says("social wealth.** …\n—");
    let said_in_general = discord.last_event("MESSAGE_CREATE").unwrap();
    // The second as when the bot is given access to a channel whose threads it did not know.
    for (number, event) in [(1, "THREAD_CREATE"), (2, "THREAD_LIST_SYNC")] {
        let mut thread = created["threads"][0].clone();
        let id = (GENERAL.0 + 7_000 + number).to_string();
        thread["id"] = id.clone().into();
        let told = match event {
            "THREAD_CREATE" => thread,
            _ => json!({
                "guild_id": STUDY_HALL.0.to_string(), "channel_ids": [GENERAL.0.to_string()],
                "threads": [thread], "members": [],
            }),
        };
        discord.dispatch_raw(event, told);
        let text = format!("{} {question}", BOT.mention());
        let mut message = by_alice(&said_in_general, number, &text);
        message["channel_id"] = id.into();
        let description = answer_to_raw(&discord, message).await;
        assert!(description.contains("social wealth.** …\n—"), "{event}: {description}");
    }
    discord.leave();
    drop(bot);
}

/// People bring the bot along as their own app to servers where it is no member, and so would not
/// hear when it should forget what was set.
#[tokio::test]
async fn nothing_is_set_for_a_server_where_the_bot_is_a_persons_app() {
    let database = Database::sqlite();
    let (discord, bot) = patient(database.store()).await;
    for command in ["settings server", "settings channel", "teach list"] {
        let refused = discord.slash(CAROL, ELSEWHERE, command, []).await;
        refused.privately().says("that I am in");
    }
    discord.slash(CAROL, ELSEWHERE, "settings me", []).await.privately().says("Length of quotes");
    bot.finish(discord).await;
}
