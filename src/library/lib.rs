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
//! | `stretch.rs` | a long article in pieces |
//! | `anchoring.rs` | where the passages are that notes are on; a file of notes |
//! | `comparing.rs` | how the outlets told an event |
//! | `heads.rs` | which articles there are |
//! | `cast.rs` | who and what is named, what each outlet calls it, beside whom |
//! | `timeline.rs`, `bars.rs` | articles and events by their days |
//! | `known.rs` | what was known of an event when |
//! | `finding.rs` | what a search finds |
//! | `review.rs` | what the reader of the files decided for each article |
//! | `export.rs` | the corpus as a file |
//! | `duplicates.rs` | what two articles that are nearly the same have differently |
//!
//! [`Gathering`] makes a library out of files, piece by piece; `workspace.rs` changes one.
//! Pure: no clock, no network, no storage.
mod anchoring;
mod bars;
pub mod bringing;
mod cast;
mod catalogue;
mod comparing;
mod duplicates;
mod export;
mod extract;
pub mod finding;
mod gathering;
mod heads;
mod known;
mod prepared;
mod review;
mod stretch;
mod timeline;
mod workspace;

pub use anchoring::{Anchored, Anchoring, Imported, Importing, Whither};
pub use bars::{Bar, Bars, Step};
pub use cast::{
    Behind, Card, CardOf, CastList, CastOf, CastOrder, CastRow, CorrectionLine, CorrectionsOf, CorrectionsTold, First,
    Form, Moved, OutletForms, Role, RolePlace, Sentence, Sentences, SentencesOf, Spot, Together, WouldMove,
};
pub use catalogue::{Catalogue, CatalogueOf, EventHead, event_order};
pub use comparing::{Compared, Comparing, Making, Teller};
pub use duplicates::{Difference, Differing, Run, Who};
pub use export::{FileForm, FileOf, FilePart};
pub use extract::{Extract, Extracting, Fit, restrict};
pub use finding::{Finding, Found};
pub use gathering::{Binding, Bound, Brought, Gathering};
pub use heads::{Head, Heads, HeadsOf};
pub use known::{Knew, Knowing, Known, KnownOf, Novelty, Said};
pub use prepared::{FIRST_PART, Parts, prepare};
pub use review::{Decided, Piece, Review, ReviewOf, ReviewOnly, ReviewRow};
pub use stretch::{PIECE_BYTES, Stretch, shortened};
pub use timeline::{Day, DayOf, Happened, OnLine, Timeline, TimelineOf};
pub use workspace::Edited;

use analysis::corrections::{Correction, Unapplied, Uncorrected, correct};
use analysis::take_along::corpus_hash;
use analysis::{CorpusReading, join_readings, read_collection};
use corpus::{Collection, Pack, packed, unpacked};
use finding::{LinesFile, MoreValues};
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
    /// What a corpus of one's own is called whatever is changed in it; empty for one that came with the page.
    pub id: String,
    /// Made when somebody searches for the first time.
    index: OnceCell<finding::Searched>,
    /// Made when somebody asks which corpus this is.
    hash: OnceCell<String>,
    /// Counted when somebody asks how far the events reach for the first time.
    reach: OnceCell<Vec<(u32, u32)>>,
    /// Where the rest is, when only a part is here.
    store: Option<prepared::Store>,
    /// Made when somebody asks who is named.
    cast: OnceCell<cast::Cast>,
    /// What the user corrects in who is meant, and what could not be.
    corrections: (Vec<Correction>, Vec<Unapplied>),
    /// What the corrections changed, as the engine had it.
    uncorrected: Option<Uncorrected>,
    /// What is given for each article, and the user's changes, where it is one's own.
    workspace: Option<Box<workspace::Workspace>>,
    /// Found when somebody looks the articles through.
    alike: OnceCell<duplicates::Alike>,
    /// By article, what of it is to be looked at; counted then too.
    kinds: OnceCell<Vec<u8>>,
}

