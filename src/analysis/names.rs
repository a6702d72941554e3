//! Who and what is named.
//!
//! The blocks of an article give candidates ([`crate::candidates`]); here they are judged together. A name
//! that is strong in one place vouches for the weak places (openings of sentences, headlines). All spellings
//! and lengths of a person's name lead to one entity: “Rustem Umerov”, “Umerov”, “Rustam Omerov”; two people
//! with one surname stay apart where their given names differ. Roles (“the Foreign Secretary”) go to whoever
//! held that office in the text before. he and she are
//! resolved in [`crate::pronouns`].
use crate::candidates::{Basis, Candidate, Capitals, Evidence, Line};
use crate::lexicon::{Known, LEXICON, class};
use crate::spelling::{fold, near_key, same_key, same_name, spelling_key};
use crate::{Entity, EntityKind, Mention, MentionForm, pronouns, referents};
use corpus::{Article, Map, Set, Span, one_of};
use corpus::{InOrder, Lower};
use std::cmp::Reverse;
use std::rc::Rc;

/// The referents of an article and the places where they are named.
#[must_use]
pub fn find(article: &Article) -> (Vec<Entity>, Vec<Mention>) {
    let content = || article.blocks.iter().filter(|b| b.kind.is_content());
    let several = content().nth(1).is_some();
    let mut lines: Vec<Line> = content()
        .enumerate()
        .map(|(at, block)| {
            let sentences = article.sentences.get(article.sentences_in(block.span)).unwrap_or(&[]);
            Line::new(&article.text, block.span, sentences, several && at == 0)
        })
        .collect();
    let sport = lines.iter().map(|l| l.sport_words).sum::<usize>();
    let words = lines.iter().map(|l| l.tokens.len()).sum::<usize>();
    let long = article.sentences.len() >= LONG_MIN;
    let mut candidates = Vec::new();
    for line in &mut lines {
        line.sport = sport >= 3 && sport * SPORT_SHARE >= words;
        line.long = long;
    }
    // What speaks first: it tells what a headline in Title Case may name.
    lines.iter().filter(|l| l.capitals != Capitals::Title).for_each(|l| l.scan(&mut candidates));
    let mut titles = lines.into_iter().filter(|l| l.capitals == Capitals::Title).peekable();
    let told = if titles.peek().is_some() { told(&article.text, &candidates) } else { Rc::default() };
    for mut line in titles {
        line.told = Rc::clone(&told);
        line.scan(&mut candidates);
    }
    let (entities, mentions) = Judgement::new(&article.text, &candidates, long).mentions(&candidates);
    let (entities, mut mentions) = referents::settle(&article.text, entities, mentions);
    mentions.extend(pronouns::find(article, &entities, &mentions));
    mentions.put_in_order_by_key(|m| (m.span.start, Reverse(m.span.end)));
    (entities, mentions)
}

/// The names of the candidates that leave no doubt, folded; of a person's also the surname.
fn told(text: &str, candidates: &[Candidate]) -> Rc<Set<String>> {
    let mut told = Set::new();
    for candidate in candidates.iter().filter(|c| !c.weak && matches!(c.basis, Basis::Run | Basis::Head(_))) {
        let folded = fold(candidate.name.of(text));
        if candidate.words > 1 && candidate.evidence.person >= 3 {
            told.insert(split_name(&folded).1);
        }
        told.insert(folded);
    }
    Rc::new(told)
}

/// One name as written, over the whole article.
struct Record {
    folded: String,
    evidence: Evidence,
    /// Told by its head word.
    head: Option<EntityKind>,
    /// Whether some place leaves no doubt that it is a name.
    strong: bool,
    /// Whether its look is counted in the evidence.
    seen: bool,
    words: usize,
    referent: Option<usize>,
    /// For a surname alone: who may bear it.
    bearers: Option<Vec<usize>>,
}

