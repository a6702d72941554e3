//! The tools outside Cargo: their versions, pinned here and nowhere else, and where they lie.
//!
//! Tools are kept per user in `${XDG_CACHE_HOME:-~/.cache}/parallax/tools/<name>-<version>`, or in the folder that
//! PARALLAX_TOOLS names. A fitting version already on the PATH is used as it is; nothing there is ever changed.
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::process::{Failure, Outcome, output_of};

/// A program or package at one exact version.
#[derive(Clone, Copy)]
pub(crate) struct Tool {
    /// The name it is published under.
    pub(crate) package: &'static str,
    /// The program it brings, empty for a library.
    pub(crate) program: &'static str,
    /// Its version, to the digit.
    pub(crate) version: &'static str,
    /// What it is for and how long it takes to install, said while it is installed.
    pub(crate) purpose: &'static str,
}

/// Builds the page. 0.22 needs a newer compiler than the workspace asks for.
pub(crate) const TRUNK: Tool = Tool {
    package: "trunk",
    program: "trunk",
    version: "0.21.14",
    purpose: "builds the page; about 10 minutes of CPU",
};
/// Writes the glue between the program and the browser; must be the version in Cargo.lock.
pub(crate) const WASM_BINDGEN: Tool = Tool {
    package: "wasm-bindgen-cli",
    program: "wasm-bindgen",
    version: "0.2.129",
    purpose: "writes the glue between program and browser; about 5 minutes of CPU",
};
/// Makes the program smaller; the one in Debian is too old.
pub(crate) const BINARYEN: Tool =
    Tool { package: "binaryen", program: "wasm-opt", version: "132.0.0", purpose: "makes the program smaller" };
/// Drives the browser.
pub(crate) const PLAYWRIGHT: Tool =
    Tool { package: "playwright-core", program: "", version: "1.65.1", purpose: "drives the browser in tests" };
/// Checks accessibility.
pub(crate) const AXE: Tool =
    Tool { package: "axe-core", program: "", version: "4.14.1", purpose: "checks accessibility in tests" };
/// Scores the page.
pub(crate) const LIGHTHOUSE: Tool =
    Tool { package: "lighthouse", program: "", version: "13.5.0", purpose: "scores the page in tests; half a minute" };
/// What others search a page's articles with.
pub(crate) const MINISEARCH: Tool =
    Tool { package: "minisearch", program: "", version: "7.2.0", purpose: "what the search is measured beside" };
/// The same, strict or with prefixes.
pub(crate) const FLEXSEARCH: Tool =
    Tool { package: "flexsearch", program: "", version: "0.8.212", purpose: "what the search is measured beside" };
/// What others find names in a page with.
pub(crate) const COMPROMISE: Tool =
    Tool { package: "compromise", program: "", version: "14.17.0", purpose: "what the analysis is measured beside" };
/// Runs wasm-opt and the browser tests, where the system has none or an old one.
pub(crate) const NODE: Tool =
    Tool { package: "node", program: "node", version: "22.23.3", purpose: "runs wasm-opt and the browser tests" };
/// Runs the batch recipe of the command line; its test alone needs it. Asks for Java 17 and Python 3.10.
pub(crate) const PYSPARK: Tool =
    Tool { package: "pyspark", program: "", version: "4.1.4", purpose: "for the batch recipe; 450 MB, 2 minutes" };
/// The oldest Node that runs all of the above (Lighthouse asks for it).
pub(crate) const NODE_OLDEST: (u32, u32) = (22, 19);

/// The target of the page.
pub(crate) const TARGET: &str = "wasm32-unknown-unknown";

impl Tool {
    /// The folder of this version in the user's cache.
    pub(crate) fn folder(&self, cache: &Path) -> PathBuf {
        let name = if self.package == WASM_BINDGEN.package { self.program } else { self.package };
        cache.join(format!("{name}-{}", self.version))
    }

