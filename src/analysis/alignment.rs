//! Which sentences of different outlets tell the same thing, over the whole of their articles.
//!
//! Sentences are compared by what they name (referents), by their content words (rare ones weigh more: an
//! integer form of inverse document frequency) and by who speaks in them; the closest pairs are joined first,
//! and two groups are joined only where they agree on the whole (average linkage), so that a chain of
//! half-similar sentences does not become one. One article gives a group at most two neighbouring sentences.
//! Position plays no part: what one outlet tells first another may tell last.
//! Words are matched by a light stem; nothing here understands a paraphrase that shares no word and no name.
use crate::comparison::Column;
use crate::{CorpusReading, Entity, EntityKind, MentionForm, Reading};
use corpus::Lower;
use corpus::{Article, BlockKind, Collection, Span, Token, TokenKind, tokens};
use corpus::{Gather, InOrder};
use corpus::{Map, Set};
use std::sync::LazyLock;

/// Pairs below this likeness (per mille) are not joined. Chosen by reading the joins on development articles.
const LIKENESS_MIN: u32 = 250;
/// A pair that shares fewer features than this is not joined: two common words make no statement.
const SHARED_MIN: u32 = 3;
/// Groups are joined only when the mean over all their pairs reaches this.
const LIKENESS_MEAN_MIN: u32 = 240;

/// One sentence of one article.
#[derive(Clone, Debug)]
pub struct Unit {
    /// Index of the column.
    pub column: usize,
    /// Index of the article.
    pub article: u32,
    /// Where.
    pub span: Span,
    /// Which of the article's content sentences it is, from 0.
    pub place: usize,
    /// How far into the article it stands, per mille of its sentences.
    pub position: usize,
    /// Whether it lies in a passage on the column's event.
    pub on_event: bool,
    /// Numbers of its words, referents and speakers, sorted, distinct.
    features: Vec<u32>,
}

/// The sentences of all columns, grouped by what they tell.
#[derive(Debug, Default)]
pub struct Alignment {
    /// By column, then position.
    pub units: Vec<Unit>,
    /// Indexes into `units`: every unit is in exactly one group; a group of one is told once.
    pub groups: Vec<Vec<usize>>,
    lexicon: Lexicon,
    weights: Vec<u32>,
}

impl Alignment {
    /// Aligns the articles of `columns`, which all stand for one event.
    #[must_use]
    pub fn of(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Self {
        let event = columns.first().map_or(u32::MAX, |c| c.event);
        let mut lexicon = Lexicon { everywhere: everywhere(reading, event), ..Lexicon::default() };
        let mut units: Vec<Unit> = Vec::new();
        for (column, telling) in columns.iter().enumerate().flat_map(|(n, c)| c.tellings.iter().map(move |t| (n, t))) {
            let known =
                collection.articles.get(telling.article as usize).zip(reading.articles.get(telling.article as usize));
            let Some((article, read)) = known else { continue };
            // A heading says what a section is about; it tells nothing that another outlet could tell too.
            let tells = |s: &&Span| {
                article.block_at(s.start).is_some_and(|b| b.kind.is_content() && b.kind != BlockKind::Heading)
            };
            let sentences: Vec<Span> = article.sentences.iter().filter(tells).copied().collect();
            for (place, &span) in sentences.iter().enumerate() {
                let features = lexicon.features(article, read, &reading.entities, span);
                let position = place * 1000 / sentences.len().max(1);
                let on_event = telling.holds(span);
                units.push(Unit { column, place, position, on_event, article: telling.article, span, features });
            }
        }
        let weights = lexicon.weights(&units);
        let groups = join(&units, &weights);
        Self { units, groups, lexicon, weights }
    }

    /// How like two units are, per mille, and how many features they share.
    #[must_use]
    pub fn likeness(&self, a: &Unit, b: &Unit) -> (u32, u32) {
        likeness(&a.features, &b.features, &self.weights)
    }

    /// The content words of `unit` that none of `others` has; names are compared as referents.
    #[must_use]
    pub fn only_words(
        &self,
        collection: &Collection,
        reading: &CorpusReading,
        unit: &Unit,
        others: &[&Unit],
    ) -> Vec<Span> {
        let known = collection.articles.get(unit.article as usize).zip(reading.articles.get(unit.article as usize));
        let elsewhere: Set<u32> = others.iter().flat_map(|u| u.features.iter().copied()).gather();
        known.map_or_else(Vec::new, |(article, read)| only_words(article, read, &self.lexicon, unit.span, &elsewhere))
    }

    /// The names and words that the columns of a group share: up to two referents and three words.
    #[must_use]
    pub fn label(&self, reading: &CorpusReading, members: &[&Unit]) -> String {
        label(reading, &self.lexicon, &self.weights, members)
    }
}

/// The names and words of the event itself (“Geneva”, “talks”): every telling has them, so they join nothing.
fn everywhere(reading: &CorpusReading, event: u32) -> Set<String> {
    let Some(event) = reading.events.get(event as usize) else { return Set::new() };
    let words = event.name.split_whitespace().chain([event.kind.as_str()]);
    let mut own: Set<String> = words.map(|w| stem(&w.lower()).to_owned()).gather();
    let place = event.place.as_deref().unwrap_or("");
    own.extend(
        reading.entities.iter().enumerate().filter(|(_, e)| e.name == place).map(|(number, _)| format!("@{number}")),
    );
    own
}

/// Words, referents and speakers as small numbers.
#[derive(Debug, Default)]
struct Lexicon {
    /// Keys that are not features.
    everywhere: Set<String>,
    numbers: Map<String, u32>,
    /// Per feature: an extra factor for referents and speakers.
    factors: Vec<u32>,
    /// Per feature: as shown in a label.
    shown: Vec<String>,
}

impl Lexicon {
    fn number(&mut self, key: String, factor: u32, shown: &str) -> u32 {
        let next = u32::try_from(self.factors.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.factors.push(factor);
            self.shown.push(shown.to_owned());
        }
        number
    }

