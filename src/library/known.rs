//! What was known when: the articles that tell an event in the order of their days, and what each told first, told again,
//! or told otherwise than those before it.
//!
//! Rests on the facts of the comparison, so on the same rules. One article is before another only where all days that it
//! can be from are (or the times of one day): where windows of days meet, nobody is called the first. An article without a
//! day stands apart.
use crate::extract::restrict;
use crate::heads::head;
use crate::{Head, Library, PIECE_BYTES, Question, number};
use analysis::alignment::Alignment;
use analysis::compare::{Question as Asked, Work, tellers};
use analysis::comparison::{Gap, MarkKind, Statement, Told, Verdict};
use analysis::{Event, Knowledge, PassageRole, could_know, facts};
use corpus::{Article, Date, InOrder, Lower, Span, packed};

/// Asks what was known of an event when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownOf {
    /// The event's id.
    pub event: String,
    /// Articles of these days alone.
    pub days: Option<(Date, Date)>,
    /// How many articles are held against each other at most: the earliest.
    pub most: u32,
}

/// What was known of an event when.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Known {
    /// What happened; `None` where the corpus does not have it.
    pub event: Option<Event>,
    /// The articles in the order of their days; those without a day last.
    pub articles: Vec<Knowing>,
    /// What they tell: those of most articles first.
    pub statements: Vec<Said>,
    /// Articles of these days that tell it and are not looked at.
    pub others: u32,
}

/// Something that is told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Said {
    /// What it is about.
    pub label: String,
    /// How the tellings stand to each other.
    pub verdict: Verdict,
    /// The rule that joined them.
    pub why: String,
    /// How many of the articles tell it.
    pub told_by: u32,
}

/// What one article knew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowing {
    /// The article.
    pub head: Head,
    /// The first and the last day it can be from.
    pub days: Option<(Date, Date)>,
    /// Seconds since midnight, where its time is known.
    pub time_s: Option<u32>,
    /// Whether it is from before the event: what happened there it could not know.
    pub older: bool,
    /// What it tells: the new first, then what changed, then what is told again.
    pub told: Vec<Knew>,
    /// Numbers of statements that others had told before, and that it leaves out.
    pub silent: Vec<u32>,
}

/// How a telling stands to those before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Novelty {
    /// No other article tells it before, nor on the same days.
    First,
    /// None tells it before, but some that do may be older: their days meet.
    PerhapsFirst,
    /// Told before, and otherwise.
    Changed,
    /// Told before.
    Again,
    /// The article has no day.
    NoDay,
}

/// What an article tells, with its words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knew {
    /// Number of the statement.
    pub statement: u32,
    /// How it stands to what others tell.
    pub novelty: Novelty,
    /// Numbers of the articles that told it before; where there are none, of those that may have.
    pub others: Vec<u32>,
    /// What it says in a word or two, where that can be said; of what changed, what is new in it.
    pub answer: String,
    /// What the last one before it said.
    pub before: String,
    /// Where it says so.
    pub at: Span,
    /// The words.
    pub sentence: String,
    /// What of the words decides; counted from the beginning of the sentence.
    pub marks: Vec<Span>,
}

packed!(KnownOf { event, days, most });
packed!(Known { event, articles, statements, others });
packed!(Said { label, verdict, why, told_by });
packed!(Knowing { head, days, time_s, older, told, silent });
packed!(enum Novelty { 0 => First, 1 => PerhapsFirst, 2 => Changed, 3 => Again, 4 => NoDay });
packed!(Knew { statement, novelty, others, answer, before, at, sentence, marks });

impl Question for KnownOf {
    type Answer = Known;
    const NUMBER: u8 = 32;

    fn needs(&self, library: &Library) -> Vec<u32> {
        library.event_by_id(&self.event).map_or_else(Vec::new, |event| self.chosen(library, event).0)
    }

