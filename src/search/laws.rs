//! Laws of searching, held against a scan that knows nothing of the index.
//!
//! The scan works on small random collections over a vocabulary for which the right answer is written down
//! by hand (which words are the same when typed plainly, and which in quotation marks), so that it shares no
//! folding, no dictionary and no numbering with what it checks.
use crate::{ContextOrder, Facet, FacetCount, Index, Order, Query, Results, SearchOptions, Selection};
use analysis::{
    Attribution, CorpusReading, Dating, Entity, EntityKind, Event, Manner, Mention, MentionForm, Passage, PassageRole,
    Reading,
};
use corpus::{Article, Basis, Block, BlockKind, Collection, Date, Outlet, Span, read_text};
use proptest::prelude::*;
use std::collections::BTreeSet;

/// As written; the same letters for all spellings that quotation marks do not tell apart; the same for all
/// that a plain word finds.
const VOCABULARY: [(&str, &str, &str); 18] = [
    ("talk", "talk", "talk"),
    ("talks", "talks", "talk"),
    ("Talks", "talks", "talk"),
    ("party", "party", "party"),
    ("parties", "parties", "party"),
    ("us", "us", "us"),
    ("Zürich", "zurich", "zurich"),
    ("ZURICH", "zurich", "zurich"),
    ("O’Brien", "obrien", "obrien"),
    ("plan", "plan", "plan"),
    ("plane", "plane", "plane"),
    ("planet", "planet", "planet"),
    ("new", "new", "new"),
    ("news", "news", "news"),
    ("28", "28", "28"),
    ("1,000", "1000", "1000"),
    ("the", "the", "the"),
    ("NATO", "nato", "nato"),
];

const GLUE: [&str; 6] = [" ", ", ", "-", " “", "” ", "’s "];

/// A sentence: words with what stands between them.
type Sentence = Vec<(usize, usize)>;

fn written(sentence: &Sentence) -> String {
    let mut out = String::new();
    for (n, &(word, glue)) in sentence.iter().enumerate() {
        out.push_str(VOCABULARY[word].0);
        if n + 1 < sentence.len() {
            // After a number or an s, the mark of possession could belong to the word.
            let plain = VOCABULARY[word].0.ends_with(|c: char| c.is_numeric() || c == 's');
            out.push_str(if plain && glue == 5 { " " } else { GLUE[glue] });
        }
    }
    out
}

fn sentences() -> impl Strategy<Value = Vec<Vec<Sentence>>> {
    let sentence = prop::collection::vec((0..VOCABULARY.len(), 0..GLUE.len()), 1..7);
    prop::collection::vec(prop::collection::vec(sentence, 0..5), 0..5)
}

fn collection_of(articles: &[Vec<Sentence>]) -> Collection {
    let text = |a: &Vec<Sentence>| a.iter().map(|s| written(s) + ".").collect::<Vec<_>>().join("\n");
    let articles = articles.iter().enumerate().map(|(n, a)| plain_article(&format!("a{n}"), &text(a))).collect();
    Collection { articles, ..Collection::default() }
}

/// An article whose lines are its blocks, and whose sentences end with a full stop and a blank: the reader's
/// own judgement is tested with the reader.
pub(crate) fn plain_article(id: &str, text: &str) -> Article {
    let mut article = read_text(id, String::new());
    article.notices.clear();
    let mut at = 0;
    for line in text.split('\n') {
        let span = Span::new(at, at + line.len());
        if !line.is_empty() {
            article.blocks.push(Block { span, kind: BlockKind::Paragraph, body: span, label: None });
            let mut from = at;
            for (stop, _) in line.match_indices(". ") {
                article.sentences.push(Span::new(from, at + stop + 1));
                from = at + stop + 2;
            }
            article.sentences.push(Span::new(from, span.end as usize));
        }
        at += line.len() + 1;
    }
    article.text = text.to_owned();
    article
}

/// A search of which all chunks are there.
fn search(index: &Index, query: &Query, selection: &Selection, options: SearchOptions) -> Results {
    index.search(query, selection, options).unwrap()
}

