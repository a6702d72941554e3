//! Claims held against each other: sentences that tell the same, actions that are told of, and what only one column has.
//!
//! Sentences come aligned ([`crate::alignment`]); here they get a verdict. Words that both sides have but one denies
//! conflict, provided that neither is somebody else's word; other words from one document differ; what is hedged or
//! put into a source's mouth here and told flat there is worded otherwise, as is the same in other words. A pair that
//! shares too little to be sure that it tells the same gets no verdict at all. Actions are in [`crate::actions`], what
//! only one column has in [`crate::told_once`]. What it does not see: a contradiction that needs knowledge of the world.
use crate::alignment::{Alignment, Unit, content_stem};
use crate::answers::{put, settle};
use crate::comparison::{Column, Evidence, Excerpt, Gap, MarkKind, Marked, Statement, Told, Verdict};
use crate::corpus_reading::{Knowledge, could_know};
use crate::cues::{LEXICON, tag};
use crate::{Attribution, ContentKind, CorpusReading, EntityKind, HedgeClass, Manner, MentionForm, Reading};
use corpus::{Article, Collection, Gather, InOrder, Lower, Map, Set, Span, one_of, tokens};

/// Pairs less alike than this (per mille) get no verdict: chosen by reading the pairs of development stories.
const LIKE_MIN: u32 = 300;
/// How many sentences of a group all others are held against.
const FIRST_MAX: usize = 8;
/// A denial counts only between sentences that share most of their words.
const DENIED_LIKE_MIN: u32 = 450;

/// One statement per thing that at least two columns tell, with its verdict, and one per thing that only one has.
#[must_use]
pub fn compared(
    collection: &Collection,
    reading: &CorpusReading,
    columns: &[Column],
    alignment: &Alignment,
) -> Vec<Statement> {
    let ground = Ground { collection, reading, columns };
    let mut all: Vec<Statement> = crate::actions::compared(&ground);
    let holders = holders(&ground, &alignment.units);
    let common = common(&holders, alignment.units.len());
    for group in &alignment.groups {
        let members: Vec<&Unit> = group.iter().filter_map(|&i| alignment.units.get(i)).collect();
        verdicts(&ground, alignment, &members, &common, &mut all);
    }
    let told: Set<Evidence> = all.iter().flat_map(|s| &s.cells).flat_map(|c| &c.excerpts).map(|e| e.at).gather();
    all.extend(crate::told_once::told_once(&ground, alignment, &holders, &told));
    all
}

/// The sentences that have each content word.
fn holders(ground: &Ground, units: &[Unit]) -> Holders {
    let mut holders = Holders::new();
    for (n, unit) in units.iter().enumerate() {
        for stem in stems(ground, unit) {
            holders.entry(stem).or_default().push(n);
        }
    }
    holders
}

/// Indexes of sentences by content word.
pub(crate) type Holders = Map<String, Vec<usize>>;

/// The distinct content words of a sentence.
pub(crate) fn stems(ground: &Ground, unit: &Unit) -> Set<String> {
    let text = ground.article(unit.article).map_or("", |(a, _)| a.text.as_str());
    tokens(text, unit.span).into_iter().filter_map(|t| content_stem(text, t)).gather()
}

/// Words that many sentences of the story have (“plan”, “talks”): that two share them says little.
fn common(holders: &Holders, units: usize) -> Set<String> {
    let least = common_from(units);
    holders.iter().filter(|(_, held)| held.len() > least).map(|(word, _)| word.clone()).gather()
}

/// A word is common in more sentences than this.
pub(crate) fn common_from(units: usize) -> usize {
    const SENTENCES_MIN: usize = 6;
    const SHARE: usize = 12;
    (units / SHARE).max(SENTENCES_MIN)
}

/// The corpus and the columns, for all that looks things up in them.
pub(crate) struct Ground<'a> {
    pub(crate) collection: &'a Collection,
    pub(crate) reading: &'a CorpusReading,
    pub(crate) columns: &'a [Column],
}

impl<'a> Ground<'a> {
    /// An article with its reading.
    pub(crate) fn article(&self, index: u32) -> Option<(&'a Article, &'a Reading)> {
        Some((self.collection.articles.get(index as usize)?, self.reading.articles.get(index as usize)?))
    }

