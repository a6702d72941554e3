//! `parallax compare`: reads all articles, joins them, writes how they tell an event.
//!
//! One JSON object per event and line; with `--event` only those, beside each other in one object. It is the sheet
//! that the Compare view draws, with the words themselves, as the page exports it too.
use crate::call::{Compare, Table};
use crate::gathered::Gathered;
use crate::output::{Output, ended};
use analysis::CorpusReading;
use analysis::compare::{Question, compare, reach};
use analysis::sheet::{self, Part};
use analysis::take_along::{Bundle, corpus_hash};
use corpus::{Collection, Map};
use std::io;
use std::process::ExitCode;

/// Does what was asked.
pub(crate) fn run(asked: &Compare) -> ExitCode {
    let gathered = Gathered::from(&asked.paths);
    let reading = gathered.analysed();
    let collection = gathered.collection;
    let chosen = match choose(&asked.events, &reading) {
        Ok(chosen) => chosen,
        Err(wrong) => {
            eprintln!("parallax: {wrong}");
            return ExitCode::from(2);
        }
    };
    if asked.format == Table::Svg && chosen.len() > 1 {
        eprintln!("parallax: expected one event for a picture, found {}; name it with --event ID", chosen.len());
        return ExitCode::from(2);
    }
    match write(&collection, &reading, &chosen, asked.format) {
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

fn write(collection: &Collection, reading: &CorpusReading, chosen: &[Vec<u32>], format: Table) -> io::Result<()> {
    let mut output = Output::lines();
    if format == Table::Csv {
        output.text(&Bundle::csv_head())?;
    }
    let corpus_hash = &corpus_hash(collection);
    for events in chosen {
        let comparison = compare(collection, reading, &Question { events: events.clone(), ..Question::default() });
        let lines = sheet::lines(collection, reading, &comparison);
        let parts = Part::ALL.into_iter().zip(lines.iter().map(|lines| lines.iter().collect())).collect();
        let notes = &Map::new();
        let bundle = Bundle { collection, reading, comparison: &comparison, parts, notes, link: "", corpus_hash };
        output.text(&match format {
            Table::Json => bundle.json() + "\n",
            Table::Csv => bundle.csv_rows(),
            Table::Markdown => bundle.markdown(),
            Table::Svg => bundle.svg(),
        })?;
    }
    Ok(())
}
