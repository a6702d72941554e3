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
use corpus::{InOrder, Map, Span, Token, TokenKind, tokens};

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

/// A place of the table: per row the word that stands there, or [`EMPTY`].
type Place = Vec<usize>;

const EMPTY: usize = usize::MAX;

/// Collates stretches of texts, one witness each; of the words of each the first [`WORDS_MAX`], of the wordings the first
/// [`WITNESSES_MAX`]: the rows of those beyond stay empty.
#[must_use]
pub fn collate(witnesses: &[(&str, Vec<Span>)]) -> Vec<Slot> {
    let mut names = Names::default();
    let mut rows: Vec<Vec<Word>> = Vec::new();
    // What each says, by the forms: what tells one witness from another.
    let mut said: Vec<String> = Vec::new();
    for (text, parts) in witnesses {
        let words = names.words(text, parts);
        let forms = words.iter().filter_map(|w| names.written.get(w.form as usize));
        said.push(forms.fold(String::new(), |said, form| said + form + " "));
        rows.push(words);
    }
    // Longest first, then by what they say: not by where they were given.
    let mut order: Vec<usize> = (0..rows.len()).take(WITNESSES_MAX).collect();
    order.put_in_order_by(|&a, &b| {
        let (one, other) = (rows.get(a).map(Vec::len), rows.get(b).map(Vec::len));
        other.cmp(&one).then_with(|| said.get(a).cmp(&said.get(b)))
    });
    let mut table: Vec<Place> = Vec::new();
    let mut before = EMPTY;
    for &row in &order {
        let Some(words) = rows.get(row) else { continue };
        if before != EMPTY && said.get(before) == said.get(row) {
            // The same words once more: they stand where they stood.
            for place in &mut table {
                let same = place.get(before).copied().unwrap_or(EMPTY);
                set(place, row, same);
            }
        } else {
            table = add(table, &rows, row, words);
        }
        before = row;
    }
    slots(&table, &rows)
}

fn set(place: &mut Place, row: usize, word: usize) {
    if let Some(slot) = place.get_mut(row) {
        *slot = word;
    }
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
        let mut words: Vec<Word> = Vec::new();
        for (part, span) in parts.iter().enumerate() {
            for token in tokens(text, *span) {
                match (token.kind, words.last_mut()) {
                    (TokenKind::Mark, _) => {}
                    // The possessive belongs to its word.
                    (TokenKind::Possessive, Some(word)) => word.span.end = token.span.end,
                    (TokenKind::Possessive, None) => {}
                    _ => words.push(self.word(text, token, part)),
                }
            }
        }
        words.truncate(WORDS_MAX);
        words
    }

    fn word(&mut self, text: &str, token: Token, part: usize) -> Word {
        let written = fold(token.span.of(text));
        let content = content_stem(text, token);
        let mut form = None;
        if token.is_capitalised(text) && written.chars().count() > 4 {
            let key = spelling_key(&written);
            form = self.spelled.iter().find(|(known, _)| near_key(known, &key)).map(|(_, number)| *number);
            if form.is_none() {
                let number = self.number(written.clone());
                self.spelled.push((key, number));
            }
        }
        let form = form.unwrap_or_else(|| self.number(written));
        let (stem, content) = match content {
            Some(stem) => (self.number(stem + "-"), true),
            None => (form, false),
        };
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
}

/// Sets a witness beside the table: what it has alone comes before the next match, behind what the others have there.
fn add(table: Vec<Place>, rows: &[Vec<Word>], row: usize, words: &[Word]) -> Vec<Place> {
    let mut matched = matches(&table, rows, words);
    // Behind the last place come the last words.
    matched.push((table.len(), words.len()));
    let mut grown: Vec<Place> = Vec::new();
    let mut places = table.into_iter();
    let (mut done, mut next) = (0, 0);
    for (at, word) in matched {
        grown.extend(places.by_ref().take(at - done));
        for alone in next..word {
            let mut own = vec![EMPTY; rows.len()];
            set(&mut own, row, alone);
            grown.push(own);
        }
        if let Some(mut place) = places.next() {
            set(&mut place, row, word);
            grown.push(place);
        }
        (done, next) = (at + 1, word + 1);
    }
    grown
}

/// The words that stand at a place, by row.
fn held<'a>(place: &'a Place, rows: &'a [Vec<Word>]) -> impl Iterator<Item = Option<&'a Word>> {
    place.iter().zip(rows).map(|(word, words)| words.get(*word))
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
        for (j, word) in words.iter().enumerate() {
            let worth = held(place, rows).flatten().map(|h| worth(h, word)).fold(0, u32::max);
            let run = at(&ends, i, j);
            let diagonal = at(&best, i, j).max(if run > 0 { run + IN_A_ROW } else { 0 });
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
            (i, j) = (i - 1, j - 1);
            let run = at(&ends, i, j);
            in_run = run > 0 && run + IN_A_ROW >= at(&best, i, j);
            path.push((i, j));
        } else if at(&best, i, j) == at(&best, i - 1, j) {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    path.reverse();
    let all = path.clone();
    // A function word that stands alone joins nothing.
    path.retain(|&(i, j)| {
        words.get(j).is_some_and(|w| w.content)
            || all.contains(&(i + 1, j + 1))
            || all.contains(&(i.wrapping_sub(1), j.wrapping_sub(1)))
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
    // Of the place before: who shares it, and whether all have the same word.
    let (mut before, mut before_equal) = (Vec::new(), false);
    // The stretches that the run is of.
    let mut parts: Vec<usize> = Vec::new();
    for place in table {
        let mut form = None;
        let (mut equal, mut crossed) = (true, false);
        let mut having = Vec::new();
        for (row, word) in held(place, rows).enumerate() {
            having.push(u32::from(word.is_some()));
            let Some(word) = word else { continue };
            equal &= form.is_none_or(|f| f == word.form);
            form = Some(word.form);
            crossed |= parts.get(row).is_some_and(|p| *p != EMPTY && *p != word.part);
        }
        let told = having.iter().sum::<u32>() as usize;
        if told < 2 && rows.len() > 1 {
            having.clear();
        }
        if crossed || slots.is_empty() || before != having || before_equal != equal {
            slots.push(Slot { words: vec![None; rows.len()], same: equal && told == rows.len() });
            parts = vec![EMPTY; rows.len()];
            (before, before_equal) = (having, equal);
        }
        let Some(slot) = slots.last_mut() else { continue };
        for ((run, part), word) in slot.words.iter_mut().zip(&mut parts).zip(held(place, rows)) {
            if let Some(word) = word {
                *run = Some(run.map_or(word.span, |run| run.cover(word.span)));
                *part = word.part;
            }
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
