//! The comparison as a sheet: parts, one below the other, and their lines, each with a cell per column.
//!
//! The page draws it, the exports write it, `parallax compare` prints it: all three show the same lines. Nothing is
//! concluded here; countable rows, statements and utterances only take one form.
use crate::comparison::{
    Account, Cell, Comparison, Evidence, Excerpt, Gap, Item, LookAlike, MarkKind, Marked, OWNERS, Row, Slot, Speaker,
    Statement, Utterance, Verdict, Voices, Witness,
};
use crate::{CorpusReading, CueClass, Manner};
use corpus::{Collection, Gather, InOrder, Lower, Map, Set, Span};

/// The parts of a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Part {
    /// Counts and names.
    Overview,
    /// Passages side by side.
    Account,
    /// Whose words.
    Voices,
    /// Sayings, collated.
    Utterances,
    /// What can be compared as facts.
    Facts,
    /// What things are called.
    Names,
    /// Conditions and demands.
    Burdens,
    /// Evidence for frames.
    Frames,
    /// Over-represented words.
    Words,
}

impl Part {
    /// From top to bottom.
    pub const ALL: [Self; 9] = [
        Self::Overview,
        Self::Account,
        Self::Voices,
        Self::Utterances,
        Self::Facts,
        Self::Names,
        Self::Burdens,
        Self::Frames,
        Self::Words,
    ];

    /// Key, label and a sentence on what it shows.
    #[must_use]
    pub fn described(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Overview => ("overview", "Overview", "Counts and names; each opens its sentences."),
            Self::Account => (
                "account",
                "The account",
                "Passages that tell the same thing stand level, found by shared names, words and speakers. \
                 Words that only one of them has are underlined.",
            ),
            Self::Voices => {
                ("voices", "Voices", "Who speaks, in how many words, and how each outlet marks what others say.")
            }
            Self::Utterances => (
                "utterances",
                "One utterance, its wordings",
                "The same saying as each outlet gave it, word by word; what looks alike and is another saying stays apart.",
            ),
            Self::Facts => (
                "facts",
                "Facts",
                "What the articles as a whole tell of the same thing: in conflict, superseded, different, worded otherwise, \
                 alike, or only here.",
            ),
            Self::Names => (
                "names",
                "Names",
                "What each outlet calls the same person, place or body, and who is named with an office.",
            ),
            Self::Burdens => ("burdens", "Who must move", "Conditions and demands, by the party that they fall on."),
            Self::Frames => (
                "frames",
                "Frames",
                "Words that answer the questions of Semetko and Valkenburg (2000): evidence to judge, summed into nothing.",
            ),
            Self::Words => ("words", "Words", "Words that one telling uses more than the others do."),
        }
    }

    /// The part with that key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|part| part.described().0 == key)
    }
}

/// How a line is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Look {
    /// Things with their counts, one beside the other.
    Counts,
    /// Counts as a bar.
    Bar,
    /// Passages.
    Passages,
    /// Many passages, folded in their cell.
    Folded,
}

/// One line of the sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Stable; part of a link.
    pub key: String,
    /// As shown.
    pub label: String,
    /// In small print below it.
    pub unit: String,
    /// How the tellings stand to each other.
    pub verdict: Option<Verdict>,
    /// The rule that made it.
    pub why: String,
    /// How it is drawn.
    pub look: Look,
    /// One per column.
    pub cells: Vec<LineCell>,
    /// Of a saying: its witnesses and their words side by side.
    pub collation: Option<Collation>,
    /// Of a saying: what looks alike.
    pub apart: Vec<LookAlike>,
}

/// What a column has in a line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LineCell {
    /// Why there is nothing.
    pub gap: Option<Gap>,
    /// What the entries say, in a word or two; may be empty.
    pub answer: String,
    /// Most important first, or in reading order.
    pub entries: Vec<Entry>,
}

/// One thing in a cell.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// As shown; empty where the words of the place are shown.
    pub text: String,
    /// How often; 0 where nothing is counted.
    pub count: u32,
    /// What else to know.
    pub note: String,
    /// Whether it would vanish if one article were left out.
    pub faint: bool,
    /// Where.
    pub places: Vec<Evidence>,
    /// Inside the places, by position.
    pub marks: Vec<Marked>,
}

/// A saying word by word.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Collation {
    /// One per row.
    pub witnesses: Vec<Witness>,
    /// One per column of the table.
    pub slots: Vec<Slot>,
}

