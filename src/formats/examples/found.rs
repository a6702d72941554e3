//! How many articles and how many troubles a file holds: what `cargo xtask test --only linear` counts the instructions of.
use parallax_formats::{Choice, FileReader, Found, Limits};
use std::io::Write;

fn main() -> std::io::Result<()> {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path)?;
        let (mut articles, mut troubles) = (0, 0);
        let mut count = |found| match found {
            Found::Draft(_) => articles += 1,
            Found::Trouble(_) => troubles += 1,
        };
        match FileReader::new(&path, bytes.len() as u64, Choice::default(), Limits::default()) {
            Ok(mut reader) => {
                reader.take(&bytes, true);
                while let Some(found) = reader.next() {
                    count(found);
                }
            }
            Err(trouble) => count(Found::Trouble(trouble)),
        }
        writeln!(std::io::stdout(), "{path}: {articles} articles, {troubles} troubles")?;
    }
    Ok(())
}