/// Events that the catalogue lists for the frame of the page.
pub const EVENTS_MAX: u32 = 200;

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

    /// A collection whose articles have been read and indexed one by one.
    fn indexed(collection: Collection, readings: Vec<analysis::Reading>, text: search::TextIndex) -> Self {
        let reading = join_readings(&collection, readings);
        Self::bound(collection, reading, text)
    }

    /// A collection with its reading and the index of its texts.
    fn bound(collection: Collection, reading: CorpusReading, text: search::TextIndex) -> Self {
        let mut index = search::Index::new(text, search::Layers::default());
        index.set_layers(index.layers_of(&collection, &reading));
        let index = OnceCell::from(finding::Searched::new(index));
        Self { index, ..Self::with_reading(collection, reading) }
    }

    /// A collection with its reading.
    #[must_use]
    pub fn with_reading(collection: Collection, reading: CorpusReading) -> Self {
        Self {
            collection,
            reading,
            shipped: false,
            id: String::new(),
            index: OnceCell::new(),
            hash: OnceCell::new(),
            cast: OnceCell::new(),
            corrections: Default::default(),
            uncorrected: None,
            reach: OnceCell::new(),
            store: None,
            workspace: None,
            alike: OnceCell::new(),
            kinds: OnceCell::new(),
        }
    }

    /// The corpus that comes with the page.
    #[must_use]
    pub fn shipped(collection: Collection) -> Self {
        Self { shipped: true, ..Self::read(collection) }
    }

    /// For searching.
    #[must_use]
    pub fn index(&self) -> &search::Index {
        &self.searched().index
    }

    pub(crate) fn searched(&self) -> &finding::Searched {
        self.index.get_or_init(|| {
            let index = self.index_ahead();
            finding::Searched::new(index.unwrap_or_else(|| search::Index::build(&self.collection, &self.reading)))
        })
    }

    /// SHA-256 of ids and texts: it names the corpus.
    #[must_use]
    pub fn hash(&self) -> &str {
        self.hash.get_or_init(|| corpus_hash(&self.collection))
    }

    /// What notes and corrections are kept by: the id, or the beginning of the hash where there is none.
    #[must_use]
    pub fn mark(&self) -> &str {
        if self.id.is_empty() { self.hash().get(..16).unwrap_or("") } else { &self.id }
    }

    /// Everybody and everything that is named.
    pub(crate) fn cast(&self) -> &cast::Cast {
        self.cast.get_or_init(|| self.cast_ahead().unwrap_or_else(|| cast::Cast::of(&self.collection, &self.reading)))
    }

    /// Reads with these corrections in place of those before; whoever asks from now on is answered so. The engine's own
    /// reading is always what they are applied to: an empty list leaves no trace of any. Whether they are others. Where
    /// only a part of the corpus is here, nothing is corrected: the rest would not follow.
    pub fn correct(&mut self, corrections: Vec<Correction>) -> bool {
        if self.corrections.0 == corrections || self.store.is_some() {
            return false;
        }
        if let Some(uncorrected) = self.uncorrected.take() {
            uncorrected.restore(&mut self.reading);
        }
        let mut unapplied = Vec::new();
        if !corrections.is_empty() {
            let (before, left) = correct(&mut self.reading, &self.collection, &corrections);
            self.uncorrected = Some(before);
            unapplied = left;
        }
        self.corrections = (corrections, unapplied);
        self.count_again();
        true
    }

    /// Everything is as before but for who published it: what was counted by that is counted again.
    fn read_again(&mut self) {
        self.kinds = OnceCell::new();
        let corrections = std::mem::take(&mut self.corrections.0);
        if corrections.is_empty() {
            self.count_again();
        } else {
            self.correct(corrections);
        }
    }

    fn count_again(&mut self) {
        // The words are the same, whoever is meant.
        if let Some(finding::Searched { index, .. }) = self.index.take() {
            let layers = index.layers_of(&self.collection, &self.reading);
            self.index = OnceCell::from(finding::Searched::new(index.with_layers(layers)));
        }
        self.cast = OnceCell::new();
    }

    /// The corrections that hold.
    #[must_use]
    pub fn corrections(&self) -> &[Correction] {
        &self.corrections.0
    }

    /// The entities as the engine had them.
    pub(crate) fn uncorrected_entities(&self) -> &[analysis::Entity] {
        self.uncorrected.as_ref().map_or(self.reading.entities.as_slice(), Uncorrected::entities)
    }

    /// Those of them that could not be applied, or only in part.
    #[must_use]
    pub fn unapplied(&self) -> &[Unapplied] {
        &self.corrections.1
    }

    /// How many articles tell each event, in the order of the events: (as a subject, only as background).
    #[must_use]
    pub fn reach(&self) -> &[(u32, u32)] {
        self.reach.get_or_init(|| analysis::compare::reach(&self.reading))
    }

    /// The number of the article with that id.
    #[must_use]
    pub fn article_by_id(&self, id: &str) -> Option<u32> {
        position(self.collection.articles.iter().map(|a| a.id.as_str()), id)
    }

    /// The numbers of the articles with these ids, and the ids that the corpus does not have.
    #[must_use]
    pub fn articles_by_id(&self, ids: &[String]) -> (Vec<u32>, Vec<String>) {
        split_known(ids, |id| self.article_by_id(id))
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
    pub fn reply(&mut self, number: u8, question: &[u8]) -> Option<Vec<u8>> {
        match number {
            CatalogueOf::NUMBER => self.replied::<CatalogueOf>(question),
            Extracting::NUMBER => self.replied::<Extracting>(question),
            Comparing::NUMBER => self.replied::<Comparing>(question),
            HeadsOf::NUMBER => self.replied::<HeadsOf>(question),
            CastOf::NUMBER => self.replied::<CastOf>(question),
            CardOf::NUMBER => self.replied::<CardOf>(question),
            SentencesOf::NUMBER => self.replied::<SentencesOf>(question),
            WouldMove::NUMBER => self.replied::<WouldMove>(question),
            CorrectionsOf::NUMBER => self.replied::<CorrectionsOf>(question),
            TimelineOf::NUMBER => self.replied::<TimelineOf>(question),
            DayOf::NUMBER => self.replied::<DayOf>(question),
            KnownOf::NUMBER => self.replied::<KnownOf>(question),
            Finding::NUMBER => self.replied::<Finding>(question),
            MoreValues::NUMBER => self.replied::<MoreValues>(question),
            ReviewOf::NUMBER => self.replied::<ReviewOf>(question),
            FileOf::NUMBER => self.replied::<FileOf>(question),
            Differing::NUMBER => self.replied::<Differing>(question),
            Anchoring::NUMBER => self.replied::<Anchoring>(question),
            Importing::NUMBER => self.replied::<Importing>(question),
            LinesFile::NUMBER => self.replied::<LinesFile>(question),
            _ => None,
        }
    }

    /// Fetches what the question needs, where only a part of the corpus is here.
    pub fn fetch_for<Q: Question>(&mut self, question: &Q) {
        if self.store.is_some() {
            question.prepare(self);
            self.load(&question.needs(self));
        }
    }

    fn replied<Q: Question>(&mut self, question: &[u8]) -> Option<Vec<u8>> {
        let question = unpacked::<Q>(question)?;
        self.fetch_for(&question);
        Some(packed(&question.answer(self)))
    }
}

