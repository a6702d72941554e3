//! Collation: several wordings of one saying as a table, word by word (the Gothenburg model: tokenise, normalise,
//! align, analyse).
//!
//! Case, the form of apostrophes and the spelling of a name are set aside; words are matched when they are the same, or
//! have one stem. Witnesses are aligned one after the other with the table that grows, so that the shared words weigh
//! most and shared words in a row more than scattered ones; a function word alone matches nothing. Words that match none
//! stand beside each other where they stand at the same place between matches. The order in which witnesses are given
//! decides nothing but the order of the rows. Words that are moved are not found: the table keeps every witness's order.
use crate::alignment::content_stem;
use crate::comparison::Slot;
use crate::spelling::{fold, near_key, spelling_key};
use corpus::{Gather, InOrder, Map, Set, Span, Token, TokenKind, tokens};
use std::cmp::Reverse;

/// Words of one witness that are collated.
pub const WORDS_MAX: usize = 80;
/// Different witnesses that are collated.
pub const WITNESSES_MAX: usize = 12;

/// A word of a witness.
struct Word {
    span: Span,
    /// The number of its form, and of its stem; equal forms have equal stems.
    form: u32,
    stem: u32,
    content: bool,
    /// Which of the witness's stretches it lies in.
    part: usize,
}

/// A place of the table: per row the word that stands there.
type Place = Vec<Option<usize>>;

/// Collates stretches of texts, one witness each; of the words of each the first [`WORDS_MAX`], of the wordings the first
/// [`WITNESSES_MAX`]: the rows of those beyond stay empty.
#[must_use]
pub fn collate(witnesses: &[(&str, Vec<Span>)]) -> Vec<Slot> {
    let mut names = Names::default();
    let rows: Vec<Vec<Word>> = witnesses.iter().map(|(text, parts)| names.words(text, parts)).collect();
    // Longest first, then by what they say: not by where they were given.
    let mut order: Vec<usize> = (0..rows.len()).take(WITNESSES_MAX).collect();
    let key = |row: &usize| rows.get(*row).map(|words| (Reverse(words.len()), names.said(words)));
    order.put_in_order_by_key(key);
    let mut table: Vec<Place> = Vec::new();
    let mut before: Option<usize> = None;
    for &row in &order {
        let Some(words) = rows.get(row) else { continue };
        match before.filter(|&b| key(&b) == key(&row)) {
            // The same words once more: they stand where they stood.
            Some(b) => table.iter_mut().for_each(|place| {
                let same = place.get(b).copied().flatten();
                if let Some(slot) = place.get_mut(row) {
                    *slot = same;
                }
            }),
            None => table = add(table, &rows, row, words),
        }
        before = Some(row);
    }
    slots(&table, &rows)
}

/// Numbers for the forms and stems of words.
#[derive(Default)]
struct Names {
    numbers: Map<String, u32>,
    written: Vec<String>,
    /// Keys of the names seen, with their numbers.
    spelled: Vec<(String, u32)>,
}

impl Names {
    fn words(&mut self, text: &str, parts: &[Span]) -> Vec<Word> {
        let mut words = Vec::new();
        for (part, span) in parts.iter().enumerate() {
            for token in tokens(text, *span) {
                match token.kind {
                    TokenKind::Mark => {}
                    // The possessive belongs to its word.
                    TokenKind::Possessive => {
                        if let Some(Word { span, .. }) = words.last_mut() {
                            *span = span.cover(token.span);
                        }
                    }
                    _ => words.push(self.word(text, token, part)),
                }
            }
        }
        words.truncate(WORDS_MAX);
        words
    }

    fn word(&mut self, text: &str, token: Token, part: usize) -> Word {
        let form = fold(token.span.of(text));
        let stem = content_stem(text, token);
        let content = stem.is_some();
        let long = form.chars().count() > 4 && token.is_capitalised(text);
        let form = match long.then(|| spelling_key(&form)) {
            Some(key) => match self.spelled.iter().find(|(known, _)| near_key(known, &key)) {
                Some((_, number)) => *number,
                None => {
                    let number = self.number(form);
                    self.spelled.push((key, number));
                    number
                }
            },
            None => self.number(form),
        };
        let stem = stem.map_or(form, |stem| self.number(format!("{stem}-")));
        Word { span: token.span, form, stem, content, part }
    }

    fn number(&mut self, key: String) -> u32 {
        let next = u32::try_from(self.written.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key.clone()).or_insert(next);
        if number == next {
            self.written.push(key);
        }
        number
    }

