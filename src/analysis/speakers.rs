//! Who a source is: the noun phrase beside a verb of saying, and the referent behind it.
//!
//! A name inside the phrase wins where it is its head (“Foreign Minister Anna Lind”), not where it only
//! belongs to it (“a spokesman for Anna Lind”, “Lind’s lawyer”). A pronoun is the last suitable subject or
//! speaker; a role (“the minister”) the last person who was given one. What has no name keeps its description.
use crate::clause::{Clause, ItemKind};
use crate::cues::{self, frame, tag};
use crate::lexicon::{LEXICON, class};
use crate::pronouns::{Gender, title_gender};
use crate::spelling::fold;
use crate::{EntityKind, Mention, MentionForm};
use corpus::Lower;
use corpus::one_of;

/// A range of items.
pub(crate) type Range = (usize, usize);

/// Somebody who is cited.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Speaker {
    pub(crate) entity: Option<u32>,
    pub(crate) name: String,
    pub(crate) unnamed: bool,
    pub(crate) plural: bool,
    pub(crate) person: bool,
    /// As far as the words of a description say; of an entity, [`Memory`] knows.
    pub(crate) gender: Option<Gender>,
}

/// Who was spoken of last: what pronouns and roles are read from.
#[derive(Clone, Debug, Default)]
pub(crate) struct Memory {
    /// Persons that were subjects or speakers, the last one at the end.
    people: Vec<Speaker>,
    /// Persons with a name that were only mentioned.
    seen: Vec<Speaker>,
    /// Sources and subjects that are no persons with a name.
    others: Vec<Speaker>,
    /// Persons with the words of their titles and appositions, in lower case.
    titled: Vec<(String, Speaker)>,
    /// Companies, offices and media, the last one mentioned at the end.
    bodies: Vec<Speaker>,
    /// Of each entity: from names and titles, and from the first pronoun that was read as it.
    genders: Vec<Option<Gender>>,
    /// Who is named in the words that are being given to somebody: a pronoun that speaks them is not one of these.
    pub(crate) barred: Vec<u32>,
    /// Of each entity: the block in which it was last put in front, and last named at all.
    noted: Vec<usize>,
    named: Vec<usize>,
    /// Of each entity: how often the article names it.
    counts: Vec<u32>,
    /// The block that is read, and the one in which a person was last put in front.
    block: usize,
    focus: usize,
}

/// How many of each a reader keeps in mind.
const KEPT: usize = 12;

/// Puts `speaker` at the end of `list`.
fn keep(list: &mut Vec<Speaker>, speaker: &Speaker) {
    list.retain(|s| s != speaker);
    if list.len() >= KEPT {
        list.remove(0);
    }
    list.push(speaker.clone());
}

impl Memory {
    pub(crate) fn new(genders: Vec<Option<Gender>>, mentions: &[Mention]) -> Self {
        let mut counts = vec![0; genders.len()];
        for mention in mentions {
            if let Some(count) = counts.get_mut(mention.entity as usize) {
                *count += 1;
            }
        }
        let (noted, named) = (vec![0; genders.len()], vec![0; genders.len()]);
        Self { genders, noted, named, counts, ..Self::default() }
    }

    /// Goes on to the next block.
    pub(crate) fn enter(&mut self, block: usize) {
        self.block = block;
    }

    /// Puts somebody in front of the mind.
    pub(crate) fn note(&mut self, speaker: &Speaker) {
        if let Some(noted) = speaker.entity.and_then(|e| self.noted.get_mut(e as usize)) {
            *noted = self.block;
        }
        if speaker.person && !speaker.plural {
            keep(&mut self.people, speaker);
            self.focus = self.block;
        }
        if !speaker.person || speaker.entity.is_none() {
            keep(&mut self.others, speaker);
        }
        if !speaker.person && speaker.entity.is_some() {
            keep(&mut self.bodies, speaker);
        }
    }

    fn title(&mut self, words: &str, speaker: &Speaker) {
        let known = self.titled.iter().position(|(_, s)| s.entity == speaker.entity);
        let mut title = known.map(|i| self.titled.remove(i).0).unwrap_or_default();
        if title.len() < 300 {
            title.push(' ');
            title.push_str(&words.lower());
        }
        self.titled.push((title, speaker.clone()));
        if self.titled.len() > 24 {
            self.titled.remove(0);
        }
    }

    fn pronoun(&mut self, word: &str) -> Option<Speaker> {
        match word.lower().as_str() {
            "he" | "him" => self.gendered(Gender::Masculine),
            "she" | "her" => self.gendered(Gender::Feminine),
            "it" => self.others.iter().rev().find(|s| !s.plural && !s.person).cloned(),
            "they" | "them" => self.several().or(self.others.last().cloned()),
            _ => None,
        }
    }

    /// Those who were last spoken of as several.
    fn several(&self) -> Option<Speaker> {
        self.others.iter().rev().find(|s| s.plural || s.unnamed).cloned()
    }

    fn gender(&self, speaker: &Speaker) -> Option<Gender> {
        speaker.entity.map_or(speaker.gender, |e| self.genders.get(e as usize).copied().flatten())
    }

    /// Whether “he” or “she” can be that person.
    pub(crate) fn may_be(&self, speaker: &Speaker, pronoun: &str) -> bool {
        let gender = if pronoun == "he" { Gender::Masculine } else { Gender::Feminine };
        self.gender(speaker).is_none_or(|g| g == gender)
    }

    fn gendered(&mut self, gender: Gender) -> Option<Speaker> {
        let fits = |s: &&Speaker| {
            self.gender(s).is_none_or(|g| g == gender) && s.entity.is_none_or(|e| !self.barred.contains(&e))
        };
        let known = |s: &&Speaker| self.gender(s) == Some(gender) && fits(s);
        let at =
            |list: &[usize], s: &Speaker| s.entity.and_then(|e| list.get(e as usize).copied()).unwrap_or(self.block);
        let seen = self.seen.iter().rev().find(known);
        let front = self.people.iter().rev().find(fits);
        // Whoever was put in front two paragraphs ago gives way to the one whom the last paragraph names.
        let nearer = |s: &Speaker, f: &Speaker| {
            at(&self.noted, f) + 1 < self.block && at(&self.named, s) > at(&self.named, f).max(at(&self.noted, f))
        };
        let near = seen.filter(|s| front.is_some_and(|f| nearer(s, f)));
        let found = near.or(front).or(seen).cloned()?;
        let slot = found.entity.and_then(|e| self.genders.get_mut(e as usize));
        if let Some(slot) = slot {
            *slot = Some(gender);
        }
        Some(found)
    }

