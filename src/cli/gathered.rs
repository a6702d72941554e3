//! All articles at once, for what needs them together.
use crate::inputs::{self, Taker};
use analysis::{CorpusReading, join_readings};
use corpus::{Article, Collection, EventInfo, ReadError, Set};
use std::num::NonZero;
use std::ops::ControlFlow;
use std::path::PathBuf;
use std::thread;

/// What was read.
#[derive(Default)]
pub(crate) struct Gathered {
    /// The articles, with ids that differ, and the events that their folders name.
    pub(crate) collection: Collection,
    /// Whether an input could not be read.
    pub(crate) failed: bool,
    ids: Set<String>,
}

impl Gathered {
    /// Reads all paths.
    pub(crate) fn from(paths: &[PathBuf]) -> Self {
        let mut gathered = Self::default();
        // Gathering never breaks.
        let _ = inputs::read_all(paths, &mut gathered);
        gathered
    }

    /// Analyses the articles, on as many processors as there are, and joins them.
    pub(crate) fn analysed(&self) -> CorpusReading {
        let Collection { articles, events, .. } = &self.collection;
        let workers = thread::available_parallelism().map_or(1, NonZero::get);
        let share = articles.len().div_ceil(workers).max(1);
        let readings = thread::scope(|scope| {
            let read = |part: &'_ [Article]| part.iter().map(|a| analysis::read(a, events)).collect::<Vec<_>>();
            let running: Vec<_> = articles.chunks(share).map(|part| scope.spawn(move || read(part))).collect();
            running
                .into_iter()
                .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
                .collect()
        });
        join_readings(&self.collection, readings)
    }
}

impl Taker for Gathered {
    fn article(&mut self, mut article: Article, known: &[EventInfo]) -> ControlFlow<()> {
        let events = &mut self.collection.events;
        for event in known {
            if !events.iter().any(|e| e.id == event.id) {
                events.push(event.clone());
            }
        }
        let (id, mut again) = (article.id.clone(), 1);
        while !self.ids.insert(article.id.clone()) {
            again += 1;
            article.id = format!("{id}-{again}");
        }
        self.collection.articles.push(article);
        ControlFlow::Continue(())
    }

    fn failed(&mut self, error: &ReadError) {
        eprintln!("parallax: {error}");
        self.failed = true;
    }
    fn remark(&mut self, file: &str, remark: &str) {
        eprintln!("parallax: {file}: {remark}");
    }
}
