//! Dates and times named in the text, resolved against the article's day.
//!
//! What is written is found by `date_expressions`; here it gets a value in ISO 8601, as precise as the text
//! and the anchor allow: `2025-11-23`, `2025-W47`, `2025-11`, `2025`, an interval `2025-11-18/2025-11-25`, a
//! time of day `T17:00`; decades and centuries as in ISO 8601-2 (`199X`, `18XX`). A bare weekday in the past
//! is the last such day on or before the anchor, one in the future the next on or after. Without an anchor
//! what is relative keeps no value. No time zones; whether a plan came true is not asked.
use crate::DateMention;
use crate::date_expressions::{self, Expression, Sense, Side, Unit, Within};
use crate::sentence_words::Words;
use corpus::{Article, BlockKind, Date, Span, Weekday};

/// The dates of an article, by position; `anchor` is the day it was published, where known.
#[must_use]
pub fn find(article: &Article, words: &Words, anchor: Option<Date>) -> Vec<DateMention> {
    resolve(&words.expressions, anchor.or_else(|| dateline(article, &words.expressions)))
}

/// The day that a dateline tells: “PARIS, March 3, 2008 (Reuters) -”.
fn dateline(article: &Article, expressions: &[Expression]) -> Option<Date> {
    expressions.iter().find_map(|expression| {
        let Sense::Day(day) = expression.sense else { return None };
        let block = article.block_at(expression.span.start).filter(|b| b.kind == BlockKind::Paragraph)?.span;
        let before = Span { start: block.start, end: expression.span.start }.of(&article.text);
        let after = Span { start: expression.span.end, end: block.end }.of(&article.text);
        let ends = after.trim_start_matches([' ', ')']).starts_with(['(', '-', '–', '—']);
        let place = before.chars().any(char::is_uppercase) && !before.chars().any(char::is_lowercase);
        (ends && place).then_some(day)
    })
}

/// The dates of an article that is from one of the days `earliest` to `latest`: what all these days agree on.
#[must_use]
pub fn find_within(words: &Words, earliest: Date, latest: Date) -> Vec<DateMention> {
    const DAYS_MAX: i32 = 31;
    let expressions = &words.expressions;
    let days = latest.number() - earliest.number();
    if !(0..=DAYS_MAX).contains(&days) {
        return resolve(expressions, None);
    }
    let mut found = resolve(expressions, Some(earliest));
    for day in (1..=days).filter_map(|d| earliest.plus(d)) {
        for ((one, other), expression) in found.iter_mut().zip(resolve(expressions, Some(day))).zip(expressions) {
            if one.value != other.value || one.day != other.day {
                if matches!(expression.sense, Sense::Weekday(_, Side::Future)) {
                    // What lies ahead is seen from the day that the article tells of, which bounds its own.
                    one.basis =
                        format!("the first such day from {} on, the earliest day of the article", earliest.short());
                    continue;
                }
                one.value = None;
                one.day = None;
                one.basis = format!("not the same on every day from {} to {}", earliest.short(), latest.short());
            }
        }
    }
    found
}

/// The days of an offset from what is named after it: 7 for “one week after”, −2 for “two days before”.
pub(crate) fn offset_days(text: &str, date: &DateMention) -> Option<i32> {
    if date.basis != FROM_NAMED {
        return None;
    }
    match date_expressions::offset(text, date.span)? {
        (Unit::Day, n) => Some(n),
        (Unit::Week, n) => n.checked_mul(7),
        _ => None,
    }
}

/// Whether the words name a month or more: “earlier this year”, “April”, “last month”, “2014”.
pub(crate) fn is_long(text: &str, date: &DateMention) -> bool {
    date.weekday.is_none() && date_expressions::is_long(text, date.span)
}

