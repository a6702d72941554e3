//! Bytes to text: which encoding they have, and what they say in it, by the rules of the WHATWG Encoding Standard.
//!
//! A byte order mark decides; then the zeros of UTF-16; then whether the bytes are UTF-8, where a few faults among
//! many whole characters are replaced by U+FFFD; what is left is windows-1252. How it was told is said as a remark
//! wherever no mark says it. Nothing is cut: a zero is a character like others.
//!
//! UTF-32, other old encodings and binary files are refused by name.
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
    let told = tell(bytes, choice, true)?;
    let mut decoder = Decoder::new(told.encoding);
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 64);
    decoder.push(bytes.get(told.mark..).unwrap_or_default(), true, &mut text);
    let mut remarks = told.remarks;
    remarks.extend(decoder.remark());
    remarks.extend(misdecoded(&text));
    Ok(Decoded { text, encoding: told.encoding, remarks })
}

/// Which encoding bytes have.
pub(crate) struct Told {
    pub(crate) encoding: Encoding,
    /// Bytes of the mark before the text.
    pub(crate) mark: usize,
    /// Whether nothing but ASCII was seen, so that it may still turn out to be windows-1252.
    pub(crate) open: bool,
    pub(crate) remarks: Vec<String>,
}

const LITTLE: &str = "No mark says the encoding: every second byte is 0, so it is read as UTF-16 (little-endian).";
const BIG: &str = "No mark says the encoding: every second byte is 0, so it is read as UTF-16 (big-endian).";
const WESTERN: &str = "The bytes are not UTF-8: they are read as windows-1252, as in older files of Western Europe. \
                       If letters look wrong, save the file as UTF-8 and bring it again.";

/// Tells the encoding of a file from its first bytes, or from all of them (`whole`).
///
/// # Errors
/// Where they are no text.
pub(crate) fn tell(bytes: &[u8], choice: Option<Encoding>, whole: bool) -> Result<Told, Trouble> {
    let marked = match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] if choice.is_none() => {
            let message = "expected UTF-8, UTF-16 or windows-1252, found UTF-32";
            return Err(Trouble::of_file(message, "save the file as UTF-8"));
        }
        [0xef, 0xbb, 0xbf, ..] => Some((Encoding::Utf8, 3)),
        [0xff, 0xfe, ..] => Some((Encoding::Utf16Le, 2)),
        [0xfe, 0xff, ..] => Some((Encoding::Utf16Be, 2)),
        _ => None,
    };
    let told = |encoding, mark, remark: &str| {
        let remarks = if remark.is_empty() { Vec::new() } else { vec![remark.to_owned()] };
        Ok(Told { encoding, mark, open: false, remarks })
    };
    if let Some(encoding) = choice {
        return told(encoding, marked.filter(|(of, _)| *of == encoding).map_or(0, |(_, mark)| mark), "");
    }
    if let Some((encoding, mark)) = marked {
        return told(encoding, mark, "");
    }
    let zeros = |from: usize| bytes.iter().skip(from).step_by(2).filter(|b| **b == 0).count();
    let (even, odd, pairs) = (zeros(0), zeros(1), bytes.len() / 2);
    let many = |zeros: usize, others: usize| {
        zeros * 12 > pairs && others * 10 <= zeros && (zeros > 3 || zeros * 2 >= pairs) && pairs > 0
    };
    if many(odd, even) {
        return told(Encoding::Utf16Le, 0, LITTLE);
    }
    if many(even, odd) {
        return told(Encoding::Utf16Be, 0, BIG);
    }
    let runs = runs(bytes, whole);
    let western = runs.faulty > runs.sound * 4;
    let controls = bytes.iter().filter(|b| **b < 32 && !matches!(b, 0 | 8..=13 | 27)).count();
    let (zeros, size) = (even + odd, bytes.len());
    let faulty = runs.faulty > 0 && (zeros > 0 || controls * 50 > size);
    if faulty || (zeros + controls) * 10 > size * 3 {
        let message =
            "expected text, found bytes of something else: a picture, a program, a document of its own format";
        return Err(Trouble::of_file(message, "save the text of the article as plain text in UTF-8"));
    }
    if western {
        return told(Encoding::Windows1252, 0, WESTERN);
    }
    Ok(Told { encoding: Encoding::Utf8, mark: 0, open: runs.faulty + runs.sound == 0, remarks: Vec::new() })
}

/// Runs of bytes above ASCII: those that are UTF-8, and those that are not.
struct Runs {
    sound: usize,
    faulty: usize,
}

fn runs(bytes: &[u8], whole: bool) -> Runs {
    let mut runs = Runs { sound: 0, faulty: 0 };
    // Whether the bytes right before are a fault.
    let mut after_fault = false;
    let mut left = bytes.len();
    for chunk in bytes.utf8_chunks() {
        let valid = chunk.valid().as_bytes();
        left -= valid.len() + chunk.invalid().len();
        let mut before_ascii = true;
        for byte in valid {
            runs.sound += usize::from(before_ascii && !byte.is_ascii());
            before_ascii = byte.is_ascii();
        }
        // A sound character beside a fault is sound by chance, or is it: both count.
        let cut = left == 0 && !whole && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
        if chunk.invalid().is_empty() || cut {
            break;
        }
        runs.faulty += usize::from(!(after_fault && valid.is_empty()));
        after_fault = true;
    }
    runs
}

