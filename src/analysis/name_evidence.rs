//! What the words in and around a name say about what it names.
//!
//! Points for person, place, organisation or something else; they are summed over all places where an article
//! has the name. Sources: the rules are the project's.
use crate::EntityKind;
use crate::candidates::{Basis, Candidate, Evidence, Line, Shape};
use crate::lexicon::class;
use corpus::{Span, TokenKind, one_of};

impl Line<'_> {
    /// A name in a list (“Lahore, Multan and Quetta”) is likely what the name before it is.
    pub(crate) fn weigh_list(
        &self,
        i: usize,
        end: usize,
        words: usize,
        before: Option<&Candidate>,
        evidence: &mut Evidence,
    ) {
        let Some(mark) = i.checked_sub(1) else { return };
        let listed = one_of(self.text_at(mark), ", and or &") && one_of(self.text_at(end), ", and or . ) ; &");
        let Some(before) = before.filter(|_| listed && words <= 2) else { return };
        let gap = Span { start: before.name.end, end: self.cover(i, end).start }.of(self.text);
        if !matches!(gap.trim(), "," | "and" | "or" | "&" | ", and" | ", or") {
            return;
        }
        let (kind, e) = match before.basis {
            Basis::Known(known) if !known.demonym => (Some(known.kind), Evidence::default()),
            Basis::Head(kind) => (Some(kind), Evidence::default()),
            _ => (None, before.evidence),
        };
        if matches!(kind, Some(EntityKind::Place | EntityKind::Country)) || e.place >= 3 && e.place > e.person {
            evidence.place += 3;
        } else if kind == Some(EntityKind::Organisation) && words == 1 {
            evidence.organisation += 2;
        } else if e.person >= 4 {
            evidence.person += 2;
        }
    }

    /// Whether the token at `k` is what a named subject does next: a verb of saying, an auxiliary, a past tense.
    pub(crate) fn acts(&self, k: usize) -> bool {
        let word = self.text_at(k);
        self.is(k, class::SAYING)
            || one_of(
                word,
                "was is has had will would did also then later served ran became began who himself herself took made \
                gave went came left held grew kept",
            )
            || self.word(k).is_some_and(|w| w.shape == Shape::Lower) && word.len() > 4 && word.ends_with("ed")
            || self.words.get(k).is_some_and(|w| w.token.kind == TokenKind::Possessive)
    }

    /// What the words in and around the run `i..end` say.
    pub(crate) fn evidence(&self, i: usize, end: usize, words: usize, titled: bool) -> Evidence {
        let mut e = Evidence::default();
        let name = self.cover(i, end).of(self.text);
        let before = i.checked_sub(1);
        let is_before = |class: u32| before.is_some_and(|b| self.is(b, class));
        let first = self.word(i);
        let has_initial = (i..end).any(|k| self.word(k).is_some_and(|w| w.shape == Shape::Initial));
        let given = self.is(i, class::GIVEN);
        if titled {
            e.person += 4;
        }
        if is_before(class::RELATION | class::TRADE) {
            e.person += 2;
        }
        if given {
            e.person += if words > 1 { 4 } else { 2 };
        }
        if has_initial && words > 1 {
            e.person += 3;
        }
        if (2..=3).contains(&words) && (i..end).all(|k| !self.is(k, class::COMMON | class::HEAD)) {
            e.person += 2;
        }
        if self.is(end, class::SAYING) {
            e.person += 1;
        }
        e.person += self.apposition(end);
        if has_person_ending(name) {
            e.person += 1;
        }
        if is_before(class::PLACE_BEFORE) {
            e.place += 3;
        }
        if self.is_hyphen(end) && one_of(self.text_at(end + 1), "based born area") {
            e.place += 3;
        }
        if self.is(end, class::LOCALITY) && !self.is_capital(end) {
            e.place += 3;
        }
        if before.is_some_and(|b| self.is_mark(b, "of") && b > 0 && self.is(b - 1, class::LOCALITY))
            || is_before(class::LOCALITY)
        {
            e.place += 3;
        }
        if self.is_mark(end, ",")
            && self
                .known(end + 1)
                .is_some_and(|(k, _)| !k.demonym && matches!(k.kind, EntityKind::Place | EntityKind::Country))
        {
            e.place += 2;
        }
        if has_place_ending(name) {
            e.place += 1;
        }
        let first_shape = first.map(|w| w.shape);
        if words == 1 && first_shape == Some(Shape::Upper) && (2..=6).contains(&name.chars().count()) {
            e.organisation += 4;
        }
        if words == 1 && is_camel(name) {
            e.organisation += 3;
        }
        if self.is(end, class::BODY) && (!self.is_capital(end) || self.text_at(end) == "CEO") {
            e.organisation += 3;
        }
        if is_before(class::KIND_BEFORE) && before.is_some_and(|b| !self.is_capital(b)) {
            e.organisation += 4;
            e.person -= 2;
        }
        if words == 1 && !given && self.is(end, class::OFFICE) && self.is_capital(end) {
            e.organisation += 3;
        }
        if (i..end).any(|k| has_abstract_ending(self.text_at(k))) {
            e.person -= 3;
            e.organisation += i16::from(words > 1);
            e.other += 1;
        }
        if !given && before.is_some_and(|b| one_of(self.text_at(b), "the The")) {
            e.person -= 3;
            e.organisation += 1;
            e.other += 1;
        }
        e
    }

    /// “, who …”, “, 34,”, “, a retired judge”, “, secretary of …” after a name: points for a person.
    pub(crate) fn apposition(&self, end: usize) -> i16 {
        if !self.is_mark(end, ",") {
            return 0;
        }
        let Some(next) = self.word(end + 1) else { return 0 };
        if next.token.kind == TokenKind::Number && self.is_mark(end + 2, ",") || self.is_mark(end + 1, "who") {
            return 3;
        }
        let titles = class::TITLE | class::TRADE | class::RELATION;
        let near = (end + 1..end + 6)
            .take_while(|&k| !self.is_mark(k, ","))
            .any(|k| self.is(k, titles) && !self.is_capital(k));
        if near && (next.shape == Shape::Lower || next.is(class::TITLE)) { 2 } else { 0 }
    }
}

