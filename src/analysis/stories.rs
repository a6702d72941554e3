//! Stories: articles on the same news matter, and an event for each matter that no found event covers.
//!
//! Articles are alike by whom they name and by the uncommon words they open with; the closest are joined first, and
//! two groups only where they agree on the whole (average linkage), so that a chain of half-alike articles does not
//! become one story. Reports of one day are the likest; the more days lie between what two articles open with, or
//! between the articles, the less they count as alike, and so do two of one outlet, which tells of one happening once and
//! has its own habits: what goes on for days falls into its happenings. More than two weeks apart are never joined. What an article says of its own outlet counts
//! for nothing. Where some event is told by all articles of a story, that event stands for it; else the story becomes an
//! event of its own, told by the whole of its articles, so that a comparison of articles on one matter is never empty.
//! Its day is the one that most of them open with.
//! Only articles that share one of their weightiest features are looked at, each with a few others: the time
//! grows with the number of articles. Nothing here understands what happened.
use crate::alignment::content_stem;
use crate::answers::capitalised;
use crate::events::same_place;
use crate::happenings::{EventWord, event_words, is_function_word};
use crate::hashed::{Hashed, START, hash};
use crate::lexicon::{LEXICON, class};
use crate::{CorpusReading, Dating, Entity, EntityKind, Event, Mention, MentionForm, Passage, PassageRole, Reading};
use corpus::{Article, Basis, Block, BlockKind, Collection, Date, InOrder, Lower, Set, Span, one_of, tokens};

/// The kind of an event that is a story.
pub const STORY: &str = "story";

impl crate::CorpusReading {
    /// Whether the event happened at a place or time; a story only says that articles are on one matter.
    #[must_use]
    pub fn is_happening(&self, event: u32) -> bool {
        self.events.get(event as usize).is_some_and(|e| e.kind != STORY)
    }
}
/// News opens with what matters: so many sentences of an article are looked at for words.
const OPENING_SENTENCES: usize = 16;
/// An article is known by so many of its weightiest features.
const FEATURES_MAX: usize = 64;
/// A group by so many.
const PROFILE_MAX: usize = 256;
/// It is held against others that share one of so many of its weightiest features …
const PROBES: usize = 12;
/// … and of those against so many for each.
const NEIGHBOURS: usize = 4;
/// The length of an article's features as a vector.
const LENGTH: u32 = 1000;
/// Articles less alike than this (per mille, cosine) are not held together.
const LIKENESS_MIN: u64 = 180;
/// Groups are joined only when the mean over all their pairs reaches this (per mille).
const LIKENESS_MEAN_MIN: u64 = 170;
/// Days between the first and the last dated article of a story.
const DAYS_MAX: i32 = 14;
/// A story's name holds so many names and words.
const NAMES_MAX: usize = 3;
/// So many words are tried for one that another is put to.
const WORDS_TRIED_MAX: usize = 6;
/// They are looked for among so many of the strongest.
const STRONGEST_MAX: usize = 10;
/// What it is called is asked of so many of its articles.
const NAMED_BY_MAX: usize = 32;
/// Marks the features that are referents.
const REFERENT: u32 = 1 << 31;

/// What an article or a group is known by: features in their order, each with its weight.
type Features = Vec<(u32, u32)>;

fn tells(block: &&Block) -> bool {
    block.kind.is_content() && block.kind != BlockKind::Heading
}

/// All that an article tells, block by block.
fn whole(article: &Article) -> impl Iterator<Item = Span> {
    article.blocks.iter().filter(tells).filter_map(|block| {
        let inside = article.sentences.get(article.sentences_in(block.span))?;
        Some(inside.first()?.cover(*inside.last()?))
    })
}

/// Whether some event is told by all of these articles.
fn told_by_all(articles: &[Reading], members: &[u32]) -> bool {
    let passages = |m: &u32| articles.get(*m as usize).map_or(&[][..], |a| a.passages.as_slice());
    let by_all = |p: &Passage| members.iter().all(|m| passages(m).iter().any(|other| other.event == p.event));
    members.first().is_some_and(|m| passages(m).iter().any(by_all))
}

/// The stories of a collection in the making: [`Self::count`] for every article, [`Self::weigh_all`], [`Self::weigh`] for
/// every article, [`Self::put_in_days`], [`Self::pair`] for every article, [`Self::sort`], [`Self::join`] for every pair,
/// [`Self::gather`], [`Self::tell`] for every story.
#[derive(Default)]
pub(crate) struct Stories {
    /// What the articles are known by: at last one list for each with weights whose squares add up to the square of
    /// [`LENGTH`].
    articles: Vec<Features>,
    /// The outlet of each, as a hash; 0 where none is known.
    outlets: Vec<u32>,
    /// The day of what each opens with.
    news: Vec<Option<Date>>,
    frequency: Frequency,
    /// The articles in the order of their days, those without first.
    days: Vec<u32>,
    /// Of each feature the last articles that hold it among their weightiest, as far as the days were gone through.
    holders: Vec<[Option<u32>; NEIGHBOURS]>,
    by_feature: Hashed,
    /// Articles that are alike, with how much.
    pairs: Vec<(u64, u32, u32)>,
    /// Of each article its group, if it was joined to any.
    group_of: Vec<Option<u32>>,
    groups: Vec<Group>,
    /// Articles of one story.
    stories: Vec<Vec<u32>>,
    /// Of each event by how many articles it is told.
    tellers: Vec<u32>,
    /// Events that are the happening of a story.
    taken: Vec<u32>,
}

/// Articles that were joined.
#[derive(Default)]
struct Group {
    members: Vec<u32>,
    profile: Features,
    /// Of its dated articles the earliest last day and the latest first day.
    days: Option<(Date, Date)>,
    /// The first and the last day of what they open with.
    news: Option<(Date, Date)>,
    /// The outlet of all of them; 0 where there are several or none is known.
    outlet: u32,
    /// The group that took its members.
    taken_by: Option<u32>,
}

/// The days of an article: its last and its first.
fn days(datings: &[Option<Dating>], article: u32) -> Option<(Date, Date)> {
    datings.get(article as usize)?.as_ref().map(|d| (d.latest, d.earliest))
}

/// What is held against another: an article or a group.
#[derive(Clone, Copy)]
struct Side<'a> {
    profile: &'a [(u32, u32)],
    /// How many articles.
    size: u64,
    days: Option<(Date, Date)>,
    news: Option<(Date, Date)>,
    outlet: u32,
}

