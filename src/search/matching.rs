//! Which passages a query holds for.
//!
//! Every part of the query becomes a set of passages; the words among them also remember which terms they
//! stand for, so that marks and scores can be made for the few passages that are shown.
use crate::fold::{CAPITALS, other_number, without_capitals};
use crate::index::{Index, Missing};
use crate::passage_set::PassageSet;
use crate::postings::{BLOCK, Cursor, Posting};
use crate::query::{Belongs, Dated, How, Node, Query, Slot, Words, Zone};
use corpus::InOrder;

/// How a spelling was come by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExpansionKind {
    /// Another spelling of a name.
    Name,
    /// Singular for plural or the other way round.
    Number,
    /// Begins so.
    Prefix,
    /// One letter away.
    Near,
}

/// What was looked for beside what was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expansion {
    /// As typed.
    pub typed: String,
    /// How the forms were come by.
    pub kind: ExpansionKind,
    /// What else was looked for, at most the first 12.
    pub forms: Vec<String>,
    /// How many forms there are in all.
    pub total: u32,
}

/// One word or phrase of the query, found.
#[derive(Debug)]
pub(crate) struct LeafMatches {
    /// By place: the terms that fit there, in order.
    slots: Vec<Vec<u32>>,
    zone: Option<Zone>,
    /// Where it stands.
    pub(crate) passages: PassageSet,
}

/// A query held against an index.
pub(crate) struct Evaluation {
    pub(crate) passages: PassageSet,
    pub(crate) leaves: Vec<LeafMatches>,
    /// By what was asked for (a word, a phrase, a name in all its spellings): where it stands; for the score.
    pub(crate) asked: Vec<PassageSet>,
    pub(crate) expanded: Vec<Expansion>,
}

impl Evaluation {
    /// Evaluates the query.
    pub(crate) fn of(index: &Index, query: &Query, variants: bool) -> Result<Self, Missing> {
        let (leaves, asked, expanded, missing) = Default::default();
        let mut matcher = Matcher { index, variants, leaves, asked, expanded, missing, negated: false };
        let passages = match &query.root {
            Some(root) => matcher.node(root),
            None => PassageSet::full(matcher.len()),
        };
        let Matcher { leaves, asked, expanded, mut missing, .. } = matcher;
        missing.put_in_order();
        missing.dedup();
        if missing.is_empty() { Ok(Self { passages, leaves, asked, expanded }) } else { Err(Missing(missing)) }
    }
}

impl LeafMatches {
    /// Where its matches are among the words of a passage: half-open ranges of their places, in order.
    pub(crate) fn within(&self, index: &Index, passage: u32, words: &[Option<u32>]) -> Vec<(usize, usize)> {
        let len = self.slots.len();
        if len == 0 || !self.passages.contains(passage) {
            return Vec::new();
        }
        let first = index.text.passages.first_word(passage);
        let number = |place: usize| first.saturating_add(u32::try_from(place).unwrap_or(u32::MAX));
        let fits = |row: &[Option<u32>]| {
            self.slots.iter().zip(row).all(|(terms, word)| word.is_some_and(|w| terms.binary_search(&w).is_ok()))
        };
        let in_zone = |at: usize| self.zone.is_none_or(|zone| index.in_zone(zone, number(at), number(at + len)));
        let rows = words.windows(len).enumerate();
        rows.filter(|&(at, row)| fits(row) && in_zone(at)).map(|(at, _)| (at, at + len)).collect()
    }
}

/// Whether a noun is found in singular and plural.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Number {
    Either,
    AsTyped,
}

struct Matcher<'a> {
    index: &'a Index,
    variants: bool,
    leaves: Vec<LeafMatches>,
    asked: Vec<PassageSet>,
    expanded: Vec<Expansion>,
    /// Chunks that are needed.
    missing: Vec<u32>,
    /// Inside NOT: such words are neither marked nor scored.
    negated: bool,
}

impl<'a> Matcher<'a> {
    fn len(&self) -> u32 {
        self.index.text.passages.len()
    }

