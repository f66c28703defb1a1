//! The history of a case.
use aktenlage_domain::clock::instant_to_text;
use aktenlage_workflow::views;
use serde::Serialize;
use utoipa::ToSchema;

use super::label::Actor;

/// One line of the history.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HistoryItem {
    /// The number of the entry; grows, with gaps.
    sequence: i64,
    #[schema(format = DateTime)]
    at: String,
    actor: Actor,
    /// The word of an audit action.
    action: String,
    /// Codes and parameters.
    #[schema(value_type = Object)]
    detail: serde_json::Value,
}

/// The history, newest first.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct History {
    pub(crate) items: Vec<HistoryItem>,
}

impl From<views::HistoryItem> for HistoryItem {
    fn from(item: views::HistoryItem) -> Self {
        Self {
            sequence: item.sequence,
            at: instant_to_text(item.at),
            actor: item.actor.into(),
            action: item.action,
            detail: item.detail,
        }
    }
}
