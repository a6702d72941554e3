//! Texts that are nearly the same: agency copy that several outlets print, an article that was saved twice.
//!
//! Measured by sequences of five words. Of every text a quarter of its sequences is kept as numbers, always the same
//! quarter of all sequences there are, so that texts can be held against each other without being read again. Those that
//! share many of them are then counted exactly. Words are compared without case; what was set aside does not count.
use crate::{Library, Question};
use corpus::{Article, InOrder, Span, TokenKind, packed, tokens};

/// Words of a sequence.
const WORDS: usize = 5;
/// One sequence of so many is kept.
const ONE_OF: u64 = 4;
/// Kept of one article at most.
const SAMPLES_MAX: usize = 4096;
/// Of so many articles that share a sequence, every two are held against each other; of more, only neighbours.
const GROUP_MAX: usize = 12;
/// Nearly the same: so many of a hundred sequences of the two are in both …
const ALIKE: u64 = 40;
/// … by the count; by the samples, which may be off.
const PERHAPS: u64 = 25;

/// Asks what two articles that are nearly the same have differently.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Differing {
    /// The id of the first.
    pub a: String,
    /// The id of the second.
    pub b: String,
}

/// What two articles have in common and what only one of them has.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Difference {
    /// How many of a hundred of their word sequences both have.
    pub share: u32,
    /// In the order of the texts; what only the first has comes before what only the second has.
    pub runs: Vec<Run>,
    /// Whether there are more than are told.
    pub cut: bool,
}

/// Words in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Run {
    /// Who has them.
    pub who: Who,
    /// The words with single spaces, those of both as the first has them; the middle of many words is “…”.
    pub words: String,
}

/// Who has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// Both.
    Both,
    /// Only the first.
    First,
    /// Only the second.
    Second,
}

packed!(Differing { a, b });
packed!(Difference { share, runs, cut });
packed!(Run { who, words });
packed!(enum Who { 0 => Both, 1 => First, 2 => Second });

/// Runs that are told.
const RUNS_MAX: usize = 400;
/// Words at the beginning and at the end of a run that are told: of both, and of one.
const SHOWN_BOTH: usize = 12;
const SHOWN_ONE: usize = 150;

impl Question for Differing {
    type Answer = Difference;
    const NUMBER: u8 = 42;

    fn needs(&self, library: &Library) -> Vec<u32> {
        [&self.a, &self.b].into_iter().filter_map(|id| library.article_by_id(id)).collect()
    }

    fn answer(&self, library: &Library) -> Difference {
        let article = |id: &str| library.collection.articles.get(library.article_by_id(id)? as usize);
        match (article(&self.a), article(&self.b)) {
            (Some(a), Some(b)) => difference(a, b),
            _ => Difference::default(),
        }
    }
}

/// FNV-1a, 64 bits.
const START: u64 = 0xcbf2_9ce4_8422_2325;

fn add(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}

/// A number for the words of a text, whatever white space is between them.
pub(crate) fn sum(text: &str) -> u64 {
    text.split_whitespace().fold(START, |hash, word| word.bytes().fold(add(hash, b' '), add))
}

/// Whether two texts are the same but for white space.
pub(crate) fn same_words(a: &str, b: &str) -> bool {
    a.split_whitespace().eq(b.split_whitespace())
}

/// A word with a number that is the same for the same word.
type Word = (u64, Span);

/// The words of the story.
fn words(article: &Article) -> Vec<Word> {
    let mut words = Vec::with_capacity(article.text.len() / 5);
    for &sentence in &article.sentences {
        for token in tokens(&article.text, sentence) {
            if matches!(token.kind, TokenKind::Word | TokenKind::Number) {
                let written = token.span.of(&article.text).bytes();
                words.push((written.fold(START, |hash, byte| add(hash, byte.to_ascii_lowercase())), token.span));
            }
        }
    }
    words
}

/// A number for words in a row.
fn sequence(words: &[Word]) -> u64 {
    let mut hash =
        words.iter().fold(START, |hash, (word, _)| (hash ^ word).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(23));
    hash ^= hash >> 29;
    hash = hash.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    hash ^ hash >> 32
}