/// Something named, before it gets its place in the list of entities.
struct Referent {
    kind: EntityKind,
    /// Spellings with their number; for known names only the known one.
    spellings: Map<String, usize>,
    entity: Option<u32>,
    mentions: usize,
    last_seen: u32,
    /// Of a person: the given name, folded.
    given: String,
    /// Whether the name ends so that it tells a son from his father.
    junior: bool,
    gender: Option<pronouns::Gender>,
}

impl Record {
    fn is_headed(&self) -> bool {
        self.head.is_some()
    }

    /// Several words, not one with a hyphen or an article (“al-Burhan”).
    fn is_long(&self) -> bool {
        self.folded.contains(' ')
    }

    /// Whether its surroundings are those of a place (“in Umbaro”, though there is an Umbaro Council).
    fn is_place(&self) -> bool {
        self.evidence.place >= 3 && self.evidence.place > self.evidence.organisation
    }

    /// Whether a title or a verb speaks for a person.
    fn is_person(&self) -> bool {
        self.evidence.person >= 4
    }
}

struct Judgement<'a> {
    text: &'a str,
    records: Vec<Record>,
    by_name: Map<String, usize>,
    referents: Vec<Referent>,
    /// Referents of names known beforehand, by name and kind.
    known: Map<(&'static str, EntityKind), usize>,
    /// People by the key of their surname.
    surnames: Map<String, Vec<usize>>,
    /// Referents by another form that the text vouches for: a surname of several words, the first word of an
    /// organisation.
    aliases: Map<String, usize>,
    /// Referents by the acronym that stood in parentheses after their name.
    acronyms: Map<String, usize>,
    /// People by their given name.
    given_names: Map<String, Vec<usize>>,
    /// The body last named by the word that tells what it is.
    heads: Map<String, usize>,
    /// Who was named with an office, by the office's word.
    holders: Map<String, Vec<usize>>,
    /// Known places whose name a team bears here.
    teams: Map<&'static str, Option<usize>>,
    /// Whether the text is long enough to introduce people by their full names.
    long: bool,
}

/// From how many sentences on a text introduces people by their full names.
const LONG_MIN: usize = 5;

/// One word of sport in so many words makes an article about sport.
const SPORT_SHARE: usize = 60;

/// How many surnames are compared letter by letter; beyond that only equal keys are one.
const COMPARED_MAX: usize = 200;

impl<'a> Judgement<'a> {
    fn new(text: &'a str, candidates: &[Candidate], long: bool) -> Self {
        let mut judgement = Self {
            text,
            records: Vec::new(),
            by_name: Map::new(),
            referents: Vec::new(),
            known: Map::new(),
            surnames: Map::new(),
            aliases: Map::new(),
            acronyms: Map::new(),
            given_names: Map::new(),
            heads: Map::new(),
            holders: Map::new(),
            teams: Map::new(),
            long,
        };
        for candidate in candidates {
            judgement.record(candidate);
        }
        judgement.hear_short_names();
        judgement.refer_long_names();
        judgement.refer_acronyms(candidates);
        judgement.refer_short_names();
        judgement
    }

    /// Notes a candidate under its folded name.
    fn record(&mut self, candidate: &Candidate) {
        if let Basis::Known(known) = candidate.basis
            && candidate.evidence.organisation >= 3
            && candidate.evidence.place == 0
        {
            self.teams.insert(known.name, None);
        }
        if matches!(candidate.basis, Basis::Known(_)) || candidate.form == MentionForm::Role {
            return;
        }
        let folded = fold(candidate.name.of(self.text));
        let index = *self.by_name.entry(folded).or_insert_with_key(|folded| {
            self.records.push(Record {
                folded: folded.clone(),
                evidence: Evidence::default(),
                head: None,
                strong: false,
                seen: false,
                words: candidate.words,
                referent: None,
                bearers: None,
            });
            self.records.len() - 1
        });
        let Some(record) = self.records.get_mut(index) else { return };
        record.strong |= !candidate.weak;
        let look = if record.seen { candidate.look } else { Evidence::default() };
        record.seen |= matches!(candidate.basis, Basis::Run);
        record.evidence.add_place(candidate.evidence, look);
        if let Basis::Head(kind) = candidate.basis {
            record.head = Some(kind);
        }
    }

