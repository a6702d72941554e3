//! What the arguments ask for. Options may stand anywhere; after `--` everything is a path.
use std::ffi::OsString;
use std::path::PathBuf;

/// A right call.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Call {
    /// `parallax annotate`.
    Annotate(Annotate),
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

Reads news articles and writes what is said about them, by whom, where: one JSON object per article
and line, in the order of the input. Offsets count Unicode code points of the field “text”, half-open.

PATH      a text file (.txt, .md), a record file (.json, .jsonl, .ndjson) or a folder of such files.
          A folder with a corpus.json is read with the outlets, dates and events it names.
          Without a PATH, or for “-”: JSON Lines from standard input, one {\"id\": …, \"text\": …}
          a line; “outlet”, “published”, “headline” may be there too.

--format  json (default); csv: one row per span; web-annotation: W3C Web Annotation, one page per article
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
        Some("--help" | "-h" | "help") => Ok(Call::Tell(USAGE.to_owned())),
        Some("--version" | "-V") => Ok(Call::Tell(version())),
        _ => Err(format!("expected the command “annotate”, found “{}”; see parallax --help", first.to_string_lossy())),
    }
}

fn version() -> String {
    format!("parallax {}\n", env!("CARGO_PKG_VERSION"))
}

fn annotate(mut args: impl Iterator<Item = OsString>) -> Result<Call, String> {
    let mut asked = Annotate::default();
    let mut only_paths = false;
    while let Some(arg) = args.next() {
        let option = arg.to_str().filter(|a| !only_paths && a.starts_with('-') && *a != "-");
        match option {
            None => asked.paths.push(arg.into()),
            Some("--") => only_paths = true,
            Some("--help" | "-h") => return Ok(Call::Tell(USAGE.to_owned())),
            Some("--version" | "-V") => return Ok(Call::Tell(version())),
            Some("--format" | "-f") => asked.format = format_named(args.next().as_ref().and_then(|a| a.to_str()))?,
            Some(other) => match other.strip_prefix("--format=") {
                Some(name) => asked.format = format_named(Some(name))?,
                None => {
                    return Err(format!(
                        "expected --format, --help, --version or a path, found “{other}”; a path that begins with a \
                         hyphen is written after “--”"
                    ));
                }
            },
        }
    }
    Ok(Call::Annotate(asked))
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
        assert!(matches!(call("--version"), Ok(Call::Tell(v)) if v.starts_with("parallax 0.")));
    }

    #[test]
    fn wrong_calls_are_told_what_to_do() {
        for (line, expected) in [
            ("", "expected a command, found none"),
            ("anotate", "found “anotate”; see parallax --help"),
            ("annotate --fast", "found “--fast”"),
            ("annotate --format", "found nothing; write for example"),
            ("annotate --format xml", "found “xml”"),
        ] {
            let found = call(line).unwrap_err();
            assert!(found.contains(expected), "{line}: {found}");
        }
    }
}
