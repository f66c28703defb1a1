//! The suggestions trail: what was suggested and what people made of it.
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::audit::CaseName;
use super::label::Label;
use super::review::ReviewView;
use super::suggestion::SuggestionView;

/// One suggestion with its fate.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TrailItem {
    suggestion: SuggestionView,
    case: CaseName,
    label: Option<Label>,
    review: Option<ReviewView>,
    superseded: bool,
}

/// A page of the trail.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TrailPage {
    pub(crate) total: i64,
    pub(crate) items: Vec<TrailItem>,
}

impl From<views::TrailItem> for TrailItem {
    fn from(item: views::TrailItem) -> Self {
        Self {
            suggestion: item.suggestion.into(),
            case: item.case.into(),
            label: item.label.map(Label::from),
            review: item.review.map(ReviewView::from),
            superseded: item.is_superseded,
        }
    }
}