    /// Whom “the minister”, “the company”, “the 42-year-old” mean; `range` is the phrase, `head` its noun.
    fn role(&self, clause: &Clause, (from, to): Range, head: usize) -> Option<Speaker> {
        let word = clause.word(head).lower();
        let more: Vec<usize> = (from + 1..to)
            .filter(|&i| i != head && clause.at(i).is_word() && !clause.at(i).is(tag::PREPOSITION | tag::DETERMINER))
            .collect();
        let bears = |title: &str, i: usize| {
            let entity = clause.entity_at(i).map(|e| e.name.lower());
            title.contains(&clause.word(i).lower()) || entity.is_some_and(|e| title.contains(&e))
        };
        // “the foreign minister” is none who is only known as prime minister, “the tearful minister” is.
        let decides = |i: usize| {
            clause.at(i).mention.is_some() || LEXICON.classes(&fold(clause.word(i))) & class::MODIFIER != 0 || i > head
        };
        let personal =
            !clause.at(head).is(tag::BODY | tag::PAPER) && (clause.at(head).is(tag::PEOPLE) || is_person_word(&word));
        let fits = |title: &str| {
            personal
                && title.split(' ').any(|w| names_role(w, &word))
                && more.iter().all(|&i| !decides(i) || bears(title, i))
        };
        // Who asked not to be named is none of those who are.
        let hidden = one_of(&word, "source insider");
        if let Some((_, known)) = self.titled.iter().rev().find(|(t, _)| !hidden && fits(t)) {
            return Some(known.clone());
        }
        let plain = more.iter().all(|&i| i < head);
        if !plain {
            return None;
        }
        if clause.at(head).is(tag::BODY) || word == "maker" {
            let company = one_of(
                &word,
                "company firm group maker carrier manufacturer retailer lender automaker airline club chain organization \
                 organisation charity",
            );
            let holds = |s: &&Speaker| {
                let name = s.name.lower();
                let has = |w: &str| name.split(' ').any(|n| n == w);
                has(&word) && more.iter().all(|&i| clause.at(i).is(tag::POSSESSIVE) || has(&clause.word(i).lower()))
            };
            // “the London-based group”
            let seated = |i: usize| clause.at(i + 1).is_mark("-") && clause.at(i + 1).glued;
            let company = company && more.iter().all(|&i| clause.at(i).mention.is_none() || seated(i));
            // What the article names once is not the company that it is about.
            let often = |s: &&Speaker| s.entity.is_some_and(|e| self.counts.get(e as usize).is_some_and(|&n| n > 1));
            let front = |s: &&Speaker| {
                s.entity.is_some_and(|e| self.noted.get(e as usize).is_some_and(|&b| b > 0 && b + 1 >= self.block))
            };
            let last = self.bodies.last().filter(front).or_else(|| self.bodies.iter().rev().find(often));
            let last = last.or(self.bodies.last());
            return self.bodies.iter().rev().find(holds).or(last.filter(|_| company)).cloned();
        }
        // “A source said … the source added”: introduced without a name.
        let introduced = |s: &&Speaker| {
            s.entity.is_none() && s.person && !s.plural && s.name.split(' ').any(|w| w.eq_ignore_ascii_case(&word))
        };
        let someone = |s: &&Speaker| s.unnamed && s.person && !s.plural;
        if let Some(known) = self.others.iter().rev().find(introduced) {
            return Some(known.clone());
        }
        if hidden {
            return self.others.iter().rev().find(someone).cloned();
        }
        self.epithet(clause, head, &word)
    }

    /// “his brother”, who was named as that a moment ago.
    fn relation(&self, words: &str) -> Option<Speaker> {
        let words = words.lower();
        let near = |s: &Speaker| {
            let at = |list: &[usize]| s.entity.and_then(|e| list.get(e as usize).copied()).unwrap_or(0);
            at(&self.noted).max(at(&self.named)) == self.block
        };
        let borne = |t: &str| t.trim_start().starts_with(&words) && t.trim_start().len() > words.len();
        self.titled.iter().rev().find(|(t, s)| borne(t) && near(s)).map(|(_, s)| s.clone())
    }

    /// Who alone holds the office of a description: “federal judge”, “its chief executive”.
    pub(crate) fn only_holder(&self, role: &str) -> Option<&Speaker> {
        let (first, rest) = role.split_once(' ')?;
        let own = one_of(first, "its his her their Its His Her Their");
        // “the Harwell manager”
        let whose = first.starts_with(char::is_uppercase) && !own;
        let front = first.lower();
        let office = rest.rsplit(' ').next()?;
        let known = own || whose || one_of(office, "judge justice magistrate coroner");
        let holds = |t: &str| {
            t.split(' ').any(|w| names_role(w, office))
                && (!own && !whose || t.contains(rest))
                && (!whose || t.contains(&*front))
        };
        let mut holders = self.titled.iter().filter(|t| known && is_office(office) && holds(&t.0));
        let (_, only) = holders.next()?;
        holders.next().is_none().then_some(only)
    }

    /// “the striker”, “the Italian”, “the 42-year-old”: another word for who was spoken of right before.
    fn epithet(&self, clause: &Clause, head: usize, word: &str) -> Option<Speaker> {
        let demonym = clause.at(head).mention.is_some();
        let listed = LEXICON.classes(&fold(word));
        // “the 58-year-old chairwoman”
        let aged = head > 0 && clause.word(head - 1).ends_with("old");
        let trade = aged || listed & class::TRADE != 0 && listed & (class::OFFICE | class::RELATION) == 0;
        let other = word == "old" || word.ends_with("-old") || one_of(word, "diplomat politician lawmaker beauty");
        // “the Harwell manager”, “the former Lind winger”: of a club
        let club = head > 0 && clause.before(head).mention.is_some();
        let sport = listed & class::SPORT != 0 && listed & (class::TRADE | class::OFFICE) != 0;
        if (sport || trade) && club {
            // Who is known by another office is not meant.
            let office = listed & class::OFFICE != 0;
            let own = |w: &str, s: &Speaker| s.name.lower().split(' ').any(|n| n == w);
            let other = |t: &str, s: &Speaker| t.split(' ').any(|w| !names_role(w, word) && is_office(w) && !own(w, s));
            let known = |s: &Speaker| {
                office && self.titled.iter().any(|(t, by)| by.entity == s.entity && other(t, s)) || s.entity.is_none()
            };
            // “the Oscar nominee” is not Oscar.
            let here = |s: &Speaker| (head.saturating_sub(4)..head).any(|i| s.entity == clause.entity_id(i));
            let last = self.people.last().filter(|s| self.focus + 2 >= self.block && !known(s) && !here(s));
            return last.cloned();
        }
        if !(demonym || trade || other) || club {
            return None;
        }
        let gender = title_gender(word);
        let fits = |s: &&Speaker| gender.is_none() || self.gender(s).is_none_or(|g| Some(g) == gender);
        let last = self.people.last().filter(|_| self.focus + 1 >= self.block);
        let free = |s: &&Speaker| s.entity.is_some_and(|e| !self.barred.contains(&e));
        let alone = aged || self.people.is_empty();
        last.or_else(|| self.seen.last().filter(|_| alone)).filter(free).filter(fits).cloned()
    }
}

/// Whether a word of a title gives the role, also where it is cut short (“Gov.”, “Dr”).
fn names_role(word: &str, role: &str) -> bool {
    let word = word.trim_end_matches(['.', ',']);
    word == role
        || word.len() >= 3 && one_of(word, "gov sen rep prof gen") && role.starts_with(word)
        || word == "dr" && role == "doctor"
}

/// Items that cannot be inside a plain noun group.
const BOUND: u64 = tag::PREPOSITION
    | tag::COORDINATOR
    | tag::SUBORDINATOR
    | tag::RELATIVE
    | tag::QUESTION
    | tag::THAT
    | tag::TO
    | tag::AUXILIARY
    | tag::FINITE
    | tag::HEDGE;

/// Whether the item can be part of a noun group (a mention always can).
fn in_group(clause: &Clause, i: usize) -> bool {
    let item = clause.at(i);
    if item.mention.is_some() || item.is(tag::PEOPLE | tag::BODY | tag::PAPER) && !item.is(tag::FINITE) {
        return true;
    }
    match item.kind {
        ItemKind::Number | ItemKind::Possessive => true,
        ItemKind::Mark(c) => {
            c == '-' && item.glued || c == '.' && clause.before(i).capital && item.glued && i + 1 < clause.len()
        }
        ItemKind::Quote(_) => false,
        ItemKind::Word => {
            let pronoun = item.is(tag::PRONOUN) && !item.is(tag::DETERMINER);
            let week = clause.says(i, "last") && one_of(clause.word(i + 1), "week month year night");
            let adverb = item.is(tag::ADVERB) && !item.capital && !week;
            !(pronoun || adverb || item.is(BOUND | tag::TIME))
        }
    }
}

