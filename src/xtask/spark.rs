//! `parallax annotate` under Apache Spark: the recipe of the command line does what it says.
//!
//! Articles go through the recipe in several partitions and through one plain run; both must write the same bytes, with
//! lines among them that cannot be read. PARALLAX_SPARK_ARTICLES names another number of articles, to measure with.
use std::fmt::Write as _;
use std::fs::File;
use std::io::{BufRead, BufReader, BufWriter, Read, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::console::{say, seconds};
use crate::process::{Failure, Outcome, fail, read, run};
use crate::setup;
use crate::tools::{Toolbox, root, target_dir};

/// As many articles as fill several partitions in a second.
const ARTICLES: usize = 400;

/// Lines that are no article, and some that a careless reader of lines would break: an empty one, one that ends as on
/// Windows, separators of lines inside a text.
const ODD: [&str; 5] = [
    "{\"id\":\"cut off\",\"text\":",
    "{\"id\":\"without a text\"}",
    "",
    "{\"id\":\"from Windows\",\"text\":\"Rain fell.\"}\r",
    "{\"id\":\"separators\",\"text\":\"Rain\u{2028}fell\u{85}on “Kyiv”,\\r\\nsaid \\u0000 no one.\\u2029 😀\"}",
];

/// Compares; or why that cannot be done on this machine.
pub(crate) fn check(toolbox: &Toolbox) -> Outcome<Option<&'static str>> {
    let python = match setup::pyspark(toolbox)? {
        Ok(python) => python,
        Err(lacking) => return Ok(Some(lacking)),
    };
    run(toolbox.cargo().args(["build", "--quiet", "--profile", "native", "--package", "parallax-cli"]))?;
    let (program, folder) = (target_dir().join("native/parallax"), target_dir().join("spark"));
    let _ = std::fs::remove_dir_all(&folder);
    make(&folder)?;
    let number = std::env::var("PARALLAX_SPARK_ARTICLES").ok().and_then(|number| number.parse().ok());
    let number = number.unwrap_or(ARTICLES);
    let recipe = Recipe { python, folder: folder.clone() };

    let (few, many) = (folder.join("few.jsonl"), folder.join("many.jsonl"));
    write_articles(&few, 3, &[])?;
    write_articles(&many, number, &ODD)?;

    let (well, start) = recipe.run(&few, "few", &program)?;
    if !well {
        return fail("the recipe fails where every line can be read");
    }
    let (well, _) = recipe.run(&few, "none", &folder.join("nowhere"))?;
    if well || folder.join("none/_SUCCESS").exists() {
        return fail("the recipe takes a program that does not run for one that came to its end");
    }
    let (well, spark) = recipe.run(&many, "many", &program)?;
    if well {
        return fail("the recipe does not tell that lines could not be read");
    }
    let single = folder.join("single.jsonl");
    let time = annotate(&program, &many, &single)?;
    let parts = same(&single, &folder.join("many"))?;

    let speed = |time: Duration| format!("{} ({:.0} a second)", seconds(time), number as f64 / time.as_secs_f64());
    say(&format!("{number} articles, one run: {}", speed(time)));
    say(&format!("{number} articles, Spark local[2], {parts} partitions: {}, the same bytes", speed(spark)));
    say(&format!("3 articles, Spark local[2]: {} (what it takes to start)", seconds(start)));
    std::fs::remove_dir_all(&folder).or_else(|error| fail(format!("{}: {error}", folder.display())))?;
    Ok(None)
}

/// The recipe, as it is called here.
struct Recipe {
    python: PathBuf,
    folder: PathBuf,
}

impl Recipe {
    /// Runs it from a file to a folder of that name; whether it ended well, and how long it took.
    fn run(&self, input: &Path, output: &str, program: &Path) -> Outcome<(bool, Duration)> {
        let start = Instant::now();
        let mut command = Command::new(&self.python);
        command.arg(root().join("src/cli/recipes/spark_annotate.py")).arg(input).arg(self.folder.join(output));
        command.arg("--program").arg(program).args(["--partitions", "4"]);
        // Java's quick compiler alone: half the work where a run is over in seconds.
        let options = "--master local[2] --conf spark.ui.enabled=false --driver-java-options -XX:TieredStopAtLevel=1";
        command.env("PYSPARK_SUBMIT_ARGS", format!("{options} pyspark-shell"));
        command.env("PYSPARK_PYTHON", &self.python).env("SPARK_LOCAL_IP", "127.0.0.1");
        command.env("SPARK_LOCAL_DIRS", &self.folder).env_remove("SPARK_HOME").env_remove("SPARK_CONF_DIR");
        let done = command.stdin(Stdio::null()).output();
        let done = done.map_err(|error| Failure(format!("{}: {error}", self.python.display())))?;
        // Spark says much; what it says is told only where it did not come to its end.
        let told = String::from_utf8_lossy(&done.stderr);
        match told.lines().rev().find(|line| line.ends_with(" articles annotated")) {
            Some(line) => say(line.rsplit('\r').next().unwrap_or(line).trim_start()),
            None if program.exists() => return fail(format!("Spark said: {told}")),
            None => {}
        }
        Ok((done.status.success(), start.elapsed()))
    }
}

