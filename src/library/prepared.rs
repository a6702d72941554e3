//! A corpus prepared ahead: analysed where there is time and memory, written as parts, and opened without reading them all.
//!
//! What is held of every article is its introduction and where it tells which event: some hundred bytes. Texts with their
//! readings lie in shards, which are fetched when a question needs them and let go again. The answers are those of the
//! same corpus held whole.
use crate::cast::Cast;
use crate::{Card, CardOf, Catalogue, Library, Question, number};
use analysis::{CorpusReading, Dating, Entity, Event, Passage, Reading};
use corpus::{Article, Collection, EventInfo, Map, Outlet, Published, Span, packed, unpacked};
use std::cell::OnceCell;

/// The form of the parts; it changes whenever the bytes do.
const VERSION: u32 = 2;
/// The part that is read first.
pub const FIRST_PART: &str = "corpus.bin";
const NAMES_PART: &str = "names.bin";
const CAST_PART: &str = "cast.bin";
const CARDS_PART: &str = "cards.bin";
/// The card of what more articles than this name is made ahead: it would need them all.
const CARD_ARTICLES: u32 = 100;
/// A shard is closed when its texts have so many bytes.
const SHARD_BYTES: usize = 200_000;
/// Shards that are held at a time.
const SHARDS_MAX: usize = 48;

/// Where the parts of a corpus are.
pub trait Parts {
    /// The bytes of a part; `None` where it cannot be had.
    fn part(&self, name: &str) -> Option<Vec<u8>>;
}

/// What the first part holds.
#[derive(Debug)]
struct Skeleton {
    version: u32,
    catalogue: Catalogue,
    known: Vec<EventInfo>,
    events: Vec<Event>,
    stubs: Vec<Stub>,
    /// The first article of each shard.
    shards: Vec<u32>,
}

/// What is held of every article.
#[derive(Debug)]
struct Stub {
    id: String,
    outlet: Option<Outlet>,
    published: Option<Published>,
    headline: Option<String>,
    dating: Option<Dating>,
    passages: Vec<Passage>,
}

packed!(Skeleton { version, catalogue, known, events, stubs, shards });
packed!(Stub { id, outlet, published, headline, dating, passages });

/// The part of a library that knows where the rest is.
pub(crate) struct Store {
    parts: Box<dyn Parts>,
    catalogue: Catalogue,
    shards: Vec<u32>,
    /// Shards that are held, the last used last.
    held: Vec<usize>,
    /// How many are held at a time, unless one question needs more.
    most: usize,
    names: bool,
    cards: OnceCell<Map<String, Card>>,
}

impl std::fmt::Debug for Store {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Store").field("shards", &self.shards.len()).field("held", &self.held).finish_non_exhaustive()
    }
}

/// Writes a library as parts, by their names.
///
/// # Errors
/// What `write` returns.
pub fn prepare<E>(library: &Library, mut write: impl FnMut(&str, &[u8]) -> Result<(), E>) -> Result<(), E> {
    let (collection, reading) = (&library.collection, &library.reading);
    let rows = || collection.articles.iter().zip(&reading.articles);
    let (mut shards, mut shard, mut bytes) = (vec![0], Vec::new(), 0);
    for ((article, read), n) in rows().zip(1_u32..) {
        bytes += article.text.len();
        shard.push((article.clone(), read.clone()));
        let last = n as usize == collection.articles.len();
        if bytes >= SHARD_BYTES || last {
            write(&shard_name(shards.len() - 1), &packed(&shard))?;
            (shard, bytes) = (Vec::new(), 0);
            if !last {
                shards.push(n);
            }
        }
    }
    write(NAMES_PART, &packed(&reading.entities))?;
    write(CAST_PART, &packed(library.cast()))?;
    let mut cards: Map<String, Card> = Map::new();
    for (entity, n) in reading.entities.iter().zip(0..) {
        if library.cast().articles_of(n).len() > CARD_ARTICLES as usize {
            cards.insert(entity.id.clone(), CardOf { entity: entity.id.clone() }.answer(library));
        }
    }
    write(CARDS_PART, &packed(&cards))?;
    for (name, bytes) in library.index().to_parts() {
        write(&index_name(&name), &bytes)?;
    }
    let stub = |((article, read), dating): ((&Article, &Reading), &Option<Dating>)| Stub {
        id: article.id.clone(),
        outlet: article.outlet.clone(),
        published: article.published.clone(),
        headline: article.headline.map(|h| h.of(&article.text).to_owned()),
        dating: dating.clone(),
        passages: read.passages.clone(),
    };
    let skeleton = Skeleton {
        version: VERSION,
        catalogue: Catalogue { shipped: true, ..library.catalogue(crate::EVENTS_MAX) },
        known: collection.events.clone(),
        events: reading.events.clone(),
        stubs: rows().zip(&reading.datings).map(stub).collect(),
        shards,
    };
    write(FIRST_PART, &packed(&skeleton))
}

