//! One utterance, its wordings: sayings of the same speaker on the same occasion, as each outlet gave them.
//!
//! Every attribution is cut into its clauses: an outlet may report two sayings in one sentence. Clauses of different
//! columns are one utterance when the speaker is one, when neither day nor event nor the articles' dates speak against
//! it, and when they share enough: words in a row, or content words that are rare here, with synonyms as a weaker
//! sign. The closest pairs are joined first, a group only where most of its pairs agree. A document that two
//! governments issue is one source whatever words are picked from it. What looks alike and is another saying is listed
//! with the reason. Nothing here understands a paraphrase that shares neither word nor synonym nor name.
use crate::alignment::{Alignment, content_stem, link};
use crate::answers::capitalised;
use crate::collation::{WITNESSES_MAX, collate};
use crate::comparison::{Column, Evidence, LookAlike, REFERENCE, Slot, Telling, Utterance, Verdict, Witness};
use crate::cues::{LEXICON, tag};
use crate::lexicon::{LEXICON as WORDS, class};
use crate::likeness::distinct;
use crate::spelling::fold;
use crate::synonyms::{class_of, is_feeling};
use crate::{Attribution, CorpusReading, EntityKind, Manner, Mention, MentionForm, PassageRole, Reading};
use corpus::{Article, Collection, Date, InOrder, Lower, Map, Span, TokenKind, one_of, tokens};

/// Look-alikes shown with one utterance.
const APART_MAX: usize = 4;
/// Utterances of one column shown for their look-alikes.
const ALONE_MAX: usize = 6;
/// Sayings that articles this many days apart report without a day are not of one occasion.
const DAYS_APART: i32 = 2;
/// No group.
const NONE: usize = usize::MAX;

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
    let mut desk = Desk {
        collection,
        reading,
        columns,
        sayings: Vec::new(),
        pieces: Vec::new(),
        numbers: Map::new(),
        factors: Vec::new(),
        near: Vec::new(),
        weights: Vec::new(),
        held: Vec::new(),
        stands_for: Vec::new(),
        titles: Vec::new(),
        everywhere: Vec::new(),
        reference: Vec::new(),
        group_of: Vec::new(),
    };
    desk.read(reference);
    desk.weigh();
    let pairs = desk.pairs();
    let mut groups = desk.groups(&pairs);
    desk.set_apart(&mut groups, &pairs);
    let mut list: Vec<Utterance> = Vec::new();
    // Those of most columns first, then the closest.
    groups.put_in_order_by(|a, b| {
        let rank = |g: &Group| (desk.columns_of(&g.pieces).len(), g.weight());
        rank(b).cmp(&rank(a)).then_with(|| a.pieces.cmp(&b.pieces))
    });
    for group in &groups {
        let Some(mut utterance) = desk.utterance(group, reference) else { continue };
        // Two speakers may be cited for words that begin at one place.
        while list.iter().any(|known| known.key == utterance.key) {
            utterance.key.push_str("-2");
        }
        list.push(utterance);
    }
    list
}

/// Clauses that are one utterance.
#[derive(Default)]
struct Group<'p> {
    pieces: Vec<usize>,
    /// Its closest pair, where words join it.
    closest: Option<&'p Pair>,
    /// What looks alike: the clause, and the pair that says so.
    apart: Vec<(usize, &'p Pair)>,
}

impl Group<'_> {
    fn weight(&self) -> u32 {
        self.closest.map_or(0, |p| p.close.weight)
    }
}

/// Who speaks, as far as it is known.
#[derive(Clone, Default)]
struct Who {
    entity: Option<u32>,
    /// The body that a spokesman speaks for.
    body: Option<u32>,
    /// Referents in a description, in order.
    named: Vec<u32>,
    /// Stems of a description by their numbers, in order.
    stems: Vec<u32>,
    paper: bool,
    /// A paper that is issued once.
    issued: bool,
    unnamed: bool,
    /// Named only by a pronoun, or not at all in the sentence.
    weak: bool,
    /// As shown; empty where nothing is known.
    name: String,
}

impl Who {
    /// Whether another saying of the article is of the same speaker.
    fn is(&self, other: &Self) -> bool {
        self.entity == other.entity && (self.entity.is_some() || self.name == other.name)
    }

    #[inline(never)]
    fn shown(&self) -> String {
        if self.name.is_empty() { "no source given".to_owned() } else { self.name.clone() }
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
    /// Its words in order: their numbers, and what is known of them as bits.
    words: Vec<(u32, u32)>,
}

/// Bits of a word: it has content; it stands in marks; it does so among words without, and is no common one.
const CONTENT: u32 = 1;
const MARKED: u32 = 2;
const PICKED: u32 = 4;

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
    /// Content words and names, two each; synonyms, one for all.
    halves: u32,
    /// Content words that are no names; synonyms.
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
    /// Whether an uncommon content word stands in marks in both, or one of feeling in one.
    quoted: bool,
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

impl Pair {
    fn elsewhere(&self) -> bool {
        matches!(self.occasion, Occasion::OtherDay | Occasion::Later | Occasion::OtherEvent)
    }

    /// Whether two clauses that are not one utterance look as if they were: one speaker on two occasions; a word picked in
    /// both; words in a row. Beside an utterance of several columns much in common is enough.
    fn looks_alike(&self, alone: bool) -> bool {
        let c = self.close;
        match self.bond {
            _ if self.joins > 0 => false,
            Bond::Same if self.elsewhere() => c.within >= 100,
            _ if c.quoted || c.rare > 2 => true,
            _ if alone => c.run > 1 && c.rare > 0 && c.within >= 250,
            Bond::Other => c.words > 3 && c.within >= 500,
            _ => c.words > 1 && c.within >= 250,
        }
    }
}

struct Desk<'a> {
    collection: &'a Collection,
    reading: &'a CorpusReading,
    columns: &'a [Column],
    sayings: Vec<Saying>,
    pieces: Vec<Piece>,
    /// Features by their keys.
    numbers: Map<String, u32>,
    /// Per feature: what it counts, and the feature of its class of synonyms (0 for none).
    factors: Vec<u32>,
    near: Vec<u32>,
    weights: Vec<u32>,
    /// Per feature: how many clauses have it.
    held: Vec<u32>,
    /// Capitals, each with its country.
    stands_for: Vec<(u32, u32)>,
    /// Stems of the titles that persons are named with.
    titles: Vec<(u32, u32)>,
    /// Stems of the event's own name.
    everywhere: Vec<u32>,
    /// The clauses of the pasted text.
    reference: Vec<Piece>,
    /// Per clause its group.
    group_of: Vec<usize>,
}

