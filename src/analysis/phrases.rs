//! Words and phrases that mark what a claim is, found in one pass over a sentence.
//!
//! One list for all of them (`data/claim_words.tsv`), so that the longest phrase at a place decides: “would
//! have to” is a demand and not the hedge “would”. A phrase may leave room for up to eight words (“called on …
//! to”). A token is looked up by bisection.
use crate::cues::{LEXICON, tag};
use crate::model::{ConditionClass, HedgeClass};
use crate::sentence_words::SentenceWords;
use corpus::{InOrder, TokenKind, one_of};
use std::sync::LazyLock;

/// What a phrase makes of a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PhraseClass {
    Binds(ConditionClass),
    Hedges(HedgeClass),
    Judges,
    Denies,
}

/// A phrase at a place.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Found {
    pub(crate) class: PhraseClass,
    pub(crate) end: usize,
    /// The tokens that fill its room.
    pub(crate) room: Option<(usize, usize)>,
}

/// Every phrase by each word that may open it, in order.
static PHRASES: LazyLock<Vec<(&'static str, &'static str, PhraseClass)>> = LazyLock::new(|| {
    let mut list = Vec::new();
    for line in include_str!(concat!(env!("OUT_DIR"), "/claim_words.tsv")).lines() {
        let Some((class, phrases)) = line.split_once('\t') else { continue };
        let Some(class) = class_of(class) else { continue };
        for phrase in phrases.split("; ") {
            let (first, rest) = phrase.split_once(' ').unwrap_or((phrase, ""));
            list.extend(first.split('/').map(|first| (first, rest, class)));
        }
    }
    list.put_in_order_by(|a, b| a.0.cmp(b.0));
    list
});

fn class_of(name: &str) -> Option<PhraseClass> {
    let at = |names: &[&str]| names.iter().position(|n| *n == name);
    match name {
        "judgement" => Some(PhraseClass::Judges),
        "negation" => Some(PhraseClass::Denies),
        _ => match at(&ConditionClass::NAMES).and_then(|n| ConditionClass::ALL.get(n)) {
            Some(class) => Some(PhraseClass::Binds(*class)),
            None => {
                at(&HedgeClass::NAMES).and_then(|n| HedgeClass::ALL.get(n)).map(|class| PhraseClass::Hedges(*class))
            }
        },
    }
}

/// The longest phrase that starts at token `i`.
pub(crate) fn at(words: &SentenceWords, i: usize) -> Option<Found> {
    let word = words.lower(i);
    let from = PHRASES.partition_point(|(first, ..)| *first < word);
    let listed = PHRASES.iter().skip(from).take_while(|(first, ..)| *first == word);
    // “so-called”, “ill-fated” are tokens of their own in the text and one word in the list.
    let hyphened = words.lower(i + 1) == "-" && words.is_glued(i + 1) && words.is_glued(i + 2);
    let whole = hyphened.then(|| [word, "-", words.lower(i + 2)].concat());
    let joined = whole.as_deref().and_then(|whole| {
        let at = PHRASES.binary_search_by(|(first, ..)| (*first).cmp(whole)).ok()?;
        PHRASES.get(at).map(|(.., class)| Found { class: *class, end: i + 3, room: None })
    });
    let fits = |(_, rest, class): &(&str, &str, PhraseClass)| {
        let (end, room) = follows(words, i + 1, rest)?;
        Some(Found { class: *class, end, room })
    };
    joined.or_else(|| listed.filter_map(fits).max_by_key(|found| found.end))
}

/// Where the words of `rest` end if they stand at token `i`, and what fills their room.
fn follows(words: &SentenceWords, mut i: usize, rest: &str) -> Option<(usize, Option<(usize, usize)>)> {
    const ROOM_MAX: usize = 8;
    let mut room = None;
    let mut parts = rest.split(' ').filter(|part| !part.is_empty());
    while let Some(part) = parts.next() {
        if part == "*" {
            let next = parts.next()?;
            let from = i;
            while !next.split('/').any(|w| w == words.lower(i)) || i == from {
                if i - from > ROOM_MAX || !may_fill(words, i, i == from) {
                    return None;
                }
                i += 1;
            }
            room = Some((from, i));
        } else if !part.split('/').any(|w| w == words.lower(i)) {
            return None;
        }
        i += 1;
    }
    Some((i, room))
}

/// Whether a token can stand in the room of a phrase: part of a noun phrase, not of another clause. What begins
/// with a preposition names no party (“required by law to”), and one about a thing rarely does.
fn may_fill(words: &SentenceWords, i: usize, first: bool) -> bool {
    let word = words.lower(i);
    let hyphen = word == "-" && words.is_glued(i);
    let known = LEXICON.get(word);
    let tags = known.map_or(0, |w| w.tags);
    let apart = match first {
        true => tag::PREPOSITION,
        // “told reporters he wanted to”
        false if tags & tag::DETERMINER == 0 => tag::PRONOUN,
        false => 0,
    } | tag::THAT
        | tag::AUXILIARY
        | tag::QUESTION
        | tag::TO;
    let verb = word.ends_with("ed") && known.is_some_and(|w| !w.cues.is_empty());
    let clause = tags & apart != 0 || verb || one_of(word, "said says about by");
    hyphen || !words.is(i, TokenKind::Mark) && i < words.len() && !clause
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        let rows = include_str!("data/claim_words.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        for row in rows {
            let (class, phrases) = row.split_once('\t').unwrap_or_else(|| panic!("no tabulator: {row:?}"));
            assert!(class_of(class).is_some(), "unknown class {class:?}");
            for phrase in phrases.split("; ") {
                assert_eq!(phrase, phrase.trim().to_lowercase(), "{class}");
                assert!(
                    !phrase.starts_with('*') && !phrase.ends_with('*') && phrase.matches('*').count() < 2,
                    "{phrase:?}"
                );
            }
        }
        let mut words: Vec<&(&str, &str, PhraseClass)> = PHRASES.iter().collect();
        words.dedup_by(|a, b| a.0 == b.0 && a.1 == b.1);
        assert_eq!(words.len(), PHRASES.len(), "a phrase is listed twice");
    }
}
