//! The query language. Reading a query never fails: what cannot be read is a notice, the rest is searched.
//!
//! | typed | finds passages |
//! |---|---|
//! | `peace plan` | with both words (also “plans”, “U.S.” for `US`; and other spellings of a name) |
//! | `"peace plan"`, `“peace plan”` | with exactly these words in this order; marks between them do not count |
//! | `negotiat*` | with a word that begins so |
//! | `Zelenski~` | with a word at most one letter away |
//! | `talks OR summit`, `talks AND plan`, `NOT plan`, `-plan` | as they say; AND binds closer than OR |
//! | `(a OR b) c` | grouped |
//! | `outlet: event: person: organisation: place: speaker:` | that belong to a facet value of this name |
//! | `said:plan`, `quote:plan` | with the word in something attributed; inside quotation marks |
//! | `in:headline`, `in:quote` | that are a headline; whose words, here, stand inside quotation marks |
//! | `before:2025-11-24`, `after:2025-11`, `on:2025` | of articles dated so; the named time itself is not before or after |
//!
//! Operators are written in capitals. Depth and number of terms are limited, and the parser keeps its own
//! stack, so any text is read in linear time. It does not know proximity or wildcards inside a word.
use crate::Facet;
use crate::fold::{CAPITALS, each_word};
use corpus::InOrder;
use corpus::{Date, Span};

/// How deep parentheses are read.
const DEPTH_MAX: usize = 40;
/// How many words, phrases and fields are read.
const TERMS_MAX: usize = 200;
/// How many notices are given.
const NOTICES_MAX: usize = 12;

/// A query as read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    pub(crate) root: Option<Node>,
}

/// What could not be read as it was typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum QueryNoticeKind {
    /// A quotation mark without its partner.
    OpenPhrase,
    /// A parenthesis without its partner.
    OpenParenthesis,
    /// An operator or field with nothing to work on.
    NothingToFind,
    /// A field that does not exist.
    UnknownField,
    /// A date that is none.
    BadDate,
    /// More depth or terms than are read.
    TooMuch,
    /// Read in one of two possible ways.
    Ambiguous,
}

/// One remark on a query: which, where in the typed text, and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QueryNotice {
    /// Which.
    pub kind: QueryNoticeKind,
    /// Bytes of the query.
    pub span: Span,
    /// A sentence for the user.
    pub hint: String,
}

impl Query {
    /// Reads what the user typed.
    #[must_use]
    pub fn parse(text: &str) -> (Self, Vec<QueryNotice>) {
        let mut parser = Parser { text, groups: vec![Group::default()], notices: Vec::new(), terms: 0, too_deep: 0 };
        parser.run();
        parser.finish()
    }

    /// Whether it asks for nothing in particular, so that every passage matches.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.root.is_none()
    }
}

/// A part of a query.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Node {
    And(Vec<Node>),
    Or(Vec<Node>),
    Not(Box<Node>),
    Words(Words),
    Belongs(Belongs),
    Zone(Zone),
    Dated(Dated),
}

/// A word, or words in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Words {
    pub(crate) slots: Vec<Slot>,
    /// In quotation marks: no plural, no name variants.
    pub(crate) exact: bool,
    /// Only where they stand there.
    pub(crate) zone: Option<Zone>,
    /// As typed.
    pub(crate) typed: String,
}

/// One place in a row of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Slot {
    /// Folded; with the mark of capitals where the word was typed so.
    pub(crate) key: String,
    pub(crate) how: How,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum How {
    Whole,
    Prefix,
    Near,
}

/// A part of the text in which words can be looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Zone {
    Headline,
    /// Inside quotation marks.
    Quote,
    /// In anything attributed, with or without marks.
    Said,
}

/// Passages that have a facet value of this name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Belongs {
    pub(crate) facet: Facet,
    /// As typed, to be compared with keys.
    pub(crate) value: String,
    /// Folded words, all of which the name must have.
    pub(crate) words: Vec<String>,
}

/// Passages of articles of a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dated {
    Before(Date),
    After(Date),
    Within(Date, Date),
}

#[derive(Default)]
struct Group {
    alternatives: Vec<Vec<Node>>,
    current: Vec<Node>,
    /// The next operand is negated; where its operator stands.
    negated: Option<Span>,
    /// An AND that waits for its right side.
    and: Option<Span>,
    /// The last OR, and whether something must still follow.
    or: Option<Span>,
    opened: Span,
    negated_whole: bool,
}

