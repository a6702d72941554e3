//! Who is cited for which words: every quotation, and reported speech without marks.
//!
//! Block by block, sentence by sentence: [`crate::cited`] finds the verbs of saying, [`crate::speakers`] who
//! is behind their sources; here quotations are given to them, and those that stand alone to whoever spoke
//! before. Names inside a quotation are never its speaker. Linear in the length of the article.
use crate::cited::{self, Citing};
use crate::clause::{self, Clause, Item, ItemKind};
use crate::cues::tag;
use crate::marks::{self, Quotation};
use crate::pronouns;
use crate::scope::{self, Shape};
use crate::speakers::{self, Memory, Speaker};
use crate::{Attribution, ContentKind, Cue, CueClass, Entity, EntityKind, Manner, Mention, MentionForm};
use corpus::InOrder;
use corpus::Lower;
use corpus::one_of;
use corpus::{Article, Block, BlockKind, Span};

/// The attributions of an article, by position.
#[must_use]
pub fn find(article: &Article, entities: &[Entity], mentions: &[Mention]) -> Vec<Attribution> {
    let quotations = marks::quotations(article);
    let mut reader = Reader {
        article,
        entities,
        mentions,
        quotations: &quotations,
        memory: Memory::new(pronouns::genders(article, entities, mentions), mentions),
        last: None,
        lead: None,
        actor: None,
        waiting: None,
        found: Vec::new(),
    };
    let mut opening = 0;
    for (n, (index, block)) in article.blocks.iter().enumerate().filter(|(_, b)| b.kind.is_content()).enumerate() {
        reader.block(index, block);
        if n < OPENING_BLOCKS {
            opening = reader.found.len();
        }
    }
    let Reader { mut found, memory, .. } = reader;
    // “A federal judge ruled …”: who it is comes in the paragraphs after the lead.
    for a in found.iter_mut().take(opening).filter(|a| a.unnamed && a.speaker.is_none()) {
        if let Some(known) = a.speaker_name.as_deref().and_then(|role| memory.only_holder(role)) {
            a.speaker = known.entity;
            a.speaker_name = Some(known.name.clone());
            a.unnamed = false;
        }
    }
    // A verb between marks can leave nothing for its clause (“said : , claimed officials”): nothing is cited then.
    found.retain_mut(|a| {
        a.content.retain(|s| !s.is_empty());
        a.scope.retain(|s| !s.is_empty());
        a.source = a.source.filter(|s| !s.is_empty());
        !a.content.is_empty()
    });
    name_openings(&quotations, &mut found);
    name_headlines(article, &mut found);
    found.put_in_order_by_key(|a| a.content.first().map(|s| (s.start, std::cmp::Reverse(s.end))));
    found
}

/// Headline and lead: who is only described there may be named below.
const OPENING_BLOCKS: usize = 3;

/// Words in the marks of a headline are those of whoever is cited for them below.
fn name_headlines(article: &Article, found: &mut [Attribution]) {
    let first = article.blocks.iter().find(|b| b.kind.is_content()).map(|b| b.span);
    let heading = |a: &Attribution| {
        let at = a.content.first().map_or(0, |s| s.start);
        let next = article.blocks.partition_point(|b| b.body.start <= at);
        let block = next.checked_sub(1).and_then(|n| article.blocks.get(n));
        block.is_some_and(|b| {
            matches!(b.kind, BlockKind::Headline | BlockKind::Heading | BlockKind::LeadIn) || first == Some(b.span)
        })
    };
    let open = |a: &Attribution| a.content_kind.is_some() && a.speaker_name.is_none();
    let plain = |spans: &[Span]| spans.first().map(|s| s.of(&article.text).trim_end_matches([',', '.']).lower());
    let heads: Vec<usize> =
        (0..found.len()).filter(|&n| found.get(n).is_some_and(|a| open(a) && heading(a))).take(4).collect();
    for n in heads {
        let Some(words) = found.get(n).and_then(|a| plain(&a.content)) else { continue };
        let long = |w: &str| w.contains(' ') || w.len() > 5;
        let echo =
            found.iter().skip(n + 1).filter(|a| a.speaker_name.is_some() && a.content_kind.is_some()).find(|a| {
                let below = plain(&a.content).unwrap_or_default();
                long(&words) && below.contains(&*words) || below.contains(' ') && words.contains(&*below)
            });
        let Some(echo) = echo.cloned() else { continue };
        if let Some(head) = found.get_mut(n) {
            head.speaker = echo.speaker;
            head.speaker_name = echo.speaker_name;
            head.unnamed = echo.unnamed;
            if head.content_kind == Some(ContentKind::Title) {
                head.content_kind = Some(ContentKind::Fragment);
            }
            "the same words have a speaker below".clone_into(&mut head.rule);
        }
    }
}

