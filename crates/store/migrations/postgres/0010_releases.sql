-- Decisions that wait for a second person, decided cases that are opened again, and more than one decision of a case.
-- The SQLite twin has the same tables and columns.

-- What a clerk submitted for release. A case may have several, one after the other.
CREATE TABLE decision_proposals (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    case_version BIGINT NOT NULL,
    outcome TEXT NOT NULL,
    reasons TEXT NOT NULL,
    open_points TEXT NOT NULL,
    basis TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL,
    UNIQUE (case_id, position)
);

-- What became of it. A proposal without one waits.
CREATE TABLE releases (
    id TEXT PRIMARY KEY,
    proposal_id TEXT NOT NULL UNIQUE REFERENCES decision_proposals (id),
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL
);

-- Decided cases that were opened again, once per decision.
CREATE TABLE reopenings (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    decision_id TEXT NOT NULL UNIQUE REFERENCES decisions (id),
    ground TEXT NOT NULL,
    reasons TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL
);
CREATE INDEX reopenings_by_case ON reopenings (case_id);

ALTER TABLE decisions DROP CONSTRAINT decisions_case_id_key;
ALTER TABLE decisions ADD COLUMN reopening_id TEXT REFERENCES reopenings (id);
ALTER TABLE decisions ADD COLUMN proposal_id TEXT REFERENCES decision_proposals (id);
ALTER TABLE decisions ADD COLUMN released_by TEXT REFERENCES users (id);
-- One for the case, and one for each time that it was opened again.
CREATE UNIQUE INDEX decisions_once ON decisions (case_id, (COALESCE(reopening_id, '')));

-- Records are written once.

CREATE TRIGGER decision_proposals_no_change BEFORE UPDATE OR DELETE ON decision_proposals
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER decision_proposals_no_truncate BEFORE TRUNCATE ON decision_proposals
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER releases_no_change BEFORE UPDATE OR DELETE ON releases
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER releases_no_truncate BEFORE TRUNCATE ON releases
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reopenings_no_change BEFORE UPDATE OR DELETE ON reopenings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER reopenings_no_truncate BEFORE TRUNCATE ON reopenings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
