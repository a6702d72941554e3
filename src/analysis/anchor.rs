//! Words that are found again in a text that has changed: a quotation with some words around it and its old place.
//!
//! The selectors are those of the W3C Web Annotation model: TextQuoteSelector and TextPositionSelector.
use corpus::{CodePoints, Lower, Map, Span};
use std::collections::VecDeque;

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
        let place = CodePoints::new(text).span(text, self.start, self.start).start as usize;
        self.same(text, place, self.exact.len())
    }

    /// Where the words are now, though they may have changed, and whether they have: as [`Self::find`]; else what
    /// stands between the old words around; else as many words that have most of the old ones among them.
    #[must_use]
    pub fn anchor(&self, text: &str) -> Option<(Span, bool)> {
        let place = CodePoints::new(text).span(text, self.start, self.start).start as usize;
        self.anchor_at(text, place, self.exact.len())
    }

    /// The same where the old place is known in bytes, and the passage may go on behind the words: it had `length` bytes,
    /// and `suffix` is what followed it.
    #[must_use]
    pub fn anchor_at(&self, text: &str, place: usize, length: usize) -> Option<(Span, bool)> {
        if let Some(found) = self.same(text, place, length) {
            return Some((self.whole(text, found, length), false));
        }
        let changed = self.between(text, place, length).or_else(|| self.alike(text, place))?;
        Some((changed, true))
    }

    fn same(&self, text: &str, place: usize, length: usize) -> Option<Span> {
        if self.exact.is_empty() {
            return None;
        }
        // The old place first: words that overlap themselves may be passed over otherwise.
        let old = text.get(place..).filter(|rest| rest.starts_with(&self.exact)).map(|_| place);
        let (mut places, mut best) = (usize::from(old.is_some()), old.map(|at| self.key(text, at, place, length)));
        let all = self.prefix.chars().count() + self.suffix.chars().count();
        if best.is_some_and(|(around, ..)| around == all && all > 0) {
            return Some(Span::new(place, place + self.exact.len()));
        }
        for (at, _) in text.match_indices(&self.exact).filter(|(at, _)| Some(*at) != old) {
            best = best.max(Some(self.key(text, at, place, length)));
            places += 1;
        }
        let (around, _, at) = best?;
        (places == 1 || around > 0 || at == place).then(|| Span::new(at, at + self.exact.len()))
    }

    /// What decides between places: the words around, then nearness.
    fn key(&self, text: &str, at: usize, place: usize, length: usize) -> (usize, std::cmp::Reverse<usize>, usize) {
        (self.around(text, at, length), std::cmp::Reverse(at.abs_diff(place)), at)
    }

    /// How many code points around the words at that byte are the old ones, going outwards.
    fn around(&self, text: &str, at: usize, length: usize) -> usize {
        let before = text.get(..at).unwrap_or("").chars().rev().zip(self.prefix.chars().rev());
        let after = text.get(at + length..).unwrap_or("").chars().zip(self.suffix.chars());
        before.take_while(|(a, b)| a == b).count() + after.take_while(|(a, b)| a == b).count()
    }

    /// A passage that goes on behind its first words: up to what followed it, or as long as it was.
    fn whole(&self, text: &str, first: Span, length: usize) -> Span {
        let (start, most) = (first.start as usize, text.len());
        if length <= self.exact.len() {
            return first;
        }
        let expected = (start + length).min(most);
        let reach = text.floor_char_boundary((start + 2 * length + AROUND).min(most));
        let behind = text.get(first.end as usize..reach).unwrap_or("");
        let ends = behind.match_indices(&self.suffix).map(|(at, _)| first.end as usize + at);
        let near = ends.min_by_key(|end| end.abs_diff(expected)).filter(|_| !self.suffix.is_empty());
        Span::new(start, near.unwrap_or_else(|| text.floor_char_boundary(expected)))
    }

    /// What stands between the words that stood around, where both still stand, not too far from each other.
    fn between(&self, text: &str, place: usize, length: usize) -> Option<Span> {
        if self.prefix.len() + self.suffix.len() < AROUND / 2 {
            return None;
        }
        let mut best: Option<(usize, Span)> = None;
        let mut look = |start: usize| {
            let reach = text.floor_char_boundary((start + 2 * length + 4 * AROUND).min(text.len()));
            let rest = text.get(start..reach).unwrap_or("");
            let end = if self.suffix.is_empty() { text.len() } else { start + rest.find(&self.suffix)? };
            let words = text.get(start..end)?;
            let far = start.abs_diff(place);
            if end <= reach && words.chars().any(char::is_alphanumeric) && best.is_none_or(|(b, _)| far < b) {
                let from = start + words.len() - words.trim_start().len();
                best = Some((far, Span::new(from, from + words.trim().len())));
            }
            Some(())
        };
        if self.prefix.is_empty() {
            look(0);
        } else {
            for (at, _) in text.match_indices(&self.prefix).take(PLACES_MAX) {
                look(at + self.prefix.len());
            }
        }
        best.map(|(_, span)| span)
    }

    /// About as many words in a row that have most of the old ones among them; the most, then the fewest beside them.
    fn alike(&self, text: &str, place: usize) -> Option<Span> {
        let mut wanted: Map<String, (usize, usize)> = Map::new();
        let old: Vec<String> = words(&self.exact).map(|word| word.of(&self.exact).lower()).collect();
        let count = old.len();
        for word in &old {
            wanted.entry(word.clone()).or_default().0 += 1;
        }
        if !(WORDS_LEAST..=WORDS_MOST).contains(&count) {
            return None;
        }
        // A window of some more words goes over the text; for each word it is known how many are wanted and held.
        let mut window: VecDeque<(Span, String)> = VecDeque::new();
        let (mut shared, mut best) = (0, None);
        for word in words(text) {
            let key = word.of(text).lower();
            if let Some((wanted, held)) = wanted.get_mut(&key) {
                *held += 1;
                shared += usize::from(*held <= *wanted);
            }
            window.push_back((word, key));
            if window.len() > count + count / 4 + 1
                && let Some((_, gone)) = window.pop_front()
                && let Some((wanted, held)) = wanted.get_mut(&gone)
            {
                shared -= usize::from(*held <= *wanted);
                *held -= 1;
            }
            if shared * 10 < count * 7 {
                continue;
            }
            let known = |w: &&(Span, String)| wanted.contains_key(&w.1);
            let (first, last) = (window.iter().find(known), window.iter().rev().find(known));
            if let Some((first, last)) = first.zip(last) {
                let span = first.0.cover(last.0);
                let far = place.abs_diff(span.start as usize);
                best = best.max(Some((shared, std::cmp::Reverse((span.len(), far)), span)));
            }
        }
        let (_, _, span) = best?;
        // As many words behind as there were behind the last that is still there.
        let last =
            words(span.of(text)).last().map(|w| Span { start: w.start + span.start, end: w.end + span.start })?;
        let last = last.of(text).lower();
        let behind = old.iter().rev().take_while(|word| **word != last).count();
        let rest = text.get(span.end as usize..).unwrap_or("");
        let rest = rest.split_once('\n').map_or(rest, |(line, _)| line);
        let more = words(rest).take(behind).last().map_or(0, |word| word.end);
        Some(Span { end: span.end + more, ..span })
    }

    /// What of the words a link carries: their beginning, up to a character that no link has, and a little around.
    #[must_use]
    pub fn for_link(text: &str, span: Span) -> Self {
        let plain = |c: &char| !c.is_control();
        let before = text.get(..span.start as usize).unwrap_or("").chars().rev().take(LINK_AROUND).take_while(plain);
        let mut prefix: Vec<char> = before.collect();
        prefix.reverse();
        let after = text.get(span.end as usize..).unwrap_or("").chars();
        Self {
            start: 0,
            exact: span.of(text).chars().take(LINK_WORDS).take_while(plain).collect(),
            prefix: prefix.into_iter().collect(),
            suffix: after.take(LINK_AROUND).take_while(plain).collect(),
        }
    }
}

