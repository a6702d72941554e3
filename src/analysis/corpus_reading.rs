//! The articles of a collection read together: one referent per entity, one happening per event, a window of
//! days per article.
//!
//! Events are joined by kind and place when their days agree or are unknown. An article without a date gets
//! one from what it tells: if it places an event of a known day “on Sunday”, it is from that Sunday or one of
//! the six days after it, because a bare weekday in the past is the last such day. News opens with what is
//! newest: another weekday told before the event is later than it. Nothing is guessed: where no event has a
//! day, articles without a date stay without.
use crate::date_expressions::{Expression, Sense, Side};
use crate::sentence_words::Words;
use crate::{CorpusReading, Dating, Event, PassageRole, Reading, dates, events, read, referents, stories};
use corpus::Lower;
use corpus::Map;
use corpus::{Article, Basis, Collection, Date, EventInfo};
use corpus::{Gather, InOrder};
use std::cell::OnceCell;
use std::cmp::Ordering;

/// Reads every article and joins what they share.
#[must_use]
pub fn read_collection(collection: &Collection) -> CorpusReading {
    let readings = collection.articles.iter().map(|a| read(a, &collection.events)).collect();
    join_readings(collection, readings)
}

/// Joins what the articles share at once; `readings` holds one reading ([`crate::read`]) per article of the
/// collection, in its order. For callers that read article by article.
#[must_use]
pub fn join_readings(collection: &Collection, readings: Vec<Reading>) -> CorpusReading {
    let mut joining = Joining::new(readings);
    while joining.step(collection) {}
    joining.finish()
}

/// What a join goes through, in this order.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Stage {
    /// Joins the events that the articles tell.
    Events,
    /// Concludes the days of articles from them.
    Date,
    /// Days that became known may part or join events, so they are joined again.
    EventsAgain,
    /// Takes the referents of the articles …
    Take,
    /// … joins them …
    Referents,
    /// … lists them …
    List,
    /// … and lets the articles count into the list.
    Settle,
    /// Counts what articles are known by …
    Count,
    /// … and in how many …
    Frequency,
    /// … and weighs it.
    Weigh,
    /// Looks through the days for pairs of articles that are alike …
    Days,
    Pair,
    /// … which become groups, the closest first …
    Sort,
    Group,
    /// … and these become stories.
    Gather,
    Tell,
}

impl Stage {
    const ALL: [Self; 16] = [
        Self::Events,
        Self::Date,
        Self::EventsAgain,
        Self::Take,
        Self::Referents,
        Self::List,
        Self::Settle,
        Self::Count,
        Self::Frequency,
        Self::Weigh,
        Self::Days,
        Self::Pair,
        Self::Sort,
        Self::Group,
        Self::Gather,
        Self::Tell,
    ];

    /// Whether it goes through all articles.
    fn is_round(self) -> bool {
        matches!(self, Self::Date | Self::Take | Self::Settle | Self::Count | Self::Weigh | Self::Pair)
    }
}

/// The join of readings in the making, for callers that have other work to do in between. Every step is given the same
/// collection; where it holds more articles than there are readings, the first are meant.
pub struct Joining {
    reading: CorpusReading,
    events: Joined,
    referents: referents::Joined,
    entities: referents::Entities,
    stories: stories::Stories,
    /// How many stages are done.
    stage: usize,
    /// How much of the next one is done.
    at: usize,
}

impl Joining {
    /// So many articles are joined in one step.
    const ARTICLES: usize = 32;
    /// So many pairs of alike articles …
    const PAIRS: usize = 2048;
    /// … and so many stories.
    const STORIES: usize = 4;

    /// Nothing joined yet. The readings are changed; who needs them as they are keeps a copy.
    #[must_use]
    pub fn new(readings: Vec<Reading>) -> Self {
        let reading = CorpusReading { articles: readings, ..CorpusReading::default() };
        Self {
            reading,
            events: Joined::default(),
            referents: referents::Joined::default(),
            entities: referents::Entities::default(),
            stories: stories::Stories::default(),
            stage: 0,
            at: 0,
        }
    }

