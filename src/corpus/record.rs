//! Reads articles from JSON records: one object, or one object a line.
//!
//! The text is in `text` (or `body`, `content`, …). `id`, `outlet`, `published`, `headline` and `url` may be there
//! too, under the names that news archives use, whatever their capitals. Where an object has a key twice, the last one
//! counts. A field that cannot be used is a notice; without a text there is no
//! article. The text stays as it is: a headline counts only where the text holds it.
use crate::collection::json_error;
use crate::{Article, Basis, Draft, Given, Moment, Notice, NoticeKind, Outlet, ReadError, Span, stamps};
use serde_json::{Map, Value};

const TEXT: [&str; 13] = [
    "text",
    "body",
    "content",
    "article",
    "full_text",
    "fulltext",
    "body_text",
    "content_text",
    "maintext",
    "article_text",
    "articleBody",
    "bodyText",
    "plain_text",
];
const ID: [&str; 7] = ["id", "_id", "guid", "uuid", "doc_id", "article_id", "uri"];
const OUTLET: [&str; 16] = [
    "outlet",
    "source",
    "publisher",
    "publication",
    "media_name",
    "site_name",
    "newspaper",
    "medium",
    "sitename",
    "source_name",
    "source_domain",
    "provider",
    "copyrightholder",
    "infosource",
    "infosources",
    "site",
];
const PUBLISHED: [&str; 15] = [
    "published",
    "published_at",
    "publish_date",
    "date",
    "pub_date",
    "pubDate",
    "datePublished",
    "date_published",
    "date_publish",
    "published_date",
    "publication_date",
    "publishedAt",
    "webPublicationDate",
    "contentcreated",
    "versioncreated",
];
const HEADLINE: [&str; 4] = ["headline", "title", "webTitle", "headlines"];
const URL: [&str; 5] = ["url", "link", "web_url", "webUrl", "address"];

/// What a field of a record tells about its article.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RecordField {
    /// Its text.
    Text,
    /// Its name.
    Id,
    /// Who published it.
    Outlet,
    /// When.
    Published,
    /// Its headline.
    Headline,
    /// Its address on the web.
    Address,
}

/// What a field of that name tells, whatever its capitals; `None` where nothing is known of it.
#[must_use]
pub fn record_field(name: &str) -> Option<RecordField> {
    let fields: [(&[&str], RecordField); 6] = [
        (&TEXT, RecordField::Text),
        (&ID, RecordField::Id),
        (&OUTLET, RecordField::Outlet),
        (&PUBLISHED, RecordField::Published),
        (&HEADLINE, RecordField::Headline),
        (&URL, RecordField::Address),
    ];
    fields.iter().find(|(names, _)| names.iter().any(|n| n.eq_ignore_ascii_case(name))).map(|(_, field)| *field)
}

/// The first field of those names that is not null: as it is written, else whatever its capitals.
fn field<'a>(map: &'a Map<String, Value>, names: &[&str]) -> Option<(&'a str, &'a Value)> {
    names.iter().find_map(|name| {
        let exact = map.get_key_value(*name).filter(|(_, v)| !v.is_null());
        let other = || map.iter().find(|(key, v)| key.eq_ignore_ascii_case(name) && !v.is_null());
        exact.or_else(other).map(|(key, value)| (key.as_str(), value))
    })
}

/// Reads one record; `fallback_id` names it where it has no id of its own.
///
/// # Errors
/// Where `json` is no JSON object or has no text. The place counts from the start of `json`; `file` is left empty.
pub fn read_record(json: &str, fallback_id: &str) -> Result<Article, ReadError> {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let value = json_value(json).map_err(|e| json_error("", &e))?;
    draft_of_record(value, fallback_id).map(Draft::read)
}

/// The value that is written so; a number that is too large for any use is null.
///
/// # Errors
/// Where it is no JSON.
pub fn json_value(json: &str) -> serde_json::Result<Value> {
    match serde_json::from_str(json) {
        Err(e) if e.to_string().starts_with("number out of range") => serde_json::from_str(&without_vast(json)),
        read => read,
    }
}

/// JSON with null for numbers that may be too large, as long as it was: what is wrong with it keeps its place.
fn without_vast(json: &str) -> String {
    const DIGITS_MAX: usize = 300;
    let (mut text, mut done, mut at, mut in_string) = (String::with_capacity(json.len()), 0, 0, false);
    let bytes = json.as_bytes();
    while let Some(byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'\\' if in_string => at += 1,
            b'"' => in_string = !in_string,
            b'-' | b'0'..=b'9' if !in_string => {
                at += bytes.iter().skip(at).take_while(|b| b"0123456789+-.eE".contains(b)).count();
                let number = json.get(start..at).unwrap_or("");
                let vast = number.len() > DIGITS_MAX || number.len() > 3 && number.contains(['e', 'E']);
                if let Some(before) = json.get(done..start).filter(|_| vast) {
                    text.push_str(before);
                    text.push_str("null");
                    text.extend(std::iter::repeat_n(' ', number.len() - 4));
                    done = at;
                }
            }
            _ => {}
        }
    }
    text.push_str(json.get(done..).unwrap_or(""));
    text
}

