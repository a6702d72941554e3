//! Whose words an article is made of: the outlet's own, a source's, and whether in marks.
//!
//! A partition: every word of the content blocks has exactly one owner. Words in quotation marks belong to
//! who is cited for them, a reported clause to its source; where one stands inside another, the inner one
//! counts. The verb of saying and the name of the source are the outlet's own words. Quotation marks
//! without a speaker (titles, words held at a distance) stay the outlet's own.
use crate::Attribution;
use corpus::InOrder;
use corpus::{Article, Span, tokens};
use serde::{Deserialize, Serialize};

/// In whose voice a word stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Voice {
    /// In marks, of a source with a name (or a known description of office or paper).
    Quoted,
    /// Reported without marks, of such a source.
    Reported,
    /// Quoted or reported of a source whose name the text withholds.
    Unnamed,
    /// The outlet's own.
    Own,
}

/// The owner of a run of words.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Owner {
    /// In whose voice.
    pub voice: Voice,
    /// The attribution it follows from, as an index; `None` for the outlet's own words.
    pub attribution: Option<u32>,
}

/// The outlet's own words.
const OWN: Owner = Owner { voice: Voice::Own, attribution: None };

/// Runs of words with one owner each, by position; together they hold every word of the content blocks once.
#[must_use]
pub fn owners(article: &Article, attributions: &[Attribution]) -> Vec<(Span, Owner)> {
    let words = words(article);
    let mut owned = vec![OWN; words.len()];
    for (index, in_marks) in painting_order(attributions) {
        let Some(attribution) = attributions.get(index) else { continue };
        if attribution.content_kind.is_some() && attribution.speaker_name.is_none() {
            continue;
        }
        let spans = if in_marks { &attribution.content } else { &attribution.scope };
        let owner = owner(attribution, index, in_marks);
        for span in spans {
            let from = words.partition_point(|w| w.span.end <= span.start);
            let inside = words.iter().zip(&mut owned).skip(from).take_while(|(w, _)| w.span.start < span.end);
            for (_, slot) in inside {
                *slot = owner;
            }
        }
    }
    runs(&words, &owned)
}

/// How many words each voice has.
#[must_use]
pub fn count(article: &Article, owners: &[(Span, Owner)]) -> [(Voice, usize); 4] {
    let mut counts = [(Voice::Quoted, 0), (Voice::Reported, 0), (Voice::Unnamed, 0), (Voice::Own, 0)];
    for (span, owner) in owners {
        let words = tokens(&article.text, *span).iter().filter(|t| t.is_counted()).count();
        if let Some((_, n)) = counts.iter_mut().find(|(voice, _)| *voice == owner.voice) {
            *n += words;
        }
    }
    counts
}

/// A word and its block.
struct Word {
    span: Span,
    block: usize,
}

fn words(article: &Article) -> Vec<Word> {
    let content = article.blocks.iter().enumerate().filter(|(_, b)| b.kind.is_content());
    content
        .flat_map(|(block, b)| {
            tokens(&article.text, b.span)
                .into_iter()
                .filter(|t| t.is_counted())
                .map(move |t| Word { span: t.span, block })
        })
        .collect()
}

/// Outer before inner: scopes from the longest to the shortest, each quotation after the scope around it.
fn painting_order(attributions: &[Attribution]) -> Vec<(usize, bool)> {
    let mut order: Vec<(usize, usize, bool)> = Vec::with_capacity(attributions.len() * 2);
    for (index, a) in attributions.iter().enumerate() {
        let len = |spans: &[Span]| spans.iter().map(|s| s.len()).sum::<usize>();
        order.push((len(&a.scope), index, false));
        if a.content_kind.is_some() {
            order.push((len(&a.content), index, true));
        }
    }
    order.put_in_order_by_key(|&(len, index, in_marks)| (std::cmp::Reverse(len), in_marks, index));
    order.into_iter().map(|(_, index, in_marks)| (index, in_marks)).collect()
}

fn owner(attribution: &Attribution, index: usize, in_marks: bool) -> Owner {
    let voice = match (attribution.unnamed, in_marks) {
        (true, _) => Voice::Unnamed,
        (false, true) => Voice::Quoted,
        (false, false) => Voice::Reported,
    };
    Owner { voice, attribution: u32::try_from(index).ok() }
}

/// Joins neighbours with the same owner inside a block.
fn runs(words: &[Word], owned: &[Owner]) -> Vec<(Span, Owner)> {
    let mut list: Vec<(Span, Owner)> = Vec::new();
    let mut block = None;
    for (word, owner) in words.iter().zip(owned) {
        match list.last_mut() {
            Some((span, last)) if last == owner && block == Some(word.block) => *span = span.cover(word.span),
            _ => list.push((word.span, *owner)),
        }
        block = Some(word.block);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{speech, trial_names};
    use proptest::prelude::*;

    fn read(text: &str) -> (Article, Vec<(Span, Owner)>) {
        let article = corpus::read_text("t", text.to_owned());
        let (entities, mentions) = trial_names::find(&article);
        let found = speech::find(&article, &entities, &mentions);
        let owners = owners(&article, &found);
        (article, owners)
    }

    fn check(text: &str, expected: &[(Voice, &str)]) {
        let (article, owners) = read(text);
        let found: Vec<(Voice, &str)> = owners.iter().map(|(s, o)| (o.voice, s.of(&article.text))).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn every_word_has_one_owner() {
        use Voice::{Own, Quoted, Reported, Unnamed};
        check("Omar said the army had left.", &[(Own, "Omar said"), (Reported, "the army had left")]);
        check("“We left,” Omar said.", &[(Quoted, "We left"), (Own, "Omar said")]);
        check("Omar said the army was “done”.", &[(Own, "Omar said"), (Reported, "the army was"), (Quoted, "done")]);
        check("One official said it was over.", &[(Own, "One official said"), (Unnamed, "it was over")]);
        check("The “Iron Wall” plan failed.", &[(Own, "The “Iron Wall” plan failed")]);
        check(
            "Omar said Saleh had claimed the army was gone.",
            &[(Own, "Omar said"), (Reported, "Saleh had claimed"), (Reported, "the army was gone")],
        );
    }

    #[test]
    fn counts_follow_from_the_partition() {
        let (article, owners) = read("Omar said the army had left. “We won,” he added.");
        let counts = count(&article, &owners);
        assert_eq!(counts.map(|(_, n)| n), [2, 4, 0, 4]);
    }

    proptest! {
        #[test]
        fn the_partition_holds_for_any_text(text in "([A-Z][a-z]{1,5} |said |“|”|that |, |\\. |he |\n|officials |claimed |according to |but |\"|‘|’){0,60}") {
            let (article, owners) = read(&text);
            let mut at = 0;
            for (span, _) in &owners {
                prop_assert!(at <= span.start && span.start < span.end, "ordered and disjoint");
                at = span.end;
            }
            let words = words(&article);
            for word in &words {
                let holding = owners.iter().filter(|(s, _)| s.contains(word.span)).count();
                prop_assert_eq!(holding, 1, "each word exactly once");
            }
            let counted: usize = count(&article, &owners).iter().map(|(_, n)| n).sum();
            prop_assert_eq!(counted, words.len());
        }
    }
}
