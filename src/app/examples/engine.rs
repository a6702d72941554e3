//! The engine alone, compiled for the browser: `cargo xtask test` compares what it answers with the native program.
use wasm_bindgen::prelude::*;

/// What `parallax annotate` writes for one line of JSON; nothing where the record cannot be read.
#[wasm_bindgen]
pub fn annotate(record: &str) -> Option<String> {
    let article = corpus::read_record(record, "").ok()?;
    let reading = analysis::read(&article, &[]);
    serde_json::to_string(&analysis::contract::annotate(&article, &reading, None)).ok()
}

/// Analyses one text and tells how much was found: the work without the writing, for the clock.
#[wasm_bindgen]
pub fn analyse(text: &str) -> usize {
    let article = corpus::read_text("x", text.to_owned());
    let reading = analysis::read(&article, &[]);
    reading.mentions.len() + reading.attributions.len()
}

fn main() {}