impl Side<'_> {
    /// How alike they are as reports of one happening; of two groups, the mean over all their pairs.
    fn likeness(&self, other: &Self) -> u64 {
        /// Where the days are not known it counts for so much; on one day for a part more, …
        const PARTS: u64 = 5;
        type Days = Option<(Date, Date)>;
        let middle = |(from, to): (Date, Date)| from.number() + to.number();
        let apart = |a: Days, b: Days| a.zip(b).map(|(a, b)| u64::from(middle(a).abs_diff(middle(b)) / 2));
        // … and for less the more days lie between: between what they open with, else between the articles.
        let near = match (apart(self.news, other.news), apart(self.days, other.days)) {
            (Some(0), _) | (None, Some(0)) => PARTS + 1,
            (Some(days), _) => (PARTS + 1).saturating_sub(2 * days).max(1),
            (_, Some(days)) => PARTS.saturating_sub(days).max(2),
            _ => PARTS,
        };
        let foreign = if self.outlet != 0 && self.outlet == other.outlet { 2 } else { 3 };
        likeness(self.profile, other.profile) * near * foreign / (3 * PARTS * self.size * other.size)
    }
}

impl Stories {
    /// Takes what the next article tells.
    pub(crate) fn count(&mut self, article: &Article, read: &Reading, dating: Option<&Dating>, entities: &[Entity]) {
        self.articles.push(counted(article, read, entities));
        self.news.push(dating.and_then(|dating| news_day(article, read, dating)));
        self.outlets.push(article.outlet.as_ref().map_or(0, |o| hash(START, &o.name)));
    }

    /// Counts in how many articles each feature stands.
    pub(crate) fn weigh_all(&mut self, entities: usize) {
        self.frequency = Frequency::of(&self.articles, entities);
    }

    /// Weighs the features of an article.
    pub(crate) fn weigh(&mut self, article: usize, entities: &[Entity]) {
        let Some(features) = self.articles.get_mut(article) else { return };
        for (key, count) in features.iter_mut() {
            *count = (2 + count.ilog2()) * self.frequency.weight(*key, entities);
        }
        heaviest(features, FEATURES_MAX);
        features.shrink_to_fit();
        let length = features.iter().map(|(_, w)| w * w).sum::<u32>().isqrt().max(1);
        features.iter_mut().for_each(|(_, w)| *w = *w * LENGTH / length);
    }

    /// Puts the articles in the order of their days.
    pub(crate) fn put_in_days(&mut self, datings: &[Option<Dating>]) {
        self.days = (0..).take(self.articles.len()).collect();
        self.days.put_in_order_by_key(|&article| days(datings, article).map(|d| d.0));
        self.group_of = vec![None; self.articles.len()];
    }

    fn features(&self, article: u32) -> &[(u32, u32)] {
        self.articles.get(article as usize).map_or(&[], Vec::as_slice)
    }

    /// Holds the article that is the `at`-th by its day against those before it that share one of its weightiest
    /// features.
    pub(crate) fn pair(&mut self, at: usize, datings: &[Option<Dating>]) {
        let Some(&article) = self.days.get(at) else { return };
        let mut probes = self.features(article).to_vec();
        // What nobody else tells finds nobody.
        probes.retain(|f| self.frequency.found(f.0) > 1);
        heaviest(&mut probes, PROBES);
        let mut others: Vec<u32> = Vec::new();
        for (key, _) in probes {
            let known = self.by_feature.find(key, &|_| true);
            let place = known.unwrap_or_else(|| {
                let place = number(self.holders.len());
                self.holders.push([None; NEIGHBOURS]);
                self.by_feature.insert(key, place);
                place
            });
            if let Some(last) = self.holders.get_mut(place as usize) {
                others.extend(last.iter().flatten());
                last.rotate_right(1);
                last[0] = Some(article);
            }
        }
        others.put_in_order();
        others.dedup();
        for other in others {
            let like = self.side(article, None, datings).likeness(&self.side(other, None, datings));
            if like >= LIKENESS_MIN {
                self.pairs.push((like, article.min(other), article.max(other)));
            }
        }
    }

    /// Puts the pairs in order, those most alike first.
    pub(crate) fn sort(&mut self) {
        (self.days, self.holders, self.by_feature) = Default::default();
        self.pairs.put_in_order_by_key(|&(like, a, b)| (std::cmp::Reverse(like), a, b));
    }

    /// How many pairs there are.
    pub(crate) fn pairs(&self) -> usize {
        self.pairs.len()
    }

    /// The group that an article is in by now.
    fn group(&self, article: u32) -> Option<u32> {
        let mut group = self.group_of.get(article as usize).copied().flatten()?;
        while let Some(by) = self.groups.get(group as usize)?.taken_by {
            group = by;
        }
        Some(group)
    }

