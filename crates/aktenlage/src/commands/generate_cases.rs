//! `aktenlage generate-cases N` (hidden): invented cases for measurements of the queue.
use std::process::ExitCode;

use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, CaseState};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, CaseReference, FieldId, RunId, SuggestionId};
use aktenlage_domain::suggestion::{Answer, Origin, Remark, Subject, Suggestion};
use aktenlage_store::{AuditDraft, CaseSummary, Processing, Tx};

use crate::config::Config;
use crate::system::{SystemClock, SystemEntropy};
use crate::wiring;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// How many
    count: u32,
}

const NAMES: [&str; 8] = [
    "Huber",
    "Yılmaz",
    "Brandl",
    "Nguyen",
    "Schäfer-Łukasik",
    "Haddad",
    "Obermaier",
    "Petrović",
];
/// Cases that are stored together.
const BATCH: u32 = 250;

pub(crate) async fn run(config: &Config, arguments: &Arguments) -> anyhow::Result<ExitCode> {
    let (catalogue, _) = wiring::catalogue(config);
    let store = wiring::open_store(config).await?;
    let mut done = 0;
    while done < arguments.count {
        let mut tx = store.begin().await?;
        let end = (done + BATCH).min(arguments.count);
        for index in done..end {
            insert(&mut tx, &catalogue, index).await?;
        }
        tx.commit().await?;
        done = end;
    }
    println!("{done} cases");
    Ok(ExitCode::SUCCESS)
}

async fn insert(tx: &mut Tx, catalogue: &aktenlage_catalogue::Catalogue, index: u32) -> anyhow::Result<()> {
    let at = SystemClock.now();
    let received_on = SystemClock.today() - time::Duration::days(i64::from(index % 90));
    let number = tx.next_case_number("AL", received_on.year()).await?;
    let services = &catalogue.services;
    let service = services.get(index as usize % services.len().max(1));
    let id = CaseId::new(&SystemClock, &SystemEntropy);
    let name = NAMES[index as usize % NAMES.len()];
    tx.insert_case(&Case {
        id,
        reference: CaseReference::new("AL", received_on.year(), number),
        state: CaseState::UnderReview,
        version: 1,
        service: service.map(|service| service.key.clone()),
        applicant_name: Some(format!("{name}, Person {index}")),
        received_on,
        due_on: (!index.is_multiple_of(3)).then(|| received_on + time::Duration::days(90)),
        assignee: None,
        created_at: at,
        updated_at: at,
    })
    .await?;
    let run = RunId::new(&SystemClock, &SystemEntropy);
    tx.insert_run(run, id, at).await?;
    let fields = service
        .map(|service| service.fields.as_slice())
        .unwrap_or_default();
    let suggestions: Vec<_> = fields
        .iter()
        .take(12)
        .map(|field| suggestion(&field.id, name))
        .collect();
    tx.insert_suggestions(id, run, &suggestions, at).await?;
    let summary = CaseSummary {
        fields_total: 12,
        requirements_missing: i64::from(index % 4),
        requirements_unclear: i64::from(index % 3),
        processing: Processing::Ready,
        ..CaseSummary::default()
    };
    tx.update_case_summary(id, &summary).await?;
    let detail = serde_json::json!({ "generated": true });
    let action = AuditAction::SuggestionsRecorded;
    tx.append_audit(&AuditDraft {
        at,
        actor: Actor::System,
        action,
        case: Some(id),
        detail,
    })
    .await?;
    Ok(())
}

fn suggestion(field: &FieldId, value: &str) -> (SuggestionId, Suggestion) {
    let origin = Origin {
        model: "none".into(),
        prompt: "none".into(),
        blueprint: "none".into(),
        input: "none".into(),
    };
    let answer = Answer::Value {
        value: value.to_owned(),
        probability: 0.5,
        evidence: Vec::new(),
        alternatives: Vec::new(),
    };
    let remarks = vec![Remark::new("generated")];
    let suggestion = Suggestion {
        subject: Subject::Field(field.clone()),
        answer,
        remarks,
        origin,
    };
    (SuggestionId::new(&SystemClock, &SystemEntropy), suggestion)
}