impl<'a> Desk<'a> {
    #[inline(never)]
    fn entity(&self, entity: u32) -> u32 {
        self.stands_for.iter().find(|(capital, _)| *capital == entity).map_or(entity, |(_, state)| *state)
    }

    #[inline(never)]
    fn article(&self, article: u32) -> Option<(&'a Article, &'a Reading)> {
        self.collection.articles.get(article as usize).zip(self.reading.articles.get(article as usize))
    }

    /// Reads the sayings of all columns and cuts them into clauses.
    fn read(&mut self, reference: Option<&Article>) {
        let (reading, columns) = (self.reading, self.columns);
        self.feature(String::new(), 0);
        let entity = |name: &str| reading.entities.iter().position(|e| e.name == name.trim()).map(number);
        for line in include_str!(concat!(env!("OUT_DIR"), "/states.txt")).lines() {
            let mut fields = line.split('>').filter_map(|f| f.split('=').next());
            if let (Some(state), Some(capital)) = (fields.next().and_then(entity), fields.nth(1).and_then(entity)) {
                self.stands_for.push((capital, state));
            }
        }
        if let Some(event) = columns.first().and_then(|c| reading.events.get(c.event as usize)) {
            for name in [&event.name, &event.kind] {
                let stems = self.stems(name, Span::new(0, name.len()));
                self.everywhere.extend(stems);
            }
            for word in &self.everywhere {
                if let Some(factor) = self.factors.get_mut(*word as usize) {
                    *factor = FAINT;
                }
            }
        }
        for (column, of) in columns.iter().enumerate() {
            for telling in &of.tellings {
                let Some((article, read)) = self.article(telling.article) else { continue };
                for mention in &read.mentions {
                    let title = match mention.form {
                        MentionForm::TitleAndName => Span { end: mention.name.start, ..mention.span },
                        MentionForm::Role => mention.span,
                        _ => continue,
                    };
                    for stem in self.stems(&article.text, title) {
                        self.titles.push((mention.entity, stem));
                    }
                }
                for (attribution, a) in read.attributions.iter().enumerate() {
                    self.add(column, telling, article, read, attribution, a);
                }
            }
        }
        self.titles.put_in_order();
        if let Some(article) = reference {
            let nothing = Reading::default();
            for &sentence in &article.sentences {
                let mut parts = cut(&article.text, sentence);
                if parts.len() > 1 {
                    parts.extend(cover(&parts));
                }
                for part in parts {
                    let piece = self.piece(article, &nothing, part, false, None);
                    self.reference.push(piece);
                }
            }
        }
    }

    /// The content words of a stretch by the numbers of their stems.
    #[inline(never)]
    fn stems(&mut self, text: &str, span: Span) -> Vec<u32> {
        let mut stems = Vec::new();
        for token in tokens(text, span) {
            if let Some(stem) = content_stem(text, token) {
                stems.push(self.feature(stem, WORD));
            }
        }
        stems
    }

    /// The clause or sentence of the pasted text that says most of what a group does.
    fn referred(&self, group: &[usize]) -> Option<Span> {
        let (mut most, mut best) = (0, None);
        for piece in group.iter().filter_map(|i| self.pieces.get(*i)) {
            for own in &self.reference {
                let close = self.close(piece, own);
                let verbatim = close.rare > 1 && close.run > 2;
                if (verbatim || close.halves > 3 && close.dice >= 380) && close.dice > most {
                    (most, best) = (close.dice, Some(own.span));
                }
            }
        }
        best
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
        let known = a.speaker.is_some() || a.speaker_name.is_some();
        // Part of another saying of the same speaker.
        let within = read.attributions.iter().enumerate().any(|(n, b)| {
            let same = match a.speaker {
                None if known => b.speaker.is_none() && b.speaker_name == a.speaker_name,
                None => b.speaker.is_some() || b.speaker_name.is_some(),
                speaker => b.speaker == speaker,
            };
            let around = |s: Span| s.contains(scope) && (s != scope || n < attribution);
            n != attribution && same && cover(&b.scope).is_some_and(around)
        });
        if within || !known && a.manner != Manner::Direct {
            return;
        }
        let cue = a.cue.as_ref().map(|c| c.span);
        // Where source and verb stand.
        let around = a.source.map_or(cue.unwrap_or(scope), |s| s.cover(cue.unwrap_or(s)));
        let reported = |span: Span| read.attributions.iter().any(|o| o.scope.iter().any(|s| s.overlaps(span)));
        let mut day = None;
        for d in read.dates.iter().rev() {
            let gap = around.start.max(d.span.start).saturating_sub(around.end.min(d.span.end));
            let here = article.sentence_at(d.span.start) == article.sentence_at(around.start);
            if d.day.is_some() && here && gap <= DAY_WITHIN && !reported(d.span) {
                day = d.day;
            }
        }
        let mut events: Vec<u32> = Vec::new();
        for p in read.passages.iter().filter(|p| p.role == PassageRole::About && p.span.overlaps(scope)) {
            if self.reading.is_happening(p.event) {
                events.push(p.event);
            }
        }
        let who = self.who(telling.article, &article.text, read, a);
        // “… on Tuesday, she said. She added …”
        let last = self.sayings.last().filter(|s| s.article == telling.article && s.who.is(&who));
        let day = day.or_else(|| last.filter(|s| sentence <= s.sentence + 1)?.day);
        let before = self.pieces.len();
        for (span, tail) in clauses(article, a) {
            if tail && reported(span) {
                continue;
            }
            let piece = self.piece(article, read, span, tail, who.entity);
            if piece.features.iter().any(|f| self.factor(*f) > NEAR) {
                self.pieces.push(piece);
            }
        }
        if self.pieces.len() > before {
            self.sayings.push(Saying {
                column,
                article: telling.article,
                attribution,
                sentence,
                who,
                direct: a.manner == Manner::Direct,
                day,
                events,
                on_event: telling.holds(scope),
            });
        }
    }