/// Steps left over what may stand between a subject and its verb: auxiliaries, adverbs, days.
pub(crate) fn skip_left(clause: &Clause, mut end: usize) -> usize {
    while end > 0 {
        let item = clause.before(end);
        let adverb = item.is(tag::ADVERB | tag::AUXILIARY | tag::HAVE | tag::BE | tag::TIME) && item.mention.is_none();
        // “on Thursday night”
        if end > 1
            && one_of(clause.word(end - 1), "morning afternoon evening night")
            && clause.at(end - 2).is(tag::TIME)
        {
            end -= 1;
            continue;
        }
        // “she’s said”
        if item.kind == ItemKind::Possessive && end > 1 && clause.at(end - 2).is(tag::PRONOUN) {
            end -= 1;
            continue;
        }
        let far = clause.says(end - 1, "far") || clause.says(end - 1, "so");
        if !(adverb && !(item.capital && end == 1) || far) {
            break;
        }
        // “of late”, “on Sunday”: the preposition belongs to the day.
        end -= 1;
        if item.is(tag::TIME) && end > 0 && (clause.says(end - 1, "on") || clause.says(end - 1, "last")) {
            end -= 1;
        }
    }
    end
}

/// The noun phrase that ends right before item `end`.
pub(crate) fn phrase_before(clause: &Clause, end: usize) -> Option<Range> {
    if end == 0 {
        return None;
    }
    let last = clause.at(end - 1);
    if last.is_mark(",") {
        return appositive_before(clause, end);
    }
    // “a message that said: “…””
    if last.is(tag::THAT) && end > 1 && clause.at(end - 2).is(tag::PAPER) && clause.at(end - 2).is_word() {
        return phrase_before(clause, end - 1);
    }
    // “Senator Ann Lee (D-Ohio) said”
    if last.is_mark(")") {
        let open = (end.saturating_sub(12)..end).rev().find(|&i| clause.at(i).is_mark("("))?;
        return phrase_before(clause, open).filter(|_| clause.before(open).is_word());
    }
    if last.is(tag::RELATIVE) && !last.capital {
        let before = if clause.before(end - 1).is_mark(",") { end - 2 } else { end - 1 };
        let range = phrase_before(clause, before)?;
        // “the anger of farmers, who said”: people speak, anger does not.
        let near = group_before(clause, before)
            .filter(|&near| !is_joint(clause, range) && is_thing(clause, head_of(clause, range)) && near > range.0);
        return Some((near.unwrap_or(range.0), range.1));
    }
    let verbal = last.is(tag::ED) || last.cue.is_some_and(|c| !c.base) && !last.is(tag::S);
    if verbal && last.mention.is_none() && !last.is(tag::PEOPLE | tag::PAPER) {
        // “a study published on Tuesday”
        let noun = end > 1
            && (clause.at(end - 2).mention.is_some() || clause.at(end - 2).is(tag::PEOPLE | tag::BODY | tag::PAPER));
        return if noun && last.is(tag::ED) { phrase_before(clause, end - 1) } else { None };
    }
    if last.is(tag::PRONOUN) && last.mention.is_none_or(|_| last.is(tag::PRONOUN)) && !group_goes_on(clause, end - 1) {
        return Some((end - 1, end));
    }
    if last.is_dash() {
        return between_dashes(clause, end - 1);
    }
    let mut from = coordinated(clause, group_before(clause, end)?);
    // “a spokesman for the club”, “officials in the region”: the head stands before the preposition.
    while from > 0 && clause.before(from).is(tag::PREPOSITION) {
        let Some(head) = group_before(clause, from - 1) else { break };
        // “a statement issued by the two clubs”
        let participle = clause.at(from.saturating_sub(2)).is(tag::ED)
            || clause.says(from - 1, "by") && one_of(clause.word(from.saturating_sub(2)), "seen written sent drawn");
        let noun = clause.at(from.saturating_sub(if participle { 3 } else { 2 }));
        // “the Ministry of Health in Rome”, “Democrats in the Senate”
        let body = matches!(
            clause.kind_at(from.saturating_sub(2)),
            Some(EntityKind::Organisation | EntityKind::Medium | EntityKind::Group)
        );
        // “The judge sided with farmers who said”: the verb parts them.
        if from > 2
            && clause.is_finite(from - 2)
            && (clause.at(from - 3).mention.is_some()
                || !clause.at(from - 2).is(tag::ED) && is_person(clause, from - 3))
        {
            break;
        }
        let many = one_of(clause.word(from.saturating_sub(2)), "MPs MEPs lawmakers ministers");
        let heads = noun.is(tag::PEOPLE | tag::BODY | tag::PAPER)
            || from > 1 && is_trade(clause.word(from - 2)) && listed(clause, from - 2)
            || many
            || clause.says(from - 1, "of")
            || body;
        if !heads && clause.at(from).mention.is_some() || head == from - 1 || noun.is(tag::TIME) {
            break;
        }
        if !(heads || head == 0 || boundary(clause, head - 1)) {
            break;
        }
        from = head;
    }
    Some((coordinated(clause, from), end))
}

/// “Several senators — including Ann Lee — said”.
fn between_dashes(clause: &Clause, close: usize) -> Option<Range> {
    let open = (close.saturating_sub(40)..close).rev().find(|&i| clause.at(i).is_dash())?;
    let range = phrase_before(clause, open)?;
    let members = clause.says(open + 1, "including") || clause.says(open + 1, "among");
    Some(if members { (range.0, close) } else { range })
}

/// “dozens of others”, “some in the party”: a pronoun that is only part of a phrase.
fn group_goes_on(clause: &Clause, i: usize) -> bool {
    i > 0 && clause.before(i).is(tag::PREPOSITION | tag::DETERMINER) && !clause.at(i).is(tag::PERSON)
}

/// Where the plain noun group that ends before `end` begins.
fn group_before(clause: &Clause, end: usize) -> Option<usize> {
    let mut from = end;
    while from > 0 && in_group(clause, from - 1) {
        let item = clause.before(from);
        if item.mention.is_some() {
            let (start, _) = clause.mention_items(from - 1);
            // “union leader Ann Lee”: a title in small letters has its noun before it.
            let compound = start > 0
                && !clause.at(start).capital
                && clause.before(start).is_word()
                && !clause.is_finite(start - 1);
            if from == end && start > 0 && !compound && !joins_name(clause, start - 1) {
                // “a visibly moved Lee”
                let led = (start.saturating_sub(4)..start)
                    .rev()
                    .take_while(|&i| clause.at(i).is_word() && !clause.at(i).is(BOUND));
                let led = led.filter(|&i| clause.at(i).is(tag::DETERMINER) || starts_clause(clause, i)).last();
                return Some(led.unwrap_or(start));
            }
            from = start;
        } else {
            from -= 1;
        }
        if item.is(tag::DETERMINER | tag::POSSESSIVE) && item.mention.is_none() {
            // “the two leaders”, “his two sons”
            let more = clause.before(from);
            from -= usize::from(more.is(tag::DETERMINER | tag::POSSESSIVE) && !more.is(tag::THAT | tag::PRONOUN));
            break;
        }
        if end - from > 14 {
            break;
        }
    }
    (from < end).then_some(from)
}

/// “Lebanese caretaker Prime Minister Ann Lee”, at the start of its clause.
fn starts_clause(clause: &Clause, i: usize) -> bool {
    let item = clause.at(i);
    let opens = item.mention.is_some_and(|m| clause.is_demonym(m)) || item.capital && unlisted(&item);
    opens
        && (i == 0
            || matches!(clause.before(i).kind, ItemKind::Mark(_) | ItemKind::Quote(_))
            || clause.before(i).is(tag::COORDINATOR))
}

