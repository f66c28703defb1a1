//! Puts names to the people in stored records.
use std::collections::BTreeMap;

use aktenlage_domain::case::Decision;
use aktenlage_domain::ids::UserId;
use aktenlage_domain::review::Review;
use aktenlage_store::{StoredSuggestion, Tx};

use crate::error::WorkflowError;
use crate::open_points::open_points_from_text;
use crate::views::{DecisionView, Person, ReviewView, SuggestionView};

/// Display names of everybody who has or had access.
pub(crate) struct Names(BTreeMap<UserId, String>);

impl Names {
    pub(crate) async fn load(tx: &mut Tx) -> Result<Self, WorkflowError> {
        let users = tx.users().await?;
        Ok(Self(
            users
                .into_iter()
                .map(|user| (user.id, user.display_name))
                .collect(),
        ))
    }

    pub(crate) fn person(&self, id: UserId) -> Person {
        Person {
            id,
            display_name: self.0.get(&id).cloned().unwrap_or_default(),
        }
    }

    pub(crate) fn review(&self, review: Review) -> ReviewView {
        ReviewView {
            by: self.person(review.by),
            review,
        }
    }

    pub(crate) fn decision(&self, decision: Decision) -> DecisionView {
        DecisionView {
            open_points: open_points_from_text(&decision.open_points),
            by: self.person(decision.by),
            released_by: decision.release.map(|(_, person)| self.person(person)),
            decision,
        }
    }
}

/// A stored suggestion as the screen needs it.
pub(crate) fn suggestion_view(stored: StoredSuggestion) -> SuggestionView {
    SuggestionView {
        id: stored.id,
        suggestion: stored.suggestion,
        created_at: stored.created_at,
        is_hidden: false,
    }
}
