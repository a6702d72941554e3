//! Numbers with what they count.
//!
//! A figure is a number in digits or words with its magnitude, its unit (“%”, “points”, “people”) and, where
//! the words say so, what it belongs to (“Ukraine’s military”, “the plan”). Millions and more stay in the
//! unit, as written: `2.5`, “billion dollars”. Dates and times (see `dates`), ordinals, numbers of lists and
//! numbers that are part of a name (G8, F-16, Article 5) are none. A figure knows how exact it is meant (“at
//! least”) and, where the words say so, which one it changes to (“from 9 to 6”). A plural of a number word counts
//! as at least two of it: “dozens” is `24+`. Units are not converted.
use crate::sentence_words::{SentenceWords, Words};
use crate::{Bound, Figure};
use corpus::one_of;
use corpus::{Article, Span, TokenKind};

/// The figures of an article, by position.
#[must_use]
pub fn find(article: &Article, cut: &Words) -> Vec<Figure> {
    let mut found = Vec::new();
    let mut dates = cut.expressions.iter().map(|e| e.span).peekable();
    for (sentence, words) in article.sentences.iter().zip(&cut.sentences) {
        let mut inside = Vec::new();
        while let Some(date) = dates.next_if(|d| d.start < sentence.end) {
            inside.push(date);
        }
        if (0..words.len()).any(|i| words.is(i, TokenKind::Number) || opens_spelled(words, i)) {
            in_sentence(words, &inside, &mut found);
        }
    }
    found
}

/// Whether a number in words can start here.
fn opens_spelled(words: &SentenceWords, i: usize) -> bool {
    match words.lower(i) {
        "a" | "an" => {
            let part = one_of(words.lower(i + 1), "third quarter fifth") && words.lower(i + 2) == "of";
            part || one_of(words.lower(i + 1), "hundred thousand million billion trillion dozen")
        }
        "half" => one_of(words.lower(i + 1), "of the its their") && !one_of(words.before(i, 1), "- the"),
        "twice" => words.lower(i + 1) == "as",
        word if at_least(word).is_some() => words.lower(i + 1) == "of",
        word => number_word(word).is_some() || TENS.contains(&word),
    }
}

const TO_TWENTY: [&str; 20] = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];
const TENS: [&str; 8] = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"];

/// The value of a number word from one to twenty.
pub(crate) fn number_word(word: &str) -> Option<u32> {
    // All are of three to nine letters; most words of a text fall here.
    if !(3..=9).contains(&word.len()) || !word.starts_with(['o', 't', 'f', 's', 'e', 'n']) {
        return None;
    }
    TO_TWENTY.iter().zip(1..).find(|(w, _)| **w == word).map(|(_, n)| n)
}

/// The least that the plural of a number word means: two of it.
fn at_least(word: &str) -> Option<u32> {
    Some(match word {
        "tens" => 20,
        "dozens" => 24,
        "scores" => 40,
        "hundreds" => 200,
        "thousands" => 2_000,
        "millions" => 2_000_000,
        "billions" => 2_000_000_000,
        _ => return None,
    })
}

/// A number on its way to a figure: tokens `from` up to `to`.
struct Number {
    from: usize,
    to: usize,
    value: String,
    /// “million”, “billion” and the currency.
    magnitude: Option<&'static str>,
    currency: Option<&'static str>,
    /// A word (“two”), which is a count only together with what it counts.
    spelled: bool,
}

fn in_sentence(words: &SentenceWords, dates: &[Span], found: &mut Vec<Figure>) {
    let first = found.len();
    // Token where the figure before ended, and whether it has no unit of its own.
    let mut open: Option<usize> = None;
    let mut i = 0;
    while i < words.len() {
        let Some(number) = number(words, i).filter(|n| is_free(words, n, dates)) else {
            i += 1;
            continue;
        };
        let Some((figure, end)) = figure(words, &number) else {
            i = number.to;
            continue;
        };
        let joined = open.is_some_and(|at| at + 1 == number.from && one_of(words.lower(at), "to and or – -"));
        if joined && figure.unit.is_some() {
            share(found.get_mut(first..).unwrap_or_default(), &figure);
        }
        open = figure.unit.is_none().then_some(end);
        found.push(figure);
        i = end;
    }
    changed(words, found, first);
}

