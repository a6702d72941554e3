//! How many: figures of the same quantity, compared as numbers.
//!
//! Two figures are of one quantity when the words give them the same key: what befell the people counted (“killed”,
//! “injured”), the noun a compound belongs to (“28-point plan”), what they are of (“80% of the plan”), what somebody did
//! that many of (“won 52 seats”), what stands at that level (“inflation rose to 3%”), whose age it is. A number that
//! something “was narrowed to” or that “police put the crowd at” continues the quantity told right before it. Numbers
//! of no such key are held against each other where the same noun stands among the same words. Columns differ only when
//! none of their numbers fit each other, or when one gives two that others contest: rounding, “about” and bounds are
//! allowed for. Units are not converted.
use crate::actions::is;
use crate::alignment::content_stem;
use crate::answers::{Answer, Desk, Line, Page, Question, capitalised, listed, slug, tokens_of};
use crate::comparison::Verdict;
use crate::cues::{LEXICON, tag};
use crate::{Bound, EntityKind, Figure, MentionForm};
use corpus::{Date, InOrder, Lower, Map, Set, Span, TokenKind, one_of};

/// Which state of a changing quantity a figure tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Plain,
    /// “an earlier 28-point plan”, “from 880,000”.
    Earlier,
    /// “narrowed to 19”.
    Later,
}

/// A figure with what it is the number of.
#[derive(Clone)]
struct Number {
    key: String,
    label: String,
    /// In thousandths; `high` differs in a range or a score.
    low: i64,
    high: i64,
    /// How far another number may lie off by rounding.
    slack: i64,
    bound: Option<Bound>,
    state: State,
    hedged: bool,
    /// Whether the quantity may change from day to day.
    changes: bool,
    /// Whether it is another’s count of what was counted right before: “police put the number at 3,000”.
    contests: bool,
    /// Whether its sentence tells of another time or happening.
    past: bool,
    /// The company or place named with it, by the first word of its name: by it two quantities of one key are told apart.
    owner: Option<String>,
    /// What sort of amount: “%”, “dollars”, “count”.
    sort: String,
    /// The noun counted, of a count.
    unit: String,
    /// Content words around it.
    anchors: Vec<Anchor>,
    answer: Answer,
}

/// A content word beside a figure.
#[derive(Clone)]
struct Anchor {
    /// Whether it is the first on its side.
    near: bool,
    stem: String,
    shown: String,
    /// Whether it says what the figure is of: after it, or before its “of”.
    close: bool,
}

/// How two numbers stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fit {
    Same,
    /// By rounding.
    Near,
    /// By a bound: both may hold.
    Holds,
    No,
}

/// The questions on numbers.
pub(crate) fn asked(desk: &Desk) -> Vec<Question> {
    let words = Lists {
        fates: ["dead", "injured", "missing", "arrested", "displaced", "evacuated", "laid-off", "attended"]
            .map(|f| (f, listed(f))),
        people: listed("people"),
        crowd: listed("crowd"),
        employed: listed("employed"),
        workforce: listed("workforce"),
        changed: listed("changed"),
        level: listed("level"),
        later: listed("later"),
        earlier: listed("earlier"),
        part: listed("part"),
        document: listed("document"),
    };
    let mut groups: Map<String, Vec<Number>> = Map::new();
    let mut changes: Vec<(Number, Number)> = Vec::new();
    for (p, page) in desk.pages.iter().enumerate() {
        of_page(desk, &words, p, page, &mut groups, &mut changes);
    }
    // A number of no key that its article has under a key too is that number again.
    let keyed = groups.iter().filter(|g| !g.0.is_empty()).flat_map(|g| g.1);
    let keyed: Vec<(usize, String, i64)> = keyed.map(|n| (n.answer.page, n.sort.clone(), n.low)).collect();
    rejoin(&words, &mut groups);
    let mut asked = Vec::new();
    let mut rest: Vec<Number> = Vec::new();
    for group in groups.into_values().flat_map(by_owner) {
        match compared(desk, group) {
            Ok(question) => asked.push(question),
            Err(numbers) => rest.extend(numbers),
        }
    }
    rest.retain(|n| {
        let again = || keyed.iter().any(|k| k.0 == n.answer.page && k.1 == n.sort && k.2 == n.low);
        !n.key.is_empty() || n.low < 10_000_000 || !again()
    });
    let (same, rest) = alike(desk, rest);
    asked.extend(same);
    asked.extend(unlike(desk, rest));
    asked.extend(changes.into_iter().filter_map(|(from, to)| alone(desk, from, to)));
    asked
}

/// The word lists.
struct Lists {
    fates: [(&'static str, &'static str); 8],
    people: &'static str,
    crowd: &'static str,
    employed: &'static str,
    workforce: &'static str,
    changed: &'static str,
    level: &'static str,
    later: &'static str,
    earlier: &'static str,
    part: &'static str,
    document: &'static str,
}

fn of_page(
    desk: &Desk,
    lists: &Lists,
    p: usize,
    page: &Page,
    groups: &mut Map<String, Vec<Number>>,
    changes: &mut Vec<(Number, Number)>,
) {
    // Quantities told so far, with their unit and line, for “narrowed to 19”.
    let mut told: Vec<(usize, String, String, String)> = Vec::new();
    let mut at = 0;
    let figures = &page.read.figures;
    for (l, line) in page.lines.iter().enumerate() {
        if let Some(none) = none_of(desk, lists, (p, page), (l, line)) {
            groups.entry(none.key.clone()).or_default().push(none);
        }
        while figures.get(at).is_some_and(|f| f.span.start < line.span.start) {
            at += 1;
        }
        while let Some(figure) = figures.get(at).filter(|f| f.span.start < line.span.end) {
            at += 1;
            let mut spot = Spot::new(desk, lists, page, line, figure);
            let Some((low, high, slack)) = value(figure) else { continue };
            let unit = spot.unit.clone();
            let same_thing = |u: &str| u == unit || one_of(u, lists.part) && one_of(&unit, lists.part);
            let before = told.iter().rev().find(|t| l - t.0.min(l) <= 2 && same_thing(&t.3));
            let contests = spot.contests();
            let counted = told.iter().rev().find(|t| contests && l - t.0.min(l) <= 2 && is_counted(&t.1));
            let counted = counted.map(|t| (t.1.clone(), t.2.clone()));
            let contests = counted.is_some();
            let (key, label) = match (counted.or_else(|| spot.key()), before) {
                (_, Some(t)) if spot.state == State::Later && figure.to.is_none() && !spot.compound => {
                    (t.1.clone(), t.2.clone())
                }
                (Some(found), _) => found,
                _ if spot.compound => continue,
                _ => (String::new(), String::new()),
            };
            if !key.is_empty() {
                told.push((l, key.clone(), label.clone(), unit));
            }
            let answer = Answer {
                page: p,
                line: l,
                marks: vec![spot.shown],
                says: spot.shown.in_one_line(&page.article.text),
                note: String::new(),
            };
            let number = Number {
                changes: spot.changes,
                contests,
                past: spot.is_background(),
                owner: is_counted(&key).then(|| spot.owner(&key)).flatten(),
                low,
                high,
                slack,
                bound: figure.bound,
                state: spot.state,
                hedged: spot.hedged,
                key,
                label,
                answer,
                sort: spot.sort(),
                anchors: spot.anchors(),
                unit: spot.unit.clone(),
            };
            let target = figure.to.and_then(|t| figures.get(t as usize));
            if let Some((low, high, slack)) = target.and_then(value) {
                let to = target.map_or(figure.span, |t| t.span);
                let span = number.answer.marks.first().map_or(to, |s| s.cover(to));
                let answer =
                    Answer { marks: vec![span], says: span.in_one_line(&page.article.text), ..number.answer.clone() };
                let (key, label) = (number.key.clone(), number.label.clone());
                changes.push((
                    number,
                    Number {
                        low,
                        high,
                        slack,
                        key,
                        label,
                        answer,
                        state: State::Later,
                        bound: None,
                        hedged: false,
                        changes: true,
                        contests: false,
                        past: false,
                        owner: None,
                        sort: String::new(),
                        anchors: Vec::new(),
                        unit: String::new(),
                    },
                ));
            } else {
                groups.entry(number.key.clone()).or_default().push(number);
            }
        }
    }
}