fn shard_name(shard: usize) -> String {
    format!("articles-{shard}.bin")
}

fn index_name(part: &str) -> String {
    format!("index-{part}.bin")
}

/// An article of which only the introduction is held: its text is its headline.
fn stub_of(stub: Stub) -> (Article, Reading, Option<Dating>) {
    let text = stub.headline.clone().unwrap_or_default();
    let article = Article {
        id: stub.id,
        headline: stub.headline.map(|h| Span::new(0, h.len())),
        text,
        outlet: stub.outlet,
        published: stub.published,
        blocks: Vec::new(),
        sentences: Vec::new(),
        notices: Vec::new(),
    };
    (article, Reading { passages: stub.passages, ..Reading::default() }, stub.dating)
}

/// Makes a stub of an article again.
fn let_go(article: &mut Article, reading: &mut Reading) {
    let headline = article.headline.map(|h| h.of(&article.text).to_owned());
    let known = Stub {
        id: std::mem::take(&mut article.id),
        outlet: article.outlet.take(),
        published: article.published.take(),
        headline,
        dating: None,
        passages: std::mem::take(&mut reading.passages),
    };
    (*article, *reading, _) = stub_of(known);
}

impl Library {
    /// Opens a prepared corpus.
    ///
    /// # Errors
    /// A sentence on what was expected and what was found.
    pub fn open(parts: Box<dyn Parts>) -> Result<Self, String> {
        let Some(bytes) = parts.part(FIRST_PART) else {
            return Err(format!("expected the prepared corpus’ part {FIRST_PART}, found none: prepare it again"));
        };
        let found = unpacked::<Skeleton>(&bytes).filter(|s| s.version == VERSION);
        let Some(skeleton) = found else {
            return Err(format!("{FIRST_PART} is not of this program’s version or damaged: prepare the corpus again"));
        };
        let Skeleton { catalogue, known, events, stubs, shards, .. } = skeleton;
        let mut collection = Collection {
            name: catalogue.name.clone(),
            about: catalogue.about.clone(),
            events: known,
            articles: Vec::with_capacity(stubs.len()),
        };
        let mut reading = CorpusReading { events, ..CorpusReading::default() };
        for (article, read, dating) in stubs.into_iter().map(stub_of) {
            collection.articles.push(article);
            reading.articles.push(read);
            reading.datings.push(dating);
        }
        let hash = OnceCell::from(catalogue.hash.clone());
        let store = Store {
            parts,
            catalogue,
            shards,
            held: Vec::new(),
            most: SHARDS_MAX,
            names: false,
            cards: OnceCell::new(),
        };
        Ok(Self { shipped: true, store: Some(store), hash, ..Self::with_reading(collection, reading) })
    }

    /// Fetches the names, when they are first needed.
    fn fetch_names(&mut self) {
        let Some(store) = self.store.as_mut().filter(|store| !store.names) else { return };
        store.names = true;
        let names = store.parts.part(NAMES_PART);
        self.reading.entities = names.and_then(|bytes| unpacked::<Vec<Entity>>(&bytes)).unwrap_or_default();
    }

    /// Who is named, where that was counted ahead.
    pub(crate) fn cast_ahead(&self) -> Option<Cast> {
        let store = self.store.as_ref()?;
        Some(store.parts.part(CAST_PART).and_then(|bytes| unpacked(&bytes)).unwrap_or_default())
    }

    /// The card of an entity, where it was made ahead.
    pub(crate) fn card_ahead(&self, entity: &str) -> Option<Card> {
        let store = self.store.as_ref()?;
        let cards = store
            .cards
            .get_or_init(|| store.parts.part(CARDS_PART).and_then(|bytes| unpacked(&bytes)).unwrap_or_default());
        cards.get(entity).cloned()
    }

    /// The index, where it was made ahead; its words are fetched when a search needs them.
    pub(crate) fn index_ahead(&self) -> Option<search::Index> {
        let store = self.store.as_ref()?;
        let part = |name| store.parts.part(&index_name(name)).unwrap_or_default();
        let nothing = || search::Index::build(&Collection::default(), &CorpusReading::default());
        Some(search::Index::open(&part(search::HEAD), &part(search::LAYERS)).unwrap_or_else(|_| nothing()))
    }

