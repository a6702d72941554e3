//! Who is cited for which words.
use crate::{Attribution, Entity, Mention};
use corpus::Article;

/// The attributions of an article, by position.
#[must_use]
pub fn find(_article: &Article, _entities: &[Entity], _mentions: &[Mention]) -> Vec<Attribution> {
    Vec::new()
}
