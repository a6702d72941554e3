//! What only one column tells: the sentences without a counterpart that carry a claim.
//!
//! A sentence counts for a figure, a quotation, a condition, a named person as its subject, a day; the most telling of
//! each column are shown, in reading order. For the other columns the reason of their silence is given.
use crate::alignment::{Alignment, Unit};
use crate::answers::capitalised;
use crate::claims_compared::{Ground, Holders, common_from, is_person, stems};
use crate::comparison::{Evidence, Excerpt, MarkKind, Marked, Statement, Verdict};
use crate::cues::{LEXICON, tag};
use crate::{ContentKind, MentionForm, Reading};
use corpus::{Article, InOrder, Lower, Map, Set, Span, TokenKind, tokens};

/// The most that is shown of a column.
const SHOWN_MAX: usize = 12;
/// Sentences with fewer content words say too little on their own.
const WORDS_MIN: usize = 5;
/// The least worth of a sentence that is shown.
const WORTH_MIN: u32 = 3;
/// Characters of a label.
const LABEL_MAX: usize = 60;

/// How much a sentence tells, the sentence, and by what it tells.
type Candidate<'a> = (u32, &'a Unit, Vec<Span>);

/// One statement per claim that only one column has; `told` are sentences that other statements show.
pub(crate) fn told_once(
    ground: &Ground,
    alignment: &Alignment,
    holders: &Holders,
    told: &Set<Evidence>,
) -> Vec<Statement> {
    let mut by_column: Map<usize, Vec<Candidate>> = Map::new();
    for group in &alignment.groups {
        let members: Vec<&Unit> = group.iter().filter_map(|&i| alignment.units.get(i)).collect();
        let [unit] = members.as_slice() else { continue };
        let at = Evidence { article: unit.article, span: unit.span };
        let Some((article, read)) = ground.article(unit.article).filter(|_| !told.contains(&at)) else { continue };
        if article.headline.is_some_and(|h| h.overlaps(unit.span)) {
            continue;
        }
        if stems(ground, unit).len() < WORDS_MIN {
            continue;
        }
        let (worth, marks) = worth(ground, article, read, unit);
        if worth >= WORTH_MIN {
            by_column.entry(unit.column).or_default().push((worth, unit, marks));
        }
    }
    let mut all = Vec::new();
    for mut units in by_column.into_values() {
        units.put_in_order_by_key(|(worth, unit, _)| (std::cmp::Reverse(*worth), unit.place));
        let mut shown: Vec<(&Unit, Vec<Span>)> = units
            .into_iter()
            .filter(|(_, u, _)| alone(ground, &alignment.units, holders, u))
            .take(SHOWN_MAX)
            .map(|(_, u, m)| (u, m))
            .collect();
        shown.put_in_order_by_key(|(unit, _)| (unit.article, unit.place));
        all.extend(shown.into_iter().filter_map(|(unit, marks)| statement(ground, unit, marks)));
    }
    all
}

/// Whether no sentence of another column shares much of what it says, common words aside.
fn alone(ground: &Ground, units: &[Unit], holders: &Holders, unit: &Unit) -> bool {
    const SHARED_MIN: usize = 4;
    const RARE_MAX: usize = 3;
    let own = stems(ground, unit);
    let mut counts: Map<usize, usize> = Map::new();
    let mut rare = 0;
    for held in own.iter().filter_map(|stem| holders.get(stem)).filter(|h| h.len() <= common_from(units.len())) {
        rare += 1;
        for &n in held.iter().filter(|n| units.get(**n).is_some_and(|u| u.column != unit.column)) {
            *counts.entry(n).or_default() += 1;
        }
    }
    let speaker = |u: &Unit| {
        let read = ground.article(u.article).map_or(&[][..], |(_, r)| r.attributions.as_slice());
        read.iter().find(|a| a.scope.iter().any(|s| s.overlaps(u.span))).and_then(|a| a.speaker)
    };
    // One rare word of one speaker may be one saying in other words.
    let rarest = own.iter().filter_map(|stem| holders.get(stem)).filter(|held| held.len() <= RARE_MAX).flatten();
    let mut others = rarest.filter_map(|n| units.get(*n)).filter(|u| u.column != unit.column);
    if speaker(unit).is_some_and(|own| others.any(|u| speaker(u) == Some(own))) {
        return false;
    }
    // Two fifths of it.
    !counts.iter().any(|(_, n)| *n >= SHARED_MIN && n * 5 >= rare * 2)
}

