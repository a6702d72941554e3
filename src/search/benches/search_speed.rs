//! How long building the index and asking takes on this machine; `cargo xtask bench` does the same in the browser, beside
//! other libraries.
//!
//! `cargo bench --profile native -p parallax-search -- [ARTICLES]`, on the made-up articles and queries of
//! `generate.rs`. It measures; it tests nothing.
mod generate;

use analysis::CorpusReading;
use corpus::Collection;
use generate::{Generator, Kind};
use parallax_search::{ContextOrder, Facet, Index, Query, SearchOptions, Selection};
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

/// Different queries of each kind.
const QUERIES: usize = 60;
/// Hits that the page shows.
const HITS_MAX: usize = 200;

fn main() -> std::io::Result<()> {
    let n: u64 = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(1_000);
    let generator = Generator::new(1);
    let (articles, readings) = (0..n).map(|i| generator.article(i)).unzip();
    let reading =
        CorpusReading { entities: generator.entities.clone(), articles: readings, ..CorpusReading::default() };
    let collection = Collection { articles, ..Collection::default() };
    let bytes: usize = collection.articles.iter().map(|a| a.text.len()).sum();
    let mut out = std::io::stdout().lock();
    let start = Instant::now();
    let index = Index::build(&collection, &reading);
    let built = start.elapsed();
    writeln!(
        out,
        "{n} articles, {} passages, {:.1} MB of text: built in {:.0} ms, index {:.1} MB",
        index.passage_count(),
        bytes as f64 / 1e6,
        built.as_secs_f64() * 1e3,
        index.bytes() as f64 / 1e6
    )?;
    let options = SearchOptions { hits_max: HITS_MAX, ..SearchOptions::default() };
    for (name, kind) in Kind::ALL {
        let (mut search, mut show) = (Vec::new(), Vec::new());
        for asked in generator.queries(kind, n, QUERIES) {
            let mut selection = Selection::default();
            if !asked.outlet.is_empty() {
                selection.toggle(Facet::Outlet, &asked.outlet);
            }
            for _ in 0..5 {
                let start = Instant::now();
                let (query, _) = Query::parse(&asked.typed);
                let results = index.search(&collection, &query, &selection, options);
                search.push(start.elapsed().as_secs_f64() * 1e3);
                let start = Instant::now();
                black_box(index.concordance(&collection, black_box(&results), ContextOrder::Reading));
                show.push(start.elapsed().as_secs_f64() * 1e3);
            }
        }
        for times in [&mut search, &mut show] {
            times.sort_by(f64::total_cmp);
        }
        let at = |times: &[f64], percent: usize| times.get(times.len() * percent / 100).copied().unwrap_or_default();
        writeln!(
            out,
            "{name:>12}: p50 {:.3} p95 {:.3} max {:.3} ms; the lines of {HITS_MAX} p95 {:.3} ms",
            at(&search, 50),
            at(&search, 95),
            search.last().copied().unwrap_or_default(),
            at(&show, 95)
        )?;
    }
    Ok(())
}
