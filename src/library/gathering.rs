//! A corpus in the making: files come in piece by piece, articles are read one by one, and what there is so far can be
//! explored before the rest is there. The same way leads from a corpus to a changed one: what was read in an article
//! before it was joined to the others is kept, so that only what changed is read again.
//!
//! An article whose text is there already, by the same outlet, is left out and counted. The same text by two outlets is
//! what this program is for: it stays. A saved corpus among the files gives its articles and events, and, where it is the
//! only file, its name and what was kept beside it.
use crate::bringing::{FileRow, FileState, Progress, ROWS_MAX, TROUBLES_MAX};
use crate::export::{CorpusFile, Head, Opened};
use crate::workspace::{Beside, Pending, Workspace, take_out};
use crate::{Library, duplicates, number};
use analysis::{Joining, Reading};
use corpus::{Article, Collection, Draft, EventInfo, Map, packed, unpacked};
use formats::{Choice, FileReader, Format, Found, Limits, Look, Trouble, is_corpus_file};
use search::TextBuilder;
use std::rc::Rc;

/// The number of no file: an article was there before any.
pub(crate) const THERE: u32 = u32::MAX;
/// Readings as they were before they were joined are kept up to so many bytes in all; beyond, everything is analysed
/// anew after a change.
const RAW_MAX: usize = 96 << 20;
/// Bytes by which a saved corpus is told.
const BEGINS: usize = 64;

/// An article in the making.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) article: Article,
    pub(crate) beside: Beside,
    /// The file that it came from, or [`THERE`].
    file: u32,
}

impl Entry {
    /// An article that has to be analysed.
    pub(crate) fn new(draft: Draft, file: u32) -> Self {
        let (given, told) = (draft.given.clone(), number(draft.notices.len()));
        Self { article: draft.read(), beside: Beside { given, told, ..Beside::default() }, file }
    }

    /// An article with what was known beside it.
    pub(crate) fn there(article: Article, beside: Beside) -> Self {
        Self { article, beside, file: THERE }
    }

    fn is_analysed(&self) -> bool {
        !self.beside.raw.is_empty()
    }

    fn analyse(&mut self, events: &[EventInfo]) -> Reading {
        let reading = analysis::read(&self.article, events);
        self.beside.raw = packed(&reading).into();
        self.beside.samples = duplicates::samples(&self.article).into();
        reading
    }
}

/// A file that is brought.
#[derive(Clone, Debug, Default)]
pub struct Brought {
    row: FileRow,
    choice: Choice,
    /// The articles that it gave, by id.
    gave: Vec<String>,
}

/// The file that is being read.
#[derive(Debug)]
struct Open {
    file: u32,
    reader: Reader,
    /// Whether its last piece came.
    last: bool,
}

#[derive(Debug)]
enum Reader {
    /// Too little came to tell: that.
    Unknown(Vec<u8>),
    File(Box<FileReader>),
    Corpus(Box<CorpusFile>),
}

/// A corpus in the making.
#[derive(Debug, Default)]
pub struct Gathering {
    id: String,
    name: String,
    about: String,
    events: Vec<EventInfo>,
    entries: Vec<Entry>,
    /// How many of them are analysed and indexed, from the first on.
    at: usize,
    /// How many of them are in the index.
    indexed: usize,
    text: TextBuilder,
    /// Ids that are taken, each with the last number that was put behind it.
    ids: Map<String, u32>,
    /// By the sum of a text: numbers of articles; and how many of them are in it, from the first on. Only who brings
    /// articles asks.
    sums: Map<u64, Vec<u32>>,
    summed: usize,
    files: Vec<Brought>,
    open: Option<Open>,
    limits: Limits,
    /// Articles of this making that are analysed.
    analysed: u32,
    found: u32,
    /// Whether it goes on from a corpus that is there.
    continues: bool,
    /// What the history is told; an import counts its articles when it ends.
    pending: Option<Pending>,
    /// What came beside a saved corpus: what was kept, and the view.
    kept: Option<(String, String)>,
}

