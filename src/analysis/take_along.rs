//! The comparison to take along: JSON, CSV and Markdown of the whole or of one line, and how to cite it.
//!
//! All write the lines of [`crate::sheet`], with the words themselves, so that they can be read without the corpus.
//! Offsets are code points of the article's text, as in the contract. The picture is in [`crate::picture`].
use crate::comparison::{Column, Comparison, Evidence, Gap, MarkKind, REFERENCE, Verdict};
use crate::sheet::{Collation, Entry, Line, LineCell, Look, Part};
use crate::span_table::csv;
use crate::{CorpusReading, Dating};
use corpus::{Article, Basis, CodePoints, Collection, Date, Lower, Map, Set};
use sha2::{Digest, Sha256};
use std::fmt::Write;

/// The version of the JSON form.
const SCHEMA: &str = "parallax-comparison/1";

/// Everything that is taken along.
pub struct Bundle<'a> {
    /// The corpus.
    pub collection: &'a Collection,
    /// Its reading.
    pub reading: &'a CorpusReading,
    /// The comparison.
    pub comparison: &'a Comparison,
    /// Its parts and their lines, as far as they are taken.
    pub parts: Vec<(Part, Vec<&'a Line>)>,
    /// The user's own notes, by [`note_key`].
    pub notes: &'a Map<String, String>,
    /// The address of the view; empty where there is none.
    pub link: &'a str,
    /// [`corpus_hash`] of the whole corpus, of which `collection` may be a part.
    pub corpus_hash: &'a str,
}

/// The key of a note on a cell: the line's key, and the ids of the column's event and, where it has one, article.
#[must_use]
pub fn note_key(collection: &Collection, reading: &CorpusReading, c: &Comparison, line: &str, column: usize) -> String {
    let column = c.columns.get(column);
    let event = column.and_then(|c| reading.events.get(c.event as usize)).map_or("", |e| e.id.as_str());
    let article = column.filter(|_| c.events.len() == 1).and_then(|c| c.tellings.first());
    let article = article.and_then(|t| collection.articles.get(t.article as usize)).map_or("", |a| a.id.as_str());
    format!("{event} {article} {line}")
}

/// SHA-256 of the ids and texts of the articles, in hexadecimal: it names the corpus that a figure comes from.
#[must_use]
pub fn corpus_hash(collection: &Collection) -> String {
    let mut hash = Sha256::new();
    for article in &collection.articles {
        hash.update(article.id.as_bytes());
        hash.update([0]);
        hash.update(article.text.as_bytes());
        hash.update([0]);
    }
    let mut out = String::new();
    for byte in hash.finalize() {
        for half in [byte >> 4, byte & 15] {
            out.extend(char::from_digit(u32::from(half), 16));
        }
    }
    out
}

/// The outlet's name, or what to call an article whose outlet nobody states.
#[must_use]
pub fn outlet_name(collection: &Collection, article: u32) -> String {
    let known = collection.articles.get(article as usize);
    match known.and_then(|a| a.outlet.as_ref()) {
        Some(outlet) => outlet.name.clone(),
        None => format!("{} (outlet not stated)", known.map_or("", |a| a.id.as_str())),
    }
}

/// The day or days of an article with how they are known: “23–29 Nov 2025, derived”.
#[must_use]
pub fn dated(article: Option<&Article>, dating: Option<&Dating>) -> String {
    let Some(dating) = dating else { return "undated".to_owned() };
    let basis = match dating.basis {
        Basis::Stated => "stated in the text",
        Basis::Supplied => "supplied",
        Basis::Derived => "derived",
    };
    let time = article
        .and_then(|a| a.published.as_ref())
        .filter(|p| p.value.date == dating.earliest)
        .and_then(|p| p.value.time_s);
    format!("{}{}, {basis}", days(dating.earliest, dating.latest), clock(time))
}

/// A time of day behind a day, from the seconds since midnight: “, 08:00”; nothing where it is not known.
#[must_use]
pub fn clock(time_s: Option<u32>) -> String {
    time_s.map_or_else(String::new, |s| format!(", {:02}:{:02}", s / 3600, s / 60 % 60))
}

/// Whether every outlet is known and none has two of the articles, so that a number of articles is one of outlets too.
pub fn one_each<'a>(mut articles: impl Iterator<Item = &'a Article>) -> bool {
    let mut outlets = Set::new();
    articles.all(|a| a.outlet.as_ref().is_some_and(|o| outlets.insert(o.name.lower())))
}

