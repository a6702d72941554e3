//! A set of passages, one bit each, with the operations of a Boolean query.

/// Which of `len` passages are in.
#[derive(Clone, Debug, PartialEq, Eq)]
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

    fn trim(&mut self) {
        if !self.len.is_multiple_of(64)
            && let Some(last) = self.words.last_mut()
        {
            *last &= (1 << (self.len % 64)) - 1;
        }
    }
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
        }
    }
}
