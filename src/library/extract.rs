//! Some articles of a corpus with all that was read in them, as a small corpus of their own.
use crate::stretch::{Stretch, piece_of};
use crate::{Library, PIECE_BYTES, Question};
use analysis::CorpusReading;
use analysis::anchor::Quote;
use corpus::{Collection, Map, Span, packed};

/// Asks for articles by their ids; of a long one for the piece that is to be shown.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Extracting {
    /// Ids of the articles; none for the first of the corpus.
    pub articles: Vec<String>,
    /// The passage to show, in which of the texts (from 0).
    pub at: Option<(u32, Span)>,
    /// Its words as they were when somebody wrote the link; without words the place holds.
    pub words: Quote,
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
    /// Which piece each article is; spans count from its beginning.
    pub stretches: Vec<Stretch>,
    /// The passage to show, in the whole text of its article.
    pub at: Option<(u32, Span)>,
    /// How it was found.
    pub fit: Fit,
}

/// Whether a passage is what it was.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Fit {
    /// These are the words, or nobody knows others.
    #[default]
    Same,
    /// It stands there, with other words.
    Changed,
    /// It was not found; this is where it was.
    Lost,
}

packed!(Extracting { articles, at, words });
packed!(enum Fit { 0 => Same, 1 => Changed, 2 => Lost });
packed!(Extract { collection, reading, unknown, stretches, at, fit });

impl Question for Extracting {
    type Answer = Extract;
    const NUMBER: u8 = 1;

    fn needs(&self, library: &Library) -> Vec<u32> {
        self.found(library).0
    }

    fn answer(&self, library: &Library) -> Extract {
        let (articles, unknown) = self.found(library);
        let (at, fit) = self.passage(library, &articles).unzip();
        let from = |n: usize| at.filter(|(text, _)| *text as usize == n).map_or(0, |(_, span): (u32, Span)| span.start);
        let (collection, reading, stretches) =
            restrict(&library.collection, &library.reading, &articles, PIECE_BYTES, from);
        Extract { collection, reading, unknown, stretches, at, fit: fit.unwrap_or_default() }
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

    /// Where the passage is now: by its words, if they are known; else, where it was, or the nearest sentence.
    fn passage(&self, library: &Library, articles: &[u32]) -> Option<((u32, Span), Fit)> {
        let (n, span) = self.at.or((!self.words.exact.is_empty()).then(Default::default))?;
        let article = library.collection.articles.get(*articles.get(n as usize)? as usize)?;
        if self.words.exact.is_empty() {
            return Some(((n, span), Fit::Same));
        }
        let found = self.words.anchor_at(&article.text, span.start as usize, span.len().max(self.words.exact.len()));
        Some(match found {
            Some((span, false)) => ((n, span), Fit::Same),
            Some((span, true)) => ((n, span), Fit::Changed),
            None => {
                let next = article.sentences.partition_point(|s| s.end <= span.start);
                let near = article.sentences.get(next).or(article.sentences.last());
                ((n, near.copied().unwrap_or_default()), Fit::Lost)
            }
        })
    }
}

/// A corpus of these articles alone, in this order; entities and events keep the order they have in the whole. Of an
/// article of more than `bytes_max` bytes the piece that `from` lies in, by the number in the list.
#[must_use]
pub fn restrict(
    collection: &Collection,
    reading: &CorpusReading,
    articles: &[u32],
    bytes_max: usize,
    from: impl Fn(usize) -> u32,
) -> (Collection, CorpusReading, Vec<Stretch>) {
    let mut stretches = Vec::new();
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
        let (article, own, stretch) = piece_of(article, own, from(part.articles.len()), bytes_max);
        for entity in entities_of(&own) {
            entities.insert(entity, 0);
        }
        for passage in &own.passages {
            events.insert(passage.event, 0);
        }
        part.articles.push(article);
        read.articles.push(own);
        stretches.push(stretch);
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
    (part, read, stretches)
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
        let (part, read, _) = restrict(&library.collection, &library.reading, &all, PIECE_BYTES, |_| 0);
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
        let ask = Extracting { articles: vec![ids[3].clone(), "none".into(), ids[1].clone()], ..Extracting::default() };
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

    /// The words that are shown for a link to `words` of `before`, when the text has become `after`.
    fn follow(before: &str, words: &str, after: &str) -> (String, Fit) {
        let start = before.find(words).unwrap();
        let span = Span::new(start, start + words.len());
        let articles = vec![corpus::read_text("a", after.to_owned())];
        let library = Library::read(Collection { articles, ..Collection::default() });
        let asked =
            Extracting { articles: vec!["a".into()], at: Some((0, span)), words: Quote::for_link(before, span) };
        let found = asked.answer(&library);
        let stretch = &found.stretches[0];
        let (_, at) = found.at.unwrap();
        assert!(stretch.start <= at.start && at.start <= stretch.end, "{stretch:?} {at:?}");
        (at.of(after).to_owned(), found.fit)
    }

    #[test]
    fn a_link_finds_its_passage_after_an_edit() {
        let text = "Rain fell in Ulm.\n\nThe mayor said the dam would hold until Friday at noon, whatever came. Nobody left.\n\nEnd.";
        let words = "The mayor said the dam would hold until Friday at noon, whatever came.";
        assert_eq!(follow(text, words, text), (words.to_owned(), Fit::Same));
        let long = format!("{}{text}", "New words before it all. \n\n".repeat(4000));
        assert_eq!(follow(text, words, &long), (words.to_owned(), Fit::Same), "in another piece");
        let edited = text.replace("dam would hold", "old dam might hold");
        let (found, fit) = follow(text, words, &edited);
        assert!(found.contains("old dam might hold until Friday") && fit == Fit::Changed, "{found}");
        assert_eq!(follow(text, words, "Rain fell in Ulm.\n\nEnd of it."), ("End of it.".to_owned(), Fit::Lost));
        assert_eq!(follow(text, words, "").1, Fit::Lost);
    }
}
