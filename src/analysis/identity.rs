//! Which names of organisations are one body's, within an article and across articles.
//!
//! A name is reduced to what outlets agree on: without the article, the legal form (“Inc.”, “plc”) and the
//! differences of British and American spelling, with the office at its end (“Ministry of Defence” is
//! “Defence Ministry”). A country in it is set apart, because bodies with one plain name (“the Supreme Court”,
//! “the Air Force”) are one body only where they belong to one country: the one named with them, else the one
//! last named with that body, else the one that the article is about.
use crate::lexicon::{Known, LEXICON, class};
use crate::spelling::{fold, fold_into};
use crate::{Entity, EntityKind, Mention, MentionForm};
use corpus::Map;
use corpus::{Span, Token, TokenKind, one_of, tokens};

/// An organisation's name, taken apart.
pub(crate) struct BodyName {
    /// What outlets agree on, folded.
    pub(crate) plain: String,
    /// The country that the name itself tells.
    pub(crate) country: Option<&'static str>,
    /// Whether nothing in it is a proper name: many countries have such a body.
    pub(crate) generic: bool,
}

/// Words at the end of a company's name that it does without.
const LEGAL_FORMS: &str = "inc incorporated corp corporation co company companies ltd limited llc llp lp plc gmbh ag \
     se sa nv bv spa oyj ab asa kg pty holding holdings group partners";

/// Words that say what a company makes and that its name does without.
const TRADES: &str = "motor motors computer computers stores airlines airways aircraft";

/// Offices that stand before what they are for.
const FRONTS: &str = "ministry department secretariat bureau";

/// Bodies that a country has one of: “Government of Canada”, but not “Bank of America”.
const STATE_BODIES: &str = "government parliament senate congress cabinet army navy";

impl BodyName {
    pub(crate) fn of(name: &str) -> Self {
        let name = name.split(" (").next().unwrap_or(name);
        let all = tokens(name, Span::new(0, name.len()));
        let mut country = None;
        let mut words: Vec<String> = Vec::new();
        let mut i = 0;
        while let Some(token) = all.get(i) {
            let here = token.span.of(name);
            let rest = all.get(i..).unwrap_or(&[]);
            let word = fold(here);
            // A country opens the name or closes it after “of”.
            if let Some(known) = country_at(name, rest, &word) {
                // “8th U.S. Circuit Court of Appeals”
                let begun =
                    words.iter().all(|w| w.starts_with(|c: char| c.is_ascii_digit()) || one_of(w, "st nd rd th"));
                let opens = begun && rest.len() > known.len;
                let told = words.len() > 1 || words.first().is_some_and(|w| one_of(w, STATE_BODIES));
                let closes = rest.len() == known.len && !known.demonym && told;
                let of = i > 0 && all.get(..i).is_some_and(|before| ends_with_of(name, before));
                if country.is_none() && (opens || closes && of) {
                    country = Some(known.name);
                    i += known.len;
                    continue;
                }
            }
            if token.kind == TokenKind::Word && !one_of(&word, "the of for and") {
                words.push(regular(&word));
            } else if token.kind == TokenKind::Number {
                words.push(word);
            }
            i += 1;
        }
        while words.len() > 1
            && let Some(last) = words.last()
            && one_of(last, LEGAL_FORMS)
            && !(words.len() == 2
                && country.is_none()
                && LEXICON.classes(words.first().map_or("", |w| w)) & SPEAKS != 0)
        {
            words.pop();
        }
        if words.len() > 1 && words.first().is_some_and(|first| one_of(first, FRONTS)) {
            words.rotate_left(1);
        }
        if words.len() > 2 {
            words.retain(|w| w != "affairs");
        }
        let generic = words.iter().all(|w| LEXICON.classes(w) & SPEAKS != 0);
        Self { plain: words.join(" "), country, generic }
    }
}

