//! How long building the index and asking takes, on articles made up from a word list by a fixed rule.
//!
//! `cargo bench --profile native -p parallax-search -- [ARTICLES]`. Word frequencies fall off as
//! in natural language (Zipf), a third of the articles' sentences name someone. It measures; it tests nothing. Of every
//! query the best of seven counts, and of building the time of the processor, since others may share the machine.
use analysis::{CorpusReading, Entity, EntityKind, Mention, MentionForm, Reading};
use corpus::{Article, Basis, Block, BlockKind, Collection, Date, Outlet, Published, Span};
use parallax_search::{ContextOrder, Facet, Index, LayersBuilder, Query, SearchOptions, Selection, TextBuilder};
use std::hint::black_box;
use std::io::Write as _;
use std::time::Instant;

/// A fixed stream of numbers (xorshift), so that every run measures the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n
    }

    /// The smaller the number, the likelier: about 1 / (n + 1).
    fn zipf(&mut self, n: u64) -> u64 {
        let bits = u64::from(n.ilog2());
        let scale = 1u64 << self.below(bits + 1);
        (scale + self.below(scale)).saturating_sub(1).min(n - 1)
    }
}

fn word(n: u64) -> String {
    let syllables =
        ["ta", "re", "mo", "li", "ken", "su", "par", "do", "vi", "nal", "os", "che", "bur", "ing", "fe", "gor"];
    let mut rest = n;
    let mut out = String::new();
    loop {
        out.push_str(syllables.get((rest % 16) as usize).unwrap_or(&""));
        rest /= 16;
        if rest == 0 {
            return out;
        }
        rest -= 1;
    }
}

fn article(n: u64, numbers: &mut Numbers, reading: &mut CorpusReading) -> Article {
    let mut text = String::new();
    let (mut sentences, mut blocks) = (Vec::new(), Vec::new());
    let mut row = Reading::default();
    for _ in 0..8 {
        let block = text.len();
        for _ in 0..2 {
            let start = text.len();
            if numbers.below(3) == 0 {
                let entity = u32::try_from(numbers.zipf(5_000)).unwrap_or(0);
                let name = format!("Name{}", word(u64::from(entity)));
                text.push_str(&name);
                let span = Span::new(start, start + name.len());
                row.mentions.push(Mention { span, name: span, entity, form: MentionForm::Name });
                text.push(' ');
            }
            for i in 0..22 {
                text.push_str(&word(numbers.zipf(200_000)));
                text.push_str(if i == 10 { ", " } else { " " });
            }
            text.push('.');
            sentences.push(Span::new(start, text.len()));
            text.push(' ');
        }
        let span = Span::new(block, text.len() - 1);
        blocks.push(Block { span, kind: BlockKind::Paragraph, body: span, label: None });
        text.push('\n');
    }
    text.shrink_to_fit();
    reading.articles.push(row);
    let day = Date::new(2020, 1 + (n % 12) as u32, 1 + (n % 28) as u32);
    Article {
        id: format!("a{n}"),
        text,
        outlet: Some(Outlet { name: format!("Outlet {}", n % 40), url: None, basis: Basis::Supplied }),
        published: day.map(|d| Published { value: d.into(), basis: Basis::Supplied, span: None }),
        headline: None,
        blocks,
        sentences,
        notices: Vec::new(),
    }
}

fn main() -> std::io::Result<()> {
    let n: u64 = std::env::args().find_map(|a| a.parse().ok()).unwrap_or(1_000);
    let mut numbers = Numbers(88_172_645_463_325_252);
    let mut reading = CorpusReading::default();
    for e in 0..5_000u32 {
        let name = format!("Name{}", word(u64::from(e)));
        let kind = [EntityKind::Person, EntityKind::Organisation, EntityKind::Place][(e % 3) as usize];
        reading.entities.push(Entity { id: format!("e/{e}"), name, kind });
    }
    let articles = (0..n).map(|i| article(i, &mut numbers, &mut reading)).collect();
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
        ("nothing", String::new(), &none),
        ("one outlet", String::new(), &one),
        ("three values", String::new(), &three),
        ("commonest word", word(0), &none),
        ("common word", word(60), &none),
        ("rare word", word(30_000), &none),
        ("and", format!("{} {}", word(60), word(90)), &none),
        ("and of common", format!("{} {}", word(0), word(1)), &none),
        ("or", format!("{} OR {}", word(60), word(90)), &none),
        ("not", format!("{} -{}", word(60), word(1)), &none),
        ("phrase", format!("“{} {}”", word(3), word(5)), &none),
        ("commonest phrase", format!("“{} {}”", word(0), word(1)), &none),
        ("rarer phrase", format!("“{} {}”", word(60), word(1)), &none),
        ("prefix", "parm*".to_owned(), &none),
        ("short prefix", "p*".to_owned(), &none),
        ("two letters", "ta*".to_owned(), &none),
        ("near", format!("{}~", word(60)), &none),
        ("near, long", format!("{}~", word(30_000)), &none),
        ("field", format!("person:{} {}", "nameta", word(9)), &none),
        ("before", "before:2020-06".to_owned(), &none),
    ];
    for (name, typed, selection) in queries {
        let (mut search, mut show) = (Vec::new(), Vec::new());
        let mut found = 0;
        for _ in 0..3 {
            let (query, _) = Query::parse(&typed);
            found = ask(&index, &collection, &query, selection, (&mut search, &mut show));
        }
        writeln!(
            out,
            "{name:>16} {typed:<24} {found:>8} passages  search {}  lines of 200 {}",
            spread(search),
            spread(show)
        )?;
    }
    // Queries as they would be typed: words and neighbours taken from the texts.
    for (kind, make) in KINDS {
        let (mut search, mut show) = (Vec::new(), Vec::new());
        for _ in 0..200 {
            let (query, _) = Query::parse(&make(&collection, &mut numbers));
            ask(&index, &collection, &query, &none, (&mut search, &mut show));
        }
        writeln!(
            out,
            "{kind:>16} of the texts, 200 queries: search {}  lines of 200 {}",
            spread(search),
            spread(show)
        )?;
    }
    Ok(())
}

type Make = fn(&Collection, &mut Numbers) -> String;

const KINDS: [(&str, Make); 5] = [
    ("words", |c, n| taken(c, n, 1)),
    ("ands", |c, n| taken(c, n, 2)),
    ("phrases", |c, n| format!("“{}”", taken(c, n, 2))),
    ("prefixes", |c, n| {
        let word = taken(c, n, 1);
        let letters = 1 + n.below(4) as usize;
        format!("{}*", word.chars().take(letters).collect::<String>())
    }),
    ("nears", |c, n| format!("{}~", taken(c, n, 1))),
];

/// Words that follow each other somewhere.
fn taken(collection: &Collection, numbers: &mut Numbers, many: usize) -> String {
    let article = numbers.below(collection.articles.len() as u64) as usize;
    let text = collection.articles.get(article).map_or("", |a| a.text.as_str());
    let words: Vec<&str> = text.split_whitespace().collect();
    let from = numbers.below(words.len().saturating_sub(many) as u64 + 1) as usize;
    let words: Vec<&str> = words.into_iter().skip(from).take(many).map(|w| w.trim_matches([',', '.'])).collect();
    words.join(" ")
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
