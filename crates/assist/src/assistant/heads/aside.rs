//! Heads that the assistant asks without following them.
use aktenlage_domain::ids::DocumentKind;
use aktenlage_domain::suggestion::Subject;
use aktenlage_inference::head::{Head, HeadError, HeadTask};

use crate::abstain;
use crate::aside::{AsideHead, ShadowOpinion};
use crate::assistant::Assistant;
use crate::error::AssistError;
use crate::features::{DocumentFeatures, of_submission};
use crate::submission::DocumentInput;

impl Assistant {
    /// Takes a head to ask it aside; refuses what [`Assistant::add_head`] refuses.
    pub fn aside(&self, head: Head) -> Result<AsideHead, HeadError> {
        Ok(AsideHead(self.fitting(head)?))
    }

    /// Tries a head beside what is at work: [`Assistant::ask_shadows`] asks it, no suggestion depends on it.
    pub fn add_shadow(&mut self, head: Head) -> Result<(), HeadError> {
        let head = self.aside(head)?;
        self.heads.shadows.push(head);
        Ok(())
    }

    /// The heads that are tried.
    pub fn shadows(&self) -> impl Iterator<Item = &Head> {
        self.heads.shadows.iter().map(AsideHead::head)
    }

    /// What the heads that are tried would say about the documents of a submission; nothing without such heads. Taught
    /// forms are left aside: where one is recognised, it decides before any head. Every document is encoded once more.
    pub async fn ask_shadows(&self, documents: &[DocumentInput]) -> Result<Vec<ShadowOpinion>, AssistError> {
        if self.heads.shadows.is_empty() {
            return Ok(Vec::new());
        }
        let mut features = Vec::with_capacity(documents.len());
        for document in documents {
            features.push(self.features(document).await?);
        }
        let mut opinions = Vec::new();
        for shadow in &self.heads.shadows {
            let head = shadow.head().identity();
            match shadow.head().card().task {
                // Values are judged where they are found, and nobody asks twice.
                HeadTask::Field => {}
                HeadTask::Kind => {
                    for (document, features) in documents.iter().zip(&features) {
                        let Some(input) = features.for_kind() else {
                            continue;
                        };
                        let by_rules = features.kind.as_ref().map(DocumentKind::as_str);
                        opinions.extend(shadow.ask(&input, by_rules)?.map(|opinion| ShadowOpinion {
                            subject: Subject::DocumentKind(document.id),
                            head: head.clone(),
                            opinion,
                        }));
                    }
                }
                HeadTask::Service => {
                    let features: Vec<&DocumentFeatures> = features.iter().collect();
                    let Some(input) = DocumentFeatures::for_service(&features) else {
                        continue;
                    };
                    let by_rules = self.service_by_rules(&features);
                    opinions.extend(
                        shadow
                            .ask(&input, by_rules.as_deref())?
                            .map(|opinion| ShadowOpinion {
                                subject: Subject::Service,
                                head: head.clone(),
                                opinion,
                            }),
                    );
                }
            }
        }
        Ok(opinions)
    }

    /// The service that rules alone name, without the encoder.
    pub fn service_by_rules(&self, documents: &[&DocumentFeatures]) -> Option<String> {
        let (input, _) = of_submission(documents)?;
        let values = &input.rules.values;
        if abstain::SERVICE.refuse(values).is_some() {
            return None;
        }
        let best = values
            .iter()
            .copied()
            .enumerate()
            .max_by(|one, two| one.1.total_cmp(&two.1))?;
        self.classes(HeadTask::Service).get(best.0).cloned()
    }
}
