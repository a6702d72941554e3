//! Makes the comparison of how outlets told an event, for any collection.
//!
//! One event gives one column per article; several events give one column per event. Every number carries
//! the spans it was counted from, every row the rule that made it, and every empty cell its reason. What it is made
//! of is in [`crate::comparison`]; [`Work`] makes it step by step, [`compare`] at once.
use crate::alignment::Alignment;
use crate::comparison::{
    Absence, Cell, Column, Comparison, Evidence, Gap, Item, NameRow, Row, Speaker, Telling, Voices,
};
use crate::corpus_reading::{Knowledge, could_know};
use crate::voices::{Owner, Voice};
use crate::{Attribution, CorpusReading, CueClass, Entity, EntityKind, Manner, PassageRole, Reading, voices};
use crate::{account, burdens, facts, frames, keyness, leaders, naming, sides, utterances};
use corpus::Lower;
use corpus::{Article, Collection, Span, tokens};
use corpus::{Gather, InOrder};
use corpus::{Map, Set};

/// What is asked.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Question {
    /// Indexes into the reading's events: one, or several to set side by side.
    pub events: Vec<u32>,
    /// With one event: the articles that have a column, in order; empty means every article that tells the event, in the
    /// collection's order.
    pub articles: Vec<u32>,
    /// A text to hold the outlets' wordings against: a transcript, a communiqué.
    pub reference: Option<String>,
}

/// Compares at once.
#[must_use]
pub fn compare(collection: &Collection, reading: &CorpusReading, question: &Question) -> Comparison {
    let mut work = Work::new(collection, reading, question);
    while work.step(collection, reading) {}
    work.finish()
}

/// A comparison in the making, for callers that have other work to do in between. Every step is given the same corpus.
pub struct Work {
    comparison: Comparison,
    alignment: Alignment,
    done: u32,
}

impl Work {
    /// How many steps there are.
    pub const STEPS: u32 = 9;

    /// The columns, and nothing else yet.
    #[must_use]
    pub fn new(collection: &Collection, reading: &CorpusReading, question: &Question) -> Self {
        let mut comparison = columns(collection, reading, &question.events, &question.articles);
        let pasted = question.reference.as_ref().filter(|text| !text.trim().is_empty());
        comparison.reference = pasted.map(|text| Box::new(corpus::read_text("reference", text.clone())));
        Self { comparison, alignment: Alignment::default(), done: 0 }
    }

    /// Does the next step; whether there is another.
    pub fn step(&mut self, collection: &Collection, reading: &CorpusReading) -> bool {
        let (c, bench) = (&mut self.comparison, Bench { collection, reading });
        let one_event = c.events.len() == 1;
        match self.done {
            0 => c.voices = c.columns.iter().map(|column| bench.voices(column)).collect(),
            1 => {
                c.names = bench.names(&c.columns);
                c.titles = naming::title_rows(collection, reading, &c.columns);
            }
            2 => c.overview = bench.overview(&c.columns, &c.voices, &c.names),
            3 if one_event => self.alignment = Alignment::of(collection, reading, &c.columns),
            4 if one_event => c.accounts = vec![account::account(collection, reading, &c.columns, &self.alignment)],
            5 if one_event => {
                let reference = c.reference.as_deref();
                c.utterances = utterances::utterances(collection, reading, &c.columns, &self.alignment, reference);
            }
            6 if one_event => c.facts = facts::facts(collection, reading, &c.columns, &self.alignment),
            7 => {
                c.burdens = burdens::burdens(collection, reading, &c.columns);
                c.frames = frames::frames(collection, reading, &c.columns);
            }
            8 => c.words = keyness::keyness(collection, reading, &c.columns),
            _ => {}
        }
        self.done = (self.done + 1).min(Self::STEPS);
        self.done < Self::STEPS
    }

    /// How many steps are done.
    #[must_use]
    pub fn done(&self) -> u32 {
        self.done
    }

