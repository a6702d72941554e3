//! The articles of a collection read together.
use crate::{CorpusReading, read};
use corpus::Collection;

/// Reads every article and joins what they share.
#[must_use]
pub fn read_collection(collection: &Collection) -> CorpusReading {
    let articles = collection.articles.iter().map(|a| read(a, &collection.events)).collect();
    CorpusReading { articles, ..CorpusReading::default() }
}
