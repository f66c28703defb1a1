//! Fields of an application.
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::label::{Label, Named};
use super::list;
use super::review::ReviewView;
use super::suggestion::SuggestionView;
use super::word::ValueKind;

/// One field with what the machine and what people said about it.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FieldView {
    id: String,
    label: Label,
    kind: ValueKind,
    options: Vec<Named>,
    /// `required`, `conditional`, `voluntary` or `must_not_ask`.
    requirement: &'static str,
    /// `applicant`, or `clerk` for what the checklist depends on and no form asks.
    asked_of: &'static str,
    /// Requirements that stay unclear until it is known.
    needed_for: Vec<String>,
    suggestion: Option<SuggestionView>,
    review: Option<ReviewView>,
    /// It was drawn for a sample and is entered before the suggestion is shown: until then there is none here.
    hidden_by_sample: bool,
}

/// All fields in the order of the blueprint.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct FieldsView {
    pub(crate) version: i64,
    fields: Vec<FieldView>,
}

impl From<views::FieldsView> for FieldsView {
    fn from(view: views::FieldsView) -> Self {
        Self {
            version: view.version,
            fields: list(view.fields),
        }
    }
}

impl From<views::FieldView> for FieldView {
    fn from(field: views::FieldView) -> Self {
        Self {
            id: field.id.to_string(),
            label: field.label.into(),
            kind: field.kind.into(),
            options: list(field.options),
            requirement: field.requirement,
            asked_of: field.asked_of.as_str(),
            needed_for: field.needed_for.iter().map(ToString::to_string).collect(),
            suggestion: field.suggestion.map(SuggestionView::from),
            review: field.review.map(ReviewView::from),
            hidden_by_sample: field.is_hidden,
        }
    }
}
