//! Lessons on Discord: added by command or form, for one server, by curators only.

use jiff::Timestamp;
use serde_json::Value;
use verbatim::store::{NewLesson, Scope};

use super::{settings, start_bot, study_channel, study_channel_with, with_store};
use crate::fake_discord::{
    ALICE, BOB, CAROL, ELSEWHERE, FakeDiscord, GENERAL, Message, READERS, STUDY_HALL,
};
use crate::store::Database;

const QUESTION: &str = "What is the motto of our reading circle?";

async fn ask(discord: &FakeDiscord, question: &str) -> Message {
    discord.ask(ALICE, GENERAL, question).await
}

fn add<'a>(question: &str, reference: &str) -> [(&'a str, Value); 2] {
    [("question", question.into()), ("reference", reference.into())]
}

#[tokio::test]
async fn added_lesson_applies_at_once_in_its_server_only_and_questions_are_not_kept() {
    for database in Database::each().await {
        let (discord, bot) = study_channel_with(database.store()).await;
        assert!(!ask(&discord, QUESTION).await.text().contains("— §3 ¶1"));
        let choices =
            discord.autocomplete(CAROL, GENERAL, "teach add", add("motto", "among the many")).await;
        assert_eq!(choices[0].value, "§2 ¶1");
        let taught = discord.slash(CAROL, GENERAL, "teach add", add(QUESTION, "§3 ¶1")).await;
        taught.privately().says("now lead to this passage");
        taught.says("— §3 ¶1").says("I keep the question");

        let shown = ask(&discord, QUESTION).await;
        assert!(
            shown.text().contains("— §3 ¶1")
                && !shown.text().contains("The closest passage I found"),
            "{}",
            shown.text()
        );
        let why = discord.click(ALICE, &shown, "Why this?").await;
        let reason = format!("In this server the question “{QUESTION}” was taught to lead here.");
        assert!(why.text().contains(&reason) && why.labels().is_empty(), "{}", why.text());
        for shown in [
            discord.mention(BOB, GENERAL, "which motto does our reading circle have").await,
            discord
                .message_command_on(
                    BOB,
                    GENERAL,
                    "Find in the speech",
                    discord.say(ALICE, GENERAL, QUESTION),
                )
                .await,
        ] {
            shown.says("— §3 ¶1");
        }
        let elsewhere = discord.ask(ALICE, ELSEWHERE, QUESTION).await;
        assert!(!elsewhere.text().contains("— §3 ¶1"), "{}", elsewhere.text());
        assert!(!discord.dm(ALICE, QUESTION).await.text().contains("— §3 ¶1"));
        let listed = discord.slash(CAROL, ELSEWHERE, "teach list", []).await;
        listed.says("only in servers that I am in");

        discord.ask(BOB, GENERAL, "Which motto does our reading circle have, xyzzy?").await;
        discord.ask(BOB, GENERAL, "Who feeds the xyzzy?").await;
        assert!(!database.holds("xyzzy").await && database.holds("motto").await);

        // Taught again, it leads to the new passage alone, to one of its sentences.
        let sentence = discord
            .click(ALICE, &ask(&discord, "Who creates the wealth?").await, "Copy citation")
            .await;
        let name = sentence
            .text()
            .split("acftu-2023#")
            .nth(1)
            .unwrap()
            .chars()
            .take(10)
            .collect::<String>();
        discord
            .slash(
                CAROL,
                GENERAL,
                "teach add",
                add(&QUESTION.to_uppercase(), &format!("acftu-2023#{name}")),
            )
            .await;
        let shown = ask(&discord, QUESTION).await;
        shown.says("**The working class and workers are the main creators");
        assert_eq!(database.store().lessons_in(STUDY_HALL.0).await.unwrap().len(), 1);
        assert!(
            !discord.logs().iter().any(|line| line.to_lowercase().contains("motto")),
            "what people type stands in no log"
        );
        bot.finish(discord).await;
    }
}

#[tokio::test]
async fn lesson_of_another_process_applies_after_a_restart() {
    let database = Database::sqlite();
    let (discord, bot) = study_channel_with(database.store()).await;
    discord.slash(CAROL, GENERAL, "teach add", add(QUESTION, "§3 ¶1")).await;
    bot.stop().await;
    let bot = start_bot(settings(&discord), with_store(Some(database.store())));
    discord.identified(2).await;
    ask(&discord, QUESTION).await.says("— §3 ¶1");
    bot.finish(discord).await;
}

