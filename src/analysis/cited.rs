//! Every use of a verb of saying in a sentence: its source, what follows it, and how far that reaches.
//!
//! Follows the annotation scheme of PolNeAR (Newell et al. 2018): a source, a cue and a content. Whether a
//! form cites anybody is decided by its frame: “held talks” and “a report” do not, “held that” and
//! “reports that” do. Who the source is, [`crate::speakers`] says; what the marks hold, [`crate::speech`].
use crate::clause::{Clause, ItemKind};
use crate::cues::{CueVerb, LEXICON, frame, tag};
use crate::scope::{self, Complement, Gap, Rival, Shape};
use crate::speakers::{self, Range};
use crate::{CueClass, EntityKind};
use corpus::Lower;
use corpus::one_of;

/// One verb, noun or phrase that cites somebody.
#[derive(Clone, Debug)]
pub(crate) struct Citing {
    /// The cue, in items.
    pub(crate) cue: Range,
    pub(crate) lemma: String,
    pub(crate) class: CueClass,
    /// The source as written; `None` where nobody is named at all.
    pub(crate) source: Option<Range>,
    /// Whether the source is that of the verb before it (“…, but stressed”).
    pub(crate) inherits: bool,
    pub(crate) complement: Option<Complement>,
    /// What is reported, in items.
    pub(crate) content: Vec<Range>,
    /// The quotation before it that it belongs to, as an item.
    pub(crate) after_quote: Option<usize>,
    /// Whether the text says that somebody says, and not who.
    pub(crate) nobody: bool,
    /// Whether it stands in a clause between commas (“Lee, who said …, left”).
    bounded: bool,
    pub(crate) rule: &'static str,
}

impl Citing {
    fn new(cue: Range, verb: &CueVerb, rule: &'static str) -> Self {
        Self::phrase(cue, verb.name(), verb.class, rule)
    }

    fn phrase(cue: Range, lemma: String, class: CueClass, rule: &'static str) -> Self {
        Self {
            cue,
            lemma,
            class,
            source: None,
            inherits: false,
            complement: None,
            content: Vec::new(),
            after_quote: None,
            nobody: false,
            bounded: false,
            rule,
        }
    }

    /// Where it begins: with its source when that stands before it.
    fn from(&self) -> usize {
        self.source.filter(|s| !self.inherits && s.0 < self.cue.0).map_or(self.cue.0, |s| s.0)
    }
}

/// All of them, by position, with their contents bounded by each other.
pub(crate) fn find(clause: &Clause) -> Vec<Citing> {
    let mut found: Vec<Citing> = Vec::new();
    let mut at = 0;
    while at < clause.len() {
        let item = clause.at(at);
        let next = if item.cue.is_some() && item.mention.is_none() { verb(clause, at, &found) } else { None };
        let next = next.or_else(|| phrase(clause, at));
        at = next.as_ref().map_or(at + 1, |c| c.cue.1.max(at + 1));
        found.extend(next);
    }
    inherit(clause, &mut found);
    found.retain(|c| c.source.is_some() || c.nobody || c.after_quote.is_some());
    drop_objects(&mut found);
    // “Asked if she feared a leak, Lee said …”: a question claims nothing.
    let asked = clause.at(0).is(tag::ED) && one_of(clause.word(1), "if whether");
    if let Some(comma) = (2..clause.len()).find(|&i| asked && clause.at(i).is_mark(",")) {
        found.retain(|c| c.cue.0 > comma || c.after_quote.is_some());
    }
    bound(clause, &mut found);
    found
}

/// Takes away “claims that” in “rejected claims that …”: there the rejection cites.
fn drop_objects(found: &mut Vec<Citing>) {
    let mut object = None;
    found.retain(|c| {
        let twice = c.rule == NOUN && c.complement.is_some_and(|p| object == Some(p.from));
        let dropped = twice
            || c.rule == NOUN
                && c.source == Some(c.cue)
                && object.is_some_and(|from| from <= c.cue.0 && c.cue.0 < from + 4);
        object = c.complement.filter(|p| p.shape == Shape::Noun || p.announced).map(|p| p.from);
        !dropped
    });
}

/// Gives verbs without a subject of their own that of the verb before, or of the sentence.
fn inherit(clause: &Clause, found: &mut [Citing]) {
    let mut last: Option<Range> = None;
    for citing in found {
        if citing.inherits && citing.source.is_none() {
            let before = last.filter(|s| s.0 < citing.cue.0);
            citing.source = before.or_else(|| main_subject(clause, citing.cue.0));
        }
        last = citing.source.or(last);
    }
}

/// The subject of the sentence's first finite verb before `stop`; after a fronted participle, what follows it.
pub(crate) fn main_subject(clause: &Clause, stop: usize) -> Option<Range> {
    let to = if stop < 3 { clause.len().min(60) } else { stop };
    if stop < 3 && clause.at(stop).is(tag::ING) {
        // “Noting that he was ill, Lee said”: the main clause begins after a comma.
        for verb in (stop + 1..to).filter(|&i| clause.is_finite(i)).take(8) {
            let subject = speakers::phrase_before(clause, speakers::skip_left(clause, verb));
            if let Some(range) = subject.filter(|&r| clause.before(r.0).is_mark(",") && speakers::can_speak(clause, r))
            {
                return Some(range);
            }
        }
    }
    // “…, where fifty farmers had met, chanting …”
    let place = (1..to).rev().find(|&i| clause.says(i, "where") && clause.before(i).is_mark(",—–-"));
    for verb in (place.filter(|_| stop >= 3).unwrap_or(0)..to).filter(|&i| clause.is_finite(i)).take(6) {
        let subject = speakers::phrase_before(clause, speakers::skip_left(clause, verb));
        // “In a statement released on Monday, Lee …”
        let adjunct = |r: Range| {
            clause.before(r.0).is(tag::PREPOSITION)
                && clause.before(r.1).is(tag::PAPER)
                && clause.at(verb).is(tag::ED)
                && r.0 < 3
        };
        if let Some(range) = subject.filter(|&r| speakers::can_speak(clause, r) && !adjunct(r)) {
            return Some(range);
        }
    }
    // A verb that no list knows: the office or person that opens the sentence.
    let (from, to) = speakers::phrase_after(clause, 0).filter(|r| r.1 <= stop && stop > 3)?;
    let head = (from..to).rev().find(|&i| {
        clause.at(i).is(tag::PEOPLE | tag::BODY)
            || matches!(clause.kind_at(i), Some(EntityKind::Person | EntityKind::Organisation))
    })?;
    let opens = !clause.at(0).is(tag::PREPOSITION | tag::SUBORDINATOR);
    Some((from, head + 1)).filter(|&r| opens && speakers::can_speak(clause, r))
}

