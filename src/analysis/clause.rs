//! Sentences as speech is read from them: words, marks, and each quotation as one thing.
//!
//! A sentence here is an outer one: a full stop inside quotation marks does not end it, so that “A. B,” he
//! said is one. Words carry the classes of the closed lists ([`crate::cues`]), their mention and, where they
//! are one, their verb of saying. Long ones are cut, so that work stays linear in the text.
use crate::cues::{CueVerb, LEXICON, frame, tag};
use crate::marks::Quotation;
use crate::{Entity, EntityKind, Mention, MentionForm};
use corpus::InOrder;
use corpus::Lower;
use corpus::one_of;
use corpus::{Article, Span, Token, TokenKind};

/// More items than any sentence that is meant to be read.
const ITEMS_MAX: usize = 300;

/// What an item is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ItemKind {
    Word,
    Number,
    Possessive,
    /// Its first character.
    Mark(char),
    /// A quotation, by index; its words are not looked at.
    Quote(usize),
}

/// One word, mark or quotation of an outer sentence.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) span: Span,
    pub(crate) kind: ItemKind,
    pub(crate) tags: u64,
    /// The outermost mention by name it belongs to.
    pub(crate) mention: Option<u32>,
    pub(crate) capital: bool,
    pub(crate) glued: bool,
    /// Whether the lexicon knows verbs of saying of this form, and whether it is their base form.
    pub(crate) cue: Option<CueForm>,
}

/// A form of verbs of saying.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CueForm {
    pub(crate) verbs: &'static [u16],
    pub(crate) base: bool,
}

impl Item {
    pub(crate) fn is(&self, tags: u64) -> bool {
        self.tags & tags != 0
    }

    pub(crate) fn is_mark(&self, marks: &str) -> bool {
        matches!(self.kind, ItemKind::Mark(c) if marks.contains(c))
    }

    pub(crate) fn is_dash(&self) -> bool {
        self.is_mark("—–") || self.is_mark("-") && !self.glued
    }

    pub(crate) fn quote(&self) -> Option<usize> {
        match self.kind {
            ItemKind::Quote(q) => Some(q),
            _ => None,
        }
    }

    pub(crate) fn is_word(&self) -> bool {
        self.kind == ItemKind::Word
    }
}

/// An outer sentence.
#[derive(Clone, Copy)]
pub(crate) struct Clause<'a> {
    pub(crate) text: &'a str,
    pub(crate) items: &'a [Item],
    pub(crate) entities: &'a [Entity],
    pub(crate) mentions: &'a [Mention],
}

/// Always the same, for what lies outside a sentence.
const NOTHING: Item = Item {
    span: Span { start: 0, end: 0 },
    kind: ItemKind::Mark('\0'),
    tags: 0,
    mention: None,
    capital: false,
    glued: false,
    cue: None,
};

impl<'a> Clause<'a> {
    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    /// The item at `i`; outside the sentence, one that is nothing.
    pub(crate) fn at(&self, i: usize) -> Item {
        self.items.get(i).copied().unwrap_or(NOTHING)
    }

    /// The item before `i`.
    pub(crate) fn before(&self, i: usize) -> Item {
        i.checked_sub(1).map_or(NOTHING, |i| self.at(i))
    }

