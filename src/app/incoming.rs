//! Files that come in (chosen, dropped with their folders, pasted) and go out (the page with its corpus).
//!
//! What is dropped is walked through by the browser's entries, folder by folder; hidden files stay out. A name has its
//! folders before it.
use crate::effects;
use crate::pointed::document;
use corpus::InOrder;
use gloo::events::{EventListener, EventListenerOptions};
use js_sys::{Array, Function, JSON, Object, Promise, Reflect};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DragEvent, Event, File, HtmlInputElement, KeyboardEvent, window};

/// A file with its name and folders.
pub(crate) type Named = (File, String);

fn get(of: &JsValue, name: &str) -> JsValue {
    Reflect::get(of, &JsValue::from_str(name)).unwrap_or_default()
}

fn set(of: &JsValue, name: &str, value: &str) {
    // An object of our own takes every property.
    Reflect::set(of, &JsValue::from_str(name), &JsValue::from_str(value)).unwrap_or_default();
}

/// Calls a method; whether it was there and did not fail.
fn call(of: &JsValue, name: &str, arguments: &[JsValue]) -> Option<JsValue> {
    let method: Function = get(of, name).dyn_into().ok()?;
    method.apply(of, &arguments.iter().collect::<Array>()).ok()
}

/// The files that were chosen, with their folders; the field is emptied, so that the same ones can be chosen again.
pub(crate) fn chosen(event: &Event) -> Vec<Named> {
    effects::chosen_files(event).into_iter().filter_map(|file| with_folders(file, "webkitRelativePath")).collect()
}

/// The file with the path that it has under this property, or its name; a hidden one is left out.
fn with_folders(file: File, property: &str) -> Option<Named> {
    let path = get(&file, property).as_string().filter(|path| !path.is_empty()).unwrap_or_else(|| file.name());
    let hidden = path.split('/').skip(1).any(|step| step.starts_with('.'));
    (!hidden).then_some((file, path))
}

/// Files that are being collected from folders.
struct Walk {
    files: Vec<Named>,
    /// Entries whose answer is not there yet.
    open: u32,
    done: Option<Box<dyn FnOnce(Vec<Named>)>>,
}

type Walking = Rc<RefCell<Walk>>;

/// Hands on all files that were dropped, with those in the folders among them, in the order of their names.
pub(crate) fn dropped(event: &DragEvent, done: impl FnOnce(Vec<Named>) + 'static) {
    let Some(data) = event.data_transfer() else { return };
    let walk = Rc::new(RefCell::new(Walk { files: Vec::new(), open: 1, done: Some(Box::new(done)) }));
    let items = Array::from(&get(&data, "items"));
    let entries: Vec<JsValue> = items.iter().filter_map(|item| call(&item, "webkitGetAsEntry", &[])).collect();
    if entries.iter().any(JsValue::is_object) {
        entries.iter().filter(|entry| entry.is_object()).for_each(|entry| enter(&walk, entry));
    } else {
        // What has no entries has no folders.
        let files = effects::dropped_files(event).into_iter();
        walk.borrow_mut().files.extend(files.map(|file| (file.clone(), file.name())));
    }
    leave(&walk);
}

/// One of the answers that were waited for is there.
fn leave(walk: &Walking) {
    let mut walking = walk.borrow_mut();
    walking.open -= 1;
    if walking.open > 0 {
        return;
    }
    let mut files = std::mem::take(&mut walking.files);
    let done = walking.done.take();
    drop(walking);
    files.put_in_order_by_key(|(_, name)| name.clone());
    if let Some(done) = done {
        done(files);
    }
}

/// A file is taken, a folder is gone through.
fn enter(walk: &Walking, entry: &JsValue) {
    let path = get(entry, "fullPath").as_string().unwrap_or_default();
    if path.split('/').skip(2).any(|step| step.starts_with('.')) {
        return;
    }
    if get(entry, "isDirectory").is_truthy() {
        if let Some(reader) = call(entry, "createReader", &[]) {
            go_through(walk, reader);
        }
        return;
    }
    let own = walk.clone();
    ask(walk, entry, "file", move |file| {
        if let Ok(file) = file.dyn_into::<File>() {
            own.borrow_mut().files.push((file, path.trim_start_matches('/').to_owned()));
        }
    });
}

/// The entries of a folder come some at a time; none when there are no more.
fn go_through(walk: &Walking, reader: JsValue) {
    let (own, again) = (walk.clone(), reader.clone());
    ask(walk, &reader, "readEntries", move |entries| {
        let entries = Array::from(&entries);
        entries.iter().for_each(|entry| enter(&own, &entry));
        if entries.length() > 0 {
            go_through(&own, again);
        }
    });
}

/// Calls a method that answers later, or says later that it cannot: then that entry is not there.
fn ask(walk: &Walking, of: &JsValue, method: &str, then: impl FnOnce(JsValue) + 'static) {
    walk.borrow_mut().open += 1;
    let (told, failed) = (walk.clone(), walk.clone());
    let answer = Closure::once_into_js(move |value: JsValue| {
        then(value);
        leave(&told);
    });
    let failure = Closure::once_into_js(move |_: JsValue| leave(&failed));
    if call(of, method, &[answer, failure]).is_none() {
        leave(walk);
    }
}

