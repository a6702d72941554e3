//! What an article makes of its claims: conditions and demands with the party they fall on, hedges, denials, and
//! words of judgement in the outlet's own voice.
//!
//! The words are data (`phrases`); here they get their clause and party. A clause reaches to the next mark that
//! ends one; the party of an obligation is the noun phrase before it (“both sides must”), of a demand the one that
//! it names (“called on Serbia to”), of a condition the subject of its clause (“unless Serbia withdraws”). Words of
//! judgement count only where nobody is cited for them ([`crate::voices`]) and never inside quotation marks or
//! names. What it does not do: it does not say whether a condition was met, nor whether a judgement praises or blames.
use crate::cues::{LEXICON, tag};
use crate::model::{Condition, ConditionClass, Hedge};
use crate::phrases::{self, Found, PhraseClass};
use crate::sentence_words::{SentenceWords, Words};
use crate::voices::{self, Voice};
use crate::{Attribution, Mention, Reading};
use corpus::{Article, Span, TokenKind, one_of};

/// Fills conditions, hedges, judgements and denials of a reading whose mentions and attributions are known.
pub fn find(article: &Article, cut: &Words, reading: &mut Reading) {
    let own = own_words(article, &reading.attributions);
    for words in &cut.sentences {
        let mut i = 0;
        while i < words.len() {
            i = match phrases::at(words, i).filter(|hit| counts(words, i, hit)) {
                Some(hit) => {
                    sort_in(words, i, hit, &own, reading);
                    hit.end.max(i + 1)
                }
                None => i + 1,
            };
        }
    }
}

/// Puts a phrase where it belongs.
fn sort_in(words: &SentenceWords, i: usize, hit: Found, own: &[Span], reading: &mut Reading) {
    let span = words.span(i, hit.end);
    match hit.class {
        PhraseClass::Binds(class) => {
            let condition = condition(words, i, hit, class, &reading.mentions);
            reading.conditions.push(condition);
        }
        PhraseClass::Hedges(class) => {
            reading.hedges.push(Hedge { span, class, negated: is_negated(words, i, hit.end) });
        }
        PhraseClass::Denies => reading.negations.push(span),
        PhraseClass::Judges => {
            let next = own.partition_point(|s| s.end <= span.start);
            let outlets = own.get(next).is_some_and(|s| s.contains(span));
            let last = reading.mentions.partition_point(|m| m.span.start < span.end);
            let named = reading.mentions.iter().take(last).rev().take(4).any(|m| m.name.overlaps(span));
            if outlets && !named {
                reading.evaluative.push(span);
            }
        }
    }
}

/// The runs of words that are the outlet's own and stand in no quotation marks, by position.
fn own_words(article: &Article, attributions: &[Attribution]) -> Vec<Span> {
    let marked: Vec<Span> = crate::marks::quotations(article).into_iter().map(|q| q.outer).collect();
    let mut free = Vec::new();
    let mut next = 0;
    for (span, owner) in voices::owners(article, attributions) {
        if owner.voice != Voice::Own {
            continue;
        }
        let mut from = span.start;
        while let Some(mark) = marked.get(next).filter(|mark| mark.start < span.end) {
            if mark.start > from {
                free.push(Span { start: from, end: mark.start });
            }
            from = from.max(mark.end);
            if mark.end > span.end {
                break;
            }
            next += 1;
        }
        if from < span.end {
            free.push(Span { start: from, end: span.end });
        }
    }
    free
}

/// Whether the phrase at `i` is what it looks like.
fn counts(words: &SentenceWords, i: usize, hit: &Found) -> bool {
    let (word, before, next) = (words.lower(i), words.before(i, 1), words.lower(hit.end));
    let plain = words.is(hit.end, TokenKind::Word) && !words.is_capitalised(hit.end);
    let determined =
        is(before, tag::DETERMINER | tag::POSSESSIVE) || words.is(i.wrapping_sub(1), TokenKind::Possessive);
    match word {
        _ if hit.class == PhraseClass::Judges && words.is_capitalised(i) && i > 0 => false,
        // The month, the name, the power; “would-be”.
        "may" | "might" | "would" | "must" | "could" | "should" if hit.end == i + 1 => {
            let name = words.is_capitalised(i) && word == "may" || determined || next == "-";
            let asks = one_of(next, "a an the");
            !name && !asks && (plain || one_of(next, ", “ \""))
        }
        // “asked if”, “as if”: no condition.
        "if" => !one_of(
            before,
            "as ask asks asked asking wonder wondered wondering know knows knew see unclear even what doubt",
        ),
        "no" => next != ".",
        "set" | "bound" | "possible" => before != "as",
        // “an urgent need to”, “the 60 needed to”
        "need" | "needed" => {
            let noun = !before.ends_with('s') && one_of(words.before(i, 2), "a an the no any");
            !determined && !noun && !words.is(i.wrapping_sub(1), TokenKind::Number)
        }
        "expected" => !is(before, tag::PRONOUN) || is(before, tag::DETERMINER),
        // “alleged that”, “suspected him” are told by speech; “the alleged thief” is hedged.
        "alleged" | "suspected" | "purported" => {
            plain && !is(next, tag::THAT | tag::DETERMINER | tag::PRONOUN | tag::PREPOSITION)
        }
        // “the motion failed”, “she disputed it” tell; “a failed state” judges.
        _ if hit.class == PhraseClass::Judges && word.ends_with("ed") && hit.end == i + 1 => {
            plain && is(before, tag::DETERMINER | tag::POSSESSIVE | tag::PREPOSITION | tag::COORDINATOR)
        }
        // “promising 44,000 jobs”, “damaging the road” tell as well.
        _ if hit.class == PhraseClass::Judges && word.ends_with("ing") => {
            let tells =
                words.is(hit.end, TokenKind::Number) || is(next, tag::DETERMINER | tag::POSSESSIVE | tag::PRONOUN);
            !tells && is(before, tag::DETERMINER | tag::POSSESSIVE | tag::BE | tag::ADVERB | tag::COORDINATOR)
        }
        // An infinitive follows: “told him to leave”, not “told the way to Rome”.
        _ if hit.room.is_some() => {
            words.lower(hit.end - 1) != "to" || plain && !is(next, tag::DETERMINER | tag::POSSESSIVE)
        }
        _ => true,
    }
}

