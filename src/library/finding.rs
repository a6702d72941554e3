//! What a search finds: how much, in which passages, lines or places of the articles, and what it can be filtered by.
//!
//! A search is made once and lies beside the index until another is asked for: the next stretch of a long list is
//! taken from it. Only [`REACH`] passages can be reached by scrolling, in the order of the list; all are counted.
//! Everything that depends on how [`search`] works is in this file.
use crate::stretch::{excerpt, shortened};
use crate::{Library, Question, number};
use analysis::take_along::outlet_name;
use corpus::{Article, Collection, Date, Gather, Lower, Map, Set, Span, packed};
use search::{ContextOrder, Dispersion, ExpansionKind, Facet, FacetValue, Index, KwicLine, Order};
use search::{Query, Results, SearchOptions, Selection};
use std::cell::RefCell;

/// Passages that a list is made of at most; the answer says when there are more.
pub const REACH: usize = 10_000;
/// Values of a facet that are given with every search.
const VALUES_FIRST: usize = 8;
/// Hits on a strip that are all given; of more, one in a thousandth of the article.
const TICKS_MAX: usize = 1000;
/// Bars of the days that are given at most.
const BARS_MAX: usize = 96;

/// Asks what a search finds, with a stretch of the list.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Finding {
    /// As typed.
    pub query: String,
    /// Chosen values by facet: alternatives within a facet, all together across facets.
    pub chosen: Map<String, Vec<String>>,
    /// Only the spelling that was typed.
    pub exact_spelling: bool,
    /// Articles of this day and later ones.
    pub first_day: Option<Date>,
    /// Articles of this day and earlier ones.
    pub last_day: Option<Date>,
    /// What the list is made of.
    pub show: Show,
    /// How many rows are passed over.
    pub from: u32,
    /// How many rows are given at most.
    pub most: u32,
}

/// What a list of hits is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Show {
    /// Passages, the best first.
    #[default]
    Passages,
    /// A concordance: a line for every hit.
    Lines(LineOrder),
    /// A strip for every article, with a tick for every hit.
    Plot,
}

/// In which order the lines of a concordance come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LineOrder {
    /// As in the corpus.
    #[default]
    Reading,
    /// By the words before the hit, the nearest first.
    Left,
    /// By the words after the hit.
    Right,
}

/// What a search found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Found {
    /// Passages that match.
    pub total_passages: u32,
    /// Articles with at least one of them.
    pub total_articles: u32,
    /// All passages of the corpus.
    pub passages: u32,
    /// What could not be read as it was typed.
    pub remarks: Vec<Remark>,
    /// What was looked for beside what was typed.
    pub also: Vec<Also>,
    /// Whether other spellings of a name are among it.
    pub other_names: bool,
    /// What can be chosen, facet by facet; without those that have no value.
    pub facets: Vec<FacetList>,
    /// Passages by time, whatever days are chosen; without gaps.
    pub days: Vec<DayBar>,
    /// Passages of articles without a day: found, all.
    pub undated: (u32, u32),
    /// Rows of the list that can be reached.
    pub rows_total: u32,
    /// Passages that the list is made of; fewer than found where they are more than [`REACH`].
    pub reached: u32,
    /// Rows before those given.
    pub from: u32,
    /// The stretch asked for.
    pub rows: Rows,
}

/// What could not be read in a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its place in the query, in characters from 1.
    pub at: u32,
    /// A sentence for the user.
    pub hint: String,
}

/// What was looked for beside something typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// As typed.
    pub typed: String,
    /// The first other forms.
    pub forms: Vec<String>,
    /// How many others there are.
    pub more: u32,
    /// What they have to do with it.
    pub how: String,
}

/// The first values of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FacetList {
    /// Its name in links.
    pub facet: String,
    /// As shown.
    pub label: String,
    /// In the order to be shown, with everything that is chosen.
    pub values: Vec<Value>,
    /// How many values there are beside.
    pub more: u32,
}

/// A value of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Value {
    /// What links hold.
    pub key: String,
    /// As shown.
    pub label: String,
    /// Passages if it were chosen; 0 is to be shown greyed.
    pub now: u32,
    /// Passages in the whole corpus.
    pub total: u32,
    /// Whether it is chosen.
    pub selected: bool,
}

/// Passages of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayBar {
    /// Its first day.
    pub first: Date,
    /// Its last day.
    pub last: Date,
    /// Found.
    pub found: u32,
    /// In the whole corpus.
    pub all: u32,
}

/// A stretch of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rows {
    /// Passages.
    Passages(Vec<PassageRow>),
    /// Lines of a concordance.
    Lines(Vec<LineRow>),
    /// Strips of a plot, those of an outlet together.
    Strips(Vec<StripRow>),
}

