//! The work of the analysis grows with the text and not faster: instructions counted by valgrind for a text, twice and
//! four times as long, of several kinds, wicked ones among them; and so for a collection, twice and four times as many
//! articles, that are read and joined; and so for a file of each format, of one, two and four megabytes.
use std::fmt::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::atomic::AtomicUsize;
use std::sync::atomic::Ordering::Relaxed;
use std::sync::{Mutex, PoisonError};
use std::thread;

use crate::console::say;
use crate::process::{Outcome, fail, output_of, run};
use crate::tools::{Toolbox, target_dir};

/// From twice to four times the text at most this many hundredths of the step from once to twice; 200 is linear.
const GROWTH_MAX: u64 = 240;

/// About as many bytes in the shortest text.
const BYTES: usize = 20_000;

/// So many articles in the smallest collection.
const ARTICLES: usize = 120;

/// Makes the n-th piece of a text.
type Piece = fn(usize) -> String;

/// Kinds of text.
const KINDS: [(&str, Piece); 7] = [
    ("news", |n| {
        let (name, other) = (word(n / 9), word(n % 7));
        format!(
            "{name} Arbor, minister of {other}land, said on Monday that “the talks in {name} went well,” \
             but officials warned 1{n} troops could leave by Friday.\n"
        )
    }),
    ("new names", |n| format!("{} {} of {} Party met {}. ", word(3 * n), word(3 * n + 1), word(3 * n + 2), word(n))),
    ("one name", |_| "Lee said Lee told Lee that Lee met Lee. ".to_owned()),
    ("one sentence", |n| format!("and {} said that he, she and they would, it said, leave, ", word(n))),
    ("open marks", |n| format!("“{} said ‘no \"and «yes ", word(n))),
    ("paragraphs", |n| format!("He said {n}.\n\n")),
    ("dates and numbers", |n| format!("On 3 May 20{:02} and by Friday from {n} to 1{n} % last week, ", n % 90)),
];

/// Bytes of the smallest file of a format.
const FILE_BYTES: usize = 1_000_000;

/// A file of a format: its ending, how it begins, its n-th piece, how it ends.
type File = (&'static str, &'static str, Piece, &'static str);

/// Files of every format, wicked ones among them.
const FILES: [File; 15] = [
    ("txt", "", |n| format!("{} said {n}.\n\n", word(n)), ""),
    ("md", "", |n| format!("## {}\n\nHe *said* **{n}** [so](https://a.example/{n}).\n\n", word(n)), ""),
    ("md", "", |_| "[*_`![".to_owned(), ""),
    (
        "html",
        "<!doctype html><title>A</title>",
        |n| format!("<p>He said &ldquo;{n}&rdquo; to <a href=/>{}</a>.", word(n)),
        "",
    ),
    ("html", "<!doctype html>", |_| "<ul><li>".to_owned(), "x"),
    ("html", "<!doctype html><p>", |_| "&am<!--<a b='&lt".to_owned(), "x"),
    ("json", "[{\"text\": \"A.\"}", |n| format!(",{{\"id\": {n}, \"text\": \"{} said so.\"}}", word(n)), "]"),
    ("json", "[", |_| "{bad\\\"},".to_owned(), "]"),
    ("json", "", |_| "{\"a\":[".to_owned(), ""),
    ("jsonl", "", |_| "{bad\n\n".to_owned(), ""),
    ("jsonl", "", |n| format!("{{\"id\": {n}, \"text\": \"{} said so.\"}}\n", word(n)), ""),
    ("csv", "id,text\n", |n| format!("{n},\"{} said \"\"so\"\",\nand left.\"\n", word(n)), ""),
    ("csv", "id,text\n1,\"", |_| "\"\",\n".to_owned(), ""),
    (
        "rss",
        "<rss version=\"2.0\"><channel><title>A</title>",
        |n| format!("<item><title>{}</title><description>&lt;p&gt;Said {n}.</description></item>", word(n)),
        "</channel></rss>",
    ),
    ("rss", "<rss version=\"2.0\"><channel><item><title a='", |_| "&amp;<![CDATA[".to_owned(), ""),
];

/// Counts, and fails where the work outgrows the text; or why that cannot be done on this machine.
pub(crate) fn check(toolbox: &Toolbox) -> Outcome<Option<&'static str>> {
    if output_of(Command::new("valgrind").arg("--version")).is_err() {
        return Ok(Some("no valgrind: install it (on Debian: apt install valgrind)"));
    }
    run(toolbox.cargo().args(["build", "--quiet", "--profile", "native", "--package", "parallax-cli"]))?;
    let example = ["build", "--quiet", "--profile", "native", "--package", "parallax-formats", "--example", "found"];
    run(toolbox.cargo().args(example))?;
    let (cases, mut worst) = (cases(), None);
    for (Case { kind, unit, units, .. }, counts) in cases.iter().zip(all_counted(&cases)) {
        let [one, two, four] = counts?;
        let growth = 100 * four.saturating_sub(two) / two.saturating_sub(one).max(1);
        let each = four.saturating_sub(two) / (2 * *units as u64);
        say(&format!("{kind:<18} {growth:>4} hundredths (200 is linear), {each} instructions for each {unit}"));
        if growth > GROWTH_MAX {
            worst = Some(format!("{kind}: the work grows by {growth} hundredths when its size doubles"));
        }
    }
    worst.map_or(Ok(None), fail)
}

