//! One list of entities for a whole corpus.
//!
//! Each article was read on its own; here entities of different articles that are one referent become one:
//! equal names of one kind; bodies whose names differ in what outlets do without ([`crate::identity`]), of one
//! country; an acronym and the name that any article gives it; the first name of a company; people whose
//! surnames are spellings of each other and whose given names agree (Zelensky, Zelenskyy; Dan and Daniel
//! Driscoll); a bare surname goes to the one person of the corpus who bears it. A name that nothing but its
//! surroundings told the kind of is of the kind that most of its mentions are. Where two could be meant nothing
//! is joined. The outcome does not depend on the order of the articles. Linear: names meet by key, never in pairs.
use crate::identity::{self, BodyName};
use crate::lexicon::{LEXICON, class};
use crate::names::{same_given, slug, split_name};
use crate::spelling::{fold, same_name, spelling_key};
use crate::{Entity, EntityKind, Mention, MentionForm, Reading};
use corpus::InOrder;
use corpus::{Map, Set};
use std::cmp::Reverse;

/// Joins the entities of all articles, in order of first mention: mentions and speakers count into the list
/// that is returned, and the articles' own lists are emptied. `texts` are the articles' texts, in their order.
pub fn join(articles: &mut [Reading], texts: &[&str]) -> Vec<Entity> {
    let mut joined = Joined::default();
    let text = |at: usize| texts.get(at).copied().unwrap_or("");
    let units: Vec<Units> =
        articles.iter().enumerate().map(|(at, a)| joined.add(text(at), &a.entities, &a.mentions)).collect();
    joined.join_names();
    joined.join_acronyms();
    joined.join_people();
    joined.join_loose();
    let mut entities = Entities::of_all(&joined);
    for (article, units) in articles.iter_mut().zip(&units) {
        units.settle(article, &joined, &mut entities);
        article.entities.clear();
    }
    entities.list
}

/// Joins the bodies within one article, and parts those of different countries: the entities in order of first
/// mention; mentions count into them.
pub(crate) fn settle(text: &str, mut entities: Vec<Entity>, mentions: Vec<Mention>) -> (Vec<Entity>, Vec<Mention>) {
    identity::tell_homonyms(text, &mut entities, &mentions);
    let mut joined = Joined::default();
    let units = joined.add(text, &entities, &mentions);
    joined.join_names();
    joined.note_initials();
    joined.note_other_names(text, &mentions, &units);
    joined.join_acronyms();
    joined.join_loose();
    let mut reading = Reading { entities, mentions, ..Reading::default() };
    let mut entities = Entities::of_all(&joined);
    units.settle(&mut reading, &joined, &mut entities);
    (entities.list, reading.mentions)
}

/// The entities of an article by country of their mentions: mostly one for each.
struct Units {
    /// Of each mention, the item it is of.
    of_mention: Vec<usize>,
    /// Of each entity, the item of its first mention.
    of_entity: Vec<Option<usize>>,
}

impl Units {
    fn settle(&self, article: &mut Reading, joined: &Joined, entities: &mut Entities) {
        for (mention, &item) in article.mentions.iter_mut().zip(&self.of_mention) {
            mention.entity = entities.of(joined.root(item), joined);
        }
        let mut place = |old: &mut Option<u32>| {
            let item = old.and_then(|s| self.of_entity.get(s as usize).copied().flatten());
            *old = item.map(|i| entities.of(joined.root(i), joined));
        };
        article.attributions.iter_mut().for_each(|a| place(&mut a.speaker));
        article.conditions.iter_mut().for_each(|c| place(&mut c.entity));
    }
}

/// The list that grows as referents are met.
#[derive(Default)]
struct Entities {
    list: Vec<Entity>,
    places: Map<usize, u32>,
    slugs: Map<String, usize>,
    /// Names that several bear.
    shared: Set<(EntityKind, String)>,
}

impl Entities {
    fn of_all(joined: &Joined) -> Self {
        let mut entities = Self::default();
        let mut met = Set::new();
        for (index, item) in joined.items.iter().enumerate().filter(|(_, item)| item.country.is_some()) {
            let name = (item.kind, item.full_name());
            if joined.root(index) == index && !met.insert(name.clone()) {
                entities.shared.insert(name);
            }
        }
        entities
    }

