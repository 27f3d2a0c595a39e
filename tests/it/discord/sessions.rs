//! Quiz sessions on Discord, from the first question to the podium, through restarts, and against
//! what does not belong there.

use serde_json::Value;
use verbatim::store::Scope;

use super::hall::{Hall, sections};
use crate::fake_discord::{
    ALICE, BOB, BOT, CAROL, CREATE_PUBLIC_THREADS, GENERAL, PRIVATE_CHAT, READING, THREAD, World,
};

#[tokio::test]
async fn a_session_runs_from_first_question_to_podium_review_and_next_session() {
    let hall = Hall::open(World::study_channel()).await;
    let mut question = hall.begin(ALICE, &sections(3)).await;
    let first = question.clone();
    for number in 0..3 {
        question.begins_with(&format!("Question {} of 3", number + 1));
        question.says("<t:").says(":R>");
        assert!(
            question.labels().ends_with(&["Hint".to_owned(), "Skip".to_owned()]),
            "{:?}",
            question.labels()
        );
        let (right, wrong) = (hall.right(number).await, hall.wrong(number).await);
        // Alice is always right, Bob in the first question only, where he changes his mind.
        let told = hall.vote(ALICE, &question, right).await;
        assert!(
            told.starts_with(&format!(
                "Your answer: {right}. You can change it until the answer comes, <t:"
            )),
            "{told}"
        );
        hall.vote(BOB, &question, wrong).await;
        if number == 0 {
            hall.vote(BOB, &question, right).await;
            assert!(hall.vote(BOB, &question, right).await.contains("I have that already"));
        }
        let answer = hall.after(30).await;
        let text = answer.text();
        assert!(
            text.contains(&format!("The answer: {right} ·"))
                && text.contains("\n> ")
                && text.contains("\n— "),
            "{text}"
        );
        assert!(text.contains("Right: alice +") && text.contains("2 people answered."), "{text}");
        assert_eq!(text.contains("bob +"), number == 0, "{text}");
        let late = hall.vote(BOB, &question, right).await;
        assert!(late.contains("Too late"), "{late}");
        question = hall.after(9).await;
    }
    let end = question;
    let text = end.text();
    assert!(
        text.contains("1\\. alice: ")
            && text.contains(" points, 3 right\n2\\. bob: ")
            && text.contains(" points, 1 right"),
        "{text}"
    );
    assert_eq!(end.labels(), ["What I missed", "Play again"]);
    assert!(hall.vote(ALICE, &end, "What I missed").await.contains("You missed nothing"));
    let review = hall.vote(BOB, &end, "What I missed").await;
    assert!(
        review.contains("Question 2: ")
            && review.contains("Question 3: ")
            && !review.contains("Question 1: "),
        "{review}"
    );
    assert_eq!(review.matches("\n— ").count(), 2, "each with its proof: {review}");
    assert!(
        hall.vote(CAROL, &end, "What I missed")
            .await
            .contains("I have nothing of you from this round")
    );
    assert!(hall.vote(ALICE, &first, "A").await.contains("This round is over"));

    let again = hall.discord.click(BOB, &end, "Play again").await;
    again.publicly().says("Quiz: 3 questions, 25 seconds each");
    hall.discord.next_shown().await.begins_with("Question 1 of 3");
    assert!(
        hall.vote(ALICE, &end, "Play again")
            .await
            .contains("A quiz is running in this channel or one of its threads already")
    );
    // Bob is its host now; Alice is not, and Carol manages the server.
    let stop = |person| hall.discord.slash(person, GENERAL, "quiz stop", []);
    let refused = stop(ALICE).await;
    refused.privately().says("Only the host");
    stop(CAROL).await.says("The round is stopped");
    let end = hall.discord.next_shown().await;
    end.says("The round was stopped.").says("Nobody has points.");
    let nothing = stop(CAROL).await.text();
    assert!(
        nothing.contains("No quiz is running in this channel")
            || nothing.contains("This round is over"),
        "{nothing}"
    );
    hall.close().await;
}

