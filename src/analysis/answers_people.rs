//! Who leads each side, who takes part, and in which office: answers that are sets of names and offices.
use crate::answers::{Answer, Desk, Line, Page, Question, and_list, listed, slug, tokens_of};
use crate::comparison::Verdict;
use crate::cues::tag;
use crate::leaders::{self, View};
use crate::lexicon::{LEXICON, class};
use crate::spelling::fold;
use crate::{EntityKind, Mention, MentionForm};
use corpus::{Date, Gather, InOrder, Map, Set, Span, TokenKind, one_of};

/// The questions on people.
pub(crate) fn asked(desk: &Desk) -> Vec<Question> {
    let held = Held::of(desk);
    let mut asked = sides(desk, &held);
    asked.extend(taking_part(desk));
    asked.extend(held.offices(desk));
    asked
}

/// An answer that names people.
struct Named {
    answer: Answer,
    names: Set<u32>,
    leads: bool,
}

/// Who led or made up each side.
fn sides(desk: &Desk, held: &Held) -> Vec<Question> {
    let entities = &desk.reading.entities;
    let mut sides: Map<u32, Vec<Named>> = Map::new();
    for (p, l, page, line) in desk.lines() {
        let mut here: Vec<(bool, Members)> = Vec::new();
        for lead in leaders::led(page.article, page.read, entities, line.span) {
            if let Some(side) = lead.side {
                match here.iter_mut().find(|h| h.1.0 == side) {
                    Some(known) => known.1.1.push((lead.person, lead.name)),
                    None => here.push((true, (side, vec![(lead.person, lead.name)]))),
                }
            }
        }
        here.extend(members(desk, page, line, &held.states).map(|members| (false, members)));
        for (leads, (side, mut told)) in here {
            told.put_in_order_by_key(|t| t.1);
            told.dedup_by_key(|t| t.0);
            let people: Vec<&str> = told.iter().map(|t| desk.entity_name(t.0)).collect();
            let says = format!("{}{}", if leads { "led by " } else { "with " }, and_list(&people));
            let marks = told.iter().map(|t| t.1).collect();
            let names = told.iter().map(|t| t.0).gather();
            let answer = Answer { page: p, line: l, marks, says, note: String::new() };
            sides.entry(side).or_default().push(Named { answer, names, leads });
        }
    }
    let mut asked = Vec::new();
    for (side, told) in sides {
        if !told.iter().any(|t| t.leads) {
            continue;
        }
        let name = desk.entity_name(side);
        let sets = by_column(desk, &told);
        if sets.len() < 2 {
            continue;
        }
        let same = sets.iter().zip(sets.iter().skip(1)).all(|(a, b)| a == b);
        let other = |t: &&Named| desk.pages.get(t.answer.page).and_then(|p| p.lines.get(t.answer.line)?.other);
        let elsewhere: Set<u32> = told.iter().filter_map(|t| other(&t)).gather();
        let later = elsewhere
            .iter()
            .filter_map(|e| desk.reading.events.get(*e as usize))
            .find(|e| e.date.is_some_and(|day| desk.event.and_then(|own| own.date).is_some_and(|own| day > own)));
        let left = told.iter().flat_map(|t| t.names.iter()).find(|n| held.ended.iter().any(|e| e.person == **n));
        let only_leads = told.iter().all(|t| t.leads);
        let (verdict, why, known) = if same {
            (Verdict::Agree, "All name the same people.".to_owned(), None)
        } else if let Some(event) = later.filter(|_| only_leads) {
            let day = event.date.map_or_else(String::new, |d| format!(" ({})", d.short()));
            let why = format!("The names differ because one telling is of a later meeting: {}{day}.", event.name);
            (Verdict::Superseded, why, event.date)
        } else if let Some(person) = left.filter(|_| only_leads) {
            let day = held.ended.iter().filter(|e| e.person == *person).find_map(|e| desk.days(&e.answer));
            let why = format!("{} left office in between.", desk.entity_name(*person));
            (Verdict::Superseded, why, day.map(|d| d.0))
        } else if only_leads {
            (Verdict::Differs, "The articles name different leaders of the same side.".to_owned(), None)
        } else {
            let why = "Some name who led the side, some who belonged to it; the names are not the same.";
            (Verdict::Differs, why.to_owned(), None)
        };
        asked.push(Question {
            key: format!("answer/side/{}", slug(name)),
            label: format!("Who {} the side of {name}", if only_leads { "led" } else { "led or made up" }),
            verdict,
            why: format!("Read from “led”, “headed”, “head of” and “including” beside a delegation or team. {why}"),
            answers: told.into_iter().map(|t| t.answer).collect(),
            known,
        });
    }
    asked
}

