//! The address of a view: a closed, versioned grammar in the URL's hash, so that a link reproduces the view.
//!
//! ```text
//! #/1/compare[/EVENT[+EVENT…]][?outlets=ARTICLE,…&turned=PART,…&swap=ARTICLE,ARTICLE&open=LINE[~COLUMN~ITEM]]
//! #/1/read/ARTICLE[+ARTICLE[+ARTICLE]][?layers=LAYER,…&who=ENTITY&nth=MENTION&at=START-END[~TEXT]
//!                                       &words=TEXT[&before=TEXT][&after=TEXT]]
//! #/1/find[?q=TEXT&FACET=VALUE,…&from=DAY&to=DAY&as=lines|plot&sort=left|right&spelling=exact]
//! #/1/names[/ENTITY][?with=TEXT&kind=KIND&order=ORDER&open=WHAT[~TEXT]&outlet=OUTLET]
//! #/1/timeline[/EVENT][?from=DAY&to=DAY&row=NUMBER]
//! #/1/corpus
//! #/1/privacy
//! ```
//! A passage of a link that was copied has its words, so that it is found after an edit, and every copied link has the mark
//! of its corpus, `in=MARK`, which is no part of the view.
//! Reading never fails: what is not understood is left out and named in a notice, and the rest holds.
//! Printing is canonical: the same view always has the same address.
use crate::layers::{Layer, Layers};
use analysis::EntityKind;
use analysis::anchor::Quote;
use analysis::sheet::Part;
use corpus::{Date, InOrder, Map, Span};
use library::finding::{LineOrder, Show};
use library::{Behind, CastOrder};
use std::fmt::Write;

/// Links longer than this are not read (characters).
const LENGTH_MAX: usize = 4096;
/// Marks longer than this are none (bytes).
const MARK_MAX: usize = 64;
/// More values than this under one key are not read.
const VALUES_MAX: usize = 64;

/// What is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// Outlets or events side by side.
    Compare(Compare),
    /// One to three articles.
    Read(Read),
    /// Search.
    Find(Find),
    /// Events and articles by date.
    Timeline(Timeline),
    /// What the corpus holds, and bringing one's own.
    Corpus,
    /// What is promised about the user's texts, and how to check it.
    Privacy,
    /// Who and what is named.
    Names(Names),
}

/// The state of the Compare view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Compare {
    /// Ids of the events; empty means the one that most outlets tell.
    pub events: Vec<String>,
    /// Ids of the articles with a column, in order; empty means as many as fit beside each other, [`ALL`] means all.
    pub outlets: Vec<String>,
    /// Parts that are folded though they are open at first, or open though they are folded at first.
    pub turned: Vec<Part>,
    /// Ids of two articles: the first is read with the words of the second.
    pub swap: Option<(String, String)>,
    /// The number or line that is open.
    pub open: Option<CellKey>,
}

/// Stands for all articles in the list of outlets.
pub const ALL: &str = "*";

/// A line of the comparison, or one number in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellKey {
    /// The line's key.
    pub row: String,
    /// The number: column and item in its cell, from 0; `None` for the line itself.
    pub place: Option<(usize, usize)>,
}

/// The state of the Read view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Read {
    /// Ids of the articles, one to three; empty means the first.
    pub articles: Vec<String>,
    /// What is highlighted.
    pub layers: Layers,
    /// Id of the entity whose card is open.
    pub who: Option<String>,
    /// Which of its mentions is shown, counted from 1 through all texts; 0 for none.
    pub nth: usize,
    /// The passage to show first.
    pub at: Option<Span>,
    /// In which of the texts, from 0.
    pub at_text: usize,
    /// Its words when the link was made; empty where only the place is known.
    pub words: Quote,
}

