//! Synthetic applications with known truth: cases as data in `evaluation/cases`, typeset as live forms, printed
//! pages and scans. The demo, the tests and the measurements all take their documents from here.
#![warn(missing_docs)]

pub mod case_file;
pub mod samples;
pub mod truth;
mod typeset;
