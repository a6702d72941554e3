//! Names: what each outlet calls the same person, place or body, who gets an office with the name, which spelling it
//! keeps, and what a sentence of one outlet looks like in the words of another.
//!
//! Referents are those of the reading; nothing here decides who is meant. An office counts with a name where it stands
//! before it (“Foreign Minister X”), between commas after it (“X, the foreign minister,”) or before it (“her chief of
//! staff, X”). Forms of address (Mr, Sir) and trades (author, striker) are no office.
use crate::compare::{Bench, Tally, count};
use crate::comparison::{Cell, Column, Comparison, Evidence, Gap, Item, NameRow, Row};
use crate::cues::{self, tag};
use crate::lexicon::{LEXICON, class};
use crate::spelling::fold;
use crate::{CorpusReading, EntityKind, Mention, MentionForm, Reading, marks};
use corpus::{
    Article, BlockKind, Collection, Gather, InOrder, Lower, Map, Set, Span, Token, TokenKind, one_of, tokens,
};
use std::cmp::Reverse;

/// Rows of spellings in the overview.
const SPELLINGS_MAX: usize = 5;

impl Bench<'_> {
    /// Every form of every referent, in the sentences on the event.
    pub(crate) fn names(&self, columns: &[Column]) -> Vec<NameRow> {
        let mut tallies: Map<u32, Vec<Tally>> = Map::new();
        for (index, column) in columns.iter().enumerate() {
            for (telling, article, read) in self.parts(column) {
                let told = |m: &&Mention| m.form != MentionForm::Pronoun && telling.holds(m.span);
                for mention in read.mentions.iter().filter(told) {
                    let row = tallies
                        .entry(mention.entity)
                        .or_insert_with(|| columns.iter().map(|_| Tally::default()).collect());
                    let form = mention.span.in_one_line(&article.text);
                    if let Some(tally) = row.get_mut(index) {
                        tally.add(form, Evidence { article: telling.article, span: mention.span });
                    }
                }
            }
        }
        let mut rows: Vec<NameRow> = tallies
            .into_iter()
            .filter_map(|(entity, row)| {
                let known = self.reading.entities.get(entity as usize)?;
                let cells = row.into_iter().map(Tally::named).collect();
                Some(NameRow { entity, name: known.name.clone(), kind: known.kind, cells })
            })
            .collect();
        rows.put_in_order_by_key(|row| {
            let told = row.cells.iter().filter(|c| !c.items.is_empty()).count();
            let mentions: u32 = row.cells.iter().flat_map(|c| &c.items).map(|i| i.count).sum();
            (std::cmp::Reverse(told), std::cmp::Reverse(mentions), row.entity)
        });
        rows
    }

    /// Names that the articles spell in more than one way: a habit of the outlet, so the whole article counts,
    /// not only what it says of the event.
    pub(crate) fn spellings(&self, columns: &[Column]) -> Vec<Row> {
        let mut forms: Map<u32, Vec<Tally>> = Map::new();
        for (index, column) in columns.iter().enumerate() {
            for (telling, article, read) in self.parts(column) {
                for m in read.mentions.iter().filter(|m| is_named(m)) {
                    let row =
                        forms.entry(m.entity).or_insert_with(|| columns.iter().map(|_| Tally::default()).collect());
                    if let Some(tally) = row.get_mut(index) {
                        let evidence = Evidence { article: telling.article, span: m.name };
                        tally.add(last_word(m.name.of(&article.text)), evidence);
                    }
                }
            }
        }
        let mut rows: Vec<(u32, Row)> = Vec::new();
        for (entity, tallies) in forms {
            let mentions: usize = tallies.iter().flat_map(|t| t.items.values()).map(Vec::len).sum();
            let mut every: Vec<String> = Vec::new();
            for form in tallies.iter().flat_map(|t| &t.order) {
                if !every.contains(form) {
                    every.push(form.clone());
                }
            }
            let Some(known) = self.reading.entities.get(entity as usize) else { continue };
            if !differ_in_spelling(&every) {
                continue;
            }
            rows.push((
                count(mentions),
                Row {
                    key: format!("spelling-{}", known.id),
                    label: every.join(" / "),
                    rule: "Spellings of one name in the whole article, joined by the table of variants and by sound."
                        .to_owned(),
                    cells: tallies.into_iter().map(Tally::named).collect(),
                },
            ));
        }
        rows.put_in_order_by(|(a, x), (b, y)| b.cmp(a).then_with(|| x.key.cmp(&y.key)));
        let mut rows: Vec<Row> = rows.into_iter().map(|(_, row)| row).take(SPELLINGS_MAX).collect();
        for item in rows.iter_mut().flat_map(|row| &mut row.cells).flat_map(|cell| &mut cell.items) {
            let quoted = |e: &Evidence| self.article(e.article).is_some_and(|(a, _)| is_quoted(&quotations(a), e.span));
            if item.evidence.iter().all(quoted) {
                item.note = "only in quotations".to_owned();
            }
        }
        rows
    }
}

