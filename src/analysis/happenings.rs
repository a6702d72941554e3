//! Words of a sentence that name a happening (“talks in Geneva”, “Sunday’s vote”), with their place and date.
//!
//! The words are data (`data/event_nouns.tsv`). A place is a name after “in”, “at”, “on”, “of”, “to” within a
//! few words and without a clause between, or the name right before the word. It does not decide whether two
//! of them are the same happening.
use crate::events::place_key;
use crate::lexicon::{LEXICON, class};
use crate::sentence_words::SentenceWords;
use crate::{DateMention, Entity, EntityKind, Mention};
use corpus::InOrder;
use corpus::one_of;
use corpus::{Article, Span, TokenKind};
use std::sync::LazyLock;

/// How a word of the list tells a happening.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    /// “talks”.
    Noun,
    /// A noun that is also a verb or adjective: “call”, “final”.
    DoubtfulNoun,
    /// A noun that is more often an adjective: “final”.
    Adjective,
    /// “met”.
    Verb,
    /// Who takes part: “negotiators”.
    Party,
}

/// One line of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct EventWord {
    pub(crate) word: &'static str,
    pub(crate) part: Part,
    /// As shown, and as merged.
    pub(crate) kind: &'static str,
    /// Kinds that may be the same happening.
    pub(crate) family: &'static str,
}

static WORDS: LazyLock<Vec<EventWord>> = LazyLock::new(|| {
    let mut words: Vec<EventWord> =
        include_str!(concat!(env!("OUT_DIR"), "/event_nouns.tsv")).lines().filter_map(event_word).collect();
    words.put_in_order_by_key(|w| w.word);
    words
});

/// The list, sorted by word.
pub(crate) fn event_words() -> &'static [EventWord] {
    &WORDS
}

fn event_word(line: &'static str) -> Option<EventWord> {
    if line.starts_with('#') {
        return None;
    }
    let mut fields = line.split('\t');
    let (word, part, kind, family) = (fields.next()?, fields.next()?, fields.next()?, fields.next()?);
    let part = match part {
        "noun" => Part::Noun,
        "noun?" => Part::DoubtfulNoun,
        "adjective?" => Part::Adjective,
        "verb" => Part::Verb,
        "party" => Part::Party,
        _ => return None,
    };
    Some(EventWord { word, part, kind, family })
}

/// A place as named in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PlaceName {
    /// The name of its entity where there is one, else the words.
    pub(crate) name: String,
    pub(crate) span: Span,
}

/// How a happening is introduced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Reference {
    /// “the talks”, “Sunday’s talks”: one that is known.
    Definite,
    /// “talks continue”.
    Bare,
    /// “a meeting”: a new one.
    Indefinite,
    /// “further talks”, “a push for a truce”: one that may never be.
    Possible,
}

/// A word that names a happening.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Happening {
    pub(crate) sentence: usize,
    /// The word.
    pub(crate) span: Span,
    pub(crate) word: EventWord,
    pub(crate) place: Option<PlaceName>,
    /// Index into the article's dates.
    pub(crate) date: Option<usize>,
    pub(crate) reference: Reference,
    /// The whole name of a named happening: “Munich Security Conference”.
    pub(crate) named: Option<Span>,
}

/// What the rules look at.
pub(crate) struct Ground<'a> {
    pub(crate) article: &'a Article,
    pub(crate) entities: &'a [Entity],
    pub(crate) mentions: &'a [Mention],
    pub(crate) dates: &'a [DateMention],
    /// Where the collection's own events were, as [`place_key`]s.
    pub(crate) places: Vec<String>,
}

impl Ground<'_> {
    /// The mentions inside a span, by position.
    pub(crate) fn mentions_in(&self, span: Span) -> &[Mention] {
        let from = self.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.mentions.partition_point(|m| m.span.start < span.end);
        self.mentions.get(from..to).unwrap_or(&[])
    }

    /// The dates inside a span, as indexes.
    pub(crate) fn dates_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.dates.partition_point(|d| d.span.start < span.start);
        let to = self.dates.partition_point(|d| d.span.start < span.end);
        from..to.max(from)
    }
}

/// The happenings that one sentence names, by position.
pub(crate) fn find(ground: &Ground, list: &[EventWord], sentence: usize, words: &SentenceWords) -> Vec<Happening> {
    let mut found = Vec::new();
    for i in 0..words.len() {
        let Some(word) = lookup(list, words, i) else { continue };
        let (place, named) = place_of(ground, words, i, word);
        let date = date_of(ground, words, i, place.as_ref());
        let span = words.span(i, i + 1);
        found.push(Happening { sentence, span, word, place, date, reference: reference(words, i), named });
    }
    at_place_and_time(ground, words, sentence, &mut found);
    found
}

