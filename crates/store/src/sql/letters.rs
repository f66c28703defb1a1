//! Letters that were sent, and drafts of the next ones.
use super::statements;

macro_rules! letter_columns {
    () => {
        "id, case_id, kind, content, due_on, sha256, size_bytes, outbox_name, by_user, at"
    };
}

statements! { LETTERS:
    INSERT_LETTER = concat!("INSERT INTO letters (", letter_columns!(), ", position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
            (SELECT COUNT(*) + 1 FROM letters WHERE case_id = $2))");
    LETTER_BY_ID = concat!("SELECT ", letter_columns!(), " FROM letters WHERE id = $1");
    LETTERS_OF_CASE = concat!("SELECT ", letter_columns!(), " FROM letters WHERE case_id = $1 ORDER BY position");
    /// The first document request of each case, if it is not older, with the number of all. Cases are found by their
    /// last one. `$1`: from.
    FIRST_REQUESTS = "SELECT cases.received_on AS received_on, cases.state AS state, opening.at AS asked_at,
            (SELECT COUNT(*) FROM letters AS every
                WHERE every.case_id = cases.id AND every.kind = 'document_request') AS requests
        FROM cases JOIN letters AS opening ON opening.case_id = cases.id AND opening.kind = 'document_request'
        WHERE cases.requested_at >= $1 AND opening.at >= $1 AND NOT EXISTS (SELECT 1 FROM letters AS earlier
            WHERE earlier.case_id = cases.id AND earlier.kind = 'document_request'
            AND earlier.position < opening.position)";
    INSERT_LETTER_DRAFT = "INSERT INTO letter_drafts (case_id, kind, version, content, by_user, at)
        VALUES ($1, $2, 1, $3, $4, $5) ON CONFLICT (case_id, kind) DO NOTHING";
    UPDATE_LETTER_DRAFT = "UPDATE letter_drafts SET version = version + 1, content = $4, by_user = $5, at = $6
        WHERE case_id = $1 AND kind = $2 AND version = $3";
    LETTER_DRAFT = "SELECT case_id, kind, version, content, by_user, at FROM letter_drafts
        WHERE case_id = $1 AND kind = $2";
    DISCARD_LETTER_DRAFT = "DELETE FROM letter_drafts WHERE case_id = $1 AND kind = $2 AND version = $3";
    DELETE_LETTER_DRAFT = "DELETE FROM letter_drafts WHERE case_id = $1 AND kind = $2";
}
