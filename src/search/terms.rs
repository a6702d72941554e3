//! The sorted dictionary of word keys: looked up exactly, by prefix, and with one edit.
//!
//! All keys lie in one string; a term is its place in the order. One edit is one letter inserted, left out,
//! replaced, or two neighbours swapped (Damerau). The search for it walks the sorted keys and leaps over all
//! that share a beginning which no edit can mend.
use crate::bytes::{Bytes, Damaged, put, put_text};
use crate::fold::without_capitals;
use corpus::Span;
use std::ops::Range;

/// How many bytes all keys have at most.
const KEYS_MAX: usize = 1 << 28;

/// The keys of all words, sorted.
#[derive(Debug, Default)]
pub(crate) struct Terms {
    text: String,
    ends: Vec<u32>,
}

impl Terms {
    /// From keys in order, each once.
    pub(crate) fn from_sorted<'a>(keys: impl Iterator<Item = &'a str>) -> Self {
        let mut terms = Self::default();
        for key in keys {
            terms.text.push_str(key);
            terms.ends.push(u32::try_from(terms.text.len()).unwrap_or(u32::MAX));
        }
        terms
    }

    /// How many.
    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.text.len() + self.ends.len() * 4
    }

    /// Writes each key as how much of the one before it shares and what follows.
    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put(out, u32::try_from(self.len()).unwrap_or(u32::MAX));
        let mut last = "";
        for key in (0u32..).take(self.len()).map(|term| self.key(term)) {
            let mut shared = last.bytes().zip(key.bytes()).take_while(|(a, b)| a == b).count();
            while !key.is_char_boundary(shared) {
                shared -= 1;
            }
            put(out, u32::try_from(shared).unwrap_or(0));
            put_text(out, Span::new(shared, key.len()).of(key));
            last = key;
        }
    }

    /// Reads what [`Self::write`] wrote.
    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Result<Self, Damaged> {
        let mut terms = Self::default();
        let (mut last, mut key) = (String::new(), String::new());
        for n in 0..bytes.count()? {
            let shared = bytes.number()? as usize;
            key.clear();
            key.push_str(last.get(..shared).ok_or(Damaged)?);
            key.push_str(bytes.text()?);
            // Many long keys that share all but a letter could ask for more than there are bytes.
            if n > 0 && key <= last || terms.text.len() + key.len() > KEYS_MAX {
                return Err(Damaged);
            }
            terms.text.push_str(&key);
            terms.ends.push(u32::try_from(terms.text.len()).unwrap_or(u32::MAX));
            std::mem::swap(&mut last, &mut key);
        }
        Ok(terms)
    }

    /// The key of a term; empty for a number that is none.
    pub(crate) fn key(&self, term: u32) -> &str {
        let at = term as usize;
        let start = at.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |&e| e as usize);
        self.ends.get(at).map_or("", |&end| Span::new(start, end as usize).of(&self.text))
    }

    /// The term with exactly this key.
    pub(crate) fn find(&self, key: &str) -> Option<u32> {
        let at = self.first_where(0, |k| k >= key);
        (self.key(at) == key && (at as usize) < self.len()).then_some(at)
    }

    /// The terms that begin with `prefix`.
    pub(crate) fn with_prefix(&self, prefix: &str) -> Range<u32> {
        let from = self.first_where(0, |k| k >= prefix);
        from..self.first_where(from, |k| k > prefix && !k.starts_with(prefix))
    }

    /// The terms at most one edit from `key` (its mark of capitals aside), in order.
    pub(crate) fn one_edit_from(&self, key: &str) -> Vec<u32> {
        let wanted: Vec<char> = key.chars().collect();
        let mut found = Vec::new();
        let mut at = 0u32;
        while (at as usize) < self.len() {
            let candidate = self.key(at);
            match one_edit(&wanted, without_capitals(candidate)) {
                Edit::Within => {
                    found.push(at);
                    at += 1;
                }
                Edit::Beyond => at += 1,
                Edit::HopelessAfter(bytes) => {
                    at = self.leap(at, Span::new(0, bytes).of(candidate));
                }
            }
        }
        found
    }

    /// The first term after `at` that does not begin with `beginning`; near ones are found soon.
    fn leap(&self, at: u32, beginning: &str) -> u32 {
        let len = u32::try_from(self.len()).unwrap_or(u32::MAX);
        let mut low = at + 1;
        let mut step = 1u32;
        while low.saturating_add(step) < len && self.key(low + step).starts_with(beginning) {
            low += step;
            step = step.saturating_mul(2);
        }
        let mut high = low.saturating_add(step).min(len);
        while low < high {
            let middle = low + (high - low) / 2;
            if self.key(middle).starts_with(beginning) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        low
    }

    fn first_where(&self, from: u32, holds: impl Fn(&str) -> bool) -> u32 {
        let (mut low, mut high) = (from, u32::try_from(self.len()).unwrap_or(u32::MAX));
        while low < high {
            let middle = low + (high - low) / 2;
            if holds(self.key(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        low
    }
}

enum Edit {
    Within,
    Beyond,
    /// No word that begins with these bytes of the candidate can be near.
    HopelessAfter(usize),
}

/// Compares by hand: the letters agree up to one place; from there one of the four edits must make the rest equal.
fn one_edit(wanted: &[char], candidate: &str) -> Edit {
    let letters: Vec<(usize, char)> = candidate.char_indices().collect();
    let end = |i: usize| letters.get(i).map_or(candidate.len(), |&(at, _)| at);
    let same = wanted.iter().zip(&letters).take_while(|(a, (_, b))| *a == b).count();
    if same == wanted.len() || same == letters.len() {
        return if wanted.len().abs_diff(letters.len()) <= 1 { Edit::Within } else { Edit::Beyond };
    }
    // For each edit: how far the candidate agrees after it, and whether that is to its end.
    let run = |w: usize, l: usize| {
        let rest_w = wanted.get(w..).unwrap_or(&[]);
        let rest_l = letters.get(l..).unwrap_or(&[]);
        let n = rest_w.iter().zip(rest_l).take_while(|(a, (_, b))| *a == b).count();
        (l + n, n == rest_w.len() && n == rest_l.len())
    };
    let mut reach = 0;
    let swapped = wanted.get(same) == letters.get(same + 1).map(|(_, c)| c)
        && wanted.get(same + 1) == letters.get(same).map(|(_, c)| c)
        && same + 1 < wanted.len();
    let edits = [Some((1, 1)), Some((1, 0)), Some((0, 1)), swapped.then_some((2, 2))];
    for (w, l) in edits.into_iter().flatten() {
        let (far, whole) = run(same + w, same + l);
        if whole {
            return Edit::Within;
        }
        reach = reach.max(far);
    }
    // One letter beyond the farthest agreement is proof for every word with the same beginning; a candidate
    // that ends there proves nothing about longer ones. The swap looks one letter ahead.
    let proof = (reach + 1).max(same + 2);
    if proof < letters.len() { Edit::HopelessAfter(end(proof)) } else { Edit::Beyond }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::distance;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn looking_up_agrees_with_looking_through(
            keys in prop::collection::btree_set("[abé]{0,6}\\^?", 0..60),
            wanted in "[abé]{0,6}",
        ) {
            let terms = Terms::from_sorted(keys.iter().map(String::as_str));
            let texts = |found: &[u32]| found.iter().map(|&t| terms.key(t).to_owned()).collect::<BTreeSet<_>>();
            let near: BTreeSet<String> =
                keys.iter().filter(|k| distance(without_capitals(k), &wanted) <= 1).cloned().collect();
            prop_assert_eq!(texts(&terms.one_edit_from(&wanted)), near);
            let beginning: BTreeSet<String> = keys.iter().filter(|k| k.starts_with(&wanted)).cloned().collect();
            let range: Vec<u32> = terms.with_prefix(&wanted).collect();
            prop_assert_eq!(texts(&range), beginning);
            prop_assert_eq!(terms.find(&wanted).is_some(), keys.contains(&wanted));
            let mut bytes = Vec::new();
            terms.write(&mut bytes);
            let read = Terms::read(&mut Bytes(&bytes)).unwrap();
            prop_assert_eq!((&read.text, &read.ends), (&terms.text, &terms.ends));
            prop_assert!(keys.iter().all(|k| terms.find(k).map(|t| terms.key(t)) == Some(k.as_str())));
        }
    }
}
