//! Documents of a case that lie in another case too.
use aktenlage_domain::clock::date_to_text;
use serde::Serialize;
use utoipa::ToSchema;

use super::list;
use super::word::CaseState;

/// A document of the case and its copy in another one.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CopyElsewhere {
    /// The document of the case.
    #[schema(format = "uuid")]
    document_id: String,
    /// Its copy.
    #[schema(format = "uuid")]
    other_document_id: String,
    /// The name of the copy.
    file_name: String,
    /// The other case.
    #[schema(format = "uuid")]
    case_id: String,
    reference: String,
    state: CaseState,
    applicant_name: Option<String>,
    #[schema(format = Date)]
    received_on: String,
    /// Pages that say the same; empty: both are the same file, byte by byte.
    pages: Vec<AlikePages>,
}

/// Two pages that say the same, by number from 1.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct AlikePages {
    page: u32,
    other_page: u32,
}

/// All of them.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CopyList {
    pub(crate) items: Vec<CopyElsewhere>,
}

impl From<aktenlage_workflow::AlikePages> for AlikePages {
    fn from(alike: aktenlage_workflow::AlikePages) -> Self {
        Self {
            page: alike.page,
            other_page: alike.other_page,
        }
    }
}

impl From<aktenlage_workflow::CopyElsewhere> for CopyElsewhere {
    fn from(copy: aktenlage_workflow::CopyElsewhere) -> Self {
        Self {
            document_id: copy.document.to_string(),
            other_document_id: copy.other.id.to_string(),
            file_name: copy.other.file_name,
            case_id: copy.case.id.to_string(),
            reference: copy.case.reference.to_string(),
            state: copy.case.state.into(),
            applicant_name: copy.case.applicant_name,
            received_on: date_to_text(copy.case.received_on),
            pages: list(copy.pages),
        }
    }
}