/// The names by column.
fn by_column(desk: &Desk, told: &[Named]) -> Vec<Set<u32>> {
    let mut sets = Vec::new();
    for column in desk.by_column(told.iter().map(|t| desk.column_of(&t.answer)).collect()) {
        sets.push(column.iter().filter_map(|n| told.get(*n)).flat_map(|t| t.names.iter().copied()).gather());
    }
    sets
}

/// A side, and the people of it with their names’ places.
type Members = (u32, Vec<(u32, Span)>);

/// “their American and Ukrainian counterparts, including X, Y and Z”: the side and its people. Of two sides it is the one that
/// all of them with a known state belong to.
fn members(desk: &Desk, page: &Page, line: &Line, states: &Map<u32, u32>) -> Option<Members> {
    let words = &line.words;
    if !line.on_event {
        return None;
    }
    let mentions = page.mentions(line.span);
    for i in 1..words.len() {
        if !words.one_of(i, "including included comprising comprised") {
            continue;
        }
        let Some(noun) = (1..=2).filter_map(|b| i.checked_sub(b)).find(|&n| is_team(words.lower(n))) else {
            continue;
        };
        let from = words.tokens.get(i).map_or(0, |t| t.span.end);
        let start = words.tokens.get(noun).map_or(0, |t| t.span.start);
        let mut sides: Vec<u32> = Vec::new();
        let mut edge = start;
        for m in mentions.iter().rev().filter(|m| m.span.end <= start && m.form != MentionForm::Pronoun) {
            let between = Span { start: m.span.end, end: edge }.of(words.text);
            if !matches!(between.trim(), "" | "and") || m.form != MentionForm::Demonym && !is_country(desk, m.entity) {
                break;
            }
            sides.push(m.entity);
            edge = m.span.start;
        }
        let view = View { text: words.text, words: &words.tokens, mentions, entities: &desk.reading.entities };
        let people = view.members(&leaders::people(mentions, &desk.reading.entities), from);
        let known: Set<u32> = people.iter().filter_map(|m| states.get(&m.entity).copied()).gather();
        let side = match sides.as_slice() {
            [one] => Some(*one),
            several => several.iter().copied().find(|s| known.len() == 1 && known.contains(s)),
        };
        if let Some(side) = side.filter(|_| !people.is_empty()) {
            return Some((side, people.iter().map(|m| (m.entity, m.name)).collect()));
        }
    }
    None
}

impl View<'_> {
    /// The names of a list that begins at `from`, each with what is said of it: “X, Y’s son-in-law Z, W – one of the
    /// authors – and V, a friend of U”.
    fn members<'m>(&self, people: &[&'m Mention], from: u32) -> Vec<&'m Mention> {
        let mut found: Vec<&Mention> = Vec::new();
        let mut end = from;
        for m in people.iter().filter(|m| m.span.start >= from) {
            let between = Span { start: end, end: m.span.start }.of(self.text).trim();
            if between.len() > 70 || between.contains(['.', ';', '“', '”', '"']) {
                break;
            }
            end = m.span.end;
            if self.owns(m.span.end) || between.ends_with(" of") {
                continue;
            }
            let listed =
                between.is_empty() || between.starts_with(',') || between.contains("and ") || between.ends_with("and");
            if !listed && !found.is_empty() && !between.starts_with('’') {
                break;
            }
            found.push(m);
        }
        found
    }
}

