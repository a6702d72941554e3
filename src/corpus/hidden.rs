//! Characters that do not show: controls, zero-width characters, marks that change the writing direction.
//!
//! The text keeps them; blocks and sentences do not begin or end with them, and the reader is told.
//! The set follows the Unicode properties Bidi_Control and Default_Ignorable_Code_Point as far as they occur in
//! running text; variation selectors stay with what they change.
use crate::{Notice, NoticeKind, Span};

/// Whether nothing is to be seen of `c`: white space, controls and invisible characters.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() || c.is_control() || is_invisible(c)
}

fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// What the user is told `c` is; `None` for what is harmless.
fn sort(c: char) -> Option<usize> {
    match c {
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => Some(0),
        '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' => None,
        _ if c.is_control() => Some(2),
        _ if is_invisible(c) => Some(1),
        _ => None,
    }
}

/// Characters of control among the sorts.
const CONTROL: usize = 2;

/// Calls back with every character of `text` that does not show and can mislead: its byte, itself, its sort.
fn each(text: &str, mut found: impl FnMut(usize, char, usize)) {
    let mut before = '\0';
    for (at, c) in text.char_indices() {
        if (' '..'\u{7f}').contains(&c) {
            before = c;
            continue;
        }
        let after = || text.get(at + c.len_utf8()..).and_then(|rest| rest.chars().next()).unwrap_or(' ');
        // A byte order mark at the start and a joiner inside an emoji or a joined script do what they are for.
        let useful = (at == 0 && c == '\u{feff}')
            || (matches!(c, '\u{200c}' | '\u{200d}') && !before.is_ascii_alphanumeric() && !after().is_ascii());
        if let Some(n) = sort(c).filter(|_| !useful) {
            found(at, c, n);
        }
        before = c;
    }
}

/// Characters in a row that do not show, and what to show in their place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unseen {
    /// Where they stand.
    pub span: Span,
    /// A sign for each, of very many only for the first.
    pub sign: String,
    /// What the first is in Unicode: “U+202E”.
    pub name: String,
}

/// Signs that are shown of characters in a row.
const SIGNS_MAX: usize = 16;

/// The characters of control in `text`, and if `all` is asked for every other that does not show and can mislead.
#[must_use]
pub fn unseen(text: &str, all: bool) -> Vec<Unseen> {
    let mut found: Vec<(Unseen, usize)> = Vec::new();
    // Most texts have none: their bytes tell.
    if !text.bytes().any(|b| b < b' ' && !matches!(b, b'\n' | b'\t' | b'\r') || b == 127 || b > 0xc1) {
        return Vec::new();
    }
    each(text, |at, c, sort| {
        if !all && sort != CONTROL {
            return;
        }
        let end = u32::try_from(at + c.len_utf8()).unwrap_or(u32::MAX);
        match found.last_mut().filter(|(last, _)| last.span.end as usize == at) {
            Some((last, count)) => {
                last.span.end = end;
                *count += 1;
                if *count <= SIGNS_MAX {
                    last.sign.push_str(&sign(c));
                } else if *count == SIGNS_MAX + 1 {
                    last.sign.push('…');
                }
            }
            None => {
                let name = format!("U+{:04X}", u32::from(c));
                found.push((Unseen { span: Span::new(at, end as usize), sign: sign(c), name }, 1));
            }
        }
    });
    found.into_iter().map(|(unseen, _)| unseen).collect()
}

/// What to show in the place of a character.
fn sign(c: char) -> String {
    let code = u32::from(c);
    let name = match c {
        // The pictures of control characters.
        '\0'..='\u{1f}' => return char::from_u32(0x2400 + code).map(String::from).unwrap_or_default(),
        '\u{7f}' => "␡",
        // Tags stand for the letters of ASCII.
        '\u{e0020}'..='\u{e007e}' => {
            return char::from_u32(code - 0xe0000).map(|c| format!("⟦{c}⟧")).unwrap_or_default();
        }
        '\u{ad}' => "⟦SHY⟧",
        '\u{61c}' => "⟦ALM⟧",
        '\u{200b}' => "⟦ZWSP⟧",
        '\u{200c}' => "⟦ZWNJ⟧",
        '\u{200d}' => "⟦ZWJ⟧",
        '\u{200e}' => "⟦LRM⟧",
        '\u{200f}' => "⟦RLM⟧",
        '\u{202a}' => "⟦LRE⟧",
        '\u{202b}' => "⟦RLE⟧",
        '\u{202c}' => "⟦PDF⟧",
        '\u{202d}' => "⟦LRO⟧",
        '\u{202e}' => "⟦RLO⟧",
        '\u{2060}' => "⟦WJ⟧",
        '\u{2066}' => "⟦LRI⟧",
        '\u{2067}' => "⟦RLI⟧",
        '\u{2068}' => "⟦FSI⟧",
        '\u{2069}' => "⟦PDI⟧",
        '\u{feff}' => "⟦BOM⟧",
        _ => return format!("⟦{code:X}⟧"),
    };
    name.to_owned()
}

