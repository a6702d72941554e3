//! The page's state and the one pure function that changes it.
//!
//! The address is the state of the view; what is not in a link (theme, notices) is beside it. Effects look at
//! [`State::history`] to learn how the browser's history has to follow.
use crate::address::{Address, CellKey};
use analysis::anchor::Quote;
use analysis::corrections::Correction;
use analysis::corrections_file::CorrectionsFile;
use analysis::passage_notes::{PassageNote, tags};
use analysis::sheet::Part;
use corpus::{Gather, InOrder, Map};
use library::Catalogue;
use library::bringing::{Held, Progress};
use std::rc::Rc;
use yew::Reducible;

/// Light, dark, or as the system has it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// As the system has it.
    #[default]
    System,
    /// Ink on paper.
    Light,
    /// Paper on ink.
    Dark,
}

impl Theme {
    /// Its name in storage and in the document's `data-theme`.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::System => "system",
            Self::Light => "light",
            Self::Dark => "dark",
        }
    }

    /// The theme with that name; the system's where there is none.
    #[must_use]
    pub fn from_key(key: &str) -> Self {
        match key {
            "light" => Self::Light,
            "dark" => Self::Dark,
            _ => Self::System,
        }
    }

    /// What the theme button changes to.
    #[must_use]
    pub fn next(self) -> Self {
        match self {
            Self::System => Self::Light,
            Self::Light => Self::Dark,
            Self::Dark => Self::System,
        }
    }
}

/// How the browser's history follows a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum History {
    /// It is there already: the change came from it.
    Follows,
    /// A step that Back undoes.
    Push,
    /// No step: typing.
    Replace,
}

/// Everything that the page shows depends on this and on the desk.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What is shown.
    pub address: Address,
    /// What was wrong with the link.
    pub notices: Vec<String>,
    /// The mark of the corpus that the link was made with; empty where it has none, or it was read.
    pub made_in: String,
    /// Light or dark.
    pub theme: Theme,
    /// How the browser's history has to follow.
    pub history: History,
    /// How often another page was turned to; the view starts at its top then.
    pub turns: u32,
    /// What the user keeps beside the corpus.
    pub kept: Rc<Kept>,
    /// What the corpus holds.
    pub catalogue: Rc<Catalogue>,
    /// How far the reading of files is, or how it went.
    pub gathering: Option<Rc<Progress>>,
    /// What is kept in this browser, and whether what is open is.
    pub held: Rc<Held>,
    /// How often the library became another one; answers belong to an edition.
    pub edition: u32,
    /// What the last correction did, in words; empty where none was made.
    pub said: String,
    /// Lists of corrections before this one, the last one last; what Undo goes back to.
    pub past: Rc<Vec<Vec<Correction>>>,
    /// Lists that were taken back; what Redo goes on to.
    pub undone: Rc<Vec<Vec<Correction>>>,
}

/// What the user writes, kept in this browser.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Notes on cells, by the corpus and [`analysis::take_along::note_key`].
    pub notes: Map<String, String>,
    /// A text to hold the wordings against; may be empty.
    pub reference: String,
    /// Notes on passages of the open corpus, as they were made.
    pub passages: Vec<PassageNote>,
    /// Its mark, and the notes on passages of the others, by their marks.
    mark: String,
    elsewhere: Map<String, Vec<PassageNote>>,
    /// Searches by the name that the user gave them: their addresses.
    pub searches: Map<String, String>,
    /// What the user corrects in who is meant, by the mark of the corpus.
    pub corrections: Map<String, Vec<Correction>>,
}

/// Begins the line of a note on a passage: the note on a cell has a key there.
const PASSAGE: &str = "\tpassage\t";
/// Begins the line of a search.
const SEARCH: &str = "search";
/// What stands before the mark of a corpus in the lines of its corrections; no key of a note begins so.
const CORRECTIONS: &str = "=corrections ";