fn is_team(word: &str) -> bool {
    one_of(word, "delegation delegations team teams counterparts negotiators representatives side envoys")
}

fn is_people(word: &str) -> bool {
    one_of(
        word,
        "officials counterparts delegation delegations team teams representatives leaders negotiators ministers diplomats \
         envoys advisers advisors side sides presidents delegates lawmakers",
    )
}

fn is_country(desk: &Desk, entity: u32) -> bool {
    desk.kind(entity) == Some(EntityKind::Country)
}

/// Who took part in the meeting that is compared.
fn taking_part(desk: &Desk) -> Option<Question> {
    let event = desk.event?;
    if !one_of(&event.kind, "talks summit conference call visit signing ceremony") {
        return None;
    }
    let mut told: Vec<(Answer, Vec<(u32, Span)>)> = Vec::new();
    for (p, l, page, line) in desk.lines() {
        if !line.on_event || line.other.is_some() || page.is_heading(line.span) {
            continue;
        }
        let here = participants(desk, page, line);
        if !here.is_empty() {
            let answer = Answer { page: p, line: l, marks: Vec::new(), says: String::new(), note: String::new() };
            told.push((answer, here));
        }
    }
    let mut sets: Vec<Set<u32>> = Vec::new();
    let mut narrow: Vec<usize> = Vec::new();
    for column in desk.by_column(told.iter().map(|t| desk.column_of(&t.0)).collect()) {
        let names = column.iter().filter_map(|n| told.get(*n)).flat_map(|t| t.1.iter().map(|h| h.0));
        let names: Set<u32> = names.gather();
        if names.len() > 1 {
            sets.push(names);
        } else {
            narrow.extend(column.first().and_then(|n| told.get(*n)).map(|t| desk.column_of(&t.0)));
        }
    }
    told.retain(|t| !narrow.contains(&desk.column_of(&t.0)));
    let first = sets.first()?;
    if sets.len() < 2 {
        return None;
    }
    let same = sets.iter().all(|s| s == first);
    let everywhere = |name: &u32| sets.iter().all(|s| s.contains(name));
    let answers = told.into_iter().map(|(mut answer, here)| {
        let mut names: Vec<&str> = Vec::new();
        // Where all its names are everywhere, all of them are the answer.
        let plain = same || here.iter().all(|(entity, _)| everywhere(entity));
        for (entity, span) in here {
            let name = desk.entity_name(entity);
            if !names.contains(&name) {
                names.push(name);
            }
            if plain || !everywhere(&entity) {
                answer.marks.push(span);
            }
        }
        answer.says = names.join(", ");
        answer
    });
    let all: Vec<&str> = first.iter().filter(|n| everywhere(n)).map(|n| desk.entity_name(*n)).collect();
    let common = if all.is_empty() { "no name".to_owned() } else { and_list(&all) };
    Some(Question {
        key: format!("answer/part/{}", slug(&event.id)),
        label: format!("Who took part: {}", event.name),
        verdict: if same { Verdict::Agree } else { Verdict::Differs },
        why: format!(
            "People, states and bodies beside “met”, “joined”, “attended”, “led a delegation”, “included” in sentences on \
             the event. All have: {common}. {}",
            if same { "" } else { "Marked is what not all have." }
        )
        .trim()
        .to_owned(),
        answers: answers.collect(),
        known: None,
    })
}

