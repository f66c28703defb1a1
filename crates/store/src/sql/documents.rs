//! Submissions, documents, what people said about them as scans, readings, runs.
use super::statements;

macro_rules! document_columns {
    () => {
        "id, case_id, submission_id, position, file_name, sha256, size_bytes, media_type,
            container_id, part, declared_name, declared_type, pages"
    };
}

/// What says which case a document counts for: its own placement, that of the scan whose pages it is, the joining of the
/// case that the scan came in with, and that case, in this order. Follows a table named `documents`.
macro_rules! counting_joins {
    () => {
        " JOIN documents AS base
            ON base.id = COALESCE(CASE WHEN documents.pages IS NOT NULL THEN documents.container_id END, documents.id)
        LEFT JOIN joinings ON joinings.from_case = base.case_id
        LEFT JOIN document_placements AS own ON own.document_id = documents.id AND own.into_case <> own.from_case
            AND own.position = (SELECT MAX(latest.position) FROM document_placements AS latest
                WHERE latest.document_id = documents.id)
        LEFT JOIN document_placements AS of_scan ON of_scan.document_id = base.id
            AND of_scan.into_case <> of_scan.from_case
            AND of_scan.position = (SELECT MAX(latest.position) FROM document_placements AS latest
                WHERE latest.document_id = base.id) "
    };
}
/// The place of a document in the case that it counts for.
macro_rules! place {
    () => {
        "COALESCE(own.place, of_scan.place, documents.position
            + CASE WHEN documents.case_id = base.case_id THEN COALESCE(joinings.first_position, 0) ELSE 0 END)"
    };
}
/// A document as it counts now.
macro_rules! documents {
    () => {
        concat!(
            "SELECT documents.id,
            COALESCE(own.into_case, of_scan.into_case, joinings.into_case, base.case_id) AS case_id,
            documents.submission_id, ",
            place!(),
            " AS position, documents.file_name, documents.sha256, documents.size_bytes, documents.media_type,
            documents.container_id, documents.part, documents.declared_name, documents.declared_type, documents.pages
        FROM documents ",
            counting_joins!()
        )
    };
}
/// The cases whose post was joined to a case. `$1`: the case.
macro_rules! joined_cases {
    () => {
        "(SELECT from_case FROM joinings WHERE into_case = $1)"
    };
}
/// The documents of a case. The first half finds by indexes what may be one, the second says whether it is. A case whose
/// post was joined still has what was not placed elsewhere. `$1`: the case.
macro_rules! counts_for_case {
    () => {
        concat!(
            "(documents.case_id = $1 OR documents.case_id IN ",
            joined_cases!(),
            " OR documents.id IN (SELECT document_id FROM document_placements WHERE into_case = $1)
            OR documents.container_id IN (
                SELECT document_id FROM document_placements WHERE into_case = $1 OR from_case = $1))
        AND (COALESCE(own.into_case, of_scan.into_case) = $1 OR (COALESCE(own.into_case, of_scan.into_case) IS NULL
            AND (base.case_id = $1 OR base.case_id IN ",
            joined_cases!(),
            ")))"
        )
    };
}
/// The submissions that something of a case came in with. `$1`: the case.
macro_rules! submissions_of_case {
    () => {
        concat!(
            "(submissions.case_id = $1 OR submissions.case_id IN ",
            joined_cases!(),
            " OR submissions.id IN (SELECT documents.submission_id FROM document_placements AS own
                JOIN documents ON documents.id = own.document_id
                WHERE own.into_case = $1 AND own.into_case <> own.from_case AND own.position = (
                    SELECT MAX(latest.position) FROM document_placements AS latest
                    WHERE latest.document_id = own.document_id)))"
        )
    };
}
/// The place behind everything that a case has or had. `$1`: the case.
macro_rules! next_place {
    () => {
        "SELECT COALESCE(MAX(place), -1) + 1 FROM (
            SELECT position AS place FROM documents WHERE case_id = $1
            UNION ALL SELECT documents.position + first_position FROM documents JOIN joinings ON from_case = case_id
                WHERE into_case = $1
            UNION ALL SELECT place FROM document_placements WHERE into_case = $1) AS places"
    };
}
macro_rules! placement_columns {
    () => {
        "id, document_id, from_case, into_case, ground, by_user, at"
    };
}

