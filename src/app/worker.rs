//! The line between the page and the worker that the library lies in: which messages there are, and the page's end.
//!
//! A message is an array; its first element says what it is, numbers and bytes follow. Both ends are one program, so
//! neither looks for mistakes in what the other sends. The worker itself is made by `boot.js`, from the same bytes.
use corpus::packed;
use formats::Choice;
use js_sys::{Array, Reflect, Uint8Array};
use library::Catalogue;
use library::bringing::{Edit, Held, Progress};
use wasm_bindgen::prelude::*;
use web_sys::{File, MessageEvent, Worker};

/// From the page to the worker.
pub(crate) mod order {
    /// Ticket, kind of question, its bytes.
    pub(crate) const ASK: f64 = 0.0;
    /// Ticket: nobody waits any more.
    pub(crate) const FORGET: f64 = 1.0;
    /// Ticket: what is made so far will do.
    pub(crate) const STOP: f64 = 2.0;
    /// Files, their names, whether they are to be a corpus of their own: else they go to the one that is open.
    pub(crate) const READ: f64 = 3.0;
    /// What was read so far will do.
    pub(crate) const ENOUGH: f64 = 4.0;
    /// Nothing of what is being read is wanted: the corpus is the one before.
    pub(crate) const CANCEL: f64 = 5.0;
    /// Corrections, packed.
    pub(crate) const CORRECT: f64 = 6.0;
    /// Number of a file of the last reading, what it is, packed: it is read again.
    pub(crate) const REREAD: f64 = 7.0;
    /// Id of a kept corpus; empty: the one that came with the page.
    pub(crate) const OPEN: f64 = 8.0;
    /// A change in the articles, packed.
    pub(crate) const EDIT: f64 = 9.0;
    /// The last change is taken back.
    pub(crate) const UNDO: f64 = 10.0;
    /// What was taken back is done again.
    pub(crate) const REDO: f64 = 11.0;
    /// Id of a kept corpus that goes.
    pub(crate) const DROP: f64 = 12.0;
    /// What is open was saved as a file.
    pub(crate) const SAVED: f64 = 13.0;
    /// Id of a kept corpus whose bytes are wanted as they lie there, whatever is wrong with them.
    pub(crate) const RESCUE: f64 = 14.0;
}

/// From the worker to the page.
pub(crate) mod news {
    /// Ticket, bytes.
    pub(crate) const ANSWER: f64 = 0.0;
    /// Ticket, columns, steps done.
    pub(crate) const PROGRESS: f64 = 1.0;
    /// The catalogue, packed: the library is another one.
    pub(crate) const CHANGED: f64 = 2.0;
    /// How far the reading of files is, packed.
    pub(crate) const READING: f64 = 3.0;
    /// A sentence for the user.
    pub(crate) const SAY: f64 = 4.0;
    /// What is kept and what is open, packed.
    pub(crate) const HELD: f64 = 5.0;
    /// What the user kept beside a corpus that was opened from a file, as [`crate::state::Kept`] writes it; the mark of the
    /// corpus; the address of the view to open.
    pub(crate) const KEPT: f64 = 6.0;
    /// A name, bytes: what was to be rescued.
    pub(crate) const RESCUED: f64 = 7.0;
    /// Two marks: what was kept by the first is kept by the second too.
    pub(crate) const MOVED: f64 = 8.0;
}

/// What the worker tells.
pub(crate) enum Told {
    /// The answer to a question.
    Answer(u32, Vec<u8>),
    /// How far the answer is: columns, steps done.
    Progress(u32, u32, u32),
    /// The library is another one.
    Changed(Box<Catalogue>),
    /// How far the reading of files is; nothing when there is none any more.
    Reading(Option<Box<Progress>>),
    /// A sentence for the user.
    Say(String),
    /// What is kept and what is open.
    Held(Box<Held>),
    /// What the user kept beside a corpus that was opened from a file.
    Kept { text: String, mark: String, view: String },
    /// What was kept by the first mark is kept by the second too.
    Moved(String, String),
    /// The bytes of a corpus that cannot be opened, and a name for them.
    Rescued(String, Uint8Array),
}

/// The page's end.
pub struct Line {
    worker: Worker,
}

impl Line {
    /// The line to the worker that `boot.js` made; `None` where there is none.
    #[must_use]
    pub fn open() -> Option<Self> {
        let window = web_sys::window()?;
        let worker = Reflect::get(&window, &JsValue::from_str("parallaxWorker")).ok()?;
        Some(Self { worker: worker.dyn_into().ok()? })
    }

    /// Calls back with all that the worker tells from now on.
    pub(crate) fn listen(&self, told: impl Fn(Told) + 'static) {
        let heard = Closure::<dyn Fn(MessageEvent)>::new(move |event: MessageEvent| {
            if let Some(news) = read(&event.data()) {
                told(news);
            }
        });
        self.worker.set_onmessage(Some(heard.as_ref().unchecked_ref()));
        heard.forget();
    }

