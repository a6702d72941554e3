//! The views: one file each.
pub(crate) mod compare;
pub(crate) mod find;
pub(crate) mod read;
