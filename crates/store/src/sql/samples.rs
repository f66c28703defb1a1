//! Samples.
use super::statements;

macro_rules! sample_columns {
    () => {
        "sample_draws.id, sample_draws.case_id, share_ppm, wanted, sample_draws.at, sample_fields.fields"
    };
}

statements! { SAMPLES:
    INSERT_SAMPLE_DRAW = "INSERT INTO sample_draws (id, case_id, share_ppm, wanted, at) VALUES ($1, $2, $3, $4, $5)";
    INSERT_SAMPLE_FIELDS = "INSERT INTO sample_fields (draw_id, fields, at) VALUES ($1, $2, $3)
        ON CONFLICT (draw_id) DO NOTHING";
    SAMPLE_OF_CASE = concat!("SELECT ", sample_columns!(), " FROM sample_draws
        LEFT JOIN sample_fields ON draw_id = sample_draws.id WHERE sample_draws.case_id = $1");
    /// Newest first.
    SAMPLED_CASES = concat!("SELECT ", sample_columns!(), ", reference, state FROM sample_draws
        JOIN cases ON cases.id = sample_draws.case_id LEFT JOIN sample_fields ON draw_id = sample_draws.id
        ORDER BY sample_draws.at DESC, sample_draws.id DESC");
    /// Oldest first.
    BLIND_ENTRIES = "SELECT reviews.case_id, reviews.subject_key, reviews.verdict, reviews.value, reviews.at,
            suggestions.answer
        FROM reviews LEFT JOIN suggestions ON suggestions.id = reviews.suggestion_id
        WHERE reveal_mode = 'blind' AND reviews.subject_kind = 'field' ORDER BY reviews.at, reviews.id";
}
