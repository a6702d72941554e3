//! What each run of lines is, told by how it looks and where it stands.
//!
//! First by its own look (bullet, hashtags, time stamp, credit, quotation), then the end of the file (footers),
//! then by what surrounds it (headline, section heading, lead-in). What is none of these is a paragraph.
use crate::Lower;
use crate::hidden::is_blank;
use crate::lines::Run;
use crate::one_of;
use crate::words::{FURNITURE, Furniture, OPENERS, Phrases, SAYING, TAIL, first_word, letter_bit};
use crate::{Block, BlockKind, Span, around, stamps};
use std::iter::Peekable;

/// How a run ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum End {
    /// With a stop.
    Stop,
    /// With `?` or `!`.
    Loud,
    /// With a colon.
    Colon,
    /// With a comma, semicolon or dash: in the middle of something.
    Middle,
    /// With a word.
    Open,
}

/// What can be seen of a run without its neighbours.
#[derive(Clone, Copy)]
pub(crate) struct Look {
    pub(crate) run: Run,
    /// White-space-separated words, counted up to [`WORDS_MAX`].
    pub(crate) words: usize,
    pub(crate) end: End,
    pub(crate) own: Option<BlockKind>,
}

impl Look {
    /// Whether it tells the story, as far as can be seen.
    pub(crate) fn is_story(&self) -> bool {
        self.own.is_none_or(BlockKind::is_content)
    }

    /// Whether it reads as a title and nothing else is known of it.
    pub(crate) fn is_titled(&self, text: &str) -> bool {
        self.own.is_none() && is_title(self.run.span.of(text), *self, HEADLINE_WORDS_MAX)
    }
}

/// Longer runs are text whatever else they look like.
const WORDS_MAX: usize = 60;
pub(crate) const HEADLINE_WORDS_MAX: usize = 26;
const HEADING_WORDS_MAX: usize = 14;
/// A longer sentence with a stop is the story's own.
const STOPPED_WORDS_MAX: usize = 16;
/// With fewer words capitals and words in common may be chance.
const TITLE_CASE_WORDS_MIN: usize = 5;
const QUESTION_WORDS_MAX: usize = 10;
const LEAD_IN_WORDS_MAX: usize = 45;
const TAIL_WORDS_MAX: usize = 22;

/// The blocks of `text`, one per run; the run `headline` is known to be the headline, and what lies in `aside`, spans in
/// order, not to be of the story. And the name of the outlet, where the text states it.
pub(crate) fn read<'a>(
    text: &'a str,
    runs: &[Run],
    headline: Option<usize>,
    aside: &[Span],
    outlet: Option<&str>,
) -> (Vec<Block>, Option<&'a str>) {
    let mut aside = aside.iter().peekable();
    let mut looks: Vec<Look> = runs.iter().map(|&run| look(text, run)).collect();
    for look in looks.iter_mut().filter(|look| look.is_story()) {
        if lies_in(&mut aside, look.run.span) {
            look.own = Some(BlockKind::Footer);
        }
    }
    if let Some(look) = headline.and_then(|i| looks.get_mut(i)) {
        look.own = Some(BlockKind::Headline);
    }
    continue_quotations(text, &mut looks);
    let outlet = around::mark(text, &mut looks, headline, outlet);
    mark_bylines(text, &mut looks);
    around::mark_notes(text, &mut looks);
    mark_tail(text, &mut looks);
    ((0..looks.len()).map(|i| block(text, &looks, i)).collect(), outlet)
}

/// Whether `span` begins in one of the `others`, which like those asked for before are in order.
pub(crate) fn lies_in<'a>(others: &mut Peekable<impl Iterator<Item = &'a Span>>, span: Span) -> bool {
    while others.next_if(|other| other.end <= span.start).is_some() {}
    others.peek().is_some_and(|other| other.start <= span.start)
}

/// Whether the run at `span` begins with a bullet or an item's number.
pub(crate) fn has_bullet(text: &str, span: Span) -> bool {
    bullet(span.of(text)).is_some()
}

