//! How long building the index and asking takes on this machine, part by part; `cargo xtask bench` does the same in the
//! browser, beside other libraries.
//!
//! `cargo bench --profile native -p parallax-search -- [ARTICLES]`, on the made-up articles and queries of
//! `generate.rs`. It measures; it tests nothing.
mod generate;

use analysis::CorpusReading;
use corpus::Article;
use corpus::Collection;
use generate::{Generator, Kind};
use parallax_search::{ContextOrder, Facet, Index, LayersBuilder, Query, SearchOptions, Selection, TextBuilder};
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

/// Different queries of each kind.
const QUERIES: usize = 200;

fn main() -> std::io::Result<()> {
    let n: u64 = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(1_000);
    let generator = Generator::new(1);
    let (articles, readings) = (0..n).map(|i| generator.article(i)).unzip();
    let reading =
        CorpusReading { entities: generator.entities.clone(), articles: readings, ..CorpusReading::default() };
    let collection = Collection { articles, ..Collection::default() };
    let bytes: usize = collection.articles.iter().map(|a| a.text.len()).sum();
    let mut out = std::io::stdout().lock();
    let before = (memory("VmRSS"), memory("VmHWM"));
    let start = worked();
    let cut = |a: &Article| a.sentences.iter().map(|s| corpus::tokens(&a.text, *s).len()).sum::<usize>();
    black_box(collection.articles.iter().map(cut).sum::<usize>());
    writeln!(out, "cutting into words alone: {:.0} ms", worked() - start)?;
    let start = worked();
    let mut text = TextBuilder::default();
    collection.articles.iter().for_each(|a| text.add(a));
    let (read, growing) = (worked() - start, text.bytes());
    let text = text.finish();
    let packed = worked() - start;
    let mut layers = LayersBuilder::default();
    for (article, row) in collection.articles.iter().zip(&reading.articles) {
        layers.add(article, Some(row), None, &reading);
    }
    let layers = layers.finish(&text, &reading);
    let index = Index::new(text, layers);
    let built = worked() - start;
    let parts = index.to_parts();
    let written: usize = parts.iter().map(|(_, bytes)| bytes.len()).sum();
    writeln!(
        out,
        "{n} articles, {} passages, {:.1} MB of text: built in {:.0} ms (reading {:.0}, packing {:.0}, layers {:.0}), \
         index {:.1} MB (while growing {:.1}), {} parts of {:.1} MB; memory {:.0} MB before, {:.0} at most while \
         building, {:.0} after",
        index.passage_count(),
        bytes as f64 / 1e6,
        built,
        read,
        packed - read,
        built - packed,
        index.bytes() as f64 / 1e6,
        growing as f64 / 1e6,
        parts.len(),
        written as f64 / 1e6,
        before.0,
        memory("VmHWM"),
        memory("VmRSS"),
    )?;
    drop(parts);
    let mut one = Selection::default();
    one.toggle(Facet::Outlet, "Outlet 7");
    let mut three = one.clone();
    three.toggle(Facet::Person, "e/3");
    three.toggle(Facet::Person, "e/0");
    let none = Selection::default();
    let queries = [
        ("nothing", "", &none),
        ("one outlet", "", &one),
        ("three values", "", &three),
        ("one letter", "p*", &none),
        ("before", "before:2025-06", &none),
    ];
    for (name, typed, selection) in queries {
        let (query, _) = Query::parse(typed);
        let (mut search, mut show) = (Vec::new(), Vec::new());
        let found = ask(&index, &collection, &query, selection, (&mut search, &mut show));
        writeln!(
            out,
            "{name:>16} {typed:<16} {found:>8} passages  search {}  lines of 200 {}",
            spread(search),
            spread(show)
        )?;
    }
    for (name, kind) in Kind::ALL {
        let (mut search, mut show) = (Vec::new(), Vec::new());
        for asked in generator.queries(kind, n, QUERIES) {
            let mut selection = Selection::default();
            if !asked.outlet.is_empty() {
                selection.toggle(Facet::Outlet, &asked.outlet);
            }
            ask(&index, &collection, &Query::parse(&asked.typed).0, &selection, (&mut search, &mut show));
        }
        writeln!(out, "{name:>16}, {QUERIES} queries: search {}  lines of 200 {}", spread(search), spread(show))?;
    }
    Ok(())
}

fn ask(
    index: &Index,
    collection: &Collection,
    query: &Query,
    selection: &Selection,
    (search, show): (&mut Vec<f64>, &mut Vec<f64>),
) -> u32 {
    let options = SearchOptions { hits_max: 200, ..SearchOptions::default() };
    let (mut searching, mut showing, mut found) = (f64::MAX, f64::MAX, 0);
    for _ in 0..7 {
        let start = Instant::now();
        let results = index.search(query, selection, options).unwrap_or_default();
        searching = searching.min(start.elapsed().as_secs_f64() * 1e3);
        let start = Instant::now();
        let article = |n: u32| collection.articles.get(n as usize);
        black_box(index.concordance(&article, black_box(&results), ContextOrder::Reading));
        showing = showing.min(start.elapsed().as_secs_f64() * 1e3);
        found = results.total_passages;
    }
    search.push(searching);
    show.push(showing);
    found
}

/// Milliseconds that the processor worked for this thread; 0 where the system does not tell.
fn worked() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split_whitespace().next().and_then(|ns| ns.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

fn spread(mut times: Vec<f64>) -> String {
    times.sort_by(f64::total_cmp);
    let at = |hundredths: usize| times.get((times.len() - 1) * hundredths / 100).copied().unwrap_or(0.0);
    format!("p50 {:.3} p95 {:.3} max {:.3} ms", at(50), at(95), at(100))
}

/// What the system tells of this process, in megabytes; 0 where it does not.
fn memory(what: &str) -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix(what)?.strip_prefix(':'));
    line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1e3 * 1.024
}
