//! What came through watched folders and mailboxes.
use super::statements;

statements! { INTAKE:
    INSERT_INTAKE_ITEM = "INSERT INTO intake_items (id, source, file_name, sha256, size_bytes, case_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (source, file_name, sha256) DO NOTHING";
    INTAKE_ITEM = "SELECT id, source, file_name, sha256, size_bytes, case_id, at FROM intake_items
        WHERE source = $1 AND file_name = $2 AND sha256 = $3";
    INSERT_MAILBOX_MESSAGE = "INSERT INTO mailbox_messages
            (id, source, folder, uid_validity, uid, sha256, size_bytes, case_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT DO NOTHING";
    MAILBOX_MESSAGE_BY_NUMBER = "SELECT id, source, folder, uid_validity, uid, sha256, size_bytes, case_id, at
        FROM mailbox_messages WHERE source = $1 AND folder = $2 AND uid_validity = $3 AND uid = $4";
    MAILBOX_MESSAGE_BY_CONTENT = "SELECT id, source, folder, uid_validity, uid, sha256, size_bytes, case_id, at
        FROM mailbox_messages WHERE sha256 = $1";
    /// A source is a folder or a mailbox.
    TAKEN_COUNT = "SELECT COUNT(*), MAX(at) FROM (
            SELECT at FROM intake_items WHERE source = $1
            UNION ALL
            SELECT at FROM mailbox_messages WHERE source = $1
        ) AS taken";
    INSERT_INTAKE_REFUSAL = "INSERT INTO intake_refusals (id, source, file_name, code, at)
        VALUES ($1, $2, $3, $4, $5)";
    INTAKE_REFUSAL_COUNT = "SELECT COUNT(*) FROM intake_refusals WHERE source = $1";
    LAST_INTAKE_REFUSALS = "SELECT id, source, file_name, code, at FROM intake_refusals
        WHERE source = $1 ORDER BY at DESC, id DESC LIMIT $2";
    INTAKE_REFUSAL_OF_NAME = "SELECT id, source, file_name, code, at FROM intake_refusals
        WHERE source = $1 AND file_name = $2 ORDER BY at DESC, id DESC LIMIT 1";
}
