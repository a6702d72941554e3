//! Archives: their list of files is read, and each file is unpacked when it is its turn, within limits.
//!
//! What the list promises is checked before anything is unpacked: how many files, how much in all, that no two share
//! bytes. A file never gives more than its list says. Names are labels, never ways to anywhere.
use crate::{Encoding, Limits, Trouble, decode};
use corpus::InOrder;
use miniz_oxide::inflate::decompress_to_vec_with_limit;

/// How many times its packed size a file may have, where it is larger than [`SMALL`]; text has 2 to 20 times.
const RATIO_MOST: u64 = 200;
/// Bytes of a file that may have any ratio.
const SMALL: u64 = 1 << 20;
/// Bytes of the record that ends an archive, and of the longest comment after it.
const END: usize = 22;
const COMMENT_MOST: usize = 0xFFFF;
/// Bytes of an entry of the list, and of the head before a file, without what has no fixed length.
const LISTED: usize = 46;
const HEAD: usize = 30;
/// Characters of a name.
const NAME_MOST: usize = 255;

/// A file in the list.
#[derive(Debug)]
struct Entry {
    name: String,
    flags: u16,
    method: u16,
    crc: u32,
    packed: u32,
    size: u32,
    /// First byte of its head, and of what is packed.
    head: usize,
    data: usize,
}

/// An archive that is read.
#[derive(Debug, Default)]
pub(crate) struct Archive {
    bytes: Vec<u8>,
    entries: std::vec::IntoIter<Entry>,
}

impl Archive {
    /// Reads the list of its files.
    ///
    /// # Errors
    /// Where it is no archive, or damaged, or its list promises more than the limits let in.
    pub(crate) fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, Trouble> {
        let mut entries = list(&bytes)?;
        let files = entries.len();
        if files > limits.files as usize {
            let message = format!("expected at most {} files in the archive, found {files}", limits.files);
            return Err(Trouble::of_file(message, "divide it into several archives"));
        }
        let promised: u64 = entries.iter().map(|e| u64::from(e.size)).sum();
        if promised > limits.unpacked {
            let times = promised / (bytes.len() as u64).max(1);
            let (promised, most) = (promised >> 20, limits.unpacked >> 20);
            let message = format!(
                "expected at most {most} MB in the archive, found {promised} MB promised, {times} times its size"
            );
            return Err(Trouble::of_file(message, "divide it into several archives; a bomb looks like this too"));
        }
        let mut ranges: Vec<(usize, usize)> =
            entries.iter().map(|e| (e.head, e.data.saturating_add(e.packed as usize))).collect();
        ranges.put_in_order();
        if ranges.windows(2).any(|pair| matches!(pair, [a, b] if a.1 > b.0)) {
            let message = "expected each file of the archive in a place of its own, found files that share bytes";
            return Err(Trouble::of_file(message, "only archives made to do harm look like this: do not open it"));
        }
        entries.retain(|e| !is_hidden(&e.name));
        Ok(Self { bytes, entries: entries.into_iter() })
    }

    /// The next file's name and bytes, or why they cannot be had; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<(String, Result<Vec<u8>, Trouble>)> {
        let entry = self.entries.next()?;
        let unpacked = unpack(&self.bytes, &entry)
            .map_err(|(message, hint)| Trouble { within: entry.name.clone(), ..Trouble::of_file(message, hint) });
        Some((entry.name, unpacked))
    }
}

/// The list of files, which stands at the end.
fn list(bytes: &[u8]) -> Result<Vec<Entry>, Trouble> {
    let cut = || {
        let message = "expected a list of files at the end of the archive, found none or a damaged one";
        Trouble::of_file(message, "the archive is cut off or damaged: get it again, or unpack it yourself")
    };
    let last = bytes.len().checked_sub(END).ok_or_else(cut)?;
    let first = last.saturating_sub(COMMENT_MOST);
    let is_end = |at: &usize| {
        let comment = short(bytes, at + 20).map_or(usize::MAX, usize::from);
        bytes.get(*at..at + 4) == Some(b"PK\x05\x06") && comment <= last - at
    };
    let end = (first..=last).rev().find(is_end).ok_or_else(cut)?;
    let read =
        || Some((short(bytes, end + 4)?, short(bytes, end + 10)?, long(bytes, end + 12)?, long(bytes, end + 16)?));
    let (disk, count, size, start) = read().ok_or_else(cut)?;
    let zip64 = end.checked_sub(20).is_some_and(|at| bytes.get(at..at + 4) == Some(b"PK\x06\x07"));
    if zip64 || count == u16::MAX || size == u32::MAX || start == u32::MAX {
        let message = "expected an archive of less than 4 GB and 65,535 files, found the form for larger ones (ZIP64)";
        return Err(Trouble::of_file(message, "pack it again without ZIP64, or unpack it yourself"));
    }
    if disk != 0 {
        let message = "expected a whole archive, found a part of one";
        return Err(Trouble::of_file(message, "join its parts, or unpack it yourself"));
    }
    // What stands before the archive (a program that unpacks it) shifts all places.
    let from = end.checked_sub(size as usize).ok_or_else(cut)?;
    let shift = from.checked_sub(start as usize).ok_or_else(cut)?;
    let mut entries = Vec::new();
    let mut at = from;
    for _ in 0..count {
        let (entry, next) = entry(bytes, at, shift, from).ok_or_else(cut)?;
        at = next;
        // A directory has no bytes.
        if !entry.name.ends_with('/') {
            entries.push(entry);
        }
    }
    Ok(entries)
}

