//! The status of a case for its applicant, and the links to it.
use aktenlage_domain::clock::{date_to_text, german_date, instant_to_text};
use aktenlage_workflow::status as views;
use serde::Serialize;
use utoipa::ToSchema;

use super::label::{Label, Person};
use super::list;
use super::word::{NextStep, RequestedState, StatusLinkState, StatusState};

/// The links of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatusLinks {
    /// Whether the office lets applicants look.
    pub(crate) enabled: bool,
    /// Whether links name the address under which applicants reach the server; else they begin with `/`.
    pub(crate) has_public_url: bool,
    /// Oldest first.
    pub(crate) items: Vec<StatusLink>,
}

/// A link; its token is told once, when it is made.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatusLink {
    #[schema(format = "uuid")]
    id: String,
    state: StatusLinkState,
    by: Person,
    #[schema(format = DateTime)]
    at: String,
    /// The day on which it ends.
    #[schema(format = Date)]
    expires_on: String,
    revoked_by: Option<Person>,
    #[schema(format = DateTime)]
    revoked_at: Option<String>,
}

/// A link that was made just now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatusLinkMade {
    /// The link to hand out; a path if the public address of the server is not configured.
    pub(crate) link: String,
    pub(crate) item: StatusLink,
}

/// Where a case stands, for its applicant: no name, no address, no file name, no suggestion.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CaseStatus {
    /// `null` until a person confirmed the service.
    service: Option<Label>,
    office: Option<StatusOffice>,
    state: StatusState,
    #[schema(format = Date)]
    received_on: String,
    /// The day on which people found, or told, that nothing is missing.
    #[schema(format = Date)]
    complete_on: Option<String>,
    #[schema(format = Date)]
    decided_on: Option<String>,
    /// What was asked for by letter; `null` if nothing was, and after the decision.
    request: Option<StatusRequest>,
    next: NextStep,
}

/// Who works on a case, as letters say.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatusOffice {
    name: String,
    department: Option<String>,
    street: String,
    place: String,
    telephone: Option<String>,
    email: Option<String>,
}

/// What was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatusRequest {
    /// The day of the last letter.
    #[schema(format = Date)]
    asked_on: String,
    /// The day until which it expects an answer.
    #[schema(format = Date)]
    due_on: Option<String>,
    /// The last day on which something came since.
    #[schema(format = Date)]
    arrived_on: Option<String>,
    items: Vec<StatusItem>,
}

/// One thing that was asked for.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct StatusItem {
    label: Label,
    state: RequestedState,
}

impl From<views::StatusLinkView> for StatusLink {
    fn from(view: views::StatusLinkView) -> Self {
        let (revoked_by, revoked_at) = view.revoked.unzip();
        Self {
            id: view.link.id.to_string(),
            state: view.state.into(),
            by: view.by.into(),
            at: instant_to_text(view.link.at),
            expires_on: date_to_text(german_date(view.link.expires_at)),
            revoked_by: revoked_by.map(Person::from),
            revoked_at: revoked_at.map(instant_to_text),
        }
    }
}

impl From<views::CaseStatus> for CaseStatus {
    fn from(status: views::CaseStatus) -> Self {
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        Self {
            service: status.service.map(Label::from),
            office: status.office.map(|office| StatusOffice {
                name: office.name,
                department: said(office.department),
                street: office.street,
                place: office.place,
                telephone: said(office.telephone),
                email: said(office.email),
            }),
            state: status.state.into(),
            received_on: date_to_text(status.received_on),
            complete_on: status.complete_on.map(date_to_text),
            decided_on: status.decided_on.map(date_to_text),
            request: status.request.map(StatusRequest::from),
            next: status.next.into(),
        }
    }
}

impl From<views::RequestedDocuments> for StatusRequest {
    fn from(request: views::RequestedDocuments) -> Self {
        Self {
            asked_on: date_to_text(request.asked_on),
            due_on: request.due_on.map(date_to_text),
            arrived_on: request.arrived_on.map(date_to_text),
            items: list(request.items),
        }
    }
}

impl From<views::RequestedItem> for StatusItem {
    fn from(item: views::RequestedItem) -> Self {
        Self {
            label: item.label.into(),
            state: item.state.into(),
        }
    }
}
