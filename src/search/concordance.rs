//! Hits in their context.
use crate::fold::each_word;
use corpus::Span;

/// Where the words of a passage stand; the n-th is the word with the passage's first number plus n.
pub(crate) fn word_spans(text: &str, passage: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    each_word(text, passage, |span, _| spans.push(span));
    spans
}