/// Decodes a text piece by piece. A character that is split between pieces is kept whole.
#[derive(Debug)]
pub(crate) struct Decoder {
    pub(crate) encoding: Encoding,
    /// The beginning of a character whose rest has not come: at most three bytes.
    held: Vec<u8>,
    /// How many faults were replaced.
    faults: u32,
}

impl Decoder {
    pub(crate) fn new(encoding: Encoding) -> Self {
        Self { encoding, held: Vec::new(), faults: 0 }
    }

    /// Decodes the next piece to the end of `out`.
    pub(crate) fn push(&mut self, piece: &[u8], last: bool, out: &mut String) {
        let mut joined = std::mem::take(&mut self.held);
        let bytes = if joined.is_empty() {
            piece
        } else {
            joined.extend_from_slice(piece);
            joined.as_slice()
        };
        match self.encoding {
            Encoding::Utf8 => self.utf8(bytes, last, out),
            Encoding::Windows1252 => out.extend(bytes.iter().map(|b| western(*b))),
            Encoding::Utf16Le => self.utf16(bytes, u16::from_le_bytes, last, out),
            Encoding::Utf16Be => self.utf16(bytes, u16::from_be_bytes, last, out),
        }
    }

    fn utf8(&mut self, bytes: &[u8], last: bool, out: &mut String) {
        let mut left = bytes.len();
        for chunk in bytes.utf8_chunks() {
            out.push_str(chunk.valid());
            left -= chunk.valid().len() + chunk.invalid().len();
            if chunk.invalid().is_empty() {
                break;
            }
            if left == 0 && !last && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none()) {
                self.held = chunk.invalid().to_vec();
                break;
            }
            self.fault(out);
        }
    }

    fn utf16(&mut self, bytes: &[u8], unit: fn([u8; 2]) -> u16, last: bool, out: &mut String) {
        let pairs = bytes.chunks_exact(2);
        let odd = pairs.remainder();
        let mut high: Option<u16> = None;
        for pair in pairs {
            let &[a, b] = pair else { continue };
            let unit = unit([a, b]);
            if let Some(first) = high.take() {
                if let Some(Ok(c)) = char::decode_utf16([first, unit]).next() {
                    out.push(c);
                    continue;
                }
                self.fault(out);
            }
            match unit {
                0xd800..=0xdbff => high = Some(unit),
                0xdc00..=0xdfff => self.fault(out),
                _ => out.extend(char::from_u32(unit.into())),
            }
        }
        if !last {
            let from = bytes.len() - odd.len() - if high.is_some() { 2 } else { 0 };
            self.held = bytes.get(from..).unwrap_or_default().to_vec();
        } else if high.is_some() || !odd.is_empty() {
            self.fault(out);
        }
    }

    fn fault(&mut self, out: &mut String) {
        self.faults += 1;
        out.push('\u{fffd}');
    }

    /// What to say at the end.
    pub(crate) fn remark(&self) -> Option<String> {
        let name = self.encoding.name();
        match self.faults {
            0 => None,
            1 => Some(format!("One place is not {name}; it is shown as “\u{fffd}”.")),
            n => Some(format!("{n} places are not {name}; each is shown as “\u{fffd}”.")),
        }
    }
}

/// The character of a byte by the index of windows-1252.
pub(crate) fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}', '‘',
        '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    let special = usize::from(byte).checked_sub(0x80).and_then(|at| HIGH.get(at));
    special.copied().unwrap_or(char::from(byte))
}

/// A remark where UTF-8 was read as windows-1252 before it came here: “â€œ” for “““, “Ã©” for “é”.
pub(crate) fn misdecoded(text: &str) -> Option<String> {
    let mut chars = text.chars().peekable();
    while let Some(first) = chars.next() {
        let looks = match first {
            'Ã' | 'Â' => chars.peek().is_some_and(|c| continues(*c)),
            'â' => {
                chars.next_if(|c| matches!(c, '€' | '„' | '\u{80}' | '\u{84}')).is_some()
                    && chars.peek().is_some_and(|c| continues(*c) || *c == '\u{fffd}')
            }
            _ => false,
        };
        if looks {
            return Some(
                "It looks mis-decoded: letters and quotation marks such as “â€œ” or “Ã©” stand where others were meant. \
                 If they are wrong in the file itself, get the text again from where it came."
                    .to_owned(),
            );
        }
    }
    None
}

/// Whether windows-1252 has `c` for a byte that continues a character in UTF-8.
fn continues(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{bf}') || (0x80..=0x9f).any(|byte| western(byte) == c)
}

#[cfg(test)]
mod tests {
    use super::*;

    const SAID: &str = "“Ça va,” said Zoë – 😀 twice.";