fn is(word: &str, tags: u64) -> bool {
    LEXICON.get(word).is_some_and(|w| w.tags & tags != 0)
}

/// Whether what stands in `i..end` is denied: “must not”, “not likely”, “does not have to”, “unlikely”.
fn is_negated(words: &SentenceWords, i: usize, end: usize) -> bool {
    let from = i - skipped(words, i);
    let denied = |k| {
        let word = words.lower(k);
        word.ends_with("n’t") || word.ends_with("n't") || one_of(word, "not never unlikely")
    };
    // “could not be verified” is a whole; “told them not to” holds its denial.
    let inside = end == i + 1 || one_of(words.lower(end - 1), "to");
    (from..i).any(denied) || inside && (i..end).any(denied) || one_of(words.lower(end), "not never")
}

/// How many adverbs and helping verbs stand right before token `i`.
fn skipped(words: &SentenceWords, i: usize) -> usize {
    const SKIPPED_MAX: usize = 3;
    let skips = |&back: &usize| {
        let word = words.before(i, back);
        is(word, tag::ADVERB | tag::MODAL | tag::HAVE) || word == "not"
    };
    (1..=SKIPPED_MAX.min(i)).take_while(skips).count()
}

fn condition(words: &SentenceWords, i: usize, hit: Found, class: ConditionClass, mentions: &[Mention]) -> Condition {
    use ConditionClass as C;
    let marker = words.span(i, hit.end);
    let clause = match class {
        C::Obligation | C::Advice => subject_before(words, i),
        C::Demand if hit.room.is_some() => hit.room,
        C::Demand if words.before(hit.end, 1) != "that" => None,
        _ if is(words.before(hit.end, 1), tag::PREPOSITION) && words.lower(hit.end) != "whether" => None,
        _ => subject_after(words, hit.end, mentions),
    };
    // “asked him not to”, “if there is”: neither is a party.
    let clause = clause.map(|(from, to)| (from, to - usize::from(words.before(to, 1) == "not")));
    let clause = clause.filter(|(from, _)| !one_of(words.lower(*from), "there it"));
    let party = clause.map(|(from, to)| words.span(from, to)).filter(|span| !span.is_empty());
    let head = clause.map_or(0, |(from, to)| head_end(words, from, to));
    let end = words.span(head.saturating_sub(1), head).end;
    let last = mentions.partition_point(|m| m.span.start < end);
    let named = mentions
        .iter()
        .take(last)
        .rev()
        .take(4)
        .find(|m| party.is_some_and(|p| m.span.end == end && p.overlaps(m.span)));
    let to = clause_end(words, hit.end, i == 0 || one_of(words.before(i, 1), "but and"), class);
    let span = words.span(i, to).cover(party.unwrap_or(marker));
    Condition { span, marker, class, party, entity: named.map(|m| m.entity), negated: is_negated(words, i, hit.end) }
}

/// The most words a party has.
const PARTY_WORDS_MAX: usize = 10;