/// The state of the Find view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Find {
    /// As typed.
    pub query: String,
    /// Chosen values by facet.
    pub chosen: Map<String, Vec<String>>,
    /// Articles of this day and later ones.
    pub first_day: Option<Date>,
    /// Articles of this day and earlier ones.
    pub last_day: Option<Date>,
    /// Hits as passages, as lines or as a plot.
    pub show: Show,
    /// Only the spelling that was typed.
    pub exact_spelling: bool,
}

/// The state of the Names view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// Id of the entity whose card is shown.
    pub entity: Option<String>,
    /// Words that names in the list have.
    pub with: String,
    /// The only kind in the list.
    pub kind: Option<EntityKind>,
    /// What comes first in it.
    pub order: CastOrder,
    /// The number of the card whose sentences are open.
    pub open: Option<Behind>,
    /// The only outlet whose sentences are open.
    pub outlet: Option<String>,
}

/// The names of the orders of the list of names, as [`CastOrder::ALL`].
pub const ORDERS: [&str; 3] = ["mentions", "name", "outlets"];

/// The state of the Timeline view.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    /// Id of the event of which is shown what was known when.
    pub event: Option<String>,
    /// The days looked at, the first not after the last; `None` for all.
    pub days: Option<(Date, Date)>,
    /// How many articles of these days are passed over in the list.
    pub row: usize,
}

/// The names of facets in an address.
pub const FACETS: [&str; 7] = ["outlet", "event", "person", "organisation", "place", "speaker", "date"];

impl Default for Address {
    fn default() -> Self {
        Self::Compare(Compare::default())
    }
}

impl Address {
    /// Reads a hash (with or without `#`); what is left out is named in the notices.
    #[must_use]
    pub fn parse(hash: &str) -> (Self, Vec<String>) {
        let hash = hash.strip_prefix('#').unwrap_or(hash);
        if hash.is_empty() || hash == "/" {
            return (Self::default(), Vec::new());
        }
        if hash.len() > LENGTH_MAX {
            let notice = format!("The link is {} characters long; up to {LENGTH_MAX} are read.", hash.chars().count());
            return (Self::default(), vec![notice]);
        }
        let unknown =
            || (Self::default(), vec!["This link names no view of this page, so it opens the comparison.".into()]);
        let (path, params) = hash.split_once('?').unwrap_or((hash, ""));
        let mut steps = path.split('/');
        if steps.next() != Some("") {
            return unknown();
        }
        match steps.next() {
            Some("1") => {}
            Some(version)
                if !version.is_empty() && version.len() < 4 && version.bytes().all(|b| b.is_ascii_digit()) =>
            {
                let notice =
                    format!("The link is written in version {version} of the addresses; this page reads version 1.");
                return (Self::default(), vec![notice]);
            }
            _ => return unknown(),
        }
        let mut reader = Reader { params: Vec::new(), notices: Vec::new() };
        reader.params = reader.read_params(params);
        // Whose corpus it was is no part of the view: see [`Self::made_in`].
        drop(reader.value("in"));
        let view = steps.next().unwrap_or("");
        let ids = reader.ids(steps.next().unwrap_or(""), '+');
        if steps.next().is_some() {
            reader.notices.push("The link has more parts than this page reads; the rest was left out.".into());
        }
        let address = match view {
            "compare" => Self::Compare(reader.compare(ids)),
            "read" => Self::Read(reader.read(ids)),
            "find" => Self::Find(reader.find()),
            "timeline" => Self::Timeline(reader.timeline(ids)),
            "corpus" => Self::Corpus,
            "privacy" => Self::Privacy,
            "names" => Self::Names(reader.names(ids)),
            _ => return unknown(),
        };
        reader.leave_out_the_rest();
        (address, reader.notices)
    }

    /// The hash to be copied: with the mark of the corpus that it was made with.
    #[must_use]
    pub fn shared(&self, mark: &str) -> String {
        let mut out = self.print();
        if !mark.is_empty() {
            out.push_str(if out.contains('?') { "&in=" } else { "?in=" });
            encode(mark, &mut out);
        }
        out
    }