/// A query as a tree, to be written as text and to be answered by scanning.
#[derive(Clone, Debug)]
enum Asked {
    Word(usize),
    Phrase(Vec<usize>),
    Prefix(&'static str),
    Near(&'static str),
    And(Box<Asked>, Box<Asked>),
    Or(Box<Asked>, Box<Asked>),
    Not(Box<Asked>),
}

impl Asked {
    fn typed(&self) -> String {
        match self {
            Self::Word(w) => VOCABULARY[*w].0.to_owned(),
            Self::Phrase(ws) => format!("“{}”", ws.iter().map(|&w| VOCABULARY[w].0).collect::<Vec<_>>().join(" ")),
            Self::Prefix(p) => format!("{p}*"),
            Self::Near(p) => format!("{p}~"),
            Self::And(a, b) => format!("({}) {}", a.typed(), b.typed()),
            Self::Or(a, b) => format!("({} OR ({}))", a.typed(), b.typed()),
            Self::Not(a) => format!("-({})", a.typed()),
        }
    }

    fn holds(&self, sentence: &Sentence) -> bool {
        let exact = |n: usize| VOCABULARY[sentence[n].0].1;
        let any = |test: &dyn Fn(usize) -> bool| (0..sentence.len()).any(test);
        match self {
            Self::Word(w) => any(&|n| VOCABULARY[sentence[n].0].2 == VOCABULARY[*w].2),
            Self::Phrase(ws) => any(&|n| {
                n + ws.len() <= sentence.len() && ws.iter().enumerate().all(|(i, &w)| exact(n + i) == VOCABULARY[w].1)
            }),
            Self::Prefix(p) => any(&|n| exact(n).starts_with(p)),
            Self::Near(p) => any(&|n| distance(exact(n), p) <= 1),
            Self::And(a, b) => a.holds(sentence) && b.holds(sentence),
            Self::Or(a, b) => a.holds(sentence) || b.holds(sentence),
            Self::Not(a) => !a.holds(sentence),
        }
    }
}

/// The textbook table: optimal string alignment.
pub(crate) fn distance(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut table = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            table[i][j] = if i == 0 || j == 0 {
                i + j
            } else {
                let replaced = table[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                let mut best = replaced.min(table[i - 1][j] + 1).min(table[i][j - 1] + 1);
                if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                    best = best.min(table[i - 2][j - 2] + 1);
                }
                best
            };
        }
    }
    table[a.len()][b.len()]
}

fn asked() -> impl Strategy<Value = Asked> {
    let leaf = prop_oneof![
        3 => (0..VOCABULARY.len()).prop_map(Asked::Word),
        3 => prop::collection::vec(0..VOCABULARY.len(), 1..4).prop_map(Asked::Phrase),
        1 => prop::sample::select(vec!["p", "pla", "plan", "ta", "z", "2", "x", "ne"]).prop_map(Asked::Prefix),
        1 => prop::sample::select(vec!["plan", "paln", "tals", "znrich", "nwes", "nto", "zzz"]).prop_map(Asked::Near),
    ];
    leaf.prop_recursive(4, 16, 2, |inner| {
        prop_oneof![
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Asked::And(Box::new(a), Box::new(b))),
            (inner.clone(), inner.clone()).prop_map(|(a, b)| Asked::Or(Box::new(a), Box::new(b))),
            inner.prop_map(|a| Asked::Not(Box::new(a))),
        ]
    })
}

/// What the passages of a small world belong to, by article and by sentence.
#[derive(Clone, Debug)]
struct Belonging {
    outlet: Option<usize>,
    day: Option<usize>,
    /// By sentence: people, places, speakers, events mentioned there.
    sentences: Vec<[BTreeSet<usize>; 4]>,
}

fn belongings() -> impl Strategy<Value = Vec<Belonging>> {
    let values = || prop::collection::btree_set(0..3usize, 0..3);
    let sentence = (values(), values(), values(), values()).prop_map(|(a, b, c, d)| [a, b, c, d]);
    let article = (prop::option::of(0..3usize), prop::option::of(0..3usize), prop::collection::vec(sentence, 5));
    prop::collection::vec(article.prop_map(|(outlet, day, sentences)| Belonging { outlet, day, sentences }), 5)
}

