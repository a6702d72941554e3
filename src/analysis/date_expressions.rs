//! Which words of a text name a date or a time, before anything is resolved.
//!
//! Follows the extent rules of TIMEX3 (TimeML 1.2.1: no preposition inside, modifiers such as “early” and the
//! part of the day inside) for English news. On which side of the article's day something lies is told by the
//! verb that governs it ([`Tenses`]). What belongs together is one expression (“October of next year”). It does
//! not list durations (“for two weeks”), sets (“every Sunday”) or vague expressions (“recently”, “in the coming
//! days”).
use crate::figures::number_word;
use crate::sentence_words::SentenceWords;
use corpus::{Date, Span, TokenKind, Weekday, WordList, one_of};
use std::cell::OnceCell;

/// Days, weeks and so on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unit {
    Hour,
    Day,
    Week,
    Month,
    Quarter,
    Year,
    Decade,
}

/// On which side of the anchor a weekday lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Side {
    /// Nothing tells.
    Open,
    /// On or before.
    Past,
    /// On or after.
    Future,
    /// “last Friday”: before.
    Last,
    /// “next Friday”: after.
    Next,
    /// “this Friday”: in the same week.
    This,
}

/// What the words mean, still relative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    /// A day of the calendar.
    Day(Date),
    /// A month of a year.
    Month(i32, u32),
    Year(i32),
    /// The year without its last digit.
    Decade(i32),
    /// The year without its last two digits.
    Century(i32),
    /// Month and day without a year.
    DayOfYear(u32, u32, Side),
    /// A day without month and year: “on the 5th”.
    DayOfMonth(u32, Side),
    /// A month without a year.
    MonthName(u32, Side),
    /// The first to the fourth quarter of a year.
    Quarter(u32, Side),
    /// A quarter of a year that is known.
    QuarterOf(i32, u32),
    /// “last summer”, by the month in which it ends.
    Season(u32, Side),
    /// Day and month that could be exchanged.
    Ambiguous,
    Weekday(Weekday, Side),
    /// The next or last such day, seen from the day named before: “the following Monday”.
    WeekdayFromNarrative(Weekday, Side),
    /// Days from the anchor: today, yesterday.
    Shift(i32),
    /// The night that ends on the anchor.
    Overnight,
    /// This, last or next unit: shift −1, 0, 1.
    Of(Unit, i32),
    Weekend(Side),
    /// The unit that ends at the anchor: “the past week”.
    Past(Unit, i32),
    /// So many units from the anchor: “two days ago”.
    FromAnchor(Unit, i32),
    /// So many units from the day named before: “two days later”, “the next day”.
    FromNarrative(Unit, i32),
    /// So many units from what is named after: “one week after …”.
    FromNamed(Unit, i32),
    /// Seconds since midnight.
    Time(u32),
    /// Named, without a value that the text gives: “the September 11 attacks”.
    Vague,
}

/// What an expression lies in, where the words say so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Within {
    /// “May of 2014”.
    Year(i32),
    /// “May of last year”, “Friday next week”.
    Of(Unit, i32),
    /// “March 14 that year”, “May of the following year”.
    Narrative(i32),
}

/// An expression and what it means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Expression {
    pub(crate) span: Span,
    pub(crate) sense: Sense,
    pub(crate) within: Option<Within>,
    /// Whether it is the second of two: “from Monday to Friday”.
    pub(crate) ends_range: bool,
}

/// Unit and number of an offset that fills `span`: “one week after”.
pub(crate) fn offset(text: &str, span: Span) -> Option<(Unit, i32)> {
    let words = SentenceWords::new(text, span);
    let (n, unit) = amount(&words, 0)?;
    Some((unit, if words.lower(2) == "after" { n } else { -n }))
}

/// Whether the expression that fills `span` names a month or more.
pub(crate) fn is_long(text: &str, span: Span) -> bool {
    let words = SentenceWords::new(text, span);
    let unit = words.len().checked_sub(1).is_some_and(|last| {
        one_of(words.lower(last), "month year decade summer winter spring autumn ago")
            && !one_of(words.before(last, 1), "day days week weeks hour hours")
    });
    let day = (0..words.len()).any(|i| day_of_month(&words, i).is_some());
    let calendar = (0..words.len())
        .any(|i| month(&words, i).is_some() || words.written(i).len() == 4 && words.number(i).is_some());
    unit || calendar && !day
}

/// The expressions of one sentence, by position.
pub(crate) fn in_sentence(words: &SentenceWords, found: &mut Vec<Expression>) {
    let tenses = Tenses::default();
    let first = found.len();
    // Where the expression before began and ended.
    let mut last = (0, 0);
    let mut i = 0;
    while i < words.len() {
        let follows = found.len() > first;
        let ends_range =
            follows && last.1 + 1 == i && one_of(words.lower(last.1), "to and or through until till – - —");
        let before = found.last().filter(|_| follows).map(|e| e.sense);
        let second = before.filter(|_| ends_range).and_then(|sense| second_day(words, i, last.0, sense));
        let hit = second.or_else(|| expression(words, i, &tenses)).filter(|(end, _)| *end > i);
        let Some((end, sense)) = hit else {
            i += 1;
            continue;
        };
        let sense = match (before, sense) {
            // “for Thursday and Friday” have one side.
            (
                Some(Sense::Weekday(_, side @ (Side::Past | Side::Future))),
                Sense::Weekday(day, Side::Past | Side::Future),
            ) if ends_range => Sense::Weekday(day, side),
            // “said on Monday that he would come on Tuesday”: seen from that Monday.
            (Some(Sense::Weekday(_, Side::Past)), Sense::Weekday(day, Side::Future))
                if tenses.governors(words, i).first() == Some(&"would") =>
            {
                Sense::WeekdayFromNarrative(day, Side::Future)
            }
            _ => sense,
        };
        let gap = i - last.1;
        let near = follows && (gap == 0 || gap == 1 && words.lower(last.1) == "of");
        match (found.last_mut(), within(sense)) {
            (Some(outer), Some(within)) if near && outer.sense.lies_in(within) => {
                outer.span = words.span(last.0, end);
                outer.within = Some(within);
            }
            _ => {
                // “between September and October of 2007”: the year of the second is that of the first.
                if let (Some((year, month)), true) = (whole_year(sense), ends_range)
                    && let Some(outer) = found.last_mut()
                    && let Sense::MonthName(first, _) | Sense::DayOfYear(first, ..) = outer.sense
                {
                    outer.within = outer.within.or(Some(Within::Year(year - i32::from(first > month))));
                }
                found.push(Expression { span: words.span(i, end), sense, within: None, ends_range });
                last.0 = i;
            }
        }
        last.1 = end;
        i = end;
    }
}