    /// What was made so far.
    #[must_use]
    pub fn so_far(&self) -> &Comparison {
        &self.comparison
    }

    /// All of it.
    #[must_use]
    pub fn finish(self) -> Comparison {
        self.comparison
    }
}

/// The columns of a comparison, without any row.
fn columns(collection: &Collection, reading: &CorpusReading, events: &[u32], articles: &[u32]) -> Comparison {
    let mut comparison = Comparison { events: events.to_vec(), ..Comparison::default() };
    for &event in events {
        let mut tellings = Vec::new();
        let ties = ties(reading, event);
        for article in 0..count(reading.articles.len()) {
            match telling(collection, reading, article, event) {
                Some(t) if articles.is_empty() || events.len() > 1 || articles.contains(&article) => tellings.push(t),
                Some(_) => {}
                None => {
                    let gap = gap(reading, article, event, &ties);
                    comparison.absent.extend(gap.map(|gap| Absence { article, event, gap }));
                }
            }
        }
        if events.len() > 1 {
            comparison.columns.push(Column { event, tellings });
        } else {
            tellings.put_in_order_by_key(|t| articles.iter().position(|&a| a == t.article));
            comparison.columns.extend(tellings.into_iter().map(|t| Column { event, tellings: vec![t] }));
        }
    }
    comparison
}

/// The articles that tell `event` or refer to it, in the collection's order.
#[must_use]
pub fn tellers(reading: &CorpusReading, event: u32) -> Vec<u32> {
    let tells = |r: &&Reading| r.passages.iter().any(|p| p.event == event);
    (0..).zip(&reading.articles).filter(|(_, r)| tells(r)).map(|(n, _)| n).collect()
}

/// The `most` articles with the longest passages on `event`, in the collection's order: one of every outlet before the
/// second of any. What has no outlet stands for itself.
#[must_use]
pub fn fullest(collection: &Collection, reading: &CorpusReading, event: u32, most: usize) -> Vec<u32> {
    let mut tellers = tellers(reading, event);
    if tellers.len() > most {
        let bytes = |article: &u32| {
            let passages = reading.articles.get(*article as usize).map_or(&[][..], |r| &r.passages);
            passages.iter().filter(|p| p.event == event).map(|p| p.span.len()).sum::<usize>()
        };
        tellers.put_in_order_by_key(|article| std::cmp::Reverse(bytes(article)));
        let mut before: Map<&str, u32> = Map::new();
        let mut ranked = Vec::with_capacity(tellers.len());
        for article in tellers {
            let outlet = collection.articles.get(article as usize).and_then(|a| a.outlet.as_ref());
            let nth = outlet.map_or(0, |outlet| {
                let n = before.entry(&outlet.name).or_default();
                *n += 1;
                *n - 1
            });
            ranked.push((nth, article));
        }
        ranked.put_in_order_by_key(|(nth, _)| *nth);
        tellers = ranked.into_iter().take(most).map(|(_, article)| article).collect();
        tellers.put_in_order();
    }
    tellers
}

/// How many articles tell each event, in the order of `reading.events`: (as a subject, only as background).
#[must_use]
pub fn reach(reading: &CorpusReading) -> Vec<(u32, u32)> {
    let mut reach = vec![(0, 0); reading.events.len()];
    for article in &reading.articles {
        let told = |role| article.passages.iter().filter(move |p| p.role == role).map(|p| p.event);
        let about: Set<u32> = told(PassageRole::About).gather();
        let background: Set<u32> = told(PassageRole::Background).filter(|e| !about.contains(e)).gather();
        for e in about {
            if let Some(r) = reach.get_mut(e as usize) {
                r.0 += 1;
            }
        }
        for e in background {
            if let Some(r) = reach.get_mut(e as usize) {
                r.1 += 1;
            }
        }
    }
    reach
}

