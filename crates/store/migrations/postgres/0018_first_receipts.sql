-- When and where an application first reached another authority. The SQLite twin has the same table and columns.

-- The last row of a case counts; one without a day takes back what was said before.
CREATE TABLE first_receipts (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    received_on TEXT COLLATE "C",
    authority TEXT,
    document_id TEXT REFERENCES documents (id),
    page BIGINT,
    reason TEXT,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL,
    UNIQUE (case_id, position)
);

-- Records are written once.

CREATE TRIGGER first_receipts_no_change BEFORE UPDATE OR DELETE ON first_receipts
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER first_receipts_no_truncate BEFORE TRUNCATE ON first_receipts
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
