//! The spellings of one name, taken from the entities found in the corpus.
//!
//! `Kyiv` and `Kiev` are written for the same place: whoever looks for one wants both. A form is the bare name
//! of a mention, folded. A form that several entities share (a surname of two people) stands for itself only,
//! both as what is looked for and as what is added. A person's fuller name is not widened to a shorter one.
//! Roles, pronouns and demonyms are no spellings of a name.
use crate::bytes::{Bytes, Damaged, put, put_steps, put_text};
use crate::fold::{CAPITALS, each_word, without_capitals};
use analysis::{CorpusReading, EntityKind};
use corpus::{Gather, Map, Set, Span};

/// One spelling.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Form {
    /// Keys of its words.
    pub(crate) keys: Vec<String>,
    /// As most often written.
    pub(crate) written: String,
}

/// Which spellings belong together.
#[derive(Debug, Default)]
pub(crate) struct NameForms {
    /// Keys joined by blanks → entity, where only one has it.
    owner: Map<String, u32>,
    /// By entity; only forms that it alone has.
    forms: Map<u32, Vec<Form>>,
    people: Set<u32>,
    /// Words of people's names: these have no plural.
    surnames: Set<String>,
    /// The words of the longest form.
    words_max: usize,
}

impl NameForms {
    /// Collects the forms of every entity from its names as written, each with how often.
    pub(crate) fn build<'a>(written: impl Iterator<Item = (u32, &'a str, u32)>, shared: &CorpusReading) -> Self {
        // Form → entity → spelling → how often.
        let mut seen: Map<String, Map<u32, Map<&str, u32>>> = Map::new();
        for (entity, name, often) in written {
            let keys = keys_of(name, Span::new(0, name.len()));
            if !keys.is_empty() {
                *seen.entry(keys).or_default().entry(entity).or_default().entry(name).or_default() += often;
            }
        }
        let mut names = Self::default();
        for (keys, entities) in seen {
            for &entity in entities.keys() {
                if shared.entities.get(entity as usize).is_some_and(|e| e.kind == EntityKind::Person) {
                    names.people.insert(entity);
                    names.surnames.extend(keys.split(' ').map(str::to_owned));
                }
            }
            let mut of_entities = entities.into_iter();
            if let (Some((entity, spellings)), None) = (of_entities.next(), of_entities.next()) {
                // The most frequent; the first in the alphabet among equals.
                let most = spellings.iter().max_by_key(|&(text, n)| (*n, std::cmp::Reverse(*text)));
                names.add(keys, entity, most.map_or("", |(text, _)| *text));
            }
        }
        names
    }

    fn add(&mut self, keys: String, entity: u32, written: &str) {
        let form = Form { keys: keys.split(' ').map(str::to_owned).collect(), written: written.to_owned() };
        self.words_max = self.words_max.max(form.keys.len());
        self.forms.entry(entity).or_default().push(form);
        self.owner.insert(keys, entity);
    }

    /// Bytes held, more or less.
    pub(crate) fn bytes(&self) -> usize {
        let forms: usize = self.owner.keys().map(|keys| 3 * keys.len() + 112).sum();
        forms + self.surnames.iter().map(|s| s.len() + 28).sum::<usize>() + 8 * self.people.len()
    }

    pub(crate) fn write(&self, out: &mut Vec<u8>) {
        put_steps(out, &self.people.iter().copied().collect::<Vec<_>>());
        put(out, u32::try_from(self.surnames.len()).unwrap_or(0));
        self.surnames.iter().for_each(|surname| put_text(out, surname));
        put(out, u32::try_from(self.owner.len()).unwrap_or(0));
        for (entity, forms) in &self.forms {
            for form in forms {
                put(out, *entity);
                put_text(out, &form.keys.join(" "));
                put_text(out, &form.written);
            }
        }
    }

    pub(crate) fn read(bytes: &mut Bytes<'_>) -> Result<Self, Damaged> {
        let mut names = Self { people: bytes.steps()?.into_iter().gather(), ..Self::default() };
        for _ in 0..bytes.count()? {
            names.surnames.insert(bytes.text()?.to_owned());
        }
        for _ in 0..bytes.count()? {
            let entity = bytes.number()?;
            let keys = bytes.text()?.to_owned();
            names.add(keys, entity, bytes.text()?);
        }
        Ok(names)
    }

    /// The other spellings of the name with these keys that are worth looking for too.
    pub(crate) fn others(&self, keys: &[&str]) -> Vec<&Form> {
        let Some(entity) = self.owner_of(keys) else { return Vec::new() };
        let person = self.people.contains(entity);
        let forms = self.forms.get(entity).map_or(&[][..], Vec::as_slice);
        let others: Vec<&Form> = forms
            .iter()
            .filter(|form| {
                let shorter = person && form.keys.len() < keys.len();
                !shorter && !has_all(&form.keys, keys) && !has_all(keys, &form.keys)
            })
            .collect();
        // What holds all words of a shorter one among them is found with that.
        let needed = |form: &Form| {
            !others.iter().any(|other| other.keys.len() < form.keys.len() && has_all(&form.keys, &other.keys))
        };
        others.iter().copied().filter(|form| needed(form)).collect()
    }

    /// Whether it is a word of a person's name.
    pub(crate) fn is_surname(&self, key: &str) -> bool {
        self.surnames.contains(key)
    }

    /// The longest form in words that could begin a run.
    pub(crate) fn words_max(&self) -> usize {
        self.words_max
    }

    fn owner_of(&self, keys: &[&str]) -> Option<&u32> {
        // Typed small (“us”), a name in capitals is found too.
        let exactly = keys.join(" ");
        self.owner.get(&exactly).or_else(|| match keys {
            [one] => self.owner.get(&format!("{one}{CAPITALS}")),
            _ => None,
        })
    }
}

/// Whether every word of `part` is among `whole`, in capitals or not.
fn has_all(whole: &[impl AsRef<str>], part: &[impl AsRef<str>]) -> bool {
    part.iter().all(|p| whole.iter().any(|w| without_capitals(w.as_ref()) == without_capitals(p.as_ref())))
}

fn keys_of(text: &str, span: Span) -> String {
    let mut keys: Vec<String> = Vec::new();
    each_word(text, span, |_, key| keys.push(key.to_owned()));
    keys.join(" ")
}
