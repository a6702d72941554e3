//! A corpus in the making: files come in piece by piece, articles are read one by one, and what there is so far can be
//! explored before the rest is there.
//!
//! JSON Lines (`.jsonl`, `.ndjson`) are read line by line, so a file may be larger than the memory; `.json` holds one
//! record or a list of them; any other file is the plain text of one article. One record that cannot be read loses no other.
use crate::{Library, number};
use analysis::{Joining, Reading};
use corpus::{Article, Collection, Lower, ReadError, Set, packed, read_record, read_records, read_text};
use search::TextBuilder;

/// What could not be read, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// The file's name.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// What was expected and what was found.
    pub message: String,
    /// What to do.
    pub hint: String,
}

/// How far the reading is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Progress {
    /// Bytes read.
    pub bytes: u64,
    /// Bytes of all files.
    pub bytes_total: u64,
    /// Articles found.
    pub found: u32,
    /// Articles analysed.
    pub analysed: u32,
    /// Steps done of those that joining the articles takes, and how many there are; 0 before it begins.
    pub joined: u32,
    /// See `joined`.
    pub to_join: u32,
    /// The first of those that could not be read.
    pub refused: Vec<Refused>,
    /// How many could not be read in all.
    pub refused_total: u32,
    /// Whether it is over.
    pub done: bool,
}

packed!(Refused { file, line, message, hint });
packed!(Progress { bytes, bytes_total, found, analysed, joined, to_join, refused, refused_total, done });

/// Refused records that are told one by one.
const REFUSED_MAX: usize = 50;

/// A corpus in the making.
#[derive(Debug, Default)]
pub struct Gathering {
    collection: Collection,
    readings: Vec<Reading>,
    /// The index of what is analysed.
    text: TextBuilder,
    ids: Set<String>,
    progress: Progress,
    /// The file that is being read: what is left of its last piece, and the line it begins with.
    rest: Vec<u8>,
    line: u32,
}

impl Gathering {
    /// Nothing yet; `bytes_total` are expected.
    #[must_use]
    pub fn new(name: &str, bytes_total: u64) -> Self {
        let progress = Progress { bytes_total, ..Progress::default() };
        let collection = Collection { name: name.to_owned(), ..Collection::default() };
        Self { collection, progress, ..Self::default() }
    }

    /// Takes the next piece of a file; `last` ends it.
    pub fn take(&mut self, file: &str, piece: &[u8], last: bool) {
        self.progress.bytes += piece.len() as u64;
        self.rest.extend_from_slice(piece);
        let name = file.lower();
        if name.ends_with(".jsonl") || name.ends_with(".ndjson") {
            let whole =
                if last { self.rest.len() } else { self.rest.iter().rposition(|b| *b == b'\n').map_or(0, |n| n + 1) };
            let rest = self.rest.split_off(whole);
            let mut lines = std::mem::replace(&mut self.rest, rest);
            // What follows the last line break is no line.
            if lines.pop_if(|b| *b == b'\n').is_none() && lines.is_empty() {
                return self.end(last);
            }
            for line in lines.split(|b| *b == b'\n') {
                self.line += 1;
                if !line.trim_ascii().is_empty() {
                    self.record(file, line);
                }
            }
        } else if last {
            let bytes = std::mem::take(&mut self.rest);
            self.whole(file, &name, bytes);
        }
        self.end(last);
    }

    /// The next piece begins another file.
    fn end(&mut self, last: bool) {
        if last {
            self.line = 0;
            self.rest.clear();
        }
    }

    fn record(&mut self, file: &str, line: &[u8]) {
        let at = self.line;
        let fallback = format!("{}-{at}", stem(file));
        match std::str::from_utf8(line) {
            Ok(text) => match read_record(text, &fallback) {
                Ok(article) => self.add(article),
                Err(error) => self.refuse(file, at, error),
            },
            Err(_) => self.no_utf8(file, at),
        }
    }

    fn whole(&mut self, file: &str, name: &str, bytes: Vec<u8>) {
        let Ok(text) = String::from_utf8(bytes) else { return self.no_utf8(file, 1) };
        if !name.ends_with(".json") {
            if text.trim().is_empty() {
                return self.say(
                    file,
                    1,
                    "expected words, found none".to_owned(),
                    "choose a file that holds an article",
                );
            }
            return self.add(read_text(stem(file), text));
        }
        match read_records(&text, stem(file)) {
            Ok(records) => {
                for record in records {
                    match record {
                        Ok(article) => self.add(article),
                        Err(error) => self.refuse(file, number(error.line), error),
                    }
                }
            }
            Err(error) => self.refuse(file, number(error.line), error),
        }
    }

    /// Ids are unique: the second of a kind gets `-2`.
    fn add(&mut self, mut article: Article) {
        let (id, mut again) = (article.id.clone(), 1);
        while self.ids.contains(article.id.as_str()) {
            again += 1;
            article.id = format!("{id}-{again}");
        }
        self.ids.insert(article.id.clone());
        self.collection.articles.push(article);
        self.progress.found += 1;
    }

    /// The rest of a file cannot be had.
    pub fn unreadable(&mut self, file: &str) {
        let message = "expected a file that can be read, found none: it was moved, changed or is a folder".to_owned();
        self.say(file, self.line + 1, message, "choose it again");
        self.end(true);
    }

