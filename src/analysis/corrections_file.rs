//! Corrections as text: what the page stores, exports and imports.
//!
//! JSON: `{"schema": "parallax-corrections", "version": 1, "corpus": NAME, "corpus_hash": HASH, "corrections": [{"do":
//! "merge", "from": [ID, …], "into": ID}, {"do": "split", "entity": ID, "forms": […], "outlets": […], "articles": […],
//! "name": NAME}, {"do": "rename", "entity": ID, "name": NAME}, {"do": "kind", "entity": ID, "kind": KIND}]}`. What the
//! reader does not know is passed over inside an object, but an unknown `do` is an error: nothing is half read. The
//! page carries no JSON library; the reader here knows what such a file can hold and no more (no numbers beyond
//! digits are understood, they are kept as written).
use crate::EntityKind;
use crate::corrections::{Correction, Split};
use crate::take_along::Json;
use corpus::ReadError;

const SCHEMA: &str = "parallax-corrections";
const VERSION: &str = "1";
/// Brackets within brackets beyond this are not read.
const DEPTH_MAX: usize = 16;

/// Corrections as they are stored, with the corpus that they were made in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CorrectionsFile {
    /// The corpus' name.
    pub corpus: String,
    /// Its hash ([`crate::take_along::corpus_hash`]).
    pub corpus_hash: String,
    /// In the order in which they apply.
    pub corrections: Vec<Correction>,
}

impl CorrectionsFile {
    /// As JSON, a correction a line.
    #[must_use]
    pub fn write(&self) -> String {
        let mut json = Json::default();
        json.open('{');
        json.text("schema", SCHEMA);
        json.raw("version", VERSION);
        json.text("corpus", &self.corpus);
        json.text("corpus_hash", &self.corpus_hash);
        json.key("corrections");
        json.open('[');
        for correction in &self.corrections {
            json.open_line();
            match correction {
                Correction::Merge(from, into) => {
                    json.text("do", "merge");
                    json.texts("from", from);
                    json.text("into", into);
                }
                Correction::Split(split) => {
                    json.text("do", "split");
                    json.text("entity", &split.entity);
                    json.texts("forms", &split.forms);
                    json.texts("outlets", &split.outlets);
                    json.texts("articles", &split.articles);
                    json.text("name", &split.name);
                }
                Correction::Rename(entity, name) => {
                    json.text("do", "rename");
                    json.text("entity", entity);
                    json.text("name", name);
                }
                Correction::Kind(entity, kind) => {
                    json.text("do", "kind");
                    json.text("entity", entity);
                    json.text("kind", kind.name());
                }
            }
            json.close('}');
        }
        json.close(']');
        json.close('}');
        json.out.push('\n');
        json.out
    }

    /// Reads what [`Self::write`] wrote, or what somebody wrote by hand in its place; `name` is the file's.
    ///
    /// # Errors
    /// Where it is no such file: what was expected, what was found and where.
    pub fn read(name: &str, text: &str) -> Result<Self, ReadError> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self::of(text).map_err(|wrong| wrong.told(name, text, "choose a file that this page exported as “corrections”"))
    }

    fn of(text: &str) -> Result<Self, Wrong> {
        let mut reader = Reader { text, at: 0 };
        let whole = reader.value(0)?;
        reader.blanks();
        if reader.at < text.len() {
            return Err(Wrong { at: reader.at, expected: "the end of the file" });
        }
        if whole.field("schema")?.text()? != SCHEMA {
            return Err(Wrong { at: whole.field("schema")?.at, expected: "the schema “parallax-corrections”" });
        }
        let version = whole.field("version")?;
        if !matches!(&version.held, Held::Plain(v) if v == VERSION) {
            return Err(Wrong { at: version.at, expected: "version 1" });
        }
        let held = |key| whole.field(key).and_then(Value::text).unwrap_or_default();
        let corrections = whole.field("corrections")?.list()?.iter().map(correction).collect::<Result<_, _>>()?;
        Ok(Self { corpus: held("corpus"), corpus_hash: held("corpus_hash"), corrections })
    }
}

