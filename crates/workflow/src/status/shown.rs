//! What somebody sees who has a link: the state of the case, its dates and what is still open. Made of reviews, letters
//! that were sent, the decision and arrivals; suggestions are not even read.
use std::collections::BTreeMap;

use aktenlage_catalogue::letters::Letterhead;
use aktenlage_catalogue::service::{Label, ServiceDefinition};
use aktenlage_domain::case::Submission;
use aktenlage_domain::clock::german_date;
use aktenlage_domain::ids::{RequirementId, ServiceKey};
use aktenlage_domain::letter::{Letter, LetterKind};
use aktenlage_domain::review::Review;
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::status::{NextStep, RequestStanding, RequestedState, StatusState};
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::effective;
use time::Date;

use crate::error::WorkflowError;
use crate::letters::{asked_for, of_letter};
use crate::workbench::Workbench;

/// Where a case stands, for its applicant. No member holds a name, an address or a file name of a person, or anything
/// that a person wrote.
#[doc(alias = "Bearbeitungsstand")]
#[derive(Clone, Debug)]
pub struct CaseStatus {
    /// Name of the service, once a person confirmed it.
    pub service: Option<Label>,
    /// Who works on it and how to reach them, as letters say; `None` if the municipality has not said.
    pub office: Option<Letterhead>,
    /// Where it stands.
    pub state: StatusState,
    /// Day of receipt.
    pub received_on: Date,
    /// The day on which people found, or told in an acknowledgement, that nothing is missing; `None` if something is, or
    /// nobody said.
    pub complete_on: Option<Date>,
    /// The day of the decision.
    pub decided_on: Option<Date>,
    /// What was asked for, while the case is open.
    pub request: Option<RequestedDocuments>,
    /// What happens next.
    pub next: NextStep,
}

/// What letters asked for.
#[derive(Clone, Debug)]
pub struct RequestedDocuments {
    /// The day of the last letter.
    pub asked_on: Date,
    /// The day until which it expects an answer.
    pub due_on: Option<Date>,
    /// The last day on which something came since that letter.
    pub arrived_on: Option<Date>,
    /// Everything that letters asked for, each once, in the order in which they did.
    pub items: Vec<RequestedItem>,
}

/// One thing that was asked for.
#[derive(Clone, Debug)]
pub struct RequestedItem {
    /// The evidence requirement.
    pub requirement: RequirementId,
    /// Its name: in German as it stands in the letter.
    pub label: Label,
    /// What became of it.
    pub state: RequestedState,
}

/// What people said in a case, the last word on each subject.
type Facts = BTreeMap<Subject, Review>;

impl Workbench {
    /// What a token shows now, by its digest; `None` if it is unknown, over or revoked, which takes equally long. Nothing
    /// is written down about it.
    pub async fn case_status(&self, token_sha256: &str) -> Result<Option<CaseStatus>, WorkflowError> {
        let mut tx = self.read().await?;
        let now = self.clock().now();
        let Some(case) = tx.case_by_status_token(token_sha256, now).await? else {
            return Ok(None);
        };
        let case = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let facts: Facts = effective(&tx.reviews(case.id).await?);
        let letters = tx.letters(case.id).await?;
        let submissions = tx.submissions(case.id).await?;
        let decision = tx.decision(case.id).await?;
        let reopened_at = tx.reopenings(case.id).await?.last().map(|last| last.at);
        drop(tx);
        let service = facts
            .get(&Subject::Service)
            .and_then(|review| review.value.as_deref())
            .and_then(|key| {
                self.catalogue()
                    .service_on(&ServiceKey::new(key), case.received_on)
            });
        let state = StatusState::of(case.state, decision.as_ref().map(|decision| decision.outcome));
        let request = if case.state.is_open() {
            // What was asked for before a decision is not asked for any more, also if the case is opened again.
            let earlier = letters.partition_point(|letter| reopened_at.is_some_and(|at| letter.at <= at));
            requested(service, &facts, &letters[earlier..], &submissions)?
        } else {
            None
        };
        Ok(Some(CaseStatus {
            service: service.map(|service| service.name.clone()),
            office: self.catalogue().letters.letterhead.clone(),
            state,
            received_on: case.received_on,
            complete_on: complete_on(service, &facts, &letters)?,
            decided_on: decision.map(|decision| german_date(decision.at)),
            next: NextStep::of(
                state,
                request.as_ref().map(RequestedDocuments::standing),
                self.clock().today(),
            ),
            request,
        }))
    }
}

