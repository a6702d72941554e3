//! Where a word stands: lists of rising numbers, first as they come, then packed.
//!
//! While texts are read, the steps from number to number of each word go as variable-length bytes into slices of
//! shared pages ([`Slices`]), each slice twice as long as the one before and linked to it. A finished list
//! ([`Posting`]) has blocks of [`BLOCK`] numbers: a table of every block's first number and place, so that a number
//! is found without reading what lies before, and the steps in as many bits as the widest of the block needs. A word
//! that very many passages have begins with the set of these, one bit each.
use crate::passage_set::PassageSet;

/// Numbers in a block.
pub(crate) const BLOCK: usize = 64;

const PAGE_BITS: u32 = 18;
const SLICE_MIN: u32 = 8;
const SLICE_MAX: u32 = 512;
const LINK: u32 = 4;

/// One list while it grows.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Growing {
    /// How many numbers it has.
    pub(crate) count: u32,
    /// The last of them, plus one.
    next: u32,
    head: u32,
    at: u32,
    /// Where the link of the last slice stands, and how long the slice is.
    link: u32,
    size: u32,
}

impl Growing {
    /// An empty list.
    pub(crate) const NEW: Self = Self { count: 0, next: 0, head: 0, at: 0, link: 0, size: 0 };
}

/// The pages that all growing lists share.
#[derive(Clone, Debug, Default)]
pub(crate) struct Slices {
    pages: Vec<Vec<u8>>,
    /// The first free place.
    free: u32,
}

impl Slices {
    /// Adds a number that is higher than all before it.
    pub(crate) fn push(&mut self, list: &mut Growing, number: u32) {
        let mut step = number.wrapping_sub(list.next);
        list.next = number.wrapping_add(1);
        list.count += 1;
        while step >= 0x80 {
            self.byte(list, step as u8 | 0x80);
            step >>= 7;
        }
        self.byte(list, step as u8);
    }

    #[inline]
    fn byte(&mut self, list: &mut Growing, byte: u8) {
        if list.at == list.link {
            self.lengthen(list);
        }
        if let Some(place) = self.pages.get_mut((list.at >> PAGE_BITS) as usize)
            && let Some(place) = place.get_mut((list.at & ((1 << PAGE_BITS) - 1)) as usize)
        {
            *place = byte;
        }
        list.at += 1;
    }

    #[inline(never)]
    fn lengthen(&mut self, list: &mut Growing) {
        let size = if list.size == 0 { SLICE_MIN } else { (list.size * 2).min(SLICE_MAX) };
        // A slice does not run over the end of a page.
        let page = 1 << PAGE_BITS;
        if self.free % page + size > page || self.free == 0 {
            self.free = self.free.next_multiple_of(page);
        }
        if self.free as usize >= self.pages.len() << PAGE_BITS {
            self.pages.push(vec![0; 1 << PAGE_BITS]);
        }
        let slice = self.free;
        self.free += size;
        if list.size == 0 {
            list.head = slice;
        } else if let Some(page) = self.pages.get_mut((list.link >> PAGE_BITS) as usize) {
            let at = (list.link & ((1 << PAGE_BITS) - 1)) as usize;
            if let Some(link) = page.get_mut(at..at + LINK as usize) {
                link.copy_from_slice(&slice.to_le_bytes());
            }
        }
        *list = Growing { at: slice, link: slice + size - LINK, size, ..*list };
    }

    /// The numbers of a list, left in `numbers`.
    pub(crate) fn read(&self, list: &Growing, numbers: &mut Vec<u32>) {
        numbers.clear();
        let (mut slice, mut size) = (list.head, SLICE_MIN);
        let (mut step, mut shift, mut next) = (0u32, 0, 0u32);
        while numbers.len() < list.count as usize {
            let at = (slice & ((1 << PAGE_BITS) - 1)) as usize;
            let page = self.pages.get((slice >> PAGE_BITS) as usize);
            let Some(bytes) = page.and_then(|p| p.get(at..at + size as usize)) else { return };
            let Some((bytes, link)) = bytes.split_last_chunk::<4>() else { return };
            for &byte in bytes {
                step |= u32::from(byte & 0x7f) << shift;
                shift += 7;
                if byte < 0x80 {
                    let number = next.wrapping_add(step);
                    numbers.push(number);
                    next = number.wrapping_add(1);
                    (step, shift) = (0, 0);
                    if numbers.len() == list.count as usize {
                        return;
                    }
                }
            }
            slice = u32::from_le_bytes(*link);
            size = (size * 2).min(SLICE_MAX);
        }
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        self.pages.len() << PAGE_BITS
    }
}

