//! Facts: what can be compared across the outlets, with a verdict.
//!
//! Questions that every telling answers ([`crate::answers`]) and claims held against each other
//! ([`crate::claims_compared`]) in one list, the gravest verdict first. Sentences that an answer or an action shows
//! under a graver verdict are not shown again as a pair.
use crate::CorpusReading;
use crate::alignment::Alignment;
use crate::comparison::{Column, Evidence, Statement, Verdict};
use corpus::{Collection, InOrder};

/// The facts of the articles in `columns`, the gravest verdict first. Whole articles count, not only the passages on
/// the event.
#[must_use]
pub fn facts(
    collection: &Collection,
    reading: &CorpusReading,
    columns: &[Column],
    alignment: &Alignment,
) -> Vec<Statement> {
    let answers = crate::answers::answers(collection, reading, columns);
    let claims = crate::claims_compared::compared(collection, reading, columns, alignment);
    let mut facts: Vec<Statement> = Vec::with_capacity(answers.len() + claims.len());
    for claim in claims {
        let shown = |s: &Statement| rank(s) <= rank(&claim) && covers(s, &claim);
        if !(answers.iter().any(shown) || facts.iter().any(shown)) {
            facts.push(claim);
        }
    }
    facts.extend(answers);
    facts.put_in_order_by_key(|s| (rank(s), std::cmp::Reverse(s.told_by)));
    facts
}

/// The gravest first.
fn rank(statement: &Statement) -> u8 {
    statement.verdict.map_or(u8::MAX, |v| v as u8)
}

/// Whether `graver` shows all that `other` shows, sentence by sentence.
fn covers(graver: &Statement, other: &Statement) -> bool {
    let places = |s: &Statement| -> Vec<Evidence> { s.cells.iter().flat_map(|c| &c.excerpts).map(|e| e.at).collect() };
    let shown = places(graver);
    other.verdict != Some(Verdict::OnlyHere)
        && places(other).iter().all(|o| shown.iter().any(|s| s.article == o.article && s.span.overlaps(o.span)))
}
