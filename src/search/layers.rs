//! The layers over the text: facets, zones, spellings of names and days, as the readings of the articles tell them.
//!
//! Made article by article, and made anew when names are corrected, without reading the words again. Outlet and date
//! come from the article, events, entities and speakers from its reading. An entity counts in every sentence that
//! mentions it in any form; a speaker in every sentence that has words of theirs.
use crate::bytes::{Bytes, Damaged, put, put_steps, seal, unseal};
use crate::concordance::words_in;
use crate::facets::{Facet, FacetCount, FacetEntry, Facets, NONE, Rows};
use crate::fold::{each_word, without_capitals};
use crate::interner::Interner;
use crate::name_forms::NameForms;
use crate::passage_set::PassageSet;
use crate::passages::Passages;
use crate::terms::Terms;
use crate::text_index::TextIndex;
use analysis::{Attribution, CorpusReading, Dating, EntityKind, Manner, MentionForm, Reading};
use corpus::{Article, Date, InOrder, Lower, Span};

/// The days of an article of which nothing is known: none.
const UNDATED: (i32, i32) = (i32::MAX, i32::MIN);

/// What was concluded from the texts, to be searched by.
#[derive(Debug, Default)]
pub struct Layers {
    pub(crate) facets: Facets,
    pub(crate) names: NameForms,
    pub(crate) quoted: Stretches,
    pub(crate) said: Stretches,
    /// By article: numbers of the first and last day it can be from; the last lies before the first where none is known.
    pub(crate) days: Vec<(i32, i32)>,
}

/// Words of the collection, by their numbers.
#[derive(Debug, Default)]
pub(crate) struct Stretches {
    words: PassageSet,
    pub(crate) passages: PassageSet,
}

impl Stretches {
    /// Whether all these words are in it.
    pub(crate) fn hold(&self, from: u32, to: u32) -> bool {
        (from..to).all(|n| self.words.contains(n))
    }

    fn of(ranges: &[(u32, u32, u32)], passages: &Passages) -> Self {
        let mut stretches = Self { words: PassageSet::default(), passages: PassageSet::empty(passages.len()) };
        if !ranges.is_empty() {
            stretches.words = PassageSet::empty(passages.numbers());
        }
        for &(passage, from, to) in ranges {
            let first = passages.first_word(passage);
            stretches.words.insert_range(first.saturating_add(from)..first.saturating_add(to));
            stretches.passages.insert(passage);
        }
        stretches
    }

    /// Where it begins and ends, in turn.
    fn write(&self, out: &mut Vec<u8>) {
        let mut turns = Vec::new();
        self.words.each(|n| {
            if turns.last() == Some(&n) {
                turns.pop();
            } else {
                turns.push(n);
            }
            turns.push(n + 1);
        });
        put_steps(out, &turns);
    }

    fn read(bytes: &mut Bytes<'_>, passages: &Passages) -> Result<Self, Damaged> {
        let turns = bytes.steps()?;
        let mut stretches = Self::of(&[], passages);
        if !turns.is_empty() {
            stretches.words = PassageSet::empty(passages.numbers());
        }
        for pair in turns.chunks(2) {
            if let &[from, to] = pair {
                stretches.words.insert_range(from..to);
                stretches.passages.insert(passages.of_word(from));
            }
        }
        Ok(stretches)
    }
}

/// Collects the layers article by article, in the order of the collection.
#[derive(Clone, Debug, Default)]
pub struct LayersBuilder {
    /// Facet and key of each value, in the order of coming; what is shown for it.
    keys: Interner,
    labels: Vec<(Facet, String)>,
    /// By entity: its value where it is mentioned, and where it speaks; by event.
    mentioned: Vec<u32>,
    speaking: Vec<u32>,
    told: Vec<u32>,
    outlets: Vec<u32>,
    dates: Vec<u32>,
    rows: Rows,
    /// Entity and name as written; how often.
    written: Interner,
    often: Vec<u32>,
    /// Passage, and its words from and up to.
    quoted: Vec<(u32, u32, u32)>,
    said: Vec<(u32, u32, u32)>,
    days: Vec<(i32, i32)>,
}