/// Sets where each content ends.
fn bound(clause: &Clause, found: &mut [Citing]) {
    let rivals: Vec<Rival> = found
        .iter()
        .map(|c| Rival {
            from: if c.inherits { speakers::skip_left(clause, c.cue.0) } else { c.from() },
            own_source: !c.inherits,
            after: c.rule == AFTER.0 || c.rule == AFTER.1,
        })
        .collect();
    for citing in found {
        if let Some(complement) = citing.complement {
            let end = scope::end(clause, complement, &rivals, citing.bounded);
            let end = if citing.rule == NOUN || citing.rule == RELATIVE {
                subject_clause(clause, citing, complement.from, end)
            } else {
                end
            };
            let quote =
                (complement.from..end).find(|&i| clause.at(i).quote().is_some()).filter(|_| citing.rule == CALLED);
            let end = quote.map_or(end, |i| i + 1);
            let range = (scope::trim_start(clause, complement.from, end), end);
            if scope::has_words(clause, range) {
                citing.content.push(range);
            }
        } else if citing.content.get(1).is_some_and(|c| rivals.iter().any(|r| r.from == c.0 && !r.own_source)) {
            citing.content.truncate(1); // “Lee had left, he said, and told them …”
        }
    }
}

/// The rules of verbs that cite what stands before them.
const AFTER: (&str, &str) = ("clause around the verb", "clause before the verb");

/// The rule of a noun that cites.
const NOUN: &str = "noun of saying";

/// The rule of “what he called …”: only the words in marks are his.
const CALLED: &str = "what somebody called";

/// The rule of a verb of saying inside a relative clause (“who police say was armed”).
const RELATIVE: &str = "verb of saying in a relative clause";

/// “Reports that he had left were denied”: a clause inside another ends before the second verb.
fn subject_clause(clause: &Clause, citing: &Citing, from: usize, end: usize) -> usize {
    if citing.rule == NOUN && citing.cue.0 > 3 {
        return end;
    }
    let Some(first) = clause.finite_in(from, end) else { return end };
    let helped = |i: usize| clause.at(i).is(tag::AUXILIARY | tag::ADVERB | tag::BE | tag::HAVE);
    let group = (first..end).find(|&i| !helped(i)).map_or(end, |main| main + 1);
    clause.finite_in(group, end).map_or(end, |second| speakers::skip_left(clause, second).max(group))
}

/// Reads the form at `at` as a verb of saying.
fn verb(clause: &Clause, at: usize, found: &[Citing]) -> Option<Citing> {
    let item = clause.at(at);
    let before = clause.before(at);
    let noun =
        before.is(tag::DETERMINER | tag::POSSESSIVE) && !before.is(tag::PRONOUN) || before.kind == ItemKind::Possessive;
    // “…,” the two write.
    let numbered = item.cue.is_some_and(|c| c.base)
        && one_of(clause.word(at.saturating_sub(1)), "two three")
        && at > 1
        && one_of(clause.word(at - 2), "The the")
        && (at == 2 || matches!(clause.at(at - 3).kind, ItemKind::Mark(_) | ItemKind::Quote(_)));
    let noun = noun && !numbered;
    let name = item.capital && at > 0 && !matches!(before.kind, ItemKind::Mark(_) | ItemKind::Quote(_));
    let next = clause.at(at + 1);
    // “media reports noted”, “states who felt”, “regarding”.
    let plural = item.is(tag::S) && (next.is(tag::RELATIVE) || clause.is_finite(at + 1) && !gap_before(clause, at));
    // “rejected claims that …”
    let object = item.is(tag::CLAIM | tag::RUMOUR) && before.cue.is_some() && before.is(tag::ED | tag::FINITE);
    if object {
        return None;
    }
    // “patrolling disputed waters”
    let adjective = item.is(tag::ED) && before.is(tag::ING) && before.mention.is_none() && next.is_word();
    let states = clause.says(at, "states") && clause.says(at.saturating_sub(1), "member");
    if noun || name || plural || states || adjective || item.is(tag::JOINING) || before.is_mark("-") && before.glued {
        return None;
    }
    clause.verbs_at(at).find_map(|(verb, after)| used(clause, at, verb, after, found))
}

/// Whether the clause of the verb at `at` is a relative one, whose object stands before it.
fn gap_before(clause: &Clause, at: usize) -> bool {
    (at.saturating_sub(8)..at).any(|i| clause.at(i).is(tag::RELATIVE | tag::THAT))
}

