//! Words: what is over-represented in one telling (log-odds with a Dirichlet prior, Monroe et al. 2008).
use crate::CorpusReading;
use crate::comparison::{Column, Row};
use corpus::Collection;

/// One row; per column its words, highest z first.
#[must_use]
pub fn keyness(_collection: &Collection, _reading: &CorpusReading, _columns: &[Column]) -> Vec<Row> {
    Vec::new()
}
