//! Corpora that are kept in this browser, in the worker: IndexedDB.
//!
//! What is kept of a corpus is its file ([`library::FileOf`]) in parts, and one record that says what it is, from which
//! generation, and what the parts must be. A change is one transaction: it is there as a whole or not at all, whenever the
//! tab is killed, and only where the generation is still the one that was read, so that no tab overwrites another. What
//! cannot be read stays where it is, with the reason, until the user drops it.
use corpus::{InOrder, packed, unpacked};
use js_sys::futures::JsFuture;
use js_sys::{Array, Function, Object, Promise, Reflect, Uint8Array};
use library::bringing::Holding;
use std::cmp::Reverse;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, IdbDatabase, IdbKeyRange, IdbObjectStore, IdbRequest, IdbTransaction};

const NAME: &str = "parallax";
/// Of the database: which stores it has.
const VERSION: u32 = 1;
const CORPORA: &str = "corpora";
const PARTS: &str = "parts";
/// Of a record and its parts.
const SCHEMA: u32 = 1;

/// Why something was not kept.
pub(crate) enum Unkept {
    /// Another tab changed it meanwhile.
    Conflict,
    /// Anything else, in a sentence.
    Because(String),
}

impl From<JsValue> for Unkept {
    fn from(error: JsValue) -> Self {
        Self::Because(why(&error))
    }
}

/// A corpus as it lies there, to be put back.
pub(crate) struct Raw {
    record: JsValue,
    parts: Array,
}

impl Raw {
    /// All its parts, one after the other.
    pub(crate) fn bytes(&self) -> Uint8Array {
        let parts: Vec<Uint8Array> = self.parts.iter().filter_map(|part| part.dyn_into().ok()).collect();
        let whole = Uint8Array::new_with_length(parts.iter().map(Uint8Array::length).sum());
        let mut at = 0;
        for part in parts {
            whole.set(&part, at);
            at += part.length();
        }
        whole
    }
}

/// An open database.
#[derive(Clone)]
pub(crate) struct Store(IdbDatabase);

impl Store {
    /// Opens it; `gone` is called when it is closed, because a newer page asks for it or the browser emptied it.
    pub(crate) async fn open(scope: &DedicatedWorkerGlobalScope, gone: impl Fn() + 'static) -> Result<Self, JsValue> {
        let none = || JsValue::from_str("this page has no storage");
        let request = scope.indexed_db()?.ok_or_else(none)?.open_with_u32(NAME, VERSION)?;
        let opened = request.clone();
        let upgrade = Closure::once(move || {
            if let Ok(made) = opened.result().map(IdbDatabase::unchecked_from_js) {
                for name in [CORPORA, PARTS] {
                    drop(made.create_object_store(name));
                }
            }
        });
        request.set_onupgradeneeded(Some(upgrade.as_ref().unchecked_ref()));
        when(&request, "onsuccess", &["onerror", "onblocked"]).await?;
        let database: IdbDatabase = request.result()?.unchecked_into();
        let closing = database.clone();
        let close = Closure::<dyn Fn()>::new(move || {
            closing.close();
            gone();
        });
        database.set_onversionchange(Some(close.as_ref().unchecked_ref()));
        database.set_onclose(Some(close.as_ref().unchecked_ref()));
        close.forget();
        Ok(Self(database))
    }

    fn begin(&self, mode: &str) -> Result<(IdbTransaction, IdbObjectStore, IdbObjectStore), JsValue> {
        let options = Object::new();
        Reflect::set(&options, &"durability".into(), &"strict".into())?;
        let both = Array::of2(&CORPORA.into(), &PARTS.into());
        // By its name: web-sys has it with options only where one asks for all that may still change.
        let begin: Function = Reflect::get(&self.0, &"transaction".into())?.dyn_into()?;
        let change: IdbTransaction = begin.call3(&self.0, &both, &mode.into(), &options)?.unchecked_into();
        Ok((change.clone(), change.object_store(CORPORA)?, change.object_store(PARTS)?))
    }

