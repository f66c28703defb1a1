//! How far people saw cases.
use super::statements;

statements! { CASE_VIEWS:
    CASE_VIEW = "SELECT seen_through FROM case_views WHERE user_id = $1 AND case_id = $2";
    /// `$2`: the mark, `$3`: the actor whose own entries do not count.
    ENTRIES_OF_CASE_AFTER = "SELECT COALESCE(MAX(sequence), 0),
            COUNT(CASE WHEN sequence > $2 AND actor <> $3 THEN 1 END)
        FROM audit_entries WHERE case_id = $1";
    SAVE_CASE_VIEW = "INSERT INTO case_views (user_id, case_id, seen_through) VALUES ($1, $2, $3)
        ON CONFLICT (user_id, case_id) DO UPDATE SET seen_through = excluded.seen_through
        WHERE case_views.seen_through < excluded.seen_through";
    DELETE_VIEWS_OF_CASE = "DELETE FROM case_views WHERE case_id = $1";
    DELETE_VIEWS_OF_USER = "DELETE FROM case_views WHERE user_id = $1";
}