/// Whether the word before a name belongs to it: “striker Harry Kane”, “the economist Ann Lee”.
fn joins_name(clause: &Clause, i: usize) -> bool {
    let item = clause.at(i);
    item.is(tag::PEOPLE)
        || listed(clause, i)
        || item.is_word() && !item.capital && unlisted(&item) && is_trade(clause.word(i))
        || item.kind == ItemKind::Possessive
        || item.capital && item.is_word()
        || item.is(tag::DETERMINER)
        || item.is_mark("-") && item.glued
}

/// Whether a clause may begin after item `i`.
fn boundary(clause: &Clause, i: usize) -> bool {
    let item = clause.at(i);
    matches!(item.kind, ItemKind::Mark(_) | ItemKind::Quote(_))
        || item.is(tag::SUBORDINATOR | tag::COORDINATOR | tag::THAT)
}

/// Takes in what is joined by “and”: “Spain and Portugal said”, “A, B and C said”.
fn coordinated(clause: &Clause, from: usize) -> usize {
    let mut start = from;
    let mut wanted = tag::COORDINATOR;
    let mut clause_ends = false;
    for _ in 0..6 {
        if start < 2 {
            break;
        }
        let link = clause.before(start);
        let joins = link.is(wanted) && !clause.says(start - 1, "but") || wanted == 0 && link.is_mark(",");
        if !joins {
            break;
        }
        let end = if clause.before(start - 1).is_mark(",") { start - 2 } else { start - 1 };
        let he = clause.before(end).is(tag::PERSON) && (end == 1 || boundary(clause, end - 2));
        let group = if he { Some(end - 1) } else { group_before(clause, end) };
        let Some(before) = group else { break };
        let clean = before == 0
            || boundary(clause, before - 1)
            || clause.before(before).is(tag::COORDINATOR | tag::PREPOSITION);
        let noun = clause.at(end - 1);
        if !clean
            || noun.is(tag::TIME)
            || !(he || noun.mention.is_some() || noun.is(tag::PEOPLE | tag::BODY | tag::PAPER))
        {
            break;
        }
        // “… the cup in Rome, and Lee said”: a clause of its own, where no list goes before.
        clause_ends = wanted != 0 && end + 2 == start && clause.before(before).is(tag::PREPOSITION);
        start = before;
        wanted = 0;
    }
    if clause_ends { from } else { start }
}

/// “Anna Lind, the minister, said”: the phrase before the insertion that ends at `end`.
fn appositive_before(clause: &Clause, end: usize) -> Option<Range> {
    let near = clause_start(clause, end - 1);
    // “Lee, nicknamed “the Fox”, said”: the quotation belongs to the insertion.
    let quoted = near + 1 == end && near > 1 && clause.at(0).quote().is_none();
    let from = if quoted { 0 } else { near };
    let mut i = from;
    while i + 1 < end {
        if clause.at(i).is_mark(",") {
            let head = phrase_before_plain(clause, i, from);
            // A fronted “In Paris,” or “Speaking to reporters,” is no source.
            if let Some(range) = head.filter(|r| !fronted(clause, from, r.0)) {
                // “The coach, Ann Lee, said”, “One, the banker Ann Lee, said”: the name is what the insertion adds.
                if clause.says(i + 1, "including") || clause.says(i + 1, "led") {
                    return Some((range.0, end - 1));
                }
                let next = (i + 1..end).find(|&k| clause.at(k).is_mark(",")).unwrap_or(end - 1);
                if inserted_name(clause, i + 1, next) && !is_name(clause, range) {
                    // “The company behind the project, Mekong Power, said”: the name, where the phrase hides its noun.
                    let hidden =
                        clause.kind_at(next - 1) != Some(EntityKind::Person) && head_of(clause, range) + 1 < range.1;
                    return Some((if hidden { i + 1 } else { range.0 }, next));
                }
                return Some(range);
            }
            // “The company that built the dam, Mekong Power, said”
            let (start, stop) = clause.mention_items(i + 1);
            let body = matches!(clause.kind_at(i + 1), Some(EntityKind::Person | EntityKind::Organisation));
            let dependent = clause.before(from).is(tag::THAT);
            if body
                && stop + 1 == end
                && start == i + 1
                && (dependent || (from..i).any(|k| clause.at(k).is(tag::THAT | tag::RELATIVE)))
            {
                return Some((start, stop));
            }
        }
        i += 1;
    }
    None
}

/// The name or noun that opens the clause, where an insertion without a second comma, or one that holds a clause of
/// its own, parts it from its verb: “Lee, the owner and chief executive said”, “A priest who …, and who …, said”.
pub(crate) fn opening(clause: &Clause, end: usize, found: Option<Range>) -> Option<Range> {
    let from = clause_start(clause, end);
    let (start, stop) = clause.mention_items(from);
    let person = clause.kind_at(from) == Some(EntityKind::Person) && start == from;
    if let Some(head) = described(clause, from, end, found) {
        return Some(head);
    }
    match found {
        Some(phrase) => {
            let joined = clause.before(phrase.0).is(tag::COORDINATOR) && clause.at(stop).is_mark(",");
            let list = (stop + 1..phrase.0)
                .any(|i| clause.at(i).mention.is_some() && clause.kind_at(i) == Some(EntityKind::Person));
            let plain = person && joined && !list && !is_name(clause, phrase);
            (plain && clause.finite_in(stop, end).is_none()).then_some((start, stop))
        }
        None if clause.before(end).is_mark(",") => {
            let noun = phrase_after(clause, from).filter(|&r| {
                let relative = clause.at(r.1).is(tag::RELATIVE)
                    || clause.at(r.1).is_mark(",") && clause.at(r.1 + 1).is(tag::RELATIVE);
                relative && r.0 == from && can_speak(clause, r)
            });
            let unbroken = person && clause.finite_in(stop, end).is_none();
            noun.or(unbroken.then_some((start, stop)))
        }
        None => None,
    }
}

/// “The man who shot Lee said”, “A nurse who works there and who asked not to be named said”: who opens the clause,
/// where all that stands before the verb only describes him.
fn described(clause: &Clause, from: usize, end: usize, found: Option<Range>) -> Option<Range> {
    let who = (from + 1..end.min(from + 16)).find(|&i| {
        clause.at(i).is(tag::RELATIVE | tag::PERSON) && clause.at(i).mention.is_none() || clause.is_finite(i)
    })?;
    // “an official she spoke to on the phone said”
    let bare =
        one_of(clause.word(who), "he she they I we") && found.is_none_or(|r| is_thing(clause, head_of(clause, r)));
    if !(clause.says(who, "who") || bare) || clause.before(who).is_mark(",") || clause.before(end).is_mark(",") {
        return None;
    }
    let head = phrase_after(clause, from).filter(|r| r.0 == from && r.1 == who && can_speak(clause, *r))?;
    let verb = (who + 1..end).find(|&i| !clause.at(i).is(tag::ADVERB))?;
    let plain = clause.at(verb).is(tag::S | tag::ED) && !clause.at(verb).is(tag::PEOPLE | tag::BODY | tag::PAPER);
    let described = clause.is_finite(verb)
        || clause.at(verb).cue.is_some()
        || plain && verb + 1 < end && clause.at(verb).mention.is_none();
    // Another subject may begin after a conjunction or comma.
    let open = (verb + 1..end).all(|i| {
        let next = clause.at(i + 1);
        let joins = clause.at(i).is(tag::COORDINATOR)
            && (next.is(tag::RELATIVE | tag::AUXILIARY) || next.is(tag::ED | tag::FINITE) || next.mention.is_some());
        let broken = clause.at(i).is_mark(",;:")
            || clause.at(i).quote().is_some()
            || clause.at(i).is(tag::SUBORDINATOR | tag::QUESTION | tag::THAT | tag::COORDINATOR)
                && clause.at(i).mention.is_none()
                && !clause.at(i).is(tag::RELATIVE);
        !broken || joins
    });
    let inside = found.is_none_or(|r| r.0 > who);
    (described && open && inside).then_some(head)
}