    /// What the text calls by its last word alone is a person, by its first alone a company: the short form's
    /// surroundings speak for the long one.
    fn hear_short_names(&mut self) {
        for index in 0..self.records.len() {
            let Some(long) = self.records.get(index).filter(|r| r.is_long() && !r.is_headed()) else { continue };
            let first = long.folded.split(' ').next().unwrap_or("");
            let last = long.folded.rsplit(' ').next().unwrap_or("");
            let alone = |word: &str| {
                let record = self.by_name.get(word).and_then(|&i| self.records.get(i));
                record.filter(|r| r.strong).map(|r| r.evidence)
            };
            let given = LEXICON.classes(first) & class::GIVEN != 0;
            let (surname, brand) = (alone(last), alone(first).filter(|_| !given));
            let Some(long) = self.records.get_mut(index) else { continue };
            if let Some(e) = surname {
                long.evidence.person += 2 + e.person.clamp(0, 4);
            } else if let Some(e) = brand.filter(|e| e.organisation >= e.person) {
                long.evidence.organisation += 3 + e.organisation.clamp(0, 4);
            }
        }
    }

    /// Names of several words first, the longest first: they say who the short ones are.
    fn refer_long_names(&mut self) {
        let mut order: Vec<usize> =
            (0..self.records.len()).filter(|&i| self.records.get(i).is_some_and(|r| r.is_long() && r.strong)).collect();
        order.put_in_order_by_key(|&i| self.records.get(i).map_or(0, |r| usize::MAX - r.words));
        for index in order {
            let Some(record) = self.records.get(index) else { continue };
            let kind = kind_of(record, self.long);
            let folded = record.folded.clone();
            let referent = match self.aliases.get(&folded) {
                Some(&referent) if kind == EntityKind::Person || !record.is_headed() => referent,
                _ if kind == EntityKind::Person => self.person(&folded),
                _ => self.add(kind),
            };
            self.set(index, referent);
            self.note_parts(referent, kind, &folded);
        }
    }

    /// “International Atomic Energy Agency (IAEA)”: the acronym means the name before it, everywhere.
    fn refer_acronyms(&mut self, candidates: &[Candidate]) {
        for candidate in candidates {
            let Some(acronym) = candidate.acronym else { continue };
            let referent = match candidate.basis {
                Basis::Known(known) => Some(self.known_referent(known.name, known.kind)),
                _ => {
                    let record = self.by_name.get(&fold(candidate.name.of(self.text)));
                    record.and_then(|&i| self.records.get(i)).and_then(|r| r.referent)
                }
            };
            if let Some(referent) = referent {
                self.acronyms.entry(fold(acronym.of(self.text))).or_insert(referent);
            }
        }
    }

    /// Notes the shorter forms that a full name allows: “bin Salman”, “Tufts”.
    fn note_parts(&mut self, referent: usize, kind: EntityKind, folded: &str) {
        let first = folded.split(' ').next().unwrap_or("");
        if kind == EntityKind::Person {
            // “Yurleidy Mosquera Palacios” goes by her first surname, too.
            let mut words = folded.split(' ').skip(1);
            if let (Some(middle), Some(_), None) = (words.next(), words.next(), words.next())
                && !is_junior(folded)
                && middle.len() > 3
                && LEXICON.classes(middle) & (class::GIVEN | class::PARTICLE) == 0
            {
                self.aliases.entry(middle.to_owned()).or_insert(referent);
            }
            let mut rest = folded;
            while let Some((before, after)) = rest.split_once(' ') {
                let whole = LEXICON.classes(before) & class::PARTICLE == 0;
                rest = after;
                if whole && after.contains(' ') {
                    self.aliases.entry(after.to_owned()).or_insert(referent);
                }
            }
            let bearers = self.given_names.entry(first.to_owned()).or_default();
            if !bearers.contains(&referent) {
                bearers.push(referent);
            }
        } else if kind == EntityKind::Event && LEXICON.classes(first) & class::EVENT_FRONT != 0 {
            let rest = folded.get(first.len()..).unwrap_or("").trim_start();
            self.aliases.entry(rest.to_owned()).or_insert(referent);
        } else if kind == EntityKind::Organisation
            && LEXICON.classes(first) & !class::OPENS_KNOWN == 0
            && first.len() > 3
        {
            self.aliases.entry(first.to_owned()).or_insert(referent);
        }
    }

