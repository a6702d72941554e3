//! How it is found: an index over the passages of a collection, a query language, facets and excerpts.
//!
//! The unit is the *passage*: one sentence of a content block, named by article and sentence number. The way
//! of a search: [`Index::build`] numbers every word of every passage; [`Query::parse`] reads what the user
//! typed (never fails: what cannot be read becomes a notice); [`Index::search`] gives the passages that match
//! the query and the chosen facet values, ranked, with the counts of all facets; [`Index::excerpt`] tells
//! where in a passage the hits stand; [`Index::concordance`] lines the hits up with their context.
//!
//! | file | what |
//! |---|---|
//! | `fold.rs` | which spellings count as the same word: case, diacritics, plural |
//! | `query.rs` | the query language and its notices |
//! | `terms.rs` | the sorted dictionary: exact, prefix and one-edit look-up |
//! | `passage_set.rs` | a set of passages, one bit each |
//! | `name_forms.rs` | the spellings of one name, from the entities found |
//! | `facets.rs` | what a passage can be filtered by, and the counts |
//! | `facet_values.rs` | which values the passages have, from articles and readings |
//! | `index.rs` | the index and how it is built |
//! | `matching.rs` | which passages a query holds for |
//! | `ranking.rs` | the score of a passage, in whole numbers |
//! | `concordance.rs` | excerpts, key word in context, dispersion |
//!
//! Pure, deterministic, without floats; the index keeps no text, so excerpts ask for the article again.
mod concordance;
mod facet_values;
mod facets;
mod fold;
mod index;
mod matching;
mod name_forms;
mod passage_set;
mod query;
mod ranking;
mod terms;

pub use concordance::{ContextOrder, Dispersion, DispersionTick, Excerpt, KwicLine};
pub use facets::{Facet, FacetCount, FacetCounts, FacetEntry, FacetValue, Selection};
pub use fold::fold;
pub use index::{Hit, Index, Order, Results, SearchOptions};
pub use matching::{Expansion, ExpansionKind};
pub use query::{Query, QueryNotice, QueryNoticeKind};

#[cfg(test)]
mod laws;
