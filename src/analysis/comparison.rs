//! The comparison as plain data: what the Compare view draws, the exports write and `parallax compare` prints.
//!
//! Three forms hold everything. A [`Row`] has countable things per column (numbers, names, forms), a [`Statement`] has
//! passages per column with a verdict, an [`Utterance`] has the wordings of one saying, collated. Each names the rule that
//! made it, each thing carries its places, each empty cell its reason. [`crate::compare`] makes it.
use crate::{CueClass, EntityKind, Manner};
use corpus::Span;

/// The `article` of evidence in the pasted reference text.
pub const REFERENCE: u32 = u32::MAX;

/// A place in the corpus.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Evidence {
    /// Index of the article in the collection.
    pub article: u32,
    /// Bytes in its text.
    pub span: Span,
}

/// Why a cell is empty. “Left out” is not “could not know”.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gap {
    /// The article tells the event and says nothing of this.
    LeftOut,
    /// The article is older than the event.
    CouldNotKnow,
    /// The article does not tell this event.
    OtherEvent,
    /// It is not named in the sentences looked at.
    NotNamed,
    /// It is not heard: neither quoted nor reported.
    NotHeard,
    /// Nothing stands in quotation marks.
    QuotesNoOne,
    /// There are none.
    Nothing,
}

/// One thing in a cell, with the places it was counted from.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Item {
    /// As shown: a number, a name, a form.
    pub text: String,
    /// How often.
    pub count: u32,
    /// Where.
    pub evidence: Vec<Evidence>,
    /// What else was counted (“5 of 121 words here, 2 of 900 elsewhere, z 2.1”); empty where nothing.
    pub note: String,
    /// Whether it would vanish if one article were left out.
    pub faint: bool,
}

/// What one column has to show in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cell {
    /// Most important first.
    pub items: Vec<Item>,
    /// Why there are none.
    pub gap: Option<Gap>,
}

/// One aspect across the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Stable; part of a link.
    pub key: String,
    /// As shown.
    pub label: String,
    /// The rule that made it, in a sentence.
    pub rule: String,
    /// One per column.
    pub cells: Vec<Cell>,
}

/// An article's part in an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// Index of the article.
    pub article: u32,
    /// Index of the event.
    pub event: u32,
    /// Sentences that tell it, in order.
    pub about: Vec<Span>,
    /// Sentences that only refer to it.
    pub background: Vec<Span>,
    /// Words in both.
    pub words: u32,
}

/// What a column stands for: one article on one event, or all articles on one event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Index of the event.
    pub event: u32,
    /// The tellings it sums up; exactly one when columns are outlets.
    pub tellings: Vec<Telling>,
}

/// An article that has no column, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Absence {
    /// Index of the article.
    pub article: u32,
    /// Index of the event.
    pub event: u32,
    /// Why.
    pub gap: Gap,
}

/// The four owners of words, in the order of every bar.
pub const OWNERS: [&str; 4] = ["quoted", "reported", "unnamed", "own voice"];

/// Who speaks in one column, and in how many words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Voices {
    /// Words by owner, in the order of [`OWNERS`].
    pub words: [u32; 4],
    /// The stretches they were counted from.
    pub evidence: [Vec<Evidence>; 4],
    /// Sources, most words first.
    pub speakers: Vec<Speaker>,
    /// Verbs of saying by class.
    pub cues: Vec<(CueClass, Vec<Item>)>,
}

/// One source in one column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Speaker {
    /// Name or description.
    pub name: String,
    /// Index into the corpus' entities, where it is one.
    pub entity: Option<u32>,
    /// Whether the text withholds the name.
    pub unnamed: bool,
    /// Words inside quotation marks.
    pub quoted: u32,
    /// Words reported without marks.
    pub reported: u32,
    /// Every stretch.
    pub evidence: Vec<Evidence>,
}

/// What one referent is called in each column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NameRow {
    /// Index into the corpus' entities.
    pub entity: u32,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: EntityKind,
    /// Surface forms, one cell per column.
    pub cells: Vec<Cell>,
}

/// How the tellings of one thing stand to each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    /// They cannot both be true.
    Conflicts,
    /// One is a later state of the other.
    Superseded,
    /// They say something else of the same thing, and both may be true.
    Differs,
    /// The same in other words, or with another certainty.
    WordedOtherwise,
    /// The same.
    Agree,
    /// Only one column has it.
    OnlyHere,
}

/// What a marked stretch of an excerpt is marked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MarkKind {
    /// Content words that no other telling has.
    Only,
    /// What the verdict rests on: the number, the date, the name, the negation, the verb.
    Decides,
    /// What stands inside quotation marks.
    Quoted,
}

/// A stretch of an excerpt that is marked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Marked {
    /// Bytes in the article's text, inside the excerpt.
    pub span: Span,
    /// What for.
    pub kind: MarkKind,
}

