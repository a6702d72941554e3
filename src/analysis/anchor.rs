//! Words that are found again in a text that has changed: a quotation with some words around it and its old place.
//!
//! The selectors are those of the W3C Web Annotation model: TextQuoteSelector and TextPositionSelector.
use corpus::{CodePoints, Span};

/// How many code points before and after the words are kept.
const AROUND: usize = 32;

/// Where words stood, and what stood around them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Quote {
    /// Where they began, in code points of the text.
    pub start: usize,
    /// The words.
    pub exact: String,
    /// Up to 32 code points before them.
    pub prefix: String,
    /// Up to 32 code points after them.
    pub suffix: String,
}

impl Quote {
    /// The words of `span`, to be found again.
    #[must_use]
    pub fn of(text: &str, span: Span) -> Self {
        let points = CodePoints::new(text);
        let (start, end) = (points.at(text, span.start), points.at(text, span.end));
        let words = |from, to| points.span(text, from, to).of(text).to_owned();
        Self {
            start,
            exact: words(start, end),
            prefix: words(start.saturating_sub(AROUND), start),
            suffix: words(end, end + AROUND),
        }
    }

    /// Where they ended, in code points.
    #[must_use]
    pub fn end(&self) -> usize {
        self.start + self.exact.chars().count()
    }

    /// Where the words are now: where they stand once, there; where they stand more than once, with the most of the
    /// old words around them, then nearest to the old place. Nothing where the words are gone, and nothing where none
    /// of several has anything of what was around and none is in the old place.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<Span> {
        let first = self.exact.chars().next()?.len_utf8();
        let place = CodePoints::new(text).span(text, self.start, self.start).start as usize;
        let (mut from, mut places, mut best) = (0, 0, None);
        while let Some(at) = text.get(from..).and_then(|rest| rest.find(&self.exact)).map(|at| from + at) {
            let key = (self.around(text, at), std::cmp::Reverse(at.abs_diff(place)));
            best = best.max(Some((key, at)));
            (from, places) = (at + first, places + 1);
        }
        let ((around, _), at) = best?;
        (places == 1 || around > 0 || at == place).then(|| Span::new(at, at + self.exact.len()))
    }

    /// How many code points around the words at that byte are the old ones, going outwards.
    fn around(&self, text: &str, at: usize) -> usize {
        let before = text.get(..at).unwrap_or("").chars().rev().zip(self.prefix.chars().rev());
        let after = text.get(at + self.exact.len()..).unwrap_or("").chars().zip(self.suffix.chars());
        before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const TEXT: &str =
        "Rain fell in Ulm. The mayor said it would stop. Rain fell in Bern. The mayor said nothing. 😀 End.";

    fn of(words: &str, nth: usize) -> Quote {
        let at = TEXT.match_indices(words).nth(nth).unwrap().0;
        Quote::of(TEXT, Span::new(at, at + words.len()))
    }

    #[test]
    fn what_is_kept() {
        let quote = of("The mayor", 1);
        assert_eq!((quote.exact.as_str(), quote.start, quote.end()), ("The mayor", 67, 76));
        assert_eq!(quote.suffix, " said nothing. 😀 End.");
        assert_eq!(quote.prefix.chars().count(), 32);
        assert_eq!(of("Rain", 0).prefix, "");
    }

    #[test]
    fn in_the_same_text_words_are_where_they_were_however_often_they_stand() {
        for words in ["Rain fell in", "The mayor said", "n", ".", "😀"] {
            for (nth, (at, _)) in TEXT.match_indices(words).enumerate() {
                assert_eq!(of(words, nth).find(TEXT), Some(Span::new(at, at + words.len())), "{words} {nth}");
            }
        }
    }

    #[test]
    fn what_stood_around_decides_after_an_edit() {
        let longer = format!("A new lead of many words. Rain fell in Ulm. {TEXT}");
        let found = of("Rain fell", 1).find(&longer).unwrap();
        assert_eq!(Some(found.start as usize), longer.find("Rain fell in Bern"));
        let less = "The mayor said nothing. 😀 End.";
        assert_eq!(of("The mayor", 1).find(less), Some(Span::new(0, 9)));
        assert_eq!(of("The mayor", 0).find("He saw. The mayor slept."), Some(Span::new(8, 17)), "the only one");
    }

    #[test]
    fn gone_or_in_doubt_is_nothing() {
        assert_eq!(of("The mayor", 0).find("The mayoress said it would stop."), Some(Span::new(0, 9)));
        assert_eq!(of("Rain fell in Ulm", 0).find("Rain fell in Bern."), None);
        assert_eq!(of("Ulm", 0).find("xUlmx yUlmy"), None, "two, and nothing tells which");
        assert_eq!(Quote::default().find(TEXT), None);
        assert_eq!(of("Ulm", 0).find(""), None);
    }

    proptest! {
        #[test]
        fn an_edit_elsewhere_loses_nothing(
            (head, words, tail) in ("[a-c é😀.]{0,60}", "[a-c é😀.]{1,20}", "[a-c é😀.]{0,60}"),
            (new_head, new_tail) in ("[a-c é😀.]{0,60}", "[a-c é😀.]{0,60}"),
        ) {
            // Marks that nothing else has: without them the words could come to stand elsewhere as well.
            let text = format!("{head}<{words}>{tail}");
            let span = Span::new(head.len() + 1, head.len() + 1 + words.len());
            let quote = Quote::of(&text, span);
            prop_assert_eq!(quote.find(&text), Some(span));
            let edited = format!("{new_head}<{words}>{new_tail}");
            let moved = Span::new(new_head.len() + 1, new_head.len() + 1 + words.len());
            prop_assert_eq!(quote.find(&edited), Some(moved));
        }

        #[test]
        fn what_is_found_are_the_words(text in "[ab ]{0,40}", other in "[ab ]{0,40}", from in 0_usize..40, len in 1_usize..9) {
            let span = Span::new(from.min(text.len()), (from + len).min(text.len()));
            let quote = Quote::of(&text, span);
            if let Some(found) = quote.find(&other) {
                prop_assert_eq!(found.of(&other), span.of(&text));
            }
        }
    }
}