/// Whether something else than text is dragged.
fn holds_files(event: &DragEvent) -> bool {
    event.data_transfer().is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

/// Calls back with what is dropped anywhere on the page, until what is returned is dropped itself. While files are
/// dragged over the page its root has an attribute.
pub(crate) fn on_drop(dropped: impl Fn(&DragEvent) + 'static) -> Option<[EventListener; 3]> {
    let window = window()?;
    let mark = |over: bool| {
        if let Some(root) = document().and_then(|d| d.document_element()) {
            let done =
                if over { root.set_attribute("data-dragged", "") } else { root.remove_attribute("data-dragged") };
            done.unwrap_or_default();
        }
    };
    let dropped = Rc::new(dropped);
    let listen = |event: &'static str| {
        let dropped = dropped.clone();
        let options = EventListenerOptions::enable_prevent_default();
        EventListener::new_with_options(&window, event, options, move |event| {
            let Some(drag) = event.dyn_ref::<DragEvent>().filter(|drag| holds_files(drag)) else { return };
            drag.prevent_default();
            mark(drag.type_() == "dragover");
            if drag.type_() == "drop" {
                dropped(drag);
            }
        })
    };
    Some(["dragover", "dragleave", "drop"].map(listen))
}

/// Calls back when the keys for undo (or with `true` for redo) are pressed outside fields of text, until what is returned
/// is dropped.
pub(crate) fn on_undo_keys(undo: impl Fn(bool) + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let window = window()?;
    Some(EventListener::new_with_options(&window, "keydown", options, move |event| {
        let Some(key) = event.dyn_ref::<KeyboardEvent>() else { return };
        let (letter, writes) = (key.key(), "input:not([type=checkbox], [type=radio]), textarea, select");
        let redo = letter == "y" || letter == "Z";
        let asked = (key.ctrl_key() || key.meta_key()) && !key.alt_key() && (redo || letter == "z");
        if asked && crate::pointed::around(event, writes).is_none() {
            event.prevent_default();
            undo(redo);
        }
    }))
}

/// Calls back when Escape is pressed outside fields of text, until what is returned is dropped.
pub(crate) fn on_escape(close: impl Fn() + 'static) -> Option<EventListener> {
    let window = window()?;
    Some(EventListener::new(&window, "keydown", move |event| {
        let escapes = event.dyn_ref::<KeyboardEvent>().is_some_and(|e| e.key() == "Escape");
        if escapes && crate::pointed::around(event, "input, textarea, select").is_none() {
            close();
        }
    }))
}

/// Whether this page was saved with a corpus in it.
pub(crate) fn carries_corpus() -> bool {
    document().is_some_and(|d| d.get_element_by_id("corpus-file").is_some())
}

/// Whether the corpus lies beside the page, prepared and too large to be changed here.
pub(crate) fn lies_beside() -> bool {
    document().is_some_and(|d| d.query_selector("meta[name='corpus']").ok().flatten().is_some())
}

/// Whether a box or a button of choice is on.
pub(crate) fn is_on(id: &str) -> bool {
    let found = document().and_then(|d| d.get_element_by_id(id)).and_then(|e| e.dyn_into::<HtmlInputElement>().ok());
    found.is_some_and(|input| input.checked())
}

/// A pasted article as a file: a record, so that what the user says beside the text comes along.
pub(crate) fn pasted(name: &str, fields: &[(&str, &str)]) -> Option<Named> {
    let record = Object::new();
    fields.iter().filter(|(_, value)| !value.is_empty()).for_each(|(field, value)| set(&record, field, value));
    let text = JSON::stringify(&record).ok()?;
    let bare = name.rsplit('/').next().unwrap_or(name);
    let file = File::new_with_str_sequence(&Array::of1(&text), bare).ok()?;
    Some((file, name.to_owned()))
}

/// Gives the user this page as a file with the corpus in it, whose text comes in parts, under its title; what went wrong,
/// if anything, in a sentence.
pub(crate) fn save_page(corpus: &Array, title: &str, name: &str, done: impl FnOnce(Result<(), String>) + 'static) {
    let page = document().and(window()).map(JsValue::from).unwrap_or_default();
    let arguments = [corpus.join("").into(), JsValue::from_str(title)];
    let made = call(&page, "parallaxSave", &arguments).and_then(|made| made.dyn_into::<Promise>().ok());
    let Some(made) = made else { return done(Err("This page cannot write itself: save the corpus instead.".into())) };
    let (name, done) = (name.to_owned(), Rc::new(RefCell::new(Some(done))));
    let told = done.clone();
    let then = Closure::once(move |blob: JsValue| {
        let saved = blob.dyn_into::<Blob>().is_ok_and(|blob| effects::save_blob(&name, &blob));
        let result = if saved { Ok(()) } else { Err("The browser did not take the file.".to_owned()) };
        if let Some(done) = told.take() {
            done(result);
        }
    });
    let failed = Closure::once(move |error: JsValue| {
        let why = get(&error, "message").as_string().unwrap_or_default();
        if let Some(done) = done.take() {
            done(Err(format!("The page could not be written ({why}): save the corpus instead.")));
        }
    });
    drop(made.then2(&then, &failed));
    // One of them is called once, and both are small.
    then.forget();
    failed.forget();
}

/// A moment in words, in the user's own time zone: `22 Nov 2026, 08:12`.
pub(crate) fn when(iso: &str) -> String {
    if document().is_none() {
        return iso.to_owned();
    }
    let style = Object::new();
    set(&style, "dateStyle", "medium");
    set(&style, "timeStyle", "short");
    js_sys::Date::new(&JsValue::from_str(iso)).to_locale_string("en-GB", &style).into()
}
