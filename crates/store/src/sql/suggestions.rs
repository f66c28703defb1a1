//! Suggestions and reviews.
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
         dwell_ms, by_user, at, reveal_mode"
    };
}
macro_rules! trail_columns {
    () => {
        concat!("SELECT ", suggestion_columns!(), ", reference, reviews.id AS review_id,
            CAST(CASE WHEN current_suggestions.suggestion_id IS NULL THEN 1 ELSE 0 END AS BIGINT) AS superseded ")
    };
}
// What stands beside a suggestion in the trail: its case, whether it is the current one, the last review of it.
macro_rules! trail_joins {
    () => {
        " JOIN cases ON cases.id = suggestions.case_id
         LEFT JOIN current_suggestions ON current_suggestions.suggestion_id = suggestions.id
         LEFT JOIN reviews ON reviews.suggestion_id = suggestions.id AND reviews.position = (
             SELECT MAX(latest.position) FROM reviews AS latest WHERE latest.suggestion_id = suggestions.id) "
    };
}
macro_rules! trail_order {
    () => {
        " ORDER BY suggestions.created_at DESC, suggestions.case_id DESC, suggestions.position DESC "
    };
}
macro_rules! is_open {
    () => {
        " current_suggestions.suggestion_id IS NOT NULL
         AND (verdict IS NULL OR verdict IN ('unclear', 'withdrawn', 'entered')) "
    };
}
macro_rules! of_case {
    () => {
        concat!(
            " FROM suggestions ",
            trail_joins!(),
            " WHERE suggestions.case_id = $1
         AND (CAST($2 AS TEXT) = 'all' OR verdict = $2 OR ($2 = 'open' AND ",
            is_open!(),
            "))"
        )
    };
}
// The reviews that are the last of their suggestion.
macro_rules! last_reviews {
    () => {
        " reviews.suggestion_id IS NOT NULL AND reviews.position = (
            SELECT MAX(latest.position) FROM reviews AS latest WHERE latest.suggestion_id = reviews.suggestion_id) "
    };
}
// Nothing was suggested on the subject before.
macro_rules! is_first {
    () => {
        " NOT EXISTS (SELECT 1 FROM suggestions AS earlier
            WHERE earlier.case_id = suggestions.case_id AND earlier.subject_kind = suggestions.subject_kind
            AND earlier.subject_key = suggestions.subject_key AND earlier.position < suggestions.position) "
    };
}
macro_rules! first_suggestions {
    ($reason:literal) => {
        concat!(
            "SELECT SUBSTR(created_at, 1, 10) AS day, subject_kind,
            CASE WHEN abstained = 1 THEN ",
            $reason,
            " ELSE '' END AS reason, COUNT(*) AS number
        FROM suggestions WHERE created_at >= $1 AND ",
            is_first!(),
            " GROUP BY 1, 2, 3"
        )
    };
}

/// First suggestions on their subjects by day, kind and reason of silence. `$1`: from.
pub(crate) const FIRST_SUGGESTIONS_SQLITE: &str = first_suggestions!("json_extract(answer, '$.reason')");
/// The same. Not as `jsonb`, which does not take every text that stands on a page.
pub(crate) const FIRST_SUGGESTIONS_POSTGRES: &str = first_suggestions!("CAST(answer AS json) ->> 'reason'");

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
    /// What one run said of a case, in the order it was stored. `$1`: case, `$2`: run.
    SUGGESTIONS_OF_RUN = concat!("SELECT ", suggestion_columns!(), " FROM suggestions
        WHERE suggestions.case_id = $1 AND suggestions.run_id = $2 ORDER BY position");
    /// The trail of one case. `$1`: case, `$2`: outcome, `$3`: limit, `$4`: offset.
    TRAIL_OF_CASE = concat!(trail_columns!(), of_case!(), trail_order!(), "LIMIT $3 OFFSET $4");
    COUNT_TRAIL_OF_CASE = concat!("SELECT COUNT(*) ", of_case!());
    /// The trail of all cases: the page is found in the index first, so that nothing is joined that nobody sees.
    /// `$1`: limit, `$2`: offset.
    TRAIL = concat!(trail_columns!(), " FROM (SELECT suggestions.id AS paged_id FROM suggestions ", trail_order!(),
        "LIMIT $1 OFFSET $2) AS page JOIN suggestions ON suggestions.id = paged_id ", trail_joins!(), trail_order!());
    COUNT_TRAIL = "SELECT COUNT(*) FROM suggestions";
    /// What nobody has settled. `$1`: limit, `$2`: offset.
    TRAIL_OF_OPEN = concat!(trail_columns!(), " FROM suggestions ", trail_joins!(), " WHERE ", is_open!(),
        trail_order!(), "LIMIT $1 OFFSET $2");
    /// All that stand now without those that are settled: there are fewer reviews than suggestions.
    COUNT_TRAIL_OF_OPEN = concat!("SELECT (SELECT COUNT(*) FROM current_suggestions) - (SELECT COUNT(*)
        FROM reviews JOIN current_suggestions ON current_suggestions.suggestion_id = reviews.suggestion_id
        WHERE verdict NOT IN ('unclear', 'withdrawn', 'entered') AND ", last_reviews!(), ")");
    /// What was accepted, amended or rejected, found by its reviews. `$1`: verdict, `$2`: limit, `$3`: offset.
    TRAIL_OF_VERDICT = concat!(trail_columns!(), " FROM reviews CROSS JOIN suggestions
        JOIN cases ON cases.id = suggestions.case_id
        LEFT JOIN current_suggestions ON current_suggestions.suggestion_id = suggestions.id
        WHERE suggestions.id = reviews.suggestion_id AND verdict = $1 AND ", last_reviews!(), trail_order!(),
        "LIMIT $2 OFFSET $3");
    COUNT_TRAIL_OF_VERDICT = concat!("SELECT COUNT(*) FROM reviews WHERE verdict = $1 AND ", last_reviews!());
    SUGGESTION_TOTALS = "SELECT COUNT(*) AS total, CAST(COALESCE(SUM(abstained), 0) AS BIGINT) AS abstained
        FROM suggestions";
    SUGGESTION_VERDICTS = concat!("SELECT
            COUNT(*) FILTER (WHERE verdict = 'accepted') AS accepted,
            COUNT(*) FILTER (WHERE verdict = 'amended') AS amended,
            COUNT(*) FILTER (WHERE verdict = 'rejected') AS rejected
        FROM reviews WHERE ", last_reviews!());
    /// What was suggested first on a kind of subject, by day and by the code that its remarks hold; the remarks are
    /// told for the last two codes. `$1`: kind of subject, `$2`: from, `$3` to `$5`: patterns for the codes.
    FIRST_SUGGESTIONS_BY_REMARK = concat!("SELECT SUBSTR(created_at, 1, 10) AS day,
            CAST(CASE WHEN remarks LIKE $3 THEN 1 WHEN remarks LIKE $4 THEN 2 WHEN remarks LIKE $5 THEN 3
                ELSE 0 END AS BIGINT) AS code,
            CASE WHEN remarks LIKE $4 OR remarks LIKE $5 THEN remarks ELSE '[]' END AS told,
            COUNT(*) AS number
        FROM suggestions WHERE subject_kind = $1 AND created_at >= $2 AND ", is_first!(), " GROUP BY 1, 2, 3");
    /// What became of suggestions by day of the review and by what made them. `$1`: from.
    VERDICTS_BY_DAY = concat!("SELECT SUBSTR(reviews.at, 1, 10) AS day, model,
            COUNT(*) FILTER (WHERE verdict = 'accepted') AS accepted,
            COUNT(*) FILTER (WHERE verdict = 'amended') AS amended,
            COUNT(*) FILTER (WHERE verdict = 'rejected') AS rejected
        FROM reviews JOIN suggestions ON suggestions.id = reviews.suggestion_id
        WHERE reviews.at >= $1 AND verdict IN ('accepted', 'amended', 'rejected') AND ", last_reviews!(), "
        GROUP BY 1, 2");
    /// What became of the suggestions on a subject, over all cases. `$1`: kind of subject, `$2`: its key, `$3`: from.
    VERDICTS_ON_SUBJECT = concat!("SELECT
            COUNT(*) FILTER (WHERE verdict = 'accepted') AS accepted,
            COUNT(*) FILTER (WHERE verdict = 'amended') AS amended,
            COUNT(*) FILTER (WHERE verdict = 'rejected') AS rejected
        FROM reviews WHERE subject_kind = $1 AND subject_key = $2 AND at >= $3
            AND verdict IN ('accepted', 'amended', 'rejected') AND ", last_reviews!());
    INSERT_REVIEW = "INSERT INTO reviews (id, case_id, position, subject_kind, subject_key, suggestion_id, shown,
            verdict, value, evidence, reason, note, dwell_ms, by_user, at, reveal_mode)
        VALUES ($1, $2, (SELECT COUNT(*) + 1 FROM reviews WHERE case_id = $2), $3, $4, $5, $6, $7, $8, $9, $10,
            $11, $12, $13, $14, $15)";
    REVIEW_BY_ID = concat!("SELECT ", review_columns!(), " FROM reviews WHERE id = $1");
    /// What was said about documents in cases that this one gave documents to or got some from.
    REVIEWS_ELSEWHERE = concat!("SELECT ", review_columns!(), " FROM reviews
        WHERE subject_kind IN ('document_kind', 'rescan', 'division') AND case_id <> $1 AND case_id IN (
            SELECT from_case FROM joinings WHERE into_case = $1
            UNION SELECT from_case FROM document_placements WHERE into_case = $1
            UNION SELECT into_case FROM document_placements WHERE from_case = $1)
        ORDER BY at, case_id, position");
    REVIEWS_OF_CASE = concat!("SELECT ", review_columns!(), " FROM reviews WHERE case_id = $1 ORDER BY position");
}
