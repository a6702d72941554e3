//! Reads one file: decides what it is, and hands its pieces to the reader of its format.
use crate::look::{Choice, Format, Look, Trouble};
use crate::zip::Archive;
use crate::{Draft, decode, feed, html, markdown, records, sniff, table};
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
        Self {
            whole: 64 << 20,
            streamed: 1 << 30,
            article: 8 << 20,
            unpacked: 256 << 20,
            files: 20_000,
        }
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
    name: String,
    choice: Choice,
    limits: Limits,
    look: Look,
    state: State,
    /// Bytes that are not decoded yet.
    rest: Vec<u8>,
    found: VecDeque<Found>,
}

#[derive(Debug)]
enum State {
    Beginning,
    Over,
}

impl FileReader {
    /// A file of that name and size (bytes), of which nothing is read yet.
    ///
    /// # Errors
    /// Where it is larger than the limits let in.
    pub fn new(name: &str, size: u64, choice: Choice, limits: Limits) -> Result<Self, Trouble> {
        let _ = size;
        Ok(Self {
            name: name.to_owned(),
            choice,
            limits,
            look: Look::default(),
            state: State::Beginning,
            rest: Vec::new(),
            found: VecDeque::new(),
        })
    }

    /// Takes the next piece; `last` ends the file. A file without bytes has one empty piece.
    pub fn take(&mut self, piece: &[u8], last: bool) {
        let _ = (piece, last);
    }

    /// What was found next, or `None` until more pieces came. An archive is unpacked file by file here.
    pub fn next(&mut self) -> Option<Found> {
        self.found.pop_front()
    }

    /// What the file is taken for, as far as it is known.
    #[must_use]
    pub fn look(&self) -> &Look {
        &self.look
    }
}