    fn who(&mut self, article: u32, text: &str, read: &Reading, a: &Attribution) -> Who {
        let source = a.source.unwrap_or_default();
        let mentions: Vec<&Mention> =
            read.mentions.iter().filter(|m| source.contains(m.span) && m.form != MentionForm::Pronoun).collect();
        let known = |e: u32| self.reading.entities.get(e as usize);
        let name = a.speaker.and_then(known).map(|e| e.name.clone());
        let mut who = Who {
            entity: a.speaker.map(|s| self.entity(s)),
            unnamed: a.unnamed,
            name: name.or_else(|| a.speaker_name.clone()).unwrap_or_default(),
            weak: mentions.is_empty(),
            ..Who::default()
        };
        if source.of(text).lower().contains("spokes") {
            let body = [EntityKind::Organisation, EntityKind::Country, EntityKind::Place];
            let is_body = |m: &&&Mention| known(m.entity).is_some_and(|e| body.contains(&e.kind));
            who.body = mentions.iter().find(is_body).map(|m| self.entity(m.entity)).filter(|b| Some(*b) != who.entity);
        }
        if who.entity.is_some() {
            return who;
        }
        for mention in &mentions {
            who.named.push(self.entity(mention.entity));
        }
        distinct(&mut who.named);
        for token in tokens(&who.name, Span::new(0, who.name.len())) {
            let word = token.span.of(&who.name);
            let paper = LEXICON.get(&word.lower()).is_some_and(|w| w.tags & tag::PAPER != 0);
            let of_name = mentions.iter().any(|m| m.span.of(text).split_whitespace().any(|w| w == word));
            who.paper |= paper;
            if let Some(stem) = content_stem(&who.name, token).filter(|_| !of_name) {
                who.issued |= one_of(&stem, ISSUED);
                who.stems.push(self.feature(stem, WORD));
            }
        }
        distinct(&mut who.stems);
        // “The statement” is the joint statement named before it.
        if who.paper && !who.stems.is_empty() {
            for earlier in self.sayings.iter().rev().take_while(|s| s.article == article).map(|s| &s.who) {
                if earlier.paper && earlier.stems != who.stems && within(&who.stems, &earlier.stems) {
                    return earlier.clone();
                }
            }
        }
        who
    }

    #[inline(never)]
    fn feature(&mut self, key: String, factor: u32) -> u32 {
        let near = match class_of(&key).filter(|_| factor == WORD) {
            Some(class) => self.feature(format!("~{class}"), if is_feeling(class) { FEELING } else { NEAR }),
            None => 0,
        };
        let next = number(self.factors.len());
        let feature = *self.numbers.entry(key).or_insert(next);
        if feature == next {
            self.factors.push(factor);
            self.near.push(near);
        }
        feature
    }

    fn piece(&mut self, article: &Article, read: &Reading, span: Span, tail: bool, own: Option<u32>) -> Piece {
        let text = &article.text;
        let mut features = Vec::new();
        let mut named: Vec<Span> = Vec::new();
        for mention in read.mentions.iter().filter(|m| span.contains(m.span) && m.form != MentionForm::Pronoun) {
            named.push(mention.span);
            let entity = self.entity(mention.entity);
            let Some(known) = self.reading.entities.get(entity as usize) else { continue };
            let stem = self.stems(&known.name, Span::new(0, known.name.len())).first().copied();
            let factor = match known.kind {
                _ if stem.is_some_and(|s| self.everywhere.contains(&s)) => FAINT,
                EntityKind::Country | EntityKind::Group => COUNTRY,
                _ => NAME,
            };
            if own != Some(entity) {
                features.push(self.feature(format!("@{entity}"), factor));
            }
        }
        let marked = marked_in(read, span);
        let mut words: Vec<(u32, u32)> = Vec::new();
        for token in tokens(text, span).into_iter().filter(|t| t.is_counted()) {
            let lower = fold(token.span.of(text));
            let mut bits = 0;
            if marked.iter().any(|m| m.contains(token.span)) {
                bits = if WORDS.classes(&lower) & class::COMMON == 0 { MARKED | PICKED } else { MARKED };
            }
            // A day named tells one saying from another.
            let stem = content_stem(text, token).or_else(|| one_of(&lower, DAYS).then(|| lower.clone()));
            let word = match stem {
                Some(stem) => {
                    bits |= CONTENT;
                    self.feature(stem, WORD)
                }
                None => {
                    // A function word may have a synonym: “last” and “final”.
                    features.extend(class_of(&lower).map(|class| self.feature(format!("~{class}"), NEAR)));
                    self.feature(format!("={lower}"), 0)
                }
            };
            if bits & CONTENT > 0 && !named.iter().any(|n| n.overlaps(token.span)) {
                features.push(word);
                features.extend(self.near.get(word as usize).filter(|n| **n > 0));
            }
            words.push((word, bits));
        }
        if words.iter().all(|w| w.1 & MARKED > 0) {
            words.iter_mut().for_each(|w| w.1 &= !PICKED);
        }
        distinct(&mut features);
        Piece { saying: self.sayings.len(), span, tail, features, words }
    }

    fn weigh(&mut self) {
        self.held = vec![0_u32; self.factors.len()];
        for feature in self.pieces.iter().flat_map(|p| &p.features) {
            if let Some(h) = self.held.get_mut(*feature as usize) {
                *h += 1;
            }
        }
        let n = number(self.pieces.len()).clamp(FEW, 60_000);
        let many = (n / 8).max(3 * number(self.columns.len()) / 2 + 1);
        for (factor, &held) in self.factors.iter_mut().zip(&self.held) {
            self.weights.push(*factor * if held < 2 { 4 } else { (n * n / (held * held)).max(1).ilog2() });
            // What the whole story is about tells one saying from another badly.
            if *factor > FAINT && held > many {
                *factor = FAINT;
            }
        }
    }