impl RequestedDocuments {
    fn standing(&self) -> RequestStanding {
        RequestStanding {
            has_open_items: self.items.iter().any(|item| item.state == RequestedState::Open),
            has_arrivals: self.arrived_on.is_some(),
            due_on: self.due_on,
        }
    }
}

/// What the document requests of a case asked for, and what people said of it since; `None` if none was sent.
fn requested(
    service: Option<&ServiceDefinition>,
    facts: &Facts,
    letters: &[Letter],
    submissions: &[Submission],
) -> Result<Option<RequestedDocuments>, WorkflowError> {
    let is_request = |letter: &&Letter| letter.kind == LetterKind::DocumentRequest;
    let Some(last) = letters.iter().rev().find(is_request) else {
        return Ok(None);
    };
    let mut items: Vec<RequestedItem> = Vec::new();
    for letter in letters.iter().filter(is_request) {
        for (requirement, title) in asked_for(letter)? {
            if items.iter().any(|known| known.requirement == requirement) {
                continue;
            }
            items.push(RequestedItem {
                label: label(service, &requirement, title),
                state: match verdict(facts, &requirement) {
                    Some(RequirementState::Present) => RequestedState::Present,
                    // Whether the law or the office does without it is the same to the applicant.
                    Some(RequirementState::NotRequired | RequirementState::Waived) => {
                        RequestedState::NotRequired
                    }
                    Some(RequirementState::Missing | RequirementState::Unclear) | None => {
                        RequestedState::Open
                    }
                },
                requirement,
            });
        }
    }
    let since = submissions.iter().filter(|submission| submission.at > last.at);
    Ok(Some(RequestedDocuments {
        asked_on: german_date(last.at),
        due_on: last.due_on,
        arrived_on: since.map(|submission| submission.received_on).max(),
        items,
    }))
}

/// What a person said last of a requirement.
fn verdict(facts: &Facts, requirement: &RequirementId) -> Option<RequirementState> {
    let review = facts.get(&Subject::Requirement(requirement.clone()))?;
    review.value.as_deref()?.parse().ok()
}

fn label(service: Option<&ServiceDefinition>, requirement: &RequirementId, title: String) -> Label {
    let mut known = service.into_iter().flat_map(|service| &service.evidence);
    let known = known.find(|known| known.id == *requirement);
    Label {
        en: known.map_or_else(|| title.clone(), |known| known.label.en.clone()),
        de: title,
    }
}

/// The day since which nothing is missing: people settled every requirement, or the last letter told it and nobody said
/// otherwise since.
fn complete_on(
    service: Option<&ServiceDefinition>,
    facts: &Facts,
    letters: &[Letter],
) -> Result<Option<Date>, WorkflowError> {
    let Some(service) = service else {
        return Ok(None);
    };
    let mut settled = Vec::new();
    for requirement in &service.evidence {
        let Some(review) = facts.get(&Subject::Requirement(requirement.id.clone())) else {
            continue;
        };
        match verdict(facts, &requirement.id) {
            Some(RequirementState::Present | RequirementState::NotRequired | RequirementState::Waived) => {
                settled.push(german_date(review.at));
            }
            Some(RequirementState::Missing | RequirementState::Unclear) | None => return Ok(None),
        }
    }
    if settled.len() == service.evidence.len() {
        return Ok(settled.into_iter().max());
    }
    let says = |letter: &&Letter| letter.kind.names_items();
    let told = match letters.iter().rfind(says) {
        Some(letter) if letter.kind == LetterKind::Acknowledgement => of_letter(letter)?
            .items
            .is_empty()
            .then(|| german_date(letter.at)),
        _ => None,
    };
    Ok(told)
}
