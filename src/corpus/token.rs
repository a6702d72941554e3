//! Words, numbers and marks, with their spans.
//!
//! A word is a run of letters with the marks that belong inside it: `U.S.`, `J.D.`, `O’Brien`. The
//! possessive is a token of its own (`Trump` + `’s`), so that a name is exactly its words. A hyphen or dash
//! is a token of its own too (`US` `-` `backed`, `28` `-` `point`): whoever needs the whole sees that nothing
//! stands between (`glued`). A number keeps its separators: `880,000`, `3.5`.
//! One pass, linear; nothing is dropped but white space.
use crate::Span;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters.
    Word,
    /// Digits, with separators inside.
    Number,
    /// `’s`, or the `’` after a plural.
    Possessive,
    /// One mark or symbol.
    Mark,
}

/// One token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
    /// Whether it follows the token before it without white space.
    pub glued: bool,
}

/// Whether `word`, which holds no space, is one of the words of `list`, which single spaces divide. A call with one list is a tenth
/// of the code that `matches!` makes of as many literals. It is asked of every word many times: bytes are
/// walked here, since `split` and a comparison for each listed word took five times as long.
#[must_use]
#[inline(never)]
pub fn one_of(word: &str, list: &str) -> bool {
    let (word, mut rest) = (word.as_bytes(), list.as_bytes());
    while rest.len() >= word.len() {
        // How far both agree; the word is listed when all of it does and a space or the end follows.
        let mut at = 0;
        while at < word.len() && word.get(at) == rest.get(at) {
            at += 1;
        }
        if at == word.len() && rest.get(at).is_none_or(|b| *b == b' ') {
            return true;
        }
        while rest.get(at).is_some_and(|b| *b != b' ') {
            at += 1;
        }
        let Some(next) = rest.get(at + 1..) else { return false };
        rest = next;
    }
    false
}

/// Words that single spaces divide, with which lengths occur behind which first letter: for the long lists that every
/// word of a text is looked up in, of which nearly all are told apart from the list without walking it.
pub struct WordList {
    words: &'static str,
    /// For each first byte, by its low five bits: a bit for each length, the last for all longer ones.
    lengths: [u32; 32],
}

impl WordList {
    /// Of `words`, divided by single spaces.
    #[must_use]
    pub const fn new(words: &'static str) -> Self {
        let bytes = words.as_bytes();
        let mut lengths = [0; 32];
        let (mut from, mut at) = (0, 0);
        while at <= bytes.len() {
            if at == bytes.len() || bytes[at] == b' ' {
                if at > from {
                    lengths[(bytes[from] & 31) as usize] |= Self::bit(at - from);
                }
                from = at + 1;
            }
            at += 1;
        }
        Self { words, lengths }
    }

    const fn bit(length: usize) -> u32 {
        1 << if length > 31 { 31 } else { length }
    }

    /// Whether `word` is one of them.
    #[must_use]
    pub fn holds(&self, word: &str) -> bool {
        let first = word.as_bytes().first().and_then(|b| self.lengths.get(usize::from(b & 31)));
        first.is_some_and(|lengths| lengths & Self::bit(word.len()) != 0) && one_of(word, self.words)
    }
}

impl Token {
    /// Whether it is a word that starts with a capital letter.
    #[must_use]
    pub fn is_capitalised(self, text: &str) -> bool {
        self.kind == TokenKind::Word && self.span.of(text).chars().next().is_some_and(char::is_uppercase)
    }

    /// Whether it counts when words are counted: words and numbers do, marks and possessives do not.
    #[must_use]
    pub fn is_counted(self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | 'ʼ')
}

/// The tokens of `span` in `text`, in order.
#[must_use]
pub fn tokens(text: &str, span: Span) -> Vec<Token> {
    let base = span.start as usize;
    let part = Part(span.of(text));
    let mut found: Vec<Token> = Vec::with_capacity(part.0.len() / 5 + 1);
    let mut i = 0;
    while let Some(c) = part.at(i) {
        if c == ' ' || c.is_whitespace() {
            i = part.after(i);
            continue;
        }
        let from = i;
        let before = found.last().map(|t| (t.kind, t.span));
        let glued = before.is_some_and(|(_, s)| s.end as usize == base + from);
        let kind = if c.is_alphabetic() {
            i = part.word_end(i);
            TokenKind::Word
        } else if c.is_numeric() {
            i = part.after(i);
            while let Some(d) = part.at(i) {
                let inside = matches!(d, ',' | '.') && part.at(i + 1).is_some_and(char::is_numeric);
                if !d.is_numeric() && !inside {
                    break;
                }
                i = part.after(i);
            }
            TokenKind::Number
        } else if is_apostrophe(c) && glued && matches!(before, Some((TokenKind::Word | TokenKind::Number, _))) {
            i = part.possessive_end(i);
            if i > from {
                TokenKind::Possessive
            } else {
                i = part.after(i);
                TokenKind::Mark
            }
        } else {
            i = part.after(i);
            // Combining marks and variation selectors stay with what they change.
            while part.at(i).is_some_and(|d| matches!(d, '\u{300}'..='\u{36f}' | '\u{fe0e}' | '\u{fe0f}' | '\u{200d}'))
            {
                i = part.after(i);
            }
            TokenKind::Mark
        };
        found.push(Token { span: Span::new(base + from, base + i), kind, glued });
    }
    found
}

