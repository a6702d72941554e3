//! Sentences that tell the same thing, held against each other: agree, worded otherwise, conflict, only here.
use crate::CorpusReading;
use crate::alignment::Alignment;
use crate::comparison::{Column, Statement};
use corpus::Collection;

/// One statement per aligned group, with its verdict, and one per thing that only one column has.
#[must_use]
pub fn compared(
    _collection: &Collection,
    _reading: &CorpusReading,
    _columns: &[Column],
    _alignment: &Alignment,
) -> Vec<Statement> {
    Vec::new()
}