impl Default for Rows {
    fn default() -> Self {
        Self::Passages(Vec::new())
    }
}

/// Where a row comes from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Origin {
    /// The article's id.
    pub article: String,
    /// Its outlet's name, or what stands in its place.
    pub outlet: String,
    /// The first and last day it can be from.
    pub days: Option<(Date, Date)>,
    /// The headline, where there is one.
    pub headline: Option<String>,
}

/// A passage that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PassageRow {
    /// Its article.
    pub origin: Origin,
    /// Its place in the article.
    pub span: Span,
    /// Its words.
    pub text: String,
    /// Places in [`Self::text`] that were looked for; in order, not overlapping.
    pub marks: Vec<Span>,
}

/// A hit with what stands before and after it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRow {
    /// Its article.
    pub origin: Origin,
    /// The place of the hit in the article.
    pub span: Span,
    /// Words before it.
    pub left: String,
    /// The hit.
    pub hit: String,
    /// Words after it.
    pub right: String,
}

/// Where the hits lie in an article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StripRow {
    /// The article.
    pub origin: Origin,
    /// Its words.
    pub words: u32,
    /// The hits in order.
    pub ticks: Vec<Tick>,
}

/// A hit on a strip.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tick {
    /// Thousandths of the article before it, counted in words.
    pub at: u32,
    /// Words before it.
    pub word: u32,
    /// Its place in the article.
    pub span: Span,
    /// As written there.
    pub hit: String,
}

/// Asks for more values of a facet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoreValues {
    /// The search whose counts are given; its list is not.
    pub finding: Finding,
    /// The facet's name.
    pub facet: String,
    /// Words that a label must have, in any case; empty for all values.
    pub with: String,
    /// How many are passed over.
    pub from: u32,
    /// How many are given at most.
    pub most: u32,
}

/// Values of a facet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Values {
    /// In the order to be shown.
    pub values: Vec<Value>,
    /// How many fit in all.
    pub total: u32,
}

/// Asks for the whole concordance as a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LinesFile {
    /// The search.
    pub finding: Finding,
    /// Values divided by tabs, to be pasted; otherwise by commas (RFC 4180), to be kept.
    pub tabs: bool,
}

packed!(Finding { query, chosen, exact_spelling, first_day, last_day, show, from, most });
packed!(enum Show { 0 => Passages, 1 => Lines(order), 2 => Plot });
packed!(enum LineOrder { 0 => Reading, 1 => Left, 2 => Right });
packed!(Found {
    total_passages,
    total_articles,
    passages,
    remarks,
    also,
    other_names,
    facets,
    days,
    undated,
    rows_total,
    reached,
    from,
    rows,
});
packed!(Remark { at, hint });
packed!(Also { typed, forms, more, how });
packed!(FacetList { facet, label, values, more });
packed!(Value { key, label, now, total, selected });
packed!(DayBar { first, last, found, all });
packed!(enum Rows { 0 => Passages(rows), 1 => Lines(rows), 2 => Strips(rows) });
packed!(Origin { article, outlet, days, headline });
packed!(PassageRow { origin, span, text, marks });
packed!(LineRow { origin, span, left, hit, right });
packed!(StripRow { origin, words, ticks });
packed!(Tick { at, word, span, hit });
packed!(MoreValues { finding, facet, with, from, most });
packed!(Values { values, total });
packed!(LinesFile { finding, tabs });

impl Question for Finding {
    type Answer = Found;
    const NUMBER: u8 = 10;

    fn prepare(&self, library: &mut Library) {
        library.fetch_words(|index| self.search(index));
    }

    fn needs(&self, library: &Library) -> Vec<u32> {
        self.articles(library)
    }

    fn answer(&self, library: &Library) -> Found {
        let of = |made: &Made| {
            let mut found = made.head.clone();
            found.from = self.from.min(found.rows_total);
            found.rows = made.rows(library, found.from as usize, self.most as usize);
            found
        };
        made(self, library, of)
    }
}

impl Question for MoreValues {
    type Answer = Values;
    const NUMBER: u8 = 11;

    fn prepare(&self, library: &mut Library) {
        library.fetch_words(|index| self.finding.search(index));
    }

