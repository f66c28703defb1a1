//! `aktenlage assess FILE...`: the whole pipeline in memory, without server or database.
use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use aktenlage_assist::{Assistant, Confirmed, DocumentInput, FormLibrary, SubmissionInput, wording};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::document::{IssueCode, SourceSpan, is_emptied_archive};
use aktenlage_domain::ids::{DocumentId, ServiceKey};
use aktenlage_domain::service::{Demand, RequirementState};
use aktenlage_domain::suggestion::{Answer, Subject, Suggestion};
use anyhow::bail;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::input::{Input, file_name, rounded};
use super::intake::take_in;
use crate::config::Config;
use crate::system::SystemClock;
use crate::wiring;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(flatten)]
    input: Input,
    /// The service, if it is known
    #[arg(long, value_name = "ID")]
    service: Option<String>,
}

/// What was read, suggested and measured.
struct Assessed {
    documents: Vec<DocumentInput>,
    assessment: aktenlage_assist::Assessment,
    service: Option<ServiceKey>,
    catalogue: Arc<aktenlage_catalogue::Catalogue>,
    encoder: String,
    extract_ms: u128,
    total_ms: u128,
}

pub(crate) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (catalogue, _) = wiring::catalogue(config);
    let service = arguments.service.as_deref().map(ServiceKey::from);
    if let Some(key) = &service
        && catalogue.service(key).is_none()
    {
        let known: Vec<_> = catalogue
            .services
            .iter()
            .map(|service| service.key.as_str())
            .collect();
        bail!("--service: expected one of {}", known.join(", "));
    }
    let started = Instant::now();
    let for_loading = config.clone();
    let loading = tokio::task::spawn_blocking(move || wiring::load_encoder(&for_loading));
    let (forms, _) = wiring::forms(config, &catalogue);
    let documents = read(config, &forms, &arguments.input.files).await?;
    let extract_ms = started.elapsed().as_millis();
    let encoder = match loading.await? {
        Ok(encoder) => encoder,
        Err(error) => {
            eprintln!("without a model: {error}");
            None
        }
    };
    let index = wiring::open_existing_index(config).await;
    let mut assistant = Assistant::new(Arc::clone(&catalogue), encoder, index).with_forms(forms);
    for error in wiring::add_heads(config, &mut assistant) {
        eprintln!("without a trained head: {error}");
    }
    let submission = SubmissionInput {
        documents: documents
            .iter()
            .filter(|document| !is_emptied_archive(&document.issues))
            .cloned()
            .collect(),
        service: service.clone(),
        received_on: SystemClock.today(),
        confirmed: Confirmed::default(),
    };
    let assessment = assistant.assess(&submission).await?;
    // With the loading of the models, as far as reading did not hide it.
    let total_ms = started.elapsed().as_millis();
    let assessed = Assessed {
        documents,
        assessment,
        service,
        catalogue,
        encoder: assistant.model(),
        extract_ms,
        total_ms,
    };
    if arguments.input.json {
        println!("{}", serde_json::to_string_pretty(&assessed.to_json())?);
    } else {
        assessed.print();
    }
    Ok(ExitCode::SUCCESS)
}

/// Reads every file in a confined process, and what is packed in it. A file that is not there is an error; one that
/// cannot be read is an issue.
pub(super) async fn read(
    config: &Config,
    forms: &FormLibrary,
    files: &[PathBuf],
) -> anyhow::Result<Vec<DocumentInput>> {
    let reader = wiring::reader(config)?;
    let mut documents = Vec::new();
    for file in files {
        for mut taken in take_in(&reader, file_name(file), fs_err::read(file)?).await {
            let unseen = forms.unseen_boxes(&taken.reading.text);
            let looked = reader.look(taken.pages.clone(), &unseen).await;
            taken.reading.text.marks.extend(looked);
            let mut digest = Sha256::new();
            digest.update(documents.len().to_be_bytes());
            digest.update(&taken.bytes);
            let mut id = [0; 16];
            id.copy_from_slice(&digest.finalize()[..16]);
            documents.push(DocumentInput {
                id: DocumentId(uuid::Builder::from_custom_bytes(id).into_uuid()),
                file_name: taken.name,
                text: taken.reading.text,
                issues: taken.reading.issues,
                pages: None,
                sha256: Some(format!("{:x}", Sha256::digest(&taken.bytes))),
            });
        }
    }
    Ok(documents)
}