    #[inline(never)]
    fn factor(&self, feature: u32) -> u32 {
        self.factors.get(feature as usize).copied().unwrap_or(0)
    }

    #[inline(never)]
    fn weight(&self, p: &Piece) -> u32 {
        p.features.iter().filter_map(|f| self.weights.get(*f as usize)).sum::<u32>().max(1)
    }

    #[inline(never)]
    fn close(&self, a: &Piece, b: &Piece) -> Close {
        let mut close = Close::default();
        let near = |f: u32| self.near.get(f as usize).copied().unwrap_or(0);
        let mut shared = a.features.clone();
        shared.retain(|f| b.features.binary_search(f).is_ok());
        for &f in &shared {
            let factor = self.factor(f);
            close.weight += self.weights.get(f as usize).copied().unwrap_or(0);
            close.halves += if factor > FAINT { 2 } else { 0 };
            // One word that both have is not also a synonym; what is felt counts all the same.
            let explained = factor != FEELING && shared.iter().any(|word| near(*word) == f);
            close.near += u32::from(factor <= NEAR && !explained);
            if factor == WORD {
                close.words += 1;
                let picked = |p: &Piece| u32::from(p.words.contains(&(f, CONTENT | MARKED | PICKED)));
                close.quoted |= picked(a) + picked(b) + u32::from(self.factor(near(f)) == FEELING) > 1;
            }
        }
        close.halves += close.near.min(1);
        let (x, y) = (self.weight(a), self.weight(b));
        close.dice = 2000 * close.weight / (x + y);
        close.within = 1000 * close.weight / x.min(y);
        if close.halves >= 2 {
            self.run(&a.words, &b.words, &mut close);
        }
        close
    }

    /// The longest run of words that both have: its content words, how many of them are rare, on how many sides it
    /// stands in marks.
    fn run(&self, a: &[(u32, u32)], b: &[(u32, u32)], close: &mut Close) {
        let none = (0, 0, MARKED, MARKED);
        let mut row = vec![none; b.len()];
        for &(word, x) in a {
            let rare = u32::from(self.factor(word) > FAINT);
            let mut before = none;
            for (cell, &(other, y)) in row.iter_mut().zip(b) {
                let mut here = none;
                if word == other {
                    here = (before.0 + (x & CONTENT), before.1 + rare, before.2 & x, before.3 & y);
                    let marked = here.2.count_ones() + here.3.count_ones();
                    if (here.0, here.1, marked) > (close.run, close.rare, close.marked) {
                        (close.run, close.rare, close.marked) = (here.0, here.1, marked);
                    }
                }
                before = std::mem::replace(cell, here);
            }
        }
    }

    fn bond(&self, a: &Who, b: &Who) -> Bond {
        let when = |is: bool, bond: Bond| if is { bond } else { Bond::Other };
        match (a.entity, b.entity) {
            (Some(x), Some(y)) => when(x == y || a.body == Some(y) || b.body == Some(x), Bond::Same),
            (Some(x), None) => self.described(x, b),
            (None, Some(y)) => self.described(y, a),
            _ if a.name.is_empty() || b.name.is_empty() => Bond::Maybe,
            _ if a.body.is_some() && a.body == b.body => Bond::Same,
            _ => {
                let named = a.named == b.named;
                let meant = named || a.named.is_empty() || b.named.is_empty();
                if a.stems == b.stems && (named || a.paper && b.paper && meant) {
                    let vague = a.unnamed && a.named.is_empty() && a.stems.len() < 2;
                    return if vague { Bond::Maybe } else { Bond::Same };
                }
                let bare = a.stems.is_empty() || b.stems.is_empty();
                if named && a.named.len() > 1 && !a.paper && !b.paper {
                    return if bare { Bond::Same } else { Bond::Maybe };
                }
                when(meant && !bare && (within(&a.stems, &b.stems) || within(&b.stems, &a.stems)), Bond::Maybe)
            }
        }
    }

    /// Whether a description may stand for a referent.
    #[inline(never)]
    fn described(&self, entity: u32, who: &Who) -> Bond {
        let titled = |s: &u32| self.titles.binary_search(&(entity, *s)).is_ok();
        if who.body == Some(entity) {
            Bond::Same
        } else if who.name.is_empty() || who.named == [entity] || !who.stems.is_empty() && who.stems.iter().all(titled)
        {
            Bond::Maybe
        } else {
            Bond::Other
        }
    }

    #[inline(never)]
    fn occasion(&self, a: &Saying, b: &Saying) -> Occasion {
        let dating = |s: &Saying| self.reading.datings.get(s.article as usize)?.as_ref();
        let (x, y) = (dating(a), dating(b));
        let future = |day: Option<Date>, other: Option<&crate::Dating>| {
            day.zip(other).is_some_and(|(day, other)| other.latest < day)
        };
        if future(a.day, y) || future(b.day, x) || differ(a.day, b.day) {
            Occasion::OtherDay
        } else if a.day.is_some() && b.day.is_some() || a.events.iter().any(|e| b.events.contains(e)) {
            Occasion::Same
        } else if !a.events.is_empty() && !b.events.is_empty() {
            let day = |s: &Saying| s.events.iter().find_map(|e| self.reading.events.get(*e as usize)?.date);
            if differ(day(a), day(b)) { Occasion::OtherDay } else { Occasion::OtherEvent }
        } else if let (Some(x), Some(y)) = (x, y) {
            let gap = (y.earliest.number() - x.latest.number()).max(x.earliest.number() - y.latest.number());
            if gap >= DAYS_APART { Occasion::Later } else { Occasion::Near }
        } else {
            Occasion::Open
        }
    }

