-- How far people saw cases. The SQLite twin has the same table and columns.

-- No record and no time of day: the number of the last entry of the case that a person could see when they last opened
-- it. Replaced by the next one, removed when the case is closed or the person may no longer sign in.
CREATE TABLE case_views (
    user_id TEXT NOT NULL REFERENCES users (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    seen_through BIGINT NOT NULL,
    PRIMARY KEY (user_id, case_id)
);
CREATE INDEX case_views_by_case ON case_views (case_id);
