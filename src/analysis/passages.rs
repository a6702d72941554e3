//! Which sentences tell which event.
//!
//! A sentence tells an event when it names it (its word with place or day, its place, its name) or refers to
//! it by an offset (“one week after …” from another event's day). Sentences after it belong to it as long as
//! the block goes on and no other day or event takes over; “the talks”, a pronoun at the head of the next
//! block, and, where one event leads the article, its participants speaking refer back. A heading goes with
//! its section. Written from the events labelled by hand in two articles and from news usage; a passage that
//! names nothing and follows nothing is left without an event.
use crate::dates;
use crate::events::{Candidate, same_place};
use crate::happenings::{Ground, Happening, Part, Reference, is_function_word};
use crate::sentence_words::SentenceWords;
use crate::{DateMention, EntityKind, Passage, PassageRole};
use corpus::Set;
use corpus::one_of;
use corpus::{BlockKind, Span, TokenKind};
use corpus::{Gather, InOrder};

/// The event that a happening belongs to, where it is known.
pub(crate) type Link = (Happening, Option<usize>);

/// An event as one sentence tells it.
type Told = (usize, PassageRole);

/// The passages of an article, by position; their events are indexes into `told`.
pub(crate) fn find(ground: &Ground, words: &[SentenceWords], told: &[Candidate], links: &[Link]) -> Vec<Passage> {
    let mut walk = Walk::new(ground, words, told, links);
    for sentence in 0..words.len() {
        walk.step(sentence);
    }
    walk.headings();
    walk.passages()
}

struct Walk<'a, 'b> {
    ground: &'a Ground<'b>,
    words: &'a [SentenceWords<'b>],
    told: &'a [Candidate],
    links: &'a [Link],
    /// The events that each sentence names.
    named: Vec<Vec<Told>>,
    /// The event that leads the article.
    lead: Option<usize>,
    /// What each sentence tells, as found so far.
    tells: Vec<Vec<Told>>,
    /// Event and person that took part in it.
    participants: Set<(usize, u32)>,
    /// The event of the sentence before in this block.
    here: Option<usize>,
    /// The event with which the block before ended.
    before: Option<usize>,
    /// The events told so far in this section, the last one last, and in which block.
    last: Vec<(usize, usize)>,
    /// Blocks entered so far.
    block: usize,
}

