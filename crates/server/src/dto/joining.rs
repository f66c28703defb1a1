//! Post for a case that is there already.
use aktenlage_domain::clock::{date_to_text, instant_to_text};
use aktenlage_workflow::joining as views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::evidence::Evidence;
use super::label::Person;
use super::list;
use super::word::{CaseState, JoiningGround};

/// A case as post: where it was joined, what was joined to it, and where it may belong.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseJoining {
    /// The case that its post was joined to.
    into: Option<JoinedPost>,
    /// What was joined to it, oldest first.
    joined: Vec<JoinedPost>,
    /// Its documents that count for other cases, oldest placement first.
    placed: Vec<PlacedDocument>,
    /// Documents of other cases that count for it.
    taken: Vec<PlacedDocument>,
    /// Whether its post may be joined to another case: it was read, and nobody has worked on it.
    may_be_joined: bool,
    /// Cases that it may belong to, by reference. None stands before another.
    likely: Vec<LikelyCase>,
}

/// A joining as one of its two cases shows it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct JoinedPost {
    /// The other case.
    #[schema(format = "uuid")]
    case_id: String,
    reference: String,
    ground: JoiningGround,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
}

/// A document that counts for another case than the one that it came in with, as one of the two shows it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlacedDocument {
    #[schema(format = "uuid")]
    document_id: String,
    file_name: String,
    /// Which pages of the file, if it was divided, for example `4-6`.
    pages: Option<String>,
    /// The other case.
    #[schema(format = "uuid")]
    case_id: String,
    reference: String,
    /// The version of that case.
    version: i64,
    ground: Option<JoiningGround>,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
}

/// A case that post may belong to.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct LikelyCase {
    #[schema(format = "uuid")]
    case_id: String,
    reference: String,
    version: i64,
    state: CaseState,
    service: Option<String>,
    applicant_name: Option<String>,
    #[schema(format = Date)]
    received_on: String,
    /// What speaks for it, at least one.
    grounds: Vec<JoiningGround>,
    /// Where that stands in the post, at least one place.
    evidence: Vec<Evidence>,
}

/// The case that takes the post.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct JoiningRequest {
    #[schema(format = "uuid")]
    pub(crate) into: String,
    /// The version of that case that was on the screen.
    pub(crate) into_version: i64,
}

/// A document that shall count for another case, or for its own one again.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct PlacementRequest {
    #[schema(format = "uuid")]
    pub(crate) document_id: String,
    /// The case that takes it; absent: it is taken back.
    #[schema(format = "uuid")]
    pub(crate) into: Option<String>,
    /// The version of the other case that was on the screen: of the one that takes it, or that it is taken back from.
    pub(crate) other_version: i64,
}

/// The new versions of both cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PlacementRecorded {
    pub(crate) version: i64,
    #[schema(format = "uuid")]
    pub(crate) other: String,
    pub(crate) other_version: i64,
}

/// The new versions of both cases.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct JoiningRecorded {
    pub(crate) version: i64,
    #[schema(format = "uuid")]
    pub(crate) into: String,
    pub(crate) into_version: i64,
}

impl From<views::JoiningView> for CaseJoining {
    fn from(view: views::JoiningView) -> Self {
        Self {
            into: view.into.map(JoinedPost::from),
            joined: list(view.joined),
            placed: list(view.placed),
            taken: list(view.taken),
            may_be_joined: view.may_be_joined,
            likely: list(view.likely),
        }
    }
}

impl From<views::JoinedPost> for JoinedPost {
    fn from(view: views::JoinedPost) -> Self {
        Self {
            case_id: view.other.to_string(),
            reference: view.reference.to_string(),
            ground: view.joining.ground.into(),
            by: view.by.into(),
            at: instant_to_text(view.joining.at),
        }
    }
}

impl From<views::PlacedDocument> for PlacedDocument {
    fn from(view: views::PlacedDocument) -> Self {
        Self {
            document_id: view.document.id.to_string(),
            file_name: view.document.file_name,
            pages: view.document.pages.map(|pages| pages.to_string()),
            case_id: view.other.id.to_string(),
            reference: view.other.reference.to_string(),
            version: view.other.version,
            ground: view.placement.ground.map(JoiningGround::from),
            by: view.by.into(),
            at: instant_to_text(view.placement.at),
        }
    }
}

impl From<views::Placed> for PlacementRecorded {
    fn from(placed: views::Placed) -> Self {
        Self {
            version: placed.version,
            other: placed.other.to_string(),
            other_version: placed.other_version,
        }
    }
}

impl From<views::LikelyCase> for LikelyCase {
    fn from(likely: views::LikelyCase) -> Self {
        let case = likely.case;
        Self {
            case_id: case.id.to_string(),
            reference: case.reference.to_string(),
            version: case.version,
            state: case.state.into(),
            service: case.service.map(|key| key.to_string()),
            applicant_name: case.applicant_name,
            received_on: date_to_text(case.received_on),
            grounds: list(likely.grounds),
            evidence: list(likely.evidence),
        }
    }
}
