-- Decisions that wait for a second person, decided cases that are opened again, and more than one decision of a case.
-- The PostgreSQL twin has the same tables and columns.

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
    at TEXT NOT NULL,
    UNIQUE (case_id, position)
);

-- What became of it. A proposal without one waits.
CREATE TABLE releases (
    id TEXT PRIMARY KEY,
    proposal_id TEXT NOT NULL UNIQUE REFERENCES decision_proposals (id),
    verdict TEXT NOT NULL,
    reason TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL
);

-- Decided cases that were opened again, once per decision.
CREATE TABLE reopenings (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    decision_id TEXT NOT NULL UNIQUE REFERENCES decisions (id),
    ground TEXT NOT NULL,
    reasons TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL
);
CREATE INDEX reopenings_by_case ON reopenings (case_id);

-- SQLite cannot take the rule "one per case" off a table: the rows move to one without it.
CREATE TABLE decisions_by_round (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    outcome TEXT NOT NULL,
    reasons TEXT NOT NULL,
    open_points TEXT NOT NULL,
    basis TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL,
    reopening_id TEXT REFERENCES reopenings (id),
    proposal_id TEXT REFERENCES decision_proposals (id),
    released_by TEXT REFERENCES users (id)
);
INSERT INTO decisions_by_round (id, case_id, outcome, reasons, open_points, basis, by_user, at)
SELECT id, case_id, outcome, reasons, open_points, basis, by_user, at FROM decisions;
DROP TABLE decisions;
ALTER TABLE decisions_by_round RENAME TO decisions;
-- One for the case, and one for each time that it was opened again.
CREATE UNIQUE INDEX decisions_once ON decisions (case_id, (COALESCE(reopening_id, '')));

-- Records are written once.

CREATE TRIGGER decisions_no_update BEFORE UPDATE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER decisions_no_delete BEFORE DELETE ON decisions
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER decision_proposals_no_update BEFORE UPDATE ON decision_proposals
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER decision_proposals_no_delete BEFORE DELETE ON decision_proposals
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER releases_no_update BEFORE UPDATE ON releases
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER releases_no_delete BEFORE DELETE ON releases
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reopenings_no_update BEFORE UPDATE ON reopenings
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
CREATE TRIGGER reopenings_no_delete BEFORE DELETE ON reopenings
BEGIN SELECT RAISE(ABORT, 'append-only'); END;
