//! How far a source's words reach: where the reported clause begins after its verb, and where the outlet's
//! own voice resumes.
//!
//! A reported clause ends before a verb of saying that is joined to it (“said X but stressed Y”), before a
//! clause of somebody else (“after senators claimed …”), before the outlet's comment (“, a nod to …”,
//! “, signalling …”, “though it remains unclear …”), at a semicolon and at the end of the sentence.
use crate::EntityKind;
use crate::clause::{Clause, ItemKind};
use crate::cues::{CueVerb, frame, tag};
use crate::speakers::Range;
use corpus::one_of;

/// What follows a verb of saying.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// A clause, with or without “that”.
    That,
    /// Words in marks right away.
    Quote,
    /// whether, what, how.
    Question,
    /// A noun phrase.
    Noun,
    /// A noun phrase and what it is called.
    As,
    /// An infinitive.
    To,
}

/// The complement of a verb: its shape and the item where it begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Complement {
    pub(crate) shape: Shape,
    pub(crate) from: usize,
    /// Up to here it surely reaches (the “as” of “described the talks, held in Rome, as”).
    pub(crate) reaches: usize,
    /// Whether “that” announces it.
    pub(crate) announced: bool,
}

impl Complement {
    pub(crate) fn new(shape: Shape, from: usize) -> Self {
        Self { shape, from, reaches: from, announced: false }
    }
}

/// Nouns that tell when (“said last week”).
const TIMES: &str = "morning afternoon evening night week weekend month year spring summer autumn fall winter season";

/// Whether something is missing after the verb because it stands before it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Gap {
    None,
    /// “who police say was armed”
    Relative,
    /// “was told”: the one who is told
    Passive,
}

/// How far adjuncts may push the complement from its verb, in items.
const REACH: usize = 22;

/// Finds the complement of `verb` from item `after` on.
pub(crate) fn complement(clause: &Clause, after: usize, verb: &CueVerb, gap: Gap) -> Option<Complement> {
    let mut at = after;
    if verb.takes(frame::HEARER) && gap != Gap::Passive {
        at = skip_hearer(clause, at);
        let not = usize::from(clause.says(at, "not"));
        if at > after
            && verb.takes(frame::OBJECT_TO)
            && clause.at(at + not).is(tag::TO)
            && infinitive_at(clause, at + not)
        {
            return Some(Complement::new(Shape::To, at));
        }
    }
    for _ in 0..REACH {
        let item = clause.at(at);
        if at >= clause.len() {
            return None;
        }
        if let Some(found) = begins(clause, at, verb, gap != Gap::None) {
            return Some(found);
        }
        if at == after && item.is(tag::PREPOSITION) && !verb.particle.is_empty() && verb.takes(frame::NP) {
            return Some(Complement::new(Shape::Noun, at)); // “claimed responsibility for”
        }
        let infinitive = item.is(tag::TO) && clause.at(at + 1).cue.is_some_and(|c| c.base);
        at = match item.kind {
            _ if infinitive => return None,
            ItemKind::Mark(',') => insertion(clause, at)?,
            _ if one_of(clause.word(at), "this last next") && one_of(clause.word(at + 1), TIMES) => at + 2,
            _ if item.is(tag::TIME | tag::ADVERB) && clause.at(at + 1).kind != ItemKind::Possessive => at + 1,
            _ if clause.before(at).is(tag::TIME) && one_of(clause.word(at), TIMES) => at + 1,
            _ if ["later", "earlier", "ago"].iter().any(|w| clause.says(at + 1, w)) => at + 2,
            // “said about 600 workers”, “said over half”
            _ if roughly(clause, at) => return noun(clause, at, verb),
            _ if item.is(tag::PREPOSITION | tag::TO | tag::SUBORDINATOR) => adjunct(clause, at)?,
            _ => return noun(clause, at, verb),
        };
    }
    None
}

