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
    let over: Vec<&Mark> = marks.iter().filter(|m| m.span.overlaps(span)).collect();
    let mut cuts: Vec<u32> = over.iter().flat_map(|m| [m.span.start, m.span.end]).collect();
    cuts.retain(|c| span.start < *c && *c < span.end);
    cuts.put_in_order();
    cuts.dedup();
    let starts = std::iter::once(span.start).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(span.end));
    starts.zip(ends).map(|(start, end)| piece(text, Span { start, end }, &over, all)).collect()
}

/// Words as they are. What does not show stays where it is, alone in an element that shows a sign for it: copying takes
/// the text, and what changes the direction of writing has nothing to change.
fn seen(text: &str, all: bool) -> Html {
    let unseen = unseen(text, all);
    let mut at = 0;
    let mut parts = Vec::new();
    for Unseen { span, sign, name } in unseen {
        let (before, itself) = (Span { start: at, end: span.start }.of(text).to_owned(), span.of(text).to_owned());
        parts.push(html! { { before } });
        parts.push(html! { <bdi class="unseen" data-sign={sign} title={name}>{ itself }</bdi> });
        at = span.end;
    }
    let rest = AttrValue::from(Span::new(at as usize, text.len()).of(text).to_owned());
    if parts.is_empty() {
        return html! { { rest } };
    }
    parts.push(html! { { rest } });
    parts.into_iter().collect()
}

fn piece(text: &str, span: Span, marks: &[&Mark], all: bool) -> Html {
    let words = seen(span.of(text), all);
    let mut over: Vec<&&Mark> = marks.iter().filter(|m| m.span.contains(span)).collect();
    if over.is_empty() {
        return words;
    }
    over.put_in_order_by_key(|m| (m.span.len(), m.class));
    over.dedup_by_key(|m| m.class);
    let link = over.iter().find_map(|m| m.href.clone());
    let mark = over.iter().fold(words, |inner, m| html! { <mark class={m.class}>{ inner }</mark> });
    match link {
        Some(href) => html! { <a class="named" {href}>{ mark }</a> },
        None => mark,
    }
}
