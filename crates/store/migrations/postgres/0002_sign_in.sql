-- Sign-in: a try counts as failed from the moment it is let through, so it needs a name to be told that it succeeded.
-- The token of writes follows from the session's own secret and is no longer stored.

ALTER TABLE sessions DROP COLUMN csrf_token;
ALTER TABLE sign_in_attempts ADD COLUMN id TEXT NOT NULL DEFAULT '';
CREATE INDEX sign_in_attempts_by_id ON sign_in_attempts (id);