struct Parser<'a> {
    text: &'a str,
    groups: Vec<Group>,
    notices: Vec<QueryNotice>,
    terms: usize,
    too_deep: usize,
}

impl Parser<'_> {
    fn run(&mut self) {
        let mut at = 0;
        while let Some(c) = self.rest(at).chars().next() {
            let next = at + c.len_utf8();
            at = match c {
                _ if c.is_whitespace() || c.is_control() => next,
                '(' => self.open(Span::new(at, next)),
                ')' => self.close(Span::new(at, next)),
                _ if is_double_mark(c) => self.phrase(at, None),
                '-' if self.starts_operand(next) => self.not(Span::new(at, next)),
                _ => self.word(at),
            };
        }
    }

    fn rest(&self, at: usize) -> &str {
        Span::new(at, self.text.len()).of(self.text)
    }

    /// Whether an operand begins right at `at` (so that a minus before it negates).
    fn starts_operand(&self, at: usize) -> bool {
        self.rest(at).chars().next().is_some_and(|c| c.is_alphanumeric() || c == '(' || is_double_mark(c))
    }

    fn group(&mut self) -> Option<&mut Group> {
        self.groups.last_mut()
    }

    fn notice(&mut self, kind: QueryNoticeKind, span: Span, hint: String) {
        if self.notices.len() < NOTICES_MAX {
            self.notices.push(QueryNotice { kind, span, hint });
        }
    }

    fn open(&mut self, span: Span) -> usize {
        if self.groups.len() > DEPTH_MAX {
            if self.too_deep == 0 {
                let hint = format!("Parentheses are read {DEPTH_MAX} deep; those further inside are left out.");
                self.notice(QueryNoticeKind::TooMuch, span, hint);
            }
            self.too_deep += 1;
        } else {
            let negated_whole = self.group().is_some_and(|g| g.negated.take().is_some());
            self.groups.push(Group { opened: span, negated_whole, ..Group::default() });
        }
        span.end as usize
    }

    fn close(&mut self, span: Span) -> usize {
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.groups.len() > 1 {
            if !self.fold_group() {
                let hint = "Nothing stands between the parentheses: expected a word.".to_owned();
                self.notice(QueryNoticeKind::NothingToFind, span, hint);
            }
        } else {
            let hint = "“)” closes nothing: expected “(” before it. It is left out.".to_owned();
            self.notice(QueryNoticeKind::OpenParenthesis, span, hint);
        }
        span.end as usize
    }

    /// Ends the innermost group and makes it an operand of the one around it; tells whether it held anything.
    fn fold_group(&mut self) -> bool {
        let Some(group) = self.groups.pop() else { return false };
        let negated = group.negated_whole;
        let node = self.node_of(group);
        let held = node.is_some();
        if let Some(node) = node {
            self.operand(if negated { Node::Not(Box::new(node)) } else { node });
        }
        held
    }

    fn node_of(&mut self, mut group: Group) -> Option<Node> {
        for (waiting, name) in [(group.and, "AND"), (group.negated, "NOT")] {
            if let Some(span) = waiting {
                self.dangling(span, name, "after");
            }
        }
        if group.current.is_empty() {
            if let (Some(span), false) = (group.or, group.alternatives.is_empty()) {
                self.dangling(span, "OR", "after");
            }
        } else {
            group.alternatives.push(std::mem::take(&mut group.current));
        }
        if group.alternatives.len() > 1 && group.alternatives.iter().any(|all| all.len() > 1) {
            let hint = "Words beside each other belong together before OR does: “a b OR c” is read as “(a b) OR c”. \
                        For another reading, write “a (b OR c)”.";
            self.notice(QueryNoticeKind::Ambiguous, group.or.unwrap_or_default(), hint.to_owned());
        }
        let alternatives = group.alternatives.into_iter().filter_map(|all| one_or(all, Node::And).map(zoned)).collect();
        one_or(alternatives, Node::Or)
    }

    fn dangling(&mut self, span: Span, name: &str, side: &str) {
        let hint = format!("{name} is left out: expected a word {side} it. To find the word itself, write it small.");
        self.notice(QueryNoticeKind::NothingToFind, span, hint);
    }

    fn operand(&mut self, node: Node) {
        if let Some(group) = self.group() {
            group.and = None;
            let node = if group.negated.take().is_some() { Node::Not(Box::new(node)) } else { node };
            group.current.push(node);
        }
    }

    /// An operand that is not a group: counted, so that a pasted book is not searched word by word.
    fn term(&mut self, node: Node, span: Span) {
        self.terms += 1;
        if self.terms <= TERMS_MAX {
            self.operand(node);
        } else if self.terms == TERMS_MAX + 1 {
            let hint = format!("Only the first {TERMS_MAX} words are searched. Put a long text in quotation marks.");
            self.notice(QueryNoticeKind::TooMuch, span, hint);
        }
    }

    fn not(&mut self, span: Span) -> usize {
        if let Some(group) = self.group() {
            group.negated = if group.negated.is_some() { None } else { Some(span) };
        }
        span.end as usize
    }

    fn and(&mut self, span: Span) {
        let Some(group) = self.group() else { return };
        if group.current.is_empty() {
            self.dangling(span, "AND", "before");
        } else {
            group.and = Some(span);
        }
    }

    fn or(&mut self, span: Span) {
        let Some(group) = self.group() else { return };
        group.or = Some(span);
        let all = std::mem::take(&mut group.current);
        let waiting = group.and.take();
        if all.is_empty() {
            self.dangling(span, "OR", "before");
        } else {
            group.alternatives.push(all);
        }
        if let Some(and) = waiting {
            self.dangling(and, "AND", "after");
        }
    }

    /// Reads a phrase whose opening mark is at `at`, for a field or on its own; returns where reading goes on.
    fn phrase(&mut self, at: usize, field: Option<(&str, usize)>) -> usize {
        let open = self.rest(at).chars().next().map_or(0, char::len_utf8);
        let inside = at + open;
        let found = self.rest(inside).char_indices().find(|&(_, c)| is_double_mark(c));
        let (end, next) =
            found.map_or((self.text.len(), self.text.len()), |(n, c)| (inside + n, inside + n + c.len_utf8()));
        let body = Span::new(inside, end);
        if found.is_none() {
            let hint = "The phrase has no closing quotation mark; it is read to the end.".to_owned();
            self.notice(QueryNoticeKind::OpenPhrase, Span::new(at, inside), hint);
        }
        let whole = Span::new(field.map_or(at, |(_, from)| from), next);
        match field {
            Some((name, _)) => self.field(name, body, true, whole),
            None => self.words(body, true, None, whole),
        }
        next
    }

    /// Reads what begins at `at` up to white space, a parenthesis or a double quotation mark.
    fn word(&mut self, at: usize) -> usize {
        let rest = self.rest(at);
        let stop = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '(' | ')') || is_double_mark(c);
        let len = rest.find(stop).unwrap_or(rest.len());
        let span = Span::new(at, at + len);
        let word = span.of(self.text).to_owned();
        match word.as_str() {
            "AND" => self.and(span),
            "OR" => self.or(span),
            "NOT" => {
                self.not(span);
            }
            _ => return self.field_or_word(&word, span),
        }
        at + len
    }

    fn field_or_word(&mut self, word: &str, span: Span) -> usize {
        let at = span.start as usize;
        let Some((name, value)) = word.split_once(':') else {
            self.words(span, false, None, span);
            return span.end as usize;
        };
        let known = FIELDS.iter().any(|(field, _)| field.eq_ignore_ascii_case(name));
        let from = at + name.len() + 1;
        if !known {
            let looks_like_one = value.chars().next().is_some_and(char::is_alphabetic)
                && !name.is_empty()
                && name.chars().all(char::is_alphabetic);
            if looks_like_one {
                let names: Vec<&str> = FIELDS.iter().map(|&(field, _)| field).collect();
                let hint =
                    format!("There is no field “{name}”; its words are searched. The fields are {}.", names.join(", "));
                self.notice(QueryNoticeKind::UnknownField, span, hint);
            }
            self.words(span, false, None, span);
            return span.end as usize;
        }
        if value.is_empty() && self.rest(from).chars().next().is_some_and(is_double_mark) {
            return self.phrase(from, Some((name, at)));
        }
        self.field(name, Span::new(from, span.end as usize), false, span);
        span.end as usize
    }

    fn field(&mut self, name: &str, value: Span, quoted: bool, whole: Span) {
        let text = value.of(self.text).trim().to_owned();
        let Some(&(name, meaning)) = FIELDS.iter().find(|(field, _)| field.eq_ignore_ascii_case(name)) else { return };
        if text.is_empty() {
            let hint =
                format!("“{name}:” is left out: expected a value right after it, such as {}.", meaning.example());
            self.notice(QueryNoticeKind::NothingToFind, whole, hint);
            return;
        }
        match meaning {
            Meaning::Facet(facet) => {
                let mut words = Vec::new();
                each_word(&text, Span::new(0, text.len()), |_, key| {
                    words.push(key.trim_end_matches(CAPITALS).to_owned());
                });
                self.term(Node::Belongs(Belongs { facet, value: text, words }), whole);
            }
            Meaning::Words(zone) => self.words(value, quoted, Some(zone), whole),
            Meaning::In => match text.to_ascii_lowercase().as_str() {
                "headline" | "title" => self.term(Node::Zone(Zone::Headline), whole),
                "quote" | "quotes" | "quotation" => self.term(Node::Zone(Zone::Quote), whole),
                _ => {
                    let hint = format!("“in:{text}” is left out: expected in:headline or in:quote.");
                    self.notice(QueryNoticeKind::UnknownField, whole, hint);
                }
            },
            Meaning::Time => match days(&text) {
                Some((first, last)) => self.term(Node::Dated(dated(name, first, last)), whole),
                None => {
                    let hint = format!(
                        "“{name}:{text}” is left out: expected a day, month or year such as 2025-11-24, 2025-11 or 2025."
                    );
                    self.notice(QueryNoticeKind::BadDate, whole, hint);
                }
            },
        }
    }

    fn words(&mut self, span: Span, exact: bool, zone: Option<Zone>, whole: Span) {
        let typed = span.of(self.text).trim().to_owned();
        let slots = slots(&typed, exact);
        if slots.is_empty() {
            if exact || typed.chars().any(|c| matches!(c, '*' | '~')) {
                let hint = format!("“{}” has no letters or digits to look for.", whole.of(self.text).trim());
                self.notice(QueryNoticeKind::NothingToFind, whole, hint);
            }
            return;
        }
        self.term(Node::Words(Words { slots, exact, zone, typed }), whole);
    }

    fn finish(mut self) -> (Query, Vec<QueryNotice>) {
        if self.groups.len() > 1 {
            let opened = self.groups.last().map_or(Span::default(), |g| g.opened);
            let hint = "“(” is not closed; the group is read to the end. Write “)” where it ends.".to_owned();
            self.notice(QueryNoticeKind::OpenParenthesis, opened, hint);
        }
        while self.groups.len() > 1 {
            self.fold_group();
        }
        let root = self.groups.pop().and_then(|group| self.node_of(group));
        self.notices.put_in_order_by_key(|n| (n.span, n.kind));
        (Query { root }, self.notices)
    }
}