    /// All that are kept, the last changed first.
    pub(crate) async fn list(&self) -> Result<Vec<Holding>, JsValue> {
        let (_, corpora, _) = self.begin("readonly")?;
        let (keys, records) = (corpora.get_all_keys()?, corpora.get_all()?);
        let keys: Array = result(keys).await?.unchecked_into();
        let records: Array = result(records).await?.unchecked_into();
        let mut all: Vec<Holding> =
            keys.iter().zip(records.iter()).map(|(id, value)| holding_of(&id, &value)).collect();
        all.put_in_order_by_key(|h| (Reverse(h.changed.clone()), h.id.clone()));
        Ok(all)
    }

    /// A corpus as it lies there.
    pub(crate) async fn raw(&self, id: &str) -> Result<Raw, JsValue> {
        let (_, corpora, parts) = self.begin("readonly")?;
        let (record, parts) = (corpora.get(&id.into())?, parts.get_all_with_key(&range(id)?)?);
        Ok(Raw { record: result(record).await?, parts: result(parts).await?.unchecked_into() })
    }

    /// The file of a corpus and its generation, or why it cannot be had.
    pub(crate) async fn read(&self, id: &str) -> Result<(Vec<u8>, u32), String> {
        let raw = self.raw(id).await.map_err(|error| why(&error))?;
        if raw.record.is_undefined() {
            return Err("it is not here any more".to_owned());
        }
        let damaged = holding_of(&id.into(), &raw.record).damaged;
        if !damaged.is_empty() {
            return Err(damaged);
        }
        let expected = sums_of(&raw.record);
        let mut file = Vec::new();
        for (part, (n, (length, sum))) in raw.parts.iter().zip((1..).zip(&expected)) {
            let bytes = bytes_of(&part);
            if (bytes.len(), fingerprint(&bytes)) != (*length as usize, *sum) {
                return Err(format!("part {n} of {} is damaged", expected.len()));
            }
            file.extend(bytes);
        }
        if raw.parts.length() as usize != expected.len() || expected.is_empty() {
            return Err(format!("it has {} parts instead of {}", raw.parts.length(), expected.len()));
        }
        Ok((file, generation_of(&raw.record)))
    }

    /// Keeps a corpus, where its generation is still `was` (0: there is none yet); its new generation. Without a file only
    /// what is said of it is another.
    pub(crate) async fn write(&self, holding: &Holding, file: Option<Vec<String>>, was: u32) -> Result<u32, Unkept> {
        let (change, corpora, parts) = self.begin("readwrite")?;
        let done = when(&change, "oncomplete", &["onabort"]);
        let written = fill(&corpora, &parts, holding, file, was).await;
        // A change that is half made goes back as a whole.
        if written.is_err() {
            drop(change.abort());
        }
        let done = done.await;
        let generation = written?;
        done?;
        Ok(generation)
    }

    /// Takes a corpus away, or puts back one that was taken away.
    pub(crate) async fn set(&self, id: &str, raw: Option<&Raw>) -> Result<(), JsValue> {
        let (change, corpora, parts) = self.begin("readwrite")?;
        let done = when(&change, "oncomplete", &["onabort"]);
        parts.delete(&range(id)?)?;
        match raw {
            Some(raw) => {
                for (n, part) in raw.parts.iter().enumerate() {
                    parts.put_with_key(&part, &part_key(id, n))?;
                }
                corpora.put_with_key(&raw.record, &id.into())?;
            }
            None => drop(corpora.delete(&id.into())?),
        }
        done.await.map(drop)
    }
}

/// Writes the parts, and last the record that names them.
async fn fill(
    corpora: &IdbObjectStore,
    parts: &IdbObjectStore,
    holding: &Holding,
    file: Option<Vec<String>>,
    was: u32,
) -> Result<u32, Unkept> {
    let id = JsValue::from_str(&holding.id);
    let before = result(corpora.get(&id)?).await?;
    if generation_of(&before) != was {
        return Err(Unkept::Conflict);
    }
    let mut sums = sums_of(&before);
    let generation = was + u32::from(file.is_some());
    if let Some(file) = file {
        let there = std::mem::take(&mut sums);
        for (n, text) in file.into_iter().enumerate() {
            let sum = (text.len() as u32, fingerprint(text.as_bytes()));
            sums.push(sum);
            if there.get(n) != Some(&sum) {
                // One after the other: the browser does not hold them all.
                let bytes = Uint8Array::from(text.as_bytes());
                result(parts.put_with_key(&bytes, &part_key(&holding.id, n))?).await?;
            }
        }
        for n in sums.len()..there.len() {
            parts.delete(&part_key(&holding.id, n))?;
        }
    }
    let said = Uint8Array::from(packed(holding).as_slice());
    let sums = Uint8Array::from(packed(&sums).as_slice());
    result(corpora.put_with_key(&Array::of4(&SCHEMA.into(), &generation.into(), &said, &sums), &id)?).await?;
    Ok(generation)
}