/// Whether a name is the head of the phrase.
fn is_name(clause: &Clause, range: Range) -> bool {
    let head = head_of(clause, range);
    clause.at(head).mention.is_some() && !belongs(clause, range, head)
}

/// Whether a name ends `from..to` as its head.
fn inserted_name(clause: &Clause, from: usize, to: usize) -> bool {
    let last = to.saturating_sub(1);
    let (start, _) = clause.mention_items(last);
    let body = matches!(clause.kind_at(last), Some(EntityKind::Organisation | EntityKind::Medium));
    (clause.kind_at(last) == Some(EntityKind::Person) || body && start <= from + 1)
        && start >= from
        && (start == from || !clause.before(start).is(tag::PREPOSITION | tag::COORDINATOR))
        && !(from..start).any(|i| clause.at(i).is(tag::PREPOSITION | tag::RELATIVE | tag::AUXILIARY))
}

fn phrase_before_plain(clause: &Clause, end: usize, from: usize) -> Option<Range> {
    if end == 0 || clause.before(end).is_mark(",") {
        return None;
    }
    phrase_before(clause, end).filter(|r| r.0 >= from)
}

/// Whether what stands between the clause's start and the phrase makes it part of an adjunct.
fn fronted(clause: &Clause, from: usize, phrase: usize) -> bool {
    // “… rose, and Ann Lee, in Rome, said”: a clause of its own.
    if phrase > from && clause.before(phrase).is(tag::COORDINATOR) && clause.before(phrase - 1).is_mark(",") {
        return false;
    }
    // “… went to the square, where Ann Lee, the head of the union, said”
    if phrase > from && clause.before(phrase).is(tag::QUESTION) && clause.before(phrase - 1).is_mark(",") {
        return false;
    }
    let first = clause.at(from);
    let adjunct = first.is(tag::PREPOSITION | tag::SUBORDINATOR | tag::ING | tag::ADVERB | tag::ED | tag::TIME)
        && first.mention.is_none();
    adjunct && !(from..phrase).any(|i| clause.at(i).is_mark(","))
        || phrase > from && clause.finite_in(from, phrase).is_some()
}

/// Where the main clause that holds item `end` begins: after a quotation, colon, semicolon or “that”.
pub(crate) fn clause_start(clause: &Clause, end: usize) -> usize {
    let from = sentence_start(clause, end);
    (from..end).rev().find(|&i| clause.at(i).is(tag::THAT) && !clause.at(i + 1).is(tag::ING)).map_or(from, |i| i + 1)
}

/// Where the words before item `end` begin that a verb after them may cite: after a quotation, colon or semicolon.
pub(crate) fn sentence_start(clause: &Clause, end: usize) -> usize {
    // “promised “every resource” to the state”: a few words in marks do not end a clause.
    let inside = |i: usize| {
        let next = clause.at(i + 1);
        let last = clause.word(i).chars().rev().find(|c| !matches!(c, '”' | '"' | '’' | '\'' | '»' | '“' | ' '));
        let open = last.is_some_and(char::is_alphanumeric);
        // “found no “ties of note,” apart from …”
        let comma = last == Some(',')
            && next.cue.is_none()
            && !next.capital
            && !next.is(tag::PRONOUN | tag::DETERMINER | tag::POSSESSIVE | tag::THAT)
            && !clause.is_finite(i + 1);
        // ““We are worn out” by the fire, Lee said.”
        let led = open
            && !next.capital
            && next.cue.is_none()
            && !next.is(tag::PRONOUN | tag::DETERMINER | tag::POSSESSIVE)
            && !clause.before(i).is_word();
        next.is_word() && (clause.before(i).is_word() && (open || comma) || led)
    };
    let bound = |i: &usize| clause.at(*i).is_mark(";:") || clause.at(*i).quote().is_some() && !inside(*i);
    (0..end).rev().take(80).find(bound).map_or(end.saturating_sub(80), |i| i + 1)
}

/// The noun phrase that begins at item `from`.
pub(crate) fn phrase_after(clause: &Clause, from: usize) -> Option<Range> {
    let first = clause.at(from);
    if first.is(tag::PRONOUN) && !first.is(tag::DETERMINER) {
        return Some((from, from + 1));
    }
    let mut to = from;
    while to < clause.len() && to - from < 24 {
        let item = clause.at(to);
        if item.mention.is_some() {
            to = clause.mention_items(to).1;
        } else if item.is(tag::DETERMINER | tag::POSSESSIVE) || in_group(clause, to) {
            // A verb of saying after a noun begins something else.
            let linked = clause.before(to).is(tag::PREPOSITION | tag::COORDINATOR | tag::DETERMINER);
            if to > from && item.is(tag::DETERMINER | tag::POSSESSIVE) && !linked {
                break;
            }
            let participle = item.is(tag::ING) && item.cue.is_some();
            if to > from && participle || to > from && clause.is_finite(to) && !item.is(tag::PEOPLE | tag::PAPER) {
                break;
            }
            to += 1;
        } else {
            let person =
                clause.before(to).mention.is_some() && clause.kind_at(to.saturating_sub(1)) == Some(EntityKind::Person);
            let goes_on = to > from
                && !person
                && (item.is(tag::PREPOSITION) && !clause.at(to + 1).is(tag::TIME) || item.is(tag::COORDINATOR));
            let next = clause.at(to + 1);
            // “expected by analysts to rise”
            let infinitive = item.is(tag::TO) && next.mention.is_none() && !next.is(tag::DETERMINER | tag::POSSESSIVE);
            let goes_on = goes_on && !infinitive;
            let noun_follows = next.is(tag::DETERMINER | tag::POSSESSIVE) || in_group(clause, to + 1);
            if !goes_on
                || !noun_follows
                || item.is(tag::COORDINATOR) && (next.mention.is_none() && !next.is(tag::PEOPLE | tag::BODY))
            {
                break;
            }
            to += 1;
        }
    }
    while to > from
        && clause.before(to).is(tag::TIME | tag::PREPOSITION | tag::ADVERB)
        && clause.before(to).mention.is_none()
    {
        to -= 1;
    }
    (to > from).then_some((from, to))
}

/// “said the chief executive, Ann Lee”: the name after the comma, where the phrase has none.
pub(crate) fn named_after(clause: &Clause, range: Range) -> Range {
    let next = range.1 + 1;
    let (_, stop) = clause.mention_items(next);
    let named = clause.at(range.1).is_mark(",") && clause.kind_at(next) == Some(EntityKind::Person);
    let ends = stop >= clause.len() || clause.at(stop).is_mark(",.;:");
    let role = clause.before(range.1).mention.is_none()
        || clause.before(range.1).is(tag::PEOPLE | tag::PAPER)
        || clause.before(range.1).capital;
    if named && ends && role && person_head(clause, range).is_none() { (next, stop) } else { range }
}

/// The person whose name is the head of the phrase: it ends the phrase and no preposition leads to it.
fn person_head(clause: &Clause, (from, to): Range) -> Option<u32> {
    let last = to.checked_sub(1)?;
    if clause.kind_at(last)? != EntityKind::Person {
        return None;
    }
    let (start, _) = clause.mention_items(last);
    let led = (from..start).any(|i| clause.at(i).is(tag::PREPOSITION) && clause.at(i).mention.is_none());
    // “chief of staff Ann Lee” has a preposition too, but a noun stands between.
    (!led || !clause.before(start).is(tag::PREPOSITION | tag::DETERMINER)).then_some(clause.at(last).mention?)
}

