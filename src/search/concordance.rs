//! Hits in their context: excerpts with marks, key word in context, dispersion.
//!
//! Everything is a span or a number of words; no text is copied. All three are made for the hits that a
//! search gave ([`crate::SearchOptions::hits_max`]), so what is not shown costs nothing; only the texts of their
//! articles are asked for.
use crate::fold::{each_word, fold};
use crate::index::{Hit, Index, Results};
use corpus::InOrder;
use corpus::{Article, Span};

/// A hit with the places that made it one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// The passage.
    pub span: Span,
    /// The words that were looked for; in order, not overlapping.
    pub marks: Vec<Span>,
}

/// One occurrence with what stands before and after it, within its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KwicLine {
    /// Index of the article in the collection.
    pub article: u32,
    /// Index of the sentence in the article.
    pub sentence: u32,
    /// Whole words before it.
    pub left: Span,
    /// The occurrence.
    pub hit: Span,
    /// Whole words after it.
    pub right: Span,
}

/// In which order the lines of a concordance come.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ContextOrder {
    /// As in the collection.
    #[default]
    Reading,
    /// By the word before, then the one before that, and so on.
    Left,
    /// By the word after, then the next, and so on.
    Right,
}

/// Where in one article the hits lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dispersion {
    /// Index of the article in the collection.
    pub article: u32,
    /// Words in all its passages: the length of the strip.
    pub words: u32,
    /// Every occurrence, in order.
    pub ticks: Vec<DispersionTick>,
}

/// One occurrence on the strip.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DispersionTick {
    /// Words of the article before it: less than [`Dispersion::words`].
    pub word: u32,
    /// Index of the sentence in the article.
    pub sentence: u32,
    /// Where it stands in the text.
    pub mark: Span,
}

/// How many bytes of context are kept on each side at most.
const CONTEXT_BYTES: usize = 90;
/// How many words of context decide the order.
const WORDS_COMPARED: usize = 4;

impl Index {
    /// The passage of a hit with its marks; none for words inside NOT.
    #[must_use]
    pub fn excerpt(&self, article: &Article, results: &Results, hit: &Hit) -> Excerpt {
        let marks = self.marked(article, results, hit);
        Excerpt { span: sentence(article, hit), marks: marks.into_iter().map(|(mark, _)| mark).collect() }
    }

    /// Every occurrence in the hits, one line each, with its context.
    #[must_use]
    pub fn concordance<'a>(
        &self,
        articles: &dyn Fn(u32) -> Option<&'a Article>,
        results: &Results,
        order: ContextOrder,
    ) -> Vec<KwicLine> {
        let mut lines = Vec::new();
        for hit in in_reading_order(&results.hits) {
            let Some(article) = articles(hit.article) else { continue };
            let span = sentence(article, &hit);
            let around = article.block_at(span.start).map_or(span, |b| b.span.cover(span));
            for (mark, _) in self.marked(article, results, &hit) {
                let (left, right) = context(&article.text, around, mark);
                lines.push(KwicLine { article: hit.article, sentence: hit.sentence, left, hit: mark, right });
            }
        }
        let text = |line: &KwicLine| articles(line.article).map_or("", |a| a.text.as_str());
        match order {
            ContextOrder::Reading => {}
            ContextOrder::Left => lines = in_order_of(lines, |l| words_before(text(l), l.left)),
            ContextOrder::Right => lines = in_order_of(lines, |l| words_after(text(l), l.right)),
        }
        lines
    }

    /// Where the occurrences lie in each article that has hits.
    #[must_use]
    pub fn dispersion<'a>(&self, articles: &dyn Fn(u32) -> Option<&'a Article>, results: &Results) -> Vec<Dispersion> {
        let mut strips: Vec<Dispersion> = Vec::new();
        for hit in in_reading_order(&results.hits) {
            if strips.last().is_none_or(|s| s.article != hit.article) {
                let words = self.text.passages.of_article(hit.article).map(|p| self.text.passages.words(p)).sum();
                strips.push(Dispersion { article: hit.article, words, ticks: Vec::new() });
            }
            let before: u32 = self.words_before(hit.article, hit.sentence);
            let (Some(strip), Some(article)) = (strips.last_mut(), articles(hit.article)) else { continue };
            for (mark, word) in self.marked(article, results, &hit) {
                strip.ticks.push(DispersionTick { word: before + word, sentence: hit.sentence, mark });
            }
        }
        strips
    }

    /// Words of the article before a sentence.
    fn words_before(&self, article: u32, sentence: u32) -> u32 {
        self.text.passages.of_article(article).take(sentence as usize).map(|p| self.text.passages.words(p)).sum()
    }

    /// The marks in a hit, each with the words of the passage before it. Those that overlap are one.
    fn marked(&self, article: &Article, results: &Results, hit: &Hit) -> Vec<(Span, u32)> {
        let Some(passage) = self.text.passages.number(hit.article, hit.sentence) else { return Vec::new() };
        let mut words = Vec::new();
        let mut terms = Vec::new();
        each_word(&article.text, sentence(article, hit), |span, key| {
            words.push(span);
            terms.push(self.text.terms.find(key));
        });
        let mut found: Vec<(usize, usize)> =
            results.leaves.iter().flat_map(|l| l.within(self, passage, &terms)).collect();
        found.put_in_order();
        let mut marks: Vec<(Span, u32)> = Vec::new();
        for (from, to) in found {
            let (Some(a), Some(b)) = (words.get(from), to.checked_sub(1).and_then(|n| words.get(n))) else { continue };
            let mark = a.cover(*b);
            match marks.last_mut() {
                Some((last, _)) if mark.start < last.end => *last = last.cover(mark),
                _ => marks.push((mark, u32::try_from(from).unwrap_or(u32::MAX))),
            }
        }
        marks
    }
}