impl Assessed {
    fn file(&self, id: DocumentId) -> &str {
        let document = self.documents.iter().find(|document| document.id == id);
        document.map_or("", |document| document.file_name.as_str())
    }

    /// The shape is stable: members are only added.
    fn to_json(&self) -> Value {
        json!({
            "documents": self.documents.iter().map(|document| self.document(document)).collect::<Vec<_>>(),
            "service": self.settled_or(self.assessment.suggestion(&Subject::Service)),
            "abstained": self.service.is_none().then(|| abstention(self.assessment.suggestion(&Subject::Service))).flatten(),
            "fields": self.fields().collect::<Vec<_>>(),
            "abstentions": self.abstentions().collect::<Vec<_>>(),
            "completeness": self.completeness(),
            "legal_bases": self.assessment.legal_bases.iter().map(|reference| json!({
                "citation": reference.citation,
                "score": rounded(reference.score),
                "resolved": reference.passage.is_some(),
            })).collect::<Vec<_>>(),
            "model": { "encoder": self.encoder, "blueprint": self.catalogue.version, "prompt": self.prompt() },
            "timings_ms": {
                "extract": self.extract_ms,
                "embed": self.assessment.timings.embed_ms,
                "assess": self.assessment.timings.assess_ms,
                "total": self.total_ms,
            },
        })
    }

    /// The instructions that took part, each once.
    fn prompt(&self) -> String {
        let prompts: BTreeSet<&str> = self
            .assessment
            .suggestions
            .iter()
            .flat_map(|suggestion| suggestion.origin.prompt.split(' '))
            .collect();
        prompts.into_iter().collect::<Vec<_>>().join(" ")
    }

    fn document(&self, document: &DocumentInput) -> Value {
        let suggestion = self.assessment.suggestion(&Subject::DocumentKind(document.id));
        let issue = |code: IssueCode, page: Option<u32>| json!({ "code": code.as_str(), "page": page });
        json!({
            "file": document.file_name,
            "pages": document.text.pages.iter().map(|page| page.number).collect::<Vec<_>>(),
            "kind": identified(suggestion),
            "abstained": abstention(suggestion),
            "issues": document.issues.iter().map(|found| issue(found.code, found.page)).collect::<Vec<_>>(),
            "rescan": self.rescan(document.id).map(|suggestion| json!({
                "pages": suggestion.answer.evidence().iter().map(|span| span.page).collect::<Vec<_>>(),
                "reasons": wording::german_pages(&suggestion.remarks),
            })),
            "division": self.division(document.id).map(|suggestion| json!({
                "pages": suggestion.answer.value(),
                "abstained": abstention(Some(suggestion)),
                "reasons": wording::german_pages(&suggestion.remarks),
            })),
        })
    }

    /// The suggestion to scan pages of a document again.
    fn rescan(&self, document: DocumentId) -> Option<&Suggestion> {
        self.assessment.suggestion(&Subject::Rescan(document))
    }

    /// The suggestion to divide a scan into documents.
    fn division(&self, document: DocumentId) -> Option<&Suggestion> {
        self.assessment.suggestion(&Subject::Division(document))
    }

    /// The service that a person named stands as it is.
    fn settled_or(&self, suggestion: Option<&Suggestion>) -> Value {
        match &self.service {
            Some(service) => json!({ "id": service.as_str(), "probability": 1.0 }),
            None => identified(suggestion),
        }
    }