fn used(clause: &Clause, at: usize, verb: &CueVerb, after: usize, found: &[Citing]) -> Option<Citing> {
    let item = clause.at(at);
    let base = item.cue.is_some_and(|c| c.base);
    let left = speakers::skip_left(clause, at);
    let helped = |bit: u64| (left..at).any(|i| clause.at(i).is(bit));
    let negated = clause.says(left.saturating_sub(1), "neither")
        || (left..at)
            .any(|i| clause.says(i, "not") || clause.word(i).ends_with("n’t") || clause.word(i).ends_with("n't"));
    let mut citing = Citing::new((at, after), verb, "verb of saying");
    if negated {
        citing.class = CueClass::Declining;
        citing.lemma = format!("not {}", citing.lemma);
    }
    if helped(tag::BE) && !item.is(tag::ING) {
        return passive(clause, citing, verb, left, after);
    }
    if item.is(tag::ING) && !helped(tag::BE) {
        return participle(clause, citing, verb, left, after);
    }
    if base && clause.before(at).is(tag::TO) {
        return raised(clause, citing, verb, at, after);
    }
    if let Some(found) = inverted(clause, &citing, verb, at, after) {
        return Some(found);
    }
    // What somebody will or might say is not said.
    let future = (left..at)
        .any(|i| ["will", "would", "may", "might", "should", "must", "shall"].iter().any(|w| clause.says(i, w)));
    let previous = clause.before(left);
    // “Lee resigns, alleges fraud”, as headlines join.
    let joined = previous.is_mark(",")
        && item.is(tag::S)
        && !base
        && main_subject(clause, at).is_some()
        && speakers::phrase_before(clause, left).is_none();
    if joined || previous.is(tag::COORDINATOR) && previous.mention.is_none() && (!base || helped(tag::MODAL)) {
        citing.inherits = true;
        citing.rule = "joined verb of saying";
        citing.complement = Some(scope::complement(clause, after, verb, Gap::None)?);
        return weak_is_allowed(verb, citing.complement, true).then_some(citing);
    }
    let source = speakers::phrase_before(clause, left);
    let opening = speakers::opening(clause, left, source);
    let source = opening.or(source)?;
    // “refused to answer questions on who …”: the object of an infinitive.
    let led = clause.before(source.0);
    if source.0 > 0
        && clause.at(source.0).mention.is_none()
        && (led.is(tag::TO) && clause.at(source.0).cue.is_some_and(|c| c.base)
            || led.is(tag::MODAL) && led.mention.is_none() && !clause.at(source.0).is(tag::PRONOUN | tag::DETERMINER))
    {
        return None;
    }
    // “said in a statement posted on its page that …”
    let inside = source.0 > 1 && clause.says(source.0 - 1, "in") && clause.before(left).is(tag::PAPER);
    if inside && clause.before(source.0 - 1).cue.is_some() {
        return None;
    }
    if base && !helped(tag::MODAL) && !is_plural(clause, source) {
        return None;
    }
    // “the two lengthy match reports “…””: a noun in the plural.
    let several =
        (source.0..source.1).any(|i| one_of(clause.word(i), "two three four five six these those several many both"));
    if several && item.is(tag::S) && !base && !speakers::can_speak(clause, source) {
        return None;
    }
    let used = finite(clause, citing, verb, source, after, found)?;
    // “did not say that it is unsafe”: nobody says so. “Did not think that” and “did not know that” tell something.
    let opinion = one_of(verb.lemma, "think believe expect hope feel want know realize doubt dispute mind forget");
    let open = verb.class != CueClass::Factive || one_of(verb.lemma, "confirm find show");
    let unsaid = negated
        && open
        && !opinion
        && !matches!(verb.class, CueClass::Declining | CueClass::Evaluative)
        && used.complement.is_some_and(|c| matches!(c.shape, Shape::That | Shape::To));
    if unsaid {
        return None;
    }
    let said =
        negated || !future || used.after_quote.is_some() || used.complement.is_some_and(|c| c.shape == Shape::That);
    said.then_some(used)
}

