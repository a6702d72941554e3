//! The corpus as a file: everything that was brought and everything that the user did, to be opened again here.
//!
//! The file is JSON with one article a line, so that it is written and read piece by piece and can be compared line by
//! line; JSON that somebody laid out otherwise is read too. It holds what the articles are read from, not what was read
//! in them. One article that cannot be read loses no other.
use crate::{Library, Question, number};
use analysis::contract::{Annotation, annotate};
use analysis::take_along::{Json, dated, markdown_escaped, outlet_name};
use analysis::{span_table, web_annotation};
use corpus::{Basis, BlockKind, CodePoints, Draft, EventInfo, Given, Notice, NoticeKind, Outlet, Span, packed};
use formats::{Found, Trouble};
use serde_json::{Map, Value};
use std::collections::VecDeque;

/// Asks for the next piece of the whole corpus as a text to be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileOf {
    /// In which form.
    pub form: FileForm,
    /// What the user keeps beside the corpus (notes, searches, corrections), as the page writes it; may be empty.
    pub kept: String,
    /// The address of the view to open; may be empty.
    pub view: String,
    /// The first article of the piece, from 0: [`FilePart::next`] of the piece before.
    pub from: u32,
}

/// A piece of a file; the file is all of them, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FilePart {
    /// Its text.
    pub text: String,
    /// Where the next piece begins; `None` where this was the last.
    pub next: Option<u32>,
    /// Articles of the piece whose texts are not here and could not be fetched: their headlines stand for them.
    pub missing: u32,
}

/// The forms of a saved corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileForm {
    /// All of it, as JSON with a schema and a version; it is read again like any other file.
    #[default]
    Corpus,
    /// What was found in the texts, as W3C Web Annotations (JSON-LD), one a line.
    WebAnnotations,
    /// What was found in the texts: CSV, a row per span, guarded against formulas.
    Csv,
    /// The articles, one after the other, as Markdown.
    Markdown,
    /// The contract of `parallax annotate`: JSON Lines.
    Lines,
}

packed!(FileOf { form, kept, view, from });
packed!(FilePart { text, next, missing });
packed!(enum FileForm { 0 => Corpus, 1 => WebAnnotations, 2 => Csv, 3 => Markdown, 4 => Lines });

/// The newest form that is read here, and the one that is written.
const SCHEMA: u64 = 1;
/// Articles of a piece.
const PIECE_ARTICLES: u32 = 64;
/// A piece ends behind the article that makes it longer than this (bytes).
const PIECE_BYTES: usize = 1 << 20;

impl Question for FileOf {
    type Answer = FilePart;
    const NUMBER: u8 = 41;

    fn needs(&self, library: &Library) -> Vec<u32> {
        (self.from..library.collection.articles.len().min((self.from + PIECE_ARTICLES) as usize) as u32).collect()
    }

    fn answer(&self, library: &Library) -> FilePart {
        let total = number(library.collection.articles.len());
        let mut part = FilePart::default();
        let text = &mut part.text;
        if self.from == 0 {
            match self.form {
                FileForm::Corpus => head(library, text),
                FileForm::Csv => text.push_str(&span_table::csv_head()),
                FileForm::Markdown => {
                    text.push_str(&format!("# {}\n", markdown_escaped(&library.collection.name)));
                }
                FileForm::WebAnnotations | FileForm::Lines => {}
            }
        }
        let mut n = self.from;
        while n < total && n - self.from < PIECE_ARTICLES && text.len() < PIECE_BYTES {
            let here = library.collection.articles.get(n as usize).is_some_and(|a| !a.blocks.is_empty());
            part.missing += u32::from(library.store.is_some() && !here);
            match self.form {
                FileForm::Corpus => {
                    text.push_str(if n == 0 { "\n" } else { ",\n" });
                    if let Some(draft) = library.draft(n) {
                        write_draft(&draft, text);
                    }
                }
                FileForm::Markdown => markdown(library, n, text),
                form => annotated(library, n, form, text),
            }
            n += 1;
        }
        if n < total {
            part.next = Some(n);
        } else if self.form == FileForm::Corpus {
            let mut json = Json::default();
            json.text("kept", &self.kept);
            json.text("view", &self.view);
            text.push_str(&format!("\n],\n{}}}\n", json.out));
        }
        if self.form == FileForm::Corpus {
            // The file can stand in a web page as it is.
            part.text = part.text.replace('<', "\\u003c");
        }
        part
    }
}