/// Words of an article, as shown in a cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Excerpt {
    /// Where: a sentence, or a clause of one.
    pub at: Evidence,
    /// By position, inside `at`.
    pub marks: Vec<Marked>,
    /// What to know of it (“reported by Omar Saleh”, “of another event: Doha talks”); empty where nothing.
    pub note: String,
}

/// What one column has to show in a statement.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Told {
    /// In reading order.
    pub excerpts: Vec<Excerpt>,
    /// What they say, in a word or two, where that can be said (“19 points”, “led by Rubio”); else empty.
    pub answer: String,
    /// Why there are none.
    pub gap: Option<Gap>,
}

/// One thing that the articles tell, across the columns.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// Stable for the same corpus; part of a link. Letters, digits, `-` and `/` only.
    pub key: String,
    /// What it is about.
    pub label: String,
    /// How the tellings stand to each other; `None` in the account, which only sets them level.
    pub verdict: Option<Verdict>,
    /// The rule that made it and what decided, in a sentence or two.
    pub why: String,
    /// How many columns tell it.
    pub told_by: u32,
    /// One per column.
    pub cells: Vec<Told>,
}

/// What the outlets tell of one event, side by side.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Account {
    /// Index of the event.
    pub event: u32,
    /// What at least two columns tell, in the order in which it is told on average.
    pub shared: Vec<Statement>,
    /// What only one column tells: per column its excerpts, in reading order.
    pub alone: Vec<Vec<Excerpt>>,
}

/// One article's words of a saying.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// Index of the column; `None` for the pasted reference text.
    pub column: Option<u32>,
    /// The words that are collated: in marks, reported, or both.
    pub at: Evidence,
    /// With or without marks; `None` for the pasted reference text.
    pub manner: Option<Manner>,
    /// What stands inside quotation marks, in `at`.
    pub quoted: Vec<Span>,
    /// The verb of saying as written, where there is one.
    pub cue: Option<Span>,
    /// The source as written, where there is one.
    pub source: Option<Span>,
    /// Whether it stands in a passage on the compared event.
    pub on_event: bool,
}

/// A saying that looks like one of an [`Utterance`] and is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookAlike {
    /// Index of the column.
    pub column: u32,
    /// Where.
    pub at: Evidence,
    /// Whose words, as far as known.
    pub speaker: String,
    /// Why it stays apart, in a few words (“other speaker: Donald Trump”).
    pub reason: String,
}

/// One saying as several outlets gave it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Utterance {
    /// Stable for the same corpus; part of a link. Letters, digits, `-` and `/` only.
    pub key: String,
    /// Who said it.
    pub speaker: String,
    /// Index into the corpus' entities, where the speaker is one.
    pub entity: Option<u32>,
    /// What the tellings differ in: agree, or worded otherwise; only here, where it is shown for its look-alikes.
    pub verdict: Verdict,
    /// The rule that joined them and what was counted, in a sentence or two.
    pub why: String,
    /// By column, then position; the reference text last.
    pub witnesses: Vec<Witness>,
    /// The table word by word: per slot one word (or run of words) or nothing per witness.
    pub collation: Vec<Slot>,
    /// Sayings that look alike.
    pub apart: Vec<LookAlike>,
}

/// One place of a collation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slot {
    /// One per witness: its words here.
    pub words: Vec<Option<Span>>,
    /// Whether all witnesses have the same here (case and spelling variants of a name aside).
    pub same: bool,
}

/// The whole comparison.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Comparison {
    /// Indexes of the events compared.
    pub events: Vec<u32>,
    /// From left to right.
    pub columns: Vec<Column>,
    /// Articles without a column.
    pub absent: Vec<Absence>,
    /// Aspects by column.
    pub overview: Vec<Row>,
    /// One per column.
    pub voices: Vec<Voices>,
    /// Referents by column: persons first, then by how many columns name them.
    pub names: Vec<NameRow>,
    /// Who is named with an office: persons that at least two columns name.
    pub titles: Vec<Row>,
    /// Per event: what is told alike, and what only one tells.
    pub accounts: Vec<Account>,
    /// Sayings across the columns, those of most columns first.
    pub utterances: Vec<Utterance>,
    /// What can be compared as facts, the gravest verdict first; what only one column has last.
    pub facts: Vec<Statement>,
    /// Conditions and demands by the party that they fall on.
    pub burdens: Vec<Row>,
    /// Evidence for frames, by indicator question.
    pub frames: Vec<Row>,
    /// Words over-represented in a column.
    pub words: Vec<Row>,
    /// The pasted reference text, read as an article; its index in [`Evidence`] is [`REFERENCE`].
    pub reference: Option<Box<corpus::Article>>,
}
