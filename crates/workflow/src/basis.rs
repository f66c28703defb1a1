//! What a decision rests on: the facts that people settled and what is open, as its record keeps them.
use aktenlage_catalogue::Catalogue;
use aktenlage_domain::case::{Document, Outcome};
use aktenlage_domain::ids::{CaseId, DocumentId, UserId};
use aktenlage_domain::review::Review;
use aktenlage_domain::suggestion::Subject;
use aktenlage_store::{Processing, Tx};
use serde_json::{Value, json};

use crate::case_detail::load_standing;
use crate::division::counting;
use crate::error::WorkflowError;
use crate::standing::Standing;
use crate::views::OpenPoint;
use crate::workbench::Workbench;

/// What a decision would rest on now.
pub(crate) struct Basis {
    pub(crate) standing: Standing,
    /// The facts, as JSON text.
    pub(crate) facts: String,
    pub(crate) open_points: Vec<OpenPoint>,
}

impl Basis {
    /// Which outcomes a second person has to release: as the service says that a person settled. While nobody has, or the
    /// blueprint does not know it, whatever any service wants; else throwing the service away would let a decision pass
    /// alone, and a suggestion would say who looks at it.
    pub(crate) fn four_eyes(&self, catalogue: &Catalogue) -> Vec<Outcome> {
        let settled = self.standing.confirmed_service();
        if let Some(service) = settled.and_then(|_| self.standing.definition(catalogue)) {
            return service.four_eyes.clone();
        }
        let is_wanted = |outcome: &Outcome| {
            let mut services = catalogue.services.iter();
            services.any(|service| service.four_eyes.contains(outcome))
        };
        Outcome::ALL.iter().copied().filter(is_wanted).collect()
    }

    /// Who settled its facts.
    pub(crate) fn reviewers(&self) -> impl Iterator<Item = UserId> + '_ {
        self.standing.reviews.values().map(|review| review.by)
    }
}

impl Workbench {
    /// What a decision would rest on now. What the machine is about to say must not change under it: while documents are
    /// read there is none.
    pub(crate) async fn settled_basis(&self, tx: &mut Tx, case: CaseId) -> Result<Basis, WorkflowError> {
        let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
        if matches!(row.summary.processing, Processing::Queued | Processing::Running) {
            return Err(WorkflowError::CaseNotReady);
        }
        self.basis(tx, case).await
    }

    /// The same, also while documents are read.
    pub(crate) async fn basis(&self, tx: &mut Tx, case: CaseId) -> Result<Basis, WorkflowError> {
        let standing = load_standing(tx, case).await?;
        let open_points = self.open_points_of(tx, case, &standing).await?;
        let documents = counting(tx.documents(case).await?, &standing.divisions());
        Ok(Basis {
            facts: facts_to_text(&standing, &documents),
            open_points,
            standing,
        })
    }
}

/// Every subject that a person settled, with the review that settled it.
/// What they said about documents that the case has no more, because a scan was divided otherwise, is none.
fn facts_to_text(standing: &Standing, documents: &[Document]) -> String {
    let is_there = |id: DocumentId| documents.iter().any(|document| document.id == id);
    let is_fact = |subject: &Subject| match subject {
        Subject::DocumentKind(id) => is_there(*id),
        Subject::Duplicate(pair) => pair.documents().into_iter().all(is_there),
        Subject::Service
        | Subject::Field(_)
        | Subject::Requirement(_)
        | Subject::LegalBasis(_)
        | Subject::Rescan(_)
        | Subject::Division(_) => true,
    };
    let fact = |(subject, review): (&Subject, &Review)| {
        json!({
            "subject": { "kind": subject.kind().as_str(), "key": subject.key() },
            "value": review.value,
            "review": review.id.to_string(),
            "verdict": review.verdict.as_str(),
        })
    };
    let facts = standing.reviews.iter().filter(|(subject, _)| is_fact(subject));
    Value::Array(facts.map(fact).collect()).to_string()
}

/// A fact as the record of a decision keeps it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) subject: Subject,
    pub(crate) value: Option<String>,
    /// The id of the review that settled it.
    pub(crate) review: String,
}

/// Reads what [`facts_to_text`] wrote.
pub(crate) fn facts_from_text(text: &str) -> Vec<Fact> {
    let facts: Vec<Value> = serde_json::from_str(text).unwrap_or_default();
    let fact = |value: &Value| {
        let subject = value.get("subject")?;
        let kind = subject.get("kind")?.as_str()?.parse().ok()?;
        Some(Fact {
            subject: Subject::from_parts(kind, subject.get("key")?.as_str()?).ok()?,
            value: value.get("value")?.as_str().map(str::to_owned),
            review: value.get("review")?.as_str()?.to_owned(),
        })
    };
    facts.iter().filter_map(fact).collect()
}
