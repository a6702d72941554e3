//! Dates and times named in the text, resolved against the article's day.
use crate::DateMention;
use corpus::{Article, Date};

/// The dates of an article, by position; `anchor` is the day it was published, where known.
#[must_use]
pub fn find(_article: &Article, _anchor: Option<Date>) -> Vec<DateMention> {
    Vec::new()
}
