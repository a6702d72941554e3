//! One utterance, its wordings: sayings of the same speaker on the same occasion, as each outlet gave them.
//!
//! Every attribution is cut into its clauses: an outlet may report two sayings in one sentence. Clauses of different
//! columns are one utterance when the speaker is one, when neither day nor event nor the articles' dates speak against
//! it, and when they share enough: words in a row, or content words that are rare here, with near words as a weaker
//! sign. The closest pairs are joined first, a group only where most of its pairs agree. A document that two
//! governments issue is one source whatever words are picked from it. What looks alike and is another saying is listed
//! with the reason. Nothing here understands a paraphrase that shares neither word nor near word nor name.
use crate::alignment::{Alignment, content_stem};
use crate::collation::{WITNESSES_MAX, WORDS_MAX, collate};
use crate::comparison::{Column, Evidence, LookAlike, REFERENCE, Slot, Telling, Utterance, Verdict, Witness};
use crate::cues::{LEXICON, tag};
use crate::spelling::fold;
use crate::{Attribution, CorpusReading, EntityKind, Manner, MentionForm, PassageRole, Reading};
use corpus::{Article, Collection, Date, Gather, InOrder, Lower, Map, Set, Span, TokenKind, one_of, tokens};
use std::cmp::Reverse;

/// Look-alikes shown with one utterance.
const APART_MAX: usize = 4;
/// Utterances of one column shown for their look-alikes.
const ALONE_MAX: usize = 12;
/// Sayings that articles this many days apart report without a day are not of one occasion.
const DAYS_APART: i32 = 2;

/// The sayings that several columns give, and those of one column that have a look-alike in another. Whole articles
/// count, not only the passages on the event. `reference` is a pasted text that joins as one more witness.
#[must_use]
pub fn utterances(
    collection: &Collection,
    reading: &CorpusReading,
    columns: &[Column],
    _alignment: &Alignment,
    reference: Option<&Article>,
) -> Vec<Utterance> {
    let mut desk = Desk { columns, ..Desk::new(collection, reading) };
    desk.read(reference);
    desk.weigh();
    let pairs = desk.pairs();
    let groups = desk.groups(&pairs);
    let mut found: Vec<(Reverse<usize>, Reverse<u32>, Utterance)> = Vec::new();
    for group in desk.with_look_alikes(groups, &pairs) {
        if let Some(utterance) = desk.utterance(&group, reference) {
            let columns = desk.columns_of(&group.pieces).len();
            found.push((Reverse(columns), Reverse(group.weight), utterance));
        }
    }
    found.put_in_order_by(|a, b| {
        let place = |u: &Utterance| u.witnesses.first().map(|w| (w.column, w.at));
        (a.0, a.1, place(&a.2)).cmp(&(b.0, b.1, place(&b.2)))
    });
    let mut keys: Set<String> = Set::new();
    let mut list: Vec<Utterance> = found.into_iter().map(|(_, _, utterance)| utterance).collect();
    for utterance in &mut list {
        // Two speakers may be cited for words that begin at one place.
        while !keys.insert(utterance.key.clone()) {
            utterance.key.push_str("-2");
        }
    }
    list
}

/// Clauses that are one utterance.
struct Group {
    pieces: Vec<usize>,
    /// Of what its closest pair shares; 0 where no words join it.
    weight: u32,
    apart: Vec<LookAlike>,
}

/// Who speaks, as far as it is known.
#[derive(Clone, Default)]
struct Who {
    entity: Option<u32>,
    /// The body that a spokesman speaks for.
    body: Option<u32>,
    /// Referents in a description, in order.
    named: Vec<u32>,
    /// Stems of a description, in order.
    stems: Vec<String>,
    paper: bool,
    unnamed: bool,
    /// Named only by a pronoun, or not at all in the sentence.
    weak: bool,
    /// As shown.
    name: String,
}

impl Who {
    /// Whether another saying of the article is of the same speaker.
    fn is(&self, other: &Self) -> bool {
        self.entity == other.entity && (self.entity.is_some() || self.name == other.name)
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Bond {
    Same,
    Maybe,
    Other,
}

/// One attribution.
struct Saying {
    column: usize,
    article: u32,
    attribution: usize,
    sentence: usize,
    who: Who,
    direct: bool,
    day: Option<Date>,
    /// Events that the passage tells.
    events: Vec<u32>,
    on_event: bool,
}

/// A clause of a saying.
struct Piece {
    saying: usize,
    span: Span,
    /// Behind what the engine takes for the content.
    tail: bool,
    /// Numbers of what it says, sorted, distinct.
    features: Vec<u32>,
    /// Its words in order: their number, and whether it is a content word, and in marks.
    words: Vec<(u32, bool, bool)>,
}

/// Whether two sayings are of one occasion.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Occasion {
    /// One event or one day.
    Same,
    /// Articles of about the same days.
    Near,
    /// Nothing is known.
    Open,
    /// Different events, days not known.
    OtherEvent,
    /// Articles some days apart.
    Later,
    /// Different days.
    OtherDay,
}

/// What two clauses share.
#[derive(Clone, Copy, Default)]
struct Close {
    /// Weight of what is shared.
    weight: u32,
    /// Content words and names, two each; near words, one each.
    halves: u32,
    /// Content words that are no names; near words.
    words: u32,
    near: u32,
    /// Twice the shared weight by the whole, and the shared by the lighter of both, per mille.
    dice: u32,
    within: u32,
    /// Content words of the longest run of words that both have.
    run: u32,
    /// How many of them are not what the whole story is about.
    rare: u32,
    /// Whether the run is in marks, once or in both.
    marked: u32,
    /// Content words that stand in marks in both.
    quoted: u32,
}

/// Two clauses of different columns.
struct Pair {
    a: usize,
    b: usize,
    close: Close,
    bond: Bond,
    occasion: Occasion,
    /// 0 where they are not one utterance; else how sure.
    joins: u32,
}

struct Desk<'a> {
    collection: &'a Collection,
    reading: &'a CorpusReading,
    columns: &'a [Column],
    sayings: Vec<Saying>,
    pieces: Vec<Piece>,
    /// Features by their keys.
    numbers: Map<String, u32>,
    /// Per feature: what it counts, and the groups of near words it is in.
    factors: Vec<u32>,
    near: Vec<Vec<u32>>,
    weights: Vec<u32>,
    /// Per feature: how many clauses have it.
    held: Vec<u32>,
    /// Capitals, each with its country.
    stands_for: Vec<(u32, u32)>,
    /// Stems of the titles that persons are named with.
    titles: Vec<(u32, String)>,
    /// Stems of the event's own name.
    everywhere: Set<String>,
    /// The clauses of the pasted text.
    reference: Vec<Piece>,
    /// Per clause its group; `usize::MAX` where it has none.
    group_of: Vec<usize>,
}

/// Near words, one group a line; `!` opens those of feeling and judgement.
const NEAR_WORDS: &str = include_str!(concat!(env!("OUT_DIR"), "/near_words.txt"));

