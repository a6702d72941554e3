//! What a page puts around a story: menus, the names of outlet and section above it, the author's note and the lists of
//! other articles below. And who published it, where the text says so in a place of its own.
use crate::Lower;
use crate::blocks::{End, HEADLINE_WORDS_MAX, Look, is_proper};
use crate::words::{AGENCY, FURNITURE, LINE, LIST, MEDIUM, SECTION, TAIL};
use crate::{BlockKind, one_of, stamps};

/// More lines than these stand above no story.
const HEAD_MAX: usize = 16;
/// More lines than these stand in no list of other articles.
const LIST_MAX: usize = 12;
/// The name of an outlet has at most so many words.
const NAME_WORDS_MAX: usize = 5;

/// Marks what is around the story. Gives the name of the outlet, where the text states it; where it is known, only if
/// the text states that one. `title` is the run that is known to be the headline.
pub(crate) fn mark<'a>(
    text: &'a str,
    looks: &mut [Look],
    title: Option<usize>,
    outlet: Option<&str>,
) -> Option<&'a str> {
    let body = start(looks)?;
    mark_lists(text, looks, body);
    let names = names(text, looks, body);
    let head = looks.get_mut(..body.min(HEAD_MAX))?;
    let part = |l: &Look| l.run.span.of(text);
    let is_named = |part: &str| names.iter().map(|(name, _)| *name).chain(outlet).any(|name| same_name(name, part));
    let is_masthead = |part: &str| is_name(part) && (is_named(part) || is_medium(part));
    for look in head.iter_mut().filter(|l| l.is_titled(text) && is_path(part(l))) {
        look.own = Some(BlockKind::Footer);
    }
    let is_kicker = |l: &Look| is_section(part(l)) || l.words <= 3 && is_proper(part(l));
    let title = title.or_else(|| head.iter().position(|l| l.is_titled(text) && !is_masthead(part(l)) && !is_kicker(l)));
    let mut masthead = None;
    for (at, look) in head.iter_mut().enumerate() {
        let part = part(look);
        if !look.is_titled(text) {
            continue;
        }
        let is_name = is_masthead(part) && (title.is_some() || is_named(part));
        if is_name {
            masthead = masthead.or(Some(part));
        }
        let above = title.is_some_and(|title| at < title);
        if is_name || above && (is_kicker(look) || look.words <= 4) || title.is_some() && is_section(part) {
            look.own = Some(BlockKind::Footer);
        }
    }
    if let Some(outlet) = outlet {
        return masthead.into_iter().chain(names.iter().map(|(name, _)| *name)).find(|name| same_name(name, outlet));
    }
    let is_sure = |name: &str| {
        let twice = names.iter().filter(|(other, _)| same_name(other, name)).count() > 1;
        is_name(name) && !is_agency(name) && (twice || is_medium(name))
    };
    if masthead.is_some_and(|name| !is_agency(name)) {
        return masthead;
    }
    let mut sure = names.iter().filter(|(name, alone)| *alone && is_sure(name)).map(|(name, _)| *name);
    // Two names: one of them only wrote it.
    sure.next().filter(|name| sure.all(|other| same_name(other, name)))
}

/// Where the story begins.
fn start(looks: &[Look]) -> Option<usize> {
    looks.iter().position(|l| {
        let title = l.own == Some(BlockKind::Headline);
        let text = !matches!(l.end, End::Open | End::Loud) && l.words > 5 || l.words > HEADLINE_WORDS_MAX;
        l.is_story() && !title && (text || l.own == Some(BlockKind::BlockQuote))
    })
}

/// Whether a line is a piece of a menu or asks to share: “Subscribe | Sign in”, “Share: Facebook X Email”.
pub(crate) fn is_bar(part: &str) -> bool {
    let known = |item: &str| {
        let item = item.lower();
        let mut words = item.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
        let named = words.peek().is_some_and(|w| *w != item || item != "x");
        FURNITURE.has(&item, LINE)
            || named
                && words.clone().any(|w| w.starts_with(char::is_alphabetic))
                && words.all(|w| FURNITURE.has(w, TAIL) || w.bytes().all(|b| b.is_ascii_digit()))
    };
    let mut all = items(part).peekable();
    let short = all.peek().is_some() && items(part).all(|item| item.split_whitespace().count() <= 3);
    let one = all.next().filter(|_| all.next().is_none());
    one.map_or_else(|| short && items(part).any(known), known)
}

/// What signs divide in a line.
fn items(part: &str) -> impl Iterator<Item = &str> {
    let parts = part.split(['|', '·', '•', '›', '»', '→', '>', '\t']).flat_map(|p| p.split(" / "));
    parts.map(|p| p.trim_matches(|c: char| !c.is_alphanumeric())).filter(|p| !p.is_empty())
}

/// The way to a page: “Home / News / Environment”.
fn is_path(part: &str) -> bool {
    let short = || items(part).all(|item| item.split_whitespace().count() <= 3);
    items(part).nth(2).is_some() && short() || items(part).nth(1).is_some() && items(part).all(is_section)
}

/// Whether all words name parts of a paper: “World news”.
fn is_section(part: &str) -> bool {
    part.split_whitespace().all(|w| {
        let word = w.trim_matches(|c: char| !c.is_alphanumeric()).lower();
        word.is_empty() || FURNITURE.has(&word, SECTION)
    })
}

/// Whether it may be the name of an outlet.
fn is_name(part: &str) -> bool {
    let words = part.split_whitespace().count();
    let max = NAME_WORDS_MAX - usize::from(!part.starts_with("The ") && !part.starts_with("THE "));
    let plain = part.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '.' | '-' | '&' | '’' | '\''));
    plain && (1..=max).contains(&words) && is_proper(part) && !is_section(part)
}

