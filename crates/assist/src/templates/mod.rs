//! Forms that were taught: recognised in any channel by the layout of their print, laid over the page, and read field
//! by field.
//!
//! [`FormLibrary`] holds them. A page is compared with the forms that share its rare words; `register` finds the map
//! that most words agree on; `comparison` says what became of each printed word; `edition` decides whether the taught
//! geometry holds; `sheet` turns the page into what an interactive form would have been, for the tasks.
mod comparison;
mod edition;
mod fill;
mod library;
mod print;
mod register;
mod sheet;
mod transform;

#[cfg(test)]
mod templates_test;

pub use edition::{Changes, Edition};
pub use library::{FormLibrary, RecognisedForm, RecognisedPage};
pub(crate) use sheet::{OnPaper, Sheet};