fn head(library: &Library, text: &mut String) {
    let collection = &library.collection;
    let mut json = Json::default();
    json.open('{');
    json.text("parallax", "corpus");
    json.number("schema", SCHEMA as usize);
    json.text("program", env!("CARGO_PKG_VERSION"));
    json.text("id", library.mark());
    json.text("name", &collection.name);
    json.text("about", &collection.about);
    json.key("events");
    json.open('[');
    for event in &collection.events {
        json.open_line();
        json.text("id", &event.id);
        json.text("name", &event.name);
        json.text("kind", &event.kind);
        if let Some(place) = &event.place {
            json.text("place", place);
        }
        if let Some(date) = event.date {
            json.text("date", &date.to_string());
        }
        json.text("basis", &event.basis);
        json.close('}');
    }
    json.close(']');
    text.push_str(&json.out);
    text.push_str(",\n\"articles\":[");
}

/// The names of what the user can say of an article, by their bits in [`Given::said`].
const SAID: [(u8, &str); 3] =
    [(Given::OUTLET, "outlet"), (Given::PUBLISHED, "published"), (Given::HEADLINE, "headline")];

const BASES: [(Basis, &str); 3] =
    [(Basis::Stated, "stated"), (Basis::Derived, "derived"), (Basis::Supplied, "supplied")];

fn write_draft(draft: &Draft, text: &mut String) {
    let given = &draft.given;
    let mut json = Json::default();
    json.open('{');
    json.text("id", &draft.id);
    if let Some(outlet) = &given.outlet {
        json.key("outlet");
        json.open('{');
        json.text("name", &outlet.name);
        if let Some(url) = &outlet.url {
            json.text("url", url);
        }
        json.text("basis", BASES.iter().find(|(b, _)| *b == outlet.basis).map_or("", |(_, name)| name));
        json.close('}');
    }
    if let Some(moment) = &given.published {
        json.text("published", &moment.to_string());
    }
    if let Some(headline) = &given.headline {
        json.text("headline", headline);
    }
    if !given.from.is_empty() {
        json.text("from", &given.from);
    }
    if !given.kinds.is_empty() {
        json.key("kinds");
        json.open('[');
        for (start, kind) in &given.kinds {
            json.open('{');
            json.number("start", *start as usize);
            json.text("kind", kind.name());
            json.close('}');
        }
        json.close(']');
    }
    let said: Vec<String> =
        SAID.iter().filter(|(bit, _)| given.said & bit != 0).map(|(_, name)| (*name).to_owned()).collect();
    if !said.is_empty() {
        json.texts("by_user", &said);
    }
    if !draft.notices.is_empty() {
        json.key("remarks");
        json.open('[');
        for notice in &draft.notices {
            json.open('{');
            json.text("kind", span_table::notice_name(notice.kind));
            json.number("start", notice.span.start as usize);
            json.number("end", notice.span.end as usize);
            json.text("hint", &notice.hint);
            json.close('}');
        }
        json.close(']');
    }
    json.text("text", &draft.text);
    json.close('}');
    text.push_str(&json.out);
}

/// The article with its title, who published it and when.
fn markdown(library: &Library, n: u32, text: &mut String) {
    let Some(article) = library.collection.articles.get(n as usize) else { return };
    let title = article.headline.map_or_else(|| article.id.clone(), |h| h.in_one_line(&article.text));
    let dating = library.reading.datings.get(n as usize).and_then(Option::as_ref);
    let outlet = outlet_name(&library.collection, n);
    text.push_str(&format!(
        "\n## {}\n\n{} · {}\n",
        markdown_escaped(&title),
        markdown_escaped(&outlet),
        markdown_escaped(&dated(Some(article), dating))
    ));
    for block in article.blocks.iter().filter(|b| Some(b.span) != article.headline) {
        let sign = match block.kind {
            BlockKind::Heading => "### ",
            BlockKind::BlockQuote => "> ",
            BlockKind::ListItem => "- ",
            _ => "",
        };
        text.push_str(&format!("\n{sign}{}\n", markdown_escaped(&block.span.in_one_line(&article.text))));
    }
}