/// Turns the belongings into the outlets, dates and reading that the index is built from.
fn furnish(collection: &mut Collection, belongings: &[Belonging]) -> CorpusReading {
    let entity = |kind, n: usize| Entity { id: format!("{kind:?}/{n}"), name: format!("{kind:?} {n}"), kind };
    let mut reading = CorpusReading::default();
    reading.entities.extend((0..3).map(|n| entity(EntityKind::Person, n)));
    reading.entities.extend((0..3).map(|n| entity(EntityKind::Country, n)));
    reading.events.extend((0..3).map(|n| Event {
        id: format!("event-{n}"),
        name: format!("Event {n}"),
        kind: "talks".to_owned(),
        place: None,
        date: None,
        basis: Basis::Derived,
    }));
    for (article, belonging) in collection.articles.iter_mut().zip(belongings) {
        article.outlet =
            belonging.outlet.map(|n| Outlet { name: format!("Outlet {n}"), url: None, basis: Basis::Supplied });
        let mut row = Reading::default();
        for (&span, values) in article.sentences.iter().zip(&belonging.sentences) {
            let mention = |n: usize| Mention { span, name: span, entity: n as u32, form: MentionForm::Role };
            row.mentions.extend(values[0].iter().map(|&n| mention(n)));
            row.mentions.extend(values[1].iter().map(|&n| mention(n + 3)));
            row.attributions.extend(values[2].iter().map(|&n| said(span, Some(n as u32), Manner::Indirect)));
            row.passages.extend(values[3].iter().map(|&n| Passage {
                span,
                event: n as u32,
                role: PassageRole::Background,
            }));
        }
        reading.articles.push(row);
        reading.datings.push(belonging.day.map(|n| {
            let day = Date::new(2020, 1, n as u32 + 1).unwrap();
            Dating { earliest: day, latest: day, basis: Basis::Derived, reason: String::new() }
        }));
    }
    reading
}

pub(crate) fn said(span: Span, speaker: Option<u32>, manner: Manner) -> Attribution {
    Attribution {
        manner,
        content: vec![span],
        scope: vec![span],
        source: None,
        cue: None,
        speaker,
        speaker_name: None,
        unnamed: false,
        content_kind: None,
        rule: String::new(),
    }
}

/// The facets that the small world fills, with the keys they get there.
const FILLED: [(Facet, &str); 6] = [
    (Facet::Outlet, "Outlet "),
    (Facet::Date, "2020-01-0"),
    (Facet::Person, "Person/"),
    (Facet::Place, "Country/"),
    (Facet::Speaker, "Person/"),
    (Facet::Event, "event-"),
];

fn key(facet: Facet, n: usize) -> String {
    let stem = FILLED.iter().find(|(f, _)| *f == facet).unwrap().1;
    format!("{stem}{}", if facet == Facet::Date { n + 1 } else { n })
}

impl Belonging {
    fn has(&self, facet: Facet, sentence: usize, n: usize) -> bool {
        match facet {
            Facet::Outlet => self.outlet == Some(n),
            Facet::Date => self.day == Some(n),
            Facet::Person => self.sentences[sentence][0].contains(&n),
            Facet::Place => self.sentences[sentence][1].contains(&n),
            Facet::Speaker => self.sentences[sentence][2].contains(&n),
            Facet::Event => self.sentences[sentence][3].contains(&n),
            Facet::Organisation => false,
        }
    }
}

