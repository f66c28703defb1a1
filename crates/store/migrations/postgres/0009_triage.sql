-- What orders the work of the queue: cases that are put back, answers that are awaited, filters that people keep. The
-- SQLite twin has the same tables and columns.

-- A row without a day ends what was before.
CREATE TABLE snoozes (
    id TEXT PRIMARY KEY,
    case_id TEXT NOT NULL REFERENCES cases (id),
    position BIGINT NOT NULL,
    until TEXT COLLATE "C",
    reason TEXT,
    note TEXT,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT COLLATE "C" NOT NULL,
    UNIQUE (case_id, position)
);

-- The last row of a filter counts; one that says removed ends it.
CREATE TABLE saved_filters (
    id TEXT PRIMARY KEY,
    filter_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    user_id TEXT NOT NULL REFERENCES users (id),
    name TEXT NOT NULL,
    view TEXT NOT NULL,
    service TEXT,
    sort TEXT NOT NULL,
    descending BIGINT NOT NULL,
    removed BIGINT NOT NULL,
    at TEXT COLLATE "C" NOT NULL,
    UNIQUE (filter_id, position)
);
CREATE INDEX saved_filters_by_user ON saved_filters (user_id, filter_id, position);

-- Figures for lists, derived: the last day of the service's own period, the snooze in force, the last document request
-- and the last arrival.
ALTER TABLE cases ADD COLUMN deadline_on TEXT COLLATE "C";
ALTER TABLE cases ADD COLUMN snooze_id TEXT;
ALTER TABLE cases ADD COLUMN snoozed_until TEXT COLLATE "C";
ALTER TABLE cases ADD COLUMN requested_at TEXT COLLATE "C";
ALTER TABLE cases ADD COLUMN awaited_until TEXT COLLATE "C";
ALTER TABLE cases ADD COLUMN last_post_at TEXT COLLATE "C";
-- Never later than the true one, until the case is looked at next.
UPDATE cases SET deadline_on = due_on;
UPDATE cases SET last_post_at = (SELECT MAX(at) FROM submissions WHERE case_id = cases.id);
UPDATE cases SET
    requested_at = (SELECT at FROM letters
        WHERE case_id = cases.id AND kind = 'document_request' ORDER BY position DESC LIMIT 1),
    awaited_until = (SELECT due_on FROM letters
        WHERE case_id = cases.id AND kind = 'document_request' ORDER BY position DESC LIMIT 1);

-- The counts of the queue read the first alone, service by service; pages come from the others without sorting.
DROP INDEX cases_for_counts;
CREATE INDEX cases_for_counts ON cases (service, state, assignee, due_on, requirements_missing, snoozed_until,
    deadline_on, requested_at, last_post_at);
CREATE INDEX cases_open_by_assignee ON cases (assignee, (due_on IS NULL), due_on, reference) WHERE state <> 'decided';
CREATE INDEX cases_awaiting ON cases ((due_on IS NULL), due_on, reference) WHERE state = 'awaiting_documents';
CREATE INDEX cases_decided_by_due ON cases ((due_on IS NULL), due_on, reference) WHERE state = 'decided';
CREATE INDEX cases_decided_by_receipt ON cases (received_on, reference) WHERE state = 'decided';

-- Records are written once.

CREATE TRIGGER snoozes_no_change BEFORE UPDATE OR DELETE ON snoozes
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER snoozes_no_truncate BEFORE TRUNCATE ON snoozes
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
CREATE TRIGGER saved_filters_no_change BEFORE UPDATE OR DELETE ON saved_filters
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER saved_filters_no_truncate BEFORE TRUNCATE ON saved_filters
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
