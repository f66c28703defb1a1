//! Relational truth, audit chain, job queue and blobs on SQLite or PostgreSQL.
