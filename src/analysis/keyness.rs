//! Words: what is over-represented in one telling (log-odds with a Dirichlet prior, Monroe et al. 2008).
//!
//! Each column is held against all others together. Counted are content words by their light stem
//! ([`crate::alignment`]) and names by their referent, persons by their surname, whatever form they have. The prior is
//! all columns together, scaled to a fifth of their words: about one column more, of average words; the measure is the
//! difference of the log-odds with that prior, divided by its standard deviation (z). A word that holds only because of
//! one article is shown faint. Calculated in `f64` with +, −, ·, /, √ and a logarithm of our own, which give the same bits
//! natively and in wasm; what is shown is whole hundredths.
use crate::alignment::content_stem;
use crate::comparison::{Cell, Column, Evidence, Gap, Item, Row, Telling};
use crate::names::split_name;
use crate::spelling::fold;
use crate::{CorpusReading, EntityKind, MentionForm};
use corpus::{Article, Collection, InOrder, Lower, Map, Span, tokens};
use std::cmp::Reverse;

/// Words shown per column.
const WORDS_MAX: usize = 12;
/// A word said once is no habit.
const COUNT_MIN: u32 = 2;
/// Five in a hundred by chance.
const Z_MIN: f64 = 1.96;
/// The prior has one word for so many that are compared. Between 3 and 10 the order of words hardly changes; at 5 a word
/// said thrice in a fifth of the text and nowhere else just passes, one said twice does not.
const PRIOR_SHARE: f64 = 5.0;