    fn refer_short_names(&mut self) {
        for index in 0..self.records.len() {
            let Some(record) = self.records.get(index) else { continue };
            if record.referent.is_some() || !record.strong || record.is_long() {
                continue;
            }
            if !self.bearers(&record.folded, near_key).is_empty()
                || self.aliases.get(&record.folded).is_some_and(|&r| {
                    !record.is_person() && !record.is_place()
                        || self.referents.get(r).is_some_and(|r| r.kind == EntityKind::Person)
                })
                || self.given_names.contains_key(&record.folded)
            {
                continue;
            }
            let kind = kind_of(record, self.long);
            let folded = record.folded.clone();
            let referent = self.add(kind);
            if kind == EntityKind::Person {
                self.name_person(referent, "", &folded);
            }
            self.set(index, referent);
        }
    }

    fn set(&mut self, record: usize, referent: usize) {
        if let Some(record) = self.records.get_mut(record) {
            record.referent = Some(referent);
        }
    }

    fn add(&mut self, kind: EntityKind) -> usize {
        self.referents.push(Referent {
            kind,
            spellings: Map::new(),
            entity: None,
            mentions: 0,
            last_seen: 0,
            given: String::new(),
            junior: false,
            gender: None,
        });
        self.referents.len() - 1
    }

    /// The person of that full name: one already met under another spelling, or a new one.
    fn person(&mut self, folded: &str) -> usize {
        let (given, surname) = split_name(folded);
        let junior = is_junior(folded);
        let met = self.bearers(&surname, same_key).into_iter().find(|&r| {
            self.referents
                .get(r)
                .is_some_and(|p| p.junior == junior && same_given(&p.given, &given, || same_name(&p.given, &given)))
        });
        met.unwrap_or_else(|| {
            let referent = self.add(EntityKind::Person);
            self.name_person(referent, &given, &surname);
            if let Some(person) = self.referents.get_mut(referent) {
                person.junior = junior;
            }
            referent
        })
    }

    fn name_person(&mut self, referent: usize, given: &str, surname: &str) {
        let key = spelling_key(without_article(surname));
        if let Some(person) = self.referents.get_mut(referent) {
            given.clone_into(&mut person.given);
            let masculine = LEXICON.classes(given) & class::GIVEN == class::GIVEN_M;
            person.gender = masculine.then_some(pronouns::Gender::Masculine);
        }
        self.surnames.entry(key).or_default().push(referent);
    }

    /// The people who may bear that surname: of equal key, else of one that `alike` finds near enough.
    fn bearers(&self, surname: &str, alike: fn(&str, &str) -> bool) -> Vec<usize> {
        let surname = without_article(surname);
        let key = spelling_key(surname);
        if let Some(equal) = self.surnames.get(&key) {
            return equal.clone();
        }
        if self.surnames.len() > COMPARED_MAX || key.len() < 5 || LEXICON.classes(surname) & class::COMMON != 0 {
            return Vec::new();
        }
        let first = key.chars().next();
        self.surnames
            .iter()
            .filter(|(other, _)| vowel_class(other.chars().next()) == vowel_class(first) && alike(other, &key))
            .flat_map(|(_, people)| people.iter().copied())
            .collect()
    }

