//! What passages can be filtered by, and how many there are of each.
//!
//! Within a facet the chosen values are alternatives, across facets all must hold. The count of a value is the
//! number of passages there would be if it were chosen, given the query and what is chosen in the *other*
//! facets; so it is right before any query, with phrases, and for values beside the chosen one. Outlet and
//! date belong to the article, the others to the passage itself.
use crate::passage_set::PassageSet;
use corpus::InOrder;
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
    fn place(self) -> u8 {
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

    /// Whether nothing is chosen.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.chosen.is_empty()
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

/// Which values every article and passage has. Values are numbered through all facets, one facet after the other.
#[derive(Debug, Default)]
pub(crate) struct Facets {
    entries: Vec<FacetEntry>,
    /// By value: folded words of all its names between blanks.
    names: Vec<String>,
    /// By value: its facet's place in [`Facet::ALL`].
    facet_of: Vec<u8>,
    of_articles: Rows,
    of_passages: Rows,
}

/// Numbers by row, one row after the other.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Where each row starts in `values`; one more than there are rows.
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Rows {
    /// From (row, value) in order; rows from `rows` on are left out.
    pub(crate) fn from_sorted(pairs: &[(u32, u32)], rows: usize) -> Self {
        let within = pairs.partition_point(|&(row, _)| (row as usize) < rows);
        let pairs = pairs.get(..within).unwrap_or(&[]);
        let mut starts = vec![0u32; rows + 1];
        for &(row, _) in pairs {
            starts[row as usize + 1] += 1;
        }
        for i in 1..starts.len() {
            starts[i] += starts[i - 1];
        }
        Self { starts, values: pairs.iter().map(|&(_, value)| value).collect() }
    }

    fn of(&self, row: u32) -> &[u32] {
        match (self.starts.get(row as usize), self.starts.get((row as usize).saturating_add(1))) {
            (Some(&from), Some(&to)) => self.values.get(from as usize..to as usize).unwrap_or(&[]),
            _ => &[],
        }
    }

    fn bytes(&self) -> usize {
        4 * (self.starts.len() + self.values.len())
    }
}

impl Facets {
    /// From the values of all facets in order, with the folded names of each.
    pub(crate) fn new(
        values: Vec<(Facet, FacetEntry, String)>,
        of_articles: Rows,
        of_passages: Rows,
        article_of: &[u32],
    ) -> Self {
        let mut facets = Self { of_articles, of_passages, ..Self::default() };
        for (facet, entry, name) in values {
            facets.entries.push(entry);
            facets.names.push(name);
            facets.facet_of.push(facet.place());
        }
        let all = PassageSet::full(u32::try_from(article_of.len()).unwrap_or(u32::MAX));
        let mut count = Count::new(&facets, article_of, &Selection::default());
        all.iter().for_each(|passage| {
            count.passage(passage);
        });
        let tallies = count.finish();
        for (entry, tally) in facets.entries.iter_mut().zip(tallies) {
            entry.total = tally.count;
        }
        facets
    }

    /// The values of a facet.
    pub(crate) fn entries(&self, facet: Facet) -> &[FacetEntry] {
        self.entries.get(self.range(facet)).unwrap_or(&[])
    }

    /// Whether each value of the facet has this key, or all these words in its names; by number of value.
    pub(crate) fn named(&self, facet: Facet, key: &str, words: &[String]) -> Vec<bool> {
        let words: Vec<String> = words.iter().map(|w| format!(" {w} ")).collect();
        let range = self.range(facet);
        let values = self.entries.iter().zip(&self.names).enumerate();
        values
            .map(|(n, (entry, name))| {
                let named = !words.is_empty() && words.iter().all(|w| name.contains(w.as_str()));
                range.contains(&n) && (entry.key == key || named)
            })
            .collect()
    }

    /// Whether the passage, or its article, has one of the values.
    pub(crate) fn has(&self, passage: u32, article: u32, values: &[bool]) -> bool {
        let mut all = self.of_passages.of(passage).iter().chain(self.of_articles.of(article));
        all.any(|&v| values.get(v as usize) == Some(&true))
    }

    /// The passages that the selection leaves, and the counts of every facet.
    pub(crate) fn filter(
        &self,
        passages: &PassageSet,
        article_of: &[u32],
        selection: &Selection,
    ) -> (PassageSet, Vec<FacetCounts>) {
        let len = u32::try_from(article_of.len()).unwrap_or(u32::MAX);
        if selection.is_empty() && passages.count() == len {
            return (passages.clone(), self.counts(self.entries.iter().map(|e| e.total).collect()));
        }
        let mut found = PassageSet::empty(len);
        let mut count = Count::new(self, article_of, selection);
        for passage in passages.iter() {
            if count.passage(passage) {
                found.insert(passage);
            }
        }
        let counts = count.finish().into_iter().map(|t| t.count).collect();
        (found, self.counts(counts))
    }

    /// Bytes held.
    pub(crate) fn bytes(&self) -> usize {
        let text: usize = self.entries.iter().map(|e| e.key.len() + e.label.len() + 56).sum();
        let names: usize = self.names.iter().map(|n| n.len() + 24).sum();
        text + names + self.facet_of.len() + self.of_articles.bytes() + self.of_passages.bytes()
    }

    fn counts(&self, all: Vec<FacetCount>) -> Vec<FacetCounts> {
        let of = |facet: Facet| all.get(self.range(facet)).unwrap_or(&[]).to_vec();
        Facet::ALL.into_iter().map(|facet| FacetCounts { facet, counts: of(facet) }).collect()
    }

    fn range(&self, facet: Facet) -> Range<usize> {
        let from = self.facet_of.partition_point(|&f| f < facet.place());
        from..self.facet_of.partition_point(|&f| f <= facet.place())
    }
}

/// Counts passages that come in order, all facets in one pass: a passage that fails one facet only still counts
/// for the values of that facet.
struct Count<'a> {
    facets: &'a Facets,
    article_of: &'a [u32],
    /// By value.
    chosen: Vec<bool>,
    /// One bit per facet that restricts.
    required: u8,
    tallies: Vec<Tally>,
    article: u32,
    /// One bit per facet that the article satisfies.
    article_has: u8,
    /// Passages of the article so far: that fail nothing; that fail this facet only.
    passed: u32,
    failed_only: [u32; 8],
}