/// The entry of the list at `at` and where the next one is; what files hold ends at `end`.
fn entry(bytes: &[u8], at: usize, shift: usize, end: usize) -> Option<(Entry, usize)> {
    if bytes.get(at..at + 4)? != b"PK\x01\x02" {
        return None;
    }
    let lengths = [short(bytes, at + 28)?, short(bytes, at + 30)?, short(bytes, at + 32)?].map(usize::from);
    let [name, extra, comment] = lengths;
    let flags = short(bytes, at + 8)?;
    let name = name_of(bytes.get(at + LISTED..at + LISTED + name)?, flags & 1 << 11 != 0);
    let next = at + LISTED + lengths[0] + extra + comment;
    let head = shift.checked_add(long(bytes, at + 42)? as usize)?;
    if bytes.get(head..head.checked_add(4)?)? != b"PK\x03\x04" {
        return None;
    }
    let data = head + HEAD + usize::from(short(bytes, head + 26)?) + usize::from(short(bytes, head + 28)?);
    let (packed, size) = (long(bytes, at + 20)?, long(bytes, at + 24)?);
    let method = short(bytes, at + 10)?;
    let is_whole = packed == u32::MAX || data.checked_add(packed as usize)? <= end;
    let entry = Entry { name, flags, method, crc: long(bytes, at + 16)?, packed, size, head, data };
    is_whole.then_some((entry, next))
}

/// What a file holds, or what is wrong with it and what to do.
fn unpack(bytes: &[u8], entry: &Entry) -> Result<Vec<u8>, (String, &'static str)> {
    const AGAIN: &str = "the archive is damaged: get it again";
    if entry.flags & 1 != 0 {
        return Err(("expected a file that can be read, found an encrypted one".into(), "unpack it with its password"));
    }
    if entry.packed == u32::MAX || entry.size == u32::MAX {
        let message = "expected a file of less than 4 GB, found the form for larger ones (ZIP64)";
        return Err((message.into(), "pack it again without ZIP64, or unpack it yourself"));
    }
    let (packed, size) = (u64::from(entry.packed), u64::from(entry.size));
    if size > SMALL && size / packed.max(1) > RATIO_MOST {
        let times = size / packed.max(1);
        let message = format!(
            "expected at most {RATIO_MOST} times the packed size, found {times} times ({} MB out of {} kB)",
            size >> 20,
            packed >> 10
        );
        return Err((message, "no text packs that well: unpack it yourself if you trust it"));
    }
    let data = bytes.get(entry.data..entry.data.saturating_add(entry.packed as usize)).unwrap_or_default();
    let unpacked = match entry.method {
        0 => data.to_vec(),
        8 => decompress_to_vec_with_limit(data, entry.size as usize)
            .map_err(|_| ("expected packed bytes as its list says, found damaged or more bytes".to_owned(), AGAIN))?,
        other => {
            let message = format!("expected a file packed by deflate or not at all, found method {other}");
            return Err((message, "pack it again as an ordinary ZIP, or unpack it yourself"));
        }
    };
    if unpacked.len() as u64 != size {
        let message = format!("expected {size} bytes as its list says, found {}", unpacked.len());
        return Err((message, AGAIN));
    }
    if crc32(&unpacked) != entry.crc {
        return Err(("expected the check sum of its list, found another".to_owned(), AGAIN));
    }
    Ok(unpacked)
}

/// A name as a label: in UTF-8 where it says so or is, else in the letters of Western Europe.
fn name_of(bytes: &[u8], is_utf8: bool) -> String {
    let name = match std::str::from_utf8(bytes) {
        Ok(name) => name.to_owned(),
        Err(_) if is_utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => decode(bytes, Some(Encoding::Windows1252))
            .map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |decoded| decoded.text),
    };
    // What a name ends with tells the format, so its beginning goes.
    let count = name.chars().count();
    if count > NAME_MOST { name.chars().skip(count - NAME_MOST).collect() } else { name }
}