    /// The words of an item, as written.
    pub(crate) fn word(&self, i: usize) -> &'a str {
        self.at(i).span.of(self.text)
    }

    /// Whether the word at `i` is `word`, in any case.
    pub(crate) fn says(&self, i: usize, word: &str) -> bool {
        self.word(i).eq_ignore_ascii_case(word)
    }

    /// From the first byte of item `from` to the last of the item before `to`.
    pub(crate) fn span(&self, from: usize, to: usize) -> Span {
        if from >= to {
            return Span::default();
        }
        Span { start: self.at(from).span.start, end: self.at(to - 1).span.end }
    }

    /// The entity that the item belongs to.
    pub(crate) fn entity_at(&self, i: usize) -> Option<&'a Entity> {
        let mention = self.mentions.get(self.at(i).mention? as usize)?;
        self.entities.get(mention.entity as usize)
    }

    /// Its index.
    pub(crate) fn entity_id(&self, i: usize) -> Option<u32> {
        self.mentions.get(self.at(i).mention? as usize).map(|m| m.entity)
    }

    /// Its kind.
    pub(crate) fn kind_at(&self, i: usize) -> Option<EntityKind> {
        self.entity_at(i).map(|e| e.kind)
    }

    /// Whether the mention is an adjective or noun made from a place.
    pub(crate) fn is_demonym(&self, mention: u32) -> bool {
        self.mentions.get(mention as usize).is_some_and(|m| m.form == MentionForm::Demonym)
    }

    /// Where the mention that holds item `i` begins and ends, in items.
    pub(crate) fn mention_items(&self, i: usize) -> (usize, usize) {
        let Some(mention) = self.at(i).mention else { return (i, i + 1) };
        let (mut from, mut to) = (i, i + 1);
        while from > 0 && self.at(from - 1).mention == Some(mention) {
            from -= 1;
        }
        while to < self.len() && self.at(to).mention == Some(mention) {
            to += 1;
        }
        (from, to)
    }

    /// Whether the item can be the finite verb of a clause.
    pub(crate) fn is_finite(&self, i: usize) -> bool {
        let item = self.at(i);
        if !item.is_word() || item.mention.is_some() {
            return false;
        }
        if item.is(tag::AUXILIARY) {
            return true;
        }
        let free = !item.capital && !self.before(i).is(tag::DETERMINER | tag::POSSESSIVE | tag::PREPOSITION) || i == 0;
        if item.is(tag::FINITE) {
            return free || self.before(i).is(tag::PRONOUN);
        }
        // “claims”, “terms”, “fears” are verbs only right after somebody.
        let someone =
            |i: Item| i.mention.is_some() || i.is(tag::PRONOUN | tag::PEOPLE | tag::BODY | tag::PAPER | tag::ADVERB);
        let third = !item.is(tag::S) || self.says(i, "says") || someone(self.before(i));
        let cue = item.cue.is_some_and(|c| !c.base) && !item.is(tag::ING) && third;
        (cue || item.is(tag::ED)) && !item.capital && free
    }

    /// The first finite verb in `from..to`.
    pub(crate) fn finite_in(&self, from: usize, to: usize) -> Option<usize> {
        (from..to.min(self.len())).find(|&i| self.is_finite(i))
    }

    /// The verb of saying at `i` with the item after its particle, tried in turn.
    pub(crate) fn verbs_at(&self, i: usize) -> impl Iterator<Item = (&'static CueVerb, usize)> + use<'a> {
        let clause = *self;
        let verbs = self.at(i).cue.map_or(&[][..], |c| c.verbs);
        verbs.iter().filter_map(move |&n| {
            let verb = LEXICON.verb(n)?;
            let fits = verb.particle.iter().enumerate().all(|(k, word)| clause.says(i + 1 + k, word));
            fits.then_some((verb, i + 1 + verb.particle.len()))
        })
    }
}

/// The items of `span`; quotations that lie in it at `depth` are one item each.
pub(crate) fn items(text: &str, span: Span, quotations: &[Quotation], depth: u8, mentions: &[Mention]) -> Vec<Item> {
    let mut list = Vec::with_capacity(span.len() / 5);
    let first = quotations.partition_point(|q| q.outer.start < span.start);
    let inside = quotations.iter().enumerate().skip(first);
    let inside = inside.take_while(|(_, q)| q.outer.start < span.end).filter(|(_, q)| q.depth == depth);
    let mut at = span.start;
    let mut named = mentions.partition_point(|m| m.span.start < span.start);
    for (index, q) in inside {
        words(text, Span { start: at, end: q.outer.start.max(at) }, mentions, &mut named, &mut list);
        list.push(Item { span: q.outer, kind: ItemKind::Quote(index), ..NOTHING });
        at = q.outer.end;
    }
    words(text, Span { start: at, end: span.end.max(at) }, mentions, &mut named, &mut list);
    list
}

fn words(text: &str, span: Span, mentions: &[Mention], named: &mut usize, list: &mut Vec<Item>) {
    let mut lower = String::new();
    for token in corpus::tokens(text, span) {
        // Mentions are sorted by position, an outer one first: step over those that end before this word.
        while mentions.get(*named).is_some_and(|m| m.span.end <= token.span.start) {
            *named += 1;
        }
        let mention = mentions.get(*named).filter(|m| m.span.start <= token.span.start && token.span.end <= m.span.end);
        let mention = mention.filter(|m| m.form != MentionForm::Pronoun).and_then(|_| u32::try_from(*named).ok());
        list.push(item(text, token, mention, &mut lower));
    }
}