    fn of(&mut self, root: usize, joined: &Joined) -> u32 {
        if let Some(&place) = self.places.get(&root) {
            return place;
        }
        let place = u32::try_from(self.list.len()).unwrap_or(u32::MAX);
        self.places.insert(root, place);
        if let Some(item) = joined.items.get(root) {
            let mut name = item.full_name();
            let shared = self.shared.contains(&(item.kind, name.clone()));
            if let Some(country) = item.country.as_ref().filter(|_| shared) {
                name = format!("{name} ({country})");
            }
            self.list.push(Entity { id: slug(item.kind, &name, &mut self.slugs), name, kind: item.kind });
        }
        place
    }
}

/// All that is told under one name, of one kind and country.
struct Item {
    kind: EntityKind,
    folded: String,
    country: Option<String>,
    /// Names with the number of articles that use them.
    names: Map<String, usize>,
    /// The acronyms that stood for it.
    acronyms: Set<String>,
    mentions: usize,
    /// How many of them were acronyms.
    shouted: usize,
    /// Whether a title stood before it somewhere.
    titled: bool,
    /// Whether an item of its article has its name and is another.
    twin: bool,
    /// Which item it was found to be; itself at first.
    same_as: usize,
}

impl Item {
    /// The fullest name; among equals the most frequent.
    fn full_name(&self) -> String {
        self.names
            .iter()
            .max_by_key(|(name, count)| (name.split_whitespace().count(), **count, name.len()))
            .map_or_else(String::new, |(name, _)| name.clone())
    }

    fn is_body(&self) -> bool {
        matches!(self.kind, EntityKind::Organisation | EntityKind::Medium)
    }

    fn is_bare(&self) -> bool {
        !self.folded.contains(' ')
    }

    fn is_known(&self) -> bool {
        self.names.keys().any(|name| identity::known_as(name, self.kind).is_some())
    }

    /// Whether nothing but the surroundings told its kind.
    fn is_loose(&self) -> bool {
        match self.kind {
            EntityKind::Person => !self.titled && self.is_bare(),
            EntityKind::Place | EntityKind::Other | EntityKind::Organisation | EntityKind::Medium => !self.is_known(),
            _ => false,
        }
    }
}

/// What an item is found by.
type Key = (EntityKind, String, Option<String>, usize);

#[derive(Default)]
struct Joined {
    items: Vec<Item>,
    by_key: Map<Key, usize>,
    /// Bodies by an acronym that stands for them; `None` where it stands for several.
    acronyms: Map<String, Option<usize>>,
    people: People,
}

impl Joined {
    /// Adds what an article tells.
    fn add(&mut self, text: &str, entities: &[Entity], mentions: &[Mention]) -> Units {
        let countries = identity::countries(text, entities, mentions);
        // Mentions without a country belong to the first country that their entity has.
        let mut first: Vec<Option<&str>> = vec![None; entities.len()];
        for (mention, country) in mentions.iter().zip(&countries) {
            if let Some(slot) = first.get_mut(mention.entity as usize) {
                *slot = slot.or(*country);
            }
        }
        let mut met: Map<(u32, Option<&str>), usize> = Map::new();
        let mut times: Map<Key, usize> = Map::new();
        let mut units = Units { of_mention: Vec::with_capacity(mentions.len()), of_entity: vec![None; entities.len()] };
        for (mention, country) in mentions.iter().zip(&countries) {
            let at = mention.entity as usize;
            let Some(entity) = entities.get(at) else {
                units.of_mention.push(0);
                continue;
            };
            let country = country.or(first.get(at).copied().flatten());
            let index = *met.entry((mention.entity, country)).or_insert_with(|| {
                let mut key = (entity.kind, fold(&entity.name), country.map(str::to_owned), 0);
                let time = times.entry(key.clone()).or_default();
                key.3 = *time;
                *time += 1;
                self.item(key, &entity.name)
            });
            units.of_mention.push(index);
            if let Some(slot) = units.of_entity.get_mut(at) {
                slot.get_or_insert(index);
            }
            let Some(item) = self.items.get_mut(index) else { continue };
            item.mentions += 1;
            item.titled |= mention.form == MentionForm::TitleAndName;
            let written = mention.name.of(text);
            if matches!(mention.form, MentionForm::Name) && identity::is_acronym(written) {
                item.acronyms.insert(fold(written));
                item.shouted += 1;
            }
        }
        units
    }