/// Whether the word at `at` says that the number after it is not exact.
fn roughly(clause: &Clause, at: usize) -> bool {
    let number = clause.at(at + 1).kind == ItemKind::Number || clause.at(at + 1).is_mark("$€£");
    let counted =
        number || one_of(clause.word(at + 1), "half two three four five six seven eight nine ten hundreds thousands");
    counted && one_of(clause.word(at), "about around over nearly roughly between under")
}

/// A complement that announces itself: “that”, a quotation, a colon, a question word, an infinitive, “as”.
fn begins(clause: &Clause, at: usize, verb: &CueVerb, source_gap: bool) -> Option<Complement> {
    let item = clause.at(at);
    let next = clause.at(at + 1);
    let found = |shape, from| Some(Complement::new(shape, from));
    let quotes = frame::QUOTE | frame::AS;
    let particled = !verb.particle.is_empty() && verb.takes(frame::NP); // “warned of”, “spoke of”
    if item.quote().is_some() && (verb.takes(quotes) || particled) {
        return found(Shape::Quote, at);
    }
    if item.is_mark(":,—–") && next.quote().is_some() && verb.takes(quotes) {
        return found(Shape::Quote, at + 1);
    }
    if item.is_mark(":") && verb.takes(frame::QUOTE | frame::THAT) && at + 1 == clause.len() {
        return found(Shape::Quote, at + 1); // the next block holds it
    }
    if item.is_mark(":") && verb.takes(frame::QUOTE | frame::THAT) && at + 3 < clause.len() {
        return found(Shape::That, at + 1);
    }
    // “says that could take years”
    let subject = item.is(tag::THAT) && next.is(tag::MODAL) && next.mention.is_none();
    if subject && verb.takes(frame::BARE) {
        return found(Shape::That, at);
    }
    if item.is(tag::THAT) && verb.takes(frame::THAT) {
        return Some(Complement { announced: true, ..Complement::new(Shape::That, at + 1) });
    }
    if (clause.says(at, "as") || source_gap && clause.says(at, "as")) && verb.takes(frame::AS) {
        return found(Shape::As, at + 1);
    }
    // “refused to say” cites, “refused to pay” does not.
    let telling =
        verb.lemma != "refuse" || next.cue.is_some() || one_of(clause.word(at + 1), "comment discuss speculate");
    if item.is(tag::TO) && infinitive_at(clause, at) && verb.takes(frame::TO) && telling {
        return found(Shape::To, at);
    }
    let asks =
        item.is(tag::QUESTION) && (!item.is(tag::SUBORDINATOR) || clause.says(at, "if") && verb.takes(frame::WH));
    if asks && (verb.takes(frame::WH) || verb.takes(frame::THAT) && verb.takes(frame::QUOTE)) {
        return found(Shape::Question, at);
    }
    if source_gap && clause.is_finite(at) && verb.takes(frame::BARE) {
        return found(Shape::That, at);
    }
    None
}

/// Whether the “to” at `at` leads an infinitive.
fn infinitive_at(clause: &Clause, at: usize) -> bool {
    let next = clause.at(at + 1);
    (next.is_word() || next.quote().is_some())
        && !next.is(tag::DETERMINER | tag::POSSESSIVE | tag::PRONOUN | tag::THAT)
        && !next.capital
}