/// A quotation over several paragraphs has one speaker, also where only its last one tells who.
fn name_openings(quotations: &[Quotation], found: &mut [Attribution]) {
    let mut by_start: Vec<(u32, usize)> = Vec::new();
    for (n, a) in found.iter().enumerate().filter(|(_, a)| a.content_kind.is_some()) {
        by_start.extend(a.content.iter().map(|s| (s.start, n)));
    }
    by_start.put_in_order();
    let attribution = |q: &Quotation| {
        let at = by_start.binary_search_by_key(&q.inner.start, |&(start, _)| start).ok()?;
        by_start.get(at).map(|&(_, n)| n)
    };
    let mut after: Option<&Quotation> = None;
    for q in quotations.iter().rev().filter(|q| q.depth == 0) {
        let next = after.filter(|a| a.continues).and_then(attribution).and_then(|n| found.get(n)).cloned();
        let opening = attribution(q).and_then(|n| found.get_mut(n)).filter(|o| o.speaker_name.is_none());
        if let (Some(next), Some(opening)) = (next.filter(|n| n.speaker_name.is_some()), opening) {
            opening.speaker = next.speaker;
            opening.speaker_name = next.speaker_name;
            opening.unnamed = next.unnamed;
            "the paragraph where it ends names the speaker".clone_into(&mut opening.rule);
        }
        after = Some(q);
    }
}

/// Who spoke last, and where.
#[derive(Clone, Debug)]
struct LastWord {
    speaker: Speaker,
    block: usize,
    /// Index of the sentence in its block.
    sentence: usize,
}

/// A line that announces a quotation in the next block.
#[derive(Clone, Debug)]
struct Lead {
    speaker: Speaker,
    source: Option<Span>,
    cue: Option<Cue>,
}

impl Lead {
    /// Of a speaker who is written there.
    fn of(clause: &Clause, (from, to): (usize, usize), speaker: Speaker, cue: Option<Cue>) -> Self {
        Self { speaker, source: Some(clause.span(from, to)), cue }
    }
}

struct Reader<'a> {
    article: &'a Article,
    entities: &'a [Entity],
    mentions: &'a [Mention],
    quotations: &'a [Quotation],
    memory: Memory,
    last: Option<LastWord>,
    lead: Option<Lead>,
    /// The person whom the last sentence without speech is about.
    actor: Option<LastWord>,
    /// A quotation at the start of the block that waits for its speaker.
    waiting: Option<usize>,
    found: Vec<Attribution>,
}

/// Where a sentence stands.
#[derive(Clone, Copy)]
struct Place {
    block: usize,
    sentence: usize,
}

impl<'a> Reader<'a> {
    fn block(&mut self, index: usize, block: &Block) {
        let text = &self.article.text;
        let mut announced = self.lead.take();
        self.waiting = None;
        self.memory.enter(index);
        for (sentence, span) in
            clause::outer_sentences(self.article, block.body, self.quotations).into_iter().enumerate()
        {
            let items = clause::items(text, span, self.quotations, 0, self.mentions);
            for (n, part) in clause::chunks(&items).enumerate() {
                let mut clause = Clause { text, items: part, entities: self.entities, mentions: self.mentions };
                if sentence + n == 0 {
                    clause.items = part.get(clause::dateline(&clause)..).unwrap_or(part);
                }
                self.sentence(&clause, Place { block: index, sentence }, announced.take());
            }
        }
    }

    fn sentence(&mut self, clause: &Clause, place: Place, announced: Option<Lead>) {
        let before = self.last.clone();
        let subject = speakers::subject(clause, &mut self.memory);
        let citings = cited::find(clause);
        let speakers = self.resolve(clause, &citings);
        self.leads_in(clause, &citings, &speakers);
        self.settle(clause, &citings, &speakers);
        let mut owners: Vec<Option<usize>> = Vec::new();
        let quotes: Vec<usize> = (0..clause.len()).filter(|&i| clause.at(i).quote().is_some()).collect();
        for &quote in &quotes {
            owners.push(owner(&citings, quote));
        }
        for (n, (citing, speaker)) in citings.iter().zip(&speakers).enumerate() {
            let own: Vec<usize> = quotes.iter().zip(&owners).filter(|(_, o)| **o == Some(n)).map(|(&q, _)| q).collect();
            // “said she believed …”: what one says of what one says is said once.
            let again = own.is_empty()
                && citing.source.is_some_and(|s| s.1 == s.0 + 1 && clause.at(s.0).is(tag::PERSON))
                && citings.iter().zip(&speakers).take(n).any(|(outer, by)| {
                    by == speaker && outer.content.iter().any(|r| r.0 <= citing.cue.0 && citing.cue.0 < r.1)
                });
            if !again {
                self.emit(clause, citing, speaker, &own);
            }
        }
        self.remember(&citings, &speakers, place);
        if let Some(speaker) = subject.filter(|_| citings.is_empty() && quotes.is_empty()) {
            self.actor = Some(LastWord { speaker, block: place.block, sentence: place.sentence });
        }
        let first_cue = citings.iter().find(|c| c.source.is_some()).map_or(usize::MAX, |c| c.cue.0);
        let mut lead = announced;
        for (&quote, _) in quotes.iter().zip(&owners).filter(|(_, o)| o.is_none()) {
            // “Reuters quoted a “senior aide” as saying”: the words of a source are nobody's speech.
            if citings.iter().any(|c| c.source.is_some_and(|s| s.0 <= quote && quote < s.1)) {
                self.orphan(clause, quote, place, None, None);
                continue;
            }
            // What stands before the first verb of saying goes with what was said before.
            let last = if first_cue < quote { self.last.clone() } else { before.clone() };
            self.orphan(clause, quote, place, last.as_ref(), lead.take());
        }
        for &quote in &quotes {
            self.nested(clause, quote);
        }
    }

