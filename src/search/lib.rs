//! How it is found: an index over the passages of a collection, a query language, facets and excerpts.
//!
//! The unit is the *passage*: one sentence of a content block, named by article and sentence number. The way
//! of a search: [`Index::build`] (or [`TextBuilder`] and [`LayersBuilder`], article by article) numbers every word of
//! every passage; [`Query::parse`] reads what the user typed (never fails: what cannot be read becomes a notice); [`Index::search`] gives the passages that match
//! the query and the chosen facet values, ranked, with the counts of all facets; [`Index::excerpt`] tells
//! where in a passage the hits stand; [`Index::concordance`] lines the hits up with their context.
//!
//! | file | what |
//! |---|---|
//! | `fold.rs` | which spellings count as the same word: case, diacritics, plural |
//! | `query.rs` | the query language and its notices |
//! | `terms.rs` | the sorted dictionary: exact, prefix and one-edit look-up |
//! | `interner.rs` | numbers for keys |
//! | `postings.rs` | where a word stands: growing lists and packed ones |
//! | `passages.rs` | the passages: their articles and their words |
//! | `text_index.rs` | the text index, built article by article, its lists in chunks |
//! | `layers.rs` | what lies over the text: facets, zones, names, days |
//! | `bytes.rs` | the bytes of the parts that an index is written as |
//! | `passage_set.rs` | a set of passages, one bit each |
//! | `name_forms.rs` | the spellings of one name, from the entities found |
//! | `facets.rs` | what a passage can be filtered by, and the counts |
//! | `histogram.rs` | how many were found by day, week, month or year |
//! | `index.rs` | the index: both halves, searched and taken apart |
//! | `matching.rs` | which passages a query holds for |
//! | `ranking.rs` | the score of a passage, in whole numbers |
//! | `concordance.rs` | excerpts, key word in context, dispersion |
//!
//! Pure, deterministic, without floats; the index keeps no text, so excerpts ask for the article again.
mod bytes;
mod concordance;
mod facets;
mod fold;
mod histogram;
mod index;
mod interner;
mod layers;
mod matching;
mod name_forms;
mod passage_set;
mod passages;
mod postings;
mod query;
mod ranking;
mod terms;
mod text_index;

pub use bytes::Damaged;
pub use concordance::{ContextOrder, Dispersion, DispersionTick, Excerpt, KwicLine};
pub use facets::{Facet, FacetCount, FacetCounts, FacetEntry, FacetValue, Selection};
pub use fold::fold;
pub use histogram::{DayBar, DayUnit, Histogram};
pub use index::{HEAD, Hit, Index, LAYERS, Missing, Order, Results, SearchOptions, chunk_name};
pub use layers::{Layers, LayersBuilder};
pub use matching::{Expansion, ExpansionKind};
pub use query::{Query, QueryNotice, QueryNoticeKind};
pub use text_index::{TextBuilder, TextIndex};

#[cfg(test)]
mod laws;