impl Kept {
    /// As one text: the reference first, then a line per note, its key and its words with a tab between, a line per note on
    /// a passage and per corpus with corrections; a line per search has its name and its address behind a word of its own.
    #[must_use]
    pub fn write(&self) -> String {
        let mut out = escape(&self.reference);
        let mut line = |key: &str, words: &str| out.extend(["\n", key, "\t", words]);
        for (key, text) in &self.notes {
            line(&escape(key), &escape(text));
        }
        for (name, to) in &self.searches {
            line(SEARCH, &format!("{}\t{}", escape(name), escape(to)));
        }
        for (mark, list) in &self.corrections {
            let file = CorrectionsFile { corrections: list.clone(), ..CorrectionsFile::default() };
            line(&format!("{CORRECTIONS}{}", escape(mark)), &escape(&file.write()));
        }
        // In the same order whichever corpus is open: tabs with different ones write the same.
        let mut by_mark = self.elsewhere.clone();
        by_mark.insert(self.mark.clone(), self.passages.clone());
        for (mark, notes) in &by_mark {
            out.extend(notes.iter().map(|note| write_passage(note, mark)));
        }
        out
    }

    /// What is kept when the corpus with that mark is open. Notes on passages from before there were marks belong to the
    /// one that came with the page.
    fn turn_to(&mut self, mark: &str, shipped: bool) {
        let before = std::mem::take(&mut self.passages);
        if !before.is_empty() {
            self.elsewhere.insert(std::mem::take(&mut self.mark), before);
        }
        mark.clone_into(&mut self.mark);
        let mut take = |mark: &str| {
            let taken = self.elsewhere.get(mark).cloned().unwrap_or_default();
            self.elsewhere = std::mem::take(&mut self.elsewhere).into_iter().filter(|(m, _)| m != mark).gather();
            taken
        };
        self.passages = take(mark);
        if shipped {
            self.passages.extend(take(""));
        }
    }

    /// What goes along with a corpus: what is kept by its mark, the searches and the reference.
    fn of(&self, mark: &str) -> Self {
        let noted = |key: &str| key.split(' ').next() == mark.get(..8).or(Some(mark));
        let here = if self.mark == mark { Some(&self.passages) } else { self.elsewhere.get(mark) };
        Self {
            notes: self.notes.iter().filter(|(k, _)| noted(k)).map(|(k, v)| (k.clone(), v.clone())).gather(),
            corrections: self
                .corrections
                .iter()
                .filter(|(m, _)| *m == mark)
                .map(|(m, l)| (m.clone(), l.clone()))
                .gather(),
            passages: here.cloned().unwrap_or_default(),
            mark: mark.to_owned(),
            elsewhere: Map::new(),
            ..self.clone()
        }
    }

    /// Takes in what came with a corpus, or was kept for another, by the mark that it has here. What is here already stays.
    fn take_in(&mut self, other: Self, mark: &str) {
        if self.reference.is_empty() {
            self.reference = other.reference;
        }
        for (key, words) in other.notes {
            let rest = key.split_once(' ').map_or("", |(_, rest)| rest);
            let key = format!("{} {rest}", mark.get(..8).unwrap_or(mark));
            if !self.notes.contains_key(key.as_str()) {
                self.notes.insert(key, words);
            }
        }
        for (name, to) in other.searches {
            if !self.searches.contains_key(name.as_str()) {
                self.searches.insert(name, to);
            }
        }
        for (_, list) in other.corrections {
            if !self.corrections.contains_key(mark) {
                self.corrections.insert(mark.to_owned(), list);
            }
        }
        let mut notes = if self.mark == mark {
            self.passages.clone()
        } else {
            self.elsewhere.get(mark).cloned().unwrap_or_default()
        };
        let came = other.passages.into_iter().chain(other.elsewhere.into_iter().flat_map(|(_, notes)| notes));
        for note in came {
            if !notes.contains(&note) {
                notes.push(note);
            }
        }
        if self.mark == mark {
            self.passages = notes;
        } else if !notes.is_empty() {
            self.elsewhere.insert(mark.to_owned(), notes);
        }
    }

