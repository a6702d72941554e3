//! The account: the passages on an event that several outlets tell, level with each other, and what only one tells.
//!
//! The groups come from [`crate::alignment`]; a group belongs to the account of an event when one of its sentences lies
//! in a passage on it. A sentence that tells the same as part of another event is shown with that event's name. An article
//! that is older than the day of what is told could not know it; any other that does not tell it left it out.
use crate::CorpusReading;
use crate::alignment::{Alignment, Unit};
use crate::comparison::{Account, Column, Evidence, Excerpt, Gap, MarkKind, Marked, Statement, Told};
use crate::stories::STORY;
use corpus::{Collection, Date, Gather, InOrder, Set, Span};

/// The account of the event that all `columns` stand for.
#[must_use]
pub fn account(collection: &Collection, reading: &CorpusReading, columns: &[Column], alignment: &Alignment) -> Account {
    let event = columns.first().map_or(u32::MAX, |c| c.event);
    let mut account = Account { event, shared: Vec::new(), alone: vec![Vec::new(); columns.len()] };
    let mut placed: Vec<(usize, Statement)> = Vec::new();
    for group in &alignment.groups {
        let members: Vec<&Unit> = group.iter().filter_map(|&i| alignment.units.get(i)).collect();
        if !members.iter().any(|u| u.on_event) {
            continue;
        }
        let told: Set<usize> = members.iter().map(|u| u.column).gather();
        if told.len() < 2 {
            for unit in members.into_iter().filter(|u| u.on_event) {
                if let Some(alone) = account.alone.get_mut(unit.column) {
                    alone.push(excerpt(reading, unit, Vec::new()));
                }
            }
            continue;
        }
        let sure = || members.iter().filter(|u| !u.near);
        let position = sure().map(|u| u.position).sum::<usize>() / sure().count().max(1);
        placed.push((position, statement(collection, reading, alignment, &members, columns)));
    }
    placed.put_in_order_by_key(|(position, s)| (*position, std::cmp::Reverse(s.told_by)));
    account.shared = placed.into_iter().map(|(_, s)| s).collect();
    account.alone.iter_mut().for_each(|a| a.put_in_order_by_key(|e| e.at));
    account
}

fn statement(
    collection: &Collection,
    reading: &CorpusReading,
    alignment: &Alignment,
    members: &[&Unit],
    columns: &[Column],
) -> Statement {
    let mut cells: Vec<Told> = vec![Told::default(); columns.len()];
    for unit in members {
        let others: Vec<&Unit> = members.iter().filter(|u| u.column != unit.column).copied().collect();
        let only = alignment.only_words(collection, unit, &others);
        if let Some(cell) = cells.get_mut(unit.column) {
            cell.excerpts.push(excerpt(reading, unit, only));
        }
    }
    let day = members.iter().filter_map(|u| told_day(reading, u)).min();
    for (cell, column) in cells.iter_mut().zip(columns) {
        cell.excerpts.put_in_order_by_key(|e| e.at);
        let older =
            day.is_some_and(|day| column.tellings.iter().all(|t| latest(reading, t.article).is_some_and(|l| l < day)));
        let gap = if older { Gap::CouldNotKnow } else { Gap::LeftOut };
        cell.gap = cell.excerpts.is_empty().then_some(gap);
    }
    let sure: Vec<&Unit> = members.iter().filter(|u| !u.near).copied().collect();
    let told_by = cells.iter().filter(|c| c.gap.is_none()).count();
    Statement {
        key: key("account", collection, members),
        label: alignment.label(collection, reading, &sure),
        verdict: None,
        why: "Set level by the words, synonyms, names and figures they share, rare ones first; what only one of them has \
              is marked."
            .to_owned(),
        told_by: u32::try_from(told_by).unwrap_or(u32::MAX),
        cells,
    }
}

/// The last day that an article can be from.
fn latest(reading: &CorpusReading, article: u32) -> Option<Date> {
    reading.datings.get(article as usize)?.as_ref().map(|d| d.latest)
}

/// The day of what a sentence tells: the last that it names and that is not after its article.
fn told_day(reading: &CorpusReading, unit: &Unit) -> Option<Date> {
    let until = latest(reading, unit.article)?;
    let dates = &reading.articles.get(unit.article as usize)?.dates;
    dates.iter().filter(|d| unit.span.contains(d.span)).filter_map(|d| d.day).filter(|d| *d <= until).max()
}

/// A key from the first member's article and position.
fn key(part: &str, collection: &Collection, members: &[&Unit]) -> String {
    let first = members.first();
    let id = first.and_then(|u| collection.articles.get(u.article as usize)).map_or("", |a| a.id.as_str());
    format!("{part}/{id}/{}", first.map_or(0, |u| u.span.start))
}

fn excerpt(reading: &CorpusReading, unit: &Unit, only: Vec<Span>) -> Excerpt {
    let marks = only.into_iter().map(|span| Marked { span, kind: MarkKind::Only }).collect();
    let note = match (unit.near, unit.on_event) {
        (true, _) => "perhaps of the same: it shares fewer words".to_owned(),
        (_, true) => String::new(),
        _ => elsewhere(reading, unit),
    };
    Excerpt { at: Evidence { article: unit.article, span: unit.span }, marks, note }
}

/// Where a sentence stands that is not in a passage on the event.
fn elsewhere(reading: &CorpusReading, unit: &Unit) -> String {
    let passages = reading.articles.get(unit.article as usize).map_or(&[][..], |r| r.passages.as_slice());
    // A story holds the whole article: that tells nothing about the sentence.
    let here = passages.iter().filter(|p| p.span.overlaps(unit.span));
    let event = here.filter_map(|p| reading.events.get(p.event as usize)).find(|e| e.kind != STORY);
    match event {
        Some(event) => format!("told of another event: {}", event.name),
        None => "told elsewhere in the article".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Telling;
    use corpus::{Basis, Published, read_text};

    #[test]
    fn silence_before_the_day_of_what_is_told_is_no_omission() {
        let texts = [
            ("The ferry Aurora left the harbour. The crew was in good spirits.", "2025-07-06"),
            ("The ferry Aurora sank in the channel on Tuesday. The owner was shaken.", "2025-07-09"),
            ("On Tuesday the ferry Aurora sank in the channel. Flags flew at half mast.", "2025-07-09"),
            ("The harbour was closed. Nobody knew why.", "2025-07-10"),
        ];
        let mut collection = Collection::default();
        for (n, (text, day)) in texts.iter().enumerate() {
            let mut article = read_text(&format!("a{n}"), (*text).to_owned());
            article.published = Some(Published { value: day.parse().unwrap(), basis: Basis::Supplied, span: None });
            collection.articles.push(article);
        }
        let reading = crate::read_collection(&collection);
        let column = |article: u32| {
            let about = collection.articles[article as usize].sentences.clone();
            Column { event: 0, tellings: vec![Telling { article, event: 0, about, background: Vec::new(), words: 1 }] }
        };
        let columns: Vec<Column> = (0..4).map(column).collect();
        let alignment = Alignment::of(&collection, &reading, &columns);
        let account = account(&collection, &reading, &columns, &alignment);
        let [sank] = account.shared.as_slice() else { panic!("expected one statement, found {:?}", account.shared) };
        let gaps: Vec<Option<Gap>> = sank.cells.iter().map(|c| c.gap).collect();
        assert_eq!(gaps, [Some(Gap::CouldNotKnow), None, None, Some(Gap::LeftOut)]);
        assert_eq!(account.alone.iter().map(Vec::len).collect::<Vec<_>>(), [2, 1, 1, 2]);
    }
}