fn look(text: &str, run: Run) -> Look {
    let part = run.span.of(text);
    let words = part.split_ascii_whitespace().take(WORDS_MAX + 1).count();
    let end = end_of(part);
    let short = words <= WORDS_MAX;
    let own = if short && is_hashtags(part) {
        Some(BlockKind::Hashtags)
    } else if short && stamps::read(text, run.span).is_some() {
        Some(BlockKind::Timestamp)
    } else if let Some(kind) = furniture(part, words, end).filter(|_| short) {
        Some(kind)
    } else if bullet(part).is_some() {
        Some(BlockKind::ListItem)
    } else if is_quotation(part, words, end) {
        Some(BlockKind::BlockQuote)
    } else {
        None
    };
    Look { run, words, end, own }
}

fn block(text: &str, looks: &[Look], i: usize) -> Block {
    let here = looks[i];
    let span = here.run.span;
    let kind = here.own.unwrap_or_else(|| kind_by_place(text, looks, i));
    let (body, label) = match kind {
        BlockKind::ListItem => list_item(text, span),
        _ => (span, None),
    };
    Block { span, kind, body, label }
}

/// Headline, heading, lead-in or paragraph.
fn kind_by_place(text: &str, looks: &[Look], i: usize) -> BlockKind {
    let here = looks[i];
    let mut after = looks[i + 1..].iter().filter(|l| l.is_story()).take(3);
    let next = after.next();
    let first = !looks[..i].iter().any(Look::is_story);
    let part = here.run.span.of(text);
    let Some(next) = next else { return BlockKind::Paragraph };
    if part.starts_with('#') {
        return if first { BlockKind::Headline } else { BlockKind::Heading };
    }
    if here.end == End::Colon {
        let announces = here.words <= LEAD_IN_WORDS_MAX && is_one_sentence(text, here.run.span);
        return if announces { BlockKind::LeadIn } else { BlockKind::Paragraph };
    }
    // A title stands above something longer, which a line of the page or two may keep it from.
    let mut longer =
        std::iter::once(next).chain(after).map(|l| l.words > here.words || l.own.is_some() || l.end != End::Open);
    let longer = longer.any(|longer| longer);
    if first {
        let below = || looks[i + 1..].iter().filter(|l| l.is_story()).map(|l| l.run.span).take(2);
        // “Ferries stay in port;” as databases write it, its second line below.
        let title = is_title(part, here, HEADLINE_WORDS_MAX)
            || here.words <= STOPPED_WORDS_MAX && part.ends_with(';')
            || here.run.apart && here.words <= STOPPED_WORDS_MAX && is_titled_stop(text, here, *next, below);
        return if title && longer { BlockKind::Headline } else { BlockKind::Paragraph };
    }
    let question = here.end == End::Loud && is_heading_question(part);
    if (here.end == End::Open || question) && is_title(part, here, HEADING_WORDS_MAX) {
        return BlockKind::Heading;
    }
    BlockKind::Paragraph
}

/// Without a final stop, short, beginning as a title does.
fn is_title(part: &str, here: Look, words_max: usize) -> bool {
    let max = if here.end == End::Loud { words_max.min(HEADLINE_WORDS_MAX - 8) } else { words_max };
    let begins = part.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase() || is_lower_brand(part));
    matches!(here.end, End::Open | End::Loud) && here.words <= max && begins
}

fn is_lower_brand(part: &str) -> bool {
    part.chars().take_while(|c| c.is_alphanumeric()).take(4).any(char::is_uppercase)
}

