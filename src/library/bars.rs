//! Articles counted by the days they can be from: per day, week, month, quarter, year or a longer time, whichever gives few
//! enough bars.
//!
//! An article whose day is known only as a window of days is counted in a bar that holds the whole window; where none
//! does, it is counted apart, as one that may belong to each of the bars that the window touches.
use analysis::Dating;
use corpus::{Date, packed};

/// How long a bar lasts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A day.
    Day,
    /// Monday to Sunday.
    Week,
    /// So many months, counted from January of the year 0.
    Months(u32),
}

/// Days in a row with the articles that are from them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Bar {
    /// The first day.
    pub from: Date,
    /// The last day.
    pub to: Date,
    /// Articles that are from these days.
    pub articles: u32,
    /// Articles that may be from these days or from days beside them.
    pub perhaps: u32,
}

/// Bars from a first day to a last, none left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bars {
    /// How long each lasts; the first and the last may be cut off.
    pub step: Step,
    /// From the earliest on.
    pub bars: Vec<Bar>,
    /// Articles that are counted in no bar, but perhaps in several.
    pub between: u32,
}

packed!(enum Step { 0 => Day, 1 => Week, 2 => Months(n) });
packed!(Bar { from, to, articles, perhaps });
packed!(Bars { step, bars, between });

/// From short to long; the last makes one bar of all years there are.
const STEPS: [Step; 9] = [
    Step::Day,
    Step::Week,
    Step::Months(1),
    Step::Months(3),
    Step::Months(12),
    Step::Months(120),
    Step::Months(1_200),
    Step::Months(12_000),
    Step::Months(120_000),
];

impl Step {
    /// The number of the bar in which a day lies, since the beginning of the count.
    fn number(self, day: Date) -> i32 {
        match self {
            Self::Day => day.number(),
            // The day 0 was a Thursday.
            Self::Week => (day.number() + 3).div_euclid(7),
            Self::Months(n) => {
                let months = u32::try_from(day.year()).unwrap_or(0) * 12 + day.month() - 1;
                i32::try_from(months / n.max(1)).unwrap_or(0)
            }
        }
    }

    /// The first day of the bar with that number; `None` where the calendar has none.
    fn first(self, number: i32) -> Option<Date> {
        match self {
            Self::Day => Date::from_number(number),
            Self::Week => Date::from_number(number * 7 - 3),
            Self::Months(n) => {
                let months = u32::try_from(number).ok()?.checked_mul(n)?;
                Date::new(i32::try_from(months / 12).ok()?, months % 12 + 1, 1)
            }
        }
    }
}

impl Bars {
    /// Bars from one day to another, `most` at most (at least one), with nothing counted.
    #[must_use]
    pub fn empty(from: Date, to: Date, most: u32) -> Self {
        let most = i32::try_from(most).unwrap_or(i32::MAX).max(1);
        let few = |s: &Step| s.number(to).saturating_sub(s.number(from)) < most;
        let step = STEPS.into_iter().find(few).unwrap_or(Step::Months(120_000));
        let mut bars = Vec::new();
        for number in step.number(from)..=step.number(to) {
            let next = step.first(number + 1).and_then(|day| day.plus(-1));
            bars.push(Bar {
                from: step.first(number).unwrap_or(from).max(from),
                to: next.unwrap_or(to).min(to),
                articles: 0,
                perhaps: 0,
            });
        }
        Self { step, bars, between: 0 }
    }

    /// The bars that some days touch: from, and one past the last.
    #[must_use]
    pub fn touched(&self, from: Date, to: Date) -> std::ops::Range<usize> {
        let first = self.bars.partition_point(|b| b.to < from);
        first..self.bars.partition_point(|b| b.from <= to).max(first)
    }

    /// The one bar that holds all days that an article can be from.
    #[must_use]
    pub fn holder(&self, dating: &Dating) -> Option<usize> {
        let touched = self.touched(dating.earliest, dating.latest);
        let bar = self.bars.get(touched.start)?;
        (bar.from <= dating.earliest && dating.latest <= bar.to).then_some(touched.start)
    }