/// Whether the phrase can be somebody who says something.
pub(crate) fn can_speak(clause: &Clause, range: Range) -> bool {
    let (from, to) = range;
    let head = head_of(clause, range);
    // “Both have promised”, “Another advised”
    if from + 1 == to && one_of(clause.word(from), "Both both Another another Each each") {
        return true;
    }
    // “the two write”
    if from + 2 == to
        && one_of(clause.word(from), "The the")
        && one_of(clause.word(from + 1), "two three pair duo trio")
    {
        return true;
    }
    (from..to).any(|i| {
        let item = clause.at(i);
        let thing = matches!(clause.kind_at(i), Some(EntityKind::Event | EntityKind::Document));
        // “the risk of U.S. tariffs”, “Israeli drones”: a name that only belongs to the phrase does not speak.
        let belongs = i != head && is_thing(clause, head);
        item.is(tag::PRONOUN)
            || item.is(tag::PEOPLE | tag::BODY | tag::PAPER) && !(i > head && belongs)
            || i + 1 == to
                && item.is_word()
                && (item.capital && unlisted(&item) || !item.capital && is_person_word(clause.word(i)))
            || item.mention.is_some() && !thing && !belongs
    })
}

/// A plain noun that is nobody: not listed, in small letters, no trade by its ending.
fn is_thing(clause: &Clause, i: usize) -> bool {
    let item = clause.at(i);
    item.is_word()
        && item.mention.is_none()
        && !item.capital
        && !item.is(tag::PEOPLE | tag::BODY | tag::PAPER | tag::PRONOUN | tag::DETERMINER)
        && !is_person_word(clause.word(i))
}

/// Whether the item is a noun for one who speaks for himself.
fn is_person(clause: &Clause, i: usize) -> bool {
    let item = clause.at(i);
    let company = one_of(
        clause.word(i),
        "maker carrier manufacturer retailer lender automaker supplier operator insurer brewer broadcaster",
    );
    item.is_word()
        && !item.is(tag::BODY | tag::PAPER)
        && !company
        && (item.is(tag::PEOPLE) || is_person_word(clause.word(i)))
}

/// Whether a word is for people: by the lists of offices and trades, or by its ending.
fn is_person_word(word: &str) -> bool {
    is_trade(word) || is_office(word)
}

/// Whether the lists of offices and trades have a word or its singular.
fn is_office(word: &str) -> bool {
    let listed = |w: &str| {
        let classes = LEXICON.classes(&fold(w));
        classes & (class::OFFICE | class::TRADE | class::RELATION | class::RANK) != 0
    };
    listed(word) || listed(word.trim_end_matches('s'))
}

/// Whether the item is a listed office or trade.
fn listed(clause: &Clause, i: usize) -> bool {
    let item = clause.at(i);
    item.is_word() && !item.capital && !item.is(tag::BODY | tag::PAPER) && is_office(clause.word(i))
}

/// A capitalised word that no list knows: likely a name that nothing else gave away.
pub(crate) fn unlisted(item: &crate::clause::Item) -> bool {
    item.tags & !(tag::S | tag::ED) == 0 && item.cue.is_none()
}

/// Nouns for people by their ending: “plumber”, “violinist”, “trustees”.
fn is_trade(word: &str) -> bool {
    let word = word.trim_end_matches('s');
    word.len() > 4
        && ["er", "or", "ist", "ian", "man", "woman", "men", "ee", "ant"].iter().any(|end| word.ends_with(end))
        && !one_of(word, NO_TRADES)
}

/// Common nouns that end like those for people.
const NO_TRADES: &str = "anger number order power water matter error factor sector quarter summer winter border disaster \
    danger river computer server offer corner tower weather transfer cover paper letter chapter centre center fever \
    plant grant restaurant mirror motor tremor terror labor harbor degree tree fee coffee committee";

/// The entities named in `from..to` that own nothing there.
pub(crate) fn named_in(clause: &Clause, (from, to): Range, list: &mut Vec<u32>) {
    let mut i = from;
    while i < to {
        let (_, stop) = clause.mention_items(i);
        let owns = clause.at(stop).kind == ItemKind::Possessive;
        list.extend(clause.entity_id(i).filter(|_| !owns));
        i = stop;
    }
}

/// Who the phrase is.
pub(crate) fn resolve(clause: &Clause, range: Range, memory: &mut Memory) -> Speaker {
    let (from, to) = range;
    let description = clause.span(from, to).in_one_line(clause.text);
    let pronoun_here = clause.at(from).is(tag::PRONOUN) || one_of(clause.word(from), "him her them");
    if to - from == 1 && pronoun_here && !clause.at(from).capital_name() {
        return pronoun(clause, from, description, memory);
    }
    if let Some(joined) = (from + 1..to).find(|&i| clause.says(i, "including")) {
        return with_members(clause, range, joined, memory);
    }
    let joint = is_joint(clause, range);
    let both = joint && !clause.says(from, "neither");
    if let Some(speaker) = both.then(|| several(clause, range, memory)).flatten() {
        return speaker;
    }
    if let Some(mention) = person_head(clause, range).filter(|_| !joint) {
        return named(clause, mention, range, memory);
    }
    let head = head_of(clause, range);
    let item = clause.at(head);
    let plural = joint
        || item.is(tag::S)
        || clause.at(from).is(tag::DETERMINER) && one_of(clause.word(from), "some many several both");
    let definite = (clause.says(from, "the") || clause.says(from, "both")) && !joint;
    let nationality = item.mention.is_some_and(|m| clause.is_demonym(m)) && from + 1 == head;
    let pair = to - from == 2 && one_of(clause.word(head), "two pair duo");
    let all = definite && (plural || pair) && to - from <= 3 && (from..to).all(|i| clause.at(i).mention.is_none());
    if all
        && one_of(
            clause.word(to - 1),
            "leaders pair two both couple duo lawmakers chairmen men women countries sides companies ministers presidents",
        )
        && let Some(known) = memory.others.iter().rev().find(|s| s.plural && s.name.contains(" and "))
    {
        return known.clone();
    }
    if definite
        && !plural
        && (item.mention.is_none() || nationality)
        && let Some(known) = memory.role(clause, range, head)
    {
        return known;
    }
    let kin = clause.at(from).is(tag::POSSESSIVE) && head == from + 1 && to == head + 1 && !plural;
    if let Some(known) = kin.then(|| memory.relation(&description)).flatten() {
        return known;
    }
    // “a lifelong Catholic”, “another Muslim”: one of them, not all of them.
    let kind =
        matches!(clause.kind_at(head), Some(EntityKind::Group)) || item.mention.is_some_and(|m| clause.is_demonym(m));
    let one_of_them = kind
        && head > from
        && clause.at(from).is(tag::DETERMINER)
        && !plural
        && !clause.word(head).ends_with(['h', 'e', 's'])
        && (from + 1 < head || !clause.says(from, "the"));
    if one_of_them {
        let name = strip_article(clause.span(from, head + 1).of(clause.text));
        return Speaker { entity: None, name, unnamed: true, plural: false, person: true, gender: None };
    }
    if let Some(mention) = item.mention.filter(|_| !joint && !belongs(clause, range, head))
        && (!item.is(tag::UNNAMED) || clause.kind_at(head) == Some(EntityKind::Person))
    {
        return named(clause, mention, range, memory);
    }
    // “the company's statement said”, “Boeing's lawsuit”: whose paper it is.
    let whose = (from..head).rev().find(|&i| clause.at(i).kind == ItemKind::Possessive);
    if let Some(owner) = whose.filter(|&i| i > from && item.is(tag::PAPER) && clause.before(i).mention.is_some()) {
        return resolve(clause, (from, owner), memory);
    }
    let unnamed = !joint && item.is(tag::UNNAMED)
        || !joint && item.mention.is_none() && (item.is(tag::PEOPLE) || listed(clause, head))
        || ["one", "some", "many", "another", "others"].iter().any(|w| clause.says(from, w));
    let issued = item.is(tag::PAPER) && clause.at(head + 1).is(tag::ED) && head + 1 < to;
    let marks = ['“', '”', '"', '‘', '’', '«', '»', '`', '\''];
    let words = if issued { clause.span(from, head + 1).of(clause.text) } else { &description };

    let gender = title_gender(clause.word(head));
    let name = strip_article(words);
    let name = if item.quote().is_some() { name.trim_matches(marks).to_owned() } else { name };
    Speaker { entity: None, name, unnamed, plural, person: is_person(clause, head), gender }
}

