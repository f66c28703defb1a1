//! The use cases end to end: real files, SQLite in a temporary folder, documents read in confined children of the
//! real binary, the exact index; the clock stands still and ids are repeatable.
mod bad_input;
mod bench;
mod intake;
mod killed;
mod main_job;
mod reviews;
mod storage_full;
