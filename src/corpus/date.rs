//! Civil dates: what an article's day is, and which weekday that was. No time zones, no clock.
//!
//! Days are counted with the algorithm of Howard Hinnant, “chrono-Compatible Low-Level Date Algorithms”
//! (public domain). Written and read as ISO 8601: `2025-11-24`, `2025-11-24T00:11:00`.
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// A day of the week; Monday is 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// Monday to Sunday.
    pub const ALL: [Self; 7] = [Self::Mon, Self::Tue, Self::Wed, Self::Thu, Self::Fri, Self::Sat, Self::Sun];

    /// The English name.
    #[must_use]
    pub fn name(self) -> &'static str {
        ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][self as usize]
    }
}

/// A day of the proleptic Gregorian calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Date {
    year: i16,
    month: u8,
    day: u8,
}

/// English month names, January first.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Date {
    /// The day, if the calendar has it and the year has at most four digits.
    #[must_use]
    pub fn new(year: i32, month: u32, day: u32) -> Option<Self> {
        if !(1..=9999).contains(&year) || !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        Some(Self { year: i16::try_from(year).ok()?, month: u8::try_from(month).ok()?, day: u8::try_from(day).ok()? })
    }

    /// The year, 1 to 9999.
    #[must_use]
    pub fn year(self) -> i32 {
        i32::from(self.year)
    }

    /// The month, 1 to 12.
    #[must_use]
    pub fn month(self) -> u32 {
        u32::from(self.month)
    }

    /// The day of the month, 1 to 31.
    #[must_use]
    pub fn day(self) -> u32 {
        u32::from(self.day)
    }

    /// Days since 1970-01-01.
    #[must_use]
    pub fn number(self) -> i32 {
        let y = if self.month <= 2 { self.year() - 1 } else { self.year() };
        let era = y.div_euclid(400);
        let yoe = y.rem_euclid(400);
        let m = (i32::from(self.month) + 9) % 12;
        let doy = (153 * m + 2) / 5 + i32::from(self.day) - 1;
        era * 146_097 + yoe * 365 + yoe / 4 - yoe / 100 + doy - 719_468
    }

    /// The day with that number; `None` outside the years 1 to 9999.
    #[must_use]
    pub fn from_number(number: i32) -> Option<Self> {
        let z = number.checked_add(719_468)?;
        let era = z.div_euclid(146_097);
        let doe = z.rem_euclid(146_097);
        let yoe = (doe - doe / 1_460 + doe / 36_524 - doe / 146_096) / 365;
        let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
        let mp = (5 * doy + 2) / 153;
        let month = if mp < 10 { mp + 3 } else { mp - 9 };
        let year = yoe + era * 400 + i32::from(month <= 2);
        Self::new(year, u32::try_from(month).ok()?, u32::try_from(doy - (153 * mp + 2) / 5 + 1).ok()?)
    }

    /// `days` later (earlier when negative); `None` outside the years 1 to 9999.
    #[must_use]
    pub fn plus(self, days: i32) -> Option<Self> {
        Self::from_number(self.number().checked_add(days)?)
    }

    /// Its day of the week.
    #[must_use]
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday.
        Weekday::ALL[(self.number() + 3).rem_euclid(7) as usize]
    }

    /// As a reader writes it: `23 Nov 2025`.
    #[must_use]
    pub fn short(self) -> String {
        let month: String = MONTHS[self.month as usize - 1].chars().take(3).collect();
        format!("{} {month} {}", self.day, self.year)
    }
}

fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 31,
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl FromStr for Date {
    type Err = String;

    fn from_str(s: &str) -> Result<Self, String> {
        let wrong = || format!("expected a day such as 2025-11-24, found “{s}”");
        let mut parts = s.split('-');
        let mut number = |len: usize| {
            let part = parts.next()?;
            (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
        };
        let (Some(y), Some(m), Some(d)) = (number(4), number(2), number(2)) else { return Err(wrong()) };
        if parts.next().is_some() {
            return Err(wrong());
        }
        i32::try_from(y).ok().and_then(|y| Self::new(y, m, d)).ok_or_else(wrong)
    }
}

impl TryFrom<String> for Date {
    type Error = String;

    fn try_from(s: String) -> Result<Self, String> {
        s.parse()
    }
}

impl From<Date> for String {
    fn from(date: Date) -> Self {
        date.to_string()
    }
}

/// A day, with the time of day where it is known (local to whoever wrote it).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Moment {
    /// The day.
    pub date: Date,
    /// Seconds since midnight, 0 to 86,399.
    pub time_s: Option<u32>,
}