/// What a field's value is.
#[derive(Clone, Copy)]
enum Meaning {
    Facet(Facet),
    Words(Zone),
    In,
    Time,
}

impl Meaning {
    fn example(self) -> &'static str {
        match self {
            Self::Facet(_) => "a name (in quotation marks when it has several words)",
            Self::Words(_) => "a word or “a phrase”",
            Self::In => "in:headline",
            Self::Time => "2025-11-24",
        }
    }
}

const FIELDS: [(&str, Meaning); 13] = [
    ("outlet", Meaning::Facet(Facet::Outlet)),
    ("event", Meaning::Facet(Facet::Event)),
    ("person", Meaning::Facet(Facet::Person)),
    ("organisation", Meaning::Facet(Facet::Organisation)),
    ("organization", Meaning::Facet(Facet::Organisation)),
    ("place", Meaning::Facet(Facet::Place)),
    ("speaker", Meaning::Facet(Facet::Speaker)),
    ("said", Meaning::Words(Zone::Said)),
    ("quote", Meaning::Words(Zone::Quote)),
    ("in", Meaning::In),
    ("before", Meaning::Time),
    ("after", Meaning::Time),
    ("on", Meaning::Time),
];

fn is_double_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '‟' | '«' | '»' | '＂')
}

/// The nodes as one; `None` when there are none.
fn one_or(mut nodes: Vec<Node>, join: fn(Vec<Node>) -> Node) -> Option<Node> {
    if nodes.len() > 1 { Some(join(nodes)) } else { nodes.pop() }
}

