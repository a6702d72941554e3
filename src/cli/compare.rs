//! `parallax compare`: reads all articles, joins them, writes how they tell an event.
//!
//! One JSON object per event and line; with `--event` only those, beside each other in one object. It is the model
//! that the Compare view draws, so its spans are UTF-8 bytes of the article's text (`"offsets"` says so).
use crate::call::Compare;
use crate::inputs::{self, Taker};
use crate::output::{Output, ended};
use analysis::compare::{Question, compare, reach};
use analysis::comparison::Comparison;
use analysis::{CorpusReading, Entity, Event};
use corpus::{Article, Collection, EventInfo, Outlet, Published, ReadError};
use serde::Serialize;
use std::io;
use std::ops::ControlFlow;
use std::process::ExitCode;

/// One comparison with the lists that its indexes count into.
#[derive(Serialize)]
struct Compared<'a> {
    offsets: &'static str,
    articles: Vec<ArticleHead<'a>>,
    events: &'a [Event],
    entities: &'a [Entity],
    comparison: Comparison,
}

/// An article without its text.
#[derive(Serialize)]
struct ArticleHead<'a> {
    id: &'a str,
    outlet: Option<&'a Outlet>,
    published: Option<&'a Published>,
}

/// Does what was asked.
pub(crate) fn run(asked: &Compare) -> ExitCode {
    let mut gathered = Gathered::default();
    // Gathering never breaks.
    let _ = inputs::read_all(&asked.paths, &mut gathered);
    let collection = gathered.collection;
    let reading = analysis::read_collection(&collection);
    let chosen = match choose(&asked.events, &reading) {
        Ok(chosen) => chosen,
        Err(wrong) => {
            eprintln!("parallax: {wrong}");
            return ExitCode::from(2);
        }
    };
    match write(&collection, &reading, &chosen) {
        Ok(()) => ExitCode::from(u8::from(gathered.failed)),
        Err(e) => ended(&e, gathered.failed),
    }
}

/// The comparisons to write: the named events beside each other, or each event that an article tells.
fn choose(named: &[String], reading: &CorpusReading) -> Result<Vec<Vec<u32>>, String> {
    let index = |id: &String| {
        let found = reading.events.iter().position(|e| e.id == *id).and_then(|i| u32::try_from(i).ok());
        found.ok_or_else(|| {
            let known: Vec<&str> = reading.events.iter().map(|e| e.id.as_str()).collect();
            format!("expected the id of an event, found “{id}”; these are told: {}", known.join(", "))
        })
    };
    if !named.is_empty() {
        return Ok(vec![named.iter().map(index).collect::<Result<_, _>>()?]);
    }
    Ok((0..).zip(reach(reading)).filter(|(_, (about, _))| *about > 0).map(|(i, _)| vec![i]).collect())
}

fn write(collection: &Collection, reading: &CorpusReading, chosen: &[Vec<u32>]) -> io::Result<()> {
    let mut output = Output::lines();
    for events in chosen {
        output.line(&Compared {
            offsets: "utf8_bytes",
            articles: collection.articles.iter().map(head).collect(),
            events: &reading.events,
            entities: &reading.entities,
            comparison: compare(collection, reading, &Question { events: events.clone(), ..Question::default() }),
        })?;
    }
    Ok(())
}

fn head(article: &Article) -> ArticleHead<'_> {
    ArticleHead { id: &article.id, outlet: article.outlet.as_ref(), published: article.published.as_ref() }
}

#[derive(Default)]
struct Gathered {
    collection: Collection,
    failed: bool,
}

impl Taker for Gathered {
    fn article(&mut self, article: Article, known: &[EventInfo]) -> ControlFlow<()> {
        let events = &mut self.collection.events;
        for event in known {
            if !events.iter().any(|e| e.id == event.id) {
                events.push(event.clone());
            }
        }
        self.collection.articles.push(article);
        ControlFlow::Continue(())
    }

    fn failed(&mut self, error: &ReadError) {
        eprintln!("parallax: {error}");
        self.failed = true;
    }
}
