//! What a reader writes about passages, and the files in which it leaves the page.
use crate::anchor::Quote;
use crate::take_along::Json;
use crate::web_annotation::escape;

/// A note on a passage.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PassageNote {
    /// The article's id.
    pub article: String,
    /// The passage.
    pub quote: Quote,
    /// What was written; may be empty where there are tags.
    pub words: String,
    /// Tags, each once, in the order given.
    pub tags: Vec<String>,
    /// The day it was made, `2025-11-24`; may be empty.
    pub made: String,
}

/// Tags as typed: with commas between.
#[must_use]
pub fn tags(typed: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in typed.split(',') {
        let tag = tag.split_whitespace().collect::<Vec<_>>().join(" ");
        if !tag.is_empty() && !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// As JSON: `{"schema", "version", "notes": [{"article", "start", "end", "exact", "prefix", "suffix", "note", "tags",
/// "made"}]}`; places in code points.
#[must_use]
pub fn json(notes: &[PassageNote]) -> String {
    let mut json = Json::default();
    json.open('{');
    json.text("schema", "parallax-notes");
    json.raw("version", "1");
    json.key("notes");
    json.open('[');
    for note in notes {
        json.open_line();
        json.text("article", &note.article);
        position(&mut json, &note.quote);
        json.text("note", &note.words);
        json.texts("tags", &note.tags);
        json.text("made", &note.made);
        json.close('}');
    }
    json.close(']');
    json.close('}');
    json.out
}

fn position(json: &mut Json, quote: &Quote) {
    json.number("start", quote.start);
    json.number("end", quote.end());
    words(json, quote);
}

fn words(json: &mut Json, quote: &Quote) {
    json.text("exact", &quote.exact);
    json.text("prefix", &quote.prefix);
    json.text("suffix", &quote.suffix);
}

/// As W3C Web Annotations: an `AnnotationPage`.
#[must_use]
pub fn web_annotations(notes: &[PassageNote]) -> String {
    let mut json = Json::default();
    json.open('{');
    json.text("@context", "http://www.w3.org/ns/anno.jsonld");
    json.text("id", "urn:parallax:notes");
    json.text("type", "AnnotationPage");
    json.key("items");
    json.open('[');
    for (n, note) in notes.iter().enumerate() {
        let source = format!("urn:parallax:article:{}", escape(&note.article));
        json.open_line();
        json.text("id", &format!("{source}#note-{n}"));
        json.text("type", "Annotation");
        json.text("motivation", if note.words.is_empty() { "tagging" } else { "commenting" });
        if !note.made.is_empty() {
            json.text("created", &format!("{}T00:00:00Z", note.made));
        }
        json.key("body");
        json.open('[');
        let written = Some(("commenting", &note.words)).filter(|(_, words)| !words.is_empty());
        for (purpose, value) in written.into_iter().chain(note.tags.iter().map(|tag| ("tagging", tag))) {
            json.open('{');
            json.text("type", "TextualBody");
            json.text("purpose", purpose);
            json.text("format", "text/plain");
            json.text("value", value);
            json.close('}');
        }
        json.close(']');
        json.key("target");
        json.open('{');
        json.text("source", &source);
        json.key("selector");
        json.open('[');
        json.open('{');
        json.text("type", "TextPositionSelector");
        json.number("start", note.quote.start);
        json.number("end", note.quote.end());
        json.close('}');
        json.open('{');
        json.text("type", "TextQuoteSelector");
        words(&mut json, &note.quote);
        json.close('}');
        json.close(']');
        json.close('}');
        json.close('}');
    }
    json.close(']');
    json.close('}');
    json.out
}

#[cfg(test)]
mod tests {
    use super::*;
    use corpus::Span;
    use serde_json::{Value, json as expected};

    fn notes() -> Vec<PassageNote> {
        let text = "😀 Rain \"fell\".\nSnow fell.";
        let quote = Quote::of(text, Span::new(5, 16));
        let note = PassageNote {
            article: "a/1".into(),
            quote,
            words: "Why \"fell\"?\nAsk.".into(),
            tags: tags(" verb , two  words,, verb"),
            made: "2025-11-24".into(),
        };
        vec![note.clone(), PassageNote { words: String::new(), made: String::new(), ..note }]
    }

    #[test]
    fn tags_are_cut_at_commas_and_stand_once() {
        assert_eq!(notes()[0].tags, ["verb", "two words"]);
        assert!(tags(" , ,").is_empty());
    }

    #[test]
    fn json_holds_all_of_a_note() {
        let read: Value = serde_json::from_str(&json(&notes())).unwrap();
        let first = expected!({"article": "a/1", "start": 2, "end": 13, "exact": "Rain \"fell\"", "prefix": "😀 ",
            "suffix": ".\nSnow fell.", "note": "Why \"fell\"?\nAsk.", "tags": ["verb", "two words"], "made": "2025-11-24"});
        assert_eq!(read["notes"][0], first);
        assert_eq!(read["notes"].as_array().map(Vec::len), Some(2));
        assert_eq!(serde_json::from_str::<Value>(&json(&[])).unwrap()["notes"], expected!([]));
    }

    #[test]
    fn web_annotations_as_the_model_has_them() {
        let read: Value = serde_json::from_str(&web_annotations(&notes())).unwrap();
        assert_eq!(read["type"], "AnnotationPage");
        let (first, second) = (&read["items"][0], &read["items"][1]);
        assert_eq!((&first["motivation"], &second["motivation"]), (&expected!("commenting"), &expected!("tagging")));
        assert_eq!(first["created"], "2025-11-24T00:00:00Z");
        assert!(second.get("created").is_none());
        assert_eq!(first["body"].as_array().map(Vec::len), Some(3));
        assert_eq!(second["body"].as_array().map(Vec::len), Some(2));
        assert_eq!(first["target"]["source"], "urn:parallax:article:a%2F1");
        let selectors = &first["target"]["selector"];
        assert_eq!(selectors[0], expected!({"type": "TextPositionSelector", "start": 2, "end": 13}));
        assert_eq!(selectors[1]["exact"], "Rain \"fell\"");
        assert_ne!(first["id"], second["id"]);
    }
}
