//! The seeds: the corpus that ships with the page, read at build time and embedded.
//!
//! Only what the reader found is embedded; everything that is concluded is computed when it is asked for.
use corpus::Collection;

/// What `build.rs` wrote.
const SEEDS: &str = include_str!(concat!(env!("OUT_DIR"), "/seeds.json"));

/// The embedded collection.
#[must_use]
pub fn collection() -> Collection {
    // The build wrote it from the same types, and a test reads it back: it cannot fail.
    serde_json::from_str(SEEDS).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_embedded_is_what_reading_the_files_gives() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../../seeds");
        let mut names: Vec<String> = std::fs::read_dir(folder)
            .unwrap()
            .map(|e| e.unwrap().file_name().into_string().unwrap())
            .filter(|n| n.ends_with(".txt"))
            .collect();
        names.sort_unstable();
        let read = |name: &str| std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let files: Vec<(String, String)> = names.into_iter().map(|n| (n.clone(), read(&n))).collect();
        let fresh = corpus::read_collection(&files, Some(&read(corpus::COLLECTION_FILE))).unwrap();
        assert_eq!(collection(), fresh);
        assert_eq!(fresh.articles.len(), 5);
        assert!(fresh.articles.iter().all(|a| a.outlet.is_some()));
        assert_eq!(fresh.articles.iter().filter(|a| a.published.is_some()).count(), 2);
    }

    #[test]
    fn nothing_concluded_is_embedded() {
        let embedded: serde_json::Value = serde_json::from_str(SEEDS).unwrap();
        for article in embedded["articles"].as_array().unwrap() {
            let keys: Vec<&str> = article.as_object().unwrap().keys().map(String::as_str).collect();
            assert_eq!(keys, ["blocks", "headline", "id", "notices", "outlet", "published", "sentences", "text"]);
        }
    }
}
