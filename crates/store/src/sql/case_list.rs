//! The queue of cases: one statement per view, sort and direction, put together from fixed pieces. In all of them `$1` is
//! who asks, `$2` the last day that counts as due, and `$3` today.
use aktenlage_domain::triage::{CaseSort, CaseView};

use super::cases::case_columns;

const LIST_COLUMNS: &str = concat!(
    case_columns!(),
    ", service_confirmed, fields_reviewed, fields_total, requirements_missing, requirements_unclear, contradictions,
     processing, issues, deadline_on, likely_cases, users.display_name AS assignee_name,
     CAST(CASE WHEN state = 'awaiting_documents' THEN 1 ELSE 0 END AS BIGINT) AS is_awaiting, awaited_until,
     CAST(CASE WHEN last_post_at > requested_at THEN 1 ELSE 0 END AS BIGINT) AS is_answered,
     snoozes.until AS snoozed_until, snoozes.reason AS snooze_reason, snoozes.note AS snooze_note"
);
const FROM_CASES: &str = "FROM cases LEFT JOIN users ON users.id = cases.assignee
    LEFT JOIN snoozes ON snoozes.id = cases.snooze_id";

/// Not put back, or back again: on its day, or because a deadline came nearer than that.
macro_rules! awake {
    () => {
        "(snoozed_until IS NULL OR snoozed_until <= $3 OR deadline_on <= snoozed_until)"
    };
}

/// How many cases each view holds, service by service: one pass over one index, whatever filters people keep.
pub(crate) fn case_counts() -> String {
    let counts: Vec<String> = CaseView::ALL
        .iter()
        .map(|view| format!("COUNT(*) FILTER (WHERE {}) AS in_{view}", condition(*view)))
        .collect();
    format!(
        "SELECT service, {} FROM cases GROUP BY service",
        counts.join(", ")
    )
}

/// One line of the queue.
pub(crate) fn case_row() -> String {
    format!("SELECT {LIST_COLUMNS} {FROM_CASES} WHERE cases.id = $1")
}

/// A page of the queue. `$4`: service, `$5`: pattern for the search text, `$6`: limit, `$7`: offset.
pub(crate) fn case_list(view: CaseView, sort: CaseSort, descending: bool) -> String {
    let direction = if descending { "DESC" } else { "ASC" };
    let order = match sort {
        CaseSort::Due => format!("due_on IS NULL, due_on {direction}, reference"),
        CaseSort::Received => format!("received_on {direction}, reference"),
    };
    let filter = filter(view);
    // The page is cut from ids alone; only its own rows are read in full.
    format!(
        "SELECT {LIST_COLUMNS} {FROM_CASES} WHERE cases.id IN (
             SELECT id FROM cases WHERE {filter} ORDER BY {order} LIMIT $6 OFFSET $7)
         ORDER BY {order}"
    )
}

/// How many cases a search finds. Parameters `$4` and `$5` as in [`case_list`].
pub(crate) fn case_list_total(view: CaseView) -> String {
    let filter = filter(view);
    format!("SELECT COUNT(*) FROM cases WHERE {filter}")
}

/// Which cases a view holds. The indexes of the queue are partial: they are used because the terms on `state` stand here
/// in the words of the migration.
fn condition(view: CaseView) -> &'static str {
    match view {
        CaseView::All => concat!("state <> 'decided' AND state <> 'joined' AND ", awake!()),
        CaseView::Mine => concat!(
            "state <> 'decided' AND state <> 'joined' AND assignee = $1 AND ",
            awake!()
        ),
        CaseView::Unassigned => concat!(
            "state <> 'decided' AND state <> 'joined' AND assignee IS NULL AND ",
            awake!()
        ),
        CaseView::Due => "state <> 'decided' AND state <> 'joined' AND due_on <= $2",
        CaseView::Missing => concat!(
            "state <> 'decided' AND state <> 'joined' AND requirements_missing > 0 AND ",
            awake!()
        ),
        CaseView::Awaiting => {
            "state = 'awaiting_documents'
             AND (last_post_at IS NULL OR requested_at IS NULL OR last_post_at <= requested_at)"
        }
        CaseView::Answered => "state = 'awaiting_documents' AND last_post_at > requested_at",
        CaseView::SnoozeDue => "state <> 'decided' AND state <> 'joined' AND snoozed_until <= $3",
        CaseView::Snoozed => {
            "state <> 'decided' AND state <> 'joined' AND snoozed_until > $3 AND (deadline_on IS NULL OR deadline_on > snoozed_until)"
        }
        CaseView::Decided => "state = 'decided'",
    }
}

/// Names all five parameters in every view, so that every variant is bound alike.
fn filter(view: CaseView) -> String {
    format!(
        "{} AND $1 <> '' AND $2 <> '' AND $3 <> ''
         AND (CAST($4 AS TEXT) IS NULL OR service = $4)
         AND (CAST($5 AS TEXT) IS NULL OR search_text LIKE $5 ESCAPE '\\')",
        condition(view)
    )
}

/// Every statement of this file, with a name.
#[cfg(any(test, feature = "testing"))]
pub(super) fn case_list_variants() -> Vec<(String, String)> {
    let mut variants = vec![
        ("case_counts".to_owned(), case_counts()),
        ("case_row".to_owned(), case_row()),
    ];
    for &view in CaseView::ALL {
        variants.push((format!("case_list_total {view}"), case_list_total(view)));
        for &sort in CaseSort::ALL {
            for descending in [false, true] {
                let name = format!("case_list {view} {sort} {descending}");
                variants.push((name, case_list(view, sort, descending)));
            }
        }
    }
    variants
}
