//! Some articles of a corpus with all that was read in them, as a small corpus of their own.
use crate::{Library, Question};
use analysis::CorpusReading;
use corpus::{Collection, Map, packed};

/// Asks for articles by their ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Extracting {
    /// Ids of the articles; none for the first of the corpus.
    pub articles: Vec<String>,
}

/// A part of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extract {
    /// The articles asked for, in that order.
    pub collection: Collection,
    /// What was read in them; it counts into its own lists of entities and events.
    pub reading: CorpusReading,
    /// Ids that the corpus does not have.
    pub unknown: Vec<String>,
}

packed!(Extracting { articles });
packed!(Extract { collection, reading, unknown });

impl Question for Extracting {
    type Answer = Extract;
    const NUMBER: u8 = 1;

    fn needs(&self, library: &Library) -> Vec<u32> {
        self.found(library).0
    }

    fn answer(&self, library: &Library) -> Extract {
        let (articles, unknown) = self.found(library);
        let (collection, reading) = restrict(&library.collection, &library.reading, &articles);
        Extract { collection, reading, unknown }
    }
}

impl Extracting {
    /// Numbers of the articles, and ids that the corpus does not have.
    fn found(&self, library: &Library) -> (Vec<u32>, Vec<String>) {
        let (mut articles, unknown) = library.articles_by_id(&self.articles);
        if articles.is_empty() {
            articles.push(0);
        }
        (articles, unknown)
    }
}

/// A corpus of these articles alone, in this order; entities and events keep the order they have in the whole.
#[must_use]
pub fn restrict(collection: &Collection, reading: &CorpusReading, articles: &[u32]) -> (Collection, CorpusReading) {
    let mut part = Collection {
        name: collection.name.clone(),
        about: collection.about.clone(),
        articles: Vec::new(),
        events: collection.events.clone(),
    };
    let mut read = CorpusReading::default();
    let (mut entities, mut events) = (Map::new(), Map::new());
    for &n in articles {
        let known = collection.articles.get(n as usize).zip(reading.articles.get(n as usize));
        let Some((article, own)) = known else { continue };
        for entity in entities_of(own) {
            entities.insert(entity, 0);
        }
        for passage in &own.passages {
            events.insert(passage.event, 0);
        }
        part.articles.push(article.clone());
        read.articles.push(own.clone());
        read.datings.push(reading.datings.get(n as usize).cloned().flatten());
    }
    read.entities = renumber(&mut entities, |e| reading.entities.get(e as usize).cloned());
    read.events = renumber(&mut events, |e| reading.events.get(e as usize).cloned());
    let to = |map: &Map<u32, u32>, from: u32| map.get(&from).copied().unwrap_or(u32::MAX);
    for own in &mut read.articles {
        own.mentions.iter_mut().for_each(|m| m.entity = to(&entities, m.entity));
        own.attributions.iter_mut().filter_map(|a| a.speaker.as_mut()).for_each(|e| *e = to(&entities, *e));
        own.conditions.iter_mut().filter_map(|c| c.entity.as_mut()).for_each(|e| *e = to(&entities, *e));
        own.passages.iter_mut().for_each(|p| p.event = to(&events, p.event));
    }
    (part, read)
}

/// Every entity that a reading names.
fn entities_of(own: &analysis::Reading) -> impl Iterator<Item = u32> {
    let mentioned = own.mentions.iter().map(|m| m.entity);
    let heard = own.attributions.iter().filter_map(|a| a.speaker);
    mentioned.chain(heard).chain(own.conditions.iter().filter_map(|c| c.entity))
}

/// The values behind the keys, in their order; each key learns its value's new number.
fn renumber<T>(keys: &mut Map<u32, u32>, value: impl Fn(u32) -> Option<T>) -> Vec<T> {
    let mut values = Vec::new();
    for (key, place) in keys.iter_mut() {
        if let Some(value) = value(*key) {
            *place = crate::number(values.len());
            values.push(value);
        }
    }
    values
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::compare::{Question as Asked, compare};

    #[test]
    fn the_whole_is_a_part_of_itself() {
        let library = Library::read(embed::collection());
        let all: Vec<u32> = (0..5).collect();
        let (part, read) = restrict(&library.collection, &library.reading, &all);
        let used = |r: &CorpusReading| {
            let names = |r: &CorpusReading, n: u32| r.entities[n as usize].id.clone();
            r.articles.iter().flat_map(|a| a.mentions.iter().map(|m| names(r, m.entity))).collect::<Vec<_>>()
        };
        assert_eq!(used(&read), used(&library.reading));
        assert_eq!(part, library.collection);
        let event = |r: &CorpusReading, id: &str| r.events.iter().position(|e| e.id == id).unwrap() as u32;
        let id = library.reading.events[0].id.clone();
        let ask = |events| Asked { events, ..Asked::default() };
        let whole = compare(&library.collection, &library.reading, &ask(vec![event(&library.reading, &id)]));
        let parted = compare(&part, &read, &ask(vec![event(&read, &id)]));
        assert_eq!(whole.overview, parted.overview);
        assert_eq!(whole.facts, parted.facts);
    }

    #[test]
    fn two_articles_in_the_order_asked_for() {
        let library = Library::read(embed::collection());
        let ids: Vec<String> = library.collection.articles.iter().map(|a| a.id.clone()).collect();
        let ask = Extracting { articles: vec![ids[3].clone(), "none".into(), ids[1].clone()] };
        let part = ask.answer(&library);
        assert_eq!(part.unknown, ["none"]);
        let got: Vec<&str> = part.collection.articles.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(got, [ids[3].as_str(), ids[1].as_str()]);
        let inside =
            |r: &analysis::Reading| r.mentions.iter().all(|m| (m.entity as usize) < part.reading.entities.len());
        assert!(part.reading.articles.iter().all(inside));
        assert!(part.reading.entities.len() < library.reading.entities.len());
        let mention = &part.reading.articles[0].mentions[0];
        let before = &library.reading.articles[3].mentions[0];
        let name = |r: &CorpusReading, n: u32| r.entities[n as usize].id.clone();
        assert_eq!(name(&part.reading, mention.entity), name(&library.reading, before.entity));
    }
}