    fn answer(&self, library: &Library) -> Known {
        let (collection, reading) = (&library.collection, &library.reading);
        let Some(event) = library.event_by_id(&self.event) else { return Known::default() };
        let mut known = Known { event: reading.events.get(event as usize).cloned(), ..Known::default() };
        let (chosen, all) = self.chosen(library, event);
        known.others = number(all - chosen.len());
        let (part, read, _) = restrict(collection, reading, &chosen, PIECE_BYTES, |_| 0);
        let own = read.events.iter().position(|e| e.id == self.event).map(number);
        let asked = Asked { events: own.into_iter().collect(), ..Asked::default() };
        let columns = Work::new(&part, &read, &asked).so_far().columns.clone();
        let alignment = Alignment::of(&part, &read, &columns);
        let mut statements = facts::facts(&part, &read, &columns, &alignment);
        // Which office goes with a name is how an outlet writes, not what it knows, unless the office changed.
        statements.retain(|s| !s.key.starts_with("answer/office/") || s.verdict <= Some(Verdict::Superseded));
        // What most tell tells most about who was first; the gravest first among equals, as they come.
        statements.put_in_order_by_key(|s| std::cmp::Reverse(s.told_by));
        for (n, &article) in chosen.iter().enumerate() {
            let text = collection.articles.get(article as usize);
            let dating = reading.datings.get(article as usize).and_then(Option::as_ref);
            let older = known.event.as_ref().is_some_and(|e| could_know(dating, e) == Knowledge::No);
            let mut knowing = Knowing {
                head: head(library, article as usize),
                days: when(library, article).0,
                time_s: when(library, article).1,
                older,
                told: Vec::new(),
                silent: Vec::new(),
            };
            // The column of an article: one without a word on the event has none.
            let column = |n: usize| columns.iter().position(|c| c.tellings.iter().any(|t| t.article as usize == n));
            let cell = |s: &'_ Statement, n: usize| column(n).and_then(|c| s.cells.get(c).cloned());
            for (s, statement) in statements.iter().enumerate() {
                let Some(own) = cell(statement, n) else { continue };
                let (mut before, mut level) = (Vec::new(), Vec::new());
                let mut told_before: Vec<Told> = Vec::new();
                for (m, &other) in chosen.iter().enumerate().filter(|(m, _)| *m != n) {
                    let Some(told) = cell(statement, m).filter(|c| !c.excerpts.is_empty()) else { continue };
                    let (here, there) = (when(library, article), when(library, other));
                    if is_before(there, here) {
                        before.push(number(m));
                        told_before.push(told);
                    } else if !is_before(here, there) {
                        level.push(number(m));
                    }
                }
                if own.excerpts.is_empty() {
                    if !before.is_empty() && statement.told_by > 1 && own.gap == Some(Gap::LeftOut) {
                        knowing.silent.push(number(s));
                    }
                } else if let Some(text) = text {
                    let dated = dating.is_some();
                    let knew = knew((number(s), statement), (&own, &told_before), (before, level), dated, text);
                    // The same sentence once for the same matter: the graver verdict comes first.
                    let label = |k: &Knew| statements.get(k.statement as usize).map(|s| &s.label);
                    let is_shown = |k: &Knew| knowing.told.iter().any(|t| t.at == k.at && label(t) == label(k));
                    knowing.told.extend(knew.filter(|k| !is_shown(k)));
                }
            }
            knowing.told.put_in_order_by_key(|k| k.novelty.max(Novelty::PerhapsFirst));
            known.articles.push(knowing);
        }
        // Of two statements in the same sentences one is shown: the other is left out by nobody.
        let shown: Vec<u32> = known.articles.iter().flat_map(|a| &a.told).map(|k| k.statement).collect();
        known.articles.iter_mut().for_each(|a| a.silent.retain(|s| shown.contains(s)));
        let said = |s: &Statement| Said {
            label: s.label.clone(),
            verdict: s.verdict.unwrap_or(Verdict::OnlyHere),
            why: s.why.clone(),
            told_by: s.told_by,
        };
        known.statements = statements.iter().map(said).collect();
        known
    }
}

impl KnownOf {
    /// The articles looked at, in the order of their days, and how many tell the event in these days. Those that only refer
    /// to it stand back where there are too many.
    fn chosen(&self, library: &Library, event: u32) -> (Vec<u32>, usize) {
        let mut chosen = tellers(&library.reading, event);
        if let Some((a, b)) = self.days {
            let fits = |n: &u32| when(library, *n).0.is_some_and(|(from, to)| a.min(b) <= to && from <= a.max(b));
            chosen.retain(fits);
        }
        let all = chosen.len();
        let tells = |n: &u32| {
            let passages = library.reading.articles.get(*n as usize).map_or(&[][..], |r| &r.passages);
            passages.iter().any(|p| p.event == event && p.role == PassageRole::About)
        };
        if all > self.most as usize && chosen.iter().any(tells) {
            chosen.retain(tells);
        }
        chosen.put_in_order_by_key(|n| (when(library, *n).0.is_none(), when(library, *n), *n));
        chosen.truncate(self.most as usize);
        (chosen, all)
    }
}

