//! How far the work is, on standard error while that is a terminal.
use std::io::{self, IsTerminal, Write};
use std::time::{Duration, Instant};

/// Counts articles and tells them a few times a second.
pub(crate) struct Progress {
    shown: bool,
    articles: usize,
    told: Instant,
}

const PAUSE: Duration = Duration::from_millis(200);

impl Progress {
    /// Begins at none.
    pub(crate) fn new() -> Self {
        Self { shown: io::stderr().is_terminal(), articles: 0, told: Instant::now() }
    }

    /// One more article was written.
    pub(crate) fn step(&mut self) {
        self.articles += 1;
        if self.shown && self.told.elapsed() >= PAUSE {
            self.told = Instant::now();
            let _ = write!(io::stderr(), "\r{} articles", self.articles);
        }
    }

    /// Makes room for a message.
    pub(crate) fn clear(&self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\u{1b}[K");
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.clear();
    }
}
