//! Notes on passages out of a file: Web Annotations of this page, of Hypothesis or Recogito, or this page's own JSON.
//!
//! An annotation is whatever has a `target` (W3C, Hypothesis) or an `article` with `exact` (this page's JSON), wherever in
//! the file it stands: alone, in a list, in a page, one a line. Its words are looked for in a `TextQuoteSelector`, its old
//! place in a `TextPositionSelector`, in any order and below `refinedBy`. What cannot be used is told with its place, and
//! no other annotation is lost for it, not even where the file is no JSON there.
use crate::anchor::Quote;
use crate::corrections_file::{Held, Reader, Value, Wrong};
use crate::passage_notes::{PassageNote, tags};
use corpus::{ReadError, Span};

/// Brackets within brackets are looked through up to here.
const DEPTH_MAX: usize = 8;
/// Begins the name of an article in the files of this page.
const ARTICLE: &str = "urn:parallax:article:";
const HINT: &str = "choose a file of Web Annotations (JSON), or notes that this page exported";

/// The notes in a file named `name`, in their order, and what could not be read.
#[must_use]
pub fn read_notes(name: &str, text: &str) -> (Vec<PassageNote>, Vec<ReadError>) {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut found = Found::default();
    let mut reader = Reader { text, at: 0 };
    match reader.value(0) {
        Ok(whole) if text.get(reader.at..).unwrap_or("").trim().is_empty() => found.look(&whole, 0),
        _ => found.salvage(text),
    }
    if found.notes.is_empty() && found.wrong.is_empty() {
        found.wrong.push(Wrong { at: 0, expected: "at least one annotation with a “target”" });
    }
    let told = found.wrong.iter().map(|wrong| wrong.told(name, text, HINT)).collect();
    (found.notes, told)
}

#[derive(Default)]
struct Found {
    notes: Vec<PassageNote>,
    wrong: Vec<Wrong>,
}

impl Found {
    /// Goes through a value for annotations.
    fn look(&mut self, value: &Value, depth: usize) {
        if let Some(read) = annotation(value) {
            match read {
                Ok(notes) => self.notes.extend(notes),
                Err(wrong) => self.wrong.push(wrong),
            }
        } else if depth < DEPTH_MAX {
            match &value.held {
                Held::List(values) => values.iter().for_each(|v| self.look(v, depth + 1)),
                Held::Fields(fields) => fields.iter().for_each(|(_, v)| self.look(v, depth + 1)),
                Held::Text(_) | Held::Plain(_) => {}
            }
        }
    }

    /// Where the whole is no JSON: every object that is, and is an annotation.
    fn salvage(&mut self, text: &str) {
        let (mut at, mut last) = (0, None);
        while let Some(start) = text.get(at..).and_then(|rest| rest.find('{')).map(|n| at + n) {
            let mut reader = Reader { text, at: start };
            at = start + 1;
            match reader.value(1) {
                Ok(value) => {
                    if let Some(read) = annotation(&value) {
                        at = reader.at;
                        match read {
                            Ok(notes) => self.notes.extend(notes),
                            Err(wrong) => self.wrong.push(wrong),
                        }
                    }
                }
                // Every object around a fault ends at it.
                Err(wrong) if last != Some(wrong.at) => {
                    last = Some(wrong.at);
                    self.wrong.push(wrong);
                }
                Err(_) => {}
            }
        }
        if self.notes.is_empty() && self.wrong.is_empty() {
            self.wrong.push(Wrong { at: text.len() - text.trim_start().len(), expected: "JSON" });
        }
    }
}

/// A field that is there.
fn field<'a>(value: &'a Value, key: &str) -> Option<&'a Value> {
    let Held::Fields(fields) = &value.held else { return None };
    fields.iter().find(|(k, _)| k == key).map(|(_, v)| v)
}

fn text<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    match &field(value, key)?.held {
        Held::Text(text) => Some(text),
        _ => None,
    }
}

fn number(value: &Value, key: &str) -> Option<usize> {
    match &field(value, key)?.held {
        Held::Plain(digits) => digits.parse().ok(),
        _ => None,
    }
}