/// All passages for which `test` holds, counted by walking over the world.
fn scan(world: &[Vec<Sentence>], test: impl Fn(usize, usize) -> bool) -> FacetCount {
    let mut count = FacetCount::default();
    for (article, sentences) in world.iter().enumerate() {
        let here = (0..sentences.len()).filter(|&s| test(article, s)).count() as u32;
        count.passages += here;
        count.articles += u32::from(here > 0);
    }
    count
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_search_finds_what_a_scan_finds(world in sentences(), asked in asked()) {
        let collection = collection_of(&world);
        let index = Index::build(&collection, &CorpusReading::default());
        let typed = asked.typed();
        let (query, _) = Query::parse(&typed);
        let options = SearchOptions { order: Order::Reading, ..SearchOptions::default() };
        let results = search(&index, &query, &Selection::default(), options);
        let expected: Vec<(u32, u32)> = world.iter().zip(0u32..).flat_map(|(article, a)| {
            article.iter().zip(0u32..).filter(|(s, _)| asked.holds(s)).map(move |(_, n)| (a, n))
        }).collect();
        let found: Vec<(u32, u32)> = results.hits.iter().map(|h| (h.article, h.sentence)).collect();
        prop_assert_eq!(&found, &expected, "{}", typed);
        let ranked = search(&index, &query, &Selection::default(), SearchOptions::default());
        let mut same: Vec<(u32, u32)> = ranked.hits.iter().map(|h| (h.article, h.sentence)).collect();
        prop_assert!(ranked.hits.is_sorted_by_key(|h| (std::cmp::Reverse(h.score), h.article, h.sentence)));
        let few = SearchOptions { hits_max: 2, ..SearchOptions::default() };
        let first = search(&index, &query, &Selection::default(), few);
        prop_assert_eq!(&first.hits[..], &ranked.hits[..ranked.hits.len().min(2)]);
        prop_assert_eq!(first.total_passages as usize, expected.len());
        same.sort_unstable();
        prop_assert_eq!(same, expected);
    }

    #[test]
    fn facet_counts_are_those_of_choosing_the_value(
        world in sentences(),
        belongings in belongings(),
        asked in prop::option::of(asked()),
        choices in prop::collection::vec((0..FILLED.len(), 0..3usize), 0..4),
    ) {
        let mut collection = collection_of(&world);
        let reading = furnish(&mut collection, &belongings);
        let index = Index::build(&collection, &reading);
        let mut selection = Selection::default();
        for &(facet, n) in &choices {
            let key = key(FILLED[facet].0, n);
            if !selection.contains(FILLED[facet].0, &key) {
                selection.toggle(FILLED[facet].0, &key);
            }
        }
        let (query, _) = Query::parse(&asked.as_ref().map_or(String::new(), Asked::typed));
        let results = search(&index, &query, &selection, SearchOptions::default());
        let matches = |a: usize, s: usize| asked.as_ref().is_none_or(|q| q.holds(&world[a][s]));
        let passes = |facet: Facet, a: usize, s: usize| {
            let mut chosen = choices.iter().filter(|c| FILLED[c.0].0 == facet).peekable();
            chosen.peek().is_none() || chosen.any(|c| belongings[a].has(facet, s, c.1))
        };
        let all = scan(&world, |a, s| matches(a, s) && FILLED.iter().all(|f| passes(f.0, a, s)));
        prop_assert_eq!((results.total_passages, results.total_articles), (all.passages, all.articles));
        for (facet, _) in FILLED {
            let values = index.facet_values(&results, facet);
            for n in 0..3 {
                let key = key(facet, n);
                let total = scan(&world, |a, s| belongings[a].has(facet, s, n));
                let now = scan(&world, |a, s| {
                    let others = FILLED.iter().all(|f| f.0 == facet || passes(f.0, a, s));
                    belongings[a].has(facet, s, n) && matches(a, s) && others
                });
                match values.iter().find(|v| v.key == key) {
                    Some(value) => {
                        prop_assert_eq!((value.now, value.total), (now, total), "{:?} {}", facet, key);
                        prop_assert_eq!(value.selected, selection.contains(facet, &key));
                    }
                    None => {
                        prop_assert_eq!(total.passages, 0);
                        prop_assert!(!selection.contains(facet, &key));
                    }
                }
            }
        }
    }

    #[test]
    fn marks_and_lines_are_the_words_that_were_asked_for(world in sentences(), words in prop::collection::vec(0..VOCABULARY.len(), 1..3)) {
        let collection = collection_of(&world);
        let index = Index::build(&collection, &CorpusReading::default());
        let typed: Vec<&str> = words.iter().map(|&w| VOCABULARY[w].0).collect();
        let (query, _) = Query::parse(&typed.join(" OR "));
        let results = search(&index, &query, &Selection::default(), SearchOptions::default());
        let mut marked = 0;
        for hit in &results.hits {
            let sentence = &world[hit.article as usize][hit.sentence as usize];
            let expected: Vec<&str> = sentence.iter().map(|&(w, _)| VOCABULARY[w])
                .filter(|(_, _, loose)| words.iter().any(|&w| VOCABULARY[w].2 == *loose))
                .map(|(text, _, _)| text).collect();
            let text = &collection.articles[hit.article as usize].text;
            let found: Vec<&str> =
                index.excerpt(&collection.articles[hit.article as usize], &results, hit).marks.iter().map(|m| m.of(text)).collect();
            prop_assert_eq!(&found, &expected);
            marked += found.len();
        }
        for order in [ContextOrder::Reading, ContextOrder::Left, ContextOrder::Right] {
            let lines = index.concordance(&|n| collection.articles.get(n as usize), &results, order);
            prop_assert_eq!(lines.len(), marked);
            for line in lines {
                let text = &collection.articles[line.article as usize].text;
                prop_assert!(!line.hit.of(text).is_empty());
                prop_assert_eq!((line.left.end, line.right.start), (line.hit.start, line.hit.end));
            }
        }
        let strips = index.dispersion(&|n| collection.articles.get(n as usize), &results);
        prop_assert_eq!(strips.iter().map(|s| s.ticks.len()).sum::<usize>(), marked);
        for strip in strips {
            let all: usize = world[strip.article as usize].iter().map(Vec::len).sum();
            prop_assert_eq!(strip.words as usize, all);
            let in_order: Vec<usize> = world[strip.article as usize].iter().flatten().map(|&(w, _)| w).collect();
            for tick in strip.ticks {
                let text = &collection.articles[strip.article as usize].text;
                prop_assert_eq!(VOCABULARY[in_order[tick.word as usize]].0, tick.mark.of(text));
            }
        }
    }

    #[test]
    fn any_text_can_be_indexed_and_any_query_asked(
        texts in prop::collection::vec(any::<String>(), 0..3),
        typed in prop_oneof![any::<String>(), "[a-zA-Z:()\"“”*~ -]{0,60}", "(AND |OR |NOT |in:quote |said:|\\(|\\)|-|\"| |x){0,30}"],
    ) {
        let articles = texts.into_iter().map(|t| read_text("x", t)).collect();
        let collection = Collection { articles, ..Collection::default() };
        let index = Index::build(&collection, &CorpusReading::default());
        let (query, notices) = Query::parse(&typed);
        for notice in notices {
            prop_assert!(notice.span.end as usize <= typed.len() && !notice.hint.is_empty());
            prop_assert!(notice.span.is_empty() || !notice.span.of(&typed).is_empty());
        }
        let results = search(&index, &query, &Selection::default(), SearchOptions::default());
        prop_assert!(results.total_passages <= index.passage_count());
        for hit in &results.hits {
            let excerpt = index.excerpt(&collection.articles[hit.article as usize], &results, hit);
            prop_assert!(excerpt.marks.is_sorted() && excerpt.marks.iter().all(|m| excerpt.span.contains(*m)));
        }
        let lines = index.concordance(&|n| collection.articles.get(n as usize), &results, ContextOrder::Right);
        let ticks: usize = index.dispersion(&|n| collection.articles.get(n as usize), &results).iter().map(|s| s.ticks.len()).sum();
        prop_assert_eq!(lines.len(), ticks);
    }
}

