//! Stories of sessions, and what holds in whatever order things happen.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;
use crate::quiz::grade::Grade;
use crate::quiz::scoring::{UserId, podium};

const HOST: UserId = 1;
const ANN: UserId = 2;
const BEN: UserId = 3;

fn choice(right: usize) -> SessionQuestion {
    SessionQuestion {
        item: format!("choice-{right}"),
        solution: Solution::Choice { count: 4, right },
        difficulty: 1,
        hints: None,
    }
}

fn text() -> SessionQuestion {
    SessionQuestion {
        item: "text".into(),
        solution: Solution::Text { accepted: vec!["trade unions".into()] },
        difficulty: 2,
        hints: None,
    }
}

fn rules() -> Rules {
    Rules {
        time: 20_000,
        pause: 5_000,
        grace: 1_000,
        settle: 3_000,
        ..Rules::new(Pace::Normal, None, false)
    }
}

/// A session that is played, with its log; whatever is done to it is held against its rules by
/// [`Play::does`].
struct Play {
    session: Session,
    log: Vec<Entry>,
    ids: u64,
    now: Millis,
}

impl Play {
    fn of(rules: Rules, questions: Vec<SessionQuestion>) -> Play {
        let session = Session::new(Setup::new(HOST, rules, questions).unwrap());
        let mut play = Play { session, log: Vec::new(), ids: 0, now: 1_000_000 };
        play.does(Event::Started).unwrap();
        play
    }

    fn takes(&mut self, entry: &Entry) -> Result<Option<Effect>, Rejection> {
        let effect = self.session.step(entry)?;
        self.log.push(entry.clone());
        Ok(effect)
    }

    fn does(&mut self, event: Event) -> Result<Option<Effect>, Rejection> {
        self.ids += 1;
        let id = (event != Event::TimePassed).then_some(self.ids);
        self.takes(&Entry { id, made: self.now, now: self.now, event })
    }

    /// What is done after some time, not always forwards, by whoever acted before or after that.
    fn later(&mut self, id: Option<u64>, passed: i64, made: i64, event: Event) -> Entry {
        self.now = self.now.saturating_add_signed(passed);
        Entry { id, made: self.now.saturating_add_signed(made), now: self.now, event }
    }

    fn votes(&mut self, user: UserId, choice: usize) -> Result<Option<Effect>, Rejection> {
        let number = self.number();
        self.does(voted(user, number, choice))
    }

    fn types(&mut self, user: UserId, grade: Grade) -> Result<Option<Effect>, Rejection> {
        let number = self.number();
        self.does(typed(user, number, grade))
    }

    fn number(&self) -> usize {
        self.session.open_question().map_or(0, |(open, _)| open.number)
    }

    /// Waits for what is due.
    fn waits(&mut self) -> Option<Effect> {
        self.now = self.session.due().unwrap().max(self.now);
        self.does(Event::TimePassed).unwrap()
    }

    fn points(&self, user: UserId) -> u32 {
        self.session.players().get(&user).map_or(0, |tally| tally.points)
    }
}

fn voted(user: UserId, number: usize, choice: usize) -> Event {
    Event::Voted { user, number, choice, counts: true }
}

fn typed(user: UserId, number: usize, grade: Grade) -> Event {
    Event::Typed { user, number, grade, counts: true }
}

fn entry(id: u64, made: Millis, now: Millis, event: Event) -> Entry {
    Entry { id: Some(id), made, now, event }
}

fn outcome(effect: &Option<Effect>) -> &Outcome {
    match effect {
        Some(Effect::Reveal(outcome)) => outcome,
        other => panic!("{other:?}"),
    }
}