    fn evidence(&self, spans: &[SourceSpan]) -> Vec<Value> {
        let span = |span: &SourceSpan| {
            let bbox = [span.bbox.left, span.bbox.top, span.bbox.right, span.bbox.bottom];
            json!({ "file": self.file(span.document), "page": span.page, "box": bbox.map(rounded) })
        };
        spans.iter().map(span).collect()
    }

    fn fields(&self) -> impl Iterator<Item = Value> {
        self.assessment.suggestions.iter().filter_map(|suggestion| {
            let (
                Subject::Field(id),
                Answer::Value {
                    value,
                    probability,
                    evidence,
                    alternatives,
                },
            ) = (&suggestion.subject, &suggestion.answer)
            else {
                return None;
            };
            let alternatives: Vec<_> = alternatives
                .iter()
                .map(|other| {
                    json!({
                        "value": other.value,
                        "probability": rounded(other.probability),
                        "evidence": self.evidence(&other.evidence),
                    })
                })
                .collect();
            Some(json!({
                "id": id.as_str(),
                "value": value,
                "probability": rounded(*probability),
                "evidence": self.evidence(evidence),
                "alternatives": alternatives,
            }))
        })
    }

    fn abstentions(&self) -> impl Iterator<Item = Value> {
        self.assessment.suggestions.iter().filter_map(|suggestion| {
            let (Subject::Field(id), Answer::Abstained { reason, evidence }) =
                (&suggestion.subject, &suggestion.answer)
            else {
                return None;
            };
            let reason_text = suggestion.remarks.first().map(wording::german);
            Some(json!({
                "id": id.as_str(),
                "abstained": reason.as_str(),
                "reason": reason_text,
                "evidence": self.evidence(evidence),
            }))
        })
    }

    fn requirements(
        &self,
    ) -> impl Iterator<Item = (&Suggestion, &aktenlage_catalogue::service::EvidenceRequirement)> {
        let key = match &self.service {
            Some(service) => Some(service.clone()),
            None => self
                .assessment
                .suggestion(&Subject::Service)
                .and_then(|found| found.answer.value())
                .map(ServiceKey::new),
        };
        let definition = key.and_then(|key| self.catalogue.service(&key));
        self.assessment.suggestions.iter().filter_map(move |suggestion| {
            let Subject::Requirement(id) = &suggestion.subject else {
                return None;
            };
            let requirement = definition?
                .evidence
                .iter()
                .find(|requirement| &requirement.id == id)?;
            Some((suggestion, requirement))
        })
    }

    fn completeness(&self) -> Value {
        let items: Vec<_> = self
            .requirements()
            .map(|(suggestion, requirement)| {
                let basis: Vec<_> = requirement
                    .basis
                    .iter()
                    .map(|basis| basis.citation.as_str())
                    .collect();
                let kinds: Vec<_> = requirement
                    .accepts
                    .iter()
                    .map(aktenlage_domain::ids::DocumentKind::as_str)
                    .collect();
                json!({
                    "requirement": requirement.id.as_str(),
                    "kinds": kinds,
                    "state": suggestion.answer.value().unwrap_or(RequirementState::Unclear.as_str()),
                    "demand": requirement.demand.as_str(),
                    "legal_basis": basis.join("; "),
                    "reason": suggestion.remarks.first().map(wording::german),
                    "verified": requirement.verified,
                    "evidence": self.evidence(suggestion.answer.evidence()),
                })
            })
            .collect();
        if items.is_empty() {
            return json!({ "complete": null, "items": [] });
        }
        let open = [
            RequirementState::Missing.as_str(),
            RequirementState::Unclear.as_str(),
        ];
        // What the authority fetches itself, or may ask for only with a reason, the applicant does not owe.
        let is_owed = |item: &Value| item["demand"] == Demand::Yes.as_str();
        let complete = !items
            .iter()
            .any(|item| is_owed(item) && open.iter().any(|state| item["state"] == *state));
        json!({ "complete": complete, "items": items })
    }