/// The values of a list, or the one that stands in its place.
fn each(value: Option<&Value>) -> &[Value] {
    match value {
        Some(Value { held: Held::List(values), .. }) => values,
        Some(one) => std::slice::from_ref(one),
        None => &[],
    }
}

/// The notes of an annotation, one for each target; `None` where it is none.
fn annotation(value: &Value) -> Option<Result<Vec<PassageNote>, Wrong>> {
    let mut note = PassageNote { made: day(text(value, "created").or(text(value, "made"))), ..PassageNote::default() };
    if let Some((article, exact)) = text(value, "article").zip(text(value, "exact")) {
        note.article = article.to_owned();
        note.quote = Quote { start: number(value, "start").unwrap_or(0), exact: exact.to_owned(), ..around(value) };
        note.words = text(value, "note").unwrap_or("").to_owned();
        add_tags(&mut note.tags, field(value, "tags"));
        return Some(whole(note, value).map(|note| vec![note]));
    }
    let target = field(value, "target")?;
    for body in each(field(value, "body").or(field(value, "bodies"))) {
        let tagging = each(field(body, "purpose")).iter().any(|p| matches!(&p.held, Held::Text(t) if t == "tagging"));
        let said = match &body.held {
            Held::Text(words) => Some(words.as_str()),
            _ => text(body, "value"),
        };
        match said {
            Some(tag) if tagging => push_tag(&mut note.tags, tag),
            Some(words) => push_line(&mut note.words, words),
            None => {}
        }
    }
    // What bodies are in other programs.
    for key in ["bodyValue", "text"] {
        push_line(&mut note.words, text(value, key).unwrap_or(""));
    }
    add_tags(&mut note.tags, field(value, "tags"));
    let source = ["uri", "source"].iter().find_map(|key| text(value, key));
    let targets = each(Some(target)).iter().map(|target| {
        let mut note = note.clone();
        let own = match &target.held {
            Held::Text(source) => Some(source.as_str()),
            _ => text(target, "source").or_else(|| text(field(target, "source")?, "id")),
        };
        note.article = article_of(own.or(source).unwrap_or(""));
        selectors(&mut note.quote, field(target, "selector"), 0);
        whole(note, target)
    });
    Some(targets.collect())
}

/// A note that has words to be found again by.
fn whole(note: PassageNote, value: &Value) -> Result<PassageNote, Wrong> {
    if note.quote.exact.trim().is_empty() {
        return Err(Wrong { at: value.at, expected: "a TextQuoteSelector with the “exact” words" });
    }
    Ok(note)
}

/// Quotation and place, wherever they stand among the selectors.
fn selectors(quote: &mut Quote, value: Option<&Value>, depth: usize) {
    for selector in each(value) {
        if let Some(exact) = text(selector, "exact").or(text(selector, "quote")).filter(|_| quote.exact.is_empty()) {
            *quote = Quote { start: quote.start, exact: exact.to_owned(), ..around(selector) };
        }
        let position = text(selector, "type").is_none_or(|kind| kind == "TextPositionSelector");
        if let Some(start) = number(selector, "start").filter(|_| position) {
            quote.start = start;
        }
        if depth < DEPTH_MAX {
            selectors(quote, field(selector, "refinedBy"), depth + 1);
        }
    }
}

fn around(value: &Value) -> Quote {
    let held = |key| text(value, key).unwrap_or("").to_owned();
    Quote { prefix: held("prefix"), suffix: held("suffix"), ..Quote::default() }
}

fn add_tags(to: &mut Vec<String>, value: Option<&Value>) {
    for tag in each(value) {
        if let Held::Text(tag) = &tag.held {
            push_tag(to, tag);
        }
    }
}

/// A tag has no comma: notes are kept with commas between them.
fn push_tag(to: &mut Vec<String>, tag: &str) {
    for tag in tags(tag) {
        if !to.contains(&tag) {
            to.push(tag);
        }
    }
}

fn push_line(to: &mut String, line: &str) {
    if !line.is_empty() {
        if !to.is_empty() {
            to.push('\n');
        }
        to.push_str(line);
    }
}

