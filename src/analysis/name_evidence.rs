//! What the words in and around a name say about what it names.
//!
//! Points for person, place, organisation or something else; they are summed over all places where an article
//! has the name. Sources: the rules are the project's.
use crate::EntityKind;
use crate::candidates::{Basis, Candidate, Evidence, Line, Shape, Word};
use crate::lexicon::class;
use corpus::{Span, TokenKind, one_of};

impl Line<'_> {
    /// What the words in and around the run `i..end` say.
    pub(crate) fn evidence(&self, i: usize, end: usize, words: usize, titled: bool, look: Evidence) -> Evidence {
        let mut e = look;
        if titled {
            e.person += 4;
        }
        if let Some(before) = i.checked_sub(1) {
            self.weigh_before(before, end, &mut e);
        }
        self.weigh_after(i, end, words, &mut e);
        let team = self.team_points(i, end);
        e.organisation += team;
        e.person -= team;
        e
    }

    /// What the name itself looks like.
    pub(crate) fn look(&self, i: usize, end: usize, words: usize) -> Evidence {
        let mut e = Evidence::default();
        let name = self.cover(i, end).of(self.text);
        if self.is(i, class::GIVEN) {
            e.person += if words > 1 { 4 } else { 2 };
        }
        if words > 1 && (i..end).any(|k| self.word(k).is_some_and(|w| w.shape == Shape::Initial)) {
            e.person += 3;
        }
        if (2..=3).contains(&words) && (i..end).all(|k| !self.is(k, class::COMMON | class::PLAIN | class::HEAD)) {
            e.person += 2;
        }
        if words > 1 && self.is(i, class::PLACE_FRONT) {
            e.place += 5;
        }
        if words == 2 && end == i + 2 && self.known(i + 1).is_some_and(|(k, _)| k.kind == EntityKind::Country) {
            e.organisation += 4;
        }
        if words > 2 && self.is_hyphen(end - 2) && self.word(end - 1).is_some_and(|w| w.shape == Shape::Lower) {
            e.person += 3;
        }
        e.person += i16::from(has_person_ending(name));
        e.place += i16::from(has_place_ending(name));
        let upper = (i..end).step_by(2).all(|k| self.word(k).is_some_and(|w| !w.is_low() && w.shape != Shape::Capital));
        if (words == 1 || self.is_hyphen(i + 1)) && upper && (2..=7).contains(&name.len()) {
            e.organisation += if words == 1 { 4 } else { 8 };
        }
        if end > i + 2 && self.is_domain_end(end - 2) {
            e.organisation += 6;
        }
        if self.is_firm(i, i + 1) || end > i + 2 && self.is_mark(end - 2, "Local") {
            e.organisation += 8;
        }
        if words == 1 && (name.ends_with("ist") || name.ends_with("ians")) {
            e.other += 3;
        }
        if words == 1 && is_camel(name) {
            e.organisation += 3;
        }
        if (i..end).any(|k| has_abstract_ending(self.text_at(k))) {
            e.person -= 3;
            e.organisation += i16::from(words > 1);
            e.other += 1;
        }
        let model = self.is_hyphen(end) && self.word(end + 1).is_some_and(|w| w.is_number());
        if model || name.contains(|c: char| c.is_ascii_digit()) {
            e.other += 6;
        }
        e
    }

    /// What stands before the name; `b` is the word before it.
    fn weigh_before(&self, b: usize, end: usize, e: &mut Evidence) {
        let article = one_of(self.text_at(b), "the The");
        if article {
            e.person -= 3;
            e.organisation += 1;
            e.other += 1;
        } else if self.is(b, class::RELATION | class::TRADE) {
            e.person += 2;
        }
        if self.is(b, class::KIND_BEFORE) && !self.is_capital(b) {
            e.organisation += 4;
            e.person -= 2;
        }
        let versus = b.checked_sub(usize::from(self.is_mark(b, "."))).is_some_and(|k| self.is_mark(k, "v"));
        if versus && !self.sport {
            e.other += 6;
        }
        let owns = self.words.get(end).is_some_and(|w| w.token.kind == TokenKind::Possessive);
        let Some(p) = (if article { b.checked_sub(1) } else { Some(b) }) else { return };
        let word = self.text_at(p);
        let back = |n: usize| p.checked_sub(n).map_or("", |k| self.text_at(k));
        if word == "at" && p > 0 && self.is(p - 1, class::TRADE | class::OFFICE | class::RELATION)
            || one_of(word, "in of") && one_of(back(1), "shares stake Shares investors")
            || word == "by" && one_of(back(1), "owned run operated made built founded published")
        {
            e.organisation += 4;
        } else if self.is(p, class::PLACE_BEFORE) {
            e.place += if owns { 1 } else { 3 };
        } else if word == "of" && one_of(back(1), LEADS) {
            e.organisation += 4;
            e.person -= 2;
        } else if word == "of" && p > 0 && self.is(p - 1, class::LOCALITY) || self.is(b, class::LOCALITY) {
            e.place += 3;
        } else if word == "of" && back(1) == "," && self.words.get(p.wrapping_sub(2)).is_some_and(Word::is_number) {
            // “Karin Holt, 34, of Elmhurst”.
            e.place += 4;
        } else if word == "to" && one_of(back(1), MOTION) && !owns {
            e.place += 3;
        } else if one_of(word, "from at") && !owns {
            // “an order from”, “looked at”: in prose about places both say more.
            e.place += if self.long { 1 } else { 2 };
        } else if word == "," && p > 0 && self.is(p - 1, class::RELATION | class::TRADE) && self.is_mark(end, ",") {
            // “his wife, Marija, …”
            e.person += 3;
        } else if one_of(word, "by with") {
            e.person += 1;
        } else if let Some(kind) = match word {
            "as" if back(1) == "such" => p.checked_sub(2).and_then(|k| self.noun_kind(k)),
            "including" | "like" => p.checked_sub(1 + usize::from(back(1) == ",")).and_then(|k| self.noun_kind(k)),
            _ => None,
        } {
            e.add(kind, 4);
        }
    }

    /// What stands after the name.
    fn weigh_after(&self, i: usize, end: usize, words: usize, e: &mut Evidence) {
        let single = words == 1 && !self.is(i, class::GIVEN);
        let low = !self.is_capital(end);
        if self.is(end, class::SAYING) {
            e.person += 1;
        }
        if single
            && !self.is(i, class::COMMON)
            && one_of(self.text_at(end), "administration presidency candidacy campaign era")
        {
            e.person += 4;
        } else if self.is_mark(end, "v") && !self.sport || words == 1 && self.is_bill_number(i, end) {
            e.other += 6;
        }
        if self.is_hyphen(end) && one_of(self.text_at(end + 1), "based born area") {
            e.place += 3;
        }
        if self.is(end, class::LOCALITY) && low {
            e.place += 3;
        } else if self.is(end, class::BODY) && (low || self.text_at(end) == "CEO") {
            e.organisation += 3;
        } else if single && one_of(self.text_at(end), "mayor governor premier MP MLA MPP TD") {
            e.place += 3;
        } else if single && (self.is(end, class::OFFICE) || low && self.is(end, class::TRADE)) {
            e.organisation += 3;
        } else if self.words.get(end).is_some_and(|w| w.token.kind == TokenKind::Possessive) {
            let of = end + 1;
            if self.is(of, class::RELATION)
                || one_of(self.text_at(of), "lawyer lawyers death arrest resignation career")
            {
                e.person += 2;
            } else if self.is(of, class::LOCALITY) || one_of(self.text_at(of), "mayor capital airport") {
                e.place += 2;
            } else if self.is(of, class::BODY) {
                e.organisation += 2;
            }
        } else if self.is_mark(end, ",") {
            let person = e.person;
            self.weigh_apposition(end + 1, e);
            // Not “grew up in Umbaro, the son of a miner”.
            if i.checked_sub(1).is_some_and(|b| self.is(b, class::PLACE_BEFORE)) {
                e.person = person;
            }
        }
    }

    /// “HB 2417”, “SB 3118”: letters before a long number.
    fn is_bill_number(&self, i: usize, end: usize) -> bool {
        let letters = self.word(i).is_some_and(|w| w.shape == Shape::Upper && w.token.span.len() <= 3);
        letters && self.word(end).is_some_and(|w| w.is_number() && w.token.span.len() >= 3)
    }

    /// “, who …”, “, 34,”, “, a retired judge”, “, a town in …”, “, based in …” after a name.
    pub(crate) fn weigh_apposition(&self, from: usize, e: &mut Evidence) {
        let Some(next) = self.word(from) else { return };
        let word = self.text_at(from);
        if next.token.kind == TokenKind::Number && self.is_mark(from + 1, ",") || word == "who" {
            e.person += 3;
        } else if word == "where" || word == "home" && self.is_mark(from + 1, "to") {
            e.place += 3;
        } else if word == "which" {
            e.person -= 2;
            e.organisation += 1;
        } else if word == "based" {
            e.organisation += 3;
        } else if self.known(from).is_some_and(|(k, _)| k.is_place()) {
            e.place += 2;
        } else if next.shape == Shape::Lower || next.is(class::TITLE) {
            let mut found = None;
            for k in from..from + 7 {
                if one_of(self.text_at(k), ", . of in at on for from with who which that and") {
                    break;
                }
                found = self.noun_kind(k).or(found);
            }
            // “, a town”, “, the country’s largest bank”; a person’s office needs no article.
            let article = one_of(word, "a an the one its his her");
            match found {
                Some(EntityKind::Person) => e.person += 3,
                Some(kind) if article => e.add(kind, 4),
                _ => {}
            }
        }
    }

    /// What a thing of that common noun is: “town”, “bank”, “singer”.
    fn noun_kind(&self, k: usize) -> Option<EntityKind> {
        let word = self.word(k).filter(|w| w.shape == Shape::Lower || w.opens)?;
        if word.is(class::KIND_BEFORE) {
            Some(EntityKind::Organisation)
        } else if word.is(class::TITLE | class::TRADE | class::RELATION) {
            Some(EntityKind::Person)
        } else {
            word.is(class::LOCALITY).then_some(EntityKind::Place)
        }
    }

    /// Points for a team: what sport says of `i..end`, which may be the name of a town.
    pub(crate) fn team_points(&self, i: usize, end: usize) -> i16 {
        let next = self.text_at(end);
        let people = self.is(end, class::SPORT) && self.is(end, class::TRADE | class::OFFICE);
        if people && !self.is_capital(end) || one_of(next, "fans supporters teammate") {
            return 4;
        }
        let Some(before) = i.checked_sub(1).filter(|_| self.sport) else {
            return if self.sport && one_of(next, TEAM_VERBS) { 3 } else { 0 };
        };
        let back = before.checked_sub(1).map_or("", |k| self.text_at(k));
        let word = self.text_at(before);
        let scored = word == "at" && back.ends_with(|c: char| c.is_ascii_digit());
        let signed = word == "from" && one_of(back, "signed joined arrived moved transfer loan");
        let full = self.is(i, class::GIVEN) && end > i + 1;
        let plays = one_of(next, TEAM_VERBS) && !one_of(word, "in near") && !full;
        let met = one_of(
            word,
            "beat defeated thrashed edged hosts leaders visitors champions strugglers against over versus vs v",
        );
        let many = next == "," && self.is_mark(end + 1, "who") && one_of(self.text_at(end + 2), "have are were");
        let played = word == "for"
            && before > 0
            && (self.is(before - 1, class::SPORT) || one_of(back, "twice scored played points"));
        let owned =
            self.words.get(end).is_some_and(|w| w.token.kind == TokenKind::Possessive) && self.is_given_start(end + 1);
        if owned || played || scored || signed || plays || met || many { 3 } else { 0 }
    }

    /// Names in a list (“Lahore, Multan and Quetta”) are likely of one kind: what is known of some goes to all.
    pub(crate) fn share_lists(&self, found: &mut [Candidate]) {
        let mut from = 0;
        while from < found.len() {
            let mut to = from + 1;
            while let (Some(a), Some(b)) = (found.get(to - 1), found.get(to)) {
                let gap = Span { start: a.name.end, end: b.span.start.max(a.name.end) }.of(self.text);
                let gap = gap.trim();
                if gap.is_empty() || !one_of(gap.trim_start_matches(',').trim_start(), " and or &") {
                    break;
                }
                to += 1;
            }
            if to > from + 1
                && let Some(list) = found.get_mut(from..to)
            {
                share_list(list);
            }
            from = to;
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
}

impl Evidence {
    /// Adds what another place of the same name says, but not again how the name looks.
    pub(crate) fn add_place(&mut self, other: Self, look: Self) {
        self.person = self.person.saturating_add(other.person - look.person);
        self.place = self.place.saturating_add(other.place - look.place);
        self.organisation = self.organisation.saturating_add(other.organisation - look.organisation);
        self.other = self.other.saturating_add(other.other - look.other);
    }

    fn add(&mut self, kind: EntityKind, points: i16) {
        match kind {
            EntityKind::Person => self.person += points,
            EntityKind::Place | EntityKind::Country => self.place += points,
            EntityKind::Organisation | EntityKind::Medium => self.organisation += points,
            _ => self.other += points,
        }
    }

    /// The kind that it leaves no doubt of.
    fn settled(self) -> Option<EntityKind> {
        if self.place >= 3 && self.place > self.person {
            Some(EntityKind::Place)
        } else if self.organisation >= 3 && self.organisation > self.person {
            Some(EntityKind::Organisation)
        } else {
            (self.person >= 4).then_some(EntityKind::Person)
        }
    }
}

/// Gives the one kind that is settled in a list to the unsettled bare names of the list.
fn share_list(list: &mut [Candidate]) {
    let kind = |c: &Candidate| match c.basis {
        Basis::Known(known) if !known.demonym => Some(known.kind),
        Basis::Known(_) => None,
        Basis::Head(kind) => Some(kind),
        Basis::Run => c.evidence.settled(),
    };
    let class = |kind| if kind == EntityKind::Country { EntityKind::Place } else { kind };
    let mut kinds = list.iter().filter_map(kind).map(class);
    let Some(first) = kinds.next() else { return };
    if !kinds.all(|k| k == first) {
        return;
    }
    let points = if list.len() > 2 { 4 } else { 3 };
    for name in list.iter_mut().filter(|c| c.words <= 2 && matches!(c.basis, Basis::Run)) {
        if name.evidence.settled().is_none() {
            name.evidence.add(first, if first == EntityKind::Person { 2 } else { points });
        }
    }
}

/// What one does towards a place: “fled to”, “the road to”.
const MOTION: &str = "fled flew travelled traveled drove returned moved went came go going travel fly flying flight \
                      flights return move sent taken way road trip visit close deployed exported";

/// Who leads or makes a body: “director of”. A premier and a mayor have places.
const LEADS: &str = "director founder cofounder co-founder chairman chairwoman chair owner editor publisher treasurer \
                     trustee employee";

/// What a team does.
const TEAM_VERBS: &str = "beat beats lost won win wins lose drew draw hosts host plays play trail trails trailed lead \
                          leads led defeated edged routed visit visits face faces clinched travel";

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
