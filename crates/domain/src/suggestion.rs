//! What a model proposes. A suggestion points at the place it came from, or it abstains and says why;
//! it is never changed, only superseded by a later one.
use crate::document::SourceSpan;
use crate::duplicate::DocumentPair;
use crate::ids::{DocumentId, FieldId, RequirementId};
use crate::vocabulary::vocabulary;

/// What a suggestion is about.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Subject {
    /// Which kind a document is.
    DocumentKind(DocumentId),
    /// Which public service is asked for.
    Service,
    /// The value of a field.
    Field(FieldId),
    /// Whether a piece of evidence is there.
    Requirement(RequirementId),
    /// Which norms bear on the case; the text names the item that needs them (a requirement id).
    LegalBasis(RequirementId),
    /// Whether pages of a document should be scanned again; the value names them, such as `1,3`.
    #[doc(alias = "Neuer Scan")]
    Rescan(DocumentId),
    /// Which pages of a file make which documents; the value is a [`crate::division::Division`], such as `1-3;4-6,8`.
    #[doc(alias = "Aufteilung")]
    Division(DocumentId),
    /// Whether two documents are one; the value is a [`crate::duplicate::PairVerdict`]. Nothing suggests it by itself: a
    /// remark on the later document says what looks the same.
    #[doc(alias = "Dublette")]
    Duplicate(DocumentPair),
}

impl Subject {
    /// The stable word for the kind of subject.
    pub fn kind(&self) -> SubjectKind {
        match self {
            Self::DocumentKind(_) => SubjectKind::DocumentKind,
            Self::Service => SubjectKind::Service,
            Self::Field(_) => SubjectKind::Field,
            Self::Requirement(_) => SubjectKind::Requirement,
            Self::LegalBasis(_) => SubjectKind::LegalBasis,
            Self::Rescan(_) => SubjectKind::Rescan,
            Self::Division(_) => SubjectKind::Division,
            Self::Duplicate(_) => SubjectKind::Duplicate,
        }
    }
    /// The id within the kind; empty for the service.
    pub fn key(&self) -> String {
        match self {
            Self::DocumentKind(document) | Self::Rescan(document) | Self::Division(document) => {
                document.to_string()
            }
            Self::Service => String::new(),
            Self::Field(field) => field.to_string(),
            Self::Requirement(requirement) | Self::LegalBasis(requirement) => requirement.to_string(),
            Self::Duplicate(pair) => pair.to_string(),
        }
    }
    /// Puts kind and key together again.
    pub fn from_parts(kind: SubjectKind, key: &str) -> Result<Self, crate::ids::UnknownWord> {
        Ok(match kind {
            SubjectKind::DocumentKind => Self::DocumentKind(key.parse()?),
            SubjectKind::Service => Self::Service,
            SubjectKind::Field => Self::Field(key.into()),
            SubjectKind::Requirement => Self::Requirement(key.into()),
            SubjectKind::LegalBasis => Self::LegalBasis(key.into()),
            SubjectKind::Rescan => Self::Rescan(key.parse()?),
            SubjectKind::Division => Self::Division(key.parse()?),
            SubjectKind::Duplicate => Self::Duplicate(key.parse()?),
        })
    }
}

vocabulary! {
    /// The kinds of [`Subject`].
    SubjectKind {
        /// Kind of a document.
        DocumentKind => "document_kind",
        /// Public service.
        Service => "service",
        /// Field value.
        Field => "field",
        /// Evidence requirement.
        Requirement => "requirement",
        /// Norms.
        LegalBasis => "legal_basis",
        /// A new scan of pages.
        Rescan => "rescan",
        /// Pages of a file as documents.
        Division => "division",
        /// Two documents that may be one.
        Duplicate => "duplicate",
    }
}

vocabulary! {
    /// Why a model says nothing. Abstaining is a normal outcome, not an error.
    #[doc(alias = "Enthaltung (KI)")]
    AbstentionReason {
        /// The best answer is not sure enough.
        BelowThreshold => "below_threshold",
        /// Two answers are about equally likely.
        Ambiguous => "ambiguous",
        /// Nothing in the documents points at an answer.
        NoEvidence => "no_evidence",
        /// What stands there does not pass the checks of its type (check digit, date, range).
        InvalidValue => "invalid_value",
        /// The page cannot be read.
        UnreadablePage => "unreadable_page",
        /// A group of boxes in which nothing or too much is ticked.
        AmbiguousTicks => "ambiguous_ticks",
        /// No model is installed; everything can be done by hand.
        NoModel => "no_model",
        /// The service is not known, so nothing that depends on it can be said.
        ServiceUnknown => "service_unknown",
    }
}

