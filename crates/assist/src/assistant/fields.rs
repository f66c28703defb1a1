//! Fields of a service: what was found about each, and whether it is sure enough to be said.
use std::collections::{BTreeMap, BTreeSet};
use std::sync::PoisonError;
use std::time::{Duration, Instant};

use aktenlage_catalogue::service::ServiceDefinition;
use aktenlage_domain::ids::DocumentKind;
use aktenlage_domain::suggestion::{Answer, Subject, Suggestion};
use aktenlage_inference::Encoder;

use super::{Assistant, MadeBy, settled_kinds};
use crate::field_signs::FieldCandidate;
use crate::label_meaning::{self, Meant};
use crate::submission::{DocumentInput, SubmissionInput};
use crate::tasks::match_fields::Targets;
use crate::tasks::settle_values::{self, Settled};
use crate::templates::Sheet;
use crate::{AssistError, FormLibrary, reading, remark};

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
        let targets = self.targets(&sheets, &kinds, definition, &mut embedding).await?;
        let settled = settle(submission, &sheets, &kinds, definition, &targets);
        Ok(settled
            .into_iter()
            .filter_map(|settled| settled.candidate)
            .collect())
    }

    /// One suggestion for each field of the service. A trained head says what is sure enough, else a bound that was set
    /// by hand.
    pub(super) async fn fields(
        &self,
        submission: &SubmissionInput,
        sheets: &[Sheet],
        kinds: &[Option<DocumentKind>],
        service: &ServiceDefinition,
        input: &str,
        embedding: &mut Duration,
    ) -> Result<Vec<Suggestion>, AssistError> {
        let mut suggestions = Vec::new();
        let targets = self.targets(sheets, kinds, service, embedding).await?;
        for mut settled in settle(submission, sheets, kinds, service, &targets) {
            let is_by_meaning = settled
                .remarks
                .iter()
                .any(|remark| remark.code == remark::LABEL_BY_MEANING);
            let mut made_by = if is_by_meaning {
                MadeBy::Meaning
            } else {
                MadeBy::Rules
            };
            match (&self.heads.field, &settled.candidate) {
                (Some(head), Some(candidate)) => {
                    let verdict = head.judge(&candidate.input())?;
                    made_by = if is_by_meaning {
                        MadeBy::Head(head.head())
                    } else {
                        MadeBy::HeadOnWords(head.head())
                    };
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

    /// The fields of a service, with what the encoder says of labels that no phrase is in.
    async fn targets<'c>(
        &self,
        sheets: &[Sheet],
        kinds: &[Option<DocumentKind>],
        service: &'c ServiceDefinition,
        embedding: &mut Duration,
    ) -> Result<Targets<'c>, AssistError> {
        let mut targets = Targets::of(service);
        let Some(encoder) = &self.encoder else {
            return Ok(targets);
        };
        // Evidence is written in its own words, and asks nobody for anything.
        let is_form = |kind: &Option<DocumentKind>| match kind.as_ref().map(DocumentKind::as_str) {
            Some("application_form" | "application_annex") | None => true,
            Some(_) => false,
        };
        let forms = sheets.iter().zip(kinds).filter(|(_, kind)| is_form(kind));
        let unknown: BTreeMap<Vec<String>, String> = forms
            .flat_map(|(sheet, _)| label_meaning::unknown_labels(sheet, &targets))
            .collect();
        if unknown.is_empty() {
            return Ok(targets);
        }
        let before = Instant::now();
        let phrases: Vec<Vec<String>> = targets.list.iter().map(label_meaning::phrases_of).collect();
        let known = self.phrase_vectors(encoder, &phrases).await?;
        let fill = |text: &String| self.prompts.encoder.fill("query", &[("text", text)]);
        let vectors = encoder.encode(unknown.values().map(fill).collect()).await?;
        let labels = unknown.into_keys().zip(vectors).collect();
        let of_field = |phrases: &Vec<String>| {
            let vectors = phrases.iter().filter_map(|phrase| known.get(phrase));
            vectors.map(Vec::as_slice).collect()
        };
        let fields: Vec<Vec<&[f32]>> = phrases.iter().map(of_field).collect();
        targets.meant = Meant::of(labels, &fields);
        *embedding += before.elapsed();
        Ok(targets)
    }

    /// Vectors of phrases of the blueprint, made once.
    async fn phrase_vectors(
        &self,
        encoder: &Encoder,
        phrases: &[Vec<String>],
    ) -> Result<BTreeMap<String, Vec<f32>>, AssistError> {
        let known = || self.phrases.lock().unwrap_or_else(PoisonError::into_inner);
        let wanted: BTreeSet<&String> = phrases.iter().flatten().collect();
        let new: Vec<&String> = {
            let known = known();
            wanted
                .iter()
                .copied()
                .filter(|phrase| !known.contains_key(*phrase))
                .collect()
        };
        if !new.is_empty() {
            let fill = |text: &&String| self.prompts.encoder.fill("query", &[("text", text)]);
            let vectors = encoder.encode(new.iter().map(fill).collect()).await?;
            known().extend(new.into_iter().cloned().zip(vectors));
        }
        let known = known();
        let vector = |phrase: &String| Some((phrase.clone(), known.get(phrase)?.clone()));
        Ok(wanted.into_iter().filter_map(vector).collect())
    }
}

/// Everything found in all documents, settled field by field.
fn settle<'c>(
    submission: &SubmissionInput,
    sheets: &[Sheet],
    kinds: &[Option<DocumentKind>],
    service: &'c ServiceDefinition,
    targets: &Targets<'_>,
) -> Vec<Settled<'c>> {
    let mut found = Vec::new();
    let documents: &[DocumentInput] = &submission.documents;
    for ((sheet, document), kind) in sheets.iter().zip(documents).zip(kinds) {
        found.extend(reading::read(
            sheet,
            &document.text,
            kind.as_ref(),
            targets,
            submission.received_on,
        ));
    }
    let is_form = |kind: &Option<DocumentKind>| {
        kind.as_ref()
            .is_some_and(|kind| kind.as_str() == "application_form")
    };
    settle_values::settle(service, &found, kinds.iter().any(is_form))
}