    /// Does the next step; whether there is another.
    pub fn step(&mut self, collection: &Collection) -> bool {
        let Some(&stage) = Stage::ALL.get(self.stage) else {
            return false;
        };
        let (known, reading, stories) = (&collection.events, &mut self.reading, &mut self.stories);
        let (units, most) = match stage {
            Stage::Group => (stories.pairs(), Self::PAIRS),
            Stage::Tell => (stories.len(), Self::STORIES),
            round if round.is_round() => (reading.articles.len(), Self::ARTICLES),
            _ => (1, 1),
        };
        let to = (self.at + most).min(units);
        match stage {
            Stage::Events | Stage::EventsAgain => self.events = Joined::new(&reading.articles, known),
            Stage::Referents if self.referents.step() => return true,
            Stage::List => {
                self.entities = referents::Entities::of_all(&self.referents);
                reading.events = std::mem::take(&mut self.events.events);
            }
            Stage::Frequency => stories.weigh_all(reading.entities.len()),
            Stage::Days => stories.put_in_days(&reading.datings),
            Stage::Sort => stories.sort(),
            Stage::Gather => stories.gather(reading),
            Stage::Count => self.referents.forget(),
            _ => {}
        }
        for at in self.at..to {
            let (Some(article), Some(read)) = (collection.articles.get(at), reading.articles.get_mut(at)) else {
                continue;
            };
            match stage {
                Stage::Date => {
                    let joined = &self.events;
                    reading.datings.push(date(article, read, known, |event| joined.of(at, event)));
                }
                Stage::Take => {
                    self.events.remap(at, read);
                    self.referents.add(&article.text, read);
                }
                Stage::Settle => self.entities.settle(read, &self.referents),
                Stage::Count => {
                    let dating = reading.datings.get(at).and_then(Option::as_ref);
                    stories.count(article, read, dating, &reading.entities);
                }
                _ => {}
            }
        }
        for at in self.at..to {
            match stage {
                Stage::Weigh => stories.weigh(at, &reading.entities),
                Stage::Pair => stories.pair(at, &reading.datings),
                Stage::Group => stories.join(at, &reading.datings),
                Stage::Tell => stories.tell(at, collection, reading),
                _ => {}
            }
        }
        self.at = to;
        if to == units {
            match stage {
                Stage::Settle => reading.entities = std::mem::take(&mut self.entities).list,
                Stage::Tell => {
                    stories.drop_taken(reading);
                    ids_apart(&mut reading.events);
                    names_apart(reading);
                }
                _ => {}
            }
            (self.stage, self.at) = (self.stage + 1, 0);
        }
        self.stage < Stage::ALL.len()
    }

    /// How much is done, and of how much: articles, each as often as it is looked at.
    #[must_use]
    pub fn progress(&self) -> (u32, u32) {
        let articles = self.reading.articles.len();
        let (mut done, mut all) = (0, 0);
        for (number, _) in Stage::ALL.iter().enumerate().filter(|(_, stage)| stage.is_round()) {
            all += articles;
            done += match number.cmp(&self.stage) {
                Ordering::Less => articles,
                Ordering::Equal => self.at,
                Ordering::Greater => 0,
            };
        }
        (u32::try_from(done).unwrap_or(u32::MAX), u32::try_from(all).unwrap_or(u32::MAX))
    }

    /// All of it, once no step is left.
    #[must_use]
    pub fn finish(self) -> CorpusReading {
        self.reading
    }
}

/// The days an article can be from; where they are concluded, its dates and events are read again.
fn date<'e>(
    article: &Article,
    reading: &mut Reading,
    known: &[EventInfo],
    event: impl Fn(u32) -> Option<&'e Event>,
) -> Option<Dating> {
    // Cut up when it is first needed: a stated day needs no words.
    let cut = OnceCell::new();
    let words = || cut.get_or_init(|| Words::new(article));
    let dating = dating(article, words, reading, event);
    if let Some(dating) = dating.as_ref().filter(|d| d.basis == Basis::Derived) {
        reread(article, words(), reading, known, dating);
    }
    dating
}

/// Whether an article can have known of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// It is from the event's day or later.
    Yes,
    /// Its latest day is before the event.
    No,
    /// One of the days is not known, or the window holds both.
    Unknown,
}