/// Code points of the words, and around them, that a link carries.
const LINK_WORDS: usize = 64;
const LINK_AROUND: usize = 20;
/// Fewer words than this are like any others; more are not looked for word by word.
const WORDS_LEAST: usize = 4;
const WORDS_MOST: usize = 400;
/// Places that are looked at where the same words stand again and again.
const PLACES_MAX: usize = 1000;

/// The words of a text: letters and digits in a row.
fn words(text: &str) -> impl Iterator<Item = Span> {
    let mut chars = text.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = chars.by_ref().find(|(_, c)| c.is_alphanumeric())?;
        while chars.next_if(|(_, c)| c.is_alphanumeric()).is_some() {}
        let end = chars.peek().map_or(text.len(), |(at, _)| *at);
        Some(Span::new(start, end))
    })
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
    fn an_edited_passage_is_found_and_a_deleted_one_is_not() {
        let text = "Rain fell in Ulm all day. The mayor said the dam would hold until Friday. Nobody left the town.";
        let words = "The mayor said the dam would hold until Friday.";
        let at = text.find(words).unwrap();
        let quote = Quote::of(text, Span::new(at, at + words.len()));
        let anchored = |text: &str| quote.anchor(text).map(|(span, changed)| (span.of(text).to_owned(), changed));
        assert_eq!(anchored(text), Some((words.to_owned(), false)));
        let before = format!("A new first paragraph that says much.\n\n{text}");
        assert_eq!(anchored(&before), Some((words.to_owned(), false)), "a paragraph before");
        let inside = text.replace("the dam would", "the old dam may");
        let now = "The mayor said the old dam may hold until Friday.";
        assert_eq!(anchored(&inside), Some((now.to_owned(), true)), "a word inside");
        let around = inside.replace("all day", "all night").replace("Nobody", "No one");
        assert_eq!(anchored(&around), Some((now.trim_end_matches('.').to_owned(), true)), "and words around");
        assert_eq!(anchored(&text.replace(&format!("{words} "), "")), None, "deleted");
        assert_eq!(anchored("The dam is a mayor. Friday would hold."), None, "other words");
        assert_eq!(anchored(""), None);
    }

    #[test]
    fn a_link_carries_the_beginning_of_a_long_passage() {
        let text = "Before it rained.\nThe mayor of the town by the river said on the radio that the dam would hold until \
                    Friday at noon. Nobody left.\nEnd.";
        let (at, end) = (text.find("The mayor").unwrap(), text.find(" Nobody").unwrap());
        let quote = Quote::for_link(text, Span::new(at, end));
        assert_eq!((quote.exact.len(), quote.prefix.as_str(), quote.suffix.as_str()), (64, "", " Nobody left."));
        let there =
            |text: &str, place: usize| quote.anchor_at(text, place, end - at).map(|(span, _)| span.of(text).to_owned());
        assert_eq!(there(text, at).as_deref(), text.get(at..end));
        assert_eq!(there(text, 0).as_deref(), text.get(at..end));
        let edited = text.replace("until Friday at noon", "for some more days").replace("Before", "Long before");
        let whole = there(&edited, at).unwrap();
        assert!(whole.starts_with("The mayor") && whole.ends_with("for some more days."), "{whole}");
    }

    #[test]
    fn long_and_repeated_words_take_no_long_time() {
        let text = "a ".repeat(200_000);
        let quote = Quote::of(&text, Span::new(100_000, 300_000));
        assert_eq!(quote.find(&text), Some(Span::new(100_000, 300_000)));
        assert_eq!(Quote::of(&text, Span::new(0, 20)).anchor(&"b c a ".repeat(70_000)), None);
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