fn statement(ground: &Ground, unit: &Unit, marks: Vec<Span>) -> Option<Statement> {
    let (article, read) = ground.article(unit.article)?;
    let marks = marks.into_iter().map(|span| Marked { span, kind: MarkKind::Decides }).collect();
    let at = Evidence { article: unit.article, span: unit.span };
    let why = "No sentence of another outlet shares enough names and words with this one; it carries a figure, a \
               quotation, a condition, a day or a named person’s doing."
        .to_owned();
    let excerpt = Excerpt { at, marks, note: String::new() };
    let label = label(article, read, unit.span).1;
    ground.statement(("only", label), (Verdict::OnlyHere, why), vec![(unit.column, excerpt)])
}

/// How much a sentence tells, and by what.
fn worth(ground: &Ground, article: &Article, read: &Reading, unit: &Unit) -> (u32, Vec<Span>) {
    let inside = |s: &Span| unit.span.contains(*s);
    let mut marks: Vec<Span> = Vec::new();
    let mut worth = u32::from(unit.on_event);
    let mut figures = read.figures.iter().filter(|f| f.unit.is_some() || f.of.is_some()).map(|f| f.span);
    let quoted = read.attributions.iter().filter(|a| a.content_kind.is_some_and(|k| k != ContentKind::Title));
    let mut quoted = quoted.filter(|a| a.speaker_name.is_some() || a.unnamed).flat_map(|a| a.content.iter().copied());
    for (points, found) in [
        (3, figures.find(inside)),
        (2, quoted.find(inside)),
        (2, read.conditions.iter().map(|c| c.marker).find(inside)),
        (1, read.dates.iter().filter(|d| d.day.is_some()).map(|d| d.span).find(inside)),
    ] {
        if let Some(span) = found {
            worth += points;
            marks.push(span);
        }
    }
    let first = read.mentions.iter().find(|m| inside(&m.span) && m.form != MentionForm::Pronoun);
    if let Some(actor) = first.filter(|m| is_person(ground, m.entity) && verb_follows(article, unit.span, m.span)) {
        worth += 2;
        marks.push(actor.span);
    }
    marks.put_in_order();
    (worth, marks)
}

/// Whether the word after the name, or after what stands between commas behind it, can be its verb.
fn verb_follows(article: &Article, sentence: Span, name: Span) -> bool {
    let rest = tokens(&article.text, Span { start: name.end, end: sentence.end });
    let is_comma = |t: &corpus::Token| t.span.of(&article.text) == ",";
    let after = rest.iter().position(is_comma).filter(|at| *at == 0);
    let after = after.and_then(|_| rest.iter().skip(1).take(16).position(is_comma)).map_or(0, |at| at + 2);
    let next = rest.get(after).filter(|t| t.kind == TokenKind::Word);
    let word = next.map_or("", |t| t.span.of(&article.text)).lower();
    let known = LEXICON.get(&word);
    word.len() > 4 && word.ends_with("ed")
        || known.is_some_and(|w| w.tags & (tag::FINITE | tag::AUXILIARY) != 0 || !w.cues.is_empty())
}

