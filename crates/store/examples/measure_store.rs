//! Fills a throwaway SQLite store with 10,000 invented cases, or as many as are named, and prints how long pages and
//! counts of the queue take: `cargo run -p aktenlage-store --example measure_store --features testing -- [CASES]`.
#![expect(clippy::print_stdout, reason = "printing figures is what this is for")]
use std::time::Instant;

use aktenlage_domain::audit::AuditAction;
use aktenlage_domain::case::CaseState;
use aktenlage_domain::ids::{CaseId, FilterId, FilterRevisionId, LetterId, SnoozeId, UserId};
use aktenlage_domain::triage::{CaseSort, CaseView, FilterRevision, SavedFilter, Snooze, SnoozeReason};
use aktenlage_store::contract::TestDatabase;
use aktenlage_store::contract::fixtures::{case, draft, letter, seed, uuid};
use aktenlage_store::{CaseQuery, CaseSummary, Store, StoreError};
use time::macros::date;
use time::{Date, Duration};

const TODAY: Date = date!(2026 - 11 - 22);
const ROUNDS: usize = 20;
/// Filters that the clerk keeps.
const FILTERS: u128 = 30;

#[tokio::main]
async fn main() -> Result<(), StoreError> {
    let named = std::env::args().nth(1).and_then(|text| text.parse().ok());
    let cases: u128 = named.unwrap_or(10_000);
    let database = TestDatabase::sqlite().await?;
    let store = &database.store;
    seed(store).await?;
    fill(store, cases).await?;
    println!(
        "milliseconds for one page of 50 with counts, {cases} cases, {ROUNDS} rounds: view sort text median p95"
    );
    for &view in CaseView::ALL {
        for (sort, text, offset) in [
            (CaseSort::Due, None, 0),
            (CaseSort::Received, None, 4_000),
            (CaseSort::Due, Some("muster77"), 0),
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
                today: TODAY,
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
    let mut times = Vec::new();
    for _ in 0..ROUNDS {
        let start = Instant::now();
        let mut view = store.read().await?;
        let filters = view.saved_filters(UserId(uuid(1))).await?;
        let tally = view.case_tally(UserId(uuid(1)), TODAY).await?;
        let found: i64 = filters
            .iter()
            .map(|one| tally.of(one.service.as_ref()).of(one.view))
            .sum();
        assert!(found > 0, "the filters find something");
        times.push(start.elapsed().as_secs_f64() * 1_000.0);
    }
    times.sort_by(f64::total_cmp);
    println!(
        "{FILTERS} saved filters with their counts: {:.1} {:.1}",
        times[ROUNDS / 2],
        times[ROUNDS * 95 / 100]
    );
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

/// A third is decided; of the others one in seven awaits documents, and some are put back.
async fn fill(store: &Store, cases: u128) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    for number in 2..=cases {
        let days = i64::try_from(number % 90).unwrap_or_default();
        let mut one = case(number);
        one.applicant_name = Some(format!("Erika Muster{number}"));
        one.received_on = TODAY - Duration::days(days);
        one.due_on = (number % 4 != 0).then(|| TODAY + Duration::days(days - 20));
        one.service = Some(format!("service_{}", number % 16).as_str().into());
        one.assignee = (number % 5 == 0).then_some(UserId(uuid(1)));
        if number % 3 == 0 {
            one.state = CaseState::Decided;
        } else if number % 7 == 0 {
            one.state = CaseState::AwaitingDocuments;
        }
        tx.insert_case(&one).await?;
        let summary = CaseSummary {
            requirements_missing: days % 3,
            deadline_on: one.due_on,
            ..CaseSummary::default()
        };
        tx.update_case_summary(CaseId(uuid(number)), &summary).await?;
    }
    tx.append_audit(&draft(AuditAction::SubmissionReceived, None))
        .await?;
    tx.commit().await?;
    for number in (2..=cases).filter(|number| number % 77 == 0) {
        put_back(store, number).await?;
    }
    for number in 1..=FILTERS {
        keep_filter(store, number).await?;
    }
    Ok(())
}

/// A letter and a snooze for one case.
async fn put_back(store: &Store, number: u128) -> Result<(), StoreError> {
    let mut tx = store.begin().await?;
    let mut request = letter(number, &"ab".repeat(32));
    request.id = LetterId(uuid(number));
    request.case = CaseId(uuid(number));
    tx.insert_letter(&request).await?;
    tx.append_audit(&draft(AuditAction::LetterSent, Some(number)))
        .await?;
    let snooze = Snooze {
        id: SnoozeId(uuid(number)),
        case: CaseId(uuid(number)),
        until: Some(TODAY + Duration::days(i64::try_from(number % 40).unwrap_or_default() - 5)),
        reason: Some(SnoozeReason::AwaitingDocuments),
        note: None,
        by: UserId(uuid(1)),
        at: request.at,
    };
    tx.insert_snooze(&snooze).await?;
    tx.append_audit(&draft(AuditAction::CaseSnoozed, Some(number)))
        .await?;
    tx.commit().await
}

async fn keep_filter(store: &Store, number: u128) -> Result<(), StoreError> {
    let views = CaseView::ALL;
    let at = usize::try_from(number).unwrap_or_default() % views.len();
    let mut tx = store.begin().await?;
    let revision = FilterRevision {
        id: FilterRevisionId(uuid(number)),
        filter: SavedFilter {
            id: FilterId(uuid(number)),
            name: format!("Filter {number}"),
            view: views[at],
            service: Some(format!("service_{}", number % 16).as_str().into()),
            sort: CaseSort::Due,
            descending: false,
        },
        removed: false,
        user: UserId(uuid(1)),
        at: draft(AuditAction::FilterSaved, None).at,
    };
    tx.insert_filter_revision(&revision).await?;
    tx.append_audit(&draft(AuditAction::FilterSaved, None)).await?;
    tx.commit().await
}