    /// The folder of the program, if it came from Cargo.
    pub(crate) fn cargo_bin(&self, cache: &Path) -> PathBuf {
        self.folder(cache).join("bin")
    }

    /// The folder of the program, if it came from npm.
    pub(crate) fn npm_bin(&self, cache: &Path) -> PathBuf {
        self.modules(cache).join(".bin")
    }

    /// The folder of the package, if it came from npm.
    pub(crate) fn modules(&self, cache: &Path) -> PathBuf {
        self.folder(cache).join("node_modules")
    }

    /// Whether the program of this very version is on the PATH.
    pub(crate) fn on_path(&self) -> bool {
        self.program_answers(&PathBuf::from(self.program))
    }

    /// Whether the program at `path` is this very version.
    pub(crate) fn program_answers(&self, path: &Path) -> bool {
        let major = self.version.split('.').next().unwrap_or_default();
        output_of(Command::new(path).arg("--version")).is_ok_and(|answer| {
            answer.split_whitespace().any(|word| word == self.version || (self.program == "wasm-opt" && word == major))
        })
    }
}

/// Where the tools were found: what a command needs to run.
pub(crate) struct Toolbox {
    /// The folder of all cached tools.
    pub(crate) cache: PathBuf,
    /// Folders that go before the user's PATH.
    pub(crate) path: Vec<PathBuf>,
    /// The browser for tests, if asked for.
    pub(crate) chromium: Option<PathBuf>,
}

impl Toolbox {
    /// A program run with the tools on its PATH, from the top of the project.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(self.resolve(program));
        command.current_dir(root()).env("PATH", self.joined_path());
        command
    }

    /// Cargo, with paths of this machine kept out of the program that is built for the browser.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = self.command("cargo");
        command.env(TARGET_FLAGS, target_flags());
        command
    }

    fn joined_path(&self) -> OsString {
        let before = self.path.iter().cloned();
        let after = env::var_os("PATH").map(|path| env::split_paths(&path).collect::<Vec<_>>()).unwrap_or_default();
        env::join_paths(before.chain(after)).unwrap_or_default()
    }

    /// The first program of this name in the toolbox; else its bare name, for the system to find.
    fn resolve(&self, program: &str) -> PathBuf {
        let own = self.path.iter().map(|folder| folder.join(program)).find(|path| path.is_file());
        own.unwrap_or_else(|| PathBuf::from(program))
    }
}

/// The variable by which Cargo takes flags for the page's target alone.
pub(crate) const TARGET_FLAGS: &str = "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS";

/// The same commit gives the same bytes on every machine: no folder of this one is written into the program.
pub(crate) fn target_flags() -> String {
    let cargo_home = env::var_os("CARGO_HOME").map(PathBuf::from).or_else(|| home().map(|home| home.join(".cargo")));
    let of_cargo = cargo_home.map(|folder| format!("--remap-path-prefix={}=cargo ", folder.display()));
    format!("{}--remap-path-prefix={}=parallax", of_cargo.unwrap_or_default(), root().display())
}

/// The top of the project.
pub(crate) fn root() -> &'static Path {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.parent().and_then(Path::parent).unwrap_or(here)
}

/// Where Cargo puts what it builds.
pub(crate) fn target_dir() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), |named| root().join(named))
}

/// The per-user folder of the tools.
pub(crate) fn cache() -> Outcome<PathBuf> {
    if let Some(named) = env::var_os("PARALLAX_TOOLS") {
        return Ok(PathBuf::from(named));
    }
    let base = env::var_os("XDG_CACHE_HOME").map(PathBuf::from).or_else(|| home().map(|home| home.join(".cache")));
    base.map(|base| base.join("parallax").join("tools"))
        .ok_or_else(|| Failure("there is no home folder for the tools: set PARALLAX_TOOLS to one".into()))
}

fn home() -> Option<PathBuf> {
    env::var_os("HOME").or_else(|| env::var_os("USERPROFILE")).map(PathBuf::from)
}
