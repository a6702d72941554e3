//! What a user corrects in who is meant: names that are one, a name that is two, another name, another kind.
//!
//! Corrections are a list. They are always applied to the reading as the engine made it, one after the other, so taking
//! one back is applying a shorter list, and no trace of it stays. They name entities by their ids, never by their place,
//! so a list holds for the same articles wherever they are read; what refers to something that is not there is passed
//! over and told. Spans, events and days are left as they are: only who is meant changes, in mentions, in the speakers
//! of attributions, in the parties of conditions. As text: `corrections_file.rs`.
use crate::names::slug;
use crate::take_along::outlet_name;
use crate::{CorpusReading, Entity, EntityKind, MentionForm, Reading};
use corpus::{Article, Collection, Map, Span, packed};

/// One thing that a user corrects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Correction {
    /// These entities are the one with the second id, whose name and kind count.
    Merge(Vec<String>, String),
    /// A part of what is called so is somebody else.
    Split(Split),
    /// The entity with that id has this name.
    Rename(String, String),
    /// The entity with that id is of this kind.
    Kind(String, EntityKind),
}

/// Which mentions of an entity are somebody else. A mention goes if it has one of the forms and stands in one of the
/// places; an empty list asks for nothing. Pronouns go with the last name before them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Split {
    /// The entity's id.
    pub entity: String,
    /// Surface forms in one line, with their titles.
    pub forms: Vec<String>,
    /// Names of outlets, any of whose articles is such a place.
    pub outlets: Vec<String>,
    /// Ids of articles that are such a place.
    pub articles: Vec<String>,
    /// What the other is called.
    pub name: String,
}

packed!(Split { entity, forms, outlets, articles, name });
packed!(enum Correction { 0 => Merge(from, into), 1 => Split(split), 2 => Rename(entity, name), 3 => Kind(entity, kind) });

/// A correction that could not be applied, or only in part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unapplied {
    /// Its place in the list, from 0.
    pub at: u32,
    /// Why, in a sentence.
    pub why: String,
}

packed!(Unapplied { at, why });

impl Split {
    /// The id that the other gets: it depends on nothing but the first one's id and the name, so what is said of it
    /// later holds whatever else is corrected. A second split under the same name adds to it.
    #[must_use]
    pub fn id(&self) -> String {
        let plain = slug(EntityKind::Other, &self.name, &mut Map::new());
        format!("{}/{}", self.entity, plain.split_once('/').map_or("", |(_, name)| name))
    }
}

impl Correction {
    /// What it does, in a few words; `name` tells what the entity with an id is called.
    #[must_use]
    pub fn describe(&self, name: &dyn Fn(&str) -> String) -> String {
        let list = |words: &[String]| words.iter().map(|w| format!("“{w}”")).collect::<Vec<_>>().join(", ");
        match self {
            Self::Merge(from, into) => {
                let from: Vec<String> = from.iter().map(|id| name(id)).collect();
                format!("Merged {} into “{}”", list(&from), name(into))
            }
            Self::Split(split) => {
                let forms = if split.forms.is_empty() { "every form".to_owned() } else { list(&split.forms) };
                let mut places = split.outlets.clone();
                places.extend(split.articles.iter().cloned());
                let places = if places.is_empty() { String::new() } else { format!(" in {}", list(&places)) };
                format!("Split “{}” from “{}”: {forms}{places}", split.name.trim(), name(&split.entity))
            }
            Self::Rename(id, to) => format!("Renamed “{}” to “{}”", name(id), to.trim()),
            Self::Kind(id, kind) => format!("Changed the kind of “{}” to {}", name(id), kind.name()),
        }
    }