/// A short phrase for a sentence, and whether it is a poor one. Where it would begin inside a quotation, the speaker stands
/// before it; where nobody is known to speak, what follows the quotation.
pub(crate) fn label(article: &Article, read: &Reading, sentence: Span) -> (bool, String) {
    /// Bytes of an opening mark, and one for white space.
    const MARK_BYTES: u32 = 4;
    let is_quoted = |a: &&crate::Attribution| a.manner != crate::Manner::Indirect;
    let quotes = read.attributions.iter().filter(is_quoted).flat_map(|a| a.content.iter().map(move |c| (a, *c)));
    let mut inside = quotes.filter(|(_, c)| c.overlaps(sentence) && c.start <= sentence.start + MARK_BYTES);
    // A quotation that runs over from another paragraph may be one that was never closed.
    let paragraph = article.block_at(sentence.start).map_or(sentence, |b| b.span);
    let closed = |c: &Span| !c.of(&article.text).trim_matches(['“', '”', '"']).contains(['“', '"']);
    let shown = match inside.next().filter(|(_, c)| c.start >= paragraph.start && closed(c)) {
        Some((by, content)) => {
            let content = Span { start: content.start.max(sentence.start), end: content.end.min(sentence.end) };
            match by.speaker_name.as_deref() {
                Some(name) if content.len() * 3 > sentence.len() => {
                    return (false, format!("{}: {}", capitalised(name), phrase(article, content)));
                }
                _ => Span { start: content.end, end: sentence.end },
            }
        }
        None => sentence,
    };
    let shown = if shown.len() < 20 { sentence } else { shown };
    let phrase = phrase(article, shown);
    let phrase = phrase.strip_prefix("said ").unwrap_or(&phrase);
    let first = phrase.split(' ').next().unwrap_or("").lower();
    let poor = shown != sentence
        || phrase.contains(['“', '”', '"', '?'])
        || crate::actions::is(&first, tag::PRONOUN | tag::SUBORDINATOR | tag::COORDINATOR);
    (poor, capitalised(phrase))
}

/// A short phrase for a sentence, in its own words: without what opens it before the first comma (“After talks, …”)
/// and without marks, up to a word's end.
pub(crate) fn phrase(article: &Article, sentence: Span) -> String {
    const OPENING_MAX: usize = 14;
    let tokens = tokens(&article.text, sentence);
    let lower = |i: usize| tokens.get(i).map_or("", |t| t.span.of(&article.text)).lower();
    let is = |i: usize, tags| crate::actions::is(&lower(i), tags);
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.is_counted());
    let mut from = (0..tokens.len()).find(|&i| word(i)).unwrap_or(0);
    if is(from, tag::PREPOSITION | tag::SUBORDINATOR | tag::COORDINATOR | tag::ADVERB) {
        let comma = (from..tokens.len().min(from + OPENING_MAX)).find(|&i| lower(i) == ",");
        // “On Monday Ann Lee, the mediator, resigned”: the comma is not the opening’s.
        let capital = |i: usize| tokens.get(i).is_some_and(|t| t.is_capitalised(&article.text));
        let apposed =
            |c: usize| capital(c - 1) && capital(c.saturating_sub(2)) && is(c + 1, tag::DETERMINER | tag::RELATIVE);
        from = comma.filter(|&c| c + 4 < tokens.len() && word(c + 1) && !apposed(c)).map_or(from, |c| c + 1);
    }
    let start = tokens.get(from).map_or(sentence.start, |t| t.span.start);
    let mut to = from;
    while let Some(token) = tokens.get(to)
        && (Span { start, end: token.span.end }).of(&article.text).chars().count() <= LABEL_MAX
    {
        to += 1;
    }
    // Not “… of the”, “…, which”.
    let hangs = tag::PREPOSITION
        | tag::DETERMINER
        | tag::COORDINATOR
        | tag::POSSESSIVE
        | tag::TO
        | tag::THAT
        | tag::RELATIVE
        | tag::AUXILIARY;
    let whole = to == tokens.len();
    while to > from + 1 && (!word(to - 1) && lower(to - 1) != "%" || !whole && is(to - 1, hangs)) {
        to -= 1;
    }
    let end = to.checked_sub(1).and_then(|i| tokens.get(i)).map_or(sentence.end, |t| t.span.end);
    let mut label = Span { start, end }.in_one_line(&article.text);
    if !whole && (to..tokens.len()).any(word) {
        label.push('…');
    }
    label
}