/// A verb with its subject before it.
fn finite(
    clause: &Clause,
    mut citing: Citing,
    verb: &CueVerb,
    source: Range,
    after: usize,
    found: &[Citing],
) -> Option<Citing> {
    // “Not everyone opposes …”, “Nobody says …”
    if one_of(clause.word(source.0), "Not not No no Nobody nobody None none Nothing nothing") {
        return None;
    }
    let speaks = speakers::can_speak(clause, source);
    // “the court heard that …”; what anybody else hears is not said by him.
    if verb.lemma == "hear"
        && !(source.0..source.1).any(|i| clause.at(i).is(tag::BODY) || one_of(clause.word(i), "jury jurors Court"))
    {
        return None;
    }
    citing.source = Some(source);
    // “While he believes it holds, Lee said …”
    let fronted = source.0 == 1 && clause.at(0).is(tag::SUBORDINATOR) && !clause.says(0, "as");
    citing.bounded = (source.1..citing.cue.0).any(|i| clause.at(i).is(tag::RELATIVE) && clause.before(i).is_mark(","));
    let as_told =
        source.0 > 0 && clause.says(source.0 - 1, "as") && (source.0 == 1 || clause.before(source.0 - 1).is_mark(","));
    let comma = adjuncts(clause, after);
    if as_told && clause.at(comma).is_mark(",") && verb.takes(frame::THAT) {
        citing.complement = Some(Complement::new(Shape::That, comma + 1));
        citing.rule = "as somebody said";
        return speaks.then_some(citing);
    }
    // “…,” another friend, Ann Lee told the BBC.
    let role = source.0.checked_sub(1).filter(|&i| clause.at(i).is_mark(",") && clause.before(i).is_word());
    let role = role.and_then(|i| speakers::phrase_before(clause, i));
    let role = role.filter(|r| r.0 > 0 && clause.before(r.0).quote().is_some() && speakers::can_speak(clause, *r));
    let quote = quote_before(clause, role.map_or(source.0, |r| r.0)).or_else(|| long_role(clause, source.0));
    let opener = source.0.checked_sub(1);
    let gap = opener.is_some_and(|i| {
        clause.at(i).is(tag::RELATIVE | tag::THAT) || ["something", "what"].iter().any(|w| clause.says(i, w))
    });
    // “a man dubbed “the Fox” by fans”
    let by = clause.at(after).quote().is_some() && clause.says(after + 1, "by") && verb.takes(frame::AS);
    if let Some(source) = speakers::phrase_after(clause, after + 2).filter(|&s| by && speakers::can_speak(clause, s)) {
        citing.source = Some(source);
        citing.content.push((after, after + 1));
        return Some(citing);
    }
    let complement = scope::complement(clause, after, verb, if gap { Gap::Relative } else { Gap::None });
    if gap && complement.is_some_and(|c| c.shape == Shape::That && c.from == after) {
        citing.rule = RELATIVE;
        citing.bounded = true;
    }
    if gap && complement.is_some_and(|c| matches!(c.shape, Shape::As | Shape::Quote)) {
        citing.rule = CALLED;
    }
    let closed = quote.is_some_and(|(_, closed)| closed);
    if let Some((quote, _)) = quote.filter(|_| verb.takes(QUOTING) && (closed || complement.is_none() && speaks)) {
        // “Lee said: “…,” the Times reported”: Lee's words.
        let announced = |c: &Citing| {
            let own = c.complement.filter(|p| p.shape == Shape::Quote && p.from == quote);
            own.is_some() && c.source.is_some() && verb.lemma == "report"
        };
        let taken = found.iter().any(|c| c.after_quote == Some(quote) || announced(c));
        if !taken {
            citing.after_quote = Some(quote);
            citing.rule = "quotation before the verb";
            citing.complement = complement.filter(|c| c.shape == Shape::Quote);
            return Some(citing);
        }
    }
    let object = clause.at(after).kind == ItemKind::Number || clause.at(after).is(tag::DETERMINER);
    if verb.lemma == "add" && complement.is_none() && object {
        return None; // “organisers added 160 guards”
    }
    if complement.is_none() && verb.takes(frame::BARE | frame::THAT) && speaks {
        return postposed(clause, citing, source.0, after);
    }
    // “a study found levels of …”
    let paper = one_of(verb.lemma, "find reveal show") && (source.0..source.1).any(|i| clause.at(i).is(tag::PAPER));
    let finds =
        paper && complement.is_none() && (clause.at(after).is_word() || clause.at(after).kind == ItemKind::Number);
    let complement = if finds { Some(Complement::new(Shape::Noun, after)) } else { complement };
    citing.bounded |= fronted && complement.is_some_and(|c| c.shape == Shape::That);
    citing.complement = complement.filter(|c| verb.lemma != "cite" || c.shape != Shape::Noun);
    (citing.complement.is_some() && weak_is_allowed(verb, complement, speaks)).then_some(citing)
}

/// What may stand after a quotation.
const QUOTING: u16 = frame::QUOTE | frame::THAT | frame::BARE;

/// “that” and marks show speech by themselves; anything else needs somebody who can speak.
fn weak_is_allowed(verb: &CueVerb, complement: Option<Complement>, speaks: bool) -> bool {
    let plain = one_of(verb.lemma, "say tell add");
    speaks || complement.is_some_and(|c| c.shape == Shape::Quote || c.shape == Shape::That && (plain || c.announced))
}

/// The quotation that ends right before item `at`, and whether a comma or stop closes it.
fn quote_before(clause: &Clause, at: usize) -> Option<(usize, bool)> {
    let before = at.checked_sub(1)?;
    let comma = clause.at(before).is_mark(",—–");
    let at = if comma { before.checked_sub(1)? } else { before };
    clause.at(at).quote()?;
    let inner = clause.word(at);
    let last = inner.chars().rev().find(|c| !matches!(c, '”' | '"' | '’' | '\'' | '“' | '»' | '«' | '‘' | ' '));
    Some((at, comma || matches!(last, Some(',' | '?' | '!' | '…' | '.' | '—'))))
}

/// “…,” leader of the Norden walkers Ann Lee said: a long role without a verb stands after the comma in the marks.
fn long_role(clause: &Clause, at: usize) -> Option<(usize, bool)> {
    let quote = (at.saturating_sub(10)..at).rev().find(|&i| clause.at(i).quote().is_some())?;
    let plain = (quote + 1..at).all(|i| {
        let item = clause.at(i);
        item.is_word() && !clause.is_finite(i) && !item.is(tag::COORDINATOR | tag::SUBORDINATOR | tag::RELATIVE)
    });
    let (_, closed) = quote_before(clause, quote + 1)?;
    let comma = clause.word(quote).trim_end_matches(['”', '"', '’', '\'']).ends_with(',');
    (plain && closed && comma && !clause.before(quote).is_word()).then_some((quote, true))
}