#[tokio::test]
async fn curator_adds_a_lesson_from_an_answer_through_a_form() {
    let database = Database::sqlite();
    let (discord, bot) = study_channel_with(database.store()).await;
    let shown = ask(&discord, "Who creates the wealth?").await;
    let why = discord.click(CAROL, &shown, "Why this?").await;
    assert_eq!(why.labels(), ["Teach another passage"]);
    let form = discord.modal(discord.start_click(CAROL, &why, "Teach another passage")).await;
    assert_eq!(form.raw["title"], "Teach the right passage");
    let inputs: Vec<&Value> = form.raw["components"]
        .as_array()
        .unwrap()
        .iter()
        .map(|row| &row["components"][0])
        .collect();
    assert_eq!(inputs[0]["value"], "Who creates the wealth?");
    let wrong = discord
        .submit_modal(
            CAROL,
            &form,
            &[("question", "Who creates the wealth?"), ("reference", "§9 ¶1")],
        )
        .await;
    wrong.privately().says("There is no §9 ¶1. The speech has 3 sections.");
    let form = discord.modal(discord.start_click(CAROL, &why, "Teach another passage")).await;
    let taught = discord
        .submit_modal(
            CAROL,
            &form,
            &[("question", "Who creates the wealth?"), ("reference", "§2 ¶3")],
        )
        .await;
    taught.privately().says("— §2 ¶3");
    ask(&discord, "Who creates the wealth?").await.says("— §2 ¶3");
    bot.finish(discord).await;
}

#[tokio::test]
async fn non_curators_cannot_add_list_or_withdraw_lessons() {
    let database = Database::sqlite();
    let store = database.store();
    let (discord, bot) = study_channel_with(database.store()).await;
    let refused = |shown: Message| {
        shown.privately().says("Only curators can do this");
    };
    discord.slash(CAROL, GENERAL, "teach add", add(QUESTION, "§3 ¶1")).await;
    let id = store.lessons_in(STUDY_HALL.0).await.unwrap()[0].id;
    for person in [ALICE, BOB] {
        refused(discord.slash(person, GENERAL, "teach add", add("Who?", "§1 ¶1")).await);
        refused(discord.slash(person, GENERAL, "teach list", []).await);
        refused(
            discord.slash(person, GENERAL, "teach withdraw", [("id", id.to_string().into())]).await,
        );
    }
    // A button of somebody else's private list, and a form that was opened while one had the right.
    let shown = ask(&discord, QUESTION).await;
    for forged in [format!("withdraw1:{id}"), "taught1:0".to_owned(), "teach1:".to_owned()] {
        refused(discord.click_forged(ALICE, &shown, "Why this?", &forged).await);
    }
    assert!(
        discord.click(BOB, &shown, "Why this?").await.labels().is_empty(),
        "nothing to teach with is offered"
    );

    // The role that the settings name makes a curator, for as long as they name it.
    store
        .set_setting(Scope::Server(STUDY_HALL.0), None, "curators", &READERS.to_string())
        .await
        .unwrap();
    let why = discord.click(BOB, &shown, "Why this?").await;
    let form = discord.modal(discord.start_click(BOB, &why, "Teach another passage")).await;
    refused(discord.slash(ALICE, GENERAL, "teach list", []).await);
    store.set_setting(Scope::Server(STUDY_HALL.0), None, "curators", "1").await.unwrap();
    refused(
        discord.submit_modal(BOB, &form, &[("question", "Who?"), ("reference", "§1 ¶1")]).await,
    );
    let taught = store.lessons_in(STUDY_HALL.0).await.unwrap();
    assert_eq!((taught.len(), taught[0].id, taught[0].curator), (1, id, Some(CAROL.0)));
    bot.finish(discord).await;
}

