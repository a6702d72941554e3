//! What the reader of the files decided for each article, to be looked through and corrected.
use crate::{Library, Question};
use corpus::{BlockKind, packed};

/// Asks for a stretch of the articles with what was decided for each.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewOf {
    /// Only those with these words in id, outlet, headline or file name.
    pub with: String,
    /// Which ones.
    pub only: ReviewOnly,
    /// The first of them, from 0.
    pub from: u32,
    /// At most so many.
    pub most: u32,
}

/// Which articles are to be looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewOnly {
    /// All.
    #[default]
    All,
    /// Those whose outlet nobody states.
    NoOutlet,
    /// Those without a day.
    NoDate,
    /// Those without a headline.
    NoHeadline,
    /// Those of whose text something was set aside.
    SetAside,
    /// Those with other remarks.
    Remarks,
    /// Those that are nearly the same as another.
    Alike,
}

/// How something is known, for the user: as it is, and in which words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decided {
    /// What: a name, a day, a headline; empty where there is none.
    pub value: String,
    /// How it is known: “in the text”, “in the file”, “by you”.
    pub how: String,
}

/// A block, where its kind matters: everything that was set aside, and the first blocks of the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// The byte it begins at.
    pub start: u32,
    /// What it is taken for.
    pub kind: BlockKind,
    /// Whether the user said so.
    pub by_user: bool,
    /// Its words; the first 200 characters of them.
    pub words: String,
}

/// One article as it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReviewRow {
    /// Its id.
    pub id: String,
    /// Who published it.
    pub outlet: Decided,
    /// When.
    pub published: Decided,
    /// Its headline.
    pub headline: Decided,
    /// The file it came from.
    pub from: String,
    /// Words of its story.
    pub words: u32,
    /// The first blocks (at most four) and all that were set aside (at most twenty).
    pub pieces: Vec<Piece>,
    /// Other remarks, in sentences.
    pub remarks: Vec<String>,
    /// An article that is nearly the same: its id, and how many of a hundred of their word sequences both have.
    pub alike: Option<(String, u32)>,
}

/// A stretch of articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Review {
    /// The rows asked for.
    pub rows: Vec<ReviewRow>,
    /// How many fit in all.
    pub total: u32,
    /// How many there are of each [`ReviewOnly`], in its order.
    pub counts: Vec<u32>,
}

packed!(ReviewOf { with, only, from, most });
packed!(enum ReviewOnly {
    0 => All, 1 => NoOutlet, 2 => NoDate, 3 => NoHeadline, 4 => SetAside, 5 => Remarks, 6 => Alike,
});
packed!(Decided { value, how });
packed!(Piece { start, kind, by_user, words });
packed!(ReviewRow { id, outlet, published, headline, from, words, pieces, remarks, alike });
packed!(Review { rows, total, counts });

impl Question for ReviewOf {
    type Answer = Review;
    const NUMBER: u8 = 40;

    fn answer(&self, library: &Library) -> Review {
        let _ = library;
        Review::default()
    }
}
