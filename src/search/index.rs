//! The index: the text index and the layers over it, searched together.
//!
//! It keeps no text. It can be written as parts ([`Index::to_parts`]) and opened again with most of them elsewhere:
//! a search then either finds all or tells which parts it needs.
use crate::bytes::Damaged;
use crate::facets::{Facet, FacetCounts, FacetEntry, FacetValue, Selection};
use crate::layers::{Layers, LayersBuilder};
use crate::matching::{Evaluation, Expansion, LeafMatches};
use crate::passage_set::PassageSet;
use crate::query::{Query, Zone};
use crate::ranking::{self, Best};
use crate::text_index::{TextBuilder, TextIndex};
use analysis::CorpusReading;
use corpus::Collection;

/// What is searched.
#[derive(Debug, Default)]
pub struct Index {
    pub(crate) text: TextIndex,
    pub(crate) layers: Layers,
}

/// What a search would need: numbers of chunks, in order, each once. See [`Index::supply`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing(pub Vec<u32>);

/// What the parts of an index are called: one head, one of layers, and any number of chunks.
pub const HEAD: &str = "head";
/// The part that corrections of names change.
pub const LAYERS: &str = "layers";

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
    /// Higher is better; comparable within one search only.
    pub score: u32,
}

/// What a search found.
#[derive(Debug, Default)]
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
    /// What there would be if no day were chosen.
    pub(crate) any_day: PassageSet,
}

impl Index {
    /// From both halves, made of the same articles.
    #[must_use]
    pub fn new(text: TextIndex, layers: Layers) -> Self {
        Self { text, layers }
    }

    /// Indexes every sentence of the collection.
    #[must_use]
    pub fn build(collection: &Collection, reading: &CorpusReading) -> Self {
        let mut text = TextBuilder::default();
        collection.articles.iter().for_each(|article| text.add(article));
        let mut index = Self::new(text.finish(), Layers::default());
        index.layers = index.layers_of(collection, reading);
        index
    }

    /// The layers of the collection that was indexed, for instance with corrected names.
    #[must_use]
    pub fn layers_of(&self, collection: &Collection, reading: &CorpusReading) -> Layers {
        let mut layers = LayersBuilder::default();
        for (n, article) in collection.articles.iter().enumerate() {
            let dating = reading.datings.get(n).and_then(Option::as_ref);
            layers.add(article, reading.articles.get(n), dating, reading);
        }
        layers.finish(&self.text, reading)
    }

    /// The same text under other layers.
    #[must_use]
    pub fn with_layers(mut self, layers: Layers) -> Self {
        self.set_layers(layers);
        self
    }

    /// Puts other layers over the same text.
    pub fn set_layers(&mut self, layers: Layers) {
        self.layers = layers;
    }

    /// The index as named parts: [`HEAD`], [`LAYERS`], and those chunks that are here.
    #[must_use]
    pub fn to_parts(&self) -> Vec<(String, Vec<u8>)> {
        let mut parts = vec![(HEAD.to_owned(), self.text.head()), (LAYERS.to_owned(), self.layers.write())];
        parts.extend(self.text.chunks().map(|(n, bytes)| (chunk_name(n), bytes.to_vec())));
        parts
    }

    /// Opens an index of which no chunk is here yet.
    ///
    /// # Errors
    /// When the bytes are not whole parts of one index.
    pub fn open(head: &[u8], layers: &[u8]) -> Result<Self, Damaged> {
        let text = TextIndex::open(head)?;
        let layers = Layers::read(layers, &text)?;
        Ok(Self { text, layers })
    }

    /// Gives a chunk that a search needs.
    ///
    /// # Errors
    /// When the bytes are not this chunk of this index, whole.
    pub fn supply(&mut self, chunk: u32, bytes: Vec<u8>) -> Result<(), Damaged> {
        self.text.supply(chunk, bytes)
    }

    /// Finds passages.
    ///
    /// # Errors
    /// When chunks are needed that are not here: these are to be supplied, and the search is to be made again.
    pub fn search(&self, query: &Query, selection: &Selection, options: SearchOptions) -> Result<Results, Missing> {
        let evaluation = Evaluation::of(self, query, options.variants)?;
        let passages = &self.text.passages;
        let filtered = self.layers.facets.filter(evaluation.passages, passages, selection, &self.layers.days);
        let found = &filtered.passages;
        let hits: Vec<(u32, u32)> = if options.order == Order::Relevance && !evaluation.asked.is_empty() {
            self.ranked(found, &evaluation.asked, options.hits_max)
        } else {
            found.iter().take(options.hits_max).map(|passage| (0, passage)).collect()
        };
        Ok(Results {
            hits: hits.into_iter().map(|(score, passage)| self.hit(passage, score)).collect(),
            total_passages: found.count(),
            total_articles: filtered.articles,
            facets: filtered.counts,
            expanded: evaluation.expanded,
            leaves: evaluation.leaves,
            selection: selection.clone(),
            any_day: filtered.any_day,
        })
    }

    /// The values of a facet in the whole collection; [`FacetCounts::counts`] stand in the same order.
    #[must_use]
    pub fn facet(&self, facet: Facet) -> &[FacetEntry] {
        self.layers.facets.entries(facet)
    }