statements! { DOCUMENTS:
    INSERT_SUBMISSION = "INSERT INTO submissions (id, case_id, channel, received_on, by_user, at)
        VALUES ($1, $2, $3, $4, $5, $6)";
    SUBMISSIONS_OF_CASE = concat!("SELECT submissions.id, COALESCE(into_case, case_id) AS case_id, channel, received_on,
            submissions.by_user, submissions.at
        FROM submissions LEFT JOIN joinings ON from_case = case_id
        WHERE ", submissions_of_case!(), " ORDER BY submissions.at, submissions.id");
    INSERT_DOCUMENT = concat!("INSERT INTO documents (", document_columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        ON CONFLICT (container_id, part) DO NOTHING");
    DOCUMENTS_OF_CASE = concat!(documents!(), " WHERE ", counts_for_case!(), "
        ORDER BY ", place!(), ", documents.position, documents.id");
    NEXT_PLACE = next_place!();
    PARTS_OF_DOCUMENT = "SELECT part FROM documents WHERE container_id = $1 AND part IS NOT NULL";
    DOCUMENT_BY_ID = concat!(documents!(), " WHERE documents.id = $1");
    DOCUMENTS_BY_SHA256 = concat!(documents!(), " WHERE documents.sha256 = $1 ORDER BY documents.id");
    /// No more than a few rows are looked at, however many cases have the file. `$2`: the case that does not count,
    /// `$3`: limit.
    COPIES_OF_FILE = concat!(documents!(), " WHERE documents.id IN (SELECT alike.id FROM documents AS alike
                WHERE alike.sha256 = $1 AND alike.pages IS NULL LIMIT 32)
            AND COALESCE(own.into_case, of_scan.into_case, joinings.into_case, base.case_id) <> $2
        ORDER BY documents.id DESC LIMIT $3");
    DELETE_PAGE_PRINTS = "DELETE FROM page_prints WHERE document_id = $1";
    INSERT_PAGE_PRINT = "INSERT INTO page_prints (document_id, page, print) VALUES ($1, $2, $3)";
    PAGE_PRINTS_OF_DOCUMENT = "SELECT page, print FROM page_prints WHERE document_id = $1 ORDER BY page";
    /// `$2`: the document that does not count, `$3`: limit.
    PAGES_WITH_PRINT = "SELECT document_id, page FROM page_prints WHERE print = $1 AND document_id <> $2
        ORDER BY document_id DESC, page LIMIT $3";
    INSERT_READING = "INSERT INTO document_readings
            (document_id, run_id, position, pages, issues, created_at, content, rendition_sha256)
        VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM document_readings WHERE document_id = $1), $3, $4, $5, $6, $7)";
    RENDITION_OF_DOCUMENT = "SELECT rendition_sha256
        FROM document_readings WHERE document_id = $1 ORDER BY position DESC LIMIT 1";
    READING_OF_DOCUMENT = "SELECT document_id, run_id, pages, issues, created_at, content, rendition_sha256
        FROM document_readings WHERE document_id = $1 ORDER BY position DESC LIMIT 1";
    /// Those of scans too of which some pages count for the case.
    READING_HEADS_OF_CASE = concat!("SELECT document_id, run_id, pages, issues, created_at, rendition_sha256
        FROM document_readings
        WHERE document_id IN (SELECT documents.id FROM documents ", counting_joins!(), " WHERE ", counts_for_case!(), "
                UNION SELECT parts.container_id
                FROM document_placements JOIN documents AS parts ON parts.id = document_placements.document_id
                WHERE document_placements.into_case = $1 AND parts.pages IS NOT NULL)
            AND position = (SELECT MAX(latest.position) FROM document_readings AS latest
                WHERE latest.document_id = document_readings.document_id)
        ORDER BY document_id");
    /// Behind the documents that the other case has by now.
    INSERT_JOINING = concat!("INSERT INTO joinings (id, into_case, from_case, ground, by_user, at, first_position)
        VALUES ($2, $1, $3, $4, $5, $6, (", next_place!(), "))
        ON CONFLICT (from_case) DO NOTHING");
    /// What came last is the other case's last post.
    UPDATE_CASE_JOINED_POST = "UPDATE cases SET last_post_at = (SELECT MAX(at) FROM submissions WHERE case_id = $2)
        WHERE id = $1 AND (last_post_at IS NULL
            OR last_post_at < (SELECT MAX(at) FROM submissions WHERE case_id = $2))";
    JOINING_OF_CASE = "SELECT id, from_case, into_case, ground, by_user, at FROM joinings WHERE from_case = $1";
    JOININGS_INTO_CASE = "SELECT id, from_case, into_case, ground, by_user, at FROM joinings
        WHERE into_case = $1 ORDER BY first_position, id";
    /// Behind the documents that the case has by now. `$1`: the case that it counts for.
    INSERT_PLACEMENT = concat!("INSERT INTO document_placements (into_case, id, document_id, from_case, ground, by_user,
            at, position, place)
        VALUES ($1, $2, $3, $4, $5, $6, $7,
            (SELECT COUNT(*) + 1 FROM document_placements WHERE document_id = $3), (", next_place!(), "))");
    PLACEMENTS_OF_CASE = concat!("SELECT ", placement_columns!(), " FROM document_placements
        WHERE from_case = $1 OR into_case = $1 ORDER BY at, document_id, position");
    PLACEMENT_OF_DOCUMENT = concat!("SELECT ", placement_columns!(), " FROM document_placements
        WHERE document_id = $1 ORDER BY position DESC LIMIT 1");
    /// What came last is the case's last post, also after something was taken out of it.
    UPDATE_CASE_PLACED_POST = concat!("UPDATE cases SET last_post_at = (SELECT MAX(submissions.at) FROM submissions
        WHERE ", submissions_of_case!(), ") WHERE id = $1");
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
