//! One task per file: each takes what was read and the blueprint, and answers with findings or suggestions.
pub(crate) mod check_evidence;
pub(crate) mod classify_document;
pub(crate) mod find_duplicates;
pub(crate) mod find_legal_bases;
pub(crate) mod follow_forms;
pub(crate) mod form_speech;
pub(crate) mod match_fields;
pub(crate) mod read_form_fields;
pub(crate) mod read_marks;
pub(crate) mod read_printed_fields;
pub(crate) mod read_ticks;
pub(crate) mod recognise_service;
pub(crate) mod request_rescan;
pub(crate) mod settle_values;
pub(crate) mod weigh_paper;
pub(crate) mod weigh_words;
