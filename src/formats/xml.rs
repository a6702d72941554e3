//! XML as tags and text, as far as feeds need it: nothing is expanded, nothing is fetched, every byte is looked at once.
//!
//! Our own since the crate `quick-xml` takes 20 kB of the program in gzip, and this one; the tests ask that crate
//! whether tags and text are the same.

/// A piece of a document.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// An element begins: its name, and its attributes as they are written.
    Open(&'a str, &'a str),
    /// The element that was opened last ends.
    Close,
    /// Text with references, to be read by [`said`].
    Text(&'a str),
    /// Text as it is.
    Plain(&'a str),
    /// The declaration of a document type, of which nothing is read.
    Declaration,
    /// What was expected and found where nothing more can be read.
    Fault(String),
}

/// The pieces of a document, without its comments and instructions.
#[derive(Debug)]
pub(crate) struct Pieces<'a> {
    document: &'a str,
    /// The byte after the last piece.
    pub(crate) at: usize,
    /// The names of the elements that are open.
    pub(crate) open: Vec<&'a str>,
    /// Whether the last tag ends its element too.
    is_whole: bool,
}

impl<'a> Pieces<'a> {
    /// Of a whole document.
    pub(crate) fn new(document: &'a str) -> Self {
        Self { document, at: 0, open: Vec::new(), is_whole: false }
    }

    /// The next piece and the byte where it begins; `None` at the end. After a fault there is nothing to ask for.
    pub(crate) fn next(&mut self) -> Option<(usize, Piece<'a>)> {
        if std::mem::take(&mut self.is_whole) {
            self.open.pop();
            return Some((self.at, Piece::Close));
        }
        loop {
            let from = self.at;
            let rest = self.document.get(from..).filter(|rest| !rest.is_empty())?;
            let Some(tag) = rest.strip_prefix('<') else {
                let end = rest.find('<').unwrap_or(rest.len());
                self.at += end;
                return Some((from, Piece::Text(rest.get(..end)?)));
            };
            let (begins, ends, is_text) = if tag.starts_with("!--") {
                (4, "-->", false)
            } else if tag.starts_with("![CDATA[") {
                (9, "]]>", true)
            } else if tag.starts_with('?') {
                (2, "?>", false)
            } else if tag.starts_with('!') {
                return Some((from, Piece::Declaration));
            } else {
                let piece = self.tag(tag).unwrap_or_else(Piece::Fault);
                return Some((from, piece));
            };
            let inner = rest.get(begins..).unwrap_or_default();
            let Some(end) = inner.find(ends) else {
                return Some((from, Piece::Fault(format!("expected “{ends}” after this, found the end of the file"))));
            };
            self.at = from + begins + end + ends.len();
            if is_text {
                return Some((from, Piece::Plain(inner.get(..end)?)));
            }
        }
    }

    /// The tag whose first byte was just passed.
    fn tag(&mut self, tag: &'a str) -> Result<Piece<'a>, String> {
        let mut mark = 0;
        let end = tag.bytes().position(|byte| {
            if mark == 0 && matches!(byte, b'"' | b'\'') {
                mark = byte;
            } else if byte == mark {
                mark = 0;
            }
            byte == b'>' && mark == 0
        });
        let inner = end.and_then(|end| tag.get(..end)).ok_or("expected the end of a tag, found the end of the file")?;
        self.at += inner.len() + 2;
        if let Some(name) = inner.strip_prefix('/') {
            let name = name.trim_end();
            return match self.open.pop() {
                Some(open) if open == name => Ok(Piece::Close),
                Some(open) => Err(format!("expected the end of “{}”, found that of “{}”", short(open), short(name))),
                None => Err(format!("expected an element, found the end of “{}”", short(name))),
            };
        }
        let whole = inner.strip_suffix('/');
        self.is_whole = whole.is_some();
        let inner = whole.unwrap_or(inner);
        let (name, attributes) = inner.split_once(|c: char| c.is_ascii_whitespace()).unwrap_or((inner, ""));
        if name.is_empty() {
            return Err("expected the name of an element, found none".to_owned());
        }
        self.open.push(name);
        Ok(Piece::Open(name, attributes))
    }
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}

/// Text with its references resolved: letters by number, and the five that have a name in XML. Others stay.
pub(crate) fn said(text: &str, into: &mut String) {
    let mut parts = text.split('&');
    into.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.bytes().take(12).position(|byte| byte == b';');
        let name = end.and_then(|end| part.get(..end)).unwrap_or_default();
        let letter = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => name.strip_prefix('#').and_then(numbered),
        };
        into.push(letter.unwrap_or('&'));
        let rest = if letter.is_some() { part.get(name.len() + 1..) } else { Some(part) };
        into.push_str(rest.unwrap_or_default());
    }
}