impl Gathering {
    /// A new corpus of that name, or, where there is one, `base` with more articles.
    #[must_use]
    pub fn new(name: &str, base: Option<&Library>, limits: Limits) -> Self {
        let mut new = match base {
            Some(base) => Self::of(base),
            None => Self { name: name.to_owned(), ..Self::default() },
        };
        (new.limits, new.pending) = (limits, Some(Pending::import()));
        new
    }

    /// One of the files of the last import read again as the user says, into the corpus that came of it, if one did: what
    /// the file gave goes for what comes. The others stay as they were read.
    #[must_use]
    pub fn again(
        name: &str,
        base: Option<&Library>,
        files: &[Brought],
        (file, choice): (u32, Choice),
        limits: Limits,
    ) -> Self {
        let mut new = Self::new(name, base, limits);
        new.files = files.to_vec();
        if let Some(brought) = new.files.get_mut(file as usize) {
            let row = &mut brought.row;
            *row = FileRow { name: std::mem::take(&mut row.name), size: row.size, ..FileRow::default() };
            brought.choice = choice;
            if !brought.gave.is_empty() {
                let (gave, words) = (brought.gave.clone(), format!("“{}” read again", row.name));
                new.change(|entries| take_out(entries, gave, words));
            }
        }
        new.found = new.files.iter().map(|brought| brought.row.found).sum();
        new.analysed = new.found;
        new
    }

    /// A corpus that was kept, to be opened again: its drafts come by [`Self::put`], and the history begins anew.
    #[must_use]
    pub fn kept(name: &str, about: &str, events: Vec<EventInfo>) -> Self {
        Self { name: name.to_owned(), about: about.to_owned(), events, ..Self::default() }
    }

    /// The articles of a library, to be changed.
    pub(crate) fn of(library: &Library) -> Self {
        let collection = &library.collection;
        let mut new = Self::kept(&collection.name, &collection.about, collection.events.clone());
        (new.continues, new.id) = (true, library.id.clone());
        for (n, article) in collection.articles.iter().enumerate() {
            new.push(Entry::there(article.clone(), library.beside(n)));
        }
        new
    }

    /// Puts an article behind the others; its id is its own.
    fn push(&mut self, entry: Entry) {
        self.ids.insert(entry.article.id.clone(), 1);
        self.entries.push(entry);
    }

    /// Replaces all articles; those that are the same stay analysed.
    pub(crate) fn change(&mut self, change: impl FnOnce(Vec<Entry>) -> (Vec<Entry>, Pending)) {
        let (entries, pending) = change(std::mem::take(&mut self.entries));
        self.put_all(entries);
        self.found = number(self.entries.iter().filter(|e| !e.is_analysed()).count());
        self.pending = Some(pending);
    }

    /// The articles are others: the index is made anew.
    fn put_all(&mut self, entries: Vec<Entry>) {
        (self.ids, self.sums, self.text) = (Map::default(), Map::default(), TextBuilder::default());
        (self.at, self.indexed, self.summed) = (0, 0, 0);
        self.entries = Vec::with_capacity(entries.len());
        for entry in entries {
            self.push(entry);
        }
    }

    /// Adds an article as it was kept.
    pub fn put(&mut self, draft: Draft) {
        self.found += 1;
        self.push(Entry::new(draft, THERE));
    }

    /// Says that a file will come; its number. Files are told in this order.
    pub fn expect(&mut self, name: &str, size: u64) -> u32 {
        let row = FileRow { name: name.to_owned(), size, ..FileRow::default() };
        self.files.push(Brought { row, ..Brought::default() });
        number(self.files.len()) - 1
    }

    /// The pieces of this file come now.
    pub fn begin(&mut self, file: u32) {
        while self.pull() {}
        self.end();
        if let Some(brought) = self.files.get_mut(file as usize) {
            brought.row.state = FileState::Reading;
            self.open = Some(Open { file, reader: Reader::Unknown(Vec::new()), last: false });
        }
    }

