//! What we conclude from the texts: who is meant, who says what, when, which event; and how outlets differ.
//!
//! Pure functions: borrowed in, owned plain data out, the same natively and in wasm. No iteration over hash
//! maps, no floats in results. Knowledge (countries, offices, cue verbs) is data under `data/`.
//!
//! The way of an article: [`names`] finds who and what is named, [`speech`] who is cited for which words
//! (in the [`marks`] and without), [`voices`] whose words the article is made of, [`claims`] what is demanded, hedged,
//! denied and judged, [`dates`] and [`figures`] what is dated and counted, [`events`] what happened and which passages tell it.
//! [`corpus_reading`] joins the articles of a collection: one entity per referent, one event per happening.
pub mod account;
mod actions;
pub mod alignment;
pub mod anchor;
pub mod answers;
mod answers_course;
mod answers_numbers;
mod answers_people;
#[cfg(test)]
mod answers_tests;
mod answers_time;
pub mod burdens;
mod candidates;
mod cited;
pub mod claims;
pub mod claims_compared;
#[cfg(test)]
mod claims_compared_tests;
#[cfg(test)]
mod claims_tests;
mod clause;
pub mod collation;
pub mod compare;
pub mod comparison;
pub mod contract;
pub mod corpus_reading;
pub mod corrections;
pub mod corrections_file;
mod cues;
mod date_expressions;
pub mod dates;
pub mod events;
pub mod facts;
pub mod figures;
pub mod frames;
mod happenings;
mod hashed;
mod identity;
mod inflection;
pub mod keyness;
#[cfg(any(test, feature = "laws"))]
pub mod laws;
mod leaders;
mod lexicon;
mod likeness;
pub mod marks;
pub mod model;
mod name_evidence;
mod name_extent;
pub mod names;
#[cfg(test)]
mod names_tests;
pub mod naming;
pub mod notes_file;
mod packing;
pub mod passage_notes;
mod passages;
mod phrases;
pub mod picture;
pub mod pronouns;
pub mod referents;
mod scope;
mod sentence_words;
pub mod sheet;
mod sides;
pub mod span_table;
mod speakers;
pub mod speech;
#[cfg(test)]
mod speech_tests;
pub mod spelling;
pub mod stories;
pub mod synonyms;
pub mod take_along;
#[cfg(test)]
mod test_cases;
mod told_once;
#[cfg(test)]
mod trial_names;
pub mod utterances;
#[cfg(test)]
mod utterances_tests;
pub mod voices;
pub mod web_annotation;

pub use corpus_reading::{Joining, Knowledge, could_know, join_readings, read_collection};
pub use model::{
    Attribution, Bound, Condition, ConditionClass, ContentKind, CorpusReading, Cue, CueClass, DateMention, Dating,
    Entity, EntityKind, Event, Figure, Hedge, HedgeClass, Manner, Mention, MentionForm, Passage, PassageRole, Reading,
};

pub use sentence_words::Words;

use corpus::{Article, EventInfo};
use std::cell::OnceCell;

/// Reads one article on its own; `known` are the events that its collection names.
#[must_use]
pub fn read(article: &Article, known: &[EventInfo]) -> Reading {
    let mut stages = Stages::new(article, known);
    while stages.step() {}
    stages.finish()
}

/// The reading of an article stage by stage, for callers that have other work to do in between.
pub struct Stages<'a> {
    article: &'a Article,
    known: &'a [EventInfo],
    /// Cut up when a stage first needs it.
    words: OnceCell<Words<'a>>,
    reading: Reading,
    done: u8,
}

impl<'a> Stages<'a> {
    /// Nothing read yet.
    #[must_use]
    pub fn new(article: &'a Article, known: &'a [EventInfo]) -> Self {
        Self { article, known, words: OnceCell::new(), reading: Reading::default(), done: 0 }
    }

    /// Does the next stage; whether there is another.
    pub fn step(&mut self) -> bool {
        let (article, r) = (self.article, &mut self.reading);
        let words = || self.words.get_or_init(|| Words::new(article));
        match self.done {
            0 => (r.entities, r.mentions) = names::find(article),
            1 => r.attributions = speech::find(article, &r.entities, &r.mentions),
            2 => {
                r.dates = dates::find(article, words(), article.published.as_ref().map(|p| p.value.date));
                r.figures = figures::find(article, words());
                claims::find(article, words(), r);
            }
            3 => {
                (r.events, r.passages) = events::find(article, words(), &r.entities, &r.mentions, &r.dates, self.known);
            }
            _ => return false,
        }
        self.done += 1;
        self.done < 4
    }

    /// What was read so far.
    #[must_use]
    pub fn finish(mut self) -> Reading {
        self.reading.shrink();
        self.reading
    }
}
