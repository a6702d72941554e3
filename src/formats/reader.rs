//! Reads one file: decides what it is, and hands its pieces to the reader of its format.
//!
//! The file is looked at and decoded in blocks of a fixed size, whatever the pieces it comes in: any pieces give the
//! same as the whole. JSON Lines and tables are read as they come and kept no longer than their record; other formats
//! are read when they are whole. The files of an archive are read one by one by a reader like this one.
use crate::decode::{Decoder, misdecoded, tell};
use crate::look::{Choice, Encoding, Format, Look, Trouble};
use crate::records::{self, Manner, Placed};
use crate::sniff::{ending, foreign_charset, is_corpus_file, magic};
use crate::table::TableReader;
use crate::zip::Archive;
use crate::{Draft, decode, feed, html, markdown, sniff};
use std::collections::VecDeque;

/// What a file may hold at most. Said before anything is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of a file that is read as a whole: all formats but JSON Lines and tables.
    pub whole: u64,
    /// Bytes of a file that is read piece by piece: JSON Lines and tables.
    pub streamed: u64,
    /// Bytes of one article's text.
    pub article: u64,
    /// Bytes of all that an archive holds.
    pub unpacked: u64,
    /// Files in an archive.
    pub files: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self { whole: 64 << 20, streamed: 1 << 30, article: 8 << 20, unpacked: 256 << 20, files: 20_000 }
    }
}

/// What was found in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// An article.
    Draft(Box<Draft>),
    /// Something that could not be read.
    Trouble(Trouble),
}

/// Reads one file, piece by piece.
#[derive(Debug)]
pub struct FileReader {
    /// The file's name, or its archive's: a label.
    name: String,
    /// Its name in its archive; empty where it lies in none.
    within: String,
    choice: Choice,
    limits: Limits,
    /// Whether the texts of records stay as they are given.
    as_given: bool,
    look: Look,
    state: State,
    /// Bytes that were promised, and that came.
    size: u64,
    came: u64,
    /// Bytes that are not decoded yet.
    rest: Vec<u8>,
    found: VecDeque<Placed>,
}

#[derive(Debug)]
enum State {
    Beginning,
    /// It is kept until its end.
    Whole,
    Streamed(Box<Stream>),
    Archive(Box<Archive>, Option<Box<FileReader>>),
    Over,
}

/// A file that is read as it comes.
#[derive(Debug)]
struct Stream {
    decoder: Decoder,
    /// Whether nothing but ASCII came so far, so that the encoding is not decided.
    open: bool,
    /// What the names of its records begin with.
    id: String,
    records: Records,
}

#[derive(Debug)]
enum Records {
    Lines(Lines),
    Table(TableReader),
}

/// Bytes that are looked at, and decoded, at once.
const BLOCK: usize = 64 << 10;
/// Remarks on the files of an archive that are told one by one.
const REMARKS_MAX: usize = 20;

impl FileReader {
    /// A file of that name and size (bytes), of which nothing is read yet.
    ///
    /// # Errors
    /// Where it is larger than the limits let in.
    pub fn new(name: &str, size: u64, choice: Choice, limits: Limits) -> Result<Self, Trouble> {
        let format = choice.format.unwrap_or(match ending(name).as_str() {
            "jsonl" | "ndjson" => Format::JsonLines,
            "csv" | "tsv" | "tab" | "psv" => Format::Table,
            _ => Format::Text,
        });
        too_large(size, format, &limits)?;
        Ok(Self {
            name: name.to_owned(),
            within: String::new(),
            choice,
            limits,
            as_given: false,
            look: Look::default(),
            state: State::Beginning,
            size,
            came: 0,
            rest: Vec::new(),
            found: VecDeque::new(),
        })
    }

    /// The texts of JSON records stay to the letter as they are given, for whoever counts positions in them; otherwise
    /// a headline that has a field of its own becomes the text's first line, and HTML gives its text.
    #[must_use]
    pub fn as_given(mut self) -> Self {
        self.as_given = true;
        self
    }

