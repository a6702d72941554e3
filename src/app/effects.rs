//! The code that touches the browser (with `pointed`, `worker` and `serve`): address bar, storage, focus, scrolling, the first paint.
//!
//! Every function does nothing where there is no window (the build's own rendering).
use crate::parts::stretch::Extent;
use crate::state::{History, Kept, Theme};
use gloo::events::EventListener;
use wasm_bindgen::prelude::*;
use web_sys::{Document, Element, HtmlElement, Window, window};

const THEME_KEY: &str = "parallax.theme";
const KEPT_KEY: &str = "parallax.kept";
const OPEN_KEY: &str = "parallax.open";

fn document() -> Option<Document> {
    window().and_then(|w| w.document())
}

/// The hash of the address bar; empty where there is none.
#[must_use]
pub fn hash() -> String {
    if cfg!(target_arch = "wasm32") {
        window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
    } else {
        String::new()
    }
}

/// Brings the address bar to `hash`. Browsers may refuse (too many changes a second): the page goes on.
pub fn write_hash(hash: &str, history: History) {
    let Some(browser) = window().and_then(|w: Window| w.history().ok()) else { return };
    let state = wasm_bindgen::JsValue::NULL;
    let written = match history {
        History::Follows => Ok(()),
        History::Push => browser.push_state_with_url(&state, "", Some(hash)),
        History::Replace => browser.replace_state_with_url(&state, "", Some(hash)),
    };
    if written.is_err() {
        gloo::console::warn!("the browser did not take the address", hash);
    }
}

/// Writes into the history how far the window is scrolled, before the view is left: Back returns to it.
pub fn remember_place() {
    let Some(window) = window() else { return };
    let place = window.scroll_y().unwrap_or(0.0);
    if let Ok(browser) = window.history() {
        browser.replace_state_with_url(&place.into(), "", None).unwrap_or_default();
    }
}

/// Names the view in the tab and the history.
pub fn write_title(title: &str) {
    if let Some(document) = document() {
        document.set_title(title);
    }
}

/// The browser's storage for this page. It may be forbidden.
fn storage() -> Option<web_sys::Storage> {
    if !cfg!(target_arch = "wasm32") {
        return None;
    }
    window().and_then(|w| w.local_storage().ok().flatten())
}

fn stored(key: &str) -> Option<String> {
    storage().and_then(|s| s.get_item(key).ok().flatten())
}

/// The theme kept from last time, or the system's.
#[must_use]
pub fn stored_theme() -> Theme {
    stored(THEME_KEY).map_or(Theme::System, |k| Theme::from_key(&k))
}

/// Shows and keeps a theme.
pub fn dress(theme: Theme) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        let done = if theme == Theme::System {
            root.remove_attribute("data-theme")
        } else {
            root.set_attribute("data-theme", theme.key())
        };
        debug_assert!(done.is_ok(), "data-theme is a valid attribute name");
    }
    if let Some(storage) = storage() {
        // Full or forbidden storage costs nothing but the memory of a colour.
        storage.set_item(THEME_KEY, theme.key()).unwrap_or_default();
    }
}

/// What the user wrote last time.
#[must_use]
pub fn stored_kept() -> Kept {
    stored(KEPT_KEY).map_or_else(Kept::default, |text| Kept::read(&text))
}

/// Keeps what the user wrote; whether the browser took it, or there is nothing.
#[must_use]
pub fn keep(kept: &Kept) -> bool {
    let text = kept.write();
    storage().is_some_and(|s| s.set_item(KEPT_KEY, &text).is_ok()) || text.is_empty()
}

/// Says at the root whether something is lost when the page is closed: then `boot.js` has the browser ask first.
pub fn mark_unkept(lost: bool) {
    if let Some(root) = document().and_then(|d| d.document_element()) {
        root.toggle_attribute_with_force("data-unkept", lost).unwrap_or_default();
    }
}

/// What another tab wrote in the place of what is kept.
#[must_use]
pub fn kept_elsewhere(event: &web_sys::Event) -> Option<Kept> {
    let event = event.dyn_ref::<web_sys::StorageEvent>()?;
    (event.key().as_deref() == Some(KEPT_KEY)).then(stored_kept)
}

