//! Pairs quotation marks: which words of an article stand between them.
//!
//! Follows the conventions that the Unicode standard lists for quotation marks (chapter 6.2): “ ” and ‘ ’,
//! „ “ and ‚ ‘, „ ”, ” ”, « » and » «, ‹ ›, 「 」, `` '', and the straight " and '. Apostrophes, possessives, years
//! (’90s) and inches are told apart by their neighbours. A paragraph that opens with a mark and does not
//! close it goes on in the next one when that opens with the same mark. Marks without a partner are
//! tolerated and listed by [`unpaired`]. One pass per block, linear in its length.
use crate::cues::LEXICON;
use corpus::InOrder;
use corpus::one_of;
use corpus::{Article, Span};

/// Deeper nesting is not read as quotation: no text that means it goes so far.
const DEPTH_MAX: u8 = 6;

/// The words between two marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// With the marks.
    pub outer: Span,
    /// Without the marks and the white space inside them.
    pub inner: Span,
    /// How many quotations stand around it.
    pub depth: u8,
    /// Index of its block in the article.
    pub block: u32,
    /// Whether it goes on with a quotation that the block before left open.
    pub continues: bool,
}

/// All quotations of the content blocks, by position; an outer one comes before those inside it.
#[must_use]
pub fn quotations(article: &Article) -> Vec<Quotation> {
    read(article).0
}

/// The marks without a partner, by position.
#[must_use]
pub fn unpaired(article: &Article) -> Vec<Span> {
    read(article).1
}

/// What opens a quotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Opener {
    /// “
    Double,
    /// ‘
    Single,
    /// „
    Low,
    /// ‚
    LowSingle,
    /// ” used on both sides
    Swedish,
    /// «
    Guillemet,
    /// » used as the opening one
    Reversed,
    /// ‹
    Angle,
    /// 「 or 『
    Corner,
    /// "
    Straight,
    /// '
    StraightSingle,
    /// `` with '' to close
    Backticks,
}

impl Opener {
    const COUNT: usize = 12;
}

/// An opening mark that waits for its partner.
#[derive(Clone, Copy, Debug)]
struct Open {
    opener: Opener,
    mark: Span,
    /// A later mark that may close it, but may as well be the possessive of a plural.
    doubtful: Option<Span>,
}

/// What a mark does, judged by itself and its neighbours.
enum Role {
    Opens(Opener),
    /// Closes the innermost open one of these.
    Closes(&'static [Opener]),
    /// Closes unless a surer mark comes later.
    MayClose(Opener),
    Nothing,
}

/// The state of one block.
#[derive(Default)]
struct Pairing {
    stack: Vec<Open>,
    open: [u32; Opener::COUNT],
    pairs: Vec<(Span, Span)>,
    lost: Vec<Span>,
    /// Those of the lost that close.
    strays: Vec<Span>,
}

impl Pairing {
    fn is_open(&self, opener: Opener) -> bool {
        self.open.get(opener as usize).is_some_and(|&n| n > 0)
    }

    fn push(&mut self, opener: Opener, mark: Span) {
        if let Some(n) = self.open.get_mut(opener as usize) {
            *n += 1;
        }
        self.stack.push(Open { opener, mark, doubtful: None });
    }

    fn pop(&mut self) -> Option<Open> {
        let top = self.stack.pop()?;
        if let Some(n) = self.open.get_mut(top.opener as usize) {
            *n = n.saturating_sub(1);
        }
        Some(top)
    }

    /// Gives up the innermost open mark: paired with a doubtful partner if there was one, else without.
    fn give_up(&mut self) {
        if let Some(open) = self.pop() {
            match open.doubtful {
                Some(close) => self.pairs.push((open.mark, close)),
                None => self.lost.push(open.mark),
            }
        }
    }

