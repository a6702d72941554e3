//! An article's spans as W3C Web Annotations (Recommendation of 23 February 2017): an `AnnotationPage` per article.
//!
//! Each annotation has a `TextPositionSelector` (code points, as the contract) and a `TextQuoteSelector` (the exact
//! words with some words around them), so that it can be found again in a text that has changed a little.
use crate::contract::Annotation;
use crate::span_table::{Row, rows};
use corpus::CodePoints;
use serde::Serialize;

/// One page of annotations.
#[derive(Debug, Serialize)]
pub struct AnnotationPage {
    #[serde(rename = "@context")]
    context: &'static str,
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    items: Vec<Item>,
}

#[derive(Debug, Serialize)]
struct Item {
    id: String,
    #[serde(rename = "type")]
    kind: &'static str,
    motivation: &'static str,
    body: Vec<Body>,
    target: Target,
}

#[derive(Debug, Serialize)]
struct Body {
    #[serde(rename = "type")]
    kind: &'static str,
    purpose: &'static str,
    value: String,
}

#[derive(Debug, Serialize)]
struct Target {
    source: String,
    selector: [Selector; 2],
}

#[derive(Debug, Serialize)]
#[serde(tag = "type")]
enum Selector {
    #[serde(rename = "TextPositionSelector")]
    Position { start: usize, end: usize },
    #[serde(rename = "TextQuoteSelector")]
    Quote { exact: String, prefix: String, suffix: String },
}

/// How many code points before and after the words are kept to find them again.
const AROUND: usize = 32;

/// The annotations of an article; spans of no length (remarks on the whole) have none.
#[must_use]
pub fn page(annotation: &Annotation<'_>) -> AnnotationPage {
    let source = format!("urn:parallax:article:{}", escape(annotation.id));
    let points = CodePoints::new(annotation.text);
    let items = rows(annotation)
        .iter()
        .filter(|r| r.range.start < r.range.end)
        .enumerate()
        .map(|(n, row)| Item {
            id: format!("{source}#{n}"),
            kind: "Annotation",
            motivation: motivation(row),
            body: bodies(row),
            target: Target { source: source.clone(), selector: selectors(annotation.text, &points, row) },
        })
        .collect();
    AnnotationPage {
        context: "http://www.w3.org/ns/anno.jsonld",
        id: format!("{source}:annotations"),
        kind: "AnnotationPage",
        items,
    }
}

fn motivation(row: &Row) -> &'static str {
    match row.layer {
        "mention" => "identifying",
        "notice" => "commenting",
        "passage" => "linking",
        "block" | "sentence" => "classifying",
        _ => "describing",
    }
}

/// What is said about the words: layer and kind as tags, then what they are.
fn bodies(row: &Row) -> Vec<Body> {
    let body = |purpose, value: &str| Body { kind: "TextualBody", purpose, value: value.to_owned() };
    let tags = [row.layer, row.part, row.kind].into_iter().map(|v| ("tagging", v));
    let told = [("identifying", row.value.as_str()), ("identifying", &row.name), ("describing", &row.note)];
    tags.chain(told).filter(|(_, v)| !v.is_empty()).map(|(purpose, v)| body(purpose, v)).collect()
}

fn selectors(text: &str, points: &CodePoints, row: &Row) -> [Selector; 2] {
    let (start, end) = (row.range.start, row.range.end);
    let words = |from, to| points.span(text, from, to).of(text).to_owned();
    [
        Selector::Position { start, end },
        Selector::Quote {
            exact: words(start, end),
            prefix: words(start.saturating_sub(AROUND), start),
            suffix: words(end, end + AROUND),
        },
    ]
}

/// Makes an id fit for a URN: everything but letters, digits and a few marks is percent-encoded.
pub(crate) fn escape(id: &str) -> String {
    let mut out = String::new();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Reading, contract};
    use serde_json::json;

    #[test]
    fn selectors_find_the_words() {
        let article = corpus::read_text("a/ä", "😀 Rain fell.\nSnow fell “softly”.".to_owned());
        let reading = Reading::default();
        let annotation = contract::annotate(&article, &reading, None);
        let page = serde_json::to_value(page(&annotation)).unwrap();
        assert_eq!(page["type"], "AnnotationPage");
        let items = page["items"].as_array().unwrap();
        assert_eq!(items.len(), 4);
        assert_eq!(
            items[3],
            json!({
                "id": "urn:parallax:article:a%2F%C3%A4#3", "type": "Annotation", "motivation": "classifying",
                "body": [{"type": "TextualBody", "purpose": "tagging", "value": "sentence"}],
                "target": {"source": "urn:parallax:article:a%2F%C3%A4", "selector": [
                    {"type": "TextPositionSelector", "start": 13, "end": 32},
                    {"type": "TextQuoteSelector", "exact": "Snow fell “softly”.", "prefix": "😀 Rain fell.\n", "suffix": ""}]}
            })
        );
    }
}