/// What a record says, or why it says nothing.
fn holding_of(id: &JsValue, record: &JsValue) -> Holding {
    let schema = part_of(record, 0).as_f64().unwrap_or(0.0);
    let said = unpacked::<Holding>(&bytes_of(&part_of(record, 2)));
    let damaged = if schema > f64::from(SCHEMA) {
        "a newer version of this page kept it; open it there"
    } else if said.is_none() || schema != f64::from(SCHEMA) {
        "what says how to read it is damaged"
    } else {
        ""
    };
    let id = id.as_string().unwrap_or_default();
    let said = said.unwrap_or_else(|| Holding { name: id.clone(), ..Holding::default() });
    Holding { id, damaged: damaged.to_owned(), ..said }
}

/// 0 where there is no record.
fn generation_of(record: &JsValue) -> u32 {
    part_of(record, 1).as_f64().map_or(0, |n| n as u32)
}

/// The length and the sum of each part.
fn sums_of(record: &JsValue) -> Vec<(u32, u64)> {
    unpacked(&bytes_of(&part_of(record, 3))).unwrap_or_default()
}

fn part_of(record: &JsValue, at: u32) -> JsValue {
    record.dyn_ref::<Array>().map_or(JsValue::UNDEFINED, |record| record.get(at))
}

fn bytes_of(value: &JsValue) -> Vec<u8> {
    value.dyn_ref::<Uint8Array>().map(Uint8Array::to_vec).unwrap_or_default()
}

fn part_key(id: &str, part: usize) -> JsValue {
    format!("{id}/{part:06}").into()
}

/// The keys of all parts of a corpus: 0 follows the stroke.
fn range(id: &str) -> Result<JsValue, JsValue> {
    Ok(IdbKeyRange::bound(&format!("{id}/").into(), &format!("{id}0").into())?.into())
}

/// FNV-1a: tells bytes that are not those that were written.
fn fingerprint(bytes: &[u8]) -> u64 {
    bytes.iter().fold(0xcbf2_9ce4_8422_2325, |sum, b| (sum ^ u64::from(*b)).wrapping_mul(0x0100_0000_01b3))
}

/// Waits for one event, or fails with another.
fn when(target: &JsValue, well: &str, ill: &[&str]) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve: Function, reject: Function| {
        let listen = |on: &str, call: &Function| drop(Reflect::set(target, &on.into(), call));
        listen(well, &resolve);
        for on in ill {
            listen(on, &reject);
        }
    }))
}

async fn result(request: IdbRequest) -> Result<JsValue, JsValue> {
    when(&request, "onsuccess", &["onerror"]).await?;
    request.result()
}

/// What went wrong, in words: of an exception, or of the event of a request or a change that failed.
pub(crate) fn why(error: &JsValue) -> String {
    let get = |of: &JsValue, key: &str| Reflect::get(of, &key.into()).unwrap_or_default();
    if let Some(words) = error.as_string() {
        return words;
    }
    let inner = get(&get(error, "target"), "error");
    let name = get(if inner.is_object() { &inner } else { error }, "name").as_string().unwrap_or_default();
    match name.as_str() {
        "QuotaExceededError" => "there is no room left for it".to_owned(),
        "SecurityError" => "this page has no storage".to_owned(),
        "VersionError" => "a newer version of this page keeps corpora".to_owned(),
        "" if get(error, "type") == "blocked" => {
            "an older version of this page is open in another tab: close it".to_owned()
        }
        "" => "the storage does not say why".to_owned(),
        name => format!("the storage says “{name}”"),
    }
}