impl<'a> Desk<'a> {
    fn new(collection: &'a Collection, reading: &'a CorpusReading) -> Self {
        let mut stands_for = Vec::new();
        for line in include_str!(concat!(env!("OUT_DIR"), "/states.txt")).lines() {
            let mut fields = line.split('>').map(|f| f.split('=').next().unwrap_or("").trim());
            let (state, capital) = (fields.next().unwrap_or(""), fields.nth(1).unwrap_or(""));
            let entity = |name: &str| reading.entities.iter().position(|e| !name.is_empty() && e.name == name);
            if let (Some(state), Some(capital)) = (entity(state), entity(capital)) {
                stands_for.push((number(capital), number(state)));
            }
        }
        let mut desk = Self {
            collection,
            reading,
            columns: &[],
            sayings: Vec::new(),
            pieces: Vec::new(),
            numbers: Map::new(),
            factors: Vec::new(),
            near: Vec::new(),
            weights: Vec::new(),
            held: Vec::new(),
            stands_for,
            titles: Vec::new(),
            everywhere: Set::new(),
            reference: Vec::new(),
            group_of: Vec::new(),
        };
        for (group, line) in NEAR_WORDS.lines().enumerate() {
            let factor = if line.starts_with('!') { FEELING } else { NEAR };
            let near = desk.feature(format!("~{group}"), factor);
            for word in line.trim_start_matches("! ").split(' ') {
                let feature = match stem_of(word) {
                    Some(stem) => desk.feature(stem, WORD),
                    None => desk.feature(format!("={word}"), 0),
                };
                if let Some(groups) = desk.near.get_mut(feature as usize).filter(|g| g.last() != Some(&near)) {
                    groups.push(near);
                }
            }
        }
        desk
    }

    fn entity(&self, entity: u32) -> u32 {
        self.stands_for.iter().find(|(capital, _)| *capital == entity).map_or(entity, |(_, state)| *state)
    }

    fn article(&self, article: u32) -> Option<(&'a Article, &'a Reading)> {
        self.collection.articles.get(article as usize).zip(self.reading.articles.get(article as usize))
    }

    /// Reads the sayings of all columns and cuts them into clauses.
    fn read(&mut self, reference: Option<&Article>) {
        let event = self.columns.first().and_then(|c| self.reading.events.get(c.event as usize));
        let words = event.map_or("", |e| e.name.as_str()).split_whitespace().chain(event.map(|e| e.kind.as_str()));
        self.everywhere = words.map(|w| stem_of(w).unwrap_or_default()).gather();
        let columns = self.columns;
        for (column, telling) in columns.iter().enumerate().flat_map(|(n, c)| c.tellings.iter().map(move |t| (n, t))) {
            let Some((article, read)) = self.article(telling.article) else { continue };
            for mention in &read.mentions {
                let title = match mention.form {
                    MentionForm::TitleAndName => Span { end: mention.name.start, ..mention.span },
                    MentionForm::Role => mention.span,
                    _ => continue,
                };
                for stem in tokens(&article.text, title).into_iter().filter_map(|t| content_stem(&article.text, t)) {
                    if !self.titles.iter().any(|(of, known)| *of == mention.entity && *known == stem) {
                        self.titles.push((mention.entity, stem));
                    }
                }
            }
            for (attribution, a) in read.attributions.iter().enumerate() {
                if self.says(read, attribution, a) {
                    self.add(column, telling, article, read, attribution, a);
                }
            }
        }
        let nothing = Reading::default();
        if let Some(article) = reference {
            for &sentence in &article.sentences {
                let parts = cut(&article.text, sentence);
                for part in parts.iter().copied().chain(cover(&parts).filter(|_| parts.len() > 1)) {
                    let piece = self.piece(article, &nothing, usize::MAX, part, false, None);
                    self.reference.push(piece);
                }
            }
        }
    }

    /// The clause or sentence of the pasted text that says most of what a group does.
    fn referred(&self, group: &[usize]) -> Option<Span> {
        let mut best = (0, None);
        for piece in group.iter().filter_map(|i| self.pieces.get(*i)) {
            for own in &self.reference {
                let close = self.close(piece, own);
                let verbatim = close.rare > 1 && close.run > 2;
                if (verbatim || close.halves > 3 && close.dice >= 380) && close.dice > best.0 {
                    best = (close.dice, Some(own.span));
                }
            }
        }
        best.1
    }

    /// Whether an attribution is somebody's saying, and not part of another of the same speaker.
    fn says(&self, read: &Reading, attribution: usize, a: &Attribution) -> bool {
        let Some(own) = cover(&a.scope) else { return false };
        let same = |b: &Attribution| match (a.speaker, &a.speaker_name) {
            (None, None) => b.speaker.is_some() || b.speaker_name.is_some(),
            (None, name) => b.speaker.is_none() && b.speaker_name == *name,
            (speaker, _) => b.speaker == speaker,
        };
        let held = |(n, b): (usize, &Attribution)| {
            n != attribution
                && same(b)
                && cover(&b.scope).is_some_and(|s| s.contains(own) && (s != own || n < attribution))
        };
        (a.speaker.is_some() || a.speaker_name.is_some() || a.manner == Manner::Direct)
            && !read.attributions.iter().enumerate().any(held)
    }

    fn add(
        &mut self,
        column: usize,
        telling: &Telling,
        article: &Article,
        read: &Reading,
        attribution: usize,
        a: &Attribution,
    ) {
        let Some(scope) = cover(&a.scope) else { return };
        let Some(sentence) = article.sentence_at(scope.start) else { return };
        let around = cited_at(a, scope);
        let reported = |span: Span| read.attributions.iter().flat_map(|o| &o.scope).any(|s| s.overlaps(span));
        let day = read.dates.iter().filter(|d| !reported(d.span)).find_map(|d| {
            let gap = around.start.max(d.span.start).saturating_sub(around.end.min(d.span.end));
            let here = article.sentence_at(d.span.start) == article.sentence_at(around.start);
            d.day.filter(|_| here && gap <= DAY_WITHIN)
        });
        let about = |p: &&crate::Passage| p.role == PassageRole::About && p.span.overlaps(scope);
        let happenings = read.passages.iter().filter(about).map(|p| p.event);
        let mut events: Vec<u32> = happenings.filter(|e| self.reading.is_happening(*e)).collect();
        events.put_in_order();
        events.dedup();
        let who = self.who(article, read, a);
        let on_event = telling.holds(scope);
        // “… on Tuesday, she said. She added …”
        let day = day.or_else(|| {
            let last = self.sayings.last().filter(|s| s.article == telling.article && s.who.is(&who))?;
            last.day.filter(|_| sentence <= last.sentence + 1)
        });
        let saying = self.sayings.len();
        let mut spans = clauses(article, a);
        spans.retain(|(span, tail)| {
            !tail || !read.attributions.iter().any(|o| o.scope.iter().any(|s| s.overlaps(*span)))
        });
        let mut pieces: Vec<Piece> = Vec::new();
        for (span, tail) in spans {
            let piece = self.piece(article, read, saying, span, tail, who.entity);
            if piece.features.iter().filter(|f| self.factors.get(**f as usize).is_some_and(|n| *n > NEAR)).count() > 0 {
                pieces.push(piece);
            }
        }
        if !pieces.is_empty() {
            self.pieces.extend(pieces);
            self.sayings.push(Saying {
                column,
                article: telling.article,
                attribution,
                sentence,
                who,
                direct: a.manner == Manner::Direct,
                day,
                events,
                on_event,
            });
        }
    }

