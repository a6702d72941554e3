//! The worker's end of the line: the library, the reading of files, and the order in which things are done.
//!
//! Questions are answered as they come. What takes longer (a comparison of many outlets, the reading of files) is done
//! in slices, and messages are heard in between.
use crate::store::{Raw, Store, Unkept};
use crate::worker::{bytes_at, news, number_at, order};
use analysis::corrections::Correction;
use corpus::{Collection, packed, unpacked};
use formats::{Choice, Limits};
use gloo::timers::callback::Timeout;
use js_sys::futures::spawn_local;
use js_sys::{Array, Reflect, Uint8Array};
use library::bringing::{Edit, Held, Holding, Keeping};
use library::{Binding, Brought, Comparing, EVENTS_MAX, Edited, FileOf, Gathering, Library, Making, Parts, Question};
use std::cell::RefCell;
use std::collections::VecDeque;
use std::rc::Rc;
use wasm_bindgen::prelude::*;
use web_sys::{BroadcastChannel, DedicatedWorkerGlobalScope, File, FileReaderSync, MessageEvent};

/// A comparison of more columns than this is made in slices.
const AT_ONCE_MAX: u32 = 8;
/// How long a slice is (milliseconds).
const SLICE_MS: f64 = 25.0;
/// Bytes of a file that are read at a time.
const PIECE: f64 = 262_144.0;
/// With so many articles analysed, what there is can be explored.
const EARLY: [u32; 3] = [100, 1_000, 4_000];
/// A change that takes longer (milliseconds) is told of while it is made.
const PATIENCE_MS: f64 = 400.0;

type Me = Rc<RefCell<Server>>;

/// Answers the page for ever; the corpus that came with it is the first.
pub fn serve(scope: DedicatedWorkerGlobalScope) {
    let (library, trouble) = came_with_the_page(&scope);
    let channel = BroadcastChannel::new("parallax").ok();
    let server = Rc::new(RefCell::new(Server {
        scope: scope.clone(),
        library,
        trouble,
        making: VecDeque::new(),
        reading: None,
        waiting: VecDeque::new(),
        handles: Vec::new(),
        brought: Vec::new(),
        imported: Vec::new(),
        new: false,
        told_ms: 0.0,
        next: None,
        held: Held::default(),
        generation: 0,
        tasks: VecDeque::new(),
        working: false,
        store: None,
        dropped: None,
        aside: Vec::new(),
        origin: None,
        unmaking: false,
        unmade: None,
        damaged: Vec::new(),
        channel,
    }));
    if !server.borrow_mut().island() {
        server.borrow().changed();
    }
    server.borrow_mut().later(Task::List, &server);
    server.borrow_mut().go_on(&server);
    let (hearing, following) = (server.clone(), server.clone());
    let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        if let Ok(message) = event.data().dyn_into::<Array>() {
            hearing.borrow_mut().hear(&message, &hearing);
        }
    });
    scope.set_onmessage(Some(heard.as_ref().unchecked_ref()));
    heard.forget();
    // Another tab tells the id of what it changed.
    let told = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
        following.borrow_mut().follow(&event.data().as_string().unwrap_or_default(), &following);
    });
    if let Some(channel) = &server.borrow().channel {
        channel.set_onmessage(Some(told.as_ref().unchecked_ref()));
    }
    told.forget();
    // What was said before somebody listened.
    let ready = Reflect::get(&scope, &JsValue::from_str("listening")).ok();
    if let Some(ready) = ready.and_then(|f| f.dyn_into::<js_sys::Function>().ok()) {
        drop(ready.call0(&scope));
    }
}

