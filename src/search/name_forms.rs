//! The spellings of one name, taken from the entities found in the corpus.
//!
//! `Kyiv` and `Kiev` are written for the same place: whoever looks for one wants both. A form is the bare name
//! of a mention, folded. A form that several entities share (a surname of two people) stands for itself only,
//! both as what is looked for and as what is added. A person's fuller name is not widened to a shorter one.
//! Roles, pronouns and demonyms are no spellings of a name.
use crate::fold::{CAPITALS, each_word, without_capitals};
use analysis::{CorpusReading, EntityKind, MentionForm};
use corpus::{Collection, Span};
use corpus::{Map, Set};

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
}

impl NameForms {
    /// Collects the forms of every entity.
    pub(crate) fn build(collection: &Collection, reading: &CorpusReading) -> Self {
        // Form → entity → spelling → how often.
        let mut seen: Map<String, Map<u32, Map<&str, u32>>> = Map::new();
        for (article, of_article) in collection.articles.iter().zip(&reading.articles) {
            for mention in &of_article.mentions {
                if matches!(mention.form, MentionForm::Name | MentionForm::TitleAndName) {
                    let keys = keys_of(&article.text, mention.name);
                    if !keys.is_empty() {
                        let written = mention.name.of(&article.text);
                        *seen
                            .entry(keys)
                            .or_default()
                            .entry(mention.entity)
                            .or_default()
                            .entry(written)
                            .or_default() += 1;
                    }
                }
            }
        }
        let mut names = Self::default();
        for (keys, entities) in seen {
            for &entity in entities.keys() {
                if reading.entities.get(entity as usize).is_some_and(|e| e.kind == EntityKind::Person) {
                    names.people.insert(entity);
                    names.surnames.extend(keys.split(' ').map(str::to_owned));
                }
            }
            let mut of_entities = entities.into_iter();
            if let (Some((entity, spellings)), None) = (of_entities.next(), of_entities.next()) {
                names.add(keys, entity, &spellings);
            }
        }
        names
    }

    fn add(&mut self, keys: String, entity: u32, spellings: &Map<&str, u32>) {
        // The most frequent; the first in the alphabet among equals.
        let written = spellings.iter().max_by_key(|&(text, n)| (*n, std::cmp::Reverse(*text))).map_or("", |(t, _)| *t);
        let form = Form { keys: keys.split(' ').map(str::to_owned).collect(), written: written.to_owned() };
        self.forms.entry(entity).or_default().push(form);
        self.owner.insert(keys, entity);
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
        self.forms.values().flatten().map(|f| f.keys.len()).max().unwrap_or(0)
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