/// Latin, Greek, Cyrillic: the scripts whose letters look alike.
fn script(c: char) -> u8 {
    match c {
        'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' => 1,
        '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' => 2,
        '\u{400}'..='\u{52f}' => 4,
        _ => 0,
    }
}

/// One notice on words whose letters are of different scripts, or none.
pub(crate) fn mixed(text: &str) -> Option<Notice> {
    // Letters of Greek and Cyrillic begin with these bytes.
    if !text.bytes().any(|b| (0xcd..=0xd4).contains(&b)) {
        return None;
    }
    let (mut words, mut first) = (0_usize, None);
    let (mut start, mut letters, mut scripts) = (0, 0_usize, 0_u8);
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        if c.is_alphabetic() {
            if letters == 0 {
                start = at;
            }
            letters += 1;
            scripts |= script(c);
            continue;
        }
        if letters > 2 && scripts.count_ones() > 1 {
            words += 1;
            first.get_or_insert(Span::new(start, at));
        }
        (letters, scripts) = (0, 0);
    }
    let span: Span = first?;
    let word: String = span.of(text).chars().take(24).collect();
    let hint = format!(
        "Expected words of one script, found {words} with letters of several (“{word}”). They look like other words and \
         are not found as such; correct them in the source if they are not meant."
    );
    Some(Notice { kind: NoticeKind::MixedScripts, span, hint })
}

/// One notice on all characters of `text` that do not show, or none.
pub(crate) fn notice(text: &str) -> Option<Notice> {
    let mut counts = [0_usize; 3];
    let mut first: Option<Span> = None;
    each(text, |at, c, sort| {
        if let Some(count) = counts.get_mut(sort) {
            *count += 1;
        }
        first.get_or_insert(Span::new(at, at + c.len_utf8()));
    });
    let span = first?;
    let names = ["changing the writing direction", "of no width", "of control"];
    let list: Vec<String> =
        counts.iter().zip(names).filter(|(n, _)| **n > 0).map(|(n, name)| format!("{n} {name}")).collect();
    let hint = format!(
        "Expected only visible characters, found others ({}). They are kept and can hide or reorder words; remove \
         them in the source if they are not meant.",
        list.join(", ")
    );
    Some(Notice { kind: NoticeKind::HiddenCharacters, span, hint })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: Option<&str>) {
        let found = notice(text);
        assert_eq!(found.is_some(), expected.is_some(), "{text:?}: {found:?}");
        if let (Some(found), Some(expected)) = (found, expected) {
            assert!(found.hint.contains(expected), "{text:?}: {}", found.hint);
            assert!(!found.span.of(text).is_empty());
        }
    }

    #[test]
    fn what_does_not_show_is_told() {
        check("plain “text” – with 👩‍💻 and می‌خواهم\r\n\tend", None);
        check("\u{feff}a byte order mark at the start", None);
        check("zero\u{200b}width", Some("1 of no width"));
        check("a\u{202e}b\u{2066}c", Some("2 changing the writing direction"));
        check("a\0b", Some("1 of control"));
        check("mid\u{feff}dle", Some("1 of no width"));
        check("pay\u{200d}pal", Some("1 of no width"));
    }

    #[test]
    fn what_does_not_show_has_a_sign() {
        let signs = |text: &str, all| unseen(text, all).iter().map(|u| u.sign.clone()).collect::<Vec<_>>().join("|");
        assert_eq!(signs("a\0b\u{7f}\u{202e}c", false), "␀|␡");
        assert_eq!(signs("a\0b\u{7f}\u{202e}c", true), "␀|␡⟦RLO⟧");
        assert_eq!(signs("x\u{e0068}\u{e0069} \u{200b}é 👩\u{200d}💻\n\t", true), "⟦h⟧⟦i⟧|⟦ZWSP⟧");
        assert_eq!(signs("plain\n“text”", true), "");
        let many = unseen(&"\u{1}".repeat(5000), false);
        assert_eq!((many.len(), many[0].span, many[0].name.as_str()), (1, Span::new(0, 5000), "U+0001"));
        assert_eq!(many[0].sign.chars().count(), SIGNS_MAX + 1);
    }

    #[test]
    fn words_of_several_scripts_are_told() {
        let told = |text: &str| mixed(text).map(|n| n.span.of(text).to_owned());
        assert_eq!(told("Then \u{41a}yiv and \u{420}utin met."), Some("\u{41a}yiv".to_owned()));
        for plain in ["Kyiv and Путин", "κόσμε world", "Zelenskyy’s", "5 μm", "the β-test", "Київ-based"]
        {
            assert_eq!(told(plain), None, "{plain}");
        }
        assert!(mixed("P\u{430}ris P\u{430}ris").is_some_and(|n| n.hint.contains("found 2")));
    }
}