/// A day, or a range of days as short as it can be written.
#[must_use]
pub fn days(from: Date, to: Date) -> String {
    if from == to {
        from.short()
    } else if (from.year(), from.month()) == (to.year(), to.month()) {
        format!("{}–{}", from.day(), to.short())
    } else {
        format!("{} – {}", from.short(), to.short())
    }
}

/// The head of a column: its outlet, with the day where another column is of the same outlet; or its event where several
/// are side by side.
#[must_use]
pub fn column_head(collection: &Collection, reading: &CorpusReading, c: &Comparison, column: usize) -> String {
    let Some(column) = c.columns.get(column) else { return String::new() };
    match column.tellings.first() {
        Some(telling) if c.events.len() == 1 => {
            let name = outlet_name(collection, telling.article);
            let outlet = |c: &Column| collection.articles.get(c.tellings.first()?.article as usize)?.outlet.as_ref();
            let is_same = |c: &&Column| outlet(c).is_some_and(|o| o.name == name);
            let again = c.columns.iter().filter(is_same).nth(1).is_some();
            match reading.datings.get(telling.article as usize).and_then(Option::as_ref).filter(|_| again) {
                Some(dating) => format!("{name}, {}", days(dating.earliest, dating.latest)),
                None => name,
            }
        }
        _ => reading.events.get(column.event as usize).map_or_else(String::new, |e| e.name.clone()),
    }
}

impl Verdict {
    /// As shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Conflicts => "conflicts",
            Self::Superseded => "superseded",
            Self::Differs => "differs",
            Self::WordedOtherwise => "worded otherwise",
            Self::Agree => "agree",
            Self::OnlyHere => "only here",
        }
    }
}

impl Gap {
    /// As shown.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::LeftOut => "left out",
            Self::CouldNotKnow => "could not know yet",
            Self::OtherEvent => "does not tell this event",
            Self::NotNamed => "not named",
            Self::NotHeard => "not heard on this event",
            Self::QuotesNoOne => "quotes no one",
            Self::Nothing => "none",
        }
    }
}

fn mark_name(kind: MarkKind) -> &'static str {
    match kind {
        MarkKind::Only => "only",
        MarkKind::Decides => "decides",
        MarkKind::Quoted => "quoted",
    }
}

fn basis_name(basis: Basis) -> &'static str {
    match basis {
        Basis::Stated => "stated",
        Basis::Supplied => "supplied",
        Basis::Derived => "derived",
    }
}