/// “880,000 to 600,000 personnel”: the first has the unit of the second.
fn share(found: &mut [Figure], with: &Figure) {
    if let Some(last) = found.last_mut() {
        last.unit.clone_from(&with.unit);
        last.of = last.of.take().or_else(|| with.of.clone());
    }
}

/// “Ukraine’s military from 880,000 to 600,000”, “to 4% from 5%”: the one changes to the other, and what stands
/// before is what both belong to.
fn changed(words: &SentenceWords, found: &mut [Figure], first: usize) {
    for pair in first + 1..found.len() {
        let Some([a, b]) = found.get_mut(pair - 1..=pair) else { continue };
        let from = words.tokens.partition_point(|t| t.span.start < a.span.start);
        let gap = Span { start: a.span.end, end: b.span.start.max(a.span.end) }.of(words.text).trim();
        let (earlier, later) = match (words.before(from, 1), gap) {
            ("from", "to") => (a, b),
            ("to", "from") => (b, a),
            _ => continue,
        };
        let later_at = pair - usize::from(gap == "from");
        earlier.to = u32::try_from(later_at).ok();
        if earlier.of.is_none() && later.of.is_none() && gap == "to" {
            earlier.of = from.checked_sub(1).and_then(|at| phrase_before(words, at));
            later.of.clone_from(&earlier.of);
        }
        if earlier.unit.is_none() {
            earlier.unit.clone_from(&later.unit);
        }
    }
}

/// The phrase that ends before token `end`: from its article or from the owner before a possessive.
fn phrase_before(words: &SentenceWords, end: usize) -> Option<String> {
    const WORDS_MAX: usize = 6;
    let mut owner = false;
    for back in 1..=WORDS_MAX {
        let at = end.checked_sub(back)?;
        let word = words.lower(at);
        if one_of(word, "the its their his her our") {
            return Some(words.span(at, end).of(words.text).to_owned());
        }
        owner |= words.is(at, TokenKind::Possessive);
        let name = words.is_capitalised(at) && !words.is(at + 1, TokenKind::Mark);
        // “Reducing Ukraine’s military”: the verb that opens the sentence is no part of the name.
        let opens = at
            .checked_sub(1)
            .is_some_and(|k| words.lower(k).ends_with("ing") && (k == 0 || !words.is(k - 1, TokenKind::Word)));
        if owner && name && (opens || !words.is_capitalised(at.wrapping_sub(1))) {
            return Some(words.span(at, end).of(words.text).to_owned());
        }
        let inside = words.is(at, TokenKind::Word) && !ends_phrase(word) || words.is(at, TokenKind::Possessive);
        if !inside {
            return None;
        }
    }
    None
}

/// Whether a number is one at all: no date, no ordinal, no part of a name, address or list.
fn is_free(words: &SentenceWords, number: &Number, dates: &[Span]) -> bool {
    let span = words.span(number.from, number.to);
    let next = dates.partition_point(|d| d.end <= span.start);
    if dates.get(next).is_some_and(|d| d.overlaps(span)) {
        return false;
    }
    let glued = words.is_glued(number.from) && number.currency.is_none();
    let before = words.before(number.from, 1);
    let opens = one_of(before, "“ \" ‘ ' ( [ « „ — – + ~ ≈ …");
    let minus = one_of(before, "- −") && !words.is_glued(number.from.wrapping_sub(1));
    if glued && !opens && !minus {
        return false;
    }
    let after = words.lower(number.to);
    let tail = words.is_glued(number.to) && words.is_glued(number.to + 1);
    let pieces = tail && one_of(after, ": / _ @ . =") && words.is(number.to + 1, TokenKind::Number);
    // “24th”, “3G”, “747s”: a number with letters of its own kind is a name or an order, no amount.
    let lettered = words.is_glued(number.to) && words.is(number.to, TokenKind::Word);
    let ordinal = lettered && (one_of(after, "st nd rd th") || after.len() == 1 && after != "c");
    let listed = number.from == 0 && one_of(after, ". )") && words.is_glued(number.to) && words.len() > number.to + 1;
    !pieces && !ordinal && !listed
}