/// `in:quote` among words that must all be there holds for those words: they must stand in the marks.
fn zoned(node: Node) -> Node {
    let Node::And(mut all) = node else { return node };
    if all.contains(&Node::Zone(Zone::Quote)) {
        all.iter_mut().for_each(|n| set_zone(n, Zone::Quote));
    }
    Node::And(all)
}

fn set_zone(node: &mut Node, zone: Zone) {
    match node {
        Node::Words(words) => words.zone = words.zone.or(Some(zone)),
        Node::And(all) | Node::Or(all) => all.iter_mut().for_each(|n| set_zone(n, zone)),
        Node::Not(inner) => set_zone(inner, zone),
        Node::Belongs(_) | Node::Zone(_) | Node::Dated(_) => {}
    }
}

/// The words typed, with what follows each: `*` a beginning, `~` or `~1` a near word.
fn slots(typed: &str, exact: bool) -> Vec<Slot> {
    let mut slots: Vec<Slot> = Vec::new();
    // A digit right after a tilde is the number of edits, not a word.
    let typed = typed.strip_suffix("~1").map_or(typed.to_owned(), |t| format!("{t}~"));
    each_word(&typed, Span::new(0, typed.len()), |span, key| {
        let after = typed.as_bytes().get(span.end as usize);
        let (key, how) = match after {
            Some(b'*') => (key.trim_end_matches(CAPITALS), How::Prefix),
            Some(b'~') if !exact => (key.trim_end_matches(CAPITALS), How::Near),
            _ => (key, How::Whole),
        };
        slots.push(Slot { key: key.to_owned(), how });
    });
    slots
}

