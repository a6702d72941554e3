//! A map and a set in the order of their keys, with little code for each type they hold.
//!
//! The standard library compiles its B-tree anew for every type of key and value: 46 kB of the page's program when
//! this was measured. Here entries lie as they came; beside them lie their places in the order of their keys, in
//! leaves of at most [`LEAF_MAX`], a B-tree of two levels that is compiled once. To look up costs two binary
//! searches, to insert moves part of one leaf.
//!
//! What it does not do: entries are never taken out one by one.
use crate::order::swaps;
use std::borrow::Borrow;
use std::cmp::Ordering;
use std::fmt;

/// A leaf that grows beyond this is split in two.
const LEAF_MAX: usize = 512;

/// The places of entries in the order of their keys.
#[derive(Clone, Debug, Default)]
struct Leaves(Vec<Vec<u32>>);

impl Leaves {
    /// The place that `compare` calls equal, or the leaf and the position in it where one belongs. `compare` tells how
    /// the key at a place stands to the one looked for.
    #[inline(never)]
    fn find(&self, compare: &dyn Fn(u32) -> Ordering) -> Result<u32, (usize, usize)> {
        let before = |leaf: &Vec<u32>| leaf.first().is_some_and(|first| compare(*first) != Ordering::Greater);
        let leaf = self.0.partition_point(before).saturating_sub(1);
        let Some(places) = self.0.get(leaf) else { return Err((0, 0)) };
        let at = places.partition_point(|place| compare(*place) == Ordering::Less);
        match places.get(at) {
            Some(place) if compare(*place) == Ordering::Equal => Ok(*place),
            _ => Err((leaf, at)),
        }
    }

    #[inline(never)]
    fn insert(&mut self, (leaf, at): (usize, usize), place: u32) {
        let Some(places) = self.0.get_mut(leaf) else {
            self.0.push(vec![place]);
            return;
        };
        places.insert(at, place);
        if places.len() > LEAF_MAX {
            let upper = places.split_off(LEAF_MAX / 2);
            self.0.insert(leaf + 1, upper);
        }
    }

    fn iter(&self) -> Places<'_> {
        self.0.iter().flatten()
    }

    /// Brings the entries into the order of their keys.
    #[inline(never)]
    fn settle(&mut self, swap: &mut dyn FnMut(u32, u32)) {
        let mut places: Vec<u32> = self.iter().copied().collect();
        swaps(&mut places, swap);
        for (place, in_order) in self.0.iter_mut().flatten().zip(0..) {
            *place = in_order;
        }
    }
}

type Places<'a> = std::iter::Flatten<std::slice::Iter<'a, Vec<u32>>>;

/// Values by their keys, in the order of the keys.
#[derive(Clone)]
pub struct Map<K, V> {
    entries: Vec<(K, V)>,
    leaves: Leaves,
}

impl<K, V> Map<K, V> {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { entries: Vec::new(), leaves: Leaves(Vec::new()) }
    }

    /// How many keys there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.entries.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    /// Keys and values.
    #[must_use]
    pub fn iter(&self) -> Iter<'_, K, V> {
        Iter { places: self.leaves.iter(), entries: &self.entries }
    }

    /// The keys.
    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.iter().map(|(key, _)| key)
    }

    /// The values, in the order of their keys.
    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.iter().map(|(_, value)| value)
    }

    /// Keys and values, these to be changed.
    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.settle();
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    /// The values, to be changed, in the order of their keys.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut V> {
        self.iter_mut().map(|(_, value)| value)
    }

    /// The keys themselves.
    pub fn into_keys(self) -> impl Iterator<Item = K> {
        self.into_iter().map(|(key, _)| key)
    }

    /// The values themselves, in the order of their keys.
    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.into_iter().map(|(_, value)| value)
    }

    fn settle(&mut self) {
        let Self { entries, leaves } = self;
        leaves.settle(&mut |a, b| entries.swap(a as usize, b as usize));
    }
}