/// Whether an article of that dating could know of the event: silence is not leaving out when it could not.
#[must_use]
pub fn could_know(dating: Option<&Dating>, event: &Event) -> Knowledge {
    match (dating, event.date) {
        (Some(dating), Some(day)) if dating.latest < day => Knowledge::No,
        (Some(dating), Some(day)) if dating.earliest >= day => Knowledge::Yes,
        _ => Knowledge::Unknown,
    }
}

/// The dates and events of an article whose days became known.
fn reread(article: &Article, words: &Words, reading: &mut Reading, known: &[EventInfo], dating: &Dating) {
    reading.dates = dates::find_within(words, dating.earliest, dating.latest);
    for date in reading.dates.iter_mut().filter(|d| d.day.is_some()) {
        date.basis = format!("{}; derived from the article’s days", date.basis);
    }
    let (events, passages) = events::find(article, words, &reading.entities, &reading.mentions, &reading.dates, known);
    reading.events = events;
    reading.passages = passages;
}

/// The days an article can be from.
fn dating<'e, 'w>(
    article: &Article,
    words: impl Fn() -> &'w Words<'w>,
    reading: &Reading,
    event: impl Fn(u32) -> Option<&'e Event>,
) -> Option<Dating> {
    if let Some(published) = &article.published {
        let day = published.value.date;
        let reason = match published.basis {
            Basis::Stated => "The text states its date.",
            Basis::Supplied => "The date was supplied with the article.",
            Basis::Derived => "The date was derived.",
        };
        return Some(Dating { earliest: day, latest: day, basis: published.basis, reason: reason.to_owned() });
    }
    let expressions = &words().expressions;
    let told = told_days(article, expressions, reading, event);
    let (first, others) = told.split_first()?;
    let (mut earliest, mut latest) = first.window;
    let mut reason = first.reason.clone();
    for other in others {
        // Two events that ask for different weeks say nothing certain.
        earliest = earliest.max(other.window.0);
        latest = latest.min(other.window.1);
    }
    if earliest > latest {
        return None;
    }
    if let Some((day, words)) = newer_day(article, expressions, first.at, earliest, latest) {
        earliest = day;
        reason = format!("{reason} Before that it tells what happened on “{words}”: not before {}.", day.short());
    }
    Some(Dating { earliest, latest, basis: Basis::Derived, reason })
}

/// An event's day told by a relative expression, and the days that this leaves for the article.
struct ToldDay {
    at: u32,
    window: (Date, Date),
    reason: String,
}

fn told_days<'e>(
    article: &Article,
    expressions: &[Expression],
    reading: &Reading,
    event: impl Fn(u32) -> Option<&'e Event>,
) -> Vec<ToldDay> {
    let mut found = Vec::new();
    for passage in reading.passages.iter().filter(|p| p.role == PassageRole::About) {
        let Some((event, day)) = event(passage.event).and_then(|e| Some((e, e.date?))) else {
            continue;
        };
        let from = expressions.partition_point(|e| e.span.start < passage.span.start);
        let inside = expressions.iter().skip(from).take_while(|e| e.span.end <= passage.span.end);
        for expression in inside {
            let Some(window) = window(expression.sense, day) else {
                continue;
            };
            let words = expression.span.of(&article.text);
            let days =
                if window.0 == window.1 { "that fixes its day" } else { "so it is from that day or the six after" };
            let reason = format!("It tells {} ({}) with “{words}”: {days}.", event.name, day.short());
            found.push(ToldDay { at: expression.span.start, window, reason });
        }
    }
    found
}

/// From which days an article can call `day` by this expression.
fn window(sense: Sense, day: Date) -> Option<(Date, Date)> {
    let (from, to) = match sense {
        Sense::Weekday(weekday, Side::Past) if weekday == day.weekday() => (0, 6),
        Sense::Weekday(weekday, Side::Last) if weekday == day.weekday() => (1, 7),
        Sense::Weekday(weekday, Side::Future) if weekday == day.weekday() => (-6, 0),
        Sense::Shift(days) => (-days, -days),
        _ => return None,
    };
    Some((day.plus(from)?, day.plus(to)?))
}

