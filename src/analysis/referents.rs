//! One list of entities for a whole corpus.
//!
//! Each article was read on its own; here entities of different articles that are one referent become one:
//! equal names of one kind; bodies whose names differ in what outlets do without ([`crate::identity`]), of one
//! country; an acronym and the name that any article gives it; the first name of a company; people whose
//! surnames are spellings of each other and whose given names agree (Zelensky, Zelenskyy; Dan and Daniel
//! Driscoll); a bare surname goes to the one person of the corpus who bears it. A name that nothing but its
//! surroundings told the kind of is of the kind that most of its mentions are. Where two could be meant nothing
//! is joined. The outcome does not depend on the order of the articles. Linear: names meet by key, never in pairs.
use crate::hashed::{Hashed, Lists, START, hash};
use crate::identity::{self, BodyName};
use crate::lexicon::{LEXICON, class};
use crate::names::{is_junior, plain_slug, same_given, split_name};
use crate::spelling::{fold, fold_into, same_by_key, spelling_key};
use crate::{Entity, EntityKind, Mention, MentionForm, Reading};
use corpus::InOrder;
use corpus::{Map, Set};
use std::cmp::Reverse;

/// Joins the bodies within one article, and parts those of different countries: the entities in order of first
/// mention; mentions count into them.
pub(crate) fn settle(text: &str, mut entities: Vec<Entity>, mentions: Vec<Mention>) -> (Vec<Entity>, Vec<Mention>) {
    identity::tell_homonyms(text, &mut entities, &mentions);
    let mut reading = Reading { entities, mentions, ..Reading::default() };
    let mut joined = Joined { within: true, ..Joined::default() };
    joined.add(text, &mut reading);
    while joined.turn != Turn::Acronyms && joined.step() {}
    joined.note_initials();
    joined.note_other_names(text, &reading.mentions);
    while joined.step() {}
    let mut entities = Entities::of_all(&joined);
    entities.settle(&mut reading, &joined);
    (entities.list, reading.mentions)
}

/// The list that grows as referents are met.
#[derive(Default)]
pub(crate) struct Entities {
    pub(crate) list: Vec<Entity>,
    /// Of each item its place in the list, plus one; 0 while it is not there.
    places: Vec<u32>,
    by_id: Hashed,
    /// Ids that several would have, with how many do.
    numbered: Map<String, usize>,
    /// Names that several bear.
    shared: Set<(EntityKind, String)>,
}

impl Entities {
    pub(crate) fn of_all(joined: &Joined) -> Self {
        let mut entities = Self { places: vec![0; joined.items.len()], ..Self::default() };
        let mut met = Set::new();
        for (index, item) in joined.items.iter().enumerate().filter(|(_, item)| item.country.is_some()) {
            let name = (item.kind, item.full_name());
            if joined.root(index) == index && !met.insert(name.clone()) {
                entities.shared.insert(name);
            }
        }
        entities
    }

    /// Lets the mentions and speakers of an article that [`Joined::add`] was given count into the list.
    pub(crate) fn settle(&mut self, article: &mut Reading, joined: &Joined) {
        for mention in &mut article.mentions {
            mention.entity = self.of(mention.entity, joined);
        }
        let speakers = article.attributions.iter_mut().map(|a| &mut a.speaker);
        for item in speakers.chain(article.conditions.iter_mut().map(|c| &mut c.entity)).flatten() {
            *item = self.of(*item, joined);
        }
    }

    fn of(&mut self, item: u32, joined: &Joined) -> u32 {
        let root = joined.root(item as usize);
        let place = self.places.get(root).copied().unwrap_or(0);
        if let Some(known) = place.checked_sub(1) {
            return known;
        }
        let place = number(self.list.len());
        if let (Some(item), Some(slot)) = (joined.items.get(root), self.places.get_mut(root)) {
            *slot = place + 1;
            let mut name = item.full_name();
            let shared = item.country.is_some() && self.shared.contains(&(item.kind, name.clone()));
            if let Some(country) = item.country.as_ref().filter(|_| shared) {
                name = format!("{name} ({country})");
            }
            let id = self.unique(plain_slug(item.kind, &name), place);
            self.list.push(Entity { id, name, kind: item.kind });
        }
        place
    }