fn item(text: &str, token: Token, mention: Option<u32>, lower: &mut String) -> Item {
    let word = token.span.of(text);
    let kind = match token.kind {
        TokenKind::Word => ItemKind::Word,
        TokenKind::Number => ItemKind::Number,
        TokenKind::Possessive => ItemKind::Possessive,
        TokenKind::Mark => ItemKind::Mark(word.chars().next().unwrap_or(' ')),
    };
    let mut item =
        Item { span: token.span, kind, mention, glued: token.glued, capital: token.is_capitalised(text), ..NOTHING };
    if kind != ItemKind::Word || word.len() > 24 {
        return item;
    }
    lower.clear();
    lower.extend(word.chars().map(|c| c.lower()));
    if let Some(known) = LEXICON.get(lower) {
        item.tags = known.tags;
        if !known.cues.is_empty() {
            item.cue = Some(CueForm { verbs: &known.cues, base: known.base });
        }
    }
    let noun =
        lower.ends_with("ly") && one_of(lower, "rally assembly supply reply family bully monopoly anomaly butterfly");
    if lower.len() > 4 && !noun {
        let endings = [("ly", tag::ADVERB), ("ed", tag::ED), ("ing", tag::ING), ("s", tag::S)];
        item.tags |= endings.iter().filter(|(end, _)| lower.ends_with(end)).fold(0, |all, (_, bit)| all | bit);
    } else if lower.ends_with('s') {
        item.tags |= tag::S;
    }
    item
}

/// Cuts the body of a block into outer sentences.
pub(crate) fn outer_sentences(article: &Article, body: Span, quotations: &[Quotation]) -> Vec<Span> {
    let mut cuts: Vec<u32> = Vec::new();
    let first = quotations.partition_point(|q| q.outer.start < body.start);
    let top: Vec<&Quotation> =
        quotations.iter().skip(first).take_while(|q| q.outer.start < body.end).filter(|q| q.depth == 0).collect();
    let mut q = 0;
    for sentence in article.sentences.get(article.sentences_in(body)).unwrap_or(&[]) {
        while top.get(q).is_some_and(|t| t.outer.end <= sentence.end) {
            q += 1;
        }
        let inside = top.get(q).is_some_and(|t| t.outer.start < sentence.end);
        if !inside {
            cuts.push(sentence.end);
        }
    }
    cuts.extend(top.iter().filter(|t| ends_sentence(&article.text, t)).map(|t| t.outer.end));
    cuts.put_in_order();
    drop_run_on(article, &top, &mut cuts);
    let mut list = Vec::with_capacity(cuts.len() + 1);
    let mut from = body.start;
    for cut in cuts.into_iter().chain([body.end]) {
        let span = Span { start: from, end: cut.clamp(from, body.end) };
        if !span.of(&article.text).trim().is_empty() {
            list.push(span);
            from = span.end;
        }
    }
    list
}

/// Takes away the cuts after “Who knows?” in “Who knows?” Ann Lee asked.
fn drop_run_on(article: &Article, top: &[&Quotation], cuts: &mut Vec<u32>) {
    let run_on: Vec<Span> = top.iter().filter(|t| asked(&article.text, t)).map(|t| t.outer).collect();
    let mut at = 0;
    cuts.retain(|&cut| {
        while run_on.get(at).is_some_and(|s| s.end < cut) {
            at += 1;
        }
        !run_on.get(at).is_some_and(|s| s.start < cut && cut <= s.end)
    });
}

/// Whether a quotation that ends with a question or call is followed by who said it, and by little else.
fn asked(text: &str, quotation: &Quotation) -> bool {
    if !quotation.inner.of(text).ends_with(['?', '!', '…']) {
        return false;
    }
    let rest = text.get(quotation.outer.end as usize..).unwrap_or("");
    let mut capital = false;
    for (n, word) in rest.split_whitespace().take(7).enumerate() {
        let bare = word.trim_end_matches([',', '.', ':']);
        let known = LEXICON.get(bare).filter(|w| !w.cues.is_empty());
        let says =
            known.is_some_and(|w| w.cues.iter().any(|&c| LEXICON.verb(c).is_some_and(|v| v.takes(frame::QUOTE))));
        if n > 0 && capital && says {
            let next = rest.split_whitespace().nth(n + 1).unwrap_or("");
            let told = known.is_some_and(|w| {
                w.cues.iter().any(|&c| LEXICON.verb(c).is_some_and(|v| v.takes(frame::HEARER) && v.lemma == "tell"))
            });
            // “Who knows?” Ann Lee told Channel 4 in an interview.
            if told && next.starts_with(char::is_uppercase) {
                let line = rest.split(['\n', '.', '“', '"']).next().unwrap_or("");
                return !line
                    .split_whitespace()
                    .skip(n + 1)
                    .take(9)
                    .any(|w| one_of(w, "that he she they it to there his her their"));
            }
            return bare != word
                || next.is_empty()
                || !next.starts_with(char::is_uppercase) && next != "that" && next != "it";
        }
        if bare != word {
            return false;
        }
        capital |= word.starts_with(char::is_uppercase);
    }
    false
}