/// Speakers shown at most.
const SPEAKERS_MAX: usize = 40;

/// The lines of every part, in the order of [`Part::ALL`].
#[must_use]
pub fn lines(collection: &Collection, reading: &CorpusReading, c: &Comparison) -> Vec<Vec<Line>> {
    Part::ALL.into_iter().map(|part| part_lines(collection, reading, c, part)).collect()
}

fn part_lines(collection: &Collection, reading: &CorpusReading, c: &Comparison, part: Part) -> Vec<Line> {
    match part {
        Part::Overview => {
            let mut all: Vec<Line> = c.overview.iter().map(of_row).collect();
            if !c.voices.is_empty() {
                all.insert(all.len().min(1), bar(c));
                all.insert(2, in_marks(reading, c));
            }
            all.extend(told_once(c));
            all
        }
        Part::Account if c.events.len() > 1 => vec![by_event(c)],
        Part::Account => c.accounts.iter().flat_map(|a| account(c, a)).collect(),
        Part::Voices => speakers(c, reading).into_iter().chain(cues(c)).collect(),
        Part::Utterances => c.utterances.iter().map(|u| utterance(collection, c, u)).collect(),
        Part::Facts => facts(c),
        Part::Names => {
            let title = |row| Line { unit: "with an office?".to_owned(), ..of_row(row) };
            c.name_rows(reading).iter().map(of_row).chain(c.titles.iter().map(title)).collect()
        }
        Part::Burdens => c.burdens.iter().map(of_row).collect(),
        Part::Frames => c.frames.iter().map(of_row).collect(),
        Part::Words => c.words.iter().map(of_row).collect(),
    }
}

impl Line {
    fn new(key: &str, label: &str, why: &str, look: Look) -> Self {
        Self {
            key: key.to_owned(),
            label: label.to_owned(),
            unit: String::new(),
            verdict: None,
            why: why.to_owned(),
            look,
            cells: Vec::new(),
            collation: None,
            apart: Vec::new(),
        }
    }
}

fn of_row(row: &Row) -> Line {
    // Sources are counted in words, not in times.
    let in_words = matches!(row.key.as_str(), "sources" | "unnamed");
    let cell = |cell: &Cell| {
        let mut cell = of_cell(cell);
        if row.key == "sides" {
            cell.entries.iter_mut().for_each(|entry| entry.count = 0);
        }
        for entry in cell.entries.iter_mut().filter(|_| in_words) {
            entry.note = if entry.count == 1 { "1 word".to_owned() } else { format!("{} words", entry.count) };
            entry.count = 0;
        }
        cell
    };
    Line { cells: row.cells.iter().map(cell).collect(), ..Line::new(&row.key, &row.label, &row.rule, Look::Counts) }
}

fn of_cell(cell: &Cell) -> LineCell {
    LineCell { gap: cell.gap, answer: String::new(), entries: cell.items.iter().map(of_item).collect() }
}

fn of_item(item: &Item) -> Entry {
    Entry {
        text: item.text.clone(),
        count: item.count,
        note: item.note.clone(),
        faint: item.faint,
        places: item.evidence.clone(),
        marks: Vec::new(),
    }
}

fn of_excerpt(excerpt: &Excerpt) -> Entry {
    Entry { note: excerpt.note.clone(), places: vec![excerpt.at], marks: excerpt.marks.clone(), ..Entry::default() }
}

fn of_statement(statement: &Statement) -> Line {
    let cells = statement.cells.iter().map(|told| LineCell {
        gap: told.gap,
        answer: told.answer.clone(),
        entries: told.excerpts.iter().map(of_excerpt).collect(),
    });
    Line {
        unit: told_by(statement.told_by as usize, statement.cells.len()),
        verdict: statement.verdict,
        cells: cells.collect(),
        ..Line::new(&statement.key, &statement.label, &statement.why, Look::Passages)
    }
}

fn told_by(n: usize, of: usize) -> String {
    format!("told by {n} of {of}")
}

/// The words of the four owners.
fn bar(c: &Comparison) -> Line {
    let cell = |v: &Voices| LineCell {
        entries: (v.words.iter().zip(&v.evidence).zip(OWNERS))
            .map(|((n, e), owner)| Entry { text: owner.to_owned(), count: *n, places: e.clone(), ..Entry::default() })
            .collect(),
        ..LineCell::default()
    };
    Line {
        unit: "words by owner".to_owned(),
        cells: c.voices.iter().map(cell).collect(),
        ..Line::new(
            "voice",
            "Whose voice",
            "Every word of the sentences on the event has one owner: a named source inside quotation marks, a named \
             source reported without marks, a source whose name is withheld, or the outlet itself.",
            Look::Bar,
        )
    }
}

