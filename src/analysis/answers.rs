//! Questions that every telling answers for itself: how many, since when, who leads, who takes part, in which office,
//! how did it go.
//!
//! Each question is made from the texts: one that at least two columns answer, or one that one column answers with a
//! change. The answers are compared as values (numbers, days, sets of names), not as strings; the rule that decided and
//! its words are in the statement. What is asked of whom lies in [`crate::answers_numbers`], [`crate::answers_time`],
//! [`crate::answers_people`] and [`crate::answers_course`]. A question is asked only where the words leave no doubt that
//! the same thing is meant; what is not asked may still differ.
use crate::comparison::{Column, Evidence, Excerpt, Gap, MarkKind, Marked, Statement, Told, Verdict};
use crate::sentence_words::SentenceWords;
use crate::{CorpusReading, Dating, Mention, Reading};
use crate::{answers_course, answers_numbers, answers_people, answers_time};
use corpus::{Article, BlockKind, Collection, Date, InOrder, Lower, Span};

/// One statement per question, the gravest verdict first, each column with its answer.
#[must_use]
pub fn answers(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Vec<Statement> {
    let desk = Desk::new(collection, reading, columns);
    let mut asked = answers_numbers::asked(&desk);
    asked.extend(answers_time::asked(&desk));
    asked.extend(answers_people::asked(&desk));
    asked.extend(answers_course::asked(&desk));
    let mut found: Vec<Statement> = asked.into_iter().map(|q| desk.statement(q)).collect();
    found.put_in_order_by(|a, b| (a.verdict, b.told_by).cmp(&(b.verdict, a.told_by)).then_with(|| a.key.cmp(&b.key)));
    let keys: Vec<String> = found.iter().map(|s| s.key.clone()).collect();
    for (n, statement) in found.iter_mut().enumerate() {
        let times = keys.iter().take(n + 1).filter(|k| **k == statement.key).count();
        if times > 1 {
            statement.key = format!("{}-{times}", statement.key);
        }
    }
    found
}

/// The words of class `class` in `data/answer_words.tsv`, divided by single spaces.
pub(crate) fn listed(class: &str) -> &'static str {
    let lines = include_str!(concat!(env!("OUT_DIR"), "/answer_words.tsv")).lines();
    let mut rows = lines.filter_map(|line| line.split_once('\t'));
    rows.find(|row| row.0 == class).map_or("", |row| row.1)
}

/// The articles of all columns, cut into words.
pub(crate) struct Desk<'a> {
    pub(crate) reading: &'a CorpusReading,
    pub(crate) pages: Vec<Page<'a>>,
    /// The event that is compared.
    pub(crate) event: Option<&'a crate::Event>,
    columns: usize,
}

/// One article of one column.
pub(crate) struct Page<'a> {
    pub(crate) column: usize,
    pub(crate) number: u32,
    pub(crate) article: &'a Article,
    pub(crate) read: &'a Reading,
    pub(crate) dating: Option<&'a Dating>,
    pub(crate) lines: Vec<Line<'a>>,
}

/// One sentence.
pub(crate) struct Line<'a> {
    pub(crate) span: Span,
    pub(crate) words: SentenceWords<'a>,
    /// Whether it lies in a passage on the compared event.
    pub(crate) on_event: bool,
    /// The other event whose passage it lies in, when it lies in none on the compared one.
    pub(crate) other: Option<u32>,
}

/// What one sentence answers.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// Index into the pages.
    pub(crate) page: usize,
    /// Index into the lines of the page.
    pub(crate) line: usize,
    /// The words that answer.
    pub(crate) marks: Vec<Span>,
    /// The answer in a word or two.
    pub(crate) says: String,
    pub(crate) note: String,
}

/// A question with its answers.
pub(crate) struct Question {
    pub(crate) key: String,
    pub(crate) label: String,
    pub(crate) verdict: Verdict,
    pub(crate) why: String,
    pub(crate) answers: Vec<Answer>,
    /// The first day on which the fact (or its later state) was known: articles before it could not tell it.
    pub(crate) known: Option<Date>,
}

