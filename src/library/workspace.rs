//! One's own corpus: what is given for each article, and the changes that the user makes, which can be taken back.
//!
//! An article's text is kept once, in the article; what stands here beside it makes its [`Draft`] again. A change replaces
//! what is given, takes articles out, puts them back or gives the corpus another name; doing it gives the change that
//! takes it back. So the history is a list of such changes.
use crate::Library;
use crate::bringing::Edit;
use crate::gathering::{Entry, Gathering, THERE};
use analysis::corrections::Correction;
use corpus::{Article, BlockKind, Draft, Gather, Given, InOrder, Map, Set};

/// What is known of an article beside its text, and what need not be found out again.
#[derive(Clone, Debug, Default)]
pub(crate) struct Beside {
    pub(crate) given: Given,
    /// How many of the article's notices came with its draft: the first.
    pub(crate) told: u32,
    /// What was read in it before it was joined to the others, as bytes; empty where that is not kept.
    pub(crate) raw: Vec<u8>,
    /// What its nearness to others is told by.
    pub(crate) samples: Vec<u32>,
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
    /// These articles are put at these places, the first place first.
    Put(Vec<(u32, Draft)>),
    /// These articles are taken out.
    Take(Vec<String>),
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
        Self { way: Way::New, words: String::new(), back: Change::Take(Vec::new()) }
    }

    /// These articles came.
    pub(crate) fn added(&mut self, ids: Vec<String>) {
        if self.words.is_empty() {
            self.words = format!("{} added", articles(ids.len()));
            self.back = Change::Take(ids);
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
}

/// Steps that can be taken back.
const STEPS_MAX: usize = 100;
/// Bytes of texts that are kept to be put back.
const HISTORY_MAX: usize = 64 << 20;

impl Workspace {
    /// A step was made.
    pub(crate) fn did(&mut self, pending: Pending) {
        let Pending { way, words, back } = pending;
        if matches!(&back, Change::Take(ids) if ids.is_empty()) {
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
            Change::Put(drafts) => drafts.iter().map(|(_, d)| d.text.len()).sum(),
            _ => 0,
        };
        while self.undo.len() > STEPS_MAX
            || self.undo.len() > 1 && self.undo.iter().map(bytes).sum::<usize>() > HISTORY_MAX
        {
            self.undo.remove(0);
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
                (!ids.is_empty()).then_some((Change::Take(ids), words))
            }
            Edit::Name(name) => {
                (*name != self.collection.name).then(|| (Change::Name(name.clone()), "Name of the corpus".to_owned()))
            }
        }
    }

    /// Makes a change, or begins to.
    fn apply(&mut self, change: Change, words: String, way: Way) -> Edited {
        if self.workspace.is_none() {
            let besides = (0..self.collection.articles.len()).map(|n| self.beside(n)).collect();
            self.workspace = Some(Box::new(Workspace { besides, ..Workspace::default() }));
            self.shipped = false;
        }
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

    fn done(&mut self, pending: Pending) -> Edited {
        if let Some(workspace) = &mut self.workspace {
            workspace.did(pending);
        }
        Edited::Done
    }

    /// Whether an article differs by who published it alone: then nothing else of it changes.
    fn only_outlet(&self, id: &String, after: &Given) -> bool {
        let before = self.article_by_id(id).and_then(|n| self.given(n as usize));
        before.is_some_and(|before| {
            (&before.published, &before.headline, &before.kinds) == (&after.published, &after.headline, &after.kinds)
        })
    }

    /// Says who published articles; the change that takes it back.
    fn give_outlets(&mut self, given: &[(String, Given)]) -> Change {
        let mut back = Vec::new();
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
            (workspace.undo, workspace.redo) = (old.undo, old.redo);
        }
        let corrections: Vec<Correction> = before.corrections.0;
        self.correct(corrections);
    }
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
        Change::Take(ids) => {
            let gone: Set<String> = ids.into_iter().gather();
            let (mut left, mut taken) = (Vec::with_capacity(entries.len()), Vec::new());
            for (n, entry) in (0..).zip(entries) {
                if gone.contains(entry.article.id.as_str()) {
                    taken.push((n, entry.beside.draft(&entry.article)));
                } else {
                    left.push(entry);
                }
            }
            (left, Change::Put(taken))
        }
        Change::Put(drafts) => {
            let (mut all, mut ids) = (Vec::with_capacity(entries.len() + drafts.len()), Vec::new());
            let mut there = entries.into_iter();
            for (n, draft) in drafts {
                while all.len() < n as usize
                    && let Some(entry) = there.next()
                {
                    all.push(entry);
                }
                ids.push(draft.id.clone());
                all.push(Entry::new(draft, THERE));
            }
            all.extend(there);
            (all, Change::Take(ids))
        }
        name @ Change::Name(_) => (entries, name),
    }
}

fn articles(n: usize) -> String {
    format!("{n} {}", if n == 1 { "article" } else { "articles" })
}