/// The longest name or demonym of a country that starts at the first of `rest`, which is `word` folded.
fn country_at(name: &str, rest: &[Token], word: &str) -> Option<&'static Known> {
    let mut len = rest.len();
    while let Some(known) = LEXICON.longest(name, rest.get(..len)?, word, false) {
        if known.kind == EntityKind::Country {
            return Some(known);
        }
        len = known.len - 1;
    }
    None
}

/// Words that are no proper names.
const SPEAKS: u32 = class::COMMON | class::HEAD | class::MODIFIER | class::OFFICE_OF | class::OFFICE;

fn ends_with_of(name: &str, before: &[Token]) -> bool {
    let word = |back: usize| before.len().checked_sub(back).and_then(|i| before.get(i)).map_or("", |t| t.span.of(name));
    word(1) == "of" || word(1) == "the" && word(2) == "of"
}

/// A word in one of its spellings on both sides of the ocean.
fn regular(word: &str) -> String {
    for (british, american) in
        [("ence", "ense"), ("our", "or"), ("isation", "ization"), ("centre", "center"), ("programme", "program")]
    {
        if let Some(stem) = word.strip_suffix(british) {
            return format!("{stem}{american}");
        }
    }
    word.replace(['.', '’', '\''], "")
}

/// The name known beforehand that `name` is as a whole, of that kind.
pub(crate) fn known_as(name: &str, kind: EntityKind) -> Option<&'static Known> {
    let all = tokens(name, Span::new(0, name.len()));
    let first = fold(all.first()?.span.of(name));
    LEXICON.longest(name, &all, &first, false).filter(|k| k.len == all.len() && k.kind == kind && !k.demonym)
}

/// The company known beforehand that `name` is with its legal form or its trade (“Ford Motor Company”).
pub(crate) fn company(name: &str) -> Option<&'static str> {
    let mut all = tokens(name, Span::new(0, name.len()));
    let first = fold(all.iter().find(|t| t.kind == TokenKind::Word)?.span.of(name));
    all.drain(..usize::from(first == "the" && all.len() > 1));
    let first = fold(all.first()?.span.of(name));
    let known = LEXICON.longest(name, &all, &first, false)?;
    let rest = all.get(known.len..)?;
    let mut word = String::new();
    let dispensable = rest.iter().all(|t| {
        word.clear();
        fold_into(t.span.of(name), &mut word);
        t.kind == TokenKind::Mark || one_of(&word, LEGAL_FORMS) || one_of(&word, TRADES)
    });
    (known.kind == EntityKind::Organisation && !known.demonym && dispensable && !rest.is_empty()).then_some(known.name)
}

/// The letters that an acronym of `name` may have: of all its words with a capital, and of those before a legal
/// form; small words count or not.
pub(crate) fn initials(name: &str) -> Vec<String> {
    let all = tokens(name, Span::new(0, name.len()));
    let mut every = String::new();
    let mut capital = String::new();
    let mut named = String::new();
    for word in all.iter().filter(|t| t.kind == TokenKind::Word).map(|t| t.span.of(name)) {
        let mut letters: String = fold(word).chars().filter(|c| c.is_alphabetic()).collect();
        if word.chars().any(char::is_lowercase) {
            letters = letters.chars().take(1).collect();
        }
        every.push_str(&letters);
        if word.chars().next().is_some_and(char::is_uppercase) {
            capital.push_str(&letters);
            if !one_of(&fold(word), LEGAL_FORMS) {
                named.push_str(&letters);
            }
        }
    }
    let mut found = vec![every, capital, named];
    found.dedup();
    found.retain(|f| f.chars().count() >= INITIALS_MIN);
    found
}

/// Acronyms of fewer letters say too little.
const INITIALS_MIN: usize = 3;