impl LayersBuilder {
    /// Adds the next article with what was read in it and how it is dated. The entities and events of `shared` are
    /// those that the reading counts into; its articles are not looked at.
    pub fn add(
        &mut self,
        article: &Article,
        reading: Option<&Reading>,
        dating: Option<&Dating>,
        shared: &CorpusReading,
    ) {
        let outlet = article.outlet.as_ref().map_or(NONE, |o| self.value(Facet::Outlet, &o.name, &o.name));
        self.outlets.push(outlet);
        let published = article.published.as_ref().map(|p| (p.value.date, p.value.date));
        let days = published.or_else(|| dating.map(|d| (d.earliest, d.latest.max(d.earliest))));
        let date = days.map_or(NONE, |days| self.date(days));
        self.dates.push(date);
        self.days.push(days.map_or(UNDATED, |(first, last)| (first.number(), last.number())));
        // Sentence and value.
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut add = |span: Span, value: u32| {
            pairs.extend(article.sentences_in(span).map(|sentence| (number(sentence), value)));
        };
        let first = number(self.rows.len());
        for told in reading.map_or(&[][..], |r| &r.passages) {
            if let Some(event) = shared.events.get(told.event as usize) {
                let known = known(&self.told, told.event);
                let value = known.unwrap_or_else(|| self.value(Facet::Event, &event.id, &event.name));
                keep(&mut self.told, told.event, value);
                add(told.span, value);
            }
        }
        for mention in reading.map_or(&[][..], |r| &r.mentions) {
            let Some(entity) = shared.entities.get(mention.entity as usize) else { continue };
            if let Some(facet) = facet_of(entity.kind) {
                let known = known(&self.mentioned, mention.entity);
                let value = known.unwrap_or_else(|| self.value(facet, &entity.id, &entity.name));
                keep(&mut self.mentioned, mention.entity, value);
                add(mention.span, value);
            }
            if matches!(mention.form, MentionForm::Name | MentionForm::TitleAndName) {
                let mut key = mention.entity.to_le_bytes().to_vec();
                key.extend_from_slice(mention.name.of(&article.text).as_bytes());
                let name = self.written.id(&key) as usize;
                match self.often.get_mut(name) {
                    Some(often) => *often += 1,
                    None => self.often.push(1),
                }
            }
        }
        for said in reading.map_or(&[][..], |r| &r.attributions) {
            if let Some(value) = self.speaker(said, shared) {
                (if said.scope.is_empty() { &said.content } else { &said.scope })
                    .iter()
                    .for_each(|&span| add(span, value));
            }
            for &span in &said.content {
                for sentence in article.sentences_in(span) {
                    let words = words_in(article, sentence, span);
                    if words.is_empty() {
                        continue;
                    }
                    let range = (first + number(sentence), number(words.start), number(words.end));
                    if said.manner != Manner::Indirect {
                        self.quoted.push(range);
                    }
                    self.said.push(range);
                }
            }
        }
        pairs.put_in_order();
        pairs.dedup();
        let mut rest = pairs.as_slice();
        for sentence in 0..number(article.sentences.len()) {
            let (here, after) = rest.split_at(rest.partition_point(|p| p.0 <= sentence));
            self.rows.push(here.iter().map(|p| p.1));
            rest = after;
        }
    }

    fn speaker(&mut self, said: &Attribution, shared: &CorpusReading) -> Option<u32> {
        if let Some((speaker, entity)) = said.speaker.and_then(|e| Some((e, shared.entities.get(e as usize)?))) {
            let known = known(&self.speaking, speaker);
            let value = known.unwrap_or_else(|| self.value(Facet::Speaker, &entity.id, &entity.name));
            keep(&mut self.speaking, speaker, value);
            return Some(value);
        }
        let name = said.speaker_name.as_ref().filter(|n| !n.trim().is_empty())?;
        Some(self.value(Facet::Speaker, &name.lower(), name))
    }

    fn date(&mut self, (first, last): (Date, Date)) -> u32 {
        if first == last {
            self.value(Facet::Date, &first.to_string(), &first.short())
        } else {
            self.value(Facet::Date, &format!("{first}/{last}"), &format!("{} to {}", first.short(), last.short()))
        }
    }