    /// Who is behind each source; pronouns see the sources before them.
    fn resolve(&mut self, clause: &Clause, citings: &[Citing]) -> Vec<Speaker> {
        let mut list: Vec<Speaker> = Vec::with_capacity(citings.len());
        let mut introduced = 0;
        for (n, citing) in citings.iter().enumerate() {
            let start = citing.source.map_or(introduced, |s| s.0);
            speakers::introduce(clause, introduced, start, &mut self.memory);
            introduced = introduced.max(start);
            let same = citings.iter().take(n).position(|c| c.source.is_some() && c.source == citing.source);
            self.memory.barred.clear();
            if citing.source.is_some_and(|s| s.1 == s.0 + 1 && clause.at(s.0).is(tag::PERSON)) {
                for &range in &citing.content {
                    speakers::named_in(clause, range, &mut self.memory.barred);
                }
                self.named_in_marks(clause, citing);
            }
            // “The lawyer who defends Lee said”: not Lee.
            if let Some((_, to)) = citing.source.filter(|s| clause.says(s.1, "who")) {
                speakers::named_in(clause, (to, citing.cue.0), &mut self.memory.barred);
            }
            let speaker = match (same.and_then(|i| list.get(i)), citing.source) {
                (Some(known), _) => known.clone(),
                (None, Some(range)) => speakers::resolve(clause, range, &mut self.memory),
                (None, None) => Speaker { unnamed: true, ..Speaker::default() },
            };
            if citing.source.is_some() {
                self.memory.note(&speaker);
            }
            list.push(speaker);
        }
        speakers::introduce(clause, introduced, clause.len(), &mut self.memory);
        self.name_ahead(clause, citings, &mut list);
        list
    }

    /// “Asked whether she knew, Ann Lee said …”: a pronoun that nobody was named for waits for its name.
    fn name_ahead(&self, clause: &Clause, citings: &[Citing], list: &mut [Speaker]) {
        let fronted = clause.at(0).is(tag::ED | tag::ING | tag::SUBORDINATOR | tag::PREPOSITION);
        let Some(citing) = citings.first().filter(|_| fronted && clause.at(0).mention.is_none()) else { return };
        let Some((first, rest)) = list.split_first_mut() else { return };
        let pronoun = citing.source.filter(|s| one_of(clause.word(s.0), "he she") && s.1 == s.0 + 1 && s.0 > 0);
        let next = rest.iter().find(|s| s.entity.is_some() && s.person && !s.plural);
        if let (Some((at, _)), Some(next), None) = (pronoun, next, first.entity)
            && self.memory.may_be(next, clause.word(at))
        {
            first.clone_from(next);
        }
    }

    /// Who is named in the quotation that a pronoun says.
    fn named_in_marks(&mut self, clause: &Clause, citing: &Citing) {
        let quote = citing.after_quote.or(citing.complement.filter(|c| c.shape == Shape::Quote).map(|c| c.from));
        let Some(quotation) = quote.and_then(|q| self.quotation(clause, q)) else { return };
        let first = self.mentions.partition_point(|m| m.span.start < quotation.outer.start);
        let inside = self.mentions.iter().skip(first).take_while(|m| m.span.start < quotation.outer.end);
        // “He told me, ‘Ann, you are right,’” she said: what others said to her names her.
        let next = self.quotations.partition_point(|q| q.outer.start <= quotation.outer.start);
        let nested = self.quotations.get(next).filter(|q| q.depth > quotation.depth).map(|q| q.outer);
        let addressed = |m: &Mention| clause.text.get(m.span.end as usize..).is_some_and(|t| t.starts_with(", you "));
        let told =
            |m: &&Mention| nested.is_none_or(|q| m.span.start < q.start || q.end <= m.span.start) && !addressed(m);
        self.memory.barred.extend(inside.filter(|m| m.form != MentionForm::Pronoun).filter(told).map(|m| m.entity));
    }

    fn remember(&mut self, citings: &[Citing], speakers: &[Speaker], place: Place) {
        let main = citings.iter().zip(speakers).find(|(c, _)| c.source.is_some());
        if let Some((_, speaker)) = main {
            self.memory.note(speaker);
            self.last = Some(LastWord { speaker: speaker.clone(), block: place.block, sentence: place.sentence });
        }
    }

    /// “It is over.” Lee, in Paris, added that …: the next sentence tells whose quotation it was.
    fn settle(&mut self, clause: &Clause, citings: &[Citing], speakers: &[Speaker]) {
        let Some(waiting) = self.waiting.take() else { return };
        let first = citings.first().zip(speakers.first()).filter(|(c, _)| c.source.is_some_and(|s| s.0 <= 1));
        let speaker = first.map(|(_, s)| s.clone()).or_else(|| self.pointed_back(clause));
        if let Some((attribution, speaker)) = self.found.get_mut(waiting).zip(speaker) {
            attribution.speaker = speaker.entity;
            attribution.speaker_name = Some(speaker.name).filter(|n| !n.is_empty());
            attribution.unnamed = speaker.unnamed;
            attribution.rule = "the next sentence names the speaker".to_owned();
        }
    }