#[tokio::test]
async fn lessons_are_listed_in_pages_and_withdrawn() {
    let database = Database::sqlite();
    let store = database.store();
    let (discord, bot) = study_channel_with(database.store()).await;
    store
        .set_setting(Scope::Server(STUDY_HALL.0), None, "curators", &READERS.to_string())
        .await
        .unwrap();
    let shipped = with_store(None);
    for number in 1..=7 {
        let place = shipped.corpus().look_up(&format!("§2 ¶{}", 1 + number % 3)).unwrap()[0];
        let passage = match number {
            7 => "acftu-2023#zzzzzzzzzz".to_owned(),
            _ => shipped.corpus().permalink(place).to_string(),
        };
        let question = format!("What does wing number {number} of our house read?");
        let taught = NewLesson {
            server: STUDY_HALL.0,
            question: &question,
            passage: &passage,
            curator: BOB.0,
        };
        store.add_lesson(taught, Timestamp::from_second(number).unwrap()).await.unwrap();
    }
    let first = discord.slash(CAROL, GENERAL, "teach list", []).await;
    first.privately().says("7 questions, page 1 of 2.");
    first.says("leads to §2 ¶2. Number ");
    let withdraw: Vec<String> = (1..=5).map(|number| format!("Withdraw {number}")).collect();
    assert_eq!(first.labels(), [withdraw, vec!["Next page".to_owned()]].concat());
    let second = discord.click(CAROL, &first, "Next page").await;
    second.privately().says("page 2 of 2.");
    assert_eq!(second.labels(), ["Withdraw 1", "Withdraw 2", "Previous page"]);
    second.says("its words are no longer in the text");
    let again = discord.slash(CAROL, GENERAL, "teach list", [("page", 9.into())]).await;
    assert_eq!(again.text(), second.text(), "past the end is the last page");

    let wing = "What does wing number 1 of our house read?";
    ask(&discord, wing).await.says("— §2 ¶2");
    let first_id = first.buttons()[0].custom_id.trim_start_matches("withdraw1:").to_owned();
    let withdrawn = discord.click(CAROL, &first, "Withdraw 1").await;
    withdrawn.privately().begins_with("Withdrawn: “");
    assert_eq!(store.lessons_in(STUDY_HALL.0).await.unwrap().len(), 6);
    let why = discord
        .click(
            ALICE,
            &ask(&discord, "What does wing number 2 of our house read?").await,
            "Why this?",
        )
        .await;
    why.says("was taught to lead here");
    for id in [first_id.as_str(), "0", "no number", "99999999999999999999"] {
        let none = discord.slash(BOB, GENERAL, "teach withdraw", [("id", id.into())]).await;
        assert!(
            none.is_private() && none.text().contains("no question with that number"),
            "{id}: {}",
            none.text()
        );
    }
    let id = store.lessons_in(STUDY_HALL.0).await.unwrap()[0].id.to_string();
    let elsewhere =
        discord.slash(CAROL, ELSEWHERE, "teach withdraw", [("id", id.as_str().into())]).await;
    elsewhere.says("only in servers that I am in");
    discord
        .slash(BOB, GENERAL, "teach withdraw", [("id", id.into())])
        .await
        .begins_with("Withdrawn:");
    assert_eq!(store.lessons_in(STUDY_HALL.0).await.unwrap().len(), 5);
    bot.finish(discord).await;
}

#[tokio::test]
async fn invalid_lesson_is_refused_with_advice() {
    let database = Database::sqlite();
    let (discord, bot) = study_channel_with(database.store()).await;
    for (question, reference, said) in [
        ("hello", "§1 ¶1", "no question that I look up"),
        ("§2 ¶1", "§1 ¶1", "no question that I look up"),
        ("What does §2 ¶1 say?", "§1 ¶1", "no question that I look up"),
        ("In §3, who creates wealth?", "§1 ¶1", "no question that I look up"),
        ("Who?", "§1 ¶1-2", "That names several passages."),
        ("Who?", "§9 ¶1", "There is no §9 ¶1."),
        ("Who?", "nowhere", ""),
    ] {
        let shown = discord.slash(CAROL, GENERAL, "teach add", add(question, reference)).await;
        assert!(shown.is_private() && shown.text().contains(said), "{question}: {}", shown.text());
    }
    assert!(database.store().lessons_in(STUDY_HALL.0).await.unwrap().is_empty());
    bot.finish(discord).await;

    let (discord, bot) = study_channel().await;
    let shown = discord.slash(CAROL, GENERAL, "teach add", add(QUESTION, "§1 ¶1")).await;
    assert_eq!(shown.text(), "This bot keeps nothing, so it cannot be taught.");
    ask(&discord, "Who creates the wealth?").await.says("— §3 ¶1");
    bot.finish(discord).await;
}