    fn who(&self, article: &Article, read: &Reading, a: &Attribution) -> Who {
        let text = &article.text;
        let source = a.source.unwrap_or_default();
        let mut who = Who {
            entity: a.speaker.map(|s| self.entity(s)),
            unnamed: a.unnamed,
            name: match a.speaker.and_then(|s| self.reading.entities.get(s as usize)) {
                Some(entity) => entity.name.clone(),
                None => a.speaker_name.clone().unwrap_or_default(),
            },
            ..Who::default()
        };
        let mentions = || read.mentions.iter().filter(|m| source.contains(m.span) && m.form != MentionForm::Pronoun);
        let spokesman = tokens(text, source).iter().any(|t| t.span.of(text).lower().starts_with("spokes"));
        let is_body = |m: &&crate::Mention| {
            let kind = self.reading.entities.get(m.entity as usize).map(|e| e.kind);
            matches!(kind, Some(EntityKind::Organisation | EntityKind::Country | EntityKind::Place))
        };
        if spokesman {
            who.body = mentions().find(is_body).map(|m| self.entity(m.entity)).filter(|b| Some(*b) != who.entity);
        }
        who.weak = mentions().next().is_none();
        if who.entity.is_none() {
            who.named = mentions().map(|m| self.entity(m.entity)).collect();
            who.named.put_in_order();
            who.named.dedup();
            let name = &who.name;
            for token in tokens(name, Span::new(0, name.len())) {
                let word = token.span.of(name);
                let of_name = mentions().any(|m| m.span.of(text).split_whitespace().any(|w| w == word));
                who.paper |= LEXICON.get(&word.lower()).is_some_and(|w| w.tags & tag::PAPER != 0);
                who.stems.extend(content_stem(name, token).filter(|_| !of_name));
            }
            who.stems.put_in_order();
            // “The statement” is the joint statement named before it.
            let earlier = self.sayings.iter().rev().take_while(|s| {
                self.collection.articles.get(s.article as usize).is_some_and(|other| std::ptr::eq(other, article))
            });
            let fuller = |w: &&Who| {
                w.paper
                    && !who.stems.is_empty()
                    && who.stems.iter().all(|s| w.stems.contains(s))
                    && w.stems != who.stems
            };
            if who.paper
                && let Some(fuller) = earlier.map(|s| &s.who).find(fuller)
            {
                return fuller.clone();
            }
        }
        who
    }

    fn feature(&mut self, key: String, factor: u32) -> u32 {
        let next = number(self.factors.len());
        let feature = *self.numbers.entry(key).or_insert(next);
        if feature == next {
            self.factors.push(factor);
            self.near.push(Vec::new());
        }
        feature
    }

    fn piece(
        &mut self,
        article: &Article,
        read: &Reading,
        saying: usize,
        span: Span,
        tail: bool,
        own: Option<u32>,
    ) -> Piece {
        let text = &article.text;
        let mut features = Vec::new();
        let mut named: Vec<Span> = Vec::new();
        for mention in read.mentions.iter().filter(|m| span.contains(m.span) && m.form != MentionForm::Pronoun) {
            named.push(mention.span);
            let entity = self.entity(mention.entity);
            let known = self.reading.entities.get(entity as usize);
            let everywhere = known.is_some_and(|e| self.everywhere.contains(&stem_of(&e.name).unwrap_or_default()));
            let factor = match known.map(|e| e.kind) {
                _ if everywhere => FAINT,
                Some(EntityKind::Country | EntityKind::Group) => COUNTRY,
                _ => NAME,
            };
            if own != Some(entity) {
                features.push(self.feature(format!("@{entity}"), factor));
            }
        }
        let marked: Vec<Span> = read
            .attributions
            .iter()
            .filter(|a| a.content_kind.is_some())
            .flat_map(|a| a.content.iter().copied())
            .collect();
        let mut words = Vec::new();
        for token in tokens(text, span).into_iter().filter(|t| t.is_counted()) {
            let in_marks = marked.iter().any(|m| m.contains(token.span));
            let lower = fold(token.span.of(text));
            // A day named tells one saying from another.
            let stem = content_stem(text, token).or_else(|| one_of(&lower, DAYS).then(|| lower.clone()));
            let is_name = named.iter().any(|n| n.overlaps(token.span));
            let content = stem.is_some();
            let word = match stem {
                Some(stem) => {
                    let everywhere = self.everywhere.contains(&stem);
                    let word = self.feature(stem, WORD);
                    self.factors.iter_mut().skip(word as usize).take(usize::from(everywhere)).for_each(|f| *f = FAINT);
                    word
                }
                None => self.feature(format!("={lower}"), 0),
            };
            if !is_name {
                features.extend(self.near.get(word as usize).into_iter().flatten());
                features.extend(content.then_some(word));
            }
            words.push((word, content, in_marks));
        }
        features.put_in_order();
        features.dedup();
        Piece { saying, span, tail, features, words }
    }

    fn weigh(&mut self) {
        let mut held = vec![0_u32; self.factors.len()];
        for feature in self.pieces.iter().flat_map(|p| &p.features) {
            if let Some(h) = held.get_mut(*feature as usize) {
                *h += 1;
            }
        }
        let n = u64::from(number(self.pieces.len())).max(FEW);
        let many = (n / 8).max(3 * self.columns.len() as u64 / 2 + 1);
        let weight = |(&held, factor): (&u32, &u32)| match u64::from(held) {
            0 | 1 => factor * 4,
            h => factor * (n * n / (h * h)).max(1).ilog2(),
        };
        self.weights = held.iter().zip(&self.factors).map(weight).collect();
        // What the whole story is about tells one saying from another badly.
        for (factor, held) in self.factors.iter_mut().zip(&held) {
            if *factor > FAINT && u64::from(*held) > many {
                *factor = FAINT;
            }
        }
        self.held = held;
    }

    fn weight(&self, feature: u32) -> u32 {
        self.weights.get(feature as usize).copied().unwrap_or(0)
    }

