//! Reads the documents of a case and stores what the models suggest.
use std::collections::BTreeMap;

use aktenlage_assist::SubmissionInput;
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::Case;
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::{CaseId, DocumentId, JobId, RunId, SuggestionId};
use aktenlage_store::{AuditDraft, Job, NewJob, Processing, RunEnd, RunResult};
use serde_json::json;
use time::OffsetDateTime;

use crate::assign_case::mark;
use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::standing::Standing;
use crate::summary::{summarise, with_known};
use crate::take_in::take_in;
use crate::workbench::Workbench;

/// The kind of job.
pub(crate) const KIND: &str = "assess_case";

/// One at a time for each case.
pub(crate) fn key(case: CaseId) -> String {
    format!("{KIND}:{case}")
}

pub(crate) fn new_job(workbench: &Workbench, case: CaseId, at: OffsetDateTime) -> NewJob {
    NewJob {
        id: JobId::new(workbench.clock(), workbench.entropy()),
        kind: KIND.to_owned(),
        payload: json!({ "case": case.to_string() }).to_string(),
        dedupe_key: Some(key(case)),
        at,
    }
}

/// The case that a job is about.
pub(crate) fn case_of(job: &Job) -> Option<CaseId> {
    let payload: serde_json::Value = serde_json::from_str(&job.payload).ok()?;
    payload.get("case")?.as_str()?.parse().ok()
}

/// Reads what is unread, asks the assistant, stores the answers. The answers, the end of the run and the end of the
/// job are one transaction: killed at any moment, the work is done again and counts once.
pub(crate) async fn run(workbench: &Workbench, job: &Job) -> Result<(), WorkflowError> {
    let case = case_of(job).ok_or_else(|| WorkflowError::Internal("a job without a case".to_owned()))?;
    let run = RunId::new(workbench.clock(), workbench.entropy());
    begin_run(workbench, case, run).await?;
    let inputs = take_in(workbench, run, case).await?;
    let (found, standing) = {
        let mut tx = workbench.read().await?;
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        (found, load_standing(&mut tx, case).await?)
    };
    let submission = SubmissionInput {
        documents: inputs,
        service: standing.confirmed_service(),
        received_on: found.received_on,
        confirmed: confirmed(&standing),
    };
    let assessment = workbench.assistant().assess(&submission).await?;
    finish(workbench, job, run, case, assessment).await
}

async fn begin_run(workbench: &Workbench, case: CaseId, run: RunId) -> Result<(), WorkflowError> {
    let at = workbench.clock().now();
    let mut tx = workbench.begin().await?;
    tx.insert_run(run, case, at).await?;
    let detail = json!({ "run": run.to_string() });
    let draft = AuditDraft {
        at,
        actor: Actor::System,
        action: AuditAction::RunStarted,
        case: Some(case),
        detail,
    };
    tx.append_audit(&draft).await?;
    mark(&mut tx, case, Processing::Running).await?;
    Ok(tx.commit().await?)
}

/// What people settled so far: it stands above what a model thinks.
pub(crate) fn confirmed(standing: &Standing) -> aktenlage_assist::Confirmed {
    let kinds: BTreeMap<DocumentId, _> = standing
        .confirmed_kinds()
        .into_iter()
        .map(|(document, kind)| (document, kind.as_str().into()))
        .collect();
    aktenlage_assist::Confirmed {
        kinds,
        values: standing.confirmed_fields(),
    }
}

async fn finish(
    workbench: &Workbench,
    job: &Job,
    run: RunId,
    case: CaseId,
    assessment: aktenlage_assist::Assessment,
) -> Result<(), WorkflowError> {
    let at = workbench.clock().now();
    let with_ids: Vec<_> = assessment
        .suggestions
        .into_iter()
        .map(|suggestion| {
            (
                SuggestionId::new(workbench.clock(), workbench.entropy()),
                suggestion,
            )
        })
        .collect();
    let abstained = with_ids
        .iter()
        .filter(|(_, suggestion)| suggestion.answer.value().is_none())
        .count();
    let origin = with_ids.first().map(|(_, suggestion)| suggestion.origin.clone());
    let mut tx = workbench.begin().await?;
    tx.complete_job(job).await?;
    let before: Case = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    tx.insert_suggestions(case, run, &with_ids, at).await?;
    tx.finish_run(
        run,
        &RunEnd {
            result: RunResult::Completed,
            at,
        },
    )
    .await?;
    let standing = load_standing(&mut tx, case).await?;
    let heads = tx.reading_heads(case).await?;
    let mut issues: Vec<IssueCode> = heads
        .iter()
        .flat_map(|head| &head.issues)
        .map(|issue| issue.code)
        .filter(|code| !code.is_notice())
        .collect();
    issues.sort_unstable();
    issues.dedup();
    let summary = summarise(workbench.catalogue(), &standing, Processing::Ready, issues);
    tx.update_case_summary(case, &summary).await?;
    let version = before.version;
    let state = before.state.reading_finished();
    let changed = Case {
        state,
        updated_at: at,
        ..with_known(before, workbench.catalogue(), &standing)
    };
    tx.update_case(&changed, version).await?;
    let detail = json!({
        "run": run.to_string(),
        "suggestions": with_ids.len() - abstained,
        "abstentions": abstained,
        "model": origin.as_ref().map(|origin| origin.model.clone()),
        "prompt": origin.as_ref().map(|origin| origin.prompt.clone()),
        "blueprint": origin.as_ref().map(|origin| origin.blueprint.clone()),
        "input": origin.as_ref().map(|origin| origin.input.clone()),
    });
    let draft = AuditDraft {
        at,
        actor: Actor::System,
        action: AuditAction::SuggestionsRecorded,
        case: Some(case),
        detail,
    };
    tx.append_audit(&draft).await?;
    Ok(tx.commit().await?)
}

/// The attempt failed. After the last one the case can be worked on by hand, and the failure is visible.
pub(crate) async fn give_up(workbench: &Workbench, case: CaseId, code: &str) -> Result<(), WorkflowError> {
    let at = workbench.clock().now();
    let mut tx = workbench.begin().await?;
    let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    let version = before.version;
    let changed = Case {
        state: before.state.reading_finished(),
        updated_at: at,
        ..before
    };
    tx.update_case(&changed, version).await?;
    mark(&mut tx, case, Processing::Failed).await?;
    let detail = json!({ "code": code });
    let draft = AuditDraft {
        at,
        actor: Actor::System,
        action: AuditAction::RunFailed,
        case: Some(case),
        detail,
    };
    tx.append_audit(&draft).await?;
    Ok(tx.commit().await?)
}
