//! Which cases are drawn, when they are opened, and which of their fields, with the first suggestions on them.
use aktenlage_catalogue::service::FieldRequirement;
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::ids::{CaseId, FieldId, SampleDrawId};
use aktenlage_domain::sample::SampleDraw;
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{AuditDraft, Sample, Tx};
use serde_json::json;
use time::OffsetDateTime;

use crate::case_detail::load_standing;
use crate::error::WorkflowError;
use crate::workbench::Workbench;

/// Lets chance say whether a new case belongs to the sample.
pub(crate) fn draw(workbench: &Workbench, case: CaseId, at: OffsetDateTime) -> Option<SampleDraw> {
    let plan = workbench.office().samples;
    plan.draws(workbench.entropy()).then(|| SampleDraw {
        id: SampleDrawId::new(workbench.clock(), workbench.entropy()),
        case,
        plan,
        at,
    })
}

/// Records that a case was drawn, with what was in force.
pub(crate) async fn record(tx: &mut Tx, draw: &SampleDraw) -> Result<(), WorkflowError> {
    tx.insert_sample_draw(draw).await?;
    let detail = json!({
        "sample": draw.id.to_string(),
        "share_ppm": draw.plan.share_ppm,
        "fields": draw.plan.fields,
    });
    tx.append_audit(&AuditDraft {
        at: draw.at,
        actor: Actor::System,
        action: AuditAction::SampleDrawn,
        case: Some(draw.case),
        detail,
    })
    .await?;
    Ok(())
}

/// Draws the fields of a case once its service is known: of those that every applicant has to answer and nobody has
/// spoken of. Has to be in the transaction that stores the first suggestions on fields, before its entry: until then
/// there is nothing to see, and afterwards it is withheld. Drawn once; another service draws no others, for those were
/// seen.
pub(crate) async fn choose_fields(
    workbench: &Workbench,
    tx: &mut Tx,
    sample: &Sample,
    at: OffsetDateTime,
) -> Result<(), WorkflowError> {
    if sample.fields.is_some() {
        return Ok(());
    }
    let case = sample.draw.case;
    let standing = load_standing(tx, case).await?;
    let Some(service) = standing.definition(workbench.catalogue()) else {
        return Ok(());
    };
    let reviews = tx.reviews(case).await?;
    let is_new = |id: &FieldId| {
        let subject = Subject::Field(id.clone());
        reviews.iter().all(|review| review.subject != subject)
    };
    let candidates = service
        .fields
        .iter()
        .filter(|field| field.requirement == FieldRequirement::Required && is_new(&field.id))
        .map(|field| field.id.clone())
        .collect();
    let chosen = sample.draw.plan.choose(candidates, workbench.entropy());
    tx.insert_sample_fields(sample.draw.id, &chosen, at).await?;
    Ok(())
}
