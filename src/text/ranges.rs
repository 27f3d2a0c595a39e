//! Ranges of texts and lists, and places in them as short numbers.

use std::ops::Range;
use std::slice::SliceIndex;

pub(crate) trait Slice {
    /// Empty where the range leaves the whole or cuts a character.
    fn slice<I: SliceIndex<Self, Output = Self>>(&self, range: I) -> &Self;
}

impl Slice for str {
    fn slice<I: SliceIndex<str, Output = str>>(&self, range: I) -> &str {
        self.get(range).unwrap_or_default()
    }
}

impl<T> Slice for [T] {
    fn slice<I: SliceIndex<[T], Output = [T]>>(&self, range: I) -> &[T] {
        self.get(range).unwrap_or_default()
    }
}

/// No memory holds four thousand million words.
pub(crate) fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

pub(crate) fn moved(range: &Range<usize>, by: usize) -> Range<usize> {
    range.start + by..range.end + by
}

pub(crate) fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}
