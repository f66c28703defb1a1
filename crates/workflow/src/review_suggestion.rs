//! A clerk reviews a suggestion, or enters a value by hand: the only way a fact comes into being.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::Case;
use aktenlage_domain::division::Division;
use aktenlage_domain::document::SourceSpan;
use aktenlage_domain::ids::{CaseId, DocumentKind, FieldId, ReviewId, ServiceKey};
use aktenlage_domain::person::Clerk;
use aktenlage_domain::review::{RevealMode, Review, ReviewError, ReviewReason, Verdict, settle, waive};
use aktenlage_domain::scan::page_numbers;
use aktenlage_domain::service::RequirementState;
use aktenlage_domain::suggestion::Subject;
use aktenlage_domain::value::{ValueError, ValueKind, normalise};
use aktenlage_store::{AuditDraft, Processing, StoreError, StoredSuggestion, Tx};
use serde_json::json;

use crate::case_detail::load_standing;
use crate::division;
use crate::duplicates;
use crate::error::WorkflowError;
use crate::jobs::assess_case;
use crate::names::Names;
use crate::standing::Standing;
use crate::summary::{conflict_with_name, summarise, with_known};
use crate::views::{ReviewDraft, ReviewView};
use crate::workbench::Workbench;

/// Longest note, in characters.
const NOTE_CHARACTERS: usize = 4000;

impl Workbench {
    /// Records what a clerk made of a suggestion at the version the clerk saw; returns the new version.
    ///
    /// What follows from it is suggested again at once: a settled field or document kind changes the completeness
    /// check; a settled service and a division of a scan send the documents through the pipeline once more.
    pub async fn review_suggestion(
        &self,
        clerk: &Clerk,
        case: CaseId,
        version: i64,
        draft: ReviewDraft,
    ) -> Result<(i64, ReviewView), WorkflowError> {
        let at = self.clock().now();
        let actor = Actor::User(clerk.id());
        let mut tx = self.begin().await?;
        let before = tx.case(case).await?.ok_or(WorkflowError::NotFound)?;
        if !before.state.is_open() {
            return Err(WorkflowError::closed(before.state));
        }
        if before.version != version {
            return Err(conflict_with_name(&mut tx, case, before.version).await);
        }
        let standing = load_standing(&mut tx, case).await?;
        let (service_before, divisions_before) = (standing.service(), standing.divisions());
        let review = self.settle(&mut tx, clerk, case, &standing, draft).await?;
        tx.insert_review(&review).await?;
        let mut standing = load_standing(&mut tx, case).await?;
        let changed = Case {
            updated_at: at,
            ..with_known(before.clone(), self.catalogue(), &standing)
        };
        let version = match tx.update_case(&changed, version).await {
            Err(StoreError::Conflict { current_version }) => {
                return Err(conflict_with_name(&mut tx, case, current_version).await);
            }
            other => other?,
        };
        let detail = json!({
            "review": review.id.to_string(),
            "subject": { "kind": review.subject.kind().as_str(), "key": review.subject.key() },
            "verdict": review.verdict.as_str(),
            "reason": review.reason.map(ReviewReason::as_str),
            "suggestion": review.suggestion.map(|id| id.to_string()),
            "dwell_ms": review.dwell_ms,
            "reveal_mode": review.reveal_mode.as_str(),
        });
        let entry = AuditDraft {
            at,
            actor,
            action: AuditAction::ReviewRecorded,
            case: Some(case),
            detail,
        };
        tx.append_audit(&entry).await?;
        if let Subject::Division(scan) = &review.subject
            && let Some(division) = standing.divisions().get(scan)
        {
            self.add_divided(&mut tx, *scan, division, &review, &entry)
                .await?;
        }

        let service_changed = standing.service() != service_before;
        let is_divided_anew = standing.divisions() != divisions_before;
        let documents_follow = matches!(review.subject, Subject::DocumentKind(_) | Subject::Field(_));
        if !service_changed && documents_follow {
            self.recheck_completeness(&mut tx, &before, &standing).await?;
            standing = load_standing(&mut tx, case).await?;
        }
        let row = tx.case_row(case).await?.ok_or(WorkflowError::NotFound)?;
        let reads_again = service_changed && standing.service().is_some() || is_divided_anew;
        let processing = if reads_again {
            tx.enqueue_job(&assess_case::new_job(self, case, at)).await?;
            Processing::Queued
        } else {
            row.summary.processing
        };
        let summary = summarise(
            self.catalogue(),
            &before,
            &standing,
            processing,
            row.summary.issues,
        );
        tx.update_case_summary(case, &summary).await?;
        let view = Names::load(&mut tx).await?.review(review);
        tx.commit().await?;
        if processing == Processing::Queued {
            self.work_arrived().notify_waiters();
        }
        Ok((version, view))
    }

