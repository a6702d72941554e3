//! Reads articles one by one from files, folders and standard input.
//!
//! Every article goes to the taker as soon as it is read; what cannot be read goes there too with its place and what
//! to do, and the next is read. Files of every format are read as the page reads them (crate `formats`), but the texts
//! of JSON records stay to the letter as they are given: whoever gave them counts in them. Standard input is JSON Lines,
//! each answered before the next is asked for. A folder's files come by name; those whose ending is of no format are
//! passed over there, and read by what they hold where they are named.
use corpus::{Article, COLLECTION_FILE, Description, EventInfo, ReadError};
use formats::{Choice, FileReader, Found, Limits, Trouble, is_corpus_file};
use std::fs;
use std::io::{self, BufRead, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Takes what is read; breaks when nobody wants more.
pub(crate) trait Taker {
    /// One article, with the events that its collection names.
    fn article(&mut self, article: Article, known: &[EventInfo]) -> ControlFlow<()>;
    /// One input that could not be read.
    fn failed(&mut self, error: &ReadError);
    /// What should be known of a file that was read.
    fn remark(&mut self, file: &str, remark: &str);
}

/// What a file holds, by the ending of its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    One,
    Several,
    Unknown,
}

/// What is let in: all that fits into the memory, and any length of what is read piece by piece.
const LIMITS: Limits =
    Limits { whole: 2 << 30, streamed: u64::MAX, article: 1 << 30, unpacked: 8 << 30, files: 1_000_000 };
/// Bytes that are asked of a file at once.
const PIECE: usize = 64 << 10;

/// Reads all `paths` in order, or standard input where there are none.
pub(crate) fn read_all(paths: &[PathBuf], taker: &mut impl Taker) -> ControlFlow<()> {
    if paths.is_empty() {
        return standard_input(taker);
    }
    for path in paths {
        if path.as_os_str() == "-" {
            standard_input(taker)?;
        } else if path.is_dir() {
            folder(path, taker)?;
        } else if path.file_name().is_some_and(|n| n == COLLECTION_FILE) && is_description(path) {
            folder(path.parent().unwrap_or(Path::new(".")), taker)?;
        } else {
            file(path, None, taker)?;
        }
    }
    ControlFlow::Continue(())
}

fn standard_input(taker: &mut impl Taker) -> ControlFlow<()> {
    lines(io::stdin().lock(), "standard input", "stdin", taker)
}

/// Reads the files of a folder by name, with its `corpus.json` where it has one.
fn folder(path: &Path, taker: &mut impl Taker) -> ControlFlow<()> {
    let shown = path.display().to_string();
    let mut names = match names(path) {
        Ok(names) => names,
        Err(e) => return fail(taker, &shown, &e.to_string(), "check the folder and your rights to it"),
    };
    names.retain(|n| form(n) != Form::Unknown);
    let described = names.iter().position(|n| n == COLLECTION_FILE).map(|i| names.remove(i)).is_some();
    let description = match described.then(|| describe(path, &names)) {
        None => Description::default(),
        Some(Ok(description)) => description,
        Some(Err(mut e)) => {
            e.file = path.join(&e.file).display().to_string();
            taker.failed(&e);
            // The articles can be read without it.
            Description::default()
        }
    };
    if names.is_empty() {
        let expected = "expected files with articles in the folder (.txt, .md, .html, .json, .jsonl, .csv, .tsv, .xml, \
                        .rss, .atom, .zip), found none";
        return fail(taker, &shown, expected, "name the folder that holds the articles");
    }
    for name in &names {
        let described = (form(name) == Form::One).then_some(&description);
        file(&path.join(name), described, taker)?;
    }
    ControlFlow::Continue(())
}

/// What the folder's `corpus.json` says about the files among `names` that hold one article.
fn describe(path: &Path, names: &[String]) -> Result<Description, ReadError> {
    let json = text(&path.join(COLLECTION_FILE)).map_err(|e| ReadError { file: COLLECTION_FILE.to_owned(), ..e })?;
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|n| form(n) == Form::One).collect();
    Description::parse(Some(&json), &names)
}

/// Whether a file called `corpus.json` describes a folder (it may also hold records, or a corpus that was saved).
fn is_description(path: &Path) -> bool {
    text(path).is_ok_and(|json| json.contains("\"schema\"") && !is_corpus_file(&json))
}

fn names(path: &Path) -> io::Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        let name = entry.file_name();
        // A name that is no Unicode cannot be an id; hidden files are not meant.
        if let Some(name) = name.to_str().filter(|n| !n.starts_with('.') && !entry.path().is_dir()) {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    Ok(names)
}

