//! What lies on the desk: the corpus, its reading and its index, made once and lent to every view.
use crate::address::{ALL, Address};
use analysis::compare::reach;
use analysis::take_along::{corpus_hash, outlet_name};
use analysis::{CorpusReading, Dating, Entity, Event, Reading};
use corpus::{Article, Basis, Collection, Date, InOrder, Span};
use std::cell::OnceCell;

/// The corpus with everything that was concluded from it.
pub struct Desk {
    /// The articles.
    pub collection: Collection,
    /// What the engine read in them.
    pub reading: CorpusReading,
    /// Per event: articles that tell it, articles that only refer to it.
    pub reach: Vec<(u32, u32)>,
    /// Made when somebody searches for the first time.
    index: OnceCell<search::Index>,
    /// Made when somebody writes a note for the first time.
    mark: OnceCell<String>,
}

impl PartialEq for Desk {
    /// A desk is only ever replaced as a whole.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Desk {
    /// Reads a collection at once.
    #[must_use]
    pub fn lay(collection: Collection) -> Self {
        let readings = collection.articles.iter().map(|a| analysis::read(a, &collection.events)).collect();
        Self::with_readings(collection, readings)
    }

    /// Lays out a collection whose articles have been read one by one.
    #[must_use]
    pub fn with_readings(collection: Collection, readings: Vec<Reading>) -> Self {
        let reading = analysis::join_readings(&collection, readings);
        let reach = reach(&reading);
        Self { collection, reading, reach, index: OnceCell::new(), mark: OnceCell::new() }
    }

    /// For searching.
    #[must_use]
    pub fn index(&self) -> &search::Index {
        self.index.get_or_init(|| search::Index::build(&self.collection, &self.reading))
    }

    /// What tells this corpus from others: the beginning of its hash.
    #[must_use]
    pub fn mark(&self) -> &str {
        self.mark.get_or_init(|| corpus_hash(&self.collection).chars().take(8).collect())
    }

    /// Events that are told, most told first; the collection's own come before those found.
    #[must_use]
    pub fn events(&self) -> Vec<u32> {
        let told = |e: u32| self.reach.get(e as usize).copied().unwrap_or_default();
        let mut events: Vec<u32> = (0..self.reading.events.len()).filter_map(|e| u32::try_from(e).ok()).collect();
        events.retain(|&e| told(e) != (0, 0));
        events.put_in_order_by_key(|&e| {
            let named = self.event(e).is_some_and(|e| e.basis == Basis::Supplied);
            let (about, background) = told(e);
            (std::cmp::Reverse(named), std::cmp::Reverse(about + background), e)
        });
        events
    }

    /// How many outlets tell an event or refer to it.
    #[must_use]
    pub fn outlets(&self, event: u32) -> u32 {
        self.reach.get(event as usize).map_or(0, |(about, background)| about + background)
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
        let article = self.article(article)?;
        article.headline.map(|h| h.of(&article.text))
    }

    /// When an article appeared, as far as known.
    #[must_use]
    pub fn dating(&self, article: u32) -> Option<&Dating> {
        self.reading.datings.get(article as usize).and_then(Option::as_ref)
    }

    /// The day or days of an article with how they are known: “23–29 Nov 2025, derived”.
    #[must_use]
    pub fn dated(&self, article: u32) -> String {
        let Some(dating) = self.dating(article) else { return "undated".to_owned() };
        let basis = match dating.basis {
            Basis::Stated => "stated in the text",
            Basis::Supplied => "supplied",
            Basis::Derived => "derived",
        };
        let time = self
            .article(article)
            .and_then(|a| a.published.as_ref())
            .filter(|p| p.value.date == dating.earliest)
            .and_then(|p| p.value.time_s)
            .map_or_else(String::new, |s| format!(", {:02}:{:02}", s / 3600, s / 60 % 60));
        format!("{}{time}, {basis}", days(dating.earliest, dating.latest))
    }

    /// Takes out of an address what this corpus does not have, and says so.
    #[must_use]
    pub fn settle(&self, mut address: Address, notices: &mut Vec<String>) -> Address {
        match &mut address {
            Address::Compare(c) => {
                keep(&mut c.events, |id| self.event_by_id(id).is_some(), "event", notices);
                keep(&mut c.outlets, |id| id == ALL || self.article_by_id(id).is_some(), "article", notices);
                if c.swap.as_ref().is_some_and(|(a, b)| [a, b].iter().any(|id| self.article_by_id(id).is_none())) {
                    notices.push("The link swaps words with an article that is not in this corpus.".into());
                    c.swap = None;
                }
            }
            Address::Read(r) => {
                keep(&mut r.articles, |id| self.article_by_id(id).is_some(), "article", notices);
                if r.who.as_deref().is_some_and(|id| self.entity_by_id(id).is_none()) {
                    notices.push("The link asks for a name that is not in this corpus.".into());
                    r.who = None;
                }
                let first = r.articles.first().and_then(|id| self.article_by_id(id)).or(Some(0));
                let text = first.and_then(|a| self.article(a)).map_or("", |a| a.text.as_str());
                if r.at.is_some_and(|at| at.of(text).is_empty()) {
                    notices.push("The link asks for a passage that this article does not have.".into());
                    r.at = None;
                }
            }
            Address::Find(_) => {}
        }
        address
    }
}

fn position<'a>(ids: impl Iterator<Item = &'a str>, id: &str) -> Option<u32> {
    ids.enumerate().find(|(_, i)| *i == id).and_then(|(n, _)| u32::try_from(n).ok())
}

fn keep(ids: &mut Vec<String>, known: impl Fn(&str) -> bool, what: &str, notices: &mut Vec<String>) {
    let before = ids.len();
    ids.retain(|id| known(id));
    let lost = before - ids.len();
    if lost > 0 {
        let many = if lost == 1 { format!("an {what}") } else { format!("{lost} {what}s") };
        notices.push(format!("The link asks for {many} that this corpus does not have."));
    }
}

/// A day, or a range of days as short as it can be written.
#[must_use]
pub fn days(from: Date, to: Date) -> String {
    if from == to {
        from.short()
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}–{}", from.day(), to.short())
    } else {
        format!("{} – {}", from.short(), to.short())
    }
}
