//! What passages can be filtered by, and how many there are of each.
//!
//! Within a facet the chosen values are alternatives, across facets all must hold. The count of a value is the
//! number of passages there would be if it were chosen, given the query and what is chosen in the *other*
//! facets; so it is right before any query, with phrases, and for values beside the chosen one. Outlet and
//! date belong to the article, the others to the passage itself.
use crate::fold::each_word;
use crate::fold::without_capitals;
use analysis::{Attribution, CorpusReading, EntityKind, Reading};
use corpus::{Article, Collection, Date, Span};
use std::collections::{BTreeMap, BTreeSet};

/// One way to divide the passages.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Facet {
    /// Who published the article; key: the outlet's name.
    Outlet,
    /// Which event the passage tells or refers to; key: the event's id.
    Event,
    /// Who is mentioned, by name, role or pronoun; key: the entity's id.
    Person,
    /// Which organisation, medium or group is mentioned; key: the entity's id.
    Organisation,
    /// Which place or country is mentioned; key: the entity's id.
    Place,
    /// Whose words or reported words the passage has; key: the entity's id, or the description in small letters.
    Speaker,
    /// The article's day; key: `2025-11-24`, or `2025-11-24/2025-11-26` where only a range is known.
    Date,
}

impl Facet {
    /// All facets, in the order of display.
    pub const ALL: [Self; 7] =
        [Self::Outlet, Self::Event, Self::Person, Self::Organisation, Self::Place, Self::Speaker, Self::Date];

    /// The name used in links.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Outlet => "outlet",
            Self::Event => "event",
            Self::Person => "person",
            Self::Organisation => "organisation",
            Self::Place => "place",
            Self::Speaker => "speaker",
            Self::Date => "date",
        }
    }

    /// The facet of that name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|f| f.name() == name)
    }

    /// Whether its value belongs to whole articles.
    fn of_articles(self) -> bool {
        matches!(self, Self::Outlet | Self::Date)
    }
}

/// Which values the user has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    chosen: BTreeMap<Facet, BTreeSet<String>>,
}

impl Selection {
    /// Chooses a value, or takes the choice back.
    pub fn toggle(&mut self, facet: Facet, key: &str) {
        let keys = self.chosen.entry(facet).or_default();
        if !keys.remove(key) {
            keys.insert(key.to_owned());
        }
        if keys.is_empty() {
            self.chosen.remove(&facet);
        }
    }

    /// Whether the value is chosen.
    #[must_use]
    pub fn contains(&self, facet: Facet, key: &str) -> bool {
        self.chosen.get(&facet).is_some_and(|keys| keys.contains(key))
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
    }

    /// Takes every choice in a facet back.
    pub fn clear(&mut self, facet: Facet) {
        self.chosen.remove(&facet);
    }

    /// What is chosen, by facet and key.
    pub fn iter(&self) -> impl Iterator<Item = (Facet, &str)> {
        self.chosen.iter().flat_map(|(&facet, keys)| keys.iter().map(move |key| (facet, key.as_str())))
    }

    pub(crate) fn keys(&self, facet: Facet) -> Option<&BTreeSet<String>> {
        self.chosen.get(&facet)
    }
}

/// A number of passages, and of articles they stand in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct FacetCount {
    /// Passages (sentences).
    pub passages: u32,
    /// Articles with at least one of them.
    pub articles: u32,
}

/// One value of a facet in the whole collection.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetEntry {
    /// Stable; what links hold.
    pub key: String,
    /// As shown.
    pub label: String,
    /// In the whole collection.
    pub total: FacetCount,
}

/// The counts of one facet, in the order of [`crate::Index::facet`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetCounts {
    /// Which facet.
    pub facet: Facet,
    /// One per entry.
    pub counts: Vec<FacetCount>,
}

/// One value of a facet as it is to be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FacetValue<'a> {
    /// Stable; what links hold and [`Selection::toggle`] takes.
    pub key: &'a str,
    /// As shown.
    pub label: &'a str,
    /// If it were chosen; 0 is to be shown greyed.
    pub now: FacetCount,
    /// In the whole collection.
    pub total: FacetCount,
    /// Whether it is chosen.
    pub selected: bool,
}