/// A complement that begins with a noun: which one it is shows further on.
fn noun(clause: &Clause, at: usize, verb: &CueVerb) -> Option<Complement> {
    let item = clause.at(at);
    let starts = item.is_word() && !item.is(tag::COORDINATOR) || item.kind == ItemKind::Number || item.is_mark("$€£#");
    let dependent = item.is(tag::RELATIVE | tag::QUESTION | tag::SUBORDINATOR) && item.mention.is_none();
    // “denied attacking the town”
    let deed = one_of(verb.lemma, "deny admit") && item.is(tag::ING);
    if !starts || dependent || item.is(tag::ING) && item.cue.is_some() && !deed {
        return None;
    }
    let stop = (at + REACH + 8).min(clause.len());
    let end = (at..stop)
        .find(|&i| clause.at(i).is_mark(";:") || clause.at(i).is_mark(",") && !listing(clause, i))
        .unwrap_or(stop);
    // “confirmed her as a judge”, “admitted him to hospital”, “denied Lee bail” say nothing.
    if one_of(verb.lemma, "confirm admit deny") && someone(clause, at) {
        return None;
    }
    let found = |shape| Some(Complement::new(shape, at));
    let opener =
        (at..end).find(|&i| clause.at(i).is(tag::THAT) || clause.is_finite(i) || clause.at(i).quote().is_some());
    let near = |that: usize| {
        that < at + 9
            && !(at..that).any(|i| clause.at(i).is_mark(","))
            && !clause.before(that).is(tag::ING | tag::PREPOSITION)
    };
    if let Some(that) =
        opener.filter(|&i| clause.at(i).is(tag::THAT) && verb.takes(frame::THAT) && verb.takes(frame::BARE) && near(i))
        && !verb.takes(frame::NP)
    {
        return Some(Complement { announced: true, ..Complement::new(Shape::That, that + 1) });
    }
    if verb.takes(frame::AS) {
        let mut span = (at..stop).take_while(|&i| {
            let broken = clause.at(i).is_mark(",") && clause.at(i + 1).is(tag::ING | tag::COORDINATOR);
            !(broken || clause.at(i).is_mark(";:"))
        });
        let label = span.find(|&i| {
            clause.says(i, "as") && !one_of(clause.word(i + 1), "well long soon much many")
                || clause.at(i).quote().is_some()
        });
        // “has seen a letter in which she calls it “mad””: the marks are another's.
        let label = label.filter(|&i| verb.lemma != "see" || clause.at(i).quote().is_none());
        if let Some(label) = label {
            return Some(Complement { reaches: label, ..Complement::new(Shape::As, at) });
        }
        // “called him a liar”: somebody, and then what; not “called the police”.
        let second =
            (at + 1..end).take(8).any(|i| clause.at(i).is(tag::DETERMINER) && !clause.before(i).is(tag::PREPOSITION));
        let called = verb.lemma == "call" && second || one_of(verb.lemma, "label brand dub deem term");
        if called {
            return found(Shape::As);
        }
    }
    if verb.takes(frame::OBJECT_TO) {
        let infinitive = (at + 1..end).any(|i| {
            clause.at(i).is(tag::TO)
                && (clause.at(i + 1).is_word() || clause.at(i + 1).quote().is_some())
                && !clause.at(i + 1).is(tag::DETERMINER | tag::POSSESSIVE)
                && !clause.at(i + 1).capital
        });
        if infinitive {
            return found(Shape::To);
        }
    }
    // “wrote in her diary she was tired”
    let clausal = item.is(tag::PERSON) && item.mention.is_none() && clause.is_finite(at + 1);
    if clausal && verb.takes(frame::THAT) && !verb.takes(frame::NP) {
        return found(Shape::That);
    }
    if verb.takes(frame::BARE) {
        let subject = item.is(tag::PRONOUN) && !someone(clause, at) || clause.says(at, "there");
        let reach = (at + REACH + 8).min(clause.len());
        // A noun phrase may do as well: then the clause must be complete before a comma.
        let reach = if verb.takes(frame::NP) { reach.min(end) } else { reach };
        let far = if verb.takes(frame::NP) { reach } else { (at + 2 * REACH).min(clause.len()) };
        let quoted = verb.takes(frame::QUOTE) && (at..far).any(|i| clause.at(i).quote().is_some());
        // “feared a recall, Lee laughed”: one comma before the verb parts it from its noun.
        let commas = |verb: usize| {
            let comma = |i: &usize| clause.at(*i).is_mark(",") && !listing(clause, *i);
            (at..verb).filter(comma).count()
        };
        if subject || quoted || clause.finite_in(at + 1, reach).is_some_and(|v| commas(v) != 1) {
            return found(Shape::That);
        }
        // “said the town prides itself on its harbour”: a verb that no list knows.
        let listed = |i: usize| clause.at(i).is_word() && clause.at(i).is(tag::S) && !clause.at(i).capital;
        let determined = item.is(tag::DETERMINER | tag::POSSESSIVE);
        if verb.lemma == "say" && determined && end > at + 4 && (at + 2..at + 5).any(listed) {
            return found(Shape::That);
        }
    }
    // “voiced fears that …”
    let claim = (at..at + 4).find(|&i| clause.at(i).is(tag::CLAIM) && clause.at(i + 1).is(tag::THAT));
    if let Some(claim) = claim.filter(|_| verb.takes(frame::NP) && one_of(verb.lemma, "voice express raise share")) {
        return Some(Complement { announced: true, ..Complement::new(Shape::That, claim + 2) });
    }
    // “raised concerns that …”
    let from = if item.is(tag::THAT) && verb.particle.len() == 1 { at + 1 } else { at };
    verb.takes(frame::NP).then_some(Complement::new(Shape::Noun, from))
}