/// The kind of what is told by place and time alone.
pub(crate) const HAPPENING: &str = "happening";

/// What is told by place and time alone: “attempted last week in Ankara”, “in Kharkiv on Monday”.
fn at_place_and_time(ground: &Ground, words: &SentenceWords, sentence: usize, found: &mut Vec<Happening>) {
    let known = found.iter().any(|h| h.place.is_some() || h.date.is_some());
    if known {
        return;
    }
    for date in ground.dates_in(words.span(0, words.len())) {
        let Some(span) = ground.dates.get(date).map(|d| d.span) else { continue };
        let from = words.tokens.partition_point(|t| t.span.start < span.start);
        let to = words.tokens.partition_point(|t| t.span.start < span.end);
        let after = one_of(words.lower(to), "in at").then(|| place_at(ground, words, to + 1, Certainty::Listed));
        let Some((place, _)) = after.flatten().filter(|_| from > 0) else { continue };
        let word = EventWord { word: "", part: Part::Verb, kind: HAPPENING, family: HAPPENING };
        let (date, reference) = (Some(date), Reference::Definite);
        found.push(Happening { sentence, span, word, place: Some(place), date, reference, named: None });
        return;
    }
}

fn lookup(list: &[EventWord], words: &SentenceWords, i: usize) -> Option<EventWord> {
    if !words.is(i, TokenKind::Word) {
        return None;
    }
    let lower = words.lower(i);
    // “COP30”, “Cop 29”: a series whose meetings are numbered.
    let series = lower.trim_end_matches(|c: char| c.is_ascii_digit());
    let at = if series.len() < lower.len() {
        list.iter().position(|w| w.word.strip_suffix('#') == Some(series))?
    } else {
        list.binary_search_by_key(&lower, |w| w.word).ok()?
    };
    let word = *list.get(at)?;
    let before = words.before(i, 1);
    let verbal =
        one_of(before, "to will would can could must may might should not they we i you he she it who which that");
    let kept = match word.part {
        // “on March 16”
        _ if words.is_capitalised(i) && LEXICON.classes(lower) & class::CALENDAR != 0 => false,
        Part::Party => true,
        Part::Noun => !belongs_to_it(words, i),
        // A noun has a word before it in its own phrase: an article, an adjective, a possessive, a name.
        Part::DoubtfulNoun => {
            !verbal
                && !takes_object(words, i)
                && !belongs_to_it(words, i)
                && (words.is(i.wrapping_sub(1), TokenKind::Word) || is_possessive(words, i))
        }
        Part::Adjective => {
            let next = words.lower(i + 1);
            let describes = words.is(i + 1, TokenKind::Number)
                || words.is(i + 1, TokenKind::Word) && !is_function_word(next) && !next.ends_with("ed");
            !describes && !verbal
        }
        Part::Verb => !words.is_capitalised(i),
    };
    kept.then_some(word)
}

/// Whether what follows makes it a verb, or a call that is a demand: “also call attention”, “fire him”, “a call for calm”.
fn takes_object(words: &SentenceWords, i: usize) -> bool {
    let next = words.lower(i + 1);
    let demands = one_of(words.lower(i), "call") && one_of(next, "for upon");
    demands || one_of(next, "attention him her it them us me themselves himself herself itself")
}

/// Whether the word only says whose somebody is: “election officials”, “the festival director”.
fn belongs_to_it(words: &SentenceWords, i: usize) -> bool {
    let next = words.lower(i + 1);
    let whose = LEXICON.classes(next) & (class::OFFICE | class::TRADE | class::BODY) != 0;
    whose && !words.is_capitalised(i + 1) && !one_of(next, "head chair")
}

fn is_possessive(words: &SentenceWords, i: usize) -> bool {
    words.is(i.wrapping_sub(1), TokenKind::Possessive)
}