    /// Takes the next piece; `last` ends the file. A file without bytes has one empty piece.
    pub fn take(&mut self, piece: &[u8], last: bool) {
        if matches!(self.state, State::Over | State::Archive(..)) {
            return;
        }
        self.came += piece.len() as u64;
        if self.came > self.size {
            // It has grown since its size was told.
            self.size = self.came;
            if !matches!(self.state, State::Beginning)
                && let Err(trouble) = too_large(self.came, self.look.format, &self.limits)
            {
                return self.refuse(trouble);
            }
        }
        self.rest.extend_from_slice(piece);
        if matches!(self.state, State::Beginning) && (last || self.rest.len() >= BLOCK) {
            let whole = last && self.rest.len() <= BLOCK;
            if let Err(trouble) = self.begin(whole) {
                return self.refuse(trouble);
            }
        }
        match &mut self.state {
            State::Whole if last => self.end(),
            State::Streamed(_) => self.stream(last),
            _ => {}
        }
    }

    /// What was found next, or `None` until more pieces came. An archive is unpacked file by file here.
    #[expect(clippy::should_implement_trait, reason = "as an iterator it would have another `take`")]
    pub fn next(&mut self) -> Option<Found> {
        loop {
            if let Some((line, found)) = self.found.pop_front() {
                return Some(self.settled(line, found));
            }
            let State::Archive(archive, inner) = &mut self.state else { return None };
            if let Some(reader) = inner {
                if let Some(found) = reader.next() {
                    return Some(found);
                }
                for remark in &reader.look.remarks {
                    if self.look.remarks.len() < REMARKS_MAX {
                        self.look.remarks.push(format!("{}: {remark}", reader.within));
                    }
                }
                *inner = None;
            }
            let Some((label, bytes)) = archive.next() else {
                self.state = State::Over;
                return None;
            };
            let read = bytes.and_then(|bytes| {
                let choice = Choice { format: None, ..self.choice.clone() };
                let mut reader = Self::new(&label, bytes.len() as u64, choice, self.limits.clone())?;
                reader.name.clone_from(&self.name);
                reader.within.clone_from(&label);
                reader.as_given = self.as_given;
                reader.take(&bytes, true);
                Ok(reader)
            });
            match read {
                Ok(reader) => *inner = Some(Box::new(reader)),
                Err(trouble) => return Some(Found::Trouble(Trouble { within: label, ..trouble })),
            }
        }
    }

    /// What the file is taken for, as far as it is known.
    #[must_use]
    pub fn look(&self) -> &Look {
        &self.look
    }

    /// Says what the file is by its first bytes; `whole` where they are all.
    fn begin(&mut self, whole: bool) -> Result<(), Trouble> {
        let bytes = self.rest.get(..BLOCK).unwrap_or(&self.rest);
        if bytes.is_empty() {
            return Err(no_words("the file is empty"));
        }
        if magic(bytes)? {
            self.look.format = Format::Zip;
            if !self.within.is_empty() {
                let message = "expected articles in the archive, found another archive";
                return Err(Trouble::of_file(message, "unpack it and choose what was in it"));
            }
            self.state = State::Whole;
            return too_large(self.size, Format::Zip, &self.limits);
        }
        let told = tell(bytes, self.choice.encoding, whole)?;
        let mut begins = String::new();
        Decoder::new(told.encoding).push(bytes.get(told.mark..).unwrap_or_default(), whole, &mut begins);
        if is_corpus_file(&begins) {
            let message = "expected articles, found a corpus that was saved by Parallax";
            return Err(Trouble::of_file(message, "choose it alone: it is opened as a corpus of its own"));
        }
        let format = self.choice.format.unwrap_or_else(|| sniff::sniff(self.label(), &begins));
        let Look { format: as_format, encoding, remarks, .. } = &mut self.look;
        (*as_format, *encoding, *remarks) = (format, told.encoding, told.remarks);
        too_large(self.size, format, &self.limits)?;
        let ending = ending(self.label());
        if self.choice.format.is_none()
            && format == Format::Html
            && !matches!(ending.as_str(), "html" | "htm" | "xhtml")
        {
            self.look.remarks.push("It holds the tags of a web page, so it is read as one.".to_owned());
        }
        // What is read as one article can be told to be too large at once; UTF-16 has two bytes for a letter.
        if matches!(format, Format::Text | Format::Markdown) && self.size / 2 > self.limits.article {
            return Err(article_too_large(self.size, &self.limits));
        }
        let id = stem(self.label()).to_owned();
        let records = match format {
            Format::JsonLines => Records::Lines(Lines::new(id.clone(), self.as_given, &self.limits)),
            Format::Table => Records::Table(TableReader::new(self.choice.columns.clone(), &self.limits)),
            _ => {
                self.state = State::Whole;
                return Ok(());
            }
        };
        self.look.remarks.extend(misdecoded(&begins));
        self.rest.drain(..told.mark);
        let (decoder, open) = (Decoder::new(told.encoding), told.open);
        self.state = State::Streamed(Box::new(Stream { decoder, open, id, records }));
        Ok(())
    }