#[tokio::test]
async fn a_restart_mid_session_loses_no_answer_and_repeats_no_question() {
    let mut hall = Hall::open(World::study_channel()).await;
    let question = hall.begin(ALICE, &sections(2)).await;
    let right = hall.right(0).await;
    hall.vote(ALICE, &question, right).await;
    hall.stop().await;
    hall.start().await;
    hall.discord.identified(2).await;
    // The question that stands is not asked again, and its buttons go on: once the new process has
    // taken the round over; until then it says that the round pauses.
    let began = std::time::Instant::now();
    while !hall.vote(BOB, &question, right).await.starts_with("Your answer") {
        assert!(began.elapsed().as_secs() < 30);
    }
    let answer = hall.after(30).await;
    answer.says("Right: ").says("bob +").says("2 people answered.");
    assert!(
        answer.text().contains(&format!("<@{}> +", ALICE.0)),
        "her name was in memory only: {}",
        answer.text()
    );
    let second = hall.after(9).await;
    second.begins_with("Question 2 of 2");
    let score = hall.discord.slash(BOB, GENERAL, "quiz score", []).await;
    score.privately().says("1 right");
    // Time goes on while the bot is away: what was due then happens when it is back.
    hall.stop().await;
    hall.ahead.by(60);
    hall.start().await;
    hall.discord.identified(3).await;
    hall.discord.next_shown().await.says("Answer to question 2");
    hall.after(9).await.says("The round is over");
    hall.close().await;
}

#[tokio::test]
async fn forged_buttons_change_nothing() {
    let hall = Hall::open(World::study_channel()).await;
    let question = hall.begin(ALICE, &sections(2)).await;
    let own = question.buttons()[0].custom_id.clone();
    let session = own.split([':', '.']).nth(1).unwrap().to_owned();
    let before = hall.store().session_log(&session).await.unwrap();
    for (forged, words) in [
        (format!("q1:{session}.v.1.0"), "no answer to that question"),
        (format!("q1:{session}.v.0.9"), "no answer to that question"),
        (format!("q1:{session}.v.65535.0"), "no answer to that question"),
        (format!("q1:{session}.t.0"), "no answer to that question"),
        (format!("q1:{session}.h.0"), "Only players of this round"),
        (format!("q1:{session}.s.0"), "Only players of this round"),
        (format!("q1:{session}.a"), "still running"),
        (format!("q1:{session}.m"), "still running"),
        (format!("q1:{session}.v.00.0"), "I do not know this button"),
        ("q1:0000000000.v.0.0".to_owned(), "This round is over"),
        ("q1:.v.0.0".to_owned(), "I do not know this button"),
    ] {
        let told = hall.discord.click_forged(BOB, &question, "A", &forged).await;
        assert!(told.is_private() && told.text().contains(words), "{forged}: {}", told.text());
    }
    assert_eq!(hall.store().session_log(&session).await.unwrap(), before);
    hall.close().await;
}

#[tokio::test]
async fn question_without_hints_has_no_hint_button() {
    let hall = Hall::open(World::study_channel()).await;
    let question = hall.begin(ALICE, &[("kind", "altered".into())]).await;
    assert_eq!(question.labels(), ["A", "B", "Skip"]);
    hall.close().await;
}

#[tokio::test]
async fn typed_answers_use_a_modal_and_hints_are_public() {
    let hall = Hall::open(World::study_channel()).await;
    let mut question =
        hall.begin(ALICE, &[("kind", "blank".into()), ("difficulty", 3.into())]).await;
    let session = hall.store().session_in(BOT.0, GENERAL.0).await.unwrap().unwrap();
    let made: Value = serde_json::from_str(&session.setup).unwrap();
    let accepted = |number: usize| {
        let solution = &made["setup"]["questions"][number]["solution"];
        solution["text"]["accepted"][0].as_str().unwrap_or_default().to_owned()
    };
    let mut number = 0;
    // Figures have no hints.
    while !accepted(number).contains(char::is_alphabetic) {
        hall.discord.slash(ALICE, GENERAL, "quiz skip", []).await;
        hall.discord.next_shown().await.says("was skipped");
        question = hall.after(9).await;
        number += 1;
    }
    let answer = accepted(number);
    let type_in = async |person, words: &str| {
        let modal = hall.discord.modal(hall.discord.start_click(person, &question, "Answer")).await;
        let told = hall.discord.submit_modal(person, &modal, &[("answer", words)]).await;
        assert!(told.is_private());
        told.text()
    };
    assert!(type_in(BOB, "certainly nothing like it").await.starts_with("Not right."));
    let told = hall.vote(ALICE, &question, "Hint").await;
    assert!(told.contains("The hint is there"), "{told}");
    hall.discord.next_shown().await.says("Hint: ");
    assert_eq!(type_in(BOB, &answer).await, "Right.");
    assert!(type_in(BOB, &answer).await.contains("right already"));
    let shown = hall.after(30).await.text();
    assert!(shown.contains("Right: bob +"), "{shown}");
    assert!(!hall.discord.logs().iter().any(|line| line.contains("certainly nothing")));
    let log = hall.store().session_log(&session.id).await.unwrap();
    assert!(
        !log.iter().any(|row| row.entry.contains("certainly")),
        "what was typed is kept nowhere"
    );
    hall.close().await;
}