    /// “That was the message from Lee.”, “Those were Lee’s words.”
    fn pointed_back(&mut self, clause: &Clause) -> Option<Speaker> {
        let back = one_of(clause.word(0), "That This Those These") && clause.at(1).is(tag::BE);
        let said = |i: &usize| {
            clause.at(*i).is(tag::PAPER | tag::CLAIM) || one_of(clause.word(*i), "words answer response reply advice")
        };
        let noun = (2..clause.len().min(9)).find(said).filter(|_| back)?;
        let range = if one_of(clause.word(noun + 1), "from of") {
            speakers::phrase_after(clause, noun + 2)?
        } else {
            (2, noun.checked_sub(1).filter(|&i| i > 2 && clause.at(i).kind == ItemKind::Possessive)?)
        };
        let speaker = speakers::can_speak(clause, range).then(|| speakers::resolve(clause, range, &mut self.memory))?;
        speaker.person.then_some(speaker)
    }

    /// Keeps who announces the next block, when the sentence ends with a colon.
    fn leads_in(&mut self, clause: &Clause, citings: &[Citing], speakers: &[Speaker]) {
        self.lead = None;
        if !clause.before(clause.len()).is_mark(":") {
            return;
        }
        if let Some((citing, speaker)) = citings.iter().zip(speakers).next_back() {
            self.lead = Some(Lead {
                speaker: speaker.clone(),
                source: source_span(clause, citing),
                cue: Some(cue_of(clause, citing)),
            });
            return;
        }
        let Some(verb) = clause.finite_in(0, clause.len()) else { return };
        let Some(range) = speakers::phrase_before(clause, speakers::skip_left(clause, verb)) else { return };
        if !speakers::can_speak(clause, range) {
            return;
        }
        let speaker = speakers::resolve(clause, range, &mut self.memory);
        self.memory.note(&speaker);
        let clear = (verb..clause.len()).any(|i| clause.says(i, "clear"));
        let cue = clear.then(|| Cue {
            span: clause.at(verb).span,
            lemma: "make clear".to_owned(),
            class: CueClass::Forceful,
        });
        self.lead = Some(Lead::of(clause, range, speaker, cue));
    }

    /// Writes down what one verb of saying cites: its quotations, or else what it reports.
    fn emit(&mut self, clause: &Clause, citing: &Citing, speaker: &Speaker, own: &[usize]) {
        let mut scope: Vec<Span> = citing.content.iter().map(|r| clause.span(r.0, r.1)).collect();
        let base = Attribution {
            manner: Manner::Indirect,
            content: scope.clone(),
            scope: scope.clone(),
            source: source_span(clause, citing),
            cue: Some(cue_of(clause, citing)),
            speaker: speaker.entity,
            speaker_name: Some(speaker.name.clone()).filter(|n| !n.is_empty()),
            unnamed: speaker.unnamed,
            content_kind: None,
            rule: citing.rule.to_owned(),
        };
        if own.is_empty() {
            if !scope.is_empty() {
                self.found.push(base);
            }
            return;
        }
        scope.extend(own.iter().map(|&q| clause.at(q).span));
        scope.extend(citing.after_quote.and_then(|quote| self.led_by(clause, quote)));
        let mut parts: Vec<Attribution> = Vec::new();
        for &quote in own {
            let Some(quotation) = self.quotation(clause, quote) else { continue };
            let kind = self.content_kind(clause, quote, quotation);
            let joins =
                citing.after_quote.is_some_and(|q| q < citing.cue.0 && citing.cue.0 < quote) && parts.len() == 1;
            if let Some(first) =
                parts.first_mut().filter(|f| joins && f.content.last().is_some_and(|s| goes_on(clause.text, *s)))
            {
                first.content.push(quotation.inner);
                // “Taxes,” she said, “may rise.” is a clause only as a whole.
                if kind == ContentKind::Full
                    || first.content.first().is_some_and(|s| s.of(clause.text).starts_with(char::is_uppercase))
                {
                    first.content_kind = Some(ContentKind::Full);
                    first.manner = Manner::Direct;
                }
                continue;
            }
            let manner = if kind == ContentKind::Full { Manner::Direct } else { Manner::Mixed };
            parts.push(Attribution {
                manner,
                content: vec![quotation.inner],
                content_kind: Some(kind),
                ..base.clone()
            });
        }
        let scope = merged(scope);
        for mut part in parts {
            part.scope.clone_from(&scope);
            self.found.push(part);
        }
    }

    /// “The plan is “dead,” he said”: the words before a fragment belong to its speaker too.
    fn led_by(&self, clause: &Clause, quote: usize) -> Option<Span> {
        let start = speakers::sentence_start(clause, quote);
        let start = scope::trim_start(clause, start, quote);
        let inner = self.quotation(clause, quote)?.inner.of(clause.text);
        let goes_on = quote > start && !clause.before(quote).is_mark(",:") && inner.starts_with(char::is_lowercase);
        let cited = (start..quote).any(|i| clause.at(i).cue.is_some() && clause.is_finite(i));
        (goes_on && !cited && clause.finite_in(start, quote).is_some()).then(|| clause.span(start, quote))
    }

