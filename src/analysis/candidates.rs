//! Where names may stand in one block, and what their surroundings say they are.
//!
//! One pass over the tokens of a block. At each capital it tries, longest first: a name known the world over;
//! a longer name told by its last word (“… Party”, “… Council of …”, “… River”); a title; a bare run of
//! capitalised words ([`crate::name_extent`]). Each gives a [`Candidate`] with what the words around it say
//! ([`crate::name_evidence`]). What the
//! candidates of a whole article amount to is decided in [`crate::names`]. Sources: the rules are the project's.
use crate::happenings::is_function_word;
use crate::lexicon::{Known, LEXICON, class};
use crate::name_evidence::has_common_ending;
use crate::spelling::{fold, fold_into};
use crate::{EntityKind, MentionForm};
use corpus::{Set, one_of};
use corpus::{Span, Token, TokenKind, tokens};
use std::rc::Rc;

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
#[derive(Clone, Copy)]
pub(crate) struct Candidate {
    /// With its title.
    pub(crate) span: Span,
    /// The bare name.
    pub(crate) name: Span,
    pub(crate) basis: Basis,
    pub(crate) form: MentionForm,
    pub(crate) evidence: Evidence,
    /// The part of it that the look of the name gives, the same at each of its places.
    pub(crate) look: Evidence,
    /// A capital that may be due to the sentence or the headline: only a name if another place says so.
    pub(crate) weak: bool,
    /// Number of words in the bare name.
    pub(crate) words: usize,
    /// The acronym in parentheses right after it, where its letters fit.
    pub(crate) acronym: Option<Span>,
}

/// How a word is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    Lower,
    Capital,
    Upper,
    Initial,
    Other,
}

/// One token with what is known of it.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    pub(crate) token: Token,
    pub(crate) shape: Shape,
    pub(crate) class: u32,
    /// Whether a capital is due to its position.
    pub(crate) opens: bool,
    /// The name known beforehand that starts here.
    pub(crate) known: Option<&'static Known>,
}

impl Word {
    pub(crate) fn is_capital(self) -> bool {
        matches!(self.shape, Shape::Capital | Shape::Upper | Shape::Initial)
    }

    pub(crate) fn is(self, class: u32) -> bool {
        self.class & class != 0
    }

    pub(crate) fn is_low(&self) -> bool {
        self.shape == Shape::Lower
    }

