//! Invented records, numbered: the same number gives the same id.
use aktenlage_domain::audit::{Actor, AuditAction};
use aktenlage_domain::case::{Case, CaseState, Decision, Document, Outcome, Submission};
use aktenlage_domain::clock::Clock;
use aktenlage_domain::decision::{Proposal, Release, ReleaseVerdict, Reopening, ReopeningGround};
use aktenlage_domain::document::{PageBox, SourceSpan};
use aktenlage_domain::ids::{
    CaseId, CaseReference, DecisionId, DocumentId, LetterId, ProposalId, ReleaseId, ReopeningId, ReviewId,
    RunId, StatusLinkId, SubmissionId, SuggestionId, TransferEntryId, UserId,
};
use aktenlage_domain::letter::{Letter, LetterKind};
use aktenlage_domain::person::{Role, User};
use aktenlage_domain::review::{RevealMode, Review, ReviewReason, Verdict};
use aktenlage_domain::status::StatusLink;
use aktenlage_domain::suggestion::{Alternative, Answer, Origin, Remark, Subject, Suggestion};
use aktenlage_domain::transfer::{PersonEntry, TransferItem};
use time::Duration;
use time::macros::date;
use uuid::Uuid;

use super::clock;
use crate::audit::AuditDraft;
use crate::engine::Store;
use crate::error::StoreError;