fn numbered(number: &str) -> Option<char> {
    let (digits, base) = number.strip_prefix(['x', 'X']).map_or((number, 10), |digits| (digits, 16));
    let number = if digits.starts_with('+') { None } else { u32::from_str_radix(digits, base).ok() };
    number.and_then(char::from_u32).filter(|letter| *letter != '\0')
}

/// The first attribute of that name among the first few.
pub(crate) fn attribute(attributes: &str, name: &str) -> Option<String> {
    const MOST: usize = 16;
    let mut rest = attributes;
    for _ in 0..MOST {
        let (key, more) = rest.split_once('=')?;
        let more = more.trim_start();
        let mark = more.chars().next().filter(|mark| matches!(mark, '"' | '\''))?;
        let (value, more) = more.get(1..)?.split_once(mark)?;
        if key.trim() == name {
            let mut text = String::new();
            said(value, &mut text);
            return Some(text);
        }
        rest = more;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use quick_xml::Reader;
    use quick_xml::events::Event;

    /// Tags and runs of text, or `None` where there is a fault.
    fn ours(document: &str) -> Option<Vec<String>> {
        let (mut pieces, mut all, mut text) = (Pieces::new(document), Vec::new(), String::new());
        while let Some((_, piece)) = pieces.next() {
            let tag = match piece {
                Piece::Open(name, attributes) => format!("<{name}> {:?}", attribute(attributes, "c")),
                Piece::Close => "</>".to_owned(),
                Piece::Text(more) => {
                    said(more, &mut text);
                    continue;
                }
                Piece::Plain(more) => {
                    text.push_str(more);
                    continue;
                }
                Piece::Declaration | Piece::Fault(_) => return None,
            };
            all.extend([std::mem::take(&mut text), tag]);
        }
        all.push(text);
        Some(all)
    }

    fn common(document: &str) -> Option<Vec<String>> {
        let (mut reader, mut all, mut text) = (Reader::from_str(document), Vec::new(), String::new());
        reader.config_mut().expand_empty_elements = true;
        reader.config_mut().allow_dangling_amp = true;
        loop {
            let tag = match reader.read_event().ok()? {
                // It lets elements have no name, which XML does not.
                Event::Start(start) if start.name().0.is_empty() => return None,
                Event::Start(start) => {
                    let found = start.attributes().filter_map(Result::ok).find(|a| a.key.0 == "c");
                    let value = found.map(|a| quick_xml::escape::unescape(&a.value).unwrap().into_owned());
                    format!("<{}> {value:?}", start.name().0)
                }
                Event::End(_) => "</>".to_owned(),
                Event::Text(more) => {
                    text.push_str(&more);
                    continue;
                }
                Event::CData(more) => {
                    text.push_str(&more);
                    continue;
                }
                Event::GeneralRef(name) => {
                    match (name.resolve_char_ref(), quick_xml::escape::resolve_xml_entity(&name)) {
                        (Ok(Some(letter)), _) => text.push(letter),
                        (_, Some(letter)) => text.push_str(letter),
                        _ => text.push_str(&format!("&{};", &*name)),
                    }
                    continue;
                }
                Event::DocType(_) => return None,
                Event::Eof => {
                    all.push(text);
                    return Some(all);
                }
                _ => continue,
            };
            all.extend([std::mem::take(&mut text), tag]);
        }
    }

    #[test]
    fn references_are_resolved() {
        let check = |text: &str, expected: &str| {
            let mut found = String::new();
            said(text, &mut found);
            assert_eq!(found, expected);
        };
        check("a &amp;amp; b &#8217; &#x41;&lt;", "a &amp; b ’ A<");
        check("AT&T &nbsp; &#0; &#xD800; &#+1; & &;&", "AT&T &nbsp; &#0; &#xD800; &#+1; & &;&");
        assert_eq!(attribute("a = '1' b=\"x&amp;'y\"", "b").as_deref(), Some("x&'y"));
        assert_eq!((attribute("b", "b"), attribute("b=1", "b"), attribute("b='1", "b")), (None, None, None));
        assert_eq!(attribute(&format!("{} b='1'", "a='1' ".repeat(99)), "b"), None);
    }

    proptest! {
        #[test]
        fn tags_and_text_are_those_of_the_common_reader(
            parts in proptest::collection::vec(
                proptest::sample::select(vec![
                    "<a>", "</a>", "<b>", "</b >", "<d\tc='1>'\n/>", "<e c=\"&amp;'\" f='2'>", "</e>", "<d/>", "x", " ", "é",
                    "&amp;", "&#65;", "& ", "&z;", "<![CDATA[", "]]>", "<!--", "-->", "<?p ?>", ">", "'", "&",
                ]),
                0..20,
            ),
        ) {
            // What begins as a tag and is none has no common reading: the fuzzer looks for what such bytes could break.
            let document = parts.concat();
            let theirs = common(&document);
            if theirs.is_some() {
                prop_assert_eq!(ours(&document), theirs);
            }
        }
    }
}
