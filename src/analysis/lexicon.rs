//! What is known of names before any article is read: single words by class, and names known the world over.
//!
//! Both are read once from the data files under `data/`; words are looked up in a table by their hash. A word
//! is folded (lower case, no accents) before it is looked up; a known name also says which of its words must
//! stand with a capital, so that “us” is never the US. Nothing is concluded here.
use crate::EntityKind;
use crate::spelling::{fold, fold_into, same_folded};
use corpus::InOrder;
use corpus::{Span, Token, tokens};
use std::sync::LazyLock;

/// Classes of words, as bits.
pub(crate) mod class {
    pub(crate) const COMMON: u32 = 1;
    pub(crate) const CALENDAR: u32 = 1 << 1;
    pub(crate) const GIVEN_M: u32 = 1 << 2;
    pub(crate) const GIVEN_F: u32 = 1 << 3;
    pub(crate) const HONORIFIC: u32 = 1 << 4;
    pub(crate) const RANK: u32 = 1 << 5;
    pub(crate) const OFFICE: u32 = 1 << 6;
    pub(crate) const OFFICE_OF: u32 = 1 << 7;
    pub(crate) const MODIFIER: u32 = 1 << 8;
    pub(crate) const RELATION: u32 = 1 << 9;
    pub(crate) const TRADE: u32 = 1 << 10;
    pub(crate) const ORGANISATION_HEAD: u32 = 1 << 11;
    pub(crate) const PLACE_HEAD: u32 = 1 << 12;
    pub(crate) const PLACE_FRONT: u32 = 1 << 13;
    pub(crate) const EVENT_HEAD: u32 = 1 << 14;
    pub(crate) const DOCUMENT_HEAD: u32 = 1 << 15;
    pub(crate) const MEDIUM_HEAD: u32 = 1 << 16;
    pub(crate) const SAYING: u32 = 1 << 17;
    pub(crate) const PLACE_BEFORE: u32 = 1 << 18;
    pub(crate) const PARTICLE: u32 = 1 << 19;
    pub(crate) const SUFFIX: u32 = 1 << 20;
    pub(crate) const LOCALITY: u32 = 1 << 21;
    pub(crate) const BODY: u32 = 1 << 22;
    pub(crate) const KIND_BEFORE: u32 = 1 << 23;
    pub(crate) const SPORT: u32 = 1 << 24;
    pub(crate) const EVENT_FRONT: u32 = 1 << 25;
    pub(crate) const CLUB_FRONT: u32 = 1 << 26;
    /// The first word of a name known the world over.
    pub(crate) const OPENS_KNOWN: u32 = 1 << 27;

    /// A plain word that has a capital at most by its place or its kind (“Snow”, “Islam”), though it tells a matter.
    pub(crate) const PLAIN: u32 = 1 << 28;

    /// A given name of either gender.
    pub(crate) const GIVEN: u32 = GIVEN_M | GIVEN_F;
    /// Anything that can stand before a person's name as a title.
    pub(crate) const TITLE: u32 = HONORIFIC | RANK | OFFICE;
    /// The last (or first) word of a longer name that is no person's.
    pub(crate) const HEAD: u32 = ORGANISATION_HEAD | EVENT_HEAD | DOCUMENT_HEAD | PLACE_HEAD | MEDIUM_HEAD;
}

/// The parts of the data files and the class that each gives to its words.
const PARTS: [(&str, u32); 29] = [
    ("common", class::COMMON),
    ("calendar", class::CALENDAR),
    ("m", class::GIVEN_M),
    ("f", class::GIVEN_F),
    ("u", class::GIVEN_M | class::GIVEN_F),
    ("honorific", class::HONORIFIC),
    ("rank", class::RANK),
    ("office", class::OFFICE),
    ("office_of", class::OFFICE_OF),
    ("modifier", class::MODIFIER),
    ("relation", class::RELATION),
    ("trade", class::TRADE),
    ("organisation_head", class::ORGANISATION_HEAD),
    ("place_head", class::PLACE_HEAD),
    ("place_front", class::PLACE_FRONT),
    ("event_head", class::EVENT_HEAD),
    ("document_head", class::DOCUMENT_HEAD),
    ("medium_head", class::MEDIUM_HEAD),
    ("saying", class::SAYING),
    ("place_before", class::PLACE_BEFORE),
    ("particle", class::PARTICLE),
    ("suffix", class::SUFFIX),
    ("locality", class::LOCALITY),
    ("body", class::BODY),
    ("kind_before", class::KIND_BEFORE),
    ("sport", class::SPORT),
    ("event_front", class::EVENT_FRONT),
    ("club_front", class::CLUB_FRONT),
    ("plain", class::PLAIN),
];

