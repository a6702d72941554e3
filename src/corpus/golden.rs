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

/// Joins sentences to a text, splits it again, and counts ends found rightly, found wrongly, and missed.
fn count_ends(sentences: &[&str], counts: &mut [usize; 3]) {
    let text = sentences.join(" ");
    let mut ends = std::collections::BTreeSet::new();
    let mut at = 0;
    for sentence in sentences {
        at += sentence.len();
        ends.insert(at);
        at += 1;
    }
    let mut found = Vec::new();
    crate::sentences::split(&text, Span::new(0, text.len()), &mut found);
    for span in &found {
        let right = ends.remove(&(span.end as usize));
        counts[usize::from(!right)] += 1;
        if !right && std::env::var_os("SHOW_ENDS").is_some() {
            let at = span.end as usize;
            eprintln!("wrong: {}", window(&text, at));
        }
    }
    counts[2] += ends.len();
    if std::env::var_os("SHOW_ENDS").is_some() {
        for at in ends {
            eprintln!("missed: {}", window(&text, at));
        }
    }
}

fn window(text: &str, at: usize) -> String {
    let (before, after) = text.split_at(at);
    let before: String = before.chars().skip(before.chars().count().saturating_sub(50)).collect();
    format!("{before}⏹{}", after.chars().take(40).collect::<String>())
}

fn check_f1(name: &str, [right, wrong, missed]: [usize; 3], floor: usize) {
    let f1 = 2000 * right / (2 * right + wrong + missed);
    eprintln!("sentence ends in {name}: {right} right, {wrong} wrong, {missed} missed, F1 {f1} per mille");
    assert!(f1 >= floor, "{name}: {f1}");
}

#[test]
fn sentence_ends_in_news() {
    let Ok(file) = std::fs::read_to_string(format!("{SHARED}/data/meantime/documents.jsonl")) else {
        return eprintln!("skipped: the news with marked sentences is not here");
    };
    let mut counts = [0; 3];
    for line in file.lines() {
        let document: Value = serde_json::from_str(line).unwrap();
        let text: Vec<char> = document["text"].as_str().unwrap().chars().collect();
        let cut = |s: &Value| -> String {
            let at = |i: usize| usize::try_from(s[i].as_u64().unwrap()).unwrap();
            text[at(0)..at(1)].iter().collect::<String>().trim().to_owned()
        };
        // The first two lines are the headline and the date.
        let sentences: Vec<String> = document["sentences"].as_array().unwrap().iter().skip(2).map(cut).collect();
        let sentences: Vec<&str> = sentences.iter().map(String::as_str).filter(|s| !s.is_empty()).collect();
        count_ends(&sentences, &mut counts);
    }
    check_f1("news", counts, 990);
}

#[test]
fn sentence_ends_in_other_prose() {
    let Ok(file) = std::fs::read_to_string(format!("{SHARED}/data/gum_open.jsonl")) else {
        return eprintln!("skipped: the prose with marked sentences is not here");
    };
    let lines: Vec<Value> = file.lines().map(|l| serde_json::from_str(l).unwrap()).collect();
    let mut counts = [0; 3];
    // Titles, captions and list items have no stop: only sentences that end with one are joined.
    let stopped =
        |v: &Value| v["text"].as_str().unwrap().trim_end_matches(['”', '"', ')', '’']).ends_with(['.', '!', '?']);
    for group in lines.chunk_by(|a, b| a["doc"] == b["doc"]) {
        let sentences: Vec<&str> =
            group.iter().filter(|v| stopped(v)).map(|v| v["text"].as_str().unwrap().trim()).collect();
        count_ends(&sentences, &mut counts);
    }
    check_f1("other prose", counts, 985);
}
