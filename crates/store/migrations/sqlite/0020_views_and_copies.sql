-- How far people saw cases, and which pages say the same. The PostgreSQL twin has the same tables and columns.

-- No record and no time of day: the number of the last entry of the case that a person could see when they last opened
-- it. Replaced by the next one, removed when the case is closed or the person may no longer sign in.
CREATE TABLE case_views (
    user_id TEXT NOT NULL REFERENCES users (id),
    case_id TEXT NOT NULL REFERENCES cases (id),
    seen_through BIGINT NOT NULL,
    PRIMARY KEY (user_id, case_id)
);
CREATE INDEX case_views_by_case ON case_views (case_id);

-- Of each page that says something a digest over what it says, of the latest reading. Derived, to find the same page in
-- another case without looking through all of them.
CREATE TABLE page_prints (
    document_id TEXT NOT NULL REFERENCES documents (id),
    page BIGINT NOT NULL,
    print TEXT NOT NULL,
    PRIMARY KEY (document_id, page)
);
CREATE INDEX page_prints_by_print ON page_prints (print, document_id);