/// A cell with one number.
fn number(places: Vec<Evidence>, count: u32) -> LineCell {
    let entry = Entry { text: count.to_string(), count, places, ..Entry::default() };
    LineCell { entries: vec![entry], ..LineCell::default() }
}

/// Words inside quotation marks. Who has none anywhere in the article quotes no one.
fn in_marks(reading: &CorpusReading, c: &Comparison) -> Line {
    let quotes = |article: u32| {
        let read = reading.articles.get(article as usize);
        read.is_some_and(|r| r.attributions.iter().any(|a| a.manner != Manner::Indirect))
    };
    let cell = |(v, column): (&Voices, &crate::comparison::Column)| {
        let [quoted, ..] = &v.evidence;
        let gap = if column.tellings.iter().any(|t| quotes(t.article)) { Gap::Nothing } else { Gap::QuotesNoOne };
        match v.words[0] {
            0 => LineCell { gap: Some(gap), ..LineCell::default() },
            n => number(quoted.clone(), n),
        }
    };
    Line {
        cells: c.voices.iter().zip(&c.columns).map(cell).collect(),
        ..Line::new(
            "in-marks",
            "Words in quotation marks",
            "Words of a named source inside quotation marks, in the sentences on the event. “Quotes no one” means: nowhere \
             in the article.",
            Look::Counts,
        )
    }
}

/// How many sentences only one column tells.
fn told_once(c: &Comparison) -> Option<Line> {
    let mut places: Vec<Vec<Evidence>> = vec![Vec::new(); c.columns.len()];
    for told in c.facts.iter().filter(|s| s.verdict == Some(Verdict::OnlyHere)) {
        for (own, cell) in places.iter_mut().zip(&told.cells) {
            own.extend(cell.excerpts.first().map(|e| e.at));
        }
    }
    for (own, alone) in places.iter_mut().zip(c.accounts.iter().flat_map(|a| &a.alone)) {
        own.extend(alone.iter().map(|e| e.at));
        own.put_in_order();
        own.dedup_by(|a, b| a.article == b.article && a.span.overlaps(b.span));
    }
    let cell = |own: Vec<Evidence>| match own.len() {
        0 => LineCell { gap: Some(Gap::Nothing), ..LineCell::default() },
        n => number(own, u32::try_from(n).unwrap_or(u32::MAX)),
    };
    (c.columns.len() > 1 && places.iter().any(|p| !p.is_empty())).then(|| Line {
        unit: "sentences".to_owned(),
        cells: places.into_iter().map(cell).collect(),
        ..Line::new(
            "told-once",
            "Told only here",
            "Sentences like which no other outlet here has one: all of them on the event, and of the rest of the article \
             those with a number, a quotation, a condition or a named person that acts.",
            Look::Counts,
        )
    })
}

/// What several tell, then what only one tells; all of it, where there is only one.
fn account(c: &Comparison, account: &Account) -> Vec<Line> {
    let mut lines: Vec<Line> = account.shared.iter().map(of_statement).collect();
    let several = c.columns.len() > 1;
    let cell = |alone: &Vec<Excerpt>| LineCell {
        gap: alone.is_empty().then_some(Gap::Nothing),
        answer: String::new(),
        entries: alone.iter().map(of_excerpt).collect(),
    };
    let (label, unit) =
        if several { ("Told only here", "no other outlet has a passage like it") } else { ("All it tells", "") };
    lines.push(Line {
        unit: unit.to_owned(),
        cells: account.alone.iter().map(cell).collect(),
        ..Line::new(
            "account-alone",
            label,
            "Sentences on the event that were set level with no sentence of another outlet.",
            if several { Look::Folded } else { Look::Passages },
        )
    });
    lines
}

/// For several events: every telling with its sentences.
fn by_event(c: &Comparison) -> Line {
    let cell = |column: &crate::comparison::Column| LineCell {
        entries: (column.tellings.iter())
            .flat_map(|t| t.sentences().map(|span| Evidence { article: t.article, span }))
            .map(|at| Entry { places: vec![at], ..Entry::default() })
            .collect(),
        ..LineCell::default()
    };
    Line {
        cells: c.columns.iter().map(cell).collect(),
        ..Line::new("account-events", "What is told", "The sentences on each event, outlet by outlet.", Look::Folded)
    }
}

