//! The reader against texts that people have cut by hand: two seeds, and edge cases of sentence splitting.
use crate::{Article, BlockKind, Span, read_text};
use serde_json::Value;

const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");

/// The parsed file, or a line that tells that the test is skipped.
fn shared(path: &str) -> Option<Value> {
    match std::fs::read_to_string(format!("{SHARED}/{path}")) {
        Ok(text) => Some(serde_json::from_str(&text).unwrap()),
        Err(_) => {
            eprintln!("skipped: {path} is not here");
            None
        }
    }
}

fn words(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|v| v.as_str().unwrap()).collect()
}

fn kind(gold: &str) -> BlockKind {
    match gold {
        "headline" => BlockKind::Headline,
        "heading" => BlockKind::Heading,
        "leadin" => BlockKind::LeadIn,
        "para" => BlockKind::Paragraph,
        "bullet" | "bullet-labelled" => BlockKind::ListItem,
        "quotepara" => BlockKind::BlockQuote,
        "hashtags" => BlockKind::Hashtags,
        other => panic!("unknown kind {other}"),
    }
}

#[test]
fn blocks_and_sentences_are_those_found_by_hand() {
    let Some(gold) = shared("gold/seeds_001_003.json") else { return };
    for article in gold["articles"].as_array().unwrap() {
        let file = article["file"].as_str().unwrap();
        let text = std::fs::read_to_string(format!("{SHARED}/seeds/{file}")).unwrap();
        let read = read_text("x", text);
        let lines = article["lines"].as_array().unwrap();
        assert_eq!(read.blocks.len(), lines.len(), "{file}");
        for (block, line) in read.blocks.iter().zip(lines) {
            assert_eq!(block.span.of(&read.text), line["text"].as_str().unwrap());
            let expected = line["kind"].as_str().unwrap();
            assert_eq!(block.kind, kind(expected), "{file}: {line}");
            assert_eq!(block.label.is_some(), expected == "bullet-labelled", "{file}: {line}");
            assert_eq!(sentences(&read, block.span), words(&line["sentences"]));
        }
    }
}

#[test]
fn the_seeds_are_the_files_that_were_given() {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
    let mut compared = 0;
    for entry in std::fs::read_dir(seeds).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|e| e != "txt") {
            continue;
        }
        let given = format!("{SHARED}/seeds/{}", path.file_name().unwrap().to_str().unwrap());
        let Ok(given) = std::fs::read(given) else {
            eprintln!("skipped: the given seeds are not here");
            return;
        };
        assert!(std::fs::read(&path).unwrap() == given, "{} differs", path.display());
        compared += 1;
    }
    assert_eq!(compared, 5);
}

fn sentences(article: &Article, span: Span) -> Vec<&str> {
    article.sentences[article.sentences_in(span)].iter().map(|s| s.of(&article.text)).collect()
}

#[test]
fn edge_cases_of_sentence_ends() {
    let Some(rules) = shared("data/sentences/golden_rules_en.json") else { return };
    let rules = rules.as_array().unwrap();
    let mut right = 0;
    for rule in rules {
        let text = rule["text"].as_str().unwrap();
        let mut found = Vec::new();
        crate::sentences::split(text, Span::new(0, text.len()), &mut found);
        let found: Vec<&str> = found.iter().map(|s| s.of(text)).collect();
        if found == words(&rule["gold"]) {
            right += 1;
        } else {
            eprintln!("{}: {found:?}", rule["id"]);
        }
    }
    eprintln!("sentence edge cases: {right} of {}", rules.len());
    assert!(right >= 40, "{right} of {}", rules.len());
}