impl Sense {
    /// Whether it can lie in a year or week that is named after it.
    fn lies_in(self, within: Within) -> bool {
        match within {
            Within::Of(Unit::Week, _) => matches!(self, Self::Weekday(..)),
            _ => matches!(self, Self::DayOfYear(..) | Self::MonthName(..) | Self::Quarter(..)),
        }
    }
}

/// What something named before can lie in.
fn within(sense: Sense) -> Option<Within> {
    match sense {
        Sense::Year(year) => Some(Within::Year(year)),
        Sense::FromNarrative(Unit::Year, n) => Some(Within::Narrative(n)),
        Sense::Of(unit @ (Unit::Week | Unit::Year), n) => Some(Within::Of(unit, n)),
        _ => None,
    }
}

/// Year and month of a day or month with its year.
fn whole_year(sense: Sense) -> Option<(i32, u32)> {
    match sense {
        Sense::Month(year, month) => Some((year, month)),
        Sense::Day(day) => Some((day.year(), day.month())),
        _ => None,
    }
}

/// The second day of “March 5-7”, “March 5 and 6, 2008”, after the first, which began at `from`.
fn second_day(words: &SentenceWords, i: usize, from: usize, sense: Sense) -> Hit {
    let Sense::DayOfYear(m, first, side) = sense else { return None };
    month(words, from)?;
    let (d, end) = day_of_month(words, i).filter(|(d, _)| *d > first)?;
    let counts = words.is(end, TokenKind::Word)
        && !one_of(words.lower(end), "in at on for to with of from as when after before");
    if counts || month(words, end).is_some() {
        return None;
    }
    Some(match year_after(words, end) {
        Some((y, end)) => (end, Date::new(y, m, d).map_or(Sense::Month(y, m), Sense::Day)),
        None => (end, Sense::DayOfYear(m, d, side)),
    })
}

fn expression(words: &SentenceWords, i: usize, tenses: &Tenses) -> Hit {
    let number = words.is(i, TokenKind::Number);
    if !number && !words.is_capitalised(i) && !may_open(words.lower(i)) {
        return None;
    }
    number
        .then(|| digits(words, i))
        .flatten()
        .or_else(|| calendar(words, i, tenses))
        .or_else(|| weekday(words, i, tenses))
        .or_else(|| quarter(words, i, tenses))
        .or_else(|| relative(words, i, tenses))
        .or_else(|| counted(words, i))
        .or_else(|| month_name(words, i, tenses))
        .or_else(|| year(words, i))
        .or_else(|| time(words, i))
}

/// Whether a word in lower case can be the first of an expression.
fn may_open(word: &str) -> bool {
    const OPENERS: WordList = WordList::new(
        "a an the last next this that past earlier later early late coming today tonight yesterday tomorrow \
         overnight noon midday midnight following previous final third second fourth",
    );
    OPENERS.holds(word) || number_word(word).is_some()
}

type Hit = Option<(usize, Sense)>;

/// `2025-11-24`, `24/11/2025`, `24.11.2025`.
fn digits(words: &SentenceWords, i: usize) -> Hit {
    if !words.is(i, TokenKind::Number) || words.is_glued(i) && one_of(words.before(i, 1), "- /") {
        return None;
    }
    if let Some((d, m, y)) = dotted(words.written(i)) {
        return Some((i + 1, Sense::Day(Date::new(y, m, d)?)));
    }
    let mark = words.lower(i + 1);
    let glued = (i + 1..i + 5).all(|k| words.is_glued(k));
    if !glued || words.lower(i + 3) != mark || !one_of(mark, "- / ‑") {
        return None;
    }
    let part = |k: usize| Some((words.number(k)?, words.written(k).len()));
    // The last number may be glued to a time: `2025-11-24T00:11` cuts the word `T00` off by itself.
    let (a, b, c) = (part(i)?, part(i + 2)?, part(i + 4)?);
    let date = |y: u32, m: u32, d: u32| Date::new(i32::try_from(y).ok()?, m, d).map(Sense::Day);
    let sense = if a.1 == 4 && b.1 == 2 && c.1 == 2 {
        date(a.0, b.0, c.0)?
    } else if c.1 == 4 && mark == "/" {
        match (date(c.0, a.0, b.0), date(c.0, b.0, a.0)) {
            (Some(x), Some(y)) if x != y => Sense::Ambiguous,
            (Some(x), _) | (None, Some(x)) => x,
            (None, None) => return None,
        }
    } else {
        return None;
    };
    Some((i + 5, sense))
}

