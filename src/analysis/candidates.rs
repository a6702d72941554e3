//! Where names may stand in one block, and what their surroundings say they are.
//!
//! One pass over the tokens of a block. At each capital it tries, longest first: a name known the world over;
//! a longer name told by its last word (“… Party”, “… Council of …”, “… River”); a title; a bare run of
//! capitalised words. Each gives a [`Candidate`] with evidence gathered from the words around it. What the
//! candidates of a whole article amount to is decided in [`crate::names`]. Sources: the rules are the project's.
use crate::lexicon::{Known, LEXICON, class};
use crate::spelling::fold_into;
use crate::{EntityKind, MentionForm};
use corpus::one_of;
use corpus::{Span, Token, TokenKind, tokens};

/// What a candidate rests on.
#[derive(Clone, Copy)]
pub(crate) enum Basis {
    /// A name known beforehand.
    Known(&'static Known),
    /// Its last or first word (“Party”, “River”).
    Head(EntityKind),
    /// Capitals alone.
    Run,
}

/// Points that the surroundings give to each kind.
#[derive(Clone, Copy, Default, Debug)]
pub(crate) struct Evidence {
    pub(crate) person: i16,
    pub(crate) place: i16,
    pub(crate) organisation: i16,
    pub(crate) other: i16,
}

/// A place where something may be named.
pub(crate) struct Candidate {
    /// With its title.
    pub(crate) span: Span,
    /// The bare name.
    pub(crate) name: Span,
    pub(crate) basis: Basis,
    pub(crate) form: MentionForm,
    pub(crate) evidence: Evidence,
    /// A capital that may be due to the sentence or the headline: only a name if another place says so.
    pub(crate) weak: bool,
    /// Number of words in the bare name.
    pub(crate) words: usize,
    /// The acronym in parentheses right after it, where its letters fit.
    pub(crate) acronym: Option<Span>,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Lower,
    Capital,
    Upper,
    Initial,
    Other,
}

/// One token with what is known of it.
#[derive(Clone, Copy)]
struct Word {
    token: Token,
    shape: Shape,
    class: u32,
    /// Whether a capital is due to its position.
    opens: bool,
    /// The name known beforehand that starts here.
    known: Option<&'static Known>,
}

impl Word {
    fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial)
    }

    fn is(self, class: u32) -> bool {
        self.class & class != 0
    }
}

/// How the capitals of a block are to be taken.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Capitals {
    /// They mark names and openings.
    Speaking,
    /// Title Case: every word may have one.
    Title,
    /// ALL CAPS.
    Shouted,
}

/// The tokens of one block, ready to be scanned.
pub(crate) struct Line<'a> {
    text: &'a str,
    tokens: Vec<Token>,
    words: Vec<Word>,
    pub(crate) capitals: Capitals,
}

impl<'a> Line<'a> {
    /// Prepares the block `span`; `sentences` are those inside it.
    pub(crate) fn new(text: &'a str, span: Span, sentences: &[Span]) -> Self {
        let found = tokens(text, span);
        let mut words = Vec::with_capacity(found.len());
        let mut folded = String::new();
        let mut next_sentence = 0;
        let mut opens = true;
        for token in &found {
            let here = token.span.of(text);
            while sentences.get(next_sentence).is_some_and(|s| s.start <= token.span.start) {
                next_sentence += 1;
                opens = true;
            }
            if token.kind == TokenKind::Word {
                folded.clear();
                fold_into(here, &mut folded);
                let class = LEXICON.classes(&folded);
                words.push(Word { token: *token, shape: shape(here), class, opens, known: None });
                opens = false;
            } else {
                words.push(Word { token: *token, shape: Shape::Other, class: 0, opens, known: None });
                opens |= one_of(here, "“ \" « „ : ; • . ? ! … *");
                opens &= !(here == "." && folded.chars().count() <= 4);
            }
        }
        let capitals = capitals(&words, text);
        let shouted = capitals == Capitals::Shouted;
        for (i, word) in words.iter_mut().enumerate() {
            if word.is_capital() || word.is(class::PARTICLE) {
                folded.clear();
                fold_into(word.token.span.of(text), &mut folded);
                let rest = found.get(i..).unwrap_or(&[]);
                word.known = LEXICON.longest(text, rest, &folded, shouted);
            }
        }
        Self { text, tokens: found, words, capitals }
    }