    fn close(&self, a: &Piece, b: &Piece) -> Close {
        let whole = |p: &Piece| p.features.iter().map(|f| self.weight(*f)).sum::<u32>().max(1);
        let shared: Vec<u32> = a.features.iter().filter(|f| b.features.binary_search(f).is_ok()).copied().collect();
        let mut explained: Vec<u32> = Vec::new();
        let mut close = Close::default();
        let factor = |f: u32| self.factors.get(f as usize).copied().unwrap_or(0);
        for &f in &shared {
            let factor = factor(f);
            close.weight += self.weight(f);
            if factor > NEAR {
                explained.extend(self.near.get(f as usize).into_iter().flatten());
            }
            close.words += u32::from(factor == WORD);
            close.halves += if factor > FAINT { 2 } else { 0 };
        }
        // One word that both have is not also a near word; what is felt counts all the same.
        let near = |f: &&u32| factor(**f) <= NEAR && (!explained.contains(f) || factor(**f) == FEELING);
        close.near = number(shared.iter().filter(near).count());
        close.halves += close.near.min(1);
        let (x, y) = (whole(a), whole(b));
        close.dice = 2000 * close.weight / (x + y);
        close.within = 1000 * close.weight / x.min(y);
        let marked = |p: &Piece, f: u32| {
            factor(f) == WORD && p.words.iter().any(|w| w.0 == f && w.2) && !p.words.iter().all(|w| w.2)
        };
        // In marks in both; a word of feeling or judgement in one.
        let feels = |f: u32| self.near.get(f as usize).is_some_and(|n| n.iter().any(|n| factor(*n) == FEELING));
        let held = |f: &&u32| match (marked(a, **f), marked(b, **f)) {
            (true, true) => true,
            (x, y) => (x || y) && feels(**f),
        };
        close.quoted = number(shared.iter().filter(held).count());
        if close.halves >= 2 {
            self.run(&a.words, &b.words, &mut close);
        }
        close
    }

    /// The longest run of words that both have: its content words, how many of them are rare, on how many sides it
    /// stands in marks.
    fn run(&self, a: &[(u32, bool, bool)], b: &[(u32, bool, bool)], close: &mut Close) {
        let mut best = (0, 0, 0);
        let none = (0, 0, true, true);
        let mut row = vec![none; b.len() + 1];
        for x in a {
            let rare = self.factors.get(x.0 as usize).is_some_and(|f| *f > FAINT);
            let mut before = none;
            for (cell, y) in row.iter_mut().skip(1).zip(b) {
                let mut here = none;
                if x.0 == y.0 {
                    here = (before.0 + u32::from(x.1), before.1 + u32::from(rare), before.2 && x.2, before.3 && y.2);
                    best = best.max((here.0, here.1, u32::from(here.2) + u32::from(here.3)));
                }
                before = *cell;
                *cell = here;
            }
        }
        (close.run, close.rare, close.marked) = best;
    }

    fn bond(&self, a: &Who, b: &Who) -> Bond {
        let when = |is: bool, bond: Bond| if is { bond } else { Bond::Other };
        match (a.entity, b.entity) {
            (Some(x), Some(y)) => when(x == y || a.body == Some(y) || b.body == Some(x), Bond::Same),
            (Some(x), None) => self.described(x, b),
            (None, Some(y)) => self.described(y, a),
            (None, None) => {
                if a.name.is_empty() || b.name.is_empty() {
                    return Bond::Maybe;
                }
                if a.body.is_some() && a.body == b.body {
                    return Bond::Same;
                }
                let meant = a.named == b.named || a.named.is_empty() || b.named.is_empty();
                if a.stems == b.stems && a.named == b.named || a.paper && b.paper && meant && a.stems == b.stems {
                    let vague = a.unnamed && a.named.is_empty() && a.stems.len() < 2;
                    return if vague { Bond::Maybe } else { Bond::Same };
                }
                if a.named == b.named && a.named.len() > 1 && !a.paper && !b.paper {
                    return if a.stems.is_empty() || b.stems.is_empty() { Bond::Same } else { Bond::Maybe };
                }
                let within = |x: &Who, y: &Who| !x.stems.is_empty() && x.stems.iter().all(|s| y.stems.contains(s));
                when(meant && (within(a, b) || within(b, a)), Bond::Maybe)
            }
        }
    }

    /// Whether a description may stand for a referent.
    fn described(&self, entity: u32, who: &Who) -> Bond {
        let titled = |s: &String| self.titles.iter().any(|(of, known)| *of == entity && known == s);
        if who.body == Some(entity) {
            Bond::Same
        } else if who.name.is_empty() || who.named == [entity] || !who.stems.is_empty() && who.stems.iter().all(titled)
        {
            Bond::Maybe
        } else {
            Bond::Other
        }
    }

    fn occasion(&self, a: &Saying, b: &Saying) -> Occasion {
        let dating = |s: &Saying| self.reading.datings.get(s.article as usize).and_then(Option::as_ref);
        let (x, y) = (dating(a), dating(b));
        let event_day = |s: &Saying| s.events.iter().find_map(|e| self.reading.events.get(*e as usize)?.date);
        let known = a.day.zip(b.day);
        if known.is_some_and(|(d, e)| d != e) {
            return Occasion::OtherDay;
        }
        let future = |day: Option<Date>, dating: Option<&crate::Dating>| {
            day.zip(dating).is_some_and(|(day, dating)| dating.latest < day)
        };
        if future(a.day, y) || future(b.day, x) {
            return Occasion::OtherDay;
        }
        if known.is_some() || a.events.iter().any(|e| b.events.contains(e)) {
            return Occasion::Same;
        }
        if !a.events.is_empty() && !b.events.is_empty() {
            return match event_day(a).zip(event_day(b)) {
                Some((d, e)) if d != e => Occasion::OtherDay,
                _ => Occasion::OtherEvent,
            };
        }
        match x.zip(y) {
            Some((x, y)) => {
                let gap = (y.earliest.number() - x.latest.number()).max(x.earliest.number() - y.latest.number());
                if gap >= DAYS_APART { Occasion::Later } else { Occasion::Near }
            }
            None => Occasion::Open,
        }
    }

