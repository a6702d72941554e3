//! The tokens of a web page, by the rules of the HTML standard (13.2.5, tokenization), in one pass.
//!
//! What a tag means is not known here: whoever takes the tokens says after which of them raw text follows
//! ([`Tokens::enter`]). Line ends are expected as the standard's preprocessing leaves them: `\n` alone.
use crate::references::resolve;
use std::borrow::Cow;

/// A tag.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Tag {
    /// In small letters.
    pub(crate) name: String,
    /// Names in small letters and values, as they come: of several with one name, the first counts.
    pub(crate) attributes: Vec<(String, String)>,
    /// Whether it ends with `/>`.
    pub(crate) closed: bool,
}

impl Tag {
    /// The value of an attribute; empty where it has none.
    pub(crate) fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// One token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Token<'a> {
    /// Characters, their references resolved.
    Text(String),
    /// A start tag.
    Start(Tag),
    /// An end tag.
    End(Tag),
    /// A comment, a processing instruction, a malformed declaration.
    Comment(&'a str),
    /// `<!doctype …>`.
    Doctype,
}

/// What is text until when.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Mode {
    /// Up to the next tag.
    #[default]
    Data,
    /// Up to the end tag of the same name, with references: a title.
    Rcdata,
    /// Up to the end tag of the same name: a style.
    Rawtext,
    /// Up to the end tag of the same name, by the rules of scripts.
    Script,
    /// Up to `]]>`.
    Cdata,
    /// Up to the end.
    Plain,
}

/// Gives tokens one by one.
#[derive(Debug)]
pub(crate) struct Tokens<'a> {
    text: &'a str,
    /// Where the next token begins.
    at: usize,
    mode: Mode,
    /// Whose end tag ends raw text.
    within: String,
    /// Whether `<![CDATA[` begins text, as in XML; in HTML it begins a malformed comment.
    cdata: bool,
}

impl<'a> Tokens<'a> {
    /// The tokens of `text`; with `cdata`, as in XML, it may have CDATA sections.
    pub(crate) fn new(text: &'a str, cdata: bool) -> Self {
        Self { text, at: 0, mode: Mode::Data, within: String::new(), cdata }
    }

    /// What follows is raw text of the element `within`.
    pub(crate) fn enter(&mut self, mode: Mode, within: &str) {
        self.mode = mode;
        within.clone_into(&mut self.within);
    }

    /// Where the next token begins.
    pub(crate) fn at(&self) -> usize {
        self.at
    }