/// “No arrests”, “nobody was hurt”: a count of nobody.
fn none_of(desk: &Desk, lists: &Lists, (p, page): (usize, &Page), (l, line): (usize, &Line)) -> Option<Number> {
    const REACH: usize = 4;
    let words = &line.words;
    let opens = |i: usize| words.one_of(i, "no nobody none") && !words.one_of(i + 1, "more other further new longer");
    let from = (0..words.len()).find(|&i| opens(i))?;
    let (fate, at) = (from + 1..=from + 1 + REACH)
        .take_while(|i| words.is(*i, TokenKind::Word) || words.lower(*i) == "-")
        .find_map(|i| lists.fates.iter().find(|f| words.one_of(i, f.1)).map(|f| (f.0, i)))?;
    // “no” needs what is counted right after it: “no one dead”, “no deaths”, not “no plans to arrest”.
    let noun = words.lower(from) != "no" || at == from + 1 || words.one_of(from + 1, "one serious people - immediate");
    if !noun || one_of(fate, "laid-off attended missing") || is_background(desk, page, line) {
        return None;
    }
    let span = words.span(from, at + 1);
    let says = span.in_one_line(&page.article.text);
    let near = |h: &crate::Hedge| h.span.overlaps(line.span) && h.class != crate::HedgeClass::Possibility;
    let shown = if fate == "dead" { "killed" } else { fate };
    Some(Number {
        key: format!("fate/{fate}/people"),
        label: format!("People {shown}"),
        low: 0,
        high: 0,
        slack: 0,
        bound: None,
        state: State::Plain,
        hedged: page.read.hedges.iter().any(near),
        changes: true,
        contests: false,
        past: false,
        owner: None,
        sort: String::new(),
        unit: String::new(),
        anchors: Vec::new(),
        answer: Answer { page: p, line: l, marks: vec![span], says, note: String::new() },
    })
}

/// Keys under which people are counted whom somebody else may count otherwise.
fn is_counted(key: &str) -> bool {
    key.starts_with("fate/") || key == "workforce"
}

/// What is told of two companies or in two places is two quantities; what names none belongs to the only one.
fn by_owner(numbers: Vec<Number>) -> Vec<Vec<Number>> {
    let mut owners: Vec<&str> = numbers.iter().filter_map(|n| n.owner.as_deref()).collect();
    owners.put_in_order();
    owners.dedup();
    if owners.len() < 2 {
        return vec![numbers];
    }
    let mut parts: Map<String, Vec<Number>> = Map::new();
    for mut number in numbers {
        let owner = number.owner.clone().unwrap_or_default();
        if !owner.is_empty() {
            number.label = format!("{owner}: {}", number.label);
        }
        parts.entry(owner).or_default().push(number);
    }
    parts.into_values().collect()
}

/// Puts a large number of people without a key to the numbers of a key, where only one key has that number.
fn rejoin(lists: &Lists, groups: &mut Map<String, Vec<Number>>) {
    const LARGE: i64 = 1_000_000;
    let open = groups.get_mut("").map(std::mem::take).unwrap_or_default();
    // By number its key and label; two keys are none.
    let mut known: Map<i64, Option<(String, String)>> = Map::new();
    for number in groups.iter().filter(|g| is_counted(g.0)).flat_map(|g| g.1).filter(|n| n.low >= LARGE) {
        let told = || Some((number.key.clone(), number.label.clone()));
        let first = known.entry(number.low).or_insert_with(told);
        if first.as_ref().is_some_and(|f| f.0 != number.key) {
            *first = None;
        }
    }
    for number in open {
        let people = number.unit.is_empty() || is_person_word(lists, &number.unit);
        let same = known.get(&number.low).filter(|_| people && number.sort == "count");
        let (key, label) = same.cloned().flatten().unwrap_or_default();
        groups.entry(key.clone()).or_default().push(Number { key, label, ..number });
    }
}

/// Whether a noun in the singular counts people.
fn is_person_word(lists: &Lists, unit: &str) -> bool {
    let last = unit.split(' ').next_back().unwrap_or("");
    [lists.people, lists.crowd].iter().any(|l| one_of(last, l) || l.split(' ').any(|w| singular(w) == last))
}

/// The value of a figure in thousandths: lowest, highest, and how far rounding may move it.
fn value(figure: &Figure) -> Option<(i64, i64, i64)> {
    let unit = figure.unit.as_deref().unwrap_or("");
    let scale: i64 = match unit.split(' ').next().unwrap_or("") {
        "thousand" => 1_000,
        "million" => 1_000_000,
        "billion" => 1_000_000_000,
        "trillion" => 1_000_000_000_000,
        _ => 1,
    };
    let written = figure.value.trim_end_matches('+');
    let (low, high) = written.split_once('-').unwrap_or((written, written));
    let ((low, fine), (high, _)) = (decimal(low)?, decimal(high)?);
    let (low, high) = (low.checked_mul(scale)?, high.checked_mul(scale)?);
    // “600,000” may be rounded, “52” is not; “2.5 million” is to the nearest hundred thousand.
    let mut step = 1_000 * scale;
    if fine > 0 {
        step = (0..fine).fold(step, |s, _| s / 10);
    } else if low >= 100_000 {
        while low % (step * 10) == 0 && step < low / 20 {
            step *= 10;
        }
    }
    let rounded = fine > 0 || scale > 1 || step > 1_000;
    let slack = match figure.bound {
        Some(Bound::About) => (low / 20).max(step / 2),
        _ if rounded => (step / 2).min(low.abs() / 20),
        _ => 0,
    };
    Some((low, high, slack))
}

