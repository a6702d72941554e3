//! What lies on the line of time: articles by the days they are from, events by the day they happened, with the articles
//! that tell them.
//!
//! However many there are, the answer stays small: articles are counted in bars, and of the events of a bar only those
//! that most articles tell are listed, the others counted. What has no day stands apart.
use crate::bars::Bars;
use crate::heads::head;
use crate::{EventHead, Head, Library, Question, number};
use analysis::Dating;
use corpus::{Date, InOrder, Map, Set, packed};
use std::cmp::Reverse;

/// Asks for the line of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimelineOf {
    /// The days to look at closely; `None` for all.
    pub days: Option<(Date, Date)>,
    /// Bars, at most.
    pub bars_max: u32,
    /// Events that are listed per bar, at most.
    pub events_max: u32,
}

/// The line of time.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Articles of the corpus.
    pub articles: u32,
    /// Articles of which no day is known.
    pub undated: u32,
    /// All articles of which something is known, and what happened meanwhile; `None` where there is none.
    pub whole: Option<Bars>,
    /// The days looked at, where shorter bars show more of them.
    pub part: Option<Bars>,
    /// Events of the days looked at, bar by bar (of `part`, where it is there); without those of whom there are none.
    pub happened: Vec<Happened>,
}

/// Events of some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Happened {
    /// The first and the last day; `None` where no day is known.
    pub days: Option<(Date, Date)>,
    /// Those that most articles tell, in the order of their days.
    pub events: Vec<OnLine>,
    /// How many there are beside them.
    pub more: u32,
}

/// An event with the articles that tell it or refer to it, by the bars they lie in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnLine {
    /// The event.
    pub head: EventHead,
    /// Numbers of bars with articles that are from them and that perhaps are.
    pub told: Vec<(u32, u32, u32)>,
}

packed!(TimelineOf { days, bars_max, events_max });
packed!(Timeline { articles, undated, whole, part, happened });
packed!(Happened { days, events, more });
packed!(OnLine { head, told });

/// An event at most so many days before the first or after the last article lengthens the line.
const MARGIN_DAYS: i32 = 31;

impl Question for TimelineOf {
    type Answer = Timeline;
    const NUMBER: u8 = 30;

    fn answer(&self, library: &Library) -> Timeline {
        let reading = &library.reading;
        let mut line = Timeline { articles: number(library.collection.articles.len()), ..Timeline::default() };
        let dated = || reading.datings.iter().flatten();
        line.undated = line.articles.saturating_sub(number(dated().count()));
        if let Some((from, to)) = extent(library) {
            let mut whole = Bars::empty(from, to, self.bars_max);
            dated().for_each(|d| whole.count(d));
            line.part = self.days.and_then(|(a, b)| {
                let (a, b) = (a.min(b).max(from), a.max(b).min(to));
                let mut part = (a <= b).then(|| Bars::empty(a, b, self.bars_max))?;
                dated().for_each(|d| part.count(d));
                part.is_finer_than(&whole).then_some(part)
            });
            line.whole = Some(whole);
        }
        let bars = line.part.as_ref().or(line.whole.as_ref());
        line.happened = self.happened(library, bars);
        if let Some(bars) = bars {
            tell(library, bars, &mut line.happened);
        }
        line
    }
}

/// From the first day of an article to the last, with the events that are told shortly before and after.
fn extent(library: &Library) -> Option<(Date, Date)> {
    let dated = || library.reading.datings.iter().flatten();
    let (first, last) = (dated().map(|d| d.earliest).min()?, dated().map(|d| d.latest).max()?);
    let (mut from, mut to) = (first, last);
    for (event, (about, _)) in library.reading.events.iter().zip(library.reach()) {
        let near = |day: &Date| (first.number() - day.number()).max(day.number() - last.number()) <= MARGIN_DAYS;
        if let Some(day) = event.date.filter(|d| *about > 0 && near(d)) {
            (from, to) = (from.min(day), to.max(day));
        }
    }
    Some((from, to))
}

/// The number of an event behind how many articles tell it and refer to it: the most first.
type Ranked = (Reverse<(u32, u32)>, u32);

/// Whether an article may be from these days.
fn meet(dating: &Dating, (a, b): (Date, Date)) -> bool {
    a.min(b) <= dating.latest && dating.earliest <= a.max(b)
}