    /// What an article or its group is known by, how many it is and of which days.
    fn side(&self, article: u32, group: Option<u32>, datings: &[Option<Dating>]) -> Side<'_> {
        match group.and_then(|g| self.groups.get(g as usize)) {
            Some(group) => {
                let (size, days, news) = (group.members.len() as u64, group.days, group.news);
                Side { profile: &group.profile, size, days, news, outlet: group.outlet }
            }
            None => {
                let outlet = self.outlets.get(article as usize).copied().unwrap_or(0);
                let news = self.news.get(article as usize).copied().flatten().map(|day| (day, day));
                Side { profile: self.features(article), size: 1, days: days(datings, article), news, outlet }
            }
        }
    }

    /// Joins the groups of a pair where they agree on the whole.
    pub(crate) fn join(&mut self, pair: usize, datings: &[Option<Dating>]) {
        let Some(&(_, a, b)) = self.pairs.get(pair) else { return };
        let [one, other] = [a, b].map(|article| self.group(article));
        if one.is_some() && one == other {
            return;
        }
        let [side, its] = [(a, one), (b, other)].map(|(article, group)| self.side(article, group, datings));
        let days = both(side.days, its.days);
        let near = days.is_none_or(|(from, to)| to.number() - from.number() <= DAYS_MAX);
        if !near || side.likeness(&its) < LIKENESS_MEAN_MIN {
            return;
        }
        let news = both(side.news, its.news);
        let outlet = if side.outlet == its.outlet { side.outlet } else { 0 };
        let mut profile: Features = side.profile.iter().chain(its.profile).copied().collect();
        merge(&mut profile);
        heaviest(&mut profile, PROFILE_MAX);
        // The larger takes the smaller.
        let [one, other] = if side.size < its.size { [(b, other), (a, one)] } else { [(a, one), (b, other)] };
        let kept = one.1.unwrap_or_else(|| self.found(one.0));
        let taken = match other.1.and_then(|g| self.groups.get_mut(g as usize)) {
            Some(group) => {
                group.taken_by = Some(kept);
                group.profile = Features::new();
                std::mem::take(&mut group.members)
            }
            None => {
                if let Some(slot) = self.group_of.get_mut(other.0 as usize) {
                    *slot = Some(kept);
                }
                vec![other.0]
            }
        };
        if let Some(kept) = self.groups.get_mut(kept as usize) {
            kept.members.extend(taken);
            (kept.profile, kept.days, kept.news, kept.outlet) = (profile, days, news, outlet);
        }
    }

    /// A group of one article.
    fn found(&mut self, article: u32) -> u32 {
        let group = number(self.groups.len());
        self.groups.push(Group { members: vec![article], ..Group::default() });
        if let Some(slot) = self.group_of.get_mut(article as usize) {
            *slot = Some(group);
        }
        group
    }

    /// Makes the groups stories, by their first article; how many there are.
    pub(crate) fn gather(&mut self, reading: &CorpusReading) {
        self.tellers = vec![0; reading.events.len()];
        for event in reading.articles.iter().flat_map(told_events) {
            if let Some(tellers) = self.tellers.get_mut(event as usize) {
                *tellers += 1;
            }
        }
        self.pairs = Vec::new();
        self.stories =
            std::mem::take(&mut self.groups).into_iter().map(|g| g.members).filter(|m| m.len() > 1).collect();
        self.stories.iter_mut().for_each(|s| s.put_in_order());
        self.stories.put_in_order();
    }

    /// How many stories there are.
    pub(crate) fn len(&self) -> usize {
        self.stories.len()
    }

    /// The day that most of the articles open with.
    fn day(&self, members: &[u32]) -> Option<Date> {
        let mut days: Vec<Date> = Vec::new();
        days.extend(members.iter().filter_map(|m| self.news.get(*m as usize).copied().flatten()));
        days.put_in_order();
        let mut told: Vec<(usize, Date)> = Vec::new();
        told.extend(days.chunk_by(|a, b| a == b).filter_map(|same| Some((same.len(), *same.first()?))));
        let (most, day) = told.iter().max().copied()?;
        let one = told.iter().filter(|t| t.0 == most).count() == 1;
        (one && most * 2 >= days.len()).then_some(day)
    }

    /// Adds an event for a story of which no event is told by all articles.
    pub(crate) fn tell(&mut self, story: usize, collection: &Collection, reading: &mut CorpusReading) {
        let Some(members) = self.stories.get_mut(story).map(std::mem::take) else { return };
        if told_by_all(&reading.articles, &members) {
            return;
        }
        let Ok(event) = u32::try_from(reading.events.len()) else { return };
        let (name, told) = self.name(collection, reading, members.get(..NAMED_BY_MAX).unwrap_or(&members));
        let parts = name.split(|c: char| !c.is_alphanumeric()).map(Lower::lower);
        let parts = parts.filter(|w| !w.is_empty() && !matches!(w.as_str(), "and" | "the"));
        let id = std::iter::once(STORY.to_owned()).chain(parts).collect::<Vec<_>>().join("-");
        let kind = STORY.to_owned();
        let date = self.day(&members);
        let taken = told.map_or_else(Vec::new, |told| taken_in(reading, &members, &told, date, &self.tellers));
        reading.events.push(Event { id, name, kind, place: None, date, basis: Basis::Derived });
        for member in members {
            let article = collection.articles.get(member as usize);
            if let Some((article, read)) =
                article.filter(|a| a.is_comparable()).zip(reading.articles.get_mut(member as usize))
            {
                read.passages.retain(|p| !taken.contains(&p.event));
                read.passages.extend(whole(article).map(|span| Passage { span, event, role: PassageRole::About }));
                read.passages.put_in_order_by_key(|p| (p.span.start, p.event));
            }
        }
        self.taken.extend(taken);
    }

    /// Drops the events that stories took in.
    pub(crate) fn drop_taken(&mut self, reading: &mut CorpusReading) {
        let mut taken = vec![false; reading.events.len()];
        for event in std::mem::take(&mut self.taken) {
            if let Some(taken) = taken.get_mut(event as usize) {
                *taken = true;
            }
        }
        let mut kept = 0;
        let mut to: Vec<u32> = Vec::with_capacity(taken.len());
        for taken in &taken {
            to.push(kept);
            kept += u32::from(!taken);
        }
        let mut events = taken.iter();
        reading.events.retain(|_| !events.next().is_some_and(|taken| *taken));
        for passage in reading.articles.iter_mut().flat_map(|a| &mut a.passages) {
            passage.event = to.get(passage.event as usize).copied().unwrap_or(passage.event);
        }
    }
}

/// The day of what an article opens with, where it names one of the week before it.
fn news_day(article: &Article, read: &Reading, dating: &Dating) -> Option<Date> {
    const OPENING: usize = 4;
    const WEEK: i32 = 7;
    let line = dateline(article);
    let told = |at: u32| article.block_at(at).as_ref().is_some_and(tells);
    let end = article.sentences.iter().filter(|s| told(s.start)).take(OPENING).last()?.end;
    let opening = read.dates.iter().take_while(|d| d.span.end <= end);
    let told = opening.filter(|d| told(d.span.start) && !line.overlaps(d.span));
    let mut days = told.filter_map(|d| d.day);
    days.find(|d| *d <= dating.latest && dating.earliest.number() - d.number() < WEEK)
}

/// Where the place, day and agency stand that the text opens with: “PARIS, May 3 (Reuters) -”.
fn dateline(article: &Article) -> Span {
    let opening = article.blocks.iter().find(|b| b.kind == BlockKind::Paragraph);
    opening.and_then(|b| corpus::dateline(&article.text, b.span)).unwrap_or_default()
}

fn number(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}

/// The days of two groups taken together.
fn both(a: Option<(Date, Date)>, b: Option<(Date, Date)>) -> Option<(Date, Date)> {
    match (a, b) {
        (Some(a), Some(b)) => Some((a.0.min(b.0), a.1.max(b.1))),
        _ => a.or(b),
    }
}

/// The cosine of two articles, per mille; of two groups, its sum over all their pairs.
fn likeness(a: &[(u32, u32)], b: &[(u32, u32)]) -> u64 {
    let (mut i, mut j, mut sum) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        if x.0 == y.0 {
            sum += u64::from(x.1) * u64::from(y.1);
        }
        i += usize::from(x.0 <= y.0);
        j += usize::from(y.0 <= x.0);
    }
    sum / u64::from(LENGTH)
}

/// Puts features in order and adds up what is there twice.
fn merge(features: &mut Features) {
    features.put_in_order();
    features.dedup_by(|next, kept| {
        next.0 == kept.0 && {
            kept.1 += next.1;
            true
        }
    });
}

/// Keeps the `max` weightiest features, in their order.
fn heaviest(features: &mut Features, max: usize) {
    if features.len() > max {
        features.put_in_order_by_key(|&(key, weight)| (std::cmp::Reverse(weight), key));
        features.truncate(max);
        features.put_in_order();
    }
}

