//! Writes which capital letters have which small ones, as runs: `(first, last, step, distance)`. What the standard
//! library carries for the same question, in tables for both directions, was 9 kB of the page's compressed program.
use std::path::PathBuf;
use std::{env, fs};

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    let Some(out) = env::var_os("OUT_DIR").map(PathBuf::from) else {
        println!("cargo::error=expected Cargo to set OUT_DIR; build with Cargo");
        return;
    };
    let runs: String = runs().iter().map(|run| format!("{run:?},")).collect();
    if let Err(e) = fs::write(out.join("letter_runs.rs"), format!("[{runs}]")) {
        println!("cargo::error={}: {e}", out.display());
    }
}

fn runs() -> Vec<(u32, u32, u32, i32)> {
    let mut runs: Vec<(u32, u32, u32, i32)> = Vec::new();
    for capital in '\u{80}'..=char::MAX {
        let mut small = capital.to_lowercase();
        let (Some(letter), None) = (small.next(), small.next()) else { continue };
        if letter == capital {
            continue;
        }
        let place = u32::from(capital);
        let distance = u32::from(letter).cast_signed() - place.cast_signed();
        match runs.last_mut() {
            Some((first, last, step, of_run))
                if *of_run == distance && (first == last && place - *last <= 2 || place - *last == *step) =>
            {
                *step = place - *last;
                *last = place;
            }
            _ => runs.push((place, place, 1, distance)),
        }
    }
    runs
}