/// A decimal number in thousandths, and its digits after the point.
fn decimal(text: &str) -> Option<(i64, usize)> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let digits = |t: &str| t.bytes().all(|b| b.is_ascii_digit());
    if whole.is_empty() || whole.len() > 12 || !digits(whole) || !digits(part) {
        return None;
    }
    let mut value: i64 = whole.parse::<i64>().ok()? * 1_000;
    let mut weight = 100;
    for b in part.bytes().take(3) {
        value += i64::from(b - b'0') * weight;
        weight /= 10;
    }
    Some((value, part.len()))
}

/// A figure in its sentence.
struct Spot<'s> {
    desk: &'s Desk<'s>,
    lists: &'s Lists,
    page: &'s Page<'s>,
    line: &'s Line<'s>,
    figure: &'s Figure,
    from: usize,
    to: usize,
    /// One past the last word before the figure, its article, bound and “a new list of” left out.
    before: usize,
    /// The number with the words of its bound.
    shown: Span,
    unit: String,
    compound: bool,
    state: State,
    hedged: bool,
    changes: bool,
}

impl<'s> Spot<'s> {
    fn new(desk: &'s Desk<'s>, lists: &'s Lists, page: &'s Page<'s>, line: &'s Line<'s>, figure: &'s Figure) -> Self {
        let words = &line.words;
        let (from, to) = tokens_of(words, figure.span);
        let mut bound = from;
        let bounding = "least at most about around some roughly approximately nearly almost estimated more than over under up many as fewer less";
        while bound > 0 && from - bound < 3 && words.one_of(bound - 1, bounding) && figure.bound.is_some() {
            bound -= 1;
        }
        let mut before = bound;
        while before > 0
            && from - before < 8
            && words.one_of(before - 1, "a an the its their his her this these of list new total record just only still now further current combined “ \"")
        {
            before -= 1;
        }
        let unit = figure.unit.as_deref().unwrap_or("").lower();
        let bare =
            unit.split(' ').filter(|w| !one_of(w, "thousand million billion trillion")).collect::<Vec<_>>().join(" ");
        let compound = (from..to).any(|i| words.one_of(i, "- ‑") && words.is(i + 1, TokenKind::Word));
        let mut spot = Self {
            shown: words.span(bound, to),
            hedged: false,
            changes: false,
            state: State::Plain,
            unit: singular(&bare),
            desk,
            lists,
            page,
            line,
            figure,
            from,
            to,
            before,
            compound,
        };
        spot.state = spot.state_of();
        let near = words.span(before.saturating_sub(6), from);
        spot.hedged =
            page.read.hedges.iter().any(|h| h.span.overlaps(near) && h.class != crate::HedgeClass::Possibility);
        spot
    }

    fn state_of(&self) -> State {
        let words = &self.line.words;
        let before = words.before(self.before, 1);
        let changed = (2..=7).any(|b| {
            self.before.checked_sub(b).is_some_and(|i| words.one_of(i, self.lists.changed))
                && (2..b).all(|c| !words.one_of(self.before.wrapping_sub(c), ", ; :"))
        });
        if before == "to" && changed {
            return State::Later;
        }
        // The words right before: “a revised 19-point plan”, “Trump’s original 28-point proposal”.
        let near = (1..=4)
            .filter_map(|b| self.from.checked_sub(b))
            .take_while(|i| words.is(*i, TokenKind::Word) || words.one_of(*i, "“ \""));
        for i in near {
            if self.compound && words.one_of(i, self.lists.later) {
                return State::Later;
            }
            if self.compound && words.one_of(i, self.lists.earlier) {
                return State::Earlier;
            }
        }
        State::Plain
    }

    /// The key of what it is the number of, and its label.
    fn key(&mut self) -> Option<(String, String)> {
        let unit = self.figure.unit.clone().unwrap_or_default();
        if let Some(person) = self.age(&unit) {
            let name = self.desk.entity_name(person);
            return Some((format!("age/{}", slug(name)), format!("Age of {name}")));
        }
        if self.compound {
            return self.compound_key();
        }
        if self.figure.to.is_some() || self.figure.value.contains('/') {
            let of = self.figure.of.clone()?;
            return Some((format!("of/{}/{}", slug(&self.unit), slug(&of)), format!("{}: {}", capitalised(&of), unit)));
        }
        if let Some(found) = self.score() {
            return Some(found);
        }
        if one_of(&self.unit, "year month week day hour minute second time half page") && self.sentenced().is_none() {
            return None;
        }
        let found = self
            .fate()
            .or_else(|| self.workforce())
            .or_else(|| self.moved())
            .or_else(|| self.done())
            .or_else(|| self.level());
        found.or_else(|| self.share()).or_else(|| self.amount()).or_else(|| self.worth())
    }

    /// “Anna Berg, 56,”, “56-year-old Anna Berg”: whose age it is.
    fn age(&self, unit: &str) -> Option<u32> {
        let span = self.figure.span;
        let person = |e: u32| self.desk.kind(e) == Some(EntityKind::Person);
        let old = self.compound && self.line.words.lower(self.to.saturating_sub(1)) == "old";
        let bare = unit == "years" && self.to == self.from + 1;
        let mentions = self.page.mentions(self.line.span);
        let named = mentions.iter().filter(|m| person(m.entity) && m.form != MentionForm::Pronoun);
        let mut beside = named.filter(|m| {
            let gap = if old { span.end..m.span.start } else { m.span.end..span.start };
            (old || bare)
                && gap.start <= gap.end
                && matches!(
                    Span { start: gap.start, end: gap.end }.of(&self.page.article.text).trim(),
                    "" | "," | "(" | ", aged" | ", age"
                )
        });
        beside.next().map(|m| m.entity)
    }

    /// “28-point plan”: the unit and the noun.
    fn compound_key(&self) -> Option<(String, String)> {
        let of = self.figure.of.as_deref()?.lower();
        let noun = of.split_whitespace().next_back().unwrap_or("").to_owned();
        let old = self.line.words.lower(self.to.saturating_sub(1)) == "old";
        // A day or an hour tells what kind of thing it is, not how many: “a two-day visit” may be another visit.
        if old
            || noun.len() < 3
            || one_of(&self.unit, "way party time story man woman member part day hour bed bedroom")
        {
            return None;
        }
        let document = one_of(&noun, self.lists.document);
        let thing = if document { "plan".to_owned() } else { singular(&noun) };
        let shown = if document { of.as_str() } else { noun.as_str() };
        let unit = self.figure.unit.as_deref().unwrap_or("");
        Some((format!("made/{}/{}", slug(&self.unit), slug(&thing)), format!("{} of the {shown}", capitalised(unit))))
    }