impl Comparison {
    /// Referents that at least two columns name (all of them where there is one column).
    #[must_use]
    pub fn name_rows(&self, reading: &CorpusReading) -> Vec<Row> {
        let least = self.columns.len().min(2);
        let named = |n: &&NameRow| n.cells.iter().filter(|c| !c.items.is_empty()).count() >= least;
        let id = |n: &NameRow| reading.entities.get(n.entity as usize).map_or("", |e| e.id.as_str());
        let row = |n: &NameRow| Row {
            key: format!("name-{}", id(n)),
            label: n.name.clone(),
            rule: "Every form under which it is named in the sentences on the event, longest form with its title."
                .to_owned(),
            cells: n.cells.clone(),
        };
        self.names.iter().filter(named).map(row).collect()
    }
}

/// Whether it is a name, not a description of what is named.
fn is_named(mention: &Mention) -> bool {
    matches!(mention.form, MentionForm::Name | MentionForm::TitleAndName)
}

fn last_word(name: &str) -> &str {
    name.split_whitespace().next_back().unwrap_or(name)
}

/// Whether bare names differ in how a word is spelled, not merely in how many words are given: “Kyiv” and
/// “Kiev” do; “Marco Rubio” and “Rubio” do not, nor do “US” and “United States”.
fn differ_in_spelling(forms: &[String]) -> bool {
    let last: Set<String> = forms.iter().map(|f| last_word(f).lower()).filter(|w| w.chars().count() > 3).gather();
    let initial: Set<Option<char>> = last.iter().map(|w| w.chars().next()).gather();
    last.len() > 1 && initial.len() == 1
}

/// With which words a column names a person for the first time, and where the office comes.
const ANSWERS: [&str; 4] =
    ["with office at first mention", "office later only", "never with an office", "named only in quotations"];