    /// Recursion is as deep as the parser lets parentheses be.
    fn node(&mut self, node: &Node) -> PassageSet {
        match node {
            Node::And(all) => self.all_of(all),
            Node::Or(any) => {
                let mut set = PassageSet::empty(self.len());
                for node in any {
                    let found = self.node(node);
                    set.unite(&found);
                }
                set
            }
            Node::Not(inner) => {
                let before = self.negated;
                self.negated = true;
                let mut set = self.node(inner);
                self.negated = before;
                set.complement();
                set
            }
            Node::Words(words) => self.words_and_names(&[words]),
            Node::Belongs(belongs) => self.belongs(belongs),
            Node::Zone(zone) => self.index.passages_in_zone(*zone).clone(),
            Node::Dated(dated) => self.dated(*dated),
        }
    }

    /// Words beside each other that are together a known name are taken as one.
    fn all_of(&mut self, nodes: &[Node]) -> PassageSet {
        let mut set = PassageSet::full(self.len());
        let mut at = 0;
        while let Some(node) = nodes.get(at) {
            let run: Vec<&Words> = nodes.iter().skip(at).map_while(single_word).collect();
            let longest = run.len().min(self.index.layers.names.words_max());
            let named = (2..=longest).rev().find(|&n| run.get(..n).is_some_and(|r| self.is_name(r)));
            let found = match named.and_then(|n| run.get(..n)) {
                Some(name) => {
                    at += name.len();
                    self.words_and_names(name)
                }
                None => {
                    at += 1;
                    self.node(node)
                }
            };
            set.intersect(&found);
        }
        set
    }

    fn is_name(&self, run: &[&Words]) -> bool {
        let zone = run.first().and_then(|w| w.zone);
        let same = run.iter().all(|w| w.zone == zone);
        same && self.variants && !self.index.layers.names.others(&keys(run)).is_empty()
    }

    /// The words themselves (all of them), or another spelling of the name that they are.
    fn words_and_names(&mut self, run: &[&Words]) -> PassageSet {
        let plain = run.iter().all(|w| !w.exact && w.slots.iter().all(|s| s.how == How::Whole));
        let others = if plain && self.variants { self.index.layers.names.others(&keys(run)) } else { Vec::new() };
        let mut set = PassageSet::full(self.len());
        for words in run {
            // “United States” does not ask for “state”.
            let name = run.len() > 1 && !others.is_empty();
            let found = self.words(words, if name { Number::AsTyped } else { Number::Either });
            set.intersect(&found);
        }
        let Some(first) = run.first() else { return set };
        let mut added = Vec::new();
        for form in others {
            let slots: Vec<Vec<u32>> =
                form.keys.iter().map(|key| self.index.text.terms.find(key).into_iter().collect()).collect();
            let found = self.leaf(slots, first.zone, None);
            set.unite(&found);
            added.push(form.written.clone());
        }
        let typed: Vec<&str> = run.iter().map(|w| w.typed.as_str()).collect();
        self.expand(&typed.join(" "), ExpansionKind::Name, added);
        if !self.negated {
            self.asked.push(set.clone());
        }
        set
    }

    fn words(&mut self, words: &Words, number: Number) -> PassageSet {
        let number = if words.exact { Number::AsTyped } else { number };
        let slots = words.slots.iter().map(|slot| self.terms_of(slot, words, number)).collect();
        let beginning = match words.slots.as_slice() {
            [slot] if slot.how == How::Prefix && words.zone.is_none() => Some(without_capitals(&slot.key)),
            _ => None,
        };
        self.leaf(slots, words.zone, beginning)
    }

    /// The terms that a place of a phrase stands for, in order.
    fn terms_of(&mut self, slot: &Slot, words: &Words, number: Number) -> Vec<u32> {
        let index = self.index;
        let terms = &index.text.terms;
        let key = without_capitals(&slot.key);
        match slot.how {
            How::Prefix => {
                let found: Vec<u32> = terms.with_prefix(key).collect();
                self.expand_terms(words, ExpansionKind::Prefix, &found, key);
                found
            }
            How::Near if key.chars().count() >= 3 => {
                let found = terms.one_edit_from(key);
                self.expand_terms(words, ExpansionKind::Near, &found, key);
                found
            }
            How::Whole | How::Near => {
                let capitals = terms.find(&format!("{key}{CAPITALS}"));
                // Typed in capitals, it finds capitals, if the collection has any.
                if slot.key != key && capitals.is_some() {
                    return capitals.into_iter().collect();
                }
                let mut found: Vec<u32> = terms.find(key).into_iter().chain(capitals).collect();
                if number == Number::Either
                    && slot.how == How::Whole
                    && slot.key == key
                    && !self.index.layers.names.is_surname(key)
                {
                    let others: Vec<u32> = other_number(key).iter().filter_map(|k| terms.find(k)).collect();
                    self.expand_terms(words, ExpansionKind::Number, &others, key);
                    found.extend(others);
                }
                found.put_in_order();
                found
            }
        }
    }