    fn close(&mut self, openers: &[Opener], mark: Span) {
        if !openers.iter().any(|&o| self.is_open(o)) {
            self.lost.push(mark);
            self.strays.push(mark);
            return;
        }
        while self.stack.last().is_some_and(|top| !openers.contains(&top.opener)) {
            self.give_up();
        }
        if let Some(open) = self.pop() {
            self.pairs.push((open.mark, mark));
        }
    }
}

/// The characters around a mark.
struct Around {
    before: Option<char>,
    after: Option<char>,
    /// The one after that.
    then: Option<char>,
    /// And the one after that.
    third: Option<char>,
}

impl Around {
    fn starts_word(&self) -> bool {
        let open_before = self.before.is_none_or(|c| {
            c.is_whitespace()
                || matches!(
                    c,
                    '(' | '[' | '{' | '—' | '–' | '-' | '/' | '“' | '‘' | '„' | '‚' | '«' | '"' | '\'' | ':' | '…'
                )
        });
        let stops = self.then.is_none_or(|c| c.is_whitespace() || is_mark(c));
        let word =
            |c: char| !(c.is_whitespace() || matches!(c, ',' | ';' | ':' | '!' | '?' | ')') || c == '.' && stops);
        open_before && self.after.is_some_and(word)
    }

    fn inside_word(&self) -> bool {
        self.before.is_some_and(char::is_alphanumeric) && self.after.is_some_and(char::is_alphanumeric)
    }

    /// ’90s, ’em, ’n’: a letter or digit was left out here; or a clitic that corpora write apart (“it 's”, “we 'll”).
    fn elision(&self) -> bool {
        let ends = |c: Option<char>| !c.is_some_and(char::is_alphanumeric);
        self.after.is_some_and(|c| c.is_ascii_digit())
            || matches!((self.after, self.then), (Some('e'), Some('m')) | (Some('n'), Some('\'' | '’')))
            || self.before == Some(' ')
                && (matches!(self.after, Some('s' | 'd' | 'm')) && ends(self.then)
                    || matches!((self.after, self.then), (Some('l'), Some('l')) | (Some('r' | 'v'), Some('e')))
                        && ends(self.third))
    }

    /// Between spaces, as corpora write their marks.
    fn set_apart(&self) -> bool {
        self.before.is_none_or(char::is_whitespace) && self.after.is_some_and(char::is_whitespace)
    }

    /// ''We stay'': two single marks that stand for one.
    fn opens_doubled(&self) -> bool {
        self.before.is_none_or(|c| c.is_whitespace() || c == '(') && self.then.is_some_and(char::is_alphanumeric)
    }