/// Day, month and year of `24.11.2025`.
fn dotted(written: &str) -> Option<(u32, u32, i32)> {
    let mut parts = written.split('.');
    let (d, m, y) = (parts.next()?, parts.next()?, parts.next()?);
    let fits = parts.next().is_none() && d.len() <= 2 && m.len() <= 2 && y.len() == 4;
    fits.then_some(())?;
    Some((d.parse().ok()?, m.parse().ok()?, y.parse().ok()?))
}

const MONTHS: [(&str, &str); 12] = [
    ("january", "jan"),
    ("february", "feb"),
    ("march", "mar"),
    ("april", "apr"),
    ("may", "may"),
    ("june", "jun"),
    ("july", "jul"),
    ("august", "aug"),
    ("september", "sept"),
    ("october", "oct"),
    ("november", "nov"),
    ("december", "dec"),
];

/// The month at `i` and where it ends (with the dot of an abbreviation); only when capitalised.
fn month(words: &SentenceWords, i: usize) -> Option<(u32, usize)> {
    if !words.is_capitalised(i) {
        return None;
    }
    let word = words.lower(i);
    let number = MONTHS
        .iter()
        .position(|(long, short)| *long == word || *short == word || (word == "sep" && *short == "sept"))?;
    let short = word.len() <= 4 && MONTHS[number].0 != word;
    let dot = short && words.lower(i + 1) == "." && words.is_glued(i + 1);
    Some((u32::try_from(number).ok()? + 1, i + 1 + usize::from(dot)))
}

/// The day of a month at `i` (`24`, `24th`) and where it ends.
fn day_of_month(words: &SentenceWords, i: usize) -> Option<(u32, usize)> {
    let day = words.number(i).filter(|d| (1..=31).contains(d) && words.written(i).len() <= 2)?;
    let ordinal = words.is_glued(i + 1) && one_of(words.lower(i + 1), "st nd rd th");
    Some((day, i + 1 + usize::from(ordinal)))
}

/// A year of four digits at `i`, after an optional comma.
fn year_after(words: &SentenceWords, i: usize) -> Option<(i32, usize)> {
    let at = if words.lower(i) == "," { i + 1 } else { i };
    let year = words.number(at).filter(|y| (1000..2200).contains(y) && words.written(at).len() == 4)?;
    Some((i32::try_from(year).ok()?, at + 1))
}

/// Days of a month with or without weekday and year: `Sunday, 23 November 2025`, `Nov. 24`; `November 2025`.
fn calendar(words: &SentenceWords, i: usize, tenses: &Tenses) -> Hit {
    let start = match weekday_name(words, i) {
        Some((_, end)) => [end, end + 1]
            .into_iter()
            .find(|&at| (at == end || words.lower(end) == ",") && day_in_month(words, at).is_some())?,
        None => i,
    };
    if let Some((m, d, end)) = day_in_month(words, start) {
        let (sense, end) = match year_after(words, end) {
            Some((y, end)) => (Date::new(y, m, d).map_or(Sense::Month(y, m), Sense::Day), end),
            // “the September 11 attacks”: the day of something known, not of this year.
            None if one_of(
                words.lower(end),
                "attack attacks terrorist terror bombings massacre uprising coup attackers",
            ) =>
            {
                (Sense::Vague, end)
            }
            None => (Sense::DayOfYear(m, d, tenses.side(words, i, end)), end),
        };
        return Some((end, sense));
    }
    if let Some(first) = first_of_days(words, i, tenses) {
        return Some(first);
    }
    if let Some((m, d, end)) = feast(words, i) {
        return Some((end, Sense::DayOfYear(m, d, tenses.side(words, i, end))));
    }
    if let Some((d, end)) = day_of_month(words, i).filter(|(_, end)| *end > i + 1)
        && words.before(i, 1) == "the"
        && one_of(words.before(i, 2), "on by until since before after")
        && (!words.is(end, TokenKind::Word) || one_of(words.lower(end), "and at in to of when for"))
        && words.lower(end) != "-"
    {
        return Some((end, Sense::DayOfMonth(d, tenses.side(words, i, end))));
    }
    let (m, end) = month(words, i)?;
    let end = if words.lower(end) == "of" { end + 1 } else { end };
    let (y, end) = year_after(words, end)?;
    Some((end, Sense::Month(y, m)))
}

/// The first day of `18 and 19 December`, `18–19 December 2025`; its year is that of the second.
fn first_of_days(words: &SentenceWords, i: usize, tenses: &Tenses) -> Hit {
    let (d, end) = day_of_month(words, i)?;
    if !one_of(words.lower(end), "and or to – -") || day_of_month(words, end + 1).is_none() {
        return None;
    }
    let (m, _, after) = day_in_month(words, end + 1)?;
    Some((end, Sense::DayOfYear(m, d, tenses.side(words, i, after))))
}

/// A feast on a fixed day: month, day and where it ends.
fn feast(words: &SentenceWords, i: usize) -> Option<(u32, u32, usize)> {
    if !words.is_capitalised(i) {
        return None;
    }
    let year = |at| words.lower(at) == "year" && words.is(at + 1, TokenKind::Possessive);
    Some(match (words.lower(i), words.lower(i + 1)) {
        ("christmas", "day") => (12, 25, i + 2),
        ("christmas", "eve") => (12, 24, i + 2),
        ("boxing", "day") => (12, 26, i + 2),
        ("new", _) if year(i + 1) && words.lower(i + 3) == "day" => (1, 1, i + 4),
        ("new", _) if year(i + 1) && words.lower(i + 3) == "eve" => (12, 31, i + 4),
        ("christmas", next) if one_of(words.before(i, 1), "at by before since after until till") => {
            (!words.is(i + 1, TokenKind::Word) || one_of(next, "and in of as the but")).then_some((12, 25, i + 1))?
        }
        ("halloween", _) if !words.is(i + 1, TokenKind::Word) => (10, 31, i + 1),
        _ => return None,
    })
}