    /// Takes the next piece of the file that was begun; `last` ends it.
    pub fn take(&mut self, piece: &[u8], last: bool) {
        let Some(open) = self.open.as_mut().filter(|open| !open.last) else { return };
        let Some(brought) = self.files.get_mut(open.file as usize) else { return };
        brought.row.read += piece.len() as u64;
        open.last = last;
        match &mut open.reader {
            Reader::File(reader) => FileReader::take(reader, piece, last),
            Reader::Corpus(reader) => reader.take(piece, last),
            Reader::Unknown(begins) => {
                begins.extend_from_slice(piece);
                if begins.len() < BEGINS && !last {
                    return;
                }
                let begins = std::mem::take(begins);
                let (row, choice, start) = (&brought.row, &brought.choice, begins.get(..BEGINS).unwrap_or(&begins));
                if choice.format.is_none() && is_corpus_file(&String::from_utf8_lossy(start)) {
                    let mut reader = Box::<CorpusFile>::default();
                    reader.take(&begins, last);
                    open.reader = Reader::Corpus(reader);
                    return;
                }
                match FileReader::new(&row.name, row.size, choice.clone(), self.limits.clone()) {
                    Ok(mut reader) => {
                        FileReader::take(&mut reader, &begins, last);
                        open.reader = Reader::File(Box::new(reader));
                    }
                    Err(trouble) => {
                        open.last = true;
                        let file = open.file;
                        self.trouble(file, trouble);
                    }
                }
            }
        }
    }

    /// The rest of the file cannot be had.
    pub fn unreadable(&mut self) {
        let Some(open) = &mut self.open else { return };
        open.last = true;
        let file = open.file;
        let trouble = Trouble {
            message: "expected a file that can be read, found none: it was moved, changed or is a folder".to_owned(),
            hint: "choose it again".to_owned(),
            ..Trouble::default()
        };
        self.trouble(file, trouble);
    }

    fn trouble(&mut self, file: u32, trouble: Trouble) {
        let Some(Brought { row, .. }) = self.files.get_mut(file as usize) else { return };
        row.troubles_total += 1;
        if row.troubles.len() < TROUBLES_MAX {
            row.troubles.push(trouble);
        }
    }

    /// An article of a file.
    pub(crate) fn add(&mut self, mut draft: Draft, file: u32) {
        let Some(Brought { row, .. }) = self.files.get_mut(file as usize) else { return };
        for entry in self.entries.iter().skip(self.summed) {
            self.sums.entry(duplicates::sum(&entry.article.text)).or_default().push(number(self.summed));
            self.summed += 1;
        }
        let there = self.sums.get(&duplicates::sum(&draft.text)).map_or(&[][..], Vec::as_slice);
        let outlet = draft.given.outlet.as_ref().map(|o| o.name.as_str());
        let same = there.iter().filter_map(|n| self.entries.get(*n as usize)).find(|entry| {
            let other = entry.article.outlet.as_ref().map(|o| o.name.as_str());
            (outlet == other || outlet.is_none() || other.is_none())
                && duplicates::same_words(&entry.article.text, &draft.text)
        });
        if let Some(same) = same {
            if row.same == 0 {
                row.same_as = same.article.id.clone();
            }
            row.same += 1;
            return;
        }
        row.found += 1;
        self.found += 1;
        if draft.given.from.is_empty() {
            draft.given.from = row.name.clone();
        }
        self.push_named(draft, file);
    }

    /// Ids are unique: the second of a kind gets `-2`.
    fn push_named(&mut self, mut draft: Draft, file: u32) {
        if let Some(mut again) = self.ids.get(draft.id.as_str()).copied() {
            let id = draft.id.clone();
            while self.ids.contains_key(draft.id.as_str()) {
                again += 1;
                draft.id = format!("{id}-{again}");
            }
            self.ids.insert(id, again);
        }
        self.push(Entry::new(draft, file));
    }