    fn word(&self, i: usize) -> Option<Word> {
        self.words.get(i).copied()
    }

    fn text_at(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    fn is_capital(&self, i: usize) -> bool {
        self.word(i).is_some_and(Word::is_capital)
    }

    fn is(&self, i: usize, class: u32) -> bool {
        self.word(i).is_some_and(|w| w.is(class))
    }

    fn is_mark(&self, i: usize, mark: &str) -> bool {
        self.text_at(i) == mark
    }

    fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    fn cover(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => Span::default(),
        }
    }

    /// A hyphen with nothing around it, at `i`.
    fn is_hyphen(&self, i: usize) -> bool {
        one_of(self.text_at(i), "- ‐ ‑") && self.glued(i) && self.glued(i + 1)
    }

    /// The name known beforehand that starts at `i`, with its number of tokens.
    fn known(&self, i: usize) -> Option<(&'static Known, usize)> {
        self.words.get(i)?.known.map(|k| (k, k.len))
    }

    /// All candidates, in order.
    pub(crate) fn scan(&self, out: &mut Vec<Candidate>) {
        let mut i = 0;
        while i < self.words.len() {
            i = self.scan_at(i, out).max(i + 1);
        }
    }

    /// Takes what starts at `i`; returns where to go on.
    fn scan_at(&self, i: usize, out: &mut Vec<Candidate>) -> usize {
        let Some(word) = self.word(i) else { return i + 1 };
        let low_start = word.shape == Shape::Lower && word.is(class::PARTICLE) && self.particle_opens_name(i);
        if !(word.is_capital() || low_start) {
            return i + 1;
        }
        if word.is(class::CALENDAR) && !self.is_full_name_at(i) || is_contraction(self.text_at(i)) {
            return i + 1;
        }
        let known = self.known(i);
        let head = if self.capitals == Capitals::Shouted { None } else { self.headed_name(i) };
        if let Some((kind, end)) = head.filter(|h| known.is_none_or(|(_, len)| h.1 > i + len)) {
            return self.push_headed(i, end, kind, out);
        }
        if let Some(end) = self.compass_name(i, known) {
            return self.push_headed(i, end, EntityKind::Place, out);
        }
        if let Some((known, len)) = known
            && !self.known_is_person(i, len, known)
        {
            if let Some(end) = self.team_end(i, len, known) {
                return self.push_headed(i, end, EntityKind::Organisation, out);
            }
            return self.push_known(i, len, known, out);
        }
        if let Some(end) = self.title_end(i) {
            if !self.is_capital(end) {
                self.push_role(i, end, out);
            }
            return end;
        }
        self.push_run(i, out)
    }

    /// “von der Leyen”, “al-Burhan”, “de Gaulle”: whether the particle at `i` stands before a name.
    fn particle_opens_name(&self, i: usize) -> bool {
        if self.is_hyphen(i + 1) {
            return self.is_capital(i + 2);
        }
        let opens = one_of(self.text_at(i), "von van bin ibn de di du del da dos ter zu");
        opens && (self.is_capital(i + 1) || one_of(self.text_at(i + 1), "der den la las los") && self.is_capital(i + 2))
    }

    /// Whether a given name with a further capitalised word starts here (“May Britt”, “April Jones”).
    fn is_full_name_at(&self, i: usize) -> bool {
        self.is(i, class::GIVEN) && self.is_capital(i + 1) && !self.is(i + 1, class::COMMON | class::CALENDAR)
    }

    /// Whether a known place name is in truth a given name here (“Jordan Peterson”).
    fn known_is_person(&self, i: usize, len: usize, known: &Known) -> bool {
        let surname = |at: usize| {
            self.is_capital(at)
                && !self.is(at, class::COMMON | class::HEAD | class::TITLE | class::MODIFIER)
                && self.known(at).is_none()
        };
        len == 1 && !known.demonym && self.is(i, class::GIVEN) && surname(i + 1)
    }