impl<'a> Bundle<'a> {
    /// The article that evidence lies in, which may be the pasted reference text.
    fn article(&self, number: u32) -> Option<&'a Article> {
        match number {
            REFERENCE => self.comparison.reference.as_deref(),
            number => self.collection.articles.get(number as usize),
        }
    }

    /// The words at a place, in one line.
    pub(crate) fn words(&self, at: Evidence) -> String {
        self.article(at.article).map_or_else(String::new, |a| at.span.in_one_line(&a.text))
    }

    /// What an entry shows.
    pub(crate) fn shown(&self, entry: &Entry) -> String {
        match (entry.text.as_str(), entry.places.first()) {
            // The bullet of a list is not part of what is told.
            ("", Some(at)) => self.words(*at).trim_start_matches(['-', '–', '•', '*', ' ']).to_owned(),
            (text, _) => text.to_owned(),
        }
    }

    /// The head of a column.
    #[must_use]
    pub fn head(&self, column: usize) -> String {
        column_head(self.collection, self.reading, self.comparison, column)
    }

    fn event_name(&self, event: u32) -> String {
        self.reading.events.get(event as usize).map_or_else(String::new, |e| e.name.clone())
    }

    /// What is compared: “Geneva talks, as 5 outlets told it”.
    #[must_use]
    pub fn title(&self) -> String {
        let names: Vec<String> = self.comparison.events.iter().map(|e| self.event_name(*e)).collect();
        let columns = &self.comparison.columns;
        let articles =
            columns.iter().filter_map(|c| self.collection.articles.get(c.tellings.first()?.article as usize));
        let one_each = one_each(articles);
        match (names.as_slice(), columns.len()) {
            ([name], 1) => format!("{name}, as one {} told it", if one_each { "outlet" } else { "article" }),
            ([name], n) => format!("{name}, as {n} {} told it", if one_each { "outlets" } else { "articles" }),
            _ => format!("{}, side by side", names.join(" and ")),
        }
    }

    pub(crate) fn note(&self, line: &Line, column: usize) -> &str {
        let key = note_key(self.collection, self.reading, self.comparison, &line.key, column);
        self.notes.get(&key).map_or("", String::as_str)
    }

    /// The offsets of a place in code points.
    fn offsets(&self, at: Evidence) -> (usize, usize) {
        let Some(article) = self.article(at.article) else { return (0, 0) };
        let points = CodePoints::new(&article.text);
        (points.at(&article.text, at.span.start), points.at(&article.text, at.span.end))
    }

    /// One object without line breaks; the README has its schema.
    #[must_use]
    pub fn json(&self) -> String {
        let mut json = Json::default();
        json.open('{');
        json.text("schema", SCHEMA);
        json.text("offsets", "code_points");
        json.text("corpus", &self.collection.name);
        json.text("corpus_hash", self.corpus_hash);
        if !self.link.is_empty() {
            json.text("link", self.link);
        }
        json.key("events");
        json.open('[');
        for event in self.comparison.events.iter().filter_map(|e| self.reading.events.get(*e as usize)) {
            json.open('{');
            json.text("id", &event.id);
            json.text("name", &event.name);
            json.text("date", &event.date.map_or_else(String::new, |d| d.to_string()));
            json.text("place", event.place.as_deref().unwrap_or(""));
            json.close('}');
        }
        json.close(']');
        self.json_columns(&mut json);
        json.key("absent");
        json.open('[');
        for absent in &self.comparison.absent {
            json.open('{');
            self.json_article(&mut json, absent.article);
            json.text("why", absent.gap.label());
            json.close('}');
        }
        json.close(']');
        json.key("parts");
        json.open('[');
        for (part, lines) in &self.parts {
            let (key, label, about) = part.described();
            json.open('{');
            json.text("part", key);
            json.text("label", label);
            json.text("about", about);
            json.key("lines");
            json.open('[');
            for line in lines {
                self.json_line(&mut json, line);
            }
            json.close(']');
            json.close('}');
        }
        json.close(']');
        json.close('}');
        json.out
    }

    fn json_columns(&self, json: &mut Json) {
        json.key("columns");
        json.open('[');
        for (n, column) in self.comparison.columns.iter().enumerate() {
            json.open('{');
            json.text("head", &self.head(n));
            json.text("event", self.reading.events.get(column.event as usize).map_or("", |e| e.id.as_str()));
            json.key("articles");
            json.open('[');
            for telling in &column.tellings {
                json.open('{');
                self.json_article(json, telling.article);
                json.number("words", telling.words as usize);
                json.close('}');
            }
            json.close(']');
            json.close('}');
        }
        json.close(']');
    }

    /// The fields of an article, without the braces.
    fn json_article(&self, json: &mut Json, number: u32) {
        json.text("article", self.article(number).map_or("", |a| a.id.as_str()));
        json.text("outlet", &outlet_name(self.collection, number));
        if let Some(dating) = self.reading.datings.get(number as usize).and_then(Option::as_ref) {
            json.text("earliest", &dating.earliest.to_string());
            json.text("latest", &dating.latest.to_string());
            json.text("date_basis", basis_name(dating.basis));
        }
    }

    fn json_line(&self, json: &mut Json, line: &Line) {
        json.open('{');
        json.text("key", &line.key);
        json.text("label", &line.label);
        if let Some(verdict) = line.verdict {
            json.text("verdict", verdict.label());
        }
        json.text("why", &line.why);
        json.key("cells");
        json.open('[');
        for (column, cell) in line.cells.iter().enumerate() {
            self.json_cell(json, line, column, cell);
        }
        json.close(']');
        if let Some(collation) = &line.collation {
            self.json_collation(json, collation);
        }
        if !line.apart.is_empty() {
            json.key("apart");
            json.open('[');
            for other in &line.apart {
                json.open('{');
                json.text("column", &self.head(other.column as usize));
                json.text("speaker", &other.speaker);
                json.text("reason", &other.reason);
                self.json_place(json, other.at);
                json.close('}');
            }
            json.close(']');
        }
        json.close('}');
    }

    fn json_cell(&self, json: &mut Json, line: &Line, column: usize, cell: &LineCell) {
        json.open('{');
        json.text("column", &self.head(column));
        if let Some(gap) = cell.gap {
            json.text("gap", gap.label());
        }
        if !cell.answer.is_empty() {
            json.text("answer", &cell.answer);
        }
        json.key("entries");
        json.open('[');
        for entry in &cell.entries {
            json.open('{');
            json.text("text", &self.shown(entry));
            if entry.count > 0 {
                json.number("count", entry.count as usize);
            }
            if !entry.note.is_empty() {
                json.text("note", &entry.note);
            }
            if entry.faint {
                json.raw("faint", "true");
            }
            json.key("places");
            json.open('[');
            for place in &entry.places {
                json.open('{');
                self.json_place(json, *place);
                json.close('}');
            }
            json.close(']');
            if let Some(first) = entry.places.first().filter(|_| !entry.marks.is_empty()) {
                json.key("marks");
                json.open('[');
                for mark in &entry.marks {
                    json.open('{');
                    json.text("mark", mark_name(mark.kind));
                    self.json_place(json, Evidence { article: first.article, span: mark.span });
                    json.close('}');
                }
                json.close(']');
            }
            json.close('}');
        }
        json.close(']');
        let note = self.note(line, column);
        if !note.is_empty() {
            json.text("own_note", note);
        }
        json.close('}');
    }

    /// The fields of a place, without the braces.
    fn json_place(&self, json: &mut Json, at: Evidence) {
        let (start, end) = self.offsets(at);
        json.text("article", self.article(at.article).map_or("", |a| a.id.as_str()));
        json.number("start", start);
        json.number("end", end);
        json.text("words", &self.words(at));
    }

    fn json_collation(&self, json: &mut Json, collation: &Collation) {
        json.key("witnesses");
        json.open('[');
        for w in &collation.witnesses {
            json.open('{');
            json.text("column", &w.column.map_or_else(|| "reference".to_owned(), |c| self.head(c as usize)));
            self.json_place(json, w.at);
            json.close('}');
        }
        json.close(']');
        json.key("collation");
        json.open('[');
        for slot in &collation.slots {
            json.open('[');
            for (word, w) in slot.words.iter().zip(&collation.witnesses) {
                json.comma();
                match word {
                    Some(span) => json.string(&self.words(Evidence { article: w.at.article, span: *span })),
                    None => json.out.push_str("null"),
                }
                json.filled = true;
            }
            json.close(']');
        }
        json.close(']');
    }

    /// The head of the table, with its line end.
    #[must_use]
    pub fn csv_head() -> String {
        csv([
            "part", "key", "label", "verdict", "why", "column", "gap", "answer", "text", "count", "note", "article",
            "start", "end", "words", "own_note",
        ])
    }

    /// One row per place, without the head.
    #[must_use]
    pub fn csv_rows(&self) -> String {
        let mut out = String::new();
        for (part, lines) in &self.parts {
            for line in lines {
                for (column, cell) in line.cells.iter().enumerate() {
                    self.csv_cell(&mut out, *part, line, column, cell);
                }
            }
        }
        out
    }

    fn csv_cell(&self, out: &mut String, part: Part, line: &Line, column: usize, cell: &LineCell) {
        let head = self.head(column);
        let mut row = |text: &str, count: u32, note: &str, at: Option<Evidence>| {
            let (article, start, end, words) = at.map_or_else(Default::default, |at| {
                let (start, end) = self.offsets(at);
                let id = self.article(at.article).map_or("", |a| a.id.as_str());
                (id, start.to_string(), end.to_string(), self.words(at))
            });
            let count = if count > 0 { count.to_string() } else { String::new() };
            out.push_str(&csv([
                part.described().0,
                &line.key,
                &line.label,
                line.verdict.map_or("", Verdict::label),
                &line.why,
                &head,
                cell.gap.map_or("", Gap::label),
                &cell.answer,
                text,
                &count,
                note,
                article,
                &start,
                &end,
                &words,
                self.note(line, column),
            ]));
        };
        if cell.entries.is_empty() {
            row("", 0, "", None);
        }
        for entry in &cell.entries {
            let shown = self.shown(entry);
            if entry.places.is_empty() {
                row(&shown, entry.count, &entry.note, None);
            }
            for place in &entry.places {
                row(&shown, entry.count, &entry.note, Some(*place));
            }
        }
    }

    /// For a text editor: a heading per part and line, a paragraph per outlet.
    #[must_use]
    pub fn markdown(&self) -> String {
        let mut out = format!("# {}\n", markdown_escaped(&self.title()));
        for (part, lines) in &self.parts {
            let (_, label, about) = part.described();
            put(&mut out, &["\n## ", label, "\n\n", about, "\n"]);
            for line in lines {
                put(&mut out, &["\n### ", &markdown_escaped(&line.label)]);
                if let Some(verdict) = line.verdict {
                    put(&mut out, &[" – ", verdict.label()]);
                }
                put(&mut out, &["\n\n*", &markdown_escaped(&line.why), "*\n\n"]);
                for (column, cell) in line.cells.iter().enumerate() {
                    put(&mut out, &["- **", &markdown_escaped(&self.head(column)), "**: "]);
                    out.push_str(&markdown_escaped(&self.in_words(line, cell)));
                    let note = self.note(line, column);
                    if !note.is_empty() {
                        put(&mut out, &["\n  - own note: ", &markdown_escaped(note)]);
                    }
                    out.push('\n');
                }
                for other in &line.apart {
                    let words = self.words(other.at);
                    let head = self.head(other.column as usize);
                    put(
                        &mut out,
                        &["- kept apart (", &markdown_escaped(&other.reason), "): ", &markdown_escaped(&head), ", "],
                    );
                    put(&mut out, &[&markdown_escaped(&other.speaker), ": “", &markdown_escaped(&words), "”\n"]);
                }
            }
        }
        let source = Citation::new(self, "").text;
        put(&mut out, &["\n---\n\n", &markdown_escaped(&source), "\n"]);
        out
    }

    /// A cell in one line.
    pub(crate) fn in_words(&self, line: &Line, cell: &LineCell) -> String {
        let mut parts: Vec<String> = Vec::new();
        if !cell.answer.is_empty() {
            parts.push(cell.answer.clone());
        }
        parts.extend(cell.gap.map(|gap| format!("({})", gap.label())));
        for entry in &cell.entries {
            let mut shown = self.shown(entry);
            if line.look == Look::Bar {
                shown = format!("{} {shown}", entry.count);
            } else if entry.count > 1 && shown.parse() != Ok(entry.count) {
                shown = format!("{shown} ×{}", entry.count);
            }
            if !entry.note.is_empty() {
                shown = format!("{shown} [{}]", entry.note);
            }
            parts.push(shown);
        }
        parts.join(" · ")
    }
}

