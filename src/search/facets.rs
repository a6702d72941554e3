//! What passages can be filtered by, and how many there are of each.
//!
//! Within a facet the chosen values are alternatives, across facets all must hold. The count of a value is the
//! number of passages there would be if it were chosen, given the query and what is chosen in the *other*
//! facets; so it is right before any query, with phrases, and for values beside the chosen one. Outlet and
//! date belong to the article, the others to the passage itself.
//!
//! The passage's values lie twice: as rows, to count for the few passages of a rare word, and as lists of passages by
//! value, to count for the very many of a frequent one.
use crate::bytes::{Bytes, Damaged, put, put_all, put_steps, put_text};
use crate::passage_set::PassageSet;
use crate::passages::Passages;
use crate::terms::Terms;
use corpus::{Date, InOrder};
use std::ops::Range;

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

    /// Its place in [`Self::ALL`].
    pub(crate) fn place(self) -> u8 {
        self as u8
    }

    /// Whether its value belongs to whole articles.
    pub(crate) fn of_articles(self) -> bool {
        matches!(self, Self::Outlet | Self::Date)
    }
}

/// Which values the user has chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// In order, each once.
    chosen: Vec<(Facet, String)>,
    /// The first and the last day.
    days: Option<(Date, Date)>,
}

impl Selection {
    /// Chooses a value, or takes the choice back.
    pub fn toggle(&mut self, facet: Facet, key: &str) {
        let before = self.chosen.len();
        self.chosen.retain(|(f, k)| *f != facet || k != key);
        if self.chosen.len() == before {
            self.chosen.push((facet, key.to_owned()));
            self.chosen.put_in_order();
        }
    }

    /// Whether the value is chosen.
    #[must_use]
    pub fn contains(&self, facet: Facet, key: &str) -> bool {
        self.keys(facet).any(|chosen| chosen == key)
    }

    /// Chooses articles that can be from one of these days, or takes that back. It goes with the choices of
    /// [`Facet::Date`]: both must hold, and the counts of days are those without them.
    pub fn set_days(&mut self, days: Option<(Date, Date)>) {
        self.days = days;
    }

