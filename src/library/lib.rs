//! A corpus as a whole: the articles, what was read in them, the index; and the questions that the page asks it.
//!
//! A [`Library`] may lie in the page, in its worker, or behind files that are fetched when they are needed: a view never
//! knows. It asks a [`Question`] and draws the answer, which is owned plain data that can be sent as bytes. So all that
//! takes time is asked, and the page only draws.
//!
//! | file | question |
//! |---|---|
//! | `catalogue.rs` | what the corpus holds |
//! | `extract.rs` | some articles with all that was read in them, as a small corpus of their own |
//! | `comparing.rs` | how the outlets told an event |
//! | `heads.rs` | which articles there are |
//!
//! [`Gathering`] makes a library out of files, piece by piece.
//! Pure: no clock, no network, no storage.
mod catalogue;
mod comparing;
mod extract;
mod gathering;
mod heads;

pub use catalogue::{Catalogue, CatalogueOf, EventHead, event_order};
pub use comparing::{Compared, Comparing, Making, Teller};
pub use extract::{Extract, Extracting, restrict};
pub use gathering::{Gathering, Progress, Refused};
pub use heads::{Head, Heads, HeadsOf};

use analysis::take_along::corpus_hash;
use analysis::{CorpusReading, join_readings, read_collection};
use corpus::{Collection, Pack, packed, unpacked};
use std::cell::OnceCell;

/// The articles with everything that was concluded from them.
#[derive(Debug)]
pub struct Library {
    /// The articles.
    pub collection: Collection,
    /// What the engine read in them.
    pub reading: CorpusReading,
    /// Whether it came with the page.
    pub shipped: bool,
    /// Made when somebody searches for the first time.
    index: OnceCell<search::Index>,
    /// Made when somebody asks which corpus this is.
    hash: OnceCell<String>,
}

impl Library {
    /// Reads a collection at once.
    #[must_use]
    pub fn read(collection: Collection) -> Self {
        let reading = read_collection(&collection);
        Self::with_reading(collection, reading)
    }

    /// A collection whose articles have been read one by one.
    #[must_use]
    pub fn with_readings(collection: Collection, readings: Vec<analysis::Reading>) -> Self {
        let reading = join_readings(&collection, readings);
        Self::with_reading(collection, reading)
    }

    fn with_reading(collection: Collection, reading: CorpusReading) -> Self {
        Self { collection, reading, shipped: false, index: OnceCell::new(), hash: OnceCell::new() }
    }

    /// The corpus that comes with the page.
    #[must_use]
    pub fn shipped(collection: Collection) -> Self {
        Self { shipped: true, ..Self::read(collection) }
    }

    /// For searching.
    #[must_use]
    pub fn index(&self) -> &search::Index {
        self.index.get_or_init(|| search::Index::build(&self.collection, &self.reading))
    }

    /// SHA-256 of ids and texts: it names the corpus.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| corpus_hash(&self.collection))
    }

    /// The number of the article with that id.
    #[must_use]
    pub fn article_by_id(&self, id: &str) -> Option<u32> {
        position(self.collection.articles.iter().map(|a| a.id.as_str()), id)
    }

    /// The number of the event with that id.
    #[must_use]
    pub fn event_by_id(&self, id: &str) -> Option<u32> {
        position(self.reading.events.iter().map(|e| e.id.as_str()), id)
    }

    /// The number of the entity with that id.
    #[must_use]
    pub fn entity_by_id(&self, id: &str) -> Option<u32> {
        position(self.reading.entities.iter().map(|e| e.id.as_str()), id)
    }

    /// Answers the question with that number; `None` where the bytes are none.
    #[must_use]
    pub fn reply(&self, number: u8, question: &[u8]) -> Option<Vec<u8>> {
        match number {
            CatalogueOf::NUMBER => self.replied::<CatalogueOf>(question),
            Extracting::NUMBER => self.replied::<Extracting>(question),
            Comparing::NUMBER => self.replied::<Comparing>(question),
            HeadsOf::NUMBER => self.replied::<HeadsOf>(question),
            _ => None,
        }
    }

    fn replied<Q: Question>(&self, question: &[u8]) -> Option<Vec<u8>> {
        Some(packed(&unpacked::<Q>(question)?.answer(self)))
    }
}

/// Something that a view asks.
pub trait Question: Pack + Clone + PartialEq + 'static {
    /// What it draws: owned plain data.
    type Answer: Pack + 'static;
    /// Its number in messages.
    const NUMBER: u8;

    /// The answer. What the corpus does not have is left out or `None`, never an error.
    fn answer(&self, library: &Library) -> Self::Answer;
}

fn position<'a>(ids: impl Iterator<Item = &'a str>, id: &str) -> Option<u32> {
    ids.zip(0..).find(|(i, _)| *i == id).map(|(_, n)| n)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_sent_is_what_is_answered() {
        let library = Library::read(embed::collection());
        let answer = library.reply(CatalogueOf::NUMBER, &packed(&CatalogueOf { events_max: 9 })).unwrap();
        assert_eq!(unpacked::<Catalogue>(&answer), Some(CatalogueOf { events_max: 9 }.answer(&library)));
        assert!(library.reply(255, &[]).is_none() && library.reply(Comparing::NUMBER, &[255]).is_none());
    }
}