/// Whom and what at least half of those who tell an event name.
fn ties(reading: &CorpusReading, event: u32) -> Set<u32> {
    let tellers = tellers(reading, event);
    let mut named: Vec<u32> = Vec::new();
    for article in tellers.iter().filter_map(|a| reading.articles.get(*a as usize)) {
        let own: Set<u32> = article.mentions.iter().map(|m| m.entity).gather();
        named.extend(own.iter());
    }
    named.put_in_order();
    let often = named.chunk_by(|a, b| a == b).filter(|same| same.len() * 2 >= tellers.len());
    let ties = often.filter_map(|same| same.first().copied());
    let says_little = |e: &Entity| matches!(e.kind, EntityKind::Country | EntityKind::Group | EntityKind::Medium);
    ties.filter(|e| !reading.entities.get(*e as usize).is_some_and(says_little)).gather()
}

/// Why `article` has nothing on `event`; nothing is said of one that names whom and what its tellers name, since it may
/// tell it in a way that was not understood.
fn gap(reading: &CorpusReading, article: u32, event: u32, ties: &Set<u32>) -> Option<Gap> {
    let dating = reading.datings.get(article as usize).and_then(Option::as_ref);
    let read = reading.articles.get(article as usize)?;
    let event = reading.events.get(event as usize)?;
    if could_know(dating, event) == Knowledge::No {
        // It may announce the event.
        let announced = read.dates.iter().any(|d| d.day.is_some() && d.day == event.date);
        return (!announced).then_some(Gap::CouldNotKnow);
    }
    let tied = read.mentions.iter().any(|m| ties.contains(&m.entity));
    (!tied).then_some(Gap::OtherEvent)
}

/// What `article` tells of `event`, sentence by sentence; `None` where it tells nothing.
fn telling(collection: &Collection, reading: &CorpusReading, article: u32, event: u32) -> Option<Telling> {
    let text = collection.articles.get(article as usize)?;
    let read = reading.articles.get(article as usize)?;
    let mut telling = Telling { article, event, about: Vec::new(), background: Vec::new(), words: 0 };
    for passage in read.passages.iter().filter(|p| p.event == event) {
        let spans = text.sentences_in(passage.span).filter_map(|i| text.sentences.get(i).copied());
        match passage.role {
            PassageRole::About => telling.about.extend(spans),
            PassageRole::Background => telling.background.extend(spans),
        }
    }
    telling.about.put_in_order();
    telling.about.dedup();
    telling.background.retain(|s| telling.about.binary_search(s).is_err());
    telling.background.put_in_order();
    telling.background.dedup();
    telling.words = telling.sentences().map(|s| words_in(text, s)).sum();
    (telling.words > 0).then_some(telling)
}

impl Telling {
    /// All its sentences in reading order.
    pub fn sentences(&self) -> impl Iterator<Item = Span> {
        let mut all: Vec<Span> = self.about.iter().chain(&self.background).copied().collect();
        all.put_in_order();
        all.into_iter()
    }

    /// The sentences that share a byte with `span`, in reading order.
    fn meeting(&self, span: Span) -> Vec<Span> {
        let mut met: Vec<Span> = among(&self.about, span).chain(among(&self.background, span)).copied().collect();
        met.put_in_order();
        met
    }

    pub(crate) fn holds(&self, span: Span) -> bool {
        among(&self.about, span).chain(among(&self.background, span)).next().is_some()
    }
}

pub(crate) fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Words and numbers in `span`.
fn words_in(article: &Article, span: Span) -> u32 {
    count(tokens(&article.text, span).iter().filter(|t| t.is_counted()).count())
}

/// Gathers the evidence for things that share a key, in the order first seen.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) order: Vec<String>,
    pub(crate) items: Map<String, Vec<Evidence>>,
}

impl Tally {
    pub(crate) fn add(&mut self, text: impl Into<String>, evidence: Evidence) {
        let text = text.into();
        if !self.items.contains_key(&text) {
            self.order.push(text.clone());
        }
        self.items.entry(text).or_default().push(evidence);
    }

