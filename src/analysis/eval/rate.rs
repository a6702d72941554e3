//! Counts that become rates, and the table they stand in. Integers throughout: tenths of a per cent.
use std::io::Write;

/// Things found rightly, found, and expected.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Counts {
    /// Found and expected.
    pub(crate) right: usize,
    /// Found, rightly or not.
    pub(crate) found: usize,
    /// What the annotation has.
    pub(crate) expected: usize,
}

/// Tenths of a per cent; 0 of 0 is nothing wrong.
fn tenths(part: usize, whole: usize) -> usize {
    (1000 * part + whole / 2).checked_div(whole).unwrap_or(1000)
}

impl Counts {
    /// Harmonic mean of precision and recall.
    pub(crate) fn f1(self) -> usize {
        tenths(2 * self.right, self.found + self.expected)
    }

    /// How much of what was found is right.
    pub(crate) fn precision(self) -> usize {
        tenths(self.right, self.found)
    }

    /// How much of what is there was found.
    pub(crate) fn recall(self) -> usize {
        tenths(self.right, self.expected)
    }
}

/// What a row asks for: the least that must be reached and the aim, in tenths of a per cent, and the peers.
#[derive(Clone, Copy)]
pub(crate) struct Asked {
    /// As the table calls it.
    pub(crate) what: &'static str,
    /// The least.
    pub(crate) must: usize,
    /// The aim.
    pub(crate) aim: usize,
    /// What other programs reach on such data.
    pub(crate) peers: &'static str,
}

/// A line of the table.
pub(crate) struct Row {
    /// By which `--errors` finds it.
    pub(crate) id: String,
    what: String,
    asked: Option<Asked>,
    reached: usize,
    detail: String,
    floor: usize,
}

impl Row {
    /// Whether nothing got worse than the floor that the project holds.
    pub(crate) fn is_kept(&self) -> bool {
        self.reached >= self.floor
    }
}

/// The table as it grows.
pub(crate) struct Report {
    errors: Option<String>,
    floors: Vec<(String, usize)>,
    /// So far.
    pub(crate) rows: Vec<Row>,
}

impl Report {
    /// An empty one; the errors of the named row are printed while it is counted.
    pub(crate) fn new(errors: Option<&str>) -> Self {
        let floors = include_str!("floors.tsv")
            .lines()
            .filter(|l| !l.starts_with('#'))
            .filter_map(|l| {
                let (id, floor) = l.split_once('\t')?;
                Some((id.to_owned(), floor.trim().replace('.', "").parse().ok()?))
            })
            .collect();
        Self { errors: errors.map(str::to_owned), floors, rows: Vec::new() }
    }

    /// Prints one error, when the errors of this row are asked for.
    pub(crate) fn error(&self, id: &str, line: impl FnOnce() -> String) {
        if self.errors.as_deref() == Some(id) {
            eprintln!("{}", line());
        }
    }

    /// A row that counts right ones of all expected.
    pub(crate) fn share(&mut self, id: &str, data: &str, asked: Asked, right: usize, of: usize) {
        self.push(id, data, Some(asked), tenths(right, of), format!("{right} of {of}"));
    }

    /// A row that is an F1.
    pub(crate) fn f1(&mut self, id: &str, data: &str, asked: Asked, counts: Counts) {
        let detail = format!("P {}, R {}, n {}", shown(counts.precision()), shown(counts.recall()), counts.expected);
        self.push(id, data, Some(asked), counts.f1(), detail);
    }

    /// A row that is a B³: precision, recall (in tenths), and over how many mentions.
    pub(crate) fn b_cubed(&mut self, id: &str, data: &str, asked: Asked, [p, r]: [usize; 2], mentions: usize) {
        let detail = format!("P {}, R {}, n {mentions}", shown(p), shown(r));
        self.push(id, data, Some(asked), tenths(2 * p * r, 1000 * (p + r)), detail);
    }

    /// Any other row; `reached` in tenths.
    pub(crate) fn push(&mut self, id: &str, data: &str, asked: Option<Asked>, reached: usize, detail: String) {
        let what = match asked {
            Some(asked) => format!("{}: {data}", asked.what),
            None => data.to_owned(),
        };
        let floor = self.floors.iter().find(|f| f.0 == id).map_or(0, |f| f.1);
        self.rows.push(Row { id: id.to_owned(), what, asked, reached, detail, floor });
    }

    /// Data that is not here.
    pub(crate) fn skip(&self, what: &str, why: &str) {
        eprintln!("skipped: {what}: {why}");
    }

    /// Writes the table in Markdown.
    pub(crate) fn print(&self) {
        let mut out = std::io::stdout().lock();
        let mut line = |text: String| drop(writeln!(out, "{text}"));
        line("| row | what, on which text | reached | counted | must | aim | peers |".to_owned());
        line("|---|---|---|---|---|---|---|".to_owned());
        for row in &self.rows {
            let [must, aim] = row.asked.map_or([String::new(), String::new()], |a| [shown(a.must), shown(a.aim)]);
            let short = if row.asked.is_some_and(|a| row.reached < a.must) { " **short**" } else { "" };
            let fallen =
                if row.is_kept() { String::new() } else { format!(" **below the floor {}**", shown(row.floor)) };
            line(format!(
                "| {} | {} | {}{short}{fallen} | {} | {must} | {aim} | {} |",
                row.id,
                row.what,
                shown(row.reached),
                row.detail,
                row.asked.map_or("", |a| a.peers)
            ));
        }
    }
}

/// Tenths as people write them.
fn shown(tenths: usize) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}