    fn item(&mut self, key: Key, name: &str) -> usize {
        let index = *self.by_key.entry(key).or_insert_with_key(|(kind, folded, country, time)| {
            let same_as = self.items.len();
            self.items.push(Item {
                kind: *kind,
                folded: folded.clone(),
                country: country.clone(),
                names: Map::new(),
                acronyms: Set::new(),
                mentions: 0,
                shouted: 0,
                titled: false,
                twin: *time > 0,
                same_as,
            });
            same_as
        });
        if let Some(item) = self.items.get_mut(index) {
            *item.names.entry(name.to_owned()).or_default() += 1;
        }
        index
    }

    /// The item that stands for all that `index` was joined to.
    fn root(&self, mut index: usize) -> usize {
        while let Some(item) = self.items.get(index).filter(|i| i.same_as != index) {
            index = item.same_as;
        }
        index
    }

    /// Makes `one` the same as `other`, whose kind counts.
    fn unite(&mut self, one: usize, other: usize) {
        let (one, other) = (self.root(one), self.root(other));
        if one == other {
            return;
        }
        let Some(item) = self.items.get_mut(one) else { return };
        item.same_as = other;
        let (names, acronyms) = (std::mem::take(&mut item.names), std::mem::take(&mut item.acronyms));
        let (mentions, shouted, titled, country) = (item.mentions, item.shouted, item.titled, item.country.clone());
        let Some(kept) = self.items.get_mut(other) else { return };
        for (name, count) in names {
            *kept.names.entry(name).or_default() += count;
        }
        kept.acronyms.extend(acronyms);
        kept.mentions += mentions;
        kept.shouted += shouted;
        kept.titled |= titled;
        kept.country = kept.country.take().or(country);
    }