/// The article with what was found in it.
fn annotated(library: &Library, n: u32, form: FileForm, text: &mut String) {
    let (collection, read, _) =
        crate::restrict(&library.collection, &library.reading, &[n], crate::stretch::WHOLE, |_| 0);
    let (Some(article), Some(own)) = (collection.articles.first(), read.articles.into_iter().next()) else { return };
    let own = analysis::Reading { entities: read.entities, events: read.events, ..own };
    let annotation = annotate(article, &own, read.datings.first().and_then(Option::as_ref));
    match form {
        FileForm::Csv => rows(&annotation, text),
        FileForm::WebAnnotations => line(&web_annotation::page(&annotation), text),
        _ => line(&annotation, text),
    }
}

fn rows(annotation: &Annotation<'_>, text: &mut String) {
    let points = CodePoints::new(annotation.text);
    for row in span_table::rows(annotation) {
        let words = points.span(annotation.text, row.range.start, row.range.end).of(annotation.text);
        text.push_str(&span_table::csv_line(annotation, &row, words));
    }
}

fn line(value: &impl serde::Serialize, text: &mut String) {
    text.push_str(&serde_json::to_string(value).unwrap_or_default());
    text.push('\n');
}

/// What a saved corpus says of itself.
#[derive(Clone, Debug, Default)]
pub(crate) struct Head {
    /// What it is called wherever it is; empty where that is no plain word.
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) about: String,
    pub(crate) events: Vec<EventInfo>,
}

/// What comes out of a saved corpus, in this order.
#[derive(Clone, Debug)]
pub(crate) enum Opened {
    Head(Box<Head>),
    Found(Found),
    /// What was kept beside it, and the address of the view.
    Tail(String, String),
}

/// Reads a saved corpus piece by piece.
#[derive(Debug, Default)]
pub(crate) struct CorpusFile {
    bytes: Vec<u8>,
    /// Up to where they are used, and up to where they have no line break.
    used: usize,
    looked: usize,
    last: bool,
    /// Lines before the articles, and after them.
    around: String,
    place: Place,
    line: u32,
    articles: u32,
    ready: VecDeque<Opened>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Head,
    Articles,
    Tail,
    Over,
}

/// Bytes of what is no line of articles, and of an article: beyond, it is given up.
const LINE_MAX: usize = 128 << 20;
const ARTICLES: &str = "\"articles\":[";

impl CorpusFile {
    /// Takes the next piece; `last` ends the file.
    pub(crate) fn take(&mut self, piece: &[u8], last: bool) {
        self.bytes.drain(..self.used);
        self.looked -= self.used;
        self.used = 0;
        self.bytes.extend_from_slice(piece);
        self.last = last;
    }

    /// What comes next; `None` until more pieces came.
    pub(crate) fn next(&mut self) -> Option<Opened> {
        loop {
            if let Some(ready) = self.ready.pop_front() {
                return Some(ready);
            }
            if self.place == Place::Over {
                return None;
            }
            let left = self.bytes.get(self.looked..).unwrap_or_default();
            if let Some(n) = left.iter().position(|byte| *byte == b'\n') {
                self.take_line(self.looked + n);
                self.used += 1;
            } else if self.last {
                self.take_line(self.bytes.len());
                self.end();
            } else {
                self.looked = self.bytes.len();
                if self.looked - self.used + self.around.len() > LINE_MAX {
                    self.trouble("expected lines, found one that is too long", "save the corpus again");
                    self.place = Place::Over;
                }
                return None;
            }
            self.looked = self.used;
        }
    }