/// The referents that an article names and the words it opens with, each with how often.
fn counted(article: &Article, read: &Reading, entities: &[Entity]) -> Features {
    let mut features: Features = Vec::new();
    let line = dateline(article);
    // The agency in brackets is as much its own as the outlet is.
    let agency = line.of(&article.text).split_once('(').map_or("", |(_, agency)| agency);
    let outlet = article.outlet.as_ref().map_or("", |o| &o.name);
    let is_word = |word: &str, of: &str| of.split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
    let own = |m: &Mention| {
        let mut words = m.name.of(&article.text).split_whitespace();
        line.overlaps(m.span)
            || !entities.get(m.entity as usize).is_some_and(is_place)
                && words.all(|w| w == "the" || is_word(w, outlet) || is_word(w, agency))
    };
    let named = read.mentions.iter().filter(|m| m.form != MentionForm::Pronoun && !own(m));
    features.extend(named.map(|m| (REFERENT | m.entity, 1)));
    for span in article.sentences.iter().take(OPENING_SENTENCES) {
        words(article, read, *span, &mut |key, _| features.push((key, 1)));
        let days = read.dates.iter().filter(|d| span.contains(d.span) && !line.overlaps(d.span));
        features.extend(days.filter_map(|d| Some((feature(&d.day?.to_string()), 1))));
    }
    merge(&mut features);
    features
}

/// The feature of a word.
fn feature(word: &str) -> u32 {
    let hash = hash(START, word);
    (hash ^ hash >> 15) & !REFERENT
}

/// Gives the content words of a sentence that are no names, as their feature and as written.
fn words(article: &Article, read: &Reading, sentence: Span, take: &mut dyn FnMut(u32, Span)) {
    let from = read.mentions.partition_point(|m| m.span.start < sentence.start);
    let to = read.mentions.partition_point(|m| m.span.start < sentence.end);
    let names = read.mentions.get(from..to).unwrap_or(&[]);
    let from = read.dates.partition_point(|d| d.span.start < sentence.start);
    let dates = read.dates.iter().skip(from).take_while(|d| d.span.start < sentence.end);
    for token in tokens(&article.text, sentence) {
        let mut taken = names.iter().map(|n| n.span).chain(dates.clone().map(|d| d.span));
        if !taken.any(|t| t.overlaps(token.span))
            && let Some(stem) = content_stem(&article.text, token)
        {
            let common = LEXICON.classes(&token.span.of(&article.text).lower()) & class::COMMON != 0;
            if !common {
                take(feature(&stem), token.span);
            }
        }
    }
}

/// In how many articles features stand. Words share counters when there are very many: they then count as more common.
#[derive(Default)]
struct Frequency {
    referents: Vec<u32>,
    words: Vec<u32>,
    articles: u32,
}

impl Frequency {
    fn of(articles: &[Features], entities: usize) -> Self {
        let counters = (articles.len() * 64).next_power_of_two().clamp(1 << 12, 1 << 20);
        let count = u32::try_from(articles.len()).unwrap_or(u32::MAX);
        let mut frequency = Self { referents: vec![0; entities], words: vec![0; counters], articles: count };
        for (key, _) in articles.iter().flatten() {
            if let Some(counter) = frequency.counter(*key) {
                *counter += 1;
            }
        }
        frequency
    }

    fn counter(&mut self, key: u32) -> Option<&mut u32> {
        let counters = self.words.len();
        match key & REFERENT {
            0 => self.words.get_mut(key as usize % counters),
            _ => self.referents.get_mut((key & !REFERENT) as usize),
        }
    }

    /// In how many articles a feature stands.
    fn found(&self, key: u32) -> u32 {
        let counter = match key & REFERENT {
            0 => self.words.get(key as usize % self.words.len().max(1)),
            _ => self.referents.get((key & !REFERENT) as usize),
        };
        counter.copied().unwrap_or(0)
    }

    /// The rarer, the more; as if the articles stood among others that do not tell the same.
    fn weight(&self, key: u32, entities: &[Entity]) -> u32 {
        const OTHERS: u32 = 64;
        let kind = entities.get((key & !REFERENT) as usize).map(|e| e.kind);
        let (others, factor) = match kind {
            _ if key & REFERENT == 0 => (2, 1),
            Some(EntityKind::Country | EntityKind::Medium) => (16, 1),
            _ => (4, 2),
        };
        factor * (1 + 4 * (self.articles + OTHERS) / (self.found(key) + others)).ilog2()
    }
}

/// The strongest of what the articles of a story share.
struct Shared {
    key: u32,
    /// In how many of the articles it is among the weightiest.
    held: u32,
    /// Its weight through them all, twice where it stands in the headline.
    weight: u32,
    /// Whether it stands in most of the headlines.
    heads: bool,
}

impl Stories {
    /// What people would call the story: what happened and where, if the articles say it; else the names and the word of
    /// their headlines that they share, as they put it (“Harlow bridge”).
    fn name(&self, collection: &Collection, reading: &CorpusReading, members: &[u32]) -> (String, Option<Told>) {
        let list = event_words();
        let told = happening(reading, members, list);
        if told.is_some() {
            return (told.as_ref().map_or_else(String::new, Told::name), told);
        }
        let texts = || {
            let text = |&m: &u32| Some((collection.articles.get(m as usize)?, reading.articles.get(m as usize)?));
            members.iter().filter_map(text)
        };
        let mut parts: Vec<String> = Vec::new();
        let mut names: Vec<(u32, &Entity)> = Vec::new();
        let (mut topic, mut first, mut second) = (None, 0, 0);
        let mut words = Vec::new();
        for shared in self.strongest(members, texts).into_iter().take(STRONGEST_MAX) {
            // The third must be nearly as strong as the first.
            let full = parts.len() == NAMES_MAX || parts.len() == NAMES_MAX - 1 && shared.weight * 3 < first * 2;
            let number = shared.key & !REFERENT;
            if let Some(entity) = reading.entities.get(number as usize).filter(|_| shared.key & REFERENT != 0) {
                let written = if full { None } else { called(texts(), number, entity) };
                if let Some(written) = written.filter(|w| !parts.contains(w)) {
                    if parts.len() == 1 {
                        second = shared.weight;
                    }
                    first = first.max(shared.weight);
                    parts.push(written);
                    names.push((number, entity));
                }
            } else {
                let named = shared.heads && topic.is_none();
                let word = if named { spelt(&forms(texts(), shared.key)) } else { None };
                topic = topic.or(word.filter(|w| !parts.contains(w)));
                words.push((shared.key, shared.heads));
            }
        }
        if topic.is_none() {
            // Where no noun of the headlines stands alone, two words that the articles put together tell the matter.
            let phrase = |&(key, heads): &(u32, bool)| {
                let word = forms(texts(), key).most()?;
                Some((compound(texts(), word.trim_start_matches("the "))?, heads))
            };
            match words.iter().take(WORDS_TRIED_MAX).find_map(phrase) {
                Some((phrase, true)) => return (capitalised(&phrase), None),
                Some((phrase, false)) => {
                    parts.truncate(NAMES_MAX - 2);
                    parts.push(format!("the {phrase}"));
                }
                None => {}
            }
        }
        if let Some(topic) = topic {
            let most = if second * 3 < first * 2 { NAMES_MAX - 2 } else { NAMES_MAX - 1 };
            names.truncate(most);
            parts.truncate(most);
            let noun = topic.trim_start_matches("the ");
            let put = |(at, name): (usize, &String)| {
                let &(number, entity) = names.get(at)?;
                Some((at, entity, linked(texts(), number, entity, name, noun)?))
            };
            if let Some((at, entity, phrase)) = parts.iter().enumerate().find_map(put) {
                if let Some(word) = list.iter().find(|w| w.word == noun).filter(|_| is_place(entity)) {
                    let told = Told { place: entity.name.clone(), kind: noun.to_owned(), family: word.family, by: 0 };
                    return (capitalised(&phrase), Some(told));
                }
                parts = parts.into_iter().enumerate().filter(|p| p.0 != at).map(|p| p.1).collect();
                parts.push(phrase);
            } else if let Some(phrase) = compound(texts(), noun) {
                return (capitalised(&phrase), None);
            } else {
                // Names before words: “Harlow and march” is no month.
                parts.push(topic);
            }
        }
        let last = parts.pop().unwrap_or_else(|| "one matter".to_owned());
        let name = if parts.is_empty() { last } else { format!("{} and {last}", parts.join(", ")) };
        (capitalised(&name), None)
    }