/// Whether the phrase joins several by “and”: not “officials from Spain and Portugal”.
fn is_joint(clause: &Clause, (from, to): Range) -> bool {
    let Some(and) = (from..to).find(|&i| clause.at(i).is(tag::COORDINATOR) && clause.at(i).mention.is_none()) else {
        return false;
    };
    let led = (from..and).any(|i| clause.at(i).is(tag::PREPOSITION) && clause.at(i).mention.is_none());
    !led || clause.at(and + 1).is(tag::DETERMINER | tag::PEOPLE) || clause.kind_at(and + 1) == Some(EntityKind::Person)
}

/// “Anna Berg and her deputy, Tom Lee”: the names of those that have one, else their description.
fn several(clause: &Clause, (from, to): Range, memory: &mut Memory) -> Option<Speaker> {
    let mut parts: Vec<(Range, Speaker)> = Vec::new();
    let mut start = from;
    let stops = |i: usize| {
        i == to || (clause.at(i).is(tag::COORDINATOR) || clause.at(i).is_mark(",")) && clause.at(i).mention.is_none()
    };
    for end in (from..=to).filter(|&i| stops(i)) {
        if start < end {
            let speaker = if clause.at(start).is(tag::PERSON) && start + 1 == end {
                // “He and Lee”: not Lee again.
                let mut others = memory.clone();
                others.people.retain(|s| !(from..to).any(|i| s.entity == clause.entity_id(i)));
                resolve(clause, (start, end), &mut others)
            } else {
                resolve(clause, (start, end), memory)
            };
            // “her deputy, Tom Lee” is one.
            let role = parts.last().is_some_and(|(r, s)| {
                let title = (s.person || r.1 > r.0 + 1 && clause.at(r.0).capital)
                    && !s.plural
                    && !clause.at(r.1 - 1).is(tag::BODY | tag::S)
                    && !clause.at(r.0).is(tag::DETERMINER | tag::POSSESSIVE | tag::PRONOUN);
                s.entity.is_none() && (clause.before(start).is_mark(",") || title && speaker.person)
            });
            if role && speaker.entity.is_some() {
                parts.pop();
            }
            parts.push(((start, end), speaker));
        }
        start = end + 1;
    }
    // “American and Ukrainian officials”
    let adjective =
        |r: &Range| r.1 < to && r.0 + 1 == r.1 && clause.at(r.0).mention.is_some_and(|m| clause.is_demonym(m));
    if parts.iter().all(|(_, s)| s.entity.is_none()) || parts.iter().any(|(r, _)| adjective(r)) {
        return None;
    }
    let mut name = String::new();
    for (n, (_, speaker)) in parts.iter().enumerate() {
        let link = if n == 0 {
            ""
        } else if n + 1 == parts.len() {
            " and "
        } else {
            ", "
        };
        name.push_str(link);
        name.push_str(&speaker.name);
    }
    let one = parts.len() == 1;
    let first = parts.first().filter(|_| one).and_then(|(_, s)| s.entity);
    Some(Speaker { entity: first, name, plural: !one, ..Speaker::default() })
}

/// The head noun: the last word before the first preposition, else the last word.
pub(crate) fn head_of(clause: &Clause, (from, to): Range) -> usize {
    let stop = (from + 1..to)
        .find(|&i| {
            clause.at(i).is(tag::PREPOSITION | tag::RELATIVE) && clause.at(i).mention.is_none()
                || clause.at(i).is_mark(",")
        })
        .unwrap_or(to);
    // “people familiar with the matter”: the noun before the adjective.
    let known = |i: &usize| clause.at(*i).is(tag::PEOPLE | tag::BODY | tag::PAPER);
    if stop < to
        && clause.at(stop - 1).mention.is_none()
        && let Some(noun) = (from..stop).rev().find(known)
    {
        return noun;
    }
    let verbal = stop > from + 1 && clause.at(stop - 1).is(tag::ED) && stop < to;
    if verbal { stop - 2 } else { stop - 1 }
}

/// Whether the mention at the head only qualifies it (a demonym before a noun is not the head).
fn belongs(clause: &Clause, (_, to): Range, head: usize) -> bool {
    let form = clause.at(head).mention.and_then(|m| clause.mentions.get(m as usize)).map(|m| m.form);
    let (_, stop) = clause.mention_items(head);
    stop < to && (form == Some(MentionForm::Demonym) || clause.at(stop).kind == ItemKind::Possessive)
}

fn named(clause: &Clause, mention: u32, range: Range, memory: &mut Memory) -> Speaker {
    let Some(m) = clause.mentions.get(mention as usize) else { return Speaker::default() };
    let entity = clause.entities.get(m.entity as usize);
    let name = entity.map_or_else(String::new, |e| e.name.clone());
    // “Brandt said” after Carla Brandt, whose works bear her name.
    let word = m.span.of(clause.text);
    let alone = range.1 == range.0 + 1 && name.strip_prefix(word).is_some_and(|rest| rest.starts_with(' '));
    if alone && entity.is_some_and(|e| e.kind == EntityKind::Organisation) {
        let bears = |s: &&Speaker| s.entity.is_some() && s.name.rsplit_once(' ').is_some_and(|(_, last)| last == word);
        if let Some(known) = memory.people.iter().chain(&memory.seen).rev().find(bears) {
            return known.clone();
        }
    }
    let (start, _) = clause.mention_items(range.1.saturating_sub(1));
    let titled = start > range.0 && clause.before(start).mention.is_none() && is_person(clause, start - 1);
    let person = titled || entity.is_some_and(|e| e.kind == EntityKind::Person);
    let group = entity.is_some_and(|e| e.kind == EntityKind::Group) || m.form == MentionForm::Demonym;
    let speaker = Speaker { entity: Some(m.entity), name, unnamed: false, plural: group, person, gender: None };
    if person {
        let title = clause.span(range.0, range.1).of(clause.text);
        if title.contains(' ') {
            memory.title(title, &speaker);
        }
    }
    speaker
}

fn pronoun(clause: &Clause, at: usize, description: String, memory: &mut Memory) -> Speaker {
    let word = clause.word(at);
    if let Some(known) = memory.pronoun(word) {
        return known;
    }
    let span = clause.at(at).span;
    let index = clause.mentions.partition_point(|m| m.span.start < span.start);
    let resolved = clause.mentions.get(index).filter(|m| m.span == span && m.form == MentionForm::Pronoun);
    let resolved = resolved.filter(|m| !memory.barred.contains(&m.entity));
    if let Some(index) = resolved.and_then(|_| u32::try_from(index).ok()) {
        return named(clause, index, (at, at + 1), memory);
    }
    let unnamed = clause.at(at).is(tag::UNNAMED) || clause.says(at, "one") || clause.says(at, "who");
    let plural = !clause.at(at).is(tag::PERSON);
    Speaker { entity: None, name: description, unnamed, plural, person: true, gender: None }
}