fn correction(value: &Value) -> Result<Correction, Wrong> {
    let text = |key| value.field(key).and_then(Value::text);
    let texts = |key: &'static str| match value.field(key) {
        Ok(list) => list.list()?.iter().map(Value::text).collect::<Result<Vec<String>, Wrong>>(),
        Err(_) => Ok(Vec::new()),
    };
    match text("do")?.as_str() {
        "merge" => Ok(Correction::Merge(texts("from")?, text("into")?)),
        "split" => Ok(Correction::Split(Split {
            entity: text("entity")?,
            forms: texts("forms")?,
            outlets: texts("outlets")?,
            articles: texts("articles")?,
            name: text("name")?,
        })),
        "rename" => Ok(Correction::Rename(text("entity")?, text("name")?)),
        "kind" => {
            let name = text("kind")?;
            let kind = EntityKind::ALL.into_iter().find(|k| k.name() == name);
            let wrong = || Wrong { at: value.field("kind").map_or(0, |v| v.at), expected: "a kind of name" };
            Ok(Correction::Kind(text("entity")?, kind.ok_or_else(wrong)?))
        }
        _ => Err(Wrong { at: value.field("do")?.at, expected: "“merge”, “split”, “rename” or “kind”" }),
    }
}

/// What stands at a place, short enough for a message.
fn found(text: &str, at: usize) -> String {
    let rest = text.get(at..).unwrap_or("").trim_start();
    let line = rest.lines().next().unwrap_or("");
    let short: String = line.chars().take(24).collect();
    if rest.is_empty() {
        "the end of the file".to_owned()
    } else if short.len() < line.len() {
        format!("“{short}…”")
    } else {
        format!("“{short}”")
    }
}

/// Where a file is not as expected.
pub(crate) struct Wrong {
    /// Bytes from its start.
    pub(crate) at: usize,
    pub(crate) expected: &'static str,
}

impl Wrong {
    /// In words, with the place in the file.
    pub(crate) fn told(&self, file: &str, text: &str, hint: &str) -> ReadError {
        let before = text.get(..self.at).unwrap_or(text);
        let line = before.rsplit('\n').next().unwrap_or("");
        ReadError {
            file: file.to_owned(),
            line: before.matches('\n').count() + 1,
            column: line.chars().count() + 1,
            message: format!("expected {}, found {}", self.expected, found(text, self.at)),
            hint: hint.to_owned(),
        }
    }
}

/// A value of JSON, and where it stands.
pub(crate) struct Value {
    /// Bytes from the start of the file.
    pub(crate) at: usize,
    pub(crate) held: Held,
}

/// What a value is.
pub(crate) enum Held {
    Text(String),
    List(Vec<Value>),
    Fields(Vec<(String, Value)>),
    /// A number, `true`, `false` or `null`, as written.
    Plain(String),
}

impl Value {
    fn field(&self, key: &'static str) -> Result<&Self, Wrong> {
        let Held::Fields(fields) = &self.held else {
            return Err(Wrong { at: self.at, expected: "an object “{…}”" });
        };
        let found = fields.iter().find(|(k, _)| k == key).map(|(_, value)| value);
        let expected = match key {
            "schema" => "a field “schema”",
            "version" => "a field “version”",
            "corrections" => "a field “corrections”",
            "into" => "a field “into”",
            "name" => "a field “name”",
            "kind" => "a field “kind”",
            "do" => "a field “do”",
            _ => "a field “entity”",
        };
        found.ok_or(Wrong { at: self.at, expected })
    }

    fn text(&self) -> Result<String, Wrong> {
        match &self.held {
            Held::Text(text) => Ok(text.clone()),
            _ => Err(Wrong { at: self.at, expected: "a text in quotation marks" }),
        }
    }

    fn list(&self) -> Result<&[Self], Wrong> {
        match &self.held {
            Held::List(values) => Ok(values),
            _ => Err(Wrong { at: self.at, expected: "a list “[…]”" }),
        }
    }
}

/// Reads JSON.
pub(crate) struct Reader<'a> {
    pub(crate) text: &'a str,
    pub(crate) at: usize,
}