/// The shorter names that the folded name of a body allows (“Northrop” Grumman, “China Eastern” Airlines).
pub(crate) fn short_names(folded: &str) -> Vec<&str> {
    let mut found = Vec::new();
    if let Some((first, _)) = folded.split_once(' ')
        && first.len() > 3
        && LEXICON.classes(first) & !class::OPENS_KNOWN == 0
        && !is_known_place(first)
    {
        found.push(first);
    }
    if let Some((front, last)) = folded.rsplit_once(' ')
        && LEXICON.classes(last) & class::ORGANISATION_HEAD != 0
        && front.contains(' ')
        && !front.ends_with(" of")
        && !front.split(' ').all(|w| LEXICON.classes(w) & SPEAKS != 0)
        && !is_known_place(front)
    {
        found.push(front);
    }
    // “Red Hill Band” of Cree, “8th Circuit” Court of Appeals
    let front = folded.split(" of ").next().unwrap_or("");
    let head = front.rsplit(' ').next().unwrap_or("");
    if front.contains(' ')
        && front.len() < folded.len()
        && LEXICON.classes(head) & (class::ORGANISATION_HEAD | class::COMMON) != 0
        && !front.split(' ').all(|w| LEXICON.classes(w) & SPEAKS != 0)
    {
        found.push(front);
    }
    let second = folded.match_indices(' ').nth(1).and_then(|(end, _)| folded.get(..end));
    found.extend(second.filter(|_| folded.starts_with(|c: char| c.is_ascii_digit())));
    found
}

/// Whether the folded name is that of a place or state known beforehand.
fn is_known_place(folded: &str) -> bool {
    let all = tokens(folded, Span::new(0, folded.len()));
    let first = all.first().map_or("", |t| t.span.of(folded));
    let place = |k: &Known| k.len == all.len() && matches!(k.kind, EntityKind::Place | EntityKind::Country);
    LEXICON.longest(folded, &all, first, true).is_some_and(place)
}

/// Whether a place may have given the body of that folded name its first word (“Tufts University”).
pub(crate) fn may_name_a_place(short: &str, body: &str) -> bool {
    !short.contains(' ') && body.split(' ').any(|w| LEXICON.classes(w) & class::HEAD != 0)
}

/// Whether `word` is written as an acronym.
pub(crate) fn is_acronym(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    (2..=8).contains(&letters) && !word.contains(' ') && !word.chars().any(char::is_lowercase)
}

/// Places that share a name; the columns are those of the file.
const HOMONYMS: &str = include_str!(concat!(env!("OUT_DIR"), "/homonyms.tsv"));

/// Gives a place the name of the other one that is called so, where what is named beside it says that (Georgia
/// beside Atlanta). Without such neighbours, and as many on both sides, it is the one known beforehand.
pub(crate) fn tell_homonyms(text: &str, entities: &mut [Entity], mentions: &[Mention]) {
    for line in HOMONYMS.lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('\t');
        let (Some(name), Some(other)) = (columns.next(), columns.next()) else { continue };
        let (usual, unusual) = (columns.next().unwrap_or(""), columns.next().unwrap_or(""));
        let is_it = |e: &&mut Entity| e.name == name && matches!(e.kind, EntityKind::Place | EntityKind::Country);
        let Some(entity) = entities.iter_mut().find(is_it) else { continue };
        let beside =
            |list: &str| mentions.iter().filter(|m| list.split("; ").any(|listed| listed == m.name.of(text))).count();
        if beside(unusual) > beside(usual) {
            other.clone_into(&mut entity.name);
            entity.kind = EntityKind::Place;
        }
    }
}

/// Whether the text between a name and an acronym says that it is called so too.
pub(crate) fn calls_also(text: &str, name: Span, acronym: Span) -> bool {
    if acronym.start < name.end || acronym.start > name.end + CALLED_WITHIN {
        return false;
    }
    let between = Span { start: name.end, end: acronym.start }.of(text);
    let after = Span { start: acronym.end, end: (text.len()).try_into().unwrap_or(u32::MAX) }.of(text);
    let Some((class, words)) = between.split_once(", ") else { return false };
    // “the United Dockers union, known as the UDU”.
    if class.trim_start().contains(' ') || words.contains(['.', ';', ',']) {
        return false;
    }
    let known = words.starts_with("known ") || words.starts_with("also known ") || words.starts_with("called ");
    class.is_empty() && words == "or " && after.starts_with(',') || known
}

