//! The views: one file each; the table of a comparison in its own.
pub(crate) mod compare;
pub(crate) mod corpus;
pub(crate) mod find;
pub(crate) mod read;
pub(crate) mod sheet;
pub(crate) mod swap;