    /// The id; numbered where another has it.
    fn unique(&mut self, mut id: String, place: u32) -> String {
        let hash = hash(START, &id);
        if self.by_id.find(hash, &|n| self.list.get(n as usize).is_some_and(|e| e.id == id)).is_none() {
            self.by_id.insert(hash, place);
            return id;
        }
        let times = self.numbered.entry(id.clone()).or_insert(1);
        *times += 1;
        id.push('-');
        id.push_str(&times.to_string());
        id
    }
}

/// A place in a list as mentions hold it.
fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// All that is told under one name, of one kind and country.
struct Item {
    kind: EntityKind,
    folded: String,
    country: Option<String>,
    /// Names in their order, with the number of articles that use them.
    names: Vec<(String, u32)>,
    /// The acronyms that stood for it, in their order.
    acronyms: Vec<String>,
    mentions: u32,
    /// How many of them were acronyms.
    shouted: u32,
    /// Whether a title stood before it somewhere.
    titled: bool,
    /// How many items of its article have its name and came before it.
    time: u32,
    /// The last article that named it, counted from one, and how many items of its name came after it there.
    last: (u32, u32),
    /// Which item it was found to be; itself at first.
    same_as: u32,
}

impl Item {
    /// The fullest name; among equals the most frequent.
    fn full_name(&self) -> String {
        self.names
            .iter()
            .max_by_key(|(name, count)| (name.split_whitespace().count(), *count, name.len()))
            .map_or_else(String::new, |(name, _)| name.clone())
    }

    fn is_body(&self) -> bool {
        matches!(self.kind, EntityKind::Organisation | EntityKind::Medium)
    }

    fn is_bare(&self) -> bool {
        !self.folded.contains(' ')
    }

    fn is_known(&self) -> bool {
        self.names.iter().any(|(name, _)| identity::known_as(name, self.kind).is_some())
    }

    fn add_name(&mut self, name: &str, times: u32) {
        match self.names.binary_search_by_key(&name, |n| n.0.as_str()) {
            Ok(at) => self.names.get_mut(at).into_iter().for_each(|n| n.1 += times),
            Err(at) => self.names.insert(at, (name.to_owned(), times)),
        }
    }