/// A source in one column.
type Heard<'a> = (usize, &'a Speaker);

/// One line per source, those that most columns hear first; then by words.
fn speakers(c: &Comparison, reading: &CorpusReading) -> Vec<Line> {
    let mut heard: Map<String, Vec<Heard<'_>>> = Map::new();
    for (column, voices) in c.voices.iter().enumerate() {
        for speaker in &voices.speakers {
            let id = speaker.entity.and_then(|e| reading.entities.get(e as usize)).map(|e| e.id.clone());
            heard.entry(id.unwrap_or_else(|| speaker.name.lower())).or_default().push((column, speaker));
        }
    }
    let mut all: Vec<(String, Vec<Heard<'_>>)> = heard.into_iter().collect();
    all.put_in_order_by_key(|(id, by)| {
        let words: u32 = by.iter().map(|(_, s)| s.quoted + s.reported).sum();
        (std::cmp::Reverse(by.len()), std::cmp::Reverse(words), id.clone())
    });
    all.truncate(SPEAKERS_MAX);
    let line = |(id, by): (String, Vec<Heard<'_>>)| {
        let cell = |column: usize| {
            let found = by.iter().find(|(n, _)| *n == column).map(|(_, s)| *s);
            LineCell {
                gap: found.is_none().then_some(Gap::NotHeard),
                answer: String::new(),
                entries: found.map(spoken).unwrap_or_default(),
            }
        };
        let (name, unnamed) = by.first().map_or(("", false), |(_, s)| (s.name.as_str(), s.unnamed));
        Line {
            unit: if unnamed { "name withheld".to_owned() } else { String::new() },
            cells: (0..c.columns.len()).map(cell).collect(),
            ..Line::new(
                &format!("speaker-{}", plain(&id)),
                name,
                "Words of this source in the sentences on the event: inside quotation marks, and reported without marks.",
                Look::Counts,
            )
        }
    };
    all.into_iter().map(line).collect()
}

/// Letters, digits, `-` and `/` of a text; the rest becomes `-`.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_ascii_alphanumeric() || c == '/' { c } else { '-' }).collect()
}

fn spoken(speaker: &Speaker) -> Vec<Entry> {
    let entry = |(text, count): (&str, u32)| Entry {
        text: text.to_owned(),
        count,
        places: speaker.evidence.clone(),
        ..Entry::default()
    };
    [("words quoted", speaker.quoted), ("words reported", speaker.reported)]
        .into_iter()
        .filter(|(_, n)| *n > 0)
        .map(entry)
        .collect()
}

/// Verbs of saying by class, one line per class that occurs.
fn cues(c: &Comparison) -> Vec<Line> {
    let classes: Set<CueClass> = c.voices.iter().flat_map(|v| v.cues.iter().map(|c| c.0)).gather();
    let line = |class: CueClass| {
        let (key, label, rule) = class.described();
        let cell = |v: &Voices| {
            let items = v.cues.iter().find(|c| c.0 == class).map_or(&[][..], |c| c.1.as_slice());
            let gap = items.is_empty().then_some(Gap::Nothing);
            LineCell { gap, answer: String::new(), entries: items.iter().map(of_item).collect() }
        };
        Line {
            unit: "verbs of saying".to_owned(),
            cells: c.voices.iter().map(cell).collect(),
            ..Line::new(key, label, rule, Look::Counts)
        }
    };
    classes.into_iter().map(line).collect()
}

impl CueClass {
    /// Key, label and explanation of the class.
    fn described(self) -> (&'static str, &'static str, &'static str) {
        match self {
            Self::Neutral => {
                ("cue-neutral", "Neutral", "Verbs that only say that something was said: said, told, added.")
            }
            Self::Distancing => {
                ("cue-distancing", "Distancing", "Verbs and phrases that leave the truth open: claimed, reportedly.")
            }
            Self::Factive => {
                ("cue-factive", "Factive", "Verbs that take what is said as true: noted, admitted, confirmed.")
            }
            Self::Forceful => {
                ("cue-forceful", "Forceful", "Verbs that add weight: insisted, stressed, warned, demanded.")
            }
            Self::Declining => {
                ("cue-declining", "Declining", "Verbs of not saying or saying no: declined, denied, refused.")
            }
            Self::Evaluative => ("cue-evaluative", "Evaluative", "Verbs that praise or blame: praised, criticised."),
        }
    }
}

