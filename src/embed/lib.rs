//! The seeds: the corpus that ships with the page, read at build time and embedded.
//!
//! Only what the reader found is embedded; everything that is concluded is computed when it is asked for.
use corpus::{Article, Basis, Block, BlockKind, Collection, EventInfo, Notice, NoticeKind, Outlet, Published, Span};
use std::str::Split;

/// What `build.rs` wrote: the numbers with spaces between them, then every word after a [`BREAK`].
const SEEDS: &str = include_str!(concat!(env!("OUT_DIR"), "/seeds.txt"));

/// Stands before a word: the control character that ASCII has for that, which no article holds.
const BREAK: char = '\u{1f}';

/// The embedded collection.
#[must_use]
pub fn collection() -> Collection {
    // The build wrote it from the same types, and a test reads it back: it cannot fail.
    Unpacked::new().collection().unwrap_or_default()
}

/// What is still to be read, in the order in which `build.rs` packed it: first all words, then all numbers.
///
/// The derived reading of every type was 38 kB of the program, 14 kB by gzip; a reader of JSON was 5 kB more.
struct Unpacked {
    words: Split<'static, char>,
    numbers: Split<'static, char>,
}

impl Unpacked {
    fn new() -> Self {
        let mut words = SEEDS.split(BREAK);
        let numbers = words.next().unwrap_or_default().split(' ');
        Self { words, numbers }
    }

    fn word(&mut self) -> Option<String> {
        self.words.next().map(str::to_owned)
    }

    fn number(&mut self) -> Option<u32> {
        self.numbers.next()?.parse().ok()
    }

    fn collection(&mut self) -> Option<Collection> {
        Some(Collection {
            name: self.word()?,
            about: self.word()?,
            articles: self.list(Self::article)?,
            events: self.list(Self::event)?,
        })
    }

    fn article(&mut self) -> Option<Article> {
        Some(Article {
            id: self.word()?,
            text: self.word()?,
            outlet: self.list(Self::outlet)?.pop(),
            published: self.list(Self::published)?.pop(),
            headline: self.spans()?.pop(),
            blocks: self.list(Self::block)?,
            sentences: self.spans()?,
            notices: self.list(Self::notice)?,
        })
    }

    fn outlet(&mut self) -> Option<Outlet> {
        Some(Outlet { name: self.word()?, url: self.list(Self::word)?.pop(), basis: self.one_of(&BASES)? })
    }

    fn published(&mut self) -> Option<Published> {
        let value = self.words.next()?.parse().ok()?;
        Some(Published { value, basis: self.one_of(&BASES)?, span: self.spans()?.pop() })
    }

    fn block(&mut self) -> Option<Block> {
        let (span, kind) = (self.span()?, self.one_of(&BlockKind::ALL)?);
        Some(Block { span, kind, body: self.span()?, label: self.spans()?.pop() })
    }

    fn notice(&mut self) -> Option<Notice> {
        Some(Notice { kind: self.one_of(&NoticeKind::ALL)?, span: self.span()?, hint: self.word()? })
    }

    fn event(&mut self) -> Option<EventInfo> {
        Some(EventInfo {
            id: self.word()?,
            name: self.word()?,
            kind: self.word()?,
            place: self.list(Self::word)?.pop(),
            date: self.list(Self::word)?.pop().and_then(|date| date.parse().ok()),
            basis: self.word()?,
        })
    }

    fn span(&mut self) -> Option<Span> {
        Some(Span { start: self.number()?, end: self.number()? })
    }

    fn spans(&mut self) -> Option<Vec<Span>> {
        self.list(Self::span)
    }

    /// As many as the next number says. What may be missing is a list of at most one.
    fn list<T>(&mut self, one: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let count = self.number()?;
        let mut list = Vec::new();
        for _ in 0..count {
            list.push(one(self)?);
        }
        Some(list)
    }

    fn one_of<T: Copy>(&mut self, all: &[T]) -> Option<T> {
        all.get(self.number()? as usize).copied()
    }
}

const BASES: [Basis; 3] = [Basis::Stated, Basis::Derived, Basis::Supplied];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_is_what_reading_the_files_gives() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .filter(|n| n.ends_with(".txt"))
            .collect();
        names.sort_unstable();
        let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let files: Vec<(String, String)> = names.into_iter().map(|n| (n.clone(), read(&n))).collect();
        let fresh = corpus::read_collection(&files, Some(&read(corpus::COLLECTION_FILE))).unwrap();
        assert_eq!(collection(), fresh);
        assert_eq!(fresh.articles.len(), 5);
        assert!(fresh.articles.iter().all(|a| a.outlet.is_some()));
        assert_eq!(fresh.articles.iter().filter(|a| a.published.is_some()).count(), 2);
    }

    #[test]
    fn nothing_concluded_is_embedded() {
        let mut unpacked = Unpacked::new();
        assert!(unpacked.collection().is_some());
        assert_eq!((unpacked.words.next(), unpacked.numbers.next()), (None, None));
    }

    #[test]
    fn bases_are_numbered_as_they_are_declared() {
        assert!(BASES.iter().enumerate().all(|(n, kind)| *kind as usize == n));
    }
}