    fn add_acronym(&mut self, acronym: String) {
        if let Err(at) = self.acronyms.binary_search(&acronym) {
            self.acronyms.insert(at, acronym);
        }
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

/// What the queue is gone through for.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Turn {
    #[default]
    Order,
    Bodies,
    Acronyms,
    Names,
    People,
    Doubts,
    Loose,
    ShortNames,
    Shortened,
    Over,
}

/// So many items are looked at in one step.
const ITEMS: usize = 1024;

/// Bodies by plain name.
#[derive(Default)]
struct Bodies {
    met: Map<(EntityKind, String, Option<String>), usize>,
    /// Of each plain name that says nothing by itself: the only body of it, `None` where there are several.
    only: Map<(EntityKind, String), Option<usize>>,
    /// Those of no country.
    homeless: Vec<(usize, (EntityKind, String))>,
}

/// The referents of all articles while they are put together: [`Self::add`] for every article, [`Self::step`] as long as
/// there is another, then [`Entities::settle`] for every article.
#[derive(Default)]
pub(crate) struct Joined {
    items: Vec<Item>,
    /// By kind, folded name, country and time.
    by_key: Hashed,
    /// How many articles were added.
    articles: u32,
    /// Whether it is one article, whose people are told apart already.
    within: bool,
    /// The items, long names first.
    order: Vec<usize>,
    turn: Turn,
    /// The items of the turn, and how many of them were looked at.
    queue: Vec<usize>,
    at: usize,
    bodies: Bodies,
    named: Vec<Person>,
    /// Items of which nothing but the surroundings told the kind.
    loose: Vec<usize>,
    by_name: Map<(String, Option<String>), usize>,
    short: Map<String, Option<usize>>,
    /// Bodies by an acronym that stands for them; `None` where it stands for several.
    acronyms: Map<String, Option<usize>>,
    people: People,
}

impl Joined {
    /// Adds what an article tells: its mentions and speakers count into the items, its own list is emptied.
    pub(crate) fn add(&mut self, text: &str, article: &mut Reading) {
        let entities = std::mem::take(&mut article.entities);
        let countries = identity::countries(text, &entities, &article.mentions);
        self.articles += 1;
        // Mentions without a country belong to the first country that their entity has.
        let mut first: Vec<Option<&str>> = vec![None; entities.len()];
        for (mention, country) in article.mentions.iter().zip(&countries) {
            if let Some(slot) = first.get_mut(mention.entity as usize) {
                *slot = slot.or(*country);
            }
        }
        // Of each entity, the item of its first mention; more items where it has several countries.
        let mut of_entity: Vec<Option<(Option<&str>, u32)>> = vec![None; entities.len()];
        let mut abroad: Map<(u32, Option<&str>), u32> = Map::new();
        let mut folded = String::new();
        for (mention, country) in article.mentions.iter_mut().zip(&countries) {
            let at = mention.entity as usize;
            let (Some(entity), Some(here)) = (entities.get(at), of_entity.get_mut(at)) else {
                mention.entity = 0;
                continue;
            };
            let country = country.or(first.get(at).copied().flatten());
            let mut item = || {
                folded.clear();
                fold_into(&entity.name, &mut folded);
                self.item(entity, &folded, country)
            };
            let index = match *here {
                Some((same, item)) if same == country => item,
                Some(_) => *abroad.entry((mention.entity, country)).or_insert_with(item),
                None => here.insert((country, item())).1,
            };
            mention.entity = index;
            let Some(item) = self.items.get_mut(index as usize) else { continue };
            item.mentions += 1;
            item.titled |= mention.form == MentionForm::TitleAndName;
            let written = mention.name.of(text);
            if matches!(mention.form, MentionForm::Name) && identity::is_acronym(written) {
                item.add_acronym(fold(written));
                item.shouted += 1;
            }
        }
        let speakers = article.attributions.iter_mut().map(|a| &mut a.speaker);
        for speaker in speakers.chain(article.conditions.iter_mut().map(|c| &mut c.entity)) {
            *speaker = speaker.and_then(|s| of_entity.get(s as usize).copied().flatten()).map(|(_, item)| item);
        }
    }

    /// The item of an entity of the last article; another where that article has one of the same name already.
    fn item(&mut self, entity: &Entity, folded: &str, country: Option<&str>) -> u32 {
        let index = self.timed(entity.kind, folded, country, 0);
        let Some(item) = self.items.get_mut(index as usize) else { return index };
        let time = if item.last.0 == self.articles { item.last.1 + 1 } else { 0 };
        item.last = (self.articles, time);
        let index = if time == 0 { index } else { self.timed(entity.kind, folded, country, time) };
        if let Some(item) = self.items.get_mut(index as usize) {
            item.add_name(&entity.name, 1);
        }
        index
    }

    fn timed(&mut self, kind: EntityKind, folded: &str, country: Option<&str>, time: u32) -> u32 {
        let hash = hash(hash(START, folded).wrapping_add(kind as u32 + (time << 4)), country.unwrap_or(""));
        let is_it =
            |i: &Item| i.kind == kind && i.time == time && i.folded == folded && i.country.as_deref() == country;
        let found = self.by_key.find(hash, &|n| self.items.get(n as usize).is_some_and(is_it));
        found.unwrap_or_else(|| {
            let index = number(self.items.len());
            self.items.push(Item {
                kind,
                folded: folded.to_owned(),
                country: country.map(str::to_owned),
                names: Vec::new(),
                acronyms: Vec::new(),
                mentions: 0,
                shouted: 0,
                titled: false,
                time,
                last: (0, 0),
                same_as: index,
            });
            self.by_key.insert(hash, index);
            index
        })
    }

