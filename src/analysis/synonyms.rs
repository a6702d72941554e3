//! Which words meet: a light stem, the words that carry no content, and classes of synonyms of the news.
//!
//! “criticised” meets “criticising” by the stem, “toll” meets “killed” by the class (`data/synonyms.tsv`).
use corpus::{Gather, Lower, Map, Set, Token, TokenKind};
use std::sync::LazyLock;

/// The class of synonyms that a stem of [`content_stem`] belongs to, from 0.
#[must_use]
pub fn class_of(stem: &str) -> Option<u16> {
    CLASSES.get(stem).copied()
}

/// Whether a class tells feeling or judgement: the same speaker seldom says it twice on one occasion.
#[must_use]
pub fn is_feeling(class: u16) -> bool {
    class < FEELINGS
}

/// So many classes of feeling and judgement open the list.
const FEELINGS: u16 = 18;

/// The light stem of a content word or number; `None` for marks and function words.
#[must_use]
pub fn content_stem(text: &str, token: Token) -> Option<String> {
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Number => return Some(word.replace(',', "")),
        TokenKind::Word => {}
        _ => return None,
    }
    let lower = word.lower();
    if FUNCTION_WORDS.contains(lower.as_str()) || lower.chars().count() < 2 {
        return None;
    }
    Some(stem(&lower))
}

static FUNCTION_WORDS: LazyLock<Set<&'static str>> = LazyLock::new(|| {
    let data = include_str!(concat!(env!("OUT_DIR"), "/function_words.txt"));
    data.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).gather()
});

static CLASSES: LazyLock<Map<String, u16>> = LazyLock::new(|| {
    let data = include_str!(concat!(env!("OUT_DIR"), "/synonyms.tsv"));
    let words = |(class, line): (u16, &'static str)| line.split_whitespace().map(move |word| (stem(word), class));
    (0..).zip(data.lines()).flat_map(words).gather()
});

/// Brings the forms of an English word together: plural, past, “-ing”, “-ly”, “-ion”, “-al”, a silent e and a doubled
/// consonant. `word` is in lower case; one that is not ASCII stays.
pub(crate) fn stem(word: &str) -> String {
    let mut stem = word.to_owned();
    if stem.is_ascii() && stem.len() > 3 {
        let ends = |word: &str, endings: &str| endings.split(' ').any(|e| word.ends_with(e));
        if cut(&mut stem, "ies", 3) || cut(&mut stem, "ied", 3) {
            stem.push('y');
        } else if ends(&stem, "sses xes zes ches shes") {
            stem.truncate(stem.len() - 2);
        } else if stem.ends_with('s') && !ends(&stem, "ss us is") {
            stem.truncate(stem.len() - 1);
        }
        let inflected = ["ing", "ed"].iter().find_map(|e| stem.strip_suffix(e)).map_or(0, str::len);
        if stem.ends_with("eed") {
            stem.truncate(stem.len() - 1);
        } else if inflected > 2 && stem.get(..inflected).is_some_and(|rest| vowel_groups(rest) > 0) {
            stem.truncate(inflected);
            // “voted” is of “vote”: a short word without the e would have doubled its consonant.
            if is_short(&stem) {
                stem.push('e');
            }
        }
        cut(&mut stem, "ly", 4);
        if !cut(&mut stem, "ion", 4) {
            cut(&mut stem, "al", 5);
        }
        if !stem.strip_suffix('e').is_some_and(is_short) {
            cut(&mut stem, "e", 4);
        }
        if cut(&mut stem, "y", 4) {
            stem.push('i');
        }
        cut(&mut stem, "at", 5);
    }
    // Without the second of two equal consonants at the end.
    if let [.., a, b] = stem.as_bytes()
        && a == b
        && stem.len() > 3
        && a.is_ascii_alphabetic()
        && !b"aeiou".contains(a)
    {
        stem.truncate(stem.len() - 1);
    }
    stem
}

/// Takes an ending off where at least `keep` letters stay.
#[inline(never)]
fn cut(word: &mut String, ending: &str, keep: usize) -> bool {
    let rest = word.strip_suffix(ending).map_or(0, str::len);
    if rest >= keep {
        word.truncate(rest);
    }
    rest >= keep
}

fn is_vowel(letter: u8) -> bool {
    b"aeiouy".contains(&letter)
}

fn vowel_groups(word: &str) -> usize {
    let begins = |at: usize, letter: u8| {
        is_vowel(letter) && (at == 0 || !word.as_bytes().get(at - 1).is_some_and(|b| is_vowel(*b)))
    };
    word.bytes().enumerate().filter(|(at, letter)| begins(*at, *letter)).count()
}

/// One syllable that ends in one vowel and one consonant: “plan”, “vot”.
fn is_short(word: &str) -> bool {
    let closed = match word.as_bytes() {
        [before @ .., vowel, end] => {
            is_vowel(*vowel) && !is_vowel(*end) && !b"wx".contains(end) && !before.last().is_some_and(|b| is_vowel(*b))
        }
        _ => false,
    };
    closed && vowel_groups(word) == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_meet() {
        for (a, b) in [
            ("criticised", "criticising"),
            ("terms", "term"),
            ("agreement", "agreements"),
            ("productive", "productively"),
            ("voted", "vote"),
            ("planned", "plans"),
            ("negotiations", "negotiate"),
            ("confirmed", "confirmation"),
            ("proposal", "proposes"),
            ("parties", "party"),
            ("agreed", "agree"),
            ("leaving", "leaves"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        for (a, b) in [("press", "pre"), ("plane", "plan"), ("product", "productive")] {
            assert_ne!(stem(a), stem(b), "{a} {b}");
        }
    }

    #[test]
    fn synonyms_meet() {
        for (a, b) in
            [("unveiled", "announcing"), ("deaths", "killed"), ("negotiations", "talks"), ("quit", "resigned")]
        {
            assert!(class_of(&stem(a)).is_some() && class_of(&stem(a)) == class_of(&stem(b)), "{a} {b}");
        }
        assert_ne!(class_of(&stem("won")), class_of(&stem("lost")));
        assert_eq!(class_of("zebra"), None);
    }

    #[test]
    fn feeling_and_judgement_come_first() {
        let feels = |word: &str| class_of(&stem(word)).is_some_and(is_feeling);
        assert!(["optimistic", "productive", "intolerable"].into_iter().all(feels));
        assert!(!["announce", "killed", "final", "zebra"].into_iter().any(feels));
    }

    #[test]
    fn each_stem_is_in_one_class() {
        let mut seen: Map<String, usize> = Map::new();
        let data = include_str!(concat!(env!("OUT_DIR"), "/synonyms.tsv"));
        for (line, words) in data.lines().enumerate() {
            for word in words.split_whitespace() {
                let first = *seen.entry(stem(word)).or_insert(line);
                assert_eq!(first, line, "{word} stands in line {first} and {line}");
            }
        }
        assert!(seen.len() > 700);
    }
}
