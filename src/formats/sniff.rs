//! Which format a text has: by what it looks like first, and by the ending of its name where the look leaves it open.
use crate::{Format, Trouble};
use corpus::{Lower, RecordField, record_field};
use serde_json::Value;

/// The format of a file with that name that begins with that text (at most a few kilobytes are looked at).
pub(crate) fn sniff(name: &str, begins: &str) -> Format {
    let ending = ending(name);
    let ending = ending.as_str();
    let text = begins.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    let markup = mark_up(text);
    if let Some(format) = markup {
        return format;
    }
    let lines_ending = matches!(ending, "jsonl" | "ndjson");
    let then = |after: &str| after.trim_start().chars().next();
    if let Some(after) = text.strip_prefix('{')
        && (matches!(then(after), Some('"' | '}') | None) || lines_ending || ending == "json")
    {
        let objects = text.lines().filter(|l| !l.trim().is_empty()).take(8).filter(|l| is_object(l)).count();
        return if lines_ending || objects > 1 { Format::JsonLines } else { Format::Json };
    }
    if let Some(after) = text.strip_prefix('[')
        && (matches!(then(after), Some('{' | '"' | '[' | ']')) || ending == "json")
    {
        return Format::Json;
    }
    match ending {
        "md" | "markdown" | "mdown" | "mkd" => Format::Markdown,
        "json" => Format::Json,
        "jsonl" | "ndjson" => Format::JsonLines,
        "csv" | "tsv" | "tab" | "psv" => Format::Table,
        "rss" | "atom" | "rdf" => Format::Feed,
        "xml" if text.contains('<') => Format::Feed,
        "zip" => Format::Zip,
        "html" | "htm" | "xhtml" | "shtml" if text.contains('<') => Format::Html,
        _ if has_tags(text) => Format::Html,
        _ if has_front_matter(begins) => Format::Markdown,
        _ if is_table(text) => Format::Table,
        _ => Format::Text,
    }
}

/// What follows the last full stop of a file's name, in small letters.
pub(crate) fn ending(name: &str) -> String {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
    name.rsplit_once('.').map_or(String::new(), |(_, ending)| ending.lower())
}

/// A web page or a feed, by its first tag.
fn mark_up(text: &str) -> Option<Format> {
    let head: String = text.strip_prefix('<')?.chars().take(2_000).collect();
    let head = head.lower();
    let begins = |with: &[&str]| with.iter().any(|w| head.starts_with(w));
    if begins(&["!doctype html", "html", "head>", "head ", "body>", "body "]) {
        return Some(Format::Html);
    }
    if begins(&["rss", "feed", "rdf:rdf"]) {
        return Some(Format::Feed);
    }
    if begins(&["?xml", "!doctype", "!--"]) {
        return Some(if head.contains("<html") { Format::Html } else { Format::Feed }).filter(|format| {
            // A comment may open anything.
            !begins(&["!--"]) || *format == Format::Html
        });
    }
    None
}

/// Whether a text without an ending that says so is full of the tags of a web page.
fn has_tags(text: &str) -> bool {
    const TAGS: [&str; 16] = [
        "p>", "p ", "/p>", "div", "/div>", "br>", "br/", "br ", "a href", "span", "h1", "h2", "li>", "ul>", "img ",
        "meta ",
    ];
    let is_tag = |part: &str| {
        let head = part.get(..8).unwrap_or(part).lower();
        TAGS.iter().any(|tag| head.starts_with(tag))
    };
    let tags = text.split('<').skip(1).take(2_000).filter(|part| is_tag(part)).count();
    let first = text.strip_prefix('<').is_some_and(is_tag);
    tags >= if first { 2 } else { 10 } && tags * 400 > text.len()
}

