//! How far a name goes: which words around a capital belong to it.
//!
//! A run of capitals with its particles, initials and hyphens; a longer name told by its head (“… Party”,
//! “… Council of …”); a place with a point of the compass; a team with its town. Sources: the rules are the
//! project's.
use crate::EntityKind;
use crate::candidates::{Capitals, Evidence, Line, Shape};
use crate::happenings::is_function_word;
use crate::identity::known_as;
use crate::lexicon::{Known, class};
use crate::name_evidence::has_common_ending;
use corpus::{Lower, TokenKind, one_of};

impl Line<'_> {
    /// “von der Leyen”, “al-Burhan”, “de Gaulle”: whether the particle at `i` stands before a name.
    pub(crate) fn particle_opens_name(&self, i: usize) -> bool {
        if self.is_hyphen(i + 1) {
            return self.is_capital(i + 2);
        }
        let opens = one_of(self.text_at(i), "von van bin ibn de di du del da dos ter zu");
        opens && (self.is_capital(i + 1) || one_of(self.text_at(i + 1), "der den la las los") && self.is_capital(i + 2))
    }

    /// “May left early”, “Mrs May”: whether the month at `i` may be a surname.
    pub(crate) fn is_month_surname(&self, i: usize) -> bool {
        let titled = i.checked_sub(1).is_some_and(|b| self.is(b, class::HONORIFIC) || self.is_mark(b, "."));
        one_of(self.text_at(i), "May March April June August")
            && (self.acts(i + 1) || titled && !self.word(i).is_some_and(|w| w.opens))
    }

    /// A name told by its first word (“Hurricane Ida”, “Real Oviedo”, “Air China”) or made of a company and a
    /// country (“Ford Australia”): kind and end.
    pub(crate) fn fronted_name(&self, i: usize, known: Option<(&'static Known, usize)>) -> Option<(EntityKind, usize)> {
        let word = self.word(i).filter(|_| self.capitals == Capitals::Speaking)?;
        let place = |k: usize| self.known(k).filter(|(n, _)| n.is_place()).map(|(_, len)| k + len);
        if let Some((known, len)) = known.filter(|(k, _)| k.kind == EntityKind::Organisation) {
            let states = one_of(known.name, "United_Nations European_Union NATO") || known.name.contains("Nations");
            return place(i + len)
                .filter(|_| !states && self.is_capital(i + len))
                .map(|end| (EntityKind::Organisation, end));
        }
        if word.is(class::EVENT_FRONT) && self.is_capital(i + 1) && !self.is(i + 1, class::COMMON) {
            return Some((EntityKind::Event, self.run_end(i + 1)));
        }
        let upper = word.token.span.len() > 2 || word.shape == Shape::Upper;
        // “Hindu Mahasabha”, “Christian Aid”: a faith and what it is the name of.
        if let Some((faith, 1)) = known
            .filter(|(k, _)| k.name != self.text_at(i) && one_of(k.name, "Hindus Muslims Jews Christians Catholics"))
            && self.is_capital(i + 1)
            && self.known(i + 1).is_none()
            && !self.is(i + 1, class::TITLE | class::GIVEN | class::CALENDAR | class::HEAD)
            && (!word.is(class::GIVEN) || self.is(i + 1, class::COMMON))
            && !word.opens
            && !faith.is_upper()
        {
            return Some((EntityKind::Organisation, self.run_end(i + 1)));
        }
        if word.is(class::CLUB_FRONT) && upper && self.is_capital(i + 1) && known.is_none() {
            let end = place(i + 1).or_else(|| (!self.is(i + 1, class::COMMON | class::HEAD)).then_some(i + 2));
            return end.map(|end| (EntityKind::Organisation, end));
        }
        None
    }

    /// Whether a given name with a further capitalised word starts here (“May Britt”, “April Jones”).
    pub(crate) fn is_full_name_at(&self, i: usize) -> bool {
        self.is(i, class::GIVEN) && self.is_capital(i + 1) && !self.is(i + 1, class::COMMON | class::CALENDAR)
    }

    /// Whether a known place name is in truth a given name here (“Jordan Peterson”).
    pub(crate) fn known_is_person(&self, i: usize, len: usize, known: &Known) -> bool {
        let surname = |at: usize| {
            self.is_capital(at)
                && !self.is(at, class::COMMON | class::HEAD | class::TITLE | class::MODIFIER)
                && self.known(at).is_none()
        };
        let told = || {
            let mut e = Evidence::default();
            self.weigh_apposition(i + 3, &mut e);
            self.is_mark(i + 2, ",") && e.person >= 3
        };
        len == 1 && !known.demonym && surname(i + 1) && (self.is(i, class::GIVEN) || told())
    }

    /// “for Brighton Kemptown”, “at London Heathrow”: the part of a town with its name; its end.
    pub(crate) fn part_of_town(&self, i: usize, len: usize, known: &Known) -> Option<usize> {
        let end = i + len + 1;
        let part = self.word(i + len).filter(|w| w.shape == Shape::Capital && w.class & !class::OPENS_KNOWN == 0)?;
        let town = known.kind == EntityKind::Place && !known.demonym && self.capitals == Capitals::Speaking;
        let said = one_of(self.text_at(i.checked_sub(1)?), "in at for of from near to");
        let alone = !self.is_capital(end) && part.known.is_none() && !self.acts(end);
        (town && said && alone && !self.text_at(i + len).ends_with('s')).then_some(end)
    }

    /// “East Londonderry”, “Galway North”: a known place with a point of the compass; its end.
    pub(crate) fn compass_name(&self, i: usize, known: Option<(&'static Known, usize)>) -> Option<usize> {
        let is_place = |known: &Known| !known.demonym && matches!(known.kind, EntityKind::Place | EntityKind::Country);
        if let Some((known, len)) = known {
            let after = is_place(known) && self.is_capital(i + len) && is_compass(self.text_at(i + len));
            let twice = self.is_hyphen(i + len + 1) && is_compass(self.text_at(i + len + 2));
            return after.then_some(i + len + 1 + 2 * usize::from(twice));
        }
        if !is_compass(self.text_at(i)) || !self.is_capital(i + 1) {
            return None;
        }
        self.known(i + 1).filter(|(k, _)| is_place(k)).map(|(_, len)| i + 1 + len)
    }

    /// “Boston Celtics”: a town and a plural is a team; its end.
    pub(crate) fn team_end(&self, i: usize, len: usize, known: &Known) -> Option<usize> {
        if known.demonym || known.kind != EntityKind::Place || self.capitals != Capitals::Speaking {
            return None;
        }
        let mut end = i + len;
        while end < i + len + 2 && self.is_capital(end) && !self.is(end, class::TITLE | class::GIVEN | class::CALENDAR)
        {
            end += 1;
        }
        let last = self.text_at(end.checked_sub(1)?);
        let plural = end > i + len && (last.ends_with('s') && !last.ends_with("ss") || last.ends_with("ox"));
        (plural && self.known(end - 1).is_none()).then_some(end)
    }

    /// A name told by its head (“Croatian Peasant Party”, “Council on Foreign Relations”): kind and end.
    pub(crate) fn headed_name(&self, i: usize) -> Option<(EntityKind, usize)> {
        let mut found: Option<(EntityKind, usize)> = None;
        let mut k = i;
        let first = self.word(i)?;
        let plain_opening = first.opens && first.is(class::COMMON) && !first.is(class::HEAD | class::MODIFIER);
        if let Some((_, len)) =
            self.known(i).filter(|(k, _)| first.shape == Shape::Upper && k.kind == EntityKind::Country)
        {
            return self.body_of_state(i + len);
        }
        let fresh =
            first.opens && one_of(self.text_at(i), "Senior Former Late Veteran Longtime Acting Interim Outgoing");
        if plain_opening && first.shape != Shape::Upper || one_of(self.text_at(i), "The A An Editorial") || fresh {
            return None;
        }
        if one_of(self.text_at(i), "St Saint") && self.is_capital(i + 1 + usize::from(self.is_mark(i + 1, "."))) {
            // “St. Olaf’s College”
            let saint = i + 1 + usize::from(self.is_mark(i + 1, "."));
            let owner = self.words.get(saint + 1).is_some_and(|w| w.token.kind == TokenKind::Possessive);
            if owner && let Some(kind) = self.head_kind(saint + 2).filter(|_| self.is_capital(saint + 2)) {
                return Some((kind, saint + 3));
            }
        }
        while k < self.words.len() && k < i + 24 {
            if let Some((state, len)) = self.known(k).filter(|(_, len)| *len > 1)
                && matches!(state.kind, EntityKind::Country | EntityKind::Place)
            {
                k += len;
            } else if let Some(next) = self.spaced_possessive_end(k).filter(|_| k > i) {
                k = next;
            } else if self.is_capital(k) {
                if k > i && self.is(k, class::OFFICE) && self.is_capital(k + 1) && !self.head_follows(k + 1) {
                    break;
                }
                let given = self.is(k, class::GIVEN) && (self.is_capital(k + 1) || self.is(k + 1, class::PARTICLE));
                if given && k > i && self.is(k - 1, class::OFFICE) {
                    break;
                }
                if let Some(kind) = self.head_kind(k).filter(|_| !given && !self.is_hyphen(k + 1))
                    && (k > i || self.opens_of_phrase(k + 1))
                {
                    found = Some((kind, k + 1));
                }
                k += 1;
                if self.is_mark(k, ".") && self.glued(k) && self.word(k - 1).is_some_and(|w| w.shape == Shape::Initial)
                {
                    k += 1;
                }
            } else if found.is_some_and(|f| f.1 == k) && self.opens_of_phrase(k) && self.takes_preposition(k) {
                k = self.of_phrase_end(k);
                found = found.map(|f| (f.0, k));
            } else if self.is_mark(k, "party") && k > i && self.is(k - 1, class::MODIFIER) && found.is_none() {
                // “the Slovenian Democratic party”
                k += 1;
                found = Some((EntityKind::Organisation, k));
                break;
            } else if (found.is_none() || !matches!(self.text_at(k), "and")) && self.joins_words(i, k) {
                k += 1;
            } else {
                break;
            }
        }
        let (mut kind, mut end) = found?;
        let last = self.text_at(end - 1);
        if one_of(last, "Ministry Parliament Senate Congress Court Cabinet Assembly")
            && end > i + 2
            && self.known(i).is_some_and(|(k, _)| k.demonym && k.kind == EntityKind::Country)
        {
            // “Russian | Defence Ministry”
            return None;
        }
        let club = self.sport && one_of(last, "Town City County Forest Orient Park Villa Albion");
        if last == "City" && !self.sport {
            kind = EntityKind::Place;
        }
        if kind == EntityKind::Place && (club || last == "District" && self.is_mark(end.saturating_sub(2), "School")) {
            kind = EntityKind::Organisation;
        }
        if one_of(last, "College University Institute School")
            && let Some((place, len)) = self.known(end)
            && place.is_place()
            && self.is_capital(end)
        {
            end += len;
        }
        let short_form = one_of(self.text_at(end - 1), "Inc Corp Ltd Co Bros");
        if short_form && self.is_mark(end, ".") && self.glued(end) && self.word(end + 1).is_some_and(|w| !w.opens) {
            end += 1;
        }
        (end > i + 1 && !self.is_person_with_head(i, end, kind)).then_some((kind, end))
    }

    /// “U.S. | District Court”, “UK | Border Force”: the body whose name goes on at `k` after its country's.
    fn body_of_state(&self, k: usize) -> Option<(EntityKind, usize)> {
        let known = self.known(k).filter(|(k, _)| k.kind == EntityKind::Organisation && !k.demonym);
        let end = match known {
            Some((_, len)) => k + len,
            None if self.is_capital(k) => self.headed_name(k).filter(|h| h.0 == EntityKind::Organisation)?.1,
            None => return None,
        };
        let body =
            self.is(end - 1, class::ORGANISATION_HEAD) && !one_of(self.text_at(end - 1), "Party Congress Senate House");
        (body && end > k + 1).then_some((EntityKind::Organisation, end))
    }

    /// Whether a head word follows in the same run of capitals (“Animal Justice Party”).
    pub(crate) fn head_follows(&self, from: usize) -> bool {
        (from..from + 4).take_while(|&k| self.is_capital(k) && !self.is_given_start(k)).any(|k| self.is(k, class::HEAD))
    }

    /// “Doris Day”, “Joseph A. Day”, “Lord Hall”: a surname that happens to be a head word.
    pub(crate) fn is_person_with_head(&self, i: usize, end: usize, kind: EntityKind) -> bool {
        let last = self.text_at(end.saturating_sub(1));
        let street = last == "Street"
            && !i.checked_sub(1).is_some_and(|b| one_of(self.text_at(b), "on in at off of along near down"));
        let ground = "County Province District River Island Islands Airport City Town Township Avenue Road Boulevard Highway \
                      Prison Station Stadium Arena Reservoir Region Peninsula";
        // “Charlotte Observer”
        let town = kind == EntityKind::Medium && self.known(i).is_some_and(|(k, _)| k.is_place());
        if matches!(kind, EntityKind::Organisation | EntityKind::Document)
            || town
            || one_of(last, ground)
            || last == "Street" && !street
        {
            return false;
        }
        let words = (i..end).filter(|&k| self.is_capital(k)).count();
        let initial = (i..end).any(|k| self.word(k).is_some_and(|w| w.shape == Shape::Initial));
        let of_stone = one_of(last, "Square Bridge Palace");
        let front = self.is(i, class::GIVEN) || self.is(i, class::HONORIFIC) && !of_stone;
        front && (words == 2 || words == 3 && initial)
    }

    /// The kind that the word at `k` gives to a name that ends with it.
    pub(crate) fn head_kind(&self, k: usize) -> Option<EntityKind> {
        let class = self.word(k)?.class;
        [
            (class::DOCUMENT_HEAD, EntityKind::Document),
            (class::EVENT_HEAD, EntityKind::Event),
            (class::MEDIUM_HEAD, EntityKind::Medium),
            (class::ORGANISATION_HEAD, EntityKind::Organisation),
            (class::PLACE_HEAD, EntityKind::Place),
        ]
        .into_iter()
        .find(|(bit, _)| class & bit != 0)
        .map(|(_, kind)| kind)
    }

    /// “of”, “for”, “on” with a capitalised word after it.
    pub(crate) fn opens_of_phrase(&self, k: usize) -> bool {
        one_of(self.text_at(k), "of for on against")
            && !self.is(k + 1, class::CALENDAR)
            && !self.is_given_start(k + 1)
            && (self.is_capital(k + 1) || one_of(self.text_at(k + 1), "the a") && self.is_capital(k + 2))
    }

    /// “People 's Party”, “Workers ' Party”: a possessive set apart, as corpora print it, before a head.
    pub(crate) fn spaced_possessive_end(&self, k: usize) -> Option<usize> {
        let mark = one_of(self.text_at(k), "' ’") && !self.glued(k);
        let next = k + 1 + usize::from(self.is_mark(k + 1, "s") && self.glued(k + 1));
        let fits = next > k + 1 || self.text_at(k.checked_sub(1)?).ends_with('s');
        (mark && fits && self.is_capital(next) && self.is(next, class::HEAD)).then_some(next)
    }

    /// Whether the head before the preposition at `k` goes with it: “Party of”, “Centre for”, “Council on”.
    pub(crate) fn takes_preposition(&self, k: usize) -> bool {
        let head = k.checked_sub(1).map_or("", |h| self.text_at(h));
        match self.text_at(k) {
            "of" => true,
            "for" => {
                !one_of(head, "Party Government Cup War Court Senate Congress Parliament Force Army Navy Guard Police")
            }
            "on" => one_of(head, "Council Committee Commission Institute Convention Treaty Conference Panel Agreement"),
            _ => one_of(head, "Campaign Coalition League Alliance Movement Union"),
        }
    }

    pub(crate) fn of_phrase_end(&self, k: usize) -> usize {
        let mut end = k + 1 + usize::from(!self.is_capital(k + 1));
        let start = end;
        loop {
            if let Some((_, len)) = self.known(end).filter(|(_, len)| *len > 1) {
                end += len;
            } else if self.is_capital(end)
                && !self.is_given_start(end)
                && !(end > start && self.is(end, class::OFFICE | class::RELATION))
                || self.is_hyphen(end) && self.is_capital(end + 1)
            {
                end += 1;
            } else {
                break;
            }
        }
        // “of Socialists and Democrats”, “of Health and Social Affairs”, but not “of Ukraine and Russia”.
        let plain = class::COMMON | class::MODIFIER | class::OFFICE_OF;
        let school = k > 0 && one_of(self.text_at(k - 1), "University College");
        if one_of(self.text_at(end), "and &")
            && !school
            && (self.is(start, plain)
                || self.is(end + 1, plain)
                || self.known(start).is_some()
                || self.is_mark(end, "&"))
            && self.is_capital(end + 1)
            && self.known(start).is_none_or(|(k, _)| k.kind == EntityKind::Group)
            && self.known(end + 1).is_none_or(|(k, _)| k.kind == EntityKind::Group)
            && !self.is(end + 1, class::GIVEN)
            && !self.is(start, class::GIVEN)
        {
            end += 1;
            while self.is_capital(end) {
                end += 1;
            }
        }
        end
    }

    /// Whether a person's full name starts at `k`.
    pub(crate) fn is_given_start(&self, k: usize) -> bool {
        self.is(k, class::GIVEN) && self.is_capital(k + 1) && !self.is(k + 1, class::HEAD | class::COMMON)
    }

    /// Whether the small token at `k` may stand inside a name that began at `i` (“and”, “&”, “-”, “’s”).
    pub(crate) fn joins_words(&self, i: usize, k: usize) -> bool {
        if k == i || !self.is_capital(k + 1) {
            return false;
        }
        match self.text_at(k) {
            "&" => true,
            "-" | "‑" => self.glued(k) && self.glued(k + 1),
            "and" => {
                let head = |k: usize| self.is(k, class::ORGANISATION_HEAD);
                let two = head(k - 1) && head(k + 1) && !self.is_capital(k + 2);
                !two && (i..k).all(|w| {
                    !self.is_capital(w)
                        || self.is(w, class::COMMON | class::MODIFIER | class::OFFICE_OF)
                        || self.known(w).is_some_and(|(n, _)| n.demonym)
                }) && self.is(k + 1, class::COMMON | class::MODIFIER | class::OFFICE_OF | class::HEAD)
            }
            _ => {
                self.words.get(k).is_some_and(|w| w.token.kind == TokenKind::Possessive)
                    && self.is(k.saturating_sub(1), class::COMMON | class::HEAD | class::HONORIFIC)
            }
        }
    }

    /// “8th U.S. Circuit Court of Appeals”, “101st Airborne Division”: a name that an ordinal begins; its end.
    pub(crate) fn numbered_name(&self, i: usize) -> Option<usize> {
        let ordinal = one_of(self.text_at(i + 1), "st nd rd th") && self.glued(i + 1);
        if !self.word(i).is_some_and(|w| w.is_number()) || !ordinal {
            return None;
        }
        let state = self.known(i + 2).filter(|(k, _)| k.kind == EntityKind::Country && self.is_capital(i + 2));
        let from = i + 2 + state.map_or(0, |(_, len)| len);
        let alone = self.is_capital(from) && (self.is(from, class::HEAD) || self.is_mark(from, "Circuit"));
        self.headed_name(from).map(|(_, end)| end).or(alone.then_some(from + 1))
    }

    /// “R-Ohio”, “D-Mass.”: whether the letter of a party before a state stands at `i`.
    pub(crate) fn is_party_letter(&self, i: usize) -> bool {
        self.text_at(i).len() == 1 && one_of(self.text_at(i), "D R I") && self.is_hyphen(i + 1)
    }

    /// “Duluth, Minn.”, “Trenton, N.J.”: a state of America, cut short after the name of a town.
    pub(crate) fn short_state(&self, i: usize) -> Option<&'static Known> {
        let after = i > 1 && (self.is_mark(i - 1, ",") && self.is_capital(i - 2) || self.is_party_letter(i - 2));
        let mut pairs = SHORT_STATES.split([';', '=']);
        let dotted = self.is_mark(i + 1, ".") && self.glued(i + 1);
        while let (Some(short), Some(name)) = (pairs.next().filter(|_| after && dotted), pairs.next()) {
            if short == self.text_at(i) {
                return known_as(name, EntityKind::Place);
            }
        }
        None
    }

    /// “Democratic Choice of Russia”, “Bank Negara”: plain words with capitals and what they belong to; the end.
    pub(crate) fn plain_words_of(&self, i: usize) -> Option<usize> {
        if self.capitals != Capitals::Speaking || self.opens_at(i) {
            return None;
        }
        if one_of(
            self.text_at(i),
            "Bank Banco Grupo Partido Parti Partito Partai Partei Coalition Mouvement Movimiento Action",
        ) {
            let end = self.run_end(i + 1);
            let country = self.known(end).filter(|(k, _)| k.is_place() && self.is_capital(end));
            return self.is_capital(i + 1).then_some(end + country.map_or(0, |(_, len)| len));
        }
        let plain = class::COMMON | class::MODIFIER | class::OFFICE_OF;
        let mut k = i;
        while self.is_capital(k) && self.is(k, plain) && !self.is(k, class::GIVEN) {
            k += 1;
        }
        let preposition = one_of(self.text_at(k), "of for") && k >= i + 2;
        (preposition
            && self.known(k + 1).is_some_and(|(n, _)| matches!(n.kind, EntityKind::Country | EntityKind::Place)))
        .then(|| self.of_phrase_end(k))
    }

    /// Whether the capital at `i` may be due to its position: it opens a sentence, alone or after a common
    /// word that does (“Initial Pitfall: …”).
    pub(crate) fn opens_at(&self, i: usize) -> bool {
        self.word(i).is_some_and(|w| w.opens)
            || i.checked_sub(1)
                .filter(|&b| {
                    !one_of(
                        self.text_at(b),
                        "But And In On At For With When While If As After Since Before Yet So Because From To By Of",
                    )
                })
                .is_some_and(|b| self.word(b).is_some_and(|w| w.opens && w.is_capital() && w.is(class::COMMON)))
    }

    /// Where the run of name words that starts at `i` ends.
    pub(crate) fn run_end(&self, i: usize) -> usize {
        let mut k = i;
        loop {
            let Some(word) = self.word(k) else { return k };
            if word.is_capital() {
                if k > i && self.stops_run(i, k) {
                    return k;
                }
                k += 1;
                if self.is_mark(k, ".")
                    && self.glued(k)
                    && (word.shape == Shape::Initial || k == i + 1 && one_of(self.text_at(i), "St Ste Mt Ft ST MT FT"))
                    && self.goes_on_after_dot(k + 1)
                {
                    k += 1;
                }
                // “Procter & Gamble”
                if self.is_firm(i, k) {
                    k += 1;
                    continue;
                }
                if self.is_hyphen(k) && (self.is_capital(k + 1) || self.is_small_name_part(i, k + 1)) {
                    k += 2;
                } else if self.is_domain_end(k) {
                    return k + 2;
                }
                if self.is(k, class::SUFFIX) && self.is_capital(k) {
                    return k
                        + 1
                        + usize::from(self.is_mark(k + 1, ".") && self.glued(k + 1) && self.text_at(k).len() == 2);
                }
            } else if word.is(class::PARTICLE) && word.shape == Shape::Lower {
                let next = k + 1 + usize::from(self.is_hyphen(k + 1)) + usize::from(self.is(k + 1, class::PARTICLE));
                if !self.is_capital(next) {
                    return k.max(i + 1);
                }
                k = next;
            } else {
                return k.max(i + 1);
            }
        }
    }

    /// Whether an “&” at `k` joins what began at `i` with a second name.
    pub(crate) fn is_firm(&self, i: usize, k: usize) -> bool {
        let name =
            |k: usize| self.is_capital(k) && self.known(k).is_none() && !self.is(k, class::COMMON | class::TITLE);
        // “(Dye & Bavelier, 2004)” are two.
        let year = self.word(k + 2 + usize::from(self.is_mark(k + 2, ","))).is_some_and(|w| w.is_number());
        !year && self.is_mark(k, "&") && self.capitals == Capitals::Speaking && k == i + 1 && name(i) && name(k + 1)
    }

    /// “Detik.com”: whether the dot at `k` belongs to an address of the web.
    pub(crate) fn is_domain_end(&self, k: usize) -> bool {
        let glued = self.is_mark(k, ".") && self.glued(k) && self.glued(k + 1);
        glued && one_of(self.text_at(k + 1), "com org net us de io tv fr ru in info uk")
    }

    /// Whether the word after an initial's dot still belongs to the name: “J. Edgar”, not “on X. The …”.
    pub(crate) fn goes_on_after_dot(&self, k: usize) -> bool {
        self.is_capital(k)
            && !self.is(k, class::TITLE | class::MODIFIER)
            && (self.word(k).is_some_and(|w| !w.opens) || !self.is(k, class::COMMON))
            && !is_function_word(&self.text_at(k).lower())
    }

    /// “Jong-un”, “Naqsh-e Jahan”: a small syllable after the hyphen at `k - 1`, not “Trump-led”.
    pub(crate) fn is_small_name_part(&self, i: usize, k: usize) -> bool {
        let syllable = self.text_at(k);
        let links = one_of(syllable, "e i o ul al el") && self.is_capital(k + 1);
        let short = syllable.len() <= 5 && syllable.chars().all(char::is_alphabetic) && !self.is(k, class::COMMON);
        let compound =
            one_of(syllable, "led era like style run born based owned held made wide only type free line level");
        links || short && !compound && i + 2 < k
    }

    /// Whether the run that began at `i` ends before the capitalised word `k`.
    pub(crate) fn stops_run(&self, i: usize, k: usize) -> bool {
        let next_is_capital = self.is_capital(k + 1);
        let letters = self.word(k).is_some_and(|w| w.shape == Shape::Upper);
        if self.is(k, class::TITLE) && next_is_capital || self.is(k, class::OFFICE) && letters {
            return true;
        }
        if self.capitals == Capitals::Title {
            let surname = k == i + 1 && self.is(i, class::GIVEN);
            let bland = self.is(k, class::COMMON) && !self.is(k, class::GIVEN);
            let verb = has_common_ending(self.text_at(k)) && (!surname || self.text_at(k).ends_with("ing"));
            if bland || verb || self.told_end(k).is_some() {
                return true;
            }
        }
        let first = self.is(i, class::GIVEN) || i > 0 && self.is(i - 1, class::TITLE);
        if first && one_of(self.text_at(k), "May March April June August") {
            return self.word(k + 1).is_some_and(|w| w.is_number());
        }
        match self.known(k) {
            // “Garuda Indonesia”: a company with its country.
            Some((known, _))
                if k == i + 1
                    && known.is_place()
                    && self.capitals == Capitals::Speaking
                    && !self.word(i).is_some_and(|w| w.opens)
                    && !self.is(i, class::GIVEN | class::COMMON | class::MODIFIER | class::TITLE | class::CALENDAR)
                    && known.kind == EntityKind::Country =>
            {
                false
            }
            // “Michael Jordan”, “Jack London”: a place as the surname of a given name.
            Some((known, 1))
                if !known.demonym && (self.is(i, class::GIVEN) || i > 0 && self.is(i - 1, class::TITLE)) =>
            {
                next_is_capital
                    && !self.is(k + 1, class::SUFFIX)
                    && (self.is(k + 1, class::HEAD | class::COMMON | class::TITLE) || self.known(k + 1).is_some())
            }
            Some((known, 1)) if known.kind == EntityKind::Group => false,
            // “Tom French said”: no noun after it that it describes.
            Some((known, 1)) if known.demonym && k == i + 1 && self.is(i, class::GIVEN) => {
                let next = self.word(k + 1).filter(|w| w.token.kind == TokenKind::Word);
                next.is_some_and(|w| !w.is(class::SAYING) && !is_function_word(self.text_at(k + 1)))
            }
            Some(_) => true,
            None => self.is(k, class::CALENDAR) && !self.is(k, class::GIVEN),
        }
    }
}

/// How American papers cut the names of the states short.
const SHORT_STATES: &str = "Ala=Alabama;Ariz=Arizona;Ark=Arkansas;Calif=California;Colo=Colorado;Conn=Connecticut;\
    Del=Delaware;Fla=Florida;Ill=Illinois;Ind=Indiana;Kan=Kansas;Ky=Kentucky;La=Louisiana;Mass=Massachusetts;\
    Md=Maryland;Mich=Michigan;Minn=Minnesota;Miss=Mississippi;Mo=Missouri;Mont=Montana;Neb=Nebraska;Nev=Nevada;\
    Okla=Oklahoma;Ore=Oregon;Pa=Pennsylvania;Tenn=Tennessee;Tex=Texas;Va=Virginia;Vt=Vermont;Wash=Washington State;\
    Wis=Wisconsin;Wyo=Wyoming";

pub(crate) fn is_compass(word: &str) -> bool {
    one_of(
        word,
        "North South East West Central Northern Southern Eastern Western Northeast Northwest Southeast \
                Southwest Upper Lower Greater",
    )
}
