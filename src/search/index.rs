//! The index: every word of every passage has a number; the dictionary knows the numbers of each word.
//!
//! Words are numbered through the whole collection, with one number left free between passages, so that a
//! phrase cannot run from one passage into the next and the passage of a word is found from its number. Marks
//! and possessives have no number: a phrase looks past them. The index keeps no text.
use crate::concordance::words_in;
use crate::facet_values;
use crate::facets::{Facet, FacetCounts, FacetEntry, FacetValue, Facets, Selection};
use crate::fold::key_into;
use crate::matching::{Evaluation, Expansion, LeafMatches};
use crate::name_forms::NameForms;
use crate::passage_set::PassageSet;
use crate::query::{Query, Zone};
use crate::ranking;
use crate::terms::Terms;
use analysis::{CorpusReading, Manner};
use corpus::InOrder;
use corpus::{BlockKind, Collection, Date, Span, TokenKind, tokens};
use std::collections::HashMap;

/// What is searched.
#[derive(Debug)]
pub struct Index {
    pub(crate) terms: Terms,
    /// Word numbers of all terms, term after term, each in order.
    occurrences: Vec<u32>,
    /// Where a term's numbers start; one more than there are terms.
    starts: Vec<u32>,
    pub(crate) passages: Passages,
    pub(crate) facets: Facets,
    pub(crate) names: NameForms,
    /// Word numbers inside quotation marks, and in anything attributed: ranges in order, not touching.
    quoted: Vec<(u32, u32)>,
    said: Vec<(u32, u32)>,
    /// By article: the days it can be from.
    pub(crate) days: Vec<Option<(Date, Date)>>,
}

/// The passages of a collection.
#[derive(Debug, Default)]
pub(crate) struct Passages {
    /// Number of each passage's first word, and one past the last of all.
    first_word: Vec<u32>,
    pub(crate) article: Vec<u32>,
    /// By article: its first passage; and the number of passages.
    first: Vec<u32>,
    /// The passage in which every 64th number lies.
    landmarks: Vec<u32>,
    headline: Vec<bool>,
}

/// In which order the hits come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Order {
    /// By score; equal ones as in the collection. Without words, as in the collection.
    #[default]
    Relevance,
    /// As in the collection.
    Reading,
}

/// How to search.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SearchOptions {
    /// Whether other spellings of a name are found too.
    pub variants: bool,
    /// In which order.
    pub order: Order,
    /// How many hits are given (all are counted).
    pub hits_max: usize,
}

impl Default for SearchOptions {
    fn default() -> Self {
        Self { variants: true, order: Order::Relevance, hits_max: usize::MAX }
    }
}

/// A passage that was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Index of the article in the collection.
    pub article: u32,
    /// Index of the sentence in the article.
    pub sentence: u32,
    /// Where it stands in the article's text.
    pub span: Span,
    /// Higher is better; comparable within one search only.
    pub score: u32,
}

/// What a search found.
#[derive(Debug)]
pub struct Results {
    /// The first hits in the order asked for.
    pub hits: Vec<Hit>,
    /// Counts of every facet, in the order of [`Facet::ALL`].
    pub facets: Vec<FacetCounts>,
    /// All passages that match.
    pub total_passages: u32,
    /// Articles with at least one of them.
    pub total_articles: u32,
    /// Spellings that were looked for beside those typed.
    pub expanded: Vec<Expansion>,
    pub(crate) leaves: Vec<LeafMatches>,
    selection: Selection,
}

impl Index {
    /// Indexes every sentence of the collection.
    #[must_use]
    pub fn build(collection: &Collection, reading: &CorpusReading) -> Self {
        let mut draft = Draft::default();
        for article in &collection.articles {
            draft.article(article);
        }
        let passages = draft.passages();
        let (terms, occurrences, starts) = draft.dictionary();
        let facets = facet_values::collect(collection, reading, &passages.article);
        let mut index = Self {
            terms,
            occurrences,
            starts,
            facets,
            names: NameForms::build(collection, reading),
            quoted: Vec::new(),
            said: Vec::new(),
            days: collection.articles.iter().enumerate().map(|(n, a)| facet_values::days(reading, n, a)).collect(),
            passages,
        };
        index.add_zones(collection, reading);
        index
    }