impl From<Date> for Moment {
    fn from(date: Date) -> Self {
        Self { date, time_s: None }
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.date)?;
        self.time_s.map_or(Ok(()), |s| write!(f, "T{:02}:{:02}:{:02}", s / 3600, s / 60 % 60, s % 60))
    }
}

impl FromStr for Moment {
    type Err = String;

    /// Reads `2025-11-24`, and `2025-11-24T00:11`, `2025-11-24 00:11:00`; a zone after it (`Z`, `+01:00`,
    /// fractions of a second) is accepted and ignored.
    fn from_str(s: &str) -> Result<Self, String> {
        let wrong = || format!("expected a date such as 2025-11-24 or 2025-11-24T00:11:00, found “{s}”");
        let s = s.trim();
        let date: Date = s.get(..10).ok_or_else(wrong)?.parse().map_err(|_| wrong())?;
        let rest = s.get(10..).unwrap_or("");
        if rest.is_empty() {
            return Ok(date.into());
        }
        let clock = rest.strip_prefix(['T', 't', ' ']).ok_or_else(wrong)?.trim_start();
        let two = |at: usize| {
            let part = clock.get(at..at + 2)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok())?
        };
        let (Some(h), Some(m)) = (two(0), two(3)) else { return Err(wrong()) };
        let s = if clock.as_bytes().get(5) == Some(&b':') { two(6).ok_or_else(wrong)? } else { 0 };
        if clock.as_bytes().get(2) != Some(&b':') || h > 23 || m > 59 || s > 60 {
            return Err(wrong());
        }
        Ok(Self { date, time_s: Some(h * 3600 + m * 60 + s.min(59)) })
    }
}

impl TryFrom<String> for Moment {
    type Error = String;

    fn try_from(s: String) -> Result<Self, String> {
        s.parse()
    }
}

impl From<Moment> for String {
    fn from(moment: Moment) -> Self {
        moment.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(s: &str) -> Date {
        s.parse().unwrap()
    }

    #[test]
    fn numbers_and_weekdays_are_those_of_the_calendar() {
        assert_eq!(date("1970-01-01").number(), 0);
        assert_eq!(date("2000-03-01").number(), 11_017);
        assert_eq!(date("2025-11-23").weekday(), Weekday::Sun);
        assert_eq!(date("2024-02-29").plus(1), Some(date("2024-03-01")));
        assert_eq!(date("0001-01-01").plus(-1), None);
        assert_eq!(date("9999-12-31").plus(1), None);
        for n in (-719_162..2_932_896).step_by(997) {
            assert_eq!(Date::from_number(n).unwrap().number(), n);
        }
    }

    #[test]
    fn bad_dates_are_refused() {
        for s in ["", "2025-02-29", "2025-13-01", "25-11-24", "2025-11-24x", "+025-11-24", "2025-11-2é"] {
            assert!(s.parse::<Date>().is_err(), "{s}");
        }
    }

    #[test]
    fn moments_round_trip() {
        for (s, out) in [
            ("2025-11-24 00:11:00", "2025-11-24T00:11:00"),
            ("2025-11-24T07:05", "2025-11-24T07:05:00"),
            ("2025-11-24T07:05:09.123Z", "2025-11-24T07:05:09"),
            ("2025-11-24", "2025-11-24"),
        ] {
            assert_eq!(s.parse::<Moment>().unwrap().to_string(), out);
        }
        for s in ["2025-11-24X", "2025-11-24T25:00", "2025-11-24T1:00", "2025-11-24T10-00"] {
            assert!(s.parse::<Moment>().is_err(), "{s}");
        }
    }
}
