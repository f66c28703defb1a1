//! Cases: the queue, one case, its fields and checks, reviews, the decision.
pub(crate) mod assign;
pub(crate) mod completeness;
pub(crate) mod decide;
pub(crate) mod decisions;
pub(crate) mod fields;
pub(crate) mod history;
pub(crate) mod join;
pub(crate) mod joining;
pub(crate) mod legal_bases;
pub(crate) mod list;
pub(crate) mod open_points;
pub(crate) mod process;
pub(crate) mod release;
pub(crate) mod reopen;
pub(crate) mod review;
pub(crate) mod show;
pub(crate) mod snooze;
