//! Sessions during outages of the store or the channel, and people who opt out or delete their data
//! in the middle of it.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use verbatim::bot::{Actor, Bot, PrivacyCommand, QuizCommand, RequestKind};
use verbatim::reply::{QuizAction, QuizButton};
use verbatim::store::Store;

use super::{Hands, Seen, actor, bot, options, press, request, rights, running, start, vote};
use crate::eventually;
use crate::store::Database;

const CHANNEL: u64 = 5;
const HOST: u64 = 11;
const ANN: u64 = 700_000_000_001;
const BEN: u64 = 700_000_000_002;

/// A session that is being played, and where it can be looked at.
struct Play {
    database: Database,
    store: Store,
    hands: Hands,
    seen: Arc<Seen>,
    bot: Arc<Bot>,
    stop: CancellationToken,
    running: JoinHandle<()>,
    session: String,
    rights: Vec<usize>,
}

impl Play {
    async fn begin(questions: u16) -> Play {
        let (database, hands, seen, stop) =
            (Database::sqlite(), Hands::new(), Arc::new(Seen::default()), CancellationToken::new());
        let bot = bot(database.store(), &hands).await;
        let running = running(&bot, &seen, &stop);
        let session = start(&bot, actor(HOST, CHANNEL), options(questions)).await;
        let store = database.store();
        let rights = rights(&store, &session).await;
        let play = Play { database, store, hands, seen, bot, stop, running, session, rights };
        play.seen.text(&format!("Question 1 of {questions}")).await;
        play
    }

    async fn votes(&self, person: u64, number: usize, event: u64) -> String {
        let QuizAction { button, .. } = vote("", number, self.rights[number]);
        self.press(button, actor(person, CHANNEL), event).await
    }

    async fn press(&self, button: QuizButton, actor: Actor, event: u64) -> String {
        let action = QuizAction { session: self.session.clone(), button };
        press(&self.bot, action, actor, event, self.hands.now()).await
    }

    async fn opts_out(&self, person: u64) {
        let out = PrivacyCommand::OptOut(true);
        self.bot.privacy.command(out, &actor(person, CHANNEL)).await.unwrap();
    }

    /// Another process takes the place of this one.
    async fn restart(&mut self) {
        self.stop.cancel();
        (&mut self.running).await.unwrap();
        self.stop = CancellationToken::new();
        self.bot = bot(self.database.store(), &self.hands).await;
        self.running = running(&self.bot, &self.seen, &self.stop);
    }

    /// The tables that hold a person's id.
    async fn holds(&self, person: u64) -> Vec<&'static str> {
        self.store.personal_rows(person).await.unwrap().into_iter().map(|held| held.table).collect()
    }

    /// The reply to a person who ends the session.
    async fn stopped(&self, actor: Actor, event: u64) -> String {
        let stop = RequestKind::Quiz(QuizCommand::Stop);
        let request = request(actor, event, self.hands.now(), stop);
        format!("{:?}", self.bot.handle(request).await.unwrap())
    }

    async fn end(self) {
        self.stop.cancel();
        self.running.await.unwrap();
    }
}

#[tokio::test]
async fn session_whose_last_step_failed_to_save_ends_once_the_store_recovers() {
    let play = Play::begin(1).await;
    assert!(play.votes(ANN, 0, 1).await.contains("Your answer"));
    play.hands.forward(30_000);
    play.seen.text("Answer to question 1").await;
    let file = std::path::PathBuf::from(&play.database.url);
    let away = file.with_extension("away");
    std::fs::rename(&file, &away).unwrap();
    play.hands.forward(10_000);
    tokio::time::sleep(Duration::from_millis(1_500)).await;
    assert_eq!(play.seen.count("The round is over"), 0);
    std::fs::rename(&away, &file).unwrap();
    assert!(play.seen.text("The round is over").await.contains("All questions were asked."));
    play.end().await;
}