    /// Reads what [`Self::write`] wrote; anything else gives what of it can be understood.
    #[must_use]
    pub fn read(text: &str) -> Self {
        let mut lines = text.split('\n');
        let mut kept = Self { reference: unescape(lines.next().unwrap_or("")), ..Self::default() };
        for line in lines {
            if let Some(passage) = line.strip_prefix(PASSAGE) {
                if let Some((note, mark)) = read_passage(passage) {
                    kept.elsewhere.entry(mark).or_default().push(note);
                }
                continue;
            }
            let Some((key, words)) = line.split_once('\t') else { continue };
            if let (SEARCH, Some((name, to))) = (key, words.split_once('\t')) {
                kept.searches.insert(unescape(name), unescape(to));
            } else if let Some(mark) = key.strip_prefix(CORRECTIONS) {
                if let Ok(file) = CorrectionsFile::read("", &unescape(words)) {
                    kept.corrections.insert(unescape(mark), file.corrections);
                }
            } else {
                kept.notes.insert(unescape(key), unescape(words));
            }
        }
        kept
    }
}

fn write_passage(note: &PassageNote, mark: &str) -> String {
    let PassageNote { article, quote, words, tags, made } = note;
    let (start, tags) = (quote.start.to_string(), tags.join(","));
    let fields = [article, &start, &quote.exact, &quote.prefix, &quote.suffix, words, &tags, made, mark];
    format!("\n{PASSAGE}{}", fields.map(escape).join("\t"))
}

/// A note on a passage and the mark of its corpus.
fn read_passage(line: &str) -> Option<(PassageNote, String)> {
    let mut fields = line.split('\t').map(unescape);
    let mut next = || fields.next();
    let (article, start) = (next()?, next()?.parse().ok()?);
    let quote = Quote { start, exact: next()?, prefix: next()?, suffix: next()? };
    let note = PassageNote { article, quote, words: next()?, tags: tags(&next()?), made: next()? };
    Some((note, next().unwrap_or_default()))
}

fn escape(text: &str) -> String {
    text.replace('\\', "\\\\").replace('\n', "\\n").replace('\t', "\\t")
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        out.extend(match c {
            '\\' => chars.next().map(|next| match next {
                'n' => '\n',
                't' => '\t',
                other => other,
            }),
            other => Some(other),
        });
    }
    out
}

/// What can happen.
pub enum Action {
    /// The browser shows this hash: at the start, Back, Forward, an edited address.
    Arrive(String),
    /// The library is another one.
    Change(Rc<Catalogue>),
    /// How far the reading of files is; nothing when its report was read.
    Gather(Option<Rc<Progress>>),
    /// What is kept in this browser, and whether what is open is.
    Hold(Rc<Held>),
    /// A link or a button leads here.
    Go(Address),
    /// Opens the sentences behind a number of the comparison, or closes them when they are open.
    Open(CellKey),
    /// The same view changed while typing.
    Type(Address),
    /// Folds or unfolds a part of the comparison.
    Turn(Part),
    /// Reads the first of these articles with the words of the second.
    Swap(Option<(String, String)>),
    /// A note on the cell with that key; an empty one takes it away.
    Note(String, String),
    /// All notes on passages, as they are now.
    Annotate(Vec<PassageNote>),
    /// A text to hold the wordings against; an empty one takes it away.
    Refer(String),
    /// Keeps a search under a name, or takes the one of that name away.
    Keep(String, Option<String>),
    /// These corrections in place of those before, and what that does in words.
    Correct(Vec<Correction>, String),
    /// The corrections that there were before.
    Undo,
    /// The corrections that were taken back.
    Redo,
    /// Another theme.
    Dress(Theme),
    /// Something that the user should know.
    Warn(String),
    /// The notices were read.
    Dismiss,
    /// Another tab wrote what is kept.
    Follow(Kept),
    /// This came with the corpus of that mark.
    TakeIn(Kept, String),
    /// The first mark's corpus became the second's, to which all that was kept goes along.
    Move(String, String),
}

