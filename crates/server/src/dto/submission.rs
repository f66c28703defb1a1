//! What came of a submission.
use aktenlage_domain::case::Document;
use aktenlage_domain::document::IssueCode as DomainIssueCode;
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::list;
use super::word::IssueCode;

/// The case that was opened, or named, and the files as kept.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SubmissionReceived {
    #[schema(format = "uuid")]
    pub(crate) case_id: String,
    reference: String,
    documents: Vec<ReceivedDocument>,
}

/// A file as kept, with what was wrong at first sight.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ReceivedDocument {
    #[schema(format = "uuid")]
    id: String,
    file_name: String,
    sha256: String,
    size_bytes: i64,
    media_type: String,
    issues: Vec<IssueCode>,
}

/// The upload form, for the description of the interface.
#[derive(ToSchema)]
#[expect(dead_code, reason = "the parts are read one by one as they arrive")]
pub(crate) struct SubmissionRequest {
    /// One part a file, 1 to the limit.
    #[schema(value_type = Vec<String>, format = Binary)]
    file: Vec<u8>,
    /// Day of receipt; today if it is left out.
    #[schema(format = Date)]
    received_on: Option<String>,
    /// Reference of the open case that it is for; a case of its own is opened if it is left out.
    case: Option<String>,
}

impl From<(Document, Vec<DomainIssueCode>)> for ReceivedDocument {
    fn from((document, issues): (Document, Vec<DomainIssueCode>)) -> Self {
        Self {
            id: document.id.to_string(),
            file_name: document.file_name,
            sha256: document.sha256,
            size_bytes: document.size_bytes,
            media_type: document.media_type,
            issues: list(issues),
        }
    }
}

impl From<views::Received> for SubmissionReceived {
    fn from(received: views::Received) -> Self {
        Self {
            case_id: received.case.to_string(),
            reference: received.reference.to_string(),
            documents: list(received.documents),
        }
    }
}