/// A name known the world over, in one of its spellings.
pub(crate) struct Known {
    /// Its words, folded, divided by single spaces.
    words: String,
    /// Length of the first of them.
    first: usize,
    /// How many words it has.
    pub(crate) len: usize,
    /// Which of its first 16 words must start with a capital.
    capital: u16,
    /// Which must be all capitals.
    upper: u16,
    /// What sort of thing.
    pub(crate) kind: EntityKind,
    /// The name that stands for all spellings.
    pub(crate) name: &'static str,
    /// Whether this spelling is an adjective or noun made from the name.
    pub(crate) demonym: bool,
}

/// All that is known beforehand.
pub(crate) struct Lexicon {
    words: Vec<(String, u32)>,
    known: Vec<Known>,
    /// One more than the index of a word, at the place of its hash or at the next free one; 0 is free.
    places: Vec<u16>,
    /// Where the known names begin that start with a word, by the word's index.
    known_from: Vec<u16>,
}

/// Places of the table: a power of two, more than twice the words.
const PLACES: usize = 1 << 15;

/// The one lexicon, read at first use.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

impl Lexicon {
    fn read() -> Self {
        let mut words: Vec<(String, u32)> = Vec::with_capacity(4096);
        for file in [
            include_str!(concat!(env!("OUT_DIR"), "/common_words.txt")),
            include_str!(concat!(env!("OUT_DIR"), "/offices.txt")),
            include_str!(concat!(env!("OUT_DIR"), "/name_parts.txt")),
            include_str!(concat!(env!("OUT_DIR"), "/given_names.txt")),
        ] {
            read_words(file, &mut words);
        }
        let mut known = Vec::with_capacity(4096);
        read_states(include_str!(concat!(env!("OUT_DIR"), "/states.txt")), &mut known);
        read_names(include_str!(concat!(env!("OUT_DIR"), "/places.txt")), EntityKind::Place, &mut known);
        read_names(include_str!(concat!(env!("OUT_DIR"), "/organisations.txt")), EntityKind::Organisation, &mut known);
        // The longest first among those that start alike; the file order decides between equals.
        known.put_in_order_by(|a, b| a.first_word().cmp(b.first_word()).then(b.len.cmp(&a.len)));
        words.extend(known.iter().map(|k: &Known| (k.first_word().to_owned(), class::OPENS_KNOWN)));
        words.put_in_order();
        words.dedup_by(|next, kept| {
            next.0 == kept.0 && {
                kept.1 |= next.1;
                true
            }
        });
        let mut lexicon = Self { places: vec![0; PLACES], known_from: vec![0; words.len()], words, known };
        for index in 0..lexicon.words.len() {
            let word = lexicon.words.get(index).map_or("", |w| w.0.as_str());
            let free = lexicon.place(word);
            if let (Some(place), Ok(next)) = (lexicon.places.get_mut(free), u16::try_from(index + 1)) {
                *place = next;
            }
        }
        for (from, known) in lexicon.known.iter().enumerate().rev() {
            if let (Some(index), Ok(from)) = (lexicon.index(known.first_word()), u16::try_from(from))
                && let Some(first) = lexicon.known_from.get_mut(index)
            {
                *first = from;
            }
        }
        lexicon
    }

    /// The place in the table of a folded word, or the free one where it would be put.
    fn place(&self, folded: &str) -> usize {
        let hash =
            folded.bytes().fold(2_166_136_261_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(16_777_619));
        let mut place = (hash ^ hash >> 15) as usize % PLACES;
        while let Some(index) = self.places.get(place).and_then(|next| usize::from(*next).checked_sub(1))
            && self.words.get(index).is_none_or(|w| w.0 != folded)
        {
            place = (place + 1) % PLACES;
        }
        place
    }