    /// Why a column does not tell what stands `at`: it is older than the event or the day that the sentence tells,
    /// it does not tell that event, or it leaves it out.
    pub(crate) fn gap(&self, column: usize, at: Evidence) -> Gap {
        let Some((_, read)) = self.article(at.article) else { return Gap::LeftOut };
        let tellers = self.columns.get(column).map_or(&[][..], |c| c.tellings.as_slice());
        let dating = |article: u32| self.reading.datings.get(article as usize).and_then(Option::as_ref);
        let inside = |s: Span| s.overlaps(at.span);
        let events: Vec<u32> = read.passages.iter().filter(|p| inside(p.span)).map(|p| p.event).collect();
        let event = |e: &u32| self.reading.events.get(*e as usize);
        // A day that the teller looks back on; one ahead is announced, and could be announced by all.
        let until = dating(at.article).map(|d| d.latest);
        let days = read.dates.iter().filter(|d| inside(d.span)).filter_map(|d| d.day);
        let day = days.filter(|d| until.is_none_or(|until| *d <= until)).max();
        let older = |t: &crate::comparison::Telling| {
            let own = dating(t.article);
            events.iter().filter_map(event).any(|e| could_know(own, e) == Knowledge::No)
                || own.zip(day).is_some_and(|(own, day)| own.latest < day)
        };
        let other = |t: &crate::comparison::Telling| {
            let told = self.reading.articles.get(t.article as usize).map_or(&[][..], |r| r.passages.as_slice());
            !events.is_empty() && !told.iter().any(|p| events.contains(&p.event))
        };
        match tellers {
            [_, ..] if tellers.iter().all(older) => Gap::CouldNotKnow,
            [_, ..] if tellers.iter().all(other) => Gap::OtherEvent,
            _ => Gap::LeftOut,
        }
    }

    /// The statement that these excerpts make; columns without one get their reason.
    pub(crate) fn statement(
        &self,
        (part, label): (&str, String),
        (verdict, why): (Verdict, String),
        excerpts: Vec<(usize, Excerpt)>,
    ) -> Option<Statement> {
        let first = excerpts.iter().map(|(_, e)| e.at).min()?;
        let mut cells: Vec<Told> = vec![Told::default(); self.columns.len()];
        for (column, excerpt) in excerpts {
            let Some(cell) = cells.get_mut(column) else { continue };
            put(cell, excerpt);
        }
        for (column, cell) in cells.iter_mut().enumerate() {
            settle(cell);
            cell.gap = cell.excerpts.is_empty().then(|| self.gap(column, first));
        }
        let told_by = u32::try_from(cells.iter().filter(|c| c.gap.is_none()).count()).unwrap_or(u32::MAX);
        let id = self.collection.articles.get(first.article as usize).map_or("", |a| a.id.as_str());
        let key = format!("{part}/{}/{}", slug(id), first.span.start);
        Some(Statement { key, label, verdict: Some(verdict), why, told_by, cells })
    }
}

/// Letters, digits and `-` of an article's id.
fn slug(id: &str) -> String {
    id.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect()
}

/// How one sentence stands to what is told.
struct Side<'a> {
    unit: &'a Unit,
    article: &'a Article,
    read: &'a Reading,
    /// Content words in order.
    words: Vec<(String, Span)>,
    /// Which of them tell one sentence of the story from another: no names, no words that are everywhere in it.
    plain: Vec<bool>,
}

impl<'a> Side<'a> {
    fn of(ground: &Ground<'a>, unit: &'a Unit, common: &Set<String>) -> Option<Self> {
        let (article, read) = ground.article(unit.article)?;
        let stem = |t: corpus::Token| content_stem(&article.text, t).map(|s| (s, t.span));
        let words: Vec<(String, Span)> = tokens(&article.text, unit.span).into_iter().filter_map(stem).collect();
        let named = |s: Span| read.mentions.iter().any(|m| m.form != MentionForm::Pronoun && m.span.overlaps(s));
        let office = |s: Span| {
            crate::lexicon::LEXICON.classes(&s.of(&article.text).lower()) & crate::lexicon::class::OFFICE != 0
        };
        // “said in a joint statement” is no claim.
        let reports = |s: Span| {
            let holds = |a: &Attribution| {
                a.source.is_some_and(|o| o.contains(s)) || a.cue.as_ref().is_some_and(|c| c.span.contains(s))
            };
            read.attributions.iter().any(holds) || one_of(s.of(&article.text), "statement joint said says told called")
        };
        let plain =
            words.iter().map(|(w, s)| !named(*s) && !common.contains(w) && !office(*s) && !reports(*s)).collect();
        Some(Self { unit, article, read, words, plain })
    }

