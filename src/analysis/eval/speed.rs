//! How fast a whole article is analysed, on one core of this machine.
use crate::SHARED;
use crate::open;
use crate::rate::{Asked, Report};
use std::time::Instant;

const SPEED: Asked = Asked {
    what: "speed of the whole analysis, MB/s",
    must: 50,
    aim: 100,
    peers: "0.02 to 0.22 (compromise, names only)",
};

/// Reads the news corpus (or the seeds, where it is not here) several times; the best run counts.
pub(crate) fn score(report: &mut Report) {
    let mut texts: Vec<String> = open::meantime(SHARED).into_iter().map(|d| d.text).collect();
    if texts.is_empty() {
        texts = embedded();
    }
    let bytes: usize = texts.iter().map(String::len).sum();
    let run = || {
        let start = Instant::now();
        for text in &texts {
            std::hint::black_box(analysis::read(&corpus::read_text("x", text.clone()), &[]));
        }
        start.elapsed()
    };
    let Some(best) = (0..7).map(|_| run()).min() else { return };
    let tenths = 10 * bytes as u128 / best.as_micros().max(1);
    let detail = format!("{bytes} bytes in {} ms, best of 7", best.as_millis());
    report.push("speed", "native", Some(SPEED), usize::try_from(tenths).unwrap_or(0), detail);
}

fn embedded() -> Vec<String> {
    let seeds = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
    let Ok(entries) = std::fs::read_dir(seeds) else { return Vec::new() };
    let text = |path: std::path::PathBuf| {
        path.extension().is_some_and(|e| e == "txt").then(|| std::fs::read_to_string(path).ok()).flatten()
    };
    entries.filter_map(|e| text(e.ok()?.path())).collect()
}
