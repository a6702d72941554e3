//! Laws of searching, held against a scan of the text that knows nothing of the index.
use crate::{Facet, Index, Query, SearchOptions, Selection};
use analysis::CorpusReading;
use corpus::{Collection, read_text};

fn collection(texts: &[&str]) -> Collection {
    let articles = texts.iter().enumerate().map(|(n, t)| read_text(&format!("a{n}"), (*t).to_owned())).collect();
    Collection { articles, ..Collection::default() }
}

/// The passages found, as their texts.
fn found(texts: &[&str], query: &str) -> Vec<String> {
    let collection = collection(texts);
    let index = Index::build(&collection, &CorpusReading::default());
    let (query, _) = Query::parse(query);
    let results = index.search(&collection, &query, &Selection::default(), SearchOptions::default());
    let text = |article: u32| collection.articles[article as usize].text.as_str();
    results.hits.iter().map(|h| h.span.of(text(h.article)).to_owned()).collect()
}

#[test]
fn words_phrases_and_operators() {
    let texts = ["The talks ended. A plan was made.", "US talks, he told us. The peace-plan stays."];
    for (query, expected) in [
        ("talks", 2),
        ("talk", 2),
        ("TALKS told", 1),
        ("US", 1),
        ("us", 1),
        ("\"peace plan\"", 1),
        ("“plan was”", 1),
        ("“plan the”", 0),
        ("peace-plan", 1),
        ("pla*", 2),
        ("plam~", 2),
        ("talks OR plan", 4),
        ("-talks", 2),
        ("NOT (talks OR made)", 1),
        ("", 4),
        ("absent", 0),
    ] {
        assert_eq!(found(&texts, query).len(), expected, "{query}");
    }
    assert!(Facet::ALL.iter().all(|f| Facet::from_name(f.name()) == Some(*f)));
}
