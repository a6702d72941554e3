//! Questions that every telling answers for itself: how many, since when, who leads, who takes part, in which office.
use crate::CorpusReading;
use crate::comparison::{Column, Statement};
use corpus::Collection;

/// One statement per question that at least one column answers, each column with its answer.
#[must_use]
pub fn answers(_collection: &Collection, _reading: &CorpusReading, _columns: &[Column]) -> Vec<Statement> {
    Vec::new()
}