/// The noun phrase that ends before token `i`.
pub(crate) fn subject_before(words: &SentenceWords, i: usize) -> Option<(usize, usize)> {
    let end = i - skipped(words, i);
    let mut from = end;
    while from > 0 && end - from < PARTY_WORDS_MAX {
        let at = from - 1;
        let word = words.lower(at);
        let joins = one_of(word, "and or")
            && at > 0
            && (words.is_capitalised(at - 1) || words.is(at - 1, TokenKind::Word) && at + 1 < end);
        let hyphen = words.is(at, TokenKind::Mark) && word == "-" && words.is_glued(at);
        let verb = at + 1 < end && is_verb(words, at);
        let bounds = tag::THAT | tag::SUBORDINATOR | tag::RELATIVE | tag::QUESTION | tag::AUXILIARY | tag::TO;
        let open = words.is(at, TokenKind::Mark) && !hyphen
            || is(word, bounds)
            || verb
            || one_of(word, "and or but") && !joins;
        if open {
            break;
        }
        from = at;
        // A pronoun is a subject of its own: “on Monday he must”.
        if end - from == 1 && is(word, tag::PRONOUN) && !is(word, tag::DETERMINER) {
            break;
        }
    }
    // “Under the plan Serbia must”: what a preposition opens is no part of the party.
    if is(words.lower(from), tag::PREPOSITION) {
        from = (from..end).rev().find(|&k| words.is_capitalised(k) != words.is_capitalised(k + 1) || k == from)? + 1;
    }
    (from < end).then_some((from, end))
}

/// The noun phrase that starts at token `from`: up to its verb, or as far as a name or a plural reaches.
fn subject_after(words: &SentenceWords, from: usize, mentions: &[Mention]) -> Option<(usize, usize)> {
    let from = from + usize::from(one_of(words.lower(from), "whether that if"));
    let mut to = from;
    while to < words.len() && to - from < PARTY_WORDS_MAX {
        let word = words.lower(to);
        let hyphen = word == "-" && words.is_glued(to);
        let tags = tag::AUXILIARY | tag::TO | tag::ADVERB | tag::THAT | tag::SUBORDINATOR | tag::RELATIVE;
        if words.is(to, TokenKind::Mark) && !hyphen || is(word, tags) || to > from && is_verb(words, to) {
            break;
        }
        to += 1;
        let pronoun = is(word, tag::PRONOUN) && !is(word, tag::DETERMINER);
        let span = words.span(to - 1, to);
        let last = mentions.partition_point(|m| m.span.start < span.end);
        let named = mentions.iter().take(last).rev().take(3).any(|m| m.span.end == span.end);
        let plural = word.len() > 3 && word.ends_with('s') && words.is(to - 1, TokenKind::Word);
        let goes_on = words.is_capitalised(to)
            || !words.is(to, TokenKind::Word)
            || is(words.lower(to), tag::PREPOSITION | tag::COORDINATOR);
        if pronoun || (named || plural) && !goes_on {
            break;
        }
    }
    // “the firm leave.”: what stands last is the verb; “if possible”, “if compared with” have no subject.
    let verb = words.lower(from).ends_with("ed");
    if verb || !words.is(to, TokenKind::Word) && !words.is_capitalised(to.saturating_sub(1)) {
        to = if verb { from } else { to.saturating_sub(1) };
    }
    (to > from).then_some((from, to))
}

/// Whether the token looks like a finite verb.
fn is_verb(words: &SentenceWords, i: usize) -> bool {
    let word = words.lower(i);
    let known = LEXICON.get(word);
    let listed = known.is_some_and(|w| w.tags & tag::FINITE != 0 || !w.cues.is_empty());
    // A third person after a noun: “Serbia withdraws”.
    let third =
        word.len() > 4 && word.ends_with('s') && !word.ends_with("ss") && words.is_capitalised(i.wrapping_sub(1));
    let noun =
        is(words.before(i, 1), tag::DETERMINER | tag::POSSESSIVE) || words.is(i.wrapping_sub(1), TokenKind::Possessive);
    !words.is_capitalised(i) && !noun && (listed || third || word.len() > 4 && word.ends_with("ed"))
}

/// Where the head of the noun phrase `from..to` ends: before “of” and the like.
fn head_end(words: &SentenceWords, from: usize, to: usize) -> usize {
    (from + 1..to).find(|&k| is(words.lower(k), tag::PREPOSITION)).unwrap_or(to)
}

/// Where the clause that goes on at token `from` ends; one that opens its sentence ends at the first comma.
fn clause_end(words: &SentenceWords, from: usize, opens: bool, class: ConditionClass) -> usize {
    use ConditionClass as C;
    let first = opens && matches!(class, C::Exception | C::Condition | C::Onset);
    let ends = |&at: &usize| {
        let next = words.lower(at + 1);
        let comma = words.lower(at) == ","
            && (first
                || words.is_capitalised(at + 1)
                || is(next, tag::PRONOUN | tag::SUBORDINATOR | tag::RELATIVE | tag::DETERMINER)
                || one_of(next, "but said according saying adding with ”"));
        let closes = words.is(at, TokenKind::Mark) && one_of(words.lower(at), ". ; : ! ? — – ” » \" ( )");
        // “must withdraw unless”: another condition begins.
        let other = at > from && one_of(words.lower(at), "unless if but");
        comma || closes || other
    };
    (from..words.len()).find(ends).unwrap_or(words.len())
}