/// Packs rising numbers.
pub(crate) fn pack(numbers: &[u32], out: &mut Vec<u8>) {
    let blocks = numbers.chunks(BLOCK);
    let table = out.len();
    let entry = if blocks.len() > 1 { 8 } else { 4 };
    out.resize(table + blocks.len() * entry, 0);
    let bodies = out.len();
    for (n, block) in blocks.enumerate() {
        let Some(&first) = block.first() else { continue };
        let offset = u32::try_from(out.len() - bodies).unwrap_or(u32::MAX);
        if let Some(place) = out.get_mut(table + n * entry..table + (n + 1) * entry) {
            let (a, b) = place.split_at_mut(4);
            a.copy_from_slice(&first.to_le_bytes());
            b.iter_mut().zip(offset.to_le_bytes()).for_each(|(place, byte)| *place = byte);
        }
        if block.len() == 1 {
            continue;
        }
        let steps =
            || block.windows(2).map(|pair| if let [a, b] = pair { b.wrapping_sub(*a).wrapping_sub(1) } else { 0 });
        let width = u32::BITS - steps().fold(0, |all, step| all | step).leading_zeros();
        out.push(width as u8);
        let (mut bits, mut filled) = (0u64, 0);
        for step in steps() {
            bits |= u64::from(step) << filled;
            filled += width;
            while filled >= 8 {
                out.push(bits as u8);
                bits >>= 8;
                filled -= 8;
            }
        }
        if filled > 0 {
            out.push(bits as u8);
        }
    }
}

/// A finished list.
#[derive(Clone, Copy)]
pub(crate) struct Posting<'a> {
    /// How many numbers there are.
    pub(crate) count: u32,
    /// The set of passages, for a word that very many have.
    pub(crate) dense: Option<&'a [u8]>,
    table: &'a [u8],
    bodies: &'a [u8],
}

impl<'a> Posting<'a> {
    /// The list at the beginning of `bytes`; `dense` bytes of it are a set of passages. Bytes that do not suffice
    /// give fewer numbers.
    pub(crate) fn new(bytes: &'a [u8], count: u32, dense: usize) -> Self {
        let (set, rest) = bytes.split_at_checked(dense).unwrap_or((&[], &[]));
        let blocks = (count as usize).div_ceil(BLOCK);
        let table = blocks.saturating_mul(if blocks > 1 { 8 } else { 4 });
        let (table, bodies) = rest.split_at_checked(table).unwrap_or((&[], &[]));
        let count = if table.is_empty() { 0 } else { count };
        Self { count, dense: (dense > 0).then_some(set), table, bodies }
    }

    /// How many blocks there are.
    pub(crate) fn blocks(&self) -> usize {
        (self.count as usize).div_ceil(BLOCK)
    }

    fn entry(&self, block: usize) -> (u32, usize) {
        let word = |at: usize| {
            let bytes = self.table.get(at..).and_then(|b| b.first_chunk::<4>());
            bytes.map_or(u32::MAX, |b| u32::from_le_bytes(*b))
        };
        if self.blocks() > 1 { (word(block * 8), word(block * 8 + 4) as usize) } else { (word(0), 0) }
    }

    /// The numbers of a block.
    pub(crate) fn block<'b>(&self, block: usize, numbers: &'b mut [u32; BLOCK]) -> &'b [u32] {
        let (first, offset) = self.entry(block);
        let len = (self.count as usize).saturating_sub(block * BLOCK).min(BLOCK);
        let Some((head, rest)) = numbers.get_mut(..len).and_then(<[u32]>::split_first_mut) else { return &[] };
        *head = first;
        let body = self.bodies.get(offset..).unwrap_or(&[]);
        if let (false, Some((&width, packed))) = (rest.is_empty(), body.split_first()) {
            let width = u32::from(width).min(32);
            let mask = (1u64 << width) - 1;
            let (mut at, mut last) = (0usize, first);
            for place in rest {
                let bytes = packed.get(at / 8..).and_then(|b| b.first_chunk::<8>());
                let bits = bytes.map_or(0, |b| u64::from_le_bytes(*b)) >> (at % 8);
                last = last.wrapping_add((bits & mask) as u32).wrapping_add(1);
                *place = last;
                at += width as usize;
            }
        }
        numbers.get(..len).unwrap_or(&[])
    }

    /// The last block that does not begin after `wanted`, looked for from block `from` on; near ones are found soon.
    fn block_of(&self, from: usize, wanted: u32) -> usize {
        let (mut low, mut step) = (from, 1);
        while low + step < self.blocks() && self.entry(low + step).0 <= wanted {
            low += step;
            step *= 2;
        }
        let mut high = (low + step).min(self.blocks());
        while low + 1 < high {
            let middle = low + (high - low) / 2;
            if self.entry(middle).0 <= wanted {
                low = middle;
            } else {
                high = middle;
            }
        }
        low
    }

    /// Adds the passages of a dense list.
    pub(crate) fn unite_dense(&self, set: &mut PassageSet) -> bool {
        let Some(bytes) = self.dense else { return false };
        set.unite_bytes(bytes);
        true
    }
}