    /// The mark of the corpus that a copied link was made with; empty where it has none.
    #[must_use]
    pub fn made_in(hash: &str) -> String {
        let params = hash.split_once('?').filter(|_| hash.len() <= LENGTH_MAX).map_or("", |(_, params)| params);
        let mark = params.split('&').find_map(|p| p.strip_prefix("in=")).and_then(decode);
        mark.filter(|mark| mark.len() <= MARK_MAX).unwrap_or_default()
    }

    /// The canonical hash, with `#`.
    #[must_use]
    pub fn print(&self) -> String {
        match self {
            Self::Compare(c) => {
                let mut out = with_ids("#/1/compare", &c.events);
                let mut params = Params::default();
                params.list("outlets", &c.outlets);
                let turned: Vec<String> = c.turned.iter().map(|part| part.described().0.to_owned()).collect();
                params.list("turned", &turned);
                if let Some((reader, words_of)) = &c.swap {
                    params.list("swap", &[reader.clone(), words_of.clone()]);
                }
                if let Some(key) = &c.open {
                    let place = key.place.map_or_else(String::new, |(column, item)| format!("~{column}~{item}"));
                    params.add("open", &format!("{}{place}", key.row));
                }
                out.push_str(&params.text);
                out
            }
            Self::Read(r) => {
                let mut out = with_ids("#/1/read", &r.articles);
                let mut params = Params::default();
                if r.layers != Layers::default() {
                    let names: Vec<String> = r.layers.iter().map(|l| l.key().to_owned()).collect();
                    params.list_even_if_empty("layers", &names);
                }
                if let Some(who) = &r.who {
                    params.add("who", who);
                }
                if r.nth > 0 {
                    params.add("nth", &r.nth.to_string());
                }
                if let Some(at) = r.at {
                    let text = if r.at_text > 0 { format!("~{}", r.at_text) } else { String::new() };
                    params.add("at", &format!("{}-{}{text}", at.start, at.end));
                }
                if !r.words.exact.is_empty() {
                    params.add("words", &r.words.exact);
                    for (key, around) in [("before", &r.words.prefix), ("after", &r.words.suffix)] {
                        if !around.is_empty() {
                            params.add(key, around);
                        }
                    }
                }
                out.push_str(&params.text);
                out
            }
            Self::Find(f) => {
                let mut params = Params::default();
                if !f.query.is_empty() {
                    params.add("q", &f.query);
                }
                for facet in FACETS {
                    if let Some(values) = f.chosen.get(facet) {
                        params.list(facet, values);
                    }
                }
                for (key, day) in [("from", f.first_day), ("to", f.last_day)] {
                    if let Some(day) = day {
                        params.add(key, &day.to_string());
                    }
                }
                let (shown, sorted) = match f.show {
                    Show::Passages => ("", ""),
                    Show::Lines(LineOrder::Reading) => ("lines", ""),
                    Show::Lines(LineOrder::Left) => ("lines", "left"),
                    Show::Lines(LineOrder::Right) => ("lines", "right"),
                    Show::Plot => ("plot", ""),
                };
                for (key, value) in [("as", shown), ("sort", sorted)] {
                    if !value.is_empty() {
                        params.add(key, value);
                    }
                }
                if f.exact_spelling {
                    params.add("spelling", "exact");
                }
                format!("#/1/find{}", params.text)
            }
            Self::Timeline(t) => {
                let mut out = with_ids("#/1/timeline", t.event.as_slice());
                let mut params = Params::default();
                if let Some((from, to)) = t.days {
                    params.add("from", &from.to_string());
                    params.add("to", &to.to_string());
                }
                if t.row > 0 {
                    params.add("row", &t.row.to_string());
                }
                out.push_str(&params.text);
                out
            }
            Self::Corpus => "#/1/corpus".to_owned(),
            Self::Privacy => "#/1/privacy".to_owned(),
            Self::Names(n) => {
                let mut out = with_ids("#/1/names", n.entity.as_slice());
                let mut params = Params::default();
                if !n.with.is_empty() {
                    params.add("with", &n.with);
                }
                if let Some(kind) = n.kind {
                    params.add("kind", kind.name());
                }
                if let Some(order) = ORDERS.get(n.order as usize).filter(|_| n.order != CastOrder::default()) {
                    params.add("order", order);
                }
                if let Some(open) = &n.open {
                    let (what, text) = match open {
                        Behind::All => ("all", ""),
                        Behind::Said => ("said", ""),
                        Behind::Form(form) => ("form~", form.as_str()),
                        Behind::Role(role) => ("role~", role.as_str()),
                        Behind::With(other) => ("with~", other.as_str()),
                    };
                    params.add("open", &format!("{what}{text}"));
                }
                if let Some(outlet) = &n.outlet {
                    params.add("outlet", outlet);
                }
                out.push_str(&params.text);
                out
            }
        }
    }
}