    /// Which mentions would be of another entity by it, in the reading as it is: articles and the places of mentions in
    /// their lists. Names and kinds move nothing.
    #[must_use]
    pub fn moves(&self, collection: &Collection, reading: &CorpusReading) -> Vec<(u32, u32)> {
        let mut moved = Vec::new();
        for (n, own) in (0..).zip(&reading.articles) {
            let goes = match self {
                Self::Merge(from, into) => {
                    let one = |e: u32| {
                        reading.entities.get(e as usize).is_some_and(|e| e.id != *into && from.contains(&e.id))
                    };
                    own.mentions.iter().map(|m| one(m.entity)).collect()
                }
                Self::Split(split) => {
                    let of = |e: u32| reading.entities.get(e as usize).is_some_and(|e| e.id == split.entity);
                    split.goes(collection, n, own, &of)
                }
                _ => return moved,
            };
            moved.extend((0..).zip(goes).filter(|(_, goes)| *goes).map(|(m, _)| (n, m)));
        }
        moved
    }
}

/// What corrections change in a reading, as it was before.
#[derive(Clone, Debug, Default)]
pub struct Uncorrected {
    entities: Vec<Entity>,
    /// Whom every mention, attribution and condition of every article means, in their order.
    meant: Vec<u32>,
    /// Speakers' names that changed: article, attribution.
    names: Vec<(u32, u32, Option<String>)>,
}

impl Uncorrected {
    /// The entities as the engine had them.
    #[must_use]
    pub fn entities(&self) -> &[Entity] {
        &self.entities
    }

    /// Puts everything back.
    pub fn restore(self, reading: &mut CorpusReading) {
        reading.entities = self.entities;
        let mut meant = self.meant.into_iter();
        for slot in reading.articles.iter_mut().flat_map(slots) {
            slot.set(meant.next().unwrap_or(NOBODY));
        }
        for (article, at, name) in self.names {
            let own = reading.articles.get_mut(article as usize);
            if let Some(attribution) = own.and_then(|own| own.attributions.get_mut(at as usize)) {
                attribution.speaker_name = name;
            }
        }
    }
}

/// Stands for nobody where a number is kept.
const NOBODY: u32 = u32::MAX;

/// A place in a reading that says who is meant.
enum Slot<'a> {
    Mention(&'a mut u32),
    Other(&'a mut Option<u32>),
}

impl Slot<'_> {
    fn get(&self) -> u32 {
        match self {
            Self::Mention(entity) => **entity,
            Self::Other(entity) => entity.unwrap_or(NOBODY),
        }
    }

    fn set(self, to: u32) {
        match self {
            Self::Mention(entity) => *entity = to,
            Self::Other(entity) => *entity = (to != NOBODY).then_some(to),
        }
    }
}

/// Every such place of an article, always in the same order.
fn slots(own: &mut Reading) -> impl Iterator<Item = Slot<'_>> {
    let mentions = own.mentions.iter_mut().map(|m| Slot::Mention(&mut m.entity));
    let speakers = own.attributions.iter_mut().map(|a| Slot::Other(&mut a.speaker));
    mentions.chain(speakers).chain(own.conditions.iter_mut().map(|c| Slot::Other(&mut c.entity)))
}

/// The reading with the corrections, and those that could not be applied. The reading is the engine's own.
#[must_use]
pub fn apply(
    reading: &CorpusReading,
    collection: &Collection,
    corrections: &[Correction],
) -> (CorpusReading, Vec<Unapplied>) {
    let mut reading = reading.clone();
    let (_, unapplied) = correct(&mut reading, collection, corrections);
    (reading, unapplied)
}

/// The same in place: what it was before, and the corrections that could not be applied.
pub fn correct(
    reading: &mut CorpusReading,
    collection: &Collection,
    corrections: &[Correction],
) -> (Uncorrected, Vec<Unapplied>) {
    let mut before = Uncorrected { entities: reading.entities.clone(), ..Uncorrected::default() };
    before.meant = reading.articles.iter_mut().flat_map(slots).map(|slot| slot.get()).collect();
    let mut work = Work { same_as: (0..number(reading.entities.len())).collect(), collection, reading };
    let mut unapplied = Vec::new();
    for (at, correction) in (0..).zip(corrections) {
        if let Err(why) = work.apply(correction) {
            unapplied.push(Unapplied { at, why });
        }
    }
    work.settle(&mut before);
    (before, unapplied)
}

