//! What the arguments ask for. Options may stand anywhere; after `--` everything is a path.
use std::ffi::OsString;
use std::path::PathBuf;

/// A right call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// `parallax annotate`.
    Annotate(Annotate),
    /// `parallax compare`.
    Compare(Compare),
    /// `parallax bundle`.
    Bundle(Bundle),
    /// Help or version: a text for standard output.
    Tell(String),
}

/// What `annotate` was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Annotate {
    /// Files and folders; none, or `-` among them, for standard input.
    pub(crate) paths: Vec<PathBuf>,
    /// What to write.
    pub(crate) format: Format,
}

/// What `compare` was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Compare {
    /// Files and folders; none, or `-` among them, for standard input.
    pub(crate) paths: Vec<PathBuf>,
    /// The ids of the events to show beside each other; none for each event by itself.
    pub(crate) events: Vec<String>,
    /// What to write.
    pub(crate) format: Table,
}

/// What `bundle` was asked for.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Bundle {
    /// Files and folders; none, or `-` among them, for standard input.
    pub(crate) paths: Vec<PathBuf>,
    /// Where to write.
    pub(crate) folder: PathBuf,
    /// The folder of the built page that goes along.
    pub(crate) page: Option<PathBuf>,
    /// What the corpus is called.
    pub(crate) name: Option<String>,
}

/// In which form a comparison is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Table {
    /// One JSON object per event and line.
    #[default]
    Json,
    /// One row per place.
    Csv,
    /// A text with headings.
    Markdown,
    /// A picture.
    Svg,
}

/// What to write.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Format {
    /// One JSON object per article and line.
    #[default]
    Json,
    /// One row per span.
    Csv,
    /// One W3C annotation page per article and line.
    WebAnnotation,
}

pub(crate) const USAGE: &str = "\
parallax annotate [--format json|csv|web-annotation] [PATH…]
    writes for each article what it says, who says it and where: one JSON object per article and line,
    in the order of the input; offsets count Unicode code points of the field “text”, half-open
parallax compare [--event ID]… [--format json|csv|markdown|svg] [PATH…]
    writes how the articles tell each event: one JSON object per event and line; with --event only
    these, beside each other in one object; offsets count Unicode code points of the article’s text
parallax bundle -o DIR [--page DIST] [--name NAME] [PATH…]
    analyses the articles and writes them into DIR as parts that the page fetches when it needs them, so that
    a web server hands out a corpus larger than a browser's memory; with --page, the folder that the build
    wrote (dist), the page lies in DIR too

