//! What a page puts around a story: menus, the names of outlet and section above it, the author's note and the lists of
//! other articles below. And who published it, where the text says so in a place of its own.
use crate::Lower;
use crate::blocks::{End, HEADLINE_WORDS_MAX, Look, is_proper};
use crate::words::{AGENCY, FURNITURE, LINE, LIST, MEDIUM, SECTION, TAIL};
use crate::{BlockKind, one_of, stamps};

/// More lines than these stand above no story.
const HEAD_MAX: usize = 40;
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
    let title = title.or_else(|| {
        let reads = |l: &Look| l.is_titled(text) && !is_masthead(part(l)) && !is_kicker(l);
        // Among so many lines are those of a menu.
        let menu = head.iter().filter(|l| l.is_titled(text) || l.own == Some(BlockKind::Footer)).count() > 6;
        let long = head.iter().position(|l| menu && reads(l) && l.words > 4);
        long.or_else(|| head.iter().position(reads))
    });
    let mut masthead = None;
    for (at, look) in head.iter_mut().enumerate() {
        let part = part(look);
        let above = title.is_some_and(|title| at < title);
        let below = title.is_some_and(|title| at > title);
        if look.own.is_none() && look.end == End::Middle && look.words <= 3 && is_proper(part) {
            look.own = Some(BlockKind::Credit);
        }
        if !look.is_titled(text) {
            continue;
        }
        let is_name = is_masthead(part) && (title.is_some() || is_named(part));
        if is_name {
            masthead = masthead.or(Some(part));
        }
        let is_short = above && (is_kicker(look) || look.words <= 4)
            || below && (part.chars().nth(2).is_none() || !part.contains(char::is_alphabetic));
        if is_name || is_short || title.is_some() && is_section(part) {
            look.own = Some(BlockKind::Footer);
        } else if below
            && (workplace(part).is_some()
                || look.words <= 10 && part.contains(['|', '·', '•']) && stamps::find(text, look.run.span).is_some())
        {
            look.own = Some(BlockKind::Credit);
        } else if title == Some(at) {
            look.own = Some(BlockKind::Headline);
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
pub(crate) fn start(looks: &[Look]) -> Option<usize> {
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
    plain && (1..=max).contains(&words) && is_proper(part) && !is_section(part) && !part.contains(" the ")
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

/// The outlet of a line below the headline such as “Daily Gull, Oslo”.
pub(crate) fn workplace(part: &str) -> Option<&str> {
    let (name, place) = part.split_once(", ")?;
    (is_name(name) && is_medium(name) && is_proper(place) && place.split(' ').count() <= 3).then_some(name)
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
    let head = looks.iter().take(body).map(|l| (l, l.run.span.of(text)));
    found.extend(head.clone().filter_map(|(_, part)| workplace(part)).map(|name| (name, true)));
    let dashed = head.filter(|(l, part)| l.end == End::Middle && l.words <= 3 && is_proper(part));
    found.extend(dashed.map(|(_, part)| (part.trim_matches(|c: char| !c.is_alphanumeric()), false)));
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
    let credits =
        looks.iter().take(body + HEAD_MAX).filter(|l| l.own == Some(BlockKind::Credit)).map(|l| l.run.span.of(text));
    let people = credits
        .flat_map(|part| part.get(3..).filter(|_| part.starts_with("By ")).unwrap_or(part).split([',', '|', '·']));
    let people: Vec<&str> = people.flat_map(|p| p.split(" and ")).map(str::trim).filter(|p| p.contains(' ')).collect();
    for look in looks.iter_mut().skip(body + 1).rev().filter(|l| l.is_story()).take(4) {
        let part = look.run.span.of(text);
        let lower = part.lower();
        // Both names of a person.
        let name = part.match_indices(' ').nth(1).map_or(part, |(at, _)| part.get(..at).unwrap_or(part));
        let about = people.iter().any(|person| person.starts_with(name));
        let works = || {
            let words = "author based columnist correspondent covers editor freelance journalist professor reporter \
                         writer writes";
            lower.split(|c: char| !c.is_alphabetic()).any(|w| one_of(w, words))
        };
        let mut sites = ["her", "him", "them", "me"].iter().filter_map(|who| {
            let (_, site) = lower.split_once(&["follow ", who, " on "].concat())?;
            Some(FURNITURE.has(site.split(|c: char| !c.is_alphanumeric()).next()?, TAIL))
        });
        let follow = sites.any(|is_site| is_site);
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
            && FURNITURE.has(part.lower().split(" in ").next().unwrap_or(""), LIST)
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

#[cfg(test)]
mod tests {
    use crate::{Article, Basis, Draft, Given, Outlet, read_text};

    /// Checks headline, outlet and words of the story of an article of these lines.
    fn check(lines: &[&str], headline: Option<&str>, outlet: Option<&str>, story: &[&str]) {
        for end in ["\n", "\n\n"] {
            let article = read_text("x", lines.join(end));
            assert_eq!(article.headline_text(), headline, "{lines:?}");
            let found = article.outlet.as_ref();
            assert_eq!(found.map(|o| o.name.as_str()), outlet, "{lines:?}");
            assert!(found.is_none_or(|o| o.basis == Basis::Stated));
            assert_eq!(told(&article), story);
        }
    }

    /// The story's lines below the headline.
    fn told(article: &Article) -> Vec<&str> {
        let blocks = article.blocks.iter().filter(|b| b.kind.is_content() && Some(b.span) != article.headline);
        blocks.map(|b| b.span.of(&article.text)).collect()
    }

    const P: &str =
        "The goalkeeper of the visitors was sent off after nine minutes, and the crowd never sat down again.";
    const Q: &str = "“We were ten against eleven and we ran for twelve,” said the captain, Efua Mensah, in the rain.";

    #[test]
    fn what_stands_above_a_story() {
        let title = "Ten women of Takoradi hold the champions to a draw";
        let check = |above: &[&str], outlet| {
            check(&[above, &[title, "By Kojo Addo", "Sunday 5 May 2024", P, Q]].concat(), Some(title), outlet, &[P, Q]);
        };
        check(&[], None);
        check(&["Skip to main content", "Menu", "Subscribe | Sign in"], None);
        check(
            &["We value your privacy. We and our partners use cookies to show you what you like.", "Accept all"],
            None,
        );
        check(&["Home > Sport > Football"], None);
        check(&["Sport / Football"], None);
        check(&["FOOTBALL"], None);
        check(&["Women’s League"], None);
        check(&["Coastal Herald", "Sport", "3 min read"], Some("Coastal Herald"));
        check(&["The Coast Today", "© The Coast Today 2024"], Some("The Coast Today"));
        let menu = ["News", "Sport", "Our papers", "Coast edition", "Fund free reporting", "Weather", "Jobs"];
        check(&menu, None);
        // A news agency writes for many.
        check(&["Associated Press"], None);
        check(&["Takoradi"], None);
    }

    #[test]
    fn what_stands_between_headline_and_story() {
        let title = "Bridge over the Drin closes for a year";
        for between in [
            &["Albanian Courier", "By Ana Hoxha"][..],
            &["By Ana Hoxha, Albanian Courier"],
            &["Share: Facebook X Email"],
        ] {
            let outlet = between.iter().any(|l| l.contains("Courier")).then_some("Albanian Courier");
            check(
                &[&[title], between, &["4 May 20237:15 AM CET", "LISTEN · 2:10", P, Q]].concat(),
                Some(title),
                outlet,
                &[P, Q],
            );
        }
        check(&["Ferries Stranded", "Company fears for its ships", P], Some("Company fears for its ships"), None, &[P]);
        check(&["Ferries Stranded", P], Some("Ferries Stranded"), None, &[P]);
        check(
            &["Ferries stranded", "Company fears for its ships", P],
            Some("Ferries stranded"),
            None,
            &["Company fears for its ships", P],
        );
        check(&["Politics", P, Q], Some("Politics"), None, &[P, Q]);
        let below = ["Ana Hoxha", "Tirana News, Durres", "12", "https://tirana.example/a", P];
        check(&[&[title], &below[..]].concat(), Some(title), Some("Tirana News"), &[P]);
        check(&[title, "By Ana Hoxha, TNT", "4 May 2023", "TNT —", P], Some(title), Some("TNT"), &[P]);
        check(&[title, "By Ana Hoxha, Court Reporter", P], Some(title), None, &[P]);
        check(&[title, "Drin Desk | May 4, 2023, 08.12 PM", P], Some(title), None, &[P]);
    }

    #[test]
    fn what_stands_below_a_story() {
        let title = "Court frees editor after a year";
        let check = |below: &[&str], outlet| {
            check(&[&[title, "By Mary Obi", P, Q], below].concat(), Some(title), outlet, &[P, Q]);
        };
        check(&["Most read", "1. A goat in parliament", "2. Rain until Friday"], None);
        check(&["Related stories:", "A goat in parliament", "Why it rains", "Ask us: What is a court?"], None);
        check(&["Continue reading →"], None);
        check(&["___", "All about the courts: https://lagos.example/courts", "Courts", "Press freedom"], None);
        check(&["A version of this article appears in print on May 6, Section A, Page 6, of the Lagos edition."], None);
        check(&["Mary Obi covers the courts. Follow her on X @maryobi."], None);
        check(&["Mary Obi is a reporter in Lagos.", "Follow · X · maryobi"], None);
        check(
            &["Sign up for our Lagos letter. Your address will not be given to anybody else, ever.", "Print Email"],
            None,
        );
        check(&["Have something to say? Send us a letter.", "The Editorial Board"], None);
        check(&["© 2024 Lagos Sentinel. All rights reserved."], Some("Lagos Sentinel"));
        check(&["Copyright © 2019-2024 by Lagos Sentinel | Terms of use"], Some("Lagos Sentinel"));
        // Whose name it is cannot be told.
        check(&["© 2024 Getty Images"], None);
        check(&["© 2024 Obi Brothers Limited. All rights reserved."], None);
        check(&["Copyright 2024 The Associated Press. All rights reserved."], None);
        check(&["© 2024 Lagos Sentinel.", "Copyright 2024 Abuja Times"], None);
    }

    #[test]
    fn what_tells_a_story_stays() {
        for line in [
            "Mary Obi, the reporter, was freed at noon.",
            "Most read the verdict in silence.",
            "Follow her on her way home and you see why.",
            "The Lagos Sentinel, where she worked, said that it would print her story on Monday.",
        ] {
            check(&["Court frees editor", P, line, Q], Some("Court frees editor"), None, &[P, line, Q]);
        }
        let list = ["What the judges asked for:", "• Facebook", "• X"];
        check(
            &[&["Court frees editor", P], &list[..], &[Q]].concat(),
            Some("Court frees editor"),
            None,
            &[P, list[0], list[1], list[2], Q],
        );
        check(&["Stocks Fall | Oil Rises", P, Q], Some("Stocks Fall | Oil Rises"), None, &[P, Q]);
    }

    #[test]
    fn what_is_known_of_the_outlet_goes_before() {
        let read = |name: &str, said: u8| {
            let outlet = (!name.is_empty()).then(|| Outlet { name: name.into(), url: None, basis: Basis::Supplied });
            let text = ["XNN24", "Storm nears the coast of Goa", P, Q, "© 2024 Goa Herald"].join("\n");
            let given = Given { outlet, said, ..Given::default() };
            let article = Draft { id: "a".into(), text, given, ..Draft::default() }.read();
            (article.headline_text() == Some("Storm nears the coast of Goa"), article.outlet.map(|o| (o.name, o.basis)))
        };
        assert_eq!(read("", 0), (true, Some(("Goa Herald".into(), Basis::Stated))));
        assert_eq!(read("xnn24", 0), (true, Some(("xnn24".into(), Basis::Stated))));
        assert_eq!(read("The Goa Herald", 0), (true, Some(("The Goa Herald".into(), Basis::Stated))));
        assert_eq!(read("The Gull", 0), (true, Some(("The Gull".into(), Basis::Supplied))));
        // The user said that nobody knows it.
        assert_eq!(read("", Given::OUTLET), (true, None));
    }
}
