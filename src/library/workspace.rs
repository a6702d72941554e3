//! One's own corpus: what is given for each article, and the changes that the user makes, which can be taken back.
//!
//! An article's text is kept once, in the article; what stands here beside it makes its [`Draft`] again. A change replaces
//! what is given, takes articles out, puts them back or gives the corpus another name; doing it gives the change that
//! takes it back. So the history is a list of such changes.
use crate::Library;
use crate::bringing::Edit;
use crate::duplicates::samples;
use crate::gathering::{Entry, Gathering, THERE};
use analysis::corrections::Correction;
use corpus::{Article, BlockKind, Draft, Gather, Given, InOrder, Map, Set};
use std::rc::Rc;

/// What is known of an article beside its text, and what need not be found out again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    pub(crate) given: Given,
    /// How many of the article's notices came with its draft: the first.
    pub(crate) told: u32,
    /// What was read in it before it was joined to the others, as bytes; empty where that is not kept.
    pub(crate) raw: Rc<[u8]>,
    /// What its nearness to others is told by.
    pub(crate) samples: Rc<[u32]>,
}

impl Beside {
    /// The draft of the article that this stands beside.
    fn draft(&self, article: &Article) -> Draft {
        Draft {
            id: article.id.clone(),
            text: article.text.clone(),
            given: self.given.clone(),
            notices: article.notices.iter().take(self.told as usize).cloned().collect(),
        }
    }
}

/// A change of a corpus.
#[derive(Clone, Debug)]
pub(crate) enum Change {
    /// These articles are given this.
    Give(Vec<(String, Given)>),
    /// The first are taken out; then the others are put at these places, the first place first.
    Swap(Vec<String>, Vec<(u32, Draft)>),
    /// The corpus is called that.
    Name(String),
}

/// A change that was made, with the one that takes it back.
#[derive(Clone, Debug)]
pub(crate) struct Step {
    words: String,
    back: Change,
}

/// A step that counts once the corpus is made.
#[derive(Clone, Debug)]
pub(crate) struct Pending {
    way: Way,
    words: String,
    back: Change,
}

/// Where a step belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    New,
    Undo,
    Redo,
}

impl Pending {
    /// Articles that are brought; see [`Self::added`].
    pub(crate) fn import() -> Self {
        Self { way: Way::New, words: String::new(), back: Change::Swap(Vec::new(), Vec::new()) }
    }

    /// These articles came.
    pub(crate) fn added(&mut self, came: Vec<String>) {
        if self.words.is_empty() {
            self.words = format!("{} added", articles(came.len()));
        }
        if let Change::Swap(ids, _) = &mut self.back {
            ids.extend(came);
        }
    }
}

/// What a library of one's own keeps beside its articles.
#[derive(Debug, Default)]
pub(crate) struct Workspace {
    /// One for each article.
    pub(crate) besides: Vec<Beside>,
    pub(crate) undo: Vec<Step>,
    pub(crate) redo: Vec<Step>,
    /// Whether the first steps are forgotten.
    pub(crate) forgot: bool,
}

/// Steps that can be taken back.
const STEPS_MAX: usize = 100;
/// Bytes of texts that are kept to be put back.
const HISTORY_MAX: usize = 64 << 20;

impl Workspace {
    /// A step was made.
    pub(crate) fn did(&mut self, pending: Pending) {
        let Pending { way, words, back } = pending;
        if matches!(&back, Change::Swap(gone, put) if gone.is_empty() && put.is_empty()) {
            return;
        }
        match way {
            Way::New => {
                self.redo.clear();
                self.undo.push(Step { words, back });
            }
            Way::Undo => {
                self.undo.pop();
                self.redo.push(Step { words, back });
            }
            Way::Redo => {
                self.redo.pop();
                self.undo.push(Step { words, back });
            }
        }
        let bytes = |step: &Step| match &step.back {
            Change::Swap(_, drafts) => drafts.iter().map(|(_, d)| d.text.len()).sum(),
            _ => 0,
        };
        while self.undo.len() > STEPS_MAX
            || self.undo.len() > 1 && self.undo.iter().map(bytes).sum::<usize>() > HISTORY_MAX
        {
            self.undo.remove(0);
            self.forgot = true;
        }
    }
}