/// Whether a quotation ends its sentence: closed by a stop inside, and what follows begins a new one.
fn ends_sentence(text: &str, quotation: &Quotation) -> bool {
    let last = quotation.inner.of(text).chars().next_back();
    let rest = Span { start: quotation.outer.end, end: u32::try_from(text.len()).unwrap_or(u32::MAX) };
    let mut rest = rest.of(text).chars();
    let spaced = rest.next().is_none_or(char::is_whitespace);
    let next = rest.find(|c| !c.is_whitespace());
    let begins = next.is_some_and(|c| c.is_uppercase() || c.is_numeric() || matches!(c, '“' | '"' | '‘' | '„' | '«'));
    matches!(last, Some('.' | '!' | '?' | '…')) && spaced && begins
}

/// Where the words begin after “PARIS, May 3 (Reuters) - ”; 0 where no place and agency lead the sentence.
pub(crate) fn dateline(clause: &Clause) -> usize {
    let Some(dash) = (1..clause.len().min(18)).find(|&i| clause.at(i).is_dash()) else { return 0 };
    // “ST. PAUL”, “EL PASO”
    let upper = |i: usize| clause.at(i).capital && !clause.word(i).contains(char::is_lowercase);
    let shouted = upper(0) && (clause.at(0).span.len() > 2 || upper(1) || clause.at(1).is_mark(".") && upper(2));
    let agency = (1..dash).any(|i| clause.at(i).is_mark("("));
    let placed = matches!(clause.kind_at(0), Some(EntityKind::Place | EntityKind::Country));
    let plain = (0..dash).all(|i| {
        let item = clause.at(i);
        item.capital || matches!(item.kind, ItemKind::Number | ItemKind::Mark(_)) || item.is(tag::COORDINATOR)
    });
    let mut from = dash;
    while clause.at(from).is_mark("-—–") {
        from += 1;
    }
    let paired = (from..clause.len()).any(|i| clause.at(i).is_dash());
    if plain && from < clause.len() && (agency || shouted && (placed || !paired)) { from } else { 0 }
}

/// Cuts what is longer than a sentence can be.
pub(crate) fn chunks(items: &[Item]) -> impl Iterator<Item = &[Item]> {
    items.chunks(ITEMS_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::marks;

    fn check(text: &str, expected: &[&str]) {
        let article = corpus::read_text("t", text.to_owned());
        let quotations = marks::quotations(&article);
        let found: Vec<&str> = article
            .blocks
            .iter()
            .flat_map(|b| outer_sentences(&article, b.body, &quotations))
            .map(|s| s.of(&article.text).trim())
            .collect();
        assert_eq!(found, expected, "{text}");
    }

    #[test]
    fn a_stop_inside_marks_does_not_end_the_sentence() {
        check("“It ended. We left,” he said. Then rain.", &["“It ended. We left,” he said.", "Then rain."]);
        check("He said: “One.” “Two.”", &["He said: “One.”", "“Two.”"]);
        check("“One. Two.” He left.", &["“One. Two.”", "He left."]);
        check("“Who knows?” Ann Lee asked. “No.”", &["“Who knows?” Ann Lee asked.", "“No.”"]);
        check("“Who knows?” Ann Lee left.", &["“Who knows?”", "Ann Lee left."]);
        check("It was “chaotic.” Nobody came.", &["It was “chaotic.”", "Nobody came."]);
    }

    #[test]
    fn a_quotation_is_one_item() {
        let text = "He said “we will win” twice.";
        let article = corpus::read_text("t", text.to_owned());
        let found = items(text, Span::new(0, text.len()), &marks::quotations(&article), 0, &[]);
        let words: Vec<&str> = found.iter().map(|i| i.span.of(text)).collect();
        assert_eq!(words, ["He", "said", "“we will win”", "twice", "."]);
    }
}
