//! The verbs that cite somebody, and the small words around them.
//!
//! Two lists under `data/`: `cue_verbs.tsv` says for each verb what it adds to what is said and what may
//! follow it (the frame decides whether “held”, “found” or “called on” cites anybody); `speech_words.tsv`
//! the closed classes that bound a clause. A word is looked up by bisection.
use crate::CueClass;
use crate::inflection::regular_forms;
use corpus::InOrder;
use std::cmp::Reverse;
use std::sync::LazyLock;

/// What may follow a verb of saying.
pub(crate) mod frame {
    pub(crate) const THAT: u16 = 1;
    pub(crate) const BARE: u16 = 1 << 1;
    pub(crate) const QUOTE: u16 = 1 << 2;
    pub(crate) const WH: u16 = 1 << 3;
    pub(crate) const NP: u16 = 1 << 4;
    pub(crate) const AS: u16 = 1 << 5;
    pub(crate) const TO: u16 = 1 << 6;
    pub(crate) const OBJECT_TO: u16 = 1 << 7;
    pub(crate) const HEARER: u16 = 1 << 8;
    pub(crate) const PASSIVE: u16 = 1 << 9;
    /// In the order of the bits.
    pub(super) const NAMES: [&str; 10] =
        ["that", "bare", "quote", "wh", "np", "as", "to", "object-to", "hearer", "passive"];
}

/// The classes of `speech_words.tsv`, in the order of their bits.
const CLASSES: [&str; 33] = [
    "determiner",
    "possessive",
    "pronoun",
    "person",
    "preposition",
    "coordinator",
    "subordinator",
    "relative",
    "question",
    "that",
    "to",
    "be",
    "have",
    "auxiliary",
    "modal",
    "adverb",
    "time",
    "finite",
    "raising",
    "commenting",
    "comment",
    "unclear",
    "people",
    "unnamed",
    "body",
    "paper",
    "claim",
    "rumour",
    "hedge",
    "joining",
    "title",
    "gives",
    "stance",
];

/// One bit per class.
pub(crate) mod tag {
    pub(crate) const DETERMINER: u64 = 1;
    pub(crate) const POSSESSIVE: u64 = 1 << 1;
    pub(crate) const PRONOUN: u64 = 1 << 2;
    pub(crate) const PERSON: u64 = 1 << 3;
    pub(crate) const PREPOSITION: u64 = 1 << 4;
    pub(crate) const COORDINATOR: u64 = 1 << 5;
    pub(crate) const SUBORDINATOR: u64 = 1 << 6;
    pub(crate) const RELATIVE: u64 = 1 << 7;
    pub(crate) const QUESTION: u64 = 1 << 8;
    pub(crate) const THAT: u64 = 1 << 9;
    pub(crate) const TO: u64 = 1 << 10;
    pub(crate) const BE: u64 = 1 << 11;
    pub(crate) const HAVE: u64 = 1 << 12;
    pub(crate) const AUXILIARY: u64 = 1 << 13;
    pub(crate) const MODAL: u64 = 1 << 14;
    pub(crate) const ADVERB: u64 = 1 << 15;
    pub(crate) const TIME: u64 = 1 << 16;
    pub(crate) const FINITE: u64 = 1 << 17;
    pub(crate) const RAISING: u64 = 1 << 18;
    pub(crate) const COMMENTING: u64 = 1 << 19;
    pub(crate) const COMMENT: u64 = 1 << 20;
    pub(crate) const UNCLEAR: u64 = 1 << 21;
    pub(crate) const PEOPLE: u64 = 1 << 22;
    pub(crate) const UNNAMED: u64 = 1 << 23;
    pub(crate) const BODY: u64 = 1 << 24;
    pub(crate) const PAPER: u64 = 1 << 25;
    pub(crate) const CLAIM: u64 = 1 << 26;
    pub(crate) const RUMOUR: u64 = 1 << 27;
    pub(crate) const HEDGE: u64 = 1 << 28;
    pub(crate) const JOINING: u64 = 1 << 29;
    pub(crate) const TITLE: u64 = 1 << 30;
    pub(crate) const GIVES: u64 = 1 << 31;
    pub(crate) const STANCE: u64 = 1 << 32;
    /// Guessed from the ending: “-ed”.
    pub(crate) const ED: u64 = 1 << 40;
    /// Guessed from the ending: “-ing”.
    pub(crate) const ING: u64 = 1 << 41;
    /// Guessed from the ending: “-s”.
    pub(crate) const S: u64 = 1 << 42;
}

/// A verb of saying.
#[derive(Debug)]
pub(crate) struct CueVerb {
    pub(crate) lemma: &'static str,
    /// The words that follow it (“point” “out”), none for most.
    pub(crate) particle: Vec<&'static str>,
    pub(crate) class: CueClass,
    pub(crate) frames: u16,
}

impl CueVerb {
    /// Whether one of the frames is allowed.
    pub(crate) fn takes(&self, frames: u16) -> bool {
        self.frames & frames != 0
    }

    /// The base form with its particle.
    pub(crate) fn name(&self) -> String {
        let mut name = self.lemma.to_owned();
        for word in &self.particle {
            name.push(' ');
            name.push_str(word);
        }
        name
    }
}

/// What is known about one word form.
#[derive(Debug, Default)]
pub(crate) struct Word {
    pub(crate) tags: u64,
    /// The verbs it may be a form of, those with the longest particle first.
    pub(crate) cues: Vec<u16>,
    /// Whether it is the base form of them.
    pub(crate) base: bool,
}