    /// The bearers of a bare surname, remembered with its record.
    fn bearers_of_record(&mut self, index: usize) -> &[usize] {
        let known = self.records.get(index).is_some_and(|r| r.bearers.is_some());
        if !known {
            let bearers = self.records.get(index).map(|r| self.bearers(&r.folded, near_key)).unwrap_or_default();
            if let Some(record) = self.records.get_mut(index) {
                record.bearers = Some(bearers);
            }
        }
        self.records.get(index).and_then(|r| r.bearers.as_deref()).unwrap_or(&[])
    }

    /// All mentions, with the entities in order of their first.
    fn mentions(mut self, candidates: &[Candidate]) -> (Vec<Entity>, Vec<Mention>) {
        let mut order: Vec<&Candidate> = candidates.iter().collect();
        order.put_in_order_by_key(|c| (c.span.start, Reverse(c.span.end)));
        let mut found: Vec<(usize, Mention)> = Vec::with_capacity(order.len());
        for candidate in order {
            let Some(referent) = self.referent_of(candidate) else { continue };
            let inside = candidate.weak && matches!(candidate.basis, Basis::Run);
            if found.last().is_some_and(|(_, m)| m.span == candidate.span || inside && m.span.contains(candidate.span))
            {
                continue;
            }
            let mention = Mention { span: candidate.span, name: candidate.name, entity: 0, form: candidate.form };
            self.note(referent, candidate);
            found.push((referent, mention));
        }
        let mut entities = Vec::new();
        let mut mentions = Vec::with_capacity(found.len());
        for (index, mut mention) in found {
            let Some(referent) = self.referents.get_mut(index) else { continue };
            mention.entity = *referent.entity.get_or_insert_with(|| {
                let mut name = full_name(&referent.spellings);
                if referent.kind == EntityKind::Place && name.len() > 4 && !name.contains(char::is_lowercase) {
                    name = in_small_letters(&name); // only a dateline has it
                }
                // The id is given when they are settled.
                entities.push(Entity { id: String::new(), name, kind: referent.kind });
                u32::try_from(entities.len() - 1).unwrap_or(u32::MAX)
            });
            mentions.push(mention);
        }
        (entities, mentions)
    }

    fn referent_of(&mut self, candidate: &Candidate) -> Option<usize> {
        if candidate.form == MentionForm::Role {
            return self.holder(candidate);
        }
        let found = self.named(candidate)?;
        Some(self.of_gender(candidate, found))
    }

    fn named(&mut self, candidate: &Candidate) -> Option<usize> {
        if let Basis::Known(known) = candidate.basis {
            if !self.acronyms.is_empty()
                && candidate.words == 1
                && let Some(&referent) = self.acronyms.get(&fold(candidate.name.of(self.text)))
            {
                return Some(referent);
            }
            if let Some(person) = self.namesake(candidate, known) {
                return Some(person);
            }
            if candidate.evidence.place == 0 && known.is_place() && self.teams.contains_key(known.name) {
                return self.team(known.name);
            }
            let vouched = !candidate.weak || self.known.contains_key(&(known.name, known.kind));
            return vouched.then(|| self.known_referent(known.name, known.kind));
        }
        let folded = fold(candidate.name.of(self.text));
        if let Some(&referent) = self.acronyms.get(&folded) {
            return Some(referent);
        }
        if let Some(referent) = self.headed(candidate, &folded) {
            return Some(referent);
        }
        let index = *self.by_name.get(&folded)?;
        if let Some(referent) = self.records.get(index).and_then(|r| r.referent) {
            return Some(referent);
        }
        if let Some(&referent) = self.aliases.get(&folded) {
            return Some(referent);
        }
        if folded.contains(' ') {
            return None;
        }
        let bearers = self.bearers_of_record(index).to_vec();
        if bearers.is_empty() {
            return self.last_of(self.given_names.get(&folded)?);
        }
        self.bearer(&bearers, candidate)
    }