/// Whether the person at `at` is the object of the verb before it, not the subject of a clause: “confirmed her 94-3”.
fn someone(clause: &Clause, at: usize) -> bool {
    let (_, stop) = clause.mention_items(at);
    let next = clause.at(stop);
    let ends = !next.is_word() && next.quote().is_none() && next.kind != ItemKind::Possessive
        || next.is(tag::PREPOSITION | tag::TO | tag::TIME | tag::COORDINATOR | tag::DETERMINER)
        || clause.says(stop, "as");
    one_of(clause.word(at), "him them us me")
        || ends && (clause.says(at, "her") || clause.kind_at(at) == Some(EntityKind::Person))
}

/// Whether the comma at `i` joins words of a list: nouns follow, and no clause.
fn listing(clause: &Clause, i: usize) -> bool {
    let next = clause.at(i + 1);
    if next.is(tag::JOINING) {
        return true;
    }
    if next.is(tag::COORDINATOR) {
        return !clause.says(i + 1, "but") && clause.finite_in(i + 2, (i + 7).min(clause.len())).is_none();
    }
    if next.is(tag::ING | tag::SUBORDINATOR | tag::RELATIVE | tag::ADVERB | tag::PREPOSITION) && next.mention.is_none()
    {
        return false;
    }
    for k in i + 1..(i + 9).min(clause.len()) {
        if clause.is_finite(k) {
            return false;
        }
        if clause.at(k).is_mark(",") || clause.at(k).is(tag::COORDINATOR) {
            return clause.finite_in(k, (k + 4).min(clause.len())).is_none();
        }
    }
    false
}

/// The person told: “told reporters”, “told the BBC”, “told a crowd of workers”.
fn skip_hearer(clause: &Clause, mut at: usize) -> usize {
    let first = clause.at(at);
    if first.mention.is_some() {
        at = clause.mention_items(at).1;
        while clause.at(at).is_word()
            && !clause.at(at).is(BREAKS)
            && clause.at(at).quote().is_none()
            && !clause.is_finite(at)
            && !clause.says(at, "not")
        {
            at += 1;
        }
        return at;
    }
    if first.is(tag::PRONOUN) || one_of(clause.word(at), "me him us them") {
        return at + 1;
    }
    if first.is(tag::DETERMINER | tag::POSSESSIVE) && !first.is(tag::THAT) {
        at += 1;
    }
    let from = at;
    while at < from + 8 && clause.at(at).is_word() && !clause.at(at).is(BREAKS) && !clause.is_finite(at) {
        let (_, stop) = clause.mention_items(at);
        at = stop.max(at + 1);
        // “told council members”
        if clause.before(at).is(tag::PEOPLE | tag::PAPER | tag::BODY) && !clause.at(at).is(tag::PEOPLE) {
            break;
        }
    }
    at
}

const BREAKS: u64 = tag::PREPOSITION
    | tag::THAT
    | tag::TO
    | tag::QUESTION
    | tag::DETERMINER
    | tag::POSSESSIVE
    | tag::PRONOUN
    | tag::TIME
    | tag::COORDINATOR;

