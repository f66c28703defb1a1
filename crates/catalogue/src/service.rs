//! What a blueprint says about one public service.
use aktenlage_domain::case::Outcome;
use aktenlage_domain::deadline::{LastDay, Length};
use aktenlage_domain::ids::{DocumentKind, FieldId, FormId, RequirementId, ServiceKey};
use aktenlage_domain::service::{Demand, LegalBasis};
use aktenlage_domain::value::ValueKind;
use time::Date;

use crate::condition::Condition;

/// A text in both languages of the workbench.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// German.
    pub de: String,
    /// English.
    pub en: String,
}

/// One public service.
#[doc(alias = "Verwaltungsleistung")]
#[derive(Clone, Debug)]
pub struct ServiceDefinition {
    /// Its id.
    pub key: ServiceKey,
    /// Prefix of case references, for example `WG`.
    pub reference_prefix: String,
    /// Its name.
    pub name: Label,
    /// `LeiKa` key, 14 digits, if known.
    #[doc(alias = "Leistungsschlüssel")]
    pub leika: Option<String>,
    /// Whether every norm it rests on was checked against the official text.
    pub verified: bool,
    /// Day on which somebody last checked the law.
    pub law_checked_on: Option<Date>,
    /// In force from.
    pub valid_from: Option<Date>,
    /// In force until, inclusive.
    pub valid_to: Option<Date>,
    /// Which authority decides, in German.
    pub authority: String,
    /// Laws that apply, short titles as in the regulations index (`WoGG`, `SGB 1`).
    pub laws: Vec<String>,
    /// Decisions that a second person has to release: a rule of the office. Empty if none has to be.
    #[doc(alias = "Vier-Augen-Prinzip")]
    pub four_eyes: Vec<Outcome>,
    /// The norm by which an application counts as filed on the day on which an authority that is not competent received
    /// it; `None` if only the receipt here counts, as far as is known.
    #[doc(alias = "Ersteingang")]
    pub first_receipt: Option<LegalBasis>,
    /// Fields of the application in the order a clerk reads them.
    pub fields: Vec<FieldDefinition>,
    /// Evidence requirements.
    pub evidence: Vec<EvidenceRequirement>,
    /// Deadlines.
    pub deadlines: Vec<DeadlineDefinition>,
    /// How citizens and forms name it: titles, synonyms, typical words.
    pub phrases: Vec<String>,
    /// Titles that stand on its application forms, nearly certain signs.
    pub form_titles: Vec<String>,
    /// Taught forms with which it is applied for: whoever sends one in asks for this service.
    pub forms: Vec<FormId>,
    /// Example messages and descriptions for embedding, German.
    pub examples: Vec<String>,
    /// Words that speak against it (services it is confused with).
    pub negative_phrases: Vec<String>,
    /// Fields that conditions read and no form asks for: what a clerk is asked when a condition is undetermined.
    pub questions: Vec<FieldDefinition>,
}

impl ServiceDefinition {
    /// A field of the application, or one that only conditions read; `member2.x` that is not listed itself is found
    /// as the `member.x` that conditions speak of.
    pub fn field(&self, id: &FieldId) -> Option<&FieldDefinition> {
        let find = |id: &str| {
            self.fields
                .iter()
                .chain(&self.questions)
                .find(|field| field.id.as_str() == id)
        };
        find(id.as_str()).or_else(|| {
            let rest = id.as_str().strip_prefix("member")?;
            let rest = rest.trim_start_matches(|character: char| character.is_ascii_digit());
            find(&format!("member{rest}"))
        })
    }
    /// Whether this version was in force on a day.
    pub fn in_force_on(&self, day: Date) -> bool {
        self.valid_from.is_none_or(|from| from <= day) && self.valid_to.is_none_or(|to| day <= to)
    }
}

/// How much a field is needed.
#[derive(Clone, Debug, PartialEq)]
pub enum FieldRequirement {
    /// Always.
    Required,
    /// If the condition holds.
    Conditional(Condition),
    /// Never a reason for a letter.
    Voluntary,
    /// The authority must not ask for it.
    MustNotAsk,
}

/// A field of an application.
#[doc(alias = "Angabe")]
#[derive(Clone, Debug)]
pub struct FieldDefinition {
    /// Its id.
    pub id: FieldId,
    /// Its name on the screen.
    pub label: Label,
    /// Type of its value.
    pub kind: ValueKind,
    /// For [`ValueKind::Code`]: the options.
    pub options: Vec<FieldOption>,
    /// How much it is needed.
    pub requirement: FieldRequirement,
    /// Labels under which forms ask for it, German, most specific first (`Familienname`, `Nachname`, `Name`).
    pub form_labels: Vec<String>,
    /// Headings of the form sections in which it stands (`Antragstellende Person`); empty if any.
    pub sections: Vec<String>,
    /// Norms that let the authority ask for it.
    pub basis: Vec<LegalBasis>,
}

/// An option of a coded field.
#[derive(Clone, Debug)]
pub struct FieldOption {
    /// Its id, the value that is stored.
    pub id: String,
    /// Its name on the screen.
    pub label: Label,
    /// Wordings on forms, German.
    pub form_labels: Vec<String>,
}

/// A piece of evidence that the law asks for.
#[doc(alias = "Nachweis (gefordert)")]
#[derive(Clone, Debug)]
pub struct EvidenceRequirement {
    /// Its id within the service.
    pub id: RequirementId,
    /// Its name on the screen.
    pub label: Label,
    /// Document kinds that satisfy it; any one of them. Empty if no document can (only a field).
    pub accepts: Vec<DocumentKind>,
    /// When it is required; `None` is always.
    pub when: Option<Condition>,
    /// How recent it must be, in words, German.
    pub freshness: Option<String>,
    /// Norms.
    pub basis: Vec<LegalBasis>,
    /// Why it is asked for.
    pub why: Label,
    /// Whether it may be demanded.
    pub demand: Demand,
    /// Whether every statement of this requirement was checked.
    pub verified: bool,
}

/// A deadline of a service.
#[doc(alias = "Frist")]
#[derive(Clone, Debug)]
pub struct DeadlineDefinition {
    /// Its id within the service.
    pub id: String,
    /// Its name on the screen.
    pub label: Label,
    /// From which event it runs, for example `received`, `complete`.
    pub runs_from: String,
    /// Whether it runs from the day on which the application counts as filed, where [`ServiceDefinition::first_receipt`]
    /// names a norm, and not from the receipt here.
    pub from_first_receipt: bool,
    /// How long it is; `None` if the law names no length.
    pub length: Option<Length>,
    /// What a last day that is no working day means.
    pub last_day: LastDay,
    /// Whether this is the date shown in the queue.
    pub shown_in_queue: bool,
    /// Norm.
    pub basis: Vec<LegalBasis>,
    /// Whether it was checked.
    pub verified: bool,
}

/// A document kind.
#[doc(alias = "Dokumentart")]
#[derive(Clone, Debug)]
pub struct KindDefinition {
    /// Its id.
    pub id: DocumentKind,
    /// Its name.
    pub label: Label,
    /// Titles that stand on such documents, nearly certain signs.
    pub titles: Vec<String>,
    /// Typical words and sentences.
    pub phrases: Vec<String>,
    /// Descriptions for embedding, German.
    pub examples: Vec<String>,
}
