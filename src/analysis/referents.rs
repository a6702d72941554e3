//! One list of entities for a whole corpus.
//!
//! Each article was read on its own; here entities of different articles that are one referent become one:
//! equal names of one kind; people whose surnames are spellings of each other and whose given names agree
//! (Zelensky, Zelenskyy; Dan and Daniel Driscoll); a bare surname goes to the one person of the corpus who
//! bears it. Where two people could be meant nothing is joined.
use crate::names::{same_given, slug, split_name};
use crate::spelling::{fold, same_name, spelling_key};
use crate::{Entity, EntityKind, Reading};
use corpus::InOrder;
use std::collections::BTreeMap;

/// Joins the entities of all articles, in order of first mention: mentions and speakers count into the list
/// that is returned, and the articles' own lists are emptied.
pub fn join(articles: &mut [Reading]) -> Vec<Entity> {
    let mut joined = Joined::default();
    for article in &*articles {
        article.entities.iter().for_each(|entity| joined.add(entity, NameLength::Full));
    }
    for article in &*articles {
        article.entities.iter().for_each(|entity| joined.add(entity, NameLength::Bare));
    }
    let mut order: Vec<Option<u32>> = vec![None; joined.referents.len()];
    let mut entities = Vec::new();
    let mut slugs = BTreeMap::new();
    for article in articles.iter_mut() {
        let places: Vec<u32> = article
            .entities
            .iter()
            .map(|entity| {
                let referent = joined.find(entity).unwrap_or(0);
                let Some(place) = order.get_mut(referent) else { return 0 };
                *place.get_or_insert_with(|| {
                    entities.extend(joined.referents.get(referent).map(|r| r.entity(&mut slugs)));
                    u32::try_from(entities.len() - 1).unwrap_or(u32::MAX)
                })
            })
            .collect();
        let place = |old: u32| places.get(old as usize).copied().unwrap_or(0);
        for mention in &mut article.mentions {
            mention.entity = place(mention.entity);
        }
        for attribution in &mut article.attributions {
            attribution.speaker = attribution.speaker.map(place);
        }
        for condition in &mut article.conditions {
            condition.entity = condition.entity.map(place);
        }
        article.entities.clear();
    }
    entities
}

/// Which names of people are added: full ones first, so that a bare surname finds its bearer.
#[derive(Clone, Copy, PartialEq, Eq)]
enum NameLength {
    Full,
    Bare,
}

/// A referent of the corpus.
struct Referent {
    kind: EntityKind,
    /// Names with the number of articles that use them.
    names: BTreeMap<String, usize>,
    given: String,
    surname: String,
}

impl Referent {
    fn entity(&self, slugs: &mut BTreeMap<String, usize>) -> Entity {
        let name = self
            .names
            .iter()
            .max_by_key(|(name, count)| (name.split_whitespace().count(), **count, name.len()))
            .map_or_else(String::new, |(name, _)| name.clone());
        Entity { id: slug(self.kind, &name, slugs), name, kind: self.kind }
    }
}

#[derive(Default)]
struct Joined {
    referents: Vec<Referent>,
    /// By kind and folded name.
    by_name: BTreeMap<(EntityKind, String), usize>,
    /// People by the key of their surname.
    surnames: BTreeMap<String, Vec<usize>>,
}

impl Joined {
    fn find(&self, entity: &Entity) -> Option<usize> {
        self.by_name.get(&(entity.kind, fold(&entity.name))).copied()
    }

    fn add(&mut self, entity: &Entity, length: NameLength) {
        let folded = fold(&entity.name);
        let (given, surname) = split_name(&folded);
        let bare = entity.kind == EntityKind::Person && given == surname;
        if bare != (length == NameLength::Bare) {
            return;
        }
        let met = self.find(entity).or_else(|| match entity.kind {
            EntityKind::Person => self.person(if bare { "" } else { &given }, &surname),
            _ => None,
        });
        let index = met.unwrap_or_else(|| {
            self.referents.push(Referent {
                kind: entity.kind,
                names: BTreeMap::new(),
                given: if bare { String::new() } else { given },
                surname: surname.clone(),
            });
            let index = self.referents.len() - 1;
            if entity.kind == EntityKind::Person {
                self.surnames.entry(spelling_key(&surname)).or_default().push(index);
            }
            index
        });
        self.by_name.insert((entity.kind, folded), index);
        if let Some(referent) = self.referents.get_mut(index) {
            *referent.names.entry(entity.name.clone()).or_default() += 1;
        }
    }

