//! `cargo xtask test`: everything that is checked, here and before every landing, one step after the other.
//!
//! A step that counts its own tests hands in those counts; every other step counts as one test, or as none with the
//! reason where this machine lacks what it needs. The last line is the sum.
use std::process::Command;
use std::time::Instant;

use crate::console::{say, seconds};
use crate::process::{Outcome, fail, run, watch};
use crate::tools::{AXE, LIGHTHOUSE, PLAYWRIGHT, TARGET, Toolbox, root, target_dir};
use crate::{bundle, engine, linear, rules, setup, size, spark};

/// How many tests passed and failed, or why none ran.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
struct Count {
    passed: usize,
    failed: usize,
    skipped: Option<&'static str>,
}

type Work = fn(&Toolbox) -> Outcome<Count>;

/// The steps, by name.
const STEPS: [(&str, &str, Work); 12] = [
    ("format", "the source is formatted", |tools| once(run(tools.cargo().args(["fmt", "--all", "--check"])))),
    ("lint", "no complaint about any member, for this machine", |tools| {
        once(run(tools.cargo().args(["clippy", "--quiet", "--workspace", "--all-targets", "--", "-D", "warnings"])))
    }),
    ("lint-page", "no complaint about the page, for the browser", |tools| {
        let page = ["clippy", "--quiet", "--package", "parallax-app", "--target", TARGET, "--", "-D", "warnings"];
        once(run(tools.cargo().args(page)))
    }),
    ("native", "tests of all members on this machine", native),
    ("eval", "the engine reads no worse than it did", |_| once(eval(None))),
    ("linear", "the work of the analysis grows with the text and not faster", |tools| maybe(linear::check(tools))),
    ("engine", "the engine answers in the browser what it answers here", |tools| once(engine::compare(tools))),
    ("rules", "the project's own rules", |_| once(rules::check())),
    ("build", "both products", |tools| once(bundle::build(tools))),
    ("size", "no product has grown", |_| once(size::report(size::Strictness::Held))),
    ("spark", "the batch recipe writes what a single run writes", |tools| maybe(spark::check(tools))),
    ("browser", "both products in a browser", browser),
];

/// Runs all steps, or one of them.
pub(crate) fn run_all(only: Option<&str>) -> Outcome<()> {
    let names: Vec<&str> = STEPS.iter().map(|(name, ..)| *name).collect();
    if let Some(unknown) = only.filter(|only| !names.contains(only)) {
        return fail(format!("there is no step {unknown:?}; there are {}", names.join(", ")));
    }
    let start = Instant::now();
    let toolbox = setup::everything()?;
    let (mut all, mut summary) = (Count::default(), Vec::new());
    for (name, what, work) in STEPS.iter().filter(|(name, ..)| only.is_none_or(|only| only == *name)) {
        say(&format!("\n── {name}: {what}"));
        let step = Instant::now();
        let count = work(&toolbox).unwrap_or_else(|failure| {
            say(&failure.to_string());
            Count { failed: 1, ..Count::default() }
        });
        all = all.and(count);
        let sign = match count {
            Count { failed: 1.., .. } => "✗",
            Count { skipped: Some(_), .. } => "–",
            Count { .. } => "✓",
        };
        summary.push(format!(
            "{sign} {name:<10} {:>5} passed {:>3} failed {:>14}{}",
            count.passed,
            count.failed,
            seconds(step.elapsed()),
            count.skipped.map(|why| format!("   skipped: {why}")).unwrap_or_default()
        ));
        say(summary.last().map_or("", String::as_str));
    }
    say(&format!("\n{}\nin {}", summary.join("\n"), seconds(start.elapsed())));
    let skipped = all.skipped.map(|_| "; a step was skipped").unwrap_or_default();
    say(&format!("{} passed, {} failed{skipped}", all.passed, all.failed));
    match all.failed {
        0 => Ok(()),
        _ => fail("not all tests passed"),
    }
}

impl Count {
    fn and(self, other: Self) -> Self {
        Self {
            passed: self.passed + other.passed,
            failed: self.failed + other.failed,
            skipped: self.skipped.or(other.skipped),
        }
    }

    /// A program that ended badly has failed, whatever its lines said.
    fn ended(mut self, well: bool) -> Self {
        self.failed += usize::from(!well && self.failed == 0);
        self
    }
}

/// A step that is one test.
fn once(result: Outcome<()>) -> Outcome<Count> {
    maybe(result.map(|()| None))
}

/// A step that is one test, where this machine has what it needs; else it says what is lacking.
fn maybe(result: Outcome<Option<&'static str>>) -> Outcome<Count> {
    result.map(|skipped| Count { passed: usize::from(skipped.is_none()), failed: 0, skipped })
}