#[test]
fn session_runs_from_start_to_podium() {
    let mut play = Play::of(rules(), vec![choice(1), text()]);
    assert_eq!(play.session.open_question().unwrap().0.closes, 1_020_000);
    assert_eq!(play.does(Event::Started), Err(Rejection::Unchanged));
    play.votes(ANN, 1).unwrap();
    play.now += 10_000;
    play.votes(BEN, 0).unwrap();
    play.votes(BEN, 1).unwrap();
    let shown = play.waits();
    let gains: Vec<_> =
        outcome(&shown).gains.iter().map(|gain| (gain.user, gain.points.total())).collect();
    assert_eq!(gains, [(ANN, 10 + 5 + 2), (BEN, 10 + 2)], "Ben changed his mind, at half time");
    assert_eq!(play.waits(), Some(Effect::Ask { number: 1, closes: play.now + 20_000 }));
    play.types(ANN, Grade::Wrong).unwrap();
    play.types(ANN, Grade::Unclear).unwrap();
    play.now += 20_000;
    play.types(ANN, Grade::Right).unwrap();
    assert_eq!(play.types(ANN, Grade::Wrong), Err(Rejection::AlreadyRight));
    assert_eq!(outcome(&play.waits()).gains.len(), 1);
    let Some(Effect::Finish { reason: EndReason::Complete, standings }) = play.waits() else {
        panic!()
    };
    assert_eq!(
        standings
            .iter()
            .map(|standing| (standing.rank, standing.user, standing.points))
            .collect::<Vec<_>>(),
        [(1, ANN, 37), (2, BEN, 12)]
    );
    assert_eq!(podium(&standings).len(), 2);
    assert_eq!(play.session.players()[&BEN].missed, [1]);
    assert_eq!(play.votes(ANN, 1), Err(Rejection::Finished));
}

#[test]
fn late_delivery_counts_by_the_time_of_the_press() {
    let mut play = Play::of(rules(), vec![choice(0), choice(0)]);
    let closes = play.now + 20_000;
    let vote = |id, made, now, user| entry(id, made, now, voted(user, 0, 0));
    assert!(
        play.takes(&vote(91, closes + 1_000, closes + 5_000, ANN)).is_ok(),
        "made in the time of grace, and late on its way"
    );
    assert_eq!(play.takes(&vote(92, closes + 1_001, closes + 5_000, BEN)), Err(Rejection::Late));
    play.waits();
    assert_eq!(
        play.takes(&vote(93, closes, closes + 6_000, BEN)),
        Err(Rejection::Late),
        "its answer is on show"
    );
    let next = entry(94, 0, 0, voted(BEN, 1, 0));
    assert_eq!(play.takes(&next), Err(Rejection::NoAnswer));
    play.waits();
    assert_eq!(play.takes(&vote(95, closes, closes + 9_000, BEN)), Err(Rejection::Late));
}

#[test]
fn overtaken_votes_leave_the_latest_one() {
    let mut play = Play::of(rules(), vec![choice(0)]);
    let now = play.now + 9_000;
    let vote = |id, made, choice| entry(id, made, now, voted(ANN, 0, choice));
    play.takes(&vote(91, now - 1_000, 0)).unwrap();
    assert_eq!(play.takes(&vote(92, now - 2_000, 3)), Err(Rejection::Overtaken));
    assert_eq!(play.takes(&vote(91, now - 1_000, 0)), Err(Rejection::Unchanged));
    assert_eq!(play.takes(&vote(93, now, 0)), Err(Rejection::Unchanged));
    assert_eq!(play.takes(&vote(94, now, 4)), Err(Rejection::NoAnswer));
    let words = entry(95, now, now, typed(ANN, 0, Grade::Right));
    assert_eq!(play.takes(&words), Err(Rejection::NoAnswer));
    assert_eq!(outcome(&play.waits()).gains.len(), 1);
}

