//! First receipts at other authorities.
use super::statements;

statements! { FIRST_RECEIPTS:
    INSERT_FIRST_RECEIPT = "INSERT INTO first_receipts (id, case_id, received_on, authority, document_id, page, reason,
            by_user, at, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, (SELECT COUNT(*) + 1 FROM first_receipts WHERE case_id = $2))";
    FIRST_RECEIPTS_OF_CASE = "SELECT id, case_id, received_on, authority, document_id, page, reason, by_user, at
        FROM first_receipts WHERE case_id = $1 ORDER BY position";
}
