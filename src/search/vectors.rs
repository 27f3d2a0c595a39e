//! Token vectors as kept and compared: eight bits a number, one scale a vector.

use super::encoder::WIDTH;

/// Per vector: scale, then numbers.
pub(super) const BYTES: usize = 4 + WIDTH;

/// Divides [`WIDTH`].
const LANES: usize = 16;

#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct TokenVectors {
    scales: Vec<f32>,
    numbers: Vec<i8>,
}

impl TokenVectors {
    /// From vectors of length 1, [`WIDTH`] numbers each.
    pub(super) fn rounded(vectors: &[f32]) -> TokenVectors {
        let mut kept = TokenVectors::default();
        for vector in vectors.chunks_exact(WIDTH) {
            let largest =
                vector.iter().fold(f32::MIN_POSITIVE, |largest, number| largest.max(number.abs()));
            let scale = largest / 127.0;
            kept.scales.push(scale);
            kept.numbers.extend(vector.iter().map(|number| (number / scale).round() as i8));
        }
        kept
    }

    pub(super) fn len(&self) -> usize {
        self.scales.len()
    }

    pub(super) fn append(&mut self, mut more: TokenVectors) {
        self.scales.append(&mut more.scales);
        self.numbers.append(&mut more.numbers);
    }

    pub(super) fn token(&self, number: usize) -> TokenVectors {
        let numbers = self.numbers.chunks_exact(WIDTH).nth(number).unwrap_or_default().to_vec();
        TokenVectors { scales: self.scales.get(number).copied().into_iter().collect(), numbers }
    }

    /// [`BYTES`] a token.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(BYTES * self.len());
        for (scale, vector) in self.scales.iter().zip(self.numbers.chunks_exact(WIDTH)) {
            bytes.extend_from_slice(&scale.to_le_bytes());
            bytes.extend(vector.iter().map(|number| number.to_le_bytes()[0]));
        }
        bytes
    }

    pub(super) fn read(bytes: &[u8]) -> TokenVectors {
        let mut kept = TokenVectors::default();
        for token in bytes.chunks_exact(BYTES) {
            if let Some((scale, numbers)) = token.split_first_chunk::<4>() {
                kept.scales.push(f32::from_le_bytes(*scale));
                kept.numbers.extend(numbers.iter().map(|byte| i8::from_le_bytes([*byte])));
            }
        }
        kept
    }

    /// Each token's highest cosine with one of `other`; -1 if it has none.
    pub(super) fn best_cosines(&self, other: &TokenVectors) -> Vec<f32> {
        let of = |vector: &[i8], scale: f32| {
            let cosines = other
                .numbers
                .chunks_exact(WIDTH)
                .zip(&other.scales)
                .map(|(numbers, other)| dot(vector, numbers) as f32 * other);
            scale * cosines.fold(-1.0 / scale, f32::max)
        };
        self.numbers
            .chunks_exact(WIDTH)
            .zip(&self.scales)
            .map(|(vector, scale)| of(vector, *scale))
            .collect()
    }
}

/// In one sum, the compiler takes four numbers at a time: two to three times as slow.
fn dot(a: &[i8], b: &[i8]) -> i32 {
    let mut sums = [0_i32; LANES];
    for (a, b) in a.as_chunks::<LANES>().0.iter().zip(b.as_chunks::<LANES>().0) {
        for ((sum, a), b) in sums.iter_mut().zip(a).zip(b) {
            *sum += i32::from(*a) * i32::from(*b);
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