    /// The distinct features of a sentence, sorted.
    fn features(&mut self, article: &Article, read: &Reading, entities: &[Entity], span: Span) -> Vec<u32> {
        let mut features = Vec::new();
        let mut named: Vec<Span> = Vec::new();
        for mention in read.mentions.iter().filter(|m| span.contains(m.span)) {
            if mention.form != MentionForm::Pronoun {
                named.push(mention.span);
            }
            let key = format!("@{}", mention.entity);
            if !self.everywhere.contains(&key) {
                // Countries are in every other sentence of world news: they join less than people do.
                let country = entities.get(mention.entity as usize).is_some_and(|e| e.kind == EntityKind::Country);
                features.push(self.number(key, if country { 1 } else { 2 }, ""));
            }
        }
        for attribution in read.attributions.iter().filter(|a| a.content.iter().any(|c| span.overlaps(*c))) {
            if let Some(speaker) = attribution.speaker {
                features.push(self.number(format!(">{speaker}"), 2, ""));
            }
        }
        let mut before: Option<String> = None;
        for token in tokens(&article.text, span) {
            let Some(stem) = content_stem(&article.text, token) else { continue };
            if named.iter().any(|n| n.overlaps(token.span)) || self.everywhere.contains(&stem) {
                before = None;
                continue;
            }
            // Two content words in a row (“joint statement”) say more than the two apart.
            if let Some(before) = before {
                features.push(self.number(format!("{before} {stem}"), 1, ""));
            }
            features.push(self.number(stem.clone(), 2, token.span.of(&article.text)));
            before = Some(stem);
        }
        features.put_in_order();
        features.dedup();
        features
    }

    /// What each feature weighs: the rarer, the more; what stands in one sentence only weighs little, since
    /// it can join nothing and would only punish long sentences.
    fn weights(&self, units: &[Unit]) -> Vec<u32> {
        let mut frequency = vec![0_u32; self.factors.len()];
        for feature in units.iter().flat_map(|s| &s.features) {
            if let Some(f) = frequency.get_mut(*feature as usize) {
                *f += 1;
            }
        }
        let n = u32::try_from(units.len()).unwrap_or(u32::MAX).max(1);
        let weight = |(f, factor): (&u32, &u32)| match *f {
            0 | 1 => *factor,
            f => factor * (1 + (4 * n / f).ilog2()),
        };
        frequency.iter().zip(&self.factors).map(weight).collect()
    }
}

/// The light stem of a content word or number; `None` for marks and function words.
pub(crate) fn content_stem(text: &str, token: Token) -> Option<String> {
    let word = token.span.of(text);
    match token.kind {
        TokenKind::Number => return Some(word.replace(',', "")),
        TokenKind::Word => {}
        _ => return None,
    }
    let lower = word.lower();
    if FUNCTION_WORDS.contains(lower.as_str()) || lower.chars().count() < 2 {
        return None;
    }
    Some(stem(&lower).to_owned())
}

static FUNCTION_WORDS: LazyLock<Set<&'static str>> = LazyLock::new(|| {
    let data = include_str!(concat!(env!("OUT_DIR"), "/function_words.txt"));
    data.lines().filter(|l| !l.starts_with('#')).flat_map(str::split_whitespace).gather()
});

