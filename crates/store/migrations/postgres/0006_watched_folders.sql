-- What came through watched folders. The SQLite twin has the same tables and columns.

-- What became a submission, under the id of the submission. Found again with the same name and content, it is not
-- taken in a second time.
CREATE TABLE intake_items (
    id TEXT PRIMARY KEY REFERENCES submissions (id),
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    size_bytes BIGINT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases (id),
    at TEXT COLLATE "C" NOT NULL,
    UNIQUE (source, file_name, sha256)
);

-- What was not taken in.
CREATE TABLE intake_refusals (
    id TEXT PRIMARY KEY,
    source TEXT NOT NULL,
    file_name TEXT NOT NULL,
    code TEXT NOT NULL,
    at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX intake_refusals_by_source ON intake_refusals (source, at);

-- Records are written once.

CREATE TRIGGER intake_items_no_change BEFORE UPDATE OR DELETE ON intake_items
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER intake_items_no_truncate BEFORE TRUNCATE ON intake_items
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER intake_refusals_no_change BEFORE UPDATE OR DELETE ON intake_refusals
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER intake_refusals_no_truncate BEFORE TRUNCATE ON intake_refusals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