#[derive(Clone, Copy, Default)]
struct Tally {
    count: FacetCount,
    /// The last article counted, plus one.
    last: u32,
}

impl<'a> Count<'a> {
    fn new(facets: &'a Facets, article_of: &'a [u32], selection: &Selection) -> Self {
        let mut chosen = Vec::new();
        let mut required = 0;
        if !selection.is_empty() {
            chosen = vec![false; facets.entries.len()];
            for facet in Facet::ALL {
                if selection.keys(facet).next().is_none() {
                    continue;
                }
                required |= 1 << facet.place();
                for n in facets.range(facet) {
                    chosen[n] = selection.contains(facet, &facets.entries[n].key);
                }
            }
        }
        let tallies = vec![Tally::default(); facets.entries.len()];
        let article = u32::MAX;
        Self { facets, article_of, chosen, required, tallies, article, article_has: 0, passed: 0, failed_only: [0; 8] }
    }

    /// Counts a passage; tells whether the selection leaves it.
    fn passage(&mut self, passage: u32) -> bool {
        let article = self.article_of.get(passage as usize).copied().unwrap_or(0);
        if article != self.article {
            self.end_article();
            self.article = article;
            self.article_has = self.satisfied(self.facets.of_articles.of(article));
        }
        let values = self.facets.of_passages.of(passage);
        let failed = self.required & !(self.article_has | self.satisfied(values));
        match failed.count_ones() {
            0 => self.passed += 1,
            1 => self.failed_only[failed.trailing_zeros() as usize] += 1,
            _ => return false,
        }
        for &value in values {
            if failed == 0 || 1 << self.facets.facet_of[value as usize] == failed {
                let tally = &mut self.tallies[value as usize];
                tally.count.passages += 1;
                tally.count.articles += u32::from(tally.last != article + 1);
                tally.last = article + 1;
            }
        }
        failed == 0
    }

    /// The facets of which a chosen value is among these.
    fn satisfied(&self, values: &[u32]) -> u8 {
        if self.required == 0 {
            return 0;
        }
        let chosen = values.iter().filter(|&&v| self.chosen[v as usize]);
        chosen.fold(0, |bits, &v| bits | 1 << self.facets.facet_of[v as usize])
    }

    /// Counts the article's own values for the passages of it that came.
    fn end_article(&mut self) {
        for &value in self.facets.of_articles.of(self.article) {
            let facet = self.facets.facet_of[value as usize];
            let passages = self.passed + self.failed_only[facet as usize];
            let tally = &mut self.tallies[value as usize];
            tally.count.passages += passages;
            tally.count.articles += u32::from(passages > 0);
        }
        self.passed = 0;
        self.failed_only = [0; 8];
    }

    fn finish(mut self) -> Vec<Tally> {
        self.end_article();
        self.tallies
    }
}