    /// All pairs of clauses that share something worth a look, with what speaks for and against one utterance.
    fn pairs(&self) -> Vec<Pair> {
        // Feature, speaker, clause.
        let mut holders: Vec<(u32, u32, usize)> = Vec::new();
        let common = (self.pieces.len() / 8).clamp(8, 60);
        for (i, piece) in self.pieces.iter().enumerate() {
            let Some(saying) = self.sayings.get(piece.saying) else { continue };
            for &f in &piece.features {
                // What is everywhere joins only what one speaker says.
                let everywhere = self.held.get(f as usize).is_none_or(|h| *h as usize > common)
                    || self.factors.get(f as usize).is_none_or(|n| *n <= NEAR);
                let speaker = if everywhere { saying.who.entity.map_or(u32::MAX, |e| e + 1) } else { 0 };
                if speaker < u32::MAX {
                    holders.push((f, speaker, i));
                }
            }
        }
        holders.put_in_order();
        let mut seen: Set<(usize, usize)> = Set::new();
        let mut pairs = Vec::new();
        for held in holders.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|h| h.len() <= 200) {
            for (n, &(_, _, a)) in held.iter().enumerate() {
                for &(_, _, b) in held.iter().skip(n + 1) {
                    if self.column(a) != self.column(b) && seen.insert((a, b)) {
                        pairs.extend(self.pair(a, b));
                    }
                }
            }
        }
        self.keep_nearest(&mut pairs);
        pairs.put_in_order_by_key(|p| (Reverse(p.joins), Reverse(p.close.weight), p.a, p.b));
        pairs
    }

    fn saying(&self, piece: usize) -> Option<&Saying> {
        self.sayings.get(self.pieces.get(piece)?.saying)
    }

    fn column(&self, piece: usize) -> usize {
        self.saying(piece).map_or(usize::MAX, |s| s.column)
    }

    /// The columns of clauses, each once.
    fn columns_of(&self, pieces: &[usize]) -> Vec<usize> {
        let mut columns: Vec<usize> = pieces.iter().map(|i| self.column(*i)).collect();
        columns.put_in_order();
        columns.dedup();
        columns
    }

    fn pair(&self, a: usize, b: usize) -> Option<Pair> {
        let (p, q) = (self.pieces.get(a)?, self.pieces.get(b)?);
        let close = self.close(p, q);
        if close.words + close.near == 0 {
            return None;
        }
        let (x, y) = (self.sayings.get(p.saying)?, self.sayings.get(q.saying)?);
        let (bond, occasion) = (self.bond(&x.who, &y.who), self.occasion(x, y));
        let verbatim = close.rare > 1 && (close.run > 3 || close.run == 3 && close.marked == 2);
        let against = match occasion {
            Occasion::OtherDay => close.run < 5 || close.marked < 2,
            Occasion::OtherEvent | Occasion::Later => !verbatim,
            _ => false,
        };
        // One near word makes a look-alike only where one speaker says it on two occasions.
        let elsewhere = matches!(occasion, Occasion::OtherDay | Occasion::OtherEvent | Occasion::Later);
        if close.halves < 2 && !(bond == Bond::Same && elsewhere) {
            return None;
        }
        let plenty = close.halves > 3 && close.dice >= 380;
        let phrase = close.run > 1
            && close.rare > 0
            && (close.marked == 2 && close.within >= 350 || close.marked == 1 && close.within >= 600);
        let sure = match bond {
            Bond::Same if verbatim => 4,
            Bond::Same if plenty || phrase => 3,
            Bond::Maybe if verbatim => 3,
            // The same words in marks: the engine may have taken a pronoun for another person.
            Bond::Other if close.rare > 3 && close.marked == 2 && (self.doubtful(x, y) || self.doubtful(y, x)) => 3,
            Bond::Maybe if close.halves >= 6 && close.within >= 500 => 2,
            Bond::Same
                if matches!(occasion, Occasion::Same | Occasion::Near)
                    && close.halves >= 3
                    && close.words + close.near > 0
                    && close.dice >= 220 =>
            {
                1
            }
            _ => 0,
        };
        // What stands behind the content may be the outlet's own.
        let tail = p.tail || q.tail;
        if tail && (against || p.tail && q.tail || sure == 0 || close.halves < 6) {
            return None;
        }
        let joins = if against { 0 } else { sure };
        Some(Pair { a, b, close, bond, occasion, joins })
    }

    /// Whether a speaker is not named beside the words, or the other speaker is.
    fn doubtful(&self, saying: &Saying, other: &Saying) -> bool {
        let Some((article, read)) = self.article(saying.article) else { return false };
        let sentence = article.sentences.get(saying.sentence).copied().unwrap_or_default();
        let named = |m: &crate::Mention| sentence.contains(m.span) && Some(self.entity(m.entity)) == other.who.entity;
        saying.who.weak || read.mentions.iter().any(named)
    }

    /// The least sure pairs join only where each is the other's nearest in its column.
    fn keep_nearest(&self, pairs: &mut [Pair]) {
        // Per clause: for each other column the surest and closest there.
        let mut best: Vec<Vec<(usize, u32, u32)>> = vec![Vec::new(); self.pieces.len()];
        for pair in pairs.iter().filter(|p| p.joins > 0) {
            for (one, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                let own = (self.column(other), pair.joins, pair.close.weight);
                let Some(best) = best.get_mut(one) else { continue };
                match best.iter_mut().find(|b| b.0 == own.0) {
                    Some(known) => *known = own.max(*known),
                    None => best.push(own),
                }
            }
        }
        for pair in pairs.iter_mut().filter(|p| p.joins == 1) {
            let nearest = |one: usize, other| {
                let own = (self.column(other), 1, pair.close.weight);
                best.get(one).is_some_and(|b| b.contains(&own))
            };
            if !nearest(pair.a, pair.b) || !nearest(pair.b, pair.a) {
                pair.joins = 0;
            }
        }
    }

    /// The clauses that are one utterance, by position; each group has at least two columns.
    fn groups(&self, pairs: &[Pair]) -> Vec<Vec<usize>> {
        let joined: Set<(usize, usize)> = pairs.iter().filter(|p| p.joins > 0).map(|p| (p.a, p.b)).gather();
        let mut group_of: Vec<usize> = (0..self.pieces.len()).collect();
        let mut groups: Vec<Vec<usize>> = (0..self.pieces.len()).map(|i| vec![i]).collect();
        for pair in pairs.iter().filter(|p| p.joins > 0) {
            let (Some(&x), Some(&y)) = (group_of.get(pair.a), group_of.get(pair.b)) else { continue };
            let (Some(a), Some(b)) = (groups.get(x), groups.get(y)) else { continue };
            if x != y && self.may_join(a, b, &joined) {
                merge(&mut groups, &mut group_of, x, y);
            }
        }
        // Two groups that go on from each other in the same columns are one utterance.
        for i in 1..self.pieces.len() {
            let (Some(&x), Some(&y)) = (group_of.get(i - 1), group_of.get(i)) else { continue };
            let (Some(a), Some(b)) = (groups.get(x), groups.get(y)) else { continue };
            if x != y && a.len() > 1 && b.len() > 1 && self.goes_on(a, b) {
                merge(&mut groups, &mut group_of, x, y);
            }
        }
        groups.retain(|g| g.len() > 1);
        self.documents(&mut groups);
        groups.iter_mut().for_each(|g| g.put_in_order());
        groups
    }

    fn may_join(&self, a: &[usize], b: &[usize], joined: &Set<(usize, usize)>) -> bool {
        let (mut agree, mut all) = (0, 0);
        for &i in a {
            for &j in b {
                if self.column(i) == self.column(j) {
                    if !self.beside(i, j) {
                        return false;
                    }
                    continue;
                }
                agree += usize::from(joined.contains(&(i.min(j), i.max(j))));
                all += 1;
            }
        }
        3 * agree >= 2 * all && all > 0
    }

    /// Whether two clauses of one column stand in one saying or in the next of the same speaker.
    fn beside(&self, i: usize, j: usize) -> bool {
        let (Some(x), Some(y)) = (self.saying(i), self.saying(j)) else { return false };
        x.article == y.article && x.sentence.abs_diff(y.sentence) <= 1 && x.who.is(&y.who) && i.abs_diff(j) <= 3
    }

    /// Whether two clauses are of one saying: of one attribution, or of two quotations one after the other.
    fn runs_on(&self, i: usize, j: usize) -> bool {
        let one = |i: usize| self.pieces.get(i).map(|p| p.saying);
        let direct = |i: usize| self.saying(i).is_some_and(|s| s.direct);
        one(i) == one(j) || direct(i) && direct(j)
    }

    fn goes_on(&self, a: &[usize], b: &[usize]) -> bool {
        let (x, y) = (self.columns_of(a), self.columns_of(b));
        let both: Vec<usize> = x.iter().copied().filter(|c| y.contains(c)).collect();
        both.len() > 1
            && 2 * both.len() >= x.len().max(y.len())
            && both.into_iter().all(|c| {
                let of = |g: &[usize]| g.iter().copied().filter(|i| self.column(*i) == c).collect::<Vec<_>>();
                let (a, b) = (of(a), of(b));
                a.iter().any(|i| b.iter().any(|j| i.abs_diff(*j) == 1 && self.runs_on(*i, *j)))
                    && a.iter().all(|i| b.iter().all(|j| self.beside(*i, *j)))
            })
    }

    /// A statement or letter that several columns cite on one occasion is one source, though each picks other words.
    fn documents(&self, groups: &mut Vec<Vec<usize>>) {
        let mut left: Vec<usize> = (0..self.pieces.len()).collect();
        left.retain(|i| {
            let tail = self.pieces.get(*i).is_none_or(|p| p.tail);
            !tail
                && self.saying(*i).is_some_and(|s| {
                    s.who.paper && s.who.stems.len() > 1 && s.who.stems.iter().any(|s| one_of(s, ISSUED))
                })
        });
        left.retain(|i| !groups.iter().any(|g| g.contains(i)));
        while let Some(&first) = left.first() {
            let Some(one) = self.saying(first) else { return };
            let of = |i: &usize| {
                self.saying(*i).is_some_and(|s| {
                    self.bond(&one.who, &s.who) == Bond::Same
                        && matches!(self.occasion(one, s), Occasion::Same)
                        && (s.column != one.column || s.sentence.abs_diff(one.sentence) <= 1)
                })
            };
            let group: Vec<usize> = left.iter().copied().filter(|i| *i == first || of(i)).collect();
            left.retain(|i| !group.contains(i));
            if self.columns_of(&group).len() > 1 {
                groups.push(group);
            }
        }
    }

    /// The groups with what looks like them and is another saying, the likest first; then the clauses of one column that
    /// have a look-alike in another.
    fn with_look_alikes(&mut self, groups: Vec<Vec<usize>>, pairs: &[Pair]) -> Vec<Group> {
        let mut groups: Vec<Group> =
            groups.into_iter().map(|pieces| Group { pieces, weight: 0, apart: Vec::new() }).collect();
        self.group_of = vec![usize::MAX; self.pieces.len()];
        for (number, group) in groups.iter().enumerate() {
            for &i in &group.pieces {
                self.group_of.iter_mut().skip(i).take(1).for_each(|g| *g = number);
            }
        }
        let group_of = |i: usize| self.group_of.get(i).copied().unwrap_or(usize::MAX);
        let mut alike: Vec<&Pair> = Vec::new();
        for pair in pairs {
            let group =
                groups.get_mut(group_of(pair.a)).filter(|_| pair.joins > 0 && group_of(pair.a) == group_of(pair.b));
            if let Some(group) = group {
                group.weight = group.weight.max(pair.close.weight);
            } else if looks_alike(pair) {
                alike.push(pair);
            }
        }
        alike.put_in_order_by_key(|p| Reverse((p.close.quoted.min(1), p.bond == Bond::Same, p.close.weight)));
        let mut seen: Set<(usize, usize)> = Set::new();
        let mut groups_of: Vec<Vec<usize>> = vec![Vec::new(); self.sayings.len()];
        for (number, group) in groups.iter().enumerate() {
            for piece in group.pieces.iter().filter_map(|i| self.pieces.get(*i)) {
                seen.insert((number, piece.saying));
                groups_of.iter_mut().skip(piece.saying).take(1).for_each(|g| g.push(number));
            }
        }
        let mut used: Vec<usize> = Vec::new();
        let several = groups.len();
        for pair in alike {
            let of = [(pair.a, pair.b), (pair.b, pair.a)];
            let groups_of = |i: usize| self.pieces.get(i).and_then(|p| groups_of.get(p.saying));
            // Another part of what is one utterance.
            if groups_of(pair.a).zip(groups_of(pair.b)).is_some_and(|(a, b)| a.iter().any(|g| b.contains(g))) {
                continue;
            }
            let (x, y) = (group_of(pair.a), group_of(pair.b));
            for (here, there) in of.into_iter().filter(|_| x != y) {
                let (Some(group), Some(piece)) = (groups.get_mut(group_of(here)), self.pieces.get(there)) else {
                    continue;
                };
                if group.apart.len() < APART_MAX && seen.insert((group_of(here), piece.saying)) {
                    group.apart.extend(self.look_alike(pair, here, there));
                }
            }
            let free = x == usize::MAX && y == usize::MAX && groups.len() < several + ALONE_MAX;
            let known = [pair.a, pair.b].iter().all(|i| self.saying(*i).is_some_and(|s| !s.who.name.is_empty()));
            if free && known && !used.contains(&pair.a) && !used.contains(&pair.b) {
                let (here, there) = (pair.a.min(pair.b), pair.a.max(pair.b));
                used.extend([here, there]);
                groups.push(Group {
                    pieces: vec![here],
                    weight: 0,
                    apart: self.look_alike(pair, here, there).into_iter().collect(),
                });
            }
        }
        groups
    }

    fn look_alike(&self, pair: &Pair, here: usize, there: usize) -> Option<LookAlike> {
        let (x, y, piece) = (self.saying(here)?, self.saying(there)?, self.pieces.get(there)?);
        let (article, read) = self.article(y.article)?;
        let mut reasons: Vec<String> = Vec::new();
        if pair.bond == Bond::Other {
            reasons.push(format!("other speaker: {}", shown(&y.who)));
        }
        let day = |s: &Saying| s.day.or_else(|| self.event(s)?.date);
        match (day(x), day(y)) {
            (Some(here), Some(there)) if here != there => reasons.push(format!("other day: {}", there.short())),
            (_, Some(there)) if pair.occasion == Occasion::OtherDay => {
                reasons.push(format!("other day: {}", there.short()));
            }
            _ if pair.occasion == Occasion::Later => reasons.push("the articles lie days apart".to_owned()),
            _ if pair.occasion == Occasion::OtherDay => reasons.push("other day".to_owned()),
            _ => {}
        }
        if !x.events.is_empty()
            && !x.events.iter().any(|e| y.events.contains(e))
            && let Some(event) = self.event(y)
        {
            reasons.push(format!("other event: {}", event.name));
        }
        if reasons.is_empty() {
            reasons.push("other content".to_owned());
        }
        Some(LookAlike {
            column: number(y.column),
            at: Evidence { article: y.article, span: with_marks(article, &marked_in(read, piece.span), piece.span) },
            speaker: shown(&y.who),
            reason: reasons.join("; "),
        })
    }

    fn event(&self, saying: &Saying) -> Option<&'a crate::Event> {
        self.reading.events.get(*saying.events.first()? as usize)
    }

    fn utterance(&self, found: &Group, reference: Option<&Article>) -> Option<Utterance> {
        let group = &found.pieces;
        let first = self.saying(*group.first()?)?;
        let mut witnesses: Vec<Witness> = Vec::new();
        let mut parts: Vec<(&str, Vec<Span>)> = Vec::new();
        let mut places: Vec<(usize, u32)> =
            group.iter().filter_map(|i| self.saying(*i)).map(|s| (s.column, s.article)).collect();
        places.put_in_order();
        places.dedup();
        for (column, article) in places {
            let own: Vec<usize> = group
                .iter()
                .copied()
                .filter(|i| self.saying(*i).is_some_and(|s| (s.column, s.article) == (column, article)))
                .collect();
            let (witness, spans) = self.witness(&own)?;
            let (text, _) = self.article(article)?;
            witnesses.push(witness);
            parts.push((&text.text, spans));
        }
        let several = witnesses.len() > 1;
        if let Some((article, span)) = reference.zip(self.referred(group)).filter(|_| several) {
            let at = Evidence { article: REFERENCE, span };
            let none = Witness {
                column: None,
                at,
                manner: None,
                quoted: Vec::new(),
                cue: None,
                source: None,
                on_event: false,
            };
            witnesses.push(none);
            parts.push((&article.text, vec![span]));
        }
        // What shares no words is set side by side, not word by word.
        let collation = if several && found.weight == 0 { side_by_side(&parts) } else { collate(&parts) };
        let who = group.iter().filter_map(|i| self.saying(*i)).map(|s| &s.who);
        let who = who.min_by_key(|w| (w.entity.is_none(), w.weak, w.name.is_empty())).unwrap_or(&first.who);
        let verdict = match several {
            false => Verdict::OnlyHere,
            true if collation.iter().all(|s| s.same) => Verdict::Agree,
            true => Verdict::WordedOtherwise,
        };
        let at = witnesses.first()?.at;
        let id = self.collection.articles.get(at.article as usize).map_or("", |a| a.id.as_str());
        Some(Utterance {
            key: format!("utterance/{id}/{}", at.span.start),
            speaker: capitalised(&shown(who)),
            entity: who.entity,
            verdict,
            why: self.why(found, &parts),
            witnesses,
            collation,
            apart: found.apart.clone(),
        })
    }

    fn why(&self, found: &Group, parts: &[(&str, Vec<Span>)]) -> String {
        if parts.len() < 2 {
            return "Only one column gives it; what looks alike in others is another saying.".to_owned();
        }
        let mut best = Close::default();
        let mut occasion = "nothing speaks against one occasion";
        let mut speaker = "Same speaker";
        for (n, &a) in found.pieces.iter().enumerate().take(COUNTED_MAX) {
            for &b in found.pieces.iter().skip(n + 1).take(COUNTED_MAX).filter(|b| self.column(**b) != self.column(a)) {
                let (Some(p), Some(q)) = (self.pieces.get(a), self.pieces.get(b)) else { continue };
                let (Some(x), Some(y)) = (self.sayings.get(p.saying), self.sayings.get(q.saying)) else { continue };
                let close = self.close(p, q);
                if close.weight >= best.weight {
                    best = close;
                }
                match self.occasion(x, y) {
                    Occasion::Same => occasion = "same event or day",
                    Occasion::Near if occasion.starts_with('n') => occasion = "articles of about the same days",
                    _ => {}
                }
                match self.bond(&x.who, &y.who) {
                    Bond::Same => {}
                    Bond::Maybe => speaker = "A name and another or no description that may be one speaker",
                    Bond::Other => speaker = "The same words in marks, though another or no name stands beside them",
                }
            }
        }
        if found.weight == 0 {
            return format!("One document, {occasion}; the outlets picked different words from it.");
        }
        let words = match ((best.halves / 2).max(best.run), best.run) {
            (1, _) => "1 content word or name shared".to_owned(),
            (n, 0 | 1) => format!("{n} content words or names shared"),
            (n, run) => format!("{n} content words or names shared, {run} of them in a row"),
        };
        let near = if best.near > 0 && best.halves < 4 { ", and a near word" } else { "" };
        let long = parts.iter().any(|(text, spans)| {
            spans.iter().map(|s| tokens(text, *s).iter().filter(|t| t.is_counted()).count()).sum::<usize>() > WORDS_MAX
        });
        let part = match (long, parts.len() > WITNESSES_MAX) {
            (_, true) => format!(" The first {WITNESSES_MAX} are set word by word."),
            (true, _) => format!(" The first {WORDS_MAX} words of each are set word by word."),
            _ => String::new(),
        };
        format!("{speaker}, {occasion}; {words}{near}.{part}")
    }

    /// One column's words: its clauses of the group, with those beside them that belong to no other.
    fn witness(&self, own: &[usize]) -> Option<(Witness, Vec<Span>)> {
        let mut all: Vec<usize> = own.to_vec();
        for &i in own {
            for step in [-1, 1] {
                let mut next = i.checked_add_signed(step);
                while let Some(n) = next.filter(|n| self.goes_with(i, *n)) {
                    all.push(n);
                    next = n.checked_add_signed(step);
                }
            }
        }
        all.put_in_order();
        all.dedup();
        let saying = self.saying(*own.first()?)?;
        let (article, read) = self.article(saying.article)?;
        let mut spans: Vec<(usize, Span)> = Vec::new();
        for piece in all.iter().filter_map(|i| self.pieces.get(*i)) {
            match spans.last_mut() {
                Some((of, span)) if *of == piece.saying => *span = span.cover(piece.span),
                _ => spans.push((piece.saying, piece.span)),
            }
        }
        let spans: Vec<Span> = spans.into_iter().map(|(_, s)| s).collect();
        let words = cover(&spans)?;
        let attributions: Vec<&Attribution> =
            own.iter().filter_map(|i| read.attributions.get(self.saying(*i)?.attribution)).collect();
        let marked = marked_in(read, words);
        let span = with_marks(article, &marked, words);
        let within = |m: &Span| Span { start: m.start.max(span.start), end: m.end.min(span.end) };
        let mut quoted: Vec<Span> = marked.iter().map(within).collect();
        quoted.put_in_order();
        quoted.dedup();
        let manner = match (quoted.is_empty(), attributions.iter().all(|a| a.manner == Manner::Direct)) {
            (true, _) => Manner::Indirect,
            (false, true) => Manner::Direct,
            (false, false) => Manner::Mixed,
        };
        let witness = Witness {
            column: Some(number(saying.column)),
            at: Evidence { article: saying.article, span },
            manner: Some(manner),
            quoted,
            cue: attributions.iter().find_map(|a| Some(a.cue.as_ref()?.span)),
            source: attributions.iter().find_map(|a| a.source),
            on_event: own.iter().filter_map(|i| self.saying(*i)).any(|s| s.on_event),
        };
        Some((witness, spans))
    }

    /// Whether a clause stands in the same sentence of the same saying.
    fn goes_with(&self, i: usize, other: usize) -> bool {
        let (Some(p), Some(q)) = (self.pieces.get(i), self.pieces.get(other)) else { return false };
        let article = self.saying(i).and_then(|s| self.collection.articles.get(s.article as usize));
        let free = self.group_of.get(other).is_some_and(|g| *g == usize::MAX);
        free && p.saying == q.saying
            && !q.tail
            && article.is_some_and(|a| a.sentence_at(p.span.start) == a.sentence_at(q.span.start))
    }
}

