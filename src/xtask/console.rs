//! The one place that writes to the terminal.
use std::io::Write;
use std::time::{Duration, Instant};

/// Prints one line. A closed pipe is no reason to stop the work.
pub(crate) fn say(line: &str) {
    let _ = writeln!(std::io::stdout(), "{line}");
}

/// Announces a piece of work, does it, and says how long it took and whether it went well.
pub(crate) fn timed<T, E>(what: &str, work: impl FnOnce() -> Result<T, E>) -> Result<T, E> {
    say(&format!("… {what}"));
    let start = Instant::now();
    let result = work();
    let sign = if result.is_ok() { "✓" } else { "✗" };
    say(&format!("{sign} {what} ({})", seconds(start.elapsed())));
    result
}

/// A duration as a person reads it.
pub(crate) fn seconds(time: Duration) -> String {
    match time.as_secs() {
        whole @ 120.. => format!("{} min {:02} s", whole / 60, whole % 60),
        _ => format!("{:.1} s", time.as_secs_f64()),
    }
}