impl<K: Ord, V> Map<K, V> {
    fn find<Q: Ord + ?Sized>(&self, key: &Q) -> Result<u32, (usize, usize)>
    where
        K: Borrow<Q>,
    {
        self.leaves.find(&|place| {
            self.entries.get(place as usize).map_or(Ordering::Less, |(known, _)| known.borrow().cmp(key))
        })
    }

    /// The value of a key.
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.entries.get(place as usize).map(|(_, value)| value)
    }

    /// The value of a key, to be changed.
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let place = self.find(key).ok()?;
        self.entries.get_mut(place as usize).map(|(_, value)| value)
    }

    /// Whether there is the key.
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.find(key).is_ok()
    }

    /// Gives the key a value; the one it had.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        let found = self.find(&key);
        if let Ok(place) = found
            && let Some((_, known)) = self.entries.get_mut(place as usize)
        {
            return Some(std::mem::replace(known, value));
        }
        self.push(found, key, value);
        None
    }

    /// The key's entry, there or not.
    pub fn entry(&mut self, key: K) -> Entry<'_, K, V> {
        Entry { found: self.find(&key), key, map: self }
    }

    /// The entry's index among `entries`; a new one where there was none.
    fn push(&mut self, found: Result<u32, (usize, usize)>, key: K, value: V) -> usize {
        match found {
            Ok(place) => place as usize,
            Err(gap) => {
                let place = self.entries.len();
                self.entries.push((key, value));
                self.leaves.insert(gap, u32::try_from(place).unwrap_or(u32::MAX));
                place
            }
        }
    }
}

/// A key with its value, there or not.
pub struct Entry<'a, K, V> {
    map: &'a mut Map<K, V>,
    key: K,
    found: Result<u32, (usize, usize)>,
}

impl<'a, K: Ord, V> Entry<'a, K, V> {
    /// The value; the default one where there was none.
    pub fn or_default(self) -> &'a mut V
    where
        V: Default,
    {
        self.or_insert_with(V::default)
    }

    /// The value; this one where there was none.
    pub fn or_insert(self, value: V) -> &'a mut V {
        self.or_insert_with(|| value)
    }

    /// The value; what `make` gives where there was none.
    pub fn or_insert_with(self, make: impl FnOnce() -> V) -> &'a mut V {
        self.or_insert_with_key(|_| make())
    }

    /// The value; what `make` gives of the key where there was none.
    pub fn or_insert_with_key(self, make: impl FnOnce(&K) -> V) -> &'a mut V {
        let Self { map, key, found } = self;
        let place = match found {
            Ok(place) => place as usize,
            Err(_) => {
                let value = make(&key);
                map.push(found, key, value)
            }
        };
        // A place that was found or just pushed is there.
        &mut map.entries[place].1
    }
}

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.len() == other.len() && self.iter().eq(other.iter())
    }
}

impl<K: Eq, V: Eq> Eq for Map<K, V> {}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_map().entries(self.iter()).finish()
    }
}

impl<K: Ord, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for Map<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

/// Goes through a map in the order of its keys.
#[derive(Clone)]
pub struct Iter<'a, K, V> {
    places: Places<'a>,
    entries: &'a [(K, V)],
}

impl<'a, K, V> Iterator for Iter<'a, K, V> {
    type Item = (&'a K, &'a V);

    fn next(&mut self) -> Option<Self::Item> {
        let place = self.places.next()?;
        self.entries.get(*place as usize).map(|(key, value)| (key, value))
    }
}

impl<'a, K, V> IntoIterator for &'a Map<K, V> {
    type Item = (&'a K, &'a V);
    type IntoIter = Iter<'a, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = std::vec::IntoIter<(K, V)>;

    fn into_iter(mut self) -> Self::IntoIter {
        self.settle();
        self.entries.into_iter()
    }
}

/// Keys alone, in their order.
#[derive(Clone)]
pub struct Set<K>(Map<K, ()>);