/// One of so many sequences of an article, ascending, each once.
fn sequences(article: &Article, one_of: u64) -> Vec<u32> {
    let mut found: Vec<u32> = words(article)
        .windows(WORDS)
        .map(sequence)
        .filter(|hash| hash % one_of == 0)
        .map(|hash| (hash >> 32) as u32)
        .collect();
    found.put_in_order();
    found.dedup();
    found
}

/// What an article's nearness to others is told by.
pub(crate) fn samples(article: &Article) -> Vec<u32> {
    let mut found = sequences(article, ONE_OF);
    found.truncate(SAMPLES_MAX);
    found
}

/// How many of a hundred both have, of so many in both and in each.
fn share(both: u64, a: usize, b: usize) -> u64 {
    (100 * both).checked_div(a as u64 + b as u64 - both).unwrap_or(0)
}

fn share_of(a: &[u32], b: &[u32]) -> u64 {
    let (mut both, mut rest) = (0, b);
    for number in a {
        rest = rest.get(rest.partition_point(|n| n < number)..).unwrap_or_default();
        both += u64::from(rest.first() == Some(number));
    }
    share(both, a.len(), b.len())
}

/// By article: the one that is nearest to it, where it is near enough, and how many of a hundred sequences both have.
pub(crate) type Alike = Vec<Option<(u32, u32)>>;

/// Which articles are nearly the same, by the samples of all.
pub(crate) fn alike(articles: &[Article], samples: &[&[u32]]) -> Alike {
    let mut places: Vec<u64> = Vec::with_capacity(samples.iter().map(|s| s.len()).sum());
    for (n, samples) in (0_u64..).zip(samples) {
        places.extend(samples.iter().map(|sample| u64::from(*sample) << 32 | n));
    }
    places.put_in_order();
    let mut pairs: Vec<u64> = Vec::new();
    for group in places.chunk_by(|a, b| a >> 32 == b >> 32) {
        for (n, a) in group.iter().enumerate() {
            let most = if group.len() > GROUP_MAX { 1 } else { GROUP_MAX };
            for b in group.iter().skip(n + 1).take(most) {
                pairs.push((a & 0xffff_ffff) << 32 | b & 0xffff_ffff);
            }
        }
    }
    pairs.put_in_order();
    // By article: what is perhaps nearest to it.
    let mut nearest: Vec<(u64, u32)> = vec![(0, 0); articles.len()];
    let size = |n: u32| samples.get(n as usize).map_or(0, |s| s.len());
    for run in pairs.chunk_by(|a, b| a == b) {
        let Some(pair) = run.first() else { continue };
        let (a, b) = ((pair >> 32) as u32, *pair as u32);
        let perhaps = share(run.len() as u64, size(a), size(b));
        for (one, other) in [(a, b), (b, a)] {
            if let Some(best) = nearest.get_mut(one as usize).filter(|best| perhaps >= PERHAPS && perhaps > best.0) {
                *best = (perhaps, other);
            }
        }
    }
    let mut alike: Alike = vec![None; articles.len()];
    for (n, &(perhaps, other)) in (0_u32..).zip(&nearest) {
        let (Some(a), Some(b)) = (articles.get(n as usize), articles.get(other as usize)) else { continue };
        if perhaps == 0 {
            continue;
        }
        // The two are each other's nearest, most often.
        let counted = alike.get(other as usize).copied().flatten().filter(|(back, _)| *back == n);
        let share = counted.map_or_else(|| share_of(&sequences(a, 1), &sequences(b, 1)), |(_, share)| u64::from(share));
        if let Some(place) = alike.get_mut(n as usize).filter(|_| share >= ALIKE) {
            *place = Some((other, share as u32));
        }
    }
    alike
}

