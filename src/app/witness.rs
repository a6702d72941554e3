//! What the browser itself tells about this page: its policy, its requests, what it keeps. Nothing of it is our own word.
use crate::pointed::document;
use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::window;

/// A request that this page made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Request {
    /// Where to; a long one is cut.
    pub address: String,
    /// What asked for it, in the browser's word.
    pub by: String,
    /// Milliseconds after the page was opened.
    pub at_ms: u32,
}

/// Characters of an address that are shown.
const ADDRESS_MAX: usize = 120;

/// A property, whatever it is; `undefined` where there is none.
fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

/// Calls a method without arguments; `undefined` where there is none.
fn call(of: &JsValue, name: &str) -> JsValue {
    let method = get(of, name).dyn_into::<Function>().ok();
    method.and_then(|method| method.call0(of).ok()).unwrap_or_default()
}

fn whole(number: &JsValue) -> u32 {
    number.as_f64().unwrap_or(0.0) as u32
}

/// The window as a value, in a browser.
fn page() -> Option<JsValue> {
    document().and(window()).map(JsValue::from)
}

/// The directives of the policy as they stand in the page; none where it has no policy.
pub(crate) fn policy() -> Vec<String> {
    let meta = document().and_then(|d| d.query_selector("meta[http-equiv='Content-Security-Policy']").ok().flatten());
    let text = meta.and_then(|meta| meta.get_attribute("content")).unwrap_or_default();
    text.split(';').map(|d| d.trim().to_owned()).filter(|d| !d.is_empty()).collect()
}

/// All requests of this page in the order in which they began, the page itself first; and the milliseconds since it was
/// opened.
pub(crate) fn requests() -> (Vec<Request>, u32) {
    let Some(page) = page() else { return (Vec::new(), 0) };
    let clock = get(&page, "performance");
    let entries: Array = call(&clock, "getEntries").dyn_into().unwrap_or_default();
    let text = |of: &JsValue, name: &str| get(of, name).as_string().unwrap_or_default();
    let made = entries.iter().filter(|e| matches!(text(e, "entryType").as_str(), "navigation" | "resource"));
    let made = made.map(|e| {
        let address = text(&e, "name");
        let mut short: String = address.chars().take(ADDRESS_MAX).collect();
        if short.len() < address.len() {
            short.push('…');
        }
        Request { address: short, by: text(&e, "initiatorType"), at_ms: whole(&get(&e, "startTime")) }
    });
    (made.collect(), whole(&call(&clock, "now")))
}

/// Whether the browser has a network, as far as it knows.
pub(crate) fn online() -> bool {
    page().is_some_and(|page| get(&get(&page, "navigator"), "onLine").is_truthy())
}

/// Hands on how much the browser keeps for this page and how much it lets it keep (bytes), as soon as it says so; never
/// where it does not.
pub(crate) fn kept(done: impl FnOnce(f64, f64) + 'static) {
    let Some(page) = page() else { return };
    let storage = get(&get(&page, "navigator"), "storage");
    let Ok(told) = call(&storage, "estimate").dyn_into::<Promise>() else { return };
    let number = |of: &JsValue, name: &str| get(of, name).as_f64().unwrap_or(0.0);
    let then = Closure::once(move |told: JsValue| done(number(&told, "usage"), number(&told, "quota")));
    drop(told.then(&then));
    // It is called once, when the browser has counted, and then frees itself.
    then.forget();
}