/// The latest weekday in the past that the article tells before `at`, if it falls after `earliest`.
fn newer_day<'a>(
    article: &'a Article,
    expressions: &[Expression],
    at: u32,
    earliest: Date,
    latest: Date,
) -> Option<(Date, &'a str)> {
    let before = expressions.iter().take_while(|e| e.span.start < at);
    let days = before.filter_map(|e| match e.sense {
        Sense::Weekday(weekday, Side::Past) => {
            let ahead = (weekday as i32 - earliest.weekday() as i32).rem_euclid(7);
            Some((earliest.plus(ahead)?, e.span.of(&article.text)))
        }
        _ => None,
    });
    days.filter(|(day, _)| *day > earliest && *day <= latest).max_by_key(|(day, _)| *day)
}

/// The events of all articles, and where each article's own went.
#[derive(Default)]
struct Joined {
    events: Vec<Event>,
    /// By article, by its own event.
    to: Vec<Vec<u32>>,
}

/// Article and its own event.
type Place = (usize, usize);

/// What was found in several articles and is one event.
struct Cluster {
    event: Event,
    members: Vec<Place>,
    first: Place,
}

impl Cluster {
    fn of(event: &Event, first: Place) -> Self {
        Self { event: event.clone(), members: vec![first], first }
    }

    fn add(&mut self, member: Place) {
        self.members.push(member);
        self.first = self.first.min(member);
    }
}

impl Joined {
    fn new(articles: &[Reading], known: &[EventInfo]) -> Self {
        let mut joined: Vec<Event> = known.iter().map(events::of_collection).collect();
        let own: Map<&str, u32> = known.iter().map(|k| k.id.as_str()).zip(0..).gather();
        let mut to: Vec<Vec<u32>> = articles.iter().map(|r| vec![0; r.events.len()]).collect();
        let mut groups: Map<(String, String), Vec<Place>> = Map::new();
        for (article, reading) in articles.iter().enumerate() {
            for (at, event) in reading.events.iter().enumerate() {
                match own.get(event.id.as_str()).filter(|_| event.basis == Basis::Supplied) {
                    Some(known) => set(&mut to, (article, at), *known),
                    None => groups.entry(key(event)).or_default().push((article, at)),
                }
            }
        }
        let mut clusters: Vec<Cluster> = groups.into_values().flat_map(|group| clusters(articles, &group)).collect();
        clusters.put_in_order_by_key(|c| c.first);
        for cluster in clusters {
            let index = u32::try_from(joined.len()).unwrap_or(u32::MAX);
            for member in &cluster.members {
                set(&mut to, *member, index);
            }
            joined.push(cluster.event);
        }
        ids_apart(&mut joined);
        Self { events: joined, to }
    }

    fn of(&self, article: usize, event: u32) -> Option<&Event> {
        self.events.get(*self.to.get(article)?.get(event as usize)? as usize)
    }

    fn remap(&self, article: usize, reading: &mut Reading) {
        let to = self.to.get(article).map_or(&[][..], Vec::as_slice);
        for passage in &mut reading.passages {
            passage.event = to.get(passage.event as usize).copied().unwrap_or(0);
        }
        reading.events = Vec::new();
    }
}

fn set(to: &mut [Vec<u32>], (article, event): Place, index: u32) {
    if let Some(slot) = to.get_mut(article).and_then(|t| t.get_mut(event)) {
        *slot = index;
    }
}

/// What events must share to be one: kind and place, or kind and name where there is no place.
fn key(event: &Event) -> (String, String) {
    let place = event.place.as_deref().map(events::place_key);
    (event.kind.clone(), place.unwrap_or_else(|| format!("“{}”", event.name.lower())))
}

