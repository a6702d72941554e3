//! The text index: the dictionary, where each word stands, and the passages. It depends on the texts only.
//!
//! [`TextBuilder`] takes articles one by one and keeps no text; [`TextBuilder::snapshot`] gives the index of what came
//! so far while more is added. Where the words stand lies in *chunks* of neighbouring words, each some
//! [`CHUNK`] bytes or one longer list, so that an index can be used while most chunks are elsewhere. The passages of
//! words that begin alike with so many places that adding them up takes time are in the chunks too, added up.
use crate::bytes::{Bytes, Damaged, put_all, put_steps, seal, unseal};
use crate::fold::key_into;
use crate::interner::Interner;
use crate::passage_set::PassageSet;
use crate::passages::Passages;
use crate::postings::{Growing, Posting, Slices, pack};
use crate::terms::Terms;
use corpus::{Article, BlockKind, InOrder, Span, Token, TokenKind, tokens};

/// A chunk is closed when it has so many bytes.
const CHUNK: usize = 1 << 18;
/// A word that one of so many passages has gets the set of its passages.
const DENSE: u32 = 16;
/// Words that begin alike and have together one place for so many passages get the set of their passages.
const WIDE: u32 = 8;
/// How many letters beginnings have that are added up ahead.
const LETTERS: usize = 3;
/// How many words are remembered as they were written, a power of two.
const REMEMBERED: usize = 1 << 13;
/// How many words wait at most for being listed, with the article that comes last.
const WAITING_MAX: usize = 1 << 20;
/// The number of no word.
const NONE: u32 = u32::MAX;

/// What the texts say, to be searched.
#[derive(Debug, Default)]
pub struct TextIndex {
    pub(crate) terms: Terms,
    pub(crate) passages: Passages,
    /// By term: how often it stands, and where its list begins in its chunk.
    counts: Vec<u32>,
    offsets: Vec<u32>,
    /// Terms whose list begins with the set of their passages.
    dense: Vec<u32>,
    /// By chunk: its first term; the sets of beginnings come after the last.
    chunk_terms: Vec<u32>,
    /// Beginnings that are added up, and the chunk and place of each.
    beginnings: Terms,
    beginnings_at: Vec<u32>,
    /// By chunk: the sum that tells it from all others.
    sums: Vec<u32>,
    chunks: Vec<Option<Vec<u8>>>,
}

/// Reads articles one by one into a text index.
#[derive(Clone, Debug, Default)]
pub struct TextBuilder {
    keys: Interner,
    /// By key.
    lists: Vec<Growing>,
    slices: Slices,
    /// Words of up to 16 bytes as written, and their terms.
    remembered: Vec<(u128, u32)>,
    key: String,
    /// Words that are not in the lists yet, by term, and the number of the first of them. They are put there many at
    /// a time: every list is elsewhere in memory, and one after the other would wait for each.
    waiting: Vec<u32>,
    listed: u32,
    first_word: Vec<u32>,
    first: Vec<u32>,
    headlines: Vec<u32>,
}