    /// What most of the articles share comes first, the strongest first.
    fn strongest<'a, T: Iterator<Item = (&'a Article, &'a Reading)>>(
        &self,
        members: &[u32],
        texts: impl Fn() -> T,
    ) -> Vec<Shared> {
        let mut all: Vec<(u32, u32, bool)> = Vec::new();
        let mut headed = 0;
        for (&member, (article, read)) in members.iter().zip(texts()) {
            headed += u32::from(article.headline.is_some());
            let headline = article.headline.unwrap_or_default();
            let mut over: Vec<u32> = Vec::new();
            over.extend(read.mentions.iter().filter(|m| headline.contains(m.span)).map(|m| REFERENT | m.entity));
            words(article, read, headline, &mut |key, _| over.push(key));
            for &(key, weight) in self.features(member) {
                let heads = over.contains(&key);
                all.push((key, weight * (1 + u32::from(heads)), heads));
            }
        }
        all.put_in_order();
        let mut strongest: Vec<Shared> = Vec::new();
        for same in all.chunk_by(|a, b| a.0 == b.0).filter(|same| same.len() > 1) {
            let key = same.first().map_or(0, |f| f.0);
            let held = u32::try_from(same.len()).unwrap_or(u32::MAX);
            let heads = same.iter().map(|f| u32::from(f.2)).sum::<u32>() * 2;
            strongest.push(Shared {
                key,
                held,
                weight: same.iter().map(|f| f.1).sum(),
                heads: heads > headed || headed == 0,
            });
        }
        let most = u32::try_from(members.len()).unwrap_or(u32::MAX);
        strongest.put_in_order_by_key(|s| (s.held * 3 < most * 2, std::cmp::Reverse(s.weight), s.key));
        strongest
    }
}

/// What a story tells: a happening at a place.
struct Told {
    place: String,
    kind: String,
    family: &'static str,
    /// How many of the articles tell it.
    by: usize,
}

impl Told {
    fn name(&self) -> String {
        format!("{} {}", self.place, self.kind)
    }
}

fn is_place(entity: &Entity) -> bool {
    matches!(entity.kind, EntityKind::Place | EntityKind::Country)
}

/// The happening at one place that most of the articles tell, under its most frequent word.
fn happening(reading: &CorpusReading, members: &[u32], list: &[EventWord]) -> Option<Told> {
    let mut found: Vec<(&str, &'static str, &str, u32, u32)> = Vec::new();
    for &member in members {
        for passage in reading.articles.get(member as usize).map_or(&[][..], |a| a.passages.as_slice()) {
            let event = reading.events.get(passage.event as usize).filter(|e| e.basis == Basis::Stated);
            let Some((event, place)) = event.and_then(|e| Some((e, e.place.as_deref()?))) else { continue };
            let known =
                list.iter().find(|w| w.kind == event.kind).filter(|w| !one_of(w.family, "meeting speech visit call"));
            if let Some(word) = known.filter(|_| passage.role == PassageRole::About) {
                found.push((place, word.family, &event.kind, passage.event, member));
            }
        }
    }
    found.put_in_order();
    let mut best: Option<Told> = None;
    for same in found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
        let mut tellers: Vec<u32> = same.iter().map(|f| f.4).collect();
        tellers.put_in_order();
        tellers.dedup();
        let most = same.chunk_by(|a, b| a.2 == b.2).max_by_key(|kind| kind.len());
        // Two of one word were on different days.
        let apart = same.windows(2).any(|two| matches!(two, [a, b] if a.2 == b.2 && a.3 != b.3));
        if let Some(&(place, family, kind, ..)) = most.and_then(<[_]>::first)
            && !apart
            && best.as_ref().is_none_or(|b| b.by < tellers.len())
        {
            best = Some(Told { place: place.to_owned(), kind: kind.to_owned(), family, by: tellers.len() });
        }
    }
    best.filter(|b| b.by > 1 && b.by * 2 >= members.len())
}

/// The events that are the happening of a story under another word or seen from one article alone: of one family and
/// place with it, or without a day of their own, and told by none but its articles. `tellers` says how many articles
/// tell each event.
fn taken_in(reading: &CorpusReading, members: &[u32], told: &Told, day: Option<Date>, tellers: &[u32]) -> Vec<u32> {
    let list = event_words();
    let mut own: Vec<u32> = Vec::new();
    for &member in members {
        own.extend(reading.articles.get(member as usize).map_or_else(Vec::new, told_events));
    }
    own.put_in_order();
    let is_one = |number: u32, by: u32| {
        let event = reading.events.get(number as usize).filter(|e| e.basis == Basis::Stated && e.kind != STORY);
        event.is_some_and(|event| {
            let family = list.iter().any(|w| w.kind == event.kind && w.family == told.family);
            let here = event.place.as_deref().is_some_and(|p| same_place(p, &told.place));
            let agrees = event.date.is_none() || day.is_none() || event.date == day;
            let only = tellers.get(number as usize) == Some(&by);
            family && agrees && only && (here || event.date.is_none() && by == 1)
        })
    };
    let mut taken: Vec<u32> = Vec::new();
    for same in own.chunk_by(|a, b| a == b) {
        let by = u32::try_from(same.len()).unwrap_or(u32::MAX);
        taken.extend(same.first().filter(|number| is_one(**number, by)));
    }
    taken
}

/// The events that an article tells, each once.
fn told_events(read: &Reading) -> Vec<u32> {
    let mut told: Vec<u32> = read.passages.iter().map(|p| p.event).collect();
    told.put_in_order();
    told.dedup();
    told
}

