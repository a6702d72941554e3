//! The open corpora of `../shared/data`, where they are at hand.
use crate::rate::{Asked, Counts, Report};
use crate::{SHARED, named, same};
use analysis::spelling::same_name;
use corpus::{Collection, Span, read_text};
use serde_json::Value;

const POLITICS: Asked = Asked { what: "names PER/LOC/ORG", must: 650, aim: 800, peers: "41 (compromise)" };
const OTHER: Asked = Asked { what: "names PER/LOC/ORG", must: 0, aim: 0, peers: "–" };
const SENTENCES: Asked =
    Asked { what: "sentence ends", must: 950, aim: 970, peers: "95.4 (blingfire), 94.7 (UAX 29), 90.4 (pySBD)" };
const EDGE: Asked = Asked { what: "sentence edge cases", must: 0, aim: 0, peers: "–" };
const SPELLINGS: Asked =
    Asked { what: "same Slavic name or not", must: 800, aim: 900, peers: "66.0 (Jaro-Winkler), 64.2 (Levenshtein)" };
const CHAINS: Asked =
    Asked { what: "same referent across articles, B³", must: 780, aim: 880, peers: "68.3 (string match)" };

/// A document of MEANTIME.
pub(crate) struct Document {
    /// Its number there.
    pub(crate) id: String,
    /// As given.
    pub(crate) text: String,
    sentences: Vec<Span>,
    chains: Vec<(Span, String)>,
}

fn read(path: &str) -> Option<String> {
    std::fs::read_to_string(format!("{SHARED}/{path}")).ok()
}

fn numbers(value: &Value) -> Option<(usize, usize)> {
    let at = |v: &Value| usize::try_from(v.as_u64()?).ok();
    Some((at(value.get(0).or_else(|| value.get("start"))?)?, at(value.get(1).or_else(|| value.get("end"))?)?))
}

/// Turns code points into bytes.
fn places(text: &str) -> Vec<usize> {
    text.char_indices().map(|(at, _)| at).chain([text.len()]).collect()
}

/// The news corpus MEANTIME; empty where it is not at hand.
pub(crate) fn meantime(shared: &str) -> Vec<Document> {
    let Ok(file) = std::fs::read_to_string(format!("{shared}/data/meantime/documents.jsonl")) else {
        return Vec::new();
    };
    let document = |line: &str| {
        let value: Value = serde_json::from_str(line).ok()?;
        let text = value["text"].as_str()?.to_owned();
        let bytes = places(&text);
        let span = |v: &Value| numbers(v).map(|(a, b)| Span::new(bytes[a], bytes[b]));
        let sentences = value["sentences"].as_array()?.iter().filter_map(span).collect();
        let chain = |m: &Value| Some((span(m)?, m["chain"].as_str()?.to_owned()));
        let chains = value["named_mentions"].as_array()?.iter().filter_map(chain).collect();
        Some(Document { id: value["id"].as_str()?.to_owned(), text, sentences, chains })
    };
    file.lines().filter_map(document).collect()
}

/// All rows of the open corpora.
pub(crate) fn score(report: &mut Report) {
    politics(report, "train");
    politics(report, "dev");
    prose(report);
    sentences(report);
    edge_cases(report);
    spellings(report);
    chains(report);
}

fn politics(report: &mut Report, part: &str) {
    let id = format!("politics-{part}");
    let Some(file) = read(&format!("data/crossner_politics/{part}.txt")) else {
        return report.skip(&id, "CrossNER is not here");
    };
    let mut score = named::Score::default();
    for sentence in file.split("\n\n") {
        let mut text = String::new();
        let mut gold: Vec<named::Gold> = Vec::new();
        for (word, label) in sentence.lines().filter_map(|l| l.split_once('\t')) {
            if !text.is_empty() {
                text.push(' ');
            }
            let start = text.len();
            text.push_str(word);
            if let Some(kind) = label.strip_prefix("B-") {
                let kind = match kind {
                    "person" | "politician" => Some("PER"),
                    "organisation" | "politicalparty" => Some("ORG"),
                    "location" | "country" => Some("LOC"),
                    _ => None,
                };
                gold.push((Span::new(start, text.len()), kind));
            } else if let Some(last) = gold.last_mut().filter(|_| label.starts_with("I-")) {
                last.0 = Span::new(last.0.start as usize, text.len());
            }
        }
        score.add(&read_text("x", text.clone()), &gold, |line| report.error(&id, || format!("{line}   in: {text}")));
    }
    report.f1(&id, &format!("political prose (CrossNER {part})"), POLITICS, score.0);
}