/// One plain run; how long it took. It has to tell that lines could not be read.
fn annotate(program: &Path, input: &Path, output: &Path) -> Outcome<Duration> {
    let start = Instant::now();
    let mut command = Command::new(program);
    command.arg("annotate").stdin(open(input)?).stdout(create(output)?).stderr(Stdio::null());
    match command.status() {
        Ok(status) if status.code() == Some(1) => Ok(start.elapsed()),
        Ok(status) => fail(format!("parallax annotate ended with {status}, not with 1")),
        Err(error) => fail(format!("{}: {error}", program.display())),
    }
}

/// Whether the parts in a folder, one after the other, are the same bytes as a file; how many parts there are.
fn same(single: &Path, folder: &Path) -> Outcome<usize> {
    let listed = std::fs::read_dir(folder).or_else(|error| fail(format!("{}: {error}", folder.display())))?;
    let mut parts: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
    parts.retain(|path| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("part-")));
    parts.sort();
    if parts.len() < 2 {
        return fail(format!("{} parts are nothing to compare", parts.len()));
    }
    let mut whole = BufReader::new(open(single)?);
    for part in &parts {
        let size = std::fs::metadata(part).map_or(0, |data| data.len());
        if !equal(BufReader::new(open(part)?), whole.by_ref().take(size)) {
            return fail(format!("{} differs from one run", part.display()));
        }
    }
    if !equal(whole, std::io::empty()) {
        return fail(format!("one run has more lines than {}", folder.display()));
    }
    Ok(parts.len())
}

/// Whether two readers give the same lines.
fn equal(one: impl BufRead, other: impl BufRead) -> bool {
    let (mut one, mut other) = (one.split(b'\n'), other.split(b'\n'));
    loop {
        match (one.next(), other.next()) {
            (None, None) => return true,
            (Some(Ok(a)), Some(Ok(b))) if a == b => {}
            _ => return false,
        }
    }
}

/// Writes so many articles, each another, made of the texts that lie in the project, with the odd lines among them.
fn write_articles(path: &Path, number: usize, odd: &[&str]) -> Outcome<()> {
    let mut texts = Vec::new();
    for folder in ["seeds", "src/analysis/eval/articles/dev/news", "src/analysis/eval/articles/held/news"] {
        let listed = std::fs::read_dir(root().join(folder)).or_else(|error| fail(format!("{folder}: {error}")))?;
        let mut paths: Vec<PathBuf> = listed.flatten().map(|entry| entry.path()).collect();
        paths.sort();
        for path in paths.iter().filter(|path| path.extension().is_some_and(|ending| ending == "txt")) {
            texts.push(quoted(&read(path)?));
        }
    }
    let mut to = BufWriter::new(create(path)?);
    let mut odd = odd.iter();
    for (n, text) in texts.iter().cycle().take(number).enumerate() {
        let strange = if n % 60 == 59 { odd.next() } else { None };
        let strange = strange.map(|line| format!("{line}\n")).unwrap_or_default();
        to.write_all(format!("{strange}{{\"id\":\"{n}\",\"text\":\"Edition {n}\\n{text}\"}}\n").as_bytes())
            .map_err(|error| Failure(format!("{}: {error}", path.display())))?;
    }
    to.flush().map_err(|error| Failure(format!("{}: {error}", path.display())))
}

/// A text as it stands between the quotation marks of JSON.
fn quoted(text: &str) -> String {
    let mut out = String::new();
    for letter in text.chars() {
        match letter {
            '"' | '\\' => out.extend(['\\', letter]),
            ..' ' => drop(write!(out, "\\u{:04x}", u32::from(letter))),
            _ => out.push(letter),
        }
    }
    out
}

fn make(folder: &Path) -> Outcome<()> {
    std::fs::create_dir_all(folder).or_else(|error| fail(format!("{} cannot be made: {error}", folder.display())))
}

fn open(path: &Path) -> Outcome<File> {
    File::open(path).map_err(|error| Failure(format!("{} cannot be read: {error}", path.display())))
}

fn create(path: &Path) -> Outcome<File> {
    File::create(path).map_err(|error| Failure(format!("{} cannot be written: {error}", path.display())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_are_compared_to_the_last_line() {
        let equal = |one: &str, other: &str| equal(one.as_bytes(), other.as_bytes());
        assert!(equal("", "") && equal("a\nb\n", "a\nb\n"));
        assert!(!equal("a\nb\n", "a\nc\n") && !equal("a\n", "a\nb\n") && !equal("a\nb\n", "a\n"));
    }

    #[test]
    fn a_text_is_quoted_for_json() {
        assert_eq!(quoted("“a” \"b\\\"\n\t\u{2028}"), "“a” \\\"b\\\\\\\"\\u000a\\u0009\u{2028}");
    }
}