/// The characters of a text by their byte. Most are ASCII and need no decoding.
#[derive(Clone, Copy)]
struct Part<'a>(&'a str);

impl Part<'_> {
    /// The character that begins at byte `i`.
    fn at(self, i: usize) -> Option<char> {
        match self.0.as_bytes().get(i) {
            Some(b) if b.is_ascii() => Some(char::from(*b)),
            _ => self.0.get(i..)?.chars().next(),
        }
    }

    /// The byte after the character that begins at `i`.
    fn after(self, i: usize) -> usize {
        i + self.at(i).map_or(1, char::len_utf8)
    }

    /// The character that ends before byte `i`, and where it begins.
    fn before(self, i: usize) -> Option<(usize, char)> {
        let c = self.0.get(..i)?.chars().next_back()?;
        Some((i - c.len_utf8(), c))
    }

    /// Where the word that starts at `start` ends.
    fn word_end(self, start: usize) -> usize {
        let mut i = start;
        loop {
            while self.0.as_bytes().get(i).is_some_and(u8::is_ascii_alphanumeric) {
                i += 1;
            }
            let Some(c) = self.at(i) else { return i };
            if c == ' ' {
                return i;
            }
            let after = i + c.len_utf8();
            if c.is_alphanumeric() || matches!(c, '\u{300}'..='\u{36f}') {
                i = after;
                continue;
            }
            let next = self.at(after);
            if is_apostrophe(c) && next.is_some_and(char::is_alphabetic) && !self.ends_word(after) {
                // O’Brien, d’Ivoire, don’t; but not Trump’s.
                i = after;
            } else if c == '.'
                && i > start
                && self.before(i).is_some_and(|(at, b)| b.is_uppercase() && self.is_single(at, start))
            {
                // U.S., J.D.: a dot after a lone capital, when another lone capital follows or came before.
                let follows = next.is_some_and(char::is_uppercase) && self.at(self.after(after)) == Some('.');
                let came = self.before(i).is_some_and(|(at, _)| at > start);
                if !follows && !came {
                    return i;
                }
                i = after;
            } else {
                return i;
            }
        }
    }

    /// Whether the letter at `i` stands alone: at the start of the word or right after a dot.
    fn is_single(self, i: usize, start: usize) -> bool {
        i == start || self.before(i).is_some_and(|(_, c)| c == '.')
    }

    /// Whether what begins at `i`, right after an apostrophe, is the `s` of a possessive (or `s` and the end).
    fn ends_word(self, i: usize) -> bool {
        matches!(self.at(i), Some('s' | 'S')) && !self.at(i + 1).is_some_and(char::is_alphanumeric)
    }

    /// Where the possessive that starts with the apostrophe at `i` ends; `i` when it is none.
    fn possessive_end(self, i: usize) -> usize {
        let after = self.after(i);
        if self.ends_word(after) {
            return after + 1;
        }
        let after_s = self.before(i).is_some_and(|(_, c)| matches!(c, 's' | 'S'));
        let closes = matches!(self.at(i), Some('\'' | '’'));
        // “the leaders’ call”: only before white space and a letter, so that a closing single quote stays a mark.
        if after_s && closes && self.at(after) == Some(' ') && self.at(after + 1).is_some_and(char::is_alphabetic) {
            return after;
        }
        i
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<&str> = tokens(text, Span::new(0, text.len())).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(found.join("|"), expected, "{text}");
    }

    #[test]
    fn a_list_holds_its_words_and_no_parts_of_them() {
        const LIST: WordList = WordList::new("the of’t über a abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz");
        for word in ["the", "of’t", "über", "a", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz"] {
            assert!(LIST.holds(word) && one_of(word, LIST.words), "{word}");
        }
        for word in ["", "th", "he", "The", "of", " ", "ab", "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrst"] {
            assert!(!LIST.holds(word) && !one_of(word, LIST.words), "{word}");
        }
    }

    #[test]
    fn words_numbers_and_marks() {
        check("Trump’s plan", "Trump|’s|plan");
        check("the U.S. and J.D. Vance.", "the|U.S.|and|J.D.|Vance|.");
        check("It ended. A man", "It|ended|.|A|man");
        check("a US-backed 28-point plan", "a|US|-|backed|28|-|point|plan");
        check("880,000, 3.5%", "880,000|,|3.5|%");
        check("don’t, O’Brien’s", "don’t|,|O’Brien|’s");
        check("“fine-tuned”", "“|fine|-|tuned|”");
        check("taken—something", "taken|—|something");
        check("the leaders’ call", "the|leaders|’|call");
        check("‘yes’ 'no'", "‘|yes|’|'|no|'");
        check("G8’s Zelenskyy", "G8|’s|Zelenskyy");
        check("", "");
    }
}
