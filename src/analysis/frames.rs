//! Frames: evidence under the indicator questions of Semetko and Valkenburg (2000), as spans to judge.
//!
//! The questions and the words are data (`data/frames.tsv`); sums of money come from the figures of the reading. A word
//! inside a name is none (the Justice Department is no justice). What it does not do: it does not decide whether an
//! article has a frame, and it sums nothing up.
use crate::comparison::{Cell, Column, Evidence, Gap, Item, Row};
use crate::{CorpusReading, EntityKind, Figure, MentionForm, Reading};
use corpus::{Article, Collection, InOrder, Lower, Span, Token, one_of, tokens};
use std::cmp::Reverse;
use std::sync::LazyLock;

/// One indicator question.
struct Question {
    frame: &'static str,
    number: &'static str,
    asked: &'static str,
    /// Whether sums of money are evidence.
    money: bool,
}

/// Words or phrases that count as one; each word with its alternatives.
struct Phrase {
    question: usize,
    words: &'static str,
    /// Whether it only keeps a shorter one from counting.
    voids: bool,
}

/// The questions, and the phrases by each word that may open them, in order.
struct Frames {
    questions: Vec<Question>,
    phrases: Vec<Phrase>,
    openings: Vec<(&'static str, usize)>,
    /// Those that may have any ending, in the order of the phrases.
    stems: Vec<(&'static str, usize)>,
}

static FRAMES: LazyLock<Frames> = LazyLock::new(|| {
    let mut frames = Frames { questions: Vec::new(), phrases: Vec::new(), openings: Vec::new(), stems: Vec::new() };
    for line in include_str!(concat!(env!("OUT_DIR"), "/frames.tsv")).lines() {
        let mut columns = line.split('\t');
        let (Some(frame), Some(number), Some(asked), Some(words)) =
            (columns.next(), columns.next(), columns.next(), columns.next())
        else {
            continue;
        };
        let question = frames.questions.len();
        let mut money = false;
        for words in words.split("; ") {
            if words == "@money" {
                money = true;
                continue;
            }
            let (voids, words) = words.strip_prefix('!').map_or((false, words), |rest| (true, rest));
            let first = words.split(' ').next().unwrap_or("");
            for word in first.split('/') {
                match word.strip_suffix('*') {
                    Some(stem) => frames.stems.push((stem, frames.phrases.len())),
                    None => frames.openings.push((word, frames.phrases.len())),
                }
            }
            frames.phrases.push(Phrase { question, words, voids });
        }
        frames.questions.push(Question { frame, number, asked, money });
    }
    frames.openings.put_in_order();
    frames
});

/// One row per indicator question that has evidence; whole articles count, or what they tell of the event where events
/// stand side by side.
#[must_use]
pub fn frames(collection: &Collection, reading: &CorpusReading, columns: &[Column]) -> Vec<Row> {
    let frames = &*FRAMES;
    // Per question and column.
    let mut found: Vec<Vec<Groups>> =
        frames.questions.iter().map(|_| columns.iter().map(|_| Groups::default()).collect()).collect();
    for (column, telling) in columns.iter().enumerate().flat_map(|(n, c)| c.tellings.iter().map(move |t| (n, t))) {
        let at = telling.article as usize;
        let Some((article, read)) = collection.articles.get(at).zip(reading.articles.get(at)) else { continue };
        let sentences = crate::keyness::sentences(article, telling, columns);
        let names = names(reading, read);
        let mut add = |question: usize, group: usize, span: Span| {
            if let Some(groups) = found.get_mut(question).and_then(|q| q.get_mut(column)) {
                groups.add(group, span.in_one_line(&article.text), Evidence { article: telling.article, span });
            }
        };
        for sentence in &sentences {
            frames.in_sentence(article, *sentence, &names, &mut add);
        }
        let told = |f: &&Figure| is_money(article, f) && sentences.iter().any(|s| s.contains(f.span));
        for figure in read.figures.iter().filter(told) {
            for (question, _) in frames.questions.iter().enumerate().filter(|(_, q)| q.money) {
                add(question, usize::MAX, figure.span);
            }
        }
    }
    let told = frames.questions.iter().zip(found).filter(|(_, cells)| cells.iter().any(|c| !c.0.is_empty()));
    told.map(|(question, cells)| question.row(cells)).collect()
}

impl Frames {
    /// Finds the phrases of every question in a sentence: at each token the longest of a question, none inside another.
    fn in_sentence(&self, article: &Article, sentence: Span, names: &[Span], add: &mut dyn FnMut(usize, usize, Span)) {
        let text = article.text.as_str();
        let words = tokens(text, sentence);
        let lower: Vec<String> = words.iter().map(|t| t.span.of(text).lower()).collect();
        let mut done = vec![0; self.questions.len()];
        for (n, word) in lower.iter().enumerate() {
            // “non-profit” is no profit.
            let part =
                n > 0 && words.get(n).is_some_and(|t| t.glued) && lower.get(n - 1).is_some_and(|l| one_of(l, "- /"));
            if part {
                continue;
            }
            let mut longest: Vec<(usize, usize, usize)> = Vec::new();
            for phrase in self.opened_by(word) {
                let Some(known) = self.phrases.get(phrase) else { continue };
                let length = known.words.split(' ').count();
                let fits = known.words.split(' ').enumerate().all(|(k, w)| lower.get(n + k).is_some_and(|l| is(w, l)));
                if fits && done.get(known.question).is_some_and(|end| *end <= n) {
                    match longest.iter_mut().find(|l| l.0 == known.question) {
                        Some(other) if other.1 < length => *other = (known.question, length, phrase),
                        Some(_) => {}
                        None => longest.push((known.question, length, phrase)),
                    }
                }
            }
            for (question, length, phrase) in longest {
                let last = words.get(n + length - 1).map_or(Span::default(), |t: &Token| t.span);
                let span = words.get(n).map_or(last, |t| t.span.cover(last));
                if names.iter().any(|name| name.overlaps(span) && !span.contains(*name)) {
                    continue;
                }
                if self.phrases.get(phrase).is_some_and(|p| !p.voids) {
                    add(question, phrase, span);
                }
                if let Some(end) = done.get_mut(question) {
                    *end = n + length;
                }
            }
        }
    }

    /// The phrases that a word may open.
    fn opened_by<'a>(&'a self, word: &'a str) -> impl Iterator<Item = usize> + 'a {
        let from = self.openings.partition_point(|(w, _)| *w < word);
        let same = self.openings.iter().skip(from).take_while(move |(w, _)| *w == word);
        same.chain(self.stems.iter().filter(move |(stem, _)| word.starts_with(stem))).map(|(_, phrase)| *phrase)
    }
}

/// Whether `word` is one of the alternatives of `listed`.
fn is(listed: &str, word: &str) -> bool {
    listed.split('/').any(|w| match w.strip_suffix('*') {
        Some(stem) => word.starts_with(stem),
        None => w == word,
    })
}

/// Names whose words are not meant as words, by position.
fn names(reading: &CorpusReading, read: &Reading) -> Vec<Span> {
    let named = read.mentions.iter().filter(|m| {
        matches!(m.form, MentionForm::Name | MentionForm::TitleAndName)
            && reading.entities.get(m.entity as usize).is_some_and(|e| e.kind != EntityKind::Other)
    });
    named.map(|m| m.name).collect()
}

/// Whether it is a sum of money. Pounds may be a weight unless they have their sign.
fn is_money(article: &Article, figure: &Figure) -> bool {
    let unit = figure.unit.as_deref().and_then(|u| u.split(' ').next_back()).unwrap_or("");
    one_of(
        unit,
        "dollars euros yen yuan roubles rubles rupees francs pesos cents pence shekels lira liras hryvnias rand reais \
         kronor kroner riyals dirhams crowns zlotys marks guilders",
    ) || unit == "pounds" && figure.span.of(&article.text).contains('£')
}

/// What was found for a question in a column, by phrase: the forms as written and their places.
#[derive(Default)]
struct Groups(Vec<(usize, Vec<String>, Vec<Evidence>)>);

impl Groups {
    fn add(&mut self, group: usize, written: String, evidence: Evidence) {
        match self.0.iter_mut().find(|g| g.0 == group) {
            Some((_, forms, places)) => {
                if group == usize::MAX || !forms.iter().any(|f| f.lower() == written.lower()) {
                    forms.push(written);
                }
                places.push(evidence);
            }
            None => self.0.push((group, vec![written], vec![evidence])),
        }
    }

    fn cell(self) -> Cell {
        let item = |(group, mut forms, evidence): (usize, Vec<String>, Vec<Evidence>)| {
            forms.dedup();
            // Sums of money are no forms of one word.
            let text = if group == usize::MAX { forms.join("; ") } else { forms.join(", ").lower() };
            let count = u32::try_from(evidence.len()).unwrap_or(u32::MAX);
            Item { text, count, evidence, ..Item::default() }
        };
        let mut items: Vec<Item> = self.0.into_iter().map(item).collect();
        items.put_in_order_by_key(|i| (Reverse(i.count), i.evidence.first().copied()));
        let gap = items.is_empty().then_some(Gap::Nothing);
        Cell { items, gap }
    }
}

impl Question {
    fn row(&self, cells: Vec<Groups>) -> Row {
        let name = match self.frame {
            "human-interest" => "Human interest",
            "conflict" => "Conflict",
            "morality" => "Morality",
            "economy" => "Economic consequences",
            _ => "Responsibility",
        };
        Row {
            key: format!("frame-{}-{}", self.frame, self.number),
            label: format!("{name}: {}", self.asked),
            rule:
                "Words that may answer this question with yes, from a fixed list, each with its places. Read them and \
                   judge: a word can be there without the frame, and nothing is summed up into a verdict. The question \
                   follows Semetko and Valkenburg (2000), in our own words."
                    .to_owned(),
            cells: cells.into_iter().map(Groups::cell).collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::naming::trial::columns;

    /// Key of each row, and the items of its first cell.
    fn found(text: &str) -> Vec<(String, Vec<String>)> {
        let (collection, reading, columns) = columns(&[text]);
        let told = |i: &Item| format!("{} {}", i.text, i.count);
        let rows = frames(&collection, &reading, &columns);
        rows.iter().map(|r| (r.key.clone(), r.cells[0].items.iter().map(told).collect())).collect()
    }

    fn of(text: &str, key: &str) -> Vec<String> {
        found(text).into_iter().find(|(k, _)| k == key).map_or_else(Vec::new, |(_, items)| items)
    }

    #[test]
    fn every_row_of_the_list_is_understood() {
        let rows = include_str!("data/frames.tsv").lines().filter(|l| !l.starts_with('#') && !l.is_empty());
        for row in rows {
            let columns: Vec<&str> = row.split('\t').collect();
            assert_eq!(columns.len(), 4, "{row:?}");
            assert!(columns[2].ends_with('?') && !columns[3].ends_with(';'), "{row:?}");
            for phrase in columns[3].split("; ").filter(|p| *p != "@money") {
                assert_eq!(phrase, phrase.trim().to_lowercase(), "{}", columns[2]);
                let whole = phrase.split([' ', '/']).all(|w| !w.is_empty() && !w.trim_end_matches('*').is_empty());
                assert!(whole && !phrase.contains(';'), "{phrase:?}");
            }
        }
        let mut keys: Vec<_> = FRAMES.questions.iter().map(|q| (q.frame, q.number)).collect();
        keys.dedup();
        assert_eq!(keys.len(), 19, "five, four, four, three and three questions");
        let listed = FRAMES.phrases.iter().map(|p| (p.question, p.words));
        let mut listed: Vec<_> = listed.collect();
        listed.sort_unstable();
        listed.dedup();
        assert_eq!(listed.len(), FRAMES.phrases.len(), "a phrase is listed twice under one question");
    }

    #[test]
    fn forms_of_a_word_are_one_item_and_the_longest_phrase_decides() {
        let text = "Critics criticised the plan. She criticises it. Deep differences remain; both sides disagree.";
        assert_eq!(of(text, "frame-conflict-1"), ["deep differences 1", "disagree 1"]);
        assert_eq!(of(text, "frame-conflict-2"), ["criticised, criticises 2"]);
        assert_eq!(of(text, "frame-conflict-3"), ["critics 1", "both sides 1"]);
        assert!(of("Trees stand on both sides of the road.", "frame-conflict-3").is_empty());
        assert!(of("A non-profit pays.", "frame-economy-1").is_empty());
        assert!(of(text, "frame-economy-2").is_empty());
    }

    #[test]
    fn sums_of_money_are_evidence_and_other_figures_are_not() {
        assert_eq!(of("It cost $5 million. He has 12 sheep.", "frame-economy-2"), ["cost 1", "$5 million 1"]);
        assert!(of("They seized 500 pounds of apples.", "frame-economy-2").is_empty());
    }

    #[test]
    fn a_word_in_a_name_is_no_evidence() {
        assert!(found("The Church of Scotland met in Edinburgh.").iter().all(|(key, _)| key != "frame-morality-2"));
        assert_eq!(of("She met them in a church.", "frame-morality-2"), ["church 1"]);
        assert_eq!(of("They thanked God.", "frame-morality-2"), ["god 1"]);
    }

    #[test]
    fn evidence_lies_where_it_is_counted() {
        let (collection, reading, columns) =
            columns(&["Rebels rejected the truce.", "Both sides rejected it. They rejected it."]);
        let rows = frames(&collection, &reading, &columns);
        let row = rows.iter().find(|r| r.key == "frame-conflict-1").expect("a row");
        let counts: Vec<u32> = row.cells.iter().map(|c| c.items[0].count).collect();
        assert_eq!(counts, [1, 2]);
        for evidence in row.cells.iter().flat_map(|c| &c.items).flat_map(|i| &i.evidence) {
            let text = &collection.articles[evidence.article as usize].text;
            assert_eq!(evidence.span.of(text), "rejected");
        }
        assert_eq!(row.label, "Conflict: do sides disagree?");
    }
}
