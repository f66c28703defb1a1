//! One file per command.
pub(crate) mod assess;
pub(crate) mod audit;
pub(crate) mod confined;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod evaluate;
pub(crate) mod folders;
pub(crate) mod forms;
pub(crate) mod generate_cases;
mod input;
mod intake;
pub(crate) mod models;
pub(crate) mod read;
pub(crate) mod regulations;
pub(crate) mod samples;
mod scan;
pub(crate) mod serve;
pub(crate) mod users;