    fn has(&self, word: &str) -> bool {
        self.words.iter().any(|(w, _)| w == word)
    }

    /// Whether both surely tell the same: enough words that are no names, some of them side by side.
    fn tells_as(&self, other: &Self) -> bool {
        const WORDS_MIN: usize = 2;
        const WITH_PAIRS_MIN: usize = 4;
        const SHARED_PER_MILLE: usize = 300;
        let mut words: Set<&str> = Set::new();
        let mut pairs = 0;
        for (n, (word, _)) in self.words.iter().enumerate() {
            if !other.has(word) {
                continue;
            }
            let plain = |n: usize| self.plain.get(n) == Some(&true);
            let next = self.words.get(n + 1).map(|w| &w.0);
            let beside = |w: &[(String, Span)]| matches!(w, [a, b] if a.0 == *word && Some(&b.0) == next);
            let pair = (plain(n) || plain(n + 1)) && other.words.windows(2).any(beside);
            // An equal number and what it counts are one thing, not three.
            let counts = pair && word.starts_with(|c: char| c.is_ascii_digit());
            if plain(n) && !counts {
                words.insert(word);
            }
            pairs += usize::from(pair && !counts);
        }
        // “Nobody was arrested when they marched” does not tell that they marched.
        let denies = |x: &Self, y: &Self| {
            let nobody = |at: Span| {
                let denial = at.of(&x.article.text).lower();
                denial.starts_with("nobody") || denial.starts_with("no one")
            };
            x.denied().any(|(word, at)| nobody(at) && !y.has(word))
        };
        let least = self.told().min(other.told());
        !denies(self, other)
            && !denies(other, self)
            && words.len() >= WORDS_MIN
            && words.len() + pairs >= WITH_PAIRS_MIN
            && (words.len() + pairs.min(1)) * 1000 >= least * SHARED_PER_MILLE
    }

    /// How many of its words tell it from other sentences.
    fn told(&self) -> usize {
        self.plain.iter().filter(|p| **p).count()
    }

    /// Whether nobody is cited in it, named or not.
    fn is_free(&self) -> bool {
        let cited = |a: &Attribution| a.scope.iter().any(|s| self.unit.span.overlaps(*s));
        !self.read.attributions.iter().any(cited)
            && !self.unit.span.of(&self.article.text).contains(['“', '”', '"', '?'])
    }

    /// The words in marks that somebody known says in it.
    fn saying(&self) -> Option<(u32, Vec<&str>)> {
        let quoted =
            |a: &&Attribution| a.manner != Manner::Indirect && a.content.iter().any(|c| self.unit.span.overlaps(*c));
        let said = self.read.attributions.iter().find(quoted)?;
        // “he said” may be anyone’s.
        let source = said.source?;
        self.read.mentions.iter().find(|m| source.contains(m.name) && m.form <= MentionForm::TitleAndName)?;
        let inside = |s: Span| said.content.iter().any(|c| c.contains(s));
        Some((said.speaker?, self.words.iter().filter(|(_, s)| inside(*s)).map(|(w, _)| w.as_str()).collect()))
    }

    /// The denied words: the content word right after each denial, with the denial.
    fn denied(&self) -> impl Iterator<Item = (&str, Span)> {
        const REACH: u32 = 24;
        let own = |s: &&Span| self.unit.span.contains(**s);
        self.read.negations.iter().filter(own).filter_map(|n| {
            let (word, at) = self.words.iter().find(|(_, at)| at.start >= n.end)?;
            (at.start - n.end < REACH).then_some((word.as_str(), n.cover(*at)))
        })
    }

    /// The words that hold at a distance what `other` tells too.
    fn hedge(&self, other: &Self) -> Option<Span> {
        let own = |h: &&crate::Hedge| self.unit.span.contains(h.span) && h.class != HedgeClass::Possibility;
        let next = |h: &&crate::Hedge| {
            self.words.iter().find(|(_, at)| at.start >= h.span.end).is_some_and(|(w, _)| other.has(w))
        };
        self.read.hedges.iter().filter(own).find(next).map(|h| h.span)
    }

