//! For whose side somebody speaks: the country that stands in their description, or that their body belongs to.
//!
//! “Ukrainian officials” and “the Kremlin spokesman” say it themselves; a name alone has the side that its descriptions
//! in the corpus name most often. Who is described by no country has no side: that is said, not guessed.
use crate::comparison::{Cell, Column, Evidence, Gap, Item, Row};
use crate::{Attribution, CorpusReading, EntityKind, MentionForm, Reading};
use corpus::{Collection, Gather, InOrder, Lower, Map, Span, one_of, tokens};

/// The side of every referent, as far as the corpus tells.
struct Sides<'a> {
    collection: &'a Collection,
    reading: &'a CorpusReading,
    /// By entity: the country it stands for.
    own: Map<u32, u32>,
}

impl<'a> Sides<'a> {
    fn of(collection: &'a Collection, reading: &'a CorpusReading) -> Self {
        let mut sides = Self { collection, reading, own: Map::new() };
        let names: Map<&str, u32> = reading.entities.iter().map(|e| e.name.as_str()).zip(0..).gather();
        for line in include_str!(concat!(env!("OUT_DIR"), "/seats.tsv")).lines() {
            let Some((country, bodies)) = line.split_once('\t') else { continue };
            let Some(&country) = names.get(country) else { continue };
            for body in bodies.split(';').filter_map(|body| names.get(body.trim())) {
                sides.own.insert(*body, country);
            }
        }
        for line in include_str!(concat!(env!("OUT_DIR"), "/states.txt")).lines() {
            let mut columns = line.split('>').map(|c| c.split('=').next().unwrap_or("").trim());
            let (country, capital) = (columns.next().unwrap_or(""), columns.nth(1).unwrap_or(""));
            if let (Some(&country), Some(&capital)) = (names.get(country), names.get(capital)) {
                sides.own.insert(capital, country);
            }
        }
        let mut described: Map<u32, Map<u32, u32>> = Map::new();
        for (at, read) in reading.articles.iter().enumerate() {
            for m in read.mentions.iter().filter(|m| matches!(m.form, MentionForm::TitleAndName | MentionForm::Role)) {
                if let Some(country) = sides.named_in(at, read, m.span, Some(m.entity)) {
                    *described.entry(m.entity).or_default().entry(country).or_default() += 1;
                }
            }
        }
        for (entity, countries) in described {
            let most = countries.into_iter().max_by_key(|(country, n)| (*n, std::cmp::Reverse(*country)));
            if let Some((country, _)) = most {
                sides.own.insert(entity, country);
            }
        }
        sides
    }

    /// The first country that is named in `span` of the `at`-th article, itself or by one of its bodies; not counting
    /// `but`. A judge does not speak for the state that the court is of (“U.S. District Judge”).
    fn named_in(&self, at: usize, read: &Reading, span: Span, but: Option<u32>) -> Option<u32> {
        let words = self.collection.articles.get(at).map_or("", |a| span.of(&a.text));
        if words.split(' ').any(|w| one_of(&w.lower(), "judge justice magistrate")) {
            return None;
        }
        let from = read.mentions.partition_point(|m| m.span.start < span.start);
        let inside = read.mentions.iter().skip(from).take_while(|m| m.span.start < span.end);
        inside.filter(|m| span.contains(m.span) && Some(m.entity) != but).find_map(|m| self.of_entity(m.entity))
    }

    fn of_entity(&self, entity: u32) -> Option<u32> {
        let country = |e: u32| self.reading.entities.get(e as usize).is_some_and(|e| e.kind == EntityKind::Country);
        if country(entity) { Some(entity) } else { self.own.get(&entity).copied() }
    }

    fn of_speaker(&self, at: usize, read: &Reading, attribution: &Attribution) -> Option<u32> {
        let described = attribution.source.and_then(|source| self.named_in(at, read, source, attribution.speaker));
        described.or_else(|| attribution.speaker.and_then(|entity| self.of_entity(entity)))
    }
}

/// One row: per column the sides that are heard, in words, most words first.
pub(crate) fn sides(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Row {
    let sides = Sides::of(collection, reading);
    let cell = |column: &Column| {
        let mut heard: Map<Option<u32>, (u32, Vec<Evidence>)> = Map::new();
        for telling in &column.tellings {
            let known =
                collection.articles.get(telling.article as usize).zip(reading.articles.get(telling.article as usize));
            let Some((article, read)) = known else { continue };
            for attribution in &read.attributions {
                for &span in attribution.scope.iter().filter(|s| telling.holds(**s)) {
                    let words = tokens(&article.text, span).iter().filter(|t| t.is_counted()).count();
                    let entry = heard.entry(sides.of_speaker(telling.article as usize, read, attribution)).or_default();
                    entry.0 += u32::try_from(words).unwrap_or(u32::MAX);
                    entry.1.push(Evidence { article: telling.article, span });
                }
            }
        }
        let name = |country: Option<u32>| match country.and_then(|c| reading.entities.get(c as usize)) {
            Some(country) => country.name.clone(),
            None => "no side named".to_owned(),
        };
        let mut items: Vec<(bool, u32, Item)> = heard
            .into_iter()
            .map(|(country, (words, evidence))| {
                let count = u32::try_from(evidence.len()).unwrap_or(u32::MAX);
                let note = format!("{words} {}", if words == 1 { "word" } else { "words" });
                (country.is_none(), words, Item { text: name(country), count, evidence, note, faint: false })
            })
            .collect();
        items.put_in_order_by_key(|(unknown, words, _)| (*unknown, std::cmp::Reverse(*words)));
        let gap = items.is_empty().then_some(Gap::Nothing);
        Cell { items: items.into_iter().map(|(_, _, item)| item).collect(), gap }
    };
    Row {
        key: "sides".to_owned(),
        label: "Sides heard".to_owned(),
        rule: "Words of sources in the sentences on the event, by the country in their description or that their body \
               belongs to; nested sources count for both."
            .to_owned(),
        cells: columns.iter().map(cell).collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Telling;

    fn heard(text: &str) -> Vec<String> {
        let article = corpus::read_text("a", text.to_owned());
        let about = article.sentences.clone();
        let collection = Collection { articles: vec![article], ..Collection::default() };
        let reading = crate::read_collection(&collection);
        let telling = Telling { article: 0, event: 0, about, background: Vec::new(), words: 1 };
        let row = sides(&collection, &reading, &[Column { event: 0, tellings: vec![telling] }]);
        row.cells[0].items.iter().map(|i| format!("{}: {}", i.text, i.note)).collect()
    }

    #[test]
    fn a_side_is_read_from_the_description() {
        assert_eq!(heard("Norwegian officials said the ship had left."), ["Norway: 4 words"]);
        assert_eq!(
            heard("Chilean President Ana Rojas arrived in Norway. Rojas said the deal was done."),
            ["Chile: 4 words"]
        );
        assert_eq!(heard("Ann Lee said the deal was done."), ["no side named: 4 words"]);
        let judge = "U.S. District Judge Ana Rojas ruled on Monday. Rojas said the deal was done.";
        assert_eq!(heard(judge), ["no side named: 4 words"]);
        assert!(heard("It rained all day.").is_empty());
    }
}
