//! The completeness check: each requirement with its state, reason and norm.
use std::collections::BTreeMap;

use aktenlage_catalogue::service::{EvidenceRequirement, Label};
use aktenlage_domain::ids::{CaseId, DocumentId, SubmissionId};
use aktenlage_domain::letter::LetterKind;
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{StoredSuggestion, Tx};
use time::Date;

use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::names::{Names, suggestion_view};
use crate::views::{CompletenessView, RequirementView};
use crate::workbench::Workbench;

impl Workbench {
    /// The check as it stands: a person's verdict counts, the machine's stays beside it.
    pub async fn completeness(&self, case: CaseId) -> Result<CompletenessView, WorkflowError> {
        let mut tx = self.read().await?;
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let version = found.version;
        let names = Names::load(&mut tx).await?;
        let standing = load_standing(&mut tx, case).await?;
        let definition = standing.definition(self.catalogue());
        let arrived = arrived_since_request(&mut tx, case).await?;
        let mut items = Vec::new();
        for requirement in definition.iter().flat_map(|service| &service.evidence) {
            let subject = Subject::Requirement(requirement.id.clone());
            let suggestion = standing.suggestions.get(&subject).cloned();
            let suggested = suggestion
                .as_ref()
                .and_then(|stored| stored.suggestion.answer.value()?.parse().ok());
            let new_since = suggestion.as_ref().and_then(|stored| newest(&arrived, stored));
            items.push(RequirementView {
                requirement: requirement.id.clone(),
                label: requirement.label.clone(),
                kinds: self.kinds(requirement),
                state: standing
                    .requirement_state(&requirement.id)
                    .unwrap_or(RequirementState::Unclear),
                suggested_state: suggested,
                legal_bases: requirement.basis.clone(),
                why: requirement.why.clone(),
                demand: requirement.demand,
                verified: requirement.verified,
                suggestion: suggestion.map(suggestion_view),
                review: standing
                    .reviews
                    .get(&subject)
                    .cloned()
                    .map(|review| names.review(review)),
                new_since,
            });
        }
        items.sort_by_key(|item| rank(item.state));
        let open = |item: &RequirementView| rank(item.state) < rank(RequirementState::Present);
        Ok(CompletenessView {
            version,
            is_complete: definition.map(|_| !items.iter().any(open)),
            is_service_verified: definition.is_some_and(|service| service.verified),
            items,
        })
    }

    fn kinds(&self, requirement: &EvidenceRequirement) -> Vec<(aktenlage_domain::ids::DocumentKind, Label)> {
        let label = |id| self.catalogue().kind(id).map(|kind| kind.label.clone());
        let fallback = |id: &aktenlage_domain::ids::DocumentKind| Label {
            de: id.to_string(),
            en: id.to_string(),
        };
        requirement
            .accepts
            .iter()
            .map(|id| (id.clone(), label(id).unwrap_or_else(|| fallback(id))))
            .collect()
    }
}

/// The documents that came after the last document request, each with its day of receipt; none if nothing was asked for.
async fn arrived_since_request(
    tx: &mut Tx,
    case: CaseId,
) -> Result<BTreeMap<DocumentId, Date>, WorkflowError> {
    let letters = tx.letters(case).await?;
    let requests = letters
        .iter()
        .filter(|letter| letter.kind == LetterKind::DocumentRequest);
    let Some(asked_at) = requests.map(|letter| letter.at).max() else {
        return Ok(BTreeMap::new());
    };
    let submissions = tx.submissions(case).await?;
    let since: BTreeMap<SubmissionId, Date> = submissions
        .into_iter()
        .filter(|submission| submission.at > asked_at)
        .map(|submission| (submission.id, submission.received_on))
        .collect();
    let documents = tx.documents(case).await?;
    let arrived = documents.into_iter().filter_map(|document| {
        let received_on = since.get(&document.submission)?;
        Some((document.id, *received_on))
    });
    Ok(arrived.collect())
}

/// The latest day on which something that a suggestion points at arrived.
fn newest(arrived: &BTreeMap<DocumentId, Date>, stored: &StoredSuggestion) -> Option<Date> {
    let places = stored.suggestion.answer.evidence().iter();
    places
        .filter_map(|place| arrived.get(&place.document))
        .max()
        .copied()
}

/// What needs a person first.
fn rank(state: RequirementState) -> u8 {
    match state {
        RequirementState::Missing => 0,
        RequirementState::Unclear => 1,
        RequirementState::Present => 2,
        RequirementState::NotRequired => 3,
        RequirementState::Waived => 4,
    }
}