/// A headline that ends with a stop: a quoted one or that of an abbreviation (“… ‘we will not leave.’”, “… from U.S.”), or
/// one that the site sets: in Title Case, above a dateline, or told again by what stands below.
fn is_titled_stop<I: Iterator<Item = Span>>(text: &str, here: Look, next: Look, below: impl Fn() -> I) -> bool {
    let part = here.run.span.of(text);
    if here.end != End::Stop || 2 * next.words < 3 * here.words || part.contains('\n') {
        return false;
    }
    let last = part.split_whitespace().next_back().unwrap_or("");
    let abbreviated = last.trim_end_matches('.').contains('.') && last.chars().all(|c| c == '.' || c.is_uppercase());
    let quoted = !last.ends_with('.') && last.ends_with(is_closing_mark);
    if abbreviated || quoted {
        return next.words >= 2 * here.words && (abbreviated || is_capitalised(part));
    }
    let has_dateline = |look: Look| stamps::dateline(text, look.run.span).is_some();
    let told_again = || !is_dated(part) && below().any(|span| told(part, span.of(text)));
    let titled = here.words >= TITLE_CASE_WORDS_MIN && (is_capitalised(part) || told_again());
    !has_dateline(here) && (titled || has_dateline(next)) && is_one_sentence(text, here.run.span)
}

/// Whether a day is named, as the first sentence of a story does and a headline does not.
fn is_dated(part: &str) -> bool {
    let mut words =
        part.split(|c: char| !c.is_alphabetic()).filter(|w| w.chars().next().is_some_and(char::is_uppercase));
    words.any(|w| w.len() > 4 && (stamps::is_weekday(&w.lower()) || stamps::is_month(&w.lower())))
}

/// Whether `story` takes up what `title` says: three of its longer words, or two and one of them a name.
fn told(title: &str, story: &str) -> bool {
    // The longer words in lower case, and whether they have a capital.
    let long = |part: &str| -> Vec<(String, bool)> {
        let words = part.split(|c: char| !c.is_alphanumeric()).filter(|w| w.chars().count() >= 4).take(WORDS_MAX);
        words.map(|w| (w.lower(), w.chars().next().is_some_and(char::is_uppercase))).collect()
    };
    let below = long(story);
    let same = |a: &str, b: &str| a.starts_with(b) && a.len() <= b.len() + 2;
    let (mut taken, mut names) = (0, 0);
    for (word, capital) in long(title) {
        if let Some((_, again)) = below.iter().find(|(w, _)| same(w, &word) || same(&word, w)) {
            taken += 1;
            names += usize::from(capital && *again);
        }
    }
    taken >= 3 || taken == 2 && names > 0
}

/// Whether most words begin with a capital.
fn is_capitalised(part: &str) -> bool {
    let words = part.split_whitespace().filter_map(|w| w.chars().find(|c| c.is_alphabetic()));
    let (big, all) = words.fold((0, 0), |(big, all), c| (big + usize::from(c.is_uppercase()), all + 1));
    big * 10 >= all * 6
}

/// “What happens next?”: a short question with a question word.
fn is_heading_question(part: &str) -> bool {
    const ASKING: [&str; 8] = ["what", "who", "why", "how", "when", "where", "which", "whose"];
    let first = part.split(|c: char| !c.is_alphabetic()).find(|w| !w.is_empty()).unwrap_or("").lower();
    let few = part.split_whitespace().count() <= QUESTION_WORDS_MAX;
    few && (ASKING.contains(&first.as_str()) || is_capitalised(part)) && !part.starts_with(is_opening_mark)
}

fn is_one_sentence(text: &str, span: Span) -> bool {
    let mut found = Vec::new();
    crate::sentences::split(text, span, &mut found);
    found.len() == 1
}

fn end_of(part: &str) -> End {
    let closed =
        part.trim_end_matches(|c: char| is_closing_mark(c) || matches!(c, ')' | ']' | '*' | '_') || is_blank(c));
    match closed.chars().next_back() {
        Some('.' | '…' | '。' | '।') => End::Stop,
        Some('?' | '!' | '？' | '！' | '؟') => End::Loud,
        Some(':' | '：') => End::Colon,
        Some(',' | ';' | '—' | '–' | '-') => End::Middle,
        _ => End::Open,
    }
}