    fn refuse(&mut self, file: &str, line: u32, error: ReadError) {
        self.say(file, line, error.message, &error.hint);
    }

    fn no_utf8(&mut self, file: &str, line: u32) {
        self.say(file, line, "expected text in UTF-8, found other bytes".to_owned(), "save the file as UTF-8");
    }

    fn say(&mut self, file: &str, line: u32, message: String, hint: &str) {
        self.progress.refused_total += 1;
        if self.progress.refused.len() < REFUSED_MAX {
            self.progress.refused.push(Refused { file: file.to_owned(), line, message, hint: hint.to_owned() });
        }
    }

    /// Analyses the next article; whether there was one.
    pub fn step(&mut self) -> bool {
        let Some(article) = self.collection.articles.get(self.readings.len()) else { return false };
        self.readings.push(analysis::read(article, &[]));
        self.text.add(article);
        self.progress.analysed += 1;
        true
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// What is analysed so far, as a library of its own.
    #[must_use]
    pub fn so_far(&mut self) -> Library {
        let articles = self.collection.articles.iter().take(self.readings.len()).cloned().collect();
        let collection = Collection { articles, name: self.collection.name.clone(), ..Collection::default() };
        Library::indexed(collection, self.readings.clone(), self.text.snapshot())
    }

    /// No more comes: what is analysed is joined.
    #[must_use]
    pub fn join(mut self) -> Binding {
        self.collection.articles.truncate(self.readings.len());
        let joining = Joining::new(self.readings);
        Binding { collection: self.collection, joining, text: self.text, progress: self.progress }
    }

    /// What is analysed, and how it went.
    #[must_use]
    pub fn finish(self) -> (Library, Progress) {
        let mut binding = self.join();
        while binding.step() {}
        binding.finish()
    }
}

/// Articles that are being joined to a corpus.
pub struct Binding {
    collection: Collection,
    joining: Joining,
    text: TextBuilder,
    progress: Progress,
}

impl Binding {
    /// Does the next step; whether there is another.
    pub fn step(&mut self) -> bool {
        let more = self.joining.step(&self.collection);
        (self.progress.joined, self.progress.to_join) = self.joining.progress();
        more
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The corpus, and how its making went.
    #[must_use]
    pub fn finish(mut self) -> (Library, Progress) {
        self.progress.done = true;
        (Library::bound(self.collection, self.joining.finish(), self.text.finish()), self.progress)
    }
}

/// A file's name without its folders and its ending.
fn stem(file: &str) -> &str {
    let name = file.rsplit(['/', '\\']).next().unwrap_or(file);
    name.rsplit_once('.').map_or(name, |(stem, _)| if stem.is_empty() { name } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is left to say when all is read.
    fn gathered(files: &[(&str, &str)], piece: usize) -> (Library, Progress) {
        let mut gathering = Gathering::new("Mine", 0);
        for (name, text) in files {
            let pieces: Vec<&[u8]> = text.as_bytes().chunks(piece).collect();
            for (n, bytes) in pieces.iter().enumerate() {
                gathering.take(name, bytes, n + 1 == pieces.len());
            }
        }
        while gathering.step() {}
        gathering.finish()
    }

    #[test]
    fn pieces_make_the_same_articles_as_the_whole() {
        let lines = "{\"id\": \"a\", \"text\": \"Floods rose in Graz.\"}\n\n{\"text\": 5}\r\n{\"id\": \"a\", \"text\": \"It rained – on.\"}";
        let files =
            [("x/l.jsonl", lines), ("b.txt", "One story."), ("c.json", "[{\"text\": \"Three.\"}, 7]"), ("d.txt", " ")];
        let (whole, told) = gathered(&files, 10_000);
        let ids: Vec<&str> = whole.collection.articles.iter().map(|a| a.id.as_str()).collect();
        assert_eq!(ids, ["a", "a-2", "b", "c-1"]);
        let refused: Vec<(&str, u32)> = told.refused.iter().map(|r| (r.file.as_str(), r.line)).collect();
        assert_eq!(refused, [("x/l.jsonl", 3), ("c.json", 1), ("d.txt", 1)]);
        assert_eq!((told.found, told.analysed, told.refused_total, told.done), (4, 4, 3, true));
        for piece in [1, 2, 7, 31] {
            let (parted, again) = gathered(&files, piece);
            assert_eq!(parted.collection, whole.collection, "in pieces of {piece}");
            assert_eq!(again, told);
        }
    }

    #[test]
    fn what_is_analysed_can_be_explored_before_the_rest() {
        let mut gathering = Gathering::new("Mine", 0);
        gathering.take("a.txt", b"Ann Lee met Bo Ray in Oslo.", true);
        gathering.take("b.txt", b"Bo Ray left Oslo.", true);
        assert!(gathering.step());
        let early = gathering.so_far();
        assert_eq!((early.collection.articles.len(), early.reading.articles.len()), (1, 1));
        assert!(gathering.step() && !gathering.step());
        let (all, _) = gathering.finish();
        assert_eq!(all.reading, analysis::read_collection(&all.collection));
    }

    #[test]
    fn other_bytes_are_named() {
        let mut gathering = Gathering::new("Mine", 2);
        gathering.take("a.txt", &[255, 254], true);
        assert!(gathering.progress().refused[0].message.contains("UTF-8") && !gathering.step());
    }
}
