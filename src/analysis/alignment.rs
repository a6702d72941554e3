//! Which sentences of different outlets tell the same thing, over the whole of their articles.
//!
//! [`crate::likeness`] says how like two sentences are; the closest pairs are joined first, and two groups are joined
//! only where they agree on the whole (average linkage), so that a chain of half-similar sentences does not become one.
//! One article gives a group at most two sentences: neighbours, or two that tell the same. Headlines come last: they stand
//! for the whole article and would draw everything together. Position plays no part: what one outlet tells first
//! another may tell last. Nothing here understands a paraphrase that shares no word, synonym or name.
use crate::comparison::Column;
use crate::likeness::{Features, Sort, Traits, distinct};
pub use crate::synonyms::content_stem;
use crate::synonyms::stem;
use crate::{CorpusReading, Entity, EntityKind};
use corpus::{BlockKind, Collection, InOrder, Lower, Span};

/// Pairs below this likeness (per mille) are not joined.
const LIKENESS_MIN: u32 = 500;
/// The sentences that open an article: headline and first sentence.
const OPENING: usize = 2;
/// An opening that names no day tells what is at most so many days old.
const NEWS_DAYS: i32 = 3;
/// A sentence alone that is so like one of a group stands in for a column that the group lacks.
const NEAR_MIN: u32 = 460;
/// Groups are joined only when the mean over their pairs reaches this.
const LIKENESS_MEAN_MIN: u32 = 420;
/// Pairs that share less weight than this, in quarters of a bit, are not looked at.
const SHARED_MIN: u32 = 32;
/// What weighs less is not looked at when pairs are sought.
const WEIGHT_MIN: u32 = 6;
/// Chosen words of a label that stand no further apart, in bytes, are shown with what is between them.
const NEAR_MAX: usize = 5;
/// Of each of two groups at most so many members are held against each other.
const MEMBERS_MAX: usize = 5;

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
    /// Whether it is in its group only because nothing in its column is more like what the group tells.
    pub near: bool,
    traits: Traits,
}

/// The sentences of all columns, grouped by what they tell.
#[derive(Debug, Default)]
pub struct Alignment {
    /// By column, then position.
    pub units: Vec<Unit>,
    /// Indexes into `units`: every unit is in exactly one group; a group of one is told once.
    pub groups: Vec<Vec<usize>>,
    features: Features,
}