fn prose(report: &mut Report) {
    let Some(file) = read("data/gum_open.jsonl") else { return report.skip("prose", "GUM is not here") };
    let mut score = named::Score::default();
    for line in file.lines() {
        let Ok(sentence) = serde_json::from_str::<Value>(line) else { continue };
        let text = sentence["text"].as_str().unwrap_or("");
        let bytes = places(text);
        let named = |n: &Value| {
            let (start, end) = numbers(n)?;
            let kind = named::KINDS.into_iter().find(|k| n["type"] == *k);
            Some((Span::new(bytes[start], bytes[end]), kind))
        };
        let gold: Vec<named::Gold> = sentence["named"].as_array().into_iter().flatten().filter_map(named).collect();
        score.add(&read_text("x", text.to_owned()), &gold, |line| {
            report.error("prose", || format!("{line}   in: {text}"));
        });
    }
    report.f1("prose", "encyclopaedia, travel, interviews, court (GUM; other conventions)", OTHER, score.0);
}

fn sentences(report: &mut Report) {
    let documents = meantime(SHARED);
    if documents.is_empty() {
        return report.skip("sentences", "MEANTIME is not here");
    }
    let mut counts = Counts::default();
    for document in &documents {
        let article = read_text("x", document.text.clone());
        let found: Vec<u32> = article.sentences.iter().map(|s| s.end).collect();
        // A line that is only a date is no sentence here; there it is one.
        let told = |s: &&Span| article.block_at(s.start).is_some_and(|b| b.kind.is_content());
        let expected: Vec<u32> = document.sentences.iter().filter(told).map(|s| s.end).collect();
        counts.found += found.len();
        counts.expected += expected.len();
        counts.right += found.iter().filter(|f| expected.contains(f)).count();
        for e in expected.iter().filter(|e| !found.contains(e)) {
            let near = Span::new((*e as usize).saturating_sub(40), *e as usize);
            report.error("sentences", || {
                format!("{}: missed the end of “…{}”", document.id, near.in_one_line(&document.text))
            });
        }
    }
    report.f1("sentences", "news (MEANTIME)", SENTENCES, counts);
}

fn edge_cases(report: &mut Report) {
    let rules = read("data/sentences/golden_rules_en.json").and_then(|f| serde_json::from_str::<Vec<Value>>(&f).ok());
    let Some(rules) = rules else { return report.skip("edge", "the golden rules are not here") };
    let mut right = 0;
    for rule in &rules {
        let article = read_text("x", rule["text"].as_str().unwrap_or("").to_owned());
        let found: Vec<&str> = article.sentences.iter().map(|s| s.of(&article.text)).collect();
        let expected: Vec<&str> = rule["gold"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
        right += usize::from(found == expected);
        if found != expected {
            report.error("edge", || format!("{found:?}, expected {expected:?}"));
        }
    }
    report.share("edge", "golden rules", EDGE, right, rules.len());
}

fn spellings(report: &mut Report) {
    let Some(file) = read("data/names/slavic_latin_variant_pairs_dev.tsv") else {
        return report.skip("spellings", "the pairs are not here");
    };
    let mut counts = Counts::default();
    for line in file.lines().skip(1) {
        let &[a, b, same] = line.split('\t').collect::<Vec<_>>().as_slice() else { continue };
        let judged = same_name(a, b);
        counts.found += usize::from(judged);
        counts.expected += usize::from(same == "1");
        counts.right += usize::from(judged && same == "1");
        if judged != (same == "1") {
            report.error("spellings", || format!("{a} | {b}: {}", if judged { "not the same" } else { "the same" }));
        }
    }
    report.f1("spellings", "pairs of Latin spellings", SPELLINGS, counts);
}

/// Whether an annotated mention is a bare name of a person, place or organisation: MEANTIME also has whole
/// descriptions around a name, and indices, products and shares.
fn is_name(text: &str, (span, chain): &(Span, String)) -> bool {
    let capital =
        |w: &str| w.starts_with(|c: char| c.is_uppercase()) || matches!(w, "of" | "the" | "for" | "and" | "&");
    one_of_kinds(chain) && span.of(text).split(' ').all(capital)
}

fn one_of_kinds(chain: &str) -> bool {
    named::KINDS.iter().any(|k| chain.starts_with(k))
}

fn chains(report: &mut Report) {
    let documents = meantime(SHARED);
    if documents.is_empty() {
        return;
    }
    let articles = documents.iter().map(|d| read_text(&d.id, d.text.clone())).collect();
    let reading = analysis::read_collection(&Collection { articles, ..Collection::default() });
    let mut clusters = same::Clusters::default();
    for (document, read) in documents.iter().zip(&reading.articles) {
        for (span, chain) in document.chains.iter().filter(|c| is_name(&document.text, c)) {
            let found = same::entity_at(read, *span);
            let entity = found.and_then(|f| reading.entities.get(f as usize)).map_or("-", |e| e.id.as_str());
            report.error("chains", || format!("{chain}\t{entity}\t{}", span.in_one_line(&document.text)));
            clusters.add(chain.clone(), found);
        }
    }
    report.b_cubed("chains", "news (MEANTIME)", CHAINS, clusters.b_cubed(), clusters.len());
}