/// “…,” said the minister.
fn inverted(clause: &Clause, citing: &Citing, verb: &CueVerb, at: usize, after: usize) -> Option<Citing> {
    let comma = clause.before(at).is_mark(",");
    let quote = quote_before(clause, at);
    if at == 0 && clause.at(at).capital && !base_form(clause, at) && verb.takes(frame::QUOTE) {
        // “Said Ann Lee, who had seen it, “…””
        let source = speakers::phrase_after(clause, after).filter(|&s| speakers::can_speak(clause, s))?;
        let mut citing = citing.clone();
        let quote = (source.1..clause.len().min(source.1 + 24)).find(|&i| clause.at(i).quote().is_some())?;
        citing.complement = Some(Complement::new(Shape::Quote, quote));
        citing.source = Some(source);
        return clause.before(quote).is_mark(",:").then_some(citing);
    }
    if quote.is_none() && !comma || !verb.takes(QUOTING) {
        return None;
    }
    let source = speakers::named_after(clause, speakers::phrase_after(clause, after)?);
    let base = clause.at(at).cue.is_some_and(|c| c.base);
    let mut citing = citing.clone();
    if let Some((quote, closed)) = quote {
        // “…, nicknamed “the Fox”, said he would”: what follows is a clause.
        let clausal = clause.is_finite(source.1) && !clause.at(source.1).is_mark(",");
        if clausal || base && !is_plural(clause, source) || !closed && !speakers::can_speak(clause, source) {
            return None;
        }
        citing.source = Some(source);
        citing.after_quote = Some(quote);
        citing.rule = "quotation before the verb";
        citing.complement = split(clause, source.1);
        return Some(citing);
    }
    let speaks = speakers::can_speak(clause, source) && verb.takes(frame::BARE | frame::THAT);
    let ends = source.1 >= clause.len() || clause.at(source.1).is_mark(",.;");
    if !speaks || !ends {
        return None;
    }
    citing.source = Some(source);
    citing.rule = AFTER.1;
    let end = scope::trim(clause, 0, at);
    let start = speakers::sentence_start(clause, at);
    citing.content.push((scope::trim_start(clause, start, end), end));
    if clause.finite_in(start, at).is_none() {
        // “The idea, recalls Ann Lee, came from …”
        let rest = (scope::trim_start(clause, source.1, clause.len()), scope::trim(clause, source.1, clause.len()));
        citing.content.push(rest);
        return clause.is_finite(rest.0).then_some(citing);
    }
    // “Lee, the minister, told reporters” has its own subject; “the plan, a big one, may fail, say experts” has a verb.
    let comma = (start..at - 1).rev().find(|&i| clause.at(i).is_mark(","));
    let own = speakers::phrase_before(clause, at).is_some() && !comma.is_some_and(|i| clause.is_finite(i + 1));
    (!own).then_some(citing)
}

fn base_form(clause: &Clause, at: usize) -> bool {
    clause.at(at).cue.is_some_and(|c| c.base)
}

/// The second half of a split quotation: “…,” said Ann Lee, the minister, “…”.
fn split(clause: &Clause, from: usize) -> Option<Complement> {
    let at = (from..clause.len().min(from + 16)).find(|&i| clause.at(i).quote().is_some())?;
    let comma = clause.before(at).is_mark(",:");
    let clear = (from..at).all(|i| clause.at(i).cue.is_none());
    (comma && clear).then_some(Complement::new(Shape::Quote, at))
}

/// “The deal is dead, he said.” and “The deal, he said, is dead.”
fn postposed(clause: &Clause, mut citing: Citing, source: usize, after: usize) -> Option<Citing> {
    let comma = source.checked_sub(1).filter(|&i| clause.at(i).is_mark(",—–"))?;
    let start = speakers::sentence_start(clause, comma);
    let rest = adjuncts(clause, after);
    let ends = rest >= clause.len() || clause.at(rest).is_mark(",.;:!?—–");
    let first = (scope::trim_start(clause, start, comma), scope::trim(clause, start, comma));
    if !ends || !scope::has_words(clause, first) || fronted(clause, first) && !clause.at(rest).is_mark(",") {
        return None;
    }
    citing.rule = AFTER.0;
    citing.content.push(first);
    let joined = clause.at(rest + 1).is(tag::COORDINATOR);
    if clause.at(rest).is_mark(",") && (joined || clause.finite_in(first.0, first.1).is_none()) {
        let end = scope::trim(clause, rest, clause.len());
        let second = (scope::trim_start(clause, rest, end), end);
        let marked = (second.0..second.1).any(|i| clause.at(i).quote().is_some());
        if !marked {
            clause.finite_in(second.0, second.1)?;
        }
        if scope::has_words(clause, second) {
            citing.content.push(second);
        }
    }
    Some(citing)
}

/// Whether the range is an adjunct rather than a clause.
fn fronted(clause: &Clause, (from, to): Range) -> bool {
    let first = clause.at(from);
    clause.finite_in(from, to).is_none() && first.quote().is_none()
        || first.is(tag::SUBORDINATOR)
        || first.is(tag::ED | tag::ING) && first.mention.is_none()
}

/// Steps over “on Sunday”, “in a statement”, “during a visit to Rome”.
fn adjuncts(clause: &Clause, mut at: usize) -> usize {
    let from = at;
    while at < clause.len() && at - from < 24 {
        let item = clause.at(at);
        if matches!(item.kind, ItemKind::Mark(c) if c != '-')
            || item.quote().is_some()
            || clause.is_finite(at)
            || item.is(tag::THAT | tag::COORDINATOR)
        {
            break;
        }
        at += 1;
    }
    at
}

/// “is said to be”, “it was reported that”, “was described by aides as”, “was told that”.
fn passive(clause: &Clause, mut citing: Citing, verb: &CueVerb, left: usize, after: usize) -> Option<Citing> {
    citing.rule = "passive verb of saying";
    if verb.lemma == "quote" {
        citing.source = speakers::phrase_before(clause, left);
        citing.complement = scope::complement(clause, after, verb, Gap::Passive);
        return citing.complement.is_some().then_some(citing);
    }
    let by = clause.says(after, "by");
    if by {
        let source = speakers::phrase_after(clause, after + 1)?;
        citing.source = Some(source).filter(|&s| speakers::can_speak(clause, s));
        citing.complement = scope::complement(clause, source.1, verb, Gap::Passive).filter(|c| c.shape != Shape::Noun);
        if clause.at(source.1).is(tag::TO) && verb.takes(frame::PASSIVE | frame::TO) {
            // “is expected by analysts to rise”: the subject belongs to what is said.
            citing.complement = Some(Complement::new(Shape::That, source.1 + 1));
        }
        return (citing.source.is_some() && citing.complement.is_some()).then_some(citing);
    }
    citing.nobody = true;
    citing.bounded = (left.saturating_sub(1)..left).any(|i| clause.at(i).is(tag::RELATIVE) || clause.says(i, "which"));
    let next = clause.at(after);
    if verb.takes(frame::PASSIVE) {
        citing.class = if citing.class == CueClass::Neutral { CueClass::Distancing } else { citing.class };
        if next.is(tag::TO) {
            citing.complement = Some(Complement::new(Shape::That, after + 1));
            return Some(citing);
        }
    }
    let impersonal = left.checked_sub(1).is_some_and(|i| clause.says(i, "it"));
    let told = verb.takes(frame::HEARER | frame::OBJECT_TO) || impersonal;
    let complement = scope::complement(clause, after, verb, Gap::Passive)?;
    let kept = match complement.shape {
        Shape::That => told && (next.is(tag::THAT) || verb.lemma == "tell"),
        Shape::As => clause.says(after, "as") && clause.at(after + 1).quote().is_some(),
        _ => false,
    };
    citing.complement = Some(complement);
    kept.then_some(citing)
}

