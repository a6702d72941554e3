//! Which facet values the articles and passages of a collection have, and under which names they are found.
//!
//! Outlet and date come from the article, events, entities and speakers from its reading. An entity counts in
//! every sentence that mentions it in any form; a speaker in every sentence that has words of theirs.
use crate::facets::{Facet, FacetCount, FacetEntry, Facets, Rows};
use crate::fold::{each_word, without_capitals};
use analysis::{Attribution, CorpusReading, EntityKind, MentionForm, Reading};
use corpus::InOrder;
use corpus::Lower;
use corpus::{Article, Collection, Date, Span};
use corpus::{Map, Set};

/// Collects the values of every article and passage; `article_of` by passage.
pub(crate) fn collect(collection: &Collection, reading: &CorpusReading, article_of: &[u32]) -> Facets {
    let mut drafts: Vec<Draft> = Facet::ALL.map(Draft::new).into();
    let mut passage = 0u32;
    for ((article, row), n) in collection.articles.iter().zip(rows(reading)).zip(0u32..) {
        let found = Found { article, reading: row, corpus: reading };
        for draft in &mut drafts {
            match draft.facet {
                Facet::Outlet => draft.add_all(n, found.outlet()),
                Facet::Date => draft.add_all(n, day_value(reading, n as usize, article)),
                _ => found.in_passages(draft, passage),
            }
        }
        passage += u32::try_from(article.sentences.len()).unwrap_or(0);
    }
    joined(drafts, &forms_by_entity(collection, reading), collection.articles.len(), article_of)
}

/// The days that an article can be from.
pub(crate) fn days(reading: &CorpusReading, n: usize, article: &Article) -> Option<(Date, Date)> {
    let published = article.published.as_ref().map(|p| (p.value.date, p.value.date));
    published.or_else(|| reading.datings.get(n)?.as_ref().map(|d| (d.earliest, d.latest.max(d.earliest))))
}

fn day_value(reading: &CorpusReading, n: usize, article: &Article) -> Option<(String, String)> {
    let (first, last) = days(reading, n, article)?;
    Some(if first == last {
        (first.to_string(), first.short())
    } else {
        (format!("{first}/{last}"), format!("{} to {}", first.short(), last.short()))
    })
}

/// One reading per article; missing ones are `None`.
fn rows(reading: &CorpusReading) -> impl Iterator<Item = Option<&Reading>> {
    reading.articles.iter().map(Some).chain(std::iter::repeat(None))
}

/// What is known about one article.
struct Found<'a> {
    article: &'a Article,
    reading: Option<&'a Reading>,
    corpus: &'a CorpusReading,
}

impl Found<'_> {
    fn outlet(&self) -> Option<(String, String)> {
        self.article.outlet.as_ref().map(|o| (o.name.clone(), o.name.clone()))
    }

    /// Adds the values of a facet that belong to single passages; `first` is the article's first passage.
    fn in_passages(&self, draft: &mut Draft, first: u32) {
        let Some(reading) = self.reading else { return };
        match draft.facet {
            Facet::Event => {
                for told in &reading.passages {
                    if let Some(event) = self.corpus.events.get(told.event as usize) {
                        self.add(draft, first, told.span, (event.id.clone(), event.name.clone()));
                    }
                }
            }
            Facet::Speaker => {
                for said in &reading.attributions {
                    if let Some(value) = self.speaker(said) {
                        for &span in if said.scope.is_empty() { &said.content } else { &said.scope } {
                            self.add(draft, first, span, value.clone());
                        }
                    }
                }
            }
            facet => {
                for mention in &reading.mentions {
                    if let Some(entity) = self.corpus.entities.get(mention.entity as usize)
                        && facet_of(entity.kind) == Some(facet)
                    {
                        self.add(draft, first, mention.span, (entity.id.clone(), entity.name.clone()));
                    }
                }
            }
        }
    }

    fn add(&self, draft: &mut Draft, first: u32, span: Span, value: (String, String)) {
        let id = draft.id(value);
        for sentence in self.article.sentences_in(span) {
            draft.rows.push((first + u32::try_from(sentence).unwrap_or(0), id));
        }
    }

    fn speaker(&self, said: &Attribution) -> Option<(String, String)> {
        let entity = said.speaker.and_then(|e| self.corpus.entities.get(e as usize));
        entity.map(|e| (e.id.clone(), e.name.clone())).or_else(|| {
            let name = said.speaker_name.as_ref().filter(|n| !n.trim().is_empty())?;
            Some((name.lower(), name.clone()))
        })
    }
}

