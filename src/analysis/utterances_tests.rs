//! Tests of utterances: small collections of made-up articles.
use crate::alignment::Alignment;
use crate::comparison::{Column, REFERENCE, Telling, Utterance, Verdict};
use crate::utterances::utterances;
use corpus::{Collection, Date, Moment, Published};
use proptest::prelude::*;

/// A day of January 2024.
fn day(day: u32) -> Option<Published> {
    let value = Moment { date: Date::new(2024, 1, day).expect("a day"), time_s: None };
    Some(Published { value, basis: corpus::Basis::Supplied, span: None })
}

fn found(texts: &[(&str, u32)], reference: Option<&str>) -> (Collection, Vec<Utterance>) {
    let articles = texts.iter().enumerate().map(|(n, (text, of))| {
        let mut article = corpus::read_text(&format!("a{n}"), (*text).to_owned());
        article.published = day(*of);
        article
    });
    let collection = Collection { articles: articles.collect(), ..Collection::default() };
    let reading = crate::read_collection(&collection);
    let telling = |article| Telling { article, event: u32::MAX, about: Vec::new(), background: Vec::new(), words: 0 };
    let columns: Vec<Column> =
        (0u32..).take(texts.len()).map(|a| Column { event: u32::MAX, tellings: vec![telling(a)] }).collect();
    let reference = reference.map(|text| corpus::read_text("reference", text.to_owned()));
    let list = utterances(&collection, &reading, &columns, &Alignment::default(), reference.as_ref());
    (collection, list)
}

/// Each utterance as speaker, verdict, words by column, and what stays apart.
fn dump(texts: &[(&str, u32)]) -> Vec<String> {
    let (collection, list) = found(texts, None);
    let of = |e: crate::comparison::Evidence| e.span.in_one_line(&collection.articles[e.article as usize].text);
    list.iter()
        .map(|u| {
            let told: Vec<String> = u.witnesses.iter().map(|w| of(w.at)).collect();
            let apart: Vec<String> = u.apart.iter().map(|l| format!(" × {} ({})", of(l.at), l.reason)).collect();
            format!("{:?} {}: {}{}", u.verdict, u.speaker, told.join(" = "), apart.concat())
        })
        .collect()
}

fn several(texts: &[(&str, u32)]) -> Vec<String> {
    dump(texts).into_iter().filter(|u| !u.starts_with("OnlyHere")).collect()
}

#[test]
fn quoted_here_reported_there_is_one_utterance() {
    let a =
        "The court freed Daniel Okafor in Leeds. “I feel relieved that this nightmare is finally over,” Okafor said.";
    let b = "Daniel Okafor walked out of the Leeds court. Okafor said he was relieved the nightmare was over.";
    assert_eq!(
        several(&[(a, 4), (b, 4)]),
        [
            "WordedOtherwise Daniel Okafor: “I feel relieved that this nightmare is finally over,” = he was relieved the nightmare was over"
        ]
    );
}

#[test]
fn where_the_marks_stand_is_kept() {
    let a = "Coach Maria Lindqvist said the team had made “an enormous amount of trouble for themselves”.";
    let b = "Coach Maria Lindqvist said the team had made an “enormous” amount of trouble for themselves.";
    let (collection, list) = found(&[(a, 4), (b, 4)], None);
    assert_eq!(list.len(), 1);
    assert_eq!(list[0].verdict, Verdict::Agree, "{:?}", list[0].collation);
    let marks: Vec<&str> =
        list[0].witnesses.iter().map(|w| w.quoted[0].of(&collection.articles[w.at.article as usize].text)).collect();
    assert_eq!(marks, ["an enormous amount of trouble for themselves", "enormous"]);
}

#[test]
fn two_sayings_of_one_sentence_are_cut_apart() {
    let a = "Prosecutor Elena Marsh said the witness was “a tremendous liar,” though the jury still had to reach a verdict.";
    let b = "Prosecutor Elena Marsh called the witness “a tremendous liar”. “The jury must reach a verdict by noon,” Marsh said.";
    let found = several(&[(a, 4), (b, 4)]);
    assert_eq!(found.len(), 2, "{found:?}");
    assert!(found[0].contains("the witness was “a tremendous liar,” ="), "{found:?}");
    assert!(found[1].contains("though the jury still had to reach a verdict ="), "{found:?}");
}