/// Answers to a few questions, in a form that can be compared.
fn answers(index: &Index, asked: &Asked) -> String {
    let mut out = String::new();
    for typed in
        [asked.typed(), "pla*".to_owned(), "p* t*".to_owned(), "person:person said:plan".to_owned(), String::new()]
    {
        let (query, _) = Query::parse(&typed);
        let results = search(index, &query, &Selection::default(), SearchOptions::default());
        out += &format!("{:?} {:?} {:?}\n", results.hits, results.facets, index.histogram(&results, 10));
    }
    out
}

/// The index opened from its parts, all chunks supplied.
fn reopened(index: &Index) -> Index {
    let parts = index.to_parts();
    let mut opened = Index::open(&parts[0].1, &parts[1].1).unwrap();
    for (n, (_, chunk)) in parts[2..].iter().enumerate() {
        opened.supply(n as u32, chunk.clone()).unwrap();
    }
    opened
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn an_index_opened_from_its_parts_answers_alike(world in sentences(), belongings in belongings(), asked in asked()) {
        let mut collection = collection_of(&world);
        let reading = furnish(&mut collection, &belongings);
        let index = Index::build(&collection, &reading);
        let parts = index.to_parts();
        prop_assert!(parts.iter().map(|p| p.0.as_str()).take(2).eq([crate::HEAD, crate::LAYERS]));
        prop_assert_eq!(answers(&reopened(&index), &asked), answers(&index, &asked));
        // Chunk by chunk, as a search asks for them.
        let mut opened = Index::open(&parts[0].1, &parts[1].1).unwrap();
        let (query, _) = Query::parse(&asked.typed());
        let whole = search(&index, &query, &Selection::default(), SearchOptions::default());
        for _ in 0..parts.len() {
            match opened.search(&query, &Selection::default(), SearchOptions::default()) {
                Ok(results) => {
                    prop_assert_eq!(&results.hits, &whole.hits);
                    break;
                }
                Err(missing) => for n in missing.0 {
                    let name = crate::chunk_name(n as usize);
                    let chunk = parts.iter().find(|p| p.0 == name).unwrap();
                    opened.supply(n, chunk.1.clone()).unwrap();
                }
            }
        }
        prop_assert!(opened.search(&query, &Selection::default(), SearchOptions::default()).is_ok());
    }

    #[test]
    fn damaged_parts_are_told_and_never_break(
        world in sentences(),
        belongings in belongings(),
        asked in asked(),
        at in any::<prop::sample::Index>(),
        bit in 0..8u8,
        cut in any::<bool>(),
    ) {
        let mut collection = collection_of(&world);
        let reading = furnish(&mut collection, &belongings);
        let parts = Index::build(&collection, &reading).to_parts();
        let damage = |bytes: &mut Vec<u8>| {
            let n = at.index(bytes.len().max(1));
            match bytes.get_mut(n) {
                Some(_) if cut => bytes.truncate(n),
                Some(byte) => *byte ^= 1 << bit,
                None => {}
            }
        };
        for n in 0..parts.len() {
            let mut part = parts[n].1.clone();
            damage(&mut part);
            let part_or = |m: usize| if n == m { &part } else { &parts[m].1 };
            let opened = Index::open(part_or(0), part_or(1));
            match opened {
                Ok(mut opened) if n >= 2 => prop_assert!(opened.supply(n as u32 - 2, part).is_err()),
                opened => prop_assert!(opened.is_err()),
            }
            // The same damage with a sum that fits it: nonsense may be found, but nothing breaks.
            let kind: [u8; 4] = parts[n].1[parts[n].1.len() - 12..][..4].try_into().unwrap();
            let mut inner = parts[n].1[..parts[n].1.len() - 12].to_vec();
            damage(&mut inner);
            let part = crate::bytes::seal(inner, &kind);
            let part_or = |m: usize| if n == m { &part } else { &parts[m].1 };
            if let Ok(mut opened) = Index::open(part_or(0), part_or(1)) {
                for m in 2..parts.len() {
                    let _ = opened.supply(m as u32 - 2, part_or(m).clone());
                }
                let (query, _) = Query::parse(&asked.typed());
                for typed in [query, Query::parse("p* \"plan the\" OR person:country").0] {
                    if let Ok(results) = opened.search(&typed, &Selection::default(), SearchOptions::default()) {
                        index_is_asked_all(&opened, &collection, &results);
                    }
                }
            }
        }
    }

    #[test]
    fn what_came_so_far_is_indexed_and_the_rest_after_it(world in sentences(), belongings in belongings(), first in 0..5usize) {
        let mut collection = collection_of(&world);
        let reading = furnish(&mut collection, &belongings);
        let first = first.min(collection.articles.len());
        let (mut text, mut layers) = (crate::TextBuilder::default(), crate::LayersBuilder::default());
        let mut early = None;
        for (n, article) in collection.articles.iter().enumerate() {
            if n == first {
                let text = text.snapshot();
                let layers = layers.snapshot(&text, &reading);
                early = Some(Index::new(text, layers));
            }
            text.add(article);
            layers.add(article, reading.articles.get(n), reading.datings[n].as_ref(), &reading);
        }
        let text = text.finish();
        let layers = layers.finish(&text, &reading);
        prop_assert!(Index::new(text, layers).to_parts() == Index::build(&collection, &reading).to_parts());
        if let Some(early) = early {
            collection.articles.truncate(first);
            prop_assert!(early.to_parts() == Index::build(&collection, &reading).to_parts());
        }
    }

    #[test]
    fn days_restrict_and_bars_count_what_was_found(
        world in sentences(),
        belongings in belongings(),
        asked in asked(),
        from in 0..4usize,
        long in 0..3usize,
        person in prop::option::of(0..3usize),
        bars in 1..5usize,
    ) {
        let mut collection = collection_of(&world);
        let reading = furnish(&mut collection, &belongings);
        let index = Index::build(&collection, &reading);
        let day = |n: usize| Date::new(2020, 1, n as u32 + 1).unwrap();
        let mut selection = Selection::default();
        selection.set_days(Some((day(from), day(from + long))));
        if let Some(n) = person {
            selection.toggle(Facet::Person, &key(Facet::Person, n));
        }
        let (query, _) = Query::parse(&asked.typed());
        let results = search(&index, &query, &selection, SearchOptions::default());
        let matches = |a: usize, s: usize| asked.holds(&world[a][s]) && person.is_none_or(|n| belongings[a].has(Facet::Person, s, n));
        let within = |a: usize| belongings[a].day.is_some_and(|d| (from..=from + long).contains(&d));
        let all = scan(&world, |a, s| matches(a, s) && within(a));
        prop_assert_eq!((results.total_passages, results.total_articles), (all.passages, all.articles));
        for value in index.facet_values(&results, Facet::Outlet) {
            let now = scan(&world, |a, s| {
                let outlet = belongings[a].outlet.is_some_and(|n| key(Facet::Outlet, n) == value.key);
                matches(a, s) && within(a) && outlet
            });
            prop_assert_eq!(value.now, now);
        }
        let histogram = index.histogram(&results, bars);
        prop_assert!(histogram.bars.len() <= bars);
        prop_assert!(histogram.bars.windows(2).all(|b| b[0].to.plus(1) == Some(b[1].from)));
        let dated = |a: usize, bar: &crate::DayBar| belongings[a].day.is_some_and(|d| (bar.from..=bar.to).contains(&day(d)));
        for bar in &histogram.bars {
            prop_assert_eq!(bar.now, scan(&world, |a, s| matches(a, s) && dated(a, bar)));
            prop_assert_eq!(bar.total, scan(&world, |a, _| dated(a, bar)));
        }
        prop_assert_eq!(histogram.undated, scan(&world, |a, s| matches(a, s) && belongings[a].day.is_none()));
    }
}