/// What a feature counts for.
const WORD: u32 = 6;
const NAME: u32 = 5;
const COUNTRY: u32 = 4;
/// A word of the event's own name.
const FAINT: u32 = 3;
const NEAR: u32 = 2;
/// A near word that tells what the speaker feels.
const FEELING: u32 = 1;
/// Fewer clauses than this do not tell what is rare.
const FEW: u64 = 32;
/// Clauses of one utterance that are looked at to say why.
const COUNTED_MAX: usize = 24;
/// How many bytes a day may stand from the source and the verb.
const DAY_WITHIN: u32 = 48;
/// Stems of papers that are issued once.
const ISSUED: &str = "statement communiqu communiqué declarat declar letter post memo messag tweet";

/// Whether two clauses that are not one utterance look as if they were: one speaker on two occasions or with much in
/// common; another speaker with a word in marks in both, or with many words in a row.
fn looks_alike(pair: &Pair) -> bool {
    let c = pair.close;
    let elsewhere = matches!(pair.occasion, Occasion::OtherDay | Occasion::Later | Occasion::OtherEvent);
    pair.joins == 0
        && match pair.bond {
            Bond::Same if elsewhere => c.words + c.near > 0 && c.within >= 100,
            Bond::Same | Bond::Maybe => c.words > 1 && c.within >= 250 || c.quoted > 0,
            Bond::Other => c.quoted > 0 || c.rare > 2 || c.words > 3 && c.within >= 500,
        }
}