fn native(toolbox: &Toolbox) -> Outcome<Count> {
    let mut count = Count::default();
    let well = watch(toolbox.cargo().args(["test", "--workspace", "--no-fail-fast"]), |line| {
        count = count.and(cargo_count(line).unwrap_or_default());
    })?;
    Ok(count.ended(well))
}

fn browser(toolbox: &Toolbox) -> Outcome<Count> {
    let mut count = Count::default();
    // One of them serves what the command line prepared.
    run(toolbox.cargo().args(["build", "--quiet", "--profile", "native", "--package", "parallax-cli"]))?;
    let mut node = in_browser(toolbox);
    // One file after the other: two browsers at once on two cores would measure each other.
    node.args(["--test", "--test-concurrency=1", "--test-timeout=900000", "--test-reporter=spec"]);
    node.arg("src/app/tests/*.test.mjs");
    let well = watch(&mut node, |line| count = count.and(node_count(line).unwrap_or_default()))?;
    if count == Count::default() {
        return fail("no browser test ran");
    }
    Ok(count.ended(well))
}

/// Node, told where the products, the browser and what drives it are.
pub(crate) fn in_browser(toolbox: &Toolbox) -> Command {
    let mut node = toolbox.command("node");
    for (variable, package) in [("PLAYWRIGHT", PLAYWRIGHT), ("AXE", AXE), ("LIGHTHOUSE", LIGHTHOUSE)] {
        node.env(format!("PARALLAX_{variable}"), package.modules(&toolbox.cache).join(package.package));
    }
    node.env("PARALLAX_NATIVE", target_dir().join("native/parallax"));
    node.env("PARALLAX_DIST", bundle::dist()).env("PARALLAX_SCREENS", target_dir().join("screens"));
    node.env("CHROME", toolbox.chromium.as_deref().unwrap_or(root()));
    node
}

/// How well the engine reads; fails when a row is below the floor that the project holds for it.
pub(crate) fn eval(errors: Option<&str>) -> Outcome<()> {
    let mut cargo = Command::new(env!("CARGO"));
    cargo.args(["run", "--quiet", "--profile", "native", "--package", "parallax-analysis", "--example", "eval", "--"]);
    run(cargo.args(errors.into_iter().flat_map(|row| ["--errors", row])))
}

/// The counts in a closing line of `cargo test`: `test result: ok. 3 passed; 0 failed; …`.
fn cargo_count(line: &str) -> Option<Count> {
    let counts = line.strip_prefix("test result: ")?;
    let number = |of: &str| counts.split_once(of)?.0.rsplit(' ').next()?.parse().ok();
    Some(Count { passed: number(" passed")?, failed: number(" failed")?, skipped: None })
}

/// The counts in the closing lines of `node --test`: `ℹ pass 3`, `ℹ fail 0`.
fn node_count(line: &str) -> Option<Count> {
    let mut words = line.strip_prefix("ℹ ")?.split(' ');
    let (kind, number) = (words.next()?, words.next()?.parse().ok()?);
    match kind {
        "pass" => Some(Count { passed: number, ..Count::default() }),
        "fail" | "cancelled" => Some(Count { failed: number, ..Count::default() }),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn closing_lines_are_counted() {
        let count = |passed, failed| Some(Count { passed, failed, skipped: None });
        assert_eq!(cargo_count("test result: ok. 3 passed; 0 failed; 0 ignored; 0 measured"), count(3, 0));
        assert_eq!(cargo_count("test result: FAILED. 13 passed; 2 failed; 0 ignored"), count(13, 2));
        assert_eq!(cargo_count("test result::tests::x ... ok"), None);
        assert_eq!(node_count("ℹ pass 12"), count(12, 0));
        assert_eq!(node_count("ℹ fail 1"), count(0, 1));
        assert_eq!(node_count("ℹ cancelled 2"), count(0, 2));
        assert_eq!(node_count("ℹ duration_ms 31"), None);
        assert_eq!(node_count("✔ pass 12"), None);
    }

    #[test]
    fn a_bad_end_is_a_failure_even_when_no_line_says_so() {
        let count = |failed| Count { passed: 3, failed, skipped: None };
        assert_eq!(count(0).ended(false), count(1));
        assert_eq!(count(2).ended(false), count(2));
        assert_eq!(count(0).ended(true), count(0));
    }

    #[test]
    fn what_was_skipped_has_not_passed() {
        let skipped = maybe(Ok(Some("no Java"))).unwrap();
        assert_eq!(skipped, Count { passed: 0, failed: 0, skipped: Some("no Java") });
        assert_eq!(once(Ok(())).unwrap(), Count { passed: 1, failed: 0, skipped: None });
    }
}
