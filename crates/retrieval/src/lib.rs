//! Passage index of regulations: import, upsert, hybrid search; embedded, server or exact.