PATH      a file or a folder of files: text (.txt, .md), web pages (.html), records (.json, .jsonl, .ndjson),
          tables (.csv, .tsv), feeds (.rss, .atom, .xml), archives of these (.zip). What a file is and how it
          is encoded (UTF-8, UTF-16, windows-1252) is told by what it holds.
          A folder with a corpus.json is read with the outlets, dates and events it names.
          Without a PATH, or for “-”: JSON Lines from standard input, one {\"id\": …, \"text\": …}
          a line; “outlet”, “published”, “headline” may be there too.

--format  json (default); of annotate: csv, one row per span; web-annotation, W3C Web Annotation, one page
          per article; of compare: csv, one row per place; markdown; svg, a picture of one event
--help    this text
--version the version

Exit status: 0; 1 if an input could not be read (the others are still written); 2 for a wrong call.
";

/// Understands the arguments after the program's name.
///
/// # Errors
/// A message that says what was expected, what was found and what to do.
pub(crate) fn parse(args: impl IntoIterator<Item = OsString>) -> Result<Call, String> {
    let mut args = args.into_iter();
    let Some(first) = args.next() else {
        return Err(format!("expected a command, found none; write one of these:\n\n{USAGE}"));
    };
    match first.to_str() {
        Some("annotate") => annotate(args),
        Some("compare") => compare(args),
        Some("bundle") => bundle(args),
        Some("--help" | "-h" | "help") => Ok(Call::Tell(USAGE.to_owned())),
        Some("--version" | "-V") => Ok(Call::Tell(version())),
        _ => Err(format!(
            "expected the command “annotate”, “compare” or “bundle”, found “{}”; see parallax --help",
            first.to_string_lossy()
        )),
    }
}

fn version() -> String {
    format!("parallax {}\n", env!("CARGO_PKG_VERSION"))
}

fn annotate(mut args: impl Iterator<Item = OsString>) -> Result<Call, String> {
    let mut asked = Annotate::default();
    let told = options(&mut args, &mut asked.paths, &["--format"], |_, value| {
        asked.format = format_named(value)?;
        Ok(())
    })?;
    Ok(told.unwrap_or(Call::Annotate(asked)))
}

fn compare(mut args: impl Iterator<Item = OsString>) -> Result<Call, String> {
    let mut asked = Compare::default();
    let told = options(&mut args, &mut asked.paths, &["--event", "--format"], |option, value| {
        if option == "--format" {
            asked.format = match value {
                Some("json") => Table::Json,
                Some("csv") => Table::Csv,
                Some("markdown") => Table::Markdown,
                Some("svg") => Table::Svg,
                other => {
                    let found = other.unwrap_or("nothing");
                    return Err(format!("expected json, csv, markdown or svg after --format, found {found}"));
                }
            };
            return Ok(());
        }
        let id =
            value.ok_or("expected the id of an event after --event, found nothing; write for example --event ID")?;
        asked.events.push(id.to_owned());
        Ok(())
    })?;
    Ok(told.unwrap_or(Call::Compare(asked)))
}

fn bundle(mut args: impl Iterator<Item = OsString>) -> Result<Call, String> {
    let mut asked = Bundle::default();
    let told = options(&mut args, &mut asked.paths, &["-o", "--page", "--name"], |option, value| {
        let value = value.ok_or_else(|| format!("expected a value after {option}, found nothing"))?;
        match option {
            "-o" => asked.folder = value.into(),
            "--page" => asked.page = Some(value.into()),
            _ => asked.name = Some(value.to_owned()),
        }
        Ok(())
    })?;
    if told.is_none() && asked.folder.as_os_str().is_empty() {
        return Err("expected the folder to write after -o, found none; write for example -o bundle".to_owned());
    }
    Ok(told.unwrap_or(Call::Bundle(asked)))
}

/// Reads options and paths: each of the options `known` takes a value, which goes to `take`. Gives help or version
/// where it is asked for.
fn options(
    args: &mut impl Iterator<Item = OsString>,
    paths: &mut Vec<PathBuf>,
    known: &[&str],
    mut take: impl FnMut(&str, Option<&str>) -> Result<(), String>,
) -> Result<Option<Call>, String> {
    let mut only_paths = false;
    while let Some(arg) = args.next() {
        let Some(option) = arg.to_str().filter(|a| !only_paths && a.starts_with('-') && *a != "-") else {
            paths.push(arg.into());
            continue;
        };
        let (name, value) = option.split_once('=').map_or((option, None), |(name, value)| (name, Some(value)));
        match name {
            "--" => only_paths = true,
            "--help" | "-h" => return Ok(Some(Call::Tell(USAGE.to_owned()))),
            "--version" | "-V" => return Ok(Some(Call::Tell(version()))),
            _ if known.contains(&name) => match value {
                Some(value) => take(name, Some(value))?,
                None => take(name, args.next().as_ref().and_then(|a| a.to_str()))?,
            },
            _ => {
                return Err(format!(
                    "expected {}, --help, --version or a path, found “{option}”; a path that begins with a hyphen is \
                     written after “--”",
                    known.join(", ")
                ));
            }
        }
    }
    Ok(None)
}

fn format_named(name: Option<&str>) -> Result<Format, String> {
    match name {
        Some("json" | "jsonl") => Ok(Format::Json),
        Some("csv") => Ok(Format::Csv),
        Some("web-annotation") => Ok(Format::WebAnnotation),
        other => Err(format!(
            "expected json, csv or web-annotation after --format, found {}; write for example --format csv",
            other.map_or("nothing".to_owned(), |o| format!("“{o}”"))
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(line: &str) -> Result<Call, String> {
        parse(line.split_whitespace().map(OsString::from))
    }

    fn check(line: &str, paths: &[&str], format: Format) {
        let paths = paths.iter().map(PathBuf::from).collect();
        assert_eq!(call(line), Ok(Call::Annotate(Annotate { paths, format })), "{line}");
    }

    #[test]
    fn right_calls() {
        check("annotate", &[], Format::Json);
        check("annotate a.txt --format csv b", &["a.txt", "b"], Format::Csv);
        check("annotate --format=web-annotation -", &["-"], Format::WebAnnotation);
        check("annotate -- --format", &["--format"], Format::Json);
        assert_eq!(call("annotate x --help"), Ok(Call::Tell(USAGE.to_owned())));
        let compare = Compare { paths: vec!["x".into()], events: vec!["a".into(), "b".into()], format: Table::Csv };
        assert_eq!(call("compare --event a x --event=b --format csv"), Ok(Call::Compare(compare)));
        let bundle = Bundle { paths: vec!["x".into()], folder: "y".into(), page: Some("z".into()), name: None };
        assert_eq!(call("bundle x -o y --page=z"), Ok(Call::Bundle(bundle)));
        assert!(matches!(call("--version"), Ok(Call::Tell(v)) if v.starts_with("parallax 0.")));
    }

    #[test]
    fn wrong_calls_are_told_what_to_do() {
        for (line, expected) in [
            ("", "expected a command, found none"),
            ("anotate", "found “anotate”; see parallax --help"),
            ("annotate --fast", "found “--fast”"),
            ("annotate --format", "found nothing; write for example"),
            ("compare --event", "expected the id of an event"),
            ("compare --format xml", "found xml"),
            ("bundle x", "expected the folder to write after -o"),
            ("bundle x -o", "expected a value after -o"),
            ("annotate --format xml", "found “xml”"),
        ] {
            let found = call(line).unwrap_err();
            assert!(found.contains(expected), "{line}: {found}");
        }
    }
}
