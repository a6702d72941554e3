//! What the text says: articles, blocks, sentences and tokens, read from any supported file.
//!
//! Reading never fails and never panics: it gives the article and notices. The text is kept as it was
//! given; everything else is a [`Span`] into it. Nothing here concludes anything about meaning.
mod article;
mod blocks;
mod collection;
mod date;
mod draft;
pub mod hidden;
mod letters;
mod lines;
mod map;
mod order;
mod pack;
mod read;
mod record;
mod sentences;
mod span;
mod stamps;
mod token;
mod words;

#[cfg(test)]
mod block_tests;
#[cfg(test)]
mod golden;
#[cfg(test)]
mod laws;

pub use article::{
    Article, Basis, Block, BlockKind, COMPARED_BYTES_MAX, COMPARED_SENTENCES_MAX, Collection, EventInfo, Notice, NoticeKind, Outlet,
    Published,
};
pub use collection::{COLLECTION_FILE, Description, ReadError, empty_article, read_collection};
pub use date::{Date, Moment, Weekday};
pub use draft::{Draft, Given};
pub use letters::{Lower, upper};
pub use map::{Map, Set};
pub use order::{Gather, InOrder};
pub use pack::{Pack, Packed, pack_number, packed, unpacked};
pub use read::read_text;
pub use record::{RecordField, draft_of_record, json_value, read_record, record_field, written_moment};
pub use span::{CodePoints, Span};
pub use stamps::dateline;
pub use token::{Token, TokenKind, WordList, one_of, tokens};