/// The passage of a hit.
fn sentence(article: &Article, hit: &Hit) -> Span {
    article.sentences.get(hit.sentence as usize).copied().unwrap_or_default()
}

/// Where the words of a passage stand; the n-th is the word with the passage's first number plus n.
pub(crate) fn word_spans(text: &str, passage: Span) -> Vec<Span> {
    let mut spans = Vec::new();
    each_word(text, passage, |span, _| spans.push(span));
    spans
}

/// The word numbers, counted from the passage's first, that a span of the article covers in each passage.
pub(crate) fn words_in(article: &Article, sentence: usize, span: Span) -> std::ops::Range<usize> {
    let words = article.sentences.get(sentence).map_or_else(Vec::new, |&s| word_spans(&article.text, s));
    let from = words.partition_point(|w| w.start < span.start);
    let to = words.partition_point(|w| w.end <= span.end);
    from..to.max(from)
}

fn in_reading_order(hits: &[Hit]) -> Vec<Hit> {
    let mut hits = hits.to_vec();
    hits.put_in_order_by_key(|h| (h.article, h.sentence));
    hits
}

/// What stands before and after `mark` in `around`: whole words, without the white space next to the cut.
fn context(text: &str, around: Span, mark: Span) -> (Span, Span) {
    let before = Span::new(around.start as usize, mark.start as usize).of(text);
    let after = Span::new(mark.end as usize, around.end as usize).of(text);
    let cut = before.len().saturating_sub(CONTEXT_BYTES);
    let from = if cut == 0 {
        0
    } else {
        // The first blank after the cut; a single endless word is not shown at all.
        before.char_indices().find(|&(n, c)| n >= cut && c.is_whitespace()).map_or(before.len(), |(n, _)| n)
    };
    let from = from + leading_space(Span::new(from, before.len()).of(before));
    let to = if after.len() <= CONTEXT_BYTES {
        after.len()
    } else {
        after
            .char_indices()
            .take_while(|&(n, _)| n <= CONTEXT_BYTES)
            .filter(|(_, c)| c.is_whitespace())
            .last()
            .map_or(0, |(n, _)| n)
    };
    let to = Span::new(0, to).of(after).trim_end().len();
    let left = Span::new(around.start as usize + from, mark.start as usize);
    (left, Span::new(mark.end as usize, mark.end as usize + to))
}

fn leading_space(part: &str) -> usize {
    part.len() - part.trim_start().len()
}

/// The lines in order of the words that `words` gives, read once for each line.
fn in_order_of(lines: Vec<KwicLine>, words: impl Fn(&KwicLine) -> Vec<String>) -> Vec<KwicLine> {
    let mut keyed: Vec<(Vec<String>, KwicLine)> = lines.into_iter().map(|line| (words(&line), line)).collect();
    keyed.put_in_order_by(|a, b| a.0.cmp(&b.0));
    keyed.into_iter().map(|(_, line)| line).collect()
}

fn words_after(text: &str, right: Span) -> Vec<String> {
    word_spans(text, right).iter().take(WORDS_COMPARED).map(|w| fold(w.of(text))).collect()
}

fn words_before(text: &str, left: Span) -> Vec<String> {
    word_spans(text, left).iter().rev().take(WORDS_COMPARED).map(|w| fold(w.of(text))).collect()
}
