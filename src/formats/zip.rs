//! Archives: their list of files is read, and each file is unpacked when it is its turn, within limits.
use crate::{Limits, Trouble};

/// An archive that is read.
#[derive(Debug, Default)]
pub(crate) struct Archive;

impl Archive {
    /// Reads the list of its files.
    ///
    /// # Errors
    /// Where it is no archive, or damaged, or its list promises more than the limits let in.
    pub(crate) fn open(bytes: Vec<u8>, limits: &Limits) -> Result<Self, Trouble> {
        let _ = (bytes, limits);
        Err(Trouble::of_file("archives are not read yet", "unpack it"))
    }

    /// The next file's name and bytes, or why they cannot be had; `None` at the end.
    pub(crate) fn next(&mut self) -> Option<(String, Result<Vec<u8>, Trouble>)> {
        None
    }
}