fn is_opening_mark(c: char) -> bool {
    matches!(c, '“' | '„' | '«' | '‘' | '‚' | '‹' | '"' | '\'' | '»' | '›' | '「' | '『')
}

fn is_closing_mark(c: char) -> bool {
    matches!(c, '”' | '“' | '»' | '’' | '‘' | '›' | '"' | '\'' | '«' | '‹' | '」' | '』')
}

/// Whether every word is a hashtag (perhaps after “Tags:”).
fn is_hashtags(part: &str) -> bool {
    let is_tag = |w: &str| {
        w.strip_prefix(['#', '＃']).is_some_and(|t| t.chars().next().is_some_and(|c| c.is_alphanumeric() || c == '_'))
    };
    let mut words = part.split_whitespace().map(|w| w.trim_end_matches([',', ';', '·', '|'])).peekable();
    if words.peek().is_some_and(|w| w.ends_with(':')) {
        words.next();
    }
    words.peek().is_some() && words.filter(|w| !w.is_empty()).all(is_tag)
}

/// Credits and footers that give themselves away wherever they stand.
fn furniture(part: &str, words: usize, end: End) -> Option<BlockKind> {
    let bare = part
        .trim_start_matches(|c: char| is_blank(c) || matches!(c, '(' | '[' | '—' | '–' | '-' | '*' | '_' | '|' | '•'));
    let first = first_word(bare).lower();
    let at = |phrases: &'static Phrases| phrases.get(first.as_str()).map_or(&[][..], Vec::as_slice);
    let kind = |f: Furniture| if f == Furniture::Credit { BlockKind::Credit } else { BlockKind::Footer };
    if let Some(&(phrase, f)) = at(&FURNITURE.starts).iter().find(|(phrase, _)| starts_with_words(bare, phrase)) {
        // A long sentence with a final stop that only begins so tells something, unless it speaks for the page.
        let mut all = part.split(|c: char| !c.is_alphabetic());
        let mut speaks = || all.any(|w| one_of(w, "our your us")) && !part.contains(['“', '"', '”', '’', '\'']);
        let tells = words > 12 && end == End::Stop && !part.starts_with('(') && f == Furniture::Footer && !speaks();
        let tells = tells && !phrase.starts_with("copyright") && phrase.split(' ').count() < 4;
        let plain = words > 3 || end != End::Stop;
        return (!tells && plain).then(|| kind(f));
    }
    let few = words <= 8 || (words <= 12 && end != End::Stop);
    if let Some(&(_, f)) = at(&FURNITURE.short).iter().find(|(phrase, _)| few && starts_with_words(bare, phrase)) {
        return (f == Furniture::Credit || end != End::Stop).then(|| kind(f));
    }
    if let Some((phrase, f)) = held_phrase(part).filter(|_| words <= WORDS_MAX) {
        return (!is_telling(part, words, end, phrase, f)).then(|| kind(f));
    }
    let link = words == 1 && part.contains("://");
    if link || words <= 12 && bullet(part).is_none() && around::is_bar(part) || !part.contains(char::is_alphanumeric) {
        return Some(BlockKind::Footer);
    }
    if words <= 4
        && part.split_once('@').is_some_and(|(to, at)| to.ends_with(char::is_alphanumeric) && at.contains('.'))
    {
        return Some(BlockKind::Credit);
    }
    (is_byline(part, words, end) || is_agency_bracket(part, words)).then_some(BlockKind::Credit)
}

/// The first phrase that gives furniture away anywhere in a block.
fn held_phrase(part: &str) -> Option<(&'static str, Furniture)> {
    let words = &*FURNITURE;
    let mut within_word = false;
    for (at, pair) in part.as_bytes().windows(2).enumerate() {
        let &[byte, second] = pair else { continue };
        let letter = byte.is_ascii_alphanumeric();
        let first = usize::from(byte.to_ascii_lowercase().wrapping_sub(b'a'));
        // Two letters decide in nearly every word.
        let may_be =
            letter && !within_word && words.second_letters.get(first).is_some_and(|m| m & letter_bit(second) != 0);
        within_word = letter;
        if may_be {
            let is_here =
                |phrase: &str| part.get(at..at + phrase.len()).is_some_and(|p| p.eq_ignore_ascii_case(phrase));
            let list = words.holds.get(first).map_or(&[][..], Vec::as_slice);
            if let Some(&found) = list.iter().find(|(phrase, _)| is_here(phrase)) {
                return Some(found);
            }
        }
    }
    None
}

