//! Many sessions at once, each with many players: every press is acknowledged at once, no answer is
//! lost, and none counts twice.

use std::collections::BTreeMap;
use std::io::Write;
use std::time::Duration;

use super::hall::Hall;
use crate::fake_discord::{
    BOT, FakeDiscord, InteractionId, Message, Person, Place, STUDY_HALL, World,
};
use crate::number_in;
use crate::sessions::{recount, rights};
use crate::store::Database;

/// The variable that says how many sessions are played at once. A large run also holds the time.
const ROUNDS: &str = "VERBATIM_TEST_ROUNDS";

/// The variable that says over how many seconds the answers to a question come in a large run; 20
/// where it is not set, for a question is open for 25 as a rule. Otherwise they all come in the
/// same instant.
const SECONDS: &str = "VERBATIM_TEST_SECONDS";

const PLAYERS: u64 = 20;
const QUESTIONS: usize = 3;

/// Who waits in each session until the others have answered and changed their minds: the session
/// goes on soon after the last one.
const LAST: u64 = PLAYERS - 1;

/// The longest that anybody may wait for the acknowledgement of a press.
const AT_ONCE: Duration = Duration::from_secs(1);

/// How long the fake Discord waits, so that a slow run still ends with its figures.
const PATIENCE: Duration = Duration::from_secs(60);

/// Which of them a player is in all sessions.
fn person(session: u64, at: u64) -> Person {
    Person::extra(session * 100 + at)
}

/// Twelve of twenty answer right.
fn knows(at: u64, number: usize) -> bool {
    (at + number as u64) % 5 < 3
}

/// Some of these answer wrong first and then correct themselves.
fn doubts(at: u64, number: usize) -> bool {
    at.is_multiple_of(4) && knows(at, number)
}

struct Crowd {
    hall: Hall,
    sessions: u64,
    /// The time between two presses.
    gap: Duration,
    /// The name of each session and the right choices of its questions.
    keys: Vec<(String, Vec<usize>)>,
    /// What was shown to everybody and not looked at yet.
    shown: Vec<Message>,
    /// How long each acknowledgement was waited for.
    waited: Vec<Duration>,
}

impl Crowd {
    async fn gather(sessions: u64, gap: Duration, database: Database) -> Crowd {
        let world = World::study_channel().with_channels(sessions).first_answer_within(PATIENCE);
        let hall =
            Hall::open_with(FakeDiscord::start(world).await.patience(PATIENCE), database).await;
        let options = [
            ("questions", QUESTIONS.into()),
            ("kind", "section".into()),
            ("difficulty", 3.into()),
            // The longest that there is, for the clock is put forward in large steps.
            ("seconds", 300.into()),
        ];
        let mut crowd =
            Crowd { hall, sessions, gap, keys: Vec::new(), shown: Vec::new(), waited: Vec::new() };
        let store = crowd.hall.store();
        for session in 0..sessions {
            let (host, place) = (person(session, 0), Place::extra(session));
            let said = crowd.hall.discord.slash(host, place, "quiz start", options.clone()).await;
            said.says("The first question follows.");
            let name = store.session_in(BOT.0, place.0).await.unwrap().expect("it is running").id;
            let rights = rights(&store, &name).await;
            crowd.keys.push((name, rights));
        }
        crowd
    }

    /// Waits until each session has shown this, and gives it in the order of the sessions.
    async fn sees(&mut self, heading: &str) -> Vec<Message> {
        let mut seen = BTreeMap::new();
        let mut waiting = std::mem::take(&mut self.shown).into_iter();
        while seen.len() < self.keys.len() {
            let shown = match waiting.next() {
                Some(shown) => shown,
                None => self.hall.discord.next_shown().await,
            };
            match shown.text().starts_with(heading) {
                true => {
                    assert!(seen.insert(shown.place, shown).is_none(), "{heading} was shown twice")
                }
                false => self.shown.push(shown),
            }
        }
        self.shown.extend(waiting);
        seen.into_values().collect()
    }

    /// All these people press, in their order and without waiting for each other; the time of a
    /// press goes into its id.
    async fn press(
        &mut self,
        asked: &[Message],
        number: usize,
        opened: u64,
        presses: impl Iterator<Item = (u64, bool)>,
    ) {
        let discord = &self.hall.discord;
        let mut pressed: Vec<(InteractionId, Person, &str)> = Vec::new();
        let begun = tokio::time::Instant::now();
        for (at, right) in presses {
            discord.date_ids(opened + at * 6_000);
            for (session, shown) in asked.iter().enumerate() {
                tokio::time::sleep_until(begun + self.gap * pressed.len() as u32).await;
                let choice = (self.keys[session].1[number] + usize::from(!right)) % 4;
                let (person, label) = (person(session as u64, at), ["A", "B", "C", "D"][choice]);
                pressed.push((discord.start_click(person, shown, label), person, label));
            }
        }
        for (id, person, label) in pressed {
            let told = discord.shown(id).await;
            assert_eq!(told.only_for, Some(person));
            told.begins_with(&format!("Your answer: {label}."));
            self.waited.push(discord.waited(id));
        }
    }

