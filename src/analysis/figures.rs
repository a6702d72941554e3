//! Numbers with what they count.
use crate::Figure;
use corpus::Article;

/// The figures of an article, by position.
#[must_use]
pub fn find(_article: &Article) -> Vec<Figure> {
    Vec::new()
}