/// What one record holds; `fallback_id` names it where it has no id of its own.
///
/// # Errors
/// Where it is no object or has no text. The place is the first of the record; `file` is left empty.
pub fn draft_of_record(value: Value, fallback_id: &str) -> Result<Draft, ReadError> {
    let error = |message: String, hint: &str| ReadError {
        file: String::new(),
        line: 1,
        column: 1,
        message,
        hint: hint.to_owned(),
    };
    let Value::Object(mut map) = value else {
        let message = format!("expected a JSON object, found {}", sort(&value));
        return Err(error(message, "write each article as {\"id\": …, \"text\": …}"));
    };
    let is_text = |name: &&str| map.iter().find(|(k, v)| k.eq_ignore_ascii_case(name) && v.is_string());
    let key = TEXT.iter().find_map(is_text).map(|(key, _)| key.clone());
    let Some(text) = key.and_then(|key| map.get_mut(&key).map(Value::take)) else {
        let held = TEXT.iter().find_map(|name| map.iter().find(|(k, _)| k.eq_ignore_ascii_case(name)));
        let found = held.map_or("none", |(_, v)| sort(v));
        let message = format!("expected a text in the field “text”, found {found}");
        return Err(error(message, "give the article's text as a string"));
    };
    let Value::String(text) = text else { return Err(error("expected a text".to_owned(), "give it as a string")) };
    let mut notices = Vec::new();
    let id = id(&map, fallback_id, &mut notices);
    let headline = string(&map, &HEADLINE, &mut notices);
    let outlet = outlet(&map, &mut notices);
    let published = published(&map, &mut notices);
    let headline = headline.filter(|h| !h.trim().is_empty());
    let given = Given { outlet, published, headline, ..Given::default() };
    Ok(Draft { id, text, given, notices })
}

fn id(map: &Map<String, Value>, fallback: &str, notices: &mut Vec<Notice>) -> String {
    match field(map, &ID) {
        Some((_, Value::String(s))) if !s.is_empty() => s.clone(),
        Some((_, Value::Number(n))) => n.to_string(),
        Some((key, other)) => {
            notices.push(bad_field(key, "a string or a number", other));
            fallback.to_owned()
        }
        None => fallback.to_owned(),
    }
}

fn string(map: &Map<String, Value>, keys: &[&str], notices: &mut Vec<Notice>) -> Option<String> {
    let (key, value) = field(map, keys)?;
    // A list of several wordings, or an object around it, as ninjs, WordPress and The New York Times have it.
    let first = value.as_array().and_then(|list| list.first()).unwrap_or(value);
    let inner = ["value", "rendered", "main"].iter().find_map(|key| first.get(*key)).unwrap_or(first);
    if let Value::String(s) = inner {
        return Some(s.clone());
    }
    notices.push(bad_field(key, "a string", value));
    None
}

/// A name, or an object with a name and an address.
fn outlet(map: &Map<String, Value>, notices: &mut Vec<Notice>) -> Option<Outlet> {
    let (key, value) = field(map, &OUTLET)?;
    let value = value.as_array().and_then(|list| list.first()).unwrap_or(value);
    let (name, inner) = match value {
        Value::String(s) => (Some(s.clone()), None),
        Value::Object(o) => (o.get("name").and_then(Value::as_str).map(str::to_owned), Some(o)),
        _ => (None, None),
    };
    let Some(name) = name.filter(|n| !n.trim().is_empty()) else {
        notices.push(bad_field(key, "a name", value));
        return None;
    };
    let address = |m: &Map<String, Value>| field(m, &URL).and_then(|(_, v)| v.as_str()).map(str::to_owned);
    let url = inner.and_then(address).or_else(|| address(map)).filter(|u| is_web_address(u));
    Some(Outlet { name, url, basis: Basis::Supplied })
}

/// Only addresses that are safe to show as a link.
fn is_web_address(url: &str) -> bool {
    url.starts_with("https://") || url.starts_with("http://")
}

/// A day, or a day and a time, as programs write it or as people do: `2025-11-24T00:11:00`, `24 November 2025, 0:11`.
#[must_use]
pub fn written_moment(written: &str) -> Option<Moment> {
    let written = written.trim();
    let stamp = || stamps::read(written, Span::new(0, written.len())).and_then(|stamp| stamp.moment);
    written.parse().ok().or_else(stamp)
}