/// Whatever can be asked for results, of an index that may hold nonsense.
fn index_is_asked_all(index: &Index, collection: &Collection, results: &Results) {
    let article = |n: u32| collection.articles.get(n as usize);
    let _ = index.concordance(&article, results, ContextOrder::Left);
    let _ = index.dispersion(&article, results);
    let _ = index.histogram(results, 5);
    for facet in Facet::ALL {
        let _ = index.first_values(results, facet, 2);
    }
}

/// Entities, words and lines of the shipped articles, counted without the index.
#[test]
fn counts_over_the_shipped_articles_are_those_of_counting_by_hand() {
    let collection = shipped();
    let readings = collection.articles.iter().map(|a| analysis::read(a, &[])).collect();
    let reading = analysis::join_readings(&collection, readings);
    let index = reopened(&Index::build(&collection, &reading));
    for word in ["peace", "talks", "plan", "ukraine"] {
        let (query, _) = Query::parse(&format!("\"{word}\""));
        let results = search(&index, &query, &Selection::default(), SearchOptions::default());
        let mut lines = 0;
        let mut by_outlet: Vec<FacetCount> = Vec::new();
        let mut passages = vec![BTreeSet::new(); reading.entities.len()];
        for (article, row) in collection.articles.iter().zip(&reading.articles) {
            let sentences: Vec<usize> = (0..article.sentences.len())
                .filter(|&s| {
                    let text = article.sentences[s].of(&article.text).to_lowercase();
                    let here = text.split(|c: char| !c.is_alphanumeric()).filter(|w| *w == word).count();
                    lines += here;
                    here > 0
                })
                .collect();
            by_outlet.push(FacetCount { passages: sentences.len() as u32, articles: u32::from(!sentences.is_empty()) });
            for mention in &row.mentions {
                let of: &mut BTreeSet<(String, usize)> = &mut passages[mention.entity as usize];
                of.extend(
                    article
                        .sentences_in(mention.span)
                        .filter(|s| sentences.contains(s))
                        .map(|s| (article.id.clone(), s)),
                );
            }
        }
        assert!(lines > 3, "{word}");
        assert_eq!(results.total_passages, by_outlet.iter().map(|c| c.passages).sum::<u32>(), "{word}");
        assert_eq!(results.total_articles, by_outlet.iter().map(|c| c.articles).sum::<u32>(), "{word}");
        let article = |n: u32| collection.articles.get(n as usize);
        assert_eq!(index.concordance(&article, &results, ContextOrder::Right).len(), lines, "{word}");
        for (entity, passages) in reading.entities.iter().zip(&passages) {
            let facets = [Facet::Person, Facet::Organisation, Facet::Place];
            let found = facets.iter().flat_map(|&f| index.facet_values(&results, f)).find(|v| v.key == entity.id);
            let articles: BTreeSet<&String> = passages.iter().map(|p| &p.0).collect();
            if let Some(value) = found {
                assert_eq!(value.now.passages as usize, passages.len(), "{word} {}", entity.id);
                assert_eq!(value.now.articles as usize, articles.len(), "{word} {}", entity.id);
            }
        }
    }
}

