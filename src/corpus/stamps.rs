//! Time stamps: lines that are only a date or time, and dates in datelines and bylines.
//!
//! Reads ISO 8601, `24 November 2025`, `Nov. 24, 2025`, `Mon 24 Nov 2025 10.15 GMT`, `24/11/2025` (only where the
//! order of day and month is certain), with words such as “Published” and “Updated”. Times are taken as written:
//! zones are accepted and not converted. What a sentence says about days is not read here.
use crate::Lower;
use crate::date::MONTHS;
use crate::one_of;
use crate::{Date, Moment, Span, Token, TokenKind, Weekday, tokens};

/// A stamp as read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    /// The day and time; `None` where the year, the month or the day is missing.
    pub(crate) moment: Option<Moment>,
    /// Where it is written.
    pub(crate) span: Span,
    /// Whether it is the time of a change (“Updated”).
    pub(crate) updated: bool,
}

/// Reads `span` as a line that is nothing but a time stamp.
pub(crate) fn read(text: &str, span: Span) -> Option<Stamp> {
    if span.len() > 160 {
        return None;
    }
    let list = parted(text, tokens(text, span));
    let mut reader = Reader { text, list: &list, at: 0 };
    let mut stamps: Vec<Stamp> = Vec::new();
    let mut updated = false;
    let mut open = false;
    let mut says_time = false;
    while let Some(token) = reader.token(0) {
        if let Some((date, span)) = reader.date() {
            stamps.push(Stamp { moment: date.map(Moment::from), span, updated });
            open = true;
        } else if let Some((time_s, end)) = reader.time() {
            says_time = true;
            if let Some(stamp) = stamps.last_mut().filter(|_| open) {
                stamp.span.end = end;
                stamp.moment = stamp.moment.map(|m| Moment { time_s: Some(time_s), ..m });
                open = false;
            }
        } else {
            let word = token.span.of(text).lower();
            if is_change(&word) {
                updated = true;
            } else if is_publication(&word) {
                updated = false;
            } else if one_of(word.as_str(), "ago today yesterday") {
                says_time = true;
            } else if !(is_filler(token, &word) || says_time && is_zone(token.span.of(text))) {
                return None;
            }
            reader.at += 1;
        }
    }
    let first = stamps.iter().find(|s| !s.updated && s.moment.is_some()).or(stamps.first());
    first.copied().or(says_time.then_some(Stamp { moment: None, span, updated }))
}

/// With a year taken from what is glued to it where a page lost the space: “20246:02 PM”, “2024Updated”.
fn parted(text: &str, list: Vec<Token>) -> Vec<Token> {
    let mut found = Vec::with_capacity(list.len());
    for (at, token) in list.iter().enumerate() {
        let word = token.span.of(text);
        let is_year = word.get(..4).and_then(|y| y.parse::<u32>().ok()).is_some_and(|y| (1900..=2999).contains(&y));
        let rest = word.get(4..).filter(|_| is_year).unwrap_or("");
        let clock = || list.get(at + 1).is_some_and(|t| t.glued && t.span.of(text) == ":");
        let hour = (1..=2).contains(&rest.len()) && rest.bytes().all(|b| b.is_ascii_digit()) && clock();
        if hour || rest.len() > 1 && rest.bytes().all(|b| b.is_ascii_alphabetic()) {
            let middle = token.span.start + 4;
            let kind = if hour { TokenKind::Number } else { TokenKind::Word };
            found.push(Token { span: Span { end: middle, ..token.span }, kind: TokenKind::Number, ..*token });
            found.push(Token { span: Span { start: middle, ..token.span }, kind, glued: true });
        } else {
            found.push(*token);
        }
    }
    found
}

/// The first complete date in the first `LOOK` bytes of `span`: for bylines and datelines.
pub(crate) fn find(text: &str, span: Span) -> Option<(Date, Span)> {
    let list = parted(text, tokens(text, span));
    let mut reader = Reader { text, list: &list, at: 0 };
    while reader.at < list.len() {
        match reader.date() {
            Some((Some(date), span)) => return Some((date, span)),
            Some(_) => {}
            None => reader.at += 1,
        }
    }
    None
}