    pub(crate) fn is_number(&self) -> bool {
        self.token.kind == TokenKind::Number
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
    pub(crate) text: &'a str,
    pub(crate) tokens: Vec<Token>,
    pub(crate) words: Vec<Word>,
    pub(crate) capitals: Capitals,
    /// How many of its words are of sport.
    pub(crate) sport_words: usize,
    /// Whether the article is about sport.
    pub(crate) sport: bool,
    /// Whether the text is long enough to introduce people by their full names.
    pub(crate) long: bool,
    /// A row of a table: names and numbers only.
    row: bool,
    /// The names that the text tells where capitals speak, folded: what a headline in Title Case may hold.
    pub(crate) told: Rc<Set<String>>,
}

impl<'a> Line<'a> {
    /// Prepares the block `span`, the `first` of several or another; `sentences` are those inside it.
    pub(crate) fn new(text: &'a str, span: Span, sentences: &[Span], first: bool) -> Self {
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
                opens |= here.starts_with(['“', '"', '«', '„', '`', ':', ';', '•', '.', '?', '!', '…', '*']);
                opens &= !(here == "." && folded.chars().count() <= 4);
            }
        }
        let capitals = capitals(&words, text, first);
        let shouted = capitals == Capitals::Shouted;
        let sport_words = words.iter().filter(|w| w.is(class::SPORT)).count();
        let row = words.iter().all(|w| w.shape != Shape::Lower) && words.iter().filter(|w| w.is_number()).count() > 1;
        for (i, word) in words.iter_mut().enumerate() {
            let here = word.token.span.of(text);
            if word.shape == Shape::Upper && here.len() > 3 && here.contains('.') {
                // “F.B.I.”
                folded.clear();
                folded.extend(here.chars().filter(|c| *c != '.').map(|c| c.to_ascii_lowercase()));
                word.known = LEXICON.acronym(&folded);
            }
            if word.is(class::OPENS_KNOWN) && (word.is_capital() || word.is(class::PARTICLE)) {
                folded.clear();
                fold_into(word.token.span.of(text), &mut folded);
                let rest = found.get(i..).unwrap_or(&[]);
                word.known = LEXICON.longest(text, rest, &folded, shouted).or(word.known);
            }
        }
        Self { text, tokens: found, words, capitals, sport_words, sport: false, long: false, row, told: Rc::default() }
    }

    pub(crate) fn word(&self, i: usize) -> Option<Word> {
        self.words.get(i).copied()
    }

    pub(crate) fn text_at(&self, i: usize) -> &'a str {
        self.tokens.get(i).map_or("", |t| t.span.of(self.text))
    }

    pub(crate) fn is_capital(&self, i: usize) -> bool {
        self.word(i).is_some_and(Word::is_capital)
    }

    pub(crate) fn is(&self, i: usize, class: u32) -> bool {
        self.word(i).is_some_and(|w| w.is(class))
    }

    pub(crate) fn is_mark(&self, i: usize, mark: &str) -> bool {
        self.text_at(i) == mark
    }

    pub(crate) fn glued(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| t.glued)
    }

    pub(crate) fn cover(&self, from: usize, to: usize) -> Span {
        match (self.tokens.get(from), to.checked_sub(1).and_then(|last| self.tokens.get(last))) {
            (Some(a), Some(b)) => a.span.cover(b.span),
            _ => Span::default(),
        }
    }

    /// A hyphen with nothing around it, at `i`.
    pub(crate) fn is_hyphen(&self, i: usize) -> bool {
        one_of(self.text_at(i), "- ‐ ‑") && self.glued(i) && self.glued(i + 1)
    }

    /// The name known beforehand that starts at `i`, with its number of tokens.
    pub(crate) fn known(&self, i: usize) -> Option<(&'static Known, usize)> {
        self.words.get(i)?.known.map(|k| (k, k.len))
    }

    /// All candidates, in order.
    pub(crate) fn scan(&self, out: &mut Vec<Candidate>) {
        let from = out.len();
        let agency = self.agency();
        let mut i = 0;
        while i < self.words.len() {
            i = match agency {
                Some((open, close)) if open == i => close,
                _ => self.scan_at(i, out).max(i + 1),
            };
        }
        self.share_lists(out.get_mut(from..).unwrap_or_default());
    }

    /// Takes what starts at `i`; returns where to go on.
    pub(crate) fn scan_at(&self, i: usize, out: &mut Vec<Candidate>) -> usize {
        let Some(word) = self.word(i) else { return i + 1 };
        if let Some(end) = self.numbered_name(i) {
            return self.push_headed(i, end, self.head_kind(end - 1).unwrap_or(EntityKind::Organisation), out);
        }
        if let Some(state) = self.short_state(i) {
            return self.push_known(i, 2, state, out);
        }
        let low_start = word.shape == Shape::Lower && word.is(class::PARTICLE) && self.particle_opens_name(i);
        if !(word.is_capital() || low_start) {
            return i + 1;
        }
        let handle = self.glued(i) && i.checked_sub(1).is_some_and(|b| self.is_mark(b, "@"));
        if handle || is_contraction(self.text_at(i)) || self.is_mark(i + 1, "$") && self.glued(i + 1) {
            return i + 1;
        }
        if word.is(class::CALENDAR) && !self.is_full_name_at(i) {
            return if self.is_month_surname(i) { self.push_run(i, out) } else { i + 1 };
        }
        let known = self.known(i).filter(|(k, _)| !self.is_acronym_here(i, k));
        if self.row
            && let Some(end) = self.row_name(i)
            && known.is_none_or(|(k, len)| !k.is_place() || i + len < end)
        {
            return self.push_headed(i, end, EntityKind::Organisation, out);
        }
        if self.told_end(i).is_some_and(|end| known.is_none_or(|(_, len)| i + len < end)) {
            return self.push_run(i, out);
        }
        let head = if self.capitals == Capitals::Shouted {
            None
        } else {
            let title = self.capitals == Capitals::Title;
            let head = self.fronted_name(i, known).or_else(|| self.headed_name(i));
            // “Two Men Charged In Harbour”
            let breaks =
                |k: usize| self.told_end(k).is_some() || title && one_of(self.text_at(k), "In On At To By With From");
            head.filter(|h| !(i + 1..h.1).any(breaks))
        };
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
            if let Some(end) = self.part_of_town(i, len, known) {
                return self.push_headed(i, end, EntityKind::Place, out);
            }
            return self.push_known(i, len, known, out);
        }
        if one_of(self.text_at(i), "The A An") && self.is_capital(i + 1) {
            return i + 1;
        }
        if let Some(end) = self.title_end(i) {
            if !self.is_capital(end) {
                self.push_role(i, end, out);
            }
            return end;
        }
        self.push_run(i, out)
    }

    /// In Title Case: where the longest name that starts at `i` and that the text tells ends.
    pub(crate) fn told_end(&self, i: usize) -> Option<usize> {
        const WORDS: usize = 5;
        if self.capitals != Capitals::Title || self.told.is_empty() || !self.is_capital(i) {
            return None;
        }
        (i + 1..=i + WORDS).rev().find(|&end| {
            self.is_capital(end - 1)
                && end <= self.words.len()
                && self.told.contains(&fold(self.cover(i, end).of(self.text)))
        })
    }

    /// Whether a short name of a place is an acronym here (“the GAO” is not Gao).
    fn is_acronym_here(&self, i: usize, known: &Known) -> bool {
        known.kind == EntityKind::Place
            && known.len == 1
            && !known.is_upper()
            && self.capitals == Capitals::Speaking
            && !self.is_dateline(i, i + 1)
            && self.word(i).is_some_and(|w| w.shape == Shape::Upper && w.token.span.len() <= 4)
    }

    /// In a row of results or standings: where the name before the number ends.
    fn row_name(&self, i: usize) -> Option<usize> {
        let mut end = i;
        while self.is_capital(end) || end > i && self.is_hyphen(end) {
            end += 1;
        }
        let count =
            self.word(end).is_some_and(|w| w.is_number() && w.token.span.len() <= 3) && !self.is_hyphen(end + 1);
        let name = !(i..end).all(|k| self.is(k, class::COMMON | class::CALENDAR)) && !self.is_given_start(i);
        (count && name).then_some(end)
    }

    /// The parentheses around who sends the report, in a dateline: “PARIS, May 3 (Reuters) - ”.
    fn agency(&self) -> Option<(usize, usize)> {
        let open = (1..14).find(|&k| self.is_mark(k, "("))?;
        let close = (open + 2..open + 7).find(|&k| self.is_mark(k, ")"))?;
        let dash = one_of(self.text_at(close + 1), "- – — −") && !self.glued(close + 1);
        (dash && self.is_capital(0) && !self.words.get(..open)?.iter().any(|w| w.is(class::SAYING)))
            .then_some((open, close))
    }

    /// “TULSA, Okla. —”, “PARIS (AFP) -”, “LONDON 1996-08-30”: whether `i..end` opens its block as a dateline.
    fn is_dateline(&self, i: usize, end: usize) -> bool {
        if i > 0 || self.capitals != Capitals::Speaking {
            return false;
        }
        let dash = |k: usize| one_of(self.text_at(k), "- – — −") && !self.glued(k);
        let agency = |k: usize| self.agency().is_some_and(|(open, _)| open == k);
        let shouted = self.word(i).is_some_and(|w| w.shape == Shape::Upper && (w.token.span.len() > 2 || end > i + 1));
        let near = (end..end + 10).any(|k| dash(k) && shouted || agency(k));
        shouted && one_of(self.text_at(end), ", ( - – — −") && near || near && self.is_mark(end, ",") || agency(end)
    }

    pub(crate) fn push_known(&self, i: usize, len: usize, known: &'static Known, out: &mut Vec<Candidate>) -> usize {
        let article = len > 1 && one_of(self.text_at(i), "The the") && known.kind != EntityKind::Place;
        let name = self.cover(i + usize::from(article), i + len);
        // A letter is a name only where one posts on it.
        let letter = name.len() == 1 && !i.checked_sub(1).is_some_and(|b| one_of(self.text_at(b), "on platform"));
        if letter {
            return i + 1;
        }
        let opening = len == 1 && self.is(i, class::COMMON);
        let weak = opening
            && (self.word(i).is_some_and(|w| w.opens && w.shape != Shape::Upper) || self.capitals == Capitals::Title);
        let form = if known.demonym { MentionForm::Demonym } else { MentionForm::Name };
        let mut evidence = Evidence::default();
        if known.is_place() && known.kind == EntityKind::Place {
            let team = self.row_name(i) == Some(i + len);
            evidence.organisation = if self.row && team { 4 } else { self.team_points(i, i + len) };
            let before = i.checked_sub(1).is_some_and(|b| self.is(b, class::PLACE_BEFORE));
            let region = self.is_mark(i + len, ",") && self.known(i + len + 1).is_some_and(|(k, _)| k.is_place());
            evidence.place = if before || region || self.is_dateline(i, i + len) { 4 } else { 0 };
        }
        out.push(Candidate {
            span: name,
            name,
            basis: Basis::Known(known),
            form,
            evidence,
            look: Evidence::default(),
            weak,
            words: len,
            acronym: self.acronym_after(i, i + len),
        });
        i + len
    }

    pub(crate) fn push_headed(&self, i: usize, end: usize, kind: EntityKind, out: &mut Vec<Candidate>) -> usize {
        let name = self.cover(i, end);
        let bland = (i..end)
            .all(|k| !self.is_capital(k) || self.is(k, class::COMMON | class::PLAIN | class::HEAD | class::MODIFIER));
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
            look: Evidence::default(),
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
    pub(crate) fn push_role(&self, i: usize, end: usize, out: &mut Vec<Candidate>) {
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
            look: Evidence::default(),
            weak: true,
            words: end - i,
            acronym: None,
        });
    }

    /// Where the title that starts at the capitalised word `i` ends; `None` when it is none.
    pub(crate) fn title_end(&self, i: usize) -> Option<usize> {
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

    /// The acronym in parentheses after a name, if its first letter is one of the name's.
    pub(crate) fn acronym_after(&self, from: usize, to: usize) -> Option<Span> {
        if !self.is_mark(to, "(") || !self.is_mark(to + 2, ")") {
            return None;
        }
        let word = self.word(to + 1).filter(|w| w.known.is_none_or(|k| k.kind != EntityKind::Medium))?;
        let acronym = self.text_at(to + 1);
        let capitals = acronym.chars().filter(|c| c.is_uppercase()).count();
        let first = acronym.chars().next()?;
        let fits = capitals >= 2 && (from..to).any(|k| self.is_capital(k) && self.text_at(k).starts_with(first));
        (word.is_capital() && acronym.chars().count() <= 8 && fits).then_some(word.token.span)
    }

    /// A bare run of capitalised words.
    pub(crate) fn push_run(&self, i: usize, out: &mut Vec<Candidate>) -> usize {
        let Some(word) = self.word(i) else { return i + 1 };
        let common = |k: usize| self.is(k, class::COMMON | class::PLAIN);
        if i == 0 && self.is_hyphen(1) && one_of(self.text_at(0), SLUGS) {
            return 2;
        }
        let opens = self.opens_at(i) || self.capitals == Capitals::Title;
        if self.is_party_letter(i) {
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
        // “Said Ann Lee, who saw it, …”: a verb before the name, not a name.
        let said = opens && self.text_at(i) == "Said" && self.is_given_start(i + 1) && self.is_capital(i + 2);
        let told = self.told_end(i);
        let united = !opens && one_of(self.text_at(i), "United International");
        if said
            || bland
                && !united
                && told.is_none()
                && word.shape != Shape::Upper
                && self.is_capital(i + 1)
                && !self.is(i, class::GIVEN)
        {
            return i + 1;
        }
        let shouted = self.capitals == Capitals::Shouted;
        let end = told.unwrap_or_else(|| if shouted { i + 1 } else { self.run_end(i) });
        // “Teamsters Local 710”, “Flight 370”
        let counted = self.word(end).is_some_and(|w| w.is_number())
            && one_of(self.text_at(end - 1), "Local Flight Regiment Squadron");
        let end = end + usize::from(counted);
        let words = (i..end).filter(|&k| self.tokens.get(k).is_some_and(|t| t.kind == TokenKind::Word)).count();
        let from = self.title_start(i, out);
        let look = self.look(i, end, words);
        let mut evidence = self.evidence(i, end, words, from < i, look);
        if self.is_dateline(i, end) {
            evidence.place += if self.sport { 2 } else { 8 };
        }
        let acronym = self.acronym_after(i, end);
        if acronym.is_some() {
            evidence.organisation += 6;
        }
        let single = words == 1;
        let plain = single && evidence.person < 3 && evidence.place < 3;
        let pronoun_i = single && (word.shape == Shape::Initial || word.is(class::CALENDAR) && from == i);
        // In a long text who is nobody else speaks: “Marchetti said”.
        let acts = if self.long { one_of(self.text_at(end), "said says told added adds") } else { self.acts(end) };
        let says = acts && !has_common_ending(self.text_at(i));
        // “Democratic strategists”
        let low = self.word(end).is_some_and(|w| w.is_low()) && !is_function_word(self.text_at(end));
        let adjective = self.is(i, class::MODIFIER) && low && !self.acts(end);
        let weak = pronoun_i
            || shouted
            || plain && (common(i) || adjective)
            || plain && is_plural_acronym(self.text_at(i))
            || plain
                && opens
                && word.shape == Shape::Capital
                && !says
                && evidence.organisation < 3
                && !self.is(i, class::GIVEN)
            || (i..end).all(|k| common(k) || !self.is_capital(k)) && evidence.person < 3 && evidence.place < 5
            || self.capitals == Capitals::Title && evidence.person < 3;
        let form = if from < i { MentionForm::TitleAndName } else { MentionForm::Name };
        let run = Candidate {
            span: self.cover(from, end),
            name: self.cover(i, end),
            basis: Basis::Run,
            form,
            evidence,
            look,
            weak,
            words,
            acronym,
        };
        out.push(run);
        if self.capitals == Capitals::Title && weak && !single {
            // Any of its words may be the name that the text below knows.
            for k in (i..end).filter(|&k| self.is_capital(k)) {
                let name = self.cover(k, k + 1);
                out.push(Candidate {
                    span: name,
                    name,
                    words: 1,
                    evidence: Evidence::default(),
                    look: Evidence::default(),
                    acronym: None,
                    form: MentionForm::Name,
                    ..run
                });
            }
        }
        end
    }

    /// Where the title before the name that starts at `i` starts; `i` when there is none.
    pub(crate) fn title_start(&self, i: usize, out: &[Candidate]) -> usize {
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
    pub(crate) fn office_of_start(&self, last: usize, out: &[Candidate]) -> Option<usize> {
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
    pub(crate) fn owner_start(&self, last: usize, out: &[Candidate]) -> Option<usize> {
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
}

/// What agencies put before a headline, with a hyphen (“COLUMN-”, “UPDATE 1-”).
const SLUGS: &str = "COLUMN ANALYSIS EXCLUSIVE EXPLAINER FACTBOX FEATURE FOCUS INSIGHT INTERVIEW OPINION PREVIEW \
                     TIMELINE UPDATE WRAPUP CORRECTED REFILE BREAKINGVIEWS";

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

/// How the capitals of a block speak; the `first` of several may be a headline with a full stop.
fn capitals(words: &[Word], text: &str, first: bool) -> Capitals {
    let ends_sentence = words.last().is_some_and(|w| one_of(w.token.span.of(text), ". ! ? ” \" … :"));
    let (mut low, mut high, mut upper, mut all, mut bland) = (0, 0, 0, 0, 0);
    for word in words.iter().filter(|w| w.token.kind == TokenKind::Word) {
        all += 1;
        upper += usize::from(word.shape == Shape::Upper);
        let common = word.is(class::COMMON) || has_common_ending(word.token.span.of(text));
        bland += usize::from(word.shape == Shape::Capital && common && !word.opens);
        if word.token.span.of(text).chars().count() >= 4 {
            low += usize::from(word.shape == Shape::Lower);
            high += usize::from(word.is_capital());
        }
    }
    if all >= 3 && upper * 4 >= all * 3 {
        Capitals::Shouted
    } else if !ends_sentence && (high >= 3 && low * 4 <= high || high >= 1 && low == 0)
        || first && bland >= 2 && low * 4 <= high
    {
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