    /// All pairs of clauses that share something worth a look, with what speaks for and against one utterance.
    fn pairs(&self) -> Vec<Pair> {
        // Feature and speaker, with the clause.
        let mut holders: Vec<(u32, u32, u32)> = Vec::new();
        let common = number(self.pieces.len() / 8).clamp(8, 60);
        for (i, piece) in (0..).zip(&self.pieces) {
            let Some(saying) = self.sayings.get(piece.saying) else { continue };
            for &f in &piece.features {
                // What is everywhere joins only what one speaker says.
                let everywhere = self.factor(f) <= NEAR || self.held.get(f as usize).is_some_and(|held| *held > common);
                match saying.who.entity {
                    Some(speaker) if everywhere => holders.push((f, speaker + 1, i)),
                    _ if everywhere => {}
                    _ => holders.push((f, 0, i)),
                }
            }
        }
        holders.put_in_order();
        let mut met: Vec<(u32, u32)> = Vec::new();
        for held in holders.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)).filter(|h| h.len() <= 200) {
            for (n, &(_, _, a)) in held.iter().enumerate() {
                let after = held.iter().skip(n + 1);
                met.extend(after.filter(|b| self.column(b.2 as usize) != self.column(a as usize)).map(|b| (a, b.2)));
            }
        }
        met.put_in_order();
        met.dedup();
        let mut pairs: Vec<Pair> = met.into_iter().filter_map(|(a, b)| self.pair(a as usize, b as usize)).collect();
        pairs.put_in_order_by(|p, q| (q.joins, q.close.weight).cmp(&(p.joins, p.close.weight)));
        // The least sure pairs join only where each is the other's nearest in its column: before them stand the nearer.
        let sure = pairs.partition_point(|p| p.joins > 0);
        for n in (0..sure).rev() {
            let Some([nearer @ .., pair]) = pairs.get_mut(..=n) else { continue };
            let touches = |p: &Pair, one: usize, column: usize| {
                p.a == one && self.column(p.b) == column || p.b == one && self.column(p.a) == column
            };
            let (a, b) = (self.column(pair.a), self.column(pair.b));
            let beaten = |p: &Pair| {
                (p.joins > 1 || p.close.weight > pair.close.weight) && (touches(p, pair.a, b) || touches(p, pair.b, a))
            };
            if pair.joins == 1 && nearer.iter().any(beaten) {
                pair.joins = 0;
            }
        }
        pairs
    }

    #[inline(never)]
    fn saying(&self, piece: usize) -> Option<&Saying> {
        self.sayings.get(self.pieces.get(piece)?.saying)
    }

    #[inline(never)]
    fn column(&self, piece: usize) -> usize {
        self.saying(piece).map_or(NONE, |s| s.column)
    }

    /// The columns of clauses, each once.
    #[inline(never)]
    fn columns_of(&self, pieces: &[usize]) -> Vec<u32> {
        let mut columns: Vec<u32> = pieces.iter().map(|i| number(self.column(*i))).collect();
        distinct(&mut columns);
        columns
    }

    fn pair(&self, a: usize, b: usize) -> Option<Pair> {
        let (p, q) = (self.pieces.get(a)?, self.pieces.get(b)?);
        let close = self.close(p, q);
        let (x, y) = (self.sayings.get(p.saying)?, self.sayings.get(q.saying)?);
        let mut pair = Pair { a, b, close, bond: self.bond(&x.who, &y.who), occasion: self.occasion(x, y), joins: 0 };
        // One synonym makes a look-alike only where one speaker says it on two occasions.
        let far = pair.elsewhere();
        if close.words + close.near == 0 || close.halves < 2 && !(pair.bond == Bond::Same && far) {
            return None;
        }
        let verbatim = close.rare > 1 && (close.run > 3 || close.run == 3 && close.marked == 2);
        let against = match pair.occasion {
            Occasion::OtherDay => close.run < 5 || close.marked < 2,
            _ => far && !verbatim,
        };
        let plenty = close.halves > 3 && close.dice >= 380;
        let phrase = close.run > 1
            && close.rare > 0
            && (close.marked == 2 && close.within >= 350 || close.marked == 1 && close.within >= 600);
        // What little they share joins them where little else speaks against it.
        let least = match pair.occasion {
            Occasion::Same => Some(220),
            Occasion::Near => Some(300),
            _ => None,
        };
        let sure = match pair.bond {
            Bond::Same if verbatim => 4,
            Bond::Same if plenty || phrase => 3,
            Bond::Maybe if verbatim => 3,
            // The same words in marks: the engine may have taken a pronoun for another person.
            Bond::Other if close.rare > 3 && close.marked == 2 && (self.doubtful(x, y) || self.doubtful(y, x)) => 3,
            Bond::Maybe if close.halves >= 6 && close.within >= 500 => 2,
            Bond::Same if close.halves >= 3 && least.is_some_and(|least| close.dice >= least) => 1,
            _ => 0,
        };
        // What stands behind the content may be the outlet's own.
        if (p.tail || q.tail) && (against || p.tail && q.tail || sure == 0 || close.halves < 6) {
            return None;
        }
        pair.joins = if against { 0 } else { sure };
        Some(pair)
    }

    /// Whether a speaker is not named beside the words, or the other speaker is.
    #[inline(never)]
    fn doubtful(&self, saying: &Saying, other: &Saying) -> bool {
        let Some((article, read)) = self.article(saying.article) else { return false };
        let sentence = article.sentences.get(saying.sentence).copied().unwrap_or_default();
        let named = |m: &Mention| sentence.contains(m.span) && Some(self.entity(m.entity)) == other.who.entity;
        saying.who.weak || read.mentions.iter().any(named)
    }

    /// The clauses that are one utterance, by position; each group has at least two columns.
    fn groups<'p>(&mut self, pairs: &'p [Pair]) -> Vec<Group<'p>> {
        let joined: Vec<(usize, usize)> = pairs.iter().filter(|p| p.joins > 0).map(|p| (p.a, p.b)).collect();
        let mut known = joined.clone();
        known.put_in_order();
        let mut groups: Vec<Vec<usize>> = (0..self.pieces.len()).map(|i| vec![i]).collect();
        link(&mut groups, &joined, &|a, b| self.may_join(a, b, &known));
        // Two groups that go on from each other in the same columns are one utterance.
        let next: Vec<(usize, usize)> = (1..self.pieces.len()).map(|i| (i - 1, i)).collect();
        link(&mut groups, &next, &|a, b| a.len() > 1 && b.len() > 1 && self.goes_on(a, b));
        groups.retain(|g| g.len() > 1);
        self.documents(&mut groups);
        self.group_of = vec![NONE; self.pieces.len()];
        let mut found = Vec::new();
        for mut pieces in groups {
            pieces.put_in_order();
            for &i in &pieces {
                if let Some(group) = self.group_of.get_mut(i) {
                    *group = found.len();
                }
            }
            found.push(Group { pieces, ..Group::default() });
        }
        for pair in pairs.iter().filter(|p| p.joins > 0 && self.group(p.a) == self.group(p.b)) {
            if let Some(group) = found.get_mut(self.group(pair.a)).filter(|g| g.weight() < pair.close.weight) {
                group.closest = Some(pair);
            }
        }
        found
    }

    #[inline(never)]
    fn group(&self, piece: usize) -> usize {
        self.group_of.get(piece).copied().unwrap_or(NONE)
    }

    fn may_join(&self, a: &[usize], b: &[usize], joined: &[(usize, usize)]) -> bool {
        let (mut agree, mut all) = (0, 0);
        for &i in a {
            for &j in b {
                if self.column(i) != self.column(j) {
                    agree += u32::from(joined.binary_search(&(i.min(j), i.max(j))).is_ok());
                    all += 1;
                } else if !self.beside(i, j) {
                    return false;
                }
            }
        }
        3 * agree >= 2 * all && all > 0
    }

    /// Whether two clauses of one column stand in one saying or in the next of the same speaker.
    #[inline(never)]
    fn beside(&self, i: usize, j: usize) -> bool {
        let (Some(x), Some(y)) = (self.saying(i), self.saying(j)) else { return false };
        x.article == y.article && x.sentence.abs_diff(y.sentence) <= 1 && x.who.is(&y.who) && i.abs_diff(j) <= 3
    }

    /// Whether two groups go on from each other, clause by clause, in most of their columns.
    fn goes_on(&self, a: &[usize], b: &[usize]) -> bool {
        let (x, y) = (self.columns_of(a), self.columns_of(b));
        // Of one attribution, or of two quotations one after the other.
        let one = |i: usize| self.pieces.get(i).map(|p| p.saying);
        let direct = |i: usize| self.saying(i).is_some_and(|s| s.direct);
        let mut both: Vec<u32> = Vec::new();
        for &i in a {
            for &j in b.iter().filter(|j| self.column(**j) == self.column(i)) {
                if !self.beside(i, j) {
                    return false;
                }
                if i.abs_diff(j) == 1 && (one(i) == one(j) || direct(i) && direct(j)) {
                    both.push(number(self.column(i)));
                }
            }
        }
        distinct(&mut both);
        let shared = x.iter().filter(|c| y.contains(c)).count();
        both.len() == shared && shared > 1 && 2 * shared >= x.len().max(y.len())
    }

    /// A statement or letter that several columns cite on one occasion is one source, though each picks other words.
    fn documents(&self, groups: &mut Vec<Vec<usize>>) {
        let mut left: Vec<usize> = (0..self.pieces.len()).collect();
        left.retain(|i| {
            let issued = self.saying(*i).is_some_and(|s| s.who.issued && s.who.stems.len() > 1);
            issued && self.pieces.get(*i).is_some_and(|p| !p.tail) && !groups.iter().any(|g| g.contains(i))
        });
        while let Some(one) = left.first().and_then(|i| self.saying(*i)) {
            let mut group: Vec<usize> = Vec::new();
            left.retain(|i| {
                let of = self.saying(*i).is_some_and(|s| {
                    self.bond(&one.who, &s.who) == Bond::Same
                        && self.occasion(one, s) == Occasion::Same
                        && (s.column != one.column || s.sentence.abs_diff(one.sentence) <= 1)
                });
                if of || group.is_empty() {
                    group.push(*i);
                    return false;
                }
                true
            });
            if self.columns_of(&group).len() > 1 {
                groups.push(group);
            }
        }
    }

    /// Puts beside each group what looks like it and is another saying, the likest first, and adds the clauses of one
    /// column that have a look-alike in another.
    fn set_apart<'p>(&self, groups: &mut Vec<Group<'p>>, pairs: &'p [Pair]) {
        let several = groups.len();
        let mut alike: Vec<&Pair> = pairs.iter().filter(|p| p.looks_alike(false)).collect();
        let rank = |p: &Pair| (p.close.quoted, p.bond == Bond::Same, p.close.weight);
        alike.put_in_order_by(|p, q| rank(q).cmp(&rank(p)));
        let of = |i: usize| self.pieces.get(i).map_or(NONE, |p| p.saying);
        for pair in alike {
            let holds = |g: &Group, saying: usize| g.pieces.iter().any(|i| of(*i) == saying);
            let (x, y) = (of(pair.a), of(pair.b));
            // Another part of what is one utterance.
            if groups.iter().take(several).any(|g| holds(g, x) && holds(g, y)) {
                continue;
            }
            let named = |i: usize| self.saying(i).is_some_and(|s| !s.who.name.is_empty());
            let known = |i: usize| {
                groups.iter().skip(several).any(|g| g.pieces.contains(&i) || g.apart.iter().any(|(j, _)| *j == i))
            };
            let free = self.group(pair.a) == NONE && self.group(pair.b) == NONE;
            if free
                && pair.looks_alike(true)
                && groups.len() < several + ALONE_MAX
                && named(pair.a)
                && named(pair.b)
                && !known(pair.a)
                && !known(pair.b)
            {
                groups.push(Group { pieces: vec![pair.a], closest: None, apart: vec![(pair.b, pair)] });
            }
            for (here, there) in [(pair.a, pair.b), (pair.b, pair.a)] {
                let Some(group) = groups.get_mut(self.group(here)) else { continue };
                let new = !holds(group, of(there)) && group.apart.iter().all(|(j, _)| of(*j) != of(there));
                if new && group.apart.len() < APART_MAX {
                    group.apart.push((there, pair));
                }
            }
        }
    }

    fn look_alike(&self, pair: &Pair, there: usize) -> Option<LookAlike> {
        let (x, y) = (self.saying(pair.a + pair.b - there)?, self.saying(there)?);
        let span = self.pieces.get(there)?.span;
        let (article, read) = self.article(y.article)?;
        let mut reason = String::new();
        let mut add = |why: &str, what: &str| {
            if !reason.is_empty() {
                reason.push_str("; ");
            }
            reason.push_str(why);
            reason.push_str(what);
        };
        let name = y.who.shown();
        if pair.bond == Bond::Other {
            add("other speaker: ", &name);
        }
        let event = |s: &Saying| self.reading.events.get(*s.events.first()? as usize);
        let day = |s: &Saying| s.day.or_else(|| event(s)?.date);
        let other = pair.occasion == Occasion::OtherDay || differ(day(x), day(y));
        match day(y) {
            Some(day) if other => add("other day: ", &day.short()),
            _ if other => add("other day", ""),
            _ if pair.occasion == Occasion::Later => add("the articles lie days apart", ""),
            _ => {}
        }
        if !x.events.is_empty()
            && !x.events.iter().any(|e| y.events.contains(e))
            && let Some(event) = event(y)
        {
            add("other event: ", &event.name);
        }
        if reason.is_empty() {
            reason.push_str("other content");
        }
        Some(LookAlike {
            column: number(y.column),
            at: Evidence { article: y.article, span: with_marks(article, &marked_in(read, span), span) },
            speaker: name,
            reason,
        })
    }

    fn utterance(&self, group: &Group, reference: Option<&Article>) -> Option<Utterance> {
        let mut witnesses: Vec<Witness> = Vec::new();
        let mut parts: Vec<(&str, Vec<Span>)> = Vec::new();
        let mut who: Option<&Who> = None;
        // Clauses are numbered by column, then article.
        let article = |i: &usize| self.saying(*i).map(|s| (s.column, s.article));
        for own in group.pieces.chunk_by(|a, b| article(a) == article(b)) {
            let (witness, spans) = self.witness(own)?;
            parts.push((&self.article(witness.at.article)?.0.text, spans));
            witnesses.push(witness);
            for saying in own.iter().filter_map(|i| self.saying(*i)) {
                let rank = |w: &Who| (w.entity.is_none(), w.weak, w.name.is_empty());
                if who.is_none_or(|known| rank(&saying.who) < rank(known)) {
                    who = Some(&saying.who);
                }
            }
        }
        let (who, first) = (who?, witnesses.first()?.at);
        let several = witnesses.len() > 1;
        if let Some((article, span)) = reference.zip(self.referred(&group.pieces)).filter(|_| several) {
            witnesses.push(Witness {
                column: None,
                at: Evidence { article: REFERENCE, span },
                manner: None,
                quoted: Vec::new(),
                cue: None,
                source: None,
                on_event: false,
            });
            parts.push((&article.text, vec![span]));
        }
        // What shares no words is set side by side, not word by word.
        let collation = if several && group.closest.is_none() { side_by_side(&parts) } else { collate(&parts) };
        let verdict = match several {
            false => Verdict::OnlyHere,
            true if collation.iter().all(|s| s.same) => Verdict::Agree,
            true => Verdict::WordedOtherwise,
        };
        let id = self.collection.articles.get(first.article as usize).map_or("", |a| a.id.as_str());
        Some(Utterance {
            key: format!("utterance/{id}/{}", first.span.start),
            speaker: capitalised(&who.shown()),
            entity: who.entity,
            verdict,
            why: why(group, parts.len()),
            witnesses,
            collation,
            apart: group.apart.iter().filter_map(|(there, pair)| self.look_alike(pair, *there)).collect(),
        })
    }

    /// One column's words: its clauses of the group, with those beside them that belong to no other.
    fn witness(&self, own: &[usize]) -> Option<(Witness, Vec<Span>)> {
        let saying = self.saying(*own.first()?)?;
        let (article, read) = self.article(saying.article)?;
        let mut all: Vec<usize> = own.to_vec();
        for &i in own {
            let (mut from, mut to) = (i, i + 1);
            while from > 0 && self.goes_with(article, i, from - 1) {
                from -= 1;
            }
            while self.goes_with(article, i, to) {
                to += 1;
            }
            all.extend(from..to);
        }
        all.put_in_order();
        let mut spans: Vec<Span> = Vec::new();
        let mut last = NONE;
        for piece in all.iter().filter_map(|i| self.pieces.get(*i)) {
            match spans.last_mut() {
                Some(span) if last == piece.saying => *span = span.cover(piece.span),
                _ => spans.push(piece.span),
            }
            last = piece.saying;
        }
        let words = cover(&spans)?;
        let mut quoted = marked_in(read, words);
        let span = with_marks(article, &quoted, words);
        for m in &mut quoted {
            *m = Span { start: m.start.max(span.start), end: m.end.min(span.end) };
        }
        let mut witness = Witness {
            column: Some(number(saying.column)),
            at: Evidence { article: saying.article, span },
            manner: Some(if quoted.is_empty() { Manner::Indirect } else { Manner::Direct }),
            quoted,
            cue: None,
            source: None,
            on_event: false,
        };
        for saying in own.iter().filter_map(|i| self.saying(*i)) {
            let a = read.attributions.get(saying.attribution)?;
            witness.on_event |= saying.on_event;
            witness.cue = witness.cue.or_else(|| Some(a.cue.as_ref()?.span));
            witness.source = witness.source.or(a.source);
            if !saying.direct && !witness.quoted.is_empty() {
                witness.manner = Some(Manner::Mixed);
            }
        }
        Some((witness, spans))
    }

    /// Whether a clause stands in the same sentence of the same saying and belongs to no group.
    #[inline(never)]
    fn goes_with(&self, article: &Article, i: usize, other: usize) -> bool {
        let (Some(p), Some(q)) = (self.pieces.get(i), self.pieces.get(other)) else { return false };
        self.group(other) == NONE
            && p.saying == q.saying
            && !q.tail
            && article.sentence_at(p.span.start) == article.sentence_at(q.span.start)
    }
}

