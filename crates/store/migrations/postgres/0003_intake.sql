-- Documents that came inside other ones, and pages that were made from a document. The SQLite twin adds the same.

ALTER TABLE documents ADD COLUMN container_id TEXT REFERENCES documents (id);
ALTER TABLE documents ADD COLUMN part TEXT;
ALTER TABLE documents ADD COLUMN declared_name TEXT;
ALTER TABLE documents ADD COLUMN declared_type TEXT;
-- Taken out twice is there once.
CREATE UNIQUE INDEX documents_by_part ON documents (container_id, part);

-- The PDF whose pages were read, where it is not the original itself: its name among the originals.
ALTER TABLE document_readings ADD COLUMN rendition_sha256 TEXT;
