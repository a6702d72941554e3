//! `cargo xtask fuzz`: random texts, led by the code that they reach, against what holds for any text.
//!
//! The flags are those that a fuzzer needs on a stable compiler: counters at every edge, no sanitizer (there is no unsafe
//! code to watch). What was found before is kept in the target folder and goes on from there.
use std::process::Command;

use crate::console::say;
use crate::process::{Outcome, fail, output_of, run};
use crate::tools::{root, target_dir};

const TARGETS: [&str; 14] = [
    "text", "record", "any", "decode", "markdown", "html", "json", "lines", "table", "feed", "zip", "link", "notes",
    "packed",
];

const COVERAGE: &str = "-Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares -Ccodegen-units=1 --cfg fuzzing";

/// Runs each target for so many seconds, from the seeds and what earlier runs kept.
pub(crate) fn fuzz(seconds: u32) -> Outcome<()> {
    let folder = target_dir().join("fuzz");
    // A target is named so that the flags reach the targets and not the build scripts.
    let about = output_of(Command::new("rustc").arg("-vV"))?;
    let Some(host) = about.lines().find_map(|line| line.strip_prefix("host: ")) else {
        return fail("rustc names no host");
    };
    let mut cargo = Command::new("cargo");
    cargo.args(["--config", &format!("build.target=\"{host}\"")]).current_dir(root()).args([
        "build",
        "--release",
        "--manifest-path",
        "src/fuzz/Cargo.toml",
        "--target-dir",
    ]);
    run(cargo.arg(&folder).env("RUSTFLAGS", COVERAGE))?;
    let mut broken = Vec::new();
    for target in TARGETS {
        say(&format!("── fuzzing {target} for {seconds} s"));
        let kept = folder.join("corpus").join(target);
        if let Err(error) = std::fs::create_dir_all(&kept) {
            return fail(format!("{} cannot be made: {error}", kept.display()));
        }
        let mut fuzzer = Command::new(folder.join(host).join("release").join(target));
        fuzzer.arg(kept).arg(root().join("seeds")).arg(format!("-max_total_time={seconds}"));
        fuzzer.args(["-max_len=4000", "-timeout=5", "-print_final_stats=1", "-verbosity=0"]);
        if run(fuzzer.arg(format!("-artifact_prefix={}/", folder.display()))).is_err() {
            broken.push(target);
        }
    }
    if broken.is_empty() {
        Ok(())
    } else {
        fail(format!("a text broke a law: {}; it lies in {}", broken.join(", "), folder.display()))
    }
}