/// The days an article can be from, and its time where that is known.
type When = (Option<(Date, Date)>, Option<u32>);

fn when(library: &Library, article: u32) -> When {
    let dating = library.reading.datings.get(article as usize).and_then(Option::as_ref);
    let published = library.collection.articles.get(article as usize).and_then(|a| a.published.as_ref());
    (dating.map(|d| (d.earliest, d.latest)), published.and_then(|p| p.value.time_s))
}

/// Whether one is older than the other for sure.
fn is_before(one: When, other: When) -> bool {
    match (one, other) {
        ((Some((a, b)), t), (Some((c, d)), u)) => {
            b < c || (a == b && b == c && c == d && t.zip(u).is_some_and(|(t, u)| t < u))
        }
        _ => false,
    }
}

/// How an article tells a statement, held against those before it.
fn knew(
    (number, statement): (u32, &Statement),
    (own, told_before): (&Told, &[Told]),
    (before, level): (Vec<u32>, Vec<u32>),
    dated: bool,
    article: &Article,
) -> Option<Knew> {
    let text = article.text.as_str();
    let lower: Vec<String> = told_before.iter().map(|t| t.answer.lower()).collect();
    let is_new = |part: &&str| !lower.iter().any(|l| l.split("; ").any(|known| known == part.lower()));
    let new: Vec<&str> = own.answer.split("; ").filter(|p| !p.is_empty()).filter(is_new).collect();
    // What is told otherwise in words or in how sure it is, is told again.
    let otherwise = statement.verdict <= Some(Verdict::Differs) && (own.answer.is_empty() || !new.is_empty());
    let novelty = match (dated, before.is_empty(), level.is_empty()) {
        (false, ..) => Novelty::NoDay,
        (true, true, true) => Novelty::First,
        (true, true, false) => Novelty::PerhapsFirst,
        (true, false, _) if otherwise => Novelty::Changed,
        (true, false, _) => Novelty::Again,
    };
    let new = if novelty == Novelty::Changed { new.join("; ") } else { own.answer.clone() };
    let decided = |e: &&analysis::comparison::Excerpt| {
        let words = |m: &analysis::comparison::Marked| m.span.of(text);
        !new.is_empty() && e.marks.iter().any(|m| m.kind == MarkKind::Decides && new.contains(words(m)))
    };
    let excerpt = own.excerpts.iter().find(decided).or(own.excerpts.first())?;
    let at = without_bullet(article, excerpt.at.span);
    let marks = excerpt.marks.iter().filter(|m| m.kind == MarkKind::Decides);
    let from_start = |s: Span| Span { start: s.start.saturating_sub(at.start), end: s.end.saturating_sub(at.start) };
    Some(Knew {
        statement: number,
        novelty,
        others: if before.is_empty() { level } else { before },
        answer: new,
        before: told_before.last().map_or_else(String::new, |t| t.answer.clone()),
        at,
        sentence: at.of(text).to_owned(),
        marks: marks.map(|m| from_start(m.span)).collect(),
    })
}