/// The item after an adjunct that begins with the preposition at `at`.
fn adjunct(clause: &Clause, at: usize) -> Option<usize> {
    let mut to = at + 1;
    let mut nouns = 0;
    while to < clause.len() && to - at < 14 {
        let item = clause.at(to);
        if item.is(tag::PREPOSITION | tag::THAT | tag::TO | tag::QUESTION)
            || item.quote().is_some()
            || item.is_mark(",:;.")
            || item.is_dash()
        {
            break;
        }
        // A second determiner or a pronoun begins the reported clause.
        let begins = item.is(tag::DETERMINER | tag::POSSESSIVE | tag::PRONOUN) || clause.is_finite(to);
        // “in a statement posted on its page”
        let participle = item.is(tag::ED) && !item.is(tag::AUXILIARY) && clause.before(to).is(tag::PAPER);
        if nouns > 0 && begins && !participle {
            break;
        }
        nouns += usize::from(!item.is(tag::DETERMINER | tag::POSSESSIVE));
        to = if item.mention.is_some() { clause.mention_items(to).1 } else { to + 1 };
        if item.is(tag::TIME) {
            break;
        }
    }
    (to > at + 1).then_some(to)
}

/// The item after an insertion between two commas.
fn insertion(clause: &Clause, comma: usize) -> Option<usize> {
    (comma + 1..(comma + REACH).min(clause.len()))
        .filter(|&i| clause.at(i).is_mark(",:"))
        // “wrote in a letter, signed by Ann Lee, the mayor, that …”
        .take(3)
        .enumerate()
        // “told the crowd, which waved flags: “…””
        .find(|&(n, i)| {
            let apart = n == 0 && clause.at(comma + 1).is(tag::RELATIVE | tag::PREPOSITION);
            clause.at(i + 1).is(tag::THAT) || apart && clause.at(i + 1).quote().is_some()
        })
        .map(|(_, i)| i)
        .map(|i| i + 1)
}

/// Where a verb of saying stands and where its own clause starts, for the search of an end.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rival {
    /// The first item of its source, or of itself where the source is inherited.
    pub(crate) from: usize,
    /// Whether it brings a source of its own.
    pub(crate) own_source: bool,
    /// Whether it cites the words before it (“…, he said.”).
    pub(crate) after: bool,
}

/// The item before which the words of the source end; `bounded` when its clause ends at the next comma.
pub(crate) fn end(clause: &Clause, complement: Complement, rivals: &[Rival], bounded: bool) -> usize {
    let sentence_end = trim(clause, complement.from, clause.len());
    let mut quoted_dash = false;
    for i in complement.reaches + 1..sentence_end {
        let item = clause.at(i);
        if item.is_mark(";") || item.is_mark(",") && (bounded || comment_follows(clause, i + 1)) {
            return trim(clause, complement.from, i);
        }
        let other = |r: &Rival| r.from == i + 1 && (!r.own_source || r.after);
        let with = clause.says(i + 1, "with");
        let led = |r: &Rival| with && r.own_source && (i + 2..i + 10).contains(&r.from);
        if item.is_mark(",") && rivals.iter().any(|r| other(r) || led(r)) {
            return trim(clause, complement.from, i);
        }
        if item.is_dash() {
            let partner = (i + 1..sentence_end).any(|k| clause.at(k).is_dash());
            if !quoted_dash && !partner && aside(clause, i + 1) {
                return trim(clause, complement.from, i);
            }
            quoted_dash = !quoted_dash;
        }
        if stops_at(clause, i, complement.shape, rivals) {
            return trim(clause, complement.from, i);
        }
    }
    sentence_end
}