#[tokio::test]
async fn an_unanswered_session_ends_itself_and_a_channel_has_one_session() {
    let hall = Hall::open(World::study_channel()).await;
    hall.begin(ALICE, &sections(9)).await;
    let second = hall.discord.slash(BOB, GENERAL, "quiz start", []).await;
    second.privately().says("running in this channel or one of its threads already");
    let elsewhere = hall.discord.slash(BOB, READING, "quiz start", sections(1)).await;
    assert!(!elsewhere.is_private());
    assert_eq!(hall.discord.next_shown().await.place, READING);
    hall.discord.slash(BOB, READING, "quiz stop", []).await.says("stopped");
    assert_eq!(hall.discord.next_shown().await.place, READING);
    for number in 1..=3 {
        hall.after(30).await.says("Nobody answered.");
        let next = hall.after(9).await;
        match number {
            3 => assert!(next.text().contains("Nobody answered for a while"), "{}", next.text()),
            _ => assert!(next.text().starts_with(&format!("Question {} of 9", number + 1))),
        }
    }
    hall.close().await;
}

#[tokio::test]
async fn a_session_gets_a_thread_where_the_bot_may_create_one() {
    let mut world = World::study_channel();
    world.bot_permissions |= CREATE_PUBLIC_THREADS;
    let hall = Hall::open(world).await;
    let said = hall.discord.slash(ALICE, GENERAL, "quiz start", sections(1)).await;
    said.says("It is played in <#");
    let question = hall.discord.next_shown().await;
    assert_ne!(question.place, GENERAL);
    hall.vote(BOB, &question, "A").await;
    // It can be stopped from the channel and from the thread.
    hall.discord.slash(BOB, question.place, "quiz stop", []).await.says("Only the host");
    hall.discord.slash(ALICE, GENERAL, "quiz stop", []).await.says("stopped");
    assert_eq!(hall.discord.next_shown().await.place, question.place);
    hall.close().await;
}

#[tokio::test]
async fn thread_is_not_forgotten_where_the_database_fails_as_the_session_begins() {
    let mut world = World::study_channel();
    world.bot_permissions |= CREATE_PUBLIC_THREADS;
    let mut hall = Hall::open(world).await;
    hall.database
        .execute(
            "CREATE TRIGGER away BEFORE UPDATE OF place_id ON rounds
             BEGIN SELECT RAISE(FAIL, 'away'); END",
        )
        .await;
    let said = hall.discord.slash(ALICE, GENERAL, "quiz start", sections(1)).await;
    said.says("It is played in <#");
    hall.ahead.by(20);
    tokio::time::sleep(std::time::Duration::from_secs(2)).await;
    hall.database.execute("DROP TRIGGER away").await;
    let thread = hall.discord.next_shown().await.place;
    assert!(said.text().contains(&format!("<#{}>", thread.0)), "{thread:?}: {}", said.text());
    // The database knows it, too.
    hall.stop().await;
    hall.start().await;
    assert_eq!(hall.after(30).await.place, thread);
    hall.close().await;
}

#[tokio::test]
async fn channels_setting_decides_who_starts_quizzes_in_a_thread_that_only_discords_request_tells_of()
 {
    let mut world = World::study_channel();
    world.tells_of_threads = false;
    let hall = Hall::open(world).await;
    let start = |person| hall.discord.slash(person, THREAD, "quiz start", sections(1));
    assert!(!start(ALICE).await.is_private());
    let question = hall.discord.next_shown().await;
    assert_eq!(question.place, THREAD);
    // A channel and its threads have one round.
    let again = hall.discord.slash(BOB, GENERAL, "quiz start", sections(1)).await;
    again.says("A quiz is running");
    hall.store().set_setting(Scope::Channel(GENERAL.0), None, "quiz", "managers").await.unwrap();
    hall.discord.slash(ALICE, THREAD, "quiz stop", []).await;
    let over = hall.discord.next_shown().await;
    let refused = "Only people who manage the server";
    let replayed = hall.discord.click(BOB, &over, "Play again").await;
    replayed.says(refused);
    start(ALICE).await.says(refused);
    hall.close().await;
}

