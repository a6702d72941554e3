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
        let shown = answers.iter().chain(&facts).any(|s| covers(s, &claim));
        if !shown {
            facts.push(claim);
        }
    }
    for answer in answers {
        // A number that is the same, where a claim shows the sentences already.
        if !(is_same_number(&answer) && facts.iter().any(|s| covers(s, &answer))) {
            facts.push(answer);
        }
    }
    facts.put_in_order_by_key(|s| (rank(s), std::cmp::Reverse(s.told_by)));
    facts
}

/// The gravest first.
fn rank(statement: &Statement) -> u8 {
    statement.verdict.map_or(u8::MAX, |v| v as u8)
}

fn is_same_number(statement: &Statement) -> bool {
    statement.key.starts_with("answer/same/")
}

/// Whether `graver` shows what `other` shows, sentence by sentence and little else (a conflict may show more, since what
/// conflicts is not the same in other words); of what only one column has,
/// whether an answer shows it.
fn covers(graver: &Statement, other: &Statement) -> bool {
    let excerpts = |s: &Statement| s.cells.iter().map(|c| c.excerpts.len()).sum::<usize>();
    let alone = other.verdict == Some(Verdict::OnlyHere);
    let same_pair = other.verdict >= Some(Verdict::WordedOtherwise)
        && (other.key.starts_with("claim") || is_same_number(other))
        && rank(graver) <= rank(other)
        && (excerpts(graver) <= excerpts(other) + 1 || graver.verdict <= Some(Verdict::Superseded));
    let within = |at: Evidence| {
        let shown = graver.cells.iter().flat_map(|c| &c.excerpts).map(|e| e.at);
        shown.into_iter().any(|s| s.article == at.article && s.span.overlaps(at.span))
    };
    (same_pair || alone && graver.key.starts_with("answer"))
        && other.cells.iter().flat_map(|c| &c.excerpts).all(|e| within(e.at))
}