/// Endings of words that are rarely names: a capital at the opening of a sentence says nothing then.
pub(crate) fn has_common_ending(word: &str) -> bool {
    has_abstract_ending(word)
        || ["s", "ing", "ed", "ly", "able", "ible", "ous", "ful", "less", "ive", "ical", "ers", "ors", "men", "people"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

/// Endings of abstract nouns.
pub(crate) fn has_abstract_ending(word: &str) -> bool {
    word.len() > 5
        && [
            "tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "dom", "cy", "hood", "ology", "ics",
            "isation",
        ]
        .iter()
        .any(|ending| word.ends_with(ending))
}

pub(crate) fn is_camel(word: &str) -> bool {
    let mut before = ' ';
    word.chars().any(|c| {
        let bump = before.is_lowercase() && c.is_uppercase();
        before = c;
        bump
    }) && !word.starts_with("Mc")
        && !word.starts_with("Mac")
        && !word.contains(['\'', '’', ' ', '-'])
}

pub(crate) fn has_person_ending(name: &str) -> bool {
    [
        "ov", "ova", "ev", "eva", "sky", "skiy", "skyy", "ski", "ska", "enko", "vich", "yan", "shvili", "dze", "sson",
        "ssen", "oglu", "escu", "poulos", "ić", "czyk", "ez",
    ]
    .iter()
    .any(|ending| name.ends_with(ending))
}

pub(crate) fn has_place_ending(name: &str) -> bool {
    ["ville", "burg", "stan", "grad", "shire", "abad", "pur", "polis", "iivka", "ivka", "land", "ia", "town", "borough"]
        .iter()
        .any(|ending| name.ends_with(ending))
}