/// What became of a change that was asked for.
pub enum Edited {
    /// There is nothing to change.
    Nothing,
    /// It is made: the library is changed.
    Done,
    /// It takes time: the library is as before until this is joined and bound ([`crate::Binding::finish`]).
    Begun(Box<Gathering>),
}

impl Library {
    /// Whether its articles can be changed here.
    #[must_use]
    pub fn can_change(&self) -> bool {
        self.workspace.is_some()
    }

    /// What stands beside an article; of a library that is not one's own, what can be told from the article.
    pub(crate) fn beside(&self, n: usize) -> Beside {
        match (self.workspace.as_ref().and_then(|w| w.besides.get(n)), self.collection.articles.get(n)) {
            (Some(beside), _) => beside.clone(),
            (None, Some(article)) => Beside { given: Given::of(article), ..Beside::default() },
            (None, None) => Beside::default(),
        }
    }

    /// What is given for an article.
    pub(crate) fn given(&self, n: usize) -> Option<&Given> {
        Some(&self.workspace.as_ref()?.besides.get(n)?.given)
    }

    /// The draft of an article, from which it can be read again: all that has to be kept of it.
    #[must_use]
    pub fn draft(&self, n: u32) -> Option<Draft> {
        let article = self.collection.articles.get(n as usize)?;
        match self.workspace.as_ref() {
            Some(workspace) => Some(workspace.besides.get(n as usize)?.draft(article)),
            None => Some(Beside { given: Given::of(article), ..Beside::default() }.draft(article)),
        }
    }

    /// Bytes of what was read in the articles before it was joined, kept so that a change reads only what it changes.
    #[must_use]
    pub fn raw_bytes(&self) -> usize {
        self.workspace.as_ref().map_or(0, |w| w.besides.iter().map(|b| b.raw.len()).sum())
    }

    /// What Undo takes back, in words; empty: nothing.
    #[must_use]
    pub fn undo_words(&self) -> &str {
        self.workspace.as_ref().and_then(|w| w.undo.last()).map_or("", |step| step.words.as_str())
    }

    /// What Redo does again, in words; empty: nothing.
    #[must_use]
    pub fn redo_words(&self) -> &str {
        self.workspace.as_ref().and_then(|w| w.redo.last()).map_or("", |step| step.words.as_str())
    }

    /// Whether Undo would take back the first step that was ever made in it.
    #[must_use]
    pub fn at_first_step(&self) -> bool {
        self.workspace.as_ref().is_some_and(|w| w.undo.len() == 1 && !w.forgot)
    }

    /// Changes the corpus. A corpus that is not one's own becomes one by this; a prepared one cannot be changed.
    pub fn edit(&mut self, edit: &Edit) -> Edited {
        if self.store.is_some() {
            return Edited::Nothing;
        }
        match self.change_of(edit) {
            Some((change, words)) => self.apply(change, words, Way::New),
            None => Edited::Nothing,
        }
    }

    /// Takes the last change back.
    pub fn undo(&mut self) -> Edited {
        match self.workspace.as_ref().and_then(|w| w.undo.last()).cloned() {
            Some(Step { words, back }) => self.apply(back, words, Way::Undo),
            None => Edited::Nothing,
        }
    }

    /// Does again what was taken back last.
    pub fn redo(&mut self) -> Edited {
        match self.workspace.as_ref().and_then(|w| w.redo.last()).cloned() {
            Some(Step { words, back }) => self.apply(back, words, Way::Redo),
            None => Edited::Nothing,
        }
    }

