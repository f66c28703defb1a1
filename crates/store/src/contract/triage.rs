//! Cases that are put back, answers that are awaited, filters that people keep.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::CaseState;
use aktenlage_domain::clock::Clock;
use aktenlage_domain::ids::{CaseId, FilterId, FilterRevisionId, ServiceKey, SnoozeId, SubmissionId, UserId};
use aktenlage_domain::triage::{
    CaseSort, CaseView, FilterRevision, SavedFilter, Snooze, SnoozeReason, ViewCounts,
};
use time::macros::date;
use time::{Date, Duration};

use super::fixtures::{case, draft, letter, seed, submission, uuid};
use super::{Checked, TestDatabase, clock};
use crate::case_list::{Awaiting, CaseQuery, SnoozeInForce};
use crate::cases::CaseSummary;
use crate::chain::{BadReason, FirstBad};
use crate::engine::Store;
use crate::error::StoreError;

const TODAY: Date = date!(2026 - 11 - 22);
const UNTIL: Date = date!(2026 - 12 - 12);

fn snooze(number: u128, case: u128, until: Option<Date>) -> Snooze {
    Snooze {
        id: SnoozeId(uuid(number)),
        case: CaseId(uuid(case)),
        until,
        reason: until.map(|_| SnoozeReason::AwaitingOffice),
        note: until.map(|_| "Auskunft der Rentenstelle".to_owned()),
        by: UserId(uuid(1)),
        at: clock().now(),
    }
}

async fn put_back(store: &Store, one: &Snooze) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_snooze(one).await?;
    let action = if one.until.is_some() {
        AuditAction::CaseSnoozed
    } else {
        AuditAction::SnoozeEnded
    };
    tx.append_audit(&draft(action, Some(1))).await?;
    tx.commit().await
}

/// Numbers of the cases that a view holds on a day; its count agrees.
async fn held(store: &Store, view: CaseView, today: Date) -> Result<Vec<u128>, StoreError> {
    let query = CaseQuery {
        view,
        service: None,
        text: None,
        sort: CaseSort::Due,
        descending: false,
        offset: 0,
        limit: 50,
        user: UserId(uuid(1)),
        today,
    };
    let page = store.read().await?.list_cases(&query).await?;
    let mut found: Vec<u128> = page.items.iter().map(|row| row.case.id.0.as_u128()).collect();
    found.sort_unstable();
    assert_eq!(page.counts.of(view), page.total, "{view}");
    assert_eq!(usize::try_from(page.total), Ok(found.len()), "{view}");
    Ok(found)
}

/// Case 1, and case 2 that is due on 1 December by its own deadline.
async fn fill(store: &Store) -> Checked {
    seed(store).await?;
    let mut second = case(2);
    second.due_on = Some(date!(2026 - 12 - 01));
    second.assignee = Some(UserId(uuid(1)));
    let mut tx = store.begin().await?;
    tx.insert_case(&second).await?;
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(2)))
        .await?;
    let summary = CaseSummary {
        deadline_on: second.due_on,
        ..CaseSummary::default()
    };
    tx.update_case_summary(second.id, &summary).await?;
    tx.commit().await
}