    /// “the leaders’ call”: nothing tells it from a closing mark.
    fn may_be_plural(&self) -> bool {
        matches!(self.before, Some('s' | 'S'))
            && self.after == Some(' ')
            && self.then.is_some_and(char::is_alphanumeric)
    }
}

fn role(mark: char, around: &Around, state: &Pairing) -> Role {
    use Opener as O;
    match mark {
        '“' if state.is_open(O::Low) && !around.starts_word() => Role::Closes(&[O::Low]),
        '“' => Role::Opens(O::Double),
        '”' if around.starts_word()
            && !state.is_open(O::Double)
            && !state.is_open(O::Low)
            && !state.is_open(O::Swedish) =>
        {
            Role::Opens(O::Swedish)
        }
        '”' => Role::Closes(&[O::Double, O::Low, O::Swedish, O::Straight, O::Backticks]),
        '„' => Role::Opens(O::Low),
        '‚' if around.starts_word() => Role::Opens(O::LowSingle),
        '«' if state.is_open(O::Reversed) => Role::Closes(&[O::Reversed]),
        '«' => Role::Opens(O::Guillemet),
        '»' if state.is_open(O::Guillemet) => Role::Closes(&[O::Guillemet]),
        '»' if around.starts_word() => Role::Opens(O::Reversed),
        '»' => Role::Closes(&[O::Guillemet]),
        '‹' => Role::Opens(O::Angle),
        '›' => Role::Closes(&[O::Angle]),
        '「' | '『' => Role::Opens(O::Corner),
        '」' | '』' => Role::Closes(&[O::Corner]),
        '"' => straight(around, state),
        '`' if around.after == Some('`') => Role::Opens(O::Backticks),
        '`' if around.before.is_none_or(char::is_whitespace) && !around.elision() => Role::Opens(O::StraightSingle),
        '\'' | '‘' if around.after == Some(mark) && around.opens_doubled() && !state.is_open(O::Backticks) => {
            Role::Opens(O::Backticks)
        }
        '\'' if around.after == Some('\'') && !state.is_open(O::StraightSingle) => {
            Role::Closes(&[O::Backticks, O::Straight])
        }
        '’' if around.after == Some('’') && state.is_open(O::Backticks) => {
            Role::Closes(&[O::Backticks, O::Straight])
        }
        '‘' if around.inside_word() || around.elision() => Role::Nothing,
        '‘' if state.is_open(O::LowSingle) && !around.starts_word() => Role::Closes(&[O::LowSingle]),
        '‘' => Role::Opens(O::Single),
        '’' if state.is_open(O::Single) || state.is_open(O::LowSingle) => closes_single(O::Single, around),
        '\'' if around.starts_word() && !around.elision() => Role::Opens(O::StraightSingle),
        '\'' if state.is_open(O::StraightSingle) => closes_single(O::StraightSingle, around),
        _ => Role::Nothing,
    }
}

fn straight(around: &Around, state: &Pairing) -> Role {
    let open = state.is_open(Opener::Straight);
    let digit = around.before.is_some_and(|c| c.is_ascii_digit());
    let other = [Opener::Backticks, Opener::Double, Opener::Low].iter().any(|&o| state.is_open(o));
    if !open && other && !digit && !around.starts_word() {
        return Role::Closes(&[Opener::Backticks, Opener::Double, Opener::Low]);
    }
    if around.set_apart() && !open {
        return Role::Opens(Opener::Straight);
    }
    if around.starts_word() && !(open && around.before.is_some_and(|c| !c.is_whitespace())) {
        Role::Opens(Opener::Straight)
    } else if open {
        Role::Closes(&[Opener::Straight])
    } else if digit {
        Role::Nothing // inches
    } else if around.after.is_some_and(char::is_alphanumeric) {
        Role::Opens(Opener::Straight)
    } else {
        Role::Closes(&[Opener::Straight])
    }
}

fn closes_single(opener: Opener, around: &Around) -> Role {
    if around.inside_word() || around.starts_word() && around.before.is_some() {
        Role::Nothing
    } else if around.may_be_plural() {
        Role::MayClose(opener)
    } else if opener == Opener::Single {
        Role::Closes(&[Opener::Single, Opener::LowSingle])
    } else {
        Role::Closes(&[Opener::StraightSingle])
    }
}

/// A mark that its block left open, with the blocks it may reach over.
struct Pending {
    mark: Span,
    blocks: Vec<(Span, usize)>,
}

/// How many blocks a quotation may hold that opens none of them anew.
const BLOCKS_MAX: usize = 5;

/// Quotations and lonely marks of the whole article.
fn read(article: &Article) -> (Vec<Quotation>, Vec<Span>) {
    let text = &article.text;
    let mut found = Found { text, quotations: Vec::new(), lost: Vec::new(), next_word: (u32::MAX, 0) };
    let mut pending: Option<Pending> = None;
    for (index, block) in article.blocks.iter().enumerate().filter(|(_, b)| b.kind.is_content()) {
        let first = block.body.of(text).chars().next();
        let state = pair_block(text, block.body);
        let mut closer = None;
        let mut continues = false;
        if let Some(mut open) = pending.take() {
            continues = first.is_some_and(|c| same_mark(open.mark.of(text), c));
            closer = state.first_stray(text, open.mark).filter(|_| !continues);
            if continues || closer.is_some() {
                found.reach(&open);
            } else if state.pairs.is_empty() && state.lost.is_empty() && open.blocks.len() < BLOCKS_MAX {
                open.blocks.push((block.body, index));
                pending = Some(open);
                continue;
            } else {
                found.give_up(&open);
            }
        }
        if let Some(close) = closer {
            let start = Span { end: block.body.start, ..block.body };
            found.add(start, close, index, true);
        }
        for &(open, close) in &state.pairs {
            found.add(open, close, index, continues && open.start == block.body.start);
        }
        let waiting = state.waiting(text);
        found.lost.extend(state.lost.iter().filter(|&&m| Some(m) != waiting && Some(m) != closer));
        pending = waiting.map(|mark| Pending { mark, blocks: vec![(block.body, index)] });
    }
    if let Some(open) = pending {
        found.give_up(&open);
    }
    finish(found.quotations, found.lost, article)
}

/// What was found so far.
struct Found<'a> {
    text: &'a str,
    quotations: Vec<Quotation>,
    lost: Vec<Span>,
    /// A place, and the next letter or digit from there on.
    next_word: (u32, u32),
}

