//! Practice cases: shipped sample cases, each with suggestions of which some are wrong on purpose. Which, and why one
//! could have seen it, stands in `evaluation/practice`; what is true comes from the case itself.
use std::sync::LazyLock;

use aktenlage_catalogue::service::Label;
use aktenlage_domain::document::PageBox;
use aktenlage_domain::ids::{FieldId, ServiceKey};
use aktenlage_domain::suggestion::AbstentionReason;
use include_dir::{Dir, include_dir};
use serde::Deserialize;

use crate::case_file::{CaseFile, Channel};
use crate::samples::{SampleError, case_files};
use crate::typeset::{Placed, Typeset, typeset};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../evaluation/practice");
static CASES: LazyLock<Result<Vec<PracticeCase>, SampleError>> = LazyLock::new(read);

/// The suite of [`crate::samples`] that practice cases are made from.
const SUITE: &str = "demo";

/// A case to practise on.
#[doc(alias = "Übungsfall")]
#[derive(Clone, Debug)]
pub struct PracticeCase {
    /// Name of its file.
    pub id: String,
    /// What it is called.
    pub title: Label,
    /// What it is about, without giving anything away.
    pub about: Label,
    /// The service that is asked for.
    pub service: ServiceKey,
    /// Day of receipt, `YYYY-MM-DD`.
    pub received_on: String,
    /// Its documents in the order they arrive.
    pub documents: Vec<PracticeDocument>,
    /// What was suggested and what is true.
    pub fields: Vec<PracticeField>,
}

/// A document of a practice case.
#[derive(Clone, Debug)]
pub struct PracticeDocument {
    /// File name.
    pub file: String,
    /// How many pages it has, each A4 upright.
    pub pages: u32,
    /// The PDF.
    pub pdf: Vec<u8>,
}

/// A field of a practice case.
#[derive(Clone, Debug)]
pub struct PracticeField {
    /// Field id of the vocabulary.
    pub id: FieldId,
    /// What is suggested.
    pub said: Said,
    /// What is true; `None` if the documents state nothing.
    pub truth: Option<Stated>,
    /// Why the suggestion is not right and how one could have seen it; always there where it is wrong or silent.
    pub why: Option<Label>,
}

/// What is suggested for a field.
#[derive(Clone, Debug)]
pub enum Said {
    /// A value.
    Value {
        /// With its place.
        stated: Stated,
        /// How sure it claims to be, 0 to 1.
        probability: f32,
        /// A contradicting value.
        also: Option<Stated>,
    },
    /// Nothing.
    Silence(AbstentionReason),
}

impl Said {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value { stated, .. } => Some(&stated.value),
            Self::Silence(_) => None,
        }
    }
}

/// A value and where it stands.
#[derive(Clone, Debug)]
pub struct Stated {
    /// Normalised.
    pub value: String,
    /// Never empty.
    pub places: Vec<Written>,
}

/// A place in a document.
#[derive(Clone, Debug)]
pub struct Written {
    /// File name.
    pub file: String,
    /// Page, counted from 1.
    pub page: u32,
    /// Where on the page.
    pub bbox: PageBox,
    /// What is written there.
    pub text: String,
}

