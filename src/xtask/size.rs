//! The size of every product file: as it lies on the disk, by gzip and by brotli, against the budgets.
use std::io::Write;
use std::path::Path;

use flate2::Compression;
use flate2::write::GzEncoder;

use crate::bundle;
use crate::console::say;
use crate::process::{Outcome, fail, read_bytes};

/// The program by gzip, in bytes.
const PROGRAM_GZIP_MAX: usize = 300_000;
/// All script by gzip, in bytes: the glue and what starts it.
const SCRIPT_GZIP_MAX: usize = 12_000;
/// The single file as it lies on the disk, in bytes.
const SINGLE_FILE_MAX: usize = 600_000;

/// Prints the sizes; fails above a budget.
pub(crate) fn report() -> Outcome<()> {
    say(&format!("{:<36} {:>9} {:>9} {:>9}", "file", "raw", "gzip", "brotli"));
    let (mut program, mut script, mut single) = (0, Vec::new(), 0);
    for path in bundle::products()? {
        let bytes = read_bytes(&path)?;
        let gzip = gzip_size(&bytes);
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        say(&format!("{name:<36} {:>9} {gzip:>9} {:>9}", bytes.len(), brotli_size(&bytes)));
        match path.extension().and_then(|extension| extension.to_str()) {
            Some("wasm") => program += gzip,
            Some("js") => script.extend(bytes),
            _ if name == "parallax.html" => single = bytes.len(),
            _ => {}
        }
    }
    script.extend(read_bytes(&crate::tools::root().join(Path::new("src/app/boot.js")))?);
    let within = [
        budget("program, gzip", program, PROGRAM_GZIP_MAX),
        budget("script (glue and boot.js), gzip", gzip_size(&script), SCRIPT_GZIP_MAX),
        budget("single file, raw", single, SINGLE_FILE_MAX),
    ];
    match within.iter().all(|within| *within) {
        true => Ok(()),
        false => fail("a product is above its budget"),
    }
}

/// Says one budget; whether it is kept. A product of no size at all was not built.
fn budget(what: &str, size: usize, most: usize) -> bool {
    let within = size > 0 && size <= most;
    let sign = if within { "✓" } else { "✗" };
    say(&format!("{sign} {what}: {size} of at most {most} bytes"));
    within
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
        assert!(budget("t", 10, 10));
        assert!(!budget("t", 11, 10));
        assert!(!budget("t", 0, 10));
    }

    #[test]
    fn packed_is_smaller() {
        let text = "one event, several tellings; ".repeat(200);
        assert!(gzip_size(text.as_bytes()) < text.len() / 10);
        assert!(brotli_size(text.as_bytes()) < text.len() / 10);
    }
}
