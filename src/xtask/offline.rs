//! What the served page needs to be kept by a browser: its manifest, and the service worker with the list of its files.
use std::fmt::Write;

use crate::policy::{integrity, short_digest};
use crate::process::{Outcome, fail};

/// The name of the manifest.
pub(crate) const MANIFEST: &str = "manifest.webmanifest";
/// The name of the service worker; `boot.js` knows it too.
pub(crate) const SERVICE_WORKER: &str = "sw.js";

/// The service worker of a page and its files, by name: each with its digest, and a version that is another one when any
/// of them is. `parallax bundle` puts the corpus before the version.
pub(crate) fn service_worker(template: &str, page: &str, files: &[(&str, &[u8])]) -> Outcome<String> {
    let mut listed = String::new();
    for (name, bytes) in files {
        let _ = write!(listed, "{}\"{name}\":\"{}\"", if listed.is_empty() { "" } else { "," }, integrity(bytes));
    }
    let version = short_digest(format!("{template}{page}{listed}").as_bytes());
    let mut script = template.to_owned();
    for (place, value) in [("FILES", format!("{{{listed}}}")), ("VERSION", format!("\"{version}\""))] {
        if script.matches(place).count() != 1 {
            return fail(format!("src/app/{SERVICE_WORKER}: expected one {place}"));
        }
        script = script.replace(place, &value);
    }
    Ok(script)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_is_listed_and_any_change_is_another_version() {
        let made =
            |page, file: &[u8]| service_worker("f=FILES;v=VERSION", page, &[("a.js", file), ("b", b"")]).unwrap();
        let script = made("page", b"x");
        let start = "f={\"a.js\":\"sha256-LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE=\",\"b\":\"sha256-47DEQpj8";
        assert!(script.starts_with(start), "{script}");
        let version = |script: &str| script.split_once("v=").map(|(_, version)| version.to_owned());
        assert_eq!(version(&script), version(&made("page", b"x")));
        assert_ne!(version(&script), version(&made("page", b"y")));
        assert_ne!(version(&script), version(&made("pagf", b"x")));
    }

    #[test]
    fn a_service_worker_without_a_place_for_its_files_is_refused() {
        assert!(service_worker("VERSION", "", &[]).is_err());
    }
}
