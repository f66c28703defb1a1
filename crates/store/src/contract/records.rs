//! Records come back as they went in, and what is written once stays as it is.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::document::{Issue, IssueCode, TextSource};
use aktenlage_domain::ids::{CaseId, DocumentId, RunId, SuggestionId, UserId};
use aktenlage_domain::review::Verdict;
use aktenlage_domain::scan::{PageScan, PreparationStep, ScanColour, ScanMeasures, ScanVerdict};
use aktenlage_domain::suggestion::{AbstentionReason, Answer, Subject};
use time::Duration;

use super::fixtures::{case, decision, document, draft, review, seed, submission, suggestion, user, uuid};
use super::{Checked, TestDatabase, clock};
use crate::documents::{PageSummary, Reading};
use crate::error::StoreError;
use crate::reviews::effective;
use crate::runs::{RunEnd, RunResult};
use crate::sessions::NewSession;
use crate::suggestions::{SuggestionCounts, SuggestionOutcome, SuggestionQuery};
use aktenlage_domain::clock::Clock;

/// Users and sessions.
pub async fn people_sign_in_and_out(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let now = clock().now();
    let mut tx = store.begin().await?;
    let taken = tx.insert_user(&user(1), "", now).await;
    assert_eq!(taken, Err(StoreError::Exists { record: "user" }));
    drop(tx);

    let mut tx = store.begin().await?;
    let account = tx.account_by_username("clerk1").await?.expect("seeded");
    assert_eq!(
        (account.user, account.password_hash.as_str()),
        (user(1), "$argon2id$")
    );
    assert_eq!(tx.account_by_username("Clerk1").await?, None);
    assert_eq!(tx.user(UserId(uuid(1))).await?, Some(user(1)));
    assert_eq!(tx.users().await?, [user(1)]);
    let session = |token: &str, hours: i64| NewSession {
        token_hash: token.to_owned(),
        user: UserId(uuid(1)),
        created_at: now,
        expires_at: now + Duration::hours(hours),
    };
    tx.insert_session(&session("a", 1)).await?;
    tx.insert_session(&session("b", 2)).await?;
    tx.touch_session("a", now + Duration::minutes(5), now + Duration::hours(3))
        .await?;
    tx.commit().await?;

    let mut tx = store.begin().await?;
    let found = tx.session_by_token_hash("a").await?.expect("inserted");
    assert_eq!(found.user, user(1));
    assert_eq!(found.began_at, now);
    assert_eq!(found.expires_at, now + Duration::hours(3));
    assert_eq!(found.last_seen_at, now + Duration::minutes(5));
    assert_eq!(tx.delete_expired_sessions(now + Duration::hours(2)).await?, 1);
    assert_eq!(tx.session_by_token_hash("b").await?, None);
    tx.delete_session("a").await?;
    assert_eq!(tx.session_by_token_hash("a").await?, None);
    tx.commit().await?;

    let mut tx = store.begin().await?;
    tx.insert_session(&session("c", 1)).await?;
    tx.set_user_disabled(UserId(uuid(1)), true).await?;
    tx.append_audit(&draft(AuditAction::AccessWithdrawn, None))
        .await?;
    tx.commit().await?;
    let mut tx = store.begin().await?;
    assert!(tx.account_by_username("clerk1").await?.expect("kept").disabled);
    let accounts = tx.accounts().await?;
    assert!(accounts.len() == 1 && accounts[0].disabled);
    tx.set_user_disabled(UserId(uuid(1)), false).await?;
    tx.append_audit(&draft(AuditAction::AccessRestored, None)).await?;
    tx.insert_session(&session("d", 1)).await?;
    tx.set_password_hash(UserId(uuid(1)), "$argon2id$new").await?;
    tx.append_audit(&draft(AuditAction::PasswordChanged, None))
        .await?;
    assert_eq!(
        tx.session_by_token_hash("c").await?,
        None,
        "ended with the access"
    );
    assert_eq!(
        tx.session_by_token_hash("d").await?,
        None,
        "ended with the password"
    );
    let account = tx.account_by_username("clerk1").await?.expect("kept");
    assert_eq!(
        (account.disabled, account.password_hash.as_str()),
        (false, "$argon2id$new")
    );
    tx.commit().await
}

