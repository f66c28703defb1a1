//! Fields of a service: what was found about each, and whether it is sure enough to be said.
use std::time::Duration;

use aktenlage_catalogue::service::ServiceDefinition;
use aktenlage_domain::ids::DocumentKind;
use aktenlage_domain::suggestion::{Answer, Subject, Suggestion};

use super::{Assistant, MadeBy, settled_kinds};
use crate::field_signs::FieldCandidate;
use crate::submission::{DocumentInput, SubmissionInput};
use crate::tasks::match_fields::Targets;
use crate::tasks::settle_values::{self, Settled};
use crate::templates::Sheet;
use crate::{AssistError, FormLibrary, reading};

impl Assistant {
    /// What would be suggested for the fields of a submission whose service is settled, by the way that suggestions
    /// take, with what a head for fields looks at. Nothing if there is no such service.
    pub async fn field_candidates(
        &self,
        submission: &SubmissionInput,
        forms: &FormLibrary,
    ) -> Result<Vec<FieldCandidate>, AssistError> {
        let definition = submission
            .service
            .as_ref()
            .and_then(|key| self.catalogue.service_on(key, submission.received_on));
        let Some(definition) = definition else {
            return Ok(Vec::new());
        };
        let sheets: Vec<Sheet> = submission
            .documents
            .iter()
            .map(|document| Sheet::of(document, forms))
            .collect();
        let mut embedding = Duration::ZERO;
        let classified = self.classify(&sheets, &mut embedding).await?;
        let kinds = settled_kinds(&classified, submission);
        let settled = settle(submission, &sheets, &kinds, definition);
        Ok(settled
            .into_iter()
            .filter_map(|settled| settled.candidate)
            .collect())
    }

    /// One suggestion for each field of the service. A trained head says what is sure enough, else a bound that was set
    /// by hand.
    pub(super) fn fields(
        &self,
        submission: &SubmissionInput,
        sheets: &[Sheet],
        kinds: &[Option<DocumentKind>],
        service: &ServiceDefinition,
        input: &str,
    ) -> Result<Vec<Suggestion>, AssistError> {
        let mut suggestions = Vec::new();
        for mut settled in settle(submission, sheets, kinds, service) {
            let mut made_by = MadeBy::Rules;
            match (&self.heads.field, &settled.candidate) {
                (Some(head), Some(candidate)) => {
                    let verdict = head.judge(&candidate.input())?;
                    made_by = MadeBy::Head(head.head());
                    // The likelier label of two: of one that is not `right` the rest is left for it.
                    let right = match verdict.class {
                        Some(_) => verdict.probability,
                        None => 1.0 - verdict.probability,
                    };
                    if let Answer::Value { probability, .. } = &mut settled.answer {
                        *probability = right;
                    }
                    if verdict.class.is_none() || verdict.refusal.is_some() {
                        settled.hold_back(Some(head.below_target()));
                    }
                }
                _ if settled.is_below_bound() => settled.hold_back(None),
                _ => {}
            }
            let subject = Subject::Field(settled.field.id.clone());
            suggestions.push(self.suggestion(subject, settled.answer, settled.remarks, made_by, input));
        }
        Ok(suggestions)
    }
}

/// Everything found in all documents, settled field by field.
fn settle<'c>(
    submission: &SubmissionInput,
    sheets: &[Sheet],
    kinds: &[Option<DocumentKind>],
    service: &'c ServiceDefinition,
) -> Vec<Settled<'c>> {
    let targets = Targets::of(service);
    let mut found = Vec::new();
    let documents: &[DocumentInput] = &submission.documents;
    for ((sheet, document), kind) in sheets.iter().zip(documents).zip(kinds) {
        found.extend(reading::read(
            sheet,
            &document.text,
            kind.as_ref(),
            &targets,
            submission.received_on,
        ));
    }
    let is_form = |kind: &Option<DocumentKind>| {
        kind.as_ref()
            .is_some_and(|kind| kind.as_str() == "application_form")
    };
    settle_values::settle(service, &found, kinds.iter().any(is_form))
}
