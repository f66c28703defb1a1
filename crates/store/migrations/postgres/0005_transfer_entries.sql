-- What people say about a scan for its transfer note. The SQLite twin has the same table and columns.

-- The last one on an item counts; what was said before it stays.
CREATE TABLE transfer_entries (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    position BIGINT NOT NULL,
    item TEXT NOT NULL,
    value TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL,
    UNIQUE (document_id, position)
);

-- Records are written once.

CREATE TRIGGER transfer_entries_no_change BEFORE UPDATE OR DELETE ON transfer_entries
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER transfer_entries_no_truncate BEFORE TRUNCATE ON transfer_entries
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