/// One row; per column its words, highest z first. Empty with fewer than two columns.
#[must_use]
pub fn keyness(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Vec<Row> {
    if columns.len() < 2 {
        return Vec::new();
    }
    let counted = Counted::of(collection, reading, columns);
    vec![Row {
        key: "words".to_owned(),
        label: "Words it uses more than the others".to_owned(),
        rule: "Content words and names of a column against all other columns together: log-odds with an informative \
               Dirichlet prior (Monroe, Colaresi and Quinn 2008), the prior being all columns together scaled to a \
               fifth. Shown are at most 12 with z of at least 1.96 that stand here twice or more; faint if z \
               falls below that when any one article is left out (with two articles that cannot be checked)."
            .to_owned(),
        cells: counted.cells(collection, columns.len()),
    }]
}

/// What is looked at in an article: all of it, or what it tells of the event where events stand side by side.
pub(crate) fn sentences(article: &Article, telling: &Telling, columns: &[Column]) -> Vec<Span> {
    match several_events(columns) {
        true => telling.sentences().collect(),
        false => article.sentences.clone(),
    }
}

/// Whether columns stand for events, not for outlets.
pub(crate) fn several_events(columns: &[Column]) -> bool {
    columns.iter().zip(columns.iter().skip(1)).any(|(a, b)| a.event != b.event)
}

/// One article in one column.
struct Text {
    column: usize,
    article: u32,
    /// Content words and names.
    words: u32,
}

/// A word or name with all its places.
struct Word {
    named: bool,
    /// Index of the text, and where in it; by text.
    places: Vec<(usize, Span)>,
}

struct Counted {
    texts: Vec<Text>,
    words: Vec<Word>,
}

/// How often a word stands in a column and in all others, of how many words.
#[derive(Clone, Copy)]
struct Counts {
    here: u32,
    words_here: u32,
    elsewhere: u32,
    words_elsewhere: u32,
}

impl Counted {
    fn of(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Self {
        let mut counted = Self { texts: Vec::new(), words: Vec::new() };
        let mut numbers: Map<String, usize> = Map::new();
        for (column, telling) in columns.iter().enumerate().flat_map(|(n, c)| c.tellings.iter().map(move |t| (n, t))) {
            let at = telling.article as usize;
            let Some((article, read)) = collection.articles.get(at).zip(reading.articles.get(at)) else { continue };
            let mut words = 0;
            let text = counted.texts.len();
            let mut count = |key: String, named: bool, span: Span| {
                let number = *numbers.entry(key).or_insert(counted.words.len());
                if number == counted.words.len() {
                    counted.words.push(Word { named, places: Vec::new() });
                }
                if let Some(word) = counted.words.get_mut(number) {
                    word.places.push((text, span));
                    words += 1;
                }
            };
            let mut mentions = read
                .mentions
                .iter()
                .filter(|m| !matches!(m.form, MentionForm::Pronoun | MentionForm::Role))
                .map(|m| (m.name, name_key(reading, m.entity)))
                .peekable();
            for sentence in sentences(article, telling, columns) {
                let mut named = Span::default();
                for token in tokens(&article.text, sentence) {
                    while let Some((name, key)) = mentions.next_if(|(name, _)| name.start <= token.span.start) {
                        // What stands inside another name is part of it.
                        if sentence.contains(name) && !named.overlaps(name) {
                            named = name;
                            count(key, true, name);
                        }
                    }
                    if !named.overlaps(token.span)
                        && let Some(stem) = content_stem(&article.text, token)
                    {
                        count(stem, false, token.span);
                    }
                }
            }
            counted.texts.push(Text { column, article: telling.article, words });
        }
        counted
    }

    /// Per column its words, highest z first.
    fn cells(&self, collection: &Collection, columns: usize) -> Vec<Cell> {
        let mut words_of = vec![0; columns];
        for text in &self.texts {
            if let Some(words) = words_of.get_mut(text.column) {
                *words += text.words;
            }
        }
        let all: u32 = words_of.iter().sum();
        let mut found: Vec<Vec<(i64, &Word, Counts)>> = vec![Vec::new(); columns];
        for word in &self.words {
            // By text is by column.
            let mut places = word.places.as_slice();
            while let Some(column) = places.first().map(|(text, _)| self.column_of(*text)) {
                let here = places.iter().take_while(|(text, _)| self.column_of(*text) == column).count();
                places = places.get(here..).unwrap_or_default();
                let words_here = words_of.get(column).copied().unwrap_or(0);
                let elsewhere = size(word.places.len() - here);
                let counts = Counts { here: size(here), words_here, elsewhere, words_elsewhere: all - words_here };
                let z = if counts.here < COUNT_MIN { 0.0 } else { counts.z() };
                if let Some(found) = found.get_mut(column).filter(|_| z >= Z_MIN) {
                    found.push((hundredths(z), word, counts));
                }
            }
        }
        (0..).zip(found).map(|(column, found)| self.cell(collection, column, found)).collect()
    }

    fn cell(&self, collection: &Collection, column: usize, mut found: Vec<(i64, &Word, Counts)>) -> Cell {
        found.put_in_order_by_key(|(z, word, counts)| (Reverse((*z, counts.here)), word.places.first().copied()));
        found.truncate(WORDS_MAX);
        let items: Vec<Item> =
            found.into_iter().map(|(z, word, counts)| self.item(collection, column, z, word, counts)).collect();
        let gap = items.is_empty().then_some(Gap::Nothing);
        Cell { items, gap }
    }

    fn column_of(&self, text: usize) -> usize {
        self.texts.get(text).map_or(usize::MAX, |t| t.column)
    }

    fn item(&self, collection: &Collection, column: usize, z: i64, word: &Word, counts: Counts) -> Item {
        let here = word.places.iter().filter(|(text, _)| self.column_of(*text) == column);
        let place = |(text, span): &(usize, Span)| {
            let article = self.texts.get(*text).map_or(u32::MAX, |t| t.article);
            Evidence { article, span: *span }
        };
        let evidence: Vec<Evidence> = here.map(place).collect();
        let Counts { here, words_here, elsewhere, words_elsewhere } = counts;
        Item {
            text: commonest(collection, &evidence, word.named),
            count: here,
            evidence,
            note: format!(
                "{here} of {words_here} words here, {elsewhere} of {words_elsewhere} elsewhere, z {}.{:02}",
                z / 100,
                z % 100
            ),
            faint: self.hangs_on_one(column, word, counts),
        }
    }

    /// Whether z falls too low when some one article is left out.
    fn hangs_on_one(&self, column: usize, word: &Word, counts: Counts) -> bool {
        let mut holds = vec![0_u32; self.texts.len()];
        for (text, _) in &word.places {
            if let Some(n) = holds.get_mut(*text) {
                *n += 1;
            }
        }
        self.texts.iter().zip(holds).any(|(left, held)| {
            let mut rest = counts;
            if left.column == column {
                rest.here -= held;
                rest.words_here -= left.words;
            } else {
                rest.elsewhere -= held;
                rest.words_elsewhere -= left.words;
            }
            // Without the column itself, or without any other, nothing is compared.
            rest.words_here > 0 && rest.words_elsewhere > 0 && rest.z() < Z_MIN
        })
    }
}

impl Counts {
    /// The difference of the log-odds by its standard deviation; positive where the word is commoner here.
    fn z(self) -> f64 {
        let prior = f64::from(self.here + self.elsewhere) / PRIOR_SHARE;
        let all = f64::from(self.words_here + self.words_elsewhere) / PRIOR_SHARE;
        let (here, elsewhere) = (f64::from(self.here) + prior, f64::from(self.elsewhere) + prior);
        let others = |words: u32, own: f64| f64::from(words) + all - own;
        let (not_here, not_elsewhere) = (others(self.words_here, here), others(self.words_elsewhere, elsewhere));
        if [here, elsewhere, not_here, not_elsewhere].iter().any(|n| *n <= 0.0) {
            return 0.0;
        }
        (ln(here / not_here) - ln(elsewhere / not_elsewhere)) / (1.0 / here + 1.0 / elsewhere).sqrt()
    }
}

/// The natural logarithm of a positive, normal number, to the same bits on every machine.
fn ln(x: f64) -> f64 {
    const MANTISSA: u64 = (1 << 52) - 1;
    const ONE: u64 = 1023 << 52;
    let bits = x.to_bits();
    let mut exponent = i32::try_from(bits >> 52).unwrap_or(1023) - 1023;
    let mut m = f64::from_bits(bits & MANTISSA | ONE);
    if m > std::f64::consts::SQRT_2 {
        m /= 2.0;
        exponent += 1;
    }
    // ln m = 2 (s + s³/3 + s⁵/5 + …) with s = (m − 1) / (m + 1), here at most 0.172: twelve terms are exact to 1e-20.
    let s = (m - 1.0) / (m + 1.0);
    let (mut power, mut sum) = (s, 0.0);
    for odd in (1..24).step_by(2) {
        sum += power / f64::from(odd);
        power *= s * s;
    }
    2.0 * sum + f64::from(exponent) * std::f64::consts::LN_2
}

fn hundredths(z: f64) -> i64 {
    (z * 100.0 + 0.5).floor() as i64
}

fn size(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// What a name is counted as: its referent, a person's surname. Words are counted here, not people: where a reading takes
/// one “Trump” for two, the outlet still says “Trump”.
fn name_key(reading: &CorpusReading, entity: u32) -> String {
    match reading.entities.get(entity as usize).filter(|e| e.kind == EntityKind::Person) {
        Some(person) => format!("@{}", split_name(&fold(&person.name)).1),
        None => format!("@{entity}"),
    }
}

/// The commonest form among `places`, the first where several are; a word without the capital of its sentence.
fn commonest(collection: &Collection, places: &[Evidence], named: bool) -> String {
    let mut forms: Vec<(String, String, u32)> = Vec::new();
    for place in places {
        let article = collection.articles.get(place.article as usize);
        let written = article.map_or_else(String::new, |a| place.span.in_one_line(&a.text));
        let lower = if named { written.clone() } else { written.lower() };
        match forms.iter_mut().find(|(known, ..)| *known == lower) {
            Some((known, shown, n)) => {
                *n += 1;
                if written == *known {
                    *shown = written;
                }
            }
            None => forms.push((lower, written, 1)),
        }
    }
    forms.put_in_order_by_key(|(.., n)| Reverse(*n));
    forms.into_iter().next().map_or_else(String::new, |(_, shown, _)| shown)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::trial::columns;
    use proptest::prelude::*;

    /// Monroe et al., equations 15, 16, 19 and 22, straight from the paper.
    fn brute(y: [f64; 2], n: [f64; 2]) -> f64 {
        let a0 = (n[0] + n[1]) / 5.0;
        let a = a0 * (y[0] + y[1]) / (n[0] + n[1]);
        let odds = |i: usize| ((y[i] + a) / (n[i] + a0 - y[i] - a)).ln();
        (odds(0) - odds(1)) / (1.0 / (y[0] + a) + 1.0 / (y[1] + a)).sqrt()
    }

    fn z(here: u32, words_here: u32, elsewhere: u32, words_elsewhere: u32) -> f64 {
        Counts { here, words_here, elsewhere, words_elsewhere }.z()
    }

    #[test]
    fn equal_rates_give_nothing_and_more_gives_more() {
        assert!(z(5, 100, 45, 900).abs() < 1e-9);
        assert!(z(6, 100, 44, 900) > 0.0 && z(4, 100, 46, 900) < 0.0);
        assert!(z(6, 100, 4, 900) > z(3, 100, 2, 900), "more evidence at equal rates");
        assert_eq!(z(3, 3, 3, 3), 0.0, "no other word");
    }

    proptest! {
        #[test]
        fn the_logarithm_is_the_logarithm(x in 1e-12..1e12_f64) {
            prop_assert!((ln(x) - x.ln()).abs() < 1e-9);
        }

        #[test]
        fn z_is_the_papers(y in 1..50_u32, other in 0..50_u32, n in 60..5000_u32, m in 60..5000_u32) {
            let expected = brute([y.into(), other.into()], [n.into(), m.into()]);
            prop_assert!((z(y, n, other, m) - expected).abs() < 1e-9);
        }
    }

    const TEXTS: [&str; 4] = [
        "The reactor leaked. A reactor is old. Nobody saw the reactor. The reactor stands near Berlin. Reactors need care. \
         Any reactor rusts. Bread was sold. \
         This reactor hums. That reactor waits. Each reactor costs.",
        "The harbour opened. Ships came to Hamburg. Bread was sold in Hamburg. Traders in Hamburg liked it.",
        "Snow covered the streets. Schools were closed. Buses stood still. Bread was sold. Parents stayed home.",
        "Rain fell on the hills. Bread was sold. Farmers were glad of rain. More rain is forecast.",
    ];

    fn told(texts: &[&str]) -> Vec<Vec<(String, u32, bool)>> {
        let (collection, reading, columns) = columns(texts);
        let rows = keyness(&collection, &reading, &columns);
        let cells = rows.into_iter().flat_map(|r| r.cells);
        cells.map(|c| c.items.into_iter().map(|i| (i.text, i.count, i.faint)).collect()).collect()
    }

    #[test]
    fn a_column_shows_what_only_it_keeps_saying() {
        let found = told(&TEXTS);
        assert_eq!(found[0], [("reactor".to_owned(), 9, false)]);
        assert!(found[1].iter().any(|(word, n, _)| word == "Hamburg" && *n == 3), "{found:?}");
        assert!(found.iter().flatten().all(|(word, ..)| word != "bread" && word != "sold"), "{found:?}");
        assert!(told(&TEXTS[..1]).is_empty(), "one column has nothing to be held against");
    }

    #[test]
    fn the_order_of_articles_changes_nothing() {
        let mut backwards = told(&[TEXTS[3], TEXTS[2], TEXTS[1], TEXTS[0]]);
        backwards.reverse();
        assert_eq!(told(&TEXTS), backwards);
    }

    #[test]
    fn a_word_that_hangs_on_one_article_is_faint() {
        // Column 0 has two articles, and only one of them has the word.
        let (collection, reading, mut columns) = columns(&TEXTS);
        let second = columns.remove(1);
        columns[0].tellings.extend(second.tellings);
        let rows = keyness(&collection, &reading, &columns);
        let reactor = rows[0].cells[0].items.iter().find(|i| i.text == "reactor").expect("over-represented");
        assert!(reactor.faint, "{reactor:?}");
        assert!(reactor.note.starts_with("9 of ") && reactor.note.contains(", 0 of "), "{}", reactor.note);
        assert_eq!(reactor.evidence.len(), 9);
    }
}