    /// The line up to that byte.
    fn take_line(&mut self, to: usize) {
        let line = self.bytes.get(self.used..to).unwrap_or_default().to_vec();
        self.used = to;
        self.line += 1;
        let Ok(line) = String::from_utf8(line) else {
            return self.trouble("expected text in UTF-8, found other bytes", "save the corpus again");
        };
        let mut line = line.as_str();
        if self.line == 1 {
            line = line.trim_start_matches('\u{feff}');
        }
        let trimmed = line.trim();
        match self.place {
            Place::Head if trimmed == ARTICLES => {
                self.place = Place::Articles;
                let head = std::mem::take(&mut self.around) + ARTICLES + "]}";
                match serde_json::from_str(&head) {
                    Ok(Value::Object(head)) => {
                        self.head(&head);
                    }
                    Ok(_) => self.no_corpus(),
                    Err(e) => self.wrong(&e, 0),
                }
            }
            Place::Articles => {
                if let Some(rest) = trimmed.strip_prefix(']') {
                    self.place = Place::Tail;
                    self.around = format!("{{{}\n", rest.trim_start_matches(','));
                } else if !trimmed.is_empty() {
                    match serde_json::from_str(trimmed.strip_suffix(',').unwrap_or(trimmed)) {
                        Ok(article) => self.article(article, line),
                        Err(e) => {
                            self.articles += 1;
                            self.wrong(&e, self.line);
                        }
                    }
                }
            }
            Place::Head | Place::Tail => {
                self.around.push_str(line);
                self.around.push('\n');
            }
            Place::Over => {}
        }
    }

    /// The file is at its end.
    fn end(&mut self) {
        let around = std::mem::take(&mut self.around);
        match std::mem::replace(&mut self.place, Place::Over) {
            // It is laid out in another way.
            Place::Head => match serde_json::from_str(&around) {
                Ok(Value::Object(mut whole)) => {
                    self.line = 0;
                    let articles = whole.remove("articles");
                    if !self.head(&whole) {
                        return;
                    }
                    match articles {
                        Some(Value::Array(articles)) => {
                            articles.into_iter().for_each(|article| self.article(article, ""));
                        }
                        _ => self.trouble("expected a list of “articles”, found none", "save the corpus again"),
                    }
                    self.tail(&whole);
                }
                Ok(_) => self.no_corpus(),
                Err(e) => self.wrong(&e, 0),
            },
            Place::Articles => self.trouble(
                "expected more: the file ends too early",
                "the articles before this place are here; what was kept beside them is lost: copy the file again",
            ),
            Place::Tail => match serde_json::from_str(&around) {
                Ok(Value::Object(tail)) => self.tail(&tail),
                _ => self.trouble(
                    "expected what was kept beside the articles, found no JSON",
                    "the articles are here; copy the file again for notes and corrections",
                ),
            },
            Place::Over => {}
        }
    }

    fn no_corpus(&mut self) {
        self.place = Place::Over;
        self.trouble("expected a saved corpus, found other JSON", "choose a file that this program saved");
    }

