//! Samples: of some cases a person enters a few fields before the suggestion on them is shown. What is withheld is taken
//! away where the standing of a case is loaded, so that nothing that follows from it can be seen either.
mod draw;
mod report;
mod withheld;

pub(crate) use draw::{choose_fields, draw, record};
pub use report::{ComparedField, DifferingEntry, EntryState, Power, SampleReport, SampledCaseView};
pub(crate) use withheld::{Withheld, hidden_fields, view_unless_hidden};