    fn quotation(&self, clause: &Clause, item: usize) -> Option<&'a Quotation> {
        self.quotations.get(clause.at(item).quote()?)
    }

    /// A quotation that no verb of its sentence claims.
    fn orphan(&mut self, clause: &Clause, item: usize, place: Place, before: Option<&LastWord>, lead: Option<Lead>) {
        let Some(quotation) = self.quotation(clause, item) else { return };
        let kind = self.content_kind(clause, item, quotation);
        let alone = clause.items.iter().all(|i| {
            i.quote().is_some() || matches!(i.kind, ItemKind::Mark(_)) || i.is(tag::COORDINATOR) && i.mention.is_none()
        });
        // “Then, more seriously: “…””
        let then = item > 1
            && item < 6
            && clause.before(item).is_mark(":")
            && (0..item).all(|i| clause.at(i).mention.is_none() && !clause.is_finite(i))
            && clause.at(0).is(tag::ADVERB | tag::COORDINATOR | tag::SUBORDINATOR);
        let alone = alone || then;
        let (lead, rule) = if let Some(lead) = lead.filter(|_| item == 0) {
            (Some(lead), "announced by the line before")
        } else if let Some(lead) = self.opening_of(quotation) {
            (Some(lead), "same quotation goes on")
        } else if let Some(lead) = self.label_or_had(clause, item) {
            (Some(lead), "beside the name")
        } else if let Some(lead) = self.before_colon(clause, item, kind) {
            (Some(lead), "the clause before the colon is about the speaker")
        } else if let Some(lead) = self.named_after(clause, item) {
            (Some(lead), "the words after it name the speaker")
        } else if let Some(lead) = self.tagged(clause, item, quotation) {
            (Some(lead), "the words after it name the speaker")
        } else if let Some(lead) = self.cried(clause, item) {
            (Some(lead), "the clause around it is about the speaker")
        } else if let Some(lead) = self.of_the_subject(clause, item, quotation) {
            (Some(lead), "first person in the marks")
        } else if let Some(lead) = Self::goes_on_from(kind, alone, place, before) {
            (Some(lead), "same speaker goes on")
        } else {
            (self.acts(kind, alone, place), "the sentence before is about the speaker")
        };
        let words = quotation.inner.of(&self.article.text).split_whitespace().count();
        let stop = quotation.inner.of(&self.article.text).ends_with(['.', '!', '?']);
        let kind = if lead.is_none() && kind == ContentKind::Fragment && words <= 5 && !stop {
            ContentKind::Title
        } else {
            kind
        };
        if let Some(lead) = &lead {
            self.memory.note(&lead.speaker);
            self.last = Some(LastWord { speaker: lead.speaker.clone(), block: place.block, sentence: place.sentence });
        }
        if lead.is_none() && alone && kind == ContentKind::Full {
            self.waiting = Some(self.found.len());
        }
        let speaker = lead.as_ref().map(|l| l.speaker.clone()).unwrap_or_default();
        self.found.push(Attribution {
            manner: if kind == ContentKind::Full { Manner::Direct } else { Manner::Mixed },
            content: vec![quotation.inner],
            scope: vec![quotation.outer],
            source: lead.as_ref().and_then(|l| l.source),
            cue: lead.as_ref().and_then(|l| l.cue.clone()),
            speaker: speaker.entity,
            speaker_name: Some(speaker.name).filter(|n| !n.is_empty()),
            unnamed: speaker.unnamed,
            content_kind: Some(kind),
            rule: if lead.is_some() { rule } else { "no speaker given" }.to_owned(),
        });
    }

    /// The speaker of the quotation that this one continues.
    fn opening_of(&self, quotation: &Quotation) -> Option<Lead> {
        let opening = self.found.iter().rev().find(|a| a.content_kind.is_some()).filter(|_| quotation.continues)?;
        let person =
            opening.speaker.and_then(|s| self.entities.get(s as usize)).is_some_and(|e| e.kind == EntityKind::Person);
        let speaker = Speaker {
            entity: opening.speaker,
            name: opening.speaker_name.clone()?,
            unnamed: opening.unnamed,
            plural: false,
            person,
            gender: None,
        };
        Some(Lead { speaker, source: None, cue: None })
    }

    /// “Ann Lee: “…”” and “Lee had “nothing to report””.
    fn label_or_had(&mut self, clause: &Clause, item: usize) -> Option<Lead> {
        let before = item.checked_sub(1)?;
        let (end, cue) = if clause.at(before).is_mark(":") {
            (before, None)
        } else {
            let verb = (before.saturating_sub(2)..=before).rev().find(|&i| clause.at(i).is(tag::GIVES))?;
            let lemma = if clause.at(verb).is(tag::HAVE) { "have" } else { clause.word(verb) };
            (
                speakers::skip_left(clause, verb),
                Some(Cue { span: clause.at(verb).span, lemma: lemma.to_owned(), class: CueClass::Neutral }),
            )
        };
        let range = speakers::phrase_before(clause, end)?;
        let person = (range.0..range.1)
            .any(|i| clause.kind_at(i) == Some(EntityKind::Person) || clause.at(i).is(tag::PEOPLE | tag::PERSON));
        let label = range == (0, 1) && cue.is_none() && clause.at(0).capital && speakers::unlisted(&clause.at(0));
        if !person && !label {
            return None;
        }
        let speaker = speakers::resolve(clause, range, &mut self.memory);
        Some(Lead::of(clause, range, speaker, cue))
    }

    /// “The mayor’s message was blunt: “…””, “Lee took to the stage: “…””: whom the clause before a colon is about.
    fn before_colon(&mut self, clause: &Clause, item: usize, kind: ContentKind) -> Option<Lead> {
        let colon = item.checked_sub(1).filter(|&i| clause.at(i).is_mark(":") && kind == ContentKind::Full)?;
        let verb = clause.finite_in(0, colon)?;
        let (from, to) = speakers::phrase_before(clause, speakers::skip_left(clause, verb))?;
        let owner = (from + 1..to).find(|&i| clause.at(i).kind == ItemKind::Possessive);
        let words = clause.at(to - 1).is(tag::PAPER | tag::CLAIM)
            || one_of(clause.word(to - 1), "answer response reply advice");
        let range = owner.filter(|_| words).map_or((from, to), |owner| (from, owner));
        let speaker = speakers::can_speak(clause, range).then(|| speakers::resolve(clause, range, &mut self.memory))?;
        let lead = Lead::of(clause, range, speaker, None);
        let known = lead.speaker.entity.is_some() || !clause.at(range.0).is(tag::PRONOUN);
        (known && lead.speaker.person && !lead.speaker.plural).then_some(lead)
    }

    /// “Lee rose. “I am leaving.””: a quotation alone, after a sentence about one person.
    fn acts(&self, kind: ContentKind, alone: bool, place: Place) -> Option<Lead> {
        let actor = self.actor.as_ref().filter(|_| alone && kind == ContentKind::Full)?;
        let near = actor.block == place.block && actor.sentence + 1 == place.sentence;
        near.then(|| Lead { speaker: actor.speaker.clone(), source: None, cue: None })
    }

    /// “Fans answered with cries of “shame””: who cries is the subject.
    fn cried(&mut self, clause: &Clause, item: usize) -> Option<Lead> {
        let noun = item.checked_sub(2).filter(|&i| clause.says(i + 1, "of") && clause.word(i).ends_with('s'))?;
        let cries = one_of(clause.word(noun), "chants cries shouts screams yells") && clause.says(noun - 1, "with");
        let range = cited::main_subject(clause, noun).filter(|r| {
            cries && r.1 < noun && !(r.1..noun).any(|i| clause.at(i).is(tag::BE)) && speakers::can_speak(clause, *r)
        })?;
        let speaker = speakers::resolve(clause, range, &mut self.memory);
        Some(Lead::of(clause, range, speaker, None))
    }

    /// “He apologised to “anyone I hurt””: who says “I” inside a sentence is its subject.
    fn of_the_subject(&mut self, clause: &Clause, item: usize, quotation: &Quotation) -> Option<Lead> {
        let first = |w: &str| one_of(w.trim_matches(|c: char| !c.is_alphabetic()), "I we We my My our Our me us");
        let range = cited::main_subject(clause, item).filter(|_| {
            item > 1 && clause.before(item).is_word() && quotation.inner.of(clause.text).split_whitespace().any(first)
        })?;
        let speaker = speakers::resolve(clause, range, &mut self.memory);
        let person = speaker.person || clause.at(range.0).is(tag::PERSON);
        person.then(|| Lead::of(clause, range, speaker, None))
    }

    /// “dubbed “the Fox” by fans”, “the “right” claimed by Lee”.
    fn named_after(&mut self, clause: &Clause, item: usize) -> Option<Lead> {
        // “…” - Ann Lee, the mayor.
        let signed = item == 0 && clause.at(1).is_dash() && clause.finite_in(2, clause.len()).is_none();
        if let Some(range) = speakers::phrase_after(clause, 2).filter(|_| signed) {
            let person = (range.0..range.1).any(|i| clause.kind_at(i) == Some(EntityKind::Person));
            let speaker = person.then(|| speakers::resolve(clause, range, &mut self.memory))?;
            return Some(Lead::of(clause, range, speaker, None));
        }
        // “…” was all Lee would say; “…” is how Lee put it.
        let put = clause.at(item + 1).is(tag::BE) && one_of(clause.word(item + 2), "all how what");
        if let Some(range) = speakers::phrase_after(clause, item + 3).filter(|&r| put && speakers::can_speak(clause, r))
        {
            let verb = (range.1..range.1 + 4).find(|&i| clause.at(i).cue.is_some() || clause.says(i, "put"))?;
            let speaker = speakers::resolve(clause, range, &mut self.memory);
            let cue = unlisted(clause, verb);
            return Some(Lead::of(clause, range, speaker, Some(cue)));
        }
        let titled = clause.before(item).is(tag::TITLE) && clause.says(item + 1, "by");
        let claimed = clause.at(item + 1).cue.is_some() && clause.says(item + 2, "by");
        let by = if titled { item + 1 } else { item + 2 };
        let range = speakers::phrase_after(clause, by + 1)
            .filter(|&r| (titled || claimed) && speakers::can_speak(clause, r))?;
        let verb = if titled { item - 1 } else { item + 1 };
        let speaker = speakers::resolve(clause, range, &mut self.memory);
        let cue = unlisted(clause, verb);
        Some(Lead::of(clause, range, speaker, Some(cue)))
    }

    /// “…,” an angry Lee retaliated; “…,” retorted Lee: a verb that no list knows, right after a comma in the marks.
    fn tagged(&mut self, clause: &Clause, item: usize, quotation: &Quotation) -> Option<Lead> {
        let closed = quotation.inner.of(clause.text).ends_with(',') && !clause.before(item).is_word();
        // “…,” remembers Lee.
        let next = clause.at(item + 1);
        let tells = next.is(tag::S) && next.mention.is_none() && clause.kind_at(item + 2) == Some(EntityKind::Person);
        let verb = if tells { Some(item + 1) } else { clause.finite_in(item + 1, item + 10) }.filter(|_| closed)?;
        let range = if verb == item + 1 {
            speakers::phrase_after(clause, verb + 1)?
        } else {
            speakers::phrase_before(clause, speakers::skip_left(clause, verb)).filter(|r| r.0 == item + 1)?
        };
        let whole = clause.at(range.1).is_mark(",.") || range.1 <= verb;
        let named = clause.at(range.0).is(tag::PERSON)
            || (range.0..range.1)
                .any(|i| clause.kind_at(i) == Some(EntityKind::Person) || clause.at(i).is(tag::PEOPLE));
        if !whole || !named || !tells && !clause.at(verb).is(tag::ED | tag::FINITE) {
            return None;
        }
        let speaker = speakers::resolve(clause, range, &mut self.memory);
        let cue = unlisted(clause, verb);
        Some(Lead::of(clause, range, speaker, Some(cue)))
    }

    /// Whether the one who spoke last goes on in this quotation.
    fn goes_on_from(kind: ContentKind, alone: bool, place: Place, before: Option<&LastWord>) -> Option<Lead> {
        let last = before?;
        let near = last.block == place.block && last.sentence + 1 >= place.sentence;
        let next_block = last.block + 1 >= place.block && last.block != place.block && place.sentence == 0;
        let same = last.block == place.block && last.sentence == place.sentence;
        let holds = same
            || near && (alone || kind == ContentKind::Fragment)
            || next_block && alone && kind == ContentKind::Full;
        holds.then(|| Lead { speaker: last.speaker.clone(), source: None, cue: None })
    }

    /// Quotations inside a quotation: cited by whoever the words name, else by the speaker himself.
    fn nested(&mut self, clause: &Clause, item: usize) {
        let Some(index) = clause.at(item).quote() else { return };
        let Some(outer) = self.quotations.get(index) else { return };
        let inner =
            self.quotations.get(index + 1).is_some_and(|q| q.depth > outer.depth && q.outer.start < outer.outer.end);
        if !inner {
            return;
        }
        let speaker = self.found.iter().rev().find(|a| a.content.contains(&outer.inner)).cloned();
        let items = clause::items(clause.text, outer.inner, self.quotations, outer.depth + 1, self.mentions);
        for part in clause::chunks(&items) {
            let clause = Clause { items: part, ..*clause };
            let citings = cited::find(&clause);
            for quote in (0..clause.len()).filter(|&i| clause.at(i).quote().is_some()) {
                self.nested_one(&clause, quote, owner(&citings, quote).and_then(|n| citings.get(n)), speaker.as_ref());
                self.nested(&clause, quote);
            }
        }
    }

    fn nested_one(&mut self, clause: &Clause, quote: usize, citing: Option<&Citing>, outer: Option<&Attribution>) {
        let Some(quotation) = self.quotation(clause, quote) else { return };
        let kind = self.content_kind(clause, quote, quotation);
        let first_person =
            citing.and_then(|c| c.source).is_some_and(|r| clause.says(r.0, "I") || clause.says(r.0, "we"));
        let source = citing.filter(|_| !first_person).and_then(|c| c.source);
        let speaker = source.map(|range| speakers::resolve(clause, range, &mut self.memory.clone()));
        // “He” in somebody's words is not that somebody.
        let himself = |s: &Speaker| s.entity.is_some() && outer.is_some_and(|o| o.speaker == s.entity);
        let speaker = speaker.map(|s| if himself(&s) { Speaker { unnamed: false, ..Speaker::default() } } else { s });
        let (entity, name, unnamed) = match (&speaker, outer) {
            (Some(s), _) => (s.entity, Some(s.name.clone()), s.unnamed),
            (None, Some(o)) => (o.speaker, o.speaker_name.clone(), o.unnamed),
            (None, None) => (None, None, false),
        };
        self.found.push(Attribution {
            manner: if kind == ContentKind::Full { Manner::Direct } else { Manner::Mixed },
            content: vec![quotation.inner],
            scope: vec![quotation.outer],
            source: citing.and_then(|c| source_span(clause, c)),
            cue: citing.map(|c| cue_of(clause, c)),
            speaker: entity,
            speaker_name: name.filter(|n| !n.is_empty()),
            unnamed,
            content_kind: Some(kind),
            rule: "inside a quotation".to_owned(),
        });
    }

    fn content_kind(&self, clause: &Clause, item: usize, quotation: &Quotation) -> ContentKind {
        let items = clause::items(clause.text, quotation.inner, self.quotations, quotation.depth + 1, self.mentions);
        let inner = Clause { items: &items, ..*clause };
        let before = clause.before(item);
        let after = clause.at(item + 1);
        let set_off = before.is_mark(":,")
            || (item == 0 || before.quote().is_some())
                && (after.cue.is_some()
                    || after.is_mark(",")
                    || item + 1 >= clause.len()
                    || !after.is_word()
                    || after.capital
                    || after.mention.is_some()
                    || after.is(tag::PRONOUN | tag::DETERMINER | tag::POSSESSIVE));
        let named = (item.saturating_sub(2)..item).any(|i| clause.at(i).is(tag::TITLE));
        kind_of(&inner, named, set_off)
    }
}

