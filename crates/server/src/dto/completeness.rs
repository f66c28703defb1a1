//! The completeness check.
use aktenlage_domain::clock::date_to_text;
use aktenlage_domain::service as domain;
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::label::{Label, Named};
use super::list;
use super::review::ReviewView;
use super::suggestion::SuggestionView;
use super::word::{Demand, RequirementState};

/// A norm by citation.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Norm {
    citation: String,
    law: String,
    /// Whether somebody checked it against the official text.
    verified: bool,
}

/// One item of the check.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RequirementView {
    requirement: String,
    label: Label,
    kinds: Vec<Named>,
    /// The state that counts.
    state: RequirementState,
    suggested_state: Option<RequirementState>,
    legal_bases: Vec<Norm>,
    why: Label,
    demand: Demand,
    verified: bool,
    suggestion: Option<SuggestionView>,
    review: Option<ReviewView>,
    /// Day of receipt of the documents that it points at, if they came after the last document request.
    #[schema(format = Date)]
    new_since: Option<String>,
}

/// The completeness check of a case.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct CompletenessView {
    pub(crate) version: i64,
    /// `null` while the service is unknown.
    complete: Option<bool>,
    items: Vec<RequirementView>,
    service_verified: bool,
}

impl From<domain::LegalBasis> for Norm {
    fn from(basis: domain::LegalBasis) -> Self {
        Self {
            citation: basis.citation,
            law: basis.law,
            verified: basis.verified,
        }
    }
}

impl From<views::RequirementView> for RequirementView {
    fn from(item: views::RequirementView) -> Self {
        Self {
            requirement: item.requirement.to_string(),
            label: item.label.into(),
            kinds: list(item.kinds),
            state: item.state.into(),
            suggested_state: item.suggested_state.map(RequirementState),
            legal_bases: list(item.legal_bases),
            why: item.why.into(),
            demand: item.demand.into(),
            verified: item.verified,
            suggestion: item.suggestion.map(SuggestionView::from),
            review: item.review.map(ReviewView::from),
            new_since: item.new_since.map(date_to_text),
        }
    }
}

impl From<views::CompletenessView> for CompletenessView {
    fn from(view: views::CompletenessView) -> Self {
        Self {
            version: view.version,
            complete: view.is_complete,
            items: list(view.items),
            service_verified: view.is_service_verified,
        }
    }
}