    /// Whether what stands before the articles is that of a corpus that is read here.
    fn head(&mut self, head: &Map<String, Value>) -> bool {
        let schema = head.get("schema").and_then(Value::as_u64);
        if head.get("parallax").and_then(Value::as_str) != Some("corpus") {
            self.no_corpus();
            return false;
        }
        if schema.is_none_or(|schema| schema == 0 || schema > SCHEMA) {
            self.place = Place::Over;
            let found = schema.map_or("none".to_owned(), |n| n.to_string());
            let newer = schema.is_some_and(|n| n > SCHEMA);
            let hint = if newer { "it was saved by a newer version: open it with that" } else { "save it again" };
            self.trouble(&format!("expected a corpus with the schema {SCHEMA}, found {found}"), hint);
            return false;
        }
        let mut events = Vec::new();
        for event in head.get("events").and_then(Value::as_array).map_or(&[][..], Vec::as_slice) {
            match event_of(event) {
                Some(event) => events.push(event),
                None => {
                    self.trouble("expected events with an id and a name, found another", "the event was left out");
                }
            }
        }
        self.unknown(
            head,
            &["parallax", "schema", "program", "id", "name", "about", "events", "articles", "kept", "view"],
        );
        let (mut id, name, about) = (text_of(head, "id"), text_of(head, "name"), text_of(head, "about"));
        if id.len() > 64 || !id.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
            id.clear();
        }
        self.ready.push_front(Opened::Head(Box::new(Head { id, name, about, events })));
        true
    }

    fn tail(&mut self, tail: &Map<String, Value>) {
        self.ready.push_back(Opened::Tail(text_of(tail, "kept"), text_of(tail, "view")));
    }

    /// Fields that nobody here knows are told.
    fn unknown(&mut self, map: &Map<String, Value>, known: &[&str]) {
        if let Some(key) = map.keys().find(|key| !known.contains(&key.as_str())) {
            let short: String = key.chars().take(40).collect();
            self.trouble(&format!("expected no field “{short}” here"), "it was left out; the rest was read");
        }
    }

    fn article(&mut self, article: Value, line: &str) {
        self.articles += 1;
        let Value::Object(map) = article else {
            return self.trouble("expected an article {…}, found another value", "save the corpus again");
        };
        match draft_of(map, self.articles) {
            Ok(draft) => self.ready.push_back(Opened::Found(Found::Draft(Box::new(draft)))),
            Err((key, message)) => {
                let before = line.split_once(&format!("\"{key}\"")).map(|(before, _)| before.chars().count() + 1);
                let mut trouble = self.at(&format!("article {}: {message}", self.articles), "correct the field");
                trouble.column = before.map_or(trouble.column, number);
                self.say(trouble);
            }
        }
    }

    fn wrong(&mut self, e: &serde_json::Error, line: u32) {
        let text = e.to_string();
        let message = text.rsplit_once(" at line ").map_or(text.as_str(), |(message, _)| message);
        let mut trouble = self.at(message, "correct the JSON at this place");
        trouble.line = if line == 0 { number(e.line()) } else { line };
        trouble.column = number(e.column());
        if line == 0 {
            self.place = Place::Over;
        }
        self.say(trouble);
    }

    fn at(&self, message: &str, hint: &str) -> Trouble {
        let (message, hint) = (message.to_owned(), hint.to_owned());
        Trouble { within: String::new(), line: self.line, column: 0, message, hint }
    }

    fn trouble(&mut self, message: &str, hint: &str) {
        let trouble = self.at(message, hint);
        self.say(trouble);
    }

    fn say(&mut self, trouble: Trouble) {
        self.ready.push_back(Opened::Found(Found::Trouble(trouble)));
    }
}

fn text_of(map: &Map<String, Value>, key: &str) -> String {
    map.get(key).and_then(Value::as_str).unwrap_or_default().to_owned()
}

fn event_of(value: &Value) -> Option<EventInfo> {
    let map = value.as_object()?;
    let (id, name) = (text_of(map, "id"), text_of(map, "name"));
    let known = !id.is_empty() && !name.is_empty();
    known.then(|| EventInfo {
        id,
        name,
        kind: text_of(map, "kind"),
        place: map.get("place").and_then(Value::as_str).map(str::to_owned),
        date: map.get("date").and_then(Value::as_str).and_then(|d| d.parse().ok()),
        basis: text_of(map, "basis"),
    })
}

/// Fields of an article.
const FIELDS: [&str; 9] = ["id", "outlet", "published", "headline", "from", "kinds", "by_user", "remarks", "text"];