impl Alignment {
    /// Aligns the articles of `columns`, which all stand for one event.
    #[must_use]
    pub fn of(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Self {
        let event = columns.first().map_or(u32::MAX, |c| c.event);
        let kinds: Vec<EntityKind> = reading.entities.iter().map(|e| e.kind).collect();
        let mut alignment = Self::default();
        alignment.features.everywhere = everywhere(reading, event);
        for (column, telling) in columns.iter().enumerate().flat_map(|(n, c)| c.tellings.iter().map(move |t| (n, t))) {
            let known =
                collection.articles.get(telling.article as usize).zip(reading.articles.get(telling.article as usize));
            let Some((article, read)) = known else { continue };
            // A heading says what a section is about; it tells nothing that another outlet could tell too.
            let tells = |s: &&Span| {
                article.block_at(s.start).is_some_and(|b| b.kind.is_content() && b.kind != BlockKind::Heading)
            };
            let dating = reading.datings.get(telling.article as usize).and_then(Option::as_ref);
            let sentences: Vec<Span> = article.sentences.iter().filter(tells).copied().collect();
            for (place, &span) in sentences.iter().enumerate() {
                let mut traits = alignment.features.take(article, read, &kinds, span);
                traits.events.retain(|event| reading.is_happening(*event));
                if place < OPENING && traits.days.is_none() {
                    traits.days = dating
                        .filter(|d| d.earliest == d.latest)
                        .map(|d| (d.earliest.number() - NEWS_DAYS, d.latest.number()));
                }
                let position = place * 1000 / sentences.len().max(1);
                let on_event = telling.holds(span);
                alignment.units.push(Unit {
                    column,
                    place,
                    position,
                    on_event,
                    near: false,
                    article: telling.article,
                    span,
                    traits,
                });
            }
        }
        let mut traits: Vec<&mut Traits> = alignment.units.iter_mut().map(|u| &mut u.traits).collect();
        alignment.features.weigh(&mut traits);
        alignment.groups = alignment.join();
        alignment
    }

    /// How like two units are, per mille, and how many features they share.
    #[must_use]
    pub fn likeness(&self, a: &Unit, b: &Unit) -> (u32, u32) {
        let shared = self.features.shared(&a.traits, &b.traits);
        let opening = a.place < OPENING && b.place < OPENING && a.traits.headline == b.traits.headline;
        let matter = if opening && shared.tells_the_matter() { LIKENESS_MIN } else { 0 };
        (shared.likeness().max(matter), shared.count)
    }

    /// The content words of `unit` that none of `others` has; names are compared as referents.
    #[must_use]
    pub fn only_words(&self, collection: &Collection, unit: &Unit, others: &[&Unit]) -> Vec<Span> {
        let mut elsewhere: Vec<u32> = Vec::new();
        for other in others {
            elsewhere.extend(other.traits.taken.iter().map(|t| t.exact));
            elsewhere.extend(&other.traits.features);
        }
        distinct(&mut elsewhere);
        let text = collection.articles.get(unit.article as usize).map_or("", |a| a.text.as_str());
        let mut only: Vec<Span> = Vec::new();
        for taken in unit.traits.taken.iter().filter(|t| elsewhere.binary_search(&t.exact).is_err()) {
            match only.last_mut() {
                // Words that stand together are marked together.
                Some(last) if touch(text, *last, taken.span) || last.contains(taken.span) => {
                    last.end = last.end.max(taken.span.end);
                }
                _ => only.push(taken.span),
            }
        }
        only
    }

    /// What the columns of a group share, in two to five words as one of them has it: names and the weightiest words.
    #[must_use]
    pub fn label(&self, collection: &Collection, reading: &CorpusReading, members: &[&Unit]) -> String {
        let mut held: Vec<(u32, u32)> = Vec::new();
        for unit in members {
            let column = u32::try_from(unit.column).unwrap_or(u32::MAX);
            held.extend(unit.traits.taken.iter().map(|t| (t.sense, column)));
        }
        held.put_in_order();
        held.dedup();
        let mut shared: Vec<(usize, u32, u32)> = Vec::new();
        for columns in held.chunk_by(|a, b| a.0 == b.0) {
            let sense = columns.first().map_or(0, |h| h.0);
            if columns.len() > 1 || members.len() < 2 {
                shared.push((columns.len(), self.features.get(sense).map_or(0, |f| f.weight), sense));
            }
        }
        shared.put_in_order_by_key(|&(columns, weight, f)| (std::cmp::Reverse(columns), std::cmp::Reverse(weight), f));
        let mut chosen: Vec<u32> = Vec::new();
        let (mut names, mut words) = (0, 0);
        for (_, _, sense) in shared {
            let Some(found) = self.features.get(sense) else { continue };
            // Countries are in most sentences: they tell one thing from another badly.
            let left = match found.sort {
                Sort::Name => &mut names,
                Sort::Word | Sort::Figure if !found.bare => &mut words,
                _ => continue,
            };
            *left += 1;
            if *left <= if found.sort == Sort::Name { 2 } else { 3 } {
                chosen.push(sense);
            }
        }
        // In the words and the order of the member that has most of them.
        let has = |unit: &Unit| unit.traits.taken.iter().filter(|t| chosen.contains(&t.sense)).count();
        let most = members.iter().map(|u| has(u)).max();
        let Some(unit) = members.iter().find(|u| Some(has(u)) == most) else { return String::new() };
        let text = collection.articles.get(unit.article as usize).map_or("", |a| a.text.as_str());
        self.phrase(reading, text, unit, chosen)
    }

    /// The `chosen` features of a unit in its words and order; what stands together is shown as it stands (“amount of
    /// progress”).
    fn phrase(&self, reading: &CorpusReading, text: &str, unit: &Unit, mut chosen: Vec<u32>) -> String {
        let mut shown = String::new();
        let mut last = Span::default();
        for taken in &unit.traits.taken {
            let at = chosen.iter().position(|c| *c == taken.sense).filter(|_| !last.contains(taken.span));
            let Some(at) = at else { continue };
            let written = taken.span.of(text);
            let between = Span { start: last.end.min(taken.span.start), end: taken.span.start };
            let near = (1..=NEAR_MAX).contains(&between.len())
                && between.of(text).chars().all(|c| c.is_alphabetic() || " -".contains(c));
            chosen.remove(at);
            let entity = self.features.get(taken.sense).and_then(|f| f.entity);
            if !shown.is_empty() {
                shown += if near { between.of(text) } else { " · " };
            }
            shown += entity.and_then(|e| reading.entities.get(e as usize)).map_or(written, short_name);
            last = taken.span;
        }
        shown
    }

    /// Pairs of different columns that share enough words to be looked at, with their likeness.
    #[must_use]
    pub fn candidates(&self, least: u32) -> Vec<(u32, usize, usize)> {
        let mut holders: Vec<Vec<u32>> = Vec::new();
        let mut pairs = Vec::new();
        let mut shared = vec![0_u32; self.units.len()];
        for (number, unit) in (0_u32..).zip(&self.units) {
            let mut met: Vec<u32> = Vec::new();
            for &feature in &unit.traits.features {
                // What many sentences have brings nothing near.
                let Some(found) = self.features.get(feature).filter(|f| f.weight >= WEIGHT_MIN) else { continue };
                if holders.len() <= feature as usize {
                    holders.resize(feature as usize + 1, Vec::new());
                }
                let Some(held) = holders.get_mut(feature as usize) else { continue };
                for &other in held.iter() {
                    if let Some(weight) = shared.get_mut(other as usize) {
                        if *weight == 0 {
                            met.push(other);
                        }
                        *weight += found.weight;
                    }
                }
                held.push(number);
            }
            for other in met {
                let weight = shared.get_mut(other as usize).map_or(0, std::mem::take);
                let Some(before) = self.units.get(other as usize).filter(|u| u.column != unit.column) else { continue };
                if weight >= SHARED_MIN {
                    let like = self.likeness(before, unit).0;
                    if like >= least {
                        pairs.push((like, other as usize, number as usize));
                    }
                }
            }
        }
        // What the whole story is about weighs nothing: openings are held against each other by themselves.
        let opens = |unit: &&(usize, &Unit)| unit.1.place < OPENING;
        let openings: Vec<(usize, &Unit)> = self.units.iter().enumerate().filter(|u| opens(&u)).collect();
        for (n, (i, one)) in openings.iter().enumerate() {
            for (j, other) in openings.iter().skip(n + 1).filter(|(_, other)| other.column != one.column) {
                let like = self.likeness(one, other).0;
                if like >= least && !pairs.contains(&(like, *i, *j)) {
                    pairs.push((like, *i, *j));
                }
            }
        }
        pairs.put_in_order_by_key(|&(like, a, b)| (std::cmp::Reverse(like), a, b));
        pairs
    }

    /// Groups of sentences that tell the same, as indexes into `units`.
    fn join(&mut self) -> Vec<Vec<usize>> {
        let pairs = self.candidates(NEAR_MIN);
        let headlines = |a: usize, b: usize| {
            [a, b].iter().filter(|&&i| self.units.get(i).is_some_and(|u| u.traits.headline)).count()
        };
        let mut order: Vec<(usize, usize)> = Vec::new();
        for phase in [0, 2, 1] {
            let like = pairs.iter().filter(|p| p.0 >= LIKENESS_MIN && headlines(p.1, p.2) == phase);
            order.extend(like.map(|&(_, a, b)| (a, b)));
        }
        let mut groups: Vec<Vec<usize>> = (0..self.units.len()).map(|i| vec![i]).collect();
        link(&mut groups, &order, &|a, b| self.may_join(a, b));
        let near: Vec<(usize, usize)> =
            pairs.iter().filter(|p| headlines(p.1, p.2) == 0).map(|&(_, a, b)| (a, b)).collect();
        let mut alone = vec![false; self.units.len()];
        for i in groups.iter().filter(|g| g.len() == 1).flatten() {
            if let Some(alone) = alone.get_mut(*i) {
                *alone = true;
            }
        }
        link(&mut groups, &near, &|a, b| self.stands_in(a, b) || self.stands_in(b, a));
        for group in &mut groups {
            group.put_in_order();
            for i in group.iter().filter(|i| group.len() > 1 && alone.get(**i) == Some(&true)) {
                if let Some(unit) = self.units.get_mut(*i) {
                    unit.near = true;
                }
            }
        }
        groups.retain(|g| !g.is_empty());
        groups
    }

    /// Whether `one` is a sentence alone and `group` told by several columns, but not by its own.
    fn stands_in(&self, one: &[usize], group: &[usize]) -> bool {
        let column = |i: &usize| self.units.get(*i).map(|u| u.column);
        let [alone] = one else { return false };
        let first = group.first().and_then(column);
        group.iter().any(|i| column(i) != first) && group.iter().all(|i| column(i) != column(alone))
    }

    fn may_join(&self, a: &[usize], b: &[usize]) -> bool {
        let members = |group: &[usize]| -> Vec<&Unit> { group.iter().filter_map(|&i| self.units.get(i)).collect() };
        let (a, b) = (members(a), members(b));
        for one in &a {
            let beside: Vec<&&Unit> = b.iter().filter(|u| u.column == one.column).collect();
            let crowded = a.iter().filter(|u| u.column == one.column).count() + beside.len() > 2;
            let near = |u: &&Unit| u.article == one.article && u.place.abs_diff(one.place) == 1;
            if !beside.is_empty()
                && (crowded || !beside.iter().all(|u| near(u) || self.likeness(one, u).0 >= LIKENESS_MIN))
            {
                return false;
            }
        }
        let spread = |len: usize| (0..len).step_by(len.div_ceil(MEMBERS_MAX).max(1));
        let (mut sum, mut n) = (0, 0);
        for one in spread(a.len()).filter_map(|i| a.get(i)) {
            for other in spread(b.len()).filter_map(|i| b.get(i)).filter(|u| u.column != one.column) {
                sum += self.likeness(one, other).0;
                n += 1;
            }
        }
        n > 0 && sum / n >= LIKENESS_MEAN_MIN
    }
}

/// Joins groups as `pairs` of their members say, in that order, where `may` agrees; a joined group is left empty.
#[inline(never)]
pub(crate) fn link(groups: &mut [Vec<usize>], pairs: &[(usize, usize)], may: &dyn Fn(&[usize], &[usize]) -> bool) {
    let mut group_of = vec![0; groups.iter().map(Vec::len).sum()];
    let place = |members: &[usize], group: usize, group_of: &mut [usize]| {
        for &i in members {
            if let Some(of) = group_of.get_mut(i) {
                *of = group;
            }
        }
    };
    for (number, group) in groups.iter().enumerate() {
        place(group, number, &mut group_of);
    }
    // With whom each group was not joined, and how many members both had.
    let mut apart: Vec<Vec<(usize, usize)>> = vec![Vec::new(); groups.len()];
    for &(a, b) in pairs {
        let (Some(&a), Some(&b)) = (group_of.get(a), group_of.get(b)) else { continue };
        let (Some(one), Some(other), Some(tried)) = (groups.get(a), groups.get(b), apart.get_mut(a.min(b))) else {
            continue;
        };
        let known = (a.max(b), one.len() + other.len());
        if a == b || tried.contains(&known) {
            continue;
        }
        if !may(one, other) {
            tried.push(known);
            continue;
        }
        let moved = groups.get_mut(b).map(std::mem::take).unwrap_or_default();
        place(&moved, a, &mut group_of);
        if let Some(group) = groups.get_mut(a) {
            group.extend(moved);
        }
    }
}

/// The names and words of the event itself (“Geneva”, “talks”): every telling has them, so they join nothing.
fn everywhere(reading: &CorpusReading, event: u32) -> Vec<String> {
    let Some(event) = reading.events.get(event as usize) else { return Vec::new() };
    let words = event.name.split_whitespace().chain([event.kind.as_str()]);
    let mut own: Vec<String> = words.map(|w| stem(&w.lower())).collect();
    let place = event.place.as_deref().unwrap_or("");
    own.extend(
        reading.entities.iter().enumerate().filter(|(_, e)| e.name == place).map(|(number, _)| format!("@{number}")),
    );
    own
}

/// Whether nothing but white space stands between two spans.
fn touch(text: &str, before: Span, after: Span) -> bool {
    before.end <= after.start && Span { start: before.end, end: after.start }.of(text).trim().is_empty()
}

fn short_name(entity: &Entity) -> &str {
    let last = entity.name.split_whitespace().next_back().filter(|_| entity.kind == EntityKind::Person);
    last.unwrap_or(&entity.name)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::comparison::Telling;
    use corpus::read_text;

    /// Aligns texts, one column each.
    fn aligned(texts: &[&str]) -> (Collection, CorpusReading, Alignment) {
        let articles = texts.iter().enumerate().map(|(n, t)| read_text(&format!("a{n}"), (*t).to_owned())).collect();
        let collection = Collection { articles, ..Collection::default() };
        let reading = crate::read_collection(&collection);
        let telling = |article| Telling { article, event: 0, about: Vec::new(), background: Vec::new(), words: 1 };
        let columns: Vec<Column> =
            (0..).take(texts.len()).map(|n| Column { event: 0, tellings: vec![telling(n)] }).collect();
        let alignment = Alignment::of(&collection, &reading, &columns);
        (collection, reading, alignment)
    }

    /// The groups of several as the first words of their sentences.
    fn joined(texts: &[&str]) -> Vec<Vec<String>> {
        let (_, _, alignment) = aligned(texts);
        let mut seen: Vec<usize> = alignment.groups.concat();
        seen.put_in_order();
        assert_eq!(seen, (0..alignment.units.len()).collect::<Vec<_>>(), "every sentence is in one group");
        let words = |u: &Unit| {
            let text = u.span.of(texts[u.article as usize]);
            text.split_whitespace().take(2).collect::<Vec<_>>().join(" ")
        };
        let several = alignment.groups.iter().filter(|g| g.len() > 1);
        several.map(|g| g.iter().map(|&i| words(&alignment.units[i])).collect()).collect()
    }

    const HARBOUR: [&str; 3] = [
        "The harbour of Ostend reopened on Monday. Thirty sailors were killed when the ferry Aurora sank in the channel. \
         The owner, Hanna Lindqvist, refused to answer questions about the missing lifeboats. The weather had been calm.",
        "Hanna Lindqvist declined to comment on the lifeboats that were missing. A storm is forecast for the coast. The \
         ferry Aurora sank in the channel and took the lives of 30 sailors. Flags flew at half mast.",
        "Ostend mourned its dead. The ferry Aurora was built in Gdansk. Hanna Lindqvist bought the ferry Aurora four \
         years ago. The mayor spoke of a black day.",
    ];

    #[test]
    fn what_tells_the_same_is_joined_in_other_words_and_order() {
        let groups = joined(&HARBOUR);
        assert!(groups.contains(&vec!["Thirty sailors".to_owned(), "The ferry".to_owned()]), "{groups:?}");
        assert!(groups.contains(&vec!["The owner,".to_owned(), "Hanna Lindqvist".to_owned()]), "{groups:?}");
    }

    #[test]
    fn words_in_a_row_join_however_common_they_are() {
        let told = "The mayor will open the new bridge over the river on 13 July. ";
        let rest = "The mayor spoke of the bridge. The river bridge is new, the mayor said. The mayor will open a school in July. \
                    The new bridge will open. The river rose on 13 July. ";
        let one = format!("{rest}{told}{rest}");
        let other = format!("{rest}Her office confirmed: {told}The weather will be fine.");
        let groups = joined(&[&one, &other]);
        assert!(groups.contains(&vec!["The mayor".to_owned(), "Her office".to_owned()]), "{groups:?}");
    }

    #[test]
    fn openings_tell_the_matter_itself() {
        // Every one of its words stands in a quarter of the other sentences and weighs nothing.
        let common =
            |n| format!("The bridge has {n} arches. Shops opened at {n}. Ann Lee wore hat {n}. Rain fell on Monday. ");
        let rest: String = (20..50).map(common).collect();
        let one = format!("Mayor Ann Lee opened the bridge on Monday. {rest}");
        let other = "The long bridge was opened by Ann Lee on Monday. A dog barked.";
        let groups = joined(&[&one, other]);
        let together = |g: &Vec<String>| g.contains(&"Mayor Ann".to_owned()) && g.contains(&"The long".to_owned());
        assert!(groups.iter().any(together), "{groups:?}");
    }

    #[test]
    fn the_same_names_alone_join_nothing() {
        // “Hanna Lindqvist bought the ferry” shares both names with other sentences and stays alone.
        let groups = joined(&HARBOUR);
        assert_eq!(groups.iter().map(Vec::len).collect::<Vec<_>>(), [2, 2], "{groups:?}");
    }

    #[test]
    fn a_label_is_in_the_words_of_a_text_and_marks_are_what_differs() {
        let (collection, reading, alignment) = aligned(&HARBOUR);
        let group = alignment.groups.iter().find(|g| g.len() > 1).unwrap();
        let members: Vec<&Unit> = group.iter().map(|&i| &alignment.units[i]).collect();
        let label = alignment.label(&collection, &reading, &members);
        assert!(label.contains("Aurora sank") && label.contains("sailors"), "{label}");
        let only = alignment.only_words(&collection, members[0], &members[1..]);
        let only: Vec<&str> = only.iter().map(|s| s.of(HARBOUR[0])).collect();
        assert!(only.contains(&"killed") && !only.contains(&"sank"), "{only:?}");
    }

    #[test]
    fn a_dateline_tells_nothing_and_other_days_are_other_happenings() {
        let first = "LYON, France, May 3 (Wire) - The senate of the Lyon club voted on Monday to sell the stadium.";
        let later = "LYON, France, May 3 (Wire) - Rain fell for hours and the market closed early that afternoon.";
        assert_eq!(joined(&[first, later]), Vec::<Vec<String>>::new());
        let vote = "Members of the senate voted on 3 May 2031 to sell the stadium to a bank.";
        let like = |day: &str| {
            let (_, _, alignment) = aligned(&[vote, &format!("On {day} the senate voted and sold the old stadium.")]);
            alignment.likeness(&alignment.units[0], &alignment.units[1]).0
        };
        assert!(like("3 May 2031") > like("12 May 2031") + 200, "{} {}", like("3 May 2031"), like("12 May 2031"));
    }

    #[test]
    fn two_words_or_a_number_alone_join_nothing() {
        for (one, other) in [
            (
                "They deserve more than a bank that lends first and asks later.",
                "Hallgrim, the Oslo bank lending to farms, will appeal.",
            ),
            (
                "We are not leaving 51 houses to the sea for judges.",
                "The order covers the last 51 houses, which stand on the cliff.",
            ),
            ("If they vote that way, the bridge is safe.", "The bridge is not safe."),
        ] {
            assert_eq!(joined(&[one, other]), Vec::<Vec<String>>::new(), "{one}");
        }
    }

    #[test]
    fn a_sentence_that_is_nearly_as_like_stands_in_for_its_column() {
        let told = "The council of Ostend closed the old harbour bridge on Monday after divers found deep cracks in its pillars.";
        let near = "Divers in Ostend had seen cracks at the harbour in spring.";
        let (_, _, alignment) = aligned(&[told, told, near]);
        let stands_in = |u: &Unit| u.column == 2 && u.near;
        let group = alignment.groups.iter().find(|g| g.len() == 3);
        assert!(group.is_some_and(|g| g.iter().any(|&i| stands_in(&alignment.units[i]))), "{:?}", alignment.groups);
    }

    #[test]
    fn nothing_is_aligned_with_nothing() {
        assert_eq!(joined(&[]), Vec::<Vec<String>>::new());
        assert_eq!(joined(&["", "Rain fell on the town of Ostend."]), Vec::<Vec<String>>::new());
    }
}