/// The number that starts at token `i`, with currency and magnitude.
fn number(words: &SentenceWords, i: usize) -> Option<Number> {
    let dollar = words.lower(i + 1) == "$" && words.is_glued(i + 1);
    let prefixed = dollar.then(|| dollars(words.written(i))).flatten();
    let (start, i) = (i, i + usize::from(prefixed.is_some()));
    let sign = prefixed.or_else(|| currency_sign(words.lower(i)));
    if sign.is_none() && !words.is(i, TokenKind::Number) && !opens_spelled(words, i) {
        return None;
    }
    let at = i + usize::from(sign.is_some());
    let (mut value, mut to, spelled) = match digits(words, at) {
        Some((value, to)) => (value, to, false),
        None if sign.is_none() => spelled(words, at)?,
        None => return None,
    };
    let mut magnitude = None;
    let word = words.lower(to);
    let set_off = one_of(word, "bn mn tn") && !spelled;
    let short = (words.is_glued(to) || set_off).then(|| short_magnitude(words.written(to))).flatten();
    if let Some(short) = short {
        magnitude = Some(short);
        to += 1;
    } else if let Some(long) = ["million", "billion", "trillion"].into_iter().find(|m| *m == word) {
        magnitude = Some(long);
        to += 1;
    } else if one_of(word, "hundred thousand") && value.len() <= 4 && value.bytes().all(|b| b.is_ascii_digit()) {
        value.push_str(if word == "hundred" { "00" } else { "000" });
        to += 1;
    }
    Some(Number { from: start, to, value, magnitude, currency: sign, spelled })
}

fn currency_sign(word: &str) -> Option<&'static str> {
    Some(match word {
        "$" => "dollars",
        "€" => "euros",
        "£" => "pounds",
        "¥" => "yen",
        "₹" => "rupees",
        "₽" => "roubles",
        "₴" => "hryvnias",
        _ => return None,
    })
}

/// Which dollars the letters before the sign mean: “US$”, “A$”.
fn dollars(written: &str) -> Option<&'static str> {
    Some(match written {
        "US" | "U.S." => "dollars",
        "A" | "AU" => "Australian dollars",
        "C" | "CA" => "Canadian dollars",
        "NZ" => "New Zealand dollars",
        "HK" => "Hong Kong dollars",
        _ => return None,
    })
}

fn short_magnitude(written: &str) -> Option<&'static str> {
    Some(match written {
        listed if one_of(listed, "m mn M") => "million",
        listed if one_of(listed, "bn b B") => "billion",
        "tn" => "trillion",
        "k" | "K" => "thousand",
        _ => return None,
    })
}

/// Digits without separators, and a score or range `12-4` as it is.
fn digits(words: &SentenceWords, i: usize) -> Option<(String, usize)> {
    let one = |k: usize| -> Option<String> {
        let written = words.is(k, TokenKind::Number).then(|| words.written(k))?;
        if !written.bytes().all(|b| b.is_ascii_digit() || matches!(b, b',' | b'.')) {
            return None;
        }
        // A comma before three digits separates thousands; any other is a decimal comma.
        let groups: Vec<&str> = written.split(',').collect();
        let grouped = groups.iter().skip(1).all(|g| g.split('.').next().is_some_and(|d| d.len() == 3));
        Some(if grouped { groups.concat() } else { groups.join(".") })
    };
    let first = one(i)?;
    let pair = one_of(words.lower(i + 1), "- –") && words.is_glued(i + 1) && words.is_glued(i + 2);
    match pair.then(|| one(i + 2)).flatten() {
        Some(second) => Some((format!("{first}-{second}"), i + 3)),
        None => Some((first, i + 1)),
    }
}