/// The corpus that was open last time, by id; empty: the one that comes with the page, and with a page that was saved
/// with a corpus it is that one. What twice was not opened in time, whatever the reason, is not opened by itself again.
#[must_use]
pub fn stored_open() -> String {
    let saved = document().is_some_and(|d| d.get_element_by_id("corpus-file").is_some());
    let open = stored(OPEN_KEY).filter(|_| !saved).unwrap_or_default();
    if open.is_empty() || open.ends_with("!!") {
        return String::new();
    }
    if let Some(storage) = storage() {
        storage.set_item(OPEN_KEY, &format!("{open}!")).unwrap_or_default();
    }
    open.trim_end_matches('!').to_owned()
}

/// Keeps which corpus is open, and asks the browser not to clear the storage by itself.
pub fn remember_open(id: &str) {
    if let Some(storage) = storage().filter(|_| stored(OPEN_KEY).unwrap_or_default() != id) {
        storage.set_item(OPEN_KEY, id).unwrap_or_default();
        if let Some(window) = window() {
            // It may refuse; nothing here depends on it.
            drop(window.navigator().storage().persist());
        }
    }
}

/// The whole address of the page, to be shared.
#[must_use]
pub fn link() -> String {
    if !cfg!(target_arch = "wasm32") {
        return String::new();
    }
    window().and_then(|w| w.location().href().ok()).unwrap_or_default()
}

/// The whole address of a view of this page.
#[must_use]
pub fn link_to(hash: &str) -> String {
    let here = link();
    here.split_once('#').map_or(here.as_str(), |(page, _)| page).to_owned() + hash
}

/// Today, as `2025-11-24`.
#[must_use]
pub fn today() -> String {
    if !cfg!(target_arch = "wasm32") {
        return String::new();
    }
    let stamp = String::from(js_sys::Date::new_0().to_iso_string());
    stamp.split_once('T').map_or_else(String::new, |(day, _)| day.to_owned())
}

/// Gives the user a file; whether the browser took it.
pub fn save(name: &str, kind: &str, text: &str) -> bool {
    save_parts(name, kind, &js_sys::Array::of1(&text.into()))
}

/// Gives the user a file of bytes or strings, one after the other; whether the browser took it.
pub(crate) fn save_parts(name: &str, kind: &str, parts: &js_sys::Array) -> bool {
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(kind);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(parts, &options);
    blob.is_ok_and(|blob| save_blob(name, &blob))
}

/// Gives the user a file that is made already; whether the browser took it.
pub(crate) fn save_blob(name: &str, blob: &web_sys::Blob) -> bool {
    let done = || -> Result<(), JsValue> {
        let url = web_sys::Url::create_object_url_with_blob(blob)?;
        if let Some(link) = document().and_then(|d| d.create_element("a").ok()) {
            link.set_attribute("href", &url)?;
            link.set_attribute("download", name)?;
            if let Ok(link) = link.dyn_into::<HtmlElement>() {
                link.click();
            }
        }
        // The browser reads the file after this turn; it must not be taken away before.
        gloo::timers::callback::Timeout::new(60_000, move || {
            web_sys::Url::revoke_object_url(&url).unwrap_or_default();
        })
        .forget();
        Ok(())
    };
    done().is_ok()
}

/// Selects the text of an element and asks the browser to copy it.
pub fn copy(id: &str) {
    let Some(window) = window() else { return };
    let Some(element) = document().and_then(|d| d.get_element_by_id(id)) else { return };
    if let Ok(Some(selection)) = window.get_selection() {
        // Where copying is refused the words are at least selected.
        selection.select_all_children(&element).unwrap_or_default();
    }
    let text = element.text_content().unwrap_or_default();
    drop(window.navigator().clipboard().write_text(&text));
}

/// Asks the browser to copy a text; nothing tells whether it did.
pub fn copy_text(text: &str) {
    if let Some(window) = window() {
        drop(window.navigator().clipboard().write_text(text));
    }
}

/// Asks the browser to copy a text and tells whether it did.
pub fn copy_link(text: &str, done: impl Fn(bool) + Clone + 'static) {
    // A page that did not come by a safe way has no clipboard.
    let clipboard = window().and_then(|w| js_sys::Reflect::get(&w.navigator(), &"clipboard".into()).ok());
    let Some(clipboard) = clipboard.and_then(|c| c.dyn_into::<web_sys::Clipboard>().ok()) else { return done(false) };
    let refused = done.clone();
    let (yes, no) = (Closure::once(move |_| done(true)), Closure::once(move |_| refused(false)));
    drop(clipboard.write_text(text).then2(&yes, &no));
    // One of them is called, once; then nobody needs them, and they are small.
    yes.forget();
    no.forget();
}