impl<K> Set<K> {
    /// Nothing yet.
    #[must_use]
    pub const fn new() -> Self {
        Self(Map::new())
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The lowest.
    #[must_use]
    pub fn first(&self) -> Option<&K> {
        self.iter().next()
    }

    /// All of them.
    pub fn iter(&self) -> impl Iterator<Item = &K> {
        self.0.iter().map(|(key, ())| key)
    }
}

impl<K: Ord> Set<K> {
    /// Whether it is one of them.
    pub fn contains<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.0.contains_key(key)
    }

    /// Puts it in; whether it was not there.
    pub fn insert(&mut self, key: K) -> bool {
        self.0.insert(key, ()).is_none()
    }

    /// Those that are in both.
    pub fn intersection<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = &'a K> {
        self.iter().filter(|key| other.contains(*key))
    }
}

impl<K> Default for Set<K> {
    fn default() -> Self {
        Self::new()
    }
}

impl<K: PartialEq> PartialEq for Set<K> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq> Eq for Set<K> {}

impl<K: fmt::Debug> fmt::Debug for Set<K> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

impl<K: Ord> Extend<K> for Set<K> {
    fn extend<I: IntoIterator<Item = K>>(&mut self, keys: I) {
        for key in keys {
            self.insert(key);
        }
    }
}

impl<K: Ord> FromIterator<K> for Set<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut set = Self::new();
        set.extend(keys);
        set
    }
}

impl<K> IntoIterator for Set<K> {
    type Item = K;
    type IntoIter = std::iter::Map<std::vec::IntoIter<(K, ())>, fn((K, ())) -> K>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter().map(|(key, ())| key)
    }
}

#[cfg(test)]
mod tests {
    use super::{LEAF_MAX, Map, Set};
    use proptest::prelude::*;
    use std::collections::{BTreeMap, BTreeSet};

    proptest! {
        #[test]
        fn a_map_is_the_standard_librarys(list in prop::collection::vec((0u16..900, any::<u16>()), 0..3 * LEAF_MAX)) {
            let (mut ours, mut theirs) = (Map::new(), BTreeMap::new());
            for (key, value) in &list {
                prop_assert_eq!(ours.insert(*key, *value), theirs.insert(*key, *value));
            }
            for (key, value) in &list {
                *ours.entry(key ^ 1).or_insert(0) ^= value;
                *theirs.entry(key ^ 1).or_insert(0) ^= value;
                prop_assert_eq!(ours.get(key), theirs.get(key));
            }
            prop_assert!((0..900).all(|key| ours.contains_key(&key) == theirs.contains_key(&key)));
            prop_assert!(ours.iter().eq(theirs.iter()) && ours.len() == theirs.len());
            let (mut changed, backwards) = (ours.clone(), list.into_iter().rev().collect::<Map<_, _>>());
            changed.values_mut().zip(theirs.values_mut()).for_each(|(a, b)| (*a, *b) = (*b / 2, *b / 2));
            prop_assert!(changed.iter().eq(theirs.iter()));
            prop_assert!((0..900).all(|key| changed.get(&key) == theirs.get(&key)));
            prop_assert_eq!(backwards.clone(), backwards.iter().map(|(k, v)| (*k, *v)).collect());
            prop_assert!(changed.into_iter().eq(theirs));
        }

        #[test]
        fn a_set_is_the_standard_librarys(
            a in prop::collection::vec(0u8..99, 0..99), b in prop::collection::vec(0u8..99, 0..99)
        ) {
            let ours: [Set<u8>; 2] = [&a, &b].map(|list| list.iter().copied().collect());
            let theirs: [BTreeSet<u8>; 2] = [&a, &b].map(|list| list.iter().copied().collect());
            prop_assert!(ours[0].iter().eq(theirs[0].iter()));
            prop_assert!(ours[0].intersection(&ours[1]).eq(theirs[0].intersection(&theirs[1])));
            prop_assert_eq!(ours[0] == ours[1], theirs[0] == theirs[1]);
        }
    }
}
