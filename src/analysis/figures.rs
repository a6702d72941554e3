//! Numbers with what they count.
use crate::Figure;
use corpus::Article;

/// The figures of an article, by position.
#[must_use]
pub fn find(_article: &Article) -> Vec<Figure> {
    Vec::new()
}

/// The value of a number word from one to twenty.
pub(crate) fn number_word(word: &str) -> Option<u32> {
    const WORDS: [&str; 20] = [
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
        "twenty",
    ];
    WORDS.iter().zip(1..).find(|(w, _)| **w == word).map(|(_, n)| n)
}
