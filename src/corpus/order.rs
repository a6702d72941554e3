//! Putting lists in order with little code: one stable merge sort of positions, shared by every list.
//!
//! The standard library compiles its sorts anew for every type and every key: 237 functions, 71 kB of the
//! page's compressed program when this was measured, and collecting into a `BTreeSet` or `BTreeMap` sorts
//! too. Here the sort itself is compiled once, over positions, and each list brings only its comparison and
//! the moves that follow. The time stays n log n, each comparison costs one indirect call more.
//!
//! What it does not do: it holds two lists of positions while it sorts, so it is not meant for lists of
//! gigabytes.
use std::cmp::Ordering;

/// Lists that can be put in order. Equal items keep the order they had.
pub trait InOrder<T> {
    /// Puts the items in ascending order.
    fn put_in_order(&mut self)
    where
        T: Ord;
    /// Puts the items in ascending order of a key.
    fn put_in_order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K);
    /// Puts the items in the order that a comparison tells.
    fn put_in_order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering);
}

impl<T> InOrder<T> for [T] {
    fn put_in_order(&mut self)
    where
        T: Ord,
    {
        self.put_in_order_by(T::cmp);
    }

    fn put_in_order_by_key<K: Ord>(&mut self, key: impl Fn(&T) -> K) {
        self.put_in_order_by(|a, b| key(a).cmp(&key(b)));
    }

    fn put_in_order_by(&mut self, compare: impl Fn(&T, &T) -> Ordering) {
        let mut places = positions(self.len(), &|a, b| match (self.get(a as usize), self.get(b as usize)) {
            (Some(a), Some(b)) => compare(a, b) == Ordering::Greater,
            _ => false,
        });
        swaps(&mut places, &mut |a, b| self.swap(a as usize, b as usize));
    }
}

/// Gathers what an iterator gives into a collection one by one, where `collect` would sort it first.
pub trait Gather: Iterator + Sized {
    /// The collection of all items; of equal keys the last one counts, as with `collect`.
    fn gather<C: Default + Extend<Self::Item>>(self) -> C {
        let mut all = C::default();
        all.extend(self);
        all
    }
}

impl<I: Iterator> Gather for I {}

/// The positions 0..`len` in their order: bottom-up merge sort, stable.
#[inline(never)]
fn positions(len: usize, after: &dyn Fn(u32, u32) -> bool) -> Vec<u32> {
    let mut order: Vec<u32> = (0u32..).take(len).collect();
    if order.windows(2).all(|pair| matches!(pair, [a, b] if !after(*a, *b))) {
        return order;
    }
    let mut merged: Vec<u32> = Vec::new();
    let mut width = 1;
    while width < len {
        merged.clear();
        for pair in order.chunks(2 * width) {
            let (mut left, mut right) = pair.split_at(width.min(pair.len()));
            while let ([a, more_left @ ..], [b, more_right @ ..]) = (left, right) {
                if after(*a, *b) {
                    merged.push(*b);
                    right = more_right;
                } else {
                    merged.push(*a);
                    left = more_left;
                }
            }
            merged.extend_from_slice(left);
            merged.extend_from_slice(right);
        }
        std::mem::swap(&mut order, &mut merged);
        width *= 2;
    }
    order
}

/// The swaps that bring a list into the order of `places`, each cycle once.
#[inline(never)]
pub(crate) fn swaps(places: &mut [u32], swap: &mut dyn FnMut(u32, u32)) {
    for start in 0..places.len() {
        let mut at = start;
        while let Some(place) = places.get_mut(at) {
            let from = std::mem::replace(place, u32::try_from(at).unwrap_or(u32::MAX)) as usize;
            if from == start || from == at {
                break;
            }
            swap(u32::try_from(at).unwrap_or(u32::MAX), u32::try_from(from).unwrap_or(u32::MAX));
            at = from;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Gather, InOrder};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn the_order_is_the_standard_librarys(list in prop::collection::vec((0u8..20, any::<u16>()), 0..300)) {
            let mut ours = list.clone();
            ours.put_in_order();
            let mut theirs = list.clone();
            theirs.sort();
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn equal_items_keep_their_order(list in prop::collection::vec((0u8..9, any::<u16>()), 0..300)) {
            let mut ours = list.clone();
            ours.put_in_order_by_key(|item| std::cmp::Reverse(item.0));
            let mut theirs = list.clone();
            theirs.sort_by_key(|item| std::cmp::Reverse(item.0));
            prop_assert_eq!(ours, theirs);
        }

        #[test]
        fn gathering_is_collecting(list in prop::collection::vec((0u8..20, any::<u16>()), 0..99)) {
            prop_assert_eq!(list.iter().copied().gather::<BTreeMap<_, _>>(), list.iter().copied().collect::<BTreeMap<_, _>>());
            prop_assert_eq!(list.iter().gather::<BTreeSet<_>>(), list.iter().collect::<BTreeSet<_>>());
        }
    }
}
