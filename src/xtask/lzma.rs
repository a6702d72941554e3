//! The program packed for the single file: LZMA, a sixth shorter than the shortest deflate.
//!
//! `unpack.js` reads it back and has the settings built in. Of all settings these gave the least bytes: a literal is led by
//! the upper half of the byte before, and nothing by its position, since instructions of WebAssembly are not aligned.
use std::io::Write;

use lzma_rust2::{LzmaOptions, LzmaWriter};

use crate::process::{Failure, Outcome};

/// Bits of the byte before a literal that lead it.
const LC: u32 = 4;
/// Bits of the position that lead a literal.
const LP: u32 = 0;
/// Bits of the position that lead the choice between literal and match, and the length of a match.
const PB: u32 = 0;

/// The bytes packed, without a head and without an end mark: what unpacks them knows the settings and the length.
pub(crate) fn lzma(bytes: &[u8]) -> Outcome<Vec<u8>> {
    let longest = LzmaOptions::NICE_LEN_MAX;
    let dict_size = LzmaOptions::DICT_SIZE_DEFAULT;
    let options = LzmaOptions { lc: LC, lp: LP, pb: PB, dict_size, nice_len: longest, ..LzmaOptions::with_preset(9) };
    let packed = LzmaWriter::new_no_header(Vec::new(), &options, false).and_then(|mut writer| {
        writer.write_all(bytes)?;
        writer.finish()
    });
    packed.map_err(|error| Failure(format!("the program cannot be packed: {error}")))
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use lzma_rust2::LzmaReader;

    use super::*;

    /// What another decoder makes of packed bytes, and how many of them it leaves.
    fn unlzma(packed: &[u8], length: usize) -> (Vec<u8>, usize) {
        let (mut bytes, mut rest) = (Vec::new(), packed);
        let reader = LzmaReader::new(&mut rest, length as u64, LC, LP, PB, LzmaOptions::DICT_SIZE_DEFAULT, None);
        reader.unwrap().read_to_end(&mut bytes).unwrap();
        (bytes, rest.len())
    }

    #[test]
    fn packed_bytes_can_be_read_back_to_their_last() {
        let mut noise = 1_u32;
        let mut next = |most: u32| {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((u64::from(noise) * u64::from(most)) >> 32) as u32
        };
        for length in (0..40).chain([1000, 70_000]) {
            let letters: Vec<u8> = (0..length).map(|_| next(4) as u8).collect();
            let any: Vec<u8> = (0..length).map(|_| next(256) as u8).collect();
            for given in [letters, any, vec![0; length]] {
                let packed = lzma(&given).unwrap();
                assert_eq!(unlzma(&packed, length), (given, 0), "{length}");
                // `unpack.js` takes another first byte for damage.
                assert_eq!(packed.first(), Some(&0));
            }
        }
    }

    #[test]
    fn what_repeats_is_packed_short() {
        let text = "one event, several tellings; ".repeat(2000);
        assert!(lzma(text.as_bytes()).unwrap().len() < 200);
    }
}
