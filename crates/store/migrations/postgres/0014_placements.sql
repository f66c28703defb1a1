-- Single documents that count for another case. The SQLite twin has the same table and columns.

-- A document of one case counts for another one; the row of the document stays as it is. The last row of a document
-- says where it counts, at which place; one that names from_case twice says that it is back.
CREATE TABLE document_placements (
    id TEXT PRIMARY KEY,
    document_id TEXT NOT NULL REFERENCES documents (id),
    position BIGINT NOT NULL,
    from_case TEXT NOT NULL REFERENCES cases (id),
    into_case TEXT NOT NULL REFERENCES cases (id),
    place BIGINT NOT NULL,
    ground TEXT,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL,
    UNIQUE (document_id, position)
);
CREATE INDEX document_placements_from_case ON document_placements (from_case);
CREATE INDEX document_placements_into_case ON document_placements (into_case);

-- Records are written once.

CREATE TRIGGER document_placements_no_change BEFORE UPDATE OR DELETE ON document_placements
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER document_placements_no_truncate BEFORE TRUNCATE ON document_placements
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