/// How many bytes an acronym stands behind the name that it is explained with, at most.
const CALLED_WITHIN: u32 = 48;

/// The country that a mention's body belongs to, for every mention: only those of generic names have one.
pub(crate) fn countries<'a>(text: &str, entities: &'a [Entity], mentions: &[Mention]) -> Vec<Option<&'a str>> {
    let entity = |m: &Mention| entities.get(m.entity as usize);
    let state = |m: &Mention| entity(m).filter(|e| e.kind == EntityKind::Country).map(|e| e.name.as_str());
    let main = main_country(entities, mentions);
    let mut parts: Map<&str, BodyName> = Map::new();
    let mut found: Vec<Option<&str>> = vec![None; mentions.len()];
    // Bodies by plain name: the country last named with one, and the mentions that wait for one.
    let mut last: Map<String, &str> = Map::new();
    let mut first: Map<String, &str> = Map::new();
    let mut waiting: Vec<(usize, String)> = Vec::new();
    let mut before: Option<(u32, &str)> = None;
    for (at, mention) in mentions.iter().enumerate() {
        if let Some(country) = state(mention) {
            before = Some((mention.span.end, country));
            continue;
        }
        let is_body = mention.form == MentionForm::Name
            && entity(mention).is_some_and(|e| matches!(e.kind, EntityKind::Organisation | EntityKind::Other));
        if !is_body {
            continue;
        }
        let name = mention.name.of(text);
        let body = parts.entry(name).or_insert_with(|| BodyName::of(name));
        if !body.generic || body.plain.is_empty() {
            continue;
        }
        let gap = |from: u32, to: u32| if from <= to { Span { start: from, end: to }.of(text) } else { "-" };
        let owner =
            || before.filter(|(end, _)| matches!(gap(*end, mention.span.start), " " | "’s " | "'s " | "’ " | "' "));
        let follower = || {
            let next = mentions.get(at + 1..)?.iter().find(|m| m.span.start >= mention.span.end)?;
            let country = state(next).filter(|_| next.form == MentionForm::Name)?;
            matches!(gap(mention.span.end, next.span.start), " of " | " of the ").then_some(country)
        };
        let own = body.country.and_then(|c| entities.iter().find(|e| e.name == c).map(|e| e.name.as_str()).or(Some(c)));
        let country = own.or_else(|| owner().map(|o| o.1)).or_else(follower);
        match country.or_else(|| last.get(&body.plain).copied()) {
            Some(country) => {
                first.entry(body.plain.clone()).or_insert(country);
                last.insert(body.plain.clone(), country);
                if let Some(slot) = found.get_mut(at) {
                    *slot = Some(country);
                }
            }
            None => waiting.push((at, body.plain.clone())),
        }
    }
    for (at, plain) in waiting {
        let known = mentions.get(at).and_then(entity).is_some_and(|e| known_as(&e.name, e.kind).is_some());
        let country = first.get(&plain).copied().or(main.filter(|m| !known || m.1).map(|m| m.0));
        if let Some(slot) = found.get_mut(at) {
            *slot = country;
        }
    }
    found
}

/// The country that an article names at least twice as often as any other, and whether it names hardly another.
fn main_country<'a>(entities: &'a [Entity], mentions: &[Mention]) -> Option<(&'a str, bool)> {
    let mut counts: Map<u32, usize> = Map::new();
    for mention in mentions {
        if entities.get(mention.entity as usize).is_some_and(|e| e.kind == EntityKind::Country) {
            *counts.entry(mention.entity).or_default() += 1;
        }
    }
    let (&most, &count) = counts.iter().max_by_key(|(_, count)| **count)?;
    let second = counts.iter().filter(|(e, _)| **e != most).map(|(_, count)| *count).max().unwrap_or(0);
    let country = entities.get(most as usize).map(|e| e.name.as_str())?;
    (count >= 2 && count >= 2 * second).then_some((country, count >= 4 * second))
}
