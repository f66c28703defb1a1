-- Cases of which some fields are entered before their suggestions are shown. The PostgreSQL twin has the same tables and
-- columns.

-- That a case was drawn when it was opened, with the share (millionths) and the number of fields in force.
CREATE TABLE sample_draws (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE REFERENCES cases (id),
    share_ppm BIGINT NOT NULL,
    wanted BIGINT NOT NULL,
    at TEXT NOT NULL
);

-- Which fields, drawn once: together with the first suggestions on fields of the case.
CREATE TABLE sample_fields (
    draw_id TEXT PRIMARY KEY REFERENCES sample_draws (id),
    fields TEXT NOT NULL,
    at TEXT NOT NULL
);

-- Whether the suggestion was shown before the review; empty in reviews from before there were samples.
ALTER TABLE reviews ADD COLUMN reveal_mode TEXT;
CREATE INDEX reviews_blind ON reviews (at) WHERE reveal_mode = 'blind';

-- Records are written once.

CREATE TRIGGER sample_draws_no_update BEFORE UPDATE ON sample_draws
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sample_draws_no_delete BEFORE DELETE ON sample_draws
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sample_fields_no_update BEFORE UPDATE ON sample_fields
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER sample_fields_no_delete BEFORE DELETE ON sample_fields
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
