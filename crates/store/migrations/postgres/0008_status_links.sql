-- Links with which applicants see where a case stands. The SQLite twin has the same tables and columns.

-- The token of a link is kept nowhere: whoever has the database or a copy of it has no link.
CREATE TABLE status_links (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    token_sha256 TEXT NOT NULL UNIQUE,
    expires_at TEXT COLLATE "C" NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX status_links_by_case ON status_links (case_id);

CREATE TABLE status_link_revocations (
    link_id TEXT PRIMARY KEY REFERENCES status_links (id),
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL
);

-- Records are written once.

CREATE TRIGGER status_links_no_change BEFORE UPDATE OR DELETE ON status_links
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER status_links_no_truncate BEFORE TRUNCATE ON status_links
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER status_link_revocations_no_change BEFORE UPDATE OR DELETE ON status_link_revocations
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER status_link_revocations_no_truncate BEFORE TRUNCATE ON status_link_revocations
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