/// “three”, “twenty-five”, “a million”, “two-thirds”: value, end and that it is spelled.
fn spelled(words: &SentenceWords, i: usize) -> Option<(String, usize, bool)> {
    let word = words.lower(i);
    let hyphen = words.lower(i + 1) == "-" && words.is_glued(i + 1) && words.is_glued(i + 2);
    if let Some(least) = at_least(word) {
        // “tens of thousands of people”: the second word tells how many of the first.
        let second = at_least(words.lower(i + 2)).filter(|_| words.lower(i + 3) == "of" && least < 2_000);
        let value = second.map_or(least, |n| (least / 2).saturating_mul(n));
        let to = if second.is_some() { i + 4 } else { i + 2 };
        return (words.lower(i + 1) == "of").then(|| (format!("{value}+"), to, true));
    }
    let part = |word| [("third", 3), ("quarter", 4), ("fifth", 5)].into_iter().find(|(w, _)| *w == word);
    match word {
        "half" => return opens_spelled(words, i).then(|| ("1/2".to_owned(), i + 1, true)),
        "twice" => return opens_spelled(words, i).then(|| ("2".to_owned(), i + 1, true)),
        "a" if words.lower(i + 1) == "dozen" => return Some(("12".to_owned(), i + 2, true)),
        "a" if words.lower(i + 2) == "of" => {
            if let Some((_, n)) = part(words.lower(i + 1)) {
                return Some((format!("1/{n}"), i + 2, true));
            }
        }
        _ => {}
    }
    if one_of(word, "a an") {
        return opens_spelled(words, i).then(|| ("1".to_owned(), i + 1, true));
    }
    if let Some(tens) = TENS.iter().zip(2u32..).find(|(w, _)| **w == word).map(|(_, n)| n * 10) {
        let units = hyphen.then(|| number_word(words.lower(i + 2))).flatten().filter(|n| *n < 10);
        return Some(((tens + units.unwrap_or(0)).to_string(), if units.is_some() { i + 3 } else { i + 1 }, true));
    }
    let n = number_word(word)?;
    let parts = ["halves", "thirds", "quarters", "fifths", "sixths"].iter().zip(2..);
    let third = one_of(words.lower(i + 2), "third quarter fifth");
    if hyphen && n == 1 && third {
        return part(words.lower(i + 2)).map(|(_, p)| (format!("1/{p}"), i + 3, true));
    }
    if let Some((_, part)) = parts.into_iter().find(|(w, _)| hyphen && **w == words.lower(i + 2)) {
        return Some((format!("{n}/{part}"), i + 3, true));
    }
    Some((n.to_string(), i + 1, true))
}

/// The figure and the token after it.
fn figure(words: &SentenceWords, number: &Number) -> Option<(Figure, usize)> {
    // “one” is mostly a pronoun or an article; it counts only measures.
    let one = words.lower(number.from) == "one" && number.to == number.from + 1 && number.magnitude.is_none();
    if one && !MEASURES.contains(&words.lower(number.to)) && !one_of(words.lower(number.to), "percent per -") {
        return None;
    }
    let (unit, end) = match unit(words, number.to) {
        // Money has its unit: “$23 billion dollar deal”, “$5 tickets”.
        Some((unit, end)) if number.currency.is_some() && !unit.compound => {
            (None, if one_of(&unit.name, "dollar dollars euros pounds") { end } else { number.to })
        }
        Some((unit, end)) => (Some(unit), end),
        None => match bare_unit(words, number) {
            Some(name) => (Some(Unit { name: name.to_owned(), compound: false }), number.to),
            None => (None, number.to),
        },
    };
    if unit.is_none() && number.currency.is_none() && number.magnitude.is_none() && !stands_alone(words, number) {
        return None;
    }
    let of = belongs_to(words, end, unit.as_ref().is_some_and(|u| u.compound));
    let parts = [number.magnitude, number.currency, unit.as_ref().map(|u| u.name.as_str())];
    let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
    let unit = (!name.is_empty()).then_some(name);
    let (span, value) = (words.span(number.from, end), number.value.clone());
    Some((Figure { span, value, unit, of, bound: bound(words, number), to: None }, end))
}

