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

/// Reads every article and joins what they share.
#[must_use]
pub fn read_collection(collection: &Collection) -> CorpusReading {
    let readings = collection.articles.iter().map(|a| read(a, &collection.events)).collect();
    join_readings(collection, readings)
}

/// Joins what the articles share; `articles` holds one reading ([`crate::read`]) per article of the collection,
/// in its order. For callers that read article by article and have other work to do in between.
#[must_use]
pub fn join_readings(collection: &Collection, mut articles: Vec<Reading>) -> CorpusReading {
    let known = &collection.events;
    let joined = Joined::new(&articles, known);
    let mut datings = Vec::with_capacity(articles.len());
    for (at, (article, reading)) in collection.articles.iter().zip(&mut articles).enumerate() {
        // Cut up when it is first needed: a stated day needs no words.
        let cut = OnceCell::new();
        let words = || cut.get_or_init(|| Words::new(article));
        let dating = dating(article, words, reading, |event| joined.of(at, event));
        if let Some(dating) = dating.as_ref().filter(|d| d.basis == Basis::Derived) {
            reread(article, words(), reading, known, dating);
        }
        datings.push(dating);
    }
    // Days that became known may part or join events, so they are joined again.
    let joined = Joined::new(&articles, known);
    for (at, reading) in articles.iter_mut().enumerate() {
        joined.remap(at, reading);
    }
    let texts: Vec<&str> = collection.articles.iter().map(|a| a.text.as_str()).collect();
    let entities = referents::join(&mut articles, &texts);
    let mut reading = CorpusReading { entities, events: joined.events, articles, datings };
    stories::add(collection, &mut reading);
    name_apart(&mut reading.events);
    reading
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
        let Some((event, day)) = event(passage.event).and_then(|e| Some((e, e.date?))) else { continue };
        let from = expressions.partition_point(|e| e.span.start < passage.span.start);
        let inside = expressions.iter().skip(from).take_while(|e| e.span.end <= passage.span.end);
        for expression in inside {
            let Some(window) = window(expression.sense, day) else { continue };
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
        clusters.put_in_order_by_key(|c| c.members.iter().min().copied());
        for cluster in clusters {
            let index = u32::try_from(joined.len()).unwrap_or(u32::MAX);
            for member in &cluster.members {
                set(&mut to, *member, index);
            }
            joined.push(cluster.event);
        }
        name_apart(&mut joined);
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
        reading.events.clear();
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
    let mut by_day: Map<Date, Cluster> = Map::new();
    let mut undated: Vec<Cluster> = Vec::new();
    for member in group {
        let Some((event, day)) = event(*member).and_then(|e| Some((e, e.date?))) else { continue };
        let cluster = by_day.entry(day).or_insert_with(|| Cluster { event: event.clone(), members: Vec::new() });
        cluster.members.push(*member);
    }
    for member in group {
        let Some(event) = event(*member).filter(|e| e.date.is_none()) else { continue };
        let weekdays = articles.get(member.0).map(|r| weekdays(r, member.1)).unwrap_or_default();
        let fits = |day: &Date| weekdays.is_empty() || weekdays.contains(&(day.weekday() as u8));
        let mut days = by_day.iter_mut().filter(|(day, _)| fits(day));
        match (days.next(), days.next()) {
            (Some((_, cluster)), None) => cluster.members.push(*member),
            _ => match undated.first_mut().filter(|_| weekdays.is_empty()) {
                Some(cluster) => cluster.members.push(*member),
                None => undated.push(Cluster { event: event.clone(), members: vec![*member] }),
            },
        }
    }
    by_day.into_values().chain(undated).collect()
}

/// The weekdays that the passages about an article's own event name.
fn weekdays(reading: &Reading, event: usize) -> Vec<u8> {
    let about = |p: &&crate::Passage| p.event as usize == event && p.role == PassageRole::About;
    let mut found = Vec::new();
    for passage in reading.passages.iter().filter(about) {
        let from = reading.dates.partition_point(|d| d.span.start < passage.span.start);
        let inside = reading.dates.iter().skip(from).take_while(|d| d.span.end <= passage.span.end);
        found.extend(inside.filter_map(|d| d.weekday));
    }
    found
}

/// Ids are unique: the second event with an id gets `-2`.
fn name_apart(events: &mut [Event]) {
    let mut seen: Map<String, u32> = Map::new();
    for event in events {
        let count = seen.entry(event.id.clone()).or_insert(0);
        *count += 1;
        if *count > 1 {
            event.id = format!("{}-{count}", event.id);
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
