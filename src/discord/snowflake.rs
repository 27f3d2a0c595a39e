//! Discord's ids, which hold the time at which they were made
//! (<https://docs.discord.com/developers/reference#snowflakes>).

/// Their first millisecond, since 1970.
const EPOCH: u64 = 1_420_070_400_000;

const TIME_SHIFT: u32 = 22;

/// In milliseconds since 1970.
pub(super) fn made(id: u64) -> u64 {
    (id >> TIME_SHIFT) + EPOCH
}

/// The first id of a millisecond since 1970.
pub(super) fn first_id(millisecond: u64) -> u64 {
    millisecond.saturating_sub(EPOCH).max(1) << TIME_SHIFT
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_tells_when_it_was_made() {
        assert_eq!(made(175_928_847_299_117_063), 1_462_015_105_796, "Discord's own example");
        assert_eq!(made(first_id(1_462_015_105_796)), 1_462_015_105_796);
        assert!(first_id(0) > 0);
    }
}