/// Lines such as “title: …” between two lines of hyphens at the very beginning.
fn has_front_matter(text: &str) -> bool {
    let mut lines = text.lines();
    if lines.next().is_none_or(|first| first.trim_end() != "---") {
        return false;
    }
    let mut fields = 0;
    for line in lines.take(40) {
        if line.trim_end() == "---" {
            return fields > 0;
        }
        let key = line.split_once(':').map_or("", |(key, _)| key);
        fields += usize::from(!key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || matches!(c, '_' | '-')));
    }
    false
}

/// Whether the first line names columns that articles have, and the next ones have as many separators.
fn is_table(text: &str) -> bool {
    let mut lines = text.lines();
    let first = lines.next().unwrap_or("");
    [',', ';', '\t', '|'].iter().any(|separator| {
        let cells: Vec<&str> = first.split(*separator).map(|c| c.trim().trim_matches('"')).collect();
        let fields: Vec<RecordField> = cells.iter().filter_map(|c| record_field(c)).collect();
        let short = first.len() < 2_000 && cells.iter().all(|c| c.len() <= 40);
        let known = fields.len() >= 2 && fields.contains(&RecordField::Text) || fields.len() >= 3;
        short && known && lines.clone().any(|l| l.contains(*separator))
    })
}

fn is_object(line: &str) -> bool {
    line.trim_start().starts_with('{') && serde_json::from_str::<Value>(line).is_ok()
}

/// The file that this page saves: a corpus with all that was decided about it. It is opened, not read for articles.
#[must_use]
pub fn is_corpus_file(begins: &str) -> bool {
    let mut left = begins.trim_start_matches('\u{feff}');
    ["{", "\"parallax\"", ":", "\"corpus\""].iter().all(|part| {
        let rest = left.trim_start().strip_prefix(part);
        left = rest.unwrap_or("");
        rest.is_some()
    })
}