fn put(out: &mut String, parts: &[&str]) {
    parts.iter().for_each(|part| out.push_str(part));
}

/// Text in which no character means anything to Markdown or HTML.
#[must_use]
pub fn markdown_escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' => out.extend(['\\', c]),
            '\n' | '\r' => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// How to cite the view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// As a sentence.
    pub text: String,
    /// For LaTeX.
    pub bibtex: String,
    /// For reference managers (Citation Style Language, JSON).
    pub csl: String,
}

impl Citation {
    /// Cites what `bundle` shows, as seen on the day `seen` (ISO 8601; empty where unknown).
    #[must_use]
    pub fn new(bundle: &Bundle<'_>, seen: &str) -> Self {
        let (title, corpus) = (bundle.title(), bundle.collection.name.as_str());
        let hash = bundle.corpus_hash;
        let version = env!("CARGO_PKG_VERSION");
        let (link, note) = (bundle.link, format!("Corpus “{corpus}”, SHA-256 {hash}."));
        let mut text = format!("“{title}”. Comparison made with Parallax {version}. {note}");
        if !link.is_empty() {
            put(&mut text, &[" ", link]);
        }
        if !seen.is_empty() {
            put(&mut text, &[" (seen ", seen, ")"]);
        }
        let short = hash.get(..8).unwrap_or("");
        let mut bibtex = format!("@misc{{parallax-{short},\n  title = {{{}}},\n", braced(&title));
        put(&mut bibtex, &["  howpublished = {Parallax ", version, "},\n  note = {", &braced(&note), "},\n"]);
        for (field, value) in [("url", link), ("urldate", seen)] {
            if !value.is_empty() {
                put(&mut bibtex, &["  ", field, " = {", &value.replace(['{', '}'], ""), "},\n"]);
            }
        }
        bibtex.push_str("}\n");
        let mut csl = Json::default();
        csl.open('[');
        csl.open('{');
        csl.text("id", &format!("parallax-{short}"));
        csl.text("type", "webpage");
        csl.text("title", &title);
        csl.text("container-title", &format!("Parallax {version}"));
        csl.text("note", &note);
        if !link.is_empty() {
            csl.text("URL", link);
        }
        let day: Vec<&str> = seen.split('-').collect();
        if let [year, month, day] = day.as_slice() {
            let number = |part: &str| part.trim_start_matches('0').to_owned();
            let parts = [number(year), number(month), number(day)].join(",");
            csl.raw("accessed", &format!("{{\"date-parts\":[[{parts}]]}}"));
        }
        csl.close('}');
        csl.close(']');
        Self { text, bibtex, csl: csl.out }
    }
}