    fn is_hedged(&self) -> bool {
        self.read.hedges.iter().any(|h| self.unit.span.contains(h.span))
    }

    /// Whose words most of it is.
    fn cited(&self) -> Option<&'a Attribution> {
        let covers = |a: &&Attribution| {
            let covered: usize = a.content.iter().filter(|s| self.unit.span.overlaps(**s)).map(|s| s.len()).sum();
            let named = a.speaker.is_some() || a.unnamed;
            covered * 2 > self.unit.span.len() && named && a.speaker_name.is_some()
        };
        self.read.attributions.iter().find(covers)
    }

    fn is_conditional(&self) -> bool {
        self.read
            .conditions
            .iter()
            .any(|c| c.class as u8 <= crate::ConditionClass::Onset as u8 && self.unit.span.overlaps(c.span))
    }

    /// Words in marks of a paper (statement, letter), whose name it is.
    fn document_quotes(&self) -> impl Iterator<Item = (&'a str, Span)> {
        let named = |a: &'a Attribution| Some((a.speaker_name.as_deref().filter(|_| a.speaker.is_none())?, a));
        let quoted = self.read.attributions.iter().filter(|a| a.content_kind.is_some_and(|k| k != ContentKind::Title));
        quoted.filter_map(named).flat_map(|(name, a)| {
            let inside = a.content.iter().filter(|c| self.unit.span.contains(**c));
            inside.map(move |c| (name, *c))
        })
    }

    fn excerpt(&self, marks: Vec<Marked>) -> (usize, Excerpt) {
        let at = Evidence { article: self.unit.article, span: self.unit.span };
        (self.unit.column, Excerpt { at, marks, note: String::new() })
    }
}

/// What decides between two sentences.
struct Finding {
    verdict: Verdict,
    why: String,
    /// By side, what is marked.
    marks: [Vec<Span>; 2],
}

/// The statements of an aligned group: none where one column tells it or nothing is sure; several where the group is held
/// together by chains, since all that one statement shows tells the same, pair by pair.
fn verdicts(ground: &Ground, alignment: &Alignment, members: &[&Unit], common: &Set<String>, all: &mut Vec<Statement>) {
    if members.iter().all(|u| members.first().is_some_and(|f| f.column == u.column)) {
        return;
    }
    let sides: Vec<Side> = members.iter().filter_map(|u| Side::of(ground, u, common)).collect();
    let mut found: Vec<(Finding, usize, usize)> = Vec::new();
    // With more outlets than that each is held against the first ones.
    for (n, a) in sides.iter().enumerate().take(FIRST_MAX) {
        for (m, b) in sides.iter().enumerate().skip(n + 1).filter(|(_, b)| b.unit.column != a.unit.column) {
            let like = alignment.likeness(a.unit, b.unit).0;
            found.extend(match other_quotes(a, b).or_else(|| other_speaker(ground, a, b)) {
                Some(finding) => Some((finding, n, m)),
                None if like >= LIKE_MIN && a.tells_as(b) => Some((between(ground, alignment, a, b, like), n, m)),
                None => None,
            });
        }
    }
    let mut open = vec![true; sides.len()];
    let is_open = |open: &[bool], n: usize| open.get(n) == Some(&true);
    while let Some((finding, first, second)) = found
        .iter()
        .filter(|(_, n, m)| is_open(&open, *n) && is_open(&open, *m))
        .min_by_key(|(f, ..)| (f.verdict, std::cmp::Reverse(f.why.len())))
    {
        let mut shown = vec![*first, *second];
        for (k, side) in sides.iter().enumerate() {
            let sure = |n: usize| {
                let column = sides.get(n).map(|s| s.unit.column);
                let pair = (n.min(k), n.max(k));
                column == Some(side.unit.column) || pair.0 >= FIRST_MAX || found.iter().any(|f| (f.1, f.2) == pair)
            };
            let linked = found.iter().any(|f| f.1 == k && shown.contains(&f.2) || f.2 == k && shown.contains(&f.1));
            if is_open(&open, k) && !shown.contains(&k) && linked && shown.iter().all(|n| sure(*n)) {
                shown.push(k);
            }
        }
        shown.put_in_order();
        for n in &shown {
            if let Some(open) = open.get_mut(*n) {
                *open = false;
            }
        }
        let [mine, theirs] = &finding.marks;
        let decides = [(*first, mine), (*second, theirs)];
        let told = (finding.verdict, finding.why.clone());
        all.extend(shown_together(ground, alignment, &sides, &shown, told, decides));
    }
}

