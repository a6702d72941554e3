//! Records in JSON: one, a list, a record a line, a JSON Feed, IPTC ninjs.
//!
//! A list is cut into its records by their brackets, and each is read for itself: one that is damaged loses no other,
//! each error has its line and column, and only one record is taken apart at a time. Where an object has a key twice,
//! the last one counts. JSON Feed is read by its version 1.1 (<https://jsonfeed.org/version/1.1>), ninjs by 1.x and 2.x
//! of the IPTC's schema. A body in HTML gives its text.
//!
//! What it does not do: the headline stays beside the text, see `Draft::with_headline_first`.
use crate::{Found, Trouble, html};
use corpus::{Draft, Notice, RecordField, draft_of_record, json_value, record_field};
use serde_json::{Map, Value};

/// What is found, and the line where it begins, from 1.
pub(crate) type Placed = (u32, Found);

/// Fields that hold a list of records.
const LISTS: [&str; 12] = [
    "articles",
    "items",
    "records",
    "documents",
    "data",
    "results",
    "response",
    "docs",
    "entries",
    "stories",
    "news",
    "posts",
];
/// Fields that hold a body in HTML.
const HTML: [&str; 5] = ["content_html", "body_xhtml", "body_html", "body_html5", "html"];
/// How many objects may lie around a list.
const AROUND_MAX: u32 = 3;

/// How records are read, and what was seen of them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Manner {
    /// Whether the texts stay as they are given.
    as_given: bool,
    /// Who published those that do not say it: the name of their feed.
    outlet: Option<String>,
    /// Records with a title and an address but no text, and the line of the first.
    bare: u32,
    bare_at: u32,
}

impl Manner {
    pub(crate) fn new(as_given: bool) -> Self {
        Self { as_given, ..Self::default() }
    }

    /// One trouble for all records without a text; to be asked for in the end.
    pub(crate) fn bare(&self) -> Option<Placed> {
        let message = match self.bare {
            0 => return None,
            1 => "expected texts, found a record with a title and an address only".to_owned(),
            n => format!("expected texts, found {n} records with titles and addresses only"),
        };
        Some((self.bare_at, Found::Trouble(Trouble { line: self.bare_at, ..metadata_only(message) })))
    }
}

/// What is said of a list that tells where articles are but not what they say, as Media Cloud gives it.
pub(crate) fn metadata_only(message: String) -> Trouble {
    let hint = "this is a list of metadata without texts, and Parallax needs the texts: \
                save the articles behind the addresses, or bring a list that has them in a field “text”";
    Trouble::of_file(message, hint)
}

/// The articles of a JSON file.
pub(crate) fn read(json: &str, id: &str, as_given: bool, found: &mut Vec<Placed>) {
    let json = json.strip_prefix('\u{feff}').unwrap_or(json);
    let mut manner = Manner::new(as_given);
    let mut scan = Scan::new(json, Place::FIRST);
    scan.blank();
    match scan.peek() {
        Some(b'[') => list(&mut scan, id, &mut manner, found),
        Some(b'{') => object(&mut scan, id, &mut manner, AROUND_MAX, found),
        _ => {
            one(json, Place::FIRST, id, "", &mut manner, found);
            scan.at = json.len();
        }
    }
    scan.blank();
    if scan.peek().is_some() {
        let message = "expected the end of the file, found more".to_owned();
        tell(scan.place(), message, "correct the JSON at this place", found);
    }
    found.extend(manner.bare());
}

/// The article of a line (the `at`-th, from 1) of a file of JSON Lines; `None` where it has none and is counted.
pub(crate) fn read_line(line: &str, at: u32, id: &str, manner: &mut Manner) -> Option<Found> {
    let mut found = Vec::new();
    one(line, Place { line: at, column: 1 }, &format!("{id}-{at}"), "", manner, &mut found);
    found.pop().map(|(_, found)| found)
}

/// The records of a list, at whose bracket the scan is.
fn list(scan: &mut Scan<'_>, id: &str, manner: &mut Manner, found: &mut Vec<Placed>) {
    scan.at += 1;
    for number in 1_u32.. {
        scan.blank();
        while scan.peek() == Some(b',') {
            scan.at += 1;
            scan.blank();
        }
        let place = scan.place();
        match scan.peek() {
            Some(b']') => {
                scan.at += 1;
                return;
            }
            None => {
                let message = "expected the end of the list, found the end of the file".to_owned();
                return tell(place, message, "the file ends too early: get it whole again", found);
            }
            Some(_) => {}
        }
        let rest = scan.rest();
        let record = scan.value();
        one(record.unwrap_or(rest), place, &format!("{id}-{number}"), &format!("record {number}: "), manner, found);
        if record.is_none() {
            return;
        }
    }
}