fn form(name: &str) -> Form {
    let ending = name.rsplit_once('.').map_or(String::new(), |(_, e)| e.to_lowercase());
    match ending.as_str() {
        "txt" | "text" | "md" | "markdown" | "html" | "htm" | "xhtml" => Form::One,
        "json" | "jsonl" | "ndjson" | "csv" | "tsv" | "tab" | "xml" | "rss" | "atom" | "zip" => Form::Several,
        _ => Form::Unknown,
    }
}

/// Reads one file that was named, or found in a folder with its description.
fn file(path: &Path, described: Option<&Description>, taker: &mut impl Taker) -> ControlFlow<()> {
    let shown = path.display().to_string();
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let unreadable =
        |taker, e: &io::Error| fail(taker, &shown, &e.to_string(), "check the path and your rights to the file");
    let (mut opened, size) = match fs::File::open(path).and_then(|f| f.metadata().map(|m| (f, m.len()))) {
        Ok(opened) => opened,
        Err(e) => return unreadable(taker, &e),
    };
    let mut reader = match FileReader::new(&name, size, Choice::default(), LIMITS) {
        Ok(reader) => reader.as_given(),
        Err(trouble) => {
            taker.failed(&error(trouble, &shown));
            return ControlFlow::Continue(());
        }
    };
    let mut piece = vec![0; PIECE];
    loop {
        let read = match opened.read(&mut piece) {
            Ok(read) => read,
            Err(e) if e.kind() == io::ErrorKind::Interrupted => continue,
            Err(e) => return unreadable(taker, &e),
        };
        reader.take(piece.get(..read).unwrap_or_default(), read == 0);
        while let Some(found) = reader.next() {
            match found {
                Found::Draft(draft) => {
                    let article = draft.read();
                    match described {
                        Some(description) => taker.article(description.told(&name, article), &description.events)?,
                        None => taker.article(article, &[])?,
                    }
                }
                Found::Trouble(trouble) => taker.failed(&error(trouble, &shown)),
            }
        }
        if read == 0 {
            break;
        }
    }
    for remark in &reader.look().remarks {
        taker.remark(&shown, remark);
    }
    ControlFlow::Continue(())
}

fn error(trouble: Trouble, shown: &str) -> ReadError {
    let Trouble { within, line, column, message, hint } = trouble;
    let file = if within.is_empty() { shown.to_owned() } else { format!("{shown}/{within}") };
    ReadError { file, line: line.max(1) as usize, column: column.max(1) as usize, message, hint }
}

/// Reads JSON Lines; an empty line is nothing.
fn lines(mut from: impl BufRead, shown: &str, stem: &str, taker: &mut impl Taker) -> ControlFlow<()> {
    let mut bytes = Vec::new();
    for number in 1.. {
        bytes.clear();
        match from.read_until(b'\n', &mut bytes) {
            Ok(0) => break,
            Ok(_) => {}
            Err(e) => return fail(taker, shown, &e.to_string(), "check the input"),
        }
        if bytes.iter().all(u8::is_ascii_whitespace) {
            continue;
        }
        match line(&bytes, &format!("{stem}-{number}")) {
            Ok(article) => taker.article(article, &[])?,
            Err(e) => taker.failed(&ReadError { file: shown.to_owned(), line: number, ..e }),
        }
    }
    ControlFlow::Continue(())
}

fn line(bytes: &[u8], fallback_id: &str) -> Result<Article, ReadError> {
    let json = std::str::from_utf8(bytes).map_err(|e| not_utf8("", bytes, e.valid_up_to()))?;
    corpus::read_record(json.trim_end(), fallback_id)
}

/// The text of a file.
fn text(path: &Path) -> Result<String, ReadError> {
    let shown = path.display().to_string();
    let bytes = fs::read(path).map_err(|e| ReadError {
        file: shown.clone(),
        line: 1,
        column: 1,
        message: e.to_string(),
        hint: "check the path and your rights to the file".to_owned(),
    })?;
    formats::decode(&bytes, None).map(|decoded| decoded.text).map_err(|trouble| error(trouble, &shown))
}

fn not_utf8(file: &str, bytes: &[u8], at: usize) -> ReadError {
    let before = bytes.get(..at).unwrap_or(&[]);
    let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
    let found = bytes.get(at).copied().unwrap_or_default();
    ReadError {
        file: file.to_owned(),
        line: before.iter().filter(|b| **b == b'\n').count() + 1,
        column: at - line_start + 1,
        message: format!("expected text in UTF-8, found the byte 0x{found:02X}"),
        hint: "save the file as UTF-8".to_owned(),
    }
}

fn fail(taker: &mut impl Taker, file: &str, message: &str, hint: &str) -> ControlFlow<()> {
    let (message, hint) = (message.to_owned(), hint.to_owned());
    taker.failed(&ReadError { file: file.to_owned(), line: 1, column: 1, message, hint });
    ControlFlow::Continue(())
}