    /// Most frequent first; ties in the order first seen.
    pub(crate) fn items(mut self) -> Vec<Item> {
        let mut items: Vec<Item> = self
            .order
            .into_iter()
            .filter_map(|text| {
                let evidence = std::mem::take(self.items.get_mut(&text)?);
                Some(Item { count: count(evidence.len()), text, evidence, ..Item::default() })
            })
            .collect();
        items.put_in_order_by_key(|item| std::cmp::Reverse(item.count));
        items
    }

    pub(crate) fn cell(self) -> Cell {
        let items = self.items();
        let gap = items.is_empty().then_some(Gap::Nothing);
        Cell { items, gap }
    }
}

impl Tally {
    /// A cell of names.
    pub(crate) fn named(self) -> Cell {
        let cell = self.cell();
        Cell { gap: cell.gap.map(|_| Gap::NotNamed), ..cell }
    }
}

/// A cell that shows one number.
fn number(n: u32, evidence: Vec<Evidence>) -> Cell {
    Cell { items: vec![Item { text: n.to_string(), count: n, evidence, ..Item::default() }], gap: None }
}

/// Of sentences in reading order those that share a byte with `span`.
fn among(sentences: &[Span], span: Span) -> impl Iterator<Item = &Span> {
    let from = sentences.partition_point(|s| s.end <= span.start);
    sentences.get(from..).unwrap_or(&[]).iter().take_while(move |s| s.overlaps(span))
}

/// The corpus on the table: everything the rows look things up in.
pub(crate) struct Bench<'a> {
    pub(crate) collection: &'a Collection,
    pub(crate) reading: &'a CorpusReading,
}

impl<'a> Bench<'a> {
    pub(crate) fn article(&self, index: u32) -> Option<(&'a Article, &'a Reading)> {
        Some((self.collection.articles.get(index as usize)?, self.reading.articles.get(index as usize)?))
    }

