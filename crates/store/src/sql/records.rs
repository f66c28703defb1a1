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
/// Columns that a later migration added: they add to the text only where one of them is filled, so that what was vouched
/// for before still holds. A row with them never gives the text of one without, for every part tells its length.
macro_rules! later_text {
    ($first:literal $(, $column:literal)*) => {
        concat!(
            " || CASE WHEN COALESCE(", $first, $(", ", $column,)* ", NULL) IS NULL THEN '' ELSE ' ' || ",
            text!($first $(, $column)*),
            " END"
        )
    };
}
macro_rules! user_text {
    () => {
        text!(
            "id",
            "username",
            "display_name",
            "role",
            "password_hash",
            "disabled",
            "created_at"
        )
    };
}
/// What a version of a case says; its figures for lists are derived and bear no version.
macro_rules! case_text {
    () => {
        text!(
            "id",
            "reference",
            "state",
            "version",
            "service",
            "applicant_name",
            "received_on",
            "due_on",
            "assignee",
            "created_at",
            "updated_at"
        )
    };
}
macro_rules! submission_text {
    () => {
        text!("id", "case_id", "channel", "received_on", "by_user", "at")
    };
}
macro_rules! document_text {
    () => {
        concat!(
            text!(
                "id",
                "case_id",
                "submission_id",
                "position",
                "file_name",
                "sha256",
                "size_bytes",
                "media_type"
            ),
            later_text!("container_id", "part", "declared_name", "declared_type"),
            later_text!("pages")
        )
    };
}
macro_rules! reading_text {
    () => {
        concat!(
            text!(
                "document_id",
                "run_id",
                "position",
                "pages",
                "issues",
                "created_at",
                "content"
            ),
            later_text!("rendition_sha256")
        )
    };
}
/// What came in together is vouched for together; a part of another document alone, for parts may come later.
macro_rules! document_group {
    () => {
        "CASE WHEN container_id IS NULL THEN submission_id ELSE id END"
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
macro_rules! shadow_output_text {
    () => {
        text!(
            "id",
            "run_id",
            "case_id",
            "position",
            "subject_kind",
            "subject_key",
            "version",
            "label",
            "probability_ppm",
            "refusal",
            "created_at"
        )
    };
}
macro_rules! review_text {
    () => {
        concat!(
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
            ),
            later_text!("reveal_mode")
        )
    };
}
macro_rules! decision_text {
    () => {
        concat!(
            text!(
                "id",
                "case_id",
                "outcome",
                "reasons",
                "open_points",
                "basis",
                "by_user",
                "at"
            ),
            later_text!("reopening_id", "proposal_id", "released_by")
        )
    };
}
macro_rules! proposal_text {
    () => {
        text!(
            "id",
            "case_id",
            "position",
            "case_version",
            "outcome",
            "reasons",
            "open_points",
            "basis",
            "by_user",
            "at"
        )
    };
}
macro_rules! release_text {
    () => {
        text!("id", "proposal_id", "verdict", "reason", "by_user", "at")
    };
}
macro_rules! reopening_text {
    () => {
        text!(
            "id",
            "case_id",
            "decision_id",
            "ground",
            "reasons",
            "by_user",
            "at"
        )
    };
}
macro_rules! transfer_entry_text {
    () => {
        text!("id", "document_id", "position", "item", "value", "by_user", "at")
    };
}
macro_rules! letter_text {
    () => {
        text!(
            "id",
            "case_id",
            "position",
            "kind",
            "content",
            "due_on",
            "sha256",
            "size_bytes",
            "outbox_name",
            "by_user",
            "at"
        )
    };
}
macro_rules! status_link_text {
    () => {
        text!("id", "case_id", "token_sha256", "expires_at", "by_user", "at")
    };
}
macro_rules! status_link_revocation_text {
    () => {
        text!("link_id", "by_user", "at")
    };
}
macro_rules! snooze_text {
    () => {
        text!(
            "id", "case_id", "position", "until", "reason", "note", "by_user", "at"
        )
    };
}
macro_rules! first_receipt_text {
    () => {
        text!(
            "id",
            "case_id",
            "position",
            "received_on",
            "authority",
            "document_id",
            "page",
            "reason",
            "by_user",
            "at"
        )
    };
}
macro_rules! sample_draw_text {
    () => {
        text!("id", "case_id", "share_ppm", "wanted", "at")
    };
}
macro_rules! sample_fields_text {
    () => {
        text!("draw_id", "fields", "at")
    };
}
macro_rules! joining_text {
    () => {
        text!(
            "id",
            "from_case",
            "into_case",
            "first_position",
            "ground",
            "by_user",
            "at"
        )
    };
}
macro_rules! document_placement_text {
    () => {
        text!(
            "id",
            "document_id",
            "position",
            "from_case",
            "into_case",
            "place",
            "ground",
            "by_user",
            "at"
        )
    };
}
macro_rules! saved_filter_text {
    () => {
        text!(
            "id",
            "filter_id",
            "position",
            "user_id",
            "name",
            "view",
            "service",
            "sort",
            "descending",
            "removed",
            "at"
        )
    };
}
macro_rules! intake_item_text {
    () => {
        text!(
            "id",
            "source",
            "file_name",
            "sha256",
            "size_bytes",
            "case_id",
            "at"
        )
    };
}
macro_rules! intake_refusal_text {
    () => {
        text!("id", "source", "file_name", "code", "at")
    };
}
macro_rules! mailbox_message_text {
    () => {
        text!(
            "id",
            "source",
            "folder",
            "uid_validity",
            "uid",
            "sha256",
            "size_bytes",
            "case_id",
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
    ($group:expr, $text:expr, $table:literal) => {
        concat!(
            "SELECT ",
            $group,
            " AS vouched_group, id, '', ",
            $text,
            " FROM ",
            $table,
            " WHERE id > $1 AND CAST($2 AS TEXT) IS NOT NULL ORDER BY id LIMIT $3"
        )
    };
}

statements! { RECORDS:
    /// The files that came in, the pages that were made of them and the letters that were sent, each once, with one
    /// record that it is of.
    ORIGINALS_AFTER = "SELECT sha256, MIN(of_record) FROM (
            SELECT sha256, 'documents/' || id AS of_record FROM documents
            UNION ALL
            SELECT rendition_sha256, 'documents/' || document_id FROM document_readings
                WHERE rendition_sha256 IS NOT NULL
            UNION ALL
            SELECT sha256, 'letters/' || id FROM letters
        ) AS files WHERE sha256 > $1 GROUP BY sha256 ORDER BY sha256 LIMIT $2";
    USER_RECORD = row!(user_text!(), "users");
    CASE_RECORD = row!(case_text!(), "cases");
    SUBMISSION_RECORD = row!(submission_text!(), "submissions");
    DOCUMENT_RECORD = row!(document_text!(), "documents");
    READING_RECORD = concat!("SELECT ", reading_text!(), " FROM document_readings
        WHERE document_id = $1 AND run_id = $2");
    SUGGESTION_RECORD = row!(suggestion_text!(), "suggestions");
    SHADOW_OUTPUT_RECORD = row!(shadow_output_text!(), "shadow_outputs");
    REVIEW_RECORD = row!(review_text!(), "reviews");
    DECISION_RECORD = row!(decision_text!(), "decisions");
    PROPOSAL_RECORD = row!(proposal_text!(), "decision_proposals");
    RELEASE_RECORD = row!(release_text!(), "releases");
    REOPENING_RECORD = row!(reopening_text!(), "reopenings");
    TRANSFER_ENTRY_RECORD = row!(transfer_entry_text!(), "transfer_entries");
    LETTER_RECORD = row!(letter_text!(), "letters");
    STATUS_LINK_RECORD = row!(status_link_text!(), "status_links");
    STATUS_LINK_REVOCATION_RECORD = concat!("SELECT ", status_link_revocation_text!(), "
        FROM status_link_revocations WHERE link_id = $1 AND CAST($2 AS TEXT) = ''");
    SNOOZE_RECORD = row!(snooze_text!(), "snoozes");
    FIRST_RECEIPT_RECORD = row!(first_receipt_text!(), "first_receipts");
    SAMPLE_DRAW_RECORD = row!(sample_draw_text!(), "sample_draws");
    SAMPLE_FIELDS_RECORD = concat!("SELECT ", sample_fields_text!(), "
        FROM sample_fields WHERE draw_id = $1 AND CAST($2 AS TEXT) = ''");
    SAVED_FILTER_RECORD = row!(saved_filter_text!(), "saved_filters");
    JOINING_RECORD = row!(joining_text!(), "joinings");
    DOCUMENT_PLACEMENT_RECORD = row!(document_placement_text!(), "document_placements");
    INTAKE_ITEM_RECORD = row!(intake_item_text!(), "intake_items");
    INTAKE_REFUSAL_RECORD = row!(intake_refusal_text!(), "intake_refusals");
    MAILBOX_MESSAGE_RECORD = row!(mailbox_message_text!(), "mailbox_messages");
    USER_RECORDS = rows!("id", user_text!(), "users");
    CASE_RECORDS = rows!("id", case_text!(), "cases");
    SUBMISSION_RECORDS = rows!("id", submission_text!(), "submissions");
    DOCUMENT_RECORDS = rows!(document_group!(), document_text!(), "documents");
    READING_RECORDS = concat!("SELECT document_id || '/' || run_id, document_id, run_id, ", reading_text!(), "
        FROM document_readings WHERE document_id > $1 OR (document_id = $1 AND run_id > $2)
        ORDER BY document_id, run_id LIMIT $3");
    SUGGESTION_RECORDS = rows!("run_id", suggestion_text!(), "suggestions");
    SHADOW_OUTPUT_RECORDS = rows!("run_id", shadow_output_text!(), "shadow_outputs");
    REVIEW_RECORDS = rows!("id", review_text!(), "reviews");
    DECISION_RECORDS = rows!("id", decision_text!(), "decisions");
    PROPOSAL_RECORDS = rows!("id", proposal_text!(), "decision_proposals");
    RELEASE_RECORDS = rows!("id", release_text!(), "releases");
    REOPENING_RECORDS = rows!("id", reopening_text!(), "reopenings");
    TRANSFER_ENTRY_RECORDS = rows!("id", transfer_entry_text!(), "transfer_entries");
    LETTER_RECORDS = rows!("id", letter_text!(), "letters");
    STATUS_LINK_RECORDS = rows!("id", status_link_text!(), "status_links");
    STATUS_LINK_REVOCATION_RECORDS = concat!("SELECT link_id AS vouched_group, link_id, '', ",
        status_link_revocation_text!(), " FROM status_link_revocations
        WHERE link_id > $1 AND CAST($2 AS TEXT) IS NOT NULL ORDER BY link_id LIMIT $3");
    SNOOZE_RECORDS = rows!("id", snooze_text!(), "snoozes");
    FIRST_RECEIPT_RECORDS = rows!("id", first_receipt_text!(), "first_receipts");
    SAMPLE_DRAW_RECORDS = rows!("id", sample_draw_text!(), "sample_draws");
    SAMPLE_FIELDS_RECORDS = concat!("SELECT draw_id AS vouched_group, draw_id, '', ", sample_fields_text!(), "
        FROM sample_fields WHERE draw_id > $1 AND CAST($2 AS TEXT) IS NOT NULL ORDER BY draw_id LIMIT $3");
    SAVED_FILTER_RECORDS = rows!("id", saved_filter_text!(), "saved_filters");
    JOINING_RECORDS = rows!("id", joining_text!(), "joinings");
    DOCUMENT_PLACEMENT_RECORDS = rows!("id", document_placement_text!(), "document_placements");
    INTAKE_ITEM_RECORDS = rows!("id", intake_item_text!(), "intake_items");
    INTAKE_REFUSAL_RECORDS = rows!("id", intake_refusal_text!(), "intake_refusals");
    MAILBOX_MESSAGE_RECORDS = rows!("id", mailbox_message_text!(), "mailbox_messages");
}