/// The dateline at the head of a paragraph (“KYIV, Nov 24 (Reuters) -”), up to and with its dash.
#[must_use]
pub fn dateline(text: &str, span: Span) -> Option<Span> {
    const LOOK: usize = 120;
    let part = span.of(text);
    let head_end = part.char_indices().nth(LOOK).map_or(part.len(), |(at, _)| at);
    let head = part.get(..head_end)?;
    let dash = head.char_indices().find(|&(at, c)| {
        let white = |s: Option<char>| s.is_some_and(char::is_whitespace);
        let after = head.get(at + c.len_utf8()..).unwrap_or("");
        let double = after.starts_with('-');
        matches!(c, '-' | '–' | '—')
            && white(head.get(..at).and_then(|h| h.chars().next_back()))
            && (double || white(after.chars().next()))
    });
    let (at, c) = dash?;
    let before = head.get(..at)?;
    // In capitals, or before an agency: “Paris (AFP) -”, “(Reuters) -”.
    let first = part.split(|c: char| !c.is_alphabetic()).next()?;
    let shouted = first.chars().count() > 1 && first.chars().all(char::is_uppercase);
    if !shouted && !before.trim_end().ends_with(')') {
        return None;
    }
    // A place in capitals, then at most a day and an agency in brackets.
    let shape = before.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().count() > 1).all(|w| {
        w.chars().all(char::is_uppercase) || w.chars().next().is_some_and(char::is_uppercase) || is_month(&w.lower())
    });
    let agency_or_date = before.contains('(') || before.contains(',');
    let all_caps = !before.chars().any(char::is_lowercase);
    (shape && (agency_or_date || all_caps)).then(|| {
        let double = usize::from(head.get(at + c.len_utf8()..).is_some_and(|s| s.starts_with('-')));
        Span::new(span.start as usize, span.start as usize + at + c.len_utf8() + double)
    })
}

/// Whether `word` (lower case) is a month or its abbreviation.
pub(crate) fn is_month(word: &str) -> bool {
    month(word).is_some()
}

/// Whether `word` (lower case) is a weekday or its abbreviation.
pub(crate) fn is_weekday(word: &str) -> bool {
    let long = Weekday::ALL.iter().any(|d| d.name().eq_ignore_ascii_case(word));
    long || one_of(word, "mon tue tues wed thu thur thurs fri sat sun")
}

/// The month from 1 to 12 of a name, or of its first three letters, in lower case.
fn month(word: &str) -> Option<u32> {
    if word == "sept" {
        return Some(9);
    }
    let is =
        |m: &&'static str| m.eq_ignore_ascii_case(word) || m.get(..3).is_some_and(|s| s.eq_ignore_ascii_case(word));
    let index = MONTHS.iter().position(is)?;
    u32::try_from(index + 1).ok()
}

fn is_change(word: &str) -> bool {
    one_of(word, "updated update modified edited revised changed")
}

fn is_publication(word: &str) -> bool {
    one_of(word, "published publication posted issued released created first")
}