    /// The parts of a column with their article.
    pub(crate) fn parts<'c>(
        &self,
        column: &'c Column,
    ) -> impl Iterator<Item = (&'c Telling, &'a Article, &'a Reading)> {
        column.tellings.iter().filter_map(|t| self.article(t.article).map(|(a, r)| (t, a, r)))
    }

    fn entity_name(&self, entity: u32) -> &'a str {
        self.reading.entities.get(entity as usize).map_or("", |e| e.name.as_str())
    }

    fn voices(&self, column: &Column) -> Voices {
        let mut voices = Voices::default();
        let mut speakers: Map<String, Speaker> = Map::new();
        let mut cues: Map<CueClass, Tally> = Map::new();
        for (telling, article, read) in self.parts(column) {
            for (span, owner) in voices::owners(article, &read.attributions) {
                for part in telling.meeting(span).into_iter().filter_map(|s| meet(s, span)) {
                    let words = words_in(article, part);
                    if words > 0 {
                        let evidence = Evidence { article: telling.article, span: part };
                        voices.count(owner, words, evidence);
                        self.hear(&mut speakers, read, owner, words, evidence);
                    }
                }
            }
            for attribution in read.attributions.iter().filter(|a| touches(telling, a)) {
                if let Some(cue) = &attribution.cue {
                    let evidence = Evidence { article: telling.article, span: cue.span };
                    let tally = cues.entry(cue.class).or_default();
                    if !tally.items.get(&cue.lemma).is_some_and(|e| e.contains(&evidence)) {
                        tally.add(cue.lemma.clone(), evidence);
                    }
                }
            }
        }
        voices.speakers = speakers.into_values().collect();
        voices
            .speakers
            .put_in_order_by_key(|s| (std::cmp::Reverse(s.quoted + s.reported), s.evidence.first().copied()));
        voices.cues = cues.into_iter().map(|(class, tally)| (class, tally.items())).collect();
        voices
    }

    fn hear(&self, speakers: &mut Map<String, Speaker>, read: &Reading, owner: Owner, words: u32, evidence: Evidence) {
        let Some(attribution) = owner.attribution.and_then(|i| read.attributions.get(i as usize)) else { return };
        let name = self.speaker_name(attribution);
        let key = attribution.speaker.map_or_else(|| name.lower(), |e| format!("{e:08}"));
        let speaker = speakers.entry(key).or_insert_with(|| Speaker {
            name,
            entity: attribution.speaker,
            unnamed: attribution.unnamed,
            quoted: 0,
            reported: 0,
            evidence: Vec::new(),
        });
        let quoted =
            attribution.manner != Manner::Indirect && attribution.content.iter().any(|c| c.overlaps(evidence.span));
        *(if quoted { &mut speaker.quoted } else { &mut speaker.reported }) += words;
        speaker.evidence.push(evidence);
    }

    fn speaker_name(&self, attribution: &Attribution) -> String {
        match attribution.speaker {
            Some(entity) => self.entity_name(entity).to_owned(),
            None => attribution.speaker_name.clone().unwrap_or_else(|| "no source given".to_owned()),
        }
    }

    fn overview(&self, columns: &[Column], voices: &[Voices], names: &[NameRow]) -> Vec<Row> {
        let mut rows = vec![row(
            "words",
            "Words on the event",
            "Words of the sentences that tell the event or refer to it.",
            columns,
            |c| {
                let evidence =
                    c.tellings.iter().flat_map(|t| t.sentences().map(|span| Evidence { article: t.article, span }));
                number(c.tellings.iter().map(|t| t.words).sum(), evidence.collect())
            },
        )];
        rows.push(voiced(
            "sources",
            "Who is cited",
            "Sources of quotations and reported speech, most words first.",
            voices,
            |v| speakers(v, false),
        ));
        rows.push(voiced(
            "unnamed",
            "Unnamed sources",
            "Sources whose name the text withholds: officials, reports, diplomats.",
            voices,
            |v| speakers(v, true),
        ));
        rows.push(sides::sides(self.collection, self.reading, columns));
        rows.push(row(
            "led",
            "Said to lead a side",
            "A person who “led”, “headed” or by whom a delegation or team “is led”, in a sentence on the event.",
            columns,
            |c| self.leaders(c),
        ));
        rows.push(row("figures", "Numbers", "Numbers with their unit, in sentences on the event.", columns, |c| {
            self.figures(c)
        }));
        rows.extend(self.spellings(columns));
        if columns.len() > 1 {
            rows.push(Row {
                key: "only".to_owned(),
                label: "Names only here".to_owned(),
                rule: "People, organisations and places that no other column names on this event.".to_owned(),
                cells: (0..columns.len()).map(|i| only_here(names, i)).collect(),
            });
        }
        rows
    }

    fn leaders(&self, column: &Column) -> Cell {
        let mut tally = Tally::default();
        for (telling, article, read) in self.parts(column) {
            for sentence in telling.sentences() {
                for lead in leaders::led(article, read, &self.reading.entities, sentence) {
                    let name = self.entity_name(lead.person);
                    let side = lead.side.map_or_else(String::new, |side| format!(" ({})", self.entity_name(side)));
                    tally.add(format!("{name}{side}"), Evidence { article: telling.article, span: lead.span });
                }
            }
        }
        tally.cell()
    }

    fn figures(&self, column: &Column) -> Cell {
        let mut tally = Tally::default();
        for (telling, _, read) in self.parts(column) {
            for figure in read.figures.iter().filter(|f| telling.holds(f.span)) {
                let text = match &figure.unit {
                    Some(unit) if unit == "%" => format!("{}%", figure.value),
                    Some(unit) => format!("{} {unit}", figure.value),
                    None => figure.value.clone(),
                };
                tally.add(text, Evidence { article: telling.article, span: figure.span });
            }
        }
        tally.cell()
    }
}