/// The second of two writers who saw the same version is told.
pub async fn stale_versions_conflict(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let mut changed = case(1);
    changed.applicant_name = Some("Erika Musterfrau".to_owned());
    changed.service = Some("housing_benefit_rent".into());
    changed.assignee = Some(UserId(uuid(1)));
    let mut tx = store.begin().await?;
    assert_eq!(tx.update_case(&changed, 1).await?, 2);
    tx.append_audit(&draft(AuditAction::CaseAssigned, Some(1)))
        .await?;
    tx.commit().await?;

    let mut tx = store.begin().await?;
    let stale = tx.update_case(&case(1), 1).await;
    assert_eq!(stale, Err(StoreError::Conflict { current_version: 2 }));
    drop(tx);
    changed.version = 2;
    assert_eq!(store.read().await?.case(CaseId(uuid(1))).await?, Some(changed));
    Ok(())
}

/// Submissions, documents, readings and runs.
pub async fn documents_and_readings_come_back(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let reading = |run: u128, text: Option<&str>| Reading {
        document: DocumentId(uuid(1)),
        run: RunId(uuid(run)),
        text: text.map(str::to_owned),
        pages: vec![PageSummary {
            number: 1,
            width_points: 595.276,
            height_points: 841.89,
            rotation: 90,
            source: TextSource::Unreadable,
            scan: (run == 2).then(|| PageScan {
                verdict: ScanVerdict::Poor,
                reasons: vec![IssueCode::ScanTooDark, IssueCode::ScanCutOff],
                measures: ScanMeasures {
                    words: 100,
                    unsure_words: 41,
                    confidence: 0.55,
                    dots_per_inch: (204.0, 98.0),
                    is_resolution_assumed: true,
                    paper: 0.31,
                    print: 0.1,
                    edge_width_mm: Some(0.25),
                    skew_degrees: -1.5,
                    words_cut_off: 4,
                    colour: Some(ScanColour::Grey),
                },
                steps: vec![PreparationStep::Straightened, PreparationStep::LightEvened],
                quarter_turns: 1,
            }),
        }],
        issues: vec![Issue {
            code: IssueCode::PageWithoutText,
            page: Some(1),
        }],
        rendition: (run == 2).then(|| "cd".repeat(32)),
        created_at: clock().now(),
    };
    let mut tx = store.begin().await?;
    tx.insert_run(RunId(uuid(2)), CaseId(uuid(1)), clock().now())
        .await?;
    tx.insert_reading(&reading(1, Some("{}"))).await?;
    tx.insert_reading(&reading(2, None)).await?;
    tx.append_audit(&draft(AuditAction::DocumentRead, Some(1)))
        .await?;
    let end = RunEnd {
        result: RunResult::Failed {
            code: "reader_crashed".to_owned(),
        },
        at: clock().now(),
    };
    tx.finish_run(RunId(uuid(2)), &end).await?;
    let twice = tx.finish_run(RunId(uuid(2)), &end).await;
    assert_eq!(twice, Err(StoreError::Exists { record: "run end" }));
    tx.commit().await?;

    let mut view = store.read().await?;
    let id = CaseId(uuid(1));
    assert_eq!(view.submissions(id).await?, [submission(1)]);
    let documents = [document(1, 1, 0), document(2, 1, 1)];
    assert_eq!(view.documents(id).await?, documents);
    assert_eq!(view.find_documents_by_sha256(&"ab".repeat(32)).await?, documents);
    assert_eq!(view.document(DocumentId(uuid(2))).await?, Some(document(2, 1, 1)));
    assert_eq!(view.document(DocumentId(uuid(3))).await?, None);
    assert_eq!(view.reading(DocumentId(uuid(1))).await?, Some(reading(2, None)));
    assert_eq!(view.reading(DocumentId(uuid(2))).await?, None);
    assert_eq!(view.rendition(DocumentId(uuid(1))).await?, Some("cd".repeat(32)));
    assert_eq!(view.rendition(DocumentId(uuid(2))).await?, None);
    let heads = view.reading_heads(id).await?;
    assert_eq!(heads.len(), 1);
    assert_eq!(
        (heads[0].run, &heads[0].pages),
        (RunId(uuid(2)), &reading(2, None).pages)
    );
    let run = view.latest_run(id).await?.expect("two runs");
    assert_eq!((run.id, run.end), (RunId(uuid(2)), Some(end)));
    Ok(())
}

