//! Which spellings count as the same word.
//!
//! A word is folded to lower case without diacritics, apostrophes and the dots of abbreviations: `Zürich` and
//! `Zurich`, `O’Brien` and `OBrien`, `U.S.` and `US` are one. Two or three capitals keep a mark, so that `US`
//! can be told from `us` and `WHO` from `who`. Plurals are not folded here but looked up as a second
//! spelling ([`other_number`]), so that the dictionary holds what was written and a prefix means what it says.
//! Letters without an entry in the table stay as they are.
use corpus::InOrder;
use corpus::Lower;
use corpus::{Span, TokenKind, tokens};

/// Ends the key of a word of two or three capitals.
pub(crate) const CAPITALS: char = '^';

/// `word` in lower case, without diacritics, apostrophes and dots.
#[must_use]
pub fn fold(word: &str) -> String {
    let mut out = String::with_capacity(word.len());
    fold_into(word, &mut out);
    out
}

/// Calls `each` with the span and the key of every word and number in `span`, in order.
pub(crate) fn each_word(text: &str, span: Span, mut each: impl FnMut(Span, &str)) {
    let mut key = String::new();
    for token in tokens(text, span) {
        key_into(token.span.of(text), token.kind, &mut key);
        if !key.is_empty() {
            each(token.span, &key);
        }
    }
}

/// The key of a token as written, left in `key`; empty for marks and possessives.
pub(crate) fn key_into(word: &str, kind: TokenKind, key: &mut String) {
    key.clear();
    match kind {
        TokenKind::Word => {
            fold_into(word, key);
            let letters = word.chars().filter(|c| c.is_alphanumeric()).count();
            let capitals = word.chars().filter(|c| c.is_uppercase()).count();
            if (2..=3).contains(&letters) && capitals == letters {
                key.push(CAPITALS);
            }
        }
        // 880,000 and 880000 are the same number.
        TokenKind::Number => key.extend(word.chars().filter(|&c| c != ',')),
        TokenKind::Possessive | TokenKind::Mark => {}
    }
}

/// The key without the mark of capitals.
pub(crate) fn without_capitals(key: &str) -> &str {
    key.strip_suffix(CAPITALS).unwrap_or(key)
}

/// The spellings of `key` in the other number (talk, talks; party, parties), whether or not they exist.
///
/// Only what regular English plurals allow. Words of under three letters, and words whose `s` makes another
/// word (new, news; good, goods), have none.
pub(crate) fn other_number(key: &str) -> Vec<String> {
    let mut found = Vec::new();
    if !key.bytes().all(|b| b.is_ascii_lowercase()) || key.len() < 3 {
        return found;
    }
    for base in singulars(key) {
        if base.len() >= 3 && !NOT_ITS_PLURAL.contains(&base.as_str()) {
            found.push(base);
        }
    }
    if !NOT_ITS_PLURAL.contains(&key) {
        found.extend(plurals(key));
    }
    found.put_in_order();
    found.dedup();
    found
}

/// Words that become another word with an `s`.
const NOT_ITS_PLURAL: [&str; 13] =
    ["new", "good", "custom", "mean", "her", "our", "your", "their", "doe", "princes", "thi", "pas", "les"];

fn singulars(key: &str) -> Vec<String> {
    let stem = |ending: &str, instead: &str| key.strip_suffix(ending).map(|s| format!("{s}{instead}"));
    if let Some(base) = stem("ies", "y").filter(|b| b.len() > 3) {
        return vec![base];
    }
    let mut found: Vec<String> = stem("men", "man").filter(|b| b.len() > 3).into_iter().collect();
    if key.ends_with("ss") || key.ends_with("us") || key.ends_with("is") {
        return found;
    }
    if ["ses", "xes", "zes", "ches", "shes", "oes"].iter().any(|e| key.ends_with(e)) {
        found.extend(stem("es", ""));
    }
    found.extend(stem("s", ""));
    found
}

fn plurals(key: &str) -> Vec<String> {
    let stem = |ending: &str, instead: &str| key.strip_suffix(ending).map(|s| format!("{s}{instead}"));
    let before_last = key.bytes().rev().nth(1);
    if key.ends_with('y') && before_last.is_some_and(|b| !b"aeiou".contains(&b)) {
        return stem("y", "ies").into_iter().collect();
    }
    let mut found: Vec<String> = stem("man", "men").into_iter().collect();
    if ["s", "x", "z", "ch", "sh", "o"].iter().any(|e| key.ends_with(e)) {
        found.push(format!("{key}es"));
    }
    if !key.ends_with('s') {
        found.push(format!("{key}s"));
    }
    found
}