    /// “3-1”, “52-48 votes” in a sentence on the event.
    fn score(&self) -> Option<(String, String)> {
        let scored =
            self.figure.value.contains('-') && self.line.on_event && (self.unit.is_empty() || self.unit == "vote");
        let votes = self.unit == "vote";
        scored.then(|| match votes {
            true => ("score/votes".to_owned(), "How the votes were divided".to_owned()),
            false => ("score".to_owned(), "Score".to_owned()),
        })
    }

    /// What befell the people counted.
    fn fate(&mut self) -> Option<(String, String)> {
        let words = &self.line.words;
        let named = |word: &str| self.lists.fates.iter().find(|f| one_of(word, f.1)).map(|f| f.0);
        // “lay off”, “turned out”: the first word alone is another verb.
        let whole = |i: usize| match words.lower(i) {
            "lay" | "laid" | "laying" => words.lower(i + 1) == "off",
            "turned" => words.lower(i + 1) == "out",
            _ => true,
        };
        let fate_at = |i: usize| named(words.lower(i)).filter(|_| whole(i));
        // “workers and their families marched”
        let goes_on = |i: usize| words.lower(i) == "and" && words.one_of(i + 1, "their other others");
        let stops = |i: usize| {
            !words.is(i, TokenKind::Word) || words.one_of(i, "and while as but that including for") && !goes_on(i)
        };
        let unit = self.figure.unit.as_deref().unwrap_or("");
        let last = unit.split(' ').next_back().unwrap_or("");
        let before = words.before(self.before, 1);
        let own = named(last).filter(|_| !unit.is_empty() && !one_of(last, self.lists.crowd));
        let back = if before == "off" { 2 } else { 1 };
        let verb = self.before.checked_sub(back).and_then(fate_at);
        let verb = verb.filter(|f| !one_of(before, "toll lives dead missing") && *f != "attended");
        let after = || {
            // “1,200 jobs would be lost”, “600 jobs will go”
            let job = |i: usize| words.one_of(i, "go lost cut") && one_of(last, "jobs posts positions");
            let lose = |i: usize| {
                words.one_of(i, "lose loses losing lost") && (i + 1..i + 3).any(|k| words.one_of(k, "job jobs"))
            };
            let mut reach = (self.to..self.to + 5).take_while(|i| !stops(*i));
            reach.find_map(|i| fate_at(i).or_else(|| (job(i) || lose(i)).then_some("laid-off")))
        };
        let shed = || {
            let verb = one_of(before, "cut cutting cuts shed axe axing slash slashing eliminate eliminating");
            (verb && one_of(last, "jobs posts positions")).then_some("laid-off")
        };
        let toll = || {
            let back = (1..=14).filter_map(|b| self.before.checked_sub(b));
            let mut back = back.take_while(|i| !words.one_of(*i, ", ; : and") && !words.is(*i, TokenKind::Number));
            back.find(|i| words.one_of(*i, "toll deaths fatalities")).map(|_| "dead")
        };
        let fate = own.or(verb).or_else(after).or_else(shed).or_else(toll)?;
        let part = words.one_of(self.to, "of more other others")
            || words.one_of(self.before.wrapping_sub(1), "another including of")
            || words.one_of(self.from.wrapping_sub(1), "another other further including");
        if part || self.is_background() {
            return None;
        }
        if one_of(fate, "laid-off attended") {
            let ahead = (self.to..self.to + 4).any(|i| words.one_of(i, "will would to could may might"));
            let vague = self.figure.value.ends_with('+');
            let people = unit.is_empty() || one_of(last, self.lists.people) || one_of(last, self.lists.crowd);
            let attended = fate == "attended";
            if attended && (!people || ahead || vague) || !people && !last.ends_with('s') {
                return None;
            }
            self.changes = !attended;
            let label = if attended { "How many took part" } else { "How many lose their jobs" };
            return Some((format!("fate/{fate}"), label.to_owned()));
        }
        self.changes = true;
        let generic = unit.is_empty() || one_of(last, self.lists.people);
        if !generic
            && (LEXICON.get(last).is_some_and(|w| w.tags & (tag::PEOPLE | tag::BODY) == 0)
                || !last.ends_with('s') && !one_of(last, "children men women police troops"))
        {
            return None;
        }
        let who = if generic { "people" } else { last };
        let shown = if fate == "dead" { "killed" } else { fate };
        Some((format!("fate/{fate}/{}", slug(who)), format!("{} {shown}", capitalised(who))))
    }

    /// How many work there: “about 1,200 people work on the line”, “1,400 jobs are at risk”.
    fn workforce(&self) -> Option<(String, String)> {
        let words = &self.line.words;
        let unit = self.figure.unit.as_deref().unwrap_or("");
        let last = unit.split(' ').next_back().unwrap_or("");
        let own = one_of(last, self.lists.workforce);
        let employs = words.one_of(self.before.wrapping_sub(1), "employs employ employing employed")
            || words.lower(self.before.wrapping_sub(1)) == "of" && words.before(self.before, 2) == "workforce";
        let after = || {
            let mut reach = (self.to..self.to + 3).take_while(|i| words.is(*i, TokenKind::Word));
            reach.any(|i| words.one_of(i, self.lists.employed))
        };
        let at_risk = last == "jobs"
            && (self.to..self.to + 4).any(|i| words.one_of(i, "risk danger depend depends threatened jeopardy"));
        let counted = (own || one_of(last, self.lists.people)) && (employs || after()) || at_risk;
        let part = words.one_of(self.to, "of more other others")
            || words.one_of(self.before.wrapping_sub(1), "another including of") && !employs;
        (counted && !part && !self.figure.value.ends_with('+') && !self.is_background())
            .then(|| ("workforce".to_owned(), "How many work there".to_owned()))
    }

    /// Whether it is another’s count of what was counted before: “police put the number at 3,000”, “the union says it is
    /// more than 1,400”.
    fn contests(&self) -> bool {
        let words = &self.line.words;
        let bare = self.unit.is_empty() || is_person_word(self.lists, &self.unit);
        if !bare || self.figure.value.contains(['-', '/', '+']) || self.compound {
            return false;
        }
        const COUNT: &str = "number numbers figure figures crowd turnout total count it them attendance";
        let back = |n| words.before(self.before, n);
        let put = || (2..=7).any(|n| one_of(back(n), "put puts putting estimated estimate estimates"));
        match back(1) {
            "at" => put(),
            "is" | "was" => one_of(back(2), COUNT),
            "were" => back(2) == "there" && self.unit.is_empty(),
            verb => self.unit.is_empty() && one_of(verb, "said says counted estimated"),
        }
    }