    fn index(&self, folded: &str) -> Option<usize> {
        self.places.get(self.place(folded)).and_then(|next| usize::from(*next).checked_sub(1))
    }

    /// The classes of a folded word; 0 when it is not listed.
    pub(crate) fn classes(&self, folded: &str) -> u32 {
        self.index(folded).and_then(|i| self.words.get(i)).map_or(0, |w| w.1)
    }

    /// The known name of that one word, all capitals: “F.B.I.” without its dots.
    pub(crate) fn acronym(&self, folded: &str) -> Option<&Known> {
        let from = usize::from(*self.known_from.get(self.index(folded)?)?);
        self.known.get(from..)?.iter().take_while(|k| k.first_word() == folded).find(|k| k.len == 1 && k.is_upper())
    }

    /// The longest known name that starts at the first of `found`. `folded` is the
    /// first token folded; with `shouted`, capitals say nothing.
    pub(crate) fn longest(&self, text: &str, found: &[Token], folded: &str, shouted: bool) -> Option<&Known> {
        let from = usize::from(*self.known_from.get(self.index(folded)?)?);
        self.known
            .get(from..)?
            .iter()
            .take_while(|k| k.first_word() == folded)
            .find(|k| k.matches(text, found, shouted))
    }
}

impl Known {
    /// Whether it names a place or a state itself, not its people.
    pub(crate) fn is_place(&self) -> bool {
        !self.demonym && matches!(self.kind, EntityKind::Place | EntityKind::Country)
    }

    /// Whether it is written in capitals throughout.
    pub(crate) fn is_upper(&self) -> bool {
        self.upper != 0
    }

    fn first_word(&self) -> &str {
        self.words.get(..self.first).unwrap_or("")
    }

    fn matches(&self, text: &str, found: &[Token], shouted: bool) -> bool {
        if found.len() < self.len {
            return false;
        }
        self.words.split(' ').zip(found).enumerate().all(|(i, (word, token))| {
            let here = token.span.of(text);
            let bit = 1u16.checked_shl(i as u32).unwrap_or(0);
            let first = here.chars().next();
            if !shouted && self.capital & bit != 0 && !first.is_some_and(char::is_uppercase) {
                return false;
            }
            if self.upper & bit != 0 && here.chars().any(char::is_lowercase) {
                return false;
            }
            same_folded(here, word)
        })
    }
}

/// Words under `@part` lines.
fn read_words(file: &'static str, words: &mut Vec<(String, u32)>) {
    let mut part = 0;
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        if let Some(name) = line.strip_prefix('@') {
            part = class_of(name);
            continue;
        }
        // `build.rs` says how the words are written: a capital for the characters shared with the word before.
        let mut word = String::new();
        for c in line.chars() {
            if c.is_ascii_uppercase() {
                add_word(&word, part, words);
                let shared = c as usize - 'A' as usize;
                let end = word.char_indices().nth(shared).map_or(word.len(), |(at, _)| at);
                word.truncate(end);
            } else {
                word.push(c);
            }
        }
        add_word(&word, part, words);
    }
}

fn add_word(word: &str, part: u32, words: &mut Vec<(String, u32)>) {
    if !word.is_empty() {
        words.push((fold(word), part));
    }
}

fn class_of(part: &str) -> u32 {
    PARTS.iter().find(|(name, _)| *name == part).map_or(0, |p| p.1)
}

fn read_states(file: &'static str, known: &mut Vec<Known>) {
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        let mut columns = line.split('>').map(str::trim);
        let names = columns.next().unwrap_or("");
        let name = names.split('=').next().unwrap_or("");
        add_spellings(names, name, EntityKind::Country, false, known);
        add_spellings(columns.next().unwrap_or(""), name, EntityKind::Country, true, known);
        let capital = columns.next().unwrap_or("");
        add_spellings(capital, capital.split('=').next().unwrap_or(""), EntityKind::Place, false, known);
    }
}