/// `24 November`, `24th of November`, `November 24`, `Nov. 24th`: month, day and where it ends.
fn day_in_month(words: &SentenceWords, i: usize) -> Option<(u32, u32, usize)> {
    if let Some((d, end)) = day_of_month(words, i) {
        let of = if words.lower(end) == "of" { end + 1 } else { end };
        let (m, end) = month(words, of)?;
        return Some((m, d, end));
    }
    let (m, end) = month(words, i)?;
    let (d, after) = day_of_month(words, end)?;
    // “May 10,000 people” is cut as one number and never comes here; “in May 20 people” cannot be told.
    (!words.is_glued(end) && words.lower(after) != "%").then_some((m, d, after))
}

/// A month on its own: “in April”, “last November”, “November’s vote”.
fn month_name(words: &SentenceWords, i: usize, tenses: &Tenses) -> Hit {
    let side = match words.lower(i) {
        "last" => Some(Side::Last),
        "next" => Some(Side::Next),
        "this" => Some(Side::This),
        _ => None,
    };
    let (m, end) = month(words, i + usize::from(side.is_some()))?;
    let before = words.before(i, 1);
    let side = match side {
        Some(side) => side,
        None if leads_month(words, i, m) => match (tenses.side(words, i, end), tenses.governors(words, i)) {
            // “agreed to pay in May”: the month of the agreement.
            (Side::Future, ["to", told]) if told.ends_with("ed") => Side::Past,
            (side, _) => side,
        },
        None => return None,
    };
    // May is also a verb and a name: “for May”, “after May” may be a person; “in April Jones’s house”.
    let doubtful = m == 5 && one_of(before, "for after before from by");
    let forename = matches!(m, 3..=6 | 8) || before.is_empty();
    let named = forename && words.is_capitalised(end) && !words.is_glued(end);
    (!doubtful && !named).then_some((end, Sense::MonthName(m, side)))
}

/// Whether the words before a month on its own make it one.
fn leads_month(words: &SentenceWords, i: usize, m: u32) -> bool {
    let unlike = !words.is_capitalised(i.wrapping_sub(1)) && words.lower(i).len() > 3;
    match words.before(i, 1) {
        listed
            if one_of(
                listed,
                "in since from during early late mid after before through for between by until till into than as around",
            ) =>
        {
            true
        }
        "of" if m == 5 => one_of(words.before(i, 2), "as end start beginning middle month half rest week"),
        "-" => words.before(i, 2) == "mid",
        listed if one_of(listed, "and or to –") && i.checked_sub(2).is_some_and(|k| month(words, k).is_some()) => {
            true
        }
        "of" => true,
        // A month that is no other word needs none: “January sales”.
        _ => matches!(m, 1 | 2 | 7..=12) && unlike,
    }
}

/// The weekday at `i` and where it ends; abbreviations only with their dot.
fn weekday_name(words: &SentenceWords, i: usize) -> Option<(Weekday, usize)> {
    if !words.is_capitalised(i) {
        return None;
    }
    let word = words.lower(i);
    if let Some(day) = Weekday::ALL.into_iter().find(|d| d.name().eq_ignore_ascii_case(word)) {
        return Some((day, i + 1));
    }
    let short = ["mon", "tues", "wed", "thurs", "fri", "sat", "sun"];
    let number = short.iter().position(|s| *s == word || (word.len() == 3 && s.starts_with(word)))?;
    let dated =
        day_in_month(words, i + 1).is_some() || (words.lower(i + 1) == "," && day_in_month(words, i + 2).is_some());
    if words.lower(i + 1) == "." && words.is_glued(i + 1) && day_in_month(words, i + 2).is_some() {
        return Some((Weekday::ALL[number], i + 2));
    }
    dated.then_some((Weekday::ALL[number], i + 1))
}

/// Names that hold a weekday and mean no day of the article's week.
const NAMED_BEFORE: &[&str] = &[
    "black",
    "good",
    "easter",
    "palm",
    "ash",
    "bloody",
    "super",
    "cyber",
    "shrove",
    "maundy",
    "holy",
    "sheffield",
    "blue",
    "fat",
    "whit",
];
const NAMED_AFTER: &[&str] =
    &["times", "telegraph", "mirror", "express", "mail", "post", "world", "herald", "tribune", "independent", "live"];

/// “Sunday”, “last Friday”, “Sunday evening”, “early on Sunday” (without “early on”), “the following Monday”.
fn weekday(words: &SentenceWords, i: usize, tenses: &Tenses) -> Hit {
    let determined = usize::from(one_of(words.lower(i), "the that this"));
    let past = usize::from(determined == 1 && words.lower(i + 1) == "past");
    let modifier = match (words.lower(i), words.lower(i + determined)) {
        (_, "following") => Some(Side::Future),
        (_, "previous") => Some(Side::Past),
        ("that", _) if words.is_capitalised(i + 1) => Some(Side::This),
        _ => None,
    };
    if let Some(side) = modifier {
        let at = i + determined + usize::from(side != Side::This);
        let (day, end) = weekday_name(words, at)?;
        return Some((part_of_day(words, end), Sense::WeekdayFromNarrative(day, side)));
    }
    let modifier = match words.lower(i) {
        "last" => Some(Side::Last),
        "next" | "coming" => Some(Side::Next),
        "this" if past == 1 => Some(Side::Last),
        "this" => Some(Side::This),
        _ => None,
    };
    let mut at = i + usize::from(modifier.is_some()) + past;
    if one_of(words.lower(at), "early late") {
        at += 1;
    }
    let (day, end) = weekday_name(words, at)?;
    let named_before = words.is_capitalised(at.wrapping_sub(1)) && NAMED_BEFORE.contains(&words.before(at, 1));
    let named_after =
        words.is_capitalised(end) && (NAMED_AFTER.contains(&words.lower(end)) || words.lower(end + 1) == "live");
    // The Mail on Sunday.
    let paper =
        words.before(at, 1) == "on" && words.is_capitalised(at.wrapping_sub(2)) && words.before(at, 2) == "mail";
    // The Sunday Nation.
    let title = words.before(at, 1) == "the" && words.is_capitalised(end) && !words.is_glued(end);
    if named_before || named_after || paper || title || one_of(words.before(i, 1), "every each") {
        return None;
    }
    let end = part_of_day(words, end);
    let side = match (modifier, tenses.side(words, at, end)) {
        (Some(Side::This) | None, Side::Future) => Side::Future,
        (None, _) => Side::Past,
        (Some(side), _) => side,
    };
    Some((end, Sense::Weekday(day, side)))
}