    async fn settle(
        &self,
        tx: &mut Tx,
        clerk: &Clerk,
        case: CaseId,
        standing: &Standing,
        draft: ReviewDraft,
    ) -> Result<Review, WorkflowError> {
        let is_blind = standing.withheld.holds(&draft.subject);
        let suggestion = if is_blind {
            check_blind(draft.verdict)?;
            standing.withheld.suggestion(&draft.subject).cloned()
        } else {
            self.shown_suggestion(tx, case, standing, &draft).await?
        };
        let suggested = suggestion.as_ref().map(|stored| stored.suggestion.answer.value());
        if draft.verdict == Verdict::Withdrawn && !standing.reviews.contains_key(&draft.subject) {
            return Err(WorkflowError::invalid("verdict", "nothing_to_withdraw"));
        }
        self.check_subject(tx, case, standing, &draft.subject).await?;
        let value = match (draft.verdict, draft.value.as_deref()) {
            (Verdict::Amended | Verdict::Entered, Some(value)) => {
                Some(self.normalise(standing, &draft.subject, value)?)
            }
            (Verdict::Waived, _) => {
                Some(waive(&draft.subject, draft.note.as_deref()).map_err(invalid_review)?)
            }
            _ => None,
        };
        let value =
            settle(draft.verdict, suggested, value.as_deref(), draft.reason).map_err(invalid_review)?;
        if let (Subject::Division(scan), Some(division)) = (&draft.subject, &value) {
            division::check(tx, case, *scan, division).await?;
        }
        if draft
            .note
            .as_ref()
            .is_some_and(|note| note.chars().count() > NOTE_CHARACTERS)
        {
            return Err(WorkflowError::invalid("note", "too_long"));
        }
        let evidence = match (draft.verdict, &suggestion) {
            (Verdict::Accepted, Some(stored)) if draft.evidence.is_empty() => {
                stored.suggestion.answer.evidence().to_vec()
            }
            _ => self.checked_evidence(tx, case, draft.evidence).await?,
        };
        Ok(Review {
            id: ReviewId::new(self.clock(), self.entropy()),
            case,
            subject: draft.subject,
            suggestion: suggestion.map(|stored| stored.id),
            reveal_mode: if is_blind {
                RevealMode::Blind
            } else {
                RevealMode::Shown
            },
            shown: draft.shown,
            verdict: draft.verdict,
            value,
            evidence,
            reason: draft.reason,
            note: draft.note.filter(|note| !note.trim().is_empty()),
            dwell_ms: draft.dwell_ms.filter(|milliseconds| *milliseconds >= 0),
            by: clerk.id(),
            at: self.clock().now(),
        })
    }

    async fn shown_suggestion(
        &self,
        tx: &mut Tx,
        case: CaseId,
        standing: &Standing,
        draft: &ReviewDraft,
    ) -> Result<Option<StoredSuggestion>, WorkflowError> {
        let Some(id) = draft.suggestion else {
            return Ok(None);
        };
        let stored = tx.suggestion(id).await?;
        let fits =
            |stored: &StoredSuggestion| stored.case == case && stored.suggestion.subject == draft.subject;
        let stored = stored
            .filter(fits)
            .ok_or_else(|| WorkflowError::invalid("suggestion_id", "unknown"))?;
        // The clerk judged what was on the screen. If the machine says something else by now, it has to be seen first.
        let current = standing.suggestions.get(&draft.subject);
        let says_the_same = current
            .is_none_or(|current| current.suggestion.answer.value() == stored.suggestion.answer.value());
        if says_the_same {
            Ok(Some(stored))
        } else {
            Err(WorkflowError::invalid("suggestion_id", "superseded"))
        }
    }

    async fn check_subject(
        &self,
        tx: &mut Tx,
        case: CaseId,
        standing: &Standing,
        subject: &Subject,
    ) -> Result<(), WorkflowError> {
        let definition = standing.definition(self.catalogue());
        if let Subject::Division(scan) = subject
            && division::is_shared(tx, case, *scan).await?
        {
            return Err(WorkflowError::DocumentIsPlaced);
        }
        let known = match subject {
            Subject::Service => true,
            Subject::DocumentKind(document) | Subject::Rescan(document) => tx
                .document(*document)
                .await?
                .is_some_and(|document| document.case == case),
            Subject::Division(document) => division::is_divisible(tx, case, *document).await?,
            Subject::Duplicate(pair) => duplicates::is_pair(tx, case, standing, *pair).await?,
            Subject::Field(id) => definition.is_some_and(|service| service.field(id).is_some()),
            Subject::Requirement(id) => definition
                .is_some_and(|service| service.evidence.iter().any(|requirement| &requirement.id == id)),
            Subject::LegalBasis(_) => false,
        };
        if known {
            Ok(())
        } else {
            Err(WorkflowError::invalid("subject", "unknown"))
        }
    }

