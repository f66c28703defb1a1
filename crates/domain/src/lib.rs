//! Words and rules of case work in German public offices: pure, no input or output.
//!
//! Reading order: [`ids`] and [`clock`] name things and moments, [`service`] says what the law asks for,
//! [`document`] what was sent in, [`scan`] what its pictures are like and [`transfer`] how they were made,
//! [`division`] which pages of a file make which documents, [`duplicate`] which documents are there twice,
//! [`intake`] how documents come without a person who puts them in,
//! [`triage`] which case is looked at next,
//! [`form_template`] what is known of a form, [`suggestion`] what a model proposes, [`review`] what a person made of
//! it, [`practice`] what becomes of one while learning, [`case`] where the work stands, [`decision`] how it ends, waits for a second person or begins again, [`letter`] what the office writes to people, [`status`] what applicants see of it, [`deadline`] until when, [`audit`]
//! what is written down about it. [`presence`] says who has a case open, which is written down nowhere.
//!
//! Nothing here reads a clock, draws a random number, derives serde or touches a file.
#![warn(missing_docs)]

pub mod audit;
pub mod case;
pub mod clock;
pub mod deadline;
pub mod decision;
pub mod division;
pub mod document;
pub mod duplicate;
pub mod form_template;
pub mod ids;
pub mod intake;
pub mod joining;
pub mod letter;
pub mod passage;
pub mod person;
pub mod practice;
pub mod presence;
pub mod receipt;
pub mod review;
pub mod sample;
pub mod scan;
pub mod service;
pub mod status;
pub mod suggestion;
pub mod transfer;
pub mod triage;
pub mod value;

mod vocabulary;
