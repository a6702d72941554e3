//! Actions that several outlets tell of: who does what to what, who demands it, held against each other.
//!
//! The verbs are data (`data/actions.tsv`) in general classes: to give up, to accept or reject, to write. Around each the
//! roles are looked for by the grammar of news sentences: the subject or the phrase after “by” does it, what “pressed …
//! to” and “demanded that …” are addressed to has to do it, “X’s demand to” names who demands it. Actions of one class
//! on one object are compared: other verbs are other words; one side’s demand that is the other’s burden, or the
//! opposite done by the same party, conflicts; another author differs. A role that is not found is left open, and what
//! rests on an open role is not judged. Not seen: actions told by verbs that are not listed, and metaphors.
use crate::alignment::content_stem;
use crate::answers::capitalised;
use crate::claims::subject_before;
use crate::claims_compared::Ground;
use crate::comparison::{Evidence, Excerpt, MarkKind, Marked, Statement, Verdict};
use crate::cues::{LEXICON, tag};
use crate::inflection::regular_forms;
use crate::sentence_words::SentenceWords;
use crate::{ConditionClass, EntityKind, HedgeClass, MentionForm, Reading};
use corpus::{Gather, InOrder, Lower, Set, Span, TokenKind, one_of};
use std::sync::LazyLock;

/// One row of actions.
#[derive(Debug, Default)]
struct Row {
    class: &'static str,
    marks: &'static str,
    objects: &'static str,
    opposite: bool,
}

impl Row {
    fn is(&self, mark: char) -> bool {
        self.marks.contains(mark)
    }
}

/// One form of one verb.
#[derive(Debug)]
struct Form {
    form: String,
    particles: &'static str,
    /// Base form with its particles.
    name: String,
    row: usize,
    /// 0 base, 1 third person, 2 past, 3 participle, 4 “-ing”; 5 a noun.
    shape: usize,
}

/// The lists, ready to be asked.
#[derive(Debug, Default)]
struct Lists {
    rows: Vec<Row>,
    /// By form, in order.
    forms: Vec<Form>,
    nouns: Vec<(&'static str, &'static str)>,
    seats: Vec<(&'static str, &'static str)>,
    pairs: Vec<(&'static str, &'static str)>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    for line in include_str!(concat!(env!("OUT_DIR"), "/actions.tsv")).lines() {
        let mut fields = line.split('\t');
        let mut field = || fields.next().unwrap_or("");
        let (first, second, third) = (field(), field(), field());
        match first {
            "@noun" => lists.nouns.push((second, third)),
            "@pair" => lists.pairs.extend(second.split("; ").filter_map(|pair| pair.split_once(' '))),
            "@seat" => lists.seats.extend(third.split("; ").map(|seat| (seat, second))),
            _ => {
                let row = lists.rows.len();
                lists.rows.push(Row { class: first, marks: second, objects: third, opposite: field() == "-" });
                for words in field().split("; ").filter(|w| !w.is_empty()) {
                    add(&mut lists.forms, words, row, second.contains('n'));
                }
            }
        }
    }
    // A state’s capital stands for it.
    for line in include_str!(concat!(env!("OUT_DIR"), "/states.txt")).lines() {
        let mut parts = line.split(" > ");
        let state = parts.next().and_then(|p| p.split('=').next()).unwrap_or("");
        let capital = parts.nth(1).and_then(|p| p.split('=').next()).unwrap_or("");
        lists.seats.push((capital, state));
    }
    lists.forms.put_in_order_by(|a, b| a.form.cmp(&b.form));
    lists
});

fn add(forms: &mut Vec<Form>, words: &'static str, row: usize, noun: bool) {
    let (verb, particles) = words.split_once(' ').unwrap_or((words, ""));
    let base = verb.split('/').next().unwrap_or(verb);
    let name = words.replacen(verb, base, 1);
    let name = name.split('/').next().unwrap_or("").to_owned();
    let mut push = |form: &str, shape| {
        forms.push(Form { form: form.to_owned(), particles, name: name.clone(), row, shape });
    };
    if noun {
        return push(verb, 5);
    }
    if verb.contains('/') {
        for (shape, form) in verb.split('/').enumerate() {
            // Past and participle of one form are read as either.
            if shape != 3 || !verb.contains(&["/", form, "/", form, "/"].concat()) {
                push(form, shape);
            }
        }
        return;
    }
    for (shape, form) in [0, 1, 2, 4].into_iter().zip(regular_forms(verb).split(' ')) {
        push(form, shape);
    }
}

impl Lists {
    fn at(&self, form: &str) -> impl Iterator<Item = &Form> {
        let from = self.forms.partition_point(|f| f.form.as_str() < form);
        self.forms.iter().skip(from).take_while(move |f| f.form == form)
    }

    /// The set of nouns among `wanted` that holds the word, in the singular or plural.
    fn noun(&self, word: &str, wanted: &str) -> Option<&'static str> {
        let one = word.strip_suffix('s').filter(|one| one.len() > 2).unwrap_or(word);
        let holds = |words: &str| one_of(word, words) || one_of(one, words);
        self.nouns.iter().find(|(set, words)| one_of(set, wanted) && holds(words)).map(|(set, _)| *set)
    }
}

/// Whether one stem says the opposite of the other.
pub(crate) fn are_opposite(a: &str, b: &str) -> bool {
    LISTS.pairs.iter().any(|(x, y)| a.starts_with(x) && b.starts_with(y) || a.starts_with(y) && b.starts_with(x))
}

/// Somebody with a part in an action.
#[derive(Clone, Debug, Default)]
struct Party {
    /// As parties: a capital or seat of government is its state.
    entities: Vec<u32>,
    /// The stem of its noun, where no name stands in it.
    noun: String,
    span: Span,
}