impl Found<'_> {
    /// Adds what an open mark holds: the rest of its block, and the blocks after it.
    fn reach(&mut self, open: &Pending) {
        for (n, &(body, block)) in open.blocks.iter().enumerate() {
            let start = if n == 0 { open.mark } else { Span { end: body.start, ..body } };
            self.add(start, Span { start: body.end, end: body.end }, block, n > 0);
        }
    }

    /// A mark that nothing closes: after a verb of saying or a colon it holds the rest of its block.
    fn give_up(&mut self, open: &Pending) {
        let before = self.text.get(..open.mark.start as usize).unwrap_or("").trim_end();
        let rest = self.text.get(open.mark.end as usize..).unwrap_or("").trim_start();
        let word = before.rsplit(' ').next().unwrap_or("");
        let announced =
            word.ends_with(':') || LEXICON.get(word.trim_end_matches(',')).is_some_and(|w| !w.cues.is_empty());
        let first =
            open.blocks.first().filter(|b| b.0.contains(open.mark) && b.0.of(self.text).ends_with(['.', '!', '?']));
        if let Some(&(body, block)) = first.filter(|_| announced && rest.starts_with(char::is_uppercase)) {
            self.add(open.mark, Span { start: body.end, end: body.end }, block, false);
        }
        self.lost.push(open.mark);
    }

    /// Whether a letter or digit lies there. Marks around marks are looked through once, however deep they lie.
    fn has_words(&mut self, between: Span) -> bool {
        let (from, at) = self.next_word;
        if !(from..=at).contains(&between.start) {
            let rest = self.text.get(between.start as usize..).unwrap_or("");
            let mut here = between.start;
            for c in rest.chars() {
                if here == from || c.is_alphanumeric() {
                    break;
                }
                here += c.len_utf8() as u32;
            }
            self.next_word = (between.start, if here == from { at } else { here });
        }
        self.next_word.1 < between.end
    }

    fn add(&mut self, open: Span, close: Span, block: usize, continues: bool) {
        let between = Span { start: open.end, end: close.start.max(open.end) };
        if !self.has_words(between) {
            return;
        }
        let words = between.of(self.text);
        let start = between.start as usize + (words.len() - words.trim_start().len());
        let inner = Span::new(start, start + words.trim().len());
        let block = u32::try_from(block).unwrap_or(u32::MAX);
        self.quotations.push(Quotation { outer: open.cover(close), inner, depth: 0, block, continues });
    }
}

impl Pairing {
    /// The outermost double mark that the block left open.
    fn waiting(&self, text: &str) -> Option<Span> {
        let opened = self.lost.iter().filter(|m| !self.strays.contains(m) || self.strays.len() > 8);
        let mark = *opened.take(8).find(|m| one_of(m.of(text), "“ \" „ « ‘ ``"))?;
        let inside = self.pairs.iter().any(|(open, close)| open.start < mark.start && mark.start < close.start);
        (!inside).then_some(mark)
    }

    /// The closing mark without a partner that comes before any other mark and fits the one left open.
    fn first_stray(&self, text: &str, open: Span) -> Option<Span> {
        let stray = *self.strays.first()?;
        let fits = match open.of(text) {
            "“" => stray.of(text) == "”",
            "„" => one_of(stray.of(text), "“ ”"),
            "«" => stray.of(text) == "»",
            "``" => stray.of(text) == "''",
            "\"" => stray.of(text) == "\"",
            _ => false,
        };
        let first = self.pairs.iter().all(|(o, _)| stray.start < o.start) && self.lost.first() == Some(&stray);
        (fits && first).then_some(stray)
    }
}

fn same_mark(mark: &str, first: char) -> bool {
    mark.starts_with(first) || (mark == "«" && first == '»')
}