    /// Items in an order that does not depend on that of the articles: long names first.
    fn in_order(&self, wanted: impl Fn(&Item) -> bool) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.items.len()).filter(|&i| self.items.get(i).is_some_and(&wanted)).collect();
        order.put_in_order_by(|&a, &b| {
            let key = |i: usize| self.items.get(i).map(|i| (Reverse(i.folded.len()), &i.folded, i.kind, &i.country));
            key(a).cmp(&key(b))
        });
        order
    }

    /// Bodies of one plain name and one country; without a country, the only one of that name.
    fn join_names(&mut self) {
        let mut met: Map<(EntityKind, String, Option<String>), usize> = Map::new();
        // Of each plain name that says nothing by itself: the only body of it, `None` where there are several.
        let mut only: Map<(EntityKind, String), Option<usize>> = Map::new();
        let mut homeless = Vec::new();
        for index in self.in_order(Item::is_body) {
            let Some(item) = self.items.get(index) else { continue };
            let name = item.full_name();
            let body = BodyName::of(identity::company(&name).unwrap_or(&name));
            let country = item.country.clone().or(body.country.map(str::to_owned));
            if body.plain.is_empty() {
                continue;
            }
            let kind = item.kind;
            if body.generic && country.is_none() {
                homeless.push((index, (kind, body.plain)));
                continue;
            }
            match met.get(&(kind, body.plain.clone(), country.clone())) {
                Some(&other) => self.unite(index, other),
                None => {
                    if body.generic {
                        let here = only.entry((kind, body.plain.clone())).or_insert(Some(index));
                        *here = here.filter(|&one| one == index);
                    }
                    met.insert((kind, body.plain, country), index);
                }
            }
        }
        for (index, key) in homeless {
            match only.get(&key) {
                Some(&Some(one)) => self.unite(index, one),
                Some(None) => {
                    let other = *met.entry((key.0, key.1, None)).or_insert(index);
                    self.unite(index, other);
                }
                None => {
                    only.insert(key, Some(index));
                }
            }
        }
    }

    /// Names of several words whose first letters may be an acronym of the same article.
    fn note_initials(&mut self) {
        for index in self.in_order(|i| !i.is_bare() && !matches!(i.kind, EntityKind::Country | EntityKind::Group)) {
            let letters = self.items.get(index).map(|i| identity::initials(&i.full_name())).unwrap_or_default();
            for acronym in letters {
                self.note_acronym(acronym, index);
            }
        }
    }

    /// “the National Liberation Army, or ELN,”, “known by its acronym IIAP”: what the text calls a name too.
    fn note_other_names(&mut self, text: &str, mentions: &[Mention], units: &Units) {
        let mut before: Option<(&Mention, usize)> = None;
        for (mention, &item) in mentions.iter().zip(&units.of_mention) {
            if let Some((long, other)) = before
                && mention.form == MentionForm::Name
                && identity::is_acronym(mention.name.of(text))
                && identity::calls_also(text, long.span, mention.span)
            {
                let root = self.root(other);
                self.acronyms.insert(fold(mention.name.of(text)), Some(root));
            }
            if before.is_none_or(|(long, _)| long.span.end <= mention.span.start) {
                before = Some((mention, item));
            }
        }
    }

    fn note_acronym(&mut self, acronym: String, index: usize) {
        let root = self.root(index);
        let stands_for = self.acronyms.get(&acronym).copied();
        let stands_for = match stands_for {
            Some(other) => other.filter(|&o| self.root(o) == root),
            None => Some(root),
        };
        self.acronyms.insert(acronym, stands_for);
    }

    /// An acronym that stands alone is what it stands for elsewhere.
    fn join_acronyms(&mut self) {
        for index in self.in_order(|i| !i.is_bare() && !i.acronyms.is_empty()) {
            let acronyms = self.items.get(index).map(|i| i.acronyms.clone()).unwrap_or_default();
            for acronym in acronyms {
                self.note_acronym(acronym, index);
            }
        }
        let alone = |i: &Item| i.is_bare() && i.shouted == i.mentions && !matches!(i.kind, EntityKind::Country);
        for index in self.in_order(alone) {
            let Some(item) = self.items.get(index) else { continue };
            if let Some(&Some(name)) = self.acronyms.get(&item.folded) {
                let kind = item.kind;
                self.unite(index, name);
                if let Some(long) = self.items.get_mut(name).filter(|i| i.is_loose()) {
                    long.kind = kind;
                }
            }
        }
    }

    /// People: full names first, so that a bare surname finds its bearer.
    fn join_people(&mut self) {
        let mut people: Vec<(usize, String, String)> = Vec::new();
        for index in self.in_order(|i| i.kind == EntityKind::Person && !i.twin) {
            let Some(item) = self.items.get(index) else { continue };
            let (given, surname) = split_name(&item.folded);
            // “Mrs Lee” is known by nothing else: whoever is called so is she.
            if LEXICON.classes(&given) & class::HONORIFIC != 0 {
                continue;
            }
            people.push((index, if given == surname { String::new() } else { given }, surname));
        }
        people.put_in_order_by_key(|p| Reverse(p.1.len()));
        let mut known = People::default();
        for (index, given, surname) in people {
            match known.find(&given, &surname) {
                Some(other) => self.unite(index, other),
                None => known.add(index, given, surname),
            }
        }
        self.people = known;
    }

    /// Names whose kind nothing but their surroundings told: the kind that most of their mentions have, or the
    /// one body of the corpus that goes by them.
    fn join_loose(&mut self) {
        let mut by_name: Map<(String, Option<String>), usize> = Map::new();
        let mut loose = self.in_order(Item::is_loose);
        loose.retain(|&i| self.root(i) == i);
        loose.put_in_order_by_key(|&i| self.items.get(i).map(|i| Reverse(i.mentions)));
        for &index in &loose {
            let Some(item) = self.items.get(index) else { continue };
            let name = (item.folded.clone(), item.country.clone());
            match by_name.get(&name) {
                Some(&other) if !item.twin => self.unite(index, other),
                _ => {
                    by_name.entry(name).or_insert(index);
                }
            }
        }
        let short = self.short_names();
        for index in loose {
            let Some(item) = self.items.get(index).filter(|_| self.root(index) == index) else { continue };
            let Some(&Some(long)) = short.get(&item.folded) else { continue };
            let fits = match item.kind {
                EntityKind::Place => {
                    self.items.get(long).is_some_and(|l| !identity::may_name_a_place(&item.folded, &l.folded))
                }
                EntityKind::Person => self.people.bearers(&item.folded).iter().all(|&b| self.root(b) == index),
                _ => true,
            };
            if fits {
                self.unite(index, long);
            }
        }
    }

    /// Bodies by the shorter names that their own allow: the first word, if it is no common one; all but the last
    /// word, if that tells what it is (“Airlines”). `None` where several could be meant.
    fn short_names(&self) -> Map<String, Option<usize>> {
        let mut found: Map<String, Option<usize>> = Map::new();
        for index in self.in_order(|i| i.is_body() && !i.is_bare()) {
            let Some(item) = self.items.get(index) else { continue };
            let root = self.root(index);
            for short in identity::short_names(&item.folded) {
                let here = found.entry(short.to_owned()).or_insert(Some(root));
                *here = here.filter(|&other| other == root);
            }
        }
        found
    }
}

