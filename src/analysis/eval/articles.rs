//! The project's own annotated articles: each question on each set.
use crate::gold::Annotated;
use crate::rate::{Asked, Report};
use crate::{cited, days, named, same};
use corpus::Collection;

const NAMES: Asked = Asked {
    what: "names PER/LOC/ORG, exact span and kind",
    must: 700,
    aim: 850,
    peers: "46 to 52 (compromise), 56 (Balie)",
};
const REFERENTS: Asked =
    Asked { what: "same referent across articles, B³", must: 780, aim: 880, peers: "68.3 (MEANTIME, string match)" };

/// All rows of a set; `set` tells them apart.
pub(crate) fn score(report: &mut Report, set: &str, articles: &[Annotated]) {
    let collection =
        Collection { articles: articles.iter().map(|a| a.article.clone()).collect(), ..Collection::default() };
    let data = format!("news, {set}");
    let id = |row: &str| format!("{row}-{set}");

    let counts = rate_names(report, &id("names"), articles);
    report.f1(&id("names"), &data, NAMES, counts);

    let reading = analysis::read_collection(&collection);
    let mut clusters = same::Clusters::default();
    for (annotated, read) in articles.iter().zip(&reading.articles) {
        for name in &annotated.names {
            let found = same::entity_at(read, name.span);
            let entity = found.and_then(|f| reading.entities.get(f as usize)).map_or("-", |e| e.id.as_str());
            report.error(&id("same"), || {
                format!(
                    "{}\t{entity}\t{}\t{}",
                    name.referent,
                    name.span.of(&annotated.article.text),
                    annotated.article.id
                )
            });
            clusters.add(name.referent.clone(), found);
        }
    }
    report.b_cubed(&id("same"), &data, REFERENTS, clusters.b_cubed(), clusters.len());

    cited::score(report, &data, set, articles);
    days::score(report, &data, set, articles);
}

fn rate_names(report: &Report, id: &str, articles: &[Annotated]) -> crate::rate::Counts {
    let mut counts = named::Score::default();
    for annotated in articles {
        let gold: Vec<named::Gold> =
            annotated.names.iter().map(|n| (n.span, named::KINDS.iter().copied().find(|k| *k == n.kind))).collect();
        counts.add(&annotated.article, &gold, |line| report.error(id, || format!("{}: {line}", annotated.article.id)));
    }
    counts.0
}