/// What bytes are that no text begins with: `Ok(true)` an archive, `Ok(false)` nothing of the kind.
///
/// # Errors
/// Where they are of a sort that is not read here: which, and what to do.
pub(crate) fn magic(bytes: &[u8]) -> Result<bool, Trouble> {
    const TEXT: &str = "save the text of the article as plain text";
    const UNPACK: &str = "unpack it first and choose the files that were in it";
    const PICTURE: &str = "choose the article's text; the words of a picture cannot be read here";
    const SORTS: [(&[u8], &str, &str); 31] = [
        (b"%PDF-", "a PDF", "save its text from a PDF reader as a .txt file"),
        (b"{\\rtf", "a document in RTF", "save it as plain text from a word processor"),
        (b"\xd0\xcf\x11\xe0", "a document of an older Office", "save it as plain text or CSV from there"),
        (b"\x89PNG", "a picture (PNG)", PICTURE),
        (b"\xff\xd8\xff", "a picture (JPEG)", PICTURE),
        (b"GIF87a", "a picture (GIF)", PICTURE),
        (b"GIF89a", "a picture (GIF)", PICTURE),
        (b"II*\0", "a picture (TIFF)", PICTURE),
        (b"MM\0*", "a picture (TIFF)", PICTURE),
        (b"\0\0\x01\0", "a picture (icon)", PICTURE),
        (b"RIFF", "a picture or a recording (RIFF)", TEXT),
        (b"OggS", "a recording (Ogg)", TEXT),
        (b"fLaC", "a recording (FLAC)", TEXT),
        (b"ID3", "a recording (MP3)", TEXT),
        (b"\x1a\x45\xdf\xa3", "a film (Matroska)", TEXT),
        (b"\x1f\x8b", "an archive in gzip", UNPACK),
        (b"BZh", "an archive in bzip2", UNPACK),
        (b"\xfd7zXZ", "an archive in xz", UNPACK),
        (b"\x28\xb5\x2f\xfd", "an archive in Zstandard", UNPACK),
        (b"7z\xbc\xaf\x27\x1c", "a 7z archive", UNPACK),
        (b"Rar!\x1a\x07", "a RAR archive", UNPACK),
        (b"SQLite format 3\0", "a database (SQLite)", "export the articles as CSV or JSON Lines"),
        (b"PAR1", "a table in Parquet", "export the articles as CSV or JSON Lines"),
        (b"ARROW1", "a table in Arrow", "export the articles as CSV or JSON Lines"),
        (b"bplist00", "a web archive or a list of Apple's", "save the page as HTML or as text"),
        (b"WARC/", "a web archive (WARC)", "take the pages out of it as HTML"),
        (b"From: <Saved by", "a saved page (MHTML)", "save the page as HTML or as text"),
        (b"\x7fELF", "a program", TEXT),
        (b"MZ\x90\0", "a program", TEXT),
        (b"\0asm", "a program", TEXT),
        (b"\xca\xfe\xba\xbe", "a program", TEXT),
    ];
    let refuse = |found: &str, hint: &str| {
        Err(Trouble::of_file(format!("expected text, a table or a ZIP archive of such files, found {found}"), hint))
    };
    let zip = bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06");
    if zip {
        let holds = |what: &[u8]| bytes.windows(what.len()).any(|w| w == what);
        let word = "save it as plain text from the program that made it";
        for (part, found, hint) in [
            (&b"word/document.xml"[..], "a document of Word (.docx)", word),
            (b"xl/workbook.xml", "a table of Excel (.xlsx)", "save it as CSV in UTF-8"),
            (b"ppt/presentation.xml", "a presentation (.pptx)", word),
            (b"mimetypeapplication/vnd.oasis", "a document of LibreOffice", "save it as plain text or CSV"),
            (b"mimetypeapplication/epub", "a book (EPUB)", "save its text as plain text"),
            (b"[Content_Types].xml", "a document of Office", word),
        ] {
            if holds(part) {
                return refuse(found, hint);
            }
        }
        return Ok(true);
    }
    if let Some((_, found, hint)) = SORTS.iter().find(|(begins, _, _)| bytes.starts_with(begins)) {
        // “BZh…”, “ID3…” and the like may begin a text as well; such bytes have zeros or worse soon after.
        let plain = !bytes.starts_with(b"%PDF") && !bytes.starts_with(b"{\\rtf") && !bytes.starts_with(b"WARC/");
        let mail = bytes.starts_with(b"From: <Saved by");
        let head = bytes.get(..64).unwrap_or(bytes);
        if plain && !mail && std::str::from_utf8(head).is_ok_and(|s| !s.contains(|c: char| c < '\t')) {
            return Ok(false);
        }
        return refuse(found, hint);
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return refuse("a film or a picture (MP4, HEIC)", TEXT);
    }
    Ok(false)
}