impl<'a> Desk<'a> {
    fn new(collection: &'a Collection, reading: &'a CorpusReading, columns: &[Column]) -> Self {
        let event = columns.first().and_then(|c| reading.events.get(c.event as usize));
        let mut pages = Vec::new();
        for (column, of) in columns.iter().enumerate() {
            for telling in &of.tellings {
                let number = telling.article as usize;
                let known = collection.articles.get(number).zip(reading.articles.get(number));
                let Some((article, read)) = known else { continue };
                let tells = |s: &&Span| article.block_at(s.start).is_some_and(|b| b.kind.is_content());
                let line = |span: &Span| Line {
                    span: *span,
                    words: SentenceWords::new(&article.text, *span),
                    on_event: telling.holds(*span),
                    other: read
                        .passages
                        .iter()
                        .find(|p| p.span.overlaps(*span) && p.event != of.event && reading.is_happening(p.event))
                        .map(|p| p.event),
                };
                let mut lines: Vec<Line> = article.sentences.iter().filter(tells).map(line).collect();
                for line in &mut lines {
                    line.other = line.other.filter(|_| !line.on_event);
                }
                let dating = reading.datings.get(number).and_then(Option::as_ref);
                pages.push(Page { column, number: telling.article, article, read, dating, lines });
            }
        }
        Self { reading, pages, event, columns: columns.len() }
    }

    /// Every sentence with its page: (index of the page, index of the line, page, line).
    pub(crate) fn lines(&self) -> impl Iterator<Item = (usize, usize, &Page<'a>, &Line<'a>)> {
        let pages = self.pages.iter().enumerate();
        pages.flat_map(|(p, page)| page.lines.iter().enumerate().map(move |(l, line)| (p, l, page, line)))
    }

    #[inline(never)]
    pub(crate) fn kind(&self, entity: u32) -> Option<crate::EntityKind> {
        self.reading.entities.get(entity as usize).map(|e| e.kind)
    }

    pub(crate) fn entity_name(&self, entity: u32) -> &'a str {
        self.reading.entities.get(entity as usize).map_or("", |e| e.name.as_str())
    }

    pub(crate) fn column_of(&self, answer: &Answer) -> usize {
        self.pages.get(answer.page).map_or(usize::MAX, |p| p.column)
    }

    /// What the columns told, as indexes of answers whose columns these are: of each column that has one.
    #[inline(never)]
    pub(crate) fn by_column(&self, columns: Vec<usize>) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = (0..self.columns).map(|_| Vec::new()).collect();
        for (n, column) in columns.into_iter().enumerate() {
            if let Some(set) = sets.get_mut(column) {
                set.push(n);
            }
        }
        sets.retain(|set| !set.is_empty());
        sets
    }

    /// The days that the article of an answer can be from.
    pub(crate) fn days(&self, answer: &Answer) -> Option<(Date, Date)> {
        self.pages.get(answer.page).and_then(|p| p.dating).map(|d| (d.earliest, d.latest))
    }

    fn statement(&self, question: Question) -> Statement {
        let mut cells: Vec<Told> = vec![Told::default(); self.columns];
        for answer in &question.answers {
            let Some(page) = self.pages.get(answer.page) else { continue };
            let Some((line, cell)) = page.lines.get(answer.line).zip(cells.get_mut(page.column)) else { continue };
            let at = Evidence { article: page.number, span: line.span };
            let marks = answer.marks.iter().map(|span| Marked { span: *span, kind: MarkKind::Decides });
            let mut note = answer.note.clone();
            if let Some(other) =
                line.other.and_then(|e| self.reading.events.get(e as usize)).filter(|_| note.is_empty())
            {
                note = format!("of another event: {}", other.name);
            }
            put(cell, Excerpt { at, marks: marks.collect(), note });
            if !answer.says.is_empty() && !cell.answer.split("; ").any(|a| a == answer.says) {
                let parted = if cell.answer.is_empty() { "" } else { "; " };
                cell.answer = format!("{}{parted}{}", cell.answer, answer.says);
            }
        }
        for (column, cell) in cells.iter_mut().enumerate() {
            settle(cell);
            if cell.excerpts.is_empty() {
                let mut own = self.pages.iter().filter(|p| p.column == column);
                let older = question.known.is_some_and(|day| own.all(|p| p.dating.is_some_and(|d| d.latest < day)));
                cell.gap = Some(if older { Gap::CouldNotKnow } else { Gap::LeftOut });
            }
        }
        let told = cells.iter().filter(|c| c.gap.is_none()).count();
        Statement {
            key: question.key.trim_end_matches('/').to_owned(),
            label: question.label,
            verdict: Some(question.verdict),
            why: question.why,
            told_by: u32::try_from(told).unwrap_or(u32::MAX),
            cells,
        }
    }
}