#[test]
fn tries_are_limited_and_hints_cost_points() {
    let mut play = Play::of(rules(), vec![text()]);
    let opened = play.now;
    for _ in 0..3 {
        play.types(BEN, Grade::Wrong).unwrap();
    }
    assert_eq!(play.types(BEN, Grade::Right), Err(Rejection::NoTriesLeft));
    assert_eq!(play.types(ANN, Grade::Blank), Err(Rejection::NoAnswer));
    play.now += 19_000;
    let hint = |user| Event::HintAsked { user, number: 0, moderator: false };
    assert_eq!(
        play.does(hint(HOST)).unwrap(),
        Some(Effect::Hint { number: 0, hint: Hint::Letters("t____ u_____".into()) })
    );
    assert_eq!(play.does(hint(9)), Err(Rejection::NotPlaying));
    assert_eq!(
        play.does(hint(BEN)).unwrap(),
        Some(Effect::BallotCount { ballot: Ballot::Hint, votes: 1, needed: 2 })
    );
    assert_eq!(play.does(hint(BEN)), Err(Rejection::Unchanged));
    play.types(ANN, Grade::Right).unwrap();
    play.now += 1;
    assert_eq!(
        play.does(hint(ANN)).unwrap(),
        Some(Effect::Hint { number: 0, hint: Hint::Letters("t_a_e u_i_n_".into()) })
    );
    assert_eq!(play.does(hint(HOST)), Err(Rejection::NoMoreHints));
    play.takes(&entry(99, opened, play.now, typed(4, 0, Grade::Right))).unwrap();
    let shown = play.waits();
    let gains: Vec<_> =
        outcome(&shown).gains.iter().map(|gain| (gain.user, gain.points.right)).collect();
    assert_eq!(gains, [(4, 20), (ANN, 15)], "one typed before the hint, one between the two");
}

#[test]
fn skip_needs_host_or_majority_and_gives_no_points() {
    let mut play = Play::of(rules(), vec![choice(0), choice(0), choice(0)]);
    let skip = |user, number, moderator| Event::SkipAsked { user, number, moderator };
    play.votes(ANN, 0).unwrap();
    play.votes(BEN, 0).unwrap();
    play.waits();
    play.waits();
    play.votes(4, 0).unwrap();
    assert_eq!(play.does(skip(9, 1, false)), Err(Rejection::NotPlaying));
    assert_eq!(
        play.does(skip(ANN, 1, false)).unwrap(),
        Some(Effect::BallotCount { ballot: Ballot::Skip, votes: 1, needed: 2 })
    );
    let shown = play.does(skip(4, 1, false)).unwrap();
    assert_eq!((outcome(&shown).reason, outcome(&shown).gains.len()), (CloseReason::Skipped, 0));
    assert_eq!((play.points(4), play.session.players()[&ANN].streak), (0, 1));
    assert!(play.session.players()[&ANN].missed.is_empty());
    play.waits();
    assert_eq!(
        play.does(Event::StopAsked { user: ANN, moderator: false }),
        Err(Rejection::NotAllowed)
    );
    assert!(matches!(play.does(skip(9, 2, true)).unwrap(), Some(Effect::Reveal(_))));
    assert!(matches!(
        play.does(Event::StopAsked { user: 9, moderator: true }).unwrap(),
        Some(Effect::Finish { reason: EndReason::Stopped, .. })
    ));
    assert_eq!(play.session.due(), None);
}

#[test]
fn question_closes_early_when_all_answered_but_votes_can_change() {
    let mut play = Play::of(rules(), vec![choice(0); 3]);
    assert_eq!(play.votes(ANN, 0).unwrap(), None);
    assert_eq!(play.votes(BEN, 0).unwrap(), None, "the first question waits for whoever may come");
    play.waits();
    play.waits();
    assert_eq!(play.votes(ANN, 1).unwrap(), None);
    let closes = play.now + 3_000;
    assert_eq!(play.votes(BEN, 1).unwrap(), None);
    assert_eq!(play.votes(ANN, 0).unwrap(), None);
    assert_eq!(play.session.due(), Some(closes + 1_000));
    assert_eq!(outcome(&play.waits()).gains.len(), 1);
}

#[test]
fn answer_without_points_is_right_or_wrong_and_makes_nobody_a_player() {
    let mut play = Play::of(rules(), vec![choice(0), text()]);
    play.does(Event::Voted { user: ANN, number: 0, choice: 0, counts: false }).unwrap();
    play.votes(BEN, 1).unwrap();
    let shown = play.waits();
    assert_eq!(outcome(&shown).answers, [(ANN, true), (BEN, false)]);
    assert_eq!((gains(&shown).count(), play.session.players().len()), (0, 1));
    play.does(Event::Forgotten { user: BEN }).unwrap();
    assert_eq!(play.does(Event::Forgotten { user: BEN }), Err(Rejection::Unchanged));
    assert!(play.session.players().is_empty());
    play.waits();
    play.types(ANN, Grade::Unclear).unwrap();
    let skip = Event::SkipAsked { user: HOST, number: 1, moderator: false };
    assert_eq!(outcome(&play.does(skip).unwrap()).answers, [(ANN, false)], "a skip or not");
}

