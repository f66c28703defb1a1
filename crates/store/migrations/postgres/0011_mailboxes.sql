-- What came through mailboxes. The SQLite twin has the same tables and columns.

-- A message that became a submission, under the id of the submission. Found again, by its number or its content, it is
-- not taken in a second time. While uid_validity stays the same, a number in a folder means the same message (RFC 3501).
CREATE TABLE mailbox_messages (
    id TEXT PRIMARY KEY REFERENCES submissions (id),
    source TEXT NOT NULL,
    folder TEXT NOT NULL,
    uid_validity BIGINT NOT NULL,
    uid BIGINT NOT NULL,
    sha256 TEXT NOT NULL UNIQUE,
    size_bytes BIGINT NOT NULL,
    case_id TEXT NOT NULL REFERENCES cases (id),
    at TEXT COLLATE "C" NOT NULL,
    UNIQUE (source, folder, uid_validity, uid)
);

-- Records are written once.

CREATE TRIGGER mailbox_messages_no_change BEFORE UPDATE OR DELETE ON mailbox_messages
    FOR EACH ROW EXECUTE FUNCTION refuse_change();
CREATE TRIGGER mailbox_messages_no_truncate BEFORE TRUNCATE ON mailbox_messages
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
