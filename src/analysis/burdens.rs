//! Who must move: conditions and demands by the party that they fall on.
//!
//! They are those of the reading ([`crate::claims`]); here each finds its party. A named party is its referent, several
//! joined by “and” are each burdened, “we” is whoever is cited for it. A party without a name is shown as written if its
//! noun means people (“both sides”, “residents”); a thing (“any agreement must”) moves nobody, and what falls on nobody
//! has a row of its own. Whether a demand was met, or is fair, is not said.
use crate::comparison::{Cell, Column, Evidence, Gap, Item, Row, Telling};
use crate::cues::{self, tag};
use crate::keyness::several_events;
use crate::lexicon::{LEXICON, class};
use crate::spelling::fold;
use crate::{Condition, ConditionClass, CorpusReading, EntityKind, Mention, Reading};
use corpus::{Article, Collection, InOrder, Lower, Map, Span, TokenKind, one_of, tokens};
use std::cmp::Reverse;

/// Rows shown, without the last.
const PARTIES_MAX: usize = 24;
/// Words of a clause shown.
const CLAUSE_WORDS_MAX: usize = 16;

/// Those who speak.
const WE: &str = "we us i";

/// The states with their capitals: name=variant… > demonym… > capital=variant….
const STATES: &str = include_str!(concat!(env!("OUT_DIR"), "/states.txt"));

/// One row per party, most burdened first, and a last one for what falls on nobody; cells hold the demands in the
/// sentences on the event, then those elsewhere in the article.
#[must_use]
pub fn burdens(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Vec<Row> {
    let mut burdens = Burdens { reading, parties: Map::new(), columns: columns.len() };
    let elsewhere = !several_events(columns);
    for (index, telling) in columns.iter().enumerate().flat_map(|(n, c)| c.tellings.iter().map(move |t| (n, t))) {
        let at = telling.article as usize;
        let Some((article, read)) = collection.articles.get(at).zip(reading.articles.get(at)) else { continue };
        burdens.of_article(article, read, telling, index, elsewhere);
    }
    burdens.rows()
}

/// What falls on one party.
struct Burden {
    label: String,
    /// Of sentences on the event, which count twice, and elsewhere.
    count: (u32, u32),
    cells: Vec<Cell>,
}

struct Burdens<'a> {
    reading: &'a CorpusReading,
    /// By the part of the key that tells it from others; nobody has the empty one.
    parties: Map<String, Burden>,
    columns: usize,
}