impl<'a, 'b> Walk<'a, 'b> {
    fn new(ground: &'a Ground<'b>, words: &'a [SentenceWords<'b>], told: &'a [Candidate], links: &'a [Link]) -> Self {
        let named = named(ground, words, told, links);
        let lead = lead(ground, &named);
        let tells = vec![Vec::new(); words.len()];
        let participants = Set::new();
        Self {
            ground,
            words,
            told,
            links,
            named,
            lead,
            tells,
            participants,
            here: None,
            before: None,
            last: Vec::new(),
            block: 0,
        }
    }

    fn step(&mut self, sentence: usize) {
        self.enter(sentence);
        let mut tells = self.named.get(sentence).cloned().unwrap_or_default();
        let about = |tells: &[Told]| tells.iter().find(|t| t.1 == PassageRole::About).map(|t| t.0);
        let mut joined = !tells.is_empty();
        if about(&tells).is_none()
            && let Some((event, strong)) = self.infer(sentence, tells.is_empty())
        {
            tells.retain(|t| t.0 != event);
            tells.push((event, PassageRole::About));
            joined |= strong;
        }
        self.here = about(&tells);
        if let Some(event) = self.here {
            self.last.retain(|(e, _)| *e != event);
            self.last.push((event, self.block));
            if joined {
                self.take_part(sentence, event);
            }
        }
        if let Some(slot) = self.tells.get_mut(sentence) {
            *slot = tells;
        }
    }

    /// Forgets what does not reach over the border of a block or a section.
    fn enter(&mut self, sentence: usize) {
        let start = |s: usize| self.ground.article.sentences.get(s).map_or(0, |s| s.start);
        let block = |s: usize| self.ground.article.block_at(start(s)).map(|b| b.span.start);
        let previous = sentence.checked_sub(1);
        if previous.is_some_and(|p| block(p) == block(sentence)) {
            return;
        }
        self.before = self.here.take();
        self.block += 1;
        let kind = self.ground.article.block_at(start(sentence)).map(|b| b.kind);
        if kind == Some(BlockKind::Heading) {
            self.before = None;
            self.last.clear();
        }
    }

    /// The event of a sentence that names none, and whether it refers to it by a word of its own.
    fn infer(&self, sentence: usize, empty: bool) -> Option<(usize, bool)> {
        let words = self.words.get(sentence)?;
        if let Some(event) = self.referred(sentence) {
            return Some((event, true));
        }
        if !empty {
            return None;
        }
        let continued = self.here.or(self.before.filter(|_| follows_on(words)));
        if let Some(event) = continued.filter(|e| !self.elsewhere(sentence, *e)) {
            return Some((event, false));
        }
        let lead = self.lead.filter(|e| !self.elsewhere(sentence, *e))?;
        self.speaker(sentence).filter(|p| self.participants.contains(&(lead, *p)))?;
        let on_day = self.ground.dates_in(self.span(sentence)).any(|d| self.is_day_of(d, lead));
        let broken = self.block_has_begun(sentence);
        (!broken && (on_day || says(words))).then_some((lead, false))
    }

    /// The event that “the talks”, “talks” or “negotiators” refers to.
    fn referred(&self, sentence: usize) -> Option<usize> {
        const BLOCKS_MAX: usize = 1;
        let near = |family: &str| {
            let recent = self.last.iter().rev().take_while(|(_, block)| block + BLOCKS_MAX >= self.block);
            recent.map(|(event, _)| *event).find(|e| self.told.get(*e).is_some_and(|c| c.family == family))
        };
        let from = self.links.partition_point(|(h, _)| h.sentence < sentence);
        let own = self.links.get(from..)?.iter().take_while(|(h, _)| h.sentence == sentence);
        own.filter(|(h, event)| event.is_none() && h.place.is_none() && h.date.is_none() && h.named.is_none()).find_map(
            |(h, _)| {
                let of_family = |e: &usize| self.told.get(*e).is_some_and(|c| c.family == h.word.family);
                match (h.reference, h.word.part) {
                    (Reference::Indefinite | Reference::Possible, _) | (_, Part::Verb) => None,
                    (Reference::Definite, Part::Noun | Part::DoubtfulNoun | Part::Adjective) => {
                        near(h.word.family).or(self.lead.filter(of_family))
                    }
                    _ => self.lead.filter(of_family),
                }
            },
        )
    }

    fn span(&self, sentence: usize) -> Span {
        self.ground.article.sentences.get(sentence).copied().unwrap_or_default()
    }

    fn is_day_of(&self, date: usize, event: usize) -> bool {
        let (Some(date), Some(event)) = (self.ground.dates.get(date), self.told.get(event)) else { return false };
        match (date.day, event.event.date) {
            (Some(day), Some(own)) => day == own,
            _ => date.weekday.is_some() && date.weekday == event.weekday(),
        }
    }

    /// Whether the sentence speaks of a time that is not the event's.
    fn elsewhere(&self, sentence: usize, event: usize) -> bool {
        let timed = |d: &DateMention| d.value.as_deref().is_some_and(|v| v.starts_with('T'));
        self.ground
            .dates_in(self.span(sentence))
            .any(|at| self.ground.dates.get(at).is_some_and(|d| !timed(d)) && !self.is_day_of(at, event))
    }

    /// Whether an earlier sentence of the block told something else.
    fn block_has_begun(&self, sentence: usize) -> bool {
        let start = self.span(sentence).start;
        self.ground.article.block_at(start).is_some_and(|b| b.body.start < start)
    }

    /// The first person of the sentence who does something in it: no owner, no describing word (“the X office”).
    fn speaker(&self, sentence: usize) -> Option<u32> {
        let words = self.words.get(sentence)?;
        let acts = |span: Span| {
            let next = words.tokens.partition_point(|t| t.span.start < span.end);
            let word = words.lower(next);
            let verb = SAYING.contains(&word) || word.ends_with("ed") || word.ends_with('s') || word.ends_with("ly");
            let plain = words.is(next, TokenKind::Word) && !verb && !is_function_word(word);
            !plain && !words.is(next, TokenKind::Possessive)
        };
        self.persons(sentence).find(|(_, span)| acts(*span)).map(|(person, _)| person)
    }

    fn persons(&self, sentence: usize) -> impl Iterator<Item = (u32, Span)> + '_ {
        self.ground.mentions_in(self.span(sentence)).iter().filter_map(|m| {
            let entity = self.ground.entities.get(m.entity as usize)?;
            (entity.kind == EntityKind::Person).then_some((m.entity, m.span))
        })
    }

    fn take_part(&mut self, sentence: usize, event: usize) {
        let speaker = self.speaker(sentence);
        self.participants.extend(speaker.map(|p| (event, p)));
    }

    /// A heading whose whole section tells one event goes with it; the headline goes with the leading event.
    fn headings(&mut self) {
        let article = self.ground.article;
        for (at, block) in article.blocks.iter().enumerate() {
            let event = match block.kind {
                BlockKind::Headline => self.lead,
                BlockKind::Heading => self.section_event(at),
                _ => None,
            };
            let Some(event) = event else { continue };
            for sentence in article.sentences_in(block.span) {
                if let Some(tells) = self.tells.get_mut(sentence).filter(|t| t.is_empty()) {
                    tells.push((event, PassageRole::About));
                }
            }
        }
    }

    /// The event that every block of the section under heading `at` tells.
    fn section_event(&self, at: usize) -> Option<usize> {
        let article = self.ground.article;
        let section = article.blocks.get(at + 1..)?.iter().take_while(|b| b.kind != BlockKind::Heading);
        let mut events: Option<Set<usize>> = None;
        for block in section.filter(|b| b.kind.is_content()) {
            let tells = self.tells.get(article.sentences_in(block.span))?;
            let about = tells.iter().flatten().filter(|t| t.1 == PassageRole::About).map(|t| t.0);
            let about: Set<usize> = about.gather();
            events = Some(events.map_or_else(|| about.clone(), |e| e.intersection(&about).copied().collect()));
        }
        events?.first().copied()
    }

    /// Sentences in a row of one block that tell the same become one passage.
    fn passages(&self) -> Vec<Passage> {
        let article = self.ground.article;
        let mut found: Vec<Passage> = Vec::new();
        let mut open: Vec<(usize, usize)> = Vec::new();
        for (sentence, tells) in self.tells.iter().enumerate() {
            let span = self.span(sentence);
            let block = article.block_at(span.start).map(|b| b.span);
            let mut next = Vec::with_capacity(tells.len());
            for (event, role) in tells {
                let Ok(event) = u32::try_from(*event) else { continue };
                let row = open.iter().find(|(at, s)| {
                    s + 1 == sentence
                        && found.get(*at).is_some_and(|p: &Passage| {
                            p.event == event && p.role == *role && block.is_some_and(|b| b.contains(p.span))
                        })
                });
                let at = row.map_or(found.len(), |(at, _)| *at);
                match found.get_mut(at) {
                    Some(passage) => passage.span = passage.span.cover(span),
                    None => found.push(Passage { span, event, role: *role }),
                }
                next.push((at, sentence));
            }
            open = next;
        }
        found.put_in_order_by_key(|p| (p.span.start, p.event));
        found
    }
}