fn pair_block(text: &str, body: Span) -> Pairing {
    let mut state = Pairing::default();
    let mut chars = body.of(text).char_indices().peekable();
    let mut before = None;
    while let Some((at, c)) = chars.next() {
        if c.is_ascii_alphanumeric() || c == ' ' || !is_mark(c) {
            before = Some(c);
            continue;
        }
        let mut rest = chars.clone();
        let mut next = || rest.next().map(|(_, c)| c);
        let around = Around { before, after: next(), then: next(), third: next() };
        // “I am 6' 2" tall,” inside straight marks: a length, where a surer mark follows.
        let length = around.before.is_some_and(|c| c.is_ascii_digit())
            && around.after == Some(' ')
            && around.then.is_some_and(char::is_lowercase);
        if c == '"' && length && state.is_open(Opener::Straight) && closes_next(chars.clone()) {
            before = Some(c);
            continue;
        }
        let start = body.start as usize + at;
        let role = role(c, &around, &state);
        let doubled =
            c != '"' && matches!(role, Role::Opens(Opener::Backticks) | Role::Closes([Opener::Backticks, ..]));
        let mark = Span::new(start, start + c.len_utf8() * (1 + usize::from(doubled)));
        if doubled {
            chars.next();
        }
        match role {
            Role::Opens(opener) => {
                if opener == Opener::Straight && state.is_open(opener) {
                    // “the "Apple "brand”: a text that spaces its marks wrongly closes here.
                    if !closes_next(chars.clone()) {
                        state.close(&[opener], mark);
                        before = Some(c);
                        continue;
                    }
                    while state.is_open(opener) {
                        state.give_up();
                    }
                }
                state.push(opener, mark);
            }
            Role::Closes(openers) => state.close(openers, mark),
            Role::MayClose(opener) => {
                if let Some(top) = state.stack.last_mut().filter(|top| top.opener == opener) {
                    top.doubtful = Some(mark);
                }
            }
            Role::Nothing => {}
        }
        before = Some(c);
    }
    while !state.stack.is_empty() {
        state.give_up();
    }
    state.lost.put_in_order();
    state
}

/// Whether the next straight mark, if there is one, can only close.
fn closes_next(rest: impl Iterator<Item = (usize, char)>) -> bool {
    let mut before = ' ';
    for (_, c) in rest {
        if c == '"' {
            return !before.is_whitespace();
        }
        before = c;
    }
    false
}

fn is_mark(c: char) -> bool {
    matches!(
        c,
        '“' | '”'
            | '„'
            | '‘'
            | '’'
            | '‚'
            | '«'
            | '»'
            | '‹'
            | '›'
            | '「'
            | '」'
            | '『'
            | '』'
            | '"'
            | '\''
            | '`'
    )
}