/// It comes back on its day by itself, or when a person ends it; the line says until when and why.
pub async fn a_case_that_is_put_back_leaves_the_working_list(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    put_back(store, &snooze(1, 1, Some(UNTIL))).await?;
    let before = UNTIL - Duration::days(1);
    for today in [TODAY, before] {
        assert_eq!(held(store, CaseView::All, today).await?, [2]);
        assert_eq!(held(store, CaseView::Unassigned, today).await?, [0; 0]);
        assert_eq!(held(store, CaseView::Snoozed, today).await?, [1]);
        assert_eq!(held(store, CaseView::SnoozeDue, today).await?, [0; 0]);
    }
    assert_eq!(held(store, CaseView::All, UNTIL).await?, [1, 2]);
    assert_eq!(held(store, CaseView::Snoozed, UNTIL).await?, [0; 0]);
    assert_eq!(held(store, CaseView::SnoozeDue, UNTIL).await?, [1]);
    let mut view = store.read().await?;
    let row = view.case_row(CaseId(uuid(1))).await?.expect("seeded");
    let expected = SnoozeInForce {
        until: UNTIL,
        reason: SnoozeReason::AwaitingOffice,
        note: Some("Auskunft der Rentenstelle".to_owned()),
    };
    assert_eq!(row.snooze, Some(expected));
    drop(view);

    put_back(store, &snooze(2, 1, None)).await?;
    assert_eq!(held(store, CaseView::All, TODAY).await?, [1, 2]);
    assert_eq!(held(store, CaseView::SnoozeDue, UNTIL).await?, [0; 0]);
    let mut view = store.read().await?;
    let row = view.case_row(CaseId(uuid(1))).await?.expect("seeded");
    assert_eq!(row.snooze, None);
    let told = view.snoozes(CaseId(uuid(1))).await?;
    assert_eq!(told, [snooze(1, 1, Some(UNTIL)), snooze(2, 1, None)]);
    drop(view);
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// A case whose deadline ends on the day or before is in the working list, whatever was put back; so is what is due soon.
pub async fn a_deadline_is_never_hidden(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    put_back(store, &snooze(1, 2, Some(UNTIL))).await?;
    for view in [CaseView::All, CaseView::Mine] {
        assert!(held(store, view, TODAY).await?.contains(&2), "{view}");
    }
    assert_eq!(held(store, CaseView::Snoozed, TODAY).await?, [0; 0]);
    put_back(store, &snooze(2, 2, Some(date!(2026 - 11 - 30)))).await?;
    let week_before = date!(2026 - 11 - 24);
    assert_eq!(held(store, CaseView::Snoozed, week_before).await?, [2]);
    assert_eq!(held(store, CaseView::Mine, week_before).await?, [0; 0]);
    assert_eq!(held(store, CaseView::Due, week_before).await?, [2]);
    Ok(())
}

/// A request awaits its day until something comes; a new request begins anew.
pub async fn what_is_awaited_is_counted(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    let later = |hours| clock().now() + Duration::hours(hours);
    let request = |number, hours| {
        let mut one = letter(number, &"a1".repeat(32));
        one.due_on = Some(UNTIL);
        one.at = later(hours);
        one
    };
    let asked = |state: Option<Awaiting>| async move {
        let found = store
            .read()
            .await?
            .case_row(CaseId(uuid(1)))
            .await?
            .expect("seeded");
        assert_eq!(found.awaiting, state);
        Ok::<(), StoreError>(())
    };
    let awaits = |is_answered| {
        Some(Awaiting {
            until: Some(UNTIL),
            is_answered,
        })
    };
    asked(None).await?;
    let mut tx = store.begin().await?;
    tx.insert_letter(&request(1, 1)).await?;
    let before = tx.case(CaseId(uuid(1))).await?.expect("seeded");
    let mut waiting = before.clone();
    waiting.state = CaseState::AwaitingDocuments;
    tx.update_case(&waiting, before.version).await?;
    tx.append_audit(&draft(AuditAction::LetterSent, Some(1))).await?;
    tx.commit().await?;
    asked(awaits(false)).await?;
    assert_eq!(held(store, CaseView::Awaiting, TODAY).await?, [1]);
    assert_eq!(held(store, CaseView::Answered, TODAY).await?, [0; 0]);

    let mut tx = store.begin().await?;
    let mut answer = submission(1);
    answer.id = SubmissionId(uuid(2));
    answer.at = later(2);
    tx.insert_submission(&answer).await?;
    tx.append_audit(&draft(AuditAction::SubmissionReceived, Some(1)))
        .await?;
    tx.commit().await?;
    asked(awaits(true)).await?;
    put_back(store, &snooze(1, 1, Some(UNTIL))).await?;
    assert_eq!(
        held(store, CaseView::Answered, TODAY).await?,
        [1],
        "post is never asleep"
    );
    assert_eq!(held(store, CaseView::Awaiting, TODAY).await?, [0; 0]);

    let mut tx = store.begin().await?;
    tx.insert_letter(&request(2, 3)).await?;
    tx.append_audit(&draft(AuditAction::LetterSent, Some(1))).await?;
    tx.commit().await?;
    asked(awaits(false)).await
}

/// Each needs an entry of its own in the chain, and none changes.
pub async fn snoozes_are_told_singly(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    for action in [AuditAction::CaseAssigned, AuditAction::CaseSnoozed] {
        let mut tx = store.begin().await?;
        for number in [1, 2] {
            tx.insert_snooze(&snooze(number, number, Some(UNTIL))).await?;
        }
        tx.append_audit(&draft(action, Some(1))).await?;
        assert!(matches!(tx.commit().await, Err(StoreError::Internal(_))));
    }
    assert_eq!(held(store, CaseView::Snoozed, TODAY).await?, [0; 0]);
    put_back(store, &snooze(1, 1, Some(UNTIL))).await?;
    for statement in ["UPDATE snoozes SET note = note", "DELETE FROM snoozes"] {
        assert!(database.execute_raw(statement).await.is_err(), "{statement}");
    }
    Ok(())
}

fn revision(number: u128, filter: SavedFilter, removed: bool) -> FilterRevision {
    FilterRevision {
        id: FilterRevisionId(uuid(number)),
        filter,
        removed,
        user: UserId(uuid(1)),
        at: clock().now(),
    }
}

async fn keep(store: &Store, one: &FilterRevision) -> Checked {
    let mut tx = store.begin().await?;
    tx.insert_filter_revision(one).await?;
    let action = if one.removed {
        AuditAction::FilterRemoved
    } else {
        AuditAction::FilterSaved
    };
    tx.append_audit(&draft(action, None)).await?;
    tx.commit().await
}

/// Renamed is one filter, removed is none; others see nothing of it. The tally counts by service.
pub async fn saved_filters_are_kept_by_their_last_row(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    let first = SavedFilter {
        id: FilterId(uuid(1)),
        name: "Wohngeld, bald fällig".to_owned(),
        view: CaseView::Due,
        service: Some("housing_benefit_rent".into()),
        sort: CaseSort::Due,
        descending: false,
    };
    let second = SavedFilter {
        id: FilterId(uuid(2)),
        name: "Alles".to_owned(),
        view: CaseView::All,
        service: None,
        sort: CaseSort::Received,
        descending: true,
    };
    keep(store, &revision(1, first.clone(), false)).await?;
    keep(store, &revision(2, second.clone(), false)).await?;
    let me = UserId(uuid(1));
    assert_eq!(
        store.read().await?.saved_filters(me).await?,
        [second.clone(), first.clone()]
    );
    let renamed = SavedFilter {
        name: "Zuerst".to_owned(),
        ..second
    };
    keep(store, &revision(3, renamed.clone(), false)).await?;
    assert_eq!(
        store.read().await?.saved_filters(me).await?,
        [first.clone(), renamed.clone()]
    );
    keep(store, &revision(4, first, true)).await?;
    let mut view = store.read().await?;
    assert_eq!(view.saved_filters(me).await?, [renamed]);
    assert!(view.saved_filters(UserId(uuid(2))).await?.is_empty());
    let tally = view.case_tally(me, TODAY).await?;
    assert_eq!((tally.of(None).all, tally.of(None).mine), (2, 1));
    let other: ServiceKey = "dog_tax".into();
    assert_eq!(tally.of(Some(&other)), ViewCounts::default());
    drop(view);
    for statement in ["UPDATE saved_filters SET name = 'x'", "DELETE FROM saved_filters"] {
        assert!(database.execute_raw(statement).await.is_err(), "{statement}");
    }
    assert!(store.verify_audit().await?.valid);
    Ok(())
}

/// Whatever is done to a snooze, it is named.
pub async fn tampering_with_what_was_put_back_is_found(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    put_back(store, &snooze(1, 1, Some(UNTIL))).await?;
    let sequence = store.read().await?.audit_total().await?;
    database.disarm("snoozes").await?;
    for statement in [
        "UPDATE snoozes SET until = '2027-01-01'",
        "UPDATE snoozes SET note = NULL",
        "DELETE FROM snoozes",
    ] {
        database.execute_raw(statement).await?;
        let named = FirstBad {
            sequence,
            reason: BadReason::RecordMismatch,
            record: Some(format!("snoozes/{}", uuid(1))),
        };
        let found = store.verify_audit().await?;
        assert_eq!(
            (found.valid, found.first_bad),
            (false, Some(named)),
            "{statement}"
        );
    }
    Ok(())
}
