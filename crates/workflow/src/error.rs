//! Why a use case was not carried out, in terms of what the caller can do about it.
use std::borrow::Cow;

use aktenlage_domain::case::{CaseState, TransitionError};
use aktenlage_domain::letter::rules::LetterProblem;
use aktenlage_domain::person::Role;
use aktenlage_store::StoreError;

/// One field of a request that cannot be taken as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldIssue {
    /// Name of the field in the request; of an element of a list with its key behind a full stop.
    pub field: Cow<'static, str>,
    /// Stable code.
    pub code: &'static str,
}

impl FieldIssue {
    /// One finding.
    pub const fn new(field: &'static str, code: &'static str) -> Self {
        Self {
            field: Cow::Borrowed(field),
            code,
        }
    }
}

impl From<LetterProblem> for FieldIssue {
    fn from(problem: LetterProblem) -> Self {
        Self {
            field: Cow::Owned(problem.part.name()),
            code: problem.code.as_str(),
        }
    }
}

/// Why the report of an evaluation cannot be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReportProblem {
    /// It is no report, or a broken one; run the evaluation again.
    #[error("it is not in the expected form")]
    Malformed,
    /// Another version of the program wrote it; run the evaluation again with this one.
    #[error("it is in the format of another version")]
    UnknownFormat,
    /// It is larger than what is read; evaluate fewer cases at once.
    #[error("it is too large")]
    TooLarge,
}

/// Why nothing was done. Texts hold no personal data.
#[derive(Debug, thiserror::Error)]
pub enum WorkflowError {
    /// The person's role does not allow it; ask for the role.
    #[error("the role {required} is needed")]
    Forbidden {
        /// The role that may do it.
        required: Role,
    },
    /// There is no such record; check the address.
    #[error("not found")]
    NotFound,
    /// Somebody saved in between; look at what changed and save again.
    #[error("the case is at version {current_version}")]
    VersionConflict {
        /// The version that is stored.
        current_version: i64,
        /// Display name of the last person who changed it.
        changed_by: Option<String>,
    },
    /// The case is decided and takes no changes.
    #[error("the case is decided")]
    CaseIsDecided,
    /// Its post was joined to another case, where the work goes on.
    #[error("the post of the case was joined to another one")]
    CaseIsJoined,
    /// Somebody has worked on the case: its post stays there.
    #[error("the case is not new")]
    CaseIsNotNew,
    /// The document, or a part of it, counts for another case; it is taken back first.
    #[error("the document counts for another case")]
    DocumentIsPlaced,
    /// A decision waits for a second person; it is released, sent back or withdrawn first.
    #[error("a decision of the case waits for release")]
    AwaitsRelease,
    /// Nothing waits for release there, or another proposal does; look at the case again.
    #[error("nothing waits for release")]
    NothingToRelease,
    /// The person worked on the case themselves; somebody else releases it or sends it back.
    #[error("the case is the person's own")]
    OwnCase,
    /// What the proposed decision rests on changed since it was submitted; it is sent back or withdrawn.
    #[error("the case changed since the decision was submitted")]
    ChangedSinceSubmission,
    /// There is no decision that could be opened again.
    #[error("the case is not decided")]
    CaseIsNotDecided,
    /// The documents are still being read.
    #[error("the case is not ready")]
    CaseNotReady,
    /// The request names values that cannot be taken; correct them.
    #[error("the request is invalid")]
    Invalid(Vec<FieldIssue>),
    /// A page that cannot be drawn; the original can be downloaded.
    #[error("the page cannot be drawn")]
    PageNotRendered,
    /// The report of an evaluation that cannot be shown.
    #[error("the evaluation cannot be shown: {0}")]
    ReportUnreadable(ReportProblem),
    /// A run of an evaluation is being made; wait for it, or stop it where it was started.
    #[error("an evaluation is under way")]
    EvaluationUnderWay,
    /// No regulations are indexed; import them.
    #[error("no regulations are indexed: run `aktenlage regulations import`")]
    RegulationsEmpty,
    /// The disk is full; the operator frees space. Nothing was recorded.
    #[error("the storage is full")]
    StorageFull,
    /// A part cannot be reached; try again, the operator looks at the log.
    #[error("a part of the system is not available: {0}")]
    Unavailable(String),
    /// A defect; the operator looks at the log.
    #[error("internal: {0}")]
    Internal(String),
}

impl WorkflowError {
    /// Why a case in this state takes no changes any more.
    pub(crate) fn closed(state: CaseState) -> Self {
        match state {
            CaseState::Joined => Self::CaseIsJoined,
            CaseState::Decided
            | CaseState::Received
            | CaseState::UnderReview
            | CaseState::AwaitingDocuments
            | CaseState::AwaitingRelease => Self::CaseIsDecided,
        }
    }
    /// One invalid field.
    pub fn invalid(field: &'static str, code: &'static str) -> Self {
        Self::Invalid(vec![FieldIssue::new(field, code)])
    }
}

impl From<StoreError> for WorkflowError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Conflict { current_version } => Self::VersionConflict {
                current_version,
                changed_by: None,
            },
            StoreError::StorageFull => Self::StorageFull,
            StoreError::Unavailable(detail) => Self::Unavailable(detail),
            StoreError::LeaseLost => Self::Unavailable("another worker took the job".to_owned()),
            other @ (StoreError::Exists { .. } | StoreError::Corrupt(_) | StoreError::Internal(_)) => {
                Self::Internal(other.to_string())
            }
        }
    }
}

impl From<TransitionError> for WorkflowError {
    /// Why a case takes no decision, letter or release where it stands.
    fn from(error: TransitionError) -> Self {
        match error.from {
            CaseState::Decided | CaseState::Joined => Self::closed(error.from),
            CaseState::AwaitingRelease => Self::AwaitsRelease,
            CaseState::Received | CaseState::UnderReview | CaseState::AwaitingDocuments => Self::CaseNotReady,
        }
    }
}

impl From<aktenlage_assist::AssistError> for WorkflowError {
    fn from(error: aktenlage_assist::AssistError) -> Self {
        Self::Unavailable(error.to_string())
    }
}
