//! Dates: resolved against the day of publication.
use crate::gold::Annotated;
use crate::rate::{Asked, Counts, Report};

const WEEKDAYS: Asked = Asked { what: "weekdays resolved", must: 920, aim: 970, peers: "89.4 (chrono-node)" };
const CALENDAR: Asked = Asked { what: "other dates resolved", must: 880, aim: 950, peers: "86.7 (chrono-node)" };

/// The rows of a set.
pub(crate) fn score(report: &mut Report, data: &str, set: &str, articles: &[Annotated]) {
    let id = |row: &str| format!("{row}-{set}");
    let (mut weekdays, mut calendar, mut spurious) = (Counts::default(), Counts::default(), 0);
    for annotated in articles {
        let article = &annotated.article;
        let found = analysis::dates::find(
            article,
            &analysis::Words::new(article),
            article.published.as_ref().map(|p| p.value.date),
        );
        for day in &annotated.days {
            let written = day.span.of(&article.text);
            let is_weekday = written
                .to_lowercase()
                .split(|c: char| !c.is_alphabetic())
                .any(|w| w.len() > 5 && w.ends_with("day") && w != "birthday")
                && !written.chars().any(|c| c.is_ascii_digit());
            let (row, counts) = if is_weekday { ("weekdays", &mut weekdays) } else { ("calendar", &mut calendar) };
            if day.value.is_empty() {
                continue;
            }
            counts.expected += 1;
            let values: Vec<&str> =
                found.iter().filter(|f| f.span.overlaps(day.span)).filter_map(|f| f.value.as_deref()).collect();
            let right = values.contains(&day.value.as_str());
            counts.right += usize::from(right);
            if !right {
                report.error(&id(row), || format!("{}: “{written}” {values:?}, expected {}", article.id, day.value));
            }
        }
        for f in &found {
            if f.value.is_some() && !annotated.days.iter().any(|d| d.span.overlaps(f.span)) {
                spurious += 1;
                report.error(&id("calendar"), || {
                    format!("{}: spurious “{}”", article.id, f.span.in_one_line(&article.text))
                });
            }
        }
    }
    report.share(&id("weekdays"), data, WEEKDAYS, weekdays.right, weekdays.expected);
    let asked = Asked { what: CALENDAR.what, ..CALENDAR };
    report.share(&id("calendar"), &format!("{data} ({spurious} more found)"), asked, calendar.right, calendar.expected);
}
