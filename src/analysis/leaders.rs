//! Who is said to lead a side: “X led a delegation”, “a team led by X”, “X, head of the delegation”.
use crate::actions::is;
use crate::cues::tag;
use crate::{Entity, EntityKind, Mention, MentionForm, Reading};
use corpus::{Article, Lower, Span, Token, TokenKind, one_of, tokens};

/// Somebody said to lead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Lead {
    /// Who, as an index into the entities.
    pub(crate) person: u32,
    /// The name.
    pub(crate) name: Span,
    /// The verb and the name, and what lies between.
    pub(crate) span: Span,
    /// The state or body whose side it is, where the words name it (“a Ukrainian team”).
    pub(crate) side: Option<u32>,
}

/// Persons said to lead a side in `sentence`, and which side.
pub(crate) fn led(article: &Article, read: &Reading, entities: &[Entity], sentence: Span) -> Vec<Lead> {
    let text = article.text.as_str();
    let words = tokens(text, sentence);
    let from = read.mentions.partition_point(|m| m.span.start < sentence.start);
    let to = read.mentions.partition_point(|m| m.span.start < sentence.end);
    let mentions = read.mentions.get(from..to).unwrap_or_default();
    let people = people(mentions, entities);
    let view = View { text, words: &words, mentions, entities };
    let mut found = Vec::new();
    for i in 0..words.len() {
        let word = view.lower(i);
        if one_of(&word, "led leads leading headed heads heading") {
            if view.lower(i + 1) == "by" {
                let by = words.get(i + 1).map_or(0, |w| w.span.end);
                let noun = (1..=4).filter_map(|back| i.checked_sub(back)).find(|&n| is_side(&view.lower(n)));
                let side = noun.and_then(|n| view.side(n));
                let verb = words.get(i).map_or(sentence, |w| w.span);
                for m in view.listed(&people, by) {
                    found.push(Lead { person: m.entity, name: m.name, span: verb.cover(m.span), side });
                }
            } else if let Some(noun) = (i + 1..i + 7).find(|&n| is_side(&view.lower(n))) {
                let Some(verb) = words.get(i) else { continue };
                for m in view.subjects(&people, verb.span.start) {
                    found.push(Lead {
                        person: m.entity,
                        name: m.name,
                        span: m.span.cover(verb.span),
                        side: view.side(noun),
                    });
                }
            }
        } else if one_of(&word, "head leader") && view.lower(i + 1) == "of" {
            // “X, head of the Ukrainian delegation”, “the head of the Ukrainian delegation, X”
            let Some(noun) = (i + 2..i + 6).find(|&n| one_of(&view.lower(n), "delegation team negotiators")) else {
                continue;
            };
            let Some((head, end)) = words.get(i).zip(words.get(noun)) else { continue };
            let (head, end) = (head.span, end.span);
            let beside = |m: &&&Mention| {
                let before = m.span.end <= head.start && matches!(gap(text, m.span.end, head.start), "," | ", the");
                before || m.span.start >= end.end && matches!(gap(text, end.end, m.span.start), "," | "")
            };
            if let Some(m) = people.iter().find(beside) {
                let span = m.span.cover(head).cover(end);
                found.push(Lead { person: m.entity, name: m.name, span, side: view.side(noun) });
            }
        }
    }
    found
}

/// The persons among mentions, by name.
pub(crate) fn people<'m>(mentions: &'m [Mention], entities: &[Entity]) -> Vec<&'m Mention> {
    let person = |m: &&Mention| entities.get(m.entity as usize).is_some_and(|e| e.kind == EntityKind::Person);
    let named = |m: &&Mention| matches!(m.form, MentionForm::Name | MentionForm::TitleAndName);
    mentions.iter().filter(person).filter(named).collect()
}

/// A sentence with what it names.
pub(crate) struct View<'a> {
    pub(crate) text: &'a str,
    pub(crate) words: &'a [Token],
    pub(crate) mentions: &'a [Mention],
    pub(crate) entities: &'a [Entity],
}

impl<'a> View<'a> {
    fn lower(&self, i: usize) -> String {
        self.words.get(i).map_or_else(String::new, |w| w.span.of(self.text).lower())
    }

    /// Whether a possessive follows.
    pub(crate) fn owns(&self, end: u32) -> bool {
        self.words.iter().any(|w| w.span.start == end && w.kind == TokenKind::Possessive)
    }

