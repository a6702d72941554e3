//! `cargo xtask`: the project's own tool. Each command says what it does while it does it.
//!
//! A command installs what it needs, so `cargo xtask serve` on a fresh clone is enough. Exit status: 0, 1 when
//! something failed, 2 for a wrong call.
mod bench;
mod bundle;
mod checks;
mod console;
mod engine;
mod fuzz;
mod letters;
mod linear;
mod lzma;
mod offline;
mod policy;
mod process;
mod rules;
mod serve;
mod setup;
mod size;
mod spark;
mod template;
mod tools;

use process::Outcome;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask <command>

  setup                 install what is missing, for all commands, and say what
  build                 write dist/ (to be served from any path) and dist/parallax.html (one file, opens from disk)
  serve [--port N] [--open]
                        build, serve dist/ on this machine only, and build again when a source file changes
  test [--only STEP]    everything that is checked: format, lint, native, rules, build, size, spark, browser
  bench [--articles N]  how fast the page starts, beside an empty one; search and names beside other libraries, over the same
                        articles, at most N (100000: a quarter of an hour)
  eval [--errors ROW]   how well the engine reads, in one table; or what one row of it counts as wrong
  fuzz [--seconds N]    random texts against what holds for any text, N seconds for each target (60)
  size                  size of every product file, against the budgets

PARALLAX_TOOLS names another folder for the tools, CHROME another browser.";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(command) = Command::read(&words) else {
        eprintln!("{HELP}");
        return ExitCode::from(2);
    };
    match command.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("{failure}");
            ExitCode::FAILURE
        }
    }
}

/// What was asked for.
enum Command<'a> {
    Help,
    Setup,
    Build,
    Serve { port: u16, open: bool },
    Test { only: Option<&'a str> },
    Bench { articles: u32 },
    Eval { errors: Option<&'a str> },
    Fuzz { seconds: u32 },
    Size,
}

impl<'a> Command<'a> {
    fn read(words: &[&'a str]) -> Option<Self> {
        match words {
            [] | ["help" | "--help" | "-h"] => Some(Self::Help),
            ["setup"] => Some(Self::Setup),
            ["build"] => Some(Self::Build),
            ["serve", rest @ ..] => Self::read_serve(rest),
            ["test"] => Some(Self::Test { only: None }),
            ["test", "--only", step] => Some(Self::Test { only: Some(step) }),
            ["bench"] => Some(Self::Bench { articles: 100_000 }),
            ["bench", "--articles", number] => Some(Self::Bench { articles: number.parse().ok().filter(|n| *n > 0)? }),
            ["eval"] => Some(Self::Eval { errors: None }),
            ["eval", "--errors", row] => Some(Self::Eval { errors: Some(row) }),
            ["fuzz"] => Some(Self::Fuzz { seconds: 60 }),
            ["fuzz", "--seconds", number] => Some(Self::Fuzz { seconds: number.parse().ok()? }),
            ["size"] => Some(Self::Size),
            _ => None,
        }
    }

    fn read_serve(mut words: &[&'a str]) -> Option<Self> {
        let (mut port, mut open) = (serve::PORT, false);
        loop {
            words = match words {
                [] => return Some(Self::Serve { port, open }),
                ["--open", rest @ ..] => {
                    open = true;
                    rest
                }
                ["--port", number, rest @ ..] => {
                    port = number.parse().ok()?;
                    rest
                }
                _ => return None,
            };
        }
    }

    fn run(self) -> Outcome<()> {
        match self {
            Self::Help => console::say(HELP),
            Self::Setup => {
                setup::for_bench()?;
            }
            Self::Build => bundle::build(&setup::for_build()?)?,
            Self::Serve { port, open } => serve::serve(&setup::for_build()?, port, open)?,
            Self::Test { only } => checks::run_all(only)?,
            Self::Bench { articles } => bench::bench(articles)?,
            Self::Eval { errors } => checks::eval(errors)?,
            Self::Fuzz { seconds } => fuzz::fuzz(seconds)?,
            Self::Size => size::report(size::Strictness::Design)?,
        }
        Ok(())
    }
}