    fn answer(&self, library: &Library) -> Values {
        let Some(facet) = Facet::from_name(&self.facet) else { return Values::default() };
        let with = self.with.lower();
        let wanted: Vec<&str> = with.split_whitespace().collect();
        let of = |made: &Made| {
            let mut values = library.index().facet_values(&made.results, facet);
            if !wanted.is_empty() {
                values.retain(|v| {
                    let label = v.label.lower();
                    wanted.iter().all(|w| label.contains(w))
                });
            }
            let stretch = values.iter().skip(self.from as usize).take(self.most as usize);
            Values { values: stretch.map(value).collect(), total: number(values.len()) }
        };
        made(&self.finding, library, of)
    }
}

impl Question for LinesFile {
    type Answer = String;
    const NUMBER: u8 = 12;

    fn prepare(&self, library: &mut Library) {
        library.fetch_words(|index| self.finding.search(index));
    }

    fn needs(&self, library: &Library) -> Vec<u32> {
        Finding { show: Show::Lines(LineOrder::Reading), ..self.finding.clone() }.articles(library)
    }

    fn answer(&self, library: &Library) -> String {
        let finding = match self.finding.show {
            Show::Lines(_) => self.finding.clone(),
            _ => Finding { show: Show::Lines(LineOrder::Reading), ..self.finding.clone() },
        };
        let of = |made: &Made| {
            let mut out = String::new();
            let mut row = |cells: [&str; 8]| {
                for (n, cell) in cells.into_iter().enumerate() {
                    if n > 0 {
                        out.push(if self.tabs { '\t' } else { ',' });
                    }
                    write_cell(cell, self.tabs, &mut out);
                }
                out.push_str(if self.tabs { "\n" } else { "\r\n" });
            };
            row(["outlet", "published", "before", "hit", "after", "article", "start", "end"]);
            let collection = &library.collection;
            for line in &made.lines {
                let Some(article) = collection.articles.get(line.article as usize) else { continue };
                let from = origin(library, line.article);
                let day = from.days.map_or_else(String::new, |(first, last)| {
                    if first == last { first.to_string() } else { format!("{first}/{last}") }
                });
                let [left, hit, right] = [line.left, line.hit, line.right].map(|s| s.in_one_line(&article.text));
                // As in the contract: code points of the article's text.
                let points = |at: u32| Span::new(0, at as usize).of(&article.text).chars().count();
                let start = points(line.hit.start);
                let end = (start + line.hit.of(&article.text).chars().count()).to_string();
                row([&from.outlet, &day, &left, &hit, &right, &from.article, &start.to_string(), &end]);
            }
            out
        };
        made(&finding, library, of)
    }
}

/// A value of a table. What a spreadsheet would run as a formula gets a leading apostrophe (OWASP, “CSV Injection”).
fn write_cell(cell: &str, tabs: bool, out: &mut String) {
    let guarded = cell.starts_with(['=', '+', '-', '@', '\t', '\r']);
    let quoted = !tabs && (guarded || cell.contains(['"', ',', '\n', '\r']));
    if quoted {
        out.push('"');
    }
    if guarded {
        out.push('\'');
    }
    if tabs {
        out.push_str(&cell.replace(['\t', '\n', '\r'], " "));
    } else {
        out.push_str(&cell.replace('"', "\"\""));
    }
    if quoted {
        out.push('"');
    }
}

/// The index, and the last search that was made in it.
#[derive(Debug)]
pub(crate) struct Searched {
    /// What is searched.
    pub index: Index,
    last: RefCell<Option<Made>>,
}

impl Searched {
    /// Nothing was searched yet.
    pub(crate) fn new(index: Index) -> Self {
        Self { index, last: RefCell::default() }
    }
}

/// A search that was made.
#[derive(Debug)]
struct Made {
    /// What was asked; without the stretch.
    asked: Finding,
    results: Results,
    head: Found,
    lines: Vec<KwicLine>,
    strips: Vec<Dispersion>,
}

impl Finding {
    fn search(&self, index: &Index) -> Result<Results, search::Missing> {
        let (query, _) = Query::parse(&self.query);
        let mut selection = Selection::default();
        selection.set_days(chosen_days(self));
        for (facet, keys) in &self.chosen {
            if let Some(facet) = Facet::from_name(facet) {
                for key in keys {
                    // A value named twice in a link is chosen all the same.
                    if !selection.contains(facet, key) {
                        selection.toggle(facet, key);
                    }
                }
            }
        }
        let order = if self.show == Show::Passages { Order::Relevance } else { Order::Reading };
        let options = SearchOptions { variants: !self.exact_spelling, order, hits_max: REACH };
        index.search(&query, &selection, options)
    }