    /// The item that stands for all that `index` was joined to.
    fn root(&self, mut index: usize) -> usize {
        while let Some(item) = self.items.get(index).filter(|i| i.same_as as usize != index) {
            index = item.same_as as usize;
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
        item.same_as = number(other);
        let (names, acronyms) = (std::mem::take(&mut item.names), std::mem::take(&mut item.acronyms));
        let (mentions, shouted, titled, country) = (item.mentions, item.shouted, item.titled, item.country.clone());
        let Some(kept) = self.items.get_mut(other) else { return };
        for (name, count) in names {
            kept.add_name(&name, count);
        }
        for acronym in acronyms {
            kept.add_acronym(acronym);
        }
        kept.mentions += mentions;
        kept.shouted += shouted;
        kept.titled |= titled;
        kept.country = kept.country.take().or(country);
    }

    /// Puts the items into an order that does not depend on that of the articles: long names first.
    fn sort(&mut self) {
        // The length and the first letters settle it mostly.
        let lead = |item: &Item| {
            let letters = item.folded.bytes().chain(std::iter::repeat(0)).take(6);
            let length = 0xffff - item.folded.len().min(0xffff) as u64;
            letters.fold(length, |lead, byte| lead << 8 | u64::from(byte))
        };
        let mut order: Vec<(u64, u32)> = self.items.iter().map(lead).zip(0..).collect();
        let folded = |n: u32| self.items.get(n as usize).map(|i| (Reverse(i.folded.len()), i.folded.as_str()));
        order.put_in_order_by(|a, b| a.0.cmp(&b.0).then_with(|| folded(a.1).cmp(&folded(b.1))));
        self.order = order.into_iter().map(|(_, n)| n as usize).collect();
    }

    /// Does the next step; whether there is another.
    pub(crate) fn step(&mut self) -> bool {
        let to = (self.at + ITEMS).min(self.queue.len());
        for at in self.at..to {
            let Some(&index) = self.queue.get(at) else { continue };
            match self.turn {
                Turn::Bodies => self.join_body(index),
                Turn::Names => self.name_person(index),
                Turn::People => self.join_person(index),
                Turn::Doubts if self.items.get(index).is_some_and(Item::is_loose) => self.loose.push(index),
                Turn::Loose => self.join_namesakes(index),
                Turn::ShortNames => self.note_short_names(index),
                Turn::Shortened => self.join_shortened(index),
                _ => {}
            }
        }
        self.at = to;
        if to == self.queue.len() {
            self.at = 0;
            self.next_turn();
        }
        self.turn != Turn::Over
    }

    /// Lets go of some items: of very many at once it would take long.
    pub(crate) fn forget(&mut self) {
        self.items.truncate(self.items.len().saturating_sub(ITEMS / 4));
    }

    fn next_turn(&mut self) {
        (self.turn, self.queue) = match self.turn {
            Turn::Order => {
                self.sort();
                (Turn::Bodies, self.in_order(Item::is_body))
            }
            Turn::Bodies => {
                self.join_homeless();
                (Turn::Acronyms, Vec::new())
            }
            Turn::Acronyms => {
                self.join_acronyms();
                (Turn::Names, self.in_order(|i| i.kind == EntityKind::Person && i.time == 0 && !self.within))
            }
            // Full names first, so that a bare surname finds its bearer.
            Turn::Names => {
                self.named.put_in_order_by_key(|p| Reverse(p.given.len()));
                (Turn::People, (0..self.named.len()).collect())
            }
            Turn::People => {
                self.named = Vec::new();
                (Turn::Doubts, self.order.clone())
            }
            Turn::Doubts => {
                let mut loose = std::mem::take(&mut self.loose);
                self.put_same_in_order(&mut loose);
                loose.retain(|&i| self.root(i) == i);
                loose.put_in_order_by_key(|&i| self.items.get(i).map(|i| Reverse(i.mentions)));
                self.loose = loose;
                (Turn::Loose, self.loose.clone())
            }
            Turn::Loose => {
                self.by_name = Map::new();
                (Turn::ShortNames, self.in_order(|i| i.is_body() && !i.is_bare()))
            }
            Turn::ShortNames => (Turn::Shortened, std::mem::take(&mut self.loose)),
            Turn::Shortened | Turn::Over => {
                self.short = Map::new();
                (Turn::Over, Vec::new())
            }
        };
    }

    /// Items in that order.
    fn in_order(&self, wanted: impl Fn(&Item) -> bool) -> Vec<usize> {
        let wanted = |n: &usize| self.items.get(*n).is_some_and(&wanted);
        let mut order: Vec<usize> = self.order.iter().copied().filter(wanted).collect();
        self.put_same_in_order(&mut order);
        order
    }

    /// Puts those of one name in order: their kinds and countries may have changed.
    fn put_same_in_order(&self, order: &mut [usize]) {
        let item = |n: usize| self.items.get(n);
        for same in order.chunk_by_mut(|&a, &b| item(a).zip(item(b)).is_some_and(|(a, b)| a.folded == b.folded)) {
            if same.len() > 1 {
                same.put_in_order_by_key(|&n| (item(n).map(|i| (i.kind, &i.country)), n));
            }
        }
    }

    /// Bodies of one plain name and one country.
    fn join_body(&mut self, index: usize) {
        let Some(item) = self.items.get(index) else { return };
        let name = item.full_name();
        let body = BodyName::of(identity::company(&name).unwrap_or(&name));
        let country = item.country.clone().or(body.country.map(str::to_owned));
        if body.plain.is_empty() {
            return;
        }
        let (kind, bodies) = (item.kind, &mut self.bodies);
        if country.is_none() {
            bodies.homeless.push((index, (kind, body.plain)));
            return;
        }
        match bodies.met.get(&(kind, body.plain.clone(), country.clone())) {
            Some(&other) => self.unite(index, other),
            None => {
                let here = bodies.only.entry((kind, body.plain.clone())).or_insert(Some(index));
                *here = here.filter(|&one| one == index);
                bodies.met.insert((kind, body.plain, country), index);
            }
        }
    }

    /// Without a country, it is the only one of that name.
    fn join_homeless(&mut self) {
        let mut bodies = std::mem::take(&mut self.bodies);
        for (index, key) in bodies.homeless {
            match bodies.only.get(&key) {
                Some(&Some(one)) => self.unite(index, one),
                Some(None) => {
                    let other = *bodies.met.entry((key.0, key.1, None)).or_insert(index);
                    self.unite(index, other);
                }
                None => {
                    bodies.only.insert(key, Some(index));
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
    fn note_other_names(&mut self, text: &str, mentions: &[Mention]) {
        let mut before: Option<&Mention> = None;
        for mention in mentions {
            if let Some(long) = before
                && mention.form == MentionForm::Name
                && identity::is_acronym(mention.name.of(text))
                && identity::calls_also(text, long.span, mention.span)
            {
                let root = self.root(long.entity as usize);
                self.acronyms.insert(fold(mention.name.of(text)), Some(root));
            }
            if before.is_none_or(|long| long.span.end <= mention.span.start) {
                before = Some(mention);
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

    fn name_person(&mut self, index: usize) {
        let Some(item) = self.items.get(index) else { return };
        let (given, surname) = split_name(&item.folded);
        // “Mrs Lee” is known by nothing else: whoever is called so is she.
        if LEXICON.classes(&given) & class::HONORIFIC == 0 {
            let given = if given == surname { String::new() } else { given };
            self.named.push(Person { junior: is_junior(&item.folded), ..Person::new(index, given, surname) });
        }
    }

    fn join_person(&mut self, number: usize) {
        let Some(person) = self.named.get_mut(number).map(std::mem::take) else { return };
        match self.people.find(&person) {
            Some(other) => self.unite(person.item, other),
            None => self.people.add(person),
        }
    }

    /// Names whose kind nothing but their surroundings told are of the kind that most of their mentions have.
    fn join_namesakes(&mut self, index: usize) {
        let Some(item) = self.items.get(index) else { return };
        let name = (item.folded.clone(), item.country.clone());
        match self.by_name.get(&name) {
            Some(&other) if item.time == 0 => self.unite(index, other),
            _ => {
                self.by_name.entry(name).or_insert(index);
            }
        }
    }

    /// The shorter names that a body's own allows: the first word, if it is no common one; all but the last word, if
    /// that tells what it is (“Airlines”). `None` where several could be meant.
    fn note_short_names(&mut self, index: usize) {
        let Some(item) = self.items.get(index) else { return };
        let root = self.root(index);
        for short in identity::short_names(&item.folded) {
            let here = self.short.entry(short.to_owned()).or_insert(Some(root));
            *here = here.filter(|&other| other == root);
        }
    }

    /// A loose name is the one body that goes by it.
    fn join_shortened(&mut self, index: usize) {
        let Some(item) = self.items.get(index).filter(|_| self.root(index) == index) else { return };
        let Some(&Some(long)) = self.short.get(&item.folded) else { return };
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

/// Somebody by name.
#[derive(Default)]
struct Person {
    item: usize,
    given: String,
    surname: String,
    junior: bool,
    /// The keys of both ([`spelling_key`]).
    given_key: String,
    surname_key: String,
}

impl Person {
    fn new(item: usize, given: String, surname: String) -> Self {
        let (given_key, surname_key) = (spelling_key(&given), spelling_key(&surname));
        Self { item, given, surname, junior: false, given_key, surname_key }
    }

    fn may_be(&self, other: &Self) -> bool {
        let alike = || same_by_key(&self.given, &other.given, &self.given_key, &other.given_key);
        let one_of_two = self.given.is_empty() || other.given.is_empty() || self.junior == other.junior;
        one_of_two
            && same_given(&self.given, &other.given, alike)
            && same_by_key(&self.surname, &other.surname, &self.surname_key, &other.surname_key)
    }

    /// The surname and how the given name begins, for surnames that very many bear.
    fn namesakes(&self, surname_key: &str) -> String {
        let letter = self.given_key.chars().next().unwrap_or(' ');
        format!("{surname_key} {letter}")
    }
}

/// Of a surname that more people bear than this, only those are looked at whose given names begin alike.
const BEARERS_MAX: usize = 512;

/// The people of the corpus, by the key of their surname.
#[derive(Default)]
struct People {
    list: Vec<Person>,
    surnames: Lists,
    /// People whose keys are alike but for the vowels: one for each key.
    skeletons: Lists,
}

impl People {
    fn add(&mut self, person: Person) {
        let number = number(self.list.len());
        if self.surnames.get(&person.surname_key).is_empty() {
            self.skeletons.push(&skeleton(&person.surname_key), number);
        }
        self.surnames.push(&person.surname_key, number);
        if !person.given.is_empty() {
            self.surnames.push(&person.namesakes(&person.surname_key), number);
        }
        self.list.push(person);
    }

    /// The items of those who bear that surname.
    fn bearers(&self, surname: &str) -> Vec<usize> {
        let of_key = self.surnames.get(&spelling_key(surname));
        of_key.iter().filter_map(|&p| self.list.get(p as usize)).map(|p| p.item).collect()
    }

    /// Those with a surname of that key who may be `person`.
    fn near(&self, person: &Person, key: &str, found: &mut Vec<u32>) {
        let mut bearers = self.surnames.get(key);
        if bearers.len() > BEARERS_MAX && !person.given.is_empty() {
            bearers = self.surnames.get(&person.namesakes(key));
        }
        found.extend(bearers.iter().filter(|&&p| self.list.get(p as usize).is_some_and(|p| p.may_be(person))));
    }

    /// The one person of that name; `None` when there is none or when several could be meant.
    fn find(&self, person: &Person) -> Option<usize> {
        let mut found = Vec::new();
        self.near(person, &person.surname_key, &mut found);
        if found.is_empty() && !person.given.is_empty() {
            for &other in self.skeletons.get(&skeleton(&person.surname_key)) {
                let Some(other) = self.list.get(other as usize) else { continue };
                if one_vowel_apart(&other.surname_key, &person.surname_key) {
                    self.near(person, &other.surname_key, &mut found);
                }
            }
        }
        match found.as_slice() {
            [one] => self.list.get(*one as usize).map(|p| p.item),
            several => {
                // Of several who fit, the one of exactly that name.
                let mut known = several.iter().filter_map(|&p| self.list.get(p as usize));
                known.find(|p| p.given == person.given && p.surname == person.surname).map(|p| p.item)
            }
        }
    }
}

/// The key with every vowel made one: what the spellings share that are looked for among the whole corpus, where
/// comparing every pair would take too long.
fn skeleton(key: &str) -> String {
    key.chars().map(|c| if "aeiou".contains(c) { 'a' } else { c }).collect()
}

/// Whether keys of one skeleton differ in one letter.
fn one_vowel_apart(a: &str, b: &str) -> bool {
    a.chars().zip(b.chars()).filter(|(x, y)| x != y).count() == 1
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

    /// All at once.
    fn join(articles: &mut [Reading], texts: &[&str]) -> Vec<Entity> {
        let mut joined = Joined::default();
        for (article, text) in articles.iter_mut().zip(texts) {
            joined.add(text, article);
        }
        while joined.step() {}
        let mut entities = Entities::of_all(&joined);
        for article in articles {
            entities.settle(article, &joined);
        }
        entities.list
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
            (&["Senator Dan Merrick Jr. spoke.", "Senator Dan Merrick left."], &["Dan Merrick Jr.", "Dan Merrick"]),
            (&["Senator Paul Hartley spoke.", "Minister Paula Hartley left."], &["Paul Hartley", "Paula Hartley"]),
            (&["Mayor Ivan Sokolov spoke.", "Judge Ivanka Sokolov left."], &["Ivan Sokolov", "Ivanka Sokolov"]),
        ] {
            assert_eq!(names_of(texts), people, "{texts:?}");
        }
    }

    #[test]
    fn a_body_is_one_with_its_shorter_name_and_with_its_country() {
        for (texts, long, short) in [
            (
                ["Grey Hill Energy Partners won.", "Shares of Grey Hill Energy fell."],
                "Grey Hill Energy Partners",
                "Grey Hill Energy",
            ),
            (
                ["He joined the Grey Hill Band of Cree.", "The Grey Hill Band won."],
                "Grey Hill Band of Cree",
                "Grey Hill Band",
            ),
            (
                ["It went to the 3rd U.S. Circuit Court of Appeals.", "The 3rd Circuit Court of Appeals sat."],
                "3rd U.S. Circuit Court of Appeals",
                "3rd Circuit Court of Appeals",
            ),
        ] {
            let told = told(&texts);
            assert_eq!(entity(&told, 0, long, 0), entity(&told, 1, short, 0), "{told:?}");
        }
    }

    #[test]
    fn a_surname_is_first_of_all_that_of_its_own_article() {
        let texts = [
            "Minister Viktor Orlov spoke in Kenya. Orlov then left.",
            "The coach Sergei Orlov won the cup. Fans cheered as Orlov smiled.",
            "Senator Anna Orlov resigned. “I am tired,” Orlov said.",
        ];
        let told = told(&texts);
        let full = ["Viktor Orlov", "Sergei Orlov", "Anna Orlov"];
        let of: Vec<u32> = (0..3).map(|at| entity(&told, at, full[at], 0)).collect();
        assert!(of[0] != of[1] && of[1] != of[2] && of[0] != of[2], "{told:?}");
        assert!((0..3).all(|at| entity(&told, at, "Orlov", 0) == of[at]), "{told:?}");
    }

    #[test]
    fn a_son_is_not_his_father() {
        let told = told(&[
            "Dan Merrick Jr. was questioned on Monday. President Dan Merrick praised his son. Merrick Jr. left.",
        ]);
        let son = entity(&told, 0, "Dan Merrick Jr.", 0);
        assert!(son != entity(&told, 0, "Dan Merrick", 0) && son == entity(&told, 0, "Merrick Jr.", 0), "{told:?}");
    }

    #[test]
    fn bearers_of_a_very_common_surname_are_told_apart_and_found_again() {
        let mut people = People::default();
        let given = |n: usize| {
            format!("{}{}", ["ba", "ke", "mo", "su"][n % 4], ["l", "m", "n", "r"][n / 4 % 4].repeat(1 + n / 16))
        };
        for n in 0..3 * BEARERS_MAX {
            people.add(Person::new(n, given(n), "nguyen".to_owned()));
        }
        for n in (0..3 * BEARERS_MAX).step_by(97) {
            assert_eq!(people.find(&Person::new(0, given(n), "nguyen".to_owned())), Some(n));
        }
        assert_eq!(people.find(&Person::new(0, "zoltan".to_owned(), "nguyen".to_owned())), None);
        assert_eq!(people.find(&Person::new(0, String::new(), "nguyen".to_owned())), None);
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
