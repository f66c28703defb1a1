//! What is read from files, in process: one program, because each would link the whole reader.
mod boxes;
mod broken_off;
mod entries;
mod entries_of_real_forms;
mod form_filler;
mod forms;
mod marks;
mod overlooked;
mod pages;
mod pictures;
mod rendering;
#[path = "../support/mod.rs"]
mod support;
mod tables;
mod two_tone;