    /// Whose bare surname it is: of whom its paragraph names, else of whom the text is about – the relatives of Ann Lee
    /// have their given names told again.
    fn bearer(&self, bearers: &[usize], candidate: &Candidate) -> Option<usize> {
        let last = self.last_of(bearers)?;
        let person = |r: usize| self.referents.get(r);
        let mentions = |r: usize| person(r).map_or(0, |p| p.mentions);
        let seen = person(last).map_or(0, |p| p.last_seen as usize);
        let same = self.text.get(seen..candidate.span.start as usize).is_some_and(|t| !t.contains('\n'));
        // A son who is told from his father by “Jr.” is told so again.
        let senior = |r: &usize| person(*r).is_some_and(|p| !p.junior);
        let about = bearers.iter().copied().filter(senior).max_by_key(|&r| (mentions(r), Reverse(r))).unwrap_or(last);
        Some(if same || mentions(about) <= mentions(last) { last } else { about })
    }

    /// Whoever of them was named last.
    fn last_of(&self, referents: &[usize]) -> Option<usize> {
        let seen = |&&r: &&usize| (self.referents.get(r).map(|p| p.last_seen), Reverse(r));
        referents.iter().max_by_key(seen).copied()
    }

    /// “Mr Lee” and “Mrs Lee” are two people: whom the title allows, if that is not `found`.
    fn of_gender(&mut self, candidate: &Candidate, found: usize) -> usize {
        let gender = honorific_gender(self.text, candidate);
        let fits = |r: usize| self.referents.get(r).is_some_and(|p| p.gender.is_none() || p.gender == gender);
        let folded = fold(candidate.name.of(self.text));
        if gender.is_none() || fits(found) || folded.contains(' ') {
            return found;
        }
        let bearers: Vec<usize> = self.bearers(&folded, near_key).into_iter().filter(|&r| fits(r)).collect();
        if let Some(other) = self.last_of(&bearers) {
            return other;
        }
        let other = self.add(EntityKind::Person);
        self.name_person(other, "", &folded);
        if let Some(person) = self.referents.get_mut(other) {
            person.spellings.insert(candidate.span.of(self.text).to_owned(), 1);
        }
        other
    }

    /// “the Commission”: the body last named whose name ends so.
    fn headed(&self, candidate: &Candidate, folded: &str) -> Option<usize> {
        let before = self.text.get(..candidate.span.start as usize)?;
        let definite = before.ends_with("the ") || before.ends_with("The ");
        let head = definite
            && candidate.words == 1
            && LEXICON.classes(folded) & (class::ORGANISATION_HEAD | class::MEDIUM_HEAD) != 0;
        self.heads.get(folded).copied().filter(|_| head)
    }

    /// The person met before by the full name whose surname this company or town bears, too (“James Roche …
    /// Roche said”), unless the company was named first.
    fn namesake(&self, candidate: &Candidate, known: &Known) -> Option<usize> {
        let other = known.demonym || known.kind == EntityKind::Country || candidate.evidence.place > 0;
        if candidate.words > 1
            || other
            || self.surnames.is_empty()
            || self.known.contains_key(&(known.name, known.kind))
        {
            return None;
        }
        let people = self.surnames.get(&spelling_key(&fold(candidate.name.of(self.text))))?;
        let met = |r: usize| self.referents.get(r).is_some_and(|p| p.mentions > 0 && !p.given.is_empty());
        people.iter().copied().find(|&r| met(r))
    }

    /// The team that bears the name of a place.
    fn team(&mut self, name: &'static str) -> Option<usize> {
        if let Some(&Some(team)) = self.teams.get(name) {
            return Some(team);
        }
        let team = self.add(EntityKind::Organisation);
        if let Some(r) = self.referents.get_mut(team) {
            r.spellings.insert(name.to_owned(), 1);
        }
        self.teams.insert(name, Some(team));
        Some(team)
    }