impl Burdens<'_> {
    fn of_article(&mut self, article: &Article, read: &Reading, telling: &Telling, column: usize, elsewhere: bool) {
        let mut outer = Span::default();
        for condition in &read.conditions {
            let on_event = telling.holds(condition.marker);
            // “insisted that both sides must” is one demand.
            // “He had to overhaul it” tells what happened, “she said he had to” what is asked.
            let told = condition.marker.of(&article.text).starts_with("had to")
                && speaker(self.reading, read, condition).is_none();
            if !on_event && !elsewhere || outer.contains(condition.span) || told {
                continue;
            }
            if condition.class == ConditionClass::Demand {
                outer = condition.span;
            }
            let Some(text) = clause(article, condition) else { continue };
            let item = Item {
                text,
                count: 1,
                evidence: vec![Evidence { article: telling.article, span: condition.span }],
                note: self.note(article, read, condition, on_event),
                faint: false,
            };
            for (key, label) in self.parties_of(article, read, condition) {
                self.add(key, label, column, on_event, item.clone());
            }
        }
    }

    fn add(&mut self, key: String, label: String, column: usize, on_event: bool, item: Item) {
        let columns = self.columns;
        let new = || Burden { label, count: (0, 0), cells: vec![Cell::default(); columns] };
        let burden = self.parties.entry(key).or_insert_with(new);
        *(if on_event { &mut burden.count.0 } else { &mut burden.count.1 }) += 1;
        let Some(cell) = burden.cells.get_mut(column) else { return };
        match cell.items.iter_mut().find(|i| i.text == item.text && i.note == item.note) {
            Some(same) => {
                same.count += 1;
                same.evidence.extend(item.evidence);
            }
            None => cell.items.push(item),
        }
    }

    /// Keys and labels of those on whom it falls.
    fn parties_of(&self, article: &Article, read: &Reading, condition: &Condition) -> Vec<(String, String)> {
        let nobody = || vec![(String::new(), "Nobody named".to_owned())];
        let Some(party) = condition.party else { return nobody() };
        let text = article.text.as_str();
        let from = read.mentions.partition_point(|m| m.span.start < party.start);
        let inside = read.mentions.iter().skip(from).take_while(|m| m.span.start < party.end);
        let mut joined: Vec<&Mention> = Vec::new();
        for mention in inside.filter(|m| m.span.end <= party.end && acts(self.reading, m.entity)) {
            if joined.last().is_none_or(|last| !last.span.overlaps(mention.span)) {
                joined.push(mention);
            }
        }
        // “Washington and Kyiv”, “both Serbia and Kosovo”: nothing but names.
        let mut rest = String::new();
        let mut at = party.start;
        for mention in &joined {
            rest = rest + " " + Span { start: at, end: mention.span.start }.of(text);
            at = mention.span.end;
        }
        rest = rest + " " + Span { start: at, end: party.end }.of(text);
        let only_names = rest
            .split([' ', '\n', ',', '&'])
            .filter(|w| !w.is_empty())
            .all(|w| one_of(&w.lower(), "and or both the neither either nor as well"));
        if only_names && !joined.is_empty() {
            return joined.into_iter().filter_map(|m| self.named(m.entity)).collect();
        }
        if let Some(named) = condition.entity.filter(|e| acts(self.reading, *e)).and_then(|e| self.named(e)) {
            return vec![named];
        }
        let words: Vec<String> = tokens(text, party)
            .into_iter()
            .filter(|t| t.kind != TokenKind::Possessive)
            .map(|t| t.span.of(text).to_owned())
            .collect();
        if let [pronoun] = words.as_slice()
            && one_of(&pronoun.lower(), WE)
        {
            let speaker = speaker(self.reading, read, condition);
            return speaker.map_or_else(nobody, |(entity, name)| {
                vec![entity.and_then(|e| self.named(e)).unwrap_or_else(|| as_written(&name))]
            });
        }
        match people(&words) {
            Some(written) => vec![as_written(&written)],
            None => nobody(),
        }
    }

    fn named(&self, entity: u32) -> Option<(String, String)> {
        self.reading.entities.get(entity as usize).map(|e| (e.id.clone(), e.name.clone()))
    }

    fn note(&self, article: &Article, read: &Reading, condition: &Condition, on_event: bool) -> String {
        let we = condition.party.map(|p| p.of(&article.text).lower()).filter(|p| one_of(p, WE));
        let said = speaker(self.reading, read, condition).map(|(_, name)| match we {
            Some(we) => format!("“{we}” in the words of {name}"),
            None => format!("according to {name}"),
        });
        let negated = condition.negated.then(|| "negated".to_owned());
        let elsewhere = (!on_event).then(|| "elsewhere in the article".to_owned());
        said.into_iter().chain(negated).chain(elsewhere).collect::<Vec<_>>().join("; ")
    }

    /// A capital that is burdened beside its state is the same party.
    fn join_capitals(&mut self) {
        for line in STATES.lines() {
            let mut columns = line.split('>').map(|names| names.split('=').next().unwrap_or("").trim());
            let (state, capital) = (columns.next().unwrap_or(""), columns.nth(1).unwrap_or(""));
            let key_of = |kind: EntityKind, name: &str| {
                let named = |e: &&crate::Entity| e.kind == kind && e.name == name && self.parties.contains_key(&e.id);
                self.reading.entities.iter().find(named).map(|e| e.id.clone())
            };
            let (Some(to), Some(from)) = (key_of(EntityKind::Country, state), key_of(EntityKind::Place, capital))
            else {
                continue;
            };
            let Some(burden) = self.parties.get_mut(&from) else { continue };
            let cells = std::mem::take(&mut burden.cells);
            let count = burden.count;
            if let Some(joined) = self.parties.get_mut(&to) {
                joined.label = format!("{state} / {capital}");
                joined.count = (joined.count.0 + count.0, joined.count.1 + count.1);
                for (own, more) in joined.cells.iter_mut().zip(cells) {
                    own.items.extend(more.items);
                }
            }
        }
    }

    fn rows(mut self) -> Vec<Row> {
        self.join_capitals();
        let mut parties: Vec<(String, Burden)> =
            self.parties.into_iter().filter(|(_, burden)| !burden.cells.is_empty()).collect();
        let told = |burden: &Burden| burden.cells.iter().filter(|c| !c.items.is_empty()).count();
        parties.put_in_order_by(|(a, x), (b, y)| {
            let weight = |key: &str, burden: &Burden| {
                (key.is_empty(), Reverse(2 * burden.count.0 + burden.count.1), Reverse(told(burden)))
            };
            weight(a, x).cmp(&weight(b, y)).then_with(|| a.cmp(b))
        });
        let nobody = parties.iter().position(|(key, _)| key.is_empty()).map(|at| parties.remove(at));
        parties.truncate(PARTIES_MAX);
        parties.into_iter().chain(nobody).map(|(key, burden)| row(&key, burden)).collect()
    }
}

