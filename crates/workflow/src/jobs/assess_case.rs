//! Reads the documents of a case and stores what the models suggest.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use aktenlage_assist::{Assessment, FormLibrary, SubmissionInput};
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::Case;
use aktenlage_domain::document::{IssueCode, SourceSpan};
use aktenlage_domain::ids::{CaseId, DocumentId, JobId, RunId, SuggestionId};
use aktenlage_domain::suggestion::{Origin, Subject, Suggestion};
use aktenlage_store::{
    AuditDraft, CaseSummary, Job, NewJob, Processing, RunEnd, RunResult, ShadowOutput, Tx,
};
use serde_json::json;
use time::OffsetDateTime;

use crate::assign_case::mark;
use crate::case_detail::load_standing;
use crate::division::{counting, divide, head_of, in_force};
use crate::error::WorkflowError;
use crate::joining::likely::{likely_cases, references_in};
use crate::runner::LEASE;
use crate::samples::choose_fields;
use crate::shadows;
use crate::standing::Standing;
use crate::summary::{summarise, with_known};
use crate::take_in::take_in;
use crate::workbench::Workbench;

/// What came of reading a case.
struct Findings {
    assessment: Assessment,
    /// What models said that are only tried.
    tried: Vec<ShadowOutput>,
    /// References of cases that stand on its pages.
    printed: Vec<(String, SourceSpan)>,
}

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
    if !begin_run(workbench, job, case, run).await? {
        return Ok(());
    }
    let forms = workbench.forms_now().await?;
    let inputs = take_in(workbench, job, run, case, &forms).await?;
    still_at_work(workbench, job).await?;
    let (found, standing, documents) = {
        let mut tx = workbench.read().await?;
        let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let standing = load_standing(&mut tx, case).await?;
        (found, standing, tx.documents(case).await?)
    };
    let divisions = standing.divisions();
    let documents = in_force(documents, &divisions);
    let mut divided = divide(inputs, &documents, &divisions);
    // Of a scan in another case only the pages that count for this one.
    divided.retain(|input| documents.iter().any(|document| document.id == input.id));
    let printed = divided
        .iter()
        .flat_map(|input| references_in(input.id, &input.text))
        .collect();
    let submission = SubmissionInput {
        documents: divided,
        service: standing.confirmed_service(),
        received_on: found.received_on,
        confirmed: confirmed(&standing),
    };
    let documents = shadows::documents(workbench, &submission);
    let assessment = assess(workbench, submission, forms).await?;
    // Asking those that are only tried must not cost the case what was found.
    still_at_work(workbench, job).await?;
    let tried = shadows::ask(workbench, documents).await;
    let findings = Findings {
        assessment,
        tried,
        printed,
    };
    finish(workbench, job, run, case, &standing, findings).await
}

/// Asks the assistant on a thread for long work: a hundred pages keep a processor busy for seconds, and requests
/// must not wait behind them.
async fn assess(
    workbench: &Workbench,
    submission: SubmissionInput,
    forms: Arc<FormLibrary>,
) -> Result<Assessment, WorkflowError> {
    let assistant = workbench.assistant();
    let runtime = tokio::runtime::Handle::current();
    let assessing =
        tokio::task::spawn_blocking(move || runtime.block_on(assistant.assess_by_forms(&submission, &forms)));
    match assessing.await {
        Ok(assessment) => Ok(assessment?),
        Err(_) => Err(WorkflowError::Internal("the assistant panicked".to_owned())),
    }
}

/// Keeps other workers from taking a job that takes long.
pub(crate) async fn still_at_work(workbench: &Workbench, job: &Job) -> Result<(), WorkflowError> {
    let until = workbench.clock().now() + LEASE;
    Ok(workbench.store().extend_lease(job, until).await?)
}