/// Who gets an office with the name: persons that at least two columns name, those of most columns first. Whole articles
/// count: it is a habit of the outlet.
#[must_use]
pub fn title_rows(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Vec<Row> {
    let bench = Bench { collection, reading };
    let mut people: Map<u32, Vec<Vec<Item>>> = Map::new();
    for (index, column) in columns.iter().enumerate() {
        for (telling, article, read) in bench.parts(column) {
            for (person, answer, span) in offices(article, read, reading) {
                let row = people.entry(person).or_insert_with(|| vec![Vec::new(); columns.len()]);
                if let (Some(items), Some(text)) = (row.get_mut(index), ANSWERS.get(answer)) {
                    let evidence = Evidence { article: telling.article, span };
                    match items.iter_mut().find(|i| i.text == *text) {
                        Some(item) => {
                            item.count += 1;
                            item.evidence.push(evidence);
                        }
                        None => items.push(Item {
                            text: (*text).to_owned(),
                            count: 1,
                            evidence: vec![evidence],
                            note: span.in_one_line(&article.text),
                            faint: false,
                        }),
                    }
                }
            }
        }
    }
    let told = |row: &[Vec<Item>]| row.iter().filter(|items| !items.is_empty()).count();
    let mut rows: Vec<(usize, usize, Row)> = Vec::new();
    for (person, row) in people {
        let Some(known) = reading.entities.get(person as usize).filter(|_| told(&row) > 1) else { continue };
        let answers: Set<&str> = row.iter().flatten().map(|i| i.text.as_str()).gather();
        let weight = (told(&row), answers.len());
        let cell = |mut items: Vec<Item>| {
            items.put_in_order_by_key(|i| Reverse(i.count));
            let gap = items.is_empty().then_some(Gap::NotNamed);
            Cell { items, gap }
        };
        let row = Row {
            key: format!("title-{}", known.id),
            label: known.name.clone(),
            rule:
                "Whether the article says the office of the person with the name: right before it, or between commas \
                   beside it. Looked for at the first mention below the headline and outside quotation marks, then in the rest of the article; Mr, Ms and Sir \
                   are no office."
                .to_owned(),
            cells: row.into_iter().map(cell).collect(),
        };
        rows.push((weight.1, weight.0, row));
    }
    // Where outlets differ first.
    rows.put_in_order_by(|a, b| (b.0.min(2), b.1).cmp(&(a.0.min(2), a.1)).then_with(|| a.2.key.cmp(&b.2.key)));
    rows.into_iter().map(|(.., row)| row).collect()
}

/// The persons whom an article names: which of [`ANSWERS`] holds, and the words that show it.
fn offices(article: &Article, read: &Reading, reading: &CorpusReading) -> Vec<(u32, usize, Span)> {
    let mut seen: Map<u32, (usize, Span)> = Map::new();
    let is_person = |m: &&Mention| {
        m.form != MentionForm::Pronoun
            && !in_headline(article, m.span.start)
            && reading.entities.get(m.entity as usize).is_some_and(|e| e.kind == EntityKind::Person)
    };
    let quoted = quotations(article);
    let mut cited: Map<u32, (usize, Span)> = Map::new();
    for mention in read.mentions.iter().filter(is_person) {
        let known = seen.get(&mention.entity).map(|s| s.0);
        let named = is_named(mention);
        if is_quoted(&quoted, mention.span) && named {
            // The words of others; the outlet's own may follow.
            cited.entry(mention.entity).or_insert((3, mention.span));
            continue;
        }
        if known.is_none() && !named || known.is_some_and(|answer| answer < 2) {
            continue;
        }
        let office = if named {
            with_office(article, read, mention)
        } else {
            holds_office(&article.text, &tokens(&article.text, mention.span)).then_some(mention.span)
        };
        match (known, office) {
            (None, Some(span)) => drop(seen.insert(mention.entity, (0, span))),
            (None, None) => drop(seen.insert(mention.entity, (2, mention.span))),
            (Some(_), Some(span)) => drop(seen.insert(mention.entity, (1, span))),
            (Some(_), None) => {}
        }
    }
    for (person, found) in cited {
        seen.entry(person).or_insert(found);
    }
    seen.into_iter().map(|(person, (answer, span))| (person, answer, span)).collect()
}

/// What stands in quotation marks. One that nothing closes counts only where the next paragraph goes on with it: else a
/// mark is missing, and what follows is the outlet's.
fn quotations(article: &Article) -> Vec<Span> {
    let all = marks::quotations(article);
    let closed = |n: usize| {
        all.get(n).is_some_and(|q| {
            q.outer.end > q.inner.end || all.iter().skip(n + 1).any(|o| o.block == q.block + 1 && o.continues)
        })
    };
    all.iter().enumerate().filter(|(n, _)| closed(*n)).map(|(_, q)| q.outer).collect()
}

/// Whether `span` is the words of others.
fn is_quoted(quotations: &[Span], span: Span) -> bool {
    quotations.iter().any(|q| q.contains(span))
}

/// A headline has no room for offices; what was set aside is not the outlet's.
fn in_headline(article: &Article, at: u32) -> bool {
    article
        .block_at(at)
        .is_none_or(|b| !b.kind.is_content() || matches!(b.kind, BlockKind::Headline | BlockKind::Heading))
}

/// The name with its office, where one stands beside it.
fn with_office(article: &Article, read: &Reading, mention: &Mention) -> Option<Span> {
    let text = article.text.as_str();
    let front = Span { start: mention.span.start, end: mention.name.start };
    if holds_office(text, &tokens(text, front)) {
        return Some(mention.span);
    }
    Some(mention.span.cover(beside(article, read, mention)?))
}

/// What describes a person beside the name by an office: “X, the foreign minister,”, “her chief of staff, X”, “Head of
/// the Council X”; without the marks around it. A title before the name is in the mention itself.
#[must_use]
pub fn description_beside(article: &Article, read: &Reading, mention: &Mention) -> Option<Span> {
    let text = article.text.as_str();
    let whole = beside(article, read, mention)?;
    let whole = Span { end: if whole.end < mention.span.start { mention.span.start } else { whole.end }, ..whole };
    let words = tokens(text, whole);
    let mark = |t: &&Token| t.kind == TokenKind::Mark;
    let first = words.iter().find(|t| !mark(t))?;
    let last = words.iter().rev().find(|t| !mark(t))?;
    Some(first.span.cover(last.span))
}

/// The office beside a name with all that stands with it and the mark between them.
fn beside(article: &Article, read: &Reading, mention: &Mention) -> Option<Span> {
    let text = article.text.as_str();
    let sentence = article.sentences.get(article.sentence_at(mention.span.start)?)?;
    let words = tokens(text, *sentence);
    let first = words.partition_point(|t| t.span.start < mention.span.start);
    let next = words.partition_point(|t| t.span.start < mention.span.end);
    // The words of others: “Weber, President Berg and Chancellor Kohl”.
    let free = |span: Span| {
        !read
            .mentions
            .iter()
            .any(|m| m.entity != mention.entity && m.form != MentionForm::Role && m.span.overlaps(span))
    };
    let beside = apposition_after(text, &words, next).filter(|(office, _)| free(*office));
    let beside = beside.or_else(|| apposition_before(text, &words, first, next).filter(|(office, _)| free(*office)));
    let beside = beside.or_else(|| office_of_before(text, &words, first).filter(|(office, _)| free(*office)));
    beside.map(|(_, whole)| whole)
}

/// The most words from the name to the end of what stands beside it.
const BESIDE_MAX: usize = 16;

/// The office in “X, the foreign minister,” and all that stands with it; `from` is the token after the name.
fn apposition_after(text: &str, words: &[Token], from: usize) -> Option<(Span, Span)> {
    let mark = words.get(from).filter(|t| one_of(t.span.of(text), ", – — ("))?;
    let mut office = None;
    let mut whole = mark.span;
    for (n, token) in words.iter().enumerate().skip(from + 1).take(BESIDE_MAX) {
        let word = token.span.of(text).lower();
        let tags = cues::LEXICON.get(&word).map_or(0, |w| w.tags);
        if token.kind == TokenKind::Mark && !one_of(&word, "- . & /") || tags & tag::RELATIVE != 0 {
            return office.map(|office| (office, whole));
        }
        // “the chief”, “Serbia’s interior minister”; what acts (“X, meeting the president”) is no office.
        let verb = tag::AUXILIARY | tag::FINITE | tag::SUBORDINATOR | tag::QUESTION;
        let opens = n == from + 1 && (tags & tag::PREPOSITION != 0 || word.ends_with("ing"));
        if tags & verb != 0 || opens || office.is_none() && one_of(&word, "and or but to in on with by") {
            return None;
        }
        if office.is_none() && is_office(text, words, n) {
            office = Some(token.span);
        }
        if token.kind != TokenKind::Mark {
            whole.end = token.span.end;
        }
    }
    // The end of the sentence closes a comma, not a bracket.
    office.filter(|_| mark.span.of(text) != "(").map(|office| (office, whole))
}

/// The office in “her chief of staff, X” and all that stands with it; `from` is the first token of the name, `next` the
/// one after it.
fn apposition_before(text: &str, words: &[Token], from: usize, next: usize) -> Option<(Span, Span)> {
    let comma = from.checked_sub(1)?;
    let mut whole = words.get(comma).filter(|t| t.span.of(text) == ",")?.span;
    // “He met the minister, X said” names another.
    let goes_on =
        words.get(next).is_some_and(|t| t.kind == TokenKind::Word && !one_of(t.span.of(text), "and in on at who"));
    if goes_on {
        return None;
    }
    let mut office = None;
    for n in (0..comma).rev().take(BESIDE_MAX / 2) {
        let token = words.get(n)?;
        let word = token.span.of(text).lower();
        let tags = cues::LEXICON.get(&word).map_or(0, |w| w.tags);
        if token.kind == TokenKind::Mark && word != "-" || tags & (tag::AUXILIARY | tag::FINITE | tag::RELATIVE) != 0 {
            break;
        }
        // “National Security and Defense Council Secretary” is one office.
        let one = |n: usize| words.get(n).is_some_and(|t| t.is_capitalised(text));
        if one_of(&word, "the a an by with from to") || word == "and" && !(n > 0 && one(n - 1) && one(n + 1)) {
            break;
        }
        if is_office(text, words, n) {
            office = Some(token.span);
        }
        whole.start = token.span.start;
    }
    office.map(|office| (office, whole))
}

/// The office in “Head of the Council of Ministers X”: `from` is the first token of the name.
fn office_of_before(text: &str, words: &[Token], from: usize) -> Option<(Span, Span)> {
    let named = |n: usize| words.get(n).is_some_and(|t| t.is_capitalised(text));
    let last = from.checked_sub(1).filter(|n| named(*n))?;
    for n in (0..last).rev().take(BESIDE_MAX) {
        let token = words.get(n)?;
        if is_office(text, words, n) && words.get(n + 1).is_some_and(|t| one_of(t.span.of(text), "of for")) {
            return Some((token.span, token.span));
        }
        if !named(n) && !one_of(token.span.of(text), "of the and for") {
            return None;
        }
    }
    None
}

/// Whether the token is an office that nobody owns something by (“the president’s guest”).
fn is_office(text: &str, words: &[Token], n: usize) -> bool {
    let Some(token) = words.get(n) else { return false };
    let owns = words.get(n + 1).is_some_and(|t| t.kind == TokenKind::Possessive);
    let word = fold(token.span.of(text));
    let royal = || one_of(&word, "king queen prince princess emperor emir sultan pope archbishop cardinal patriarch");
    token.kind == TokenKind::Word && !owns && (LEXICON.classes(&word) & (class::OFFICE | class::RANK) != 0 || royal())
}

fn holds_office(text: &str, words: &[Token]) -> bool {
    (0..words.len()).any(|n| is_office(text, words, n))
}

/// A stretch of a sentence and the words of another outlet for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Swapped {
    /// Bytes in the text of the article that is read.
    pub span: Span,
    /// The other's words.
    pub with: String,
}