/// Sorts, counts how deep each stands, and drops what is nested beyond sense.
fn finish(mut quotations: Vec<Quotation>, mut lost: Vec<Span>, article: &Article) -> (Vec<Quotation>, Vec<Span>) {
    quotations.put_in_order_by_key(|q| (q.outer.start, std::cmp::Reverse(q.outer.end)));
    let mut around: Vec<u32> = Vec::new();
    for q in &mut quotations {
        while around.last().is_some_and(|&end| end <= q.outer.start) {
            around.pop();
        }
        q.depth = u8::try_from(around.len()).unwrap_or(u8::MAX);
        around.push(q.outer.end);
    }
    quotations.retain(|q| q.depth < DEPTH_MAX);
    lost.put_in_order();
    lost.dedup();
    // An apostrophe alone is nobody's business.
    lost.retain(|m| !one_of(m.of(&article.text), "’ '"));
    (quotations, lost)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, expected: &[&str]) {
        let article = corpus::read_text("t", text.to_owned());
        let found: Vec<&str> = quotations(&article).iter().map(|q| q.inner.of(&article.text)).collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn marks_are_paired_by_their_kind() {
        check("He said “yes” and “no”.", &["yes", "no"]);
        check("He said \"yes\" and \"no\".", &["yes", "no"]);
        check("“Yes,” he said, “we can.”", &["Yes,", "we can."]);
        check("\"Yes,\" he said, \"we can.\"", &["Yes,", "we can."]);
        check("‘It’s ours,’ he said.", &["It’s ours,"]);
        check("'It's ours,' he said.", &["It's ours,"]);
        check("‘The leaders’ call was good,’ he said.", &["The leaders’ call was good,"]);
        check("'The leaders' call was good,' he said.", &["The leaders' call was good,"]);
        check("the players’ union and the referees’ strike", &[]);
        check("the players' union and the referees' strike", &[]);
        check("the ’90s and the '80s rock ’n’ roll", &[]);
        check("Sie sagte: „Wir bleiben.“ Dann ging sie.", &["Wir bleiben."]);
        check("Er sagte: »Nein.« Und ging.", &["Nein."]);
        check("He said “We stay.\nHe left.", &["We stay."]);
        check("Il a dit : « Nous restons », hier.", &["Nous restons"]);
        check("Zij zei: „Wij blijven.” En ging.", &["Wij blijven."]);
        check("Hon sa: ”Vi stannar.” Sedan", &["Vi stannar."]);
        check("“He told me ‘no’ twice,” she said.", &["He told me ‘no’ twice,", "no"]);
        check("‘He told me “no” twice,’ she said.", &["He told me “no” twice,", "no"]);
        check("\"He told me 'no' twice,\" she said.", &["He told me 'no' twice,", "no"]);
        check("„Er sagte ‚nein‘ zu mir“, sagte sie.", &["Er sagte ‚nein‘ zu mir", "nein"]);
        check("He is 6' 2\" tall.", &[]);
        check("\"I am 6' 2\" tall,\" he said.", &["I am 6' 2\" tall,"]);
        check("\"We won 12\" and \"lost 6\" he said.", &["We won 12", "lost 6"]);
        check("An unclosed “quotation runs on.", &[]);
        check("A stray ” mark.", &[]);
        check("“One. “Two.”", &["Two."]);
        check("(“aside”) and “x”—“y”", &["aside", "x", "y"]);
        check("“” and \"\"", &[]);
        check("Trump’s “realistic” approach and O’Brien’s “plan”", &["realistic", "plan"]);
        check("they called it a “win”; others didn't.", &["win"]);
        check("「行きます」と言った", &["行きます"]);
        check("the club's 'golden era' is over", &["golden era"]);
        check("it’s ‘over’, says Bush’s aide", &["over"]);
        check("`` We 'll see , '' she said . The firm 's plan is `` dead . ''", &["We 'll see ,", "dead ."]);
        check("`` We stay, \" she said. `` And win.”", &["We stay,", "And win."]);
        check(
            "“We stay,\" she said. \"And win.” “He is 6' 2\" tall,” he said.",
            &["We stay,", "And win.", "He is 6' 2\" tall,"],
        );
        check("\" We stay , \" she said . \" And win . \"", &["We stay ,", "And win ."]);
        check("''We stay,'' she said. ‘‘And win.’’", &["We stay,", "And win."]);
        check("\"We stay,'' she said.", &["We stay,"]);
        check("the \"Apple \"brand and a \"bumper, \"which", &["Apple", "bumper,"]);
        check("He left \"it. He said \"no\" twice.", &["no"]);
        check("The text \"1955-2011 \", he said, is \"true \".", &["1955-2011", "true"]);
        check("the sound ` pings ', which", &["pings"]);
        check("Ann 's bike , Bob 's car and the boys ' room", &[]);
    }

    #[test]
    fn an_open_paragraph_goes_on_in_the_next() {
        check("“We stay.\n“We fight.\n“We win,” he said.", &["We stay.", "We fight.", "We win,"]);
        check("He said: “We stay.\n“We fight.”", &["We stay.", "We fight."]);
        check("\"We stay.\n\"We fight.\"", &["We stay.", "We fight."]);
        check("“We stay.\nHe left.", &[]);
        check("He said: “We stay.\nWe fight.” Then he left.", &["We stay.", "We fight."]);
        check("He said `` We stay.\nWe fight.'' Then `` no''", &["We stay.", "We fight.", "no"]);
        let article = corpus::read_text("t", "“We stay.\n“We fight.”".to_owned());
        let continues: Vec<bool> = quotations(&article).iter().map(|q| q.continues).collect();
        assert_eq!(continues, [false, true]);
    }

    #[test]
    fn lonely_marks_are_listed() {
        for (text, expected) in [("a “b", 1), ("a ” b", 1), ("a “b”", 0), ("“a\n“b”", 0), ("it’s", 0), ("a \"b", 1)]
        {
            assert_eq!(unpaired(&corpus::read_text("t", text.to_owned())).len(), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn laws(text in "[“”\"'‘’«»„‚a-cS. \n]{0,120}") {
            let article = corpus::read_text("t", text);
            let found = quotations(&article);
            for q in &found {
                prop_assert!(q.outer.contains(q.inner));
                prop_assert!(!q.inner.of(&article.text).is_empty());
                prop_assert!(article.blocks.get(q.block as usize).is_some_and(|b| b.body.contains(q.outer)));
            }
            for pair in found.windows(2) {
                let (a, b) = (pair[0].outer, pair[1].outer);
                prop_assert!(a.end <= b.start || a.contains(b), "quotations nest or follow each other");
            }
        }
    }
}
