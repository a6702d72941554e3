//! What happened, and which passages tell it.
use crate::{DateMention, Entity, Event, Mention, Passage};
use corpus::{Article, EventInfo};

/// The events of an article (those of its collection that it tells, then those found) and its passages.
#[must_use]
pub fn find(
    _article: &Article,
    _entities: &[Entity],
    _mentions: &[Mention],
    _dates: &[DateMention],
    _known: &[EventInfo],
) -> (Vec<Event>, Vec<Passage>) {
    (Vec::new(), Vec::new())
}
/// Stub.
pub enum Knowledge { /// y
Yes, /// n
No, /// u
Unknown }
/// Stub.
#[must_use]
pub fn could_know(_d: Option<&crate::Dating>, _e: &Event) -> Knowledge { Knowledge::Unknown }