/// The draft of an article; what is wrong with which field otherwise. A field that says nothing that can be used is left
/// out with a remark, where the article can be read without it.
fn draft_of(mut map: Map<String, Value>, at: u32) -> Result<Draft, (&'static str, String)> {
    let Some(Value::String(text)) = map.remove("text") else {
        return Err(("text", "expected a text in the field “text”".to_owned()));
    };
    if text.len() > u32::MAX as usize {
        return Err(("text", "expected a text of at most 4 GB".to_owned()));
    }
    let mut notices = Vec::new();
    for remark in list_of(&map, "remarks") {
        let Some(remark) = remark.as_object() else { continue };
        let kind = NoticeKind::ALL.into_iter().find(|k| span_table::notice_name(*k) == text_of(remark, "kind"));
        let span = Span::new(place_of(remark, "start") as usize, place_of(remark, "end") as usize);
        notices.extend(kind.map(|kind| Notice { kind, span, hint: text_of(remark, "hint") }));
    }
    let mut left_out = |key: &str| {
        let short: String = key.chars().take(40).collect();
        let hint = format!("Expected something else in the field “{short}”: it was left out.");
        notices.push(Notice { kind: NoticeKind::BadField, span: Span::default(), hint });
    };
    let outlet = match map.get("outlet") {
        None | Some(Value::Null) => None,
        Some(Value::String(name)) => Some(Outlet { name: name.clone(), url: None, basis: Basis::Supplied }),
        Some(Value::Object(outlet)) => {
            let basis = BASES.iter().find(|(_, name)| *name == text_of(outlet, "basis"));
            Some(Outlet {
                name: text_of(outlet, "name"),
                url: outlet.get("url").and_then(Value::as_str).map(str::to_owned),
                basis: basis.map_or(Basis::Supplied, |(basis, _)| *basis),
            })
        }
        Some(_) => {
            left_out("outlet");
            None
        }
    };
    let published = map.get("published").and_then(Value::as_str);
    let moment = published.and_then(|p| p.parse().ok());
    if published.is_some() && moment.is_none() {
        left_out("published");
    }
    let mut kinds = Vec::new();
    for kind in list_of(&map, "kinds") {
        let Some(kind) = kind.as_object() else { continue };
        let name = text_of(kind, "kind");
        match BlockKind::ALL.into_iter().find(|k| k.name() == name) {
            Some(known) => kinds.push((place_of(kind, "start"), known)),
            None => left_out("kinds"),
        }
    }
    for key in map.keys().filter(|key| !FIELDS.contains(&key.as_str())) {
        left_out(key);
    }
    let said = list_of(&map, "by_user").iter().filter_map(Value::as_str);
    let said = said.filter_map(|name| SAID.iter().find(|(_, known)| *known == name)).fold(0, |all, (bit, _)| all | bit);
    let headline = map.get("headline").and_then(Value::as_str).map(str::to_owned);
    let given = Given { outlet, published: moment, headline, kinds, from: text_of(&map, "from"), said };
    let id = map.get("id").and_then(Value::as_str).map_or_else(|| format!("article-{at}"), str::to_owned);
    Ok(Draft { id, text, given, notices })
}

fn list_of<'a>(map: &'a Map<String, Value>, key: &str) -> &'a [Value] {
    map.get(key).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

