//! Asking the library: the page's end of the line.
//!
//! The library lies in a worker, so that the page never waits for it; where there is no worker (the build's own
//! rendering, a browser that refuses one) it lies here and answers at once. A view cannot tell: it uses [`use_answer`].
use crate::Context;
use crate::worker::{Line, Told};
use analysis::corrections::Correction;
use gloo::timers::callback::Timeout;
use library::{Catalogue, EVENTS_MAX, Library, Question};
use std::cell::{Cell, RefCell};
use std::rc::Rc;
use yew::prelude::*;

/// The library, wherever it lies.
pub struct Access {
    place: Place,
    /// What a view asked and is not answered yet, by number.
    open: RefCell<Vec<(u32, Waiting)>>,
    asked: Cell<u32>,
}

enum Place {
    Here(Box<RefCell<Library>>),
    Worker(Line),
}

/// Who waits for an answer.
type Waiting = Rc<dyn Fn(Reply)>;

/// What comes back.
pub(crate) enum Reply {
    /// The question's number and the answer's bytes.
    Answer(u32, Vec<u8>),
    /// Columns, and steps done of those that a comparison takes.
    Progress(u32, u32),
}

impl PartialEq for Access {
    /// There is one.
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

impl Access {
    /// A library in the page itself.
    #[must_use]
    pub fn here(library: Library) -> Self {
        Self::at(Place::Here(Box::new(RefCell::new(library))))
    }

    /// A library at the other end of a line.
    #[must_use]
    pub fn far(line: Line) -> Self {
        Self::at(Place::Worker(line))
    }

    fn at(place: Place) -> Self {
        Self { place, open: RefCell::new(Vec::new()), asked: Cell::new(0) }
    }

    /// The answer, where it can be had at once.
    pub(crate) fn now<Q: Question>(&self, question: &Q) -> Option<Q::Answer> {
        match &self.place {
            Place::Here(library) => Some(question.answer(&library.borrow())),
            Place::Worker(_) => None,
        }
    }

    /// Asks; the number of the question, to be forgotten by. Nobody is called back for what is [`Self::forget`]ed.
    pub(crate) fn ask(&self, kind: u8, question: &[u8], waiting: Waiting) -> u32 {
        let ticket = self.asked.get().wrapping_add(1);
        self.asked.set(ticket);
        if let Place::Worker(line) = &self.place {
            self.open.borrow_mut().push((ticket, waiting));
            line.ask(ticket, kind, question);
        }
        ticket
    }

    /// Nobody waits for that answer any more.
    pub(crate) fn forget(&self, ticket: u32) {
        let before = self.open.borrow().len();
        self.open.borrow_mut().retain(|(t, _)| *t != ticket);
        if let (Place::Worker(line), true) = (&self.place, self.open.borrow().len() < before) {
            line.forget(ticket);
        }
    }

    /// What is being made for that question is given as far as it is.
    pub(crate) fn stop(&self, ticket: u32) {
        if let Some(line) = self.line() {
            line.stop(ticket);
        }
    }

    /// The worker, where there is one: what is said to it needs no answer.
    pub(crate) fn line(&self) -> Option<&Line> {
        match &self.place {
            Place::Worker(line) => Some(line),
            Place::Here(_) => None,
        }
    }

    /// The corpus is read with these corrections from now on. What it holds then, where it is known at once and is
    /// another than before.
    pub(crate) fn correct(&self, corrections: &[Correction]) -> Option<Catalogue> {
        match &self.place {
            Place::Here(library) => {
                let changed = library.borrow_mut().correct(corrections.to_vec());
                changed.then(|| library.borrow().catalogue(EVENTS_MAX))
            }
            Place::Worker(line) => {
                line.correct(&corpus::packed(&corrections.to_vec()));
                None
            }
        }
    }

    /// Calls back with all that the worker tells from now on.
    pub(crate) fn listen(&self, told: impl Fn(Told) + 'static) {
        if let Some(line) = self.line() {
            line.listen(told);
        }
    }

