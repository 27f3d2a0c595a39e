//! Stored personal data: listed, exported and deleted on request.

use jiff::Timestamp;
use serde_json::Value;
use verbatim::store::{NewLesson, Scope, Store};

use super::{study_channel, study_channel_with};
use crate::fake_discord::{ALICE, BOB, FakeDiscord, GENERAL, Message};
use crate::store::Database;

async fn privacy(discord: &FakeDiscord, part: &str) -> Message {
    let shown = discord.slash(ALICE, GENERAL, &format!("privacy {part}"), []).await;
    assert!(shown.is_private(), "{}", shown.text());
    shown
}

/// The last file that the bot sent, read as JSON.
fn sent_file(discord: &FakeDiscord) -> Value {
    let requests = discord.requests();
    let file =
        requests.iter().rev().find_map(|request| request.files.first()).expect("a file was sent");
    serde_json::from_slice(&file.bytes).unwrap()
}

async fn filled(database: &Database) -> Store {
    let store = database.store();
    store.set_setting(Scope::User(ALICE.0), None, "private", "yes").await.unwrap();
    store.set_setting(Scope::User(BOB.0), None, "private", "yes").await.unwrap();
    let taught = NewLesson { server: 1, question: "Who?", passage: "abc", curator: ALICE.0 };
    store.add_lesson(taught, Timestamp::from_second(5).unwrap()).await.unwrap();
    store
}

#[tokio::test]
async fn stored_data_is_listed_exported_and_deleted() {
    for database in Database::each().await {
        let store = filled(&database).await;
        let (discord, bot) = study_channel_with(database.store()).await;
        let shown = privacy(&discord, "show").await;
        for words in [
            "neither stored nor written to a log",
            "a passage of the day",
            "Your id is in 2 entries.",
            "`/privacy export`",
        ] {
            shown.says(words);
        }

        let shown = privacy(&discord, "export").await;
        assert_eq!(shown.files(), ["verbatim-privacy.json"]);
        let file = sent_file(&discord);
        assert_eq!(file["person"], ALICE.0.to_string());
        assert_eq!(file["kept"]["settings"][0]["value"], "yes");
        assert_eq!(file["kept"]["taught"][0]["question"], "Who?");
        assert!(!file.to_string().contains(&BOB.0.to_string()));

        let asked = privacy(&discord, "delete").await;
        asked.says("Your id is in 2 entries. This cannot be undone.");
        assert_eq!(
            store.personal_rows(ALICE.0).await.unwrap().len(),
            2,
            "nothing is deleted before it is confirmed"
        );
        let done = discord.click(ALICE, &asked, "Delete it").await;
        done.privately().begins_with("Done:");
        assert!(!database.holds(&ALICE.0.to_string()).await);
        assert_eq!(store.personal_rows(BOB.0).await.unwrap().len(), 1);

        let again = discord.click(ALICE, &asked, "Delete it").await;
        assert_eq!(again.text(), "I keep nothing about you.");
        assert_eq!(privacy(&discord, "export").await.text(), "I keep nothing about you.");
        assert_eq!(privacy(&discord, "delete").await.buttons(), []);
        bot.finish(discord).await;
    }
}

#[tokio::test]
async fn opting_out_explains_its_consequences() {
    let database = Database::sqlite();
    let (discord, bot) = study_channel_with(database.store()).await;
    let optout = |state: &'static str| {
        discord.slash(ALICE, GENERAL, "privacy optout", [("state", state.into())])
    };
    optout("on").await.says("from now on I keep nothing of you but this wish");
    assert!(database.store().opted_out(ALICE.0).await.unwrap());
    privacy(&discord, "show").await.says("You opted out, so nothing is added.");
    optout("off").await.says("no longer opted out");
    assert!(!database.store().opted_out(ALICE.0).await.unwrap());
    bot.finish(discord).await;
}

#[tokio::test]
async fn forged_delete_button_deletes_nothing() {
    let database = Database::sqlite();
    let store = filled(&database).await;
    let (discord, bot) = study_channel_with(database.store()).await;
    let asked = privacy(&discord, "delete").await;
    for (written, words) in [
        (format!("f1:{}", BOB.0), "This button is somebody else's"),
        ("f1:0".to_owned(), "This button is somebody else's"),
        (format!("f1:0{}", ALICE.0), "I do not know this button"),
        ("f1:".to_owned(), "I do not know this button"),
    ] {
        let shown = discord.click_forged(ALICE, &asked, "Delete it", &written).await;
        assert!(shown.is_private() && shown.text().contains(words), "{written}: {}", shown.text());
    }
    for person in [ALICE, BOB] {
        assert!(!store.personal_rows(person.0).await.unwrap().is_empty());
    }
    bot.finish(discord).await;
}

#[tokio::test]
async fn bot_without_a_store_says_it_stores_nothing() {
    let (discord, bot) = study_channel().await;
    for part in ["show", "export", "delete"] {
        assert_eq!(privacy(&discord, part).await.text(), "This bot keeps nothing about anybody.");
    }
    bot.finish(discord).await;
}
