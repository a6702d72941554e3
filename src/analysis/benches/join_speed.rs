//! How reading and joining grow with the number of articles, in time and memory.
//!
//! `cargo bench --profile native -p parallax-analysis --bench join_speed -- [ARTICLES]`; `--write FOLDER` writes the
//! articles as files instead. They are made of real news (`../shared/data`, the project's own annotated articles, the
//! seeds): each story takes the sentences of two of them and gives people, places, bodies and uncommon words
//! other names, so that names grow with the number of articles as they do in a real corpus; countries keep theirs.
//! A story is told by one to eight articles within a few days of two years; a third of them have no date. It measures; it tests nothing.
#![expect(clippy::print_stdout, reason = "its table is its output")]
extern crate parallax_analysis as analysis;

use analysis::{CorpusReading, EntityKind, Joining, MentionForm, Reading};
use corpus::{Article, Basis, Collection, Date, Published, Span, read_text};
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write as _;

/// A fixed stream of numbers (xorshift), so that every run measures the same.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, n: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % n.max(1)
    }

    /// The smaller the number, the likelier: about 1 / (n + 1).
    fn zipf(&mut self, n: u64) -> u64 {
        let scale = 1_u64 << self.below(u64::from(n.max(1).ilog2()) + 1);
        (scale + self.below(scale)).saturating_sub(1).min(n - 1)
    }
}

/// A made-up word, another for every number.
fn word(n: u64) -> String {
    let syllables =
        ["ta", "re", "mo", "li", "ken", "su", "par", "do", "vi", "nal", "os", "che", "bur", "ing", "fe", "gor"];
    let (mut rest, mut out) = (n + 16, String::new());
    while rest > 0 {
        out.push_str(syllables[(rest % 16) as usize]);
        rest /= 16;
    }
    out
}