    /// The value in its normal form, if it is one of the subject's type.
    fn normalise(
        &self,
        standing: &Standing,
        subject: &Subject,
        value: &str,
    ) -> Result<String, WorkflowError> {
        let invalid = |code| WorkflowError::invalid("value", code);
        let value = value.trim();
        match subject {
            Subject::Service => {
                let key = ServiceKey::from(value);
                self.catalogue()
                    .service(&key)
                    .map(|_| value.to_owned())
                    .ok_or_else(|| invalid("unknown"))
            }
            Subject::DocumentKind(_) => {
                let kind = DocumentKind::from(value);
                self.catalogue()
                    .kind(&kind)
                    .map(|_| value.to_owned())
                    .ok_or_else(|| invalid("unknown"))
            }
            Subject::Requirement(_) | Subject::LegalBasis(_) => value
                .parse::<RequirementState>()
                .ok()
                // Waiving is a verdict of its own: it needs its reason in words.
                .filter(|state| *state != RequirementState::Waived)
                .map(|state| state.as_str().to_owned())
                .ok_or_else(|| invalid("unknown")),
            Subject::Field(id) => self.normalise_field(standing, id, value),
            Subject::Rescan(_) => {
                let pages = page_numbers(value).ok_or_else(|| invalid("invalid_form"))?;
                Ok(pages.iter().map(u32::to_string).collect::<Vec<_>>().join(","))
            }
            Subject::Division(_) => {
                let division: Division = value.parse().map_err(division::invalid)?;
                Ok(division.to_string())
            }
            Subject::Duplicate(pair) => duplicates::normalise(standing, *pair, value),
        }
    }

    fn normalise_field(
        &self,
        standing: &Standing,
        id: &FieldId,
        value: &str,
    ) -> Result<String, WorkflowError> {
        let definition = standing.definition(self.catalogue());
        let field = definition.and_then(|service| service.field(id));
        let Some(field) = field else {
            return Err(WorkflowError::invalid("subject", "unknown"));
        };
        if field.kind == ValueKind::Code && !field.options.iter().any(|option| option.id == value) {
            return Err(WorkflowError::invalid("value", "invalid_form"));
        }
        normalise(field.kind, value).map_err(|error| {
            WorkflowError::invalid(
                "value",
                match error {
                    ValueError::Empty => "empty",
                    ValueError::Form => "invalid_form",
                    ValueError::Check => "invalid_check",
                },
            )
        })
    }

    /// Evidence that a person pointed at must lie in a document of this case.
    async fn checked_evidence(
        &self,
        tx: &mut Tx,
        case: CaseId,
        evidence: Vec<SourceSpan>,
    ) -> Result<Vec<SourceSpan>, WorkflowError> {
        for span in &evidence {
            let document = tx.document(span.document).await?;
            if document.is_none_or(|document| document.case != case) {
                return Err(WorkflowError::invalid("evidence", "unknown"));
            }
        }
        Ok(evidence)
    }
}

/// Nobody can take or refuse what they have not seen: the value is entered, or it cannot be told.
fn check_blind(verdict: Verdict) -> Result<(), WorkflowError> {
    match verdict {
        Verdict::Entered | Verdict::Unclear => Ok(()),
        Verdict::Accepted | Verdict::Amended | Verdict::Rejected | Verdict::Waived | Verdict::Withdrawn => {
            Err(WorkflowError::invalid("verdict", "hidden_by_sample"))
        }
    }
}

fn invalid_review(error: ReviewError) -> WorkflowError {
    match error {
        ReviewError::ReasonMissing => WorkflowError::invalid("reason", "empty"),
        ReviewError::ValueMissing => WorkflowError::invalid("value", "empty"),
        ReviewError::SuggestionMissing => WorkflowError::invalid("suggestion_id", "empty"),
        ReviewError::NothingToAccept => WorkflowError::invalid("verdict", "nothing_to_accept"),
        ReviewError::NoteMissing => WorkflowError::invalid("note", "empty"),
        ReviewError::NotWaivable => WorkflowError::invalid("verdict", "not_waivable"),
    }
}
