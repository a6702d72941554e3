//! `parallax`: the engine on the command line.
//!
//! `call` understands the arguments, `inputs` reads articles one by one, `output` writes; `annotate` joins the two and
//! keeps nothing between articles, so its memory does not grow with their number; `compare` and `bundle` need all of them
//! at once.
//! Exit status: 0; 1 if an input could not be read (the others are still written); 2 for a wrong call.
mod annotate;
mod bundle;
mod call;
mod compare;
mod gathered;
mod inputs;
mod output;
mod progress;

use call::Call;
use std::io::Write;
use std::process::ExitCode;

fn main() -> ExitCode {
    match call::parse(std::env::args_os().skip(1)) {
        Ok(Call::Annotate(asked)) => annotate::run(&asked),
        Ok(Call::Compare(asked)) => compare::run(&asked),
        Ok(Call::Bundle(asked)) => bundle::run(&asked),
        Ok(Call::Tell(text)) => tell(&text),
        Err(wrong) => {
            eprintln!("parallax: {wrong}");
            ExitCode::from(2)
        }
    }
}

/// Writes help or version.
fn tell(text: &str) -> ExitCode {
    // Whoever asked and then closed the pipe does not want the rest.
    let _ = std::io::stdout().lock().write_all(text.as_bytes());
    ExitCode::SUCCESS
}