/// Where an element lies in the window.
pub(crate) fn extent(of: &yew::NodeRef) -> Option<Extent> {
    let place = of.cast::<Element>()?.get_bounding_client_rect();
    let window = window()?.inner_height().ok()?.as_f64()?;
    Some(Extent { top: place.top() as i32, bottom: place.bottom() as i32, window: window as i32 })
}

/// Gives an element a height. By the object model: the policy forbids attributes of style.
pub(crate) fn set_height(of: &yew::NodeRef, pixels: u32) {
    if let Some(element) = of.cast::<HtmlElement>() {
        element.style().set_property("height", &format!("{pixels}px")).unwrap_or_default();
    }
}

/// Calls back whenever the window was scrolled or got another size, until what is returned is dropped.
pub(crate) fn on_scroll(call: impl Fn() + Clone + 'static) -> Option<[EventListener; 2]> {
    let window = window()?;
    let listen = |event: &'static str| {
        let call = call.clone();
        EventListener::new(&window, event, move |_| call())
    };
    Some([listen("scroll"), listen("resize")])
}

/// Opens the browser's dialog for printing.
pub fn print() {
    if let Some(window) = window() {
        window.print().unwrap_or_default();
    }
}

/// Puts the running page in the place of the text that the build wrote.
pub fn take_over() {
    let Some(document) = document() else { return };
    if let Some(text) = document.get_element_by_id("static") {
        text.remove();
    }
    if let Some(app) = document.get_element_by_id("app") {
        app.remove_attribute("hidden").unwrap_or_default();
    }
}

/// What was chosen or written in the field that changed.
#[must_use]
pub fn chosen(event: &web_sys::Event) -> String {
    use web_sys::{HtmlInputElement, HtmlSelectElement, HtmlTextAreaElement};
    let Some(target) = event.target() else { return String::new() };
    if let Some(select) = target.dyn_ref::<HtmlSelectElement>() {
        return select.value();
    }
    if let Some(input) = target.dyn_ref::<HtmlInputElement>() {
        return input.value();
    }
    target.dyn_into::<HtmlTextAreaElement>().map_or_else(|_| String::new(), |area| area.value())
}

/// The files that were chosen; the field is emptied, so that the same ones can be chosen again.
#[must_use]
pub fn chosen_files(event: &web_sys::Event) -> Vec<web_sys::File> {
    let target = event.target().and_then(|t| t.dyn_into::<web_sys::HtmlInputElement>().ok());
    let Some(input) = target else { return Vec::new() };
    let files = listed(input.files());
    input.set_value("");
    files
}

/// The files that were dropped.
#[must_use]
pub fn dropped_files(event: &web_sys::DragEvent) -> Vec<web_sys::File> {
    listed(event.data_transfer().and_then(|data| data.files()))
}

/// Reads a file as text and hands it on; nothing where the browser cannot.
pub fn read_text(file: &web_sys::File, done: impl FnOnce(String) + 'static) {
    let then = Closure::once(move |text: JsValue| done(text.as_string().unwrap_or_default()));
    drop(file.text().then(&then));
    // It is called once, when the browser has read the file, and then frees itself.
    then.forget();
}

/// How far something in the page is scrolled down, its height and that of the first row in it (pixels).
#[must_use]
pub fn scrolled(event: &web_sys::Event) -> Option<(i32, i32, i32)> {
    let element = event.target()?.dyn_into::<Element>().ok()?;
    let row = element.query_selector("li").ok().flatten()?.client_height();
    Some((element.scroll_top(), element.client_height(), row))
}

fn listed(files: Option<web_sys::FileList>) -> Vec<web_sys::File> {
    files.map_or_else(Vec::new, |files| (0..files.length()).filter_map(|n| files.item(n)).collect())
}