#[test]
fn another_speaker_or_another_day_stays_apart() {
    let a = "Coach Maria Lindqvist said the squad had shown “tremendous courage” in Oslo.";
    let b = "Striker Jonas Berg said the fans had shown “tremendous courage” in Oslo.";
    let found = dump(&[(a, 4), (b, 4)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(
        found[0].starts_with("OnlyHere Maria Lindqvist") && found[0].ends_with("(other speaker: Jonas Berg)"),
        "{found:?}"
    );
    let c = "Coach Maria Lindqvist said the sponsors had been “tremendous” in Bergen.";
    let found = dump(&[(a, 4), (c, 11)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("OnlyHere") && found[0].ends_with("(the articles lie days apart)"), "{found:?}");
}

#[test]
fn one_document_is_one_source_whatever_is_picked() {
    let a = "Peru and Chile held talks in Lima on 3 January 2024. A joint statement described the talks in Lima as “frank and cordial”.";
    let b = "Peru and Chile held talks in Lima on 3 January 2024. According to a joint statement, the talks in Lima on 3 January 2024 brought “real momentum”.";
    let found = several(&[(a, 4), (b, 4)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("WordedOtherwise Joint statement") && found[0].contains("real momentum"), "{found:?}");
}

#[test]
fn a_spokesman_may_stand_for_the_body() {
    let a = "The Health Ministry said the stock of vaccines would last for two months.";
    let b = "Health Ministry spokesman Omar Aziz said the stock of vaccines would last for two months.";
    let found = several(&[(a, 4), (b, 4)]);
    assert_eq!(found.len(), 1, "{found:?}");
    let c = "Justice Ministry spokesman Omar Aziz said the stock of vaccines would last for two months.";
    assert!(several(&[(a, 4), (c, 4)]).is_empty());
}

#[test]
fn a_pronoun_read_wrongly_does_not_part_the_same_words_in_marks() {
    let a =
        "Captain Jonas Berg met Maria Lindqvist. “We were outplayed in every corner of the pitch tonight,” he said.";
    let b = "“We were outplayed in every corner of the pitch tonight,” Erik Dahl said.";
    let found = several(&[(a, 4), (b, 4)]);
    assert_eq!(found.len(), 1, "{found:?}");
    assert!(found[0].starts_with("Agree Erik Dahl"), "{found:?}");
}

#[test]
fn a_pasted_text_joins_as_a_witness() {
    let a = "“The bridge was never safe for heavy lorries,” engineer Rosa Blum said.";
    let b = "Engineer Rosa Blum said the bridge was never safe for heavy lorries.";
    let pasted = "Good morning. The bridge was never safe, never, for heavy lorries. Thank you.";
    let (_, list) = found(&[(a, 4), (b, 4)], Some(pasted));
    let last = list[0].witnesses.last().expect("three witnesses");
    assert_eq!((list[0].witnesses.len(), last.at.article, last.column), (3, REFERENCE, None));
    assert_eq!(last.at.span.of(pasted), "The bridge was never safe, never, for heavy lorries");
    let (_, list) = found(&[(a, 4), (b, 4)], Some("The trains ran late. The bridge was green."));
    assert_eq!(list[0].witnesses.len(), 2);
}

proptest! {
    #[test]
    fn laws(texts in prop::collection::vec(
        "(Ann Lee said |Bob Ray told us |he said |officials said |the plan |was |“|” ?|very good|bad |on Monday |a joint statement said |, |\\. |though |it would end |progress |\n){0,40}", 1..4)
    ) {
        let all: Vec<(&str, u32)> = texts.iter().map(|t| (t.as_str(), 4)).collect();
        let (collection, list) = found(&all, texts.first().map(String::as_str));
        for (n, u) in list.iter().enumerate() {
            prop_assert!(list[..n].iter().all(|other| other.key != u.key));
            let mut columns: Vec<Option<u32>> = u.witnesses.iter().map(|w| w.column).collect();
            columns.retain(Option::is_some);
            prop_assert_eq!(u.verdict == Verdict::OnlyHere, columns.len() == 1);
            prop_assert!(columns.len() > 1 || !u.apart.is_empty());
            for (row, w) in u.witnesses.iter().enumerate().filter(|(_, w)| w.at.article != REFERENCE) {
                let text = &collection.articles[w.at.article as usize].text;
                prop_assert!(!w.at.span.of(text).is_empty());
                prop_assert!(w.quoted.iter().all(|q| w.at.span.contains(*q)));
                prop_assert!(u.collation.iter().all(|s| s.words.len() == u.witnesses.len()));
                prop_assert!(u.collation.iter().filter_map(|s| s.words[row]).all(|s| w.at.span.contains(s)));
            }
        }
    }
}
