//! Records as archives and interfaces write them, and damaged ones with their places.
use super::*;

fn told(json: &str) -> Vec<String> {
    let mut found = Vec::new();
    read(json, "f", false, &mut found);
    let tell = |(_, found): &Placed| match found {
        Found::Draft(d) => {
            let given = &d.given;
            let outlet = given.outlet.as_ref().map_or("", |o| o.name.as_str());
            let day = given.published.map(|p| p.to_string()).unwrap_or_default();
            format!("{}|{}|{}|{outlet}|{day}", d.id, d.text, given.headline.as_deref().unwrap_or(""))
        }
        Found::Trouble(t) => format!("{}:{} {}; {}", t.line, t.column, t.message, t.hint),
    };
    found.iter().map(tell).collect()
}

fn check(json: &str, expected: &[&str]) {
    let found = told(json);
    assert_eq!(found.len(), expected.len(), "{json}: {found:?}");
    for (found, expected) in found.iter().zip(expected) {
        assert!(found.starts_with(expected), "expected {expected}, found {found}");
    }
}

#[test]
fn one_record_a_list_or_a_list_in_an_object() {
    check(r#" {"text": "a", "articles": []} "#, &["f|a|"]);
    check(r#"{"articles": [{"text": "a"}, {"text": "b", "id": "z"}]}"#, &["f-1|a|", "z|b|"]);
    check(r#"{"response": {"status": "ok", "results": [{"body": "a"}]}}"#, &["f-1|a|"]);
    check(r#"{"text": 5, "items": [{"text": "a"}]}"#, &["f-1|a|"]);
    check("[]", &[]);
    check(r#"[{"text": "a"}, {"x": 1}, {"text": "c"}]"#, &["f-1|a|", "1:17 record 2: expected a text", "f-3|c|"]);
    check(r#"{"title": "a", "title": "b", "text": "x"}"#, &["f|x|b|"]);
    check(
        r#"{"Title": "a", "TEXT": "x", "Publication": "The Gull", "Date": "2024-05-06"}"#,
        &["f|x|a|The Gull|2024-05-06"],
    );
    check(r#"{"__proto__": {"polluted": 1}, "title": "t", "text": "x"}"#, &["f|x|t|"]);
}

#[test]
fn feeds_and_agencies() {
    check(
        r#"{"version": "https://jsonfeed.org/version/1.1", "title": "The Gull", "items": [
            {"id": "1", "title": "Rain", "content_text": "It fell.", "date_published": "2024-05-06T07:08:09Z"},
            {"id": 2, "content_text": "x", "url": "https://g.example/2"}]}"#,
        &["1|It fell.|Rain|The Gull|2024-05-06T07:08:09", "2|x||The Gull|"],
    );
    check(
        r#"{"uri": "urn:x:1", "headline": "Rain", "body_text": "It fell.", "versioncreated": "2024-05-06T07:08:09Z",
            "copyrightholder": "NTB"}"#,
        &["urn:x:1|It fell.|Rain|NTB|2024-05-06"],
    );
    check(
        r#"{"uri": "u", "headlines": [{"role": "main", "value": "Rain"}], "infosources": [{"name": "TT"}],
            "bodies": [{"contenttype": "text/html", "value": "<p>x</p>"}, {"contenttype": "text/plain", "value": "It fell."}]}"#,
        &["u|It fell.|Rain|TT|"],
    );
    check(
        r#"[{"title": {"rendered": "Rain"}, "body": "x", "source": {"id": null, "name": "Wire"}}]"#,
        &["f-1|x|Rain|Wire|"],
    );
}

#[test]
fn a_body_in_html_gives_all_its_text() {
    let html = "<p>Rain.</p><aside>Related: Snow</aside><article><p>It fell for days.</p></article>";
    let all = "Rain.\n\nRelated: Snow\n\nIt fell for days.";
    for record in [
        format!(r#"{{"content_html": "{html}"}}"#),
        format!(r#"{{"text": "{html}"}}"#),
        format!(r#"{{"content": {{"rendered": "{html}"}}}}"#),
        format!(r#"{{"bodies": [{{"contenttype": "text/html", "value": "{html}"}}]}}"#),
    ] {
        check(&record, &[&format!("f|{all}|")]);
        let mut found = Vec::new();
        read(&record, "f", false, &mut found);
        let Some((_, Found::Draft(draft))) = found.pop() else { panic!() };
        assert_eq!(draft.notices.iter().map(|n| n.span.of(&draft.text)).collect::<Vec<_>>(), ["Related: Snow"]);
    }
}

#[test]
fn a_list_without_texts_is_told_once() {
    let row = r#"{"title": "a", "url": "https://x.example", "publish_date": "2024-05-06", "media_name": "Gull"}"#;
    check(
        &format!("[{row},\n{row}, {row}]"),
        &[
            "1:0 expected texts, found 3 records with titles and addresses only; this is a list of metadata without texts",
        ],
    );
    check(&format!("[{row}, {{\"text\": \"x\"}}]"), &["f-2|x|", "1:0 expected texts, found a record"]);
    let mut manner = Manner::new(false);
    assert!(read_line(row, 3, "f", &mut manner).is_none() && read_line(row, 4, "f", &mut manner).is_none());
    assert_eq!(manner.bare().map(|(line, _)| line), Some(3));
}

#[test]
fn damage_has_its_place() {
    check(&"[".repeat(200_000), &["1:129 record 1: recursion limit exceeded"]);
    check(&format!("{}{}", "[".repeat(100_000), "]".repeat(100_000)), &["1:"]);
    check(&"{\"a\":".repeat(100_000), &["1:"]);
    check(r#"{"headline":"\ud800","body_text":"x"}"#, &["1:20 "]);
    check(r#"{"title":"a","text":"x"} trailing"#, &["f|x|", "1:26 expected the end of the file, found more"]);
    check(r#"[{"text":"x"}] ]"#, &["f-1|x", "1:16 expected the end"]);
    check("[{\"text\": \"é\", é}]", &["1:16 record 1: key must be a string"]);
    check("{\"text\": \"é\",\n \"ü\": é}", &["2:7 expected value"]);
    check("[{\"text\": \"a\"}, {\"text\": \"b", &["f-1|a", "1:"]);
    check("{\"articles\": [{\"text\": \"a\"}, {\"text\": \"b", &["f-1|a", "1:40 record 2: EOF"]);
    check("oops", &["1:1 expected value"]);
    check("\"", &["1:"]);
    check("{", &["1:"]);
    check(
        r#"[{"title":1,"text":null},{"title":["x"],"text":{"a":1}},42,null,"s"]"#,
        &["1:2 record 1", "1:26 record 2", "1:57 record 3", "1:60 record 4", "1:65 record 5"],
    );
    check(r#"[{"text":"x","n":1e400},{"text":"y","id":123456789012345678901234567890}]"#, &["f-1|x|", "1.23"]);
}
