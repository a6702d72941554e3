//! Writes the knowledge under `data/` as the program carries it: without heads and blank lines, and the lists
//! of single words (parts that `@` names) sorted within each part, each word without what it shares with the
//! word before it; of regular verbs only the base. A capital letter says how many characters are shared (`A` none) and opens the word, so
//! `able about` is `AableCout`. The files stay the source; measured in the bundle, this saves 10 kB by gzip.
#[path = "inflection.rs"]
mod inflection;

use std::path::{Path, PathBuf};
use std::{env, fs};

/// The lists of single words; all other files keep their lines.
const WORD_LISTS: [&str; 4] = ["common_words.txt", "given_names.txt", "name_parts.txt", "offices.txt"];

fn main() {
    println!("cargo::rerun-if-changed=data");
    println!("cargo::rerun-if-changed=build.rs");
    // Cargo starts this in the crate's folder; what is compiled in may be the folder of another checkout.
    if let Err(message) = carry(Path::new("data")) {
        println!("cargo::error={message}");
    }
}

fn carry(data: &Path) -> Result<(), String> {
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("expected Cargo to set OUT_DIR; build with Cargo")?;
    let shown = |e: std::io::Error| format!("{}: {e}", data.display());
    for entry in fs::read_dir(data).map_err(shown)? {
        let path = entry.map_err(shown)?.path();
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
        let text = fs::read_to_string(&path).map_err(|e| format!("{name}: {e}"))?;
        let lines = text.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty());
        let carried = match WORD_LISTS.contains(&name) {
            true => parts(lines).map_err(|word| format!("{name}: expected lower case, found “{word}”"))?,
            false => lines.map(without_regular_forms).collect::<Vec<_>>().join("\n"),
        };
        fs::write(out.join(name), carried).map_err(|e| format!("{name}: {e}"))?;
    }
    Ok(())
}

/// A row whose third column is what `regular_forms` gives of the first leaves that column empty.
fn without_regular_forms(row: &str) -> String {
    let mut columns: Vec<&str> = row.split('\t').collect();
    if let [base, _, forms, ..] = columns.as_mut_slice()
        && **forms == *inflection::regular_forms(base)
    {
        *forms = "";
    }
    columns.join("\t")
}

/// The parts of a list, each on one line after its name; an error is a word that holds a capital letter.
fn parts<'a>(lines: impl Iterator<Item = &'a str>) -> Result<String, &'a str> {
    let mut carried = String::new();
    let mut words: Vec<&str> = Vec::new();
    for line in lines {
        if line.starts_with('@') {
            carried += &shortened(&mut words)?;
            carried = carried + "\n" + line + "\n";
        } else {
            words.extend(line.split_ascii_whitespace());
        }
    }
    Ok((carried + &shortened(&mut words)?).trim_start().to_owned())
}

/// The words, taken out of `words`, each without what it shares with the word before it.
fn shortened<'a>(words: &mut Vec<&'a str>) -> Result<String, &'a str> {
    words.sort_unstable();
    words.dedup();
    let mut carried = String::new();
    let mut before = "";
    for word in words.drain(..) {
        if word.contains(|c: char| c.is_ascii_uppercase()) {
            return Err(word);
        }
        let shared = word.chars().zip(before.chars()).take_while(|(a, b)| a == b).count().min(25);
        carried.extend(('A'..='Z').nth(shared));
        carried.extend(word.chars().skip(shared));
        before = word;
    }
    Ok(carried)
}
