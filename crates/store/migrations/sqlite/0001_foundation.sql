-- Foundation: every record of the main path. The PostgreSQL twin has the same tables and columns.

-- People.

CREATE TABLE users (
    id TEXT PRIMARY KEY,
    username TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    disabled BIGINT NOT NULL DEFAULT 0,
    created_at TEXT NOT NULL
);

CREATE TABLE sessions (
    token_hash TEXT PRIMARY KEY,
    user_id TEXT NOT NULL REFERENCES users (id),
    csrf_token TEXT NOT NULL,
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    last_seen_at TEXT NOT NULL
);
CREATE INDEX sessions_by_end ON sessions (expires_at);

CREATE TABLE sign_in_attempts (
    username_hash TEXT NOT NULL,
    address TEXT NOT NULL,
    succeeded BIGINT NOT NULL,
    at TEXT NOT NULL
);
CREATE INDEX sign_in_attempts_by_username ON sign_in_attempts (username_hash, at);
CREATE INDEX sign_in_attempts_by_address ON sign_in_attempts (address, at);

-- Cases. The columns from service_confirmed on are figures for lists, derived from the records below.

CREATE TABLE case_numbers (
    prefix TEXT NOT NULL,
    year BIGINT NOT NULL,
    last_number BIGINT NOT NULL,
    PRIMARY KEY (prefix, year)
);

CREATE TABLE cases (
    id TEXT PRIMARY KEY,
    reference TEXT NOT NULL UNIQUE,
    state TEXT NOT NULL,
    version BIGINT NOT NULL,
    service TEXT,
    applicant_name TEXT,
    search_text TEXT NOT NULL,
    received_on TEXT NOT NULL,
    due_on TEXT,
    assignee TEXT REFERENCES users (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    service_confirmed BIGINT NOT NULL DEFAULT 0,
    fields_reviewed BIGINT NOT NULL DEFAULT 0,
    fields_total BIGINT NOT NULL DEFAULT 0,
    requirements_missing BIGINT NOT NULL DEFAULT 0,
    requirements_unclear BIGINT NOT NULL DEFAULT 0,
    contradictions BIGINT NOT NULL DEFAULT 0,
    processing TEXT NOT NULL DEFAULT 'queued',
    issues TEXT NOT NULL DEFAULT '[]'
);
-- The counts of the queue read these columns alone; pages of open cases come from the other two without sorting.
CREATE INDEX cases_for_counts ON cases (state, assignee, due_on, requirements_missing);
CREATE INDEX cases_open_by_due ON cases ((due_on IS NULL), due_on, reference) WHERE state <> 'decided';
CREATE INDEX cases_open_by_receipt ON cases (received_on, reference) WHERE state <> 'decided';

-- What came in and what reading it gave.

CREATE TABLE submissions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    channel TEXT NOT NULL,
    received_on TEXT NOT NULL,
    by_user TEXT REFERENCES users (id),
    at TEXT NOT NULL
);
CREATE INDEX submissions_by_case ON submissions (case_id);

CREATE TABLE documents (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    submission_id TEXT NOT NULL REFERENCES submissions (id),
    position BIGINT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    media_type TEXT NOT NULL,
    UNIQUE (case_id, position)
);
CREATE INDEX documents_by_sha256 ON documents (sha256);

CREATE TABLE processing_runs (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    started_at TEXT NOT NULL,
    UNIQUE (case_id, position)
);

CREATE TABLE processing_run_ends (
    run_id TEXT PRIMARY KEY REFERENCES processing_runs (id),
    result TEXT NOT NULL,
    code TEXT,
    at TEXT NOT NULL
);

CREATE TABLE document_readings (
    document_id TEXT NOT NULL REFERENCES documents (id),
    run_id TEXT NOT NULL REFERENCES processing_runs (id),
    position BIGINT NOT NULL,
    pages TEXT NOT NULL,
    issues TEXT NOT NULL,
    created_at TEXT NOT NULL,
    content TEXT,
    PRIMARY KEY (document_id, run_id),
    UNIQUE (document_id, position)
);

-- What models proposed, what people made of it, and the decision.