impl Party {
    fn meets(&self, other: &Self) -> bool {
        self.entities.iter().any(|e| other.entities.contains(e)) || !self.noun.is_empty() && self.noun == other.noun
    }
}

/// What an action is done to.
#[derive(Clone, Debug, Default)]
struct Object {
    set: &'static str,
    stem: String,
    entities: Vec<u32>,
    /// The same as parties.
    parties: Vec<u32>,
    /// “parts of”, “all”: -1, 1; 0 where nothing is said.
    extent: i8,
    /// Another one than the one that is talked of: an alternative, a counter-proposal.
    counter: bool,
    span: Span,
}

impl Object {
    /// Surely the same thing.
    fn same(&self, other: &Self) -> bool {
        let shared = self.entities.iter().any(|e| other.entities.contains(e));
        let apart = !shared && !self.entities.is_empty() && !other.entities.is_empty();
        let stems = !self.stem.is_empty() && self.stem == other.stem;
        self.counter == other.counter && (shared || (stems || self.counter) && self.set == other.set && !apart)
    }

    /// The same sort of thing.
    fn alike(&self, other: &Self) -> bool {
        self.counter == other.counter && !self.set.is_empty() && self.set == other.set
    }
}

/// How an action is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mood {
    Done,
    Possible,
    Demanded,
}

/// One action as told in one place.
#[derive(Clone, Debug)]
struct Frame {
    column: usize,
    at: Evidence,
    class: &'static str,
    row: usize,
    opposite: bool,
    denied: bool,
    /// The verb in its base form.
    name: &'static str,
    verb: Span,
    actor: Option<Party>,
    demander: Option<Party>,
    object: Object,
    mood: Mood,
    hedge: Option<Span>,
    /// Whose words it is in; empty in the outlet’s own.
    cited: String,
    /// The day or year that its sentence names.
    day: Option<String>,
}

impl Frame {
    /// The words that tell it: the verb with who does it and to what.
    fn told(&self) -> Span {
        let whole = self.verb.cover(self.object.span);
        self.actor.as_ref().map_or(whole, |a| whole.cover(a.span))
    }
}

/// One statement per action that at least two columns tell of.
pub(crate) fn compared(ground: &Ground) -> Vec<Statement> {
    let mut frames: Vec<Frame> = Vec::new();
    for (column, c) in ground.columns.iter().enumerate() {
        for telling in &c.tellings {
            let Some((article, read)) = ground.article(telling.article) else { continue };
            for sentence in &article.sentences {
                if article.block_at(sentence.start).is_some_and(|b| b.kind.is_content()) {
                    let words = SentenceWords::new(&article.text, *sentence);
                    let scene = Scene {
                        ground,
                        read,
                        words: &words,
                        at: Evidence { article: telling.article, span: *sentence },
                    };
                    scene.frames(column, &mut frames);
                }
            }
        }
    }
    frames.put_in_order_by(|a, b| a.class.cmp(b.class));
    let mut all = Vec::new();
    for frames in frames.chunk_by(|a, b| a.class == b.class) {
        for group in groups(frames) {
            all.extend(statements(ground, &group));
        }
    }
    all
}

/// Actions that are told of the same, joined pair by pair.
fn groups(frames: &[Frame]) -> Vec<Vec<&Frame>> {
    let mut group_of: Vec<usize> = (0..frames.len()).collect();
    for (n, a) in frames.iter().enumerate() {
        for (m, b) in frames.iter().enumerate().skip(n + 1) {
            let joined = group_of.get(n) == group_of.get(m);
            if a.column != b.column && !joined && (belong(a, b) || opposed(frames, a, b)) {
                let (to, from) = (group_of.get(n).copied(), group_of.get(m).copied());
                group_of.iter_mut().filter(|g| Some(**g) == from).for_each(|g| *g = to.unwrap_or(*g));
            }
        }
    }
    let of = |group| group_of.iter().zip(frames).filter(move |(g, _)| **g == group).map(|(_, f)| f).collect();
    let several = |g: &Vec<&Frame>| g.iter().any(|f| g.first().is_some_and(|first| first.column != f.column));
    (0..frames.len()).map(of).filter(several).collect()
}

fn belong(a: &Frame, b: &Frame) -> bool {
    let row = LISTS.rows.get(a.row);
    let is = |mark| row.is_some_and(|r| r.is(mark));
    let same = a.object.same(&b.object);
    if crossed(a, b) || crossed(b, a) {
        return same && is('b');
    }
    if a.opposite != b.opposite {
        return false;
    }
    if turned(a, b) {
        return is('r') || is('s');
    }
    let loose = is('t') || is('w') && a.object.counter;
    if (a.mood == Mood::Done) != (b.mood == Mood::Done) && !loose {
        return false;
    }
    match (&a.actor, &b.actor) {
        (Some(x), Some(y)) if x.meets(y) => same || a.object.alike(&b.object),
        (Some(_), Some(_)) => same && is('w'),
        _ if is('t') => a.object.alike(&b.object),
        _ => same && (a.name == b.name || !a.object.entities.is_empty() && !b.object.entities.is_empty()),
    }
}

fn meet(x: Option<&Party>, y: Option<&Party>) -> bool {
    x.zip(y).is_some_and(|(x, y)| x.meets(y))
}

/// Whether one party does it in `a` and the opposite in `b`, both told flat and in one voice (a duty: both demanded), and
/// neither column tells both.
fn opposed(frames: &[Frame], a: &Frame, b: &Frame) -> bool {
    let about = |f: &Frame, g: &Frame| meet(f.actor.as_ref(), g.actor.as_ref()) && f.object.same(&g.object);
    let both = |f: &Frame| frames.iter().any(|g| g.column == f.column && g.opposite != f.opposite && about(f, g));
    let row = LISTS.rows.get(a.row);
    let is = |mark| row.is_some_and(|r| r.is(mark));
    let flat = a.mood == Mood::Done && b.mood == Mood::Done && a.hedge.is_none() && b.hedge.is_none();
    let facts = is('c') && flat && a.cited == b.cited && a.day == b.day;
    a.opposite != b.opposite && (facts || is('p') && a.mood == b.mood) && about(a, b) && !both(a) && !both(b)
}

