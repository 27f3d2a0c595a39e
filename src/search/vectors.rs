//! Token vectors as kept and compared: eight bits a number, one scale a vector.

use super::encoder::WIDTH;
use crate::text::Slice;

/// Per vector: scale, then numbers.
pub(super) const BYTES: usize = 4 + WIDTH;

/// Divides [`WIDTH`].
const LANES: usize = 16;

/// As they are kept, [`BYTES`] a token.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TokenVectors(Vec<u8>);

impl TokenVectors {
    /// From vectors of length 1, [`WIDTH`] numbers each.
    pub(super) fn rounded(vectors: &[f32]) -> TokenVectors {
        let mut kept = Vec::with_capacity(vectors.len() / WIDTH * BYTES);
        for vector in vectors.chunks_exact(WIDTH) {
            let largest =
                vector.iter().fold(f32::MIN_POSITIVE, |largest, number| largest.max(number.abs()));
            let scale = largest / 127.0;
            kept.extend(scale.to_le_bytes());
            kept.extend(
                vector.iter().map(|number| ((number / scale).round() as i8).cast_unsigned()),
            );
        }
        TokenVectors(kept)
    }

    pub(super) fn read(bytes: &[u8]) -> TokenVectors {
        TokenVectors(bytes.to_vec())
    }

    pub(super) fn bytes(&self) -> &[u8] {
        &self.0
    }

    pub(super) fn len(&self) -> usize {
        self.0.len() / BYTES
    }

    pub(super) fn append(&mut self, other: &TokenVectors) {
        self.0.extend_from_slice(&other.0);
    }

    pub(super) fn token(&self, number: usize) -> TokenVectors {
        TokenVectors::read(self.0.slice(number * BYTES..(number + 1) * BYTES))
    }

    /// Each token's highest cosine with one of `other`; -1 if it has none.
    pub(super) fn best_cosines(&self, other: &TokenVectors) -> Vec<f32> {
        let best = |(scale, vector): (f32, &[u8])| {
            let cosines =
                other.tokens().map(|(other, numbers)| dot(vector, numbers) as f32 * other);
            scale * cosines.fold(-1.0 / scale, f32::max)
        };
        self.tokens().map(best).collect()
    }

    fn tokens(&self) -> impl Iterator<Item = (f32, &[u8])> {
        let tokens = self.0.chunks_exact(BYTES).filter_map(|token| token.split_first_chunk());
        tokens.map(|(scale, numbers)| (f32::from_le_bytes(*scale), numbers))
    }
}

/// In one sum, the compiler takes four numbers at a time: two to three times as slow.
fn dot(a: &[u8], b: &[u8]) -> i32 {
    let mut sums = [0_i32; LANES];
    for (a, b) in a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += i32::from(a.cast_signed()) * i32::from(b.cast_signed());
        }
    }
    sums.iter().sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(hot: &[(usize, f32)]) -> Vec<f32> {
        let mut vector = vec![0.0; WIDTH];
        for (at, value) in hot {
            vector[*at] = *value;
        }
        vector
    }

    #[test]
    fn each_token_takes_its_most_similar_one() {
        let question =
            TokenVectors::rounded(&[unit(&[(0, 1.0)]), unit(&[(1, 0.6), (2, 0.8)])].concat());
        let text =
            TokenVectors::rounded(&[unit(&[(0, 0.6), (5, 0.8)]), unit(&[(2, 1.0)])].concat());
        let best = question.best_cosines(&text);
        assert!((best[0] - 0.6).abs() < 0.01 && (best[1] - 0.8).abs() < 0.01, "{best:?}");
        assert_eq!(question.best_cosines(&TokenVectors::default()), [-1.0, -1.0]);
    }
}
