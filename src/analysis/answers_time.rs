//! Since when, and on which day: answers that are days or windows of days.
//!
//! How long a war, a strike or a trial has lasted (“enters its third year”, “since early 2022”, “a two-year-old dispute”)
//! gives the days on which it can have begun; tellings whose windows do not meet cannot both be true. What is
//! more than [`YEARS_APART_MAX`] years off dates something else (an earlier war, another beginning) and is left out.
use crate::answers::{Answer, Desk, Line, Page, Question, capitalised, listed, slug, tokens_of};
use crate::comparison::Verdict;
use crate::{DateMention, EntityKind, MentionForm};
use corpus::{Basis, Date, Map, Span, one_of};

/// Beginnings further apart than this are of two things.
const YEARS_APART_MAX: i32 = 3;

/// What is further apart than this may have happened twice.
const AGAIN_DAYS: i32 = 100;

/// The days on which something can have begun or happened, as day numbers.
struct When {
    from: i32,
    to: i32,
    /// Whether the thing itself is dated, or only something that was part of it.
    itself: bool,
    answer: Answer,
}

/// The questions on time.
pub(crate) fn asked(desk: &Desk) -> Vec<Question> {
    let mut asked = beginnings(desk);
    asked.extend(days(desk));
    asked
}

/// When did it begin?
fn beginnings(desk: &Desk) -> Vec<Question> {
    let (states, fights, theatre) = (listed("state"), listed("fight"), listed("theatre"));
    let mut told: Map<String, Vec<When>> = Map::new();
    for (p, l, page, line) in desk.lines() {
        let words = &line.words;
        for i in 0..words.len() {
            let Some((from, to, mark)) = began(desk, page, line, i) else { continue };
            // The thing that is dated: the nearest noun before the words, or the one that they belong to.
            let (first, last) = tokens_of(words, mark);
            let near = (0..12).filter_map(|b| first.checked_sub(b)).take_while(|n| !words.one_of(*n, "; :"));
            let after = last..last + 3;
            let noun = |n: &usize| {
                let word = words.lower(*n);
                one_of(word, states) || one_of(word, theatre)
            };
            let own = (first..last)
                .find(noun)
                .or_else(|| near.into_iter().find(noun))
                .or_else(|| after.into_iter().find(noun));
            let Some(at) = own else { continue };
            let word = words.lower(at);
            let itself = one_of(word, states);
            let key = if one_of(word, fights) || !itself { "war" } else { word };
            let noun_span = words.span(at, at + 1);
            let answer = Answer {
                page: p,
                line: l,
                marks: vec![noun_span, mark],
                says: mark.in_one_line(&page.article.text),
                note: String::new(),
            };
            told.entry(key.to_owned()).or_default().push(When { from, to, itself, answer });
        }
    }
    told.into_iter().filter_map(|(key, told)| beginning(desk, &key, told)).collect()
}

fn beginning(desk: &Desk, key: &str, mut told: Vec<When>) -> Option<Question> {
    // Only what lies near a dating of the thing itself is of the same thing.
    let near = |a: &When, b: &When| (a.from - b.to).max(b.from - a.to) <= YEARS_APART_MAX * 365;
    let kept: Vec<bool> = told
        .iter()
        .map(|w| {
            told.iter()
                .any(|o| (o.itself || w.itself) && near(w, o) && desk.column_of(&o.answer) != desk.column_of(&w.answer))
        })
        .collect();
    let mut keep = kept.into_iter();
    told.retain(|_| keep.next().unwrap_or(false));
    let columns = desk.by_column(told.iter().map(|w| desk.column_of(&w.answer)).collect());
    if columns.len() < 2 {
        return None;
    }
    let meets = |a: &When, b: &When| a.from <= b.to && b.from <= a.to;
    let at = |n: &usize| told.get(*n);
    let apart =
        |a: &[usize], b: &[usize]| !a.iter().filter_map(at).any(|x| b.iter().filter_map(at).any(|y| meets(x, y)));
    let conflict = columns.iter().enumerate().any(|(n, a)| columns.iter().skip(n + 1).any(|b| apart(a, b)));
    let inferred = told.iter().any(|w| !w.itself);
    if inferred && !conflict {
        return None;
    }
    let day = |n: i32| {
        Date::from_number(n).map_or_else(String::new, |d| {
            format!(
                "{} {}",
                d.short().get(d.short().len() - 8..).unwrap_or("").trim_start().split(' ').next().unwrap_or(""),
                d.year()
            )
        })
    };
    let windows: Vec<String> = told
        .iter()
        .map(|w| {
            let (from, to) = (day(w.from), day(w.to));
            let window = if from == to { from } else { format!("{from} to {to}") };
            format!("“{}” puts it in {window}", w.answer.says)
        })
        .collect();
    let unlike = if conflict { "They cannot all be true." } else { "They fit each other." };
    let inference = if inferred && conflict { " One of them dates a part of it, so this is an inference." } else { "" };
    Some(Question {
        key: format!("answer/since/{}", slug(key)),
        label: format!("When the {key} began"),
        verdict: if conflict { Verdict::Conflicts } else { Verdict::Agree },
        why: format!(
            "Durations and beginnings counted back from the day of each article: {}. {unlike}{inference}",
            windows.join("; ")
        ),
        answers: told.into_iter().map(|w| w.answer).collect(),
        known: None,
    })
}

