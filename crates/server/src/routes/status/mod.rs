//! The status of a case for its applicant: links that clerks make and revoke, and what a link shows.
pub(crate) mod links;
pub(crate) mod make;
pub(crate) mod revoke;
pub(crate) mod show;