fn read_names(file: &'static str, mut kind: EntityKind, known: &mut Vec<Known>) {
    for line in file.lines().filter(|l| !l.starts_with('#')) {
        if let Some(part) = line.strip_prefix('@') {
            kind = match part {
                "medium" => EntityKind::Medium,
                "group" => EntityKind::Group,
                "event" => EntityKind::Event,
                "document" => EntityKind::Document,
                "other" => EntityKind::Other,
                _ => EntityKind::Organisation,
            };
            continue;
        }
        for entry in line.split(';').map(str::trim) {
            let (names, demonyms) = entry.split_once('>').unwrap_or((entry, ""));
            let name = names.split('=').next().unwrap_or("").trim();
            add_spellings(names, name, kind, false, known);
            add_spellings(demonyms, name, kind, true, known);
        }
    }
}

fn add_spellings(list: &'static str, name: &'static str, kind: EntityKind, demonym: bool, known: &mut Vec<Known>) {
    for spelling in list.split('=').map(str::trim).filter(|s| !s.is_empty()) {
        let (stem, plural) = spelling.strip_suffix('+').map_or((spelling, false), |s| (s, true));
        known.extend(known_name(stem, name, kind, demonym));
        if plural {
            known.extend(known_name(&format!("{stem}s"), name, kind, demonym));
        }
    }
}

fn known_name(spelling: &str, name: &'static str, kind: EntityKind, demonym: bool) -> Option<Known> {
    let parts = tokens(spelling, Span::new(0, spelling.len()));
    let mut words = String::new();
    let (mut capital, mut upper) = (0, 0);
    for (i, token) in parts.iter().enumerate() {
        let here = token.span.of(spelling);
        let bit = 1u16.checked_shl(i as u32).unwrap_or(0);
        if i > 0 {
            words.push(' ');
        }
        fold_into(here, &mut words);
        if here.chars().next().is_some_and(char::is_uppercase) {
            capital |= bit;
            if here.chars().count() > 1 && !here.chars().any(char::is_lowercase) {
                upper |= bit;
            }
        }
    }
    let first = words.find(' ').unwrap_or(words.len());
    (!parts.is_empty()).then_some(Known { words, first, len: parts.len(), capital, upper, kind, name, demonym })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn longest(text: &str) -> Option<(&'static str, usize)> {
        let found = tokens(text, Span::new(0, text.len()));
        let first = fold(found.first()?.span.of(text));
        LEXICON.longest(text, &found, &first, false).map(|k| (k.name, k.len))
    }

    #[test]
    fn every_word_of_the_lists_is_carried() {
        for file in [
            include_str!("data/common_words.txt"),
            include_str!("data/offices.txt"),
            include_str!("data/name_parts.txt"),
            include_str!("data/given_names.txt"),
        ] {
            let mut part = 0;
            for line in file.lines().filter(|l| !l.starts_with('#')) {
                match line.strip_prefix('@') {
                    Some(name) => part = class_of(name),
                    None => {
                        for word in line.split_whitespace() {
                            assert_ne!(LEXICON.classes(&fold(word)) & part, 0, "{word}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn known_names_are_found_at_their_longest() {
        for (text, name, len) in [
            ("US officials", "United States", 1),
            ("U.S. officials", "United States", 1),
            ("New Zealanders", "New Zealand", 2),
            ("Kiev is", "Kyiv", 1),
            ("European Union law", "European Union", 2),
            ("al-Qaeda", "al-Qaeda", 3),
            ("Sao Paulo", "São Paulo", 2),
            ("Côte d’Ivoire", "Ivory Coast", 2),
        ] {
            assert_eq!(longest(text), Some((name, len)), "{text}");
        }
        for text in ["us", "who", "Us", "new", "turkey"] {
            assert_eq!(longest(text), None, "{text}");
        }
    }

    #[test]
    fn words_have_their_classes() {
        assert_eq!(LEXICON.classes("maria") & class::GIVEN, class::GIVEN_F);
        assert!(LEXICON.classes("minister") & class::OFFICE != 0);
        assert!(LEXICON.classes("however") & class::COMMON != 0);
        assert_eq!(LEXICON.classes("qwertz"), 0);
    }
}
