//! How like two sentences are in what they tell: by words, synonyms, names, figures, days and speakers.
//!
//! Each sentence is taken apart into features, numbered by [`Features`]; a feature weighs by how few of the compared
//! sentences have it. Names alone make no statement, nor do common words: what counts is the shared weight of content
//! words, as part of both sentences and of the shorter one, since agencies compress. The weights of the parts were
//! fitted on pairs of sentences of real news that were judged by reading.
use crate::lexicon::{LEXICON, class};
use crate::synonyms::{class_of, content_stem};
use crate::{EntityKind, MentionForm, PassageRole, Reading};
use corpus::{Article, BlockKind, InOrder, Lower, Map, Span, Token, TokenKind, one_of, tokens};

/// What sort of feature.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// A content word by its stem, or its class of synonyms.
    Word,
    /// The stem of a word that has a class: it says that the wording is the same too.
    Form,
    /// A referent.
    Name,
    /// A state or people.
    Country,
    /// Two of these in a row.
    Pair,
    /// A number.
    Figure,
    /// A number with what it counts.
    Counted,
    /// A day.
    Day,
    /// Words in a row, as they stand: both have them from one agency, or from one mouth.
    Run,
}

/// Words of a [`Sort::Run`], and how many of them must be content words that are no part of a name.
const RUN_WORDS: usize = 7;
const RUN_CONTENT: usize = 2;

/// Days that lie so far apart are days of two happenings.
const DAYS_APART: i32 = 2;

/// Two sentences that share less than so many words hardly tell the same …
const SHARED_MIN: u32 = 3;
/// … unless they share so much of all their words, per mille …
const WHOLE_MIN: u32 = 800;
/// … and are at most so like, per mille.
const THIN_MAX: u32 = 400;

/// The longest apposition, in tokens.
const APPOSITION_MAX: usize = 14;

/// How many sorts there are.
const SORTS: usize = 9;

/// What one sentence has to be compared by.
#[derive(Clone, Debug, Default)]
pub(crate) struct Traits {
    /// Numbers of its features, sorted, distinct.
    pub(crate) features: Vec<u32>,
    /// Their weight by sort.
    whole: [u32; SORTS],
    /// Events that its passages are about, sorted.
    pub(crate) events: Vec<u32>,
    /// Referents that speak in it, sorted.
    speakers: Vec<u32>,
    /// The first and the last day that it tells of, counted.
    pub(crate) days: Option<(i32, i32)>,
    /// Whether it is the headline.
    pub(crate) headline: bool,
    /// Its names, figures, days and content words, by position.
    pub(crate) taken: Vec<Taken>,
}

/// A name, figure, day or content word of a sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Taken {
    pub(crate) span: Span,
    /// The feature that stands for exactly this word.
    pub(crate) exact: u32,
    /// The feature that its synonyms share.
    pub(crate) sense: u32,
}

/// What two sentences share.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Shared {
    /// Weight of the shared features by sort.
    weight: [u32; SORTS],
    /// How many features they share.
    pub(crate) count: u32,
    /// How many by sort.
    counts: [u32; SORTS],
    /// The whole weight by sort of the one and the other.
    whole: [[u32; SORTS]; 2],
    /// Whether others speak in the one than in the other.
    speakers_differ: bool,
    /// Whether their passages are about different events.
    events_differ: bool,
    /// Whether they tell of days that lie apart.
    days_differ: bool,
}

/// The features of all compared sentences as small numbers.
#[derive(Debug, Default)]
pub(crate) struct Features {
    /// Keys that are no features: every telling has them.
    pub(crate) everywhere: Vec<String>,
    numbers: Map<String, u32>,
    /// As found, by number.
    found: Vec<Found>,
}

/// One feature.
#[derive(Debug)]
pub(crate) struct Found {
    pub(crate) sort: Sort,
    /// The referent that it is.
    pub(crate) entity: Option<u32>,
    /// An office: it goes with the name of who holds it.
    light: bool,
    /// A number without what it counts.
    pub(crate) bare: bool,
    pub(crate) weight: u32,
}

impl Features {
    fn number(&mut self, key: String, sort: Sort, entity: Option<u32>) -> u32 {
        let next = u32::try_from(self.found.len()).unwrap_or(u32::MAX);
        let number = *self.numbers.entry(key).or_insert(next);
        if number == next {
            self.found.push(Found { sort, entity, light: false, bare: false, weight: 0 });
        }
        number
    }