    /// The number of a value; those that are new get the next.
    fn value(&mut self, facet: Facet, key: &str, label: &str) -> u32 {
        let mut whole = vec![facet.place()];
        whole.extend_from_slice(key.as_bytes());
        let value = self.keys.id(&whole);
        if value as usize == self.labels.len() {
            self.labels.push((facet, label.to_owned()));
        }
        value
    }

    /// The layers of the articles that came so far. `text` is the index of the same articles.
    #[must_use]
    pub fn snapshot(&self, text: &TextIndex, shared: &CorpusReading) -> Layers {
        self.clone().finish(text, shared)
    }

    /// The layers of all articles. `text` is the index of the same articles.
    #[must_use]
    pub fn finish(mut self, text: &TextIndex, shared: &CorpusReading) -> Layers {
        let passages = &text.passages;
        let totals = self.totals(passages);
        let key = |value: u32| {
            let bytes = self.keys.key(value).split_first().map_or(&[][..], |(_, key)| key);
            std::str::from_utf8(bytes).unwrap_or("")
        };
        let label = |value: u32| self.labels.get(value as usize).map_or("", |(_, label)| label);
        let mut order: Vec<(Facet, u32, u32)> = (0u32..)
            .zip(&self.labels)
            .map(|(value, &(facet, _))| (facet, count(&totals, value).passages, value))
            .collect();
        order.put_in_order_by(|a, b| {
            let by_count = if a.0 == Facet::Date { std::cmp::Ordering::Equal } else { b.1.cmp(&a.1) };
            let by_name = || (label(a.2), key(a.2)).cmp(&(label(b.2), key(b.2)));
            let by_name = || if a.0 == Facet::Date { key(a.2).cmp(key(b.2)) } else { by_name() };
            a.0.cmp(&b.0).then(by_count).then_with(by_name)
        });
        let mut renumbered = vec![NONE; order.len()];
        for (n, &(_, _, value)) in (0u32..).zip(&order) {
            keep(&mut renumbered, value, n);
        }
        let entry = |value: u32| FacetEntry {
            key: key(value).to_owned(),
            label: label(value).to_owned(),
            total: count(&totals, value),
        };
        let entries: Vec<(Facet, FacetEntry)> = order.iter().map(|&(facet, _, value)| (facet, entry(value))).collect();
        let named = self.named(&entries, &renumbered);
        let names = NameForms::build(self.names(), shared);
        let quoted = Stretches::of(&self.quoted, passages);
        let said = Stretches::of(&self.said, passages);
        self.rows.renumber(&renumbered);
        for column in [&mut self.outlets, &mut self.dates] {
            column.iter_mut().for_each(|v| *v = renumbered.get(*v as usize).copied().unwrap_or(NONE));
        }
        let facets = Facets::new(entries, named, (self.outlets, self.dates), self.rows, passages);
        Layers { facets, names, quoted, said, days: self.days }
    }

    /// Each entity's names as written, and how often.
    fn names(&self) -> impl Iterator<Item = (u32, &str, u32)> {
        (0u32..).zip(&self.often).filter_map(|(n, &often)| {
            let (entity, name) = self.written.key(n).split_first_chunk::<4>()?;
            Some((u32::from_le_bytes(*entity), std::str::from_utf8(name).ok()?, often))
        })
    }

    /// How many passages and articles have each value.
    fn totals(&self, passages: &Passages) -> Vec<FacetCount> {
        let mut totals = vec![(FacetCount::default(), NONE); self.labels.len()];
        for article in 0..passages.articles() {
            let own = passages.of_article(article);
            let mut add = |value: u32, n: u32| {
                if let Some((total, last)) = totals.get_mut(value as usize).filter(|_| n > 0) {
                    total.passages += n;
                    total.articles += u32::from(*last != article);
                    *last = article;
                }
            };
            for column in [&self.outlets, &self.dates] {
                add(column.get(article as usize).copied().unwrap_or(NONE), number(own.len()));
            }
            own.for_each(|passage| self.rows.of(passage).iter().for_each(|&value| add(value, 1)));
        }
        totals.into_iter().map(|(total, _)| total).collect()
    }