/// The statement of sentences that tell the same; `decides`: what is marked in which of them.
fn shown_together(
    ground: &Ground,
    alignment: &Alignment,
    sides: &[Side],
    shown: &[usize],
    told: (Verdict, String),
    decides: [(usize, &Vec<Span>); 2],
) -> Option<Statement> {
    let units: Vec<&Unit> = shown.iter().filter_map(|n| sides.get(*n)).map(|s| s.unit).collect();
    let mut excerpts = Vec::new();
    let mut labels: Vec<(bool, usize, String)> = Vec::new();
    for n in shown {
        let side = sides.get(*n)?;
        let others: Vec<&Unit> = units.iter().filter(|u| u.column != side.unit.column).copied().collect();
        let only = alignment.only_words(ground.collection, side.unit, &others);
        let mut marks: Vec<Marked> = only.into_iter().map(|span| Marked { span, kind: MarkKind::Only }).collect();
        for span in decides.iter().filter(|d| d.0 == *n).flat_map(|d| d.1) {
            marks.retain(|m| !m.span.overlaps(*span));
            marks.push(Marked { span: *span, kind: MarkKind::Decides });
        }
        excerpts.push(side.excerpt(marks));
        let (poor, label) = crate::told_once::label(side.article, side.read, side.unit.span);
        labels.push((poor, side.unit.span.len(), label));
    }
    let label = labels.into_iter().min()?.2;
    ground.statement(("claim", label), told, excerpts)
}

fn between(ground: &Ground, alignment: &Alignment, a: &Side, b: &Side, like: u32) -> Finding {
    let one_voice = match (a.cited(), b.cited()) {
        (None, None) => true,
        (Some(x), Some(y)) => x.speaker.is_some() && x.speaker == y.speaker,
        _ => false,
    };
    let plain = !a.is_conditional() && !b.is_conditional();
    if one_voice && plain && like >= DENIED_LIKE_MIN {
        if let Some((x, y)) = opposites(a, b) {
            let why = format!(
                "One word says the opposite of the other: “{}” here, “{}” there.",
                x.of(&a.article.text),
                y.of(&b.article.text)
            );
            return Finding { verdict: Verdict::Conflicts, why, marks: [vec![x], vec![y]] };
        }
        for (x, y, turned) in [(a, b, false), (b, a, true)] {
            let mut denied = x.denied().filter(|(word, _)| y.has(word) && !y.denied().any(|(w, _)| w == *word));
            if let Some((word, span)) = denied.next() {
                let affirmed: Vec<Span> = y.words.iter().filter(|(w, _)| w == word).map(|(_, s)| *s).collect();
                let marks = if turned { [affirmed, vec![span]] } else { [vec![span], affirmed] };
                let why = format!("One tells what the other denies: “{}”.", span.in_one_line(&x.article.text));
                return Finding { verdict: Verdict::Conflicts, why, marks };
            }
        }
    }
    let only = |x: &Side, y: &Side| alignment.only_words(ground.collection, x.unit, &[y.unit]);
    let (mut mine, mut theirs) = (only(a, b), only(b, a));
    for (side, spans) in [(a, &mut mine), (b, &mut theirs)] {
        // Who says it and that he says it is not what is said.
        let source = |x: &Attribution, s: Span| {
            x.source.is_some_and(|o| o.contains(s)) || x.cue.as_ref().is_some_and(|c| c.span.contains(s))
        };
        spans.retain(|s| !side.read.attributions.iter().any(|x| source(x, *s)));
    }
    let mut reasons: Vec<String> = Vec::new();
    let mut marks = [Vec::new(), Vec::new()];
    let [first, second] = &mut marks;
    for (x, y, marks) in [(a, b, first), (b, a, second)] {
        if let Some(hedge) = x.hedge(y).filter(|_| !y.is_hedged()) {
            reasons.push(format!(
                "With another certainty: one says “{}”, the other tells it flat.",
                hedge.in_one_line(&x.article.text)
            ));
            marks.push(hedge);
        }
        if let Some(cited) = x.cited().filter(|_| y.is_free()) {
            let who = cited.speaker_name.as_deref().unwrap_or("");
            reasons.push(format!("One has it from {who}, the other tells it in its own voice."));
            marks.extend(cited.source.filter(|s| x.unit.span.contains(*s)));
        }
    }
    if !(mine.is_empty() && theirs.is_empty()) {
        let shared = a.words.iter().filter(|(w, _)| b.has(w)).count();
        reasons.push(format!(
            "The same in other words: {shared} content words are shared; those that only one has are marked."
        ));
    }
    if reasons.is_empty() {
        let why = "The same content words, told with the same certainty.".to_owned();
        return Finding { verdict: Verdict::Agree, why, marks };
    }
    Finding { verdict: Verdict::WordedOtherwise, why: reasons.join(" "), marks }
}