fn name(n: u64) -> String {
    capital(&word(n))
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// A piece of a sentence.
enum Piece {
    Text(String),
    /// A word that stories have of their own or share with few.
    Word(String),
    /// A full name or a surname of the n-th person of the article.
    Person {
        person: u32,
        full: bool,
    },
    /// The proper word of a place or a body.
    Other {
        entity: u32,
        first: bool,
        rest: String,
    },
    Digits(usize),
}

/// One real article as sentences of pieces.
struct Base {
    paragraphs: Vec<Vec<Vec<Piece>>>,
}

fn texts() -> Vec<String> {
    let here = concat!(env!("CARGO_MANIFEST_DIR"), "/../..");
    let mut texts = Vec::new();
    let file = std::fs::read_to_string(format!("{here}/../shared/data/meantime/documents.jsonl")).unwrap_or_default();
    for line in file.lines() {
        let value: serde_json::Value = serde_json::from_str(line).unwrap_or_default();
        texts.extend(value["text"].as_str().map(str::to_owned));
    }
    let mut folders = vec![format!("{here}/seeds")];
    for stories in [format!("{here}/../stories/dev"), format!("{here}/../stories/held")] {
        folders
            .extend(std::fs::read_dir(stories).into_iter().flatten().flatten().map(|f| f.path().display().to_string()));
    }
    folders.sort();
    for folder in folders {
        let mut files: Vec<_> = std::fs::read_dir(folder).into_iter().flatten().flatten().map(|f| f.path()).collect();
        files.sort();
        texts.extend(
            files
                .iter()
                .filter(|f| f.extension().is_some_and(|e| e == "txt"))
                .filter_map(|f| std::fs::read_to_string(f).ok()),
        );
    }
    texts
}

fn base(text: &str) -> Base {
    let article = read_text("x", text.to_owned());
    let reading = analysis::read(&article, &[]);
    let mut paragraphs = Vec::new();
    for block in article.blocks.iter().filter(|b| b.kind.is_content()) {
        let mut sentences = Vec::new();
        for sentence in article.sentences.iter().filter(|s| block.span.contains(**s)) {
            let mut pieces = Vec::new();
            let mut at = sentence.start as usize;
            for mention in reading.mentions.iter().filter(|m| sentence.contains(m.span)) {
                let (from, to) = (mention.name.start as usize, mention.name.end as usize);
                let entity = &reading.entities[mention.entity as usize];
                let written = mention.name.of(text);
                if from < at || !matches!(mention.form, MentionForm::Name | MentionForm::TitleAndName) {
                    continue;
                }
                let piece = match entity.kind {
                    EntityKind::Person => Piece::Person { person: mention.entity, full: written.contains(' ') },
                    EntityKind::Place | EntityKind::Organisation | EntityKind::Other => {
                        let (head, rest) = written.split_once(' ').unwrap_or((written, ""));
                        let first = !["The", "the", "United", "European", "New", "North", "South"].contains(&head);
                        Piece::Other {
                            entity: mention.entity,
                            first,
                            rest: if first { rest.to_owned() } else { written.to_owned() },
                        }
                    }
                    _ => continue,
                };
                plain(Span::new(at, from).of(text), &mut pieces);
                pieces.push(piece);
                at = to;
            }
            plain(Span::new(at, sentence.end as usize).of(text), &mut pieces);
            sentences.push(pieces);
        }
        if !sentences.is_empty() {
            paragraphs.push(sentences);
        }
    }
    Base { paragraphs }
}

/// Running text: long words and numbers may be told otherwise.
fn plain(text: &str, pieces: &mut Vec<Piece>) {
    for part in text.split_inclusive(' ') {
        let bare = part.trim_end();
        if bare.len() > 6 && bare.bytes().all(|b| b.is_ascii_lowercase()) {
            pieces.push(Piece::Word(bare.to_owned()));
            pieces.push(Piece::Text(part.strip_prefix(bare).unwrap_or_default().to_owned()));
        } else if !bare.is_empty() && bare.len() < 4 && bare.bytes().all(|b| b.is_ascii_digit()) {
            pieces.push(Piece::Digits(bare.len()));
            pieces.push(Piece::Text(part.strip_prefix(bare).unwrap_or_default().to_owned()));
        } else {
            pieces.push(Piece::Text(part.to_owned()));
        }
    }
}

/// `n` articles, story after story, then mixed by their day.
fn articles(n: usize) -> Vec<Article> {
    let bases: Vec<Base> = texts().iter().map(|t| base(t)).filter(|b| b.paragraphs.len() > 2).collect();
    let mut words: Vec<String> = Vec::new();
    for piece in bases.iter().flat_map(|b| &b.paragraphs).flatten().flatten() {
        if let Piece::Word(word) = piece {
            words.push(word.clone());
        }
    }
    let given: Vec<String> = include_str!("../data/given_names.txt")
        .lines()
        .filter(|l| !l.starts_with(['#', '@']))
        .flat_map(|l| l.split(' '))
        .map(capital)
        .collect();
    let mut numbers = Numbers(88_172_645_463_325_252);
    let mut out: Vec<(u32, Article)> = Vec::new();
    let names = 64 + 3 * n as u64;
    let Some(first_day) = Date::new(2020, 1, 1) else { return Vec::new() };
    for story in 0.. {
        if out.len() >= n {
            break;
        }
        let tellings = 1 + numbers.zipf(8);
        let day = numbers.below(730) as i32;
        let pair = [0, 1].map(|_| numbers.below(bases.len() as u64) as usize);
        let mut people: BTreeMap<(usize, u32), (String, String)> = BTreeMap::new();
        let mut others: BTreeMap<(usize, u32), String> = BTreeMap::new();
        let mut said: BTreeMap<String, String> = BTreeMap::new();
        for telling in 0..tellings.min((n - out.len()) as u64) {
            let mut text = String::new();
            // About 400 words, as news has.
            let length = 900 + numbers.below(3000) as usize;
            for (which, at) in pair.iter().enumerate() {
                for paragraph in &bases[*at].paragraphs {
                    if text.len() >= length * (which + 1) / 2 {
                        break;
                    }
                    let mut any = false;
                    for sentence in paragraph {
                        if telling > 0 && numbers.below(3) == 0 {
                            continue;
                        }
                        any = true;
                        for piece in sentence {
                            match piece {
                                Piece::Text(t) => text.push_str(t),
                                Piece::Digits(len) => {
                                    let n = 1 + numbers.below(10_u64.pow(*len as u32) - 1);
                                    text.push_str(&n.to_string());
                                }
                                Piece::Word(w) => {
                                    let told = said.entry(w.clone()).or_insert_with(|| match numbers.below(40) {
                                        0 => word(numbers.zipf(50 * names)),
                                        1..9 => words[numbers.below(words.len() as u64) as usize].clone(),
                                        _ => w.clone(),
                                    });
                                    text.push_str(told);
                                }
                                Piece::Person { person, full } => {
                                    let (first, last) = people.entry((which, *person)).or_insert_with(|| {
                                        // Surnames are fewer than people, given names fewer still.
                                        let id = numbers.zipf(names);
                                        let mut of_person = Numbers(id.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
                                        of_person.below(9);
                                        let first = given[of_person.zipf(given.len() as u64) as usize].clone();
                                        (first, name(of_person.below(2000 + names / 8)))
                                    });
                                    if *full {
                                        text.push_str(first);
                                        text.push(' ');
                                    }
                                    text.push_str(last);
                                }
                                Piece::Other { entity, first, rest } => {
                                    if *first {
                                        let called =
                                            others.entry((which, *entity)).or_insert_with(|| name(numbers.zipf(names)));
                                        text.push_str(called);
                                        if !rest.is_empty() {
                                            text.push(' ');
                                        }
                                    }
                                    text.push_str(rest);
                                }
                            }
                        }
                        if !text.ends_with(' ') {
                            text.push(' ');
                        }
                    }
                    if any {
                        text.push_str("\n\n");
                    }
                }
            }
            let mut article = read_text(&format!("s{story}-{}", out.len()), text);
            let published = first_day.plus(day + numbers.below(3) as i32).unwrap_or(first_day);
            if numbers.below(3) > 0 {
                article.published = Some(Published { value: published.into(), basis: Basis::Supplied, span: None });
            }
            // Undated ones lie among the dated ones of their days.
            out.push((published.number().unsigned_abs() * 8 + numbers.below(8) as u32, article));
        }
    }
    out.sort_by_key(|(key, _)| *key);
    out.into_iter().map(|(_, article)| article).collect()
}

/// Memory that the process holds, and the most that it held, in MB.
fn memory() -> (f64, f64) {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let field = |name: &str| {
        let line = status.lines().find_map(|l| l.strip_prefix(name));
        line.and_then(|l| l.split_whitespace().next()?.parse::<f64>().ok()).unwrap_or(0.0) / 1024.0
    };
    (field("VmRSS:"), field("VmHWM:"))
}

/// Milliseconds that this program computed so far, however busy the machine is with others.
fn computed() -> f64 {
    let told = std::fs::read_to_string("/proc/thread-self/schedstat").unwrap_or_default();
    told.split(' ').next().and_then(|n| n.parse::<f64>().ok()).unwrap_or(0.0) / 1e6
}

/// A measured stage: its name, seconds, and the memory held after it.
fn tell(what: &str, start: f64) {
    let (now, most) = memory();
    let mut out = std::io::stdout().lock();
    let _ = writeln!(out, "{what:<28} {:>9.1} ms   {now:>7.1} MB held, {most:>7.1} MB at most", computed() - start);
}

/// Bytes that readings hold, by part.
fn bytes(readings: &[Reading]) -> Vec<(&'static str, usize)> {
    fn list<T>(list: &Vec<T>) -> usize {
        list.capacity() * size_of::<T>()
    }
    let mut parts: BTreeMap<&'static str, usize> = BTreeMap::new();
    let mut add = |part, bytes| *parts.entry(part).or_default() += bytes;
    for r in readings {
        add("itself", size_of::<Reading>());
        add("entities", list(&r.entities));
        add("entities' text", r.entities.iter().map(|e| e.id.capacity() + e.name.capacity()).sum());
        add("mentions", list(&r.mentions));
        add("attributions", list(&r.attributions));
        add("attributions' lists", r.attributions.iter().map(|a| list(&a.content) + list(&a.scope)).sum());
        add("attributions' rule", r.attributions.iter().map(|a| a.rule.capacity()).sum());
        let said = |a: &analysis::Attribution| {
            a.cue.as_ref().map_or(0, |c| c.lemma.capacity()) + a.speaker_name.as_ref().map_or(0, String::capacity)
        };
        add("attributions' text", r.attributions.iter().map(said).sum());
        add("dates", list(&r.dates));
        add(
            "dates' text",
            r.dates.iter().map(|d| d.basis.capacity() + d.value.as_ref().map_or(0, String::capacity)).sum(),
        );
        add("events", list(&r.events));
        let told = |e: &analysis::Event| {
            e.id.capacity() + e.name.capacity() + e.kind.capacity() + e.place.as_ref().map_or(0, String::capacity)
        };
        add("events' text", r.events.iter().map(told).sum());
        add("passages", list(&r.passages));
        add("figures", list(&r.figures));
        let counts = |f: &analysis::Figure| {
            f.value.capacity() + f.unit.as_ref().map_or(0, String::capacity) + f.of.as_ref().map_or(0, String::capacity)
        };
        add("figures' text", r.figures.iter().map(counts).sum());
        add("claims", list(&r.conditions) + list(&r.hedges) + list(&r.evaluative) + list(&r.negations));
    }
    parts.into_iter().collect()
}

/// Joins step by step; tells the longest step with the progress before it.
fn join(collection: &Collection, readings: Vec<Reading>) -> CorpusReading {
    let mut joining = Joining::new(readings);
    let mut longest = (0.0, (0, 0));
    let mut steps = 0;
    loop {
        let (start, progress) = (computed(), joining.progress());
        let more = joining.step(collection);
        let took = computed() - start;
        steps += 1;
        if took > 15.0 {
            println!("    a step of {took:.1} ms at {} of {}", progress.0, progress.1);
        }
        if took > longest.0 {
            longest = (took, progress);
        }
        if !more {
            println!("{steps} steps, the longest {:.1} ms at {} of {}", longest.0, longest.1.0, longest.1.1);
            return joining.finish();
        }
    }
}

/// Pairs of articles that were put into one story: (rightly, in all, in all that are told by one).
fn pairs(collection: &Collection, reading: &CorpusReading) -> (usize, usize, usize) {
    let told = |article: &Article| article.id.split('-').next().unwrap_or("").to_owned();
    let mut of_story: BTreeMap<String, usize> = BTreeMap::new();
    for article in &collection.articles {
        *of_story.entry(told(article)).or_default() += 1;
    }
    let all = of_story.values().map(|n| n * (n - 1) / 2).sum();
    let mut members: BTreeMap<u32, BTreeSet<usize>> = BTreeMap::new();
    for (n, read) in reading.articles.iter().enumerate() {
        for passage in read.passages.iter().filter(|p| !reading.is_happening(p.event)) {
            members.entry(passage.event).or_default().insert(n);
        }
    }
    let (mut right, mut joined) = (0, 0);
    for members in members.values() {
        let mut stories: BTreeMap<String, usize> = BTreeMap::new();
        for &n in members {
            *stories.entry(told(&collection.articles[n])).or_default() += 1;
        }
        right += stories.values().map(|n| n * (n - 1) / 2).sum::<usize>();
        joined += members.len() * (members.len() - 1) / 2;
    }
    (right, joined, all)
}

fn main() -> std::io::Result<()> {
    let arguments: Vec<String> = std::env::args().collect();
    let n = arguments.iter().find_map(|a| a.parse().ok()).unwrap_or(1_000);
    let start = computed();
    let collection = Collection { articles: articles(n), ..Collection::default() };
    if let Some(folder) = arguments.iter().skip_while(|a| *a != "--write").nth(1) {
        for article in &collection.articles {
            std::fs::write(format!("{folder}/{}.txt", article.id), &article.text)?;
        }
        return Ok(());
    }
    let text: usize = collection.articles.iter().map(|a| a.text.len()).sum();
    let dated = collection.articles.iter().filter(|a| a.published.is_some()).count();
    println!("{n} articles, {dated} dated, {:.1} MB of text", text as f64 / 1e6);
    tell("making the articles", start);
    let start = computed();
    let readings: Vec<Reading> = collection.articles.iter().map(|a| analysis::read(a, &collection.events)).collect();
    tell("reading", start);
    let parts = bytes(&readings);
    println!("bytes in a reading: {}", parts.iter().map(|p| p.1).sum::<usize>() / n);
    for (part, bytes) in parts {
        println!("    {part:<24} {}", bytes / n);
    }
    let start = computed();
    let reading = join(&collection, readings);
    tell("joining", start);
    let after = bytes(&reading.articles);
    println!("bytes in a joined reading: {}", after.iter().map(|p| p.1).sum::<usize>() / n);
    let start = computed();
    let reach = analysis::compare::reach(&reading);
    tell("reach", start);
    if let Some(file) = arguments.iter().skip_while(|a| *a != "--json").nth(1) {
        std::fs::write(file, serde_json::to_string(&reading).map_err(std::io::Error::other)?)?;
    }
    let stories = (0..).zip(&reading.events).filter(|(i, _)| !reading.is_happening(*i)).count();
    let told = reach.iter().filter(|r| r.0 > 1).count();
    let most = reach.iter().map(|r| r.0 + r.1).max().unwrap_or(0);
    println!(
        "{} entities, {} events ({stories} stories; {told} told by several, one by {most})",
        reading.entities.len(),
        reading.events.len()
    );
    let (right, joined, all) = pairs(&collection, &reading);
    println!("pairs of articles in one story: {joined}, of them {right} rightly, of {all}");
    Ok(())
}