#[tokio::test]
async fn person_deleted_before_the_answer_is_shown_stays_deleted() {
    let play = Play::begin(1).await;
    for (event, person) in [(1, ANN), (2, BEN)] {
        assert!(play.votes(person, 0, event).await.contains("Your answer"));
    }
    play.seen.away.store(true, Ordering::SeqCst);
    play.hands.forward(30_000);
    let kept = ["round_events", "scores", "month_points"];
    eventually(async || play.holds(BEN).await == kept).await;
    let deleted = format!("{:?}", play.bot.privacy.forget(BEN, &actor(BEN, CHANNEL)).await);
    assert!(deleted.contains("nothing that I keep holds your id"), "{deleted}");
    play.seen.away.store(false, Ordering::SeqCst);
    let answer = play.seen.text("Answer to question 1").await;
    assert!(answer.contains(&ANN.to_string()) && !answer.contains(&BEN.to_string()), "{answer}");
    play.hands.forward(10_000);
    let end = play.seen.text("The round is over").await;
    assert!(end.contains(&ANN.to_string()) && !end.contains(&BEN.to_string()), "{end}");
    assert_eq!(play.holds(BEN).await, [""; 0]);
    assert_eq!(play.holds(ANN).await, kept);
    play.end().await;
}

#[tokio::test]
async fn answers_are_counted_once_when_the_reveal_is_repeated() {
    let play = Play::begin(1).await;
    play.seen.shows_answers.store(true, Ordering::SeqCst);
    assert!(play.votes(ANN, 0, 1).await.contains("Your answer"));
    let QuizAction { button: wrong, .. } = vote("", 0, 1 - play.rights[0].min(1));
    play.press(wrong, actor(BEN, CHANNEL), 2).await;
    play.seen.away.store(true, Ordering::SeqCst);
    play.hands.forward(30_000);
    eventually(async || play.holds(BEN).await.contains(&"section_answers")).await;
    let tried = play.seen.tried.load(Ordering::SeqCst);
    eventually(async || play.seen.tried.load(Ordering::SeqCst) >= tried + 2).await;
    play.seen.away.store(false, Ordering::SeqCst);
    play.seen.text("Answer to question 1").await;
    for (person, wrong) in [(ANN, "0"), (BEN, "1")] {
        let held = play.store.personal_rows(person).await.unwrap();
        let counted = held.iter().find(|held| held.table == "section_answers").unwrap();
        assert_eq!(counted.rows.len(), 1);
        for (column, value) in [("answers", "1"), ("wrong", wrong)] {
            assert!(
                counted.rows[0].contains(&(column.to_owned(), Some(value.to_owned()))),
                "{counted:?}"
            );
        }
    }
    play.end().await;
}

#[tokio::test]
async fn opting_out_mid_session_makes_the_player_anonymous() {
    let play = Play::begin(2).await;
    for (event, person) in [(1, ANN), (2, BEN)] {
        assert!(play.votes(person, 0, event).await.contains("Your answer"));
    }
    play.opts_out(BEN).await;
    play.hands.forward(30_000);
    let answer = play.seen.text("Answer to question 1").await;
    assert!(answer.contains("somebody") && !answer.contains(&BEN.to_string()), "{answer}");
    play.hands.forward(10_000);
    play.seen.text("Question 2 of 2").await;
    let before = play.store.session_log(&play.session).await.unwrap().len();
    assert!(play.votes(BEN, 1, 3).await.contains("It brings no points"));
    let moderator = Actor { can_manage_server: true, ..actor(BEN, CHANNEL) };
    let told = play.press(QuizButton::Hint { number: 1 }, moderator.clone(), 4).await;
    assert!(told.contains("The hint is there"), "{told}");
    assert!(play.stopped(moderator, 5).await.contains("stopped"));
    let log = play.store.session_log(&play.session).await.unwrap();
    let after: Vec<Option<u64>> = log[before..].iter().map(|row| row.player).collect();
    assert_eq!(after.len(), 3);
    assert!(after.iter().all(|player| player.is_some() && *player != Some(BEN)), "{after:?}");
    let end = play.seen.text("The round is over").await;
    assert!(!end.contains(&BEN.to_string()), "{end}");
    play.end().await;
}