fn published(map: &Map<String, Value>, notices: &mut Vec<Notice>) -> Option<Moment> {
    let (key, value) = field(map, &PUBLISHED)?;
    // The contract's own form is read back too.
    let inner = value.get("value").unwrap_or(value);
    let read = inner.as_str().and_then(written_moment);
    if read.is_none() && inner.as_str() != Some("") {
        notices.push(bad_field(key, "a date such as 2025-11-24 or 2025-11-24T00:11:00", inner));
    }
    read
}

fn bad_field(key: &str, expected: &str, found: &Value) -> Notice {
    let found = match found {
        Value::String(s) => format!("“{}”", s.chars().take(60).collect::<String>()),
        other => sort(other).to_owned(),
    };
    let hint = format!("Expected {expected} in the field “{key}”, found {found}: it was left out. Correct the record.");
    Notice { kind: NoticeKind::BadField, span: Span::default(), hint }
}

fn sort(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ok(json: &str) -> Article {
        read_record(json, "line-7").unwrap()
    }

    fn check_notice(json: &str, expected: &str) {
        let article = ok(json);
        let bad: Vec<&Notice> = article.notices.iter().filter(|n| n.kind == NoticeKind::BadField).collect();
        assert!(bad.len() == 1 && bad[0].hint.contains(expected), "{json}: {bad:?}");
    }

    fn check_error(json: &str, expected: &str) {
        let found = read_record(json, "x").unwrap_err().to_string();
        assert!(found.contains(expected), "{json}: {found}");
    }

    #[test]
    fn a_record_supplies_what_the_text_does_not_say() {
        let a =
            ok(r#"{"id": "n1", "text": "Rain fell.\nIt stopped.", "outlet": "The Gull", "url": "https://g.example/1",
                       "published": "2024-02-01T08:00:00Z", "more": [1]}"#);
        assert_eq!((a.id.as_str(), a.blocks.len()), ("n1", 2));
        let outlet = a.outlet.unwrap();
        assert_eq!((outlet.name.as_str(), outlet.url.as_deref()), ("The Gull", Some("https://g.example/1")));
        assert_eq!(
            a.published.map(|p| (p.value.to_string(), p.basis)),
            Some(("2024-02-01T08:00:00".into(), Basis::Supplied))
        );
        assert!(a.notices.is_empty());
        assert_eq!(ok(r#"{"text": "x", "id": 12}"#).id, "12");
        assert_eq!(ok("\u{feff}{\"body\": \"x\"}").id, "line-7");
        assert_eq!(ok(r#"{"text": "x", "date": "Nov. 3, 2024"}"#).published.unwrap().value.to_string(), "2024-11-03");
        assert_eq!(ok(r#"{"text": "x", "outlet": {"name": "A", "url": "javascript:1"}}"#).outlet.unwrap().url, None);
    }

    #[test]
    fn a_headline_counts_where_the_text_holds_it() {
        let a = ok(r#"{"headline": "Rain fell.", "text": "Rain  fell.\nIt stopped in the evening."}"#);
        assert_eq!(a.headline.map(|h| h.of(&a.text)), Some("Rain  fell."));
        check_notice(r#"{"headline": "Snow", "text": "It rained all night in the north."}"#, "headline");
    }

    #[test]
    fn fields_that_cannot_be_used_are_told() {
        check_notice(r#"{"text": "x", "id": [1]}"#, "in the field “id”, found a list");
        check_notice(r#"{"text": "x", "outlet": 5}"#, "“outlet”, found a number");
        check_notice(r#"{"text": "x", "published": "soon"}"#, "found “soon”");
        check_notice(r#"{"text": "x", "title": {"a": 1}}"#, "“title”, found an object");
    }

    #[test]
    fn a_vast_number_costs_no_record() {
        let vast = "9".repeat(400);
        let json =
            format!(r#"{{"text": "-1e400 \"2e999", "id": 1e400, "n": [{vast}, -1E+999,7], "date": "2024-05-06"}}"#);
        let a = ok(&json);
        assert_eq!((a.text.as_str(), a.id.as_str()), ("-1e400 \"2e999", "line-7"));
        assert!(a.published.is_some() && a.notices.is_empty());
        check_error(r#"{"n": 1e400, "text" 5}"#, "1:21");
        check_error(r#"{"n": 1e400x, "text": 5}"#, "1:");
    }

    #[test]
    fn without_a_text_there_is_no_article() {
        check_error("", "EOF while parsing");
        check_error("{\"text\": \"x\"", "EOF");
        check_error("[1]", "expected a JSON object, found a list");
        check_error("{}", "found none");
        check_error(r#"{"text": 5}"#, "found a number");
        check_error(r#"{"text": null}"#, "found null");
        check_error(&"[".repeat(10_000), "recursion limit");
    }
}