/// The prepared corpus beside the page, or the embedded one; and what was wrong with the first.
fn came_with_the_page(scope: &DedicatedWorkerGlobalScope) -> (Library, String) {
    let part = Reflect::get(scope, &JsValue::from_str("part")).ok().and_then(|f| f.dyn_into().ok());
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
    reading: Option<Reading>,
    /// What was said meanwhile and has to wait for it.
    waiting: VecDeque<Array>,
    /// The files of the last import with what the user calls them, how each was read, and what was told of it.
    handles: Vec<(File, String)>,
    brought: Vec<Brought>,
    imported: Vec<u8>,
    /// Whether they are to be a corpus of their own, and are not yet.
    new: bool,
    /// When the progress was told last (milliseconds).
    told_ms: f64,
    next: Option<Timeout>,
    held: Held,
    /// The generation in which the open corpus is kept; 0: it is not.
    generation: u32,
    /// What is to be done in the store, one after the other, and whether somebody does it.
    tasks: VecDeque<Task>,
    working: bool,
    store: Option<Store>,
    /// The corpus that was dropped last, and whether nothing was changed since.
    dropped: Option<(Holding, Raw, bool)>,
    /// Corpora that were open and are kept nowhere else.
    aside: Vec<(Library, Holding)>,
    /// Where the open corpus was made here: what was open before, by id. It is open again when the first step is taken back.
    origin: Option<String>,
    /// Whether that is being done, and the corpus that went by it, for Redo.
    unmaking: bool,
    unmade: Option<Library>,
    /// Corpora that could not be read, by id, and why.
    damaged: Vec<(String, String)>,
    channel: Option<BroadcastChannel>,
}

/// What is to be done in the store.
enum Task {
    List,
    Open(String),
    /// Opens what another tab changed, if nothing is done here.
    Follow(String),
    Keep,
    Drop(String),
    /// Takes away what is kept of a corpus that the page still has.
    Remove(String),
    Restore,
    Saved,
    Rescue(String),
}

/// Why articles are read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// The user brings them.
    Import,
    /// They are kept, or came with the page.
    Open,
    /// The user changed something.
    Edit,
}

/// Where bytes come from.
enum Source {
    File(File),
    Kept(Vec<u8>),
}

/// Articles that are being read.
struct Reading {
    purpose: Purpose,
    /// One of the two.
    gathering: Option<Gathering>,
    binding: Option<Binding>,
    /// Whether it goes on from the library.
    continues: bool,
    /// Files by their numbers, the first being read, and how many of its bytes were.
    files: VecDeque<(u32, Source)>,
    at: f64,
    /// Articles that can be explored already.
    shown: u32,
    /// The corpus that there was, once others can be explored.
    before: Option<Library>,
    /// What the corpus is called (empty: it came with the page), and its generation.
    id: String,
    generation: u32,
    /// When it began (milliseconds), and whether the page knows of it.
    began: f64,
    told: bool,
    /// Whether a file of the last import is read again.
    again: bool,
}

impl Reading {
    /// What the corpus is called that comes of it: as in its file, if none here is called so.
    fn id_of(&self, library: &Library, corpora: &[Holding]) -> String {
        let free = match self.purpose {
            Purpose::Open => self.id.is_empty(),
            Purpose::Import => corpora.iter().all(|h| h.id != library.id),
            Purpose::Edit => false,
        };
        if free && !self.continues && !library.id.is_empty() { library.id.clone() } else { self.id.clone() }
    }
}

/// What files are called as a corpus: by the folder that all of them lie in, a single one by its name.
fn name_of(handles: &[(File, String)]) -> String {
    let folder = |(_, name): &(File, String)| name.split_once('/').map(|(folder, _)| folder.to_owned());
    let first = handles.first().and_then(folder);
    match (first, handles) {
        (Some(first), _) if handles.iter().all(|handle| folder(handle).as_ref() == Some(&first)) => first,
        (_, [(_, one)]) => one.clone(),
        _ => format!("{} files", handles.len()),
    }
}

impl Server {
    fn post(&self, parts: &[JsValue]) {
        drop(self.scope.post_message(&parts.iter().collect::<Array>()));
    }

    fn tell_bytes(&self, what: f64, bytes: &[u8]) {
        self.post(&[what.into(), Uint8Array::from(bytes).into()]);
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
        self.tell_bytes(news::CHANGED, &packed(&self.library.catalogue(EVENTS_MAX)));
    }