/// Whether the words before make it one that is known, a new one, a possible one, or none of these.
fn reference(words: &SentenceWords, i: usize) -> Reference {
    const REACH: usize = 5;
    for back in 1..=REACH {
        match words.before(i, back) {
            listed if one_of(listed, "the this these those that his her its their ’s 's latest") => {
                return Reference::Definite;
            }
            listed if one_of(listed, "previous earlier separate") => return Reference::Indefinite,
            "a" | "an" => {
                let wished = one_of(words.before(i, back + 1), "for to toward towards on without");
                return if wished { Reference::Possible } else { Reference::Indefinite };
            }
            listed
                if one_of(
                    listed,
                    "any another further future possible potential more additional new no some other next \
                follow several forthcoming planned previously",
                ) =>
            {
                let took_place = one_of(words.before(i, back + 1), "held after following during");
                return if took_place { Reference::Indefinite } else { Reference::Possible };
            }
            // “a new round of negotiations”: the words before the round say which.
            "of" if one_of(words.before(i, back + 1), "round rounds series") => {}
            "" | "of" | "in" | "on" | "at" | "to" | "for" | "from" | "and" | "or" | "with" | "after" | "," | "."
            | "as" | "between" => break,
            _ => {}
        }
    }
    Reference::Bare
}

type Placed = (Option<PlaceName>, Option<Span>);

/// The place of the happening at `i`, and the span of its name where it has one.
fn place_of(ground: &Ground, words: &SentenceWords, i: usize, word: EventWord) -> Placed {
    if word.part == Part::Party {
        return (None, None);
    }
    if word.part != Part::Verb {
        if word.word.ends_with('#') {
            return (place_after(ground, words, i, word), Some(words.span(i, i + 1)));
        }
        // “Roe Visits Tarvale Trial”: a headline is no name.
        let person = |m: &Mention| ground.entities.get(m.entity as usize).is_some_and(|e| e.kind == EntityKind::Person);
        let is_name = |from: &usize| !ground.mentions_in(words.span(*from, i)).iter().any(person);
        if let Some(named) = name_ending(words, i).filter(is_name) {
            let place = (named..i).find_map(|at| place_at(ground, words, at, Certainty::Listed)).map(|(p, _)| p);
            return (place.or_else(|| place_after(ground, words, i, word)), Some(words.span(named, i + 1)));
        }
        if let Some(place) = place_before(ground, words, i) {
            return (Some(place), None);
        }
    }
    (place_after(ground, words, i, word), None)
}

/// Where the name starts that ends with the capitalised word at `i`: “Munich Security Conference”.
fn name_ending(words: &SentenceWords, i: usize) -> Option<usize> {
    if !words.is_capitalised(i) {
        return None;
    }
    // “Moscone Convention Center”: the name goes on, and is that of something else.
    if words.is_capitalised(i + 1) && !words.is_glued(i + 1) {
        return None;
    }
    let mut from = i;
    while from > 0 && words.is_capitalised(from - 1) && !words.is_glued(from) {
        from -= 1;
    }
    // “The Conference” and a heading in capitals are no names.
    let from = if one_of(words.lower(from), "the a this") { from + 1 } else { from };
    let whole_line = from == 0 && i + 1 >= words.len();
    (i >= from + 2 && i - from <= 6 && !whole_line).then_some(from)
}

/// How sure a capitalised word must be a place.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Certainty {
    /// A mention of a place or country.
    Listed,
    /// Any name that is no person, body or medium: what stands after “in” is a place.
    Led,
}

/// The place whose name starts at token `i`, and where it ends.
fn place_at(ground: &Ground, words: &SentenceWords, i: usize, certainty: Certainty) -> Option<(PlaceName, usize)> {
    let start = words.tokens.get(i)?.span.start;
    let from = ground.mentions.partition_point(|m| m.span.start < start);
    let mention = ground.mentions.get(from).filter(|m| m.span.start == start);
    if let Some(mention) = mention {
        let entity = ground.entities.get(mention.entity as usize)?;
        let fits = match entity.kind {
            EntityKind::Place | EntityKind::Country => true,
            EntityKind::Other => certainty == Certainty::Led,
            // One word after “in” or “at”, of which nothing but a capital tells that it is a person.
            EntityKind::Person => {
                certainty == Certainty::Led && one_of(words.before(i, 1), "in at") && !entity.name.contains(' ')
            }
            _ => false,
        };
        let demonym = mention.form != crate::MentionForm::Name;
        let end = words.tokens.partition_point(|t| t.span.start < mention.span.end);
        let name = PlaceName { name: entity.name.clone(), span: mention.span };
        return (fits && !demonym).then_some((name, end.max(i + 1)));
    }
    if !words.is_capitalised(i) {
        return None;
    }
    let mut end = i + 1;
    while words.is_capitalised(end) && !words.is_glued(end) {
        end += 1;
    }
    let span = words.span(i, end);
    let listed = ground.places.contains(&place_key(span.of(words.text)));
    if certainty == Certainty::Listed && !listed {
        return None;
    }
    let taken = ground.dates_in(words.span(i, words.len())).next().and_then(|d| ground.dates.get(d));
    // “in the Amazon city”: the name only describes.
    let describes =
        !listed && words.before(i, 1) == "the" && words.is(end, TokenKind::Word) && !is_function_word(words.lower(end));
    if taken.is_some_and(|d| d.span.overlaps(span)) || words.is(end, TokenKind::Possessive) || describes {
        return None;
    }
    Some((PlaceName { name: span.of(words.text).to_owned(), span }, end))
}