/// What stands between the marks: a clause, a name, or a few words.
fn kind_of(inner: &Clause, named: bool, set_off: bool) -> ContentKind {
    let words: Vec<&Item> = inner.items.iter().filter(|i| i.is_word()).collect();
    let stop = inner.items.last().is_some_and(|i| i.is_mark(".!?…"));
    let capital = inner.items.first().is_some_and(|i| i.capital || i.kind == ItemKind::Number);
    let comma = inner.items.last().is_some_and(|i| i.is_mark(",—"));
    let sentence = capital && (stop || comma && set_off);
    let mut long = words.iter().filter(|w| w.span.len() > 3).peekable();
    let cased = |w: &&Item| w.capital && w.span.of(inner.text).chars().any(char::is_lowercase);
    let title_case = words.len() >= 2 && !stop && long.peek().is_some() && long.all(cased);
    if title_case && capital && !comma && !set_off {
        return ContentKind::Title;
    }
    if has_clause(inner, sentence) || sentence && (words.len() >= 3 || words.len() == 2 && set_off) {
        return ContentKind::Full;
    }
    if named && capital || title_case { ContentKind::Title } else { ContentKind::Fragment }
}

/// Whether a finite verb with a subject stands in the words, outside a dependent clause.
fn has_clause(inner: &Clause, sentence: bool) -> bool {
    let mut subject = false;
    let mut dependent = false;
    let mut led = false;
    for (i, item) in inner.items.iter().enumerate() {
        if item.quote().is_some() || item.kind == ItemKind::Number {
            subject |= !led;
        } else if item.is_mark(",;—–:") {
            led = false;
        } else if item.is(tag::RELATIVE | tag::SUBORDINATOR | tag::QUESTION) || item.is(tag::THAT) && i > 0 {
            dependent = !(sentence && i == 0);
        } else if finite_here(inner, i, sentence) {
            if !dependent && (subject || sentence || contracted(inner.word(i))) {
                return true;
            }
            if !dependent {
                return false;
            }
            dependent = false;
            led = false;
        } else if item.is(tag::PRONOUN) {
            subject |= !dependent;
        } else if item.is(tag::PREPOSITION | tag::TO) {
            led = true;
        } else if item.is_word() && !item.is(tag::ADVERB | tag::COORDINATOR) {
            subject |= !led && !dependent;
        }
    }
    false
}