    fn expand_terms(&mut self, words: &Words, kind: ExpansionKind, terms: &[u32], key: &str) {
        let forms = terms.iter().map(|&t| without_capitals(self.index.text.terms.key(t))).filter(|&k| k != key);
        let total = terms.len();
        let mut forms: Vec<String> = forms.take(FORMS_SHOWN).map(str::to_owned).collect();
        forms.dedup();
        self.push_expansion(&words.typed, kind, forms, total);
    }

    fn expand(&mut self, typed: &str, kind: ExpansionKind, forms: Vec<String>) {
        let total = forms.len();
        self.push_expansion(typed, kind, forms, total);
    }

    fn push_expansion(&mut self, typed: &str, kind: ExpansionKind, mut forms: Vec<String>, total: usize) {
        forms.truncate(FORMS_SHOWN);
        let known = self.expanded.iter().any(|e| e.typed == typed && e.kind == kind && e.forms == forms);
        if !forms.is_empty() && !known {
            let total = u32::try_from(total.max(forms.len())).unwrap_or(u32::MAX);
            self.expanded.push(Expansion { typed: typed.to_owned(), kind, forms, total });
        }
    }

    /// Finds the passages in which the places fit one after the other; of all words with this beginning, if so.
    fn leaf(&mut self, slots: Vec<Vec<u32>>, zone: Option<Zone>, beginning: Option<&str>) -> PassageSet {
        let mut set = PassageSet::empty(self.len());
        let index = self.index;
        let added_up = beginning.map_or(Ok(false), |key| index.text.unite_beginning(key, &mut set));
        match (added_up, slots.as_slice()) {
            (Ok(true), _) => {}
            (Err(chunk), _) => self.missing.push(chunk),
            (_, [terms]) => terms.iter().for_each(|&term| self.word_passages(term, zone, &mut set)),
            (_, slots) => self.row_passages(slots, zone, &mut set),
        }
        if !self.negated {
            self.leaves.push(LeafMatches { slots, zone, passages: set.clone() });
        }
        set
    }

