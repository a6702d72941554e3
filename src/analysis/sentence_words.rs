//! The tokens of each sentence with their lower-case forms: what the rules for dates, figures, claims and events
//! look at. An article is cut up once, as [`Words`], for all of them.
//!
//! Asking beyond either end gives the empty word, so that a rule may look ahead and back without bounds.
use crate::date_expressions::{self, Expression};
use corpus::Lower;
use corpus::{Article, BlockKind, InOrder, Span, Token, TokenKind, tokens};

/// An article cut into words, with the expressions of date and time that lie in them.
pub struct Words<'a> {
    /// One for each sentence of the article.
    pub(crate) sentences: Vec<SentenceWords<'a>>,
    /// Of the sentences and of lines that are only a date, by position.
    pub(crate) expressions: Vec<Expression>,
}

impl<'a> Words<'a> {
    /// Of an article.
    #[must_use]
    pub fn new(article: &'a Article) -> Self {
        let cut = |span: &Span| SentenceWords::new(&article.text, *span);
        let sentences: Vec<SentenceWords> = article.sentences.iter().map(cut).collect();
        let mut expressions = Vec::new();
        for words in &sentences {
            date_expressions::in_sentence(words, &mut expressions);
        }
        for stamp in article.blocks.iter().filter(|b| b.kind == BlockKind::Timestamp) {
            date_expressions::in_sentence(&cut(&stamp.span), &mut expressions);
        }
        expressions.put_in_order_by_key(|e| e.span);
        // A line that is only a date may also be a sentence.
        expressions.dedup_by_key(|e| e.span);
        Self { sentences, expressions }
    }
}

/// One sentence cut into tokens.
pub(crate) struct SentenceWords<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    /// All tokens in lower case, one after the other, and where each ends.
    lower: String,
    ends: Vec<u32>,
}

impl<'a> SentenceWords<'a> {
    pub(crate) fn new(text: &'a str, span: Span) -> Self {
        let tokens = tokens(text, span);
        let mut lower = String::with_capacity(span.len());
        let mut ends = Vec::with_capacity(tokens.len());
        for token in &tokens {
            let written = token.span.of(text);
            if written.is_ascii() {
                lower.push_str(written);
                let from = ends.last().map_or(0, |e| *e as usize);
                if let Some(own) = lower.get_mut(from..) {
                    own.make_ascii_lowercase();
                }
            } else {
                lower.extend(written.chars().map(|c| c.lower()));
            }
            ends.push(u32::try_from(lower.len()).unwrap_or(u32::MAX));
        }
        Self { text, tokens, lower, ends }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token in lower case; empty outside the sentence.
    pub(crate) fn lower(&self, i: usize) -> &str {
        let Some(end) = self.ends.get(i) else { return "" };
        let start = i.checked_sub(1).and_then(|i| self.ends.get(i)).copied().unwrap_or(0);
        Span { start, end: *end }.of(&self.lower)
    }

    /// The token `back` before `i`, in lower case; empty outside the sentence.
    pub(crate) fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |i| self.lower(i))
    }

    /// Whether the token, in lower case, is one of the words of `list`, which are divided by single spaces.
    #[inline(never)]
    pub(crate) fn one_of(&self, i: usize, list: &str) -> bool {
        corpus::one_of(self.lower(i), list)
    }

    /// The first token from `from` up to before `to` that is one of the words of `list`.
    #[inline(never)]
    pub(crate) fn first_of(&self, from: usize, to: usize, list: &str) -> Option<usize> {
        (from..to.min(self.len())).find(|&i| self.one_of(i, list))
    }

    /// The last of them.
    #[inline(never)]
    pub(crate) fn last_of(&self, from: usize, to: usize, list: &str) -> Option<usize> {
        (from..to.min(self.len())).rev().find(|&i| self.one_of(i, list))
    }

    /// The token as written.
    pub(crate) fn written(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    pub(crate) fn is(&self, i: usize, kind: TokenKind) -> bool {
        self.tokens.get(i).is_some_and(|t| t.kind == kind)
    }

    pub(crate) fn is_capitalised(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.is_capitalised(self.text))
    }

    /// Whether nothing stands between this token and the one before.
    pub(crate) fn is_glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    /// The token as a number without separators, where it is one in ASCII digits.
    pub(crate) fn number(&self, i: usize) -> Option<u32> {
        let token = self.tokens.get(i).filter(|t| t.kind == TokenKind::Number)?;
        let written = token.span.of(self.text);
        (written.len() <= 6 && written.bytes().all(|b| b.is_ascii_digit())).then(|| written.parse().ok())?
    }

    /// From the first byte of token `from` up to the last of the token before `to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|i| self.tokens.get(i))) {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => Span::default(),
        }
    }
}