fn resolve(expressions: &[Expression], anchor: Option<Date>) -> Vec<DateMention> {
    let mut told = Told::default();
    let mut found: Vec<DateMention> = Vec::with_capacity(expressions.len());
    for expression in expressions {
        let sense = told.in_year(expression, anchor);
        let mut value = value(sense, expression.span, anchor, &told);
        // “from Monday to Friday”: the second is not before the first.
        if let (true, Some(first), Some(second)) = (expression.ends_range, found.last_mut(), value.day)
            && let (Sense::Weekday(_, side), Some(day)) = (sense, first.day.filter(|day| *day > second))
        {
            match side {
                Side::Future => value = Value::day(second.plus(7), value.basis),
                _ => {
                    first.day = day.plus(-7);
                    first.value = first.day.map(|d| d.to_string());
                }
            }
        }
        told.hear(&value, expression, sense);
        let weekday = match sense {
            Sense::Weekday(day, _) | Sense::WeekdayFromNarrative(day, _) => Some(day as u8),
            _ => value.day.map(|d| d.weekday() as u8),
        };
        let basis = value.basis.to_owned();
        found.push(DateMention { span: expression.span, value: value.iso, day: value.day, weekday, basis });
    }
    found
}

/// What the text has named so far, for what is counted from it.
#[derive(Default)]
struct Told {
    /// The last day.
    day: Option<Date>,
    /// The last day, month or year, its first day, how exact it is and where it stood.
    any: Option<(Date, Unit, u32)>,
}

impl Told {
    /// What is told in a year or week that stands beside it.
    fn in_year(&self, expression: &Expression, anchor: Option<Date>) -> Sense {
        let sense = expression.sense;
        let year = match expression.within {
            Some(Within::Year(year)) => Some(year),
            Some(Within::Of(Unit::Year, n)) => anchor.and_then(|a| year(a, n)),
            Some(Within::Narrative(n)) => self.any.and_then(|(day, ..)| year(day, n)),
            Some(Within::Of(_, n)) => {
                let Sense::Weekday(day, _) = sense else { return sense };
                return anchor.map_or(sense, |a| Sense::Shift(day as i32 - a.weekday() as i32 + 7 * n));
            }
            None => return sense,
        };
        match (sense, year) {
            (Sense::MonthName(m, _), Some(y)) => Sense::Month(y, m),
            (Sense::Quarter(n, _), Some(y)) => Sense::QuarterOf(y, n),
            (Sense::DayOfYear(m, d, _), Some(y)) => Date::new(y, m, d).map_or(Sense::Month(y, m), Sense::Day),
            _ => sense,
        }
    }

    fn hear(&mut self, value: &Value, expression: &Expression, sense: Sense) {
        if matches!(
            sense,
            Sense::Day(_)
                | Sense::DayOfYear(..)
                | Sense::Weekday(..)
                | Sense::WeekdayFromNarrative(..)
                | Sense::Shift(_)
        ) {
            self.day = value.day;
        }
        let (first, unit) = match (value.day, value.iso.as_deref()) {
            (Some(_), _) => ("", Unit::Day),
            (None, Some(iso)) if iso.len() == 4 => ("-01-01", Unit::Year),
            (None, Some(iso)) if iso.len() == 7 => ("-01", Unit::Month),
            _ => return,
        };
        let day = value.iso.as_ref().and_then(|iso| format!("{iso}{first}").parse().ok());
        self.any = day.map(|day| (day, unit, expression.span.end)).or(self.any);
    }

    /// The day that something so many units long is counted from, at byte `at`.
    fn from(&self, unit: Unit, at: u32) -> Option<Date> {
        const NEAR_BYTES: u32 = 200;
        let long = matches!(unit, Unit::Month | Unit::Year);
        let near = self
            .any
            .filter(|(_, exact, end)| long && end + NEAR_BYTES >= at && (*exact != Unit::Year || unit == Unit::Year));
        near.map(|(day, ..)| day).or(self.day)
    }
}

/// A value and why.
struct Value {
    iso: Option<String>,
    day: Option<Date>,
    basis: &'static str,
}

impl Value {
    fn day(day: Option<Date>, basis: &'static str) -> Self {
        Self { iso: day.map(|d| d.to_string()), day, basis }
    }

    fn iso(iso: Option<String>, basis: &'static str) -> Self {
        Self { iso, day: None, basis }
    }
}

