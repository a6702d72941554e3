//! The program as its users call it: files, folders, lines from standard input, wrong calls.
#![expect(clippy::unwrap_used, reason = "a test stops where it fails")]
use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};

const SEEDS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");

/// `parallax annotate` waiting for lines.
fn annotate_lines() -> Child {
    Command::new(env!("CARGO_BIN_EXE_parallax"))
        .arg("annotate")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

fn parallax(args: &[&str], input: &[u8]) -> Output {
    let mut child = Command::new(env!("CARGO_BIN_EXE_parallax"))
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let input = input.to_vec();
    let feeder = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    feeder.join().unwrap();
    output
}

fn objects(output: &Output) -> Vec<Value> {
    let text = String::from_utf8(output.stdout.clone()).unwrap();
    text.lines().map(|l| serde_json::from_str(l).unwrap()).collect()
}

fn errors(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn ids(output: &Output) -> Vec<String> {
    objects(output).iter().map(|o| o["id"].as_str().unwrap().to_owned()).collect()
}

/// A folder of its own for one test.
fn folder(name: &str, files: &[(&str, &[u8])]) -> PathBuf {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    for (name, bytes) in files {
        fs::write(path.join(name), bytes).unwrap();
    }
    path
}

fn words(text: &str, of: &Value) -> String {
    let at = |key: &str| usize::try_from(of[key].as_u64().unwrap()).unwrap();
    text.chars().skip(at("start")).take(at("end") - at("start")).collect()
}

#[test]
fn the_seeds_have_every_key_of_the_contract() {
    let output = parallax(&["annotate", SEEDS], b"");
    assert!(output.status.success(), "{}", errors(&output));
    let found = objects(&output);
    assert_eq!(found.len(), 5);
    for article in &found {
        let keys: Vec<&str> = article.as_object().unwrap().keys().map(String::as_str).collect();
        assert_eq!(
            keys,
            [
                "attributions",
                "blocks",
                "conditions",
                "dates",
                "entities",
                "evaluative",
                "events",
                "figures",
                "headline",
                "hedges",
                "id",
                "mentions",
                "negations",
                "notices",
                "outlet",
                "passages",
                "published",
                "sentences",
                "text"
            ]
        );
        assert_eq!(article["outlet"]["basis"], "supplied");
        let text = article["text"].as_str().unwrap();
        assert_eq!(fs::read_to_string(format!("{SEEDS}/{}.txt", article["id"].as_str().unwrap())).unwrap(), text);
        for layer in ["blocks", "sentences", "mentions", "dates", "passages", "figures"] {
            for item in article[layer].as_array().unwrap() {
                let words = words(text, item);
                assert!(!words.is_empty() && words.trim() == words, "{layer}: {item} is “{words}”");
            }
        }
    }
    assert_eq!(words(found[2]["text"].as_str().unwrap(), &found[2]["published"]), "2025-11-24 00:11:00");
    assert_eq!(found[4]["published"]["basis"], "supplied");
    assert_eq!(found[4]["published"]["start"], Value::Null);
}

#[test]
fn a_line_in_gives_a_line_out_at_once() {
    let mut child = annotate_lines();
    let mut stdin = child.stdin.take().unwrap();
    let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
    for n in 0..20 {
        writeln!(stdin, "{{\"id\": \"n{n}\", \"text\": \"Rain fell on day {n}.\"}}").unwrap();
        // The answer comes before the next line is sent.
        let answer: Value = serde_json::from_str(&answers.next().unwrap().unwrap()).unwrap();
        assert_eq!(answer["id"], format!("n{n}"));
    }
    drop(stdin);
    assert!(answers.next().is_none() && child.wait().unwrap().success());
}

#[test]
fn what_cannot_be_read_is_told_and_the_rest_is_written() {
    let lines =
        b"{\"id\":\"a\",\"text\":\"One.\"}\n\n{\"id\":\"b\"}\n{oops\n\xff\n{\"text\":\"Two.\",\"published\":\"soon\"}";
    let output = parallax(&["annotate"], lines);
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(ids(&output), ["a", "stdin-6"]);
    assert_eq!(objects(&output)[1]["notices"][0]["kind"], "bad_field");
    let errors = errors(&output);
    for expected in [
        "standard input:3:1: expected a text in the field “text”, found none",
        "standard input:4:2: key must be a string",
        "standard input:5:1: expected text in UTF-8, found the byte 0xFF; save the file as UTF-8",
    ] {
        assert!(errors.contains(expected), "{errors}");
    }
}

#[test]
fn files_and_folders_come_in_order() {
    let wide: Vec<u8> = "\u{feff}Snow fell.".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let path = folder(
        "order",
        &[
            ("b.txt", b"Rain fell."),
            ("a.jsonl", b"{\"text\":\"One.\"}\n{\"id\":\"own\",\"text\":\"Two.\"}\n"),
            ("c.json", b"[{\"text\":\"Three.\"},{\"text\":\"Four.\"}]"),
            ("d.txt", &wide),
            ("e.txt", b"\x89PNG\r\n\x1a\n\0\0"),
            ("f.txt", b"Zo\xeb said: \x93Rain.\x94"),
            ("picture.png", b"\x89PNG"),
        ],
    );
    let output = parallax(&["annotate", path.to_str().unwrap()], b"");
    assert_eq!(ids(&output), ["a-1", "own", "b", "c-1", "c-2", "d", "f"]);
    assert_eq!(objects(&output)[6]["text"], "Zoë said: “Rain.”");
    assert_eq!(output.status.code(), Some(1));
    let told = errors(&output);
    assert!(told.contains("e.txt:1:1: expected text") && told.contains("found a picture (PNG)"), "{told}");
    assert!(told.contains("f.txt: The bytes are not UTF-8"), "{told}");
    let picked =
        [path.join("d.txt"), path.join("b.txt"), path.join("none.txt")].map(|p| p.to_str().unwrap().to_owned());
    let output = parallax(&["annotate", &picked[0], "-", &picked[1], &picked[2]], b"{\"id\":\"in\",\"text\":\"x\"}");
    assert_eq!(ids(&output), ["d", "in", "b"]);
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn texts_of_records_stay_as_they_are_given() {
    let record = b"[{\"id\": \"a\", \"title\": \"Snow\", \"text\": \"<p>It rained all night.</p>\"}]";
    let wide: Vec<u8> =
        "{\"id\": \"b\", \"text\": \"Zoë left.\"}\n{oops".encode_utf16().flat_map(u16::to_be_bytes).collect();
    let path = folder("given", &[("a.json", record), ("b.jsonl", &wide), ("c", b"Words.")]);
    let named = ["a.json", "b.jsonl", "c"].map(|n| path.join(n).to_str().unwrap().to_owned());
    let output = parallax(&["annotate", &named[0], &named[1], &named[2]], b"");
    let texts: Vec<Value> = objects(&output).iter().map(|o| o["text"].clone()).collect();
    assert_eq!(texts, ["<p>It rained all night.</p>", "Zoë left.", "Words."]);
    assert_eq!(objects(&output)[0]["headline"], Value::Null);
    assert_eq!(output.status.code(), Some(1));
    assert!(errors(&output).contains("b.jsonl:2:2: key must be a string"), "{}", errors(&output));
}

#[test]
fn a_folder_is_read_with_its_description() {
    let json = br#"{"schema": 1, "name": "Storm", "articles": [
        {"file": "b.txt", "outlet": {"name": "The Gull"}, "published": "2024-02-01"}]}"#;
    let files: [(&str, &[u8]); 3] = [("a.txt", b"Rain."), ("b.txt", b"Snow."), ("corpus.json", json)];
    let path = folder("described", &files);
    for named in [path.clone(), path.join("corpus.json")] {
        let output = parallax(&["annotate", named.to_str().unwrap()], b"");
        assert!(output.status.success(), "{}", errors(&output));
        let found = objects(&output);
        assert_eq!(
            (found.len(), &found[0]["outlet"], &found[1]["outlet"]["name"]),
            (2, &Value::Null, &"The Gull".into())
        );
        assert_eq!(found[1]["published"]["value"], "2024-02-01");
    }
    fs::write(path.join("corpus.json"), b"{\"schema\": 1,\n\"nam\": 1}").unwrap();
    let output = parallax(&["annotate", path.to_str().unwrap()], b"");
    assert_eq!((output.status.code(), objects(&output).len()), (Some(1), 2));
    assert!(errors(&output).contains("corpus.json:2:"), "{}", errors(&output));
    let empty = folder("empty", &[]);
    assert_eq!(parallax(&["annotate", empty.to_str().unwrap()], b"").status.code(), Some(1));
}

#[test]
fn a_wrong_call_is_told() {
    for args in [&[][..], &["anotate"], &["annotate", "--fast"], &["annotate", "--format", "xml"]] {
        let output = parallax(args, b"");
        assert_eq!(output.status.code(), Some(2), "{args:?}");
        assert!(output.stdout.is_empty() && errors(&output).contains("expected"), "{args:?}");
    }
    for args in [["--help"], ["--version"]] {
        let output = parallax(&args, b"");
        assert!(output.status.success() && !output.stdout.is_empty());
    }
}

#[test]
fn other_formats() {
    let line = "{\"id\":\"=a\",\"text\":\"- “Rain” fell,\\n- twice.\"}".as_bytes();
    let csv = String::from_utf8(parallax(&["annotate", "--format", "csv"], line).stdout).unwrap();
    assert!(csv.starts_with("article,outlet,published,layer,item,part,start,end,text,"));
    assert!(csv.contains("\r\n\"'=a\",,,block,0,,0,14,\"'- “Rain” fell,\",list_item,"), "{csv}");
    let output = parallax(&["annotate", "--format", "web-annotation", SEEDS], b"");
    let pages = objects(&output);
    assert_eq!(pages.len(), 5);
    for page in &pages {
        assert_eq!(page["type"], "AnnotationPage");
        let item = &page["items"][0]["target"]["selector"];
        assert_eq!(item[0]["type"], "TextPositionSelector");
        assert!(item[1]["exact"].as_str().is_some_and(|s| !s.is_empty()));
    }
}

#[test]
fn tellings_are_compared() {
    let output = parallax(&["compare", "--event", "geneva", SEEDS], b"");
    assert!(output.status.success(), "{}", errors(&output));
    let found = objects(&output);
    let parts: Vec<&str> = found[0]["parts"].as_array().unwrap().iter().map(|p| p["part"].as_str().unwrap()).collect();
    let expected = ["overview", "account", "voices", "utterances", "facts", "names", "burdens", "frames", "words"];
    assert_eq!((found.len(), parts.as_slice()), (1, &expected[..]));
    assert_eq!(found[0]["columns"].as_array().unwrap().len(), 5);
    let each = objects(&parallax(&["compare", SEEDS], b""));
    assert!(each.len() >= 2);
    let output = parallax(&["compare", "--event", "none", SEEDS], b"");
    assert_eq!(output.status.code(), Some(2));
    assert!(errors(&output).contains("found “none”; these are told: geneva, florida"), "{}", errors(&output));
}

#[test]
fn a_comparison_is_written_in_four_forms() {
    let written = |format: &str| {
        let output = parallax(&["compare", "--event", "geneva", "--format", format, SEEDS], b"");
        assert!(output.status.success(), "{}", errors(&output));
        String::from_utf8(output.stdout).unwrap()
    };
    let (csv, markdown, svg) = (written("csv"), written("markdown"), written("svg"));
    assert!(csv.starts_with(
        "part,key,label,verdict,why,column,gap,answer,text,count,note,article,start,end,words,own_note\r\n"
    ));
    assert!(csv.contains("overview,words,Words on the event") && csv.lines().count() > 100);
    assert!(markdown.starts_with("# Geneva talks, as 5 outlets told it\n\n## Overview"), "{markdown}");
    assert!(svg.starts_with("<svg xmlns=") && svg.trim_end().ends_with("</svg>"));
    let several = parallax(&["compare", "--format", "svg", SEEDS], b"");
    assert_eq!(several.status.code(), Some(2));
    assert!(errors(&several).contains("expected one event for a picture"), "{}", errors(&several));
}

#[test]
fn a_reader_that_leaves_is_no_error() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_parallax"))
        .args(["annotate", SEEDS, SEEDS, SEEDS, SEEDS])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert!(output.status.success() && output.stderr.is_empty(), "{}", errors(&output));
}