    /// What an edit changes, where it changes something, and what it is in words.
    fn change_of(&self, edit: &Edit) -> Option<(Change, String)> {
        let given = |id: &String, of: &dyn Fn(&mut Given)| {
            let n = self.article_by_id(id)?;
            let before = self.beside(n as usize).given;
            let mut after = before.clone();
            of(&mut after);
            (after != before).then(|| (id.clone(), after))
        };
        let all = |ids: &[String], what: &str, of: &dyn Fn(&mut Given)| {
            let changed: Vec<_> = ids.iter().filter_map(|id| given(id, of)).collect();
            let words = format!("{what} of {}", articles(changed.len()));
            (!changed.is_empty()).then_some((Change::Give(changed), words))
        };
        let one = |id: &String| vec![id.clone()];
        match edit {
            Edit::Outlet(ids, outlet) => all(ids, "Outlet", &|given| {
                given.outlet.clone_from(outlet);
                given.said |= Given::OUTLET;
            }),
            Edit::Published(ids, moment) => all(ids, "Day", &|given| {
                given.published = *moment;
                given.said |= Given::PUBLISHED;
            }),
            Edit::Headline(id, words) => all(&one(id), "Headline", &|given| {
                given.headline.clone_from(words);
                given.said |= Given::HEADLINE;
            }),
            Edit::Kind(id, start, kind) => all(&one(id), "A paragraph", &|given| {
                given.kinds.retain(|(at, _)| at != start);
                given.kinds.extend(kind.map(|kind: BlockKind| (*start, kind)));
                given.kinds.put_in_order_by_key(|(at, _)| *at);
            }),
            Edit::Remove(ids) => {
                let ids: Vec<String> = ids.iter().filter(|id| self.article_by_id(id).is_some()).cloned().collect();
                let words = format!("{} removed", articles(ids.len()));
                (!ids.is_empty()).then_some((Change::Swap(ids, Vec::new()), words))
            }
            Edit::Name(name) => {
                (*name != self.collection.name).then(|| (Change::Name(name.clone()), "Name of the corpus".to_owned()))
            }
        }
    }

    /// Makes a change, or begins to.
    fn apply(&mut self, change: Change, words: String, way: Way) -> Edited {
        if let Change::Name(name) = change {
            let back = Change::Name(std::mem::replace(&mut self.collection.name, name));
            return self.done(Pending { way, words, back });
        }
        if let Change::Give(given) = &change
            && given.iter().all(|(id, after)| self.only_outlet(id, after))
        {
            let back = self.give_outlets(given);
            return self.done(Pending { way, words, back });
        }
        let mut gathering = Gathering::of(self);
        gathering.change(|entries| {
            let (entries, back) = change_entries(entries, change);
            (entries, Pending { way, words, back })
        });
        Edited::Begun(Box::new(gathering))
    }

    /// The corpus becomes one's own, where it was not.
    fn make_own(&mut self) {
        if self.workspace.is_some() {
            return;
        }
        let articles = self.collection.articles.iter().enumerate();
        let besides =
            articles.map(|(n, article)| Beside { samples: samples(article).into(), ..self.beside(n) }).collect();
        self.workspace = Some(Box::new(Workspace { besides, ..Workspace::default() }));
        self.shipped = false;
    }

    fn done(&mut self, pending: Pending) -> Edited {
        self.make_own();
        if let Some(workspace) = &mut self.workspace {
            workspace.did(pending);
        }
        Edited::Done
    }

    /// Whether an article differs by who published it alone: then nothing else of it changes.
    fn only_outlet(&self, id: &str, after: &Given) -> bool {
        self.article_by_id(id).is_some_and(|n| {
            let before = self.beside(n as usize).given;
            let others = |given: &Given| given.said & !Given::OUTLET;
            (&before.published, &before.headline, &before.kinds) == (&after.published, &after.headline, &after.kinds)
                && others(&before) == others(after)
        })
    }

    /// Says who published articles; the change that takes it back.
    fn give_outlets(&mut self, given: &[(String, Given)]) -> Change {
        let mut back = Vec::new();
        self.make_own();
        for (id, after) in given {
            let Some(n) = self.article_by_id(id) else { continue };
            let beside = self.workspace.as_mut().and_then(|w| w.besides.get_mut(n as usize));
            let Some((article, beside)) = self.collection.articles.get_mut(n as usize).zip(beside) else { continue };
            article.outlet.clone_from(&after.outlet);
            back.push((id.clone(), std::mem::replace(&mut beside.given, after.clone())));
        }
        self.read_again();
        Change::Give(back)
    }

