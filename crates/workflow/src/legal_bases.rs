//! The norms behind a case, and free search in the regulations.
use aktenlage_assist::{AssistError, KnownFacts, LegalReference, NamedDocument};
use aktenlage_domain::case::Document;
use aktenlage_domain::document::is_emptied_archive;
use aktenlage_domain::ids::{CaseId, RequirementId};
use aktenlage_domain::passage::{FoundPassage, PassageFilter};
use aktenlage_domain::suggestion::{Subject, Suggestion};
use aktenlage_store::Tx;

use crate::case_detail::load_standing;
use crate::division::{counting, head_of};
use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::standing::Standing;
use crate::views::{LawView, LegalBasisView};
use crate::workbench::Workbench;

/// Longest search text, in characters.
const QUERY_CHARACTERS: usize = 500;

impl Workbench {
    /// The norms that the case's requirements rest on, with their text as far as the index holds it.
    pub async fn legal_bases(&self, case: CaseId) -> Result<Vec<LegalBasisView>, WorkflowError> {
        let mut tx = self.read().await?;
        tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        let standing = load_standing(&mut tx, case).await?;
        let Some(service) = standing.service() else {
            return Ok(Vec::new());
        };
        let facts = known_facts(&mut tx, case, &standing).await?;
        drop(tx);
        let requirements: Vec<Suggestion> = standing
            .suggestions
            .into_iter()
            .filter(|(subject, _)| matches!(subject, Subject::Requirement(_)))
            .map(|(_, stored)| stored.suggestion)
            .collect();
        let references = self
            .assistant()
            .legal_bases(&service, &requirements, &facts)
            .await?;
        Ok(references.into_iter().map(view).collect())
    }

    /// Searches the regulations; also names the laws that can be searched.
    pub async fn search_regulations(
        &self,
        text: &str,
        filter: &PassageFilter,
        limit: usize,
    ) -> Result<(Vec<FoundPassage>, Vec<LawView>), WorkflowError> {
        let assistant = self.assistant();
        let laws = assistant.laws().await?;
        if laws.is_empty() {
            return Err(WorkflowError::RegulationsEmpty);
        }
        let text = text.trim();
        if text.chars().count() > QUERY_CHARACTERS {
            return Err(WorkflowError::invalid("q", "too_long"));
        }
        let found = if text.is_empty() {
            Vec::new()
        } else {
            match assistant
                .search_regulations(text, filter.clone(), limit.clamp(1, 100))
                .await
            {
                Err(AssistError::NoRegulations) => return Err(WorkflowError::RegulationsEmpty),
                other => other?,
            }
        };
        let laws = laws.into_iter().map(|law| LawView {
            law: law.law,
            level: law.level,
            passages: law.passages as u64,
        });
        Ok((found, laws.collect()))
    }

    /// Suggests the completeness of a case again after people settled something; stores what changed.
    pub(crate) async fn recheck_completeness(
        &self,
        tx: &mut Tx,
        case: &aktenlage_domain::case::Case,
        standing: &Standing,
    ) -> Result<(), WorkflowError> {
        use aktenlage_domain::audit::{Actor, AuditAction};
        use aktenlage_domain::ids::{RunId, SuggestionId};
        use aktenlage_store::{AuditDraft, RunEnd, RunResult};
        let Some(service) = standing.service() else {
            return Ok(());
        };
        let facts = known_facts(tx, case.id, standing).await?;
        let differs = |suggestion: &Suggestion| {
            standing
                .suggestions
                .get(&suggestion.subject)
                .is_none_or(|stored| {
                    stored.suggestion.answer != suggestion.answer
                        || stored.suggestion.remarks != suggestion.remarks
                })
        };
        let changed: Vec<_> = self
            .assistant()
            .completeness(&service, &facts)
            .into_iter()
            .filter(differs)
            .map(|suggestion| (SuggestionId::new(self.clock(), self.entropy()), suggestion))
            .collect();
        if changed.is_empty() {
            return Ok(());
        }
        let at = self.clock().now();
        let run = RunId::new(self.clock(), self.entropy());
        tx.insert_run(run, case.id, at).await?;
        tx.insert_suggestions(case.id, run, &changed, at).await?;
        tx.finish_run(
            run,
            &RunEnd {
                result: RunResult::Completed,
                at,
            },
        )
        .await?;
        let origin = changed.first().map(|(_, suggestion)| &suggestion.origin);
        let detail = serde_json::json!({
            "run": run.to_string(),
            "suggestions": changed.len(),
            "abstentions": 0,
            "cause": "review",
            "blueprint": origin.map(|origin| origin.blueprint.clone()),
        });
        let (actor, action) = (Actor::System, AuditAction::SuggestionsRecorded);
        tx.append_audit(&AuditDraft {
            at,
            actor,
            action,
            case: Some(case.id),
            detail,
        })
        .await?;
        Ok(())
    }
}

/// What is known about a case for the completeness check; people's word stands above suggestions.
async fn known_facts(tx: &mut Tx, case: CaseId, standing: &Standing) -> Result<KnownFacts, WorkflowError> {
    let received_on = tx.case(case).await?.ok_or(WorkflowError::NotFound)?.received_on;
    let documents = counting(tx.documents(case).await?, &standing.divisions());
    let heads = tx.reading_heads(case).await?;
    let issues = |document: &Document| head_of(document, &heads).map_or_else(Vec::new, |head| head.issues);
    let documents: Vec<_> = documents
        .into_iter()
        .filter(|document| !is_emptied_archive(&issues(document)))
        .map(|document| NamedDocument {
            id: document.id,
            file_name: document.name(),
            issues: issues(&document).iter().map(|issue| issue.code).collect(),
        })
        .collect();
    let suggestions: Vec<_> = standing
        .suggestions
        .values()
        .map(|stored| stored.suggestion.clone())
        .collect();
    Ok(KnownFacts::gather(
        &documents,
        &suggestions,
        &assess_case::confirmed(standing),
        received_on,
    ))
}

fn view(reference: LegalReference) -> LegalBasisView {
    let requirement = |subject: Subject| match subject {
        Subject::Requirement(id) | Subject::LegalBasis(id) => Some(id),
        Subject::DocumentKind(_)
        | Subject::Service
        | Subject::Field(_)
        | Subject::Rescan(_)
        | Subject::Division(_)
        | Subject::Duplicate(_) => None,
    };
    let used_by: Vec<RequirementId> = reference.used_by.into_iter().filter_map(requirement).collect();
    let score = reference.score;
    LegalBasisView {
        citation: reference.citation,
        law: reference.law,
        passage: reference.passage.map(|passage| FoundPassage { passage, score }),
        score,
        used_by,
    }
}
