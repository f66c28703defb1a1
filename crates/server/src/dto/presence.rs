//! Who has a case open now.
use aktenlage_domain::presence::{PresenceAct, ScreenId};
use aktenlage_workflow::views;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use super::label::Person;
use super::list;
use crate::extract::query::{given, word};
use crate::problem::Problem;

/// What a screen says about a case that is open on it.
#[derive(Clone, Debug, Deserialize, ToSchema)]
pub(crate) struct PresenceRequest {
    /// The name that the screen made up for itself: 1 to 64 small letters, digits and hyphens.
    screen: String,
    /// `stay`, `take_over` or `leave`.
    act: String,
}

/// Who else has the case open.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct PresenceView {
    /// Who is at work on it, if it is somebody else.
    held_by: Option<Person>,
    /// In the order in which they came.
    others: Vec<Person>,
    /// Whether that person took it over from the one who asks.
    taken_over: bool,
}

impl PresenceRequest {
    /// Screen and act, or what is wrong with them.
    pub(crate) fn read(&self) -> Result<(ScreenId, PresenceAct), Problem> {
        let screen = given(Some(&self.screen)).ok_or_else(|| Problem::invalid("screen", "empty"))?;
        let screen = screen
            .parse()
            .map_err(|_| Problem::invalid("screen", "invalid_form"))?;
        let act = word("act", Some(&self.act))?;
        Ok((screen, act.ok_or_else(|| Problem::invalid("act", "empty"))?))
    }
}

impl From<views::PresenceView> for PresenceView {
    fn from(view: views::PresenceView) -> Self {
        Self {
            held_by: view.held_by.map(Person::from),
            others: list(view.others),
            taken_over: view.is_taken_over,
        }
    }
}