    /// The company named nearest to it in its clause; of a gathering the place.
    fn owner(&self, key: &str) -> Option<String> {
        let wanted = if key.ends_with("attended") { EntityKind::Place } else { EntityKind::Organisation };
        let at = self.figure.span;
        let named = self.page.mentions(self.line.span).iter().filter(|m| m.form != MentionForm::Pronoun);
        let text = &self.page.article.text;
        let near = named.filter(|m| self.desk.kind(m.entity) == Some(wanted)).filter_map(|m| {
            let between = if m.span.end <= at.start {
                Span { start: m.span.end, end: at.start }
            } else {
                Span { start: at.end, end: m.span.start.max(at.end) }
            };
            let parted = between.of(text).contains([',', ';']) || between.of(text).contains(" as ");
            (between.len() <= 3 || !parted).then_some((between.len(), m.entity))
        });
        let name = near.min().map(|n| self.desk.entity_name(n.1))?;
        name.split(' ').find(|w| w.lower() != "the").map(str::to_owned)
    }

    fn is_background(&self) -> bool {
        is_background(self.desk, self.page, self.line)
    }

    /// Whose sentence it is: “X was sentenced to 12 years”, “sentenced X, the former mayor, to 9 years”.
    fn sentenced(&self) -> Option<u32> {
        const WORDS_MAX: usize = 14;
        let words = &self.line.words;
        if !words.one_of(self.before.wrapping_sub(1), "to for") {
            return None;
        }
        let back = (2..WORDS_MAX).filter_map(|b| self.before.checked_sub(b));
        let verb = back.into_iter().find(|&i| words.one_of(i, "sentenced jailed imprisoned"))?;
        let start = words.tokens.get(verb)?.span.start;
        let person = |e: u32| self.desk.kind(e) == Some(EntityKind::Person);
        let mut named = self.page.mentions(self.line.span).iter().filter(|m| person(m.entity));
        let after = named.clone().find(|m| m.span.start > start && m.span.end <= self.figure.span.start);
        // Between the verb and the years stands either whom it fell on, or nothing.
        let own = || named.rfind(|m| m.span.end <= start).filter(|_| verb + 2 == self.before);
        after.or_else(own).map(|m| m.entity)
    }

    /// What somebody did so many of: “Labour won 52 seats”, “was sentenced to 12 years”.
    fn done(&self) -> Option<(String, String)> {
        let words = &self.line.words;
        let unit = self.figure.unit.as_deref().unwrap_or("");
        if unit.is_empty() || self.is_background() {
            return None;
        }
        if let Some(person) = self.sentenced() {
            let name = self.desk.entity_name(person);
            let key = format!("did/{}/sentenced/{}", slug(name), slug(&self.unit));
            return Some((key, format!("{name}: {unit} of the sentence")));
        }
        let at = self.before.checked_sub(1)?;
        let verb = words.lower(at);
        let finite = is(verb, tag::FINITE) || verb.ends_with("ed") && verb.len() > 4;
        if !words.is(at, TokenKind::Word)
            || words.is_capitalised(at)
            || one_of(verb, "said told added noted estimated")
            || !finite
        {
            return None;
        }
        let subject = self.subject(words.tokens.get(at)?.span.start, 16)?;
        let name = self.desk.entity_name(subject);
        let did = if one_of(verb, "pledged promised vowed") { "promised" } else { verb };
        Some((format!("did/{}/{}/{}", slug(name), slug(did), slug(&self.unit)), format!("{name}: {unit} {verb}")))
    }

    /// “Sears climbed 8%”, “with Sears up 22 percent”: whose value moved, and which way.
    fn moved(&mut self) -> Option<(String, String)> {
        const UP: &str = "up ahead climbed jumped rose gained soared surged higher";
        const DOWN: &str = "down fell dropped slid lost tumbled plunged sank declined dipped lower";
        let words = &self.line.words;
        let at = self.before.checked_sub(1)?;
        let way = if words.one_of(at, UP) { "up" } else { "down" };
        if self.unit != "%" || way == "down" && !words.one_of(at, DOWN) || self.is_background() {
            return None;
        }
        let subject = self.subject(words.tokens.get(at)?.span.start, 10)?;
        self.changes = true;
        let name = self.desk.entity_name(subject);
        Some((format!("moved/{way}/{}", slug(name)), format!("{name}: {way} by how many percent")))
    }

    /// “Kmart has annual sales of about $23bn”: whose, and what, with the word before it.
    fn amount(&self) -> Option<(String, String)> {
        let words = &self.line.words;
        let of = (1..=4).filter_map(|b| self.from.checked_sub(b)).find(|&i| words.lower(i) == "of")?;
        let head = of.checked_sub(1)?;
        let from = head.checked_sub(1)?;
        let plain = |i: usize| words.is(i, TokenKind::Word) && !words.is_capitalised(i) && words.lower(i).len() > 3;
        if !plain(head) || !plain(from) || self.unit.is_empty() || self.is_background() {
            return None;
        }
        let subject = self.subject(words.tokens.get(from)?.span.start, 12)?;
        let (name, what) = (self.desk.entity_name(subject), words.span(from, of).in_one_line(words.text));
        Some((format!("amount/{}/{}/{}", slug(name), slug(&what), slug(&self.unit)), format!("{name}: {what}")))
    }

    /// “a $11 billion deal”, in a sentence on the event: what the thing is worth.
    fn worth(&self) -> Option<(String, String)> {
        let noun = self.line.words.lower(self.to);
        let thing =
            one_of(noun, "deal contract takeover merger acquisition package bailout loan fine settlement ransom prize");
        let money = one_of(self.sort().as_str(), "dollar euro pound yen rupee rouble hryvnia");
        (thing && money && self.line.on_event && !self.is_background())
            .then(|| (format!("worth/{noun}/{}", slug(&self.sort())), format!("Worth of the {noun}")))
    }

    /// What sort of amount it is.
    fn sort(&self) -> String {
        let last = self.unit.split(' ').next_back().unwrap_or("");
        let measured = one_of(
            last,
            "% dollar euro pound yen rupee rouble hryvnia km mile ton tonne metre degree hectare acre foot kg",
        );
        if self.figure.value.ends_with('+') {
            return String::new();
        }
        if measured { last.to_owned() } else { "count".to_owned() }
    }

    /// The content words right before and after it, up to the next mark, number or “and”.
    fn anchors(&self) -> Vec<Anchor> {
        const AFTER_MAX: usize = 4;
        const BEFORE_MAX: usize = 4;
        let words = &self.line.words;
        let stops = |i: &usize| {
            !words.is(*i, TokenKind::Word) && !words.is(*i, TokenKind::Possessive) && !words.one_of(*i, "- “ \"")
                || words.one_of(*i, "and while but")
        };
        let of = (1..=4).any(|b| words.before(self.from, b) == "of");
        let anchor = |i: usize, close: bool| {
            let token = *words.tokens.get(i)?;
            let generic = words.one_of(i, "annual annually total people said per each another percent cent");
            let stem = content_stem(words.text, token).filter(|_| !generic && token.kind == TokenKind::Word)?;
            Some(Anchor { near: false, stem, shown: token.span.of(words.text).to_owned(), close })
        };
        let after = (self.to..words.len()).take_while(|i| !stops(i)).take(8);
        let before = (0..self.before).rev().take_while(|i| !stops(i)).take(6);
        let mut found: Vec<Anchor> = after.filter_map(|i| anchor(i, true)).take(AFTER_MAX).collect();
        let afterwards = found.len();
        found.extend(before.filter_map(|i| anchor(i, of && i + 2 >= self.before)).take(BEFORE_MAX));
        for at in [0, afterwards] {
            if let Some(anchor) = found.get_mut(at) {
                anchor.near = true;
            }
        }
        found
    }