/// Opposite words before the same content word: “shortened the odds”, “lengthened the odds”.
fn opposites(a: &Side, b: &Side) -> Option<(Span, Span)> {
    let next = |s: &Side, n: usize| s.words.get(n + 1).map(|w| w.0.clone());
    let denied = |s: &Side, at: Span| s.read.negations.iter().any(|n| n.end <= at.start && at.start - n.end < 12);
    for (n, (x, x_at)) in a.words.iter().enumerate().filter(|(_, w)| !b.has(&w.0)) {
        for (m, (y, y_at)) in b.words.iter().enumerate().filter(|(_, w)| !a.has(&w.0)) {
            let same = next(a, n).is_some() && next(a, n) == next(b, m);
            if same && crate::actions::are_opposite(x, y) && !denied(a, *x_at) && !denied(b, *y_at) {
                return Some((*x_at, *y_at));
            }
        }
    }
    None
}

/// Long words in marks that are the same, said by two persons.
fn other_speaker(ground: &Ground, a: &Side, b: &Side) -> Option<Finding> {
    const WORDS_MIN: usize = 6;
    let ((x, mine), (y, theirs)) = (a.saying()?, b.saying()?);
    let shared = mine.iter().filter(|w| theirs.contains(w)).count();
    let same = shared >= WORDS_MIN && shared * 5 >= mine.len().max(theirs.len()) * 4;
    if !same || x == y || !is_person(ground, x) || !is_person(ground, y) {
        return None;
    }
    let name = |e: u32| ground.reading.entities.get(e as usize).map_or("", |e| e.name.as_str());
    let source = |side: &Side, e: u32| {
        let own = side
            .read
            .attributions
            .iter()
            .find(|s| s.speaker == Some(e) && s.content.iter().any(|c| side.unit.span.overlaps(*c)));
        own.and_then(|s| s.source).filter(|s| side.unit.span.contains(*s)).into_iter().collect()
    };
    let why = format!("The same words in marks, said by {} here and by {} there.", name(x), name(y));
    Some(Finding { verdict: Verdict::Differs, why, marks: [source(a, x), source(b, y)] })
}

/// Both take words from the same paper, and none of the words are the same.
fn other_quotes(a: &Side, b: &Side) -> Option<Finding> {
    let paper = |name: &str| -> Option<String> {
        let named = |w: &&str| LEXICON.get(&w.lower()).is_some_and(|w| w.tags & tag::PAPER != 0);
        name.split(' ').find(named).map(Lower::lower)
    };
    let stems = |side: &Side, span: Span| -> Vec<String> {
        side.words.iter().filter(|(_, at)| span.contains(*at)).map(|(w, _)| w.clone()).collect()
    };
    let (mine, theirs): (Vec<_>, Vec<_>) = (a.document_quotes().collect(), b.document_quotes().collect());
    let name = mine.iter().find_map(|(name, _)| paper(name))?;
    theirs.iter().find(|(other, _)| paper(other).as_ref() == Some(&name))?;
    let words: Vec<String> = mine.iter().flat_map(|(_, s)| stems(a, *s)).collect();
    let shared = theirs.iter().flat_map(|(_, s)| stems(b, *s)).any(|w| words.contains(&w));
    let marks = [mine.iter().map(|q| q.1).collect(), theirs.iter().map(|q| q.1).collect()];
    let why = format!("Both quote the {name}, and no content word is in both quotations.");
    (!shared).then_some(Finding { verdict: Verdict::Differs, why, marks })
}

/// Whether the entity is a person.
pub(crate) fn is_person(ground: &Ground, entity: u32) -> bool {
    ground.reading.entities.get(entity as usize).is_some_and(|e| e.kind == EntityKind::Person)
}