/// The days on which the thing told at token `i` can have begun, and the words that say so.
fn began(desk: &Desk, page: &Page, line: &Line, i: usize) -> Option<(i32, i32, Span)> {
    let words = &line.words;
    let word = words.lower(i);
    let today = page.dating.map(|d| (d.earliest, d.latest)).or_else(|| desk.event.and_then(|e| e.date).map(|d| (d, d)));
    // “since early 2022”, “began in February 2022”
    let start = one_of(word, "began started erupted launched") && !words.one_of(i + 1, "to by with")
        || word == "broke" && words.lower(i + 1) == "out";
    if word == "since" || start {
        let reach = if start { 7 } else { 4 };
        let limit = words.span(i, (i + reach).min(words.len()));
        let date = page.read.dates.iter().find(|d| d.span.start > limit.start && d.span.start < limit.end)?;
        let between = Span { start: limit.start, end: date.span.start }.of(words.text);
        if between.contains([',', ';', ':', '“'])
            || start
                && !between.ends_with("in ")
                && !between.ends_with("on ")
                && !between.contains("early")
                && !between.contains("late")
        {
            return None;
        }
        let (from, to) = window(date, words.text)?;
        return Some((from, to, words.span(i, tokens_of(words, date.span).1)));
    }
    // “enters its third year”, “in its third year”, “into a second week”
    if one_of(word, "its their a the") && words.one_of(i + 2, "year month week day") {
        let count = i32::try_from(nth(words.lower(i + 1))?).ok()?;
        let before = words.before(i, 1);
        let entering = one_of(before, "enters entered entering enter begins starts")
            || before == "into" && !words.one_of(i.wrapping_sub(2), "well deep");
        if !entering && before != "in" || count < 2 {
            return None;
        }
        let length = match words.lower(i + 2) {
            "year" => 365,
            "month" => 30,
            "day" => 1,
            _ => 7,
        };
        let slack = if length == 365 { 150 } else { (length / 2).max(1) };
        let (earliest, latest) = today?;
        let from = earliest.number() - length * if entering { count - 1 } else { count };
        let to = latest.number() - length * (count - 1);
        return Some((from - slack, to + slack, words.span(i - 1, i + 3)));
    }
    // “a two-year-old dispute”, “three years of war”, “a 10-month siege”
    let figure =
        page.read.figures.iter().find(|f| words.tokens.get(i).is_some_and(|t| t.span.start == f.span.start))?;
    let length = match figure.unit.as_deref()? {
        "years" | "year" => 365,
        "months" | "month" => 30,
        "weeks" | "week" => 7,
        _ => return None,
    };
    let (from, to) = tokens_of(words, figure.span);
    let compound = (from..to).any(|n| words.lower(n) == "-");
    let thing = listed("state");
    let of = words.lower(to) == "of" && words.first_of(to + 1, to + 3, thing).is_some();
    let made = compound && words.first_of(to, to + 2, thing).is_some();
    let planned = words.one_of(from.wrapping_sub(1), "a an") && !words.span(from, to).of(words.text).ends_with("old");
    if !(of || made && !planned) || words.before(from, 1) == "next" {
        return None;
    }
    let count: i32 = figure.value.parse().ok()?;
    let (earliest, latest) = today?;
    let slack = length * 2 / 3;
    Some((
        earliest.number() - length * count - slack,
        latest.number() - length * count + slack,
        words.span(from, (to + 2).min(words.len())),
    ))
}

/// Which one an ordinal tells.
fn nth(word: &str) -> Option<u32> {
    const WORDS: [&str; 10] =
        ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
    WORDS.iter().zip(1..).find(|(w, _)| **w == word).map(|(_, n)| n)
}