/// What a feature counts for.
const WORD: u32 = 6;
const NAME: u32 = 5;
const COUNTRY: u32 = 4;
/// A word of the event's own name.
const FAINT: u32 = 3;
const NEAR: u32 = 2;
/// A synonym that tells what the speaker feels.
const FEELING: u32 = 1;
/// Fewer clauses than this do not tell what is rare.
const FEW: u32 = 32;
/// How many bytes a day may stand from the source and the verb.
const DAY_WITHIN: u32 = 48;
/// Stems of papers that are issued once.
const ISSUED: &str = "statement communiqu communiqué declarat declar letter post memo messag tweet";

/// Why the wordings are one utterance.
fn why(group: &Group, witnesses: usize) -> String {
    if witnesses < 2 {
        return "Only one outlet has this. The words below look like it and are another saying.".to_owned();
    }
    let Some(pair) = group.closest else {
        return "One document, cited on the same occasion: each outlet picked other words from it.".to_owned();
    };
    let speaker = match pair.bond {
        Bond::Same => "Same speaker",
        Bond::Maybe => "Perhaps the same speaker: one outlet describes whom the other names",
        Bond::Other => "The same words in quotation marks, though the outlets give different speakers",
    };
    let occasion = match pair.occasion {
        Occasion::Same => "same day or event",
        Occasion::Near => "in articles of about the same days",
        _ => "nothing tells of another occasion",
    };
    let close = pair.close;
    let words = (close.halves / 2).max(close.run);
    let mut why = format!("{speaker}, {occasion}; shared words that carry meaning, names among them: {words}");
    if close.run > 1 {
        why += &format!(" ({} in a row)", close.run);
    }
    why += if close.near > 0 && close.halves < 4 { ", and words of like meaning." } else { "." };
    if witnesses > WITNESSES_MAX {
        why += &format!(" The first {WITNESSES_MAX} are set word by word.");
    }
    why
}

