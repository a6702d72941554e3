//! The views: one file each; the table of a comparison, and the parts of Read and of Find, in their own.
pub(crate) mod compare;
pub(crate) mod corpus;
pub(crate) mod filters;
pub(crate) mod find;
pub(crate) mod hits;
pub(crate) mod names;
pub(crate) mod privacy;
pub(crate) mod read;
pub(crate) mod read_card;
pub(crate) mod read_notes;
pub(crate) mod read_strip;
pub(crate) mod searches;
pub(crate) mod sheet;
pub(crate) mod swap;
pub(crate) mod timeline;