/// What a number counts that stands alone: the years of an age, the votes of a division, “twice as many”.
fn bare_unit(words: &SentenceWords, number: &Number) -> Option<&'static str> {
    const NEAR: usize = 6;
    let (from, before) = (number.from, words.before(number.from, 1));
    if words.lower(from) == "twice" {
        return Some("times");
    }
    if number.currency.is_some() || number.magnitude.is_some() || number.spelled {
        return None;
    }
    if number.value.contains('-') {
        return (1..=NEAR).any(|back| words.before(from, back).starts_with("vot")).then_some("votes");
    }
    // “aged 56”, “at the age of 56”, “Anna Berg, 56, said”
    let named = before == "," && words.lower(number.to) == "," && words.is_capitalised(from.wrapping_sub(2));
    let aged = one_of(before, "aged age") || before == "of" && words.before(from, 2) == "age";
    (aged || named && (2..=3).contains(&(number.value.len() + 1))).then_some("years")
}

/// How exact a number is meant, by the words before it.
fn bound(words: &SentenceWords, number: &Number) -> Option<Bound> {
    let back = |n| words.before(number.from, n);
    let no = back(3) == "no";
    match (back(2), back(1)) {
        _ if number.value.ends_with('+') => Some(Bound::AtLeast),
        ("at", "least") => Some(Bound::AtLeast),
        ("at", "most") | ("up", "to") | ("many" | "much" | "high", "as") => Some(Bound::AtMost),
        ("more" | "greater" | "higher", "than") => Some(if no { Bound::AtMost } else { Bound::MoreThan }),
        ("fewer" | "less" | "lower", "than") => Some(if no { Bound::AtLeast } else { Bound::LessThan }),
        // “over 12 years” is how long it took.
        (_, "over") if !one_of(words.lower(number.to), "years months weeks days hours") => Some(Bound::MoreThan),
        (_, "under" | "below") => Some(Bound::LessThan),
        (_, "above") => Some(Bound::MoreThan),
        (_, listed) if one_of(listed, "about around some roughly approximately nearly almost circa estimated ~ ≈") => {
            Some(Bound::About)
        }
        _ => None,
    }
}

/// Whether a number without a unit is a figure: in digits, no year, and not the number of a name.
fn stands_alone(words: &SentenceWords, number: &Number) -> bool {
    let fraction = number.value.contains('/');
    if number.spelled {
        return fraction || number.to > number.from + 1;
    }
    let year = number.value.len() == 4 && (number.value.starts_with("19") || number.value.starts_with("20"));
    let written = words.span(number.from, number.to).of(words.text);
    let name = number.from.checked_sub(1).is_some_and(|at| words.written(at).contains(char::is_uppercase));
    let named = name && number.from > 1;
    let abbreviated = words.before(number.from, 1) == "." && one_of(words.before(number.from, 2), "no nos art");
    let score = words.is_capitalised(number.to) && words.is(number.to + 1, TokenKind::Number);
    // “the 787”, “the 5000 mark”
    let model = words.before(number.from, 1) == "the" && written.bytes().all(|b| b.is_ascii_digit());
    (written.contains(',') || !year && !named) && !abbreviated && !score && !model
}

struct Unit {
    name: String,
    /// Joined with a hyphen: what follows is what it belongs to.
    compound: bool,
}