/// Whether both are known and not the same.
fn differ(a: Option<Date>, b: Option<Date>) -> bool {
    a.is_some() && b.is_some() && a != b
}

/// Whether all of `few` are among `many`.
#[inline(never)]
fn within(few: &[u32], many: &[u32]) -> bool {
    few.iter().all(|s| many.contains(s))
}

/// What stands in marks and meets `span`, in order.
#[inline(never)]
fn marked_in(read: &Reading, span: Span) -> Vec<Span> {
    let mut marked: Vec<Span> = Vec::new();
    for a in read.attributions.iter().filter(|a| a.content_kind.is_some()) {
        marked.extend(a.content.iter().filter(|m| m.overlaps(span)));
    }
    marked.put_in_order();
    marked.dedup();
    marked
}

#[inline(never)]
fn has_words(text: &str, start: u32, end: u32) -> bool {
    tokens(text, Span { start, end: end.max(start) }).iter().any(|t| t.is_counted())
}

/// How many bytes a quotation mark has; 0 for what is none.
#[inline(never)]
fn mark(c: Option<char>) -> u32 {
    c.filter(|c| "“”„\"‘’‚'«»‹›".contains(*c)).map_or(0, |c| number(c.len_utf8()))
}

/// `span` with the marks around its first and last words.
#[inline(never)]
fn with_marks(article: &Article, marked: &[Span], mut span: Span) -> Span {
    let text = &article.text;
    for m in marked {
        if m.start <= span.start && !has_words(text, m.start, span.start) {
            span.start = m.start - mark(text.get(..m.start as usize).and_then(|t| t.chars().next_back()));
        }
        if m.end >= span.end && !has_words(text, span.end, m.end) {
            span.end = m.end + mark(text.get(m.end as usize..).and_then(|t| t.chars().next()));
        }
    }
    span
}

