//! The corpus as a file: everything that was brought and everything that the user did, to be opened again here.
use crate::{Library, Question};
use corpus::packed;

/// Asks for the whole corpus as a text to be saved.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FileOf {
    /// In which form.
    pub form: FileForm,
    /// What the user keeps beside the corpus (notes, searches, corrections), as the page writes it; may be empty.
    pub kept: String,
    /// The address of the view to open; may be empty.
    pub view: String,
}

/// The forms of a saved corpus.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum FileForm {
    /// All of it, as JSON with a schema and a version; it is read again by [`crate::CorpusFile`].
    #[default]
    Corpus,
    /// What was found in the texts, as W3C Web Annotations (JSON-LD), one a line.
    WebAnnotations,
    /// What was found in the texts: CSV, a row per span, guarded against formulas.
    Csv,
    /// The articles, one after the other, as Markdown.
    Markdown,
    /// The contract of `parallax annotate`: JSON Lines.
    Lines,
}

packed!(FileOf { form, kept, view });
packed!(enum FileForm { 0 => Corpus, 1 => WebAnnotations, 2 => Csv, 3 => Markdown, 4 => Lines });

impl Question for FileOf {
    type Answer = String;
    const NUMBER: u8 = 41;

    fn answer(&self, library: &Library) -> String {
        let _ = library;
        String::new()
    }
}