    fn known_referent(&mut self, name: &'static str, kind: EntityKind) -> usize {
        if let Some(&referent) = self.known.get(&(name, kind)) {
            return referent;
        }
        let referent = self.add(kind);
        if let Some(r) = self.referents.get_mut(referent) {
            r.spellings.insert(name.to_owned(), 1);
        }
        self.known.insert((name, kind), referent);
        referent
    }

    /// Counts a mention towards its referent.
    fn note(&mut self, referent: usize, candidate: &Candidate) {
        if candidate.span != candidate.name && candidate.form == MentionForm::TitleAndName {
            let title = Span { start: candidate.span.start, end: candidate.name.start };
            for word in fold(title.of(self.text)).split(|c: char| !c.is_alphanumeric()) {
                if LEXICON.classes(word) & class::OFFICE != 0 {
                    let holders = self.holders.entry(word.to_owned()).or_default();
                    if !holders.contains(&referent) {
                        holders.push(referent);
                    }
                }
            }
        }
        let Some(entry) = self.referents.get_mut(referent) else { return };
        if matches!(entry.kind, EntityKind::Organisation | EntityKind::Medium) && candidate.words > 1 {
            let name = fold(candidate.name.of(self.text));
            let front = name.split(" of ").next().unwrap_or("");
            let head = front.rsplit(' ').next().unwrap_or("");
            self.heads.insert(head.to_owned(), referent);
        }
        if entry.kind == EntityKind::Person && entry.gender.is_none() {
            entry.gender = honorific_gender(self.text, candidate);
        }
        entry.mentions += 1;
        entry.last_seen = candidate.span.start;
        if !matches!(candidate.basis, Basis::Known(_)) && candidate.form != MentionForm::Role {
            *entry.spellings.entry(candidate.name.of(self.text).to_owned()).or_default() += 1;
        }
    }

    /// Who held the office of a role phrase before: the most mentioned, then the latest.
    fn holder(&self, role: &Candidate) -> Option<usize> {
        let words = fold(role.name.of(self.text));
        let office = words.rsplit([' ', '-']).next()?;
        self.holders
            .get(office)?
            .iter()
            .filter_map(|&r| self.referents.get(r).map(|p| (p.mentions, p.last_seen, r)))
            .max()
            .map(|(_, _, r)| r)
    }
}

/// What a name is, by its head and its surroundings. In a long text a single word is no person by default: people
/// are introduced there by their full names.
fn kind_of(record: &Record, long: bool) -> EntityKind {
    let e = &record.evidence;
    if let Some(kind) = record.head {
        return kind;
    }
    let person = e.person + i16::from(record.words == 1 && !long);
    let best = person.max(e.place).max(e.organisation).max(e.other);
    if best <= 0 {
        if long && record.words == 1 { EntityKind::Organisation } else { EntityKind::Other }
    } else if best == person {
        EntityKind::Person
    } else if best == e.place {
        EntityKind::Place
    } else if best == e.organisation {
        EntityKind::Organisation
    } else {
        EntityKind::Other
    }
}

/// What a plain honorific before a name says. A woman’s given name says nothing against “Mr”: names differ by
/// language.
fn honorific_gender(text: &str, candidate: &Candidate) -> Option<pronouns::Gender> {
    let title = fold(Span { start: candidate.span.start, end: candidate.name.start }.of(text));
    let plain = one_of(title.trim_end_matches([' ', '.']), "mr mrs ms miss sir lord lady dame");
    if plain { pronouns::title_gender(&title) } else { None }
}