/// The people, states and bodies that a sentence tells to have met.
fn participants(desk: &Desk, page: &Page, line: &Line) -> Vec<(u32, Span)> {
    let words = &line.words;
    let meets = |i: usize| {
        let (word, next) = (words.lower(i), words.lower(i + 1));
        let did = one_of(word, "met attended joined hosted participated gathered")
            || word == "took" && next == "part"
            || word == "held" && words.first_of(i + 1, i + 6, "talks meeting discussions negotiations").is_some()
            || word == "led" && (i + 1..i + 5).any(|n| words.lower(n) == "delegation")
            || one_of(word, "included involved")
                && words.one_of(i.wrapping_sub(1), "talks meeting discussions negotiations");
        let planned =
            words.last_of(i.saturating_sub(3), i, "not to will would could may might if never until unless").is_some();
        did && !planned
    };
    let Some(verb) = (0..words.len()).find(|&i| meets(i)) else { return Vec::new() };
    let verb_at = words.tokens.get(verb).map_or(0, |t| t.span.start);
    // A saying about the meeting tells who spoke, not who met: “X said after they met”.
    let mentions = page.mentions(line.span);
    let view = View { text: words.text, words: &words.tokens, mentions, entities: &desk.reading.entities };
    let mut found: Vec<(u32, Span)> = Vec::new();
    let mut chain = 0;
    for m in mentions.iter().filter(|m| m.form != MentionForm::Pronoun) {
        let Some(kind) = desk.kind(m.entity) else { continue };
        let (from, to) = tokens_of(words, m.span);
        let (before, next) = (words.before(from, 1), words.lower(to));
        let linked = Span { start: chain, end: m.span.start.max(chain) }.of(words.text).trim();
        let in_chain = chain > 0 && matches!(linked, "," | "and" | ", and" | "and the" | ", the" | ", and the");
        let taken = match kind {
            EntityKind::Person => {
                let by_name = is_named(m);
                let (near, end) = (m.span.start.min(verb_at), m.span.start.max(verb_at));
                let between = Span { start: near, end }.of(words.text);
                // Another clause, told by somebody else or of something else.
                let far = between.len() > 400 || between.split_whitespace().any(tells_other);
                by_name && !view.owns(m.span.end) && !one_of(before, "of by’s") && !far && !after_saying(page, m.span)
            }
            EntityKind::Country | EntityKind::Organisation | EntityKind::Group | EntityKind::Place => {
                let people = |n: usize| is_people(words.lower(n));
                let team = people(to)
                    || people(to + 1) && !one_of(next, "and , of")
                    || next == "and" && (to + 1..to + 4).any(people) && m.form == MentionForm::Demonym
                    || words.is(to, TokenKind::Possessive) && people(to + 1);
                let named = kind != EntityKind::Place || m.form == MentionForm::Demonym;
                named
                    && (team
                        || one_of(before, "from between")
                        || before == "the" && words.one_of(from.wrapping_sub(2), "from between")
                        || in_chain)
                    && kind != EntityKind::Group
            }
            _ => false,
        };
        let inside = found.iter().any(|f| f.1.contains(m.span));
        let titled = mentions.iter().any(|o| o.span.contains(m.span) && o.span != m.span);
        if taken && !inside && !titled {
            chain = m.span.end;
            found.push((m.entity, m.name));
        }
    }
    found
}

/// Whether a word opens what is said, or is the verb of another clause than that of a meeting.
fn tells_other(word: &str) -> bool {
    let meets = "met led held joined attended hosted took included involved being who where";
    let finite = crate::actions::is(word, tag::FINITE);
    one_of(word, "said says told according reported confirmed announced") || finite && !one_of(word, meets)
}

/// Whether the name stands as the source of what is said in the sentence.
fn after_saying(page: &Page, name: Span) -> bool {
    page.read.attributions.iter().any(|a| {
        a.source.is_some_and(|s| s.overlaps(name)) && a.content.iter().any(|c| c.start.abs_diff(name.start) < 400)
    })
}

/// An office as an article gives it.
struct Office {
    person: u32,
    answer: Answer,
    /// Its words that tell it apart, folded: “state”, “secretary”.
    words: Set<String>,
    former: bool,
}

/// How a person left an office.
struct Ended {
    person: u32,
    answer: Answer,
}

/// What all articles say of offices.
struct Held {
    offices: Vec<Office>,
    ended: Vec<Ended>,
    /// The state in a person’s title.
    states: Map<u32, u32>,
}

/// The words of an office at most.
const OFFICE_WORDS_MAX: usize = 10;

