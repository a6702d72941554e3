//! Finds numbers by the hash of what they stand for.
//!
//! A map in order reads memory once for each halving; among the names of a hundred thousand articles that is what the
//! time goes into. Here it is once or twice. The order of the slots is never shown, so hashes decide nothing.

/// Continues the hash `so_far` ([`START`] at first) with a text; FNV-1a.
pub(crate) fn hash(so_far: u32, text: &str) -> u32 {
    text.bytes().fold(so_far, |h, byte| (h ^ u32::from(byte)).wrapping_mul(16_777_619))
}

/// The hash of nothing.
pub(crate) const START: u32 = 2_166_136_261;

/// Numbers by hash, in open slots.
#[derive(Default)]
pub(crate) struct Hashed {
    /// Hash, and number plus one; 0 is a free slot. Their count is a power of two.
    slots: Vec<(u32, u32)>,
    filled: usize,
}

impl Hashed {
    /// The number with that hash that `is_it` takes.
    #[inline(never)]
    pub(crate) fn find(&self, hash: u32, is_it: &dyn Fn(u32) -> bool) -> Option<u32> {
        let mut at = self.first(hash);
        while let Some(&(here, next)) = self.slots.get(at) {
            let number = next.checked_sub(1)?;
            if here == hash && is_it(number) {
                return Some(number);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        None
    }

    /// Adds a number that is not there yet.
    #[inline(never)]
    pub(crate) fn insert(&mut self, hash: u32, number: u32) {
        if self.filled * 4 >= self.slots.len() * 3 {
            let slots = vec![(0, 0); (self.slots.len() * 2).max(16)];
            for (hash, next) in std::mem::replace(&mut self.slots, slots) {
                if next > 0 {
                    self.put(hash, next);
                }
            }
        }
        self.filled += 1;
        self.put(hash, number.saturating_add(1));
    }

    fn put(&mut self, hash: u32, next: u32) {
        let mut at = self.first(hash);
        while self.slots.get(at).is_some_and(|slot| slot.1 > 0) {
            at = (at + 1) & (self.slots.len() - 1);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = (hash, next);
        }
    }

    /// The slot where the search for a hash begins.
    fn first(&self, hash: u32) -> usize {
        (hash ^ hash >> 15) as usize & self.slots.len().saturating_sub(1)
    }
}

/// Lists of numbers by text.
#[derive(Default)]
pub(crate) struct Lists {
    lists: Vec<(String, Vec<u32>)>,
    by_text: Hashed,
}

impl Lists {
    fn place(&self, hash: u32, text: &str) -> Option<u32> {
        self.by_text.find(hash, &|n| self.lists.get(n as usize).is_some_and(|l| l.0 == text))
    }

    /// The numbers of a text, as they came.
    pub(crate) fn get(&self, text: &str) -> &[u32] {
        let place = self.place(hash(START, text), text);
        place.and_then(|p| self.lists.get(p as usize)).map_or(&[], |l| l.1.as_slice())
    }

    /// Adds a number to those of a text.
    pub(crate) fn push(&mut self, text: &str, number: u32) {
        let hash = hash(START, text);
        let place = self.place(hash, text).unwrap_or_else(|| {
            let place = u32::try_from(self.lists.len()).unwrap_or(u32::MAX);
            self.lists.push((text.to_owned(), Vec::new()));
            self.by_text.insert(hash, place);
            place
        });
        if let Some(list) = self.lists.get_mut(place as usize) {
            list.1.push(number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Hashed, Lists, START, hash};
    use std::collections::BTreeMap;

    proptest::proptest! {
        #[test]
        fn lists_are_those_of_a_map(pushed in proptest::collection::vec(("[a-c]{0,4}", 0..9_u32), 0..200)) {
            let (mut ours, mut theirs) = (Lists::default(), BTreeMap::<String, Vec<u32>>::new());
            for (text, number) in pushed {
                ours.push(&text, number);
                theirs.entry(text).or_default().push(number);
            }
            for (text, numbers) in &theirs {
                proptest::prop_assert_eq!(ours.get(text), numbers.as_slice());
            }
            proptest::prop_assert!(ours.get("d").is_empty());
        }
    }

    #[test]
    fn equal_hashes_are_told_apart() {
        let mut hashed = Hashed::default();
        for number in 0..100 {
            hashed.insert(7, number);
        }
        assert_eq!(hashed.find(7, &|n| n == 63), Some(63));
        assert_eq!(hashed.find(7, &|n| n == 100), None);
        assert_eq!(hashed.find(hash(START, "x"), &|_| true), None);
    }
}
