//! The entries of an RSS or Atom feed.
use crate::{Found, Trouble};

/// The articles of a feed; `id` begins the name of an entry that has none of its own.
pub(crate) fn read(feed: &str, id: &str, found: &mut Vec<Found>) {
    let _ = (feed, id);
    found.push(Found::Trouble(Trouble::of_file("feeds are not read yet", "save the articles as text")));
}