/// A record, or an object with a list of records in it.
fn object(scan: &mut Scan<'_>, id: &str, manner: &mut Manner, around: u32, found: &mut Vec<Placed>) {
    let (place, whole) = (scan.place(), scan.rest());
    let fields = scan.fields();
    let own = whole.get(..whole.len() - scan.rest().len()).unwrap_or(whole);
    let of = |name: &str| fields.iter().rfind(|f| f.0 == name);
    let string = |name: &str| of(name).and_then(|f| serde_json::from_str::<String>(f.2.trim()).ok());
    let is_text = |key: &str| record_field(key) == Some(RecordField::Text) || HTML.contains(&key);
    let has_text = fields.iter().any(|(key, _, value)| is_text(key) && value.starts_with('"'));
    let opens = |value: &str| value.starts_with('[') || (value.starts_with('{') && around > 0);
    let inner = LISTS.iter().find_map(|name| of(name).filter(|f| opens(f.2)));
    let Some((_, at, value)) = inner.filter(|_| !has_text) else {
        return one(own, place, id, "", manner, found);
    };
    if string("version").is_some_and(|v| v.contains("jsonfeed.org/version")) {
        manner.outlet = string("title").filter(|t| !t.trim().is_empty());
    }
    let mut inner = Scan::new(value, place.after(whole.get(..*at).unwrap_or("")));
    if value.starts_with('[') {
        list(&mut inner, id, manner, found);
    } else {
        object(&mut inner, id, manner, around - 1, found);
    }
}

/// One record; `label` goes before what is wrong with it.
fn one(json: &str, place: Place, id: &str, label: &str, manner: &mut Manner, found: &mut Vec<Placed>) {
    let value = match json_value(json) {
        Ok(value) => value,
        Err(e) => {
            let text = e.to_string();
            // serde_json ends its message with the place, which is told apart here, in characters.
            let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
            let hint = if e.is_eof() {
                "the file ends too early: close what is open"
            } else {
                "correct the JSON at this place"
            };
            let line = json.split_inclusive('\n').take(e.line().saturating_sub(1)).map(str::len).sum::<usize>();
            let at = json.floor_char_boundary(line + e.column().saturating_sub(1));
            return tell(place.after(json.get(..at).unwrap_or(json)), format!("{label}{message}"), hint, found);
        }
    };
    match draft(value, id, manner) {
        Ok(Some(draft)) => found.push((place.line, Found::Draft(Box::new(draft)))),
        Ok(None) => {
            manner.bare_at = if manner.bare == 0 { place.line } else { manner.bare_at };
            manner.bare += 1;
        }
        Err(e) => tell(place, format!("{label}{}", e.message), &e.hint, found),
    }
}

fn tell(place: Place, message: String, hint: &str, found: &mut Vec<Placed>) {
    let Place { line, column } = place;
    found.push((line, Found::Trouble(Trouble { line, column, ..Trouble::of_file(message, hint) })));
}

/// The draft of a record; `Ok(None)` where it has a title and an address only.
fn draft(mut record: Value, id: &str, manner: &Manner) -> Result<Option<Draft>, corpus::ReadError> {
    let mut beside = Vec::new();
    if let Value::Object(map) = &mut record {
        let has =
            |map: &Map<String, Value>, field| map.iter().any(|(k, v)| record_field(k) == Some(field) && !is_empty(v));
        let is_text = |(k, v): (&String, &Value)| record_field(k) == Some(RecordField::Text) && v.is_string();
        if !map.iter().any(is_text)
            && let Some(text) = body(map, &mut beside)
        {
            map.insert("text".to_owned(), Value::String(text));
        }
        if !has(map, RecordField::Text) && has(map, RecordField::Headline) && has(map, RecordField::Address) {
            return Ok(None);
        }
        if let Some(outlet) = manner.outlet.as_ref().filter(|_| !has(map, RecordField::Outlet)) {
            map.insert("outlet".to_owned(), Value::String(outlet.clone()));
        }
    }
    let mut draft = draft_of_record(record, id)?;
    if !manner.as_given && draft.text.trim_start().starts_with('<') && draft.text.contains("</") {
        draft.text = html::text_of(&draft.text, &mut beside);
    }
    draft.notices.append(&mut beside);
    Ok(Some(draft))
}

fn is_empty(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|s| s.trim().is_empty())
}