/// Whether a name ends as those of papers and stations do.
fn is_medium(name: &str) -> bool {
    let name = name.lower();
    let mut words = name.split([' ', '-']);
    let first = words.next().is_some_and(|w| FURNITURE.has(w, MEDIUM)) && words.next() == Some("of");
    let last = name.rsplit([' ', '-']).next().unwrap_or("");
    name.contains(' ') && (first || FURNITURE.has(last, MEDIUM)) && !is_agency(&name)
}

/// Whether it writes for many papers.
fn is_agency(name: &str) -> bool {
    name.split([' ', '-']).any(|w| FURNITURE.has(&w.lower(), AGENCY))
}

fn same_name(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let name = name.lower();
        name.strip_prefix("the ").unwrap_or(&name).to_owned()
    };
    bare(a) == bare(b)
}

/// The names of those who say that they published it or wrote it, and whether such a word is enough alone.
fn names<'a>(text: &'a str, looks: &[Look], body: usize) -> Vec<(&'a str, bool)> {
    let mut found: Vec<(&str, bool)> = Vec::new();
    let parts =
        |looks: &'_ [Look]| looks.iter().filter(|l| !l.is_story()).map(|l| l.run.span.of(text)).collect::<Vec<_>>();
    found.extend(parts(looks).into_iter().filter_map(holder).map(|name| (name, true)));
    let byline = |part: &'a str| {
        let rest = part.get(3..).filter(|_| part.get(..3).is_some_and(|by| by.eq_ignore_ascii_case("by ")))?;
        let (_, name) = rest.rsplit_once([',', '|', '/', '·'])?;
        Some((name.trim(), true))
    };
    found.extend(parts(looks.get(..body).unwrap_or_default()).into_iter().filter_map(byline));
    // “OSLO (The Gull) —”: it may have been written for others.
    let line = looks.get(body).and_then(|l| stamps::dateline(text, l.run.span)).map_or("", |span| span.of(text));
    let written = line.split_once('(').and_then(|(_, rest)| rest.split_once(')'));
    found.extend(written.map(|(name, _)| (name, false)));
    found
}

/// Who holds the rights: “© 2024 The Gull. All rights reserved.”
fn holder(part: &str) -> Option<&str> {
    let is_word = |w: &str| one_of(w, "© (c) ©️ copyright by") || w.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    let sign = part.contains('©') || part.get(..9).is_some_and(|w| w.eq_ignore_ascii_case("copyright"));
    let mut rest = part.get(part.find('©').unwrap_or(0)..).filter(|_| sign)?.trim_start_matches(['©', ' ']);
    while let Some((_, after)) = rest.split_once(' ').filter(|(word, _)| is_word(&word.lower())) {
        rest = after.trim_start_matches(['©', ' ']);
    }
    let name = rest.split(['.', '|', ',', ';', '(', '·', '\n']).next()?;
    let name = name.find(" All ").map_or(name, |at| name.get(..at).unwrap_or(name));
    Some(name.trim_end_matches(|c: char| c.is_ascii_digit() || c == ' '))
}

/// Marks what the page says about its author: “Jane Doe covers courts. Follow her on …”.
pub(crate) fn mark_notes(text: &str, looks: &mut [Look]) {
    let Some(body) = start(looks) else { return };
    let credits = looks.iter().take(body + 3).filter(|l| l.own == Some(BlockKind::Credit)).map(|l| l.run.span.of(text));
    let people = credits
        .flat_map(|part| part.get(3..).filter(|_| part.starts_with("By ")).unwrap_or(part).split([',', '|', '·']));
    let people: Vec<&str> = people.flat_map(|p| p.split(" and ")).map(str::trim).filter(|p| p.contains(' ')).collect();
    for look in looks.iter_mut().skip(body + 1).rev().filter(|l| l.is_story()).take(4) {
        let part = look.run.span.of(text);
        let lower = part.lower();
        let about = people.iter().any(|name| part.strip_prefix(name).is_some_and(|rest| rest.starts_with([' ', ','])));
        let works = || {
            let words = "author based columnist correspondent covers editor freelance journalist professor reporter \
                         writer writes";
            lower.split(|c: char| !c.is_alphabetic()).any(|w| one_of(w, words))
        };
        let follow = ["her", "him", "them", "me"].iter().any(|who| lower.contains(&["follow ", who, " on "].concat()));
        if look.own.is_none() && look.words <= 60 && (about && works() || follow && look.words <= 30) {
            look.own = Some(BlockKind::Credit);
        }
    }
}

/// Marks the lists of other articles below the first paragraph: “Most read” and what follows it.
fn mark_lists(text: &str, looks: &mut [Look], body: usize) {
    // How many more lines may belong to a list, and whether they have bullets.
    let (mut open, mut bullets) = (0, None);
    for look in looks.iter_mut().skip(body + 1) {
        let part = look.run.span.of(text).trim_matches(|c: char| !c.is_alphanumeric());
        if look.words <= 6
            && (look.own.is_none() || look.own == Some(BlockKind::Footer))
            && FURNITURE.has(&part.lower(), LIST)
        {
            look.own = Some(BlockKind::Footer);
            (open, bullets) = (LIST_MAX, None);
        } else if look.is_story() {
            let item = look.own == Some(BlockKind::ListItem);
            let fits = item || look.is_titled(text);
            open = if fits && *bullets.get_or_insert(item) == item && open > 0 { open - 1 } else { 0 };
            if open > 0 {
                look.own = Some(BlockKind::Footer);
            }
        }
    }
}
