//! The records that audit entries vouch for: each row as one text that no other row has.
use super::statements;

/// A column as its length and its text, or `-` where it is empty: different rows never give the same text.
macro_rules! part {
    ($column:literal) => {
        concat!(
            "CASE WHEN ",
            $column,
            " IS NULL THEN '-' ELSE CAST(LENGTH(CAST(",
            $column,
            " AS TEXT)) AS TEXT) || ':' || CAST(",
            $column,
            " AS TEXT) END"
        )
    };
}
macro_rules! text {
    ($first:literal $(, $column:literal)*) => {
        concat!(part!($first) $(, " || ' ' || ", part!($column))*)
    };
}
macro_rules! submission_text {
    () => {
        text!("id", "case_id", "channel", "received_on", "by_user", "at")
    };
}
macro_rules! document_text {
    () => {
        text!(
            "id",
            "case_id",
            "submission_id",
            "position",
            "file_name",
            "sha256",
            "size_bytes",
            "media_type"
        )
    };
}
macro_rules! reading_text {
    () => {
        text!(
            "document_id",
            "run_id",
            "position",
            "pages",
            "issues",
            "created_at",
            "content"
        )
    };
}
macro_rules! suggestion_text {
    () => {
        text!(
            "id",
            "case_id",
            "run_id",
            "position",
            "subject_kind",
            "subject_key",
            "abstained",
            "answer",
            "remarks",
            "model",
            "prompt",
            "blueprint",
            "input",
            "created_at"
        )
    };
}
macro_rules! review_text {
    () => {
        text!(
            "id",
            "case_id",
            "position",
            "subject_kind",
            "subject_key",
            "suggestion_id",
            "shown",
            "verdict",
            "value",
            "evidence",
            "reason",
            "note",
            "dwell_ms",
            "by_user",
            "at"
        )
    };
}
macro_rules! decision_text {
    () => {
        text!(
            "id",
            "case_id",
            "outcome",
            "reasons",
            "open_points",
            "basis",
            "by_user",
            "at"
        )
    };
}
/// One row by its id. `$2` is the second half of an id; most have none.
macro_rules! row {
    ($text:expr, $table:literal) => {
        concat!(
            "SELECT ",
            $text,
            " FROM ",
            $table,
            " WHERE id = $1 AND CAST($2 AS TEXT) = ''"
        )
    };
}
/// The rows after an id: group, first and second half of the id, text.
macro_rules! rows {
    ($group:literal, $text:expr, $table:literal) => {
        concat!(
            "SELECT ",
            $group,
            ", id, '', ",
            $text,
            " FROM ",
            $table,
            " WHERE id > $1 AND CAST($2 AS TEXT) IS NOT NULL ORDER BY id LIMIT $3"
        )
    };
}

statements! { RECORDS:
    /// The files that came in, each once, with one document that it is.
    ORIGINALS_AFTER = "SELECT sha256, MIN(id) FROM documents WHERE sha256 > $1
        GROUP BY sha256 ORDER BY sha256 LIMIT $2";
    SUBMISSION_RECORD = row!(submission_text!(), "submissions");
    DOCUMENT_RECORD = row!(document_text!(), "documents");
    READING_RECORD = concat!("SELECT ", reading_text!(), " FROM document_readings
        WHERE document_id = $1 AND run_id = $2");
    SUGGESTION_RECORD = row!(suggestion_text!(), "suggestions");
    REVIEW_RECORD = row!(review_text!(), "reviews");
    DECISION_RECORD = row!(decision_text!(), "decisions");
    SUBMISSION_RECORDS = rows!("id", submission_text!(), "submissions");
    DOCUMENT_RECORDS = rows!("submission_id", document_text!(), "documents");
    READING_RECORDS = concat!("SELECT document_id || '/' || run_id, document_id, run_id, ", reading_text!(), "
        FROM document_readings WHERE document_id > $1 OR (document_id = $1 AND run_id > $2)
        ORDER BY document_id, run_id LIMIT $3");
    SUGGESTION_RECORDS = rows!("run_id", suggestion_text!(), "suggestions");
    REVIEW_RECORDS = rows!("id", review_text!(), "reviews");
    DECISION_RECORDS = rows!("id", decision_text!(), "decisions");
}
