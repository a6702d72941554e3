//! Text with marks that may overlap.
//!
//! The text is cut wherever a mark begins or ends, and over each piece the marks lie in each other, the longest
//! outermost: so each keeps its own underline and a rim of its own colour. The text itself is never changed: the pieces
//! put together are the slice.
use crate::markup::html;
use corpus::InOrder;
use corpus::Span;
use corpus::hidden::{Unseen, unseen};
use yew::prelude::*;

/// One mark over a text.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Mark {
    /// Where.
    pub span: Span,
    /// Its class in the style sheet.
    pub class: &'static str,
    /// Where a click on it leads; the shortest mark over a piece wins.
    pub href: Option<AttrValue>,
}

impl Mark {
    /// A mark that leads nowhere.
    pub(crate) fn plain(span: Span, class: &'static str) -> Self {
        Self { span, class, href: None }
    }
}

/// The text of `span` with its marks; characters of control are seen.
pub(crate) fn marked(text: &str, span: Span, marks: &[Mark]) -> Html {
    marked_seen(text, span, marks, false)
}

/// The same; with `all`, every character is seen that does not show.
pub(crate) fn marked_seen(text: &str, span: Span, marks: &[Mark], all: bool) -> Html {
    let mut over: Vec<&Mark> = marks.iter().filter(|m| m.span.overlaps(span)).collect();
    let mut cuts: Vec<u32> = over.iter().flat_map(|m| [m.span.start, m.span.end]).collect();
    cuts.retain(|c| span.start < *c && *c < span.end);
    cuts.put_in_order();
    cuts.dedup();
    over.put_in_order_by_key(|m| m.span.start);
    let (mut next, mut lying) = (over.into_iter().peekable(), Vec::new());
    let starts = std::iter::once(span.start).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(span.end));
    let drawn = starts.zip(ends).map(|(start, end)| {
        while let Some(begun) = next.next_if(|m| m.span.start <= start) {
            lying.push(begun);
        }
        lying.retain(|m| m.span.end > start);
        piece(text, Span { start, end }, &lying, all)
    });
    drawn.collect()
}

/// The direction of words by their first letter: what `dir="auto"` finds, which a browser asks for anew with everything that
/// is put in. From left to right is the page's own.
pub(crate) fn direction(text: &str) -> Option<&'static str> {
    let first = text.chars().find(|c| c.is_alphabetic())?;
    let leftward = matches!(first, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}'
        | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1eeff}');
    leftward.then_some("rtl")
}

/// Characters in a row that are neither letters nor white space nor ASCII: so many may be put on one letter. The browser
/// takes time for the square of their number, but not over a place where a line may break.
const ROW_MAX: usize = 64;

/// Words as they are, with places to break in rows that nobody reads.
fn put(words: &str, parts: &mut Vec<Html>) {
    let (mut from, mut row) = (0, 0);
    for (at, c) in words.char_indices() {
        row = if c.is_ascii() || c.is_alphanumeric() || c.is_whitespace() { 0 } else { row + 1 };
        if row > ROW_MAX {
            parts.push(html! { { Span::new(from, at).of(words).to_owned() }<wbr /> });
            (from, row) = (at, 1);
        }
    }
    parts.push(html! { { AttrValue::from(Span::new(from, words.len()).of(words).to_owned()) } });
}

/// Words as they are. What does not show stays where it is, alone in an element that shows a sign for it: copying takes
/// the text, and what changes the direction of writing has nothing to change.
fn seen(text: &str, all: bool) -> Html {
    let unseen = unseen(text, all);
    let mut at = 0;
    let mut parts = Vec::new();
    for Unseen { span, sign, name } in unseen {
        put(Span { start: at, end: span.start }.of(text), &mut parts);
        let itself = span.of(text).to_owned();
        parts.push(html! { <bdi class="unseen" data-sign={sign} title={name}>{ itself }</bdi> });
        at = span.end;
    }
    put(Span::new(at as usize, text.len()).of(text), &mut parts);
    match parts.pop() {
        Some(one) if parts.is_empty() => one,
        last => parts.into_iter().chain(last).collect(),
    }
}

fn piece(text: &str, span: Span, marks: &[&Mark], all: bool) -> Html {
    let words = seen(span.of(text), all);
    if marks.is_empty() {
        return words;
    }
    let mut over = marks.to_vec();
    over.put_in_order_by_key(|m| (m.span.len(), m.class));
    over.dedup_by_key(|m| m.class);
    let link = over.iter().find_map(|m| m.href.clone());
    let mark = over.iter().fold(words, |inner, m| html! { <mark class={m.class}>{ inner }</mark> });
    match link {
        Some(href) => html! { <a class="named" {href}>{ mark }</a> },
        None => mark,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use yew::virtual_dom::VNode;

    /// Tags and words, in their order.
    fn told(node: &VNode) -> String {
        match node {
            VNode::VText(text) => text.text.to_string(),
            VNode::VList(list) => list.iter().map(told).collect(),
            VNode::VTag(tag) => {
                let class = tag.attributes.iter().find(|(key, _)| *key == "class").map_or("", |(_, class)| class);
                format!("<{} {class}>{}</>", tag.tag(), tag.children().map_or_else(String::new, told))
            }
            _ => String::new(),
        }
    }

    #[test]
    fn marks_lie_in_each_other_the_longest_outermost() {
        let mark = |start, end, class| Mark::plain(Span::new(start, end), class);
        let marks = [mark(3, 5, "c"), mark(0, 4, "a"), mark(2, 3, "b"), mark(4, 4, "none"), mark(5, 9, "far")];
        let drawn = told(&marked("abcdefg", Span::new(1, 6), &marks));
        let parts =
            ["<mark a>b</>", "<mark a><mark b>c</></>", "<mark a><mark c>d</></>", "<mark c>e</>", "<mark far>f</>"];
        assert_eq!(drawn, parts.concat());
    }

    #[test]
    fn the_first_letter_tells_the_direction() {
        for (text, expected) in
            [("“1. שלום” she said", Some("rtl")), ("12 مرحبا", Some("rtl")), ("a שלום", None), ("1!", None)]
        {
            assert_eq!(direction(text), expected, "{text}");
        }
    }

    #[test]
    fn a_letter_with_very_many_marks_has_places_to_break() {
        let text = format!("a{} b{} c\u{202e}", "\u{301}".repeat(150), "\u{301}".repeat(64));
        let all = told(&marked(&text, Span::new(0, text.len()), &[]));
        assert_eq!(all.matches("<wbr >").count(), 2, "after the 64th and the 128th");
        assert_eq!(all.replace("<wbr ></>", ""), text);
    }
}