    async fn play(&mut self, number: usize) {
        let asked = self.sees(&format!("Question {} of {QUESTIONS}", number + 1)).await;
        let opened = (self.hall.ahead.clock())().as_millisecond().cast_unsigned();
        self.hall.ahead.by(150);
        let first = (0..LAST).map(|at| (at, knows(at, number) && !doubts(at, number)));
        self.press(&asked, number, opened, first).await;
        let then = (0..LAST).filter(|at| doubts(*at, number)).map(|at| (at, true));
        self.press(&asked, number, opened, then.chain([(LAST, knows(LAST, number))])).await;
        // Nobody is known to play before the first answer, so nothing shortens the first question.
        self.hall.ahead.by(if number == 0 { 300 } else { 5 });
        for (session, answer) in
            self.sees(&format!("Answer to question {}", number + 1)).await.iter().enumerate()
        {
            let right = ["A", "B", "C", "D"][self.keys[session].1[number]];
            let (text, had) = (answer.text(), (0..PLAYERS).filter(|at| knows(*at, number)));
            assert!(text.contains(&format!("The answer: {right} ·")), "{text}");
            assert!(text.contains(&format!("{PLAYERS} people answered.")), "{text}");
            for at in had {
                assert!(
                    text.contains(&format!("{} +", person(session as u64, at).name())),
                    "{text}"
                );
            }
        }
        self.hall.ahead.by(9);
    }

    /// What everybody got in all, by what the sessions' ends say and by the stored points, is
    /// what their logs say.
    async fn recounted(&mut self) {
        let ends = self.sees("The round is over").await;
        let (store, mut votes, mut points) = (self.hall.store(), 0, BTreeMap::new());
        for (session, (end, (name, _))) in ends.iter().zip(&self.keys).enumerate() {
            let (sums, kept) = recount(&store, name).await;
            assert_eq!(sums.len() as u64, PLAYERS);
            votes += kept;
            let text = end.text();
            let mut best: Vec<u64> = sums.values().copied().collect();
            best.sort_unstable_by(|one, other| other.cmp(one));
            let places: Vec<&str> =
                text.lines().filter(|line| line.contains(" points, ")).collect();
            assert!(places.len() >= 3, "{text}");
            for (place, points) in places.iter().zip(best) {
                assert!(place.contains(&format!(": {points} points, ")), "{points}: {text}");
            }
            for at in 0..PLAYERS {
                let (person, sum) =
                    (person(session as u64, at), sums[&person(session as u64, at).0]);
                let right = (0..QUESTIONS).filter(|number| knows(at, *number)).count();
                if let Some(place) =
                    places.iter().find(|place| place.contains(&format!(". {}: ", person.name())))
                {
                    assert!(place.ends_with(&format!(": {sum} points, {right} right")), "{place}");
                }
                assert_eq!(sum > 0, right > 0);
                points.extend((sum > 0).then_some((person.0, sum)));
            }
        }
        assert_eq!(votes, self.waited.len(), "every acknowledged answer stands in the logs once");
        let totals = store.point_totals(Some(STUDY_HALL.0), 0..i64::MAX, 1_000).await.unwrap();
        assert_eq!(BTreeMap::from_iter(totals), points);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn concurrent_sessions_count_every_answer_once_and_acknowledge_within_a_second() {
    let large = number_in(ROUNDS);
    let gap = large.map_or(Duration::ZERO, |sessions| {
        Duration::from_secs(number_in(SECONDS).unwrap_or(20))
            / u32::try_from(sessions * PLAYERS).unwrap()
    });
    for database in Database::each().await {
        let mut crowd = Crowd::gather(large.unwrap_or(6), gap, database).await;
        for number in 0..QUESTIONS {
            crowd.play(number).await;
        }
        crowd.recounted().await;
        let Crowd { hall, sessions, mut waited, .. } = crowd;
        let kind = hall.database.kind;
        assert!(
            hall.discord.requests().iter().all(|request| request.status < 300),
            "Discord refuses nothing"
        );
        hall.close().await;
        if large.is_some() {
            waited.sort();
            let at = |share: usize| waited[(waited.len() - 1) * share / 100];
            let (median, most, last) = (at(50), at(99), at(100));
            writeln!(
                std::io::stderr(),
                "{kind:?}: {sessions} rounds, {} answers: {median:?} median, {most:?} of 99 in \
                 100, {last:?} at most",
                waited.len()
            )
            .unwrap();
            assert!(last < AT_ONCE);
        }
    }
}
