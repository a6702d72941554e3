//! Character references: `&amp;`, `&rsquo;`, `&#8217;`, by the rules of the HTML standard.
use crate::decode::western;
use corpus::InOrder;
use std::sync::LazyLock;

/// The longest name has so many letters.
const NAME_MAX: usize = 31;
/// The longest name that needs no semicolon has so many letters.
const BARE_MAX: usize = 6;

/// What a reference stands for: one character, or two; the second is NUL where there is none.
pub(crate) type Meant = [char; 2];

struct Name {
    name: &'static str,
    meant: Meant,
    /// Whether it needs no semicolon.
    bare: bool,
}

/// All names, in their order.
static NAMES: LazyLock<Vec<Name>> = LazyLock::new(|| {
    let mut names: Vec<Name> = Vec::with_capacity(2_200);
    let mut place = 0;
    for line in include_str!("data/references.txt").lines().filter(|l| !l.starts_with('#')) {
        let Some((head, list)) = line.split_once(' ') else { continue };
        let meant = match head.strip_prefix('=') {
            Some(two) => {
                let mut two = two.chars();
                [two.next().unwrap_or('\0'), two.next().unwrap_or('\0')]
            }
            None => {
                place += u32::from_str_radix(head, 16).unwrap_or(1);
                [char::from_u32(place).unwrap_or('\0'), '\0']
            }
        };
        names.extend(list.split(' ').map(|word| {
            let name = word.trim_end_matches('!');
            Name { name, meant, bare: name.len() < word.len() }
        }));
    }
    names.put_in_order_by(|a, b| a.name.cmp(b.name));
    names
});

/// The reference that `after` begins with, the text after an `&`: how many bytes it has, and what it stands for.
pub(crate) fn reference(after: &str, in_attribute: bool) -> Option<(usize, Meant)> {
    if let Some(digits) = after.strip_prefix('#') {
        let (len, meant) = number(digits)?;
        return Some((len + 1, [meant, '\0']));
    }
    let bytes = after.as_bytes();
    let len = bytes.iter().take(NAME_MAX + 1).take_while(|b| b.is_ascii_alphanumeric()).count();
    let named = |len: usize| {
        let name = after.get(..len)?;
        NAMES.binary_search_by(|n| n.name.cmp(name)).ok().and_then(|at| NAMES.get(at))
    };
    if bytes.get(len) == Some(&b';')
        && let Some(found) = named(len)
    {
        return Some((len + 1, found.meant));
    }
    let (len, found) = (2..=len.min(BARE_MAX)).rev().find_map(|n| Some((n, named(n).filter(|f| f.bare)?)))?;
    // In an address, “&copy=1” is a field.
    let goes_on = bytes.get(len).is_some_and(|b| *b == b'=' || b.is_ascii_alphanumeric());
    (!in_attribute || !goes_on).then_some((len, found.meant))
}

/// The number after `&#`.
fn number(digits: &str) -> Option<(usize, char)> {
    let (radix, from) = if digits.starts_with(['x', 'X']) { (16, 1) } else { (10, 0) };
    let (mut value, mut len) = (0_u32, from);
    for digit in digits.bytes().skip(from).map_while(|b| char::from(b).to_digit(radix)) {
        value = value.saturating_mul(radix).saturating_add(digit);
        len += 1;
    }
    if len == from {
        return None;
    }
    // A control character stands for what windows-1252 has in its place.
    let value = u8::try_from(value).map_or(value, |byte| western(byte).into());
    let meant = char::from_u32(value).filter(|c| *c != '\0').unwrap_or(char::REPLACEMENT_CHARACTER);
    Some((len + usize::from(digits.as_bytes().get(len) == Some(&b';')), meant))
}

/// Adds `raw` to `out`, with what its references stand for in their places.
pub(crate) fn resolve(raw: &str, in_attribute: bool, out: &mut String) {
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        out.push_str(before);
        rest = after;
        match reference(after, in_attribute) {
            Some((len, meant)) => {
                out.extend(meant.into_iter().filter(|c| *c != '\0'));
                rest = after.get(len..).unwrap_or("");
            }
            None => out.push('&'),
        }
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(raw: &str, text: &str, attribute: &str) {
        for (in_attribute, expected) in [(false, text), (true, attribute)] {
            let mut out = String::new();
            resolve(raw, in_attribute, &mut out);
            assert_eq!(out, expected, "{raw} (attribute: {in_attribute})");
        }
    }

    #[test]
    fn the_longest_name_counts() {
        check("a &amp;lt; b &notin; &notit; &not; &fjlig;", "a &lt; b ∉ ¬it; ¬ fj", "a &lt; b ∉ &notit; ¬ fj");
        check("?a=1&copy=2&amp=3&reg", "?a=1©=2&=3®", "?a=1&copy=2&amp=3®");
        check("&bogus; & &; &a &#; &#x; &#xg", "&bogus; & &; &a &#; &#x; &#xg", "&bogus; & &; &a &#; &#x; &#xg");
    }

    #[test]
    fn numbers_stand_for_characters_that_exist() {
        check(
            "&#8217;&#x2019&#146;&#x80;&#129;&#159;&#160;&#0;&#xD800;&#x110000;&#99999999999999;",
            "’’’€\u{81}Ÿ\u{a0}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
            "’’’€\u{81}Ÿ\u{a0}\u{fffd}\u{fffd}\u{fffd}\u{fffd}",
        );
    }

    #[test]
    fn the_names_are_all_there() {
        assert_eq!((NAMES.len(), NAMES.iter().filter(|n| n.bare).count()), (2125, 106));
        assert_eq!(NAMES.iter().map(|n| n.name.len()).max(), Some(NAME_MAX));
        assert_eq!(NAMES.iter().filter(|n| n.bare).map(|n| n.name.len()).max(), Some(BARE_MAX));
    }
}