    /// Where a term stands; nowhere, and remembered, if its chunk is missing.
    fn posting(&mut self, term: u32) -> Option<Posting<'a>> {
        let index = self.index;
        index.text.posting(term).map_err(|chunk| self.missing.push(chunk)).ok()
    }

    /// Adds the passages that have the word.
    fn word_passages(&mut self, term: u32, zone: Option<Zone>, set: &mut PassageSet) {
        let Some(posting) = self.posting(term) else { return };
        if zone.is_none() && posting.unite_dense(set) {
            return;
        }
        let passages = &self.index.text.passages;
        let mut numbers = [0; BLOCK];
        // What follows in the same passage adds nothing.
        let mut passage_end = 0;
        for block in 0..posting.blocks() {
            for &number in posting.block(block, &mut numbers) {
                if number >= passage_end && zone.is_none_or(|z| self.index.in_zone(z, number, number + 1)) {
                    let passage = passages.of_word(number);
                    set.insert(passage);
                    passage_end = passages.first_word(passage + 1);
                }
            }
        }
    }

    /// Adds the passages that have the words in a row: walks over the rarest and keeps a finger on each other.
    fn row_passages(&mut self, slots: &[Vec<u32>], zone: Option<Zone>, set: &mut PassageSet) {
        let postings: Vec<Vec<Posting<'a>>> =
            slots.iter().map(|terms| terms.iter().filter_map(|&term| self.posting(term)).collect()).collect();
        let often = |postings: &[Posting]| postings.iter().map(|p| u64::from(p.count)).sum::<u64>();
        let Some((place, rarest)) = (0u32..).zip(&postings).min_by_key(|(_, p)| often(p)) else { return };
        let index = self.index;
        let passages = &index.text.passages;
        let len = u32::try_from(slots.len()).unwrap_or(0);
        let mut numbers = [0; BLOCK];
        // Where many spellings fit, or both words stand in many places, those of one are marked first.
        let mark = |postings: &[Posting]| {
            let many = often(postings);
            postings.len() > FINGERS_MAX || many > MARKED_MIN && often(rarest) * 8 > many
        };
        let marked: Vec<Option<PassageSet>> = (0u32..)
            .zip(&postings)
            .map(|(n, postings)| (n != place && mark(postings)).then(|| all_numbers(postings, passages.numbers())))
            .collect();
        for posting in rarest {
            let finger = |postings: &Vec<Posting<'a>>| match postings.len() {
                0..=FINGERS_MAX => postings.iter().map(|p| Cursor::new(*p)).collect::<Vec<_>>(),
                _ => Vec::new(),
            };
            let mut others: Vec<(u32, Vec<Cursor>)> =
                (0u32..).zip(&postings).filter(|(n, _)| *n != place).map(|(n, p)| (n, finger(p))).collect();
            for block in 0..posting.blocks() {
                for &number in posting.block(block, &mut numbers) {
                    let Some(start) = number.checked_sub(place) else { continue };
                    let fits = others.iter_mut().all(|(n, fingers)| {
                        let wanted = start.saturating_add(*n);
                        match marked.get(*n as usize) {
                            Some(Some(marked)) => marked.contains(wanted),
                            _ => fingers.iter_mut().any(|finger| finger.has(wanted)),
                        }
                    });
                    if fits && zone.is_none_or(|z| index.in_zone(z, start, start + len)) {
                        set.insert(passages.of_word(number));
                    }
                }
            }
        }
    }

    fn belongs(&self, belongs: &Belongs) -> PassageSet {
        self.index.layers.facets.named(belongs.facet, &belongs.value, &belongs.words, &self.index.text.passages)
    }

    fn dated(&self, dated: Dated) -> PassageSet {
        let mut set = PassageSet::empty(self.len());
        for (article, &(first, last)) in (0u32..).zip(&self.index.layers.days) {
            let holds = match dated {
                Dated::Before(day) => last < day.number(),
                Dated::After(day) => first > day.number(),
                Dated::Within(from, to) => first <= to.number() && from.number() <= last,
            };
            // Of an article without a day nothing holds.
            if holds && first <= last {
                set.insert_range(self.index.text.passages.of_article(article));
            }
        }
        set
    }
}

/// For how many spellings of one place of a phrase a finger each is kept.
const FINGERS_MAX: usize = 4;

/// From how many places of a word on marking them is worth a bit for every word of the collection.
const MARKED_MIN: u64 = 1 << 16;

/// Every number in the lists.
fn all_numbers(postings: &[Posting], len: u32) -> PassageSet {
    let mut set = PassageSet::empty(len);
    let mut numbers = [0; BLOCK];
    for posting in postings {
        for block in 0..posting.blocks() {
            posting.block(block, &mut numbers).iter().for_each(|&n| set.insert(n));
        }
    }
    set
}

const FORMS_SHOWN: usize = 12;

/// A word that may be part of a name: typed as it is, on its own.
fn single_word(node: &Node) -> Option<&Words> {
    match node {
        Node::Words(w) if !w.exact && w.slots.len() == 1 && w.slots.iter().all(|s| s.how == How::Whole) => Some(w),
        _ => None,
    }
}