    /// “East Londonderry”, “Galway North”: a known place with a point of the compass; its end.
    fn compass_name(&self, i: usize, known: Option<(&'static Known, usize)>) -> Option<usize> {
        let is_place = |known: &Known| !known.demonym && matches!(known.kind, EntityKind::Place | EntityKind::Country);
        if let Some((known, len)) = known {
            let after = is_place(known) && self.is_capital(i + len) && is_compass(self.text_at(i + len));
            return after.then_some(i + len + 1);
        }
        if !is_compass(self.text_at(i)) || !self.is_capital(i + 1) {
            return None;
        }
        self.known(i + 1).filter(|(k, _)| is_place(k)).map(|(_, len)| i + 1 + len)
    }

    /// “Boston Celtics”: a town and a plural is a team; its end.
    fn team_end(&self, i: usize, len: usize, known: &Known) -> Option<usize> {
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

    fn push_known(&self, i: usize, len: usize, known: &'static Known, out: &mut Vec<Candidate>) -> usize {
        let name = self.cover(i, i + len);
        // A letter is a name only where one posts on it.
        let letter = name.len() == 1 && !i.checked_sub(1).is_some_and(|b| one_of(self.text_at(b), "on platform"));
        if letter {
            return i + 1;
        }
        let opening = len == 1 && self.is(i, class::COMMON);
        let weak = opening
            && (self.word(i).is_some_and(|w| w.opens && w.shape != Shape::Upper) || self.capitals == Capitals::Title);
        let form = if known.demonym { MentionForm::Demonym } else { MentionForm::Name };
        out.push(Candidate {
            span: name,
            name,
            basis: Basis::Known(known),
            form,
            evidence: Evidence::default(),
            weak,
            words: len,
            acronym: self.acronym_after(i, i + len),
        });
        i + len
    }

    fn push_headed(&self, i: usize, end: usize, kind: EntityKind, out: &mut Vec<Candidate>) -> usize {
        let name = self.cover(i, end);
        let bland = (i..end).all(|k| !self.is_capital(k) || self.is(k, class::COMMON | class::HEAD | class::MODIFIER));
        let opens = self.word(i).is_some_and(|w| w.opens);
        let short = opens && kind == EntityKind::Document && end == i + 2;
        let weak = self.capitals == Capitals::Title && bland
            || short
            || bland && opens && !matches!(kind, EntityKind::Organisation | EntityKind::Medium);
        out.push(Candidate {
            span: name,
            name,
            basis: Basis::Head(kind),
            form: MentionForm::Name,
            evidence: Evidence::default(),
            weak,
            words: end - i,
            acronym: self.acronym_after(i, end),
        });
        // Countries and continents inside are named too.
        let mut k = i;
        while k < end {
            match self.known(k).filter(|_| self.is_capital(k)) {
                Some((known, len)) if k + len <= end => {
                    if known.kind == EntityKind::Country || known.demonym {
                        self.push_known(k, len, known, out);
                    }
                    k += len;
                }
                _ => k += 1,
            }
        }
        end
    }

    /// An office alone (“The Foreign Secretary”): a role.
    fn push_role(&self, i: usize, end: usize, out: &mut Vec<Candidate>) {
        let definite = i.checked_sub(1).is_some_and(|b| one_of(self.text_at(b), "the The"));
        let is_office = end.checked_sub(1).is_some_and(|last| self.is(last, class::OFFICE));
        if !definite || !is_office || self.capitals != Capitals::Speaking {
            return;
        }
        let span = self.cover(i.saturating_sub(1), end);
        out.push(Candidate {
            span,
            name: self.cover(i, end),
            basis: Basis::Run,
            form: MentionForm::Role,
            evidence: Evidence::default(),
            weak: true,
            words: end - i,
            acronym: None,
        });
    }

    /// Where the title that starts at the capitalised word `i` ends; `None` when it is none.
    fn title_end(&self, i: usize) -> Option<usize> {
        if self.is(i, class::GIVEN) && self.is_capital(i + 1) && !self.is(i + 1, class::GIVEN | class::TITLE) {
            return None;
        }
        let mut end = None;
        let mut k = i;
        while self.word(k).is_some_and(|w| {
            (k == i || !w.opens) && w.is_capital() || (k > i && w.shape == Shape::Lower && w.is(class::TITLE))
        }) {
            if self.is(k, class::TITLE) {
                end = Some(k + 1);
                if self.is_mark(k + 1, ".") && self.glued(k + 1) && self.is(k, class::HONORIFIC | class::RANK) {
                    k += 1;
                    end = Some(k + 1);
                }
            } else if !self.is(k, class::MODIFIER) {
                break;
            }
            k += 1;
            if self.is_hyphen(k) && end.is_some_and(|e| e == k) {
                k += 1;
            }
        }
        let mut end = end?;
        if self.is_mark(end, "of") {
            let mut k = end + 1 + usize::from(self.is_mark(end + 1, "the"));
            while self.is(k, class::OFFICE_OF) {
                end = k + 1;
                k += 1;
            }
        }
        Some(end)
    }

    /// A name told by its head (“Croatian Peasant Party”, “Council on Foreign Relations”): kind and end.
    fn headed_name(&self, i: usize) -> Option<(EntityKind, usize)> {
        let mut found: Option<(EntityKind, usize)> = None;
        let mut k = i;
        let first = self.word(i)?;
        let plain_opening = first.opens && first.is(class::COMMON) && !first.is(class::HEAD | class::MODIFIER);
        let country = first.shape == Shape::Upper && self.known(i).is_some_and(|(k, _)| k.kind == EntityKind::Country);
        if plain_opening && first.shape != Shape::Upper || one_of(self.text_at(i), "The A An") || country {
            return None;
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
                if let Some(kind) = self.head_kind(k)
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
            } else if (found.is_none() || !matches!(self.text_at(k), "and")) && self.joins_words(i, k) {
                k += 1;
            } else {
                break;
            }
        }
        let (kind, mut end) = found?;
        let short_form = one_of(self.text_at(end - 1), "Inc Corp Ltd Co Bros");
        if short_form && self.is_mark(end, ".") && self.glued(end) && self.word(end + 1).is_some_and(|w| !w.opens) {
            end += 1;
        }
        (end > i + 1 && !self.is_person_with_head(i, end, kind)).then_some((kind, end))
    }

    /// Whether a head word follows in the same run of capitals (“Animal Justice Party”).
    fn head_follows(&self, from: usize) -> bool {
        (from..from + 4).take_while(|&k| self.is_capital(k) && !self.is_given_start(k)).any(|k| self.is(k, class::HEAD))
    }

    /// “Doris Day”, “Joseph A. Day”, “Lord Hall”: a surname that happens to be a head word.
    fn is_person_with_head(&self, i: usize, end: usize, kind: EntityKind) -> bool {
        if matches!(kind, EntityKind::Organisation | EntityKind::Document) {
            return false;
        }
        let words = (i..end).filter(|&k| self.is_capital(k)).count();
        let initial = (i..end).any(|k| self.word(k).is_some_and(|w| w.shape == Shape::Initial));
        let street = one_of(self.text_at(end.saturating_sub(1)), "Street Road Avenue Square Bridge Palace");
        let front = self.is(i, class::GIVEN) || self.is(i, class::HONORIFIC) && !street;
        front && (words == 2 || words == 3 && initial)
    }

    /// The kind that the word at `k` gives to a name that ends with it.
    fn head_kind(&self, k: usize) -> Option<EntityKind> {
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
    fn opens_of_phrase(&self, k: usize) -> bool {
        one_of(self.text_at(k), "of for on against")
            && !self.is(k + 1, class::CALENDAR)
            && !self.is_given_start(k + 1)
            && (self.is_capital(k + 1) || one_of(self.text_at(k + 1), "the a") && self.is_capital(k + 2))
    }

    /// “People 's Party”, “Workers ' Party”: a possessive set apart, as corpora print it, before a head.
    fn spaced_possessive_end(&self, k: usize) -> Option<usize> {
        let mark = one_of(self.text_at(k), "' ’") && !self.glued(k);
        let next = k + 1 + usize::from(self.is_mark(k + 1, "s") && self.glued(k + 1));
        let fits = next > k + 1 || self.text_at(k.checked_sub(1)?).ends_with('s');
        (mark && fits && self.is_capital(next) && self.is(next, class::HEAD)).then_some(next)
    }

    /// Whether the head before the preposition at `k` goes with it: “Party of”, “Centre for”, “Council on”.
    fn takes_preposition(&self, k: usize) -> bool {
        let head = k.checked_sub(1).map_or("", |h| self.text_at(h));
        match self.text_at(k) {
            "of" => true,
            "for" => !one_of(head, "Party Government Cup War Court Senate Congress Parliament"),
            "on" => one_of(head, "Council Committee Commission Institute Convention Treaty Conference Panel Agreement"),
            _ => one_of(head, "Campaign Coalition League Alliance Movement Union"),
        }
    }

    fn of_phrase_end(&self, k: usize) -> usize {
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
        if one_of(self.text_at(end), "and &")
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
    fn is_given_start(&self, k: usize) -> bool {
        self.is(k, class::GIVEN) && self.is_capital(k + 1) && !self.is(k + 1, class::HEAD | class::COMMON)
    }

    /// Whether the small token at `k` may stand inside a name that began at `i` (“and”, “&”, “-”, “’s”).
    fn joins_words(&self, i: usize, k: usize) -> bool {
        if k == i || !self.is_capital(k + 1) {
            return false;
        }
        match self.text_at(k) {
            "&" => true,
            "-" | "‑" => self.glued(k) && self.glued(k + 1),
            "and" => {
                (i..k).all(|w| {
                    !self.is_capital(w)
                        || self.is(w, class::COMMON | class::MODIFIER | class::OFFICE_OF)
                        || self.known(w).is_some_and(|(n, _)| n.demonym)
                }) && self.is(k + 1, class::COMMON | class::MODIFIER | class::OFFICE_OF | class::HEAD)
            }
            _ => {
                self.words.get(k).is_some_and(|w| w.token.kind == TokenKind::Possessive)
                    && self.is(k.saturating_sub(1), class::COMMON | class::HEAD)
            }
        }
    }

    /// The acronym in parentheses after a name, if its first letter is one of the name's.
    fn acronym_after(&self, from: usize, to: usize) -> Option<Span> {
        if !self.is_mark(to, "(") || !self.is_mark(to + 2, ")") {
            return None;
        }
        let word = self.word(to + 1)?;
        let acronym = self.text_at(to + 1);
        let capitals = acronym.chars().filter(|c| c.is_uppercase()).count();
        let first = acronym.chars().next()?;
        let fits = capitals >= 2 && (from..to).any(|k| self.is_capital(k) && self.text_at(k).starts_with(first));
        (word.is_capital() && acronym.chars().count() <= 8 && fits).then_some(word.token.span)
    }

    /// A bare run of capitalised words.
    fn push_run(&self, i: usize, out: &mut Vec<Candidate>) -> usize {
        let Some(word) = self.word(i) else { return i + 1 };
        let common = |k: usize| self.is(k, class::COMMON);
        let opens = self.opens_at(i) || self.capitals == Capitals::Title;
        if one_of(self.text_at(i), "D R I") && self.is_hyphen(i + 1) {
            return i + 2;
        }
        if let Some(end) = self.plain_words_of(i) {
            return self.push_headed(i, end, EntityKind::Organisation, out);
        }
        let bland = common(i)
            && (opens
                || self.is(i, class::MODIFIER | class::TITLE)
                || self.is_given_start(i + 1)
                || self.known(i + 1).is_some())
            || self.is(i, class::MODIFIER | class::RELATION | class::TRADE) && self.is_given_start(i + 1);
        if bland && word.shape != Shape::Upper && self.is_capital(i + 1) && !self.is(i, class::GIVEN) {
            return i + 1;
        }
        let shouted = self.capitals == Capitals::Shouted;
        let end = if shouted { i + 1 } else { self.run_end(i) };
        let words = (i..end).filter(|&k| self.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Word)).count();
        let from = self.title_start(i, out);
        let mut evidence = self.evidence(i, end, words, from < i);
        self.weigh_list(i, end, words, out.last(), &mut evidence);
        let acronym = self.acronym_after(i, end);
        if acronym.is_some() {
            evidence.organisation += 6;
        }
        let single = words == 1;
        let plain = single && evidence.person < 3 && evidence.place < 3;
        let pronoun_i = single && word.shape == Shape::Initial;
        let says = self.acts(end) && !has_common_ending(self.text_at(i));
        let weak = pronoun_i
            || shouted
            || plain && common(i)
            || plain && is_plural_acronym(self.text_at(i))
            || plain && opens && word.shape == Shape::Capital && !says && !self.is(i, class::GIVEN)
            || (i..end).all(|k| common(k) || !self.is_capital(k)) && evidence.person < 3
            || self.capitals == Capitals::Title && evidence.person < 3;
        let form = if from < i { MentionForm::TitleAndName } else { MentionForm::Name };
        out.push(Candidate {
            span: self.cover(from, end),
            name: self.cover(i, end),
            basis: Basis::Run,
            form,
            evidence,
            weak,
            words,
            acronym,
        });
        end
    }

    /// “Democratic Choice of Russia”, “Bank Negara”: plain words with capitals and what they belong to; the end.
    fn plain_words_of(&self, i: usize) -> Option<usize> {
        if self.capitals != Capitals::Speaking || self.opens_at(i) {
            return None;
        }
        if one_of(self.text_at(i), "Bank Banco Grupo Partido Parti Partito Partai Coalition") {
            return self.is_capital(i + 1).then(|| self.run_end(i + 1));
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

    /// A name in a list (“Lahore, Multan and Quetta”) is likely what the name before it is.
    fn weigh_list(&self, i: usize, end: usize, words: usize, before: Option<&Candidate>, evidence: &mut Evidence) {
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
    fn acts(&self, k: usize) -> bool {
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

    /// Whether the capital at `i` may be due to its position: it opens a sentence, alone or after a common
    /// word that does (“Initial Pitfall: …”).
    fn opens_at(&self, i: usize) -> bool {
        self.word(i).is_some_and(|w| w.opens)
            || i.checked_sub(1)
                .is_some_and(|b| self.word(b).is_some_and(|w| w.opens && w.is_capital() && w.is(class::COMMON)))
    }

    /// Where the run of name words that starts at `i` ends.
    fn run_end(&self, i: usize) -> usize {
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
                    && word.shape == Shape::Initial
                    && self.goes_on_after_dot(k + 1)
                {
                    k += 1;
                }
                if self.is_hyphen(k) && (self.is_capital(k + 1) || self.is_small_name_part(i, k + 1)) {
                    k += 2;
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

    /// Whether the word after an initial's dot still belongs to the name: “J. Edgar”, not “on X. The …”.
    fn goes_on_after_dot(&self, k: usize) -> bool {
        self.is_capital(k)
            && !self.is(k, class::TITLE | class::MODIFIER)
            && (self.word(k).is_some_and(|w| !w.opens) || !self.is(k, class::COMMON))
    }

    /// “Jong-un”, “Naqsh-e Jahan”: a small syllable after the hyphen at `k - 1`, not “Trump-led”.
    fn is_small_name_part(&self, i: usize, k: usize) -> bool {
        let syllable = self.text_at(k);
        let links = one_of(syllable, "e i o ul al el") && self.is_capital(k + 1);
        let short = syllable.len() <= 5 && syllable.chars().all(char::is_alphabetic) && !self.is(k, class::COMMON);
        let compound =
            one_of(syllable, "led era like style run born based owned held made wide only type free line level");
        links || short && !compound && i + 2 < k
    }

    /// Whether the run that began at `i` ends before the capitalised word `k`.
    fn stops_run(&self, i: usize, k: usize) -> bool {
        let next_is_capital = self.is_capital(k + 1);
        if self.is(k, class::TITLE) && next_is_capital {
            return true;
        }
        match self.known(k) {
            // “Michael Jordan”, “Jack London”: a place as the surname of a given name.
            Some((known, 1))
                if !known.demonym && (self.is(i, class::GIVEN) || i > 0 && self.is(i - 1, class::TITLE)) =>
            {
                next_is_capital
                    && !self.is(k + 1, class::SUFFIX)
                    && (self.is(k + 1, class::HEAD | class::COMMON | class::TITLE) || self.known(k + 1).is_some())
            }
            Some((known, 1)) if known.kind == EntityKind::Group => false,
            Some(_) => true,
            None => self.is(k, class::CALENDAR) && !self.is(k, class::GIVEN),
        }
    }

    /// Where the title before the name that starts at `i` starts; `i` when there is none.
    fn title_start(&self, i: usize, out: &[Candidate]) -> usize {
        let mut start = i;
        let mut office = false;
        while let Some(before) = start.checked_sub(1) {
            let Some(word) = self.word(before).filter(|_| self.word(start).is_some_and(|w| !w.opens)) else { break };
            let dotted = self.is_mark(before, ".") && self.glued(before);
            if dotted && before > 0 && self.is(before - 1, class::HONORIFIC | class::RANK) {
                start = before - 1;
                office = true;
            } else if word.is(class::TITLE) && (word.is_capital() || word.is(class::OFFICE | class::RANK)) {
                start = before;
                office = true;
            } else if let Some(of) = self.office_of_start(before, out) {
                start = of;
                office = true;
            } else if office && let Some(owner) = self.owner_start(before, out) {
                start = owner;
            } else if office
                && (word.is(class::MODIFIER)
                    || self.is_hyphen(before)
                    || word.shape == Shape::Capital && !word.is(class::COMMON | class::CALENDAR) && !word.opens)
            {
                start = before;
            } else {
                break;
            }
        }
        if office { start } else { i }
    }

    /// “Secretary of State”, “Ambassador to Ukraine”, “Head of the X”: the office's place, looking back from
    /// its last word.
    fn office_of_start(&self, last: usize, out: &[Candidate]) -> Option<usize> {
        let person_end = out.iter().rev().find(|c| matches!(c.basis, Basis::Run)).map_or(0, |c| c.span.end);
        let mut k = last;
        for _ in 0..10 {
            let before = k.checked_sub(1)?;
            if self.tokens.get(k)?.span.start < person_end {
                return None;
            }
            if k < last && one_of(self.text_at(k), "of to for") {
                return self.is(before, class::OFFICE | class::RANK).then_some(before);
            }
            let inside =
                self.is_capital(k) || self.is(k, class::OFFICE_OF) || k < last && one_of(self.text_at(k), "the and");
            if !inside {
                return None;
            }
            k = before;
        }
        None
    }

    /// The start of the country, people or organisation that owns the office (“US”, “Finland’s”).
    fn owner_start(&self, last: usize, out: &[Candidate]) -> Option<usize> {
        let possessive = self.words.get(last)?.token.kind == TokenKind::Possessive;
        let end = if possessive { last.checked_sub(1)? } else { last };
        let end_byte = self.tokens.get(end)?.span.end;
        let owner = out.iter().rev().take(8).find(|c| c.name.end == end_byte)?;
        let kind = match owner.basis {
            Basis::Known(known) => known.kind,
            Basis::Head(kind) => kind,
            Basis::Run => {
                return (!possessive && !owner.weak && owner.words == 1 && owner.evidence.person < 2).then_some(end);
            }
        };
        if possessive && !matches!(kind, EntityKind::Country | EntityKind::Place) {
            return None;
        }
        let widest = out.iter().rev().take(8).filter(|c| c.name.end == end_byte).map(|c| c.name.start).min()?;
        self.tokens.binary_search_by_key(&widest, |t| t.span.start).ok()
    }

    /// What the words in and around the run `i..end` say.
    fn evidence(&self, i: usize, end: usize, words: usize, titled: bool) -> Evidence {
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
    fn apposition(&self, end: usize) -> i16 {
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

fn shape(word: &str) -> Shape {
    let mut chars = word.chars();
    if !chars.next().is_some_and(char::is_uppercase) {
        return Shape::Lower;
    }
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 1 {
        Shape::Initial
    } else if word.chars().any(char::is_lowercase) {
        Shape::Capital
    } else {
        Shape::Upper
    }
}

/// How the capitals of a block speak.
fn capitals(words: &[Word], text: &str) -> Capitals {
    let ends_sentence = words.last().is_some_and(|w| one_of(w.token.span.of(text), ". ! ? ” \" … :"));
    let (mut low, mut high, mut upper, mut all) = (0, 0, 0, 0);
    for word in words.iter().filter(|w| w.token.kind == TokenKind::Word) {
        all += 1;
        upper += usize::from(word.shape == Shape::Upper);
        if word.token.span.of(text).chars().count() >= 4 {
            low += usize::from(word.shape == Shape::Lower);
            high += usize::from(word.is_capital());
        }
    }
    if all >= 3 && upper * 4 >= all * 3 {
        Capitals::Shouted
    } else if !ends_sentence && (high >= 3 && low * 4 <= high || high >= 1 && low == 0) {
        Capitals::Title
    } else {
        Capitals::Speaking
    }
}

/// “POWs”, “MPs”: things, not a name.
fn is_plural_acronym(word: &str) -> bool {
    word.strip_suffix('s').is_some_and(|stem| stem.len() >= 2 && stem.chars().all(char::is_uppercase))
}

/// “I’m”, “Don’t”, “He’ll”.
fn is_contraction(word: &str) -> bool {
    let Some((stem, tail)) = word.rsplit_once(['\'', '’']) else { return false };
    one_of(tail, "m ll ve d re t") && !stem.is_empty()
}

fn is_compass(word: &str) -> bool {
    one_of(
        word,
        "North South East West Central Northern Southern Eastern Western Northeast Northwest Southeast \
                Southwest Upper Lower Greater",
    )
}

/// Endings of words that are rarely names: a capital at the opening of a sentence says nothing then.
fn has_common_ending(word: &str) -> bool {
    has_abstract_ending(word)
        || ["s", "ing", "ed", "ly", "able", "ible", "ous", "ful", "less", "ive", "ical", "ers", "ors", "men", "people"]
            .iter()
            .any(|ending| word.ends_with(ending))
}

/// Endings of abstract nouns.
fn has_abstract_ending(word: &str) -> bool {
    word.len() > 5
        && [
            "tion", "sion", "ment", "ness", "ity", "ism", "ance", "ence", "ship", "dom", "cy", "hood", "ology", "ics",
            "isation",
        ]
        .iter()
        .any(|ending| word.ends_with(ending))
}

fn is_camel(word: &str) -> bool {
    let mut before = ' ';
    word.chars().any(|c| {
        let bump = before.is_lowercase() && c.is_uppercase();
        before = c;
        bump
    }) && !word.starts_with("Mc")
        && !word.starts_with("Mac")
        && !word.contains(['\'', '’', ' ', '-'])
}

fn has_person_ending(name: &str) -> bool {
    [
        "ov", "ova", "ev", "eva", "sky", "skiy", "skyy", "ski", "ska", "enko", "vich", "yan", "shvili", "dze", "sson",
        "ssen", "oglu", "escu", "poulos", "ić", "czyk", "ez",
    ]
    .iter()
    .any(|ending| name.ends_with(ending))
}

fn has_place_ending(name: &str) -> bool {
    ["ville", "burg", "stan", "grad", "shire", "abad", "pur", "polis", "iivka", "ivka", "land", "ia", "town", "borough"]
        .iter()
        .any(|ending| name.ends_with(ending))
}