/// How the articles put the word to the name: “Harlow bridge”, “Vellano’s orchards”, “arrest of Rojas”;
/// `None` where they do not.
fn linked<'a>(
    texts: impl Iterator<Item = (&'a Article, &'a Reading)>,
    number: u32,
    entity: &Entity,
    name: &str,
    topic: &str,
) -> Option<String> {
    let is_topic = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).lower() == topic;
    let (mut before, mut owned, mut behind) = (0, 0, Forms::default());
    for (article, read) in texts {
        let text = &article.text;
        for m in read.mentions.iter().filter(|m| m.entity == number && m.form != MentionForm::Pronoun) {
            let after = text.get(m.span.end as usize..).unwrap_or("");
            let rest = after.strip_prefix("’s").or_else(|| after.strip_prefix("'s"));
            let mut next = rest.unwrap_or(after).split(' ').skip(1);
            if rest.is_some() && next.clone().take(2).any(is_topic) {
                owned += 1;
            } else if after.starts_with(' ') && next.next().is_some_and(is_topic) {
                before += 1;
            }
            let mut back =
                text.get(..m.span.start as usize).unwrap_or("").trim_end().rsplit(' ').filter(|w| *w != "the");
            let preposition = back.next().unwrap_or("");
            if one_of(preposition, "of in at on for to against with from") && back.next().is_some_and(is_topic) {
                behind.count(preposition);
            }
        }
    }
    let person = entity.kind == EntityKind::Person;
    let after = behind.0.iter().map(|f| f.times).max().unwrap_or(0);
    if before + owned + after == 0 {
        None
    } else if after > before.max(owned) && !is_place(entity) {
        Some(format!("{topic} {} {name}", behind.most()?))
    } else if person {
        // Only what is said to be somebody’s own.
        Some(format!("{name}’s {topic}")).filter(|_| owned > 0)
    } else {
        Some(format!("{} {topic}", name.trim_start_matches("the ")))
    }
}

/// How each form was written: how often, how often not before a noun (“the Rome talks”), and of these with an article.
#[derive(Default)]
struct Forms(Vec<Form>);

#[derive(Default)]
struct Form {
    written: String,
    times: u32,
    alone: u32,
    determined: u32,
    /// Whether it stood once with an article or as somebody's own: a noun.
    noun: bool,
}

impl Forms {
    /// Counts a form that needs no article.
    fn count(&mut self, written: &str) -> Option<&mut Form> {
        let at = self.0.iter().position(|f| f.written == written).unwrap_or(self.0.len());
        if at == self.0.len() {
            self.0.push(Form { written: written.to_owned(), ..Form::default() });
        }
        let form = self.0.get_mut(at)?;
        form.times += 1;
        Some(form)
    }

    fn add(&mut self, text: &str, whole: Span, form: Span) {
        let before = Span { start: 0, end: whole.start }.of(text);
        let after = text.get(whole.end as usize..).and_then(|t| t.strip_prefix(' ')).unwrap_or("");
        let next = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let Some(form) = self.count(&form.in_one_line(text)) else { return };
        let determined = [" the ", "The ", " a ", "A "].iter().any(|d| before.ends_with(d));
        form.noun |= determined || ["’s ", "'s ", " of ", " an "].iter().any(|d| before.ends_with(d));
        if next.is_empty() || is_function_word(next) {
            form.alone += 1;
            form.determined += u32::from(determined);
        }
    }

    /// The form written most, with “the” where it mostly has an article.
    fn most(&self) -> Option<String> {
        let most = self.0.iter().max_by_key(|f| (f.times, f.alone, f.determined, &f.written))?;
        Some(if most.determined * 2 > most.alone { format!("the {}", most.written) } else { most.written.clone() })
    }
}

/// The word that at least half of the articles, and two, put before the topic: “migrant caravan”.
fn compound<'a>(texts: impl Iterator<Item = (&'a Article, &'a Reading)>, topic: &str) -> Option<String> {
    const LETTERS_MIN: usize = 4;
    let bland = |word: &str| is_function_word(word) || LEXICON.classes(word) & (class::COMMON | class::CALENDAR) != 0;
    let (mut all, mut held, mut noun) = (0, Forms::default(), false);
    for (article, _) in texts {
        all += 1;
        let mut here: Set<String> = Set::new();
        let (mut article_before, mut before) = (false, "");
        for word in article.text.split([' ', '\n']) {
            let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
            let long = before.chars().all(char::is_alphabetic) && before.chars().count() >= LETTERS_MIN;
            if long && bare.strip_suffix("’s").unwrap_or(bare).lower() == topic {
                let before = before.lower();
                if !bland(&before) {
                    noun |= article_before;
                    here.insert(before);
                }
            }
            article_before = one_of(&before.lower(), "the a an") || before.ends_with("’s") || before.ends_with("'s");
            before = word;
        }
        for word in here.iter() {
            held.count(word);
        }
    }
    noun &= LEXICON.classes(topic) & WHOSE == 0;
    let held = Some(held).filter(|h| noun && h.0.iter().any(|f| f.times >= 2 && f.times * 2 >= all))?;
    held.most().map(|word| format!("{word} {topic}"))
}

/// What a referent is called most: people by their full name, others as the articles write it.
fn called<'a>(texts: impl Iterator<Item = (&'a Article, &'a Reading)>, number: u32, entity: &Entity) -> Option<String> {
    match entity.kind {
        EntityKind::Medium | EntityKind::Group => return None,
        EntityKind::Person => return Some(entity.name.clone()),
        _ => {}
    }
    let mut forms = Forms::default();
    for (article, read) in texts {
        // The capitals of a dateline are not how a place is called.
        let cased =
            |m: &Mention| entity.kind != EntityKind::Place || m.name.of(&article.text).contains(char::is_lowercase);
        let bare = |m: &&Mention| m.entity == number && m.form == MentionForm::Name && cased(m);
        read.mentions.iter().filter(bare).for_each(|m| forms.add(&article.text, m.span, m.name));
    }
    forms.most().or_else(|| Some(entity.name.clone()))
}

/// How a feature that is a word is written at the openings of the articles.
fn forms<'a>(texts: impl Iterator<Item = (&'a Article, &'a Reading)>, key: u32) -> Forms {
    let mut forms = Forms::default();
    for (article, read) in texts {
        for span in article.sentences.iter().take(OPENING_SENTENCES) {
            words(article, read, *span, &mut |other, at| {
                if other == key {
                    forms.add(&article.text, at, at);
                }
            });
        }
    }
    forms
}

/// Nouns that tell who somebody is, or what is somebody's.
const WHOSE: u32 =
    class::TITLE | class::TRADE | class::RELATION | class::BODY | class::ORGANISATION_HEAD | class::LOCALITY;