#[tokio::test]
async fn host_who_opts_out_remains_host() {
    for deletes in [true, false] {
        let play = Play::begin(2).await;
        assert!(play.votes(ANN, 0, 1).await.contains("Your answer"));
        match deletes {
            true => drop(play.bot.privacy.forget(HOST, &actor(HOST, CHANNEL)).await),
            false => play.opts_out(HOST).await,
        }
        assert!(play.stopped(actor(BEN, CHANNEL), 2).await.contains("Only the host"));
        let told = play.stopped(actor(HOST, CHANNEL), 3).await;
        assert!(told.contains("The round is stopped"), "{told}");
        play.seen.text("The round is over").await;
        let held = play.holds(HOST).await;
        assert!(held.iter().all(|table| *table == "opt_outs"), "{held:?}");
        // The log can still be read.
        let told = play.press(QuizButton::Missed, actor(ANN, CHANNEL), 4).await;
        assert!(told.contains("missed nothing") || told.contains("nothing of you"), "{told}");
        play.end().await;
    }
}

#[tokio::test]
async fn opt_out_before_the_answer_survives_a_restart_anonymously() {
    let mut play = Play::begin(1).await;
    assert!(play.votes(BEN, 0, 1).await.contains("Your answer"));
    play.opts_out(BEN).await;
    play.restart().await;
    play.hands.forward(30_000);
    let answer = play.seen.text("Answer to question 1").await;
    assert!(answer.contains("somebody") && !answer.contains(&BEN.to_string()), "{answer}");
    play.end().await;
}

#[tokio::test]
async fn session_that_failed_to_load_continues_once_it_loads() {
    let mut play = Play::begin(1).await;
    play.stop.cancel();
    play.database.execute("ALTER TABLE round_events RENAME TO away").await;
    play.restart().await;
    tokio::time::sleep(Duration::from_millis(300)).await;
    play.database.execute("ALTER TABLE away RENAME TO round_events").await;
    play.hands.forward(30_000);
    assert!(play.seen.text("Answer to question 1").await.contains("Nobody answered."));
    play.end().await;
}

#[tokio::test]
async fn vote_after_an_unsaved_stop_scores() {
    let play = Play::begin(1).await;
    play.database.execute("ALTER TABLE round_events RENAME TO away").await;
    assert!(play.stopped(actor(HOST, CHANNEL), 1).await.contains("was not kept"));
    play.database.execute("ALTER TABLE away RENAME TO round_events").await;
    let told = play.votes(ANN, 0, 2).await;
    assert!(told.contains("Your answer") && !told.contains("no points"), "{told}");
    play.end().await;
}

#[tokio::test]
async fn round_whose_task_panicked_goes_on() {
    let (database, hands, stop) = (Database::sqlite(), Hands::new(), CancellationToken::new());
    let bot = bot(database.store(), &hands).await;
    let seen = Arc::new(Seen { breaks: AtomicBool::new(true), ..Seen::default() });
    let running = running(&bot, &seen, &stop);
    start(&bot, actor(HOST, CHANNEL), options(1)).await;
    seen.text("Question 1 of 1").await;
    assert!(!seen.breaks.load(Ordering::SeqCst));
    stop.cancel();
    running.await.unwrap();
}

#[tokio::test]
async fn question_that_was_shown_before_its_process_broke_down_is_not_shown_again_later() {
    let (database, hands) = (Database::sqlite(), Hands::new());
    let seen = Arc::new(Seen { stuck: AtomicBool::new(true), ..Seen::default() });
    let first = bot(database.store(), &hands).await;
    let broken = running(&first, &seen, &CancellationToken::new());
    start(&first, actor(HOST, CHANNEL), options(2)).await;
    seen.text("Question 1 of 2").await;
    broken.abort();
    seen.stuck.store(false, Ordering::SeqCst);
    // Longer than half of the question's time.
    hands.forward(20_000);
    let (second, stop) = (bot(database.store(), &hands).await, CancellationToken::new());
    let running = running(&second, &seen, &stop);
    tokio::time::sleep(Duration::from_secs(1)).await;
    hands.forward(60_000);
    seen.text("Answer to question 1").await;
    assert_eq!(seen.count("Question 1 of 2"), 1);
    stop.cancel();
    running.await.unwrap();
}