impl State {
    /// The view that `hash` asks for.
    #[must_use]
    pub fn arrive(hash: &str, theme: Theme, kept: Rc<Kept>, catalogue: Rc<Catalogue>) -> Self {
        let (address, notices) = Address::parse(hash);
        let mut kept = (*kept).clone();
        kept.turn_to(&catalogue.mark, catalogue.shipped);
        let kept = Rc::new(kept);
        let made_in = Address::made_in(hash);
        Self {
            address,
            notices,
            theme,
            history: arrived(&made_in),
            made_in,
            turns: 0,
            kept,
            catalogue,
            gathering: None,
            held: Rc::default(),
            edition: 0,
            said: String::new(),
            past: Rc::default(),
            undone: Rc::default(),
        }
    }

    /// What notes and corrections of the open corpus are kept by.
    #[must_use]
    pub fn mark(&self) -> &str {
        &self.catalogue.mark
    }

    /// What is kept of the open corpus alone, to go along with it in a file.
    #[must_use]
    pub fn kept_along(&self) -> String {
        self.kept.of(self.mark()).write()
    }

    /// The corrections that hold for this corpus.
    #[must_use]
    pub fn corrections(&self) -> &[Correction] {
        self.kept.corrections.get(self.mark()).map_or(&[], Vec::as_slice)
    }

