//! Leaderboards on Discord: they mention nobody, ties rank equally, opted-out people are absent,
//! and only server managers reset a board. Wrong questions are reported once.

use jiff::Timestamp;
use verbatim::quiz::{Kind, Season};
use verbatim::store::{GainRow, Store};

use super::hall::{Hall, sections};
use super::{connected, study_channel_with, with_store};
use crate::fake_discord::{
    ALICE, BOB, CAROL, FakeDiscord, GENERAL, Message, OTHER_HALL, STUDY_HALL, World,
};
use crate::store::Database;
use crate::store::sessions::won;

fn month(at: i64) -> i64 {
    Season::containing(Timestamp::from_second(at).unwrap()).range().start
}

fn gain(item: &str, person: u64, server: Option<u64>, points: u32) -> GainRow {
    let at = Timestamp::now().as_second();
    GainRow {
        session: "r".into(),
        item: item.into(),
        person,
        server,
        at,
        month: month(at),
        points,
        right_in_a_row: 1,
        first_try: true,
    }
}

async fn filled(store: &Store) {
    let here = Some(STUDY_HALL.0);
    let mut gains = vec![
        gain("a", ALICE.0, here, 30),
        gain("a", BOB.0, here, 10),
        gain("b", BOB.0, here, 20),
        gain("a", CAROL.0, here, 5),
        gain("c", CAROL.0, Some(OTHER_HALL.0), 100),
    ];
    // Two months ago.
    let long_ago = Timestamp::now().as_second() - 62 * 86_400;
    gains.push(GainRow {
        at: long_ago,
        month: month(long_ago),
        ..gain("old", CAROL.0, here, 1_000)
    });
    won(store, &gains).await;
}

async fn board(discord: &FakeDiscord, options: &[(&'static str, &'static str)]) -> Message {
    let options = options.iter().map(|(name, value)| (*name, (*value).into()));
    discord.slash(CAROL, GENERAL, "quiz leaderboard", options.collect::<Vec<_>>()).await
}

fn line(rank: usize, person: u64, points: u64) -> String {
    format!("**{rank}\\.** <@{person}>: {points}")
}

#[tokio::test]
async fn leaderboard_ranks_ties_equally_within_scope_and_season() {
    let database = Database::sqlite();
    let store = database.store();
    filled(&store).await;
    let (discord, bot) = study_channel_with(database.store()).await;
    let lines = |lines: &[String]| lines.join("\n");

    let here = board(&discord, &[]).await;
    let expected = lines(&[line(1, ALICE.0, 30), line(1, BOB.0, 30), line(3, CAROL.0, 5)]);
    here.publicly().says(&expected);
    let everywhere = board(&discord, &[("scope", "global")]).await;
    let expected = lines(&[line(1, CAROL.0, 105), line(2, ALICE.0, 30), line(2, BOB.0, 30)]);
    everywhere.says(&expected);
    let ever = board(&discord, &[("scope", "server"), ("season", "all")]).await;
    ever.says(&line(1, CAROL.0, 1_005));
    let last = board(&discord, &[("season", "last")]).await;
    last.says("Nobody has points here yet.");

    discord.slash(ALICE, GENERAL, "privacy optout", [("state", "on".into())]).await;
    let without = board(&discord, &[]).await;
    assert!(
        !without.text().contains(&ALICE.0.to_string())
            && without.text().contains(&line(1, BOB.0, 30)),
        "{}",
        without.text()
    );
    let own = discord.slash(ALICE, GENERAL, "quiz leaderboard", []).await;
    own.privately().says("You opted out, so you stand on no board.");

    let direct =
        discord.slash(BOB, BOB.dm(), "quiz leaderboard", [("scope", "server".into())]).await;
    direct.says("There is no server here.");
    bot.finish(discord).await;
}

