//! The hostile files of `../shared/badinput/generate.py`: what its manifest asks for happens with each, and any pieces
//! give the same as the whole. Passed over, with a message, where that script or Python is not there.
use corpus::Draft;
use parallax_formats::{Choice, Encoding, FileReader, Format, Found, Limits, Look, Trouble};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

fn files() -> Option<PathBuf> {
    // Beside the repository, or beside the folder that it was cloned into.
    let up = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().skip(2);
    let script = up.map(|folder| folder.join("shared/badinput/generate.py")).find(|script| script.exists())?;
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bad");
    let made = Command::new("python3").arg(script).arg(&folder).output().ok()?;
    made.status.success().then_some(folder)
}

struct Read {
    look: Look,
    drafts: Vec<Draft>,
    troubles: Vec<Trouble>,
}

fn read(name: &str, bytes: &[u8], piece: usize) -> (Look, Vec<Found>) {
    let mut reader = match FileReader::new(name, bytes.len() as u64, Choice::default(), Limits::default()) {
        Ok(reader) => reader,
        Err(trouble) => return (Look::default(), vec![Found::Trouble(trouble)]),
    };
    let mut found = Vec::new();
    for piece in bytes.chunks(piece) {
        reader.take(piece, false);
        found.extend(std::iter::from_fn(|| reader.next()));
    }
    reader.take(b"", true);
    found.extend(std::iter::from_fn(|| reader.next()));
    (reader.look().clone(), found)
}

fn sorted(name: &str, bytes: &[u8]) -> Read {
    let (look, found) = read(name, bytes, usize::MAX);
    assert!((look.clone(), found.clone()) == read(name, bytes, 4_093), "{name} in pieces");
    let (mut drafts, mut troubles) = (Vec::new(), Vec::new());
    for found in found {
        match found {
            Found::Draft(draft) => drafts.push(*draft),
            Found::Trouble(trouble) => troubles.push(trouble),
        }
    }
    assert!(troubles.iter().all(|t| !t.message.is_empty() && !t.hint.is_empty()), "{name}: {troubles:?}");
    assert!(drafts.len() + troubles.len() > 0, "{name}: nothing is said");
    Read { look, drafts, troubles }
}

/// The troubles of a file that holds nothing else, and where they are.
fn refused<'a>(read: &'a Read, name: &str) -> Vec<(u32, u32, &'a str)> {
    assert!(read.drafts.is_empty(), "{name}: {:?}", read.drafts);
    read.troubles.iter().map(|t| (t.line, t.column, t.message.as_str())).collect()
}

#[test]
fn what_the_manifest_asks_for_happens() {
    let Some(folder) = files() else {
        eprintln!("skipped: no shared/badinput/generate.py, or no python3");
        return;
    };
    let mut names: Vec<String> =
        fs::read_dir(&folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort_unstable();
    assert!(names.len() > 80);
    let article = String::from_utf8(fs::read(folder.join("name_con.txt")).unwrap()).unwrap();
    for name in names.iter().map(String::as_str).filter(|name| *name != "manifest.json") {
        let bytes = fs::read(folder.join(name)).unwrap();
        let start = std::time::Instant::now();
        let read = sorted(name, &bytes);
        eprintln!("{name}: {} articles, {} troubles, {:?}", read.drafts.len(), read.troubles.len(), start.elapsed());
        let text = || {
            assert!(read.drafts.len() == 1 && read.troubles.is_empty(), "{name}: {:?}", read.troubles);
            read.drafts[0].text.as_str()
        };
        let remarks = read.look.remarks.join(" ");
        match name {
            "empty.txt" => assert_eq!(refused(&read, name)[0].2, "expected words, found none: the file is empty"),
            "whitespace_only.txt" | "brackets_deep.txt" => {
                assert_eq!(refused(&read, name)[0].2, "expected words, found none");
            }
            "bom_utf8.txt" | "utf16le_bom.txt" | "utf16be_bom.txt" => assert!(text() == article && remarks.is_empty()),
            "utf16le_nobom.txt" => assert!(text() == article && remarks.contains("UTF-16")),
            "utf32le_bom.txt" => assert!(refused(&read, name)[0].2.contains("UTF-32")),
            "cp1252_smart_quotes.txt" => {
                assert_eq!((text(), read.look.encoding), (article.as_str(), Encoding::Windows1252));
                assert!(remarks.contains("read as windows-1252"));
            }
            "mojibake.txt" => assert!(text().contains("â€œ") && remarks.contains("mis-decoded")),
            "invalid_utf8_overlong.txt" | "invalid_utf8_surrogates.txt" | "invalid_utf8_truncated_tail.txt" => {
                let faults = if name.contains("over") { 9 } else { 6 };
                let faults = if name.contains("tail") { 1 } else { faults };
                assert_eq!((text().matches('\u{fffd}').count(), read.look.encoding), (faults, Encoding::Utf8));
                assert!(
                    text().contains(article.trim_end()) && remarks.contains(&format!("{faults} places")) || faults == 1
                );
            }
            "all_bytes.txt" => assert!(refused(&read, name)[0].2.contains("found bytes of something else")),
            "png_named_txt.txt" => assert!(refused(&read, name)[0].2.contains("a picture (PNG)")),
            "html_named_txt.txt" => {
                assert_eq!(read.look.format, Format::Html);
                assert!(remarks.contains("tags of a web page") && text().contains("said Jane Doe"));
            }
            "json_deep.json" => assert!(refused(&read, name)[0].2.contains("recursion limit")),
            "json_lone_surrogate.json" => assert_eq!(refused(&read, name)[0].0, 1),
            "json_dup_keys.json" => assert_eq!(text(), format!("b\n\n{article}")),
            "json_wrong_types.json" => assert_eq!(refused(&read, name).len(), 5),
            "json_big_numbers.json" | "json_proto.json" => assert_eq!(text(), "t\n\nx"),
            "jsonl_one_bad_line.jsonl" => {
                assert_eq!((read.drafts.len(), read.troubles.len(), read.troubles[0].line), (2, 1, 2));
            }
            "json_trailing.json" => {
                assert_eq!((read.troubles[0].line, read.troubles[0].column), (1, 26));
                assert_eq!(read.drafts[0].text, "a\n\nx");
            }
            "deep_links.json" => assert!(refused(&read, name).iter().all(|t| t.2.contains("found a string"))),
            "zip_paths.zip" => {
                assert!(read.drafts.iter().all(|d| d.text == article) && read.drafts.len() == 4);
                assert_eq!(read.drafts[0].given.from, "zip_paths.zip/../../evil.txt");
                assert_eq!(read.drafts[0].id, "evil");
            }
            _ if name.ends_with(".zip") => assert!(read.drafts.is_empty()),
            _ if name.starts_with("name_") => {
                assert_eq!((text(), read.drafts[0].given.from.as_str()), (article.as_str(), name));
            }
            // Everything else that is text is shown to the letter.
            _ if name.ends_with(".txt") => assert!(text().as_bytes() == bytes, "{name}"),
            _ => {}
        }
        for draft in read.drafts.into_iter().filter(|d| d.text.len() < 100_000) {
            let text = draft.text.clone();
            assert_eq!(draft.read().text, text, "{name}");
        }
    }
}
