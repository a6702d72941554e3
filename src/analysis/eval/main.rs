//! How well the engine reads, measured: `cargo xtask eval` prints this table.
//!
//! Each row scores one question on one set of annotated text, beside what the issue asks for and what other
//! programs are known to reach (figures of `../shared/data/README.md`, on data of the same kind, not this run).
//! `eval --errors ROW` prints what a row counts as wrong; a path reads annotated articles from there instead.
extern crate parallax_analysis as analysis;

mod articles;
mod cited;
mod days;
mod gold;
mod named;
mod open;
mod rate;
mod same;
mod seeds;
mod speed;

use rate::{Report, Row};
use std::path::PathBuf;
use std::process::ExitCode;

/// The project's own annotated articles: written or annotated for this table.
const OWN: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/eval/articles");

/// What lies beside the checkout: open corpora and the hand-annotated seeds.
const SHARED: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared");

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let (errors, own) = match words.as_slice() {
        [] => (None, None),
        ["--errors", row] => (Some(*row), None),
        ["--errors", row, path] => (Some(*row), Some(*path)),
        [path] if !path.starts_with('-') => (None, Some(*path)),
        _ => {
            eprintln!("eval [--errors ROW] [FOLDER with .gold files]");
            return ExitCode::from(2);
        }
    };
    let mut report = Report::new(errors);
    let own = PathBuf::from(own.unwrap_or(OWN));
    for (set, folder) in [("seen", own.join("dev")), ("unseen", own.join("held"))] {
        match gold::read_folder(&folder) {
            Ok(articles) if !articles.is_empty() => articles::score(&mut report, set, &articles),
            Ok(_) => report.skip(set, "no annotated article found"),
            Err(problem) => {
                eprintln!("{problem}");
                return ExitCode::FAILURE;
            }
        }
    }
    open::score(&mut report);
    seeds::score(&mut report);
    speed::score(&mut report);
    report.print();
    if report.rows.iter().all(Row::is_kept) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
