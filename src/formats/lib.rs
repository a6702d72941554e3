//! How articles get out of files: what encoding and format a file has, and what it holds.
//!
//! A [`FileReader`] takes a file piece by piece and gives what it finds: [`Draft`]s of articles, and what could not be
//! read, each with its place and what to do. What a file is taken for ([`Look`]) is told, and the user may say otherwise
//! ([`Choice`]). One bad record loses no other. Nothing here panics, recurses without a bound or takes more than linear
//! time, whatever the bytes.
//!
//! | file | format |
//! |---|---|
//! | `decode.rs` | bytes to text: UTF-8, UTF-16, windows-1252 |
//! | `sniff.rs` | which format a file has |
//! | `html.rs` | a web page's article, from its tokens |
//! | `tokens.rs`, `references.rs` | the tokens of HTML, its character references |
//! | `markdown.rs` | Markdown |
//! | `records.rs` | JSON, JSON Lines, JSON Feed, IPTC ninjs |
//! | `table.rs` | CSV and its kin, with a mapping of columns |
//! | `feed.rs`, `xml.rs` | RSS and Atom |
//! | `zip.rs` | archives of all these |
mod decode;
mod feed;
mod html;
mod look;
mod markdown;
mod reader;
mod records;
mod references;
mod sniff;
mod table;
mod tokens;
mod xml;
mod zip;

pub use decode::{Decoded, decode};
pub use look::{Choice, Columns, Encoding, Format, Look, Trouble};
pub use reader::{FileReader, Found, Limits};
pub use sniff::is_corpus_file;

use corpus::Draft;
