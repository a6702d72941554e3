//! Who must move: conditions and demands by the party that they fall on.
use crate::CorpusReading;
use crate::comparison::{Column, Row};
use corpus::Collection;

/// One row per party, most burdened first; cells hold the demands in the sentences on the event.
#[must_use]
pub fn burdens(_collection: &Collection, _reading: &CorpusReading, _columns: &[Column]) -> Vec<Row> {
    Vec::new()
}
