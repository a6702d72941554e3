//! `parallax bundle`: analyses and indexes a corpus here, and writes it as parts that a web server hands out.
//!
//! The page fetches the parts when a question needs them, so the corpus may be larger than a browser's memory. With
//! `--page` the served page lies beside them, and the folder can be put on any web server as it is.
use crate::call::Bundle;
use crate::gathered::Gathered;
use analysis::take_along::corpus_hash;
use library::{Library, prepare};
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// The folder of the parts, beside the page.
const PARTS: &str = "corpus";
/// The service worker of the page.
const KEEPER: &str = "sw.js";

/// Does what was asked.
pub(crate) fn run(asked: &Bundle) -> ExitCode {
    let page = match asked.page.as_deref().map(Page::read).transpose() {
        Ok(page) => page,
        Err(wrong) => {
            eprintln!("parallax: {wrong}");
            return ExitCode::from(2);
        }
    };
    let gathered = Gathered::from(&asked.paths);
    if gathered.collection.articles.is_empty() {
        eprintln!("parallax: expected articles, found none; name the files or the folder that hold them");
        return ExitCode::from(1);
    }
    let reading = gathered.analysed();
    let mut collection = gathered.collection;
    collection.name = asked.name.clone().unwrap_or_else(|| name_of(&asked.paths));
    let library = Library::with_reading(collection, reading);
    match write(&library, page.as_ref(), &asked.folder) {
        Ok((parts, bytes)) => {
            let articles = library.collection.articles.len();
            let _ = writeln!(
                io::stderr(),
                "{articles} articles in {parts} parts, {bytes} bytes: {}",
                asked.folder.display()
            );
            ExitCode::from(u8::from(gathered.failed))
        }
        Err(wrong) => {
            eprintln!("parallax: {wrong}");
            ExitCode::from(1)
        }
    }
}

/// What the corpus is called unless the user says: the first folder or file.
fn name_of(paths: &[PathBuf]) -> String {
    let first = paths.first().and_then(|p| fs::canonicalize(p).ok());
    first.and_then(|p| Some(p.file_stem()?.to_string_lossy().into_owned())).unwrap_or_else(|| "Articles".to_owned())
}

/// How many parts, and how many bytes in them.
fn write(library: &Library, page: Option<&Page>, folder: &Path) -> Result<(usize, usize), String> {
    let failed = |path: &Path, e: &io::Error| format!("{} cannot be written: {e}", path.display());
    let parts = folder.join(PARTS);
    fs::create_dir_all(&parts).map_err(|e| failed(&parts, &e))?;
    let (mut count, mut total) = (0, 0);
    let put = |path: &Path, bytes: &[u8]| fs::write(path, bytes).map_err(|e| failed(path, &e));
    prepare(library, |name, bytes| {
        count += 1;
        total += bytes.len();
        put(&parts.join(name), bytes)
    })?;
    if let Some(page) = page {
        for (name, bytes) in &page.files {
            put(&folder.join(name), bytes)?;
        }
        // Another corpus is another version of the page for the browsers that keep it.
        let of_corpus = corpus_hash(&library.collection).get(..16).unwrap_or_default().to_owned();
        let keeper = page.keeper.replace("= ours + \"", &format!("= ours + \"{of_corpus}-"));
        put(&folder.join(KEEPER), keeper.as_bytes())?;
        put(&folder.join("index.html"), page.of(library).as_bytes())?;
    }
    Ok((count, total))
}

/// The served page.
struct Page {
    index: String,
    /// The program, its glue and the manifest.
    files: Vec<(String, Vec<u8>)>,
    /// The service worker.
    keeper: String,
}

impl Page {
    /// Reads the folder that the build wrote.
    fn read(folder: &Path) -> Result<Self, String> {
        let shown = folder.display();
        let unread =
            |e: io::Error| format!("expected the built page in {shown}: {e}; build it with `cargo xtask build`");
        let index = fs::read_to_string(folder.join("index.html")).map_err(unread)?;
        if !index.contains("<meta name=\"program\"") || !index.contains("\n<div id=\"static\">") {
            return Err(format!("expected the page that `cargo xtask build` makes, found another in {shown}"));
        }
        let mut files = Vec::new();
        for entry in fs::read_dir(folder).map_err(unread)? {
            let path = entry.map_err(unread)?.path();
            let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
            if name != KEEPER && index.contains(&format!("\"{name}\"")) {
                files.push((name, fs::read(&path).map_err(unread)?));
            }
        }
        let keeper = fs::read_to_string(folder.join(KEEPER)).map_err(unread)?;
        Ok(Self { index, files, keeper })
    }

    /// The page of this corpus: it says where the parts are, and its text before the program is the corpus' name.
    fn of(&self, library: &Library) -> String {
        let name = escaped(&library.collection.name);
        let articles = library.collection.articles.len();
        let mut page = String::with_capacity(self.index.len());
        let mut lines = self.index.lines();
        while let Some(line) = lines.next() {
            if line.starts_with("<meta name=\"program\"") {
                page.push_str(&format!("<meta name=\"corpus\" content=\"{PARTS}/\">\n{line}"));
            } else if line.starts_with("<div id=\"static\">") {
                page.push_str(&format!(
                    "<div id=\"static\"><main><h1>{name}</h1><p>{articles} articles.</p></main></div>"
                ));
                // The text may have several lines; the place of the program is on the one after it.
                if let Some(line) = lines.find(|line| line.starts_with("<div id=\"app\"")) {
                    page.push('\n');
                    page.push_str(line);
                }
            } else {
                page.push_str(line);
            }
            page.push('\n');
        }
        page
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