/// What differs.
fn difference(a: &Article, b: &Article) -> Difference {
    let (one, other) = (words(a), words(b));
    let mut told = Difference { share: share_of(&sequences(a, 1), &sequences(b, 1)) as u32, ..Difference::default() };
    let mut at = (0, 0);
    // Where the texts meet: at the beginning, wherever three words are in both and once in each, and at the end.
    let mut meeting = vec![(0, 0)];
    meeting.append(&mut anchors(&one, &other));
    meeting.push((one.len(), other.len()));
    let same = |i: usize, j: usize| match (one.get(i), other.get(j)) {
        (Some(x), Some(y)) => x.0 == y.0,
        _ => false,
    };
    for (mut i, mut j) in meeting {
        if i < at.0 || j < at.1 {
            continue;
        }
        while i > at.0 && j > at.1 && same(i - 1, j - 1) {
            (i, j) = (i - 1, j - 1);
        }
        let mut end = (i, j);
        while same(end.0, end.1) {
            end = (end.0 + 1, end.1 + 1);
        }
        let parts = [
            (Who::First, a, one.get(at.0..i), SHOWN_ONE),
            (Who::Second, b, other.get(at.1..j), SHOWN_ONE),
            (Who::Both, a, one.get(i..end.0), SHOWN_BOTH),
        ];
        for (who, article, run, shown) in parts {
            let run = run.unwrap_or_default();
            if run.is_empty() {
                continue;
            }
            if told.runs.len() == RUNS_MAX {
                told.cut = true;
                return told;
            }
            told.runs.push(Run { who, words: shortened(article, run, shown) });
        }
        at = end;
    }
    told
}

/// Places where the same three words stand in both and only once in each, in the order of both.
fn anchors(one: &[Word], other: &[Word]) -> Vec<(usize, usize)> {
    let once = |words: &[Word]| {
        let mut all: Vec<(u64, usize)> = words.windows(3).map(sequence).zip(0..).collect();
        all.put_in_order();
        let once: Vec<(u64, usize)> =
            all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() == 1).flatten().copied().collect();
        once
    };
    let (a, b) = (once(one), once(other));
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (hash, i) in a {
        let found = b.get(b.partition_point(|(h, _)| *h < hash)).filter(|(h, _)| *h == hash);
        pairs.extend(found.map(|(_, j)| (i, *j)));
    }
    pairs.put_in_order();
    // The longest of all that ascend in both: by the length that ends in each, its last and what comes before it.
    let mut last: Vec<usize> = Vec::new();
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (n, (_, j)) in pairs.iter().enumerate() {
        let length = last.partition_point(|m| pairs.get(*m).is_some_and(|(_, other)| other < j));
        before.push(length.checked_sub(1).and_then(|l| last.get(l).copied()));
        match last.get_mut(length) {
            Some(place) => *place = n,
            None => last.push(n),
        }
    }
    let mut path = Vec::new();
    let mut next = last.last().copied();
    while let Some(n) = next {
        path.extend(pairs.get(n));
        next = before.get(n).copied().flatten();
    }
    path.reverse();
    path
}