/// Text in which no character means anything to LaTeX.
fn braced(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '{' | '}' | '\\' => {}
            '&' | '%' | '$' | '#' | '_' => out.extend(['\\', c]),
            c => out.push(c),
        }
    }
    out
}

/// Writes JSON, with less code than a library for it.
#[derive(Debug, Default)]
pub struct Json {
    /// What is written so far.
    pub out: String,
    /// Whether a comma has to come before the next.
    filled: bool,
}

impl Json {
    fn comma(&mut self) {
        if self.filled {
            self.out.push(',');
        }
    }

    /// Opens a list `[` or an object `{`.
    pub fn open(&mut self, bracket: char) {
        self.comma();
        self.out.push(bracket);
        self.filled = false;
    }

    /// Closes it.
    pub fn close(&mut self, bracket: char) {
        self.out.push(bracket);
        self.filled = true;
    }

    /// The key of the next value.
    pub fn key(&mut self, key: &str) {
        self.comma();
        self.string(key);
        self.out.push(':');
        self.filled = false;
    }

    /// A key with a text.
    pub fn text(&mut self, key: &str, text: &str) {
        self.key(key);
        self.string(text);
        self.filled = true;
    }

    /// A key with a number.
    pub fn number(&mut self, key: &str, number: usize) {
        self.raw(key, &number.to_string());
    }