impl Confidence {
    /// `>= 0.90` high, `>= 0.60` medium, else low. Provisional until calibration per task sets the bounds.
    pub fn of(probability: f32) -> Self {
        if probability >= 0.90 {
            Self::High
        } else if probability >= 0.60 {
            Self::Medium
        } else {
            Self::Low
        }
    }
}

vocabulary! {
    /// How sure a suggestion is, in words.
    Confidence {
        /// hoch
        High => "high",
        /// mittel
        Medium => "medium",
        /// niedrig
        Low => "low",
    }
}

/// A second value for the same field found elsewhere: shown beside the first, neither preselected.
#[doc(alias = "Widerspruch")]
#[derive(Clone, Debug, PartialEq)]
pub struct Alternative {
    /// The other value, normalised like the first.
    pub value: String,
    /// Its probability.
    pub probability: f32,
    /// Where it stands; never empty.
    pub evidence: Vec<SourceSpan>,
}

/// A reason or check result as a stable code with parameters; sentences are made at the edge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Stable code, for example `iban_valid`, `condition_false`, `document_found`.
    pub code: String,
    /// Named parameters, for example `("documents", "mietvertrag.pdf")`.
    pub parameters: Vec<(String, String)>,
}

impl Remark {
    /// A remark without parameters.
    pub fn new(code: &str) -> Self {
        Self {
            code: code.to_owned(),
            parameters: Vec::new(),
        }
    }
    /// Adds a parameter.
    #[must_use]
    pub fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.parameters.push((name.to_owned(), value.into()));
        self
    }
    /// A parameter by name.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// What a model answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// A value with evidence.
    Value {
        /// The value: a document kind, a service key, a normalised field value, a requirement state, page
        /// numbers, or a division.
        value: String,
        /// Between 0 and 1; calibrated per task and channel once calibration is trained.
        probability: f32,
        /// Where it came from. Empty only for verdicts whose remark names the rule instead of a place
        /// (a requirement that is missing or not required has no place on a page).
        evidence: Vec<SourceSpan>,
        /// Contradicting values found elsewhere.
        alternatives: Vec<Alternative>,
    },
    /// Silence with a reason.
    Abstained {
        /// Why.
        reason: AbstentionReason,
        /// Where something was expected or seen, if anywhere.
        evidence: Vec<SourceSpan>,
    },
}

impl Answer {
    /// The value, if there is one.
    pub fn value(&self) -> Option<&str> {
        match self {
            Self::Value { value, .. } => Some(value),
            Self::Abstained { .. } => None,
        }
    }
    /// The places it points at.
    pub fn evidence(&self) -> &[SourceSpan] {
        match self {
            Self::Value { evidence, .. } | Self::Abstained { evidence, .. } => evidence,
        }
    }
}

/// What a suggestion was made from and with: enough to make it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// Name and digest of the encoder, `none` without models.
    pub model: String,
    /// Version of the instructions in `prompts/`.
    pub prompt: String,
    /// Content hash of the blueprint.
    pub blueprint: String,
    /// SHA-256 over the text and fields that were read.
    pub input: String,
}

/// One proposal, not yet stored. The store adds id, case, run and time.
#[doc(alias = "Vorschlag (KI)")]
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// What it is about.
    pub subject: Subject,
    /// What it says.
    pub answer: Answer,
    /// Why, and what was checked; the first one is the reason shown.
    pub remarks: Vec<Remark>,
    /// What it was made with.
    pub origin: Origin,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn subjects_survive_their_parts() {
        let document = DocumentId(uuid::Uuid::nil());
        let pair = DocumentPair::new(document, DocumentId(uuid::Uuid::max())).unwrap();
        for subject in [
            Subject::DocumentKind(document),
            Subject::Service,
            Subject::Field("applicant.family_name".into()),
            Subject::Requirement("tenancy".into()),
            Subject::LegalBasis("tenancy".into()),
            Subject::Rescan(document),
            Subject::Division(document),
            Subject::Duplicate(pair),
        ] {
            assert_eq!(Subject::from_parts(subject.kind(), &subject.key()), Ok(subject));
        }
    }

    #[test]
    fn levels_have_sharp_bounds() {
        assert_eq!(Confidence::of(0.90), Confidence::High);
        assert_eq!(Confidence::of(0.899), Confidence::Medium);
        assert_eq!(Confidence::of(0.599), Confidence::Low);
    }
}
