//! What a corpus holds, in a few kilobytes whatever its size: what the frame of the page shows.
use crate::{Library, Question, number};
use analysis::compare::reach;
use analysis::take_along::one_each;
use analysis::{CorpusReading, Event};
use corpus::{Basis, InOrder, packed};
use std::cmp::Reverse;

/// Asks what the corpus holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CatalogueOf {
    /// How many events are listed at most.
    pub events_max: u32,
}

/// What a corpus holds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Catalogue {
    /// As shown.
    pub name: String,
    /// A sentence on where the articles come from.
    pub about: String,
    /// SHA-256 of ids and texts, in hexadecimal.
    pub hash: String,
    /// What notes and corrections are kept by: the id of a corpus of one's own, which stays the same whatever is changed in
    /// it; the beginning of the hash of one that came with the page.
    pub mark: String,
    /// Whether it came with the page.
    pub shipped: bool,
    /// How many articles there are.
    pub articles: u32,
    /// Whether every outlet is known and none has two of them, so that a number of articles is one of outlets too.
    pub one_each: bool,
    /// Bytes of their texts.
    pub bytes: u64,
    /// Bytes of memory that the program holds with all that it made of them; 0 where nobody can tell.
    pub memory: u64,
    /// Names of the corpus, of every sort.
    pub entities: u32,
    /// Events that are told: the corpus' own first, then the most told; the first of them.
    pub events: Vec<EventHead>,
    /// How many there are in all.
    pub events_total: u32,
}

/// An event with the number of articles that tell it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EventHead {
    /// What happened.
    pub event: Event,
    /// Articles that tell it.
    pub about: u32,
    /// Articles that only refer to it.
    pub background: u32,
}

impl EventHead {
    /// Articles that tell it or refer to it.
    #[must_use]
    pub fn articles(&self) -> u32 {
        self.about + self.background
    }
}

packed!(CatalogueOf { events_max });
packed!(EventHead { event, about, background });
packed!(Catalogue {
    name,
    about,
    hash,
    mark,
    shipped,
    articles,
    one_each,
    bytes,
    memory,
    entities,
    events,
    events_total
});

impl Question for CatalogueOf {
    type Answer = Catalogue;
    const NUMBER: u8 = 0;

    fn answer(&self, library: &Library) -> Catalogue {
        if let Some(whole) = library.catalogue_of_whole() {
            let mut catalogue = whole.clone();
            catalogue.events.truncate(self.events_max as usize);
            return Catalogue { memory: memory(), ..catalogue };
        }
        let (collection, reading) = (&library.collection, &library.reading);
        let told = event_order(reading);
        let head = |&(e, (about, background)): &(u32, (u32, u32))| {
            let event = reading.events.get(e as usize)?.clone();
            Some(EventHead { event, about, background })
        };
        Catalogue {
            name: collection.name.clone(),
            about: collection.about.clone(),
            hash: library.hash().to_owned(),
            mark: library.mark().to_owned(),
            shipped: library.shipped,
            articles: number(collection.articles.len()),
            one_each: one_each(collection.articles.iter()),
            bytes: collection.articles.iter().map(|a| a.text.len() as u64).sum(),
            memory: memory(),
            entities: number(reading.entities.len()),
            events: told.iter().take(self.events_max as usize).filter_map(head).collect(),
            events_total: number(told.len()),
        }
    }
}

impl Catalogue {
    /// So many articles, as outlets where each is of another.
    #[must_use]
    pub fn tellers(&self, n: u32) -> String {
        let nouns = if self.one_each { ["outlet", "outlets"] } else { ["article", "articles"] };
        let [one, many] = nouns;
        format!("{n} {}", if n == 1 { one } else { many })
    }
}

/// Memory is never given back, so this is also the most there was.
fn memory() -> u64 {
    #[cfg(target_arch = "wasm32")]
    return core::arch::wasm32::memory_size::<0>() as u64 * 65_536;
    #[cfg(not(target_arch = "wasm32"))]
    0
}

impl Library {
    /// What it holds, with the first events.
    #[must_use]
    pub fn catalogue(&self, events_max: u32) -> Catalogue {
        CatalogueOf { events_max }.answer(self)
    }
}

/// The events that are told, each with the number of articles that tell it and that only refer to it: the
/// collection's own first, then those that most articles tell.
#[must_use]
pub fn event_order(reading: &CorpusReading) -> Vec<(u32, (u32, u32))> {
    let mut told: Vec<(u32, (u32, u32))> = (0..).zip(reach(reading)).filter(|(_, n)| *n != (0, 0)).collect();
    told.put_in_order_by_key(|&(e, (about, background))| {
        let named = reading.events.get(e as usize).is_some_and(|e| e.basis == Basis::Supplied);
        (Reverse(named), Reverse(about + background), e)
    });
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use corpus::{Article, Collection, Outlet};

    #[test]
    fn the_shipped_corpus_in_short() {
        let library = Library::read(embed::collection());
        let all = CatalogueOf { events_max: u32::MAX }.answer(&library);
        assert_eq!((all.articles, all.hash.len()), (5, 64));
        assert_eq!(all.events.len(), all.events_total as usize);
        assert!(all.events.iter().all(|e| e.articles() > 0));
        let few = CatalogueOf { events_max: 1 }.answer(&library);
        assert_eq!((few.events.len(), few.events_total), (1, all.events_total));
        assert_eq!(few.events[0], all.events[0]);
    }

    #[test]
    fn articles_are_outlets_only_where_each_is_known_to_be_of_another() {
        let told = |outlets: [Option<&str>; 2]| {
            let article = |outlet: Option<&str>| Article {
                outlet: outlet.map(|name| Outlet { name: name.to_owned(), url: None, basis: Basis::Supplied }),
                ..corpus::read_text("a", "It rained.".to_owned())
            };
            let articles = outlets.map(article).to_vec();
            Library::read(Collection { articles, ..Collection::default() }).catalogue(9).tellers(2)
        };
        assert_eq!(told([Some("Gull"), Some("Post")]), "2 outlets");
        assert_eq!(told([Some("Gull"), Some("The gull")]), "2 outlets");
        assert_eq!(told([Some("Gull"), Some("gull")]), "2 articles");
        assert_eq!(told([Some("Gull"), None]), "2 articles", "it may be the same");
    }
}
