//! The text of a Markdown file without its signs.
//!
//! Line by line, and in a line from sign to sign; what is no sign stays as it is, so a file without signs is its own
//! text. What is known beside the text may stand before it, between two lines of `---`, as `key: value`.
//!
//! Looking ahead (for the end of a link, of code, of a tag) draws on a budget that grows with the text: when it is
//! used up, signs stay as they stand. So no text takes more than linear time.
use crate::html::{KNOWN, element, headed, is_block, is_headed, is_web, mode_of};
use crate::references::{self, Meant};
use crate::tokens::{Mode, Token, Tokens};
use crate::{Draft, Found};
use corpus::{Basis, InOrder, Lower, Moment, Notice, NoticeKind, Outlet, Set, Span};

/// Looking ahead may take so many times the text's length.
const BUDGET: usize = 16;
/// So many open runs of signs are looked at for the one that a run ends.
const STARS_MAX: usize = 8;
/// A label has at most so many bytes.
const LABEL_MAX: usize = 300;

/// The article of a file.
pub(crate) fn read(text: &str, id: &str) -> Found {
    let mut draft = Draft { id: id.to_owned(), ..Draft::default() };
    let body = front_matter(text, &mut draft);
    let mut writer = Writer {
        text: body,
        at: 0,
        out: String::with_capacity(body.len()),
        cuts: Vec::new(),
        stars: [const { Vec::new() }; 3],
        brackets: Vec::new(),
        labels: labels(body),
        budget: body.len() * BUDGET + 1_000,
        limit: 0,
        headline: None,
    };
    writer.write();
    let headline;
    (draft.text, headline) = writer.finish();
    match &draft.given.headline {
        Some(given) => draft.text = headed(&draft.text, given),
        None => draft.given.headline = headline.filter(|headline| is_headed(&draft.text, headline)),
    }
    Found::Draft(Box::new(draft))
}

/// Takes what stands before the text, and gives the text.
fn front_matter<'a>(text: &'a str, draft: &mut Draft) -> &'a str {
    let rest = text.strip_prefix("---\n").or_else(|| text.strip_prefix("---\r\n"));
    let Some(rest) = rest else { return text };
    let mut fields: Vec<(String, &str)> = Vec::new();
    let mut after = rest;
    loop {
        let Some((line, more)) = after.split_once('\n') else { return text };
        after = more;
        let line = line.trim_end();
        if matches!(line, "---" | "...") {
            break;
        }
        // What is indented, an item or a remark goes on with the field before it.
        if line.is_empty() || line.starts_with([' ', '\t', '-', '#']) {
            continue;
        }
        let Some((key, value)) = line.split_once(':') else { return text };
        if key.contains(' ') || !(value.is_empty() || value.starts_with([' ', '\t'])) {
            return text;
        }
        let value = value.trim();
        let quoted = ['"', '\''].iter().find_map(|q| value.strip_prefix(*q)?.strip_suffix(*q));
        fields.push((key.lower(), quoted.unwrap_or_else(|| value.split(" #").next().unwrap_or("").trim())));
    }
    let field = |keys: &[&str]| {
        let held = keys.iter().find_map(|key| fields.iter().find(|(k, value)| k == key && !value.is_empty()));
        held.map(|(_, value)| (*value).to_owned())
    };
    let given = &mut draft.given;
    given.headline = field(&["headline", "title"]);
    if let Some(day) = field(&["published", "date", "pubdate", "publishdate", "publish_date"]) {
        given.published = day.parse::<Moment>().ok();
        if given.published.is_none() {
            let day: String = day.chars().take(60).collect();
            let hint = format!(
                "Expected a date such as 2025-11-24 or 2025-11-24T00:11:00 before the text, found “{day}”: it was left \
                 out. Correct it."
            );
            draft.notices.push(Notice { kind: NoticeKind::BadField, span: Span::default(), hint });
        }
    }
    if let Some(name) = field(&["outlet", "publisher", "publication", "source", "site_name", "site", "newspaper"]) {
        let url = field(&["url", "link", "canonical_url", "canonical", "permalink"]).filter(|url| is_web(url));
        given.outlet = Some(Outlet { name, url, basis: Basis::Supplied });
    }
    after.trim_start_matches(['\n', '\r'])
}