/// What to put in place to read the sentence `span` of article `reader` with the names of article `words_of`: where it
/// names somebody for the first time below its headline, the form with which the other does so, with the office that it
/// gives; later, the form that the other uses most from its second mention on. A possessive ending stays outside, and so
/// does whatever differs in capitals only. Empty where both use the same names. Other words than names are left alone.
#[must_use]
pub fn swap(collection: &Collection, reading: &CorpusReading, reader: u32, words_of: u32, span: Span) -> Vec<Swapped> {
    let bench = Bench { collection, reading };
    let (Some((here, mine)), Some((there, theirs))) = (bench.article(reader), bench.article(words_of)) else {
        return Vec::new();
    };
    let mut swaps: Vec<Swapped> = Vec::new();
    let (own, others) = (quotations(here), quotations(there));
    for mention in mine.mentions.iter().filter(|m| span.contains(m.span) && is_named(m) && !is_quoted(&own, m.span)) {
        if swaps.last().is_some_and(|s| s.span.overlaps(mention.span)) {
            continue;
        }
        let person = reading.entities.get(mention.entity as usize).is_some_and(|e| e.kind == EntityKind::Person);
        let with = match person {
            true => {
                let first = told(here, mine, &own, mention.entity).next() == Some(mention);
                person_in(there, told(there, theirs, &others, mention.entity), here, mention, first)
            }
            false => form_in(there, told(there, theirs, &others, mention.entity), here, mention),
        };
        if let Some(with) = with.filter(|with| with.lower() != mention.span.in_one_line(&here.text).lower()) {
            swaps.push(Swapped { span: mention.span, with });
        }
    }
    swaps
}