/// The article's id in the name of a source; the name where it is of another program.
fn article_of(source: &str) -> String {
    let Some(escaped) = source.strip_prefix(ARTICLE) else { return source.to_owned() };
    let mut bytes = Vec::with_capacity(escaped.len());
    let mut rest = escaped.bytes();
    while let Some(byte) = rest.next() {
        let mut digit = || rest.next().and_then(|b| char::from(b).to_digit(16));
        let unescaped = if byte == b'%' { digit().zip(digit()).map(|(a, b)| a * 16 + b) } else { Some(byte.into()) };
        bytes.extend(unescaped.and_then(|b| u8::try_from(b).ok()));
    }
    String::from_utf8(bytes).unwrap_or_else(|_| source.to_owned())
}

/// The day of a time stamp; empty where there is none.
fn day(stamp: Option<&str>) -> String {
    let day = Span::new(0, 10).of(stamp.unwrap_or(""));
    let fits = |(n, b): (usize, u8)| if matches!(n, 4 | 7) { b == b'-' } else { b.is_ascii_digit() };
    if day.bytes().enumerate().all(fits) { day.to_owned() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::passage_notes::{json, web_annotations};
    use proptest::prelude::*;

    const TEXT: &str = "😀 Rain \"fell\".\nSnow fell softly on the town and nobody left it.";

    fn note(words: &str, tags: &[&str]) -> PassageNote {
        PassageNote {
            article: "a/ä 1".into(),
            quote: Quote::of(TEXT, Span::new(19, 36)),
            words: words.into(),
            tags: tags.iter().map(|t| (*t).to_owned()).collect(),
            made: "2025-11-24".into(),
        }
    }

    #[test]
    fn what_was_exported_is_read_as_it_was() {
        let notes = vec![note("Why \"fell\"?\nAsk.", &["verb", "two words"]), note("", &["x"]), note("w", &[])];
        assert_eq!(read_notes("n", &web_annotations(&notes)), (notes.clone(), Vec::new()));
        assert_eq!(read_notes("n", &json(&notes)), (notes, Vec::new()));
    }

    fn one(text: &str) -> PassageNote {
        let (mut notes, wrong) = read_notes("n", text);
        assert!(wrong.is_empty() && notes.len() == 1, "{text}: {notes:?} {wrong:?}");
        notes.remove(0)
    }

    #[test]
    fn other_programs_files_are_read() {
        let hypothesis = one(
            r#"{"total": 1, "rows": [{"id": "x", "created": "2024-03-01T10:00:00.1+00:00", "user": "acct:a@b", "uri":
            "https://a.example/x", "text": "Who?", "tags": ["voice", "b, c"], "document": {"title": ["T"]}, "target": [{"source":
            "https://a.example/x", "selector": [{"type": "RangeSelector", "startContainer": "/p[1]", "startOffset": 3},
            {"end": 25, "type": "TextPositionSelector", "start": 16}, {"type": "TextQuoteSelector", "exact": "Snow fell",
            "prefix": "fell", "suffix": " softly"}]}]}]}"#,
        );
        assert_eq!((hypothesis.article.as_str(), hypothesis.quote.start), ("https://a.example/x", 16));
        assert_eq!((hypothesis.quote.exact.as_str(), hypothesis.quote.suffix.as_str()), ("Snow fell", " softly"));
        assert_eq!((hypothesis.words.as_str(), hypothesis.tags.join("|")), ("Who?", "voice|b|c".to_owned()));
        assert_eq!(hypothesis.made, "2024-03-01");
        let recogito = one(
            r##"[{"@context": "http://www.w3.org/ns/anno.jsonld", "id": "#1", "type": "Annotation", "body": [{"type": "TextualBody",
            "value": "place", "purpose": "tagging"}, {"type": "TextualBody", "purpose": "commenting", "value": "a"}, {"value":
            "b", "purpose": "replying"}], "target": {"selector": [{"type": "TextQuoteSelector", "exact": "town"}]}}]"##,
        );
        assert_eq!((recogito.article.as_str(), recogito.words.as_str()), ("", "a\nb"));
        assert_eq!((recogito.tags.join("|"), recogito.quote.exact.as_str()), ("place".to_owned(), "town"));
        let refined = one(
            r#"{"type": "Annotation", "bodyValue": "c", "target": {"source": {"id": "urn:parallax:article:a%2Fb"}, "selector":
            {"type": "FragmentSelector", "value": "x", "refinedBy": {"type": "TextQuoteSelector", "exact": "é"}}}}"#,
        );
        assert_eq!((refined.article.as_str(), refined.words.as_str(), refined.quote.exact.as_str()), ("a/b", "c", "é"));
        let lines = "{\"target\": {\"source\": \"a\", \"selector\": {\"exact\": \"x\"}}}\n{\"target\": {\"source\": \"b\", \"selector\": {\"exact\": \"y\"}}}\n";
        assert_eq!(read_notes("n", lines).0.len(), 2, "one a line");
    }

    #[test]
    fn a_bad_annotation_loses_no_other() {
        let good = web_annotations(&[note("one", &[])]);
        let item = |s: &str| {
            s.split_once("[\n").map_or_else(|| s.to_owned(), |(_, items)| items.trim_end_matches("]}").to_owned())
        };
        let first = item(&good);
        let whole =
            |middle: &str| format!("{{\"type\": \"AnnotationPage\", \"items\": [\n{first},\n{middle},\n{first}]}}");
        let (notes, wrong) = read_notes("n.json", &whole("{\"type\": \"Annotation\", \"target\": \"urn:x\"}"));
        assert_eq!((notes.len(), wrong.len()), (2, 1));
        assert!(wrong[0].to_string().contains("TextQuoteSelector"), "{}", wrong[0]);
        for damaged in
            ["{\"target\": nope nope}", "{\"target\": {\"exact\": \"x", "}", "{\"target\": {\"selector\": }}"]
        {
            let text = whole(damaged);
            let (notes, wrong) = read_notes("n.json", &text);
            assert!(!notes.is_empty() && !wrong.is_empty(), "{damaged}: {notes:?}");
            assert!(wrong[0].line > 1, "{damaged}: {}", wrong[0]);
        }
        for nothing in ["", "x", "[]", "{}", "[1, 2]", "\u{feff}null"] {
            let (notes, wrong) = read_notes("n", nothing);
            assert_eq!((notes.len(), wrong.len()), (0, 1), "{nothing}");
        }
    }

    #[test]
    fn notes_find_their_words_in_an_edited_text() {
        let quote = |edited: &str| note("", &["x"]).quote.anchor(edited).map(|(s, c)| (s.of(edited).to_owned(), c));
        let read = |n: PassageNote| one(&web_annotations(&[n])).quote;
        assert_eq!(read(note("", &["x"])), note("", &["x"]).quote);
        let words = note("", &[]).quote.exact;
        assert_eq!(quote(&format!("A paragraph before.\n\n{TEXT}")), Some((words.clone(), false)));
        let (now, changed) = quote(&TEXT.replace("softly", "hard")).unwrap();
        assert!(changed && now.contains("hard"), "{now}");
        assert_eq!(quote("Another text altogether."), None);
    }

    proptest! {
        #[test]
        fn any_notes_come_back_and_any_text_is_read(
            words in "[ -~é\n\t\"\\\\😀]{0,20}", tag in "[a-z é]{0,8}", exact in "[a-z😀\"\n]{1,12}", junk in "[{}\\[\\]\",:a-z ]{0,60}",
        ) {
            let quote = Quote { start: 3, exact: format!("x{exact}"), prefix: "p".into(), suffix: String::new() };
            let mut tagged = Vec::new();
            push_tag(&mut tagged, &tag);
            let note = PassageNote { article: "i".into(), quote, words, tags: tagged, made: String::new() };
            let file = web_annotations(std::slice::from_ref(&note));
            prop_assert_eq!(read_notes("n", &file).0, vec![note]);
            let (notes, wrong) = read_notes("n", &junk);
            prop_assert!(!notes.is_empty() || !wrong.is_empty());
        }
    }
}