/// The unit that starts at token `i`, and where it ends.
fn unit(words: &SentenceWords, i: usize) -> Option<(Unit, usize)> {
    let plain = |name: &str, end: usize| Some((Unit { name: name.to_owned(), compound: false }, end));
    match (words.lower(i), words.lower(i + 1)) {
        ("%", _) | ("percent", _) => return plain("%", i + 1),
        ("per", "cent") => return plain("%", i + 2),
        ("percentage", "points" | "point") => return plain("percentage points", i + 2),
        ("-" | "‑", word) if words.is_glued(i) && words.is_glued(i + 1) && words.is(i + 1, TokenKind::Word) => {
            if one_of(word, "strong fold plus odd time to") {
                return None;
            }
            let old = usize::from(words.lower(i + 2) == "-" && words.lower(i + 3) == "old") * 2;
            return Some((Unit { name: plural(word), compound: true }, i + 2 + old));
        }
        _ => {}
    }
    if words.is_glued(i) && words.is(i, TokenKind::Word) && (2..=4).contains(&words.written(i).len()) {
        return plain(words.written(i), i + 1);
    }
    noun(words, i)
}

/// A counted noun in the plural.
pub(crate) fn plural(word: &str) -> String {
    match word {
        "man" => "men".to_owned(),
        "woman" => "women".to_owned(),
        "person" => "people".to_owned(),
        listed if one_of(listed, "km kg mph feet percent") => word.to_owned(),
        _ if word.ends_with('s') => word.to_owned(),
        _ => word
            .strip_suffix('y')
            .filter(|w| !w.ends_with(['a', 'e', 'o']))
            .map_or_else(|| format!("{word}s"), |w| format!("{w}ies")),
    }
}

/// The counted noun at the head of the phrase at `i`: the first plural after at most three modifiers.
fn noun(words: &SentenceWords, i: usize) -> Option<(Unit, usize)> {
    const MODIFIERS_MAX: usize = 3;
    for at in i..=i + MODIFIERS_MAX {
        let word = words.lower(at);
        // “F-16 jets”: the hyphen and what follows belong to the modifier before.
        if !words.is(at, TokenKind::Word) || ends_phrase(word) {
            return None;
        }
        // “Valencia 2 Alaves 0”: no two of them.
        let score = words.is_capitalised(at) && words.is(at + 1, TokenKind::Number);
        if !score && is_plural(word) || MEASURES.contains(&word) {
            return Some((Unit { name: word.to_owned(), compound: false }, at + 1));
        }
    }
    None
}

/// Units that are no plural in s.
const MEASURES: &[&str] = &[
    "people",
    "personnel",
    "men",
    "women",
    "children",
    "police",
    "troops",
    "staff",
    "crew",
    "km",
    "kg",
    "m",
    "cm",
    "mm",
    "mph",
    "kph",
    "mw",
    "gw",
    "tonne",
    "ton",
    "hectare",
    "feet",
    "foot",
    "inch",
    "mile",
    "kilometre",
    "kilometer",
    "metre",
    "meter",
    "dollar",
    "euro",
    "pound",
    "hour",
    "day",
    "week",
    "month",
    "year",
    "minute",
    "second",
    "point",
    "seat",
    "degree",
    "c",
    "aircraft",
    "dead",
    "wounded",
    "injured",
    "missing",
    "yen",
    "yuan",
    "sheep",
    "media",
    "person",
    "vote",
    "goal",
];

fn is_plural(word: &str) -> bool {
    word.len() > 3
        && word.ends_with('s')
        && !word.ends_with("ss")
        && !word.ends_with("us")
        && !word.ends_with("is")
        && !one_of(word, "says does goes always perhaps plus whereas besides comes makes")
}

/// Words that cannot stand inside a counted phrase.
fn ends_phrase(word: &str) -> bool {
    one_of(
        word,
        "the a an of in on at to for from with by and or but as that which who is are was were be been has \
                had have will would could can may must should said says after before during its their his her this \
                these those it he she they we i you than when while if not also so into over under since because per \
                where what there then only each all died came went did",
    )
}

/// Whether the token closes a quotation: “about 80%” of the plan.
fn closes(words: &SentenceWords, at: usize) -> bool {
    one_of(words.lower(at), "” \" ’ »")
}