    /// The history and the corrections of the library that this one goes on from.
    pub(crate) fn hand_on(&mut self, before: Self, workspace: &mut Workspace) {
        if let Some(old) = before.workspace {
            (workspace.undo, workspace.redo, workspace.forgot) = (old.undo, old.redo, old.forgot);
        }
        let corrections: Vec<Correction> = before.corrections.0;
        self.correct(corrections);
    }
}

/// Takes articles out, for others to come in their place.
pub(crate) fn take_out(entries: Vec<Entry>, ids: Vec<String>, words: String) -> (Vec<Entry>, Pending) {
    let (entries, back) = change_entries(entries, Change::Swap(ids, Vec::new()));
    (entries, Pending { way: Way::New, words, back })
}

/// Makes a change in the articles of a corpus, and tells the one that takes it back.
fn change_entries(mut entries: Vec<Entry>, change: Change) -> (Vec<Entry>, Change) {
    match change {
        Change::Give(given) => {
            let places: Map<String, usize> = entries.iter().map(|e| e.article.id.clone()).zip(0..).gather();
            let mut before = Vec::new();
            for (id, after) in given {
                let at = places.get(id.as_str()).and_then(|n| entries.get_mut(*n));
                let Some(entry) = at else { continue };
                let draft = entry.beside.draft(&entry.article);
                before.push((id, draft.given.clone()));
                *entry = Entry::new(Draft { given: after, ..draft }, THERE);
            }
            (entries, Change::Give(before))
        }
        Change::Swap(gone, put) => {
            let gone: Set<String> = gone.into_iter().gather();
            let (mut left, mut taken) = (Vec::with_capacity(entries.len()), Vec::new());
            for (n, entry) in (0..).zip(entries) {
                if gone.contains(entry.article.id.as_str()) {
                    taken.push((n, entry.beside.draft(&entry.article)));
                } else {
                    left.push(entry);
                }
            }
            let (mut all, mut ids) = (Vec::with_capacity(left.len() + put.len()), Vec::new());
            let mut there = left.into_iter();
            for (n, draft) in put {
                while all.len() < n as usize
                    && let Some(entry) = there.next()
                {
                    all.push(entry);
                }
                ids.push(draft.id.clone());
                all.push(Entry::new(draft, THERE));
            }
            all.extend(there);
            (all, Change::Swap(ids, taken))
        }
        name @ Change::Name(_) => (entries, name),
    }
}

