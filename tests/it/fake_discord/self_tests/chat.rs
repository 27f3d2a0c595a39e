//! A conversation in every form, each read back as a person sees it.

use std::time::Duration;

use serde_json::json;

use super::{Stage, edit, private, say, with_buttons};
use crate::fake_discord::{
    ALICE, BOB, CAROL, ELSEWHERE, GENERAL, PRIVATE_CHAT, THREAD, World, intents,
};

#[tokio::test]
async fn every_way_to_talk_gets_its_answer() {
    let stage = Stage::open().await;
    let discord = &stage.discord;
    assert_eq!(discord.commands(), ["do", "manage", "Find in the speech"]);

    assert_eq!(stage.perform(&[say("hello")]).await.text(), "hello");
    let late = stage
        .perform(&[json!({"type": 5, "data": {"flags": 64}}), json!({"wait": 30}), edit("done")])
        .await;
    assert_eq!((late.text().as_str(), late.only_for), ("done", Some(ALICE)));

    let script = || [("script", json!([private("hush")]).to_string().into())];
    for place in [THREAD, ALICE.dm(), PRIVATE_CHAT, ELSEWHERE] {
        assert!(discord.slash(ALICE, place, "do", script()).await.is_private());
    }

    assert!(discord.mention(ALICE, GENERAL, "hello").await.text().ends_with("hello"));
    assert_eq!(discord.dm(BOB, "hi").await.text(), "heard: hi");
    let page = stage.perform(&[say("a quote")]).await;
    assert_eq!(discord.reply_to(BOB, &page, "why?").await.text(), "heard: why?");
    assert_eq!(discord.message_command(CAROL, "Find in the speech", &page).await.text(), "found");
    let choices = discord.autocomplete(ALICE, GENERAL, "do", [("script", "o".into())]).await;
    assert_eq!((choices[0].name.as_str(), &choices[0].value), ("one", &json!("1")));

    discord.say(ALICE, GENERAL, "among ourselves");
    discord.stays_silent(Duration::from_millis(100)).await;
    stage.close().await;
}

#[tokio::test]
async fn buttons_menus_and_modals_change_what_is_seen() {
    let stage = Stage::open().await;
    let discord = &stage.discord;
    let page = stage.perform(&[with_buttons(&["next", "later", "ask"])]).await;
    assert_eq!(page.labels(), ["Go next", "Go later", "Go ask"]);

    let second = discord.click(BOB, &page, "Go next").await;
    assert_eq!((second.id, second.text().as_str()), (page.id, "page 2"));
    assert_eq!(discord.click(ALICE, &page, "later").await.text(), "page 3");
    let modal = discord.modal(discord.start_click(ALICE, &page, "ask")).await;
    assert_eq!(modal.title, "Ask");
    assert!(discord.submit_modal(ALICE, &modal, &[("words", "peace")]).await.is_private());

    let mut menu = say("choose");
    let option = json!({"label": "One", "value": "1"});
    menu["data"]["components"] =
        json!([{"type": 1, "components": [{"type": 3, "custom_id": "menu", "options": [option]}]}]);
    let menu = stage.perform(&[menu]).await;
    assert_eq!(discord.select(ALICE, &menu, "menu", &["1"]).await.text(), "picked");
    stage.close().await;
}

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
