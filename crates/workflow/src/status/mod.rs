//! Where a case stands, for its applicant: the links that clerks make, and what somebody sees who has one. Facts alone
//! are shown: what people said and what was sent, no suggestion and no name.
mod links;
mod shown;

pub use links::StatusLinkView;
pub use shown::{CaseStatus, RequestedDocuments, RequestedItem};
