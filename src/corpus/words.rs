//! The word lists that reading needs, parsed once from the files under `data/`.
use crate::Gather;
use crate::{Map, Set};
use std::sync::LazyLock;

/// What follows from a stop after an abbreviation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Abbreviation {
    /// It stands before a name: the sentence goes on.
    Before,
    /// It goes on when a number follows.
    Number,
    /// It goes on unless a word follows that usually opens a sentence.
    Either,
    /// A time of day.
    Clock,
}

/// What a line around an article is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Furniture {
    /// Who wrote or photographed.
    Credit,
    /// Follow, subscribe, share, rights.
    Footer,
}

/// Phrases by their first word (or first mark).
pub(crate) type Phrases = Map<&'static str, Vec<(&'static str, Furniture)>>;

/// Phrases that give page furniture away.
#[derive(Default)]
pub(crate) struct FurnitureWords {
    /// At the start of a short block.
    pub(crate) starts: Phrases,
    /// At the start of a block of a few words.
    pub(crate) short: Phrases,
    /// Anywhere in a short block, by their first letter (`a` is 0).
    pub(crate) holds: [Vec<(&'static str, Furniture)>; 26],
    /// Which second letters the phrases of `holds` have, a bit each, by their first letter.
    pub(crate) second_letters: [u32; 26],
    /// Words and phrases of which whole lines are made: sums of [`TAIL`] to [`AGENCY`].
    whole: Map<&'static str, u8>,
}

impl FurnitureWords {
    /// Whether a phrase in lower case is one of those of the `places`, a sum of [`TAIL`] to [`AGENCY`].
    pub(crate) fn has(&self, phrase: &str, places: u8) -> bool {
        self.whole.get(phrase).is_some_and(|of| of & places != 0)
    }
}

/// A word that counts only after the last paragraph, or among others of its kind.
pub(crate) const TAIL: u8 = 1;
/// A line of a menu.
pub(crate) const LINE: u8 = 2;
/// Stands above lines that lead to other articles.
pub(crate) const LIST: u8 = 4;
/// A word in the name of a part of a paper.
pub(crate) const SECTION: u8 = 8;
/// A word that the name of a paper or station ends with.
pub(crate) const MEDIUM: u8 = 16;
/// A word in the name of whoever writes for many papers.
pub(crate) const AGENCY: u8 = 32;

/// What the data file calls [`TAIL`] to [`AGENCY`].
const WHOLE: [&str; 6] = ["tail", "line", "list", "section", "medium", "agency"];

/// The bit of a letter of either case.
pub(crate) fn letter_bit(byte: u8) -> u32 {
    1 << (byte.to_ascii_lowercase().wrapping_sub(b'a') & 31)
}

/// The letters and digits that `text` begins with, or its first mark.
pub(crate) fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric()).unwrap_or(text.len());
    let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
    text.get(..end).unwrap_or("")
}

/// Abbreviations, lower-case and without their last stop.
pub(crate) static ABBREVIATIONS: LazyLock<Map<&'static str, Abbreviation>> = LazyLock::new(|| {
    let mut map = Map::new();
    for line in data(include_str!("data/abbreviations.txt")) {
        let mut words = line.split_whitespace();
        let class = match words.next() {
            Some("before") => Abbreviation::Before,
            Some("number") => Abbreviation::Number,
            Some("clock") => Abbreviation::Clock,
            _ => Abbreviation::Either,
        };
        map.extend(words.map(|w| (w, class)));
    }
    map
});

/// Words that usually open a sentence.
pub(crate) static OPENERS: LazyLock<Set<&'static str>> =
    LazyLock::new(|| data(include_str!("data/sentence_openers.txt")).flat_map(str::split_whitespace).gather());

/// Verbs that join a name to a quotation.
pub(crate) static SAYING: LazyLock<Set<&'static str>> =
    LazyLock::new(|| data(include_str!("data/attribution_verbs.txt")).flat_map(str::split_whitespace).gather());

/// What web pages and agencies put around an article.
pub(crate) static FURNITURE: LazyLock<FurnitureWords> = LazyLock::new(|| {
    let mut found = FurnitureWords::default();
    for line in data(include_str!("data/page_furniture.txt")) {
        let mut parts = line.splitn(3, ' ');
        let (Some(kind), Some(place), Some(phrase)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let kind = if kind == "credit" { Furniture::Credit } else { Furniture::Footer };
        match place {
            "starts" => found.starts.entry(first_word(phrase)).or_default().push((phrase, kind)),
            "short" => found.short.entry(first_word(phrase)).or_default().push((phrase, kind)),
            "holds" => {
                let letter = phrase.bytes().next().unwrap_or_default().wrapping_sub(b'a');
                let second = letter_bit(phrase.as_bytes().get(1).copied().unwrap_or_default());
                if let Some(list) = found.holds.get_mut(usize::from(letter)) {
                    list.push((phrase, kind));
                    found.second_letters[usize::from(letter)] |= second;
                }
            }
            _ => {
                let bit = WHOLE.iter().position(|w| *w == place).map_or(0, |at| 1 << at);
                for word in phrase.split(", ") {
                    *found.whole.entry(word).or_default() |= bit;
                }
            }
        }
    }
    found
});

/// The lines of a data file without its head.
fn data(file: &'static str) -> impl Iterator<Item = &'static str> {
    file.lines().filter(|l| !l.starts_with('#') && !l.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_data_line_has_the_form_that_its_head_states() {
        for line in data(include_str!("data/abbreviations.txt")) {
            assert!(["before ", "number ", "either ", "clock "].iter().any(|c| line.starts_with(c)), "{line}");
        }
        for line in data(include_str!("data/page_furniture.txt")) {
            let parts: Vec<&str> = line.splitn(3, ' ').collect();
            assert!(
                matches!(parts[0], "credit" | "footer")
                    && (matches!(parts[1], "starts" | "short" | "holds") || WHOLE.contains(&parts[1])),
                "{line}"
            );
            assert_eq!(parts[2], parts[2].to_lowercase());
            assert!(parts[1] != "holds" || parts[2].starts_with(|c: char| c.is_ascii_lowercase()), "{line}");
        }
        assert_eq!(ABBREVIATIONS.get("gen"), Some(&Abbreviation::Before));
        assert_eq!(ABBREVIATIONS.get("a.m"), Some(&Abbreviation::Clock));
        assert!(OPENERS.contains("the") && SAYING.contains("said"));
        assert!(
            !FURNITURE.starts.is_empty()
                && FURNITURE.holds.iter().map(Vec::len).sum::<usize>() > 20
                && FURNITURE.has("feeds", TAIL)
                && !FURNITURE.has("feeds", LINE | LIST)
        );
    }
}
