//! Files as they come: what is found in them, in whatever pieces.
use super::*;

/// What a file is taken for, the articles (id and text) and the troubles (place and message).
fn read_in(name: &str, bytes: &[u8], piece: usize, choice: &Choice) -> (Look, Vec<Found>) {
    let mut found = Vec::new();
    let mut reader = match FileReader::new(name, bytes.len() as u64, choice.clone(), Limits::default()) {
        Ok(reader) => reader,
        Err(trouble) => return (Look::default(), vec![Found::Trouble(trouble)]),
    };
    let pieces: Vec<&[u8]> = bytes.chunks(piece.max(1)).collect();
    if pieces.is_empty() {
        reader.take(b"", true);
    }
    for (at, bytes) in pieces.iter().enumerate() {
        reader.take(bytes, at + 1 == pieces.len());
        found.extend(std::iter::from_fn(|| reader.next()));
    }
    found.extend(std::iter::from_fn(|| reader.next()));
    (reader.look().clone(), found)
}

fn read(name: &str, bytes: &[u8]) -> (Look, Vec<Found>) {
    read_in(name, bytes, usize::MAX, &Choice::default())
}

fn told(found: &[Found]) -> Vec<String> {
    let tell = |found: &Found| match found {
        Found::Draft(d) => format!("{}: {}", d.id, d.text),
        Found::Trouble(t) => format!("{}:{} {}", t.line, t.column, t.message),
    };
    found.iter().map(tell).collect()
}

fn check(name: &str, bytes: &[u8], format: Format, expected: &[&str]) {
    let (look, found) = read(name, bytes);
    assert_eq!((look.format, told(&found)), (format, expected.iter().map(|e| (*e).to_owned()).collect()), "{name}");
}

#[test]
fn text_and_records_are_found() {
    check("x/storm.txt", "Rain fell – on.".as_bytes(), Format::Text, &["storm: Rain fell – on."]);
    check("noext", b"Rain\0fell.", Format::Text, &["noext: Rain\0fell."]);
    check("a.json", b"{\"text\": \"Rain.\", \"id\": 7}", Format::Json, &["7: Rain."]);
    check(
        "a.json",
        b"[{\"text\": \"One.\", \"title\": \"Rain\"},\n {\"x\": 1}, {bad},\n\n  7, {\"text\": \"Two.\"}",
        Format::Json,
        &[
            "a-1: Rain\n\nOne.",
            "2:2 record 2: expected a text in the field “text”, found none",
            "2:13 record 3: key must be a string",
            "4:3 record 4: expected a JSON object, found a number",
            "a-5: Two.",
            "4:22 expected the end of the list, found the end of the file",
        ],
    );
    check(
        "l.jsonl",
        b"{\"title\":\"a\",\"text\":\"x\"}\r\n{bad\n\n{\"title\":\"c\",\"text\":\"z\"}",
        Format::JsonLines,
        &["l-1: a\n\nx", "2:2 key must be a string", "l-4: c\n\nz"],
    );
}

#[test]
fn what_holds_no_article_is_told() {
    check("a.txt", b"", Format::Text, &["0:0 expected words, found none: the file is empty"]);
    check("a.txt", " \n\u{a0}\u{200b}".as_bytes(), Format::Text, &["0:0 expected words, found none"]);
    check(
        "a.jsonl",
        b"{\"text\": \" \"}",
        Format::JsonLines,
        &["1:0 expected words, found none: the text of this record is empty"],
    );
    let (_, found) = read("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0");
    assert!(told(&found)[0].contains("found a picture (PNG)"), "{found:?}");
    let (_, found) = read("a.json", b"{\"parallax\": \"corpus\", \"schema\": 1}");
    assert!(told(&found)[0].contains("saved by Parallax"));
    let (_, found) = read("p.html", b"<meta charset=shift_jis><p>\x83\x66\x83\x5e");
    assert!(told(&found)[0].contains("shift_jis"), "{found:?}");
}

#[test]
fn an_encoding_that_is_not_read_is_told() {
    for begins in
        ["<meta charset=\"windows-1251\"><p>", "<?xml version=\"1.0\" encoding=\"KOI8-R\"?><rss><channel><title>"]
    {
        let (_, found) = read("a", &[begins.as_bytes(), b"\xc4\xee\xe6\xe4\xfc \xf8\xeb\xe8"].concat());
        let [Found::Trouble(trouble)] = &found[..] else { panic!("{found:?}") };
        assert!(
            trouble.message.contains("a file that says it is in “") && trouble.hint.contains("UTF-8"),
            "{trouble:?}"
        );
    }
    let (look, found) = read("a", b"<meta charset=iso-8859-1><p>Caf\xe9");
    assert_eq!((told(&found), look.encoding), (vec!["a: Café".to_owned()], Encoding::Windows1252));
    assert!(look.remarks[0].contains("read as windows-1252") && look.remarks[0].contains("UTF-8"), "{look:?}");
}