const FROM_NAMED: &str = "counted from what is named after it";
const WRITTEN: &str = "written out";
const NO_ANCHOR: &str = "relative to the article’s date, which is not known";

fn value(sense: Sense, span: Span, anchor: Option<Date>, told: &Told) -> Value {
    match sense {
        Sense::Day(day) => Value::day(Some(day), WRITTEN),
        Sense::Month(y, m) => Value::iso(Some(format!("{y:04}-{m:02}")), WRITTEN),
        Sense::QuarterOf(y, n) => Value::iso(Some(format!("{y:04}-Q{n}")), WRITTEN),
        Sense::Year(y) => Value::iso(Some(format!("{y:04}")), WRITTEN),
        Sense::Decade(d) => Value::iso(Some(format!("{d:03}X")), WRITTEN),
        Sense::Century(c) => Value::iso(Some(format!("{c:02}XX")), WRITTEN),
        Sense::Time(s) => Value::iso(Some(format!("T{:02}:{:02}", s / 3600, s / 60 % 60)), WRITTEN),
        Sense::Ambiguous => Value::iso(None, "day and month cannot be told apart"),
        Sense::Vague => Value::iso(None, "no value in the text"),
        Sense::FromNamed(..) => Value::iso(None, FROM_NAMED),
        Sense::FromNarrative(unit, n) => match told.from(unit, span.start) {
            Some(day) => shifted(day, unit, n, "counted from the day named before"),
            // “a year earlier”, with no day before it, compares with the time of the article.
            None if unit == Unit::Year => value(Sense::FromAnchor(unit, n), span, anchor, told),
            None => Value::iso(None, "counted from a day that is not known"),
        },
        Sense::WeekdayFromNarrative(day, side) => match told.day {
            Some(told) => {
                let side = match side {
                    Side::Future => Side::Next,
                    Side::This => side,
                    _ => Side::Last,
                };
                Value { basis: "counted from the day named before", ..weekday(day, side, told) }
            }
            None => Value::iso(None, "counted from a day that is not known"),
        },
        _ => anchor.map_or_else(|| Value::iso(None, NO_ANCHOR), |anchor| anchored(sense, anchor)),
    }
}

/// What is relative to the article's day.
fn anchored(sense: Sense, anchor: Date) -> Value {
    match sense {
        Sense::Weekday(day, side) => weekday(day, side, anchor),
        Sense::Shift(days) => Value::day(anchor.plus(days), "counted from the article’s date"),
        Sense::Overnight => Value::day(Some(anchor), "the night before the article’s date"),
        Sense::DayOfYear(m, d, side) => {
            Value::day(nearest_year(m, d, side, anchor), "the year nearest to the article’s date")
        }
        Sense::DayOfMonth(d, side) => {
            let n = match side {
                Side::Future => i32::from(d < anchor.day()),
                _ => -i32::from(d > anchor.day()),
            };
            let day = months(anchor, n).and_then(|(y, m)| Date::new(y, u32::try_from(m).ok()?, d));
            Value::day(day, "the nearest such day of a month")
        }
        Sense::Quarter(n, side) => quarter(n, side, anchor),
        Sense::Season(end, side) => {
            let Value { iso, basis, .. } = month(end, side, anchor);
            Value::iso(iso.and_then(|iso| Some(iso.get(..4)?.to_owned())), basis)
        }
        Sense::MonthName(m, side) => month(m, side, anchor),
        Sense::Of(unit, n) => unit_of(unit, n, anchor),
        Sense::Weekend(side) => {
            // The weekend that has begun counts as this one.
            let begun = anchor.weekday() >= Weekday::Sat;
            let n = match side {
                Side::Last => -1,
                Side::Next => 1,
                Side::Future | Side::This => 0,
                Side::Past | Side::Open => -i32::from(!begun),
            };
            let saturday = anchor.plus(5 - anchor.weekday() as i32 + 7 * n);
            let iso = saturday.and_then(|s| Some(format!("{s}/{}", s.plus(1)?)));
            Value::iso(iso, "the weekend counted from the article’s date")
        }
        Sense::Past(unit, n) => {
            let from = shifted(anchor, unit, -n, "").iso;
            Value::iso(from.map(|from| format!("{from}/{anchor}")), "the time up to the article’s date")
        }
        Sense::FromAnchor(unit, n) => shifted(anchor, unit, n, "counted from the article’s date"),
        _ => Value::iso(None, NO_ANCHOR),
    }
}