/// Where an expression ends with the part of the day at `i`, where there is one.
fn part_of_day(words: &SentenceWords, i: usize) -> usize {
    i + usize::from(one_of(words.lower(i), "morning afternoon evening night lunchtime"))
}

/// “the third quarter”, “fourth-quarter profit”, “Q3”.
fn quarter(words: &SentenceWords, i: usize, tenses: &Tenses) -> Hit {
    const NEAR: usize = 20;
    let at = i + usize::from(words.lower(i) == "the");
    let (n, end) = match words.lower(at) {
        "q1" => (1, at + 1),
        "q2" => (2, at + 1),
        "q3" => (3, at + 1),
        "q4" => (4, at + 1),
        word => {
            let n = ["first", "second", "third", "fourth"].iter().position(|w| *w == word);
            let n = n.or((word == "final").then_some(3))?;
            let end = at + 1 + usize::from(words.lower(at + 1) == "-");
            // Of a year, not of a match or a town: “scored in the third quarter”.
            let played =
                |k| one_of(words.lower(k), "game games scored scoring touchdown yards rebounds coach buzzer basket");
            let other = words.lower(end) != "quarter" || (i.saturating_sub(NEAR)..i + NEAR).any(played);
            (!other).then_some((u32::try_from(n).ok()? + 1, end + 1))?
        }
    };
    Some(match year_after(words, end).filter(|_| words.lower(end) != ",") {
        Some((y, end)) => (end, Sense::QuarterOf(y, n)),
        None => (end, Sense::Quarter(n, tenses.side(words, i, end))),
    })
}

/// “today”, “last night”, “earlier this year”, “the past week”, “over the weekend”, “the next day”.
fn relative(words: &SentenceWords, i: usize, tenses: &Tenses) -> Hit {
    let at = i + usize::from(one_of(words.lower(i), "earlier later early late"));
    let (a, b, c) = (words.lower(at), words.lower(at + 1), words.lower(at + 2));
    let hit = match (a, b, c) {
        ("the", "day", "before" | "after") => match words.lower(at + 3) {
            "yesterday" if c == "before" => (4, Sense::Shift(-2)),
            "tomorrow" if c == "after" => (4, Sense::Shift(2)),
            "" | "." | "," | ";" => (3, Sense::FromNarrative(Unit::Day, if c == "after" { 1 } else { -1 })),
            _ => return None,
        },
        ("today" | "tonight", ..) => (1, Sense::Shift(0)),
        ("this", "day", _) if words.before(i, 1) != "to" => (2, Sense::Shift(0)),
        ("yesterday" | "tomorrow", part, _) => {
            let part = one_of(part, "morning afternoon evening night lunchtime");
            (1 + usize::from(part), Sense::Shift(if a == "tomorrow" { 1 } else { -1 }))
        }
        // “the overnight rate”, “overnight on Friday” have no night of their own.
        ("overnight", next, _) if !one_of(next, "- on") && !one_of(words.before(i, 1), "the an its their") => {
            (1, Sense::Overnight)
        }
        ("last", "night", _) => (2, Sense::Shift(-1)),
        ("this", "morning" | "afternoon" | "evening", _) => (2, Sense::Shift(0)),
        ("the", "next" | "following", "day") => (3, Sense::FromNarrative(Unit::Day, 1)),
        ("the", "previous", "day") => (3, Sense::FromNarrative(Unit::Day, -1)),
        ("the" | "that" | "this", "same", "day") => (3, Sense::FromNarrative(Unit::Day, 0)),
        ("that", "year", _) => (2, Sense::FromNarrative(Unit::Year, 0)),
        ("that", "day", _) => (2, Sense::FromNarrative(Unit::Day, 0)),
        ("the", "past" | "last" | "previous", "weekend") => (3, Sense::Weekend(Side::Last)),
        ("the", "coming" | "next", "weekend") => (3, Sense::Weekend(Side::Next)),
        ("the", "weekend", _) if one_of(words.before(i, 1), "over at during on for this") => {
            (2, Sense::Weekend(tenses.side(words, i, i + 2)))
        }
        ("last" | "this" | "next", "weekend", _) => (
            2,
            Sense::Weekend(match a {
                "last" => Side::Last,
                "next" => Side::Next,
                _ => tenses.side(words, i, i + 2),
            }),
        ),
        ("the", part, "of") if edge(part) && words.lower(at + 3) == "the" => {
            (5, Sense::Of(unit_name(words.lower(at + 4)).filter(|u| !matches!(u, Unit::Hour | Unit::Day))?, 0))
        }
        ("in", "the", unit) if at > i => match unit_name(unit).filter(|_| !unit.ends_with('s'))? {
            Unit::Day => (3, Sense::FromNarrative(Unit::Day, 0)),
            Unit::Hour => return None,
            unit => (3, Sense::Of(unit, 0)),
        },
        ("the", "past" | "last", "quarter") => (3, Sense::Of(Unit::Quarter, -1)),
        ("the", "past" | "last", unit)
            if words.lower(at + 3) != "of" && (words.before(i, 1) != "of" || b == "past") =>
        {
            (3, Sense::Past(unit_name(unit).filter(|_| !unit.ends_with('s'))?, 1))
        }
        ("the", "following" | "next", "week" | "month" | "quarter" | "year") => {
            (3, Sense::FromNarrative(unit_name(c)?, 1))
        }
        ("the", "previous", "week" | "month" | "quarter" | "year") => (3, Sense::FromNarrative(unit_name(c)?, -1)),
        ("last" | "this" | "next", season, _) if season_end(season).is_some() => (
            2,
            Sense::Season(
                season_end(season)?,
                match a {
                    "last" => Side::Last,
                    "next" => Side::Next,
                    _ => Side::This,
                },
            ),
        ),
        ("last" | "this" | "next" | "past", unit, _) if a != "past" => {
            let of = unit_name(unit).filter(|u| !matches!(u, Unit::Hour | Unit::Day) && !unit.ends_with('s'))?;
            // “the last week of March”, “the last year of his life”
            if a == "last" && words.lower(at + 2) == "of" {
                return None;
            }
            (2, Sense::Of(of, step(a)))
        }
        _ => return None,
    };
    Some((at + hit.0, hit.1))
}

