//! The Content-Security-Policy of the products, and the digests that it and the loader rest on.
//!
//! Nothing may be loaded, run, sent or styled but what the policy names: <https://www.w3.org/TR/CSP3/>. What it does not
//! stop is navigation; the browser tests watch for that.
use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest, Sha256};

/// Where the program comes from.
#[derive(Clone, Copy, PartialEq)]
pub(crate) enum Product {
    /// Files beside the page, on the same server.
    Served,
    /// All in one file; nothing is fetched.
    SingleFile,
    /// The one file that the served page saves of itself (`boot.js`).
    Saved,
}

/// The policy of a page that carries these scripts and this style in its own text.
pub(crate) fn policy(product: Product, scripts: &[&str], style: &str) -> String {
    let mut allowed: Vec<String> = scripts.iter().map(|script| source(script)).collect();
    let connect = match product {
        Product::Served => {
            allowed.push("'self'".into()); // the glue; it carries its digest as well
            "'self'" // the program; fetched by its digest
        }
        Product::SingleFile | Product::Saved => "'none'",
    };
    let mut rules = vec![
        "default-src 'none'".into(),
        format!("script-src {} 'wasm-unsafe-eval'", allowed.join(" ")),
        format!("style-src {}", source(style)),
        "img-src data: blob:".into(),
        format!("connect-src {connect}"),
        "base-uri 'none'".into(),
        "form-action 'none'".into(),
        "object-src 'none'".into(),
        "require-trusted-types-for 'script'".into(),
        "trusted-types parallax".into(),
    ];
    // Its own worker, and what keeps the served page; `boot.js` makes the one policy, which knows no other address.
    match product {
        Product::Served => rules.extend(["worker-src 'self' blob:".into(), "manifest-src 'self'".into()]),
        Product::SingleFile | Product::Saved => rules.push("worker-src blob:".into()),
    }
    rules.join("; ")
}

/// The digest of bytes as the `integrity` attribute spells it.
pub(crate) fn integrity(bytes: &[u8]) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(bytes)))
}

/// A short name for bytes, for the name of their file.
pub(crate) fn short_digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

fn source(text: &str) -> String {
    format!("'{}'", integrity(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digests_are_spelled_as_browsers_expect() {
        // The well-known SHA-256 of no bytes at all.
        assert_eq!(integrity(b""), "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
        assert_eq!(short_digest(b""), "e3b0c44298fc1c14");
    }

    #[test]
    fn a_single_file_may_fetch_nothing() {
        let single = policy(Product::SingleFile, &["a"], "b");
        assert!(single.contains("connect-src 'none'") && !single.contains("'self'"), "{single}");
        assert_eq!(policy(Product::Saved, &["a"], "b"), single);
        let served = policy(Product::Served, &["a"], "b");
        assert!(served.contains("connect-src 'self'"), "{served}");
        for policy in [single, served] {
            assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe-inline"), "{policy}");
        }
    }
}