/// A later suggestion takes the place of the earlier one on its subject; both stay readable.
pub async fn suggestions_are_superseded(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let (id, run) = (CaseId(uuid(1)), RunId(uuid(1)));
    let name = || Subject::Field("applicant.family_name".into());
    let mut silent = suggestion(Subject::Service, "");
    silent.answer = Answer::Abstained {
        reason: AbstentionReason::Ambiguous,
        evidence: vec![],
    };
    let first = [
        (SuggestionId(uuid(1)), suggestion(name(), "Mustermann")),
        (SuggestionId(uuid(2)), silent),
    ];
    let second = [(SuggestionId(uuid(3)), suggestion(name(), "Musterfrau"))];
    let mut tx = store.begin().await?;
    tx.insert_suggestions(id, run, &first, clock().now()).await?;
    tx.insert_suggestions(id, run, &second, clock().now()).await?;
    tx.append_audit(&draft(AuditAction::SuggestionsRecorded, Some(1)))
        .await?;
    tx.insert_review(&review(1, name(), Some(SuggestionId(uuid(3))), Verdict::Accepted))
        .await?;
    tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(1)))
        .await?;
    tx.commit().await?;

    let mut view = store.read().await?;
    let current = view.current_suggestions(id).await?;
    let ids: Vec<SuggestionId> = current.iter().map(|stored| stored.id).collect();
    assert_eq!(ids, [SuggestionId(uuid(2)), SuggestionId(uuid(3))]);
    assert_eq!(current[0].suggestion, first[1].1);
    assert_eq!(current[1].suggestion, second[0].1);
    let old = view
        .suggestion(SuggestionId(uuid(1)))
        .await?
        .expect("still there");
    assert_eq!((old.suggestion, old.run), (first[0].1.clone(), run));
    let of_run = view.suggestions_of_run(id, run).await?;
    let ids: Vec<SuggestionId> = of_run.iter().map(|stored| stored.id).collect();
    assert_eq!(ids, [1, 2, 3].map(|number| SuggestionId(uuid(number))));
    assert!(view.suggestions_of_run(id, RunId(uuid(9))).await?.is_empty());
    assert!(view.suggestions_of_run(CaseId(uuid(9)), run).await?.is_empty());

    let mut listed = Vec::new();
    let outcomes = [
        SuggestionOutcome::All,
        SuggestionOutcome::Accepted,
        SuggestionOutcome::Rejected,
        SuggestionOutcome::Open,
    ];
    // Each question has statements of its own with a case and without.
    let questions = [Some(id), None]
        .into_iter()
        .flat_map(|case| outcomes.map(|outcome| (case, outcome)));
    for (case_asked, outcome) in questions {
        let query = SuggestionQuery {
            case: case_asked,
            outcome,
            offset: 0,
            limit: 10,
        };
        let page = view.list_suggestions(&query).await?;
        assert_eq!(usize::try_from(page.total), Ok(page.items.len()));
        listed.push(
            page.items
                .iter()
                .map(|row| row.stored.id.0.as_u128())
                .collect::<Vec<_>>(),
        );
        for row in page.items {
            assert_eq!(row.superseded, row.stored.id.0 == uuid(1));
            assert_eq!(row.review.is_some(), row.stored.id.0 == uuid(3));
            assert_eq!(row.reference, case(1).reference);
        }
    }
    let expected = [vec![3, 2, 1], vec![3], vec![], vec![2]];
    assert_eq!(listed, [expected.clone(), expected].concat());
    let counts = SuggestionCounts {
        total: 3,
        reviewed: 1,
        accepted: 1,
        amended: 0,
        rejected: 0,
        abstained: 1,
    };
    assert_eq!(view.suggestion_counts().await?, counts);
    Ok(())
}

