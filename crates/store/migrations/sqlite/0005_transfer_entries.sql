-- What people say about a scan for its transfer note. The PostgreSQL twin has the same table and columns.

-- The last one on an item counts; what was said before it stays.
CREATE TABLE transfer_entries (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    position BIGINT NOT NULL,
    item TEXT NOT NULL,
    value TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL,
    UNIQUE (document_id, position)
);

-- Records are written once.

CREATE TRIGGER transfer_entries_no_update BEFORE UPDATE ON transfer_entries
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER transfer_entries_no_delete BEFORE DELETE ON transfer_entries
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