    /// What is kept is another, or what can be taken back.
    fn hold(&mut self) {
        let dropped = self.dropped.as_ref().filter(|(.., last)| *last || self.library.undo_words().is_empty());
        let undo = match dropped {
            Some((holding, ..)) => format!("“{}” dropped", holding.name),
            None => self.library.undo_words().to_owned(),
        };
        let redo = self.unmade.as_ref().map_or(self.library.redo_words(), Library::undo_words);
        (self.held.undo, self.held.redo) = (undo, redo.to_owned());
        self.held.aside = self.aside.iter().map(|(_, holding)| holding.clone()).collect();
        for (id, why) in &self.damaged {
            if let Some(holding) = self.held.corpora.iter_mut().find(|h| h.id == *id) {
                holding.damaged.clone_from(why);
            }
        }
        self.tell_bytes(news::HELD, &packed(&self.held));
    }

    fn hear(&mut self, message: &Array, me: &Me) {
        let what = message.get(0).as_f64().unwrap_or(-1.0);
        let ticket = number_at(message, 1);
        let changing = what == order::EDIT || what == order::UNDO || what == order::REDO;
        let going = what == order::OPEN || what == order::READ || what == order::REREAD || what == order::DROP;
        let edited = self.reading.as_ref().is_some_and(|r| r.purpose == Purpose::Edit);
        if self.reading.is_some() && changing || edited && going {
            return self.waiting.push_back(message.clone());
        }
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
            let (files, names): (Array, Array) = (message.get(1).unchecked_into(), message.get(2).unchecked_into());
            let handle = |(file, name): (JsValue, JsValue)| {
                let file: File = file.dyn_into().ok()?;
                let name = name.as_string().unwrap_or_else(|| file.name());
                Some((file, name))
            };
            self.cancel();
            self.handles = files.iter().zip(names.iter()).filter_map(handle).collect();
            self.new = message.get(3).is_truthy();
            self.bring(None);
        } else if what == order::REREAD {
            let choice = unpacked::<Choice>(&bytes_at(message, 2));
            if let (Some(choice), None) = (choice, &self.reading) {
                self.bring(Some((ticket, choice)));
            }
        } else if what == order::ENOUGH {
            self.enough();
        } else if what == order::CANCEL {
            self.cancel();
        } else if what == order::OPEN {
            self.cancel();
            self.later(Task::Open(message.get(1).as_string().unwrap_or_default()), me);
        } else if what == order::CORRECT {
            let list = unpacked::<Vec<Correction>>(&bytes_at(message, 1));
            if list.is_some_and(|list| self.library.correct(list)) {
                self.changed();
            }
        } else if what == order::EDIT {
            if let Some(edit) = unpacked::<Edit>(&bytes_at(message, 1)) {
                let edited = self.library.edit(&edit);
                self.settle(edited, me);
            }
        } else if what == order::UNDO {
            let words = self.library.undo_words();
            if self.dropped.as_ref().is_some_and(|(.., last)| *last || words.is_empty()) {
                self.later(Task::Restore, me);
            } else if let Some(origin) = self.origin.clone().filter(|_| self.library.at_first_step()) {
                self.unmaking = true;
                let there = self.holding(&origin).is_some_and(|holding| holding.damaged.is_empty());
                self.later(Task::Open(if there { origin } else { String::new() }), me);
            } else {
                let edited = self.library.undo();
                self.settle(edited, me);
            }
        } else if what == order::REDO {
            if let Some(library) = self.unmade.take() {
                self.open(library, me);
            } else {
                let edited = self.library.redo();
                self.settle(edited, me);
            }
        } else if what == order::DROP {
            self.later(Task::Drop(message.get(1).as_string().unwrap_or_default()), me);
        } else if what == order::SAVED {
            self.held.saved = now();
            self.later(Task::Saved, me);
        } else if what == order::RESCUE {
            self.later(Task::Rescue(message.get(1).as_string().unwrap_or_default()), me);
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
    fn go_on(&mut self, me: &Me) {
        let idle = self.making.is_empty() && self.reading.is_none();
        if idle || self.next.is_some() {
            return;
        }
        let again = me.clone();
        self.next = Some(Timeout::new(0, move || {
            let mut server = again.borrow_mut();
            server.next = None;
            server.slice(&again);
            server.go_on(&again);
        }));
    }

    fn slice(&mut self, me: &Me) {
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
        let Some(reading) = &mut self.reading else { return };
        let mut more = true;
        if let Some(binding) = &mut reading.binding {
            while more && in_time() {
                more = binding.step();
            }
            // A corpus that is made waits until the one before is kept.
            return match more || self.working {
                true => self.tell(),
                false => self.bound(me),
            };
        }
        let Some(gathering) = &mut reading.gathering else { return };
        while more && in_time() {
            more = gathering.step();
        }
        let analysed = gathering.progress().analysed;
        if !reading.continues && EARLY.iter().any(|n| reading.shown < *n && *n <= analysed) {
            reading.shown = analysed;
            let mut early = gathering.so_far();
            early.id = reading.id_of(&early, &self.held.corpora);
            let before = std::mem::replace(&mut self.library, early);
            reading.before.get_or_insert(before);
            self.changed();
        } else if !more && reading.files.is_empty() {
            self.enough();
        } else if !more {
            self.fetch();
        }
        self.tell();
    }

    /// Begins to read.
    fn begin(&mut self, purpose: Purpose, gathering: Gathering, files: VecDeque<(u32, Source)>, continues: bool) {
        let (id, generation) = match continues && !self.held.open.is_empty() {
            true => (self.held.open.clone(), self.generation),
            false if purpose == Purpose::Edit => (self.fresh(), 0),
            false => (new_id(), 0),
        };
        self.reading = Some(Reading {
            purpose,
            gathering: Some(gathering),
            binding: None,
            continues,
            files,
            at: 0.0,
            shown: 0,
            before: None,
            id,
            generation,
            began: js_sys::Date::now(),
            told: false,
            again: false,
        });
    }

    /// Reads the chosen files, as a corpus of their own or to the one that is open, if that is one's own; or one of them
    /// again, as the user says.
    fn bring(&mut self, again: Option<(u32, Choice)>) {
        let base = Some(&self.library).filter(|library| !self.new && library.can_change());
        let (name, limits, continues) = (name_of(&self.handles), Limits::default(), base.is_some());
        let only = again.as_ref().map(|(file, _)| *file);
        let gathering = match again {
            Some(again) => Gathering::again(&name, base, &self.brought, again, limits),
            None => {
                let mut gathering = Gathering::new(&name, base, limits);
                for (file, name) in &self.handles {
                    gathering.expect(name, file.size() as u64);
                }
                gathering
            }
        };
        let files = (0..).zip(&self.handles).filter(|(n, _)| only.is_none_or(|only| only == *n));
        let files = files.map(|(n, (file, _))| (n, Source::File(file.clone()))).collect();
        self.begin(Purpose::Import, gathering, files, continues);
        if let Some(reading) = &mut self.reading {
            reading.again = only.is_some();
        }
    }

    /// Opens what was kept, from the bytes of its file.
    fn reopen(&mut self, id: String, generation: u32, bytes: Vec<u8>) {
        let mut gathering = Gathering::new("", None, Limits::default());
        let file = gathering.expect("corpus.json", bytes.len() as u64);
        self.begin(Purpose::Open, gathering, VecDeque::from([(file, Source::Kept(bytes))]), false);
        if let Some(reading) = &mut self.reading {
            (reading.id, reading.generation) = (id, generation);
        }
    }

    /// The corpus in the page that was saved, if this is one; whether it is being read.
    fn island(&mut self) -> bool {
        let island = Reflect::get(&self.scope, &JsValue::from_str("island")).ok().and_then(|text| text.as_string());
        match island {
            Some(text) => self.reopen(String::new(), 0, text.into_bytes()),
            None => return false,
        }
        true
    }

    /// Reads the next piece of the first file.
    fn fetch(&mut self) {
        let Some(reading) = &mut self.reading else { return };
        let (Some(gathering), Some((number, source))) = (&mut reading.gathering, reading.files.front()) else { return };
        if reading.at == 0.0 {
            gathering.begin(*number);
        }
        let from = reading.at;
        let (size, piece) = match source {
            Source::File(file) => {
                let size = file.size();
                let piece = file.slice_with_f64_and_f64(from, (from + PIECE).min(size)).and_then(|piece| {
                    let buffer = FileReaderSync::new()?.read_as_array_buffer(&piece)?;
                    Ok(Uint8Array::new(&buffer).to_vec())
                });
                (size, piece.ok())
            }
            Source::Kept(bytes) => {
                let rest = bytes.get(from as usize..).unwrap_or_default();
                (bytes.len() as f64, Some(rest.iter().take(PIECE as usize).copied().collect()))
            }
        };
        reading.at = (from + PIECE).min(size);
        let last = reading.at >= size || piece.is_none();
        match piece {
            Some(bytes) => gathering.take(&bytes, last),
            None => gathering.unreadable(),
        }
        if last {
            reading.files.pop_front();
            reading.at = 0.0;
        }
    }

    /// What was read so far is to be the library.
    fn enough(&mut self) {
        if let Some(reading) = &mut self.reading {
            reading.binding = reading.binding.take().or_else(|| reading.gathering.take().map(Gathering::join));
        }
    }

    /// The corpus is the one before.
    fn cancel(&mut self) {
        if self.reading.as_ref().is_none_or(|r| r.purpose == Purpose::Edit) {
            return;
        }
        let Some(reading) = self.reading.take() else { return };
        self.tell_bytes(news::READING, if reading.again { &self.imported } else { &[] });
        self.unmaking = false;
        if let Some(before) = reading.before {
            self.library = before;
            self.changed();
        }
    }

    /// What was read is the library now.
    fn bound(&mut self, me: &Me) {
        let Some(mut reading) = self.reading.take() else { return };
        let Some(binding) = reading.binding.take() else { return };
        let mark = self.library.mark().to_owned();
        let import = reading.purpose == Purpose::Import;
        let new = binding.has_new();
        if import {
            self.brought = binding.files().to_vec();
        }
        let empty = || Library::with_reading(Collection::default(), analysis::CorpusReading::default());
        let goes_on = reading.continues && (new || !import);
        let before = goes_on.then(|| std::mem::replace(&mut self.library, empty()));
        let library::Bound { mut library, progress, kept } = binding.finish(before);
        if import {
            self.imported = packed(&progress);
            self.tell_bytes(news::READING, &self.imported);
        } else if reading.told {
            self.tell_bytes(news::READING, &[]);
        }
        let came = reading.purpose == Purpose::Open && reading.id.is_empty();
        let nothing = match reading.purpose {
            Purpose::Import => !new,
            // A kept corpus may have been emptied.
            Purpose::Open => library.collection.articles.is_empty() && (came || progress.troubles > 0),
            Purpose::Edit => false,
        };
        if let Some(before) = reading.before.take() {
            self.library = before;
        }
        if nothing {
            if reading.purpose == Purpose::Open {
                self.unread(reading.id, "it holds no article that can be read".to_owned());
            }
            self.changed();
            self.hold();
        } else {
            library.id = reading.id_of(&library, &self.held.corpora);
            library.shipped = came;
            if reading.continues {
                self.library = library;
            } else {
                self.turn_to(library, me);
            }
            if let Some((text, view)) = kept {
                self.post(&[news::KEPT.into(), text.into(), self.library.mark().into(), view.into()]);
            }
            if reading.purpose == Purpose::Open {
                let keeping = if came { Keeping::Shipped } else { Keeping::Kept };
                (self.held.open, self.generation, self.held.keeping) = (reading.id, reading.generation, keeping);
                self.forget_files();
                self.changed();
                self.hold();
            } else {
                self.new = false;
                self.own(self.library.id.clone(), mark, reading.purpose == Purpose::Edit, me);
            }
        }
        while self.reading.is_none()
            && let Some(message) = self.waiting.pop_front()
        {
            self.hear(&message, me);
        }
    }

    /// Another corpus is the library. The one before is put aside where it is kept nowhere; where it was taken back, it waits
    /// for Redo.
    fn turn_to(&mut self, library: Library, me: &Me) {
        let mut before = std::mem::replace(&mut self.library, library);
        let saved = std::mem::take(&mut self.held.saved);
        (self.origin, self.unmade) = (None, None);
        if std::mem::take(&mut self.unmaking) {
            self.later(Task::Remove(before.id.clone()), me);
            self.unmade = Some(before);
        } else if self.held.keeping.is_nowhere() {
            // What lies in the store by its id is another state of it.
            let id = new_id();
            self.post(&[news::MOVED.into(), before.mark().into(), id.as_str().into()]);
            before.id = id;
            let holding = Holding { exported: saved, ..self.holding_of(&before) };
            self.aside.push((before, holding));
        }
    }

    /// A library that is in this page already is the open corpus, and is to be kept.
    fn open(&mut self, library: Library, me: &Me) {
        let id = library.id.clone();
        self.turn_to(library, me);
        self.forget_files();
        self.own(id, String::new(), false, me);
    }

    /// The last import was one into another corpus.
    fn forget_files(&mut self) {
        self.handles.clear();
        self.tell_bytes(news::READING, &[]);
    }

    /// The open corpus is one's own, and was changed. What is kept by the mark of the one before goes along with an edit.
    fn own(&mut self, id: String, mark: String, along: bool, me: &Me) {
        if self.held.open != id {
            self.generation = 0;
            if along {
                self.post(&[news::MOVED.into(), mark.into(), id.as_str().into()]);
            }
            self.origin = self.library.at_first_step().then(|| self.held.open.clone());
        }
        self.unmade = None;
        self.held.saved.clear();
        (self.held.open, self.held.keeping) = (id, Keeping::Writing);
        if let Some((.., last)) = &mut self.dropped {
            *last = false;
        }
        self.changed();
        self.hold();
        self.later(Task::Keep, me);
    }

    /// What a corpus that came with the page is called once it is one's own: as in the page, if none here is called so.
    fn fresh(&self) -> String {
        let id = &self.library.id;
        if id.is_empty() || self.holding(id).is_some() { new_id() } else { id.clone() }
    }

    /// A change was asked for.
    fn settle(&mut self, edited: Edited, me: &Me) {
        match edited {
            Edited::Nothing => {}
            Edited::Done => {
                let mark = self.library.mark().to_owned();
                if self.held.open.is_empty() {
                    self.library.id = self.fresh();
                }
                self.own(self.library.id.clone(), mark, true, me);
            }
            Edited::Begun(gathering) => self.begin(Purpose::Edit, *gathering, VecDeque::new(), true),
        }
    }

    /// Tells how far the reading is, a few times a second.
    fn tell(&mut self) {
        let clock = js_sys::Date::now();
        let Some(reading) = &mut self.reading else { return };
        let early = reading.purpose != Purpose::Import && clock - reading.began < PATIENCE_MS;
        if early || clock - self.told_ms < 150.0 {
            return;
        }
        let progress = match (&reading.gathering, &reading.binding) {
            (Some(gathering), _) => gathering.progress(),
            (None, Some(binding)) => binding.progress().clone(),
            (None, None) => return,
        };
        (reading.told, self.told_ms) = (true, clock);
        self.tell_bytes(news::READING, &packed(&progress));
    }

    /// Another tab changed this corpus: what it wrote is shown here too, unless something is being done here.
    fn follow(&mut self, id: &str, me: &Me) {
        self.later(Task::List, me);
        if id == self.held.open {
            self.later(Task::Follow(id.to_owned()), me);
        }
    }

    /// Whether that corpus is open as it is kept, and nothing is on its way.
    fn idle(&self, id: &str) -> bool {
        id == self.held.open && self.held.keeping == Keeping::Kept && self.reading.is_none()
    }

    /// Has this done in the store, after what is to be done there already.
    fn later(&mut self, task: Task, me: &Me) {
        let keeps = |task: &Task| matches!(task, Task::Keep);
        if !(keeps(&task) && self.tasks.iter().any(keeps)) {
            self.tasks.push_back(task);
        }
        if !self.working {
            self.working = true;
            spawn_local(work(me.clone()));
        }
    }

    /// That corpus cannot be opened.
    fn unread(&mut self, id: String, why: String) {
        self.unmaking = false;
        if id == self.held.open && !id.is_empty() {
            self.held.keeping = Keeping::Not(format!("another tab changed what is kept of it: {why}."));
            return;
        }
        self.post(&[news::SAY.into(), format!("The corpus cannot be opened: {why}.").into()]);
        if !id.is_empty() {
            self.damaged.push((id, why));
        }
    }

    /// Something could not be done in the store.
    fn refused(&mut self, task: Task, error: Unkept) {
        let why = match error {
            Unkept::Because(why) => why,
            Unkept::Conflict => String::new(),
        };
        let keeping = match task {
            Task::Keep if why.is_empty() => Keeping::Conflict(
                "Another tab changed or dropped this corpus meanwhile, and what it did is kept.".to_owned(),
            ),
            Task::Keep => Keeping::Not(format!("in this browser {why}.")),
            Task::Open(id) | Task::Follow(id) => {
                self.unread(id, why);
                return self.changed();
            }
            // Whoever wants to keep something will be told.
            Task::List | Task::Saved | Task::Remove(_) => return,
            Task::Drop(_) | Task::Restore | Task::Rescue(_) => {
                let why = if why.is_empty() { "another tab changed it".to_owned() } else { why };
                return self.post(&[
                    news::SAY.into(),
                    format!("That could not be done in this browser’s storage: {why}.").into(),
                ]);
            }
        };
        self.held.keeping = keeping;
    }

    /// Other tabs may show it too.
    fn tell_others(&self, id: &str) {
        if let Some(channel) = &self.channel {
            drop(channel.post_message(&id.into()));
        }
    }

    fn holding(&self, id: &str) -> Option<&Holding> {
        self.held.corpora.iter().find(|h| h.id == id)
    }

    /// What is to be kept of the open corpus.
    fn to_keep(&self) -> Option<(Holding, Vec<String>)> {
        // While others are read, the first of them may be shown already.
        let before = self.reading.as_ref().and_then(|r| r.before.as_ref());
        let library = [Some(&self.library), before].into_iter().flatten().find(|l| l.id == self.held.open)?;
        let (mut parts, mut next) = (Vec::new(), Some(0));
        while let Some(from) = next {
            let part = FileOf { from, ..FileOf::default() }.answer(library);
            parts.push(part.text);
            next = part.next;
        }
        Some((self.holding_of(library), parts))
    }

    /// What is said of a corpus that is kept.
    fn holding_of(&self, library: &Library) -> Holding {
        let collection = &library.collection;
        Holding {
            id: library.id.clone(),
            name: collection.name.clone(),
            articles: collection.articles.len() as u32,
            bytes: collection.articles.iter().map(|a| a.text.len() as u64).sum(),
            changed: now(),
            exported: self.holding(&library.id).map(|h| h.exported.clone()).unwrap_or_default(),
            damaged: String::new(),
        }
    }
}

/// Does what is to be done in the store.
async fn work(me: Me) {
    loop {
        let task = me.borrow_mut().tasks.pop_front();
        let Some(task) = task else { break };
        let done = run(&me, &task).await;
        let mut server = me.borrow_mut();
        if let Err(error) = done {
            server.refused(task, error);
        }
        server.hold();
        server.go_on(&me);
    }
    let mut server = me.borrow_mut();
    server.working = false;
    server.go_on(&me);
}

/// The store, opened where it is not yet.
async fn connect(me: &Me) -> Result<Store, JsValue> {
    let (open, scope) = (me.borrow().store.clone(), me.borrow().scope.clone());
    if let Some(store) = open {
        return Ok(store);
    }
    let forget = me.clone();
    let store = Store::open(&scope, move || forget.borrow_mut().store = None).await?;
    me.borrow_mut().store = Some(store.clone());
    Ok(store)
}

async fn run(me: &Me, task: &Task) -> Result<(), Unkept> {
    if let Task::Open(id) = task {
        let mut server = me.borrow_mut();
        if server.reading.as_ref().is_some_and(|r| r.purpose == Purpose::Edit) {
            server.waiting.push_back(Array::of2(&order::OPEN.into(), &id.into()));
            return Ok(());
        }
        server.cancel();
        if id.is_empty() {
            if !server.island() {
                let library = came_with_the_page(&server.scope).0;
                server.turn_to(library, me);
                (server.held.open, server.held.keeping) = (String::new(), Keeping::Shipped);
                server.forget_files();
                server.changed();
            }
            return Ok(());
        }
        if let Some(at) = server.aside.iter().position(|(library, _)| library.id == *id) {
            let (library, _) = server.aside.remove(at);
            server.open(library, me);
            return Ok(());
        }
    }
    let store = connect(me).await?;
    match task {
        Task::List => {}
        Task::Open(id) | Task::Follow(id) => {
            let follows = matches!(task, Task::Follow(_));
            if follows && !me.borrow().idle(id) {
                return Ok(());
            }
            let (file, generation) = store.read(id).await.map_err(Unkept::Because)?;
            let mut server = me.borrow_mut();
            let edited = server.reading.as_ref().is_some_and(|r| r.purpose == Purpose::Edit);
            if edited && !follows {
                server.waiting.push_back(Array::of2(&order::OPEN.into(), &id.into()));
            } else if !follows || server.idle(id) && server.generation != generation {
                server.cancel();
                server.reopen(id.clone(), generation, file);
            }
        }
        Task::Keep => {
            let (keep, was) = (me.borrow().to_keep(), me.borrow().generation);
            let Some((holding, parts)) = keep else { return Ok(()) };
            let generation = store.write(&holding, Some(parts), was).await?;
            let mut server = me.borrow_mut();
            if server.held.open == holding.id {
                server.generation = generation;
                if server.tasks.iter().all(|task| !matches!(task, Task::Keep)) {
                    server.held.keeping = Keeping::Kept;
                }
            }
            server.tell_others(&holding.id);
        }
        Task::Saved => {
            let (holding, was) = (me.borrow().holding(&me.borrow().held.open).cloned(), me.borrow().generation);
            if let Some(holding) = holding {
                store.write(&Holding { exported: now(), ..holding }, None, was).await?;
            }
        }
        Task::Drop(id) => {
            let raw = store.raw(id).await?;
            store.set(id, None).await?;
            let mut server = me.borrow_mut();
            server.damaged.retain(|(damaged, _)| damaged != id);
            server.dropped = server.holding(id).cloned().map(|holding| (holding, raw, true));
            if server.held.open == *id {
                server.tasks.push_front(Task::Open(String::new()));
            } else if server.held.keeping.is_nowhere() {
                // There may be room now.
                server.held.keeping = Keeping::Writing;
                server.tasks.push_back(Task::Keep);
            }
            server.tell_others(id);
        }
        Task::Remove(id) => {
            store.set(id, None).await?;
            me.borrow().tell_others(id);
        }
        Task::Restore => {
            let dropped = me.borrow_mut().dropped.take();
            if let Some((holding, raw, _)) = dropped {
                store.set(&holding.id, Some(&raw)).await?;
                me.borrow().tell_others(&holding.id);
            }
        }
        Task::Rescue(id) => {
            let raw = store.raw(id).await?;
            me.borrow().post(&[news::RESCUED.into(), format!("parallax-{id}.json").into(), raw.bytes().into()]);
        }
    }
    let corpora = store.list().await?;
    me.borrow_mut().held.corpora = corpora;
    Ok(())
}

/// A name for a corpus that no other has.
fn new_id() -> String {
    let part = || (js_sys::Math::random() * 4_294_967_296.0) as u32;
    format!("{:08x}{:08x}", part(), part())
}

/// An ISO time in UTC.
fn now() -> String {
    js_sys::Date::new_0().to_iso_string().into()
}