/// Whether the word names an end or a part of a time: “the end of the month”.
fn edge(word: &str) -> bool {
    one_of(word, "end start beginning middle rest remainder close turn")
}

/// The month in which a season ends, north of the equator as the papers of this language count.
fn season_end(word: &str) -> Option<u32> {
    Some(match word {
        "spring" => 5,
        "summer" => 8,
        "autumn" | "fall" => 11,
        "winter" => 2,
        _ => return None,
    })
}

fn step(word: &str) -> i32 {
    match word {
        "last" => -1,
        "next" => 1,
        _ => 0,
    }
}

fn unit_name(word: &str) -> Option<Unit> {
    Some(match word {
        "hour" | "hours" => Unit::Hour,
        "day" | "days" => Unit::Day,
        "week" | "weeks" => Unit::Week,
        "month" | "months" => Unit::Month,
        "quarter" => Unit::Quarter,
        "year" | "years" => Unit::Year,
        "decade" | "decades" => Unit::Decade,
        _ => return None,
    })
}

/// “two days later”, “a week ago”, “one week after”, “the past two weeks”.
fn counted(words: &SentenceWords, i: usize) -> Hit {
    let past = usize::from(words.lower(i) == "the") + 1;
    if one_of(words.lower(i + past - 1), "past last")
        && let Some((n, unit)) = amount(words, i + past)
    {
        return Some((i + past + 2, Sense::Past(unit, n)));
    }
    let (n, unit) = amount(words, i)?;
    let end = i + 3;
    let sense = match words.lower(i + 2) {
        "ago" => Sense::FromAnchor(unit, -n),
        listed if one_of(listed, "later afterwards afterward") && words.lower(end) != "than" => {
            Sense::FromNarrative(unit, n)
        }
        "earlier" if words.lower(end) != "than" => Sense::FromNarrative(unit, -n),
        listed if one_of(listed, "before after") => {
            let n = if words.lower(i + 2) == "after" { n } else { -n };
            let bare = !words.is(end, TokenKind::Word);
            if bare { Sense::FromNarrative(unit, n) } else { Sense::FromNamed(unit, n) }
        }
        _ => return None,
    };
    Some((end, sense))
}

fn amount(words: &SentenceWords, i: usize) -> Option<(i32, Unit)> {
    let n = match words.lower(i) {
        "a" | "an" => 1,
        word => words.number(i).or_else(|| number_word(word))?,
    };
    Some((i32::try_from(n).ok().filter(|n| *n <= 2000)?, unit_name(words.lower(i + 1))?))
}

/// “in 2014”, “the 2024 election”, “the 1990s”, “the 19th century”.
fn year(words: &SentenceWords, i: usize) -> Hit {
    let number = words.number(i)?;
    let digits = words.written(i).len();
    if words.is_glued(i) && one_of(words.before(i, 1), "$ € £ # / :") {
        return None;
    }
    let ordinal = one_of(words.lower(i + 1), "st nd rd th") && words.is_glued(i + 1);
    if digits <= 2 && ordinal {
        let dash = usize::from(words.lower(i + 2) == "-");
        let century = words.lower(i + 2 + dash) == "century";
        return century.then_some((i + 3 + dash, Sense::Century(i32::try_from(number).ok()? - 1)));
    }
    let plural = (words.lower(i + 1) == "s" || words.is(i + 1, TokenKind::Possessive)) && words.is_glued(i + 1);
    if plural && number % 10 == 0 {
        let apostrophe = one_of(words.before(i, 1), "’ ' ‘") && digits == 2;
        let full = digits == 4 && (1500..2100).contains(&number);
        return (full || apostrophe)
            .then_some((i + 2, Sense::Decade(i32::try_from(if full { number } else { 1900 + number }).ok()? / 10)));
    }
    if digits != 4 || !(1500..2100).contains(&number) {
        return None;
    }
    counts_years(words, i).then_some((i + 1, Sense::Year(i32::try_from(number).ok()?)))
}

