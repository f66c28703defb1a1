//! A clerk lets one document of new post count for another case, or takes it back. The row stays where it came in.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, Document};
use aktenlage_domain::ids::{CaseId, DocumentId, PlacementId};
use aktenlage_domain::joining::{JoiningGround, Placement};
use aktenlage_domain::person::Clerk;
use aktenlage_store::{AuditDraft, Processing, Tx};
use serde_json::json;

use super::join::check_takes_post;
use super::likely::{is_untouched, likely_cases, printed_references};
use crate::assign_case::mark;
use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::learning::with_content;
use crate::summary::update_as_seen;
use crate::workbench::Workbench;

/// What a placement made of both cases.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// The new version of the case that the document came in with.
    pub version: i64,
    /// The other case.
    pub other: CaseId,
    /// Its new version.
    pub other_version: i64,
}

impl Workbench {
    /// Lets one document of a case count for another one, `into`, or takes it back (`None`), both cases at the versions
    /// that the clerk saw; both are read again. What was said about the document goes with it.
    ///
    /// Refused if somebody has worked on the case, if it is its last document (then the case itself is joined), and if the
    /// other case takes no post. Taken back only while nothing is decided in either case, or waits for release.
    pub async fn place_document(
        &self,
        clerk: &Clerk,
        case: CaseId,
        version: i64,
        document: DocumentId,
        into: Option<CaseId>,
        other_version: i64,
    ) -> Result<Placed, WorkflowError> {
        let at = self.clock().now();
        let mut tx = self.begin().await?;
        let leaving = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        check_takes_post(&leaving)?;
        let before = tx.placement(document).await?.filter(Placement::is_elsewhere);
        let (other, ground) = match (into, before) {
            (Some(_), Some(_)) => return Err(WorkflowError::DocumentIsPlaced),
            (Some(into), None) => {
                let taking = taking_case(&mut tx, case, into).await?;
                let ground = ground_to_leave(&mut tx, &leaving, document, into).await?;
                (taking, Some(ground))
            }
            (None, Some(before)) if before.from == case => {
                let holding = tx.case(before.into).await?.ok_or(WorkflowError::NotFound)?;
                check_takes_post(&holding)?;
                (holding, None)
            }
            (None, _) => return Err(WorkflowError::invalid("document_id", "not_placed")),
        };
        let placement = Placement {
            id: PlacementId::new(self.clock(), self.entropy()),
            document,
            from: case,
            into: into.unwrap_or(case),
            ground,
            by: clerk.id(),
            at,
        };
        let other_id = other.id;
        let seen = |case: Case| Case {
            updated_at: at,
            ..case
        };
        let version = update_as_seen(&mut tx, &seen(leaving), version).await?;
        let other_version = update_as_seen(&mut tx, &seen(other), other_version).await?;
        tx.insert_placement(&placement).await?;
        for case in [case, other_id] {
            mark(&mut tx, case, Processing::Queued).await?;
            tx.enqueue_job(&assess_case::new_job(self, case, at)).await?;
        }
        let told = |action, case: CaseId, other: CaseId| AuditDraft {
            at,
            actor: Actor::User(clerk.id()),
            action,
            case: Some(case),
            detail: json!({
                "placement": placement.id.to_string(),
                "document": document.to_string(),
                "other": other.to_string(),
                "joining_ground": ground.map(JoiningGround::as_str),
                "taken_back": ground.is_none(),
            }),
        };
        tx.append_audit(&told(AuditAction::DocumentPlaced, case, other_id))
            .await?;
        tx.append_audit(&told(AuditAction::PlacementNoted, other_id, case))
            .await?;
        tx.commit().await?;
        self.work_arrived().notify_waiters();
        Ok(Placed {
            version,
            other: other_id,
            other_version,
        })
    }
}

/// The case that takes the document.
async fn taking_case(tx: &mut Tx, from: CaseId, into: CaseId) -> Result<Case, WorkflowError> {
    let found = tx.case(into).await?;
    let taking = found.ok_or_else(|| WorkflowError::invalid("into", "unknown"))?;
    if from == into {
        return Err(WorkflowError::invalid("into", "same_case"));
    }
    check_takes_post(&taking)?;
    Ok(taking)
}

/// Checks that a document may leave its case; gives what on its own pages speaks for the other one.
async fn ground_to_leave(
    tx: &mut Tx,
    leaving: &Case,
    document: DocumentId,
    into: CaseId,
) -> Result<JoiningGround, WorkflowError> {
    if !is_untouched(tx, leaving).await? {
        return Err(WorkflowError::CaseIsNotNew);
    }
    let standing = load_standing(tx, leaving.id).await?;
    let documents = with_content(tx, leaving.id, &standing.divisions()).await?;
    let found = documents.iter().find(|found| found.id == document);
    let found = found.ok_or_else(|| WorkflowError::invalid("document_id", "unknown"))?;
    if documents.len() < 2 {
        return Err(WorkflowError::invalid("document_id", "last_document"));
    }
    if tx.reading(found.read_with()).await?.is_none() {
        return Err(WorkflowError::CaseNotReady);
    }
    let printed = printed_references(tx, leaving.id, &standing).await?;
    let likely = likely_cases(tx, leaving, &standing, printed).await?;
    let chosen = likely.into_iter().find(|likely| likely.case.id == into);
    let speaks = chosen.filter(|likely| likely.evidence.iter().any(|place| place.document == document));
    let ground = speaks.and_then(|likely| likely.grounds.first().copied());
    Ok(ground.unwrap_or(JoiningGround::Chosen))
}

/// The placements of a case that hold now, out of it and into it, each with its document.
pub(crate) async fn placements_in_force(
    tx: &mut Tx,
    case: CaseId,
) -> Result<Vec<(Placement, Document)>, WorkflowError> {
    let mut found: Vec<(Placement, Document)> = Vec::new();
    for told in tx.placements(case).await? {
        if found.iter().any(|(known, _)| known.document == told.document) {
            continue;
        }
        let last = tx.placement(told.document).await?;
        let holds = |placement: &Placement| {
            placement.is_elsewhere() && (placement.from == case || placement.into == case)
        };
        if let Some(last) = last.filter(holds)
            && let Some(document) = tx.document(told.document).await?
        {
            found.push((last, document));
        }
    }
    Ok(found)
}