fn weekday(day: Weekday, side: Side, anchor: Date) -> Value {
    let back = (anchor.weekday() as i32 - day as i32).rem_euclid(7);
    let on = (day as i32 - anchor.weekday() as i32).rem_euclid(7);
    let (days, basis) = match side {
        Side::Past | Side::Open => (-back, "the last such weekday up to the article’s date"),
        Side::Future => (on, "the next such weekday from the article’s date"),
        Side::Last => (if back == 0 { -7 } else { -back }, "the last such weekday before the article’s date"),
        Side::Next => (if on == 0 { 7 } else { on }, "the next such weekday after the article’s date"),
        Side::This => (day as i32 - anchor.weekday() as i32, "that weekday in the week of the article"),
    };
    Value::day(anchor.plus(days), basis)
}

/// The day that lies nearest to the anchor; what lies further ahead than a season would be told with its year.
/// What is told of the past lies in the anchor's year where it can, what is told of the future not far behind.
fn nearest_year(m: u32, d: u32, side: Side, anchor: Date) -> Option<Date> {
    const AHEAD_DAYS_MAX: i32 = 120;
    const BEHIND_DAYS_MAX: i32 = 60;
    let years = [anchor.year(), anchor.year() - 1, anchor.year() + 1];
    let ahead = |day: &Date| day.number() - anchor.number();
    let this = Date::new(anchor.year(), m, d);
    if let (Side::Past, Some(day)) = (side, this.filter(|day| ahead(day) <= 0)) {
        return Some(day);
    }
    if side == Side::Future && this.is_none_or(|day| ahead(&day) > 0 || ahead(&day) < -BEHIND_DAYS_MAX) {
        return years.into_iter().filter_map(|y| Date::new(y, m, d)).find(|day| ahead(day) > 0);
    }
    let days = years.into_iter().filter_map(|y| Date::new(y, m, d)).filter(|day| ahead(day) <= AHEAD_DAYS_MAX);
    days.min_by_key(|day| ahead(day).abs())
}

/// `n` is the first to the fourth quarter: this one, or the one before or after; else what the tense tells.
fn quarter(n: u32, side: Side, anchor: Date) -> Value {
    let this = anchor.year() * 4 + i32::try_from((anchor.month() - 1) / 3).unwrap_or(0);
    let ahead = (i32::try_from(n).unwrap_or(1) - 1 - this).rem_euclid(4);
    let far = ahead == 3 || ahead == 2 && side != Side::Future;
    let count = this + ahead - if far { 4 } else { 0 };
    Value::iso(quarter_name(count), "the quarter nearest to the article’s date")
}

/// The quarter with that number since the year 0: `2025-Q3`, as TIMEX3 writes it (ISO 8601 has none).
fn quarter_name(count: i32) -> Option<String> {
    let year = count.div_euclid(4);
    (1..=9999).contains(&year).then(|| format!("{year:04}-Q{}", count.rem_euclid(4) + 1))
}

fn month(m: u32, side: Side, anchor: Date) -> Value {
    let this = anchor.year();
    let year = match side {
        Side::This => this,
        Side::Last => this - i32::from(m >= anchor.month()),
        Side::Past | Side::Open => this - i32::from(m > anchor.month()),
        Side::Future => this + i32::from(m < anchor.month()),
        Side::Next => this + i32::from(m <= anchor.month()),
    };
    let iso = (1..=9999).contains(&year).then(|| format!("{year:04}-{m:02}"));
    Value::iso(iso, "the month nearest to the article’s date")
}