/// Reviews keep their order at the same instant; the last one counts, a withdrawn one does not.
pub async fn the_last_review_counts(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let rent = || Subject::Field("rent".into());
    let tenancy = || Subject::Requirement("tenancy".into());
    let reviews = [
        review(9, rent(), None, Verdict::Entered),
        review(5, tenancy(), None, Verdict::Entered),
        review(7, rent(), None, Verdict::Entered),
        review(3, tenancy(), None, Verdict::Withdrawn),
    ];
    let mut tx = store.begin().await?;
    for one in &reviews {
        tx.insert_review(one).await?;
        tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(1)))
            .await?;
    }
    tx.commit().await?;
    let mut view = store.read().await?;
    let stored = view.reviews(CaseId(uuid(1))).await?;
    assert_eq!(stored, reviews);
    assert_eq!(view.review(reviews[1].id).await?.as_ref(), Some(&reviews[1]));
    let counting: Vec<_> = effective(&stored).into_iter().collect();
    assert_eq!(counting, [(rent(), reviews[2].clone())]);
    Ok(())
}

/// There is one decision for a case.
pub async fn a_case_is_decided_once(database: &TestDatabase) -> Checked {
    let store = &database.store;
    seed(store).await?;
    let mut tx = store.begin().await?;
    tx.insert_decision(&decision(1)).await?;
    tx.append_audit(&draft(AuditAction::DecisionRecorded, Some(1)))
        .await?;
    tx.commit().await?;
    let mut tx = store.begin().await?;
    let twice = tx.insert_decision(&decision(2)).await;
    assert_eq!(twice, Err(StoreError::Exists { record: "decision" }));
    Ok(())
}

/// The database itself refuses to change what is written once.
pub async fn written_once_is_never_changed(database: &TestDatabase) -> Checked {
    let store = &database.store;
    documents_and_readings_come_back(database).await?;
    let mut tx = store.begin().await?;
    let one = [(SuggestionId(uuid(1)), suggestion(Subject::Service, "x"))];
    tx.insert_suggestions(CaseId(uuid(1)), RunId(uuid(1)), &one, clock().now())
        .await?;
    tx.append_audit(&draft(AuditAction::SuggestionsRecorded, Some(1)))
        .await?;
    tx.insert_review(&review(1, Subject::Service, None, Verdict::Entered))
        .await?;
    tx.append_audit(&draft(AuditAction::ReviewRecorded, Some(1)))
        .await?;
    tx.insert_decision(&decision(1)).await?;
    tx.append_audit(&draft(AuditAction::DecisionRecorded, Some(1)))
        .await?;
    tx.commit().await?;
    for (table, column) in [
        ("submissions", "channel"),
        ("documents", "file_name"),
        ("processing_runs", "started_at"),
        ("processing_run_ends", "result"),
        ("document_readings", "pages"),
        ("suggestions", "answer"),
        ("reviews", "verdict"),
        ("decisions", "outcome"),
        ("audit_entries", "detail"),
    ] {
        let update = database
            .execute_raw(&format!("UPDATE {table} SET {column} = {column}"))
            .await;
        assert!(update.is_err(), "{table} can be updated");
        let delete = database.execute_raw(&format!("DELETE FROM {table}")).await;
        assert!(delete.is_err(), "{table} can be deleted from");
    }
    assert_eq!(store.read().await?.reviews(CaseId(uuid(1))).await?.len(), 1);
    Ok(())
}