    /// The last name before byte `end`, at most `gap` bytes before it, with no mark between.
    fn subject(&self, end: u32, gap: u32) -> Option<u32> {
        let text = &self.page.article.text;
        let named = || self.page.mentions(self.line.span).iter().rev().filter(|m| m.form != MentionForm::Pronoun);
        let m = named().find(|m| m.span.end <= end)?;
        let between = Span { start: m.span.end, end }.of(text);
        if end - m.span.end <= gap && !between.contains([',', ';', ':', '“', '”', '"']) {
            return Some(m.entity);
        }
        // “X, who visited Y on Friday, promised”: past what stands between two commas.
        let inserted = |start: u32| {
            let between = Span { start, end }.of(text);
            let pair =
                between.starts_with(',') && between.trim_end().ends_with(',') && between.matches(',').count() == 2;
            pair && between.len() <= 60 && !between.contains([';', ':', '“', '”', '"'])
        };
        named().find(|m| m.span.end <= end && inserted(m.span.end)).map(|m| m.entity)
    }

    /// “Inflation rose to 3.2%”, “turnout stood at 61%”: what stands at that level.
    fn level(&mut self) -> Option<(String, String)> {
        let words = &self.line.words;
        if self.unit.is_empty() || self.is_background() {
            return None;
        }
        let link = words.before(self.before, 1);
        let at = match link {
            "to" | "at" | "by" => self.before.checked_sub(2)?,
            _ => self.before.checked_sub(1)?,
        };
        let verb = words.lower(at);
        let (changed, level) = (one_of(verb, self.lists.changed), one_of(verb, self.lists.level));
        let was = one_of(verb, "was is") && !one_of(link, "to at by");
        if !(changed && one_of(link, "to by") || level || was) {
            return None;
        }
        let mut noun = at.checked_sub(1)?;
        while words.one_of(noun, "has have had was were is been further also") {
            noun = noun.checked_sub(1)?;
        }
        let token = words.tokens.get(noun)?;
        let named = self.page.mentions(token.span).iter().any(|m| m.span.overlaps(token.span));
        let word = words.lower(noun);
        let plain = words.is(noun, TokenKind::Word)
            && !named
            && word.len() > 3
            && !is(word, tag::PRONOUN | tag::ADVERB | tag::PREPOSITION | tag::DETERMINER | tag::FINITE);
        if !plain {
            return None;
        }
        self.changes = true;
        let owner = self.subject(token.span.start, 12).map_or("", |e| self.desk.entity_name(e));
        let by = if link == "by" { "by-" } else { "" };
        let whose = if owner.is_empty() { String::new() } else { format!("{owner}: ") };
        Some((
            format!("level/{by}{}/{}/{}", slug(word), slug(owner), slug(&self.unit)),
            format!("{whose}{word}{}", if by.is_empty() { "" } else { ", change" }),
        ))
    }

    /// “80% of the plan”: the unit and what it is of; of a vote also whose.
    fn share(&self) -> Option<(String, String)> {
        let of = self.figure.of.as_deref().filter(|_| !self.unit.is_empty())?;
        let noun = of.split_whitespace().next_back().unwrap_or("").lower();
        let mut whose = "";
        if one_of(&noun, "vote votes ballots seats") {
            let start = self.figure.span.start;
            whose = self.desk.entity_name(self.subject(start, 40)?);
        }
        if noun.len() < 3 || self.is_background() {
            return None;
        }
        let unit = self.figure.unit.as_deref().unwrap_or("");
        let shown = if whose.is_empty() { String::new() } else { format!("{whose}: ") };
        Some((
            format!("share/{}/{}/{}", slug(&self.unit), slug(&singular(&noun)), slug(whose)),
            format!("{shown}{unit} of {of}"),
        ))
    }
}

/// Whether a sentence tells of another time or happening than the story.
fn is_background(desk: &Desk, page: &Page, line: &Line) -> bool {
    let words = &line.words;
    let year = desk.event.and_then(|e| e.date).or(page.dating.map(|d| d.latest)).map(Date::year);
    let dated = page.read.dates.iter().filter(|d| line.span.contains(d.span));
    let mut years = dated.filter_map(|d| d.value.as_deref()).filter_map(|v| v.get(..4)?.parse::<i32>().ok());
    let other = years.any(|y| year.is_some_and(|own| y != own));
    // “the largest protest in a decade” is the story’s own.
    let topped = |i: usize| {
        (1..10).filter_map(|b| i.checked_sub(b)).any(|k| words.lower(k) == "most" || words.lower(k).ends_with("est"))
    };
    let past = (0..words.len()).any(|i| {
        let (word, next) = (words.lower(i), words.lower(i + 1));
        one_of(word, "since previous previously annually ago worst deadliest earlier")
            || one_of(word, "decade decades") && !topped(i)
            || one_of(word, "last past") && one_of(next, "year years decade decades month")
            || one_of(word, "every each per") && one_of(next, "year day month week")
            || word == "this" && next == "year"
    });
    other || past || line.other.is_some()
}

/// A noun without the ending of its plural.
fn singular(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(rest) if rest.len() > 2 => format!("{rest}y"),
        _ => word.strip_suffix('s').filter(|w| !w.ends_with('s') && w.len() > 2).unwrap_or(word).to_owned(),
    }
}

fn fit(a: &Number, b: &Number) -> Fit {
    if (a.low, a.high) == (b.low, b.high) {
        return match a.bound == b.bound {
            true => Fit::Same,
            false => Fit::Near,
        };
    }
    let score = |n: &Number| n.low > n.high;
    if a.low == b.high && a.high == b.low && (score(a) || score(b)) {
        return Fit::Same;
    }
    if score(a) || score(b) || a.key.starts_with("score") {
        return Fit::No;
    }
    let apart = (a.low - b.high).max(b.low - a.high).max(0);
    // “61%” and “61.2%”
    let whole = |n: &Number| n.low % 1_000 == 0;
    let rounded = if whole(a) != whole(b) { 500 } else { 0 };
    if apart <= a.slack.max(b.slack).max(rounded) {
        return Fit::Near;
    }
    let holds = |bounded: &Number, other: &Number| match bounded.bound {
        Some(Bound::AtLeast | Bound::MoreThan) => {
            other.low >= bounded.low && other.low <= bounded.low.saturating_mul(2)
        }
        Some(Bound::AtMost | Bound::LessThan) => other.high <= bounded.high && other.high >= bounded.high / 2,
        _ => false,
    };
    if holds(a, b) && b.bound.is_none() || holds(b, a) && a.bound.is_none() { Fit::Holds } else { Fit::No }
}

