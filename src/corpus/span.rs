//! The one offset type, and the one place where text is cut.
//!
//! A [`Span`] counts UTF-8 bytes, half-open, into an article's one text. Other units (code points, for
//! the exported contract) are made at the border by [`CodePoints`] and nowhere else.
use serde::{Deserialize, Serialize};

/// A half-open range of UTF-8 bytes in an article's text.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span from `start` up to `end`; an `end` before `start` gives the empty span at `start`.
    #[must_use]
    pub fn new(start: usize, end: usize) -> Self {
        let start = u32::try_from(start).unwrap_or(u32::MAX);
        let end = u32::try_from(end).unwrap_or(u32::MAX);
        Self { start, end: end.max(start) }
    }

    /// The words it covers; empty where the span does not fit the text.
    #[must_use]
    pub fn of(self, text: &str) -> &str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// The words it covers with single spaces between them: what is shown where the text was wrapped.
    #[must_use]
    pub fn in_one_line(self, text: &str) -> String {
        self.of(text).split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Length in bytes.
    #[must_use]
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// Whether `other` lies wholly inside (equal counts).
    #[must_use]
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    #[must_use]
    pub fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    #[must_use]
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// Converts byte offsets into Unicode code points of one text, in O(log n) after one pass.
pub struct CodePoints {
    /// Byte offset of every 64th code point.
    marks: Vec<u32>,
    len_bytes: usize,
}

impl CodePoints {
    const STEP: usize = 64;

    /// Prepares the conversion for `text`.
    #[must_use]
    pub fn new(text: &str) -> Self {
        let marks =
            text.char_indices().step_by(Self::STEP).map(|(at, _)| u32::try_from(at).unwrap_or(u32::MAX)).collect();
        Self { marks, len_bytes: text.len() }
    }

    /// Code points of `text` before the byte `at`; `text` is the text this was made for.
    #[must_use]
    pub fn at(&self, text: &str, at: u32) -> usize {
        let at = (at as usize).min(self.len_bytes);
        let mark = self.marks.partition_point(|&m| m as usize <= at).saturating_sub(1);
        let from = self.marks.get(mark).map_or(0, |&m| m as usize);
        mark * Self::STEP + text.get(from..at).map_or(0, |part| part.chars().count())
    }

    /// The span of the code points `start..end`; what lies behind the text ends with it.
    #[must_use]
    pub fn span(&self, text: &str, start: usize, end: usize) -> Span {
        let byte = |point: usize| {
            let Some(&mark) = self.marks.get(point / Self::STEP) else { return self.len_bytes };
            let rest = text.get(mark as usize..).unwrap_or("");
            rest.char_indices().nth(point % Self::STEP).map_or(self.len_bytes, |(at, _)| mark as usize + at)
        };
        Span::new(byte(start), byte(end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting() {
        let text = "aé–“€”😀z".repeat(40);
        let points = CodePoints::new(&text);
        for (n, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(&text, at as u32), n);
            assert_eq!(points.span(&text, n, n + 1).start as usize, at);
        }
        assert_eq!(points.at(&text, text.len() as u32), text.chars().count());
        assert_eq!(points.span(&text, 3, text.len()).end as usize, text.len());
        assert_eq!(CodePoints::new("").at("", 0), 0);
        assert_eq!(CodePoints::new("").span("", 0, 9), Span::default());
    }

    #[test]
    fn one_line_has_single_spaces() {
        assert_eq!(Span::new(0, 12).in_one_line("Ann\n  Lee ,x"), "Ann Lee ,x");
    }

    #[test]
    fn a_span_that_does_not_fit_is_empty_text() {
        assert_eq!(Span::new(0, 99).of("abc"), "");
        assert_eq!(Span::new(1, 2).of("é"), "");
        assert_eq!(Span::new(5, 2), Span::new(5, 5));
    }
}