/// What systems leave in archives beside the files: names that begin with a dot, and what macOS keeps apart.
fn is_hidden(name: &str) -> bool {
    name.split(['/', '\\']).any(|part| part == "__MACOSX" || part.starts_with('.') && !part.bytes().all(|b| b == b'.'))
}

fn short(bytes: &[u8], at: usize) -> Option<u16> {
    let part = bytes.get(at..at.checked_add(2)?)?;
    Some(u16::from_le_bytes(part.try_into().ok()?))
}

fn long(bytes: &[u8], at: usize) -> Option<u32> {
    let part = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(part.try_into().ok()?))
}

/// The check sum of archives, half a byte at a time.
fn crc32(bytes: &[u8]) -> u32 {
    const HALVES: [u32; 16] = {
        let mut halves = [0; 16];
        let mut at = 0_u32;
        while at < 16 {
            let mut sum = at;
            let mut bit = 0;
            while bit < 4 {
                sum = if sum & 1 == 1 { sum >> 1 ^ 0xEDB8_8320 } else { sum >> 1 };
                bit += 1;
            }
            halves[at as usize] = sum;
            at += 1;
        }
        halves
    };
    let half = |sum: u32| sum >> 4 ^ HALVES[(sum & 15) as usize];
    !bytes.iter().fold(!0, |sum, byte| half(half(sum ^ u32::from(*byte))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use miniz_oxide::deflate::compress_to_vec;
    use proptest::prelude::*;

    /// A file to be packed.
    struct Packed<'a> {
        name: &'a [u8],
        flags: u16,
        method: u16,
        data: Vec<u8>,
        crc: u32,
        size: usize,
    }

    fn stored<'a>(name: &'a str, text: &str) -> Packed<'a> {
        let (crc, size) = (crc32(text.as_bytes()), text.len());
        Packed { name: name.as_bytes(), flags: 0, method: 0, data: text.into(), crc, size }
    }

    fn deflated<'a>(name: &'a str, bytes: &[u8]) -> Packed<'a> {
        let (crc, size) = (crc32(bytes), bytes.len());
        Packed { name: name.as_bytes(), flags: 0, method: 8, data: compress_to_vec(bytes, 6), crc, size }
    }

    fn packed(files: &[Packed]) -> Vec<u8> {
        let (mut bytes, mut list) = (Vec::new(), Vec::new());
        for file in files {
            let head = bytes.len();
            // From the flags to the lengths, both heads are alike.
            let mut common: Vec<u8> =
                [20, file.flags, file.method, 0, 33].iter().flat_map(|n| n.to_le_bytes()).collect();
            for number in [file.crc as usize, file.data.len(), file.size] {
                common.extend((number as u32).to_le_bytes());
            }
            common.extend((file.name.len() as u16).to_le_bytes());
            common.extend([0, 0]);
            bytes.extend(b"PK\x03\x04");
            bytes.extend(&common);
            bytes.extend(file.name);
            bytes.extend(&file.data);
            list.extend(b"PK\x01\x02\x14\0");
            list.extend(&common);
            list.extend([0; 10]);
            list.extend((head as u32).to_le_bytes());
            list.extend(file.name);
        }
        let (start, count) = (bytes.len() as u32, files.len() as u16);
        bytes.extend(&list);
        bytes.extend(b"PK\x05\x06\0\0\0\0");
        bytes.extend(count.to_le_bytes().repeat(2));
        bytes.extend((list.len() as u32).to_le_bytes());
        bytes.extend(start.to_le_bytes());
        bytes.extend([0, 0]);
        bytes
    }

    /// A name, and what is in the file or what is wrong with it.
    type Unpacked = (String, Result<Vec<u8>, String>);

    fn all(bytes: Vec<u8>) -> Result<Vec<Unpacked>, String> {
        let mut archive = Archive::open(bytes, &Limits::default()).map_err(|t| t.message)?;
        let mut found = Vec::new();
        while let Some((name, unpacked)) = archive.next() {
            if let Err(trouble) = &unpacked {
                assert_eq!(trouble.within, name);
                assert!(!trouble.hint.is_empty());
            }
            found.push((name, unpacked.map_err(|t| t.message)));
        }
        Ok(found)
    }

    fn refused(bytes: Vec<u8>, why: &str) {
        let message = all(bytes).unwrap_err();
        assert!(message.contains(why), "{message}");
    }

    fn damaged(file: Packed, why: &str) {
        let found = all(packed(&[stored("a.txt", "kept"), file])).unwrap();
        assert_eq!(found[0].1.as_deref(), Ok(b"kept".as_slice()));
        let message = found[1].1.as_ref().unwrap_err();
        assert!(message.contains(why), "{message}");
    }

    #[test]
    fn files_come_in_their_order_and_names_are_labels() {
        let long: String = (0..60_000).map(|n| format!("The river rose by {n} feet. ")).collect();
        let names = ["../../evil.txt", "/abs.txt", "a/b/c.txt", "CON.txt", "é.txt"];
        let mut files: Vec<Packed> = names.iter().map(|name| stored(name, "Rain fell.")).collect();
        files.push(stored("a/", ""));
        files.push(stored("__MACOSX/a/._c.txt", "x"));
        files.push(stored("a/.DS_Store", "x"));
        files.push(deflated("long.txt", long.as_bytes()));
        files.push(Packed { name: b"caf\xe9.txt", ..stored("", "x") });
        files.push(stored("empty.txt", ""));
        let mut bytes = b"before".to_vec();
        bytes.extend(packed(&files));
        let found = all(bytes).unwrap();
        let shown: Vec<&str> = found.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(shown[..6], ["../../evil.txt", "/abs.txt", "a/b/c.txt", "CON.txt", "é.txt", "long.txt"]);
        assert!(shown[6].starts_with("caf") && shown[6].ends_with(".txt"));
        assert_eq!(found[0].1.as_deref(), Ok(b"Rain fell.".as_slice()));
        assert!(found[5].1.as_deref() == Ok(long.as_bytes()));
        assert_eq!((found.len(), found[7].1.as_deref()), (8, Ok([].as_slice())));
    }

    #[test]
    fn bombs_are_refused_by_what_they_promise() {
        // 20 MB of zeros: about a thousand times its packed size.
        damaged(deflated("zeros.txt", &vec![0; 20 << 20]), "found 102");
        let short = Packed { size: 100, ..deflated("zeros.txt", &vec![0; 2 << 20]) };
        damaged(short, "damaged or more bytes");
        // One body in many entries: the sum counts, and where it is small, the sharing.
        let one = packed(&[deflated("a.txt", &vec![b'x'; 100_000])]);
        let list = one.windows(4).position(|w| w == b"PK\x01\x02").unwrap();
        let mut shared = one[..one.len() - END].to_vec();
        shared.extend(&one[list..one.len() - END]);
        let mut end = one[one.len() - END..].to_vec();
        (end[8], end[10], end[12]) = (2, 2, end[12] * 2);
        shared.extend(&end);
        refused(shared.clone(), "share bytes");
        let limits = Limits { unpacked: 150_000, ..Limits::default() };
        assert!(Archive::open(shared.clone(), &limits).unwrap_err().message.contains("times its size"));
        let limits = Limits { files: 1, ..Limits::default() };
        assert!(Archive::open(shared, &limits).unwrap_err().message.contains("at most 1 files"));
    }

    #[test]
    fn what_cannot_be_unpacked_has_words_of_its_own() {
        damaged(Packed { flags: 1, ..stored("b", "x") }, "encrypted");
        damaged(Packed { method: 12, ..stored("b", "x") }, "method 12");
        damaged(Packed { crc: 7, ..stored("b", "x") }, "check sum");
        damaged(Packed { size: 7, ..stored("b", "x") }, "expected 7 bytes");
        damaged(Packed { data: vec![255; 9], ..deflated("b", b"x") }, "damaged");
        let mut whole = packed(&[stored("a", "x")]);
        refused(b"PK\x03\x04".iter().copied().chain([0; 40]).collect(), "found none or a damaged one");
        refused(Vec::new(), "found none");
        for cut in 1..whole.len() {
            assert!(all(whole[..cut].to_vec()).is_err());
        }
        let end = whole.len() - END;
        whole[end + 16..end + 20].fill(255);
        refused(whole.clone(), "ZIP64");
        whole[end + 4] = 1;
        whole[end + 16..end + 20].fill(0);
        refused(whole, "a part of one");
        assert_eq!(crc32(b"123456789"), 0xCBF4_3926);
    }

    proptest! {
        #[test]
        fn damaged_archives_do_no_harm(at in 0..300_usize, byte: u8, cut in 0..300_usize) {
            let mut bytes = packed(&[deflated("a.txt", b"Rain fell for days."), stored("b.txt", "It stopped.")]);
            let at = at % bytes.len();
            bytes[at] = byte;
            let _ = all(bytes.clone());
            bytes.drain(..cut % bytes.len());
            let _ = all(bytes);
        }

        #[test]
        fn bytes_do_no_harm(mut bytes: Vec<u8>, size: u16, start: u16) {
            let mut end = b"PK\x05\x06\0\0\0\0\x01\0\x01\0".to_vec();
            end.extend(u32::from(size % 64).to_le_bytes());
            end.extend(u32::from(start % 64).to_le_bytes());
            end.extend([0, 0]);
            bytes.extend(end);
            let _ = all(bytes);
        }
    }
}
