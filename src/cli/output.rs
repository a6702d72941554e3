//! The one place that writes to standard output: a locked, buffered writer, emptied after every article so that a
//! program that feeds lines one by one gets its answers.
use crate::call::Format;
use analysis::contract::Annotation;
use analysis::{span_table, web_annotation};
use corpus::CodePoints;
use std::io::{self, BufWriter, StdoutLock, Write};
use std::process::ExitCode;

/// Writes articles in one format.
pub(crate) struct Output {
    to: BufWriter<StdoutLock<'static>>,
    format: Format,
}

impl Output {
    /// Opens standard output; a table begins with its head.
    ///
    /// # Errors
    /// Where nobody reads.
    pub(crate) fn open(format: Format) -> io::Result<Self> {
        let mut to = BufWriter::with_capacity(1 << 16, io::stdout().lock());
        if format == Format::Csv {
            to.write_all(span_table::csv_head().as_bytes())?;
        }
        Ok(Self { to, format })
    }

    /// Opens standard output for texts.
    pub(crate) fn lines() -> Self {
        Self { to: BufWriter::with_capacity(1 << 16, io::stdout().lock()), format: Format::Json }
    }

    /// Writes a text as it is.
    ///
    /// # Errors
    /// Where nobody reads any more, or the disk is full.
    pub(crate) fn text(&mut self, text: &str) -> io::Result<()> {
        self.to.write_all(text.as_bytes())?;
        self.to.flush()
    }

    /// Writes one article.
    ///
    /// # Errors
    /// Where nobody reads any more, or the disk is full.
    pub(crate) fn write(&mut self, annotation: &Annotation<'_>) -> io::Result<()> {
        match self.format {
            Format::Json => self.json_line(annotation)?,
            Format::WebAnnotation => self.json_line(&web_annotation::page(annotation))?,
            Format::Csv => {
                let points = CodePoints::new(annotation.text);
                for row in span_table::rows(annotation) {
                    let words = points.span(annotation.text, row.range.start, row.range.end).of(annotation.text);
                    self.to.write_all(span_table::csv_line(annotation, &row, words).as_bytes())?;
                }
            }
        }
        self.to.flush()
    }

    fn json_line(&mut self, value: &impl serde::Serialize) -> io::Result<()> {
        serde_json::to_writer(&mut self.to, value)?;
        self.to.write_all(b"\n")
    }
}

/// Standard output takes no more: quietly where its reader left, with a message otherwise.
pub(crate) fn ended(e: &io::Error, failed: bool) -> ExitCode {
    if e.kind() == io::ErrorKind::BrokenPipe {
        return ExitCode::from(u8::from(failed));
    }
    eprintln!("parallax: expected to write to standard output, found: {e}; free some space or write elsewhere");
    ExitCode::FAILURE
}

impl Drop for Output {
    fn drop(&mut self) {
        // What cannot be written any more was told before.
        let _ = self.to.flush();
    }
}
