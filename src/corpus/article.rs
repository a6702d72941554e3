//! The article and what surrounds it: the plain data that every other part borrows.
//!
//! Serialised, these are the embedded corpus. Nothing derived by analysis is kept here.
use crate::{Date, Moment, Span};
use serde::{Deserialize, Serialize};

/// How something about an article is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// The text itself says so.
    Stated,
    /// It follows from other things that the corpus says.
    Derived,
    /// Someone added it: a record field, `corpus.json`, the user.
    Supplied,
}

/// Who published an article.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outlet {
    /// As shown.
    pub name: String,
    /// Evidence: the page it was found on.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// How it is known.
    pub basis: Basis,
}

/// When an article was published.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Published {
    /// Day, and time where known.
    pub value: Moment,
    /// How it is known.
    pub basis: Basis,
    /// Where the text says it, if it does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// What a block is, told by how it looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// The title of the whole.
    Headline,
    /// The title of a section.
    Heading,
    /// A line that announces what follows and ends with a colon.
    LeadIn,
    /// Running text.
    Paragraph,
    /// A line with a bullet or a number.
    ListItem,
    /// A block that is a quotation from its first to its last character.
    BlockQuote,
    /// Who wrote or photographed.
    Credit,
    /// A line that is only a date or time.
    Timestamp,
    /// A line of hashtags.
    Hashtags,
    /// Follow, subscribe, share, rights.
    Footer,
}

impl BlockKind {
    /// All of them, as they are declared.
    pub const ALL: [Self; 10] = [
        Self::Headline,
        Self::Heading,
        Self::LeadIn,
        Self::Paragraph,
        Self::ListItem,
        Self::BlockQuote,
        Self::Credit,
        Self::Timestamp,
        Self::Hashtags,
        Self::Footer,
    ];

    /// Whether the block tells the story (set-aside blocks are kept and shown folded).
    #[must_use]
    pub fn is_content(self) -> bool {
        !matches!(self, Self::Credit | Self::Timestamp | Self::Hashtags | Self::Footer)
    }

    /// The name used in the contract.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Headline => "headline",
            Self::Heading => "heading",
            Self::LeadIn => "lead_in",
            Self::Paragraph => "paragraph",
            Self::ListItem => "list_item",
            Self::BlockQuote => "block_quote",
            Self::Credit => "credit",
            Self::Timestamp => "timestamp",
            Self::Hashtags => "hashtags",
            Self::Footer => "footer",
        }
    }
}

/// A run of lines that belongs together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Block {
    /// The whole block without the white space around it.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
    /// Without the bullet or number of a list item and without its label; otherwise equal to `span`.
    pub body: Span,
    /// The run-in label of a list item (“Revised Plan” in “- Revised Plan: …”), without its colon.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub label: Option<Span>,
}

/// What the reader wants the user to know about the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoticeKind {
    /// A quotation mark without its partner.
    UnpairedQuote,
    /// Invisible or direction-changing characters.
    HiddenCharacters,
    /// No words at all.
    Empty,
    /// Text that was set aside (credits, hashtags, footers).
    SetAside,
    /// A field of the record that could not be used.
    BadField,
    /// So long that it is not compared.
    TooLong,
    /// Words with letters of several scripts that look alike.
    MixedScripts,
}

impl NoticeKind {
    /// All of them, as they are declared.
    pub const ALL: [Self; 7] = [
        Self::UnpairedQuote,
        Self::HiddenCharacters,
        Self::Empty,
        Self::SetAside,
        Self::BadField,
        Self::TooLong,
        Self::MixedScripts,
    ];
}

/// One remark of the reader: what, where, what to do.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Notice {
    /// Which remark.
    pub kind: NoticeKind,
    /// Where; empty at 0 when it concerns the whole.
    pub span: Span,
    /// A sentence for the user: what was expected, what was found, what to do.
    pub hint: String,
}

/// One article as read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Article {
    /// A stable slug, unique in its collection (the file's stem, or the record's id).
    pub id: String,
    /// The one text; every span counts into it.
    pub text: String,
    /// Who published it, where known.
    pub outlet: Option<Outlet>,
    /// When, where stated or supplied. What is derived belongs to analysis.
    pub published: Option<Published>,
    /// The headline, where there is one.
    pub headline: Option<Span>,
    /// All blocks in order; together they hold every visible character.
    pub blocks: Vec<Block>,
    /// Sentences of the content blocks in order; none crosses a block.
    pub sentences: Vec<Span>,
    /// Remarks.
    pub notices: Vec<Notice>,
}

/// Articles with more sentences are read and found and not compared: comparing looks at pairs of sentences.
pub const COMPARED_SENTENCES_MAX: usize = 1_500;
/// So are those with a longer text (bytes), whose sentences have no end.
pub const COMPARED_BYTES_MAX: usize = 100_000;

impl Article {
    /// Whether it is short enough to be compared.
    #[must_use]
    pub fn is_comparable(&self) -> bool {
        self.sentences.len() <= COMPARED_SENTENCES_MAX && self.text.len() <= COMPARED_BYTES_MAX
    }

    /// The words of the headline, where there is one.
    #[must_use]
    pub fn headline_text(&self) -> Option<&str> {
        self.headline.map(|h| h.of(&self.text))
    }

    /// The block that holds the byte `at`.
    #[must_use]
    pub fn block_at(&self, at: u32) -> Option<&Block> {
        let next = self.blocks.partition_point(|b| b.span.start <= at);
        self.blocks.get(next.checked_sub(1)?).filter(|b| at < b.span.end)
    }

    /// The sentence that holds the byte `at`, as an index.
    #[must_use]
    pub fn sentence_at(&self, at: u32) -> Option<usize> {
        let index = self.sentences.partition_point(|s| s.start <= at).checked_sub(1)?;
        self.sentences.get(index).filter(|s| at < s.end).map(|_| index)
    }

    /// The sentences inside `span`, as a range of indexes.
    #[must_use]
    pub fn sentences_in(&self, span: Span) -> std::ops::Range<usize> {
        let from = self.sentences.partition_point(|s| s.end <= span.start);
        let to = self.sentences.partition_point(|s| s.start < span.end);
        from..to.max(from)
    }
}

/// An event that a collection names itself (in its `corpus.json`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventInfo {
    /// A stable slug.
    pub id: String,
    /// As shown.
    pub name: String,
    /// What sort of event: one of the kinds of the analysis' event nouns (“talks”, “summit”, “call” …).
    pub kind: String,
    /// Where, as a reader would name it.
    pub place: Option<String>,
    /// When.
    pub date: Option<Date>,
    /// How place and date are known, in a sentence.
    pub basis: String,
}

/// Articles that belong together, with what is known about them from outside their texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Collection {
    /// As shown.
    pub name: String,
    /// A sentence on where the articles come from.
    pub about: String,
    /// In the order of their files.
    pub articles: Vec<Article>,
    /// Events that the collection names itself; the analysis finds more.
    pub events: Vec<EventInfo>,
}
