//! Suggestions as they were made: what an entry of the history opens. None is ever changed, so that a later one on the same
//! subject takes nothing from an earlier one.
use aktenlage_domain::ids::{CaseId, RunId, SuggestionId};

use crate::error::WorkflowError;
use crate::samples::{hidden_fields, view_unless_hidden};
use crate::views::ShownSuggestion;
use crate::workbench::Workbench;

/// What an entry of the history names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NamedSuggestions {
    /// Everything that a run said.
    Run(RunId),
    /// The one that a person reviewed.
    One(SuggestionId),
}

impl Workbench {
    /// What was suggested then, in the order it was stored; empty where the case has nothing by this name.
    pub async fn named_suggestions(
        &self,
        case: CaseId,
        named: NamedSuggestions,
    ) -> Result<Vec<ShownSuggestion>, WorkflowError> {
        let mut tx = self.read().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let mut stored = match named {
            NamedSuggestions::Run(run) => tx.suggestions_of_run(case, run).await?,
            NamedSuggestions::One(id) => tx.suggestion(id).await?.into_iter().collect(),
        };
        // An id of another case is no way into it.
        stored.retain(|one| one.case == case);
        let hidden = hidden_fields(&mut tx, case).await?;
        let shown = stored.into_iter().map(|one| ShownSuggestion {
            label: self.label_of(&one.suggestion.subject),
            suggestion: view_unless_hidden(one, &hidden),
        });
        Ok(shown.collect())
    }
}
