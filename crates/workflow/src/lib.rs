//! Use cases and jobs of the workbench: the only place that opens a transaction.
//!
//! Data flows one way: a submission is received, its documents are read, a model suggests, a person reviews, a
//! person decides. Each use case is a method of [`Workbench`] in a file of its own, named by its verb. Functions that
//! make facts take a [`Clerk`](aktenlage_domain::person::Clerk); no job has one.
#![warn(missing_docs)]

mod assign_case;
mod audit_trail;
mod basis;
mod case_detail;
mod case_views;
mod check_completeness;
mod copies;
mod deadlines;
mod division;
mod documents;
pub mod drift;
mod duplicates;
mod error;
pub mod evaluations;
mod first_receipt;
mod history;
mod intake_sources;
mod jobs;
pub mod joining;
pub mod learning;
mod legal_bases;
pub mod letters;
mod list_cases;
mod models;
mod names;
mod open_points;
mod other_entries;
pub mod practice;
mod presence;
mod read_fields;
mod receive_application;
mod record_decision;
pub mod releases;
mod reliability;
mod reopen_case;
pub mod request_figures;
mod review_suggestion;
mod runner;
pub mod samples;
mod saved_filters;
mod shadows;
mod shown_suggestions;
mod sign_in;
mod snooze_case;
mod standing;
pub mod status;
mod summary;
mod take_in;
mod taught_forms;
mod transfer_notes;
pub mod views;
mod watched_folder;
mod watched_mailbox;
mod workbench;

pub use aktenlage_catalogue::service::Label;
pub use audit_trail::{ChainReport, FirstBad, TrailOutcome, TrailQuery};
pub use case_views::CaseViewMark;
pub use copies::{AlikePages, CopyElsewhere};
pub use error::{FieldIssue, ReportProblem, WorkflowError};
pub use evaluations::EvaluationProgram;
pub use first_receipt::{FirstReceiptDraft, FirstReceiptsView};
pub use intake_sources::{IntakeSource, LastLook};
pub use letters::Outbox;
pub use list_cases::{CaseQuery, CaseSort, CaseView};
pub use models::{BlueprintStatus, EncoderCard, ModelStatus, ServiceSummary, TrainedHead};
pub use other_entries::OtherEntry;
pub use receive_application::IncomingFile;
pub use reliability::Reliability;
pub use runner::{Progress, Runner};
pub use saved_filters::FilterDraft;
pub use shown_suggestions::NamedSuggestions;
pub use sign_in::{Session, SignInAttempt, SignInTry};
pub use watched_folder::{FolderError, FolderWatcher, Look, WatchedFolder};
pub use watched_mailbox::{Mailbox, MailboxWatcher};
pub use workbench::{Office, Parts, Workbench};
