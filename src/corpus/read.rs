//! Reads one article from plain text.
//!
//! The way: lines are joined to runs, runs become blocks, content blocks are split into sentences. Set-aside
//! blocks (credits, time stamps, hashtags, footers) stay in the list; a time stamp tells when it was published.
use crate::InOrder;
use crate::Lower;
use crate::{
    Article, Basis, Block, BlockKind, COMPARED_BYTES_MAX, COMPARED_SENTENCES_MAX, Date, Draft, Given, Moment, Notice,
    NoticeKind, Outlet, Published, Span,
};
use crate::{blocks, hidden, lines, one_of, sentences, stamps};

/// Reads `text` as one article. Never fails: what cannot be read as intended is a notice.
#[must_use]
pub fn read_text(id: &str, text: String) -> Article {
    Draft { id: id.to_owned(), text, ..Draft::default() }.read()
}

/// Reads a draft.
pub(crate) fn read_draft(draft: Draft) -> Article {
    let Draft { id, text, given, notices: mut told } = draft;
    let runs = lines::runs(&text);
    let said = given.headline.as_deref();
    let known = said.and_then(|h| place_among(&text, &runs, h));
    // What the file itself sets aside.
    let mut aside: Vec<Span> = told.iter().filter(|n| n.kind == NoticeKind::SetAside).map(|n| n.span).collect();
    aside.put_in_order();
    let outlet_name = given.outlet.as_ref().map(|o| o.name.as_str());
    let (mut blocks, stated) = blocks::read(&text, &runs, known, &aside, outlet_name);
    let none = said.is_some_and(|h| h.trim().is_empty());
    for (at, block) in blocks.iter_mut().enumerate() {
        // There is one headline: the one that is given, where it is found.
        if block.kind == BlockKind::Headline && (none || known.is_some_and(|k| k != at)) {
            block.kind = BlockKind::Paragraph;
        }
        if let Some((_, kind)) = given.kinds.iter().find(|(start, _)| *start == block.span.start) {
            block.kind = *kind;
        }
    }
    let headline = blocks.iter().find(|b| b.kind == BlockKind::Headline).map(|b| b.span);
    if said.is_some_and(|h| !h.trim().is_empty() && !headline.is_some_and(|s| same_words(s.of(&text), h))) {
        let hint = "Expected the record's headline at the start of its text, found other words: it is not analysed. \
                    Put it into the first line of the text.";
        told.push(Notice { kind: NoticeKind::BadField, span: Span::default(), hint: hint.to_owned() });
    }
    let sentences = sentences_of(&text, &blocks);
    let supplied = |value| Published { value, basis: Basis::Supplied, span: None };
    let named = || day_of_name(&id).filter(|_| given.said & Given::PUBLISHED == 0).map(|day| supplied(day.into()));
    let published = given.published.map(supplied).or_else(|| published(&text, &blocks)).or_else(named);
    told.append(&mut notices(&text, &blocks, &aside));
    let mut outlet = given.outlet;
    if let Some(name) = stated.filter(|_| given.said & Given::OUTLET == 0) {
        let known = outlet.get_or_insert_with(|| Outlet { name: name.to_owned(), url: None, basis: Basis::Stated });
        known.basis = Basis::Stated;
    }
    if let Some(outlet) = outlet.as_mut().filter(|o| o.name.len() > OUTLET_BYTES) {
        outlet.name = outlet.name.chars().take(OUTLET_BYTES / 4).chain(['…']).collect();
        let hint = "Expected the name of an outlet, found a long text: its beginning is used. Correct the name.";
        told.push(Notice { kind: NoticeKind::BadField, span: Span::default(), hint: hint.to_owned() });
    }
    let mut article = Article { id, text, outlet, published, headline, blocks, sentences, notices: told };
    if !article.is_comparable() {
        let hint = format!(
            "Expected an article, found {} kB with {} sentences: it is not compared with others, only what has at most \
             {} kB and {COMPARED_SENTENCES_MAX} sentences is. Bring its parts as articles of their own.",
            article.text.len() / 1_000,
            article.sentences.len(),
            COMPARED_BYTES_MAX / 1_000
        );
        article.notices.push(Notice { kind: NoticeKind::TooLong, span: Span::default(), hint });
    }
    article
}

/// Which of the first lines of `text` has the words of a headline.
pub(crate) fn place_of_headline(text: &str, headline: &str) -> Option<usize> {
    place_among(text, &lines::runs(text), headline)
}

fn place_among(text: &str, runs: &[lines::Run], headline: &str) -> Option<usize> {
    runs.iter().take(4).position(|r| same_words(r.span.of(text), headline))
}