/// A zone by its letters, after a time: BRT, AWST.
fn is_zone(word: &str) -> bool {
    (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// What else may stand in a time stamp.
fn is_filler(token: Token, word: &str) -> bool {
    const WORDS: [&str; 46] = [
        "last", "date", "dated", "time", "on", "at", "local", "gmt", "utc", "et", "est", "edt", "ct", "cst", "cdt",
        "pt", "pst", "pdt", "cet", "cest", "bst", "ist", "msk", "eet", "eest", "jst", "aest", "aedt", "z", "min",
        "mins", "minute", "minutes", "hour", "hours", "hrs", "day", "days", "week", "weeks", "read", "of", "and", "a",
        "an", "uhr",
    ];
    match token.kind {
        TokenKind::Mark => one_of(word, ". , : ; | · • - – — / ( ) +"),
        TokenKind::Number => word.len() <= 2 || (word.len() == 4 && word.parse::<u32>().is_ok_and(|n| n <= 1400)),
        TokenKind::Possessive => false,
        TokenKind::Word => is_weekday(word) || WORDS.contains(&word),
    }
}

struct Reader<'a> {
    text: &'a str,
    list: &'a [Token],
    at: usize,
}

impl<'a> Reader<'a> {
    fn token(&self, ahead: usize) -> Option<Token> {
        self.list.get(self.at + ahead).copied()
    }

    fn word(&self, ahead: usize) -> &'a str {
        self.token(ahead).map_or("", |t| t.span.of(self.text))
    }

    fn number(&self, ahead: usize) -> Option<u32> {
        self.token(ahead).filter(|t| t.kind == TokenKind::Number)?;
        let word = self.word(ahead);
        (word.len() <= 4).then(|| word.parse().ok())?
    }

    fn year(&self, ahead: usize) -> Option<u32> {
        self.number(ahead).filter(|y| (1400..=2999).contains(y))
    }

    fn month(&self, ahead: usize) -> Option<u32> {
        month(&self.word(ahead).lower())
    }

    /// Steps over `n` tokens, giving the span from the first to the last of them.
    fn take(&mut self, n: usize) -> Span {
        let first = self.token(0).map_or(Span::default(), |t| t.span);
        let last = self.token(n.saturating_sub(1)).map_or(first, |t| t.span);
        self.at += n;
        first.cover(last)
    }

    /// A date here, and a step over it; `None` inside where a part of it is missing or uncertain.
    fn date(&mut self) -> Option<(Option<Date>, Span)> {
        let make = |y: u32, m, d| i32::try_from(y).ok().and_then(|y| Date::new(y, m, d));
        if let Some((date, n)) = self.numeric_date() {
            return Some((date, self.take(n)));
        }
        // Day and month in either order, then perhaps the year.
        let (day, month, mut n) = if let Some(month) = self.month(0) {
            let dot = usize::from(self.word(1) == ".");
            let day = self.number(1 + dot).filter(|d| (1..=31).contains(d))?;
            (day, month, 2 + dot + self.ordinal(2 + dot))
        } else {
            let day = self.number(0).filter(|d| (1..=31).contains(d))?;
            let skip = 1 + self.ordinal(1);
            let of = usize::from(one_of(self.word(skip), "of . -"));
            let month = self.month(skip + of)?;
            (day, month, skip + of + 1)
        };
        let dot = usize::from(self.word(n) == ".");
        let comma = usize::from(one_of(self.word(n + dot), ", -"));
        let year = self.year(n + dot + comma);
        if year.is_some() {
            n += dot + comma + 1;
        }
        Some((year.and_then(|y| make(y, month, day)), self.take(n)))
    }

    /// 2025-11-24, 24.11.2025, 24/11/2025, 11/24/2025.
    fn numeric_date(&self) -> Option<(Option<Date>, usize)> {
        let make = |y: u32, m, d| i32::try_from(y).ok().and_then(|y| Date::new(y, m, d));
        let sign = self.word(1);
        if one_of(sign, "- /") && sign == self.word(3) && self.token(1).is_some_and(|t| t.glued) {
            let (a, b, c) = (self.number(0)?, self.number(2)?, self.number(4)?);
            if self.year(0).is_some() {
                return Some((make(a, b, c), 5));
            }
            self.year(4)?;
            // Day or month first? Only a number above 12 tells, or both being equal.
            let date = match (a > 12, b > 12) {
                (true, false) => make(c, b, a),
                (false, true) => make(c, a, b),
                _ if a == b => make(c, a, b),
                _ => None,
            };
            return Some((date, 5));
        }
        // The tokeniser reads 24.11.2025 as one number.
        let mut parts = self.word(0).split('.').map(|p| p.parse::<u32>().ok());
        let (Some(Some(d)), Some(Some(m)), Some(Some(y)), None) =
            (parts.next(), parts.next(), parts.next(), parts.next())
        else {
            return None;
        };
        (y >= 1400).then(|| (make(y, m, d), 1))
    }

    fn ordinal(&self, ahead: usize) -> usize {
        usize::from(one_of(self.word(ahead), "st nd rd th") && self.token(ahead).is_some_and(|t| t.glued))
    }

    /// A clock time here (seconds since midnight, end), and a step over it.
    fn time(&mut self) -> Option<(u32, u32)> {
        // 2025-11-24T00:11: the T sticks to the hour.
        let joined = self.word(0).strip_prefix('T').and_then(|h| h.parse::<u32>().ok());
        let (hour, minute, second, mut n) = if self.word(1) == ":" {
            let minute = self.number(2)?;
            let second = if self.word(3) == ":" { self.seconds(4) } else { None };
            (joined.or(self.number(0))?, minute, second.unwrap_or(0), if second.is_some() { 5 } else { 3 })
        } else if let Some((h, m)) = self.word(0).split_once('.') {
            (h.parse().ok()?, m.parse().ok().filter(|_| m.len() == 2)?, 0, 1)
        } else {
            (self.number(0)?, 0, 0, 1)
        };
        let half = self.half_day(n);
        if n == 1 && half.is_none() && !self.word(0).contains('.') {
            return None;
        }
        let hour = match half {
            Some((after_noon, _)) if (1..=12).contains(&hour) => hour % 12 + if after_noon { 12 } else { 0 },
            Some(_) => return None,
            None => hour,
        };
        n += half.map_or(0, |(_, tokens)| tokens);
        (hour < 24 && minute < 60 && second < 61)
            .then(|| (hour * 3600 + minute * 60 + second.min(59), self.take(n).end))
    }

    /// Seconds, perhaps with a fraction.
    fn seconds(&self, ahead: usize) -> Option<u32> {
        self.word(ahead).split('.').next()?.parse().ok()
    }

    /// am, pm, a.m., p.m. here: whether after noon, and its tokens.
    fn half_day(&self, ahead: usize) -> Option<(bool, usize)> {
        let word = self.word(ahead).lower();
        match word.as_str() {
            "am" | "a.m." => Some((false, 1)),
            "pm" | "p.m." => Some((true, 1)),
            "a" | "p" if self.word(ahead + 1) == "." && self.word(ahead + 2).eq_ignore_ascii_case("m") => {
                Some((word == "p", 3 + usize::from(self.word(ahead + 3) == ".")))
            }
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `expected`: “-” no stamp, “?” a stamp without a day, otherwise the moment.
    fn check(line: &str, expected: &str) {
        let found = read(line, Span::new(0, line.len()));
        let found = found.map_or("-".to_owned(), |s| s.moment.map_or("?".to_owned(), |m| m.to_string()));
        assert_eq!(found, expected, "{line}");
    }

    #[test]
    fn lines_that_are_time_stamps() {
        check("2025-11-24 00:11:00", "2025-11-24T00:11:00");
        check("2025-11-24T00:11:00Z", "2025-11-24T00:11:00");
        check("2025-11-24T00:11:00.123+01:00", "2025-11-24T00:11:00");
        check("2025-11-24", "2025-11-24");
        check("Published: 24 November 2025, 10:15 GMT", "2025-11-24T10:15:00");
        check("Nov. 24, 2025", "2025-11-24");
        check("November 24th, 2025 at 10:15 p.m. ET", "2025-11-24T22:15:00");
        check("Updated 12:05 a.m. EST, Mon November 24, 2025", "2025-11-24");
        check("Mon 24 Nov 2025 10.15 GMT", "2025-11-24T10:15:00");
        check("Updated Nov 25, 2025 | Published Nov 24, 2025", "2025-11-24");
        check("Published Nov 24, 2025 8:00 AM; updated Nov 25, 2025 9:30 PM", "2025-11-24T08:00:00");
        check("24/11/2025", "2025-11-24");
        check("11/24/2025 7pm", "2025-11-24T19:00:00");
        check("24.11.2025 18:30", "2025-11-24T18:30:00");
        check("1 of May 2024", "2024-05-01");
        check("Sept 3, 1999", "1999-09-03");
        check("Updated 6:12 PM BRT, November 7, 2025", "2025-11-07");
        check("May 4, 20237:15 AM ET", "2023-05-04T07:15:00");
        check("Published 4 May 2023 18:40Updated 5 May 2023 07:00", "2023-05-04T18:40:00");
        check("May 4, 2023Updated May 5, 2023", "2023-05-04");
        check("04.05.2023 06:00 Uhr", "2023-05-04T06:00:00");
        check("Updated 4 May 2023 at 11.20am | Published 3 May 2023", "2023-05-03");
    }

    #[test]
    fn stamps_without_a_certain_day() {
        check("Published 5 hours ago", "?");
        check("04/05/2025", "?");
        check("Nov 24", "?");
        check("30 February 2025", "?");
        check("10:15 GMT", "?");
        check("Updated 3 minutes ago", "?");
    }

    #[test]
    fn lines_that_are_no_time_stamps() {
        for line in [
            "",
            "2025",
            "Sunday",
            "November 2025",
            "On Monday",
            "24 hours in Kyiv",
            "Nov 24: what happened",
            "10",
            "7/10",
        ] {
            check(line, "-");
        }
    }

    #[test]
    fn datelines() {
        let check = |text: &str, expected: Option<&str>| {
            let found = dateline(text, Span::new(0, text.len()));
            assert_eq!(found.map(|s| s.of(text)), expected, "{text}");
        };
        check("KYIV, Nov 24 (Reuters) - Talks ended.", Some("KYIV, Nov 24 (Reuters) -"));
        check("WASHINGTON (AP) — The president", Some("WASHINGTON (AP) —"));
        check("BEIJING, Nov. 24, 2025 (Xinhua) -- China", Some("BEIJING, Nov. 24, 2025 (Xinhua) --"));
        check("RIO DE JANEIRO — Police", Some("RIO DE JANEIRO —"));
        check("Paris (AFP) – The president", Some("Paris (AFP) –"));
        check("(Reuters) - Shares fell", Some("(Reuters) -"));
        check("Officials (who met) – and left.", None);
        check("UN officials met – and left.", None);
        check("US officials said on Sunday - without detail", None);
        check("Talks ended - again", None);
        check("", None);
    }
}