    /// Fetches the words of the index that a search asks for; what cannot be had is not found.
    pub(crate) fn fetch_words(&mut self, search: impl Fn(&search::Index) -> Result<search::Results, search::Missing>) {
        if self.store.is_none() {
            return;
        }
        self.searched();
        let (Some(store), Some(searched)) = (&self.store, self.index.get_mut()) else { return };
        while let Err(search::Missing(chunks)) = search(&searched.index) {
            for chunk in chunks {
                let bytes = store.parts.part(&index_name(&search::chunk_name(chunk as usize)));
                if bytes.and_then(|bytes| searched.index.supply(chunk, bytes).ok()).is_none() {
                    return;
                }
            }
        }
    }

    /// What the whole holds, where only a part of it is here.
    pub(crate) fn catalogue_of_whole(&self) -> Option<&Catalogue> {
        self.store.as_ref().map(|store| &store.catalogue)
    }

    /// Fetches what these articles need to be read; nothing where all are here. What cannot be had stays away: the
    /// article is its headline then.
    pub(crate) fn load(&mut self, articles: &[u32]) {
        self.fetch_names();
        let Some(store) = &mut self.store else { return };
        for &article in articles {
            let shard = store.shards.partition_point(|first| *first <= article).saturating_sub(1);
            let before = store.held.len();
            store.held.retain(|held| *held != shard);
            let held = store.held.len() < before;
            store.held.push(shard);
            if held {
                continue;
            }
            let bytes = store.parts.part(&shard_name(shard));
            let rows = bytes.and_then(|bytes| unpacked::<Vec<(Article, Reading)>>(&bytes)).unwrap_or_default();
            let first = store.shards.get(shard).copied().unwrap_or(0) as usize;
            for (n, (article, read)) in (first..).zip(rows) {
                let places = self.collection.articles.get_mut(n).zip(self.reading.articles.get_mut(n));
                if let Some((place, place_read)) = places {
                    (*place, *place_read) = (article, read);
                }
            }
        }
        // What one question needs is kept whole.
        let kept = store.most.max(articles.len());
        while store.held.len() > kept {
            let shard = store.held.remove(0);
            let end = store.shards.get(shard + 1).map_or(self.collection.articles.len(), |n| *n as usize);
            for n in store.shards.get(shard).copied().unwrap_or(0) as usize..end {
                let places = self.collection.articles.get_mut(n).zip(self.reading.articles.get_mut(n));
                if let Some((article, read)) = places {
                    let_go(article, read);
                }
            }
        }
    }

    /// How many articles are held whole.
    #[must_use]
    pub fn held(&self) -> u32 {
        number(self.collection.articles.iter().filter(|a| !a.blocks.is_empty()).count())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, LineOrder, Show};
    use crate::{
        Behind, CastOf, CatalogueOf, Comparing, DayOf, Differing, Extracting, FileForm, FileOf, HeadsOf, KnownOf,
        SentencesOf, TimelineOf,
    };

    struct Folder(Map<String, Vec<u8>>);

    impl Parts for Folder {
        fn part(&self, name: &str) -> Option<Vec<u8>> {
            self.0.get(name).cloned()
        }
    }

    fn folder(library: &Library) -> Map<String, Vec<u8>> {
        let mut parts = Map::new();
        prepare(library, |name, bytes| {
            parts.insert(name.to_owned(), bytes.to_vec());
            Ok::<(), ()>(())
        })
        .unwrap();
        parts
    }

    fn same<Q: Question>(question: &Q, whole: &mut Library, parted: &mut Library) {
        let bytes = packed(question);
        assert_eq!(whole.reply(Q::NUMBER, &bytes), parted.reply(Q::NUMBER, &bytes), "question {}", Q::NUMBER);
    }

    /// A story told on many days by many outlets, in several shards.
    fn many() -> Library {
        let text = |n: u32| {
            let filler = "The river rose again and people left their houses for the night. ".repeat(60);
            format!(
                "Floods in Graz {n}\n\nTalks were held in Graz on 3 May 2024 about the dam.\n{filler}\n“We lost {n},” said Anna Berg."
            )
        };
        let mut collection = Collection { name: "Floods".into(), ..Collection::default() };
        for n in 0..120 {
            collection.articles.push(corpus::read_text(&format!("a{n}"), text(n)));
        }
        Library::read(collection)
    }