fn shipped() -> Collection {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let articles = paths.iter().map(|p| read_text(&p.display().to_string(), std::fs::read_to_string(p).unwrap()));
    Collection { articles: articles.collect(), ..Collection::default() }
}

/// The shipped articles, each with every three words that follow each other in it as plain letters.
#[test]
fn phrases_of_the_shipped_articles_are_found_where_they_stand() {
    let collection = shipped();
    let index = Index::build(&collection, &CorpusReading::default());
    let plain = |text: &str| {
        let letters: String = text.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
        format!(" {} ", letters.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" "))
    };
    let options = SearchOptions { order: Order::Reading, ..SearchOptions::default() };
    let mut asked = 0;
    for (a, article) in collection.articles.iter().enumerate() {
        for (s, sentence) in article.sentences.iter().enumerate() {
            let words: Vec<&str> = sentence.of(&article.text).split_whitespace().collect();
            for three in words.windows(3).filter(|w| w.iter().all(|w| w.chars().all(|c| c.is_ascii_lowercase()))) {
                let phrase = three.join(" ");
                let (query, notices) = Query::parse(&format!("\"{phrase}\""));
                assert!(notices.is_empty());
                let results = search(&index, &query, &Selection::default(), options);
                let here = |h: &crate::Hit| (h.article as usize, h.sentence as usize) == (a, s);
                assert!(results.hits.iter().any(here), "{phrase}");
                let holds = |h: &crate::Hit| {
                    let text = &collection.articles[h.article as usize].text;
                    plain(collection.articles[h.article as usize].sentences[h.sentence as usize].of(text))
                        .contains(&format!(" {phrase} "))
                };
                assert!(results.hits.iter().all(holds), "{phrase}");
                asked += 1;
            }
        }
    }
    assert!(asked > 500, "{asked}");
}
