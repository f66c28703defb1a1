-- Post that was joined to a case. The SQLite twin has the same table and columns.

-- A case of one submission leaves its documents to another case. The rows of submissions and documents stay as they are:
-- which case they count for follows from here, and their places in it from first_position on.
CREATE TABLE joinings (
    id TEXT PRIMARY KEY,
    from_case TEXT NOT NULL UNIQUE REFERENCES cases (id),
    into_case TEXT NOT NULL REFERENCES cases (id),
    first_position BIGINT NOT NULL,
    ground TEXT NOT NULL,
    by_user TEXT NOT NULL REFERENCES users (id),
    at TEXT NOT NULL
);
CREATE INDEX joinings_by_case ON joinings (into_case);

-- A figure for lists, derived: to how many other cases the post of this one may belong.
ALTER TABLE cases ADD COLUMN likely_cases BIGINT NOT NULL DEFAULT 0;
-- Whose post may belong to a case, by name; dates of birth are compared after.
CREATE INDEX cases_by_applicant ON cases (applicant_name);

-- Records are written once.

CREATE TRIGGER joinings_no_change BEFORE UPDATE OR DELETE ON joinings
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER joinings_no_truncate BEFORE TRUNCATE ON joinings
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