    /// Counts an article.
    pub fn count(&mut self, dating: &Dating) {
        if let Some(bar) = self.holder(dating).and_then(|n| self.bars.get_mut(n)) {
            bar.articles += 1;
            return;
        }
        let touched = self.touched(dating.earliest, dating.latest);
        self.between += u32::from(!touched.is_empty());
        for bar in self.bars.get_mut(touched).unwrap_or_default() {
            bar.perhaps += 1;
        }
    }

    /// The same bars, each as long as every day counts: whether another choice of bars shows more.
    #[must_use]
    pub fn is_finer_than(&self, other: &Self) -> bool {
        let place = |step: Step| STEPS.iter().position(|s| *s == step);
        place(self.step) < place(other.step)
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;
    use corpus::Basis;

    pub(crate) fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    pub(crate) fn dating(earliest: &str, latest: &str) -> Dating {
        Dating { earliest: day(earliest), latest: day(latest), basis: Basis::Derived, reason: String::new() }
    }

    fn counted(from: &str, to: &str, most: u32, datings: &[(&str, &str)]) -> Bars {
        let mut bars = Bars::empty(day(from), day(to), most);
        datings.iter().for_each(|(a, b)| bars.count(&dating(a, b)));
        bars
    }

    /// `24–30: 2 + 1`, for each bar.
    fn shown(bars: &Bars) -> Vec<String> {
        let show = |b: &Bar| format!("{}..{}: {} + {}", b.from, b.to, b.articles, b.perhaps);
        bars.bars.iter().map(show).collect()
    }

    #[test]
    fn a_window_is_drawn_as_a_window_and_never_as_a_day() {
        let datings = [("2025-11-24", "2025-11-24"), ("2025-11-23", "2025-11-25"), ("2025-11-26", "2025-11-26")];
        let days = counted("2025-11-23", "2025-11-26", 9, &datings);
        assert_eq!((days.step, days.between), (Step::Day, 1));
        assert_eq!(
            shown(&days),
            [
                "2025-11-23..2025-11-23: 0 + 1",
                "2025-11-24..2025-11-24: 1 + 1",
                "2025-11-25..2025-11-25: 0 + 1",
                "2025-11-26..2025-11-26: 1 + 0"
            ]
        );
        // In a bar that holds the whole window it is sure; 23 November 2025 is a Sunday.
        let weeks = counted("2025-11-23", "2025-11-26", 2, &datings);
        assert_eq!(shown(&weeks), ["2025-11-23..2025-11-23: 0 + 1", "2025-11-24..2025-11-26: 2 + 1"]);
        let month = counted("2025-11-23", "2025-11-26", 1, &datings);
        assert_eq!((month.step, shown(&month)), (Step::Months(1), vec!["2025-11-23..2025-11-26: 3 + 0".to_owned()]));
    }

    #[test]
    fn what_lies_half_outside_of_the_days_is_not_sure() {
        let part =
            counted("2025-11-24", "2025-11-25", 9, &[("2025-11-20", "2025-11-24"), ("2025-11-01", "2025-11-02")]);
        assert_eq!((part.between, part.bars[0].perhaps, part.bars[1].perhaps), (1, 1, 0));
    }

    #[test]
    fn bars_follow_the_calendar_and_are_few_enough() {
        for (from, to, most, step, count) in [
            ("2025-11-24", "2025-11-24", 0, Step::Day, 1),
            ("2024-02-28", "2024-03-01", 3, Step::Day, 3),
            ("2024-12-28", "2025-01-07", 10, Step::Week, 3),
            ("2023-11-20", "2025-11-30", 60, Step::Months(1), 25),
            ("2023-11-20", "2025-11-30", 24, Step::Months(3), 9),
            ("1990-01-01", "2025-11-30", 60, Step::Months(12), 36),
            ("1600-01-01", "2025-11-30", 60, Step::Months(120), 43),
            ("0001-01-01", "9999-12-31", 1, Step::Months(120_000), 1),
        ] {
            let bars = Bars::empty(day(from), day(to), most);
            assert_eq!((bars.step, bars.bars.len()), (step, count), "{from} to {to}");
            assert_eq!((bars.bars[0].from, bars.bars[count - 1].to), (day(from), day(to)));
            let follows = |pair: &[Bar]| pair[0].to.plus(1) == Some(pair[1].from);
            assert!(bars.bars.windows(2).all(follows), "{:?}", bars.bars);
        }
    }
}