/// A full sentence that only happens to hold words such as “newsletter” or the name of an agency.
fn is_telling(part: &str, words: usize, end: End, phrase: &str, f: Furniture) -> bool {
    let sentence = end == End::Stop && !part.ends_with([')', ']']);
    if f == Furniture::Credit {
        return sentence && !phrase.starts_with("contributed");
    }
    let addresses = || part.split(|c: char| !c.is_alphabetic()).any(|w| is_address(&w.lower()));
    let quotes = part.contains(['“', '"', '”']);
    let rights = phrase == "all rights reserved" || part.contains(['©', '|']);
    quotes || (words > 30 && !phrase.contains("cookie")) || (words > 6 && sentence && !rights && !addresses())
}

/// Words with which a page speaks to its reader or of itself.
fn is_address(word: &str) -> bool {
    one_of(word, "your you our us we me my")
}

fn starts_with_words(text: &str, phrase: &str) -> bool {
    let begins = text.get(..phrase.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase));
    let after = || text.get(phrase.len()..).is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    begins && !(phrase.ends_with(char::is_alphabetic) && after())
}

/// “By Jane Doe and John Roe, in Oslo”: names and small words only, no final stop.
fn is_byline(part: &str, words: usize, end: End) -> bool {
    let by = part.get(..2).is_some_and(|by| by.eq_ignore_ascii_case("by"));
    let Some(rest) = part.get(2..).filter(|_| by) else { return false };
    let Some(rest) = rest.strip_prefix(':').unwrap_or(rest).strip_prefix(' ') else { return false };
    let first = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or("").lower();
    let number = rest.starts_with(|c: char| c.is_numeric());
    words <= 20
        && matches!(end, End::Open | End::Middle)
        && !number
        && !OPENERS.contains(first.as_str())
        && is_proper(rest)
}

/// Whether all words begin with a capital, but for the small ones in names.
pub(crate) fn is_proper(part: &str) -> bool {
    part.split_whitespace().all(|w| {
        let bare = w.trim_matches(|c: char| !c.is_alphanumeric());
        let first = bare.chars().next();
        first.is_none_or(|c| c.is_uppercase() || c.is_numeric())
            || one_of(bare, "and in for at the of with de van von der bin al la")
    })
}

/// A caption that ends with its photographer and agency in brackets: “… (Jane Doe/Reuters)”, “[AFP Photo]”.
fn is_agency_bracket(part: &str, words: usize) -> bool {
    let Some(at) = part.rfind(['(', '[']) else { return false };
    let Some(tail) = part.get(at..) else { return false };
    let inside = tail.trim_end_matches(['.', ' ']);
    let closes = inside.ends_with([')', ']']) && inside.matches([')', ']']).count() == 1;
    let lower = inside.lower();
    let names = ["photo", "image", "picture", "handout", "via ap", "/ap", "/reuters", "/afp", "/epa", "/getty", "/dpa"];
    closes && words <= 50 && names.iter().any(|n| lower.contains(n)) && inside.split_whitespace().count() <= 10
}

