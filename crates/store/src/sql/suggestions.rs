//! Suggestions, reviews, decisions.
use super::statements;

macro_rules! suggestion_columns {
    () => {
        "suggestions.id, suggestions.case_id, suggestions.run_id, suggestions.subject_kind,
         suggestions.subject_key, answer, remarks, model, prompt, blueprint, input, suggestions.created_at"
    };
}
macro_rules! review_columns {
    () => {
        "id, case_id, subject_kind, subject_key, suggestion_id, shown, verdict, value, evidence, reason, note,
         dwell_ms, by_user, at"
    };
}
macro_rules! suggestion_filter {
    () => {
        "FROM suggestions JOIN cases ON cases.id = suggestions.case_id
         LEFT JOIN current_suggestions ON current_suggestions.suggestion_id = suggestions.id
         LEFT JOIN reviews ON reviews.suggestion_id = suggestions.id AND reviews.position = (
             SELECT MAX(latest.position) FROM reviews AS latest WHERE latest.suggestion_id = suggestions.id)
         WHERE (CAST($1 AS TEXT) IS NULL OR suggestions.case_id = $1)
         AND (CAST($2 AS TEXT) = 'all' OR verdict = $2
             OR ($2 = 'open' AND current_suggestions.suggestion_id IS NOT NULL
                 AND (verdict IS NULL OR verdict IN ('unclear', 'withdrawn', 'entered'))))"
    };
}

statements! { SUGGESTIONS:
    LAST_SUGGESTION_POSITION = "SELECT COALESCE(MAX(position), 0) FROM suggestions WHERE case_id = $1";
    INSERT_SUGGESTION = "INSERT INTO suggestions (id, case_id, run_id, position, subject_kind, subject_key,
            abstained, answer, remarks, model, prompt, blueprint, input, created_at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)";
    SET_CURRENT_SUGGESTION = "INSERT INTO current_suggestions (case_id, subject_kind, subject_key, suggestion_id)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (case_id, subject_kind, subject_key) DO UPDATE SET suggestion_id = excluded.suggestion_id";
    CURRENT_SUGGESTIONS = concat!("SELECT ", suggestion_columns!(), "
        FROM current_suggestions JOIN suggestions ON suggestions.id = suggestion_id
        WHERE current_suggestions.case_id = $1 ORDER BY position");
    SUGGESTION_BY_ID = concat!("SELECT ", suggestion_columns!(), " FROM suggestions WHERE id = $1");
    /// `$1`: case, `$2`: outcome, `$3`: limit, `$4`: offset.
    LIST_SUGGESTIONS = concat!("SELECT ", suggestion_columns!(), ", reference, reviews.id AS review_id,
            CAST(CASE WHEN current_suggestions.suggestion_id IS NULL THEN 1 ELSE 0 END AS BIGINT) AS superseded ",
        suggestion_filter!(), "
        ORDER BY suggestions.created_at DESC, suggestions.case_id DESC, suggestions.position DESC
        LIMIT $3 OFFSET $4");
    COUNT_SUGGESTIONS = concat!("SELECT COUNT(*) ", suggestion_filter!());
    SUGGESTION_TOTALS = "SELECT COUNT(*) AS total, CAST(COALESCE(SUM(abstained), 0) AS BIGINT) AS abstained
        FROM suggestions";
    SUGGESTION_VERDICTS = "SELECT
            COUNT(*) FILTER (WHERE verdict = 'accepted') AS accepted,
            COUNT(*) FILTER (WHERE verdict = 'amended') AS amended,
            COUNT(*) FILTER (WHERE verdict = 'rejected') AS rejected
        FROM reviews WHERE suggestion_id IS NOT NULL AND position = (
            SELECT MAX(latest.position) FROM reviews AS latest WHERE latest.suggestion_id = reviews.suggestion_id)";
    INSERT_REVIEW = "INSERT INTO reviews (id, case_id, position, subject_kind, subject_key, suggestion_id, shown,
            verdict, value, evidence, reason, note, dwell_ms, by_user, at)
        VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM reviews WHERE case_id = $2), $3, $4, $5, $6, $7, $8, $9, $10,
            $11, $12, $13, $14)";
    REVIEW_BY_ID = concat!("SELECT ", review_columns!(), " FROM reviews WHERE id = $1");
    REVIEWS_OF_CASE = concat!("SELECT ", review_columns!(), " FROM reviews WHERE case_id = $1 ORDER BY position");
    INSERT_DECISION = "INSERT INTO decisions (id, case_id, outcome, reasons, open_points, basis, by_user, at)
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT (case_id) DO NOTHING";
    DECISION_OF_CASE = "SELECT id, case_id, outcome, reasons, open_points, basis, by_user, at
        FROM decisions WHERE case_id = $1";
}