fn keys<'a>(run: &[&'a Words]) -> Vec<&'a str> {
    run.iter().flat_map(|w| w.slots.iter().map(|s| s.key.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::laws::{plain_article, said};
    use crate::{SearchOptions, Selection};
    use analysis::{
        CorpusReading, Entity, EntityKind, Event, Manner, Mention, MentionForm, Passage, PassageRole, Reading,
    };
    use corpus::{Basis, Block, BlockKind, Collection, Date, Outlet, Published, Span};

    /// Names of the small world: the same number, the same referent.
    const NAMES: [(&str, u32); 13] = [
        ("Tashkoro", 0),
        ("Tachkoro", 0),
        ("Ilia Verenko", 1),
        ("Verenko", 1),
        ("Verenkho", 1),
        ("Ilia Verenkho", 1),
        ("Anna Halm", 2),
        ("Halm", 2),
        ("Peter Halm", 3),
        ("Halm", 3),
        ("Grain Trade Board", 4),
        ("GTB", 4),
        ("the Board", 4),
    ];

    const KINDS: [EntityKind; 5] =
        [EntityKind::Place, EntityKind::Person, EntityKind::Person, EntityKind::Person, EntityKind::Organisation];

    const TEXTS: [&str; 3] = [
        "Harvest pact signed in Tashkoro\n\
         Ilia Verenko came to Tashkoro. “We keep the pact,” Verenko said. He left gtb unnamed.\n\
         The Grain Trade Board met.",
        "Verenkho spoke of a “fair pact” in Tachkoro. The GTB did not hoard grains. Anna Halm and Peter Halm stayed.",
        "Ilia Verenkho wrote: the pact holds. Halm denied it. Nobody asked the Board about a board.",
    ];

    fn world() -> (Collection, CorpusReading) {
        let mut collection = Collection::default();
        let mut reading = CorpusReading::default();
        for (n, name) in ["Tashkoro", "Ilia Verenko", "Anna Halm", "Peter Halm", "Grain Trade Board"].iter().enumerate()
        {
            reading.entities.push(Entity { id: format!("e/{n}"), name: (*name).to_owned(), kind: KINDS[n] });
        }
        reading.events.push(Event {
            id: "signing".to_owned(),
            name: "Signing of the pact".to_owned(),
            kind: "talks".to_owned(),
            place: None,
            date: None,
            basis: Basis::Derived,
        });
        for (n, text) in TEXTS.iter().enumerate() {
            let mut article = plain_article(&format!("a{n}"), text);
            article.outlet = Some(Outlet {
                name: format!("The {} Post", ["Daily", "Evening", "Old"][n]),
                url: None,
                basis: Basis::Supplied,
            });
            let day = Date::new(2019, 3, 9 + n as u32).unwrap();
            article.published = (n != 2).then(|| Published { value: day.into(), basis: Basis::Supplied, span: None });
            let mut row = Reading::default();
            for &(name, entity) in &NAMES {
                for (at, _) in text.match_indices(name) {
                    let span = Span::new(at, at + name.len());
                    row.mentions.push(Mention { span, name: span, entity, form: MentionForm::Name });
                }
            }
            for (at, _) in text.match_indices('“') {
                let end = text.match_indices('”').map(|(e, _)| e).find(|&e| e > at).unwrap();
                row.attributions.push(said(Span::new(at + '“'.len_utf8(), end), Some(1), Manner::Direct));
            }
            if let Some(at) = text.find("the pact holds") {
                row.attributions.push(said(Span::new(at, at + 14), Some(1), Manner::Indirect));
                let mut unnamed = said(Span::new(at, at + 3), None, Manner::Indirect);
                unnamed.speaker_name = Some("One Official".to_owned());
                row.attributions.push(unnamed);
            }
            if n == 0 {
                let span = article.sentences[0];
                article.headline = Some(span);
                article.blocks[0] = Block { span, kind: BlockKind::Headline, body: span, label: None };
                row.passages.push(Passage { span, event: 0, role: PassageRole::About });
            }
            collection.articles.push(article);
            reading.articles.push(row);
        }
        (collection, reading)
    }

    /// What a query finds in reading order: the first word of each passage, and what was added.
    fn asked(typed: &str, variants: bool) -> (String, String) {
        let (collection, reading) = world();
        let index = Index::build(&collection, &reading);
        let (query, _) = Query::parse(typed);
        let options = SearchOptions { variants, order: crate::Order::Reading, ..SearchOptions::default() };
        let results = index.search(&query, &Selection::default(), options).unwrap();
        let first = |h: &crate::Hit| {
            let article = &collection.articles[h.article as usize];
            let sentence = article.sentences[h.sentence as usize].of(&article.text);
            sentence.trim_start_matches('“').split([' ', '.']).next().unwrap().to_owned()
        };
        let found: Vec<String> = results.hits.iter().map(first).collect();
        let added: Vec<String> =
            results.expanded.iter().map(|e| format!("{}: {}", e.typed, e.forms.join(", "))).collect();
        (found.join(" "), added.join("; "))
    }

    #[test]
    fn a_name_is_found_in_its_other_spellings() {
        for (typed, found, added) in [
            ("Tashkoro", "Harvest Ilia Verenkho", "Tashkoro: Tachkoro"),
            ("tachkoro", "Harvest Ilia Verenkho", "tachkoro: Tashkoro"),
            ("\"Tashkoro\"", "Harvest Ilia", ""),
            ("tashko*", "Harvest Ilia", "tashko*: tashkoro"),
            ("Tashkoro~", "Harvest Ilia Verenkho", "Tashkoro~: tachkoro"),
            ("Verenko", "Ilia We Verenkho Ilia", "Verenko: Verenkho"),
            // A fuller name is not widened to the shorter one.
            ("Ilia Verenko", "Ilia Ilia", "Ilia Verenko: Ilia Verenkho"),
            // A surname that two people share stands for itself.
            ("Halm", "Anna Halm", ""),
            ("Anna Halm", "Anna", ""),
            ("GTB", "The The Nobody", "GTB: Grain Trade Board, the Board"),
            ("gtb", "He The The Nobody", "gtb: Grain Trade Board, the Board"),
            ("Grain Trade Board", "The The Nobody", "Grain Trade Board: GTB, the Board"),
            ("Grain Trade", "The", "Grain: grains"),
            ("grains", "The The", "grains: grain"),
            ("\"grains\"", "The", ""),
            ("pact Tashkoro", "Harvest Verenkho", "Tashkoro: Tachkoro"),
            ("pact -Tashkoro", "We Ilia", "Tashkoro: Tachkoro"),
        ] {
            assert_eq!(asked(typed, true), (found.to_owned(), added.to_owned()), "{typed}");
        }
        assert_eq!(asked("Tashkoro", false), ("Harvest Ilia".to_owned(), String::new()));
        assert_eq!(asked("gtb", false), ("He The".to_owned(), String::new()));
        assert_eq!(asked("GTB", false), ("The".to_owned(), String::new()));
    }

    /// The first words of the best passages.
    fn best(typed: &str) -> String {
        let (collection, reading) = world();
        let index = Index::build(&collection, &reading);
        let (query, _) = Query::parse(typed);
        let results = index.search(&query, &Selection::default(), SearchOptions::default()).unwrap();
        let text = |h: &crate::Hit| {
            let article = &collection.articles[h.article as usize];
            article.sentences[h.sentence as usize].of(&article.text).to_owned()
        };
        let first = |h: &crate::Hit| text(h).trim_start_matches('“').split([' ', '.']).next().unwrap().to_owned();
        results.hits.iter().map(first).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn the_best_come_first() {
        for (typed, order) in [
            // The headline, then the shorter passage.
            ("Tashkoro", "Harvest Ilia Verenkho"),
            ("pact", "Harvest We Ilia Verenkho"),
            // Both words before one of them.
            ("met OR the", "The We The Ilia Nobody"),
            ("pact OR Tashkoro", "Harvest Verenkho Ilia We Ilia"),
            // Without words, as they stand.
            ("on:2019-03-10", "Verenkho The Anna"),
        ] {
            assert_eq!(best(typed), order, "{typed}");
        }
    }

    #[test]
    fn fields_ask_for_what_was_concluded() {
        for (typed, found) in [
            ("in:headline", "Harvest"),
            ("in:headline pact", "Harvest"),
            ("in:headline board", ""),
            ("in:quote", "We Verenkho"),
            ("-in:quote pact", "Harvest Ilia"),
            ("in:quote pact", "We Verenkho"),
            ("in:quote Verenko", ""),
            ("quote:\"fair pact\"", "Verenkho"),
            ("quote:\"pact in\"", ""),
            ("said:pact", "We Verenkho Ilia"),
            ("said:the", "We Ilia"),
            ("quote:holds", ""),
            ("speaker:verenkho", "We Verenkho Ilia"),
            ("speaker:\"one official\"", "Ilia"),
            ("speaker:halm", ""),
            ("speaker:verenko -pact", ""),
            ("person:halm", "Anna Halm"),
            ("person:\"Anna Halm\"", "Anna Halm"),
            ("person:e/3", "Anna Halm"),
            ("place:tachkoro", "Harvest Ilia Verenkho"),
            ("organisation:gtb", "The The Nobody"),
            ("event:signing", "Harvest"),
            ("event:\"the pact\"", "Harvest"),
            ("outlet:evening", "Verenkho The Anna"),
            ("outlet:\"The Old Post\" pact", "Ilia"),
            ("outlet:post NOT outlet:daily pact", "Verenkho Ilia"),
            ("outlet:pos", ""),
            ("before:2019-03-10 pact", "Harvest We"),
            ("after:2019-03-09 pact", "Verenkho"),
            ("on:2019-03 pact", "Harvest We Verenkho"),
            ("before:2019 OR after:2019", ""),
            ("NOT on:2019 pact", "Ilia"),
        ] {
            assert_eq!(asked(typed, false).0, found, "{typed}");
        }
    }
}