fn place_of(map: &Map<String, Value>, key: &str) -> u32 {
    map.get(key).and_then(Value::as_u64).and_then(|n| u32::try_from(n).ok()).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Gathering;
    use formats::Limits;
    use proptest::prelude::*;

    /// The whole file.
    fn file(library: &Library, form: FileForm, kept: &str, view: &str) -> String {
        let (mut text, mut from) = (String::new(), Some(0));
        while let Some(n) = from {
            let (kept, view) = (kept.to_owned(), view.to_owned());
            let part = FileOf { form, kept, view, from: n }.answer(library);
            text.push_str(&part.text);
            from = part.next;
        }
        text
    }

    fn opened(text: &str, piece: usize) -> (Library, crate::bringing::Progress, Option<(String, String)>) {
        let mut gathering = Gathering::new("file", None, Limits::default());
        gathering.expect("mine.json", text.len() as u64);
        gathering.begin(0);
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(piece).collect();
        for (n, bytes) in pieces.iter().enumerate() {
            gathering.take(bytes, n + 1 == pieces.len());
            while gathering.step() {}
        }
        let bound = gathering.finish(None);
        (bound.library, bound.progress, bound.kept)
    }

    fn drafts(library: &Library) -> Vec<Draft> {
        (0..).map_while(|n| library.draft(n)).collect()
    }

    fn library(name: &str, events: Vec<EventInfo>, drafts: &[Draft]) -> Library {
        let mut gathering = Gathering::kept(name, "made up", events);
        drafts.iter().for_each(|draft| gathering.put(draft.clone()));
        gathering.finish(None).library
    }

    fn odd() -> impl Strategy<Value = String> {
        let piece = prop::sample::select(vec![
            "</script>",
            "<!--",
            "\u{0}",
            "\u{1b}",
            "\"",
            "\\",
            "\n",
            "\r\n",
            "\u{2028}",
            "\u{feff}",
            "\u{202e}",
            "é",
            "😀",
            "],",
            "{\"id\":",
            "\"articles\":[",
            "\n],\n",
            " ",
            "said",
            "=1+1",
            "\u{7f}",
            "\u{fffd}",
            "\t",
            "'",
        ]);
        prop::collection::vec(prop_oneof![piece.prop_map(str::to_owned), "\\PC{0,3}"], 0..12).prop_map(|v| v.concat())
    }

    fn given() -> impl Strategy<Value = Given> {
        let basis = prop::sample::select(vec![Basis::Stated, Basis::Derived, Basis::Supplied]);
        let outlet = (odd(), prop::option::of(odd()), basis).prop_map(|(name, url, basis)| Outlet { name, url, basis });
        let moment = prop::sample::select(vec!["2024-05-06", "1999-12-31T23:59:58", "2000-02-29"]);
        let kind = prop::sample::select(BlockKind::ALL.to_vec());
        (
            prop::option::of(outlet),
            prop::option::of(moment.prop_map(|m| m.parse().unwrap())),
            prop::option::of(odd()),
            prop::collection::vec((0..200_u32, kind), 0..4),
            odd(),
            0..8_u8,
        )
            .prop_map(|(outlet, published, headline, kinds, from, said)| Given {
                outlet,
                published,
                headline,
                kinds,
                from,
                said,
            })
    }

    fn draft() -> impl Strategy<Value = Draft> {
        let notice = (prop::sample::select(NoticeKind::ALL.to_vec()), odd(), 0..90_u32)
            .prop_map(|(kind, hint, at)| Notice { kind, span: Span { start: at, end: at + 3 }, hint });
        (odd(), odd(), given(), prop::collection::vec(notice, 0..3)).prop_map(|(id, text, given, notices)| Draft {
            id,
            text,
            given,
            notices,
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]
        #[test]
        fn what_is_saved_is_what_is_opened(
            mut all in prop::collection::vec(draft(), 0..6), name in odd(), kept in odd(), view in odd(),
            events in prop::collection::vec((odd(), odd(), prop::option::of(odd())), 0..3), piece in 1..70_usize,
        ) {
            for (n, draft) in all.iter_mut().enumerate() {
                // Ids are unique in a corpus; texts need not be.
                draft.id.push_str(&n.to_string());
            }
            let events: Vec<EventInfo> = events.into_iter().zip(0..).map(|((id, name, place), n)| EventInfo {
                id: format!("{id}{n}"), name: name + "!", kind: "talks".into(), place,
                date: "2024-05-05".parse().ok(), basis: String::new(),
            }).collect();
            let before = library(&name, events, &all);
            prop_assert_eq!(&drafts(&before), &all);
            let text = file(&before, FileForm::Corpus, &kept, &view);
            prop_assert!(!text.contains('<'), "it can stand in a web page");
            prop_assert!(serde_json::from_str::<Value>(&text).is_ok());
            let (after, progress, beside) = opened(&text, piece);
            prop_assert_eq!(progress.troubles, 0, "{:?}", progress.files);
            prop_assert_eq!(&drafts(&after), &all);
            prop_assert_eq!(&after.collection, &before.collection);
            prop_assert_eq!(&after.reading, &before.reading);
            prop_assert_eq!(after.undo_words(), "");
            prop_assert_eq!(beside, Some((kept.clone(), view.clone())));
            // And laid out in another way.
            let (again, progress, beside) = opened(&text.replace('\n', ""), 1000);
            prop_assert_eq!(progress.troubles, 0, "{:?}", progress.files);
            prop_assert_eq!(&drafts(&again), &all);
            prop_assert_eq!(beside, Some((kept, view)));
            prop_assert_eq!(&again.collection.events, &before.collection.events);
        }
    }

    fn three() -> Library {
        let texts = ["One story.", "Two stories.", "Three <b>stories</b>."];
        let draft = |(n, text): (usize, &&str)| Draft { id: format!("a{n}"), text: (*text).into(), ..Draft::default() };
        library("Three", Vec::new(), &texts.iter().enumerate().map(draft).collect::<Vec<_>>())
    }

    /// Line, column and message of what could not be read, and the ids of what could.
    fn told(text: &str) -> (Vec<(u32, u32, String)>, Vec<String>) {
        let (library, progress, _) = opened(text, 64);
        let troubles = progress.files[0].1.troubles.iter().map(|t| (t.line, t.column, t.message.clone())).collect();
        (troubles, library.collection.articles.iter().map(|a| a.id.clone()).collect())
    }

    #[test]
    fn a_bad_article_loses_no_other() {
        let good = file(&three(), FileForm::Corpus, "", "");
        assert_eq!(told(&good), (vec![], vec!["a0".to_owned(), "a1".into(), "a2".into()]));
        let line = 1 + good.lines().position(|l| l.contains("Two")).unwrap() as u32;
        for (from, to, column, message) in [
            ("\"Two stories.\"", "\"Two stories.", 36, "EOF while parsing a string"),
            ("\"Two stories.\"", "7", 12, "article 2: expected a text in the field “text”"),
            ("\"text\":\"Two", "\"texte\":\"Two", 0, "article 2: expected a text in the field “text”"),
        ] {
            let bad = good.replacen(from, to, 1);
            let (troubles, ids) = told(&bad);
            assert_eq!(ids, ["a0", "a2"], "{bad}");
            assert_eq!(troubles.len(), 1, "{troubles:?}");
            assert_eq!((troubles[0].0, troubles[0].2.as_str()), (line, message));
            assert!(column == 0 || troubles[0].1 > 0, "{troubles:?}");
        }
        let (troubles, ids) =
            told(&good.replacen("\"id\":\"a1\"", "\"id\":\"a1\",\"mood\":1,\"published\":\"soon\"", 1));
        assert_eq!((troubles, ids.len()), (vec![], 3));
    }

    #[test]
    fn what_is_no_corpus_of_this_version_is_said() {
        let good = file(&three(), FileForm::Corpus, "", "");
        let (troubles, ids) = told(&good.replacen("\"schema\":1", "\"schema\":2", 1));
        assert_eq!((ids.len(), troubles.len()), (0, 1));
        assert!(troubles[0].2.contains("schema 1, found 2"), "{troubles:?}");
        let cut: String = good.lines().take(3).collect::<Vec<_>>().join("\n");
        let (troubles, ids) = told(&cut);
        assert_eq!(ids, ["a0"]);
        assert!(troubles[0].2.contains("ends too early"), "{troubles:?}");
        let (troubles, ids) = told(&good.replacen("\"name\"", "\"name", 1));
        assert_eq!((ids.len(), troubles[0].0), (0, 1), "{troubles:?}");
        let (troubles, ids) = told(&good.replacen("\"about\"", "\"colour\":1,\"about\"", 1));
        assert_eq!((ids.len(), troubles.len()), (3, 1));
        assert!(troubles[0].2.contains("colour"), "{troubles:?}");
        let (troubles, _) = told("{\"parallax\":\"corpus\"}");
        assert!(troubles[0].2.contains("found none"), "{troubles:?}");
    }

    #[test]
    fn an_empty_corpus_is_saved_and_opened() {
        let text = file(&library("Empty", Vec::new(), &[]), FileForm::Corpus, "k", "v");
        let (library, progress, kept) = opened(&text, 9);
        assert_eq!((library.collection.name.as_str(), progress.troubles), ("Empty", 0));
        assert_eq!(kept, Some(("k".into(), "v".into())));
    }

    #[test]
    fn other_forms_hold_every_article() {
        let library = Library::read(embed::collection());
        let lines = file(&library, FileForm::Lines, "", "");
        let pages = file(&library, FileForm::WebAnnotations, "", "");
        assert_eq!((lines.lines().count(), pages.lines().count()), (5, 5));
        for (line, article) in lines.lines().zip(&library.collection.articles) {
            let value: Value = serde_json::from_str(line).unwrap();
            assert_eq!(value["text"].as_str(), Some(article.text.as_str()));
            assert!(!value["entities"].as_array().unwrap().is_empty());
            for mention in value["mentions"].as_array().unwrap() {
                let known = value["entities"].as_array().unwrap().iter().any(|e| e["id"] == mention["entity"]);
                assert!(known, "{mention}");
            }
        }
        let table = file(&library, FileForm::Csv, "", "");
        assert!(table.starts_with("article,outlet,published,layer,") && table.lines().count() > 1000);
        assert!(!table.split("\r\n").flat_map(|l| l.split(',')).any(|cell| cell.starts_with(['=', '+', '@'])));
        let text = file(&library, FileForm::Markdown, "", "");
        assert_eq!(text.lines().filter(|l| l.starts_with("## ")).count(), 5);
        assert!(file(&three(), FileForm::Markdown, "", "").contains("Three \\<b\\>"));
    }
}
