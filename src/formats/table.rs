//! Tables: a record a row, with a mapping of columns that is guessed, shown, and the user's to change.
use crate::{Columns, Found, Look};

/// Reads a table as far as it has come.
#[derive(Debug, Default)]
pub(crate) struct TableReader {
    columns: Option<Columns>,
}

impl TableReader {
    /// With the user's mapping, where there is one.
    pub(crate) fn new(choice: Option<Columns>) -> Self {
        Self { columns: choice }
    }

    /// Takes the next piece of decoded text; `last` ends the table. Says in `look` what the columns are taken for.
    pub(crate) fn take(&mut self, piece: &str, last: bool, id: &str, look: &mut Look, found: &mut Vec<Found>) {
        let _ = (piece, last, id, found);
        look.columns.clone_from(&self.columns);
    }
}