/// Words of a label at most.
const LABEL_WORDS: usize = 6;

/// What a saying is about, for its label: the longest run of words that all its witnesses have, or how the first begins.
fn gist(collection: &Collection, u: &Utterance) -> String {
    let Some(first) = u.witnesses.first() else { return String::new() };
    let Some(article) = collection.articles.get(first.at.article as usize) else { return String::new() };
    let shared = u.collation.iter().filter(|slot| slot.same && u.witnesses.len() > 1);
    let shared = shared.filter_map(|slot| slot.words.first().copied().flatten()).max_by_key(|span| span.len());
    // From where the shared run begins, on in the words of the first.
    let from = shared.filter(|span| span.len() > 11).map_or(first.at.span.start, |span| span.start);
    let words = Span { start: from, end: first.at.span.end.max(from) }.in_one_line(&article.text);
    let trimmed = words.trim_matches(|c: char| !c.is_alphanumeric());
    let mut gist = trimmed.split(' ').take(LABEL_WORDS).collect::<Vec<_>>().join(" ");
    if trimmed.split(' ').count() > LABEL_WORDS {
        gist.push('…');
    }
    gist
}

fn utterance(collection: &Collection, c: &Comparison, u: &Utterance) -> Line {
    let cell = |column: usize| {
        let own = |w: &&Witness| w.column.is_some_and(|n| n as usize == column);
        let entries: Vec<Entry> = u.witnesses.iter().filter(own).map(witness).collect();
        LineCell { gap: entries.is_empty().then_some(Gap::LeftOut), answer: String::new(), entries }
    };
    let cells: Vec<LineCell> = (0..c.columns.len()).map(cell).collect();
    let told = cells.iter().filter(|c| c.gap.is_none()).count();
    let collation = Collation { witnesses: u.witnesses.clone(), slots: u.collation.clone() };
    Line {
        unit: told_by(told, cells.len()),
        verdict: Some(u.verdict),
        cells,
        collation: (u.witnesses.len() > 1).then_some(collation),
        apart: u.apart.clone(),
        ..Line::new(&u.key, &format!("{}: {}", u.speaker, gist(collection, u)), &u.why, Look::Passages)
    }
}

fn witness(w: &Witness) -> Entry {
    let manner = match w.manner {
        Some(Manner::Direct) => "quoted",
        Some(Manner::Mixed) => "partly in quotation marks",
        Some(Manner::Indirect) => "reported without quotation marks",
        None => "reference",
    };
    let note = if w.on_event { manner.to_owned() } else { format!("{manner}; elsewhere in the article") };
    let marks = w.quoted.iter().map(|span| Marked { span: *span, kind: MarkKind::Quoted }).collect();
    Entry { note, places: vec![w.at], marks, ..Entry::default() }
}

/// What several tell in lines of their own; what only one tells in one line.
fn facts(c: &Comparison) -> Vec<Line> {
    let alone = |s: &&Statement| s.verdict == Some(Verdict::OnlyHere);
    let mut lines: Vec<Line> = c.facts.iter().filter(|s| !alone(s)).map(of_statement).collect();
    let mut cells: Vec<LineCell> = vec![LineCell::default(); c.columns.len()];
    for told in c.facts.iter().filter(alone) {
        for (cell, own) in cells.iter_mut().zip(&told.cells) {
            let silent: Vec<Gap> = told.cells.iter().filter_map(|t| t.gap).collect();
            let note = match silent.iter().filter(|gap| **gap == Gap::CouldNotKnow).count() {
                0 => String::new(),
                n if n == silent.len() => "the others could not know it yet".to_owned(),
                n => format!("{n} of the {} others could not know it yet", silent.len()),
            };
            let entry = |e| Entry { text: told.label.clone(), note: note.clone(), ..of_excerpt(e) };
            cell.entries.extend(own.excerpts.iter().map(entry));
        }
    }
    if cells.iter().any(|cell| !cell.entries.is_empty()) && c.columns.len() > 1 {
        for cell in &mut cells {
            cell.gap = cell.entries.is_empty().then_some(Gap::Nothing);
        }
        lines.push(Line {
            unit: "no other outlet tells it".to_owned(),
            verdict: Some(Verdict::OnlyHere),
            cells,
            ..Line::new(
                "facts-alone",
                "Only here",
                "Sentences with a number, a quotation, a condition or a named person that acts, like which no other \
                 outlet here has one.",
                Look::Folded,
            )
        });
    }
    lines
}