#[test]
fn a_setup_has_questions_and_time_for_them() {
    let setup = |questions| Setup::new(HOST, Rules { time: 0, ..rules() }, questions);
    assert_eq!(setup(vec![]), None);
    assert_eq!(setup(vec![choice(0)]).unwrap().rules.time, 5_000);
}

/// Anything that may happen, with times and ids in any order.
fn entries() -> impl Strategy<Value = Vec<(u64, i64, i64, Event)>> {
    let (user, number) = (1..5_u64, 0..4_usize);
    let grade = prop_oneof![
        Just(Grade::Right),
        Just(Grade::Wrong),
        Just(Grade::Unclear),
        Just(Grade::Blank)
    ];
    let counts = prop::bool::weighted(0.9);
    let event = prop_oneof![
        1 => Just(Event::Started),
        12 => (user.clone(), number.clone(), 0..5_usize, counts).prop_map(|(user, number, choice, counts)| Event::Voted { user, number, choice, counts }),
        12 => (user.clone(), number.clone(), grade, counts).prop_map(|(user, number, grade, counts)| Event::Typed { user, number, grade, counts }),
        2 => (user.clone(), number.clone(), prop::bool::weighted(0.2)).prop_map(|(user, number, moderator)| Event::HintAsked { user, number, moderator }),
        1 => (user.clone(), number, prop::bool::weighted(0.2)).prop_map(|(user, number, moderator)| Event::SkipAsked { user, number, moderator }),
        1 => (user.clone(), prop::bool::weighted(0.1)).prop_map(|(user, moderator)| Event::StopAsked { user, moderator }),
        1 => user.prop_map(|user| Event::Forgotten { user }),
        9 => Just(Event::TimePassed),
    ];
    prop::collection::vec((0..60_u64, -3_000..14_000_i64, -4_000..4_000_i64, event), 0..120)
}

/// What each player has by the log alone, counted another way than the session does: who had what
/// when each question closed.
fn recount(setup: &Setup, log: &[Entry]) -> BTreeMap<UserId, (u32, Vec<usize>)> {
    let mut scores: BTreeMap<UserId, (u32, Vec<usize>)> = BTreeMap::new();
    let mut session = Session::new(setup.clone());
    // Of the question that is open: each answer of those who did not ask to be forgotten since.
    let mut answers: BTreeMap<UserId, Vec<(bool, bool)>> = BTreeMap::new();
    for entry in log {
        let effect = session.step(entry).unwrap();
        if let Event::Forgotten { user } = entry.event {
            scores.remove(&user);
            answers.remove(&user);
        }
        if let Some((user, right, counts)) = answer(&entry.event, setup) {
            answers.entry(user).or_default().push((right, counts));
        }
        let Some(Effect::Reveal(outcome)) = effect else { continue };
        let answers = std::mem::take(&mut answers);
        for (user, own) in answers.iter().filter(|_| outcome.reason == CloseReason::Answered) {
            let right = own.last().is_some_and(|(right, _)| *right);
            let gain = outcome.gains.iter().find(|gain| gain.user == *user);
            assert_eq!(gain.is_some(), right && own.iter().all(|(_, counts)| *counts));
            if let Some(gain) = gain {
                let score = scores.entry(*user).or_default();
                score.0 += gain.points.total();
                score.1.push(outcome.number);
            }
        }
    }
    scores
}

fn gains(effect: &Option<Effect>) -> impl Iterator<Item = &Gain> {
    effect.iter().flat_map(|effect| match effect {
        Effect::Reveal(outcome) => outcome.gains.as_slice(),
        _ => &[],
    })
}