impl TimelineOf {
    /// The events by bar, before the first and after the last, and those without a day; of chosen days those without a day
    /// that articles of these days tell.
    fn happened(&self, library: &Library, bars: Option<&Bars>) -> Vec<Happened> {
        let bars = bars.map_or(&[][..], |b| &b.bars);
        let mut told: Set<u32> = Set::new();
        for (reading, dating) in library.reading.articles.iter().zip(&library.reading.datings) {
            if self.days.is_some_and(|days| dating.as_ref().is_some_and(|d| meet(d, days))) {
                told.extend(reading.passages.iter().map(|p| p.event));
            }
        }
        // By bar: 0 is before the first, one past the last is after it, beyond is without a day.
        let mut by_bar: Map<usize, Vec<Ranked>> = Map::new();
        for ((event, reach), n) in library.reading.events.iter().zip(library.reach()).zip(0..) {
            let wanted = match (event.date, self.days) {
                _ if *reach == (0, 0) => false,
                (Some(day), Some((a, b))) => a.min(b) <= day && day <= a.max(b),
                // What has no day belongs to the days of those who tell it.
                (None, Some(_)) => told.contains(&n),
                (_, None) => true,
            };
            if wanted {
                let place = match event.date {
                    None => bars.len() + 2,
                    Some(day) if bars.first().is_some_and(|b| day < b.from) => 0,
                    Some(day) => 1 + bars.partition_point(|b| b.to < day),
                };
                by_bar.entry(place).or_default().push((Reverse(*reach), n));
            }
        }
        let mut happened = Vec::new();
        for (_, mut numbers) in by_bar {
            let all = numbers.len();
            let dates = || numbers.iter().filter_map(|(_, n)| library.reading.events.get(*n as usize)?.date);
            let own = dates().min().zip(dates().max());
            numbers.put_in_order();
            numbers.truncate(self.events_max.max(1) as usize);
            let more = number(all - numbers.len());
            let head = |(Reverse((about, background)), n): Ranked| {
                let event = library.reading.events.get(n as usize)?.clone();
                Some(OnLine { head: EventHead { event, about, background }, told: Vec::new() })
            };
            let mut events: Vec<OnLine> = numbers.into_iter().filter_map(head).collect();
            events.put_in_order_by_key(|e| e.head.event.date);
            let bar = own.and_then(|(day, _)| bars.iter().find(|b| b.from <= day && day <= b.to));
            happened.push(Happened { days: bar.map(|b| (b.from, b.to)).or(own), events, more });
        }
        happened
    }
}

/// Writes to each event which bars its articles lie in.
fn tell(library: &Library, bars: &Bars, happened: &mut [Happened]) {
    let mut listed: Map<&str, Map<u32, (u32, u32)>> = Map::new();
    for event in happened.iter().flat_map(|h| &h.events) {
        listed.insert(&event.head.event.id, Map::new());
    }
    for (reading, dating) in library.reading.articles.iter().zip(&library.reading.datings) {
        let Some(dating) = dating else { continue };
        let mut seen = Vec::new();
        for passage in &reading.passages {
            if seen.contains(&passage.event) {
                continue;
            }
            seen.push(passage.event);
            let id = library.reading.events.get(passage.event as usize).map_or("", |e| &e.id);
            let Some(told) = listed.get_mut(id) else { continue };
            let sure = bars.holder(dating).is_some();
            for bar in bars.touched(dating.earliest, dating.latest) {
                let counts = told.entry(number(bar)).or_default();
                if sure {
                    counts.0 += 1;
                } else {
                    counts.1 += 1;
                }
            }
        }
    }
    let mut told: Vec<Vec<(u32, u32, u32)>> = Vec::new();
    for event in happened.iter().flat_map(|h| &h.events) {
        let counts = listed.get(event.head.event.id.as_str());
        told.push(
            counts.into_iter().flat_map(Map::iter).map(|(bar, (sure, perhaps))| (*bar, *sure, *perhaps)).collect(),
        );
    }
    for (event, told) in happened.iter_mut().flat_map(|h| &mut h.events).zip(told) {
        event.told = told;
    }
}

/// Asks for a stretch of the articles of some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DayOf {
    /// The first and the last day; `None` for all days.
    pub days: Option<(Date, Date)>,
    /// How many articles are passed over.
    pub from_row: u32,
    /// How many are given at most.
    pub most: u32,
}