/// Given name and surname of a folded full name; the surname keeps no suffix.
pub(crate) fn split_name(folded: &str) -> (String, String) {
    let parts: Vec<&str> = folded.split([' ', '\u{a0}']).filter(|p| !p.is_empty()).collect();
    let is_suffix = |p: &str| LEXICON.classes(p.trim_end_matches('.')) & class::SUFFIX != 0;
    let last = parts.iter().rposition(|p| !is_suffix(p)).unwrap_or(0);
    // “J. Timmons Roberts” goes by his second name.
    let initial = parts.first().is_some_and(|p| p.trim_end_matches('.').chars().count() == 1);
    let second = parts.get(1).filter(|p| initial && last > 1 && p.trim_end_matches('.').chars().count() > 2);
    let given = second.or(parts.first()).copied().unwrap_or("");
    (given.to_owned(), parts.get(last).copied().unwrap_or("").to_owned())
}

/// Whether a folded full name tells a son from a father of the same name, or the father from him.
pub(crate) fn is_junior(folded: &str) -> bool {
    folded.rsplit_once(' ').is_some_and(|(_, last)| one_of(last.trim_end_matches('.'), "jr sr"))
}

/// An Arabic surname without its article (“al-Burhan”, “Burhan”).
fn without_article(surname: &str) -> &str {
    let article = |s: &'static str| surname.strip_prefix(s).filter(|rest| rest.chars().count() > 2);
    article("al-").or_else(|| article("el-")).or_else(|| article("as-")).or_else(|| article("ar-")).unwrap_or(surname)
}

/// Whether two folded given names may be one person's: equal, an initial, a short form, or `alike`; but not a man's
/// and a woman's (Paul, Paula).
pub(crate) fn same_given(a: &str, b: &str, alike: impl FnOnce() -> bool) -> bool {
    let initial = |x: &str, y: &str| {
        let letters = x.trim_end_matches('.');
        letters.chars().count() == 1 && y.starts_with(letters)
    };
    let short = |x: &str, y: &str| x.len() >= 3 && y.starts_with(x);
    let sex = |name: &str| LEXICON.classes(name) & class::GIVEN;
    a.is_empty()
        || b.is_empty()
        || a == b
        || (initial(a, b) || initial(b, a) || short(a, b) || short(b, a) || alike())
            && (sex(a) == 0 || sex(b) == 0 || sex(a) & sex(b) != 0)
}

/// Surnames that differ in their first vowel may be one (Umerov, Omerov); in a consonant they are not.
fn vowel_class(first: Option<char>) -> Option<char> {
    first.map(|c| if matches!(c, 'a' | 'e' | 'i' | 'o' | 'u') { 'a' } else { c })
}

/// The fullest spelling; among equals the most frequent.
fn full_name(spellings: &Map<String, usize>) -> String {
    spellings
        .iter()
        .max_by_key(|(name, count)| (name.split_whitespace().count(), **count, name.len()))
        .map_or_else(String::new, |(name, _)| name.clone())
}

/// “ST. PAUL” as “St. Paul”.
fn in_small_letters(name: &str) -> String {
    let mut inside = false;
    let small = |c: char| {
        let small = if inside { c.lower() } else { c };
        inside = c.is_alphabetic() || c == '\'' || c == '’';
        small
    };
    name.chars().map(small).collect()
}

/// `kind/folded-name`.
pub(crate) fn plain_slug(kind: EntityKind, name: &str) -> String {
    let mut id = String::from(kind.name());
    id.push('/');
    let from = id.len();
    for c in fold(name).chars() {
        if c.is_alphanumeric() {
            id.push(c);
        } else if id.len() > from && !id.ends_with('-') && c != '\'' && c != '.' {
            id.push('-');
        }
    }
    id.truncate(id.trim_end_matches('-').len());
    id
}

/// `kind/folded-name`, unique.
pub(crate) fn slug(kind: EntityKind, name: &str, taken: &mut Map<String, usize>) -> String {
    let mut id = plain_slug(kind, name);
    let times = taken.entry(id.clone()).or_default();
    *times += 1;
    if *times > 1 {
        id.push('-');
        id.push_str(&times.to_string());
    }
    id
}