/// Who answers a question by an event, whether rightly, and whether it counts.
fn answer(event: &Event, setup: &Setup) -> Option<(UserId, bool, bool)> {
    match *event {
        Event::Voted { user, number, choice, counts } => {
            let solution = &setup.questions[number].solution;
            let right = matches!(solution, Solution::Choice { right, .. } if *right == choice);
            Some((user, right, counts))
        }
        Event::Typed { user, grade, counts, .. } => Some((user, grade == Grade::Right, counts)),
        _ => None,
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(600))]

    #[test]
    fn invariants_hold_in_any_order_of_events(events in entries(), solo in prop::bool::weighted(0.2), grace in 0..3_000_u64) {
        let rules = Rules { time: 12_000, pause: 2_000, grace, solo, idle: 2, ..rules() };
        let mut play = Play::of(rules, vec![choice(0), text(), choice(3), text()]);
        let setup = play.session.setup.clone();
        for (id, passed, made, event) in events {
            let entry = play.later((event != Event::TimePassed).then_some(id), passed, made, event);
            let before = play.session.clone();
            if let Ok(effect) = play.takes(&entry) {
                let next = &play.session;
                prop_assert!(before.phase != Phase::Finished, "a finished round changed");
                prop_assert!(next.clock >= before.clock, "time went back");
                for gain in gains(&effect) {
                    prop_assert!(gain.points.total() > 0);
                }
                if let Some((user, ..)) = answer(&entry.event, &setup) {
                    let (open, _) = before.open_question().unwrap();
                    prop_assert!(entry.made.min(next.clock).max(open.opened) <= open.closes + grace, "a \
                        late answer was taken");
                    prop_assert!(!solo || user == HOST, "somebody else played a solo round");
                }
                for (user, tally) in &next.players {
                    let had = before.players.get(user).map_or(0, |tally| tally.points);
                    prop_assert!(tally.points >= had, "points were taken away");
                    prop_assert_eq!(tally.points - had, gains(&effect).filter(|gain| gain.user == *user).map(|gain| gain.points.total()).sum::<u32>());
                }
                prop_assert!(next.clone().step(&entry).is_err(), "a second time it had an effect: {:?}", entry);
            }
        }
        let Play { session, log, .. } = play;
        let stored: Vec<Entry> = serde_json::from_str(&serde_json::to_string(&log).unwrap()).unwrap();
        let mut replayed = Session::new(setup.clone());
        for (entry, Entry { id, .. }) in stored.into_iter().zip(&log) {
            replayed.step(&Entry { id: *id, ..entry }).unwrap();
        }
        prop_assert_eq!(&replayed, &session, "another process would go on with another state");
        for (user, (points, numbers)) in recount(&setup, &log) {
            let mut once = numbers.clone();
            once.dedup();
            prop_assert_eq!(&once, &numbers, "one question gave points twice");
            prop_assert_eq!(session.players[&user].points, points);
            prop_assert_eq!(session.players[&user].right as usize, numbers.len());
        }
        for tally in session.players.values() {
            let questions = tally.right as usize + tally.missed.len();
            prop_assert!(questions <= 4 && tally.best_streak <= tally.right);
        }
    }

    #[test]
    fn redelivered_events_change_nothing(events in entries(), again in prop::collection::vec(any::<prop::sample::Index>(), 0..40)) {
        let rules = Rules { time: 12_000, pause: 2_000, ..rules() };
        let mut play = Play::of(rules, vec![choice(0), text(), choice(3), text()]);
        let mut again = again.into_iter();
        // Ids are the interactions' own here, as on Discord: no two events share one.
        for (id, (_, passed, made, event)) in (1_000..).zip(events) {
            let entry = play.later((event != Event::TimePassed).then_some(id), passed, made, event);
            let _ = play.takes(&entry);
            let people: Vec<&Entry> = play.log.iter().filter(|entry| entry.id.is_some()).collect();
            if let Some(index) = again.next() {
                let entry = Entry { now: play.now, ..(*index.get(&people)).clone() };
                // To forget somebody is the one wish that may be fulfilled again, whenever it
                // arrives.
                if !matches!(entry.event, Event::Forgotten { .. }) {
                    prop_assert!(play.session.clone().step(&entry).is_err(), "{:?}", entry);
                }
            }
        }
    }
}
