//! The articles of a collection read together.
use crate::{CorpusReading, Reading, read, referents};
use corpus::Collection;

/// Reads every article and joins what they share.
#[must_use]
pub fn read_collection(collection: &Collection) -> CorpusReading {
    let mut articles: Vec<Reading> = collection.articles.iter().map(|a| read(a, &collection.events)).collect();
    let entities = referents::join(&mut articles);
    CorpusReading { entities, articles, ..CorpusReading::default() }
}