/// The text of a record that has it in HTML, or in the parts of ninjs 2.
fn body(map: &Map<String, Value>, beside: &mut Vec<Notice>) -> Option<String> {
    let html = HTML.iter().find_map(|key| map.get(*key)?.as_str()).filter(|s| !s.trim().is_empty());
    // As WordPress has it.
    let rendered = || ["content", "body"].iter().find_map(|key| map.get(*key)?.get("rendered")?.as_str());
    if let Some(html) = html.or_else(rendered) {
        return Some(html::text_of(html, beside));
    }
    let parts = map.get("bodies")?.as_array()?;
    let text = |part: &Value, key: &str| part.get(key).and_then(Value::as_str).unwrap_or("").to_owned();
    let plain = |part: &&Value| !text(part, "contenttype").contains("html");
    let filled = || parts.iter().filter(|part| !text(part, "value").trim().is_empty());
    let chosen = filled().find(plain).or_else(|| filled().next())?;
    let value = text(chosen, "value");
    Some(if plain(&chosen) { value } else { html::text_of(&value, beside) })
}

/// A place in a file: line and column in characters, from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Place {
    line: u32,
    column: u32,
}

impl Place {
    const FIRST: Self = Self { line: 1, column: 1 };

    /// The place behind a text that begins here.
    fn after(mut self, text: &str) -> Self {
        for byte in text.bytes() {
            if byte == b'\n' {
                self.line = self.line.saturating_add(1);
                self.column = 1;
            } else if byte & 0xc0 != 0x80 {
                self.column = self.column.saturating_add(1);
            }
        }
        self
    }
}

/// Cuts JSON into its parts without taking them apart: it counts brackets and steps over strings, and never recurses.
struct Scan<'a> {
    json: &'a str,
    /// The byte that comes next; always between characters.
    at: usize,
    /// A byte that was passed, and its place.
    passed: (usize, Place),
}

impl<'a> Scan<'a> {
    /// From a value that stands there.
    fn new(json: &'a str, place: Place) -> Self {
        Self { json, at: 0, passed: (0, place) }
    }

    fn peek(&self) -> Option<u8> {
        self.json.as_bytes().get(self.at).copied()
    }

    fn rest(&self) -> &'a str {
        self.json.get(self.at..).unwrap_or("")
    }

    fn blank(&mut self) {
        while self.peek().is_some_and(|b| b.is_ascii_whitespace()) {
            self.at += 1;
        }
    }

    fn place(&mut self) -> Place {
        let (at, place) = self.passed;
        let place = place.after(self.json.get(at..self.at).unwrap_or(""));
        self.passed = (self.at, place);
        place
    }

    /// Steps over the value that begins here; `None`, and to the end, where it does not end.
    fn value(&mut self) -> Option<&'a str> {
        let (start, bytes) = (self.at, self.json.as_bytes());
        let (mut depth, mut in_string) = (0_usize, false);
        while let Some(&byte) = bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'\\' if in_string => self.at += 1,
                b'"' => in_string = !in_string,
                _ if in_string => continue,
                b'[' | b'{' => depth += 1,
                b']' | b'}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            let scalar = !matches!(byte, b'"' | b']' | b'}');
            let ends =
                |next: Option<&u8>| next.is_none_or(|b| matches!(b, b',' | b']' | b'}' | b' ' | b'\n' | b'\r' | b'\t'));
            if depth == 0 && !in_string && (!scalar || ends(bytes.get(self.at))) {
                break;
            }
        }
        let whole = depth == 0 && !in_string && self.at <= bytes.len();
        self.at = self.json.floor_char_boundary(self.at);
        self.json.get(start..self.at).filter(|_| whole)
    }

    /// Steps over the object that begins here: its keys, where their values begin (in bytes from its bracket), and these.
    /// The value of the last one goes to the end where it does not end.
    fn fields(&mut self) -> Vec<(String, usize, &'a str)> {
        let start = self.at;
        let mut fields = Vec::new();
        self.at += 1;
        loop {
            self.blank();
            match self.peek() {
                Some(b'"') => {}
                Some(b',') => {
                    self.at += 1;
                    continue;
                }
                Some(b'}') => {
                    self.at += 1;
                    return fields;
                }
                _ => break,
            }
            let Some(key) = self.value() else { break };
            self.blank();
            if self.peek() != Some(b':') {
                break;
            }
            self.at += 1;
            self.blank();
            let (at, rest) = (self.at, self.rest());
            let value = self.value();
            fields.push((serde_json::from_str(key).unwrap_or_default(), at - start, value.unwrap_or(rest)));
            if value.is_none() {
                return fields;
            }
        }
        // It is damaged: whoever reads all of it says where.
        self.at = self.json.len();
        fields
    }
}

#[cfg(test)]
#[path = "records_tests.rs"]
mod tests;