/// What stands in marks and meets `span`.
fn marked_in(read: &Reading, span: Span) -> Vec<Span> {
    let marked = read.attributions.iter().filter(|a| a.content_kind.is_some()).flat_map(|a| &a.content);
    marked.filter(|m| m.overlaps(span)).copied().collect()
}

/// `span` with the marks around its first and last words.
fn with_marks(article: &Article, marked: &[Span], mut span: Span) -> Span {
    let text = &article.text;
    let words = |start: u32, end: u32| tokens(text, Span { start, end: end.max(start) }).iter().any(|t| t.is_counted());
    for m in marked {
        if m.start <= span.start && !words(m.start, span.start) {
            span.start = m.start - mark_before(text, m.start);
        }
        if m.end >= span.end && !words(span.end, m.end) {
            span.end = m.end + mark_after(text, m.end);
        }
    }
    span
}

/// Bytes of the mark that stands right before or behind a place.
fn mark_before(text: &str, at: u32) -> u32 {
    let mark = text.get(..at as usize).and_then(|t| t.chars().next_back());
    mark.filter(|c| is_quote(*c)).map_or(0, |c| number(c.len_utf8()))
}

fn mark_after(text: &str, at: u32) -> u32 {
    let mark = text.get(at as usize..).and_then(|t| t.chars().next());
    mark.filter(|c| is_quote(*c)).map_or(0, |c| number(c.len_utf8()))
}