    /// Reads the blocks that are whole.
    fn stream(&mut self, last: bool) {
        let State::Streamed(stream) = &mut self.state else { return };
        let whole = if last { self.rest.len() } else { self.rest.len() / BLOCK * BLOCK };
        let mut found = Vec::new();
        let mut start = 0;
        let mut text = String::new();
        while start < whole || (last && start == self.rest.len()) {
            let end = whole.min(start + BLOCK);
            let (block, ends) = (self.rest.get(start..end).unwrap_or_default(), last && end == whole);
            if stream.open && !block.is_ascii() {
                stream.open = false;
                if let Ok(told) = tell(block, None, ends)
                    && told.encoding == Encoding::Windows1252
                {
                    stream.decoder.encoding = told.encoding;
                    self.look.encoding = told.encoding;
                    self.look.remarks.extend(told.remarks);
                }
            }
            text.clear();
            stream.decoder.push(block, ends, &mut text);
            match &mut stream.records {
                Records::Lines(lines) => lines.take(&text, ends, &mut found),
                Records::Table(table) => {
                    let mut rows = Vec::new();
                    table.take(&text, ends, &stream.id, &mut self.look, &mut rows);
                    found.extend(rows.into_iter().map(|row| (0, row)));
                }
            }
            start = end;
            if ends {
                break;
            }
        }
        self.rest.drain(..whole);
        self.found.extend(found);
        if last {
            self.look.remarks.extend(stream.decoder.remark());
            self.state = State::Over;
        }
    }

    /// Reads a file that is whole.
    fn end(&mut self) {
        let bytes = std::mem::take(&mut self.rest);
        if self.look.format == Format::Zip {
            match Archive::open(bytes, &self.limits) {
                Ok(archive) => self.state = State::Archive(Box::new(archive), None),
                Err(trouble) => self.refuse(trouble),
            }
            return;
        }
        self.state = State::Over;
        let decoded = match decode(&bytes, self.choice.encoding) {
            Ok(decoded) => decoded,
            Err(trouble) => return self.refuse(trouble),
        };
        drop(bytes);
        if decoded.encoding == Encoding::Windows1252
            && self.choice.encoding.is_none()
            && let Some(name) = foreign_charset(&decoded.text)
        {
            let message = format!("expected UTF-8, UTF-16 or windows-1252, found a file that says it is in “{name}”");
            let hint = "open it in a browser or an editor, save its text as UTF-8 and bring that";
            return self.refuse(Trouble::of_file(message, hint));
        }
        let tags = self.look.remarks.iter().position(|r| r.contains("tags of a web page"));
        let tags = tags.map(|at| self.look.remarks.swap_remove(at));
        self.look.encoding = decoded.encoding;
        self.look.remarks = decoded.remarks.into_iter().chain(tags).collect();
        let (text, id) = (decoded.text, stem(self.label()));
        let mut found = Vec::new();
        match self.look.format {
            Format::Html => found.push((0, html::read(&text, id))),
            Format::Markdown => found.push((0, markdown::read(&text, id))),
            Format::Json => records::read(&text, id, self.as_given, &mut found),
            Format::Feed => {
                let mut entries = Vec::new();
                feed::read(&text, id, &mut entries);
                found.extend(entries.into_iter().map(|entry| (0, entry)));
            }
            _ => {
                let draft = Draft { id: id.to_owned(), text, ..Draft::default() };
                found.push((0, Found::Draft(Box::new(draft))));
            }
        }
        self.found.extend(found);
    }