/// A sentence without the bullet that its block begins with.
fn without_bullet(article: &Article, sentence: Span) -> Span {
    let words = article.block_at(sentence.start).map(|b| b.label.map_or(b.body, |label| label.cover(b.body)));
    let start = words.map_or(sentence.start, |w| w.start.clamp(sentence.start, sentence.end));
    Span { start, ..sentence }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::bars::tests::day;
    use analysis::compare::reach;

    fn known(library: &Library, event: &str) -> Known {
        KnownOf { event: event.to_owned(), days: None, most: 12 }.answer(library)
    }

    fn show(known: &Known) -> String {
        let mut out = String::new();
        for article in &known.articles {
            out += &format!("== {} {:?} older {}\n", article.head.outlet, article.days, article.older);
            for k in &article.told {
                let label = &known.statements[k.statement as usize].label;
                out += &format!(
                    "{:?} {:?} {label}: {} (was {}): {}\n",
                    k.novelty, k.others, k.answer, k.before, k.sentence
                );
            }
            let silent: Vec<&str> =
                article.silent.iter().map(|s| known.statements[*s as usize].label.as_str()).collect();
            out += &format!("silent: {silent:?}\n");
        }
        out
    }

    #[test]
    fn days_that_meet_leave_open_who_was_first() {
        let at = |a: &str, b: &str, t| (Some((day(a), day(b))), t);
        let (x, y) = (at("2025-11-23", "2025-11-25", None), at("2025-11-26", "2025-11-26", None));
        assert!(is_before(x, y) && !is_before(y, x) && !is_before(x, x));
        let z = at("2025-11-25", "2025-11-26", None);
        assert!(!is_before(x, z) && !is_before(z, x));
        let (early, late) = (at("2025-11-26", "2025-11-26", Some(60)), at("2025-11-26", "2025-11-26", Some(61)));
        assert!(is_before(early, late) && !is_before(early, y), "times count on one day, where both are known");
        assert!(!is_before((None, None), x) && !is_before(x, (None, None)));
    }

    #[test]
    fn what_was_known_of_the_shipped_events_when() {
        let library = Library::read(embed::collection());
        let begun = std::time::Instant::now();
        let known = known(&library, "geneva");
        let (taken, bytes) = (begun.elapsed(), corpus::packed(&known).len());
        eprintln!("{}{} ms, {bytes} bytes", show(&known), taken.as_millis());
        assert_eq!((known.articles.len(), known.others), (5, 0));
        let days: Vec<_> = known.articles.iter().map(|a| a.days.unwrap()).collect();
        assert!(days.is_sorted(), "{days:?}");
        let points = known.statements.iter().position(|s| s.label == "Points of the proposal").unwrap();
        let steps: Vec<(Novelty, &str)> = known
            .articles
            .iter()
            .flat_map(|a| &a.told)
            .filter(|k| k.statement as usize == points)
            .map(|k| (k.novelty, k.answer.as_str()))
            .collect();
        let first = Novelty::PerhapsFirst;
        let expected = [(first, "28-point"), (first, "28-point"), (Novelty::Changed, "19 proposals")];
        assert_eq!(steps[..3], expected, "two windows that meet, then 19 after 28");
        assert_eq!(steps[3].0, Novelty::Changed);
        for knew in known.articles.iter().flat_map(|a| &a.told) {
            let decides = |m: &Span| !m.of(&knew.sentence).is_empty();
            assert!(knew.marks.iter().all(decides), "{knew:?}");
        }
        let told = |s: &u32| known.articles.iter().flat_map(|a| &a.told).any(|k| k.statement == *s);
        assert!(known.articles.iter().flat_map(|a| &a.silent).all(told), "nobody leaves out what nobody tells");
        let last = known.articles.last().unwrap();
        assert!(!last.silent.is_empty() && last.told.iter().any(|k| k.novelty == Novelty::Again));
    }

    #[test]
    fn an_event_of_one_article_and_one_of_none() {
        let library = Library::read(embed::collection());
        let one = known(&library, "florida");
        assert_eq!((one.articles.len(), one.articles[0].silent.len()), (1, 0));
        assert!(one.articles[0].told.iter().all(|k| k.novelty == Novelty::First));
        assert_eq!(known(&library, "atlantis"), Known::default());
    }

    #[test]
    fn of_many_articles_the_earliest_that_tell_it() {
        let library = Library::read(embed::collection());
        let two = KnownOf { event: "geneva".into(), days: None, most: 2 }.answer(&library);
        assert_eq!((two.articles.len(), two.others), (2, 3));
        let late = Some((day("2025-12-01"), day("2025-12-02")));
        let late = KnownOf { event: "geneva".into(), days: late, most: 12 }.answer(&library);
        assert_eq!((late.articles.len(), late.others), (1, 0));
        let both = reach(&library.reading)[library.event_by_id("geneva").unwrap() as usize];
        assert_eq!(both.0 + both.1, 5);
    }
}