    fn check(bytes: &[u8], text: &str, encoding: Encoding, remark: &str) {
        let found = decode(bytes, None).unwrap();
        assert_eq!((found.text.as_str(), found.encoding), (text, encoding));
        assert!(found.remarks.join(" ").contains(remark) && found.remarks.is_empty() == remark.is_empty(), "{found:?}");
    }

    fn wide(text: &str, make: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(make).collect()
    }

    #[test]
    fn marks_and_zeros_tell() {
        check(SAID.as_bytes(), SAID, Encoding::Utf8, "");
        check(format!("\u{feff}{SAID}\u{feff}").as_bytes(), &format!("{SAID}\u{feff}"), Encoding::Utf8, "");
        check(&[b"\xff\xfe".to_vec(), wide(SAID, u16::to_le_bytes)].concat(), SAID, Encoding::Utf16Le, "");
        check(&[b"\xfe\xff".to_vec(), wide(SAID, u16::to_be_bytes)].concat(), SAID, Encoding::Utf16Be, "");
        check(&wide(SAID, u16::to_le_bytes), SAID, Encoding::Utf16Le, "every second byte is 0");
        check(&wide(SAID, u16::to_be_bytes), SAID, Encoding::Utf16Be, "every second byte is 0");
        let russian = "Дожди шли весь день, и река вышла из берегов.";
        check(&wide(russian, u16::to_le_bytes), russian, Encoding::Utf16Le, "every second byte is 0");
        check("One\0two\0 three\0\0, four".as_bytes(), "One\0two\0 three\0\0, four", Encoding::Utf8, "");
        assert!(decode(b"\xff\xfe\0\0a\0\0\0", None).unwrap_err().message.contains("UTF-32"));
        assert!(decode(b"\0\0\xfe\xff\0\0\0a", None).unwrap_err().message.contains("UTF-32"));
        assert_eq!(decode(b"\xff\xfe\0\0a\0", Some(Encoding::Utf16Le)).unwrap().text, "\0a");
    }

    #[test]
    fn what_is_no_utf8_is_western_or_faulty() {
        check(
            b"\x93Rain,\x94 said Zo\xeb \x96 \x80 5.",
            "“Rain,” said Zoë – € 5.",
            Encoding::Windows1252,
            "read as windows-1252",
        );
        check(b"\xe9", "é", Encoding::Windows1252, "windows-1252");
        check(
            b"A\xc0\xaf B \xe0\x80\xaf \xe2\x80\x9cC\xe2\x80\x9d",
            "A\u{fffd}\u{fffd} B \u{fffd}\u{fffd}\u{fffd} “C”",
            Encoding::Utf8,
            "5 places are not UTF-8",
        );
        check(b"\xe2\x80\x9cC \xe2\x80", "“C \u{fffd}", Encoding::Utf8, "One place is not UTF-8");
        check("It â€œrainedâ€\u{fffd}.".as_bytes(), "It â€œrainedâ€\u{fffd}.", Encoding::Utf8, "mis-decoded");
        check("Ã©tÃ©".as_bytes(), "Ã©tÃ©", Encoding::Utf8, "mis-decoded");
        check("SÃO PAULO, pâtés, Â.".as_bytes(), "SÃO PAULO, pâtés, Â.", Encoding::Utf8, "");
        let chosen = decode(b"caf\xe9 \xc3\xa9", Some(Encoding::Utf8)).unwrap();
        assert_eq!((chosen.text.as_str(), chosen.remarks.len()), ("caf\u{fffd} é", 1));
        assert_eq!(decode("é".as_bytes(), Some(Encoding::Windows1252)).unwrap().text, "Ã©");
        let all: Vec<u8> = (0..=255).collect();
        assert!(decode(&all.repeat(64), None).unwrap_err().message.contains("expected text"));
        assert!(decode(&[0; 900], None).is_err());
        let controls: Vec<u8> =
            (1..32).chain(b"Rain fell on the town for days and days, and it did not stop.".repeat(2)).collect();
        assert!(decode(&controls, None).is_ok());
    }

    #[test]
    fn pieces_give_the_same_as_the_whole() {
        let mut bad = SAID.as_bytes().to_vec();
        bad.extend(b"\xf0\x9f\xe2\x80x\xed\xa0\x80\xf0\x9f");
        let mut odd = wide(&format!("{SAID}😀"), u16::to_le_bytes);
        odd.extend([0, 0xd8, b'x', 0, 0, 0xdc, 0]);
        for (encoding, bytes) in [
            (Encoding::Utf8, &bad),
            (Encoding::Windows1252, &bad),
            (Encoding::Utf16Le, &odd),
            (Encoding::Utf16Be, &odd),
        ] {
            let whole = decode(bytes, Some(encoding)).unwrap();
            for at in 0..=bytes.len() {
                for second in at..=bytes.len() {
                    let (mut decoder, mut text) = (Decoder::new(encoding), String::new());
                    decoder.push(&bytes[..at], false, &mut text);
                    decoder.push(&bytes[at..second], false, &mut text);
                    decoder.push(&bytes[second..], true, &mut text);
                    assert_eq!(text, whole.text, "{encoding:?} at {at}, {second}");
                }
            }
        }
    }
}
