//! Background work, one file per kind of job. Jobs may run twice.
pub(crate) mod assess_case;