/// The events that each sentence names, in the order of the words.
fn named(ground: &Ground, words: &[SentenceWords], told: &[Candidate], links: &[Link]) -> Vec<Vec<Told>> {
    let mut named: Vec<Vec<Told>> = vec![Vec::new(); words.len()];
    for (happening, event) in links {
        let (Some(event), Some(slot)) = (event, named.get_mut(happening.sentence)) else { continue };
        if slot.iter().all(|t| t.0 != *event) {
            let role = if is_long_past(ground, happening) { PassageRole::Background } else { PassageRole::About };
            slot.push((*event, role));
        }
    }
    let seen: Set<usize> = links.iter().filter_map(|(_, event)| *event).gather();
    for (sentence, slot) in named.iter_mut().enumerate() {
        let Some(words) = words.get(sentence) else { continue };
        for (event, candidate) in told.iter().enumerate() {
            let known = candidate.event.basis == corpus::Basis::Supplied;
            if (known || seen.contains(&event)) && slot.is_empty() && at_place(words, candidate, known) {
                let days = ground.dates_in(words.span(0, words.len())).filter_map(|d| ground.dates.get(d));
                if days.filter(|d| d.weekday.is_some()).all(|d| candidate.agrees(Some(d))) {
                    slot.push((event, PassageRole::About));
                }
            }
        }
        let from = links.partition_point(|(h, _)| h.sentence < sentence);
        let own: Vec<&Link> = links.iter().skip(from).take_while(|(h, _)| h.sentence == sentence).collect();
        let offset = by_offset(ground, words, told, &own, slot);
        slot.extend(offset);
    }
    named
}

/// Whether the happening lies further back than the news of the article: “earlier this year”, “in April”.
fn is_long_past(ground: &Ground, happening: &Happening) -> bool {
    const REACH_BYTES: u32 = 24;
    let Some(sentence) = ground.article.sentences.get(happening.sentence) else { return false };
    let whole = happening.place.as_ref().map_or(happening.span, |p| p.span.cover(happening.span));
    ground.dates_in(*sentence).filter_map(|d| ground.dates.get(d)).any(|d| {
        let gap = d.span.start.saturating_sub(whole.end).max(whole.start.saturating_sub(d.span.end));
        let near = gap <= REACH_BYTES && !d.span.overlaps(whole);
        near && dates::is_long(&ground.article.text, d)
    })
}