    /// What is found as it is handed out: with where it is from, and within the limits.
    fn settled(&self, line: u32, found: Found) -> Found {
        let within = self.within.clone();
        let mut draft = match found {
            Found::Draft(draft) => draft,
            Found::Trouble(trouble) => return Found::Trouble(Trouble { within, ..trouble }),
        };
        let at = |trouble: Trouble| Found::Trouble(Trouble { within: within.clone(), line, ..trouble });
        let records = matches!(self.look.format, Format::Json | Format::JsonLines);
        let as_given = self.as_given && records;
        if !as_given && !draft.text.chars().any(char::is_alphanumeric) {
            return at(no_words(if line > 0 { "the text of this record is empty" } else { "" }));
        }
        if draft.text.len() as u64 > self.limits.article {
            return at(article_too_large(draft.text.len() as u64, &self.limits));
        }
        if !as_given {
            *draft = draft.with_headline_first();
        }
        draft.given.from = [self.name.as_str(), &self.within].join(if self.within.is_empty() { "" } else { "/" });
        Found::Draft(draft)
    }

    fn refuse(&mut self, trouble: Trouble) {
        self.state = State::Over;
        self.rest = Vec::new();
        self.found.push_back((0, Found::Trouble(trouble)));
    }

    /// The name of the file itself.
    fn label(&self) -> &str {
        if self.within.is_empty() { &self.name } else { &self.within }
    }
}

/// JSON Lines as they come.
#[derive(Debug)]
struct Lines {
    id: String,
    manner: Manner,
    /// The line that is not over.
    pending: String,
    /// Its number less one.
    before: u32,
    /// Whether it was too long, so that the rest of it is passed over.
    skips: bool,
    /// Bytes of a line at most.
    line_max: usize,
    max: u64,
}

impl Lines {
    fn new(id: String, as_given: bool, limits: &Limits) -> Self {
        // A letter may be written as “\u….”, and there are other fields.
        let line_max = usize::try_from(limits.article.saturating_mul(6)).unwrap_or(usize::MAX);
        let manner = Manner::new(as_given);
        Self { id, manner, pending: String::new(), before: 0, skips: false, line_max, max: limits.article }
    }

    fn take(&mut self, text: &str, last: bool, found: &mut Vec<Placed>) {
        for part in text.split_inclusive('\n') {
            if !self.skips {
                self.pending.push_str(part);
            }
            if self.pending.len() > self.line_max {
                let line = self.before + 1;
                let message = format!("expected a record of at most {}, found a longer line", mb(self.line_max as u64));
                let hint = format!("articles of at most {} are read: split it", mb(self.max));
                found.push((line, Found::Trouble(Trouble { line, ..Trouble::of_file(message, &hint) })));
                self.pending = String::new();
                self.skips = true;
            }
            if part.ends_with('\n') {
                self.line(found);
            }
        }
        if last {
            self.line(found);
            found.extend(self.manner.bare());
        }
    }

    fn line(&mut self, found: &mut Vec<Placed>) {
        self.before = self.before.saturating_add(1);
        let line = self.pending.trim_end();
        if !line.is_empty()
            && let Some(record) = records::read_line(line, self.before, &self.id, &mut self.manner)
        {
            found.push((self.before, record));
        }
        self.pending.clear();
        self.skips = false;
    }
}

fn too_large(size: u64, format: Format, limits: &Limits) -> Result<(), Trouble> {
    let streamed = matches!(format, Format::JsonLines | Format::Table);
    let cap = if streamed { limits.streamed } else { limits.whole };
    if size <= cap {
        return Ok(());
    }
    let message = format!("expected a file of at most {}, found {}", mb(cap), mb(size));
    let hint = if streamed { "split it" } else { "split it, or bring the articles as JSON Lines or CSV" };
    Err(Trouble::of_file(message, hint))
}

fn article_too_large(size: u64, limits: &Limits) -> Trouble {
    let message = format!("expected an article of at most {}, found {}", mb(limits.article), mb(size));
    Trouble::of_file(message, "split it; several articles can be brought as JSON Lines, CSV or files of their own")
}

fn no_words(why: &str) -> Trouble {
    let message = "expected words, found none";
    let message = if why.is_empty() { message.to_owned() } else { format!("{message}: {why}") };
    Trouble::of_file(message, "choose a file that holds an article")
}

/// A size in megabytes of 1,048,576 bytes, rounded up; small ones in bytes.
fn mb(bytes: u64) -> String {
    if bytes < 1 << 20 { format!("{bytes} bytes") } else { format!("{} MB", bytes.div_ceil(1 << 20)) }
}

/// A file's name without its folders and its ending.
fn stem(name: &str) -> &str {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

#[cfg(test)]
#[path = "reader_tests.rs"]
mod tests;