    #[test]
    fn a_prepared_corpus_answers_as_the_whole_does() {
        for mut whole in [Library::read(embed::collection()), many()] {
            let mut parted = Library::open(Box::new(Folder(folder(&whole)))).unwrap();
            assert_eq!(parted.held(), 0);
            let id = |n: usize| whole.collection.articles[n].id.clone();
            let (ids, differing) = (vec![id(3), id(1)], Differing { a: id(0), b: id(2) });
            whole.shipped = true;
            same(&CatalogueOf { events_max: crate::EVENTS_MAX }, &mut whole, &mut parted);
            same(&HeadsOf { with: String::new(), from: 1, most: 3 }, &mut whole, &mut parted);
            same(&Extracting { articles: ids.clone(), ..Extracting::default() }, &mut whole, &mut parted);
            same(&Comparing::default(), &mut whole, &mut parted);
            same(&TimelineOf { days: None, bars_max: 60, events_max: 9 }, &mut whole, &mut parted);
            same(&DayOf { days: None, from_row: 2, most: 3 }, &mut whole, &mut parted);
            let event = whole.reading.events[0].id.clone();
            same(&KnownOf { event, days: None, most: 4 }, &mut whole, &mut parted);
            same(&Comparing { outlets: ids, ..Comparing::default() }, &mut whole, &mut parted);
            let event = whole.catalogue(1).events[0].event.id.clone();
            same(&KnownOf { event, days: None, most: 8 }, &mut whole, &mut parted);
            same(&TimelineOf { days: None, bars_max: 40, events_max: 40 }, &mut whole, &mut parted);
            for show in [Show::Passages, Show::Lines(LineOrder::Right), Show::Plot] {
                for query in ["", "talks", "\"were held\"", "tal*", "goverment~", "NOT the"] {
                    let ask = Finding { query: query.into(), show, from: 0, most: 7, ..Finding::default() };
                    same(&ask, &mut whole, &mut parted);
                }
            }
            same(&CastOf { most: 20, ..CastOf::default() }, &mut whole, &mut parted);
            for form in [FileForm::Corpus, FileForm::Lines, FileForm::Markdown] {
                for from in [0, 64] {
                    same(&FileOf { form, from, ..FileOf::default() }, &mut whole, &mut parted);
                }
            }
            same(&differing, &mut whole, &mut parted);
            for n in [0, whole.reading.entities.len() / 2] {
                let entity = whole.reading.entities[n].id.clone();
                same(&CardOf { entity: entity.clone() }, &mut whole, &mut parted);
                let behind = Behind::All;
                same(&SentencesOf { entity, behind, outlet: None, from: 0, most: 9 }, &mut whole, &mut parted);
            }
        }
    }

    #[test]
    fn what_is_not_needed_is_let_go_and_comes_back() {
        let mut whole = many();
        let parts = folder(&whole);
        assert!(parts.len() > 3, "{} parts", parts.len());
        let mut parted = Library::open(Box::new(Folder(parts))).unwrap();
        parted.store.as_mut().unwrap().most = 1;
        for n in [0, 60, 119, 0] {
            let ask = Extracting { articles: vec![format!("a{n}")], ..Extracting::default() };
            same(&ask, &mut whole, &mut parted);
            assert!(parted.held() < 120);
        }
        let stub = parted.collection.articles[60].clone();
        let (mut article, mut read) = (whole.collection.articles[60].clone(), whole.reading.articles[60].clone());
        let passages = read.passages.clone();
        let_go(&mut article, &mut read);
        assert_eq!(
            (article.id.as_str(), article.headline_text(), read.passages),
            ("a60", Some("Floods in Graz 60"), passages)
        );
        assert!(article.blocks.is_empty() || stub.blocks.is_empty());
    }

    #[test]
    fn a_missing_or_damaged_part_is_said_or_stays_away() {
        let library = many();
        let parts = folder(&library);
        assert!(Library::open(Box::new(Folder(Map::new()))).unwrap_err().contains("corpus.bin"));
        let mut cut = parts.clone();
        let first = cut.get(FIRST_PART).unwrap().clone();
        cut.insert(FIRST_PART.to_owned(), first[..first.len() / 2].to_vec());
        assert!(Library::open(Box::new(Folder(cut))).unwrap_err().contains("prepare the corpus again"));
        let mut lost = parts;
        lost.insert(shard_name(0), vec![1, 2, 3]);
        let mut parted = Library::open(Box::new(Folder(lost))).unwrap();
        let answer = parted
            .reply(Extracting::NUMBER, &packed(&Extracting { articles: vec!["a0".into()], ..Extracting::default() }))
            .unwrap();
        let extract = unpacked::<crate::Extract>(&answer).unwrap();
        assert_eq!(extract.collection.articles[0].text, "Floods in Graz 0");
        let answer = parted.reply(FileOf::NUMBER, &packed(&FileOf::default())).unwrap();
        let part = unpacked::<crate::FilePart>(&answer).unwrap();
        assert!(part.missing > 0 && part.text.contains("\"a0\""), "what is missing in a file is counted");
    }
}
