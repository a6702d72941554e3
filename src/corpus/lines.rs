//! Lines, and the runs of lines that are one paragraph.
//!
//! Usually a line is a paragraph. A text that was wrapped at a fixed width (plain-text mail, agency files) has
//! paragraphs of several lines: it is known by lines that stop where the next word would not have fitted.
use crate::Span;
use crate::hidden::is_blank;

/// Lines that belong together, without what does not show around them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Run {
    /// First to last visible character.
    pub(crate) span: Span,
    /// Whether an empty line (or nothing) comes before.
    pub(crate) apart: bool,
}

#[derive(Clone, Copy)]
struct Line {
    span: Span,
    /// Columns before the first visible character.
    indent: usize,
    /// Code points from the margin to the last visible character.
    width: usize,
    /// Code points of the first word.
    first_word: usize,
    /// Whether an empty line (or nothing) comes before.
    apart: bool,
}

/// The widest line that a wrapped text may have.
const WRAP_MAX: usize = 100;
/// The narrowest width at which texts are wrapped.
const WRAP_MIN: usize = 40;

/// The runs of `text` in order; together they hold every visible character.
pub(crate) fn runs(text: &str) -> Vec<Run> {
    let lines = lines(text);
    let wrap = wrap_width(text, &lines);
    let mut runs: Vec<Run> = Vec::with_capacity(lines.len());
    let mut before: Option<Line> = None;
    for &line in &lines {
        let joins = before.is_some_and(|b| wrap.is_some_and(|w| continues(text, b, line, w)));
        match runs.last_mut() {
            Some(run) if joins => run.span.end = line.span.end,
            _ => runs.push(Run { span: line.span, apart: line.apart }),
        }
        before = Some(line);
    }
    runs
}

/// The lines that show something.
fn lines(text: &str) -> Vec<Line> {
    let mut found = Vec::new();
    let mut apart = true;
    let mut start = 0;
    let mut chars = text.char_indices().peekable();
    loop {
        let next = chars.next();
        let (end, after) = match next {
            Some((at, '\r')) => {
                let two = chars.next_if(|&(_, c)| c == '\n').is_some();
                (at, at + 1 + usize::from(two))
            }
            Some((at, c @ ('\n' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}'))) => (at, at + c.len_utf8()),
            Some(_) => continue,
            None => (text.len(), text.len()),
        };
        match line(text, Span::new(start, end), apart) {
            Some(line) => {
                found.push(line);
                apart = false;
            }
            None => apart = true,
        }
        start = after;
        if next.is_none() {
            return found;
        }
    }
}

fn line(text: &str, whole: Span, apart: bool) -> Option<Line> {
    let part = whole.of(text);
    let inner = part.trim_start_matches(is_blank);
    let lead = part.len() - inner.len();
    let inner = inner.trim_end_matches(is_blank);
    if inner.is_empty() {
        return None;
    }
    let start = whole.start as usize + lead;
    let indent = part.chars().take_while(|&c| is_blank(c)).count();
    let first_word = inner.chars().take_while(|c| !c.is_whitespace()).count();
    let width = indent + inner.chars().count();
    Some(Line { span: Span::new(start, start + inner.len()), indent, width, first_word, apart })
}

/// The width at which the text was wrapped, if it was.
fn wrap_width(text: &str, lines: &[Line]) -> Option<usize> {
    let width = lines.iter().map(|l| l.width).max()?;
    if !(WRAP_MIN..=WRAP_MAX).contains(&width) {
        return None;
    }
    let (mut joints, mut full, mut within) = (0_usize, 0_usize, 0_usize);
    for pair in lines.windows(2) {
        let &[a, b] = pair else { continue };
        if b.apart || b.indent > a.indent + 1 || crate::blocks::has_bullet(text, b.span) {
            continue;
        }
        joints += 1;
        if is_full(a, b, width) {
            full += 1;
            within += usize::from(starts_small(text, b));
        }
    }
    // Lines that stop at the margin, and among them some in the middle of a sentence; heads and credits do not count
    // for much where several sentences go on from line to line.
    let share = if within >= 2 { 4 } else { 6 };
    (full * 10 >= joints * share && within * 5 >= full && within > 0).then_some(width)
}

/// Whether `b` goes on with the paragraph of `a` in a text wrapped at `width`.
fn continues(text: &str, a: Line, b: Line, width: usize) -> bool {
    // A first line set in opens a paragraph, unless it hangs under a bullet.
    let opens = b.indent > a.indent + 1 && !crate::blocks::has_bullet(text, a.span);
    // A long line that stops in the middle of a sentence goes on too, however ragged the margin.
    let broken = a.width * 10 > width * 6 && a.span.of(text).ends_with(|c: char| c.is_alphanumeric() || c == ',');
    let goes_on = starts_small(text, b) || ((broken || is_full(a, b, width)) && !opens);
    !b.apart && goes_on && !crate::blocks::has_bullet(text, b.span)
}

/// Whether the first word of `b` would not have fitted on `a` (give or take a ragged margin).
fn is_full(a: Line, b: Line, width: usize) -> bool {
    a.width + 1 + b.first_word + 4 > width
}

fn starts_small(text: &str, line: Line) -> bool {
    line.span.of(text).chars().next().is_some_and(char::is_lowercase)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = runs(text).iter().map(|r| r.span.of(text)).collect();
        assert_eq!(found, expected, "{text:?}");
    }

    #[test]
    fn a_line_is_a_paragraph() {
        check("", &[]);
        check(" \r\n\t\u{feff}\u{200b}\n", &[]);
        check("One.\r\nTwo.\r\n\r\n Three. \rFour.\u{2028}Five.", &["One.", "Two.", "Three.", "Four.", "Five."]);
        check("\u{feff}One.\0", &["One."]);
        check("Short line\nanother short line\nand one", &["Short line", "another short line", "and one"]);
    }

    #[test]
    fn wrapped_lines_are_joined() {
        let a = "The ministers of both countries met in the capital on Monday and spoke\n\
                 for six hours about the ceasefire, the exchange of prisoners and the\n\
                 Black Sea ports, an official said.";
        let b = "A second round is planned for next week, according to the\nforeign ministry in Oslo.";
        let title = "Ministers meet again";
        check(&format!("{title}\n\n{a}\n\n{b}\n"), &[title, a, b]);
        check(&format!("   {a}\n   {b}"), &[a, b]);
        let list = "- the first point of the plan, which is long enough to be wrapped in\n  two lines\n- the second";
        check(
            &format!("{a}\n\n{list}"),
            &[a, "- the first point of the plan, which is long enough to be wrapped in\n  two lines", "- the second"],
        );
    }

    #[test]
    fn it_is_told_whether_an_empty_line_comes_before() {
        let apart: Vec<bool> = runs("One.\nTwo.\n\nThree.").iter().map(|r| r.apart).collect();
        assert_eq!(apart, [true, false, true]);
    }
}