/// Numbers of no key that are the same number of the same sort, with words around them that are the same.
fn alike(desk: &Desk, numbers: Vec<Number>) -> (Vec<Question>, Vec<Number>) {
    let mut buckets: Map<String, Vec<Number>> = Map::new();
    // “hundreds of people” is no number that could be the same.
    for n in numbers.into_iter().filter(|n| !n.sort.is_empty()) {
        buckets.entry(format!("{}/{}-{}", n.sort, n.low, n.high)).or_default().push(n);
    }
    let (mut asked, mut rest) = (Vec::new(), Vec::new());
    for (sort, mut bucket) in buckets {
        while let Some(first) = bucket.pop() {
            let mut group = vec![first];
            let mut at = 0;
            while let Some(member) = group.get(at) {
                let (near, far): (Vec<Number>, Vec<Number>) = bucket.into_iter().partition(|n| one_number(n, member));
                bucket = far;
                group.extend(near);
                at += 1;
            }
            group.put_in_order_by_key(|n| (n.answer.page, n.answer.line));
            let told = desk.by_column(group.iter().map(|n| desk.column_of(&n.answer)).collect());
            if told.len() < 2 {
                rest.extend(group);
                continue;
            }
            let Some(first) = group.first() else { continue };
            // The words that most of them have, as the first of them has them.
            let mut shared: Vec<&str> = Vec::new();
            for anchor in &first.anchors {
                let elsewhere = group.iter().skip(1).any(|n| n.anchors.iter().any(|a| a.stem == anchor.stem));
                if elsewhere && shared.len() < 3 && !shared.contains(&anchor.shown.as_str()) {
                    shared.push(&anchor.shown);
                }
            }
            let same = group.iter().all(|n| n.bound == first.bound && n.hedged == first.hedged);
            let (verdict, why) = match same {
                true => (Verdict::Agree, "The same number beside the same words."),
                false => {
                    (Verdict::WordedOtherwise, "The same number, in one telling exact, in another bounded or hedged.")
                }
            };
            let parted = if shared.is_empty() { "" } else { ": " };
            asked.push(Question {
                key: format!("answer/same/{}/{}", slug(&sort), slug(&shared.join("-"))),
                label: format!("{}{parted}{}", first.answer.says, shared.join(", ")),
                verdict,
                why: why.to_owned(),
                answers: group.into_iter().map(|n| n.answer).collect(),
                known: None,
            });
        }
    }
    (asked, rest)
}

/// Numbers of no key that differ where two columns count the same noun beside the same word: “flooded 2,400 homes”,
/// “3,100 homes were flooded”. A column that has two such numbers counts two things.
fn unlike(desk: &Desk, numbers: Vec<Number>) -> Vec<Question> {
    let mut buckets: Map<String, Vec<Number>> = Map::new();
    for number in numbers {
        let noun = number.unit.split(' ').next_back().unwrap_or("");
        let timed = one_of(noun, "year month week day hour minute second time thing page % point");
        if number.past
            || number.sort.is_empty()
            || noun.is_empty()
            || timed
            || number.low < 3_000
            || number.state != State::Plain
        {
            continue;
        }
        // With the word right beside it, by which it is found.
        let mut beside: Vec<&Anchor> = number.anchors.iter().filter(|a| a.near).collect();
        beside.dedup_by(|a, b| a.stem == b.stem);
        let keys: Vec<(String, String)> =
            beside.iter().map(|a| (format!("{}/{noun}/{}", number.sort, a.stem), a.shown.clone())).collect();
        for (key, shown) in keys {
            let label = format!("{}, {shown}", capitalised(&crate::figures::plural(&number.unit)));
            buckets.entry(key.clone()).or_default().push(Number { key, label, ..number.clone() });
        }
    }
    let mut asked: Vec<Question> = Vec::new();
    let mut seen: Set<(usize, u32)> = Set::new();
    for (key, bucket) in buckets {
        let told = desk.by_column(bucket.iter().map(|n| desk.column_of(&n.answer)).collect());
        let one_each = told.iter().all(|set| set.len() == 1);
        let apart = bucket.iter().any(|a| bucket.iter().any(|b| fit(a, b) >= Fit::Holds));
        let place = |n: &Number| (n.answer.page, n.answer.marks.first().map_or(0, |m| m.start));
        if told.len() < 2 || !one_each || !apart || bucket.iter().any(|n| seen.contains(&place(n))) {
            continue;
        }
        seen.extend(bucket.iter().map(place));
        asked.push(Question {
            key: format!("answer/unlike/{}", slug(&key)),
            label: bucket.first().map_or_else(String::new, |n| n.label.clone()),
            verdict: Verdict::Differs,
            why: "Other numbers of the same noun beside the same word: they may count the same thing or two."
                .to_owned(),
            answers: bucket.into_iter().map(|n| n.answer).collect(),
            known: None,
        });
    }
    asked
}

/// Whether two equal numbers are of one thing: by the words around them, or because such a number is rare.
fn one_number(a: &Number, b: &Number) -> bool {
    let (mut shared, mut close) = (0, false);
    for x in &a.anchors {
        if let Some(y) = b.anchors.iter().find(|y| x.stem == y.stem) {
            shared += 1;
            close |= x.close && y.close;
        }
    }
    let units = a.unit == b.unit;
    let count = a.sort == "count";
    let rare = a.low >= 1_000_000 && {
        let mut digits = a.low;
        while digits % 10 == 0 && digits > 0 {
            digits /= 10;
        }
        digits >= 10
    };
    match () {
        () if rare => true,
        () if count && (!units || a.unit.is_empty()) => false,
        () if count && a.low < 10_000 => shared >= 2,
        () if a.sort == "%" => shared >= 2 || close,
        () => shared >= 1,
    }
}

