//! Text with marks that may overlap.
//!
//! The text is cut wherever a mark begins or ends, and over each piece the marks lie in each other, the longest
//! outermost: so each keeps its own underline and a rim of its own colour. The text itself is never changed: the pieces
//! put together are the slice.
use crate::markup::html;
use corpus::InOrder;
use corpus::Span;
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

/// The text of `span` with its marks.
pub(crate) fn marked(text: &str, span: Span, marks: &[Mark]) -> Html {
    let over: Vec<&Mark> = marks.iter().filter(|m| m.span.overlaps(span)).collect();
    let mut cuts: Vec<u32> = over.iter().flat_map(|m| [m.span.start, m.span.end]).collect();
    cuts.retain(|c| span.start < *c && *c < span.end);
    cuts.put_in_order();
    cuts.dedup();
    let starts = std::iter::once(span.start).chain(cuts.iter().copied());
    let ends = cuts.iter().copied().chain(std::iter::once(span.end));
    starts.zip(ends).map(|(start, end)| piece(text, Span { start, end }, &over)).collect()
}

fn piece(text: &str, span: Span, marks: &[&Mark]) -> Html {
    let words = AttrValue::from(span.of(text).to_owned());
    let mut over: Vec<&&Mark> = marks.iter().filter(|m| m.span.contains(span)).collect();
    if over.is_empty() {
        return html! { { words } };
    }
    over.put_in_order_by_key(|m| (m.span.len(), m.class));
    over.dedup_by_key(|m| m.class);
    let link = over.iter().find_map(|m| m.href.clone());
    let mark = over.iter().fold(html! { { words } }, |inner, m| html! { <mark class={m.class}>{ inner }</mark> });
    match link {
        Some(href) => html! { <a class="named" {href}>{ mark }</a> },
        None => mark,
    }
}