    /// Puts a list in the place of the one that holds; that one.
    fn exchange(&mut self, list: Vec<Correction>) -> Vec<Correction> {
        let before = self.corrections().to_vec();
        let mut kept = (*self.kept).clone();
        kept.corrections = kept.corrections.into_iter().filter(|(mark, _)| mark != self.mark()).gather();
        if !list.is_empty() {
            kept.corrections.insert(self.mark().to_owned(), list);
        }
        self.kept = Rc::new(kept);
        self.history = History::Follows;
        before
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Arrive(hash) => {
                let (address, notices) = Address::parse(&hash);
                let made_in = Address::made_in(&hash);
                next = Self { address, notices, history: arrived(&made_in), made_in, ..next };
            }
            Action::Gather(progress) => {
                next.gathering = progress;
                next.history = History::Follows;
            }
            Action::Hold(held) => {
                next.held = held;
                next.history = History::Follows;
            }
            Action::Change(catalogue) => {
                if catalogue.mark != self.catalogue.mark {
                    next.said = String::new();
                    next.past = Rc::default();
                    next.undone = Rc::default();
                    Rc::make_mut(&mut next.kept).turn_to(&catalogue.mark, catalogue.shipped);
                }
                next.catalogue = catalogue;
                next.edition += 1;
                next.history = History::Follows;
            }
            Action::Go(address) => {
                if address == self.address {
                    return self;
                }
                next.turns += u32::from(!same_page(&self.address, &address));
                next.address = address;
                next.history = History::Push;
                next.made_in.clear();
                next.notices.clear();
            }
            Action::Open(key) => {
                let Address::Compare(compare) = &mut next.address else { return self };
                compare.open = (compare.open.as_ref() != Some(&key)).then_some(key);
                next.history = History::Push;
            }
            Action::Type(address) => {
                next.address = address;
                next.history = History::Replace;
            }
            Action::Turn(part) => {
                let Address::Compare(compare) = &mut next.address else { return self };
                match compare.turned.iter().position(|p| *p == part) {
                    Some(at) => drop(compare.turned.remove(at)),
                    None => compare.turned.push(part),
                }
                compare.turned.put_in_order();
                next.history = History::Replace;
            }
            Action::Swap(pair) => {
                let Address::Compare(compare) = &mut next.address else { return self };
                compare.swap = pair;
                next.history = History::Push;
            }
            Action::Note(key, text) => {
                let others = self.kept.notes.iter().filter(|(k, _)| **k != key).map(|(k, v)| (k.clone(), v.clone()));
                let mut notes: Map<String, String> = others.gather();
                if !text.is_empty() {
                    notes.insert(key, text);
                }
                next.kept = Rc::new(Kept { notes, ..(*self.kept).clone() });
                next.history = History::Follows;
            }
            Action::Annotate(passages) => {
                next.kept = Rc::new(Kept { passages, ..(*self.kept).clone() });
                next.history = History::Follows;
            }
            Action::Refer(reference) => {
                next.kept = Rc::new(Kept { reference, ..(*self.kept).clone() });
                next.history = History::Follows;
            }
            Action::Keep(name, address) => {
                let others = self.kept.searches.iter().filter(|(k, _)| **k != name);
                let mut searches: Map<String, String> = others.map(|(k, v)| (k.clone(), v.clone())).gather();
                if let Some(address) = address {
                    searches.insert(name, address);
                }
                next.kept = Rc::new(Kept { searches, ..(*self.kept).clone() });
                next.history = History::Follows;
            }
            Action::Correct(list, said) => {
                let before = next.exchange(list);
                Rc::make_mut(&mut next.past).push(before);
                next.undone = Rc::default();
                next.said = said;
            }
            Action::Undo => {
                // After a reload the lists before are forgotten: then the last correction goes.
                let shorter = || self.corrections().split_last().map(|(_, before)| before.to_vec());
                let Some(list) = Rc::make_mut(&mut next.past).pop().or_else(shorter) else { return self };
                let before = next.exchange(list);
                Rc::make_mut(&mut next.undone).push(before);
                next.said = "Taken back.".to_owned();
            }
            Action::Redo => {
                let Some(list) = Rc::make_mut(&mut next.undone).pop() else { return self };
                let before = next.exchange(list);
                Rc::make_mut(&mut next.past).push(before);
                next.said = "Done again.".to_owned();
            }
            Action::Dress(theme) => {
                next.theme = theme;
                next.history = History::Follows;
            }
            Action::Warn(notice) => {
                if !next.notices.contains(&notice) {
                    next.notices.push(notice);
                }
                next.history = History::Follows;
            }
            Action::Follow(mut kept) => {
                kept.turn_to(self.mark(), self.catalogue.shipped);
                next.kept = Rc::new(kept);
                next.history = History::Follows;
            }
            Action::TakeIn(kept, mark) => {
                Rc::make_mut(&mut next.kept).take_in(kept, &mark);
                next.history = History::Follows;
            }
            Action::Move(from, to) => {
                let kept = self.kept.of(&from);
                Rc::make_mut(&mut next.kept).take_in(kept, &to);
                next.history = History::Follows;
            }
            Action::Dismiss => {
                next.notices.clear();
                next.made_in.clear();
                next.history = History::Follows;
            }
        }
        Rc::new(next)
    }
}

/// The mark of a corpus does not stay in the address bar.
fn arrived(made_in: &str) -> History {
    if made_in.is_empty() { History::Follows } else { History::Replace }
}

