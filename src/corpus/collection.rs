//! Reads a folder's articles with its `corpus.json` as one collection.
//!
//! `corpus.json` tells what the texts do not: the collection's name, the outlet and day of a file, the events it is
//! about. All of that is *supplied*; a day that a text states itself stays. Files that it does not list are read
//! without it. Errors name the place in `corpus.json` and what to do.
use crate::Set;
use crate::{Article, Basis, Collection, EventInfo, Moment, NoticeKind, Outlet, Published, read_text};
use serde::Deserialize;
use std::fmt;

/// The file that describes a folder of articles.
pub const COLLECTION_FILE: &str = "corpus.json";

/// The newest form of `corpus.json` that is read here.
const SCHEMA: u64 = 1;

/// Something that cannot be read, with its place: what was expected, what was found, what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadError {
    /// The file, as it was named to the reader.
    pub file: String,
    /// Line, from 1.
    pub line: usize,
    /// Column, from 1.
    pub column: usize,
    /// What was expected and what was found.
    pub message: String,
    /// What to do.
    pub hint: String,
}

impl fmt::Display for ReadError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}; {}", self.file, self.line, self.column, self.message, self.hint)
    }
}

impl std::error::Error for ReadError {}

/// Reads `files` (name and text, in the order to keep) and, where there is one, the text of their `corpus.json`.
///
/// # Errors
/// Where `corpus.json` is no valid description of these files, or two files would get the same id.
pub fn read_collection(files: &[(String, String)], corpus_json: Option<&str>) -> Result<Collection, ReadError> {
    let names: Vec<&str> = files.iter().map(|(name, _)| name.as_str()).collect();
    let description = Description::parse(corpus_json, &names)?;
    let articles = files.iter().map(|(name, text)| description.read_article(name, text.clone())).collect();
    Ok(Collection { name: description.name, about: description.about, articles, events: description.events })
}

/// What `corpus.json` says, checked against the names of the files beside it; for reading them one by one.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Description {
    #[serde(rename = "schema")]
    _schema: u64,
    /// The collection's name, as shown.
    pub name: String,
    /// A sentence on where the articles come from.
    #[serde(default)]
    pub about: String,
    #[serde(default)]
    articles: Vec<Entry>,
    /// The events that the collection names.
    #[serde(default)]
    pub events: Vec<EventInfo>,
}

impl Description {
    /// Reads `corpus_json` (an empty description where there is none) and checks it against the file `names`.
    ///
    /// # Errors
    /// Where it is no valid description of these files, or two files would get the same id.
    pub fn parse(corpus_json: Option<&str>, names: &[&str]) -> Result<Self, ReadError> {
        let description = corpus_json.map(describe).transpose()?.unwrap_or_default();
        if let Some(json) = corpus_json {
            check_files(&description, names, json)?;
            check_events(&description, json)?;
        }
        check_stems(names)?;
        Ok(description)
    }

    /// Reads the file `name`; its stem is the article's id.
    #[must_use]
    pub fn read_article(&self, name: &str, text: String) -> Article {
        self.told(name, read_text(stem(name), text))
    }

    /// The article of the file `name` with what is said of it. A day that the text states itself stays.
    #[must_use]
    pub fn told(&self, name: &str, mut article: Article) -> Article {
        if let Some(entry) = self.articles.iter().find(|e| e.file == name) {
            let told = entry.outlet.clone().map(|o| Outlet { name: o.name, url: o.url, basis: Basis::Supplied });
            article.outlet = told.or(article.outlet);
            let supplied = entry.published.map(|value| Published { value, basis: Basis::Supplied, span: None });
            article.published = article.published.or(supplied);
        }
        article
    }
}

