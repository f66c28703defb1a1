//! Cases and their numbers.
use super::statements;

macro_rules! case_columns {
    () => {
        "cases.id, reference, state, version, service, applicant_name, received_on, due_on, assignee,
         cases.created_at, updated_at"
    };
}
pub(super) use case_columns;

statements! { CASES:
    NEXT_CASE_NUMBER = "INSERT INTO case_numbers (prefix, year, last_number) VALUES ($1, $2, 1)
        ON CONFLICT (prefix, year) DO UPDATE SET last_number = case_numbers.last_number + 1
        RETURNING last_number";
    INSERT_CASE = "INSERT INTO cases (id, reference, state, version, service, applicant_name, search_text,
            received_on, due_on, assignee, created_at, updated_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) ON CONFLICT (reference) DO NOTHING";
    CASE_BY_ID = concat!("SELECT ", case_columns!(), " FROM cases WHERE id = $1");
    CASE_BY_REFERENCE = concat!("SELECT ", case_columns!(), " FROM cases WHERE reference = $1");
    /// Cases that take post and whose applicant has this name. `$2`: a case that is left out, `$3`: limit.
    CASES_OF_APPLICANT = concat!("SELECT ", case_columns!(), " FROM cases
        WHERE applicant_name = $1 AND id <> $2 AND state IN ('received', 'under_review', 'awaiting_documents')
        ORDER BY reference LIMIT $3");
    CASE_VERSION = "SELECT version FROM cases WHERE id = $1";
    UPDATE_CASE = "UPDATE cases SET version = version + 1, state = $3, service = $4, applicant_name = $5,
            search_text = $6, due_on = $7, assignee = $8, updated_at = $9
        WHERE id = $1 AND version = $2";
    UPDATE_CASE_SUMMARY = "UPDATE cases SET service_confirmed = $2, fields_reviewed = $3, fields_total = $4,
            requirements_missing = $5, requirements_unclear = $6, contradictions = $7, processing = $8, issues = $9,
            deadline_on = $10, likely_cases = $11
        WHERE id = $1";
}
