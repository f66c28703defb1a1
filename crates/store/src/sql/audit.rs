//! The audit chain and its head.
use super::statements;

macro_rules! entry_columns {
    () => {
        "sequence, audit_entries.at, actor, action, case_id, detail, previous_hash, hash"
    };
}
macro_rules! list_columns {
    () => {
        concat!(
            "SELECT ",
            entry_columns!(),
            ", users.display_name AS actor_name, cases.reference FROM audit_entries
             LEFT JOIN users ON actor = 'user:' || users.id
             LEFT JOIN cases ON cases.id = case_id"
        )
    };
}

statements! { AUDIT:
    AUDIT_HEAD = "SELECT entries, hash FROM audit_heads WHERE id = 1";
    MOVE_AUDIT_HEAD = "UPDATE audit_heads SET entries = $1, hash = $2 WHERE id = 1";
    INSERT_AUDIT_ENTRY = "INSERT INTO audit_entries
            (sequence, at, actor, action, case_id, detail, previous_hash, hash)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    AUDIT_PAGE = concat!(list_columns!(), " WHERE sequence < $1 ORDER BY sequence DESC LIMIT $2");
    AUDIT_OF_CASE = concat!(list_columns!(), " WHERE case_id = $1 ORDER BY sequence DESC");
    AUDIT_TOTAL = "SELECT COUNT(*) FROM audit_entries";
    AUDIT_AFTER = concat!("SELECT ", entry_columns!(), " FROM audit_entries
        WHERE sequence > $1 ORDER BY sequence LIMIT $2");
}
