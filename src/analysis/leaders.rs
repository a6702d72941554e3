//! Who is said to lead a side: “X led a delegation”, “a team led by X”.
use crate::{Entity, EntityKind, MentionForm, Reading};
use corpus::{Article, Span, TokenKind, one_of, tokens};

/// Persons said to lead a side in `sentence`: “X led a delegation”, “a team led by X”. The span is the verb
/// and the name, and what lies between.
pub(crate) fn leaders(article: &Article, read: &Reading, entities: &[Entity], sentence: Span) -> Vec<(u32, Span)> {
    let words = tokens(&article.text, sentence);
    let from = read.mentions.partition_point(|m| m.span.start < sentence.start);
    let people: Vec<_> = read
        .mentions
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|m| m.span.start < sentence.end)
        .filter(|m| entities.get(m.entity as usize).is_some_and(|e| e.kind == EntityKind::Person))
        .filter(|m| matches!(m.form, MentionForm::Name | MentionForm::TitleAndName))
        .collect();
    let mut found = Vec::new();
    for (i, word) in words.iter().enumerate() {
        if !one_of(word.span.of(&article.text), "led leads leading headed heads heading") {
            continue;
        }
        let by = words.get(i + 1).filter(|w| w.span.of(&article.text) == "by");
        if let Some(by) = by {
            // “led by X”, “led by Zelensky’s chief of staff, X”: the name after it, past a title and a comma.
            let owns = |end: u32| words.iter().any(|w| w.span.start == end && w.kind == TokenKind::Possessive);
            let next = people.iter().find(|m| {
                m.span.start >= by.span.end && !owns(m.span.end) && near(&article.text, by.span.end, m.span.start)
            });
            if let Some(m) = next {
                found.push((m.entity, word.span.cover(m.span)));
            }
        } else if words.iter().skip(i + 1).take(6).any(|w| is_side(w.span.of(&article.text))) {
            // “X and Y led a delegation”: every name of the subject right before the verb.
            let mut end = word.span.start;
            for m in people.iter().rev().filter(|m| m.span.end <= word.span.start) {
                let between = Span { start: m.span.end, end }.of(&article.text).trim();
                if !matches!(between, "" | "," | "and" | ", and" | "who" | ", who") && !between.starts_with("and ") {
                    break;
                }
                found.push((m.entity, m.span.cover(word.span)));
                end = m.span.start;
            }
        }
    }
    found
}

fn is_side(word: &str) -> bool {
    one_of(word, "delegation team delegations side negotiators talks negotiations mission")
}

/// Whether a name at `to` still belongs to “by” at `from`: a title, an office or an apposition may stand between.
fn near(text: &str, from: u32, to: u32) -> bool {
    let between = Span { start: from, end: to.max(from) }.of(text);
    between.len() <= 60 && !between.contains(['.', ';', '“', '”', '"'])
}
