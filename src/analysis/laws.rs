//! What holds for the reading of any text whatever: checked by property tests and by the fuzz target.
//!
//! The stages have laws of their own beside their tests; these are about the whole.
use crate::contract::annotate;
use crate::voices::owners;
use crate::{Reading, join_readings, read};
use corpus::{Article, Collection, Span, read_text, tokens};

/// Panics with the law that the reading of `text` breaks.
pub fn hold(text: &str) {
    let article = read_text("any", text.to_owned());
    let reading = read(&article, &[]);
    assert_eq!(reading, read(&article, &[]), "the same again");
    spans_cut_no_character(&article, &reading);
    indexes_exist(&reading);
    every_word_has_one_owner(&article, &reading);
    the_contract_is_written_and_in_range(&article, &reading);
    let collection = Collection { articles: vec![article.clone(), article], ..Collection::default() };
    let joined = join_readings(&collection, vec![reading.clone(), reading.clone()]);
    assert!(joined.entities.len() <= 2 * reading.entities.len(), "joining makes nobody up");
    assert_eq!(joined.articles.len(), 2);
    for (mention, joined) in reading.mentions.iter().zip(joined.articles.iter().flat_map(|a| &a.mentions)) {
        assert_eq!(mention.span, joined.span, "joining moves nothing");
    }
}

fn spans_cut_no_character(article: &Article, reading: &Reading) {
    let whole = |span: Span, what: &str| assert!(!span.of(&article.text).is_empty(), "{what}: {span:?}");
    for m in &reading.mentions {
        whole(m.span, "mention");
        whole(m.name, "name");
        assert!(m.span.contains(m.name), "{m:?}");
    }
    for a in &reading.attributions {
        let cue = a.cue.as_ref().map(|c| c.span);
        for span in a.content.iter().chain(&a.scope).copied().chain(a.source).chain(cue) {
            whole(span, "attribution");
        }
    }
    reading.dates.iter().for_each(|d| whole(d.span, "date"));
    reading.figures.iter().for_each(|f| whole(f.span, "figure"));
    reading.passages.iter().for_each(|p| whole(p.span, "passage"));
}

fn indexes_exist(reading: &Reading) {
    let (entities, events) = (reading.entities.len(), reading.events.len());
    assert!(reading.mentions.iter().all(|m| (m.entity as usize) < entities));
    assert!(reading.attributions.iter().all(|a| a.speaker.is_none_or(|s| (s as usize) < entities)));
    assert!(reading.passages.iter().all(|p| (p.event as usize) < events));
}

fn every_word_has_one_owner(article: &Article, reading: &Reading) {
    let owned = owners(article, &reading.attributions);
    assert!(owned.iter().zip(owned.iter().skip(1)).all(|(a, b)| a.0.end <= b.0.start), "owners overlap");
    let counted = |span: Span| tokens(&article.text, span).iter().filter(|t| t.is_counted()).count();
    let words: usize = article.blocks.iter().filter(|b| b.kind.is_content()).map(|b| counted(b.span)).sum();
    assert_eq!(owned.iter().map(|(span, _)| counted(*span)).sum::<usize>(), words, "every word has an owner");
}

fn the_contract_is_written_and_in_range(article: &Article, reading: &Reading) {
    let points = article.text.chars().count();
    let annotation = annotate(article, reading, None);
    for row in crate::span_table::rows(&annotation) {
        assert!(row.range.start <= row.range.end && row.range.end <= points, "{:?} of {points}", row.range);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    /// Pieces of news, so that rules meet each other.
    const PIECES: &str = "President |Anna |Berg |’s |the |The |Ministry of |Defence |Kyiv |US |U.S. |and |, |. |; |: |“|”|\"|‘|’|'|``|''|«|»|(|) |\
        said |told |he |she |They |officials |according to |that |claimed |not |must |unless |could |reportedly |on |Monday |last week |\
        3 May 2024|, 2008|by |Friday|28|-point |plan |talks in |Geneva |from |880,000 |to |% |$5 billion |\n|\n\n|- |#Tag |é|İ|ß|\u{301}|😀|\u{202e}|May |will |Inc. |A.|—|… |who |asked whether |";

    proptest! {
        #[test]
        fn laws_hold_for_any_text(text in "\\PC{0,300}") {
            super::hold(&text);
        }

        #[test]
        fn laws_hold_for_newslike_text(at in proptest::collection::vec(0_usize..1000, 0..80)) {
            let pieces: Vec<&str> = PIECES.split('|').collect();
            let text: String = at.iter().filter_map(|at| pieces.get(at % pieces.len())).copied().collect();
            super::hold(&text);
        }
    }
}
