//! Byte strings that are given numbers in the order of their first coming.
//!
//! An open table of numbers beside one text of all keys: to look up a key that is known allocates nothing.

/// Keys by number and numbers by key.
#[derive(Clone, Debug, Default)]
pub(crate) struct Interner {
    text: Vec<u8>,
    ends: Vec<u32>,
    hashes: Vec<u32>,
    /// A power of two of places, at least twice as many as there are keys.
    slots: Vec<u32>,
}

const FREE: u32 = u32::MAX;

impl Interner {
    /// How many keys there are.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// The key with this number.
    pub(crate) fn key(&self, id: u32) -> &[u8] {
        let at = id as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&e| e as usize);
        self.ends.get(at).and_then(|&end| self.text.get(start..end as usize)).unwrap_or(&[])
    }

    /// The number of a key; a new one if it has none.
    pub(crate) fn id(&mut self, key: &[u8]) -> u32 {
        if self.ends.len() * 2 >= self.slots.len() {
            self.grow();
        }
        let hash = hash(key);
        let mask = self.slots.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(&id) = self.slots.get(at).filter(|&&id| id != FREE) {
            if self.hashes.get(id as usize) == Some(&hash) && self.key(id) == key {
                return id;
            }
            at = (at + 1) & mask;
        }
        let id = u32::try_from(self.ends.len()).unwrap_or(FREE);
        self.text.extend_from_slice(key);
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
        self.hashes.push(hash);
        if let Some(slot) = self.slots.get_mut(at) {
            *slot = id;
        }
        id
    }

    fn grow(&mut self) {
        let len = (self.slots.len() * 2).max(64);
        self.slots = vec![FREE; len];
        for (id, &hash) in (0u32..).zip(&self.hashes) {
            let mut at = hash as usize & (len - 1);
            while self.slots.get(at).is_some_and(|&id| id != FREE) {
                at = (at + 1) & (len - 1);
            }
            if let Some(slot) = self.slots.get_mut(at) {
                *slot = id;
            }
        }
    }
}

/// Spreads well over the low bits; the same everywhere.
fn hash(key: &[u8]) -> u32 {
    let mut sum = key.len() as u64;
    let mut add = |word: u64| sum = (sum.rotate_left(5) ^ word).wrapping_mul(0x517C_C1B7_2722_0A95);
    let (words, rest) = key.as_chunks::<8>();
    words.iter().for_each(|w| add(u64::from_le_bytes(*w)));
    add(rest.iter().fold(0, |word, &b| word << 8 | u64::from(b)));
    (sum >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_keeps_its_number() {
        let mut interner = Interner::default();
        let key = |n: u32| format!("{}{n}", "k".repeat(n as usize % 20));
        for round in 0..2 {
            for n in 0..2000 {
                assert_eq!(interner.id(key(n).as_bytes()), n, "{round}");
            }
        }
        assert_eq!(interner.len(), 2000);
        assert!((0..2000).all(|n| interner.key(n) == key(n).as_bytes()));
        assert_eq!(interner.id(b""), 2000);
    }
}