    pub(crate) fn get(&self, number: u32) -> Option<&Found> {
        self.found.get(number as usize)
    }

    /// Takes one sentence apart.
    pub(crate) fn take(&mut self, article: &Article, read: &Reading, kinds: &[EntityKind], span: Span) -> Traits {
        // Where and when it was written is nothing that it tells.
        let start = corpus::dateline(&article.text, span).map_or(span.start, |d| d.end.min(span.end));
        let span = Span { start, end: span.end };
        let mut features = Vec::new();
        let mut taken: Vec<Taken> = Vec::new();
        let mut days: Option<(i32, i32)> = None;
        let mut names: Vec<(Span, u32)> = Vec::new();
        // Figures and days, which are no words.
        let mut done: Vec<Span> = Vec::new();
        for mention in read.mentions.iter().filter(|m| span.contains(m.span)) {
            let key = format!("@{}", mention.entity);
            let country = kinds.get(mention.entity as usize) == Some(&EntityKind::Country);
            let sort = if country { Sort::Country } else { Sort::Name };
            let told = !self.everywhere.contains(&key);
            let name = self.number(key, sort, Some(mention.entity));
            if told {
                features.push(name);
            }
            if mention.form != MentionForm::Pronoun {
                if told {
                    taken.push(Taken { span: mention.span, exact: name, sense: name });
                }
                names.push((mention.span, name));
            }
        }
        for figure in read.figures.iter().filter(|f| span.contains(f.span)) {
            let number = self.number(format!("#{}", figure.value), Sort::Figure, None);
            if let Some(found) = self.found.get_mut(number as usize) {
                // An age goes with a name as an office does.
                found.light |= figure.span.of(&article.text).ends_with("old");
                found.bare |= figure.unit.is_none();
            }
            features.push(number);
            if let Some(unit) = &figure.unit {
                let unit = tokens(unit, Span::new(0, unit.len())).first().and_then(|t| content_stem(unit, *t));
                let key = format!("#{} {}", figure.value, unit.unwrap_or_default());
                features.push(self.number(key, Sort::Counted, None));
            }
            taken.push(Taken { span: figure.span, exact: number, sense: number });
            // What is counted is a word of its own.
            let parts = tokens(&article.text, figure.span);
            let number = parts.iter().find(|t| t.kind == TokenKind::Number).or(parts.first());
            done.extend(number.map(|t| t.span));
        }
        for date in read.dates.iter().filter(|d| span.contains(d.span)) {
            let written = date.span.of(&article.text).lower();
            if let Some(day) = date.day.map(corpus::Date::number) {
                days = Some(days.map_or((day, day), |d| (d.0.min(day), d.1.max(day))));
            }
            let day = self.number(format!("d{}", date.value.as_ref().unwrap_or(&written)), Sort::Day, None);
            features.push(day);
            taken.push(Taken { span: date.span, exact: day, sense: day });
            done.push(date.span);
        }
        let cut = tokens(&article.text, span);
        let person = |entity: u32| kinds.get(entity as usize) == Some(&EntityKind::Person);
        let people = read.mentions.iter().filter(|m| span.contains(m.span) && person(m.entity));
        // Who somebody is, told beside the name, is no statement.
        let asides: Vec<Span> = people.filter_map(|m| apposition(&article.text, &cut, m.span.end)).collect();
        let mut before: Option<u32> = None;
        for &token in &cut {
            if let Some((span, name)) = names.iter().find(|n| n.0.overlaps(token.span)) {
                if span.end <= token.span.end {
                    before = Some(*name);
                }
                continue;
            }
            let Some(stem) = content_stem(&article.text, token) else { continue };
            if self.everywhere.contains(&stem) || done.iter().any(|d| d.overlaps(token.span)) {
                before = None;
                continue;
            }
            let (key, exact) = match class_of(&stem) {
                Some(class) => (format!("={class}"), Some(self.number(stem, Sort::Form, None))),
                None => (stem, None),
            };
            let sense = self.number(key, Sort::Word, None);
            if is_office(token.span.of(&article.text))
                && let Some(found) = self.found.get_mut(sense as usize)
            {
                found.light = true;
            }
            taken.push(Taken { span: token.span, exact: exact.unwrap_or(sense), sense });
            if asides.iter().any(|a| a.overlaps(token.span)) {
                before = None;
                continue;
            }
            features.extend(exact);
            features.push(sense);
            // Two in a row (“joint statement”) say more than the two apart.
            if let Some(before) = before {
                features.push(self.number(format!("{before} {sense}"), Sort::Pair, None));
            }
            before = Some(sense);
        }
        features.extend(self.runs(&article.text, &cut, &names));
        distinct(&mut features);
        taken.put_in_order();
        let (mut events, mut speakers) = (Vec::new(), Vec::new());
        for p in read.passages.iter().filter(|p| p.role == PassageRole::About && p.span.overlaps(span)) {
            events.push(p.event);
        }
        for a in read.attributions.iter().filter(|a| a.content.iter().any(|c| span.overlaps(*c))) {
            speakers.extend(a.speaker);
        }
        distinct(&mut events);
        distinct(&mut speakers);
        let headline = article.block_at(span.start).is_some_and(|b| b.kind == BlockKind::Headline);
        Traits { features, whole: [0; SORTS], events, speakers, days, headline, taken }
    }