/// The label of a line that tells where a link leads (`[label]: address`), and nothing else.
fn label_of(line: &str) -> Option<String> {
    let inner = line.strip_prefix('[').filter(|inner| !inner.starts_with('^'))?;
    let (label, address) = inner.split_once("]:")?;
    let mut words = address.split_whitespace();
    let leads = words.next()?.contains(['/', '#', '@', '<']);
    let titled = words.next().is_none_or(|word| word.starts_with(['"', '\'', '(']));
    (leads && titled && label.len() <= LABEL_MAX && !label.contains('[')).then(|| small(label))
}

fn labels(text: &str) -> Set<String> {
    let mut labels = Set::new();
    for line in text.lines() {
        if let Some(label) = label_of(line.trim()) {
            labels.insert(label);
        }
    }
    labels
}

/// A label, as labels are compared.
fn small(label: &str) -> String {
    let words: Vec<&str> = label.split_whitespace().collect();
    words.join(" ").lower()
}

/// A run of signs that may begin an emphasis.
struct Star {
    /// Where it is in what was written, and how many signs of it are left.
    at: usize,
    left: usize,
    len: usize,
    /// Whether it may end one as well.
    both: bool,
}

/// A bracket that is open.
struct Bracket {
    /// Where it is in what was written, and where what is in it begins in the text.
    at: usize,
    from: usize,
    image: bool,
}

struct Writer<'a> {
    text: &'a str,
    at: usize,
    out: String,
    /// Parts of what was written that are signs.
    cuts: Vec<(usize, usize)>,
    /// Runs of `*`, `_` and `~`.
    stars: [Vec<Star>; 3],
    brackets: Vec<Bracket>,
    labels: Set<String>,
    budget: usize,
    /// Up to where it is looked ahead: the end of the paragraph or of the heading.
    limit: usize,
    /// Where the first heading begins in what was written.
    headline: Option<usize>,
}

