//! The whole server in process, on a real workbench with a SQLite file: no socket, no stand-ins.
mod api_description;
mod bench;
mod case_work;
mod contrast;
mod decisions;
mod evaluations;
mod intake_sources;
mod letters;
mod marks;
mod pages;
mod permissions;
mod shadows;
mod sign_in;
mod status;
mod transfer_notes;
mod triage;
mod uploads;