#[test]
fn sizes_are_told_before_reading() {
    let limits = Limits { whole: 3 << 20, streamed: 5 << 20, article: 2 << 20, ..Limits::default() };
    let new = |name: &str, size: u64| FileReader::new(name, size, Choice::default(), limits.clone()).map(|_| ());
    assert!(new("a.txt", 3 << 20).is_ok() && new("a.jsonl", 5 << 20).is_ok() && new("a.CSV", 5 << 20).is_ok());
    assert_eq!(new("a.txt", (3 << 20) + 1).unwrap_err().message, "expected a file of at most 3 MB, found 4 MB");
    assert_eq!(new("a.jsonl", 200 << 20).unwrap_err().message, "expected a file of at most 5 MB, found 200 MB");
    // A file that turns out to be read as a whole, one that grows, one that is one article.
    let text = "Rain fell. ".repeat(400_000);
    for (name, size, expected) in [
        ("a.jsonl", text.len(), "a file of at most 3 MB, found 5 MB"),
        ("a.txt", 10, "a file of at most 3 MB, found 4 MB"),
        ("a.txt", 2_500_000, "an article of at most 2 MB, found 3 MB"),
    ] {
        let text = if name == "a.jsonl" { format!("<html>{text}") } else { text.clone() };
        let mut reader = FileReader::new(name, size as u64, Choice::default(), limits.clone()).unwrap();
        let bytes = &text.as_bytes()[..if size == 2_500_000 { size } else { text.len() }];
        for piece in bytes.chunks(1 << 20) {
            reader.take(piece, false);
        }
        reader.take(b"", true);
        let found = told(&std::iter::from_fn(|| reader.next()).collect::<Vec<_>>());
        assert!(found.len() == 1 && found[0].contains(expected), "{name}: {}", found[0].get(..99).unwrap_or(&found[0]));
    }
}

#[test]
fn any_pieces_give_the_same_as_the_whole() {
    let line = |n: usize| format!("{{\"text\": \"“Zoë” fell {n} – on.\", \"title\": \"Day {n}\"}}\n");
    let lines: String = (0..4_000).map(line).collect();
    let wide: Vec<u8> = format!("\u{feff}{lines}").encode_utf16().flat_map(u16::to_be_bytes).collect();
    let ascii = lines.replace(['“', '”', 'ë', '–'], "");
    let late = [ascii.as_bytes(), b"{\"text\": \"Caf\xe9 \x93x\x94\"}\n{\"text\": \"\xe9t\xe9\"}"].concat();
    let long = format!("{}{{\"text\": \"{}\"}}\n{}", line(1), "x".repeat(70_000), line(2));
    for (name, bytes) in [
        ("a.jsonl", lines.as_bytes()),
        ("a.ndjson", wide.as_slice()),
        ("late.jsonl", late.as_slice()),
        ("long.jsonl", long.as_bytes()),
        ("a.json", "[{\"text\": \"“a”\"}, {\"text\": \"b\"}]".as_bytes()),
        ("a.txt", "“Zoë” – \u{0}x".as_bytes()),
        ("w.txt", b"\x93Zo\xeb\x94 \x96 rain"),
        ("bad.txt", b"\xe2\x80\x9cZo\xe2\x80\x9d \xe2\x80"),
        ("empty.txt", b""),
    ] {
        let whole = read(name, bytes);
        for piece in [1, 2, 3, 7, 1_000, 65_535, 65_536, 65_537, 100_000] {
            if piece < 7 && bytes.len() > 400_000 {
                continue;
            }
            assert!(read_in(name, bytes, piece, &Choice::default()) == whole, "{name} in pieces of {piece}");
        }
    }
    let (look, found) = read("late.jsonl", &late);
    assert_eq!((look.encoding, look.remarks.len(), found.len()), (Encoding::Windows1252, 1, 4_002));
    assert!(told(&found)[4_001].ends_with("été"));
}