fn is_quote(c: char) -> bool {
    "“”„\"‘’‚'«»‹›".contains(c)
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

fn cover(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::cover)
}

/// Every witness's stretches in slots of their own.
fn side_by_side(parts: &[(&str, Vec<Span>)]) -> Vec<Slot> {
    let longest = parts.iter().map(|(_, spans)| spans.len()).max().unwrap_or(0);
    let slot = |n: usize| Slot { words: parts.iter().map(|(_, spans)| spans.get(n).copied()).collect(), same: false };
    (0..longest).map(slot).collect()
}

/// Where source and verb stand.
fn cited_at(a: &Attribution, otherwise: Span) -> Span {
    match (a.source, a.cue.as_ref().map(|c| c.span)) {
        (Some(s), Some(c)) => s.cover(c),
        (s, c) => s.or(c).unwrap_or(otherwise),
    }
}

fn stem_of(word: &str) -> Option<String> {
    let token = tokens(word, Span::new(0, word.len())).into_iter().find(|t| t.kind == TokenKind::Word)?;
    content_stem(word, token)
}

fn shown(who: &Who) -> String {
    if who.name.is_empty() { "no source given".to_owned() } else { who.name.clone() }
}

fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    letters.next().map_or_else(String::new, |c| format!("{}{}", corpus::upper(c), letters.as_str()))
}

fn merge(groups: &mut [Vec<usize>], group_of: &mut [usize], x: usize, y: usize) {
    let moved = groups.get_mut(y).map(std::mem::take).unwrap_or_default();
    for &i in &moved {
        if let Some(g) = group_of.get_mut(i) {
            *g = x;
        }
    }
    if let Some(group) = groups.get_mut(x) {
        group.extend(moved);
    }
}

/// The clauses of an attribution in order, and what follows its content in the sentence.
fn clauses(article: &Article, a: &Attribution) -> Vec<(Span, bool)> {
    let text = &article.text;
    let mut found: Vec<(Span, bool)> = Vec::new();
    for &scope in &a.scope {
        for sentence in article.sentences_in(scope).filter_map(|i| article.sentences.get(i)) {
            let part = Span { start: scope.start.max(sentence.start), end: scope.end.min(sentence.end) };
            found.extend(cut(text, part).into_iter().map(|s| (s, false)));
        }
    }
    let end = a.scope.iter().map(|s| s.end).max().unwrap_or(0);
    let sentence = article.sentence_at(end.saturating_sub(1)).and_then(|i| article.sentences.get(i));
    let cited = a.cue.as_ref().map_or(u32::MAX, |c| c.span.end).max(a.source.map_or(0, |s| s.end));
    if let Some(sentence) = sentence.filter(|s| a.manner != Manner::Direct && cited <= end && end < s.end) {
        found.extend(cut(text, Span { start: end, end: sentence.end }).into_iter().map(|s| (s, true)));
    }
    found
}

/// `span` cut before the words that open a clause, where at least two content words stand on both sides.
fn cut(text: &str, span: Span) -> Vec<Span> {
    let all = tokens(text, span);
    let mut found: Vec<(Span, u32)> = Vec::new();
    let (mut comma, mut opened) = (false, false);
    for token in &all {
        let word = token.span.of(text).lower();
        let opens = one_of(&word, OPENERS) || comma && one_of(&word, OPENERS_AFTER_COMMA) || one_of(&word, "; — –");
        let content = u32::from(content_stem(text, *token).is_some());
        comma = word == ",";
        // Marks at either end are left out.
        if token.kind == TokenKind::Mark {
            opened |= opens;
            continue;
        }
        let opens = opens || std::mem::take(&mut opened);
        match found.last_mut() {
            Some((last, n)) if !(opens && *n >= 2) => {
                *last = last.cover(token.span);
                *n += content;
            }
            _ => found.push((token.span, content)),
        }
    }
    // What is too short alone belongs to what it follows.
    if let [.., (before, _), (last, n)] = found.as_mut_slice()
        && *n < 2
    {
        *before = before.cover(*last);
        found.pop();
    }
    found.into_iter().map(|(s, _)| s).collect()
}

const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";
const OPENERS: &str = "though although whereas while before after because unless until but";
const OPENERS_AFTER_COMMA: &str = "and or nor which who where as with if when";
