//! What things are called: the swap lens.
use crate::CorpusReading;
use corpus::{Collection, Span};

/// A stretch to replace.
pub struct Swapped {
    /// Where.
    pub span: Span,
    /// By what.
    pub with: String,
}

/// To be replaced by its owner.
#[must_use]
pub fn swap(_: &Collection, _: &CorpusReading, _: u32, _: u32, _: Span) -> Vec<Swapped> {
    Vec::new()
}