    /// The runs of words of a sentence that tell something.
    fn runs(&mut self, text: &str, cut: &[Token], names: &[(Span, u32)]) -> Vec<u32> {
        let counted: Vec<Token> = cut.iter().filter(|t| t.is_counted()).copied().collect();
        let told =
            |token: &&Token| !names.iter().any(|n| n.0.overlaps(token.span)) && content_stem(text, **token).is_some();
        let mut found = Vec::new();
        for run in counted.windows(RUN_WORDS) {
            if run.iter().filter(told).count() >= RUN_CONTENT {
                let words: Vec<String> = run.iter().map(|t| t.span.of(text).lower()).collect();
                found.push(self.number(format!("~{}", words.join(" ")), Sort::Run, None));
            }
        }
        found
    }

    /// Weighs every feature by how few of the sentences have it, in quarters of a bit, and sums them up.
    pub(crate) fn weigh(&mut self, sentences: &mut [&mut Traits]) {
        let mut frequency = vec![0_u64; self.found.len()];
        for feature in sentences.iter().flat_map(|s| &s.features) {
            if let Some(f) = frequency.get_mut(*feature as usize) {
                *f += 1;
            }
        }
        // Few sentences say little of how rare a word is: they count as if they were more.
        let n = (sentences.len() as u64).clamp(48, 60_000);
        for (found, f) in self.found.iter_mut().zip(frequency) {
            let bits = (n.pow(4) / f.clamp(1, n).pow(4)).ilog2();
            // What a third of the sentences have is what the story is about: it tells none from another.
            let weight = if f == 0 { 0 } else { bits.saturating_sub(6) };
            found.weight = if found.light { weight / 3 } else { weight }.max(1);
        }
        for sentence in sentences {
            for found in sentence.features.iter().filter_map(|f| self.found.get(*f as usize)) {
                if let Some(whole) = sentence.whole.get_mut(found.sort as usize) {
                    *whole += found.weight;
                }
            }
        }
    }

    /// What two sentences share.
    pub(crate) fn shared(&self, a: &Traits, b: &Traits) -> Shared {
        let mut shared = Shared {
            whole: [a.whole, b.whole],
            speakers_differ: differ(&a.speakers, &b.speakers),
            events_differ: differ(&a.events, &b.events),
            days_differ: a.days.zip(b.days).is_some_and(|(x, y)| (y.0 - x.1).max(x.0 - y.1) >= DAYS_APART),
            ..Shared::default()
        };
        let (mut left, mut right) = (a.features.as_slice(), b.features.as_slice());
        while let ([x, more_left @ ..], [y, more_right @ ..]) = (left, right) {
            if x == y
                && let Some(found) = self.get(*x)
                && let Some(weight) = shared.weight.get_mut(found.sort as usize)
            {
                *weight += found.weight;
                if let Some(count) = shared.counts.get_mut(found.sort as usize) {
                    *count += 1;
                }
                shared.count += u32::from(found.sort != Sort::Run);
            }
            if x <= y {
                left = more_left;
            }
            if y <= x {
                right = more_right;
            }
        }
        shared
    }
}

/// In order, each once.
#[inline(never)]
pub(crate) fn distinct(list: &mut Vec<u32>) {
    list.put_in_order();
    list.dedup();
}

/// Whether a word names an office or a rank.
fn is_office(word: &str) -> bool {
    LEXICON.classes(&word.lower()) & (class::OFFICE | class::RANK) != 0
}