fn row(key: &str, burden: Burden) -> Row {
    let (key, rule) = match key {
        "" => ("nobody", "Conditions and demands whose sentence names no one who would have to act."),
        key => (
            key,
            "Conditions and demands that the sentence puts on this party: what follows unless, if, as soon as, must, \
             should, demand and their like. A capital and its state are one party where both occur.",
        ),
    };
    let cell = |mut cell: Cell| {
        cell.items.put_in_order_by_key(|i| (i.note.ends_with("elsewhere in the article"), i.evidence.first().copied()));
        cell.gap = cell.items.is_empty().then_some(Gap::Nothing);
        cell
    };
    Row {
        key: format!("burden-{key}"),
        label: burden.label,
        rule: rule.to_owned(),
        cells: burden.cells.into_iter().map(cell).collect(),
    }
}

/// A party without a name, by what the text calls it.
fn as_written(written: &str) -> (String, String) {
    let folded = fold(written);
    let words: Vec<&str> = folded.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    (format!("written/{}", words.join("-")), written.to_owned())
}

/// Whether the entity can do what is demanded: a plan or a war cannot.
fn acts(reading: &CorpusReading, entity: u32) -> bool {
    let kind = reading.entities.get(entity as usize).map(|e| e.kind);
    kind.is_some_and(|k| !matches!(k, EntityKind::Document | EntityKind::Event))
}

/// The words of a noun phrase without its article if its noun means people.
fn people(words: &[String]) -> Option<String> {
    let lower: Vec<String> = words.iter().map(|w| w.lower()).collect();
    let is = |word: &str, tags: u64| cues::LEXICON.get(word).is_some_and(|w| w.tags & tags != 0);
    let head = lower.iter().position(|w| is(w, tag::PREPOSITION)).unwrap_or(lower.len());
    let noun = lower.get(head.checked_sub(1)?)?;
    let classes = class::OFFICE | class::RANK | class::TRADE | class::RELATION;
    let means = is(noun, tag::PEOPLE | tag::BODY)
        || LEXICON.classes(&fold(noun)) & classes != 0
        || one_of(
            noun,
            "side sides country countries nation nations state states leader leaders ally allies worker workers resident \
             residents citizen citizens student students pupil pupils patient patients driver drivers voter voters owner \
             owners user users customer customers farmer farmers man men woman women person people parent parents child \
             children player players passenger passengers tenant tenants landlord landlords investor investors \
             lawmakers everyone everybody anyone nobody taxpayers consumers operators airlines manufacturers employers",
        );
    // “you”, “they”, “it” name nobody.
    let pronoun = lower.len() == 1 && is(noun, tag::PRONOUN) && !one_of(noun, "everyone everybody anyone nobody");
    let article = usize::from(lower.first().is_some_and(|w| one_of(w, "the a an")));
    (means && !pronoun).then(|| words.iter().skip(article).cloned().collect::<Vec<_>>().join(" ").replace(" - ", "-"))
}

/// Who is cited for the words: the referent where there is one, and the name or description.
fn speaker(reading: &CorpusReading, read: &Reading, condition: &Condition) -> Option<(Option<u32>, String)> {
    let holds = |spans: &[Span]| spans.iter().any(|s| s.contains(condition.marker));
    // The verb of saying may be the demand itself (“insisted that”); of several sources the innermost comes last.
    let says = |a: &&crate::Attribution| a.cue.as_ref().is_some_and(|c| c.span.overlaps(condition.marker));
    let cites = |a: &&crate::Attribution| holds(&a.content) || holds(&a.scope);
    let cited = read.attributions.iter().find(says).or_else(|| read.attributions.iter().rev().find(cites))?;
    let known = cited.speaker.and_then(|e| reading.entities.get(e as usize)).map(|e| e.name.clone());
    Some((cited.speaker, known.or_else(|| cited.speaker_name.clone())?))
}