/// A path with ids after it.
pub(crate) fn with_ids(path: &str, ids: &[String]) -> String {
    let mut out = path.to_owned();
    for (i, id) in ids.iter().enumerate() {
        out.push(if i == 0 { '/' } else { '+' });
        encode(id, &mut out);
    }
    out
}

/// Writes parameters after `?` and `&`.
#[derive(Default)]
struct Params {
    text: String,
}

impl Params {
    fn key(&mut self, key: &str) {
        self.text.push(if self.text.is_empty() { '?' } else { '&' });
        self.text.push_str(key);
        self.text.push('=');
    }

    fn add(&mut self, key: &str, value: &str) {
        self.key(key);
        encode(value, &mut self.text);
    }

    fn list(&mut self, key: &str, values: &[String]) {
        if !values.is_empty() {
            self.list_even_if_empty(key, values);
        }
    }

    fn list_even_if_empty(&mut self, key: &str, values: &[String]) {
        self.key(key);
        for (i, value) in values.iter().enumerate() {
            if i > 0 {
                self.text.push(',');
            }
            encode(value, &mut self.text);
        }
    }
}

/// Percent-encodes all but letters, digits and `-._~`, which have no meaning in the grammar within a value;
/// `~` divides a cell's key, from the right.
fn encode(value: &str, out: &mut String) {
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            write!(out, "%{byte:02X}").unwrap_or_default();
        }
    }
}

