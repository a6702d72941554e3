//! Any bytes as a file of one format: the reader never panics, gives the same whatever pieces the bytes come in, and every
//! article it finds can be read.
use formats::{Choice, FileReader, Format, Found, Limits};

/// Small limits, so that a few thousand bytes reach them.
fn limits() -> Limits {
    Limits { unpacked: 1 << 20, files: 50, ..Limits::default() }
}

fn found(format: Option<Format>, pieces: &[&[u8]], size: u64) -> Vec<Found> {
    let choice = Choice { format, ..Choice::default() };
    let mut all = Vec::new();
    let mut reader = match FileReader::new("a file", size, choice, limits()) {
        Ok(reader) => reader,
        Err(trouble) => return vec![Found::Trouble(trouble)],
    };
    for (n, piece) in pieces.iter().enumerate() {
        reader.take(piece, n + 1 == pieces.len());
        while let Some(one) = reader.next() {
            all.push(one);
        }
    }
    all
}

/// What holds for any bytes.
pub fn hold(format: Option<Format>, bytes: &[u8]) {
    let size = bytes.len() as u64;
    let whole = found(format, &[bytes], size);
    let pieces: Vec<&[u8]> = if bytes.is_empty() { vec![bytes] } else { bytes.chunks(7).collect() };
    assert_eq!(whole, found(format, &pieces, size));
    for one in whole {
        match one {
            Found::Draft(draft) => {
                let (id, text) = (draft.id.clone(), draft.text.clone());
                let article = draft.read();
                assert_eq!((article.id, article.text), (id, text));
            }
            Found::Trouble(trouble) => assert!(!trouble.message.is_empty() && !trouble.hint.is_empty(), "{trouble:?}"),
        }
    }
}
