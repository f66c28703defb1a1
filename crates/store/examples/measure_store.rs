//! Fills a throwaway SQLite store with 10,000 invented cases and prints how long pages of the queue take:
//! `cargo run -p aktenlage-store --example measure_store --features testing`.
#![expect(clippy::print_stdout, reason = "printing figures is what this is for")]
use std::time::Instant;

use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::CaseState;
use aktenlage_domain::ids::{CaseId, UserId};
use aktenlage_store::contract::TestDatabase;
use aktenlage_store::contract::fixtures::{case, draft, seed, uuid};
use aktenlage_store::{CaseQuery, CaseSort, CaseSummary, CaseView, Store, StoreError};
use time::Duration;
use time::macros::date;

const CASES: u128 = 10_000;
const ROUNDS: usize = 20;

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let database = TestDatabase::sqlite().await?;
    let store = &database.store;
    seed(store).await?;
    fill(store).await?;
    println!(
        "milliseconds for one page of 50 with counts, {CASES} cases, {ROUNDS} rounds: view sort text median p95"
    );
    for view in [
        CaseView::All,
        CaseView::Mine,
        CaseView::Due,
        CaseView::Missing,
        CaseView::Decided,
    ] {
        for (sort, text, offset) in [
            (CaseSort::Due, None, 0),
            (CaseSort::Received, None, 4_000),
            (CaseSort::Reference, Some("muster77"), 0),
        ] {
            let query = CaseQuery {
                view,
                service: None,
                text: text.map(str::to_owned),
                sort,
                descending: false,
                offset,
                limit: 50,
                user: UserId(uuid(1)),
                today: date!(2026 - 11 - 22),
            };
            let mut times = Vec::new();
            for _ in 0..ROUNDS {
                let start = Instant::now();
                store.read().await?.list_cases(&query).await?;
                times.push(start.elapsed().as_secs_f64() * 1_000.0);
            }
            times.sort_by(f64::total_cmp);
            let (median, slow) = (times[ROUNDS / 2], times[ROUNDS * 95 / 100]);
            println!("{view:?} {sort:?} {text:?} {median:.1} {slow:.1}");
        }
    }
    let start = Instant::now();
    for _ in 0..100 {
        let mut tx = store.begin().await?;
        tx.append_audit(&draft(AuditAction::SignedIn, None)).await?;
        tx.commit().await?;
    }
    println!(
        "one audited commit: {:.2} ms",
        start.elapsed().as_secs_f64() * 10.0
    );
    database.remove().await
}

async fn fill(store: &Store) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    for number in 2..=CASES {
        let days = i64::try_from(number % 90).unwrap_or_default();
        let mut one = case(number);
        one.applicant_name = Some(format!("Erika Muster{number}"));
        one.received_on = date!(2026 - 11 - 22) - Duration::days(days);
        one.due_on = (number % 4 != 0).then(|| date!(2026 - 11 - 22) + Duration::days(days - 20));
        one.assignee = (number % 5 == 0).then_some(UserId(uuid(1)));
        if number % 3 == 0 {
            one.state = CaseState::Decided;
        }
        tx.insert_case(&one).await?;
        let summary = CaseSummary {
            requirements_missing: days % 3,
            ..CaseSummary::default()
        };
        tx.update_case_summary(CaseId(uuid(number)), &summary).await?;
    }
    tx.append_audit(&draft(AuditAction::SubmissionReceived, None))
        .await?;
    tx.commit().await
}