/// Whether the words of the source end before item `i`.
fn stops_at(clause: &Clause, i: usize, shape: Shape, rivals: &[Rival]) -> bool {
    let item = clause.at(i);
    if item.is(tag::SUBORDINATOR | tag::COORDINATOR) && item.mention.is_none() {
        let mut next = i + 1;
        while clause.at(next).is(tag::ADVERB) && clause.at(next).mention.is_none() {
            next += 1;
        }
        let rival = rivals.iter().find(|r| r.from == next || r.from == i + 1);
        if rival.is_some_and(|r| !r.own_source || item.is(tag::SUBORDINATOR) || !clause.at(next).is(tag::THAT)) {
            return true;
        }
        if unclear(clause, i) {
            return true;
        }
    }
    if !matches!(shape, Shape::Noun | Shape::As | Shape::To) {
        return false;
    }
    let comma = item.is_mark(",") && clause.at(i + 1).quote().is_none() && !listing(clause, i);
    let verbless = one_of(clause.word(i), "until since before after")
        && clause.finite_in(i + 1, (i + 10).min(clause.len())).is_none()
        && !clause.at(i + 1).is(tag::ING);
    let adjunct = item.is(tag::SUBORDINATOR) && !clause.says(i, "as") && shape != Shape::To && !verbless
        || shape == Shape::Noun && clause.says(i, "as") && clause.finite_in(i, (i + 10).min(clause.len())).is_some();
    let next_verb =
        item.is(tag::COORDINATOR) && (clause.is_finite(i + 1) || clause.says(i, "but") && shape == Shape::Noun);
    comma && !(shape == Shape::To && list_of_verbs(clause, i)) || adjunct || next_verb
}

fn list_of_verbs(clause: &Clause, i: usize) -> bool {
    clause.at(i + 1).is(tag::COORDINATOR)
}

/// “though it remains unclear whether”, “but the timing is uncertain”: the outlet judges.
fn unclear(clause: &Clause, i: usize) -> bool {
    (i + 1..(i + 8).min(clause.len())).any(|k| {
        clause.at(k).is(tag::UNCLEAR)
            && (clause.before(k).is(tag::BE)
                || clause.says(k - 1, "remains")
                || clause.says(k - 1, "remain")
                || clause.says(k - 1, "not"))
    })
}

/// Whether a comment of the outlet begins at `i`.
fn comment_follows(clause: &Clause, i: usize) -> bool {
    let mut at = i;
    while clause.at(at).is(tag::ADVERB) {
        at += 1;
    }
    if clause.at(at).is(tag::COMMENTING) {
        return true;
    }
    if clause.says(at, "in") {
        at += 1;
    }
    if clause.says(at, "what") && at > i {
        return true;
    }
    if !clause.at(at).is(tag::DETERMINER) {
        return false;
    }
    (at + 1..at + 4)
        .take_while(|&k| clause.at(k).is_word() && !clause.at(k).is(tag::PREPOSITION))
        .any(|k| clause.at(k).is(tag::COMMENT))
}

/// Whether what follows a lonely dash explains rather than continues.
fn aside(clause: &Clause, i: usize) -> bool {
    clause.at(i).is(tag::DETERMINER | tag::RELATIVE | tag::SUBORDINATOR) || clause.says(i, "something")
}

/// Steps back over marks and spaces at the end.
pub(crate) fn trim(clause: &Clause, from: usize, mut to: usize) -> usize {
    while to > from && matches!(clause.at(to - 1).kind, ItemKind::Mark(c) if ",.;:!?…—–-".contains(c)) {
        to -= 1;
    }
    to
}

/// Steps over marks and a leading conjunction at the start.
pub(crate) fn trim_start(clause: &Clause, mut from: usize, to: usize) -> usize {
    while from < to
        && (clause.at(from).is_mark(",;:—–-•*")
            || clause.at(from).is(tag::COORDINATOR) && clause.at(from).mention.is_none())
    {
        from += 1;
    }
    from
}

/// Whether `range` holds at least one word or quotation.
pub(crate) fn has_words(clause: &Clause, (from, to): Range) -> bool {
    (from..to).any(|i| !matches!(clause.at(i).kind, ItemKind::Mark(_) | ItemKind::Possessive))
}