/// What stands after a name between commas and says who that is: “, head of the fire brigade,”.
fn apposition(text: &str, cut: &[Token], name_end: u32) -> Option<Span> {
    let after = cut.iter().position(|t| t.span.start >= name_end)?;
    let [comma, first, rest @ ..] = cut.get(after..)? else { return None };
    let opens =
        one_of(&first.span.of(text).lower(), "a an the his her its their head one") || is_office(first.span.of(text));
    if comma.span.of(text) != "," || !opens {
        return None;
    }
    let last = rest.iter().take(APPOSITION_MAX).find(|t| one_of(t.span.of(text), ", . ; – —"))?;
    Some(first.span.cover(last.span))
}

/// Whether both have something and share nothing.
fn differ(a: &[u32], b: &[u32]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|x| b.contains(x))
}

impl Shared {
    /// Whether two sentences that open their articles tell the matter itself. Its words are in every other sentence
    /// and weigh nothing, so they are counted instead.
    pub(crate) fn tells_the_matter(&self) -> bool {
        let [word, _, name, country, _, figure, _, day, _] = self.counts;
        !self.events_differ
            && !self.days_differ
            && ((word >= 2 && name + country > 0 && figure + day > 0) || (word >= 3 && name > 0))
    }

    /// How like they are, per mille: from 500 on they tell the same. The logarithm of the odds, as fitted, in eighths of
    /// a thousandth.
    pub(crate) fn likeness(&self) -> u32 {
        let [word, _, name, country, pair, figure, _, day, run] = self.weight;
        if word + figure + run == 0 {
            return 0;
        }
        let [(words, names), (other_words, other_names)] = self.whole.map(|w| {
            let [word, _, name, country, ..] = w;
            (word, name + country)
        });
        let names_shared = name + country;
        let dice = 2000 * word / (words + other_words).max(1);
        // Each names what the other does not.
        let apart = names.min(other_names).saturating_sub(names_shared);
        let like = 310 + 46 * dice / 10 + 102 * bits(word) + 41 * bits(pair) + 49 * bits(names_shared);
        let like = like + 104 * bits(figure) + if day > 0 { 900 } else { 0 };
        // Words in a row tell the same however common each of them is in the story; not fitted.
        let like = like + if run > 0 { 3600 } else { 0 };
        let unlike =
            42 * apart + if self.speakers_differ { 860 } else { 0 } + if self.events_differ { 1200 } else { 0 };
        // A name or a number says more than a word, and what a number counts is part of it.
        let [words, _, names, countries, _, figures, counted, days, _] = self.counts;
        let told = words + 2 * (names + figures) + countries + days;
        let thin = run == 0 && dice < WHOLE_MIN && told < SHARED_MIN + counted;
        // Not fitted.
        let unlike = unlike + if self.days_differ { 1200 } else { 0 };
        (like.saturating_sub(unlike) / 8).min(if thin { THIN_MAX } else { 1000 })
    }
}

/// Four times the binary logarithm of one more than `weight`.
fn bits(weight: u32) -> u32 {
    (1 + u64::from(weight.min(60_000))).pow(4).ilog2()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shared(word: u32, name: u32, of: u32) -> Shared {
        let sorts = |word, name| [word, 0, name, 0, 0, 0, 0, 0, 0];
        let counts = sorts(word.min(3), name.min(1));
        Shared { weight: sorts(word, name), counts, whole: [sorts(of, 20); 2], ..Shared::default() }
    }

    #[test]
    fn words_make_a_statement_and_names_do_not() {
        assert_eq!(shared(0, 20, 60).likeness(), 0);
        assert!(shared(50, 20, 60).likeness() > 500);
        assert!(shared(5, 20, 60).likeness() < 500);
    }

    #[test]
    fn other_speakers_other_events_and_other_names_keep_apart() {
        let same = shared(30, 20, 60);
        assert!(Shared { speakers_differ: true, ..same }.likeness() < same.likeness());
        assert!(Shared { events_differ: true, ..same }.likeness() < same.likeness());
        assert!(shared(30, 0, 60).likeness() < same.likeness());
    }

    #[test]
    fn bits_are_quarters() {
        assert_eq!([bits(0), bits(1), bits(3), bits(15)], [0, 4, 8, 16]);
        assert!(bits(u32::MAX) < 64);
    }
}