/// What the figure belongs to: “of the plan”; after a compound the noun that follows (“28-point proposal”).
fn belongs_to(words: &SentenceWords, at: usize, compound: bool) -> Option<String> {
    const WORDS_MAX: usize = 6;
    let at = if closes(words, at) && words.is_glued(at) { at + 1 } else { at };
    let from = match (compound, words.lower(at)) {
        (true, _) => at,
        (false, "of") => at + 1,
        (false, "the" | "its" | "their") if words.before(at, 1) == "half" => at,
        _ => return None,
    };
    let mut end = from;
    while end < from + WORDS_MAX {
        let article = end == from && one_of(words.lower(end), "the a an its their his her all those these");
        let inside =
            words.is(end, TokenKind::Word) && !ends_phrase(words.lower(end)) || words.is(end, TokenKind::Possessive);
        let hyphen = words.lower(end) == "-" && words.is_glued(end) && words.is_glued(end + 1);
        // After the first noun a plain word in s is rather a verb (“plan stands”), after a plural any plain word.
        let after = end > from && !article && !words.is_capitalised(end);
        let noun = after && !(end == from + 1 && one_of(words.lower(from), "the a an its their his her all"));
        let verb = noun && words.lower(end).ends_with("ed")
            || after && (is_plural(words.lower(end - 1)) || compound && words.lower(end).ends_with('s'));
        if !(inside || article || hyphen) || verb || compound && is_verb_like(words.lower(end)) {
            break;
        }
        end += 1;
    }
    (end > from).then(|| words.span(from, end).of(words.text).to_owned())
}

