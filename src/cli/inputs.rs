//! Reads articles one by one from files, folders and standard input.
//!
//! Every article goes to `each` as soon as it is read; what cannot be read goes to `failed` with its place and what
//! to do, and the next is read. A folder's files come by name. Formats are told by the ending of a file's name.
use corpus::{Article, COLLECTION_FILE, Description, EventInfo, ReadError};
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Takes what is read; breaks when nobody wants more.
pub(crate) trait Taker {
    /// One article, with the events that its collection names.
    fn article(&mut self, article: Article, known: &[EventInfo]) -> ControlFlow<()>;
    /// One input that could not be read.
    fn failed(&mut self, error: &ReadError);
}

/// How a file is read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Form {
    Text,
    Records,
    Lines,
    Unknown,
}

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
            file(path, taker)?;
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
        let expected = "expected .txt, .md, .json or .jsonl files in the folder, found none";
        return fail(taker, &shown, expected, "name the folder that holds the articles");
    }
    for name in &names {
        let path = path.join(name);
        if form(name) == Form::Text {
            match text(&path) {
                Ok(text) => taker.article(description.read_article(name, text), &description.events)?,
                Err(e) => taker.failed(&e),
            }
        } else {
            file(&path, taker)?;
        }
    }
    ControlFlow::Continue(())
}

/// What the folder's `corpus.json` says about the text files among `names`.
fn describe(path: &Path, names: &[String]) -> Result<Description, ReadError> {
    let json = text(&path.join(COLLECTION_FILE)).map_err(|e| ReadError { file: COLLECTION_FILE.to_owned(), ..e })?;
    let names: Vec<&str> = names.iter().map(String::as_str).filter(|n| form(n) == Form::Text).collect();
    Description::parse(Some(&json), &names)
}

/// Whether a file called `corpus.json` describes a folder (it may also hold records).
fn is_description(path: &Path) -> bool {
    text(path).is_ok_and(|json| json.contains("\"schema\""))
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
        "txt" | "text" | "md" => Form::Text,
        "json" => Form::Records,
        "jsonl" | "ndjson" => Form::Lines,
        _ => Form::Unknown,
    }
}

/// Reads one file that was named, or found in a folder.
fn file(path: &Path, taker: &mut impl Taker) -> ControlFlow<()> {
    let shown = path.display().to_string();
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    match form(&name) {
        Form::Lines => match fs::File::open(path) {
            Ok(opened) => lines(BufReader::new(opened), &shown, stem(&name), taker),
            Err(e) => fail(taker, &shown, &e.to_string(), "check the path and your rights to the file"),
        },
        Form::Records => match text(path) {
            Ok(json) => records(&json, &shown, stem(&name), taker),
            Err(e) => {
                taker.failed(&e);
                ControlFlow::Continue(())
            }
        },
        Form::Unknown if is_other_format(&name) => fail(
            taker,
            &shown,
            "expected a .txt, .md, .json or .jsonl file, found another format",
            "save the article as plain text or as JSON Lines",
        ),
        Form::Text | Form::Unknown => match text(path) {
            Ok(text) => taker.article(corpus::read_text(stem(&name), text), &[]),
            Err(e) => {
                taker.failed(&e);
                ControlFlow::Continue(())
            }
        },
    }
}

/// Endings of files that hold no plain text, or text with mark-up.
fn is_other_format(name: &str) -> bool {
    const OTHERS: [&str; 16] = [
        ".html", ".htm", ".xml", ".csv", ".tsv", ".pdf", ".doc", ".docx", ".odt", ".rtf", ".zip", ".gz", ".xlsx",
        ".warc", ".wacz", ".epub",
    ];
    let lower = name.to_lowercase();
    OTHERS.iter().any(|ending| lower.ends_with(ending))
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

fn records(json: &str, shown: &str, stem: &str, taker: &mut impl Taker) -> ControlFlow<()> {
    match corpus::read_records(json, stem) {
        Ok(records) => {
            for record in records {
                match record {
                    Ok(article) => taker.article(article, &[])?,
                    Err(e) => taker.failed(&ReadError { file: shown.to_owned(), ..e }),
                }
            }
        }
        Err(e) => taker.failed(&ReadError { file: shown.to_owned(), ..e }),
    }
    ControlFlow::Continue(())
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

/// The text of a file in UTF-8, or in UTF-16 where it begins with the mark of that.
fn text(path: &Path) -> Result<String, ReadError> {
    let shown = path.display().to_string();
    let mut bytes = Vec::new();
    fs::File::open(path).and_then(|mut f| f.read_to_end(&mut bytes)).map_err(|e| ReadError {
        file: shown.clone(),
        line: 1,
        column: 1,
        message: e.to_string(),
        hint: "check the path and your rights to the file".to_owned(),
    })?;
    let units = |make: fn([u8; 2]) -> u16| -> Vec<u16> {
        bytes.chunks_exact(2).filter_map(|c| c.try_into().ok().map(make)).collect()
    };
    let wide = match bytes.first_chunk::<2>() {
        Some([0xff, 0xfe]) => Some(units(u16::from_le_bytes)),
        Some([0xfe, 0xff]) => Some(units(u16::from_be_bytes)),
        _ => None,
    };
    if let Some(text) = wide.and_then(|w| String::from_utf16(&w).ok()) {
        return Ok(text);
    }
    String::from_utf8(bytes).map_err(|e| {
        let at = e.utf8_error().valid_up_to();
        not_utf8(&shown, e.as_bytes(), at)
    })
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