/// A stretch of the articles of some days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Day {
    /// By the first day they can be from, then the last, then the time (those without one first), then in the order of the
    /// corpus; those without any day come last, and only where all days are asked for.
    pub heads: Vec<Head>,
    /// How many there are in all.
    pub total: u32,
}

packed!(DayOf { days, from_row, most });
packed!(Day { heads, total });

impl Question for DayOf {
    type Answer = Day;
    const NUMBER: u8 = 31;

    fn answer(&self, library: &Library) -> Day {
        let fits = |dating: &Option<Dating>| match (dating, self.days) {
            (_, None) => true,
            (Some(d), Some(days)) => meet(d, days),
            (None, Some(_)) => false,
        };
        let datings = &library.reading.datings;
        let mut found: Vec<usize> = (0..datings.len()).filter(|n| datings.get(*n).is_some_and(fits)).collect();
        found.put_in_order_by_key(|n| {
            let dating = datings.get(*n).and_then(Option::as_ref);
            let published = library.collection.articles.get(*n).and_then(|a| a.published.as_ref());
            let time = published.and_then(|p| p.value.time_s);
            (dating.is_none(), dating.map(|d| (d.earliest, d.latest)), time, *n)
        });
        let shown = found.iter().skip(self.from_row as usize).take(self.most as usize);
        Day { heads: shown.map(|n| head(library, *n)).collect(), total: number(found.len()) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bars::Step;
    use crate::bars::tests::{dating, day};
    use analysis::{CorpusReading, Event, Passage, PassageRole, Reading};
    use corpus::{Basis, Collection, Span};

    const ALL: TimelineOf = TimelineOf { days: None, bars_max: 60, events_max: 5 };

    /// A corpus with these days, each article telling the event with its number modulo the number of events.
    fn made_up(datings: Vec<Option<Dating>>, events: &[Option<&str>]) -> Library {
        let (mut collection, mut reading) = (Collection::default(), CorpusReading::default());
        for (n, date) in events.iter().enumerate() {
            let (id, kind) = (format!("e{n}"), "talks".to_owned());
            let date = date.map(day);
            reading.events.push(Event { name: id.clone(), id, kind, place: None, date, basis: Basis::Derived });
        }
        for n in 0..datings.len() {
            collection.articles.push(corpus::read_text(&format!("a{n}"), "They met.".to_owned()));
            let event = number(n % events.len().max(1));
            let passage = Passage { span: Span::new(0, 9), event, role: PassageRole::About };
            reading.articles.push(Reading { passages: vec![passage], ..Reading::default() });
        }
        reading.datings = datings;
        Library::with_reading(collection, reading)
    }

    #[test]
    fn the_shipped_corpus_on_its_line() {
        let library = Library::read(embed::collection());
        let line = ALL.answer(&library);
        let whole = line.whole.as_ref().unwrap();
        assert_eq!((line.articles, line.undated, whole.step), (5, 0, Step::Day));
        assert_eq!(whole.bars.iter().map(|b| b.articles).sum::<u32>() + whole.between, 5);
        let named = |h: &Happened| h.events.iter().map(|e| e.head.event.id.clone()).collect::<Vec<_>>();
        assert_eq!(named(&line.happened[0]), ["geneva"]);
        assert_eq!(named(&line.happened[1]), ["florida"]);
        assert_eq!(line.happened.last().unwrap().days, None, "what has no day stands apart, at the end");
        let geneva = &line.happened[0].events[0];
        assert!(geneva.told.iter().any(|t| t.1 == 1) && geneva.told.iter().any(|t| t.2 >= 2), "{geneva:?}");
        let days = Some((day("2025-11-29"), day("2025-12-01")));
        let late = TimelineOf { days, ..ALL }.answer(&library);
        assert_eq!(named(&late.happened[0]), ["florida"]);
        assert_eq!((late.happened.len(), late.happened[1].days), (2, None), "told in these days, of a day not known");
        let last = Some((day("2025-12-01"), day("2025-11-30")));
        assert_eq!(TimelineOf { days: last, ..ALL }.answer(&library).happened.len(), 1, "its teller knows no other");
        assert_eq!((late.part, late.whole), (None, line.whole), "the same bars show no more");
        let heads = DayOf { days, from_row: 0, most: 9 }.answer(&library);
        assert_eq!(heads.total, 4, "the day itself, and three windows that reach into these days");
    }

    #[test]
    fn the_articles_of_a_day_stand_by_their_times() {
        let text = |at: &str| format!("Rain\n\nPublished: {at}\n\nIt rained in Moss.");
        let times = ["5 May 2024 16:05", "5 May 2024", "5 May 2024 15:10", "4 May 2024 23:00"];
        let articles = (0..).zip(times).map(|(n, at)| corpus::read_text(&format!("a{n}"), text(at))).collect();
        let library = Library::read(Collection { articles, ..Collection::default() });
        let day = DayOf { days: None, from_row: 0, most: 9 }.answer(&library);
        let order: Vec<&str> = day.heads.iter().map(|h| h.id.as_str()).collect();
        assert_eq!(order, ["a3", "a1", "a2", "a0"]);
    }

    #[test]
    fn thousands_over_years_are_few_bars_that_hold_them_all() {
        let first = day("2023-01-15");
        let of = |n: i32| {
            let earliest = first.plus(n * 7 % 1000).unwrap();
            let latest = earliest.plus(if n % 10 == 0 { 6 } else { 0 }).unwrap();
            (n % 50 != 7).then(|| Dating { earliest, latest, ..dating("2025-01-01", "2025-01-01") })
        };
        let library =
            made_up((0..5000).map(of).collect(), &[Some("2023-02-01"), None, Some("2024-02-01"), Some("1999-01-01")]);
        let begun = std::time::Instant::now();
        let line = ALL.answer(&library);
        let taken = begun.elapsed();
        eprintln!("5,000 articles: {} µs, {} bytes", taken.as_micros(), corpus::packed(&line).len());
        let whole = line.whole.clone().unwrap();
        assert_eq!((line.undated, whole.step), (100, Step::Months(1)));
        assert!(whole.bars.len() <= 60);
        assert_eq!(whole.bars.iter().map(|b| b.articles).sum::<u32>() + whole.between, 4900);
        let days: Vec<Option<(Date, Date)>> = line.happened.iter().map(|h| h.days).collect();
        let old = day("1999-01-01");
        assert_eq!(
            (days.len(), days[0], days[3]),
            (4, Some((old, old)), None),
            "an old event does not stretch the line"
        );
        assert_eq!(days[1], Some((day("2023-02-01"), day("2023-02-28"))));
        // A closer look has shorter bars, with the same articles.
        let month = Some((day("2023-02-01"), day("2023-02-28")));
        let part = TimelineOf { days: month, ..ALL }.answer(&library).part.unwrap();
        assert_eq!((part.step, part.bars.len()), (Step::Day, 28));
        let touching = whole.bars[1].articles + whole.bars[1].perhaps;
        assert_eq!(part.bars.iter().map(|b| b.articles).sum::<u32>() + part.between, touching);
        let day = DayOf { days: month, from_row: 40, most: 25 }.answer(&library);
        assert_eq!((day.heads.len(), day.total), (25, touching));
        let all = DayOf { days: None, from_row: 4899, most: 3 }.answer(&library);
        assert!(all.heads[0].dated != "undated" && all.heads[1].dated == "undated", "those without a day come last");
    }

    #[test]
    fn of_many_events_the_most_told_are_listed_in_the_order_of_their_days() {
        let datings = (0..10).map(|_| Some(dating("2025-03-01", "2025-03-01"))).collect();
        let library =
            made_up(datings, &[Some("2025-03-01"), Some("2025-03-01"), Some("2025-03-01"), Some("2025-03-01")]);
        let asked = TimelineOf { events_max: 2, ..ALL };
        let happened = asked.answer(&library).happened;
        assert_eq!((happened.len(), happened[0].events.len(), happened[0].more), (1, 2, 2));
        assert_eq!(happened[0].events[0].head.about, 3);
        assert_eq!(happened[0].events[0].told, [(0, 3, 0)]);
    }

    #[test]
    fn a_corpus_without_days() {
        let library = made_up(vec![None, None], &[None, Some("2025-03-01")]);
        let line = ALL.answer(&library);
        assert_eq!((line.undated, line.whole, line.part), (2, None, None));
        assert_eq!(line.happened.len(), 2);
        let nothing = ALL.answer(&made_up(Vec::new(), &[]));
        assert_eq!((nothing.articles, nothing.happened.len()), (0, 0));
    }
}