#[test]
fn the_user_decides() {
    let choice = |format, encoding| Choice { format, encoding, columns: None };
    let (look, found) = read_in("a.txt", b"<p>One</p><p>two</p>", 99, &choice(Some(Format::Text), None));
    assert_eq!((look.format, told(&found)[0].as_str()), (Format::Text, "a: <p>One</p><p>two</p>"));
    let (look, _) = read("a.txt", b"<html><p>One</p><p>two</p>");
    assert!(look.format == Format::Html && look.remarks.len() == 1, "{look:?}");
    let (look, found) = read_in("a.txt", "é".as_bytes(), 1, &choice(None, Some(Encoding::Windows1252)));
    assert_eq!((look.encoding, told(&found)[0].as_str()), (Encoding::Windows1252, "a: Ã©"));
    let (look, found) = read_in("a.txt", b"{\"text\": \"x\"}", 1, &choice(Some(Format::JsonLines), None));
    assert_eq!((look.format, told(&found)[0].as_str()), (Format::JsonLines, "a-1: x"));
}

#[test]
fn texts_may_stay_as_they_are_given() {
    let json = b"{\"title\": \"Rain\", \"text\": \"<p>It fell.</p>\"}\n{\"text\": \"\"}\n{\"text\": \"x\"}";
    let mut reader = FileReader::new("a.jsonl", 0, Choice::default(), Limits::default()).unwrap().as_given();
    reader.take(json, true);
    let found: Vec<Found> = std::iter::from_fn(|| reader.next()).collect();
    assert_eq!(told(&found), ["a-1: <p>It fell.</p>", "a-2: ", "a-3: x"]);
    let Found::Draft(draft) = &found[0] else { panic!("{found:?}") };
    assert_eq!((draft.given.headline.as_deref(), draft.given.from.as_str()), (Some("Rain"), "a.jsonl"));
}

/// Bytes of which files are made: what readers look for, whole and torn.
const PARTS: [&[u8]; 28] = [
    b"{\"text\":\"",
    b"\"}",
    b"[",
    b"]",
    b"{",
    b"}",
    b",",
    b"\n",
    b"\r\n",
    b"\"",
    b"\\",
    b"\\ud800",
    b"title,text\n",
    b"<p>",
    b"</p>",
    b"<!--",
    b"&lt;",
    b"\xe2\x80\x9c",
    b"\xe2\x80",
    b"\xff\xfe",
    b"\xef\xbb\xbf",
    b"\0",
    b"PK\x03\x04",
    b"PK\x05\x06",
    b"<rss><item><title>",
    b"# ",
    b"Rain fell. ",
    b"\x93",
];

proptest::proptest! {
    #[test]
    fn no_bytes_break_a_reader(
        parts in proptest::collection::vec(0..PARTS.len(), 0..40),
        format in proptest::option::of(0..Format::ALL.len()),
        encoding in proptest::option::of(0..Encoding::ALL.len()),
        piece in 1..30_usize,
    ) {
        let bytes: Vec<u8> = parts.iter().flat_map(|p| PARTS[*p]).copied().collect();
        let choice = Choice {
            format: format.map(|at| Format::ALL[at]),
            encoding: encoding.map(|at| Encoding::ALL[at]),
            columns: None,
        };
        let whole = read_in("a", &bytes, usize::MAX, &choice);
        proptest::prop_assert!(whole == read_in("a", &bytes, piece, &choice));
        for found in whole.1 {
            match found {
                Found::Draft(draft) => {
                    let text = draft.text.clone();
                    proptest::prop_assert_eq!(draft.read().text, text);
                }
                Found::Trouble(t) => proptest::prop_assert!(!t.message.is_empty() && !t.hint.is_empty()),
            }
        }
    }
}

#[test]
fn every_split_gives_the_same() {
    let json = "[{\"text\": \"“a” é\"},\n {bad}, {\"title\": \"ü\", \"url\": \"x\"}, {\"text\": \"b";
    for (name, text) in
        [("a.json", json), ("a.jsonl", "{\"text\": \"“é”\"}\r\n{oops\n\n{\"text\": 5}"), ("a.txt", "“é” – x")]
    {
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        for bytes in [text.as_bytes(), &wide] {
            let whole = read(name, bytes);
            for at in 0..=bytes.len() {
                let mut reader =
                    FileReader::new(name, bytes.len() as u64, Choice::default(), Limits::default()).unwrap();
                reader.take(&bytes[..at], false);
                let mut found: Vec<Found> = std::iter::from_fn(|| reader.next()).collect();
                reader.take(&bytes[at..], true);
                found.extend(std::iter::from_fn(|| reader.next()));
                assert_eq!((reader.look().clone(), found), whole, "{name} at {at}");
            }
        }
    }
}