    /// Finds passages. `collection` is the one that was indexed.
    #[must_use]
    pub fn search(
        &self,
        collection: &Collection,
        query: &Query,
        selection: &Selection,
        options: SearchOptions,
    ) -> Results {
        let evaluation = Evaluation::of(self, query, options.variants);
        let (found, facets) = self.facets.filter(&evaluation.passages, &self.passages.article, selection);
        let ranked = options.order == Order::Relevance && !evaluation.asked.is_empty();
        let kept = if ranked { usize::MAX } else { options.hits_max };
        let mut hits: Vec<(u32, u32)> = found.iter().take(kept).map(|p| (p, 0)).collect();
        if ranked {
            self.score(&mut hits, &evaluation.asked);
            rank(&mut hits, options.hits_max);
        }
        let mut total_articles = 0u32;
        let mut last = None;
        for article in found.iter().map(|p| self.passages.article_of(p)) {
            total_articles += u32::from(last != Some(article));
            last = Some(article);
        }
        let total_passages = found.count();
        Results {
            hits: hits.into_iter().map(|(passage, score)| self.hit(collection, passage, score)).collect(),
            facets,
            total_passages,
            total_articles,
            expanded: evaluation.expanded,
            leaves: evaluation.leaves,
            selection: selection.clone(),
        }
    }

    /// The values of a facet in the whole collection; [`FacetCounts::counts`] stand in the same order.
    #[must_use]
    pub fn facet(&self, facet: Facet) -> &[FacetEntry] {
        self.facets.entries(facet)
    }

    /// The values of a facet as they are to be shown: days in order, others by count, then by name. A chosen
    /// value that the collection does not have comes last, with counts of 0, so that it can be taken back.
    #[must_use]
    pub fn facet_values<'a>(&'a self, results: &'a Results, facet: Facet) -> Vec<FacetValue<'a>> {
        let counts = results.facets.iter().find(|c| c.facet == facet).map_or(&[][..], |c| &c.counts);
        let mut values: Vec<FacetValue<'a>> = self
            .facet(facet)
            .iter()
            .zip(counts)
            .map(|(entry, &now)| FacetValue {
                key: &entry.key,
                label: &entry.label,
                now,
                total: entry.total,
                selected: results.selection.contains(facet, &entry.key),
            })
            .collect();
        if facet == Facet::Date {
            values.put_in_order_by(|a, b| a.key.cmp(b.key));
        } else {
            values.put_in_order_by(|a, b| {
                let order = |v: &FacetValue| std::cmp::Reverse((v.now.passages, v.total.passages));
                order(a).cmp(&order(b)).then_with(|| (a.label, a.key).cmp(&(b.label, b.key)))
            });
        }
        for (of, key) in results.selection.iter() {
            if of == facet && !values.iter().any(|v| v.key == key) {
                let none = Default::default();
                values.push(FacetValue { key, label: key, now: none, total: none, selected: true });
            }
        }
        values
    }

    /// How many passages there are.
    #[must_use]
    pub fn passage_count(&self) -> u32 {
        self.passages.len()
    }