    /// The one person of that name; `None` when there is none or when several could be meant.
    fn person(&self, given: &str, surname: &str) -> Option<usize> {
        let key = spelling_key(surname);
        let near = |key: &str| self.surnames.get(key).map_or(&[][..], Vec::as_slice).iter().copied();
        let fits = |&r: &usize| {
            self.referents.get(r).is_some_and(|p| same_given(&p.given, given) && same_name(&p.surname, surname))
        };
        let mut found: Vec<usize> = near(&key).filter(fits).collect();
        if found.is_empty() && !given.is_empty() {
            found = vowel_variants(&key).iter().flat_map(|k| near(k)).filter(fits).collect();
            found.put_in_order();
            found.dedup();
        }
        match found.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    }
}

/// Keys that differ from `key` in one vowel: the spellings that are looked for among the whole corpus, where
/// comparing every pair would take too long.
fn vowel_variants(key: &str) -> Vec<String> {
    let letters: Vec<char> = key.chars().collect();
    let mut variants = Vec::new();
    for (i, &letter) in letters.iter().enumerate().take(24) {
        if !"aeiou".contains(letter) {
            continue;
        }
        for other in "aeiou".chars().filter(|&v| v != letter) {
            let mut changed = letters.clone();
            if let Some(slot) = changed.get_mut(i) {
                *slot = other;
            }
            variants.push(changed.into_iter().collect());
        }
    }
    variants
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{names, read_collection};
    use corpus::{Collection, read_text};

    fn names_of(texts: &[&str]) -> Vec<String> {
        let mut readings: Vec<Reading> = texts
            .iter()
            .map(|text| {
                let (entities, mentions) = names::find(&read_text("x", (*text).to_owned()));
                Reading { entities, mentions, ..Reading::default() }
            })
            .collect();
        join(&mut readings).into_iter().filter(|e| e.kind == EntityKind::Person).map(|e| e.name).collect()
    }

    #[test]
    fn people_of_several_articles_are_joined_and_look_alikes_are_not() {
        for (texts, people) in [
            (
                ["President Jovan Petrovic spoke.", "On Monday, Petrović spoke."].as_slice(),
                ["Jovan Petrovic"].as_slice(),
            ),
            (&["Minister Yevgeny Orlov spoke.", "Minister Evgeniy Orlov left."], &["Yevgeny Orlov"]),
            (&["Senator Dan Hughes spoke.", "Senator Daniel Hughes left."], &["Daniel Hughes"]),
            (&["Senator Eric Schmidt spoke.", "Chancellor Helmut Schmidt left."], &["Eric Schmidt", "Helmut Schmidt"]),
            (
                &["Senator Eric Schmidt spoke.", "Chancellor Helmut Schmidt left.", "Then he met Mr Schmidt."],
                &["Eric Schmidt", "Helmut Schmidt", "Schmidt"],
            ),
        ] {
            assert_eq!(names_of(texts), people, "{texts:?}");
        }
    }

    #[test]
    fn mentions_count_into_the_joined_list() {
        let articles = ["Minister Anna Berg met Paul Stone.", "Paul Stone met Anna Berg in Kenya."]
            .map(|text| read_text("x", text.to_owned()))
            .to_vec();
        let reading = read_collection(&Collection { articles, ..Collection::default() });
        let told: Vec<Vec<&str>> = reading
            .articles
            .iter()
            .map(|a| {
                let name = |m: &crate::Mention| reading.entities.get(m.entity as usize).map_or("", |e| e.name.as_str());
                a.mentions.iter().map(name).collect()
            })
            .collect();
        assert_eq!(told, [vec!["Anna Berg", "Paul Stone"], vec!["Paul Stone", "Anna Berg", "Kenya"]]);
    }
}