/// Cuts the commonest English endings, so that “criticised” meets “criticising” and “term” meets “terms”.
fn stem(word: &str) -> &str {
    for (ending, keep) in [
        ("ations", 3),
        ("ation", 3),
        ("ively", 4),
        ("ingly", 4),
        ("ings", 4),
        ("edly", 4),
        ("ities", 3),
        ("ing", 4),
        ("ies", 3),
        ("ity", 4),
        ("ions", 4),
        ("ion", 4),
        ("ed", 4),
        ("es", 4),
        ("ly", 4),
        ("ive", 4),
        ("al", 5),
        ("s", 3),
        ("e", 4),
        ("y", 4),
    ] {
        if let Some(rest) = word.strip_suffix(ending)
            && rest.chars().count() >= keep
            && !(ending == "s" && rest.ends_with('s'))
        {
            return rest;
        }
    }
    word
}

/// Twice the shared weight by the whole weight, per mille (the Dice coefficient), and how many are shared.
fn likeness(a: &[u32], b: &[u32], weights: &[u32]) -> (u32, u32) {
    let weigh = |f: u32| weights.get(f as usize).copied().unwrap_or(0);
    let whole: u32 = a.iter().chain(b).map(|f| weigh(*f)).sum();
    let (mut i, mut j, mut shared, mut count) = (0, 0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                shared += weigh(*x);
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (2000 * shared / whole.max(1), count)
}

/// Groups of sentences that tell the same, as indexes into `units`.
fn join(units: &[Unit], weights: &[u32]) -> Vec<Vec<usize>> {
    let mut pairs: Vec<(u32, usize, usize)> = Vec::new();
    for (a, b) in candidates(units) {
        if let (Some(x), Some(y)) = (units.get(a), units.get(b)) {
            let (like, shared) = likeness(&x.features, &y.features, weights);
            if like >= LIKENESS_MIN && shared >= SHARED_MIN {
                pairs.push((like, a, b));
            }
        }
    }
    pairs.put_in_order_by_key(|&(like, a, b)| (std::cmp::Reverse(like), a, b));
    let mut group_of: Vec<usize> = (0..units.len()).collect();
    let mut groups: Vec<Vec<usize>> = (0..units.len()).map(|i| vec![i]).collect();
    for (_, a, b) in pairs {
        let (ga, gb) = (group_of[a], group_of[b]);
        if ga != gb && may_join(units, weights, &groups[ga], &groups[gb]) {
            let moved = std::mem::take(&mut groups[gb]);
            for &i in &moved {
                group_of[i] = ga;
            }
            groups[ga].extend(moved);
        }
    }
    groups.retain(|g| !g.is_empty());
    groups.iter_mut().for_each(|g| g.put_in_order());
    groups
}

/// Pairs of sentences of different columns that share a feature that is not everywhere.
fn candidates(units: &[Unit]) -> Set<(usize, usize)> {
    let mut holders: Map<u32, Vec<usize>> = Map::new();
    for (i, s) in units.iter().enumerate() {
        for &f in &s.features {
            holders.entry(f).or_default().push(i);
        }
    }
    let common = (units.len() / 4).clamp(8, 200);
    let mut pairs = Set::new();
    for held in holders.into_values().filter(|h| h.len() <= common) {
        for (n, &a) in held.iter().enumerate() {
            for &b in held.iter().skip(n + 1) {
                if units[a].column != units[b].column {
                    pairs.insert((a, b));
                }
            }
        }
    }
    pairs
}

fn may_join(units: &[Unit], weights: &[u32], a: &[usize], b: &[usize]) -> bool {
    let (mut sum, mut n) = (0, 0);
    for &i in a {
        for &j in b {
            let (x, y) = (&units[i], &units[j]);
            if x.column == y.column {
                if x.article != y.article || x.place.abs_diff(y.place) != 1 {
                    return false;
                }
                continue;
            }
            sum += likeness(&x.features, &y.features, weights).0;
            n += 1;
        }
    }
    let crowded = |column| a.iter().chain(b).filter(|&&i| units[i].column == column).count() > 2;
    n > 0 && sum / n >= LIKENESS_MEAN_MIN && !a.iter().any(|&i| crowded(units[i].column))
}

/// The content words of `span` that are not among `elsewhere`; names are compared as referents.
fn only_words(article: &Article, read: &Reading, lexicon: &Lexicon, span: Span, elsewhere: &Set<u32>) -> Vec<Span> {
    let has = |key: &str| lexicon.numbers.get(key).is_some_and(|n| elsewhere.contains(n));
    let shared: Vec<Span> = read
        .mentions
        .iter()
        .filter(|m| span.contains(m.span) && has(&format!("@{}", m.entity)))
        .map(|m| m.name)
        .collect();
    let mut only: Vec<Span> = Vec::new();
    for token in tokens(&article.text, span) {
        let Some(stem) = content_stem(&article.text, token) else { continue };
        if has(&stem) || lexicon.everywhere.contains(&stem) || shared.iter().any(|s| s.overlaps(token.span)) {
            continue;
        }
        match only.last_mut() {
            // Words that stand together are marked together.
            Some(last) if Span { start: last.end, end: token.span.start }.of(&article.text).trim().is_empty() => {
                last.end = token.span.end;
            }
            _ => only.push(token.span),
        }
    }
    only
}

/// The heaviest things that at least two columns share: up to two referents and two words.
fn label(reading: &CorpusReading, lexicon: &Lexicon, weights: &[u32], members: &[&Unit]) -> String {
    let mut held: Map<u32, Set<usize>> = Map::new();
    for s in members {
        for &f in &s.features {
            held.entry(f).or_default().insert(s.column);
        }
    }
    let mut shared: Vec<(usize, u32, u32)> = held
        .into_iter()
        .filter(|(_, columns)| columns.len() > 1)
        .map(|(f, columns)| (columns.len(), weights.get(f as usize).copied().unwrap_or(0), f))
        .collect();
    shared.put_in_order_by_key(|&(columns, weight, f)| (std::cmp::Reverse(columns), std::cmp::Reverse(weight), f));
    let key_of: Map<u32, &str> = lexicon.numbers.iter().map(|(k, n)| (*n, k.as_str())).gather();
    let (mut names, mut words) = (Vec::new(), Vec::new());
    for (_, _, f) in shared {
        let key = key_of.get(&f).copied().unwrap_or("");
        if let Some(entity) = key.strip_prefix('@').and_then(|n| n.parse::<usize>().ok()) {
            // Countries are in most sentences: they tell one thing from another badly.
            let telling = |e: &&Entity| e.kind != EntityKind::Country && names.len() < 2;
            if let Some(entity) = reading.entities.get(entity).filter(telling) {
                names.push(short_name(entity));
            }
        } else if !key.starts_with('>') && !key.contains(' ') && words.len() < 3 {
            words.push(lexicon.shown.get(f as usize).cloned().unwrap_or_default());
        }
    }
    names.extend(words);
    names.join(" · ")
}

fn short_name(entity: &Entity) -> String {
    if entity.kind == EntityKind::Person {
        entity.name.split_whitespace().next_back().unwrap_or(&entity.name).to_owned()
    } else {
        entity.name.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_meet() {
        for (a, b) in [
            ("criticised", "criticising"),
            ("terms", "term"),
            ("agreement", "agreements"),
            ("productive", "productively"),
        ] {
            assert_eq!(stem(a), stem(b), "{a} {b}");
        }
        assert_ne!(stem("press"), stem("pre"));
    }

    #[test]
    fn likeness_is_symmetric_and_whole_for_equals() {
        let weights = [4, 6, 8, 2];
        assert_eq!(likeness(&[0, 1, 2], &[0, 1, 2], &weights), (1000, 3));
        assert_eq!(likeness(&[0, 1], &[2, 3], &weights), (0, 0));
        assert_eq!(likeness(&[0, 1, 3], &[1, 2], &weights), likeness(&[1, 2], &[0, 1, 3], &weights));
    }
}