    /// The values of a facet as they are to be shown: days in order, others by count, then by name. A chosen
    /// value that the collection does not have comes last, with counts of 0, so that it can be taken back.
    #[must_use]
    pub fn facet_values<'a>(&'a self, results: &'a Results, facet: Facet) -> Vec<FacetValue<'a>> {
        self.first_values(results, facet, usize::MAX)
    }

    /// The first `max` values of a facet as they are to be shown, and those chosen that are not among them.
    #[must_use]
    pub fn first_values<'a>(&'a self, results: &'a Results, facet: Facet, max: usize) -> Vec<FacetValue<'a>> {
        let counts = results.facets.iter().find(|c| c.facet == facet).map_or(&[][..], |c| &c.counts);
        let entries = self.facet(facet);
        let value = |n: u32| {
            let entry = entries.get(n as usize)?;
            let now = counts.get(n as usize).copied()?;
            let selected = results.selection.contains(facet, &entry.key);
            Some(FacetValue { key: &entry.key, label: &entry.label, now, total: entry.total, selected })
        };
        let mut best = Best::new(max);
        for (n, count) in (0u32..).zip(counts) {
            // The entries stand in this order already, but for what is counted now.
            best.offer(if facet == Facet::Date { 1 } else { count.passages + 1 }, n);
        }
        let mut values: Vec<FacetValue<'a>> = best.finish().into_iter().filter_map(|(_, n)| value(n)).collect();
        for (of, key) in results.selection.iter() {
            if of == facet && !values.iter().any(|v| v.key == key) {
                let known =
                    self.layers.facets.value(facet, key).and_then(|v| value(v - self.layers.facets.first(facet)));
                let none = Default::default();
                values.push(known.unwrap_or(FacetValue { key, label: key, now: none, total: none, selected: true }));
            }
        }
        values
    }

    /// How many passages there are.
    #[must_use]
    pub fn passage_count(&self) -> u32 {
        self.text.passages.len()
    }

    /// Bytes that the index takes, without what the allocator adds.
    #[must_use]
    pub fn bytes(&self) -> usize {
        self.text.bytes() + self.layers.bytes()
    }

    /// Whether the words with these numbers all lie in the zone.
    pub(crate) fn in_zone(&self, zone: Zone, from: u32, to: u32) -> bool {
        match zone {
            Zone::Headline => self.text.passages.headlines().contains(self.text.passages.of_word(from)),
            Zone::Quote => self.layers.quoted.hold(from, to),
            Zone::Said => self.layers.said.hold(from, to),
        }
    }

    /// The passages that lie in the zone, wholly or in part.
    pub(crate) fn passages_in_zone(&self, zone: Zone) -> &PassageSet {
        match zone {
            Zone::Headline => self.text.passages.headlines(),
            Zone::Quote => &self.layers.quoted.passages,
            Zone::Said => &self.layers.said.passages,
        }
    }

    /// The best passages with their scores: each the sum over what was asked for. Of 64 passages none is looked at
    /// whose shortest would not be among the best even with every word that one of them has.
    fn ranked(&self, found: &PassageSet, asked: &[PassageSet], max: usize) -> Vec<(u32, u32)> {
        let passages = &self.text.passages;
        let mean = passages.mean_words_256();
        let weights: Vec<(&PassageSet, Vec<u32>)> = asked
            .iter()
            .map(|set| {
                let rarity = ranking::rarity(passages.len(), set.count());
                (set, (0..=u32::from(u8::MAX)).map(|words| ranking::weight(rarity, words, mean)).collect())
            })
            .collect();
        // The score of a passage of so many words that is in the sets in which one of `bits` is.
        let score = |block: usize, bits: u64, words: usize| {
            let of = |(set, weight): &(&PassageSet, Vec<u32>)| {
                if set.word(block) & bits == 0 { 0 } else { weight.get(words).copied().unwrap_or(0) }
            };
            let sum = weights.iter().fold(0u32, |sum, asked| sum.saturating_add(of(asked)));
            if passages.headlines().word(block) & bits == 0 { sum } else { ranking::in_headline(sum) }
        };
        let mut best = Best::new(max);
        for block in 0..passages.len().div_ceil(64) {
            let mut rest = found.word(block as usize);
            if rest == 0 || !best.takes(score(block as usize, rest, usize::from(passages.shortest(block as usize)))) {
                continue;
            }
            while rest != 0 {
                let passage = block * 64 + rest.trailing_zeros();
                let words = passages.words(passage).min(u32::from(u8::MAX)) as usize;
                best.offer(score(block as usize, rest & rest.wrapping_neg(), words), passage);
                rest &= rest - 1;
            }
        }
        best.finish()
    }

    fn hit(&self, passage: u32, score: u32) -> Hit {
        let article = self.text.passages.article_of(passage);
        let first = self.text.passages.of_article(article).start;
        Hit { article, sentence: passage.saturating_sub(first), score }
    }
}

/// What a chunk is called.
#[must_use]
pub fn chunk_name(chunk: usize) -> String {
    format!("words-{chunk:04}")
}
