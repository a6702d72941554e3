//! How long building the index and asking takes, on articles made up from a word list by a fixed rule.
//!
//! `cargo bench --profile native -p parallax-search -- [ARTICLES]`. Word frequencies fall off as
//! in natural language (Zipf), a third of the articles' sentences name someone. It measures; it tests nothing.
use analysis::{CorpusReading, Entity, EntityKind, Mention, MentionForm, Reading};
use corpus::{Article, Basis, Block, BlockKind, Collection, Date, Outlet, Published, Span};
use parallax_search::{ContextOrder, Index, Query, SearchOptions, Selection};
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
    let queries = [
        ("nothing", String::new()),
        ("commonest word", word(0)),
        ("common word", word(60)),
        ("rare word", word(30_000)),
        ("and", format!("{} {}", word(60), word(90))),
        ("or", format!("{} OR {}", word(60), word(90))),
        ("not", format!("{} -{}", word(60), word(1))),
        ("phrase", format!("“{} {}”", word(3), word(5))),
        ("prefix", "parm*".to_owned()),
        ("short prefix", "p*".to_owned()),
        ("near", format!("{}~", word(60))),
        ("field", format!("person:{} {}", "nameta", word(9))),
    ];
    for (name, typed) in queries {
        let (query, _) = Query::parse(&typed);
        let options = SearchOptions { hits_max: 200, ..SearchOptions::default() };
        let (mut search, mut show) = (Vec::new(), Vec::new());
        let mut found = 0;
        for _ in 0..15 {
            let start = Instant::now();
            let results = index.search(&collection, &query, &Selection::default(), options);
            search.push(start.elapsed().as_secs_f64() * 1e3);
            let start = Instant::now();
            black_box(index.concordance(&collection, black_box(&results), ContextOrder::Reading));
            show.push(start.elapsed().as_secs_f64() * 1e3);
            found = results.total_passages;
        }
        search.sort_by(f64::total_cmp);
        show.sort_by(f64::total_cmp);
        writeln!(
            out,
            "{name:>16} {typed:<24} {found:>8} passages  search median {:.3} worst {:.3} ms, lines of 200 {:.3} ms",
            search[7], search[14], show[7]
        )?;
    }
    Ok(())
}