/// Whether the sentence speaks of what is at the event's place: “discussed in Geneva”, “a delegation to Geneva”.
fn at_place(words: &SentenceWords, candidate: &Candidate, known: bool) -> bool {
    let Some(place) = candidate.event.place.as_deref() else { return false };
    let first = place.split(',').next().unwrap_or("").trim();
    let parts: Vec<&str> = first.split_whitespace().collect();
    let Some(head) = parts.first() else { return false };
    (0..words.len()).filter(|&i| words.written(i) == *head).any(|i| {
        let whole = words.span(i, i + parts.len()).of(words.text);
        same_place(whole, place)
            && match words.before(i, 1) {
                "in" | "at" => true,
                "to" | "for" => known && (2..=5).any(|back| travels(words.before(i, back))),
                _ => false,
            }
    })
}

fn travels(word: &str) -> bool {
    one_of(
        word,
        "delegation delegations team travelled traveled travel travels flew fly flies went go heading headed \
                heads arrived left trip sent dispatched envoys",
    )
}

/// The event to which “one week after …” leads from another event of the sentence.
fn by_offset(
    ground: &Ground,
    words: &SentenceWords,
    told: &[Candidate],
    links: &[&Link],
    named: &[Told],
) -> Option<Told> {
    let text = &ground.article.text;
    let dates = ground.dates_in(words.span(0, words.len())).filter_map(|d| ground.dates.get(d));
    let (days, at) = dates.filter_map(|d| Some((dates::offset_days(text, d)?, d.span.start))).next()?;
    let base = named.iter().find_map(|(event, _)| Some((*event, told.get(*event)?.event.date?)))?;
    let after = links.iter().find(|(_, event)| *event == Some(base.0)).is_some_and(|(h, _)| h.span.start > at);
    // “The talks come one week after …” counts back from the talks, “one week before the talks …” likewise.
    let day = base.1.plus(if after { days } else { -days })?;
    let event = told.iter().position(|c| c.event.date == Some(day))?;
    named.iter().all(|t| t.0 != event).then_some((event, PassageRole::Background))
}

/// The event that most sentences with an event name, if the article opens with it.
fn lead(ground: &Ground, named: &[Vec<Told>]) -> Option<usize> {
    const OPENING_BLOCKS: usize = 2;
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for (event, _) in named.iter().flatten().filter(|t| t.1 == PassageRole::About) {
        match counts.iter_mut().find(|(e, _)| e == event) {
            Some((_, n)) => *n += 1,
            None => counts.push((*event, 1)),
        }
    }
    let all: usize = counts.iter().map(|(_, n)| n).sum();
    counts.put_in_order_by_key(|(event, n)| (usize::MAX - n, *event));
    let (event, most) = *counts.first()?;
    let second = counts.get(1).map_or(0, |(_, n)| *n);
    let blocks = ground.article.blocks.iter().filter(|b| !matches!(b.kind, BlockKind::Headline | BlockKind::Heading));
    let opening = blocks.filter(|b| b.kind.is_content()).nth(OPENING_BLOCKS - 1).or(ground.article.blocks.last())?;
    let opens = named
        .iter()
        .zip(&ground.article.sentences)
        .any(|(tells, span)| span.end <= opening.span.end && tells.iter().any(|t| t.0 == event));
    (opens && (most * 2 > all || most >= second * 2)).then_some(event)
}

/// Whether the sentence leans on the one before: it opens with a pronoun, or is a quotation that “he said”.
fn follows_on(words: &SentenceWords) -> bool {
    let pronoun = |w: &str| one_of(w, "he she they");
    if pronoun(words.lower(0)) {
        return true;
    }
    let quoted = one_of(words.lower(0), "“ \" ‘ ' « „");
    quoted && (1..words.len()).any(|i| pronoun(words.lower(i)) && SAYING.contains(&words.lower(i + 1)))
}

const SAYING: &[&str] = &[
    "said",
    "says",
    "told",
    "added",
    "described",
    "confirmed",
    "noted",
    "stressed",
    "insisted",
    "admitted",
    "warned",
    "reiterated",
    "acknowledged",
    "expressed",
    "argued",
    "explained",
    "claimed",
    "called",
    "stated",
    "declared",
];

fn says(words: &SentenceWords) -> bool {
    (0..words.len()).any(|i| SAYING.contains(&words.lower(i)))
}
