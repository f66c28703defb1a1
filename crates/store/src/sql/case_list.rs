//! The queue of cases: one statement per view, sort and direction, put together from fixed pieces.
use super::cases::case_columns;
use crate::case_list::{CaseSort, CaseView};

const LIST_COLUMNS: &str = concat!(
    case_columns!(),
    ", service_confirmed, fields_reviewed, fields_total, requirements_missing, requirements_unclear, contradictions,
     processing, issues, users.display_name AS assignee_name"
);
const FROM_CASES: &str = "FROM cases LEFT JOIN users ON users.id = cases.assignee";

/// How many cases each view holds. `$1`: who asks, `$2`: the last day that counts as due.
pub(crate) const CASE_COUNTS: &str = "SELECT
        COUNT(*) FILTER (WHERE state <> 'decided') AS open_cases,
        COUNT(*) FILTER (WHERE state <> 'decided' AND assignee = $1) AS mine,
        COUNT(*) FILTER (WHERE state <> 'decided' AND assignee IS NULL) AS unassigned,
        COUNT(*) FILTER (WHERE state <> 'decided' AND due_on <= $2) AS due,
        COUNT(*) FILTER (WHERE state <> 'decided' AND requirements_missing > 0) AS missing,
        COUNT(*) FILTER (WHERE state = 'decided') AS decided
    FROM cases";

/// One line of the queue.
pub(crate) fn case_row() -> String {
    format!("SELECT {LIST_COLUMNS} {FROM_CASES} WHERE cases.id = $1")
}

/// A page of the queue. `$1`: who asks, `$2`: the last day that counts as due, `$3`: service, `$4`: pattern for the
/// search text, `$5`: limit, `$6`: offset.
pub(crate) fn case_list(view: CaseView, sort: CaseSort, descending: bool) -> String {
    let direction = if descending { "DESC" } else { "ASC" };
    let order = match sort {
        CaseSort::Due => format!("due_on IS NULL, due_on {direction}, reference"),
        CaseSort::Received => format!("received_on {direction}, reference"),
        CaseSort::Reference => format!("reference {direction}"),
    };
    let filter = filter(view);
    // The page is cut from ids alone; only its own rows are read in full.
    format!(
        "SELECT {LIST_COLUMNS} {FROM_CASES} WHERE cases.id IN (
             SELECT id FROM cases WHERE {filter} ORDER BY {order} LIMIT $5 OFFSET $6)
         ORDER BY {order}"
    )
}

/// How many cases a page of the queue is cut from. Parameters `$1` to `$4` as in [`case_list`].
pub(crate) fn case_list_total(view: CaseView) -> String {
    let filter = filter(view);
    format!("SELECT COUNT(*) FROM cases WHERE {filter}")
}

/// Names all four parameters in every view, so that every variant is bound alike.
fn filter(view: CaseView) -> String {
    let view = match view {
        CaseView::All => "state <> 'decided' AND $1 <> '' AND $2 <> ''",
        CaseView::Mine => "state <> 'decided' AND assignee = $1 AND $2 <> ''",
        CaseView::Unassigned => "state <> 'decided' AND assignee IS NULL AND $1 <> '' AND $2 <> ''",
        CaseView::Due => "state <> 'decided' AND due_on <= $2 AND $1 <> ''",
        CaseView::Missing => "state <> 'decided' AND requirements_missing > 0 AND $1 <> '' AND $2 <> ''",
        CaseView::Decided => "state = 'decided' AND $1 <> '' AND $2 <> ''",
    };
    format!(
        "{view} AND (CAST($3 AS TEXT) IS NULL OR service = $3)
         AND (CAST($4 AS TEXT) IS NULL OR search_text LIKE $4 ESCAPE '\\')"
    )
}

/// Every statement of this file, with a name.
#[cfg(any(test, feature = "testing"))]
pub(super) fn case_list_variants() -> Vec<(String, String)> {
    use CaseView::{All, Decided, Due, Mine, Missing, Unassigned};
    let mut variants = vec![
        ("CASE_COUNTS".to_owned(), CASE_COUNTS.to_owned()),
        ("case_row".to_owned(), case_row()),
    ];
    for view in [All, Mine, Unassigned, Due, Missing, Decided] {
        variants.push((format!("case_list_total {view:?}"), case_list_total(view)));
        for sort in [CaseSort::Due, CaseSort::Received, CaseSort::Reference] {
            for descending in [false, true] {
                let name = format!("case_list {view:?} {sort:?} {descending}");
                variants.push((name, case_list(view, sort, descending)));
            }
        }
    }
    variants
}