    /// A key with a list of texts.
    pub fn texts(&mut self, key: &str, texts: &[String]) {
        self.key(key);
        self.open('[');
        for text in texts {
            self.comma();
            self.string(text);
            self.filled = true;
        }
        self.close(']');
    }

    /// Opens an object on a line of its own.
    pub fn open_line(&mut self) {
        self.comma();
        self.out.push('\n');
        self.filled = false;
        self.open('{');
    }

    /// A value that is JSON already.
    pub fn raw(&mut self, key: &str, json: &str) {
        self.key(key);
        self.out.push_str(json);
        self.filled = true;
    }

    /// A text as a value.
    pub fn string(&mut self, text: &str) {
        self.out.push('"');
        for c in text.chars() {
            match c {
                '"' | '\\' => self.out.extend(['\\', c]),
                c if c < ' ' => write!(self.out, "\\u{:04x}", u32::from(c)).unwrap_or_default(),
                c => self.out.push(c),
            }
        }
        self.out.push('"');
    }
}

#[cfg(test)]
#[expect(clippy::redundant_closure_for_method_calls, reason = "the path of a method holds for one lifetime only")]
mod tests {
    use super::*;
    use crate::compare::{Question, compare};
    use crate::sheet::lines;
    use serde_json::Value;

    /// What two outlets tell of talks, as exported with one note.
    fn exported<T>(texts: &[&str], export: impl Fn(&Bundle<'_>) -> T) -> Vec<T> {
        let articles =
            texts.iter().zip(1..).map(|(t, n)| corpus::read_text(&format!("a{n}"), (*t).to_owned())).collect();
        let collection = Collection { name: "=Test".into(), articles, ..Collection::default() };
        let reading = crate::read_collection(&collection);
        let one = |event: u32| {
            let comparison = compare(&collection, &reading, &Question { events: vec![event], ..Question::default() });
            let lines = lines(&collection, &reading, &comparison);
            let parts = Part::ALL.into_iter().zip(lines.iter().map(|lines| lines.iter().collect())).collect();
            let mut notes = Map::new();
            notes.insert(note_key(&collection, &reading, &comparison, "words", 0), "=mine, \"too\"".to_owned());
            let link = "https://x.example/#/1/compare";
            let (collection, reading, comparison, notes) = (&collection, &reading, &comparison, &notes);
            let corpus_hash = &corpus_hash(collection);
            export(&Bundle { collection, reading, comparison, parts, notes, link, corpus_hash })
        };
        (0..u32::try_from(reading.events.len()).unwrap()).map(one).collect()
    }

    const TOLD: [&str; 2] = [
        "Envoys met for talks in Doha on Sunday. “The talks were long,” Omar Saleh said.\n\nSaleh led the Omani delegation.",
        "Envoys held talks in Doha on Sunday. Saleh said the talks had been “long” but useful – “très utile”.",
    ];

    /// Every object that has offsets.
    fn places<'v>(value: &'v Value, found: &mut Vec<&'v Value>) {
        match value {
            Value::Object(fields) => {
                if fields.contains_key("start") {
                    found.push(value);
                }
                fields.values().for_each(|v| places(v, found));
            }
            Value::Array(all) => all.iter().for_each(|v| places(v, found)),
            _ => {}
        }
    }

