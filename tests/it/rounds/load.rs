//! Many rounds at once: no answer is lost, none counts twice, and everybody is told at once.

use std::io::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};

use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;
use verbatim::bot::{Bot, Start};

use super::{Hands, Seen, asker, bot, places, player, recount, rights, vote, wish};
use crate::store::Database;

const PLAYERS: u64 = 20;
const QUESTIONS: u16 = 3;

/// The variable that says how many rounds are played at once. A large run also holds the time.
const ROUNDS: &str = "VERBATIM_TEST_ROUNDS";

async fn seen(seen: &Seen, heading: &str, count: usize) {
    let end = Instant::now() + Duration::from_secs(60);
    while seen.count(heading) < count {
        assert!(Instant::now() < end, "{heading}: {} of {count}", seen.count(heading));
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn open(bot: &Bot, round: u64) -> String {
    let start = Start { asker: asker(round + 1, round + 1), roles: &[], wish: wish(QUESTIONS) };
    bot.open_round(start).await.unwrap().round
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_rounds_at_once_lose_no_answer_and_count_none_twice() {
    let large: Option<u64> = std::env::var(ROUNDS).ok().map(|count| count.parse().unwrap());
    let rounds = large.unwrap_or(20);
    for database in Database::each().await {
        let (hands, shown, stop) = (Hands::new(), Arc::new(Seen::default()), CancellationToken::new());
        let bot = bot(database.store(), &hands).await;
        let running = tokio::spawn({
            let (bot, shown, stop) = (Arc::clone(&bot), Arc::clone(&shown), stop.clone());
            async move { bot.run_rounds(7, shown, stop).await }
        });
        let store = database.store();
        let mut names = Vec::new();
        for round in 0..rounds {
            let name = open(&bot, round).await;
            bot.begin_round(&name, None).await.unwrap();
            names.push((name.clone(), rights(&store, &name).await));
        }
        let names = Arc::new(names);
        let mut times: Vec<Duration> = Vec::new();
        let mut acknowledged = 0;
        for number in 0..usize::from(QUESTIONS) {
            seen(&shown, &format!("Question {} of {QUESTIONS}", number + 1), rounds as usize).await;
            let opened = hands.now();
            hands.forward(20_000);
            let mut votes = JoinSet::new();
            for round in 0..rounds {
                for at in 0..PLAYERS {
                    let (bot, names) = (Arc::clone(&bot), Arc::clone(&names));
                    votes.spawn(async move {
                        let (name, rights) = &names[round as usize];
                        let person = 1_000_000 + round * 100 + at;
                        // Twelve of them know it, some only at the second thought.
                        let knows = (at + number as u64) % 5 < 3;
                        let right = rights[number];
                        let wrong = (right + 1) % 4;
                        let mut choices = vec![if knows { right } else { wrong }];
                        if at % 4 == 0 {
                            choices.insert(0, wrong);
                            choices.dedup();
                        }
                        let mut told = Vec::new();
                        for (change, choice) in choices.into_iter().enumerate() {
                            let event = ((round * 100 + at) * 10 + number as u64) * 10 + change as u64 + 1;
                            let made = opened + at * 900 + change as u64;
                            let begun = Instant::now();
                            let reply =
                                bot.press_round(&vote(name, number, choice), player(person, round + 1, event, made)).await;
                            told.push((begun.elapsed(), reply));
                        }
                        told
                    });
                }
            }
            while let Some(told) = votes.join_next().await {
                for (time, reply) in told.unwrap() {
                    assert!(format!("{reply:?}").contains("Your answer: "), "{reply:?}");
                    times.push(time);
                    acknowledged += 1;
                }
            }
            hands.forward(10_000);
            seen(&shown, &format!("Answer to question {}", number + 1), rounds as usize).await;
            if number + 1 < usize::from(QUESTIONS) {
                hands.forward(10_000);
            }
        }
        let mut kept = 0;
        for (round, (name, _)) in names.iter().enumerate() {
            let score = places(&bot.round_score(asker(1, round as u64 + 1)).await.parts);
            let (counted, votes) = recount(&store, name).await;
            kept += votes;
            assert_eq!(counted.len(), PLAYERS as usize);
            assert!(score.len() >= 12, "{score:?}");
            for (person, points) in &score {
                assert_eq!(counted[person], *points, "round {round}, {person}");
            }
        }
        assert_eq!(kept, acknowledged, "every acknowledged answer stands in the log once");
        hands.forward(10_000);
        seen(&shown, "The round is over", rounds as usize).await;
        stop.cancel();
        running.await.unwrap();
        if large.is_some() {
            times.sort();
            let at = |share: usize| times[(times.len() - 1) * share / 100];
            let (median, most, last) = (at(50), at(99), at(100));
            writeln!(
                std::io::stderr(),
                "{:?}: {rounds} rounds, {acknowledged} answers: {median:?} median, {most:?} of 99 in 100, {last:?} at most",
                database.kind
            )
            .unwrap();
            assert!(last < Duration::from_secs(1));
        }
    }
}