impl Held {
    fn of(desk: &Desk) -> Self {
        let mut held = Self { offices: Vec::new(), ended: Vec::new(), states: Map::new() };
        let ends = listed("ended");
        for (p, l, page, line) in desk.lines() {
            let mentions = page.mentions(line.span);
            for m in mentions {
                let person = desk.kind(m.entity) == Some(EntityKind::Person);
                if !person {
                    continue;
                }
                if m.form == MentionForm::TitleAndName {
                    let inside = |o: &&Mention| m.span.contains(o.span) && o.span.end <= m.name.start;
                    if let Some(state) = mentions.iter().filter(inside).find(|o| is_country(desk, o.entity)) {
                        held.states.entry(m.entity).or_insert(state.entity);
                    }
                }
                for span in offices_of(line, m) {
                    let (words, former) = office_words(desk, page, line, span);
                    if !words.is_empty() {
                        let says = span.in_one_line(&page.article.text);
                        let answer = Answer { page: p, line: l, marks: vec![span], says, note: String::new() };
                        held.offices.push(Office { person: m.entity, answer, words, former });
                    }
                }
                if let Some(span) = end_of_office(line, m, ends) {
                    let says =
                        span.in_one_line(&page.article.text).split_whitespace().take(3).collect::<Vec<_>>().join(" ");
                    let answer = Answer { page: p, line: l, marks: vec![m.name, span], says, note: String::new() };
                    held.ended.push(Ended { person: m.entity, answer });
                }
            }
        }
        held
    }

    /// One question per person whose office the columns give differently.
    fn offices(self, desk: &Desk) -> Vec<Question> {
        let persons = self.offices.iter().map(|o| o.person).chain(self.ended.iter().map(|e| e.person));
        let persons: Set<u32> = persons.gather();
        let mut asked = Vec::new();
        for person in persons.iter() {
            let offices: Vec<&Office> = self.offices.iter().filter(|o| o.person == *person).collect();
            let ended = self.ended.iter().filter(|e| e.person == *person);
            let name = desk.entity_name(*person);
            let gone = ended.filter_map(|e| Some((desk.days(&e.answer)?.0, e))).min_by_key(|(day, _)| *day);
            if let Some(question) = gone.and_then(|(day, e)| left(desk, name, day, e, &offices)) {
                asked.push(question);
                continue;
            }
            asked.extend(differing(desk, name, &offices));
        }
        asked
    }
}

/// An office that earlier articles give and a later one tells the end of.
fn left(desk: &Desk, name: &str, day: Date, ended: &Ended, offices: &[&Office]) -> Option<Question> {
    let earlier = |o: &&&Office| desk.days(&o.answer).is_some_and(|d| d.1 < day) && !o.former;
    let mut answers: Vec<Answer> = offices.iter().filter(earlier).map(|o| o.answer.clone()).collect();
    if answers.is_empty() {
        return None;
    }
    answers.push(ended.answer.clone());
    let why = format!(
        "Articles from before {} give the office, a later one says “{}”: each was right in its time.",
        day.short(),
        ended.answer.says
    );
    let verdict = Verdict::Superseded;
    let label = format!("Office of {name}");
    Some(Question { key: format!("answer/office/{}", slug(name)), label, verdict, why, answers, known: Some(day) })
}

/// Offices of one person that are not the same.
fn differing(desk: &Desk, name: &str, offices: &[&Office]) -> Option<Question> {
    if desk.by_column(offices.iter().map(|o| desk.column_of(&o.answer)).collect()).len() < 2 {
        return None;
    }
    let apart = |a: &Office, b: &Office| {
        let column = desk.column_of(&a.answer) != desk.column_of(&b.answer);
        let subset = a.words.iter().all(|w| b.words.contains(w)) || b.words.iter().all(|w| a.words.contains(w));
        // Two words for one office share a word: “head of the council”, “secretary of the council”.
        column && !subset && a.words.iter().any(|w| b.words.contains(w))
    };
    let differs = offices.iter().any(|a| offices.iter().any(|b| apart(a, b)));
    if !differs {
        return None;
    }
    // One telling per column and wording is enough.
    let mut shown: Vec<&Office> = Vec::new();
    for office in offices {
        let known =
            |o: &&Office| desk.column_of(&o.answer) == desk.column_of(&office.answer) && o.words == office.words;
        if !shown.iter().any(known) {
            shown.push(office);
        }
    }
    let why = "The office is given in words that are not the same: beside the name, after it, or in its place. The same person \
               is meant, by the name or by what the article says before.";
    Some(Question {
        key: format!("answer/office/{}", slug(name)),
        label: format!("Office of {name}"),
        verdict: Verdict::WordedOtherwise,
        why: why.to_owned(),
        answers: shown.into_iter().map(|o| o.answer.clone()).collect(),
        known: None,
    })
}