fn number(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

#[inline(never)]
fn cover(spans: &[Span]) -> Option<Span> {
    spans.iter().copied().reduce(Span::cover)
}

/// Every witness's stretches in slots of their own.
fn side_by_side(parts: &[(&str, Vec<Span>)]) -> Vec<Slot> {
    let longest = parts.iter().map(|(_, spans)| spans.len()).max().unwrap_or(0);
    let slot = |n: usize| Slot { words: parts.iter().map(|(_, spans)| spans.get(n).copied()).collect(), same: false };
    (0..longest).map(slot).collect()
}

/// The clauses of an attribution in order, and what follows its content in the sentence.
fn clauses(article: &Article, a: &Attribution) -> Vec<(Span, bool)> {
    let mut found: Vec<(Span, bool)> = Vec::new();
    let mut add = |part: Span, tail: bool| found.extend(cut(&article.text, part).into_iter().map(|s| (s, tail)));
    let mut end = 0;
    for &scope in &a.scope {
        end = scope.end.max(end);
        for sentence in article.sentences_in(scope).filter_map(|i| article.sentences.get(i)) {
            add(Span { start: scope.start.max(sentence.start), end: scope.end.min(sentence.end) }, false);
        }
    }
    let sentence = article.sentence_at(end.saturating_sub(1)).and_then(|i| article.sentences.get(i));
    let cited = a.cue.as_ref().map_or(u32::MAX, |c| c.span.end).max(a.source.map_or(0, |s| s.end));
    if let Some(sentence) = sentence.filter(|s| a.manner != Manner::Direct && cited <= end && end < s.end) {
        add(Span { start: end, end: sentence.end }, true);
    }
    found
}

/// `span` cut before the words that open a clause, where at least two content words stand on both sides.
#[inline(never)]
fn cut(text: &str, span: Span) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    // Content words of the last clause.
    let mut content = 0;
    let (mut comma, mut opened) = (false, false);
    for token in tokens(text, span) {
        let word = token.span.of(text).lower();
        opened |= one_of(&word, OPENERS) || comma && one_of(&word, OPENERS_AFTER_COMMA);
        comma = word == ",";
        // Marks at either end are left out.
        if token.kind == TokenKind::Mark {
            continue;
        }
        match found.last_mut() {
            Some(last) if !opened || content < 2 => *last = last.cover(token.span),
            _ => {
                content = 0;
                found.push(token.span);
            }
        }
        opened = false;
        content += u32::from(content_stem(text, token).is_some());
    }
    // What is too short alone belongs to what it follows.
    if let [.., last, short] = found.as_mut_slice()
        && content < 2
    {
        *last = last.cover(*short);
        found.pop();
    }
    found
}

const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday";
const OPENERS: &str = "though although whereas while before after because unless until but ; — –";
const OPENERS_AFTER_COMMA: &str = "and or nor which who where as with if when";
