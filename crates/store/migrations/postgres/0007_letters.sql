-- Letters to people, and what clerks have written of the next one. The SQLite twin has the same tables and columns.

-- What was sent. The PDF lies with the originals under its digest.
CREATE TABLE letters (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    kind TEXT NOT NULL,
    content TEXT NOT NULL,
    due_on TEXT,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    outbox_name TEXT,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL,
    UNIQUE (case_id, position)
);

-- No record: replaced by what is written next, and removed when the letter is sent.
CREATE TABLE letter_drafts (
    case_id TEXT NOT NULL REFERENCES cases (id),
    kind TEXT NOT NULL,
    version BIGINT NOT NULL,
    content TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL,
    PRIMARY KEY (case_id, kind)
);

-- Records are written once.

CREATE TRIGGER letters_no_change BEFORE UPDATE OR DELETE ON letters
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER letters_no_truncate BEFORE TRUNCATE ON letters
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