/// “…, adding that …”, “before insisting that …”, “with officials saying …”, “is warning that …”.
fn participle(clause: &Clause, mut citing: Citing, verb: &CueVerb, left: usize, after: usize) -> Option<Citing> {
    citing.rule = "participle of saying";
    let complement = scope::complement(clause, after, verb, Gap::None)?;
    // “a court ruling that stopped the work”
    if complement.announced && clause.at(complement.from).is(tag::ED) && clause.is_finite(complement.from) {
        return None;
    }
    citing.complement = Some(complement);
    let before = clause.before(left);
    let joined = left == 0
        || before.is_mark(",—–")
        || before.quote().is_some()
        || before.mention.is_none()
            && (before.is(tag::COORDINATOR)
                || ["before", "after", "while", "when", "by"].iter().any(|w| clause.says(left - 1, w)));
    if joined {
        citing.inherits = true;
        citing.bounded = left == 0;
        return Some(citing);
    }
    if before.is(tag::PREPOSITION | tag::TO) || clause.is_finite(left - 1) {
        return None;
    }
    let source = speakers::phrase_before(clause, left)?;
    // “Lee issued a statement saying …”: whose statement it is.
    let led = clause.before(source.0).is(tag::PREPOSITION | tag::SUBORDINATOR);
    let head = speakers::head_of(clause, source);
    // “published an essay in the Times criticising …”
    let carried = clause.at(head).is(tag::PAPER) && clause.says(head + 1, "in");
    let paper = source.0 > 0 && !led && (carried || clause.before(left).is(tag::PAPER))
        // “Lee wrote in a letter to the board saying …”
        || source.0 > 1 && clause.says(source.0 - 1, "in") && clause.at(head).is(tag::PAPER);
    if let Some(owner) = Some(main_subject(clause, source.0)).flatten().filter(|o| paper && o.1 <= source.0) {
        citing.source = Some(owner);
        return Some(citing);
    }
    // “on social media criticizing”: after “with”, the name it leads to is the source.
    let with = (source.0.saturating_sub(14)..source.0)
        .rev()
        .take_while(|&i| !clause.at(i).is_mark(","))
        .find(|&i| clause.says(i, "with"));
    // “…, at one point calling it a farce”
    let point = source.0 > 1 && clause.says(source.0 - 1, "at") && clause.before(source.0 - 1).is_mark(",");
    if point && with.is_none() {
        citing.inherits = true;
        return Some(citing);
    }
    let led = with.and_then(|i| speakers::phrase_after(clause, i + 1)).filter(|&r| speakers::can_speak(clause, r));
    citing.source = led.or(Some(source)).filter(|&r| speakers::can_speak(clause, r));
    citing.source.is_some().then_some(citing)
}

/// “appeared to rebut”, “went on to say”.
fn raised(clause: &Clause, mut citing: Citing, verb: &CueVerb, at: usize, after: usize) -> Option<Citing> {
    let raising = at.checked_sub(2)?;
    // “took to the radio to call her a liar”
    let place = (at.saturating_sub(7)..raising).find(|&i| {
        let plain = (i + 2..=raising).all(|k| clause.at(k).is_word() && !clause.is_finite(k));
        one_of(clause.word(i), "took takes") && clause.says(i + 1, "to") && plain
    });
    let raising = place.unwrap_or(raising);
    if place.is_none() && !clause.at(raising).is(tag::RAISING) {
        return None;
    }
    let verb_at = if clause.says(raising, "on") { raising.checked_sub(1)? } else { raising };
    citing.cue.0 = verb_at;
    citing.complement = Some(scope::complement(clause, after, verb, Gap::None)?);
    citing.rule = "verb of saying after another verb";
    let left = speakers::skip_left(clause, verb_at);
    if clause.before(left).is(tag::COORDINATOR) {
        citing.inherits = true;
        return Some(citing);
    }
    citing.source = Some(speakers::phrase_before(clause, left)?).filter(|&s| speakers::can_speak(clause, s));
    citing.source.is_some().then_some(citing)
}

/// Whether the phrase takes a verb without “-s”.
fn is_plural(clause: &Clause, (from, to): Range) -> bool {
    let last = clause.at(to - 1);
    let word = clause.word(to - 1);
    let pronoun =
        ["they", "we", "i", "you", "who", "some", "many", "others", "several", "most", "few", "two", "three", "pair"]
            .iter()
            .any(|w| word.eq_ignore_ascii_case(w));
    let pronoun =
        pronoun || one_of(clause.word(from), "some many others several most few Some Many Others Several Most Few");
    let joined = (from..to).any(|i| clause.at(i).is(tag::COORDINATOR) && clause.at(i).mention.is_none());
    let plural_head = (from..to).any(|i| {
        clause.at(i).is(tag::S)
            && (clause.at(i + 1).is(tag::PREPOSITION | tag::RELATIVE) || clause.at(i + 1).is_mark(","))
    });
    pronoun
        || joined
        || plural_head
        || last.is(tag::S) && !clause.says(to - 1, "us")
        || last.is(tag::BODY)
        || ["people", "police", "media", "women", "men", "data"].iter().any(|w| word.eq_ignore_ascii_case(w))
}

