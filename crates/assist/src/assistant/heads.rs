//! Trained heads of the assistant: taking them, and the features that they are trained on and asked with.
use aktenlage_inference::Encoder;
use aktenlage_inference::head::{Head, HeadError, HeadTask};

use super::Assistant;
use crate::features::{DocumentFeatures, channel_of};
use crate::field_signs::FIELD_SIGNS;
use crate::heads::ActiveHead;
use crate::submission::DocumentInput;
use crate::tasks::classify_document::{self, Scores};
use crate::tasks::recognise_service::{self, DocumentScores};
use crate::templates::Sheet;
use crate::word_signs::{self, WORD_PLACES};
use crate::{AssistError, meaning};

mod aside;

impl Assistant {
    /// Puts a trained head to work. One that was trained with another encoder, other instructions or other classes is
    /// refused, and nothing changes.
    pub fn add_head(&mut self, head: Head) -> Result<(), HeadError> {
        let head = self.fitting(head)?;
        self.heads.put(head);
        Ok(())
    }

    /// The head, if it was trained for what is configured.
    fn fitting(&self, head: Head) -> Result<ActiveHead, HeadError> {
        let card = head.card();
        let encoder = self.model();
        let prompt = self.prompts.encoder.name();
        // A head for fields takes no vector; how near labels are is a sign, and another encoder's is another one.
        let dimension = match card.task {
            HeadTask::Field => 0,
            HeadTask::Kind | HeadTask::Service => self.encoder_dimension(),
        };
        if (&card.encoder, &card.prompt, card.dimension) != (&encoder, &prompt, dimension) {
            return Err(HeadError::Mismatch {
                reason: format!(
                    "{} was trained with the encoder {} ({}), configured is {encoder} ({prompt})",
                    head.identity(),
                    card.encoder,
                    card.prompt
                ),
            });
        }
        let (classes, words) = (self.classes(card.task), self.word_places(card.task));
        ActiveHead::new(head, &classes, words)
    }

    /// The head that is at work for a task.
    pub fn head(&self, task: HeadTask) -> Option<&Head> {
        self.heads.of(task).map(ActiveHead::head)
    }

    /// Length of the encoder's vectors; 0 without one.
    pub fn encoder_dimension(&self) -> usize {
        self.encoder.as_ref().map_or(0, Encoder::dimension)
    }

    /// How many texts the encoder was given so far; none without one.
    pub fn texts_given(&self) -> usize {
        self.encoder.as_ref().map_or(0, Encoder::texts_given)
    }

    /// The classes of a task, in the order in which rules score them; of fields the names of their signs.
    pub fn classes(&self, task: HeadTask) -> Vec<String> {
        match task {
            HeadTask::Field => FIELD_SIGNS.map(str::to_owned).to_vec(),
            HeadTask::Kind => self.kinds.names(),
            HeadTask::Service => self.services.names(),
        }
    }

    /// How many places of words heads for a task look at.
    pub fn word_places(&self, task: HeadTask) -> usize {
        match task {
            HeadTask::Kind => WORD_PLACES,
            HeadTask::Field | HeadTask::Service => 0,
        }
    }

    /// What a document gives to heads, by the way that suggestions take. Needs an encoder.
    pub async fn features(&self, document: &DocumentInput) -> Result<DocumentFeatures, AssistError> {
        let Some(encoder) = &self.encoder else {
            return Err(AssistError::NoEncoder);
        };
        let sheet = Sheet::of(document, &self.forms);
        let scores = classify_document::score(&self.kinds, &sheet.document, &sheet.layouts);
        let services = recognise_service::score(&self.services, &sheet.document, &sheet.layouts);
        let vectors = meaning::vectors(encoder, &self.prompts, &sheet.document.text).await?;
        let vector = meaning::together(&vectors, encoder.dimension());
        Ok(self.document_features(&sheet, &scores, &services, vector))
    }

    pub(super) fn document_features(
        &self,
        sheet: &Sheet,
        scores: &Scores,
        services: &DocumentScores,
        vector: Vec<f32>,
    ) -> DocumentFeatures {
        let document = &sheet.document;
        let by_rules = classify_document::decide(&self.kinds, document, scores, None);
        DocumentFeatures {
            vector,
            words: word_signs::places(&word_signs::lines(document.id, &sheet.layouts)),
            kinds: scores.for_heads(),
            services: services.for_heads(),
            kind: by_rules.kind.ok(),
            channel: channel_of(&document.text).to_owned(),
            is_readable: classify_document::is_readable(document),
        }
    }
}