/// How a word is written most; `None` for numbers and what looks like a verb: they name no story.
fn spelt(forms: &Forms) -> Option<String> {
    let noun = forms.0.iter().any(|f| (f.noun || f.written.ends_with('s')) && LEXICON.classes(&f.written) & WHOSE == 0);
    forms.most().filter(|f| noun && f.starts_with(char::is_lowercase) && !f.ends_with("ed") && !f.ends_with("ing"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{compare, read_collection};
    use corpus::{Published, read_text};

    const BRIDGE: [&str; 3] = [
        "Harlow bridge closed after cracks found\n\nThe Harlow bridge was closed to lorries after inspectors found \
         cracks in its steel cables, Mayor Ruth Calder said. Engineers from Tarn Structures blamed corrosion.\n\nFerries \
         will carry commuters.",
        "Calder shuts Harlow bridge\n\nMayor Ruth Calder ordered lorries off the Harlow bridge. Corrosion had left cracks \
         in the cables, according to Tarn Structures, whose inspectors looked at them.",
        "Commuters face a detour: Tarn Structures, the engineers, warned of corrosion in cables of the Harlow bridge.\n\n\
         “Safety first,” Ruth Calder said as lorries turned round. The cracks are narrow.",
    ];
    const ORCHARDS: [&str; 2] = [
        "Frost ruins apricot orchards in Vellano\n\nGrowers in Vellano lost most apricots to frost, the cooperative \
         Fruttaviva said. Its president Elio Marchetti asked for subsidies to replant orchards.",
        "Elio Marchetti, president of Fruttaviva, wants subsidies: frost destroyed the apricots of Vellano. Orchards \
         there had blossomed early, growers said.",
    ];
    const CHESS: &str = "Pilar Ondarza won the chess championship in Oviedo. Her opponent resigned a rook down.";

    fn collection(texts: &[&str]) -> Collection {
        let article = |(n, text): (usize, &&str)| read_text(&format!("a{n}"), (*text).to_owned());
        Collection { articles: texts.iter().enumerate().map(article).collect(), ..Collection::default() }
    }

    fn days(mut collection: Collection, days: &[&str]) -> Collection {
        for (article, day) in collection.articles.iter_mut().zip(days) {
            article.published = Some(Published { value: day.parse().unwrap(), basis: Basis::Supplied, span: None });
        }
        collection
    }

    /// The stories as names with the articles that tell them.
    fn stories(collection: &Collection) -> Vec<(String, Vec<u32>)> {
        let reading = read_collection(collection);
        let events = (0..).zip(&reading.events).filter(|(_, e)| e.kind == STORY);
        events.map(|(n, e)| (format!("{} | {}", e.id, e.name), compare::tellers(&reading, n))).collect()
    }

    fn all<'a>() -> Vec<&'a str> {
        vec![BRIDGE[0], ORCHARDS[0], CHESS, BRIDGE[1], BRIDGE[2], ORCHARDS[1]]
    }

    #[test]
    fn each_matter_is_a_story_and_what_stands_alone_is_none() {
        let found = stories(&collection(&all()));
        let members: Vec<&[u32]> = found.iter().map(|(_, m)| m.as_slice()).collect();
        assert_eq!(members, [&[0, 3, 4][..], &[1, 5]], "{found:?}");
        let names: Vec<&str> = found.iter().map(|(n, _)| n.as_str()).collect();
        assert_eq!(
            names,
            ["story-ruth-calder-harlow | Ruth Calder and Harlow", "story-vellano-orchards | Vellano orchards"]
        );
    }

    #[test]
    fn stories_do_not_depend_on_the_order_of_the_articles() {
        let mut texts = all();
        texts.reverse();
        let mut names: Vec<String> = stories(&collection(&texts)).into_iter().map(|(n, _)| n).collect();
        names.reverse();
        assert_eq!(names, stories(&collection(&all())).into_iter().map(|(n, _)| n).collect::<Vec<_>>());
    }

    #[test]
    fn a_story_is_called_by_what_happened_or_by_the_word_put_to_a_name() {
        let flood = [
            "Flood in Tarvale kills two\n\nTwo people drowned in Tarvale when the river Orr broke its banks. Mayor Inga Hall \
             called for help. The flood in Tarvale was the worst in years.",
            "Tarvale flood: two dead\n\nMayor Inga Hall said the flood in Tarvale took two lives as the river Orr rose.",
            "Inga Hall mourns two\n\nMayor Inga Hall wept for two neighbours who drowned as the river Orr rose. A flood in \
             Dunby had been smaller.",
        ];
        let named = stories(&collection(&flood));
        assert_eq!(named.len(), 1, "{named:?}");
        assert!(named[0].0.ends_with("| Tarvale flood"), "{named:?}");
        // It stands for what two of the articles tell under that name.
        let reading = read_collection(&collection(&flood));
        let names: Vec<&str> = reading.events.iter().map(|e| e.name.as_str()).collect();
        assert!(names.iter().filter(|n| n.contains("Tarvale")).count() == 1, "{names:?}");
        let fraud = [
            "Jury finds Leo Voss guilty in Harrow Trust fraud\n\nLeo Voss, who led Harrow Trust, lied to widows, the jury \
             found. The Harrow Trust fraud cost millions.",
            "Voss convicted in Harrow Trust fraud\n\nLeo Voss of Harrow Trust was convicted. The jury took days over the fraud.",
        ];
        let named = stories(&collection(&fraud));
        assert!(named[0].0.ends_with("| Leo Voss and Harrow Trust fraud"), "{named:?}");
        // Two words that are mostly put together, in headlines or below them.
        let levy = [
            "Parcel levy stays\n\nThe parcel levy brought by Ada Brandt went into its third year, and shops grumbled.",
            "Shops grumble at levy\n\nAda Brandt said that the parcel levy would last. Shops grumbled in every town.",
        ];
        let toll = [
            "Ada Brandt gives in\n\nAda Brandt ended the parcel levy. Shops had paid the parcel levy for years.",
            "Brandt yields\n\nAda Brandt said the parcel levy was over, and shops cheered.",
        ];
        for (texts, name) in [(levy, "| Parcel levy"), (toll, "| Ada Brandt and the parcel levy")] {
            let named = stories(&collection(&texts));
            assert!(named[0].0.ends_with(name), "{named:?}");
        }
        // A word of one headline among two is none that people would call it by.
        let talks = [
            "Empty rung on Marden's 'ladder'\n\nCoach Tom Marden stood on a ladder with Quayle, but Quayle said no.",
            "Marden and Quayle part\n\nCoach Tom Marden and Quayle left the ladder without a word.",
        ];
        let named = stories(&collection(&talks));
        assert!(!named.is_empty() && !named[0].0.contains("ladder"), "{named:?}");
    }

    #[test]
    fn a_story_holds_the_whole_of_its_articles_but_no_heading() {
        let mut texts = BRIDGE.to_vec();
        let long = format!("{}\n\nWhat comes next\n\nDrivers must wait for the ferry.", BRIDGE[0]);
        texts[0] = &long;
        let collection = collection(&texts);
        let reading = read_collection(&collection);
        let story = reading.events.iter().position(|e| e.kind == STORY).unwrap();
        for (article, read) in collection.articles.iter().zip(&reading.articles) {
            for block in &article.blocks {
                let told = read.passages.iter().any(|p| p.event as usize == story && p.span == block.span);
                assert_eq!(told, block.kind != BlockKind::Heading, "{}", block.span.of(&article.text));
            }
        }
        let question = compare::Question { events: vec![story as u32], ..Default::default() };
        let comparison = compare::compare(&collection, &reading, &question);
        assert_eq!(comparison.columns.len(), 3);
        assert!(comparison.absent.is_empty());
        assert!(comparison.accounts[0].shared.iter().any(|s| s.told_by > 1));
    }

    #[test]
    fn where_an_event_is_told_by_all_there_is_no_story() {
        let told = BRIDGE.map(|t| format!("{t} They spoke at talks in Doha."));
        let told: Vec<&str> = told.iter().map(String::as_str).collect();
        assert!(stories(&collection(&told)).is_empty());
    }

    #[test]
    fn articles_far_apart_in_time_are_no_story() {
        let near = ["2024-03-01", "2024-03-15"];
        assert_eq!(stories(&days(collection(&BRIDGE[..2]), &near)).len(), 1);
        let far = ["2024-03-01", "2024-03-16"];
        assert!(stories(&days(collection(&BRIDGE[..2]), &far)).is_empty());
        // Nor by way of one without a date or one between them.
        let three = stories(&days(collection(&BRIDGE), &["2024-03-01", "2024-03-16", "2024-03-08"]));
        assert_eq!(three.iter().map(|(_, m)| m.len()).collect::<Vec<_>>(), [2]);
        let three = stories(&days(collection(&BRIDGE), &far));
        assert_eq!(three.iter().map(|(_, m)| m.len()).collect::<Vec<_>>(), [2]);
    }

    /// A dam that breaks on a Monday, a minister who resigns on the Wednesday after: outlet, day, text.
    const DAM: [(&str, &str, &str); 6] = [
        (
            "The Valley Herald",
            "2019-06-04",
            "HALVERN, June 4 (Valley Herald) - The Orlo dam burst on Monday and flooded Halvern, drowning nine people. \
             Governor Elsa Brandt told the Valley Herald that engineers had warned of cracks. Minister Karl Ossian visited \
             Halvern. Analyst Petra Kranz of Holm Bank said insurers would pay.",
        ),
        (
            "Radio Nine",
            "2019-06-04",
            "Nine people drowned on Monday when the Orlo dam burst above Halvern. Engineers had warned of cracks, Governor \
             Elsa Brandt said. Survivors slept in a school.",
        ),
        (
            "Morning Star",
            "2019-06-04",
            "Halvern lies under water after the Orlo dam burst. “It roared,” said survivors of Monday’s disaster, in which \
             nine people drowned. Governor Elsa Brandt spoke of cracks.",
        ),
        (
            "The Valley Herald",
            "2019-06-06",
            "CAPITAL CITY, June 6 (Valley Herald) - Minister Karl Ossian resigned on Wednesday over the Orlo dam. Analyst Petra \
             Kranz of Holm Bank said insurers would still pay. Parliament had demanded that he go.",
        ),
        (
            "Radio Nine",
            "2019-06-06",
            "Minister Karl Ossian has resigned. In a letter to parliament on Wednesday he took the blame for the Orlo dam.",
        ),
        (
            "Morning Star",
            "2019-06-06",
            "Karl Ossian goes: the minister handed parliament his letter on Wednesday. Parliament had demanded it since the \
             Orlo dam broke.",
        ),
    ];

    fn dam() -> Collection {
        let mut all = days(collection(&DAM.map(|d| d.2)), &DAM.map(|d| d.1));
        for (article, (outlet, ..)) in all.articles.iter_mut().zip(DAM) {
            article.outlet = Some(corpus::Outlet { name: outlet.to_owned(), url: None, basis: Basis::Supplied });
        }
        all
    }

    #[test]
    fn what_goes_on_for_days_falls_into_its_happenings_each_with_its_day() {
        let reading = read_collection(&dam());
        let found: Vec<(Option<String>, Vec<u32>)> = (0..)
            .zip(&reading.events)
            .filter(|(_, e)| e.kind == STORY)
            .map(|(n, e)| (e.date.map(|d| d.to_string()), compare::tellers(&reading, n)))
            .collect();
        let expected = [("2019-06-03", vec![0, 1, 2]), ("2019-06-05", vec![3, 4, 5])];
        assert_eq!(found, expected.map(|(day, members)| (Some(day.to_owned()), members)), "{:?}", reading.events);
    }

    #[test]
    fn an_outlet_is_no_evidence_for_what_it_tells() {
        let all = dam();
        let reading = read_collection(&all);
        assert!(reading.events.iter().all(|e| !e.name.contains("Herald")), "{:?}", reading.events);
        let entities = &reading.entities;
        for (article, read) in all.articles.iter().zip(&reading.articles) {
            for (key, _) in counted(article, read, entities).iter().filter(|f| f.0 & REFERENT != 0) {
                let entity = &entities[(key & !REFERENT) as usize];
                assert!(!entity.name.contains("Herald") && entity.name != "Capital City", "{entity:?}");
            }
        }
    }

    #[test]
    fn empty_articles_are_no_story() {
        assert!(stories(&collection(&["", "", " ", "The.", "The."])).is_empty());
    }

    #[test]
    fn the_seeds_need_none() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
        let read = |p: &std::path::Path| std::fs::read_to_string(p).unwrap();
        let paths = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path());
        let mut files: Vec<(String, String)> = paths
            .filter(|p| p.extension().is_some_and(|e| e == "txt"))
            .map(|p| (p.file_name().unwrap().to_str().unwrap().to_owned(), read(&p)))
            .collect();
        files.sort();
        let description = read(&std::path::Path::new(folder).join("corpus.json"));
        let seeds = corpus::read_collection(&files, Some(&description)).unwrap();
        let reading = read_collection(&seeds);
        let mut known = Stories::default();
        seeds
            .articles
            .iter()
            .zip(&reading.articles)
            .for_each(|(article, read)| known.count(article, read, None, &reading.entities));
        known.weigh_all(reading.entities.len());
        (0..5).for_each(|article| known.weigh(article, &reading.entities));
        known.put_in_days(&[]);
        (0..5).for_each(|article| known.pair(article, &[]));
        known.sort();
        (0..known.pairs()).for_each(|pair| known.join(pair, &[]));
        known.gather(&reading);
        assert_eq!(known.stories, [[0, 1, 2, 3, 4]], "they are one story");
        assert!(stories(&seeds).is_empty());
    }
}
