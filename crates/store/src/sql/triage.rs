//! Cases that are put back, what was asked and what came, and filters that people keep.
use super::statements;

macro_rules! filter_columns {
    () => {
        "filter_id, name, view, service, sort, descending"
    };
}

statements! { TRIAGE:
    INSERT_SNOOZE = "INSERT INTO snoozes (id, case_id, until, reason, note, by_user, at, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, (SELECT COUNT(*) + 1 FROM snoozes WHERE case_id = $2))";
    UPDATE_CASE_SNOOZE = "UPDATE cases SET snooze_id = $2, snoozed_until = $3 WHERE id = $1";
    SNOOZES_OF_CASE = "SELECT id, case_id, until, reason, note, by_user, at FROM snoozes
        WHERE case_id = $1 ORDER BY position";
    UPDATE_CASE_REQUESTED = "UPDATE cases SET requested_at = $2, awaited_until = $3 WHERE id = $1";
    UPDATE_CASE_POST = "UPDATE cases SET last_post_at = $2
        WHERE id = $1 AND (last_post_at IS NULL OR last_post_at < $2)";
    INSERT_FILTER_REVISION = concat!("INSERT INTO saved_filters (id, ", filter_columns!(), ", removed, user_id, at, position)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10,
            (SELECT COUNT(*) + 1 FROM saved_filters WHERE filter_id = $2))");
    SAVED_FILTERS_OF_USER = concat!("SELECT ", filter_columns!(), " FROM saved_filters
        WHERE user_id = $1 AND removed = 0 AND position = (
            SELECT MAX(latest.position) FROM saved_filters AS latest WHERE latest.filter_id = saved_filters.filter_id)
        ORDER BY name, filter_id");
}
