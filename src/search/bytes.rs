//! Bytes written and read: what the parts of an index are made of.
//!
//! Numbers are variable-length (seven bits a byte, low ones first). A part ends with a sum over all its bytes, so
//! that damage is told when it is opened. Reading never panics and never asks for more memory than there are bytes.

/// Bytes that are not a part of an index as this program writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Damaged;

/// Writes a number.
pub(crate) fn put(out: &mut Vec<u8>, mut n: u32) {
    while n >= 0x80 {
        out.push(n as u8 | 0x80);
        n >>= 7;
    }
    out.push(n as u8);
}

/// Writes a text with its length.
pub(crate) fn put_text(out: &mut Vec<u8>, text: &str) {
    put(out, u32::try_from(text.len()).unwrap_or(u32::MAX));
    out.extend_from_slice(text.as_bytes());
}

/// Writes numbers with how many there are.
pub(crate) fn put_all(out: &mut Vec<u8>, numbers: &[u32]) {
    put(out, u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    numbers.iter().for_each(|&n| put(out, n));
}

/// Writes the steps between numbers in order.
pub(crate) fn put_steps(out: &mut Vec<u8>, numbers: &[u32]) {
    put(out, u32::try_from(numbers.len()).unwrap_or(u32::MAX));
    let mut last = 0;
    for &n in numbers {
        put(out, n.wrapping_sub(last));
        last = n;
    }
}

/// What is left to read.
pub(crate) struct Bytes<'a>(pub(crate) &'a [u8]);

impl<'a> Bytes<'a> {
    /// A number.
    pub(crate) fn number(&mut self) -> Result<u32, Damaged> {
        let (mut n, mut shift) = (0u32, 0);
        loop {
            let (&byte, rest) = self.0.split_first().ok_or(Damaged)?;
            self.0 = rest;
            n |= u32::from(byte & 0x7f).checked_shl(shift).ok_or(Damaged)?;
            if byte < 0x80 {
                return Ok(n);
            }
            shift += 7;
        }
    }

    /// How many things follow, each of at least one byte.
    pub(crate) fn count(&mut self) -> Result<usize, Damaged> {
        let n = self.number()? as usize;
        if n > self.0.len() { Err(Damaged) } else { Ok(n) }
    }

    /// The next `n` bytes.
    pub(crate) fn take(&mut self, n: usize) -> Result<&'a [u8], Damaged> {
        let (taken, rest) = self.0.split_at_checked(n).ok_or(Damaged)?;
        self.0 = rest;
        Ok(taken)
    }

    /// A text with its length.
    pub(crate) fn text(&mut self) -> Result<&'a str, Damaged> {
        let n = self.count()?;
        std::str::from_utf8(self.take(n)?).map_err(|_| Damaged)
    }

    /// Numbers with how many there are.
    pub(crate) fn all(&mut self) -> Result<Vec<u32>, Damaged> {
        (0..self.count()?).map(|_| self.number()).collect()
    }

    /// Numbers in order, written as steps.
    pub(crate) fn steps(&mut self) -> Result<Vec<u32>, Damaged> {
        let mut numbers = self.all()?;
        let mut last = 0u32;
        for n in &mut numbers {
            *n = last.checked_add(*n).ok_or(Damaged)?;
            last = *n;
        }
        Ok(numbers)
    }
}

/// Ends a part: what it is, and the sum of its bytes.
pub(crate) fn seal(mut part: Vec<u8>, kind: &[u8; 4]) -> Vec<u8> {
    part.reserve_exact(SEAL);
    part.extend_from_slice(kind);
    let sum = sum(&part);
    part.extend_from_slice(&sum.to_le_bytes());
    part
}

/// How long the end is that [`seal`] adds: also room to read the last numbers of a chunk eight bytes at a time.
pub(crate) const SEAL: usize = 12;

/// The part without its end, if it is whole and of this kind.
pub(crate) fn unseal<'a>(part: &'a [u8], kind: &[u8; 4]) -> Result<&'a [u8], Damaged> {
    let (body, told) = part.split_last_chunk::<8>().ok_or(Damaged)?;
    let (inner, is) = body.split_last_chunk::<4>().ok_or(Damaged)?;
    if is == kind && sum(body) == u64::from_le_bytes(*told) { Ok(inner) } else { Err(Damaged) }
}

/// A sum that tells accidents, not attacks.
fn sum(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64;
    let mut add = |word: u64| sum = (sum ^ word).wrapping_mul(0x9E37_79B9_7F4A_7C15).rotate_left(29);
    let (words, rest) = bytes.as_chunks::<8>();
    words.iter().for_each(|w| add(u64::from_le_bytes(*w)));
    rest.iter().for_each(|&b| add(u64::from(b)));
    sum
}