/// A finger on a list that only moves on.
pub(crate) struct Cursor<'a> {
    pub(crate) posting: Posting<'a>,
    block: usize,
    len: usize,
    at: usize,
    numbers: [u32; BLOCK],
}

impl<'a> Cursor<'a> {
    /// At the beginning.
    pub(crate) fn new(posting: Posting<'a>) -> Self {
        let mut cursor = Self { posting, block: 0, len: 0, at: 0, numbers: [0; BLOCK] };
        cursor.load(0);
        cursor
    }

    fn load(&mut self, block: usize) {
        self.block = block;
        self.at = 0;
        self.len = self.posting.block(block, &mut self.numbers).len();
    }

    /// Whether `wanted`, not lower than what was asked for before, is in the list.
    pub(crate) fn has(&mut self, wanted: u32) -> bool {
        let last = self.len.checked_sub(1).and_then(|n| self.numbers.get(n));
        if last.is_none_or(|&last| last < wanted) {
            let block = self.posting.block_of(self.block, wanted);
            if block != self.block {
                self.load(block);
                self.at = self.numbers.get(..self.len).map_or(0, |n| n.partition_point(|&n| n < wanted));
            }
        }
        while self.at < self.len {
            match self.numbers.get(self.at) {
                Some(&n) if n < wanted => self.at += 1,
                other => return other == Some(&wanted),
            }
        }
        false
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bytes::SEAL;
    use proptest::prelude::*;

    fn unpacked(bytes: &[u8], count: usize) -> Vec<u32> {
        let posting = Posting::new(bytes, count as u32, 0);
        let mut block = [0; BLOCK];
        (0..posting.blocks()).flat_map(|b| posting.block(b, &mut block).to_vec()).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn lists_come_back_as_they_went_in(
            lists in prop::collection::vec(prop::collection::btree_set(prop_oneof![0..300u32, any::<u32>()], 0..200), 1..6),
            asked in prop::collection::btree_set(prop_oneof![0..300u32, any::<u32>()], 0..50),
        ) {
            let mut slices = Slices::default();
            let mut growing = vec![Growing::NEW; lists.len()];
            for round in 0..200 {
                for (list, growing) in lists.iter().zip(&mut growing) {
                    if let Some(&n) = list.iter().nth(round) {
                        slices.push(growing, n);
                    }
                }
            }
            for (list, growing) in lists.iter().zip(&growing) {
                let expected: Vec<u32> = list.iter().copied().collect();
                let mut numbers = vec![7];
                slices.read(growing, &mut numbers);
                prop_assert_eq!(&numbers, &expected);
                let mut bytes = Vec::new();
                pack(&numbers, &mut bytes);
                bytes.resize(bytes.len() + SEAL, 0);
                prop_assert_eq!(&unpacked(&bytes, numbers.len()), &expected);
                let mut cursor = Cursor::new(Posting::new(&bytes, numbers.len() as u32, 0));
                for &n in &asked {
                    prop_assert_eq!(cursor.has(n), list.contains(&n));
                }
            }
        }

        #[test]
        fn any_bytes_are_read_without_a_panic(bytes in prop::collection::vec(any::<u8>(), 0..300), count in 0..2000usize) {
            let numbers = unpacked(&bytes, count);
            prop_assert!(numbers.len() <= count);
            let mut cursor = Cursor::new(Posting::new(&bytes, count as u32, 0));
            for n in 0..2000 {
                cursor.has(n * 2_000_000);
            }
        }
    }
}