fn fold_into(word: &str, out: &mut String) {
    for c in word.chars() {
        if c.is_ascii() {
            if c.is_ascii_alphanumeric() {
                out.push(c.to_ascii_lowercase());
            }
            continue;
        }
        let lower = c.lower();
        match base_letters(lower) {
            Some(base) => out.push_str(base),
            None if lower.is_alphanumeric() => out.push(lower),
            None => {}
        }
    }
}

/// The plain letters for a letter with a diacritic (or a ligature), lower case.
fn base_letters(c: char) -> Option<&'static str> {
    Some(match c {
        'à'..='å' | 'ā' | 'ă' | 'ą' | 'ǎ' | 'ạ'..='ặ' => "a",
        'æ' => "ae",
        'ç' | 'ć' | 'ĉ' | 'ċ' | 'č' => "c",
        'ď' | 'đ' | 'ð' => "d",
        'è'..='ë' | 'ē' | 'ĕ' | 'ė' | 'ę' | 'ě' | 'ẹ'..='ệ' => "e",
        'ĝ' | 'ğ' | 'ġ' | 'ģ' | 'ǧ' => "g",
        'ĥ' | 'ħ' | 'ḥ' => "h",
        'ì'..='ï' | 'ĩ' | 'ī' | 'ĭ' | 'į' | 'ı' | 'ǐ' | 'ỉ' | 'ị' => "i",
        'ĵ' => "j",
        'ķ' => "k",
        'ĺ' | 'ļ' | 'ľ' | 'ŀ' | 'ł' => "l",
        'ñ' | 'ń' | 'ņ' | 'ň' => "n",
        'ò'..='ö' | 'ø' | 'ō' | 'ŏ' | 'ő' | 'ơ' | 'ǒ' | 'ọ'..='ợ' => "o",
        'œ' => "oe",
        'ŕ' | 'ŗ' | 'ř' => "r",
        'ś' | 'ŝ' | 'ş' | 'š' | 'ș' | 'ṣ' => "s",
        'ß' => "ss",
        'ţ' | 'ť' | 'ŧ' | 'ț' => "t",
        'þ' => "th",
        'ù'..='ü' | 'ũ' | 'ū' | 'ŭ' | 'ů' | 'ű' | 'ų' | 'ư' | 'ǔ' | 'ụ'..='ự' => "u",
        'ŵ' => "w",
        'ý' | 'ÿ' | 'ŷ' | 'ỳ'..='ỹ' => "y",
        'ź' | 'ż' | 'ž' => "z",
        'ё' => "е",
        'й' => "и",
        'ї' => "і",
        'ў' => "у",
        'ά' => "α",
        'έ' => "ε",
        'ή' => "η",
        'ί' | 'ϊ' | 'ΐ' => "ι",
        'ό' => "ο",
        'ύ' | 'ϋ' | 'ΰ' => "υ",
        'ώ' => "ω",
        'ς' => "σ",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> String {
        let mut found = Vec::new();
        each_word(text, Span::new(0, text.len()), |_, key| found.push(key.to_owned()));
        found.join(" ")
    }

    #[test]
    fn spellings_of_one_word_fold_to_one_key() {
        for (text, expected) in [
            ("Zürich ZURICH Zu\u{308}rich", "zurich zurich zurich"),
            ("O’Brien o'brien OBrien", "obrien obrien obrien"),
            ("U.S. US us Us", "us^ us^ us us"),
            ("Trump’s leaders’ plan", "trump leaders plan"),
            ("880,000 880000 3.5%", "880000 880000 3.5"),
            ("Łódź Ærø Straße Đặng", "lodz aero strasse dang"),
            ("NATO WHO who", "nato who^ who"),
            ("28-point “talks”", "28 point talks"),
            ("Київ Ёлка", "киів елка"),
            ("— … ‘’", ""),
        ] {
            assert_eq!(keys(text), expected, "{text}");
        }
    }

    #[test]
    fn the_other_number_of_a_noun() {
        for (key, expected) in [
            ("talk", "talks"),
            ("talks", "talk talkses"),
            ("party", "parties"),
            ("parties", "partieses party"),
            ("spokesmen", "spokesman spokesmens"),
            ("day", "days"),
            ("crisis", "crisises"),
            ("new", ""),
            ("news", "newses"),
            ("us", ""),
            ("880000", ""),
            ("us^", ""),
            ("princess", "princesses"),
        ] {
            assert_eq!(other_number(key).join(" "), expected, "{key}");
        }
    }
}