/// The most memory that a process used, in kB; `None` where the system does not tell.
fn peak_kb(id: u32) -> Option<u64> {
    let status = fs::read_to_string(format!("/proc/{id}/status")).ok()?;
    let line = status.lines().find(|l| l.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[test]
fn memory_does_not_grow_with_the_number_of_articles() {
    let peak = |articles: usize| {
        let mut child = annotate_lines();
        let mut stdin = child.stdin.take().unwrap();
        let mut answers = BufReader::new(child.stdout.take().unwrap()).lines();
        let paragraph =
            "The minister of Norland said on Monday that “the ferries will sail again” by 12 May. ".repeat(12);
        for n in 0..articles {
            writeln!(stdin, "{{\"id\": \"n{n}\", \"text\": \"Ferries {n}\\n{paragraph}\"}}").unwrap();
            answers.next().unwrap().unwrap();
        }
        let peak = peak_kb(child.id());
        drop(stdin);
        assert!(child.wait().unwrap().success());
        peak
    };
    let (Some(few), Some(many)) = (peak(100), peak(3_000)) else {
        eprintln!("skipped: the system does not tell a process' memory");
        return;
    };
    eprintln!("peak memory: {few} kB for 100 articles, {many} kB for 3,000");
    assert!(many < few + 2_000, "{few} kB for 100 articles, {many} kB for 3,000");
}
