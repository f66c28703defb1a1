//! What travels over the wire: one type per shape of `docs/API-DESIGN.md`, made from what the use cases answer.
//! Names are those of the contract; a use case's type of the same name is `views::…`.
pub(crate) mod audit;
pub(crate) mod case;
pub(crate) mod case_view;
pub(crate) mod completeness;
pub(crate) mod copies;
pub(crate) mod deadline;
pub(crate) mod decision;
pub(crate) mod document;
pub(crate) mod drift;
pub(crate) mod evaluation;
pub(crate) mod evidence;
pub(crate) mod field;
pub(crate) mod history;
pub(crate) mod intake;
pub(crate) mod joining;
pub(crate) mod label;
pub(crate) mod letter;
pub(crate) mod model;
pub(crate) mod other_entry;
pub(crate) mod practice;
pub(crate) mod presence;
pub(crate) mod receipt;
pub(crate) mod regulation;
pub(crate) mod release;
pub(crate) mod reliability;
pub(crate) mod request_figures;
pub(crate) mod review;
pub(crate) mod sample;
pub(crate) mod scan;
pub(crate) mod service;
pub(crate) mod session;
pub(crate) mod status;
pub(crate) mod submission;
pub(crate) mod suggestion;
pub(crate) mod trail;
pub(crate) mod triage;
pub(crate) mod word;

/// Makes every element of a list.
pub(crate) fn list<From, To: std::convert::From<From>>(items: Vec<From>) -> Vec<To> {
    items.into_iter().map(To::from).collect()
}
