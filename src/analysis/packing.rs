//! Readings and comparisons as bytes ([`corpus::Pack`]): what a worker sends to the page, what a prepared corpus holds.
//!
//! The numbers of choices must never change their meaning.
use crate::anchor::Quote;
use crate::comparison::{
    Absence, Account, Cell, Column, Comparison, Evidence, Excerpt, Gap, Item, LookAlike, MarkKind, Marked, NameRow,
    Row, Slot, Speaker, Statement, Telling, Told, Utterance, Verdict, Voices, Witness,
};
use crate::passage_notes::PassageNote;
use crate::{
    Attribution, Bound, Condition, ConditionClass, ContentKind, CorpusReading, Cue, CueClass, DateMention, Dating,
    Entity, EntityKind, Event, Figure, Hedge, HedgeClass, Manner, Mention, MentionForm, Passage, PassageRole, Reading,
};
use corpus::packed;

packed!(enum EntityKind {
    0 => Person, 1 => Organisation, 2 => Place, 3 => Country, 4 => Group, 5 => Medium, 6 => Document, 7 => Event,
    8 => Other,
});
packed!(enum MentionForm { 0 => Name, 1 => TitleAndName, 2 => Demonym, 3 => Role, 4 => Pronoun });
packed!(Entity { id, name, kind });
packed!(Mention { span, name, entity, form });
packed!(enum Manner { 0 => Direct, 1 => Mixed, 2 => Indirect });
packed!(enum ContentKind { 0 => Full, 1 => Fragment, 2 => Title });
packed!(enum CueClass { 0 => Neutral, 1 => Distancing, 2 => Factive, 3 => Forceful, 4 => Declining, 5 => Evaluative });
packed!(Cue { span, lemma, class });
packed!(Attribution { manner, content, scope, source, cue, speaker, speaker_name, unnamed, content_kind, rule });
packed!(DateMention { span, value, day, weekday, basis });
packed!(Event { id, name, kind, place, date, basis });
packed!(enum PassageRole { 0 => About, 1 => Background });
packed!(Passage { span, event, role });
packed!(enum Bound { 0 => About, 1 => AtLeast, 2 => MoreThan, 3 => AtMost, 4 => LessThan });
packed!(Figure { span, value, unit, of, bound, to });
packed!(enum ConditionClass { 0 => Exception, 1 => Condition, 2 => Onset, 3 => Obligation, 4 => Advice, 5 => Demand });
packed!(Condition { span, marker, class, party, entity, negated });
packed!(enum HedgeClass { 0 => Hearsay, 1 => Possibility, 2 => Likelihood, 3 => Appearance });
packed!(Hedge { span, class, negated });
packed!(Reading {
    entities,
    mentions,
    attributions,
    dates,
    events,
    passages,
    figures,
    conditions,
    hedges,
    evaluative,
    negations
});
packed!(Dating { earliest, latest, basis, reason });
packed!(CorpusReading { entities, events, articles, datings });

packed!(Quote { start, exact, prefix, suffix });
packed!(PassageNote { article, quote, words, tags, made });

packed!(Evidence { article, span });
packed!(enum Gap {
    0 => LeftOut, 1 => CouldNotKnow, 2 => OtherEvent, 3 => NotNamed, 4 => NotHeard, 5 => QuotesNoOne, 6 => Nothing
});
packed!(Item { text, count, evidence, note, faint });
packed!(Cell { items, gap });
packed!(Row { key, label, rule, cells });
packed!(Telling { article, event, about, background, words });
packed!(Column { event, tellings });
packed!(Absence { article, event, gap });
packed!(Voices { words, evidence, speakers, cues });
packed!(Speaker { name, entity, unnamed, quoted, reported, evidence });
packed!(NameRow { entity, name, kind, cells });
packed!(enum Verdict {
    0 => Conflicts, 1 => Superseded, 2 => Differs, 3 => WordedOtherwise, 4 => Agree, 5 => OnlyHere
});
packed!(enum MarkKind { 0 => Only, 1 => Decides, 2 => Quoted });
packed!(Marked { span, kind });
packed!(Excerpt { at, marks, note });
packed!(Told { excerpts, answer, gap });
packed!(Statement { key, label, verdict, why, told_by, cells });
packed!(Account { event, shared, alone });
packed!(Witness { column, at, manner, quoted, cue, source, on_event });
packed!(LookAlike { column, at, speaker, reason });
packed!(Utterance { key, speaker, entity, verdict, why, witnesses, collation, apart });
packed!(Slot { words, same });
packed!(Comparison {
    events,
    columns,
    absent,
    overview,
    voices,
    names,
    titles,
    accounts,
    utterances,
    facts,
    burdens,
    frames,
    words,
    reference
});