fn articles(n: usize) -> String {
    format!("{n} {}", if n == 1 { "article" } else { "articles" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Question;
    use analysis::read_collection;
    use corpus::{Basis, Collection, EventInfo, Outlet};
    use formats::Limits;

    const TEXTS: [&str; 4] = [
        "Envoys meet in Doha\n\nEnvoys met for talks in Doha on Sunday. “The talks were long,” Omar Saleh said.",
        "Saleh led the talks in Doha.\n\nFollow us on social media",
        "Talks in Doha ended on 3 May 2024. Omar Saleh left.",
        "River floods town\n\nRain fell for days, Anna Berg said.",
    ];

    fn event() -> EventInfo {
        let (id, name, kind) = ("doha".into(), "Talks in Doha".into(), "talks".into());
        EventInfo { id, name, kind, place: Some("Doha".into()), date: "2024-05-05".parse().ok(), basis: "told".into() }
    }

    /// Drafts as a library of one's own.
    fn library() -> Library {
        let mut gathering = Gathering::kept("Mine", "made up", vec![event()]);
        for (n, text) in TEXTS.iter().enumerate() {
            gathering.put(Draft { id: format!("a{n}"), text: (*text).to_owned(), ..Draft::default() });
        }
        gathering.finish(None).library
    }

    fn drafts(library: &Library) -> Vec<Draft> {
        (0..).map_while(|n| library.draft(n)).collect()
    }

    /// Follows a change to its end.
    fn made(mut library: Library, of: impl FnOnce(&mut Library) -> Edited) -> Library {
        match of(&mut library) {
            Edited::Nothing => panic!("nothing was changed"),
            Edited::Done => library,
            Edited::Begun(gathering) => gathering.finish(Some(library)).library,
        }
    }

    /// All that a library knows is what it would know of its drafts, read anew.
    fn check(library: &mut Library, case: &str) {
        let articles: Vec<Article> = drafts(library).into_iter().map(Draft::read).collect();
        assert_eq!(library.collection.articles, articles, "{case}");
        let anew = Collection { articles, ..library.collection.clone() };
        assert_eq!(library.reading, read_collection(&anew), "{case}");
        let mut anew = Library::read(anew);
        let ask = crate::Finding { query: "talks OR \"rain fell\"".into(), most: 9, ..crate::Finding::default() };
        let bytes = corpus::packed(&ask);
        assert_eq!(library.reply(crate::Finding::NUMBER, &bytes), anew.reply(crate::Finding::NUMBER, &bytes), "{case}");
    }

    fn edits() -> Vec<(Edit, &'static str)> {
        let id = |n: u32| format!("a{n}");
        let outlet = Outlet { name: "The Gull".into(), url: None, basis: Basis::Supplied };
        vec![
            (Edit::Outlet(vec![id(0), id(3), "none".into()], Some(outlet)), "Outlet of 2 articles"),
            (Edit::Published(vec![id(0)], "2024-05-06".parse().ok()), "Day of 1 article"),
            (Edit::Headline(id(1), Some("saleh led the talks in doha.".into())), "Headline of 1 article"),
            (Edit::Headline(id(0), Some(String::new())), "Headline of 1 article"),
            (Edit::Kind(id(1), 30, Some(BlockKind::Paragraph)), "A paragraph of 1 article"),
            (Edit::Remove(vec![id(1), id(2), "none".into()]), "2 articles removed"),
            (Edit::Name("Yours".into()), "Name of the corpus"),
            (Edit::Remove(vec![id(0), id(3)]), "2 articles removed"),
        ]
    }

    #[test]
    fn every_change_is_taken_back_and_done_again() {
        let mut library = library();
        check(&mut library, "at first");
        let mut states = vec![(drafts(&library), library.collection.name.clone())];
        for (edit, words) in edits() {
            library = made(library, |l| l.edit(&edit));
            assert_eq!((library.undo_words(), library.redo_words()), (words, ""));
            check(&mut library, words);
            assert_eq!(library.collection.events, [event()]);
            let state = (drafts(&library), library.collection.name.clone());
            assert_ne!(Some(&state), states.last(), "{words}");
            states.push(state);
        }
        assert!(library.collection.articles.is_empty(), "an empty corpus is one");
        assert!(!library.at_first_step());
        for n in (0..edits().len()).rev() {
            library = made(library, Library::undo);
            assert_eq!((drafts(&library), library.collection.name.clone()), states[n]);
            assert_eq!(library.redo_words(), edits()[n].1);
            check(&mut library, "taken back");
        }
        assert!(matches!(library.undo(), Edited::Nothing));
        for state in &states[1..] {
            library = made(library, Library::redo);
            assert_eq!((drafts(&library), library.collection.name.clone()), *state);
        }
        assert!(matches!(library.redo(), Edited::Nothing));
        library = made(library, Library::undo);
        library = made(library, |l| l.edit(&Edit::Name("Ours".into())));
        assert_eq!((library.undo_words(), library.redo_words()), ("Name of the corpus", ""), "the other way is gone");
    }

    #[test]
    fn an_empty_corpus_answers() {
        use crate::finding::{LineOrder, Show};
        let mut library = Gathering::kept("Mine", "", vec![event()]).finish(None).library;
        let asked = |library: &mut Library, number: u8, bytes: Vec<u8>| {
            assert!(library.reply(number, &bytes).is_some(), "question {number}");
        };
        fn put<Q: Question>(question: &Q) -> (u8, Vec<u8>) {
            (Q::NUMBER, corpus::packed(question))
        }
        let finding = |show| crate::Finding { query: "rain".into(), show, most: 5, ..crate::Finding::default() };
        for (number, bytes) in [
            put(&crate::CatalogueOf { events_max: 9 }),
            put(&crate::Extracting::default()),
            put(&crate::Comparing::default()),
            put(&crate::HeadsOf { with: "x".into(), from: 0, most: 9 }),
            put(&crate::CastOf { most: 9, ..crate::CastOf::default() }),
            put(&crate::CardOf { entity: "person/x".into() }),
            put(&crate::TimelineOf { days: None, bars_max: 9, events_max: 9 }),
            put(&crate::DayOf { days: None, from_row: 0, most: 9 }),
            put(&crate::KnownOf { event: "doha".into(), days: None, most: 9 }),
            put(&finding(Show::Passages)),
            put(&finding(Show::Lines(LineOrder::Right))),
            put(&finding(Show::Plot)),
            put(&crate::ReviewOf { most: 9, ..crate::ReviewOf::default() }),
            put(&crate::FileOf::default()),
            put(&crate::Differing::default()),
        ] {
            asked(&mut library, number, bytes);
        }
    }

    #[test]
    fn an_import_is_one_step() {
        let mut gathering = Gathering::new("", Some(&library()), Limits::default());
        gathering.expect("more.txt", 10);
        for text in ["A story that is new.", "Another one, newer."] {
            let draft = Draft { id: "a0".into(), text: text.into(), ..Draft::default() };
            gathering.add(draft, 0);
        }
        // The same words again, by nobody known: left out.
        gathering.add(Draft { id: "x".into(), text: TEXTS[3].replace("\n\n", " \n"), ..Draft::default() }, 0);
        let progress = gathering.progress();
        assert_eq!((progress.found, progress.same, progress.files[0].1.same_as.as_str()), (2, 1, "a3"));
        let bound = gathering.finish(Some(library()));
        let ids = |l: &Library| l.collection.articles.iter().map(|a| a.id.clone()).collect::<Vec<_>>();
        assert_eq!(ids(&bound.library), ["a0", "a1", "a2", "a3", "a0-2", "a0-3"]);
        assert_eq!(bound.library.undo_words(), "2 articles added");
        assert!(bound.library.at_first_step());
        let mut back = made(bound.library, Library::undo);
        check(&mut back, "taken back");
        assert_eq!(drafts(&back), drafts(&library()));
        let again = made(back, Library::redo);
        assert_eq!(ids(&again).last().map(String::as_str), Some("a0-3"));
        assert_eq!(again.draft(4).map(|d| d.given.from), Some("more.txt".to_owned()));
    }

    #[test]
    fn the_same_text_by_two_outlets_stays() {
        let mut gathering = Gathering::new("", None, Limits::default());
        gathering.expect("all.jsonl", 10);
        for (outlet, kept) in [("The Gull", 1), ("The Tern", 2), ("The Gull", 2)] {
            let outlet = Outlet { name: outlet.into(), url: None, basis: Basis::Supplied };
            let given = Given { outlet: Some(outlet), ..Given::default() };
            gathering.add(Draft { id: "a".into(), text: TEXTS[0].into(), given, ..Draft::default() }, 0);
            assert_eq!(gathering.progress().found, kept);
        }
    }

    #[test]
    fn the_shipped_corpus_becomes_ones_own_by_a_change() {
        let shipped = Library::shipped(embed::collection());
        let (before, reading) = (shipped.collection.clone(), shipped.reading.clone());
        assert!(!shipped.can_change());
        let removed = Edit::Remove(vec![before.articles[1].id.clone()]);
        let own = made(shipped, |l| l.edit(&removed));
        assert!(own.can_change() && !own.shipped && own.collection.articles.len() == before.articles.len() - 1);
        let back = made(own, Library::undo);
        assert_eq!(back.collection, before);
        assert_eq!(back.reading, reading);
    }

    #[test]
    fn corrections_hold_through_changes() {
        let mut library = library();
        let entity = library.reading.entities.iter().find(|e| e.name == "Omar Saleh").unwrap().id.clone();
        library.id = "mine".into();
        assert!(library.correct(vec![Correction::Rename(entity, "O. Saleh".into())]));
        for (edit, _) in edits().into_iter().take(4) {
            library = made(library, |l| l.edit(&edit));
            assert!(library.reading.entities.iter().any(|e| e.name == "O. Saleh"), "{edit:?}");
            assert_eq!(library.id, "mine");
        }
    }
}