/// Notes that a run begins. `false`: the case was decided meanwhile, and the job is done.
async fn begin_run(
    workbench: &Workbench,
    job: &Job,
    case: CaseId,
    run: RunId,
) -> Result<bool, WorkflowError> {
    let at = workbench.clock().now();
    let mut tx = workbench.begin().await?;
    let found = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    if !found.state.is_open() {
        tx.complete_job(job).await?;
        tx.commit().await?;
        return Ok(false);
    }
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
    tx.commit().await?;
    Ok(true)
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
    given: &Standing,
    findings: Findings,
) -> Result<(), WorkflowError> {
    let at = workbench.clock().now();
    let mut with_ids: Vec<_> = findings
        .assessment
        .suggestions
        .into_iter()
        .map(|suggestion| {
            (
                SuggestionId::new(workbench.clock(), workbench.entropy()),
                suggestion,
            )
        })
        .collect();
    let mut tx = workbench.begin().await?;
    tx.complete_job(job).await?;
    let before: Case = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    if !before.state.is_open() {
        // Nothing may change under a decision.
        end_run(&mut tx, case, run, "case_is_decided", at).await?;
        return Ok(tx.commit().await?);
    }
    let sample = tx.sample(case).await?;
    if sample.is_some() {
        // They follow from all fields; below they are made from those that may be seen.
        with_ids.retain(|(_, suggestion)| !matches!(suggestion.subject, Subject::Requirement(_)));
    }
    tx.insert_suggestions(case, run, &with_ids, at).await?;
    if let Some(sample) = &sample {
        choose_fields(workbench, &mut tx, sample, at).await?;
    }
    tx.insert_shadow_outputs(case, run, &findings.tried, at).await?;
    tx.finish_run(
        run,
        &RunEnd {
            result: RunResult::Completed,
            at,
        },
    )
    .await?;
    let draft = AuditDraft {
        at,
        actor: Actor::System,
        action: AuditAction::SuggestionsRecorded,
        case: Some(case),
        detail: told(run, &with_ids),
    };
    let mut standing = load_standing(&mut tx, case).await?;
    let changed = Case {
        state: before.state.reading_finished(),
        updated_at: at,
        ..with_known(before.clone(), workbench.catalogue(), &standing)
    };
    tx.update_case(&changed, before.version).await?;
    tx.append_audit(&draft).await?;
    if sample.is_some() || standing.reviews != given.reviews {
        // Somebody settled something while the machine was at work: what follows from it counts, not what the
        // machine made of the state before.
        workbench
            .recheck_completeness(&mut tx, &before, &standing)
            .await?;
        standing = load_standing(&mut tx, case).await?;
    }
    let heads = tx.reading_heads(case).await?;
    let documents = counting(tx.documents(case).await?, &standing.divisions());
    let mut issues: Vec<IssueCode> = documents
        .iter()
        .filter_map(|document| head_of(document, &heads))
        .flat_map(|head| head.issues)
        .map(|issue| issue.code)
        .filter(|code| !code.is_notice())
        .collect();
    issues.sort_unstable();
    issues.dedup();
    let likely = likely_cases(&mut tx, &before, &standing, findings.printed).await?;
    let summary = CaseSummary {
        likely_cases: i64::try_from(likely.len()).unwrap_or(i64::MAX),
        ..summarise(
            workbench.catalogue(),
            &before,
            &standing,
            Processing::Ready,
            issues,
        )
    };
    tx.update_case_summary(case, &summary).await?;
    Ok(tx.commit().await?)
}

/// What the entry says of suggestions.
fn told(run: RunId, suggestions: &[(SuggestionId, Suggestion)]) -> serde_json::Value {
    let abstained = suggestions
        .iter()
        .filter(|(_, suggestion)| suggestion.answer.value().is_none())
        .count();
    let origin = suggestions.first().map(|(_, suggestion)| &suggestion.origin);
    json!({
        "run": run.to_string(),
        "suggestions": suggestions.len() - abstained,
        "abstentions": abstained,
        "model": all_of(suggestions, |origin| &origin.model),
        "prompt": all_of(suggestions, |origin| &origin.prompt),
        "blueprint": origin.map(|origin| origin.blueprint.clone()),
        "input": origin.map(|origin| origin.input.clone()),
    })
}

/// What took part in suggestions, each once: a model beside the rules, several instructions.
fn all_of<'s>(
    suggestions: &'s [(SuggestionId, Suggestion)],
    part: impl Fn(&'s Origin) -> &'s str,
) -> Option<String> {
    let origins = suggestions.iter().map(|(_, suggestion)| &suggestion.origin);
    let parts: BTreeSet<&str> = origins.flat_map(|origin| part(origin).split(' ')).collect();
    (!parts.is_empty()).then(|| parts.into_iter().collect::<Vec<_>>().join(" "))
}

/// The last attempt failed: the case can be worked on by hand, and the failure is visible.
pub(crate) async fn give_up(
    workbench: &Workbench,
    tx: &mut Tx,
    case: CaseId,
    code: &str,
) -> Result<(), WorkflowError> {
    let at = workbench.clock().now();
    let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
    let open_run = tx.latest_run(case).await?.filter(|run| run.end.is_none());
    if !before.state.is_open() {
        return Ok(());
    }
    let version = before.version;
    let changed = Case {
        state: before.state.reading_finished(),
        updated_at: at,
        ..before
    };
    tx.update_case(&changed, version).await?;
    mark(tx, case, Processing::Failed).await?;
    match open_run {
        Some(run) => end_run(tx, case, run.id, code, at).await,
        None => tell_failure(tx, case, json!({ "code": code }), at).await,
    }
}

/// A run ends without suggestions.
async fn end_run(
    tx: &mut Tx,
    case: CaseId,
    run: RunId,
    code: &str,
    at: OffsetDateTime,
) -> Result<(), WorkflowError> {
    let result = RunResult::Failed {
        code: code.to_owned(),
    };
    tx.finish_run(run, &RunEnd { result, at }).await?;
    tell_failure(tx, case, json!({ "code": code, "run": run.to_string() }), at).await
}

async fn tell_failure(
    tx: &mut Tx,
    case: CaseId,
    detail: serde_json::Value,
    at: OffsetDateTime,
) -> Result<(), WorkflowError> {
    let draft = AuditDraft {
        at,
        actor: Actor::System,
        action: AuditAction::RunFailed,
        case: Some(case),
        detail,
    };
    tx.append_audit(&draft).await?;
    Ok(())
}