    /// The words by their forms: what tells one witness from another.
    fn said(&self, words: &[Word]) -> Vec<&str> {
        words.iter().filter_map(|w| self.written.get(w.form as usize).map(String::as_str)).collect()
    }
}

/// Sets a witness beside the table.
fn add(table: Vec<Place>, rows: &[Vec<Word>], row: usize, words: &[Word]) -> Vec<Place> {
    let mut matched = matches(&table, rows, words).into_iter().peekable();
    let empty = || vec![None; rows.len()];
    let mut grown: Vec<Place> = Vec::with_capacity(table.len() + words.len());
    let mut next = 0;
    for (at, mut place) in table.into_iter().enumerate() {
        if let Some((_, word)) = matched.next_if(|(here, _)| *here == at) {
            // What the witness has alone comes before the match, behind what the others have there.
            for alone in next..word {
                let mut own = empty();
                own.iter_mut().skip(row).take(1).for_each(|slot| *slot = Some(alone));
                grown.push(own);
            }
            place.iter_mut().skip(row).take(1).for_each(|slot| *slot = Some(word));
            next = word + 1;
        }
        grown.push(place);
    }
    for alone in next..words.len() {
        let mut own = empty();
        own.iter_mut().skip(row).take(1).for_each(|slot| *slot = Some(alone));
        grown.push(own);
    }
    grown
}