/// What follows a compound and is no noun: “28-point proposal floated by”, “the 15-year-old told”.
fn is_verb_like(word: &str) -> bool {
    word.ends_with("ed") || one_of(word, "told led made drew gave won lost previously late")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Figures as `words=value|unit|of`, one after the other.
    fn check(text: &str, expected: &[&str]) {
        let article = corpus::read_text("t", text.to_owned());
        let found: Vec<String> = find(&article, &Words::new(&article))
            .iter()
            .map(|f| {
                let part = |p: &Option<String>| p.clone().unwrap_or_default();
                format!("{}={}|{}|{}", f.span.of(text), f.value, part(&f.unit), part(&f.of))
            })
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn counts_and_units() {
        check("They agreed on 19 proposals in Rome.", &["19 proposals=19|proposals|"]);
        check("At least three people died there.", &["three people=3|people|"]);
        check("It has 600,000 personnel now.", &["600,000 personnel=600000|personnel|"]);
        check("Some 1.2m people fled.", &["1.2m people=1.2|million people|"]);
        check("Some 1.2 million people fled.", &["1.2 million people=1.2|million people|"]);
        check("The bill is $2.5 billion this time.", &["$2.5 billion=2.5|billion dollars|"]);
        check("It cost €40m in all.", &["€40m=40|million euros|"]);
        check("A fine of £300 was set.", &["£300=300|pounds|"]);
        check("It lies 40 km away.", &["40 km=40|km|"]);
        check("It lies 40km away.", &["40km=40|km|"]);
        check("It holds 60GB of music.", &["60GB=60|GB|music"]);
        check("The iPhone 4 has 3G; the 747s fly.", &[]);
        check("The wind blew at 120 mph there.", &["120 mph=120|mph|"]);
        check("They lost by 12-4 there.", &["12-4=12-4||"]);
        check("It killed 10-15 soldiers there.", &["10-15 soldiers=10-15|soldiers|"]);
        check("Around two thousand protesters came.", &["two thousand protesters=2000|protesters|"]);
        check("A million people came.", &["A million people=1|million people|"]);
        check("Twenty-five countries signed.", &["Twenty-five countries=25|countries|"]);
        check("Two-thirds of voters agree.", &["Two-thirds=2/3||voters"]);
        check("One European official raised concerns; one week on.", &["one week=1|week|"]);
        check("He took 47 per cent there.", &["47 per cent=47|%|"]);
        check("It rose 0.5 percentage points there.", &["0.5 percentage points=0.5|percentage points|"]);
        check("He hit 12 Russian air bases there.", &["12 Russian air bases=12|bases|"]);
    }

    #[test]
    fn what_they_belong_to() {
        check("The 28-point plan stands.", &["28-point=28|points|plan"]);
        check("A 28-point proposal floated by him.", &["28-point=28|points|proposal"]);
        check("The “28-Point Peace Plan” stands.", &["28-Point=28|points|Peace Plan"]);
        check("A 15-year-old boy won.", &["15-year-old=15|years|boy"]);
        check("About 80% of the plan would hold.", &["80%=80|%|the plan"]);
        check("He said “about 80%” of the plan would hold.", &["80%=80|%|the plan"]);
        check(
            "- Reducing Ukraine’s army from 9 to 6 tanks.",
            &["9=9|tanks|Ukraine’s army", "6 tanks=6|tanks|Ukraine’s army"],
        );
        check(
            "Reducing Ukraine’s military from 880,000 to 600,000 personnel.",
            &["880,000=880000|personnel|Ukraine’s military", "600,000 personnel=600000|personnel|Ukraine’s military"],
        );
        check("They cut the army from 900 to 600 tanks.", &["900=900|tanks|the army", "600 tanks=600|tanks|the army"]);
    }

    #[test]
    fn what_is_no_figure() {
        for text in [
            "The G8 met on Covid-19 and F-16 jets.",
            "In 2014 and on 24 November 2025 at 10:30.",
            "Nov. 24, 2025",
            "The 24th time, on the 1st day.",
            "Under Article 5 they must act.",
            "One of them left; no one stayed; one another.",
            "He lives at No. 10 still.",
            "See https://example.org/2025/11/24/x?id=77 for it.",
            "The 2024 election, the 1990s, May 5.",
            "Two came and three left.",
            "",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn small_texts_are_counted_as_a_careful_reader_does() {
        let mut cases: Vec<(&str, Vec<&str>)> = Vec::new();
        for line in include_str!("tests/figures.txt").lines().filter(|l| !l.starts_with('#')) {
            match (line.strip_prefix("    "), cases.last_mut()) {
                (Some(found), Some(case)) => case.1.push(found),
                _ => cases.push((line, Vec::new())),
            }
        }
        let dump = |text: &str| -> Vec<String> {
            let article = corpus::read_text("t", text.to_owned());
            let all = find(&article, &Words::new(&article));
            let part = |p: &Option<String>| p.clone().unwrap_or("-".to_owned());
            all.iter()
                .map(|f| {
                    let bound = f.bound.map_or(String::new(), |b| format!(" | {b:?}"));
                    let to = f.to.map_or(String::new(), |to| format!(" → {}", all[to as usize].value));
                    format!("{} | {} | {} | {}{bound}{to}", f.span.of(text), f.value, part(&f.unit), part(&f.of))
                })
                .collect()
        };
        let found = cases.iter().map(|(text, expected)| (text, expected, dump(text)));
        let wrong: Vec<String> = found
            .filter(|(_, expected, found)| found != *expected)
            .map(|(text, _, found)| format!("{text}\n    {}", found.join("\n    ")))
            .collect();
        assert!(cases.len() >= 45, "only {} cases", cases.len());
        assert!(wrong.is_empty(), "{} of {} cases:\n{}", wrong.len(), cases.len(), wrong.join("\n"));
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_ordered_spans(text in r"(?s)(\PC|\n|12|,|\.|-| to |from |%|\$|US|million|two |points |of |dozens |thousands |a third |half |at least |aged |, ){0,60}") {
            let article = corpus::read_text("t", text.clone());
            let mut last = 0;
            let all = find(&article, &Words::new(&article));
            for figure in &all {
                proptest::prop_assert!(figure.to.is_none_or(|to| (to as usize) < all.len()));
                proptest::prop_assert!(figure.span.start >= last && !figure.span.of(&text).is_empty());
                proptest::prop_assert!(figure.value.bytes().next().is_some_and(|b| b.is_ascii_digit()));
                last = figure.span.end;
            }
        }
    }
}
