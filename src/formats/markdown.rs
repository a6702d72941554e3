//! The text of a Markdown file without its signs.
use crate::{Draft, Found};

/// The article of a file.
pub(crate) fn read(text: &str, id: &str) -> Found {
    Found::Draft(Box::new(Draft { id: id.to_owned(), text: text.to_owned(), ..Draft::default() }))
}