/// The best path through table and words (Needleman and Wunsch, gaps free, other words never paired): places with the
/// words that match there, in order.
fn matches(table: &[Place], rows: &[Vec<Word>], words: &[Word]) -> Vec<(usize, usize)> {
    let width = words.len() + 1;
    // The best up to a place and a word, and the best that ends with these two matched; 0 is no match.
    let mut best = vec![0_u32; (table.len() + 1) * width];
    let mut ends = best.clone();
    let at = |list: &[u32], i: usize, j: usize| list.get(i * width + j).copied().unwrap_or(0);
    for (i, place) in table.iter().enumerate() {
        let held: Vec<&Word> = place.iter().zip(rows).filter_map(|(w, words)| words.get((*w)?)).collect();
        for (j, word) in words.iter().enumerate() {
            let worth = held.iter().map(|h| worth(h, word)).max().unwrap_or(0);
            let diagonal = at(&best, i, j).max(match at(&ends, i, j) {
                0 => 0,
                run => run + IN_A_ROW,
            });
            let end = if worth == 0 { 0 } else { diagonal + worth };
            let here = end.max(at(&best, i, j + 1)).max(at(&best, i + 1, j));
            let cell = (i + 1) * width + j + 1;
            if let (Some(b), Some(e)) = (best.get_mut(cell), ends.get_mut(cell)) {
                (*b, *e) = (here, end);
            }
        }
    }
    let (mut i, mut j) = (table.len(), words.len());
    let mut path = Vec::new();
    let mut in_run = false;
    while i > 0 && j > 0 {
        let end = at(&ends, i, j);
        if end > 0 && (in_run || end == at(&best, i, j)) {
            path.push((i - 1, j - 1));
            let run = at(&ends, i - 1, j - 1);
            in_run = run > 0 && run + IN_A_ROW >= at(&best, i - 1, j - 1);
            (i, j) = (i - 1, j - 1);
        } else if at(&best, i, j) == at(&best, i - 1, j) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    path.reverse();
    let all: Set<(usize, usize)> = path.iter().copied().gather();
    // A function word that stands alone joins nothing.
    path.retain(|&(i, j)| {
        words.get(j).is_some_and(|w| w.content)
            || all.contains(&(i + 1, j + 1))
            || i > 0 && j > 0 && all.contains(&(i - 1, j - 1))
    });
    path
}

/// What a match next to another is worth more.
const IN_A_ROW: u32 = 2;

fn worth(a: &Word, b: &Word) -> u32 {
    match (a.form == b.form, a.content && b.content) {
        (true, true) => 8,
        (true, false) => 2,
        (false, true) if a.stem == b.stem => 6,
        _ => 0,
    }
}

/// Joins neighbouring places into runs: where the same witnesses have the same, and what lies between such places.
fn slots(table: &[Place], rows: &[Vec<Word>]) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    let mut last: Option<(Vec<bool>, bool)> = None;
    let mut parts: Vec<Option<usize>> = vec![None; rows.len()];
    for place in table {
        let held: Vec<Option<&Word>> = place.iter().zip(rows).map(|(w, words)| words.get((*w)?)).collect();
        let shared = held.iter().flatten().count() > 1 || rows.len() == 1;
        let mut forms = held.iter().flatten().map(|w| w.form);
        let first = forms.next();
        let equal = forms.all(|f| Some(f) == first);
        let having: Vec<bool> = held.iter().map(|w| shared && w.is_some()).collect();
        let same = shared && equal && having.iter().all(|h| *h);
        let kind = Some((having, equal));
        let crossed = held.iter().zip(&parts).any(|(w, part)| w.is_some_and(|w| part.is_some_and(|p| p != w.part)));
        if last != kind || crossed {
            slots.push(Slot { words: vec![None; rows.len()], same });
            parts.iter_mut().for_each(|p| *p = None);
            last = kind;
        }
        let Some(slot) = slots.last_mut() else { continue };
        for ((run, part), word) in slot.words.iter_mut().zip(&mut parts).zip(held) {
            let Some(word) = word else { continue };
            *run = Some(run.map_or(word.span, |run: Span| run.cover(word.span)));
            *part = Some(word.part);
        }
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn table(texts: &[&str]) -> Vec<String> {
        let witnesses: Vec<(&str, Vec<Span>)> = texts.iter().map(|t| (*t, vec![Span::new(0, t.len())])).collect();
        let show = |slot: &Slot| {
            let cells = slot.words.iter().zip(texts).map(|(w, t)| w.map_or("-", |w| w.of(t)));
            cells.collect::<Vec<_>>().join(" | ") + if slot.same { " =" } else { "" }
        };
        collate(&witnesses).iter().map(show).collect()
    }

    #[test]
    fn words_are_set_beside_each_other() {
        assert_eq!(
            table(&["The judge’s ruling was not a final word", "the judge's ruling was not America’s last word"]),
            ["The judge’s ruling was not | the judge's ruling was not =", "a final | America’s last", "word | word ="]
        );
        assert_eq!(
            table(&[
                "a “tremendous” amount of progress had been made",
                "the teams made a “tremendous amount of progress,”"
            ]),
            [
                "- | the teams made",
                "a “tremendous” amount of progress | a “tremendous amount of progress =",
                "had been made | -"
            ]
        );
        assert_eq!(
            table(&["Coach Zelenskyy praised us", "coach Zelensky praising us"])[0],
            "Coach Zelenskyy | coach Zelensky ="
        );
    }

    #[test]
    fn a_function_word_alone_joins_nothing() {
        assert_eq!(table(&["constructive and respectful", "highly productive, and both sides"]).len(), 1);
    }

    #[test]
    fn a_third_witness_finds_the_words_of_either() {
        assert_eq!(
            table(&["Ann will appeal the ruling", "Ann will fight on", "Ann will fight the ruling"]),
            [
                "Ann will | Ann will | Ann will =",
                "appeal | - | -",
                "- | fight | fight",
                "the ruling | - | the ruling",
                "- | on | -"
            ]
        );
    }

    proptest! {
        #[test]
        fn laws(texts in prop::collection::vec("((the|a|court|Court|ruled|ruling|not|guilty|fine|’s|,|\\.|“|”) ?){0,12}", 1..5), turn in 0usize..5) {
            let witnesses: Vec<(&str, Vec<Span>)> = texts.iter().map(|t| (t.as_str(), vec![Span::new(0, t.len())])).collect();
            let slots = collate(&witnesses);
            let mut names = Names::default();
            for (row, (text, parts)) in witnesses.iter().enumerate() {
                let mut at = 0;
                for run in slots.iter().filter_map(|s| s.words[row]) {
                    prop_assert!(at <= run.start && run.start < run.end, "in order, apart");
                    at = run.end;
                }
                for word in names.words(text, parts) {
                    let held = slots.iter().filter(|s| s.words[row].is_some_and(|run| run.contains(word.span))).count();
                    prop_assert_eq!(held, 1, "each word in one slot");
                }
            }
            let mut turned = witnesses.clone();
            turned.rotate_left(turn % witnesses.len());
            let mut back = collate(&turned);
            back.iter_mut().for_each(|slot| slot.words.rotate_right(turn % witnesses.len()));
            prop_assert_eq!(&slots, &back, "the order of witnesses decides the order of rows alone");
            let twice: Vec<(&str, Vec<Span>)> = vec![witnesses[0].clone(), witnesses[0].clone()];
            prop_assert!(collate(&twice).iter().all(|s| s.same));
        }
    }
}
