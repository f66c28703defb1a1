//! What assists the clerks: models, blueprint, regulations, and how suggestions fared.
pub use aktenlage_assist::TrainedHead;
use aktenlage_catalogue::service::Label;
use aktenlage_domain::ids::{DocumentKind, ServiceKey};

use crate::error::WorkflowError;
use crate::views::{Assistance, ModelState};
use crate::workbench::Workbench;

/// The encoder that is at work.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EncoderCard {
    /// Its name.
    pub name: String,
    /// First digits of the digest of its weights.
    pub digest: String,
    /// Length of its vectors.
    pub dimension: usize,
    /// Licence, if known.
    pub licence: Option<String>,
    /// Version of the published model, if known.
    pub revision: Option<String>,
}

/// A service of the blueprint, for lists.
#[derive(Clone, Debug)]
pub struct ServiceSummary {
    /// Its id.
    pub id: ServiceKey,
    /// Its name.
    pub name: Label,
    /// Whether every norm was checked.
    pub is_verified: bool,
    /// `LeiKa` key.
    pub leika: Option<String>,
    /// How many fields.
    pub fields: usize,
    /// How many evidence requirements.
    pub requirements: usize,
}

/// The blueprint in figures.
#[derive(Clone, Debug)]
pub struct BlueprintStatus {
    /// Content hash.
    pub version: String,
    /// Services.
    pub services: usize,
    /// Services whose every norm was checked.
    pub verified_services: usize,
    /// What is wrong with its files.
    pub issues: Vec<aktenlage_catalogue::Issue>,
}

/// Everything the data team's first screen shows.
#[derive(Clone, Debug)]
pub struct ModelStatus {
    /// The encoder, if one is at work.
    pub encoder: Option<EncoderCard>,
    /// State of the models.
    pub state: ModelState,
    /// Version of the instructions.
    pub prompt: String,
    /// The blueprint.
    pub blueprint: BlueprintStatus,
    /// Passages in the index.
    pub passages: u64,
    /// Laws in the index.
    pub laws: usize,
    /// How suggestions fared.
    pub suggestions: aktenlage_store::SuggestionCounts,
}

impl Workbench {
    /// What assists the clerks at the moment.
    pub async fn assistance(&self) -> Result<Assistance, WorkflowError> {
        let assisting = self.assisting();
        // A broken index must not keep anybody from signing in.
        let regulations = assisting.assistant.laws().await.unwrap_or_default();
        Ok(Assistance {
            models: assisting.state,
            encoder: assisting
                .encoder
                .map(|card| format!("{}@{}", card.name, card.digest)),
            blueprint: self.catalogue().version.clone(),
            regulations: regulations.iter().map(|law| law.passages as u64).sum(),
        })
    }

    /// Models, blueprint, regulations and suggestions in figures.
    pub async fn model_status(&self) -> Result<ModelStatus, WorkflowError> {
        let assisting = self.assisting();
        let laws = assisting.assistant.laws().await.unwrap_or_default();
        let suggestions = self.read().await?.suggestion_counts().await?;
        let services = &self.catalogue().services;
        Ok(ModelStatus {
            encoder: assisting.encoder,
            state: assisting.state,
            prompt: assisting.assistant.prompt_version(),
            blueprint: BlueprintStatus {
                version: self.catalogue().version.clone(),
                services: services.len(),
                verified_services: services.iter().filter(|service| service.verified).count(),
                issues: self.catalogue_issues().to_vec(),
            },
            passages: laws.iter().map(|law| law.passages as u64).sum(),
            laws: laws.len(),
            suggestions,
        })
    }

    /// The trained heads that are installed, and those at work in this process wherever they come from.
    pub async fn trained_heads(&self) -> Result<Vec<TrainedHead>, WorkflowError> {
        let folder = self.office().heads.clone();
        let assistant = self.assistant();
        // Files are read and their digests compared: not on a thread that answers.
        let reading =
            tokio::task::spawn_blocking(move || aktenlage_assist::trained_heads(&folder, &assistant)).await;
        reading.map_err(|error| WorkflowError::Internal(format!("reading heads broke off: {error}")))
    }

    /// Version of the blueprint, its services, its document kinds.
    pub fn services(&self) -> (String, Vec<ServiceSummary>, Vec<(DocumentKind, Label)>) {
        let services = self.catalogue().services.iter().map(|service| ServiceSummary {
            id: service.key.clone(),
            name: service.name.clone(),
            is_verified: service.verified,
            leika: service.leika.clone(),
            fields: service.fields.len(),
            requirements: service.evidence.len(),
        });
        let kinds = self
            .catalogue()
            .kinds
            .iter()
            .map(|kind| (kind.id.clone(), kind.label.clone()));
        (
            self.catalogue().version.clone(),
            services.collect(),
            kinds.collect(),
        )
    }

    /// Waits until it is settled whether there is a model.
    pub async fn wait_for_models(&self) {
        loop {
            let changed = self.work_arrived().notified();
            if self.assisting().state != ModelState::Loading {
                return;
            }
            // The state is looked at again even if the notice was missed.
            let _ = tokio::time::timeout(std::time::Duration::from_millis(200), changed).await;
        }
    }
}