/// A name of more bytes than this is no name; of such a text a quarter as many letters are used.
const OUTLET_BYTES: usize = 400;

/// Whether two lines hold the same words, whatever their spaces and capitals.
fn same_words(a: &str, b: &str) -> bool {
    let (mut a, mut b) = (a.split_whitespace(), b.split_whitespace());
    loop {
        match (a.next(), b.next()) {
            (None, None) => return true,
            (Some(x), Some(y)) if x == y || x.lower() == y.lower() => {}
            _ => return false,
        }
    }
}

/// Sentences of the content blocks; a title is one sentence.
fn sentences_of(text: &str, blocks: &[Block]) -> Vec<Span> {
    let mut found = Vec::with_capacity(text.len() / 100);
    for block in blocks.iter().filter(|b| b.kind.is_content()) {
        match block.kind {
            BlockKind::Headline | BlockKind::Heading => found.push(block.span),
            _ => sentences::split(text, block.span, &mut found),
        }
    }
    found
}

/// When the text says that it was published: a time stamp, else a whole date in a credit or in the dateline.
fn published(text: &str, blocks: &[Block]) -> Option<Published> {
    let stated = |value: Moment, span| Some(Published { value, basis: Basis::Stated, span: Some(span) });
    let stamps: Vec<stamps::Stamp> = blocks
        .iter()
        .filter(|b| b.kind == BlockKind::Timestamp)
        .filter_map(|b| stamps::read(text, b.span))
        .filter(|s| s.moment.is_some())
        .collect();
    let stamp = stamps.iter().find(|s| !s.updated).or(stamps.first());
    if let Some((stamp, moment)) = stamp.and_then(|s| Some((s, s.moment?))) {
        return stated(moment, stamp.span);
    }
    let credit = blocks.iter().filter(|b| b.kind == BlockKind::Credit).find_map(|b| stamps::find(text, b.span));
    let dateline = || {
        let first = blocks.iter().find(|b| b.kind == BlockKind::Paragraph)?;
        stamps::find(text, stamps::dateline(text, first.span)?)
    };
    let (date, span) = credit.or_else(dateline)?;
    stated(date.into(), span)
}

/// The one day in the name of a file or record: “gull_2016-07-13_ferries”, “20160713 ferries”.
fn day_of_name(name: &str) -> Option<Date> {
    const YEARS: std::ops::RangeInclusive<i32> = 1900..=2099;
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok()).flatten();
    let day = |at: usize, mark: usize| -> Option<Date> {
        let second = at + 4 + mark;
        let third = second + 2 + mark;
        let marks = [name.get(at + 4..second)?, name.get(second + 2..third)?];
        let known = mark == 0 || marks[0] == marks[1] && one_of(marks[0], "- _ .");
        let alone = |c: Option<char>| !c.is_some_and(|c| c.is_ascii_digit() || mark == 0 && c.is_alphanumeric());
        let apart = alone(name.get(..at)?.chars().next_back()) && alone(name.get(third + 2..)?.chars().next());
        let year = digits(name.get(at..at + 4)?).filter(|year| YEARS.contains(year))?;
        let [month, day] = [second, third].map(|from| name.get(from..from + 2).and_then(digits));
        let date = Date::new(year, month?.try_into().ok()?, day?.try_into().ok()?)?;
        (known && apart).then_some(date)
    };
    let mut found = (0..name.len()).filter_map(|at| day(at, 1).or_else(|| day(at, 0)));
    let first = found.next()?;
    found.all(|other| other == first).then_some(first)
}

fn notices(text: &str, blocks: &[Block], aside: &[Span]) -> Vec<Notice> {
    let mut found: Vec<Notice> = hidden::notice(text).into_iter().chain(hidden::mixed(text)).collect();
    if !text.chars().any(char::is_alphanumeric) {
        let hint = "Expected an article, found no words. Nothing can be shown for it: give a text or remove it.";
        found.push(Notice { kind: NoticeKind::Empty, span: Span::default(), hint: hint.to_owned() });
    }
    let mut told = aside.iter().peekable();
    for block in blocks.iter().filter(|b| !b.kind.is_content()) {
        if blocks::lies_in(&mut told, block.span) {
            continue;
        }
        let what = match block.kind {
            BlockKind::Credit => "who wrote or photographed",
            BlockKind::Timestamp => "a date or time alone",
            BlockKind::Hashtags => "hashtags",
            _ => "a line of the page around the article",
        };
        let hint = format!("Set aside as {what}: kept and shown folded, not counted as part of the story.");
        found.push(Notice { kind: NoticeKind::SetAside, span: block.span, hint });
    }
    found.put_in_order_by_key(|n| n.span);
    found
}