/// The encoding that a page or a feed says it has, where it is none of those that are read here.
pub(crate) fn foreign_charset(begins: &str) -> Option<String> {
    const OURS: [&str; 12] = [
        "utf-8",
        "utf8",
        "utf-16",
        "utf-16le",
        "utf-16be",
        "windows-1252",
        "cp1252",
        "iso-8859-1",
        "iso-8859-15",
        "latin1",
        "us-ascii",
        "ascii",
    ];
    let head: String = begins.chars().take(2_000).collect();
    let head = head.lower();
    let said = ["charset=", "encoding="].iter().find_map(|key| head.split_once(key).map(|(_, after)| after))?;
    let name = said.trim_start_matches(['"', '\'', ' ']);
    let name = name.split(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))).next().unwrap_or("");
    (begins.trim_start().starts_with('<') && !name.is_empty() && !OURS.contains(&name)).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(name: &str, begins: &str, expected: Format) {
        assert_eq!(sniff(name, begins), expected, "{name}: {begins}");
    }

    #[test]
    fn the_look_goes_before_the_ending() {
        check("a.txt", "<!DOCTYPE html><p>x", Format::Html);
        check("a.txt", "\u{feff}\n<HTML lang=en>", Format::Html);
        check("a.txt", "<p>Rain fell.</p><p>It stopped.</p>", Format::Html);
        check("a.xml", "<?xml version='1.0'?><!DOCTYPE html PUBLIC \"x\"><html>", Format::Html);
        check("a.html", "<?xml version='1.0'?>\n<rss version='2.0'>", Format::Feed);
        check("noext", "<feed xmlns='x'>", Format::Feed);
        check("a.txt", "{\"text\": \"x\"}", Format::Json);
        check("a.txt", "[\n {\"text\": \"x\"}]", Format::Json);
        check("a.json", "{\"text\": \"x\"}\n{\"text\": \"y\"}\n", Format::JsonLines);
        check("a.jsonl", "{\"text\": \"x\"}", Format::JsonLines);
        check("a.jsonl", "[{\"text\": \"x\"}]", Format::Json);
        check("a.txt", "title,text,url\nA,\"x, y\",z\n", Format::Table);
        check("a.txt", "---\ntitle: Rain\ntags: [a]\n---\nIt rained.", Format::Markdown);
        check("a.json", "<html><body>", Format::Html);
    }

    #[test]
    fn the_ending_decides_what_looks_like_text() {
        check("a.md", "Rain *fell*.", Format::Markdown);
        check("A.HTML", "<article>Rain", Format::Html);
        check("a.html", "Rain fell.", Format::Text);
        check("a.csv", "foo,bar\n1,2", Format::Table);
        check("a.xml", "<a><a>", Format::Feed);
        check("a.json", "oops", Format::Json);
        check("a.zip", "oops", Format::Zip);
        check(".txt", "", Format::Text);
        check("x.TXT.exe", "Rain", Format::Text);
    }

    #[test]
    fn text_stays_text() {
        for text in [
            "{Editor's note} Rain fell.",
            "[Update] Rain fell.",
            "[1] Rain fell.",
            "---\nRain fell.\n---\n",
            "Text, title and date, he said, were missing.\nNobody, he added, knew.",
            "He wrote <p> and <br> in his <b>letter</b>.",
            "5 < 6 and 7 > 3",
        ] {
            check("a.txt", text, Format::Text);
            check("noext", text, Format::Text);
        }
    }

    #[test]
    fn a_saved_corpus_is_known() {
        assert!(is_corpus_file("\u{feff}{\n \"parallax\" : \"corpus\", \"schema\": 1"));
        assert!(is_corpus_file("{\"parallax\":\"corpus\"}"));
        assert!(!is_corpus_file("{\"text\": \"parallax\"}") && !is_corpus_file("{\"parallax\": \"notes\"}"));
        assert!(!is_corpus_file(""));
    }

    #[test]
    fn other_sorts_are_named() {
        let found = |bytes: &[u8]| magic(bytes).map_err(|t| t.message);
        assert!(found(b"%PDF-1.7\n").unwrap_err().ends_with("found a PDF"));
        assert!(found(b"\x89PNG\r\n\x1a\n\0\0").unwrap_err().contains("PNG"));
        assert!(found(b"PK\x03\x04....[Content_Types].xml....word/document.xml").unwrap_err().contains(".docx"));
        assert!(found(b"PK\x03\x04...mimetypeapplication/epub+zip").unwrap_err().contains("EPUB"));
        assert_eq!(found(b"PK\x03\x04\x14\0\0\0a.txt"), Ok(true));
        for text in ["", "PK", "ID3 cards were shown", "RIFF raff", "GIF89a is a format", "Rain", "MZ"] {
            assert_eq!(found(text.as_bytes()), Ok(false), "{text}");
        }
        assert_eq!(foreign_charset("<meta charset=\"Shift_JIS\">").as_deref(), Some("shift_jis"));
        assert_eq!(foreign_charset("<?xml version='1.0' encoding='UTF-8'?>"), None);
        assert_eq!(foreign_charset("He wrote charset=koi8-r."), None);
    }
}