impl Voices {
    fn count(&mut self, owner: Owner, words: u32, evidence: Evidence) {
        let slot = match owner.voice {
            Voice::Quoted => 0,
            Voice::Reported => 1,
            Voice::Unnamed => 2,
            Voice::Own => 3,
        };
        self.words[slot] += words;
        self.evidence[slot].push(evidence);
    }
}

fn row(key: &str, label: &str, rule: &str, columns: &[Column], cell: impl Fn(&Column) -> Cell) -> Row {
    Row {
        key: key.to_owned(),
        label: label.to_owned(),
        rule: rule.to_owned(),
        cells: columns.iter().map(cell).collect(),
    }
}

fn voiced(key: &str, label: &str, rule: &str, voices: &[Voices], cell: impl Fn(&Voices) -> Cell) -> Row {
    Row {
        key: key.to_owned(),
        label: label.to_owned(),
        rule: rule.to_owned(),
        cells: voices.iter().map(cell).collect(),
    }
}

/// The named or the unnamed sources of a column.
fn speakers(voices: &Voices, unnamed: bool) -> Cell {
    let items: Vec<Item> = voices
        .speakers
        .iter()
        .filter(|s| s.unnamed == unnamed)
        .map(|s| Item {
            text: s.name.clone(),
            count: s.quoted + s.reported,
            evidence: s.evidence.clone(),
            ..Item::default()
        })
        .collect();
    let gap = items.is_empty().then_some(Gap::Nothing);
    Cell { items, gap }
}

/// What only column `index` names.
fn only_here(names: &[NameRow], index: usize) -> Cell {
    let alone = names.iter().filter(|row| {
        let told = |i: usize| row.cells.get(i).is_some_and(|c| !c.items.is_empty());
        told(index) && (0..row.cells.len()).all(|i| i == index || !told(i))
    });
    let items: Vec<Item> = alone
        .filter_map(|row| {
            let cell = row.cells.get(index)?;
            let evidence: Vec<Evidence> = cell.items.iter().flat_map(|i| i.evidence.iter().copied()).collect();
            Some(Item { text: row.name.clone(), count: count(evidence.len()), evidence, ..Item::default() })
        })
        .collect();
    let gap = items.is_empty().then_some(Gap::Nothing);
    Cell { items, gap }
}

/// What two spans share.
fn meet(a: Span, b: Span) -> Option<Span> {
    a.overlaps(b).then(|| Span { start: a.start.max(b.start), end: a.end.min(b.end) })
}

/// Whether an attribution says something inside the telling.
fn touches(telling: &Telling, attribution: &Attribution) -> bool {
    attribution.content.iter().chain(&attribution.scope).any(|s| telling.holds(*s))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_collection;
    use corpus::{Basis, Published, read_text};

    #[test]
    fn nothing_is_said_of_an_article_that_may_tell_the_event_unseen() {
        let texts = [
            ("Coach Ruth Calder praised her team after the final in Turin on Sunday.", "2022-06-07"),
            ("Ruth Calder said that her team had never played better than this weekend.", "2022-06-07"),
            ("Ruth Calder will name her team for the next days.", "2022-06-02"),
            ("Tickets for Sunday are sold out.", "2022-06-02"),
            ("Growers in Vellano lost most apricots to frost.", "2022-06-07"),
        ];
        let read = |(text, day): (&str, &str)| {
            let mut article = read_text(text, text.to_owned());
            article.published = Some(Published { value: day.parse().unwrap(), basis: Basis::Supplied, span: None });
            article
        };
        let collection = Collection { articles: texts.map(read).to_vec(), ..Collection::default() };
        let reading = read_collection(&collection);
        assert_eq!(reading.events[0].name, "Turin final", "{:?}", reading.events);
        let question = Question { events: vec![0], ..Question::default() };
        let absent = compare(&collection, &reading, &question).absent;
        let found: Vec<(u32, Gap)> = absent.iter().map(|a| (a.article, a.gap)).collect();
        assert_eq!(found, [(2, Gap::CouldNotKnow), (4, Gap::OtherEvent)]);
    }
}