    fn send(&self, parts: &[JsValue]) {
        if self.worker.post_message(&parts.iter().collect::<Array>()).is_err() {
            gloo::console::error!("the worker takes no message");
        }
    }

    pub(crate) fn ask(&self, ticket: u32, kind: u8, question: &[u8]) {
        self.send(&[order::ASK.into(), ticket.into(), kind.into(), Uint8Array::from(question).into()]);
    }

    pub(crate) fn forget(&self, ticket: u32) {
        self.send(&[order::FORGET.into(), ticket.into()]);
    }

    pub(crate) fn stop(&self, ticket: u32) {
        self.send(&[order::STOP.into(), ticket.into()]);
    }

    pub(crate) fn correct(&self, corrections: &[u8]) {
        self.send(&[order::CORRECT.into(), Uint8Array::from(corrections).into()]);
    }

    /// Reads files, as a corpus of their own or to the one that is open. The names may have folders.
    pub(crate) fn read(&self, files: &[(File, String)], new: bool) {
        let names: Array = files.iter().map(|(_, name)| JsValue::from_str(name)).collect();
        let files: Array = files.iter().map(|(file, _)| file).collect();
        self.send(&[order::READ.into(), files.into(), names.into(), new.into()]);
    }

    /// Reads a file of the last reading again, as what the user says it is.
    pub(crate) fn reread(&self, file: u32, choice: &Choice) {
        self.send(&[order::REREAD.into(), file.into(), Uint8Array::from(packed(choice).as_slice()).into()]);
    }

    /// What was read so far will do.
    pub(crate) fn enough(&self) {
        self.send(&[order::ENOUGH.into()]);
    }

    /// The corpus stays as it was before the reading began.
    pub(crate) fn cancel(&self) {
        self.send(&[order::CANCEL.into()]);
    }

    /// Opens a kept corpus, or with an empty id the one that came with the page.
    pub(crate) fn open_corpus(&self, id: &str) {
        self.send(&[order::OPEN.into(), id.into()]);
    }

    /// Changes something in the articles of the open corpus.
    pub(crate) fn edit(&self, edit: &Edit) {
        self.send(&[order::EDIT.into(), Uint8Array::from(packed(edit).as_slice()).into()]);
    }

    /// Takes the last change back.
    pub(crate) fn undo(&self) {
        self.send(&[order::UNDO.into()]);
    }

    /// Does again what was taken back.
    pub(crate) fn redo(&self) {
        self.send(&[order::REDO.into()]);
    }

    /// A kept corpus goes; Undo brings the last one back.
    pub(crate) fn drop_corpus(&self, id: &str) {
        self.send(&[order::DROP.into(), id.into()]);
    }

    /// What is open was saved as a file.
    pub(crate) fn saved(&self) {
        self.send(&[order::SAVED.into()]);
    }

    /// The user gets the bytes of a corpus that cannot be opened, as a file.
    pub(crate) fn rescue(&self, id: &str) {
        self.send(&[order::RESCUE.into(), id.into()]);
    }
}

/// A part of a message as a number.
pub(crate) fn number_at(message: &Array, at: u32) -> u32 {
    message.get(at).as_f64().map_or(0, |n| n as u32)
}

/// A part of a message as bytes.
pub(crate) fn bytes_at(message: &Array, at: u32) -> Vec<u8> {
    message.get(at).dyn_into::<Uint8Array>().map(|a| a.to_vec()).unwrap_or_default()
}

fn read(data: &JsValue) -> Option<Told> {
    let message = data.dyn_ref::<Array>()?;
    let ticket = number_at(message, 1);
    let words = |at| message.get(at).as_string();
    let what = message.get(0).as_f64()?;
    if what == news::ANSWER {
        Some(Told::Answer(ticket, bytes_at(message, 2)))
    } else if what == news::PROGRESS {
        Some(Told::Progress(ticket, number_at(message, 2), number_at(message, 3)))
    } else if what == news::CHANGED {
        Some(Told::Changed(Box::new(corpus::unpacked(&bytes_at(message, 1))?)))
    } else if what == news::READING {
        Some(Told::Reading(corpus::unpacked(&bytes_at(message, 1)).map(Box::new)))
    } else if what == news::SAY {
        Some(Told::Say(words(1)?))
    } else if what == news::HELD {
        Some(Told::Held(Box::new(corpus::unpacked(&bytes_at(message, 1))?)))
    } else if what == news::KEPT {
        let (text, mark, view) = (words(1)?, words(2)?, words(3)?);
        Some(Told::Kept { text, mark, view })
    } else if what == news::MOVED {
        Some(Told::Moved(words(1)?, words(2)?))
    } else if what == news::RESCUED {
        Some(Told::Rescued(words(1)?, message.get(2).dyn_into().ok()?))
    } else {
        None
    }
}
