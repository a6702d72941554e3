//! Facts: what can be compared across the outlets, with a verdict.
use crate::CorpusReading;
use crate::alignment::Alignment;
use crate::comparison::{Column, Statement};
use corpus::Collection;

/// The facts of the articles in `columns`, the gravest verdict first. Whole articles count, not only the passages on
/// the event.
#[must_use]
pub fn facts(
    collection: &Collection,
    reading: &CorpusReading,
    columns: &[Column],
    alignment: &Alignment,
) -> Vec<Statement> {
    let mut facts = crate::answers::answers(collection, reading, columns);
    facts.extend(crate::claims_compared::compared(collection, reading, columns, alignment));
    facts
}