/// “last week”, “this month”, “next year”.
fn unit_of(unit: Unit, n: i32, anchor: Date) -> Value {
    const BASIS: &str = "counted from the article’s date";
    match unit {
        Unit::Week => Value::iso(anchor.plus(7 * n).map(week), BASIS),
        Unit::Month => Value::iso(months(anchor, n).map(|(y, m)| format!("{y:04}-{m:02}")), BASIS),
        Unit::Quarter => {
            let this = anchor.year() * 4 + i32::try_from((anchor.month() - 1) / 3).unwrap_or(0);
            Value::iso(quarter_name(this + n), BASIS)
        }
        Unit::Year => Value::iso(year(anchor, n).map(|y| format!("{y:04}")), BASIS),
        Unit::Decade => Value::iso(year(anchor, 10 * n).map(|y| format!("{:03}X", y / 10)), BASIS),
        Unit::Hour | Unit::Day => Value::iso(None, BASIS),
    }
}

/// `n` units from `day`: to the day for days and weeks, to the month or year for longer units.
fn shifted(day: Date, unit: Unit, n: i32, basis: &'static str) -> Value {
    match unit {
        Unit::Hour if n.abs() < 24 => Value::iso(None, basis),
        Unit::Hour => Value::day(day.plus(n / 24), basis),
        Unit::Day => Value::day(day.plus(n), basis),
        Unit::Week => Value::day(n.checked_mul(7).and_then(|d| day.plus(d)), basis),
        Unit::Month => Value::iso(months(day, n).map(|(y, m)| format!("{y:04}-{m:02}")), basis),
        Unit::Quarter => unit_of(unit, n, day),
        Unit::Year => Value::iso(year(day, n).map(|y| format!("{y:04}")), basis),
        Unit::Decade => Value::iso(year(day, 10 * n).map(|y| format!("{y:04}")), basis),
    }
}

fn months(day: Date, n: i32) -> Option<(i32, i32)> {
    let count = day.year() * 12 + i32::try_from(day.month()).ok()? - 1 + n;
    let (y, m) = (count.div_euclid(12), count.rem_euclid(12) + 1);
    (1..=9999).contains(&y).then_some((y, m))
}

fn year(day: Date, n: i32) -> Option<i32> {
    Some(day.year() + n).filter(|y| (1..=9999).contains(y))
}