/// The events of one kind at one place: one per day; those without a day join the only one that fits.
fn clusters(articles: &[Reading], group: &[Place]) -> Vec<Cluster> {
    let event = |(article, at): Place| articles.get(article).and_then(|r| r.events.get(at));
    let mut dated: Vec<(Date, Place)> = Vec::new();
    dated.extend(group.iter().filter_map(|&member| Some((event(member)?.date?, member))));
    dated.put_in_order();
    let mut clusters: Vec<Cluster> = Vec::new();
    // The days of each weekday: the last one's cluster, and how many there are.
    let mut days = [(0, 0); 7];
    for same in dated.chunk_by(|a, b| a.0 == b.0) {
        for (n, &(day, member)) in same.iter().enumerate() {
            match clusters.last_mut().filter(|_| n > 0) {
                Some(cluster) => cluster.add(member),
                None => {
                    let Some(event) = event(member) else { continue };
                    if let Some(slot) = days.get_mut(day.weekday() as usize) {
                        *slot = (clusters.len(), slot.1 + 1);
                    }
                    clusters.push(Cluster::of(event, member));
                }
            }
        }
    }
    // Those without a day: the first one, and by the days that their passages name.
    let mut vague = None;
    let mut named: Map<NamedDay, usize> = Map::new();
    for &member in group {
        let Some(event) = event(member).filter(|e| e.date.is_none()) else {
            continue;
        };
        let told = articles.get(member.0).map(|r| named_days(r, member.1)).unwrap_or_default();
        let fits = |day: usize| told.is_empty() || told.iter().any(|(w, _)| usize::from(*w) == day);
        let fitting = (0..).zip(&days).filter(|(day, _)| fits(*day));
        let (last, count) = fitting.fold((0, 0), |all, (_, d)| if d.1 > 0 { (d.0, all.1 + d.1) } else { all });
        // “On Sunday” of another week is another day.
        let day = clusters.get(last).and_then(|c| c.event.date);
        let agrees = told.is_empty() || told.iter().any(|(_, d)| d.is_none() || *d == day);
        let same = || told.iter().find_map(|day| named.get(day).copied()).or(vague.filter(|_| told.is_empty()));
        let to = if count == 1 && agrees { Some(last) } else { same() };
        let at = to.unwrap_or(clusters.len());
        match clusters.get_mut(at) {
            Some(cluster) => cluster.add(member),
            None => {
                vague = vague.or(Some(at));
                clusters.push(Cluster::of(event, member));
            }
        }
        for day in told {
            named.entry(day).or_insert(at);
        }
    }
    clusters
}

/// A weekday that a text names, and the day where it is known.
type NamedDay = (u8, Option<Date>);

/// The days that the passages about an article's own event name.
fn named_days(reading: &Reading, event: usize) -> Vec<NamedDay> {
    let about = |p: &&crate::Passage| p.event as usize == event && p.role == PassageRole::About;
    let mut found = Vec::new();
    for passage in reading.passages.iter().filter(about) {
        let from = reading.dates.partition_point(|d| d.span.start < passage.span.start);
        let inside = reading.dates.iter().skip(from).take_while(|d| d.span.end <= passage.span.end);
        found.extend(inside.filter_map(|d| Some((d.weekday?, d.day))));
    }
    found
}

/// Ids are unique: the second event with an id gets `-2`.
fn ids_apart(events: &mut [Event]) {
    let mut seen: Map<String, u32> = Map::new();
    for event in events {
        let count = seen.entry(event.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            event.id = format!("{}-{count}", event.id);
        }
    }
}