    /// Takes the next thing out of the file that is being read; whether there was one.
    fn pull(&mut self) -> bool {
        let Some(open) = &mut self.open else { return false };
        let file = open.file;
        // A saved corpus that comes alone is opened as it was.
        let alone = self.files.len() == 1 && !self.continues;
        let mut as_it_was = false;
        let found = match &mut open.reader {
            Reader::File(reader) => reader.next(),
            Reader::Corpus(reader) => match reader.next() {
                Some(Opened::Found(found)) => {
                    as_it_was = alone;
                    Some(found)
                }
                Some(Opened::Head(head)) => {
                    self.head(*head);
                    return true;
                }
                Some(Opened::Tail(kept, view)) => {
                    self.kept = alone.then_some((kept, view));
                    return true;
                }
                None => None,
            },
            Reader::Unknown(_) => None,
        };
        match found {
            Some(Found::Draft(draft)) if as_it_was => {
                self.found += 1;
                if let Some(Brought { row, .. }) = self.files.get_mut(file as usize) {
                    row.found += 1;
                }
                self.push_named(*draft, file);
            }
            Some(Found::Draft(draft)) => self.add(*draft, file),
            Some(Found::Trouble(trouble)) => self.trouble(file, trouble),
            None => {
                if open.last {
                    self.end();
                }
                return false;
            }
        }
        true
    }

    /// What a saved corpus says of itself.
    fn head(&mut self, head: Head) {
        let Head { id, name, about, events } = head;
        if self.files.len() == 1 && !self.continues {
            // It is no import, and there is nothing to take back.
            (self.id, self.name, self.about) = (id, name, about);
            self.pending = None;
        }
        let before = self.events.len();
        for event in events {
            if !self.events.iter().any(|e| e.id == event.id) {
                self.events.push(event);
            }
        }
        // What was read without knowing of them is read again.
        if self.events.len() > before {
            self.entries.iter_mut().for_each(|entry| entry.beside.raw = Rc::default());
            (self.at, self.analysed) = (0, 0);
        }
    }

    /// Ends the file that is being read.
    fn end(&mut self) {
        let Some(open) = self.open.take() else { return };
        let Some(Brought { row, .. }) = self.files.get_mut(open.file as usize) else { return };
        match &open.reader {
            Reader::File(reader) => row.look = reader.look().clone(),
            Reader::Corpus(_) => {
                let remarks = vec!["A corpus that was saved by this program.".to_owned()];
                row.look = Look { format: Format::Json, remarks, ..Look::default() };
            }
            Reader::Unknown(_) => {}
        }
        row.state = match open.last {
            false => FileState::Stopped,
            true if row.found + row.same == 0 && row.troubles_total > 0 => FileState::Refused,
            true => FileState::Done,
        };
    }

    /// Does a bit: takes an article out of the file, or analyses and indexes the next one. Whether there was something
    /// to do; where not, the next piece is to come.
    pub fn step(&mut self) -> bool {
        let Some(entry) = self.entries.get_mut(self.at) else { return self.pull() };
        if !entry.is_analysed() {
            entry.analyse(&self.events);
            self.analysed += 1;
        }
        if self.indexed == self.at {
            self.text.add(&entry.article);
            self.indexed += 1;
        }
        self.at += 1;
        true
    }

    /// Whether a file is being read.
    #[must_use]
    pub fn is_reading(&self) -> bool {
        self.open.is_some()
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let mut all = Progress { found: self.found, analysed: self.analysed, ..Progress::default() };
        all.files_total = number(self.files.len());
        for Brought { row, .. } in &self.files {
            all.bytes += row.read;
            all.bytes_total += row.size;
            all.troubles += row.troubles_total;
            all.same += row.same;
        }
        for troubled in [true, false] {
            for (n, Brought { row, .. }) in (0..).zip(&self.files) {
                if (row.troubles_total > 0) == troubled && all.files.len() < ROWS_MAX {
                    all.files.push((n, row.clone()));
                }
            }
        }
        if let Some(Open { file, reader: Reader::File(reader), .. }) = &self.open
            && let Some((_, row)) = all.files.iter_mut().find(|(n, _)| n == file)
        {
            row.look = reader.look().clone();
        }
        all
    }

