//! What a right answer is worth, and who stands where. The table of points is in
//! `docs/user/quizzes.md`.
//!
//! A wrong answer costs only the streak, so nobody is punished for trying and no score is below
//! zero. Bonuses are parts of what hints leave. A skipped or stopped question gives nothing and
//! breaks no streak.

use std::cmp::Reverse;

use crate::text::Slice;

pub type UserId = u64;

/// In milliseconds, without points for the same question in another session: longer than it can be
/// open, so that nobody carries its answer there.
pub const CLAIM_WINDOW: u64 = 10 * 60 * 1_000;

/// At difficulty 1.
const BASE: u32 = 10;
/// The first right answer in a row that counts, points for each, how many count.
const STREAK_FROM: u32 = 3;
const STREAK_STEP: u32 = 2;
const STREAK_STEPS: u32 = 5;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RightAnswer {
    /// From 1 to 3, or taken for the nearest.
    pub difficulty: u8,
    /// In milliseconds.
    pub left: u64,
    /// In milliseconds.
    pub time: u64,
    /// Before the answer.
    pub hints: u32,
    pub first_try: bool,
    /// This answer included.
    pub streak: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Points {
    pub right: u32,
    pub speed: u32,
    pub first_try: u32,
    pub streak: u32,
}

impl Points {
    pub fn total(self) -> u32 {
        self.right + self.speed + self.first_try + self.streak
    }
}

pub fn points(answer: RightAnswer) -> Points {
    let full = BASE * u32::from(answer.difficulty.clamp(1, 3));
    let right = full.saturating_sub(answer.hints.saturating_mul(full) / 4).max(1);
    let left = answer.left.min(answer.time);
    let speed = u128::from(right / 2) * u128::from(left) / u128::from(answer.time.max(1));
    Points {
        right,
        speed: u32::try_from(speed).unwrap_or_default(),
        first_try: if answer.first_try { right / 5 } else { 0 },
        streak: (answer.streak + 1).saturating_sub(STREAK_FROM).min(STREAK_STEPS) * STREAK_STEP,
    }
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub points: u32,
    pub right: u32,
    pub streak: u32,
    pub best_streak: u32,
    /// Questions, from 0, not right since joining.
    pub missed: Vec<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// From 1; equals share a rank and the next is left out: 1, 1, 3.
    pub rank: usize,
    pub user: UserId,
    pub points: u64,
}

/// Most points first; equals by id.
pub fn ranked(scores: impl IntoIterator<Item = (UserId, u64)>) -> Vec<Standing> {
    let mut scores: Vec<(UserId, u64)> = scores.into_iter().collect();
    scores.sort_by_key(|(user, points)| (Reverse(*points), *user));
    let mut standings: Vec<Standing> = Vec::with_capacity(scores.len());
    for (before, (user, points)) in scores.into_iter().enumerate() {
        let rank = standings
            .last()
            .filter(|last| last.points == points)
            .map_or(before + 1, |last| last.rank);
        standings.push(Standing { rank, user, points });
    }
    standings
}

/// Equals may make it more than three people.
pub fn podium(standings: &[Standing]) -> &[Standing] {
    let end =
        standings.iter().take_while(|standing| standing.rank <= 3 && standing.points > 0).count();
    standings.slice(..end)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ANSWER: RightAnswer =
        RightAnswer { difficulty: 1, left: 0, time: 20_000, hints: 0, first_try: false, streak: 1 };

    #[test]
    fn the_parts_of_the_table() {
        let total = |answer| points(answer).total();
        assert_eq!(
            [1, 2, 3, 0, 9].map(|difficulty| total(RightAnswer { difficulty, ..ANSWER })),
            [10, 20, 30, 10, 30]
        );
        assert_eq!(
            [0, 1, 2, 3, 4, 9].map(|hints| total(RightAnswer { hints, difficulty: 2, ..ANSWER })),
            [20, 15, 10, 5, 1, 1]
        );
        assert_eq!(
            [0, 5_000, 10_000, 20_000].map(|left| points(RightAnswer { left, ..ANSWER }).speed),
            [0, 1, 2, 5]
        );
        assert_eq!(
            [1, 2, 3, 4, 7, 8].map(|streak| points(RightAnswer { streak, ..ANSWER }).streak),
            [0, 0, 2, 4, 10, 10]
        );
        assert_eq!(
            [1, 2, 3].map(|difficulty| points(RightAnswer {
                difficulty,
                first_try: true,
                ..ANSWER
            })
            .first_try),
            [2, 4, 6]
        );
    }

    #[test]
    fn ties_are_ranked_alike() {
        let standings = ranked([(4, 5), (1, 9), (2, 12), (3, 9), (5, 0)]);
        let shown: Vec<_> =
            standings.iter().map(|standing| (standing.rank, standing.user)).collect();
        assert_eq!(shown, [(1, 2), (2, 1), (2, 3), (4, 4), (5, 5)]);
        assert_eq!(podium(&standings).len(), 3);
        assert_eq!(podium(&ranked([(1, 7), (2, 7), (3, 7), (4, 7), (5, 3)])).len(), 4);
        assert_eq!(podium(&ranked([(1, 0), (2, 0)])).len(), 0, "no points, no podium");
    }

    proptest! {
        #[test]
        fn less_help_and_less_time_never_cost(difficulty: u8, left: u64, time: u64, hints: u32, streak in 0..1_000_u32, first_try: bool) {
            let answer = RightAnswer { difficulty, left, time, hints, first_try, streak };
            let total = points(answer).total();
            prop_assert!((1..=30 + 15 + 6 + 10).contains(&total));
            let with = |answer| points(answer).total();
            let helped = with(RightAnswer { hints: hints.saturating_add(1), ..answer });
            let quicker = with(RightAnswer { left: left.saturating_add(1), ..answer });
            let steadier = with(RightAnswer { streak: streak + 1, ..answer });
            prop_assert!(helped <= total && quicker >= total && steadier >= total);
        }
    }
}
