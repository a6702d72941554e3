//! Where the passages are that notes are on, and notes out of a file: each found again by its words, none ever dropped.
use crate::{Library, Question, number};
use analysis::anchor::Quote;
use analysis::notes_file::read_notes;
use analysis::passage_notes::PassageNote;
use corpus::{Article, Span, packed};

/// Asks where passages are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchoring {
    /// Ids of the articles that are shown.
    pub shown: Vec<String>,
    /// Article and words of each passage.
    pub quotes: Vec<(String, Quote)>,
}

/// Where passages are, in the order asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Anchored {
    /// One for each.
    pub places: Vec<Whither>,
}

/// Where a passage is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Whither {
    /// In a shown article: which (from 0), where in its whole text, and whether its words have changed.
    Here(u32, Span, bool),
    /// Nowhere in that shown article.
    Gone(u32),
    /// In an article that is not shown.
    Elsewhere,
    /// In an article that the corpus does not have.
    Unknown,
}

/// Asks for the notes in a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Importing {
    /// The file's name.
    pub name: String,
    /// What it holds.
    pub text: String,
}

/// The notes of a file.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Imported {
    /// All of them, each with its article's id where that was found.
    pub notes: Vec<PassageNote>,
    /// How many of their passages have other words now.
    pub changed: u32,
    /// Which were not found in this corpus, from 0.
    pub lost: Vec<u32>,
    /// What could not be read, each in a sentence with its place.
    pub troubles: Vec<String>,
}

packed!(Anchoring { shown, quotes });
packed!(Anchored { places });
packed!(enum Whither { 0 => Here(text, span, changed), 1 => Gone(text), 2 => Elsewhere, 3 => Unknown });
packed!(Importing { name, text });
packed!(Imported { notes, changed, lost, troubles });

impl Question for Anchoring {
    type Answer = Anchored;
    const NUMBER: u8 = 50;

    fn needs(&self, library: &Library) -> Vec<u32> {
        library.articles_by_id(&self.shown).0
    }

    fn answer(&self, library: &Library) -> Anchored {
        let place = |(id, quote): &(String, Quote)| {
            let Some(article) = article(library, id) else { return Whither::Unknown };
            let Some(text) = self.shown.iter().position(|s| s == id).map(number) else { return Whither::Elsewhere };
            match quote.anchor(&article.text) {
                Some((span, changed)) => Whither::Here(text, span, changed),
                None => Whither::Gone(text),
            }
        };
        Anchored { places: self.quotes.iter().map(place).collect() }
    }
}

fn article<'a>(library: &'a Library, id: &str) -> Option<&'a Article> {
    library.collection.articles.get(library.article_by_id(id)? as usize)
}

impl Question for Importing {
    type Answer = Imported;
    const NUMBER: u8 = 51;

    fn needs(&self, library: &Library) -> Vec<u32> {
        let (notes, _) = read_notes(&self.name, &self.text);
        notes.iter().filter_map(|note| library.article_by_id(&note.article)).collect()
    }

    fn answer(&self, library: &Library) -> Imported {
        if self.text.is_empty() && self.name.is_empty() {
            return Imported::default();
        }
        let (mut notes, wrong) = read_notes(&self.name, &self.text);
        let mut imported =
            Imported { troubles: wrong.iter().map(ToString::to_string).collect(), ..Imported::default() };
        let mut left = SEARCHED_MAX;
        for (n, note) in notes.iter_mut().enumerate() {
            let known = article(library, &note.article).or_else(|| whose(library, note, &mut left));
            if let Some(known) = known {
                note.article = known.id.clone();
            }
            match known.and_then(|a| note.quote.anchor(&a.text)) {
                Some((_, changed)) => imported.changed += u32::from(changed),
                None => imported.lost.push(number(n)),
            }
        }
        imported.notes = notes;
        imported
    }
}

/// Bytes of text that are searched for notes whose article has another name here.
const SEARCHED_MAX: usize = 400_000_000;
/// Fewer letters than this may stand anywhere.
const LETTERS_LEAST: usize = 12;

