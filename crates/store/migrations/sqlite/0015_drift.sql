-- What was suggested first on each subject. The PostgreSQL twin has the same index.

-- Figures of drift count a subject once, when something was suggested on it first: what a later run says of it moves
-- no week that is over.
CREATE INDEX suggestions_by_subject ON suggestions (case_id, subject_kind, subject_key, position);
