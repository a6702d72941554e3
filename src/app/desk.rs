//! What lies on the desk: the articles that a view shows, with all that was read in them.
use analysis::take_along::{dated, outlet_name};
use analysis::{CorpusReading, Dating, Entity, Event};
use corpus::{Article, Collection, Span};
use library::{Catalogue, Extract, Stretch, shortened};

/// A part of the corpus, to be drawn from.
pub struct Desk {
    /// The articles.
    pub collection: Collection,
    /// What the engine read in them.
    pub reading: CorpusReading,
    /// Which piece of each article lies here; spans count from its beginning.
    pub stretches: Vec<Stretch>,
    /// The headlines, short enough to be shown.
    headlines: Vec<Option<String>>,
    /// SHA-256 of the whole corpus.
    pub hash: String,
    /// What its notes are kept by.
    mark: String,
}

impl PartialEq for Desk {
    /// A desk is only ever replaced as a whole.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Desk {
    /// Lays out a part of the corpus.
    #[must_use]
    pub fn lay(extract: &Extract, catalogue: &Catalogue) -> Self {
        let Extract { collection, reading, stretches, .. } = extract.clone();
        let headline = |(n, article): (usize, &Article)| {
            let known = stretches.get(n).and_then(|s: &Stretch| s.headline.clone());
            known.or_else(|| article.headline_text().map(shortened))
        };
        let headlines = collection.articles.iter().enumerate().map(headline).collect();
        let (hash, mark) = (catalogue.hash.clone(), catalogue.mark.clone());
        Self { collection, reading, stretches, headlines, hash, mark }
    }

    /// What a link names this corpus by: its whole mark.
    #[must_use]
    pub fn mark_of_links(&self) -> &str {
        &self.mark
    }

    /// What tells this corpus from others in the keys of notes: the beginning of its mark.
    #[must_use]
    pub fn mark(&self) -> &str {
        self.mark.get(..8).unwrap_or(&self.mark)
    }

    /// One event.
    #[must_use]
    pub fn event(&self, event: u32) -> Option<&Event> {
        self.reading.events.get(event as usize)
    }

    /// One article.
    #[must_use]
    pub fn article(&self, article: u32) -> Option<&Article> {
        self.collection.articles.get(article as usize)
    }

    /// A sentence without the bullet that its block begins with.
    #[must_use]
    pub fn without_bullet(&self, article: u32, sentence: Span) -> Span {
        let block = self.article(article).and_then(|a| a.block_at(sentence.start));
        let words = block.map(|b| b.label.map_or(b.body, |label| label.cover(b.body)));
        match words {
            Some(words) if sentence.start < words.start && words.start < sentence.end => {
                Span { start: words.start, ..sentence }
            }
            _ => sentence,
        }
    }

    /// One entity.
    #[must_use]
    pub fn entity(&self, entity: u32) -> Option<&Entity> {
        self.reading.entities.get(entity as usize)
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

    /// The outlet's name, or what to call an article whose outlet nobody states.
    #[must_use]
    pub fn outlet(&self, article: u32) -> String {
        outlet_name(&self.collection, article)
    }

    /// The headline's words, where there is one.
    #[must_use]
    pub fn headline(&self, article: u32) -> Option<&str> {
        self.headlines.get(article as usize)?.as_deref()
    }

    /// Which piece of an article lies here, where it is not the whole.
    #[must_use]
    pub fn piece(&self, article: u32) -> Option<&Stretch> {
        self.stretches.get(article as usize).filter(|s| !s.is_whole())
    }

    /// A span of the piece, in the whole text.
    #[must_use]
    pub fn in_whole(&self, article: u32, span: Span) -> Span {
        let from = self.stretches.get(article as usize).map_or(0, |s| s.start);
        Span { start: span.start + from, end: span.end + from }
    }

    /// A span of the whole text, in the piece: what of it lies there.
    #[must_use]
    pub fn in_piece(&self, article: u32, span: Span) -> Option<Span> {
        let Some(piece) = self.piece(article) else { return Some(span) };
        let at = |at: u32| at.clamp(piece.start, piece.end) - piece.start;
        let inside = span.start < piece.end && (span.end > piece.start || span.start >= piece.start);
        inside.then(|| Span { start: at(span.start), end: at(span.end) })
    }

    /// When an article appeared, as far as known.
    #[must_use]
    pub fn dating(&self, article: u32) -> Option<&Dating> {
        self.reading.datings.get(article as usize).and_then(Option::as_ref)
    }

    /// The day or days of an article with how they are known: “23–29 Nov 2025, derived”.
    #[must_use]
    pub fn dated(&self, article: u32) -> String {
        dated(self.article(article), self.dating(article))
    }
}

fn position<'a>(ids: impl Iterator<Item = &'a str>, id: &str) -> Option<u32> {
    ids.enumerate().find(|(_, i)| *i == id).and_then(|(n, _)| u32::try_from(n).ok())
}