/// “Geneva talks”, “Doha peace talks”: at most two plain words between.
fn place_before(ground: &Ground, words: &SentenceWords, i: usize) -> Option<PlaceName> {
    for back in 1..=4 {
        let at = i.checked_sub(back)?;
        if words.is_capitalised(at) {
            // The name may be of several words: find the mention that ends here.
            let first = (at.saturating_sub(3)..=at)
                .find(|&k| place_at(ground, words, k, Certainty::Listed).is_some_and(|(_, end)| end == at + 1))?;
            return place_at(ground, words, first, Certainty::Listed).map(|(p, _)| p);
        }
        let plain = words.is(at, TokenKind::Word) && !is_function_word(words.lower(at));
        if !plain && words.lower(at) != "-" {
            return None;
        }
    }
    None
}

/// Words that cannot stand inside the name of a happening.
pub(crate) fn is_function_word(word: &str) -> bool {
    one_of(
        word,
        "the a an of in on at to for from with by and or but as that which who is are was were has had have \
                will would said after before during its their his her this these held",
    )
}

/// “talks in Geneva”, “summit with Putin in Anchorage”, “attack on Kyiv”, “visit to Rome”.
fn place_after(ground: &Ground, words: &SentenceWords, i: usize, word: EventWord) -> Option<PlaceName> {
    const REACH: usize = 12;
    for at in i + 1..(i + 1 + REACH).min(words.len()) {
        let leads = match words.lower(at) {
            "in" | "at" => true,
            "on" | "against" => word.family == "violence",
            lead if one_of(lead, "of near off") => one_of(word.family, "violence disaster"),
            "to" => word.family == "visit" && word.part != Part::Verb,
            listed
                if one_of(
                    listed,
                    "that which who said was were is are will would has had have . ; : ( ) ” \" – — but because \
                if while after before",
                ) =>
            {
                return None;
            }
            _ => false,
        };
        let after = if words.lower(at + 1) == "the" { at + 2 } else { at + 1 };
        if let Some((place, _)) = leads.then(|| place_at(ground, words, after, Certainty::Led)).flatten() {
            return Some(place);
        }
    }
    None
}

/// The date of the happening at `i`: in its own phrase, after its place, or at the head of the sentence.
fn date_of(ground: &Ground, words: &SentenceWords, i: usize, place: Option<&PlaceName>) -> Option<usize> {
    const GAP_BYTES_MAX: u32 = 24;
    const HEAD_BYTES_MAX: u32 = 8;
    let sentence = words.span(0, words.len());
    let word = words.span(i, i + 1);
    let place = place.map_or(word, |p| p.span).cover(word);
    let dated = |&d: &usize| ground.dates.get(d).is_some_and(|d| d.weekday.is_some());
    let from = place.start.saturating_sub(2 * GAP_BYTES_MAX).max(sentence.start);
    let around = Span { start: from, end: (place.end + 2 * GAP_BYTES_MAX).min(sentence.end) };
    let near = ground.dates_in(around).filter(dated).min_by_key(|&d| gap(ground, d, place));
    let near = near.filter(|&d| {
        let day = ground.dates.get(d).map_or(place, |d| d.span);
        let comma = Span::new(place.end as usize, day.start as usize).of(words.text).contains(',');
        gap(ground, d, place) <= GAP_BYTES_MAX && !comma
    });
    let head = Span { start: sentence.start, end: sentence.start + HEAD_BYTES_MAX };
    // What is quoted counts its days by itself.
    let quoted = words.is(0, TokenKind::Mark);
    near.or_else(|| ground.dates_in(head).find(dated).filter(|&d| !quoted && gap(ground, d, place) > 0))
}

/// Bytes between a date and a span.
fn gap(ground: &Ground, date: usize, span: Span) -> u32 {
    let Some(date) = ground.dates.get(date) else { return u32::MAX };
    date.span.start.saturating_sub(span.end).max(span.start.saturating_sub(date.span.end))
}
