//! The queue of cases: views, filters, order, counts.
use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::CaseState;
use aktenlage_domain::document::IssueCode;
use aktenlage_domain::ids::{CaseId, UserId};
use aktenlage_domain::triage::{CaseSort, CaseView, ViewCounts};
use time::Duration;
use time::macros::date;

use super::fixtures::{case, draft, seed, uuid};
use super::{Checked, TestDatabase};
use crate::case_list::CaseQuery;
use crate::cases::{CaseSummary, Processing};
use crate::engine::Store;
use crate::error::StoreError;

const TODAY: time::Date = date!(2026 - 11 - 22);

fn query() -> CaseQuery {
    CaseQuery {
        view: CaseView::All,
        service: None,
        text: None,
        sort: CaseSort::Received,
        descending: false,
        offset: 0,
        limit: 50,
        user: UserId(uuid(1)),
        today: TODAY,
    }
}

async fn numbers(store: &Store, query: &CaseQuery) -> Result<(i64, Vec<u128>), StoreError> {
    let page = store.read().await?.list_cases(query).await?;
    Ok((
        page.total,
        page.items.iter().map(|row| row.case.id.0.as_u128()).collect(),
    ))
}

/// The same by number: what a view holds, in whatever order.
async fn held(store: &Store, query: &CaseQuery) -> Result<(i64, Vec<u128>), StoreError> {
    let (total, mut found) = numbers(store, query).await?;
    found.sort_unstable();
    Ok((total, found))
}

/// Cases 1 to 6: 2 mine and overdue, 3 due on the last day that counts, 4 due the day after and missing something,
/// 5 decided though overdue and mine, 6 with a name and a service.
async fn fill(store: &Store) -> Result<(), StoreError> {
    seed(store).await?;
    let mut tx = store.begin().await?;
    for number in 2..=6 {
        let mut one = case(number);
        one.received_on = TODAY - Duration::days(i64::try_from(number).unwrap_or_default());
        match number {
            2 => {
                one.assignee = Some(UserId(uuid(1)));
                one.due_on = Some(TODAY - Duration::days(1));
            }
            3 => one.due_on = Some(TODAY + Duration::days(7)),
            4 => one.due_on = Some(TODAY + Duration::days(8)),
            5 => {
                one.state = CaseState::Decided;
                one.assignee = Some(UserId(uuid(1)));
                one.due_on = Some(TODAY - Duration::days(1));
            }
            _ => {
                one.applicant_name = Some("Änne Öztürk_100%".to_owned());
                one.service = Some("dog_tax".into());
            }
        }
        tx.insert_case(&one).await?;
    }
    tx.append_audit(&draft(AuditAction::SubmissionReceived, None))
        .await?;
    for number in [4, 5] {
        let summary = CaseSummary {
            requirements_missing: 2,
            ..CaseSummary::default()
        };
        tx.update_case_summary(CaseId(uuid(number)), &summary).await?;
    }
    tx.commit().await
}

/// Each view holds what it says, and the counts agree with the views.
pub async fn views_and_counts_agree(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    for (view, expected) in [
        (CaseView::All, vec![1, 2, 3, 4, 6]),
        (CaseView::Mine, vec![2]),
        (CaseView::Unassigned, vec![1, 3, 4, 6]),
        (CaseView::Due, vec![2, 3]),
        (CaseView::Missing, vec![4]),
        (CaseView::Decided, vec![5]),
    ] {
        let (total, found) = held(store, &CaseQuery { view, ..query() }).await?;
        assert_eq!(found, expected, "{view:?}");
        assert_eq!(usize::try_from(total), Ok(expected.len()), "{view:?}");
    }
    let narrowed = CaseQuery {
        text: Some("nothing like it".to_owned()),
        ..query()
    };
    let page = store.read().await?.list_cases(&narrowed).await?;
    let counts = ViewCounts {
        all: 5,
        mine: 1,
        unassigned: 4,
        due: 2,
        missing: 1,
        decided: 1,
        ..ViewCounts::default()
    };
    assert_eq!((page.total, page.items.len(), page.counts), (0, 0, counts));
    Ok(())
}

/// Filters find what a person types, in any case of letters, and take nothing for a wildcard.
pub async fn filters_find(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    for (text, expected) in [
        ("öZTÜRK", vec![6]),
        ("änne", vec![6]),
        ("al-2026-000003", vec![3]),
        ("00%", vec![6]),
        ("k_1", vec![6]),
        ("_", vec![6]),
        ("\\", vec![]),
        ("' OR 1=1 --", vec![]),
        ("  ", vec![1, 2, 3, 4, 6]),
    ] {
        let text = Some(text.to_owned());
        assert_eq!(
            held(
                store,
                &CaseQuery {
                    text: text.clone(),
                    ..query()
                }
            )
            .await?
            .1,
            expected,
            "{text:?}"
        );
    }
    let service = Some("dog_tax".into());
    assert_eq!(
        numbers(store, &CaseQuery { service, ..query() }).await?,
        (1, vec![6])
    );
    Ok(())
}

/// Order and pages. Cases without a due date come last in both directions.
pub async fn pages_are_in_order(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    for (sort, descending, expected) in [
        (CaseSort::Due, false, [2, 3, 4, 1, 6]),
        (CaseSort::Due, true, [4, 3, 2, 1, 6]),
        (CaseSort::Received, false, [1, 6, 4, 3, 2]),
        (CaseSort::Received, true, [2, 3, 4, 6, 1]),
    ] {
        let sorted = CaseQuery {
            sort,
            descending,
            ..query()
        };
        assert_eq!(
            numbers(store, &sorted).await?.1,
            expected,
            "{sort:?} {descending}"
        );
        let second = CaseQuery {
            offset: 2,
            limit: 2,
            ..sorted
        };
        assert_eq!(numbers(store, &second).await?, (5, expected[2..4].to_vec()));
    }
    Ok(())
}

/// A line carries the figures and the assignee's name.
pub async fn a_line_carries_its_figures(database: &TestDatabase) -> Checked {
    let store = &database.store;
    fill(store).await?;
    let summary = CaseSummary {
        service_confirmed: true,
        fields_reviewed: 3,
        fields_total: 12,
        requirements_missing: 2,
        requirements_unclear: 1,
        contradictions: 4,
        processing: Processing::Failed,
        issues: vec![IssueCode::PageWithoutText, IssueCode::DynamicForm],
        deadline_on: Some(TODAY + Duration::days(30)),
        likely_cases: 2,
    };
    let mut tx = store.begin().await?;
    tx.update_case_summary(CaseId(uuid(2)), &summary).await?;
    tx.commit().await?;
    let mut view = store.read().await?;
    let row = view.case_row(CaseId(uuid(2))).await?.expect("inserted");
    assert_eq!(row.summary, summary);
    assert_eq!(row.assignee_name.as_deref(), Some("Clerk 1"));
    assert_eq!(row.case.version, 1, "figures bear no version");
    assert_eq!(
        view.case_row(CaseId(uuid(1))).await?.expect("seeded").summary,
        CaseSummary::default()
    );
    assert_eq!(view.case_row(CaseId(uuid(77))).await?, None);
    Ok(())
}