/// The stretches beside a mention that name an office: the title, the words before a comma, the apposition after.
fn offices_of(line: &Line, m: &Mention) -> Vec<Span> {
    let words = &line.words;
    let (from, to) = tokens_of(words, m.span);
    let mut found = Vec::new();
    if m.form == MentionForm::Role {
        let skip = usize::from(words.lower(from) == "the");
        found.push(words.span(from + skip, to));
        return found;
    }
    if !is_named(m) {
        return found;
    }
    if m.form == MentionForm::TitleAndName {
        let (name, _) = tokens_of(words, m.name);
        // “chairman and CEO Alan Lacy”
        let joined = words.before(from, 1) == "and" && from > 1 && is_office(words.before(from, 2));
        found.push(words.span(if joined { from - 2 } else { from }, name));
    } else if let Some(start) = office_before(words, from) {
        let end = if words.before(from, 1) == "," { from - 1 } else { from };
        found.push(words.span(start, end));
    }
    if let Some((start, end)) = office_after(words, to) {
        found.push(words.span(start, end));
    }
    found
}

fn is_named(m: &Mention) -> bool {
    matches!(m.form, MentionForm::Name | MentionForm::TitleAndName)
}

#[inline(never)]
fn classes(word: &str) -> u32 {
    LEXICON.classes(&fold(word))
}

fn is_office(word: &str) -> bool {
    classes(word) & (class::OFFICE | class::RANK) != 0 && !one_of(word, "field chief detective officer general")
        || one_of(word, "chief general")
}

/// Where the office begins that ends right before the name at token `at`, with a comma or without.
fn office_before(words: &crate::sentence_words::SentenceWords, at: usize) -> Option<usize> {
    let end = if words.before(at, 1) == "," { at.checked_sub(1)? } else { at };
    let mut start = None;
    for back in 1..=OFFICE_WORDS_MAX {
        let Some(i) = end.checked_sub(back) else { break };
        let word = words.lower(i);
        let known = classes(word) & (class::OFFICE | class::OFFICE_OF | class::RANK | class::MODIFIER) != 0;
        if is_office(word) {
            start = Some(i);
        } else if !known && !words.is_capitalised(i) && !one_of(word, "of the and for") {
            break;
        }
        if !words.is(i, TokenKind::Word) {
            break;
        }
    }
    let mut start = start?;
    // “deputy”, “National Security and Defense Council” before “Secretary”.
    while let Some(i) = start.checked_sub(1) {
        let word = words.lower(i);
        let modifies = classes(word) & (class::MODIFIER | class::OFFICE | class::OFFICE_OF) != 0;
        let named = i > 0 && (words.is_capitalised(i) || word == "and" && words.is_capitalised(i - 1));
        if !modifies && !named {
            break;
        }
        start = i;
    }
    Some(start)
}

