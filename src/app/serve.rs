//! The worker's end of the line: the library, the reading of files, and the order in which things are done.
//!
//! Questions are answered as they come. What takes longer (a comparison of many outlets, the reading of files) is done
//! in slices, and messages are heard in between.
use crate::worker::{bytes_at, news, number_at, order};
use analysis::corrections::Correction;
use corpus::{packed, unpacked};
use gloo::timers::callback::Timeout;
use js_sys::{Array, Uint8Array};
use library::bringing::{FileRow, Progress};
use library::{Binding, Comparing, EVENTS_MAX, Gathering, Library, Making, Parts, Question};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent};

/// A comparison of more columns than this is made in slices.
const AT_ONCE_MAX: u32 = 8;
/// How long a slice is (milliseconds).
const SLICE_MS: f64 = 25.0;
/// Bytes of a file that are read at a time.
const PIECE: f64 = 262_144.0;
/// With so many articles analysed, what there is can be explored.
const EARLY: [u32; 3] = [100, 1_000, 4_000];

/// Answers the page for ever; the shipped corpus is the first.
pub fn serve(scope: DedicatedWorkerGlobalScope) {
    let (library, trouble) = came_with_the_page(&scope);
    let server = Rc::new(RefCell::new(Server {
        scope: scope.clone(),
        library,
        trouble,
        making: VecDeque::new(),
        gathering: None,
        binding: None,
        told_ms: 0.0,
        next: None,
    }));
    server.borrow().changed();
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(message) = event.data().dyn_into::<Array>() {
            server.borrow_mut().hear(&message, &server);
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // What was said before somebody listened.
    let ready = js_sys::Reflect::get(&scope, &JsValue::from_str("listening")).ok();
    if let Some(ready) = ready.and_then(|f| f.dyn_into::<js_sys::Function>().ok()) {
        drop(ready.call0(&scope));
    }
}

/// The prepared corpus beside the page, or the embedded one; and what was wrong with the first.
fn came_with_the_page(scope: &DedicatedWorkerGlobalScope) -> (Library, String) {
    let part = js_sys::Reflect::get(scope, &JsValue::from_str("part")).ok().and_then(|f| f.dyn_into().ok());
    match part.map(|part| Library::open(Box::new(Beside(part)))) {
        Some(Ok(library)) => (library, String::new()),
        Some(Err(trouble)) => (Library::shipped(embed::collection()), trouble),
        None => (Library::shipped(embed::collection()), String::new()),
    }
}

/// The parts of a prepared corpus, fetched by `boot.js`.
struct Beside(js_sys::Function);

impl Parts for Beside {
    fn part(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = self.0.call1(&JsValue::NULL, &JsValue::from_str(name)).ok()?;
        bytes.dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec())
    }
}

struct Server {
    scope: DedicatedWorkerGlobalScope,
    library: Library,
    /// What was wrong at the start; told once somebody listens.
    trouble: String,
    /// Comparisons of many outlets, by the ticket of their question.
    making: VecDeque<(u32, Making)>,
    gathering: Option<Reading>,
    /// What was read, being joined.
    binding: Option<Binding>,
    /// When the progress was told last (milliseconds).
    told_ms: f64,
    next: Option<Timeout>,
}

/// Files that are being read.
struct Reading {
    gathering: Gathering,
    files: VecDeque<File>,
    /// Bytes of the first file that were read.
    at: f64,
    /// Articles that can be explored already.
    shown: u32,
}

impl Server {
    fn post(&self, parts: &[JsValue]) {
        drop(self.scope.post_message(&parts.iter().collect::<Array>()));
    }

    fn answer(&self, ticket: u32, bytes: &[u8]) {
        self.post(&[news::ANSWER.into(), ticket.into(), Uint8Array::from(bytes).into()]);
    }

    /// Tells the user what was wrong at the start.
    fn say(&mut self) {
        if !self.trouble.is_empty() {
            let trouble = std::mem::take(&mut self.trouble);
            self.post(&[news::SAY.into(), trouble.into()]);
        }
    }

    /// The library is another one.
    fn changed(&self) {
        let catalogue = self.library.catalogue(EVENTS_MAX);
        self.post(&[news::CHANGED.into(), Uint8Array::from(packed(&catalogue).as_slice()).into()]);
    }

    fn hear(&mut self, message: &Array, me: &Rc<RefCell<Self>>) {
        let what = message.get(0).as_f64().unwrap_or(-1.0);
        let ticket = number_at(message, 1);
        if what == order::ASK {
            self.say();
            let kind = message.get(2).as_f64().map_or(u8::MAX, |n| n as u8);
            self.asked(ticket, kind, &bytes_at(message, 3));
        } else if what == order::FORGET {
            self.making.retain(|(t, _)| *t != ticket);
        } else if what == order::STOP {
            let at = self.making.iter().position(|(t, _)| *t == ticket);
            if let Some((_, making)) = at.and_then(|at| self.making.remove(at)) {
                self.answer(ticket, &packed(&making.finish()));
            }
        } else if what == order::READ {
            let files: Array = message.get(1).unchecked_into();
            self.read(files.iter().filter_map(|f| f.dyn_into().ok()).collect());
        } else if what == order::ENOUGH {
            self.enough();
        } else if what == order::CANCEL || what == order::OPEN {
            (self.gathering, self.binding) = (None, None);
            self.library = came_with_the_page(&self.scope).0;
            self.changed();
        } else if what == order::CORRECT {
            let list = unpacked::<Vec<Correction>>(&bytes_at(message, 1));
            if list.is_some_and(|list| self.library.correct(list)) {
                self.changed();
            }
        }
        self.go_on(me);
    }