    fn print(&self) {
        println!("Dokumente");
        for document in &self.documents {
            let answer = answer_text(self.assessment.suggestion(&Subject::DocumentKind(document.id)));
            println!(
                "  {:40} {} S.  {answer}",
                document.file_name,
                document.text.pages.len()
            );
            for issue in &document.issues {
                let page = issue
                    .page
                    .map(|page| format!(" (Seite {page})"))
                    .unwrap_or_default();
                println!("    {}{page}", issue.code);
            }
            for reason in self
                .rescan(document.id)
                .map(|suggestion| wording::german_pages(&suggestion.remarks))
                .unwrap_or_default()
            {
                println!("    Vorschlag: neuen Scan anfordern. {reason}.");
            }
            if let Some(suggestion) = self.division(document.id) {
                match suggestion.answer.value() {
                    Some(pages) => println!("    Vorschlag: aufteilen in {}.", pages.replace(';', " | ")),
                    None => println!("    Vielleicht mehrere Unterlagen, nicht sicher."),
                }
                for reason in wording::german_pages(&suggestion.remarks) {
                    println!("      {reason}.");
                }
            }
        }
        let service = match &self.service {
            Some(service) => service.to_string(),
            None => answer_text(self.assessment.suggestion(&Subject::Service)),
        };
        println!("Verfahren\n  {service}");
        println!("Angaben");
        for suggestion in &self.assessment.suggestions {
            if let Subject::Field(id) = &suggestion.subject {
                let place = suggestion.answer.evidence().first();
                let place = place.map(|span| format!("{} S. {}", self.file(span.document), span.page));
                println!(
                    "  {:34} {:44} {}",
                    id.as_str(),
                    answer_text(Some(suggestion)),
                    place.unwrap_or_default()
                );
            }
        }
        println!("Unterlagen");
        for (suggestion, requirement) in self.requirements() {
            let state = suggestion.answer.value().unwrap_or("unclear");
            let reason = suggestion
                .remarks
                .first()
                .map(wording::german)
                .unwrap_or_default();
            let basis = requirement
                .basis
                .first()
                .map_or("", |basis| basis.citation.as_str());
            println!(
                "  {state:13} {} [{basis}]\n                {reason}",
                requirement.label.de
            );
        }
        println!("Rechtsgrundlagen");
        for reference in &self.assessment.legal_bases {
            println!("  {:.2}  {}", reference.score, reference.citation);
        }
        println!(
            "{} ms lesen, {} ms gesamt, {}",
            self.extract_ms, self.total_ms, self.encoder
        );
    }
}

fn identified(suggestion: Option<&Suggestion>) -> Value {
    match suggestion.map(|suggestion| &suggestion.answer) {
        Some(Answer::Value {
            value, probability, ..
        }) => json!({ "id": value, "probability": rounded(*probability) }),
        Some(Answer::Abstained { .. }) | None => Value::Null,
    }
}

fn abstention(suggestion: Option<&Suggestion>) -> Option<&'static str> {
    match suggestion.map(|suggestion| &suggestion.answer) {
        Some(Answer::Abstained { reason, .. }) => Some(reason.as_str()),
        Some(Answer::Value { .. }) | None => None,
    }
}

fn answer_text(suggestion: Option<&Suggestion>) -> String {
    match suggestion.map(|suggestion| &suggestion.answer) {
        Some(Answer::Value {
            value,
            probability,
            alternatives,
            ..
        }) => {
            let others: Vec<_> = alternatives.iter().map(|other| other.value.as_str()).collect();
            let others = if others.is_empty() {
                String::new()
            } else {
                format!("  ! auch: {}", others.join(", "))
            };
            format!("{value} ({probability:.2}){others}")
        }
        Some(Answer::Abstained { reason, .. }) => format!("– ({reason})"),
        None => "–".to_owned(),
    }
}