/// “Officials, including Ann Lee, …”: the member that is named, when it is one.
fn with_members(clause: &Clause, (from, to): Range, joined: usize, memory: &mut Memory) -> Speaker {
    let mut people: Vec<u32> = Vec::new();
    let mut i = joined;
    while i < to {
        let (_, stop) = clause.mention_items(i);
        let whose = clause.at(stop).kind == ItemKind::Possessive;
        if clause.kind_at(i) == Some(EntityKind::Person) && !whose {
            people.extend(clause.at(i).mention);
            // “Ann Lee, head of the Lind Institute, and …”: what explains a name adds no other.
            let explained = clause.at(stop).is_mark(",")
                && !clause.at(stop + 1).capital
                && !clause.at(stop + 1).is(tag::COORDINATOR);
            let next = (stop + 1..to).find(|&k| clause.at(k).is_mark(","));
            i = if explained { next.unwrap_or(to) } else { stop };
        }
        i += 1;
    }
    if let [one] = people[..] {
        let (start, stop) =
            clause.mention_items((joined..to).find(|&i| clause.at(i).mention == Some(one)).unwrap_or(joined));
        return named(clause, one, (start, stop), memory);
    }
    let comma = clause.before(joined).is_mark(",") || clause.before(joined).is_dash();
    let end = if comma { joined - 1 } else { joined };
    let mut speaker = resolve(clause, (from, end.max(from + 1)), memory);
    speaker.unnamed &= people.is_empty();
    speaker.plural = true;
    speaker
}

fn strip_article(description: &str) -> String {
    let mut words = description.split(' ');
    match words.next() {
        Some(first) if one_of(first.lower().as_str(), "the a an") && description.contains(' ') => {
            words.collect::<Vec<_>>().join(" ")
        }
        _ => description.to_owned(),
    }
}

impl crate::clause::Item {
    /// A capital “US” or a name that looks like a pronoun.
    fn capital_name(&self) -> bool {
        self.capital && self.span.len() == 2 && self.is(tag::PRONOUN) && !self.is(tag::PERSON) && self.mention.is_some()
    }
}

/// Keeps in mind the subject of a sentence; gives it where it is a person with a name.
pub(crate) fn subject(clause: &Clause, memory: &mut Memory) -> Option<Speaker> {
    let limit = clause.len().min(60);
    // “Asked whether she would run, Lee laughed”: the main clause begins after the comma.
    let first = clause.at(0);
    let fronted = first.mention.is_none()
        && first.is(tag::ED | tag::ING | tag::SUBORDINATOR | tag::PREPOSITION)
        && clause.finite_in(0, limit).is_some();
    let comma = (0..limit).find(|&i| clause.at(i).is_mark(",")).filter(|_| fronted);
    let mut i = comma.filter(|&i| clause.at(i + 1).mention.is_some()).map_or(0, |i| i + 1);
    let stop = clause.finite_in(i, limit).unwrap_or(limit);
    let phrase = phrase_before(clause, skip_left(clause, stop)).filter(|&r| can_speak(clause, r));
    let several = phrase.filter(|&r| is_joint(clause, r) || (r.0..r.1).any(|i| clause.says(i, "including")));
    let mut found = None;
    while i < stop && several.is_none() {
        let (start, end) = clause.mention_items(i);
        let whose = clause.at(end).kind == ItemKind::Possessive;
        if clause.kind_at(i) == Some(EntityKind::Person) && !whose && !clause.before(start).is(tag::PREPOSITION) {
            found = clause.at(i).mention.map(|m| (m, (start, end)));
        }
        i = end;
    }
    if let Some((mention, range)) = found {
        let speaker = named(clause, mention, range, memory);
        memory.note(&speaker);
        return Some(speaker);
    }
    // “She laughs. “Of course not.””
    if one_of(clause.word(0), "He She") && clause.at(1).is_word() && !clause.at(1).is(tag::BE | tag::HAVE) {
        memory.barred.clear();
        let speaker = memory.pronoun(clause.word(0)).filter(|s| s.entity.is_some())?;
        memory.note(&speaker);
        return Some(speaker);
    }
    let speaks = |i: usize| clause.at(i).mention.is_some() || clause.at(i).is(tag::PEOPLE | tag::BODY | tag::PAPER);
    let range = several
        .or(phrase)
        .filter(|&r| !clause.at(r.0).is(tag::PRONOUN) && stop < limit && speaks(head_of(clause, r)))?;
    let speaker = resolve(clause, range, memory);
    let paper = clause.at(head_of(clause, range)).is(tag::PAPER);
    // “A nurse said … she”: whom the text brings in without a name; “the nurse” may have been named.
    let quotes = one_of(clause.word(stop), "quoted quotes cited cites");
    let brought_in = one_of(clause.word(range.0), "A An One Another a an one another") && !quotes;
    if speaker.plural || brought_in || !paper && !speaker.person {
        memory.note(&speaker);
    }
    None
}

/// Keeps in mind the names in `from..to`: companies and offices, and persons with their titles.
pub(crate) fn introduce(clause: &Clause, from: usize, to: usize, memory: &mut Memory) {
    let mut i = from;
    while i < to {
        let (start, stop) = clause.mention_items(i);
        let mention = clause.at(i).mention;
        i = stop;
        let Some(m) = mention.and_then(|m| clause.mentions.get(m as usize)) else { continue };
        let Some(entity) = clause.entities.get(m.entity as usize) else { continue };
        let person = entity.kind == EntityKind::Person;
        let body = matches!(entity.kind, EntityKind::Organisation | EntityKind::Medium);
        if m.form == MentionForm::Pronoun || !person && !body {
            continue;
        }
        let speaker = Speaker { entity: Some(m.entity), name: entity.name.clone(), person, ..Speaker::default() };
        if !person {
            // “told the BBC”: who only listens is not “the club” later.
            let verb = if clause.before(start).is(tag::DETERMINER) { start - 1 } else { start };
            let told = clause.before(verb).cue.is_some_and(|c| {
                c.verbs.iter().any(|&v| cues::LEXICON.verb(v).is_some_and(|v| v.takes(frame::HEARER)))
            });
            if !told {
                keep(&mut memory.bodies, &speaker);
            }
            continue;
        }
        keep(&mut memory.seen, &speaker);
        let block = memory.block;
        if let Some(named) = memory.named.get_mut(m.entity as usize) {
            *named = block;
        }
        let group = group_before(clause, stop).unwrap_or(start);
        // “Lee hails Berg”: what stands before a verb is no title.
        let verb = (group..start).rev().find(|&k| clause.at(k).cue.is_some() && clause.at(k).mention.is_none());
        let group = verb.map_or(group, |k| k + 1);
        if clause.span(group, stop) != m.name {
            memory.title(clause.span(group, stop).of(clause.text), &speaker);
        }
        if group == start
            && clause.before(start).is_mark(",")
            && let Some(role) = group_before(clause, start - 1)
        {
            memory.title(clause.span(role, start - 1).of(clause.text), &speaker);
        }
        let apposed = (clause.at(stop).is_mark(",") || clause.at(stop).is(tag::BE) || clause.says(stop, "as"))
            && (clause.at(stop + 1).is(tag::DETERMINER | tag::POSSESSIVE | tag::PEOPLE));
        // “named Ann Lee its chief executive”
        if clause.at(stop).is(tag::POSSESSIVE) && clause.at(stop).mention.is_none() {
            memory.title(clause.span(stop, clause.len().min(stop + 4)).of(clause.text), &speaker);
        }
        if apposed {
            let end = (stop + 1..clause.len().min(stop + 12)).find(|&k| clause.at(k).is_mark(",.;"));
            let end = end.unwrap_or(clause.len().min(stop + 12));
            memory.title(clause.span(stop + 1, end).of(clause.text), &speaker);
        }
    }
}