struct Work<'a> {
    collection: &'a Collection,
    reading: &'a mut CorpusReading,
    /// Of each entity, the one it was merged into; itself at first.
    same_as: Vec<u32>,
}

impl Work<'_> {
    fn root(&self, mut entity: u32) -> u32 {
        while let Some(&to) = self.same_as.get(entity as usize).filter(|to| **to != entity) {
            entity = to;
        }
        entity
    }

    /// The entity with that id that was not merged into another.
    fn find(&self, id: &str) -> Result<u32, String> {
        let own = |(n, e): &(u32, &Entity)| e.id == id && self.root(*n) == *n;
        let found = (0..).zip(&self.reading.entities).find(own);
        found.map(|(n, _)| n).ok_or_else(|| format!("This corpus has no name with the id “{id}”."))
    }

    fn apply(&mut self, correction: &Correction) -> Result<(), String> {
        match correction {
            Correction::Merge(from, into) => {
                let into = self.find(into)?;
                let mut found = Err("It merges a name with itself.".to_owned());
                let mut missing = Ok(());
                for id in from {
                    match self.find(id) {
                        Ok(one) if one == into => {}
                        Ok(one) => {
                            if let Some(to) = self.same_as.get_mut(one as usize) {
                                *to = into;
                            }
                            found = Ok(());
                        }
                        Err(why) => missing = Err(why),
                    }
                }
                missing.and(found)
            }
            Correction::Split(split) => self.split(split),
            Correction::Rename(id, name) => {
                let at = self.find(id)?;
                named(name)?;
                if let Some(entity) = self.reading.entities.get_mut(at as usize) {
                    entity.name = name.trim().to_owned();
                }
                Ok(())
            }
            Correction::Kind(id, kind) => {
                let at = self.find(id)?;
                if let Some(entity) = self.reading.entities.get_mut(at as usize) {
                    entity.kind = *kind;
                }
                Ok(())
            }
        }
    }

    fn split(&mut self, split: &Split) -> Result<(), String> {
        let one = self.find(&split.entity)?;
        named(&split.name)?;
        let id = split.id();
        let kind = self.reading.entities.get(one as usize).map_or(EntityKind::Other, |e| e.kind);
        let other = self.find(&id).unwrap_or(number(self.reading.entities.len()));
        let ones: Vec<bool> = (0..number(self.same_as.len())).map(|e| self.root(e) == one).collect();
        let is_one = |e: u32| ones.get(e as usize).copied().unwrap_or(false);
        let (mut gone, mut stayed) = (Vec::new(), false);
        for (n, own) in (0..).zip(&self.reading.articles) {
            let goes = split.goes(self.collection, n, own, &is_one);
            stayed |= own.mentions.iter().zip(&goes).any(|(m, goes)| !goes && is_one(m.entity));
            if goes.contains(&true) {
                gone.push((n as usize, goes));
            }
        }
        if gone.is_empty() {
            return Err("No mention has these forms in these places.".to_owned());
        }
        if !stayed {
            return Err("Nothing would be left of the name: rename it instead.".to_owned());
        }
        for (n, goes) in gone {
            let Some(own) = self.reading.articles.get_mut(n) else { continue };
            let Reading { mentions, attributions, conditions, .. } = own;
            // What means the same without being a mention goes with the mention in it, or with the last one before it.
            let of_mention: Vec<(Span, bool)> = (mentions.iter().zip(&goes))
                .filter(|(m, _)| is_one(m.entity))
                .map(|(m, goes)| (m.span, *goes))
                .collect();
            let follows = |span: Span| {
                let inside = of_mention.iter().find(|(s, _)| s.overlaps(span));
                let before = of_mention.iter().rev().find(|(s, _)| s.end <= span.start);
                inside.or(before).or(of_mention.first()).is_some_and(|(_, goes)| *goes)
            };
            for a in attributions.iter_mut().filter(|a| a.speaker.is_some_and(is_one)) {
                let at = a.source.or(a.cue.as_ref().map(|c| c.span)).or(a.content.first().copied());
                if follows(at.unwrap_or_default()) {
                    a.speaker = Some(other);
                }
            }
            for c in conditions.iter_mut().filter(|c| c.entity.is_some_and(is_one)) {
                if follows(c.party.unwrap_or(c.span)) {
                    c.entity = Some(other);
                }
            }
            for (mention, _) in mentions.iter_mut().zip(goes).filter(|(_, goes)| *goes) {
                mention.entity = other;
            }
        }
        if other as usize == self.reading.entities.len() {
            self.same_as.push(other);
            self.reading.entities.push(Entity { id, name: split.name.trim().to_owned(), kind });
        }
        Ok(())
    }

    /// Lets everything mean what the entities became, and takes those out that became others.
    fn settle(self, before: &mut Uncorrected) {
        let mut to: Vec<u32> = (0..number(self.same_as.len())).map(|e| self.root(e)).collect();
        let mut places = vec![0; to.len()];
        let mut kept = Vec::new();
        for (n, entity) in (0..).zip(std::mem::take(&mut self.reading.entities)) {
            if to.get(n as usize) == Some(&n) {
                if let Some(place) = places.get_mut(n as usize) {
                    *place = number(kept.len());
                }
                kept.push(entity);
            }
        }
        for entity in &mut to {
            *entity = places.get(*entity as usize).copied().unwrap_or(NOBODY);
        }
        let mut from = 0;
        for (n, own) in (0..).zip(&mut self.reading.articles) {
            let speakers = from + own.mentions.len();
            from = speakers + own.attributions.len() + own.conditions.len();
            for slot in slots(own) {
                let now = to.get(slot.get() as usize).copied().unwrap_or(NOBODY);
                slot.set(now);
            }
            for (at, attribution) in own.attributions.iter_mut().enumerate() {
                // The name in the attribution is the one in its article: it stays unless somebody else is meant now or
                // the same has another name.
                let now = attribution.speaker.and_then(|s| kept.get(s as usize));
                let was = before.meant.get(speakers + at).copied().unwrap_or(NOBODY);
                let then = before.entities.get(was as usize);
                if let Some((now, then)) = now.zip(then)
                    && (now.id != then.id || now.name != then.name)
                {
                    let name = attribution.speaker_name.replace(now.name.clone());
                    before.names.push((n, number(at), name));
                }
            }
        }
        self.reading.entities = kept;
    }
}

