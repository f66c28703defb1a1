//! What is learned from, and what shadow models said.
use super::statements;

macro_rules! shadow_columns {
    () => {
        "id, run_id, case_id, position, subject_kind, subject_key, version, label, probability_ppm, refusal, created_at"
    };
}

statements! { LEARNING:
    /// Cases in which a person reviewed a kind or the service, and those that got documents. `$1`: the case before, `$2`: limit.
    REVIEWED_CASES_AFTER = "SELECT case_id FROM reviews
            WHERE subject_kind IN ('document_kind', 'service') AND case_id > $1
        UNION SELECT into_case FROM joinings WHERE into_case > $1
        UNION SELECT into_case FROM document_placements WHERE into_case > $1 ORDER BY case_id LIMIT $2";
    /// Cases in which something arrived in a span of time. `$1`: from, `$2`: until before, `$3`: the case before,
    /// `$4`: limit.
    CASES_RECEIVED_BETWEEN = "SELECT DISTINCT case_id FROM submissions
        WHERE at >= $1 AND at < $2 AND case_id > $3 ORDER BY case_id LIMIT $4";
    INSERT_SHADOW_OUTPUT = concat!("INSERT INTO shadow_outputs (", shadow_columns!(), ")
        VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)");
    SHADOW_OUTPUTS_OF_CASE = concat!("SELECT ", shadow_columns!(), " FROM shadow_outputs
        WHERE case_id = $1 ORDER BY created_at, run_id, position");
}
