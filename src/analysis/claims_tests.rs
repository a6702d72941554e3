//! Tests of claims: small texts with their conditions, hedges, judgements and denials, in `tests/claims.txt`.
use crate::model::{ConditionClass, HedgeClass};
use crate::sentence_words::Words;
use crate::{Reading, claims, speech, test_cases, trial_names};
use corpus::{Article, Span};
use proptest::prelude::*;

fn read(text: &str) -> (Article, Reading) {
    let article = corpus::read_text("t", text.replace(" ¶ ", "\n"));
    let (entities, mentions) = trial_names::find(&article);
    let attributions = speech::find(&article, &entities, &mentions);
    let mut reading = Reading { entities, mentions, attributions, ..Reading::default() };
    claims::find(&article, &Words::new(&article), &mut reading);
    (article, reading)
}

/// Conditions, hedges, judgements and denials, each by position.
fn dump(text: &str) -> Vec<String> {
    let (article, r) = read(text);
    let of = |span: Span| span.of(&article.text);
    let not = |negated: bool| if negated { " not" } else { "" };
    let conditions = r.conditions.iter().map(|c| {
        let name =
            c.entity.and_then(|e| r.entities.get(e as usize)).map_or(String::new(), |e| format!(" = {}", e.name));
        let class = ConditionClass::NAMES[c.class as usize];
        format!("{class}{} | {} | {}{name} | {}", not(c.negated), of(c.marker), c.party.map_or("-", of), of(c.span))
    });
    let hedges =
        r.hedges.iter().map(|h| format!("{}{} | {}", HedgeClass::NAMES[h.class as usize], not(h.negated), of(h.span)));
    let judgements = r.evaluative.iter().map(|s| format!("judgement | {}", of(*s)));
    let denials = r.negations.iter().map(|s| format!("negation | {}", of(*s)));
    conditions.chain(hedges).chain(judgements).chain(denials).collect()
}

#[test]
fn small_texts_are_read_as_a_careful_reader_does() {
    let cases = test_cases::read(include_str!("tests/claims.txt"));
    assert!(cases.len() >= 60, "only {} cases", cases.len());
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(text, expected)| {
            let found = dump(text);
            (found != *expected).then(|| format!("{text}\n    {}", found.join("\n    ")))
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
}

/// What holds for any text.
fn laws(text: &str) -> Result<(), TestCaseError> {
    let (article, r) = read(text);
    for c in &r.conditions {
        prop_assert!(
            !c.marker.of(&article.text).is_empty() && c.span.contains(c.marker),
            "the clause holds its marker"
        );
        prop_assert!(c.party.is_none_or(|p| !p.is_empty() && c.span.contains(p)), "and its party");
        prop_assert!(c.entity.is_none_or(|e| (e as usize) < r.entities.len() && c.party.is_some()));
    }
    let markers: Vec<Span> = r.conditions.iter().map(|c| c.marker).collect();
    for spans in [&markers, &r.hedges.iter().map(|h| h.span).collect(), &r.evaluative, &r.negations] {
        let apart = spans.windows(2).all(|pair| pair[0].end <= pair[1].start);
        prop_assert!(apart && spans.iter().all(|s| !s.of(&article.text).is_empty()), "by position, and apart");
    }
    for quotation in crate::marks::quotations(&article) {
        prop_assert!(!r.evaluative.iter().any(|s| quotation.outer.overlaps(*s)), "no judgement in marks");
    }
    Ok(())
}

proptest! {
    #[test]
    fn laws_hold_for_words_of_claims(text in "(Lee |Rome |must |not |unless |if |only |the |called on |to |said |“|”|, |\\. |brutal |so-called |may |would have |demanded that |and |of |in |leave |\n|both sides |likely |- |’s ){0,60}") {
        laws(&text)?;
    }

    #[test]
    fn laws_hold_for_any_text(text in "\\PC{0,200}") {
        laws(&text)?;
    }
}