    /// The first and the last day chosen.
    #[must_use]
    pub fn days(&self) -> Option<(Date, Date)> {
        self.days
    }

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty() && self.days.is_none()
    }

    /// Takes every choice in a facet back.
    pub fn clear(&mut self, facet: Facet) {
        self.chosen.retain(|(f, _)| *f != facet);
    }

    /// What is chosen, by facet and key.
    pub fn iter(&self) -> impl Iterator<Item = (Facet, &str)> {
        self.chosen.iter().map(|(facet, key)| (*facet, key.as_str()))
    }

    pub(crate) fn keys(&self, facet: Facet) -> impl Iterator<Item = &str> {
        self.chosen.iter().filter(move |(f, _)| *f == facet).map(|(_, key)| key.as_str())
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

/// The value of an article that has none.
pub(crate) const NONE: u32 = u32::MAX;

/// Which values every article and passage has. Values are numbered through all facets, one facet after the other,
/// and in each as they are shown before any query: days in order, others by count, then by name.
#[derive(Debug, Default)]
pub(crate) struct Facets {
    pub(crate) entries: Vec<FacetEntry>,
    /// By facet: its first value; and the number of values.
    starts: Vec<u32>,
    /// The values of each facet in the order of their keys.
    by_key: Vec<u32>,
    /// Folded words of the names of all values, and which values have them.
    words: Terms,
    having: Rows,
    /// By article.
    pub(crate) outlets: Vec<u32>,
    pub(crate) dates: Vec<u32>,
    of_passages: Rows,
    /// By value: the steps from passage to passage, doubled; odd where another article begins.
    lists: Vec<u8>,
    list_starts: Vec<u32>,
    /// Articles with at least one passage.
    articles: u32,
}

/// Numbers by row, one row after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rows {
    /// Where each row starts in `values`; one more than there are rows.
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Rows {
    /// Adds a row.
    pub(crate) fn push(&mut self, row: impl Iterator<Item = u32>) {
        if self.starts.is_empty() {
            self.starts.push(0);
        }
        self.values.extend(row);
        self.starts.push(u32::try_from(self.values.len()).unwrap_or(u32::MAX));
    }

    /// How many rows there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len().saturating_sub(1)
    }

    #[inline]
    pub(crate) fn of(&self, row: u32) -> &[u32] {
        match (self.starts.get(row as usize), self.starts.get((row as usize).saturating_add(1))) {
            (Some(&from), Some(&to)) => self.values.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    /// Gives every value another number.
    pub(crate) fn renumber(&mut self, to: &[u32]) {
        for value in &mut self.values {
            *value = to.get(*value as usize).copied().unwrap_or(NONE);
        }
        for pair in self.starts.windows(2) {
            if let &[from, to] = pair
                && let Some(row) = self.values.get_mut(from as usize..to as usize)
                && row.len() > 1
            {
                row.put_in_order();
            }
        }
    }

    fn write(&self, out: &mut Vec<u8>) {
        put_steps(out, &self.starts);
        put_all(out, &self.values);
    }

    fn read(bytes: &mut Bytes<'_>, rows: usize, values: usize) -> Result<Self, Damaged> {
        let read = Self { starts: bytes.steps()?, values: bytes.all()? };
        let whole = read.len() == rows
            && read.starts.last().map_or(0, |&n| n as usize) == read.values.len()
            && read.values.iter().all(|&v| (v as usize) < values);
        if whole { Ok(read) } else { Err(Damaged) }
    }

    fn bytes(&self) -> usize {
        4 * (self.starts.len() + self.values.len())
    }
}

/// What a selection leaves.
pub(crate) struct Filtered {
    pub(crate) passages: PassageSet,
    pub(crate) counts: Vec<FacetCounts>,
    pub(crate) articles: u32,
    /// What there would be if no day were chosen.
    pub(crate) any_day: PassageSet,
}

impl Facets {
    /// From the values of all facets in order, the words of their names, and the values of articles and passages.
    pub(crate) fn new(
        values: Vec<(Facet, FacetEntry)>,
        (words, having): (Terms, Rows),
        (outlets, dates): (Vec<u32>, Vec<u32>),
        of_passages: Rows,
        passages: &Passages,
    ) -> Self {
        let mut facets = Self { words, having, outlets, dates, of_passages, ..Self::default() };
        let place = |facet: Facet| values.partition_point(|(f, _)| f.place() < facet.place());
        facets.starts = Facet::ALL.into_iter().map(place).chain([values.len()]).map(number).collect();
        facets.entries = values.into_iter().map(|(_, entry)| entry).collect();
        facets.index(passages);
        facets
    }

    /// Makes what follows from the rest.
    fn index(&mut self, passages: &Passages) {
        self.by_key = Vec::new();
        for facet in Facet::ALL {
            let range = self.range(facet);
            let mut keys: Vec<u32> = (number(range.start)..number(range.end)).collect();
            keys.put_in_order_by(|&a, &b| self.key(a).cmp(self.key(b)));
            self.by_key.extend(keys);
        }
        // Each value's passages by counting, then as steps.
        let mut ends = vec![0u32; self.entries.len() + 1];
        for &value in &self.of_passages.values {
            if let Some(n) = ends.get_mut(value as usize + 1) {
                *n += 1;
            }
        }
        let mut sum = 0;
        for end in &mut ends {
            sum += *end;
            *end = sum;
        }
        let mut by_value = vec![0u32; self.of_passages.values.len()];
        for passage in 0..passages.len() {
            for &value in self.of_passages.of(passage) {
                if let Some(end) = ends.get_mut(value as usize)
                    && let Some(place) = by_value.get_mut(*end as usize)
                {
                    *place = passage;
                    *end += 1;
                }
            }
        }
        let mut from = 0;
        self.list_starts = vec![0];
        for &end in ends.iter().take(self.entries.len()) {
            let (mut last, mut article) = (0, NONE);
            for &passage in by_value.get(from..end as usize).unwrap_or(&[]) {
                let in_article = passages.article_of(passage);
                put(&mut self.lists, (passage - last) << 1 | u32::from(in_article != article));
                (last, article) = (passage, in_article);
            }
            from = end as usize;
            self.list_starts.push(number(self.lists.len()));
        }
        self.lists.shrink_to_fit();
        self.articles = (0..passages.articles()).map(|a| u32::from(!passages.of_article(a).is_empty())).sum();
    }

    fn key(&self, value: u32) -> &str {
        self.entries.get(value as usize).map_or("", |e| &e.key)
    }

    /// The values of a facet.
    pub(crate) fn entries(&self, facet: Facet) -> &[FacetEntry] {
        self.entries.get(self.range(facet)).unwrap_or(&[])
    }

    /// The first value of a facet.
    pub(crate) fn first(&self, facet: Facet) -> u32 {
        number(self.range(facet).start)
    }

    /// The value of a facet with this key.
    pub(crate) fn value(&self, facet: Facet, key: &str) -> Option<u32> {
        let keys = self.by_key.get(self.range(facet))?;
        let at = keys.partition_point(|&v| self.key(v) < key);
        keys.get(at).copied().filter(|&v| self.key(v) == key)
    }

    /// The passages that have a value of the facet with this key, or with all these words in its names.
    pub(crate) fn named(&self, facet: Facet, key: &str, words: &[String], passages: &Passages) -> PassageSet {
        let range = self.range(facet);
        let mut values: Option<Vec<u32>> = None;
        for word in words {
            let having = self.words.find(word).map_or(&[][..], |term| self.having.of(term));
            let had = |v: &u32| range.contains(&(*v as usize)) && having.binary_search(v).is_ok();
            values = Some(match values {
                None => having.iter().copied().filter(had).collect(),
                Some(before) => before.into_iter().filter(had).collect(),
            });
        }
        let mut values = values.unwrap_or_default();
        values.extend(self.value(facet, key));
        self.having_one_of(facet, &values, passages)
    }

    /// The passages that have one of the values, which are of this facet.
    fn having_one_of(&self, facet: Facet, values: &[u32], passages: &Passages) -> PassageSet {
        let mut set = PassageSet::empty(passages.len());
        if facet.of_articles() {
            let column = if facet == Facet::Outlet { &self.outlets } else { &self.dates };
            for (article, value) in (0u32..).zip(column) {
                if *value != NONE && values.contains(value) {
                    set.insert_range(passages.of_article(article));
                }
            }
        }
        for &value in values {
            self.each_passage(value, |passage, _| set.insert(passage));
        }
        set
    }

    /// Calls `each` with the passages of a value, and whether it is the first of its article.
    #[inline]
    fn each_passage(&self, value: u32, mut each: impl FnMut(u32, bool)) {
        let at = |n: usize| self.list_starts.get(n).map_or(0, |&n| n as usize);
        let list = self.lists.get(at(value as usize)..at(value as usize + 1)).unwrap_or(&[]);
        let (mut passage, mut step, mut shift) = (0u32, 0u32, 0);
        for &byte in list {
            step |= u32::from(byte & 0x7f) << shift;
            if byte >= 0x80 {
                shift += 7;
                continue;
            }
            passage += step >> 1;
            each(passage, step & 1 == 1);
            (step, shift) = (0, 0);
        }
    }

    /// The passages that the selection leaves, and the counts of every facet. `days` by article.
    pub(crate) fn filter(
        &self,
        found: PassageSet,
        passages: &Passages,
        selection: &Selection,
        days: &[(i32, i32)],
    ) -> Filtered {
        let total = |e: &FacetEntry| e.total;
        if selection.is_empty() && found.count() == passages.len() {
            let counts = self.counts(&self.entries.iter().map(total).collect::<Vec<_>>());
            return Filtered { any_day: found.clone(), passages: found, counts, articles: self.articles };
        }
        let mut left: Vec<(Facet, PassageSet)> = Vec::new();
        for facet in Facet::ALL {
            let range = selection.days.filter(|_| facet == Facet::Date);
            let keys: Vec<&str> = selection.keys(facet).collect();
            if keys.is_empty() && range.is_none() {
                continue;
            }
            let values: Vec<u32> = keys.iter().filter_map(|key| self.value(facet, key)).collect();
            let mut set = PassageSet::full(passages.len());
            if !keys.is_empty() {
                set = self.having_one_of(facet, &values, passages);
            }
            if let Some((from, to)) = range {
                set.intersect(&from_days(days, from.number(), to.number(), passages));
            }
            left.push((facet, set));
        }
        // Without the choices of one facet, so that its values count beside the chosen ones.
        let without = |facet: Option<Facet>| {
            let mut set = found.clone();
            left.iter().filter(|(f, _)| Some(*f) != facet).for_each(|(_, other)| set.intersect(other));
            set
        };
        let mut counts = vec![FacetCount::default(); self.entries.len()];
        let all = without(None);
        let restricted = left.iter().fold(0u8, |bits, (facet, _)| bits | 1 << facet.place());
        let articles = self.count(&all, passages, !restricted, &mut counts);
        let mut any_day = None;
        for (facet, _) in &left {
            let set = without(Some(*facet));
            self.count(&set, passages, 1 << facet.place(), &mut counts);
            if *facet == Facet::Date {
                any_day = Some(set);
            }
        }
        let any_day = any_day.unwrap_or_else(|| all.clone());
        Filtered { passages: all, counts: self.counts(&counts), articles, any_day }
    }

    /// Counts the passages of a set for the values of the facets whose bit is in `facets`; tells the articles.
    fn count(&self, set: &PassageSet, passages: &Passages, facets: u8, counts: &mut [FacetCount]) -> u32 {
        let asked = |facet: Facet| facets >> facet.place() & 1 == 1;
        let (found, all) = (u64::from(set.count()), u64::from(passages.len()));
        let mut articles = 0;
        each_article(set, passages, |article, n| {
            articles += 1;
            for (facet, column) in [(Facet::Outlet, &self.outlets), (Facet::Date, &self.dates)] {
                let value = column.get(article as usize).filter(|_| asked(facet));
                if let Some(count) = value.and_then(|&v| counts.get_mut(v as usize)) {
                    count.passages += n;
                    count.articles += 1;
                }
            }
        });
        let within: Vec<Range<usize>> =
            Facet::ALL.into_iter().filter(|f| !f.of_articles() && asked(*f)).map(|f| self.range(f)).collect();
        let pairs = self.of_passages.values.len() as u64;
        if within.is_empty() || found == 0 {
            return articles;
        }
        // Measured: a step of a row and one of a list take about as long, and every passage of the set one more.
        if found * (all + pairs) * 2 > pairs * all {
            for value in within.into_iter().flatten() {
                let (mut count, mut fresh) = (FacetCount::default(), false);
                self.each_passage(number(value), |passage, first| {
                    fresh |= first;
                    let here = set.contains(passage);
                    count.passages += u32::from(here);
                    count.articles += u32::from(here && fresh);
                    fresh &= !here;
                });
                if let Some(place) = counts.get_mut(value) {
                    *place = count;
                }
            }
            return articles;
        }
        let mut last = vec![NONE; counts.len()];
        let mut article = (NONE, 0..0);
        set.each(|passage| {
            if !article.1.contains(&passage) {
                let n = passages.article_of(passage);
                article = (n, passages.of_article(n));
            }
            for &value in self.of_passages.of(passage) {
                if let (Some(count), Some(last)) = (counts.get_mut(value as usize), last.get_mut(value as usize))
                    && within.iter().any(|r| r.contains(&(value as usize)))
                {
                    count.passages += 1;
                    count.articles += u32::from(*last != article.0);
                    *last = article.0;
                }
            }
        });
        articles
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        let text: usize = self.entries.iter().map(|e| e.key.len() + e.label.len() + 56).sum();
        let columns = self.outlets.len() + self.dates.len() + self.by_key.len() + self.list_starts.len();
        text + self.words.bytes() + self.having.bytes() + 4 * columns + self.of_passages.bytes() + self.lists.len()
    }

    fn counts(&self, all: &[FacetCount]) -> Vec<FacetCounts> {
        let of = |facet: Facet| all.get(self.range(facet)).unwrap_or(&[]).to_vec();
        Facet::ALL.into_iter().map(|facet| FacetCounts { facet, counts: of(facet) }).collect()
    }

    pub(crate) fn range(&self, facet: Facet) -> Range<usize> {
        let at = |n: u8| self.starts.get(usize::from(n)).map_or(0, |&n| n as usize);
        at(facet.place())..at(facet.place() + 1)
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put_steps(out, &self.starts);
        for entry in &self.entries {
            put_text(out, &entry.key);
            put_text(out, &entry.label);
            put(out, entry.total.passages);
            put(out, entry.total.articles);
        }
        self.words.write(out);
        self.having.write(out);
        for column in [&self.outlets, &self.dates] {
            // One more, so that none is short.
            put_all(out, &column.iter().map(|v| v.wrapping_add(1)).collect::<Vec<_>>());
        }
        self.of_passages.write(out);
    }

    pub(crate) fn read(bytes: &mut Bytes<'_>, passages: &Passages) -> Result<Self, Damaged> {
        let mut facets = Self { starts: bytes.steps()?, ..Self::default() };
        let values = facets.starts.last().map_or(0, |&n| n as usize);
        if facets.starts.len() > Facet::ALL.len() + 1 || values > bytes.0.len() {
            return Err(Damaged);
        }
        for _ in 0..values {
            let (key, label) = (bytes.text()?.to_owned(), bytes.text()?.to_owned());
            let total = FacetCount { passages: bytes.number()?, articles: bytes.number()? };
            facets.entries.push(FacetEntry { key, label, total });
        }
        facets.words = Terms::read(bytes)?;
        facets.having = Rows::read(bytes, facets.words.len(), values)?;
        for column in [&mut facets.outlets, &mut facets.dates] {
            *column = bytes.all()?;
            column.iter_mut().for_each(|v| *v = v.wrapping_sub(1));
        }
        let rows = if bytes.0.first() == Some(&0) { 0 } else { passages.len() as usize };
        facets.of_passages = Rows::read(bytes, rows, values)?;
        facets.index(passages);
        Ok(facets)
    }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The passages of articles that can be from one of these days.
pub(crate) fn from_days(days: &[(i32, i32)], from: i32, to: i32, passages: &Passages) -> PassageSet {
    let mut set = PassageSet::empty(passages.len());
    for (article, &(first, last)) in (0u32..).zip(days) {
        if first <= to && from <= last {
            set.insert_range(passages.of_article(article));
        }
    }
    set
}

/// Calls `each` with every article that has passages in the set, and how many.
pub(crate) fn each_article(set: &PassageSet, passages: &Passages, mut each: impl FnMut(u32, u32)) {
    if set.count() > passages.articles() {
        for article in 0..passages.articles() {
            let n = set.count_in(passages.of_article(article));
            if n > 0 {
                each(article, n);
            }
        }
        return;
    }
    let (mut article, mut n) = (NONE, 0);
    let mut range = 0..0;
    set.each(|passage| {
        if !range.contains(&passage) {
            if n > 0 {
                each(article, n);
            }
            article = passages.article_of(passage);
            range = passages.of_article(article);
            n = 0;
        }
        n += 1;
    });
    if n > 0 {
        each(article, n);
    }
}
