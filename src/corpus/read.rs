//! Reads one article from plain text.
use crate::{Article, Block, BlockKind, Span};

/// Reads `text` as one article. Never fails: what cannot be read as intended is a notice.
#[must_use]
pub fn read_text(id: &str, text: String) -> Article {
    let mut blocks = Vec::new();
    let mut sentences = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + (line.len() - line.trim_start().len());
            let span = Span::new(start, start + trimmed.len());
            blocks.push(Block { span, kind: BlockKind::Paragraph, body: span, label: None });
            let mut from = start;
            for (i, _) in trimmed.match_indices(". ") {
                sentences.push(Span::new(from, start + i + 1));
                from = start + i + 2;
            }
            sentences.push(Span::new(from, start + trimmed.len()));
        }
        at += line.len() + 1;
    }
    Article {
        id: id.to_owned(),
        text,
        outlet: None,
        published: None,
        headline: None,
        blocks,
        sentences,
        notices: Vec::new(),
    }
}
