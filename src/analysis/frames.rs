//! Frames: evidence under the indicator questions of Semetko and Valkenburg (2000), as spans to judge.
use crate::CorpusReading;
use crate::comparison::{Column, Row};
use corpus::Collection;

/// One row per indicator question that has evidence.
#[must_use]
pub fn frames(_collection: &Collection, _reading: &CorpusReading, _columns: &[Column]) -> Vec<Row> {
    Vec::new()
}
