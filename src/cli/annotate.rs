//! `parallax annotate`: reads each article, analyses it, writes it, forgets it.
use crate::call::Annotate;
use crate::inputs::{self, Taker};
use crate::output::{Output, ended};
use crate::progress::Progress;
use analysis::contract;
use corpus::{Article, EventInfo, ReadError};
use std::io;
use std::ops::ControlFlow;
use std::process::ExitCode;

/// Does what was asked.
pub(crate) fn run(asked: &Annotate) -> ExitCode {
    let output = match Output::open(asked.format) {
        Ok(output) => output,
        Err(e) => return ended(&e, false),
    };
    let mut run = Run { output, progress: Progress::new(), failed: false, broken: None };
    let flow = inputs::read_all(&asked.paths, &mut run);
    debug_assert_eq!(flow.is_break(), run.broken.is_some());
    match &run.broken {
        Some(e) => ended(e, run.failed),
        None => ExitCode::from(u8::from(run.failed)),
    }
}

struct Run {
    output: Output,
    progress: Progress,
    failed: bool,
    broken: Option<io::Error>,
}

impl Taker for Run {
    fn article(&mut self, article: Article, known: &[EventInfo]) -> ControlFlow<()> {
        let reading = analysis::read(&article, known);
        if let Err(e) = self.output.write(&contract::annotate(&article, &reading, None)) {
            self.broken = Some(e);
            return ControlFlow::Break(());
        }
        self.progress.step();
        ControlFlow::Continue(())
    }

    fn failed(&mut self, error: &ReadError) {
        self.progress.clear();
        eprintln!("parallax: {error}");
        self.failed = true;
    }
    fn remark(&mut self, file: &str, remark: &str) {
        self.progress.clear();
        eprintln!("parallax: {file}: {remark}");
    }
}
