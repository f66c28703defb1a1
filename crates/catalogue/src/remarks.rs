//! Labels of the room that forms leave for what they do not ask: `remarks.toml`.
use crate::schema::RemarksFile;

/// Words of forms, German, as they are printed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RemarkLabels {
    /// Labels over or left of room to write freely, without number and colon.
    pub places: Vec<String>,
    /// What marks room that the authority fills in itself.
    pub office: Vec<String>,
    /// Words at which such room is over where no other label follows.
    pub ends: Vec<String>,
}

/// The labels, and what is wrong with those that were left out.
pub(crate) fn labels(file: RemarksFile) -> (RemarkLabels, Vec<(&'static str, String)>) {
    let mut problems = Vec::new();
    let mut told = |name: &str, words: Vec<String>| -> Vec<String> {
        let is_blank = |word: &String| word.trim().is_empty();
        if words.iter().any(is_blank) {
            problems.push(("unknown_word", format!("`{name}` holds an empty label")));
        }
        words.into_iter().filter(|word| !is_blank(word)).collect()
    };
    let labels = RemarkLabels {
        places: told("places", file.places),
        office: told("office", file.office),
        ends: told("ends", file.ends),
    };
    (labels, problems)
}
