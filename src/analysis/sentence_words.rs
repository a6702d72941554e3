//! The tokens of one sentence with their lower-case forms: what the rules for dates, figures and events look at.
//!
//! Asking beyond either end gives the empty word, so that a rule may look ahead and back without bounds.
use corpus::{Span, Token, TokenKind, tokens};

/// One sentence cut into tokens.
pub(crate) struct SentenceWords<'a> {
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    lower: Vec<String>,
}

impl<'a> SentenceWords<'a> {
    pub(crate) fn new(text: &'a str, span: Span) -> Self {
        let tokens = tokens(text, span);
        let lower = tokens.iter().map(|t| t.span.of(text).to_lowercase()).collect();
        Self { text, tokens, lower }
    }

    pub(crate) fn len(&self) -> usize {
        self.tokens.len()
    }

    /// The token in lower case; empty outside the sentence.
    pub(crate) fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", String::as_str)
    }

    /// The token `back` before `i`, in lower case; empty outside the sentence.
    pub(crate) fn before(&self, i: usize, back: usize) -> &str {
        i.checked_sub(back).map_or("", |i| self.lower(i))
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