/// Citing without a verb: “according to”, “reportedly”, “his claim that”, “reports that”.
fn phrase(clause: &Clause, at: usize) -> Option<Citing> {
    let item = clause.at(at);
    if !item.is_word() || item.mention.is_some() {
        return None;
    }
    if clause.says(at, "according") && clause.says(at + 1, "to") {
        return according(clause, (at, at + 2), "accord to");
    }
    if clause.says(at, "in") && clause.says(at + 1, "the") && clause.says(at + 2, "words") && clause.says(at + 3, "of")
    {
        return according(clause, (at, at + 4), "in the words of");
    }
    if let Some(found) = viewed(clause, at) {
        return Some(found);
    }
    if one_of(clause.word(at), "quoted quotes quoting cited cites") {
        return quoted(clause, at);
    }
    if item.is(tag::HEDGE) {
        return hedge(clause, at);
    }
    if item.is(tag::STANCE) {
        return stance(clause, at);
    }
    if item.is(tag::CLAIM | tag::RUMOUR) && clause.at(at + 1).is(tag::THAT) {
        return claim(clause, at);
    }
    if item.is(tag::CLAIM) && ["by", "from"].iter().any(|w| clause.says(at + 1, w)) {
        let source = speakers::phrase_after(clause, at + 2).filter(|s| clause.at(s.1).is(tag::THAT))?;
        let mut citing = Citing::phrase((at, at + 1), clause.word(at).lower(), CueClass::Neutral, NOUN);
        citing.complement = Some(Complement::new(Shape::That, source.1 + 1));
        citing.source = Some(source).filter(|&s| speakers::can_speak(clause, s));
        return citing.source.is_some().then_some(citing);
    }
    None
}

/// “…, in Lee’s view.”
fn viewed(clause: &Clause, at: usize) -> Option<Citing> {
    if !clause.says(at, "in") || !clause.before(at).is_mark(",") {
        return None;
    }
    let view = (at + 2..at + 9).find(|&i| one_of(clause.word(i), "view opinion words telling estimation"))?;
    let owned = clause.before(view).kind == ItemKind::Possessive;
    let source = (at + 1, view - 1);
    let named = (source.0..source.1).any(|i| clause.kind_at(i) == Some(EntityKind::Person));
    let plain = !(source.0..source.1).any(|i| clause.at(i).is(tag::PREPOSITION) || clause.at(i).is_mark(","));
    let ends = clause.at(view + 1).is_mark(".") || view + 1 >= clause.len();
    if !(owned && named && plain && ends) {
        return None;
    }
    let mut citing = Citing::phrase((at, view + 1), "in the view of".to_owned(), CueClass::Neutral, "according to");
    let start = speakers::sentence_start(clause, at);
    let before = (scope::trim_start(clause, start, at), scope::trim(clause, start, at));
    citing.source = Some(source);
    citing.content.push(before);
    scope::has_words(clause, before).then_some(citing)
}

/// “is confident that …”, “were concerned the deal would fail”.
fn stance(clause: &Clause, at: usize) -> Option<Citing> {
    let left = speakers::skip_left(clause, at);
    let be = (left..at).find(|&i| clause.at(i).is(tag::BE))?;
    let believes = LEXICON.get("believe").and_then(|w| LEXICON.verb(*w.cues.first()?))?;
    let mut citing = Citing::new((be, at + 1), believes, "be of an opinion");
    citing.lemma = format!("be {}", clause.word(at));
    citing.complement =
        Some(scope::complement(clause, at + 1, believes, Gap::None)?).filter(|c| c.shape == Shape::That);
    citing.source = speakers::phrase_before(clause, left).filter(|&s| speakers::can_speak(clause, s));
    (citing.source.is_some() && citing.complement.is_some()).then_some(citing)
}

/// “Detik quoted Ann Lee as saying”: the one who is quoted.
fn quoted(clause: &Clause, at: usize) -> Option<Citing> {
    let left = speakers::skip_left(clause, at);
    let says =
        (at + 2..(at + 16).min(clause.len())).find(|&i| clause.at(i).is(tag::ING) && clause.says(i - 1, "as"))?;
    let (verb, after) = clause.verbs_at(says).next()?;
    if (left..at).any(|i| clause.at(i).is(tag::BE)) {
        // “…,” Ann Lee was quoted by the agency as saying; “…,” he was quoted as saying.
        let by = clause.says(at + 1, "by") && clause.finite_in(at + 1, says).is_none();
        let bare = says == at + 2;
        let source =
            speakers::phrase_before(clause, left).filter(|&s| (by || bare) && speakers::can_speak(clause, s))?;
        let mut citing =
            Citing::phrase((at, after), "quote as saying".to_owned(), CueClass::Neutral, "quoted as saying");
        citing.source = Some(source);
        citing.complement = scope::complement(clause, after, verb, Gap::None);
        if bare && citing.complement.is_some() {
            return None;
        }
        citing.after_quote =
            quote_before(clause, source.0).filter(|_| citing.complement.is_none()).map(|(quote, _)| quote);
        return (citing.complement.is_some() || citing.after_quote.is_some()).then_some(citing);
    }
    if clause.finite_in(at + 1, says).is_some() {
        return None;
    }
    let mut citing = Citing::phrase((at, after), "quote as saying".to_owned(), CueClass::Neutral, "quoted as saying");
    citing.source = Some((at + 1, says - 1));
    citing.complement = scope::complement(clause, after, verb, Gap::None);
    let subject = speakers::phrase_before(clause, left);
    citing.after_quote =
        subject.filter(|_| citing.complement.is_none()).and_then(|s| Some(quote_before(clause, s.0)?.0));
    (citing.complement.is_some() || citing.after_quote.is_some()).then_some(citing)
}