    /// Bytes that the index takes, without what the allocator adds.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let words = 4 * (self.occurrences.len() + self.starts.len()) + self.terms.bytes();
        words
            + self.facets.bytes()
            + 9 * self.passages.article.len()
            + 8 * (self.quoted.len() + self.said.len())
            + 4 * self.passages.landmarks.len()
    }

    /// The word numbers of a term, in order.
    pub(crate) fn occurrences(&self, term: u32) -> &[u32] {
        match (self.starts.get(term as usize), self.starts.get(term as usize + 1)) {
            (Some(&from), Some(&to)) => self.occurrences.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Whether the words with these numbers all lie in the zone.
    pub(crate) fn in_zone(&self, zone: Zone, from: u32, to: u32) -> bool {
        let ranges = match zone {
            Zone::Headline => return self.passages.is_headline(self.passages.of_word(from)),
            Zone::Quote => &self.quoted,
            Zone::Said => &self.said,
        };
        let next = ranges.partition_point(|r| r.0 <= from);
        next.checked_sub(1).and_then(|n| ranges.get(n)).is_some_and(|r| to <= r.1)
    }

    /// The passages that lie in the zone, wholly or in part.
    pub(crate) fn passages_in_zone(&self, zone: Zone) -> PassageSet {
        let mut set = PassageSet::empty(self.passages.len());
        let ranges = match zone {
            Zone::Headline => {
                (0..self.passages.len()).filter(|&p| self.passages.is_headline(p)).for_each(|p| set.insert(p));
                return set;
            }
            Zone::Quote => &self.quoted,
            Zone::Said => &self.said,
        };
        for &(from, _) in ranges {
            set.insert(self.passages.of_word(from));
        }
        set
    }

    /// Adds up the score of every hit over what was asked for.
    fn score(&self, hits: &mut [(u32, u32)], asked: &[PassageSet]) {
        let mean = self.passages.mean_words_256();
        for set in asked {
            let rarity = ranking::rarity(self.passages.len(), set.count());
            for (passage, score) in hits.iter_mut().filter(|(p, _)| set.contains(*p)) {
                *score = score.saturating_add(ranking::weight(rarity, self.passages.words(*passage), mean));
            }
        }
        for (_, score) in hits.iter_mut().filter(|(p, _)| self.passages.is_headline(*p)) {
            *score = ranking::in_headline(*score);
        }
    }

    fn hit(&self, collection: &Collection, passage: u32, score: u32) -> Hit {
        let article = self.passages.article_of(passage);
        let sentence = passage - self.passages.first.get(article as usize).copied().unwrap_or(0);
        let span = collection.articles.get(article as usize).and_then(|a| a.sentences.get(sentence as usize));
        Hit { article, sentence, span: span.copied().unwrap_or_default(), score }
    }

    fn add_zones(&mut self, collection: &Collection, reading: &CorpusReading) {
        let (mut quoted, mut said) = (Vec::new(), Vec::new());
        for (n, (article, row)) in collection.articles.iter().zip(&reading.articles).enumerate() {
            for attribution in &row.attributions {
                for &span in &attribution.content {
                    let ranges = self.word_ranges(n, article, span);
                    if attribution.manner != Manner::Indirect {
                        quoted.extend_from_slice(&ranges);
                    }
                    said.extend(ranges);
                }
            }
        }
        self.quoted = joined(quoted);
        self.said = joined(said);
    }

    /// The word numbers that a span covers, one range per passage.
    fn word_ranges(&self, n: usize, article: &corpus::Article, span: Span) -> Vec<(u32, u32)> {
        let mut ranges = Vec::new();
        for sentence in article.sentences_in(span) {
            let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let Some(passage) = self.passages.number(number(n), number(sentence)) else { continue };
            let words = words_in(article, sentence, span);
            if !words.is_empty() {
                let first = self.passages.first_word(passage);
                ranges.push((first + number(words.start), first + number(words.end)));
            }
        }
        ranges
    }
}

/// Best first; among equals the earlier passage. Only the first `max` are put in order.
fn rank(hits: &mut Vec<(u32, u32)>, max: usize) {
    if max < hits.len() {
        // The highest score that at least `max` hits reach, found bit by bit: less code than a selection.
        let mut least = 0;
        for bit in (0..u32::BITS).rev() {
            let more = least | 1 << bit;
            if hits.iter().filter(|h| h.1 >= more).count() >= max {
                least = more;
            }
        }
        hits.retain(|h| h.1 >= least);
    }
    hits.put_in_order_by_key(|h| (std::cmp::Reverse(h.1), h.0));
    hits.truncate(max);
}

/// Ranges in order, those that meet made one (passages never meet: a number between them is free).
fn joined(mut ranges: Vec<(u32, u32)>) -> Vec<(u32, u32)> {
    ranges.put_in_order();
    let mut out: Vec<(u32, u32)> = Vec::new();
    for (from, to) in ranges {
        match out.last_mut() {
            Some(last) if from <= last.1 => last.1 = last.1.max(to),
            _ => out.push((from, to)),
        }
    }
    out
}

impl Passages {
    /// How many.
    pub(crate) fn len(&self) -> u32 {
        u32::try_from(self.article.len()).unwrap_or(u32::MAX)
    }

    /// The article of a passage.
    pub(crate) fn article_of(&self, passage: u32) -> u32 {
        self.article.get(passage as usize).copied().unwrap_or(0)
    }

    /// The number of a passage's first word.
    pub(crate) fn first_word(&self, passage: u32) -> u32 {
        self.first_word.get(passage as usize).copied().unwrap_or(u32::MAX)
    }

    /// How many words it has.
    pub(crate) fn words(&self, passage: u32) -> u32 {
        self.first_word(passage + 1).saturating_sub(self.first_word(passage) + 1)
    }

    /// The passage in which the word with this number lies.
    pub(crate) fn of_word(&self, number: u32) -> u32 {
        let from = self.landmarks.get(number as usize / 64).copied().unwrap_or(0);
        let mut passage = from;
        while self.first_word.get(passage as usize + 1).is_some_and(|&next| next <= number) {
            passage += 1;
        }
        passage
    }

    /// The passage that is this sentence of this article.
    pub(crate) fn number(&self, article: u32, sentence: u32) -> Option<u32> {
        let first = *self.first.get(article as usize)?;
        let next = *self.first.get(article as usize + 1)?;
        first.checked_add(sentence).filter(|&p| p < next)
    }

    /// The passages of an article.
    pub(crate) fn of_article(&self, article: u32) -> std::ops::Range<u32> {
        let at = |n: usize| self.first.get(n).copied().unwrap_or_else(|| self.len());
        at(article as usize)..at(article as usize + 1)
    }

    fn is_headline(&self, passage: u32) -> bool {
        self.headline.get(passage as usize) == Some(&true)
    }

    fn mean_words_256(&self) -> u32 {
        let all = u64::from(self.first_word.last().copied().unwrap_or(0)).saturating_sub(self.article.len() as u64);
        u32::try_from(all * 256 / (self.article.len() as u64).max(1)).unwrap_or(u32::MAX)
    }
}

/// The index while it is filled: the words in the order of the text.
#[derive(Default)]
struct Draft<'a> {
    /// As written → term, so that each spelling is folded once; `GAP` where there is nothing to look for.
    spellings: HashMap<&'a str, u32>,
    ids: HashMap<String, u32>,
    keys: Vec<String>,
    /// Term of each word number; `GAP` between passages.
    words: Vec<u32>,
    first_word: Vec<u32>,
    article: Vec<u32>,
    first: Vec<u32>,
    headline: Vec<bool>,
}

