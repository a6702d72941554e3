//! The search for `cargo xtask bench`: makes up articles, indexes them and answers, in the browser and as the page does it.
//!
//! The pages of the other libraries take the same texts from here and leave the index alone.
use analysis::{CorpusReading, Reading};
use corpus::Article;
use generate::{Generator, Kind};
use search::{ContextOrder, Facet, Index, LayersBuilder, Query, Results, SearchOptions, Selection, TextBuilder};
use wasm_bindgen::prelude::*;

#[path = "../../search/benches/generate.rs"]
mod generate;

/// The page's own.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static MEMORY: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();

/// Hits that the page shows at most.
const HITS_MAX: usize = 200;
/// Hits and values of a facet that fit into a window.
const SHOWN: usize = 30;

/// A corpus that grows, and its index.
#[wasm_bindgen]
pub struct Bench {
    generator: Generator,
    /// Number of the next article.
    next: u64,
    /// Made and not yet indexed.
    made: Vec<(Article, Reading)>,
    /// The texts, as the page holds them.
    articles: Vec<Article>,
    /// Everybody whom the articles name.
    shared: CorpusReading,
    text: TextBuilder,
    layers: LayersBuilder,
    index: Index,
}

#[wasm_bindgen]
impl Bench {
    /// With nothing in it.
    #[wasm_bindgen(constructor)]
    pub fn new(seed: u32) -> Self {
        let generator = Generator::new(u64::from(seed));
        let shared = CorpusReading { entities: generator.entities.clone(), ..CorpusReading::default() };
        let (text, layers, index) = Default::default();
        Self { generator, next: 0, made: Vec::new(), articles: Vec::new(), shared, text, layers, index }
    }

    /// Makes the next articles in place of those made before; gives the bytes of their texts.
    pub fn make(&mut self, count: u32) -> usize {
        let from = self.next;
        self.next += u64::from(count);
        self.made = (from..self.next).map(|n| self.generator.article(n)).collect();
        self.made.iter().map(|(article, _)| article.text.len()).sum()
    }

    /// Of each article made: its headline, the rest of its text, its outlet.
    pub fn texts(&self) -> Vec<String> {
        let parts = self.made.iter().flat_map(|(article, _)| {
            let (headline, body) = article.text.split_once('\n').unwrap_or_default();
            let outlet = article.outlet.as_ref().map_or("", |o| o.name.as_str());
            [headline, body, outlet]
        });
        parts.map(str::to_owned).collect()
    }

    /// Finds blocks and sentences in the articles made, as the page does with a file; gives the number of sentences.
    pub fn read(&self) -> usize {
        self.made.iter().map(|(article, _)| corpus::read_text("x", article.text.clone()).sentences.len()).sum()
    }

    /// Adds the articles made to the index; their texts are kept, as in the page, what was read in them is not.
    pub fn add(&mut self) {
        for (article, reading) in std::mem::take(&mut self.made) {
            self.text.add(&article);
            self.layers.add(&article, Some(&reading), None, &self.shared);
            self.articles.push(article);
        }
    }

    /// Ends the index.
    pub fn finish(&mut self) {
        let text = std::mem::take(&mut self.text).finish();
        let layers = std::mem::take(&mut self.layers).finish(&text, &self.shared);
        self.index = Index::new(text, layers);
    }

    /// Bytes of the index.
    pub fn bytes(&self) -> usize {
        self.index.bytes()
    }

    /// Searches as the page does: the best hits, and the counts of every facet. Gives the numbers of articles and of passages.
    pub fn search(&self, typed: &str, outlet: &str) -> Vec<u32> {
        let results = self.results(typed, outlet);
        vec![results.total_articles, results.total_passages]
    }

    /// Searches, and writes what fits into a window: lines of the concordance and, after an empty one, values with counts.
    pub fn show(&self, typed: &str) -> String {
        let mut results = self.results(typed, "");
        let mut shown = String::new();
        results.hits.truncate(SHOWN);
        let article = |n: u32| self.articles.get(n as usize);
        for line in self.index.concordance(&article, &results, ContextOrder::Reading) {
            let text = article(line.article).map_or("", |a| a.text.as_str());
            shown.push_str(&format!("{}\n", line.left.cover(line.hit).cover(line.right).in_one_line(text)));
        }
        for facet in Facet::ALL {
            for value in self.index.first_values(&results, facet, SHOWN) {
                shown.push_str(&format!("\n{} {}", value.label, value.now.passages));
            }
        }
        shown
    }

    /// Different queries of a kind that find something in the first `articles`: what is typed, then the outlet, for each.
    pub fn queries(&self, kind: &str, articles: u32, count: usize) -> Vec<String> {
        let kinds = Kind::ALL.into_iter().filter(|(name, _)| *name == kind);
        let asked = kinds.flat_map(|(_, kind)| self.generator.queries(kind, u64::from(articles), count));
        asked.flat_map(|asked| [asked.typed, asked.outlet]).collect()
    }

    /// All of the index is here, so nothing can be missing.
    fn results(&self, typed: &str, outlet: &str) -> Results {
        let mut selection = Selection::default();
        if !outlet.is_empty() {
            selection.toggle(Facet::Outlet, outlet);
        }
        let options = SearchOptions { hits_max: HITS_MAX, ..SearchOptions::default() };
        self.index.search(&Query::parse(typed).0, &selection, options).unwrap_or_default()
    }
}

/// Analyses one text and tells how much was found.
#[wasm_bindgen]
pub fn analyse(text: &str) -> usize {
    let article = corpus::read_text("x", text.to_owned());
    let reading = analysis::read(&article, &[]);
    reading.mentions.len() + reading.attributions.len()
}

fn main() {}