    /// The next token.
    pub(crate) fn next(&mut self) -> Option<Token<'a>> {
        while self.at < self.text.len() {
            let end = match self.mode {
                Mode::Data => self.markup(),
                Mode::Plain => self.text.len(),
                Mode::Cdata => self.find(self.at, "]]>"),
                _ => self.raw_end(),
            };
            if end > self.at {
                let raw = self.slice(self.at, end);
                let mut text = String::with_capacity(raw.len());
                match self.mode {
                    Mode::Data => resolve(raw, false, &mut text),
                    Mode::Rcdata => resolve(&without_nul(raw), false, &mut text),
                    Mode::Cdata => text.push_str(raw),
                    _ => text.push_str(&without_nul(raw)),
                }
                self.at = end;
                return Some(Token::Text(text));
            }
            if std::mem::take(&mut self.mode) == Mode::Cdata {
                self.at += 3;
            } else if let Some(token) = self.tag_or_comment() {
                return Some(token);
            }
        }
        None
    }

    fn byte(&self, at: usize) -> u8 {
        // A space ends whatever is looked for at the end of the text.
        self.text.as_bytes().get(at).copied().unwrap_or(b' ')
    }

    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or("")
    }

    /// Where `what` is from `from` on; the end of the text where it is not.
    fn find(&self, from: usize, what: &str) -> usize {
        let rest = self.slice(from, self.text.len());
        rest.find(what).map_or(self.text.len(), |n| from + n)
    }

    /// The first place from `at` on whose byte ends something.
    fn until(&self, at: usize, ends: &[u8]) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or(&[]);
        rest.iter().position(|b| ends.contains(b)).map_or(self.text.len(), |n| at + n)
    }

    /// Whether `word` stands at `at`, whatever its capitals.
    fn says(&self, at: usize, word: &str) -> bool {
        self.text.as_bytes().get(at..at + word.len()).is_some_and(|b| b.eq_ignore_ascii_case(word.as_bytes()))
    }

    /// Where the next tag or comment begins.
    fn markup(&self) -> usize {
        let mut at = self.at;
        loop {
            at = self.until(at, b"<");
            let next = self.byte(at + 1);
            let begins = next.is_ascii_alphabetic() || matches!(next, b'!' | b'?');
            if begins || next == b'/' && at + 2 < self.text.len() || at >= self.text.len() {
                return at;
            }
            at += 1;
        }
    }

    /// Whether `lead` and the element's name stand at `at`, and nothing that would make the name longer.
    fn is_tag(&self, at: usize, lead: &str, name: &str) -> bool {
        let after = at + lead.len() + name.len();
        self.says(at, lead)
            && self.says(at + lead.len(), name)
            && after < self.text.len()
            && matches!(self.byte(after), b'\t' | b'\n' | b'\x0c' | b'\r' | b' ' | b'/' | b'>')
    }

    /// Where the end tag of a raw text begins.
    fn raw_end(&self) -> usize {
        // A script may hold a comment, and that a script, whose end tag is not the end.
        let (mut comment, mut inner) = (false, false);
        let mut at = self.at;
        loop {
            at = self.until(at, b"<-");
            if at >= self.text.len() {
                return at;
            }
            if comment && self.says(at, "-->") {
                (comment, inner) = (false, false);
            } else if inner {
                inner = !self.is_tag(at, "</", "script");
            } else if !self.within.is_empty() && self.is_tag(at, "</", &self.within) {
                return at;
            } else if comment {
                inner = self.is_tag(at, "<", "script");
            } else if self.mode == Mode::Script && self.says(at, "<!--") {
                comment = true;
                // Its two dashes may be those of its end.
                at += 1;
            }
            at += 1;
        }
    }

    /// The token that begins at `<`; nothing for `</>` and for a tag that the text ends in.
    fn tag_or_comment(&mut self) -> Option<Token<'a>> {
        let next = self.byte(self.at + 1);
        if next.is_ascii_alphabetic() {
            return self.tag(self.at + 1).map(Token::Start);
        }
        if next == b'/' && self.byte(self.at + 2).is_ascii_alphabetic() {
            return self.tag(self.at + 2).map(Token::End);
        }
        if self.says(self.at, "<!--") {
            return Some(Token::Comment(self.comment()));
        }
        if self.cdata && self.says(self.at, "<![CDATA[") {
            self.at += 9;
            self.mode = Mode::Cdata;
            return None;
        }
        let doctype = self.says(self.at, "<!doctype");
        let from = self.at + if next == b'?' { 1 } else { 2 };
        let end = self.until(from, b">");
        self.at = end + 1;
        if doctype {
            return Some(Token::Doctype);
        }
        (next != b'/' || end > from).then(|| Token::Comment(self.slice(from, end)))
    }

    fn comment(&mut self) -> &'a str {
        let from = self.at + 4;
        for short in [">", "->"] {
            if self.says(from, short) {
                self.at = from + short.len();
                return "";
            }
        }
        let mut at = from;
        loop {
            at = self.find(at, "--");
            if at >= self.text.len() {
                let open = self.slice(from, at);
                self.at = at;
                return ["--!", "-"].iter().find_map(|end| open.strip_suffix(end)).unwrap_or(open);
            }
            for end in ["-->", "--!>"] {
                if self.says(at, end) {
                    self.at = at + end.len();
                    return self.slice(from, at);
                }
            }
            at += 1;
            if at + 1 >= self.text.len() {
                self.at = self.text.len();
                return self.slice(from, at - 1);
            }
        }
    }

    /// The tag whose name begins at `from`; nothing where the text ends in it.
    fn tag(&mut self, from: usize) -> Option<Tag> {
        const ENDS: &[u8] = b"\t\n\x0c\r />=";
        const SPACES: &[u8] = b"\t\n\x0c\r ";
        let mut at = self.until(from, &ENDS[..7]);
        let mut tag = Tag { name: name(self.slice(from, at)), ..Tag::default() };
        loop {
            let begin = at;
            while at < self.text.len() && (self.byte(at) == b'/' || SPACES.contains(&self.byte(at))) {
                at += 1;
            }
            if at >= self.text.len() {
                self.at = at;
                return None;
            }
            if self.byte(at) == b'>' {
                self.at = at + 1;
                tag.closed = at > begin && self.byte(at - 1) == b'/';
                return Some(tag);
            }
            let first = at;
            at = self.until(at + 1, ENDS);
            let called = name(self.slice(first, at));
            let mut value = String::new();
            let spaces = |mut at: usize| {
                while at < self.text.len() && SPACES.contains(&self.byte(at)) {
                    at += 1;
                }
                at
            };
            let equals = spaces(at);
            if self.byte(equals) == b'=' {
                let from = spaces(equals + 1);
                let quote = self.byte(from);
                let raw = match quote {
                    b'"' | b'\'' => {
                        at = self.until(from + 1, &[quote]);
                        self.slice(from + 1, at)
                    }
                    _ => {
                        at = self.until(from, b"\t\n\x0c\r >");
                        self.slice(from, at)
                    }
                };
                resolve(&without_nul(raw), true, &mut value);
                at += usize::from(matches!(quote, b'"' | b'\''));
            }
            tag.attributes.push((called, value));
        }
    }
}