/// Both lists, ready to be asked.
pub(crate) struct Lexicon {
    pub(crate) verbs: Vec<CueVerb>,
    /// By form, in order.
    words: Vec<(String, Word)>,
}

impl Lexicon {
    /// What is known about `word` in lower case.
    pub(crate) fn get(&self, word: &str) -> Option<&Word> {
        let at = self.words.binary_search_by(|(form, _)| form.as_str().cmp(word)).ok()?;
        self.words.get(at).map(|(_, word)| word)
    }

    /// The verb with this number.
    pub(crate) fn verb(&self, number: u16) -> Option<&CueVerb> {
        self.verbs.get(number as usize)
    }

    fn read() -> Self {
        // Every form as often as it is listed: with its tags, or with a verb.
        let mut listed = Vec::new();
        for line in rows(include_str!(concat!(env!("OUT_DIR"), "/speech_words.tsv"))) {
            let Some((class, list)) = line.split_once('\t') else { continue };
            let bit = CLASSES.iter().position(|&c| c == class).map_or(0, |n| 1 << n);
            listed.extend(list.split(' ').map(|word| (word.to_owned(), bit, None)));
        }
        let mut verbs = Vec::new();
        for line in rows(include_str!(concat!(env!("OUT_DIR"), "/cue_verbs.tsv"))) {
            let Some((verb, forms)) = verb_of(line) else { continue };
            let number = u16::try_from(verbs.len()).unwrap_or(u16::MAX);
            // “put”, “read”: three forms, so the base is the past as well.
            let four = forms.split(' ').count() > 3;
            listed.extend(forms.split(' ').map(|f| (f.to_owned(), 0, Some((number, four && f == verb.lemma)))));
            verbs.push(verb);
        }
        listed.put_in_order_by(|a, b| a.0.cmp(&b.0));
        let mut words: Vec<(String, Word)> = Vec::new();
        for (form, tags, cue) in listed {
            if words.last().is_none_or(|last| last.0 != form) {
                words.push((form, Word::default()));
            }
            let Some((_, word)) = words.last_mut() else { continue };
            word.tags |= tags;
            word.base |= cue.is_some_and(|(_, base)| base);
            word.cues.extend(cue.map(|(number, _)| number));
        }
        for (_, word) in &mut words {
            word.cues
                .put_in_order_by_key(|&n| Reverse(verbs.get(n as usize).map_or(0, |v: &CueVerb| v.particle.len())));
        }
        Self { verbs, words }
    }
}

/// The lists, read once.
pub(crate) static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::read);

fn rows(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines().filter(|l| !l.starts_with('#') && !l.trim().is_empty())
}

/// A row of the verbs, and the forms: those of a regular verb are left out of what the program carries.
fn verb_of(line: &'static str) -> Option<(CueVerb, String)> {
    let mut columns = line.split('\t');
    let lemma = columns.next()?;
    let particle = match columns.next()? {
        "-" => Vec::new(),
        words => words.split(' ').collect(),
    };
    let forms = match columns.next()? {
        "" => regular_forms(lemma),
        forms => forms.to_owned(),
    };
    let class = class_of(columns.next()?)?;
    let frames = columns
        .next()?
        .split(' ')
        .map(|f| frame::NAMES.iter().position(|&n| n == f).map_or(0, |n| 1 << n))
        .fold(0, |all, bit: u16| all | bit);
    Some((CueVerb { lemma, particle, class, frames }, forms))
}

fn class_of(name: &str) -> Option<CueClass> {
    Some(match name {
        "neutral" => CueClass::Neutral,
        "distancing" => CueClass::Distancing,
        "factive" => CueClass::Factive,
        "forceful" => CueClass::Forceful,
        "declining" => CueClass::Declining,
        "evaluative" => CueClass::Evaluative,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_understood() {
        for line in rows(include_str!("data/cue_verbs.tsv")) {
            let (verb, forms) = verb_of(line).unwrap_or_else(|| panic!("not five columns: {line:?}"));
            assert!(forms.split(' ').any(|f| f == verb.lemma), "{line:?} lacks its base form");
            assert_ne!(verb.frames, 0, "{line:?} has no frame");
            let unknown = line.rsplit('\t').next().into_iter().flat_map(|f| f.split(' '));
            assert!(unknown.clone().all(|f| frame::NAMES.contains(&f)), "{line:?} has an unknown frame");
        }
        for line in rows(include_str!("data/speech_words.tsv")) {
            let class = line.split('\t').next().unwrap_or("");
            assert!(CLASSES.contains(&class), "unknown class {class:?}");
        }
        assert!(LEXICON.verbs.len() >= 250);
    }

    #[test]
    fn what_is_carried_gives_the_forms_of_the_list() {
        let listed = rows(include_str!("data/cue_verbs.tsv")).filter_map(verb_of);
        let carried = rows(include_str!(concat!(env!("OUT_DIR"), "/cue_verbs.tsv"))).filter_map(verb_of);
        assert!(listed.map(|(_, forms)| forms).eq(carried.map(|(_, forms)| forms)));
    }

    #[test]
    fn forms_lead_to_their_verb() {
        for (form, lemma) in [("said", "say"), ("labelled", "label"), ("denied", "deny"), ("emphasised", "emphasize")] {
            let word = LEXICON.get(form).unwrap_or_else(|| panic!("{form} is not known"));
            assert!(word.cues.iter().any(|&n| LEXICON.verb(n).is_some_and(|v| v.lemma == lemma)), "{form}");
        }
        assert!(LEXICON.get("table").is_none());
    }
}
