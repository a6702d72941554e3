//! What is pointed at and selected in a text, and where a small card is put beside it: the Read view's part of the
//! effects.
use corpus::Span;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, DomRect, Element, Event, HtmlElement, Node, window};

/// Where something stands, in pixels of the whole page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Spot {
    left: i32,
    top: i32,
    bottom: i32,
}

/// How far a card stays from what it is about and from the edge of the window, in pixels.
const AWAY: i32 = 6;

/// The document, in a browser.
pub(crate) fn document() -> Option<Document> {
    if cfg!(target_arch = "wasm32") { window().and_then(|w| w.document()) } else { None }
}

fn scrolled() -> (i32, i32) {
    let of = |place: Option<f64>| place.unwrap_or(0.0) as i32;
    window().map_or((0, 0), |w| (of(w.scroll_x().ok()), of(w.scroll_y().ok())))
}

fn spot_of(rect: &DomRect) -> Spot {
    let (x, y) = scrolled();
    Spot { left: rect.left() as i32 + x, top: rect.top() as i32 + y, bottom: rect.bottom() as i32 + y }
}

/// Where an element stands; of one that is broken over lines, its first line.
pub(crate) fn spot(element: &Element) -> Spot {
    let first = element.get_client_rects().item(0);
    spot_of(&first.unwrap_or_else(|| element.get_bounding_client_rect()))
}

/// The nearest element around the event's target that fits.
pub(crate) fn around(event: &Event, selector: &str) -> Option<Element> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    target.closest(selector).ok().flatten()
}

/// Shows a popover below a spot, or above where there is no room below.
pub(crate) fn place(id: &str, beside: Spot) {
    let Some(document) = document() else { return };
    let found = document.get_element_by_id(id).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    let Some((element, root)) = found.zip(document.document_element()) else { return };
    if let Ok(show) = js_sys::Reflect::get(&element, &JsValue::from_str("showPopover")) {
        // One that is shown already refuses: nothing is lost.
        drop(show.dyn_into::<js_sys::Function>().map(|show| show.call0(&element)));
    }
    let ((x, y), (width, height)) = (scrolled(), (element.offset_width(), element.offset_height()));
    let left = beside.left.min(x + root.client_width() - width - AWAY).max(x + AWAY);
    let (below, above) = (beside.bottom + AWAY, beside.top - AWAY - height);
    let top = if below + height > y + root.client_height() && above >= y { above } else { below };
    for (property, pixels) in [("left", left), ("top", top)] {
        element.style().set_property(property, &format!("{pixels}px")).unwrap_or_default();
    }
}

/// Words that the reader selected.
pub(crate) struct Selected {
    /// The number of the text on the desk.
    pub text: u32,
    /// The words, with whatever white space is around them.
    pub span: Span,
    /// Where they stand.
    pub spot: Spot,
}

/// The words that are selected in one text: blocks carry in `data-from` where their words begin, texts their number in
/// `data-text`.
pub(crate) fn selected() -> Option<Selected> {
    let selection = window()?.get_selection().ok().flatten()?;
    if selection.is_collapsed() {
        return None;
    }
    let range = selection.get_range_at(0).ok()?;
    let (start, end) = (range.start_container().ok()?, range.end_container().ok()?);
    let block = block_of(&start)?;
    let from = number(&block, "data-from")? + bytes_before(&block, &start, range.start_offset().ok()?)?;
    // A selection by paragraphs ends before the next, which may be no part of the text.
    let to = match block_of(&end) {
        Some(last) => number(&last, "data-from")? + bytes_before(&last, &end, range.end_offset().ok()?)?,
        None => number(&block, "data-from")? + u32::try_from(block.text_content()?.len()).ok()?,
    };
    let text = |node: &Node| block_of(node).and_then(|b| b.closest("[data-text]").ok().flatten());
    let (first, last) = (text(&start)?, text(&end));
    if last.is_some_and(|last| last != first) || to <= from {
        return None;
    }
    let spot = spot_of(&range.get_bounding_client_rect());
    Some(Selected { text: number(&first, "data-text")?, span: Span { start: from, end: to }, spot })
}

fn number(element: &Element, attribute: &str) -> Option<u32> {
    element.get_attribute(attribute)?.parse().ok()
}

fn block_of(node: &Node) -> Option<Element> {
    let element = node.dyn_ref::<Element>().cloned().or_else(|| node.parent_element())?;
    element.closest("[data-from]").ok().flatten()
}

/// The bytes of a block's words before a place in it.
fn bytes_before(block: &Element, node: &Node, offset: u32) -> Option<u32> {
    let before = document()?.create_range().ok()?;
    before.set_start(block, 0).ok()?;
    before.set_end(node, offset).ok()?;
    let words = String::from(before.unchecked_ref::<js_sys::Object>().to_string());
    u32::try_from(words.len()).ok()
}

/// Brings the passage that the address asks for to the middle of the window: its first words, or where its block begins.
pub(crate) fn bring_here() {
    let Some(document) = document() else { return };
    let found = |selector: &str| document.query_selector(selector).ok().flatten();
    let options = web_sys::ScrollIntoViewOptions::new();
    let words = found("#here .mark-here");
    options.set_block(if words.is_some() {
        web_sys::ScrollLogicalPosition::Center
    } else {
        web_sys::ScrollLogicalPosition::Start
    });
    if let Some(element) = words.or_else(|| found("#here")) {
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Presses a button that is there.
pub(crate) fn press(id: &str) -> bool {
    let button = document().and_then(|d| d.get_element_by_id(id)).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    button.as_ref().map(HtmlElement::click).is_some()
}

/// Brings the first element that fits into the window, if it is not there, and gives it the focus.
pub(crate) fn reach(selector: &str) {
    let found = document().and_then(|d| d.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        element.scroll_into_view_with_scroll_into_view_options(&options);
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        element.focus_with_options(&options).unwrap_or_default();
    }
}