/// The days of a date that is a year, a month or a day, narrowed by “early”, “mid”, “late” before it.
fn window(date: &DateMention, text: &str) -> Option<(i32, i32)> {
    if let Some(day) = date.day {
        return Some((day.number(), day.number()));
    }
    let value = date.value.as_deref()?;
    let year: i32 = value.get(..4)?.parse().ok()?;
    let (first, last) = match value.get(5..7) {
        Some(month) => {
            let month: u32 = month.parse().ok()?;
            let first = Date::new(year, month, 1)?.number();
            (first, first + 30)
        }
        None if value.len() == 4 => (Date::new(year, 1, 1)?.number(), Date::new(year, 12, 31)?.number()),
        None => return None,
    };
    let part = (last - first) / 12;
    let start = date.span.start.saturating_sub(6);
    let before = Span { start, end: date.span.start }.of(text);
    let said = date.span.of(text);
    let is = |word: &str| before.trim_end_matches([' ', '-']).ends_with(word) || said.starts_with(word);
    Some(match () {
        () if is("early") => (first, first + 5 * part),
        () if is("mid") => (first + 4 * part, first + 8 * part),
        () if is("late") => (last - 5 * part, last),
        () => (first, last),
    })
}

/// On which day somebody was arrested, died, was elected.
fn days(desk: &Desk) -> Vec<Question> {
    let decided = listed("decided");
    let mut told: Map<String, Vec<When>> = Map::new();
    for (p, l, page, line) in desk.lines() {
        let sure = page.dating.is_some_and(|d| d.basis != Basis::Derived);
        let words = &line.words;
        for date in page.read.dates.iter().filter(|d| line.span.contains(d.span)) {
            let Some((from, to)) = window(date, words.text).filter(|_| sure || date.basis == "written out") else {
                continue;
            };
            if to - from > 31 {
                continue;
            }
            let (at, _) = tokens_of(words, date.span);
            let Some(verb) = words.last_of(at.saturating_sub(6), at, decided) else {
                continue;
            };
            let verb_span = words.span(verb, verb + 1);
            let between = Span { start: verb_span.end, end: date.span.start }.of(words.text);
            let person = page.mentions(line.span).iter().rev().find(|m| m.span.end <= verb_span.start);
            let Some(m) = person else { continue };
            let subject = Span { start: m.span.end, end: verb_span.start }.of(words.text);
            let is_person = desk.kind(m.entity) == Some(EntityKind::Person);
            let plain = |s: &str| !s.contains([',', ';', '“', '"', '(']);
            let denied = subject.split_whitespace().any(|w| one_of(w, "not never to will would could may and"));
            let direct = subject.split_whitespace().all(|w| one_of(w, "was has had been were is who later"));
            if !is_person || m.form == MentionForm::Role || !plain(between) || !direct || denied || subject.len() > 24 {
                continue;
            }
            if between.split_whitespace().any(|w| one_of(w, "after before since until by from and")) {
                continue;
            }
            let says = date.span.in_one_line(words.text);
            let note = date.day.map_or_else(String::new, Date::short);
            let answer = Answer { page: p, line: l, marks: vec![verb_span, date.span], says, note };
            let when = When { from, to, itself: true, answer };
            let key = [desk.entity_name(m.entity), words.lower(verb)].join("\t");
            told.entry(key).or_default().push(when);
        }
    }
    let mut asked = Vec::new();
    for (key, told) in told {
        let (name, verb) = key.split_once('\t').unwrap_or_default();
        let columns = desk.by_column(told.iter().map(|w| desk.column_of(&w.answer)).collect());
        if columns.len() < 2 {
            continue;
        }
        let at = |n: &usize| told.get(*n);
        let apart = |a: &When, b: &When| (a.from - b.to).max(b.from - a.to).max(0);
        let mut gap = 0;
        for (a, b) in columns.iter().zip(columns.iter().skip(1)) {
            let least = |x: &When| b.iter().filter_map(at).map(|y| apart(x, y)).min();
            gap = gap.max(a.iter().filter_map(at).filter_map(least).min().unwrap_or(0));
        }
        // Who is arrested or elected may be so again, years later.
        if gap > AGAIN_DAYS && !one_of(verb, "died born founded") {
            continue;
        }
        let (verdict, why) = match gap {
            0 => (Verdict::Agree, "The same day."),
            1 => (Verdict::Differs, "One day apart: the night or another time zone may explain it."),
            _ => (Verdict::Conflicts, "It cannot have happened on both days."),
        };
        asked.push(Question {
            key: format!("answer/day/{}/{}", slug(name), slug(verb)),
            label: capitalised(&format!("{name}: day of “{verb}”")),
            verdict,
            why: format!("The day that stands beside the same verb of the same person, weekdays counted from the article’s day. {why}"),
            answers: told.into_iter().map(|w| w.answer).collect(),
            known: None,
        });
    }
    asked
}