/// Something that a view asks.
pub trait Question: Pack + Clone + PartialEq + 'static {
    /// What it draws: owned plain data.
    type Answer: Pack + 'static;
    /// Its number in messages.
    const NUMBER: u8;

    /// Has fetched what finding out [`Self::needs`] takes, of a prepared corpus.
    fn prepare(&self, library: &mut Library) {
        let _ = library;
    }

    /// Numbers of the articles that it must be able to read: of a prepared corpus only those are here.
    fn needs(&self, library: &Library) -> Vec<u32> {
        let _ = library;
        Vec::new()
    }

    /// The answer. What the corpus does not have is left out or `None`, never an error.
    fn answer(&self, library: &Library) -> Self::Answer;
}

/// What is found for the ids, and those for which nothing is.
fn split_known(ids: &[String], find: impl Fn(&str) -> Option<u32>) -> (Vec<u32>, Vec<String>) {
    let (mut known, mut unknown) = (Vec::new(), Vec::new());
    for id in ids {
        match find(id) {
            Some(n) => known.push(n),
            None => unknown.push(id.clone()),
        }
    }
    (known, unknown)
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
        let mut library = Library::read(embed::collection());
        let answer = library.reply(CatalogueOf::NUMBER, &packed(&CatalogueOf { events_max: 9 })).unwrap();
        assert_eq!(unpacked::<Catalogue>(&answer), Some(CatalogueOf { events_max: 9 }.answer(&library)));
        assert!(library.reply(255, &[]).is_none() && library.reply(Comparing::NUMBER, &[255]).is_none());
    }
}