/// Whether each does to the other what the other does to it.
fn turned(a: &Frame, b: &Frame) -> bool {
    let does = |f: &Frame, g: &Frame| {
        f.actor.as_ref().is_some_and(|p| p.entities.iter().any(|e| g.object.parties.contains(e)))
    };
    does(a, b) && does(b, a)
}

/// Whether who demands it in `a` is who is to do it in `b`.
fn crossed(a: &Frame, b: &Frame) -> bool {
    let (demands, does) = (a.demander.as_ref(), b.actor.as_ref());
    meet(demands, does)
        && !meet(a.actor.as_ref(), demands)
        && !meet(b.demander.as_ref(), does)
        && (a.actor.is_none() || meet(a.actor.as_ref(), b.demander.as_ref()))
}

/// What a group comes to: what is grave in it, and how the rest of it is worded.
fn statements(ground: &Ground, group: &[&Frame]) -> Vec<Statement> {
    let row = group.first().and_then(|f| LISTS.rows.get(f.row));
    let Some(row) = row else { return Vec::new() };
    let grave = grave(ground, row, group);
    let mut all = Vec::new();
    let part = format!("action-{}", row.class.replace(' ', "-"));
    // That the direction is turned does not say with which verbs it is told.
    if !row.is('p') && (grave.is_none() || row.is('b') && group.iter().any(|f| group.iter().any(|g| f.name != g.name)))
    {
        let told = worded(group);
        // That a plan was “revised” by nobody in particular says too little.
        if told.0 != Verdict::Agree || group.iter().any(|f| f.actor.is_some()) {
            all.extend(statement(ground, &part, told, group));
        }
    }
    all.extend(grave.and_then(|grave| statement(ground, &(part + "-turned"), grave, group)));
    all
}

/// How many tellings of one action are held against each other.
const GRAVE_MAX: usize = 40;

/// The first of the grave findings that holds for a pair of columns.
fn grave(ground: &Ground, row: &Row, group: &[&Frame]) -> Option<(Verdict, String)> {
    let shown = |span: Span, f: &Frame| {
        ground.article(f.at.article).map_or_else(String::new, |(a, _)| crate::told_once::phrase(a, span))
    };
    let does = |f: &Frame, p: Option<&Party>| group.iter().any(|h| h.column == f.column && meet(h.actor.as_ref(), p));
    // Enough to find what is grave; not every pair of a hundred outlets.
    let group = group.get(..GRAVE_MAX).unwrap_or(group);
    let pairs = group.iter().flat_map(|a| group.iter().map(move |b| (*a, *b))).filter(|(a, b)| a.column != b.column);
    let mut found: Vec<(Verdict, &str, [Span; 2], [&Frame; 2])> = Vec::new();
    for (a, b) in pairs {
        let told = [a.told(), b.told()];
        let actors = a.actor.as_ref().zip(b.actor.as_ref()).map(|(x, y)| [x.span, y.span]);
        let same = a.object.same(&b.object);
        let demanded = a.demander.as_ref().map(|d| [a.told().cover(d.span), b.told()]);
        let case = match (demanded, actors) {
            (Some(spans), _) if row.is('b') && same && crossed(a, b) && !does(a, b.actor.as_ref()) => {
                Some((Verdict::Conflicts, "Who demands it and who is to do it are turned", spans))
            }
            _ if a.opposite != b.opposite => Some((Verdict::Conflicts, "Opposite things are told of one party", told)),
            _ if turned(a, b) && row.is('r') => Some((Verdict::Conflicts, "Who does it to whom is turned", told)),
            _ if turned(a, b) => Some((Verdict::Differs, "Each does it to the other", told)),
            (_, Some(actors)) if row.is('w') && apart(ground, group, a, b) => {
                Some((Verdict::Differs, "Another actor", actors))
            }
            _ if a.object.extent * b.object.extent < 0 && same => {
                Some((Verdict::Differs, "Another extent", [a.object.span, b.object.span]))
            }
            _ => None,
        };
        found.extend(case.map(|(verdict, rule, spans)| (verdict, rule, spans, [a, b])));
    }
    found.put_in_order_by_key(|f| f.0);
    let (verdict, rule, [x, y], [a, b]) = found.first()?;
    Some((*verdict, format!("{rule}: “{}” here, “{}” there.", shown(*x, a), shown(*y, b))))
}

fn statement(ground: &Ground, part: &str, finding: (Verdict, String), group: &[&Frame]) -> Option<Statement> {
    let excerpts = group.iter().map(|f| {
        let mut spans = vec![f.verb, f.object.span];
        spans.extend(f.actor.iter().chain(&f.demander).map(|p| p.span));
        spans.retain(|s| f.at.span.contains(*s) && !s.is_empty());
        let marks = spans.into_iter().map(|span| Marked { span, kind: MarkKind::Decides }).collect();
        (f.column, Excerpt { at: f.at, marks, note: String::new() })
    });
    let label = label(ground, group)?;
    ground.statement((part, label), finding, excerpts.collect())
}

