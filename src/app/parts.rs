//! Parts that several views share: marked text, the evidence behind a number, how an article is introduced, notes, exports.
pub(crate) mod evidence;
pub(crate) mod introduction;
pub(crate) mod marked;
pub(crate) mod notes;
pub(crate) mod reading_bar;
pub(crate) mod take_along;
