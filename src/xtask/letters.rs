//! Bytes as text that a page can carry: basE91 (Joachim Henke, 2000-2006, <https://base91.sourceforge.net/>).
//!
//! Two letters stand for 13 or 14 bits, so bytes grow by 23 %, where base64 lets them grow by 33 %. The letters are the
//! visible ones of ASCII in their order but for `"`, `&` and `<`, in place of basE91's own order: nothing in them ends a
//! script, is a reference or a line break. `unpack.js` reads them back.

/// How many letters there are.
const LETTERS: u32 = 91;

/// The bytes as letters.
pub(crate) fn letters(bytes: &[u8]) -> String {
    let alphabet: Vec<char> = ('!'..='~').filter(|letter| !['"', '&', '<'].contains(letter)).collect();
    let mut text = String::with_capacity(bytes.len() * 5 / 4);
    let mut push = |number: u32| text.extend(alphabet.get(number as usize));
    let (mut held, mut bits) = (0_u32, 0);
    for byte in bytes {
        held |= u32::from(*byte) << bits;
        bits += 8;
        if bits > 13 {
            // 91 × 91 is a little more than 2¹³: the lowest values have room for a bit more.
            let taken = if held & 8191 > 88 { 13 } else { 14 };
            let value = held & ((1 << taken) - 1);
            held >>= taken;
            bits -= taken;
            push(value % LETTERS);
            push(value / LETTERS);
        }
    }
    if bits > 0 {
        push(held % LETTERS);
        if bits > 7 || held >= LETTERS {
            push(held / LETTERS);
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The same steps as in `unpack.js`.
    fn bytes(text: &str) -> Vec<u8> {
        let skipped = |code: u32| 1 + u32::from(code > 34) + u32::from(code > 38) + u32::from(code > 60);
        let numbers: Vec<u32> =
            text.chars().map(|letter| u32::from(letter) - 32 - skipped(u32::from(letter))).collect();
        let (mut bytes, mut held, mut bits) = (Vec::new(), 0, 0);
        for pair in numbers.chunks(2) {
            let value = pair.first().unwrap_or(&0) + LETTERS * pair.get(1).unwrap_or(&0);
            held |= value << bits;
            bits += if pair.len() < 2 {
                8 - bits
            } else if value & 8191 > 88 {
                13
            } else {
                14
            };
            while bits > 7 {
                bytes.push(held as u8);
                held >>= 8;
                bits -= 8;
            }
        }
        bytes
    }

    #[test]
    fn letters_can_be_read_back() {
        let mut noise = 1_u32;
        let mut next = || {
            noise = noise.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (noise >> 24) as u8
        };
        for length in 0..300 {
            for given in [(0..length).map(|_| next()).collect::<Vec<u8>>(), vec![0; length], vec![255; length]] {
                assert_eq!(bytes(&letters(&given)), given, "{length}");
            }
        }
    }

    #[test]
    fn no_letter_means_anything_to_a_page() {
        let all: Vec<u8> = (0..=u16::MAX).flat_map(u16::to_le_bytes).collect();
        let text = letters(&all);
        assert!(text.chars().all(|letter| letter.is_ascii_graphic() && !"\"&<".contains(letter)));
        assert!(text.len() < all.len() * 5 / 4);
    }
}
