//! A clerk joins the post of a new case to the case that it belongs to. Nothing is moved: one row says where it counts.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, CaseState, Document};
use aktenlage_domain::ids::{CaseId, JoiningId};
use aktenlage_domain::joining::{Joining, JoiningGround};
use aktenlage_domain::person::Clerk;
use aktenlage_store::{AuditDraft, CaseSummary, Processing, StoreError, Tx};
use serde_json::json;

use super::likely::{is_untouched, likely_cases, printed_references};
use crate::assign_case::mark;
use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::summary::update_as_seen;
use crate::workbench::Workbench;

impl Workbench {
    /// Joins the post of a case to another one, both at the versions that the clerk saw, and has that one read again.
    /// Gives the new versions of both. The case that the post had opened leaves the lists and stays as it is.
    ///
    /// Refused if somebody has worked on the case, or its reading is under way, and if the other case takes no post.
    pub async fn join_case(
        &self,
        clerk: &Clerk,
        from: CaseId,
        version: i64,
        into: CaseId,
        into_version: i64,
    ) -> Result<(i64, i64), WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let leaving = tx.case(from).await?.ok_or(WorkflowError::NotFound)?;
        let taking = tx.case(into).await?;
        let taking = taking.ok_or_else(|| WorkflowError::invalid("into", "unknown"))?;
        if from == into {
            return Err(WorkflowError::invalid("into", "same_case"));
        }
        check_takes_post(&taking)?;
        let state = check_may_be_joined(&mut tx, &leaving).await?;
        let ground = ground_of(&mut tx, &leaving, into).await?;
        let joining = Joining {
            id: JoiningId::new(self.clock(), self.entropy()),
            from,
            into,
            ground,
            by: clerk.id(),
            at,
        };
        let changed = Case {
            state,
            updated_at: at,
            ..leaving
        };
        let left = update_as_seen(&mut tx, &changed, version).await?;
        let documents = tx.documents(from).await?.len();
        let changed = Case {
            updated_at: at,
            ..taking
        };
        let taken = update_as_seen(&mut tx, &changed, into_version).await?;
        match tx.insert_joining(&joining).await {
            Err(StoreError::Exists { .. }) => return Err(WorkflowError::CaseIsJoined),
            other => other?,
        }
        let row = tx.case_row(from).await?.ok_or(WorkflowError::NotFound)?;
        let summary = CaseSummary {
            likely_cases: 0,
            ..row.summary
        };
        tx.update_case_summary(from, &summary).await?;
        mark(&mut tx, into, Processing::Queued).await?;
        tx.enqueue_job(&assess_case::new_job(self, into, at)).await?;
        let told = |action, case: CaseId, other: (&str, CaseId)| {
            let mut detail = json!({
                "joining": joining.id.to_string(),
                "documents": documents,
                "joining_ground": ground.as_str(),
            });
            detail[other.0] = json!(other.1.to_string());
            AuditDraft {
                at,
                actor: Actor::User(clerk.id()),
                action,
                case: Some(case),
                detail,
            }
        };
        tx.append_audit(&told(AuditAction::CaseJoined, from, ("into", into)))
            .await?;
        tx.append_audit(&told(AuditAction::PostJoined, into, ("from", from)))
            .await?;
        tx.commit().await?;
        self.work_arrived().notify_waiters();
        Ok((left, taken))
    }
}

/// What spoke for the case that the clerk chose.
async fn ground_of(tx: &mut Tx, leaving: &Case, into: CaseId) -> Result<JoiningGround, WorkflowError> {
    let standing = load_standing(tx, leaving.id).await?;
    let printed = printed_references(tx, leaving.id, &standing).await?;
    let likely = likely_cases(tx, leaving, &standing, printed).await?;
    let chosen = likely.into_iter().find(|likely| likely.case.id == into);
    let ground = chosen.and_then(|likely| likely.grounds.first().copied());
    Ok(ground.unwrap_or(JoiningGround::Chosen))
}

/// Post is taken by a case that is open and in which no decision waits for release.
pub(crate) fn check_takes_post(case: &Case) -> Result<(), WorkflowError> {
    match case.state {
        CaseState::Received | CaseState::UnderReview | CaseState::AwaitingDocuments => Ok(()),
        CaseState::AwaitingRelease => Err(WorkflowError::AwaitsRelease),
        CaseState::Decided | CaseState::Joined => Err(WorkflowError::closed(case.state)),
    }
}

/// Whether a case may get no more documents: all of them were read, or the machine gave up on it. What it makes of them
/// may be under way again.
pub(crate) async fn is_read(tx: &mut Tx, case: CaseId) -> Result<bool, WorkflowError> {
    let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
    if matches!(row.summary.processing, Processing::Ready | Processing::Failed) {
        return Ok(true);
    }
    let heads = tx.reading_heads(case).await?;
    let documents = tx.documents(case).await?;
    let is_read = |document: &Document| heads.iter().any(|head| head.document == document.read_with());
    Ok(!documents.is_empty() && documents.iter().all(is_read))
}

/// The state that a case gets when its post is joined to another one.
async fn check_may_be_joined(tx: &mut Tx, case: &Case) -> Result<CaseState, WorkflowError> {
    if !case.state.is_open() {
        return Err(WorkflowError::closed(case.state));
    }
    if !is_untouched(tx, case).await? {
        return Err(WorkflowError::CaseIsNotNew);
    }
    if !is_read(tx, case.id).await? {
        return Err(WorkflowError::CaseNotReady);
    }
    case.state.join().map_err(|_| WorkflowError::CaseIsNotNew)
}