/// The id number `number`.
pub fn uuid(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// A clerk.
pub fn user(number: u128) -> User {
    User {
        id: UserId(uuid(number)),
        username: format!("clerk{number}"),
        display_name: format!("Clerk {number}"),
        role: Role::Clerk,
    }
}

/// A case under review without service, name and assignee.
pub fn case(number: u128) -> Case {
    Case {
        id: CaseId(uuid(number)),
        reference: CaseReference::new("AL", 2026, u64::try_from(number).unwrap_or_default()),
        state: CaseState::UnderReview,
        version: 1,
        service: None,
        applicant_name: None,
        received_on: date!(2026 - 11 - 02),
        due_on: None,
        assignee: None,
        created_at: clock().now(),
        updated_at: clock().now(),
    }
}

/// An arrival for the case of the same number.
pub fn submission(number: u128) -> Submission {
    Submission {
        id: SubmissionId(uuid(number)),
        case: CaseId(uuid(number)),
        channel: "upload".to_owned(),
        received_on: date!(2026 - 11 - 02),
        by: Some(UserId(uuid(1))),
        at: clock().now(),
    }
}

/// A document of the case and submission number `case`.
pub fn document(number: u128, case: u128, position: i64) -> Document {
    Document {
        id: DocumentId(uuid(number)),
        case: CaseId(uuid(case)),
        submission: SubmissionId(uuid(case)),
        position,
        file_name: "Antrag Müller.pdf".to_owned(),
        sha256: "ab".repeat(32),
        size_bytes: 5_000_000_000,
        media_type: "application/pdf".to_owned(),
        part_of: None,
        pages: None,
    }
}

/// A place in document number 1.
pub fn span() -> SourceSpan {
    SourceSpan {
        document: DocumentId(uuid(1)),
        page: 2,
        bbox: PageBox {
            left: 0.1,
            top: 0.2,
            right: 0.333_333_34,
            bottom: 0.9,
        },
        text: "Müller \"Söhne\"\n".to_owned(),
    }
}

/// A suggestion with a value, an alternative and remarks.
pub fn suggestion(subject: Subject, value: &str) -> Suggestion {
    Suggestion {
        subject,
        answer: Answer::Value {
            value: value.to_owned(),
            probability: 0.97,
            evidence: vec![span()],
            alternatives: vec![Alternative {
                value: "other".to_owned(),
                probability: 0.1,
                evidence: vec![span(), span()],
            }],
        },
        remarks: vec![Remark::new("label_found").with("z", "1").with("a", "2")],
        origin: Origin {
            model: "encoder@1".to_owned(),
            prompt: "fields@3".to_owned(),
            blueprint: "b1".to_owned(),
            input: "i1".to_owned(),
        },
    }
}

/// A review by user number 1 on case number 1.
pub fn review(number: u128, subject: Subject, suggestion: Option<SuggestionId>, verdict: Verdict) -> Review {
    Review {
        id: ReviewId(uuid(number)),
        case: CaseId(uuid(1)),
        subject,
        suggestion,
        reveal_mode: RevealMode::Shown,
        shown: "{\"value\":\"x\"}".to_owned(),
        verdict,
        value: Some("y".to_owned()),
        evidence: vec![span()],
        reason: Some(ReviewReason::Misread),
        note: Some("see page 2".to_owned()),
        dwell_ms: Some(1_234),
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

/// A decision on case number 1.
pub fn decision(number: u128) -> Decision {
    Decision {
        id: DecisionId(uuid(number)),
        case: CaseId(uuid(1)),
        outcome: Outcome::PartlyGranted,
        reasons: "because".to_owned(),
        open_points: "[]".to_owned(),
        basis: "{}".to_owned(),
        by: UserId(uuid(1)),
        at: clock().now(),
        reopening: None,
        release: None,
    }
}

/// A decision on case number 1 that waits for a second person.
pub fn proposal(number: u128) -> Proposal {
    Proposal {
        id: ProposalId(uuid(number)),
        case: CaseId(uuid(1)),
        case_version: 2,
        outcome: Outcome::Rejected,
        reasons: "Die Frist ist verstrichen.".to_owned(),
        open_points: "[]".to_owned(),
        basis: "[1]".to_owned(),
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

/// What user number 2 made of a proposal.
pub fn release(number: u128, proposal: u128, verdict: ReleaseVerdict) -> Release {
    Release {
        id: ReleaseId(uuid(number)),
        proposal: ProposalId(uuid(proposal)),
        verdict,
        reason: "Die Anhörung fehlt.".to_owned(),
        by: UserId(uuid(2)),
        at: clock().now(),
    }
}

/// That a decision on case number 1 was reopened.
pub fn reopening(number: u128, decision: u128) -> Reopening {
    Reopening {
        id: ReopeningId(uuid(number)),
        case: CaseId(uuid(1)),
        decision: DecisionId(uuid(decision)),
        ground: ReopeningGround::Objection,
        reasons: "Widerspruch vom 1. Dezember".to_owned(),
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

/// What user number 1 said about document number 1.
pub fn person_entry(number: u128, item: TransferItem, value: &str) -> PersonEntry {
    PersonEntry {
        id: TransferEntryId(uuid(number)),
        document: DocumentId(uuid(1)),
        item,
        value: value.to_owned(),
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

/// A document request that user number 1 sent on case number 1.
pub fn letter(number: u128, sha256: &str) -> Letter {
    Letter {
        id: LetterId(uuid(number)),
        case: CaseId(uuid(1)),
        kind: LetterKind::DocumentRequest,
        content: "{\"recipient\":[\"Erika Müller\"]}".to_owned(),
        due_on: Some(date!(2026 - 12 - 15)),
        sha256: sha256.to_owned(),
        size_bytes: 20_000,
        outbox_name: None,
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

/// A link to case number 1 that user number 1 made, for 400 days.
pub fn status_link(number: u128) -> StatusLink {
    StatusLink {
        id: StatusLinkId(uuid(number)),
        case: CaseId(uuid(1)),
        token_sha256: format!("{number:064x}"),
        expires_at: clock().now() + Duration::days(400),
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

/// An audit entry by the system.
pub fn draft(action: AuditAction, case: Option<u128>) -> AuditDraft {
    AuditDraft {
        at: clock().now(),
        actor: Actor::System,
        action,
        case: case.map(|number| CaseId(uuid(number))),
        detail: serde_json::json!({ "count": 3, "a": ["ü", null, true] }),
    }
}

/// User 1; case 1 with submission 1 and documents 1 and 2; run 1.
pub async fn seed(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    tx.insert_user(&user(1), "$argon2id$", clock().now()).await?;
    tx.append_audit(&draft(AuditAction::UserCreated, None)).await?;
    tx.insert_case(&case(1)).await?;
    tx.insert_submission(&submission(1)).await?;
    tx.insert_document(&document(1, 1, 0)).await?;
    tx.insert_document(&document(2, 1, 1)).await?;
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(1)))
        .await?;
    tx.insert_run(RunId(uuid(1)), CaseId(uuid(1)), clock().now())
        .await?;
    tx.append_audit(&draft(AuditAction::RunStarted, Some(1))).await?;
    tx.commit().await
}