impl Reader<'_> {
    pub(crate) fn blanks(&mut self) {
        while matches!(self.next(), Some(b' ' | b'\n' | b'\r' | b'\t')) {
            self.at += 1;
        }
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    /// Passes over blanks and then `byte`, where it is there.
    fn skip(&mut self, byte: u8) -> bool {
        self.blanks();
        let there = self.next() == Some(byte);
        self.at += usize::from(there);
        there
    }

    fn wrong<T>(&self, expected: &'static str) -> Result<T, Wrong> {
        Err(Wrong { at: self.at, expected })
    }

    pub(crate) fn value(&mut self, depth: usize) -> Result<Value, Wrong> {
        self.blanks();
        let at = self.at;
        if depth > DEPTH_MAX {
            return self.wrong("fewer brackets within brackets");
        }
        let held = match self.next() {
            Some(b'"') => Held::Text(self.string()?),
            Some(b'[') => {
                let mut values = Vec::new();
                self.at += 1;
                if !self.skip(b']') {
                    values.push(self.value(depth + 1)?);
                    while self.skip(b',') {
                        values.push(self.value(depth + 1)?);
                    }
                    if !self.skip(b']') {
                        return self.wrong("“,” or “]”");
                    }
                }
                Held::List(values)
            }
            Some(b'{') => {
                let mut fields = Vec::new();
                self.at += 1;
                if !self.skip(b'}') {
                    fields.push(self.entry(depth)?);
                    while self.skip(b',') {
                        fields.push(self.entry(depth)?);
                    }
                    if !self.skip(b'}') {
                        return self.wrong("“,” or “}”");
                    }
                }
                Held::Fields(fields)
            }
            _ => {
                while self.next().is_some_and(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'+' | b'.')) {
                    self.at += 1;
                }
                let plain = self.text.get(at..self.at).unwrap_or("");
                if plain.is_empty() {
                    return self.wrong("JSON");
                }
                Held::Plain(plain.to_owned())
            }
        };
        Ok(Value { at, held })
    }

    fn entry(&mut self, depth: usize) -> Result<(String, Value), Wrong> {
        self.blanks();
        let key = self.string()?;
        if !self.skip(b':') {
            return self.wrong("“:”");
        }
        Ok((key, self.value(depth + 1)?))
    }

    /// A text in quotation marks.
    fn string(&mut self) -> Result<String, Wrong> {
        if self.next() != Some(b'"') {
            return self.wrong("a text in quotation marks");
        }
        self.at += 1;
        let mut out = String::new();
        let rest = self.text.get(self.at..).unwrap_or("");
        let mut chars = rest.char_indices();
        while let Some((n, c)) = chars.next() {
            match c {
                '"' => {
                    self.at += n + 1;
                    return Ok(out);
                }
                '\\' => {
                    let escaped = match chars.next().map(|(_, c)| c) {
                        Some('n') => Some('\n'),
                        Some('t') => Some('\t'),
                        Some('r') => Some('\r'),
                        Some('b') => Some('\u{8}'),
                        Some('f') => Some('\u{c}'),
                        Some('u') => unicode(&mut chars),
                        other => other.filter(|c| matches!(c, '"' | '\\' | '/')),
                    };
                    let Some(escaped) = escaped else {
                        self.at += n;
                        return self.wrong("an escape that JSON knows");
                    };
                    out.push(escaped);
                }
                c if c < ' ' => {
                    self.at += n;
                    return self.wrong("no line end within quotation marks");
                }
                c => out.push(c),
            }
        }
        self.at = self.text.len();
        self.wrong("a closing quotation mark")
    }
}