    #[test]
    fn json_holds_the_words_of_every_place() {
        // The event that both tell.
        let json = exported(&TOLD, |b| b.json()).into_iter().max_by_key(String::len).unwrap();
        let value: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(value["schema"], SCHEMA);
        assert_eq!(value["columns"].as_array().unwrap().len(), 2);
        let mut found = Vec::new();
        places(&value, &mut found);
        assert!(found.len() > 20);
        for place in found {
            let text = TOLD[if place["article"] == "a1" { 0 } else { 1 }];
            let (start, end) = (place["start"].as_u64().unwrap() as usize, place["end"].as_u64().unwrap() as usize);
            let words: String = text.chars().skip(start).take(end - start).collect();
            assert_eq!(place["words"], words.split_whitespace().collect::<Vec<_>>().join(" "), "{place}");
        }
        let words = value["parts"][0]["lines"].as_array().unwrap().iter().find(|l| l["key"] == "words").unwrap();
        assert_eq!(words["cells"][0]["own_note"], "=mine, \"too\"");
    }

    #[test]
    fn tables_guard_formulas_and_keep_notes() {
        let csv = exported(&TOLD, |b| b.csv_rows()).remove(0);
        assert!(csv.contains("\"'=mine, \"\"too\"\"\""), "{csv}");
        assert_eq!(Bundle::csv_head().trim_end().split(',').count(), 16);
        let markdown = exported(&TOLD, |b| b.markdown()).remove(0);
        assert!(
            markdown.contains("- **a1 (outlet not stated)**") && markdown.contains("own note: =mine"),
            "{markdown}"
        );
        assert_eq!(markdown_escaped("a_*b*\n<i>"), "a\\_\\*b\\* \\<i\\>");
    }

    #[test]
    fn a_citation_names_corpus_link_and_day() {
        let cited = exported(&TOLD, |b| Citation::new(b, "2025-02-03")).remove(0);
        let csl: Value = serde_json::from_str(&cited.csl).unwrap();
        assert_eq!(csl[0]["accessed"]["date-parts"][0], serde_json::json!([2025, 2, 3]));
        assert_eq!(csl[0]["URL"], "https://x.example/#/1/compare");
        let id = csl[0]["id"].as_str().unwrap();
        assert!(cited.bibtex.starts_with(&format!("@misc{{{id},\n")), "{}", cited.bibtex);
        assert!(cited.text.contains("https://x.example/#/1/compare (seen 2025-02-03)"), "{}", cited.text);
    }

    #[test]
    fn the_hash_names_the_texts() {
        let hash = |text: &str| {
            let articles = vec![corpus::read_text("a", text.to_owned())];
            corpus_hash(&Collection { articles, ..Collection::default() })
        };
        assert_eq!(hash("x").len(), 64);
        assert_ne!(hash("x"), hash("y"));
        let nothing = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"; // FIPS 180-4, of no bytes
        assert_eq!(corpus_hash(&Collection::default()), nothing);
    }

    proptest::proptest! {
        #[test]
        fn any_texts_are_exported(texts in proptest::collection::vec(
            r"(?s)(\PC|\n|Talks in |Doha|Geneva| on Sunday|yesterday|\. |The talks |“|”|He said |Ann Lee |said |28 points |must ){0,40}", 1..4)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            for (json, svg) in exported(&texts, |b| (b.json(), b.svg())) {
                proptest::prop_assert!(serde_json::from_str::<Value>(&json).is_ok(), "{}", json);
                proptest::prop_assert!(svg.matches('<').count() == svg.matches('>').count());
            }
        }
    }
}