/// Whether going from one to the other stays on the same page (another number opened, another layer).
fn same_page(a: &Address, b: &Address) -> bool {
    match (a, b) {
        (Address::Compare(a), Address::Compare(b)) => a.events == b.events,
        (Address::Read(a), Address::Read(b)) => a.articles == b.articles,
        (Address::Find(_), Address::Find(_))
        | (Address::Corpus, Address::Corpus)
        | (Address::Privacy, Address::Privacy)
        | (Address::Names(_), Address::Names(_)) => true,
        (Address::Timeline(a), Address::Timeline(b)) => a.event == b.event,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::address::{Compare, Find};

    fn state() -> Rc<State> {
        Rc::new(State {
            address: Address::default(),
            notices: vec!["x".into()],
            made_in: String::new(),
            theme: Theme::System,
            history: History::Follows,
            turns: 0,
            kept: Rc::default(),
            catalogue: Rc::default(),
            gathering: None,
            held: Rc::default(),
            edition: 0,
            said: String::new(),
            past: Rc::default(),
            undone: Rc::default(),
        })
    }

    #[test]
    fn corrections_go_back_and_forth_and_are_kept() {
        let rename = |to: &str| Correction::Rename("person/a".into(), to.into());
        let one = state().reduce(Action::Correct(vec![rename("A\tb")], "Renamed".into()));
        let two = one.clone().reduce(Action::Correct(vec![rename("A\tb"), rename("C")], "Renamed".into()));
        assert_eq!((two.corrections().len(), two.said.as_str()), (2, "Renamed"));
        assert_eq!(Kept::read(&two.kept.write()), *two.kept);
        let back = two.clone().reduce(Action::Undo);
        assert_eq!(back.corrections(), one.corrections());
        assert_eq!(back.clone().reduce(Action::Redo).corrections(), two.corrections());
        let start = back.reduce(Action::Undo);
        assert_eq!((start.corrections(), &start.kept), (&[][..], &state().kept), "no trace in what is kept");
        assert!(Rc::ptr_eq(&start.clone().reduce(Action::Undo), &start));
        // After a reload.
        let again = State { kept: two.kept.clone(), ..(*state()).clone() };
        assert_eq!(Rc::new(again).reduce(Action::Undo).corrections(), one.corrections());
        // Of another corpus.
        let catalogue = Catalogue { mark: "0123456789abcdef".into(), ..Catalogue::default() };
        let other = two.reduce(Action::Change(Rc::new(catalogue)));
        assert_eq!((other.corrections(), other.past.len(), other.said.as_str()), (&[][..], 0, ""));
        assert_eq!(other.kept.corrections.len(), 1, "and those of the first stay");
    }

    #[test]
    fn going_pushes_and_typing_replaces() {
        let find = |q: &str| Address::Find(Find { query: q.into(), ..Find::default() });
        let went = state().reduce(Action::Go(find("a")));
        assert_eq!((went.history, went.turns, went.notices.len()), (History::Push, 1, 0));
        let typed = went.reduce(Action::Type(find("ab")));
        assert_eq!((typed.history, typed.turns), (History::Replace, 1));
        assert_eq!(typed.address, find("ab"));
    }

    #[test]
    fn the_mark_of_a_link_is_remembered_until_one_goes_on() {
        let arrived = state().reduce(Action::Arrive("#/1/find?q=a&in=0f3e".into()));
        assert_eq!((arrived.made_in.as_str(), arrived.history), ("0f3e", History::Replace));
        assert_eq!(arrived.address.print(), "#/1/find?q=a", "the address bar is short again");
        assert_eq!(arrived.clone().reduce(Action::Dismiss).made_in, "");
        assert_eq!(arrived.reduce(Action::Go(Address::Corpus)).made_in, "");
    }

    #[test]
    fn going_nowhere_changes_nothing() {
        let before = state();
        assert!(Rc::ptr_eq(&before.clone().reduce(Action::Go(Address::default())), &before));
    }

    #[test]
    fn what_is_kept_is_read_as_it_was_written() {
        let mut kept = Kept { reference: "Line one\nline\ttwo \\n".into(), ..Kept::default() };
        assert_eq!(Kept::read(&kept.write()), kept);
        kept.notes.insert("geneva a words".into(), "first\n\tsecond\\".into());
        kept.notes.insert("k".into(), "\\t".into());
        kept.notes.insert("search".into(), "a note".into());
        kept.searches.insert("two\ttabs".into(), "#/1/find?q=x".into());
        assert_eq!(Kept::read(&kept.write()), kept);
        kept.turn_to("m", false);
        let quote = Quote { start: 7, exact: "a\tb\nc".into(), prefix: String::new(), suffix: "\\".into() };
        let words = "one\ntwo".to_owned();
        kept.passages.push(PassageNote { article: "x".into(), quote, words, ..PassageNote::default() });
        kept.passages.push(PassageNote {
            tags: vec!["t u".into(), "v".into()],
            made: "d".into(),
            ..kept.passages[0].clone()
        });
        let mut again = Kept::read(&kept.write());
        again.turn_to("m", false);
        assert_eq!(again, kept);
        assert_eq!(Kept::read("r\nk\tolder\n\tpassage\tdamaged").notes.len(), 1);
        assert_eq!(Kept::read(""), Kept::default());
    }

    #[test]
    fn each_corpus_has_its_notes() {
        let note = |words: &str| PassageNote { article: "a".into(), words: words.into(), ..PassageNote::default() };
        // From before there were marks.
        let mut kept = Kept::read("\n\tpassage\ta\t0\t\t\t\told\t\t");
        kept.turn_to("other", false);
        assert!(kept.passages.is_empty());
        kept.turn_to("shipped", true);
        assert_eq!(kept.passages, [note("old")]);
        let text = kept.write();
        kept.turn_to("other", false);
        assert_eq!(kept.write(), text, "the same whichever is open");
        kept.passages.push(note("mine"));
        kept.notes.insert("otherwise 1".into(), "no".into());
        kept.notes.insert("other 1".into(), "yes".into());
        kept.corrections.insert("other".into(), vec![Correction::Rename("p".into(), "A".into())]);
        let along = Kept::read(&kept.of("other").write());
        let mut there = Kept::default();
        there.turn_to("0123456789", false);
        there.take_in(along.clone(), "0123456789");
        there.take_in(along, "0123456789");
        assert_eq!(there.passages, [note("mine")]);
        assert_eq!(there.notes.iter().collect::<Vec<_>>(), [(&"01234567 1".to_owned(), &"yes".to_owned())]);
        assert_eq!(there.corrections.keys().collect::<Vec<_>>(), ["0123456789"]);
    }

    #[test]
    fn a_search_is_kept_by_its_name() {
        let keep = |s: Rc<State>, to: Option<&str>| s.reduce(Action::Keep("mine".into(), to.map(str::to_owned)));
        let kept = keep(keep(state(), Some("#/1/find?q=a")), Some("#/1/find?q=b"));
        assert_eq!(kept.kept.searches.values().collect::<Vec<_>>(), ["#/1/find?q=b"]);
        assert!(keep(kept, None).kept.searches.is_empty());
    }

    #[test]
    fn a_note_comes_and_goes_and_a_part_turns() {
        let noted = state().reduce(Action::Note("k".into(), "mine".into()));
        assert_eq!(noted.kept.notes.get("k").map(String::as_str), Some("mine"));
        assert!(noted.reduce(Action::Note("k".into(), String::new())).kept.notes.is_empty());
        let turned = |s: &State| matches!(&s.address, Address::Compare(c) if c.turned == [Part::Names]);
        let once = state().reduce(Action::Turn(Part::Names));
        assert!(turned(&once) && !turned(&once.clone().reduce(Action::Turn(Part::Names))));
    }

    #[test]
    fn a_number_opens_and_closes() {
        let key = CellKey { row: "words".into(), place: Some((0, 0)) };
        let open = |s: &State| matches!(&s.address, Address::Compare(c) if c.open.is_some());
        let opened = state().reduce(Action::Open(key.clone()));
        assert!(open(&opened) && opened.history == History::Push);
        assert!(!open(&opened.reduce(Action::Open(key))));
    }

    #[test]
    fn another_number_is_the_same_page_and_another_event_is_not() {
        let compare = |events: &[&str], outlets: &[&str]| {
            let own = |ids: &[&str]| ids.iter().map(|s| (*s).to_owned()).collect();
            Address::Compare(Compare { events: own(events), outlets: own(outlets), ..Compare::default() })
        };
        assert!(same_page(&compare(&["a"], &[]), &compare(&["a"], &["x"])));
        assert!(!same_page(&compare(&["a"], &[]), &compare(&["b"], &[])));
    }
}