    fn asked(&mut self, ticket: u32, kind: u8, question: &[u8]) {
        let comparing = unpacked::<Comparing>(question).filter(|_| kind == Comparing::NUMBER);
        if let Some(comparing) = comparing {
            self.library.fetch_for(&comparing);
            let making = Making::new(&comparing, &self.library);
            if making.progress().0 > AT_ONCE_MAX {
                return self.making.push_back((ticket, making));
            }
            return self.made(ticket, making);
        }
        if let Some(bytes) = self.library.reply(kind, question) {
            self.answer(ticket, &bytes);
        }
    }

    fn made(&self, ticket: u32, mut making: Making) {
        while making.step() {}
        self.answer(ticket, &packed(&making.finish()));
    }

    /// Does the next slice after what was said meanwhile.
    fn go_on(&mut self, me: &Rc<RefCell<Self>>) {
        let idle = self.making.is_empty() && self.gathering.is_none() && self.binding.is_none();
        if idle || self.next.is_some() {
            return;
        }
        let me = me.clone();
        self.next = Some(Timeout::new(0, move || {
            let mut server = me.borrow_mut();
            server.next = None;
            server.slice();
            server.go_on(&me);
        }));
    }

    fn slice(&mut self) {
        if let Some((ticket, mut making)) = self.making.pop_front() {
            let more = making.step();
            let (columns, done) = making.progress();
            if more {
                self.post(&[news::PROGRESS.into(), ticket.into(), columns.into(), done.into()]);
                self.making.push_front((ticket, making));
            } else {
                self.answer(ticket, &packed(&making.finish()));
            }
            return;
        }
        let start = js_sys::Date::now();
        let in_time = || js_sys::Date::now() - start < SLICE_MS;
        let mut more = true;
        if let Some(binding) = &mut self.binding {
            while more && in_time() {
                more = binding.step();
            }
            return if more { self.tell() } else { self.bound() };
        }
        let Some(reading) = &mut self.gathering else { return };
        while more && in_time() {
            more = reading.gathering.step();
        }
        let analysed = reading.gathering.progress().analysed;
        let early = EARLY.iter().any(|n| reading.shown < *n && *n <= analysed);
        if early {
            reading.shown = analysed;
            self.library = reading.gathering.so_far();
            self.changed();
        } else if !more && reading.files.is_empty() {
            return self.enough();
        } else if !more {
            self.fetch();
        }
        self.tell();
    }

    /// Reads these files as a corpus, instead of what was being read.
    fn read(&mut self, files: VecDeque<File>) {
        let bytes = files.iter().map(|f| f.size()).sum::<f64>();
        let name = match files.front() {
            Some(file) if files.len() == 1 => file.name(),
            _ => format!("{} files", files.len()),
        };
        let gathering = Gathering::new(&name, bytes as u64);
        self.gathering = Some(Reading { gathering, files, at: 0.0, shown: 0 });
    }

    /// Reads the next piece of the first file.
    fn fetch(&mut self) {
        let Some(reading) = &mut self.gathering else { return };
        let Some(file) = reading.files.front() else { return };
        let (name, size, from) = (file.name(), file.size(), reading.at);
        let to = (from + PIECE).min(size);
        let piece = file.slice_with_f64_and_f64(from, to).and_then(|piece| {
            let buffer = FileReaderSync::new()?.read_as_array_buffer(&piece)?;
            Ok(Uint8Array::new(&buffer).to_vec())
        });
        reading.at = to;
        let last = to >= size || piece.is_err();
        match piece {
            Ok(bytes) => reading.gathering.take(&name, &bytes, last),
            Err(_) => reading.gathering.unreadable(&name),
        }
        if last {
            reading.files.pop_front();
            reading.at = 0.0;
        }
    }

    /// What was read so far is to be the library.
    fn enough(&mut self) {
        self.binding = self.gathering.take().map(|reading| reading.gathering.join());
    }

    /// What was read is the library now.
    fn bound(&mut self) {
        let Some(binding) = self.binding.take() else { return };
        let (library, progress) = binding.finish();
        if progress.analysed > 0 {
            self.library = library;
            self.changed();
        }
        self.post(&[news::READING.into(), Uint8Array::from(packed(&told_of(&progress)).as_slice()).into()]);
    }

    /// Tells how far the reading is, a few times a second.
    fn tell(&mut self) {
        let clock = js_sys::Date::now();
        let progress = match (&self.gathering, &self.binding) {
            _ if clock - self.told_ms < 150.0 => return,
            (Some(reading), _) => reading.gathering.progress(),
            (None, Some(binding)) => binding.progress(),
            (None, None) => return,
        };
        self.post(&[news::READING.into(), Uint8Array::from(packed(&told_of(progress)).as_slice()).into()]);
        self.told_ms = clock;
    }
}

/// The progress in the words of the page.
fn told_of(progress: &library::Progress) -> Progress {
    let rows = progress.refused.iter().zip(0..).map(|(refused, n)| {
        let library::Refused { file, line, message, hint } = refused.clone();
        let trouble = formats::Trouble { line, message, hint, ..formats::Trouble::default() };
        (n, FileRow { name: file, troubles: vec![trouble], troubles_total: 1, ..FileRow::default() })
    });
    Progress {
        bytes: progress.bytes,
        bytes_total: progress.bytes_total,
        found: progress.found,
        analysed: progress.analysed,
        joined: progress.joined,
        to_join: progress.to_join,
        files: rows.collect(),
        troubles: progress.refused_total,
        done: progress.done,
        ..Progress::default()
    }
}