impl Split {
    /// Of each mention of an article, whether it goes.
    fn goes(&self, collection: &Collection, n: u32, own: &Reading, of: &dyn Fn(u32) -> bool) -> Vec<bool> {
        let mut goes = vec![false; own.mentions.len()];
        let Some(article) = collection.articles.get(n as usize).filter(|a| self.holds(collection, n, a)) else {
            return goes;
        };
        let mut last = None;
        let mut early = Vec::new();
        for (at, (mention, slot)) in own.mentions.iter().zip(&mut goes).enumerate().filter(|(_, (m, _))| of(m.entity)) {
            if mention.form != MentionForm::Pronoun {
                let here = self.forms.is_empty() || self.forms.contains(&mention.span.in_one_line(&article.text));
                last = Some(here);
            } else if last.is_none() {
                early.push(at);
            }
            *slot = last.unwrap_or(false);
        }
        // A pronoun before every name goes with the first one.
        let first = own.mentions.iter().zip(&goes).find(|(m, _)| of(m.entity) && m.form != MentionForm::Pronoun);
        if first.is_some_and(|(_, goes)| *goes) {
            early.into_iter().for_each(|at| goes.get_mut(at).into_iter().for_each(|slot| *slot = true));
        }
        goes
    }

    fn holds(&self, collection: &Collection, n: u32, article: &Article) -> bool {
        let anything = !self.forms.is_empty() || !self.outlets.is_empty() || !self.articles.is_empty();
        let anywhere = self.outlets.is_empty() && self.articles.is_empty();
        anything
            && (anywhere
                || self.articles.contains(&article.id)
                || !self.outlets.is_empty() && self.outlets.contains(&outlet_name(collection, n)))
    }
}