/// The first file of a collection that holds no article, as an error: for whoever wants only whole collections.
#[must_use]
pub fn empty_article(collection: &Collection) -> Option<ReadError> {
    let empty = |a: &&Article| a.notices.iter().any(|n| n.kind == NoticeKind::Empty);
    collection.articles.iter().find(empty).map(|article| ReadError {
        file: format!("{}.txt", article.id),
        line: 1,
        column: 1,
        message: "expected an article, found no words".to_owned(),
        hint: "give it a text or remove the file".to_owned(),
    })
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    #[serde(default)]
    outlet: Option<OutletEntry>,
    #[serde(default)]
    published: Option<Moment>,
    /// For people.
    #[serde(default, rename = "note")]
    _note: Option<String>,
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutletEntry {
    name: String,
    #[serde(default)]
    url: Option<String>,
}

/// The name of a file without folder and ending.
fn stem(name: &str) -> &str {
    let file = name.rsplit(['/', '\\']).next().unwrap_or(name);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

fn describe(json: &str) -> Result<Description, ReadError> {
    #[derive(Deserialize)]
    struct Head {
        schema: Option<u64>,
    }
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    // The number of the form first: a newer file may hold fields that are unknown here.
    let head: Head = serde_json::from_str(json).map_err(|e| json_error(COLLECTION_FILE, &e))?;
    if head.schema != Some(SCHEMA) {
        let found = head.schema.map_or("none".to_owned(), |n| n.to_string());
        let message = format!("expected \"schema\": {SCHEMA}, found {found}");
        let hint = format!("write \"schema\": {SCHEMA}, or use a newer Parallax");
        return Err(error_at(json, "schema", 0, message, hint));
    }
    serde_json::from_str(json).map_err(|e| json_error(COLLECTION_FILE, &e))
}

/// What serde_json found, in the form of all errors here.
pub(crate) fn json_error(file: &str, e: &serde_json::Error) -> ReadError {
    let text = e.to_string();
    // serde_json ends its message with the place, which is told apart here.
    let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
    let hint = match e.classify() {
        serde_json::error::Category::Eof => "the file ends too early: close what is open",
        serde_json::error::Category::Syntax => "correct the JSON at this place",
        _ => "correct the value or the name of the field at this place",
    };
    ReadError {
        file: file.to_owned(),
        line: e.line().max(1),
        column: e.column().max(1),
        message: message.to_owned(),
        hint: hint.to_owned(),
    }
}

fn check_files(description: &Description, files: &[&str], json: &str) -> Result<(), ReadError> {
    let mut seen = Set::new();
    for entry in &description.articles {
        let name = entry.file.as_str();
        if !files.contains(&name) {
            let message = format!("expected the name of a file in the folder, found “{name}”");
            let near = files.iter().find(|f| stem(f) == stem(name) || f.eq_ignore_ascii_case(name));
            let hint = match near {
                Some(file) => format!("did you mean “{file}”?"),
                None => "add the file, correct the name or remove the entry".to_owned(),
            };
            return Err(error_at(json, name, 0, message, hint));
        }
        if !seen.insert(name) {
            let message = format!("expected each file once, found “{name}” again");
            return Err(error_at(json, name, 1, message, "remove one of the two entries".to_owned()));
        }
        if entry.outlet.as_ref().is_some_and(|o| o.name.trim().is_empty()) {
            let message = "expected the name of an outlet, found an empty one".to_owned();
            return Err(error_at(json, name, 0, message, "name it, or leave the outlet out".to_owned()));
        }
    }
    Ok(())
}

/// The stem of a file is its article's id.
fn check_stems(names: &[&str]) -> Result<(), ReadError> {
    let mut seen = Set::new();
    let again = names.iter().find(|name| !seen.insert(stem(name)));
    again.map_or(Ok(()), |name| {
        Err(ReadError {
            file: (*name).to_owned(),
            line: 1,
            column: 1,
            message: format!("expected file names that differ before their ending, found “{}” again", stem(name)),
            hint: "rename one of the files".to_owned(),
        })
    })
}

fn check_events(description: &Description, json: &str) -> Result<(), ReadError> {
    let mut seen = Set::new();
    for event in &description.events {
        let id = event.id.as_str();
        let slug = !id.is_empty() && id.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-');
        if !slug {
            let message = format!("expected an id of small letters, digits and hyphens, found “{id}”");
            return Err(error_at(json, id, 0, message, "choose such an id for the event".to_owned()));
        }
        if !seen.insert(id) {
            let message = format!("expected each event once, found “{id}” again");
            return Err(error_at(json, id, 1, message, "remove or rename one of the two events".to_owned()));
        }
    }
    Ok(())
}

/// An error at the `nth` place (from 0) where `corpus.json` holds the string `value`.
fn error_at(json: &str, value: &str, nth: usize, message: String, hint: String) -> ReadError {
    let quoted = serde_json::to_string(value).unwrap_or_default();
    let at = json.match_indices(&quoted).nth(nth).map_or(0, |(at, _)| at);
    let before = json.get(..at).unwrap_or("");
    let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
    let line = before.matches('\n').count() + 1;
    ReadError { file: COLLECTION_FILE.to_owned(), line, column, message, hint }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn files() -> Vec<(String, String)> {
        [("a.txt", "A storm hit the coast.\n"), ("b.txt", "2024-02-01\nIt passed.\n"), ("c.txt", "One.")]
            .map(|(name, text)| (name.to_owned(), text.to_owned()))
            .into()
    }

    fn description(articles: &str, events: &str) -> String {
        format!("{{\n\"schema\": 1,\n\"name\": \"Storm\",\n\"articles\": [{articles}],\n\"events\": [{events}]\n}}")
    }

    fn check_error(json: &str, expected: &str) {
        let error = read_collection(&files(), Some(json)).unwrap_err();
        assert!(!error.hint.is_empty());
        let found = error.to_string();
        assert!(found.contains(expected), "{found}\nexpected: {expected}");
    }

    #[test]
    fn what_is_supplied_joins_what_is_read() {
        let json = description(
            r#"{"file": "b.txt", "outlet": {"name": "The Gull", "url": "https://x.example"}, "published": "2024-03-03"},
               {"file": "a.txt", "published": "2024-02-02", "note": "from the paper"}"#,
            r#"{"id": "storm", "name": "Storm", "kind": "disaster", "place": null, "date": "2024-01-31", "basis": "b says so"}"#,
        );
        let collection = read_collection(&files(), Some(&json)).unwrap();
        let ids: Vec<&str> = collection.articles.iter().map(|a| a.id.as_str()).collect();
        assert_eq!((collection.name.as_str(), ids), ("Storm", vec!["a", "b", "c"]));
        let published = |i: usize| collection.articles[i].published.clone().map(|p| (p.value.to_string(), p.basis));
        assert_eq!(published(0), Some(("2024-02-02".to_owned(), Basis::Supplied)));
        assert_eq!(published(1), Some(("2024-02-01".to_owned(), Basis::Stated)), "the text's own day stays");
        assert_eq!(published(2), None);
        assert_eq!(collection.articles[1].outlet.as_ref().map(|o| o.basis), Some(Basis::Supplied));
        assert_eq!(collection.events[0].id, "storm");
    }

    #[test]
    fn a_folder_without_a_description_is_read_as_it_is() {
        let collection = read_collection(&files(), None).unwrap();
        assert_eq!((collection.articles.len(), collection.events.len()), (3, 0));
        let twice = [("x/a.txt".to_owned(), String::new()), ("y/a.txt".to_owned(), String::new())];
        assert!(read_collection(&twice, None).unwrap_err().to_string().starts_with("y/a.txt:1:1: expected file names"));
        let empty = read_collection(&twice[..1], None).unwrap();
        assert!(empty_article(&empty).unwrap().to_string().contains("found no words"));
        assert_eq!(empty_article(&collection), None);
    }

    #[test]
    fn errors_name_their_place_and_what_to_do() {
        let entry = |file: &str| format!(r#"{{"file": "{file}"}}"#);
        check_error("", "corpus.json:1:1: EOF while parsing");
        check_error("{\"schema\": 1,\n \"name\": }", "corpus.json:2:10: expected value; correct the JSON");
        check_error("{\"name\": \"x\"}", "expected \"schema\": 1, found none");
        check_error("{\"name\": \"x\",\n  \"schema\": 7}", "corpus.json:2:3: expected \"schema\": 1, found 7");
        check_error(&description(&entry("d.txt"), ""), "corpus.json:4:23: expected the name of a file in the folder");
        check_error(&description(&entry("A.TXT"), ""), "did you mean “a.txt”?");
        let twice = format!("{},\n{}", entry("a.txt"), entry("a.txt"));
        check_error(&description(&twice, ""), "corpus.json:5:10: expected each file once");
        check_error(&description(r#"{"file": "a.txt", "published": "2024-02-30"}"#, ""), "found “2024-02-30”");
        check_error(&description(r#"{"file": "a.txt", "outlt": null}"#, ""), "unknown field `outlt`");
        check_error(&description(r#"{"file": "a.txt", "outlet": {"name": " "}}"#, ""), "found an empty one");
        let event = r#"{"id": "A b", "name": "x", "kind": "talks", "place": null, "date": null, "basis": "y"}"#;
        check_error(&description("", event), "corpus.json:5:19: expected an id of small letters");
        let event = event.replace("A b", "ab");
        check_error(&description("", &format!("{event},{event}")), "expected each event once");
        check_error(&description("", &event.replace("\"place\": null, \"date\": null", "\"date\": \"soon\"")), "a day");
    }
}
