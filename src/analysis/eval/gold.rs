//! Annotated articles: one `.gold` file each, tab-separated, everything verbatim and in order of appearance.
//!
//! ```text
//! article   news/NAME.txt            beside the .gold file, or meantime/ID of the open news corpus
//! day       2008-03-01               of publication, or -
//! N         PER|ORG|LOC   as written   referent
//! Q         direct|mixed|indirect|title   content   source as written   cue   speaker
//! D         as written   value
//! ```
//! `-` is nothing. The conventions of kinds and spans are those of newswire corpora: the bare name without
//! title, countries and cities are LOC, demonyms are none.
use crate::{SHARED, open};
use corpus::{Article, Basis, Date, Published, Span, read_text};
use std::path::Path;

/// A name: kind, where, who.
pub(crate) struct Name {
    /// PER, ORG or LOC.
    pub(crate) kind: String,
    /// The bare name.
    pub(crate) span: Span,
    /// One string per referent, over all articles of a set.
    pub(crate) referent: String,
}

/// A cited content.
pub(crate) struct Cited {
    /// direct, mixed, indirect or title.
    pub(crate) manner: String,
    /// Without the marks.
    pub(crate) content: Span,
    /// As written; empty when not named again.
    pub(crate) source: String,
    /// Who, or the description of an unnamed source; empty for a title.
    pub(crate) speaker: String,
}

/// A date: where, and its value; empty when no reader can tell.
pub(crate) struct Day {
    /// As written.
    pub(crate) span: Span,
    /// ISO 8601.
    pub(crate) value: String,
}

/// An article with what a careful reader finds in it.
pub(crate) struct Annotated {
    /// As read by the engine's reader, with the day supplied.
    pub(crate) article: Article,
    /// In order.
    pub(crate) names: Vec<Name>,
    /// In order.
    pub(crate) cited: Vec<Cited>,
    /// In order.
    pub(crate) days: Vec<Day>,
}

/// All `.gold` files of a folder, by name; those whose text is not at hand are left out with a line.
pub(crate) fn read_folder(folder: &Path) -> Result<Vec<Annotated>, String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Ok(Vec::new()) };
    let mut paths: Vec<_> = entries.filter_map(|e| Some(e.ok()?.path())).collect();
    paths.retain(|p| p.extension().is_some_and(|e| e == "gold"));
    paths.sort();
    let meantime = open::meantime(SHARED);
    let mut list = Vec::new();
    for path in &paths {
        let lines = std::fs::read_to_string(path).map_err(|e| format!("{}: {e}", path.display()))?;
        let of = lines.lines().find_map(|l| l.strip_prefix("article\t")).unwrap_or("").trim();
        let text = match of.strip_prefix("meantime/") {
            Some(id) => meantime.iter().find(|d| d.id == id).map(|d| d.text.clone()),
            None => std::fs::read_to_string(folder.join(of)).ok(),
        };
        match text {
            Some(text) => list.push(read(&lines, of, text).map_err(|e| format!("{}: {e}", path.display()))?),
            None => eprintln!("skipped: {}: its text {of:?} is not here", path.display()),
        }
    }
    Ok(list)
}

/// Finds each annotated string behind the one before it.
struct Finder<'a> {
    text: &'a str,
    from: usize,
}

impl Finder<'_> {
    /// The next occurrence that is no part of a longer word; `over` goes on behind it.
    fn next(&mut self, what: &str, over: bool) -> Result<Span, String> {
        let rest = |from: usize| self.text.get(from..).unwrap_or("");
        let mut from = self.from;
        loop {
            let at =
                from + rest(from).find(what).ok_or_else(|| format!("not found behind byte {}: {what:?}", self.from))?;
            let end = at + what.len();
            let before = self.text.get(..at).and_then(|t| t.chars().next_back());
            let after = rest(end).chars().next();
            let joined = |a: Option<char>, b: Option<char>| {
                a.is_some_and(char::is_alphanumeric) && b.is_some_and(char::is_alphanumeric)
            };
            let cut = joined(before, what.chars().next()) || joined(what.chars().next_back(), after);
            if !cut {
                self.from = if over { end } else { at };
                return Ok(Span::new(at, end));
            }
            from = end;
        }
    }
}

fn read(lines: &str, id: &str, text: String) -> Result<Annotated, String> {
    let mut article = read_text(id, text);
    let text = article.text.clone();
    let (mut names, mut cited, mut days) = (Vec::new(), Vec::new(), Vec::new());
    let mut finders = [(); 3].map(|()| Finder { text: &text, from: 0 });
    let [in_names, in_cited, in_days] = &mut finders;
    for (number, line) in lines.lines().enumerate().filter(|(_, l)| !l.is_empty() && !l.starts_with('#')) {
        let at = |problem| format!("line {}: {problem}", number + 1);
        let given = |cell: &str| if cell == "-" { String::new() } else { cell.to_owned() };
        match line.split('\t').collect::<Vec<_>>().as_slice() {
            ["article", _] => {}
            ["day", day] => {
                if let Ok(date) = day.parse::<Date>() {
                    article.published = Some(Published { value: date.into(), basis: Basis::Supplied, span: None });
                }
            }
            ["N", kind, written, referent] => {
                let span = in_names.next(written, true).map_err(at)?;
                names.push(Name { kind: (*kind).to_owned(), span, referent: (*referent).to_owned() });
            }
            ["Q", manner, content, source, _, speaker] => {
                let content = in_cited.next(content, false).map_err(at)?;
                let (source, speaker) = (given(source), given(speaker));
                cited.push(Cited { manner: (*manner).to_owned(), content, source, speaker });
            }
            ["D", written, value] => {
                days.push(Day { span: in_days.next(written, true).map_err(at)?, value: given(value) });
            }
            cells => return Err(at(format!("expected article, day, N, Q or D with their cells, found {cells:?}"))),
        }
    }
    Ok(Annotated { article, names, cited, days })
}