/// What follows a bullet or an item's number; `None` where there is none.
fn bullet(part: &str) -> Option<&str> {
    let mut chars = part.chars();
    let rest = match chars.next()? {
        '•' | '◦' | '▪' | '▫' | '●' | '○' | '■' | '□' | '►' | '▶' | '‣' | '⁃' | '·' | '✓' | '✔' | '➤' | '→' => {
            chars.as_str()
        }
        '-' | '*' | '–' | '—' | '+' => chars.as_str().strip_prefix(char::is_whitespace)?,
        '(' => {
            let (number, rest) = chars.as_str().split_once(')')?;
            is_item_number(number).then_some(rest)?.strip_prefix(char::is_whitespace)?
        }
        c if c.is_ascii_alphanumeric() => {
            let at = part.find(['.', ')']).filter(|&at| at <= 2)?;
            let (number, rest) = (part.get(..at)?, part.get(at + 1..)?);
            // “a.” is an initial, “a)” an item.
            let fits = is_item_number(number)
                && (number.starts_with(|c: char| c.is_ascii_digit()) || part.get(at..=at) == Some(")"));
            fits.then_some(rest)?.strip_prefix(|c: char| c.is_whitespace() || c == ')')?
        }
        _ => return None,
    };
    let rest = rest.trim_start();
    (rest.chars().any(char::is_alphanumeric)).then_some(rest)
}

/// One or two digits, or one letter.
fn is_item_number(s: &str) -> bool {
    let digits = s.bytes().all(|b| b.is_ascii_digit());
    (1..=2).contains(&s.len()) && (digits || (s.len() == 1 && s.bytes().all(|b| b.is_ascii_lowercase())))
}

/// Body and label of a list item.
fn list_item(text: &str, span: Span) -> (Span, Option<Span>) {
    let part = span.of(text);
    let Some(rest) = bullet(part) else { return (span, None) };
    let start = span.end as usize - rest.len();
    let body = Span::new(start, span.end as usize);
    let Some((label, after)) = label(rest) else { return (body, None) };
    let bold = |c: char| c.is_whitespace() || matches!(c, '*' | '_');
    let inner = label.trim_start_matches(bold);
    let from = start + (label.len() - inner.len());
    let told = after.trim_start_matches(bold);
    (
        Span::new(span.end as usize - told.len(), span.end as usize),
        Some(Span::new(from, from + inner.trim_end_matches(bold).len())),
    )
}

/// A run-in label and what follows its colon: a few words that are no clause and announce no quotation.
fn label(rest: &str) -> Option<(&str, &str)> {
    let (label, after) = rest.split_once(':')?;
    let told = after.trim_start_matches(['*', '_']);
    let words = label.split_whitespace().count();
    let speaks = label.split_whitespace().any(|w| SAYING.contains(w.lower().as_str()));
    let plain = !label.contains(['.', '!', '?', ';', '“', '”', '"', '\n']);
    let fits = (1..=8).contains(&words) && label.chars().count() <= 60 && plain && !speaks;
    let follows = told.starts_with(char::is_whitespace) && told.chars().any(char::is_alphanumeric);
    (fits && follows).then_some((label, after))
}

/// Whether the run is one quotation from its first to its last character.
fn is_quotation(part: &str, words: usize, end: End) -> bool {
    if let Some(quoted) = part.strip_prefix('>') {
        return quoted.starts_with(char::is_whitespace);
    }
    let inner = part.trim_end_matches(['.', ',']);
    let mut chars = inner.char_indices();
    let Some((_, first)) = chars.next() else { return false };
    let Some(close) = closing(first) else { return false };
    let long = words >= 4 && (end != End::Open || words > HEADING_WORDS_MAX);
    long && outer_close(inner, first, close) == Some(inner.len() - last_len(inner))
}

fn last_len(s: &str) -> usize {
    s.chars().next_back().map_or(0, char::len_utf8)
}

/// The marks that close what `open` opens.
fn closing(open: char) -> Option<&'static [char]> {
    Some(match open {
        '“' => &['”'],
        '„' => &['“', '”'],
        '«' => &['»'],
        '»' => &['«'],
        '‘' => &['’'],
        '‚' => &['‘', '’'],
        '"' => &['"'],
        '\'' => &['\''],
        '「' => &['」'],
        '『' => &['』'],
        _ => return None,
    })
}

