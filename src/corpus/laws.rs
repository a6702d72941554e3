//! What holds for any text whatever.
use crate::hidden::is_blank;
use crate::{Article, BlockKind, read_text};
use proptest::prelude::*;

/// Checks every promise of reading on `text`.
fn hold(text: &str) {
    let article = read_text("any", text.to_owned());
    assert_eq!(article.text, text);
    assert_eq!(article, read_text("any", text.to_owned()));
    blocks_hold_every_visible_character(&article);
    sentences_hold_the_content(&article);
    for notice in &article.notices {
        assert!(notice.span.is_empty() || !notice.span.of(text).is_empty(), "{notice:?}");
        assert!(!notice.hint.is_empty());
    }
    assert_eq!(article.headline, article.blocks.iter().find(|b| b.kind == BlockKind::Headline).map(|b| b.span));
    if let Some(span) = article.published.and_then(|p| p.span) {
        assert!(!span.of(text).is_empty());
    }
}

fn blocks_hold_every_visible_character(article: &Article) {
    let text = &article.text;
    let mut at = 0;
    for block in &article.blocks {
        let between = crate::Span { start: at, end: block.span.start };
        assert!(block.span.start >= at && between.of(text).chars().all(is_blank), "{text:?}: before {block:?}");
        assert!(between.is_empty() || !between.of(text).is_empty(), "{text:?}: {block:?} cuts a character");
        assert!(!block.span.of(text).is_empty(), "{text:?}: {block:?}");
        assert!(block.span.contains(block.body) && !block.body.of(text).is_empty(), "{text:?}: {block:?}");
        assert!(block.label.is_none_or(|l| block.span.contains(l) && !l.of(text).is_empty()), "{text:?}: {block:?}");
        at = block.span.end;
    }
    assert!(text.get(at as usize..).unwrap().chars().all(is_blank), "{text:?}: after {at}");
}

fn sentences_hold_the_content(article: &Article) {
    let text = &article.text;
    let mut sentences = article.sentences.iter().peekable();
    for block in article.blocks.iter().filter(|b| b.kind.is_content()) {
        let mut at = block.span.start;
        while let Some(s) = sentences.next_if(|s| s.start < block.span.end) {
            let between = crate::Span { start: at, end: s.start };
            assert!(s.start >= at && block.span.contains(*s), "{text:?}: {s:?} in {block:?}");
            assert!(between.of(text).chars().all(is_blank), "{text:?}: before {s:?}");
            assert!(!s.of(text).is_empty(), "{text:?}: {s:?}");
            at = s.end;
        }
        assert_eq!(at, block.span.end, "{text:?}: {block:?}");
    }
    assert!(sentences.next().is_none(), "{text:?}");
}

/// Pieces that texts are made of, so that rules meet each other.
const PIECES: [&str; 64] = [
    " ",
    " ",
    " ",
    " ",
    "\n",
    "\n",
    "\n\n",
    "\r\n",
    "\r",
    ".",
    ".",
    "?",
    "!",
    "…",
    "...",
    ". . .",
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "„",
    "«",
    "»",
    "(",
    ")",
    "[1]",
    "[",
    "]",
    ":",
    "- ",
    "• ",
    "1. ",
    "a) ",
    "#tag",
    "# ",
    "> ",
    "U.S.",
    "J. D. ",
    "Mr.",
    "No. 5",
    "Nov. 24, 2025",
    "10:15 p.m.",
    "2025-11-24",
    "24.11.2025",
    "By Jane Doe",
    "(Reuters) -",
    "OSLO",
    "The",
    "they",
    "said",
    "iPhone",
    "war",
    "peace",
    "I",
    "日本。",
    "é",
    "\u{feff}",
    "\u{200b}",
    "\0",
    "😀",
    "Subscribe",
    "—",
];

proptest! {
    #[test]
    fn any_text(text in any::<String>()) {
        hold(&text);
    }

    #[test]
    fn any_text_of_the_pieces_that_rules_look_at(
        text in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60)
    ) {
        hold(&text.concat());
    }

    #[test]
    fn any_wrapped_text(words in proptest::collection::vec("[A-Za-z]{1,9}[.,]?", 30..120), width in 40_usize..90) {
        let (mut text, mut column) = (String::new(), 0);
        for word in words {
            if column + word.len() >= width {
                text.push('\n');
                column = 0;
            }
            column += word.len() + 1;
            text.push_str(&word);
            text.push(' ');
        }
        hold(&text);
    }
}

#[test]
fn nothing_and_nearly_nothing() {
    for text in
        ["", " ", "\n", "\u{feff}", "\0", ".", "\"", "-", "- ", "#", "#a", ":", "a", "“", "1.", "…”.", "( ", "\r\r\n"]
    {
        hold(text);
    }
}

#[test]
fn strings_that_broke_other_programs() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/badinput/blns/blns.json");
    let Ok(file) = std::fs::read_to_string(path) else {
        return eprintln!("skipped: the strings are not here");
    };
    let list: Vec<String> = serde_json::from_str(&file).unwrap();
    assert!(list.len() > 400);
    for text in &list {
        hold(text);
    }
    hold(&list.join("\n"));
    hold(&list.join(" "));
}

#[test]
fn long_texts_are_read_in_linear_time() {
    // Each of these would take minutes if a step were quadratic.
    for piece in [
        "a", "\n", " ", "a\n", "- a: ", "- a\n", "“a\n", "‘s ", "#a ", "By A ", "(", "[/ap ", "\u{200b}", "1. ",
        "A b c. ",
    ] {
        hold(&piece.repeat(300_000 / piece.len()));
    }
}
