//! Submissions, documents, what people said about them as scans, readings, runs.
use super::statements;

macro_rules! document_columns {
    () => {
        "id, case_id, submission_id, position, file_name, sha256, size_bytes, media_type,
            container_id, part, declared_name, declared_type, pages"
    };
}

/// A document as it counts now: of the case that its post was joined to, behind the documents that were there before.
macro_rules! documents {
    () => {
        "SELECT documents.id, COALESCE(into_case, case_id) AS case_id, submission_id,
            documents.position + COALESCE(first_position, 0) AS position, file_name, sha256, size_bytes, media_type,
            container_id, part, declared_name, declared_type, pages
        FROM documents LEFT JOIN joinings ON from_case = case_id"
    };
}
/// The rows of a case and of those that were joined to it. `$1`: the case.
macro_rules! of_case {
    () => {
        "(case_id = $1 OR case_id IN (SELECT from_case FROM joinings WHERE into_case = $1))"
    };
}

statements! { DOCUMENTS:
    INSERT_SUBMISSION = "INSERT INTO submissions (id, case_id, channel, received_on, by_user, at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    SUBMISSIONS_OF_CASE = concat!("SELECT submissions.id, COALESCE(into_case, case_id) AS case_id, channel, received_on,
            submissions.by_user, submissions.at
        FROM submissions LEFT JOIN joinings ON from_case = case_id
        WHERE ", of_case!(), " ORDER BY submissions.at, submissions.id");
    INSERT_DOCUMENT = concat!("INSERT INTO documents (", document_columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (container_id, part) DO NOTHING");
    DOCUMENTS_OF_CASE = concat!(documents!(), " WHERE ", of_case!(), "
        ORDER BY documents.position + COALESCE(first_position, 0)");
    DOCUMENT_BY_ID = concat!(documents!(), " WHERE documents.id = $1");
    DOCUMENTS_BY_SHA256 = concat!(documents!(), " WHERE sha256 = $1 ORDER BY documents.id");
    INSERT_READING = "INSERT INTO document_readings
            (document_id, run_id, position, pages, issues, created_at, content, rendition_sha256)
        VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM document_readings WHERE document_id = $1), $3, $4, $5, $6, $7)";
    RENDITION_OF_DOCUMENT = "SELECT rendition_sha256
        FROM document_readings WHERE document_id = $1 ORDER BY position DESC LIMIT 1";
    READING_OF_DOCUMENT = "SELECT document_id, run_id, pages, issues, created_at, content, rendition_sha256
        FROM document_readings WHERE document_id = $1 ORDER BY position DESC LIMIT 1";
    READING_HEADS_OF_CASE = concat!("SELECT document_id, run_id, document_readings.pages, issues, created_at,
            rendition_sha256
        FROM document_readings JOIN documents ON documents.id = document_id
            LEFT JOIN joinings ON from_case = case_id
        WHERE ", of_case!(), " AND document_readings.position = (
            SELECT MAX(latest.position) FROM document_readings AS latest WHERE latest.document_id = documents.id)
        ORDER BY documents.position + COALESCE(first_position, 0)");
    /// Behind the documents that the other case has by now.
    INSERT_JOINING = concat!("INSERT INTO joinings (id, into_case, from_case, ground, by_user, at, first_position)
        VALUES ($2, $1, $3, $4, $5, $6, (SELECT COALESCE(MAX(documents.position + COALESCE(first_position, 0)), -1) + 1
            FROM documents LEFT JOIN joinings ON from_case = case_id WHERE ", of_case!(), "))
        ON CONFLICT (from_case) DO NOTHING");
    /// What came last is the other case's last post.
    UPDATE_CASE_JOINED_POST = "UPDATE cases SET last_post_at = (SELECT MAX(at) FROM submissions WHERE case_id = $2)
        WHERE id = $1 AND (last_post_at IS NULL
            OR last_post_at < (SELECT MAX(at) FROM submissions WHERE case_id = $2))";
    JOINING_OF_CASE = "SELECT id, from_case, into_case, ground, by_user, at FROM joinings WHERE from_case = $1";
    JOININGS_INTO_CASE = "SELECT id, from_case, into_case, ground, by_user, at FROM joinings
        WHERE into_case = $1 ORDER BY first_position, id";
    INSERT_TRANSFER_ENTRY = "INSERT INTO transfer_entries (id, document_id, position, item, value, by_user, at)
        VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM transfer_entries WHERE document_id = $2), $3, $4, $5, $6)";
    TRANSFER_ENTRIES_OF_DOCUMENT = "SELECT id, document_id, item, value, by_user, at
        FROM transfer_entries WHERE document_id = $1 ORDER BY position";
    INSERT_RUN = "INSERT INTO processing_runs (id, case_id, position, started_at)
        VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM processing_runs WHERE case_id = $2), $3)";
    FINISH_RUN = "INSERT INTO processing_run_ends (run_id, result, code, at)
        VALUES ($1, $2, $3, $4) ON CONFLICT (run_id) DO NOTHING";
    LATEST_RUN = "SELECT id, case_id, started_at, result, code, processing_run_ends.at AS ended_at
        FROM processing_runs LEFT JOIN processing_run_ends ON run_id = id
        WHERE case_id = $1 ORDER BY position DESC LIMIT 1";
}
