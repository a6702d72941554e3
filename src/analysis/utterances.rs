//! One utterance, its wordings: sayings of the same speaker on the same occasion, as each outlet gave them.
use crate::CorpusReading;
use crate::alignment::Alignment;
use crate::comparison::{Column, Utterance};
use corpus::{Article, Collection};

/// The sayings that several columns give, and those of one column that have a look-alike in another. Whole articles
/// count, not only the passages on the event. `reference` is a pasted text that joins as one more witness.
#[must_use]
pub fn utterances(
    _collection: &Collection,
    _reading: &CorpusReading,
    _columns: &[Column],
    _alignment: &Alignment,
    _reference: Option<&Article>,
) -> Vec<Utterance> {
    Vec::new()
}
