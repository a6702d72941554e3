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

/// One notice on all characters of `text` that do not show, or none.
pub(crate) fn notice(text: &str) -> Option<Notice> {
    let mut counts = [0_usize; 3];
    let mut first: Option<Span> = None;
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
            counts[n] += 1;
            first.get_or_insert(Span::new(at, at + c.len_utf8()));
        }
        before = c;
    }
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
}
