-- What models said that are only tried: beside the suggestions, never among them. The PostgreSQL twin has the same
-- tables and columns.

-- A class by its stable id, no text. The probability in millionths. `label` is what the model would have named;
-- without one, `refusal` says why.
CREATE TABLE shadow_outputs (
    id TEXT PRIMARY KEY,
    run_id TEXT NOT NULL REFERENCES processing_runs (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    version TEXT NOT NULL,
    label TEXT,
    probability_ppm BIGINT NOT NULL,
    refusal TEXT,
    created_at TEXT NOT NULL,
    UNIQUE (run_id, position)
);
CREATE INDEX shadow_outputs_by_case ON shadow_outputs (case_id);

-- Records are written once.

CREATE TRIGGER shadow_outputs_no_update BEFORE UPDATE ON shadow_outputs
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER shadow_outputs_no_delete BEFORE DELETE ON shadow_outputs
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
