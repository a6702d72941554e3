//! The size of every product file: as it lies on the disk, by gzip and by brotli, against the budgets.
use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bundle;
use crate::console::say;
use crate::offline::SERVICE_WORKER;
use crate::process::{Outcome, fail, read, read_bytes};
use crate::template::slim_script;
use crate::tools::root;

/// What a product may weigh, in bytes.
struct Budget {
    what: &'static str,
    /// What the design allows.
    most: usize,
    /// Where the design is not reached yet: what it must not grow beyond. To be lowered with every gain.
    held_at: Option<usize>,
}

/// The program by gzip.
const PROGRAM: Budget = Budget { what: "program, gzip", most: 300_000, held_at: Some(1_158_000) };
/// All script by gzip, as it is shipped: the glue, what starts it, and what unpacks it in the single file.
const SCRIPT: Budget = Budget { what: "script (glue, boot.js, unpack.js), gzip", most: 12_000, held_at: Some(14_600) };
/// What a browser fetches beside the page to keep it, by gzip.
const KEEPER: Budget = Budget { what: "service worker, gzip", most: 1_000, held_at: None };
/// What the served page saves of itself while it shows the first view, without its corpus: packed by gzip, in base64.
const SAVED: Budget = Budget { what: "saved from the served page, raw", most: 600_000, held_at: Some(1_794_000) };
/// The single file as it lies on the disk.
const SINGLE_FILE: Budget = Budget { what: "single file, raw", most: 600_000, held_at: Some(1_367_500) };

/// How strictly the budgets are taken.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Strictness {
    /// Above what the design allows is a failure: `cargo xtask size`.
    Design,
    /// Above what was reached before is a failure, so that nothing grows unseen: `cargo xtask test`.
    Held,
}

/// Prints the sizes; fails above a budget.
pub(crate) fn report(strictness: Strictness) -> Outcome<()> {
    say(&format!("{:<36} {:>9} {:>9} {:>9}", "file", "raw", "gzip", "brotli"));
    let (mut program, mut script, mut single, mut keeper, mut index) = (0, Vec::new(), 0, 0, 0);
    for path in bundle::products()? {
        let bytes = read_bytes(&path)?;
        let gzip = gzip_size(&bytes);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        say(&format!("{name:<36} {:>9} {gzip:>9} {:>9}", bytes.len(), brotli_size(&bytes)));
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("wasm") => program += gzip,
            _ if name == SERVICE_WORKER => keeper = gzip,
            Some("js") => script.extend(bytes),
            _ if name == "parallax.html" => single = bytes.len(),
            _ if name == "index.html" => index = bytes.len(),
            _ => {}
        }
    }
    let saved = index + script.len() + program.div_ceil(3) * 4;
    for own in ["src/app/boot.js", "src/app/unpack.js"] {
        script.extend(slim_script(&read(&root().join(own))?).into_bytes());
    }
    let within = [
        PROGRAM.keeps(program, strictness),
        SCRIPT.keeps(gzip_size(&script), strictness),
        KEEPER.keeps(keeper, strictness),
        SINGLE_FILE.keeps(single, strictness),
        SAVED.keeps(saved, strictness),
    ];
    match within.iter().all(|within| *within) {
        true => Ok(()),
        false => fail("a product is above its budget"),
    }
}

impl Budget {
    /// Says whether the budget is kept. A product of no size at all was not built.
    fn keeps(&self, size: usize, strictness: Strictness) -> bool {
        let Self { what, most, held_at } = *self;
        let designed = size > 0 && size <= most;
        let sign = if designed { "✓" } else { "✗" };
        say(&format!("{sign} {what}: {size} of at most {most} bytes"));
        match held_at {
            Some(held) if !designed && strictness == Strictness::Held => {
                say(&format!("  the budget is not reached yet; held at {held}"));
                size > 0 && size <= held
            }
            _ => designed,
        }
    }
}

fn gzip_size(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    let packed = encoder.write_all(bytes).and_then(|()| encoder.finish());
    packed.map_or(usize::MAX, |packed| packed.len())
}

fn brotli_size(bytes: &[u8]) -> usize {
    let (mut input, mut packed) = (bytes, Vec::new());
    let settings = brotli::enc::BrotliEncoderParams { quality: 11, lgwin: 22, ..Default::default() };
    brotli::BrotliCompress(&mut input, &mut packed, &settings).map_or(usize::MAX, |_| packed.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_budget_is_kept_up_to_its_last_byte_and_never_by_nothing() {
        let check = |held_at, size, strictness| Budget { what: "t", most: 10, held_at }.keeps(size, strictness);
        assert!(check(None, 10, Strictness::Design));
        assert!(!check(None, 11, Strictness::Held));
        assert!(!check(Some(12), 11, Strictness::Design));
        assert!(check(Some(12), 12, Strictness::Held));
        assert!(!check(Some(12), 13, Strictness::Held));
        assert!(!check(Some(12), 0, Strictness::Held));
    }

    #[test]
    fn packed_is_smaller() {
        let text = "one event, several tellings; ".repeat(200);
        assert!(gzip_size(text.as_bytes()) < text.len() / 10);
        assert!(brotli_size(text.as_bytes()) < text.len() / 10);
    }
}
