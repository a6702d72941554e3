//! Rules of this project that no compiler knows: what may lie at the top, and what the page's code may never say.
use std::path::{Path, PathBuf};

use crate::console::say;
use crate::process::{Outcome, fail, output_of, read};
use crate::tools::root;

/// All that may lie at the top of the project.
const TOP: [&str; 15] = [
    ".cargo",
    ".ci",
    ".clippy.toml",
    ".gitattributes",
    ".gitignore",
    ".rustfmt.toml",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "README.md",
    "Trunk.toml",
    "index.html",
    "seeds",
    "src",
    "styles",
];

/// What the page's code may not hold, and why.
const NEVER: [(&str, &str); 7] = [
    (" style=", "the policy blocks style attributes: use a class, or an attribute of the drawing"),
    ("from_html_unchecked", "text is never rendered as HTML"),
    ("VRaw", "text is never rendered as HTML"),
    ("set_inner_html", "text is never rendered as HTML"),
    ("set_outer_html", "text is never rendered as HTML"),
    ("insert_adjacent_html", "text is never rendered as HTML"),
    ("javascript:", "links are http and https only"),
];

/// Checks all rules; says each breach.
pub(crate) fn check() -> Outcome<()> {
    let mut breaches = top_level()?;
    for path in rust_files(&root().join("src/app"))? {
        let name = path.strip_prefix(root()).unwrap_or(&path).display().to_string();
        breaches.extend(breaches_in(&name, &read(&path)?));
    }
    for breach in &breaches {
        say(breach);
    }
    match breaches.len() {
        0 => Ok(()),
        count => fail(format!("{count} breaches of the project's rules")),
    }
}

/// What is under version control, and only that: a folder of somebody's editor is not our business.
fn top_level() -> Outcome<Vec<String>> {
    let listed = output_of(std::process::Command::new("git").args(["ls-files", "--cached"]).current_dir(root()))?;
    let mut names: Vec<&str> = listed.lines().filter_map(|path| path.split('/').next()).collect();
    names.dedup();
    let strange = names.into_iter().filter(|name| !TOP.contains(name));
    Ok(strange.map(|name| format!("{name}: nothing but {} may lie at the top", TOP.join(", "))).collect())
}

fn breaches_in(name: &str, source: &str) -> Vec<String> {
    let lines = source.lines().enumerate().filter(|(_, line)| !line.trim_start().starts_with("//"));
    lines
        .flat_map(|(number, line)| {
            let broken = NEVER.iter().filter(|(words, _)| line.contains(words));
            broken.map(move |(words, why)| format!("{name}:{}: {words:?}: {why}", number + 1)).collect::<Vec<_>>()
        })
        .collect()
}

fn rust_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let entries = std::fs::read_dir(folder).or_else(|error| fail(format!("{}: {error}", folder.display())))?;
    let mut files = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_breach_is_told_with_its_line() {
        let check = |source: &str, lines: &[usize]| {
            let told = breaches_in("a.rs", source);
            let expected: Vec<String> = lines.iter().map(|line| format!("a.rs:{line}: ")).collect();
            assert_eq!(told.len(), expected.len(), "{source}: {told:?}");
            assert!(told.iter().zip(expected).all(|(told, start)| told.starts_with(&start)), "{source}: {told:?}");
        };
        check("html! { <p class=\"a\">{ text }</p> }", &[]);
        check("\nhtml! { <p style=\"color:red\" /> }", &[2]);
        check("// never set_inner_html\nelement.set_inner_html(text);", &[2]);
        check("Html::from_html_unchecked(text)", &[1]);
        check("let link = \"javascript:alert()\";", &[1]);
    }
}