CREATE TABLE suggestions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    run_id TEXT NOT NULL REFERENCES processing_runs (id),
    position BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    abstained BIGINT NOT NULL,
    answer TEXT NOT NULL,
    remarks TEXT NOT NULL,
    model TEXT NOT NULL,
    prompt TEXT NOT NULL,
    blueprint TEXT NOT NULL,
    input TEXT NOT NULL,
    created_at TEXT NOT NULL,
    UNIQUE (case_id, position)
);
CREATE INDEX suggestions_by_time ON suggestions (created_at, case_id, position);
CREATE INDEX suggestions_abstained ON suggestions (abstained);

-- Which suggestion stands on a subject now; every other one on it is superseded.
CREATE TABLE current_suggestions (
    case_id TEXT NOT NULL REFERENCES cases (id),
    subject_kind TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    suggestion_id TEXT NOT NULL UNIQUE REFERENCES suggestions (id),
    PRIMARY KEY (case_id, subject_kind, subject_key)
);

CREATE TABLE reviews (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    subject_kind TEXT NOT NULL,
    subject_key TEXT NOT NULL,
    suggestion_id TEXT REFERENCES suggestions (id),
    shown TEXT NOT NULL,
    verdict TEXT NOT NULL,
    value TEXT,
    evidence TEXT NOT NULL,
    reason TEXT,
    note TEXT,
    dwell_ms BIGINT,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL,
    UNIQUE (case_id, position)
);
CREATE INDEX reviews_by_suggestion ON reviews (suggestion_id, position, verdict);

CREATE TABLE decisions (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL UNIQUE REFERENCES cases (id),
    outcome TEXT NOT NULL,
    reasons TEXT NOT NULL,
    open_points TEXT NOT NULL,
    basis TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL
);

-- The audit chain. case_id is no foreign key: the entry outlives the case.

CREATE TABLE audit_entries (
    sequence BIGINT PRIMARY KEY,
    at TEXT NOT NULL,
    actor TEXT NOT NULL,
    action TEXT NOT NULL,
    case_id TEXT,
    detail TEXT NOT NULL,
    previous_hash TEXT NOT NULL,
    hash TEXT NOT NULL
);
CREATE INDEX audit_entries_by_case ON audit_entries (case_id, sequence);

CREATE TABLE audit_heads (
    id BIGINT PRIMARY KEY CHECK (id = 1),
    entries BIGINT NOT NULL,
    hash TEXT NOT NULL
);
INSERT INTO audit_heads (id, entries, hash)
VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- Background work. At most one job of a key waits.

CREATE TABLE jobs (
    id TEXT PRIMARY KEY,
    kind TEXT NOT NULL,
    payload TEXT NOT NULL,
    dedupe_key TEXT,
    state TEXT NOT NULL,
    attempts BIGINT NOT NULL,
    error_code TEXT,
    available_at TEXT NOT NULL,
    leased_until TEXT,
    created_at TEXT NOT NULL
);
CREATE INDEX jobs_by_state ON jobs (state, available_at, created_at);
CREATE INDEX jobs_by_key ON jobs (dedupe_key, state);
CREATE UNIQUE INDEX jobs_one_waiting ON jobs (dedupe_key) WHERE state = 'queued';

-- Records are written once.

CREATE TRIGGER submissions_no_update BEFORE UPDATE ON submissions
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER submissions_no_delete BEFORE DELETE ON submissions
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER documents_no_update BEFORE UPDATE ON documents
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER documents_no_delete BEFORE DELETE ON documents
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER processing_runs_no_update BEFORE UPDATE ON processing_runs
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER processing_runs_no_delete BEFORE DELETE ON processing_runs
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER processing_run_ends_no_update BEFORE UPDATE ON processing_run_ends
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER processing_run_ends_no_delete BEFORE DELETE ON processing_run_ends
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER document_readings_no_update BEFORE UPDATE ON document_readings
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER document_readings_no_delete BEFORE DELETE ON document_readings
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER suggestions_no_update BEFORE UPDATE ON suggestions
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER suggestions_no_delete BEFORE DELETE ON suggestions
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reviews_no_update BEFORE UPDATE ON reviews
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reviews_no_delete BEFORE DELETE ON reviews
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_entries_no_update BEFORE UPDATE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER audit_entries_no_delete BEFORE DELETE ON audit_entries
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
