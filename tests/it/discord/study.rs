//! Study channels and references in any message: what is answered there, where, and what is left
//! alone.

use std::time::Duration;

use verbatim::store::{Scope, Store};

use super::{DATE, Running, connected, settings, start, with_store};
use crate::fake_discord::{
    ALICE, BOB, FORUM, FakeDiscord, Fault, GENERAL, Place, READING, STUDY_HALL, World, intents,
};
use crate::store::Database;

const QUESTION: &str = "Who are the main creators of social wealth?";
const SILENCE: Duration = Duration::from_millis(200);

/// The bot with this store, which is given the words of all messages.
async fn listening(store: Store) -> (FakeDiscord, Running) {
    let bot = with_store(Some(store)).with_patience(Duration::from_secs(4));
    let world = World::study_channel().allowing(intents::MESSAGE_CONTENT);
    connected(world, bot, |settings| settings.discord.message_content = true).await
}

async fn set(store: &Store, scope: Scope, names: &[&str]) {
    for name in names {
        store.set_setting(scope, None, name, "yes").await.unwrap();
    }
}

#[tokio::test]
async fn study_mode_answers_questions_and_ignores_other_chat() {
    let database = Database::sqlite();
    let store = database.store();
    set(&store, Scope::Channel(GENERAL.0), &["study"]).await;
    let (discord, bot) = listening(store).await;
    let asked = discord.say(ALICE, GENERAL, QUESTION);
    let shown = discord.answer_to(asked).await;
    assert!(
        shown.replies_to == Some(asked) && shown.text().contains("— §3 ¶1"),
        "{}",
        shown.text()
    );
    for (place, text) in [
        (GENERAL, "The main creators of social wealth are the workers."),
        (GENERAL, "Which planet has the most moons?"),
        (GENERAL, "`who are the main creators of social wealth?`"),
        (GENERAL, "!who are the main creators of social wealth?"),
        (GENERAL, "> who are the main creators of social wealth?"),
        (GENERAL, "hello, how are you?"),
        (GENERAL, "I like [§2 ¶3]"),
        (READING, QUESTION),
        (FORUM, QUESTION),
    ] {
        match place {
            FORUM => discord.post(BOB, FORUM, text, text),
            place => discord.say(BOB, place, text),
        };
    }
    discord.stays_silent(SILENCE).await;
    assert!(discord.typing().is_empty());
    bot.finish(discord).await;
}

#[tokio::test]
async fn answers_go_to_a_thread_where_preferred_and_permitted() {
    let database = Database::sqlite();
    let store = database.store();
    set(&store, Scope::Server(STUDY_HALL.0), &["study", "threads"]).await;
    let (discord, bot) = listening(store).await;
    let asked = discord.say(ALICE, GENERAL, QUESTION);
    let shown = discord.next_shown().await;
    assert_eq!(
        (shown.place, shown.replies_to),
        (Place(asked), None),
        "a message's thread has its id"
    );
    shown.says("— §3 ¶1");
    let made = discord.requests().into_iter().find(|one| one.path.ends_with("/threads")).unwrap();
    assert_eq!(made.body["name"], QUESTION);
    // In the thread one asks on, and no thread begins in a thread.
    let asked = discord.say(ALICE, Place(asked), DATE);
    let on = discord.answer_to(asked).await;
    assert!(on.place == shown.place && on.text().contains("October 23, 2023"), "{}", on.text());

    discord.fault(Fault::on("POST", "/channels/*/messages/*/threads").error(
        403,
        50013,
        "Missing Permissions",
    ));
    let asked = discord.say(BOB, GENERAL, QUESTION);
    let shown = discord.answer_to(asked).await;
    assert_eq!((shown.place, shown.replies_to), (GENERAL, Some(asked)));
    let forbidden = Fault::on("POST", "/channels/*/messages");
    discord.fault(forbidden.error(403, 50013, "Missing Permissions"));
    let asked = discord.say(BOB, GENERAL, QUESTION);
    let shown = discord.answer_to(asked).await;
    assert_eq!((shown.place, shown.replies_to), (GENERAL, Some(asked)), "no writing in threads");
    discord.fault(Fault::on("POST", "/channels/*/messages/*/threads").lose_answer());
    let asked = discord.say(BOB, GENERAL, QUESTION);
    assert_eq!(
        discord.next_shown().await.place,
        Place(asked),
        "the thread was made though the answer was lost"
    );
    bot.finish(discord).await;
}

#[tokio::test]
async fn forum_post_is_answered_by_title_or_body() {
    let database = Database::sqlite();
    let store = database.store();
    set(&store, Scope::Channel(FORUM.0), &["study", "threads"]).await;
    let (discord, bot) = listening(store).await;
    for (title, text) in
        [(QUESTION, "I read it twice and cannot tell."), ("A question of mine", QUESTION)]
    {
        let post = discord.post(ALICE, FORUM, title, text);
        let shown = discord.answer_to(post).await;
        assert!(shown.place == Place(post) && shown.text().contains("— §3 ¶1"), "{}", shown.text());
    }
    discord.post(ALICE, FORUM, "Planets", "Which planet has the most moons?");
    discord.stays_silent(SILENCE).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn inline_references_in_any_message_are_shown_where_enabled() {
    let database = Database::sqlite();
    let store = database.store();
    set(&store, Scope::Channel(READING.0), &["inline"]).await;
    let (discord, bot) = listening(store).await;
    let said = discord.say(ALICE, READING, "I like [§2 ¶3] most");
    let shown = discord.answer_to(said).await;
    assert!(
        shown.replies_to == Some(said) && shown.text().starts_with("§2 ¶3\n"),
        "{}",
        shown.text()
    );
    for (place, text) in [
        (READING, "I like [§9 ¶9] most"),
        (READING, "I like [1.2] most"),
        (READING, "I like `[§2 ¶3]` most"),
        (READING, QUESTION),
        (GENERAL, "I like [§2 ¶3] most"),
    ] {
        discord.say(ALICE, place, text);
    }
    discord.stays_silent(SILENCE).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn without_the_message_content_intent_study_mode_reads_nothing() {
    let database = Database::sqlite();
    let store = database.store();
    set(&store, Scope::Server(STUDY_HALL.0), &["study", "inline"]).await;
    let world = World::study_channel().allowing(intents::MESSAGE_CONTENT);
    let (discord, bot) = connected(world, with_store(Some(store)), |_| {}).await;
    discord.say(ALICE, GENERAL, QUESTION);
    discord.say(ALICE, GENERAL, "I like [§2 ¶3]");
    discord.post(ALICE, FORUM, QUESTION, QUESTION);
    discord.stays_silent(SILENCE).await;
    bot.finish(discord).await;
}

#[tokio::test]
async fn missing_message_content_intent_stops_the_bot_with_advice() {
    let discord = FakeDiscord::start(World::study_channel()).await;
    let mut settings = settings(&discord);
    settings.discord.message_content = true;
    let error = start(settings).ended().await.unwrap_err().to_string();
    assert!(
        error.contains("discord.message_content") && error.contains("Message Content Intent"),
        "{error}"
    );
    discord.finish().await;
}
