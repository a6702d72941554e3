//! What the page is told while files are read, and what it says about the articles: plain data between the two.
use corpus::{BlockKind, Moment, Outlet, packed};
use formats::{Look, Trouble};

/// How far the reading of one file is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileState {
    /// Its turn has not come.
    #[default]
    Waiting,
    /// It is being read.
    Reading,
    /// It was read to its end.
    Done,
    /// Nothing of it could be used.
    Refused,
    /// The user stopped before its end.
    Stopped,
}

/// One file that is brought.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileRow {
    /// Its name, with its folders where it came with a folder.
    pub name: String,
    /// Its size (bytes).
    pub size: u64,
    /// Bytes read.
    pub read: u64,
    /// How far it is.
    pub state: FileState,
    /// What it is taken for.
    pub look: Look,
    /// Articles found.
    pub found: u32,
    /// Articles left out because the corpus has the same text already, and the first of them by the ids of the two.
    pub same: u32,
    /// What the first of `same` is the same as: its id.
    pub same_as: String,
    /// The first of what could not be read.
    pub troubles: Vec<Trouble>,
    /// How many could not be read in all.
    pub troubles_total: u32,
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
    /// The files: those with troubles first, then in their order; at most [`ROWS_MAX`], by their number.
    pub files: Vec<(u32, FileRow)>,
    /// How many files there are.
    pub files_total: u32,
    /// Records that could not be read, in all files.
    pub troubles: u32,
    /// Articles that were there already.
    pub same: u32,
    /// Whether it is over.
    pub done: bool,
}

/// Files that are told one by one.
pub const ROWS_MAX: usize = 200;
/// What could not be read in a file and is told one by one.
pub const TROUBLES_MAX: usize = 20;

/// What the user changes in the articles of a corpus. The texts stay as they are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edit {
    /// These articles (by id) were published by this outlet; `None`: nobody knows.
    Outlet(Vec<String>, Option<Outlet>),
    /// These articles were published then; `None`: as the text says.
    Published(Vec<String>, Option<Moment>),
    /// This article has this headline; `Some("")`: none, `None`: as it is read.
    Headline(String, Option<String>),
    /// The block of this article that begins at this byte is of this kind; `None`: as it is read.
    Kind(String, u32, Option<BlockKind>),
    /// These articles go.
    Remove(Vec<String>),
    /// The corpus has this name.
    Name(String),
}

/// A corpus that is kept in this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Holding {
    /// It stays the same whatever is changed in the corpus.
    pub id: String,
    /// Its name.
    pub name: String,
    /// How many articles it has.
    pub articles: u32,
    /// Bytes of their texts.
    pub bytes: u64,
    /// When it was changed last: an ISO time in UTC.
    pub changed: String,
    /// When it was saved as a file last: an ISO time in UTC; empty: never.
    pub exported: String,
    /// Why it cannot be opened, in a sentence; empty where it can.
    pub damaged: String,
}

/// Whether what is open is kept in this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Keeping {
    /// It came with the page; there is nothing to keep.
    #[default]
    Shipped,
    /// It is kept.
    Kept,
    /// It is being written.
    Writing,
    /// It is not, and is lost when the page is closed, unless it is saved as a file: why, in a sentence.
    Not(String),
    /// It was changed in another tab, and here too: why it was not written, in a sentence.
    Conflict(String),
}

impl Keeping {
    /// Whether there is nothing of it but what is open.
    #[must_use]
    pub fn is_nowhere(&self) -> bool {
        matches!(self, Self::Not(_) | Self::Conflict(_))
    }
}

/// What is kept in this browser and what is open.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// All that are kept, the last changed first.
    pub corpora: Vec<Holding>,
    /// The one that is open, by id; empty: the one that came with the page.
    pub open: String,
    /// Whether what is open is kept.
    pub keeping: Keeping,
    /// When what is open was saved as a file, if it was since its last change: an ISO time in UTC.
    pub saved: String,
    /// Those that were open in this page and are kept nowhere else.
    pub aside: Vec<Holding>,
    /// What Undo would take back, in words; empty: nothing.
    pub undo: String,
    /// What Redo would do again, in words; empty: nothing.
    pub redo: String,
}

impl Held {
    /// Whether something is lost when the page is closed now.
    #[must_use]
    pub fn would_lose(&self) -> bool {
        let open = self.keeping.is_nowhere() && self.saved.is_empty() || self.keeping == Keeping::Writing;
        open || self.aside.iter().any(|corpus| corpus.exported.is_empty())
    }
}

packed!(enum FileState { 0 => Waiting, 1 => Reading, 2 => Done, 3 => Refused, 4 => Stopped });
packed!(FileRow { name, size, read, state, look, found, same, same_as, troubles, troubles_total });
packed!(Progress { bytes, bytes_total, found, analysed, joined, to_join, files, files_total, troubles, same, done });
packed!(enum Edit {
    0 => Outlet(articles, outlet), 1 => Published(articles, moment), 2 => Headline(article, words),
    3 => Kind(article, start, kind), 4 => Remove(articles), 5 => Name(name),
});
packed!(Holding { id, name, articles, bytes, changed, exported, damaged });
packed!(enum Keeping { 0 => Shipped, 1 => Kept, 2 => Writing, 3 => Not(why), 4 => Conflict(why) });
packed!(Held { corpora, open, keeping, saved, aside, undo, redo });

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_nowhere_else_is_lost() {
        let held = |keeping: Keeping, saved: &str| Held { keeping, saved: saved.to_owned(), ..Held::default() };
        for keeping in [Keeping::Shipped, Keeping::Kept] {
            assert!(!held(keeping, "").would_lose());
        }
        assert!(held(Keeping::Writing, "").would_lose());
        for keeping in [Keeping::Not("full".into()), Keeping::Conflict("two".into())] {
            assert!(held(keeping.clone(), "").would_lose());
            assert!(!held(keeping, "2026-11-22T08:00:00.000Z").would_lose());
        }
        let aside = |exported: &str| Holding { exported: exported.to_owned(), ..Holding::default() };
        let beside = |all: &[&str]| Held { aside: all.iter().map(|e| aside(e)).collect(), ..Held::default() };
        assert!(beside(&["x", ""]).would_lose() && !beside(&["x"]).would_lose());
    }
}