    /// What is analysed so far, as a library of its own; it cannot be changed.
    #[must_use]
    pub fn so_far(&mut self) -> Library {
        let entries = self.entries.get(..self.at).unwrap_or_default();
        let collection = Collection {
            name: self.name.clone(),
            about: self.about.clone(),
            events: self.events.clone(),
            articles: entries.iter().map(|e| e.article.clone()).collect(),
        };
        let readings = entries.iter().map(|e| unpacked(&e.beside.raw).unwrap_or_default()).collect();
        let mut library = match self.indexed == self.at {
            true => Library::indexed(collection, readings, self.text.snapshot()),
            false => Library::with_readings(collection, readings),
        };
        library.id.clone_from(&self.id);
        library
    }

    /// No more comes: what is analysed, and what was there before, is joined.
    #[must_use]
    pub fn join(mut self) -> Binding {
        self.end();
        let progress = self.progress();
        let there = self.entries.iter().take_while(|entry| entry.file == THERE).count();
        self.entries.truncate(self.at.max(there));
        let mut came = Vec::new();
        for (n, brought) in (0..).zip(&mut self.files) {
            let gave = self.entries.iter().filter(|entry| entry.file == n).map(|entry| entry.article.id.clone());
            let gave: Vec<String> = gave.collect();
            if !gave.is_empty() {
                came.extend_from_slice(&gave);
                brought.gave = gave;
            }
        }
        let came_any = !came.is_empty();
        if let Some(pending) = &mut self.pending {
            pending.added(came);
        }
        let collection = Collection {
            name: self.name,
            about: self.about,
            events: self.events,
            articles: Vec::with_capacity(self.entries.len()),
        };
        Binding {
            id: self.id,
            collection,
            besides: Vec::with_capacity(self.entries.len()),
            readings: Vec::with_capacity(self.entries.len()),
            entries: self.entries.into_iter(),
            joining: None,
            indexed: self.indexed,
            text: self.text,
            progress,
            files: self.files,
            came: came_any,
            continues: self.continues,
            pending: self.pending,
            kept: self.kept,
        }
    }

    /// Everything at once.
    #[must_use]
    pub fn finish(mut self, before: Option<Library>) -> Bound {
        while self.step() {}
        let mut binding = self.join();
        while binding.step() {}
        binding.finish(before)
    }
}

/// Articles that are being joined to a corpus.
pub struct Binding {
    id: String,
    collection: Collection,
    besides: Vec<Beside>,
    readings: Vec<Reading>,
    /// Those whose readings are not there yet.
    entries: std::vec::IntoIter<Entry>,
    joining: Option<Joining>,
    indexed: usize,
    text: TextBuilder,
    progress: Progress,
    files: Vec<Brought>,
    came: bool,
    continues: bool,
    pending: Option<Pending>,
    kept: Option<(String, String)>,
}

/// A corpus that is made.
pub struct Bound {
    /// The corpus.
    pub library: Library,
    /// How its making went.
    pub progress: Progress,
    /// What was kept beside it and the address of its view, where it was one saved corpus.
    pub kept: Option<(String, String)>,
}

impl Binding {
    /// Does the next step; whether there is another.
    pub fn step(&mut self) -> bool {
        if let Some(mut entry) = self.entries.next() {
            let read = unpacked(&entry.beside.raw).filter(|_| entry.is_analysed());
            let read = read.unwrap_or_else(|| entry.analyse(&self.collection.events));
            if self.indexed == self.collection.articles.len() {
                self.text.add(&entry.article);
                self.indexed += 1;
            }
            self.readings.push(read);
            self.besides.push(entry.beside);
            self.collection.articles.push(entry.article);
            return true;
        }
        let joining = self.joining.get_or_insert_with(|| Joining::new(std::mem::take(&mut self.readings)));
        let more = joining.step(&self.collection);
        (self.progress.joined, self.progress.to_join) = joining.progress();
        more
    }

