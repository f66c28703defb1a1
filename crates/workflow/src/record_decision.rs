//! A clerk decides. Once per case, with reasons, and with what was open kept beside it.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, CaseState, Decision, Document, Outcome};
use aktenlage_domain::ids::{CaseId, DecisionId};
use aktenlage_domain::person::Clerk;
use aktenlage_domain::review::Review;
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{AuditDraft, Processing, StoreError};
use serde_json::{Value, json};

use crate::case_detail::load_standing;
use crate::division::counting;
use crate::error::{FieldIssue, WorkflowError};
use crate::names::Names;
use crate::open_points::open_points_to_text;
use crate::standing::Standing;
use crate::summary::conflict_with_name;
use crate::views::DecisionView;
use crate::workbench::Workbench;

impl Workbench {
    /// Records the decision of a case at the version the clerk saw. Needs reasons; open points have to be
    /// acknowledged, and are kept as they were.
    pub async fn record_decision(
        &self,
        clerk: &Clerk,
        case: CaseId,
        version: i64,
        outcome: Outcome,
        reasons: String,
        open_points_acknowledged: bool,
    ) -> Result<(i64, DecisionView), WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let state = before.state.decide().map_err(|error| match error.from {
            CaseState::Decided => WorkflowError::CaseIsDecided,
            CaseState::Received | CaseState::UnderReview | CaseState::AwaitingDocuments => {
                WorkflowError::CaseNotReady
            }
        })?;
        // What the machine is about to say must not change under a decision.
        let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
        if matches!(row.summary.processing, Processing::Queued | Processing::Running) {
            return Err(WorkflowError::CaseNotReady);
        }
        let standing = load_standing(&mut tx, case).await?;
        let open_points = self.open_points_of(&mut tx, case, &standing).await?;
        let mut problems = Vec::new();
        if reasons.trim().is_empty() {
            problems.push(FieldIssue::new("reasons", "empty"));
        }
        if !open_points.is_empty() && !open_points_acknowledged {
            problems.push(FieldIssue::new("open_points_acknowledged", "open_points"));
        }
        if !problems.is_empty() {
            return Err(WorkflowError::Invalid(problems));
        }
        let decision = Decision {
            id: DecisionId::new(self.clock(), self.entropy()),
            case,
            outcome,
            reasons: reasons.trim().to_owned(),
            open_points: open_points_to_text(&open_points),
            basis: basis(
                &standing,
                &counting(tx.documents(case).await?, &standing.divisions()),
            ),
            by: clerk.id(),
            at,
        };
        let changed = Case {
            state,
            updated_at: at,
            ..before
        };
        let version = match tx.update_case(&changed, version).await {
            Err(StoreError::Conflict { current_version }) => {
                return Err(conflict_with_name(&mut tx, case, current_version).await);
            }
            other => other?,
        };
        match tx.insert_decision(&decision).await {
            Err(StoreError::Exists { .. }) => return Err(WorkflowError::CaseIsDecided),
            other => other?,
        }
        let detail = json!({
            "decision": decision.id.to_string(),
            "outcome": outcome.as_str(),
            "open_points": open_points.len(),
            "facts": standing.reviews.len(),
        });
        let actor = Actor::User(clerk.id());
        tx.append_audit(&AuditDraft {
            at,
            actor,
            action: AuditAction::DecisionRecorded,
            case: Some(case),
            detail,
        })
        .await?;
        let by = Names::load(&mut tx).await?.person(clerk.id());
        tx.commit().await?;
        Ok((
            version,
            DecisionView {
                decision,
                open_points,
                by,
            },
        ))
    }
}

/// The facts the decision rests on: every subject that a person settled, with the review that settled it.
/// What they said about the kind of a document that the case has no more, because a scan was divided otherwise, is none.
fn basis(standing: &Standing, documents: &[Document]) -> String {
    let is_fact = |subject: &Subject| match subject {
        Subject::DocumentKind(id) => documents.iter().any(|document| document.id == *id),
        Subject::Service
        | Subject::Field(_)
        | Subject::Requirement(_)
        | Subject::LegalBasis(_)
        | Subject::Rescan(_)
        | Subject::Division(_) => true,
    };
    let fact = |(subject, review): (&Subject, &Review)| {
        json!({
            "subject": { "kind": subject.kind().as_str(), "key": subject.key() },
            "value": review.value,
            "review": review.id.to_string(),
            "verdict": review.verdict.as_str(),
        })
    };
    let facts = standing.reviews.iter().filter(|(subject, _)| is_fact(subject));
    Value::Array(facts.map(fact).collect()).to_string()
}