/// Where the mark opened by the first character of `part` closes (byte offset).
fn outer_close(part: &str, open: char, close: &[char]) -> Option<usize> {
    let single = matches!(open, '‘' | '\'' | '‚');
    let mut depth = 1_usize;
    let mut before = open;
    let mut chars = part.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map_or(' ', |&(_, d)| d);
        // Inside a word, or after a plural (“the captains’ fears”).
        let plural = before == 's' && next == ' ' && chars.clone().nth(1).is_some_and(|(_, d)| d.is_lowercase());
        let apostrophe = single && before.is_alphanumeric() && (next.is_alphanumeric() || plural);
        if close.contains(&c) && !apostrophe {
            depth -= 1;
            if depth == 0 {
                return Some(at);
            }
        } else if c == open {
            depth += 1;
        }
        before = c;
    }
    None
}

/// A quotation over several paragraphs: each opens with a mark, only the last one closes.
fn continue_quotations(text: &str, looks: &mut [Look]) {
    for i in (1..looks.len()).rev() {
        let part = looks[i - 1].run.span.of(text);
        let Some(open) = part.chars().next() else { continue };
        let Some(close) = closing(open).filter(|_| looks[i - 1].own.is_none() && matches!(open, '“' | '"' | '„' | '«'))
        else {
            continue;
        };
        let goes_on = looks[i].run.span.of(text).starts_with(open) && looks[i].own == Some(BlockKind::BlockQuote);
        let unclosed = looks[i - 1].words >= 4 && outer_close(part, open, close).is_none();
        if goes_on && unclosed {
            looks[i - 1].own = Some(BlockKind::BlockQuote);
        }
    }
}

/// Marks what stands behind the last paragraph and speaks to the reader as footers.
fn mark_tail(text: &str, looks: &mut [Look]) {
    let is_open = |l: &Look| l.own.is_none() && matches!(l.end, End::Open | End::Loud) && l.words <= TAIL_WORDS_MAX;
    let is_aside = |l: &Look| l.own.is_some_and(|k| !k.is_content());
    let story = looks.iter().rposition(|l| !is_open(l) && !is_aside(l));
    // A text of headings only has no tail.
    let Some(story) = story else { return };
    let mut seen = false;
    for look in looks.iter_mut().skip(story + 1) {
        let part = look.run.span.of(text);
        if look.own == Some(BlockKind::Footer) {
            seen = true;
        } else if look.own.is_none()
            && (speaks_to_reader(part, look.words)
                || (seen && look.words <= 6)
                || part.contains("://")
                || (look.words <= 3 && is_proper(part)))
        {
            look.own = Some(BlockKind::Footer);
            seen = true;
        }
    }
}

fn speaks_to_reader(part: &str, words: usize) -> bool {
    let lower = part.lower();
    let list = || lower.split(|c: char| !c.is_alphanumeric() && c != '’' && c != '\'').filter(|w| !w.is_empty());
    list().any(|w| FURNITURE.has(w, TAIL)) && (words <= 4 || list().any(is_address))
}

/// A name alone beside a time stamp at the head of the text is its byline.
fn mark_bylines(text: &str, looks: &mut [Look]) {
    for i in 1..around::start(looks).unwrap_or(looks.len().min(5)) {
        let stamped = |l: Option<&Look>| l.is_some_and(|l| l.own == Some(BlockKind::Timestamp));
        let part = looks[i].run.span.of(text);
        let name = (2..=4).contains(&looks[i].words)
            && part.split_whitespace().all(|w| w.chars().next().is_some_and(char::is_uppercase))
            && part.chars().all(|c| c.is_alphabetic() || matches!(c, ' ' | '.' | '-' | '’' | '\'' | ','));
        let works = looks.get(i + 1).is_some_and(|l| around::workplace(l.run.span.of(text)).is_some());
        if looks[i].own.is_none() && name && (works || stamped(looks.get(i + 1)) || stamped(looks.get(i - 1))) {
            looks[i].own = Some(BlockKind::Credit);
        }
    }
}
