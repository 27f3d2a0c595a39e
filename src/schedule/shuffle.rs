//! A shuffled order without repeats: each round holds everything once, ordered by a seed.

/// The index, below `count`, at a position of the shuffled order. A round's end never begins the
/// next round where there are three or more.
pub fn shuffled(seed: u64, position: u64, count: usize) -> Option<usize> {
    let number = u64::try_from(count).ok().filter(|count| *count > 0)?;
    let (round, at) = (position / number, usize::try_from(position % number).ok()?);
    let mut order = round_of(seed, round, count);
    if count > 2 && round > 0 && order.first() == round_of(seed, round - 1, count).last() {
        order.swap(0, 1);
    }
    order.get(at).copied()
}

fn round_of(seed: u64, round: u64, count: usize) -> Vec<usize> {
    let key = |at: &usize| {
        let mut hasher = blake3::Hasher::new();
        hasher.update(&seed.to_le_bytes()).update(&round.to_le_bytes()).update(&at.to_le_bytes());
        *hasher.finalize().as_bytes()
    };
    let mut order: Vec<usize> = (0..count).collect();
    order.sort_by_cached_key(key);
    order
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_round_holds_everything_once_and_rounds_do_not_meet(seed: u64, count in 1usize..60) {
            let all = 4 * count as u64;
            let order: Vec<usize> = (0..all).map(|position| shuffled(seed, position, count).unwrap()).collect();
            for round in order.chunks(count) {
                prop_assert_eq!(round.iter().copied().collect::<BTreeSet<_>>(), (0..count).collect());
            }
            if count > 2 {
                prop_assert!(order.windows(2).all(|pair| pair[0] != pair[1]));
            }
        }
    }

    #[test]
    fn rounds_and_seeds_differ_and_nothing_is_nothing() {
        let round = |seed, round: u64| {
            (0..20).map(|at| shuffled(seed, round * 20 + at, 20).unwrap()).collect::<Vec<_>>()
        };
        assert_eq!(round(1, 0), round(1, 0));
        assert!(round(1, 0) != round(1, 1) && round(1, 0) != round(2, 0));
        assert_eq!(shuffled(1, 5, 0), None);
        assert!(shuffled(1, u64::MAX, 7).is_some());
    }
}
