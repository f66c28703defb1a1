//! What assists the clerks, in figures.
use aktenlage_workflow as workflow;
use serde::Serialize;
use utoipa::ToSchema;

use super::word::ModelState;

/// The encoder that is at work.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Encoder {
    name: String,
    revision: Option<String>,
    licence: Option<String>,
    /// Length of its vectors.
    dimension: usize,
    digest: String,
    /// Version of the instructions.
    prompt: String,
}

/// The blueprint in figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BlueprintStatus {
    version: String,
    services: usize,
    verified_services: usize,
    issues: Vec<BlueprintIssue>,
}

/// Something wrong in a file of the blueprint.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct BlueprintIssue {
    code: String,
    file: String,
    detail: String,
}

/// The regulations in figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct RegulationsStatus {
    passages: u64,
    laws: usize,
}

/// How suggestions fared.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct SuggestionCounts {
    total: i64,
    reviewed: i64,
    accepted: i64,
    amended: i64,
    rejected: i64,
    abstained: i64,
}

/// Models, blueprint, regulations and suggestions in figures.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct ModelStatus {
    encoder: Option<Encoder>,
    state: ModelState,
    blueprint: BlueprintStatus,
    regulations: RegulationsStatus,
    suggestions: SuggestionCounts,
}

/// What a trained head can say.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct HeadExtent {
    /// The encoder that it was trained with.
    encoder: String,
    /// How many classes, none of them "none".
    classes: usize,
    /// Share of right answers that its thresholds were chosen for.
    target: f64,
    /// Whether no threshold keeps the target, so that it never speaks.
    is_always_silent: bool,
    /// Channels on which it never speaks.
    silent_channels: Vec<String>,
    /// Examples that it learned from.
    examples: usize,
}

/// A trained head.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TrainedHead {
    /// `kind`, `service` or `field`.
    task: String,
    version: String,
    /// Whether it is set to work from the next start on.
    is_active: bool,
    /// Whether it is at work now.
    is_at_work: bool,
    /// `null` if its files cannot be used.
    extent: Option<HeadExtent>,
}

/// The trained heads that are installed.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct TrainedHeads {
    pub(crate) items: Vec<TrainedHead>,
}

impl From<workflow::TrainedHead> for TrainedHead {
    fn from(head: workflow::TrainedHead) -> Self {
        Self {
            task: head.task.to_owned(),
            version: head.version,
            is_active: head.is_active,
            is_at_work: head.is_at_work,
            extent: head.extent.map(|extent| HeadExtent {
                encoder: extent.encoder,
                classes: extent.classes,
                target: extent.target,
                is_always_silent: extent.is_always_silent,
                silent_channels: extent.silent_channels,
                examples: extent.examples,
            }),
        }
    }
}

impl From<workflow::ModelStatus> for ModelStatus {
    fn from(status: workflow::ModelStatus) -> Self {
        let prompt = status.prompt;
        let counts = status.suggestions;
        Self {
            encoder: status.encoder.map(|card| Encoder {
                name: card.name,
                revision: card.revision,
                licence: card.licence,
                dimension: card.dimension,
                digest: card.digest,
                prompt,
            }),
            state: status.state.into(),
            blueprint: status.blueprint.into(),
            regulations: RegulationsStatus {
                passages: status.passages,
                laws: status.laws,
            },
            suggestions: SuggestionCounts {
                total: counts.total,
                reviewed: counts.reviewed,
                accepted: counts.accepted,
                amended: counts.amended,
                rejected: counts.rejected,
                abstained: counts.abstained,
            },
        }
    }
}

impl From<workflow::BlueprintStatus> for BlueprintStatus {
    fn from(status: workflow::BlueprintStatus) -> Self {
        let issues = status.issues.into_iter().map(|issue| BlueprintIssue {
            code: issue.code.to_owned(),
            file: issue.file,
            detail: issue.detail,
        });
        Self {
            version: status.version,
            services: status.services,
            verified_services: status.verified_services,
            issues: issues.collect(),
        }
    }
}
