//! Small cases in a file: a text (blocks parted by ¶), then one indented line for each thing found in it.

/// The cases of a file, without its empty lines and remarks.
pub(crate) fn read(file: &'static str) -> Vec<(&'static str, Vec<&'static str>)> {
    let mut list: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in file.lines().filter(|l| !l.trim().is_empty() && !l.starts_with('#')) {
        match (line.strip_prefix("    "), list.last_mut()) {
            (Some(found), Some(case)) => case.1.push(found),
            _ => list.push((line, Vec::new())),
        }
    }
    list
}