fn name(raw: &str) -> String {
    without_nul(raw).to_ascii_lowercase()
}

/// With the replacement character for NUL.
fn without_nul(raw: &str) -> Cow<'_, str> {
    if raw.contains('\0') { Cow::Owned(raw.replace('\0', "\u{fffd}")) } else { Cow::Borrowed(raw) }
}

/// `text` with `\n` for `\r\n` and `\r`.
pub(crate) fn with_plain_line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    /// The tokens as html5lib's cases write them: text joined, of an attribute that comes twice the first.
    fn told(text: &str, mode: Mode, within: &str) -> Vec<Value> {
        let text = with_plain_line_ends(text);
        let mut tokens = Tokens::new(&text, false);
        tokens.enter(mode, within);
        let mut list: Vec<Value> = Vec::new();
        while let Some(token) = tokens.next() {
            match token {
                Token::Text(text) => match list.last_mut() {
                    Some(last) if last[0] == "Character" => {
                        last[1] = json!(format!("{}{}", last[1].as_str().unwrap(), text));
                    }
                    _ => list.push(json!(["Character", text])),
                },
                Token::Start(tag) => {
                    let mut attributes = serde_json::Map::new();
                    for (name, value) in &tag.attributes {
                        attributes.entry(name.as_str()).or_insert_with(|| json!(value));
                    }
                    list.push(json!(["StartTag", tag.name, attributes]));
                    if tag.closed {
                        list.last_mut().unwrap().as_array_mut().unwrap().push(json!(true));
                    }
                }
                Token::End(tag) => list.push(json!(["EndTag", tag.name])),
                Token::Comment(comment) => list.push(json!(["Comment", without_nul(comment)])),
                Token::Doctype => list.push(json!(["DOCTYPE"])),
            }
        }
        list
    }

    /// A text that is escaped twice; `None` where it holds half a character, which no text here can.
    fn unescaped(text: &str) -> Option<String> {
        serde_json::from_str(&format!("\"{}\"", text.replace('"', "\\\""))).ok()
    }

    #[test]
    fn html5libs_cases_give_what_they_expect() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/badinput/html5lib/tokenizer");
        let Ok(folder) = std::fs::read_dir(path) else {
            return eprintln!("skipped: html5lib's cases are not here");
        };
        let mut files: Vec<_> =
            folder.map(|f| f.unwrap().path()).filter(|f| f.extension().unwrap() == "test").collect();
        files.sort();
        let (mut all, mut wrong) = (0, Vec::new());
        for file in files {
            let cases: Value = serde_json::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap();
            // “xmlViolationTests” ask for changes that a parser may make before it builds an XML document.
            let Some(cases) = cases["tests"].as_array() else { continue };
            let (mut done, mut right, mut halves) = (0, 0, 0);
            for case in cases {
                let escaped = case["doubleEscaped"] == true;
                let input = case["input"].as_str().unwrap();
                let whole = |text: &str| if escaped { unescaped(text) } else { Some(text.to_owned()) };
                let Some(input) = whole(input) else {
                    halves += 1;
                    continue;
                };
                let mut expected = case["output"].as_array().unwrap().clone();
                for token in &mut expected {
                    let list = token.as_array_mut().unwrap();
                    if list[0] == "DOCTYPE" {
                        list.truncate(1);
                    }
                    for part in list.iter_mut() {
                        if let Some(text) = part.as_str().and_then(whole) {
                            *part = json!(text);
                        }
                    }
                }
                let states = case["initialStates"].as_array();
                let states = states.map_or(vec!["Data state"], |s| s.iter().map(|s| s.as_str().unwrap()).collect());
                for state in states {
                    let mode = match state {
                        "Data state" => Mode::Data,
                        "RCDATA state" => Mode::Rcdata,
                        "RAWTEXT state" => Mode::Rawtext,
                        "Script data state" => Mode::Script,
                        "CDATA section state" => Mode::Cdata,
                        "PLAINTEXT state" => Mode::Plain,
                        other => panic!("unknown state {other}"),
                    };
                    let found = told(&input, mode, case["lastStartTag"].as_str().unwrap_or(""));
                    done += 1;
                    if found == expected {
                        right += 1;
                    } else {
                        wrong.push(format!("{state} {input:?}\n  {expected:?}\n  {found:?}"));
                    }
                }
            }
            eprintln!("{:<32} {right} of {done}, {halves} with half a character", file.file_name().unwrap().display());
            all += done;
        }
        assert!(all > 6_000, "only {all} cases");
        assert!(wrong.is_empty(), "{} of {all} are wrong:\n{}", wrong.len(), wrong.join("\n"));
    }

    proptest! {
        #[test]
        fn no_text_is_lost_that_holds_no_sign(text in "[^<&\r]{0,80}") {
            let expected = if text.is_empty() { Vec::new() } else { vec![json!(["Character", text.clone()])] };
            prop_assert_eq!(told(&text, Mode::Data, ""), expected);
        }

        #[test]
        fn every_token_moves_on(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..40), mode in 0..6_usize
        ) {
            let text = pieces.concat();
            let modes = [Mode::Data, Mode::Rcdata, Mode::Rawtext, Mode::Script, Mode::Cdata, Mode::Plain];
            let mut tokens = Tokens::new(&text, true);
            tokens.enter(modes[mode], "script");
            let mut at = 0;
            while tokens.next().is_some() {
                prop_assert!(tokens.at() > at);
                at = tokens.at();
            }
        }
    }

    const PIECES: [&str; 30] = [
        "<",
        ">",
        "</",
        "/>",
        "=",
        "\"",
        "'",
        "&",
        "#",
        "x",
        ";",
        "amp",
        "script",
        "title",
        "<!--",
        "-->",
        "--!>",
        "-",
        "!",
        "<!doctype",
        "?",
        "<![CDATA[",
        "]]>",
        " ",
        "\n",
        "\0",
        "é",
        "a",
        "<script>",
        "</script>",
    ];

    #[test]
    fn time_grows_as_the_text_does() {
        // Each of these would take minutes if a step were quadratic.
        for piece in PIECES.iter().copied().chain(["<a b=\"", "<a ", "&#1", "<!-", "</script", "<!--<script>", "&a"]) {
            for mode in [Mode::Data, Mode::Rcdata, Mode::Script] {
                let text = piece.repeat(2_000_000 / piece.len());
                let mut tokens = Tokens::new(&text, true);
                tokens.enter(mode, "script");
                while tokens.next().is_some() {}
            }
        }
    }
}