/// The office in an apposition that begins at token `at`: “, secretary of the Council,”.
fn office_after(words: &crate::sentence_words::SentenceWords, at: usize) -> Option<(usize, usize)> {
    if !words.one_of(at, ", – — (") {
        return None;
    }
    let mut from = at + 1;
    if words.one_of(from, "the a an his her their who") {
        from += 1;
    }
    let mut end = from;
    let mut office = None;
    while end < from + OFFICE_WORDS_MAX && (words.is(end, TokenKind::Word) || words.is(end, TokenKind::Possessive)) {
        let word = words.lower(end);
        if office.is_none() && is_office(word) {
            office = Some(end);
        }
        let verb = crate::actions::is(word, tag::FINITE | tag::BE | tag::AUXILIARY | tag::RELATIVE);
        if verb || office.is_none() && (end > from + 4 || one_of(word, "of and in to on at for with")) {
            break;
        }
        end += 1;
    }
    // It must close: the next name of a list is no apposition.
    let closed = words.one_of(end, ", – — ) . ;") || words.lower(end).is_empty();
    let named = (from..end).any(|i| words.is_capitalised(i) && !is_office(words.lower(i)));
    let alone = office.is_some_and(|o| o + 1 < end && words.lower(o + 1) == "of" || o + 1 == end || !named);
    (office.is_some() && closed && alone && end > from).then_some((from, end))
}

/// The words of an office that tell it apart, and whether it is a former one.
fn office_words(desk: &Desk, page: &Page, line: &Line, span: Span) -> (Set<String>, bool) {
    let words = &line.words;
    let (from, to) = tokens_of(words, span);
    let named = page.mentions(span);
    let dropped = |s: Span| {
        named.iter().any(|m| {
            let kind = desk.kind(m.entity);
            m.name.overlaps(s)
                && matches!(kind, Some(EntityKind::Country | EntityKind::Person | EntityKind::Place))
                && m.form != MentionForm::Role
                && m.name != span
        })
    };
    let mut found = Set::new();
    let (mut former, mut office) = (false, false);
    for i in from..to {
        let word = words.lower(i);
        former |= one_of(word, "former ex late then");
        let Some(token) = words.tokens.get(i) else { continue };
        let minor = one_of(
            word,
            "the a an of and for to in his her its their mr mrs ms sir dr former ex late then new longtime powerful top senior",
        );
        if token.kind != TokenKind::Word || minor || dropped(token.span) {
            continue;
        }
        // “CIA” and “Central Intelligence Agency” are one body, “US Army” and “Army” too.
        let body = named.iter().find(|m| {
            let kind = desk.kind(m.entity);
            m.name.contains(token.span) && kind == Some(EntityKind::Organisation) && m.form == MentionForm::Name
        });
        if let Some(body) = body.filter(|m| m.name != span) {
            let own = desk.entity_name(body.entity).split_whitespace().map(corpus::Lower::lower);
            found.extend(own.filter(|w| !one_of(w, "of the and for us u.s. united states uk")));
            continue;
        }
        office |= is_office(word);
        found.insert(match word {
            "defence" => "defense".to_owned(),
            "premier" => "prime".to_owned(),
            "adviser" => "advisor".to_owned(),
            "spokeswoman" | "spokesperson" | "spokesman" => "spokes".to_owned(),
            "chairwoman" | "chairperson" | "chairman" => "chair".to_owned(),
            "congresswoman" | "congressman" => "congress".to_owned(),
            _ => word.to_owned(),
        });
    }
    (if office { found } else { Set::new() }, former)
}

/// The words by which the person at `m` is told to have left an office: “, a key architect of it, resigned”.
fn end_of_office(line: &Line, m: &Mention, ends: &str) -> Option<Span> {
    let words = &line.words;
    let (_, to) = tokens_of(words, m.span);
    let mut at = to;
    if words.lower(at) == "," {
        // Past one apposition.
        at = (at + 1..at + 18).find(|&i| words.lower(i) == ",")? + 1;
    }
    let from = at;
    while at < from + 3 && words.one_of(at, "has had was been have is abruptly suddenly reportedly also later who") {
        at += 1;
    }
    let word = words.lower(at);
    let passive = words.first_of(from, at, "was been is").is_some();
    let active = one_of(word, "resigned resigns quit quits");
    let down = one_of(word, "stepped steps") && words.lower(at + 1) == "down";
    let out = passive && one_of(word, ends) && !one_of(word, "resigned quit died retired");
    (active
        || down
        || out && !one_of(word, "suspended removed")
        || passive && word == "removed" && words.lower(at + 1) == "from")
        .then(|| words.span(from, at + 1 + usize::from(down)))
}