/// Mentions by name below the headline in the outlet's own words, not in capitals as in datelines.
fn told<'a>(
    article: &'a Article,
    read: &'a Reading,
    quoted: &'a [Span],
    entity: u32,
) -> impl Iterator<Item = &'a Mention> {
    let shouted = |m: &Mention| m.name.len() > 4 && !m.name.of(&article.text).contains(char::is_lowercase);
    let own = move |m: &Mention| !in_headline(article, m.span.start) && !is_quoted(quoted, m.span) && !shouted(m);
    let of = move |m: &&Mention| m.entity == entity && is_named(m) && own(m);
    read.mentions.iter().filter(of)
}

/// The form that the other uses most; the shortest of those used as often.
fn usual<'a>(article: &Article, forms: impl Iterator<Item = &'a Mention>) -> Option<String> {
    let mut tally = Tally::default();
    forms.for_each(|m| tally.add(m.span.in_one_line(&article.text), Evidence { article: 0, span: m.span }));
    tally.items().into_iter().max_by_key(|i| (i.count, Reverse(i.text.len()))).map(|i| i.text)
}

/// Of the other's mentions of a person, the form for a mention, which may be the first of its article.
fn person_in<'a>(
    there: &Article,
    mut told: impl Iterator<Item = &'a Mention>,
    here: &Article,
    mention: &Mention,
    opens: bool,
) -> Option<String> {
    let first = told.next()?;
    if opens {
        return Some(first.span.in_one_line(&there.text));
    }
    // Who is named once is named in full: later only the surname is taken.
    let surname = || last_word(&first.name.in_one_line(&there.text)).to_owned();
    let short = !mention.span.of(&here.text).contains(char::is_whitespace);
    match usual(there, told) {
        // “the Trump administration” takes no title.
        Some(form) if !(short && after_the(here, mention)) => Some(form),
        _ => short.then(surname),
    }
}

