//! What we conclude from the texts: who is meant, who says what, when, which event; and how outlets differ.
//!
//! Pure functions: borrowed in, owned plain data out, the same natively and in wasm. No iteration over hash
//! maps, no floats in results. Knowledge (countries, offices, cue verbs) is data under `data/`.
//!
//! The way of an article: [`names`] finds who and what is named, [`speech`] who is cited for which words
//! (in the [`marks`] and without), [`voices`] whose words the article is made of, [`dates`] and [`figures`] what is dated and counted, [`events`] what happened and which passages tell it.
//! [`corpus_reading`] joins the articles of a collection: one entity per referent, one event per happening.
pub mod account;
mod candidates;
mod cited;
mod clause;
pub mod compare;
pub mod contract;
pub mod corpus_reading;
mod cues;
mod date_expressions;
pub mod dates;
pub mod events;
pub mod figures;
mod happenings;
mod inflection;
mod lexicon;
pub mod marks;
pub mod model;
pub mod names;
#[cfg(test)]
mod names_tests;
mod passages;
pub mod pronouns;
pub mod referents;
mod scope;
mod sentence_words;
pub mod span_table;
mod speakers;
pub mod speech;
#[cfg(test)]
mod speech_tests;
mod spelling;
#[cfg(test)]
mod trial_names;
pub mod voices;
pub mod web_annotation;

pub use corpus_reading::{Knowledge, could_know, join_readings, read_collection};
pub use model::{
    Attribution, ContentKind, CorpusReading, Cue, CueClass, DateMention, Dating, Entity, EntityKind, Event, Figure,
    Manner, Mention, MentionForm, Passage, PassageRole, Reading,
};

use corpus::{Article, EventInfo};

/// Reads one article on its own; `known` are the events that its collection names.
#[must_use]
pub fn read(article: &Article, known: &[EventInfo]) -> Reading {
    let (entities, mentions) = names::find(article);
    let attributions = speech::find(article, &entities, &mentions);
    let anchor = article.published.as_ref().map(|p| p.value.date);
    let dates = dates::find(article, anchor);
    let figures = figures::find(article);
    let (events, passages) = events::find(article, &entities, &mentions, &dates, known);
    Reading { entities, mentions, attributions, dates, events, passages, figures }
}
