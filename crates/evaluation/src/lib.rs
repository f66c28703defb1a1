//! Synthetic applications with known truth: cases as data in `evaluation/cases`, typeset as live forms, printed
//! pages and scans. [`generate`] invents any number of further ones. The demo, the tests and the measurements all take their documents from here. And what suggestions
//! for such cases are worth: [`outcome`] holds them against the truth, [`metrics`] counts, [`report`] puts together.
#![warn(missing_docs)]

pub mod by_time;
pub mod case_file;
pub mod channels;
pub mod generate;
pub mod heads;
pub mod html;
pub mod metrics;
pub mod outcome;
pub mod paired;
pub mod practice;
pub mod prediction;
pub mod progress;
pub mod promotion;
pub mod report;
pub mod retrieval;
pub mod samples;
pub mod truth;
mod typeset;