impl<'a> Writer<'a> {
    fn slice(&self, from: usize, to: usize) -> &'a str {
        self.text.get(from..to).unwrap_or("")
    }

    fn byte(&self, at: usize) -> u8 {
        self.text.as_bytes().get(at).copied().unwrap_or(b'\n')
    }

    /// Where the line ends: its break, or the end of the text.
    fn line_end(&self) -> usize {
        self.slice(self.at, self.text.len()).find('\n').map_or(self.text.len(), |n| self.at + n)
    }

    /// Where the lines end that no empty line divides.
    fn paragraph_end(&self) -> usize {
        let mut end = self.at;
        for line in self.slice(self.at, self.text.len()).split_inclusive('\n') {
            if line.trim().is_empty() {
                break;
            }
            end += line.len();
        }
        end
    }

    /// Ends what may be open in a paragraph.
    fn end_block(&mut self) {
        self.stars.iter_mut().for_each(Vec::clear);
        self.brackets.clear();
    }

    fn write(&mut self) {
        // The sign and the length of an open fence.
        let mut fence: Option<(u8, usize)> = None;
        let mut blank_before = true;
        while self.at < self.text.len() {
            let end = self.line_end();
            let whole = self.slice(self.at, end);
            let after = (end + 1).min(self.text.len());
            let line = whole.trim();
            let first = line.bytes().next().unwrap_or(b'\n');
            let run = line.bytes().take_while(|b| *b == first).count();
            if let Some((sign, len)) = fence {
                if first == sign && run >= len && run == line.len() {
                    fence = None;
                } else {
                    self.out.push_str(self.slice(self.at, after));
                }
                self.at = after;
                continue;
            }
            if matches!(first, b'`' | b'~') && run >= 3 && !line.get(run..).is_some_and(|info| info.contains('`')) {
                self.end_block();
                fence = Some((first, run));
                self.at = after;
                continue;
            }
            if line.is_empty() || is_rule(line) || first == b'=' && run == line.len() && !blank_before {
                self.end_block();
                // The line stays, as an empty one, where it divides.
                if line.is_empty() {
                    self.out.push_str(self.slice(self.at, after));
                } else if !blank_before {
                    self.out.push_str(self.slice(end, after));
                }
                if first == b'=' && self.headline.is_none() {
                    let text = self.out.trim_end();
                    self.headline = Some(text.rfind('\n').map_or(0, |n| n + 1));
                }
                self.at = after;
                blank_before = true;
                continue;
            }
            if is_table_rule(line) || label_of(line).is_some() {
                self.at = after;
                continue;
            }
            self.limit = if self.at < self.limit { self.limit } else { self.paragraph_end() };
            self.block(end, line, run);
            blank_before = false;
            // Code or a tag may have led into a later line.
            while self.at < self.line_end() {
                self.limit = if self.at < self.limit { self.limit } else { self.paragraph_end() };
                self.inline(self.line_end());
            }
            if self.at < self.text.len() {
                self.out.push('\n');
                self.at += 1;
            }
        }
    }

    /// A line of text, up to the text's place `end`.
    fn block(&mut self, end: usize, line: &str, run: usize) {
        let mut rest = self.slice(self.at, end);
        let mut quoted = false;
        while let Some(inner) = rest.trim_start().strip_prefix('>') {
            rest = inner.strip_prefix(' ').unwrap_or(inner);
            quoted = true;
        }
        if quoted {
            self.at = end - rest.len();
        }
        let inner = rest.trim_start();
        let indent = rest.len() - inner.len();
        let after = inner.get(1..2).unwrap_or("");
        if line.starts_with('#')
            && run <= 6
            && line.get(run..).is_some_and(|l| l.is_empty() || l.starts_with([' ', '\t']))
        {
            self.end_block();
            let title = line.trim_start_matches('#').trim();
            let bare = title.trim_end_matches('#');
            let title = if bare.is_empty() || bare.ends_with([' ', '\t']) { bare.trim_end() } else { title };
            let ends = self.slice(self.at, end).trim_end().len();
            let from = self.at + ends - line.trim_start_matches('#').trim_start().len();
            if run == 1 && self.headline.is_none() {
                self.headline = Some(self.out.len());
            }
            self.at = from;
            let beyond = std::mem::replace(&mut self.limit, from + title.len());
            self.inline(from + title.len());
            self.limit = beyond;
            self.end_block();
            let next = self.slice(end + 1, self.text.len()).lines().next();
            if next.is_some_and(|line| !line.trim().is_empty()) {
                self.out.push('\n');
            }
            self.at = self.at.max(end);
            return;
        }
        if inner.starts_with(['*', '+', '-']) && matches!(after, " " | "\t") {
            self.end_block();
            self.out.push_str(rest.get(..indent).unwrap_or(""));
            self.out.push('-');
            self.at = end - inner.len() + 1;
        }
        self.inline(end);
    }

    /// What is in a line, up to `end`; code and tags may go on beyond it.
    fn inline(&mut self, end: usize) {
        while self.at < end {
            let rest = self.text.as_bytes().get(self.at..end).unwrap_or(&[]);
            let plain = rest.iter().position(|b| b"\\`*_~[]!<&:".contains(b)).unwrap_or(rest.len());
            self.out.push_str(self.slice(self.at, self.at + plain));
            self.at += plain;
            if self.at < end && !self.sign() {
                self.out.push(char::from(self.byte(self.at)));
                self.at += 1;
            }
        }
    }

    /// Takes the sign at this place; `false`: it is none.
    fn sign(&mut self) -> bool {
        let sign = self.byte(self.at);
        let next = self.byte(self.at + 1);
        match sign {
            b'\\' if next.is_ascii_punctuation() => {
                self.out.push(char::from(next));
                self.at += 2;
            }
            b'\\' if next == b'\n' && self.at + 1 < self.text.len() => self.at += 1,
            b'`' => return self.code(),
            b'*' | b'_' | b'~' => self.emphasis(sign),
            b'[' => self.open(1),
            b'!' if next == b'[' => self.open(2),
            b']' => return self.close(),
            b'<' => return self.tag(),
            b':' if next == b'/' && self.byte(self.at + 2) == b'/' => {
                // An address may hold what would be signs elsewhere.
                let rest = self.slice(self.at, self.text.len());
                let len = rest.find(|c: char| c.is_whitespace() || "()[]<>`*\"“”".contains(c)).unwrap_or(rest.len());
                self.out.push_str(self.slice(self.at, self.at + len));
                self.at += len;
            }
            b'&' => {
                let after = self.slice(self.at + 1, (self.at + 40).min(self.text.len()));
                let after = if after.is_empty() { self.slice(self.at + 1, self.text.len()) } else { after };
                let Some((len, meant)) = references::reference(after, false) else { return false };
                if self.byte(self.at + len) != b';' {
                    return false;
                }
                self.push(meant);
                self.at += len + 1;
            }
            _ => return false,
        }
        true
    }

    fn push(&mut self, meant: Meant) {
        self.out.extend(meant.into_iter().filter(|c| *c != '\0'));
    }

    /// Looks ahead for the place that `found` tells, in what follows `from` in the paragraph.
    fn ahead(&mut self, from: usize, found: impl Fn(&str) -> Option<usize>) -> Option<usize> {
        if self.budget == 0 {
            return None;
        }
        let rest = self.slice(from, self.limit);
        let place = found(rest);
        self.budget = self.budget.saturating_sub(place.unwrap_or(rest.len()));
        place.map(|n| from + n)
    }

    /// Code between equal runs of backticks.
    fn code(&mut self) -> bool {
        let len = self.slice(self.at, self.text.len()).bytes().take_while(|b| *b == b'`').count();
        let from = self.at + len;
        let end = self.ahead(from, |rest| {
            let mut at = 0;
            loop {
                let begin = at + rest.get(at..)?.find('`')?;
                let run = rest.get(begin..)?.bytes().take_while(|b| *b == b'`').count();
                if run == len {
                    return Some(begin);
                }
                at = begin + run;
            }
        });
        let Some(end) = end else {
            self.out.push_str(self.slice(self.at, from));
            self.at = from;
            return true;
        };
        let code = self.slice(from, end);
        let inner = code.strip_prefix(' ').and_then(|c| c.strip_suffix(' ')).filter(|c| !c.trim().is_empty());
        self.out.push_str(inner.unwrap_or(code));
        self.at = end + len;
        true
    }

    /// A run of signs that begins or ends an emphasis, or neither.
    fn emphasis(&mut self, sign: u8) {
        let len = self.slice(self.at, self.text.len()).bytes().take_while(|b| *b == sign).count();
        let before = self.slice(0, self.at).chars().next_back().unwrap_or(' ');
        let after = self.slice(self.at + len, self.text.len()).chars().next().unwrap_or(' ');
        let is_sign = |c: char| !c.is_alphanumeric() && !c.is_whitespace();
        let left = !after.is_whitespace() && (!is_sign(after) || before.is_whitespace() || is_sign(before));
        let right = !before.is_whitespace() && (!is_sign(before) || after.is_whitespace() || is_sign(after));
        let within = sign == b'_' || before.is_numeric() && after.is_numeric();
        let opens = left && (!within || !right || is_sign(before));
        let closes = right && (!within || !left || is_sign(after));
        let mut at = self.out.len();
        self.out.push_str(self.slice(self.at, self.at + len));
        self.at += len;
        if sign == b'~' && len != 2 {
            return;
        }
        let stack = &mut self.stars[match sign {
            b'*' => 0,
            b'_' => 1,
            _ => 2,
        }];
        let mut left = len;
        while closes && left > 0 {
            // One that may both begin and end goes with one that does not only if their lengths allow it.
            let fits = |star: &Star| {
                !(star.both || opens)
                    || !(star.len + len).is_multiple_of(3)
                    || star.len.is_multiple_of(3) && len.is_multiple_of(3)
            };
            let Some(back) = stack.iter().rev().take(STARS_MAX).position(fits) else { break };
            stack.truncate(stack.len() - back);
            let Some(star) = stack.last_mut() else { break };
            let both = star.left.min(left);
            star.left -= both;
            self.cuts.push((star.at + star.left, star.at + star.left + both));
            self.cuts.push((at, at + both));
            at += both;
            left -= both;
            if star.left == 0 {
                stack.pop();
            }
        }
        if opens && left > 0 {
            stack.push(Star { at, left, len, both: closes });
        }
    }

    fn open(&mut self, len: usize) {
        self.brackets.push(Bracket { at: self.out.len(), from: self.at + len, image: len > 1 });
        self.out.push_str(self.slice(self.at, self.at + len));
        self.at += len;
    }

    /// The end of a bracket: of a link's text, of a picture, or of no sign.
    fn close(&mut self) -> bool {
        let Some(bracket) = self.brackets.pop() else { return false };
        let own = (self.at - bracket.from <= LABEL_MAX).then(|| self.slice(bracket.from, self.at));
        let after = match self.byte(self.at + 1) {
            b'(' => self.ahead(self.at + 2, address_end),
            b'[' if !self.labels.is_empty() => {
                let from = self.at + 2;
                let end = self.ahead(from, |rest| rest.find([']', '\n']));
                end.filter(|end| {
                    let label = Some(self.slice(from, *end)).filter(|label| !label.is_empty()).or(own);
                    self.byte(*end) == b']' && label.is_some_and(|l| self.is_label(l))
                })
            }
            _ => own.filter(|own| self.is_label(own)).map(|_| self.at),
        };
        let Some(after) = after else { return false };
        let end = if bracket.image { self.out.len() } else { bracket.at + 1 };
        self.cuts.push((bracket.at, end));
        self.at = after + 1;
        true
    }

    fn is_label(&self, label: &str) -> bool {
        !self.labels.is_empty() && label.len() <= LABEL_MAX && self.labels.contains(&small(label))
    }

    /// A tag or a comment of HTML, an address between `<` and `>`.
    fn tag(&mut self) -> bool {
        let from = self.at + 1;
        let next = self.byte(from);
        if !next.is_ascii_alphabetic() && !matches!(next, b'/' | b'!') {
            return false;
        }
        let rest = self.slice(from, self.text.len());
        if next == b'!' {
            if !rest.starts_with("!--") || self.budget == 0 {
                return false;
            }
            let len = rest.find("-->");
            self.budget = self.budget.saturating_sub(len.unwrap_or(rest.len()));
            self.at = len.map_or(self.at, |len| from + len + 3);
            return len.is_some();
        }
        let Some(end) = self.ahead(from, |rest| rest.find('>')) else { return false };
        let inner = self.slice(from, end);
        if next != b'/' && inner.contains([':', '@']) && !inner.contains([' ', '\n', '<', '"']) {
            self.out.push_str(inner);
            self.at = end + 1;
            return true;
        }
        let named = inner.trim_start_matches('/');
        let name = named.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
        if element(&name) & KNOWN == 0 {
            return false;
        }
        let mut tokens = Tokens::new(self.slice(self.at, self.text.len()), false);
        let tag = tokens.next();
        let len = tokens.at();
        self.budget = self.budget.saturating_sub(len);
        if !matches!(tag, Some(Token::Start(_) | Token::End(_))) {
            return false;
        }
        let starts = matches!(tag, Some(Token::Start(_)));
        self.at += len;
        let mode = mode_of(&name);
        if starts && mode != Mode::Data {
            tokens.enter(mode, &name);
            tokens.next();
            self.at += tokens.at() - len;
            self.budget = self.budget.saturating_sub(tokens.at());
        }
        if is_block(&name) || name == "br" {
            // It divides lines, also in the midst of one.
            let more = !matches!(self.byte(self.at), b'\n' | b'\r');
            if more && !self.out.is_empty() && !self.out.ends_with('\n') {
                self.out.push('\n');
            }
        } else if starts
            && matches!(name.as_str(), "td" | "th")
            && !self.out.is_empty()
            && !self.out.ends_with(['\n', ' '])
        {
            self.out.push(' ');
        }
        true
    }

    /// What was written, without its signs, and its headline.
    fn finish(mut self) -> (String, Option<String>) {
        self.cuts.put_in_order();
        let mut text = String::with_capacity(self.out.len());
        let mut at = 0;
        let mut headline = None;
        for (from, to) in self.cuts.into_iter().chain([(self.out.len(), self.out.len())]) {
            if let Some(place) = self.headline.filter(|place| (at..=from.max(at)).contains(place) && headline.is_none())
            {
                headline = Some(text.len() + place - at);
            }
            text.push_str(self.out.get(at..from).unwrap_or(""));
            at = at.max(to);
        }
        let line = headline.and_then(|at| text.get(at..)?.lines().next()).map(str::trim);
        let headline = line.filter(|line| !line.is_empty()).map(str::to_owned);
        (text, headline)
    }
}