    /// Hands on what the worker told; what is no answer comes back.
    pub(crate) fn hand_on(&self, told: Told) {
        let (ticket, reply) = match told {
            Told::Answer(ticket, bytes) => (ticket, Reply::Answer(ticket, bytes)),
            Told::Progress(ticket, columns, steps) => (ticket, Reply::Progress(columns, steps)),
            _ => return,
        };
        let waiting = self.open.borrow().iter().find(|(t, _)| *t == ticket).map(|(_, w)| w.clone());
        if matches!(reply, Reply::Answer(..)) {
            self.open.borrow_mut().retain(|(t, _)| *t != ticket);
        }
        if let Some(waiting) = waiting {
            waiting(reply);
        }
    }
}

/// What a view knows of its answer.
pub(crate) struct Answered<A> {
    /// The last one there was; to this question or to the one before.
    pub answer: Option<Rc<A>>,
    /// Whether a newer one is on its way.
    pub waiting: bool,
    /// While a comparison is made: its columns, and steps done.
    pub progress: Option<(u32, u32)>,
    /// Gives up what is being made: the answer comes as far as it is.
    pub stop: Callback<MouseEvent>,
}

/// An answer of more bytes than this is read in a task of its own.
const LONG: usize = 30_000;

/// Answers by their question and the state of the library that they were given in.
type Known<Q> = ((Q, u32), Rc<<Q as Question>::Answer>);

/// Asks the library, and again whenever the question or the library changes.
#[hook]
pub(crate) fn use_answer<Q: Question>(context: &Context, question: Q) -> Answered<Q::Answer> {
    let asked = (question, context.state.edition);
    let known = use_state(|| None::<Known<Q>>);
    let progress = use_state(|| None);
    let ticket = use_mut_ref(|| 0_u32);
    let access = context.library.clone();
    let at_once = {
        let access = access.clone();
        use_memo(asked.clone(), move |(question, _)| access.now(question).map(Rc::new))
    };
    {
        let (known, progress, ticket, access) = (known.clone(), progress.clone(), ticket.clone(), access.clone());
        let here = at_once.is_some();
        use_effect_with(asked.clone(), move |asked| {
            let mine = (!here).then(|| {
                let (asked, bytes) = (asked.clone(), corpus::packed(&asked.0));
                let current = ticket.clone();
                let waiting = move |reply| match reply {
                    Reply::Answer(mine, bytes) => {
                        let bytes_long = bytes.len() > LONG;
                        let (asked, known, progress, current) =
                            (asked.clone(), known.clone(), progress.clone(), current.clone());
                        let take = move || {
                            // Another question may have been asked meanwhile.
                            let answer = corpus::unpacked::<Q::Answer>(&bytes).filter(|_| *current.borrow() == mine);
                            if let Some(answer) = answer {
                                known.set(Some((asked, Rc::new(answer))));
                            }
                            progress.set(None);
                        };
                        // What takes long to read is read in a task of its own.
                        if bytes_long {
                            Timeout::new(0, take).forget();
                        } else {
                            take();
                        }
                    }
                    Reply::Progress(columns, steps) => progress.set(Some((columns, steps))),
                };
                let mine = access.ask(Q::NUMBER, &bytes, Rc::new(waiting));
                *ticket.borrow_mut() = mine;
                mine
            });
            move || {
                if let Some(mine) = mine {
                    access.forget(mine);
                }
            }
        });
    }
    let stop = Callback::from(move |_: MouseEvent| access.stop(*ticket.borrow()));
    if let Some(answer) = &*at_once {
        return Answered { answer: Some(answer.clone()), waiting: false, progress: None, stop };
    }
    let waiting = known.as_ref().is_none_or(|(question, _)| *question != asked);
    let answer = known.as_ref().map(|(_, answer)| answer.clone());
    Answered { answer, waiting, progress: (*progress).filter(|_| waiting), stop }
}

/// A shared value is the same or another one: nobody looks inside.
pub(crate) struct Same<A>(pub Rc<A>);

impl<A> Clone for Same<A> {
    fn clone(&self) -> Self {
        Self(self.0.clone())
    }
}

impl<A> PartialEq for Same<A> {
    fn eq(&self, other: &Self) -> bool {
        Rc::ptr_eq(&self.0, &other.0)
    }
}
