-- What became of the suggestions on a subject over all cases. The SQLite twin has the same index.

-- Asked for whenever somebody looks behind a value: it is counted in the index alone.
CREATE INDEX reviews_by_subject ON reviews (subject_kind, subject_key, at, verdict, suggestion_id, position);