/// Undoes [`encode`]; `None` where a percent sign is not followed by two hexadecimal digits, or the bytes are
/// not UTF-8, or a control character is hidden in them.
fn decode(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        if byte == b'%' {
            let high = char::from(rest.next()?).to_digit(16)?;
            let low = char::from(rest.next()?).to_digit(16)?;
            bytes.push(u8::try_from(high * 16 + low).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    String::from_utf8(bytes).ok().filter(|s| !s.chars().any(char::is_control))
}

/// Takes parameters out one by one and remembers what could not be read.
struct Reader {
    params: Vec<(String, String)>,
    notices: Vec<String>,
}

impl Reader {
    fn read_params(&mut self, text: &str) -> Vec<(String, String)> {
        let mut params: Vec<(String, String)> = Vec::new();
        for part in text.split('&').filter(|p| !p.is_empty()).take(VALUES_MAX) {
            let (key, value) = part.split_once('=').unwrap_or((part, ""));
            if params.iter().any(|(k, _)| k == key) {
                self.notices.push(format!("The link says “{}” twice; the first was used.", shown(key)));
            } else {
                params.push((key.to_owned(), value.to_owned()));
            }
        }
        params
    }

    fn take(&mut self, key: &str) -> Option<String> {
        let at = self.params.iter().position(|(k, _)| k == key)?;
        Some(self.params.remove(at).1)
    }

    fn value(&mut self, key: &str) -> Option<String> {
        let raw = self.take(key)?;
        let value = decode(&raw);
        if value.is_none() {
            self.notices.push(format!("The link’s “{key}” is not readable text and was left out."));
        }
        value
    }

    fn ids(&mut self, text: &str, divider: char) -> Vec<String> {
        let mut ids: Vec<String> = Vec::new();
        for part in text.split(divider).filter(|p| !p.is_empty()).take(VALUES_MAX) {
            match decode(part) {
                Some(id) if !ids.contains(&id) => ids.push(id),
                Some(_) => {}
                None => self.notices.push("A name in the link is not readable text and was left out.".into()),
            }
        }
        ids
    }

    fn list(&mut self, key: &str) -> Option<Vec<String>> {
        let raw = self.take(key)?;
        Some(self.ids(&raw, ','))
    }

    fn compare(&mut self, events: Vec<String>) -> Compare {
        let outlets = self.list("outlets").unwrap_or_default();
        let mut turned = Vec::new();
        for name in self.list("turned").unwrap_or_default() {
            match Part::from_key(&name) {
                Some(part) => turned.push(part),
                None => self.notices.push(format!("There is no part “{}”.", shown(&name))),
            }
        }
        turned.put_in_order();
        turned.dedup();
        let swap = self.list("swap").and_then(|ids| match <[String; 2]>::try_from(ids) {
            Ok([reader, words_of]) => Some((reader, words_of)),
            Err(_) => {
                self.notices.push("The link’s “swap” does not name two articles and was left out.".into());
                None
            }
        });
        let open = self.value("open").filter(|text| !text.is_empty()).map(|text| CellKey::parse(&text));
        Compare { events, outlets, turned, swap, open }
    }

    fn read(&mut self, mut articles: Vec<String>) -> Read {
        if articles.len() > 3 {
            self.notices.push("Up to three articles are read beside each other; the others were left out.".into());
            articles.truncate(3);
        }
        let layers = self.list("layers").map_or_else(Layers::default, |names| {
            let mut layers = Layers::none();
            for name in names {
                match Layer::from_key(&name) {
                    Some(layer) => layers.set(layer, true),
                    None => self.notices.push(format!("There is no layer “{}”.", shown(&name))),
                }
            }
            layers
        });
        let who = self.value("who");
        let nth = self.value("nth").filter(|_| who.is_some()).and_then(|text| number(&text)).unwrap_or(0);
        let mut at_text = 0;
        let at = self.value("at").and_then(|text| {
            let (range, which) = text.split_once('~').unwrap_or((&text, "0"));
            let span = parse_span(range).zip(number(which));
            if span.is_none() {
                self.notices.push("The link’s passage is not a range of numbers and was left out.".into());
            }
            at_text = span?.1;
            Some(span?.0)
        });
        let mut words = Quote { exact: self.value("words").unwrap_or_default(), ..Quote::default() };
        if !words.exact.is_empty() {
            words.prefix = self.value("before").unwrap_or_default();
            words.suffix = self.value("after").unwrap_or_default();
        }
        Read { articles, layers, who, nth, at, at_text, words }
    }

    fn find(&mut self) -> Find {
        let query = self.value("q").unwrap_or_default();
        let mut chosen = Map::new();
        for facet in FACETS {
            if let Some(values) = self.list(facet).filter(|v| !v.is_empty()) {
                chosen.insert(facet.to_owned(), values);
            }
        }
        let (first_day, last_day) = (self.day("from"), self.day("to"));
        let sorted = self.value("sort");
        let show = match self.value("as").as_deref() {
            Some("lines") => Show::Lines(match sorted.as_deref() {
                Some("left") => LineOrder::Left,
                Some("right") => LineOrder::Right,
                _ => LineOrder::Reading,
            }),
            Some("plot") => Show::Plot,
            _ => Show::Passages,
        };
        let exact_spelling = self.value("spelling").is_some_and(|v| v == "exact");
        Find { query, chosen, first_day, last_day, show, exact_spelling }
    }

    fn day(&mut self, key: &str) -> Option<Date> {
        let day = self.value(key)?.parse();
        if day.is_err() {
            self.notices.push(format!("The link’s “{key}” is no day such as 2025-11-24 and was left out."));
        }
        day.ok()
    }

    fn names(&mut self, ids: Vec<String>) -> Names {
        let with = self.value("with").unwrap_or_default();
        let kind = self.value("kind").and_then(|name| {
            let kind = EntityKind::ALL.into_iter().find(|k| k.name() == name);
            self.known(kind, "kind", &name)
        });
        let order = self.value("order").and_then(|name| {
            let order = CastOrder::ALL.into_iter().zip(ORDERS).find(|(_, o)| *o == name).map(|(order, _)| order);
            self.known(order, "order", &name)
        });
        let open = self.value("open").and_then(|text| {
            let (what, of) = text.split_once('~').unwrap_or((&text, ""));
            let open = match (what, of) {
                ("all", "") => Some(Behind::All),
                ("said", "") => Some(Behind::Said),
                ("form", form) if !form.is_empty() => Some(Behind::Form(form.to_owned())),
                ("role", role) if !role.is_empty() => Some(Behind::Role(role.to_owned())),
                ("with", other) if !other.is_empty() => Some(Behind::With(other.to_owned())),
                _ => None,
            };
            self.known(open, "open", &text)
        });
        let outlet = self.value("outlet").filter(|o| !o.is_empty());
        let entity = ids.into_iter().next();
        Names { entity, with, kind, order: order.unwrap_or_default(), open, outlet }
    }

    /// What was found for a value; a notice where nothing was.
    fn known<T>(&mut self, found: Option<T>, key: &str, value: &str) -> Option<T> {
        if found.is_none() {
            self.notices
                .push(format!("The link’s “{key}” says “{}”, which is not known; it was left out.", shown(value)));
        }
        found
    }

    fn timeline(&mut self, events: Vec<String>) -> Timeline {
        let mut day = |key| self.value(key).map(|text| text.parse::<Date>().ok());
        let days = match (day("from"), day("to")) {
            (None, None) => None,
            (Some(Some(a)), Some(Some(b))) => Some((a.min(b), a.max(b))),
            (Some(Some(a)), None) | (None, Some(Some(a))) => Some((a, a)),
            _ => {
                self.notices.push("The link’s days are not such as 2025-11-24 and were left out.".into());
                None
            }
        };
        if events.len() > 1 {
            self.notices.push("What was known when is shown of one event; the others were left out.".into());
        }
        let row = self.value("row").and_then(|text| number(&text)).unwrap_or(0);
        Timeline { event: events.into_iter().next(), days, row }
    }

    fn leave_out_the_rest(&mut self) {
        for (key, _) in std::mem::take(&mut self.params).into_iter().take(3) {
            self.notices.push(format!("This view has no “{}”; it was left out.", shown(&key)));
        }
    }
}

impl CellKey {
    /// A line's key holds no `~`.
    fn parse(text: &str) -> Self {
        let mut parts = text.rsplitn(3, '~');
        let mut next = || parts.next();
        if let (Some(item), Some(column), Some(row)) = (next().and_then(number), next().and_then(number), next()) {
            return Self { row: row.to_owned(), place: Some((column, item)) };
        }
        Self { row: text.to_owned(), place: None }
    }
}

fn number(text: &str) -> Option<usize> {
    (text.len() < 7 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn parse_span(text: &str) -> Option<Span> {
    let (start, end) = text.split_once('-')?;
    let digits = |t: &str| (t.len() < 10 && t.bytes().all(|b| b.is_ascii_digit())).then(|| t.parse::<usize>().ok())?;
    let (start, end) = (digits(start)?, digits(end)?);
    (start <= end).then(|| Span::new(start, end))
}

/// A piece of the link, short enough for a notice.
fn shown(text: &str) -> String {
    let text = decode(text).unwrap_or_else(|| "…".to_owned());
    if text.chars().count() > 24 { text.chars().take(24).chain(['…']).collect() } else { text }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_is_read_as_it_was_printed() {
        for hash in [
            "#/1/compare",
            "#/1/compare/geneva",
            "#/1/compare/geneva+florida?outlets=a,b&open=spelling-place%2Fkyiv~2~0",
            "#/1/compare?outlets=%2A&turned=account,names&swap=a,b&open=account%2Fa%2F12",
            "#/1/read/a+b?layers=person,quote&who=person%2Fx&at=10-20",
            "#/1/read/a+b?who=person%2Fx&nth=3&at=10-20~1",
            "#/1/read/a?layers=",
            "#/1/read/a?at=10-99~1&words=He%20said%3A%20%E2%80%9Cyes&before=%20a%2Cb&after=~",
            "#/1/read/a?words=no%20place",
            "#/1/names",
            "#/1/names/person%2Fx?with=k%20y&kind=person&order=outlets&open=form~The%20~%20X&outlet=A%2C%20B",
            "#/1/names/person%2Fx?open=with~place%2Fy",
            "#/1/names/person%2Fx?open=said",
            "#/1/find?q=%22peace%20plan%22&outlet=A%2C%20B,C&person=person%2Fx&as=lines&spelling=exact",
            "#/1/timeline",
            "#/1/timeline/geneva?from=2025-11-01&to=2025-11-30&row=50",
            "#/1/find?q=x&date=2025-11-24&from=2020-01-31&to=2020-02-29&as=lines&sort=left",
            "#/1/find?to=2020-02-29&as=lines&sort=right",
            "#/1/find?as=plot",
        ] {
            let (address, notices) = Address::parse(hash);
            assert_eq!(notices, Vec::<String>::new(), "{hash}");
            assert_eq!(address.print(), hash);
        }
    }

    #[test]
    fn every_search_comes_back() {
        // A small generator: the same searches in every run.
        let mut seed = 1_u32;
        let mut next = |n: u32| {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (seed >> 8) % n
        };
        let words = ["", "a", "“é", "%20", "a,b", "x=1&y", "+", "#/1/find?", "~ ", "NOT (a"];
        let shows = [
            Show::Passages,
            Show::Lines(LineOrder::Reading),
            Show::Lines(LineOrder::Left),
            Show::Lines(LineOrder::Right),
            Show::Plot,
        ];
        for _ in 0..2000 {
            let mut find = Find { exact_spelling: next(2) == 0, show: shows[next(5) as usize], ..Find::default() };
            for _ in 0..next(4) {
                find.query.push_str(words[next(10) as usize]);
            }
            for facet in FACETS {
                let mut values: Vec<String> = (0..next(3)).map(|_| words[1 + next(9) as usize].to_owned()).collect();
                values.dedup();
                if !values.is_empty() {
                    find.chosen.insert(facet.to_owned(), values);
                }
            }
            find.first_day = Date::new(2000 + next(40).cast_signed(), 1 + next(12), 1 + next(31));
            find.last_day = Date::new(2000 + next(40).cast_signed(), 1 + next(12), 1 + next(31));
            let address = Address::Find(find);
            assert_eq!(Address::parse(&address.print()), (address, Vec::new()));
        }
    }

    #[test]
    fn every_passage_comes_back_and_a_copied_link_has_its_mark() {
        let texts = ["", "a", "“é", "%20", "a,b&in=x", "x=1&y", "+", "?in=z", "~ ", "\u{202e}#"];
        for (n, exact) in texts.into_iter().enumerate() {
            let around = |by: usize| if exact.is_empty() { "" } else { texts[(n * by) % texts.len()] };
            let words = Quote { exact: exact.into(), prefix: around(3).into(), suffix: around(7).into(), start: 0 };
            let articles = vec![texts[1 + n % 9].to_owned()];
            let at = (n % 3 > 0).then(|| Span::new(n, n * n));
            let at_text = if at.is_some() { n % 2 } else { 0 };
            let address = Address::Read(Read { articles, at, at_text, words, ..Read::default() });
            assert_eq!(Address::parse(&address.print()), (address.clone(), Vec::new()));
            assert_eq!(Address::made_in(&address.print()), "");
            let shared = address.shared("0f3e 1&x");
            assert_eq!(
                (Address::parse(&shared), Address::made_in(&shared)),
                ((address, Vec::new()), "0f3e 1&x".to_owned())
            );
        }
        assert_eq!(Address::default().shared("ab"), "#/1/compare?in=ab");
        assert_eq!(Address::parse("#/1/read/a?before=x").1.len(), 1, "there is nothing that it is before");
        assert_eq!(Address::made_in(&format!("#/1/compare?in={}", "a".repeat(65))), "");
        assert_eq!(
            (Address::made_in("#/1/compare?in=%zz"), Address::parse("#/1/compare?in=%zz").1.len()),
            (String::new(), 1)
        );
    }

    #[test]
    fn a_passage_of_a_real_text_fits_a_link() {
        for text in ["Слово ".repeat(80), "文字".repeat(200), "😀é“ ".repeat(90)] {
            let words = Quote::for_link(&text, Span::new(0, text.len()));
            let link =
                Address::Read(Read { articles: vec!["a".into()], words, ..Read::default() }).shared("0123456789abcdef");
            assert!(link.len() < LENGTH_MAX, "{}", link.len());
            assert_eq!(Address::parse(&link).1, Vec::<String>::new());
        }
    }

    #[test]
    fn nonsense_opens_the_comparison_with_a_notice() {
        for hash in
            ["#//", "#/%", "#/event/x", "#/1", "#/1/", "#/9/compare", "#:~:text=x", "#/COMPARE", "x", "#/1/compare%"]
        {
            let (address, notices) = Address::parse(hash);
            assert_eq!(address, Address::default(), "{hash}");
            assert!(!notices.is_empty(), "{hash}");
        }
        let (_, notices) = Address::parse(&format!("#/1/find?q={}", "a".repeat(100_000)));
        assert_eq!(notices.len(), 1);
    }

    #[test]
    fn days_are_put_right_or_left_out() {
        let days = |hash: &str| match Address::parse(hash) {
            (Address::Timeline(t), notices) => (t.days.map(|(a, b)| format!("{a} {b}")), notices.len()),
            _ => panic!("not a line of time"),
        };
        let both = Some("2025-11-01 2025-11-30".to_owned());
        assert_eq!(days("#/1/timeline?from=2025-11-30&to=2025-11-01"), (both, 0));
        assert_eq!(days("#/1/timeline?to=2025-11-30"), (Some("2025-11-30 2025-11-30".to_owned()), 0));
        assert_eq!(days("#/1/timeline/a+b?from=2025-11-31&to=2025-12-01"), (None, 2));
    }

    #[test]
    fn what_is_wrong_in_part_is_left_out() {
        let (address, notices) = Address::parse("#/1/read/a?at=5-1&layers=person,nose&x=1&who=%zz");
        let Address::Read(read) = address else { panic!("not read") };
        assert_eq!(read.at, None);
        assert_eq!(read.who, None);
        assert_eq!(read.layers.iter().collect::<Vec<_>>(), [Layer::Person]);
        assert_eq!(notices.len(), 4);
        let (address, notices) = Address::parse("#/1/find?q=x&from=2020-02-30&to=soon&as=nose&sort=left");
        assert_eq!(address.print(), "#/1/find?q=x");
        assert_eq!(notices.len(), 2);
        let (address, notices) = Address::parse("#/1/names?kind=planet&order=x&open=form~&with=a&x=1");
        assert_eq!(address, Address::Names(Names { with: "a".into(), ..Names::default() }));
        assert_eq!(notices.len(), 4);
    }
}