/// What is compared, in a few words: “Ukraine: hand over territory”, “Plan: drafted by whom”, “Proposal: endorsed or
/// dismissed”, “Europe’s role”.
fn label(ground: &Ground, group: &[&Frame]) -> Option<String> {
    let row = LISTS.rows.get(group.first()?.row)?;
    let text = |f: &Frame| {
        let (article, _) = ground.article(f.at.article)?;
        let shown = f.object.span.in_one_line(&article.text);
        Some(shown.trim_matches(|c: char| !c.is_alphanumeric()).to_owned())
    };
    let bare = |f: &Frame| {
        let shown = text(f).unwrap_or_default().lower();
        let noun = LISTS.rows.get(f.row).is_some_and(|r| r.is('n'));
        (noun || shown.len() < 4 && f.object.entities.is_empty(), shown.starts_with("a "), shown.len())
    };
    let shortest = *group.iter().min_by_key(|f| bare(f))?;
    let object = text(shortest)?;
    let mut acting = group.iter().filter_map(|f| f.actor.as_ref());
    let shared = acting.next().and_then(|first| {
        let all = |e: &&u32| acting.clone().all(|a| a.entities.contains(e));
        first.entities.iter().find(all)
    });
    let actor = shared.and_then(|e| ground.reading.entities.get(*e as usize)).map(|e| e.name.as_str());
    if let Some(actor) = actor.filter(|_| !row.is('w') && !row.is('t')) {
        return Some(match row.class {
            "role" => format!("{actor}’s role"),
            _ => format!("{actor}: {} {object}", denial(shortest, shortest.name.to_owned())),
        });
    }
    let plain = ["a ", "an ", "the "].into_iter().find_map(|article| object.strip_prefix(article)).unwrap_or(&object);
    let mut verbs: Vec<String> = Vec::new();
    for frame in std::iter::once(&shortest).chain(group) {
        let verb = participle(frame);
        if verbs.len() < 2 && !verbs.contains(&verb) {
            verbs.push(verb);
        }
    }
    let done = if row.is('w') { format!("{} by whom", verbs.first()?) } else { verbs.join(" or ") };
    Some(format!("{}: {done}", capitalised(plain)))
}

/// The verb as it stands after “was”: “handed over”.
fn participle(frame: &Frame) -> String {
    let own = |shape| LISTS.forms.iter().find(|f| f.row == frame.row && f.shape == shape && f.name == frame.name);
    let Some(form) = own(3).or_else(|| own(2)) else { return frame.name.to_owned() };
    frame.name.split_once(' ').map_or_else(|| form.form.clone(), |(_, particles)| format!("{} {particles}", form.form))
}

/// The verb, with its denial.
fn denial(frame: &Frame, verb: String) -> String {
    if frame.denied { format!("not {verb}") } else { verb }
}

/// The countries that a title puts before or into a person’s name: “Ukraine’s president Ann Lee”.
fn home(ground: &Ground, person: u32) -> Vec<u32> {
    let mut home = Vec::new();
    for read in &ground.reading.articles {
        for m in read.mentions.iter().filter(|m| m.entity == person && m.form == MentionForm::TitleAndName) {
            let near = Span { start: m.span.start.saturating_sub(4), end: m.name.start };
            let country =
                |e: u32| ground.reading.entities.get(e as usize).is_some_and(|e| e.kind == EntityKind::Country);
            let inside = read.mentions.iter().filter(|c| near.overlaps(c.span) && c.entity != person);
            home.extend(inside.map(|c| c.entity).filter(|e| country(*e)));
        }
    }
    home
}

/// Whether two authors are not the same: names of one sort, or persons whose country is known, and no column names both.
fn apart(ground: &Ground, group: &[&Frame], a: &Frame, b: &Frame) -> bool {
    let kind = |e: &u32| ground.reading.entities.get(*e as usize).map(|e| e.kind);
    let sorts = |p: &Party, q: &Party| p.entities.iter().all(|e| q.entities.iter().any(|f| kind(e) == kind(f)));
    let with_homes = |p: &Party| {
        let homes = p.entities.iter().flat_map(|e| home(ground, *e)).collect::<Vec<u32>>();
        let known = homes.len() >= p.entities.iter().filter(|e| kind(e) == Some(EntityKind::Person)).count();
        let entities = p.entities.iter().copied().chain(homes).collect();
        (Party { entities, ..Party::default() }, known)
    };
    let Some((x, y)) = a.actor.as_ref().zip(b.actor.as_ref()) else { return false };
    let both = |f: &Frame, p: &Party| {
        group.iter().any(|g| g.column == f.column && g.actor.as_ref().is_some_and(|q| q.meets(p)))
    };
    if !a.object.same(&b.object) || x.entities.is_empty() || y.entities.is_empty() || x.meets(y) {
        return false;
    }
    let ((wide_x, x_known), (wide_y, y_known)) = (with_homes(x), with_homes(y));
    (sorts(x, y) && sorts(y, x) || x_known && y_known) && !wide_x.meets(&wide_y) && !both(a, y) && !both(b, x)
}

/// The same in the same words, or with other verbs or another certainty.
fn worded(group: &[&Frame]) -> (Verdict, String) {
    let names: Set<String> = group.iter().map(|f| denial(f, f.name.to_owned())).gather();
    let mut why: Vec<String> = Vec::new();
    if names.len() > 1 {
        let quoted: Vec<String> = names.iter().map(|n| format!("“{n}”")).collect();
        why.push(format!("The same action in other words: {}.", quoted.join(", ")));
    }
    let columns: Set<usize> = group.iter().map(|f| f.column).gather();
    let all = |is: &dyn Fn(&Frame) -> bool| {
        columns.iter().filter(|c| group.iter().filter(|f| f.column == **c).all(|f| is(f))).count()
    };
    let hedged = all(&|f| f.hedge.is_some());
    let flat = all(&|f| f.hedge.is_none());
    if hedged > 0 && flat > 0 {
        why.push("Hedged in one telling, flat in another.".to_owned());
    }
    let (cited, free) = (all(&|f| !f.cited.is_empty()), all(&|f| f.cited.is_empty()));
    if cited > 0 && free > 0 {
        let who = group.iter().map(|f| f.cited.as_str()).find(|c| !c.is_empty()).unwrap_or("");
        why.push(format!("One has it from {who}, another tells it in its own voice."));
    }
    if why.is_empty() {
        return (Verdict::Agree, "The same action of the same party, told with the same verb.".to_owned());
    }
    (Verdict::WordedOtherwise, why.join(" "))
}