/// Whether the words around a number of four digits make it a year.
fn counts_years(words: &SentenceWords, i: usize) -> bool {
    const LEAD: &[&str] = &[
        "in", "since", "by", "until", "till", "with", "than", "year", "season", "not", "born", "from", "of", "during",
        "before", "after", "early", "late", "mid", "through", "to", "and", "between", "spring", "summer", "autumn",
        "fall", "winter", "for", "around", "circa", "(", "–", "-",
    ];
    let next = words.lower(i + 1);
    let counted =
        next.ends_with('s') && !words.is_capitalised(i + 1) && !one_of(next, "was is as has his its this ’s 's");
    if counted || words.is(i + 1, TokenKind::Number) || one_of(next, "% people metres km mph") {
        return false;
    }
    let before = words.before(i, 1);
    let weak = one_of(before, "to and of for around after before – - ( by from with than not");
    let modern = words.number(i).is_some_and(|y| (1800..2100).contains(&y));
    // “the 2024 election”: an article before and a word after.
    let framed =
        one_of(before, "the a its their his her ’s 's") && words.is(i + 1, TokenKind::Word) && !words.is_glued(i + 1);
    let glued_before = words.is_glued(i) && !one_of(before, "( – - “ ‘");
    let lived =
        one_of(next, "– -") && words.is_glued(i + 2) && words.number(i + 2).is_some_and(|y| (1800..2100).contains(&y));
    let opens = (before.is_empty() || before == ",") && one_of(next, "was is will saw has had brought :") || lived;
    let least = before == "least" && words.before(i, 2) == "at";
    !glued_before && (LEAD.contains(&before) && (!weak || modern) || (framed || opens || least) && modern)
}

/// “at 10:30”, “5 p.m.”, “noon”.
fn time(words: &SentenceWords, i: usize) -> Hit {
    match words.lower(i) {
        "noon" | "midday" => return Some((i + 1, Sense::Time(12 * 3600))),
        "midnight" => return Some((i + 1, Sense::Time(0))),
        _ => {}
    }
    let hour = words.number(i).filter(|h| *h < 24 && words.written(i).len() <= 2)?;
    if words.is_glued(i) {
        return None;
    }
    let two = |k: usize| words.number(k).filter(|m| *m < 60 && words.written(k).len() == 2);
    let colon = words.lower(i + 1) == ":" && words.is_glued(i + 1) && words.is_glued(i + 2);
    let minute = colon.then(|| two(i + 2)).flatten();
    let mut end = if minute.is_some() { i + 3 } else { i + 1 };
    let mut second = 0;
    if minute.is_some() && words.lower(end) == ":" && words.is_glued(end + 1) {
        second = two(end + 1)?;
        end += 2;
    }
    let half = half_day(words, end);
    let led = one_of(words.before(i, 1), "at by until from since around about before after");
    let zoned = one_of(words.lower(end), "gmt utc cet est et bst");
    let after_date = end > i + 3;
    let hour = match half {
        Some((afternoon, _)) if (1..=12).contains(&hour) => hour % 12 + if afternoon { 12 } else { 0 },
        None if minute.is_some() && (led || zoned || after_date) => hour,
        _ => return None,
    };
    let end = half.map_or(end, |(_, end)| end);
    Some((end, Sense::Time(hour * 3600 + minute.unwrap_or(0) * 60 + second)))
}

/// Whether “pm”, “p.m.” or “a.m.” stands at `i` (true for the afternoon), and where it ends.
fn half_day(words: &SentenceWords, i: usize) -> Option<(bool, usize)> {
    match words.lower(i) {
        "pm" | "p.m." => Some((true, i + 1)),
        "am" | "a.m." if words.written(i) != "AM" || words.is_glued(i) => Some((false, i + 1)),
        letter @ ("p" | "a") if words.lower(i + 1) == "." && words.lower(i + 2) == "m" && words.is_glued(i + 2) => {
            let dot = words.lower(i + 3) == "." && words.is_glued(i + 3);
            Some((letter == "p", i + 3 + usize::from(dot)))
        }
        _ => None,
    }
}

/// Which words of a sentence speak of the past and which of the future, by position; found when first asked.
#[derive(Default)]
struct Tenses(OnceCell<Vec<(usize, Side)>>);

impl Tenses {
    /// The side on which what stands at tokens `from..to` lies: told by the words right before it, else by the
    /// last verb before it; where it opens its clause or belongs to a noun (“Friday’s vote”), by the next verb.
    fn side(&self, words: &SentenceWords, from: usize, to: usize) -> Side {
        let verbs = self.0.get_or_init(|| marks(words));
        let next = verbs.partition_point(|(at, _)| *at < from);
        let before = next.checked_sub(1).and_then(|k| verbs.get(k));
        let after = verbs.get(next);
        // “by the end of May”, “until at least Monday”, “starting on Tuesday”
        let mut lead = from;
        while lead > 0
            && one_of(
                words.before(lead, 1),
                "on the end start beginning middle of early late mid - at least , about around midnight noon sunset dawn dusk",
            )
        {
            lead -= 1;
        }
        let lead = words.before(lead, 1);
        let near = before.filter(|(at, side)| at + 2 >= from && *side == Side::Future);
        let gone = [before, after].into_iter().flatten().any(|(at, _)| one_of(words.lower(*at), "was were had"));
        match lead {
            "since" => return Side::Past,
            // “had given them until Tuesday”
            "until" | "till" | "starting" | "beginning" if !self.governors(words, from).contains(&"had") => {
                return Side::Future;
            }
            "by" | "before" if !gone => return Side::Future,
            // “tickets for Friday”, not “planned for Friday”, which has its own tense.
            "for" if weekday_name(words, from).is_some() && before.is_none_or(|(at, _)| at + 2 < from) => {
                return Side::Future;
            }
            _ => {}
        }
        let opens = from == 0 || one_of(lead, "and but ; : – —") && words.before(from, 1) != lead || one_of(lead, ";");
        let belongs = words.is(to, TokenKind::Possessive) && near.is_none();
        let verb = if opens || belongs { after.or(before) } else { before.or(after) };
        verb.map_or(Side::Open, |(_, side)| *side)
    }

