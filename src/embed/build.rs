//! Reads the seeds with the same reader as any user's file and leaves them as one text for `lib.rs` to embed.
//! A seed that cannot be read stops the build with its place and what to do.
use corpus::{Collection, Span};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// Stands before every word, as `lib.rs` expects.
const BREAK: &str = "\u{1f}";

fn main() {
    // Cargo starts this in the crate's folder; what is compiled in may be the folder of another checkout.
    let seeds = Path::new("../../seeds");
    // Cargo looks at every file in the folder.
    println(&format!("rerun-if-changed={}", seeds.display()));
    println("rerun-if-changed=build.rs");
    if let Err(message) = embed(seeds) {
        println(&format!("error={message}"));
    }
}

/// The one way in which a build script speaks to Cargo.
fn println(instruction: &str) {
    println!("cargo::{instruction}");
}

fn embed(seeds: &Path) -> Result<(), String> {
    let shown = |e: corpus::ReadError| format!("seeds/{e}");
    let json = fs::read_to_string(seeds.join(corpus::COLLECTION_FILE))
        .map_err(|e| format!("seeds/{}: {e}; put the file there", corpus::COLLECTION_FILE))?;
    let collection = corpus::read_collection(&files(seeds)?, Some(&json)).map_err(shown)?;
    if let Some(e) = corpus::empty_article(&collection) {
        return Err(shown(e));
    }
    let out = env::var_os("OUT_DIR").map(PathBuf::from).ok_or("expected Cargo to set OUT_DIR; build with Cargo")?;
    let (words, numbers) = pack(&collection);
    if let Some(word) = words.iter().find(|word| word.contains(BREAK)) {
        return Err(format!("seeds: expected no control character U+001F, found it in “{word}”; take it out"));
    }
    let numbers: Vec<String> = numbers.iter().map(u32::to_string).collect();
    let embedded = words.iter().fold(numbers.join(" "), |embedded, word| embedded + BREAK + word);
    fs::write(out.join("seeds.txt"), embedded).map_err(|e| format!("{}: {e}", out.display()))
}

/// All words and all numbers of the collection in one order, which `lib.rs` reads back. What may be missing is
/// a list of at most one; a list begins with its length.
fn pack(collection: &Collection) -> (Vec<String>, Vec<u32>) {
    let mut packed = Packed::default();
    packed.words.extend([collection.name.clone(), collection.about.clone()]);
    packed.list(&collection.articles, |packed, article| {
        packed.words.extend([article.id.clone(), article.text.clone()]);
        packed.list(article.outlet.as_slice(), |packed, outlet| {
            packed.words.push(outlet.name.clone());
            packed.list(outlet.url.as_slice(), |packed, url| packed.words.push(url.clone()));
            packed.numbers.push(outlet.basis as u32);
        });
        packed.list(article.published.as_slice(), |packed, published| {
            packed.words.push(published.value.to_string());
            packed.numbers.push(published.basis as u32);
            packed.list(published.span.as_slice(), Packed::span);
        });
        packed.list(article.headline.as_slice(), Packed::span);
        packed.list(&article.blocks, |packed, block| {
            packed.span(&block.span);
            packed.numbers.push(block.kind as u32);
            packed.span(&block.body);
            packed.list(block.label.as_slice(), Packed::span);
        });
        packed.list(&article.sentences, Packed::span);
        packed.list(&article.notices, |packed, notice| {
            packed.numbers.push(notice.kind as u32);
            packed.span(&notice.span);
            packed.words.push(notice.hint.clone());
        });
    });
    packed.list(&collection.events, |packed, event| {
        packed.words.extend([event.id.clone(), event.name.clone(), event.kind.clone()]);
        packed.list(event.place.as_slice(), |packed, place| packed.words.push(place.clone()));
        packed.list(event.date.as_slice(), |packed, date| packed.words.push(date.to_string()));
        packed.words.push(event.basis.clone());
    });
    (packed.words, packed.numbers)
}

#[derive(Default)]
struct Packed {
    words: Vec<String>,
    numbers: Vec<u32>,
}

impl Packed {
    fn span(&mut self, span: &Span) {
        self.numbers.extend([span.start, span.end]);
    }

    fn list<T>(&mut self, items: &[T], one: impl Fn(&mut Self, &T)) {
        self.numbers.extend(u32::try_from(items.len()));
        for item in items {
            one(self, item);
        }
    }
}

/// The text files of the folder by name.
fn files(seeds: &Path) -> Result<Vec<(String, String)>, String> {
    let mut names = Vec::new();
    let entries = fs::read_dir(seeds).map_err(|e| format!("seeds: {e}; put the folder there"))?;
    for entry in entries {
        let name = entry.map_err(|e| format!("seeds: {e}"))?.file_name();
        let Some(name) = name.to_str() else { continue };
        if name.ends_with(".txt") {
            names.push(name.to_owned());
        }
    }
    names.sort_unstable();
    names.into_iter().map(|name| text(seeds, &name).map(|text| (name, text))).collect()
}

fn text(seeds: &Path, name: &str) -> Result<String, String> {
    let bytes = fs::read(seeds.join(name)).map_err(|e| format!("seeds/{name}: {e}"))?;
    String::from_utf8(bytes).map_err(|e| {
        let good = e.utf8_error().valid_up_to();
        let line = e.as_bytes().iter().take(good).filter(|b| **b == b'\n').count() + 1;
        format!("seeds/{name}:{line}: expected UTF-8, found another byte at {good}; save the file as UTF-8")
    })
}