/// A sentence in which actions are looked for.
struct Scene<'a> {
    ground: &'a Ground<'a>,
    read: &'a Reading,
    words: &'a SentenceWords<'a>,
    at: Evidence,
}

/// Whether the word has one of the tags.
#[inline(never)]
pub(crate) fn is(word: &str, tags: u64) -> bool {
    LEXICON.get(word).is_some_and(|w| w.tags & tags != 0)
}

fn is_adverb(word: &str) -> bool {
    is(word, tag::ADVERB) || word.len() > 4 && word.ends_with("ly")
}

/// The most words that an object reaches over.
const OBJECT_WORDS_MAX: usize = 12;

impl Scene<'_> {
    fn frames(&self, column: usize, frames: &mut Vec<Frame>) {
        for i in 0..self.words.len() {
            let words = self.words;
            if words.lower(i) == "role" {
                frames.extend(self.role(column, i));
            }
            let hyphened = words.lower(i + 1) == "-" && words.is_glued(i + 1) && words.is_glued(i + 2);
            let (word, after) = match hyphened {
                true => ([words.lower(i), "-", words.lower(i + 2)].concat(), i + 3),
                false => (words.lower(i).to_owned(), i + 1),
            };
            for form in LISTS.at(&word) {
                let Some(row) = LISTS.rows.get(form.row) else { continue };
                let end = form.particles.split(' ').filter(|p| !p.is_empty()).try_fold(after, |at, particle| {
                    particle.split('/').any(|p| p == self.words.lower(at)).then_some(at + 1)
                });
                let Some(end) = end else { continue };
                if let Some(frame) = self.frame(column, form, row, i, end) {
                    frames.push(frame);
                    break;
                }
            }
        }
    }

    /// What is said of somebody’s role: that it has to be great, or that it has to end.
    fn role(&self, column: usize, i: usize) -> Option<Frame> {
        const GREAT: &str =
            "decisive central key leading major crucial important pivotal bigger greater full active big prominent";
        const SMALL: &str = "no little minor marginal limited";
        const ENDED: &str =
            "reversed ended removed scrapped abolished excluded curtailed reduced diminished stripped limited";
        let words = self.words;
        let near = |list: &str| words.first_of(i.saturating_sub(4), i, list).is_some();
        let until = (i..words.len()).find(|&k| words.is(k, TokenKind::Mark)).unwrap_or(words.len());
        let ended = (i..until)
            .find(|&k| words.one_of(k, ENDED) && (is(words.before(k, 1), tag::BE) || is_adverb(words.before(k, 1))));
        let opposite = ended.is_some() || near(SMALL);
        if !opposite && !near(GREAT) {
            return None;
        }
        let has = words.last_of(i.saturating_sub(7), i, "have has had play plays played playing take takes given");
        let plays = words.first_of(i, until, "plays play played has have");
        let (party, from) = match (has, plays) {
            (Some(k), _) => self.subject(self.chain(k).from).map(|(f, t)| (self.party(words.span(f, t)), k)),
            // “the role that Spain plays”.
            (None, Some(k)) => self.subject(k).map(|(f, t)| (self.party(words.span(f.max(i + 1), t)), k)),
            (None, None) => self.owner(i).map(|p| (p, i)),
        }?;
        let bound = |k: usize| self.chain(k).mood == Mood::Demanded;
        let demanded = bound(from) || ended.is_some_and(bound);
        let span = words.span(i, i + 1);
        Some(Frame {
            column,
            at: self.at,
            class: "role",
            row: LISTS.rows.iter().position(|r| r.class == "role")?,
            opposite,
            denied: false,
            name: "role",
            verb: ended.map_or(span, |k| words.span(k, k + 1)),
            actor: Some(party).filter(|p| !p.entities.is_empty()),
            demander: None,
            object: Object { set: "role", stem: "role".to_owned(), span, ..Object::default() },
            mood: if demanded { Mood::Demanded } else { Mood::Done },
            hedge: None,
            cited: String::new(),
            day: None,
        })
    }

    fn frame(&self, column: usize, form: &'static Form, row: &Row, i: usize, end: usize) -> Option<Frame> {
        let words = self.words;
        let verb = words.span(i, end);
        // A noun or a name: “the back of”, “the Support Group”.
        let noun = is(words.before(i, 1), tag::DETERMINER | tag::POSSESSIVE)
            || words.is(i.wrapping_sub(1), TokenKind::Possessive);
        if form.shape < 4 && (noun && form.shape != 3 && form.shape != 2 || words.is_capitalised(i) && i > 0) {
            return None;
        }
        let mut chain = self.chain(i);
        let mut actor = None;
        let mut demander = None;
        let object;
        let past = form.shape == 2 || form.shape == 3;
        if form.shape == 5 {
            actor = self.party_after(end);
            object = self.noun_before(i, row);
        } else if past && (chain.passive || words.lower(end) == "by") {
            let by = (end..end + 4).find(|&k| words.lower(k) == "by");
            actor = by.and_then(|k| self.party_after(k + 1));
            let subject = self.subject(chain.from);
            object =
                subject.and_then(|(from, to)| self.object(from, to, row)).or_else(|| self.noun_before(chain.from, row));
        } else {
            // “a plan that Qatar had written”.
            let gap = || self.relative(chain.from).and_then(|at| self.noun_before(at, row));
            object = self.object(end, self.clause_end(end), row).or_else(gap);
            if !noun {
                self.roles(form, i, &mut chain, &mut actor, &mut demander);
            }
            // “the first draft of”: a verb in its base form has a helping verb, “to” or a subject.
            let bare = form.shape < 2 && !chain.helped && words.before(chain.from, 1) != "to";
            if bare && actor.is_none() || words.lower(end) == "of" {
                return None;
            }
        }
        let object = object?;
        let hedge = self.read.hedges.iter().find(|h| {
            let near = h.span.end <= verb.start && verb.start - h.span.end < 40
                || h.span.start >= verb.end && h.span.start - verb.end < 12;
            near && self.at.span.contains(h.span) && h.class != HedgeClass::Possibility
        });
        let attributions = self.read.attributions.iter().filter(|a| a.scope.iter().any(|s| s.contains(verb)));
        let cited = attributions.min_by_key(|a| a.scope.iter().map(|s| s.len()).sum::<usize>());
        let cited = cited.map_or("", |a| a.speaker_name.as_deref().unwrap_or("an unnamed source"));
        Some(Frame {
            column,
            at: self.at,
            class: row.class,
            row: form.row,
            opposite: row.opposite != chain.denied,
            denied: chain.denied,
            name: &form.name,
            verb,
            actor: actor.filter(|a| !a.entities.is_empty() || !a.noun.is_empty()),
            demander: demander.filter(|d| !d.entities.is_empty() || !d.noun.is_empty()),
            object,
            mood: chain.mood,
            hedge: hedge.map(|h| h.span),
            cited: cited.to_owned(),
            day: self.read.dates.iter().find(|d| self.at.span.contains(d.span)).and_then(|d| d.value.clone()),
        })
    }

    /// The helping verbs and adverbs before a verb.
    fn chain(&self, i: usize) -> Chain {
        let mut chain = Chain { from: i, helped: false, passive: false, denied: false, mood: Mood::Done };
        let mut near = true;
        while chain.from > 0 {
            let word = self.words.before(chain.from, 1);
            let be = is(word, tag::BE) || word == "being";
            let not = word.ends_with("n’t") || word.ends_with("n't") || one_of(word, "not never cannot");
            let mark = one_of(word, "“ ‘ \" '");
            if !(be || not || mark || word == "long" || is_adverb(word) || is(word, tag::MODAL | tag::HAVE)) {
                break;
            }
            chain.passive |= be && near;
            near &= !(be || is(word, tag::HAVE));
            chain.denied |= not;
            chain.helped |= is(word, tag::AUXILIARY);
            if one_of(word, "would could may might should must can") {
                chain.mood = if one_of(word, "must should") { Mood::Demanded } else { Mood::Possible };
            }
            chain.from -= 1;
        }
        chain
    }

    /// Who does it and who demands it, of a verb that is not passive.
    fn roles(&self, form: &Form, i: usize, chain: &mut Chain, actor: &mut Option<Party>, demander: &mut Option<Party>) {
        let words = self.words;
        let before = words.before(chain.from, 1);
        let to = before == "to" || before == "not" && words.before(chain.from, 2) == "to";
        if to {
            let t = chain.from - 1;
            return self.controlled(t, chain, actor, demander);
        }
        // A demand or duty that reaches over the verb: “demanded that Serbia withdraw and pay”.
        let verb = words.span(i, i + 1);
        let bound = self.read.conditions.iter().find(|c| {
            matches!(c.class, ConditionClass::Demand | ConditionClass::Obligation)
                && c.span.contains(verb)
                && c.marker.end <= verb.start
        });
        let subject = self.subject(chain.from);
        if form.shape == 4 && chain.from == i && subject.is_none_or(|(from, _)| from > 0) {
            // “by handing over”, “including handing over”: who, the sentence leaves open; not so in “Spain buying villages”.
            chain.mood = Mood::Possible;
            return;
        }
        let joined = one_of(before, "and or") && form.shape == 0;
        if let Some(bound) = bound.filter(|_| joined || form.shape == 0) {
            chain.mood = Mood::Demanded;
            chain.denied |= bound.negated;
            *actor = bound.party.map(|p| self.party(p));
            *demander = self.demander(bound.marker);
            return;
        }
        if let Some((from, to)) = subject.filter(|_| form.shape != 0 || chain.from < i) {
            chain.denied |= words.one_of(from, "neither nobody none no");
            *actor = Some(self.party(words.span(from, to)));
        } else if let Some((from, to)) = subject {
            let party = self.party(words.span(from, to));
            *actor = (!party.entities.is_empty()).then_some(party);
        }
    }

    /// Where the relative pronoun stands whose clause has its subject right before `i`.
    fn relative(&self, i: usize) -> Option<usize> {
        let (from, _) = subject_before(self.words, i)?;
        self.words.one_of(from.wrapping_sub(1), "that which").then(|| from - 1)
    }

    /// The roles of “to VERB”, by what stands before `t`, the “to”.
    fn controlled(&self, t: usize, chain: &mut Chain, actor: &mut Option<Party>, demander: &mut Option<Party>) {
        let words = self.words;
        let end = words.span(t, t + 1).end;
        if let Some(bound) = self.read.conditions.iter().find(|c| c.marker.end == end) {
            chain.mood = Mood::Demanded;
            chain.denied |= bound.negated;
            *actor = bound.party.map(|p| self.party(p));
            if bound.class == ConditionClass::Demand {
                *demander = self.demander(bound.marker);
            }
            return;
        }
        const PUSHES: &str = "encourage encourages encouraged encouraging force forces forced forcing push pushes pushed \
                              pushing persuade persuades persuaded persuading want wants wanted allow allows allowed \
                              press presses pressed pressing compel compels compelled";
        let pushes = words.last_of(t.saturating_sub(7), t.saturating_sub(1), PUSHES);
        if let Some(k) = pushes {
            let party = self.party(words.span(k + 1, t));
            let whole = !(k + 1..t).any(|k| is(words.lower(k), tag::PREPOSITION) || words.is(k, TokenKind::Mark));
            if whole && !party.entities.is_empty() {
                chain.mood = Mood::Demanded;
                *actor = Some(party);
                *demander = self.subject(self.chain(k).from).map(|(f, t)| self.party(words.span(f, t)));
                return;
            }
        }
        let mut at = t.wrapping_sub(1);
        if words.lower(at) == "not" {
            chain.denied = true;
            at = at.wrapping_sub(1);
        }
        let word = words.lower(at);
        chain.mood = Mood::Possible;
        if one_of(word, "demand demands call calls request requests insistence pressure ultimatum") {
            chain.mood = Mood::Demanded;
            *demander = self.owner(at);
        } else if one_of(
            word,
            "ambition ambitions bid plan plans offer hope hopes promise pledge vow aspiration aspirations decision readiness willingness refusal attempt",
        ) {
            chain.denied |= word == "refusal";
            *actor = self.owner(at);
            // “drop its ambition to join”.
            let drop = (at.saturating_sub(3)..at).find(|&k| {
                words.one_of(k, "drop drops dropped dropping abandon abandons abandoned abandoning shelve shelved")
            });
            if let Some(drop) = drop {
                chain.denied = !chain.denied;
                let verb = words.span(drop, drop + 1);
                let bound = self.read.conditions.iter().find(|c| c.span.contains(verb) && c.marker.end <= verb.start);
                *actor = bound
                    .and_then(|b| b.party)
                    .or_else(|| self.subject(drop).map(|(f, t)| words.span(f, t)))
                    .map(|s| self.party(s));
            }
        } else if one_of(
            word,
            "agree agrees agreed agreeing refuse refuses refused refusing decline declines declined declining vow vows vowed pledge pledges pledged promise promises promised offer offers offered plan plans planned want wants wanted intend intends intended decide decides decided hope hopes hoped seek seeks sought try tries tried trying threaten threatens threatened ready willing prepared able due set about fail fails failed",
        ) {
            chain.denied |=
                one_of(word, "refuse refuses refused refusing decline declines declined declining fail fails failed");
            let inner = self.chain(at);
            chain.denied ^= inner.denied;
            if one_of(word, "agree agrees agreed decide decides decided") {
                chain.mood = inner.mood;
            }
            *actor = self.subject(inner.from).map(|(f, t)| self.party(words.span(f, t)));
        } else if let Some((from, to)) =
            subject_before(words, t).filter(|(from, _)| *from == 0 || words.before(*from, 1) == "for")
        {
            // “Spain to leave”, “time for Spain to leave”.
            *actor = Some(self.party(words.span(from, to))).filter(|p| !p.entities.is_empty());
        }
    }

    /// Who owns the noun at `i`: “Ukraine’s demand”, “the Ukrainian demand”.
    fn owner(&self, i: usize) -> Option<Party> {
        let at = i.checked_sub(1)?;
        let words = self.words;
        let holder = (at.saturating_sub(2)..=at)
            .rev()
            .find(|&k| words.is(k, TokenKind::Possessive))
            .and_then(|k| k.checked_sub(1))
            .unwrap_or(at);
        let span = words.span(holder, holder + 1);
        let party = self.party(span);
        (!party.entities.is_empty()).then_some(party)
    }

    /// Who makes a demand whose words are `marker`: the subject before it.
    fn demander(&self, marker: Span) -> Option<Party> {
        let at = (0..self.words.len()).find(|&k| self.words.span(k, k + 1).start >= marker.start)?;
        let (from, to) = self.subject(self.chain(at).from)?;
        Some(self.party(self.words.span(from, to)))
    }

    /// The noun phrase before `i`; before a relative pronoun, what it stands for.
    fn subject(&self, i: usize) -> Option<(usize, usize)> {
        let before = self.words.before(i, 1);
        if one_of(before, "who which that") && i > 1 {
            let to = i - 1 - usize::from(self.words.before(i, 2) == ",");
            return subject_before(self.words, to);
        }
        let (mut from, to) = subject_before(self.words, i)?;
        // “Spain, France, and Italy”: the list goes on to the left.
        if self.words.before(from, 1) == "and" {
            let listed = |k: usize| self.words.is_capitalised(k) || self.words.one_of(k, ", and the");
            while from > 0 && listed(from - 1) {
                from -= 1;
            }
        }
        Some((from, to))
    }

    /// Who is named in a noun phrase: the names of its head, not those that own it or stand behind “of”.
    fn party(&self, span: Span) -> Party {
        let mut party = Party { span, ..Party::default() };
        let text = self.words.text;
        let inside: Vec<usize> = (0..self.words.len()).filter(|&k| span.contains(self.words.span(k, k + 1))).collect();
        let (Some(&from), Some(&last)) = (inside.first(), inside.last()) else { return party };
        let head_end = (from + 1..=last).find(|&k| {
            is(self.words.lower(k), tag::PREPOSITION)
                || self.words.is(k, TokenKind::Mark) && self.words.lower(k) != "-" && self.words.lower(k) != ","
        });
        let head = self.words.span(from, head_end.unwrap_or(last + 1));
        for mention in self.read.mentions.iter().filter(|m| head.overlaps(m.span) && head.contains(m.name)) {
            let after = Span { start: mention.span.end, end: span.end.max(mention.span.end) }.of(text);
            let owns = after.starts_with("’s ") || after.starts_with("'s ");
            if !owns {
                party.entities.push(self.as_party(mention.entity));
            }
        }
        if party.entities.is_empty() {
            let last = head_end.unwrap_or(last + 1).saturating_sub(1);
            let word = self.words.lower(last);
            let plain = !self.words.is_capitalised(last) && !is(word, tag::PRONOUN) && !word.ends_with("ed");
            party.noun = self.stem(last).filter(|_| plain).unwrap_or_default();
        }
        party
    }

    /// The names that begin at token `i`: “the UK, France and Germany”.
    fn party_after(&self, i: usize) -> Option<Party> {
        let mut to = i;
        while to < self.words.len() && to - i < 10 {
            let word = self.words.lower(to);
            let joins = one_of(word, ", and -") && to > i || is(word, tag::DETERMINER | tag::POSSESSIVE);
            let stops = self.words.is(to, TokenKind::Mark)
                || is(
                    word,
                    tag::PREPOSITION | tag::AUXILIARY | tag::RELATIVE | tag::SUBORDINATOR | tag::THAT | tag::TO,
                );
            let goes_on = one_of(word, ", and")
                && (self.words.is_capitalised(to + 1) || self.words.one_of(to + 1, "and the several some other many"));
            if stops && !joins || one_of(word, ", and") && !goes_on || to > i && is(word, tag::FINITE) {
                break;
            }
            to += 1;
        }
        (to > i).then(|| self.party(self.words.span(i, to)))
    }

    /// The party that an entity stands for.
    fn as_party(&self, entity: u32) -> u32 {
        let entities = &self.ground.reading.entities;
        let Some(own) =
            entities.get(entity as usize).filter(|e| matches!(e.kind, EntityKind::Place | EntityKind::Organisation))
        else {
            return entity;
        };
        let state = LISTS.seats.iter().find(|(seat, _)| *seat == own.name).map(|(_, state)| *state);
        let at = state.and_then(|state| entities.iter().position(|e| e.name == state));
        at.and_then(|at| u32::try_from(at).ok()).unwrap_or(entity)
    }

    fn stem(&self, i: usize) -> Option<String> {
        content_stem(self.words.text, *self.words.tokens.get(i)?)
    }

    /// Where the clause ends that goes on at `from`.
    fn clause_end(&self, from: usize) -> usize {
        let ends = |&k: &usize| {
            let word = self.words.lower(k);
            let mark = self.words.is(k, TokenKind::Mark) && !one_of(word, "- “ \" ‘ '");
            mark || is(word, tag::THAT | tag::SUBORDINATOR | tag::AUXILIARY) || one_of(word, "which who")
        };
        (from..self.words.len().min(from + OBJECT_WORDS_MAX))
            .find(ends)
            .unwrap_or(self.words.len().min(from + OBJECT_WORDS_MAX))
    }

    /// What stands in `from..to`, if it is something that the action is done to.
    fn object(&self, from: usize, to: usize, row: &Row) -> Option<Object> {
        let words = self.words;
        let mut object = Object::default();
        let mut core = to;
        for k in from..to {
            let word = words.lower(k);
            if one_of(word, "part parts some half portion portions partial partially") {
                object.extent = -1;
            } else if one_of(word, "all whole entire full entirely fully") {
                object.extent = 1;
            }
            if k > from
                && (is(word, tag::PREPOSITION | tag::TO | tag::COORDINATOR | tag::TIME)
                    || one_of(word, "next last this"))
            {
                let partitive = word == "of"
                    && words.one_of(k.wrapping_sub(1), "part parts all some rest half most portion portions remainder majority share tens dozens hundreds thousands number");
                if !partitive {
                    core = k;
                    break;
                }
            }
        }
        while core > from + 1 && (is_adverb(words.lower(core - 1)) || words.is(core - 1, TokenKind::Mark)) {
            core -= 1;
        }
        let owns = |end: u32| words.tokens.iter().any(|t| t.kind == TokenKind::Possessive && t.span.start == end);
        let window = words.span(from, to);
        let near = words.span(from, core);
        for mention in self.read.mentions.iter().filter(|m| window.contains(m.name) && !owns(m.name.end)) {
            let Some(entity) = self.ground.reading.entities.get(mention.entity as usize) else { continue };
            if mention.form == MentionForm::Pronoun {
                continue;
            }
            let attributive = mention.form == MentionForm::Demonym;
            if !attributive {
                object.entities.push(mention.entity);
                object.parties.push(self.as_party(mention.entity));
            }
            let kind = match entity.kind {
                EntityKind::Place | EntityKind::Country => "place",
                EntityKind::Organisation => "organisation",
                EntityKind::Person => "person",
                _ => "",
            };
            // The name is the object itself when it ends its noun phrase.
            let head = near.contains(mention.name) && mention.name.end == near.end;
            if one_of(kind, row.objects) && !kind.is_empty() && head && !attributive && object.set.is_empty() {
                object.set = if kind == "place" { "territory" } else { row.objects };
                object.span = near;
            }
        }
        for k in from..core {
            let word = words.lower(k);
            let hyphened = words.lower(k + 1) == "-" && words.is_glued(k + 1);
            let Some(set) =
                LISTS.noun(word, row.objects).filter(|_| !hyphened && !words.is(k + 1, TokenKind::Possessive))
            else {
                continue;
            };
            object.set = set;
            object.stem = self.stem(k).unwrap_or_default();
            object.span = near;
        }
        let pronoun = core == from + 1 && words.one_of(from, "it");
        if object.span.is_empty() && pronoun && one_of("text", row.objects) {
            object = self.noun_before(from, row)?;
            object.span = near;
        }
        object.counter = (from..core)
            .any(|k| words.one_of(k, "alternative rival counter counterproposal counteroffer counter-offer new own"));
        (!object.span.is_empty()).then_some(object)
    }

    /// The nearest noun before `i` that the action can be done to.
    fn noun_before(&self, i: usize, row: &Row) -> Option<Object> {
        let fits =
            |&k: &usize| LISTS.noun(self.words.lower(k), row.objects).is_some() && self.words.lower(k + 1) != "-";
        let at = (0..i).rev().find(fits)?;
        let set = LISTS.noun(self.words.lower(at), row.objects)?;
        Some(Object { set, stem: self.stem(at)?, span: self.words.span(at, at + 1), ..Object::default() })
    }
}

/// What stands before a verb.
struct Chain {
    from: usize,
    /// Whether a helping verb is among it.
    helped: bool,
    passive: bool,
    denied: bool,
    mood: Mood,
}