    /// Of a prepared corpus: the articles of the passages to show, or of every line.
    fn articles(&self, library: &Library) -> Vec<u32> {
        let results = self.search(library.index()).unwrap_or_default();
        let (from, most) =
            if self.show == Show::Passages { (self.from as usize, self.most as usize) } else { (0, REACH) };
        let from = from.min(results.hits.len());
        let wanted: Set<u32> = results.hits.iter().skip(from).take(most).map(|h| h.article).gather();
        wanted.iter().copied().collect()
    }
}

/// Lends the search to `of`: the last one where it is the same, otherwise a new one.
fn made<T>(asked: &Finding, library: &Library, of: impl FnOnce(&Made) -> T) -> T {
    let asked = Finding { from: 0, most: 0, ..asked.clone() };
    let mut last = library.searched().last.borrow_mut();
    let same = last.take().filter(|made| made.asked == asked);
    of(last.insert(same.unwrap_or_else(|| Made::new(asked, library))))
}

impl Made {
    fn new(asked: Finding, library: &Library) -> Self {
        let (collection, index) = (&library.collection, library.index());
        let (_, notices) = Query::parse(&asked.query);
        // What a search needs is here, or cannot be had.
        let results = asked.search(index).unwrap_or_default();
        let article = |n: u32| collection.articles.get(n as usize);
        let (mut lines, mut strips) = (Vec::new(), Vec::new());
        let rows = match asked.show {
            Show::Passages => results.hits.len(),
            Show::Lines(order) => {
                let order = match order {
                    LineOrder::Reading => ContextOrder::Reading,
                    LineOrder::Left => ContextOrder::Left,
                    LineOrder::Right => ContextOrder::Right,
                };
                lines = index.concordance(&article, &results, order);
                lines.len()
            }
            Show::Plot => {
                strips = index.dispersion(&article, &results);
                strips.retain(|s| !s.ticks.is_empty());
                by_outlet(collection, &mut strips);
                strips.len()
            }
        };
        let remark = |n: &search::QueryNotice| Remark {
            at: 1 + number(Span { start: 0, end: n.span.start }.of(&asked.query).chars().count()),
            hint: n.hint.clone(),
        };
        let (days, undated) = bars(index, &results);
        let head = Found {
            total_passages: results.total_passages,
            total_articles: results.total_articles,
            passages: index.passage_count(),
            remarks: notices.iter().map(remark).collect(),
            also: results.expanded.iter().map(also).collect(),
            other_names: results.expanded.iter().any(|e| e.kind == ExpansionKind::Name),
            facets: Facet::ALL.into_iter().filter_map(|f| facet_list(index, &results, f)).collect(),
            days,
            undated,
            rows_total: number(rows),
            reached: number(results.hits.len()),
            ..Found::default()
        };
        Self { asked, results, head, lines, strips }
    }

    fn rows(&self, library: &Library, from: usize, most: usize) -> Rows {
        match self.asked.show {
            Show::Passages => {
                let hits = self.results.hits.iter().skip(from).take(most);
                Rows::Passages(hits.filter_map(|h| passage(library, &self.results, h)).collect())
            }
            Show::Lines(_) => {
                Rows::Lines(self.lines.iter().skip(from).take(most).filter_map(|l| line(library, l)).collect())
            }
            Show::Plot => {
                Rows::Strips(self.strips.iter().skip(from).take(most).filter_map(|s| strip(library, s)).collect())
            }
        }
    }
}

/// The days chosen; an end that is open is as far as days go.
fn chosen_days(asked: &Finding) -> Option<(Date, Date)> {
    if asked.first_day.is_none() && asked.last_day.is_none() {
        return None;
    }
    let first = asked.first_day.or_else(|| Date::new(1, 1, 1))?;
    Some((first, asked.last_day.or_else(|| Date::new(9999, 12, 31))?))
}

fn also(e: &search::Expansion) -> Also {
    let how = match e.kind {
        ExpansionKind::Name => "the same name",
        ExpansionKind::Number => "singular or plural",
        ExpansionKind::Prefix => "begins so",
        ExpansionKind::Near => "one letter away",
    };
    let more = e.total.saturating_sub(number(e.forms.len()));
    let forms = e.forms.iter().map(|form| shortened(form)).collect();
    Also { typed: shortened(&e.typed), forms, more, how: how.to_owned() }
}

fn facet_list(index: &Index, results: &Results, facet: Facet) -> Option<FacetList> {
    let first: Vec<Value> = index.first_values(results, facet, VALUES_FIRST).iter().map(value).collect();
    let label = match facet {
        Facet::Outlet => "Outlet",
        Facet::Event => "Event",
        Facet::Person => "Person",
        Facet::Organisation => "Organisation",
        Facet::Place => "Place",
        Facet::Speaker => "Speaker",
        Facet::Date => "Date of the article",
    };
    let more = number(index.facet(facet).len().saturating_sub(first.len()));
    let facet = facet.name().to_owned();
    (!first.is_empty()).then(|| FacetList { facet, label: label.to_owned(), values: first, more })
}