fn form_in<'a>(
    there: &Article,
    told: impl Iterator<Item = &'a Mention>,
    here: &Article,
    mention: &Mention,
) -> Option<String> {
    let text = here.text.as_str();
    let before = Span { start: 0, end: mention.span.start }.of(text);
    let after = Span::new(mention.span.end as usize, text.len()).of(text);
    // “US-backed” is one word; “the US” has an article and “Washington” has none: only forms that stand alike.
    if before.ends_with('-') || after.starts_with('-') {
        return None;
    }
    let article = after_the(here, mention);
    usual(there, told.filter(|m| after_the(there, m) == article))
}

fn after_the(article: &Article, mention: &Mention) -> bool {
    let before = Span { start: 0, end: mention.span.start }.of(&article.text).trim_end();
    before.len() < mention.span.start as usize && (before.ends_with(" the") || before.ends_with("The"))
}

/// Small corpora for the tests of rows.
#[cfg(test)]
pub(crate) mod trial {
    use super::*;
    use crate::comparison::Telling;

    /// One column per text, each telling one event with all its sentences.
    pub(crate) fn columns(texts: &[&str]) -> (Collection, CorpusReading, Vec<Column>) {
        let articles = texts.iter().enumerate().map(|(n, t)| corpus::read_text(&format!("a{n}"), (*t).to_owned()));
        let collection = Collection { articles: articles.collect(), ..Collection::default() };
        let reading = crate::read_collection(&collection);
        let telling = |(article, text): (u32, &Article)| Telling {
            article,
            event: 0,
            about: text.sentences.clone(),
            background: Vec::new(),
            words: 1,
        };
        let column = |t| Column { event: 0, tellings: vec![t] };
        let columns = (0..).zip(&collection.articles).map(|a| column(telling(a))).collect();
        (collection, reading, columns)
    }
}

#[cfg(test)]
mod tests {
    use super::trial::columns;
    use super::*;

    #[test]
    fn spellings_differ_by_word_not_by_length() {
        let check = |forms: &[&str]| differ_in_spelling(&forms.iter().map(|f| (*f).to_owned()).collect::<Vec<_>>());
        assert!(check(&["Kyiv", "Kiev"]));
        assert!(check(&["Volodymyr Zelensky", "Zelenskiy"]));
        assert!(!check(&["Marco Rubio", "Rubio"]));
        assert!(!check(&["US", "United States"]));
        assert!(!check(&["Kyiv"]));
    }

    /// Per column what is answered for the person, and the words shown.
    fn titled(person: &str, texts: &[&str]) -> Vec<String> {
        let (collection, reading, columns) = columns(texts);
        let rows = title_rows(&collection, &reading, &columns);
        let row = rows.into_iter().find(|r| r.label == person);
        let shown =
            |c: &Cell| c.items.iter().map(|i| format!("{} | {}", i.text, i.note)).collect::<Vec<_>>().join("; ");
        row.map_or_else(Vec::new, |r| r.cells.iter().map(shown).collect())
    }