    /// The word that tells the tense of what starts at token `i`, and that of the one before it.
    fn governors<'w>(&self, words: &'w SentenceWords, i: usize) -> [&'w str; 2] {
        let verbs = self.0.get().map_or(&[][..], Vec::as_slice);
        let next = verbs.partition_point(|(at, _)| *at < i);
        [1, 2].map(|back| next.checked_sub(back).and_then(|k| verbs.get(k)).map_or("", |(at, _)| words.lower(*at)))
    }
}

/// The words that tell a tense. A participle after its auxiliary tells nothing more (“will be held”).
fn marks(words: &SentenceWords) -> Vec<(usize, Side)> {
    let mut found: Vec<(usize, Side)> = Vec::new();
    for i in 0..words.len() {
        let side = tense(words, i).or_else(|| {
            // “Leaders to meet on Friday”, “agreed to meet on Friday”: an infinitive that nothing else governs.
            let infinitive = words.lower(i) == "to" && words.is(i + 1, TokenKind::Word) && !words.is_capitalised(i + 1);
            if !infinitive {
                return None;
            }
            let noun = one_of(words.lower(i + 1), "the a an his her its their this that");
            let leads = found.is_empty() && i > 0
                || one_of(
                    words.before(i, 1),
                    "agreed plan plans hope hopes hoped vowed vows pledged promised want wants wanted intend intends \
                     intended ready likely needs need aim aims prepare prepares preparing vote set bid decided have has",
                );
            (!noun && leads).then_some(Side::Future)
        });
        found.extend(side.map(|side| (i, side)));
    }
    found
}

fn tense(words: &SentenceWords, i: usize) -> Option<Side> {
    let word = words.lower(i);
    if i > 0 && words.is_capitalised(i) || !words.is(i, TokenKind::Word) {
        return None;
    }
    const MODALS: WordList = WordList::new("would could should may might must can cannot");
    const PLANNED: WordList =
        WordList::new("due scheduled expected planned slated poised set plans expects ahead proposed");
    let next = words.lower(i + 1);
    match word {
        "will" | "shall" | "’ll" | "won’t" | "won't" | "upcoming" | "forthcoming" | "coming" => {
            return Some(Side::Future);
        }
        listed if MODALS.holds(listed) => {
            // “may have met”, “could not be reached”: of what has been.
            let past = next == "have" || word == "could" && next == "not";
            return Some(if past { Side::Past } else { Side::Future });
        }
        listed if PLANNED.holds(listed) => {
            // “had been scheduled for”: it did not take place; “was due to” mostly lies ahead.
            let gone = words.before(i, 1) == "had" || words.before(i, 1) == "been" && words.before(i, 2) == "had";
            let leads = one_of(next, "for to on in by at of next later when");
            let named = one_of(words.before(i, 1), "a an the its his her") && next.len() > 3;
            let future = !gone && (leads || named || one_of(word, "plans expects"));
            return if !future && word == "set" && gone {
                None
            } else {
                Some(if future { Side::Future } else { Side::Past })
            };
        }
        "is" | "are" | "am" => {
            let on = if one_of(next, "also not now still") { words.lower(i + 2) } else { next };
            return (on == "to" || on.len() > 5 && on.ends_with("ing")).then_some(Side::Future);
        }
        "has" | "have" if next == "to" => return Some(Side::Future),
        "was" | "were" | "had" | "did" | "has" | "have" => return Some(Side::Past),
        _ => {}
    }
    // The timetable is told in the present: “opens”, “markets reopen”, “Madrid travel”.
    const TIMETABLE: WordList = WordList::new(
        "open start begin resume convene travel host face play meet vote reopen return reconvene \
         kick head gather depart arrive expire hold go take run end close launch visit",
    );
    const NOMINAL: &str = "a an the its his her their our of in for to this that from and at by on with - ’s 's";
    let base = word.strip_suffix('s').filter(|base| TIMETABLE.holds(base));
    let plain = TIMETABLE.holds(word);
    if i > 0 && (plain || base.is_some()) && !one_of(words.before(i, 1), NOMINAL) {
        let someone = words.is_capitalised(i - 1)
            || words.before(i, 1).ends_with('s')
            || one_of(words.before(i, 1), "they we who which");
        if base.is_some() || someone && plain {
            return Some(Side::Future);
        }
    }
    const IRREGULAR: WordList = WordList::new(
        "said told met held took went came gave made left got spoke began won lost broke led saw \
         wrote sent put struck hit shot fell rose flew beat did became drew found kept sought \
         thought knew ran fled brought built paid swore bought sold grew felt stood hurt sank quit sworn",
    );
    let regular =
        word.len() > 4 && word.ends_with("ed") && !one_of(word, "hundred exceed proceed succeed indeed speed breed");
    if !regular && !IRREGULAR.holds(word) {
        return None;
    }
    // After its auxiliary, with at most one word between, it tells nothing of its own.
    let aux =
        |word: &str| one_of(word, "be been being is are was were get gets has have had remain remains stay stays");
    let between = words.before(i, 1);
    let governed =
        aux(between) || (between.ends_with("ly") || one_of(between, "not also now since")) && aux(words.before(i, 2));
    (!governed).then_some(Side::Past)
}