/// The first and last day that “2025-11-24”, “2025-11” or “2025” names.
fn days(text: &str) -> Option<(Date, Date)> {
    let mut parts = text.split('-');
    let mut number = |len: usize| {
        let part = parts.next()?;
        (part.len() == len && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse::<u32>().ok())?
    };
    let dashes = text.matches('-').count();
    let year = i32::try_from(number(4)?).ok()?;
    let (from, to) = match dashes {
        0 => (Date::new(year, 1, 1)?, Date::new(year, 12, 31)?),
        1 => {
            let month = number(2)?;
            let last = (28..=31).rev().find_map(|day| Date::new(year, month, day))?;
            (Date::new(year, month, 1)?, last)
        }
        2 => {
            let day = Date::new(year, number(2)?, number(2)?)?;
            (day, day)
        }
        _ => return None,
    };
    Some((from, to))
}

fn dated(field: &str, first: Date, last: Date) -> Dated {
    match field {
        "before" => Dated::Before(first),
        "after" => Dated::After(last),
        _ => Dated::Within(first, last),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The tree in one line, with what was remarked.
    fn shown(node: &Node) -> String {
        let list = |nodes: &[Node]| nodes.iter().map(shown).collect::<Vec<_>>().join(" ");
        match node {
            Node::And(all) => format!("({})", list(all)),
            Node::Or(any) => format!("[{}]", list(any)),
            Node::Not(inner) => format!("-{}", shown(inner)),
            Node::Words(words) => {
                let slot = |s: &Slot| format!("{}{}", s.key, ["", "*", "~"][s.how as usize]);
                let row = words.slots.iter().map(slot).collect::<Vec<_>>().join("_");
                let row = if words.exact { format!("“{row}”") } else { row };
                words.zone.map_or(row.clone(), |zone| format!("{row}@{zone:?}"))
            }
            Node::Belongs(b) => format!("{}={}", b.facet.name(), b.words.join("_")),
            Node::Zone(zone) => format!("@{zone:?}"),
            Node::Dated(Dated::Before(day)) => format!("<{day}"),
            Node::Dated(Dated::After(day)) => format!(">{day}"),
            Node::Dated(Dated::Within(from, to)) => format!("{from}..{to}"),
        }
    }

    fn read(text: &str) -> (String, Vec<QueryNoticeKind>) {
        let (query, notices) = Query::parse(text);
        (query.root.as_ref().map_or(String::new(), shown), notices.iter().map(|n| n.kind).collect())
    }

    #[test]
    fn what_is_written_well_is_read_without_remark() {
        for (text, expected) in [
            ("", ""),
            ("peace plan", "(peace plan)"),
            ("peace AND plan", "(peace plan)"),
            ("and or not", "(and or not)"),
            ("a OR b OR c", "[a b c]"),
            ("a (b OR c)", "(a [b c])"),
            ("-a", "-a"),
            ("NOT a", "-a"),
            ("NOT NOT a", "a"),
            ("NOT -a b", "(a b)"),
            ("-(a b) c", "(-(a b) c)"),
            ("-\"a b\"", "-“a_b”"),
            ("\"peace plan\"", "“peace_plan”"),
            ("“peace plan”", "“peace_plan”"),
            ("„peace plan“ «x y»", "(“peace_plan” “x_y”)"),
            ("\"Kiev\"", "“kiev”"),
            ("“peace pla*”", "“peace_pla*”"),
            ("negotiat* Zelenski~ Zelenski~1", "(negotiat* zelenski~ zelenski~)"),
            ("US-backed 28-point", "(us^_backed 28_point)"),
            ("Trump’s O’Brien Zürich", "(trump obrien zurich)"),
            ("- a – b", "(a b)"),
            ("12:30 note: this", "(12_30 note this)"),
            ("outlet:Herald", "outlet=herald"),
            ("OUTLET:\"The Daily Herald\"", "outlet=the_daily_herald"),
            ("-person:“Jane Doe” x", "(-person=jane_doe x)"),
            (
                "event:talks-1 speaker:us organization:NATO place:Rome",
                "(event=talks_1 speaker=us organisation=nato place=rome)",
            ),
            ("said:plan quote:\"a deal\"", "(plan@Said “a_deal”@Quote)"),
            ("in:headline in:quote", "(@Headline @Quote)"),
            ("in:quote a (b OR -c)", "(@Quote a@Quote [b@Quote -c@Quote])"),
            ("in:quote OR a", "[@Quote a]"),
            ("before:2025-11-24 after:2024", "(<2025-11-24 >2024-12-31)"),
            ("before:2024 on:2024-02", "(<2024-01-01 2024-02-01..2024-02-29)"),
        ] {
            assert_eq!(read(text), (expected.to_owned(), vec![]), "{text}");
        }
    }

    #[test]
    fn what_is_not_is_remarked_and_the_rest_is_read() {
        use QueryNoticeKind::{Ambiguous, BadDate, NothingToFind, OpenParenthesis, OpenPhrase, TooMuch, UnknownField};
        for (text, expected, notices) in [
            ("a OR", "a", vec![NothingToFind]),
            ("OR a", "a", vec![NothingToFind]),
            ("AND a", "a", vec![NothingToFind]),
            ("a AND", "a", vec![NothingToFind]),
            ("a AND OR b", "[a b]", vec![NothingToFind]),
            ("a NOT", "a", vec![NothingToFind]),
            ("()", "", vec![NothingToFind]),
            ("a (", "a", vec![OpenParenthesis]),
            ("(a b", "(a b)", vec![OpenParenthesis]),
            ("a) b", "(a b)", vec![OpenParenthesis]),
            ("a \"b c", "(a “b_c”)", vec![OpenPhrase]),
            ("\"", "", vec![OpenPhrase, NothingToFind]),
            ("“”", "", vec![NothingToFind]),
            ("*", "", vec![NothingToFind]),
            ("~", "", vec![NothingToFind]),
            ("a b OR c", "[(a b) c]", vec![Ambiguous]),
            ("outlet: a", "a", vec![NothingToFind]),
            ("said:… a", "a", vec![]),
            ("colour:red", "colour_red", vec![UnknownField]),
            ("in:margin a", "a", vec![UnknownField]),
            ("before:soon a", "a", vec![BadDate]),
            ("after:2025-02-30", "", vec![BadDate]),
            ("on:2025-1", "", vec![BadDate]),
            ("\u{0}a\u{1}b\u{7f}", "(a b)", vec![]),
        ] {
            let (tree, mut kinds) = read(text);
            let mut notices = notices;
            kinds.sort();
            notices.sort();
            assert_eq!((tree, kinds), (expected.to_owned(), notices), "{text}");
        }
        assert_eq!(read(&"(".repeat(5_000)), (String::new(), vec![OpenParenthesis, TooMuch]));
        assert_eq!(read(&format!("{}a{}", "(".repeat(5_000), ")".repeat(5_000))), ("a".to_owned(), vec![TooMuch]));
        assert_eq!(read(&"-(".repeat(5_000)), (String::new(), vec![OpenParenthesis, TooMuch]));
        assert_eq!(read(&"OR ".repeat(5_000)).1.len(), NOTICES_MAX);
        let (tree, kinds) = read(&"word ".repeat(5_000));
        assert_eq!((tree.matches("word").count(), kinds), (TERMS_MAX, vec![TooMuch]));
        assert_eq!(read(&"\"".repeat(5_000)).0, "");
    }
}