/// The values of one facet, and which rows (articles or passages) have them.
#[derive(Debug)]
pub(crate) struct FacetTable {
    pub(crate) facet: Facet,
    pub(crate) entries: Vec<FacetEntry>,
    /// By entry: folded words of all its names between blanks.
    names: Vec<String>,
    /// Where a row's values start in `values`; one more than there are rows.
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl FacetTable {
    /// The values of a passage, as places in `entries`.
    pub(crate) fn of(&self, passage: u32, article: u32) -> &[u32] {
        let row = if self.facet.of_articles() { article } else { passage } as usize;
        match (self.starts.get(row), self.starts.get(row + 1)) {
            (Some(&from), Some(&to)) => self.values.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Which entries are chosen; `None` when the facet does not restrict.
    pub(crate) fn chosen(&self, selection: &Selection) -> Option<Vec<bool>> {
        let keys = selection.keys(self.facet)?;
        Some(self.entries.iter().map(|e| keys.contains(&e.key)).collect())
    }

    /// Which entries have this key, or all these words in their names.
    pub(crate) fn named(&self, key: &str, words: &[String]) -> Vec<bool> {
        let named = |name: &String| !words.is_empty() && words.iter().all(|w| name.contains(&format!(" {w} ")));
        self.entries.iter().zip(&self.names).map(|(entry, name)| entry.key == key || named(name)).collect()
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        let text: usize = self.entries.iter().map(|e| e.key.len() + e.label.len() + 56).sum();
        text + self.names.iter().map(|n| n.len() + 24).sum::<usize>() + 4 * (self.starts.len() + self.values.len())
    }
}

/// All facet tables of a collection, in the order of [`Facet::ALL`].
pub(crate) fn build(collection: &Collection, reading: &CorpusReading, articles_of: &[u32]) -> Vec<FacetTable> {
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
    let forms = forms_by_entity(collection, reading);
    drafts.into_iter().map(|d| d.finish(articles_of, collection.articles.len(), &forms)).collect()
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
            Some((name.to_lowercase(), name.clone()))
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
fn forms_by_entity(collection: &Collection, reading: &CorpusReading) -> BTreeMap<String, BTreeSet<String>> {
    let mut forms: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (article, row) in collection.articles.iter().zip(&reading.articles) {
        for mention in &row.mentions {
            let named = matches!(mention.form, analysis::MentionForm::Name | analysis::MentionForm::TitleAndName);
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

/// A facet while it is filled.
struct Draft {
    facet: Facet,
    ids: BTreeMap<String, u32>,
    entries: Vec<FacetEntry>,
    /// (row, value), in any order.
    rows: Vec<(u32, u32)>,
}

impl Draft {
    fn new(facet: Facet) -> Self {
        Self { facet, ids: BTreeMap::new(), entries: Vec::new(), rows: Vec::new() }
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

    fn finish(
        mut self,
        articles_of: &[u32],
        articles: usize,
        forms: &BTreeMap<String, BTreeSet<String>>,
    ) -> FacetTable {
        self.rows.sort_unstable();
        self.rows.dedup();
        let n = if self.facet.of_articles() { articles } else { articles_of.len() };
        let mut starts = vec![0u32; n + 1];
        for &(row, _) in &self.rows {
            if let Some(start) = starts.get_mut(row as usize + 1) {
                *start += 1;
            }
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        let names = self
            .entries
            .iter()
            .map(|e| {
                let mut name = blanked(&e.label, Span::new(0, e.label.len()));
                name.extend(forms.get(&e.key).into_iter().flatten().map(String::as_str));
                name
            })
            .collect();
        let values = self.rows.iter().map(|&(_, v)| v).collect();
        let mut table = FacetTable { facet: self.facet, entries: self.entries, names, starts, values };
        count_totals(&mut table, articles_of);
        table
    }
}

fn count_totals(table: &mut FacetTable, articles_of: &[u32]) {
    let mut tally = Tally::new(table.entries.len());
    for (passage, &article) in (0u32..).zip(articles_of) {
        tally.add(table.of(passage, article), article);
    }
    for (entry, total) in table.entries.iter_mut().zip(tally.counts) {
        entry.total = total;
    }
}

/// Counts the values of passages that come in order.
pub(crate) struct Tally {
    pub(crate) counts: Vec<FacetCount>,
    /// By value: the last article counted, plus one.
    last: Vec<u32>,
}

impl Tally {
    pub(crate) fn new(values: usize) -> Self {
        Self { counts: vec![FacetCount::default(); values], last: vec![0; values] }
    }

    pub(crate) fn add(&mut self, values: &[u32], article: u32) {
        for &value in values {
            if let (Some(count), Some(last)) = (self.counts.get_mut(value as usize), self.last.get_mut(value as usize))
            {
                count.passages += 1;
                if *last != article + 1 {
                    *last = article + 1;
                    count.articles += 1;
                }
            }
        }
    }
}