#[tokio::test]
async fn server_setting_decides_who_starts_quizzes_and_opt_outs_are_respected() {
    let hall = Hall::open(World::study_channel()).await;
    let server = crate::fake_discord::STUDY_HALL.0;
    hall.store().set_setting(Scope::Channel(GENERAL.0), None, "quiz", "managers").await.unwrap();
    let start = |person| hall.discord.slash(person, GENERAL, "quiz start", sections(1));
    start(ALICE).await.says("Only people who manage the server");
    hall.store().set_setting(Scope::Server(server), None, "quiz", "5").await.unwrap();
    start(ALICE).await.says("Only people with a certain role");
    let everyone = server.to_string();
    hall.store().set_setting(Scope::Server(server), None, "quiz", &everyone).await.unwrap();
    assert!(!start(ALICE).await.is_private(), "the role @everyone");
    hall.discord.next_shown().await;
    hall.discord.slash(ALICE, GENERAL, "quiz stop", []).await;
    hall.discord.next_shown().await;
    hall.store().set_setting(Scope::Server(server), None, "quiz", "5").await.unwrap();
    hall.store().opt_out(BOB.0, jiff::Timestamp::now()).await.unwrap();
    assert!(!start(CAROL).await.is_private(), "who manages the server may");
    let question = hall.discord.next_shown().await;
    let right = hall.right(0).await;
    assert!(hall.vote(BOB, &question, right).await.contains("It brings no points"));
    let text = hall.after(30).await.text();
    assert!(!text.contains("bob") && text.contains("1 person answered."), "{text}");
    let id = BOB.0.to_string();
    let contents = hall.database.contents().await;
    let holds = |table: &str| {
        contents
            .iter()
            .filter(|one| one.table == table)
            .flat_map(|one| one.values())
            .any(|value| *value == id)
    };
    assert!(!holds("round_events") && holds("opt_outs"));
    // Deleting takes a player out of a session that is running.
    hall.after(9).await.says("The round is over");
    hall.close().await;
}

#[tokio::test]
async fn deleting_personal_data_mid_session_removes_the_player() {
    let hall = Hall::open(World::study_channel()).await;
    let question = hall.begin(ALICE, &sections(2)).await;
    let right = hall.right(0).await;
    hall.vote(ALICE, &question, right).await;
    hall.vote(BOB, &question, right).await;
    let asked = hall.discord.slash(BOB, GENERAL, "privacy delete", []).await;
    hall.discord.click(BOB, &asked, "Delete it").await.begins_with("Done:");
    let text = hall.after(30).await.text();
    assert!(
        text.contains("alice +") && !text.contains("bob") && !text.contains(&BOB.0.to_string()),
        "{text}"
    );
    assert!(!hall.database.holds(&BOB.0.to_string()).await);
    hall.close().await;
}

#[tokio::test]
async fn store_outage_pauses_the_session_and_reports_unsaved_answers() {
    let hall = Hall::open(World::study_channel()).await;
    let question = hall.begin(ALICE, &sections(1)).await;
    let right = hall.right(0).await;
    let file = std::path::PathBuf::from(&hall.database.url);
    let away = file.with_extension("away");
    std::fs::rename(&file, &away).unwrap();
    let told = hall.vote(ALICE, &question, right).await;
    assert!(told.contains("This was not kept.") && told.contains("press again"), "{told}");
    std::fs::rename(&away, &file).unwrap();
    assert!(hall.vote(ALICE, &question, right).await.starts_with("Your answer"));
    hall.after(30).await.says("Right: alice +");
    hall.after(9).await.says("1\\. alice");
    hall.close().await;
}

#[tokio::test]
async fn permission_to_write_in_threads_counts_in_threads_alone() {
    const IN_THREADS: u64 = 1 << 38;
    for (lacks, place, other) in [(1 << 11, GENERAL, THREAD), (IN_THREADS, THREAD, GENERAL)] {
        let mut world = World::study_channel();
        world.bot_permissions &= !lacks;
        let hall = Hall::open(world).await;
        let start = |place| hall.discord.slash(ALICE, place, "quiz start", sections(1));
        start(place).await.says("I lack permissions in the channel");
        assert!(!start(other).await.is_private());
        hall.discord.next_shown().await.begins_with("Question 1 of 1");
        hall.close().await;
    }
}

#[tokio::test]
async fn sessions_start_only_where_the_bot_can_post() {
    let hall = Hall::open(World::study_channel()).await;
    let said = hall.discord.slash(ALICE, ALICE.dm(), "quiz start", sections(1)).await;
    said.says("The first question follows.");
    hall.discord.next_shown().await.begins_with("Question 1 of 1");
    let refused = std::panic::AssertUnwindSafe(|| {
        hall.discord.start_slash(ALICE, PRIVATE_CHAT, "quiz start", [])
    });
    assert!(
        std::panic::catch_unwind(refused).is_err(),
        "a person's own installation does not offer it"
    );
    hall.close().await;
}
