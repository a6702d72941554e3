//! Serves `dist/` to this machine only, and builds it again when a source file changes.
//!
//! A small server for looking at the page: one thread a connection, GET and HEAD, no compression, nothing kept by the
//! browser. It does not reload the page by itself.
use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::time::{Duration, SystemTime};

use crate::bundle;
use crate::console::say;
use crate::process::{Failure, Outcome};
use crate::tools::{Toolbox, root};

/// The port that is tried first.
pub(crate) const PORT: u16 = 8080;
/// How many ports are tried after it.
const PORTS_TRIED: u16 = 20;
/// The longest request line and headers read, in bytes.
const REQUEST_BYTES_MAX: u64 = 64 * 1024;
/// What the page is made from.
const SOURCES: [&str; 6] = ["Cargo.toml", "Trunk.toml", "index.html", "seeds", "src", "styles"];

/// Builds, serves, and goes on until it is stopped.
pub(crate) fn serve(toolbox: &Toolbox, port: u16, open: bool) -> Outcome<()> {
    let mut built_from = newest_source();
    bundle::build(toolbox)?;
    let listener = listen(port)?;
    let address = listener.local_addr().map_err(|error| Failure(format!("no address: {error}")))?;
    say(&format!("\nParallax is at http://{address}/ (stop with Ctrl-C)"));
    say("Or open dist/parallax.html from the disk: it is the same page in one file.\n");
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            std::thread::spawn(move || answer(&stream));
        }
    });
    if open {
        show(&format!("http://{address}/"));
    }
    loop {
        std::thread::sleep(Duration::from_secs(1));
        let newest = newest_source();
        if newest > built_from {
            built_from = newest;
            match bundle::build(toolbox) {
                Ok(()) => say("Reload the page: it offers the new version."),
                Err(failure) => {
                    say(&format!("{failure}\nThe page is as it was; it is built again at the next change."));
                }
            }
        }
    }
}

/// The wanted port, or the next free one.
fn listen(port: u16) -> Outcome<TcpListener> {
    let last = port.saturating_add(PORTS_TRIED);
    let free = (port..=last).find_map(|port| TcpListener::bind((Ipv4Addr::LOCALHOST, port)).ok());
    free.ok_or_else(|| Failure(format!("no free port between {port} and {last}: name one with --port")))
}

/// When a source was last changed.
fn newest_source() -> Option<SystemTime> {
    SOURCES.iter().filter_map(|name| newest_in(&root().join(name))).max()
}

fn newest_in(path: &Path) -> Option<SystemTime> {
    let own = path.metadata().ok()?.modified().ok();
    let inside = std::fs::read_dir(path).into_iter().flatten().flatten();
    inside.filter_map(|entry| newest_in(&entry.path())).chain(own).max()
}

fn show(address: &str) {
    let opener = if cfg!(target_os = "macos") { "open" } else { "xdg-open" };
    if std::process::Command::new(opener).arg(address).spawn().is_err() {
        say("No browser could be opened from here: open the address above.");
    }
}

/// Answers one request. A connection that breaks is the browser's business.
fn answer(stream: &TcpStream) {
    let mut line = String::new();
    let mut reader = BufReader::new(stream.take(REQUEST_BYTES_MAX));
    if reader.read_line(&mut line).is_err() {
        return;
    }
    // The headers are read to their end, so that the browser does not see its connection reset; none is used.
    let mut header = String::new();
    while reader.read_line(&mut header).is_ok_and(|length| length > 2) {
        header.clear();
    }
    let mut out = stream;
    let _ = out.write_all(&reply(&bundle::dist(), &line)).and_then(|()| out.flush());
}

/// The whole answer to a request line.
fn reply(folder: &Path, request: &str) -> Vec<u8> {
    let mut words = request.split_ascii_whitespace();
    let (method, target) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let found = match method {
        "GET" | "HEAD" => {
            file_of(folder, target).and_then(|path| Some((std::fs::read(&path).ok()?, content_type(&path))))
        }
        _ => return head("405 Method Not Allowed", "text/plain; charset=utf-8", 0),
    };
    let Some((bytes, kind)) = found else {
        let text = "There is no such file here.\n";
        return [head("404 Not Found", "text/plain; charset=utf-8", text.len()), text.into()].concat();
    };
    let mut answer = head("200 OK", kind, bytes.len());
    if method == "GET" {
        answer.extend(bytes);
    }
    answer
}

/// The file that a request names: plain names below the folder only.
fn file_of(folder: &Path, target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next().unwrap_or_default().strip_prefix('/')?;
    let path = Path::new(if path.is_empty() { "index.html" } else { path });
    let plain = path.components().all(|part| matches!(part, Component::Normal(_)));
    plain.then(|| folder.join(path)).filter(|path| path.is_file())
}

fn head(status: &str, kind: &str, length: usize) -> Vec<u8> {
    format!(
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-store\r\n\
         X-Content-Type-Options: nosniff\r\nConnection: close\r\n\r\n"
    )
    .into_bytes()
}

fn content_type(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("webmanifest") => "application/manifest+json",
        Some("wasm") => "application/wasm",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_below_the_folder_are_answered() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let check = |request: &str, status: &str| {
            let answer = reply(here, request);
            let line = String::from_utf8_lossy(&answer).lines().next().unwrap_or_default().to_owned();
            assert!(line.contains(status), "{request}: {line}");
        };
        check("GET /Cargo.toml HTTP/1.1", "200");
        check("GET /Cargo.toml?x=../y HTTP/1.1", "200");
        check("HEAD /Cargo.toml HTTP/1.1", "200");
        check("GET /../app/Cargo.toml HTTP/1.1", "404");
        check("GET //etc/passwd HTTP/1.1", "404");
        check("GET /./../../Cargo.toml HTTP/1.1", "404");
        check("GET /%2e%2e/app/Cargo.toml HTTP/1.1", "404");
        check("GET / HTTP/1.1", "404");
        check("GET", "404");
        check("POST /Cargo.toml HTTP/1.1", "405");
        check("", "405");
    }

    #[test]
    fn a_taken_port_gives_the_next_one() -> Result<(), Box<dyn std::error::Error>> {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?;
        let port = taken.local_addr()?.port();
        let next = listen(port).map_err(|failure| failure.0)?;
        assert_ne!(next.local_addr()?.port(), port);
        Ok(())
    }
}