fn facet_of(kind: EntityKind) -> Option<Facet> {
    match kind {
        EntityKind::Person => Some(Facet::Person),
        EntityKind::Organisation | EntityKind::Medium | EntityKind::Group => Some(Facet::Organisation),
        EntityKind::Place | EntityKind::Country => Some(Facet::Place),
        EntityKind::Document | EntityKind::Event | EntityKind::Other => None,
    }
}

/// Folded names by entity id, each between blanks.
fn forms_by_entity(collection: &Collection, reading: &CorpusReading) -> Map<String, Set<String>> {
    let mut forms: Map<String, Set<String>> = Map::new();
    for (article, row) in collection.articles.iter().zip(&reading.articles) {
        for mention in &row.mentions {
            let named = matches!(mention.form, MentionForm::Name | MentionForm::TitleAndName);
            if let (true, Some(entity)) = (named, reading.entities.get(mention.entity as usize)) {
                forms.entry(entity.id.clone()).or_default().insert(blanked(&article.text, mention.name));
            }
        }
    }
    forms
}

fn blanked(text: &str, span: Span) -> String {
    let mut out = " ".to_owned();
    each_word(text, span, |_, key| {
        out.push_str(without_capitals(key));
        out.push(' ');
    });
    out
}

/// Numbers the values through all facets.
fn joined(drafts: Vec<Draft>, forms: &Map<String, Set<String>>, articles: usize, article_of: &[u32]) -> Facets {
    let mut values = Vec::new();
    let (mut by_article, mut by_passage) = (Vec::new(), Vec::new());
    for draft in drafts {
        let first = u32::try_from(values.len()).unwrap_or(u32::MAX);
        let rows = if draft.facet.of_articles() { &mut by_article } else { &mut by_passage };
        rows.extend(draft.rows.iter().map(|&(row, value)| (row, first + value)));
        for entry in draft.entries {
            let mut name = blanked(&entry.label, Span::new(0, entry.label.len()));
            name.extend(forms.get(&entry.key).into_iter().flat_map(Set::iter).map(String::as_str));
            values.push((draft.facet, entry, name));
        }
    }
    for rows in [&mut by_article, &mut by_passage] {
        rows.put_in_order();
        rows.dedup();
    }
    let of_articles = Rows::from_sorted(&by_article, articles);
    Facets::new(values, of_articles, Rows::from_sorted(&by_passage, article_of.len()), article_of)
}

/// A facet while it is filled.
struct Draft {
    facet: Facet,
    ids: Map<String, u32>,
    entries: Vec<FacetEntry>,
    /// (row, value), in any order.
    rows: Vec<(u32, u32)>,
}

impl Draft {
    fn new(facet: Facet) -> Self {
        Self { facet, ids: Map::new(), entries: Vec::new(), rows: Vec::new() }
    }

    fn id(&mut self, (key, label): (String, String)) -> u32 {
        let next = u32::try_from(self.entries.len()).unwrap_or(u32::MAX);
        let id = *self.ids.entry(key.clone()).or_insert(next);
        if id == next {
            self.entries.push(FacetEntry { key, label, total: FacetCount::default() });
        }
        id
    }

    fn add_all(&mut self, row: u32, value: Option<(String, String)>) {
        if let Some(value) = value {
            let id = self.id(value);
            self.rows.push((row, id));
        }
    }
}
