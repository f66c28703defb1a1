//! Models that are only tried: asked about live cases beside the one at work. What they say goes into a table of its own
//! that no use case of a clerk reads, and what goes wrong with them concerns nobody's case.
use aktenlage_assist::{DocumentInput, ShadowOpinion, SubmissionInput};
use aktenlage_store::ShadowOutput;

use crate::workbench::Workbench;

/// The documents to ask about; none if nothing is tried.
pub(crate) fn documents(workbench: &Workbench, submission: &SubmissionInput) -> Vec<DocumentInput> {
    if workbench.assistant().shadows().next().is_none() {
        return Vec::new();
    }
    submission.documents.clone()
}

/// What they would say; nothing, and a line in the log, if they fail.
pub(crate) async fn ask(workbench: &Workbench, documents: Vec<DocumentInput>) -> Vec<ShadowOutput> {
    if documents.is_empty() {
        return Vec::new();
    }
    let assistant = workbench.assistant();
    let runtime = tokio::runtime::Handle::current();
    let asking = tokio::task::spawn_blocking(move || runtime.block_on(assistant.ask_shadows(&documents)));
    match asking.await {
        Ok(Ok(opinions)) => opinions.into_iter().map(output).collect(),
        Ok(Err(error)) => {
            tracing::warn!("a model that is tried was not asked: {error}");
            Vec::new()
        }
        Err(_) => {
            tracing::warn!("a model that is tried panicked");
            Vec::new()
        }
    }
}

fn output(said: ShadowOpinion) -> ShadowOutput {
    ShadowOutput {
        subject: said.subject,
        version: said.head,
        label: said.opinion.label,
        probability_ppm: millionths(said.opinion.probability),
        refusal: said.opinion.refusal,
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a probability in millionths is a small number"
)]
fn millionths(probability: f32) -> i64 {
    (f64::from(probability.clamp(0.0, 1.0)) * 1e6).round() as i64
}