/// The character after `\u`: four hexadecimal digits, or twice that for what lies beyond them.
fn unicode(chars: &mut std::str::CharIndices<'_>) -> Option<char> {
    let four = |chars: &mut std::str::CharIndices<'_>| {
        let mut code = 0;
        for _ in 0..4 {
            code = code * 16 + chars.next()?.1.to_digit(16)?;
        }
        Some(code)
    };
    let high = four(chars)?;
    if !(0xd800..0xdc00).contains(&high) {
        return char::from_u32(high);
    }
    if chars.next()?.1 != '\\' || chars.next()?.1 != 'u' {
        return None;
    }
    let low = four(chars)?.checked_sub(0xdc00).filter(|low| *low < 0x400)?;
    char::from_u32(0x10000 + ((high - 0xd800) << 10) + low)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::Value as Theirs;

    fn some() -> CorrectionsFile {
        let own = |texts: &[&str]| texts.iter().map(|t| (*t).to_owned()).collect::<Vec<_>>();
        let split = Split {
            entity: "person/a".into(),
            forms: own(&["A \"quoted\" \\ form", "É\u{1}😀"]),
            outlets: own(&["The Gull"]),
            articles: Vec::new(),
            name: "B\nC".into(),
        };
        let corrections = vec![
            Correction::Merge(own(&["person/a", "person/b"]), "person/c".into()),
            Correction::Split(split),
            Correction::Rename("person/a".into(), "Å".into()),
            Correction::Kind("place/x".into(), EntityKind::Medium),
        ];
        CorrectionsFile { corpus: "Some \"corpus\"".into(), corpus_hash: "00ff".into(), corrections }
    }

    #[test]
    fn what_is_written_is_read() {
        let file = some();
        let text = file.write();
        assert_eq!(CorrectionsFile::read("x.json", &text), Ok(file));
        let theirs: Theirs = serde_json::from_str(&text).unwrap();
        assert_eq!(theirs["corrections"][1]["forms"][1], "É\u{1}😀");
        assert_eq!(theirs["corrections"][3], serde_json::json!({"do": "kind", "entity": "place/x", "kind": "medium"}));
        let spaced =
            serde_json::to_string_pretty(&theirs).unwrap().replace('É', "\\u00c9").replace('😀', "\\ud83d\\ude00");
        assert_eq!(CorrectionsFile::read("x.json", &spaced), Ok(some()), "as others write it");
        let none = CorrectionsFile::default();
        assert_eq!(CorrectionsFile::read("x.json", &none.write()), Ok(none));
    }

    #[test]
    fn what_is_no_such_file_is_told_with_the_place() {
        let told = |text: &str| CorrectionsFile::read("x.json", text).unwrap_err().to_string();
        let hint = "choose a file that this page exported as “corrections”";
        for (text, message) in [
            ("", "x.json:1:1: expected JSON, found the end of the file"),
            ("{\n \"a\": }", "x.json:2:7: expected JSON, found “}”"),
            ("[1, 2]", "x.json:1:1: expected an object “{…}”, found “[1, 2]”"),
            ("{\"articles\": []}", "x.json:1:1: expected a field “schema”, found “{\"articles\": []}”"),
            (
                "{\"schema\": \"parallax-notes\"}",
                "x.json:1:12: expected the schema “parallax-corrections”, found “\"parallax-notes\"}”",
            ),
            ("{\"schema\": \"parallax-corrections\", \"version\": 2}", "x.json:1:47: expected version 1, found “2}”"),
            (
                "{\"schema\": \"parallax-corrections\", \"version\": 1, \"corrections\": [{\"do\": \"mix\"}]}",
                "x.json:1:73: expected “merge”, “split”, “rename” or “kind”, found “\"mix\"}]}”",
            ),
            (
                "{\"schema\": \"parallax-corrections\", \"version\": 1,\n\"corrections\": [{\"do\": \"kind\", \"entity\": \"a\", \"kind\": \"planet\"}]}",
                "x.json:2:55: expected a kind of name, found “\"planet\"}]}”",
            ),
            ("{\"a\": \"b", "x.json:1:9: expected a closing quotation mark, found the end of the file"),
            ("{\"a\": \"\\ud83d\"}", "x.json:1:8: expected an escape that JSON knows, found “\\ud83d\"}”"),
        ] {
            assert_eq!(told(text), format!("{message}; {hint}"));
        }
        assert!(told(&"[".repeat(100_000)).contains("fewer brackets"));
    }

    proptest! {
        #[test]
        fn any_text_is_read_or_refused(
            text in r#"(\{|\}|\[|\]|,|:|"|\\|\\u12|"schema"|"parallax-corrections"|"version"|1|"corrections"|"do"|é| |\n|a){0,40}"#,
        ) {
            if let Err(e) = CorrectionsFile::read("x", &text) {
                prop_assert!(e.line >= 1 && e.column >= 1 && !e.message.is_empty());
            } else {
                prop_assert!(serde_json::from_str::<Theirs>(&text).is_ok());
            }
        }

        #[test]
        fn any_words_come_back(text in "(?s).{0,40}", other in "\\PC{0,20}") {
            let corrections = vec![Correction::Rename(text.clone(), other.clone()), Correction::Merge(vec![other], text)];
            let file = CorrectionsFile { corrections, ..CorrectionsFile::default() };
            prop_assert_eq!(CorrectionsFile::read("x", &file.write()), Ok(file));
        }
    }
}