/// The words as they stand in the text, from the first to the last; of many only the first and the last.
fn shortened(article: &Article, run: &[Word], shown: usize) -> String {
    let part = |run: &[Word]| match (run.first(), run.last()) {
        (Some(first), Some(last)) => Span { start: first.1.start, end: last.1.end }.in_one_line(&article.text),
        _ => String::new(),
    };
    if run.len() <= 2 * shown + 1 {
        return part(run);
    }
    let (begin, end) = (run.get(..shown).unwrap_or_default(), run.get(run.len() - shown..).unwrap_or_default());
    format!("{} … {}", part(begin), part(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn article(text: &str) -> Article {
        corpus::read_text("a", text.to_owned())
    }

    /// Words made up by a number, in sentences.
    fn story(seed: u64, words: usize) -> String {
        let mut state = seed;
        let mut text = String::new();
        for n in 0..words {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            text.push_str(&format!("w{} ", (state >> 40) % 2000));
            if n % 12 == 11 {
                text.push_str("came. ");
            }
        }
        text
    }

    fn nearest(texts: &[String]) -> Alike {
        let articles: Vec<Article> = texts.iter().map(|t| article(t)).collect();
        let samples: Vec<Vec<u32>> = articles.iter().map(samples).collect();
        let samples: Vec<&[u32]> = samples.iter().map(Vec::as_slice).collect();
        alike(&articles, &samples)
    }

    #[test]
    fn agency_copy_is_found_and_other_stories_are_not() {
        let whole = story(1, 400);
        let other_end = whole.get(..whole.len() * 4 / 5).unwrap().to_owned() + &story(2, 80);
        let one_word = whole.replacen("came", "went", 1);
        let short = story(3, 25);
        let found = nearest(&[
            whole.clone(),
            story(4, 400),
            other_end.clone(),
            one_word,
            short.clone(),
            short.replacen("came", "went", 1),
            String::new(),
            String::new(),
        ]);
        let share = |n: usize| found[n].map(|(other, share)| (other, share / 10));
        assert_eq!((share(0), share(3)), (Some((3, 9)), Some((0, 9))));
        assert_eq!(found[2].map(|(other, _)| other), Some(0), "{found:?}");
        assert!((50..80).contains(&found[2].unwrap().1), "{found:?}");
        assert_eq!((share(4).map(|s| s.0), share(5).map(|s| s.0)), (Some(5), Some(4)));
        assert_eq!((share(1), share(6), share(7)), (None, None, None));
    }

    #[test]
    fn many_copies_find_one_another() {
        let texts: Vec<String> = (0..60).map(|n| story(1, 300) + &story(n + 10, 40)).collect();
        assert!(nearest(&texts).iter().all(|found| found.is_some_and(|(_, share)| share >= 50)));
    }

    fn runs(a: &str, b: &str) -> Vec<(Who, String)> {
        difference(&article(a), &article(b)).runs.into_iter().map(|r| (r.who, r.words)).collect()
    }

    #[test]
    fn what_differs_is_told_in_words() {
        use Who::{Both, First, Second};
        let own = |all: &[(Who, &str)]| all.iter().map(|(who, words)| (*who, (*words).to_owned())).collect::<Vec<_>>();
        let check = |a: &str, b: &str, all: &[(Who, &str)]| {
            assert_eq!(runs(a, b), own(all));
            let turned = |who: &Who| match who {
                Both => Both,
                First => Second,
                Second => First,
            };
            let back: Vec<(Who, String)> = runs(b, a).into_iter().map(|(who, words)| (turned(&who), words)).collect();
            let count = |all: &[(Who, String)], who: Who| all.iter().filter(|(w, _)| *w == who).count();
            assert_eq!(
                (count(&back, First), count(&back, Second)),
                (count(&own(all), First), count(&own(all), Second))
            );
        };
        check(
            "Heavy rain fell on the town on Sunday, police said.",
            "Heavy rain fell on the city on Sunday, police said.",
            &[(Both, "Heavy rain fell on the"), (First, "town"), (Second, "city"), (Both, "on Sunday, police said")],
        );
        check("One two three.", "One two three.", &[(Both, "One two three")]);
        check("Red blue.", "Green gold grey.", &[(First, "Red blue"), (Second, "Green gold grey")]);
        check(
            "It rained. The dam broke in May. All left.",
            "It rained. All left.",
            &[(Both, "It rained"), (First, "The dam broke in May"), (Both, "All left")],
        );
        assert_eq!(runs("", ""), []);
        let long = story(1, 500);
        let told = difference(&article(&long), &article(&(long.clone() + " The end.")));
        assert_eq!((told.runs.len(), told.cut, told.share > 90), (2, false, true));
        assert!(told.runs[0].words.contains(" … ") && told.runs[0].words.len() < 300, "{:?}", told.runs[0]);
    }

    #[test]
    fn white_space_does_not_count() {
        assert_eq!(sum("a  b\n c"), sum(" a b c "));
        assert_ne!(sum("ab c"), sum("a bc"));
        assert!(same_words("a\n\nb", "a b") && !same_words("a b", "a c"));
    }

    proptest::proptest! {
        #[test]
        fn any_two_texts_can_be_compared(a in "[ab .\n]{0,80}", b in "[ab .\n]{0,80}") {
            let (one, other) = (article(&a), article(&b));
            let told = difference(&one, &other);
            let kept = |who: Who| {
                let runs = told.runs.iter().filter(|r| r.who == Who::Both || r.who == who);
                runs.flat_map(|r| words(&article(&r.words)).into_iter().map(|w| w.0).collect::<Vec<_>>()).collect::<Vec<_>>()
            };
            let all = |article: &Article| words(article).into_iter().map(|w| w.0).collect::<Vec<_>>();
            if !told.runs.iter().any(|r| r.words.contains('…')) {
                proptest::prop_assert_eq!(kept(Who::First), all(&one));
                proptest::prop_assert_eq!(kept(Who::Second), all(&other));
            }
        }
    }
}