impl TextBuilder {
    /// Adds the next article.
    pub fn add(&mut self, article: &Article) {
        self.first.push(number(self.first_word.len()));
        for &sentence in &article.sentences {
            let title = article.headline.is_some_and(|h| h.contains(sentence));
            if title || article.block_at(sentence.start).is_some_and(|b| b.kind == BlockKind::Headline) {
                self.headlines.push(number(self.first_word.len()));
            }
            self.first_word.push(self.next());
            for token in tokens(&article.text, sentence) {
                if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                    let term = self.term(&article.text, token);
                    if term != NONE {
                        self.waiting.push(term);
                    }
                }
            }
            self.waiting.push(NONE);
        }
        if self.waiting.len() >= WAITING_MAX {
            self.list();
        }
    }

    /// The number of the next word.
    fn next(&self) -> u32 {
        self.listed.saturating_add(number(self.waiting.len()))
    }

    /// Puts the waiting words into their lists, term after term.
    fn list(&mut self) {
        let mut ends = vec![0u32; self.lists.len() + 1];
        for &term in &self.waiting {
            if let Some(count) = ends.get_mut((term as usize).wrapping_add(1)).filter(|_| term != NONE) {
                *count += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut numbers = vec![0u32; sum as usize];
        for (number, &term) in (self.listed..).zip(&self.waiting) {
            if let Some(end) = ends.get_mut(term as usize)
                && let Some(place) = numbers.get_mut(*end as usize)
                && term != NONE
            {
                *place = number;
                *end += 1;
            }
        }
        let mut from = 0;
        for (list, &end) in self.lists.iter_mut().zip(&ends) {
            for &number in numbers.get(from..end as usize).unwrap_or(&[]) {
                self.slices.push(list, number);
            }
            from = end as usize;
        }
        self.listed = self.next();
        self.waiting.clear();
    }

    /// How many articles came.
    #[must_use]
    pub fn articles(&self) -> usize {
        self.first.len()
    }

    /// Bytes held.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.slices.bytes()
            + 24 * self.lists.len()
            + 32 * self.keys.len()
            + 4 * (self.first_word.len() + self.waiting.len())
    }

    /// The number of a word's key, or of none. Most words came before as they are written now.
    fn term(&mut self, text: &str, token: Token) -> u32 {
        let Span { start, .. } = token.span;
        let len = token.span.len();
        let near = text.as_bytes().get(start as usize..).and_then(|b| b.first_chunk::<16>());
        let Some(near) = near.filter(|_| (1..=16).contains(&len)) else { return self.fold(text, token) };
        let written = u128::from_le_bytes(*near) & (u128::MAX >> (128 - 8 * len));
        let mixed = (written as u64 ^ ((written >> 64) as u64).rotate_left(29)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        let slot = (mixed >> (64 - REMEMBERED.ilog2())) as usize;
        if self.remembered.is_empty() {
            self.remembered = vec![(0, NONE); REMEMBERED];
        }
        if let Some(&(_, term)) = self.remembered.get(slot).filter(|r| r.0 == written) {
            return term;
        }
        let term = self.fold(text, token);
        if let Some(place) = self.remembered.get_mut(slot) {
            *place = (written, term);
        }
        term
    }

    fn fold(&mut self, text: &str, token: Token) -> u32 {
        key_into(token.span.of(text), token.kind, &mut self.key);
        if self.key.is_empty() {
            return NONE;
        }
        let term = self.keys.id(self.key.as_bytes());
        if term as usize == self.lists.len() {
            self.lists.push(Growing::NEW);
        }
        term
    }

    /// The index of all articles.
    #[must_use]
    pub fn finish(mut self) -> TextIndex {
        self.list();
        self.remembered = Vec::new();
        self.waiting = Vec::new();
        self.snapshot()
    }

    /// The index of the articles that came so far.
    #[must_use]
    pub fn snapshot(&mut self) -> TextIndex {
        self.list();
        let (mut first_word, mut first) = (self.first_word.clone(), self.first.clone());
        first.push(number(first_word.len()));
        first_word.push(self.next());
        let passages = Passages::new(first_word, first, &self.headlines);
        let mut order: Vec<(u64, u32)> =
            (0u32..).take(self.keys.len()).map(|id| (beginning(self.keys.key(id)), id)).collect();
        order.put_in_order_by(|a, b| a.0.cmp(&b.0).then_with(|| self.keys.key(a.1).cmp(self.keys.key(b.1))));
        let text = |id: u32| std::str::from_utf8(self.keys.key(id)).unwrap_or("");
        let terms = Terms::from_sorted(order.iter().map(|&(_, id)| text(id)));
        let mut writer = Writer::new(&passages);
        let mut numbers = Vec::new();
        for &(_, id) in &order {
            let Some(list) = self.lists.get(id as usize) else { continue };
            self.slices.read(list, &mut numbers);
            writer.term(text(id), &numbers);
        }
        TextIndex { terms, ..writer.finish() }.with(passages)
    }
}

/// Eight bytes that stand in the order of the keys they begin.
fn beginning(key: &[u8]) -> u64 {
    let bytes = key.iter().copied().chain(std::iter::repeat(0)).take(8);
    bytes.fold(0, |all, byte| all << 8 | u64::from(byte))
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Writes the chunks, term after term.
struct Writer<'a> {
    passages: &'a Passages,
    index: TextIndex,
    chunk: Vec<u8>,
    /// By number of letters: the beginning, how many places it has so far, and its passages.
    open: [(String, u64, PassageSet); LETTERS],
    /// Passages of the longest beginning.
    longest: Vec<u32>,
    /// Beginnings that were closed, with the sets that they are.
    closed: Vec<(String, PassageSet)>,
    /// Passages of the term.
    found: Vec<u32>,
}

impl<'a> Writer<'a> {
    fn new(passages: &'a Passages) -> Self {
        let open = std::array::from_fn(|_| (String::new(), 0, PassageSet::empty(passages.len())));
        let (index, chunk, longest, closed, found) = Default::default();
        Self { passages, index, chunk, open, longest, closed, found }
    }

    fn term(&mut self, key: &str, numbers: &[u32]) {
        self.close_all_but(key);
        let term = number(self.index.counts.len());
        if self.chunk.is_empty() {
            self.index.chunk_terms.push(term);
        }
        self.found.clear();
        let mut end = 0;
        for &n in numbers {
            if n >= end {
                let passage = self.passages.of_word(n);
                self.found.push(passage);
                end = self.passages.first_word(passage.saturating_add(1));
            }
        }
        self.index.counts.push(number(numbers.len()));
        self.index.offsets.push(number(self.chunk.len()));
        let dense = self.found.len() as u64 * u64::from(DENSE) > u64::from(self.passages.len());
        if dense {
            let mut set = PassageSet::empty(self.passages.len());
            self.found.iter().for_each(|&p| set.insert(p));
            set.write(&mut self.chunk);
            self.index.dense.push(term);
        }
        pack(numbers, &mut self.chunk);
        if self.chunk.len() >= CHUNK {
            self.end_chunk();
        }
        // What stands in the set of a frequent word is there at once.
        let weight = if dense { 0 } else { self.found.len() as u64 };
        let letters = key.chars().take(LETTERS).count();
        if let Some(open) = letters.checked_sub(1).and_then(|n| self.open.get_mut(n)) {
            open.1 += weight;
            if letters == LETTERS {
                self.longest.extend_from_slice(&self.found);
            } else {
                self.found.iter().for_each(|&p| open.2.insert(p));
            }
        }
    }

    /// Closes the open beginnings that `key` does not have, and opens its own.
    fn close_all_but(&mut self, key: &str) {
        for letters in (1..=LETTERS).rev() {
            let end = key.char_indices().nth(letters).map_or(key.len(), |(at, _)| at);
            let own = if key.chars().take(letters).count() == letters { Span::new(0, end).of(key) } else { "" };
            if self.open.get(letters - 1).is_some_and(|open| open.0 != own) {
                self.close(letters);
                if let Some(open) = self.open.get_mut(letters - 1) {
                    own.clone_into(&mut open.0);
                }
            }
        }
    }

    fn close(&mut self, letters: usize) {
        let (shorter, from) = self.open.split_at_mut(letters - 1);
        let Some((beginning, weight, set)) = from.first_mut() else { return };
        let wide = *weight * u64::from(WIDE) > u64::from(self.passages.len());
        let mut parent = shorter.last_mut();
        if let Some(parent) = &mut parent {
            parent.1 += *weight;
        }
        if letters == LETTERS {
            if wide {
                self.longest.iter().for_each(|&p| set.insert(p));
            }
            if let Some(parent) = parent {
                self.longest.iter().for_each(|&p| parent.2.insert(p));
            }
            self.longest.clear();
        } else if let Some(parent) = parent {
            parent.2.unite(set);
        }
        if wide {
            self.closed.push((std::mem::take(beginning), set.clone()));
        }
        if wide || letters < LETTERS {
            set.clear();
        }
        *weight = 0;
    }

    fn end_chunk(&mut self) {
        if !self.chunk.is_empty() {
            let sealed = seal(self.chunk.clone(), CHUNK_KIND);
            self.chunk.clear();
            self.index.sums.push(sum(&sealed));
            self.index.chunks.push(Some(sealed));
        }
    }

    fn finish(mut self) -> TextIndex {
        self.close_all_but("");
        self.end_chunk();
        self.closed.put_in_order_by(|a, b| a.0.cmp(&b.0));
        self.index.beginnings = Terms::from_sorted(self.closed.iter().map(|(key, _)| key.as_str()));
        for (_, set) in std::mem::take(&mut self.closed) {
            self.index.beginnings_at.push(number(self.index.chunks.len()));
            self.index.beginnings_at.push(number(self.chunk.len()));
            set.write(&mut self.chunk);
            if self.chunk.len() >= CHUNK {
                self.end_chunk();
            }
        }
        self.end_chunk();
        self.index
    }
}

const CHUNK_KIND: &[u8; 4] = b"plx1";
const HEAD_KIND: &[u8; 4] = b"plx2";

/// The last bytes of a sealed part: they hang on all others.
fn sum(part: &[u8]) -> u32 {
    part.last_chunk::<4>().map_or(0, |sum| u32::from_le_bytes(*sum))
}

impl TextIndex {
    fn with(self, passages: Passages) -> Self {
        Self { passages, ..self }
    }

    /// How many articles it has.
    #[must_use]
    pub fn articles(&self) -> u32 {
        self.passages.articles()
    }

    /// Where a term stands; the chunk that is needed where it is not here.
    pub(crate) fn posting(&self, term: u32) -> Result<Posting<'_>, u32> {
        let chunk = self.chunk_terms.partition_point(|&first| first <= term).saturating_sub(1);
        let bytes = self.chunk(number(chunk))?;
        let at = |list: &[u32]| list.get(term as usize).copied().unwrap_or(0);
        let dense = self.dense.binary_search(&term).map_or(0, |_| PassageSet::bytes_of(self.passages.len()));
        let bytes = bytes.get(at(&self.offsets) as usize..).unwrap_or(&[]);
        Ok(Posting::new(bytes, at(&self.counts), dense))
    }

    /// Adds the passages of all words that begin so, if they are added up.
    pub(crate) fn unite_beginning(&self, key: &str, set: &mut PassageSet) -> Result<bool, u32> {
        let Some(n) = self.beginnings.find(key) else { return Ok(false) };
        let at = |n: usize| self.beginnings_at.get(n).copied().unwrap_or(NONE);
        let bytes = self.chunk(at(n as usize * 2))?;
        let from = at(n as usize * 2 + 1) as usize;
        let end = from.saturating_add(PassageSet::bytes_of(self.passages.len()));
        set.unite_bytes(bytes.get(from..end).unwrap_or(&[]));
        Ok(true)
    }

    fn chunk(&self, chunk: u32) -> Result<&[u8], u32> {
        match self.chunks.get(chunk as usize) {
            Some(None) => Err(chunk),
            Some(Some(bytes)) => Ok(bytes),
            None => Ok(&[]),
        }
    }

    /// Gives a chunk that was missing.
    ///
    /// # Errors
    /// When it is not the one that was asked for, byte by byte.
    pub(crate) fn supply(&mut self, chunk: u32, bytes: Vec<u8>) -> Result<(), Damaged> {
        unseal(&bytes, CHUNK_KIND)?;
        let place = self.chunks.get_mut(chunk as usize).ok_or(Damaged)?;
        if self.sums.get(chunk as usize) != Some(&sum(&bytes)) {
            return Err(Damaged);
        }
        *place = Some(bytes);
        Ok(())
    }

    /// The chunks that are here, by number.
    pub(crate) fn chunks(&self) -> impl Iterator<Item = (usize, &[u8])> {
        self.chunks.iter().enumerate().filter_map(|(n, chunk)| Some((n, chunk.as_deref()?)))
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        let chunks: usize = self.chunks().map(|(_, chunk)| chunk.len()).sum();
        chunks + self.terms.bytes() + 4 * (self.counts.len() + self.offsets.len()) + self.passages.bytes()
    }

    /// Everything but the chunks.
    pub(crate) fn head(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.passages.write(&mut out);
        self.terms.write(&mut out);
        put_all(&mut out, &self.counts);
        put_all(&mut out, &self.offsets);
        put_steps(&mut out, &self.dense);
        put_steps(&mut out, &self.chunk_terms);
        self.beginnings.write(&mut out);
        put_all(&mut out, &self.beginnings_at);
        put_all(&mut out, &self.sums);
        seal(out, HEAD_KIND)
    }

    /// Opens a head; all chunks are missing.
    ///
    /// # Errors
    /// When the bytes are not those of a head.
    pub(crate) fn open(head: &[u8]) -> Result<Self, Damaged> {
        let mut bytes = Bytes(unseal(head, HEAD_KIND)?);
        let passages = Passages::read(&mut bytes)?;
        let terms = Terms::read(&mut bytes)?;
        let (counts, offsets) = (bytes.all()?, bytes.all()?);
        let (dense, chunk_terms) = (bytes.steps()?, bytes.steps()?);
        let (beginnings, beginnings_at) = (Terms::read(&mut bytes)?, bytes.all()?);
        let sums = bytes.all()?;
        if counts.len() != terms.len() || offsets.len() != terms.len() || !bytes.0.is_empty() {
            return Err(Damaged);
        }
        let chunks = vec![None; sums.len()];
        Ok(Self { terms, passages, counts, offsets, dense, chunk_terms, beginnings, beginnings_at, sums, chunks })
    }
}
