//! The two seeds that were annotated by hand, read as part of the whole collection.
use crate::rate::{Asked, Report};
use crate::{SHARED, cited};
use analysis::{CorpusReading, Manner, MentionForm, Reading};
use corpus::{Article, Collection, Span};
use serde_json::Value;

const fn asked(what: &'static str, must: usize) -> Asked {
    Asked { what, must, aim: 1000, peers: "–" }
}

/// The rows of the seeds.
pub(crate) fn score(report: &mut Report) {
    let gold = std::fs::read_to_string(format!("{SHARED}/gold/seeds_001_003.json")).ok();
    let Some(gold) = gold.and_then(|g| serde_json::from_str::<Value>(&g).ok()) else {
        return report.skip("seeds", "the hand-annotated seeds are not here");
    };
    let Some(collection) = collection() else { return report.skip("seeds", "the seeds cannot be read") };
    let reading = analysis::read_collection(&collection);
    let data = "the two annotated seeds";
    let mut shares = [
        ("seed-blocks", asked("blocks", 1000), [0, 0]),
        ("seed-sentences", asked("sentences", 990), [0, 0]),
        ("seed-quotations", asked("quotations", 980), [0, 0]),
        ("seed-speakers", asked("their speakers", 950), [0, 0]),
        ("seed-reported", asked("reported speech", 850), [0, 0]),
        ("seed-names", asked("forms with their counts", 950), [0, 0]),
        ("seed-dates", asked("dates", 1000), [0, 0]),
    ];
    for record in list(&gold["articles"]) {
        let file = words(&record["file"]);
        let found = collection.articles.iter().zip(&reading.articles).find(|(a, _)| file.starts_with(&a.id));
        let Some((article, read)) = found else { continue };
        let mut count = |row: &str, right: bool, what: &dyn Fn() -> String| {
            if let Some((_, _, [rights, of])) = shares.iter_mut().find(|s| s.0 == row) {
                *of += 1;
                *rights += usize::from(right);
            }
            if !right {
                report.error(row, || format!("{}: {}", article.id, what()));
            }
        };
        for (at, line) in list(&record["lines"]).enumerate() {
            let block = article.blocks.get(at);
            let text = words(&line["text"]);
            count("seed-blocks", block.is_some_and(|b| b.span.of(&article.text) == text), &|| text.to_owned());
            let cut: Vec<&str> = block.map_or(Vec::new(), |b| {
                let inside = article.sentences.get(article.sentences_in(b.span)).unwrap_or(&[]);
                inside.iter().map(|s| s.of(&article.text)).collect()
            });
            for (at, sentence) in list(&line["sentences"]).map(words).enumerate() {
                count("seed-sentences", cut.get(at) == Some(&sentence), &|| sentence.to_owned());
            }
        }
        let from_line = |v: &Value| {
            let line = usize::try_from(v["line"].as_u64().unwrap_or(1)).unwrap_or(1) - 1;
            article.text.split('\n').take(line).map(|l| l.len() + 1).sum::<usize>()
        };
        let place = |v: &Value, text: &str| {
            let from = from_line(v);
            let at = article.text.get(from..).and_then(|t| t.find(text)).map_or(0, |at| from + at);
            Span::new(at, at + text.len())
        };
        for quotation in list(&record["quotes"]) {
            let text = words(&quotation["text"]);
            let span = place(quotation, text);
            let found = read.attributions.iter().find(|a| a.manner != Manner::Indirect && a.content.contains(&span));
            count("seed-quotations", found.is_some(), &|| text.to_owned());
            let who = words(&quotation["speaker"]);
            let right = found.is_some_and(|a| is_any(&reading, article, a, who, words(&quotation["as_written"])));
            count("seed-speakers", right, &|| format!("{who} for {text}"));
        }
        for said in list(&record["indirect"]) {
            let (text, who) = (words(&said["text"]), words(&said["speaker"]));
            let span = place(said, text);
            let mut here = read.attributions.iter().filter(|a| a.scope.iter().any(|s| s.overlaps(span)));
            count("seed-reported", here.any(|a| is_any(&reading, article, a, who, who)), &|| format!("{who}: {text}"));
        }
        for entity in list(&gold["entities"]) {
            let forms = entity["articles"][words(&record["id"])]["forms"].as_object();
            for (form, expected) in forms.into_iter().flatten() {
                let found = named(article, read, form);
                let right = Some(found as u64) == expected.as_u64();
                count("seed-names", right, &|| format!("{form}: {found} for {expected}"));
            }
        }
        for date in list(&record["dates"]) {
            let Some(expected) = calendar(words(&date["reading"])) else { continue };
            let span = place(date, words(&date["text"]));
            let found: Vec<&str> =
                read.dates.iter().filter(|d| d.span.overlaps(span)).filter_map(|d| d.value.as_deref()).collect();
            count("seed-dates", found.contains(&expected.as_str()), &|| format!("{found:?}, expected {expected}"));
        }
    }
    for (id, asked, [right, of]) in shares {
        report.share(id, data, asked, right, of);
    }
}

fn list(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn words(value: &Value) -> &str {
    value.as_str().unwrap_or("")
}

/// The collection as it ships.
fn collection() -> Option<Collection> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).ok()? {
        let path = entry.ok()?.path();
        if path.extension().is_some_and(|e| e == "txt") {
            files.push((path.file_name()?.to_str()?.to_owned(), std::fs::read_to_string(&path).ok()?));
        }
    }
    files.sort();
    let about = std::fs::read_to_string(format!("{folder}/{}", corpus::COLLECTION_FILE)).ok()?;
    corpus::read_collection(&files, Some(&about)).ok()
}

/// How often a surface form stands in the content, each mention with its longest form.
fn named(article: &Article, read: &Reading, form: &str) -> usize {
    let named = |m: &&analysis::Mention| !matches!(m.form, MentionForm::Role | MentionForm::Pronoun);
    read.mentions.iter().filter(named).filter(|m| m.span.of(&article.text) == form).count()
}

/// Whether the attribution has one of the annotated speakers (“A; B”).
fn is_any(reading: &CorpusReading, article: &Article, a: &analysis::Attribution, who: &str, written: &str) -> bool {
    who.split("; ").any(|one| cited::is_named(article, &reading.entities, a, one, written))
}

/// `23 Nov 2025` and `2025` as ISO 8601; nothing for what is told in words.
fn calendar(reading: &str) -> Option<String> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    match reading.split(' ').collect::<Vec<_>>().as_slice() {
        [day, month, year] => {
            let month = 1 + MONTHS.iter().position(|m| m == month)?;
            Some(format!("{year}-{month:02}-{:02}", day.parse::<u32>().ok()?))
        }
        [year] if year.len() == 4 && year.parse::<u32>().is_ok() => Some((*year).to_owned()),
        _ => None,
    }
}