/// The article that a note of another program is on: the one from its address, or the only one with its words.
fn whose<'a>(library: &'a Library, note: &PassageNote, left: &mut usize) -> Option<&'a Article> {
    let articles = &library.collection.articles;
    let from = |a: &&Article| {
        !note.article.is_empty() && a.outlet.as_ref().is_some_and(|o| o.url.as_ref() == Some(&note.article))
    };
    if let Some(article) = articles.iter().find(from) {
        return Some(article);
    }
    let quote = &note.quote;
    // With the words around it a short one is known as well.
    let whole = format!("{}{}{}", quote.prefix, quote.exact, quote.suffix);
    for words in [whole.as_str(), quote.exact.as_str()] {
        let mut found = None;
        let mut several = words.chars().count() < LETTERS_LEAST;
        for article in articles.iter().filter(|_| words.chars().count() >= LETTERS_LEAST) {
            *left = left.checked_sub(article.text.len())?;
            if article.text.contains(words) {
                several |= found.replace(article).is_some();
            }
        }
        if let Some(found) = found.filter(|_| !several) {
            return Some(found);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use analysis::passage_notes::web_annotations;
    use corpus::{Collection, read_text};

    fn library(texts: &[(&str, &str)]) -> Library {
        let articles = texts.iter().map(|(id, text)| read_text(id, (*text).to_owned())).collect();
        Library::read(Collection { articles, ..Collection::default() })
    }

    fn note(article: &str, text: &str, words: &str) -> PassageNote {
        let at = text.find(words).unwrap();
        let quote = Quote::of(text, Span::new(at, at + words.len()));
        PassageNote { article: article.into(), quote, words: "why?".into(), ..PassageNote::default() }
    }

    const A: &str = "Rain fell in Ulm. The mayor said the dam would hold until Friday. Nobody left the town.";
    const B: &str = "Snow fell in Bern. The mayor said the road was closed for the night. All stayed in.";

    #[test]
    fn notes_are_kept_and_found_again_or_told_to_be_lost() {
        let notes = vec![
            note("a", A, "The mayor said the dam would hold until Friday."),
            note("https://x.example/1", B, "said the road was closed"),
            note("a", A, "Nobody left the town."),
            note("gone", "Nothing of this stands anywhere else.", "of this stands"),
        ];
        let edited = A.replace("Friday", "Sunday").replace(" Nobody left the town.", "");
        let edited = format!("A paragraph before it all.\n\n{edited}");
        let library = library(&[("a", &edited), ("b", B)]);
        let text = web_annotations(&notes);
        let read = Importing { name: "n".into(), text }.answer(&library);
        assert_eq!((read.notes.len(), read.changed, &read.lost[..]), (4, 1, &[2, 3][..]));
        assert_eq!(read.notes[1], PassageNote { article: "b".into(), ..notes[1].clone() }, "known by its words");
        assert_eq!((&read.notes[0], &read.notes[3]), (&notes[0], &notes[3]), "nothing else changes");
        let quotes = read.notes.iter().map(|n| (n.article.clone(), n.quote.clone())).collect();
        let places = Anchoring { shown: vec!["a".into()], quotes }.answer(&library).places;
        let Whither::Here(0, span, true) = places[0] else { panic!("{places:?}") };
        assert!(span.of(&edited).contains("hold until Sunday"), "{}", span.of(&edited));
        assert_eq!(places[1..], [Whither::Elsewhere, Whither::Gone(0), Whither::Unknown]);
    }

    #[test]
    fn what_cannot_be_read_is_told_with_its_place() {
        let read =
            Importing { name: "n.json".into(), text: "{\"items\": [\n{\"target\": 1}]}".into() }.answer(&library(&[]));
        assert_eq!((read.notes.len(), read.troubles.len()), (0, 1));
        assert!(read.troubles[0].contains("n.json") && read.troubles[0].contains('2'), "{}", read.troubles[0]);
        assert_eq!(Importing::default().answer(&library(&[])), Imported::default());
    }
}