/// The people of the corpus, by the key of their surname.
#[derive(Default)]
struct People {
    list: Vec<(usize, String, String)>,
    surnames: Map<String, Vec<usize>>,
}

impl People {
    fn add(&mut self, item: usize, given: String, surname: String) {
        self.surnames.entry(spelling_key(&surname)).or_default().push(self.list.len());
        self.list.push((item, given, surname));
    }

    /// The items of those who bear that surname.
    fn bearers(&self, surname: &str) -> Vec<usize> {
        let of_key = self.surnames.get(&spelling_key(surname)).map_or(&[][..], Vec::as_slice);
        of_key.iter().filter_map(|&p| self.list.get(p)).map(|p| p.0).collect()
    }

    /// The one person of that name; `None` when there is none or when several could be meant.
    fn find(&self, given: &str, surname: &str) -> Option<usize> {
        let key = spelling_key(surname);
        let near = |key: &str| self.surnames.get(key).map_or(&[][..], Vec::as_slice).iter().copied();
        let fits = |&p: &usize| self.list.get(p).is_some_and(|p| same_given(&p.1, given) && same_name(&p.2, surname));
        let mut found: Vec<usize> = near(&key).filter(fits).collect();
        if found.is_empty() && !given.is_empty() {
            found = vowel_variants(&key).iter().flat_map(|k| near(k)).filter(fits).collect();
            found.put_in_order();
            found.dedup();
        }
        match found.as_slice() {
            [one] => self.list.get(*one).map(|p| p.0),
            several => {
                // Of several who fit, the one of exactly that name.
                let mut exact =
                    several.iter().filter_map(|&p| self.list.get(p)).filter(|p| p.1 == given && p.2 == surname);
                exact.next().map(|p| p.0)
            }
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

    /// The names of each text on its own.
    fn readings(texts: &[&str]) -> Vec<Reading> {
        let read = |text: &&str| {
            let (entities, mentions) = names::find(&read_text("x", (*text).to_owned()));
            Reading { entities, mentions, ..Reading::default() }
        };
        texts.iter().map(read).collect()
    }

    fn names_of(texts: &[&str]) -> Vec<String> {
        let mut readings = readings(texts);
        join(&mut readings, texts).into_iter().filter(|e| e.kind == EntityKind::Person).map(|e| e.name).collect()
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

    /// Where each text names what, and which entity of the corpus that is.
    fn told(texts: &[&str]) -> Vec<(usize, String, u32)> {
        let mut readings = readings(texts);
        let entities = join(&mut readings, texts);
        let mut told = Vec::new();
        for (at, (reading, text)) in readings.iter().zip(texts).enumerate() {
            for mention in &reading.mentions {
                assert!((mention.entity as usize) < entities.len());
                told.push((at, mention.name.of(text).to_owned(), mention.entity));
            }
        }
        told
    }

    /// The entity of the `nth` time that text `at` says `name`.
    fn entity(told: &[(usize, String, u32)], at: usize, name: &str, nth: usize) -> u32 {
        let mut found = told.iter().filter(|(text, here, _)| *text == at && here == name);
        found.nth(nth).unwrap_or_else(|| panic!("{name} is not named {nth} times in {told:?}")).2
    }

    #[test]
    fn bodies_are_one_where_their_names_say_so() {
        let plane = "The United States Air Force ordered 40 tankers. The USAF and the Air Force declined to comment.";
        let watchdog = "The Government Accountability Office upheld the protest. The GAO said the bid was flawed.";
        let lab = "The Harbour Institute of Tidal Studies, known by its acronym HITS, tested the water.";
        let rebels = "They crossed into land of the Free Valley Army, or FVA, a guerrilla group.";
        for (texts, a, b) in [
            (vec![plane], (0, "United States Air Force"), (0, "USAF")),
            (vec![plane], (0, "United States Air Force"), (0, "Air Force")),
            (vec![plane, "The U.S. Air Force said so in Ohio."], (0, "Air Force"), (1, "U.S. Air Force")),
            (vec![plane, "Boeing sued the USAF."], (0, "United States Air Force"), (1, "USAF")),
            (vec![watchdog], (0, "Government Accountability Office"), (0, "GAO")),
            (vec![lab], (0, "Harbour Institute of Tidal Studies"), (0, "HITS")),
            (vec![rebels], (0, "Free Valley Army"), (0, "FVA")),
            (vec!["Shares of Ford rose.", "Ford Motor Company cut 400 jobs."], (0, "Ford"), (1, "Ford Motor Company")),
            (vec!["Apple Inc. unveiled a phone. Apple shares rose."], (0, "Apple Inc."), (0, "Apple")),
            (
                vec!["Halvor Group PLC fell in London.", "Halvor Group said so."],
                (0, "Halvor Group PLC"),
                (1, "Halvor Group"),
            ),
            (
                vec!["Officials of the Ministry of Defence met.", "Officials of the Defense Ministry left."],
                (0, "Ministry of Defence"),
                (1, "Defense Ministry"),
            ),
            (
                vec!["The Canadian Government fell on Friday.", "The Government of Canada fell."],
                (0, "Canadian Government"),
                (1, "Government of Canada"),
            ),
        ] {
            let told = told(&texts);
            assert_eq!(entity(&told, a.0, a.1, 0), entity(&told, b.0, b.1, 0), "{texts:?} {told:?}");
        }
    }

    #[test]
    fn bodies_of_different_countries_or_names_stay_apart() {
        let two = "Russia’s Defence Ministry said it shot down 30 drones. Ukraine’s Defence Ministry denied it.";
        for (texts, a, b) in [
            (vec![two], (0, "Defence Ministry", 0), (0, "Defence Ministry", 1)),
            (
                vec!["Kenya’s Supreme Court ruled on Friday.", "Brazil’s Supreme Court ruled on Monday."],
                (0, "Supreme Court", 0),
                (1, "Supreme Court", 0),
            ),
            (
                vec![
                    "In Kenya, voters waited. Kenya is tense. The Central Bank said nothing.",
                    "In Ghana, prices rose. Ghana is calm. The Central Bank said nothing.",
                ],
                (0, "Central Bank", 0),
                (1, "Central Bank", 0),
            ),
            (vec!["Apple sued Apple Corps on Monday."], (0, "Apple", 0), (0, "Apple Corps", 0)),
            (
                vec!["Tests at the Harbour Institute of Tidal Studies failed.", "The HITS award went to Berlin."],
                (0, "Harbour Institute of Tidal Studies", 0),
                (1, "HITS", 0),
            ),
        ] {
            let told = told(&texts);
            assert_ne!(entity(&told, a.0, a.1, a.2), entity(&told, b.0, b.1, b.2), "{texts:?} {told:?}");
        }
    }

    #[test]
    fn places_of_one_name_are_told_by_their_neighbours() {
        let runoff = "Voters in Georgia chose on Tuesday. In Atlanta and Savannah the queues were long.";
        let valley = "Protesters in Georgia marched again. In Tbilisi and Batumi the police waited.";
        let bare = "The envoy flew to Georgia on Monday.";
        let told = told(&[runoff, valley, bare]);
        let [state, country, unknown] = [0, 1, 2].map(|at| entity(&told, at, "Georgia", 0));
        assert!(state != country && country == unknown, "{told:?}");
    }

    #[test]
    fn short_names_go_to_whom_the_text_last_meant() {
        let couple = "Mr Lee opened the gallery in Leeds. Mrs Lee cut the ribbon, and Mr Lee spoke.";
        let wife = "John Lee was jailed on Friday. Mrs Lee wept in court. Later Mr Lee smiled.";
        let steves = "Steve Hart met Steve Wong in Perth. Officials said Steve smiled.";
        let striker = "Andrea Conti scored twice. The fans adore Mr Conti.";
        let union = "The European Commission sued. The African Union met in Kampala. Officials of the Union left.";
        let commission =
            "The European Commission sued Apple on Friday. Lawyers for the Commission declined to comment.";
        for (text, a, b, one) in [
            (couple, ("Lee", 0), ("Lee", 1), false),
            (couple, ("Lee", 0), ("Lee", 2), true),
            (wife, ("John Lee", 0), ("Lee", 0), false),
            (wife, ("John Lee", 0), ("Lee", 1), true),
            (steves, ("Steve Wong", 0), ("Steve", 0), true),
            (steves, ("Steve Hart", 0), ("Steve", 0), false),
            (striker, ("Andrea Conti", 0), ("Conti", 0), true),
            (commission, ("European Commission", 0), ("Commission", 0), true),
            (union, ("African Union", 0), ("Union", 0), true),
            (union, ("European Commission", 0), ("Union", 0), false),
        ] {
            let told = told(&[text]);
            assert_eq!(entity(&told, 0, a.0, a.1) == entity(&told, 0, b.0, b.1), one, "{text} {a:?} {b:?} {told:?}");
        }
        let told = told(&["The European Commission sued Apple. Nobody at the Council knew."]);
        let commission = entity(&told, 0, "European Commission", 0);
        assert!(told.iter().all(|t| t.1 != "Council" || t.2 != commission), "{told:?}");
    }

    #[test]
    fn the_kind_follows_most_of_the_corpus() {
        let texts = ["Halvor Lindqvist Energy bought a mine.", "The mine, which Halvor bought, is in Chile."];
        let told = told(&texts);
        assert_eq!(entity(&told, 0, "Halvor Lindqvist Energy", 0), entity(&told, 1, "Halvor", 0), "{told:?}");
    }

    #[test]
    fn bodies_of_one_name_are_shown_with_their_countries() {
        let text = "Kenya’s Supreme Court ruled on Friday. Brazil’s Supreme Court ruled on Monday, too.";
        let (entities, _) = names::find(&read_text("x", text.to_owned()));
        let courts: Vec<&str> =
            entities.iter().filter(|e| e.kind == EntityKind::Organisation).map(|e| e.name.as_str()).collect();
        assert_eq!(courts, ["Supreme Court (Kenya)", "Supreme Court (Brazil)"]);
        let (entities, _) = names::find(&read_text("x", "Kenya’s Supreme Court ruled on Friday.".to_owned()));
        assert!(entities.iter().any(|e| e.name == "Supreme Court"), "{entities:?}");
    }

    proptest::proptest! {
        #[test]
        fn the_order_of_articles_changes_nothing(texts in proptest::collection::vec(
            r"(The |In |Kenya|Ghana|’s | |Defence Ministry|Ministry of Defence|USAF|US Air Force|the Air Force|Air |Force|Ford|Ford Motor Company|EADS|Dan Hughes|Daniel Hughes|Hughes|D\. Hughes|Mr Hughes|\. | said | and |, ){0,24}", 0..5)) {
            let forward: Vec<&str> = texts.iter().map(String::as_str).collect();
            let backward: Vec<&str> = texts.iter().rev().map(String::as_str).collect();
            let one = told(&forward);
            let mut other: Vec<(usize, String, u32)> = Vec::new();
            for at in 0..texts.len() {
                other.extend(told(&backward).into_iter().filter(|t| t.0 + 1 + at == texts.len()));
            }
            proptest::prop_assert_eq!(one.len(), other.len());
            let mut there: Map<u32, u32> = Map::new();
            let mut back: Map<u32, u32> = Map::new();
            for (a, b) in one.iter().zip(&other) {
                proptest::prop_assert_eq!(*there.entry(a.2).or_insert(b.2), b.2);
                proptest::prop_assert_eq!(*back.entry(b.2).or_insert(a.2), a.2);
            }
        }
    }
}