    #[test]
    fn an_office_stands_before_the_name_or_beside_it() {
        let found = titled(
            "Anna Weber",
            &[
                "Foreign Minister Anna Weber spoke on Monday. Weber was brief.",
                "Anna Weber, the foreign minister, spoke on Monday.",
                "The delegation was led by the chancellor’s chief of staff, Anna Weber.",
                "Anna Weber spoke on Monday. Later Minister Weber left.",
                "Mrs Anna Weber spoke on Monday. Weber was brief.",
                "Anna Weber, meeting the president, spoke on Monday.",
                "Anna Weber, President Paul Berg and Karl Kohl spoke on Monday.",
                "He met the president, Anna Weber said.",
                "According to Anna Weber, the president would come.",
                "They met Head of the National Council of Serbia Anna Weber.",
                "“I trust President Anna Weber,” he said.",
                "“I trust President Anna Weber,” he said. Anna Weber thanked him.",
                "He said: \"I trust them. \"We all do. \"They trust me.\" Chancellor Anna Weber thanked him.",
            ],
        );
        let [first, later, never, cited] = ANSWERS;
        let expected = [
            format!("{first} | Foreign Minister Anna Weber"),
            format!("{first} | Anna Weber, the foreign minister"),
            format!("{first} | chancellor’s chief of staff, Anna Weber"),
            format!("{later} | Minister Weber"),
            format!("{never} | Mrs Anna Weber"),
            format!("{never} | Anna Weber"),
            format!("{never} | Anna Weber"),
            format!("{never} | Anna Weber"),
            format!("{never} | Anna Weber"),
            format!("{first} | Head of the National Council of Serbia Anna Weber"),
            format!("{cited} | President Anna Weber"),
            format!("{never} | Anna Weber"),
            format!("{first} | Chancellor Anna Weber"),
        ];
        assert_eq!(found, expected);
    }

    #[test]
    fn persons_of_one_column_have_no_row() {
        assert!(titled("Paul Berg", &["President Paul Berg spoke.", "It rained in Madrid."]).is_empty());
    }

    fn swapped(a: &str, b: &str) -> String {
        let (collection, reading, _) = columns(&[a, b]);
        let text = &collection.articles[0].text;
        let mut read = text.clone();
        let sentences = collection.articles[0].sentences.iter();
        let swaps: Vec<Swapped> = sentences.flat_map(|s| swap(&collection, &reading, 0, 1, *s)).collect();
        for swap in swaps.into_iter().rev() {
            read.replace_range(swap.span.start as usize..swap.span.end as usize, &format!("[{}]", swap.with));
        }
        read
    }

    #[test]
    fn a_sentence_is_read_with_the_others_names() {
        let b = "Ukraine’s President Volodymyr Zelenskyy spoke in Kyiv. Zelenskyy left Kyiv.";
        assert_eq!(
            swapped("Volodymyr Zelensky arrived in Kiev.", b),
            "[Ukraine’s President Volodymyr Zelenskyy] arrived in [Kyiv]."
        );
        assert_eq!(swapped("It rained in Kiev’s streets.", b), "It rained in [Kyiv]’s streets.");
        assert_eq!(swapped("It rained in Madrid.", b), "It rained in Madrid.");
        assert_eq!(
            swapped("President Zelensky came. The Zelensky team and Zelensky left.", "Volodymyr Zelenskyy is here."),
            "[Volodymyr Zelenskyy] came. The [Zelenskyy] team and [Zelenskyy] left."
        );
        let c = "The United States of old. A US-led force and the US. Berlin.";
        assert_eq!(
            swapped(c, "The US and the US met. BERLIN (AP)"),
            "The [US] of old. A US-led force and the US. Berlin."
        );
        assert_eq!(swapped("“Kiev is cold,” he said in Kiev.", b), "“Kiev is cold,” he said in [Kyiv].");
        assert_eq!(swapped("It rained in Kiev.", "“Kyiv is cold,” he said."), "It rained in Kiev.", "not its own word");
        assert_eq!(swapped(b, b), b, "nothing changes in one's own words");
    }
}