fn according(clause: &Clause, cue: Range, lemma: &str) -> Option<Citing> {
    let mut citing = Citing::phrase(cue, lemma.to_owned(), CueClass::Neutral, "according to");
    let mut source = speakers::phrase_after(clause, cue.1)?;
    // “people familiar with the matter”, “a person who was there”: up to the comma.
    let goes_on = clause.before(source.1).mention.is_none()
        && clause.at(source.1).is_word()
        && !clause.at(source.1).is(tag::COORDINATOR | tag::SUBORDINATOR)
        && !clause.is_finite(source.1);
    if goes_on {
        source.1 = (source.1..clause.len())
            .take(16)
            .find(|&i| {
                clause.at(i).is_mark(",.;:—–") || clause.at(i).quote().is_some() || clause.at(i).is(tag::COORDINATOR)
            })
            .unwrap_or(source.1);
    }
    citing.source = Some(source);
    let start = speakers::clause_start(clause, cue.0);
    let before = (scope::trim_start(clause, start, cue.0), scope::trim(clause, start, cue.0));
    // “left town after, according to her, the firm …”: only what comes after it.
    let led = clause.before(cue.0).is_mark(",") && clause.before(cue.0 - 1).is(tag::SUBORDINATOR);
    if led && clause.at(source.1).is_mark(",") && clause.finite_in(source.1, clause.len()).is_some() {
        citing.complement = Some(Complement::new(Shape::That, source.1 + 1));
        return Some(citing);
    }
    if scope::has_words(clause, before)
        && (clause.finite_in(before.0, before.1).is_some()
            || before.1 >= before.0 + 3 && !(source.1..clause.len()).any(|i| clause.at(i).is_mark(","))
            || clause.at(source.1).is_mark(",.")
            || source.1 >= clause.len())
    {
        citing.content.push(before);
    } else if start > 0 && clause.at(start - 1).quote().is_some() {
        citing.after_quote = Some(start - 1);
    }
    let closes = !(source.1..clause.len()).any(|i| clause.at(i).is_mark(","));
    let own = !citing.content.is_empty() && (closes || clause.finite_in(before.0, before.1).is_some())
        || citing.after_quote.is_some();
    if !own && source.1 + 1 < clause.len() {
        // An insertion after the source (“according to Ann Lee, the minister, …”) is stepped over.
        let mark =
            |from: usize| (from..clause.len()).find(|&i| clause.at(i).is_mark(",:") || clause.at(i).quote().is_some());
        let first = mark(source.1).unwrap_or(source.1);
        let next = mark(first + 1).filter(|&next| {
            let relative = clause.at(first + 1).is(tag::RELATIVE);
            let apposed = clause.finite_in(first + 1, next).is_none() && clause.at(next).is_mark(",");
            clause.at(first).is_mark(",") && (relative || apposed) && clause.finite_in(next, clause.len()).is_some()
        });
        let from = next.unwrap_or(first);
        citing.complement =
            Some(Complement::new(Shape::That, if clause.at(from).is_mark(",:") { from + 1 } else { from }));
    }
    Some(citing)
}

fn hedge(clause: &Clause, at: usize) -> Option<Citing> {
    let mut citing = Citing::phrase((at, at + 1), clause.word(at).lower(), CueClass::Distancing, "reportedly");
    citing.nobody = true;
    let from = (0..at).rev().take(40).find(|&i| {
        clause.at(i).is_mark(",;:—–")
            || clause.at(i).quote().is_some()
            || clause.at(i).is(tag::RELATIVE | tag::SUBORDINATOR | tag::THAT)
            || clause.says(i, "which")
    });
    let from = from.map_or(at.saturating_sub(40), |i| i + 1);
    let end = (at + 1..clause.len())
        .take(60)
        .find(|&i| clause.at(i).is_mark(",;:—–") || clause.at(i).is(tag::COORDINATOR) && clause.is_finite(i + 1));
    let end = scope::trim(clause, at, end.unwrap_or((at + 61).min(clause.len())));
    for range in [(from, at), (at + 1, end)] {
        if range.0 < range.1 && scope::has_words(clause, range) {
            citing.content.push(range);
        }
    }
    (!citing.content.is_empty()).then_some(citing)
}

fn claim(clause: &Clause, at: usize) -> Option<Citing> {
    let item = clause.at(at);
    let lemma = clause.word(at).lower();
    let mut citing = Citing::phrase((at, at + 1), lemma, CueClass::Neutral, NOUN);
    citing.complement = Some(Complement::new(Shape::That, at + 2));
    citing.bounded = at < 4;
    let before = clause.before(at);
    if before.kind == ItemKind::Possessive {
        citing.source = speakers::phrase_before(clause, at - 1).filter(|&r| speakers::can_speak(clause, r));
    } else if at > 0 && before.is(tag::POSSESSIVE) && !clause.says(at - 1, "its") {
        citing.source = main_subject(clause, at);
    } else if item.is(tag::RUMOUR) {
        citing.source = Some((at, at + 1));
        citing.class = CueClass::Distancing;
    } else if let Some(verb) = (at.saturating_sub(6)..at).rev().find(|&i| clause.is_finite(i)) {
        // “issued a recommendation that …”
        let gives = one_of(clause.word(verb), "issued made issues makes voiced gave repeated renewed reiterated");
        citing.source = speakers::phrase_before(clause, speakers::skip_left(clause, verb))
            .filter(|&s| gives && speakers::can_speak(clause, s));
    }
    citing.source.is_some().then_some(citing)
}