    /// The state or body named right before the noun at token `noun`: “a Ukrainian team”, “Ukraine’s delegation”.
    pub(crate) fn side(&self, noun: usize) -> Option<u32> {
        let start = self.words.get(noun)?.span.start;
        let body = |m: &&Mention| {
            let kind = self.entities.get(m.entity as usize).map(|e| e.kind);
            matches!(kind, Some(EntityKind::Country | EntityKind::Organisation | EntityKind::Group))
        };
        let m = self.mentions.iter().filter(body).rev().find(|m| m.span.end <= start)?;
        let between = gap(self.text, m.span.end, start);
        let near = between.len() <= 24 && !between.contains([',', '.', ';', '–', '—', '(', '“', '"']);
        (near && !between.split_whitespace().any(|w| one_of(w, "and of to with in by from at on"))).then_some(m.entity)
    }

    /// The names after `from`: “led by Zelensky’s chief of staff, X”, “led by X, an office of Y, and Z”. Owners and
    /// those that an office is “of” are passed over.
    pub(crate) fn listed<'m>(&self, people: &[&'m Mention], from: u32) -> Vec<&'m Mention> {
        let mut found: Vec<&Mention> = Vec::new();
        let mut end = from;
        for m in people.iter().filter(|m| m.span.start >= from) {
            let between = gap(self.text, end, m.span.start);
            let joined = found.is_empty()
                || between.starts_with([',', '–', '—']) && between.len() > 1 && between.contains(" and ")
                || between.ends_with(" of")
                || between == ", and"
                || between.starts_with("and ")
                || between.starts_with(',') && !between.contains(" of ");
            if !joined || between.len() > 90 || between.contains(['.', ';', '“', '”', '"', '(']) {
                break;
            }
            if between.split_whitespace().any(|w| is(w, tag::FINITE | tag::BE)) {
                break;
            }
            end = m.span.end;
            let of = between.ends_with(" of") || between == "of";
            let next = self.words.iter().find(|w| w.span.start >= m.span.end).map_or("", |w| w.span.of(self.text));
            let verb = is(next, tag::FINITE | tag::AUXILIARY);
            let clause = verb && between.starts_with(", and");
            if self.owns(m.span.end) || of || clause {
                if clause {
                    break;
                }
                continue;
            }
            found.push(m);
        }
        found
    }

    /// Every name of the subject right before the verb at byte `end`: “X and Y led a delegation”.
    fn subjects<'m>(&self, people: &[&'m Mention], mut end: u32) -> Vec<&'m Mention> {
        let mut found = Vec::new();
        let verb = end;
        for m in people.iter().rev().filter(|m| m.span.end <= verb) {
            let between = gap(self.text, m.span.end, end);
            if !matches!(between, "" | "," | "and" | ", and" | "who" | ", who") && !between.starts_with("and ") {
                break;
            }
            found.push(*m);
            end = m.span.start;
        }
        found
    }
}

/// What stands between two places, without the white space around it.
fn gap(text: &str, from: u32, to: u32) -> &str {
    Span { start: from, end: to.max(from) }.of(text).trim()
}

fn is_side(word: &str) -> bool {
    one_of(word, "delegation team delegations side negotiators talks negotiations mission")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// “person<side” of every leader found.
    fn check(text: &str, expected: &[&str]) {
        let article = corpus::read_text("t", text.to_owned());
        let read = crate::read(&article, &[]);
        let name = |e: u32| read.entities.get(e as usize).map_or("-", |e| e.name.as_str());
        let mut found: Vec<String> = Vec::new();
        for sentence in &article.sentences {
            for lead in led(&article, &read, &read.entities, *sentence) {
                found.push(format!("{}<{}", name(lead.person), lead.side.map_or("-", name)));
            }
        }
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn the_leader_of_a_side() {
        check(
            "President Juan Vargas and Maria Lopez led a Peruvian delegation to Oslo.",
            &["Maria Lopez<Peru", "Juan Vargas<Peru"],
        );
        check("They met a Kenyan team led by Ruto’s chief of staff, Felix Koskei.", &["Felix Koskei<Kenya"]);
        check("Kenya’s delegation, led by Felix Koskei, left.", &["Felix Koskei<Kenya"]);
        check(
            "They met the Kenyan delegation – led by Felix Koskei, Chief of Staff of President William Ruto, and \
             Head of the Security Council of Kenya Monica Juma – on Sunday.",
            &["Felix Koskei<Kenya", "Monica Juma<Kenya"],
        );
        check("Felix Koskei, head of the Kenyan delegation, said so.", &["Felix Koskei<Kenya"]);
        check("The delegation led by Felix Koskei left, and Monica Juma met him.", &["Felix Koskei<-"]);
        check("Felix Koskei led the race from the start.", &[]);
    }
}
