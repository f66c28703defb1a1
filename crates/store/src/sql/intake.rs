//! What came through watched folders.
use super::statements;

statements! { INTAKE:
    INSERT_INTAKE_ITEM = "INSERT INTO intake_items (id, source, file_name, sha256, size_bytes, case_id, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (source, file_name, sha256) DO NOTHING";
    INTAKE_ITEM = "SELECT id, source, file_name, sha256, size_bytes, case_id, at FROM intake_items
        WHERE source = $1 AND file_name = $2 AND sha256 = $3";
    INTAKE_ITEM_COUNT = "SELECT COUNT(*), MAX(at) FROM intake_items WHERE source = $1";
    INSERT_INTAKE_REFUSAL = "INSERT INTO intake_refusals (id, source, file_name, code, at)
        VALUES ($1, $2, $3, $4, $5)";
    INTAKE_REFUSAL_COUNT = "SELECT COUNT(*) FROM intake_refusals WHERE source = $1";
    LAST_INTAKE_REFUSAL = "SELECT id, source, file_name, code, at FROM intake_refusals
        WHERE source = $1 ORDER BY at DESC, id DESC LIMIT 1";
}