/// All practice cases in the order of their names. Made once.
pub fn cases() -> Result<&'static [PracticeCase], &'static SampleError> {
    match &*CASES {
        Ok(cases) => Ok(cases.as_slice()),
        Err(error) => Err(error),
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PracticeFile {
    /// Name of the shipped case.
    case: String,
    title: TextFile,
    about: TextFile,
    fields: Vec<FieldFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TextFile {
    de: String,
    en: String,
}

impl From<TextFile> for Label {
    fn from(text: TextFile) -> Self {
        Self {
            de: text.de,
            en: text.en,
        }
    }
}

/// A field is suggested as it is true, unless something else is said.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FieldFile {
    id: String,
    #[serde(default)]
    probability: f32,
    /// The reason of an abstention.
    silent: Option<String>,
    /// What is suggested instead of what is true.
    wrong: Option<ElsewhereFile>,
    /// The contradicting value.
    also: Option<ElsewhereFile>,
    /// The document that counts where documents contradict each other.
    truth_in: Option<String>,
    /// No document states it: whatever is suggested is wrong.
    #[serde(default)]
    not_stated: bool,
    why: Option<TextFile>,
}

/// A value beside a label of a document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ElsewhereFile {
    value: String,
    file: String,
    label: String,
    /// Which of several with this label, counted from 1.
    #[serde(default = "first")]
    number: usize,
}

const fn first() -> usize {
    1
}

fn read() -> Result<Vec<PracticeCase>, SampleError> {
    let cases = case_files(SUITE)?;
    let mut files: Vec<_> = FILES.files().collect();
    files.sort_by_key(|file| file.path());
    files
        .into_iter()
        .map(|file| {
            let broken = |detail: String| SampleError::CaseFile {
                file: file.path().display().to_string(),
                detail,
            };
            let text = file
                .contents_utf8()
                .ok_or_else(|| broken("not UTF-8".to_owned()))?;
            let read: PracticeFile = toml::from_str(text).map_err(|error| broken(error.to_string()))?;
            let case = cases.iter().find(|(name, _)| *name == read.case);
            let (_, case) = case.ok_or_else(|| broken(format!("there is no case {}", read.case)))?;
            let id = file.path().file_stem().unwrap_or_default().to_string_lossy();
            practice_case(id.into_owned(), read, case).map_err(broken)
        })
        .collect()
}

fn practice_case(id: String, file: PracticeFile, case: &CaseFile) -> Result<PracticeCase, String> {
    let is_drawn = |channel: Channel| matches!(channel, Channel::Form | Channel::Printed);
    if case.scanned_as.is_some() || !case.documents.iter().all(|document| is_drawn(document.channel)) {
        return Err("a case that was scanned is not practised on".to_owned());
    }
    let Some(service) = &case.service else {
        return Err("the case asks for no service".to_owned());
    };
    let set: Vec<(&str, Typeset)> = case
        .documents
        .iter()
        .map(|document| (document.file.as_str(), typeset(document)))
        .collect();
    let mut fields = Vec::with_capacity(file.fields.len());
    for field in file.fields {
        fields.push(practice_field(field, &set)?);
    }
    let documents = set
        .into_iter()
        .map(|(name, set)| PracticeDocument {
            file: name.to_owned(),
            pages: u32::try_from(set.pages).unwrap_or(u32::MAX),
            pdf: set.pdf,
        })
        .collect();
    Ok(PracticeCase {
        id,
        title: file.title.into(),
        about: file.about.into(),
        service: ServiceKey::new(service.as_str()),
        received_on: case.received_on.clone(),
        documents,
        fields,
    })
}

fn practice_field(field: FieldFile, set: &[(&str, Typeset)]) -> Result<PracticeField, String> {
    let id = field.id.clone();
    let truth = true_value(&field, set)?;
    let also = match field.also {
        Some(also) => Some(elsewhere(also, set)?),
        None => None,
    };
    let said = match (field.silent, field.wrong) {
        (Some(reason), None) => {
            let reason = reason
                .parse::<AbstentionReason>()
                .map_err(|_| format!("{id}: unknown reason"))?;
            Said::Silence(reason)
        }
        (None, wrong) => {
            let stated = match wrong {
                Some(wrong) => elsewhere(wrong, set)?,
                None => truth
                    .clone()
                    .ok_or_else(|| format!("{id}: there is no truth to suggest"))?,
            };
            Said::Value {
                stated,
                probability: field.probability,
                also,
            }
        }
        (Some(_), Some(_)) => return Err(format!("{id}: silent and wrong at once")),
    };
    Ok(PracticeField {
        id: FieldId::new(id),
        said,
        truth,
        why: field.why.map(Label::from),
    })
}

/// What the first document that states a field says, with all places that say the same.
fn true_value(field: &FieldFile, set: &[(&str, Typeset)]) -> Result<Option<Stated>, String> {
    let mut stating: Vec<(&str, &Placed, &String)> = Vec::new();
    for (file, set) in set {
        if field.truth_in.as_ref().is_some_and(|only| only.as_str() != *file) {
            continue;
        }
        for placed in &set.places {
            if let Some(value) = placed.truth.get(&field.id) {
                stating.push((*file, placed, value));
            }
        }
    }
    match (stating.first(), field.not_stated) {
        (None, true) => Ok(None),
        (None, false) => Err(format!("{}: no document states it", field.id)),
        (Some(_), true) => Err(format!("{}: a document states it", field.id)),
        (Some((_, _, value)), false) => {
            let same = stating.iter().filter(|(_, _, other)| other == value);
            Ok(Some(Stated {
                value: (*value).clone(),
                places: same.map(|(file, placed, _)| written(file, placed)).collect(),
            }))
        }
    }
}

fn elsewhere(said: ElsewhereFile, set: &[(&str, Typeset)]) -> Result<Stated, String> {
    let document = set.iter().find(|(file, _)| *file == said.file.as_str());
    let (file, set) = document.ok_or_else(|| format!("there is no document {}", said.file))?;
    let beside = |placed: &&Placed| placed.label == said.label && !placed.written.is_empty();
    let mut found = set.places.iter().filter(beside);
    let placed = found.nth(said.number.saturating_sub(1));
    let placed = placed.ok_or_else(|| format!("nothing is written beside {}", said.label))?;
    Ok(Stated {
        places: vec![written(file, placed)],
        value: said.value,
    })
}

fn written(file: &str, placed: &Placed) -> Written {
    let [left, top, right, bottom] = placed.bbox;
    Written {
        file: file.to_owned(),
        page: u32::try_from(placed.page).unwrap_or(u32::MAX),
        bbox: PageBox {
            left,
            top,
            right,
            bottom,
        },
        text: placed.written.clone(),
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use aktenlage_domain::value::{ValueKind, normalise};

    use super::*;

    #[test]
    fn every_case_teaches_something_and_says_why() {
        let cases = cases().unwrap();
        assert!((3..=6).contains(&cases.len()), "{}", cases.len());
        for case in cases {
            let ids: BTreeSet<&FieldId> = case.fields.iter().map(|field| &field.id).collect();
            assert_eq!(
                ids.len(),
                case.fields.len(),
                "{}: a field stands there twice",
                case.id
            );
            let mut wrong = 0;
            let mut right = 0;
            for field in &case.fields {
                let truth = field.truth.as_ref().map(|truth| truth.value.as_str());
                let place = format!("{}: {}", case.id, field.id);
                match field.said.value() {
                    Some(said) if Some(said) == truth => right += 1,
                    said => {
                        wrong += usize::from(said.is_some());
                        assert!(field.why.is_some(), "{place} does not say why");
                    }
                }
            }
            assert!(
                wrong >= 1 && right > wrong,
                "{}: {wrong} wrong, {right} right",
                case.id
            );
        }
    }

    #[test]
    fn the_surest_suggestion_of_some_case_is_wrong() {
        let is_sure_and_wrong = |field: &PracticeField| match &field.said {
            Said::Value {
                stated, probability, ..
            } => {
                let truth = field.truth.as_ref().map(|truth| &truth.value);
                *probability >= 0.9 && truth != Some(&stated.value)
            }
            Said::Silence(_) => false,
        };
        let cases = cases().unwrap();
        assert!(cases.iter().any(|case| case.fields.iter().any(is_sure_and_wrong)));
    }

    #[test]
    fn what_is_suggested_stands_where_it_points() {
        let mut money = 0;
        for case in cases().unwrap() {
            for field in &case.fields {
                let Said::Value { stated, also, .. } = &field.said else {
                    continue;
                };
                for stated in std::iter::once(stated).chain(also).chain(&field.truth) {
                    for place in &stated.places {
                        let names = case
                            .documents
                            .iter()
                            .filter(|document| document.file == place.file);
                        let pages = names.map(|document| document.pages).sum::<u32>();
                        assert!((1..=pages).contains(&place.page), "{}: {place:?}", field.id);
                        assert!(place.bbox.left < place.bbox.right && place.bbox.top < place.bbox.bottom);
                        assert!(!place.text.is_empty(), "{}", field.id);
                        // What reads as money there is the value; other types need the blueprint.
                        if stated.value.ends_with("00") && stated.value.contains('.') {
                            assert_eq!(
                                normalise(ValueKind::Money, &place.text).as_ref(),
                                Ok(&stated.value)
                            );
                            money += 1;
                        }
                    }
                }
            }
        }
        assert!(money > 0);
    }

    #[test]
    fn a_mistake_in_a_file_is_named() {
        let (_, case) = case_files(SUITE).unwrap().swap_remove(0);
        let attempt = |fields: &str| {
            let text = format!(
                "case = \"x\"\ntitle = {{ de = \"\", en = \"\" }}\nabout = {{ de = \"\", en = \"\" }}\n{fields}"
            );
            let file = toml::from_str::<PracticeFile>(&text).unwrap();
            practice_case("x".to_owned(), file, &case).map(|case| case.fields.len())
        };
        assert_eq!(attempt("fields = [{ id = \"bank.iban\" }]"), Ok(1));
        for (fields, said) in [
            ("[{ id = \"dog.name\" }]", "no document states it"),
            (
                "[{ id = \"bank.iban\", not_stated = true }]",
                "a document states it",
            ),
            (
                "[{ id = \"bank.iban\", wrong = { value = \"1\", file = \"a.pdf\", label = \"x\" } }]",
                "there is no document",
            ),
            (
                "[{ id = \"bank.iban\", wrong = { value = \"1\", file = \"mietvertrag.pdf\", label = \"x\" } }]",
                "nothing is written",
            ),
            ("[{ id = \"bank.iban\", silent = \"tired\" }]", "unknown reason"),
        ] {
            let error = attempt(&format!("fields = {fields}")).unwrap_err();
            assert!(error.contains(said), "{error}");
        }
    }
}