    /// The folded words of all names, and which values have them.
    fn named(&self, entries: &[(Facet, FacetEntry)], renumbered: &[u32]) -> (Terms, Rows) {
        let mut words = Interner::default();
        let mut pairs: Vec<(u32, u32)> = Vec::new();
        let mut add = |name: &str, value: u32| {
            each_word(name, Span::new(0, name.len()), |_, key| {
                pairs.push((words.id(without_capitals(key).as_bytes()), value));
            });
        };
        for (value, (_, entry)) in (0u32..).zip(entries) {
            add(&entry.label, value);
        }
        for (entity, name, _) in self.names() {
            for values in [&self.mentioned, &self.speaking] {
                if let Some(&value) = known(values, entity).and_then(|v| renumbered.get(v as usize)) {
                    add(name, value);
                }
            }
        }
        let mut order: Vec<u32> = (0u32..).take(words.len()).collect();
        order.put_in_order_by(|&a, &b| words.key(a).cmp(words.key(b)));
        let mut place = vec![0; order.len()];
        (0u32..).zip(&order).for_each(|(n, &word)| keep(&mut place, word, n));
        for pair in &mut pairs {
            pair.0 = place.get(pair.0 as usize).copied().unwrap_or(0);
        }
        pairs.put_in_order();
        pairs.dedup();
        let mut having = Rows::default();
        let mut rest = pairs.as_slice();
        for word in 0..number(order.len()) {
            let (here, after) = rest.split_at(rest.partition_point(|p| p.0 <= word));
            having.push(here.iter().map(|p| p.1));
            rest = after;
        }
        (Terms::from_sorted(order.iter().map(|&w| std::str::from_utf8(words.key(w)).unwrap_or(""))), having)
    }
}

impl Layers {
    /// Bytes held, without what the allocator adds.
    pub(crate) fn bytes(&self) -> usize {
        let zones = [&self.quoted, &self.said].map(|z| z.words.bytes() + z.passages.bytes());
        self.facets.bytes() + self.names.bytes() + zones.iter().sum::<usize>() + 8 * self.days.len()
    }

    /// As one part.
    pub(crate) fn write(&self) -> Vec<u8> {
        let mut out = Vec::new();
        self.facets.write(&mut out);
        self.names.write(&mut out);
        self.quoted.write(&mut out);
        self.said.write(&mut out);
        put(&mut out, number(self.days.len()));
        for &(first, last) in &self.days {
            put(&mut out, u32::from_ne_bytes(first.to_ne_bytes()));
            put(&mut out, u32::from_ne_bytes(last.to_ne_bytes()));
        }
        seal(out, KIND)
    }

    /// Reads what [`Self::write`] wrote, over the same text.
    ///
    /// # Errors
    /// When the bytes are not those of layers.
    pub(crate) fn read(part: &[u8], text: &TextIndex) -> Result<Self, Damaged> {
        let mut bytes = Bytes(unseal(part, KIND)?);
        let passages = &text.passages;
        let facets = Facets::read(&mut bytes, passages)?;
        let names = NameForms::read(&mut bytes)?;
        let quoted = Stretches::read(&mut bytes, passages)?;
        let said = Stretches::read(&mut bytes, passages)?;
        let mut days = Vec::new();
        for _ in 0..bytes.count()? {
            let mut day = || Ok(i32::from_ne_bytes(bytes.number()?.to_ne_bytes()));
            days.push((day()?, day()?));
        }
        if bytes.0.is_empty() { Ok(Self { facets, names, quoted, said, days }) } else { Err(Damaged) }
    }
}

const KIND: &[u8; 4] = b"plx3";

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn count(totals: &[FacetCount], value: u32) -> FacetCount {
    totals.get(value as usize).copied().unwrap_or_default()
}

fn known(values: &[u32], n: u32) -> Option<u32> {
    values.get(n as usize).copied().filter(|&value| value != NONE)
}

fn keep(values: &mut Vec<u32>, n: u32, value: u32) {
    let n = n as usize;
    if n >= values.len() {
        values.resize(n + 1, NONE);
    }
    if let Some(place) = values.get_mut(n) {
        *place = value;
    }
}

fn facet_of(kind: EntityKind) -> Option<Facet> {
    match kind {
        EntityKind::Person => Some(Facet::Person),
        EntityKind::Organisation | EntityKind::Medium | EntityKind::Group => Some(Facet::Organisation),
        EntityKind::Place | EntityKind::Country => Some(Facet::Place),
        EntityKind::Document | EntityKind::Event | EntityKind::Other => None,
    }
}
