//! A set of passages, one bit each, with the operations of a Boolean query.
use std::ops::Range;

/// Which of `len` passages are in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct PassageSet {
    words: Vec<u64>,
    len: u32,
}

impl PassageSet {
    /// None of `len` passages.
    pub(crate) fn empty(len: u32) -> Self {
        Self { words: vec![0; len.div_ceil(64) as usize], len }
    }

    /// All `len` passages.
    pub(crate) fn full(len: u32) -> Self {
        let mut set = Self { words: vec![u64::MAX; len.div_ceil(64) as usize], len };
        set.trim();
        set
    }

    /// Adds one; a number that is too high is ignored.
    pub(crate) fn insert(&mut self, passage: u32) {
        if passage < self.len
            && let Some(word) = self.words.get_mut(passage as usize / 64)
        {
            *word |= 1 << (passage % 64);
        }
    }

    /// Adds all of a range.
    pub(crate) fn insert_range(&mut self, range: Range<u32>) {
        let end = range.end.min(self.len);
        let mut at = range.start;
        while at < end {
            let next = (at | 63).saturating_add(1).min(end);
            if let Some(word) = self.words.get_mut(at as usize / 64) {
                *word |= ones(at, next);
            }
            at = next;
        }
    }

    /// Adds what is in a set that was written as bytes.
    pub(crate) fn unite_bytes(&mut self, bytes: &[u8]) {
        for (word, more) in self.words.iter_mut().zip(bytes.as_chunks::<8>().0) {
            *word |= u64::from_le_bytes(*more);
        }
        self.trim();
    }

    /// As bytes.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        self.words.iter().for_each(|word| out.extend_from_slice(&word.to_le_bytes()));
    }

    /// How many bytes a set of `len` has.
    pub(crate) fn bytes_of(len: u32) -> usize {
        len.div_ceil(64) as usize * 8
    }

    /// How many of a range are in.
    pub(crate) fn count_in(&self, range: Range<u32>) -> u32 {
        let end = range.end.min(self.len);
        let (mut at, mut count) = (range.start, 0);
        while at < end {
            let next = (at | 63).saturating_add(1).min(end);
            count += (self.word(at as usize / 64) & ones(at, next)).count_ones();
            at = next;
        }
        count
    }

    /// The bits of 64 passages.
    #[inline]
    pub(crate) fn word(&self, block: usize) -> u64 {
        self.words.get(block).copied().unwrap_or(0)
    }

    /// Takes all out.
    pub(crate) fn clear(&mut self) {
        self.words.fill(0);
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.words.len() * 8
    }

    /// Whether it is in.
    pub(crate) fn contains(&self, passage: u32) -> bool {
        self.words.get(passage as usize / 64).is_some_and(|word| word >> (passage % 64) & 1 == 1)
    }

    /// Keeps what is in both.
    pub(crate) fn intersect(&mut self, other: &Self) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a &= b;
        }
    }

    /// Adds what is in `other`.
    pub(crate) fn unite(&mut self, other: &Self) {
        for (a, b) in self.words.iter_mut().zip(&other.words) {
            *a |= b;
        }
    }

    /// Swaps in and out.
    pub(crate) fn complement(&mut self) {
        for word in &mut self.words {
            *word = !*word;
        }
        self.trim();
    }

    /// How many are in.
    pub(crate) fn count(&self) -> u32 {
        self.words.iter().map(|w| w.count_ones()).sum()
    }

    /// Those in, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        (0u32..).zip(&self.words).flat_map(|(n, &word)| {
            std::iter::successors(Some(word), |w| Some(w & w.wrapping_sub(1)))
                .take_while(|&w| w != 0)
                .map(move |w| n * 64 + w.trailing_zeros())
        })
    }

    /// Calls `each` with those in, in order.
    #[inline]
    pub(crate) fn each(&self, mut each: impl FnMut(u32)) {
        for (n, &word) in (0u32..).zip(&self.words) {
            let mut rest = word;
            while rest != 0 {
                each(n * 64 + rest.trailing_zeros());
                rest &= rest - 1;
            }
        }
    }

    fn trim(&mut self) {
        if !self.len.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }
}

/// The bits from `at` up to `next`, which lie in one word; at least one.
fn ones(at: u32, next: u32) -> u64 {
    (u64::MAX >> (63 - (next - 1) % 64)) & (u64::MAX << (at % 64))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_behave_as_lists_of_numbers() {
        for len in [0u32, 1, 63, 64, 65, 200] {
            let mut thirds = PassageSet::empty(len);
            (0..len + 9).step_by(3).for_each(|n| thirds.insert(n));
            let expected: Vec<u32> = (0..len).step_by(3).collect();
            assert_eq!(thirds.iter().collect::<Vec<_>>(), expected);
            assert_eq!(thirds.count() as usize, expected.len());
            let mut rest = thirds.clone();
            rest.complement();
            assert_eq!(rest.count() + thirds.count(), len);
            rest.unite(&thirds);
            assert_eq!(rest, PassageSet::full(len));
            rest.intersect(&thirds);
            assert_eq!(rest, thirds);
            assert!((0..len + 100).all(|n| thirds.contains(n) == expected.contains(&n)));
            for (from, to) in [(0, len), (1, 64), (5, 5), (60, 130), (64, 128), (0, len + 9)] {
                let mut range = PassageSet::empty(len);
                range.insert_range(from..to);
                assert_eq!(range.iter().collect::<Vec<_>>(), (from..to.min(len)).collect::<Vec<_>>());
                let within = expected.iter().filter(|n| (from..to).contains(n)).count();
                assert_eq!(thirds.count_in(from..to) as usize, within, "{len} {from} {to}");
            }
            let mut bytes = Vec::new();
            thirds.write(&mut bytes);
            assert_eq!(bytes.len(), PassageSet::bytes_of(len));
            let mut read = PassageSet::empty(len);
            read.unite_bytes(&bytes);
            assert_eq!(read, thirds);
        }
    }
}