/// The words that bind, then what they ask for: “unless: Kyiv signals …”, “must: withdraw”. `None` where nothing is
/// asked for.
fn clause(article: &Article, condition: &Condition) -> Option<String> {
    let text = article.text.as_str();
    let marker = condition.marker.in_one_line(text);
    let (opens, goes_on) = marker.split_once(' ').unwrap_or((&marker, ""));
    let marker = [&opens.lower(), goes_on].join(" ").trim_end().to_owned();
    let rest = Span { start: condition.marker.end, end: condition.span.end.max(condition.marker.end) };
    let rest = rest.in_one_line(text);
    let words: Vec<&str> = rest.split_whitespace().collect();
    if marker == "even if" || words.len() < 2 && condition.party.is_none() || words.is_empty() {
        return None;
    }
    let shown = words.iter().take(CLAUSE_WORDS_MAX).copied().collect::<Vec<_>>().join(" ");
    let cut = if words.len() > CLAUSE_WORDS_MAX { " …" } else { "" };
    Some(format!("{marker}: {}{cut}", shown.trim_start_matches([',', ' '])))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::trial::columns;

    /// Label, and per column the items with their notes.
    fn found(texts: &[&str]) -> Vec<(String, Vec<String>)> {
        let (collection, reading, columns) = columns(texts);
        let shown = |i: &Item| match i.note.as_str() {
            "" => i.text.clone(),
            note => format!("{} ({note})", i.text),
        };
        let cell = |c: &Cell| c.items.iter().map(shown).collect::<Vec<_>>().join(" | ");
        burdens(&collection, &reading, &columns)
            .iter()
            .map(|r| (r.label.clone(), r.cells.iter().map(cell).collect()))
            .collect()
    }

    fn row(label: &str, cells: &[&str]) -> (String, Vec<String>) {
        (label.to_owned(), cells.iter().map(|c| (*c).to_owned()).collect())
    }

    #[test]
    fn demands_are_shown_by_those_who_must_move() {
        let rows = found(&[
            "Talks will fail unless Serbia withdraws its police. Belgrade must also free the prisoners by Friday.",
            "Serbia and Kosovo must sign the accord. Both sides should calm down. Any agreement must last for years.",
        ]);
        let expected = [
            row(
                "Serbia / Belgrade",
                &[
                    "unless: Serbia withdraws its police | must: also free the prisoners by Friday",
                    "must: sign the accord",
                ],
            ),
            row("Kosovo", &["", "must: sign the accord"]),
            row("Both sides", &["", "should: calm down"]),
            row("Nobody named", &["", "must: last for years"]),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn a_demand_in_a_demand_is_one_and_we_is_who_says_it() {
        let rows = found(&[
            "Anna Weber insisted that Hungary must pay the fine. “We must not wait for them,” Anna Weber said.",
        ]);
        let expected = [
            row("Hungary", &["insisted that: Hungary must pay the fine (according to Anna Weber)"]),
            row("Anna Weber", &["must: not wait for them (“we” in the words of Anna Weber; negated)"]),
        ];
        assert_eq!(rows, expected);
    }

    #[test]
    fn what_stands_elsewhere_in_the_article_says_so_and_comes_last() {
        let (collection, reading, mut columns) =
            columns(&["Serbia must pay. It rained. Kosovo must vote today. Kosovo must go home."]);
        columns[0].tellings[0].about.remove(0);
        let rows = burdens(&collection, &reading, &columns);
        let told: Vec<(&str, &str, &str)> = rows
            .iter()
            .flat_map(|r| r.cells[0].items.iter().map(|i| (r.key.as_str(), i.text.as_str(), i.note.as_str())))
            .collect();
        let expected = [
            ("burden-country/kosovo", "must: vote today", ""),
            ("burden-country/kosovo", "must: go home", ""),
            ("burden-country/serbia", "must: pay", "elsewhere in the article"),
        ];
        assert_eq!(told, expected);
        // Beside another event, only what is told of this one.
        columns.push(Column { event: 1, tellings: Vec::new() });
        assert_eq!(burdens(&collection, &reading, &columns).len(), 1);
    }

    #[test]
    fn keys_have_letters_digits_and_dashes() {
        let (collection, reading, columns) =
            columns(&["The so-called “Côte” group’s workers must leave. Workers & owners should talk to them."]);
        for row in burdens(&collection, &reading, &columns) {
            assert!(row.key.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '/'), "{}", row.key);
        }
    }
}
