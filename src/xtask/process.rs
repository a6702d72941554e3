//! Runs other programs and turns what goes wrong into one sentence.
use std::fmt;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use crate::console;

/// What went wrong, and what to do about it, for a person.
#[derive(Debug)]
pub(crate) struct Failure(pub(crate) String);

/// The result of anything that touches the world outside.
pub(crate) type Outcome<T> = Result<T, Failure>;

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "xtask: {}", self.0)
    }
}

/// A failure in one line.
pub(crate) fn fail<T>(message: impl Into<String>) -> Outcome<T> {
    Err(Failure(message.into()))
}

/// Runs a program to its end with its output on the terminal.
pub(crate) fn run(command: &mut Command) -> Outcome<()> {
    let name = name_of(command);
    match command.status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => fail(format!("{name} ended with {status}")),
        Err(error) => fail(format!("{name} could not be started: {error}")),
    }
}

/// Runs a program quietly; its standard output, or its complaint.
pub(crate) fn output_of(command: &mut Command) -> Outcome<String> {
    let name = name_of(command);
    match command.stdin(Stdio::null()).output() {
        Ok(output) if output.status.success() => Ok(String::from_utf8_lossy(&output.stdout).into_owned()),
        Ok(output) => fail(format!("{name} ended with {}\n{}", output.status, String::from_utf8_lossy(&output.stderr))),
        Err(error) => fail(format!("{name} could not be started: {error}")),
    }
}

/// Runs a program with its output on the terminal and hands every line of it to `each` as well.
/// The answer says whether the program ended well.
pub(crate) fn watch(command: &mut Command, mut each: impl FnMut(&str)) -> Outcome<bool> {
    let name = name_of(command);
    let mut child = match command.stdin(Stdio::null()).stdout(Stdio::piped()).spawn() {
        Ok(child) => child,
        Err(error) => return fail(format!("{name} could not be started: {error}")),
    };
    for line in child.stdout.take().into_iter().flat_map(|pipe| BufReader::new(pipe).lines()) {
        let Ok(line) = line else { continue };
        console::say(&line);
        each(&line);
    }
    match child.wait() {
        Ok(status) => Ok(status.success()),
        Err(error) => fail(format!("{name}: {error}")),
    }
}

/// Reads a text file.
pub(crate) fn read(path: &Path) -> Outcome<String> {
    std::fs::read_to_string(path).map_err(|error| Failure(format!("{} cannot be read: {error}", path.display())))
}

/// Reads a file of bytes.
pub(crate) fn read_bytes(path: &Path) -> Outcome<Vec<u8>> {
    std::fs::read(path).map_err(|error| Failure(format!("{} cannot be read: {error}", path.display())))
}

/// Writes a file, with the folders above it.
pub(crate) fn write(path: &Path, bytes: &[u8]) -> Outcome<()> {
    let made = path.parent().map_or(Ok(()), std::fs::create_dir_all);
    made.and_then(|()| std::fs::write(path, bytes))
        .map_err(|error| Failure(format!("{} cannot be written: {error}", path.display())))
}

fn name_of(command: &Command) -> String {
    Path::new(command.get_program()).file_name().unwrap_or_default().to_string_lossy().into_owned()
}