/// Events of one name are told apart by their days, those without by the day they were first told, else by number.
fn names_apart(reading: &mut CorpusReading) {
    let mut told: Vec<Option<Date>> = vec![None; reading.events.len()];
    for (article, dating) in reading.articles.iter().zip(&reading.datings) {
        let Some(day) = dating.as_ref().map(|d| d.latest) else { continue };
        for passage in &article.passages {
            if let Some(first) = told.get_mut(passage.event as usize) {
                *first = Some(first.map_or(day, |first| day.min(first)));
            }
        }
    }
    // “A and B” and “B and A” are hardly two names.
    let words = |name: &str| {
        let mut words: Vec<String> = name.split([' ', ',']).map(Lower::lower).collect();
        words.put_in_order();
        words
    };
    let mut shared: Map<Vec<String>, u32> = Map::new();
    reading.events.iter().for_each(|e| *shared.entry(words(&e.name)).or_default() += 1);
    let mut taken: Map<String, u32> = Map::new();
    for (event, told) in reading.events.iter_mut().zip(told) {
        if shared.get(&words(&event.name)).is_none_or(|n| *n < 2) {
            continue;
        }
        let day = match (event.date, told) {
            _ if event.basis == Basis::Supplied => String::new(),
            (Some(day), _) => format!(", {}", day.short()),
            (None, Some(told)) => format!(", told {}", told.short()),
            (None, None) => String::new(),
        };
        event.name.push_str(&day);
        let count = taken.entry(event.name.clone()).or_default();
        *count += 1;
        if *count > 1 && event.basis != Basis::Supplied {
            event.name = format!("{} ({count})", event.name);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use corpus::{Published, read_text};

    fn article(id: &str, text: &str, published: Option<&str>) -> Article {
        let mut article = read_text(id, text.to_owned());
        let supplied = |day: &str| Published { value: day.parse().unwrap(), basis: Basis::Supplied, span: None };
        article.published = published.map(supplied).or(article.published);
        article
    }

    fn collection(articles: Vec<Article>, events: Vec<EventInfo>) -> Collection {
        Collection { articles, events, ..Collection::default() }
    }

    fn known(id: &str, place: &str, day: &str) -> EventInfo {
        EventInfo {
            id: id.to_owned(),
            name: format!("{place} talks"),
            kind: "talks".to_owned(),
            place: Some(place.to_owned()),
            date: day.parse().ok(),
            basis: "for the test".to_owned(),
        }
    }

    fn window(dating: Option<&Dating>) -> String {
        dating.map_or("none".to_owned(), |d| format!("{}..{}", d.earliest, d.latest))
    }

    /// Articles of made-up stories: three of each, every third without a date, with names that grow in number.
    fn made(n: usize) -> Collection {
        let word = |mut n: usize| {
            let mut word = String::new();
            for _ in 0..3 {
                word.push_str(["ra", "ben", "sko", "lin", "mov", "tar", "que"][n % 7]);
                n /= 7;
            }
            word.chars().take(1).flat_map(char::to_uppercase).chain(word.chars().skip(1)).collect::<String>()
        };
        let given = ["Anna", "Viktor", "Paula", "Omar", "Ruth", "Sergei", "Dan"];
        let article_of = |at: usize| {
            let story = at * 31 % n / 3;
            let (who, place, body) = (word(story * 5 + 1), word(story * 3 + 2), word(story * 11 + 7));
            let first = given[story * story % 7];
            let text = format!(
                "{place} bridge closed\n\n{first} {who}, mayor of {place}, shut the bridge on {day} after engineers of \
                 {body} Structures found cracks near {thing}. “We must wait,” {who} said. Officials in {country} declined to \
                 comment.\n\n{talks} {other} {who2} warned of delays.",
                day = ["Monday", "Tuesday", "Friday"][at % 3],
                thing = word(story * 13 + 5).lower(),
                country = ["Kenya", "Brazil", "Germany"][story % 3],
                talks = [format!("The talks in {place} began on Sunday."), String::new()][at % 2],
                other = given[story % 7],
                who2 = word(story % 40),
            );
            let day = Date::new(2023, 1, 1).and_then(|day| day.plus(i32::try_from(story * 2).unwrap())).unwrap();
            article(&format!("a{at}"), &text, (!at.is_multiple_of(3)).then(|| day.to_string()).as_deref())
        };
        collection((0..n).map(article_of).collect(), Vec::new())
    }

    #[test]
    fn thousands_are_joined_step_by_step_and_the_first_of_them_before() {
        let all = made(402);
        let readings: Vec<Reading> = all.articles.iter().map(|a| read(a, &all.events)).collect();
        // The first while the others are still read: as if there were no others.
        let mut first = Joining::new(readings[..100].to_vec());
        while first.step(&all) {}
        assert_eq!(first.finish(), read_collection(&made_first(&all, 100)));
        let mut joining = Joining::new(readings);
        let (mut steps, mut before) = (0, (0, 0));
        while joining.step(&all) {
            let progress = joining.progress();
            assert!(progress.0 >= before.0 && progress.0 <= progress.1, "{before:?} {progress:?}");
            (steps, before) = (steps + 1, progress);
        }
        assert!(steps > all.articles.len() / Joining::ARTICLES * 6, "{steps}");
        assert_eq!(joining.progress().0, joining.progress().1);
        let joined = joining.finish();
        assert_eq!(joined, read_collection(&all));
        // Each story is found, and hardly one runs into another (made-up names are not all different).
        let stories = joined.events.iter().zip(0..).filter(|(e, _)| e.kind == crate::stories::STORY);
        let told: Vec<Vec<u32>> = stories.map(|(_, n)| crate::compare::tellers(&joined, n)).collect();
        let of = |article: &u32| *article as usize * 31 % 402 / 3;
        let mixed = told.iter().filter(|members| members.iter().any(|m| of(m) != of(&members[0]))).count();
        assert!(mixed <= 2, "{told:?}");
        assert!(told.len() >= 120, "{}", told.len());
        let people = joined.entities.iter().filter(|e| e.kind == crate::EntityKind::Person).count();
        assert!(people >= 134, "{people}");
    }

    fn made_first(all: &Collection, n: usize) -> Collection {
        collection(all.articles[..n].to_vec(), Vec::new())
    }

    #[test]
    fn seeds_are_dated() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
        let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|f| f.unwrap().path()).collect();
        paths.retain(|p| p.extension().is_some_and(|e| e == "txt"));
        paths.sort();
        let mut articles: Vec<Article> =
            paths.iter().map(|p| article("t", &std::fs::read_to_string(p).unwrap(), None)).collect();
        articles[4].published =
            Some(Published { value: "2025-12-01".parse().unwrap(), basis: Basis::Supplied, span: None });
        let events = vec![known("geneva", "Geneva", "2025-11-23"), known("florida", "Florida", "2025-11-30")];
        let reading = read_collection(&collection(articles, events));
        for (event, n) in reading.events.iter().zip(0..) {
            let outlets = reading.articles.iter().filter(|r| r.passages.iter().any(|p| p.event == n)).count();
            eprintln!("{} | {} | {:?} | told by {outlets}", event.id, event.name, event.date);
        }
        let found: Vec<String> = reading.datings.iter().map(|d| window(d.as_ref())).collect();
        let expected = [
            "2025-11-23..2025-11-29",
            "2025-11-23..2025-11-29",
            "2025-11-24..2025-11-24",
            "2025-11-25..2025-11-29",
            "2025-12-01..2025-12-01",
        ];
        assert_eq!(found, expected);
        assert_eq!(reading.datings[3].as_ref().unwrap().basis, Basis::Derived);
        assert!(reading.datings[3].as_ref().unwrap().reason.contains("Tuesday"));
        let florida = &reading.events[1];
        let knows: Vec<Knowledge> = reading.datings.iter().map(|d| could_know(d.as_ref(), florida)).collect();
        assert_eq!(knows, [Knowledge::No, Knowledge::No, Knowledge::No, Knowledge::No, Knowledge::Yes]);
        let geneva = &reading.events[0];
        assert!(reading.datings.iter().all(|d| could_know(d.as_ref(), geneva) == Knowledge::Yes));
        let sunday = reading.articles[0].dates.iter().find(|d| d.weekday == Some(6)).unwrap();
        assert_eq!(sunday.value.as_deref(), Some("2025-11-23"));
    }

    #[test]
    fn one_dated_article_dates_the_others() {
        let dated = "Envoys met for talks in Doha on Sunday. The talks were long.";
        let undated = "Talks in Doha ended on Sunday without a deal, officials said.";
        let other_day = "Talks in Doha ended on Wednesday without a deal, officials said.";
        let articles = vec![
            article("a", dated, Some("2025-07-07")),
            article("b", undated, None),
            article("c", other_day, None),
            article("d", "The weather stays fine.", None),
        ];
        let reading = read_collection(&collection(articles, Vec::new()));
        let happenings = reading.events.iter().filter(|e| e.kind != stories::STORY);
        let ids: Vec<&str> = happenings.map(|e| e.id.as_str()).collect();
        assert_eq!(ids, ["talks-doha-2025-07-06", "talks-doha"]);
        let found: Vec<String> = reading.datings.iter().map(|d| window(d.as_ref())).collect();
        assert_eq!(found, ["2025-07-07..2025-07-07", "2025-07-06..2025-07-12", "none", "none"]);
        assert!(reading.articles.iter().all(|r| r.events.is_empty() && r.entities.is_empty()));
    }

    #[test]
    fn without_any_date_nothing_is_guessed() {
        let articles = vec![article("a", "Talks in Doha ended on Sunday.", None), article("b", "", None)];
        let reading = read_collection(&collection(articles, Vec::new()));
        assert_eq!(reading.datings, [None, None]);
        assert_eq!(reading.events.len(), 1);
        assert_eq!(reading.events[0].date, None);
        assert_eq!(could_know(None, &reading.events[0]), Knowledge::Unknown);
    }

    /// The events that are no stories, as name, day and how many tell them.
    fn told(reading: &CorpusReading) -> Vec<String> {
        let tellers = |n| crate::compare::tellers(reading, n).len();
        let events = (0..).zip(&reading.events).filter(|(_, e)| e.kind != stories::STORY);
        events.map(|(n, e)| format!("{} | {:?} | {}", e.name, e.date.map(|d| d.to_string()), tellers(n))).collect()
    }

    #[test]
    fn events_of_one_name_are_told_apart() {
        let texts = [
            ("A fire in Lund on Monday killed a horse.", Some("2021-03-02")),
            ("The fire in Lund on Monday killed a dog.", Some("2021-05-04")),
            ("The fire in Lund spread quickly, the mayor said on Friday.", Some("2021-08-07")),
            ("Of the fire in Lund nothing is left, neighbours said on Friday.", Some("2021-08-07")),
            ("Judges said no more of the trial in Malmö.", Some("2021-08-07")),
        ];
        let articles = texts.map(|(text, day)| article(text, text, day)).to_vec();
        let expected = [
            "Lund fire, 1 Mar 2021 | Some(\"2021-03-01\") | 1",
            "Lund fire, 3 May 2021 | Some(\"2021-05-03\") | 1",
            // Two that name a day which is not that of the fire.
            "Lund fire, told 7 Aug 2021 | None | 2",
            "Malmö trial | None | 1",
        ];
        assert_eq!(told(&read_collection(&collection(articles, Vec::new()))), expected);
        let texts = ["The trial in Lund began on Monday.", "The trial in Lund ended on Friday."];
        let articles = texts.map(|text| article(text, text, None)).to_vec();
        let expected = ["Lund trial | None | 1", "Lund trial (2) | None | 1"];
        assert_eq!(told(&read_collection(&collection(articles, Vec::new()))), expected);
    }

    #[test]
    fn yesterday_fixes_the_day() {
        let events = vec![known("doha", "Doha", "2025-07-06")];
        let articles = vec![article("a", "Envoys held talks in Doha yesterday.", None)];
        let reading = read_collection(&collection(articles, events));
        assert_eq!(window(reading.datings[0].as_ref()), "2025-07-07..2025-07-07");
    }

    #[test]
    fn an_empty_collection_is_read() {
        assert_eq!(read_collection(&Collection::default()), CorpusReading::default());
    }

    proptest::proptest! {
        #[test]
        fn any_texts_give_valid_indexes(texts in proptest::collection::vec(
            r"(?s)(\PC|\n|Talks in |Doha|Geneva| on Sunday|yesterday|\. |The talks |attack on |Kyiv |He said ){0,40}", 0..4)) {
            let articles: Vec<Article> = texts.iter().map(|t| article("t", t, None)).collect();
            let articles_read = articles.clone();
            let reading = read_collection(&collection(articles, vec![known("doha", "Doha", "2025-07-06")]));
            for ((one, text), article) in reading.articles.iter().zip(&texts).zip(&articles_read) {
                let mut last = 0;
                for passage in &one.passages {
                    proptest::prop_assert!((passage.event as usize) < reading.events.len());
                    proptest::prop_assert!(passage.span.start >= last && !passage.span.of(text).is_empty());
                    let block = article.block_at(passage.span.start).map(|b| b.span);
                    proptest::prop_assert!(block.is_some_and(|b| b.contains(passage.span)));
                    last = passage.span.start;
                }
                let entities = reading.entities.len();
                proptest::prop_assert!(one.mentions.iter().all(|m| (m.entity as usize) < entities));
            }
            proptest::prop_assert_eq!(reading.datings.len(), texts.len());
        }
    }
}