    /// How far it is.
    #[must_use]
    pub fn progress(&self) -> &Progress {
        &self.progress
    }

    /// The files, for [`Gathering::again`].
    #[must_use]
    pub fn files(&self) -> &[Brought] {
        &self.files
    }

    /// Whether an article came from a file.
    #[must_use]
    pub fn has_new(&self) -> bool {
        self.came
    }

    /// The corpus, and how its making went. `before` is the library that it goes on from, where it goes on from one: its
    /// history and its corrections are handed on.
    #[must_use]
    pub fn finish(mut self, before: Option<Library>) -> Bound {
        while self.step() {}
        self.progress.done = true;
        let reading = self.joining.map(Joining::finish).unwrap_or_default();
        // Articles that were indexed and did not come after all.
        let text = match self.indexed == self.collection.articles.len() {
            true => self.text,
            false => {
                let mut text = TextBuilder::default();
                self.collection.articles.iter().for_each(|article| text.add(article));
                text
            }
        };
        if self.besides.iter().map(|b| b.raw.len()).sum::<usize>() > RAW_MAX {
            self.besides.iter_mut().for_each(|b| b.raw = Rc::default());
        }
        let mut library = Library::bound(self.collection, reading, text.finish());
        let mut workspace = Workspace { besides: self.besides, ..Workspace::default() };
        if let Some(before) = before.filter(|_| self.continues) {
            library.hand_on(before, &mut workspace);
        }
        if let Some(pending) = self.pending {
            workspace.did(pending);
        }
        (library.workspace, library.id) = (Some(Box::new(workspace)), self.id);
        Bound { library, progress: self.progress, kept: self.kept }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bringing::FileState::{Done, Refused, Stopped};
    use formats::Columns;

    fn feed(gathering: &mut Gathering, file: u32, text: &str, piece: usize) {
        gathering.begin(file);
        let pieces: Vec<&[u8]> = text.as_bytes().chunks(piece).collect();
        for (n, bytes) in pieces.iter().enumerate() {
            gathering.take(bytes, n + 1 == pieces.len());
            while gathering.step() {}
        }
    }

    fn brought(files: &[(&str, &str)], piece: usize) -> Gathering {
        let mut gathering = Gathering::new("Mine", None, Limits::default());
        for (name, text) in files {
            gathering.expect(name, text.len() as u64);
        }
        for (n, (_, text)) in (0..).zip(files) {
            feed(&mut gathering, n, text, piece);
        }
        gathering
    }

    fn ids(library: &Library) -> Vec<&str> {
        library.collection.articles.iter().map(|a| a.id.as_str()).collect()
    }

    #[test]
    fn pieces_make_the_same_articles_as_the_whole() {
        let lines = "{\"id\": \"a\", \"text\": \"Floods rose in Graz.\"}\n\n{\"text\": 5}\r\n{\"id\": \"a\", \"text\": \"It rained – on.\"}";
        let files = [
            ("b.txt", "One story."),
            ("x/l.jsonl", lines),
            ("c.json", "[{\"text\": \"Three.\"}, 7]"),
            ("d.txt", " "),
            ("e.txt", "One\n story."),
        ];
        let whole = brought(&files, 10_000);
        let told = whole.progress();
        let whole = whole.finish(None).library;
        assert_eq!(ids(&whole), ["b", "a", "a-2", "c-1"]);
        let rows: Vec<_> = told.files.iter().map(|(n, r)| (*n, r.state, r.found, r.same, r.troubles_total)).collect();
        let expected =
            [(1, Done, 2, 0, 1), (2, Done, 1, 0, 1), (3, Refused, 0, 0, 1), (0, Done, 1, 0, 0), (4, Done, 0, 1, 0)];
        assert_eq!(rows, expected, "those with troubles come first");
        assert_eq!(told.files[0].1.troubles[0].line, 3);
        assert_eq!((told.found, told.analysed, told.troubles, told.same), (4, 4, 3, 1));
        assert_eq!((told.files[4].1.same_as.as_str(), told.files_total), ("b", 5));
        assert_eq!((told.bytes, told.bytes_total), (told.bytes_total, files.iter().map(|f| f.1.len() as u64).sum()));
        assert_eq!(whole.draft(1).map(|d| d.given.from), Some("x/l.jsonl".to_owned()));
        for piece in [1, 2, 7, 31] {
            let parted = brought(&files, piece);
            assert_eq!(parted.progress(), told, "in pieces of {piece}");
            let parted = parted.finish(None).library;
            assert_eq!((&parted.collection, &parted.reading), (&whole.collection, &whole.reading), "{piece}");
        }
    }

    #[test]
    fn what_is_analysed_can_be_explored_before_the_rest() {
        let mut gathering = Gathering::new("Mine", None, Limits::default());
        for (n, text) in ["Ann Lee met Bo Ray in Oslo.", "Bo Ray left Oslo."].into_iter().enumerate() {
            gathering.expect(&format!("{n}.txt"), text.len() as u64);
            gathering.begin(n as u32);
            gathering.take(text.as_bytes(), true);
        }
        while gathering.progress().analysed == 0 {
            assert!(gathering.step());
        }
        let early = gathering.so_far();
        assert_eq!((early.collection.articles.len(), early.reading.articles.len()), (1, 1));
        while gathering.step() {}
        let all = gathering.finish(None).library;
        assert_eq!(all.reading, analysis::read_collection(&all.collection));
    }

    /// Follows the making to its end; the files of it.
    fn bound(mut gathering: Gathering, before: Option<Library>) -> (Library, Progress, Vec<Brought>, bool) {
        while gathering.step() {}
        let binding = gathering.join();
        let (files, new) = (binding.files().to_vec(), binding.has_new());
        let Bound { library, progress, .. } = binding.finish(before);
        (library, progress, files, new)
    }

    #[test]
    fn a_file_is_read_again_as_the_user_says_whatever_was_changed_since() {
        let table = "a;b\nOne story of rain.;The Gull\nTwo stories of rain.;The Tern\n";
        let files = [("a.txt", "One story."), ("t.csv", table), ("z.txt", "The last.")];
        let (mut library, _, mut brought, _) = bound(brought(&files, 999), None);
        let name = crate::bringing::Edit::Name("Mine".into());
        library.edit(&name);
        let removed = crate::bringing::Edit::Remove(vec!["z".into()]);
        let crate::Edited::Begun(gathering) = library.edit(&removed) else { panic!("nothing was removed") };
        library = gathering.finish(Some(library)).library;
        let columns = Columns { separator: b';', header: true, text: Some(0), outlet: Some(1), ..Columns::default() };
        let as_table = Choice { columns: Some(columns), format: Some(Format::Table), ..Choice::default() };
        let as_text = Choice { format: Some(Format::Text), ..Choice::default() };
        // At first it gave nothing: nobody knew which column holds the text.
        let (added, again) = ("2 articles added", "“t.csv” read again");
        for (choice, found, held, words) in
            [(as_table.clone(), 2, 3, added), (as_text, 1, 2, again), (as_table, 2, 3, again)]
        {
            let mut gathering = Gathering::again("", Some(&library), &brought, (1, choice), Limits::default());
            feed(&mut gathering, 1, table, 999);
            let told = gathering.progress();
            let rows: Vec<_> = told.files.iter().map(|(_, row)| (row.state, row.found)).collect();
            assert_eq!(rows, [(Done, 1), (Done, found), (Done, 1)], "the others are as they were read");
            assert_eq!((told.found, told.analysed, told.bytes), (found + 2, found + 2, told.bytes_total));
            (library, _, brought, _) = bound(gathering, Some(library));
            assert_eq!((library.collection.articles.len(), library.undo_words()), (held, words));
            assert_eq!(library.reading, analysis::read_collection(&library.collection));
        }
        let crate::Edited::Begun(gathering) = library.undo() else { panic!("nothing was taken back") };
        library = gathering.finish(Some(library)).library;
        assert_eq!(ids(&library).len(), 2, "as one text again");
        let crate::Edited::Begun(gathering) = library.redo() else { panic!("nothing was done again") };
        library = gathering.finish(Some(library)).library;
        assert_eq!(ids(&library).len(), 3);
        // And then not at all: what there is stays, and can still be replaced.
        let mut gathering = Gathering::again("", Some(&library), &brought, (1, Choice::default()), Limits::default());
        gathering.begin(1);
        gathering.unreadable();
        while gathering.step() {}
        assert_eq!((gathering.progress().files[0].0, gathering.progress().files[0].1.state), (1, Refused));
        let gave = brought[1].gave.clone();
        let (.., brought, new) = bound(gathering, None);
        assert!(!new && brought[1].gave == gave && gave.len() == 2);
        // Where nothing came of the import, it is one from its beginning.
        let mut first = Gathering::new("Mine", None, Limits::default());
        first.expect("a.txt", 10);
        first.begin(0);
        first.unreadable();
        let (_, _, files, _) = bound(first, None);
        let mut gathering = Gathering::again("Mine", None, &files, (0, Choice::default()), Limits::default());
        feed(&mut gathering, 0, "One story.", 99);
        let (library, ..) = bound(gathering, None);
        assert_eq!((ids(&library), library.undo_words()), (vec!["a"], "1 article added"));
    }

    #[test]
    fn who_stops_keeps_what_is_analysed_and_all_that_was_there() {
        let base = brought(&[("a.txt", "One story."), ("b.txt", "Two stories.")], 99).finish(None).library;
        let mut gathering = Gathering::new("", Some(&base), Limits::default());
        gathering.expect("c.txt", 99);
        gathering.begin(0);
        gathering.take(b"Three", false);
        assert!(gathering.is_reading());
        let mut binding = gathering.join();
        assert_eq!(binding.progress().files[0].1.state, Stopped);
        while binding.step() {}
        let bound = binding.finish(Some(base));
        assert_eq!((ids(&bound.library), bound.library.undo_words()), (vec!["a", "b"], "2 articles added"));
        assert!(bound.progress.done);
    }

    #[test]
    fn a_saved_corpus_among_other_files_gives_its_articles_and_events() {
        let saved = "{\"parallax\":\"corpus\",\"schema\":1,\"name\":\"Old\",\"events\":[{\"id\":\"doha\",\"name\":\"Talks in Doha\",\
                     \"kind\":\"talks\",\"place\":\"Doha\",\"date\":\"2024-05-05\"}],\n\"articles\":[\n{\"id\":\"a\",\"text\":\"Envoys met.\"}\n],\n\
                     \"kept\":\"k\",\"view\":\"v\"}";
        let bound = brought(&[("a.txt", "Talks were held in Doha on Sunday."), ("old.json", saved)], 50).finish(None);
        let library = bound.library;
        assert_eq!((ids(&library), library.collection.name.as_str()), (vec!["a", "a-2"], "Mine"));
        assert_eq!((library.collection.events.len(), bound.kept), (1, None));
        assert_eq!(library.reading, analysis::read_collection(&library.collection), "the event is known to all");
        let alone = brought(&[("old.json", saved)], 50).finish(None);
        assert_eq!((alone.library.collection.name.as_str(), alone.kept), ("Old", Some(("k".into(), "v".into()))));
        assert_eq!(alone.library.undo_words(), "");
    }
}
