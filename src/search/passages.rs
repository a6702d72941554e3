//! The passages of a collection: which article each stands in, and which words it has.
//!
//! Words are numbered through the whole collection, with one number left free between passages, so that a phrase
//! cannot run from one passage into the next and the passage of a word is found from its number.
use crate::bytes::{Bytes, Damaged, put_steps};
use crate::passage_set::PassageSet;
use std::ops::Range;

/// How many word numbers share a landmark, and how many passages.
const WORDS: u32 = 64;
const PASSAGES: u32 = 16;

/// The passages of a collection.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    /// Number of each passage's first word, and one past the last of all.
    first_word: Vec<u32>,
    /// By article: its first passage; and the number of passages.
    first: Vec<u32>,
    /// The passage in which every 64th number lies; the article in which every 16th passage stands.
    words_marked: Vec<u32>,
    passages_marked: Vec<u32>,
    /// By 64 passages: the words of the shortest, at most 255.
    shortest: Vec<u8>,
    headlines: PassageSet,
}

impl Passages {
    /// From each passage's first word, each article's first passage (both with the end of all), and the headlines.
    pub(crate) fn new(first_word: Vec<u32>, first: Vec<u32>, headlines: &[u32]) -> Self {
        let len = u32::try_from(first_word.len().saturating_sub(1)).unwrap_or(u32::MAX);
        let mut passages = Self { headlines: PassageSet::empty(len), ..Self::default() };
        headlines.iter().for_each(|&p| passages.headlines.insert(p));
        passages.words_marked = marks(&first_word, WORDS);
        passages.passages_marked = marks(&first, PASSAGES);
        passages.first_word = first_word;
        passages.first = first;
        let by_64 = |from: u32| (from..len.min(from + 64)).map(|p| passages.words(p)).min().unwrap_or(0);
        passages.shortest = (0..len).step_by(64).map(|from| u8::try_from(by_64(from)).unwrap_or(u8::MAX)).collect();
        passages
    }

    /// How many.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.first_word.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// How many articles.
    pub(crate) fn articles(&self) -> u32 {
        u32::try_from(self.first.len().saturating_sub(1)).unwrap_or(u32::MAX)
    }

    /// How many word numbers there are.
    pub(crate) fn numbers(&self) -> u32 {
        self.first_word.last().copied().unwrap_or(0)
    }

    /// The article of a passage.
    pub(crate) fn article_of(&self, passage: u32) -> u32 {
        place(&self.first, &self.passages_marked, passage, PASSAGES)
    }

    /// The passage in which the word with this number lies.
    #[inline]
    pub(crate) fn of_word(&self, number: u32) -> u32 {
        place(&self.first_word, &self.words_marked, number, WORDS)
    }

    /// The number of a passage's first word.
    pub(crate) fn first_word(&self, passage: u32) -> u32 {
        self.first_word.get(passage as usize).copied().unwrap_or(u32::MAX)
    }

    /// How many words it has.
    pub(crate) fn words(&self, passage: u32) -> u32 {
        self.first_word(passage.saturating_add(1)).saturating_sub(self.first_word(passage).saturating_add(1))
    }

    /// The words of the shortest of 64 passages, at most 255.
    pub(crate) fn shortest(&self, block: usize) -> u8 {
        self.shortest.get(block).copied().unwrap_or(0)
    }

    /// The passage that is this sentence of this article.
    pub(crate) fn number(&self, article: u32, sentence: u32) -> Option<u32> {
        let range = self.of_article(article);
        range.start.checked_add(sentence).filter(|p| range.contains(p))
    }

    /// The passages of an article.
    pub(crate) fn of_article(&self, article: u32) -> Range<u32> {
        let at = |n: usize| self.first.get(n).copied().unwrap_or_else(|| self.len());
        at(article as usize)..at((article as usize).saturating_add(1))
    }

    /// Those that are a headline.
    pub(crate) fn headlines(&self) -> &PassageSet {
        &self.headlines
    }

    /// The mean number of words, in 256ths.
    pub(crate) fn mean_words_256(&self) -> u32 {
        let all = u64::from(self.numbers()).saturating_sub(u64::from(self.len()));
        u32::try_from(all * 256 / u64::from(self.len()).max(1)).unwrap_or(u32::MAX)
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        let words = self.first_word.len() + self.first.len() + self.words_marked.len() + self.passages_marked.len();
        4 * words + self.shortest.len() + self.headlines.bytes()
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put_steps(out, &self.first_word);
        put_steps(out, &self.first);
        let headlines: Vec<u32> = self.headlines.iter().collect();
        put_steps(out, &headlines);
    }

    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Result<Self, Damaged> {
        let (first_word, first, headlines) = (bytes.steps()?, bytes.steps()?, bytes.steps()?);
        // Landmarks take an eighth of what there may be words; a false end is not to ask for more.
        let words = first_word.last().copied().unwrap_or(0) as usize;
        let last = first.last().copied().unwrap_or(0) as usize;
        if first.first().is_some_and(|&n| n != 0)
            || first_word.first().is_some_and(|&n| n != 0)
            || first.len() > 1 && last + 1 != first_word.len()
            || words / 1024 > first_word.len().saturating_mul(64)
        {
            return Err(Damaged);
        }
        Ok(Self::new(first_word, first, &headlines))
    }
}

/// For every `step`th number below the last start: the place of the last start at or before it.
fn marks(starts: &[u32], step: u32) -> Vec<u32> {
    let end = starts.last().copied().unwrap_or(0);
    let mut place = 0usize;
    let mark = |number: u32| {
        while starts.get(place + 1).is_some_and(|&next| next <= number) {
            place += 1;
        }
        u32::try_from(place).unwrap_or(u32::MAX)
    };
    (0..end).step_by(step as usize).map(mark).collect()
}

#[inline]
fn place(starts: &[u32], marks: &[u32], number: u32, step: u32) -> u32 {
    let mut place = marks.get((number / step) as usize).copied().unwrap_or(0) as usize;
    while starts.get(place + 1).is_some_and(|&next| next <= number) {
        place += 1;
    }
    place as u32
}