/// Where the bracket ends that holds a link's address and perhaps its title.
fn address_end(rest: &str) -> Option<usize> {
    let mut depth = 0_usize;
    let mut end = None;
    for (at, byte) in rest.bytes().enumerate() {
        match byte {
            b'\n' => return None,
            b'(' => depth += 1,
            b')' if depth == 0 => {
                end = Some(at);
                break;
            }
            b')' => depth -= 1,
            _ => {}
        }
    }
    let inner = rest.get(..end?)?.trim();
    let title = match inner.strip_prefix('<').and_then(|i| i.split_once('>')) {
        Some((_, title)) => title,
        None => inner.split_once([' ', '\t']).map_or("", |(_, title)| title),
    };
    let title = title.trim();
    (title.is_empty() || title.starts_with(['"', '\'', '('])).then_some(end?)
}

/// A line that divides: at least three of one sign.
fn is_rule(line: &str) -> bool {
    let Some(sign) = line.bytes().next().filter(|b| matches!(b, b'-' | b'*' | b'_')) else { return false };
    line.bytes().filter(|b| *b == sign).count() >= 3 && line.bytes().all(|b| b == sign || matches!(b, b' ' | b'\t'))
}

/// The line below the head of a table.
fn is_table_rule(line: &str) -> bool {
    line.contains("--") && line.contains('|') && line.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::html::tests::assert_linear;
    use proptest::prelude::*;

    fn draft(text: &str) -> Draft {
        match read(text, "a") {
            Found::Draft(draft) => *draft,
            Found::Trouble(trouble) => panic!("{text:?}: {trouble:?}"),
        }
    }

    fn check(text: &str, expected: &str) {
        assert_eq!(draft(text).text, expected, "{text}");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in [
            "",
            "\n\n a  b \r\nc\td\n",
            "Rain fell.\n\n- one\n- two\n1. three\n",
            "5 * 3 * 2, snake_case_word, a ~ b, 1 < 2 > 0, #hashtag, [sic] (he said), AT&T, R&D; &c, 50 % * note",
            "*Only one, and 2 ** 3, \\ and C:\\x, ![, ], a] b, <unknown x>, <3, `one, a, 2*3*4",
            "Head:\n\tindented",
            "Time: 10:15\nPlace: “Oslo”\n",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn signs_in_a_line_go() {
        check("a **b** *c* __d__ _e_ ***f*** ~~g~~ **h*i*j**", "a b c d e f g hij");
        check("**“We left,”** she said. *No.*\nAnd *over\ntwo* lines", "“We left,” she said. No.\nAnd over\ntwo lines");
        check("*a\n\nb*", "*a\n\nb*");
        check("**foo*bar** x*y*z _a_b_", "foo*bar xyz a_b");
        check("`a *b*` ``c ` d`` `` e`` \\*f\\* \\[g]", "a *b* c ` d  e *f* [g]");
        check("&amp;amp; &lt;b&gt; &copy &bogus;", "&amp; <b> &copy &bogus;");
        check("a\\\nb", "a\nb");
    }

    #[test]
    fn links_are_their_words_and_pictures_go() {
        check("[a *b*](http://x.y/(z) \"t\") c [d](<e f>)", "a b c d");
        check("![alt](x.png)\n[![alt [b]](x)](y) c", "\n c");
        check("[a](b c) [d] (e) [f](", "[a](b c) [d] (e) [f](");
        check("[a][1] [b][] [c] [d] ![p][1]\n\n[1]: http://x.y\n[b]: <z> \"t\"\n[C]: /c\n", "a b c [d] \n\n");
        check("[Note]: she said so.\n[^1]: http://x.y", "[Note]: she said so.\n[^1]: http://x.y");
        check("<https://x.y/z> <a@b.c> https://x.y/_a_b_", "https://x.y/z a@b.c https://x.y/_a_b_");
    }

    #[test]
    fn signs_of_lines_go() {
        let text =
            "# Rain *falls*\nText\n\n## Second ##\n\nThird\n=====\n> q1\n> > q2\n\n* a\n+ b\n  * c\n\n***\nend\n---\n";
        check(text, "Rain falls\n\nText\n\nSecond\n\nThird\n\nq1\nq2\n\n- a\n- b\n  - c\n\nend\n\n");
        check("```rust\n# a *b*\n\n[c]: /d\n```\n~~~\n```\n~~~\ne", "# a *b*\n\n[c]: /d\n```\ne");
        check("| a | b |\n|---|:-:|\n| c | d |", "| a | b |\n| c | d |");
        check("`a\nb` # c", "a\nb # c");
        check("# a `b\nc` d", "a `b\n\nc` d");
    }

    #[test]
    fn tags_go_and_divide_where_they_stand_for_lines() {
        check("a <b>b</b> <span title='>'>c</span><br>d<!-- e\n\nf -->g", "a b c\ndg");
        check("<div>a</div><p>b</p>\n<script>\n\nx()</script>c <td>d</td><td>e</td>", "a\nb\nc d e");
        check("a <b and no end", "a <b and no end");
        check("a <!-- and no end", "a <!-- and no end");
    }

    #[test]
    fn what_stands_before_the_text_is_known() {
        let text = "---\ntitle: \"Rain: it falls\"\ndate: 2024-05-06 # a day\nauthor: X\ntags:\n  - a\n- b\nsource: The Gull\nurl: https://gull.example/a\n---\n\nText.\n";
        let found = draft(text);
        assert_eq!(found.text, "Rain: it falls\n\nText.\n");
        assert_eq!(found.given.headline.as_deref(), Some("Rain: it falls"));
        assert_eq!(found.given.published.map(|p| p.to_string()).as_deref(), Some("2024-05-06"));
        let outlet = found.given.outlet.unwrap();
        assert_eq!((outlet.name.as_str(), outlet.url.as_deref()), ("The Gull", Some("https://gull.example/a")));
        let wrong = draft("---\r\ndate: soon\r\nurl: javascript:x\r\nsite: G\r\n---\r\n# A\r\nText.");
        assert_eq!((wrong.text.as_str(), wrong.given.published), ("A\n\nText.", None));
        assert!(wrong.notices[0].hint.contains("“soon”"));
        assert_eq!(wrong.given.outlet.unwrap().url, None);
        assert_eq!(wrong.given.headline.as_deref(), Some("A"));
        // No front matter.
        check("---\nJust a line.\n---\nText", "Just a line.\n\nText");
        check("---\na: b\n", "a: b\n");
        let headed = draft("# **Rain** falls & falls\n\nText");
        assert_eq!(headed.given.headline.as_deref(), Some("Rain falls & falls"));
        assert_eq!(headed.read().headline_text(), Some("Rain falls & falls"));
        assert_eq!(draft("a\n\nb\n\nc\n\nd\n\n# e\n").given.headline, None);
    }

    const PIECES: [&str; 40] = [
        "a",
        "b c",
        " ",
        "  ",
        "\n",
        "\n\n",
        "\r\n",
        "é",
        "\0",
        "*",
        "**",
        "***",
        "_",
        "__",
        "~~",
        "`",
        "``",
        "```",
        "[",
        "![",
        "]",
        "](",
        "][",
        ")",
        "(",
        "<",
        ">",
        "<b>",
        "</p>",
        "<!--",
        "-->",
        "<script>",
        "</script>",
        "# ",
        "> ",
        "- ",
        "---",
        "|--|",
        "\\",
        "[a]: /b",
    ];

    proptest! {
        #[test]
        fn no_text_does_harm(
            pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..60), other in any::<String>()
        ) {
            let text = pieces.concat();
            for text in [text.clone(), format!("{text}{other}"), other] {
                let _ = draft(&text);
            }
        }

        #[test]
        fn letters_are_all_there(pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..21]), 0..60)) {
            // Signs without addresses and tags hide nothing.
            let text = pieces.concat();
            prop_assume!(!text.contains("```") && !text.contains("~~~"));
            let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
            prop_assert_eq!(letters(&draft(&text).text), letters(&text), "{:?}", text);
        }

        #[test]
        fn text_without_signs_is_itself(text in "[^*_~`\\[\\]<&\\\\#>+=|!-]{0,80}") {
            prop_assert_eq!(draft(&text).text, text);
        }
    }

    #[test]
    fn time_grows_as_the_text_does() {
        let more = [
            "<a ",
            "<a b='",
            "[a](b",
            "[](",
            "](",
            "*a",
            "a*",
            "**a*",
            "a**b",
            "`a``b",
            "<!--",
            "<script>",
            "[x][",
            "> ",
            "&#1",
            "[a]: /b\n",
            "[a]: /b\n[a]",
            "# a\n",
            "a\n=\n",
            "`a",
            "<b>",
            "\n<a\n\n",
        ];
        for piece in PIECES.iter().copied().chain(more) {
            assert_linear(piece, |text| {
                let _ = read(text, "a");
            });
        }
        let ticks: String = (1..1_400).map(|n| "`".repeat(n) + "a").collect();
        assert_linear(&ticks, |text| {
            let _ = read(text, "a");
        });
    }
}
