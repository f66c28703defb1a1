//! The use cases end to end: real files, SQLite in a temporary folder, documents read in confined children of the
//! real binary; the clock goes by steps and ids are repeatable. Without encoder and index, which have their own tests.
mod bad_input;
mod bench;
mod commands;
mod configuration;
mod divisions;
mod duplicates;
mod evaluate;
mod forms;
mod gate;
mod generate;
mod heads;
mod intake;
mod interplay;
mod killed;
mod letters;
mod looking_at_files;
mod main_job;
mod packed;
mod page_images;
mod panics;
mod regulations;
mod rescans;
mod reviews;
mod storage_full;
mod watched_folders;
mod with_encoder;
