//! What a person's client forbids, and which words reach the bot.

use std::time::Duration;

use super::{Stage, private, with_buttons};
use crate::fake_discord::{ALICE, BOB, CAROL, ELSEWHERE, GENERAL, World, intents};

#[tokio::test]
async fn people_cannot_do_what_their_client_forbids() {
    let stage = Stage::open().await;
    let discord = &stage.discord;
    let hidden = stage.perform(&[private("hush")]).await;
    let mut page = with_buttons(&["next"]);
    page["data"]["components"][0]["components"][0]["disabled"] = true.into();
    let page = stage.perform(&[page]).await;
    let world = |act: &dyn Fn(&mut World) -> Result<crate::fake_discord::InteractionId, String>| {
        discord.shared.with(|inside| act(&mut inside.world)).expect_err("it should be forbidden")
    };
    let slash = |person, place, name: &str, options: &[(&str, &str)]| {
        let options =
            options.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        let typed = crate::fake_discord::world::Typed::Slash(name.to_owned(), options);
        world(&|world| world.run(person, place, &typed))
    };
    assert!(slash(ALICE, GENERAL, "nothing", &[]).contains("no command"));
    assert!(slash(ALICE, GENERAL, "do", &[]).contains("required option"));
    assert!(slash(ALICE, GENERAL, "do", &[("words", "x")]).contains("no option"));
    assert!(slash(ALICE, GENERAL, "manage", &[]).contains("lacks the permissions"));
    assert!(slash(CAROL, CAROL.dm(), "manage", &[]).contains("not offered in context 1"));
    assert!(slash(CAROL, ELSEWHERE, "manage", &[]).contains("installation type 1"));
    assert!(world(&|world| world.press(BOB, &hidden, "any")).contains("does not see"));
    assert!(world(&|world| world.press(BOB, &page, "Go next")).contains("disabled"));
    assert!(world(&|world| world.press(BOB, &page, "Go back")).contains("no button"));
    assert!(world(&|world| world.choose(BOB, &page, "menu", &["1"])).contains("no menu"));
    stage.close().await;
}

#[tokio::test]
async fn content_reaches_the_bot_only_as_its_intents_allow() {
    // Granted in the portal but not asked for by the bot: words between people stay empty.
    let stage = Stage::with(World::study_channel().allowing(intents::MESSAGE_CONTENT)).await;
    let discord = &stage.discord;
    let content = || discord.last_event("MESSAGE_CREATE").expect("it was sent")["content"].clone();
    discord.say(ALICE, GENERAL, "among ourselves");
    assert_eq!(content(), "");
    discord.stays_silent(Duration::from_millis(50)).await;
    let question = discord.say(ALICE, ALICE.dm(), "to you");
    assert_eq!(content(), "to you");
    assert_eq!(discord.answer_to(question).await.text(), "heard: to you");
    stage.close().await;
}
