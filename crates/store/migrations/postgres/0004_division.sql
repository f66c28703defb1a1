-- Documents that are some pages of a scan. The SQLite twin adds the same.

-- Page numbers of the file such as 4-6,8; empty where a document is all of its file.
ALTER TABLE documents ADD COLUMN pages TEXT;