/// What is counted once, for twice and for four times the size.
struct Case {
    kind: &'static str,
    unit: &'static str,
    units: usize,
    /// The ending of its file.
    ending: &'static str,
    program: &'static str,
    asked: &'static [&'static str],
    /// What lies in the file, by its number of units.
    content: Box<dyn Fn(usize) -> String + Sync>,
}

/// The texts by `parallax annotate`; the collection by `parallax compare`, which compares nothing where it is asked for an
/// event that none tells; the files by what only reads them.
fn cases() -> Vec<Case> {
    let annotated = |kind, content: Box<dyn Fn(usize) -> String + Sync>| {
        let (program, asked) = ("native/parallax", ["annotate"].as_slice());
        Case { kind, unit: "byte", units: BYTES, ending: "txt", program, asked, content }
    };
    let nested = |bytes: usize| ["“‘".repeat(bytes / 12), "so".to_owned(), "’”".repeat(bytes / 12)].concat();
    let texts = KINDS.map(|(kind, piece)| annotated(kind, Box::new(move |bytes| text(bytes, piece))));
    let collection = Case {
        kind: "joined articles",
        unit: "article",
        units: ARTICLES,
        ending: "jsonl",
        program: "native/parallax",
        asked: &["compare", "--event", "none"],
        content: Box::new(together),
    };
    let files = FILES.map(|(ending, head, piece, tail)| Case {
        kind: ending,
        unit: "byte",
        units: FILE_BYTES,
        ending,
        program: "native/examples/found",
        asked: &[],
        content: Box::new(move |bytes| [head, &text(bytes, piece), tail].concat()),
    });
    texts.into_iter().chain([annotated("marks in marks", Box::new(nested)), collection]).chain(files).collect()
}

/// The instructions of every case, as many at a time as there are cores: what else runs does not count.
fn all_counted(cases: &[Case]) -> Vec<Outcome<[u64; 3]>> {
    let (next, all) = (AtomicUsize::new(0), Mutex::new(Vec::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(|| {
                while let Some((n, case)) = Some(next.fetch_add(1, Relaxed)).and_then(|n| Some((n, cases.get(n)?))) {
                    let counted = case.counted(n);
                    all.lock().unwrap_or_else(PoisonError::into_inner).push((n, counted));
                }
            });
        }
    });
    let mut all = all.into_inner().unwrap_or_else(PoisonError::into_inner);
    all.sort_by_key(|(n, _)| *n);
    all.into_iter().map(|(_, counted)| counted).collect()
}

impl Case {
    /// Once, twice, four times the size; `n` tells its file from those of the other cases.
    fn counted(&self, n: usize) -> Outcome<[u64; 3]> {
        let mut counts = [0; 3];
        for (count, times) in counts.iter_mut().zip([1, 2, 4]) {
            let file = target_dir().join(format!("linear-{n}.{}", self.ending));
            crate::process::write(&file, (self.content)(times * self.units).as_bytes())?;
            *count = instructions(self.program, self.asked, &file)?;
        }
        Ok(counts)
    }
}

fn text(bytes: usize, piece: Piece) -> String {
    let mut text = String::new();
    for n in 0.. {
        if text.len() >= bytes {
            break;
        }
        let _ = write!(text, "{}", piece(n));
    }
    text
}

/// A made-up word with a capital letter, another for every number.
fn word(n: usize) -> String {
    const ENDS: [&str; 5] = ["ra", "ben", "sko", "lind", "mov"];
    let mut word = String::from(char::from(b'A' + u8::try_from(n % 26).unwrap_or(0)));
    let mut rest = n / 26 + 5;
    while rest > 0 {
        word.push_str(ENDS.get(rest % 5).unwrap_or(&""));
        rest /= 5;
    }
    word
}

/// A collection of so many articles.
fn together(articles: usize) -> String {
    let mut lines = String::new();
    for n in 0..articles {
        // Three articles to a story; its people and places are its own, one speaker and a country everybody's.
        let (story, day) = (n / 3, n / 3 % 28 + 1);
        let [who, place, body] = [5 * story, 3 * story + 1, 7 * story + 2].map(word);
        let _ = writeln!(
            lines,
            "{{\"id\":\"a{n}\",\"published\":\"2024-{:02}-{day:02}\",\"text\":\"{place} bridge closed\\n\\nAnna {who}, mayor \
             of {place}, shut the bridge on Monday after engineers of {body} Structures found cracks. {who} said that talks in \
             {place} began on Friday. Minister Omar {} of Kenya warned of delays in {place}.\"}}",
            story / 28 % 12 + 1,
            word(story % 20)
        );
    }
    lines
}

/// How many instructions a program takes for a file: cachegrind without its caches, a third of the time of callgrind.
fn instructions(program: &str, asked: &[&str], file: &Path) -> Outcome<u64> {
    let mut command = Command::new("valgrind");
    command
        .args(["--tool=cachegrind", "--cache-sim=no", "--cachegrind-out-file=/dev/null"])
        .arg(target_dir().join(program));
    let told = command.args(asked).arg(file).stdout(Stdio::null()).stderr(Stdio::piped()).output();
    let told = told.map(|done| String::from_utf8_lossy(&done.stderr).into_owned()).unwrap_or_default();
    let count = told.lines().find_map(|line| line.rsplit_once(" refs:")?.1.trim().replace(',', "").parse().ok());
    count.map_or_else(|| fail(format!("cachegrind said: {told}")), Ok)
}