#[tokio::test]
async fn only_server_managers_reset_the_board_of_their_server() {
    for database in Database::each().await {
        let store = database.store();
        filled(&store).await;
        let (discord, bot) = study_channel_with(database.store()).await;
        let refused = discord.slash(ALICE, GENERAL, "quiz reset", []).await;
        assert!(
            refused.is_private()
                && refused.text().contains("Manage Server")
                && refused.buttons().is_empty()
        );

        let asked = discord.slash(CAROL, GENERAL, "quiz reset", []).await;
        asked.privately().says("This cannot be undone.");
        // Another server's number on the button.
        let theirs = format!("z1:{}", OTHER_HALL.0);
        let forged = discord.click_forged(CAROL, &asked, "Begin anew", &theirs).await;
        forged.says("Manage Server");
        // Somebody who may not, with a button that was made for another.
        let own = discord.slash(ALICE, GENERAL, "privacy delete", []).await;
        let reset = format!("z1:{}", STUDY_HALL.0);
        discord.click_forged(ALICE, &own, "Delete it", &reset).await.says("Manage Server");
        assert_eq!(
            store.point_totals(Some(STUDY_HALL.0), 0..i64::MAX, 1_000).await.unwrap().len(),
            3,
            "nothing is gone yet"
        );

        let done = discord.click(CAROL, &asked, "Begin anew").await;
        done.privately().begins_with("Done:");
        board(&discord, &[]).await.says("Nobody has points here yet.");
        board(&discord, &[("scope", "global")]).await.says(&line(1, CAROL.0, 105));
        discord.click(CAROL, &asked, "Begin anew").await.says("empty already");
        bot.finish(discord).await;
    }
}

#[tokio::test]
async fn question_report_is_stored_once_and_loses_its_author_on_deletion() {
    for database in Database::each().await {
        let store = database.store();
        filled(&store).await;
        // A session has made the deck before anybody can report one of its questions.
        let playing = with_store(Some(database.store()));
        let (item, real) = {
            let deck = playing.quiz.deck().await.unwrap();
            let altered = deck.items().find(|item| item.kind == Kind::Altered).unwrap();
            (altered.id.clone(), altered.answer.answer().to_owned())
        };
        let (discord, bot) = connected(World::study_channel(), playing, |_| {}).await;
        // Any message of the bot's that has a button.
        let shown = discord.slash(ALICE, GENERAL, "privacy delete", []).await;
        let reported = format!("r1:{item}");
        let asked = discord.click_forged(ALICE, &shown, "Delete it", &reported).await;
        asked.privately().says("What is wrong with this question?").says(&real);
        assert_eq!(store.reports().await.unwrap(), [], "nothing is kept before a fault is chosen");
        let thanks = discord.click(ALICE, &asked, "It is unclear").await;
        thanks.privately().begins_with("Thank you.");
        let again = discord.click(ALICE, &asked, "The answer is wrong").await;
        again.says("reported already");
        let kept = store.reports().await.unwrap();
        assert_eq!(
            (kept.len(), kept[0].item.as_str(), kept[0].fault.as_str()),
            (1, item.as_str(), "It is unclear")
        );
        assert_eq!(kept[0].server, Some(STUDY_HALL.0));

        for (written, words) in [
            ("r1:0000000000ff", "no longer asked"),
            ("r1:", "I do not know this button"),
            ("r1:a.x", "I do not know this button"),
        ] {
            let refused = discord.click_forged(ALICE, &shown, "Delete it", written).await;
            assert!(
                refused.is_private() && refused.text().contains(words),
                "{written}: {}",
                refused.text()
            );
        }
        let asked = discord.slash(ALICE, GENERAL, "privacy delete", []).await;
        discord.click(ALICE, &asked, "Delete it").await;
        assert!(!database.holds(&ALICE.0.to_string()).await);
        assert_eq!(store.reports().await.unwrap().len(), 1, "what is wrong is still wrong");
        bot.finish(discord).await;
    }
}

/// Discord reads lines that begin with a number and a dot as a list, and numbers it anew.
#[tokio::test]
async fn ranks_of_a_podium_are_no_list_that_discord_numbers_anew() {
    let hall = Hall::open(World::study_channel()).await;
    let question = hall.begin(ALICE, &sections(1)).await;
    let right = hall.right(0).await;
    for person in [ALICE, BOB] {
        hall.vote(person, &question, right).await;
    }
    hall.after(30).await;
    let end = hall.after(9).await;
    let text = end.text();
    let is_item = |line: &str| {
        let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
        rest.len() < line.len() && rest.starts_with(". ")
    };
    assert!(!text.lines().any(is_item), "two share the first rank, Discord shows 1 and 2: {text}");
    hall.close().await;
}