const GAP: u32 = u32::MAX;

impl<'a> Draft<'a> {
    fn article(&mut self, article: &'a corpus::Article) {
        let n = u32::try_from(self.first.len()).unwrap_or(u32::MAX);
        self.first.push(u32::try_from(self.article.len()).unwrap_or(u32::MAX));
        for &sentence in &article.sentences {
            self.first_word.push(u32::try_from(self.words.len()).unwrap_or(u32::MAX));
            self.article.push(n);
            let title = article.headline.is_some_and(|h| h.contains(sentence));
            let block = article.block_at(sentence.start).is_some_and(|b| b.kind == BlockKind::Headline);
            self.headline.push(title || block);
            for token in tokens(&article.text, sentence) {
                if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                    let id = self.term(token.span.of(&article.text), token.kind);
                    if id != GAP {
                        self.words.push(id);
                    }
                }
            }
            self.words.push(GAP);
        }
    }

    fn term(&mut self, written: &'a str, kind: TokenKind) -> u32 {
        if let Some(&id) = self.spellings.get(written) {
            return id;
        }
        let mut key = String::new();
        key_into(written, kind, &mut key);
        let next = u32::try_from(self.keys.len()).unwrap_or(GAP);
        let id = if key.is_empty() { GAP } else { *self.ids.entry(key.clone()).or_insert(next) };
        if id == next {
            self.keys.push(key);
        }
        self.spellings.insert(written, id);
        id
    }

    fn passages(&mut self) -> Passages {
        let end = u32::try_from(self.words.len()).unwrap_or(u32::MAX);
        let mut first_word = std::mem::take(&mut self.first_word);
        let article = std::mem::take(&mut self.article);
        let mut first = std::mem::take(&mut self.first);
        first.push(u32::try_from(article.len()).unwrap_or(u32::MAX));
        let mut landmarks = Vec::with_capacity(self.words.len() / 64 + 1);
        let mut passage = 0usize;
        for number in (0..end).step_by(64) {
            while first_word.get(passage + 1).is_some_and(|&next| next <= number) {
                passage += 1;
            }
            landmarks.push(u32::try_from(passage).unwrap_or(u32::MAX));
        }
        first_word.push(end);
        Passages { first_word, article, first, landmarks, headline: std::mem::take(&mut self.headline) }
    }

    /// Sorts the dictionary and gathers each term's word numbers by counting.
    fn dictionary(self) -> (Terms, Vec<u32>, Vec<u32>) {
        let Self { ids, spellings, keys, words, .. } = self;
        drop((ids, spellings));
        let mut order: Vec<u32> = (0u32..).take(keys.len()).collect();
        order.put_in_order_by(|&a, &b| keys[a as usize].cmp(&keys[b as usize]));
        let mut rank = vec![0u32; keys.len()];
        for (place, &id) in (0u32..).zip(&order) {
            rank[id as usize] = place;
        }
        let mut starts = vec![0u32; keys.len() + 1];
        for &id in words.iter().filter(|&&id| id != GAP) {
            starts[rank[id as usize] as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let mut next = starts.clone();
        let mut occurrences = vec![0u32; starts.last().map_or(0, |&n| n as usize)];
        for (number, &id) in (0u32..).zip(&words) {
            if id != GAP {
                let slot = &mut next[rank[id as usize] as usize];
                occurrences[*slot as usize] = number;
                *slot += 1;
            }
        }
        let terms = Terms::from_sorted(order.iter().map(|&id| keys[id as usize].as_str()));
        (terms, occurrences, starts)
    }
}