/// Puts an excerpt into a cell, beside what is marked there already.
#[inline(never)]
pub(crate) fn put(cell: &mut Told, excerpt: Excerpt) {
    match cell.excerpts.iter_mut().find(|e| e.at == excerpt.at) {
        Some(known) => known.marks.extend(excerpt.marks),
        None => cell.excerpts.push(excerpt),
    }
}

/// Puts a cell in order. Marks never cross: what overlaps the one before is part of it.
#[inline(never)]
pub(crate) fn settle(cell: &mut Told) {
    cell.excerpts.put_in_order_by_key(|e| e.at);
    for excerpt in &mut cell.excerpts {
        excerpt.marks.put_in_order();
        excerpt.marks.dedup_by(|next, kept| {
            let meets = next.span.overlaps(kept.span);
            if meets {
                kept.span = kept.span.cover(next.span);
            }
            meets
        });
    }
}

impl Page<'_> {
    /// The mentions that begin in `span`.
    pub(crate) fn mentions(&self, span: Span) -> &[Mention] {
        let from = self.read.mentions.partition_point(|m| m.span.start < span.start);
        let to = self.read.mentions.partition_point(|m| m.span.start < span.end);
        self.read.mentions.get(from..to).unwrap_or_default()
    }

    /// Whether the sentence is a headline or a heading.
    pub(crate) fn is_heading(&self, span: Span) -> bool {
        self.article.block_at(span.start).is_some_and(|b| matches!(b.kind, BlockKind::Headline | BlockKind::Heading))
    }
}

/// The tokens that `span` covers: from, and one past the last.
pub(crate) fn tokens_of(words: &SentenceWords, span: Span) -> (usize, usize) {
    let from = words.tokens.partition_point(|t| t.span.start < span.start);
    (from, words.tokens.partition_point(|t| t.span.start < span.end))
}

/// Letters, digits and `-` of a text, for keys.
pub(crate) fn slug(text: &str) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        match c {
            '/' => slug.push('/'),
            '%' => slug.push_str("percent"),
            _ if c.is_alphanumeric() => slug.push(c.lower()),
            _ if !slug.is_empty() && !slug.ends_with(['-', '/']) => slug.push('-'),
            _ => {}
        }
    }
    slug.trim_end_matches('-').to_owned()
}

/// With its first letter in upper case.
pub(crate) fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |c| std::iter::once(corpus::upper(c)).chain(chars).collect())
}

/// “A, B and C”.
pub(crate) fn and_list<S: AsRef<str>>(parts: &[S]) -> String {
    let mut list = String::new();
    for (n, part) in parts.iter().enumerate() {
        list.push_str(match n {
            0 => "",
            _ if n + 1 == parts.len() => " and ",
            _ => ", ",
        });
        list.push_str(part.as_ref());
    }
    list
}