/// “it’s”, “they’re”: subject and verb in one; also “’s” after a name.
fn contracted(word: &str) -> bool {
    word.contains(['’', '\'']) && !word.ends_with("n’t") && !word.ends_with("n't")
}

fn finite_here(inner: &Clause, i: usize, sentence: bool) -> bool {
    let item = inner.at(i);
    if item.kind == ItemKind::Possessive {
        // “Ukraine’s got some problems”: a participle after it makes it a verb.
        return ["got", "been", "not", "going", "a", "the"].iter().any(|w| inner.says(i + 1, w));
    }
    if item.is(tag::AUXILIARY | tag::FINITE) {
        return true;
    }
    let before = inner.before(i);
    let after_pronoun = before.is(tag::PRONOUN) || before.is(tag::ADVERB) && i > 1 && inner.at(i - 2).is(tag::PRONOUN);
    let guess = item.is(tag::ED | tag::S) || item.cue.is_some();
    item.is_word()
        && item.mention.is_none()
        && (after_pronoun && !item.is(tag::PREPOSITION | tag::ADVERB | tag::COORDINATOR)
            || guess && sentence && inner.is_finite(i))
}

/// The verb that a quotation belongs to: one right after it, else the innermost around it.
fn owner(citings: &[Citing], quote: usize) -> Option<usize> {
    if let Some(after) = citings.iter().position(|c| c.after_quote == Some(quote)) {
        return Some(after);
    }
    let holds = |c: &&Citing| {
        c.content.iter().any(|r| r.0 <= quote && quote < r.1)
            || c.after_quote.is_some() && c.complement.is_some_and(|p| p.shape == Shape::Quote && p.from == quote)
    };
    let inside = citings
        .iter()
        .enumerate()
        .filter(|(_, c)| holds(c))
        .max_by_key(|(_, c)| c.cue.0 + usize::from(c.cue.0 < quote) * 1000);
    if let Some((n, _)) = inside {
        return Some(n);
    }
    // “A” and “B,” she said: the earlier one goes with the later.
    let later = citings.iter().position(|c| c.after_quote.is_some_and(|q| quote < q))?;
    let free = citings.iter().take(later).all(|c| c.cue.0 < quote && c.content.iter().all(|r| r.1 <= quote));
    free.then_some(later)
}

fn source_span(clause: &Clause, citing: &Citing) -> Option<Span> {
    citing.source.map(|(from, to)| clause.span(from, scope::trim(clause, from, to)))
}

/// The cue of a verb that no list knows.
fn unlisted(clause: &Clause, verb: usize) -> Cue {
    Cue { span: clause.at(verb).span, lemma: clause.word(verb).lower(), class: CueClass::Neutral }
}

fn cue_of(clause: &Clause, citing: &Citing) -> Cue {
    Cue { span: clause.span(citing.cue.0, citing.cue.1), lemma: citing.lemma.clone(), class: citing.class }
}

/// Whether a quotation breaks off in the middle of its sentence.
fn goes_on(text: &str, inner: Span) -> bool {
    !inner.of(text).ends_with(['.', '!', '?', '…'])
}

/// Overlapping spans joined, by position.
fn merged(mut spans: Vec<Span>) -> Vec<Span> {
    spans.put_in_order();
    let mut list: Vec<Span> = Vec::with_capacity(spans.len());
    for span in spans {
        match list.last_mut() {
            Some(last) if span.start <= last.end => *last = last.cover(span),
            _ => list.push(span),
        }
    }
    list
}
