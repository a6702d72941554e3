//! How many passages and articles were found by day, week, month or year.
//!
//! Counted without the days chosen, so that the bars beside a chosen stretch stay. An article of which only a range of
//! days is known counts on the first of them; one without a day is counted apart.
use crate::facets::{FacetCount, each_article};
use crate::index::{Index, Results};
use crate::passage_set::PassageSet;
use corpus::Date;

/// What one bar stands for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DayUnit {
    /// One day.
    #[default]
    Day,
    /// Monday to Sunday.
    Week,
    /// A month of the calendar.
    Month,
    /// A year of the calendar.
    Year,
}

/// One bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DayBar {
    /// Its first and last day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Found.
    pub now: FacetCount,
    /// In the whole collection.
    pub total: FacetCount,
}

/// Bars without a gap from the first day of the collection to the last.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Histogram {
    /// What a bar stands for.
    pub unit: DayUnit,
    /// In order.
    pub bars: Vec<DayBar>,
    /// Found in articles without a day.
    pub undated: FacetCount,
}

impl DayUnit {
    /// The first and last day of the unit in which a day lies.
    fn around(self, day: Date) -> (Date, Date) {
        let month = |month: u32| Date::new(day.year(), month, 1).unwrap_or(day);
        let before = |next: Option<Date>| next.and_then(|d| d.plus(-1));
        match self {
            Self::Day => (day, day),
            Self::Week => {
                let from = day.plus(-(day.weekday() as i32)).unwrap_or(day);
                (from, from.plus(6).unwrap_or(day))
            }
            Self::Month if day.month() < 12 => {
                (month(day.month()), before(Some(month(day.month() + 1))).unwrap_or(day))
            }
            Self::Month => (month(12), Date::new(day.year(), 12, 31).unwrap_or(day)),
            Self::Year => (month(1), Date::new(day.year(), 12, 31).unwrap_or(day)),
        }
    }
}

impl Index {
    /// What was found by days: in the smallest unit that needs no more bars than `bars_max`, or in years.
    #[must_use]
    pub fn histogram(&self, results: &Results, bars_max: usize) -> Histogram {
        let known = || self.layers.days.iter().filter(|(first, last)| first <= last).map(|days| days.0);
        let mut histogram = Histogram::default();
        if let (Some(first), Some(last)) = (known().min(), known().max())
            && let (Some(first), Some(last)) = (Date::from_number(first), Date::from_number(last))
        {
            for unit in [DayUnit::Day, DayUnit::Week, DayUnit::Month, DayUnit::Year] {
                histogram.unit = unit;
                histogram.bars = bars(unit, first, last, if unit == DayUnit::Year { usize::MAX } else { bars_max });
                if !histogram.bars.is_empty() {
                    break;
                }
            }
        }
        let passages = &self.text.passages;
        let mut add = |set: &PassageSet, now: bool| {
            each_article(set, passages, |article, n| {
                let day =
                    self.layers.days.get(article as usize).filter(|(first, last)| first <= last).map(|days| days.0);
                let bar = day.and_then(|day| {
                    let at = histogram.bars.partition_point(|bar| bar.from.number() <= day).checked_sub(1)?;
                    histogram.bars.get_mut(at)
                });
                let count = match bar {
                    Some(bar) => {
                        if now {
                            &mut bar.now
                        } else {
                            &mut bar.total
                        }
                    }
                    None if now => &mut histogram.undated,
                    None => return,
                };
                count.passages += n;
                count.articles += 1;
            });
        };
        add(&results.any_day, true);
        add(&PassageSet::full(passages.len()), false);
        histogram
    }
}

/// The bars from `first` to `last`; none if they would be more than `max`.
fn bars(unit: DayUnit, first: Date, last: Date, max: usize) -> Vec<DayBar> {
    let mut bars = Vec::new();
    let mut day = Some(first);
    while let Some((from, to)) = day.filter(|d| *d <= last).map(|d| unit.around(d)) {
        if bars.len() == max {
            return Vec::new();
        }
        let none = FacetCount::default();
        bars.push(DayBar { from, to, now: none, total: none });
        day = to.plus(1);
    }
    bars
}