/// The numbers of one quantity, where at least two columns tell it; else they are given back.
fn compared(desk: &Desk, numbers: Vec<Number>) -> Result<Question, Vec<Number>> {
    let columns = |n: &Number| desk.column_of(&n.answer);
    let sets = desk.by_column(numbers.iter().map(columns).collect());
    let keyless = numbers.first().is_none_or(|n| n.key.is_empty());
    if sets.len() < 2 || keyless {
        return Err(numbers);
    }
    let at = |n: &usize| numbers.get(*n);
    let best = |a: &[usize], b: &[usize]| {
        let nearest = |x: &Number| b.iter().filter_map(at).map(|y| fit(x, y)).min();
        a.iter().filter_map(at).filter_map(nearest).min().unwrap_or(Fit::No)
    };
    let mut worst = Fit::Same;
    for (n, a) in sets.iter().enumerate() {
        for b in sets.iter().skip(n + 1) {
            worst = worst.max(best(a, b));
        }
    }
    // Who gives two counts of one thing is at odds with whoever has only one of them.
    let contested = |n: &Number| {
        let disputes = |c: &Number| c.contests && c.answer.page == n.answer.page && fit(c, n) == Fit::No;
        n.contests || numbers.iter().any(disputes)
    };
    let unmet = |n: &Number| sets.iter().any(|set| set.iter().filter_map(at).all(|o| fit(n, o) == Fit::No));
    if numbers.iter().any(|n| contested(n) && unmet(n)) {
        worst = Fit::No;
    }
    // Twice as many work in another plant rather than in the same.
    let (least, most) = (numbers.iter().map(|n| n.low).min(), numbers.iter().map(|n| n.high).max());
    let far = least.zip(most).is_some_and(|(least, most)| most > least.saturating_mul(2));
    if worst == Fit::No && far && numbers.iter().any(|n| n.key == "workforce") {
        return Err(numbers);
    }
    let later: Vec<&Number> = numbers.iter().filter(|n| n.state == State::Later).collect();
    let replaced = |l: &&&Number| numbers.iter().any(|n| n.state != State::Later && fit(n, l) >= Fit::Holds);
    let says = |n: &Number| n.answer.says.clone();
    let hedged = numbers.iter().filter(|n| n.hedged).count();
    let Some(first) = numbers.first() else { return Err(numbers) };
    let mut known = None;
    let (verdict, why) = if let Some(new) = later.iter().find(replaced) {
        let old = numbers.iter().find(|n| n.state != State::Later && fit(n, new) >= Fit::Holds).unwrap_or(first);
        let days = |n: &Number| desk.days(&n.answer);
        let has_new = |c: usize| later.iter().any(|n| columns(n) == c);
        let only_old = numbers.iter().filter(|n| !has_new(columns(n))).filter_map(days).map(|d| d.1).max();
        known = later.iter().filter_map(|n| days(n)).map(|d| d.0).min();
        let when = match (only_old, known) {
            (Some(old), Some(new)) if old < new => {
                format!(
                    " Articles up to {} have only the first; from {} on there is the second.",
                    old.short(),
                    new.short()
                )
            }
            _ => String::new(),
        };
        let why = format!("The words tell a change: first “{}”, then “{}”.{when}", says(old), says(new));
        (Verdict::Superseded, why)
    } else {
        match worst {
            Fit::Same => (Verdict::Agree, "The same number.".to_owned()),
            Fit::Near => (Verdict::WordedOtherwise, "The same number, rounded or bounded otherwise.".to_owned()),
            Fit::Holds if !first.changes || in_time(desk, &numbers).is_none() => {
                (Verdict::Differs, "A bound and a number that keeps within it: both may hold.".to_owned())
            }
            Fit::No | Fit::Holds => match in_time(desk, &numbers).filter(|_| first.changes) {
                Some((old, new, day)) => {
                    known = Some(day);
                    let why = format!(
                        "The number changes: “{}” in the earlier article, “{}” from {} on.",
                        says(old),
                        says(new),
                        day.short()
                    );
                    (Verdict::Superseded, why)
                }
                None => {
                    let none = first.key.starts_with("fate/") && least == Some(0);
                    let counted = one_of(&first.key, "fate/laid-off fate/attended workforce");
                    let sure = (counted || none) && hedged == 0;
                    let verdict = if sure { Verdict::Conflicts } else { Verdict::Differs };
                    (verdict, "The numbers do not fit each other.".to_owned())
                }
            },
        }
    };
    let certainty = if hedged > 0 && hedged < numbers.len() {
        " One side holds its number at a distance (“reportedly”, “may”)."
    } else {
        ""
    };
    let rule = "Figures of one quantity, by their unit and what they count, compared as numbers.";
    let (key, label) = (format!("answer/number/{}", first.key), first.label.clone());
    let why = format!("{rule} {why}{certainty}");
    let answers = shown(desk, numbers, verdict);
    Ok(Question { key, label, verdict, why, answers, known })
}

/// What is shown of the numbers: where columns agree, what they agree on.
fn shown(desk: &Desk, numbers: Vec<Number>, verdict: Verdict) -> Vec<Answer> {
    let agreed = matches!(verdict, Verdict::Agree | Verdict::WordedOtherwise);
    let fits = |n: &Number| {
        !agreed
            || numbers.iter().any(|o| desk.column_of(&o.answer) != desk.column_of(&n.answer) && fit(o, n) <= Fit::Near)
    };
    let kept: Vec<bool> = numbers.iter().map(fits).collect();
    let hedge = |n: Number| {
        let says = if n.hedged { format!("{} (hedged)", n.answer.says) } else { n.answer.says };
        Answer { says, ..n.answer }
    };
    numbers.into_iter().zip(kept).filter(|(_, kept)| *kept).map(|(n, _)| hedge(n)).collect()
}

/// An earlier and a later number of articles whose days follow each other, and the day of the later; `None` where the
/// days say nothing or run both ways.
fn in_time<'n>(desk: &Desk, numbers: &'n [Number]) -> Option<(&'n Number, &'n Number, Date)> {
    let mut found = None;
    for a in numbers {
        for b in numbers.iter().filter(|b| fit(a, b) >= Fit::Holds) {
            if desk.column_of(&a.answer) == desk.column_of(&b.answer) {
                continue;
            }
            let (x, y) = (desk.days(&a.answer)?, desk.days(&b.answer)?);
            let grows = !a.key.starts_with("fate/dead") || b.low > a.low;
            if x.1 < y.0 && grows {
                found = found.or(Some((a, b, y.0)));
            } else if x.1 < y.0 || x == y {
                return None;
            }
        }
    }
    found
}

/// A change that one column tells: “from 880,000 to 600,000 personnel”.
fn alone(desk: &Desk, from: Number, to: Number) -> Option<Question> {
    let column = desk.column_of(&to.answer);
    let elsewhere = desk.pages.iter().filter(|p| p.column != column).any(|p| {
        p.read
            .figures
            .iter()
            .filter_map(value)
            .any(|v| v.0 == to.low && to.low >= 1_000_000 || v.0 == from.low && from.low >= 1_000_000)
    });
    // Where the words name no owner, the nearest word before does: “raised its offer to 5 percent from 4”.
    let nearest = from.anchors.iter().find(|a| !a.close).map_or("change", |a| a.shown.as_str());
    let label = if to.label.is_empty() { capitalised(nearest) } else { to.label };
    let key = if to.key.is_empty() { format!("{}/{}-{}", slug(nearest), from.low, to.low) } else { to.key };
    (!elsewhere).then(|| Question {
        key: format!("answer/change/{key}"),
        label,
        verdict: Verdict::OnlyHere,
        why: "One article tells this change from one number to another; no other has either number.".to_owned(),
        answers: vec![to.answer],
        known: None,
    })
}
