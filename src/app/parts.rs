//! Parts that several views share: marked text, the evidence behind a number, how an article is
//! introduced, a histogram of days, a long list of which a stretch is drawn, what a screen reader is told, notes,
//! corrections, exports.
pub(crate) mod corrections;
pub(crate) mod evidence;
pub(crate) mod histogram;
pub(crate) mod introduction;
pub(crate) mod live;
pub(crate) mod marked;
pub(crate) mod notes;
pub(crate) mod reading_bar;
pub(crate) mod share;
pub(crate) mod stretch;
pub(crate) mod take_along;