/// The ISO week of a day: `2025-W47`.
fn week(day: Date) -> String {
    // The Thursday of a week lies in the year that the week belongs to.
    let thursday = day.plus(3 - day.weekday() as i32).unwrap_or(day);
    let first = Date::new(thursday.year(), 1, 1).unwrap_or(thursday);
    format!("{:04}-W{:02}", thursday.year(), (thursday.number() - first.number()) / 7 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[words=value]` marks what must be found; `?` is no value. The anchor is Monday 24 November 2025.
    fn check(marked: &str) {
        check_at(marked, Some("2025-11-24"));
    }

    fn check_at(marked: &str, anchor: Option<&str>) {
        let (found, expected) = read(marked, anchor);
        assert_eq!(found, expected, "{marked}");
    }

    /// What is found in a marked text and what is expected, as `words=value`.
    fn read(marked: &str, anchor: Option<&str>) -> (Vec<String>, Vec<String>) {
        let (mut text, mut expected) = (String::new(), Vec::new());
        for part in marked.split_inclusive(['[', ']']) {
            match part.strip_suffix(']').and_then(|p| p.split_once('=')) {
                Some((words, value)) => {
                    text.push_str(words);
                    expected.push(format!("{words}={value}"));
                }
                None => text.push_str(part.trim_end_matches(['[', ']'])),
            }
        }
        let mut article = corpus::read_text("t", text.clone());
        article.sentences = article.blocks.iter().map(|b| b.body).collect();
        let found: Vec<String> = find(&article, &Words::new(&article), anchor.map(|a| a.parse().unwrap()))
            .iter()
            .map(|d| format!("{}={}", d.span.of(&text), d.value.as_deref().unwrap_or("?")))
            .collect();
        (found, expected)
    }

    #[test]
    fn small_texts_are_dated_as_a_careful_reader_does() {
        let (mut anchor, mut cases, mut wrong) = (None, 0, Vec::new());
        for line in include_str!("tests/dates.txt").lines().filter(|l| !l.starts_with('#')) {
            if let Some(day) = line.strip_prefix("@ ") {
                anchor = Some(day).filter(|d| *d != "-");
                continue;
            }
            let (found, expected) = read(line, anchor);
            cases += 1;
            if found != expected {
                wrong.push(format!("{line}\n    found {found:?}"));
            }
        }
        assert!(cases >= 150, "only {cases} cases");
        assert!(wrong.is_empty(), "{} of {cases} cases:\n{}", wrong.len(), wrong.join("\n"));
    }

    #[test]
    fn written_out() {
        check("It began on [24 November 2025=2025-11-24] there.");
        check("It began on [Nov. 24, 2025=2025-11-24] there.");
        check("It began on [Nov 24, 2025=2025-11-24], he said.");
        check("It began on [November 24, 2025=2025-11-24], he said.");
        check("It began on [November 24th, 2025=2025-11-24], he said.");
        check("It fell on the [24th of November=2025-11-24] then.");
        check("It began on [2025-11-24=2025-11-24].");
        check("It began on [24/11/2025=2025-11-24].");
        check("It began on [11/24/2025=2025-11-24].");
        check("It began on [03/04/2025=?].");
        check("It began on [04/04/2025=2025-04-04].");
        check("Am [24.11.2025=2025-11-24] war es so weit.");
        check("It began on 99/99/2025 or 2025-13-01 never.");
        check("on [Sunday, 23 November=2025-11-23] they met");
        check("on [Sunday, November 23, 2025=2025-11-23], they met");
        check("on [Sunday 23 November 2025=2025-11-23] they met");
        check("on [Fri, Nov 21=2025-11-21] they met");
        check("on [Fri. Nov. 21=2025-11-21] they met");
        check("in [November 2025=2025-11] they met");
        check("in [May, 2019=2019-05] they met");
        check("On [3 January=2026-01-03] they will meet.");
        check("On [20 December=2025-12-20] they will meet.");
        check("On [June 30=2025-06-30] they met.");
        check("The summit on [18=2025-12-18] and [19 December=2025-12-19] will decide.");
        check("The summit of [18=2025-12-18]–[19 December 2025=2025-12-19] will decide.");
        check("It took 18 and 19 days; on [18 May=2025-05-18] and 20 others.");
        check("Since the [September 11=?] attacks much has changed.");
    }

    #[test]
    fn years() {
        check("It began in [2014=2014] there.");
        check("The [2024=2024] election was close.");
        check("the [2022=2022] World Cup final");
        check("since [2014=2014] and until [2022=2022].");
        check("from [2014=2014] to [2018=2018]");
        check("by [2030=2030], emissions must fall");
        check("early [2022=2022] was hard");
        check("the [1990s=199X] were loud");
        check("in the [19th century=18XX] and the mid-[1980s=198X]");
        check("About 2000 soldiers and 1,990 tanks, $2014 and 2014 houses.");
        check("in 2000 villages and of 1500 people");
        check("The number 1848 tram, a 2014m race, 2-1 at home.");
    }

    #[test]
    fn weekdays() {
        check("They met on [Sunday=2025-11-23] in Rome.");
        check("They met on [Monday=2025-11-24] in Rome.");
        check("They met on [Tuesday=2025-11-18] in Rome.");
        check("[Sunday=2025-11-23]’s talks ended well.");
        check("In his remarks [Sunday evening=2025-11-23], he said so.");
        check("The court ruled [last Friday=2025-11-21] on it.");
        check("The court ruled [last Monday=2025-11-17] on it.");
        check("The court sits [next Tuesday=2025-11-25] again.");
        check("The court sits [next Monday=2025-12-01] again.");
        check("It must be signed by [Thursday=2025-11-27], he said.");
        check("The offer stands until [Monday=2025-11-24] at least.");
        check("They will meet on [Wednesday=2025-11-26] in Rome.");
        check("A second round is due on [Friday=2025-11-28] in Rome.");
        check("The vote is scheduled for [Saturday=2025-11-29].");
        check("Talks planned for [Saturday=2025-11-29] are off.");
        check("Talks had been planned for [Saturday=2025-11-22] there.");
        check("He said on [Sunday=2025-11-23] that he will go on [Friday=2025-11-28].");
        check("He said he will go on [Friday=2025-11-28].");
        check("Rebels claimed [Sunday=2025-11-23] that the town had fallen.");
        check("[Saturday=2025-11-22]'s final drew a crowd.");
        check("It opens [this Friday=2025-11-28] at last.");
        check("It opened late on [Saturday night=2025-11-22] at last.");
    }

    #[test]
    fn relative_to_the_article() {
        check("He left [yesterday=2025-11-23] and returns [tomorrow=2025-11-25].");
        check("He left [yesterday evening=2025-11-23].");
        check("[Today=2025-11-24] the court meets.");
        check("He spoke [last night=2025-11-23] and [this morning=2025-11-24].");
        check("Shelling went on [overnight=2025-11-24], with raids.");
        check("The draft leaked [earlier last week=2025-W47] drew fire.");
        check("It was signed [last week=2025-W47].");
        check("He resigned [this week=2025-W48] over it.");
        check("More talks come [next week=2025-W49].");
        check("the summit [earlier this year=2025] failed");
        check("[last year=2024] and [last month=2025-10] and [next month=2025-12]");
        check("progress over [the past week=2025-11-17/2025-11-24] was");
        check("rain over [the past two weeks=2025-11-10/2025-11-24] was");
        check("He left [two days ago=2025-11-22].");
        check("He left [a week ago=2025-11-17].");
        check("He left [three weeks ago=2025-11-03].");
        check("He left [six months ago=2025-05].");
        check("He left [10 years ago=2015].");
        check("He spoke on [Friday=2025-11-21]. [Two days later=2025-11-23] he left.");
        check("He spoke on [Friday=2025-11-21] and left [the next day=2025-11-22].");
        check("He came [the day before yesterday=2025-11-22].");
        check("The talks come [one week after=?] the summit.");
        check("He died in [April=2025-04], born in [December=2024-12].");
        check("It was lost [last November=2024-11].");
        check("between [March=2025-03] and [June=2025-06] it fell");
        check("since [December=2024-12] GM has grown; the end of [May=2025-05] came");
        check("It reported [February=2025-02] sales.");
        check("[2007=2007] was the year of the phone, and the year in which much else began, they said.");
        check("It rose from [a year earlier=2024].");
        check("over [the weekend=2025-11-22/2025-11-23] they met");
        check("[last weekend=2025-11-22/2025-11-23] they met");
        check("[last summer=2025] they met");
    }

    #[test]
    fn times_of_day() {
        check("The game starts at [10:30=T10:30] here.");
        check("The game starts at [5pm=T17:00] here.");
        check("The game starts at [5 p.m.=T17:00] here.");
        check("The game starts at [8:15 a.m.=T08:15] here.");
        check("The game starts at [noon=T12:00] here.");
        check("[2025-11-24=2025-11-24] [00:11:00=T00:11]");
        check("They won 12-4 and 3:1, John 3:16.");
    }

    #[test]
    fn what_is_no_date() {
        check("May said she may march on Rome with April Jones.");
        check("The cat sat on the mat; the sun shone; they wed.");
        check("Black Friday sales, the Sunday Times, Easter Sunday.");
        check("He meets them every Sunday in a March house.");
        check("Theresa May spoke. March past the gate!");
        check("The G8, Covid-19 and 28 points for 40 people.");
        check("Take the second left in a minute; a day out.");
        check("Will Smith and August Wilson.");
    }

    #[test]
    fn without_an_anchor() {
        check_at("They met on [Sunday=?] and [yesterday=?] and [last week=?] and in [2014=2014].", None);
        let article = corpus::read_text("t", "They met on Sunday in Rome.".to_owned());
        let found = find(&article, &Words::new(&article), None);
        assert_eq!(found[0].weekday, Some(6));
        assert_eq!(found[0].day, None);
    }

    #[test]
    fn what_a_window_agrees_on() {
        let text = "They met on Sunday and [he] left yesterday. It was signed last week.";
        let article = corpus::read_text("t", text.to_owned());
        let day = |s: &str| s.parse::<Date>().unwrap();
        let values = |a: &str, b: &str| -> Vec<Option<String>> {
            find_within(&Words::new(&article), day(a), day(b)).into_iter().map(|d| d.value).collect()
        };
        assert_eq!(values("2025-11-24", "2025-11-29"), [Some("2025-11-23".into()), None, Some("2025-W47".into())]);
        assert_eq!(values("2025-11-24", "2025-11-30"), [None, None, Some("2025-W47".into())]);
        assert_eq!(values("2025-11-24", "2025-11-24")[1].as_deref(), Some("2025-11-23"));
        assert_eq!(values("2025-11-24", "2025-11-01"), [None, None, None]);
    }

    #[test]
    fn weeks_are_those_of_iso_8601() {
        for (day, iso) in [("2021-01-03", "2020-W53"), ("2024-12-30", "2025-W01"), ("2025-11-23", "2025-W47")] {
            assert_eq!(week(day.parse().unwrap()), iso);
        }
    }

    #[test]
    fn date_clues_found_by_hand() {
        let shared = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/gold/seeds_001_003.json");
        let Ok(json) = std::fs::read_to_string(shared) else {
            eprintln!("skipped: no hand-labelled articles here");
            return;
        };
        let gold: serde_json::Value = serde_json::from_str(&json).unwrap();
        let (mut labelled, mut found, mut right) = (0, 0, 0);
        for record in gold["articles"].as_array().unwrap() {
            let file = record["file"].as_str().unwrap();
            let path = format!("{}/../../seeds/{file}", env!("CARGO_MANIFEST_DIR"));
            let article = corpus::read_text("t", std::fs::read_to_string(path).unwrap());
            let dates =
                find_within(&Words::new(&article), "2025-11-25".parse().unwrap(), "2025-11-27".parse().unwrap());
            found += dates.len();
            for clue in record["dates"].as_array().unwrap() {
                let line = clue["line"].as_u64().unwrap();
                let line = record["lines"].as_array().unwrap().iter().find(|l| l["n"] == line).unwrap();
                let from = article.text.find(line["text"].as_str().unwrap()).unwrap();
                let words = clue["text"].as_str().unwrap();
                let at = from + article.text.get(from..).unwrap().find(words).unwrap();
                let span = corpus::Span::new(at, at + words.len());
                labelled += 1;
                let hit = dates.iter().find(|d| d.span.overlaps(span));
                let value = hit.and_then(|d| d.day).map(Date::short);
                let reading = clue["reading"].as_str().unwrap();
                let is_day = reading.ends_with("Nov 2025");
                right += usize::from(hit.is_some() && (!is_day || value.as_deref() == Some(reading)));
            }
        }
        eprintln!("date clues: {right} right of {labelled} labelled, {found} found");
        assert_eq!((right, labelled, found), (8, 8, 8));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_ordered_spans(text in r"(?s)(\PC|\n|Sunday|last |week|Nov\. |24|2025|-|/|:|the |past |a |one |ago|March |5 |to |and |of |next |year|third |quarter |weekend |later|will |on ){0,60}") {
            let article = corpus::read_text("t", text.clone());
            let mut last = 0;
            for mention in find(&article, &Words::new(&article), "2025-11-24".parse().ok()) {
                proptest::prop_assert!(mention.span.start >= last && !mention.span.of(&text).is_empty());
                last = mention.span.end;
            }
        }

        #[test]
        fn a_weekday_is_the_weekday_it_names(n in 0..3_000_000i32, day in 0..7usize) {
            let Some(anchor) = Date::from_number(n - 700_000) else { return Ok(()) };
            for side in [Side::Past, Side::Future, Side::Last, Side::Next, Side::This] {
                if let Some(found) = weekday(Weekday::ALL[day], side, anchor).day {
                    proptest::prop_assert_eq!(found.weekday() as usize, day);
                    proptest::prop_assert!((found.number() - anchor.number()).abs() <= 7);
                }
            }
        }
    }
}