fn value(v: &FacetValue<'_>) -> Value {
    let (key, label) = (v.key.to_owned(), v.label.to_owned());
    Value { key, label, now: v.now.passages, total: v.total.passages, selected: v.selected }
}

/// Passages by days, weeks, months or years, whichever is the finest that gives not too many bars; and those without a
/// day: found, all. What is only known to be of one of several days stands with the first of them.
fn bars(index: &Index, results: &Results) -> (Vec<DayBar>, (u32, u32)) {
    let histogram = index.histogram(results, BARS_MAX);
    let bar = |b: &search::DayBar| DayBar { first: b.from, last: b.to, found: b.now.passages, all: b.total.passages };
    let bars: Vec<DayBar> = histogram.bars.iter().map(bar).collect();
    let dated: u32 = bars.iter().map(|b| b.all).sum();
    (bars, (histogram.undated.passages, index.passage_count().saturating_sub(dated)))
}

/// Strips of the same outlet together, outlets by name, articles as in the corpus.
fn by_outlet(collection: &Collection, strips: &mut Vec<Dispersion>) {
    let mut named: Map<String, Vec<Dispersion>> = Map::new();
    for strip in strips.drain(..) {
        named.entry(outlet_name(collection, strip.article)).or_default().push(strip);
    }
    for (_, of_one) in named {
        strips.extend(of_one);
    }
}

fn origin(library: &Library, article: u32) -> Origin {
    let n = article as usize;
    let known = library.collection.articles.get(n);
    let day = known.and_then(|a| a.published.as_ref()).map(|p| (p.value.date, p.value.date));
    let dating = || library.reading.datings.get(n)?.as_ref().map(|d| (d.earliest, d.latest));
    Origin {
        article: known.map(|a| a.id.clone()).unwrap_or_default(),
        outlet: outlet_name(&library.collection, article),
        days: day.or_else(dating),
        headline: known.and_then(|a| a.headline.map(|h| shortened(h.of(&a.text)))),
    }
}

/// A sentence without the bullet that its block begins with.
fn without_bullet(article: &Article, sentence: Span) -> Span {
    let words = article.block_at(sentence.start).map(|b| b.label.map_or(b.body, |label| label.cover(b.body)));
    match words {
        Some(words) if sentence.start < words.start && words.start < sentence.end => {
            Span { start: words.start, ..sentence }
        }
        _ => sentence,
    }
}

fn passage(library: &Library, results: &Results, hit: &search::Hit) -> Option<PassageRow> {
    let article = library.collection.articles.get(hit.article as usize)?;
    let span = article.sentences.get(hit.sentence as usize).copied()?;
    let found = library.index().excerpt(article, results, hit);
    let shown = without_bullet(article, span);
    let shown = excerpt(&article.text, shown, found.marks.first().copied().unwrap_or(shown));
    let within = |at: u32| at.clamp(shown.start, shown.end) - shown.start;
    let marks = found.marks.iter().map(|m| Span { start: within(m.start), end: within(m.end) });
    Some(PassageRow {
        origin: origin(library, hit.article),
        span,
        text: shown.of(&article.text).to_owned(),
        marks: marks.filter(|m| !m.is_empty()).collect(),
    })
}

fn line(library: &Library, line: &KwicLine) -> Option<LineRow> {
    let text = &library.collection.articles.get(line.article as usize)?.text;
    let [left, hit, right] = [line.left, line.hit, line.right].map(|s| shortened(s.of(text)));
    Some(LineRow { origin: origin(library, line.article), span: line.hit, left, hit, right })
}

fn strip(library: &Library, strip: &Dispersion) -> Option<StripRow> {
    let text = &library.collection.articles.get(strip.article as usize)?.text;
    let at = |word: u32| u64::from(word) * 1000 / u64::from(strip.words.max(1));
    let tick = |t: &search::DispersionTick| Tick {
        at: u32::try_from(at(t.word)).unwrap_or(1000),
        word: t.word,
        span: t.mark,
        hit: shortened(t.mark.of(text)),
    };
    let mut ticks: Vec<Tick> = strip.ticks.iter().map(tick).collect();
    // More than a picture can show apart.
    if ticks.len() > TICKS_MAX {
        ticks.dedup_by_key(|t| t.at);
    }
    Some(StripRow { origin: origin(library, strip.article), words: strip.words, ticks })
}

#[cfg(test)]
#[path = "finding_tests.rs"]
mod tests;