/// Over which of the `count` equal parts of a picture, from left to right, the pressed pointer is; the picture hears of it
/// until it is let go, wherever it is dragged.
#[must_use]
pub fn part_under(event: &web_sys::PointerEvent, count: usize) -> Option<usize> {
    let picture = event.target()?.dyn_into::<Element>().ok()?.closest("svg").ok().flatten()?;
    if event.buttons() != 1 {
        return None;
    }
    // A pointer that is gone already cannot be held.
    picture.set_pointer_capture(event.pointer_id()).unwrap_or_default();
    let place = picture.get_bounding_client_rect();
    let share = (f64::from(event.client_x()) - place.left()) / place.width().max(1.0);
    Some(((share * count as f64).max(0.0) as usize).min(count.checked_sub(1)?))
}

/// Starts a new page at its top, with the focus on its heading, as a browser does; the heading may be on its way.
pub fn turn_page() {
    if let Some(window) = window() {
        window.scroll_to_with_x_and_y(0.0, 0.0);
    }
    focus_soon("page-title", 60);
}

/// Moves the focus to an element as soon as it is there: looks again in a while, at most `times` times.
fn focus_soon(id: &'static str, times: u32) {
    if document().is_some_and(|d| d.get_element_by_id(id).is_some()) || times == 0 {
        focus(id);
    } else {
        gloo::timers::callback::Timeout::new(50, move || focus_soon(id, times - 1)).forget();
    }
}

/// Moves the focus without scrolling.
pub fn focus(id: &str) {
    let found = document().and_then(|d| d.get_element_by_id(id)).and_then(|e| e.dyn_into::<HtmlElement>().ok());
    if let Some(element) = found {
        let options = web_sys::FocusOptions::new();
        options.set_prevent_scroll(true);
        element.focus_with_options(&options).unwrap_or_default();
    }
}

/// Moves the focus to the first element that fits, without scrolling.
pub fn focus_on(selector: &str) {
    let found = document().and_then(|d| d.query_selector(selector).ok().flatten());
    if let Some(element) = found.and_then(|e| e.dyn_into::<HtmlElement>().ok()) {
        element.focus().unwrap_or_default();
    }
}

/// Scrolls to where the reader was when this entry of the history was left, as soon as the page is long enough again.
pub fn return_to_place() {
    let Some(window) = window() else { return };
    let place = window.history().ok().and_then(|h| h.state().ok()).and_then(|s| s.as_f64());
    if let Some(place) = place.filter(|y| *y > 0.0) {
        try_place(place, PLACE_TRIES);
    }
}

/// How often the place is tried, every 50 ms; after the first two seconds no longer where the reader has scrolled.
const PLACE_TRIES: u32 = 160;

/// Looks again in a while, at most `times` times.
fn try_place(place: f64, times: u32) {
    let Some(window) = window() else { return };
    let height = document().and_then(|d| d.document_element()).map_or(0, |e| e.scroll_height());
    let seen = window.inner_height().ok().and_then(|h| h.as_f64()).unwrap_or(0.0);
    if times + 40 < PLACE_TRIES && window.scroll_y().unwrap_or(0.0) > 0.0 {
        return;
    }
    if f64::from(height) >= place + seen || times == 0 {
        window.scroll_to_with_x_and_y(0.0, place);
    } else {
        gloo::timers::callback::Timeout::new(50, move || try_place(place, times - 1)).forget();
    }
}

/// Brings an element to the middle of the window.
pub fn show(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Center);
        element.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Brings an element to the top of the window and gives it the focus.
pub fn jump(id: &str) {
    if let Some(element) = document().and_then(|d| d.get_element_by_id(id)) {
        element.scroll_into_view();
    }
    focus(id);
}

/// The hash of the link that was clicked, if it leads to a view of this page and no key asks for a new tab.
#[must_use]
pub fn clicked_link(event: &web_sys::MouseEvent) -> Option<String> {
    if event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key() || event.button() != 0 {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let link = target.closest("a[href^='#/']").ok().flatten()?;
    link.get_attribute("href")
}

/// Bytes in words: `3.4 MB`, `12 kB`.
#[must_use]
pub fn megabytes(bytes: u64) -> String {
    match bytes {
        0..1_000 => format!("{bytes} bytes"),
        1_000..1_000_000 => format!("{} kB", bytes / 1_000),
        1_000_000..1_000_000_000 => format!("{}.{} MB", bytes / 1_000_000, bytes / 100_000 % 10),
        _ => format!("{}.{} GB", bytes / 1_000_000_000, bytes / 100_000_000 % 10),
    }
}