fn named(name: &str) -> Result<(), String> {
    if name.trim().is_empty() { Err("It gives an empty name.".to_owned()) } else { Ok(()) }
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read_collection;
    use corpus::{Basis, Outlet, read_text};
    use proptest::prelude::*;

    const TEXTS: [&str; 3] = [
        "Foreign Minister Anna Berg spoke in Doha on Monday. “We left,” Berg said. She must return, said Omar Saleh.",
        "Anna Berg left Doha. Mr Berg of Oslo said he had seen her. He wept. Berg insisted that Saleh must leave Doha.",
        "Omar Saleh met Paul Kohl in Oslo. “It is over,” Kohl said. Doha was silent. Kohl’s Office said so too.",
    ];

    fn read() -> (Collection, CorpusReading) {
        let article = |(n, text): (usize, &&str)| {
            let mut article = read_text(&format!("a{n}"), (*text).to_owned());
            let name = ["The Gull", "The Gull", "The Tern"][n].to_owned();
            article.outlet = Some(Outlet { name, url: None, basis: Basis::Supplied });
            article
        };
        let articles = TEXTS.iter().enumerate().map(article).collect();
        let collection = Collection { articles, ..Collection::default() };
        let reading = read_collection(&collection);
        (collection, reading)
    }

    fn owned(ids: &[&str]) -> Vec<String> {
        ids.iter().map(|id| (*id).to_owned()).collect()
    }

    fn merge(from: &[&str], into: &str) -> Correction {
        Correction::Merge(owned(from), into.to_owned())
    }

    fn split(entity: &str, forms: &[&str], outlets: &[&str], articles: &[&str], name: &str) -> Correction {
        Correction::Split(Split {
            entity: entity.to_owned(),
            forms: owned(forms),
            outlets: owned(outlets),
            articles: owned(articles),
            name: name.to_owned(),
        })
    }

    /// Every mention of the entity with that id, as written; what it speaks is told with a colon.
    fn called(collection: &Collection, reading: &CorpusReading, id: &str) -> Vec<String> {
        let is = |e: u32| reading.entities[e as usize].id == id;
        let mut found = Vec::new();
        for (article, own) in collection.articles.iter().zip(&reading.articles) {
            let mentions = own.mentions.iter().filter(|m| is(m.entity));
            found.extend(mentions.map(|m| m.span.of(&article.text).to_owned()));
            let speaks = own.attributions.iter().filter(|a| a.speaker.is_some_and(is));
            found.extend(speaks.map(|a| format!("{}:", a.speaker_name.as_deref().unwrap_or(""))));
        }
        found
    }

    fn ids(reading: &CorpusReading) -> Vec<&str> {
        reading.entities.iter().map(|e| e.id.as_str()).collect()
    }

    #[test]
    fn what_is_merged_is_the_other_in_every_respect() {
        let (collection, reading) = read();
        let all = ids(&reading);
        assert!(all.contains(&"person/anna-berg") && all.contains(&"person/paul-kohl"), "{all:?}");
        let (merged, unapplied) = apply(&reading, &collection, &[merge(&["person/paul-kohl"], "person/omar-saleh")]);
        assert!(unapplied.is_empty());
        let mut expected = all.clone();
        expected.retain(|id| *id != "person/paul-kohl");
        assert_eq!(ids(&merged), expected, "the others keep ids and order");
        let here = called(&collection, &merged, "person/omar-saleh");
        assert!(here.iter().any(|c| c == "Paul Kohl") && here.iter().any(|c| c == "Omar Saleh:"), "{here:?}");
        assert!(!merged.articles.iter().flat_map(|a| &a.attributions).any(|a| {
            a.speaker_name
                .as_deref()
                .is_some_and(|n| n.contains("Kohl") && a.speaker.is_some_and(|s| merged.entities[s as usize].name == n))
        }));
        let others = |r| called(&collection, r, "person/anna-berg");
        assert_eq!(others(&merged), others(&reading));
    }

    #[test]
    fn a_part_of_a_name_is_somebody_else() {
        let (collection, reading) = read();
        let before = called(&collection, &reading, "person/anna-berg");
        let apart = split("person/anna-berg", &["Mr Berg"], &[], &[], "Carl Berg");
        assert_eq!(
            apart.moves(&collection, &reading).len(),
            before.iter().filter(|c| *c == "Mr Berg").count() + {
                // “he” after him, where the engine read it so
                let after = |m: &&crate::Mention| m.form == MentionForm::Pronoun && m.span.start > 20;
                let is = |e: u32| reading.entities[e as usize].id == "person/anna-berg";
                let own = &reading.articles[1];
                let next =
                    own.mentions.iter().filter(|m| is(m.entity) && m.form != MentionForm::Pronoun).nth(2).unwrap();
                own.mentions.iter().filter(|m| is(m.entity) && m.span.start < next.span.start).filter(after).count()
            }
        );
        let (parted, unapplied) = apply(&reading, &collection, std::slice::from_ref(&apart));
        assert!(unapplied.is_empty());
        assert_eq!(*ids(&parted).last().unwrap(), "person/anna-berg/carl-berg");
        let carl = called(&collection, &parted, "person/anna-berg/carl-berg");
        assert_eq!(carl[0], "Mr Berg");
        assert!(carl.iter().any(|c| c == "Carl Berg:"), "what he said is his: {carl:?}");
        // Everything of one article.
        let (parted, _) = apply(&reading, &collection, &[split("person/anna-berg", &[], &[], &["a1"], "B")]);
        assert!(called(&collection, &parted, "person/anna-berg/b").contains(&"Anna Berg".to_owned()));
        // By outlet, with a form.
        let (parted, _) =
            apply(&reading, &collection, &[split("place/doha", &["Doha"], &["The Tern"], &[], "Doha, Ohio")]);
        assert_eq!(called(&collection, &parted, "place/doha/doha-ohio"), ["Doha"]);
        // A second one under the same name adds to it.
        let two = [
            split("place/doha", &["Doha"], &["The Tern"], &[], "Doha, Ohio"),
            split("place/doha", &[], &[], &["a0"], "Doha, Ohio"),
        ];
        let (parted, unapplied) = apply(&reading, &collection, &two);
        assert_eq!((called(&collection, &parted, "place/doha/doha-ohio").len(), unapplied), (2, vec![]));
    }

    #[test]
    fn names_and_kinds_change_and_speakers_follow() {
        let (collection, reading) = read();
        let list = [
            Correction::Rename("person/paul-kohl".into(), " Pauline Kohl ".into()),
            Correction::Kind("place/doha".into(), EntityKind::Organisation),
        ];
        let (changed, unapplied) = apply(&reading, &collection, &list);
        assert!(unapplied.is_empty());
        let of = |id: &str| changed.entities.iter().find(|e| e.id == id).unwrap();
        assert_eq!(of("person/paul-kohl").name, "Pauline Kohl");
        assert_eq!(of("place/doha").kind, EntityKind::Organisation);
        assert!(called(&collection, &changed, "person/paul-kohl").contains(&"Pauline Kohl:".to_owned()));
        assert_eq!(ids(&changed), ids(&reading));
    }

    #[test]
    fn what_cannot_be_applied_is_told_and_the_rest_holds() {
        let (collection, reading) = read();
        let list = [
            merge(&["person/nobody"], "person/anna-berg"),
            merge(&["person/anna-berg"], "person/anna-berg"),
            Correction::Rename("place/doha".into(), "  ".into()),
            split("place/doha", &["Dohaa"], &[], &[], "x"),
            split("place/doha", &["Doha"], &[], &[], "x"),
            split("place/doha", &[], &[], &[], "x"),
            Correction::Kind("place/oslo".into(), EntityKind::Other),
            merge(&["place/oslo", "person/nobody"], "place/doha"),
            Correction::Rename("place/oslo".into(), "gone".into()),
        ];
        let (changed, unapplied) = apply(&reading, &collection, &list);
        let at: Vec<u32> = unapplied.iter().map(|u| u.at).collect();
        assert_eq!(at, [0, 1, 2, 3, 4, 5, 7, 8]);
        assert!(unapplied[0].why.contains("person/nobody") && unapplied[4].why.contains("rename"));
        assert!(!ids(&changed).contains(&"place/oslo"), "what of it could be applied was");
    }

    /// Some correction; ids and forms that are there and some that are not.
    fn any_correction() -> impl Strategy<Value = Correction> {
        let id = || {
            prop::sample::select(vec![
                "person/anna-berg",
                "person/omar-saleh",
                "person/paul-kohl",
                "place/doha",
                "place/oslo",
                "person/anna-berg/x",
                "place/doha/x",
                "person/nobody",
                "",
            ])
        };
        let form = prop::sample::select(vec!["Berg", "Anna Berg", "Mr Berg", "Doha", "Kohl", "Saleh", "She", ""]);
        let outlet = prop::sample::select(vec!["The Gull", "The Tern", "x"]);
        let article = prop::sample::select(vec!["a0", "a1", "a2", "x"]);
        let name = || prop::sample::select(vec!["x", "Anna Berg", "Doha", " ", "é"]);
        let few = 0..3_usize;
        prop_oneof![
            (prop::collection::vec(id(), 0..3), id()).prop_map(|(from, into)| merge(&from, into)),
            (
                id(),
                prop::collection::vec(form, few.clone()),
                prop::collection::vec(outlet, few.clone()),
                prop::collection::vec(article, few),
                name(),
            )
                .prop_map(|(e, f, o, a, n)| split(e, &f, &o, &a, n)),
            (id(), name()).prop_map(|(id, name)| Correction::Rename(id.to_owned(), name.to_owned())),
            (id(), prop::sample::select(EntityKind::ALL.to_vec()))
                .prop_map(|(id, k)| Correction::Kind(id.to_owned(), k)),
        ]
    }

    proptest! {
        #[test]
        fn any_corrections_keep_the_laws_and_leave_no_trace(
            list in prop::collection::vec(any_correction(), 0..8), shorter in 0..8_usize,
        ) {
            let (collection, reading) = read();
            let (mut changed, unapplied) = apply(&reading, &collection, &list);
            let entities = changed.entities.len() as u32;
            prop_assert!(unapplied.iter().all(|u| (u.at as usize) < list.len()));
            let mut met = changed.entities.iter().map(|e| e.id.as_str()).collect::<Vec<_>>();
            met.sort_unstable();
            met.dedup();
            prop_assert_eq!(met.len(), changed.entities.len(), "every id once");
            for (own, was) in changed.articles.iter().zip(&reading.articles) {
                prop_assert!(own.mentions.iter().all(|m| m.entity < entities));
                prop_assert!(own.attributions.iter().all(|a| a.speaker.is_none_or(|s| s < entities)));
                prop_assert!(own.conditions.iter().all(|c| c.entity.is_none_or(|e| e < entities)));
                let mut plain = own.clone();
                for (slot, mut was) in slots(&mut plain).zip(slots(&mut was.clone())) {
                    prop_assert_eq!(slot.get() == NOBODY, was.get() == NOBODY);
                    slot.set(match &mut was { Slot::Mention(e) => **e, Slot::Other(e) => e.unwrap_or(NOBODY) });
                }
                for (a, was) in plain.attributions.iter_mut().zip(&was.attributions) {
                    a.speaker_name.clone_from(&was.speaker_name);
                }
                prop_assert_eq!(&plain, was, "nothing else changes, no span moves");
            }
            prop_assert_eq!(&changed.events, &reading.events);
            prop_assert_eq!(&changed.datings, &reading.datings);

            // Back to a shorter list, by way of the whole one.
            let few = list.get(..shorter.min(list.len())).unwrap_or(&[]);
            let (uncorrected, _) = correct(&mut reading.clone(), &collection, &list);
            uncorrected.restore(&mut changed);
            prop_assert_eq!(&changed, &reading);
            let (_, again) = correct(&mut changed, &collection, few);
            let (straight, unapplied) = apply(&reading, &collection, few);
            prop_assert_eq!((changed, again), (straight, unapplied));
        }
    }
}
